"""A language model is the one that a release signed, or it is said which file is not."""

import shutil
import subprocess

import pytest
from release.weights import sums

from entente.cli.signing import NAMESPACE, check_signed
from entente.errors import DataError, UsageError

pytestmark = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="needs OpenSSH: apt-get install openssh-client"
)


def keygen(*arguments):
    subprocess.run(["ssh-keygen", *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture
def release(tmp_path):
    """A model of two files, its signed sums, and the file of allowed signers."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.onnx").write_bytes(b"weights")
    (model / "card.json").write_text("{}")
    key, stated, signers = tmp_path / "key", tmp_path / "SHA256SUMS", tmp_path / "signers"
    keygen("-q", "-t", "ed25519", "-N", "", "-f", key)
    stated.write_text(sums(model))
    keygen("-Y", "sign", "-f", key, "-n", NAMESPACE, stated)
    signers.write_text("entente-release " + key.with_suffix(".pub").read_text())
    return model, stated, signers


def test_the_model_that_was_signed_is_taken(release):
    assert check_signed(*release) == 2


def test_an_exchanged_file_is_named_though_its_card_was_exchanged_too(release):
    model, *_ = release
    (model / "model.onnx").write_bytes(b"other weights")
    with pytest.raises(DataError, match=r"model\.onnx: is not the file"):
        check_signed(*release)


def test_a_file_that_was_not_signed_is_named(release):
    (release[0] / "more.onnx").write_bytes(b"")
    with pytest.raises(DataError, match=r"more\.onnx"):
        check_signed(*release)


def test_sums_that_were_changed_after_signing_are_refused(release):
    model, stated, _ = release
    (model / "model.onnx").write_bytes(b"other weights")
    stated.write_text(sums(model))
    with pytest.raises(DataError, match="is no signature by entente-release"):
        check_signed(*release)


def test_the_signature_of_somebody_else_is_refused(release, tmp_path):
    _, _, signers = release
    keygen("-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "theirs")
    signers.write_text("entente-release " + (tmp_path / "theirs.pub").read_text())
    with pytest.raises(DataError, match="is no signature by entente-release"):
        check_signed(*release)


def test_sums_without_a_signature_are_wrong_usage(release):
    release[1].with_name("SHA256SUMS.sig").unlink()
    with pytest.raises(UsageError, match="is no file"):
        check_signed(*release)
