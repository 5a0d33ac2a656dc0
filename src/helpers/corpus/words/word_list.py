"""A list of general Arabic as a reference where there is no corpus to compare with."""

from functools import cache

import numpy as np
import pandas as pd

from ...arabic import morphology, normalization, stopwords, tokenization

N_TOKENS = 1_000_000_000  # the list gives shares; as counts they are shown per billion words
FLOOR = 100  # occurrences per billion: rarer words are noise in the list and left out


def general(level="lemma", folds=normalization.DEFAULT_FOLDS, *, like=None):
    """Frequencies of general Arabic from the package wordfreq, counted as a Tokens of this level and folds counts.

    like: the Tokens that are to be compared with it: a form that they have counts under the term that it has there, so
    that the reader's lexicon holds for the list as well.
    Returns a DataFrame: term, key, kind, is_stop, n (occurrences per billion tokens), the forms of one term added up;
    `attrs["n_tokens"]` is 10^9, `attrs["floor"]` the n below which a form is not in the list.
    Source: Speer 2022, wordfreq 3.1, doi 10.5281/zenodo.7199437: Wikipedia, news, subtitles, books, Twitter and the
    Web up to 2021, mixed.
    Caveat: a list of another register also calls the register key (newspaper words). It has no documents, hence no
    dispersion and no resampling on this side. Its frequencies are rounded to a hundredth of a power of ten, its own
    tokenizer cut the words, and it writes every digit as 0, so that numbers are left out. Words rarer than 0.1 per
    million are left out too: a term it lacks is rare, not absent. A reference corpus of your own is always better.
    The first call takes some ten seconds at the level lemma, since 200,000 words are read; they are then kept.
    """
    table = _forms(level, tuple(folds))
    if like is not None:
        table = _as_in(table, like)
    number, keys = pd.factorize(table["key"])  # in the order of the list: the most frequent form comes first
    first = table[~table["key"].duplicated()].reset_index(drop=True)
    n = np.bincount(number, table["n"], minlength=len(keys))
    stopped = np.bincount(number, table["n"] * table["is_stop"], minlength=len(keys))
    # As the corpus that it is compared with shows the term, else as the list writes it.
    written = first["key"].isin(table["form"]) & (first["kind"] == "arabic")
    shown = first["key"].where(written, first["form"]) if level == "lemma" else first["form"]
    if like is not None:
        shown = first["key"].map(like.terms.set_index("key")["term"]).fillna(shown).astype("str")
    result = pd.DataFrame({"term": shown, "key": first["key"], "kind": first["kind"]})
    result = _once_each(result.assign(is_stop=2 * stopped > n, n=n.astype("int64")), like)
    result.attrs |= {"n_tokens": N_TOKENS, "floor": FLOOR}
    return result


def _once_each(table, like):
    """The terms, one row for each that is shown: those shown alike go to the one of `like`, or the most frequent."""
    if not table["term"].duplicated().any():
        return table
    terms = like.terms[like.terms["n"] > 0] if like is not None else table[:0]
    theirs = pd.Series(terms["key"].array, index=terms["term"].array)
    theirs = theirs[~theirs.index.duplicated()]
    first = table.sort_values("n", ascending=False, kind="stable").drop_duplicates("term").set_index("term")["key"]
    key = dict(first) | dict(theirs)
    whole = table.assign(key=pd.Series([key[term] for term in table["term"]], dtype="str"))
    n = whole.groupby("term", sort=False)["n"].sum()
    kept = whole.drop_duplicates("term", ignore_index=True)
    return kept.assign(n=n.reindex(kept["term"]).to_numpy())


def _as_in(table, like):
    """The words of the list under the terms of the Tokens `like`; a form of several words is shared out as there.

    A form that it lacks counts under the term that most forms of its lemma have there.
    """
    own = like.terms["key"].to_numpy(object)[like.form_term]
    if "lemma" in like.forms:
        lemmas = pd.DataFrame({"lemma": like.forms["lemma"], "own": own, "n": like.forms["n"]})
        lemmas = lemmas.groupby(["lemma", "own"], as_index=False)["n"].sum().sort_values("n", kind="stable")
        usual = lemmas[lemmas["n"] > 0].drop_duplicates("lemma", keep="last").set_index("lemma")["own"]
        table = table.assign(key=table["key"].map(usual).fillna(table["key"]).astype("str"))
    forms = like.forms[["form"]].assign(own=own, there=like.forms["n"])
    forms = forms[forms["there"] > 0].groupby(["form", "own"], as_index=False, sort=False)["there"].sum()
    forms["share"] = forms["there"] / forms.groupby("form")["there"].transform("sum")
    table = table.assign(row=np.arange(len(table))).merge(forms, on="form", how="left")
    table = table.sort_values(["row", "share"], ascending=[True, False], ignore_index=True)
    n = np.rint(table["n"] * table["share"].fillna(1.0)).astype("int64")
    return table.assign(key=table["own"].fillna(table["key"]).astype("str"), n=n)


@cache
def _forms(level, folds):
    """The words of the list, most frequent first: form, key, kind, is_stop, n."""
    import wordfreq

    shares = wordfreq.get_frequency_dict("ar", "large")
    found = [(word, share) for word, share in shares.items() if share * N_TOKENS >= FLOOR]
    pieces = tokenization.words([word for word, _ in found])
    # One word of the list that our tokenizer cuts (a mail address, a hashtag) is no word here.
    kept = [item for words, item in zip(pieces, found, strict=True) if words == [item[0]]]
    kept = sorted(((-share, word) for word, share in kept if not any(map(str.isdigit, word))))
    table = pd.DataFrame({"form": pd.Series([word for _, word in kept], dtype="str")})
    table["n"] = np.rint([-share * N_TOKENS for share, _ in kept]).astype("int64")
    arabic = ~table["form"].str[0].lt("\u0250")
    normalized = normalization.normalize(table["form"].to_list(), folds)
    table["key"] = table["form"] if level == "form" else pd.Series(normalized, dtype="str")
    if level == "lemma":
        words = table[arabic]
        found = morphology.analyze(words["form"].to_list(), counts=words["n"].to_list())
        table.loc[arabic, "key"] = found["lemma"].to_numpy(object)
    table["kind"] = pd.Categorical(np.where(arabic, "arabic", "latin"), tokenization.KINDS)
    table["is_stop"] = stopwords.flags(normalized, folds=folds)
    return table
