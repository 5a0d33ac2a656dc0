"""What chance alone would give: documents dealt to groups at random, many times."""

import numpy as np
from scipy import sparse

from ..errors import ArgumentError


def max_t(values, sizes, labels, *, n=1000, seed=0):
    """Which groups of documents differ in a rate more than shuffled documents do -> (rate, p).

    values : what is counted in each document, shape (documents, things). sizes : what it is a share of (tokens,
    reports; ones for a mean over documents), shape (documents,). labels : number of the group of each document, 0 on,
    -1 for none, shape (documents,). n : shuffles of the labels. seed : of the generator.

    rate, shape (groups, things), is sum x / sum s over the documents of the group. The statistic of a cell is how far
    sum (x - r s) over the group is from 0, r being the rate of all documents together, in standard deviations of that
    sum under shuffling, sqrt(m (N - m) / (N (N - 1)) sum (x - r s)^2) for m of N documents. p of a cell is the share of
    shuffles, the observed labels counted as one, in which the largest statistic of *all* cells reaches that of the
    cell: adjusted for all cells at once (single-step max T). A thing that does not vary has p 1.
    Raises ArgumentError for shapes that do not fit, or fewer than two groups.

    Caveat: documents that copy each other count as independent. Source: Westfall & Young 1993, ch. 2.

    >>> values = np.array([[9.0], [8], [9], [1], [0], [1]])
    >>> rate, p = max_t(values, np.full(6, 10.0), np.array([0, 0, 0, 1, 1, 1]), n=999)
    >>> rate.ravel().round(2).tolist(), bool(p[0, 0] == p[1, 0]), bool(p[0, 0] < 0.15)
    ([0.87, 0.07], True, True)
    """
    values, sizes, labels = np.asarray(values, float), np.asarray(sizes, float), np.asarray(labels)
    if values.ndim != 2 or len(values) != len(sizes) or len(values) != len(labels) or n < 1:
        raise ArgumentError(
            f"values has the shape {values.shape}, sizes {sizes.shape}, labels {labels.shape} and n is {n}; there "
            "must be a row, a size and a label for each document, and one shuffle or more."
        )
    chosen = labels >= 0
    values, sizes, labels = values[chosen], sizes[chosen], labels[chosen]
    n_groups = int(labels.max(initial=-1)) + 1
    if len(np.unique(labels)) < 2:
        raise ArgumentError("There is only one group; chance is told by dealing documents to two or more.")
    order = np.argsort(labels, kind="stable")
    members = np.bincount(labels, minlength=n_groups)
    starts, used = (np.cumsum(members) - members)[members > 0], members > 0
    total = sizes.sum()
    rest = values - (values.sum(axis=0) / total if total else 0) * sizes[:, None]
    count = len(rest)
    variance = (members * (count - members) / (count * max(count - 1, 1)))[:, None] * (rest**2).sum(axis=0)
    scale = np.sqrt(variance[used])
    scale[~(scale > 1e-12)] = np.inf
    seen = np.abs(np.add.reduceat(rest[order], starts, axis=0)) / scale
    generator, largest = np.random.default_rng(seed), np.empty(n)
    for shuffle in range(n):
        dealt = np.add.reduceat(rest[generator.permutation(count)], starts, axis=0)
        largest[shuffle] = (np.abs(dealt) / scale).max()
    largest.sort()
    reached = n - np.searchsorted(largest, seen - 1e-9)
    p = np.full((n_groups, values.shape[1]), np.nan)
    p[used] = (1 + reached) / (1 + n)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = _by_group(values, labels, n_groups) / np.bincount(labels, sizes, minlength=n_groups)[:, None]
    return rate, p


def of_cells(groups, things, belongs, names, values, sizes, *, n=1000, seed=0):
    """P of `max_t` for the cells of a long table, one for each of its rows.

    groups, things : of each row, what names its group and what it counts. belongs : name of the group of each document;
    documents of no group in `groups` are left out. names : of the columns of values. values, sizes, n, seed : as in
    `max_t`. Returns p, shape (rows,), NaN where there are fewer than two groups.
    """
    groups, things = np.asarray(groups, object), np.asarray(things, object)
    listed = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    columns = {name: place for place, name in enumerate(names)}
    labels = np.array([listed.get(group, -1) for group in np.asarray(belongs, object)], np.int64)
    if len(np.unique(labels[labels >= 0])) < 2:
        return np.full(len(groups), np.nan)
    _, p = max_t(values, sizes, labels, n=n, seed=seed)
    return p[[listed[group] for group in groups], [columns[thing] for thing in things]]


def shuffled(counted, generator):
    """Documents × terms with the words dealt among the documents: their lengths and the terms' numbers stay.

    counted : whole numbers, shape (documents, terms), sparse. generator : of numpy. Returns a CSR matrix of that shape.

    >>> whole = sparse.csr_matrix([[2, 0], [0, 3]])
    >>> dealt = shuffled(whole, np.random.default_rng(1))
    >>> dealt.sum(axis=0).tolist() == whole.sum(axis=0).tolist(), dealt.sum(axis=1).ravel().tolist()
    (True, [[2, 3]])
    """
    places = sparse.coo_array(counted)
    n = places.data.astype(np.int64)
    doc, term = np.repeat(places.coords[0], n), np.repeat(places.coords[1], n)
    dealt = sparse.csr_array((np.ones(len(doc), np.int64), (doc, generator.permutation(term))), shape=counted.shape)
    return sparse.csr_matrix(dealt)


def _by_group(values, labels, n_groups):
    sums = np.zeros((n_groups, values.shape[1]))
    np.add.at(sums, labels, values)
    return sums
