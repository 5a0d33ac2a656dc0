"""Character classes against the Unicode database, read another way."""

import unicodedata

import factory
import pytest

from helpers.arabic import letters

CLASSES = letters.character_classes()


def of_class(value):
    """The assigned characters of a class."""
    return {chr(code) for code in (CLASSES == value).nonzero()[0] if unicodedata.name(chr(code), "")}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (letters.ARABIC, factory.LETTERS),
        (letters.MARK, factory.MARKS),
        (letters.INVISIBLE_SIGN, factory.JOINERS),
        (letters.FOREIGN_MARK, factory.FOREIGN_MARKS),
        (letters.LATIN, factory.LATIN),
        (letters.DIGIT, factory.DIGITS),
    ],
)
def test_each_class_holds_the_characters_that_unicode_names_so(value, expected):
    assert of_class(value) ^ {char for char in expected if unicodedata.name(char, "")} == set()


def test_sentence_ends_and_what_is_none():
    assert {chr(code) for code in (CLASSES == letters.TERMINAL).nonzero()[0]} == set(factory.STOPS)
    for char in "،؛:,;-–«»()\"' \t\r\u00a0":
        assert CLASSES[ord(char)] == letters.OTHER


def test_every_code_point_of_the_basic_plane_has_one_class():
    assert CLASSES.shape == (65_536,)
    assert CLASSES.max() == letters.NARROW
    assert CLASSES[0] == CLASSES[0xFFFF] == CLASSES[0xFFFD] == letters.OTHER


@pytest.mark.parametrize("char", ["\u064b", "\u0651", "\u0670", "\u06e5", "\u06e6", "\u0653", "ـ", "\ufe70", "\ufc60"])
def test_signs_that_are_written_on_a_letter_begin_no_word(char):
    assert CLASSES[ord(char)] == letters.MARK


@pytest.mark.parametrize("char", ["\u06dd", "\u06de", "\u06e9", "٪", "؉", "﴾", "﴿", "﷼", "﷽"])
def test_ornaments_and_signs_are_no_part_of_a_word(char):
    assert CLASSES[ord(char)] == letters.OTHER


@pytest.mark.parametrize(
    ("text", "expected"),
    [("نعم", True), ("abc ﻼ", True), ("پ", True), ("", False), ("abc ١٢ ،", False), ("ـًـ", False), ("😀", False),
     ("ｶ 한 א", False)],
)
def test_has_arabic_asks_for_a_letter(text, expected):
    assert letters.has_arabic(text) is expected
