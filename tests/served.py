"""A record served to a test, without a network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fastapi.testclient import TestClient

from entente.api import Record
from entente.serve.app import create
from entente.serve.settings import Settings
from literal_report import apart, linked

HOSTILE = "<script>alert(1)</script> \u202eevil\u202c e\u0301\u0302 " + "x" * 10_000


def made(path: Path, reports: int = 4) -> Path:
    """A record of one report (events e1, e2, e3), and others like it that tell of other weeks (e1-1, e1-2 ...)."""
    with Record(path) as record:
        record.store(linked(), "k", date(2024, 6, 1))
        for n in range(1, reports):
            record.store(apart(linked(f"wire/{n}.txt"), n), "k", date(2024, 6, 1))
    return path


@contextmanager
def served(path: Path, host: str = "localhost", **settings: object) -> Iterator[TestClient]:
    """A client of the record at *path*; *settings* are those of the server."""
    with TestClient(create(str(path), Settings(**settings)), base_url=f"http://{host}") as client:  # type: ignore[arg-type]
        yield client


def bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}
