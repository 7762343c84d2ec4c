"""Single sentences through every stage: who, what and how sure, where a plain reading would go wrong."""

from __future__ import annotations

from datetime import date

import pytest

from entente import pipeline
from entente.api import shipped_knowledge
from entente.model import Event, Report
from entente.read import read_text


def events(text: str) -> tuple[Event, ...]:
    report = read_text(text, "case", published=date(2024, 5, 15))
    assert isinstance(report, Report)
    return pipeline.run(report, shipped_knowledge()).events


def told(event: Event) -> tuple[str, list[str | None], list[str | None]]:
    chief = event.chief
    kind = f"{chief.type}:{chief.mode}" if chief.mode else chief.type
    return kind, [actor.code for actor in chief.actors], [actor.code for actor in chief.recipients]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Kremlin denied that Russian hackers had attacked the German parliament.", "attacked"),
        ("The minister denied reports that soldiers had killed civilians in Tigray.", "killed"),
        ("Beijing rejected accusations that it had detained a million Uyghurs.", "detained"),
    ],
)
def test_what_somebody_denies_is_no_fact(text, word):
    chief = next(event.chief for event in events(text) if event.chief.trigger.of(text) == word)
    assert chief.factuality == "negated"


def test_who_rejects_an_accusation_is_accused_and_accuses_nobody():
    text = "Iran dismissed allegations that it had sent drones to Russia."
    charge = next(event for event in events(text) if event.chief.type == "ACCUSE")
    assert told(charge)[1:] == ([], ["IRN"])


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A car bomb killed twelve soldiers in Mogadishu.", "explosives"),
        ("Two policemen were killed by a roadside mine near Quetta.", "explosives"),
        ("Seven people were wounded in a rocket attack on Haifa.", "heavy-weapons"),
        ("A suicide bomber attacked a mosque in Peshawar.", "suicide-attack"),
        ("Ukraine's drones struck an oil refinery near Ryazan.", "drone"),
    ],
)
def test_the_weapon_in_the_clause_gives_the_mode(text, mode):
    assert mode in {event.chief.mode for event in events(text) if event.chief.type == "ASSAULT"}


def test_a_bomb_acts_for_nobody_and_a_market_is_of_where_it_stands():
    (event,) = events("A bomb hit a market in Kabul on Friday, killing nine people.")
    assert told(event)[1:] == ([], ["AFG"])


def test_what_moves_is_of_no_state_for_being_hit_there():
    hit = [told(event) for event in events("Rebels shot down a drone over Iran on Friday.")]
    assert all("IRN" not in recipients for _, _, recipients in hit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("German police raided the offices of a far-right magazine.", "COERCE"),
        ("Israeli troops raided Jenin on Monday.", "ASSAULT"),
        ("Vietnam protested against China's seasonal fishing ban.", "ACCUSE"),
        ("Farmers protested in Delhi against the Indian government.", "PROTEST"),
    ],
)
def test_the_type_depends_on_who_does_it(text, kind):
    assert [event.chief.type for event in events(text)] == [kind]


def test_a_dismissed_minister_is_no_rejection():
    assert [event.chief.type for event in events("The Chadian president dismissed his police minister.")] == []


@pytest.mark.parametrize("why", ["on Monday", "over the government's plan to raise admissions"])
def test_people_across_a_state_are_of_it_and_the_state_does_not_act(why):
    (event,) = events(f"Doctors across South Korea went on strike {why}.")
    assert [actor.text for actor in event.chief.actors] == ["Doctors across South Korea"]
    assert told(event)[:2] == ("PROTEST:strike", ["KOR"])


def test_an_ambassador_recalled_from_a_capital_is_recalled_from_its_state():
    (event,) = events("Israel recalled its ambassador from Oslo on Monday.")
    assert told(event) == ("SANCTION:withdraw", ["ISR"], ["NOR"])


def test_a_measure_of_time_after_a_noun_is_no_part_of_it():
    text = "India expelled a Canadian diplomat hours after Ottawa ordered an Indian diplomat to leave."
    assert told(events(text)[0]) == ("SANCTION:expel", ["IND"], ["CAN"])


@pytest.mark.parametrize(
    ("text", "word", "factuality"),
    [
        ("It was not until 2020 that Sudan withdrew its troops from Libya.", "withdrew", "actual"),
        ("Not until Sunday did Egypt condemn the attack.", "condemn", "actual"),
        ("It was Egypt that bombed the rebels in Libya.", "bombed", "actual"),
        ("It was not Egypt that bombed the rebels in Libya.", "bombed", "negated"),
        ("It was no surprise that Kenya expelled the Turkish ambassador.", "expelled", "actual"),
        ("The minister did not know that police had arrested the opposition leader.", "arrested", "actual"),
        ("It is not clear that Egypt bombed the rebels in Libya.", "bombed", "hypothetical"),
        ("Egypt did not condemn the attack until Sunday.", "condemn", "negated"),
    ],
)
def test_what_is_stressed_or_presupposed_keeps_its_factuality(text, word, factuality):
    chief = next(event.chief for event in events(text) if event.chief.trigger.of(text) == word)
    assert chief.factuality == factuality


@pytest.mark.parametrize(
    ("text", "kind", "codes"),
    [
        ("Hungary blocked an EU statement criticising China.", "ACCUSE", ["EUR"]),
        ("India did not sign a G20 letter urging Russia to withdraw.", "REQUEST", ["IGO"]),
    ],
)
def test_who_blocks_a_paper_does_not_say_what_it_says(text, kind, codes):
    [found] = [event for event in events(text) if event.chief.type == kind]
    assert told(found)[1] == codes
