"""What names a forum or document: "the 10th Harbour Forum", "a joint statement", "the treaty signed in May".

The words are data (``data/settings/nouns.yaml``). A later "the forum", "the treaty" takes up the last one of its noun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from entente.coding.counts import ordinal_of
from entente.coding.sources import DAYS
from entente.datafiles import DATA, line_of, read_yaml
from entente.errors import DataError
from entente.model import Resolved, Sentence, Span

SECTIONS = (
    "forums",
    "papers",
    "deals",
    "plans",
    "assemblies",
    "gatherings",
    "no-forums",
    "made",
    "bare",
    "joint",
    "examples",
    "counter-examples",
)
Kind = Literal["forum", "document"]


@dataclass(frozen=True)
class SettingWords:
    """The lemmas that name forums and documents, and what tells them from mere gatherings and statements."""

    forums: frozenset[str]
    papers: frozenset[str]
    deals: frozenset[str]
    plans: frozenset[str]
    assemblies: frozenset[str]
    gatherings: frozenset[str]
    no_forums: frozenset[str]
    made: frozenset[str]
    bare: frozenset[str]
    joint: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def load_setting_words(path: Path | None = None) -> SettingWords:
    """The words of ``data/settings/nouns.yaml``; ``DataError`` names file, line and section."""
    path = path or DATA / "settings" / "nouns.yaml"
    raw = read_yaml(path)
    for section in SECTIONS:
        if not isinstance(raw, dict) or not isinstance(raw.get(section), list):
            raise DataError(f"{path}:{line_of(path, section)}: the section '{section}' is missing or no list")
    lists = {section.replace("-", "_"): frozenset(raw[section]) for section in SECTIONS[:-2]}
    return SettingWords(**lists, examples=tuple(raw["examples"]), counter_examples=tuple(raw["counter-examples"]))


@dataclass(frozen=True, slots=True)
class Named:
    """One noun phrase that names a forum or document, or that takes one up ("the forum")."""

    sentence: int
    head: int
    kind: Kind
    lemma: str
    span: Span
    name: str | None
    series: str = ""
    edition: int | None = None


def all_named(resolved: Resolved) -> Iterator[Named]:
    """The forums and documents of the body in text order, each with the name it has or takes up."""
    return _with_names(_found(resolved))


def _found(resolved: Resolved) -> Iterator[Named]:
    words = load_setting_words()
    for at, sentence in enumerate(resolved.parsed.sentences):
        for i, token in enumerate(sentence.tokens if not sentence.title else ()):
            lemma = token.lemma.lower()
            if token.upos not in ("NOUN", "PROPN") or lemma not in words.forums | words.papers:
                continue
            named = _named(resolved, at, i, words)
            if named is not None:
                yield named


def _named(resolved: Resolved, at: int, i: int, words: SettingWords) -> Named | None:
    sentence, lemma = resolved.parsed.sentences[at], resolved.parsed.sentences[at].tokens[i].lemma.lower()
    first, last = _first(sentence, i), _last(sentence, i)
    before = {sentence.tokens[k].lemma.lower() for k in range(first, i)}
    edition = next((n for word in before if (n := ordinal_of(word))), None)
    kind: Kind = "forum" if lemma in words.forums else "document"
    if before & words.no_forums or (lemma == "congress" and "party" not in before):
        return None
    if not _is_thing(sentence, i, first, edition, words):
        bare = first == i and any(
            sentence.tokens[k].text.lower() in ("the", "this") for k in sentence.children(i, "det")
        )
        return Named(at, i, kind, lemma, sentence.tokens[i].span, None) if bare else None
    span = sentence.cover((first, last))
    series = next((k for k in range(first, last + 1) if not _leads(sentence, k)), i)
    text = resolved.report.text
    return Named(at, i, kind, lemma, span, span.of(text), sentence.cover((series, last)).of(text), edition)


def _is_thing(sentence: Sentence, i: int, first: int, edition: int | None, words: SettingWords) -> bool:
    """Whether the noun at *i* is named: by a name, an edition, as joint, or as a document that somebody made."""
    own = [sentence.tokens[k] for k in range(first, i + 1)]
    if any(token.upos == "PROPN" for token in own):
        return True
    lemma = own[-1].lemma.lower()
    if lemma in words.forums:
        return bool(edition)
    joint = any(token.lemma.lower() in words.joint for token in own)
    return joint or (lemma not in words.bare and _is_made(sentence, i, words))


def _first(sentence: Sentence, i: int) -> int:
    """The first of the words before noun *i* that belong to it, its article and possessor apart."""
    first = i
    while first > 0 and _belongs(sentence, first - 1):
        first -= 1
    return first


def _belongs(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    if token.upos == "CCONJ":
        return k > 0 and {sentence.tokens[k - 1].upos, sentence.tokens[k + 1].upos} == {"PROPN"}
    return token.upos in ("PROPN", "NOUN", "ADJ", "NUM") or token.text in ("-", "–")


def _last(sentence: Sentence, i: int) -> int:
    """The last word of the name: "Forum *for International Cooperation*", "memorandum *of understanding*"."""
    last, k = i, i + 1
    while k < len(sentence.tokens):
        token = sentence.tokens[k]
        if token.text.lower() in ("for", "on", "of", "and", "the") and sentence.tokens[i].text[:1].isupper():
            k += 1
        elif (token.text[:1].isupper() and token.text.lower() not in DAYS) or token.lemma == "understanding":
            last, k = k, k + 1
        else:
            break
    return last


def _leads(sentence: Sentence, k: int) -> bool:
    """An ordinal, year or "annual" that stands before the name itself."""
    word = sentence.tokens[k].text.lower()
    return bool(ordinal_of(word)) or word in ("annual", "-") or (word.isdigit() and len(word) == 4)


def _is_made(sentence: Sentence, i: int, words: SettingWords) -> bool:
    """Whether the document is one that is made: "signed a treaty", "the statement issued by both"."""
    token = sentence.tokens[i]
    by_verb = token.deprel in ("obj", "nsubj:pass") and sentence.tokens[token.head].lemma.lower() in words.made
    return by_verb or any(sentence.tokens[j].lemma.lower() in words.made for j in sentence.children(i, "acl"))


def _with_names(found: Iterable[Named]) -> Iterator[Named]:
    """What takes a forum or document up has the name of the last one of its noun; without one it is none."""
    last: dict[str, Named] = {}
    for named in found:
        if named.name is not None:
            last[named.lemma] = named
            yield named
        elif named.lemma in last:
            yield replace(named, name=last[named.lemma].name)
