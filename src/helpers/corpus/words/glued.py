"""Words that lost the space between them, where a link or a line ended: اللحامللميادين, إلىالميادين.

Such a form is cut where both halves are words of this corpus and of the dictionary, and the place itself shows it or
the halves stand side by side elsewhere. The text stays as it is: a cut makes two tokens out of one, and each of them
still lies where its offsets say. Digits beside Arabic letters are apart already, see `tokenization`.
"""

import functools
import re

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ... import room
from ...arabic import folding, normalization, orthography, segmentation
from ...arabic.kernel import equal_bytes, hash_bytes, hash_on
from ...arabic.letters import ARABIC, character_classes
from ...arabic.tokenization import KINDS

CHOICES = ("split", "keep")
FREQUENT = 5  # occurrences of a half in the corpus
_SHORTEST = 6  # letters of a form that may be cut
_HALF = 3  # letters of a half, but for the particles
_RARE = 2  # occurrences of a glued form up to which a visible seam is enough
_NEIGHBOURS = 2  # times that the halves stand side by side elsewhere
_HABIT = 8  # so many times more often apart than glued, else it is a way of writing
_PARTICLES = frozenset(("في", "من", "عن", "أن", "إن", "مع"))
_PARTICLE_NEIGHBOURS = 5
_PROCLITICS = frozenset(("ال", "وال", "بال", "فال", "كال", "ولل", "فلل", "وبال", "وكال", "فبال"))
_ENDINGS = {"هما", "كما", "تما"}
# What begins no ending and no stem: an article, or a hamza that stands at the beginning of words only.
_BEGINNING = re.compile("(?:[وفبك]?ال|وبال|[وف]?لل)[^ا]?...|[وفبل]?إ..|[وف]?آ..")
_VOCATIVE = re.compile("(?:[وف]\u064e?)?ي\u064e?\u0640*\u0670\u0653?(?=.{3})")  # يَٰقَوْمِ: يا, written without its letter
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SIGNS = ("zero_width", "ornament", "tatweel", "tashkeel")


def split(spans, *, keep=()):
    """Cut the glued words of what `tokenization.scan` found.

    keep: forms that are never cut, as the reader's lexicon lists them. Returns Spans of the same kind: the tokens of a
    form that is cut are two or three, without a gap between them.
    """
    strings = pa.LargeStringArray.from_buffers(
        len(spans.form_kind), pa.py_buffer(spans.form_offsets.astype(np.int64)), pa.py_buffer(spans.form_bytes)
    )
    count = room.counts(spans.form, len(strings))
    found = _cuts(spans, strings, count, keep)
    return _applied(spans, strings, count, found) if found else spans


def _cuts(spans, strings, count, keep):
    """Row of a form -> where it is cut, in letters and signs of the form as written; count: tokens of each form."""
    number, words, changed = _words(spans, strings)
    places = {}
    for row in changed[pc.match_substring(strings.take(pa.array(changed)), "\u0670").to_numpy(zero_copy_only=False)]:
        vocative = _VOCATIVE.match(strings[row].as_py())
        if vocative and strings[row].as_py() not in keep:
            places[int(row)] = (vocative.end(),)
    wanted = _Corpus(spans, number, words, count).cuts(keep=set(normalization.normalize(list(keep), _SIGNS)))
    chosen = np.zeros(len(words) + 1, bool)  # the last one is for other words
    chosen[list(wanted)] = True
    rows = np.flatnonzero(chosen[number])
    for row, form in zip(rows.tolist(), strings.take(pa.array(rows)).to_pylist(), strict=True):
        cuts = wanted[int(number[row])]
        cuts = cuts if number[row] == row else _as_written(form, cuts)
        if cuts:
            places[row] = cuts
    return places


def _words(spans, strings):
    """(Number of the word of each form, -1 for what is no Arabic word; the words; the forms written with signs).

    A word is a form without its signs. Most forms are that, and are their own words: the row is the number.
    """
    arabic = spans.form_kind == KINDS.index("arabic")
    number = np.where(arabic, np.arange(len(strings)), -1).astype(np.int32)
    rows = np.flatnonzero(arabic)
    bare = folding.fold(strings.take(pa.array(rows)), _SIGNS)
    changed = pc.not_equal(bare, strings.take(pa.array(rows))).to_numpy(zero_copy_only=False)
    bare, changed = bare.filter(pa.array(changed)).dictionary_encode(), rows[changed]
    if not len(changed):
        return number, strings, changed
    row = pc.index_in(strings, value_set=bare.dictionary).fill_null(-1).to_numpy().copy()
    row[~arabic] = -1
    own = np.full(len(bare.dictionary), -1)
    own[row[row >= 0]] = np.flatnonzero(row >= 0)
    own[own < 0] = len(strings) + np.arange((own < 0).sum())
    number[changed] = own[bare.indices.to_numpy()]
    new = bare.dictionary.filter(pa.array(own >= len(strings)))
    return number, pa.concat_arrays([strings, new]), changed


def _as_written(form, cuts):
    """Places in letters -> places in the form as written; a sign belongs to the letter before it."""
    classes = _classes()
    letters = [place for place, sign in enumerate(form) if classes[ord(sign)] == ARABIC]
    return tuple(letters[cut] for cut in cuts) if cuts[-1] < len(letters) else ()


@numba.njit(nogil=True, cache=True)
def _slot(table, hashes, data, offsets, begin, stop, h):
    """Where data[begin:stop], whose hash is h, stands in a table of word numbers, or is to be put."""
    mask = np.uint64(table.size - 1)
    slot = h & mask
    while table[slot] >= 0:
        word = table[slot]
        if hashes[slot] == h and equal_bytes(data, begin, stop, data, offsets[word], offsets[word + 1]):
            break
        slot = (slot + np.uint64(1)) & mask
    return slot


@numba.njit(nogil=True, cache=True)
def _table(data, offsets, frequent):
    """A hash table of the frequent words: their numbers, or -1, and their hashes."""
    size = 2
    while size < 4 * frequent.sum() + 2:
        size *= 2
    table, hashes = np.full(size, -1, np.int32), np.zeros(size, np.uint64)
    for word in range(frequent.size):
        if frequent[word]:
            h = hash_bytes(data, offsets[word], offsets[word + 1])
            slot = _slot(table, hashes, data, offsets, offsets[word], offsets[word + 1], h)
            table[slot], hashes[slot] = word, h
    return table, hashes


@numba.njit(nogil=True, cache=True)
def _two_bytes_each(data, begin, stop):
    """Whether all letters have two bytes, as those of Arabic words have; no dictionary has any other word."""
    for p in range(begin, stop, 2):
        if data[p] & 0xE0 != 0xC0:
            return False
    return True


@numba.njit(nogil=True, cache=True)
def _ways(data, offsets, count, frequent, opens, closes):
    """The ways to cut each word into two or three frequent ones: rows of word, first, second, third or -1.

    data, offsets: the words as UTF-8. count: their tokens; what has none is not cut. opens, closes: which words may
    stand before a cut, and behind the last one.
    """
    table, hashes = _table(data, offsets, frequent)
    seen = np.zeros(1 << 20, np.bool_)  # hashes of what may stand first: most beginnings are none of them
    for slot in range(table.size):
        if table[slot] >= 0 and opens[table[slot]]:
            seen[hashes[slot] >> np.uint64(44)] = True
    found, n = np.empty((1024, 4), np.int32), 0
    for word in range(frequent.size):
        begin, stop = offsets[word], offsets[word + 1]
        if stop - begin < 2 * _SHORTEST or not count[word] or not _two_bytes_each(data, begin, stop):
            continue
        h = hash_bytes(data, begin, begin + 2)
        for p in range(begin + 4, stop - 3, 2):
            h = hash_on(h, data, p - 2, p)
            if not seen[h >> np.uint64(44)]:
                continue
            first = table[_slot(table, hashes, data, offsets, begin, p, h)]
            if first >= 0 and opens[first]:
                if n + stop - p > len(found):
                    found = np.concatenate((found, np.empty((len(found) + stop - p, 4), np.int32)))
                n = _rest(found, n, word, first, table, hashes, seen, data, offsets, p, stop, opens, closes)
    return found[:n]


@numba.njit(nogil=True, cache=True)
def _rest(found, n, word, first, table, hashes, seen, data, offsets, p, stop, opens, closes):
    """Put down the ways to read data[p:stop] behind a first part: one word, or else two. Returns how many there are."""
    second = table[_slot(table, hashes, data, offsets, p, stop, hash_bytes(data, p, stop))]
    if second >= 0:
        if closes[second]:
            found[n, 0], found[n, 1], found[n, 2], found[n, 3] = word, first, second, -1
            n += 1
        return n
    if stop - p < 2 * _SHORTEST:
        return n
    h = hash_bytes(data, p, p + 2)
    for q in range(p + 4, stop - 3, 2):
        h = hash_on(h, data, q - 2, q)
        if not seen[h >> np.uint64(44)]:
            continue
        second = table[_slot(table, hashes, data, offsets, p, q, h)]
        if second < 0 or not opens[second]:
            continue
        third = table[_slot(table, hashes, data, offsets, q, stop, hash_bytes(data, q, stop))]
        if third >= 0 and closes[third]:
            found[n, 0], found[n, 1], found[n, 2], found[n, 3] = word, first, second, third
            n += 1
    return n


@numba.njit(nogil=True, cache=True)
def _neighbours(form, token_counts, number, first, second):
    """How often the words first[i] and second[i] are neighbours in a document; no pair may be given twice."""
    n_words = np.int64(number.max()) + 1
    opens, closes = np.zeros(n_words + 1, np.bool_), np.zeros(n_words + 1, np.bool_)  # the last one: other words
    side = np.zeros(number.size, np.uint8)  # of each form: 1 where it stands first in a pair, 2 second, 3 both
    size = 2
    while size < 4 * first.size:
        size *= 2
    table, found = np.full(size, -1, np.int64), np.zeros(first.size, np.int64)
    for i in range(first.size):
        opens[first[i]] = closes[second[i]] = True
        table[_pair(table, first, second, first[i], second[i])] = i
    for row in range(number.size):
        side[row] = opens[number[row]] + 2 * closes[number[row]]
    begin = 0
    for count in token_counts:
        before = np.uint8(0)
        for i in range(begin, begin + count):
            here = side[form[i]]
            if before & 1 and here & 2:
                a, b = np.int64(number[form[i - 1]]), np.int64(number[form[i]])
                pair = table[_pair(table, first, second, a, b)]
                if pair >= 0:
                    found[pair] += 1
            before = here
        begin += count
    return found


@numba.njit(nogil=True, cache=True)
def _pair(table, first, second, a, b):
    """Where the pair (a, b) stands in a table of pairs, or is to be put."""
    mask = np.uint64(table.size - 1)
    h = (np.uint64(a) * _PRIME ^ np.uint64(b)) * _PRIME
    slot = (h >> np.uint64(32)) & mask
    while table[slot] >= 0 and (first[table[slot]] != a or second[table[slot]] != b):
        slot = (slot + np.uint64(1)) & mask
    return slot


class _Corpus:
    """The words of a corpus, without signs, with their counts, and how often two of them are neighbours.

    words: a large string array. number: of each form, the number of its word, or -1.
    """

    def __init__(self, spans, number, words, count):
        self.spans, self.number, self.words = spans, number, words
        self.n = np.bincount(number + 1, count, minlength=len(words) + 1)[1:].astype(np.int64)
        _, offsets, data = words.buffers()
        self.offsets = np.frombuffer(offsets, np.int64)[words.offset : words.offset + len(words) + 1]
        self.data = np.frombuffer(data if data is not None else b"", np.uint8)

    def cuts(self, keep=()):
        """Number of a word -> where it is cut, in letters. keep: words that are not cut.

        What the dictionary says is asked last, of the few words that the corpus itself would have cut.
        """
        ways, seams = self._believed(self._ways())
        size = (ways[:, 1:] >= 0).sum(axis=1)
        least = np.where(ways[:, 1:] >= 0, self.n[ways[:, 1:]], np.iinfo(np.int64).max).min(axis=1, initial=1 << 62)
        # The cut with most evidence: two parts before three, a visible seam before none, then the frequent halves.
        ways = ways[np.lexsort((-least, ~seams, size, ways[:, 0]))]
        rows = np.unique(ways[ways >= 0])
        name = dict(zip(rows.tolist(), self.words.take(pa.array(rows)).to_pylist(), strict=True))
        judged = {row: None for row in ways[:, 0].tolist() if name[row] in keep or orthography.listed(name[row])}
        for row, *parts in ways.tolist():
            if row in judged:
                continue
            parts = [part for part in parts if part >= 0]
            if all(_known(name[part]) for part in parts):
                ends = np.cumsum([len(name[part]) for part in parts[:-1]]).tolist()
                judged[row] = None if _known(name[row]) else tuple(ends)
        return {row: ends for row, ends in judged.items() if ends}

    def _ways(self):
        """All ways to cut words, as the kernel returns them."""
        frequent = self.n >= FREQUENT
        rows = np.flatnonzero(frequent)
        names = self.words.take(pa.array(rows))
        solid = segmentation.resource("solid.tsv")
        first, second = ({word for word, where in solid if where == place} for place in ("first", "second"))
        closed = first | _PROCLITICS | {clitic + word for clitic in "وفبلك" for word in first}
        particle = _is_in(names, _PARTICLES)
        long = particle | (pc.utf8_length(names).to_numpy() >= _HALF)
        self.particle, opens, closes = np.zeros((3, len(self.words)), bool)
        self.particle[rows] = particle
        opens[rows] = long & ~_is_in(names, closed)
        closes[rows] = long & ~_is_in(names, second | _ENDINGS)
        return _ways(self.data, self.offsets, self.n, frequent, opens, closes)

    def _believed(self, ways):
        """The ways whose every cut the place itself shows, or the neighbours elsewhere; and whether all are visible."""
        three = np.flatnonzero(ways[:, 3] >= 0)
        way = np.concatenate([np.arange(len(ways)), three])
        first, second = np.concatenate([ways[:, 1:3], ways[three, 2:4]]).T.astype(np.int64)
        n = self.n[ways[way, 0]]
        ta = self._ends_in(first, "ة")
        seam = ta | self._ends_in(first, "ى") | self._begins(second)
        need = np.where(seam, np.where(n <= _RARE, 0, 2 * n), np.maximum(_NEIGHBOURS, np.where(n > 1, _HABIT * n, 0)))
        apart = np.maximum(_PARTICLE_NEIGHBOURS, _HABIT * n)
        need = np.where(ta, 0, np.where(self.particle[first] | self.particle[second], apart, need))
        good, visible = np.ones((2, len(ways)), bool)
        np.logical_and.at(visible, way, seam)
        good[way[need > np.minimum(self.n[first], self.n[second])]] = False  # never neighbours so often
        asked = np.flatnonzero((need > 0) & good[way])
        pairs, which = np.unique(first[asked] * len(self.words) + second[asked], return_inverse=True)
        found = self._together(*np.divmod(pairs, max(len(self.words), 1)))[which]
        good[way[asked[found < need[asked]]]] = False
        return ways[good], visible[good]

    def _together(self, first, second):
        if not len(first):
            return np.zeros(0, np.int64)
        return _neighbours(self.spans.form, self.spans.token_counts, self.number, first, second)

    def _ends_in(self, words, letter):
        """Whether each of some words ends in a letter: the place itself shows that two words meet behind ة or ى."""
        before, last = letter.encode()
        end = self.offsets[words + 1]
        return (self.data[end - 2] == before) & (self.data[end - 1] == last)

    def _begins(self, words):
        """Whether each of some words begins as words only do: with an article or such."""
        rows, which = np.unique(words, return_inverse=True)
        names = self.words.take(pa.array(rows)).to_pylist()
        return np.array([bool(_BEGINNING.match(name)) for name in names], bool)[which]


@functools.lru_cache(2**16)
def _known(word):
    """Whether a dictionary knows a word; a corpus is tokenized again at another level, and asks the same."""
    return orthography.known(word)


def _is_in(names, words):
    return pc.is_in(names, value_set=pa.array(sorted(words), pa.large_string())).to_numpy(zero_copy_only=False)


_CLASSES = []


def _classes():
    if not _CLASSES:
        _CLASSES.append(character_classes())
    return _CLASSES[0]


def _applied(spans, strings, count, places):
    """Spans in which the tokens of the forms `places` are cut; forms that no token has any longer go.

    count: tokens of each form.
    """
    pieces = {}
    for row, written in zip(places, strings.take(pa.array(list(places))).to_pylist(), strict=True):
        ends = (0, *places[row], len(written))
        pieces[row] = [(written[a:b], a, b) for a, b in zip(ends[:-1], ends[1:], strict=True)]
    names = pa.array(dict.fromkeys(piece for parts in pieces.values() for piece, _, _ in parts), pa.large_string())
    place = pc.index_in(strings, value_set=names).fill_null(-1).to_numpy()  # so the small table is the one looked in
    known = np.full(len(names), -1)
    known[place[place >= 0]] = np.flatnonzero(place >= 0)
    new = names.filter(pa.array(known < 0))
    known[known < 0] = len(strings) + np.arange(len(new))
    used = np.concatenate([count > 0, np.ones(len(new), bool)])
    used[list(pieces)] = False
    used[known] = True
    row_of = dict(zip(names.to_pylist(), (np.cumsum(used) - 1)[known].tolist(), strict=True))
    strings = pa.concat_arrays([strings, new])
    bounds = np.cumsum([0, *map(len, pieces.values())])
    rows, many = np.array(list(pieces)), np.diff(bounds)
    becomes = (np.cumsum(used) - 1).astype(np.int32)
    becomes[rows] = -1 - np.arange(len(rows))
    table = np.array([(row_of[piece], a, b) for parts in pieces.values() for piece, a, b in parts], np.int32)
    n_tokens = len(spans.form) + int(count[rows] @ (many - 1))
    columns = room.empty(4 * n_tokens, np.int32).reshape(4, n_tokens)
    token_counts = _cut_columns(
        spans.start, spans.end, spans.sent, spans.form, spans.token_counts, becomes, bounds, table, columns
    )
    kept = strings.filter(pa.array(used))
    _, offsets, data = kept.buffers()
    kinds = np.concatenate([spans.form_kind, np.full(len(new), KINDS.index("arabic"), spans.form_kind.dtype)])
    return spans._replace(
        token_counts=token_counts, form_kind=kinds[used],
        **dict(zip(("start", "end", "sent", "form"), columns, strict=True)),
        form_bytes=np.frombuffer(data, np.uint8), form_offsets=np.frombuffer(offsets, np.int64)[: len(kept) + 1],
    )  # fmt: skip


@numba.njit(nogil=True, cache=True)
def _cut_columns(start, end, sent, form, token_counts, becomes, bounds, pieces, out):
    """Put the columns with some tokens cut and with the forms renumbered into `out`; returns the tokens of documents.

    becomes: the new number of each form, -1 - n for the n-th that is cut. bounds: its pieces are those from bounds[n]
    to bounds[n + 1] in `pieces`, rows of form, begin, end.
    """
    counts = token_counts.copy()
    token = begin = k = 0  # begin: of the tokens that are still to be copied, into the places before k
    for doc in range(counts.size):
        added = k - token
        for _ in range(token_counts[doc]):
            number = becomes[np.uint32(form[token])]
            if number >= 0:
                out[3, k] = number
                k += 1
            else:
                _copy(start, end, sent, begin, token, out, k)
                for piece in range(bounds[-1 - number], bounds[-number]):
                    out[0, k], out[1, k] = start[token] + pieces[piece, 1], start[token] + pieces[piece, 2]
                    out[2, k], out[3, k] = sent[token], pieces[piece, 0]
                    k += 1
                begin = token + 1
            token += 1
        counts[doc] += k - token - added
    _copy(start, end, sent, begin, token, out, k)
    return counts


@numba.njit(nogil=True, cache=True)
def _copy(start, end, sent, begin, stop, out, k):
    """Copy the tokens from begin to stop into the places before k."""
    place = k - (stop - begin)
    out[0, place:k], out[1, place:k], out[2, place:k] = start[begin:stop], end[begin:stop], sent[begin:stop]
