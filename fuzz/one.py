"""Fuzzes one target until libFuzzer's limits are reached: ``python -m fuzz.one TARGET [libFuzzer options]``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["entente"]):
    from fuzz.targets import TARGETS


def main() -> None:
    name = sys.argv[1]
    # What is loaded once is loaded here, where no limit of time runs.
    TARGETS[name](b"")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
