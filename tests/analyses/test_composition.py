import pandas as pd
import pytest
from factory import tokens_of

from helpers.analyses import composition
from helpers.errors import ArgumentError

TEXTS = ["واحد اثنان ثلاثة", "واحد", "واحد اثنان", "خمسة ستة"]
ABOUT = {"source": ["ب", "أ", "ب", "أ"], "date": ["2020-01-05", "2021-03-01", "2020-07-01", ""]}


@pytest.fixture
def stream():
    return tokens_of(TEXTS, **ABOUT)


def test_size_of_each_source(stream):
    table = composition.table(stream).set_index("group")
    assert table["n_docs"].to_dict() == {"أ": 2, "ب": 2}
    assert table["n_tokens"].to_dict() == {"أ": 3, "ب": 5}
    assert table["mean_tokens"].to_dict() == {"أ": 1.5, "ب": 2.5}
    assert table["share"].sum() == 1
    assert table.loc["ب", ["first", "last"]].to_list() == [pd.Timestamp("2020-01-05"), pd.Timestamp("2020-07-01")]


def test_unknown_column_is_named(stream):
    with pytest.raises(ArgumentError, match='by is "sources".*Did you mean "source"'):
        composition.table(stream, by="sources")


def test_documents_over_time_keep_the_undated_apart(stream):
    table = composition.over_time(stream)
    found = {(g, p): n for g, p, n in zip(table["group"], table["period"], table["n_docs"], strict=True)}
    assert found == {("ب", "2020"): 2, ("أ", "2021"): 1, ("أ", "—"): 1}
    assert list(table["period"].cat.categories) == ["2020", "2021", "—"]


@pytest.mark.parametrize("period, expected", [("quarter", "2020Q1"), ("month", "2020-01")])
def test_other_periods(stream, period, expected):
    assert expected in set(composition.over_time(stream, period=period)["period"])


def test_unknown_period_is_an_error(stream):
    with pytest.raises(ArgumentError, match='period is "week", but must be one of "year", "quarter", "month"'):
        composition.over_time(stream, period="week")


def test_largest_groups_keep_their_rows_in_order_of_size():
    stream = tokens_of(["واحد"] * 6, source=["ج", "أ", "ب", "أ", "ب", "أ"])
    rows = pd.DataFrame({"group": ["ج", "ب", "أ"], "value": [1, 2, 3]})
    kept = composition.of_largest(rows, stream, n=2)
    assert kept["value"].to_list() == [2, 3] and list(kept["group"].cat.categories) == ["أ", "ب"]


def test_groups_of_as_many_documents_stand_in_the_alphabet_and_periods_in_time():
    sources, dates = ["ج", "ب", "ب", "أ", "أ"], ["2021-01-01", "2021-01-01", "2020-01-01", "", "2020-05-01"]
    stream = tokens_of(["واحد اثنان"] * 5, source=sources, date=dates)
    assert composition.table(stream)["group"].tolist() == ["أ", "ب", "ج"]
    rows = composition.over_time(stream)[["group", "period", "n_docs", "n_tokens"]].astype("str").values.tolist()
    assert rows == [
        ["أ", "2020", "1", "2"], ["أ", "—", "1", "2"], ["ب", "2020", "1", "2"], ["ب", "2021", "1", "2"],
        ["ج", "2021", "1", "2"],
    ]  # fmt: skip
    shares = composition.table(stream).set_index("group")["share"]
    assert shares.to_dict() == {"أ": 0.4, "ب": 0.4, "ج": 0.2}


def test_ten_groups_are_kept_unless_told_otherwise(stream):
    rows = pd.DataFrame({"group": [f"{n:02}" for n in range(12)]})
    many = tokens_of(["واحد"] * 12, source=rows["group"].tolist())
    assert composition.of_largest(rows, many)["group"].tolist() == rows["group"].tolist()[:10]


def test_a_source_without_documents_here_is_no_row_where_dates_are_coarse():
    dates = ["2020-01", "2021-03-01", "2020-07", ""]
    table = composition.table(tokens_of(TEXTS, source=ABOUT["source"], date=dates).where(source="ب"))
    assert table["group"].to_list() == ["ب"] and table["first_precision"].to_list() == ["month"]
