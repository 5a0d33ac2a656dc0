"""What the dictionary of the morphology (`lexica`) says of a word in use: its proclitics, its lemma, verb or noun.

Where the dictionary is the small one, which lists no words in use, nothing is known.
"""

from functools import cache
from typing import NamedTuple

from ... import lexica, segmentation
from ..text.plain_text import plain_word
from . import tables

_ARTICLE, _LA, _SA = "ال", "ل", "س"
_FOLDS = str.maketrans("أإآٱ", "اااا")
_AT_LEAST = 2  # forms of a verb in the dictionary that make its lemma a verb
_TIMES = 3  # how many times more verbal than nominal forms a lemma must have to be no noun


class Entry(NamedTuple):
    """A listed word: letters of its proclitics, what follows them up to the pronoun, the pronoun, the lemma (folded).

    verb: "" or the gender of the verb: m, f or p (plural). noun: the lemma takes the article.
    """

    proclitic: str
    stem: str
    pronoun: str
    lemma: str
    verb: str
    noun: bool


@cache
def _dictionary():
    return lexica.load()  # looks for its files at every call


@cache
def rooted():
    """Return the lemmas that have a root, folded: frozenset."""
    return frozenset(lemma.translate(_FOLDS) for lemma in _dictionary().roots)


def find(word):
    """Return the Entry of a folded word, None where the dictionary does not list it."""
    spellings, verbal, nominal = _listed()
    found = None
    for written in spellings.get(word, ()):  # of two that fold to one a noun wins, then a lemma
        segments, lemma = _dictionary().words[written]
        before, stem, after = _parts(segments)
        counts = verbal.get(lemma, 0), nominal.get(lemma, 0)
        verb = "" if _of_noun(before) else _verb(stem, lemma, *counts)
        proclitic = "".join(part for part in before if part != _ARTICLE)
        noun = counts[1] > 0 or counts[0] == 0
        read = Entry(proclitic, plain_word(stem), plain_word(after), plain_word(lemma), verb, noun)
        if found is None or (bool(read.verb), read.stem != read.lemma) < (bool(found.verb), found.stem != found.lemma):
            found = read
    return found


@cache
def _listed():
    """Spellings of each folded word of the dictionary; verbal and nominal forms of each lemma."""
    spellings, verbal, nominal = {}, {}, {}
    for word, (segments, lemma) in _dictionary().words.items():
        if not lemma:
            continue
        spellings.setdefault(word.translate(_FOLDS), []).append(word)
        before, stem, _ = _parts(segments)
        if _of_noun(before):
            nominal[lemma] = nominal.get(lemma, 0) + 1
        elif _inflected(stem, lemma) or _SA in before:
            verbal[lemma] = verbal.get(lemma, 0) + 1
    return spellings, verbal, nominal


def _parts(segments):
    """(proclitics, stem, pronoun) of the segments of a word."""
    parts = segments.split("+")
    n = 0
    while n < len(parts) - 1 and (parts[n] == _ARTICLE or (len(parts[n]) == 1 and _has(parts[n], "clitic"))):
        n += 1
    before = parts[:n]
    if before[-2:] == [_LA, _LA]:
        before[-1] = _ARTICLE  # للوزير is written ل+ل+وزير
    return before, parts[n], "".join(parts[n + 1 :])


def _of_noun(before):
    """True for proclitics that stand before a noun only: the article and two prepositions."""
    return _ARTICLE in before or (before and _has(before[-1], "begins_ba_ka"))


def _has(letters, shape):
    """True where letters as the dictionary writes them have a shape of the resource."""
    return bool(tables.finder(shape)(letters))


def _inflected(stem, lemma):
    """True for the form of a verb that no noun has: the imperfect, the plural."""
    imperfect = _has(stem, "begins_ya") and not _has(lemma, "begins_ya")
    imperfect = imperfect and len(stem) > 2 and not _has(stem, "ends_noun_behind_ya")
    return imperfect or (_plural(stem, lemma) and len(stem) > 3)


def _plural(stem, lemma):
    return _has(stem, "ends_wa") and not _has(lemma, "ends_wa")


def _verb(stem, lemma, verbal, nominal):
    """Gender of the verb that a stem is (m, f, p), "" for none; verbal, nominal: numbers of forms of its lemma."""
    if verbal == 0:
        return ""
    if _plural(stem, lemma) and verbal >= _AT_LEAST:
        return "p"
    if verbal >= _AT_LEAST and _inflected(stem, lemma):
        return "p" if _has(stem, "ends_un") else "m"
    feminine = _has(stem, "ends_verb_ta") and not _has(lemma, "feminine_lemma")
    feminine = feminine or (
        _has(stem, "begins_ta") and not _has(lemma, "begins_ta") and not _has(stem, "ends_fem_at_in")
    )
    if feminine and verbal >= _AT_LEAST:
        return "f"
    alone = nominal * _TIMES <= verbal
    return "m" if alone and segmentation.fold(stem) == segmentation.fold(lemma) else ""
