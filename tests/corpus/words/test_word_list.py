"""The list of general Arabic, counted as a corpus of the same level."""

import pytest
from factory import corpus_of

from helpers.corpus import tokens
from helpers.corpus.words import word_list

wordfreq = pytest.importorskip("wordfreq", reason="wordfreq is not installed")


SHARES = wordfreq.get_frequency_dict("ar", "large")


def n(table, key):
    return int(table.loc[table["key"] == key, "n"].iloc[0])


@pytest.fixture(scope="module")
def lemmas():
    return word_list.general("lemma")


def test_forms_are_the_shares_of_the_list_per_billion():
    table = word_list.general("form")
    for word in ("داعش", "المدينة", "مباراة"):
        assert n(table, word) == round(SHARES[word] * 1e9)
    assert table["key"].is_unique and (table["n"] >= table.attrs["floor"]).all()


def test_spellings_that_are_folded_are_added_up():
    forms, folded = word_list.general("form"), word_list.general("normalized", ("alef",))
    written = forms["key"].isin(["الإرهاب", "الارهاب", "الأرهاب", "الآرهاب"])
    assert n(folded, "الارهاب") == forms.loc[written, "n"].sum() and written.sum() > 1
    assert folded["n"].sum() == forms["n"].sum() and len(folded) < len(forms)


def test_inflected_forms_count_under_their_lemma(lemmas):
    forms = word_list.general("form")
    assert n(lemmas, "مدينة") > n(forms, "المدينة") + n(forms, "مدينة")
    assert "المدينة" not in set(lemmas["key"]) and lemmas["n"].sum() == forms["n"].sum()
    written = set(forms["term"])
    assert lemmas["term"].isin(written).all()  # never a form that nobody writes
    attested = lemmas["key"].isin(written) & (lemmas["kind"] == "arabic")
    assert (lemmas["term"] == lemmas["key"])[attested].all() and attested.mean() > 0.5


def test_numbers_are_left_out_since_the_list_blurs_them(lemmas):
    assert "0000" in SHARES and "2015" not in SHARES
    assert not lemmas["key"].str.contains(r"\d").any()
    assert set(lemmas["kind"].unique()) == {"arabic", "latin"}


def test_stop_words_are_flagged(lemmas):
    assert lemmas.set_index("key").loc[["في", "من"], "is_stop"].all()
    assert not lemmas.set_index("key").loc[["مدينة", "داعش"], "is_stop"].any()


def test_the_reader_s_lexicon_holds_for_the_list(lemmas):
    target = tokens.tokenize(corpus_of(["داعش في الموصل"]), lexicon={"داعش": "تنظيم"})
    table = word_list.general("lemma", target.folds, like=target)
    moved = n(word_list.general("form"), "داعش")
    assert n(table, "تنظيم") == n(lemmas, "تنظيم") + moved
    assert n(table, "داعش") == n(lemmas, "داعش") - moved  # وداعش is not in the target
    assert word_list.general("lemma").equals(lemmas)  # the list itself is as it was


def test_beside_a_corpus_no_two_terms_are_shown_alike_and_homographs_are_shared_out(lemmas):
    year, general = "وقع هجوم في عام 2015 أمس. ", "عقد اجتماع عام في المدينة. "
    like = tokens.tokenize(corpus_of([year * 6 + general * 6 + "زار المدير العام المدينة. "]))
    table = word_list.general("lemma", like=like)
    assert table["term"].is_unique and table["key"].is_unique
    own = like.terms[like.terms["key"].isin(["عام", "عام ADJ"])].set_index("key")
    assert own["n"].to_dict() == {"عام": 6, "عام ADJ": 7}
    # What one form of the list counts is shared out; its other forms count under what most of the lemma is here.
    assert 0 < n(table, "عام ADJ") < n(table, "عام") + n(table, "عام ADJ") <= 1.001 * n(lemmas, "عام")
