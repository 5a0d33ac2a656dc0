"""How well the terms of a theme belong together, and how stable themes are between runs.

The coherence measures take `occurs`, which says what occurs where: shape (contexts, terms), boolean or
counts, sparse or dense. A context is a document, or a sliding window made by `windows`. A topic is a list of
columns of `occurs`; every topic gives one number. ArgumentError is raised for a topic of fewer than two terms
or with a column that does not exist.

Notation: N contexts, p(x) share of them with x, p(x, y) share with both.
Caveat: coherence says whether terms go together in the reference corpus, not whether a topic reads well.

`topic_npmi` and `topic_stability` are what the tables of themes show. `u_mass`, `c_uci`, `c_npmi`, `c_v` and `windows`
are called by no notebook: they are for comparison with studies that used gensim, whose numbers they give
(tests/published/test_coherence.py).
"""

import itertools

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from ..errors import ArgumentError, NotEnoughData

_EPSILON = 1e-12  # Röder et al. 2015; also gensim's value


def npmi(occurs, pairs):
    """Normalized pointwise mutual information of pairs of terms, shape (pairs,).

    ln[p(x, y) / p(x) p(y)] / -ln p(x, y): 1 = always together, 0 = independent, -1 = never together.
    pairs : columns, shape (pairs, 2). NaN when a term never occurs; 0 when both occur in every context.
    Source: Bouma 2009.

    >>> npmi(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1]]), [[0, 1], [0, 2]]).round(3).tolist()
    [0.415, -0.292]
    """
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    columns, inverse = np.unique(pairs, return_inverse=True)
    x, y = inverse.reshape(pairs.shape).T
    part = _occurs(occurs, columns)
    p = part.mean(axis=0)
    joint = part[:, x].multiply(part[:, y]).sum(axis=0) / part.shape[0]
    expected = p[x] * p[y]
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log(joint / expected) / -np.log(joint)
    values = np.where(joint == 0, -1.0, np.where(joint == 1, 0.0, values))
    return np.where(expected == 0, np.nan, values)


def topic_npmi(occurs, topics):
    """Mean NPMI of all pairs of a topic's terms, shape (topics,): -1 to 1.

    Exact, without a smoothing constant: a pair that never meets counts -1. NaN when a term never occurs.
    Source: Aletras & Stevenson 2013; Lau, Newman & Baldwin 2014.

    >>> topic_npmi(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1]]), [[0, 1, 2]]).round(3).tolist()
    [-0.292]
    """
    occurs = sparse.csc_array(occurs)
    pairs = [list(itertools.combinations(topic, 2)) for topic in _topics(topics)]
    return np.array([npmi(occurs, pairs_of_topic).mean() for pairs_of_topic in pairs])


def u_mass(occurs, topics):
    """UMass: mean of ln[(p(x, y) + 1e-12) / p(y)], y ranked before x, shape (topics,); 0 = best.

    `occurs` holds documents, and a topic lists its terms from the top. NaN when a term never occurs.
    Caveat: one pair that never meets dominates the mean (1e-12 as in gensim; Mimno et al. add one document).
    Source: Mimno et al. 2011; as a mean Röder, Both & Hinneburg 2015.

    >>> u_mass(np.array([[1, 1], [1, 1], [0, 0], [1, 0]]), [[0, 1]]).round(3).tolist()
    [-0.405]
    """
    return _mean_of_pairs(occurs, topics, lambda joint, p: np.log((joint + _EPSILON) / p))


def c_uci(occurs, topics):
    """UCI: mean PMI ln[(p(x, y) + 1e-12) / p(x) p(y)] of all pairs, shape (topics,).

    Usually over windows of 10 tokens. NaN when a term never occurs. Caveat: as `u_mass`.
    Source: Newman et al. 2010; Röder, Both & Hinneburg 2015.

    >>> c_uci(np.array([[1, 1], [1, 1], [0, 0], [1, 0]]), [[0, 1]]).round(3).tolist()
    [0.288]
    """
    return _mean_of_pairs(occurs, topics, lambda joint, p: np.log((joint + _EPSILON) / (p * p[:, None])))


def c_npmi(occurs, topics):
    """Mean of ln[(p(x, y) + 1e-12) / p(x) p(y)] / -ln[p(x, y) + 1e-12] of all pairs, shape (topics,).

    Usually over windows of 10 tokens; -1 to 1. NaN when a term never occurs.
    Source: Röder, Both & Hinneburg 2015.

    >>> c_npmi(np.array([[1, 1], [1, 1], [0, 0], [1, 0]]), [[0, 1]]).round(3).tolist()
    [0.415]
    """
    return _mean_of_pairs(occurs, topics, _smoothed_npmi)


def c_v(occurs, topics):
    """C_v: how alike a topic's terms keep company, shape (topics,); -1 to 1, usually over windows of 110.

    Every term has a vector of its smoothed NPMI (as in `c_npmi`) with each of the topic's terms, itself
    included; the measure is the mean cosine of these vectors with their sum. NaN when a term never occurs.
    Caveat: can be high for rare terms, because never meeting the same terms is also alike.
    Source: Röder, Both & Hinneburg 2015.

    >>> c_v(np.array([[1, 1], [1, 1], [0, 0], [1, 0]]), [[0, 1]]).round(3).tolist()
    [0.924]
    """
    values = []
    for joint, p in _probabilities(occurs, topics):
        vectors = _smoothed_npmi(joint, p)
        total = vectors.sum(axis=0)
        with np.errstate(invalid="ignore"):
            cosines = vectors @ total / (np.linalg.norm(vectors, axis=1) * np.linalg.norm(total))
        values.append(cosines.mean())
    return np.array(values)


def windows(doc, term, terms, *, size=110):
    """Sliding windows of `size` tokens over each document -> boolean CSC array (windows, len(terms)).

    doc, term : document and term id of every token in the order of the text, shape (tokens,), doc ascending.
    terms : the term ids to look for, distinct; column j of the result is terms[j].
    A document of L tokens has max(1, L - size + 1) windows, one starting at each token that still has `size`
    tokens from it. Raises ArgumentError when the shapes differ, doc is not ascending or size is below 1.
    Source: Röder, Both & Hinneburg 2015 (boolean sliding window).

    >>> windows([0, 0, 0, 1], [5, 6, 5, 6], [5, 6], size=2).toarray().astype(int).tolist()
    [[1, 1], [1, 1], [0, 1]]
    """
    doc, term, terms = np.asarray(doc), np.asarray(term), np.asarray(terms)
    if doc.shape != term.shape or (np.diff(doc) < 0).any():
        raise ArgumentError("doc and term must have one value a token, and doc must not descend.")
    if size < 1 or len(np.unique(terms)) != len(terms):
        raise ArgumentError("size must be 1 or more, and terms must be distinct.")
    _, first_token, length = np.unique(doc, return_index=True, return_counts=True)
    n_windows = np.maximum(length - size + 1, 1)
    first_window = np.cumsum(n_windows) - n_windows
    column, position = _occurrences(term, terms)
    which = np.searchsorted(first_token, position, side="right") - 1
    offset = position - first_token[which]
    start = first_window[which] + np.maximum(offset - size + 1, 0)
    stop = first_window[which] + np.minimum(offset, n_windows[which] - 1) + 1
    # Neighbouring occurrences share windows: let each begin where the one before it ended.
    same = np.flatnonzero(column[1:] == column[:-1]) + 1
    start[same] = np.maximum(start[same], stop[same - 1])
    held = np.maximum(stop - start, 0)
    indices = np.repeat(start - (np.cumsum(held) - held), held) + np.arange(held.sum())
    indptr = np.concatenate([[0], np.cumsum(np.bincount(column, held, len(terms)))]).astype(np.int64)
    shape = (n_windows.sum(), len(terms))
    return sparse.csc_array((np.ones(len(indices), bool), indices, indptr), shape=shape)


def matched_similarities(topics, others):
    """Jaccard similarity of each topic with its partner in another run, shape (topics,): 0 to 1.

    topics, others : lists of topics, each a list of terms (strings or ids), as many in both. The partners are
    the one-to-one assignment with the greatest sum (Hungarian method).
    Raises ArgumentError for different numbers of topics. Source: after Greene, O'Callaghan & Cunningham 2014.

    >>> matched_similarities([["a", "b"], ["c", "d"]], [["c", "e"], ["b", "a"]]).round(2).tolist()
    [1.0, 0.33]
    """
    if len(topics) != len(others) or not len(topics):
        raise ArgumentError(
            f"Runs to be matched must have the same number of topics, not {len(topics)} and {len(others)}."
        )
    return partners(topics, others)[2]


def partners(topics, others):
    """Pair topics of two runs, as many of each or not -> (places in topics, places in others, Jaccard similarities).

    The pairs are the one-to-one assignment with the greatest sum (Hungarian method); of unlike numbers of topics some
    stay without a partner. Source: after Greene, O'Callaghan & Cunningham 2014.

    >>> [found.round(2).tolist() for found in partners([["a", "b"], ["c", "d"]], [["c", "d", "e"]])]
    [[1], [0], [0.67]]
    """
    topics, others = [set(topic) for topic in topics], [set(topic) for topic in others]
    similarity = np.array([[len(a & b) / max(len(a | b), 1) for b in others] for a in topics])
    rows, columns = linear_sum_assignment(similarity.reshape(len(topics), len(others)), maximize=True)
    return rows, columns, similarity[rows, columns]


def topic_stability(reference, runs):
    """Stability of each topic of `reference`: mean `matched_similarities` over the runs, (topics,); 0 to 1.

    runs : lists of topics found with other seeds or in samples of the documents. Raises NotEnoughData without a run.
    Source: after Greene, O'Callaghan & Cunningham 2014, who give top ranks more weight (average Jaccard).

    >>> topic_stability([["a", "b"]], [[["a", "b"]], [["a", "c"]]]).round(2).tolist()
    [0.67]
    """
    if not len(runs):
        raise NotEnoughData("Stability compares runs with each other; give a run besides the reference.")
    return np.mean([matched_similarities(reference, run) for run in runs], axis=0)


def _smoothed_npmi(joint, p):
    return np.log((joint + _EPSILON) / (p * p[:, None])) / -np.log(joint + _EPSILON)


def _mean_of_pairs(occurs, topics, score):
    values = []
    for joint, p in _probabilities(occurs, topics):
        # Row x, column y: below the diagonal y is ranked before x.
        below = np.tril_indices(len(p), -1)
        values.append(score(joint, p)[below].mean())
    return np.array(values)


def _probabilities(occurs, topics):
    """Yield the joint (terms, terms) and single (terms,) probabilities of each topic's terms."""
    occurs = sparse.csc_array(occurs)
    for topic in _topics(topics):
        part = _occurs(occurs, topic)
        joint = (part.T @ part).toarray() / part.shape[0]
        p = np.diagonal(joint)
        p = np.where(p > 0, p, np.nan)
        yield joint + 0 * p + 0 * p[:, None], p  # NaN also for the pairs of a term that never occurs


def _occurs(occurs, columns):
    """The columns as 0 and 1, int64, CSC."""
    occurs, columns = sparse.csc_array(occurs), np.asarray(columns, dtype=np.int64)
    if columns.size and not 0 <= columns.min() <= columns.max() < occurs.shape[1]:
        wrong = columns[(columns < 0) | (columns >= occurs.shape[1])][0]
        raise ArgumentError(f"A topic names column {wrong}, but the last column is {occurs.shape[1] - 1}.")
    return occurs[:, columns].astype(bool).astype(np.int64)


def _topics(topics):
    for topic in topics:
        if len(topic) < 2:
            raise ArgumentError("A topic needs at least two terms: coherence is a matter of pairs.")
    return topics


def _occurrences(term, terms):
    """Column and position of every token whose term is looked for, by column, then position."""
    order = np.argsort(terms)
    place = np.searchsorted(terms[order], term)
    place[place == len(terms)] = 0
    position = np.flatnonzero(terms[order][place] == term) if len(terms) else np.empty(0, np.int64)
    column = order[place[position]]
    by_column = np.argsort(column, kind="stable")
    return column[by_column], position[by_column]
