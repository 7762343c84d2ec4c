"""What a report has said so far: the actors it has brought in and where each was last mentioned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import Literal

from entente.actors.directory import Directory
from entente.actors.drafts import Draft, Role
from entente.actors.organizations import Organizations
from entente.actors.persons import Person
from entente.model import Parsed

Kind = Literal["person", "state", "body", "people", "pronoun", "group"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an actor is, apart from any mention: the fields that all mentions of a chain share."""

    kind: Kind
    name: str
    code: str | None = None
    sector: str | None = None
    other: tuple[str, ...] = ()
    office: str | None = None
    identifier: str | None = None
    gender: str | None = None
    keys: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    plural: bool = False
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A mention that has been resolved: which draft, to which chain, by which rule, where it stands."""

    draft: Draft
    chain: int
    rule: str

    @property
    def sentence(self) -> int:
        return self.draft.sentence

    @property
    def role(self) -> Role:
        return self.draft.role


@dataclass
class Discourse:
    """The chains of one report and the sights of them in text order; grows while the report is read."""

    parsed: Parsed
    directory: Directory
    drafts: tuple[Draft, ...]
    persons: tuple[Person, ...]
    organizations: Organizations = field(default_factory=dict)
    chains: list[Identity] = field(default_factory=list)
    index: dict[tuple[object, ...], int] = field(default_factory=dict)
    sights: list[Sight] = field(default_factory=list)
    named: dict[int, tuple[Person, str]] = field(default_factory=dict)
    starts: dict[tuple[int, int], int] = field(default_factory=dict)

    @cached_property
    def weights(self) -> Counter[str]:
        """How often the report's phrases name each state."""
        # A newspaper that a report cites says nothing of what the report is about.
        # Nor does an acronym that the report gives to a body of its own ("the Transport Commission (NTC)").
        own = set(re.findall(r"\(([A-Z]{2,8})\)", self.parsed.report.text))
        codes = (
            draft.phrase.code
            for draft in self.drafts
            if draft.phrase and draft.phrase.sector != "JRN" and draft.text.split()[-1] not in own
        )
        return Counter(code for code in codes if code is not None and code in self.directory.states)

    @cached_property
    def by_sentence(self) -> dict[int, list[Draft]]:
        found: dict[int, list[Draft]] = defaultdict(list)
        for draft in self.drafts:
            found[draft.sentence].append(draft)
        return found

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """Offsets at which a quotation opens or closes, alternating; a paragraph's end closes one."""
        text, found = self.parsed.report.text, []
        for block in self.parsed.report.blocks:
            marks = [i for i in range(block.span.start, block.span.end) if text[i] in '"“”']
            found += [*marks, block.span.end] if len(marks) % 2 else marks
        return tuple(found)

    def quoted(self, offset: int) -> bool:
        """Whether the character at *offset* lies between quotation marks."""
        return bisect_right(self.quotes, offset) % 2 == 1

    def see(self, sight: Sight) -> None:
        """Adds the next sight in text order."""
        self.starts[sight.sentence, sight.draft.start] = len(self.sights)
        self.sights.append(sight)

    def chain(self, key: tuple[object, ...], identity: Identity) -> int:
        """The chain known by *key*, made from *identity* if there is none."""
        if key not in self.index:
            self.index[key] = len(self.chains)
            self.chains.append(identity)
        return self.index[key]

    def new(self, identity: Identity) -> int:
        """A chain of its own, which nothing later finds by key."""
        self.chains.append(identity)
        return len(self.chains) - 1

    def give(self, chain: int, code: str) -> None:
        """Gives the actor of *chain* a code."""
        self.chains[chain] = replace(self.chains[chain], code=code)

    def person(self, person: Person) -> int:
        """The chain of a person of the report."""
        identity = Identity(
            "person", person.name, person.code, person.sector, person.other, person.office, person.identifier,
            person.gender, person.keys, person.also,
        )  # fmt: skip
        return self.chain(("person", person.words), identity)

    def state(self, code: str) -> int:
        """The chain of a state, which its capital and its government share."""
        state = self.directory.states[code]
        return self.chain(("state", code), Identity("state", state.name, code, "GOV", identifier=state.identifier))

    def group(self, members: Iterable[int], kind: Kind, name: str, sector: str | None = None) -> int:
        """The chain of several actors taken together; the same members are the same group."""
        chains = tuple(sorted(set(members)))
        codes = {self.chains[chain].code for chain in chains}
        sectors = {self.chains[chain].sector for chain in chains}
        code = codes.pop() if len(codes) == 1 else None
        common = sector or (sectors.pop() if len(sectors) == 1 else None)
        return self.chain(("group", chains, common), Identity(kind, name, code, common, plural=True, members=chains))

    def window(self, sentence: int, back: int) -> list[Sight]:
        """The sights of *sentence* and of the *back* sentences before it, in text order."""
        recent = takewhile(lambda sight: sight.sentence >= sentence - back, reversed(self.sights))
        return [sight for sight in recent if sight.sentence <= sentence][::-1]

    def conjuncts(self, position: int) -> tuple[int, ...]:
        """The positions in ``sights`` of all actors that are conjoined with the one at *position*, in text order."""
        found = [position]
        while (before := self.before(self.sights[found[0]].draft)) is not None:
            found.insert(0, before)
        return tuple(found)

    def before(self, draft: Draft) -> int | None:
        """The position of the conjunct that stands before *draft*."""
        if draft.joined is None:
            return None
        other = self.by_sentence[draft.sentence][draft.joined]
        return self.starts.get((other.sentence, other.start))
