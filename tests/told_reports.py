"""Coded reports as literals, for tests of linking across reports: who did what to whom, when, where; in a line."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from entente.model import (
    Actor,
    Block,
    Coded,
    Dating,
    Event,
    Linked,
    Mention,
    Parsed,
    Place,
    Report,
    Resolved,
    Sentence,
    Span,
    Token,
)

PLACES = {
    "Oslo": Place(0, 4, 0, 0, "Oslo", 3143244, 59.9, 10.7, "NOR", "city"),
    "Riga": Place(0, 4, 0, 0, "Riga", 456172, 56.9, 24.1, "LVA", "city"),
    "Norway": Place(0, 6, 0, 0, "Norway", 3144096, 62.0, 10.0, "NOR", "country"),
}
VERBS = {"CONSULT": "met", "ACCUSE": "condemned", "ASSAULT": "attacked"}
LEMMAS = {"met": "meet", "condemned": "condemn", "attacked": "attack"}
DAY = date(2024, 5, 8)


@dataclass(frozen=True)
class Said:
    """One happening as a report tells it, before it is coded; ``width`` is the number of its days."""

    actor: str = "Espen Dahl"
    code: str = "NOR"
    recipient: str = "Ilze Kalna"
    other: str = "LVA"
    type: str = "CONSULT"
    day: date = DAY
    width: int = 1
    place: str | None = "Oslo"
    count: int | None = None
    factuality: str = "actual"
    basis: str = "stated"
    confidence: float = 0.8


def coded(source: str, *said: Said, published: date = DAY + timedelta(1), publisher: str | None = None) -> Linked:
    """A report that tells *said*, a sentence each."""
    lines = [f"{each.actor} {VERBS[each.type]} {each.recipient} in {each.place or 'town'}" for each in said]
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    sentences = tuple(_sentence(line, at) for line, at in zip(lines, starts, strict=True))
    report = Report(source, text, (Block(Span(0, len(text)), "body"),), published=published, publisher=publisher)
    mentions = tuple(_mention(each, n, sentences[n]) for n, each in enumerate(said))
    events = tuple(Event(_id(source, mention), (mention,), (source,)) for mention in mentions)
    return Linked(Coded(Resolved(Parsed(report, sentences)), mentions), events)


def _sentence(line: str, at: int) -> Sentence:
    tokens = []
    for word in line.split(" "):
        tag = ("VERB", "VBD", -1, "root") if word in LEMMAS else ("PROPN", "NNP", 2, "dep")
        tokens.append(Token(at, at + len(word), word, LEMMAS.get(word, word), *tag))
        at += len(word) + 1
    return Sentence(tokens[0].start, at - 1, tuple(tokens))


def _mention(said: Said, number: int, sentence: Sentence) -> Mention:
    head = next(i for i, token in enumerate(sentence.tokens) if token.text in LEMMAS)
    dating = Dating(said.day, said.day + timedelta(said.width - 1), "day", said.basis)
    return Mention(
        sentence.start,
        sentence.end,
        number,
        head,
        sentence.tokens[head].span,
        said.type,
        None,
        (_actor(said.actor, said.code, 1),),
        (_actor(said.recipient, said.other, 2),),
        dating,
        said.factuality,
        said.confidence,
        "r",
        place=PLACES.get(said.place or ""),
        count=said.count,
    )


def _actor(name: str, code: str, chain: int) -> Actor:
    kind = "person" if " " in name else "state"
    return Actor(0, 3, 0, 0, name, name, code, "GOV", kind=kind, chain=chain)


def _id(source: str, mention: Mention) -> str:
    return sha256(f"{source} {mention.trigger} {mention.type}".encode()).hexdigest()[:16]
