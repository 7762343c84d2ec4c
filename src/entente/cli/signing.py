"""Whether the language model that is installed is the one that a release signed.

The signature is one of OpenSSH (``ssh-keygen -Y``, since 8.1; its format is PROTOCOL.sshsig), so that nothing else
has to be installed; the allowed signers are a file of the user's, for a key that came with the model proves nothing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from entente.errors import DataError, UsageError
from entente.language.sums import digest

NAMESPACE = "entente-weights"
SIGNER = "entente-release"
"""The name under which the file of allowed signers has to hold the key."""


def check_signed(folder: Path, sums: Path, signers: Path) -> int:
    """Checks the signature *sums*.sig of *sums*, and that *folder* holds just the files that it names; how many.

    Raises ``UsageError`` where a file is missing that the user names, ``DataError`` where anything is not as signed.
    """
    signature = sums.with_name(sums.name + ".sig")
    for path in (sums, signature, signers):
        if not path.is_file():
            raise UsageError(f"{path}: is no file; docs/explanation/security.md says where sums and signers come from")
    _check_signature(sums.read_bytes(), signature, signers)
    return _compare(folder, sums)


def _check_signature(signed: bytes, signature: Path, signers: Path) -> None:
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", SIGNER, "-n", NAMESPACE, "-s", str(signature)]
    try:
        done = subprocess.run(command, input=signed, capture_output=True, check=False, timeout=60)
    except FileNotFoundError as error:
        raise UsageError("signatures are checked by ssh-keygen; install OpenSSH (openssh-client)") from error
    if done.returncode:
        why = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise DataError(f"{signature}: is no signature by {SIGNER} ({why}); do not use this model, fetch it again")


def _compare(folder: Path, sums: Path) -> int:
    stated = {}
    for line in sums.read_text(encoding="utf-8").splitlines():
        held, _, name = line.partition("  ")
        stated[name] = held
    here = {path.name for path in folder.iterdir() if path.is_file()}
    for name in sorted(here | stated.keys()):
        found = digest(folder / name) if name in here else None
        if found != stated.get(name):
            raise DataError(f"{folder / name}: is not the file that {sums} names; install the package again")
    return len(stated)
