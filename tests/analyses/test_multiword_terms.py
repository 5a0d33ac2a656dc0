import pytest
from factory import tokens_of

from helpers.analyses import multiword_terms
from helpers.errors import NotEnoughData
from helpers.measures import association

SENTENCES = [
    "تعمل الأمم المتحدة في المدينة.", "قررت الأمم المتحدة ذلك.", "زارت الأمم المتحدة الوزارة.",
    "قال وزير للأمم المتحدة.", "عادت الوزارة إلى المدينة.", "زارت المدينة وزير.",
]  # fmt: skip


@pytest.fixture(scope="module")
def stream():
    return tokens_of(SENTENCES, level="lemma")


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
    assert not any(" في " in f" {run} " or " إلى " in f" {run} " for run in table["term"])
    assert table["g2"].is_monotonic_decreasing


def test_a_corpus_with_none_says_so(stream):
    with pytest.raises(NotEnoughData, match="No run of words occurs 50 times in 3 documents; lower these limits"):
        multiword_terms.propose(stream, min_n=50)
