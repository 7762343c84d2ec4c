"""Learns the lemma table: endings first, then the forms that the endings get wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from entente.language.lemma import KEPT, LONGEST_ENDING, Lemmas
from train.corpora import Row
from train.names import HERE

Counts = dict[tuple[str, str], Counter[str]]


def table(rows: Iterable[Row], vocabulary: Container[str]) -> dict[str, Any]:
    """``forms``, ``endings`` and ``known`` that give the commonest lemma of every (form, tag) in *rows*."""
    counts = _counts(rows)
    chosen = {key: found.most_common(1)[0][0] for key, found in counts.items()}
    known = _known(chosen)
    endings = _endings(chosen)
    rules = Lemmas({}, endings, known, vocabulary)
    forms = {}
    for (form, xpos), lemma in sorted(chosen.items()):
        often = sum(counts[form, xpos].values()) > 1
        if rules.of(form, xpos) != lemma and (often or not xpos.startswith("NNP")):
            forms[f"{xpos} {form.lower()}"] = lemma
    forms |= _irregular()
    listed = {tag: " ".join(sorted(lemmas)) for tag, lemmas in known.items()}
    return {"forms": forms, "endings": endings, "known": listed}


def _known(chosen: Mapping[tuple[str, str], str]) -> dict[str, set[str]]:
    """Verb, noun and adjective lemmas, by the first letter of the tag."""
    known: dict[str, set[str]] = {"V": set(), "N": set(), "J": set()}
    for (_, xpos), lemma in chosen.items():
        if xpos[0] in known and not xpos.startswith("NNP") and lemma.isalpha():
            known[xpos[0]].add(lemma)
    return known


def _irregular() -> Iterator[tuple[str, str]]:
    for line in (HERE / "written" / "irregular.txt").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            base, past, participle = line.split()
            if base == "noun":
                yield f"NNS {participle}", past
                continue
            yield f"VBD {past}", base
            yield f"VBN {participle}", base
            yield f"VBN {past}", base


def _counts(rows: Iterable[Row]) -> Counts:
    counts: Counts = defaultdict(Counter)
    for row in rows:
        typo = "Typo=Yes" in row.feats and len(row.form) > 2
        if row.lemma != "_" and row.upos != "X" and row.deprel != "goeswith" and not typo:
            form = row.form.replace("’", "'")
            counts[form if row.xpos.startswith(KEPT) else form.lower(), row.xpos][row.lemma.replace("’", "'")] += 1
    return counts


def edit(word: str, lemma: str) -> str:
    """The shortest edit from *word* to *lemma*."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return f"{len(word) - same}+{lemma[same:]}"


def _endings(chosen: Mapping[tuple[str, str], str]) -> dict[str, dict[str, str]]:
    """For each tag the endings whose commonest edit differs from that of the next shorter ending kept."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (form, xpos), lemma in chosen.items():
        change = edit(form, lemma)
        if int(change.partition("+")[0]) < len(form):
            for size in range(min(LONGEST_ENDING, len(form)) + 1):
                votes[xpos, form.lower()[len(form) - size :]][change] += 1
    endings: dict[str, dict[str, str]] = defaultdict(dict)
    for xpos, ending in sorted(votes, key=lambda key: (len(key[1]), key)):
        best, support = votes[xpos, ending].most_common(1)[0]
        if not ending and support * 2 < votes[xpos, ending].total():
            best = "0+"
        kept = endings[xpos]
        shorter = (ending[k:] for k in range(1, len(ending) + 1))
        if best != next((kept[s] for s in shorter if s in kept), None) and (support > 1 or not ending):
            kept[ending] = best
    return endings
