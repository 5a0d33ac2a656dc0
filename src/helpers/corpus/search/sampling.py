"""Drawing a sample of hits that stays nearly the same when documents come into the corpus or leave it."""

import numpy as np

from ...errors import ArgumentError

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FACTORS = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = np.uint64(30), np.uint64(27), np.uint64(31)


def draw(tokens, doc, start, end, *, n, seed):
    """The rows of `n` hits drawn at random, in ascending order: int64 (all rows when there are no more than `n`).

    doc, start, end : int arrays, one element a hit: row in the documents, first character and the one after the last.

    What is drawn depends on the seed, on the texts and on where in them the hits stand, not on the names or the order
    of the documents: a document more or less exchanges the few lines that its own hits win or leave, a document of
    another text changes its own hits only. Of several documents with the same text, the hits are told apart by the
    number of the copy, in the order of the corpus. Raises ArgumentError for a seed that is no whole number from 0 on.
    """
    documents = tokens.corpus.documents
    rows, place = np.unique(doc, return_inverse=True)
    hashes = [int(value[:16], 16) for value in documents["sha256"].iloc[rows]]
    text = np.array(hashes, np.uint64)[place]
    copy = documents.groupby("sha256", sort=False).cumcount().to_numpy()[doc]
    return smallest(priorities(seed, text, copy, start, end), n)


def priorities(seed, *keys):
    """A random number for each item that depends on the seed and on what the item is, on nothing else: uint64.

    seed : a whole number from 0 on. keys : arrays of whole numbers, all of shape (items,); together they say what an
    item is, such as the hash of a text, the number of the copy of that text, the first and the last character.

    Items with other keys have numbers that look independent and uniform; items with the same keys have the same
    number, so the keys must tell apart what is to be drawn apart. The mixing is that of SplitMix64 (Steele, Lea &
    Flood 2014), once for the seed and once for each key. Raises ArgumentError for a seed that is none.
    """
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ArgumentError(f"seed is {seed!r}, but must be a whole number from 0 on.")
    state = _mixed(np.array([int(seed) % 2**64], np.uint64))
    for key in keys:
        state = _mixed(state ^ _mixed(np.asarray(key).astype(np.uint64)))
    return state


def smallest(priority, n):
    """The rows of the `n` smallest priorities, in ascending order of the rows: int64, at most `n`.

    A bottom-k sample (Cohen & Kaplan 2007): each set of n items is equally likely over the seeds, and a sample of one
    seed holds every smaller one of it. One item more or less in the collection exchanges at most one item of the
    sample, since the numbers of the others stay; survey statistics calls them permanent random numbers (Ohlsson 1995).

    Sources: Cohen & Kaplan 2007, Summarizing data using bottom-k sketches, PODC, 225-234; Ohlsson 1995, Coordination
    of samples using permanent random numbers, in: Business Survey Methods, Wiley, 153-169; Steele, Lea & Flood 2014,
    Fast splittable pseudorandom number generators, OOPSLA, 453-472.
    """
    return np.sort(np.argsort(priority, kind="stable")[:n])


def _mixed(values):
    """The output function of SplitMix64, one step on; overflow is meant."""
    values = values + _STEP
    values = (values ^ (values >> _SHIFTS[0])) * _FACTORS[0]
    values = (values ^ (values >> _SHIFTS[1])) * _FACTORS[1]
    return values ^ (values >> _SHIFTS[2])
