"""The parse of a report as CoNLL-U, the format of Universal Dependencies, for other programs.

Column MISC holds ``SpaceAfter=No`` (UD 2), the first character of each word (``Start``, in code points of the report's
text), its part in a named entity (``NER``, BIO), and of each predicate its factuality and modality (``Factuality``,
``Modality``) and its roles (``Roles``, as ``label:first-last`` in word numbers, joined by commas).
"""

from __future__ import annotations

from collections.abc import Iterator

from entente.model import Entity, Parsed, Predicate, Sentence


def conllu_lines(parsed: Parsed) -> Iterator[str]:
    """The lines of a report's sentences, an empty one after each sentence."""
    text = parsed.report.text
    yield f"# newdoc id = {' '.join(parsed.report.source.split())}"
    for number, sentence in enumerate(parsed.sentences):
        yield f"# sent_id = {number + 1}"
        yield f"# text = {' '.join(sentence.span.of(text).split())}"
        names = _names(sentence, [entity for entity in parsed.entities if entity.sentence == number])
        for i in range(len(sentence.tokens)):
            yield _word(sentence, i, names.get(i), text)
        yield ""


def _word(sentence: Sentence, i: int, name: str | None, text: str) -> str:
    token = sentence.tokens[i]
    misc = [f"Start={token.start}"]
    if name:
        misc.append(f"NER={name}")
    for predicate in sentence.predicates:
        if predicate.token == i:
            misc += _predicate(predicate, sentence)
    following = sentence.tokens[i + 1].start if i + 1 < len(sentence.tokens) else token.end
    if following == token.end and not text[token.end : token.end + 1].isspace() and token.end < len(text):
        misc.append("SpaceAfter=No")
    columns = (i + 1, token.text, token.lemma, token.upos, token.xpos, "_", token.head + 1, token.deprel, "_")
    return "\t".join([*map(str, columns), "|".join(misc)])


def _predicate(predicate: Predicate, sentence: Sentence) -> Iterator[str]:
    yield f"Factuality={predicate.factuality:g}"
    yield f"Modality={sentence.modality[predicate.token]}"
    if predicate.roles:
        yield "Roles=" + ",".join(f"{role.label}:{role.start + 1}-{role.end}" for role in predicate.roles)


def _names(sentence: Sentence, entities: list[Entity]) -> dict[int, str]:
    """The BIO label of each word that lies in a name."""
    found = {}
    for entity in entities:
        inside = [i for i, token in enumerate(sentence.tokens) if entity.start <= token.start < entity.end]
        found.update({i: f"{'I' if k else 'B'}-{entity.type}" for k, i in enumerate(inside)})
    return found
