"""Known words: the list of wordfreq read from its file, and what of a text is in it."""

import importlib.util

import pytest
import wordfreq

from helpers.arabic import known_words

WORDS = ("من", "في", "الإرهاب", "والحكومة", "سلام", "كتب", "زقزقت", "غير", "بترول", "مئذنة")


@pytest.fixture
def unread():
    known_words._frequencies.cache_clear()
    yield
    known_words._frequencies.cache_clear()


@pytest.mark.parametrize("found", ["its file", "no file"])
def test_frequencies_are_those_of_wordfreq(unread, monkeypatch, found):
    if found == "no file":  # as where the package is in an archive, or made otherwise
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    of_package = wordfreq.get_frequency_dict("ar", "large")
    assert {word: known_words.frequency(word) for word in WORDS} == {word: of_package.get(word, 0.0) for word in WORDS}


def test_every_word_counts_as_often_as_it_comes_and_those_of_one_letter_do_not():
    assert known_words.unknown("و من قققققق من عىل قققققق على") == (6, 2, 1)
    assert known_words.unknown("") == (0, 0, 0)


def test_vowel_signs_do_not_make_a_word_unknown():
    assert known_words.unknown("مِنَ الحُكُومَةِ") == (2, 0, 0)
