"""Term frequency, dispersion and lexical diversity, with intervals from resampled documents."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..arguments import TEXTS, frame, takes
from ..corpus import counts, periods
from ..corpus.words.forms import forms_behind
from ..errors import NotEnoughData
from ..measures import diversity, intervals, permutation, spread

COLUMNS = (
    "term", "n", "ipm", "n_docs", "range", "dp", "dp_norm", "juilland_d", "ci_low", "ci_high", "kind",
    "is_stop", "forms",
)  # fmt: skip


@takes()
def table(tokens, by=None, *, min_n=1, bootstrap=1000, confidence=0.95, seed=0):
    """Frequency and dispersion of every term, most frequent first.

    by: a column of the documents, such as "source"; the table then holds one block a group (column `group`).
    min_n: terms of fewer occurrences are left out (0: of fewer than 5 from 100,000 tokens on, where the long
    tail of rare words says little one by one; else none). bootstrap: resamples of the documents for the interval of
    ipm (0: none). confidence, seed: of that interval.

    Returns term, n, ipm (per million tokens; all words, numbers and stop words are tokens), n_docs, range
    (share of the documents that hold the term), dp, dp_norm, juilland_d (parts = documents), ci_low, ci_high
    (ipm), kind, is_stop, forms (the spellings counted, with their n).
    Dispersion and interval are empty (NaN) with one document. Raises ArgumentError for an unknown column.
    Caveat: with documents as parts DP is near 1 for rare words whatever their spread; compare words of like
    frequency (Gries 2008; Lijffijt & Gries 2012; Juilland & Chang-Rodriguez 1964).
    """
    min_n = min_n or (5 if len(tokens) >= 100_000 else 1)
    options = {"min_n": min_n, "bootstrap": bootstrap, "confidence": confidence, "seed": seed}
    note = {"confidence": confidence, "resamples": bootstrap}
    if by is None:
        return intervals.noted(_table(tokens, **options), "ci_low", "ci_high", "documents", **note)
    groups = counts.groups(tokens, by)
    blocks = [_table(part, **options).assign(group=group) for group, part in counts.parts(tokens, by)]
    blocks = blocks or [_table(tokens, **options).assign(group="")]  # no document: no row
    whole = pd.concat(blocks, ignore_index=True)
    whole["group"] = pd.Categorical(whole["group"], groups)
    return intervals.noted(whole[["group", *COLUMNS]], "ci_low", "ci_high", "documents", **note)


def _table(tokens, *, min_n, bootstrap, confidence, seed):
    terms = tokens.terms
    rows = _ordered(terms, np.flatnonzero(terms["n"] >= max(min_n, 1)))
    with ThreadPoolExecutor(1) as pool:  # Arrow joins the spellings while compiled code counts
        behind = pool.submit(forms_behind, tokens, rows)
        sizes, low, high = tokens.sizes, np.full(len(rows), np.nan), np.full(len(rows), np.nan)
        if bootstrap:
            low, high = _interval(tokens, rows, n=bootstrap, confidence=confidence, seed=seed)
        spreads = dict.fromkeys(("dp", "dp_norm", "juilland_d"), np.full(len(rows), np.nan))
        if len(tokens.corpus) > 1:
            measured = spread.over_documents(tokens.term, tokens.doc, sizes, terms["n"].to_numpy())
            spreads = {name: values[rows] for name, values in measured.items()}
        picked = terms.iloc[rows].reset_index(drop=True)
        result = picked.assign(
            ipm=picked["n"] / max(len(tokens), 1) * 1e6, range=picked["n_docs"] / len(tokens.corpus), **spreads,
            ci_low=low, ci_high=high, forms=behind.result().array,
        )  # fmt: skip
    return result[list(COLUMNS)]


def _interval(tokens, rows, *, seed, **options):
    """The bootstrap interval of these terms; of many documents the blocks are counted, not each document."""
    block = intervals.blocks(len(tokens.corpus), seed=seed)
    if block is None:
        counted, sizes = counts.columns(tokens, rows), tokens.sizes
    else:
        counted = counts.blocks(tokens, rows, block, intervals.BLOCKS)
        sizes = np.bincount(block, tokens.sizes, minlength=intervals.BLOCKS)
    return intervals.bootstrap_ratio(counted, sizes, seed=seed, **options)


def _ordered(terms, rows):
    """These rows of the term table, the most frequent first, equals in the alphabet."""
    table = pa.table({"n": pa.array(terms["n"].to_numpy()[rows]), "term": pa.array(terms["term"].array[rows])})
    return rows[pc.sort_indices(table, sort_keys=[("n", "descending"), ("term", "ascending")]).to_numpy()]


@takes(table=frame("frequency.table", "term", "kind", "is_stop"))
def content(table, *, numbers=False, latin=False, min_length=2):
    """Keep the rows of a frequency table that are content words, in their order.

    Stop words go; numbers and Latin words go unless let in; so do terms shorter than min_length letters.
    Raises NotEnoughData when nothing is left.
    """
    keep = ~table["is_stop"] & (table["term"].str.len() >= min_length)
    if not numbers:
        keep &= table["kind"] != "number"
    if not latin:
        keep &= table["kind"] != "latin"
    if not keep.any():
        raise NotEnoughData(
            f"No content word is left of {len(table):,} terms; add documents, or look at [terms] stop_words and "
            "min_length and [frequency] min_n in study.toml."
        )
    return table[keep].reset_index(drop=True)


@takes()
def lexical_diversity(tokens, by=None, *, window=1000):
    """Size and diversity of the vocabulary, for the whole corpus or a row a group.

    window: tokens a window of the standardised type-token ratio.
    Returns group, n_docs, n_tokens, n_types, ttr, sttr, mtld, hapaxes, hapax_share (of the types), yules_k.
    Words in Arabic letters only, in reading order. Caveat: ttr, hapaxes and yules_k depend on size; compare
    sttr and mtld (Scott 2004; McCarthy & Jarvis 2010; Yule 1944).
    """
    rows = []
    for group, part in [("", tokens)] if by is None else counts.parts(tokens, by):
        arabic = (part.terms["kind"] == "arabic").to_numpy()
        term = part.term
        ids = term[arabic[term]]
        n_types, hapaxes = int((arabic & (part.terms["n"] > 0)).sum()), diversity.hapax_count(ids)
        rows.append(
            {
                "group": group, "n_docs": len(part.corpus), "n_tokens": len(ids), "n_types": n_types,
                "ttr": diversity.type_token_ratio(ids),
                "sttr": diversity.standardised_type_token_ratio(ids, window),
                "mtld": diversity.mtld(ids), "hapaxes": hapaxes,
                "hapax_share": hapaxes / n_types if n_types else np.nan, "yules_k": diversity.yules_k(ids),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


@takes(rows=frame("frequency.table", "group", "term"))
def against_chance(rows, tokens, by="source", *, shuffles=1000, seed=0):
    """Which frequencies of a table by group are more than shuffled documents would give.

    rows: rows of `table(tokens, by=by)`. Returns them with p_chance, adjusted for all their cells at once
    (`measures.permutation.max_t`: the documents of the groups of `rows`, dealt to these groups at random); NaN where
    there is only one group. Raises ArgumentError for an unknown column.
    """
    counts.groups(tokens, by)
    names = {term: place for place, term in enumerate(tokens.terms["term"])}
    terms = rows["term"].unique().tolist()
    counted = counts.columns(tokens, np.array([names[term] for term in terms], np.int64)).toarray()
    groups, belongs = rows["group"].astype("str"), tokens.corpus.documents[by].astype("str")
    p = permutation.of_cells(groups, rows["term"], belongs, terms, counted, tokens.sizes, n=shuffles, seed=seed)
    return rows.assign(p_chance=p)


@takes(terms=TEXTS)
def positions(tokens, terms):
    """Where each of `terms` occurs, for dispersion strips.

    Returns term, doc_id, date, source, position (0-1 through the corpus in order of date, see `periods.way`).
    Raises NotEnoughData when none of the terms occurs.
    """
    wanted = tokens.terms.index[tokens.terms["term"].isin(list(terms))].to_numpy()
    found = np.flatnonzero(np.isin(tokens.term, wanted))
    if not len(found):
        raise NotEnoughData(f"None of the terms {', '.join(terms)} occurs; take them from the frequency table.")
    about = tokens.corpus.documents[["doc_id", "date", "source"]].iloc[tokens.doc[found]]  # never the texts
    result = pd.DataFrame(
        {
            "term": pd.Categorical(tokens.terms["term"].to_numpy()[tokens.term[found]], list(terms)),
            "doc_id": about["doc_id"].array, "date": about["date"].array, "source": about["source"].array,
            "position": periods.way(tokens, found),
        }
    )  # fmt: skip
    return result.sort_values(["term", "position"], ignore_index=True)
