"""The language of a text."""

import pytest

from helpers.arabic import script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال الوزير إن مكافحة الإرهاب من أولويات الدولة", "arabic"),
        ("قال الوزیر إن مکافحة الإرهاب من أولویات الدولة", "arabic"),  # typed on a Persian keyboard
        ("شلونك حبيبي شو عم تعمل هون", "arabic"),
        ("ضرب زيد عمرا", "arabic"),
        ("ذكرت پاريس وڤيينا وچيچان في بيان صدر عن المكتب", "arabic"),
        ("این کتاب را از کتابخانه گرفتم و در خانه خواندم که بسیار خوب است", "persian"),
        ("اين كتاب را از كتابخانه گرفتم و در خانه خواندم كه بسيار خوب است", "persian"),
        ("یہ کتاب بہت اچھی ہے اور میں نے اس کو پڑھا ہے۔ وہ لاہور میں رہتے ہیں", "urdu"),
        ("ئەم کتێبە زۆر باشە و من لە ماڵەوە خوێندمەوە بۆ ئەوەی فێر ببم", "kurdish"),
        ("دا کتاب ډېر ښه دی او زه یې په کور کې لولم", "pashto"),
        ("Le ministre a dit que la lutte contre le terrorisme", "latin"),
        ("قال BBC News Arabic World Service", "latin"),
        ("Президент сказал", "other"),
        ("総統", "other"),
        ("😀 12 …", "other"),
        ("", "other"),
    ],
)
def test_languages_are_told_apart(text, language):
    assert script.language(text) == language


@pytest.mark.parametrize(("n", "language"), [(2, "arabic"), (3, "persian")])
def test_three_function_words_in_a_hundred_make_a_text_persian(n, language):
    assert script.language(" ".join(["كتاب"] * (100 - n) + ["است"] * n)) == language


def test_signs_beside_letters_are_no_letters():
    assert script.profile("نعم [_] ٪٦ §") == ("arabic", 3, 0.0, 0.0)


def test_the_shares_of_latin_and_persian_letters():
    assert script.profile("نعم abc 12") == ("latin", 6, 0.5, 0.0)
    assert script.profile("نعم لا abc") == ("arabic", 8, 3 / 8, 0.0)
    assert script.profile("علی پ") == ("arabic", 4, 0.0, 0.5)
    assert script.profile("12") == ("other", 0, 0.0, 0.0)
