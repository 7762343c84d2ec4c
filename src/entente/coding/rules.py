"""The rules: which words present which act, under what conditions, and who stands where.

A file of rules (``data/rules/*.yaml``) is for one event type. A rule has

==============  ======================================================================================
``name``        unique over all files
``verb``        with ``noun`` and ``adj``: the lemmas that trigger it; a verb may have a particle ("call off")
                ``?`` is any word that the language model takes for the type where no other rule fits
``least``       the probability that the model must give such a word, 0 to 1
``where``       path -> lemmas: some token on that path must be one of them; all paths must hold
``unless``      path -> lemmas: no token on that path may be one of them
``content``     types of which the complement must hold an act ("agreed to *meet*"), or "*" for any
``mode``        a mode of the type, or a mode for each type of the content
``actor``       paths, of which the first that leads to somebody counts; so ``recipient``
``require``     both, actor, recipient, either (the default) or two (two participants in whatever role)
``towards``     lemmas that are the act only where both its parties are named ("claimed" of a scored ACCUSE)
``reciprocal``  yes where two subjects without a recipient did it to each other
``beside``      yes where the act is told besides what another rule finds in the word ("sentenced to prison")
``embedded``    yes where the words are an act only inside another ("willing to *cooperate*")
``context``     contexts of the ontology
``factuality``  where the words themselves settle it ("plan to": planned)
``prior``       the share of right mentions expected where all roles are plain, 0 to 1
``examples``    a sentence, ``=>``, and TYPE:mode | actors -> recipients [| factuality]
``counter``     sentences on which the rule must keep silent
==============  ======================================================================================

Paths are steps joined by dots, read from the trigger: ``subj``, ``obj``, ``poss``, ``mod``, ``owner``, ``clause``,
``content``, ``light``, ``governor``, ``self``, ``actor?`` and ``recipient?`` (whom the language model takes for the
party, resolved or not), a UD relation, or a preposition;
in a condition ``/`` parts paths of which one must lead there. A lemma that starts with ``@`` names a list of
``words.yaml``; capitals such as ``VBG`` are a Penn tag; ``*`` is any token, ``ACTOR``, ``STATE``, ``POLITICIAN`` and
``PLACE`` one that somebody or something such stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from entente.coding.forms import noun_forms, verb_forms
from entente.coding.ontology import Ontology, load_ontology
from entente.coding.speech import Speech, load_speech
from entente.datafiles import DATA, line_of, own_ontology, read_yaml
from entente.errors import DataError
from entente.model import Factuality

REQUIRE = ("either", "both", "actor", "recipient", "two")
PARTS = {"verb": ("VERB", "AUX"), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "VERB")}
KEYS = frozenset(
    (
        "name",
        "verb",
        "noun",
        "adj",
        "where",
        "unless",
        "content",
        "mode",
        "actor",
        "recipient",
        "require",
        "towards",
        "reciprocal",
        "beside",
        "embedded",
        "factuality",
        "context",
        "prior",
        "least",
        "examples",
        "counter",
    )
)
ANY = "?"
Path_ = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lemma, the parts of speech it triggers as, and the particle it needs."""

    lemma: str
    part: str
    particle: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Some token on one of ``paths`` is (or, in ``unless``, none is) one of ``lemmas``."""

    paths: tuple[Path_, ...]
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, validated; ``origin`` is the file it stands in."""

    name: str
    type: str
    triggers: tuple[Trigger, ...]
    mode: str | None = None
    modes: Mapping[str, str] = field(default_factory=dict)
    actor: tuple[Path_, ...] = ()
    recipient: tuple[Path_, ...] = ()
    where: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    content: frozenset[str] = frozenset()
    require: str = "either"
    towards: frozenset[str] = frozenset()
    reciprocal: bool = False
    beside: bool = False
    embedded: bool = False
    factuality: Factuality | None = None
    context: tuple[str, ...] = ()
    prior: float = 0.8
    least: float = 0.0
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    origin: str = ""

    @property
    def is_scored(self) -> bool:
        """Whether the language model, not a list of words, says what triggers it."""
        return any(trigger.lemma == ANY for trigger in self.triggers)

    @property
    def specificity(self) -> int:
        """How much the rule asks for; of two rules that fit, the one that asks for more speaks."""
        asks = len(self.where) * 2 + len(self.unless) // 2 + (2 if self.content else 0)
        particles = 2 if any(trigger.particle for trigger in self.triggers) else 0
        return asks + particles - (3 if self.embedded else 0)


@dataclass(frozen=True)
class Rulebook:
    """The ontology, the rules, the word lists they use, and the constructions that report speech."""

    ontology: Ontology
    rules: tuple[Rule, ...]
    words: Mapping[str, frozenset[str]]
    speech: Speech = field(default_factory=lambda: Speech((), {}))

    @cached_property
    def by_lemma(self) -> Mapping[str, tuple[tuple[Trigger, Rule], ...]]:
        """The rules that a lemma may trigger."""
        found: dict[str, list[tuple[Trigger, Rule]]] = {}
        for rule in self.rules:
            for trigger in rule.triggers:
                found.setdefault(trigger.lemma, []).append((trigger, rule))
        return {lemma: tuple(pairs) for lemma, pairs in found.items()}

    @cached_property
    def scored(self) -> Mapping[str, Rule]:
        """By type the rule that leaves the trigger to the language model."""
        return {rule.type: rule for rule in self.rules if rule.is_scored}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every lemma that rules or lists name."""
        lists = (words for name, words in self.words.items() if name != "irregular")
        named = (condition.lemmas for rule in self.rules for condition in (*rule.where, *rule.unless))
        return frozenset(lemma for words in (*lists, *named, frozenset(self.by_lemma)) for lemma in words)

    @cached_property
    def forms(self) -> Mapping[str, Mapping[str, str]]:
        """For verbs and for nouns, every form of a word of the vocabulary, to the word."""
        verbs = verb_forms(self.vocabulary, self.words.get("irregular", frozenset()))
        nouns = noun_forms(self.vocabulary)
        return {"VERB": verbs, "AUX": verbs, "NOUN": nouns, "PROPN": nouns}


def load_rules(folder: Path | None = None) -> Rulebook:
    """Ontology, word lists and rules from *folder* (with ``ontology`` and ``rules`` inside), the user's own, or ours.

    A folder's word lists come on top of ours, which the reading of constructions rests on.
    Raises ``DataError`` with file, line and rule name where a rule is malformed.
    """
    root = folder or own_ontology() or DATA
    ontology = load_ontology(root / "ontology")
    words = {**_words(DATA / "rules" / "words.yaml"), **_words(root / "rules" / "words.yaml")}
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for path in sorted((root / "rules").glob("*.yaml")):
        if path.name == "words.yaml":
            continue
        for rule in _read_file(path, ontology, words):
            if rule.name in seen:
                raise _fault(path, rule.name, f"the name is taken in {seen[rule.name]}; choose another")
            seen[rule.name] = path.name
            rules.append(rule)
    if not rules:
        raise DataError(f"{root / 'rules'}: holds no rule files (*.yaml)")
    speech = load_speech(root / "speech" if (root / "speech").exists() else None)
    return Rulebook(ontology, tuple(rules), words, speech)


def _words(path: Path) -> Mapping[str, frozenset[str]]:
    if not path.exists():
        return {}
    raw = read_yaml(path)
    lists = raw.values() if isinstance(raw, dict) else [None]
    if not all(isinstance(entry, list) and all(isinstance(word, str) for word in entry) for entry in lists):
        raise DataError(f"{path}:1: word lists are name: [word, …]")
    return {name: frozenset(entry) for name, entry in raw.items()}


def _fault(path: Path, name: str, message: str) -> DataError:
    return DataError(f"{path}:{line_of(path, f'name: {name}')}: rule {name}: {message}")


def _read_file(path: Path, ontology: Ontology, words: Mapping[str, frozenset[str]]) -> Iterator[Rule]:
    raw = read_yaml(path)
    known = isinstance(raw, dict) and isinstance(raw.get("type"), str) and raw["type"] in ontology.types
    if not known or not isinstance(raw.get("rules"), list):
        raise DataError(f"{path}:1: a rule file needs a type of the ontology and a list of rules")
    for number, entry in enumerate(raw["rules"], 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise DataError(f"{path}:{line_of(path, '- name')}: entry {number} of {path.name} has no name")
        yield _rule(path, raw["type"], entry, ontology, words)


def _rule(
    path: Path, kind: str, entry: dict[str, Any], ontology: Ontology, words: Mapping[str, frozenset[str]]
) -> Rule:
    name = entry["name"]
    try:
        rule = _build(path, kind, entry, words)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _fault(path, name, str(error)) from error
    for message in _faults(rule, entry, ontology):
        raise _fault(path, name, message)
    return rule


def _build(path: Path, kind: str, entry: dict[str, Any], words: Mapping[str, frozenset[str]]) -> Rule:
    mode = entry.get("mode")
    return Rule(
        name=entry["name"],
        type=kind,
        triggers=tuple(_triggers(entry, words)),
        mode=mode if isinstance(mode, str) else None,
        modes=mode if isinstance(mode, dict) else {},
        actor=_paths(entry.get("actor", [])),
        recipient=_paths(entry.get("recipient", [])),
        where=_conditions(entry.get("where", {}), words),
        unless=_conditions(entry.get("unless", {}), words),
        content=frozenset(_strings(entry.get("content", []))),
        require=entry.get("require", "either"),
        towards=_expand(_strings(entry.get("towards", [])), words),
        reciprocal=_flag(entry, "reciprocal"),
        beside=_flag(entry, "beside"),
        embedded=_flag(entry, "embedded"),
        factuality=entry.get("factuality"),
        context=_strings(entry.get("context", [])),
        prior=float(entry.get("prior", "0.8")),
        least=float(entry.get("least", "0")),
        examples=_strings(entry.get("examples", [])),
        counter=_strings(entry.get("counter", [])),
        origin=path.name,
    )


def _faults(rule: Rule, entry: dict[str, Any], ontology: Ontology) -> Iterator[str]:
    """What is wrong with a rule that could be built, each with what would be right."""
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        yield f"unknown key {unknown[0]}; known are {', '.join(sorted(KEYS))}"
    yield from _misnamed(rule, ontology)
    checks = (
        (bool(rule.triggers), "needs verb, noun or adj"),
        (rule.require in REQUIRE, f"require is one of {', '.join(REQUIRE)}"),
        (rule.factuality in (None, *get_args(Factuality)), f"factuality is one of {', '.join(get_args(Factuality))}"),
        (0 < rule.prior <= 1, "prior is a share between 0 and 1"),
        (rule.is_scored == (rule.least > 0), "least, a probability above 0, goes with the trigger ?"),
        (bool(rule.actor or rule.recipient), "needs a path for actor or recipient"),
        (bool(rule.examples), "needs an example"),
        (all("=>" in example for example in rule.examples), "an example is a sentence, =>, and its coding"),
    )
    yield from (message for holds, message in checks if not holds)


def _misnamed(rule: Rule, ontology: Ontology) -> Iterator[str]:
    modes = ontology.types[rule.type].modes
    for mode in (rule.mode, *rule.modes.values()):
        if mode not in (None, "-") and mode not in modes:
            yield f"{mode} is no mode of {rule.type}; its modes are {', '.join(modes) or 'none'}"
    for kind in rule.content | set(rule.modes):
        if kind != "*" and kind not in ontology.types:
            yield f"{kind} is no event type"
    for context in set(rule.context) - ontology.contexts:
        yield f"{context} is no context of the ontology"


def _triggers(entry: dict[str, Any], words: Mapping[str, frozenset[str]]) -> Iterator[Trigger]:
    for part in PARTS:
        for lemma in sorted(_expand(_strings(entry.get(part, [])), words)):
            first, _, particle = lemma.partition(" ")
            yield Trigger(first, part, particle or None)


def _conditions(raw: Any, words: Mapping[str, frozenset[str]]) -> tuple[Condition, ...]:
    if not isinstance(raw, dict):
        raise ValueError("where and unless map a path to lemmas")
    return tuple(
        Condition(tuple(tuple(path.split(".")) for path in paths.split("/")), _expand(_strings(lemmas), words))
        for paths, lemmas in raw.items()
    )


def _expand(lemmas: tuple[str, ...], words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for lemma in lemmas:
        if lemma.startswith("@") and lemma[1:] not in words:
            raise ValueError(f"words.yaml has no list {lemma[1:]}")
        found |= words[lemma[1:]] if lemma.startswith("@") else {lemma}
    return frozenset(found)


def _paths(raw: Any) -> tuple[Path_, ...]:
    return tuple(tuple(path.split(".")) for path in _strings(raw))


def _strings(raw: Any) -> tuple[str, ...]:
    if isinstance(raw, str):
        return (raw,)
    if not isinstance(raw, list) or not all(isinstance(value, str) for value in raw):
        raise ValueError(f"expected a word or a list of words, not {raw!r}")
    return tuple(raw)


def _flag(entry: dict[str, Any], key: str) -> bool:
    value = entry.get(key, "no")
    if value not in ("yes", "no"):
        raise ValueError(f"{key} is yes or no")
    return bool(value == "yes")
