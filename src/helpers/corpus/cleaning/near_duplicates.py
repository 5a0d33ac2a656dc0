"""Documents that are almost the same text: pairs, clusters, and the one of each cluster that stays.

Two texts are near-duplicates when the Jaccard similarity of their sets of five-word shingles reaches 0.8 (Broder
1997, On the resemblance and containment of documents). MinHash finds the candidates, and every candidate is
measured exactly, so that a pair in the table is never an estimate.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from ...arguments import CORPUS, NUMBER, TOKENS, WORDS, any_of, frame, takes
from ...errors import ArgumentError
from .. import periods, tokens
from . import shingles

SHINGLE = 5  # words
THRESHOLD = 0.8
_PERMUTATIONS = 128
_MISSED = 1e-4  # chance that a pair just at the threshold is no candidate


@takes(source=any_of(TOKENS, CORPUS), threshold=NUMBER, shingle=WORDS)
def pairs(source, *, threshold=THRESHOLD, shingle=SHINGLE, seed=0):
    """Find the pairs of near-duplicates.

    source: a Corpus or its Tokens. threshold: least Jaccard similarity, 0.3 to 1. shingle: words in a row that
    make one element of a document's set; vowel signs, tatweel and invisible signs are no difference.
    Returns a table doc_id, other_id (str; the earlier document in the corpus first), jaccard (float64, exact),
    n_shared (int64, shingles in common), most similar first. Texts of fewer than `shingle` words take no part.
    The chance that a pair at the threshold is missed is below 1 in 10,000, above it smaller.
    Raises ArgumentError for a threshold or shingle out of bounds.
    """
    if not 0.3 <= threshold <= 1:
        raise ArgumentError(f"threshold is {threshold}, but must lie between 0.3 and 1.")
    if shingle < 1:
        raise ArgumentError(f"shingle is {shingle}, but must be 1 or more.")
    made = source if isinstance(source, tokens.Tokens) else tokens.tokenize(source, level="form", glued="keep")
    runs = shingles.of(made, shingle)
    one, other = runs.candidates(*_bands(threshold), seed + 1)
    n_one, n_other, shared = runs.compared(one, other).T
    similarity = shared / (n_one + n_other - shared)
    rows = {"doc_id": one, "other_id": other, "jaccard": similarity, "n_shared": shared}
    table = pd.DataFrame(rows)[similarity >= threshold]
    ids = made.corpus.documents["doc_id"].to_numpy(object)
    table = table.astype({"jaccard": "float64", "n_shared": "int64"})
    table = table.sort_values(["jaccard", "doc_id", "other_id"], ascending=[False, True, True], ignore_index=True)
    for column in ("doc_id", "other_id"):
        table[column] = pd.Series(ids[table[column].to_numpy(int)], dtype="str")
    return table


@takes(found=frame("near_duplicates.pairs", "doc_id", "other_id"))
def clusters(found, corpus):
    """Join pairs to clusters and say which document of each stays.

    found: what `pairs` returns. Whoever is a near-duplicate of one member belongs to the cluster, so two
    members may be less alike than the threshold. The document of the earliest date stays, of these the longest,
    of these the first in the corpus; undated ones count as latest.
    Returns cluster (int64, from 1, largest first), doc_id, kept (bool), kept_id (str), source, date, title,
    n_chars; the kept document first.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    about = corpus.documents[["doc_id", "source", "date", "title", "n_chars"]]
    place = pd.Series(np.arange(len(about)), index=about["doc_id"])
    ends = place[found["doc_id"]].to_numpy(), place[found["other_id"]].to_numpy()
    graph = coo_array((np.ones(len(found)), ends), shape=(len(about), len(about)))
    member = np.unique(np.concatenate(ends)).astype(int)
    label = connected_components(graph, directed=False)[1][member]
    table = about.iloc[member].assign(cluster=label, position=member, size=np.bincount(label)[label])
    # A date that is only a year is not known to be the earlier one.
    day = table["date"].mask(periods.too_coarse(corpus, "month").iloc[member])
    table = table.assign(day=day)
    table = table.sort_values(["day", "n_chars", "position"], ascending=[True, False, True], na_position="last")
    first = table.groupby("cluster")["doc_id"].transform("first")
    table = table.assign(kept=table["doc_id"] == first, kept_id=first)
    leader = table.groupby("cluster")["position"].transform("min")
    table = table.assign(leader=leader).sort_values(["size", "leader"], ascending=[False, True], kind="stable")
    table["cluster"] = pd.factorize(table["cluster"])[0].astype("int64") + 1
    columns = ["cluster", "doc_id", "kept", "kept_id", "source", "date", "title", "n_chars"]
    known = periods.precision(corpus.documents, table["position"].to_numpy())
    return table[columns].assign(**known).reset_index(drop=True)


@takes(threshold=NUMBER)
def drop(corpus, *, threshold=THRESHOLD):
    """Return the Corpus with one document of each cluster; the others are in `set_aside`, with the one that stays."""
    gone = _others(corpus, threshold)
    reasons = {doc_id: f'near-duplicate of "{kept}", which stays' for doc_id, kept in gone.items()}
    documents = corpus.documents[~corpus.documents["doc_id"].isin(list(gone))].reset_index(drop=True)
    return replace(corpus, documents=documents, set_aside=_told(corpus.set_aside, "reason", reasons))


@takes(threshold=NUMBER)
def report(corpus, *, threshold=THRESHOLD):
    """Return the Corpus with a note on each document that `drop` would leave out."""
    notes = {doc_id: f'near-duplicate of "{kept}"' for doc_id, kept in _others(corpus, threshold).items()}
    return replace(corpus, notes=_told(corpus.notes, "note", notes))


def _others(corpus, threshold):
    table = clusters(pairs(corpus, threshold=threshold), corpus)
    gone = table[~table["kept"]]
    return dict(zip(gone["doc_id"], gone["kept_id"], strict=True))


def _told(table, column, sentences):
    rows = {"file": "", "row": pd.NA, "doc_id": list(sentences), column: list(sentences.values())}
    rows = pd.DataFrame(rows, columns=table.columns).astype(table.dtypes)
    return pd.concat([table, rows], ignore_index=True)


def _bands(threshold):
    """How many bands of how many rows a sketch has: the longest that miss a pair at the threshold rarely enough."""
    rows = max(r for r in range(1, 17) if r == 1 or (1 - threshold**r) ** (_PERMUTATIONS // r) <= _MISSED)
    return _PERMUTATIONS // rows, rows
