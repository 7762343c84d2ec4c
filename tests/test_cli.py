"""The command says what it found on one stream and what went wrong on the other, and exits accordingly."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.main
from jsonschema import Draft202012Validator

from entente import __version__, pipeline
from entente.batch import coder
from entente.cli import coding
from entente.cli.app import app
from entente.cli.main import main
from entente.entries import Entries, flat_event
from entente.errors import DataError
from entente.export.schemas import schema
from entente.model import Problem
from entente.notation import parse
from literal_report import Record, apart, linked

COMMANDS_PAGE = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
ENTENTE = [sys.executable, "-c", "from entente.cli import main; main()"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch, capsys, tmp_path) -> Run:
    """Runs the command in an empty folder: exit status, standard output, standard error.

    A source whose name starts with "bad" cannot be read; every other is the literal report.
    """

    def read_all(sources, published=None):
        for source in sources:
            if source.startswith("bad"):
                yield Problem(source, "read", "holds no text; give another file", fatal=True)
            else:
                day = {"published": published, "published_basis": "given"} if published else {}
                yield linked(source, **day).report

    def attempt(report, knowledge):
        about = {"published": report.published, "published_basis": report.published_basis}
        return linked(report.source, **about)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["entente", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "read_all", read_all)
    monkeypatch.setattr(pipeline, "attempt", attempt)
    for loader in ("cli.coding.shipped_knowledge", "api.shipped_knowledge", "batch.coder.loaded"):
        monkeypatch.setattr(f"entente.{loader}", lambda *_: SimpleNamespace(digest="k"))
    return run


@pytest.fixture
def stored(run: Run) -> Run:
    """As ``run``, with a record of one report in ``record.db``."""
    assert run("code", "porto.txt", "--record", "record.db")[0] == 0
    return run


# Coding


def test_code_prints_events_in_the_notation_grouped_by_dyad(run: Run):
    status, out, err = run("code", "porto.txt")
    assert status == 0
    assert err == "entente: porto.txt: odd\n"
    lines = out.splitlines()
    assert lines[0] == "# porto.txt, published 2024-05-15 (stated)"
    assert lines[1] == "CHL – PRT"
    assert parse(lines[2]).type == "CONSULT"
    assert lines[-1] == "3 events, 1 statement, 1 commitment, 1 count"


def test_code_prints_plover_json_that_fits_its_schema(run: Run):
    out = run("code", "a.txt", "b.txt", "--format", "jsonl")[1]
    events = [json.loads(line) for line in out.splitlines()]
    for event in events:
        Draft202012Validator(schema("code")).validate(event)
    assert [event["report"] for event in events] == ["a.txt"] * 3 + ["b.txt"] * 3


def test_code_prints_one_csv_table_of_all_reports(run: Run):
    rows = list(csv.DictReader(io.StringIO(run("code", "a.txt", "b.txt", "--format", "csv")[1])))
    assert [row["report"] for row in rows] == ["a.txt"] * 3 + ["b.txt"] * 3


def test_coding_prints_the_same_every_time(run: Run):
    for format in ("text", "jsonl", "csv"):
        assert run("code", "a.txt", "--format", format) == run("code", "a.txt", "--format", format)


def test_one_report_that_fails_does_not_keep_the_others(run: Run):
    status, out, err = run("code", "bad.pdf", "good.txt", "--record", "record.db")
    assert status == 1
    assert err.splitlines()[0] == "entente: bad.pdf: holds no text; give another file"
    assert "# good.txt" in out
    with Record("record.db") as record:
        assert {entry.report.source for entry in record.events()} == {"good.txt"}


def test_a_day_of_publication_can_be_given(run: Run):
    assert "published 2020-01-02 (given)" in run("code", "a.txt", "--published", "2020-01-02")[1]
    status, _, err = run("code", "a.txt", "--published", "soon")
    assert (status, "'soon' does not match" in err) == (2, True)


def test_storing_again_changes_nothing_and_superseding_is_said(run: Run):
    run("code", "a.txt", "--record", "record.db")
    before = Path("record.db").read_bytes()
    assert "supersedes" not in run("code", "a.txt", "--record", "record.db")[2]
    assert Path("record.db").read_bytes() == before
    said = run("code", "a.txt", "--record", "record.db", "--published", "2020-01-02")[2]
    assert "a.txt: supersedes what was stored of it before, which is kept in record.db" in said


def test_annotate_prints_one_object_a_report(run: Run):
    status, out, err = run("annotate", "a.txt", "bad.txt")
    [found] = [json.loads(line) for line in out.splitlines()]
    Draft202012Validator(schema("annotate")).validate(found)
    assert (status, found["report"], len(err.splitlines())) == (1, "a.txt", 2)


def test_annotate_prints_the_parse_as_conllu(run: Run):
    status, out, _ = run("annotate", "--format", "conllu", "a.txt")
    assert status == 0
    assert out.startswith("# newdoc id = a.txt\n# sent_id = 1\n")
    assert all(line.count("\t") == 9 for line in out.splitlines() if line and line[0] != "#")


def test_a_pattern_stands_for_the_files_that_fit(run: Run):
    for name in ("b.txt", "a.txt", "c.html"):
        Path(name).touch()
    assert re.findall("# (.*),", run("code", "*.txt")[1]) == ["a.txt", "b.txt"]
    assert re.findall("# (.*),", run("code", "*.pdf")[1]) == ["*.pdf"]


def test_demo_shows_the_samples_and_says_where_the_record_is(run: Run, monkeypatch, tmp_path):
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "one.txt").touch()
    monkeypatch.setattr(coding, "DATA", tmp_path)
    status, out, _ = run("demo", "--record", "demo.db")
    assert status == 0
    assert "CHL – PRT" in out
    assert "3 events from 1 sample reports are in the record demo.db" in out
    tried = [line.split() for line in out.splitlines() if line.startswith("  entente ") and "YOUR-REPORT" not in line]
    assert len(tried) == 4
    for command in tried:
        assert run(*command[1:])[0] == 0
    assert re.search(r"in the record /\S+/record\.db", run("demo")[1])


# Asking


def test_events_as_a_table_show_what_fits(stored: Run):
    status, out, _ = stored("events", "--actor", "PRT GOV", "--type", "CONSULT:visit", "--since", "2024-05")
    assert status == 0
    assert "e1" in out
    assert "PRT GOV Ana Sousa" in out
    assert out.endswith("1 found\n")
    assert "e2" not in out


def test_a_table_that_is_no_terminal_is_cut_nowhere(stored: Run):
    assert max(map(len, stored("statements")[1].splitlines())) > 80


@pytest.mark.parametrize("name", ["events", "statements", "commitments", "counts", "forums", "documents"])
def test_each_kind_can_be_had_as_json_and_csv(stored: Run, name: str):
    found = [json.loads(line) for line in stored(name, "--format", "jsonl")[1].splitlines()]
    for each in found:
        Draft202012Validator(schema("code" if name == "events" else name)).validate(each)
    rows = list(csv.DictReader(io.StringIO(stored(name, "--format", "csv")[1])))
    assert [row["id"] for row in rows] == [each["id"] for each in found]


def test_stored_events_are_printed_as_they_were_coded(stored: Run):
    coded = stored("code", "porto.txt", "--format", "jsonl")[1].splitlines()
    assert sorted(stored("events", "--format", "jsonl")[1].splitlines()) == sorted(coded)


def test_a_report_is_shown_with_its_marks_and_their_legend(stored: Run):
    out = stored("report", "porto.txt")[1]
    assert "Ana Sousa ⟦met her⟧2 Chilean" in out
    assert re.search(r"^ +2  e1  2024-05-14 \| CONSULT:visit", out, re.MULTILINE)


def test_an_event_is_explained(stored: Run):
    out = stored("explain", "e1")[1]
    assert out.startswith("event e1: 2024-05-14 | CONSULT:visit")
    assert '"Tuesday" [108:115]' in out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["events", "--record", "none.db"], 1, "entente: none.db: no such record; make one with: entente code"),
        (["events", "--type", "MEET"], 2, "entente: no event type 'MEET'; there are AGREE"),
        (["events", "--since", "May"], 2, "entente: a date is 2023-11-08, 2023-11 or 2023, not 'May'"),
        (["explain", "zz"], 1, "entente: record.db: no event zz"),
        (["report", "zz"], 1, "entente: record.db: no report zz"),
        (["code", "a.txt", "--record", "away/record.db"], 1, "entente: away/record.db: the folder away does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_a_status(stored: Run, arguments, status, said):
    found, out, err = stored(*arguments)
    assert (found, out) == (status, "")
    assert err.startswith(said)
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["code"], ["cod"], ["events", "--colour"], ["code", "a", "--format", "xml"]])
def test_wrong_usage_exits_with_2(run: Run, arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Usage" in err


def test_broken_data_files_are_one_line(run: Run, monkeypatch):
    def broken(*_):
        raise DataError("rules.yaml:3: rule meet: no type; name one")

    monkeypatch.setattr(coder, "loaded", broken)
    assert run("code", "a.txt") == (1, "", "entente: rules.yaml:3: rule meet: no type; name one\n")


# The program as a whole


def test_help_loads_nothing_heavy():
    script = "import sys; sys.argv[1:] = ['--help']; import atexit, entente.cli as c; "
    script += "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); c.main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "annotate" in done.stdout
    assert not loaded & {"numpy", "pandas", "duckdb", "onnxruntime", "sqlalchemy", "rich", "trafilatura", "yaml"}


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    with Record(tmp_path / "record.db") as record:
        for number in range(300):
            record.store(apart(linked(f"{number}.txt"), number), "k", date(2024, 6, 1))
    command = [*ENTENTE, "events", "--record", str(tmp_path / "record.db"), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().startswith('{"id": "e')
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_terminal_that_knows_few_letters_is_no_error(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", date(2024, 6, 1))
    command = [*ENTENTE, "report", "porto.txt", "--record", str(tmp_path / "record.db")]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=True)
    assert b"met her" in done.stdout


def test_the_version_is_printed(run: Run):
    assert run("--version") == (0, f"entente {__version__}\n", "")


# The pages


def options(command) -> set[str]:
    found = {name for each in command.params for name in getattr(each, "opts", []) if name.startswith("--")}
    return found - {"--help"}


def test_every_command_and_option_is_documented_and_every_documented_one_exists():
    group = typer.main.get_command(app)
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    parts = re.split(r"^## ", page, flags=re.MULTILINE)
    sections = {part.split()[1]: part for part in parts if part.startswith("entente ")}
    assert set(sections) == set(group.commands)
    for name, command in group.commands.items():
        assert set(re.findall(r"`(--[a-z-]+)", sections[name])) == options(command), name
    assert set(re.findall(r"`(--[a-z-]+)", parts[0])) - {"--record"} == options(group) | {"--help"}


def test_every_csv_column_is_documented_and_every_documented_one_exists(stored: Run):
    page = COMMANDS_PAGE.read_text(encoding="utf-8").split("## Columns of CSV")[1]
    rows = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("|")][2:]
    documented = {name.strip().split(",")[0]: set(re.findall("`([a-z_]+)`", columns)) for name, columns in rows}
    for name in ("events", "statements", "commitments", "counts"):
        header = stored(name, "--format", "csv")[1].splitlines()[0].split(",")
        assert set(header) == documented["all"] | documented[name], name


def test_python_and_csv_have_the_same_columns(stored: Run):
    header = stored("events", "--format", "csv")[1].splitlines()[0].split(",")
    with Record("record.db") as record:
        assert isinstance(record.events(), Entries)
        assert list(flat_event(record.events()[0])) == header
