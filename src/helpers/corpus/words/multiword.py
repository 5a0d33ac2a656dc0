"""Multi-word terms: الأمم المتحدة or مكافحة الإرهاب kept as one token where the reader's lexicon says so."""

import numba
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

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
    stream, free = numbers[columns["form"]], [found[columns["form"]] for found in borders(table, level)]
    found = {}
    for term in wanted:
        ids = [place.get(key[word], -1) for word in term]
        if min(ids) >= 0:
            found[term] = _matches(columns, stream, ids, free)
    first, behind, terms = longest(found, {term: len(term) for term in found}, len(stream))
    if not len(first):
        return columns, table
    lemmas = np.array([wanted[term] for term in found], object)[terms]
    return merged(columns, table, first, behind, lemmas, written(corpus, columns, first, behind), folds=folds)


def longest(found, sizes, n_tokens, *, late=()):
    """Of runs that overlap the longest, then the earliest: arrays first, behind, and the number of the key of each.

    found: key -> first tokens, an array. sizes: key -> tokens of each of its runs. late: keys of which the latest of
    those of one length is taken, behind the others.
    """
    keys = list(found)
    later = np.fromiter((key in late for key in keys), bool, len(keys))
    starts = np.concatenate([np.empty(0, np.int64), *found.values()])
    number = np.repeat(np.arange(len(keys)), [len(one) for one in found.values()])
    size = np.array([sizes[key] for key in keys], np.int64)[number]
    of_late = later[number]
    order = np.lexsort((number, np.where(of_late, -starts, starts), of_late, -size))
    kept = np.flatnonzero(_without_overlap(starts, size, order, n_tokens))
    kept = kept[np.argsort(starts[kept])]
    return starts[kept], starts[kept] + size[kept], number[kept]


@numba.njit(nogil=True, cache=True)
def _without_overlap(starts, size, order, n_tokens):
    """Which runs are taken, if each in this order is whose tokens no other has: bool, one a run."""
    taken, kept = np.zeros(n_tokens, np.bool_), np.zeros(starts.size, np.bool_)
    for row in order:
        first, behind = starts[row], starts[row] + size[row]
        kept[row] = not taken[first:behind].any()
        if kept[row]:
            taken[first:behind] = True
    return kept


def written(corpus, columns, first, behind, texts=None):
    """The text of runs of tokens (first inclusive, behind exclusive), as written: a list of strings.

    texts: those of the corpus as an object array, made here if None: whoever asks more than once should hand them over.
    """
    texts = corpus.documents["text"].to_numpy(object) if texts is None else texts
    places = (columns["doc"][first], columns["start"][first], columns["end"][behind - 1])
    return [texts[d][a:b] for d, a, b in zip(*(place.tolist() for place in places), strict=True)]


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


def borders(table, level):
    """For each form, whether no proclitic stands before it, and no enclitic behind it (the article apart)."""
    if level != "lemma":
        return np.ones((2, len(table)), bool)
    segments = pc.replace_substring_regex(pa.array(table["segments"], pa.large_string()), _SIGNS, "")
    before = pc.match_substring_regex(segments, rf"^(?:{'|'.join(_PROCLITICS)})\+")
    behind = pc.match_substring_regex(segments, rf"\+(?:{'|'.join(_ENCLITICS)})$")
    return [~np.asarray(found.to_numpy(zero_copy_only=False), bool) for found in (before, behind)]


def _matches(columns, stream, ids, free):
    """First tokens of the runs of `ids` within a sentence."""
    starts = np.flatnonzero(stream[: max(len(stream) - len(ids) + 1, 0)] == ids[0])
    for i, number in enumerate(ids[1:], start=1):
        here = starts + i
        same = (columns["doc"][here] == columns["doc"][starts]) & (columns["sent"][here] == columns["sent"][starts])
        starts = starts[same & (stream[here] == number) & free[0][here] & free[1][here - 1]]
    return starts


def merged(columns, table, first, behind, lemmas, texts, *, folds, origin="lexicon", segments=None, stop=False):
    """Columns and table with one token for each run of tokens; runs must not overlap and stand in reading order.

    first, behind: the run. lemmas, texts: what it counts as, and what is written there; segments: its parts, `texts` if
    None. origin, stop: what the new forms have in these columns.
    """
    numbers, forms = pd.factorize(np.array(texts, object))
    one = np.zeros(len(forms), np.int64)
    one[numbers[::-1]] = np.arange(len(texts))[::-1]
    of_form = [lemmas[i] for i in one]
    steps = np.zeros(len(columns["form"]) + 1, np.int8)
    steps[first + 1] += 1
    steps[behind] -= 1
    inside = np.cumsum(steps[:-1], dtype=np.int8) > 0
    left, gone = np.flatnonzero(~inside), columns["form"][inside]
    end, form = columns["end"].copy(), columns["form"].copy()
    end[first], form[first] = columns["end"][behind - 1], len(table) + numbers
    made = {name: values[left] for name, values in {**columns, "end": end, "form": form}.items()}
    new = pd.DataFrame({"form": forms, "normalized": normalization.normalize(of_form, folds)}, dtype="str")
    new["kind"] = pd.Categorical(["arabic"] * len(new), table["kind"].cat.categories)
    new["is_stop"] = stop
    if "lemma" in table:
        new["segments"] = new["form"] if segments is None else pd.Series([segments[i] for i in one], dtype="str")
        new["lemma"], new["root"] = pd.Series(of_form, dtype="str"), ""
        new["known"], new["origin"] = True, origin
    if "pos" in table:
        new["pos"], new["lexeme"] = "FUNC" if stop else "PROPN", new["lemma"]
    whole = pd.concat([table, new.reindex(columns=table.columns)], ignore_index=True)
    n = np.bincount(np.concatenate([columns["form"][first], gone]), minlength=len(table))
    whole["n"] = np.concatenate([table["n"].to_numpy() - n, np.bincount(numbers, minlength=len(new))])
    return made, whole
