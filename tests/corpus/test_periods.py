"""Periods of dates that are no days: what belongs to which, in every place that goes by time."""

import json
import re

import pandas as pd
import pytest

from helpers.analyses import composition, concordance, description, lexicons, themes, trends
from helpers.corpus import documents, periods, tokens
from helpers.display import concordances, tables
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
    assert facts["period"] == "from 2018 to 2019-01-01"
    assert "2018 to 2019-01-01; " in repr(corpus)
    assert "(of 3 only the month or the year is known)" in description.paragraph(made)


def shown(table, **options):
    """The cells of a table as a page shows them."""
    html = tables.rtl(table, **options).to_html()
    return re.sub("<[^>]*>", " ", html.partition("<tbody>")[2]).split()


def test_hits_of_lexicons_and_tables_of_sources_show_no_day_that_is_not_known(corpus):
    made = tokens.tokenize(corpus)
    hits = lexicons.track(made, [lexicons.of_dict({"مكان": ["السوق"]}, name="x")])
    drawn = lexicons.sample(hits, made).sort_values("doc_id")
    assert drawn["date_precision"].tolist() == ["year", "month", "day", "years", "", "day"]
    cells = shown(drawn[["doc_id", "date"]].assign(date_precision=drawn["date_precision"]))
    assert cells[:4] == ["d0", "2018", "سنة", "d1"] and "2018-05" in cells and "2018-07-03" in cells
    by = composition.table(made)
    assert by[["first_precision", "last_precision"]].values.tolist() == [["year", "day"]]
    cells = shown(by, columns=["first", "last"])
    assert cells == ["2018", "2019-01-01"]


def test_the_days_of_whole_dates_and_the_columns_of_tables_without_others_stay():
    about = pd.DataFrame({"date": pd.to_datetime(["2018-01-01", None]), "date_precision": ["day", ""]})
    assert periods.in_precision(about, about.columns) is about
    assert shown(about, columns=["date"]) == ["2018-01-01", "–"]
    assert periods.shown(pd.Timestamp("2018-05-01"), "month") == "2018-05" and periods.shown(pd.NaT, "year") == ""


def test_representative_texts_tell_the_precision_of_their_dates(tmp_path):
    topics = ["قمح شعير زيت تمر عنب تين رمان لوز جوز".split(), "سفن موج بحر ريح ميناء شراع مرسى صياد شبكة".split()]
    texts = ["، ".join(topics[n % 2][n % 5 :] + topics[n % 2][: n % 5]) for n in range(12)]
    rows = [{"id": f"d{n}", "text": text, "date": DATES[n % 3]} for n, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    made = tokens.tokenize(documents.read(tmp_path / "a.jsonl"))
    found = themes.fit(made, n_themes=2, min_docs=1, max_share=1.0)
    table = themes.representatives(made, *found[:2], n=3)
    known = made.corpus.documents.set_index("doc_id")["date_precision"]
    assert table["date_precision"].tolist() == known[table["doc_id"]].astype(str).tolist()
