"""Judging over the API: every kind of judgement, seen at once by everybody, and taken back."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from served import bearer, made, served

ANA, BEN, ANY = "ana-has-this-token", "ben-has-this-token", "anybody-has-this-one"


@pytest.fixture
def where(tmp_path):
    return made(tmp_path / "record.db", 3)


@pytest.fixture
def client(where):
    with served(where) as found:
        yield found


def judge(client, **sent):
    return client.post("/api/judgements", json={"who": "ana", "why": "seen in the report", **sent})


def shown(client) -> set[str]:
    return {each["id"] for each in client.get("/api/events").json()["items"]}


@pytest.mark.parametrize(
    ("sent", "effect"),
    [
        ({"kind": "reject", "event": "e1"}, lambda before, after: after == before - {"e1"}),
        ({"kind": "merge", "event": "e1", "other": "e1-1"}, lambda before, after: len(after) == len(before) - 1),
        ({"kind": "withdraw", "report": "porto.txt"}, lambda before, after: after == before - {"e1", "e2", "e3"}),
        ({"kind": "add", "report": "porto.txt", "words": "joint patrols", "type": "COOPERATE"},
         lambda before, after: len(after) == len(before) + 1),
    ],
    ids=lambda each: each["kind"] if isinstance(each, dict) else "",
)  # fmt: skip
def test_a_judgement_takes_effect_and_can_be_undone(client, sent, effect):
    before = shown(client)
    made = judge(client, **sent)
    assert made.status_code == 201
    assert effect(before, shown(client))
    assert client.get(made.headers["location"]).json() == made.json()
    assert judge(client, kind="undo", judgement=made.json()["id"]).status_code == 201
    assert sent["kind"] == "add" or shown(client) == before


def test_a_correction_is_shown_and_told_of(client):
    judge(client, kind="correct", event="e1", field="date", value="2024-05-13")
    event = client.get("/api/events/e1").json()
    assert (event["date"], event["enddate"]) == ("2024-05-13", "2024-05-13")
    assert "by ana" in client.get("/api/events/e1/explanation").text
    [made] = client.get("/api/judgements?event=e1").json()["items"]
    assert (made["who"], made["field"], made["value"]) == ("ana", "date", "2024-05-13")


def test_what_was_merged_can_be_split(client):
    before = shown(client)
    judge(client, kind="merge", event="e1", other="e1-1")
    assert len(shown(client)) == len(before) - 1
    judge(client, kind="split", event="e1")
    assert shown(client) == before


def test_accepting_brings_back_what_was_rejected(client):
    before = shown(client)
    judge(client, kind="reject", event="e1")
    judge(client, kind="accept", event="e1", why="")
    assert shown(client) == before


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"kind": "dance", "event": "e1"}, 422, "dance"),
        ({"kind": "reject", "event": "nothing"}, 404, "no event nothing"),
        ({"kind": "reject", "event": "e1", "why": " "}, 422, "why"),
        ({"kind": "correct", "event": "e1", "field": "date", "value": "soon"}, 422, "'soon' is no date"),
        ({"kind": "correct", "event": "e1", "field": "mood", "value": "x"}, 422, "cannot be corrected"),
        ({"kind": "merge", "event": "e1", "other": "e1"}, 422, "name two"),
        ({"kind": "undo", "judgement": "ffff"}, 404, "no judgement ffff"),
        ({"kind": "add", "report": "porto.txt", "words": "tanks", "type": "ASSAULT"}, 422, "stands there 0 times"),
        ({"kind": "reject", "event": "e1", "reason": "x"}, 422, "reason"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_changes_nothing(client, sent, status, said):
    before = client.get("/api/judgements").json()
    answer = judge(client, **sent)
    assert (answer.status_code, said in answer.json()["detail"]) == (status, True)
    assert client.get("/api/judgements").json() == before


def test_who_judges_without_having_seen_the_last_judgement_is_refused(client):
    seen = client.get("/api/events/e1/judgements").json()["seen"]
    assert seen == ""
    first = judge(client, kind="correct", event="e1", field="date", value="2024-05-13", seen=seen).json()
    for sent in (
        {"kind": "reject", "event": "e1"},
        {"kind": "accept", "event": "e1"},
        {"kind": "correct", "event": "e1", "changes": {"type": "SUPPORT"}},
        {"kind": "split", "event": "e1"},
        {"kind": "undo", "judgement": first["id"]},
    ):
        late = judge(client, **sent, seen=seen, who="ben")
        assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")
        assert "ana judged this event (correct date" in late.json()["detail"]
    history = client.get("/api/events/e1/judgements").json()
    assert ([each["id"] for each in history["items"]], history["seen"]) == ([first["id"]], first["id"])
    assert judge(client, kind="reject", event="e1", seen=history["seen"], who="ben").status_code == 201


def test_what_was_judged_on_either_of_two_merged_events_must_have_been_seen(client):
    judge(client, kind="merge", event="e1", other="e1-1")
    late = judge(client, kind="reject", event="e1-1", seen="")
    assert late.status_code == 409
    seen = client.get("/api/events/e1-1/judgements").json()["seen"]
    assert judge(client, kind="reject", event="e1-1", seen=seen).status_code == 201


def test_several_fields_are_corrected_at_once_and_taken_back_at_once(client):
    before = client.get("/api/events/e1").json()
    changes = {"enddate": "2024-05-16", "date": "2024-05-15", "mode": "phone", "type": "CONSULT", "place": None}
    made = judge(client, kind="correct", event="e1", changes=changes)
    assert made.status_code == 201
    after = client.get("/api/events/e1").json()
    assert (after["date"], after["enddate"], after["mode"], after["event_loc"]) == (
        "2024-05-15", "2024-05-16", "phone", None,
    )  # fmt: skip
    history = client.get("/api/events/e1/judgements").json()["items"]
    assert {each["field"]: each["value"] for each in history} == changes
    judge(client, kind="undo", judgement=history[1]["id"])
    assert client.get("/api/events/e1").json()["mentions"] == before["mentions"]
    assert {**client.get("/api/events/e1").json(), "reviewed": None} == {**before, "reviewed": None}
    undone = client.get("/api/events/e1/judgements").json()["items"][-1]
    judge(client, kind="undo", judgement=undone["id"])
    assert client.get("/api/events/e1").json()["mode"] == "phone"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"type": "SUPPORT", "date": "soon"}, "date: 'soon' is no date"),
        ({"type": "SUPPORT", "mode": "visit"}, "mode: 'visit' is no mode of SUPPORT"),
        ({"type": "SUPPORT", "mood": "x"}, "'mood' cannot be corrected"),
        ({"date": "2024-05-15", "enddate": "2024-05-14"}, "enddate: the last day 2024-05-14 lies before the first"),
        ({}, "changes"),
    ],
)
def test_where_one_of_several_fields_is_wrong_none_is_written(client, changes, said):
    before = client.get("/api/events/e1").json()
    answer = judge(client, kind="correct", event="e1", changes=changes)
    assert (answer.status_code, said in answer.json()["detail"]) == (422, True)
    assert client.get("/api/events/e1/judgements").json()["items"] == []
    assert client.get("/api/events/e1").json() == before


@pytest.mark.parametrize(
    "sent", [{}, {"field": "date"}, {"field": "date", "value": None, "changes": {"date": None}}, {"value": "x"}]
)
def test_a_correction_is_of_one_field_or_of_several(client, sent):
    assert judge(client, kind="correct", event="e1", **sent).status_code == 422


def test_halves_of_characters_are_refused(client):
    sent = json.dumps({"kind": "accept", "event": "e1", "who": "\ud800"})
    answer = client.post("/api/judgements", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


def test_judgements_are_paged_newest_first(client):
    for n in range(5):
        judge(client, kind="correct", event="e1", field="count", value=str(n + 1))
    first = client.get("/api/judgements?limit=3").json()
    rest = client.get("/api/judgements", params={"after": first["next"]}).json()
    assert [each["value"] for each in first["items"] + rest["items"]] == ["5", "4", "3", "2", "1"]
    assert client.get("/api/judgements?who=ben").json()["items"] == []


def test_agreement_of_two_reviewers(client):
    judge(client, kind="accept", event="e1")
    judge(client, kind="reject", event="e1", who="ben")
    first = client.get("/api/agreement?one=ana&other=ben").json()["items"][0]
    assert (first["field"], first["events"], first["share"]) == ("verdict", 1, 0.0)


def test_a_judgement_is_told_in_the_log_with_who_and_without_why(client, caplog):
    with caplog.at_level(logging.INFO, "entente.serve"):
        made = judge(client, kind="reject", event="e1", why="not for the log").json()
    [told] = [each for each in caplog.records if each.getMessage() == "judgement"]
    assert (told.who, told.kind, told.target, told.id) == ("ana", "reject", "e1", made["id"])
    assert "not for the log" not in str(vars(told))


def test_a_name_that_belongs_to_a_token_cannot_be_taken(where):
    with served(where, tokens={ANA: "ana", BEN: "ben", ANY: None}) as client:

        def made_by(token, **more):
            return client.post("/api/judgements", json={"kind": "accept", "event": "e1", **more}, headers=bearer(token))

        assert made_by(ANA).json()["who"] == "ana"
        assert made_by(BEN, who="ana").status_code == 403
        assert made_by(ANY, who="eva").json()["who"] == "eva"
        assert made_by(ANY).status_code == 422


def test_reviewers_at_once_lose_nothing(where):
    with served(where) as client:

        def one(n):
            return judge(
                client, kind="correct", event=f"e{n % 3 + 1}", field="count", value=str(n + 1), who=f"r{n % 5}"
            )

        with ThreadPoolExecutor(5) as pool:
            answers = list(pool.map(one, range(30)))
        assert {answer.status_code for answer in answers} == {201}
        kept = client.get("/api/judgements?limit=100").json()["items"]
    assert {each["id"] for each in kept} == {answer.json()["id"] for answer in answers}
    moments = [each["moment"] for each in kept]
    assert len(moments) == 30
    assert all(later >= earlier for later, earlier in pairwise(moments)) or len(set(moments)) > 20
