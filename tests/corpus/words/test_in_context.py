"""One row a reading: forms that are two words in a corpus, and forms that are one after all."""

import pytest

from helpers.arabic import lexica
from helpers.corpus import tokens
from helpers.corpus.agreement import agree
from helpers.corpus.words import in_context

pytestmark = pytest.mark.skipif(not lexica._has_farahidi(), reason="needs the dictionary farahidi")
YEAR = "وقع هجوم في عام 2015 أمس. "
GENERAL = "عقد اجتماع عام في المدينة. "


def words(texts, lemma, **options):
    """Lexeme -> tokens, of the forms of one lemma."""
    table = tokens.tokenize(texts, **options).forms
    found = table[(table["lemma"] == lemma) & (table["n"] > 0)]
    return found.groupby("lexeme")["n"].sum().to_dict()


def test_a_form_that_is_two_words_has_two_rows_and_every_token_keeps_its_place():
    made = tokens.tokenize([YEAR * 6 + GENERAL * 6])
    rows = made.forms[(made.forms["form"] == "عام") & (made.forms["n"] > 0)]
    assert rows.set_index("pos")["n"].to_dict() == {"NOUN": 6, "ADJ": 6}
    text = made.corpus.documents["text"].iloc[0]
    written = [text[a:b] for a, b in zip(made.start, made.end, strict=True)]
    assert written == made.forms["form"].take(made.form).to_list()
    assert made.forms["n"].sum() == len(made)


def test_the_two_are_two_terms_and_one_at_other_levels():
    made = tokens.tokenize([YEAR * 6 + GENERAL * 6])
    assert words([YEAR * 6 + GENERAL * 6], "عام") == {"عام": 6, "عام ADJ": 6}
    for level in ("form", "normalized"):
        terms = tokens.at_level(made, level).terms
        assert not terms["term"].duplicated().any()
        assert terms.set_index("term")["n"]["عام"] == 12


def test_two_terms_are_not_shown_alike():
    terms = tokens.tokenize([YEAR * 6 + GENERAL * 6]).terms
    assert not terms["term"].duplicated().any()


def test_a_noun_and_an_adjective_of_one_lemma_are_one_word():
    text = "قال مسؤول كبير إن رجلا مسؤولا حضر الاجتماع المهم. "
    assert list(words([text * 5], "مسؤول")) == ["مسؤول"]


def test_a_reading_of_one_token_among_many_is_taken_for_an_error():
    made = tokens.tokenize([YEAR * 60 + GENERAL])
    rows = made.forms[(made.forms["form"] == "عام") & (made.forms["n"] > 0)]
    assert rows["pos"].to_list() == ["NOUN"]


def test_the_reader_decides():
    assert words([YEAR * 6 + GENERAL * 6], "سنة", lexicon={"عام": "سنة"}) == {"سنة": 12}


def test_two_corpora_call_one_word_alike():
    head = "زار المدير العام المدينة. " * 2  # without it neither would spell the two apart
    one, other = (tokens.tokenize([text + head]) for text in (YEAR * 8 + GENERAL * 3, YEAR * 3 + GENERAL * 8))
    one, other, _ = agree(one, other)
    n = [side.terms.set_index("key")["n"] for side in (one, other)]
    assert [(side["عام"], side["عام ADJ"]) for side in n] == [(8, 5), (3, 10)]


@pytest.mark.parametrize(
    ("lexeme", "lemma"),
    [("عام ADJ", "عام"), ("عام", "عام"), ("الأمم المتحدة", "الأمم المتحدة"), ("NOUN", "NOUN"), ("2020", "2020")],
)
def test_the_lemma_stands_before_the_part_of_speech(lexeme, lemma):
    assert in_context.plain(lexeme) == lemma
