"""Repairs of strings: what must change, and near-misses that must not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.arabic import damage, visual_order

PROSE = "قال الوزير إن مكافحة الإرهاب من أولويات الدولة في هذا العام، وأضاف أولاً أن 75% من الناس (فعلا) لا يعلمون."
FRENCH = "L\u2019été dernier, à Nîmes, « ça » coûtait 5 £ : naïveté, Zoë, façade."
PERSIAN = "این کتاب را از کتابخانه گرفتم و در خانه خواندم."


@pytest.mark.parametrize(
    ("text", "expected", "n"),
    [
        ("ﺍﻹﺭﻫﺎﺏ", "الإرهاب", 6),
        ("بعد ﻣﻘﺘﻞ طالب", "بعد مقتل طالب", 4),
        ("ﻻ تتطابق", "لا تتطابق", 1),
        ("اﻷمن", "الأمن", 1),
        ("محمد ﷲ", "محمد الله", 1),
        ("ماحكﱠ", "ماحكَّ", 1),
        ("ﻋﻠﹶﻢ", "علَم", 4),
        ("ﮔﻮﮔﻞ ﭼ", "گوگل چ", 5),
        (PROSE, PROSE, 0),
        ("محمد ﷺ", "محمد ﷺ", 0),
        ("﴿قل هو﴾", "﴿قل هو﴾", 0),
        ("1439 ﻫ", "1439 ﻫ", 0),
        ("الأشكال: ﺏ و ﺑ و ﺒ", "الأشكال: ﺏ و ﺑ و ﺒ", 0),
        ("ﬁn", "ﬁn", 0),
        ("", "", 0),
    ],
)
def test_presentation_forms(text, expected, n):
    assert damage.join_presentation_forms(text) == (expected, n)


@pytest.mark.parametrize(
    ("text", "expected", "n"),
    [
        ("ا\u0654من", "أمن", 1),
        ("مسو\u0654ول", "مسؤول", 1),
        ("قرا\u0653ن", "قرآن", 1),
        ("ا\u064e\u0654من", "أَمن", 1),
        ("ا\u0655ن ا\u0654ن", "إن أن", 2),
        (PROSE, PROSE, 0),
        ("e\u0301te\u0301", "e\u0301te\u0301", 0),  # Latin is not Arabic damage
        ("ب\u0654", "ب\u0654", 0),  # there is no letter for it
    ],
)
def test_letters_and_hamza_are_composed(text, expected, n):
    assert damage.compose(text) == (expected, n)


@pytest.mark.parametrize(
    ("text", "expected", "n"),
    [
        ("شكرا ً جزيلا", "شكراً جزيلا", 1),
        ("شكرا ًجزيلا", "شكراً جزيلا", 1),
        ("جدا ً، وعام ٍ.", "جداً، وعامٍ.", 2),
        ("شكرا\u00a0ً", "شكراً", 1),
        ("شكراً جزيلاً", "شكراً جزيلاً", 0),
        ("3 عناصر من ًالميليشيا", "3 عناصر من ًالميليشيا", 0),
        ("التنوين (ً) علامة", "التنوين (ً) علامة", 0),
        ("التونسية ُعليا", "التونسية ُعليا", 0),
        ("تم ّالانتقال", "تم ّالانتقال", 0),
        ("2018 ً", "2018 ً", 0),
        (PROSE, PROSE, 0),
    ],
)
def test_detached_tanwin(text, expected, n):
    assert damage.attach_tanwin(text) == (expected, n)


@pytest.mark.parametrize(
    ("text", "expected", "n"),
    [
        ("باهرإلا ةحفاكم", "مكافحة الإرهاب", 1),
        ("باهرلإا ةحفاكم", "مكافحة اإلرهاب", 1),  # its ligature was taken apart: see lam and alef
        ("ةيبرعلا نوؤشلا ىلع فرشملا ةنجللا", "اللجنة المشرف على الشؤون العربية", 1),
        ("(BBC) 2018 ماع يف باهرإلا ةحفاكم", "مكافحة الإرهاب في عام 2018 (BBC)", 1),
        ("%3.5 ةبسنب ةيملاعلا راعسألا", "الأسعار العالمية بنسبة 3.5%", 1),
        ("باهرإلا ةحفاكم\nريزولا لاق", "مكافحة الإرهاب\nقال الوزير", 2),  # the second line goes with the first
        ("31-03-2018 خيراتب ةيملاعلا راعسألا", "الأسعار العالمية بتاريخ 2018-03-31", 1),
        ("ﻞﺿﺎﻓ", "ﻓﺎﺿﻞ", 1),
        ("Report on باهرإلا ةحفاكم of the Ministry", "Report on مكافحة الإرهاب of the Ministry", 1),
        (PROSE, PROSE, 0),
        (f"{PROSE}\nةخطأ مطبعي أولا", f"{PROSE}\nةخطأ مطبعي أولا", 0),
        ("المدرس ةالجديدة مثلا وفعلا وأولا", "المدرس ةالجديدة مثلا وفعلا وأولا", 0),
        ("أولا وفعلا ومثلا وقليلا", "أولا وفعلا ومثلا وقليلا", 0),
        ("المدرس ة", "المدرس ة", 0),
        ("ةعلا", "ةعلا", 0),
        (PERSIAN, PERSIAN, 0),
        (FRENCH, FRENCH, 0),
        ("ﻓﺎﺿﻞ", "ﻓﺎﺿﻞ", 0),
    ],
)
def test_visual_order(text, expected, n):
    assert visual_order.restore(text) == (expected, n)


@pytest.mark.parametrize(
    ("text", "expected", "n"),
    [
        ("مكافحة اإلرهاب واألمن", "مكافحة الإرهاب والأمن", 2),
        ("األمن واالقتصاد", "الأمن والاقتصاد", 2),
        ("باآلخرين", "بالآخرين", 1),
        ("االقتصاد", "االقتصاد", 0),  # may be a slip for القتصاد
        ("أألم تر ألم", "أألم تر ألم", 0),
        ("سألت قائلا أإلى", "سألت قائلا أإلى", 0),
        (PROSE, PROSE, 0),
        (PERSIAN, PERSIAN, 0),
    ],
)
def test_lam_and_alef(text, expected, n):
    assert damage.order_lam_alef(text) == (expected, n)


def test_prose_written_backwards_comes_back_whatever_way_its_marks_lie():
    text = "وأضاف الوزير أن مكافحة الإرهاب العالمي أولويّةٌ كبرى\nفي المنطقة العربية"
    by_code = "\n".join(line[::-1] for line in text.split("\n"))
    assert visual_order.restore(by_code) == (text, 2)


def test_what_folds_level_is_dropped_only_when_asked_for():
    assert damage.drop("الإرهـــاب فـي", "tatweel") == ("الإرهاب في", 4)
    assert damage.drop("\u200fمي\u200cخواهم", "zero_width") == ("ميخواهم", 2)
    assert damage.drop(PROSE, "tatweel") == damage.drop(PROSE, "zero_width") == (PROSE, 0)
    assert damage.arabic_letters("علی کل") == ("علي كل", 2)
    assert damage.arabic_letters(PROSE) == (PROSE, 0)


REPAIRS = (
    damage.join_presentation_forms, damage.compose, damage.attach_tanwin, damage.order_lam_alef, visual_order.restore,
)  # fmt: skip
LETTERS = st.text(alphabet="ابةىلوأإ ء\n\u064b\u0651\u0654ﻻﻣﻘa1(،", max_size=40)


@pytest.mark.parametrize("repair", [damage.join_presentation_forms, damage.compose])
@given(LETTERS)
def test_a_second_repair_finds_nothing(repair, text):
    once, _ = repair(text)
    assert repair(once) == (once, 0)


@pytest.mark.parametrize("repair", REPAIRS)
@given(LETTERS)
def test_no_repair_loses_a_letter(repair, text):
    def letters(string):
        return sorted(c for c in unicodedata.normalize("NFKD", string) if c.isalnum())

    found, n = repair(text)
    assert letters(found) == letters(text)
    assert n > 0 or found == text


def test_a_zero_width_space_between_words_becomes_a_space_when_such_signs_are_dropped():
    assert damage.drop("السوق\u200bالمركزي و\u200bنعم \u200bلا\u200b", "zero_width") == ("السوق المركزي ونعم لا", 4)
