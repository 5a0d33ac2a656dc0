"""Signs of damage that are only shown."""

import pytest

from helpers.arabic import signs


@pytest.mark.parametrize(
    ("name", "text", "n"),
    [
        ("glued_words", "المملكةالعربية", 1),
        ("glued_words", "في عام2018م وقناةالميادين", 2),
        ("glued_words", "قال ترامبTrump", 1),
        ("glued_words", "المملكة العربية و100 رجل، مدرسته و5G", 0),
        ("no_space_after_comma", "قال،إن", 1),
        ("no_space_after_comma", "قال، إن ١،٥ ،", 0),
        ("tatweel", "الإرهـــاب فـي", 2),
        ("tatweel", "1439هـ", 0),
        ("zero_width", "\u200f\u200fنعم\u200c", 2),
        ("persian_letters", "علی کل", 2),
        ("persian_letters", "على كل", 0),
        ("stray_marks", "الراحلة ُعليا و ً", 2),
        ("stray_marks", "شكراً", 0),
        ("no_break_space", "قال\u00a0\u00a0إن", 1),
        ("lost_letters", "قال ??? و\ufffd\ufffd", 2),
        ("lost_letters", "ماذا؟؟؟ what??", 0),
        ("markup", "نعم <b class='x'>لا</b>&nbsp;&#1575;", 4),
        ("markup", "3 < 5 > 2 و AT&T; R&D", 0),
    ],
)
def test_places_are_found(name, text, n):
    assert len(signs.places(text, name)) == n


def test_an_example_shows_the_place_on_one_line_and_what_cannot_be_seen():
    text = "في دولة الإمارات العربية المتحدة\nقال\u200fالوزير إن مكافحة الإرهاب"
    (place,) = signs.places(text, "zero_width")
    assert signs.example(text, place) == "المتحدة قال[U+200F]الوزير إن مك"
