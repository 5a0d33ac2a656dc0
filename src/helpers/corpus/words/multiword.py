"""Multi-word terms: الأمم المتحدة or مكافحة الإرهاب kept as one token where the reader's lexicon says so."""

import numpy as np
import pandas as pd

from ...arabic import morphology, normalization
from ...arabic.letters import has_arabic

_PROCLITICS = ("و", "ف", "ب", "ك", "ل", "س")
_SIGNS = f"[{''.join(sorted(morphology.SIGNS))}]"
_ENCLITICS = ("ه", "ها", "هم", "هما", "هن", "ك", "كم", "كما", "كن", "نا", "ي", "ني")


def join(corpus, columns, table, lexicon, *, level, folds, analyser="auto"):
    """Make one token of each occurrence of the lexicon's terms of several words.

    corpus, columns (doc, start, end, sent, form), table: the parts of Tokens. lexicon: {term: lemma}; entries of
    one word play no part here. At the level lemma the words are compared by lemma, so that a term is also found
    with a conjunction or preposition before it or a pronoun behind it, but not with one inside; at the other
    levels by normalized form. Longer terms win, then earlier ones; terms do not overlap and do not cross a sentence
    end.
    Returns the columns and the form table; a new form is the span as written, spaces included.
    """
    wanted = {tuple(term.split()): lemma for term, lemma in (lexicon or {}).items() if len(term.split()) > 1}
    if not wanted or not len(columns["form"]):
        return columns, table
    numbers, names = pd.factorize(table["lemma" if level == "lemma" else "normalized"])
    place = {name: number for number, name in enumerate(names)}
    words = {word for term in wanted for word in term}
    key = _keys(words, table, lexicon, level=level, folds=folds, analyser=analyser)
    stream, free = numbers[columns["form"]], borders(table, columns["form"], level)
    taken, found = np.zeros(len(stream), bool), []
    for size in sorted({len(term) for term in wanted}, reverse=True):
        runs = []
        for term in wanted:
            ids = [place.get(key[word], -1) for word in term]
            if len(ids) == size and min(ids) >= 0:
                runs += [(start, term) for start in _matches(columns, stream, ids, free).tolist()]
        for start, term in sorted(runs):
            if not taken[start : start + size].any():
                taken[start : start + size] = True
                found.append((start, start + size, wanted[term]))
    return _joined(corpus, columns, table, sorted(found), folds) if found else (columns, table)


def _keys(words, table, lexicon, *, level, folds, analyser):
    """What each word of the lexicon is compared by: the lemma it has in this corpus, or its normalized form."""
    words = sorted(words)
    keys = dict(zip(words, normalization.normalize(words, folds), strict=True))
    if level != "lemma":
        return keys
    keys |= table[table["form"].isin(words)].set_index("form")["lemma"].to_dict()
    there = set(table["form"])
    missing = [word for word in words if has_arabic(word) and word not in there]
    single = {form: lemma for form, lemma in lexicon.items() if " " not in form}
    lemmas = morphology.analyze(missing, lexicon=single, source=analyser)["lemma"]
    return keys | dict(zip(missing, lemmas, strict=True))


def borders(table, form, level):
    """For each token, whether no proclitic stands before it, and no enclitic behind it (the article apart)."""
    if level != "lemma":
        return np.ones((2, len(form)), bool)
    parts = table["segments"].str.replace(_SIGNS, "", regex=True).str.split("+")
    several = (parts.str.len() > 1).to_numpy()
    before = several & parts.str[0].isin(_PROCLITICS).to_numpy()
    behind = several & parts.str[-1].isin(_ENCLITICS).to_numpy()
    return ~before[form], ~behind[form]


def _matches(columns, stream, ids, free):
    """First tokens of the runs of `ids` within a sentence."""
    starts = np.flatnonzero(stream[: max(len(stream) - len(ids) + 1, 0)] == ids[0])
    for i, number in enumerate(ids[1:], start=1):
        here = starts + i
        same = (columns["doc"][here] == columns["doc"][starts]) & (columns["sent"][here] == columns["sent"][starts])
        starts = starts[same & (stream[here] == number) & free[0][here] & free[1][here - 1]]
    return starts


def _joined(corpus, columns, table, found, folds):
    """Columns and table with one token for each (start, end, lemma) of `found`, a run and what it counts as."""
    first, behind, lemmas = (np.array(values) for values in zip(*found, strict=True))
    texts = corpus.documents["text"].to_numpy(object)
    spans = zip(columns["doc"][first], columns["start"][first], columns["end"][behind - 1], strict=True)
    written = pd.Series([texts[d][a:b] for d, a, b in spans])
    numbers, forms = pd.factorize(written)
    of_form = pd.Series(lemmas).groupby(numbers).first().to_list()
    inside = np.zeros(len(columns["form"]), bool)
    for a, b in zip(first, behind, strict=True):
        inside[a + 1 : b] = True
    end, form = columns["end"].copy(), columns["form"].copy()
    end[first], form[first] = columns["end"][behind - 1], len(table) + numbers
    made = {name: values[~inside] for name, values in {**columns, "end": end, "form": form}.items()}
    normalized = normalization.normalize(of_form, folds)
    new = pd.DataFrame({"form": forms, "normalized": normalized}, dtype="str")
    new["kind"] = pd.Categorical(["arabic"] * len(new), table["kind"].cat.categories)
    new["is_stop"] = False
    if "lemma" in table:
        new["segments"], new["lemma"], new["root"] = new["form"], pd.Series(of_form, dtype="str"), ""
        new["known"], new["origin"] = True, "lexicon"
    whole = pd.concat([table, new], ignore_index=True)
    whole["n"] = np.bincount(made["form"], minlength=len(whole))
    return made, whole[list(table.columns)]
