"""One row a reading: what each token is where it stands, so that a form with two readings is two words."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from ... import room
from ...arabic import context, lexica, morphology, readings

_RAREST, _FEWEST = 0.02, 3  # a reading of a smaller share of its form's tokens, or of fewer, is taken for an error
_EVIDENCE = 30  # so many tokens of a form may show that it is a name here though it is a noun as a rule
_NAME = 0.6  # a form that is a name in so many of its tokens is one in all
_UNLISTED = ("simplemma", "ending", "corpus", "whole", "new")
_PROCLITICS = re.compile(r"^(?:[وف][ً-ْ]*\+)?(?:[بكل][ً-ْ]*\+)?")
_TO_THE = re.compile(r"^(?:[وف][ً-ْ]*\+)?ل[ً-ْ]*\+ل[ً-ْ]*\+")  # the article behind ل
_MINOR = 0.05, 0.03  # of a lemma that is a name or a noun, the nouns or the names are split off only if there are more
_PART = {name: number for number, name in enumerate(readings.PARTS)}
_NOUN, _ADJ, _PROPN, _FUNC, _X = (_PART[name] for name in ("NOUN", "ADJ", "PROPN", "FUNC", "X"))


def read(columns, table, *, analyser="auto"):
    """Choose a reading for each token and give each reading of a form a row of its own.

    columns: doc, start, end, sent, form (int arrays, one element a token). table: a form table with lemmas.
    Returns both, `form` pointing to the new rows, the table with the columns pos (of `readings.PARTS`: that of most of
    the row's tokens) and lexeme: the lemma, with a part of speech behind it where the same letters are as a rule
    another word (تابع VERB beside تابع); rows of one lexeme are one term. A noun and an adjective of one lemma stay one
    word unless they are listed as homographs (عام, year and general), and what is chosen for too few tokens of a form
    goes to its other readings; a form that occurs once or twice and that no dictionary prints as it stands has one.
    With the analyser "camel" pos is "" and lexeme the lemma.
    """
    if analyser == "camel" or not len(table):
        return columns, table.assign(pos=pd.Series("", index=table.index, dtype="str"), lexeme=table["lemma"])
    rare = (table["n"] < _FEWEST).to_numpy(bool)
    listed = readings.of_forms(table.rename(columns={"origin": "source"}), source=analyser, rare=rare)
    form = np.asarray(columns["form"], np.int32)
    chosen, _ = context.choose_of(listed, form, table["normalized"], *_beside(columns), analyser)
    chosen = _settled(listed, chosen, table["origin"].isin(_UNLISTED).to_numpy(bool))
    return _rows(columns, table, listed, chosen, analyser)


def _beside(columns):
    """(Whether each token is of the sentence of the one before, whether a mark stands between the two)."""
    doc, sent, start, end = (columns[name] for name in ("doc", "sent", "start", "end"))
    joined, apart = room.empty(len(doc), bool), room.empty(len(doc), bool)
    for first, behind in room.pieces(len(doc)):
        joined[first:behind], apart[first:behind] = False, False
        here, before = slice(max(first, 1), behind), slice(max(first, 1) - 1, behind - 1)
        if behind > 1:
            joined[here] = (doc[here] == doc[before]) & (sent[here] == sent[before])
            apart[here] = start[here] - end[before] > 1
    return joined, apart


def _settled(listed, chosen, unlisted):
    """The chosen readings, with those that too few tokens of a form have put to the others.

    unlisted: forms that no dictionary has, which are one word each.
    """
    sizes = np.diff(listed.bounds)
    of_form = np.repeat(np.arange(len(sizes)), sizes)
    n = room.counts(chosen, len(of_form))
    total_of = np.bincount(of_form, n, minlength=len(sizes))
    total = total_of[of_form]
    part = listed.part
    names = np.bincount(of_form, n * (part == _PROPN), minlength=len(sizes))[of_form]
    nouns = np.bincount(of_form, n * (part == _NOUN), minlength=len(sizes))[of_form]
    nominal = (part == _NOUN) | (part == _ADJ)
    # Whether a word is a name or a noun does not change from line to line as verb and noun do: most tokens decide.
    is_name = (names > 0) & ((names >= _NAME * total) | (names >= nouns))
    # A few tokens are no evidence against what the word is as a rule.
    usual = [np.bincount(of_form, listed.share * (part == one), minlength=len(sizes)) for one in (_PROPN, _NOUN)]
    is_name &= ((usual[0] >= usual[1]) | (total_of >= _EVIDENCE))[of_form]
    lost = (is_name & (((part == _NOUN) & (names >= nouns)) | (nominal & (names >= _NAME * total)))) | (
        (part == _PROPN) & ~is_name & ((names < nouns) | (nouns > 0))
    )
    weight = np.where(lost, -1.0, n + 0.5 * listed.share)
    most = np.arange(len(of_form)) == context.first_choice(of_form, listed.bounds, weight)
    lost |= ~most & ((n < _RAREST * total) | (n < _FEWEST) | unlisted[of_form])
    weight = np.where(lost, -1.0, weight)
    instead = context.first_choice(of_form, listed.bounds, weight)
    # Of a form all of whose readings are rare the most frequent one stays.
    return room.taken(np.where(lost, instead, np.arange(len(of_form))).astype(np.int32), chosen)


def _rows(columns, table, listed, chosen, analyser):
    """The table with one row for each word that a form is, and the columns that point to it."""
    tables, sizes = lexica.load(analyser), np.diff(listed.bounds)
    of_form = np.repeat(np.arange(len(sizes)), sizes)
    n = room.counts(chosen, len(of_form))
    used = np.flatnonzero(n)
    stop = table["is_stop"].to_numpy(bool)[of_form[used]]
    number, names = pd.factorize(listed.lemma[used])
    homograph = np.array([name in readings.homographs() for name in names], bool)[number]
    group = _group(listed.part[used], homograph, stop)
    key, _ = pd.factorize((of_form[used] * len(names) + number) * len(readings.PARTS) + group)
    order = np.lexsort((used, -n[used], key))
    best = order[np.diff(key[order], prepend=-1) > 0]  # part and segments of a row are those of most of its tokens
    row = np.zeros(len(of_form), np.int32)
    row[used] = key
    reading = used[best]
    made = table.iloc[of_form[reading]].reset_index(drop=True)
    form = room.taken(row, chosen)
    decided = (made["origin"] == "lexicon").to_numpy(bool) | (made["kind"] != "arabic").to_numpy(bool)
    lemma = listed.lemma[reading]
    base = made["lemma"].to_numpy(object) == lemma
    segments = made["segments"].to_numpy(object).copy()
    forms, cut = made["form"].to_numpy(object), listed.segments[reading]
    for place in np.flatnonzero(segments != cut).tolist():
        word, parts = forms[place], cut[place]
        segments[place] = parts if parts.replace("+", "") == word else morphology.as_written(word, parts)
    roots = made["root"].to_numpy(object).copy()
    roots[~base] = [tables.roots.get(one, "") for one in lemma[~base]]
    group = _one_name(lemma, segments, group[best], n[used][best])
    lexemes = _lexemes(lemma, group, n[used][best], decided, analyser)
    pos = pa.array(readings.PARTS, pa.large_string()).take(pa.array(listed.part[reading]))
    new = {"segments": segments, "lemma": lemma, "root": roots, "pos": pos, "lexeme": lexemes}
    made = made.assign(**{name: pa.array(values, pa.large_string()).to_pandas() for name, values in new.items()})
    made["n"] = room.counts(form, len(made))
    return {**columns, "form": form}, made


def _group(part, homograph, stop):
    """What words of one lemma have in common: nouns, adjectives and the like are one unless they are homographs."""
    group = part.copy()
    group[(part == _ADJ) & ~homograph] = _NOUN
    group[(part == _FUNC) & ~stop] = _NOUN
    group[part == _PART["NUM"]] = _NOUN
    return group


def _one_name(lemma, segments, group, n):
    """The groups of the rows, where a word that is a name is one behind conjunctions and prepositions too (والخرطوم).

    Of a form with a clitic there are few tokens, and before it stands what is seldom before a name.
    """
    number, names = pd.factorize(lemma)
    noun, name = (np.bincount(number, n * (group == part), minlength=len(names)) for part in (_NOUN, _PROPN))
    mixed = ((noun > 0) & (name > noun))[number]
    rows = np.flatnonzero(mixed & ((group == _NOUN) | (group == _PROPN)))
    if not len(rows):
        return group
    written = segments[rows]
    base = np.array([_PROCLITICS.sub("", _TO_THE.sub("ال+", one)) for one in written.tolist()], object)
    alone, proper = base == written, group[rows] == _PROPN
    base, _ = pd.factorize(base)
    base, _ = pd.factorize(number[rows] * (base.max() + 1) + base)
    every = np.bincount(base, n[rows] * alone)
    those = np.bincount(base, n[rows] * (alone & proper))
    group = group.copy()
    group[rows[~alone & ((those >= _NAME * every) & (every > 0))[base]]] = _PROPN
    return group


def _lexemes(lemma, group, n, decided, analyser):
    """The lexeme of each row: its lemma, with the part of speech behind it where that is not the usual one.

    What is usual the dictionary says, not this corpus: two corpora call one word alike. decided: rows of the reader's
    lexicon, which are what it says, and figures and Latin words.
    """
    number, names = pd.factorize(lemma)
    sums = np.zeros((len(names), len(readings.PARTS)))
    np.add.at(sums, (number, group), n)
    pair = sums[:, [_NOUN, _PROPN]]
    small = (pair.min(1) > 0) & (pair < np.array(_MINOR) * pair.sum(1, keepdims=True)).any(1)
    larger = np.where(pair[:, 0] >= pair[:, 1], _NOUN, _PROPN)
    group = np.where(small[number] & ((group == _NOUN) | (group == _PROPN)), larger[number], group)
    usual = np.array([_PART[part] for part in readings.usual_parts(names, source=analyser)])
    lexemes = np.array(lemma, object)
    other = np.flatnonzero((group != usual[number]) & ~decided & (group != _X))
    lexemes[other] = [f"{one} {readings.PARTS[mine]}" for one, mine in zip(lemma[other], group[other], strict=True)]
    return lexemes


def plain(lexeme):
    """The lemma of a lexeme: what stands before its part of speech, if it has one."""
    before, _, part = lexeme.rpartition(" ")
    return before if part in _PART and before else lexeme


def rejoined(columns, table):
    """The same columns and forms, where rows of a stop word that differ in nothing any more are one row.

    Two readings of بحلول were two rows; as a stop word it stands for itself, and both have the same lemma.
    """
    stops = np.flatnonzero(table["is_stop"].to_numpy(bool))
    part = table.iloc[stops][["form", "lemma", "lexeme", "pos"]]
    again = stops[part.duplicated().to_numpy()]
    if not len(again):
        return columns, table
    numbers = part.groupby(list(part.columns), sort=False).ngroup().to_numpy()
    first = stops[pd.Series(stops).groupby(numbers).transform("idxmin").to_numpy()]
    place, kept = np.arange(len(table)), np.ones(len(table), bool)
    place[stops], kept[again] = first, False
    n = np.bincount(place, weights=table["n"], minlength=len(table)).astype(np.int64)
    place = (np.cumsum(kept) - 1)[place]
    columns = {**columns, "form": room.taken(place, columns["form"], columns["form"].dtype)}
    return columns, table.assign(n=n)[kept].reset_index(drop=True)
