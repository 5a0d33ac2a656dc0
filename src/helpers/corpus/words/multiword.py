"""Multi-word terms: الأمم المتحدة or مكافحة الإرهاب kept as one token where the reader's lexicon says so."""

import numba
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ... import room
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
    stream = room.taken(numbers.astype(np.int32), columns["form"])
    free = [room.taken(found, columns["form"]) for found in borders(table, level)]
    found = {}
    for term in wanted:
        ids = [place.get(key[word], -1) for word in term]
        if min(ids) >= 0:
            found[term] = _matches(columns, stream, ids, free)
    first, behind, terms = longest(found, {term: len(term) for term in found}, len(stream))
    if not len(first):
        return columns, table
    lemmas = np.array([wanted[term] for term in found], object)[terms]
    texts = spelled(columns, first, behind, texts_of(corpus))
    return merged(columns, table, first, behind, lemmas, texts, folds=folds)


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
    kept = np.flatnonzero(_without_overlap(starts, size, order, room.full(n_tokens, False, bool)))
    kept = kept[np.argsort(starts[kept])]
    return starts[kept], starts[kept] + size[kept], number[kept]


@numba.njit(nogil=True, cache=True)
def _without_overlap(starts, size, order, taken):
    """Which runs are taken, if each in this order is whose tokens no other has: bool, one a run; taken: all False."""
    kept = np.zeros(starts.size, np.bool_)
    for row in order:
        first, behind = starts[row], starts[row] + size[row]
        kept[row] = not taken[first:behind].any()
        if kept[row]:
            taken[first:behind] = True
    return kept


def texts_of(corpus):
    """The texts of a corpus by their rows, as `spelled` asks them."""
    column = corpus.documents["text"]
    return column.array if room.is_scarce() else column.to_numpy(object)


def spelled(columns, first, behind, texts):
    """What is written where runs of tokens stand (first inclusive, behind exclusive), which lie in reading order.

    texts: as `texts_of` gives them. Returns (the number of the spelling of each run, the distinct ones, in order).
    """
    known, numbers = {}, np.empty(len(first), np.int64)
    for a, b in room.pieces(len(first), size=4):
        places = (columns["doc"][first[a:b]], columns["start"][first[a:b]], columns["end"][behind[a:b] - 1])
        numbers[a:b] = [known.setdefault(text, len(known)) for text in written(places, texts)]
    made = np.empty(len(known), object)
    made[:] = list(known)
    return numbers, made


def written(places, texts):
    """Yield what stands at places (doc, start, end: arrays): a text is taken once where those of one follow each other.

    texts: as `texts_of` gives them.
    """
    here, text = -1, ""
    for doc, start, end in zip(*(place.tolist() for place in places), strict=True):
        if doc != here:
            here, text = doc, texts[doc]
        yield text[start:end]


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
    starts = room.places(max(len(stream) - len(ids) + 1, 0), lambda a, b: stream[a:b] == ids[0])
    for i, number in enumerate(ids[1:], start=1):
        here = starts + i
        same = (columns["doc"][here] == columns["doc"][starts]) & (columns["sent"][here] == columns["sent"][starts])
        starts = starts[same & (stream[here] == number) & free[0][here] & free[1][here - 1]]
    return starts


def merged(columns, table, first, behind, lemmas, texts, *, folds, origin="lexicon", segments=None, stop=False):
    """Columns and table with one token for each run of tokens; runs must not overlap and stand in reading order.

    first, behind: the run. lemmas: what it counts as. texts: what is written there, as `spelled` gives it; segments:
    its parts, `texts` if None. origin, stop: what the new forms have in these columns.
    """
    numbers, forms = texts
    one = np.zeros(len(forms), np.int64)
    one[numbers[::-1]] = np.arange(len(numbers))[::-1]
    of_form = [lemmas[i] for i in one]
    made, n = _as_one(columns, len(table), first, behind, numbers)
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
    whole["n"] = np.concatenate([table["n"].to_numpy() - n, np.bincount(numbers, minlength=len(new))])
    return made, whole


def _as_one(columns, n_forms, first, behind, numbers):
    """(The columns with the first token of each run in the place of all, how many tokens each form has lost to runs).

    numbers: the forms of the runs, counted on from n_forms.
    """
    gone = behind - first - 1
    n_left = len(columns["form"]) - int(gone.sum())
    made = {name: room.empty(n_left, values.dtype) for name, values in columns.items()}
    for name, values in made.items():
        _without(columns[name], first, behind, values)
    at = first - np.cumsum(gone) + gone
    made["form"][at], made["end"][at] = n_forms + numbers, columns["end"][behind - 1]
    lost = np.zeros(n_forms, np.int64)
    _count_inside(columns["form"], first, behind, lost)
    return made, lost


@numba.njit(nogil=True, cache=True)
def _without(values, first, behind, made):
    """Write values to `made` without those of each run behind its first one."""
    at, place = 0, 0
    for i in range(first.size):
        until = first[i] + 1
        made[place : place + until - at] = values[at:until]
        place += until - at
        at = behind[i]
    made[place:] = values[at:]


@numba.njit(nogil=True, cache=True)
def _count_inside(form, first, behind, counts):
    """Add to the counts of forms their tokens in the runs."""
    for i in range(first.size):
        for at in range(first[i], behind[i]):
            counts[form[at]] += 1
