"""The level lemma: which forms are one term, how it is shown, what stands behind it."""

import factory
import numpy as np
import pandas as pd
import pytest

from helpers import schema
from helpers.corpus import tokens
from helpers.corpus.words import forms

TEXTS = [
    "الإرهاب والإرهاب للإرهاب بالإرهاب. الارهاب",
    "وبالإرهـــاب والإرْهاب! NATO و Nato 2021 ٢٠٢١ nato",
    "لا شيء في العراق وفي بغداد",
]


def lemmas_of(texts, **options):
    return tokens.tokenize(factory.corpus_of(texts), level="lemma", **options)


def row(t, term):
    (found,) = t.terms.index[t.terms["term"] == term]
    return found


def counted(t):
    return dict(zip(t.terms["term"], t.terms["n"], strict=True))


@pytest.fixture(scope="module")
def made():
    return lemmas_of(TEXTS)


def test_lemma_is_the_default_level(made):
    t = tokens.tokenize(made.corpus)
    assert t.level == made.level == "lemma"
    pd.testing.assert_frame_equal(t.terms, made.terms)


def test_clitics_and_article_do_not_make_another_term(made):
    term = row(made, "الإرهاب")
    assert made.terms.loc[term, ["key", "kind", "is_stop", "n", "n_docs"]].tolist() == [
        "إرهاب", "arabic", False, 7, 2,
    ]  # fmt: skip
    behind = made.forms["form"][made.form_term == term]
    assert set(behind) == {
        "الإرهاب", "والإرهاب", "للإرهاب", "بالإرهاب", "الارهاب", "وبالإرهـــاب", "والإرْهاب",
    }  # fmt: skip
    written = made.forms.set_index("form")
    assert written.loc["والإرهاب", ["segments", "lemma", "known"]].tolist() == ["و+ال+إرهاب", "إرهاب", True]


def test_the_forms_behind_a_term_are_named_most_frequent_first():
    t = lemmas_of(["الإرهاب والإرهاب الإرهاب للإرهاب", "الإرهاب والإرهاب بغداد"])
    term = row(t, "الإرهاب")
    assert forms.forms_behind(t, [term])[term] == "الإرهاب 3 · والإرهاب 2 · للإرهاب 1"
    assert forms.forms_behind(t, [term], top=1)[term] == "الإرهاب 3 · +2"
    part = t.where(doc_id="d1")
    assert forms.forms_behind(part, [term])[term] == "الإرهاب 1 · والإرهاب 1"
    assert forms.forms_behind(part.where(doc_id="d1")).index.tolist() == list(range(len(t.terms)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("الإرهاب والإرهاب إرهاب", "إرهاب"),  # the dictionary form, if it occurs
        ("الارهاب والارهاب الإرهاب", "الإرهاب"),  # else with the article; of its spellings the most frequent one …
        ("الارهاب الارهاب الإرهاب والإرهاب", "الارهاب"),  # … without clitics
        ("والإرهاب للإرهاب والإرهاب", "والإرهاب"),  # and nothing that no text has
        ("الإرْهـاب", "الإرهاب"),  # vowel signs and tatweel are no spelling
        ("العراق " * 30 + "عراق", "العراق"),  # a name keeps its article
        ("الوطن " * 10 + "وطن", "وطن"),  # a common noun needs none
        ("يقول ويقول تقول يقول", "يقول"), ("يقول وقال", "يقول"), ("يقول قال يقول", "قال"),
    ],
)  # fmt: skip
def test_a_term_is_shown_in_its_citation_form_as_the_corpus_writes_it(text, shown):
    assert list(counted(lemmas_of([text]))) == [shown]


def test_a_term_with_another_form_leaves_its_own_to_one_that_has_none():
    rows = ("عام", "عام1", 5), ("العام", "عام1", 2), ("عام", "عام2", 4)
    table = table_of(*((form, lemma, False, n) for form, lemma, n in rows))
    _, terms = forms.terms(table, "lemma", ())
    assert terms["term"].tolist() == ["العام", "عام"]
    rows = ("عام", "عام1", 50), ("العام", "عام1", 2), ("عام", "عام2", 4)  # but not to a rare one
    table = table_of(*((form, lemma, False, n) for form, lemma, n in rows))
    _, terms = forms.terms(table, "lemma", ())
    assert terms["term"].tolist() == ["عام"]


def test_no_two_terms_are_shown_alike():
    rows = ("عام", "عام1", 5), ("عام", "عام2", 3), ("أعوام", "عام2", 1), ("عام", "عام3", 1)
    table = table_of(*((form, lemma, False, n) for form, lemma, n in rows))
    _, terms = forms.terms(table, "lemma", ())
    assert terms["term"].tolist() == ["عام", "أعوام"]


def test_latin_words_and_numbers_are_their_own_lemma(made):
    written = made.forms.set_index("form")
    assert written.loc[["NATO", "Nato", "nato"], "lemma"].tolist() == ["nato"] * 3
    assert written.loc[["2021", "٢٠٢١"], "lemma"].tolist() == ["2021", "2021"]
    assert written.loc[["NATO", "2021"], "segments"].tolist() == ["NATO", "2021"]
    assert written.loc[["NATO", "2021"], "known"].tolist() == [True, True]
    assert written.loc[["NATO", "2021"], "origin"].tolist() == ["other", "other"]
    normalized = tokens.at_level(made, "normalized").terms
    for kind in ("latin", "number"):
        columns = ["term", "key", "n", "n_docs"]
        other = normalized.loc[normalized["kind"] == kind, columns].reset_index(drop=True)
        pd.testing.assert_frame_equal(made.terms.loc[made.terms["kind"] == kind, columns].reset_index(drop=True), other)
    assert counted(made)["NATO"] == 3  # as written most often, not the key nato


def test_folds_that_are_not_chosen_keep_latin_words_apart():
    t = lemmas_of(["نعم NATO Nato ٢٠٢١ 2021"], folds=["tatweel"])
    assert {"NATO", "Nato", "٢٠٢١", "2021"} < set(t.terms["term"])


def test_the_tables_conform_to_the_schema(made):
    for t in (made, tokens.at_level(made, "normalized"), made.where(doc_id="d0"), lemmas_of(["نعم"])):
        schema.check(t.forms, "forms")
        schema.check(t.terms, "terms")
    assert made.terms["term"].is_unique
    assert made.terms["key"].is_unique
    for column in ("segments", "lemma", "root", "origin"):
        assert made.forms[column].dtype == "str"
        assert made.forms[column].notna().all()
    assert made.forms["known"].dtype == bool


def test_every_token_is_still_the_word_as_written(made):
    texts = made.corpus.documents["text"]
    written = made.forms["form"].tolist()
    rows = [
        (doc, start, end, sent, written[form])
        for doc, start, end, sent, form in zip(made.doc, made.start, made.end, made.sent, made.form, strict=True)
    ]
    assert all(texts[doc][start:end] == form for doc, start, end, _, form in rows)
    assert rows == [(doc, *word[:4]) for doc, text in enumerate(texts) for word in factory.words(text)]
    assert made.terms["n"].sum() == made.forms["n"].sum() == len(made)


def table_of(*rows):
    """A form table at the level lemma: (form, lemma, is_stop, n) each."""
    form, lemma, is_stop, n = zip(*rows, strict=True)
    table = pd.DataFrame({"form": form, "normalized": form, "lemma": lemma}, dtype="str")
    kind = pd.Categorical(["arabic"] * len(rows), ["arabic", "latin", "number"])
    return table.assign(kind=kind, is_stop=list(is_stop), n=list(n))


@pytest.mark.parametrize(
    ("stop", "other", "expected"), [(3, 2, True), (2, 3, False), (2, 2, False), (1, 0, True), (0, 0, False)]
)
def test_a_lemma_is_a_stop_word_if_most_of_its_tokens_are(stop, other, expected):
    table = table_of(("قال", "قال", True, stop), ("بغداد", "بغداد", False, 9), ("أقوال", "قال", False, other))
    numbers, terms = forms.terms(table, "lemma", ())
    assert numbers.dtype == np.int32
    assert numbers.tolist() == [0, 1, 0]
    assert terms["term"].tolist() == ["قال", "بغداد"]
    assert terms["is_stop"].tolist() == [expected, False]


def test_stop_words_with_a_conjunction_are_stop_words(made):
    assert made.terms.loc[row(made, "في"), ["is_stop", "n"]].tolist() == [True, 2]
    assert not made.terms.loc[row(made, "بغداد"), "is_stop"]


def test_levels_go_back_and_forth_without_reading_again(made):
    for level in tokens.LEVELS:
        other = tokens.at_level(made, level)
        fresh = tokens.tokenize(made.corpus, level=level)
        pd.testing.assert_frame_equal(other.terms, fresh.terms)
        assert other.form_term.tolist() == fresh.form_term.tolist()
        for name in ("doc", "start", "end", "sent", "form"):
            assert np.shares_memory(getattr(other, name), getattr(made, name))
        for start in (other, fresh):  # one has its lemmas, the other is analysed now
            again = tokens.at_level(start, "lemma")
            assert again.level == "lemma"
            pd.testing.assert_frame_equal(again.terms, made.terms)
            pd.testing.assert_frame_equal(again.forms, made.forms)


def test_fewer_terms_the_higher_the_level(made):
    n = {level: len(tokens.at_level(made, level).terms) for level in tokens.LEVELS}
    assert n["form"] == len(made.forms) > n["normalized"] > n["lemma"]


def test_the_lexicon_wins_for_a_form_and_only_for_it():
    t = lemmas_of(["الإرهاب والإرهاب للإرهاب"], lexicon={"والإرهاب": "عنف"})
    assert counted(t) == {"الإرهاب": 2, "عنف": 1}
    assert t.forms.set_index("form").loc["والإرهاب", ["lemma", "known", "origin"]].tolist() == ["عنف", True, "lexicon"]


def test_the_lexicon_wins_for_a_lemma_and_all_its_forms():
    t = lemmas_of(["والإرهاب للإرهاب الإرهاب العنف"], lexicon={"إرهاب": "عنف"})
    assert counted(t) == {"عنف": 4}
    assert set(t.forms.set_index("form").loc[["والإرهاب", "للإرهاب", "الإرهاب"], "origin"]) == {"lexicon"}


def test_an_entry_for_a_form_wins_over_one_for_its_lemma():
    lexicon = {"إرهاب": "عنف", "للإرهاب": "إرهابي"}
    for entries in (lexicon, dict(reversed(lexicon.items()))):
        assert counted(lemmas_of(["والإرهاب للإرهاب"], lexicon=entries)) == {"عنف": 1, "إرهابي": 1}


def test_a_vocalised_form_meets_its_entry():
    assert counted(lemmas_of(["والإرْهـاب بغداد"], lexicon={"والإرهاب": "عنف"})) == {"عنف": 1, "بغداد": 1}


def test_without_its_entry_nothing_changes(made):
    for lexicon in (None, {}, {"كلمة": "لفظ"}):
        again = lemmas_of(TEXTS, lexicon=lexicon)
        pd.testing.assert_frame_equal(again.terms, made.terms)
        pd.testing.assert_frame_equal(again.forms, made.forms)


def test_single_words_of_the_lexicon_play_no_part_below_the_level_lemma():
    for level in ("form", "normalized"):
        t = tokens.tokenize(factory.corpus_of(["الإرهاب"]), level=level, lexicon={"الإرهاب": "عنف"})
        assert counted(t) == {"الإرهاب": 1}


def test_a_corpus_without_arabic_words_has_terms():
    t = lemmas_of(["\ufbb2 NATO 2021", "نعم"]).where(doc_id="d0")
    assert counted(t) == {"NATO": 1, "2021": 1, "نعم": 0}
    table = tokens.tokenize(factory.corpus_of(["\ufbb2 NATO 2021"]))
    assert counted(table) == {"NATO": 1, "2021": 1}
    assert table.forms["known"].tolist() == [True, True]


def test_the_columns_of_the_lemma_level_are_those_of_the_schema():
    made = factory.tokens_of(["والإرهاب NATO 2021"], level="lemma")
    schema.check(made.forms, "forms")
    schema.check(made.forms, "lemmas")
    assert "lemma" not in factory.tokens_of(["والإرهاب"], level="normalized").forms


@pytest.mark.parametrize("named", ["قال", "قالت", "وقال"])
def test_a_reader_stop_word_means_its_whole_term_at_the_level_lemma(named):
    corpus = factory.corpus_of(["قال الوزير وقالت الوزيرة ويقول الناطق إن الوزراء قالوا"])
    before = tokens.tokenize(corpus).terms.set_index("term")["is_stop"]
    after = tokens.tokenize(corpus, extra=[named]).terms.set_index("term")["is_stop"]
    assert not before["قال"] and after["قال"]
    assert after.drop("قال").equals(before.drop("قال"))


def test_a_reader_stop_word_is_the_spelling_alone_at_other_levels():
    corpus = factory.corpus_of(["قال الوزير وقالت الوزيرة"])
    made = tokens.tokenize(corpus, level="normalized", extra=["قال"]).terms.set_index("term")["is_stop"]
    assert made["قال"] and not made["وقالت"]


def test_a_word_taken_out_of_the_stop_words_is_kept_with_all_its_forms():
    corpus = factory.corpus_of(["كان الوزير وكانت الوزيرة ويكون الناطق"])
    assert tokens.tokenize(corpus).terms.set_index("term").loc["كان", "is_stop"]
    kept = tokens.tokenize(corpus, without=["كان"], extra=["كان"]).terms.set_index("term")["is_stop"]
    assert not kept["كان"]


@pytest.mark.parametrize("level", tokens.LEVELS)
def test_a_term_of_several_words_can_be_a_stop_word(level):
    lexicon = {"الأمم المتحدة": "الأمم المتحدة"}
    made = tokens.tokenize(
        factory.corpus_of(["قالت الأمم المتحدة كلمة"]), level=level, lexicon=lexicon, extra=["الأمم المتحدة"]
    )
    assert made.terms.set_index("term").loc["الأمم المتحدة", "is_stop"]


def test_a_term_of_another_meaning_is_not_swept_along():
    corpus = factory.corpus_of(["قال الوزير قولا في مقال له عن القول"])
    after = tokens.tokenize(corpus, extra=["قال"]).terms
    assert after.loc[after["is_stop"] & ~after["term"].isin(["في", "له", "عن"]), "term"].tolist() == ["قال"]
