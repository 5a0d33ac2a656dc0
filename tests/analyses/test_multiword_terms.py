import pytest
from factory import corpus_of, tokens_of

from helpers.analyses import multiword_terms
from helpers.corpus import tokens
from helpers.errors import NotEnoughData
from helpers.measures import association

SENTENCES = [
    "تعمل الأمم المتحدة في المدينة.", "قررت الأمم المتحدة ذلك.", "زارت الأمم المتحدة الوزارة.",
    "قال وزير للأمم المتحدة.", "عادت الوزارة إلى المدينة.", "زارت المدينة وزير.",
]  # fmt: skip


@pytest.fixture(scope="module")
def stream():
    return tokens.tokenize(corpus_of(SENTENCES), compounds="none")


def test_what_goes_together_is_proposed_as_it_is_written(stream):
    table = multiword_terms.propose(stream, n_words=(2,), min_n=3, min_docs=3)
    row = table.iloc[0]
    assert row["written"] == "الأمم المتحدة" and row["line"] == "الأمم المتحدة,الأمم المتحدة"
    assert (row["n"], row["n_docs"], row["words"]) == (4, 4, 2)
    expected = association.from_marginals(4.0, 4.0, 4.0, float(len(stream)))
    assert row["g2"] == pytest.approx(float(association.g2(*expected)))
    assert row["npmi"] == pytest.approx(1)


def test_no_stop_word_stands_in_a_proposal(stream):
    table = multiword_terms.propose(stream, n_words=(2, 3), min_n=1, min_docs=1, npmi=-1, top=100)
    assert not any(" في " in f" {run} " or " إلى " in f" {run} " for run in table["written"])
    assert table["g2"].is_monotonic_decreasing


def test_a_corpus_with_none_says_so(stream):
    with pytest.raises(NotEnoughData, match="No run of words occurs 50 times in 3 documents; lower these limits"):
        multiword_terms.propose(stream, min_n=50)


def test_runs_of_three_are_judged_by_their_beginning_and_their_last_word():
    t = tokens_of(["مجلس الأمن الدولي"] * 4 + ["مجلس الأمن القومي"] * 2 + ["مجلس النواب", "الدولي"], level="form")
    table = multiword_terms.propose(t, n_words=(3,), min_n=4, min_docs=4, npmi=0)
    expected = ["مجلس + الأمن + الدولي", "مجلس الأمن الدولي", 4, 4, 3]
    assert table[["term", "written", "n", "n_docs", "words"]].values.tolist() == [expected]
    cells = association.from_marginals(4.0, 6.0, 5.0, float(len(t)))  # مجلس الأمن six times, الدولي five
    assert table["g2"].iloc[0] == pytest.approx(float(association.g2(*cells)))
    assert table["log_dice"].iloc[0] == pytest.approx(float(association.log_dice(*cells)))
    assert table["npmi"].iloc[0] == pytest.approx(float(association.npmi(*cells)))


def test_the_cut_offs_hold_from_their_value_on():
    texts = ["مجلس الأمن"] * 3 + ["مجلس الأمن مجلس الأمن", " ".join(["بيت قديم"] * 5)]
    t = tokens_of(texts, level="form")
    found = multiword_terms.propose(t, n_words=(2,), npmi=-1)
    assert found["written"].tolist() == ["مجلس الأمن"]  # five times in four documents; the other ones in one
    wider = multiword_terms.propose(t, n_words=(2,), min_docs=1, npmi=-1)
    assert wider["written"].tolist()[:2] == ["بيت قديم", "مجلس الأمن"]
    npmi = found["npmi"].iloc[0]
    assert len(multiword_terms.propose(t, n_words=(2,), npmi=npmi)) == 1
    assert len(multiword_terms.propose(t, n_words=(2,), npmi=npmi + 1e-9)) == 0


def test_the_spelling_that_is_most_frequent_is_written_whatever_stands_before():
    texts = ["والأمم المتحدة"] * 5 + ["الأمم المتحدة"] * 3 + ["الامم المتحدة"] * 2
    table = multiword_terms.propose(tokens.tokenize(corpus_of(texts), compounds="none"), n_words=(2,))
    assert table[["written", "n"]].values.tolist() == [["الأمم المتحدة", 10]]  # و is no part of the term
