"""Room for work that is larger than memory: large arrays lie in files, mapped, and are worked on piece by piece.

Outside of `within` everything is in memory and one piece, as for a corpus of a few million tokens. Inside of it, what
is made here takes no private memory: the system writes it to the disk and forgets it where others need the memory.
Results are the same in both cases, to the bit.
"""

import contextlib
import gc
import mmap
import os
import tempfile
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

PIECE = 1 << 21  # tokens that are worked on at a time
_TEXT = 200  # times the memory of a token that a text takes
_SMALLEST = 1 << 20  # bytes of an array that lies in a file


class Room(NamedTuple):
    """Where large arrays lie, how many elements are worked on at a time, and from how many bytes an array is large.

    kept: a folder for what a later build may use again, None for none; stamp: of the code that it is made by. jobs:
    processes that work at a time; scheduler: the Dask workers that work instead, "" for none. place: the address where
    what may be used again lies for several machines, source: the one where the raw files lie, "" for none.
    """

    folder: Path
    piece: int = PIECE
    smallest: int = _SMALLEST
    kept: Path | None = None
    stamp: str = ""
    jobs: int = 1
    scheduler: str = ""
    place: str = ""
    source: str = ""


_ROOM = ContextVar("room", default=None)


@contextlib.contextmanager
def within(room):
    """Let large arrays lie in files of a `Room` as long as the block lasts; None: in memory."""
    before = _ROOM.set(room)
    try:
        yield
    finally:
        _ROOM.reset(before)


def current():
    """The Room of the block, None where everything is in memory."""
    return _ROOM.get()


def is_scarce():
    """Whether large arrays lie in files here."""
    return _ROOM.get() is not None


def pieces(n, joined=None, *, size=1):
    """The pieces of n elements, [(first, behind)]: one piece in memory, several where room is scarce.

    joined: bool of length n; an element that is joined to the one before is in the same piece. size: how many times
    the memory of a token an element takes.
    """
    room = _ROOM.get()
    return [(0, n)] if room is None else blocks(n, max(room.piece // size, 1), joined)


def blocks(n, size, joined=None):
    """The blocks of n elements, as `pieces`, each of `size` or a little more, with and without room."""
    made, first = [], 0
    while first < n:
        behind = min(first + size, n)
        while joined is not None and behind < n and joined[behind]:
            behind += 1
        made.append((first, behind))
        first = behind
    return made


def of_documents(ends):
    """The pieces of documents, as `pieces`; ends: where each of them ends, an increasing array of tokens or bytes."""
    room = _ROOM.get()
    if room is None or not len(ends):
        return [(0, len(ends))]
    made, first = [], 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        behind = max(int(np.searchsorted(ends, before + room.piece, side="right")), first + 1)
        made.append((first, behind))
        first = behind
    return made


def empty(n, dtype):
    """An array of n elements that are not set yet; in a file where room is scarce and it is large."""
    room, dtype = _ROOM.get(), np.dtype(dtype)
    if room is None or n * dtype.itemsize < room.smallest:
        return np.empty(n, dtype)
    with tempfile.TemporaryFile(dir=room.folder) as file:
        _reserve(file, n * dtype.itemsize)
        return np.frombuffer(mmap.mmap(file.fileno(), n * dtype.itemsize), dtype)


def full(n, value, dtype):
    """An array of n elements of one value, as `empty`."""
    made = empty(n, dtype)
    if is_scarce():
        for first, behind in pieces(n):
            made[first:behind] = value
    else:
        made[:] = value
    return made


def taken(table, numbers, dtype=None):
    """`table[numbers]`, as `empty`; numbers: of any length, of rows of a table that is in memory."""
    if not is_scarce():
        return table[numbers] if dtype is None else table[numbers].astype(dtype, copy=False)
    made = empty(len(numbers), dtype or table.dtype)
    for first, behind in pieces(len(numbers)):
        made[first:behind] = table[numbers[first:behind]]
    return made


def counts(numbers, minlength=0):
    """How often each number occurs, as `np.bincount`."""
    if not is_scarce():
        return np.bincount(numbers, minlength=minlength)
    made = np.zeros(minlength, np.int64)
    for first, behind in pieces(len(numbers)):
        found = np.bincount(numbers[first:behind], minlength=len(made))
        found[: len(made)] += made
        made = found
    return made


def places(n, test):
    """Where a test holds among n elements: int64 array; test(first, behind) gives a bool for each of a piece."""
    made = Growing(np.int64)
    for first, behind in pieces(n):
        made.append(np.flatnonzero(test(first, behind)) + first)
    return made.array()


class Growing:
    """An array in the making, of elements of one dtype, in a file where room is scarce."""

    def __init__(self, dtype):
        self._dtype, self._parts, self._n, room = np.dtype(dtype), [], 0, _ROOM.get()
        self._file = tempfile.TemporaryFile(dir=room.folder) if room else None

    def __len__(self):
        return self._n

    def append(self, values):
        """Add an array behind what is there."""
        values = np.ascontiguousarray(values, self._dtype)
        self._n += len(values)
        if self._file is None:
            self._parts.append(values)
        elif len(values):
            self._file.write(memoryview(values).cast("B"))

    def array(self):
        """The array of all that was added, to which nothing more is added."""
        if self._file is None:
            parts, self._parts = self._parts, []
            return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, self._dtype), *parts])
        with self._file as file:
            file.flush()
            size = self._n * self._dtype.itemsize
            return np.frombuffer(mmap.mmap(file.fileno(), size) if size else b"", self._dtype)


class Strings:
    """A large string array in the making, in files where room is scarce."""

    def __init__(self):
        self._ends, self._data, self._parts, self._n = Growing(np.int64), Growing(np.uint8), [], 0

    def append(self, strings):
        """Add a large string array without nulls behind what is there."""
        if not is_scarce():
            self._parts.append(strings)
            return
        _, offsets, data = strings.buffers()
        offsets = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1]
        if len(strings):
            self._ends.append(offsets[1:] - offsets[0] + self._n)
            data = np.frombuffer(data if data is not None else b"", np.uint8)
            self._data.append(data[offsets[0] : offsets[-1]])
            self._n += int(offsets[-1] - offsets[0])

    def array(self):
        """The array of all that was added, to which nothing more is added."""
        if not is_scarce():
            parts, self._parts = self._parts, []
            return parts[0] if len(parts) == 1 else pa.concat_arrays(parts or [pa.array([], pa.large_string())])
        ends = self._ends.array()
        offsets = empty(len(ends) + 1, np.int64)
        offsets[0], offsets[1:] = 0, ends
        return pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(self._data.array()))


def joined(parts):
    """Several large string arrays one behind the other; they are taken from the list one by one."""
    made = Strings()
    while parts:
        made.append(parts.pop(0))
    return made.array()


def chosen(strings, places):
    """The large strings at some places, in this order."""
    made = Strings()
    for first, behind in pieces(len(places), size=_TEXT):
        made.append(strings.take(pa.array(places[first:behind], pa.int64())))
    return made.array()


@contextlib.contextmanager
def uncollected():
    """Without Python's garbage collector, which would look for cycles in a million new strings again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _reserve(file, size):
    """Take the room on the disk now: a mapped file that finds none later ends the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), 0, size)
    else:
        file.truncate(size)
