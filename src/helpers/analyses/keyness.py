"""Keyness: which terms set a target corpus apart from a reference, with effect size, evidence and uncertainty."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from ..corpus import agreement, counts, word_list
from ..corpus.forms import forms_behind
from ..errors import ArgumentError, NotEnoughData, check_choice
from ..measures import association, dispersion, intervals
from ..schema import TABLES

SORTS = ("lrc", "log_ratio", "g2", "ll2")
_MEASURED = [
    "log_ratio", "log_ratio_low", "log_ratio_high", "lrc", "g2", "ll2", "percent_diff", "odds_ratio", "bic",
]  # fmt: skip


def compare(
    target, reference=None, *, min_n=5, min_docs=3, p=0.01, adjust="holm", min_log_ratio=0.5, sort="lrc",
    confidence=0.95, bootstrap=1000, seed=0,
):  # fmt: skip
    """Compare the frequency of every term of either corpus.

    target: Tokens. reference: Tokens of the same level and folds, or None for the list of general Arabic
    (`corpus.word_list`). A term is key where it is more frequent and has `min_n` occurrences in `min_docs` documents,
    an adjusted p of `p` at most (of G2, adjusted by `adjust`: "holm" or "benjamini-hochberg", for all terms compared)
    and a log ratio of `min_log_ratio` at least, up or down. These cut-offs mark rows (`key`) and delete none.
    sort: "lrc", "log_ratio", "g2" or "ll2"; key terms come first, the strongest first, those of the target before
    those of the reference. confidence: of the intervals, and of LRC (Bonferroni-corrected for all terms). bootstrap,
    seed: resamples of the documents of both sides for boot_low and boot_high of the key terms (0: none).

    Returns one row a term that occurs in either corpus, with the columns of `schema.TABLES["keyness"]` and side
    ("target" or "reference": where it is more frequent), key, in_reference, kind, is_stop, p, doc_log_ratio and doc_g2
    (text dispersion keyness: the same measures on documents instead of tokens, Egbert & Biber 2019). A term that one
    corpus lacks has n 0 there, counted as 0.5 in the log ratio. A word that the two corpora file under two lemmas is
    counted alike (`corpus.agreement`). `cut_offs` says what was asked for and done.
    Raises NotEnoughData for a side without tokens, ArgumentError for levels or folds that differ.
    Caveat: p values treat tokens as independent draws, which they are not: words come in bursts. Read the bootstrap
    interval and n_docs beside them (Brezina & Meyerhoff 2014). Against a word list there are no documents; a term that
    it lacks counts with its floor, so that the log ratio is about the least it can be; numbers and terms of several
    words are not compared (their measures are NaN). Sources: see `measures.association`.
    """
    check_choice("sort", sort, SORTS)
    check_choice("adjust", adjust, ("holm", "benjamini-hochberg"))
    if reference is None:
        reference = word_list.general(target.level, target.folds, like=target)
    _check(target, reference)
    given, changed = (target, reference), 0
    if not isinstance(reference, pd.DataFrame):
        target, reference, changed = agreement.agree(target, reference)
    table, rows = _aligned(target, reference)
    sizes = len(target), _size(reference)
    _measure(table, sizes, confidence, adjust, listed=isinstance(reference, pd.DataFrame))
    _text_dispersion(table, target, reference)
    up = table["side"] == "target"
    n = table["n_target"].where(up, table["n_reference"])
    n_docs = table["n_docs_target"].where(up, table["n_docs_reference"])
    table["key"] = (
        (n >= min_n) & (n_docs >= min_docs).fillna(True).astype(bool) & (table["p_adjusted"] <= p)
        & (table["log_ratio"].abs() >= min_log_ratio)
    )  # fmt: skip
    order = np.lexsort((table["term"].rank(), -table[sort].abs().fillna(0), ~up, ~table["key"]))
    table, rows = table.iloc[order].reset_index(drop=True), rows[:, order]
    _describe(table, rows, target, reference, bootstrap=bootstrap, confidence=confidence, seed=seed)
    extra = ["side", "key", "in_reference", "kind", "is_stop", "p", "doc_log_ratio", "doc_g2"]
    table = table[[*TABLES["keyness"], *extra]]
    table.attrs["cut_offs"] = {
        "min_n": min_n, "min_docs": min_docs, "p": p, "adjust": adjust, "min_log_ratio": min_log_ratio, "sort": sort,
        "confidence": confidence, "bootstrap": bootstrap, "seed": seed,
        "terms_compared": int(table["p"].notna().sum()), "tokens_target": sizes[0], "tokens_reference": sizes[1],
        "documents_in_both": _shared(*given), "forms_counted_alike": changed,
    }  # fmt: skip
    return table


def keywords(table, side=None, *, numbers=False, latin=False, stop_words=False, min_length=2):
    """The key rows of a keyness table that are content words, ranked as the table is.

    side: "target" (positive keywords), "reference" (negative ones), or None for both. Raises NotEnoughData when no
    row is left.
    """
    if side is not None:
        check_choice("side", side, ("target", "reference"))
    keep = table["key"] & (table["term"].str.len() >= min_length)
    keep &= (table["side"] == side) if side else True
    keep &= stop_words | ~table["is_stop"]
    keep &= (numbers | (table["kind"] != "number")) & (latin | (table["kind"] != "latin"))
    if not keep.any():
        raise NotEnoughData(
            f"No term of {len(table):,} is key; the corpora may be too small or too alike. Look at [keyness] p, "
            "min_log_ratio, min_n and min_docs in study.toml."
        )
    found = table[keep].reset_index(drop=True)
    found.attrs = table.attrs
    return found


def overview(table, *, min_n=5):
    """The terms of a keyness table that occur `min_n` times in both corpora together, stop words aside, in its order.

    Adds ipm, the frequency per million tokens of both together, to draw the effect against.
    """
    given = table.attrs["cut_offs"]
    n = table["n_target"] + table["n_reference"]
    result = table.assign(ipm=n / (given["tokens_target"] + given["tokens_reference"]) * 1e6)
    return result[(n >= min_n) & ~table["is_stop"]].reset_index(drop=True)


def cut_offs(table):
    """What a keyness table was asked for, in words: setting, value."""
    meaning = {
        "min_n": "occurrences a key term has at least", "min_docs": "documents it occurs in at least",
        "p": "largest adjusted p", "adjust": "adjustment for many tests",
        "min_log_ratio": "smallest log ratio, up or down", "sort": "ranked by",
        "confidence": "confidence of the intervals", "bootstrap": "resamples of the documents", "seed": "seed",
        "terms_compared": "terms compared", "tokens_target": "tokens of the target",
        "tokens_reference": "tokens of the reference", "documents_in_both": "texts that are in both",
        "forms_counted_alike": "forms that had two lemmas, counted alike",
    }  # fmt: skip
    given = table.attrs["cut_offs"]
    return pd.DataFrame({"setting": list(meaning.values()), "value": [f"{given[key]:,}" if isinstance(given[key], int)
                         else str(given[key]) for key in meaning]})  # fmt: skip


def _check(target, reference):
    for name, side in (("target", target), ("reference", reference)):
        if not _size(side):
            raise NotEnoughData(f"The {name} has no tokens; choose another part of the study ([keyness] {name}).")
    if isinstance(reference, pd.DataFrame):
        return
    if target.level != reference.level:
        raise ArgumentError(
            f'The target is counted at the level "{target.level}", the reference at "{reference.level}"; tokenize both '
            "at the same level, or change one with tokens.at_level."
        )
    if set(target.folds) != set(reference.folds):
        odd = sorted(set(target.folds) ^ set(reference.folds))
        raise ArgumentError(f"Only one of the corpora folds {', '.join(odd)}; tokenize both with the same folds.")


def _shared(target, reference):
    """How many texts both have; they say nothing about a difference."""
    if isinstance(reference, pd.DataFrame):
        return 0
    return len(set(target.corpus.documents["sha256"]).intersection(reference.corpus.documents["sha256"]))


def _size(side):
    return int(side.attrs["n_tokens"]) if isinstance(side, pd.DataFrame) else len(side)


def _aligned(target, reference):
    """One row a key of either side, and its rows in the two term tables (-1: none)."""
    sides = [target.terms, reference if isinstance(reference, pd.DataFrame) else reference.terms]
    used = [np.flatnonzero(terms["n"].to_numpy() > 0) for terms in sides]
    pairs = zip(sides, used, strict=True)
    keys = [pd.Index(terms["key"].to_numpy(object)[rows], dtype=object) for terms, rows in pairs]
    # A number and a word, or two kinds of term, never share a key: kinds differ in their letters.
    both = keys[0].append(keys[1][keys[0].get_indexer(keys[1]) < 0])
    rows = np.full((2, len(both)), -1)
    for i in range(2):
        rows[i, both.get_indexer(keys[i])] = used[i]
    table = {"term": np.where(rows[0] >= 0, _take(sides[0], "term", rows[0]), _take(sides[1], "term", rows[1]))}
    for name in ("kind", "is_stop"):
        table[name] = np.where(rows[0] >= 0, _take(sides[0], name, rows[0]), _take(sides[1], name, rows[1]))
    table = pd.DataFrame(table).astype({"term": "str", "kind": "category", "is_stop": "bool"})
    for i, name in enumerate(("target", "reference")):
        there = rows[i] >= 0
        least = sides[i].attrs.get("floor", 0)  # a word list does not say how much rarer a word is that it lacks
        table[f"n_{name}"] = np.where(there, _take(sides[i], "n", rows[i]), least).astype("int64")
        docs = pd.array(np.where(there, _take(sides[i], "n_docs", rows[i]), 0), dtype="Int64")
        table[f"n_docs_{name}"] = pd.NA if i and isinstance(reference, pd.DataFrame) else docs
        table[f"n_docs_{name}"] = table[f"n_docs_{name}"].astype("Int64")
    table["in_reference"] = rows[1] >= 0
    return table, rows


def _take(terms, name, rows):
    if name == "n_docs" and name not in terms:
        return np.zeros(len(rows), np.int64)
    values = terms[name].to_numpy(object if name in ("term", "kind") else None)
    return values[np.maximum(rows, 0)] if len(values) else np.zeros(len(rows), object)


def _measure(table, sizes, confidence, adjust, *, listed):
    a, b = table["n_target"].to_numpy(), table["n_reference"].to_numpy()
    cells = (a, b, *sizes)
    table["ipm_target"], table["ipm_reference"] = a / sizes[0] * 1e6, b / sizes[1] * 1e6
    table["log_ratio"] = association.log_ratio(*cells)
    table["log_ratio_low"], table["log_ratio_high"] = association.log_ratio_interval(*cells, confidence=confidence)
    table["lrc"] = association.lrc(*cells, confidence=confidence)
    for name in ("g2", "ll2", "percent_diff", "odds_ratio", "bic"):
        table[name] = getattr(association, name)(*cells)
    table["p"] = association.p_value(table["g2"].to_numpy())
    if listed:  # the list writes every digit as 0, and it holds single words
        apart = (table["kind"] == "number") | table["term"].str.contains(" ", regex=False)
        table.loc[apart, "n_reference"] = 0
        table.loc[apart, ["ipm_reference", "p", *_MEASURED]] = np.nan
    table["p_adjusted"] = association.adjust(table["p"].to_numpy(), method=adjust)
    table["side"] = pd.Categorical(
        np.where(table["ipm_target"] < table["ipm_reference"], "reference", "target"), ["target", "reference"]
    )


def _text_dispersion(table, target, reference):
    table["doc_log_ratio"] = table["doc_g2"] = np.nan
    if isinstance(reference, pd.DataFrame):
        return
    a, b = (table[f"n_docs_{name}"].to_numpy(np.int64) for name in ("target", "reference"))
    cells = a, b, len(target.corpus), len(reference.corpus)
    table["doc_log_ratio"], table["doc_g2"] = association.log_ratio(*cells), association.g2(*cells)


def _describe(table, rows, target, reference, *, bootstrap, confidence, seed):
    """Add dp_norm, forms and, for the key rows, the bootstrap interval."""
    listed = isinstance(reference, pd.DataFrame)
    sides = [target] if listed else [target, reference]
    matrices = [counts.matrix(side) for side in sides]
    sizes = [side.sizes for side in sides]
    chosen = np.flatnonzero(table["key"])
    fixed = table["ipm_reference"].to_numpy()[chosen] / 1e6 if listed else None
    options = {"fixed": fixed, "n": bootstrap, "confidence": confidence, "seed": seed}
    table["boot_low"] = table["boot_high"] = np.nan
    with ThreadPoolExecutor(1) as pool:  # the resampling is compiled code and leaves the interpreter free
        if bootstrap and len(chosen):
            parts = [_columns(matrix, rows[i, chosen]) for i, matrix in enumerate(matrices)]
            resampled = pool.submit(intervals.bootstrap_log_ratio, parts, sizes, **options)
        _add_forms(table, rows, sides, matrices, sizes)
        if bootstrap and len(chosen):
            table.loc[chosen, "boot_low"], table.loc[chosen, "boot_high"] = resampled.result()


def _add_forms(table, rows, sides, matrices, sizes):
    """Add dp_norm and forms, each from the side where the term is more frequent."""
    table["dp_norm"], table["forms"] = np.nan, ""
    for i, (name, side) in enumerate(zip(("target", "reference"), sides, strict=False)):
        here = np.flatnonzero((table["side"] == name) & (rows[i] >= 0))
        if len(side.corpus) > 1:
            table.loc[here, "dp_norm"] = dispersion.dp_norm(matrices[i], sizes[i])[rows[i, here]]
        table.loc[here, "forms"] = forms_behind(side, rows[i, here]).to_numpy(object)
    table["forms"] = table["forms"].astype("str")


def _columns(matrix, rows):
    """Columns of a documents x terms matrix; an empty one for a term that this side lacks (-1)."""
    part = matrix.tocsc()[:, np.maximum(rows, 0)].tocsr()
    part = part.multiply((rows >= 0)[None, :]).tocsr()
    return part
