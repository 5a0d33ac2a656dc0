"""Counting: documents × terms, n-grams, and which terms are counted as content."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numba
import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import sparse

from ..arabic import folding, normalization
from ..arguments import ONE_OR_MORE, WORDS_BETWEEN, optional, takes
from ..errors import ArgumentError, check_choice, told
from .words.multiword import borders

_BLOCK = 1 << 21  # occurrences of runs that are counted at a time

@takes()
def matrix(tokens, *, threads=2, ordered=True):
    """Count every term in every document.

    ordered: whether the cells of a row are sorted by column; sums do not need it, and without it takes half the time.
    Returns a scipy CSR matrix of int32, n_documents × n_terms; rows follow `tokens.corpus.documents`, columns
    `tokens.terms`. Its sum is the number of tokens.
    """
    return count(tokens.term, tokens.doc, len(tokens.corpus), len(tokens.terms), threads=threads, ordered=ordered)


def columns(tokens, rows, *, threads=2):
    """The columns of `matrix` of the terms `rows`, in their order; an empty one for -1. Other terms are not counted."""
    place = np.full(len(tokens.terms) + 1, -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    term = place[:-1][tokens.form_term][tokens.form]
    keep = term >= 0
    return count(term[keep], tokens.doc[keep], len(tokens.corpus), len(rows), threads=threads, ordered=False)


def blocks(tokens, rows, block, n_blocks, *, threads=2):
    """The columns of `matrix` of the terms `rows`, in their order, the documents of a block added up: n_blocks × rows.

    block: the number of the block of each document. The documents × terms matrix, many times as large, is not made.
    """
    place = np.full(len(tokens.terms), -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    place = place[tokens.form_term]
    bounds = np.concatenate([[0], np.cumsum(tokens.sizes)])
    docs = np.argsort(block, kind="stable")
    ends = np.searchsorted(block[docs], np.arange(n_blocks + 1))
    cuts = np.unique(np.linspace(0, n_blocks, threads + 1).astype(int))

    def work(a, b):
        return _count_blocks(tokens.form, place, bounds, docs, ends[a : b + 1], len(rows))

    with ThreadPoolExecutor(threads) as pool:
        done = list(pool.map(work, cuts[:-1], cuts[1:]))
    starts = np.cumsum(np.concatenate([[0], *(part[0] for part in done)]))
    indices, data = (np.concatenate([part[i] for part in done]) for i in (1, 2))
    return sparse.csr_matrix((data, indices, starts), shape=(n_blocks, len(rows)))


@numba.njit(nogil=True, cache=True)
def _count_blocks(form, place, bounds, docs, ends, n_terms):
    """Column indices and counts of some rows of a blocks × terms matrix; block k has docs[ends[k] : ends[k + 1]]."""
    most = 0
    for k in range(ends[0], ends[-1]):
        most += bounds[docs[k] + 1] - bounds[docs[k]]
    per_row, at = np.zeros(ends.size - 1, np.int64), np.full(n_terms, -1, np.int64)
    found, data = np.empty(most, np.int32), np.empty(most, np.int32)
    n = 0
    for row in range(ends.size - 1):
        first = n
        for k in range(ends[row], ends[row + 1]):
            for i in range(bounds[docs[k]], bounds[docs[k] + 1]):
                t = place[form[i]]
                if t < 0:
                    continue
                if at[t] < first:
                    at[t] = n
                    found[n] = t
                    data[n] = 1
                    n += 1
                else:
                    data[at[t]] += 1
        per_row[row] = n - first
    return per_row, found[:n].copy(), data[:n].copy()


def count(term, doc, n_documents, n_terms, *, threads=2, ordered=True):
    """Count numbered terms in numbered documents; tokens lie document by document. Returns CSR of int32."""
    # The needles have the type of the column, else numpy would copy it whole.
    bounds = np.searchsorted(doc, np.arange(n_documents + 1, dtype=doc.dtype))
    cuts = np.unique([0, *np.searchsorted(bounds, np.linspace(0, len(term), threads + 1)[1:-1]), n_documents])
    parts = list(zip(cuts[:-1], cuts[1:], strict=True)) or [(0, 0)]

    def work(part):
        return _count_rows(term, bounds[part[0] : part[1] + 1], n_terms, ordered)

    if len(parts) < 2:
        done = [work(part) for part in parts]
    else:
        with ThreadPoolExecutor(len(parts)) as pool:
            done = list(pool.map(work, parts))
    starts = np.cumsum(np.concatenate([[0], *(part[0] for part in done)]))
    indices, data = (np.concatenate([part[i] for part in done]) for i in (1, 2))
    return sparse.csr_matrix((data, indices, starts), shape=(n_documents, n_terms))


@numba.njit(nogil=True, cache=True)
def _count_rows(term, bounds, n_terms, ordered):
    """Column indices and counts of some rows of the documents × terms matrix."""
    rows = bounds.size - 1
    per_row, per_term = np.zeros(rows, np.int64), np.zeros(n_terms + 1, np.int64)
    found, data = np.empty(bounds[-1] - bounds[0], np.int32), np.empty(bounds[-1] - bounds[0], np.int32)
    place = np.full(n_terms, -1, np.int64)
    n = 0
    for r in range(rows):
        first = n
        for i in range(bounds[r], bounds[r + 1]):
            t = term[i]
            if place[t] < first:
                place[t] = n
                found[n] = t
                data[n] = 1
                per_term[t + 1] += 1
                n += 1
            else:
                data[place[t]] += 1
        per_row[r] = n - first
    found, data = found[:n], data[:n]
    if ordered:
        found, data = _by_column(found, data, per_row, np.cumsum(per_term))
    return per_row, found, data


@numba.njit(nogil=True, cache=True)
def _by_column(found, data, per_row, column_ends):
    """Sort the cells of each row by column: gather them column by column, then deal them out to their rows."""
    cells = np.empty(found.size, np.int64)  # row and count in one number: one scattered write a cell
    i = 0
    for r in range(per_row.size):
        for _ in range(per_row[r]):
            k = column_ends[found[i]]
            cells[k] = np.int64(r) << 32 | np.int64(data[i])
            column_ends[found[i]] = k + 1
            i += 1
    next_in_row = np.zeros(per_row.size, np.int64)
    next_in_row[1:] = np.cumsum(per_row)[:-1]
    k = 0
    for column in range(column_ends.size - 1):
        while k < column_ends[column]:
            r = cells[k] >> 32
            i = next_in_row[r]
            found[i], data[i] = column, cells[k] & 0x7FFFFFFF
            next_in_row[r] = i + 1
            k += 1
    return found, data


def distinct(numbers):
    """The distinct values of an array of whole numbers, sorted: np.unique, whose hash table takes ten times as long."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]


@takes()
def content(tokens, *, stop_words=False, numbers=False, latin=False, min_length=2, min_docs=1, max_share=1.0):
    """Tell which terms count as content.

    stop_words, numbers, latin: whether these are let in. min_length: letters a term must have. min_docs: in so
    many documents it must occur. max_share: in no more than this share of the documents (0-1).
    Returns a bool array, one element a row of `tokens.terms`. Nothing is taken out of the token stream.
    """
    terms = tokens.terms
    most = max_share * len(tokens.corpus) + 1e-9  # 0.29 * 100 is a little less than 29
    keep = (terms["n_docs"] >= max(min_docs, 1)) & (terms["n_docs"] <= most)
    keep &= (terms["key"].str.len() >= min_length) | (terms["kind"] == "emoji")
    if not stop_words:
        keep &= ~terms["is_stop"]
    if not numbers:
        keep &= terms["kind"] != "number"
    if not latin:
        keep &= terms["kind"] != "latin"
    return keep.to_numpy()


@takes()
def groups(tokens, by):
    """Values of a category column of the documents that occur, sorted; ArgumentError lists the columns."""
    documents = tokens.corpus.documents
    check_choice("by", by, [c for c in documents if isinstance(documents[c].dtype, pd.CategoricalDtype)])
    return sorted(documents[by].dropna().unique().tolist())


def parts(tokens, by):
    """Yield (group, the Tokens of its documents, without their texts) of each of `groups`, one after the other."""
    documents = tokens.corpus.documents.drop(columns="text")  # else each part would hold a copy of its own
    bare = replace(tokens, corpus=replace(tokens.corpus, documents=documents))
    for group in groups(tokens, by):
        yield group, bare.where(**{by: group})


@takes()
def by_group(tokens, by):
    """Count terms by a column of the documents, such as "source".

    Returns group (category), term, n, n_docs, without the empty combinations; sorted by group, then n.
    """
    names = groups(tokens, by)
    codes = tokens.corpus.documents[by].cat.set_categories(names).cat.codes.to_numpy()
    counted = matrix(tokens).tocoo()
    keep = codes[counted.row] >= 0
    table = pd.DataFrame(
        {
            "group": codes[counted.row][keep],
            "row": counted.col[keep],
            "n": counted.data[keep].astype(np.int64),
            "n_docs": 1,
        }
    )
    table = table.groupby(["group", "row"], as_index=False).sum()
    table["term"] = tokens.terms["term"].array[table["row"].to_numpy()]
    table["group"] = pd.Categorical.from_codes(table["group"], names)
    table = table.sort_values(["group", "n", "term"], ascending=[True, False, True], ignore_index=True)
    return table[["group", "term", "n", "n_docs"]]


@takes(top=optional(ONE_OR_MORE))
def ngrams(tokens, n=2, *, min_n=2, within_sentence=True, stop_edges=False, top=None):
    """Count runs of n neighbouring terms (1 to 5).

    min_n: smallest frequency listed. within_sentence: runs do not cross a sentence end (else a document end).
    stop_edges: whether a run may begin or end with a stop word. top: only so many, the most frequent (None: all).
    Returns term, n, n_docs, most frequent first. At the level lemma a run is shown as it is most often written, the
    first word without conjunction and preposition if it occurs so (حقوق الإنسان, for حق and إنسان). Overlapping runs
    are all counted.
    """
    runs = term_runs(tokens, n, min_n=min_n, within_sentence=within_sentence, stop_edges=stop_edges)
    if top is not None and top < len(runs.n):
        runs = runs.only(runs.n >= np.partition(runs.n, -top)[-top])  # how the others are written need not be known
    names = pd.Series(as_written(tokens, runs), dtype="str")
    table = pd.DataFrame({"term": names, "n": runs.n, "n_docs": runs.n_docs})
    table = table.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    return table if top is None else table.head(top)


@dataclass(frozen=True)
class TermRuns:
    """Runs of neighbouring terms, row i made of `terms[i]` (rows of `Tokens.terms`).

    n, n_docs: occurrences and documents. at, which: the first token of each occurrence, and the run it is one of; the
    occurrences lie run by run.
    """

    terms: np.ndarray
    n: np.ndarray
    n_docs: np.ndarray
    at: np.ndarray
    which: np.ndarray

    def only(self, keep):
        """The runs where `keep`, a bool array, is true."""
        number, inside = np.cumsum(keep, dtype=np.int32) - 1, keep[self.which]
        which = number[self.which[inside]]
        return TermRuns(self.terms[keep], self.n[keep], self.n_docs[keep], self.at[inside], which)


def term_runs(tokens, n=2, *, min_n=2, within_sentence=True, stop_edges=False):
    """The `TermRuns` that `ngrams` counts, in the order of their terms; arguments as there."""
    if not isinstance(n, int | np.integer) or n not in range(1, 6):
        raise ArgumentError(f"n is {told(n)}, but n-grams of 1 to 5 words can be counted.")
    able = stop_edges | ~tokens.terms["is_stop"].to_numpy(bool)
    ends, starts = _begun(tokens.form, tokens.doc, tokens.sent, tokens.form_term, able, n, within_sentence)
    parts, first = [], 0
    while first < len(ends) or not parts:  # runs that begin with some terms, and then those with the next ones
        before = int(ends[first - 1]) if first else 0
        behind = max(int(np.searchsorted(ends, before + _BLOCK, side="right")), first + 1)
        here = starts[before : int(ends[behind - 1])] if len(ends) else starts
        parts.append(_counted_runs(tokens, here, n, min_n))
        first = behind
    terms, found, n_docs, at = (np.concatenate(column) for column in zip(*parts, strict=True))
    return TermRuns(terms, found, n_docs, at, np.repeat(np.arange(len(found), dtype=np.int32), found))


@numba.njit(nogil=True, cache=True)
def _begun(form, doc, sent, form_term, able, n, within_sentence):
    """The tokens where a run of n may begin, term by term: where those of each term end, and the tokens, ascending."""
    free, starts = np.zeros(able.size + 1, np.int64), np.empty(0, np.int32)
    for counting in (True, False):
        if not counting:
            free = np.cumsum(free)
            starts = np.empty(free[-1], np.int32)
        for i in range(form.size - n + 1):
            last = i + n - 1
            if doc[i] != doc[last] or (within_sentence and sent[i] != sent[last]):
                continue
            term = form_term[form[i]]
            if able[term] and able[form_term[form[last]]]:
                if counting:
                    free[term + 1] += 1
                else:
                    starts[free[term]] = i
                    free[term] += 1
    return free[:-1], starts


def _counted_runs(tokens, starts, n, min_n):
    """(terms, n, n_docs, at) of the runs of n terms that begin at some tokens; those of one term are all among them."""
    codes, parts = np.zeros(len(starts), np.int64), []
    for i in range(n):
        term = tokens.form_term[tokens.form[starts + i]]
        values, codes = np.unique(codes * len(tokens.terms) + term, return_inverse=True)
        parts.append((values // len(tokens.terms), values % len(tokens.terms)))
    found = np.bincount(codes, minlength=len(parts[-1][0]))
    size = len(tokens.corpus) + 1
    n_docs = np.bincount(distinct(codes * size + tokens.doc[starts]) // size)
    keep = np.flatnonzero(found >= min_n)
    rows, words = keep, []
    for shorter, last in reversed(parts):  # each part holds (number of the shorter run, last term)
        words.append(last[rows])
        rows = shorter[rows]
    inside = (found >= min_n)[codes]
    at, codes = starts[inside], codes[inside]
    return np.stack(words[::-1], axis=1), found[keep], n_docs[keep], at[np.argsort(codes, kind="stable")]


def as_written(tokens, runs):
    """How each of the `TermRuns` is shown, a list of strings: at the level lemma as it is most often written."""
    if tokens.level != "lemma":
        names = tokens.terms["term"].to_numpy(object)
        return [" ".join(run) for run in names[runs.terms].tolist()]
    ends = np.cumsum(runs.n)
    bare, cleaned, shown, first = borders(tokens.forms, tokens.level)[0], _cleaned(tokens), [], 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        behind = max(int(np.searchsorted(ends, before + _BLOCK, side="right")), first + 1)
        here = slice(before, int(ends[behind - 1]))
        shown += _most_often(tokens.form, runs.at[here], runs.which[here], runs.terms.shape[1], bare, cleaned)
        first = behind
    return shown


def _most_often(form, at, which, length, bare, cleaned):
    """The most frequent spelling of each run, in their order; at, which: as in `TermRuns`, of some of them."""
    places = [form[at + i].astype(np.uint64) for i in range(length)]
    code = which.astype(np.uint64)
    for place in places:  # a hash of the run and its forms
        code = (code * np.uint64(0x9E3779B97F4A7C15)) ^ (place * np.uint64(0xC2B2AE3D27D4EB4F))
        code ^= code >> np.uint64(29)
    _, first, n = np.unique(code, return_index=True, return_counts=True)
    run, bare = which[first], bare[form[at[first]]]
    order = np.lexsort((-n, ~bare, run))
    first, n, run, bare = first[order], n[order], run[order], bare[order]
    begins = np.flatnonzero(np.diff(run, prepend=-1))
    best = np.repeat(begins, np.diff(begins, append=len(run)))
    tied = (n == n[best]) & (bare == bare[best])
    spelled = cleaned.take(pa.array(np.concatenate([form[at[first[tied]] + i] for i in range(length)]))).to_pylist()
    words = zip(*(spelled[i * tied.sum() : (i + 1) * tied.sum()] for i in range(length)), strict=True)
    shown = {}
    for number, spelling in zip(run[tied].tolist(), words, strict=True):
        text = " ".join(spelling)
        shown[number] = min(shown.get(number, text), text)
    return [shown[number] for number in sorted(shown)]


def _cleaned(tokens):
    """The forms as they are shown: without vowel signs, tatweel and the like where these are folded; large strings."""
    clean = [fold for fold in tokens.folds if fold in normalization.CLEANING_FOLDS]
    forms = pa.array(tokens.forms["form"], pa.large_string())
    forms = forms.combine_chunks() if isinstance(forms, pa.ChunkedArray) else forms
    return folding.fold(forms, clean)


@takes(gap=WORDS_BETWEEN)
def skipgrams(tokens, *, gap=3, min_n=5, within_sentence=True, stop_edges=False):
    """Count pairs of words in this order, with up to `gap` other words between (0: neighbours, as bigrams).

    min_n: smallest frequency listed. within_sentence: a pair does not cross a sentence end (else a document end).
    stop_edges: whether either word may be a stop word; the words between are any.
    Returns first, second, n (pairs of tokens), n_docs, most frequent first. A token is part of as many pairs as it has
    partners within reach. Raises ArgumentError for a negative gap. Source: Guthrie et al. 2006, "k-skip-bigrams".
    """
    if isinstance(gap, bool) or int(gap) != gap or gap < 0:
        raise ArgumentError(f"gap is {gap}, but must be a whole number of words from 0 on.")
    terms, size = tokens.terms, max(len(tokens.corpus), 1)
    # A rare word may still be the partner of many tokens of a frequent one, but not of more than gap + 1 each.
    able = (((gap + 1) * terms["n"] >= min_n) & (stop_edges | ~terms["is_stop"])).to_numpy(bool)
    ends, starts = _begun(tokens.form, tokens.doc, tokens.sent, tokens.form_term, able, 1, within_sentence)
    parts, first = [], 0
    while first < len(ends) or not parts:  # pairs that begin with some terms, and then those with the next ones
        before = int(ends[first - 1]) if first else 0
        behind = max(int(np.searchsorted(ends, before + _BLOCK // (gap + 1), side="right")), first + 1)
        here = starts[before : int(ends[behind - 1])] if len(ends) else starts
        keys = _pair_keys(tokens, here, able, gap, within_sentence)
        begins = np.flatnonzero(np.diff(keys // size, prepend=-1))
        n = np.diff(begins, append=len(keys))
        n_docs = np.add.reduceat(np.diff(keys, prepend=-1) != 0, begins, dtype=np.int64) if len(keys) else n
        keep = np.flatnonzero(n >= min_n)
        parts.append((keys[begins[keep]] // size, n[keep], n_docs[keep]))
        first = behind
    pair, n, n_docs = (np.concatenate(column) for column in zip(*parts, strict=True))
    names = terms["term"].array
    table = pd.DataFrame({"first": names[pair // len(terms)], "second": names[pair % len(terms)]}, dtype="str")
    table = table.assign(n=n.astype(np.int64), n_docs=n_docs.astype(np.int64))
    return table.sort_values(["n", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _pair_keys(tokens, starts, able, gap, within_sentence):
    """A number for each pair that begins at some tokens and its document, sorted: documents of a pair lie together."""
    size, keys, first = max(len(tokens.corpus), 1), [], tokens.form_term[tokens.form[starts]].astype(np.int64)
    for distance in range(1, gap + 2):
        inside = np.flatnonzero(starts < len(tokens) - distance)
        at = starts[inside]
        second = tokens.form_term[tokens.form[at + distance]]
        valid = able[second] & (tokens.doc[at] == tokens.doc[at + distance])
        if within_sentence:
            valid &= tokens.sent[at] == tokens.sent[at + distance]
        pair = first[inside[valid]] * len(tokens.terms) + second[valid]
        keys.append(pair * size + tokens.doc[at[valid]])
    return np.sort(np.concatenate(keys))
