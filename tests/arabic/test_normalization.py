"""Folds: what each merges, what it must leave alone, and how they work together."""

import unicodedata

import pytest

from helpers.arabic.normalization import CLEANING_FOLDS, DEFAULT_FOLDS, FOLDS, check_folds, normalize
from helpers.errors import ArgumentError

#: fold -> (written, folded) pairs
CHANGED = {
    "presentation_forms": [
        ("ﺍﻹﺭﻫﺎﺏ", "الإرهاب"),
        ("ﻻ", "لا"),
        ("ﻷﻥ", "لأن"),
        ("ﻵﻥ", "لآن"),
        ("ﻼ", "لا"),
        ("ﯾﮏ", "یک"),
        ("ﺑﹷ", "بـَ"),
        ("ﺏﹰ", "بً"),
        ("بﱠ", "بَّ"),
        ("ﷲ", "الله"),
    ],
    "zero_width": [
        ("می\u200cخواهم", "میخواهم"),
        ("ال\u200fإرهاب", "الإرهاب"),
        ("ب\u00ad\u2066ت", "بت"),
        ("نع\ufeffم", "نعم"),
    ],
    "tatweel": [("الإرهـــاب", "الإرهاب"), ("هـ", "ه"), ("ـب", "ب")],
    "tashkeel": [
        ("يُعَدّ", "يعد"),
        ("هَٰذا", "هذا"),
        ("شيئًا", "شيئا"),
        ("لَهُۥ", "له"),
        ("ٱلرَّحۡمَٰنِ", "ٱلرحمن"),
    ],
    "ornament": [
        ("ال͠ل͠غ͠ة", "اللغة"),
        ("ا̶ل⃠ع\ufe0fام", "العام"),
        ("الہلہغہة", "اللغة"),
        ("الہعہربيہة", "العربية"),
    ],
    "quranic": [
        ("ٱلْكِتَٰبُ", "الْكِتَابُ"),
        ("ٱلسَّمَٰوَٰتِ", "السَّمَاوَاتِ"),
        ("ٱلصَّلَوٰةَ", "الصَّلَاةَ"),
        ("هُدَىٰهُمْ", "هُدَاهُمْ"),
        ("وَءَاتَيْنَٰهُم", "وَآتَيْنَاهُم"),
        ("الصلٰوة", "الصلاة"),
        ("السمٰوٰت", "السماوات"),
        ("إِبْرَٰهِـۧمَ", "إِبْرَاهِـيمَ"),
        ("يُحْىِۦ", "يُحْيِي"),
        ("شَيْـًٔا", "شَيْئًا"),
        ("سُـِٔلَ", "سُئِلَ"),
        ("يَسْـَٔلُونَكَ", "يَسْأَلُونَكَ"),
        ("ٱلَّيْلِ", "اللَّيْلِ"),
    ],
    "elongation": [
        ("جدااااا", "جدا"),
        ("جميييلة", "جميلة"),
        ("لللاجئين", "للاجئين"),
        ("الحوثييين", "الحوثيين"),
        ("اللللله", "الله"),
        ("هههههه", "ههه"),
        ("زقزققققق", "زقزق"),
    ],
    "persian_letters": [("کی", "كي"), ("ہم", "هم"), ("ھذا", "هذا"), ("ۃ", "ة"), ("بے", "بي")],
    "loan_letters": [("پاريس", "باريس"), ("تشاڤيز", "تشافيز"), ("گوگل", "كوكل"), ("چاد", "جاد")],
    "digits": [("٢٠٢١", "2021"), ("۱۴۰۰", "1400"), ("٣٫٥", "3٫5")],
    "alef": [("أبإبآبٱ", "ابابابا"), ("الإرهاب", "الارهاب"), ("سأل", "سال")],
    "ya": [("فى", "في"), ("على", "علي")],
    "ta_marbuta": [("محكمة", "محكمه")],
    "hamza_seats": [("مسؤول", "مسءول"), ("مسئول", "مسءول")],
    "case": [("NATO", "nato"), ("É", "é")],
}
#: fold -> near-misses that it must leave alone
KEPT = {
    "presentation_forms": ["الإرهاب", "هٰذا", "ـ", "ﬁ", "²", "ª"],
    "zero_width": ["نعم", "هـ", "يُعَدّ"],
    "tatweel": ["هٰ", "يُعَدّ", "-"],
    "ornament": ["ہذہ", "ہم", "caf\u00e9", "اللغة"],
    "quranic": ["الْكِتَابُ", "قِرَاءَات", "القرآن", "الكتب", "فَىءٌ"],
    "elongation": ["تتتبع", "ههه", "اللاللا", "1000", "www", "مررت"],
    "tashkeel": ["أإآؤئء", "هـ", "ٱ", "ب\u200cت"],
    "persian_letters": ["كي", "هىة", "پگچژ", "أ"],
    "loan_letters": ["بجفك", "کی", "ق"],
    "digits": ["2021", "٫٬", "²", "نعم"],
    "alef": ["ى", "ؤئء", "لا", "ٰ"],
    "ya": ["ىب", "موسيقىي", "في", "فی", "ئ"],
    "ta_marbuta": ["ةب", "محكمتها", "ه", "ت"],
    "hamza_seats": ["ء", "أ", "وي", "ىء"],
    "case": ["nato", "ß", "ı", "نعم"],
}


#: Words of the Quran's spelling that lose a sign and gain no letter: leaving out the signs does the same.
SIGN_LEFT_OUT = [
    ("ٱلرِّبَوٰا۟", "الرِّبَا۟"),
    ("عَلَىٰ", "عَلَى"),
    ("علٰى", "على"),
    ("هَٰذَا", "هَذَا"),
    ("ولٰكنهم", "ولكنهم"),
    ("الرحمٰن", "الرحمن"),
    ("والإلٰه", "والإله"),
    ("اللّٰه", "اللّه"),
    ("اٰمنوا", "آمنوا"),
    ("لَهُۥ", "لَهُ"),
    ("دَاوُۥدَ", "دَاوُدَ"),
]


@pytest.mark.parametrize(("written", "today"), SIGN_LEFT_OUT)
def test_a_superscript_alef_is_not_always_a_letter_today(written, today):
    assert normalize([written], ["quranic"]) == [today]


@pytest.mark.parametrize(
    ("carried", "plain", "today"),
    [
        ("لَـٰكِنَّ", "لَٰكِنَّ", "لكن"),
        ("إِلَـٰهَ", "إِلَٰهَ", "إله"),
        ("هَـٰذَا", "هَٰذَا", "هذا"),
        ("هـٰـذا", "هٰذا", "هذا"),
        ("هَ\u200cـٰذَا", "هَٰذَا", "هذا"),
        ("أُو۟لَـٰٓئِكَ", "أُو۟لَٰٓئِكَ", "أولئك"),
        ("هَـٰٓؤُلَآءِ", "هَٰٓؤُلَآءِ", "هؤلاء"),
        ("وَلِلرَّحْمَــٰنِ", "وَلِلرَّحْمَٰنِ", "وللرحمن"),
        ("ٱلْكِتَـٰبُ", "ٱلْكِتَٰبُ", "الكتاب"),
        ("خَطَـٰيَـٰكُمْ", "خَطَٰيَٰكُمْ", "خطاياكم"),
    ],
)
def test_a_tatweel_that_carries_a_superscript_alef_says_nothing(carried, plain, today):
    assert normalize([carried]) == normalize([plain]) == normalize([today])


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("ٱلْـَٔـٰنَ", "الآن"),
        ("ٱلْـَٰٔنَ", "الآن"),
        ("خَطِيٓـَٔـٰتُكُمْ", "خطيئاتكم"),
        ("يَسْـَٔلُونَكَ", "يسألونك"),
        ("يَـٰٓـَٔادَمُ", "ياآدم"),
        ("وَٱلصَّـٰبِـِٔينَ", "والصابئين"),
    ],
)
def test_a_tatweel_that_carries_a_hamza_is_its_seat(written, today):
    assert normalize([written]) == normalize([today])


def test_every_fold_has_its_examples():
    assert set(CHANGED) == set(KEPT) == set(FOLDS)
    assert set(CLEANING_FOLDS) < set(DEFAULT_FOLDS) < set(FOLDS)


@pytest.mark.parametrize(("fold", "form", "folded"), [(fold, *pair) for fold in CHANGED for pair in CHANGED[fold]])
def test_a_fold_changes_what_it_names_and_only_when_chosen(fold, form, folded):
    assert normalize([form], [fold]) == [folded]
    others = [name for name in FOLDS if name != fold]
    assert normalize([form], ()) == [form]
    assert normalize([form], others) != normalize([form], list(FOLDS))


@pytest.mark.parametrize(("fold", "form"), [(fold, form) for fold in KEPT for form in KEPT[fold]])
def test_a_fold_leaves_alone_what_only_looks_alike(fold, form):
    assert normalize([form], [fold]) == [form]


@pytest.mark.parametrize(
    ("forms", "merged"),
    [
        (["الإرهاب", "الارهاب", "الإرهـــاب", "ﺍﻹﺭﻫﺎﺏ", "الإرهابُ", "ال\u200fإرهاب", "ٱلإرهاب"], True),
        (["مسؤول", "مسئول"], True),
        (["على", "علي"], True),
        (["NATO", "Nato"], True),
        (["٢٠٢١", "2021", "۲۰۲۱"], True),
        (["محكمة", "محكمه"], False),
        (["باريس", "پاريس"], False),
        (["سأل", "سئل"], False),
        (["مسؤول", "مسول"], False),
        (["كتب", "كتاب"], False),
    ],
)
def test_the_default_merges_spellings_and_not_words(forms, merged):
    assert (len(set(normalize(forms))) == 1) is merged


@pytest.mark.parametrize("form", ["مسؤول", "مسئول", "الإرهاب", "آخر", "أَنّ", "É"])
@pytest.mark.parametrize("folds", [(), ("tashkeel",), DEFAULT_FOLDS, tuple(FOLDS)])
def test_letters_and_marks_written_apart_are_composed_first(form, folds):
    apart = unicodedata.normalize("NFD", form)
    assert apart != form
    assert normalize([apart], folds) == normalize([form], folds)


def test_letters_that_come_to_meet_a_hamza_are_composed_too():
    assert normalize(["ﻭ\u0654"], ["presentation_forms"]) == ["ؤ"]
    assert normalize(["ﻭ\u0654"], ["presentation_forms", "tashkeel"]) == ["ؤ"]
    assert normalize(["ي\u200d\u0654"], ["zero_width"]) == ["ئ"]


def test_an_isolated_mark_brings_no_space():
    isolated = [chr(code) for code in (*range(0xFE70, 0xFE80), *range(0xFC5E, 0xFC64)) if code != 0xFE75]
    for mark in isolated:
        assert " " not in normalize([f"ب{mark}ت"], ["presentation_forms"])[0]
        if mark != "\ufe73":  # a tail without a letter of its own
            alef = "\u0670" in unicodedata.normalize("NFKC", mark)  # a superscript alef is a letter
            assert normalize([f"ب{mark}ت"]) == ["بات" if alef else "بت"]


def test_a_form_of_dropped_signs_only_stays():
    assert normalize(["ـــ", "\u064b", "\u200f", "نعم"]) == ["ـــ", "\u064b", "\u200f", "نعم"]


def test_forms_keep_to_themselves():
    forms = ["ى", "\u0654", "فى", "", "ة", "ا", "\u0655"]
    alone = [normalize([form], tuple(FOLDS))[0] for form in forms]
    assert normalize(forms, tuple(FOLDS)) == alone
    assert alone == ["ي", "\u0654", "في", "", "ه", "ا", "\u0655"]
    assert normalize([]) == []
    assert normalize(iter(["فى"])) == ["في"]


def test_a_final_letter_is_final_below_its_marks():
    assert normalize(["علىٰ", "فىـ", "محكمةٌ"], ("tashkeel", "tatweel", "ya", "ta_marbuta")) == ["علي", "في", "محكمه"]
    assert normalize(["علىٰ"], ("ya",)) == ["علىٰ"]


def test_folds_come_in_the_order_of_the_table():
    assert check_folds(["ya", "alef", "ya", "tatweel"]) == ("tatweel", "alef", "ya")
    assert check_folds(()) == ()
    assert normalize(["آى"], ["ya", "alef"]) == normalize(["آى"], ["alef", "ya"]) == ["اي"]


def test_an_unknown_fold_is_an_error_that_lists_them_all():
    with pytest.raises(ArgumentError, match='^"tashkel" is no fold; there are presentation_forms, .*, case'):
        normalize(["نعم"], ["tashkel"])
    with pytest.raises(ArgumentError, match='Did you mean "tashkeel"'):
        check_folds(["alef", "tashkel"])
    with pytest.raises(ArgumentError, match=r'"x" is no fold; .*case\.$'):
        normalize([], ["x"])
