"""Shards: what became of runs of raw files, kept in a folder until these or the settings change.

A corpus that is larger than memory is read so. What was read when a build was killed need not be read again, and new
files are read alone. A shard is two files, named after a hash of all that decides on what is in them: the code, the
settings, the names and contents of its raw files, and what is told of them elsewhere.

<hash>.arrow  a batch for each raw file with texts, a row a document: row int64 (null for a whole file), text, sha256,
              more (its other columns, as a JSON list)
<hash>.json   the names of the raw files, what was set aside, noted and mended, and the size of the other file; written
              last, so that a shard is whole if it is there and the size is true

Several processes may read at a time; each is given one shard after the other, and one that is lost is given again.
Where a scheduler is named, the workers of Dask read instead (`cluster`). Where an address is named, shards are taken
from there and left there, so that workers need not see this folder (`exchange`).
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import pyarrow as pa

from ... import room
from ...errors import InputError
from ..reading import division, formats
from ..reading.files import Found
from . import cluster, exchange, fields, file_names, metadata, prepared, texts
from .ledger import Ledger

FORMAT = 1
_OWN, _MOST = 8_000_000, 256_000_000  # bytes of a file that is a shard of its own, and of all files of a shard
_PARTED = 64  # of so many names of files one ends a shard, so that a new file changes no other shard than its own
_TRIES = 3  # processes that are given a shard before it is read here
_SCHEMA = pa.schema(
    {"row": pa.int64(), "text": pa.large_string(), "sha256": pa.large_string(), "more": pa.large_string()}
)
_SERVE = "from helpers.corpus.assembly import shards; shards.serve()"
_DONE, _WRONG = "done", "wrong"


class How(NamedTuple):
    """How files are read: as the arguments of `documents.read` have it, in what JSON can write."""

    encoding: str | None
    largest: int
    split: str
    unit: str
    columns: dict | None
    repairs: tuple


def each(files, about, how, *, progress=False):
    """Yield the `prepared.Prepared` of files in order, from shards in the folder of the `room.Room`.

    files: as `files.find` gives them. about: the `metadata.About` of the corpus. Shards that are not there, or not
    whole, are made, by as many processes as the Room says, or by its scheduler; those of other files or settings go
    at the end. Raises InputError as `documents.read` for a column that is missing, and as `cluster.make`.
    """
    here = room.current()
    here.kept.mkdir(parents=True, exist_ok=True)
    jobs = [_job(run, about, how) for run in _runs(files)]
    missing = [job for job in jobs if not _is_whole(job, progress)]
    if here.place and missing:
        exchange.take(missing, here.place)
        missing = [job for job in missing if not _is_whole(job, False)]
    if progress:
        print(f"Reading {len(missing):,} of {len(jobs):,} shards; the others are there.", flush=True)
    if here.scheduler and missing:
        _by_workers(missing, here, progress)
    elif here.jobs > 1 and len(missing) > 1:
        _together(missing, min(here.jobs, len(missing)), progress)
    else:
        for job in _shown(missing, progress):
            make(job)
    if here.place:
        exchange.leave(jobs, here.place)  # a build that was killed has left none
    for job in jobs:
        yield from _read(Path(job["to"]))
    wanted = {Path(job["to"]).stem for job in jobs}
    for path in here.kept.iterdir():
        if path.stem not in wanted:
            path.unlink(missing_ok=True)


def _by_workers(jobs, here, progress):
    """Make shards by Dask workers; these leave them at an address where there is one."""
    function = made_apart if here.place else made
    with contextlib.closing(cluster.make(jobs, function, here.scheduler, here.jobs)) as ended:  # where one is wrong too
        for job, is_made in _shown(ended, progress, len(jobs)):
            if is_made and here.place:
                exchange.take([job], here.place, listed=False)
            if not (is_made and _is_whole(job, False)):
                if progress:
                    print(f"No worker has read the shard of {job['files'][0][1]}: it is read here.", flush=True)
                make(job)  # where it is seen what is wrong


def _shown(jobs, progress, n=None):
    if not progress:
        return jobs
    from tqdm.auto import tqdm

    return tqdm(jobs, desc="Reading", unit="shard", total=n)


def _runs(files):
    """The files of each shard, in order."""
    run, size = [], 0
    for file in files:
        try:
            own = file.path.stat().st_size
        except OSError:  # the reading says it
            own = 0
        alone = file.kind == "archive" or own >= _OWN
        if run and (alone or size + own > _MOST):
            yield run
            run, size = [], 0
        run.append(file)
        size += own
        if alone or hashlib.sha256(file.name.encode("utf-8", "replace")).digest()[0] % _PARTED == 0:
            yield run
            run, size = [], 0
    if run:
        yield run


def _job(run, about, how):
    """What a process is told of a shard, as JSON can write it; "to": the path without ending, which is its hash."""
    here, names = room.current(), {file.name for file in run}
    archives = tuple(f"{file.name}/" for file in run if file.kind == "archive")

    def is_of_these(name):
        return name in names or (archives and name.startswith(archives))

    job = {
        "files": [(str(file.path), *file[1:]) for file in run], "how": how._asdict(),
        "rows": {name: told for name, told in about.rows.items() if is_of_these(name)},
        "folders": {name: told for name, told in about.folders.items() if is_of_these(name)},
        "skip": sorted(filter(is_of_these, about.files)),
    }  # fmt: skip
    hashes = [exchange.digest(file.path) for file in run]
    files = [(file[1:], sha256) for file, sha256 in zip(run, hashes, strict=True)]
    decisive = {**job, "files": files, "made": (FORMAT, here.stamp)}
    digest = hashlib.sha256(json.dumps(decisive, ensure_ascii=True, sort_keys=True).encode()).hexdigest()
    return {
        **job, "to": str(here.kept / digest[:32]), "room": (str(here.folder), here.piece, here.smallest),
        "sha256": hashes, "place": here.place, "source": here.source if here.place else "",
    }  # fmt: skip


def _is_whole(job, progress):
    path = Path(job["to"])
    try:
        size = json.loads(path.with_suffix(".json").read_text("utf-8"))["size"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    try:
        if path.with_suffix(".arrow").stat().st_size == size:
            return True
        what = "is cut short"
    except OSError:
        what = "is missing"
    if progress:
        print(f"{path.with_suffix('.arrow').name}, the shard of {job['files'][0][1]}, {what}: it is read again.")
    return False


def make(job):
    """Read the files of a shard, and write it; nothing is there under its name before it is whole."""
    path, heads = Path(job["to"]), []
    found = [Found(Path(file), *rest) for file, *rest in job["files"]]
    about = metadata.About(frozenset(job["skip"]), job["rows"], job["folders"], [])
    how = How(**job["how"])
    parted = division.Division(how.split, how.unit)
    outcomes = formats.each(found, encoding=how.encoding, largest=how.largest, skip=about.files, division=parted)
    temporary = path.with_name(f"{path.name}.{uuid.uuid4().hex}.tmp")  # two machines may have the same process id
    try:
        with pa.OSFile(str(temporary), "wb") as sink, pa.ipc.new_file(sink, _SCHEMA) as writer:
            for name, outcome in outcomes:
                one = prepared.of(name, outcome, about, how.columns, how.repairs)
                del outcome
                heads.append(_head(one))
                if one.mended is not None:
                    writer.write_batch(_batch(one))
        size = temporary.stat().st_size
        temporary.replace(path.with_suffix(".arrow"))
        temporary.write_text(json.dumps({"size": size, "files": heads}, ensure_ascii=True), encoding="utf-8")
        temporary.replace(path.with_suffix(".json"))
    finally:
        temporary.unlink(missing_ok=True)


def _batch(one):
    more = [json.dumps(row, ensure_ascii=False) for row in zip(*one.mended.columns.values(), strict=True)]
    arrays = [pa.array(one.drafts.rows, pa.int64()), one.mended.text, pa.array(one.mended.sha256, pa.large_string()),
              pa.array(more, pa.large_string())]  # fmt: skip
    return pa.record_batch(arrays, schema=_SCHEMA)


def _head(one):
    """What stands in the JSON file of one raw file."""
    head = {"name": one.name, "of_disk": one.of_disk, "told": [one.told.set_aside, one.told.notes, one.told.repairs]}
    if one.mended is None:
        return head
    drafts, made = one.drafts, one.mended
    return head | {
        "mapping": drafts.mapping, "named": drafts.named,
        "examples": [[*key, cells] for key, cells in drafts.examples.items()],
        "columns": list(made.columns), "drafts": drafts.remarks, "remarks": made.remarks, "reasons": made.reasons,
        "headings": made.headings, "repairs": made.repairs,
    }  # fmt: skip


def _read(path):
    """Yield what was prepared of the files of a shard; the texts stay on the disk."""
    heads = json.loads(path.with_suffix(".json").read_text("utf-8"))["files"]
    batches = pa.ipc.open_file(pa.memory_map(str(path.with_suffix(".arrow"))))
    number = 0
    for head in heads:
        told = Ledger(*head["told"], file=head["name"])
        of_disk = None if head["of_disk"] is None else tuple(head["of_disk"])
        if "mapping" not in head:
            yield prepared.Prepared(head["name"], of_disk, told, None, None)
            continue
        rows, text, sha256, more = batches.get_batch(number).columns
        number += 1
        values = zip(*map(json.loads, more.to_pylist()), strict=True)
        columns = dict(zip(head["columns"], map(list, values), strict=False)) or {name: [] for name in head["columns"]}
        named = None if head["named"] is None else file_names.Named(*head["named"])
        examples = {(field, column): cells for field, column, cells in head["examples"]}
        drafts = fields.Drafts(
            rows.to_pylist(), text, {}, {}, [tuple(entry) for entry in head["mapping"]], named,
            _by_place(head["drafts"]), examples,
        )  # fmt: skip
        mended = texts.Mended(text, sha256.to_pylist(), columns, *(
            _by_place(head[name]) for name in ("remarks", "reasons", "headings", "repairs")
        ))  # fmt: skip
        yield prepared.Prepared(head["name"], of_disk, told, drafts, mended)


def _by_place(told):
    """JSON writes numbers of places as texts."""
    return {int(place): what for place, what in told.items()}


def _together(jobs, n_processes, progress):
    """Make shards in several processes."""
    workers = SimpleQueue()
    for _ in range(n_processes):
        workers.put(None)

    def one(job):
        for _ in range(_TRIES):
            worker = workers.get() or _started()
            try:
                said = _asked(worker, job)
            except OSError:
                said = ""
            alive = said.startswith((_DONE, _WRONG))
            if not alive:
                worker.kill()
                worker.wait()
            workers.put(worker if alive else None)
            if alive:
                break
        if not said.startswith(_DONE):
            make(job)  # where it is seen what is wrong

    with ThreadPoolExecutor(n_processes) as pool:
        try:
            for _ in _shown(pool.map(one, jobs), progress):
                pass
        finally:
            pool.shutdown(cancel_futures=True)
            for _ in range(n_processes):
                worker = workers.get()
                if worker is not None:
                    worker.stdin.close()
                    worker.wait()


def _started():
    """A process that makes shards. Not of multiprocessing, which runs the script again that it is called from."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-c", _SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True,
        encoding="utf-8",
    )  # fmt: skip


def _asked(worker, job):
    """What a process says of a job; "" where it has ended."""
    worker.stdin.write(json.dumps(job) + "\n")
    worker.stdin.flush()
    for line in worker.stdout:
        if line.startswith((_DONE, _WRONG)):
            return line
    return ""


def serve():
    """Make the shards that are asked for on the standard input, a line of JSON each, until it is closed."""
    for line in sys.stdin:
        print(_DONE if made(json.loads(line)) else _WRONG, flush=True)


def made(job):
    """Make a shard in a process that knows nothing but the job; whether it could be."""
    folder, piece, smallest = job["room"]
    try:
        with room.within(room.Room(Path(folder), piece, smallest)):
            make(job)
    except InputError:
        return False
    return True


def made_apart(job):
    """Make a shard on a machine that sees no folder of the study, and leave it at an address; whether it could be.

    Raises InputError where files cannot be taken from an address or left there.
    """
    with tempfile.TemporaryDirectory(prefix="khitab-") as folder:
        apart = exchange.apart(job, Path(folder))
        if apart is None or not made(apart):
            return False
        exchange.leave([apart], job["place"], listed=False)
    return True
