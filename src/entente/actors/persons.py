"""The persons whom a report names: which mentions are one person, and what text and tables say about each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from entente.actors.directory import Directory
from entente.actors.drafts import Draft
from entente.actors.offices import Clue, Knowledge, known_person
from entente.actors.phrase import Phrase, View
from entente.actors.words import folded


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the report. ``drafts`` are positions of the mentions by name, with the rule that bound each.

    ``keys`` are the classes of the offices the text gives, ``also`` wider words for them.
    """

    words: tuple[str, ...]
    name: str
    drafts: tuple[tuple[int, str], ...]
    code: str | None = None
    sector: str | None = None
    other: tuple[str, ...] = ()
    office: str | None = None
    keys: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    gender: str | None = None
    identifier: str | None = None
    rule: str = ""

    @property
    def first(self) -> int:
        return self.drafts[0][0]


_HABIT = 2  # bare surnames after which a report calls one person so
Named = Sequence[tuple[int, Draft, tuple[str, ...]]]  # position, mention, folded words of the name


def name_words(phrase: Phrase, directory: Directory) -> tuple[str, ...]:
    """The folded words of the person's name in *phrase*, without titles of respect and "Jr."."""
    words = [word for word in folded(phrase.name) if word[0].isalnum()]
    while len(words) > 1 and words[0] in directory.settings.honorifics:
        words = words[1:]
    return tuple(word for word in words if word not in {"jr", "sr", "iii"}) or tuple(words)


def fits(short: tuple[str, ...], full: tuple[str, ...], first: bool) -> int:
    """How well *short* names the person of full name *full*: 3 a surname, 1 another part of the name, 0 not.

    *first* says that the surname stands first in this person's name.
    """
    n = len(short)
    if n >= len(full):
        return 3 if short == full else 0
    if full[:n] == short:
        return 3 if first else 1
    if full[-n:] == short or (full[-n - 1 : -1] == short and len(full) > 3):
        return 3 if not first or n > 1 else 1
    return 1 if any(full[i : i + n] == short for i in range(len(full) - n + 1)) else 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text says of a person, from titles and appositions, the first mention first."""

    code: str | None = None
    code_rule: str = ""
    sector: str | None = None
    other: tuple[str, ...] = ()
    office: str | None = None
    keys: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    gender: str | None = None
    rank: bool = False


@dataclass(frozen=True)
class Roll:
    """The full names of a report: for each what the text says and the position of its first mention."""

    facts: dict[tuple[str, ...], Facts]
    starts: dict[tuple[str, ...], int]
    directory: Directory


def gather(drafts: Sequence[Draft], view: View, mentioned: frozenset[str]) -> tuple[Person, ...]:
    """The persons named in *drafts*, in order of first mention. *mentioned* are the codes of states named."""
    named = [
        (i, d, name_words(d.phrase, view.directory)) for i, d in enumerate(drafts) if d.phrase and _names_person(d)
    ]
    full = _full_names(named, view.directory)
    roll = _roll(named, full, view.directory)
    sure = {words for _, draft, words in named if not draft.doubtful}
    bound: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for i, draft, words in named:
        if words in full:
            bound[full[words]].append((i, "name"))
        elif (choice := _owner_of(i, draft, words, roll) or _called_so(i, words, bound, drafts)) is not None:
            bound[choice].append((i, "surname"))
        elif words in sure:
            bound[words].append((i, "name"))
    single = frozenset(words for words in bound if len(words) == 1)
    for i, draft in enumerate(drafts):
        if (owner := _mistaken(i, draft, full, single, roll)) is not None:
            bound[owner].append((i, "surname"))
    timeless = replace(view, day=None)  # without a day no table is asked about a surname
    persons = [
        _person(words, places, [drafts[i] for i, _ in places], timeless if _borne(words, roll) else view, mentioned)
        for words, places in bound.items()
    ]
    return tuple(sorted(persons, key=lambda person: person.first))


def _borne(words: tuple[str, ...], roll: Roll) -> bool:
    """Whether persons of the report bear the bare surname: then it is one of them, and nobody from a table."""
    return len(words) == 1 and any(fits(words, full, False) == 3 for full in roll.facts)


def _mistaken(
    i: int, draft: Draft, full: dict[tuple[str, ...], tuple[str, ...]], single: frozenset[tuple[str, ...]], roll: Roll
) -> tuple[str, ...] | None:
    """The person of the report whose surname, or only name, the model took for a body's ("Scholz condemned …")."""
    phrase = draft.phrase
    if draft.person or draft.doubtful or phrase is None or phrase.kind != "name" or phrase.code:
        return None
    words = tuple(folded(draft.text))
    if words in single:
        return words
    able = {owner for owner in full.values() if len(words) == 1 and fits(words, owner, False) == 3}
    return _owner_of(i, draft, words, roll) if len(able) == 1 else None


def _roll(named: Named, full: dict[tuple[str, ...], tuple[str, ...]], directory: Directory) -> Roll:
    mentions: dict[tuple[str, ...], list[tuple[int, Draft]]] = defaultdict(list)
    for i, draft, words in named:
        if words in full:
            mentions[full[words]].append((i, draft))
    facts = {words: _facts([draft for _, draft in found]) for words, found in mentions.items()}
    return Roll(facts, {words: found[0][0] for words, found in mentions.items()}, directory)


def _names_person(draft: Draft) -> bool:
    return draft.person and draft.phrase is not None and draft.phrase.name_span is not None


def _full_names(named: Named, directory: Directory) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each full name of the report with the longest form of it: ("tayyip", "erdogan") with ("recep", …)."""
    names = [
        words for _, draft, words in named if not draft.doubtful and (len(words) > 1 or _table_single(words, directory))
    ]
    longest = sorted(set(names), key=len, reverse=True)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for words in longest:
        within = [other for other in found.values() if len(words) > 1 and _contains(other, words)]
        found[words] = within[0] if len(set(within)) == 1 else words
    return found


def _table_single(words: tuple[str, ...], directory: Directory) -> bool:
    """A single name by which the tables know one person ("Lula")."""
    return len({term.person for term in directory.by_name.get(words, ())}) == 1


def _contains(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether *part* leaves out only middle names or outer names of *full*."""
    if part[-1] != full[-1] and part[0] != full[0]:
        return False
    rest = iter(full)
    return all(word in rest for word in part)


def _facts(drafts: Sequence[Draft]) -> Facts:
    found = Facts()
    for draft in drafts:
        if found.code is None and draft.phrase is not None and draft.phrase.kind == "name" and draft.phrase.code:
            found = replace(found, code=draft.phrase.code, code_rule="possessor")  # "Turkey's Erdogan"
        if found.sector is None and draft.phrase is not None and draft.phrase.kind == "name":
            found = replace(found, sector=draft.phrase.sector)  # "the BBC's Jane Roe"
        for phrase, rule in ((draft.apposed, "apposition"), (draft.phrase, "title")):
            if phrase is not None and phrase.kind != "name":
                found = _add(found, phrase, rule)
    return found


def _add(found: Facts, phrase: Phrase, rule: str) -> Facts:
    if found.code is None and phrase.code not in {None, "NGO"}:
        found = replace(found, code=phrase.code, code_rule=rule)
    better = phrase.office is not None and (found.office is None or (found.rank and not _rank(phrase)))
    if better:
        found = replace(found, office=phrase.office, rank=_rank(phrase))
    if phrase.sector and (found.sector is None or (phrase.former and found.sector == "GOV")):
        found = replace(found, sector=phrase.sector, other=phrase.other)
    elif phrase.sector:
        more = tuple(
            s for s in (phrase.sector, *phrase.other) if s != found.sector and s not in found.other and s != "ELI"
        )
        found = replace(found, other=(*found.other, *more) if rule == "apposition" else found.other)
    keys = found.keys | {phrase.key} if phrase.key else found.keys
    return replace(
        found, keys=keys, also=found.also | phrase.also | _wider(phrase), gender=found.gender or phrase.gender
    )


def _rank(phrase: Phrase) -> bool:
    return phrase.sector == "MIL" and phrase.noun == (phrase.office or "").lower()


def _wider(phrase: Phrase) -> frozenset[str]:
    """ "the minister" for a defence minister, "the chief" for an army chief."""
    last = phrase.noun.split()[-1:]
    return frozenset({phrase.noun, *last} - {"president", "premier"}) if last != [phrase.noun] else frozenset(last)


def _owner_of(i: int, draft: Draft, words: tuple[str, ...], roll: Roll) -> tuple[str, ...] | None:
    """The full name that a bare surname stands for: one named before, else one named later; None where two fit."""
    scored = {
        full: fits(words, full, _surname_first(full, facts, roll.directory)) for full, facts in roll.facts.items()
    }
    best = max(scored.values(), default=0)
    if best == 0 or (best == 1 and draft.doubtful):
        return None
    able = [full for full, score in scored.items() if score == best and _compatible(draft, roll.facts[full])]
    before = [full for full in able if roll.starts[full] < i]
    choice = before or able
    return choice[0] if len(choice) == 1 else _by_title(draft, choice, roll.facts)


def _called_so(
    i: int, words: tuple[str, ...], bound: dict[tuple[str, ...], list[tuple[int, str]]], drafts: Sequence[Draft]
) -> tuple[str, ...] | None:
    """Of two with one surname the one whom the report calls by it alone, once the other is some sentences away."""
    able = [full for full in bound if fits(words, full, False) == 3]
    called = {full: [n for n, rule in bound[full] if rule == "surname"] for full in able}
    often = [full for full in able if len(called[full]) >= _HABIT]
    if len(often) != 1 or any(called[full] for full in able if full != often[0]):
        return None
    others = (n for full in able if full != often[0] for n, _ in bound[full])
    return None if any(drafts[n].sentence == drafts[i].sentence for n in others) else often[0]


def _surname_first(full: tuple[str, ...], facts: Facts, directory: Directory) -> bool:
    terms = directory.by_name.get(full, ())
    code = facts.code or (terms[0].code if terms else None)
    if code is not None:
        # "Carrie Lam" has her surname last, "Lam Cheng" first.
        eastern = directory.settings.eastern_surnames
        return code in directory.settings.surname_first and (full[0] in eastern or full[-1] not in eastern)
    return full[0] in directory.settings.eastern_surnames


def _compatible(draft: Draft, facts: Facts) -> bool:
    phrase = draft.phrase
    if phrase is None or phrase.kind == "name":
        return True
    if phrase.code and facts.code and phrase.code != facts.code:
        return False
    return not (phrase.gender and facts.gender and phrase.gender != facts.gender)


def _by_title(
    draft: Draft, choice: list[tuple[str, ...]], facts: dict[tuple[str, ...], Facts]
) -> tuple[str, ...] | None:
    """The one of *choice* with the office that the mention names; None if that does not decide."""
    key = draft.phrase.key if draft.phrase else None
    titled = [full for full in choice if key and (key in facts[full].keys or key in facts[full].also)]
    return titled[0] if len(titled) == 1 else None


def _person(
    words: tuple[str, ...], places: list[tuple[int, str]], mentions: list[Draft], view: View, mentioned: frozenset[str]
) -> Person:
    facts = _facts(mentions)
    names = [_display(draft) for draft in mentions]
    display = next((name for name in names if len(folded(name)) > 1), names[0])
    known = known_person(Clue(words, facts.code, facts.keys), view, mentioned)
    found = Person(words, display, tuple(places), facts.code, facts.sector, facts.other, facts.office, facts.keys,
                   facts.also, facts.gender, rule=facts.code_rule or "name")  # fmt: skip
    found = _informed(found, known) if known is not None else found
    return found if found.gender else replace(found, gender=_by_given_name(words, view.directory))


def _by_given_name(words: tuple[str, ...], directory: Directory) -> str | None:
    """What a full name's first word tells of the person's gender."""
    if len(words) < 2:
        return None
    return "f" if words[0] in directory.settings.women else "m" if words[0] in directory.settings.men else None


def _display(draft: Draft) -> str:
    name = draft.phrase.name if draft.phrase else draft.text
    start, end = draft.phrase.name_span if draft.phrase and draft.phrase.name_span else (draft.start, draft.end)
    text = draft.text[start - draft.start : end - draft.start]
    return text or name


def _informed(found: Person, known: Knowledge) -> Person:
    """*found* with what the tables add; the text keeps what it has said."""
    name = known.name if len(found.words) == 1 else found.name
    rule = found.rule if found.code else f"table:{known.source}"
    return replace(
        found,
        name=name,
        code=found.code or known.code,
        sector=found.sector or known.sector,
        other=found.other if found.sector else known.other,
        office=found.office if found.office and not _vague(found, known) else known.office or found.office,
        keys=found.keys | known.keys,
        also=found.also | known.also,
        gender=found.gender or known.gender,
        identifier=known.identifier,
        rule=rule,
    )


def _vague(found: Person, known: Knowledge) -> bool:
    """Whether the text's title says less than the table: "leader", "General"."""
    return (
        known.office is not None
        and found.office is not None
        and found.office.lower() in {"leader", "general", "sheikh"}
    )
