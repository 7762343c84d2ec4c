"""Where accounts of one happening contradict each other, and which one is chosen."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from entente.link.differences import Account, Settled, account, settle
from told_reports import DAY, Said, coded


def told(source: str, said: Said, origin: str | None = None, published: date = DAY, **more) -> Account:
    linked = coded(source, said, published=published, publisher=more.pop("publisher", None))
    return replace(account(linked.events[0], linked.report, origin), **more)


def values(found: Settled, field: str) -> dict[str, int]:
    """How many independent reports hold each value of *field*, the chosen one first."""
    return {held.value: held.independent for each in found.differences if each.field == field for held in each.values}


def test_the_day_that_most_independent_reports_give_is_chosen():
    late = Said(day=DAY + timedelta(1))
    found = settle([told("a", Said()), told("b", Said()), told("c", late)])
    assert values(found, "date") == {"2024-05-08": 2, "2024-05-09": 1}
    assert found.differences[0].reason == "2 of 3 independent reports say so"


def test_ten_copies_are_one_voice():
    late = Said(day=DAY + timedelta(1))
    copies = [told(f"copy {n}", late, origin="copy 0") for n in range(10)]
    found = settle([told("a", Said()), told("b", Said()), *copies])
    assert values(found, "date") == {"2024-05-08": 2, "2024-05-09": 1}
    assert found.independent == 3


def test_a_month_does_not_contradict_a_day_in_it_nor_a_country_its_city():
    wide = Said(day=DAY.replace(day=1), width=31, place="Norway")
    assert settle([told("a", Said()), told("b", wide)]).differences == ()


def test_a_version_that_its_publisher_corrected_no_longer_counts():
    first = told("a", Said(count=6, type="ASSAULT"), publisher="Wire")
    later = told("b", Said(count=8, type="ASSAULT"), "a", DAY + timedelta(1), publisher="Wire")
    found = settle([first, later])
    assert values(found, "number") == {"8": 1, "6": 1}
    assert found.chosen == later.event
    assert found.differences[0].reason == "a later version of the same report says so"


def test_who_is_blamed_is_shown_by_report():
    one = Said("Norway", "NOR", "Ilze Kalna", "LVA", "ASSAULT")
    other = Said("Latvia", "LVA", "Ilze Kalna", "LVA", "ASSAULT")
    assert values(settle([told("a", one), told("b", other)]), "actor").keys() == {"NOR Norway", "LVA Latvia"}


def test_what_a_person_corrected_is_chosen_against_any_number():
    late = Said(day=DAY + timedelta(1))
    found = settle([told("a", Said(), corrected=True), *(told(f"b{n}", late) for n in range(3))])
    assert found.chosen == told("a", Said()).event
    assert found.differences[0].reason == "a person corrected this account"


accounts = st.lists(
    st.builds(
        Said,
        day=st.integers(0, 2).map(lambda n: DAY + timedelta(n)),
        width=st.sampled_from([1, 3]),
        place=st.sampled_from(["Oslo", "Riga", "Norway", None]),
        count=st.sampled_from([None, 6, 8]),
        type=st.just("ASSAULT"),
    ),
    min_size=1,
    max_size=5,
)


@given(accounts, st.randoms())
def test_the_order_of_accounts_makes_no_difference(said: list[Said], chance: random.Random):
    made = [told(str(n), each) for n, each in enumerate(said)]
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert settle(made) == settle(shuffled)


@given(accounts)
def test_the_chosen_value_is_the_chosen_accounts_own(said: list[Said]):
    made = {each.event: each for each in (told(str(n), one) for n, one in enumerate(said))}
    found = settle(made.values())
    for each in found.differences:
        [chosen] = [held for held in each.values if held.chosen]
        assert made[found.chosen].source in chosen.sources
