"""How common a word is in general Arabic, and which words of a text no list of words knows.

The frequencies are those of the package wordfreq (Speer 2022, wordfreq 3.1, doi 10.5281/zenodo.7199437), 620,000 forms
as they are written, clitics and all. So no analysis is needed, and a text whose letters are out of order shows at once:
of good prose about one word in fifty is unknown, of names and rare books one in ten.
"""

import functools
import re

from .damage import HARAKAT, LETTER
from .letters import TATWEEL

WORD = re.compile(f"[{LETTER}][{LETTER}{HARAKAT}{TATWEEL}]*")
_SIGNS = re.compile(f"[{HARAKAT}{TATWEEL}]")
# No Arabic word is written so: one that ة begins, whose last letter but one is ى, في backwards, األ for الأ. Where more
# letters follow a ى or ة, two words are glued together (علىأن), which is another damage.
_IMPOSSIBLE = re.compile(f"ة[{LETTER}]+|[{LETTER}]+ى[{LETTER}]|[وفل]?يف|[وفبك]?ا[أإآ]ل.+")


@functools.cache
def _frequencies():
    import wordfreq

    return wordfreq.get_frequency_dict("ar", "large")


def plain(word):
    """Return a word without vowel signs and tatweel, as the list writes it."""
    return _SIGNS.sub("", word)


def frequency(word):
    """Return the share that a plain word has of all words of general Arabic; 0.0 for one that the list lacks."""
    return _frequencies().get(word, 0.0)


def is_impossible(word):
    """Say whether no Arabic word can be written so: عىل, يف, األمن."""
    return _IMPOSSIBLE.fullmatch(plain(word)) is not None


def unknown(text):
    """Return (words, unknown ones, impossible ones): how many Arabic words a text has, and of these.

    Words of one letter do not count.
    """
    judged = list(filter(None, map(_judged, WORD.findall(text))))
    return len(judged), sum(unknown for unknown, _ in judged), sum(impossible for _, impossible in judged)


@functools.lru_cache(2**16)
def _judged(found):
    """(Whether no list knows a word, whether it is impossible); None for one of a letter. Most words come again."""
    word = plain(found)
    return (not frequency(word), is_impossible(word)) if len(word) > 1 else None
