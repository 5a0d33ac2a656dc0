"""Dates that a spreadsheet wrote as the number of a day: 44197 is 2021-01-01."""

import re
from datetime import datetime, timedelta

_NUMBER = re.compile(r"(\d{5})(?:\.(\d+))?")
#: The day before the first: of Excel, in which 1900 is a leap year, and of old Excel for Mac.
FROM_1900, FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_FIRST, _LAST = 10_000, 73_050  # 1927-05-18 to 2099-12-31; fewer digits are no day numbers


def read(cell, beginning=FROM_1900):
    """Return the datetime that a day number stands for, to the second, None for what is no day number."""
    found = _NUMBER.fullmatch(cell.strip())
    if found is None or not _FIRST <= int(found[1]) <= _LAST:
        return None
    seconds = round(float(f"0.{found[2] or 0}") * 86_400)
    return beginning + timedelta(days=int(found[1]), seconds=seconds)


def as_dates(values, column, beginning, ledger):
    """Return the values of a column with the numbers of days written as dates, which is told in the ledger.

    beginning: the day before the first, None where the file does not say it.
    """
    found = {value: read(value, beginning or FROM_1900) for value in dict.fromkeys(values)}  # most days come again
    found = {value: day.isoformat(" ").removesuffix(" 00:00:00") for value, day in found.items() if day is not None}
    if not found:
        return values
    first, n = next(iter(found)), sum(value in found for value in values)
    since = "1904" if beginning == FROM_1904 else "1900"
    ledger.note(
        f'{n:,} dates in the column "{column}" are day numbers of a spreadsheet, counted from {since}: '
        f"{first} is {read(first, beginning or FROM_1900):%Y-%m-%d}"
    )
    return [found.get(value, value) for value in values]
