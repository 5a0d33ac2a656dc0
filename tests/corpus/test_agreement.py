"""A form of two corpora is the same term in both."""

from dataclasses import replace

import numpy as np
from factory import corpus_of, tokens_of

from helpers.corpus import agreement, counts, tokens

ALONE = ["مدينة بريكس الكبيرة"] * 6
BESIDE = ["مدينة بريكس الكبيرة", "مدينة ريكس الكبيرة"] * 3


def sides():
    return tokens_of(ALONE, level="lemma"), tokens_of(BESIDE, level="lemma")


def n_of(made, key):
    return made.terms.loc[made.terms["key"] == key, ["n", "n_docs"]].to_numpy().tolist()


def test_the_corpus_that_has_a_form_more_often_decides():
    one, other = sides()
    assert n_of(one, "بريكس") == [[6, 6]] and n_of(other, "بريكس") == [] and n_of(other, "ريكس") == [[6, 6]]
    first, second, changed = agreement.agree(one, other)
    assert changed == 1 and first is one
    assert n_of(second, "بريكس") == [[3, 3]] and n_of(second, "ريكس") == [[3, 3]]
    assert n_of(other, "ريكس") == [[6, 6]]  # what was given is as it was


def test_the_order_of_the_two_does_not_matter():
    one, other = sides()
    first, second, _ = agreement.agree(one, other)
    second_too, first_too, _ = agreement.agree(other, one)
    for a, b in ((first, first_too), (second, second_too)):
        assert a.terms.equals(b.terms) and np.array_equal(a.form_term, b.form_term)


def test_the_lexicon_decides_however_rare_its_corpus():
    one = tokens.tokenize(corpus_of(["بريكس"]), lexicon={"بريكس": "قس"})
    _, other, _ = agreement.agree(one, tokens_of(ALONE, level="lemma"))
    assert n_of(other, "قس") == [[6, 6]] and n_of(other, "بريكس") == [[0, 0]]


def test_the_counts_are_those_of_the_stream():
    _, made, _ = agreement.agree(*sides())
    matrix = counts.matrix(made)
    assert np.asarray(matrix.sum(axis=0)).ravel().tolist() == made.terms["n"].tolist()
    assert np.bincount(matrix.indices, minlength=matrix.shape[1]).tolist() == made.terms["n_docs"].tolist()
    assert (made.terms["key"].to_numpy()[made.form_term] == made.forms["lemma"]).all()


def test_other_levels_and_parts_of_one_corpus_agree_by_themselves():
    one, other = tokens_of(ALONE), tokens_of(BESIDE)
    assert agreement.agree(one, other) == (one, other, 0)
    whole = tokens_of(BESIDE, level="lemma", source=["أ", "ب"] * 3)
    parts = whole.where(source="أ"), whole.where(source="ب")
    assert agreement.agree(*parts) == (*parts, 0)


def shown_together(one, other):
    """What the terms of either that occur are shown as: key -> term of each, and the terms of the keys together."""
    used = [side.terms[side.terms["n"] > 0].set_index("key")["term"] for side in (one, other)]
    return used, {**used[1], **used[0]}


def test_terms_are_shown_alike_in_both_and_no_two_alike():
    # What is one word in the one is shown like another word of the other.
    one = tokens.tokenize(["قال إن المكتبة كبيرة"] * 3, lexicon={"المكتبة": "قاعة"})
    other = tokens.tokenize(["زار القاعة", "وصل إلى قاعة"] * 3, lexicon={"قاعة": "بهو", "القاعة": "بهو"})
    other = replace(other, terms=other.terms.assign(term=other.terms["term"].replace("بهو", "قاعة")))
    first, second, _ = agreement.agree(one, other)
    (mine, theirs), together = shown_together(first, second)
    assert len(set(together.values())) == len(together)
    common = mine.index.intersection(theirs.index)
    assert (mine[common] == theirs[common]).all()
    assert "قاعة" in together.values()
    assert first.terms["n"].sum() == len(first) and second.terms["n"].sum() == len(second)
    assert second.terms.set_index("term")["n"]["قاعة"].sum() == 6
