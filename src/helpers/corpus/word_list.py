"""A list of general Arabic as a reference where there is no corpus to compare with."""

from functools import cache

import numpy as np
import pandas as pd

from ..arabic import morphology, normalization, tokenization

N_TOKENS = 1_000_000_000  # the list gives shares; as counts they are shown per billion words
_LEAST = 100  # occurrences per billion: rarer words are noise in the list


@cache
def general(level="lemma", folds=normalization.DEFAULT_FOLDS):
    """Frequencies of general Arabic from the package wordfreq, counted as a Tokens of this level and folds counts.

    Returns a DataFrame: term, key, kind, is_stop, n (occurrences per billion tokens); `attrs["n_tokens"]` is 10^9,
    `attrs["floor"]` the n that a term has at most that is not in the list.
    Forms of one term are added up. The list (Speer 2022, wordfreq 3.1, doi 10.5281/zenodo.7199437) mixes Wikipedia,
    news, subtitles, books, Twitter and the Web up to 2021.
    Caveat: it has no documents, hence no dispersion and no resampling on this side; its frequencies are rounded to
    a hundredth of a power of ten, its own tokenizer cut the words, and words rarer than 0.1 per million are left out: a
    term it lacks is rare, not absent. A list of another register also calls the register key (newspaper words). A
    reference corpus of your own is always better.
    """
    import wordfreq

    shares = wordfreq.get_frequency_dict("ar", "large")
    found = [(word, share) for word, share in shares.items() if share * N_TOKENS >= _LEAST]
    pieces = tokenization.words([word for word, _ in found])
    # One word of the list that our tokenizer cuts (a mail address, a hashtag) is no word here.
    kept = [(word[0], share) for word, (given, share) in zip(pieces, found, strict=True) if word == [given]]
    table = pd.DataFrame(kept, columns=["form", "share"]).astype({"form": "str"})
    forms = table["form"].to_list()
    table["n"] = np.rint(table["share"] * N_TOKENS).astype("int64")
    if level == "form":
        table["key"] = table["form"]
    elif level == "normalized":
        table["key"] = normalization.normalize(forms, folds)
    else:
        table["key"] = morphology.analyze(forms, counts=table["n"].to_list())["lemma"]
        numbers = ~table["form"].str.contains("[ء-ي]")
        table.loc[numbers, "key"] = normalization.normalize(table.loc[numbers, "form"].to_list(), folds)
    table["kind"] = _kinds(forms)
    table["is_stop"] = _stop_words(forms, folds)
    table["stopped"] = table["n"] * table["is_stop"]
    grouped = table.groupby("key", sort=False)
    result = grouped.agg(term=("form", "first"), kind=("kind", "first"), n=("n", "sum"), stopped=("stopped", "sum"))
    result["is_stop"] = 2 * result["stopped"] > result["n"]
    result = result.reset_index().drop(columns="stopped")
    if level == "lemma":
        result["term"] = result["term"].where(result["kind"] != "arabic", result["key"])
    result["kind"] = pd.Categorical(result["kind"], tokenization.KINDS)
    result.attrs |= {"n_tokens": N_TOKENS, "floor": _LEAST}
    return result[["term", "key", "kind", "is_stop", "n"]]


def _kinds(forms):
    first = pd.Series([form[0] for form in forms])
    return np.where(first.str.isdigit(), "number", np.where(first < "\u0250", "latin", "arabic"))


def _stop_words(forms, folds):
    from ..arabic import stopwords

    return stopwords.flags(normalization.normalize(forms, folds), folds=folds)
