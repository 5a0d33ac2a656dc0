"""Cells as strings: what JSON, Excel, Parquet or Python hold, written as UTF-8 can write it."""

import datetime
import json
import math

import pyarrow as pa


def string(value):
    """Return a cell as str: "" for None and NaN, "12" for 12.0, lists of strings as lines, else JSON."""
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    try:
        return json.dumps(value, ensure_ascii=False)
    except TypeError:  # what only Python writes, such as a set
        return str(value)


def whole(value):
    """Return the string with each lone surrogate replaced by U+FFFD, so that it can be written as UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        # A pair that was escaped in two halves becomes its character, a half without its other U+FFFD.
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def strings(values):
    """Return (large string array, place -> cell) of a column of cells.

    The array has each cell as `whole(string(cell))`. The dict has the cells that this does not tell all of: lists,
    dicts, and strings with lone surrogates.
    """
    try:
        made = pa.array(values, pa.large_string())
        return made.fill_null("") if made.null_count else made, {}
    except (pa.ArrowException, UnicodeEncodeError):
        pass
    made, raw = [], {}
    for place, value in enumerate(values):
        given = string(value)
        text = whole(given)
        if text != given or isinstance(value, list | dict):
            raw[place] = value
        made.append(text)
    return pa.array(made, pa.large_string()), raw


def as_text(value):
    """Return the value of a cell of a sheet as a string: dates in ISO form, whole numbers without .0."""
    if isinstance(value, str):
        return value.replace("_x000D_", "\r")
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
