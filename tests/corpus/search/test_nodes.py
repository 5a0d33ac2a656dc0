"""What a reader means by a word, at each level, and where runs of words occur."""

import factory
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpus import tokens
from helpers.corpus.search import nodes
from helpers.errors import ArgumentError

TEXTS = [
    "مكافحة الإرهاب في العراق. والإرهاب يضرب، ومكافحة الارهاب واجبة",
    "الإمام أمام المسجد. NATO في ٢٠٢١",
    "مكافحة. الإرهاب",
]


@pytest.fixture(scope="module")
def lemmas():
    return factory.tokens_of(TEXTS, level="lemma")


def shown(t, word):
    return sorted(t.terms["term"].iloc[nodes.rows(t, word)])


def spans(t, words, **options):
    return [tuple(int(x) for x in pair) for pair in zip(*nodes.occurrences(t, words, **options), strict=True)]


SPELLINGS = ["إرهاب", "ارهاب", "الإرهاب", "والإرهاب", "الارهاب", "«الإرهاب»", "الإرهـاب", " الإرهاب "]


@pytest.mark.parametrize("word", SPELLINGS)
def test_a_lemma_is_found_by_each_of_its_forms(lemmas, word):
    assert shown(lemmas, word) == ["الإرهاب"]


@pytest.mark.parametrize("word", ["وبالإرهاب", "كالإرهاب", "إرهابهم"])
def test_a_form_the_corpus_lacks_is_understood_through_its_lemma(lemmas, word):
    assert not (lemmas.forms["form"] == word).any()
    assert shown(lemmas, word) == ["الإرهاب"]


def test_a_decided_spelling_is_not_another_word_while_a_bare_one_is_either(lemmas):
    assert shown(lemmas, "أمام") == ["أمام"]
    assert shown(lemmas, "الإمام") == shown(lemmas, "إمام") == ["الإمام"]
    t = factory.tokens_of(["الإمام أمام المسجد. إمام"], level="lemma")
    assert shown(t, "امام") == ["أمام", "إمام"]


def test_a_rare_bare_spelling_means_the_frequent_one_too():
    lexicon = {"إيلاف": "إيلاف", "ايلاف": "ايلاف"}
    often = factory.corpus_of(["إيلاف " * 20 + "ايلاف"])
    evenly = factory.corpus_of(["إيلاف إيلاف ايلاف"])
    assert shown(tokens.tokenize(often, lexicon=lexicon), "ايلاف") == ["إيلاف", "ايلاف"]
    assert shown(tokens.tokenize(evenly, lexicon=lexicon), "ايلاف") == ["ايلاف"]
    assert shown(tokens.tokenize(often, lexicon=lexicon), "إيلاف") == ["إيلاف"]


@pytest.mark.parametrize(("n", "meant"), [(9, ["شركة"]), (10, ["شركة", "صحيفة"])])
def test_a_bare_spelling_of_another_term_is_rare_below_a_tenth(n, meant):
    corpus = factory.corpus_of(["إيلاف " * n + "ايلاف"])  # 1 of 10, 1 of 11
    t = tokens.tokenize(corpus, lexicon={"إيلاف": "صحيفة", "ايلاف": "شركة"})
    assert shown(t, "ايلاف") == meant
    assert shown(t, "إيلاف") == ["صحيفة"]


def test_forms_that_count_as_another_term_are_meant_when_most_tokens_spelled_so_are_there():
    lexicon = {"دول": "دولة", "بدول": "دول"}
    t = tokens.tokenize(factory.corpus_of(["دول دول دول بدول"]), lexicon=lexicon)
    assert shown(t, "دول") == ["دول", "دولة"]
    t = tokens.tokenize(factory.corpus_of(["دول بدول بدول"]), lexicon=lexicon)
    assert shown(t, "دول") == ["دول"]


def test_normalized_and_written_forms():
    t = factory.tokens_of(TEXTS)
    assert shown(t, "الارهاب") == shown(t, "الإرهاب") == ["الإرهاب"]
    assert shown(t, "nato") == ["NATO"]
    assert len(nodes.rows(t, "2021")) == len(nodes.rows(t, "٢٠٢١")) == 1
    with pytest.raises(ArgumentError, match="does not occur"):
        nodes.rows(t, "إرهاب")
    t = tokens.at_level(t, "form")
    assert shown(t, "الارهاب") == ["الارهاب"]
    assert shown(t, "الإرهاب") == ["الإرهاب"]
    assert shown(t, "الأرهاب") == ["الإرهاب", "الارهاب"]


def test_what_does_not_occur_is_an_error_with_the_nearest_spellings(lemmas):
    with pytest.raises(ArgumentError, match='^"الإرهلب" does not occur. Did you mean "الإرهاب"'):
        nodes.rows(lemmas, "الإرهلب")
    with pytest.raises(ArgumentError, match='^"مكاف" does not occur. Did you mean .*"مكافحة"'):
        nodes.rows(factory.tokens_of(TEXTS), "مكاف")
    with pytest.raises(ArgumentError, match='^"xyzw" does not occur. No spelling in the corpus comes near it.$'):
        nodes.rows(lemmas, "xyzw")


def test_a_word_of_the_other_documents_does_not_occur(lemmas):
    part = lemmas.where(doc_id="d1")
    assert (part.terms["term"] == "الإرهاب").any()
    with pytest.raises(ArgumentError, match='"الإرهاب" does not occur'):
        nodes.rows(part, "الإرهاب")


@pytest.mark.parametrize("word", ["", "  ", "؟!"])
def test_nothing_is_no_word(lemmas, word):
    with pytest.raises(ArgumentError, match="holds no word; give a word of Arabic or Latin letters or a number"):
        nodes.rows(lemmas, word)
    with pytest.raises(ArgumentError, match="holds no word"):
        nodes.occurrences(lemmas, word)


@pytest.mark.parametrize(("word", "sign"), [("إرهاب*", r"\*"), ("[اأ]مام", r"\[ \]"), ("داعش|إرهاب", r"\|")])
def test_signs_of_a_pattern_are_not_passed_over(lemmas, word, sign):
    with pytest.raises(ArgumentError, match=f"is no plain word: leave out {sign}, or give a list of words"):
        nodes.rows(lemmas, word)


def test_several_words_are_no_term(lemmas):
    with pytest.raises(ArgumentError, match="is several words, and none of the terms is written so"):
        nodes.rows(lemmas, "مكافحة الإرهاب")


def test_runs_are_neighbours_within_a_sentence(lemmas):
    assert spans(lemmas, "مكافحة الإرهاب") == spans(lemmas, ["مكافحة", "الارهاب"]) == [(0, 2), (6, 8)]
    assert spans(lemmas, "مكافحة الإرهاب", within_sentence=False) == [(0, 2), (6, 8), (15, 17)]
    assert spans(lemmas, "الإرهاب مكافحة") == []
    assert spans(lemmas, "الإرهاب") == [(1, 2), (4, 5), (7, 8), (16, 17)]
    with pytest.raises(ArgumentError, match='"نفط" does not occur'):
        nodes.occurrences(lemmas, "مكافحة نفط")


def test_runs_do_not_cross_documents_and_may_overlap():
    t = factory.tokens_of(["نفط غاز", "نفط نفط نفط"])
    assert spans(t, "غاز نفط", within_sentence=False) == []
    assert spans(t, "نفط نفط") == [(2, 4), (3, 5)]
    assert spans(t, "نفط نفط نفط نفط نفط نفط") == []


@pytest.mark.parametrize("level", ["form", "normalized", "lemma"])
def test_terms_of_several_words_are_found_as_one_token(level):
    corpus = factory.corpus_of(["مجلس  الأمن والأمم المتحدة في مجلس. الأمن"])
    t = tokens.tokenize(corpus, level=level, lexicon={"مجلس الأمن": "مجلس الأمن"}, compounds="lexicon")
    assert len(nodes.rows(t, "مجلس الأمن")) == 1
    assert spans(t, "مجلس الأمن") == [(0, 1)]
    assert spans(t, "مجلس الأمن والأمم") == [(0, 2)]
    assert spans(t, "مجلس الأمن", within_sentence=False) == [(0, 1), (4, 6)]


def test_all_tokens_of_rows(lemmas):
    rows = nodes.rows(lemmas, "الإرهاب")
    start, end = nodes.of_rows(lemmas, rows)
    assert list(zip(start.tolist(), end.tolist(), strict=True)) == spans(lemmas, "الإرهاب")
    joined = nodes.union([nodes.occurrences(lemmas, word) for word in ("الإرهاب", "مكافحة", "إرهاب")])
    assert joined[0].tolist() == [0, 1, 4, 6, 7, 15, 16]


def test_what_does_not_occur_is_found_zero_times():
    t = factory.tokens_of(["داعش في المدينة", "الجيش في المدينة"])
    table = nodes.found(t, ["المدينة", "طالبان", "المدينة الجيش", "في المدينة"]).set_index("word")
    assert table["n"].tolist() == [2, 0, 0, 2] and table["n_docs"].tolist() == [2, 0, 0, 2]
    assert table.loc["المدينة", "note"] == "" and table.loc["المدينة", "ipm"] == pytest.approx(2 / 6 * 1e6)
    assert table.loc["طالبان", "note"].startswith('"طالبان" does not occur')
    assert table.loc["المدينة الجيش", "note"] == (
        'The words of "المدينة الجيش" occur, but nowhere as neighbours in this order within a sentence.'
    )
    with pytest.raises(ArgumentError, match="no plain word"):
        nodes.found(t, ["إرهاب*"])


@given(st.lists(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 4)), max_size=9), min_size=2, max_size=4))
def test_runs_are_joined_in_order_and_each_once(parts):
    ordered = [sorted((start, start + size) for start, size in part) for part in parts]
    arrays = [tuple(np.array([run[i] for run in part], np.int64) for i in (0, 1)) for part in ordered]
    expected = sorted({run for part in ordered for run in part})
    for longest in (2, 2**20):  # of runs that are too long for one number as well
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(nodes, "_LONGEST", longest)
            start, end = nodes.union(arrays)
        assert list(zip(start.tolist(), end.tolist(), strict=True)) == expected
        assert start.dtype == end.dtype == np.int64
