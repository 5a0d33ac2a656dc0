"""Cells as strings: what JSON, Excel, Parquet or Python hold, written as UTF-8 can write it."""

import datetime
import json
import math

import pyarrow as pa
import pyarrow.compute as pc


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


#: What spreadsheets, programs and people write into a cell that holds nothing, in small letters.
_NOTHING = frozenset(
    "null none nan nat na n/a n.a. n.a <na> nil undefined missing unknown n.d. n.d #n/a #ref! #value! #name? #div/0! "
    "#null! #num! #error! #spill! #calc! - -- --- – — ? ?? ... … . .. / \\n \\n ن/م د.ت د.ت. غ.م".split()
)
#: Words with which the cell of a table says that a text is not there.
_NOT_THERE = frozenset(
    "غير متوفر|غير متوفرة|غير متوافر|غير متاح|غير متاحة|لا ينطبق|النص غير متوفر|"
    "النص غير متاح|المحتوى غير متوفر|المحتوى غير متاح|لا يوجد نص|لا نص|بلا نص|بدون نص|not available|no text|"
    "not applicable".split("|")
)
#: Words that may stand for an empty cell and may be meant, as an answer: they are told, and no more.
_MAYBE_NOTHING = frozenset("لا يوجد|لا توجد|لايوجد|لاتوجد|غير معروف|غير محدد|فارغ|بلا|بدون|لا شيء".split("|"))
_AROUND = " .،\u200e\u200f\n\t\r\u00a0"
SHORT = 24  # characters; what stands for an empty cell is shorter


def stands_for_nothing(cell):
    """Say whether a cell holds only what stands for an empty one: NULL, N/A, -, غير متوفر, an error of a sheet."""
    return len(cell) <= SHORT and (cell.strip().casefold() in _NOTHING or _bare(cell) in _NOT_THERE)


def _bare(cell):
    return " ".join(cell.strip(_AROUND + "()[]-").casefold().split())


def any_stands_for_nothing(column):
    """Say whether a column, a string array, has a cell that stands, or may stand, for an empty one."""
    short = pc.filter(column, pc.less_equal(pc.binary_length(column), 2 * SHORT))
    plain = pc.utf8_lower(pc.utf8_trim(short, _AROUND.replace(".", "")))
    known = pa.array([*_NOTHING, *_NOT_THERE, *_MAYBE_NOTHING], pa.large_string())
    return pc.any(pc.is_in(plain, value_set=known)).as_py() or False


def may_stand_for_nothing(cell):
    """Say whether a cell holds only words such as لا يوجد, which may stand for an empty one."""
    return len(cell) <= SHORT and cell.strip(_AROUND) in _MAYBE_NOTHING


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
