"""Stop words: the core list, and what a study adds to it and takes out of it."""

import factory
import pytest

from helpers.arabic.normalization import DEFAULT_FOLDS, FOLDS, normalize
from helpers.arabic.stopwords import core, flags, listed, lookalikes
from helpers.errors import ArgumentError


def is_stop(word, **options):
    folds = options.get("folds", DEFAULT_FOLDS)
    return flags(normalize([word], folds), **options)[0]


def test_the_core_list_holds_single_arabic_words_once_each():
    words = core()
    assert list(words) == sorted(set(words))
    assert 350 < len(words) < 550
    for word in (*words, *lookalikes()):
        assert [found[3:] for found in factory.words(word)] == [(word, "arabic")], word


@pytest.mark.parametrize("folds", [(), ("alef",), DEFAULT_FOLDS, tuple(FOLDS)])
def test_every_word_of_the_list_is_a_stop_word_however_it_is_folded(folds):
    folded = normalize(core(), folds)
    assert all(flags(folded, folds=folds))


def test_folding_merges_hamza_twins_of_the_list_and_nothing_else():
    merged = {}
    for word, folded in zip(core(), normalize(core()), strict=True):
        merged.setdefault(folded, set()).add(word)
    assert {key: words for key, words in merged.items() if len(words) > 1}.keys() <= {
        *normalize(["إلا", "أما", "أن", "أنك", "أنكم", "أننا", "أنني", "أنه", "أنها", "أنهم", "أنهما", "أنهن"]),
        *normalize(["أني", "إلى", "كان", "لدى"]),
    }


@pytest.mark.parametrize("word", ["في", "فى", "فِي", "فــي", "من", "على", "إلى", "الى", "أن", "ان", "هٰذا", "التي", "ﻻ"])
def test_function_words_in_any_spelling(word):
    assert is_stop(word)


@pytest.mark.parametrize(
    "word",
    ["الإرهاب", "داعش", "قال", "أعلن", "أكد", "اليوم", "وزير", "وفاة", "وقت", "فريق", "فقر", "وطن", "يوم", "ثلاثة",
     "NATO", "2021", ""],
)  # fmt: skip
def test_content_words_reporting_verbs_times_and_numerals_are_none(word):
    assert not is_stop(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("وفي", True), ("فإن", True), ("وهذا", True), ("فالتي", True), ("ومن", True), ("وفيى", False), ("ووفي", False),
     ("بفي", False), ("وب", False), ("فل", False), ("وأ", False), ("الفي", False)],
)  # fmt: skip
def test_a_conjunction_before_a_stop_word_of_two_letters_or_more(word, expected):
    assert is_stop(word) is expected


@pytest.mark.parametrize("word", ["ولي", "وهم", "فلك", "وعي"])
def test_content_words_that_look_like_a_conjunction_and_a_stop_word(word):
    assert word in lookalikes()
    assert not is_stop(word)
    assert is_stop(word, extra=[word])


def test_extra_words_are_folded_like_the_text_and_take_conjunctions():
    assert not is_stop("أنباء")
    for word in ("أنباء", "انباء", "وأنباء", "أنبـاءُ"):
        assert is_stop(word, extra=["أنباء"])
    assert not is_stop("أنباء", extra=["انباء"], folds=())


def test_a_word_in_without_is_none_with_or_without_a_conjunction():
    for word in ("خاصة", "وخاصة", "فخاصة"):
        assert is_stop(word)
        assert not is_stop(word, without=["خاصة"])
    assert is_stop("ولكن")
    assert not is_stop("ولكن", without=["لكن"])  # itself on the list
    assert not is_stop("على", without=["علي"])  # they meet by the fold ya
    assert is_stop("على", without=["علي"], folds=())
    assert is_stop("في", without=["خاصة"])
    assert is_stop("لكن", without=["ولكن"])
    assert is_stop("فوق", without=["ي"])


def test_without_wins_over_extra():
    assert not is_stop("أنباء", extra=["أنباء"], without=["انباء"])


def test_a_list_of_ones_own_replaces_the_core():
    assert flags(["في", "كتاب", "وكتاب"], words=["كتاب"]) == [False, True, True]
    assert flags(["في", "من"], words=()) == [False, False]
    assert flags([]) == []


def test_an_unknown_fold_is_an_error():
    with pytest.raises(ArgumentError, match='"alif" is no fold.*Did you mean "alef"'):
        flags(["في"], folds=["alif"])


def test_a_letter_that_is_none_takes_no_word_with_it():
    """وب is no و before ب, while وبل falls with بل."""
    assert listed(words=["وب", "وبل"], without=["ب", "بل"]) == {"وب", "ووب", "فوب"}
