"""The period (year, quarter, month) that each document belongs to."""

import pandas as pd

from ..arguments import takes
from ..errors import check_choice

PERIODS = {"year": "Y", "quarter": "Q", "month": "M"}
PRECISION = "date_precision"  # the column of the documents, where there are dates that are no days
_TOO_COARSE = {"year": ("years",), "quarter": ("year", "years"), "month": ("year", "years"),
               "day": ("month", "year", "years")}  # fmt: skip


@takes()
def of(corpus, period):
    """The period of each document as str ("2021", "2021Q2", "2021-04"), missing where no date tells it.

    period: year, quarter or month; anything else is an ArgumentError. A date that is only a year (`date_precision`)
    belongs to a year, but to no quarter and no month.
    """
    check_choice("period", period, PERIODS)
    date = corpus.documents["date"]
    return date.dt.to_period(PERIODS[period]).astype("str").where(date.notna() & ~too_coarse(corpus, period))


def too_coarse(corpus, period):
    """Which documents have a date that is longer than the period, so that it belongs to none: a bool Series.

    period: year, quarter, month or day; anything else is an ArgumentError.
    """
    check_choice("period", period, _TOO_COARSE)
    documents = corpus.documents
    if PRECISION not in documents:
        return pd.Series(False, documents.index)
    return documents[PRECISION].astype("str").isin(_TOO_COARSE[period])
