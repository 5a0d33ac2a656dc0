"""Dispersion straight from the tokens, where no table of documents × terms is needed otherwise."""

import numba
import numpy as np


def dp_norm(term, doc, sizes, n_terms):
    """DPnorm of every term over the documents, as `dispersion.dp_norm` of the table of their frequencies.

    term, doc : number of the term and of the document of each token, shape (tokens,); tokens lie document by document.
    sizes : tokens in each document, shape (documents,). Returns shape (terms,), NaN for a term that does not occur and
    where fewer than two documents have tokens. Source: Gries 2008; Lijffijt & Gries 2012, p. 148.
    """
    sizes = np.asarray(sizes, dtype=float)
    shares = sizes / max(sizes.sum(), 1)
    held = shares[shares > 0]
    total = np.bincount(term, minlength=n_terms)
    if len(held) < 2:
        return np.full(n_terms, np.nan)
    deviation = _deviation(term, doc, shares, total, int(sizes.max(initial=0)))
    return np.where(total > 0, deviation / (1 - held.min()), np.nan)


@numba.njit(nogil=True, cache=True)
def _deviation(term, doc, shares, total, most):
    """DP: sum of v_i - s_i over the documents where it is above 0, by term."""
    sums, counted, met = np.zeros(total.size), np.zeros(total.size, np.int64), np.empty(most, np.int64)
    i = 0
    while i < term.size:
        here, n = doc[i], 0
        while i < term.size and doc[i] == here:
            if counted[term[i]] == 0:
                met[n] = term[i]
                n += 1
            counted[term[i]] += 1
            i += 1
        for k in range(n):
            difference = counted[met[k]] / total[met[k]] - shares[here]
            if difference > 0:
                sums[met[k]] += difference
            counted[met[k]] = 0
    return sums
