"""Terms of several words: one token each, exactly where they stand, and nothing else touched."""

import factory
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import schema
from helpers.arabic.normalization import normalize
from helpers.corpus import counts, tokens

LEXICON = {
    "مكافحة الإرهاب": "مكافحة الإرهاب", "الأمم المتحدة": "الأمم المتحدة", "التطرف العنيف": "التطرف العنيف",
}  # fmt: skip
COLUMNS = ("doc", "start", "end", "sent", "form")


def made_of(texts, lexicon=LEXICON, **options):
    t = tokens.tokenize(factory.corpus_of(texts if isinstance(texts, list) else [texts]), lexicon=lexicon, **options)
    written = t.forms["form"].to_numpy(object)[t.form]
    texts = t.corpus.documents["text"]
    assert [texts[d][a:b] for d, a, b in zip(t.doc, t.start, t.end, strict=True)] == written.tolist()
    assert t.forms["n"].tolist() == np.bincount(t.form, minlength=len(t.forms)).tolist()
    assert t.terms["n"].sum() == len(t)
    return t


def written(t):
    return t.forms["form"].to_numpy(object)[t.form].tolist()


def joined(t):
    """The spans of several words, as written, in reading order."""
    return [form for form in written(t) if len(factory.words(form)) > 1]


def counted(t):
    return {term: n for term, n in zip(t.terms["term"], t.terms["n"], strict=True) if n}


def test_the_terms_of_the_lexicon_are_one_token_each():
    t = made_of("دعت الأمم المتحدة إلى مكافحة الإرهاب ومنع التطرف العنيف في العراق")
    assert written(t) == [
        "دعت", "الأمم المتحدة", "إلى", "مكافحة الإرهاب", "ومنع", "التطرف العنيف", "في", "العراق",
    ]  # fmt: skip
    for term in LEXICON:
        row = t.terms.set_index("term").loc[term]
        assert row[["key", "kind", "is_stop", "n", "n_docs"]].tolist() == [term, "arabic", False, 1, 1]
    one = t.forms.set_index("form").loc["الأمم المتحدة"]
    assert one[["segments", "lemma", "root", "known", "origin"]].tolist() == [
        "الأمم المتحدة", "الأمم المتحدة", "", True, "lexicon",
    ]  # fmt: skip
    schema.check(t.forms, "forms")
    schema.check(t.terms, "terms")


def test_columns_offsets_and_counts_are_exact():
    t = made_of(["قالت الأمم المتحدة. نعم", "لا. والأمم المتحدة نعم الأمم المتحدة", "الأمم"])
    rows = list(zip(t.doc.tolist(), t.start.tolist(), t.end.tolist(), t.sent.tolist(), written(t), strict=True))
    assert rows == [
        (0, 0, 4, 0, "قالت"), (0, 5, 18, 0, "الأمم المتحدة"), (0, 20, 23, 1, "نعم"),
        (1, 0, 2, 0, "لا"), (1, 4, 18, 1, "والأمم المتحدة"), (1, 19, 22, 1, "نعم"), (1, 23, 36, 1, "الأمم المتحدة"),
        (2, 0, 5, 0, "الأمم"),
    ]  # fmt: skip
    assert all(getattr(t, name).dtype == np.int32 for name in COLUMNS)
    assert t.sizes.tolist() == [3, 4, 1]
    assert t.terms.set_index("term").loc["الأمم المتحدة", ["n", "n_docs"]].tolist() == [3, 2]
    n = t.forms.set_index("form")["n"]
    assert n[["الأمم المتحدة", "والأمم المتحدة", "الأمم", "المتحدة", "نعم"]].tolist() == [2, 1, 1, 0, 2]
    assert t.forms["form"].is_unique
    assert counts.matrix(t).sum() == 8


@pytest.mark.parametrize(
    "text",
    ["ومكافحة الإرهاب", "لمكافحة الإرهاب", "وبمكافحة الإرهاب", "والأمم المتحدة", "للأمم المتحدة", "بالتطرف العنيف"],
)
def test_a_conjunction_or_preposition_may_stand_before_it(text):
    t = made_of(f"نعم {text} نعم")
    assert written(t) == ["نعم", text, "نعم"]
    (term,) = set(counted(t)) - {"نعم"}
    assert term in LEXICON


@pytest.mark.parametrize(
    "text", ["مكافحة والإرهاب", "مكافحة للإرهاب", "الأمم والمتحدة", "التطرف بالعنيف", "ومكافحة والإرهاب"]
)
def test_but_not_inside_it(text):
    t = made_of(f"نعم {text} نعم")
    assert joined(t) == []
    assert written(t) == ["نعم", *text.split(), "نعم"]


def test_a_pronoun_may_stand_behind_it_but_not_inside():
    lexicon = {"حقوق إنسان": "حقوق الإنسان", "مكافحة إرهاب": "مكافحة الإرهاب"}
    assert joined(made_of("نعم مكافحة إرهابهم نعم", lexicon)) == ["مكافحة إرهابهم"]
    assert joined(made_of("نعم مكافحتهم إرهاب نعم", lexicon)) == []


@pytest.mark.parametrize("gap", [". ", "! ", "؟ ", "? ", " … ", "\n", "\r\n", "\n\n", " \n ", "\u2028"])
@pytest.mark.parametrize("level", tokens.LEVELS)
def test_it_does_not_cross_a_sentence_end(gap, level):
    t = made_of(f"نعم مكافحة{gap}الإرهاب نعم", level=level)
    assert written(t) == ["نعم", "مكافحة", "الإرهاب", "نعم"]


def test_it_does_not_cross_the_end_of_a_document():
    assert joined(made_of(["نعم مكافحة", "الإرهاب نعم"])) == []


@pytest.mark.parametrize("gap", ["  ", "\t", "\u00a0", "   \t "])
def test_white_space_inside_is_kept_as_written_and_counted_together(gap):
    span = f"مكافحة{gap}الإرهاب"
    t = made_of(f"{span}. مكافحة الإرهاب")
    assert written(t) == [span, "مكافحة الإرهاب"]
    assert counted(t) == {"مكافحة الإرهاب": 2}


@pytest.mark.parametrize(
    "span", ["مكافحـــة الإرهاب", "مُكافَحةُ الإرْهاب", "مكافحة الارهاب", "مكافحة الإرهـاب", "مكافحة\u200f الإرهاب"]
)
@pytest.mark.parametrize("level", ["normalized", "lemma"])
def test_stretched_vocalised_and_folded_spellings_are_found(span, level):
    t = made_of(f"نعم {span} نعم مكافحة الإرهاب", level=level)
    assert joined(t) == [span, "مكافحة الإرهاب"]
    assert len(counted(t)) == 2


def test_the_entry_may_be_stretched_or_vocalised_too():
    for term in ("مكافحـة الإرهاب", "مُكافَحة الإرْهاب", "مكافحة الارهاب"):
        for level in ("normalized", "lemma"):
            t = made_of("نعم مكافحة الإرهاب", {term: "مكافحة الإرهاب"}, level=level)
            assert written(t) == ["نعم", "مكافحة الإرهاب"]


@pytest.mark.parametrize("level", ["form", "normalized"])
def test_below_the_level_lemma_words_are_compared_as_normalized(level):
    t = made_of("مكافحة الارهاب ومكافحة الإرهاب مكافحة الإرهاب والأمم المتحدة", level=level)
    assert written(t) == [
        "مكافحة الارهاب", "ومكافحة", "الإرهاب", "مكافحة الإرهاب", "والأمم", "المتحدة",
    ]  # fmt: skip
    n = counted(t)
    if level == "form":
        assert (n["مكافحة الارهاب"], n["مكافحة الإرهاب"]) == (1, 1)
    else:
        assert n["مكافحة الإرهاب"] == 2
        assert "مكافحة الارهاب" not in n
    assert "lemma" not in t.forms
    schema.check(t.forms, "forms")


@pytest.mark.parametrize("level", tokens.LEVELS)
def test_what_is_compared_is_folded_like_every_other_form(level):
    t = made_of("الأمم المتحدة والأمم المتحدة في مكافحة الإرهاب", level=level)
    (key,) = normalize(["الأمم المتحدة"], t.folds)
    assert t.forms.set_index("form").loc["الأمم المتحدة", "normalized"] == key == "الامم المتحدة"
    normalized = tokens.at_level(t, "normalized").terms
    assert key in set(normalized["key"])


def test_the_lemma_of_an_entry_brings_it_together_with_other_terms():
    lexicon = {"الأمم المتحدة": "أمم", "هيئة الأمم المتحدة": "أمم", "منظمة الأمم": "أمم"}
    for level, n in (("lemma", 3), ("normalized", 3), ("form", 1)):
        t = made_of("الأمم المتحدة. هيئة الأمم المتحدة. منظمة الأمم. نعم", lexicon, level=level)
        assert t.terms["n"].max() == n
    assert made_of("الأمم المتحدة. أمم", lexicon, level="normalized").terms["n"].max() == 2


@pytest.mark.parametrize("level", tokens.LEVELS)
def test_the_longest_term_wins_wherever_it_stands_in_the_lexicon(level):
    lexicon = {"الأمم المتحدة": "أ", "هيئة الأمم المتحدة": "ب", "المتحدة في العراق": "ج", "في العراق": "د"}
    text = "هيئة الأمم المتحدة في العراق. الأمم المتحدة في العراق. نعم الأمم المتحدة"
    for entries in (lexicon, dict(reversed(lexicon.items()))):
        assert joined(made_of(text, entries, level=level)) == [
            "هيئة الأمم المتحدة", "في العراق", "المتحدة في العراق", "الأمم المتحدة",
        ]  # fmt: skip


def test_of_terms_equally_long_the_earlier_in_the_text_wins():
    for lexicon in ({"ب ج": "أ", "أ ب": "ي"}, {"ب ج": "ي", "أ ب": "أ"}):
        assert joined(made_of("أ ب ج. نعم", lexicon)) == ["أ ب"]
    assert joined(made_of("ج ب أ. نعم", {"ب أ": "x", "ج ب": "y"})) == ["ج ب"]


@pytest.mark.parametrize("n", range(1, 9))
def test_terms_do_not_overlap(n):
    t = made_of(" ".join(["نعم"] * n), {"نعم نعم": "أجل"}, level="normalized")
    assert [len(form.split()) for form in written(t)] == [2] * (n // 2) + [1] * (n % 2)
    assert t.end.tolist() == sorted(t.end.tolist())


@pytest.mark.parametrize("n", range(1, 8))
def test_a_term_longer_than_the_corpus_is_not_found(n):
    t = made_of(" ".join(["نعم"] * n), {" ".join(["نعم"] * 8): "أجل"})
    assert written(t) == ["نعم"] * n


def test_single_words_of_the_lexicon_go_before():
    lexicon = {"إرهاب": "عنف", "مكافحة الإرهاب": "مكافحة"}
    t = made_of("ومكافحة إرهاب. للإرهاب", lexicon)
    assert counted(t) == {"مكافحة": 1, "عنف": 1}


@pytest.mark.parametrize(("entry", "text"), [("رؤية 2030", "رؤية ٢٠٣٠"), ("حلف NATO", "حلف Nato")])
@pytest.mark.parametrize("level", ["normalized", "lemma"])
def test_numbers_and_latin_words_in_a_term_are_folded(entry, text, level):
    assert joined(made_of(f"نعم {text} نعم", {entry: entry}, level=level)) == [text]


@pytest.mark.parametrize("level", tokens.LEVELS)
@pytest.mark.parametrize(
    "lexicon", [None, {}, {"نعم": "أجل"}, {"بوكو حرام": "بوكو حرام"}, {"المتحدة الأمم": "ب"}, {"الأمم نعم": "ب"}]
)
def test_nothing_found_leaves_all_untouched(level, lexicon):
    texts = ["قالت الأمم المتحدة. لا", "مكافحة الإرهاب"]
    plain, t = made_of(texts, None, level=level), made_of(texts, lexicon, level=level)
    for name in (*COLUMNS, "form_term"):
        np.testing.assert_array_equal(getattr(t, name), getattr(plain, name), strict=True)
    pd.testing.assert_frame_equal(t.forms, plain.forms)
    pd.testing.assert_frame_equal(t.terms, plain.terms)


def test_another_level_keeps_the_terms_together():
    t = made_of("ومكافحة  الإرهاب. مكافحة الإرهاب")
    for level in ("form", "normalized", "lemma"):
        other = tokens.at_level(t, level)
        assert joined(other) == ["ومكافحة  الإرهاب", "مكافحة الإرهاب"]
        assert len(counted(other)) == (2 if level == "form" else 1)


def test_a_selection_keeps_the_terms_together():
    t = made_of(["نعم الأمم المتحدة", "لا", "والأمم المتحدة"]).where(doc_id=["d1", "d2"])
    assert written(t) == ["لا", "والأمم المتحدة"]
    assert counted(t) == {"لا": 1, "الأمم المتحدة": 1}


def test_an_empty_corpus_is_no_hindrance():
    corpus = factory.corpus_of(["نعم", "لا"], source=["أ", "ب"])
    nothing = corpus.where(source="أ").where(source="ب")
    for level in tokens.LEVELS:
        assert len(tokens.tokenize(nothing, level=level, lexicon=LEXICON)) == 0


PIECES = ("مكافحة", "الإرهاب", "ومكافحة", "والإرهاب", "الارهاب", "الأمم", "المتحدة", "NATO", "2021", "في", "مكافحـة")
GAPS = (" ", "  ", "، ", ". ", "\n", " «", "\t", ": ")
WORD_AND_GAP = st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)).map("".join)
DOCUMENT = st.lists(WORD_AND_GAP, max_size=14).map(lambda words: f"نعم {''.join(words)}")
TERM = st.lists(st.sampled_from(PIECES), min_size=2, max_size=4).map(" ".join)
TERMS = st.lists(TERM, min_size=1, max_size=3).map(lambda terms: {term: term for term in terms})


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(DOCUMENT, min_size=1, max_size=4), TERMS, st.sampled_from(tokens.LEVELS))
def test_joining_never_changes_the_text_covered(texts, lexicon, level):
    texts = [f"{text} {'ب' * n}" for n, text in enumerate(texts, 1)]
    plain = tokens.tokenize(factory.corpus_of(texts), level=level)
    t = made_of(texts, lexicon, level=level)
    words = list(zip(plain.doc.tolist(), plain.start.tolist(), plain.end.tolist(), plain.sent.tolist(), strict=True))
    for doc, start, end, sent in zip(t.doc.tolist(), t.start.tolist(), t.end.tolist(), t.sent.tolist(), strict=True):
        inside = [words.pop(0)]
        while inside[-1][2] < end:
            inside.append(words.pop(0))
        assert (inside[0][1], inside[-1][2]) == (start, end)
        assert {(word[0], word[3]) for word in inside} == {(doc, sent)}
        assert len(inside) in {1, *(len(term.split()) for term in lexicon)}
    assert words == []
