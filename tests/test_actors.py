"""Actors: phrases alone, tables, and whole reports through the language model."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente import actors
from entente.actors.describe import describe
from entente.actors.directory import FOLDER, Directory
from entente.actors.lexicon import Example, read_examples
from entente.errors import DataError
from entente.model import Actor, Block, Parsed, Report, Span

COLUMNS = "person\tother_names\tcode\toffice\tstart\tend\tgender\twikidata"
LOADED = actors.load()
WORDS = [
    "the",
    "of",
    "for",
    "in",
    "and",
    "'s",
    "'",
    ",",
    "(",
    "President",
    "Ministry",
    "defense",
    "Russian",
    "Chad",
    "Jane",
]
RULES = ("nouns.yaml", "modifiers.yaml", "portfolios.yaml")


@pytest.fixture(scope="module")
def directory() -> Directory:
    return LOADED


@pytest.mark.parametrize(
    "example", [e for name in RULES for e in read_examples(FOLDER / name)], ids=lambda e: f"{e.rule}: {e.phrase}"
)
def test_every_rule_yields_what_its_examples_say(example: Example, directory: Directory):
    found = describe(example.phrase, directory)
    if not example.actor:
        assert found is None or found.kind == "name"
        return
    assert found is not None
    sectors = ((found.sector,) if found.sector else ()) + found.other
    assert (found.code, sectors) == (example.code, example.sectors)


@pytest.mark.parametrize(
    ("phrase", "code", "sector"),
    [
        ("the Ruritanian border guard", None, "COP"),
        ("Togolese gendarmes", "TGO", "COP"),
        ("the interior ministry of Ecuador", "ECU", "GOV"),
        ("a Laotian lawmaker", "LAO", "LEG"),
        ("the upper house of the Dutch parliament", "NLD", "LEG"),
        ("South Korea's spy agency", "KOR", "SPY"),
        ("members of the Shining Path", "PER", "REB"),
        ("the Burkinabe junta", "BFA", "GOV"),
        ("separatist fighters", None, "REB"),
        ("the ousted Gabonese president", "GAB", "ELI"),
        ("a UN spokeswoman", "UNO", "GOV"),
        ("the armed wing of Hamas", "PSE", "REB"),
        ("Soviet troops", "SUN", "MIL"),
        ("East German border guards", "DDR", "COP"),
        ("Tuareg rebels", None, "REB"),
        ("Iraqi Kurdish officials", "IRQ", "GOV"),
        ("the chief of the Ethiopian general staff", "ETH", "MIL"),
        ("doctors in Khartoum", "SDN", "MED"),
        ("American soldiers in Iraq", "USA", "MIL"),
        ("soldiers in Iraq", None, "MIL"),
        ("Hong Kong police", "HKG", "COP"),
        ("Taiwan's foreign minister", "TWN", "GOV"),
        ("Kosovo's prime minister", "KOS", "GOV"),
    ],
)
def test_bodies_never_seen_get_country_and_sector_from_their_words(phrase, code, sector, directory):
    found = describe(phrase, directory)
    assert found is not None
    assert (found.code, found.sector) == (code, sector)


@pytest.mark.parametrize(
    "phrase", ["the market", "a blueprint", "the Ukrainian soil", "New Mexico", "market forces", "an agreement"]
)
def test_things_are_no_actors(phrase, directory):
    found = describe(phrase, directory)
    assert found is None or found.kind == "name"


def test_codes_of_names_adjectives_and_seats(directory):
    asked = {
        "Russia": "RUS",
        "Ivorian": "CIV",
        "the Netherlands": "NLD",
        "Kyiv": "UKR",
        "Kremlin": "RUS",
        "U.S.": "USA",
        "Atlantis": None,
    }
    assert {name: directory.country_code(name) for name in asked} == asked


def test_a_name_that_two_states_have_had_is_decided_by_the_day(directory):
    assert describe("the Taliban", directory, date(2010, 5, 1)).sector == "REB"
    assert describe("the Taliban", directory, date(2023, 5, 1)).sector == "GOV"


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("Vladimir Putin", date(2023, 11, 10), "president"),
        ("Vladimir Putin", date(2010, 6, 1), "prime minister"),
        ("Sergei Shoigu", date(2023, 11, 10), "defence minister"),
        ("Sergei Shoigu", date(2025, 1, 1), None),
        ("Volodymyr Zelensky", date(2022, 3, 1), "president"),
        ("Angela Merkel", date(2023, 1, 1), None),
        ("Jane Roe", date(2023, 1, 1), None),
    ],
)
def test_office_is_the_one_held_on_the_day(name, day, office, directory):
    assert actors.office_on(name, day, directory) == office


def test_a_users_table_comes_first(tmp_path: Path):
    table = tmp_path / "mine.tsv"
    table.write_text(
        f"{COLUMNS}\nJane Roe\t\tNOR\tmayor of Oslo\t2020-01-01\t\tf\t\n",
        encoding="utf-8",
    )
    assert actors.office_on("Jane Roe", date(2024, 1, 1), actors.load(table)) == "mayor of Oslo"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Jane Roe\t\tNOR\tmayor\t2020-13-01\t\tf\t", "no date"),
        ("Jane Roe\t\tNorway\tmayor\t2020-01-01\t\tf\t", "no code"),
        ("Jane Roe\t\tNOR\tmayor\t2020-01-01\t2019-01-01\tf\t", "before the start"),
        ("Jane Roe\tNOR", "2 fields"),
    ],
)
def test_a_malformed_users_table_is_refused_by_file_and_line(row, complaint, tmp_path: Path):
    table = tmp_path / "mine.tsv"
    table.write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=rf"mine\.tsv:2: .*{complaint}"):
        actors.load(table)


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_no_phrase_however_mangled_raises(text):
    found = describe(text, LOADED, date(2020, 1, 1))
    assert found is None or 0 < found.end <= len(text)


# ---------------------------------------------------------------- whole reports


def parsed(text: str, model, day: date) -> Parsed:
    from entente import language

    blocks = tuple(Block(Span(m.start(), m.end()), "body") for m in re.finditer(r"[^\n]+", text))
    return language.parse(Report("case", text, blocks, published=day), model)


@pytest.fixture(scope="module")
def resolve(model, directory):
    def run(text: str, day: date = date(2023, 11, 10)) -> tuple[Actor, ...]:
        return actors.resolve_actors(parsed(text, model, day), directory)

    return run


def named(found: tuple[Actor, ...], text: str) -> list[tuple[str, str | None, str | None]]:
    return [(a.name, a.code, a.sector) for a in found if a.text == text]


def one(found: tuple[Actor, ...], text: str) -> Actor:
    return next(a for a in found if a.text == text)


def members(found: tuple[Actor, ...], actor: Actor) -> set[str]:
    return {a.name for a in found if a.chain in actor.members and a.kind != "pronoun"}


def test_titles_surnames_and_pronouns_lead_to_one_person(resolve):
    found = resolve(
        "Kenyan Foreign Minister Amina Odhiambo arrived in Lagos on Monday. "
        "Odhiambo said that she would meet Nigerian traders. "
        "The foreign minister praised the port. She left on Tuesday."
    )
    for text in ("Odhiambo", "she", "The foreign minister", "She"):
        assert named(found, text) == [("Amina Odhiambo", "KEN", "GOV")], text


def test_an_apposition_gives_office_country_and_sector(resolve):
    found = resolve("General Zhang Youxia, vice-chairman of the Central Military Commission, arrived on Friday.")
    zhang = one(found, "General Zhang Youxia")
    assert (zhang.name, zhang.code, zhang.sector) == ("Zhang Youxia", "CHN", "MIL")
    assert zhang.office == "vice-chairman of the Central Military Commission"


def test_a_title_alone_is_looked_up_on_the_reports_day(resolve):
    text = "The French president rejected the plan."
    assert named(resolve(text, date(2010, 3, 1)), "The French president") == [("Nicolas Sarkozy", "FRA", "GOV")]
    assert named(resolve(text, date(2023, 3, 1)), "The French president") == [("Emmanuel Macron", "FRA", "GOV")]


def test_a_title_without_nation_stays_open_between_two_holders(resolve):
    found = resolve("Polish President Andrzej Duda met Lithuanian President Gitanas Nausėda. The president left early.")
    assert one(found, "The president").code is None


def test_a_former_president_is_of_the_elite(resolve):
    found = resolve("Former Brazilian president Jair Bolsonaro denied the charge.")
    assert [(a.name, a.code, a.sector) for a in found][:1] == [("Jair Bolsonaro", "BRA", "ELI")]


def test_two_persons_of_one_surname_are_kept_apart(resolve):
    found = resolve(
        "North Korean leader Kim Jong Un inspected a factory. Kim Yo Jong, his sister, accused Seoul of lying. "
        "Leader Kim later spoke to workers."
    )
    assert one(found, "Kim Yo Jong").chain != one(found, "North Korean leader Kim Jong Un").chain


def test_a_title_and_the_name_between_commas_are_one_person(resolve):
    found = resolve("The mayor of London, Sadiq Khan, rejected the plan. Khan called it unfair.")
    expected = ("Sadiq Khan", "GBR", "GOV")
    for text in ("The mayor of London", "Sadiq Khan", "Khan"):
        assert named(found, text) == [expected], text


def test_each_name_after_a_shared_title_holds_the_office(resolve):
    found = resolve("Presidents Xi and Putin spoke by telephone.")
    assert [(a.name, a.code, a.office) for a in found] == [
        ("Xi Jinping", "CHN", "president"),
        ("Vladimir Putin", "RUS", "president"),
    ]


def test_a_noun_of_two_nations_is_a_group_of_two(resolve):
    found = resolve("Russian and Chinese troops held drills.")
    troops = one(found, "Russian and Chinese troops")
    assert {(a.name, a.code, a.sector) for a in found if a.chain in troops.members} == {
        ("Russian troops", "RUS", "MIL"),
        ("Chinese troops", "CHN", "MIL"),
    }


def test_a_title_of_two_nations_stands_for_both_holders(resolve):
    found = resolve("The French and German foreign ministers met.", date(2022, 3, 1))
    assert members(found, one(found, "The French and German foreign ministers")) == {
        "Jean-Yves Le Drian",
        "Annalena Baerbock",
    }


def test_an_acronym_given_in_brackets_is_the_same_body(resolve):
    found = resolve("The Organization of Widget Makers (OWM) criticized Ghana. The OWM called for talks.")
    assert one(found, "The OWM").name == "Organization of Widget Makers"


def test_the_speaker_of_a_quotation_is_not_he_inside_it(resolve):
    found = resolve('Senator Jane Roe met President Gabriel Boric of Chile. "I think he is wrong," Roe said.')
    assert all(a.name != "Jane Roe" for a in found if a.text == "he")


def test_a_us_state_is_not_the_country_of_its_name(resolve):
    found = resolve("Representative John Roe of Georgia criticized the US president.")
    assert "GEO" not in {a.code for a in found}


def test_a_capital_acts_as_subject_and_is_a_place_elsewhere(resolve):
    found = resolve("Moscow accused Kyiv of lying. The envoy flew to Moscow. Talks were held in Kyiv.")
    assert [(a.text, a.code, a.sector) for a in found if a.kind == "state"] == [
        ("Moscow", "RUS", "GOV"),
        ("Kyiv", "UKR", "GOV"),
    ]


def test_a_seat_stands_for_its_government(resolve):
    found = resolve("The Kremlin rejected the offer. Protesters gathered outside the Kremlin.")
    assert [(a.text, a.name) for a in found if a.kind == "state"] == [("The Kremlin", "Russia")]


def test_compounds_are_split_and_counted_nouns_stand_for_their_members(resolve):
    found = resolve("France, Germany and Italy signed the pact. The three countries will meet again.")
    assert [a.code for a in found if a.kind == "state"] == ["FRA", "DEU", "ITA"]
    assert members(found, one(found, "The three countries")) == {"France", "Germany", "Italy"}


def test_both_sides_are_the_two_that_the_report_names(resolve):
    found = resolve("Israel and Hamas agreed to a truce. Both sides accused each other of breaking it.")
    assert members(found, one(found, "Both sides")) == {"Israel", "Hamas"}


def test_the_two_militaries_stand_for_two_states_as_military(resolve):
    found = resolve("India and Nepal will cooperate. The two militaries will train together.")
    both = one(found, "The two militaries")
    assert (both.sector, members(found, both)) == ("MIL", {"India", "Nepal"})


def test_a_count_that_the_report_does_not_fill_stays_open(resolve):
    found = resolve("Ghana criticized the plan. The three countries disagreed.")
    assert one(found, "The three countries").members == ()


def test_a_ministry_without_nation_takes_it_from_the_same_body_in_the_report(resolve):
    found = resolve(
        "The Ministry of National Defense released a statement. Later, Vietnam's Defense Ministry added details."
    )
    assert {(a.code, a.chain) for a in found if "Defense" in a.text} == {
        ("VNM", one(found, "Vietnam's Defense Ministry").chain)
    }
    assert one(found, "The Ministry of National Defense").rule == "same report"


def test_a_ministry_that_may_be_of_two_states_stays_without_code(resolve):
    found = resolve(
        "Iraq's Interior Ministry and Iran's Interior Ministry disagreed. The Interior Ministry gave no details."
    )
    assert one(found, "The Interior Ministry").code is None


def test_states_that_no_longer_exist_keep_their_codes(resolve):
    found = resolve(
        "The Soviet Union invaded Czechoslovakia. Yugoslav officials condemned the invasion.", date(1968, 8, 22)
    )
    assert [a.code for a in found if a.kind in {"state", "people"}][:3] == ["SUN", "CSK", "YUG"]


def test_breakaway_regions_take_the_claiming_state_and_pre(resolve):
    found = resolve("Abkhazia rejected the proposal.")
    assert named(found, "Abkhazia") == [("Abkhazia", "GEO", "PRE")]


def test_names_in_capitals_are_known(resolve):
    found = resolve("VLADIMIR PUTIN said that talks had begun.")
    assert [(a.code, a.office) for a in found][:1] == [("RUS", "president")]


def test_who_speaks_in_a_quotation_is_left_to_the_coder(resolve):
    found = resolve('Chilean President Gabriel Boric said: "We will not accept this."', date(2023, 5, 1))
    we = one(found, "We")
    assert (we.kind, we.code) == ("pronoun", None)


def test_nothing_is_guessed_for_a_stranger(resolve):
    found = resolve("Jane Roe criticized the mayor of Smallville.")
    assert named(found, "Jane Roe") == [("Jane Roe", None, None)]


def test_every_mention_equals_its_characters_and_members_have_mentions(model, directory):
    text = "On Monday, the EU's top diplomat met Iran's envoys. They said U.S. sanctions had hurt Tehran; he agreed."
    found = actors.resolve_actors(parsed(text, model, date(2022, 6, 1)), directory)
    assert found
    assert all(a.text == text[a.start : a.end] for a in found)
    assert all(member in {a.chain for a in found} for a in found for member in a.members)


REPORTS = Path(__file__).parents[1] / ".." / "shared" / "reports"


@pytest.mark.skipif(not REPORTS.exists(), reason="the real report is kept beside the project, not in it")
def test_the_real_report(model, directory):
    text = next(iter(sorted(REPORTS.glob("*.txt")))).read_text(encoding="utf-8")
    kinds = ["furniture", "furniture", "title", "byline"]
    blocks = [
        Block(Span(m.start(), m.end()), kinds[n] if n < 4 else "body")
        for n, m in enumerate(re.finditer(r"[^\n]+", text))
    ]
    from entente import language

    report = Report("real", text, tuple(blocks), published=date(2023, 11, 10))
    found = actors.resolve_actors(language.parse(report, model), directory)
    zhang, putin = ("Zhang Youxia", "CHN", "MIL"), ("Vladimir Putin", "RUS", "GOV")
    shoigu, xi = ("Sergei Shoigu", "RUS", "GOV"), ("Xi Jinping", "CHN", "GOV")
    assert set(named(found, "Zhang")) | set(named(found, "General Zhang Youxia")) | set(named(found, "him")) == {zhang}
    assert set(named(found, "Putin")) | set(named(found, "President Putin")) | set(
        named(found, "The Russian president")
    ) == {putin}
    assert named(found, "Russian Defense Minister Sergei Shoigu") + named(found, "the Russian defense minister") == [
        shoigu,
        shoigu,
    ]
    assert set(named(found, "Xi")) | set(named(found, "President Xi Jinping")) == {xi}
    assert named(found, "He") == [zhang, putin, putin]
    assert members(found, one(found, "the two presidents")) == {"Xi Jinping", "Vladimir Putin"}
    assert members(found, one(found, "the two countries' heads of state")) == {"Xi Jinping", "Vladimir Putin"}
    assert members(found, one(found, "the two militaries")) == {"China", "Russia"}
    assert members(found, one(found, "each other")) == {"Zhang Youxia", "Sergei Shoigu"}
    assert {a.chain for a in found if "National Defense" in a.text or "Defense Ministry" in a.text} == {
        one(found, "China's Defense Ministry").chain
    }
    assert not [a for a in found if a.text in {"Moscow", "Beijing"}]


def test_a_report_on_one_state_speaks_of_its_police_and_courts(resolve):
    found = resolve(
        "Kenya's president addressed the nation. Kenyan lawmakers applauded, and Kenyan soldiers stood by. "
        "The police arrested two protesters."
    )
    assert (one(found, "The police").code, one(found, "The police").rule) == ("KEN", "home")


def test_a_report_on_several_states_leaves_the_police_open(resolve):
    found = resolve("Kenya, Uganda, Rwanda and Tanzania met on Monday. The police arrested two protesters.")
    assert one(found, "The police").code is None


def test_the_judges_are_those_of_the_court_that_the_report_names(resolve):
    found = resolve(
        "The International Criminal Court convicted the Ugandan commander on Thursday. Uganda welcomed it. "
        "Judges said that Ugandan villages had been burnt."
    )
    assert one(found, "Judges").code == "IGO"


def test_an_embassy_is_not_its_hosts(resolve):
    found = resolve("Saudi Arabia cut its ties with Iran after a crowd attacked its embassy in Tehran.")
    assert one(found, "its embassy").code is None


def test_a_counterpart_is_who_is_named_after_the_comma(resolve):
    found = resolve("The Iranian foreign minister met his Saudi counterpart, Prince Faisal bin Farhan, in Cape Town.")
    assert (one(found, "his Saudi counterpart").name, one(found, "his Saudi counterpart").code) == (
        "Faisal bin Farhan",
        "SAU",
    )


def test_a_surname_that_two_persons_bear_is_nobody_from_a_table(resolve):
    found = resolve(
        "Usman Khan stabbed several people in London on Friday. London's mayor, Sadiq Khan, thanked the police. "
        "Khan had once planned to travel to Pakistan.",
        day=date(2019, 12, 2),
    )
    assert {actor.name for actor in found if actor.text == "Khan"}.isdisjoint({"Imran Khan"})
