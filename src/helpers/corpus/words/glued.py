"""Words that lost the space between them, where a link or a line ended: اللحامللميادين, إلىالميادين.

Such a form is cut where both halves are words of this corpus and of the dictionary, and the place itself shows it or
the halves stand side by side elsewhere. The text stays as it is: a cut makes two tokens out of one, and each of them
still lies where its offsets say. Digits beside Arabic letters are apart already, see `tokenization`.
"""

import re

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...arabic import folding, normalization, orthography, segmentation
from ...arabic.kernel import equal_bytes, hash_bytes
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
_SIGNS = ("zero_width", "ornament", "tatweel", "tashkeel")


def split(spans, *, keep=()):
    """Cut the glued words of what `tokenization.scan` found.

    keep: forms that are never cut, as the reader's lexicon lists them. Returns Spans of the same kind: the tokens of a
    form that is cut are two or three, without a gap between them.
    """
    strings = pa.LargeStringArray.from_buffers(
        len(spans.form_kind), pa.py_buffer(spans.form_offsets.astype(np.int64)), pa.py_buffer(spans.form_bytes)
    )
    found = _cuts(spans, strings, keep)
    return _applied(spans, strings, found) if found else spans


def _cuts(spans, strings, keep):
    """Row of a form -> where it is cut, in letters and signs of the form as written."""
    arabic = np.flatnonzero(spans.form_kind == KINDS.index("arabic"))
    bare = folding.fold(strings.take(pa.array(arabic)), _SIGNS).dictionary_encode()
    number = np.full(len(strings), -1, np.int32)
    number[arabic] = bare.indices.to_numpy()
    places = {}
    for row in arabic[pc.match_substring(strings.take(pa.array(arabic)), "\u0670").to_numpy(zero_copy_only=False)]:
        vocative = _VOCATIVE.match(strings[row].as_py())
        if vocative and strings[row].as_py() not in keep:
            places[int(row)] = (vocative.end(),)
    corpus = _Corpus(spans, number, bare.dictionary)
    whole = set(normalization.normalize(list(keep), _SIGNS))
    wanted = {row: cuts for row, (word, cuts) in corpus.cuts().items() if word not in whole}
    for row in np.flatnonzero(np.isin(number, list(wanted))).tolist():
        cuts = _as_written(strings[row].as_py(), wanted[int(number[row])])
        if cuts:
            places[row] = cuts
    return places


def _as_written(form, cuts):
    """Places in letters -> places in the form as written; a sign belongs to the letter before it."""
    classes = _classes()
    letters = [place for place, sign in enumerate(form) if classes[ord(sign)] == ARABIC]
    return tuple(letters[cut] for cut in cuts) if cuts[-1] < len(letters) else ()


@numba.njit(nogil=True, cache=True)
def _slot(table, data, offsets, begin, stop, h):
    """Where data[begin:stop], whose hash is h, stands in a table of word numbers, or is to be put."""
    mask = np.uint64(table.size - 1)
    slot = h & mask
    while table[slot] >= 0:
        word = table[slot]
        if equal_bytes(data, begin, stop, data, offsets[word], offsets[word + 1]):
            break
        slot = (slot + np.uint64(1)) & mask
    return slot


@numba.njit(nogil=True, cache=True)
def _cuttable(data, offsets, frequent, opens, closes):
    """Which words can be cut into two or three frequent ones: bool. data, offsets: the words as UTF-8.

    opens, closes: which words may stand before a cut, and behind the last one.
    """
    size = 2
    while size < 2 * frequent.sum() + 2:
        size *= 2
    table = np.full(size, -1, np.int64)
    for word in range(frequent.size):
        if frequent[word]:
            h = hash_bytes(data, offsets[word], offsets[word + 1])
            table[_slot(table, data, offsets, offsets[word], offsets[word + 1], h)] = word
    found = np.zeros(frequent.size, np.bool_)
    for word in range(frequent.size):
        begin, stop = offsets[word], offsets[word + 1]
        if stop - begin >= 2 * _SHORTEST:
            found[word] = _parts(table, data, offsets, begin, stop, opens, closes)
    return found


@numba.njit(nogil=True, cache=True)
def _has(table, data, offsets, begin, stop, fit):
    """Whether data[begin:stop] is a word of the table that is fit."""
    word = table[_slot(table, data, offsets, begin, stop, hash_bytes(data, begin, stop))]
    return word >= 0 and fit[word]


@numba.njit(nogil=True, cache=True)
def _parts(table, data, offsets, begin, stop, opens, closes):
    """Whether data[begin:stop] is a run of two or three words of the table."""
    for p in range(begin + 4, stop - 3, 2):  # the letters of Arabic words have two bytes each
        if not _has(table, data, offsets, begin, p, opens):
            continue
        if _has(table, data, offsets, p, stop, closes):
            return True
        for q in range(p + 4, stop - 3, 2):
            if _has(table, data, offsets, p, q, opens) and _has(table, data, offsets, q, stop, closes):
                return True
    return False


class _Corpus:
    """The words of a corpus, without signs, with their counts, and how often two of them are neighbours.

    words: a large string array. number: of each form, the number of its word, or -1.
    """

    def __init__(self, spans, number, words):
        self.spans, self.number, self.words = spans, number, words
        n = np.bincount(number[spans.form] + 1, minlength=len(words) + 1)[1:]
        frequent = n >= FREQUENT
        _, offsets, data = words.buffers()
        offsets = np.frombuffer(offsets, np.int64)[words.offset : words.offset + len(words) + 1]
        codes = np.frombuffer(data if data is not None else b"", np.uint8)
        solid = segmentation.resource("solid.tsv")
        self.solid = {place: {word for word, where in solid if where == place} for place in ("first", "second")}
        self.solid["second"] |= _ENDINGS
        rows = np.flatnonzero(frequent)
        names = words.take(pa.array(rows)).to_pylist()
        opens, closes = np.zeros((2, len(words)), bool)
        opens[rows] = [self._stands_first(name) for name in names]
        closes[rows] = [self._stands_last(name) for name in names]
        candidates = np.flatnonzero(_cuttable(codes, offsets, frequent, opens, closes))
        rows = np.union1d(candidates, rows)
        names = words.take(pa.array(rows)).to_pylist()
        self.row = dict(zip(names, rows.tolist(), strict=True))
        self.n = dict(zip(names, n[rows].tolist(), strict=True))
        self.frequent = {word for word, row in self.row.items() if frequent[row] and len(word) > 1}
        self.candidates = words.take(pa.array(candidates)).to_pylist()

    def cuts(self):
        """Number of a word -> the word, and where it is cut, in letters."""
        long = ((word, self._halves(word)) for word in self.candidates if len(word) >= _SHORTEST)
        found = {word: halves for word, halves in long if halves and not orthography.listed(word)}
        together = self._together({pair for halves in found.values() for pair in self._pairs(halves)})
        made = {}
        for word, halves in found.items():
            cuts = self._best(word, halves, together)
            if cuts and not orthography.known(word):
                made[self.row[word]] = word, cuts
        return made

    def _halves(self, word, depth=2):
        """The ways to cut a word: tuples of two or three parts."""
        found = []
        for place in range(2, len(word) - 1):
            first, rest = word[:place], word[place:]
            if first not in self.frequent or not self._stands_first(first):
                continue
            if rest in self.frequent:
                if self._stands_last(rest) and len(first) + len(rest) >= _SHORTEST:
                    found.append((first, rest))
            elif depth > 1 and len(rest) >= _SHORTEST:
                found += [(first, *parts) for parts in self._halves(rest, depth - 1)]
        return found

    def _stands_first(self, word):
        if (len(word) < _HALF and word not in _PARTICLES) or word in _PROCLITICS or word in self.solid["first"]:
            return False
        return word[0] not in "وفبلك" or word[1:] not in self.solid["first"]

    def _stands_last(self, word):
        return (len(word) >= _HALF or word in _PARTICLES) and word not in self.solid["second"]

    @staticmethod
    def _pairs(halves):
        return {pair for parts in halves for pair in zip(parts[:-1], parts[1:], strict=True)}

    def _together(self, pairs):
        """(first, second) -> how often they are neighbours in a document."""
        codes = {(self.row[a] * len(self.words) + self.row[b]): (a, b) for a, b in pairs}
        flags = np.zeros((2, len(self.words) + 1), bool)  # the last one is for other words
        for a, b in pairs:
            flags[0, self.row[a]] = flags[1, self.row[b]] = True
        of_form = flags[:, self.number]
        first = np.flatnonzero(of_form[0][self.spans.form[:-1]])
        first = first[of_form[1][self.spans.form[first + 1]]]
        ends = np.cumsum(self.spans.token_counts) - 1
        first = first[~np.isin(first, ends)]
        a, b = (self.number[self.spans.form[at]].astype(np.int64) for at in (first, first + 1))
        code, n = np.unique(a * len(self.words) + b, return_counts=True)
        return {codes[c]: k for c, k in zip(code.tolist(), n.tolist(), strict=True) if c in codes}

    def _best(self, word, halves, together):
        """The cut with most evidence: two parts before three, a visible seam before none, then the frequent halves."""
        best, top = None, None
        for parts in halves:
            pairs = list(zip(parts[:-1], parts[1:], strict=True))
            seams = [self._seam(a, b) for a, b in pairs]
            if not all(
                self._believed(self.n[word], a, b, seam, together.get((a, b), 0))
                for (a, b), seam in zip(pairs, seams, strict=True)
            ):
                continue
            score = -len(parts), all(seams), min(self.n[part] for part in parts)
            if (top is None or score > top) and all(map(orthography.known, parts)):
                best, top = parts, score
        return tuple(np.cumsum([len(part) for part in best[:-1]]).tolist()) if best else None

    @staticmethod
    def _seam(first, second):
        """Whether the place itself shows that two words meet: ة or ى before it, an article or such behind it."""
        return first[-1] in "ةى" or bool(_BEGINNING.match(second))

    @staticmethod
    def _believed(n, first, second, seam, together):
        if first[-1] == "ة":
            return True
        if first in _PARTICLES or second in _PARTICLES:
            return together >= max(_PARTICLE_NEIGHBOURS, _HABIT * n)
        if seam:
            return n <= _RARE or together >= 2 * n
        return together >= max(_NEIGHBOURS, _HABIT * n if n > 1 else 0)


_CLASSES = []


def _classes():
    if not _CLASSES:
        _CLASSES.append(character_classes())
    return _CLASSES[0]


def _applied(spans, strings, places):
    """Spans in which the tokens of the forms `places` are cut; forms that no token has any longer go."""
    pieces = {}
    for row, written in zip(places, strings.take(pa.array(list(places))).to_pylist(), strict=True):
        ends = (0, *places[row], len(written))
        pieces[row] = [(written[a:b], a, b) for a, b in zip(ends[:-1], ends[1:], strict=True)]
    names = pa.array(dict.fromkeys(piece for parts in pieces.values() for piece, _, _ in parts), pa.large_string())
    known = pc.index_in(names, value_set=strings)
    new = names.filter(pc.is_null(known))
    strings = pa.concat_arrays([strings, new])
    row_of = dict(zip(names.to_pylist(), pc.index_in(names, value_set=strings).to_pylist(), strict=True))
    many = np.ones(len(strings), np.int32)
    many[list(pieces)] = [len(parts) for parts in pieces.values()]
    start = np.full(len(strings), -1, np.int32)  # where the pieces of a form begin in the table of pieces
    start[list(pieces)] = np.cumsum([0, *map(len, pieces.values())])[:-1]
    table = np.array([(row_of[piece], a, b) for parts in pieces.values() for piece, a, b in parts], np.int32)
    columns, last = _cut_columns(spans.start, spans.end, spans.sent, spans.form, many, start, table)
    columns = dict(zip(("start", "end", "sent", "form"), columns, strict=True))
    used = np.bincount(columns["form"], minlength=len(strings)) > 0
    columns["form"] = (np.cumsum(used) - 1).astype(np.int32)[columns["form"]]
    kept = strings.filter(pa.array(used))
    _, offsets, data = kept.buffers()
    kinds = np.concatenate([spans.form_kind, np.full(len(new), KINDS.index("arabic"), spans.form_kind.dtype)])
    bounds = np.concatenate([[0], np.cumsum(spans.token_counts)])
    return spans._replace(
        token_counts=np.diff(last[bounds]), **columns, form_kind=kinds[used],
        form_bytes=np.frombuffer(data, np.uint8), form_offsets=np.frombuffer(offsets, np.int64)[: len(kept) + 1],
    )  # fmt: skip


@numba.njit(nogil=True, cache=True)
def _cut_columns(start, end, sent, form, many, first, pieces):
    """The columns with the tokens cut whose forms have pieces (form, begin, end), and how many stand before each.

    many: pieces of each form. first: the row of the first of them, -1 for a form that stays.
    """
    before = np.zeros(form.size + 1, np.int64)
    for i in range(form.size):
        before[i + 1] = before[i] + many[form[i]]
    out = np.empty((4, before[-1]), np.int32)
    for i in range(form.size):
        k, row = before[i], first[form[i]]
        if row < 0:
            out[0, k], out[1, k], out[2, k], out[3, k] = start[i], end[i], sent[i], form[i]
            continue
        for piece in range(many[form[i]]):
            out[0, k + piece], out[1, k + piece] = start[i] + pieces[row + piece, 1], start[i] + pieces[row + piece, 2]
            out[2, k + piece], out[3, k + piece] = sent[i], pieces[row + piece, 0]
    return out, before
