"""Words that lost the space between them, where a link or a line ended: اللحامللميادين, إلىالميادين.

Such a form is cut where both halves are words of this corpus and of the dictionary, and the place itself shows it or
the halves stand side by side elsewhere. The text stays as it is: a cut makes two tokens out of one, and each of them
still lies where its offsets say. Digits beside Arabic letters are apart already, see `tokenization`.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...arabic import folding, normalization, orthography, segmentation
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
_VOCATIVE = re.compile("(?:[وف]\u064e?)?ي\u064e?\u0670\u0653?(?=.{3})")  # يَٰقَوْمِ: يا, written without its letter
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
    number = np.full(len(strings), -1, np.int64)
    number[arabic] = bare.indices.to_numpy()
    words = bare.dictionary.to_pylist()
    n = np.bincount(number[spans.form] + 1, minlength=len(words) + 1)[1:]
    corpus = _Corpus(spans, number, words, n)
    whole = set(normalization.normalize(list(keep), _SIGNS))
    wanted = {word: cuts for word, cuts in corpus.cuts().items() if word not in whole}
    places = {}
    written = strings.take(pa.array(arabic)).to_pylist() if wanted or _has_dagger(spans) else ()
    for row, form, place in zip(arabic.tolist(), written, bare.indices.to_pylist(), strict=bool(written)):
        vocative = _VOCATIVE.match(form)
        if words[place] in wanted:
            places[row] = _as_written(form, wanted[words[place]])
        elif vocative and form not in keep:
            places[row] = (vocative.end(),)
    return places


def _has_dagger(spans):
    return b"\xd9\xb0" in spans.form_bytes.tobytes()


def _as_written(form, cuts):
    """Places in letters -> places in the form as written; a sign belongs to the letter before it."""
    classes = _classes()
    letters = [place for place, sign in enumerate(form) if classes[ord(sign)] == ARABIC]
    return tuple(letters[cut] for cut in cuts)


class _Corpus:
    """The words of a corpus, without signs, with their counts, and how often two of them are neighbours."""

    def __init__(self, spans, number, words, n):
        self.spans, self.number, self.words = spans, number, words
        self.n = dict(zip(words, n.tolist(), strict=True))
        self.frequent = {word for word, count in self.n.items() if count >= FREQUENT and len(word) >= 2}
        solid = segmentation.resource("solid.tsv")
        self.solid = {place: {word for word, where in solid if where == place} for place in ("first", "second")}

    def cuts(self):
        """Word -> where it is cut, in letters."""
        long = ((word, self._halves(word)) for word in self.words if len(word) >= _SHORTEST)
        found = {word: halves for word, halves in long if halves and not orthography.listed(word)}
        together = self._together({pair for halves in found.values() for pair in self._pairs(halves)})
        made = {}
        for word, halves in found.items():
            cuts = self._best(word, halves, together)
            if cuts and not orthography.known(word):
                made[word] = cuts
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
        plain = word[1:] if word[0] in "وفبلك" and len(word) > 3 else word
        return (len(word) >= _HALF or word in _PARTICLES) and word not in _PROCLITICS and not (
            {word, plain} & self.solid["first"]
        )

    def _stands_last(self, word):
        return (len(word) >= _HALF or word in _PARTICLES) and word not in self.solid["second"] | _ENDINGS

    @staticmethod
    def _pairs(halves):
        return {pair for parts in halves for pair in zip(parts[:-1], parts[1:], strict=True)}

    def _together(self, pairs):
        """(first, second) -> how often they are neighbours in a document."""
        place = {word: row for row, word in enumerate(self.words)}
        codes = {(place[a] * len(self.words) + place[b]): (a, b) for a, b in pairs}
        flags = np.zeros((2, len(self.words) + 1), bool)
        for a, b in pairs:
            flags[0, place[a]] = flags[1, place[b]] = True
        stream = self.number[self.spans.form]
        ends = np.cumsum(self.spans.token_counts)
        near = flags[0][stream[:-1]] & flags[1][stream[1:]]
        near[ends[(ends > 0) & (ends < len(stream))] - 1] = False
        at = np.flatnonzero(near)
        code, n = np.unique(stream[at] * len(self.words) + stream[at + 1], return_counts=True)
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
    many = np.ones(len(strings), np.int64)
    many[list(pieces)] = [len(parts) for parts in pieces.values()]
    times = many[spans.form]
    last = np.cumsum(times)
    columns = {name: np.repeat(getattr(spans, name), times) for name in ("start", "end", "sent", "form")}
    for token in np.flatnonzero(times > 1).tolist():
        begin, place = spans.start[token], int(last[token] - times[token])
        for piece, a, b in pieces[int(spans.form[token])]:
            columns["form"][place], columns["start"][place], columns["end"][place] = row_of[piece], begin + a, begin + b
            place += 1
    used = np.bincount(columns["form"], minlength=len(strings)) > 0
    columns["form"] = (np.cumsum(used) - 1).astype(np.int32)[columns["form"]]
    kept = strings.filter(pa.array(used))
    _, offsets, data = kept.buffers()
    kinds = np.concatenate([spans.form_kind, np.full(len(new), KINDS.index("arabic"), spans.form_kind.dtype)])
    bounds = np.concatenate([[0], np.cumsum(spans.token_counts)])
    return spans._replace(
        token_counts=np.diff(np.concatenate([[0], last])[bounds]), **columns, form_kind=kinds[used],
        form_bytes=np.frombuffer(data, np.uint8), form_offsets=np.frombuffer(offsets, np.int64)[: len(kept) + 1],
    )  # fmt: skip
