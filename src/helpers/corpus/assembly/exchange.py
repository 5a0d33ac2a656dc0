"""Shards at an address (s3://bucket/folder): taken from there, left there, and made by workers that see nothing else.

What is left stays: other studies and machines may take it, and nothing here knows whether they do. The .json of a shard
is written last, there as here, so that a shard is whole where both files are there and the size is true.
"""

import hashlib
from pathlib import Path

from ..reading import remote

_ENDINGS = (".arrow", ".json")


def take(jobs, address, *, listed=True):
    """Copy the shards of jobs from an address to where the jobs have them; those that are not there are passed over.

    listed: whether it is looked which are there; False where all should be. Raises InputError as `remote.fetch`.
    """
    at = remote.place(address)
    there = remote.listed(at) if listed else None
    for job in jobs:
        path = Path(job["to"])
        names = [path.name + ending for ending in _ENDINGS]
        if there is None or all(name in there for name in names):
            for name in names:
                remote.take(at, name, path.with_name(name))


def leave(jobs, address, *, listed=True):
    """Copy the shards of jobs to an address, all of them or those that are not there. Raises as `take`."""
    at = remote.place(address)
    there = remote.listed(at) if listed else {}
    for job in jobs:
        path = Path(job["to"])
        for ending in _ENDINGS:
            file = path.with_suffix(ending)
            if there.get(file.name, ("", ""))[0] != file.stat().st_size:
                remote.leave(at, file.name, file)


def apart(job, folder):
    """A job as a machine can do it that sees no folder of the study: its shard lies in `folder`.

    Raw files that do not lie here as they are in the job are copied from their address. None where one of them is
    another by now. Raises InputError as `remote.fetch`.
    """
    files, at = [], remote.place(job["source"]) if job["source"] else None
    for number, ((path, *rest), sha256) in enumerate(zip(job["files"], job["sha256"], strict=True)):
        if digest(path) != sha256:
            if at is None:
                return None
            path = folder / f"{number}" / Path(path).name  # of an archive it tells the kind
            remote.take(at, rest[0], path, temporary=folder)
            if digest(path) != sha256:
                return None
        files.append((str(path), *rest))
    _, *limits = job["room"]
    return {**job, "files": files, "to": str(folder / Path(job["to"]).name), "room": (str(folder), *limits)}


def digest(path):
    """The SHA-256 of a file, "" for one that cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
