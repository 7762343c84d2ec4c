"""How sure the acts in a text are: UDS-IH2 values for EWT; four classes from MEANTIME and from sentences of our own.

The task ``factuality`` is a number a word, -3 (certainly did not happen) to 3 (certainly did): the mean judgement of
the annotators of UDS-IH2 (Rudinger, White and Van Durme, 2018), joined here to the EWT words they were made on. The
task ``modality`` is the class by which a report presents what a word denotes: actual, planned, hypothetical or negated
(codebook section 6). Words that denote nothing of the kind have no label (None).

No value is derived from a class: to UDS what is still to come has not happened, and its annotators were divided over
"not" (EWT verbs with "will" have -1.9 on average, with "may", "might" or "could" -1.0, with "not" 0.0, without any
1.4). So the number says whether something is so by now, and only the class tells a plan from a denial. Classes taken
from UDS where tree and value agree (4,000 verbs) did not help: a head on a frozen encoder reached 50 macro-F1 on the
held-back sentences without them, 48 with them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from entente.language.words import words
from train.corpora import Example, Row, Tree, trees
from train.names import HERE, third

CLASSES = ("actual", "planned", "hypothetical", "negated")
WRITTEN = HERE / "written" / "modality.txt"
MARK = re.compile(r"\{(\w+)\|([^{}|]+)\}")
Values = tuple[float | None, ...]

# --- UDS-IH2 -------------------------------------------------------------------------------------

PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "´": "'", "–": "-", "—": "--", "…": "..."})


@dataclass(frozen=True)
class Joined:
    """The values of one part of UDS-IH2 by sentence id, one a word, and how many of its targets found a word."""

    values: dict[str, Values]
    targets: int
    found: int


def uds(data: Path, split: str) -> dict[str, Values]:
    """By sentence id of EWT's *split* ("train", "dev"): one value a word, None where nobody was asked."""
    return joined(data, split).values


def joined(data: Path, split: str) -> Joined:
    """UDS-IH2 and EWT joined where the sentences have the same characters but for white space and quotes.

    Equal sentences take their values in the order of the files. No sentence of the training part is given that
    occurs, letter by letter, in the development part of either. Of 22,108 training targets 22,078 find a sentence,
    of 2,642 development targets 2,633; the others stand in sentences whose spelling EWT has corrected since.
    """
    waiting: dict[str, deque[Tree]] = defaultdict(deque)
    for tree in trees(data / "ud_ewt" / f"{split}.conllu"):
        waiting[_key(row.form for row in tree.rows)].append(tree)
    hidden = _development(data) if split == "train" else frozenset()
    values: dict[str, Values] = {}
    targets = found = 0
    for line in _lines(data, split):
        targets += len(line["targets"])
        key = _key(line["text"].split())
        if waiting[key] and key not in hidden:
            tree = waiting[key].popleft()
            values[tree.name] = _values(line, tree.rows)
            found += sum(value is not None for value in values[tree.name])
    return Joined(values, targets, found)


def _lines(data: Path, split: str) -> Iterator[dict[str, Any]]:
    text = (data / "factuality_uds" / f"uds_ih2.{split}.jsonl").read_text(encoding="utf-8")
    yield from map(json.loads, text.splitlines())


def _development(data: Path) -> frozenset[str]:
    ours = {_key(row.form for row in tree.rows) for tree in trees(data / "ud_ewt" / "dev.conllu")}
    return frozenset(ours | {_key(line["text"].split()) for line in _lines(data, "dev")})


def _plain(token: str) -> str:
    return token.replace("``", '"').replace("''", '"').translate(PLAIN).lower()


def _key(tokens: Iterable[str]) -> str:
    return "".join(_plain(token).replace(" ", "") for token in tokens)


def _values(line: dict[str, Any], rows: Sequence[Row]) -> Values:
    """The mean value of the targets that begin in each word."""
    begins = _begins(line["text"].split())
    at = [i for i, row in enumerate(rows) for _ in _plain(row.form).replace(" ", "")]
    found: dict[int, list[float]] = defaultdict(list)
    for target in line["targets"]:
        found[at[begins[target["span1"][0]]]].append(target["label"])
    return tuple(sum(found[i]) / len(found[i]) if i in found else None for i in range(len(rows)))


def _begins(tokens: Iterable[str]) -> list[int]:
    at, begins = 0, []
    for token in tokens:
        begins.append(at)
        at += len(_plain(token))
    return begins


# --- MEANTIME ------------------------------------------------------------------------------------


def meantime(data: Path) -> Iterator[tuple[str, Example]]:
    """Document and sentence of each annotated sentence, with labels for ``modality``.

    MEANTIME (NewsReader guidelines NWR-2014-2-2) marks events in the headline and first sentences with polarity,
    certainty and time. NEG: negated. A conditional, "can", "could", "may", "might" or POSSIBLE: hypothetical. CERTAIN
    and FUTURE: planned. CERTAIN, POS and NON_FUTURE: actual. Generic events (GEN), those that are neither noun nor verb
    (mostly pronouns), and the rest have no label: PROBABLE holds "it would axe jobs" as well as "losses to be", and
    UNDERSPECIFIED plans as well as purposes. A mention of several tokens labels its last noun or its first full verb.
    Texts are put together from the tokens and cut anew by ``entente.language.words``.
    """
    for path in sorted((data / "meantime").glob("*/*.xml")):
        root = ElementTree.parse(path).getroot()
        classes = _anchored(root)
        for sentence in tokens(root):
            if made := _example(sentence, classes):
                yield path.stem, made


@dataclass(frozen=True)
class _Token:
    id: str
    text: str


def tokens(root: ElementTree.Element) -> Iterator[list[_Token]]:
    """The tokens of each sentence of a MEANTIME report."""
    found: dict[int, list[_Token]] = defaultdict(list)
    for token in root.iter("token"):
        found[int(token.attrib["sentence"])].append(_Token(token.attrib["t_id"], token.text or ""))
    yield from found.values()


def _anchored(root: ElementTree.Element) -> dict[str, str | None]:
    """Class by token; None where two mentions on one token disagree or the class is not clear."""
    texts = {token.attrib["t_id"]: token.text or "" for token in root.iter("token")}
    found: dict[str, str | None] = {}
    for mention in root.iter("EVENT_MENTION"):
        anchor = [part.attrib["t_id"] for part in mention.iter("token_anchor")]
        if anchor and mention.get("certainty"):
            at, kind = _head(mention, anchor, texts), _classed(mention)
            found[at] = kind if found.get(at, kind) == kind else None
    return found


def _head(mention: ElementTree.Element, anchor: list[str], texts: dict[str, str]) -> str:
    if mention.get("pos") == "NOUN":
        return anchor[-1]
    return next((a for a in anchor if texts[a].lower() not in ("be", "was", "is", "are", "were", "been")), anchor[0])


def _classed(mention: ElementTree.Element) -> str | None:
    certainty, polarity, time = (mention.get(name) for name in ("certainty", "polarity", "time"))
    special, modal = mention.get("special_cases") or "", mention.get("modality")
    if mention.get("pos") not in ("NOUN", "VERB") or special == "GEN":
        return None
    if polarity == "NEG":
        return "negated"
    if certainty == "POSSIBLE" or special.startswith("COND") or modal in ("can", "could", "may", "might"):
        return "hypothetical"
    if certainty != "CERTAIN":
        return None
    return {"FUTURE": "planned", "NON_FUTURE": "actual" if polarity == "POS" else None}.get(time or "")


def _example(tokens: Sequence[_Token], classes: dict[str, str | None]) -> Example | None:
    text, ends = _text(tokens)
    marks = [(end - 1, end, kind) for token, end in zip(tokens, ends, strict=True) if (kind := classes.get(token.id))]
    return _labelled(text, marks, "meantime") if marks else None


def _text(tokens: Sequence[_Token]) -> tuple[str, list[int]]:
    """The sentence as a reader would have had it, and where each token ends."""
    text, ends, open_quote = "", [], False
    glued = True
    for token in tokens:
        form = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token.text, token.text)
        closing = form == '"' and open_quote
        if form == '"':
            open_quote = not open_quote
        before = closing or re.fullmatch(r"[,.;:!?%)\]]|n't|'(?:s|re|ve|ll|d|m)?", form)
        text += form if glued or before else f" {form}"
        ends.append(len(text))
        glued = form in "([$£€" or (form == '"' and not closing) or form.endswith("$")
    return text, ends


# --- sentences of our own ------------------------------------------------------------------------


def written(path: Path = WRITTEN) -> Iterator[Example]:
    """The sentences of written/modality.txt; each marked word has its class, the others None."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            yield _read(line, f"{path.name}:{number}")


def _read(line: str, where: str) -> Example:
    text, marks, at = "", [], 0
    for match in MARK.finditer(line):
        if match.group(1) not in CLASSES:
            raise ValueError(f"{where}: {match.group(1)!r} is no class")
        text += line[at : match.start()] + match.group(2)
        marks.append((len(text) - len(match.group(2)), len(text), match.group(1)))
        at = match.end()
    text += line[at:]
    if not marks or re.search(r"[{}|]", text):
        raise ValueError(f"{where}: no mark, or a broken one")
    return _labelled(text, marks, "written")


def _labelled(text: str, marks: Iterable[tuple[int, int, str]], source: str) -> Example:
    """The words of *text*; a mark labels the last word it touches (of "cease-fire" the second)."""
    ranges = list(words(text))
    labels: list[str | None] = [None] * len(ranges)
    for start, end, kind in marks:
        labels[max(i for i, (a, b) in enumerate(ranges) if a < end and b > start)] = kind
    return Example(tuple(text[a:b] for a, b in ranges), {"modality": tuple(labels)}, source)


# --- what is learnt from -------------------------------------------------------------------------


def training(data: Path) -> Iterator[Example]:
    """What MEANTIME and the sentences of our own teach, without what is held back."""
    yield from (made for document, made in meantime(data) if not third(document))
    yield from (made for made in written() if not fifth(made.words))


def held_back(data: Path) -> dict[str, list[Example]]:
    """For measuring only: a third of MEANTIME's documents, a fifth of our own sentences."""
    return {
        "meantime": [made for document, made in meantime(data) if third(document)],
        "written": [made for made in written() if fifth(made.words)],
    }


def fifth(sentence: Sequence[str]) -> bool:
    """Whether a sentence belongs to the fifth that is held back: by its words alone."""
    return int(sha256(" ".join(sentence).encode()).hexdigest(), 16) % 5 == 0
