"""Shards at an address (S3, file): left there, taken from there, made by workers that see no folder of the study."""

import shutil

import dask_workers
import pytest
import s3_server
from corpus.assembly.test_shards import TINY, build, content

from helpers.corpus import store
from helpers.corpus.assembly import exchange
from helpers.errors import InputError

pytest.importorskip("distributed", reason="distributed (requirements-dev.txt) is not installed")

#: What a worker loads first: it sees no file of the study and no folder, and has no key for one address.
PRELOAD = """
import os
import s3fs
from helpers.corpus.assembly import cluster, exchange
from helpers.corpus.reading import remote

if not hasattr(exchange, "blind"):  # it is loaded more than once
    exchange.blind, digest = True, exchange.digest
    exchange.digest = lambda path: "" if str(path).startswith({folder!r}) else digest(path)
    cluster._size = lambda *of: -1
    keys = os.environ["AWS_SECRET_ACCESS_KEY"]
    place = remote.place

    def placed(address):
        os.environ.pop("AWS_SECRET_ACCESS_KEY", None)
        if "closed" not in address:
            os.environ["AWS_SECRET_ACCESS_KEY"] = keys
        s3fs.S3FileSystem.clear_instance_cache()
        return place(address)

    remote.place = placed
"""


@pytest.fixture(scope="module")
def server():
    with s3_server.started() as made:
        yield made


@pytest.fixture
def system(server):
    """The file system of the server, with an empty bucket."""
    import s3fs

    made = s3fs.S3FileSystem()
    made.mkdir("shards")
    yield made
    made.rm("shards", recursive=True)


def names_of(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("kind", ["s3", "file"])
def test_shards_are_left_and_taken_again(raw, system, here, kind):
    address = "s3://shards/here" if kind == "s3" else (raw.parent / "place").as_uri()
    whole = build(raw, "whole")
    assert build(raw, "one", memory=TINY, shards=address) == whole
    there = system.ls("shards/here") if kind == "s3" else list(map(str, (raw.parent / "place").iterdir()))
    assert sorted(name.rpartition("/")[2] for name in there) == names_of(raw.parent / "one-shards")
    here.clear()
    assert build(raw, "two", memory=TINY, shards=address) == whole
    assert here == []
    for name in names_of(raw.parent / "one-shards"):
        assert (raw.parent / "one-shards" / name).read_bytes() == (raw.parent / "two-shards" / name).read_bytes()


def test_a_shard_that_is_cut_short_there_is_made_and_left_again(raw, system, here):
    build(raw, "one", memory=TINY, shards="s3://shards")
    name = max(system.ls("shards", detail=True), key=lambda told: told["size"])["name"]
    system.pipe_file(name, system.cat_file(name)[:-50])
    system.rm_file(min(path for path in system.ls("shards", refresh=True) if path.endswith(".json")))
    here.clear()
    assert build(raw, "two", memory=TINY, shards="s3://shards") == build(raw, "whole")
    assert here
    here.clear()
    assert build(raw, "three", memory=TINY, shards="s3://shards") == content(raw.parent / "two")
    assert here == []


def test_workers_that_see_no_folder_take_raw_files_from_an_address_and_leave_shards_there(raw, system, here, server):
    system.put(f"{raw}/", "shards/raw/", recursive=True)
    (raw.parent / "preload.py").write_text(PRELOAD.format(folder=str(raw.parent)), encoding="utf-8")
    whole = build(raw, "whole")
    more = ("--nthreads", "1", "--no-nanny", "--preload", str(raw.parent / "preload.py"))
    with dask_workers.started("/", 1, *more, environment=server) as (made, _):
        options = {"memory": TINY, "scheduler": made.scheduler_address}
        said = r"The Dask worker tcp://\S+ cannot take or leave its files: s3://shards/closed asks who you are"
        with pytest.raises(InputError, match=said):
            store.build("s3://shards/raw", raw.parent / "closed", shards="s3://shards/closed", **options)
        store.build("s3://shards/raw", raw.parent / "there", shards="s3://shards/made", **options)
    assert content(raw.parent / "there") == whole
    assert here == []
    assert sorted(path.rpartition("/")[2] for path in system.ls("shards/made")) == names_of(raw.parent / "there-shards")


def test_a_raw_file_that_is_another_by_now_makes_no_shard(raw, system, tmp_path):
    system.put(f"{raw}/", "shards/raw/", recursive=True)
    job = {"files": [(str(tmp_path / "gone"), "m1.jsonl", "jsonl", "m1")], "source": "s3://shards/raw",
           "sha256": [exchange.digest(raw / "m1.jsonl")], "to": "/x/abc", "room": ("/x", 1, 2)}  # fmt: skip
    (tmp_path / "work").mkdir()
    made = exchange.apart(job, tmp_path / "work")
    assert exchange.digest(made["files"][0][0]) == job["sha256"][0]
    assert made["to"] == str(tmp_path / "work" / "abc") and made["room"][0] == str(tmp_path / "work")
    system.pipe_file("shards/raw/m1.jsonl", b"{}")
    assert exchange.apart(job, tmp_path / "work") is None
    assert exchange.apart({**job, "source": ""}, tmp_path / "work") is None


def test_what_a_killed_build_has_made_is_left_by_the_next(raw, system, here):
    build(raw, "one", memory=TINY)
    here.clear()
    options = {"recipe": {"terms": {"level": "form"}}, "memory": TINY}
    build(raw, "one", **options, shards="s3://shards")
    assert here == [] and len(system.ls("shards")) == len(names_of(raw.parent / "one-shards"))


def test_an_address_of_shards_that_is_not_there_is_named(raw, system):
    with pytest.raises(InputError, match="^s3://no-such-bucket/x is not there; check the names of bucket and folder"):
        build(raw, memory=TINY, shards="s3://no-such-bucket/x")
    assert not (raw.parent / "derived").exists()
    shutil.rmtree(raw.parent / "derived-shards")
