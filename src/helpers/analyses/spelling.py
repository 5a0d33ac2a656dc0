"""What the chosen level counts together: the merges, and what each fold does to this corpus."""

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from ..arabic import folding
from ..arabic.normalization import FOLDS
from ..arguments import takes
from ..corpus.words.forms import forms_behind, strings


@takes()
def merges(tokens, *, top=30):
    """The terms that count most tokens together from other spellings than the one shown.

    Returns term, n, n_forms, n_merged (tokens not written as the most frequent form), forms; largest n_merged
    first. A reader should go through them: a merge of two words is the price of a fold.
    """
    used = tokens.forms["n"].to_numpy() > 0
    per_form = pd.DataFrame({"row": tokens.form_term[used], "n": tokens.forms["n"].to_numpy()[used]})
    per_term = per_form.groupby("row")["n"].agg(["sum", "max", "size"])
    per_term = per_term[per_term["size"] > 1]
    per_term["n_merged"] = per_term["sum"] - per_term["max"]
    per_term = per_term.sort_values(["n_merged", "sum"], ascending=False, kind="stable").head(top)
    rows = per_term.index.to_numpy()
    return pd.DataFrame(
        {
            "term": tokens.terms["term"].to_numpy()[rows],
            "n": per_term["sum"].to_numpy(),
            "n_forms": per_term["size"].to_numpy(),
            "n_merged": per_term["n_merged"].to_numpy(),
            "forms": forms_behind(tokens, rows).array,
        }
    )


@takes()
def unknown(tokens, *, top=30):
    """The most frequent Arabic forms that no dictionary explains: form, segments, lemma, n, origin.

    Empty at levels other than lemma, where no dictionary is asked.
    """
    columns = ["form", "segments", "lemma", "n", "origin"]
    if "known" not in tokens.forms:
        return pd.DataFrame({column: pd.Series(dtype="int64" if column == "n" else "str") for column in columns})
    forms = tokens.forms[~tokens.forms["known"] & (tokens.forms["kind"] == "arabic") & (tokens.forms["n"] > 0)]
    forms = forms[(forms["form"].str.len() > 2) & ~forms["is_stop"]]
    return forms.sort_values(["n", "form"], ascending=[False, True]).head(top)[columns].reset_index(drop=True)


@takes()
def fold_effects(tokens, *, examples=3):
    """What each fold alone does to the words of the corpus, whether it is chosen or not.

    Returns fold, chosen, n_forms (distinct forms it changes), n_tokens (their occurrences), n_merged (distinct
    forms that it brings together with another form), examples (the most frequent of these: "فى → في"), meaning.
    """
    used = tokens.forms[tokens.forms["n"] > 0]
    forms, n = strings(used["form"]), used["n"].to_numpy()
    composed = folding.fold(forms, ())
    rows = []
    for fold, meaning in FOLDS.items():
        folded = folding.fold(forms, [fold])
        changed = pc.not_equal(folded, composed).to_numpy(zero_copy_only=False)
        number = folded.dictionary_encode().indices.to_numpy()
        often = np.bincount(number)[number] > 1
        merged = np.flatnonzero(changed & often)
        shown = merged[np.argsort(-n[merged], kind="stable")][:examples]
        rows.append(
            {
                "fold": fold, "chosen": fold in tokens.folds, "n_forms": int(changed.sum()),
                "n_tokens": int(n[changed].sum()), "n_merged": len(merged),
                "examples": " · ".join(f"{forms[i]} → {folded[i]}" for i in shown), "meaning": meaning,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
