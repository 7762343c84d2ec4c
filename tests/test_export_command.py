"""entente export: every format, the filters of entente events, and a clear word about what is not in the file."""

import inspect
import io
import json
import re
import subprocess
import sys
from datetime import date
from itertools import permutations
from pathlib import Path

import pandas
import pytest
import typer.main

from entente import knowledge
from entente.cli import app as commands
from entente.cli.app import ExportFormat, app
from entente.cli.main import main
from entente.datafiles import DATA
from entente.export.formats import FORMATS, export
from entente.export.package import Contents, package
from entente.query import Reader
from literal_report import Record, apart, linked

DAY = date(2024, 6, 1)
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "export.md"
EVERY = [*FORMATS, "package"]


@pytest.fixture
def run(monkeypatch, capsysbinary, tmp_path):
    """Runs the command beside a record of one report: exit status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    with Record("record.db") as record:
        record.store(linked(), "k", DAY)

    def run(*arguments: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["entente", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out, err.decode()

    return run


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_the_same_in_a_file_and_on_standard_output(run, format):
    status, out, said = run("export", format)
    assert (status, out != b"") == (0, True)
    assert run("export", format, "--out", "out.file") == (0, b"", said)
    assert Path("out.file").read_bytes() == out


def test_csv_comes_with_its_codebook(run):
    run("export", "csv", "--out", "events.csv")
    told = pandas.read_csv("events.codebook.csv")
    assert list(told["column"]) == list(pandas.read_csv("events.csv").columns)


def test_an_export_is_filtered_as_events_are(run):
    read = pandas.read_csv(io.BytesIO(run("export", "csv", "--type", "CONSULT", "--actor", "CHL")[1]))
    assert list(read["id"]) == ["e3"]
    assert run("export", "csv", "--type", "MEET")[2].startswith("entente: no event type 'MEET'; there are AGREE")


def test_export_takes_every_filter_of_events_and_the_record_understands_it(run):
    group = typer.main.get_command(app)
    names = {command: {param.name for param in group.commands[command].params} for command in ("events", "export")}
    assert names["events"] - {"format"} <= names["export"]
    assert names["events"] - {"format", "record", "help"} <= set(inspect.signature(Reader.events).parameters)
    assert "filters" not in inspect.signature(commands.export).parameters


@pytest.mark.parametrize("kind", ["events", "statements", "commitments", "counts"])
def test_each_kind_can_be_asked_for_as_parquet(run, kind):
    read = pandas.read_parquet(io.BytesIO(run(kind, "--format", "parquet")[1]))
    same = pandas.read_csv(io.BytesIO(run(kind, "--format", "csv")[1]))
    assert list(read.columns) == list(same.columns)
    assert list(read["id"]) == list(same["id"])


def test_a_binary_format_is_not_written_to_a_terminal(run, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    status, out, err = run("export", "stata")
    assert (status, out) == (2, b"")
    assert err.startswith("entente: stata is no text for a terminal; write it to a file")


def test_an_export_with_a_limit_says_where_to_go_on(run):
    status, out, err = run("export", "csv", "--limit", "1")
    assert (status, len(pandas.read_csv(io.BytesIO(out)))) == (0, 1)
    cursor = re.fullmatch(r"entente: csv: there is more; go on with --after (\S+)\n", err)[1]
    rest = pandas.read_csv(io.BytesIO(run("export", "csv", "--after", cursor)[1]))
    assert list(rest["id"]) == ["e1", "e2"]


def test_a_package_of_all_has_more_than_a_package_of_some(run):
    assert run("export", "package", "--out", "all") == (0, b"", "")
    assert run("export", "package", "--type", "CONSULT", "--out", "some.zip") == (0, b"", "")
    assert Path("all/statements.csv").exists()
    assert Path("some.zip").read_bytes()[:2] == b"PK"
    about = json.loads(Path("all/datapackage.json").read_text(encoding="utf-8"))
    assert about["entente"]["filters"] == {}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["package"], 2, "entente: a package is several files; name a new folder or a .zip file with --out"),
        (["package", "--out", "."], 2, "entente: .: is there already; name a new folder"),
        (["csv", "--out", "away/events.csv"], 1, "entente: away/events.csv: cannot be written: No such file"),
        (["csv", "--record", "none.db"], 1, "entente: none.db: no such record; make one with: entente code"),
    ],
)
def test_what_cannot_be_written_is_one_line(run, arguments, status, said):
    found, out, err = run("export", *arguments)
    assert (found, out) == (status, b"")
    assert err.startswith(said)
    assert err.count("\n") == 1


def test_claims_are_in_older_shapes_only_if_asked_for(run):
    assert run("export", "gdelt")[1].count(b"\n") == 1
    assert run("export", "gdelt", "--claims")[1].count(b"\n") == 2


def test_nodes_are_actors_or_countries(run):
    assert b'<node id="PRT Ana Sousa">' in run("export", "graphml")[1]
    assert b'<node id="PRT">' in run("export", "graphml", "--nodes", "countries")[1]


@pytest.mark.parametrize("told", [linked, lambda name: apart(linked(name), ord(name[0]))],
                         ids=["of one happening", "of others"])  # fmt: skip
def test_exports_do_not_depend_on_the_order_the_reports_came_in(tmp_path, told):
    found = set()
    for number, order in enumerate(permutations("abc")):
        with Record(tmp_path / f"{number}.db") as record:
            for name in order:
                record.store(told(f"{name}.txt"), "k", DAY)
            events = record.events()
            held = package(Contents(events, record.statements(), record.commitments(), record.counts()))
        found.add((*(export(format, events) for format in FORMATS), *held.values()))
    assert len(found) == 1


def test_every_format_is_documented_and_every_documented_one_exists():
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE) == EVERY
    assert list(ExportFormat.__args__) == EVERY


def test_exporting_text_loads_no_heavy_library(tmp_path):
    with Record(tmp_path / "record.db") as record:
        record.store(linked(), "k", DAY)
    script = f"import sys; sys.argv[1:] = ['export', 'gexf', '--record', {str(tmp_path / 'record.db')!r}]; "
    script += "import atexit, entente.cli as c; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); c.main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert not loaded & {"pandas", "pyarrow", "networkx", "onnxruntime"}


def test_the_tables_of_exports_are_no_part_of_the_knowledge():
    assert (DATA / "export" / "cameo.tsv").exists()
    assert not [path for path in knowledge.files() if DATA / "export" in path.parents]
