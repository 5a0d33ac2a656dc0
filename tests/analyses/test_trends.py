"""Frequencies by period, what makes periods comparable, change points and similarity of periods."""

import numpy as np
import pandas as pd
import pytest
from factory import tokens_of

from helpers import schema
from helpers.analyses import trends
from helpers.errors import ArgumentError, NotEnoughData

TEXT = "داعش في المدينة والجيش"


def stream(months, texts, sources=None):
    return tokens_of(texts, date=[f"{m}-15" for m in months], source=sources or ["أ"] * len(months))


@pytest.fixture(scope="module")
def small():
    months = ["2015-01", "2015-01", "2015-03", "2015-04"]
    texts = ["داعش داعش جيش سلام", "جيش سلام جيش سلام", "داعش سلام سلام سلام", "سلام جيش"]
    return stream(months, texts, ["أ", "ب", "أ", "ج"])


def test_counts_and_rates_by_hand(small):
    table = schema.check(trends.table(small, ["داعش", "جيش"], bootstrap=0, period="month"), "trends")
    assert table.columns.tolist() == ["period", "term", "n", "n_tokens", "n_docs", "ipm", "low", "high"]
    assert table["term"].tolist() == ["داعش"] * 4 + ["جيش"] * 4  # in the order asked for
    first = table[table["term"] == "داعش"]
    assert first["period"].tolist() == ["2015-01", "2015-02", "2015-03", "2015-04"]
    assert first["n"].tolist() == [2, 0, 1, 0]
    assert first["n_tokens"].tolist() == [8, 0, 4, 2]
    assert first["ipm"].tolist()[0] == 2 / 8 * 1e6
    assert np.isnan(first["ipm"].iloc[1]) and first["n_docs"].iloc[1] == 0


def test_every_token_is_in_some_period(small):
    every = trends.table(small, small.terms["term"].tolist(), period="quarter", bootstrap=0)
    assert every.groupby("period")["n"].sum().to_dict() == {"2015Q1": 12, "2015Q2": 2}


def test_groups_add_up_to_the_whole(small):
    whole = trends.table(small, ["داعش"], bootstrap=0, period="month").set_index("period")["n"]
    parts = trends.table(small, ["داعش"], by="source", bootstrap=0, period="month")
    assert parts["group"].cat.categories.tolist() == ["أ", "ب", "ج"]
    assert parts.groupby("period")["n"].sum().to_dict() == whole.to_dict()


def test_positions_of_anything_can_be_followed(small):
    of_term = small.terms.index[small.terms["term"] == "جيش"][0]
    found = trends.table(small, {"الجيش": np.flatnonzero(small.term == of_term)}, bootstrap=0, period="month")
    assert found["n"].tolist() == trends.table(small, ["جيش"], bootstrap=0, period="month")["n"].tolist()
    assert set(found["term"]) == {"الجيش"}


def test_the_interval_holds_the_rate_and_comes_from_the_seed():
    generator = np.random.default_rng(0)
    texts = [" ".join(generator.choice(["داعش", "سلام", "جيش", "مدينة"], 30)) for _ in range(40)]
    t = stream(["2015-01"] * 40, texts)
    one, two, other = (trends.table(t, ["داعش"], bootstrap=300, seed=s, period="month") for s in (1, 1, 2))
    assert one["low"][0] < one["ipm"][0] < one["high"][0]
    pd.testing.assert_frame_equal(one, two)
    assert one["low"][0] != other["low"][0]


def test_one_document_has_no_interval(small):
    table = trends.table(small, ["داعش"], bootstrap=100, period="month").set_index("period")
    assert np.isnan(table.loc["2015-03", "low"]) and np.isfinite(table.loc["2015-01", "high"])


def test_documents_without_a_date_are_left_out():
    t = tokens_of([TEXT, TEXT], date=["2015-01-01", ""])
    assert trends.table(t, ["داعش"], bootstrap=0, period="month")["n"].tolist() == [1]


def test_no_dates_at_all_is_said():
    with pytest.raises(NotEnoughData, match=r"No document has a date; .*\[corpus\] date"):
        trends.table(tokens_of([TEXT]), ["داعش"], period="month")


def test_a_term_that_does_not_occur_is_a_finding(small):
    both = trends.table(small, ["داعش", "داعشش"], bootstrap=0, period="month")
    alone = trends.table(small, ["داعش"], bootstrap=0, period="month")
    pd.testing.assert_frame_equal(both[both["term"] == "داعش"].reset_index(drop=True), alone)
    absent = both[both["term"] == "داعشش"]
    assert (absent["n"] == 0).all() and (absent["ipm"].dropna() == 0).all() and len(absent) == len(alone)


def test_a_run_of_words_is_a_term_too(small):
    assert trends.table(small, ["جيش سلام"], bootstrap=0, period="month")["n"].sum() == 3
    assert trends.table(small, ["سلام داعش"], bootstrap=0, period="month")["n"].sum() == 0


@pytest.mark.parametrize(
    ("months", "each", "period", "advice"),
    [
        (["2015", "2016", "2017"], 45, "year", r"Choose shorter periods \(\[trends\] period\)"),
        ([f"2015-{m:02}" for m in range(1, 13)] + [f"2016-{m:02}" for m in range(1, 9)], 7, "month",
         r"Choose longer periods \(\[trends\] period\)"),
        ([f"20{y}" for y in range(10, 18)], 3, "year", r"Lower \[trends\] min_docs, or add documents"),
        (["2015", "2016"], 3, "year", "Add documents: these are too few"),
    ],
)  # fmt: skip
def test_the_advice_fits_what_is_missing(months, each, period, advice):
    dates = [month if "-" in month else f"{month}-05" for month in months for _ in range(each)]
    t = stream(dates, [TEXT] * len(dates))
    table, comparable = trends.table(t, ["داعش"], period=period, bootstrap=0), trends.comparability(t.corpus, period)
    with pytest.raises(NotEnoughData, match=advice):
        trends.change_points(table, comparable)


def test_an_unknown_period_is_named(small):
    with pytest.raises(ArgumentError, match='period is "week", but must be one of "year", "quarter", "month"'):
        trends.table(small, ["داعش"], period="week")


def test_comparability_sees_few_documents_gaps_and_other_sources(small):
    table = trends.comparability(small.corpus, "month", few=2).set_index("period")
    assert table["n_docs"].tolist() == [2, 0, 1, 1]
    assert table["turnover"].fillna(-1).tolist() == [-1, -1, 0.5, 1.0]
    assert table["enough"].tolist() == [True, False, False, False]
    assert table["confounded"].tolist() == [False, False, False, True]
    assert table.loc["2015-02", "warning"] == "no document"
    assert table.loc["2015-04", "warning"] == (
        "only 1 of 2 documents; 100% of the documents come from other sources than before"
    )


def jump(sources):
    """Twelve months of thirty documents; from the seventh on داعش is four times as frequent."""
    generator = np.random.default_rng(1)
    months, texts, names = [], [], []
    for month in range(12):
        share = 0.05 if month < 6 else 0.2
        for _ in range(30):
            words = np.where(generator.random(40) < share, "داعش", "سلام")
            texts.append(" ".join(words))
            months.append(f"2015-{month + 1:02}")
            names.append(sources(month))
    return stream(months, texts, names)


def monthly(tokens):
    """What `change_points` takes: the frequencies of داعش by month, and whether the months compare."""
    table = trends.table(tokens, ["داعش"], period="month", bootstrap=0)
    return table, trends.comparability(tokens.corpus, "month")


def test_a_jump_is_found_where_it_is():
    t = jump(lambda month: "أ")
    points = trends.change_points(*monthly(t))
    assert points["period"].tolist() == ["2015-07"]
    assert points["log2_ratio"].iloc[0] == pytest.approx(2, abs=0.3)
    assert points["warning"].tolist() == [""]


def test_a_jump_that_comes_with_other_sources_is_called_confounded():
    t = jump(lambda month: "أ" if month < 6 else "ب")
    points = trends.change_points(*monthly(t))
    assert points["warning"].tolist() == [
        "source and time are confounded: 100% of the documents come from other sources than before"
    ]


def test_a_level_series_has_no_change_point():
    generator = np.random.default_rng(2)
    months = [f"2015-{m:02}" for m in range(1, 13) for _ in range(30)]
    texts = [" ".join(np.where(generator.random(40) < 0.1, "داعش", "سلام")) for _ in months]
    t = stream(months, texts)
    assert trends.change_points(*monthly(t)).empty


@pytest.mark.parametrize(("periods", "enough"), [(5, False), (6, True)])
def test_six_periods_of_twenty_documents_are_enough_for_change_points(periods, enough):
    t = stream([f"2015-{month:02}" for month in range(1, periods + 1) for _ in range(20)], [TEXT] * 20 * periods)
    if enough:
        assert trends.change_points(*monthly(t)).columns.tolist() == [
            "term", "period", "ipm_before", "ipm_after", "log2_ratio", "n_periods", "warning",
        ]  # fmt: skip
    else:
        with pytest.raises(NotEnoughData, match="Only 5 of 5 periods have 20 documents or more; change points need 6"):
            trends.change_points(*monthly(t))


def series(*ipm):
    """A table of trends and one of comparability for a term of these frequencies, a month each, thirty documents."""
    periods = [f"2015-{month:02}" for month in range(1, len(ipm) + 1)]
    table = pd.DataFrame({"period": periods, "term": "داعش", "ipm": np.array(ipm, float)})
    return table, pd.DataFrame({"period": periods, "n_docs": 30, "turnover": 0.0})


@pytest.mark.parametrize(
    ("ipm", "change"),
    [
        ([100] * 6 + [300, 900, 200, 600, 400, 800], "2015-07"),  # without the root it is August
        ([16, 25, 16, 25, 16, 25, 100, 256, 144, 225, 121, 196], "2015-07"),
    ],
)
def test_a_new_level_begins_with_its_first_period_though_frequent_terms_scatter_more(ipm, change):
    """Counts scatter with the root of their size: on roots a low first value of a high level belongs to that level."""
    points = trends.change_points(*series(*ipm))
    assert points["period"].tolist() == [change]
    assert points["ipm_before"].tolist() == [np.mean(ipm[:6])] and points["ipm_after"].tolist() == [np.mean(ipm[6:])]


def test_change_points_need_six_periods(small):
    with pytest.raises(NotEnoughData, match="Only 0 of 4 periods have 20 documents or more; change points need 6"):
        trends.change_points(*monthly(small))


def test_similarity_is_symmetric_and_one_with_itself():
    words = ["سلام", "جيش", "مدينة", "حرب", "وزير", "حكومة"]
    generator = np.random.default_rng(3)
    months = ["2015-01"] * 20 + ["2016-01"] * 20 + ["2017-01"] * 20
    weights = [[6, 5, 4, 3, 2, 1]] * 40 + [[1, 2, 3, 4, 5, 6]] * 20
    texts = [" ".join(generator.choice(words, 50, p=np.array(w) / 21)) for w in weights]
    table = trends.similarity(stream(months, texts), "year")
    wide = table.pivot(index="a", columns="b", values="similarity")
    assert np.allclose(wide, wide.T) and np.allclose(np.diag(wide), 1)
    assert wide.loc["2015", "2016"] > 0.5 > 0 > wide.loc["2015", "2017"]


def test_similarity_needs_two_periods(small):
    with pytest.raises(NotEnoughData, match="Only 0 of the periods have 20 documents or more"):
        trends.similarity(small)


def test_events_are_read_into_their_periods():
    table = trends.events(["2014-06-29 إعلان الخلافة", "2015 عام"], "quarter")
    assert table["period"].tolist() == ["2014Q2", "2015Q1"] and table["label"].tolist() == ["إعلان الخلافة", "عام"]
    assert len(trends.events([])) == 0


@pytest.mark.parametrize("text", ["إعلان الخلافة", "2014-06-29", "2014-13-01 إعلان"])
def test_an_event_without_date_or_label_is_named(text):
    with pytest.raises(ArgumentError, match=f'The event "{text}" must be a date and what happened'):
        trends.events([text])
