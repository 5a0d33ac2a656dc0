"""Two corpora counted alike: a word that each of them reads in its own way becomes one term in both."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from . import counts, tokens
from .words import forms, in_context


def agree(one, other):
    """Make every form that two Tokens share the same term in both -> (one, other, how many forms changed).

    A term is then shown alike in both, as in `one` if it occurs there, and no two terms are: those that share a
    spelling only now become one.

    An unknown word is read with the rest of its corpus as evidence (`arabic.morphology`), so that two corpora may file
    it under two lemmas, each of which would then look as if the other corpus lacked it. Such a form counts under
    the lemma of the corpus that has it more often, unless the reader's lexicon has decided in one of them. A name of
    several words that only one of them found in itself (`words.compounds`) is one token in the other, too: it would
    look absent there, however often its words stand side by side. The forms and terms of the result are recounted;
    texts, offsets and the Tokens given are as they were.
    """
    if one.level != "lemma" or one.form_term is other.form_term:
        return one, other, 0
    one, other = _named_alike(one, other)
    sides, there = (one, other), _same_words(one.forms, other.forms)
    rows = [np.flatnonzero(there >= 0), there[there >= 0]]
    terms = [side.form_term[row] for side, row in zip(sides, rows, strict=True)]
    differ = np.flatnonzero(places(one.terms["key"], other.terms["key"])[terms[0]] != terms[1])
    if not len(differ):
        return *_shown_alike(one, other), 0
    rows = [row[differ] for row in rows]
    pairs = zip(sides, terms, strict=True)
    keys = [side.terms["key"].iloc[term[differ]].to_numpy(object) for side, term in pairs]
    weight = [_weight(side, row) for side, row in zip(sides, rows, strict=True)]
    first = (weight[0] > weight[1]) | ((weight[0] == weight[1]) & (keys[0] < keys[1]))
    kept = np.where(first, keys[0], keys[1])
    made = [
        _refiled(side, row[chosen], kept[chosen], sides[1 - i].terms)
        for i, (side, row, chosen) in enumerate(zip(sides, rows, (~first, first), strict=True))
    ]
    return *_shown_alike(*made), len(differ)


def _named_alike(one, other):
    """The two with the names of several words that either found in itself."""
    mine, theirs = _names(one), _names(other)
    sides = (one, theirs, mine), (other, mine, theirs)
    lacking = [{name: known[name] for name in sorted(known.keys() - own.keys())} for _, known, own in sides]
    return tuple(tokens.with_names(side, names) if names else side
                 for (side, *_), names in zip(sides, lacking, strict=True))  # fmt: skip


def _names(side):
    """The names of several words that a corpus found in itself: {folded: lemma}, of several the most frequent."""
    forms = side.forms
    forms = forms[(forms["origin"] == "compound") & (forms["n"] > 0)].sort_values("n", kind="stable")
    return dict(zip(forms["normalized"], forms["lemma"], strict=True))


def _shown_alike(one, other):
    """The two with each term shown alike in both, and terms that would share what is shown put to the most frequent."""
    used = [side.terms.loc[side.terms["n"] > 0, ["key", "term", "n"]] for side in (one, other)]
    terms = pd.concat(used, ignore_index=True)
    shown = terms.drop_duplicates("key").set_index("key")["term"]
    n = terms.groupby("key")["n"].sum().reindex(shown.index)
    order = pd.DataFrame({"key": shown.index, "term": shown.array, "n": n.array})
    order = order.sort_values(["n", "key"], ascending=[False, True], kind="stable")
    first = order.drop_duplicates("term").set_index("term")["key"]
    holder = pd.Series(first.reindex(order["term"]).array, index=order["key"].array)
    moved = holder[holder.index != holder.to_numpy()]
    sides = []
    for side, there in ((one, other), (other, one)):
        key = side.terms["key"].iloc[side.form_term].reset_index(drop=True)
        rows = np.flatnonzero(key.isin(moved.index))
        side = _refiled(side, rows, moved.reindex(key.iloc[rows]).to_numpy(object), there.terms)
        alike = side.terms["key"].map(shown).fillna(side.terms["term"]).astype("str")
        sides.append(side if alike.equals(side.terms["term"]) else replace(side, terms=side.terms.assign(term=alike)))
    return tuple(sides)


def _same_words(wanted, there):
    """Row in the forms `there` of each of `wanted`, -1 where none is the same word.

    A form that is one word only in both is the same in both, whatever part of speech each takes it for; one that is
    several is matched by its part of speech.
    """
    if "pos" not in wanted or "pos" not in there:
        return places(wanted["form"], there["form"])
    written = [forms.strings(table["form"]) for table in (wanted, there)]
    single = []
    for word in written:
        counted = pc.value_counts(word)
        single.append(counted.field("values").filter(pc.equal(counted.field("counts"), 1)))
    single = single[0].filter(pc.is_in(single[0], value_set=single[1]))
    marked = []
    for word, table in zip(written, (wanted, there), strict=True):
        several = pc.binary_join_element_wise(word, forms.strings(table["pos"]), pa.scalar(" ", pa.large_string()))
        marked.append(pc.if_else(pc.is_in(word, value_set=single), word, several))
    return places(*marked)


def places(wanted, values):
    """Row in `values` of each of `wanted`, -1 where it is not there."""
    found = pc.index_in(pa.array(wanted), value_set=pa.array(values))
    return found.fill_null(-1).to_numpy(zero_copy_only=False)


def _weight(side, rows):
    """How much the reading of these forms counts: their occurrences; that of the reader's lexicon more than any."""
    forms = side.forms.iloc[rows]
    return np.where(forms["origin"] == "lexicon", np.inf, forms["n"])


def _refiled(side, rows, keys, source):
    """The Tokens with the forms `rows` under `keys`; terms that it lacked are taken over from the terms `source`."""
    if not len(rows):
        return side
    terms = pd.concat([side.terms, source[source["key"].isin(set(keys))]], ignore_index=True)
    terms = terms.drop_duplicates("key", ignore_index=True)  # the terms it has keep their rows
    form_term, lemma = side.form_term.copy(), side.forms["lemma"].copy()
    lexeme = side.forms["lexeme"].copy() if "lexeme" in side.forms else lemma.copy()
    form_term[rows] = pd.Index(terms["key"]).get_indexer(keys)
    form_term.flags.writeable = False
    lemma.iloc[rows], lexeme.iloc[rows] = [in_context.plain(key) for key in keys], keys
    touched = np.zeros(len(terms), bool)
    touched[side.form_term[rows]] = touched[form_term[rows]] = True
    made = replace(side, form_term=form_term, forms=side.forms.assign(lemma=lemma, lexeme=lexeme), terms=terms)
    return replace(made, terms=_recounted(terms, made.term, side.doc, touched))


def _recounted(terms, term, doc, touched):
    """The term table with n and n_docs of the `touched` terms counted anew."""
    tokens = np.flatnonzero(touched[term])
    size = doc.max(initial=0) + 1
    pairs = counts.distinct(term[tokens] * np.int64(size) + doc[tokens])
    n = np.bincount(term[tokens], minlength=len(terms))
    n_docs = np.bincount(pairs // size, minlength=len(terms))
    return terms.assign(n=np.where(touched, n, terms["n"]), n_docs=np.where(touched, n_docs, terms["n_docs"]))
