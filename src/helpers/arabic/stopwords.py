"""Stop words: a core list of function words, extended or cut by a study, folded like the text."""

from importlib.resources import files

from .normalization import DEFAULT_FOLDS, normalize

_CONJUNCTIONS = "وف"


def core():
    """Return the core list as written in `resources/stopwords/core.txt`: a sorted tuple of words."""
    return tuple(sorted({word for line in _lines() if not line.startswith("!") for word in line.split()}))


def lookalikes():
    """Return content words that look like و or ف before a stop word (ولي العهد), as a tuple."""
    return tuple(word for line in _lines() if line.startswith("!") for word in line[1:].split())


def _lines():
    text = (files("helpers.resources") / "stopwords" / "core.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def listed(*, words=None, extra=(), without=(), folds=DEFAULT_FOLDS):
    """The normalized forms that are stop words: a frozenset.

    words: the list (the core list if None). extra, without: words added to and taken out of it. All are folded with
    `folds`. A form is also a stop word when it is و or ف before one of at least two letters (وفي, فإن); a word in
    `without` is never one, with or without a conjunction, and wins over `extra`.
    Caveat: folding can push a content word onto the list: with the fold `ya`, علي (Ali) meets على (on).
    """
    chosen = set(normalize([*(core() if words is None else words), *extra], folds))
    without = set(normalize(without, folds))
    chosen -= without | {c + word for c in _CONJUNCTIONS for word in without if len(word) > 1}
    kept = without | set(normalize(lookalikes(), folds))
    return frozenset(chosen | {c + word for c in _CONJUNCTIONS for word in chosen if len(word) > 1} - kept)


def flags(normalized, **options):
    """Tell which normalized forms are stop words: a list of n bools. options: as in `listed`."""
    stop = listed(**options)
    return [form in stop for form in normalized]
