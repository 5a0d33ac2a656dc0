"""How often one lemma stands right behind another, as the dictionary's own corpus has it: عاد behind لم, صدر before عن.

Counts of farahidi's training corpus, condensed once and kept on the user's disk beside the other tables (see `lexica`);
nothing of them is part of Khitab. `context` asks them where a form can be of several lemmas.
"""

import gzip
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numba
import numpy as np
import pandas as pd

from . import lexica


@dataclass(frozen=True)
class Pairs:
    """Counted pairs (read-only). numbers: (lemma, whether a verb) -> number from 1; 0 is every other.

    pair: a table in which `place` finds two lemmas, 0 where it is free; n: how often they stand beside each other.
    share: the share of each lemma among all occurrences; total: its occurrences.
    """

    numbers: dict
    pair: np.ndarray
    n: np.ndarray
    total: np.ndarray
    share: np.ndarray

    def of(self, lemmas, verbs):
        """The number of each of n lemmas, given whether it is a verb: int32 of length n."""
        row, distinct = pd.factorize(np.asarray(lemmas, object))
        numbers = [[self.numbers.get((lemma, verb), 0) for lemma in distinct] for verb in (False, True)]
        return np.array(numbers, np.int32).reshape(2, len(distinct))[np.asarray(verbs, np.int8), row]


_FIELDS = ("lemmas", "verbs", "bounds", "second", "n", "total", "share")


@cache
def load(source="auto"):
    """The `Pairs` of a dictionary; empty for the source "simplemma", which has none."""
    tables = lexica.load(source)
    if not tables.lexemes:
        nothing = np.zeros(1, np.int64)
        none = np.zeros(1, np.float32)
        return Pairs({}, nothing, nothing.astype(np.float32), none, none)
    path = lexica.cache_file("auto", "pairs", ("lemma_pairs.py",))
    kept = lexica.kept(path, lambda: _counted(tables), _FIELDS)
    numbers = dict(zip(zip(kept["lemmas"], kept["verbs"], strict=True), range(1, len(kept["lemmas"]) + 1), strict=True))
    types = {"bounds": np.int64, "second": np.int32, "n": np.float32, "total": np.float32, "share": np.float32}
    bounds, second, n, total, share = (np.frombuffer(kept[name], dtype) for name, dtype in types.items())
    return Pairs(numbers, *_table(bounds, second, n), total, share)


@numba.njit(nogil=True, cache=True)
def _pair(first, second):
    return np.int64(first) << 32 | np.int64(second)


@numba.njit(nogil=True, cache=True)
def place(pair, first, second):
    """Where in the table `pair` the lemmas `first` and `second` stand, or the free place where they would."""
    wanted = _pair(first, second)
    size = pair.size - 1  # a power of two less one
    at = ((np.int64(first) * 40503 + second) * 2654435761 >> 10) & size
    while pair[at] != 0 and pair[at] != wanted:
        at = (at + 1) & size
    return at


@numba.njit(nogil=True, cache=True)
def _table(bounds, second, n):
    """The pairs and their numbers where `place` finds them: nearly three places for each, so that most are empty."""
    size = 1
    while size < 2 * second.size:
        size *= 2
    pair, found = np.zeros(size, np.int64), np.zeros(size, np.float32)
    for first in range(bounds.size - 1):
        for row in range(bounds[first], bounds[first + 1]):
            at = place(pair, first, second[row])
            pair[at], found[at] = _pair(first, second[row]), n[row]
    return pair, found


def _counted(tables):
    """The lines "A 041 lemma n 031 lemma n ..." of the file: a lemma, and those that stand behind it."""
    data = gzip.decompress((files("farahidi") / "data" / lexica.WORDS).read_bytes()).decode("ascii", "replace")
    keys, pairs, total = {}, Counter(), Counter()
    numbers = {}

    def number(spelling):
        if spelling not in keys:
            lexeme = tables.lexemes.get(spelling.translate(lexica.VOCALISED))
            keys[spelling] = numbers.setdefault((lexeme[0], lexeme[1] == "verb"), len(numbers) + 1) if lexeme else 0
        return keys[spelling]

    for line in data.splitlines():
        if line.startswith("A "):
            parts = line.split(" ")
            first = number(parts[2])
            total[first] += int(parts[3])
            if first:
                for spelling, n in zip(parts[5::3], parts[6::3], strict=False):
                    pairs[first, number(spelling)] += int(n)
    found = sorted((first, second, n) for (first, second), n in pairs.items() if second)
    first, second, n = (np.array(column) for column in zip(*found, strict=True))
    total = np.array([0, *(total[i] for i in range(1, len(numbers) + 1))], np.float32)
    share = (total / total.sum()).astype(np.float32)
    return {
        "lemmas": [lemma for lemma, _ in numbers], "verbs": [verb for _, verb in numbers],
        "bounds": np.searchsorted(first, np.arange(len(numbers) + 2)).astype(np.int64).tobytes(),
        "second": second.astype(np.int32).tobytes(), "n": n.astype(np.float32).tobytes(), "total": total.tobytes(),
        "share": share.tobytes(),
    }  # fmt: skip
