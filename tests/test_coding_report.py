"""The main job on the real report beside the project: what must be found, and nothing that it does not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from entente.model import Event, Linked

REPORTS = sorted((Path(__file__).parents[1] / ".." / "shared" / "reports").glob("000_*.txt"))
pytestmark = pytest.mark.skipif(not REPORTS, reason="the real report is not beside the project")

# type, actors, recipients, first and last day, factuality, speaker
EXPECTED = [
    ("CONSULT", {"Zhang Youxia"}, {"Vladimir Putin"}, "2023-11-08", "2023-11-08", "actual", None),
    ("CONSULT", {"Zhang Youxia"}, {"Sergei Shoigu"}, "2023-11-08", "2023-11-08", "actual", None),
    ("CONSULT", {"Xi Jinping"}, {"Vladimir Putin"}, "2023-03-01", "2023-03-31", "actual", None),
    ("CONSULT", {"Vladimir Putin"}, {"Xi Jinping"}, "2023-10-01", "2023-10-31", "actual", None),
    ("CONSULT", {"Xi Jinping", "Vladimir Putin"}, set(), "2023-01-01", "2023-11-10", "actual", None),
    ("CONSULT", {"Zhang Youxia", "Sergei Shoigu"}, set(), "2023-10-21", "2023-10-31", "actual", None),
    ("AGREE", {"China"}, {"Russia"}, "2023-11-08", "2023-11-08", "actual", "Zhang Youxia"),
    ("AGREE", {"Russia"}, {"China"}, "2023-11-08", "2023-11-08", "actual", "Vladimir Putin"),
    ("AGREE", {"China"}, {"Russia"}, "2023-10-21", "2023-10-31", "actual", "Zhang Youxia"),
    ("AGREE", {"Xi Jinping", "Vladimir Putin"}, set(), "2023-01-01", "2023-11-10", "actual", "Zhang Youxia"),
    ("SUPPORT", {"Xi Jinping", "Vladimir Putin"}, set(), "2023-03-01", "2023-03-31", "actual", None),
]


@pytest.fixture(scope="module")
def linked() -> Linked:
    language = pytest.importorskip("entente.language")
    if not (Path(language.__file__).parent / "model" / "model.onnx").exists():
        pytest.skip("the language model's weights are not installed")
    from entente import knowledge, pipeline

    found = next(iter(pipeline.code_all([str(REPORTS[0])], knowledge.load())))
    assert isinstance(found, Linked)
    return found


def told(event: Event) -> list[tuple]:
    return [
        (
            mention.type,
            {actor.name for actor in mention.actors},
            {actor.name for actor in mention.recipients},
            str(mention.dating.first),
            str(mention.dating.last),
            mention.factuality,
            mention.speaker.name if mention.speaker else None,
        )
        for mention in event.mentions
    ]


@pytest.mark.parametrize(
    "wanted", EXPECTED, ids=lambda wanted: f"{wanted[0]}-{wanted[3]}-{'-'.join(sorted(wanted[1]))}"
)
def test_the_report_yields_the_event(linked: Linked, wanted: tuple):
    assert any(wanted in told(event) for event in linked.events)


def test_the_plan_for_joint_patrols_is_planned_and_stands_in_the_joint_statement(linked: Linked):
    plans = [event.chief for event in linked.events if event.chief.factuality == "planned"]
    assert [(plan.type, {actor.name for actor in plan.actors}) for plan in plans] == [("AGREE", {"China", "Russia"})]
    assert "joint statement" in plans[0].speaker.name


def test_only_what_ended_thirty_days_before_is_historical(linked: Linked):
    by_age = {event.chief.dating.last.isoformat(): event.chief.dating.historical for event in linked.events}
    assert by_age["2023-03-31"]
    assert not by_age["2023-10-31"]


def test_nothing_but_meetings_undertakings_and_signing_is_in_the_report(linked: Linked):
    assert {event.chief.type for event in linked.events} == {"CONSULT", "AGREE", "SUPPORT"}


def test_every_trigger_and_participant_equals_its_characters(linked: Linked):
    text = linked.report.text
    for mention in linked.coded.mentions:
        assert mention.trigger.of(text) == mention.trigger.of(text).strip() != ""
        for actor in (*mention.actors, *mention.recipients):
            assert actor.span.of(text) == actor.text
