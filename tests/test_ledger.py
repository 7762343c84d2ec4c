"""What becomes of a commitment: kept, withdrawn or lapsed by the events on record, and open again without them."""

from dataclasses import replace
from datetime import date

import pytest

from entente.coding.ledger import Deed, standing
from entente.model import Actor, Commitment, Dating, Mention, Span

MADE, TODAY = date(2023, 3, 1), date(2023, 12, 31)
KENYA = Actor(0, 1, 0, 0, "Kenya", "Kenya", "KEN", "GOV", kind="state", chain=1)
HAITI = Actor(0, 1, 0, 0, "Haiti", "Haiti", "HTI", "GOV", kind="state", chain=2)
CHAD = Actor(0, 1, 0, 0, "Chad", "Chad", "TCD", "GOV", kind="state", chain=1)
MINISTER = Actor(0, 1, 0, 0, "the minister", "Aden Duale", "KEN", "GOV", ("MIL",), "minister", kind="person", chain=9)
FOOD = Commitment(0, Span(0, 1), (KENYA,), "AID", "provide Haiti with food", (HAITI,))


def deed(
    words: str,
    day: date | None,
    kind: str = "AID",
    *,
    actors: tuple[Actor, ...] = (KENYA,),
    recipients: tuple[Actor, ...] = (HAITI,),
    factuality: str = "actual",
    source: str = "later",
) -> Deed:
    dating = Dating(day, day, "day", "stated")
    mention = Mention(0, 1, 0, 0, Span(0, 1), kind, None, actors, recipients, dating, factuality, 0.9, "give")
    return Deed(words, mention, words, (source,))


def stands(commitment: Commitment, *deeds: Deed) -> tuple[str, tuple[str, ...]]:
    found = standing(commitment, "earlier", MADE, deeds, TODAY)
    return found.status, found.events


DELIVERED = deed("delivered food to Haiti", date(2023, 5, 1))


def test_a_later_act_of_the_same_kind_between_the_same_in_like_words_keeps_it():
    assert stands(FOOD, DELIVERED) == ("kept", ("delivered food to Haiti",))


def test_without_the_act_it_is_open_again():
    assert stands(FOOD) == ("open", ())


def test_a_minister_acts_for_his_state():
    assert stands(FOOD, replace(DELIVERED, mention=replace(DELIVERED.mention, actors=(MINISTER,))))[0] == "kept"


@pytest.mark.parametrize(
    "other",
    [
        deed("delivered food to Haiti", date(2023, 2, 1)),
        deed("delivered food to Haiti", None),
        deed("delivered food to Haiti", MADE, source="earlier"),
        deed("delivered tanks to Haiti", date(2023, 5, 1)),
        deed("delivered food to Haiti", date(2023, 5, 1), factuality="planned"),
        deed("delivered food to Haiti", date(2023, 5, 1), actors=(CHAD,)),
        deed("delivered food to Chad", date(2023, 5, 1), recipients=(CHAD,)),
        deed("cooperated on food with Haiti", date(2023, 5, 1), "COOPERATE"),
    ],
    ids=["earlier", "undated", "same report", "other goods", "planned", "other actor", "other partner", "other"],
)
def test_what_does_not_keep_it(other):
    assert stands(FOOD, other)[0] == "open"


def test_the_time_it_was_promised_for_counts():
    promised = replace(FOOD, dating=Dating(date(2023, 6, 1), date(2023, 6, 30), "month", "stated"))
    june = deed("delivered food to Haiti", date(2023, 6, 3))
    assert stands(promised, DELIVERED)[0] == "lapsed"
    assert stands(promised, june)[0] == "kept"


def test_it_has_not_lapsed_while_its_time_runs():
    promised = replace(FOOD, dating=Dating(date(2024, 1, 1), date(2024, 12, 31), "year", "stated"))
    assert stands(promised)[0] == "open"


def test_what_is_to_be_done_regularly_never_lapses():
    promised = replace(FOOD, dating=Dating(MADE, MADE, "day", "stated"), regularity="every year")
    assert stands(promised)[0] == "open"


def test_a_refusal_in_its_words_withdraws_it():
    refused = deed("refused to provide any food", date(2023, 5, 1), "REJECT")
    assert stands(FOOD, refused) == ("withdrawn", ("refused to provide any food",))
    assert stands(FOOD, deed("refused to provide soldiers", date(2023, 5, 1), "REJECT"))[0] == "open"


def test_an_act_without_a_type_is_never_seen_to_be_kept():
    vague = replace(FOOD, action="AGREE")
    assert stands(vague, deed("provided food", date(2023, 5, 1), "AGREE"))[0] == "open"


def test_chains_of_two_reports_say_nothing():
    assert CHAD.chain == KENYA.chain
    visit = Commitment(0, Span(0, 1), (KENYA, HAITI), "CONSULT", "meet next month")
    assert stands(visit, deed("met", date(2023, 4, 1), "CONSULT", actors=(CHAD, HAITI), recipients=()))[0] == "open"
    assert stands(visit, deed("met", date(2023, 4, 1), "CONSULT", actors=(KENYA, HAITI), recipients=()))[0] == "kept"
