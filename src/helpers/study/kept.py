"""Results that are slow to have, kept in derived/results/: what was computed of the same is not computed again.

A result is found by what it was made from: the function, the code of Khitab, the versions of what it stands on, and all
its arguments, a Corpus or Tokens by every text, number and term in it. So it can never be that of other texts, other
settings or older code. It goes when derived/ is made anew, and with `khitab run --all`.
"""

import contextlib
import dataclasses
import functools
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ..arguments import UNFIT, Kind, takes
from ..corpus.documents import Corpus
from ..corpus.tokens import Tokens
from ..errors import KhitabError
from . import files, unchanged

FOLDER = "results"
#: Of one function so many results are kept, the newest.
MOST = 4
_BLOCK = 50_000  # rows that are hashed, and compared, at a time
# Taken when this is loaded, which is when the analyses are: a file edited later is not the code that runs.
_CODE = unchanged.code()


class _Unknown(Exception):
    """An argument, or a result, of a kind that cannot be kept."""


@takes(function=Kind("a function", lambda value: value if callable(value) else UNFIT), args=None, options=None)
def result(study, function, *args, **options):
    """What `function(*args, **options)` returns; taken from derived/results/ of the Study where it stands there.

    function: one of Khitab's analyses that returns a table, several tables, or a dict of arrays of one length; its
    result depends on nothing but its arguments. What cannot be kept (arguments of another kind, a folder that cannot be
    written to) is computed each time. The result is the same, kept or not: one that does not come back from its file
    exactly as it was is not kept.
    """
    try:
        stem = study.derived / FOLDER / f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        stem = stem.with_name(f"{stem.name}-{_key(function, args, options)}")
    except _Unknown:
        return function(*args, **options)
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return _read(stem)
    found = function(*args, **options)
    # Only beside a corpus that was built: a folder of another's would be taken for one.
    if (study.derived / "manifest.json").is_file():
        with contextlib.suppress(OSError, KhitabError, pa.ArrowException, ValueError, TypeError, _Unknown):
            _write(stem, found)
            if isinstance(found, pd.DataFrame) and len(found) > _BLOCK:
                return _read(stem)  # whose texts lie in the file and take no memory
    return found


def data(study, name, about, make):
    """The bytes that `make()` returns; taken from derived/results/ where they stand there, made from the same.

    name: what they are kept under, a file name. about: JSON, all that decides what they are beside the code.
    """
    key = hashlib.sha256(json.dumps([name, *maker(), about]).encode("utf-8", "surrogatepass")).hexdigest()
    stem = study.derived / FOLDER / f"{name}-{key[:20]}"
    with contextlib.suppress(OSError):
        whole = _place(stem, "data").read_bytes()
        if hashlib.sha256(whole[32:]).digest() == whole[:32]:
            return whole[32:]
    found = make()
    if (study.derived / "manifest.json").is_file():
        with contextlib.suppress(OSError, KhitabError):
            files.write(_place(stem, "data"), hashlib.sha256(found).digest() + found)
            _tidy(stem, "data")
    return found


def forget(study):
    """Remove all results that are kept for a Study."""
    shutil.rmtree(study.derived / FOLDER, ignore_errors=True)


def _key(function, args, options):
    about = [f"{function.__module__}.{function.__qualname__}", *maker()]
    told = [_told(one) for one in args], {name: _told(value) for name, value in sorted(options.items())}
    return hashlib.sha256(json.dumps([about, told]).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def maker():
    """What makes a result beside its arguments: the code of Khitab, and the versions of what it stands on."""
    return _CODE, _packages()


@functools.cache
def _packages():
    return unchanged.packages()


def _told(value):
    """What an argument is, as JSON: a short value itself, data by their hash. Raises _Unknown."""
    if value is None or isinstance(value, bool | int | float | str):
        return [type(value).__name__, repr(value)]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_told(one) for one in value]]
    if isinstance(value, dict):
        return ["dict", [[_told(key), _told(one)] for key, one in value.items()]]
    if isinstance(value, Tokens | Corpus):
        names = [field.name for field in dataclasses.fields(value)]
        return [type(value).__name__, {name: _told(getattr(value, name)) for name in names}]
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        data = np.ascontiguousarray(value)
        return [str(data.dtype), list(data.shape), hashlib.sha256(memoryview(data).cast("B")).hexdigest()]
    if isinstance(value, pd.DataFrame):
        return ["table", _hash(value)]
    raise _Unknown


class _Hashing:
    """A file that is not written but hashed."""

    closed = False

    def __init__(self):
        self.hash = hashlib.sha256()

    def write(self, data):
        self.hash.update(data)
        return len(data)

    def flush(self):
        pass

    def close(self):
        self.closed = True


def _hash(frame):
    """SHA-256 of a table: its columns, their types, its rows and their labels, and what it says of itself (attrs)."""
    sink = _Hashing()
    try:
        table = pa.Table.from_pandas(frame, preserve_index=True)
        with pa.ipc.new_stream(pa.PythonFile(sink, "w"), table.schema) as stream:
            stream.write_table(table, max_chunksize=_BLOCK)  # what is hashed at a time is copied
    except (pa.ArrowException, TypeError, ValueError):
        raise _Unknown from None
    return sink.hash.hexdigest()


def _parts(value):
    """A result as a description and the tables it is made of. Raises _Unknown."""
    if isinstance(value, pd.DataFrame):
        return "table", [value]
    if isinstance(value, tuple) and value and all(isinstance(one, pd.DataFrame) for one in value):
        return "tables", list(value)
    if isinstance(value, dict) and value and all(isinstance(one, np.ndarray) for one in value.values()):
        if all(isinstance(name, str) for name in value) and len({len(one) for one in value.values()}) == 1:
            return "arrays", [pd.DataFrame(value)]
    raise _Unknown


def _whole(kind, tables):
    if kind == "table":
        return tables[0]
    return tuple(tables) if kind == "tables" else _arrays(tables[0])


def _arrays(table):
    return {name: table[name].to_numpy(copy=True) for name in table.columns}


def _read(stem):
    about = json.loads(_place(stem, "json").read_text("utf-8"))
    tables = []
    for number in range(about["tables"]):
        source = pa.memory_map(str(_place(stem, f"{number}.arrow")))  # texts stay there
        tables.append(pa.ipc.open_file(source).read_all().to_pandas().copy())  # numbers may be written to
    return _whole(about["kind"], tables)


def _write(stem, value):
    kind, tables = _parts(value)
    for number, table in enumerate(tables):
        kept = pa.Table.from_pandas(table)
        if not _same(kept.to_pandas(), table):
            return
        with files.replacing(_place(stem, f"{number}.arrow")) as path, pa.OSFile(str(path), "wb") as sink:
            with pa.ipc.new_file(sink, kept.schema) as file:
                file.write_table(kept)
    # Written last: without it there is no result.
    files.write(_place(stem, "json"), json.dumps({"kind": kind, "tables": len(tables)}) + "\n")
    _tidy(stem, "json")


def _tidy(stem, ending):
    """Remove all results of the same name but the newest."""
    name = stem.name.rpartition("-")[0]
    found = [path for path in stem.parent.glob(f"{name}-*.{ending}") if path.stem.rpartition("-")[0] == name]
    for about in sorted(found, key=lambda path: path.stat().st_mtime_ns)[:-MOST]:
        for path in stem.parent.glob(f"{about.stem}.*"):
            path.unlink(missing_ok=True)


def _place(stem, ending):
    return Path(f"{stem}.{ending}")


def _same(one, other):
    """Whether two tables are the same in all that a later cell could ask of them."""
    try:
        # Exactly: a CSV file has numbers of rows as a column where they are no RangeIndex. Texts that are compared are
        # held as Python has them, so no more than some at a time.
        for first in range(0, max(len(one), len(other), 1), _BLOCK):
            pair = (frame.iloc[first : first + _BLOCK] for frame in (one, other))
            pd.testing.assert_frame_equal(*pair, check_exact=True, check_index_type=True, check_column_type=True)
    except AssertionError:
        return False
    plain = [json.dumps(frame.attrs, sort_keys=True, default=repr) for frame in (one, other)]
    kinds = [[type(cell) for name in frame.columns if frame[name].dtype == object for cell in frame[name]]
             for frame in (one, other)]  # fmt: skip
    return plain[0] == plain[1] and kinds[0] == kinds[1]
