"""The public interface is a list of names; each can be had, and having the package costs nothing."""

import subprocess
import sys

import entente


def test_every_public_name_can_be_had():
    for name in entente.__all__:
        assert getattr(entente, name) is not None


def test_importing_the_package_loads_nothing_heavy():
    heavy = {"onnxruntime", "numpy", "sqlalchemy", "trafilatura", "pandas", "typer", "rich"}
    script = "import sys, entente; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not heavy & {name.split(".")[0] for name in loaded}
