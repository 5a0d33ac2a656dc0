"""How evenly a term is spread over a corpus, by the distances between its occurrences: no parts are needed.

positions : distinct token positions 0 .. N - 1 of the term, shape (f,); corpus_length : N. The distances d_i run from
one occurrence to the next and, from the last, over the end of the corpus to the first. ArgumentError is raised for a
position outside the corpus. Caveat: all depend on the order of the documents.

No notebook calls these: they are for corpora without documents, such as one long text, and for comparison with programs
that report them (Sketch Engine: ARF). All are pinned by the numbers printed in Gries 2008.
"""

import numpy as np

from ..errors import ArgumentError


def average_reduced_frequency(positions, corpus_length):
    """ARF = 1/v sum min(d_i, v) with v = N / f: F for an even spread, towards 1 for one cluster; 0 if absent.

    Source: Savický & Hlaváčová 2002; Gries 2008, p. 410.

    >>> round(average_reduced_frequency([10, 40, 70], 100), 3)
    2.8
    """
    distances = _distances(positions, corpus_length)
    if not len(distances):
        return 0.0
    v = corpus_length / len(distances)
    return float(np.minimum(distances, v).sum() / v)


def average_waiting_time(positions, corpus_length):
    """AWT = 1/2 (1 + sum d_i^2 / N), the mean wait in tokens for the next occurrence; NaN if absent.

    N^2 / sum d_i^2 is the corrected frequency.
    Source: Savický & Hlaváčová 2002; Gries 2008, p. 410.

    >>> round(average_waiting_time([10, 40, 70], 100), 3)
    17.5
    """
    distances = _distances(positions, corpus_length)
    return float((1 + (distances**2).sum() / corpus_length) / 2) if len(distances) else float("nan")


def average_logarithmic_distance(positions, corpus_length):
    """ALD = 1/N sum d_i log10 d_i; NaN if absent. N 10^-ALD is the corrected frequency.

    Source: Savický & Hlaváčová 2002; Gries 2008, p. 410.

    >>> round(average_logarithmic_distance([10, 40, 70], 100), 3)
    1.527
    """
    distances = _distances(positions, corpus_length)
    return float((distances * np.log10(distances)).sum() / corpus_length) if len(distances) else float("nan")


def _distances(positions, corpus_length):
    positions = np.unique(np.asarray(positions))
    if len(positions) and not (positions[0] >= 0 and positions[-1] < corpus_length):
        raise ArgumentError(f"positions must lie between 0 and {corpus_length - 1}, the corpus's last token.")
    return np.diff(positions, append=positions[:1] + corpus_length).astype(float)
