"""A lake on object storage: made, gone on with and asked through moto's S3 server, which stands for any."""

import json
import os
from collections.abc import Iterator

import pytest

from entente.query import Reader
from entente.scale import Storage, shards_of
from lakes import lake_of
from told_reports import DAY, Said, coded

pytest.importorskip("duckdb")
pytest.importorskip("s3fs")
moto_server = pytest.importorskip("moto.server")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An empty bucket; how to reach it stands in the environment, as it does for a user of another S3 server."""
    import boto3
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()  # another test's server may have stood under the same settings
    server = moto_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    reach = {"AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
             "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip
    before = {name: os.environ.get(name) for name in reach}
    os.environ.update(reach)
    boto3.client("s3").create_bucket(Bucket="news")
    yield "s3://news"
    server.stop()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


def test_a_lake_on_object_storage_answers_as_one_in_a_folder_does(bucket: str, tmp_path):
    told = [coded(f"{n}.txt", Said(day=DAY), Said(type="ACCUSE")) for n in range(2)]
    lake_of(f"{bucket}/lake", told)
    lake_of(str(tmp_path), told)
    with Reader(f"{bucket}/lake") as far, Reader(tmp_path) as near:
        assert far.events(actor="NOR").to_dicts() == near.events(actor="NOR").to_dicts() != []
        assert far.events(since="2024-06").to_dicts() == []


def test_nothing_unfinished_is_ever_listed(bucket: str):
    storage = Storage(f"{bucket}/other")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(storage)
    assert storage.names("coded") == []


def _interrupted(storage: Storage) -> None:
    with storage.publishing("coded/a.parquet") as path:
        path.write_text("half")
        raise KeyboardInterrupt


def test_shards_on_object_storage_are_known_by_their_etag(bucket: str):
    import boto3

    client = boto3.client("s3")
    line = json.dumps({"text": "x"}).encode()
    client.put_object(Bucket="news", Key="in/part.jsonl", Body=line)
    [before] = shards_of([f"{bucket}/in/*.jsonl"], "k")
    [same] = shards_of([f"{bucket}/in/"], "k")
    client.put_object(Bucket="news", Key="in/part.jsonl", Body=line.replace(b"x", b"y"))
    [after] = shards_of([f"{bucket}/in/part.jsonl"], "k")
    assert before == same
    assert before.uri == after.uri == f"{bucket}/in/part.jsonl"
    assert before.id != after.id
