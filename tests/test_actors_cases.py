"""Golden cases of who is meant: a surname twice, offices that change, states that are gone, titles alone, capitals."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from entente import actors
from entente.errors import DataError
from entente.model import Actor, Block, Report, Span

LOADED = actors.load()


@pytest.fixture(scope="module")
def resolve(model):
    from entente import language

    def run(text: str, day: date) -> tuple[Actor, ...]:
        blocks = tuple(Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text))
        parsed = language.parse(Report("case", text, blocks, published=day), model)
        return actors.resolve_actors(parsed, LOADED)

    return run


def who(found: tuple[Actor, ...], text: str, nth: int = 0) -> tuple[str, str | None, str | None]:
    actor = [a for a in found if a.text == text][nth]
    return actor.name, actor.code, actor.sector


def test_two_persons_of_one_surname_stay_two(resolve):
    found = resolve(
        "Chadian Foreign Minister Jane Roe met Malian Defence Minister Peter Roe on Monday. "
        "Foreign Minister Roe thanked Defence Minister Roe.",
        date(2024, 3, 5),
    )
    assert who(found, "Foreign Minister Roe") == ("Jane Roe", "TCD", "GOV")
    assert who(found, "Defence Minister Roe") == ("Peter Roe", "MLI", "GOV")


def test_a_surname_that_two_bear_is_given_to_neither(resolve):
    found = resolve(
        "Chadian Foreign Minister Jane Roe met Malian Defence Minister Peter Roe on Monday. Later, Roe left.",
        date(2024, 3, 5),
    )
    assert all(actor.name not in {"Jane Roe", "Peter Roe"} for actor in found if actor.text == "Roe")


def test_a_former_president_has_left_office(resolve):
    found = resolve("Former US President Barack Obama criticized the bill.", date(2022, 5, 1))
    assert who(found, "Former US President Barack Obama") == ("Barack Obama", "USA", "ELI")


def test_a_president_out_of_office_on_the_day_is_former_without_the_word(resolve):
    assert who(resolve("Angela Merkel criticized the plan.", date(2023, 5, 1)), "Angela Merkel")[2] == "ELI"


def test_a_minister_of_a_leaders_name_is_not_the_leader(resolve):
    found = resolve("Kenyan Health Minister John Biden met union leaders.", date(2022, 5, 1))
    assert who(found, "Kenyan Health Minister John Biden") == ("John Biden", "KEN", "GOV")


@pytest.mark.parametrize(
    ("text", "words", "day", "code"),
    [
        ("The Soviet Union rejected the offer.", "The Soviet Union", date(1983, 9, 2), "SUN"),
        ("Moscow announced a moratorium.", "Moscow", date(1985, 7, 30), "SUN"),
        ("Moscow announced a moratorium.", "Moscow", date(1995, 7, 30), "RUS"),
        ("Belgrade rejected the plan.", "Belgrade", date(1992, 5, 4), "YUG"),
        ("Belgrade rejected the plan.", "Belgrade", date(2012, 5, 4), "SRB"),
        ("Yugoslavia recalled its envoy.", "Yugoslavia", date(1999, 3, 26), "YUG"),
    ],
)
def test_a_capital_stands_for_the_state_of_its_day(resolve, text, words, day, code):
    assert who(resolve(text, day), words)[1] == code


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Abkhazia asked for talks.", "Abkhazia", ("GEO", "PRE")),
        ("The Donetsk People's Republic called for a truce.", "The Donetsk People's Republic", ("UKR", "PRE")),
        ("Taiwan condemned the exercise.", "Taiwan", ("TWN", "GOV")),
        ("Kosovo rejected the proposal.", "Kosovo", ("KOS", "GOV")),
    ],
)
def test_disputed_territories_take_the_codebooks_labels(resolve, text, words, expected):
    assert who(resolve(text, date(2019, 6, 3)), words)[1:] == expected


def test_a_woman_and_a_man_named_by_title_alone(resolve):
    found = resolve(
        "Moldovan President Maia Sandu met Greek Prime Minister Kyriakos Mitsotakis in Athens on Monday. "
        "The president thanked the prime minister. She praised the accord. He promised help.",
        date(2022, 2, 8),
    )
    assert who(found, "The president") == ("Maia Sandu", "MDA", "GOV")
    assert who(found, "the prime minister") == ("Kyriakos Mitsotakis", "GRC", "GOV")
    assert who(found, "She")[0] == "Maia Sandu"
    assert who(found, "He")[0] == "Kyriakos Mitsotakis"


def test_names_in_capitals_are_the_same_persons(resolve):
    found = resolve("VLADIMIR PUTIN met XI JINPING on Monday. Putin praised Xi.", date(2023, 3, 21))
    assert who(found, "VLADIMIR PUTIN")[1:] == ("RUS", "GOV")
    assert who(found, "XI JINPING")[1:] == ("CHN", "GOV")


def test_a_name_inside_an_apostrophe_is_one_body(resolve):
    found = resolve("The People's Liberation Army fired on a patrol.", date(2020, 6, 20))
    assert who(found, "The People's Liberation Army")[1:] == ("CHN", "MIL")


def test_an_acronym_of_the_reports_own_is_not_the_tables(resolve):
    found = resolve(
        "The Philippine National Telecommunications Commission (NTC) closed the station. The NTC gave no reason.",
        date(2020, 5, 6),
    )
    assert all(actor.code != "LBY" for actor in found)


@pytest.mark.parametrize("field", ["foreign", "fisheries"])
def test_ministers_of_several_states_are_named_by_office_and_state(resolve, field):
    found = resolve(f"The {field} ministers of Greece and Egypt met on Monday.", date(2024, 3, 5))
    assert {(a.name, a.code) for a in found if a.code} == {
        (f"{field} minister of Greece", "GRC"),
        (f"{field} minister of Egypt", "EGY"),
    }


# ---------------------------------------------------------------- the office on the event's day


def person(name: str, code: str, office: str | None, text: str = "", rule: str = "title") -> Actor:
    return Actor(0, 1, 0, 0, text or name, name, code, "GOV", (), office, None, "person", 1, (), rule)


PUBLISHED = date(2024, 6, 1)


def test_a_change_of_office_between_event_and_report_is_followed():
    now = person("Dmitry Medvedev", "RUS", None)
    then = actors.on_day(now, date(2010, 4, 8), PUBLISHED, LOADED)
    assert (then.office, then.sector) == ("president", "GOV")


def test_who_held_no_office_yet_gets_none():
    now = person("Javier Milei", "ARG", "president")
    assert actors.on_day(now, date(2019, 1, 1), PUBLISHED, LOADED).office is None


def test_the_reports_own_wording_stands_where_nothing_changed():
    now = person("Vladimir Putin", "RUS", "Russian leader")
    assert actors.on_day(now, date(2023, 1, 1), PUBLISHED, LOADED) == now


def test_a_bare_title_is_given_to_who_held_it_then():
    now = person("Emmanuel Macron", "FRA", "president", "the French president", "table:wikidata")
    assert actors.on_day(now, date(2010, 3, 1), PUBLISHED, LOADED).name == "Nicolas Sarkozy"


def test_bodies_and_unknown_persons_stay_as_they_are():
    body = replace(person("Jane Roe", "FRA", "spokeswoman"), kind="body")
    assert actors.on_day(body, date(2010, 3, 1), PUBLISHED, LOADED) == body
    roe = person("Jane Roe", "FRA", "spokeswoman")
    assert actors.on_day(roe, date(2010, 3, 1), PUBLISHED, LOADED) == roe


# ---------------------------------------------------------------- the user's own table


def own(tmp_path, *rows: str, header: str = "name\tother_names\tcode\tsector\toffice\tstart\tend"):
    path = tmp_path / "my.tsv"
    path.write_text("\n".join(("# mine", header, *rows)) + "\n", encoding="utf-8")
    return path


def test_an_own_body_is_found_by_all_its_names(tmp_path):
    directory = actors.load(own(tmp_path, "Ruritanian Lake Guard\tRLG\tNOR\tCOP\t\t\t"))
    from entente.actors.describe import describe

    for words in ("the Ruritanian Lake Guard", "the RLG"):
        found = describe(words, directory)
        assert found is not None
        assert (found.code, found.sector) == ("NOR", "COP")


def test_an_own_person_replaces_all_that_the_tables_hold_of_that_name(tmp_path):
    directory = actors.load(own(tmp_path, "Vladimir Putin\t\tRUS\tGOV\ttsar\t2012-05-07\t"))
    assert actors.office_on("Vladimir Putin", date(2020, 1, 1), directory) == "tsar"
    assert actors.office_on("Vladimir Putin", date(2005, 1, 1), directory) is None


def test_an_own_body_replaces_the_shipped_one(tmp_path):
    from entente.actors.describe import describe

    directory = actors.load(own(tmp_path, "Hamas\t\tPSE\tGOV\t\t\t"))
    found = describe("Hamas", directory)
    assert found is not None
    assert found.sector == "GOV"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("lake guard\t\tNOR\tCOP\t\t\t", "capital letter"),
        ("Lake Guard\t\tNorway\tCOP\t\t\t", "no code"),
        ("Lake Guard\t\tNOR\tXYZ\t\t\t", "no sector"),
        ("Lake Guard\t\tNOR\tCOP\t\t2020-02-30\t", "no date"),
        ("Jane Roe\t\tNOR\t\tmayor\t2020-02-03\t2019-02-03", "before the start"),
        ("Lake Guard\t\tNOR\tCOP\t\t\t\t\t", "9 fields"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, row, complaint):
    with pytest.raises(DataError, match=rf"my\.tsv:4: .*{complaint}"):
        actors.load(own(tmp_path, "Right Guard\t\tNOR\tCOP\t\t\t", row))


def test_a_header_with_an_unknown_or_missing_column_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"my\.tsv:2: .*sektor"):
        actors.load(own(tmp_path, header="name\tcode\tsektor"))
    with pytest.raises(DataError, match=r"my\.tsv:2: .*lacks code"):
        actors.load(own(tmp_path, header="name\tsector"))
    with pytest.raises(DataError, match="cannot be read"):
        actors.load(tmp_path / "missing.tsv")
