"""The tables in `resources/speech`: classes of words, folded as `text.plain_text` folds, and shapes of words."""

import re
from functools import cache
from importlib.resources import files
from operator import methodcaller

from ..text.plain_text import plain

_AFFIX = re.compile(r"(?P<begins>\^?)(?:\[(?P<letters>\w+)\]|\(\?:(?P<several>[\w|]+)\)|(?P<one>\w+))(?P<ends>\$?)")
_CLASSES = ("speakers.tsv", "context.tsv")


def rows(name):
    """Return the rows of a table of `resources/speech` behind its heading: list of tuples of str."""
    text = (files("helpers.resources") / "speech" / name).read_text("utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")][1:]


@cache
def classes():
    """Return the classes of each word, folded: dict word -> frozenset of names of classes."""
    found = {}
    for word, name in _listed():
        found.setdefault(plain(word)[0], set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def members(name):
    """Return the words of a class, folded: frozenset."""
    return frozenset(word for word, names in classes().items() if name in names)


@cache
def lemmas(names):
    """Return the verbs of a class of context.tsv, or of several with | between them, as written: frozenset."""  # أكد
    return frozenset(word for word, sort in _listed() if sort in names.split("|"))


def classes_of_lemma(lemma):
    """Return the classes of a verb as written: frozenset of names."""
    return frozenset(sort for word, sort in _listed() if word == lemma)


@cache
def _listed():
    return tuple(row for file in _CLASSES for row in rows(file))


@cache
def shape(name):
    """Return the regular expression of a shape of `resources/speech/shapes.tsv`, compiled."""
    return _shapes()[name]


@cache
def finder(name):
    """Return a function of a word: something true where it has a shape; of a mere beginning or ending the quickest."""
    pattern = shape(name)
    affix = _AFFIX.fullmatch(pattern.pattern)
    if affix is None or bool(affix["begins"]) == bool(affix["ends"]):
        return pattern.search
    affixes = tuple(affix["letters"] or (affix["several"] or affix["one"]).split("|"))
    return methodcaller("startswith" if affix["begins"] else "endswith", affixes)


@cache
def _shapes():
    return {name: re.compile(pattern) for name, pattern, *_ in rows("shapes.tsv")}
