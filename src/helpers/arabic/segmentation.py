"""Splitting clitics off a written word: which splits the grammar allows, and which of them is likeliest.

A word is (conjunction) (preposition or future particle) (article) host (pronoun). The grammar is data:
`resources/morphology/clitics.tsv`. A split is scored as in a unigram model: log p(clitics before) +
log p(host) + log p(pronoun). Lee et al. 2003, Language Model Based Arabic Word Segmentation (ACL), pp. 399-406, do
this with trigrams; no context is needed here, see `morphology`.
"""

from functools import cache
from importlib.resources import files
from math import log

HAMZA_FOLD = str.maketrans("أإآٱىؤئ", "اااايءء")
_IMPERFECT = "أاتين"
_UNKNOWN = -17.0
_LETTER = -1.2
_SAME = 4.0
_FOLDED = frozenset(map(chr, HAMZA_FOLD))


def fold(word):
    """The key under which spellings of one word meet: أإآ = ا, ى = ي, ؤئ = ء."""
    return word if _FOLDED.isdisjoint(word) else word.translate(HAMZA_FOLD)  # most words hold none of these


@cache
def resource(name):
    """Rows of a table under `resources/morphology`: a tuple of tuples of columns."""
    text = (files("helpers.resources") / "morphology" / name).read_text("utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def grammar():
    """The clitic grammar: two dicts, before and after the host.

    Each maps what is written (وبال) to (segments, host, logp), segments being a tuple of strings.
    """
    tables = {"before": {}, "after": {}}
    for place, segments, host, logp in resource("clitics.tsv"):
        parts = tuple(segments.split("+")) if segments else ()
        tables[place]["".join(parts)] = (parts, host, float(logp))
    return tables["before"], tables["after"]


@cache
def _edges():
    """The grammar for quick look-up: tables, lengths of their longest entries, letters these begin or end with."""
    before, after = grammar()
    first, last = {clitic[0] for clitic in before if clitic}, {clitic[-1] for clitic in after if clitic}
    return before, after, max(map(len, before)), max(map(len, after)), first, last


def splits(word):
    """Yield every split that the grammar allows: (before, host, after, logp of the clitics).

    before, after: tuples of segments. The whole word comes first. A host has two letters at least.
    """
    _, after, _, longest_after, _, last = _edges()
    n = len(word)
    starts = _starts(word)
    ends = [(0, *after[""])]
    if word[-1] in last:
        lengths = range(1, min(longest_after, n - 2) + 1)
        ends += [(i, *after[word[n - i :]]) for i in lengths if word[n - i :] in after]
    for start, prefix, host, logp in starts:
        for length, suffix, suffix_host, suffix_logp in ends:
            stem = word[start : n - length]
            if len(stem) < 2:
                break
            if length and (host == "definite" or (suffix_host == "verbal" and host == "nominal")):
                continue
            if _fits(stem, host, length):
                yield prefix, stem, suffix, logp + suffix_logp


def _starts(word):
    """What may be split off before the host: (letters, segments, host, logp), nothing first."""
    before, _, longest, _, first, _ = _edges()
    starts = [(0, *before[""])]
    if word[0] in first:
        lengths = range(1, min(longest, len(word) - 2) + 1)
        starts += [(i, *before[word[:i]]) for i in lengths if word[:i] in before]
    return starts


def stems(word):
    """The splits of `splits` that leave the end of the word alone: list of (before, host)."""
    found = ((prefix, word[start:], host) for start, prefix, host, _ in _starts(word))
    return [(prefix, stem) for prefix, stem, host in found if len(stem) > 1 and _fits(stem, host, 0)]


def _fits(stem, host, pronoun):
    """False where spelling forbids the split: ة and ى never stand before a pronoun, س only before an imperfect."""
    if pronoun and stem[-1] in "ةى":
        return False
    if host == "imperfect":
        return stem[0] in _IMPERFECT and len(stem) > 2
    if host == "definite":
        return not stem.startswith("ال") or len(stem) > 4
    return True


def hosts(stem, pronoun):
    """Spellings under which the host may be listed: before a pronoun ة is written ت, ى is ا, ء gets a seat."""
    if not pronoun:
        return (stem,)
    last = stem[-1]
    if last == "ت":
        return (stem[:-1] + "ة", stem)
    if last == "ا":
        return (stem, stem[:-1] + "ى")
    if last in "ئؤ":
        return (stem[:-1] + "ء", stem)
    if last == "و":
        return (stem + "ا", stem)
    if last == "ي":
        return (stem, stem[:-1] + "ى")
    return (stem,)


def unknown(stem):
    """Log probability of a host that no dictionary and no text knows: the longer, the less likely."""
    return _UNKNOWN + _LETTER * len(stem)


class Scores:
    """Log probabilities of hosts in a unigram model.

    weights: folded stem -> count in the dictionaries. own: folded host -> occurrences in the corpus.
    extra: folded words that a lexicon adds, with a count each. total: the sum of the weights, where it is known.
    """

    def __init__(self, weights, *, own=None, extra=None, total=None):
        self.weights = weights
        self.extra = extra or {}
        total = (sum(weights.values()) if total is None else total) or 1.0
        self._log_total = log(total)
        # A word that only the corpus has counts as a tenth of one in a dictionary; a small corpus proves little.
        scale = 0.1 * total / max(sum((own or {}).values()), 1e6)
        self.own = {host: scale * count for host, count in (own or {}).items()}

    def __call__(self, host, whole):
        """Log probability of a folded host, None if nobody knows it; a whole word is no evidence for itself."""
        weight = self.weights.get(host, 0.0) + self.extra.get(host, 0.0)
        if not whole:
            weight += self.own.get(host, 0.0)
        return log(weight) - self._log_total if weight else None


def best(word, scores, *, lemma=None):
    """The likeliest split of a word: (before, host as written, host as listed, after, known).

    scores: a `Scores`. lemma: the word's lemma where a dictionary has it; it then decides what belongs to the host.
    known is False where no dictionary and no other word of the corpus has the host.
    """
    top, top_score = ((), word, word, (), False), -1e9
    candidates = list(splits(word))
    if lemma:
        if len(candidates) == 1:
            return (), word, word, (), True
        lemma = fold(lemma)
    for before, stem, after, logp in candidates:
        for listed in hosts(stem, bool(after)):
            key = fold(listed)
            found = scores(key, not before and not after)
            score = logp + (unknown(stem) if found is None else found)
            if lemma and score + _SAME > top_score:  # agreement adds no more than that
                score += agreement(before, key, lemma)
            if score > top_score:
                top, top_score = (before, stem, listed, after, found is not None), score
    return top


def word_class(before, after):
    """What the clitics say about their host: "nominal", "verbal" or None."""
    if "س" in before or after == ("ني",):
        return "verbal"
    if before and (before[-1] in ("ال", "ب", "ك") or before[-2:] == ("ل", "ل")):
        return "nominal"
    return None


_STRONG = frozenset("بتثجحخدذرزسشصضطظعغفقكلمنه")


def agreement(before, stem, lemma):
    """How well a folded host goes with the folded lemma, as an addend to the score.

    The strong consonants of the lemma stand in the stem in order; the stem has no clitic letter of its own.
    """
    if stem == lemma:
        return _SAME
    score, position = 0.0, 0
    for letter in lemma:
        if letter in _STRONG:
            found = stem.find(letter, position)
            if found < 0:
                score -= 3.0
            else:
                position = found + 1
    for letter in "فبكله":
        if letter in stem:
            score -= 4.0 * max(0, stem.count(letter) - lemma.count(letter))
    if before and lemma[:1] == before[-1] and stem[:1] != lemma[:1]:
        score -= 4.0
    if stem[:1] == "و" and "و" not in lemma:
        score -= 3.0
    return score
