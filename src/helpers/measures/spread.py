"""Dispersion of every term straight from the tokens: what the tables of frequency and keyness show.

No table of documents × terms is made, as `dispersion` needs one. The numbers printed in the literature are put to this
module too (tests/published/test_dispersion.py), and `dispersion` judges it on random corpora (tests/properties).
"""

import numba
import numpy as np


def over_documents(term, doc, sizes, n, *, juilland=True):
    """DP, DPnorm and Juilland's D of every term, with the documents as parts, as `dispersion` defines them.

    term, doc : number of the term and of the document of each token, shape (tokens,); tokens lie document by document.
    sizes : tokens in each document, shape (documents,). n : occurrences of each term, shape (terms,). juilland : False
    leaves D out (NaN), which takes half the time.
    Returns {"dp": …, "dp_norm": …, "juilland_d": …}, arrays (terms,): NaN for a term that does not occur, the last two
    also where fewer than two documents have tokens. Caveats and sources: see `dispersion`.
    """
    sizes, n = np.asarray(sizes, dtype=float), np.asarray(n)
    shares = sizes / max(sizes.sum(), 1)
    held = shares[shares > 0]
    dp, mean, square = _sums(term, doc, shares, n, int(sizes.max(initial=0)), juilland)
    several = (n > 0) & (len(held) > 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, square = mean / len(held), square / len(held)
        variation = np.sqrt(np.maximum(square - mean**2, 0)) / mean
        d = np.maximum(1 - variation / np.sqrt(len(held) - 1), 0.0)
    return {
        "dp": np.where(n > 0, dp, np.nan),
        "dp_norm": np.where(several, dp / (1 - held.min(initial=0.5)), np.nan),
        "juilland_d": np.where(several & juilland, d, np.nan),
    }


@numba.njit(nogil=True, cache=True)
def _sums(term, doc, shares, total, most, with_rates):
    """By term, over its documents: v_i - s_i where it is above 0 (DP), r_i, and r_i squared."""
    above, rates, squares = np.zeros(total.size), np.zeros(total.size), np.zeros(total.size)
    counted, met = np.zeros(total.size, np.int64), np.empty(most, np.int64)
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
            t, f = met[k], counted[met[k]]
            above[t] += max(f / total[t] - shares[here], 0.0)
            if with_rates:
                rates[t] += f / shares[here]
                squares[t] += (f / shares[here]) ** 2
            counted[t] = 0
    return above, rates, squares
