"""Cells that stand for an empty one: NULL, N/A, -, غير متوفر."""

import pyarrow as pa
import pyarrow.compute as pc

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


def may_stand_for_nothing(cell):
    """Say whether a cell holds only words such as لا يوجد, which may stand for an empty one."""
    return len(cell) <= SHORT and cell.strip(_AROUND) in _MAYBE_NOTHING


def any_stands_for_nothing(column):
    """Say whether a column, a string array, has a cell that stands, or may stand, for an empty one."""
    short = pc.filter(column, pc.less_equal(pc.binary_length(column), 2 * SHORT))
    plain = pc.utf8_lower(pc.utf8_trim(short, _AROUND.replace(".", "")))
    known = pa.array([*_NOTHING, *_NOT_THERE, *_MAYBE_NOTHING], pa.large_string())
    return pc.any(pc.is_in(plain, value_set=known)).as_py() or False
