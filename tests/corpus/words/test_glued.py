"""Words that lost the space between them: cut where both halves are words here, and nothing else is touched."""

import factory
import numpy as np
import pytest

from helpers.corpus import tokens

# Sentences in which the halves occur often enough, side by side or apart.
BACKGROUND = [
    "قال مراسل الميادين في دمشق إن مجلس الأمن الدولي يجتمع اليوم.",
    "أعلنت وزارة الخارجية أن القوات الروسية في سوريا باقية.",
    "أكدت وزارة الدفاع أن صحيفة عربية نقلت عن مصادر في مجلس الأمن.",
    "إلى الشرق من المدينة العربية القديمة على الطريق إلى مجلس النواب.",
    "ذكرت صحيفة أمريكية أن عبد العزيز وصل إلى المدينة أمس.",
    "هذا ما حدث في المدينة وهذا لا يمكن أن يحدث في الشرق.",
] * 6


def words(text, **options):
    """The words of a text that stands beside the background, as the tokens have them."""
    made = tokens.tokenize(factory.corpus_of([*BACKGROUND, text]), level="form", **options)
    last = made.doc == len(BACKGROUND)
    texts = made.corpus.documents["text"]
    for doc, start, end, form in zip(made.doc, made.start, made.end, made.form, strict=True):
        assert texts[doc][start:end] == made.forms["form"][form]
    return made.forms["form"].to_numpy()[made.form[last]].tolist()


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("مراسلالميادين", ["مراسل", "الميادين"]),
        ("المدينةالعربية", ["المدينة", "العربية"]),
        ("إلىالشرق", ["إلى", "الشرق"]),
        ("ذكرتصحيفة", ["ذكرت", "صحيفة"]),
        ("أعلنتوزارة", ["أعلنت", "وزارة"]),
        ("المدينةُالعربيةَ", ["المدينةُ", "العربيةَ"]),
        ("مجلسالأمنالدولي", ["مجلس", "الأمن", "الدولي"]),
        ("الروسيةفي", ["الروسية", "في"]),
        ("عام1966", ["عام", "1966"]),
    ],
)
def test_a_glued_word_is_cut_where_both_halves_are_words_of_the_corpus(glued, parts):
    assert words(f"هكذا {glued} هنا") == ["هكذا", *parts, "هنا"]


@pytest.mark.parametrize(
    "word",
    [
        "عبدالعزيز", "عبدالشرق", "ماحدث", "لايمكن", "لاسيما", "والمدينة", "بالمدينة", "وزارتهم", "المدينتين", "مجلسهما",
        "رأسمالية", "حضرموت", "بوركينا", "كلينتون", "F16", "5G", "COVID19",
    ],
)  # fmt: skip
def test_a_word_of_its_own_stays_whole(word):
    assert words(f"هكذا {word} هنا") == ["هكذا", word, "هنا"]


def test_a_half_that_the_corpus_hardly_has_is_no_half():
    assert words("هكذا مراسلالجزيرة هنا") == ["هكذا", "مراسلالجزيرة", "هنا"]


def test_a_way_of_writing_that_is_as_frequent_stays():
    often = " . ".join(["ذكرتصحيفة"] * 5)
    assert words(f"هكذا {often}").count("ذكرتصحيفة") == 5


def test_nothing_is_cut_where_the_study_says_so_and_a_word_of_the_lexicon_never():
    assert words("مراسلالميادين", glued="keep") == ["مراسلالميادين"]
    assert words("مراسلالميادين", lexicon={"مراسلالميادين": "مراسل"}) == ["مراسلالميادين"]


def test_the_vocative_of_the_quran_is_two_words_as_today():
    assert words("يَٰقَوْمِ وَيَٰٓأَيُّهَا حَيَٰوة") == ["يَٰ", "قَوْمِ", "وَيَٰٓ", "أَيُّهَا", "حَيَٰوة"]
    assert words("يَـٰقَوْمِ وَيَـٰٓأَيُّهَا يَـٰٓـَٔادَمُ") == ["يَـٰ", "قَوْمِ", "وَيَـٰٓ", "أَيُّهَا", "يَـٰٓ", "ـَٔادَمُ"]


@pytest.mark.parametrize("threads", [1, 2])
def test_sentences_and_counts_follow_the_cut(threads):
    texts = [*BACKGROUND, "نعم. مراسلالميادين هنا. لا"]
    made = tokens.tokenize(factory.corpus_of(texts), level="normalized", threads=threads)
    assert made.sent[made.doc == len(BACKGROUND)].tolist() == [0, 1, 1, 1, 2]
    assert (np.bincount(made.form, minlength=len(made.forms)) == made.forms["n"]).all()
    assert made.forms["n"].min() > 0
    assert "مراسلالميادين" not in set(made.forms["form"])
