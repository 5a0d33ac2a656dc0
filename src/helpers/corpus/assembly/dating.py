"""The dates of the documents, from the strings that tell them: each column judged as a whole."""

import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from ...arabic import dates, partial_dates, short_years
from . import file_names

COLUMN = "date_precision"  # of the documents, where there are dates that are no days
FORMS = {"year": "%Y", "month": "%Y-%m", "years": "%Y …"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MOSTLY, _ENOUGH = 0.5, 0.9
_FIRST = {"dmy": "day", "mdy": "month"}


class Dated(NamedTuple):
    """The dates of some documents: datetime64[s], the precision of each ("" for none), place -> note."""

    dates: np.ndarray
    precisions: list
    notes: dict


def of_blocks(blocks, order=None):
    """Return the Dated of the documents of all blocks, one behind the other.

    blocks: a list of `collecting.Block`. order: of day and month, as the study names it; None: that of the column, if
    the dates with a day above 12 show only one. The columns are those of each table; the files that are one document
    make one column together. A column that shows no order goes by all others, if these show one.
    """
    groups, first = {}, 0
    for number, block in enumerate(blocks):
        places = range(first, first + len(block.rows))
        first = places.stop
        groups.setdefault(None if block.rows == [None] else number, []).append((block, places))
    values = [value for block in blocks for value in block.columns["date"]]
    shown = dates.likely_order(values) if order is None else None
    found = Dated(np.full(len(values), "NaT", "datetime64[s]"), [""] * len(values), {})
    for members in groups.values():
        _fill(found, members, order, shown)
    return found


def _fill(found, members, order, elsewhere):
    """Put the dates of the blocks of one column into their places."""
    values = [value for block, _ in members for value in block.columns["date"]]
    own = (dates.likely_order(values) or elsewhere) if order is None else None
    parsed, problems, hijri = dates.parse_all(values, order=order)
    counts = _are_counts(values) if problems else False
    short = short_years.order_of(problems, order or own) if problems else None
    if not problems and not hijri:
        first = 0
        for block, places in members:
            found.dates[places.start : places.stop] = parsed[first : first + len(places)]
            found.precisions[places.start : places.stop] = ["day" if value else "" for value in block.columns["date"]]
            first += len(places)
        return
    read, number = {}, 0
    for block, places in members:
        for place, value in zip(places, block.columns["date"], strict=True):
            date, precision, note = parsed[number], "day" if value else "", ""
            if value in problems:
                key = (value, block.named)
                if key not in read:
                    read[key] = _settled(value, problems[value], block.named, own, counts, short)
                date, precision, note = read[key]
            elif value in hijri:
                note = "a Hijri date, converted by the Umm al-Qura calendar"
            found.dates[place], found.precisions[place] = date, precision
            if note:
                found.notes[place] = note
            number += 1


def _settled(value, problem, named, own, counts, short):
    """(date, precision, note) of a string that is no single day by itself."""
    date, note = file_names.settled(value, problem, named)
    if not np.isnat(date):
        return date, "day", note
    ambiguous = problem.startswith("ambiguous")
    if ambiguous and own:
        day = np.datetime64(dates.parse(value, order=own).date, "s")
        return day, "day", f'in the date "{value[:40]}" the {_FIRST[own]} is read first, as in other dates beside it'
    day = short_years.read(value, short) if short else None
    if day is not None:
        told = f'the date "{value[:40]}" is read as {day:%Y-%m-%d}, as all such dates here must be'
        return np.datetime64(day, "s"), "day", f"a year of two digits: {told}"
    span = None if counts and _NUMBER.fullmatch(dates.fold(value)) else partial_dates.read(value)
    if span is None:
        return date, "", note
    precision = span.precision
    if precision == "day":
        kept = "is read as one day"
    elif precision == "years":
        days = f"{span.first:%Y-%m-%d} to {span.last:%Y-%m-%d}"
        kept = f"lies in more than one year ({days}): it is left out of all periods"
    elif ambiguous:
        kept = f"is kept as a year, {span.first:%Y}: {problem}"
    elif precision == "month":
        kept = "is kept as a month: it tells no day"
    elif (span.first.month, span.last.month) != (1, 12):  # a Hijri month, or several months
        kept = f"lies in more than one month ({span.first:%Y-%m-%d} to {span.last:%Y-%m-%d}): it is kept as a year"
    else:
        kept = "is kept as a year: it tells no month"
    return np.datetime64(span.first, "s"), precision, f'the date "{value[:40]}" {kept}'


def written(documents):
    """Each date of a table of documents as a string of its precision: "2019", "2019-05", "2019-05-03", "" for none."""
    days = documents["date"].dt.strftime("%Y-%m-%d").fillna("").astype(object)
    for precision, form in FORMS.items() if COLUMN in documents else ():
        rows = (documents[COLUMN].astype("str") == precision).to_numpy()
        days[rows] = documents["date"][rows].dt.strftime(form)
    return days


def ends(documents):
    """The first and the last date of a table of documents, `written`; () where none has a date."""
    dated = documents[[n for n in ("date", COLUMN) if n in documents]]  # never the texts
    dated = dated[dated["date"].notna()]
    if not len(dated):
        return ()
    of_ends = dated.loc[[dated["date"].idxmin(), dated["date"].idxmax()]]
    return tuple(one.removesuffix(" …") for one in written(of_ends))


def _are_counts(values):
    """Whether the bare numbers of a column are too many, and too often no year, to be dates: they count something."""
    given = Counter(dates.fold(value) for value in values if value)
    numbers = {value: n for value, n in given.items() if _NUMBER.fullmatch(value)}
    if sum(numbers.values()) <= _MOSTLY * sum(given.values()):
        return False
    dated = sum(n for value, n in numbers.items() if dates.parse(value).date or partial_dates.read(value))
    return dated < _ENOUGH * sum(numbers.values())
