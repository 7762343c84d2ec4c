"""Coverage-guided fuzzing: ``python -m fuzz [TARGET…] --seconds 60``; needs ``pip install 'entente[fuzz]'``.

Each target runs in a process of its own with a limit of time for one input and of memory. What breaks it is written
into the working folder and printed; once mended it belongs into ``fuzz/cases/TARGET``, where
``tests/test_fuzz_cases.py`` runs it ever after. The targets are in ``fuzz/targets.py``. Exit status 1 if anything
broke.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE, STDOUT, run

from fastwarc.stream_io import ZstdWriter

from entente.datafiles import DATA
from fuzz.targets import TARGETS

HERE = Path(__file__).parent
SECONDS_AN_INPUT = 20
MEGABYTES = 1500


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Look for input that breaks entente.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of: {', '.join(TARGETS)}; all if none is given")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "fuzz", help="where inputs are kept")
    given = parser.parse_args()
    unknown = [name for name in given.targets if name not in TARGETS]
    if unknown:
        parser.error(f"no target {unknown[0]}; there are {', '.join(TARGETS)}")
    broken = [name for name in given.targets or TARGETS if not holds(name, given.seconds, given.work)]
    print(f"fuzz: broken: {', '.join(broken)}" if broken else "fuzz: nothing broke", file=sys.stderr)
    return int(bool(broken))


def holds(name: str, seconds: int, work: Path) -> bool:
    """Fuzzes one target for so long; whether nothing broke it."""
    corpus, kept = work / "corpus" / name, HERE / "cases" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MEGABYTES}"]
    quiet = ["-print_final_stats=1", "-verbosity=1", "-max_len=20000", f"-artifact_prefix={work / name}-"]
    folders = [str(corpus), *([str(kept)] if kept.is_dir() else [])]
    command = [sys.executable, "-m", "fuzz.one", name, *limits, *quiet, *folders]
    done = run(command, cwd=HERE.parent, stdout=PIPE, stderr=STDOUT, text=True, errors="replace", check=False)
    told = [line for line in done.stdout.splitlines() if "number_of_executed_units" in line]
    print(
        f"{name}: {told[0].split()[-1] if told else '?'} inputs, {'ok' if done.returncode == 0 else 'BROKEN'}",
        flush=True,
    )
    if done.returncode:
        (work / f"{name}.log").write_text(done.stdout, encoding="utf-8")
        print(done.stdout.partition("=== Uncaught Python exception: ===")[2] or done.stdout[-2000:], flush=True)
    return done.returncode == 0


def packed(name: str) -> bytes:
    """A small archive of one report, of the kind that the target *name* reads."""
    page, held = b"<html><title>T</title><p>The ministers met in Klow.</p></html>", io.BytesIO()
    if name == "read.zip":
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("a.html", page)
    elif name.endswith("zst"):
        writer = ZstdWriter(held)
        writer.write(b'{"id": "a", "text": "The ministers met in Klow.", "published": "2023-11-10"}\n')
        writer.close()
    elif name.startswith("read.tar"):
        with tarfile.open(fileobj=held, mode="w:gz" if name.endswith("gz") else "w") as archive:
            about = tarfile.TarInfo("a.html")
            about.size = len(page)
            archive.addfile(about, io.BytesIO(page))
    else:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/a\r\n"
            f"WARC-Date: 2024-05-15T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0b3f9d8e-93f3-4b0f-8d5e-0d2f0d0f0d0f>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        record = head + http + b"\r\n\r\n"
        held.write(gzip.compress(record, mtime=0) if name.endswith("gz") else record)
    return held.getvalue()


def seeds(name: str) -> Iterator[bytes]:
    """Inputs to start from: our own samples and rules."""
    samples = [path.read_bytes() for path in sorted((DATA / "samples").glob("*.txt"))]
    if name in ("text", "stages", "read.txt", "read.html"):
        yield from (sample[:2000] for sample in samples[:4])
    if name in ("rules", "words", "ontology"):
        source = {"rules": "rules/concede.yaml", "words": "rules/words.yaml", "ontology": "ontology/types.yaml"}[name]
        yield (DATA / source).read_bytes()[:3000]
    if name.startswith(("read.warc", "read.tar", "read.zip")) or name.endswith("zst"):
        yield packed(name)
    yield from {
        "rest": [b"\x00actor=RUS&since=2023", b"\x09by=quad&unit=month", b"\x0dtext=%22gas+talks%22&limit=5"],
        "rest.judge": [b'{"kind":"correct","event":"e1","field":"type","value":"AGREE","who":"a","why":"b"}'],
        "notation": [b'2023-11-08 | CONSULT:visit | CHN MIL A -> RUS GOV B & --- C | Oslo | actual | "m" | by D'],
        "actors": [
            b"name\tother_names\tcode\tsector\toffice\tstart\tend\nMirela Dascal\tM\tMDA\tGOV\tMinister\t2024-02-01\t\n"
        ],
        "filters": [b"\x00RUS GOV Putin\n\x032023-01\n\x08USA-CHN", b'\x0e"gas talks" a*\n\x102023'],
        "corrections": [b"type\nCONSULT", b"actor\nCHN MIL A & RUS B", b"date\n2023-01-02", b"place\nMoscow, RUS"],
        "read.html": [
            b"<html><head><title>T</title></head><body><article><h1>T</h1><p>The ministers met in Klow.</p></article>"
        ],
        "read.jsonl": [b'{"id": "a", "text": "The ministers met in Klow.", "published": "2023-11-10"}\n'],
        "read.csv": [b"id,text,published\na,The ministers met in Klow.,2023-11-10\n"],
        "read.xml": [b"<rss version='2.0'><channel><item><title>T</title><link>a</link></item></channel></rss>"],
    }.get(name, [])


if __name__ == "__main__":
    sys.exit(main())
