"""Which words an analysis of a study is about: those that its settings name, else the strongest key terms."""

from ..arguments import ONE_OR_MORE, frame, takes
from . import outputs

KEYWORDS = "06_strongest"  # the table that holds the strongest key terms and nothing else
MOST = 10  # rows of it


@takes(table=frame("keyness.keywords", "term"))
def strongest(table):
    """The table of the strongest key terms, given all of them in their order: a column term.

    It holds no numbers, so that it stays the same, and what was made of it holds, as long as these words do.
    """
    return table[["term"]].head(MOST).reset_index(drop=True)


@takes(n=ONE_OR_MORE)
def words(study, *keys, n):
    """Return the words of the first of `keys` that names any, and what this choice depends on: (list, list).

    keys: keys of study.toml such as "collocations.nodes". Where none of them names a word, the first `n` key terms of
    notebook 06 are taken, MOST at most. The second list is for `uses` of `outputs.save`.
    Raises NotWritten when notebook 06 has not been run, NotEnoughData when it found no key term.
    """
    for place, key in enumerate(keys, start=1):
        section, _, word = key.partition(".")
        if getattr(study, section)[word]:
            return list(getattr(study, section)[word]), list(keys[:place])
    return outputs.read_table(study, KEYWORDS)["term"].head(n).tolist(), [*keys, KEYWORDS]
