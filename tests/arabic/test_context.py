"""Readings in context: what the neighbours decide, and what they must not touch."""

import numpy as np
import pytest

from helpers.arabic import context, lexica, morphology, readings
from helpers.errors import ArgumentError

farahidi = pytest.mark.skipif(not lexica._has_farahidi(), reason="needs the dictionary farahidi")


def read(sentence, word):
    """(lemma, part of speech) of the first `word` of a sentence."""
    table = morphology.tag([sentence.split()])
    return tuple(table.loc[table["word"] == word, ["lemma", "pos"]].iloc[0])


@farahidi
@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        # a number behind it, or an adjective's place behind a noun
        ("وقع الهجوم في عام 2020", "عام", ("عام", "NOUN")),
        ("تحسن الوضع بشكل عام", "عام", ("عام", "ADJ")),
        # a noun in ة behind a noun without the article; an adjective behind one with it
        ("زار وزير الخارجية القاهرة", "الخارجية", ("خارجية", "NOUN")),
        ("العلاقات الخارجية بين البلدين", "الخارجية", ("خارجي", "ADJ")),
        # a verb at the beginning, an adjective behind a noun
        ("تابع الرئيس الاجتماع", "تابع", ("تابع", "VERB")),
        ("وجدد دعوته إلى الحوار", "وجدد", ("جدد", "VERB")),
        # the day and the pronoun
        ("وصل يوم الأحد الماضي", "الأحد", ("أحد", "PROPN")),
        ("قال أحد المسؤولين", "أحد", ("أحد", "NOUN")),
        # a short imperfect behind لم is a jussive, elsewhere it is of another verb
        ("لم يعد قادرا على القتال", "يعد", ("عاد", "VERB")),
        ("حتى لا تجر البلاد إلى الحرب", "تجر", ("جر", "VERB")),
        ("فلم يعد قادرا على القتال", "يعد", ("عاد", "VERB")),
        ("يعد المتحف من أهم معالم المدينة", "يعد", ("عد", "VERB")),
        # the lemma beside decides between lemmas
        ("الجرح الذي لا يظهر في الصور", "يظهر", ("ظهر", "VERB")),
        ("المسؤول عن الإرشاد الأسري في الدائرة", "الأسري", ("أسري", "ADJ")),
        # a woman who is something, and a predicate
        ("رحبت رئيسة جمعية الدفاع", "رئيسة", ("رئيسة", "NOUN")),
        ("الحكومة مستعدة للحوار", "مستعدة", ("مستعد", "ADJ")),
        # names that are words: behind a given name, at the beginning; the words themselves
        ("قال إسماعيل هنية إن الحركة", "هنية", ("هنية", "PROPN")),
        ("صالح يزور القاهرة", "صالح", ("صالح", "PROPN")),
        ("هذا عمل صالح", "صالح", ("صالح", "ADJ")),
        ("عادل الجبير وزير الخارجية", "عادل", ("عادل", "PROPN")),
        ("توصلوا إلى اتفاق عادل", "عادل", ("عادل", "ADJ")),
        ("قاتل الجيش الخوارج", "الخوارج", ("خوارج", "NOUN")),
        # the future particle stands before an imperfect: ستقدم is of قدم, not of تقدم
        ("ستقدم الحكومة مشروعا", "ستقدم", ("قدم", "VERB")),
        # the vowels that are written decide
        ("عبّر عن قلقه", "عبّر", ("عبر", "VERB")),
        ("مر عبر الحدود", "عبر", ("عبر", "FUNC")),
        ("علّم الولد", "علّم", ("علم", "VERB")),
    ],
)
def test_neighbours_decide(sentence, word, expected):
    assert read(sentence, word) == expected


@farahidi
def test_a_text_of_names_is_a_text_of_names():
    table = morphology.tag(["محمد أحمد علي حسن".split(), "خالد سعيد كريم جميل صالح".split()])
    assert set(table["pos"]) == {"PROPN"}
    assert table["lemma"].to_list() == table["word"].to_list()


@farahidi
@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("هاجم مقاتلي الحركة", "مقاتلي"),  # a plural before a noun
        ("لقد حذرنا من الخطر", "حذرنا"),  # "we"
        ("بلغ سعره 160 جنيها", "جنيها"),
        ("لايمكن تحقيق السلام", "لا+يمكن"),
    ],
)
def test_segments_where_a_word_stands(sentence, expected):
    assert expected in morphology.tag([sentence.split()])["segments"].to_list()


def test_words_of_other_scripts_inside_and_persian_names():
    table = morphology.tag([["شركة", "Apple", "الأمريكية"], ["محمود", "احمدی‌نژاد"]])
    assert table["pos"].to_list()[1] == "X"
    assert table["pos"].to_list()[4] in ("PROPN", "NOUN")
    assert table["word"].to_list()[4] == "احمدی‌نژاد"
    assert "+" not in table["segments"].to_list()[4]


def test_one_row_a_word_in_order_and_marks_are_no_neighbours():
    table = morphology.tag([["قال", "،", "أمس", "،"], [], ["كتاب"]])
    assert list(table.columns) == ["sentence", "word", "segments", "lemma", "pos"]
    assert table["sentence"].to_list() == [0, 0, 0, 0, 2]
    assert table["word"].to_list() == ["قال", "،", "أمس", "،", "كتاب"]
    assert table["pos"].to_list() == ["VERB", "PUNCT", "FUNC", "PUNCT", "NOUN"]
    assert table["lemma"].to_list()[1] == "،"


def test_words_that_are_no_arabic_and_nothing_at_all():
    table = morphology.tag([["NATO", "2020", "٣"]])
    assert table["pos"].to_list() == ["X", "NUM", "NUM"]
    assert len(morphology.tag([])) == 0
    assert len(morphology.tag([[]])) == 0


def test_segments_are_the_word_as_written():
    table = morphology.tag([["وَبِالكِتَابِ", "للدولة"]])
    assert [segments.replace("+", "") for segments in table["segments"]] == ["وَبِالكِتَابِ", "للدولة"]


@pytest.mark.parametrize("sentences", ["قال الوزير", ["قال"], [3]])
def test_what_is_no_list_of_lists_is_refused(sentences):
    with pytest.raises(ArgumentError, match="sentences must be a list of lists of words"):
        morphology.tag(sentences)


def test_the_smaller_dictionary_alone_reads_too():
    table = morphology.tag([["قال", "الوزير", "عام", "2020"]], source="simplemma")
    assert len(table) == 4
    assert set(table["pos"]) <= set(readings.PARTS)


@farahidi
def test_shares_sum_to_one_and_the_reading_by_itself_is_among_them():
    found = morphology.analyze(["الخارجية", "عام", "وجدد", "كتبه", "فيسبوك", "زعطوط", "ستقدم", "2020", "على"])
    listed = readings.of_forms(found)
    for row, (low, high) in enumerate(zip(listed.bounds, listed.bounds[1:], strict=False)):
        assert listed.share[low:high].sum() == pytest.approx(1), found["form"][row]
        assert (listed.share[low:high] > 0).all()
    assert "خارجي" in listed.lemma[listed.bounds[0] : listed.bounds[1]]


def test_choosing_does_not_depend_on_what_other_sentences_hold_when_nothing_is_learned():
    bounds, tags, share = np.array([0, 2, 3]), np.array([4, 10, 2]), np.array([0.5, 0.5, 1.0])
    word, apart = np.zeros(3, np.int64), np.zeros(3, bool)
    alone, _ = context.choose(
        np.array([0, 1]), word[:2], np.array([False, True]), apart[:2], bounds, tags, share, learn=False
    )  # fmt: skip
    both, _ = context.choose(
        np.array([1, 0, 1]), word, np.array([False, False, True]), apart, bounds, tags, share, learn=False
    )  # fmt: skip
    assert both[1:].tolist() == alone.tolist()


def test_a_form_of_one_reading_keeps_it():
    chosen, share = context.choose(
        np.array([0, 0]), np.array([0, 0]), np.array([False, True]), np.zeros(2, bool),
        np.array([0, 1]), np.array([4]), np.array([1.0]),
    )  # fmt: skip
    assert chosen.tolist() == [0, 0]
    assert share.tolist() == [1.0]


def test_figures_are_two_words_to_the_model():
    assert context.named(["2020", "كتاب"]).to_pylist() == ["<year>", "كتاب"]
    assert context.named(["20", "3000", "1.5"]).to_pylist() == ["<number>"] * 3


def test_the_tables_agree_with_the_tags():
    model = context.load()
    assert model.coefficients.shape == (context.offsets(len(model.words))[-1], len(readings.TAGS))
    assert np.isfinite(model.coefficients).all()
    assert {context.YEAR, context.NUMBER} <= set(model.words)


@farahidi
def test_a_sentence_is_read_whole_however_small_the_blocks_are(monkeypatch):
    sentences = [
        "وقع الهجوم في عام 2020", "لم يعد قادرا على القتال", "قال أحد المسؤولين", "وصل يوم الأحد الماضي",
        "توصلوا إلى اتفاق عادل", "عادل الجبير وزير الخارجية", "حتى لا تجر البلاد إلى الحرب",
    ]  # fmt: skip
    words = [sentence.split() for sentence in sentences * 3]
    whole = morphology.tag(words)
    monkeypatch.setattr(context, "_BLOCK", 1)
    assert morphology.tag(words).equals(whole)
