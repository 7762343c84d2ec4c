"""Places: which names are found, and which place each means."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente import places
from entente.errors import DataError
from entente.model import Block, Entity, Parsed, Place, Report, Sentence, Span, Token
from entente.places.gazetteer import FOLDER

GAZETTEER = places.load()
SMALL = {
    "in at to from near with between by against of on over after during": "ADP",
    "said met agreed visited held told accused reached says wants": "VERB",
    "the a an": "DET",
    "and": "CCONJ",
}
TAGS = {word: tag for words, tag in SMALL.items() for word in words.split()}
WORD = re.compile(r"[A-Z]\.(?:[A-Z]\.)+|(?:St|Ala|Ill|Tex|Mass)\.|\w+(?:['’]\w{2,})?|['’]s|\S")


def tag_of(word: str) -> str:
    return TAGS.get(word.lower(), "PROPN" if word[0].isupper() else "NOUN" if word[0].isalnum() else "PUNCT")


def sentence_of(text: str, start: int, number: int) -> Sentence:
    """*text* as a flat sentence: a preposition is the case of the next noun, the noun before the first verb its
    subject.
    """
    found = list(WORD.finditer(text))
    tags = [tag_of(m[0]) for m in found]
    tokens = []
    for i, m in enumerate(found):
        following = next((j for j in range(i + 1, len(found)) if tags[j] in {"PROPN", "NOUN"}), None)
        verb = next((j for j in range(i, len(found)) if tags[j] == "VERB"), None)
        head, relation = (following, "case") if tags[i] == "ADP" and following else (0, "dep")
        if tags[i] == "PROPN" and verb is not None and not any(tag == "ADP" for tag in tags[:verb]):
            head, relation = verb, "nsubj"
        lemma = {"said": "say", "agreed": "agree", "met": "meet", "visited": "visit"}.get(m[0], m[0].lower())
        head = -1 if head == i or (i == 0 and relation == "dep") else head or 0
        tokens.append(Token(start + m.start(), start + m.end(), m[0], lemma, tags[i], "", head, relation))
    return Sentence(start, start + len(text), tuple(tokens), number)


def parsed(*texts: str, url: str | None = None, **entities: str) -> Parsed:
    """A report of *texts*, one sentence each; ``LOC="A|B"`` marks every occurrence of A and B."""
    whole = "\n".join(texts)
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    sentences = tuple(sentence_of(text, start, 0) for text, start in zip(texts, starts, strict=True))
    marked = [
        Entity(m.start(), m.end(), kind, max(n for n, start in enumerate(starts) if start <= m.start()))
        for kind, names in entities.items()
        for name in names.split("|")
        for m in re.finditer(rf"\b{re.escape(name)}", whole)
    ]
    report = Report("test", whole, (Block(Span(0, len(whole)), "body"),), url=url)
    return Parsed(report, sentences, tuple(sorted(marked, key=lambda e: e.start)))


def places_in(*texts: str, url: str | None = None, **entities: str) -> list[Place]:
    return list(places.resolve_places(parsed(*texts, url=url, **entities), GAZETTEER))


def where(*texts: str, url: str | None = None, **entities: str) -> list[str]:
    """Each place as name, country and resolution."""
    return [f"{p.name} {p.country or '-'} {p.resolution}" for p in places_in(*texts, url=url, **entities)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys met in Moscow on Friday.", ["Moscow RUS city"]),
        ("The premier flew to Beijing.", ["Beijing CHN city"]),
        ("Fighters took the port of Tripoli.", ["Tripoli LBY city"]),
        ("Shots were heard in Tripoli, Lebanon.", ["Tripoli LBN city", "Lebanon LBN country"]),
        ("The Lebanese army sent tanks to Tripoli.", ["Tripoli LBN city"]),
        ("Voters in Atlanta, Georgia, queued for hours.", ["Atlanta USA city", "Georgia USA region"]),
        ("Protesters marched in Tbilisi, Georgia.", ["Tbilisi GEO city", "Georgia GEO country"]),
        ("Rain fell on Georgia and Armenia.", ["Georgia GEO country", "Armenia ARM country"]),
        ("Floods hit Florida, and Colombia sent aid.", ["Florida USA region", "Colombia COL country"]),
        ("Gunmen attacked a bar in Florida, Uruguay.", ["Florida URY city", "Uruguay URY country"]),
        ("Rebels left Congo.", ["Democratic Republic of the Congo COD country"]),
        ("The river reached Brazzaville, Congo.", ["Brazzaville COG city", "Republic of the Congo COG country"]),
        ("Troops left Niger for Nigeria.", ["Niger NER country", "Nigeria NGA country"]),
        ("A summit was held in South Korea near Seoul.", ["South Korea KOR country", "Seoul KOR city"]),
        ("Missiles hit Kyiv and Kharkiv.", ["Kyiv UKR city", "Kharkiv UKR city"]),
        ("Old maps call it Kiev.", ["Kyiv UKR city"]),
        ("Aid reached Gaza.", ["Gaza Strip PSE region"]),
        ("Doctors worked in Gaza City.", ["Gaza PSE city"]),
        ("A destroyer sailed through the South China Sea.", ["South China Sea - place"]),
        ("Tankers turned back at the Strait of Hormuz.", ["Strait of Hormuz - place"]),
        ("The forum opened in St. Petersburg.", ["Saint Petersburg RUS city"]),
        ("Delegates gathered in New York on Monday.", ["New York City USA city"]),
        ("He landed in San Jose, Costa Rica.", ["San José CRI city", "Costa Rica CRI country"]),
        ("She lives in San Jose, California.", ["San Jose USA city", "California USA region"]),
        ("The court sits in Springfield, Ill.", ["Springfield USA city", "Illinois USA region"]),
        ("A plant closed in Paris, Texas.", ["Paris USA city", "Texas USA region"]),
        ("The treaty was drafted in Paris.", ["Paris FRA city"]),
        ("They met in Rangoon and later in Saigon.", ["Yangon MMR city", "Ho Chi Minh City VNM city"]),
        ("Ships left Bombay.", ["Mumbai IND city"]),
        ("MOSCOW – The ministry published a list.", ["Moscow RUS city"]),
        ("Clashes spread from Idlib to Nagorno-Karabakh.", ["Idlib SYR region", "Nagorno-Karabakh AZE region"]),
        ("The U.S. and the UK sent ships.", ["United States USA country", "United Kingdom GBR country"]),
        ("Pristina, Kosovo, was calm.", ["Pristina KOS city", "Kosovo KOS country"]),
        ("Guards were posted at Ramallah.", ["Ramallah PSE city"]),
        ("They signed it in Paris Tuesday.", ["Paris FRA city"]),
        ("Power failed across Moscow region and in Moscow.", ["Moscow RUS region", "Moscow RUS city"]),
        ("Shells fell on Aleppo Province.", ["Aleppo SYR region"]),
    ],
)
def test_a_name_means_the_place_that_news_means_by_it(text: str, expected: list[str]) -> None:
    assert where(text) == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("The Ministry of National Defense published a list.", {}),
        ("Paris Hilton smiled.", {"PER": "Paris Hilton"}),
        ("Jack London wrote.", {}),
        ("The Washington Post reported it.", {"ORG": "Washington Post"}),
        ("It was reported by the Washington Post on Monday.", {}),
        ("The Shanghai Cooperation Organization welcomed it.", {"ORG": "Shanghai Cooperation Organization"}),
        ("He spoke at the Beijing Xiangshan Forum.", {}),
        ("A Russian officer and two Lebanese soldiers talked.", {}),
        ("Michael Jordan retired.", {"PER": "Michael Jordan"}),
        ("She came in March.", {}),
        ("Reading is fun and Nice people know it.", {}),
        ("Mobile phones were banned by the Police.", {}),
        ("He studied at the University of Chicago.", {}),
        ("They told us so.", {}),
        ("The EU and the UN agreed.", {}),
        ("He was arrested by the Thames Valley Police.", {}),
    ],
)
def test_persons_bodies_nationalities_and_common_words_are_no_places(text: str, marked: dict[str, str]) -> None:
    assert where(text, **marked) == []


def test_a_common_word_is_a_place_where_the_tagger_says_so() -> None:
    assert where("Three people were stabbed in Reading.", LOC="Reading") == ["Reading GBR city"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow said talks were possible.", []),
        ("Moscow and Beijing agreed.", []),
        ("The deal with Tehran was signed in Vienna.", ["Vienna AUT city"]),
        ("Talks were held in Moscow.", ["Moscow RUS city"]),
        ("He flew from Beijing.", ["Beijing CHN city"]),
    ],
)
def test_a_capital_that_acts_as_a_government_is_no_place(text: str, expected: list[str]) -> None:
    assert where(text) == expected


def test_the_rest_of_the_report_decides_between_namesakes() -> None:
    assert where("Lebanon and Syria closed the border.", "The wounded were in Tripoli.")[-1] == "Tripoli LBN city"
    assert where("The mayor of Birmingham came.", "They crossed Alabama by bus.")[0] == "Birmingham USA city"
    assert where("The mayor of Birmingham came.", "They crossed England by bus.")[0] == "Birmingham GBR city"


def test_one_report_can_name_both_namesakes() -> None:
    found = where("A boat left Tripoli, Libya.", "It reached Tripoli, Lebanon, on Sunday.")
    assert found == ["Tripoli LBY city", "Libya LBY country", "Tripoli LBN city", "Lebanon LBN country"]


def test_a_town_and_its_county_settle_each_other_though_both_names_are_common() -> None:
    found = places_in("Jackson County seized the land.", "It lies near Medford.", LOC="Jackson County|Medford")
    assert [(place.name, place.country) for place in found] == [("Jackson County", "USA"), ("Medford", "USA")]
    assert all(place.lon is not None and place.lon < -120 for place in found), "Oregon, not Massachusetts"


def test_a_namesake_of_a_country_is_no_evidence_for_itself() -> None:
    found = where("Lebanon voted.", "Lebanon lies near Harrisburg and Hershey, Pennsylvania.", LOC="Lebanon|Hershey")
    assert found[0] == "Lebanon USA city"
    assert where("Lebanon voted.", "Lebanon borders Syria.")[0] == "Lebanon LBN country"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com.au/news/1", "Newcastle AUS city"),
        ("https://www.example.co.uk/news/1", "Newcastle GBR city"),
        ("https://[broken", "Newcastle AUS city"),
    ],
)
def test_the_publisher_s_domain_tells_between_namesakes(url: str, expected: str) -> None:
    [found] = [f.replace("Newcastle upon Tyne", "Newcastle") for f in where("A mill in Newcastle burned.", url=url)]
    assert found == expected


def test_a_place_that_the_gazetteer_lacks_takes_the_country_that_the_report_is_set_in() -> None:
    first = "Floods cut roads between Multan, Sukkur and Lahore."
    [*_, found] = places_in(first, "A dam broke near Zorblax Ridge.", LOC="Multan|Sukkur|Lahore|Zorblax Ridge")
    assert (found.name, found.country, found.lat, found.rule) == ("Zorblax Ridge", "PAK", None, "surroundings")


def test_who_is_named_in_full_is_no_place_by_surname_but_a_large_city_is_one_whatever_the_tagger_says() -> None:
    told = "Carrie Zorn spoke.", "Members shouted at Zorn.", "Shells hit Kharkiv."
    assert where(*told, PER="Carrie Zorn|Kharkiv", LOC="Zorn") == ["Kharkiv UKR city"]


def test_the_gazetteer_holds_small_places_and_counties() -> None:
    assert len(GAZETTEER.towns) > 185_000
    assert any(entry.region == "TX" for entry in GAZETTEER.candidates("Terlingua"))
    assert [entry.kind for entry in GAZETTEER.candidates("Brewster County")] == ["county"]
    assert any(entry.country == "IRL" for entry in GAZETTEER.candidates("Donegal"))


def test_the_united_states_draw_no_foreign_capital_to_their_namesake() -> None:
    found = where("U.S. officials and American diplomats met in Moscow.", "The U.S. envoy then flew to Paris.")
    assert [f for f in found if "city" in f] == ["Moscow RUS city", "Paris FRA city"]


def test_a_place_carries_its_characters_head_identifier_and_coordinates() -> None:
    text = "Talks were held in New York, officials noted."
    [found] = places_in(text)
    assert found.span.of(text) == "New York"
    assert found.geonameid == 5128581
    assert found.lat == pytest.approx(40.71, abs=0.02)
    assert found.lon == pytest.approx(-74.01, abs=0.02)
    assert found.rule
    assert found.sentence == 0
    assert found.head in {4, 5}


def test_places_come_in_text_order_with_their_characters() -> None:
    sentences = "Planes from Chad and Niger landed in Bamako, Mali.", "A convoy left Gao near Timbuktu."
    found, text = places_in(*sentences, LOC="Gao"), "\n".join(sentences)
    assert [p.span.of(text) for p in found] == ["Chad", "Niger", "Bamako", "Mali", "Gao", "Timbuktu"]
    assert [p.sentence for p in found] == [0, 0, 0, 0, 1, 1]


def test_a_place_that_the_gazetteer_lacks_keeps_its_name_and_claims_nothing_else() -> None:
    [found] = places_in("A depot burned near Zorblax Ridge.", LOC="Zorblax Ridge")
    assert (found.name, found.geonameid, found.lat, found.lon, found.country) == (
        "Zorblax Ridge",
        None,
        None,
        None,
        None,
    )


@given(st.lists(st.text(st.sampled_from("ABGaeiou .,-'’(Ünité1"), min_size=1, max_size=60), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_no_text_makes_it_raise_and_every_span_is_inside_its_sentence(texts: list[str]) -> None:
    texts = [text for text in texts if text.strip()] or ["Georgia"]
    report = parsed(*texts, LOC=texts[0].split()[0])
    for place in places.resolve_places(report, GAZETTEER):
        assert report.sentences[place.sentence].span.covers(place.span)
        assert 0 <= place.head < len(report.sentences[place.sentence].tokens)


def test_the_unknown_and_the_empty_give_nothing() -> None:
    assert where("Zorblaxia invaded Quuxland.") == []
    assert places.resolve_places(Parsed(Report("empty", "", ()), ()), GAZETTEER) == ()


@pytest.mark.parametrize(
    ("name", "same"),
    [("St. Petersburg", "Saint Petersburg"), ("KYIV", "Kyiv"), ("São Paulo", "Sao Paulo"), ("U.S.", "US")],
)
def test_spelling_does_not_matter_to_the_gazetteer(name: str, same: str) -> None:
    assert GAZETTEER.candidates(name) == GAZETTEER.candidates(same) != ()


def test_every_hand_kept_place_can_be_found_by_each_of_its_names() -> None:
    for name, entries in GAZETTEER.known.items():
        assert set(entries) <= set(GAZETTEER.candidates(name)), name


def test_every_state_has_a_point_and_codes_follow_the_codebook() -> None:
    states = {e.country: e for entries in GAZETTEER.known.values() for e in entries if e.kind == "country"}
    assert {"KOS", "PSE", "HKG", "TWN", "SSD", "TLS", "MNE"} <= set(states)
    points = [(state.lat, state.lon) for state in states.values()]
    assert all(lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in points)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "places"))


def broken(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("named.tsv", "Donbas\tregion", "Donbas\tempire", "Donbas: kind is 'empire'"),
        ("named.tsv", "48.30", "48,30", "lat is '48,30'"),
        ("countries.tsv", "code\tiso2", "kode\tiso2", "header lacks code"),
        ("cues.yaml", "acting:", "acts:", "acting"),
    ],
)
def test_a_malformed_table_is_refused_by_name(tables: Path, file: str, old: str, new: str, message: str) -> None:
    broken(tables / file, old, new)
    with pytest.raises(DataError, match=re.escape(message)) as refused:
        places.load(tables)
    assert file in str(refused.value)


@pytest.mark.parametrize("spoil", ["truncated", "a field short", "out of order", "another table"])
def test_a_spoilt_table_of_towns_is_refused(tables: Path, spoil: str) -> None:
    path = tables / "towns.tsv.gz"
    lines = gzip.decompress(path.read_bytes()).split(b"\n")
    if spoil == "a field short":
        lines[7] = lines[7].rsplit(b"\t", 1)[0]
    elif spoil == "out of order":
        lines[7], lines[9000] = lines[9000], lines[7]
    elif spoil == "another table":
        lines[0] = b"name\tplace"
    data = gzip.compress(b"\n".join(lines), 1)
    path.write_bytes(data[:-2000] if spoil == "truncated" else data)
    with pytest.raises(DataError, match=r"towns\.tsv\.gz"):
        places.load(tables)


def test_the_real_report_places_the_meetings_in_moscow_and_beijing() -> None:
    reports = Path(__file__).parents[2] / "shared" / "reports"
    found = sorted(reports.glob("*7cda6814a1f88ac2.txt"))
    if not found:
        pytest.skip("needs ../shared/reports")
    language = pytest.importorskip("entente.language")
    from entente.read import read

    [report] = [item for item in read(str(found[0])) if isinstance(item, Report)]
    resolved = places.resolve_places(language.parse(report, language.load()), GAZETTEER)
    cities = [(place.name, place.country) for place in resolved if place.resolution == "city"]
    assert cities == [("Moscow", "RUS"), ("Moscow", "RUS"), ("Beijing", "CHN")]
