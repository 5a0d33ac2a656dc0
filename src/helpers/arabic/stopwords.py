"""Stop words: a core list of function words, extended or cut by a study, folded like the text."""

import itertools
from functools import cache
from importlib.resources import files

from ..errors import check_choice
from .normalization import DEFAULT_FOLDS, normalize

_CONJUNCTIONS = "وف"
#: Further lists that a study can name in [terms] stop_lists.
LISTS = ("newspaper",)


def core():
    """Return the core list as written in `resources/stopwords/core.txt`: a sorted tuple of words."""
    return _words("core")


def lookalikes():
    """Return content words that look like و or ف before a stop word (ولي العهد), as a tuple."""
    return tuple(word for line in _lines("core") if line.startswith("!") for word in line[1:].split())


def namesakes():
    """Return names that only a fold makes stop words, such as علي beside على, as a tuple."""
    return tuple(word for line in _lines("core") if line.startswith("?") for word in line[1:].split())


def verbs(lists=()):
    """Return the verbs of the core list and of further lists, all of whose forms are stop words: a frozenset.

    Beside their lemmas (كان) it holds the forms that the lists spell out (كانت).
    """
    return frozenset(
        word
        for name in ("core", *_checked(lists))
        for line in _lines(name)
        if line.startswith("@")
        for word in line[1:].split()
    )


def units():
    """Return the stop words of several words, such as على الرغم من, each as a tuple of words."""
    found = []
    for line in _lines("units"):
        found += itertools.product(*(place.split("/") for place in line.split()))
    return tuple(found)


def _words(name):
    lines = (line.removeprefix("@") for line in _lines(name) if line[0] not in "!?")
    return tuple(sorted({word for line in lines for word in line.split()}))


def _checked(lists):
    for name in lists:
        check_choice("lists", name, LISTS)
    return lists


@cache
def _lines(name):
    text = (files("helpers.resources") / "stopwords" / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def listed(*, words=None, extra=(), without=(), lists=(), folds=DEFAULT_FOLDS):
    """The normalized forms that are stop words: a frozenset.

    words: the list (the core list if None). extra, without: words added to and taken out of it. lists: names of
    further lists (see `LISTS`). All are folded with `folds`. A form is also a stop word when it is و or ف before one of
    at least two letters (وفي, فإن); a word in `without` is never one, with or without a conjunction, and wins
    over `extra`.
    Raises ArgumentError for a list that there is not.
    Caveat: folding can push a content word onto the list: with the fold `ya`, علي (Ali) meets على (on).
    """
    more = [word for name in _checked(lists) for word in _words(name)]
    chosen = set(normalize([*(core() if words is None else words), *extra, *more], folds))
    without = set(normalize(without, folds))
    chosen -= without | {c + word for c in _CONJUNCTIONS for word in without if len(word) > 1}
    kept = without | set(normalize(lookalikes(), folds))
    return frozenset(chosen | {c + word for c in _CONJUNCTIONS for word in chosen if len(word) > 1} - kept)


def flags(normalized, **options):
    """Tell which normalized forms are stop words: a list of n bools. options: as in `listed`."""
    stop = listed(**options)
    return [form in stop for form in normalized]
