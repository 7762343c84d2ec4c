"""What the commands of ``assuring`` do: verify, info, cite, check."""

from __future__ import annotations

import json
import os
import platform
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from entente import __version__, coding, knowledge, language, pipeline
from entente.api import shipped_knowledge
from entente.cli.asking import opened
from entente.cli.signing import SIGNER, check_signed
from entente.coding.rules import Rule
from entente.datafiles import own_ontology
from entente.errors import DataError, UsageError
from entente.export.package import Contents, package
from entente.language.sums import digest
from entente.model import Block, Mention, Report, Span
from entente.query.stored import About, about
from entente.record.write import SOFTWARE
from entente.verify import Verified, verify

LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "pypdfium2", "py3langid", "sqlalchemy")
"""The libraries whose version may change what is found in a report or how it is stored."""
SHOWN = 10


def verify_record(where: str, sample: int | None, seed: int, actors: Path | None) -> int:
    """Recodes a sample; the exit status is 1 where something the same knowledge coded is not found again."""
    known = shipped_knowledge(actors)
    verdicts: Counter[str] = Counter()
    with opened(where) as record:
        for found in verify(record, known, SOFTWARE, sample, seed):
            verdicts[found.verdict] += 1
            _tell(found)
    total = sum(verdicts.values())
    print(f"{verdicts['same']} of {total} reports give the same, byte for byte")
    if verdicts["other knowledge"]:
        print(
            f"{verdicts['other knowledge']} were coded with other knowledge or another version and give something "
            f"else now; entente info {where} says which"
        )
    return int(bool(verdicts["differs"] or verdicts["failed"]))


def verify_model(sums: Path, signers: Path) -> None:
    """Raises ``DataError`` where the language model is not the one that was signed."""
    count = check_signed(language.MODEL, sums, signers)
    print(f"{count} files of the language model are as {SIGNER} signed them")


def _tell(found: Verified) -> None:
    if found.verdict == "same":
        return
    print(f"{found.source}: {found.verdict}")
    for sign, lines in (("-", found.gone), ("+", found.come)):
        for each in lines[:SHOWN]:
            print(f"  {sign} {each}")
        if len(lines) > SHOWN:
            print(f"  {sign} … and {len(lines) - SHOWN} more")


def print_info(where: str | None, format: str) -> None:
    """The program's versions and digests and, where one is named, the record's."""
    found: dict[str, Any] = {"program": dict(_program())}
    if where is not None:
        with opened(where) as record:
            found["record"] = {"name": record.name, **_of_record(about(record))}
    if format == "json":
        print(json.dumps(found, indent=1, ensure_ascii=False))
        return
    for head, facts in found.items():
        print(head)
        print(*(f"  {line}" for line in _plain(facts)), sep="\n")


def _program() -> Iterator[tuple[str, object]]:
    yield "entente", __version__
    yield "knowledge", knowledge.digest_of()
    yield "ontology", str(own_ontology() or "PLOVER 2.0, as shipped")
    model = language.MODEL / "model.onnx"
    yield "model sha256", digest(model)
    yield "python", f"{platform.python_version()}, {platform.system()} {platform.machine()}"
    yield "libraries", {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _of_record(found: About) -> dict[str, object]:
    coded = [
        {"knowledge": each.knowledge, "software": each.software, "reports": each.reports, "first": each.first,
         "last": each.last}
        for each in found.codings
    ]  # fmt: skip
    return {"schema": found.schema, "coded with": coded, "rows": dict(found.rows), **found.settings}


def _plain(facts: dict[str, Any]) -> Iterator[str]:
    for name, fact in facts.items():
        if name == "coded with":
            for each in fact:
                days = f"{each['first']} to {each['last']}"
                yield f"{each['reports']} reports coded by {each['software']}, knowledge {each['knowledge']}, {days}"
        elif isinstance(fact, dict):
            yield f"{name}: " + ", ".join(f"{key} {value}" for key, value in fact.items())
        else:
            yield f"{name}: {fact}"


def print_citation(where: str, format: str) -> None:
    """A citation with the id that ``entente export package`` gives the whole record."""
    with opened(where) as record:
        stated = about(record)
        contents = Contents(record.events(), record.statements(), record.commitments(), record.counts())
    descriptor = json.loads(package(contents)["datapackage.json"])
    software = ", ".join(sorted({each.software for each in stated.codings})) or SOFTWARE
    known = ", ".join(sorted({each.knowledge for each in stated.codings})) or "none"
    year = max((each.last for each in stated.codings), default=date.today().isoformat())[:4]
    title, id = descriptor["title"], descriptor["id"]
    if format == "text":
        print(f"{title}. Data set coded by machine with {software} (knowledge {known}), {year}. {id}.")
        return
    fields = {
        "title": f"{{{title}}}",
        "year": year,
        "version": descriptor["version"],
        "note": f"Coded by machine with {software}, knowledge {known}, {id}",
    }
    print(f"@misc{{{descriptor['name']},")
    print(*(f"  {name} = {{{value}}}," for name, value in fields.items()), sep="\n")
    print("}")


def check_rules(folder: Path | None, named: str | None) -> int:
    """Loads the rules, codes their examples and counter-examples; the exit status is 1 where one fails."""
    if folder is not None:
        if not (folder / "ontology" / "types.yaml").is_file():
            raise DataError(f"{folder}: holds no ontology/types.yaml; see the how-to on an ontology of your own")
        os.environ["ENTENTE_ONTOLOGY"] = str(folder)
    book = coding.load()
    rules = [rule for rule in book.rules if named is None or named in rule.name]
    if named is not None and not rules:
        raise UsageError(f"no rule has {named} in its name; rules are named in the files of rules/")
    known = shipped_knowledge() if rules else None
    wrong = 0
    for rule in rules:
        assert known is not None
        for message in _failures(rule, known):
            wrong += 1
            print(f"{rule.origin}: rule {rule.name}: {message}")
    examples = sum(len(rule.examples) + len(rule.counter) for rule in rules)
    print(f"{len(book.ontology.types)} types, {len(rules)} rules, {examples} examples, {wrong} wrong")
    return int(bool(wrong))


def _failures(rule: Rule, known: knowledge.Knowledge) -> Iterator[str]:
    for example in rule.examples:
        text, _, wanted = (part.strip() for part in example.partition("=>"))
        wanted = wanted if wanted.count("|") > 1 else f"{wanted} | actual"
        found = [_line(mention) for mention in _coded(text, known)]
        if wanted not in found:
            yield f"{text}\n    should give {wanted}\n    and gives   {'; '.join(found) or 'nothing'}"
    for text in rule.counter:
        if rule.name in [mention.rule for mention in _coded(text, known)]:
            yield f"{text}\n    is a counter-example, and the rule speaks"


def _coded(text: str, known: knowledge.Knowledge) -> tuple[Mention, ...]:
    report = Report("example", text, (Block(Span(0, len(text)), "body"),), published=date(2024, 5, 15))
    return coding.code(pipeline.resolve(report, known), known.rulebook).mentions


def _line(mention: Mention) -> str:
    """A mention as the examples of rules write it."""
    sides = ["; ".join(actor.text for actor in side) or "-" for side in (mention.actors, mention.recipients)]
    name = f"{mention.type}:{mention.mode}" if mention.mode else mention.type
    return f"{name} | {sides[0]} -> {sides[1]} | {mention.factuality}"
