"""TF-IDF of terms, over the corpus or the documents of each group."""

import numpy as np
import pandas as pd

from ..arguments import frame, takes
from ..corpus import counts
from ..errors import NotEnoughData
from ..measures import tfidf


@takes()
def table(tokens, by=None, *, variant="sklearn", min_docs=2, top=None, **kinds):
    """Mean TF-IDF weight of content terms, largest first.

    by: a category column of the documents; the mean is then taken over the documents of each group, with
    weights computed once over the whole corpus. variant: a name in `measures.tfidf.VARIANTS`. min_docs: a term
    must occur in so many documents. top: rows kept (a group). kinds: as in `counts.content`.

    Returns (group,) term, tfidf (mean over documents), idf, n, n_docs (of the group). Weights of different
    variants do not compare. Raises NotEnoughData with one document, where IDF has no meaning, or no
    such term; ArgumentError for an unknown variant or column.
    Source: Spärck Jones 1972; Manning, Raghavan & Schütze 2008, ch. 6.
    """
    rows = np.flatnonzero(counts.content(tokens, min_docs=min_docs, **kinds))
    if not len(rows) and len(tokens.corpus) > 1:
        raise NotEnoughData(f"No content word occurs in {min_docs} documents or more; add documents or lower min_docs.")
    counted = counts.matrix(tokens)[:, rows]
    weights, idf = tfidf.weights(counted, variant), tfidf.idf(counted, variant)
    names = tokens.terms["term"].to_numpy()[rows]
    if by is None:
        return _ranked(weights, counted, names, idf, top)
    blocks, groups = [], counts.groups(tokens, by)
    group = tokens.corpus.documents[by].to_numpy()
    for value in groups:
        chosen = np.flatnonzero(group == value)
        blocks.append(_ranked(weights[chosen], counted[chosen], names, idf, top).assign(group=value))
    whole = pd.concat(blocks, ignore_index=True)
    whole["group"] = pd.Categorical(whole["group"], [*dict.fromkeys(whole["group"])])
    return whole[["group", "term", "tfidf", "idf", "n", "n_docs"]]


_WEIGHTS = frame("term_weights.table", "term", "tfidf", "n")
_NEAR = 2  # times the rows drawn: so many first ranks of either order are looked at


@takes(weights=_WEIGHTS)
def ranks(weights):
    """What the weights change: the table of `table` with rank_frequency (by n), rank_tfidf and verdict.

    verdict is "rises" where a term stands higher by TF-IDF than by frequency, "falls" where lower, "same" otherwise.
    Terms of equal n share no rank: they stand in the order of their letters.
    """
    by_n = weights.sort_values(["n", "term"], ascending=[False, True], kind="stable").index
    by_weight = weights.sort_values(["tfidf", "term"], ascending=[False, True], kind="stable").index
    found = weights.copy()
    for column, order in (("rank_frequency", by_n), ("rank_tfidf", by_weight)):
        found[column] = pd.Series(np.arange(1, len(order) + 1), index=order).reindex(weights.index)
    moved = np.sign(found["rank_frequency"] - found["rank_tfidf"])
    return found.assign(verdict=moved.map({1: "rises", -1: "falls", 0: "same"}))


@takes(ranked=frame("term_weights.ranks", "rank_frequency", "rank_tfidf"))
def movers(ranked, *, top=25):
    """The `top` rows of `ranks` whose ranks differ most, by their ratio, of those among the first 2 * `top` by either;
    in the order of rank_tfidf. Raises NotEnoughData where the two orders are one.
    """
    both = ranked[["rank_frequency", "rank_tfidf"]]
    near = ranked[both.min(axis=1) <= _NEAR * top]
    far = np.log(near["rank_frequency"] / near["rank_tfidf"]).abs()
    far = far[far > 0].sort_values(ascending=False, kind="stable")
    if far.empty:
        raise NotEnoughData("TF-IDF puts the terms in the order of their frequency: there is no difference to draw.")
    return ranked.loc[far.index[:top]].sort_values("rank_tfidf", kind="stable")


def _ranked(weights, counted, names, idf, top):
    found = pd.DataFrame(
        {
            "term": names,
            "tfidf": np.asarray(weights.mean(axis=0)).ravel(),
            "idf": idf,
            "n": np.asarray(counted.sum(axis=0)).ravel().astype(np.int64),
            "n_docs": np.bincount(counted.indices, minlength=len(names)),
        }
    )
    found = found[found["n"] > 0].sort_values(["tfidf", "term"], ascending=[False, True], ignore_index=True)
    return found if top is None else found.head(top)
