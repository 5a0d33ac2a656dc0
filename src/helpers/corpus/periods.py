"""The period (year, quarter, month) that each document belongs to, and the way through the corpus in order of date."""

import numpy as np
import pandas as pd

from ..arguments import takes
from ..errors import check_choice
from .assembly import dating

PERIODS = {"year": "Y", "quarter": "Q", "month": "M"}
PRECISION = "date_precision"  # the column of the documents, where there are dates that are no days
_TOO_COARSE = {"year": ("years",), "quarter": ("year", "years"), "month": ("year", "years"),
               "day": ("month", "year", "years")}  # fmt: skip


def shown(date, precision=None):
    """Return a date as a text in its precision: 2014-03-05, 2014-03, 2014; "" for a missing one.

    precision: of the column `date_precision`; a date without one is a day.
    """
    if date is None or pd.isna(date):
        return ""
    return pd.Timestamp(date).strftime(dating.FORMS.get(precision, "%Y-%m-%d"))


def precision(documents, rows=None):
    """Return {PRECISION: the precision of the date of each of these rows}; {} where all dates are days.

    documents: those of a Corpus. rows: their places, None for all.
    """
    if PRECISION not in documents:
        return {}
    found = documents[PRECISION].astype("str").to_numpy(object)
    return {PRECISION: found if rows is None else found[rows]}


def name_of_precision(column):
    """Return the column in which the precision of the dates of a column stands: "date_precision", "first_precision"."""
    return str(column) + PRECISION.removeprefix("date")


def in_precision(table, columns):
    """Return a table with the dates of these columns as texts, where it tells that one of them is no day.

    The precision of a column stands in that of `name_of_precision`.
    """
    made = {}
    for column in columns:
        known = name_of_precision(column)
        if known in table and column in table and table[known].isin(dating.FORMS).any():
            pairs = zip(table[column], table[known], strict=True)
            made[column] = pd.Series([shown(*pair) or None for pair in pairs], table.index, dtype="str")
    return table.assign(**made) if made else table


@takes()
def of(corpus, period):
    """The period of each document as str ("2021", "2021Q2", "2021-04"), missing where no date tells it.

    period: year, quarter or month; anything else is an ArgumentError. A date that is only a year (`date_precision`)
    belongs to a year, but to no quarter and no month.
    """
    check_choice("period", period, PERIODS)
    date = corpus.documents["date"]
    return date.dt.to_period(PERIODS[period]).astype("str").where(date.notna() & ~too_coarse(corpus, period))


@takes()
def way(tokens, at):
    """How far through the corpus each of these tokens stands, 0 to 1, the documents in order of date.

    at: numbers of tokens, shape (n,). Documents without a date come last, in their own order; where no document has
    one, that is the order of all. Returns shares, float64, shape (n,).
    """
    starts, sizes = _starts(tokens), np.asarray(tokens.sizes)
    first = np.cumsum(sizes) - sizes
    at = np.asarray(at, np.int64)
    doc = tokens.doc[at]
    return (starts[doc] + at - first[doc]) / max(len(tokens), 1)


@takes()
def bounds(tokens):
    """Where each year begins on the `way` through the corpus: {"2014": 0.0, "2015": 0.31, …}, "—" for no date.

    {} where no document has a date.
    """
    if not len(tokens) or tokens.corpus.documents["date"].isna().all():
        return {}
    years = tokens.corpus.documents["date"].dt.year
    named = years.astype("Int64").astype("str").where(years.notna(), "—")
    shares = pd.Series(_starts(tokens) / len(tokens)).groupby(named.to_numpy(object)).min().sort_values(kind="stable")
    return {str(year): float(share) for year, share in shares.items()}


def _starts(tokens):
    """The number of tokens before each document, in order of date."""
    order = tokens.corpus.documents["date"].reset_index(drop=True).sort_values(kind="stable", na_position="last").index
    sizes = np.asarray(tokens.sizes)
    starts = np.empty(len(sizes), np.int64)
    starts[order] = np.cumsum(sizes[order]) - sizes[order]
    return starts


def too_coarse(corpus, period):
    """Which documents have a date that is longer than the period, so that it belongs to none: a bool Series.

    period: year, quarter, month or day; anything else is an ArgumentError.
    """
    check_choice("period", period, _TOO_COARSE)
    documents = corpus.documents
    if PRECISION not in documents:
        return pd.Series(False, documents.index)
    return documents[PRECISION].astype("str").isin(_TOO_COARSE[period])
