"""Dates whose year has two digits, 3/25/21: read where one order of day, month and year is possible, and no other.

The order is that of a whole column: it is possible where each of its dates is one by it. The year first is possible
only where it varies no more than the last number does, as years do beside days. A year up to 29 is one of this
century, from 30 on of the last, as spreadsheets have it.
"""

import re
from typing import NamedTuple

from . import month_names
from .dates import fold, parse

ORDERS = ("dmy", "mdy", "ymd")
_LAST_OF_THIS_CENTURY = 29
_SHORT = re.compile(r"(?<![\w:])(\d{1,2})([-/. ])(\d{1,2}|[^\W\d_]+)\.?\2'?(\d{2})(?![\d:]|\s*[-/.]\s*\d)")


class _Parts(NamedTuple):
    before: str
    numbers: tuple
    after: str


def order_of(values, wanted=None):
    """Return the order, out of ORDERS, by which each date of two digits for the year among `values` is one; else None.

    values: strings; those that are no such dates tell nothing. wanted: "dmy" or "mdy", if it is known: only that is
    looked at. None where no order is possible, or several that do not come to the same days.
    """
    found = [parts for parts in map(_parts, dict.fromkeys(values)) if parts is not None]
    if not found:
        return None
    possible = [order for order in (ORDERS if wanted is None else (wanted,)) if _is_possible(found, order)]
    days = {tuple(_date(parts, order) for parts in found) for order in possible}
    return possible[0] if len(days) == 1 else None


def read(text, order):
    """Return the datetime of such a date in this order, None where it is none."""
    parts = _parts(text)
    return _date(parts, order) if parts is not None else None


def is_one(text):
    """Say whether a string is a date whose year has two digits, in some order."""
    parts = _parts(text)
    return parts is not None and any(_date(parts, order) is not None for order in ORDERS)


def _parts(text):
    folded = fold(text)
    found = _SHORT.search(folded) if len(folded) <= 60 and not re.search(r"\d{4}", folded) else None
    if found is None or (not found[3].isdecimal() and not month_names.find(found[3])[0]):
        return None
    return _Parts(folded[: found.start()], (found[1], found[3], found[4]), folded[found.end() :])


def _is_possible(found, order):
    if order == "ymd":
        firsts, lasts = ({parts.numbers[place] for parts in found} for place in (0, 2))
        if any(len(first) < 2 for first in firsts) or len(firsts) > len(lasts):
            return False
    by_name = all(not parts.numbers[1].isdecimal() for parts in found)
    if by_name and order == "mdy":
        return False
    return all(_date(parts, order) is not None for parts in found)


def _date(parts, order):
    first, middle, last = parts.numbers
    if not middle.isdecimal():
        day, year = (last, first) if order == "ymd" else (first, last)
        written = f"{day} {middle} {_year(year)}"
    else:
        told = dict(zip(order, parts.numbers, strict=True))
        written = f"{_year(told['y'])}-{told['m']}-{told['d']}"
    return parse(f"{parts.before}{written}{parts.after}").date


def _year(digits):
    return (2000 if int(digits) <= _LAST_OF_THIS_CENTURY else 1900) + int(digits)
