"""Builds src/entente/data/actors/leaders.tsv and checks states.tsv, from the facts sets and from babel.

REIGN has leaders by surname only; ``leader_names.tsv`` beside this file gives their full names and offices.

Run from the project's root with the facts sets beside the project: ``python -m train.tables.actors [FACTS]``.
leaders.tsv is always written anew; the other tables are kept by hand and only checked. A term that officials.tsv
already has is left out, so that what a person has written there wins.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from entente import actors
from entente.actors.describe import describe
from entente.actors.offices import HEADS, loosened
from entente.actors.tables import read_states, read_terms
from entente.actors.words import folded
from entente.datafiles import read_table

TABLES = Path("src/entente/data/actors")
HEADER = ("person", "other_names", "code", "office", "start", "end", "gender", "wikidata", "role", "source")


@dataclass(frozen=True)
class Row:
    person: str
    others: tuple[str, ...]
    code: str
    office: str
    role: str
    start: date | None
    end: date | None
    gender: str
    wikidata: str
    source: str

    @property
    def surname(self) -> str:
        return loosened(self.person.removesuffix(" Jr.").split()[-1])

    def meets(self, other: Row) -> bool:
        """Same person by state and a shared name, and terms that overlap or follow within half a year."""
        mine, theirs = {loosened(p) for p in self.person.split()}, {loosened(p) for p in other.person.split()}
        if self.code != other.code or not ({self.surname, other.surname} & mine & theirs):
            return False
        slack = timedelta(days=180)
        return (self.start or date.min) <= _plus(other.end, slack) and (other.start or date.min) <= _plus(
            self.end, slack
        )


def _plus(day: date | None, slack: timedelta) -> date:
    return date.max if day is None else day + slack


def state_codes() -> dict[tuple[str, ...], str]:
    """Folded name to code, for every name of states.tsv."""
    return {
        folded(name): state.code
        for state in read_states(TABLES / "states.tsv")
        for name in (state.name, *state.other_names)
    }


# ---------------------------------------------------------------- Wikidata holders

_DROP = re.compile(
    r"^(Deputy|Vice|Assistant|Associate|Parliamentary|Under|State|Junior|Shadow|Minister of State|Head)\b"
)
_MINISTER = r"^(?:Federal )?(?:Minister|Secretary)(?: of State)? (?:of|for) (?:the )?"
_ROLES = (
    (re.compile(r"^(President|Acting President)$"), "president"),
    (re.compile(r"^(Prime Minister|Premier|Chancellor)$"), "prime minister"),
    (re.compile(r"^Supreme Leader$"), "supreme leader"),
    (re.compile(r"^Emperor$"), "emperor"),
    (re.compile(r"^Secretary of State$"), "foreign minister"),
    (re.compile(_MINISTER + r"(National )?Defen[cs]e( and .*)?$"), "defence minister"),
    (
        re.compile(
            _MINISTER + r"(Europe and |European and )?(Foreign|External)( and Commonwealth)? (Affairs|Relations)$"
        ),
        "foreign minister",
    ),
    (
        re.compile(_MINISTER + r"(Interior|Home|Internal|Interior|Public) ?(Affairs|Department|Security)?( and .*)?$"),
        "interior minister",
    ),
)
# Further offices, taken as they are worded; a holder's class of office is what the rules read from the words.
_OTHERS = re.compile(
    r"^(?:(?:Federal )?(?:Minister|Secretary) (?:of|for) (?!State\b)|Attorney[- ]General|Vice President$|"
    r"Deputy Prime Minister$|First Deputy Prime Minister$|Vice Premier$|Chief Justice|Prosecutor General|"
    r"Chief of the General Staff|(?:Acting )?United States Secretary of|Speaker of)"
)
_REPOSITORY = {"czech": "CZE", "uae": "ARE", "us": "USA", "united-kingdom": "GBR"}


def wikidata_rows(facts: Path, codes: dict[tuple[str, ...], str]) -> Iterator[Row]:
    with (facts / "actors_wikidata_holders" / "holders21_merged.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            named = next((role for pattern, role in _ROLES if pattern.match(line["position"])), None)
            role = named or _other_role(line["position"])
            code = _REPOSITORY.get(line["country"]) or codes.get(folded(line["country"].replace("-", " ")))
            if (
                role is None
                or code is None
                or (named is not None and _DROP.match(line["position"]))
                or (role == "foreign minister" and "of State" in line["position"] and code not in {"USA", "GBR"})
            ):
                continue
            start, end = _iso(line["start"]), _iso(line["end"])
            if start is None or (end and end < start) or re.fullmatch(r"Q\d+", line["person"]):
                continue
            heads = named is not None and role not in {"defence minister", "foreign minister", "interior minister"}
            if not heads and (end or date.max) < date(1990, 1, 1):
                continue
            office = role if named else re.sub(r"^(Acting )?United States ", "", line["position"])
            yield Row(line["person"], (), code, office, role, start, end, "", line["wikidata"], "wikidata")


@cache
def _other_role(position: str) -> str | None:
    """The class of a further office, such as "health minister" for "Minister of Health"; None for other posts."""
    if not _OTHERS.match(position) or "," in position or len(position) > 60:
        return None
    found = describe(re.sub(r"^(Acting )?United States ", "", position), _DIRECTORY)
    return found.key if found is not None and found.office and found.key not in HEADS else None


_DIRECTORY = actors.load()

_SNAPSHOT = date(2022, 7, 23)


def _ended(rows: list[Row]) -> list[Row]:
    """Rows without an end closed by the next holder's start, or by the day of the snapshot where there is none."""
    offices: dict[tuple[str, str], list[date]] = defaultdict(list)
    for row in rows:
        if row.start:
            offices[row.code, row.role].append(row.start)
    found = []
    for row in rows:
        later = [start for start in offices[row.code, row.role] if row.start and start > row.start]
        end = row.end or (min(later) - timedelta(days=1) if later else max(_SNAPSHOT, row.start or _SNAPSHOT))
        found.append(replace(row, end=end))
    return found


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# ---------------------------------------------------------------- Factbook

_FOR_A_TIME = r"^(?:Interim |Acting |Caretaker |Transitional |Transition )?"
_TITLES = (
    (re.compile(_FOR_A_TIME + r"President(?! of the (?:Territorial|Council|Swiss))"), "president"),
    (re.compile(_FOR_A_TIME + r"(Prime Minister|Premier|Chancellor|Taoiseach)"), "prime minister"),
    (re.compile(r"^King\b"), "king"),
    (re.compile(r"^Queen\b"), "queen"),
    (re.compile(r"^(Amir|Emir)\b"), "emir"),
    (re.compile(r"^Sultan\b"), "sultan"),
    (re.compile(r"^Supreme Leader"), "supreme leader"),
    (re.compile(r"^Pope\b"), "pope"),
    (re.compile(r"^Emperor\b"), "emperor"),
    (re.compile(r"^Vice President\b"), "vice president"),
    (re.compile(r"^Chief Executive\b"), "chief executive"),
    (re.compile(r"^(Grand Duke|Prince)\b"), "monarch"),
)  # fmt: skip
_FIPS = {"ct": "CAF", "fm": "FSM", "ae": "ARE"}
_FACTBOOK = {
    "Burma": "MMR",
    "DRC": "COD",
    "Congo, Republic of the": "COG",
    "Congo, Democratic Republic of the": "COD",
    "Macedonia": "MKD",
    "Bahamas, The": "BHS",
    "Gambia, The": "GMB",
    "Korea, North": "PRK",
    "Korea, South": "KOR",
}
_LAST_EDITION = date(2025, 11, 1)


def factbook_rows(facts: Path, codes: dict[tuple[str, ...], str]) -> Iterator[Row]:
    """Heads, each closed on the day before the next of the same office, or when the last edition with it appeared."""
    found: dict[tuple[str, str], list[tuple[Row, date, date]]] = defaultdict(list)
    with (facts / "actors_factbook" / "heads_dated.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            code = _FIPS.get(line["fips"]) or _FACTBOOK.get(line["country"]) or codes.get(folded(line["country"]))
            row = _factbook_row(line["title_and_name"], line["since_text"], code)
            if row is not None:
                found[row.code, row.role].append(
                    (row, date.fromisoformat(line["first_seen"]), date.fromisoformat(line["last_seen"]))
                )
    for (code, role), rows in found.items():
        crowned = role in {"king", "queen"} and code not in {"GBR", "NLD", "DNK"}
        yield from _closed(
            [item for item in rows if code not in _DEPENDENT and not (crowned and item[0].surname in _CROWNED)]
        )


# Monarchs of several realms, and territories, where the Factbook lists the head of another state again.
_CROWNED = frozenset(
    loosened(name) for name in ("Elizabeth", "II", "Charles", "III", "Beatrix", "Willem-Alexander", "Margrethe")
)
_DEPENDENT = frozenset(
    {"GUM", "PRI", "COK", "NIU", "NCL", "PYF", "ABW", "CUW", "CYM", "FLK", "GIB", "BMU", "GRL", "FRO", "HKG", "MAC"}
)


def _factbook_row(text: str, since: str, code: str | None) -> Row | None:
    role = next(((pattern, role) for pattern, role in _TITLES if pattern.match(text)), None)
    start = _since(since)
    if code is None or role is None or start is None or re.search(r"represented by|; | and [A-Z]{2}", text):
        return None
    name = _factbook_name(text)
    return Row(name[0], name[1:], code, role[1], role[1], start, None, "", "", "factbook") if name else None


def _since(text: str) -> date | None:
    match = re.search(
        r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})",
        text,
    )
    if match is None:
        return None
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    return date(int(match[3]), months.index(match[2]) + 1, int(match[1]))


_RANKS = (
    r"^(Interim|Acting|Transitional|Transition|Caretaker|President|Prime Minister|Premier|Chancellor|Taoiseach|King"
    r"|Queen|Amir|Emir|Sultan|Supreme Leader|Pope|Emperor|Vice|Chief Executive|Grand Duke|Prince|First|Executive|and"
    r"|of the [A-Z][\w ]+?(?= [A-Z])|Minister of \w+|Sheikh|Shaikh|Dr\.?|Sr\.|Gen\.|Lt\.|Maj\.|Brig\.|Col\.|Capt\."
    r"|Field|Mar\.|FAN|Sir|Dame|Ayatollah|Ali Hoseini-|General|Colonel|Captain|Major|Marshal|Staff|\(Ret\.\)|\(ret\.\)"
    r"|Ret\.|Federal|,|-elect|Sayyid)\s*"
)


def _factbook_name(text: str) -> tuple[str, ...] | None:
    """The usual short name and the full one, from "President Vladimir Vladimirovich PUTIN"."""
    text = re.sub(r"\[.*?\]|\(.*?\)|\"[^\"]*\"|\s+of the .*$| in caretaker.*$", " ", text)
    text, _, spelled = text.partition(" also spelled ")
    while (shorter := re.sub(_RANKS, "", text)) != text:
        text = shorter
    words = text.replace(",", " ").split()
    capitals = [i for i, word in enumerate(words) if word.isupper() and len(word) > 2]
    if not capitals or len(words) > 6 or not all(word[0].isalpha() for word in words):
        return None
    words = [word for word in words if word.lower().strip(".") not in {"jr", "sr"}]
    proper = [
        _proper(word) if word.isupper() and len(word) > 2 and word not in {"II", "III", "VI"} else word
        for word in words
    ]
    first, last = (
        capitals[0],
        max(i for i in capitals if i < len(words)) if any(i < len(words) for i in capitals) else 0,
    )
    short = [proper[0], *proper[max(first, 1) : last + 1]] if first > 0 else proper
    others = [_proper(spelled.strip())] if spelled else []
    names = dict.fromkeys((" ".join(short), " ".join(proper), *others))
    return tuple(names) if len(words) > 1 or spelled else None


def _proper(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word)


def _closed(rows: list[tuple[Row, date, date]]) -> Iterator[Row]:
    """Entries of one office in order of their start, the same person's merged, each ended by the next."""
    merged: list[tuple[Row, date]] = []
    for row, _, last in sorted(rows, key=lambda item: (item[0].start or date.min, item[1])):
        before = next((n for n, (other, _) in enumerate(merged) if _same_person(other, row)), None)
        if before is not None and before == len(merged) - 1:
            names = tuple(dict.fromkeys((*merged[before][0].others, row.person, *row.others)))
            merged[before] = (replace(merged[before][0], others=names), max(last, merged[before][1]))
        else:
            merged.append((row, last))
    for n, (row, last) in enumerate(merged):
        following = merged[n + 1][0].start if n + 1 < len(merged) else None
        end = following - timedelta(days=1) if following else None if last >= _LAST_EDITION else last
        others = tuple(name for name in row.others if name != row.person)
        yield replace(row, others=others, end=max(end, row.start) if end and row.start else end)


def _same_person(one: Row, other: Row) -> bool:
    mine, theirs = folded(one.person), folded(other.person)
    return one.surname == other.surname and (
        mine[0] == theirs[0] or set(mine) <= set(theirs) or set(theirs) <= set(mine)
    )


# ---------------------------------------------------------------- REIGN

_COW = {
    260: "DEU",
    265: "DDR",
    315: "CSK",
    316: "CZE",
    678: "YEM",
    679: "YEM",
    680: "YMD",
    816: "VNM",
    817: "VDR",
    255: "DEU",
}


def reign_rows(facts: Path) -> Iterator[Row]:
    cow = {state.cow: state.code for state in read_states(TABLES / "states.tsv") if state.cow and state.until is None}
    with (facts / "actors_reign" / "leaderlist_3_21.csv").open(encoding="utf-8", errors="replace") as file:
        for line in csv.DictReader(file):
            start, end = _reign_start(line), _reign_end(line)
            code = _COW.get(int(line["ccode"])) or cow.get(line["ccode"])
            name = re.sub(r"\(.*?\)", "", line["leader"]).strip()
            if (
                code in {None, "SMR"}
                or " and " in name
                or code is None
                or start is None
                or not name
                or not name.isprintable()
            ):
                continue
            gender = {"1": "m", "0": "f"}.get(line["gender"], "")
            yield Row(
                _proper(name) if name.isupper() else name,
                (),
                _then(code, start),
                "leader",
                "leader",
                start,
                end,
                gender,
                "",
                "reign",
            )


def named(rows: list[Row]) -> list[Row]:
    """REIGN's *rows* with full name and office where leader_names.tsv has them; spellings may differ a little."""
    known: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in read_table(Path(__file__).parent / "leader_names.tsv", ("code", "office", "persons")):
        known[line["code"]] += [(name, line["office"]) for name in line["persons"].split("|")]
    return [_named(row, known[row.code]) for row in rows]


def _named(row: Row, known: list[tuple[str, str]]) -> Row:
    likeness = [
        (max(_likeness(row.person, part) for part in (name, name.split()[-1])), name, office) for name, office in known
    ]
    best = max(likeness, default=(0.0, "", ""))
    if best[0] < 0.85 or sum(one[0] == best[0] for one in likeness) > 1:
        return row
    _, name, office = best
    # A king's single name is many men's first name: no full name by which to know a person.
    source = "reign" if " " not in name and office == "king" else "names"
    return replace(row, person=name, office=office, role=office if office in HEADS else "leader", source=source)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, loosened(one), loosened(other)).ratio()


def _reign_start(line: dict[str, str]) -> date | None:
    try:
        return date(int(line["syear"]), int(line["smonth"]), int(line["sdate"]))
    except ValueError:
        return None


def _reign_end(line: dict[str, str]) -> date:
    try:
        year, month = int(line["eyear"]), int(line["emonth"])
    except ValueError:
        return date(2021, 3, 31)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _then(code: str, start: date) -> str:
    if code == "RUS" and start < date(1991, 7, 1):
        return "SUN"
    if code == "SRB":
        return "YUG" if start < date(2003, 2, 4) else "SCG" if start < date(2006, 6, 5) else "SRB"
    return code


# ---------------------------------------------------------------- all together


def build(facts: Path) -> list[Row]:
    codes = state_codes()
    kept = [
        Row(
            t.person,
            t.other_names,
            t.code or "",
            t.office,
            t.role,
            t.start,
            t.end,
            t.gender or "",
            t.identifier or "",
            "officials",
        )
        for t in read_terms(TABLES / "officials.tsv")
    ]
    reign = named(list(reign_rows(facts)))
    rows: list[Row] = []
    for row in (*_ended(list(wikidata_rows(facts, codes))), *factbook_rows(facts, codes)):
        if not any(
            row.role == other.role and row.meets(other)
            for other in (*kept, *(rows if row.source == "factbook" else ()))
        ):
            rows.append(row)
        elif row.source == "factbook":
            rows = [
                replace(r, end=row.end) if r.role == row.role and r.meets(row) and _reaches(row, r) else r for r in rows
            ]
    rows = [_gendered(row, reign) for row in _merged(rows)]
    rows += [row for row in reign if not any(row.meets(other) for other in (*kept, *rows))]
    return sorted(rows, key=lambda r: (r.code, r.role, r.start or date.min, r.person))


def _reaches(row: Row, other: Row) -> bool:
    """Whether the Factbook knows a later end than a Wikidata snapshot that had none."""
    return (
        other.source == "wikidata"
        and other.end is not None
        and other.end >= date(2022, 6, 1)
        and (row.end is None or row.end > other.end)
    )


def _merged(rows: list[Row]) -> list[Row]:
    """Successive terms of one person in one office as one."""
    found: list[Row] = []
    for row in sorted(rows, key=lambda r: (r.code, r.role, r.person, r.start or date.min)):
        last = found[-1] if found else None
        if (
            last
            and (last.code, last.role, last.person) == (row.code, row.role, row.person)
            and row.start
            and last.end
            and row.start <= last.end + timedelta(days=31)
        ):
            found[-1] = replace(last, end=max(last.end, row.end) if row.end else None)
        elif not (last and last == row):
            found.append(row)
    return found


def _gendered(row: Row, reign: list[Row]) -> Row:
    return replace(row, gender=next((other.gender for other in reign if other.meets(row)), row.gender))


def write(rows: list[Row], path: Path) -> None:
    lines = ["# Built by train/tables/actors.py; put corrections into officials.tsv.", "\t".join(HEADER)]
    for r in rows:
        cells = (
            r.person,
            "|".join(r.others),
            r.code,
            r.office,
            r.start or "",
            r.end or "",
            r.gender,
            r.wikidata,
            r.role if r.role != r.office else "",
            r.source,
        )
        lines.append("\t".join(str(cell).replace("\t", " ").strip() for cell in cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check_states() -> list[str]:
    """Names that babel has for a territory and states.tsv does not know."""
    from babel import Locale

    codes = state_codes()
    names = Locale("en").territories
    return [f"{code}: {name}" for code, name in names.items() if len(code) == 2 and folded(name) not in codes]


def main(arguments: list[str]) -> None:
    facts = Path(arguments[0]) if arguments else Path("../shared/data")
    rows = build(facts)
    write(rows, TABLES / "leaders.tsv")
    print(f"{len(rows)} terms of {len({(r.person, r.code) for r in rows})} persons written to {TABLES / 'leaders.tsv'}")
    print("names of babel that states.tsv lacks:", "; ".join(check_states()))


if __name__ == "__main__":
    main(sys.argv[1:])
