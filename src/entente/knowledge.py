"""What the stages know: model, grammar, gazetteer, directory, rules. Loaded once per process, validated, hashed.

Each stage owns the type and the loader of its part and is handed that part alone; this module only gathers
them and gives the whole a digest, which is stored with every record so that it can be made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from entente import actors, coding, language, places, times
from entente.datafiles import DATA, digest, own_ontology
from entente.errors import DataError


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that coding depends on besides the report. ``digest`` is 16 hex digits over every file of it."""

    model: language.LanguageModel
    grammar: times.Grammar
    gazetteer: places.Gazetteer
    directory: actors.Directory
    rulebook: coding.Rulebook
    digest: str


def files() -> list[Path]:
    """Every data and model file that the coding of a report depends on."""
    model = Path(language.__file__).parent / "model"
    found = [path for folder in (DATA, model) for path in folder.rglob("*") if path.is_file()]
    apart = {DATA / "samples", DATA / "export"}
    return [path for path in found if path.suffix != ".md" and not apart & set(path.parents)]


def load(own_actors: Path | None = None) -> Knowledge:
    """The knowledge that ships with the package, with the actors of the user's own table, if one is given.

    Raises ``DataError`` where a file is malformed.
    """
    return Knowledge(
        model=language.load(),
        grammar=times.load(),
        gazetteer=places.load(),
        directory=actors.load(own_actors),
        rulebook=coding.load(),
        digest=digest_of(own_actors),
    )


def _own(actors: Path | None) -> list[Path]:
    """The files of the user's own: the table of actors, and those of an ontology."""
    ontology = own_ontology()
    return [*([actors] if actors else []), *(ontology.rglob("*.yaml") if ontology else [])]


def digest_of(own_actors: Path | None = None) -> str:
    """The digest of the knowledge that ``load`` gives, without loading it. Raises ``DataError`` where there is none."""
    try:
        return digest([*files(), *_own(own_actors)])[:16]
    except OSError as error:
        raise DataError(f"{error.filename}: cannot be read: {error.strerror}; check the path") from error
