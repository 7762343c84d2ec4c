"""Sources behind addresses that fsspec opens: a store that speaks S3, and ``file://`` and ``memory://``."""

import os
from collections.abc import Iterator

import fsspec
import pytest

from entente.model import Problem, Report
from entente.read import expand, read

BODY = "The ministers of Syldavia and Borduria met in Klow on Friday, officials said. They agreed to open the border."


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket with reports in a store of our own, and the settings with which clients find it."""
    server_of = pytest.importorskip("moto.server").ThreadedMotoServer
    boto3 = pytest.importorskip("boto3")
    pytest.importorskip("s3fs").S3FileSystem.clear_instance_cache()
    server = server_of(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patched:
        settings = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        for name, value in settings.items():
            patched.setenv(name, value)
        store = boto3.client("s3")
        store.create_bucket(Bucket="news")
        for name in ("2023/a.txt", "2023/b.txt", "2023/style.css", "2024/c.txt"):
            store.put_object(Bucket="news", Key=name, Body=f"{BODY} {name}".encode())
        yield "s3://news"
    server.stop()


def sources(found) -> list[str]:
    return [one.source for one in found if isinstance(one, Report)]


def test_a_bucket_is_read_by_file_pattern_and_folder(bucket):
    assert sources(read(f"{bucket}/2023/a.txt")) == [f"{bucket}/2023/a.txt"]
    assert expand([f"{bucket}/*/*.txt"]) == [f"{bucket}/{name}" for name in ("2023/a.txt", "2023/b.txt", "2024/c.txt")]
    assert sources(read(f"{bucket}/2023")) == [f"{bucket}/2023/a.txt", f"{bucket}/2023/b.txt"]


def test_what_is_not_there_is_told_in_one_line(bucket):
    for address, message in (
        (f"{bucket}/none.txt", "no such file"),
        (f"{bucket}/9*/x", "matches no file"),
        ("s3://other/a.txt", "no such|cannot"),
    ):
        [problem] = read(address)
        assert isinstance(problem, Problem)
        assert problem.fatal
        assert any(each in problem.message for each in message.split("|")), problem.message


def test_files_and_memory_are_read_by_address_too(tmp_path):
    (tmp_path / "a.txt").write_text(BODY)
    [report] = (one for one in read(f"file://{tmp_path}/a.txt") if isinstance(one, Report))
    assert (report.source, report.published_basis) == (f"file://{tmp_path}/a.txt", "file")
    with fsspec.open("memory://reports/b.txt", "wb") as file:
        file.write(BODY.encode())
    assert sources(read("memory://reports/*.txt")) == ["memory://reports/b.txt"]


@pytest.mark.parametrize("address", ["https://planet.example/1.html", "ftp://planet.example/1.txt", "nosuch://x/y"])
def test_nothing_is_fetched_from_the_web(address):
    [problem] = read(address)
    assert "entente fetches nothing; save the page" in problem.message


def test_no_settings_are_left_behind():
    assert "127.0.0.1" not in os.environ.get("AWS_ENDPOINT_URL", "")
