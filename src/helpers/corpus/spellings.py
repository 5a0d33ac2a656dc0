"""Where a text stands in a column of texts, asked again and again: at first all are compared, then an order is made."""

import bisect

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_FEW = 40  # questions that cost less than the order


class Rows:
    """The rows of a column of texts (a Series of str without missing values) that are a text."""

    def __init__(self, values):
        self._values, self._asked, self._texts, self._order = values, 0, None, None

    def of(self, text):
        """The rows whose text is `text`: int64 array, sorted."""
        self._asked += 1
        if self._order is None and self._asked <= _FEW:
            return np.flatnonzero((self._values == text).to_numpy(bool)).astype(np.int64)
        if self._order is None:
            self._texts = pa.array(self._values.array, pa.large_string())
            self._order = pc.sort_indices(self._texts).to_numpy()
        # Arrow sorts by bytes of UTF-8 and Python compares code points: the same order.
        found = self._order[self._end(bisect.bisect_left, text) : self._end(bisect.bisect_right, text)]
        return np.sort(found).astype(np.int64)

    def _end(self, side, text):
        return side(self._order, text, key=lambda row: self._texts[int(row)].as_py())


def holding(texts, literal, *, begins):
    """The places of an Arrow array of texts that hold a literal, or begin with it: int64 array."""
    found = pc.starts_with(texts, literal) if begins else pc.match_substring(texts, literal)
    return np.flatnonzero(found.to_numpy(zero_copy_only=False))

