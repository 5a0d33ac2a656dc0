"""Runs of words that documents share: sketches that propose which documents are alike, and an exact comparison.

A shingle is a run of so many words. Sketches (MinHash, Broder 1997) rest on hashes of the shingles, made document by
document; what is compared are the words themselves. So nothing is held of a corpus but a number for each form and a
sketch for each document, and nothing that is told of two documents rests on a hash.
"""

from dataclasses import dataclass

import numba
import numpy as np
import pyarrow as pa

from ...arabic import folding
from .. import counts

_FOLDS = ("presentation_forms", "zero_width", "tatweel", "tashkeel")  # what hides that a word is the same
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Shingles:
    """The shingles of the documents of a corpus.

    word: a number for each form, equal for forms that are the same word. form: the form of each token. bounds: where
    the tokens of each document begin, and the last ones end. size: words of a shingle.
    """

    word: np.ndarray
    form: np.ndarray
    bounds: np.ndarray
    size: int

    def candidates(self, bands, rows, seed):
        """Pairs of documents that are perhaps alike: (one, other), one < other, sorted.

        A pair is one where the `rows` numbers of any of the `bands` of their sketches are equal. Documents without a
        shingle are in none.
        """
        draw = np.random.RandomState(seed)
        factor = draw.randint(0, 1 << 31, bands * rows, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
        sketches = _sketches(
            self.word, self.form, self.bounds, self.size, factor,
            draw.randint(0, 1 << 32, bands * rows, dtype=np.uint32),
        )  # fmt: skip
        long = np.flatnonzero(np.diff(self.bounds) >= self.size)
        found = np.empty(0, np.int64)
        for band in range(bands):
            keys = _keys(sketches, long, band * rows, rows)
            order = np.argsort(keys, kind="stable")  # documents of one key stay in their order
            found = counts.distinct(np.concatenate([found, _pairs(keys[order], long[order])]))
        return found >> 32, found & 0xFFFFFFFF

    def compared(self, one, other):
        """How many distinct shingles `one` has, how many `other`, and how many both: int64, pairs × 3.

        one, other: rows of documents, int64 arrays.
        """
        return _compared(self.word, self.form, self.bounds, self.size, one, other)


def of(tokens, size):
    """The `Shingles` of Tokens, of `size` words; vowel signs, tatweel and invisible signs are no difference."""
    forms = pa.array(tokens.forms["form"], pa.large_string())
    forms = forms.combine_chunks() if isinstance(forms, pa.ChunkedArray) else forms
    word = folding.fold(forms, _FOLDS).dictionary_encode().indices.to_numpy()
    return Shingles(word, tokens.form, np.concatenate([[0], np.cumsum(tokens.sizes)]), size)


@numba.njit(nogil=True, cache=True)
def _mixed(h, number):
    h = (h ^ np.uint64(number)) * _PRIME
    return h ^ (h >> np.uint64(29))


@numba.njit(nogil=True, cache=True)
def _hash(word, form, at, size):
    """Hash of the shingle that begins at a token."""
    h = np.uint64(0)
    for i in range(at, at + size):
        h = _mixed(h, word[form[i]])
    return h


@numba.njit(nogil=True, cache=True)
def _sketches(word, form, bounds, size, factor, summand):
    """The smallest value that each of the functions factor × hash + summand, modulo 2^32, takes in a document."""
    n, least = factor.size, np.uint32(0xFFFFFFFF)
    made = np.full((bounds.size - 1, n), least, np.uint32)
    for doc in range(bounds.size - 1):
        sketch = made[doc]
        for at in range(bounds[doc], bounds[doc + 1] - size + 1):
            h = np.uint32(_hash(word, form, at, size) >> np.uint64(32))
            for k in range(n):
                value = np.uint32(factor[k] * h + summand[k])
                sketch[k] = min(sketch[k], value)
    return made


@numba.njit(nogil=True, cache=True)
def _keys(sketches, docs, first, rows):
    """A hash of some numbers of the sketches of some documents."""
    keys = np.zeros(docs.size, np.uint64)
    for i in range(docs.size):
        for k in range(first, first + rows):
            keys[i] = _mixed(keys[i], sketches[docs[i], k])
    return keys


@numba.njit(nogil=True, cache=True)
def _pairs(keys, docs):
    """All pairs of documents of one key, one << 32 | other; keys are sorted, and documents within a key."""
    n, first = 0, 0
    for i in range(keys.size):
        first = i if i and keys[i] != keys[i - 1] else first
        n += i - first
    made, n, first = np.empty(n, np.int64), 0, 0
    for i in range(keys.size):
        first = i if i and keys[i] != keys[i - 1] else first
        for j in range(first, i):
            made[n] = docs[j] << 32 | docs[i]
            n += 1
    return made


@numba.njit(nogil=True, cache=True)
def _compared(word, form, bounds, size, ones, others):
    """See `Shingles.compared`: a hash table of the places of the distinct shingles of two documents at a time."""
    made, most = np.zeros((ones.size, 3), np.int64), 1
    for pair in range(ones.size):
        n = bounds[ones[pair] + 1] - bounds[ones[pair]] + bounds[others[pair] + 1] - bounds[others[pair]]
        while most < 2 * n:
            most *= 2
    places = np.empty(most, np.int64)
    seen = np.zeros(most, np.int8)  # 0: nobody's, 1: of the one, 2: of the other, 3: of both
    for pair in range(ones.size):
        n, n_slots = 0, 1
        for doc in (ones[pair], others[pair]):
            n += bounds[doc + 1] - bounds[doc]
        while n_slots < 2 * n:
            n_slots *= 2
        seen[:n_slots] = 0
        for whose, doc in ((1, ones[pair]), (2, others[pair])):
            for at in range(bounds[doc], bounds[doc + 1] - size + 1):
                slot = _slot(word, form, at, size, places, seen, n_slots)
                if not seen[slot]:
                    places[slot] = at
                if not seen[slot] & whose:
                    made[pair, whose - 1] += 1
                    made[pair, 2] += whose == 2 and seen[slot] == 1
                    seen[slot] |= whose
    return made


@numba.njit(nogil=True, cache=True)
def _slot(word, form, at, size, places, seen, n_slots):
    """The slot of the table that holds the shingle at a token, or is free for it."""
    slot = np.int64(_hash(word, form, at, size) >> np.uint64(1)) & (n_slots - 1)
    while seen[slot]:
        there, same = places[slot], True
        for i in range(size):
            same &= word[form[at + i]] == word[form[there + i]]
        if same:
            break
        slot = (slot + 1) & (n_slots - 1)
    return slot
