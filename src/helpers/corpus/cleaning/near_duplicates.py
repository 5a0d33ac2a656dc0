"""Documents that are almost the same text: pairs, clusters, and the one of each cluster that stays.

Two texts are near-duplicates when the Jaccard similarity of their sets of five-word shingles reaches 0.8 (Broder
1997, On the resemblance and containment of documents). MinHash finds the candidates, and every candidate is
measured exactly, so that a pair in the table is never an estimate.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from ...arabic import normalization
from ...arguments import CORPUS, NUMBER, TOKENS, WORDS, any_of, frame, takes
from ...errors import ArgumentError
from .. import counts, periods, tokens

SHINGLE = 5  # words
THRESHOLD = 0.8
_FOLDS = ("presentation_forms", "zero_width", "tatweel", "tashkeel")  # what hides that a word is the same
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
    sets = _shingles(made, shingle)
    rows = []
    for one, other in sorted(_candidates(sets, threshold, seed)):
        shared = np.intersect1d(sets[one], sets[other], assume_unique=True).size
        similarity = shared / (sets[one].size + sets[other].size - shared)
        if similarity >= threshold:
            rows.append((one, other, similarity, shared))
    ids = made.corpus.documents["doc_id"].to_numpy(object)
    table = pd.DataFrame(rows, columns=["doc_id", "other_id", "jaccard", "n_shared"])
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


def _shingles(made, size):
    """The set of shingles of each document: a sorted int64 array each; equal numbers are equal shingles."""
    folded = normalization.normalize(made.forms["form"].to_list(), _FOLDS)
    word = pd.factorize(pd.Series(folded, dtype="str"))[0].astype(np.int64)[made.form]
    n_words = int(word.max(initial=0)) + 1
    code = word
    for i in range(1, size):  # a number for each distinct run of i + 1 words, so that nothing rests on a hash
        code = pd.factorize(code[:-1] * n_words + word[i:])[0] if len(code) else code
    doc = made.doc[: len(code)]
    whole = made.doc[len(made.doc) - len(code) :] == doc  # a shingle does not cross from one document to the next
    of_doc = counts.distinct(doc[whole].astype(np.int64) << 32 | code[whole])
    cuts = np.searchsorted(of_doc, np.arange(1, len(made.corpus), dtype=np.int64) << 32)
    return [part & 0xFFFFFFFF for part in np.split(of_doc, cuts)]


def _candidates(sets, threshold, seed):
    """Pairs of rows that MinHash and banding propose."""
    from datasketch import MinHash, MinHashLSH

    rows = max(r for r in range(1, 17) if r == 1 or (1 - threshold**r) ** (_PERMUTATIONS // r) <= _MISSED)
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_PERMUTATIONS // rows, rows))
    start = MinHash(num_perm=_PERMUTATIONS, seed=seed + 1, hashfunc=int)
    mixed, found = np.uint64(0x9E3779B97F4A7C15), set()
    for row, codes in enumerate(sets):
        if not len(codes):
            continue
        sketch = start.copy()
        # Neighbouring numbers are scattered over 32 bits, as a hash of the words would be.
        sketch.update_batch(((codes.astype(np.uint64) * mixed) >> np.uint64(32)).tolist())
        found |= {(other, row) for other in index.query(sketch)}
        index.insert(row, sketch, check_duplication=False)
    return found
