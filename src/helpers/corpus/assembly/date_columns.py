"""Which column of a table holds the dates of publication, by its cells: whatever it is called."""

import re
from datetime import timedelta

from ...arabic import dates, partial_dates, short_years
from ..reading import columns
from . import day_numbers
from .samples import FIRST_LOOK, FITS, SURE

_LONGEST = 60  # characters of a date
_COMPACT, _SEVERAL = re.compile(r"\s*(?:19|20)\d{6}(?:\d{6})?\s*"), 8
_APART = 2  # days between the two calendars: sighting and table may differ
_RELATIVE = "a relative date"  # how the reason of `dates.parse` begins


def judged(column, free, cells):
    """Return (the column of dates that the cells tell, `column` where they agree; a sentence on why, "" for none).

    column: the one known by its name, or None. free: the columns that hold no other field. cells: the Samples.
    """
    found, note = column, ""
    if column is None or _share(cells[column], _is_date) < FITS:
        found = _likeliest(free, cells) or column
        if column not in (None, found):
            note = f'the column "{column}" holds few dates, so "{found}" is taken for the date'
    other = _same_days(found, free, cells) if found is not None else None
    if other is not None:
        return other, f'"{found}" and "{other}" hold the same days by two calendars: the Gregorian ones are taken'
    return found, note


def _is_date(cell):
    """Whether a cell is a date, or the larger part of one."""
    if not _can_be_a_date(cell):
        return False
    if dates.parse(cell).date is not None or day_numbers.read(cell) is not None:
        return True
    return partial_dates.read(cell) is not None or short_years.is_one(cell)


def _is_told_or_relative(cell):
    """Whether a cell is a date, or tells one from a day that is not told: three hours ago, yesterday."""
    return _is_date(cell) or (len(cell) <= _LONGEST and dates.parse(cell).reason.startswith(_RELATIVE))


def _can_be_a_date(cell):
    return len(cell) <= _LONGEST and any(map(str.isdecimal, cell))


def _is_written_day(cell):
    """Whether a cell is a day and can hardly be anything else: no bare number."""
    return _can_be_a_date(cell) and not cell.strip().isdecimal() and (
        dates.parse(cell).date is not None or dates.parse(cell).reason.startswith("ambiguous")
    )  # fmt: skip


def _is_written_or_numbered(cell):
    """Whether a cell is a day that is written out, or the number of one in a spreadsheet."""
    return _is_written_day(cell) or day_numbers.read(cell) is not None


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
        parsed = _PARSED.get(rank, _is_date)
        found = cells[column]
        sure = _share(found, parsed) if _share(found[:FIRST_LOOK], parsed) >= FITS else 0.0
        if sure >= SURE:
            key = (rank, -sure, place)
            best = min(best, (key, column)) if best else (key, column)
    return best[1] if best else next((column for column in free if _are_dates_together(column, cells[column])), None)


def _same_days(column, free, cells):
    """The column with the days of a column of Hijri dates by the Gregorian calendar, None for none."""
    hijri = _days(cells[column], "hijri")
    if len(hijri) < FITS * len(set(cells[column])) or not hijri:
        return None
    near = {day + timedelta(days=apart) for day in hijri for apart in range(-_APART, _APART + 1)}
    for other in free:
        days = _days(cells[other], "gregorian") if columns.date_rank(other) is not None else ()
        if days and sum(day in near for day in days) >= SURE * len(days):
            return other
    return None


def _days(found, calendar):
    """The different days among cells that are written by a calendar."""
    read = (dates.parse(cell) for cell in dict.fromkeys(found) if _can_be_a_date(cell))
    return {one.date.date() for one in read if one.calendar == calendar}


def _are_dates_together(column, found):
    """Whether cells are dates that would be none one by one: days in eight digits, or in part day numbers or relative.

    Where a word of the name says so, dates may be relative. Without one, day numbers must stand beside written days.
    """
    rank = columns.date_rank(column)
    if rank is None or not found:
        return False
    if rank < columns.NO_DATE_WORD and _share(found, _is_told_or_relative) >= SURE:
        return True
    if _are_compact_days(found):
        return True
    mixed = _share(found[:FIRST_LOOK], _is_written_or_numbered) >= SURE
    return mixed and any(map(_is_written_day, found)) and _share(found, _is_written_or_numbered) >= SURE


def _are_compact_days(found):
    """Whether cells are all days in eight digits, or fourteen with the time: several, as ids are by a rare chance."""
    if not all(map(_COMPACT.fullmatch, found)):
        return False
    different = set(found)
    return len(different) >= _SEVERAL and all(dates.parse(cell).date is not None for cell in different)


_PARSED = {columns.NO_DATE_WORD: _is_written_day, columns.YEAR: _is_year}  # by the rank of a column's name


def parts(column, header, cells):
    """Return the columns of year, month and day that make a date, [] where `column`, which holds it, is none of years.

    They stay metadata too.
    """
    if columns.date_rank(column) != columns.YEAR:
        return []
    made = columns.parts_of_a_date(column, header)
    return made[: next((place for place, part in enumerate(made) if not cells[part]), len(made))]


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
