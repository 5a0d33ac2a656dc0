"""What the cells of the columns tell: which hold dates, texts or sources, whatever the columns are called.

A sample of each column is looked at. What is found goes before the name of a column only where its cells contradict
the name; either is told, with examples, so that the reader can confirm it in study.toml.
"""

import re

import numpy as np
import pyarrow as pa

from ...arabic import dates, partial_dates
from ...arabic.script import LETTER
from ..reading import columns
from . import day_numbers
from .empty_cells import stands_for_nothing

SAMPLE, _FIRST_LOOK = 200, 12  # cells
_LONGEST_DATE = 60  # characters
_CONTRADICTS, _FITS, _SURE = 0.1, 0.5, 0.8  # shares of the cells
_WORDS, _WORDS_BY_NAME = 4, 2  # of a text on average; fewer where the column's name speaks of a text
_OUTLET = re.compile(
    r"(?<!\w)(?:صحيفة|جريدة|وكالة|قناة|مجلة|موقع|شبكة|بوابة|إذاعة|اذاعة|راديو|تلفزيون)(?!\w)"
    r"|(?<!\w)(?:news|times|agency|tv|daily|herald|gazette|channel|press|newspaper|radio)(?!\w)",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|(?=www\.))(?:(?:www|m|amp)\.)?(?P<site>[\w-]+(?:\.[\w-]+)+)(?=[/:?#]|$)", re.IGNORECASE
)
_COMPACT_DAY, _SEVERAL = re.compile(r"\s*(?:19|20)\d{6}\s*"), 8
_LONGEST_SOURCE = 60  # characters on average


def sampler(table):
    """Return a function: column -> its cells of a sample of the rows, those that are empty left out."""
    n = len(table.rows)
    places = pa.array(np.unique(np.linspace(0, max(n - 1, 0), min(n, SAMPLE)).astype(int)))
    seen = {}

    def cells(column):
        if column not in seen:
            given = table.columns[column].take(places).to_pylist()
            seen[column] = [cell for cell in given if cell.strip() and not stands_for_nothing(cell)]
        return seen[column]

    return cells


def judged(chosen, header, cells, *, leave=()):
    """Return (field -> (column, how) as `fields.choose_columns` gives it, mended; sentences on what was changed).

    cells: of `sampler`. How is "cells" for what they told. Only what is guessed or absent is changed, and no field in
    `leave`, of which the study says what it is.
    """
    chosen, notes = dict(chosen), []
    for field, best, fits, kind in (
        ("date", _date_column, _date_share, "dates"),
        ("text", _text_column, _foreign_share, "Arabic texts"),
        ("source", _source_column, lambda found: 1.0, "sources"),
    ):
        column, how = chosen[field]
        if how not in ("guessed", "absent") or field in leave:
            continue
        share = fits(cells(column)) if column is not None else 0.0
        if column is not None and share >= _FITS:
            continue
        found = best(_free(header, chosen), cells)
        if found is None or (column is not None and field == "text" and share >= _CONTRADICTS):
            continue
        chosen[field] = (found, "cells")
        if column is not None:
            notes.append(f'the column "{column}" holds few {kind}, so "{found}" is taken for the {field}')
    if chosen["date"][0] is None and "date" not in leave:
        notes += _gathered(_free(header, chosen), cells)
    return chosen, notes


def _free(header, chosen):
    used = {name for name, _ in chosen.values()}
    return [name for name in header if name not in used]


def are_links(found):
    """Say whether cells are links of a page: <a href="…">Twitter for iPhone</a>."""
    return bool(found) and sum(1 for cell in found if cell.lstrip().startswith("<a ")) >= _FITS * len(found)


def sites(values):
    """Return address -> its site, "www.example.org/a" -> "example.org", where most of the values are addresses."""
    given = {value for value in values if value}
    found = {value: match["site"] for value in given if (match := _ADDRESS.match(value))}
    return found if found and len(found) > _FITS * len(given) else {}


def _date_share(found, parsed=None):
    """Share of cells that are dates, or the larger part of one."""
    return sum(map(parsed or _is_date, found)) / len(found) if found else 0.0


def _is_date(cell):
    if not _can_be_a_date(cell):
        return False
    if dates.parse(cell).date is not None or day_numbers.read(cell) is not None:
        return True
    return partial_dates.read(cell) is not None


def _can_be_a_date(cell):
    return len(cell) <= _LONGEST_DATE and any(map(str.isdecimal, cell))


def _is_written_day(cell):
    """Whether a cell is a day and can hardly be anything else: no bare number."""
    return _can_be_a_date(cell) and not cell.strip().isdecimal() and (
        dates.parse(cell).date is not None or dates.parse(cell).reason.startswith("ambiguous")
    )  # fmt: skip


def _date_column(free, cells):
    """The column of dates among those that are free, None for none."""
    best = None
    for place, column in enumerate(free):
        rank = columns.date_rank(column)
        if rank is None:
            continue
        parsed = _is_written_day if rank == columns.NO_DATE_WORD else _is_date
        if rank == columns.YEAR:
            parsed = _is_year
        found = cells(column)
        if _date_share(found[:_FIRST_LOOK], parsed) < _FITS:
            continue
        share = _date_share(found, parsed)
        if share < _SURE:
            continue
        key = (rank, -share, place)
        best = min(best, (key, column)) if best else (key, column)
    return best[1] if best else next((column for column in free if _are_compact_days(column, cells(column))), None)


def _are_compact_days(column, found):
    """Whether cells are all days in eight digits, 20210310: several of them, as ids are only by a rare chance."""
    if columns.date_rank(column) is None or not all(map(_COMPACT_DAY.fullmatch, found)):
        return False
    different = set(found)
    return len(different) >= _SEVERAL and all(dates.parse(cell).date is not None for cell in different)


def parts_of_date(date, header, cells):
    """Return the columns of year, month and day that make a date, [] where it has a column of its own.

    date: (column, how) as chosen. A column of years is found by its cells only; they stay metadata too.
    """
    column, how = date
    if how != "cells" or columns.date_rank(column) != columns.YEAR:
        return []
    parts = [column]
    for names in (("month", "mois", "شهر"), ("day", "jour", "يوم")):
        found = next((name for name in header if columns.folded(name) in names and name not in parts), None)
        if found is None or not cells(found):
            break
        parts.append(found)
    return parts


def _is_year(cell):
    span = partial_dates.read(cell) if _can_be_a_date(cell) else None
    return span is not None and span.precision in ("year", "years")


def _gathered(free, cells):
    """Sentences on columns of dates that are not those of publication."""
    for column in free:
        if columns.is_of_gathering(column) and _date_share(cells(column)[:_FIRST_LOOK]) >= _SURE:
            yield (
                f'the column "{column}" holds dates, but by its name not those of publication, so it is not taken; '
                "name it in [corpus] date if it is what you want"
            )


def _arabic_share(found):
    return sum(1 for cell in found if LETTER.search(cell)) / len(found) if found else 0.0


def _foreign_share(found):
    """Share of cells that may be Arabic once they are repaired: letters beside those of ASCII."""
    return sum(1 for cell in found if not cell.isascii()) / len(found) if found else 0.0


def _text_column(free, cells):
    """The column of texts among those that are free: Arabic, different from row to row, the longest of them.

    A description, a summary or what somebody says of himself only where there is no other.
    """
    candidates = []
    for place, column in enumerate(free):
        found = cells(column)
        if not found or _arabic_share(found[:_FIRST_LOOK]) < _FITS:
            continue
        named = columns.speaks_of_a_text(column)
        n_words = sum(len(cell.split()) for cell in found) / len(found)
        distinct = len(set(found)) / len(found)
        if n_words >= (_WORDS_BY_NAME if named else _WORDS) and distinct >= _FITS:
            beside = columns.is_beside_the_text(column)
            candidates.append((not beside, n_words * (2 if named else 1), -place, column))
    return max(candidates)[3] if candidates else None


def _source_column(free, cells):
    """The column of newspapers, channels or sites among those that are free: few names, most of them speaking ones."""
    for column in free:
        found = cells(column)
        if not found or columns.speaks_of_a_text(column):
            continue
        short = sum(map(len, found)) / len(found) <= _LONGEST_SOURCE
        few = len(found) < 4 or len(set(found)) <= max(2, len(found) / 2)
        speaking = sum(1 for cell in found if _OUTLET.search(cell) or _HOST.fullmatch(cell.strip())) / len(found)
        if short and few and speaking >= _FITS:
            return column
    return None
