"""A sentence with what the earlier stages found in it: what a rule is tried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from entente.coding.rules import Rulebook
from entente.model import Actor, Place, Resolved, Sense, Sentence, Time, Token

LEAST_PARTY = 0.5
"""How probable the language model must find it that a word names a party."""


@dataclass(frozen=True)
class Scene:
    """One sentence with the actors, places and times that have their heads in it."""

    resolved: Resolved
    number: int
    book: Rulebook
    actors: Mapping[int, tuple[Actor, ...]]
    places: Mapping[int, Place]
    times: tuple[Time, ...]

    @cached_property
    def senses(self) -> Mapping[int, Mapping[str, Sense]]:
        """By position and event type, the acts that the language model finds possible."""
        found: dict[int, dict[str, Sense]] = {}
        for sense in self.sentence.senses:
            found.setdefault(sense.token, {})[sense.type] = sense
        return found

    def probability(self, i: int, type_: str) -> float:
        """How probable the language model finds an act of this type in token *i*."""
        sense = self.senses.get(i, {}).get(type_)
        return sense.probability if sense else 0.0

    def mode(self, i: int, type_: str) -> str | None:
        """The mode that the language model gives an act of this type in token *i*."""
        sense = self.senses.get(i, {}).get(type_)
        return sense.mode if sense else None

    def is_sure(self, i: int, type_: str) -> bool:
        """Whether the language model by itself finds an act of this type in token *i*."""
        scored = self.book.scored.get(type_)
        return scored is not None and self.probability(i, type_) >= scored.least

    @cached_property
    def parties(self) -> Mapping[tuple[int, str], tuple[int, ...]]:
        """By the position of an act and a side, the words that the language model takes for parties, in text order."""
        found: dict[tuple[int, str], list[int]] = {}
        for party in self.sentence.parties:
            if party.probability >= LEAST_PARTY:
                found.setdefault((party.trigger, party.side), []).append(party.token)
        return {key: tuple(sorted(tokens)) for key, tokens in found.items()}

    @cached_property
    def sentence(self) -> Sentence:
        return self.resolved.parsed.sentences[self.number]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def is_noun(self, i: int) -> bool:
        """Whether either tag of token *i* says noun ("the killing", VERB and NN), or an adjective stands for one."""
        token = self.tokens[i]
        noun = token.upos in ("NOUN", "PROPN") or token.xpos in ("NN", "NNS")
        return noun or (token.upos == "ADJ" and token.relation in ("obj", "nsubj"))

    def lemma(self, i: int) -> str:
        """The lemma of token *i* in lower case, by the forms of the words that rules name before the parser's."""
        token = self.tokens[i]
        return self.book.forms.get(token.upos, {}).get(token.text.lower()) or token.lemma.lower()

    def words(self, name: str) -> frozenset[str]:
        """The list *name* of words.yaml, empty where there is none."""
        return self.book.words.get(name, frozenset())


def scenes(resolved: Resolved, book: Rulebook) -> tuple[Scene, ...]:
    """One scene a sentence, in text order."""
    count = len(resolved.parsed.sentences)
    actors: list[dict[int, tuple[Actor, ...]]] = [{} for _ in range(count)]
    places: list[dict[int, Place]] = [{} for _ in range(count)]
    times: list[list[Time]] = [[] for _ in range(count)]
    dates = [time.span for time in resolved.times if time.type == "DATE"]
    for actor in resolved.actors:
        if any(span.covers(actor.span) for span in dates):
            continue
        here = actors[actor.sentence]
        here[actor.head] = (*here.get(actor.head, ()), actor)
    for place in resolved.places:
        if any(span.covers(place.span) for span in dates):
            continue
        places[place.sentence][place.head] = place
    for time in resolved.times:
        times[time.sentence].append(time)
    return tuple(Scene(resolved, n, book, actors[n], places[n], tuple(times[n])) for n in range(count))
