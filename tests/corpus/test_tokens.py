"""Tokens: the columns, the levels, the spelling shown, selections."""

from dataclasses import replace

import factory
import numpy as np
import pandas as pd
import pytest

from helpers import schema
from helpers.corpus import documents, store, tokens
from helpers.corpus.words import forms
from helpers.errors import ArgumentError, InputError

TEXTS = [
    "مكافحة الإرهاب. الإرهاب في الارهاب",
    "الإرهـــاب والإرْهاب! فى NATO و Nato 2021",
    "لا شيء في ٢٠٢١. الارهاب",
]
SOURCES = ["أ", "ب", "أ"]


@pytest.fixture
def made():
    return factory.tokens_of(TEXTS, source=SOURCES, date=["2018-01-01", "2019-01-01", None])


def terms_of(t):
    return dict(zip(t.terms["term"], t.terms["n"], strict=True))


def test_every_token_is_the_word_as_written(made):
    texts = made.corpus.documents["text"]
    written = made.forms["form"].tolist()
    found = [
        (doc, start, end, sent, written[form])
        for doc, start, end, sent, form in zip(made.doc, made.start, made.end, made.sent, made.form, strict=True)
    ]
    assert found == [(doc, *word[:4]) for doc, text in enumerate(texts) for word in factory.words(text)]
    assert all(texts[doc][start:end] == form for doc, start, end, _, form in found)
    assert len(made) == len(found) == 17
    assert made.sizes.tolist() == [5, 7, 5]


def test_the_tables_conform_to_the_schema(made):
    for t in (made, tokens.at_level(made, "form"), made.where(source="أ"), made.where(source="أ").where(source="ب")):
        schema.check(t.forms, "forms")
        schema.check(t.terms, "terms")
        assert len(t.form_term) == len(t.forms)


def test_a_term_is_shown_as_its_most_frequent_spelling_and_keeps_the_forms_behind_it(made):
    counted = terms_of(made)
    # الإرهاب 2 + الإرهـــاب 1 are one spelling, which outweighs الارهاب 2
    assert counted["الإرهاب"] == 5
    assert "الارهاب" not in counted
    assert counted["والإرهاب"] == 1
    assert counted["NATO"] == 2
    assert counted["2021"] == 2
    row = made.terms.index[made.terms["term"] == "الإرهاب"][0]
    assert made.terms.loc[row, ["key", "kind", "is_stop", "n", "n_docs"]].tolist() == [
        "الارهاب", "arabic", False, 5, 3,
    ]  # fmt: skip
    assert forms.forms_behind(made, [row])[row] == "الإرهاب 2 · الارهاب 2 · الإرهـــاب 1"
    assert forms.forms_behind(made, [row], top=1)[row] == "الإرهاب 2 · +2"
    spellings = [f"كتا{'ـ' * n}ب" for n in range(8)]
    eight = factory.tokens_of([" ".join(spellings)])
    assert forms.forms_behind(eight)[0] == " · ".join([f"{form} 1" for form in spellings[:6]] + ["+2"])
    assert forms.forms_behind(made).loc[row] == "الإرهاب 2 · الارهاب 2 · الإرهـــاب 1"


def test_stretched_and_vocalised_words_count_for_the_spelling_below_them():
    t = factory.tokens_of(["الارهاب الارهاب الإرهاب الإرهـاب الإِرهاب"])
    assert terms_of(t) == {"الإرهاب": 5}


def test_of_spellings_equally_frequent_the_first_in_code_points_is_shown():
    for text in ("مسؤول مسئول", "مسئول مسؤول"):
        assert terms_of(factory.tokens_of([text])) == {"مسؤول": 2}
    assert terms_of(factory.tokens_of(["مسئول مسؤول مسئول"])) == {"مسئول": 3}


def test_the_level_form_keeps_spellings_apart():
    t = factory.tokens_of(["الإرهاب الارهاب الإرهاب", "الإرهـاب"], level="form")
    assert terms_of(t) == {"الإرهاب": 2, "الارهاب": 1, "الإرهـاب": 1}
    assert t.terms["key"].tolist() == t.terms["term"].tolist() == t.forms["form"].tolist()
    assert t.form_term.tolist() == [0, 1, 2]
    assert t.term.tolist() == t.form.tolist() == [0, 1, 0, 2]


def test_kinds_and_stop_words(made):
    kinds = dict(zip(made.terms["term"], made.terms["kind"], strict=True))
    assert (kinds["NATO"], kinds["2021"], kinds["مكافحة"]) == ("latin", "number", "arabic")
    stops = set(made.terms.loc[made.terms["is_stop"], "term"])
    assert stops == {"في", "و", "لا"}


def test_stop_words_can_be_added_and_taken_out_and_stay_in_the_stream():
    corpus = factory.corpus_of(TEXTS)
    plain = tokens.tokenize(corpus, level="normalized")
    other = tokens.tokenize(corpus, level="normalized", extra=["مكافحة"], without=["في"])
    assert len(plain) == len(other)
    assert set(other.terms.loc[other.terms["is_stop"], "term"]) == {"مكافحة", "و", "لا"}
    none = tokens.tokenize(corpus, level="normalized", words=())
    assert not none.terms["is_stop"].any()


def test_folds_decide_what_is_counted_together():
    corpus = factory.corpus_of(TEXTS)
    t = tokens.tokenize(corpus, level="normalized", folds=["tatweel"])
    assert t.folds == ("tatweel",)
    assert terms_of(t)["الإرهاب"] == 3
    assert terms_of(t)["الارهاب"] == 2
    assert {"NATO", "Nato", "٢٠٢١", "2021", "والإرْهاب"} < set(t.terms["term"])


def test_another_level_reads_nothing_again(made):
    form = tokens.at_level(made, "form")
    assert form.level == "form"
    assert set(form.terms["term"]) == set(made.forms["form"])
    for name in ("doc", "start", "end", "sent", "form"):
        assert np.shares_memory(getattr(form, name), getattr(made, name))
    back = tokens.at_level(form, "normalized")
    pd.testing.assert_frame_equal(back.terms, made.terms)
    assert back.form_term.tolist() == made.form_term.tolist()
    pd.testing.assert_frame_equal(form.terms, tokens.tokenize(made.corpus, level="form").terms)


@pytest.mark.parametrize("name", ["doc", "start", "end", "sent", "form", "form_term"])
def test_the_columns_are_int32_and_cannot_be_written_to(made, name):
    for t in (made, made.where(source="أ"), tokens.at_level(made, "form")):
        column = getattr(t, name)
        assert column.dtype == np.int32
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 1


def test_tokens_cannot_be_reassigned_and_show_themselves_in_one_line(made):
    with pytest.raises(AttributeError):
        made.level = "form"
    assert repr(made) == 'Tokens(17 tokens, 9 terms, 3 documents, level="normalized")'
    assert repr(made.where(source="ب")) == 'Tokens(7 tokens, 6 terms, 1 documents, level="normalized")'


def test_where_keeps_the_rows_of_forms_and_terms(made):
    part = made.where(source="أ")
    assert part.corpus.documents["doc_id"].tolist() == ["d0", "d2"]
    assert part.doc.tolist() == [0] * 5 + [1] * 5
    assert part.terms["term"].tolist() == made.terms["term"].tolist()
    assert part.forms["form"].tolist() == made.forms["form"].tolist()
    assert terms_of(part)["الإرهاب"] == 4
    assert terms_of(part)["NATO"] == 0
    assert part.terms.loc[part.terms["term"] == "الإرهاب", "n_docs"].tolist() == [2]
    assert part.forms["n"].sum() == len(part) == 10
    texts = part.corpus.documents["text"]
    written = part.forms["form"].to_numpy()[part.form]
    assert all(
        texts[doc][a:b] == form for doc, a, b, form in zip(part.doc, part.start, part.end, written, strict=True)
    )
    assert "_row" not in part.corpus.documents
    assert forms.forms_behind(part, [0, len(made.terms) - 1]).index.tolist() == [0, len(made.terms) - 1]
    assert len(made) == 17


def test_where_takes_the_conditions_of_a_corpus(made):
    assert made.where(start="2018", end="2018").corpus.documents["doc_id"].tolist() == ["d0"]
    assert len(made.where()) == len(made)
    assert len(made.where(source="أ").where(source="ب")) == 0
    assert made.where(source="أ").where(source="ب").terms["n"].sum() == 0
    with pytest.raises(ArgumentError, match='No document has source "ج"'):
        made.where(source="ج")
    with pytest.raises(ArgumentError, match='no column "sorce".*Did you mean "source"'):
        made.where(sorce="أ")


def test_an_empty_corpus_has_no_tokens(made):
    nothing = made.corpus.where(source="أ").where(source="ب")
    for level in tokens.LEVELS:
        t = tokens.tokenize(nothing, level=level)
        assert (len(t), len(t.forms), len(t.terms), len(t.corpus)) == (0, 0, 0, 0)
        assert t.sizes.tolist() == []
        assert forms.forms_behind(t).tolist() == []


def test_unknown_levels_and_folds_are_errors(made):
    sentence = 'level is "normalised", but must be one of "form", "normalized", "lemma". Did you mean "normalized"'
    with pytest.raises(ArgumentError, match=sentence):
        tokens.tokenize(made.corpus, level="normalised")
    with pytest.raises(ArgumentError, match='level is "root"'):
        tokens.at_level(made, "root")
    with pytest.raises(ArgumentError, match='"alif" is no fold'):
        tokens.tokenize(made.corpus, folds=["alif"])


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(made, threads):
    again = tokens.tokenize(made.corpus, level="normalized", threads=threads)
    pd.testing.assert_frame_equal(again.forms, made.forms)
    assert again.form.tolist() == made.form.tolist()
    lemmas = tokens.tokenize(made.corpus, threads=threads)
    pd.testing.assert_frame_equal(lemmas.terms, tokens.tokenize(made.corpus).terms)
    assert lemmas.form.tolist() == made.form.tolist()


def test_a_slice_of_the_documents_is_read_from_where_it_begins(made):
    documents = made.corpus.documents.iloc[1:].reset_index(drop=True)
    part = tokens.tokenize(replace(made.corpus, documents=documents))
    assert part.forms["form"].tolist()[:3] == ["الإرهـــاب", "والإرْهاب", "فى"]
    assert part.sizes.tolist() == [7, 5]


def test_titles_are_not_tokenized():
    assert len(factory.tokens_of(["نعم"], title=["عنوان من كلمات"])) == 1


@pytest.mark.parametrize("given", [["والخبز"], ["والإرهاب", "قال"], ["سوق/خبز"], ["خبز.عربي"], ["1.5 خبز"], ("خبز",)])
def test_a_list_of_strings_of_which_none_looks_like_a_path_is_texts_however_short(given):
    assert documents.read(given).documents["text"].tolist() == list(given)
    assert tokens.tokenize(given).corpus.documents["text"].tolist() == list(given)


def test_a_list_of_strings_with_the_ending_of_a_file_is_of_paths():
    with pytest.raises(InputError, match="does not exist"):
        tokens.tokenize(["خبز.txt"])


def test_a_part_of_a_large_corpus_lies_in_files_and_is_the_same(made, tmp_path, monkeypatch):
    store.save(made, tmp_path / "derived")
    keep = np.arange(len(made)) % 3 > 0
    expected = made.select(keep)
    monkeypatch.setattr(tokens, "_LARGE", 2)
    monkeypatch.setattr(tokens.index, "LEAST", 2)
    monkeypatch.setattr(tokens.room, "PIECE", 4)
    places, empty = [], tokens.room.empty

    def noted(n, dtype):
        places.append(tokens.room.current().folder)
        return empty(n, dtype)

    monkeypatch.setattr(tokens.room, "empty", noted)
    whole = store.load(tmp_path / "derived")
    part = whole.select(keep)
    assert set(places) == {tmp_path / "derived"} and len(places) == 5
    monkeypatch.setattr(tokens.room, "empty", lambda *_: (_ for _ in ()).throw(OSError("full")))
    for found in (part, whole.select(keep)):
        for name in ("doc", "start", "end", "sent", "form"):
            assert np.array_equal(getattr(found, name), getattr(expected, name)) and not found.doc.flags.writeable
        pd.testing.assert_frame_equal(found.terms, expected.terms)
