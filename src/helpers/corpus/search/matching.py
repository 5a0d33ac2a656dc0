"""Matching on the integer columns of the tokens: forms that a word of a query means, phrases, nearness."""

import functools
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...arabic import known_words, normalization
from ...arabic.speech.text import quotation
from ...errors import ArgumentError, NotFound, nearest
from .. import spellings
from . import nodes

_BESIDE, _NAME_BESIDE = 0.15, 0.5  # so frequent beside a word in نا are its relatives with other endings, at least
_MOST_CHOICES = 20_000  # the most frequent spellings, among which the nearest to a mistyped word is sought
_MARKS = frozenset(quotation.MARKS)
#: What a query calls a part of speech: its name and the Arabic one.
PARTS = {"noun": "اسم", "verb": "فعل", "adjective": "صفة", "name": "علم"}
_POS = {"noun": "NOUN", "verb": "VERB", "adjective": "ADJ", "name": "PROPN"}
_FINALS = {"ya": ("ى", "ي"), "ta_marbuta": ("ة", "ه")}


def forms(tokens, kind, text, column="normalized", *, strict=True):
    """Which forms a word of a query means: bool, one element a row of `tokens.forms`.

    kind: "term" (any form of the term, see `nodes.rows`; a term of several words of the reader's lexicon too), "form"
    (exactly so), "normalized", "lemma" or "root" (folded as the text is), "clitic" (ends in this pronoun), or "wild"
    (`text` with * and ? against `column`).
    Raises ArgumentError when the tokens have no lemmas, NotFound when none occurs (not strict: then all are False).
    """
    if kind == "term":
        chosen = np.zeros(len(tokens.terms), bool)
        chosen[nodes.rows(tokens, text) if strict else nodes.rows_or_none(tokens, text)] = True
        return chosen[tokens.form_term]
    column = column if kind == "wild" else kind
    needed = "pos" if kind in PARTS else "segments" if kind == "clitic" else column
    if needed not in tokens.forms:
        raise ArgumentError(
            f'"{column}:{text}" needs lemmas, but the level is "{tokens.level}"; set [terms] level = "lemma".'
        )
    find = {"wild": _wild, "clitic": _ending, **dict.fromkeys(PARTS, _of_part)}.get(kind, _same)
    found = find(tokens, text, column) & _used(tokens)
    if not found.any() and strict:
        if kind == "clitic":
            raise NotFound(f'No word ends in the attached pronoun "{text}".')
        counted = tokens.forms[_used(tokens)].groupby("lemma" if kind in PARTS else column)["n"].sum()
        choices = counted[counted.index != ""].sort_values(ascending=False, kind="stable").index[:_MOST_CHOICES]
        hint = "" if kind == "wild" else nearest(text, choices)
        raise NotFound(f'No {"word" if column in ("form", "normalized") else column} is "{text}".{hint}')
    return found


def _used(tokens):
    return tokens.uses > 0


def _same(tokens, text, column):
    found = np.zeros(len(tokens.forms), bool)
    found[tokens.rows_of("forms", column, text)] = True
    if column == "form" or found.any():
        return found
    (folded,) = normalization.normalize([text], tokens.folds)
    number, distinct = _distinct(tokens, column)
    return pc.equal(distinct, folded).to_numpy(zero_copy_only=False)[number]


def _wild(tokens, text, column):
    """* is any number of signs, ? one, neither a space; the folds of the end of a word hold everywhere here."""
    number, values = _distinct(tokens, column)
    if column != "form":
        (text,) = normalization.normalize([text], tokens.folds)
        finals = [pair for fold, pair in _FINALS.items() if fold in tokens.folds]
        text = functools.reduce(lambda made, pair: made.replace(*pair), finals, text)
        if ("finals", column) not in tokens.kept:
            folded = functools.reduce(lambda made, pair: pc.replace_substring(made, *pair), finals, values)
            tokens.kept["finals", column] = folded
        values = tokens.kept["finals", column]
    signs, parts = {"*": "[^ ]*", "?": "[^ ]"}, re.split(r"([*?])", text)
    pattern = "".join(signs.get(part, re.escape(part)) for part in parts)
    # A pattern is slow; of all spellings it is asked only of those that hold the longest part of it.
    longest = max(parts[::2], key=len)
    places = spellings.holding(values, longest, begins=longest == parts[0])
    fits = pc.match_substring_regex(values.take(pa.array(places)), f"^{pattern}$").to_numpy(zero_copy_only=False)
    found = np.zeros(len(values), bool)
    found[places[fits]] = True
    return found[number]


def _of_part(tokens, text, part):
    return _same(tokens, text, "lemma") & (tokens.forms["pos"] == _POS[part]).to_numpy(bool)


def _ending(tokens, text, _):
    forms = tokens.forms
    found = forms["segments"].str.endswith(f"+{text}").to_numpy(bool, copy=True)
    if text == "نا":
        if "pos" in forms:  # of بدأنا the pronoun is the subject; أعلنا may be "they both announced"
            ends = forms["normalized"].str.endswith(text) & ~forms["lemma"].str.contains("نى?$", regex=True)
            found |= (ends & (forms["pos"] == "VERB")).to_numpy(bool)
        rows = np.flatnonzero(found)
        names = (forms["pos"] == "PROPN").to_numpy(bool)[rows] if "pos" in forms else np.zeros(len(rows), bool)
        found[rows] = [not _foreign(*one) for one in zip(forms["form"].to_numpy(object)[rows], names, strict=True)]
    return found


def _foreign(form, is_name):
    """Whether a word in نا is a foreign name (بوركينا, فيرونا, مارينا) rather than one that the pronoun "our" ends.

    What takes one pronoun takes the others too, and a noun the article: such words are far more frequent beside مدينتنا
    or رأينا (مدينته, رأيت, الرأي) than beside a name. is_name: whether it was read as one where it stands.
    """
    word = known_words.plain(form)
    if len(word) < 4 or word[-3] not in "اوي":
        return False
    spellings = [word] + [word[n:] for n in (1, 2) if len(word) > n + 4 and set(word[:n]) <= set("وفبلك")]
    spelled = max(spellings, key=known_words.frequency)
    own, stem = known_words.frequency(spelled), spelled[:-2]
    others = [stem + end for end in ("ه", "ها", "هم", "كم", "ت", "تم")] + [f"ال{stem}"]
    others += [f"{stem}ا", f"{stem[:-1]}ين"] if stem.endswith("و") else []  # اقتلوا, معلمين: of اقتلونا, معلمونا
    beside = sum(map(known_words.frequency, others))
    return beside < (_NAME_BESIDE if is_name else _BESIDE) * own or (is_name and not own)


def _distinct(tokens, column):
    """Row of each form in the distinct values of a column, and these, folded as the text is (form: as written), an
    Arrow array; made once and kept.
    """
    if ("distinct", column) not in tokens.kept:
        values = tokens.forms[column]
        if column in ("form", "normalized"):
            number, distinct = slice(None), values.array
        else:
            number, distinct = pd.factorize(values)
            # A lemma keeps the hamza that a reader may leave out; there are fewer lemmas than forms to fold.
            distinct = normalization.normalize(distinct, tokens.folds)
        tokens.kept["distinct", column] = number, pa.array(distinct, pa.large_string())
    return tokens.kept["distinct", column]


def quoted(tokens, start, end):
    """Of the runs of tokens (start, end) those with a quotation mark directly before them and directly behind."""
    texts, keep = tokens.corpus.documents["text"].array, np.zeros(len(start), bool)
    text, doc_before = "", -1
    columns = (tokens.doc[start], tokens.start[start], tokens.end[end - 1])
    for i, (doc, a, b) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        if doc != doc_before:
            text, doc_before = texts[doc], doc
        keep[i] = a > 0 and text[a - 1] in _MARKS and text[b : b + 1] in _MARKS
    return start[keep], end[keep]


def near(tokens, one, other, distance, within_sentence):
    """Runs from one hit to another at most `distance` words apart, in either order, the shortest ones only.

    one, other: hits as `nodes.occurrences` returns them, as is the result.
    """
    both = (one, other), (other, one)
    start, end = nodes.union([_pairs(tokens, *ends, distance, within_sentence) for ends in both])
    begins = np.ones(len(start), bool)
    begins[1:] = start[1:] != start[:-1]  # of runs with the same first token the shortest comes first
    earliest_end = np.append(np.minimum.accumulate(end[::-1])[::-1], np.iinfo(np.int64).max)
    shortest = begins & (end < earliest_end[np.searchsorted(start, start, side="right")])
    return start[shortest], end[shortest]


def _pairs(tokens, one, other, distance, within_sentence):
    """For each hit of `one` the next hit of `other` behind it, if it is near enough."""
    nothing = np.empty(0, np.int64)
    if not len(one[0]) or not len(other[0]):
        return nothing, nothing
    at = np.searchsorted(other[0], one[1])
    there = at < len(other[0])
    at, start, behind = at[there], one[0][there], one[1][there]
    close = other[0][at] - behind < distance
    start, end = start[close], other[1][at[close]]
    same = tokens.doc[start] == tokens.doc[end - 1]
    if within_sentence:
        same &= tokens.sent[start] == tokens.sent[end - 1]
    return start[same], end[same]
