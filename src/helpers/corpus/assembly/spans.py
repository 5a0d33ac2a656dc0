"""Spans of time as people name them: a day, a month, a year, several of these, from one to another."""

import datetime
import re

import numpy as np
import pandas as pd

from ...arabic import dates
from ...errors import ArgumentError, NotFound, told

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_LISTS = (list, tuple, set, frozenset, range, pd.Index, pd.Series, np.ndarray)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|\d{4}-?[Qq][1-4]")
_MIDNIGHT = datetime.time()


def between(values, start, end, *, precision=None):
    """Which of the dates lie between start and end, both included and either None: a bool array.

    values: a Series of dates. precision: that of each ("day", "month", "year", "years"), None where all are days; a
    date that is a month or a year lies between when all of it does, one of several years never. A date that is missing
    lies nowhere, unless start and end are None. Raises ArgumentError for what is no date, and for a start after the
    end.
    """
    ends, keep = _ends(values, precision), np.ones(len(values), bool)
    first = _span("start", start)[0] if start is not None else None
    last = _span("end", end)[1] if end is not None else None
    if first is not None and last is not None and first > last:
        raise ArgumentError(f"start is {told(start)}, which is later than end, {told(end)}; exchange the two.")
    if first is not None:
        keep &= ((values >= first) & ends.notna()).to_numpy()
    if last is not None:
        keep &= (ends <= last).to_numpy()
    return keep


def _ends(values, precision):
    """The last day of each date, missing where it has none; the date itself where it is a day."""
    if precision is None:
        return values
    kinds, ends = precision.astype("str"), values.copy()
    for kind, frequency in (("month", "M"), ("year", "Y")):
        ends[kinds == kind] = values[kinds == kind].dt.to_period(frequency).dt.end_time.dt.floor("s")
    return ends.where(kinds != "years")


def on(values, wanted, *, precision=None):
    """Which of the dates fall on a date, on one of several, or into a slice of dates: a bool array.

    precision: as for `between`. Raises ArgumentError as that, and for an empty list; NotFound where no document has
    such a date.
    """
    several = list(wanted) if isinstance(wanted, _LISTS) else [wanted]
    if not several:
        raise ArgumentError("date is an empty list; name at least one date.")
    keep = np.zeros(len(values), bool)
    for one in several:
        if isinstance(one, slice):
            if one.step is not None:
                raise ArgumentError("date is a slice with a step; give its first and its last date only.")
            keep |= between(values, one.start, one.stop, precision=precision) & values.notna().to_numpy()
        else:
            first, last = _span("date", one)
            keep |= ((values >= first) & (_ends(values, precision) <= last)).to_numpy()
    if not keep.any():
        shown = told(several[0]) if len(several) == 1 and not isinstance(several[0], slice) else "in that list or slice"
        known = values.dropna()
        held = f"they run from {known.min():%Y-%m-%d} to {known.max():%Y-%m-%d}" if len(known) else "none has a date"
        raise NotFound(f"No document has the date {shown}; {held}.")
    return keep


def _span(name, value):
    """(first, last) second of a date as it was given, as Timestamps."""
    if isinstance(value, str) and ".." in value:
        start, _, end = (part.strip() for part in value.partition(".."))
        if start and end:
            return _span(name, start)[0], _span(name, end)[1]
    period = _period(value)
    if period is None:
        raise ArgumentError(
            f'{name} is {told(value)}, but must be a date such as "2018-03-31", "2018-03" or "2018".'
        )
    return period.start_time.floor("s"), period.end_time.floor("s")


def _period(value):
    """The day, month, year or second that a value stands for, None where it is no date."""
    if isinstance(value, pd.Period):
        return value
    if isinstance(value, np.datetime64):
        value = str(value)
    if isinstance(value, float | np.floating) and value.is_integer():
        value = int(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        value = str(value) if 1000 <= value <= 9999 else ""
    if isinstance(value, datetime.datetime):
        return _of_time(value.replace(tzinfo=None)) if not pd.isna(value) else None
    if isinstance(value, datetime.date):
        return pd.Period(value.isoformat(), freq="D")
    return _of_text(value) if isinstance(value, str) else None


def _of_time(value):
    return pd.Period(value, freq="D" if value.time() == _MIDNIGHT else "s")


def _of_text(text):
    text = text.strip().translate(_DIGITS)
    try:
        if _ISO.fullmatch(text):
            return pd.Period(text)
        date = dates.parse(text).date
        return None if date is None else _of_time(date)
    except (ValueError, OverflowError):
        return None
