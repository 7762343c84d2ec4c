# ruff: noqa: E501 (markup and messages are longer than lines of code)
"""Stories of invented countries, for pages that are made by tests: the same number gives the same story."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

LANDS = ("Syldavia", "Borduria", "Ruritania", "Graustark", "Sylvania", "Freedonia", "Zubrowka", "Krakozhia")
CAPITALS = ("Klow", "Szohôd", "Strelsau", "Edelweiss", "Zembla City", "Glorianople", "Lutz", "Krakov Bay")
OFFICES = (
    "foreign minister",
    "prime minister",
    "defence minister",
    "president",
    "interior minister",
    "central bank governor",
)
PEOPLE = (
    "Anna Novak",
    "Piotr Halász",
    "Jean-Luc d'Arcy",
    "María Solano",
    "Omar Qasim",
    "Ivo Branković",
    "Li Wen",
    "Grace O’Hara",
)
MATTERS = (
    "the border",
    "grain exports",
    "the Klow pipeline",
    "prisoner exchanges",
    "fishing rights",
    "the railway treaty",
    "customs fees",
    "river water",
)
SENTENCES = (
    "{office} {person} of {land} met her counterpart from {other} in {city} on Friday for talks about {matter}.",
    "The two sides agreed to set up a commission that is to look into {matter} before the end of the year, officials said.",
    "“We have come a long way, and nobody wants to go back,” {person} told reporters after the meeting in {city}.",
    "{other} rejected the proposal, saying that it had “never been asked” about {matter}.",
    "Thousands of people marched through {city} on Thursday to protest against the government’s plans for {matter}.",
    "The ministry did not answer questions about who had ordered the arrests.",
    "According to the state news agency, 12 officers were detained, three of them at Klow’s airport.",
    "A spokeswoman for the {office} called the report “false from beginning to end”.",
    "The agreement, signed in 2019, had been suspended since troops of {other} crossed the Lomba river in March.",
    "Talks on {matter} are to go on next week, said {person}, who led the delegation of {land}.",
    "Analysts warned that the dispute over {matter} could cost both countries 3.5% of their trade.",
    "The {office} is expected to travel to {city} in June; no date has been named.",
    "At least 27 people were hurt when police used tear gas near the parliament, hospital officials said.",
    "{land} has expelled two diplomats of {other} since January and recalled its ambassador in May.",
    "The court in {city} sentenced a former adviser to the {office} to six years in prison for spying.",
    "Neither government has said what will happen to {matter} if the talks fail.",
    "The U.N. envoy, {person}, urged both sides “to step back from the brink”.",
    "Under the deal, {land} would send 40,000 tonnes of wheat to {other} and get electricity in return.",
)  # fmt: skip
SHORT = (
    "She gave no date.",
    "He declined to name them.",
    "That was in April.",
    "Others were less sure.",
    "No one was hurt.",
    "It is not the first time.",
)
TITLES = (
    "{land} and {other} resume talks on {matter}", "{other} rejects {land}’s plan for {matter}", "Thousands march in {city} over {matter}",
    "{land}: court jails former adviser for spying", "‘Nobody wants to go back’: {land} and {other} near deal on {matter}",
    "Why {land} and {other} cannot agree on {matter}", "{person} to lead {land}’s delegation at talks in {city}", "{land} expels two diplomats as row over {matter} deepens",
)  # fmt: skip
SUBHEADS = (
    "‘A long way to go’",
    "What the treaty says",
    "Protests in the capital",
    "Years of dispute",
    "What happens next",
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its page shows it: ``body`` has the paragraphs, headings within it as ``## …``, items as ``* …``."""

    number: int
    title: str
    standfirst: str
    body: tuple[str, ...]
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    others: tuple[str, ...]
    teasers: tuple[str, ...]
    captions: tuple[str, ...]
    section: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body as it is to be read."""
        return tuple(each.removeprefix("## ").removeprefix("* ") for each in self.body)


def story(number: int, *, subheads: bool = False, items: bool = False) -> Story:
    """The story of this *number*; with headings in its body, or with a list, if wanted."""
    chance = random.Random(f"story {number}")
    fill = _filler(chance)
    body = [_paragraph(chance, fill) for _ in range(chance.randint(5, 13))]
    body[0] = " ".join(fill(sentence) for sentence in (SENTENCES[number % 4], SENTENCES[(number + 7) % len(SENTENCES)]))
    body = list(dict.fromkeys(body))
    if subheads:
        for at, heading in zip((len(body) // 3 + 1, 2 * len(body) // 3 + 2), chance.sample(SUBHEADS, 2), strict=True):
            body.insert(at, f"## {heading}")
        body = body[:-1] if body[-1].startswith("## ") else body
    if items:
        body[3:3] = [f"* {fill(sentence)}" for sentence in chance.sample(SENTENCES, 3)]
    body = list(dict.fromkeys(body))
    zone = timezone(timedelta(hours=chance.choice((-5, 0, 1, 3, 8)), minutes=chance.choice((0, 0, 30))))
    published = datetime(
        2019 + number % 6,
        1 + number * 7 % 12,
        1 + number * 5 % 28,
        chance.randint(0, 23),
        chance.randint(0, 59),
        0,
        0,
        zone,
    )
    return Story(
        number=number,
        title=_title(chance, fill),
        standfirst=fill("{land} says it is ready for “an honest word” on {matter}, {other} waits"),
        body=tuple(body),
        authors=tuple(chance.sample(PEOPLE, 1 + number % 2)),
        published=published,
        updated=published + timedelta(hours=chance.randint(1, 50)),
        others=tuple(_title(chance, _filler(chance)) for _ in range(9)),
        teasers=tuple(_paragraph(chance, _filler(chance)) for _ in range(6)),
        captions=tuple(
            _filler(chance)("{person}, {office} of {land}, in {city} on Thursday. Photograph: Ivo Lens/DPA")
            for _ in range(3)
        ),
        section=chance.choice(("World", "Europe", "Politics", "International")),
    )


def _filler(chance: random.Random):
    names = {"land": LANDS, "city": CAPITALS, "person": PEOPLE, "office": OFFICES, "matter": MATTERS}

    def fill(sentence: str) -> str:
        chosen = {name: chance.choice(of) for name, of in names.items()}
        chosen["other"] = chance.choice([land for land in LANDS if land != chosen["land"]])
        filled = sentence.format(**chosen)
        return filled[0].upper() + filled[1:]

    return fill


def _title(chance: random.Random, fill) -> str:
    return fill(chance.choice(TITLES))


def _paragraph(chance: random.Random, fill) -> str:
    if chance.random() < 0.12:
        return (
            fill(chance.choice(SENTENCES[2:4])).split("”")[0] + "”" if chance.random() < 0.3 else chance.choice(SHORT)
        )
    return " ".join(fill(sentence) for sentence in chance.sample(SENTENCES, chance.randint(1, 3)))
