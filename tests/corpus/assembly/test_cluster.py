"""Shards made by Dask workers: the same files; workers that die, that have another version, that see other files."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import dask_workers
import pytest
from corpus.assembly.test_shards import TINY, build

from helpers import versions
from helpers.corpus.assembly import cluster
from helpers.errors import ArgumentError, InputError

distributed = pytest.importorskip("distributed", reason="distributed (requirements-dev.txt) is not installed")

#: What a worker loads first: it does as the files in a folder say, one of which is taken away by who obeys it.
PRELOAD = """
import os, signal
from pathlib import Path
from helpers.corpus.assembly import cluster, shards

MARKS = Path({marks!r})
if not hasattr(shards, "marked"):
    make, state, size = shards.make, cluster._state, cluster._size

def made(job):
    mark = MARKS / "kill"
    if "m1.jsonl" in [file[1] for file in job["files"]]:
        if (MARKS / "kill always").exists():
            os.kill(os.getpid(), signal.SIGKILL)
        if mark.exists():
            mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
    make(job)
    (MARKS / f"made {{os.getpid()}}").touch()

def told():
    if (MARKS / "none").exists():
        raise ImportError("no module named helpers")
    other = {{"khitab": "0.0.9", "words": "f" * 64, "simplemma": "0.1"}} if (MARKS / "other").exists() else {{}}
    return state() | other

if not hasattr(shards, "marked"):  # it is loaded more than once
    shards.make, cluster._state, shards.marked = made, told, True
    cluster._size = lambda *of: -1 if (MARKS / "blind").exists() else size(*of)
"""


@contextlib.contextmanager
def scheduler_of(marks, n_workers, *more):
    """A scheduler in this process and so many worker processes, which obey the files in `marks`."""
    preload = marks / "preload.py"
    preload.write_text(PRELOAD.format(marks=str(marks)), encoding="utf-8")
    with dask_workers.started(marks, n_workers, "--nthreads", "2", "--preload", str(preload), *more) as (made, _):
        yield made


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A scheduler with two workers, and the folder of their marks."""
    marks = tmp_path_factory.mktemp("marks")
    with scheduler_of(marks, 2) as made:
        yield made, marks


@pytest.fixture
def marks(two):
    yield two[1]
    for mark in two[1].iterdir():
        if not mark.suffix and mark.is_file():
            mark.unlink()


@pytest.fixture
def address(two):
    """The address of the scheduler, when both of its workers are there."""
    two[0].wait_for_workers(2, timeout=60)
    return two[0].scheduler_address


def test_workers_make_what_is_read_in_one_go_and_by_processes(raw, address, marks, here):
    whole = build(raw, "whole")
    assert build(raw, "sharded", memory=TINY) == whole
    assert build(raw, "processes", memory=TINY, jobs=2) == whole
    here.clear()
    assert build(raw, "workers", memory=TINY, scheduler=address) == whole
    assert here == []
    assert len(list(marks.glob("made *"))) == 2  # both of them did
    names = sorted(path.name for path in raw.parent.glob("sharded-shards/*"))
    assert len(names) > 12
    for name in names:
        assert (raw.parent / "workers-shards" / name).read_bytes() == (
            raw.parent / "sharded-shards" / name
        ).read_bytes(), name


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_the_shard_of_a_worker_that_is_killed_is_given_to_another(raw, address, marks, here):
    (marks / "kill").touch()
    assert build(raw, memory=TINY, scheduler=address) == build(raw, "whole")
    assert not (marks / "kill").exists()
    assert here == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_shard_that_kills_its_workers_is_made_here(raw, two, address, marks, here, monkeypatch):
    monkeypatch.setattr(two[0].scheduler, "allowed_failures", 0)
    (marks / "kill always").touch()
    assert build(raw, memory=TINY, scheduler=address) == build(raw, "whole")
    assert "m1.jsonl" in here  # and what else the scheduler had given to those that were lost


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_where_no_worker_is_left_the_rest_is_made_here(raw, tmp_path, monkeypatch, here, capsys):
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "kill always").touch()
    with scheduler_of(tmp_path / "marks", 1, "--no-nanny") as made:
        monkeypatch.setattr(cluster, "_WORKERS", 2)
        monkeypatch.setattr(cluster, "_LOOK", 0.5)
        assert build(raw, memory=TINY, scheduler=made.scheduler_address, progress=True) == build(raw, "whole")
    assert "m1.jsonl" in here
    assert "No worker has read the shard of m1.jsonl: it is read here." in capsys.readouterr().out


@pytest.mark.parametrize("late", [False, True])
def test_a_worker_of_another_version_is_refused(raw, address, marks, monkeypatch, late):
    mine = cluster._state()
    if late:  # it comes when the others have been asked
        monkeypatch.setattr(cluster, "_ask", lambda client: None)
    (marks / "other").touch()
    with pytest.raises(InputError) as found:
        build(raw, memory=TINY, scheduler=address)
    said = str(found.value)
    assert said.startswith("The Dask worker tcp://127.0.0.1:")
    theirs = f"Khitab 0.0.9 (code ffffffff), Python {mine['python']}, simplemma 0.1"
    ours = f"Khitab {mine['khitab']} (code {mine['words'][:8]}), Python {mine['python']}, simplemma {mine['simplemma']}"
    assert f"has {theirs}, but here it is {ours}; install the same" in said
    assert not (raw.parent / "derived").exists()


def test_a_worker_without_khitab_is_refused(raw, address, marks):
    (marks / "none").touch()
    with pytest.raises(InputError, match=r"^The Dask worker tcp://\S+ has no Khitab that can be loaded \(ImportError"):
        build(raw, memory=TINY, scheduler=address)


def test_a_worker_that_does_not_see_the_files_is_refused(raw, address, marks):
    (marks / "blind").touch()
    with pytest.raises(InputError, match=r"^The Dask worker tcp://\S+ does not see \S*/raw/.* as it is here"):
        build(raw, memory=TINY, scheduler=address)


def test_a_column_that_is_missing_is_said_as_ever(raw, address):
    recipe = {"corpus": {"text": "body"}}
    with pytest.raises(InputError, match='has no column "body" for the text; its columns are'):
        build(raw, memory=TINY, recipe=recipe, scheduler=address)
    until = time.monotonic() + 10  # the other worker may have one in hand still
    while list(raw.parent.glob("derived-shards/*.tmp")) and time.monotonic() < until:
        time.sleep(0.05)
    assert not list(raw.parent.glob("derived-shards/*.tmp"))


def test_workers_are_started_here(raw, here):
    assert build(raw, memory=TINY, jobs=1, scheduler="local") == build(raw, "whole")
    assert not {"m0.jsonl", "z.zip"} & set(here)


def test_a_scheduler_that_is_not_there_is_named_soon(raw, monkeypatch):
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        for address in ("tcp://127.0.0.1:9", f"tcp://127.0.0.1:{port}", "tcp://127.0.0.1", "tcp://"):
            since = time.monotonic()
            with pytest.raises(InputError) as found:
                build(raw, memory=TINY, scheduler=address)
            assert f'No Dask scheduler answers at "{address}", which [engine] scheduler names' in str(found.value)
            assert time.monotonic() - since < 8


def test_a_scheduler_without_workers_is_named(raw, monkeypatch):
    monkeypatch.setattr(cluster, "_WORKERS", 0.5)
    with distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as made:
        with pytest.raises(InputError, match=r'"tcp://[\d.:]+", has no workers'):
            build(raw, memory=TINY, scheduler=made.scheduler_address)


@pytest.mark.parametrize("scheduler", ["lokal", "10.0.0.5:8786", " "])
def test_what_can_be_no_scheduler_is_refused_at_once(raw, scheduler):
    with pytest.raises(ArgumentError, match=r"^\[engine\] scheduler is "):
        build(raw, scheduler=scheduler)


@pytest.mark.parametrize(("scheduler", "module", "package"), [
    ("local", "distributed", "distributed"), ("slurm", "dask_jobqueue", "dask-jobqueue")
])  # fmt: skip
def test_a_package_that_is_not_there_is_named(raw, monkeypatch, scheduler, module, package):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=f'scheduler = "{scheduler}" needs the package {package}, which is not'):
        build(raw, memory=TINY, scheduler=scheduler)


@pytest.fixture
def slurm(tmp_path, monkeypatch):
    """SLURM in its stead: a folder with a sbatch that runs a job at once, and a scancel that ends it."""
    pytest.importorskip("dask_jobqueue", reason="dask-jobqueue (requirements-dev.txt) is not installed")
    import dask

    for name, does in {
        "sbatch": 'setsid bash -c "$(cat "$1")" > /dev/null 2>&1 & echo "Submitted batch job $!"',
        "scancel": 'kill -- -"$1"',
    }.items():  # fmt: skip
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / name).write_text(f"#!/bin/bash\n{does}\n")
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(versions.__file__).parents[1]))
    with dask.config.set({"jobqueue.slurm.cores": 1, "jobqueue.slurm.memory": "2GB"}):
        yield tmp_path / "bin"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="SLURM is of Linux")
def test_jobs_of_slurm_make_shards(raw, slurm, here):
    assert build(raw, memory=TINY, scheduler="slurm") == build(raw, "whole")
    assert not {"m0.jsonl", "z.zip"} & set(here)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="SLURM is of Linux")
def test_jobs_that_slurm_does_not_take_are_said(raw, slurm, monkeypatch):
    (slurm / "sbatch").write_text("#!/bin/bash\necho no such partition >&2; exit 1\n")
    monkeypatch.setattr(cluster, "_WORKERS", 1)
    with pytest.raises(InputError, match="SLURM took no job"):
        build(raw, memory=TINY, scheduler="slurm")


UNASKED = """
import sys
from helpers.corpus import store
from helpers.corpus.assembly import shards
from helpers.study import settings
shards._OWN = 500
store.build(sys.argv[1], sys.argv[2], memory=1e-6)
unasked = ("dask", "distributed", "dask_jobqueue", "fsspec", "s3fs")
print([name for name in sys.modules if name.split(".")[0] in unasked])
"""


def test_nothing_of_dask_or_fsspec_is_imported_unasked(raw):
    root = str(Path(versions.__file__).parents[1])
    command = [sys.executable, "-c", UNASKED, str(raw), str(raw.parent / "derived")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr
