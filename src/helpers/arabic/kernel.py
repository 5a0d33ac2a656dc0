"""The compiled passes of the tokenizer: UTF-8 bytes in, word spans and form numbers out.

Scanning and numbering are two loops over blocks of words: the first keeps the branch predictor warm, the
second lets the processor fetch several hash entries at once. Everything is plain arrays; `tokenization` is
the module to read and to call.
"""

import numba
import numpy as np

from .letters import ARABIC, DIGIT, FOREIGN_MARK, INVISIBLE_SIGN, LATIN, MARK, NARROW, OTHER, TERMINAL

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_U8, _U32, _U56 = np.uint64(8), np.uint64(32), np.uint64(56)
_LONG = np.uint64(1 << 16)  # flag of a word whose key is a hash
_NUMBER, _FLAGS = np.uint64(0xFFFFFFFF), np.uint64(0xFFFFFFFF << 32)
_ENTRY = 4  # a table entry: key low, key high, number + 1 and flags, one unused (half a cache line)
_PACKED = 16
_A, _Z = np.uint32(65), np.uint32(90)
BLOCK = 2048


@numba.njit(nogil=True, cache=True)
def decode(data, p):
    """Return the code point (0xFFFF beyond the basic plane) and length of the character at byte p."""
    b = np.uint32(data[p])
    if b < np.uint32(0x80):
        return b, np.uint64(1)
    c = np.uint32(data[p + np.uint64(1)]) & np.uint32(0x3F)
    if b < np.uint32(0xE0):
        return (b & np.uint32(0x1F)) << np.uint32(6) | c, np.uint64(2)
    if b >= np.uint32(0xF0):
        return np.uint32(0xFFFF), np.uint64(4)
    c = c << np.uint32(6) | (np.uint32(data[p + np.uint64(2)]) & np.uint32(0x3F))
    return (b & np.uint32(0x0F)) << np.uint32(12) | c, np.uint64(3)


@numba.njit(nogil=True, cache=True)
def _mix(low, high):
    h = (low ^ (high * _PRIME)) * _PRIME
    return h ^ (h >> np.uint64(32))


@numba.njit(nogil=True, cache=True)
def hash_bytes(data, begin, stop):
    """Hash of data[begin:stop]."""
    return hash_on(np.uint64(0), data, begin, stop)


@numba.njit(nogil=True, cache=True)
def hash_on(h, data, begin, stop):
    """Hash of bytes whose hash is h, with data[begin:stop] behind them."""
    for p in range(begin, stop):
        h = (h ^ np.uint64(data[p])) * _PRIME
        h ^= h >> np.uint64(29)
    return h


@numba.njit(nogil=True, cache=True)
def equal_bytes(data, begin, stop, arena, base, end):
    """Whether data[begin:stop] and arena[base:end] are the same bytes."""
    if stop - begin != end - base:
        return False
    for i in range(stop - begin):
        if data[begin + i] != arena[base + i]:
            return False
    return True


@numba.njit(nogil=True, cache=True)
def _is_letter_alone(data, p, stop, classes):
    """Whether there is one letter of an Arabic word from p to stop, or to where another word or a space begins."""
    n = 0
    while p < stop:
        c, k = decode(data, p)
        g = classes[c]
        if g == ARABIC:
            n += 1
        elif g != MARK and g != FOREIGN_MARK and g != INVISIBLE_SIGN:
            break
        p += k
    return n < 2


@numba.njit(nogil=True, cache=True)
def _arabic_end(data, word, p, stop, classes):
    """Byte and character length of the rest of an Arabic word; invisible signs count between letters only.

    word: where it begins. A zero-width space ends it, but not beside a letter that stands alone, such as a و.
    """
    begin, n, pending, narrow = p, 0, 0, False
    end = p
    while p < stop:
        c, k = decode(data, p)
        g = classes[c]
        if g == ARABIC or g == MARK or g == FOREIGN_MARK:
            if narrow:
                if not _is_letter_alone(data, word, end, classes) and not _is_letter_alone(data, p, stop, classes):
                    break
                narrow = False
            n += 1 + pending
            pending = 0
            end = p + k
        elif g == INVISIBLE_SIGN or g == NARROW:
            pending += 1
            narrow = narrow or g == NARROW
        else:
            break
        p += k
    return end - begin, n


@numba.njit(nogil=True, cache=True)
def _number_end(data, p, stop, classes, separator):
    """Byte and character length of the rest of a number, and whether a Latin word goes on behind it (5G, 1MDB)."""
    begin, n = p, 0
    while p < stop:
        c, k = decode(data, p)
        if classes[c] != DIGIT:
            if not separator[c]:
                return p - begin, n, _A <= c <= _Z
            if p + k >= stop:
                break
            following, _ = decode(data, p + k)
            if classes[following] != DIGIT:
                break
        p += k
        n += 1
    return p - begin, n, False


@numba.njit(nogil=True, cache=True)
def _latin_end(data, p, stop, classes, separator):
    """Byte and character length of the rest of a Latin word, with the marks and digits on it (F16, PM2.5)."""
    begin, n = p, 0
    while p < stop:
        c, k = decode(data, p)
        g = classes[c]
        if g == DIGIT:
            more, more_cp, _ = _number_end(data, p, stop, classes, separator)
            p += np.uint64(more)
            n += more_cp
            continue
        if g != LATIN and g != FOREIGN_MARK:
            break
        p += k
        n += 1
    return p - begin, n


@numba.njit(nogil=True, cache=True)
def _run_end(data, p, stop, classes, separator, kind):
    """Byte and character length of the rest of a Latin word or a number, and which of them it is."""
    begin, n = p, 0
    if kind == DIGIT:
        more, n, goes_on = _number_end(data, p, stop, classes, separator)
        p += np.uint64(more)
        if goes_on:
            kind = np.uint8(LATIN)
    if kind == LATIN:
        more, more_n = _latin_end(data, p, stop, classes, separator)
        p += np.uint64(more)
        n += more_n
    return p - begin, n, kind


@numba.njit(nogil=True, cache=True)
def _grown(array, size):
    new = np.empty(size, array.dtype)
    new[: array.size] = array
    return new


@numba.njit(nogil=True, cache=True)
def _find_words(data, stop, state, classes, separator, spans, keys):  # noqa: C901 - the hot loop in one piece
    """Find the next words of a document, at most as many as `spans` has rows; returns how many.

    state: byte position, code-point position, sentence, sentence has ended, a Latin letter stands before.
    spans (rows × 3, int32): start, end, sentence. keys (rows × 5, uint64): low, high, kind and long flag,
    first byte, byte behind the last. A word of up to 16 characters of the Arabic block is its own key: the
    low bytes of its characters, packed. Any other word gets the hash of its bytes and the flag. Digits behind Latin
    letters, and capitals behind digits, make one Latin word.
    """
    p, cp, sentence, ended, after_latin = np.uint64(state[0]), state[1], state[2], state[3], state[4]
    limit, n = spans.shape[0], 0
    while p < stop and n < limit:
        c, k = decode(data, p)
        kind = classes[c]
        if kind != ARABIC and kind != LATIN and kind != DIGIT:
            if kind == TERMINAL:
                inside = False
                if after_latin and c == np.uint32(46) and p + k < stop:  # "www.example.org", "U.N."
                    following, _ = decode(data, p + k)
                    inside = classes[following] == LATIN
                if not inside:
                    ended = 1
            after_latin = 0
            p += k
            cp += 1
            continue
        begin, begin_cp = p, cp
        low, high, flag = np.uint64(0), np.uint64(0), np.uint64(0)
        if kind == ARABIC and c < np.uint32(0x700):
            g = kind
            while (g == ARABIC or g == MARK) and c < np.uint32(0x700):  # no mark of these is of another block
                high = high << _U8 | low >> _U56
                low = low << _U8 | np.uint64(c & np.uint32(0xFF))
                p += k
                cp += 1
                if p >= stop:
                    g = OTHER
                    break
                c, k = decode(data, p)
                g = classes[c]
            if g == ARABIC or g == MARK or g == INVISIBLE_SIGN or g == FOREIGN_MARK or g == NARROW:
                more, more_cp = _arabic_end(data, begin, p, stop, classes)
                if more:
                    p += np.uint64(more)
                    cp += more_cp
                    flag = _LONG
            if cp - begin_cp > _PACKED:
                flag = _LONG
        else:
            p += k
            if kind == ARABIC:
                more, more_cp = _arabic_end(data, begin, p, stop, classes)
            else:
                more, more_cp, kind = _run_end(data, p, stop, classes, separator, kind)
            p += np.uint64(more)
            cp += 1 + more_cp
            flag = _LONG
        if flag:
            low, high = hash_bytes(data, begin, p), np.uint64(0)
        after_latin = 1 if kind == LATIN else 0
        if ended:
            sentence += 1  # the first word of a document makes it 0
            ended = 0
        spans[n, 0], spans[n, 1], spans[n, 2] = begin_cp, cp, sentence
        keys[n, 0], keys[n, 1], keys[n, 2], keys[n, 3], keys[n, 4] = (
            low,
            high,
            np.uint64(kind) | flag,
            begin,
            p,
        )
        n += 1
    state[0], state[1], state[2], state[3], state[4] = p, cp, sentence, ended, after_latin
    return n


@numba.njit(nogil=True, cache=True)
def _number_words(data, keys, n, table, forms, arena, form_offsets, out):
    """Look up n keys in the open-addressing `table`; returns how many were done before room ran out.

    forms (int64): number of forms known. The word loop is apart from the scanning loop so that the processor
    can fetch several table entries at once.
    """
    mask = np.uint64(table.shape[0] - 1)
    n_forms = forms[0]
    for i in range(n):
        low, high, flag, begin, stop = keys[i, 0], keys[i, 1], keys[i, 2], keys[i, 3], keys[i, 4]
        slot = _mix(low, high) & mask
        which = -1
        while table[slot, 2]:
            value = table[slot, 2]
            if table[slot, 0] == low and table[slot, 1] == high and value & _FLAGS == flag << _U32:
                found = np.int64(value & _NUMBER) - 1
                if not flag & _LONG or equal_bytes(
                    data, begin, stop, arena, form_offsets[found], form_offsets[found + 1]
                ):
                    which = found
                    break
            slot = (slot + np.uint64(1)) & mask
        if which < 0:
            base, length = form_offsets[n_forms], np.int64(stop - begin)
            if 2 * n_forms + 2 > table.shape[0] or base + length > arena.size:
                forms[0] = n_forms
                return i
            for j in range(length):
                arena[base + j] = data[begin + np.uint64(j)]
            which = n_forms
            n_forms += 1
            form_offsets[n_forms] = base + length
            table[slot, 0], table[slot, 1], table[slot, 2] = low, high, np.uint64(n_forms) | flag << _U32
        out[i] = which
    forms[0] = n_forms
    return n


@numba.njit(nogil=True, cache=True)
def _rehash(old):
    table = np.zeros((4 * old.shape[0], old.shape[1]), np.uint64)
    mask = np.uint64(table.shape[0] - 1)
    for i in range(old.shape[0]):
        if old[i, 2]:
            slot = _mix(old[i, 0], old[i, 1]) & mask
            while table[slot, 2]:
                slot = (slot + np.uint64(1)) & mask
            table[slot] = old[i]
    return table


@numba.njit(nogil=True, cache=True)
def _kinds(table, n_forms):
    kinds = np.empty(n_forms, np.int8)
    for i in range(table.shape[0]):
        if table[i, 2]:
            kind = table[i, 2] >> _U32 & np.uint64(0xFF)
            kinds[np.int64(table[i, 2] & _NUMBER) - 1] = 0 if kind == ARABIC else (1 if kind == LATIN else 2)
    return kinds


@numba.njit(nogil=True, cache=True)
def scan(data, offsets, classes, separator, capacity):
    """Tokenize the documents data[offsets[i]:offsets[i+1]], block by block; all arrays grow as needed."""
    start, end = np.empty(capacity, np.int32), np.empty(capacity, np.int32)
    sent, form = np.empty(capacity, np.int32), np.empty(capacity, np.int32)
    counts = np.zeros(offsets.size - 1, np.int64)
    spans, keys, numbers = (
        np.empty((BLOCK, 3), np.int32),
        np.empty((BLOCK, 5), np.uint64),
        np.empty(BLOCK, np.int32),
    )
    table = np.zeros((1 << 12, _ENTRY), np.uint64)
    form_offsets = np.zeros((1 << 11) + 1, np.int64)
    arena = np.empty(1 << 16, np.uint8)
    state, forms, n = np.zeros(5, np.int64), np.zeros(1, np.int64), 0
    for d in range(offsets.size - 1):
        state[:] = 0
        state[0] = offsets[d]
        state[2], state[3] = -1, 1
        first = n
        while state[0] < offsets[d + 1]:
            found = _find_words(data, np.uint64(offsets[d + 1]), state, classes, separator, spans, keys)
            done = _number_words(data, keys, found, table, forms, arena, form_offsets, numbers)
            while done < found:
                if 2 * forms[0] + 2 > table.shape[0]:
                    table = _rehash(table)
                    form_offsets = _grown(form_offsets, table.shape[0] // 2 + 1)
                else:
                    arena = _grown(arena, 2 * arena.size + np.int64(keys[done, 4] - keys[done, 3]))
                done += _number_words(
                    data, keys[done:], found - done, table, forms, arena, form_offsets, numbers[done:]
                )
            if n + found > start.size:
                start, end = _grown(start, 2 * (n + found)), _grown(end, 2 * (n + found))
                sent, form = _grown(sent, 2 * (n + found)), _grown(form, 2 * (n + found))
            for i in range(found):
                start[n + i], end[n + i], sent[n + i], form[n + i] = (
                    spans[i, 0],
                    spans[i, 1],
                    spans[i, 2],
                    numbers[i],
                )
            n += found
        counts[d] = n - first
    total = forms[0]
    arena, form_offsets = arena[: form_offsets[total]], form_offsets[: total + 1]
    return counts, start[:n], end[:n], sent[:n], form[:n], arena, form_offsets, _kinds(table, total)
