"""How common a word is in general Arabic, and which words of a text no list of words knows.

The frequencies are those of the package wordfreq (Speer 2022, wordfreq 3.1, doi 10.5281/zenodo.7199437), 620,000 forms
as they are written, clitics and all. So no analysis is needed, and a text whose letters are out of order shows at once:
of good prose about one word in fifty is unknown, of names and rare books one in ten.
"""

import functools
import gzip
import importlib.util
import re
from collections import Counter
from pathlib import Path

from .damage import HARAKAT, LETTER
from .letters import TATWEEL

WORD = re.compile(f"[{LETTER}][{LETTER}{HARAKAT}{TATWEEL}]*")
_SIGNS = re.compile(f"[{HARAKAT}{TATWEEL}]")
_MOST_JUDGED = 2**16
# No Arabic word is written so: one that ة begins, whose last letter but one is ى, في backwards, األ for الأ. Where more
# letters follow a ى or ة, two words are glued together (علىأن), which is another damage.
_IMPOSSIBLE = re.compile(f"ة[{LETTER}]+|[{LETTER}]+ى[{LETTER}]|[وفل]?يف|[وفبك]?ا[أإآ]ل.+")


@functools.cache
def _frequencies():
    """Word -> frequency. The file of the package is read as such, for to import the package takes as long again.

    Its n-th list, from 0, has the words of which each is one of 10 ** (n / 100) words of a text.
    """
    try:
        import msgpack

        package = importlib.util.find_spec("wordfreq")
        with gzip.open(Path(package.submodule_search_locations[0], "data", "large_ar.msgpack.gz")) as file:
            head, *lists = msgpack.unpackb(file.read(), raw=False)
        if (head["format"], head["version"]) != ("cB", 1):
            raise ValueError("another version of the format")
    except (ImportError, AttributeError, OSError, ValueError, LookupError, TypeError):  # a wordfreq of another make
        import wordfreq

        return wordfreq.get_frequency_dict("ar", "large")
    found = {}
    for number, words in enumerate(lists):
        found.update(dict.fromkeys(words, 10 ** (-number / 100)))
    return found


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
    n = unknown = impossible = 0
    for (counts, is_unknown, cannot_be), times in Counter(map(_JUDGED.__getitem__, WORD.findall(text))).items():
        n += counts * times
        unknown += is_unknown * times
        impossible += cannot_be * times
    return n, unknown, impossible


class _Judged(dict):
    """A word -> (whether it counts, whether no list knows it, whether it is impossible). Most words come again."""

    def __missing__(self, found):
        if len(self) >= _MOST_JUDGED:
            self.clear()
        word = plain(found)
        counts = len(word) > 1
        self[found] = judged = (counts, counts and not frequency(word), counts and is_impossible(word))
        return judged


_JUDGED = _Judged()
