"""Periods of dates that are no days: what belongs to which, in every place that goes by time."""

import json

import pandas as pd
import pytest

from helpers.analyses import composition, concordance, description, trends
from helpers.corpus import documents, periods, tokens
from helpers.display import concordances
from helpers.errors import NotEnoughData

DATES = ["2018", "05/2018", "2018-07-03", "2018-2019", "", "2019-01-01"]


@pytest.fixture
def corpus(tmp_path):
    rows = [{"id": f"d{n}", "text": f"خبر رقم {n} عن السوق", "date": date} for n, date in enumerate(DATES)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return documents.read(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("period", "found", "coarse"),
    [
        ("year", ["2018", "2018", "2018", None, None, "2019"], [3]),
        ("quarter", [None, "2018Q2", "2018Q3", None, None, "2019Q1"], [0, 3]),
        ("month", [None, "2018-05", "2018-07", None, None, "2019-01"], [0, 3]),
    ],
)
def test_a_date_belongs_to_periods_that_are_as_long(corpus, period, found, coarse):
    named = periods.of(corpus, period)
    assert [None if pd.isna(one) else one for one in named] == found
    assert periods.too_coarse(corpus, period).to_numpy().nonzero()[0].tolist() == coarse


@pytest.mark.parametrize(
    ("span", "ids"),
    [
        ({"start": "2018", "end": "2018"}, ["d0", "d1", "d2"]),
        ({"start": "2018-05", "end": "2018-05"}, ["d1"]),
        ({"start": "2018-01-01", "end": "2018-01-01"}, []),
        ({"start": "2018-02"}, ["d1", "d2", "d5"]),
        ({"end": "2018-06"}, ["d1"]),
        ({"date": "2018"}, ["d0", "d1", "d2"]),
        ({"date": "2018-07"}, ["d2"]),
        ({}, ["d0", "d1", "d2", "d3", "d4", "d5"]),
    ],
)
def test_a_year_lies_in_a_range_when_all_of_it_does(corpus, span, ids):
    assert corpus.where(**span).documents["doc_id"].tolist() == ids


def test_trends_and_composition_leave_out_what_is_longer_than_a_period(corpus):
    made = tokens.tokenize(corpus)
    yearly = trends.table(made, ["السوق"], period="year", bootstrap=0)
    assert yearly["n_docs"].tolist() == [3, 1]
    assert trends.table(made, ["السوق"], period="month", bootstrap=0)["n_docs"].sum() == 3
    over_time = composition.over_time(made, period="quarter")
    assert over_time.set_index("period")["n_docs"].to_dict() == {"2018Q2": 1, "2018Q3": 1, "2019Q1": 1, "—": 3}
    years = made.where(date="2018").where(doc_id="d0")
    with pytest.raises(NotEnoughData, match="The dates are longer than a month"):
        trends.table(years, ["السوق"], period="month", bootstrap=0)


def test_no_day_is_shown_that_is_not_known(corpus):
    made = tokens.tokenize(corpus)
    found = concordance.lines(made, "السوق")
    assert found["date_precision"].tolist() == ["year", "month", "day", "years", "", "day"]
    shown = concordances.page(found)._repr_html_()
    assert "2018-01-01" not in shown and '"2018 · d0"' in shown and '"2018-05 · d1"' in shown
    facts = description.table(made).set_index("item")["value"]
    assert facts["period"] == "2018 to 2019-01-01"
    assert "2018 to 2019-01-01; " in repr(corpus)
    assert "(of 3 only the month or the year is known)" in description.paragraph(made)
