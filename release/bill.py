"""Prints a bill of materials (CycloneDX 1.6, JSON): ``python -m release.bill``; ``make sbom`` writes it to a file.

It names entente, the files of the language model with their SHA-256, and every package that entente without extras
needs, with version, licence and what each needs in turn, as this environment has them.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any

from entente import __version__
from entente.language import MODEL

Component = dict[str, Any]


def needs(name: str, extras: frozenset[str] = frozenset()) -> list[str]:
    """The packages that *name* needs here, markers of extras left out unless asked for."""
    from packaging.requirements import Requirement

    found = []
    for line in distribution(name).requires or ():
        asked = Requirement(line)
        if asked.marker is None or any(asked.marker.evaluate({"extra": extra}) for extra in extras | {""}):
            found.append(plain(asked.name))
    return sorted(set(found))


def plain(name: str) -> str:
    """The name as the index writes it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(name: str) -> dict[str, list[str]]:
    """Every package that *name* needs, directly or not, to what that one needs itself; those that are installed."""
    found: dict[str, list[str]] = {}
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            try:
                found[each] = needs(each)
            except PackageNotFoundError:
                continue
            waiting += found[each]
    return found


def licence(about: Distribution) -> str:
    """The licence as the package states it: the expression, else the classifiers, else the field."""
    told = about.metadata
    named = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    stated = (told.get("License") or "").strip().split("\n")[0][:80]
    return told.get("License-Expression") or " OR ".join(named) or stated or "not stated"


def components(tree: dict[str, list[str]]) -> Iterator[Component]:
    for name in sorted(tree):
        about = distribution(name)
        yield {
            "type": "application" if name == "entente" else "library",
            "bom-ref": name,
            "name": name,
            "version": about.version,
            "purl": f"pkg:pypi/{name}@{about.version}",
            "licenses": [{"license": {"name": licence(about)}}],
        }


def _file(name: str, sha256: str) -> Component:
    return {"type": "file", "bom-ref": f"model/{name}", "name": name,
            "hashes": [{"alg": "SHA-256", "content": sha256}]}  # fmt: skip


def weights() -> Component:
    """The language model with the checksums that its card states, which are compared on every load."""
    card = json.loads((MODEL / "card.json").read_text(encoding="utf-8"))
    files = [_file(name, about["sha256"]) for name, about in sorted(card["files"].items())]
    shared = [{"license": {"id": "CC-BY-SA-4.0"}}]
    return {"type": "machine-learning-model", "bom-ref": "model", "name": "entente language model",
            "version": __version__, "licenses": shared, "components": files}  # fmt: skip


def bill() -> dict[str, Any]:
    """The whole bill; the same environment gives the same bytes."""
    tree = closure("entente")
    ours, *others = sorted(components(tree), key=lambda each: each["name"] != "entente")
    links = [
        {"ref": name, "dependsOn": [each for each in needed if each in tree]} for name, needed in sorted(tree.items())
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": ours},
        "components": [*others, weights()],
        "dependencies": links,
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, indent=1)
    print()
