"""Dates whose year has two digits: read where one reading is possible, left where there are two."""

import pytest

from helpers.arabic import short_years


@pytest.mark.parametrize(
    ("values", "order", "days"),
    [
        (["3/25/21 0:00", "3/5/21 13:05"], "mdy", ["2021-03-25 00:00", "2021-03-05 13:05"]),
        (["05/03/23", "25/03/23", "01/12/99"], "dmy", ["2023-03-05 00:00", "2023-03-25 00:00", "1999-12-01 00:00"]),
        (["٢٥-٣-٢١", "٥-٤-٢١"], "dmy", ["2021-03-25 00:00", "2021-04-05 00:00"]),
        (["99/12/01", "99/12/30"], "ymd", ["1999-12-01 00:00", "1999-12-30 00:00"]),
        (["10-Mar-21", "11-Mar-21"], "dmy", ["2021-03-10 00:00", "2021-03-11 00:00"]),
        (["الجمعة 5 مارس 30", "2 أبريل 30", "3 أبريل 30"], "dmy", ["1930-03-05 00:00", "1930-04-02 00:00"]),
        (["29.1.29"], "dmy", ["2029-01-29 00:00"]),
        (["10/10/10"], "dmy", ["2010-10-10 00:00"]),
    ],
)
def test_the_only_possible_order_is_taken(values, order, days):
    assert short_years.order_of(values) == order
    assert [f"{short_years.read(value, order):%Y-%m-%d %H:%M}" for value in values[: len(days)]] == days


@pytest.mark.parametrize(
    "values",
    [
        ["5/3/23"], ["25/03/23"], ["21-03-05", "21-03-06", "22-04-25"], ["10-Mar-21"], ["13/13/21"], ["12:30:45"],
        ["5/3/2023"], ["25/3/21", "3/25/21"], ["1.2.3"], ["10.0.0.21"], ["نص طويل"], [],
    ],
)  # fmt: skip
def test_two_readings_or_none_are_left(values):
    assert short_years.order_of(values) is None


def test_an_order_that_is_known_decides():
    assert short_years.order_of(["5/3/23"], "dmy") == "dmy" and f"{short_years.read('5/3/23', 'dmy'):%m-%d}" == "03-05"
    assert short_years.order_of(["25/3/23"], "mdy") is None


@pytest.mark.parametrize(("text", "is_one"), [("5/3/23", True), ("45/45/23", False), ("5/3", False), ("2023", False)])
def test_what_is_such_a_date(text, is_one):
    assert short_years.is_one(text) == is_one
