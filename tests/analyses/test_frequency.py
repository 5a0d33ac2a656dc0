"""Frequencies of corpora small enough to count by hand, and published dispersion through the whole path."""

import factory
import numpy as np
import pandas as pd
import pytest

from helpers import schema
from helpers.analyses import frequency
from helpers.corpus import counts, tokens
from helpers.errors import ArgumentError, NotEnoughData
from helpers.measures import intervals

# Documents of 4, 2 and 2 words: كلمة stands in them 2, 1 and 0 times, سلام 2, 1 and 1 times, the same rate everywhere.
TEXTS = ["كلمة كلمة سلام سلام", "كلمة سلام", "سلام NATO"]
SOURCES = ["أ", "أ", "ب"]
NUMBERS = ["n", "ipm", "n_docs", "range", "dp", "dp_norm", "juilland_d"]


@pytest.fixture(scope="module")
def made():
    return factory.tokens_of(TEXTS, source=SOURCES, date=["2018-01-01", None, "2019-01-01"])


def test_frequency_and_dispersion_counted_by_hand(made):
    table = frequency.table(made)
    assert table["term"].tolist() == ["سلام", "كلمة", "NATO"]
    rows = table.set_index("term")[NUMBERS]
    np.testing.assert_allclose(rows.loc["سلام"].astype(float), [4, 500_000, 3, 1, 0, 0, 1], atol=1e-12)
    # v = 2/3, 1/3, 0; s = 1/2, 1/4, 1/4; rates 1/2, 1/2, 0
    np.testing.assert_allclose(rows.loc["كلمة"].astype(float), [3, 375_000, 2, 2 / 3, 1 / 4, 1 / 3, 1 / 2])
    np.testing.assert_allclose(rows.loc["NATO"].astype(float), [1, 125_000, 1, 1 / 3, 3 / 4, 1, 0], atol=1e-12)
    assert table["kind"].tolist() == ["arabic", "arabic", "latin"]
    assert table["forms"].tolist() == ["سلام 4", "كلمة 3", "NATO 1"]


def test_the_table_conforms_to_the_schema(made):
    for table in (frequency.table(made), frequency.table(made, by="source"), frequency.table(made.where(end="2000"))):
        schema.check(table, "frequency")
        assert list(table.columns)[-len(frequency.COLUMNS) :] == list(frequency.COLUMNS)


def test_shares_of_a_million_add_up_and_stop_words_count(made):
    t = factory.tokens_of(["الإرهاب في العراق", "في 2021"])
    table = frequency.table(t)
    assert table["ipm"].sum() == pytest.approx(1e6)
    assert table.loc[0, ["term", "n", "is_stop"]].tolist() == ["في", 2, True]
    assert table["n"].sum() == len(t)


def test_range_is_a_share_of_all_documents():
    table = frequency.table(factory.tokens_of(["نفط غاز", "نفط", "خام", "كلمة"])).set_index("term")
    assert table.loc[["نفط", "غاز"], "range"].tolist() == [1 / 2, 1 / 4]


LETTERS = dict(zip("abceghikmnpqstuwx", "ابتثجحخدذرزسشصضطظ", strict=True))
EQUAL = ["bamnibeupk", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxa"]
UNEQUAL = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]


def parts(texts):
    return [" ".join(LETTERS[letter] for letter in text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "dp", "dp_norm", "juilland_d"),
    [
        (EQUAL, 0.2, 0.25, 0.7643),  # Gries 2008, pp. 406-410
        (UNEQUAL, 0.18, 0.2195122, 0.7851505),  # the same words in unequal parts: Gries 2020
        (["aabc", "abbc", "bbcc"], 1 / 3, 1 / 2, None),  # f = 2, 1, 0: Lijffijt & Gries 2012, p. 148
    ],
)
def test_published_dispersion_comes_out_of_documents(texts, dp, dp_norm, juilland_d):
    row = frequency.table(factory.tokens_of(parts(texts), level="form")).set_index("term").loc["ا"]
    assert row["n"] == "".join(texts).count("a")
    assert row["dp"] == pytest.approx(dp, abs=5e-8)
    assert row["dp_norm"] == pytest.approx(dp_norm, abs=5e-8)
    if juilland_d:
        assert row["juilland_d"] == pytest.approx(juilland_d, abs=5e-5)


def test_one_document_has_frequencies_and_no_dispersion():
    table = frequency.table(factory.tokens_of(["الإرهاب في الإرهاب"]))
    assert table["n"].tolist() == [2, 1]
    assert table["range"].tolist() == [1, 1]
    assert table[["dp", "dp_norm", "juilland_d", "ci_low", "ci_high"]].isna().all(axis=None)


def test_the_interval_is_empty_of_width_for_equal_rates_and_holds_the_frequency(made):
    table = frequency.table(made).set_index("term")
    assert table.loc["سلام", ["ci_low", "ci_high"]].tolist() == pytest.approx([500_000, 500_000])
    assert (table["ci_low"] <= table["ipm"]).all()
    assert (table["ipm"] <= table["ci_high"]).all()
    assert table.loc["كلمة", "ci_low"] < 375_000 < table.loc["كلمة", "ci_high"]


def test_the_interval_follows_seed_and_confidence_and_can_be_left_out():
    texts = [f"{'كلمة ' * (n % 5)}سلام {'نفط ' * (n % 7)}" + "ب" * n for n in range(1, 40)]
    t = factory.tokens_of(texts)
    first = frequency.table(t)
    pd.testing.assert_frame_equal(first, frequency.table(t, seed=0))
    other = frequency.table(t, seed=1)
    assert (first["ci_low"] != other["ci_low"]).any()
    narrow = frequency.table(t, confidence=0.5)
    width = (first["ci_high"] - first["ci_low"]).iloc[:3]
    assert ((narrow["ci_high"] - narrow["ci_low"]).iloc[:3] < width).all()
    without = frequency.table(t, bootstrap=0)
    assert without[["ci_low", "ci_high"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(without[NUMBERS], first[NUMBERS])
    few = frequency.table(t, min_n=20)
    assert 0 < len(few) < len(first)
    pd.testing.assert_frame_equal(few, first[first["n"] >= 20].reset_index(drop=True))


def test_by_gives_the_table_of_each_group(made):
    table = frequency.table(made, by="source", min_n=1)
    assert table["group"].cat.categories.tolist() == ["أ", "ب"]
    for source in ("أ", "ب"):
        block = table[table["group"] == source].drop(columns="group").reset_index(drop=True)
        pd.testing.assert_frame_equal(block, frequency.table(made.where(source=source)))
    assert table.groupby("group", observed=True)["ipm"].sum().tolist() == pytest.approx([1e6, 1e6])
    assert table["n"].sum() == len(made)
    assert "NATO" not in table.loc[table["group"] == "أ", "term"].tolist()


def test_an_unknown_column_is_an_error(made):
    for function in (frequency.table, frequency.lexical_diversity):
        with pytest.raises(ArgumentError, match='by is "sources", but must be one of .*Did you mean "source"'):
            function(made, by="sources")


def test_equally_frequent_terms_stand_in_the_order_of_code_points():
    table = frequency.table(factory.tokens_of(["ج ب د ب ا"]))
    assert table["term"].tolist() == ["ب", "ا", "ج", "د"]


def test_content_keeps_the_order_and_leaves_out_what_is_no_content():
    table = frequency.table(factory.tokens_of(["الإرهاب في NATO 2021 ج في العراق الإرهاب", "الإرهاب"]))
    assert frequency.content(table)["term"].tolist() == ["الإرهاب", "العراق"]
    assert frequency.content(table, numbers=True, latin=True)["term"].tolist() == [
        "الإرهاب", "2021", "NATO", "العراق",
    ]  # fmt: skip
    assert frequency.content(table, min_length=1)["term"].tolist() == ["الإرهاب", "العراق", "ج"]
    assert frequency.content(table).index.tolist() == [0, 1]


def test_lexical_diversity_counted_by_hand():
    t = factory.tokens_of(["دار باب دار NATO. جار 12 دار"])
    row = frequency.lexical_diversity(t, window=2).iloc[0]
    # دار باب دار جار دار: a factor ends with the third word, from either end
    expected = {"n_docs": 1, "n_tokens": 5, "n_types": 3, "ttr": 0.6, "sttr": 1.0, "mtld": 5.0, "hapaxes": 2}
    expected |= {"hapax_share": 2 / 3, "yules_k": 1e4 * (9 + 1 + 1 - 5) / 25}
    assert row[list(expected)].to_dict() == pytest.approx(expected)
    assert row["group"] == ""


def test_lexical_diversity_of_groups_and_of_spellings(made):
    table = frequency.lexical_diversity(made, by="source")
    assert table[["group", "n_docs", "n_tokens", "n_types"]].values.tolist() == [["أ", 2, 6, 2], ["ب", 1, 1, 1]]
    assert table["sttr"].isna().all()  # shorter than a window
    t = factory.tokens_of(["الإرهاب الارهاب"])
    assert frequency.lexical_diversity(t)["n_types"].tolist() == [1]
    assert frequency.lexical_diversity(tokens.at_level(t, "form"))["n_types"].tolist() == [2]
    latin = factory.tokens_of(["نعم", "\ufbb2 NATO"]).where(doc_id="d1")
    assert frequency.lexical_diversity(latin)[["n_tokens", "hapaxes"]].values.tolist() == [[0, 0]]


def test_positions_lie_where_the_words_stand(made):
    table = frequency.positions(made, ["NATO", "كلمة"])
    assert table["term"].tolist() == ["NATO", "كلمة", "كلمة", "كلمة"]
    assert table["position"].tolist() == [5 / 8, 0, 1 / 8, 6 / 8]  # d1 has no date and comes last
    assert table["doc_id"].tolist() == ["d2", "d0", "d0", "d1"]
    assert table["source"].tolist() == ["ب", "أ", "أ", "أ"]
    assert table["date"].isna().tolist() == [False, False, False, True]
    assert table["term"].cat.categories.tolist() == ["NATO", "كلمة"]


def test_positions_of_nothing_are_an_error_that_names_the_terms(made):
    with pytest.raises(NotEnoughData, match="None of the terms نفط, غاز occurs; take them from the frequency table"):
        frequency.positions(made, ["نفط", "غاز"])


@pytest.mark.parametrize(("n_tokens", "least"), [(99_999, 1), (100_000, 5)])
def test_from_a_hundred_thousand_tokens_on_a_term_occurs_five_times_unless_told_otherwise(n_tokens, least):
    rare = ["نفط"] * 4 + ["غاز"] * 5
    t = factory.tokens_of([" ".join([*rare, *["سلام"] * (n_tokens - len(rare))])])
    found = frequency.table(t, min_n=0, bootstrap=0)["term"].tolist()
    assert found == (["سلام", "غاز", "نفط"] if least == 1 else ["سلام", "غاز"])
    assert frequency.table(t, min_n=6, bootstrap=0)["term"].tolist() == ["سلام"]
    assert len(frequency.table(t, bootstrap=0)) == 3  # the function itself leaves nothing out


def test_counting_blocks_is_adding_up_documents(monkeypatch):
    made = factory.tokens_of([f"كلمة {'أخرى ' * (n % 5)} نص {'ا' * (n % 7 + 2)} في الكتاب" for n in range(60)])
    rows, block = np.array([3, 0, 5, 2]), np.random.default_rng(0).permutation(60) % 7
    found = counts.blocks(made, rows, block, 9).toarray()
    each = counts.columns(made, rows).toarray()
    assert np.array_equal(found, [each[block == k].sum(axis=0) for k in range(9)])
    monkeypatch.setattr(intervals, "MANY", 50)
    monkeypatch.setattr(intervals, "BLOCKS", 20)
    table = frequency.table(made, bootstrap=50, seed=4)
    place = made.terms["term"].tolist()
    columns = counts.columns(made, np.array([place.index(term) for term in table["term"]]))
    low, high = intervals.bootstrap_ratio(columns, made.sizes, n=50, seed=4)
    assert np.array_equal(table["ci_low"], low)
    assert np.array_equal(table["ci_high"], high)
    assert not np.array_equal(low, intervals.bootstrap_ratio(columns, made.sizes, n=50, seed=4, many=60)[0])
