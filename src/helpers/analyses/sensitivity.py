"""Does it survive? Top terms and themes under another choice of what counts as the same word."""

import numpy as np
import pandas as pd

from ..arguments import DICT, takes
from ..corpus import counts
from ..corpus.tokens import LEVELS, at_level
from ..errors import ArgumentError


@takes()
def terms(tokens, *, top=30, **kinds):
    """Rank of the most frequent content terms at each level.

    top: so many terms of the study's own level. kinds: as in `counts.content`.
    Returns term, n, then rank_form, rank_normalized, rank_lemma (rank, at that level, of the term that takes most of
    its tokens), share_form, share_normalized, share_lemma (how much of that term's count belongs to
    this one: below 1, the level mixes it with other words) and verdict: "stable" when every rank is at most twice
    the others and within 2 * top, else "depends".
    """
    own = _ranked(tokens, kinds).head(top)
    result = pd.DataFrame({"term": own["term"], "n": own["n"]}).reset_index(drop=True)
    member = {row: np.flatnonzero(tokens.form_term == row) for row in own.index}
    for level in LEVELS:
        other = tokens if level == tokens.level else at_level(tokens, level)
        ranked = _ranked(other, kinds)
        rank = pd.Series(np.arange(1, len(ranked) + 1), index=ranked.index)
        n_form = tokens.forms["n"].to_numpy()
        best = [_main_term(other, rank, forms, n_form) for forms in member.values()]
        result[f"rank_{level}"] = [found[0] for found in best]
        result[f"share_{level}"] = [found[1] for found in best]
    ranks = result[[f"rank_{level}" for level in LEVELS]]
    stable = (ranks.max(axis=1) <= 2 * ranks.min(axis=1) + 2) & (ranks.max(axis=1) <= 2 * top)
    result["verdict"] = np.where(stable, "stable", "depends")
    return result


@takes(assignments=DICT)
def themes(tokens, assignments):
    """How well the themes of one level come back at the others.

    assignments: {level: theme of each document}, int arrays (0: none), that of the study's own level included.
    Returns theme, n_docs, then overlap_<level>: the largest Jaccard overlap of its documents with those of any theme
    at that level (1 = the same documents), and verdict: "stable" from 0.5 on at every level, else "depends".
    """
    if tokens.level not in assignments:
        raise ArgumentError(f'assignments has no themes at the level "{tokens.level}"; themes.at_levels gives them.')
    own = np.asarray(assignments[tokens.level])
    rows = []
    for theme in range(1, own.max() + 1):
        row = {"theme": theme, "n_docs": int((own == theme).sum())}
        for level, other in assignments.items():
            if level != tokens.level:
                other = np.asarray(other)
                row[f"overlap_{level}"] = max(
                    ((own == theme) & (other == k)).sum() / max(((own == theme) | (other == k)).sum(), 1)
                    for k in range(1, other.max() + 1)
                )
        least = min(value for key, value in row.items() if key.startswith("overlap_"))
        rows.append(row | {"verdict": "stable" if least >= 0.5 else "depends"})
    return pd.DataFrame(rows)


def _ranked(tokens, kinds):
    found = tokens.terms[counts.content(tokens, **kinds)]
    return found.sort_values(["n", "term"], ascending=[False, True])


def _main_term(other, rank, forms, n_form):
    """Rank of the term of `other` that takes most of the tokens of the forms, and their share of that term."""
    taken = pd.Series(n_form[forms]).groupby(other.form_term[forms]).sum()
    taken = taken[rank.reindex(taken.index).notna()]
    if taken.empty:
        return pd.NA, np.nan
    row = taken.idxmax()
    return int(rank[row]), taken[row] / other.terms["n"].iloc[row]
