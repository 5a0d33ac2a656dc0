"""Multi-word terms proposed from the corpus, for the reader to accept into lexicon.csv."""

import numpy as np
import pandas as pd

from ..arguments import takes
from ..corpus import counts
from ..corpus.words import multiword
from ..errors import NotEnoughData
from ..measures import association

COLUMNS = ("term", "written", "n", "n_docs", "words", "log_dice", "g2", "npmi", "line")


@takes()
def propose(tokens, *, n_words=(2, 3), min_n=5, min_docs=3, npmi=0.3, top=50):
    """Runs of content words that occur together much more often than their parts would by chance.

    n_words: lengths looked at. min_n, min_docs: least occurrences and documents. npmi: least association (1 =
    never apart, 0 = chance). Runs hold Arabic words only, no stop words, and do not cross a sentence end. A run
    of three is judged by its first two words and its last.
    Returns term (as counted), written (its most frequent spelling), n, n_docs, words, log_dice, g2, npmi, line
    (what to write into lexicon.csv); by g2, largest first. Association says that words go together, not that
    they are one concept: the reader decides. Source: Dunning 1993 (G2); Rychlý 2008 (logDice); Bouma 2009 (NPMI).
    """
    terms = tokens.terms
    content = set(terms.loc[~terms["is_stop"] & (terms["kind"] == "arabic"), "term"])
    blocks = []
    for length in n_words:
        runs = counts.ngrams(tokens, length, min_n=min_n)
        keep = [all(word in content for word in run.split(" ")) for run in runs["term"]]
        runs = runs[np.array(keep, bool) & (runs["n_docs"] >= min_docs)].reset_index(drop=True)
        if len(runs):
            blocks.append(_scored(tokens, runs, length))
    if not blocks:
        raise NotEnoughData(f"No run of words occurs {min_n} times in {min_docs} documents; lower these limits.")
    whole = pd.concat(blocks, ignore_index=True)
    whole = whole[whole["npmi"] >= npmi].sort_values(["g2", "term"], ascending=[False, True]).head(top)
    written = [_written(tokens, run.split(" ")) for run in whole["term"]]
    lines = [f"{form},{form}" for form in written]
    return whole.assign(written=written, line=lines)[list(COLUMNS)].reset_index(drop=True)


def _written(tokens, words):
    """The most frequent spelling of a run of terms."""
    rows = tokens.terms.reset_index().drop_duplicates("term").set_index("term")["index"]
    stream, ids = tokens.term, [rows[word] for word in words]
    starts = np.flatnonzero(stream[: len(stream) - len(ids) + 1] == ids[0])
    for i, number in enumerate(ids[1:], start=1):
        starts = starts[stream[starts + i] == number]
    last = starts + len(ids) - 1
    inside = (tokens.doc[last] == tokens.doc[starts]) & (tokens.sent[last] == tokens.sent[starts])
    starts = starts[inside]
    free = multiword.borders(tokens.forms, tokens.form[starts], tokens.level)[0]
    starts = starts[free] if free.any() else starts
    forms = tokens.forms["form"].to_numpy(object)
    spelled = pd.Series(
        [" ".join(run) for run in zip(*(forms[tokens.form[starts + i]] for i in range(len(ids))), strict=True)]
    )
    return spelled.value_counts().sort_index().idxmax()


def _scored(tokens, runs, length):
    """Association of the run's beginning with its last word."""
    n = tokens.terms.groupby("term")["n"].sum()
    parts = runs["term"].str.rsplit(" ", n=1)
    last = parts.str[1].map(n).to_numpy(float)
    if length == 2:
        first = parts.str[0].map(n).to_numpy(float)
    else:
        # A run is no more frequent than its beginning, so the same limit loses none.
        shorter = counts.ngrams(tokens, length - 1, min_n=int(runs["n"].min())).set_index("term")["n"]
        first = parts.str[0].map(shorter).to_numpy(float)
    joint = runs["n"].to_numpy(float)
    first, last = np.maximum(first, joint), np.maximum(last, joint)
    table = association.from_marginals(joint, first, last, float(len(tokens)))
    return runs.assign(
        words=length, log_dice=association.log_dice(*table), g2=association.g2(*table), npmi=association.npmi(*table),
    )  # fmt: skip
