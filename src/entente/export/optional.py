"""Libraries that only some formats need, and that do not come with entente unless asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from entente.errors import UsageError


def needed(module: str, extra: str) -> Any:
    """The library *module*; ``UsageError`` with what to install where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        library = module.partition(".")[0]
        raise UsageError(f"this format needs {library}; install it with: pip install 'entente[{extra}]'") from error
