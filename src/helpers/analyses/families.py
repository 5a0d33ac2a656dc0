"""Word families: lemmas of one root side by side, never merged."""

import numpy as np
import pandas as pd

from ..arguments import takes
from ..corpus import counts
from ..errors import NotEnoughData


@takes()
def table(tokens, *, top=30, members=8, **kinds):
    """The roots whose lemmas are most frequent together.

    members: lemmas written out for each root. kinds: as in `counts.content`.
    Returns root, n (tokens of all its lemmas), n_lemmas, lemmas ("إرهابي 13,416 · إرهاب 8,285 …"); most frequent
    first. Lemmas without a root in the dictionary are left out. Raises NotEnoughData when the level is not lemma or
    no lemma has a root. Caveat: words of one root need not mean the like (حكم rule, حكمة wisdom).
    """
    if tokens.level != "lemma" or not (tokens.forms["root"] != "").any():
        raise NotEnoughData('Word families need lemmas with roots: set [terms] level = "lemma" and install farahidi.')
    content = counts.content(tokens, **kinds)
    root = pd.DataFrame({"row": tokens.form_term, "root": tokens.forms["root"]}).drop_duplicates("row").set_index("row")
    rows = np.flatnonzero(content)
    found = tokens.terms.iloc[rows].assign(root=root["root"].reindex(rows).to_numpy(object))
    found = found[found["root"] != ""].sort_values(["n", "term"], ascending=[False, True])
    found["shown"] = found["term"] + " " + found["n"].map("{:,}".format)
    grouped = found.groupby("root", sort=False)
    result = grouped.agg(n=("n", "sum"), n_lemmas=("n", "size"))
    result["lemmas"] = grouped["shown"].agg(lambda shown: " · ".join(shown.head(members)))
    return result.sort_values("n", ascending=False, kind="stable").head(top).reset_index()
