"""The period (year, quarter, month) that each document belongs to."""

from ..errors import check_choice

PERIODS = {"year": "Y", "quarter": "Q", "month": "M"}


def of(corpus, period):
    """The period of each document as str ("2021", "2021Q2", "2021-04"), missing where there is no date.

    period: year, quarter or month; anything else is an ArgumentError.
    """
    check_choice("period", period, PERIODS)
    date = corpus.documents["date"]
    return date.dt.to_period(PERIODS[period]).astype("str").where(date.notna())
