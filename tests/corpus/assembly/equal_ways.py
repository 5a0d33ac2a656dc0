"""Is a corpus the same to the byte, in whichever way it is built? It is built in five ways, and all files compared.

    python tests/corpus/assembly/equal_ways.py WORK FILE [FILE ...]

WORK: a folder that is not there yet; about four times the size of the files, unpacked, is written into it.
FILE: JSON lines, also packed (.jsonl, .jsonl.gz); they are parted into files of so many bytes (--part) that each is a
shard. The ways: whole, in memory; sharded, in one process; by two processes; by two Dask workers; by two Dask workers
of which one is killed (SIGKILL) when some shards are there, with another one in its hands. Prints a line for each way,
ends with 1 where a file differs or is missing. It is not part of the suite, which does the same on a small corpus.
"""

import argparse
import gzip
import hashlib
import sys
import threading
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import dask_workers

from helpers.corpus import store

PART = 8_000_000  # bytes; of so many a file is a shard of its own
MEMORY = 1e-6  # GB, so that any corpus is built from shards
KILLED_AFTER = 5  # shards that are whole when a worker is killed


def parted(files, folder, size):
    """Write the lines of files into files of at least so many bytes each; returns how many lines there are."""
    folder.mkdir(parents=True)
    n = 0
    for file in files:
        opened, part, written = None, 0, size
        with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as lines:
            for line in lines:
                if written >= size:
                    if opened:
                        opened.close()
                    name = f"{file.name.partition('.')[0]}-{part:03}.jsonl"
                    opened, part, written = (folder / name).open("wb"), part + 1, 0
                written += opened.write(line)
                n += 1
        if opened:
            opened.close()
    return n


def killing(cluster, workers, shards, killed):
    """Kill a worker that has a shard in hand, as soon as some shards are whole; who it was and what it had."""
    while len(whole := list(shards.glob("*.json"))) < KILLED_AFTER:
        time.sleep(0.02)
    while not killed:
        for state in list(cluster.scheduler.workers.values()):
            if state.processing:
                next(worker for worker in workers if worker.pid == state.pid).kill()
                killed.append(f"worker {state.pid} killed after {len(whole)} shards, {len(state.processing)} in hand")
                break


def built(raw, derived, **options):
    """Build once; what it took, and the SHA-256 of each file."""
    since = time.monotonic()
    store.build(raw, derived, **options)
    seconds = time.monotonic() - since
    found = {
        path.relative_to(derived).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(derived.rglob("*")) if path.is_file()
    }  # fmt: skip
    return seconds, found


def by_workers(raw, derived, work, *, kill):
    """Build by two Dask workers, one of which may be killed; as `built`, and what was killed."""
    killed = []
    with dask_workers.started(work, 2, "--nthreads", "1", "--no-nanny") as (cluster, workers):
        if kill:
            shards = derived.with_name(f"{derived.name}-{store.SHARDS}")
            threading.Thread(target=killing, args=(cluster, workers, shards, killed), daemon=True).start()
        made = built(raw, derived, memory=MEMORY, scheduler=cluster.scheduler_address)
        ended = [worker.pid for worker in workers if worker.poll() is not None]
    assert len(ended) == kill, f"{len(ended)} workers have ended"
    return *made, "; ".join(killed)


def shards_of(derived):
    """Name and SHA-256 of the shards of a build."""
    folder = derived.with_name(f"{derived.name}-{store.SHARDS}")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*"))}


def main():
    """Build in all ways and compare; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--part", type=int, default=PART)
    given = parser.parse_args()
    work, raw = given.work.resolve(), given.work.resolve() / "raw"
    n = parted(given.files, raw, given.part)
    size = sum(path.stat().st_size for path in raw.iterdir())
    print(f"{n:,} lines, {size / 1e6:,.1f} MB in {len(list(raw.iterdir()))} files", flush=True)
    ways = {
        "whole": lambda to: (*built(raw, to, memory=1000), ""),
        "sharded": lambda to: (*built(raw, to, memory=MEMORY), ""),
        "processes": lambda to: (*built(raw, to, memory=MEMORY, jobs=2), ""),
        "dask": lambda to: by_workers(raw, to, work, kill=False),
        "dask-killed": lambda to: by_workers(raw, to, work, kill=True),
    }
    first = shards = None
    differ = []
    for way, build in ways.items():
        seconds, found, told = build(work / way)
        first = found if first is None else first
        other = sorted(name for name in first.keys() | found.keys() if first.get(name) != found.get(name))
        made = shards_of(work / way)
        if made:
            shards = made if shards is None else shards
            other += sorted(name for name in shards.keys() | made.keys() if shards.get(name) != made.get(name))
        differ += other
        said = "first" if found is first else "equal" if not other else f"DIFFERENT: {', '.join(other)}"
        print(f"{way}: {seconds:.1f} s, {len(found)} files, {len(made) // 2} shards, {said}. {told}", flush=True)
    print(f"store: {', '.join(f'{name} {sha256[:12]}' for name, sha256 in first.items())}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
