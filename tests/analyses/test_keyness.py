"""Keyness: a row for every word of either corpus, cut-offs that delete nothing, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from factory import tokens_of

from helpers import schema
from helpers.analyses import keyness
from helpers.corpus import tokens
from helpers.errors import ArgumentError, NotEnoughData
from helpers.measures import association

TARGET = ["داعش داعش جيش سلام", "داعش سلام مدينة", "جيش داعش سلام سلام", "داعش"]
REFERENCE = ["سلام مباراة كرة", "كرة مباراة سلام سلام", "مدينة كرة"]
LOOSE = {"min_n": 1, "min_docs": 1, "p": 1, "min_log_ratio": 0, "bootstrap": 0}


@pytest.fixture(scope="module")
def sides():
    return tokens_of(TARGET), tokens_of(REFERENCE)


def compared(sides, **options):
    return keyness.compare(*sides, **{**LOOSE, **options})


def test_every_word_of_either_corpus_has_a_row(sides):
    table = compared(sides)
    assert set(table["term"]) == {"داعش", "جيش", "سلام", "مدينة", "مباراة", "كرة"}
    schema.check(table, "keyness")
    rows = table.set_index("term")
    assert rows.loc["داعش", ["n_target", "n_reference", "n_docs_target", "n_docs_reference"]].tolist() == [5, 0, 4, 0]
    assert rows.loc["كرة", ["n_target", "n_reference", "n_docs_target", "n_docs_reference"]].tolist() == [0, 3, 0, 3]
    assert rows["n_target"].sum() == 12 and rows["n_reference"].sum() == 9


def test_the_measures_are_those_of_the_tables(sides):
    rows = compared(sides).set_index("term")
    cells = 4, 3, 12, 9
    for name in ("g2", "ll2", "log_ratio", "percent_diff", "odds_ratio", "bic"):
        assert rows.loc["سلام", name] == pytest.approx(float(getattr(association, name)(*cells)))
    assert rows.loc["سلام", "doc_log_ratio"] == pytest.approx(np.log2((3 / 4) / (2 / 3)))
    assert rows.loc["داعش", "log_ratio"] == pytest.approx(np.log2((5 / 12) / (0.5 / 9)))
    assert rows.loc["سلام", "ipm_target"] == pytest.approx(4 / 12 * 1e6)


def test_cut_offs_mark_rows_and_delete_none(sides):
    table = compared(sides, min_n=3, min_docs=3)
    assert len(table) == 6
    assert set(table.loc[table["key"], "term"]) == {"داعش", "سلام", "كرة"}
    assert table["key"].tolist() == sorted(table["key"], reverse=True)


def test_the_strongest_come_first_on_either_side():
    t = tokens_of(["داعش " * 40 + "جيش " * 30 + "سلام " * 30])
    r = tokens_of(["كرة " * 50 + "جيش " * 20 + "سلام " * 30])
    table = compared((t, r), sort="log_ratio")
    assert table["term"].tolist()[:2] == ["داعش", "جيش"]
    assert table["side"].astype(str).tolist() == ["target", "target", "target", "reference"]


def test_cut_offs_are_told_in_words(sides):
    told = keyness.cut_offs(compared(sides, p=0.05)).set_index("setting")["value"]
    assert told["largest adjusted p"] == "0.05" and told["terms compared"] == "6"
    assert told["tokens of the target"] == "12"


def test_keywords_are_content_words_of_one_side(sides):
    table = compared(sides)
    assert set(keyness.keywords(table, "target")["term"]) == {"داعش", "جيش", "سلام"}
    assert "كرة" in set(keyness.keywords(table, "reference")["term"])
    assert keyness.keywords(table).attrs["cut_offs"]["min_n"] == 1


def test_no_keyword_at_all_is_said(sides):
    with pytest.raises(NotEnoughData, match=r"No term of 6 is key; .* \[keyness\] p, min_log_ratio, min_n"):
        keyness.keywords(compared(sides, min_n=100))


def test_the_bootstrap_interval_holds_the_log_ratio_and_comes_from_the_seed():
    generator = np.random.default_rng(0)
    words = ["داعش", "سلام", "كرة"]
    target, reference = (
        tokens_of([" ".join(generator.choice(words, 40, p=p)) for _ in range(40)])
        for p in ([0.6, 0.3, 0.1], [0.1, 0.3, 0.6])
    )
    one, two, other = (compared((target, reference), bootstrap=200, seed=s) for s in (1, 1, 2))
    rows = one.set_index("term")
    assert rows.loc["داعش", "boot_low"] < rows.loc["داعش", "log_ratio"] < rows.loc["داعش", "boot_high"]
    pd.testing.assert_frame_equal(one, two)
    assert not np.array_equal(one["boot_low"], other["boot_low"])


def test_a_slice_against_the_rest_of_the_same_corpus():
    t = tokens_of([*TARGET, *REFERENCE], source=["أ"] * 4 + ["ب"] * 3)
    table = compared((t.where(source="أ"), t.where(source="ب")))
    assert set(table["term"]) == {"داعش", "جيش", "سلام", "مدينة", "مباراة", "كرة"}
    assert table.set_index("term").loc["داعش", "n_target"] == 5


def test_texts_that_are_in_both_are_told(sides):
    table = compared((sides[0], tokens_of([*REFERENCE, TARGET[1]])))
    assert table.attrs["cut_offs"]["documents_in_both"] == 1


def test_a_term_is_named_as_the_target_writes_it():
    table = compared((tokens_of(["الارهاب الارهاب جيش"]), tokens_of(["الإرهاب الإرهاب كرة"])))
    rows = table.set_index("term")
    assert rows.loc["الارهاب", ["n_target", "n_reference"]].tolist() == [2, 2]
    assert "الإرهاب" not in rows.index


def test_every_key_term_has_a_bootstrap_interval_and_no_other():
    target = tokens_of([f"كلمة{'ابتثجحخدذر'[i % 10]} " * 3 + "جيش " * (i % 3) for i in range(150)])
    table = compared((target, tokens_of(["كرة جيش"] * 5)), bootstrap=50, min_n=10, min_docs=2)
    assert table["key"].any() and not table["key"].all()
    assert (table["boot_low"].notna() == table["key"]).all() and (table["boot_high"].notna() == table["key"]).all()


def test_a_word_with_two_lemmas_is_no_keyword():
    # بريكس (BRICS) alone is a word of its own; in a corpus that has ريكس it is taken for ب + ريكس.
    target = tokens_of(["مدينة بريكس الكبيرة"] * 6, level="lemma")
    other = tokens_of(["مدينة بريكس الكبيرة", "مدينة ريكس الكبيرة"] * 3, level="lemma")
    assert set(target.terms["term"]) - set(other.terms["term"]) == {"بريكس"}
    table = compared((target, other))
    rows = table.set_index("term")
    assert rows.loc["بريكس", ["n_target", "n_reference"]].tolist() == [6, 3]
    assert rows.loc["ريكس", ["n_target", "n_reference"]].tolist() == [0, 3]
    assert table.attrs["cut_offs"]["forms_counted_alike"] == 1


def test_an_empty_side_is_said(sides):
    empty = sides[0].where(start="2020", end="2020")
    with pytest.raises(NotEnoughData, match=r"The target has no tokens; .*\[keyness\] target"):
        keyness.compare(empty, sides[1])
    with pytest.raises(NotEnoughData, match=r"The reference has no tokens; .*\[keyness\] reference"):
        keyness.compare(sides[0], empty)


def test_two_levels_do_not_compare(sides):
    with pytest.raises(ArgumentError, match='at the level "normalized", the reference at "form"; tokenize both'):
        keyness.compare(sides[0], tokens.at_level(sides[1], "form"))


def test_other_folds_do_not_compare(sides):
    other = tokens.tokenize(sides[1].corpus, level="normalized", folds=[*sides[1].folds, "ta_marbuta"])
    with pytest.raises(ArgumentError, match="Only one of the corpora folds ta_marbuta; tokenize both with the same"):
        keyness.compare(sides[0], other)


def test_one_document_a_side_has_no_dispersion_and_no_bootstrap():
    table = compared((tokens_of(["داعش جيش"]), tokens_of(["كرة جيش"])), bootstrap=100)
    assert table["dp_norm"].isna().all() and table["boot_low"].isna().all()
    assert table["log_ratio"].notna().all()


@pytest.mark.parametrize("name, value", [("sort", "chi"), ("adjust", "bonferroni")])
def test_an_unknown_choice_is_named(sides, name, value):
    with pytest.raises(ArgumentError, match=f'{name} is "{value}", but must be one of'):
        keyness.compare(*sides, **{name: value})


def test_against_the_list_of_general_arabic():
    table = keyness.compare(tokens_of(TARGET), None, **LOOSE)
    rows = table.set_index("term")
    assert rows["n_docs_reference"].isna().all()
    assert rows.loc["داعش", "log_ratio"] > 3
    assert rows.loc["كرة", "n_target"] == 0 and rows.loc["كرة", "n_reference"] > 1000
    assert table.attrs["cut_offs"]["tokens_reference"] == 10**9
    assert "في" in set(table.loc[table["is_stop"], "term"])


def test_a_term_the_list_lacks_counts_with_its_floor():
    table = keyness.compare(tokens_of(["قنسطرونية " * 5]), None, **LOOSE).set_index("term")
    assert table.loc["قنسطرونية", "n_reference"] == 100  # at most so often in a billion words
    assert not table.loc["قنسطرونية", "in_reference"] and table.loc["في", "in_reference"]


def test_numbers_and_terms_of_several_words_are_not_compared_with_the_list():
    corpus = tokens_of(["الأمم المتحدة 2015 داعش"]).corpus
    target = tokens.tokenize(corpus, level="normalized", lexicon={"الأمم المتحدة": "الأمم المتحدة"})
    table = keyness.compare(target, None, **LOOSE)
    schema.check(table, "keyness")
    rows = table.set_index("term").loc[["الأمم المتحدة", "2015"]]
    assert rows["n_target"].tolist() == [1, 1] and rows["ipm_target"].notna().all()
    assert rows[["log_ratio", "lrc", "g2", "p", "p_adjusted", "ipm_reference"]].isna().all(axis=None)
    assert not rows["key"].any()
    assert table.attrs["cut_offs"]["terms_compared"] == len(table) - 2


def test_the_overview_holds_the_frequent_content_words_of_both(sides):
    table = compared(sides)
    every = keyness.overview(table, min_n=3)
    assert set(every["term"]) == {"داعش", "سلام", "كرة"}
    assert every.set_index("term").loc["سلام", "ipm"] == pytest.approx(7 / 21 * 1e6)


def test_the_interval_of_a_key_term_that_the_reference_lacks_has_half_an_occurrence_there():
    table = compared((tokens_of(["داعش سلام"] * 10), tokens_of(["سلام كرة"] * 8)), bootstrap=20).set_index("term")
    expected = np.log2((10 / 20) / (0.5 / 16))  # every document alike: no resample differs
    assert table.loc["داعش", ["log_ratio", "boot_low", "boot_high"]].tolist() == pytest.approx([expected] * 3)
    assert table.loc["كرة", ["log_ratio", "boot_low", "boot_high"]].tolist() == pytest.approx(
        [-np.log2((8 / 16) / (0.5 / 20))] * 3
    )
