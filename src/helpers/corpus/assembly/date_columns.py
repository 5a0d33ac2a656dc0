"""Which column of a table holds the dates of publication, by its cells: whatever it is called."""

import re

from ...arabic import dates, partial_dates
from ..reading import columns
from . import day_numbers
from .samples import FIRST_LOOK, FITS, SURE

_LONGEST = 60  # characters of a date
_COMPACT_DAY, _SEVERAL = re.compile(r"\s*(?:19|20)\d{6}\s*"), 8


def judged(column, free, cells):
    """Return the column of dates that the cells tell, in the place of `column`; `column` itself where they agree.

    column: the one known by its name, or None. free: the columns that hold no other field. cells: the Samples.
    """
    if column is not None and _share(cells[column], _is_date) >= FITS:
        return column
    return _likeliest(free, cells) or column


def _is_date(cell):
    """Whether a cell is a date, or the larger part of one."""
    if not _can_be_a_date(cell):
        return False
    if dates.parse(cell).date is not None or day_numbers.read(cell) is not None:
        return True
    return partial_dates.read(cell) is not None


def _can_be_a_date(cell):
    return len(cell) <= _LONGEST and any(map(str.isdecimal, cell))


def _is_written_day(cell):
    """Whether a cell is a day and can hardly be anything else: no bare number."""
    return _can_be_a_date(cell) and not cell.strip().isdecimal() and (
        dates.parse(cell).date is not None or dates.parse(cell).reason.startswith("ambiguous")
    )  # fmt: skip


def _is_year(cell):
    span = partial_dates.read(cell) if _can_be_a_date(cell) else None
    return span is not None and span.precision in ("year", "years")


def _likeliest(free, cells):
    """The column of dates among those that are free, None for none."""
    best = None
    for place, column in enumerate(free):
        rank = columns.date_rank(column)
        if rank is None:
            continue
        parsed = _is_written_day if rank == columns.NO_DATE_WORD else _is_date
        if rank == columns.YEAR:
            parsed = _is_year
        found = cells[column]
        if _share(found[:FIRST_LOOK], parsed) < FITS:
            continue
        sure = _share(found, parsed)
        if sure < SURE:
            continue
        key = (rank, -sure, place)
        best = min(best, (key, column)) if best else (key, column)
    return best[1] if best else next((column for column in free if _are_compact_days(column, cells[column])), None)


def _are_compact_days(column, found):
    """Whether cells are all days in eight digits, 20210310: several of them, as ids are only by a rare chance."""
    if columns.date_rank(column) is None or not all(map(_COMPACT_DAY.fullmatch, found)):
        return False
    different = set(found)
    return len(different) >= _SEVERAL and all(dates.parse(cell).date is not None for cell in different)


def parts(column, header, cells):
    """Return the columns of year, month and day that make a date, [] where `column`, which holds it, is none of years.

    They stay metadata too.
    """
    if columns.date_rank(column) != columns.YEAR:
        return []
    made = [column]
    for names in (("month", "mois", "شهر"), ("day", "jour", "يوم")):
        found = next((name for name in header if columns.folded(name) in names and name not in made), None)
        if found is None or not cells[found]:
            break
        made.append(found)
    return made


def gathered(free, cells):
    """Yield sentences on columns of dates that are not those of publication."""
    for column in free:
        if columns.is_of_gathering(column) and _share(cells[column][:FIRST_LOOK], _is_date) >= SURE:
            yield (
                f'the column "{column}" holds dates, but by its name not those of publication, so it is not taken; '
                "name it in [corpus] date if it is what you want"
            )


def _share(found, fits):
    return sum(map(fits, found)) / len(found) if found else 0.0
