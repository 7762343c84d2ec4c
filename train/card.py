"""Writes the model's card: card.json for programs, card.md for readers, made from the same numbers."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from entente.language.sums import digest
from train.learn import Recipe

HERE = Path(__file__).parent
USED = (
    (
        "ud_ewt",
        "Universal Dependencies EWT",
        "CC BY-SA 4.0",
        "words, sentences, tags, lemmas, trees, acts (train part)",
    ),
    ("ud_gum", "Universal Dependencies GUM", "CC BY 4.0 annotations, CC BY and public-domain texts", "the same, names"),
    ("srl_ewt", "PropBank over EWT", "CC BY-SA 4.0", "predicates and semantic roles (train part)"),
    ("factuality_uds", "UDS-IH2", "CC BY-SA 4.0, MIT", "factuality of predicates (train part)"),
    ("meantime", "MEANTIME", "CC BY 4.0", "modality, in two documents of three; acts, with their modality, in all"),
    ("ner_uner_ewt", "Universal NER, EWT", "CC BY-SA 4.0", "names; two documents in three"),
    ("ner_re3d", "re3d", "public domain, OGL v3, CC BY-SA 3.0", "names, acts; two documents in three"),
    (
        "wikinews",
        "Wikinews",
        "CC BY 2.5",
        "whole sentences, for where none starts; acts, but for the reports of eval/gold",
    ),
    ("written_pairs", "pairs written for this project", "ours", "what an actor does to a recipient"),
    ("actors_wikidata_holders", "Wikidata", "CC0 1.0", "names of persons, filled into sentences of our own"),
)
FILES = ("model.onnx", "pairs.onnx", "tokenizer.json", "labels.json", "lemmas.json")
TREES = ("words", "sentences", "upos", "xpos", "lemmas", "uas", "las")
ROWS = (
    ("EWT dev, raw text", "ewt.", TREES),
    ("EWT dev, gold words", "ewt.gold.", TREES[2:]),
    ("GUM dev, raw text", "gum.", TREES),
    ("GUM dev, gold words", "gum.gold.", TREES[2:]),
    ("EWT dev, raw text", "roles.raw.", ("predicates.f1", "precision", "recall", "f1")),
    ("EWT dev, gold words", "roles.gold.", ("predicates.f1", "precision", "recall", "f1")),
    ("UDS-IH2 dev", "factuality.uds.", ("r",)),
    ("MEANTIME, a third", "factuality.", ("meantime",)),
    ("our sentences, a fifth", "factuality.", ("written",)),
    ("our sentences, each class", "factuality.written.", ("actual", "planned", "hypothetical", "negated")),
    (
        "our sentences, a tenth",
        "acts.",
        ("triggers.f1", "typed.precision", "typed.recall", "typed.f1", "actors.f1", "recipients.f1"),
    ),
    ("28 Wikinews reports, 568 sentences", "starts.", ("news.f1",)),
)
"""Title of a row, the beginning of its figures' names, and the rest of each."""


def facts(folder: Path, data: Path, recipe: Recipe, measured: dict[str, Any]) -> dict[str, Any]:
    """All that the card states."""
    return {
        "recipe": asdict(recipe),
        "measured": measured,
        "versions": {name: version(name) for name in ("torch", "onnx", "onnxruntime", "tokenizers", "numpy")},
        "machine": f"{platform.machine()}, {_processor()}",
        "data": {str(path.relative_to(data)): digest(path) for path in _used(data)},
        "written": {path.name: digest(path) for path in sorted((HERE / "written").iterdir())},
        "files": {name: {"bytes": (folder / name).stat().st_size, "sha256": digest(folder / name)} for name in FILES},
    }


def write(folder: Path, stated: dict[str, Any]) -> None:
    """Writes both forms of the card into *folder*."""
    text = json.dumps(stated, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "card.json").write_text(text + "\n", encoding="utf-8")
    (folder / "card.md").write_text(_page(stated), encoding="utf-8")


def _page(stated: dict[str, Any]) -> str:
    template = (HERE / "card.md").read_text(encoding="utf-8")
    parts = {
        "data": "\n".join(f"| {name} | {title} | {licence} | {use} |" for name, title, licence, use in USED),
        "recipe": ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in stated["recipe"].items()),
        "versions": ", ".join(f"{name} {number}" for name, number in stated["versions"].items()),
        "machine": stated["machine"],
        "minutes": f"{stated['measured']['training_seconds'] / 60:.0f}",
        "scores": _scores(stated["measured"]["int8"], stated["measured"]["float"]),
        "names": _names(stated["measured"]["int8"], stated["measured"]["float"]),
        "speed": _speed(stated["measured"]["speed"]),
        "files": "\n".join(
            f"| {name} | {file['bytes']:,} | `{file['sha256']}` |" for name, file in stated["files"].items()
        ),
    }
    for key, value in parts.items():
        template = template.replace(f"<!-- {key} -->", value)
    return template


def _scores(int8: dict[str, float], exact: dict[str, float]) -> str:
    lines = []
    for title, begin, names in ROWS:
        cells = [f"{name} {int8[begin + name]:.2f} ({exact[begin + name]:.2f})" for name in names]
        lines.append(f"| {title} | {begin.split('.')[0]} | {' · '.join(cells)} |")
    return "\n".join(lines)


def _names(int8: dict[str, float], exact: dict[str, float]) -> str:
    keys = sorted(key for key in int8 if key.startswith("names."))
    return "\n".join(f"| {key.removeprefix('names.')} | {int8[key]:.2f} | {exact[key]:.2f} |" for key in keys)


def _speed(speed: dict[str, float]) -> str:
    rates = [f"{value:.0f} sentences of {key.split('_')[3]} words" for key, value in speed.items() if "second_" in key]
    ratio = f"the graph runs at {speed['ratio_to_bare_encoder']:.2f} of the bare encoder's speed"
    return f"{' or '.join(rates)} a second on one thread; {ratio}; {speed['load_seconds']:.2f} s to load"


def _used(data: Path) -> list[Path]:
    """The data files read in training: no licence texts and nothing measured on only."""
    kinds = {".conllu", ".iob2", ".json", ".csv"}
    return sorted(path for name, *_ in USED for path in (data / name).rglob("*") if path.suffix in kinds)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n")
    except OSError:
        return platform.processor() or "unknown processor"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
