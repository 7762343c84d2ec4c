"""From the command line a record is reviewed, and a panel made of it."""

import csv
import io
import json
import re
import sys
from datetime import date

import pytest

from entente.cli.main import main
from literal_report import Record, linked


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Runs the command on a record of one report: exit status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    with Record("record.db") as record:
        record.store(linked(), "k", date(2024, 6, 1))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["entente", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def events(run, *arguments: str) -> dict[str, dict]:
    return {
        event["id"]: event for event in map(json.loads, run("events", "--format", "jsonl", *arguments)[1].splitlines())
    }


WHY = ("--why", "the text says so", "--who", "A. Reader")


@pytest.mark.parametrize(
    "command",
    [
        ["reject", "e1"], ["correct", "e1", "date", "2024-05-13"], ["correct", "e1", "recipient"], ["accept", "e1"],
        ["merge", "e1", "e3"], ["withdraw", "porto.txt"],
        ["add", "porto.txt", "is willing", "--type", "SUPPORT", "--actor", "PRT GOV Portugal", "--date", "2024-05-14"],
    ],
)  # fmt: skip
def test_every_judgement_can_be_made_seen_and_undone(run, command):
    before = run("events", "--format", "csv")[1]
    status, out, _ = run(*command, *WHY)
    assert status == 0
    [judgement] = re.findall(r"entente undo (\w+)", out)
    assert run("events", "--format", "csv")[1] != before
    [row] = csv.DictReader(io.StringIO(run("judgements", "--format", "csv")[1]))
    assert (row["id"], row["kind"], row["who"], row["why"]) == (judgement, command[0], "A. Reader", "the text says so")
    assert run("undo", judgement[:8], "--who", "B")[0] == 0
    assert run("events", "--format", "csv")[1] == before
    assert len(run("judgements", "--by", "A. Reader", "--format", "jsonl")[1].splitlines()) == 1


def test_merged_events_are_split_again(run):
    run("merge", "e1", "e3", *WHY)
    assert len(events(run)) == 2
    assert run("split", "e3", *WHY)[0] == 0
    assert set(events(run)) == {"e1", "e2", "e3"}


def test_an_explanation_names_judgements_scores_and_only_the_field_asked_for(run):
    run("correct", "e1", "factuality", "negated", *WHY)
    whole = run("explain", "e1")[1]
    assert re.search(r"judgement \w+: correct factuality = negated, by A. Reader on 20", whole)
    only = run("explain", "e1", "date")[1].splitlines()
    assert len(only) < 6
    assert any('"Tuesday" [108:115]' in line for line in only)
    assert run("explain", "e1", "colour")[2].startswith("entente: no field 'colour' to explain; there are type")


def test_a_panel_is_printed_with_its_zeros(run):
    status, out, err = run("panel", "--actors", "prt,chl,esp", "--since", "2024-01", "--until", "2024-05")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (status, len(rows)) == (0, 30)
    assert [row["events"] for row in rows if (row["actor"], row["period"]) == ("PRT", "2024-05")] == ["1", "0"]
    assert "2 events of dyads do not lie within one period and are left out; --wide" in err
    assert len(run("panel", "--period", "year", "--format", "jsonl")[1].splitlines()) == 2


def test_the_next_page_is_named(run):
    status, out, err = run("events", "--limit", "2", "--format", "jsonl")
    cursor = re.search(r"go on with --after (\S+)", err)[1]
    rest = events(run, "--after", cursor)
    assert (status, len(out.splitlines()), list(rest)) == (0, 2, ["e2"])


def test_reviewers_are_compared(run):
    for who in ("one", "two"):
        run("accept", "e1", "--who", who)
    rows = {
        row["field"]: row for row in csv.DictReader(io.StringIO(run("agreement", "one", "two", "--format", "csv")[1]))
    }
    assert (rows["verdict"]["events"], rows["type"]["share"]) == ("1", "1.0")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reject", "zz", *WHY], "entente: record.db: no event zz"),
        (["correct", "e1", "colour", "red", *WHY], "entente: 'colour' cannot be corrected; one of type, mode"),
        (["undo", "zz"], "entente: zz fits 0 judgements of record.db; see them with: entente judgements"),
        (["panel", "--period", "decade"], "entente: no period 'decade'; there are day, week"),
        (["events", "--after", "x"], "entente: 'x' is no cursor"),
        (
            ["add", "porto.txt", "signed a treaty", "--type", "AGREE", *WHY],
            "entente: porto.txt: 'signed a treaty' stands",
        ),
    ],
)
def test_what_cannot_be_judged_is_one_line(run, arguments, said):
    status, out, err = run(*arguments)
    assert status in (1, 2)
    assert out == ""
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_a_reason_must_be_given(run):
    assert run("reject", "e1")[0] == 2
