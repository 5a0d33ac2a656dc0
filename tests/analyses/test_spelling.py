import pytest
from factory import tokens_of

from helpers.analyses import spelling

TEXTS = ["الإرهاب الارهاب الإرهاب", "الإرهـاب على علي فى في", "كتاب"]


@pytest.fixture
def stream():
    return tokens_of(TEXTS)


def test_merges_count_the_tokens_written_otherwise(stream):
    table = spelling.merges(stream).set_index("term")
    row = table.loc["الإرهاب"]
    assert (row["n"], row["n_forms"], row["n_merged"]) == (4, 3, 2)
    assert row["forms"].startswith("الإرهاب 2 · ")
    assert "كتاب" not in table.index  # nothing was merged into it


def test_merges_are_sorted_and_cut(stream):
    table = spelling.merges(stream, top=2)
    assert table["term"].iloc[0] == "الإرهاب" and len(table) == 2


def test_every_fold_is_listed_with_what_it_does(stream):
    table = spelling.fold_effects(stream).set_index("fold")
    assert (table.loc["alef", ["n_forms", "n_tokens"]] == [2, 3]).all()  # الإرهاب twice, الإرهـاب once
    assert table.loc["alef", "n_merged"] == 1 and table.loc["alef", "examples"] == "الإرهاب → الارهاب"
    assert table.loc["ya", "n_merged"] == 2
    assert table.loc["digits", "n_forms"] == 0 and table.loc["digits", "examples"] == ""
    assert not table.loc["ta_marbuta", "chosen"] and table.loc["ya", "chosen"]


def test_words_that_no_dictionary_knows_are_listed_by_frequency():
    stream = tokens_of(["زقزوقات زقزوقات برقعيدان لاندبيرغ في كتاب زق", "NATO 2021 زقزوقات لاندبيرغ"], level="lemma")
    table = spelling.unknown(stream)
    assert table[["form", "n"]].values.tolist() == [["زقزوقات", 3], ["لاندبيرغ", 2], ["برقعيدان", 1]]
    assert table.columns.tolist() == ["form", "segments", "lemma", "n", "origin"]
    assert spelling.unknown(stream, top=1)["form"].tolist() == ["زقزوقات"]


def test_equally_frequent_unknown_words_stand_in_the_alphabet_and_thirty_are_shown():
    words = [f"زقزوق{one}{two}" for one in "بتثجحخ" for two in "دذرزسش"]
    table = spelling.unknown(tokens_of([" ".join(reversed(words))], level="lemma"))
    assert table["form"].tolist() == sorted(words)[:30]


def test_without_lemmas_no_dictionary_was_asked(stream):
    table = spelling.unknown(stream)
    assert len(table) == 0 and table["n"].dtype == "int64"
    assert table.columns.tolist() == ["form", "segments", "lemma", "n", "origin"]
