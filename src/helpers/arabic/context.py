"""Which of its readings a word has where it stands: chosen by its neighbours, a word at a time, in two passes.

The score of a reading is log(share of the form) + w (log p(tag | neighbours) - log p(tag)): what dictionaries and this
corpus say of the form, and what its place says. Where a form can be of several lemmas, log((n + c) / (e + c)) is added
for the lemma before and the one behind, n and e being how often the two stand beside each other and would by chance
(`lemma_pairs`).
p(tag | neighbours) is a multinomial logistic regression over the words
and tags on either side (`context.tsv`, fitted by tests/fit_context.py on the words of news texts that have one reading
only, so that no treebank stands behind it). In the first pass neighbours have their most frequent tags, in the second
those that the first one chose, and the shares of a form are those that its tokens had in the first.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import room
from . import lemma_pairs, segmentation
from .readings import PARTS, TAGS

WEIGHT = 0.8  # of the place against the share of the form
PAIR = 0.4  # of the lemmas beside it
EXTRA = 1.0  # what is added to the counts of pairs, most of which are small
PRIOR = 10.0  # tokens that the dictionary's share counts for, beside those of the corpus
_N = len(TAGS)
_BLOCK = 1 << 20  # tokens that a thread chooses for at a time


@dataclass(frozen=True)
class Model:
    """words: form as normalized -> number from 1. coefficients: float64, features x tags. log_prior: log p(tag).

    The features, in this order: the word before, the word after, the two tags before, the two after, the tags on
    either side; what stands apart (a mark between) has features of its own.
    """

    words: dict
    coefficients: np.ndarray
    intercept: np.ndarray
    log_prior: np.ndarray


YEAR, NUMBER = "<year>", "<number>"
_NOT = ("لم", "ولم", "فلم", "الم", "لما", "ولما")  # what a jussive stands behind
_ALONE = 2.5  # what is taken from a jussive that stands behind something else: يعد من is no يعد of عاد
_JUSSIVE, _FUNC = TAGS.index("VERB jussive"), TAGS.index("FUNC")


def named(normalized):
    """The words as the model knows them: figures as one of two words, since what stands beside a year is telling.

    Returns a large string array.
    """
    words = pa.array(normalized, pa.large_string())
    words = words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words
    year, number = (pc.match_substring_regex(words, pattern) for pattern in (r"^[12]\p{Nd}{3}$", r"^\p{Nd}"))
    words = pc.if_else(number, pa.scalar(NUMBER, pa.large_string()), words)
    return pc.if_else(year, pa.scalar(YEAR, pa.large_string()), words)


def offsets(n_words):
    """Where each kind of feature begins, and their number at the end: int64 of length 6."""
    return np.cumsum([0, n_words + 1, n_words + 1, 2 * _N * _N, 2 * _N * _N, _N * _N])


@cache
def load():
    """The `Model` of `context.tsv`."""
    rows = segmentation.resource("context.tsv")
    words = {"*": 0}
    for kind, name, *_ in rows:
        if kind in ("before", "after"):
            words.setdefault(name, len(words))
    del words["*"]
    start = offsets(len(words))
    coefficients = np.zeros((start[-1], _N), np.int16)
    single = {}
    for kind, name, *values in rows:
        values = np.array(values, float)
        if kind in ("intercept", "prior"):
            single[kind] = values / 100
        elif kind in ("before", "after"):
            coefficients[start[int(kind == "after")] + words.get(name, 0)] = values
        else:
            coefficients[start[("tags before", "tags after", "tags around").index(kind) + 2] + int(name)] = values
    return Model(words, coefficients, single["intercept"], single["prior"])


@numba.njit(nogil=True, cache=True)
def features(i, word, tag, joined, apart, start, n_tags, out):
    """The five features of token i, written to `out`.

    word, tag: of each token. n_tags: handed over, since compiled code would keep the number it was compiled with.
    joined: whether a token is of the sentence of the one before. apart: a mark between.
    """
    n = word.size
    left = joined[i]
    right = i + 1 < n and joined[i + 1]
    l1 = tag[i - 1] if left else 0
    l2 = tag[i - 2] if left and joined[i - 1] else 0
    r1 = tag[i + 1] if right else 0
    r2 = tag[i + 2] if right and i + 2 < n and joined[i + 2] else 0
    out[0] = start[0] + (word[i - 1] if left else 0)
    out[1] = start[1] + (word[i + 1] if right else 0)
    out[2] = start[2] + ((l2 * n_tags + l1) * 2 + (1 if left and apart[i] else 0))
    out[3] = start[3] + ((r2 * n_tags + r1) * 2 + (1 if right and apart[i + 1] else 0))
    out[4] = start[4] + (l1 * n_tags + r1)


@numba.njit(nogil=True, cache=True)
def _beside(first, second, pair, n):
    """How often lemma `second` stands right behind lemma `first`; 0 is no lemma. pair, n: as in `lemma_pairs.Pairs`."""
    if first == 0 or second == 0:
        return 0.0
    place = lemma_pairs.place(pair, first, second)
    return n[place] if pair[place] else 0.0


@numba.njit(nogil=True, cache=True)
def _negated(i, word, tag, joined, negated):
    """Whether لم or the like stands before token i, or a particle that the model does not know."""
    return joined[i] and (negated[word[i - 1]] or (word[i - 1] == 0 and tag[i - 1] == _FUNC))


@numba.njit(nogil=True, cache=True)
def _choose(form, word, tag, joined, apart, start, coefficients, intercept, log_prior, bounds, tags, log_share, weight,
            before, negated, lemma, pair, n_pair, n_lemma, p_lemma, several, chosen, sums, certainty):  # fmt: skip
    """Choose a reading for each token: its number into `chosen`, its probability into `certainty`.

    The probabilities of all readings are added to `sums`; both are left alone if `sums` is empty.
    """
    place = np.empty(5, np.int64)
    score = np.empty(np.max(bounds[1:] - bounds[:-1]) if bounds.size > 1 else 1)
    for i in range(form.size):
        first, last = bounds[form[i]], bounds[form[i] + 1]
        if last - first == 1:
            chosen[i] = first
            if sums.size:
                sums[first] += 1.0
                certainty[i] = 1.0
            continue
        features(i, word, tag, joined, apart, start, coefficients.shape[1], place)
        best, highest = first, -1e300
        for r in range(first, last):
            t = tags[r]
            place_says = 0
            for k in range(5):
                place_says += coefficients[place[k], t]
            z = intercept[t] - log_prior[t] + place_says / 100  # log p(tag | neighbours) but for what all tags share
            score[r - first] = log_share[r] + weight * z
            if t == _JUSSIVE and not _negated(i, word, tag, joined, negated):
                score[r - first] -= _ALONE
            if several[form[i]] and lemma[r] > 0:
                left = lemma[before[i - 1]] if joined[i] else 0
                right = lemma[before[i + 1]] if i + 1 < form.size and joined[i + 1] else 0
                found = _beside(left, lemma[r], pair, n_pair) + EXTRA
                odds = found / (n_lemma[left] * p_lemma[lemma[r]] + EXTRA)
                found = _beside(lemma[r], right, pair, n_pair) + EXTRA
                odds *= found / (n_lemma[right] * p_lemma[lemma[r]] + EXTRA)
                score[r - first] += PAIR * np.log(odds)
            if score[r - first] > highest:
                highest, best = score[r - first], r
        chosen[i] = best
        if sums.size:
            total = 0.0
            for j in range(last - first):
                score[j] = np.exp(score[j] - highest)
                total += score[j]
            for j in range(last - first):
                sums[first + j] += score[j] / total
            certainty[i] = 1.0 / total


def choose(form, word, joined, apart, bounds, tags, share, *, model=None, weight=WEIGHT, passes=2, learn=True,
           lemmas=None):  # fmt: skip
    """Choose a reading for each of n tokens.

    form, word: int arrays of length n, the form of each token and its number in `Model.words` (0 if it has none).
    joined, apart: bool of length n, whether the token before is of the same sentence, and whether a mark lies between.
    bounds, tags, share: the readings, those of form f at `bounds[f] : bounds[f + 1]`. learn: whether the shares of a
    form are drawn towards those its tokens had in the pass before. lemmas: the number of each reading's lemma in
    `lemma_pairs`; None: the lemmas beside are not asked.
    Returns (number of the chosen reading: int32 of length n, shares as they were used in the last pass).
    """
    prior = np.asarray(share, float)
    n_tokens = room.counts(form, len(bounds) - 1)
    place = (form, word, joined, apart, bounds, tags)
    chosen, share, sums = None, prior, np.zeros(len(prior))
    for step in range(passes):
        if step and learn:
            share = (PRIOR * prior + sums) / (PRIOR + np.repeat(n_tokens, np.diff(bounds)))
        last = step == passes - 1  # nobody asks how sure the last pass is
        chosen, sums, _ = expect(
            *place, share, before=chosen, model=model, weight=weight, lemmas=lemmas, summed=learn and not last
        )
    return chosen, share


def choose_of(listed, form, normalized, joined, apart, source="auto"):
    """`choose` among the readings of a `readings.Readings`.

    form: row of each token in `listed`. normalized: each form as the words of the model are written. source: the
    dictionary.
    """
    known = pa.array(load().words, pa.large_string())
    word = pc.index_in(named(normalized), value_set=known).fill_null(-1).to_numpy() + 1
    word = room.taken(word.astype(np.int32), form) if len(normalized) else np.zeros(0, np.int32)
    lemmas = lemma_pairs.load(source).of(listed.lemma, listed.part == PARTS.index("VERB"))
    readings = listed.bounds, listed.tag, listed.share
    return choose(np.asarray(form, np.int32), word, joined, apart, *readings, lemmas=lemmas)


def expect(form, word, joined, apart, bounds, tags, share, *, before=None, model=None, weight=WEIGHT, lemmas=None,
           summed=True):  # fmt: skip
    """One pass: (the reading chosen for each token, the sum of the probabilities of each reading, that of the chosen).

    before: what the pass before chose, whose tags the neighbours have; None: those of the largest share. summed:
    whether the probabilities are wanted; they are empty otherwise.
    """
    model = model or load()
    # Small numbers: most of the time goes into waiting for the memory.
    form, word, bounds = (np.ascontiguousarray(column, np.int32) for column in (form, word, bounds))
    tags = np.ascontiguousarray(tags, np.int8)
    before = first_choice(form, bounds, share) if before is None else before
    chosen = room.empty(len(form), np.int32)
    sums, certainty = np.zeros(len(share) if summed else 0), room.empty(len(form) if summed else 0, float)
    pairs = lemma_pairs.load("simplemma" if lemmas is None else "auto")
    lemmas = np.zeros(len(share), np.int32) if lemmas is None else lemmas
    several = _differ(bounds, lemmas)
    negated = np.zeros(len(model.words) + 1, np.bool_)
    negated[[model.words[one] for one in _NOT if one in model.words]] = True
    log_share = np.log(share + 1e-4)
    place, fixed = offsets(len(model.words)), (model.coefficients, model.intercept, model.log_prior, bounds, tags)
    paired = negated, lemmas, pairs.pair, pairs.n, pairs.total, pairs.share, several

    def one(block):
        here, own = slice(*block), np.zeros(len(sums))
        _choose(form[here], word[here], tags[before[here]], joined[here], apart[here], place, *fixed, log_share, weight,
                before[here], *paired, chosen[here], own, certainty[here])  # fmt: skip
        return own

    # Of whole sentences, and the same for any memory and processor: the last bit of a sum is that of its order.
    blocks = room.blocks(len(form), _BLOCK, joined)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for own in pool.map(one, blocks) if len(blocks) > 1 else map(one, blocks):
            sums += own
    return chosen, sums, certainty


@numba.njit(nogil=True, cache=True)
def _largest(bounds, share):
    best = np.empty(bounds.size - 1, np.int32)
    for form in range(best.size):
        best[form] = bounds[form] + np.argmax(share[bounds[form] : bounds[form + 1]])
    return best


@numba.njit(nogil=True, cache=True)
def _differ(bounds, values):
    """Whether the values of a form's readings are not all the same: bool, one a form."""
    out = np.zeros(bounds.size - 1, np.bool_)
    for form in range(out.size):
        for i in range(bounds[form] + 1, bounds[form + 1]):
            out[form] |= values[i] != values[bounds[form]]
    return out


def first_choice(form, bounds, share):
    """The reading of the largest share of each token's form: int32 of length n."""
    return room.taken(_largest(bounds, share), form)
