"""What is given in memory as a Reading: a DataFrame, a Series, texts, records, a dict."""

import datetime
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ...errors import ArgumentError, InputError, told
from . import files
from .cells import as_text, string
from .columns import folded, guess
from .result import Reading, table

HOW = "given in memory"
_WHAT = "a path, a list of paths, a DataFrame, or a list of texts"
_LONGEST_PATH = 4096  # characters


def paths(source):
    """Return the list of paths that `source` names, None where it is the texts themselves.

    source: a path, or a list of paths. A list of strings is one of paths where each of them is there or has the ending
    of a kind of file that is known, and none holds a line break. Raises ArgumentError for what is neither a path nor
    texts, InputError for a string that is no path, and for a list in which only some of the paths are there.
    """
    if isinstance(source, str | os.PathLike):
        return [_path(source)]
    if not isinstance(source, list | tuple) or not source:
        return None
    if all(isinstance(item, os.PathLike) for item in source):
        return [_path(item) for item in source]
    if not all(isinstance(item, str | os.PathLike) for item in source):
        return None
    there = [_is_there(item) for item in source]
    if all(there) or all(_looks_like_a_path(item) for item in source):
        return [_path(item) for item in source]
    if any(there):
        missing = str(source[there.index(False)])
        raise InputError(f'"{_short(missing)}" in the list is not there, though other paths of it are; check the path.')
    return None


def reading(source):
    """Return the Reading of a DataFrame, a Series of texts, a list of texts or of records, or a dict.

    A dict is a record where one of its keys is known to hold the text, columns where its values are lists, else it
    has a text for each id. The index of a DataFrame or Series is the id where it is named or made of strings, and no
    column is called so. Rows are numbered from 1. Raises ArgumentError for anything else, and for an empty list.
    """
    frame, form = _frame(source)
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise ArgumentError(f'The column "{twice}" occurs twice; rename one.')
    names = [str(name) for name in frame.columns]
    columns = {name: [_cell(value) for value in frame.iloc[:, n].tolist()] for n, name in enumerate(names)}
    made = table(list(range(1, len(frame) + 1)), columns)
    digest, size = hashlib.sha256(), 0
    for name, column in made.columns.items():
        for value in (name, *column.to_pylist()):
            data = value.encode("utf-8", "replace")
            size += len(data)
            digest.update(data + b"\0")
    return Reading(made, how=HOW, format=form, n_bytes=size, sha256=digest.hexdigest(), base="text")


def _frame(source):
    """(DataFrame of what is given, what to call it)."""
    if hasattr(source, "to_pandas"):  # a table of Arrow or Polars
        source = source.to_pandas()
    if isinstance(source, pd.DataFrame):
        return _indexed(source), "table"
    if isinstance(source, pd.Series):
        return _indexed(source.rename("text").to_frame()), "texts"
    if isinstance(source, dict):
        return _of_dict(source)
    if isinstance(source, bytes | bytearray | str) or not isinstance(source, Iterable):
        raise ArgumentError(f"There is nothing to read in {told(source)}; give {_WHAT}.")
    items = sorted(source, key=str) if isinstance(source, set | frozenset) else list(source)
    if not items:
        raise ArgumentError(f"There is nothing to read in an empty list; give {_WHAT}.")
    if all(isinstance(item, dict) for item in items):
        return pd.DataFrame({name: [item.get(name) for item in items] for name in _keys(items)}), "table"
    for place, item in enumerate(items, start=1):
        if not (isinstance(item, str) or _is_missing(item)):
            raise ArgumentError(f"Item {place} of the list is {told(item)}, but must be a text; give {_WHAT}.")
    return pd.DataFrame({"text": pd.Series(items, dtype=object)}), "texts"


def _keys(records):
    return dict.fromkeys(key for record in records for key in record)


def _of_dict(given):
    if not given:
        raise ArgumentError(f"There is nothing to read in an empty dict; give {_WHAT}.")
    if all(isinstance(value, list | tuple | pd.Series) or hasattr(value, "tolist") for value in given.values()):
        sizes = {str(name): len(list(value)) for name, value in given.items()}
        if len(set(sizes.values())) > 1:
            listed = ", ".join(f"{name} {size:,}" for name, size in sizes.items())
            raise ArgumentError(f"The columns are of different lengths ({listed}); give each a value for every text.")
        return pd.DataFrame({name: pd.Series(list(value), dtype=object) for name, value in given.items()}), "table"
    if "text" in guess([str(name) for name in given]):
        return pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in given.items()}), "table"
    for name, value in given.items():
        if not isinstance(value, str):
            raise ArgumentError(f'The value of "{name}" is {told(value)}, but must be a text; give {_WHAT}.')
    return pd.DataFrame({"id": [str(name) for name in given], "text": list(given.values())}), "texts"


def _indexed(frame):
    """The table with its index as a column where that names the rows."""
    index, known = frame.index, {folded(str(name)) for name in frame.columns}
    if isinstance(index, pd.RangeIndex) or isinstance(index, pd.MultiIndex):
        return frame
    name = str(index.name if index.name is not None else "id")
    names_rows = index.name is not None or not pd.api.types.is_numeric_dtype(index.dtype)
    if not names_rows or folded(name) in known or "id" in guess([str(name) for name in frame.columns]):
        return frame
    return frame.reset_index(names=name)


def _cell(value):
    """A cell as a reader of files gives it: strings, numbers, lists and dicts stay, dates are written out."""
    if isinstance(value, str):
        return value
    if getattr(value, "ndim", 0):
        value = value.tolist()
    if isinstance(value, list | tuple | set):
        return [item if isinstance(item, str) else string(_cell(item)) for item in value]
    if isinstance(value, dict):
        return {str(key): _cell(item) for key, item in value.items()}
    if _is_missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime(warn=False)
    if isinstance(value, datetime.datetime | datetime.date):
        return as_text(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.item() if hasattr(value, "item") and getattr(value, "ndim", 0) == 0 else value


def _is_missing(value):
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _path(given):
    """The Path of what was given as one; InputError where it can be none."""
    text = os.fspath(given)
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if not text.strip():
        raise InputError("The path is empty; give the path of a file or a folder.")
    if text.lower().startswith(("http://", "https://")):
        raise InputError(f"{_short(text)} is an address on the web, which is not opened; save the page as a file.")
    if _is_there(text):
        return Path(text)
    if text.startswith("~") and _is_there(os.path.expanduser(text)):
        return Path(text).expanduser()
    if not _can_be_a_path(text) or (isinstance(given, str) and not _looks_like_a_path(text) and len(text.split()) > 3):
        raise InputError(
            f'"{_short(text)}" is no path of a file or folder; if it is a text, give it in a list: '
            "documents.read([text])."
        )
    return Path(text)


def _can_be_a_path(text):
    return len(text) <= _LONGEST_PATH and not any(sign in text for sign in "\n\r\0")


def _is_there(given):
    text = os.fspath(given)
    try:
        return bool(text) and (isinstance(text, bytes) or _can_be_a_path(text)) and os.path.exists(text)
    except (OSError, ValueError):
        return False


def _looks_like_a_path(given):
    text = str(given)
    slashed = text.startswith(("/", "~", "./", "../")) and len(text) > 1
    named = files.kind(text) not in (None, "bare") or files.suffix(text) in files.MEND
    return _can_be_a_path(text) and len(text) < 500 and (slashed or named)


def _short(text):
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
