"""Joining what several threads of the tokenizer found into one numbering of the forms."""

import numba
import numpy as np

from .kernel import equal_bytes, hash_bytes


@numba.njit(nogil=True, cache=True)
def distinct(arena, starts, ends):
    """Number of each byte string among the distinct ones, and the index of the first of each."""
    size = 1
    while size < 2 * starts.size + 2:
        size *= 2
    table = np.full(size, -1, np.int64)
    number = np.empty(starts.size, np.int32)
    keep = np.empty(starts.size, np.int64)
    mask, n = np.uint64(size - 1), 0
    for i in range(starts.size):
        slot = hash_bytes(arena, starts[i], ends[i]) & mask
        while table[slot] >= 0:
            j = keep[table[slot]]
            if equal_bytes(arena, starts[i], ends[i], arena, starts[j], ends[j]):
                break
            slot = (slot + np.uint64(1)) & mask
        if table[slot] < 0:
            table[slot] = n
            keep[n] = i
            n += 1
        number[i] = table[slot]
    return number, keep[:n]


@numba.njit(nogil=True, cache=True)
def gather(arena, starts, offsets):
    """Copy the byte strings that begin at `starts` one behind the other; offsets: where each is to begin."""
    out = np.empty(offsets[-1], np.uint8)
    for i in range(starts.size):
        out[offsets[i] : offsets[i + 1]] = arena[starts[i] : starts[i] + offsets[i + 1] - offsets[i]]
    return out


@numba.njit(nogil=True, cache=True)
def place(start, end, sent, form, number, out):
    """Copy the columns of one part to their place in the whole (out: 4 × tokens), its forms renumbered."""
    out[0], out[1], out[2] = start, end, sent
    for i in range(form.size):
        out[3, i] = number[form[i]]
