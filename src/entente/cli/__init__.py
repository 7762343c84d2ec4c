"""The command ``entente``.

Commands import what they need when they run, so that ``entente --help`` answers at once.
"""

from entente.cli.main import main

__all__ = ["main"]
