"""How a study wants files of several texts divided: at which line, and what of their parts is one document."""

import re
from typing import NamedTuple

from ...errors import ArgumentError, check_choice

NEVER = "never"
UNITS = ("part", "day", "file")
# What is written in regular expressions and hardly in a line of a text.
_EXPRESSION = re.compile(r"^\^|\$$|\\[dswbDSWBnt.()*+?\[]|\.[*+]|\[[^\]]+\][*+{]|\(\?")


class Division(NamedTuple):
    """How a file that holds several texts is divided.

    split: "" by the format where it is known; NEVER: a text file is one document; else the line, or the regular
    expression, at which a text is parted. unit: out of UNITS, what of the parts is one document: each, all of
    one day, or all of the file.
    """

    split: str = ""
    unit: str = UNITS[0]


BY_FORMAT = Division()


def check(division):
    """Return the Division; raise ArgumentError for a unit or an expression that is none."""
    check_choice("unit", division.unit, UNITS)
    pattern(division.split)
    return division


def pattern(split):
    r"""Return the compiled regular expression of a value of [corpus] split, None where it is a literal line.

    An expression stands between slashes (/…/), begins with ^, ends with $, or holds what only expressions hold, such
    as \d or .*; all else is a line, which must be the same from end to end. Raises ArgumentError for a broken one.
    """
    if split in ("", NEVER):
        return None
    slashes = len(split) > 2 and split[0] == split[-1] == "/"
    if not slashes and not _EXPRESSION.search(split):
        return None
    try:
        found = re.compile(split[1:-1] if slashes else split, re.MULTILINE)
    except re.error as error:
        raise ArgumentError(
            f'split is "{split}", which is no regular expression ({error.msg} at sign {(error.pos or 0) + 1}); '
            "name the line itself, or mend the expression"
        ) from None
    if found.match("") is not None:
        raise ArgumentError(f'split is "{split}", which fits an empty line too; name a line that begins a text')
    return found
