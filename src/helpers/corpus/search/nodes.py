"""What a reader means by a word or a run of words: rows of the terms, and where they occur in the tokens."""

import difflib
import itertools

import numba
import numpy as np
import pandas as pd

from ...arabic import morphology, normalization, tokenization
from ...arabic.letters import has_arabic
from ...arguments import SEVERAL, TEXT_OR_TEXTS, takes
from ...errors import ArgumentError, NotFound
from ..words import emoji

_NEAREST = 4  # spellings proposed for a word that does not occur
_MOST_CHOICES = 20_000  # the most frequent spellings, among which they are sought
#: What to say of words that occur, but never side by side.
APART = 'The words of "{word}" occur, but nowhere as neighbours in this order within {where}.'
_PATTERN = frozenset("*?|~^$[]{}\\")  # signs of a search pattern, which the tokenizer would silently pass over
_GATHERED = 0.02  # share of the tokens, or of the forms, up to which those of single forms are looked up
_GATHERED_KEPT = 0.2  # the same where the index is in files: a corpus so large is not gone through for a word
_LONGEST = 2**20  # tokens of a run that is sorted by one number, with its start
_RARE = 0.1  # a bare spelling that is written less often, against all that fold to the same, means these too


@takes()
def rows(tokens, word):
    """Rows of `tokens.terms` that a reader means by one word: int64 array, sorted, not empty.

    word: a term as shown in a table (إرهاب), any of the forms that it counts (والإرهاب), or one of the lexicon's terms
    of several words (الأمم المتحدة). It is cut and folded as the text is. The term spelled so wins, unless most
    tokens spelled so belong to other terms: those are then meant too. Forms spelled so win over forms that only
    fold to the same (إمام is not أمام), unless the word is bare and hardly ever written so (ايديولوجي is أيديولوجي
    too). At the level form only the very spelling is meant, if it occurs. At the level lemma a form that the corpus
    lacks is understood through its own lemma.
    Raises ArgumentError for an empty word; NotFound, which is one, for several words that are no term, and for a word
    that does not occur (with the nearest spellings).
    """
    found, text, folded = _meant(tokens, word)
    if len(found):
        return found
    if " " in text:
        raise NotFound(f'"{text}" is several words, and none of the terms is written so; give one word.')
    raise NotFound(f'"{text}" does not occur.{_nearest(tokens, folded)}')


@takes()
def rows_or_none(tokens, word):
    """As `rows`, but an empty array for what does not occur: quick where many words are asked for and few are there.

    Raises ArgumentError for an empty word.
    """
    return _meant(tokens, word)[0]


def _meant(tokens, word):
    """The rows that a word means (none when it does not occur), the word as it was cut, and folded."""
    pieces = cut(word)
    text = " ".join(pieces)
    (folded,) = normalization.normalize([text], tokens.folds)
    if len(pieces) > 1:
        return _joined(tokens, folded), text, folded
    found = _spelled(tokens, text, folded)
    if not len(found) and tokens.level == "lemma" and has_arabic(text):
        lemma = morphology.analyze([text])["lemma"].iloc[0]
        found = _of_key(tokens, lemma)
    return found, text, folded


@takes(words=TEXT_OR_TEXTS)
def occurrences(tokens, words, *, within_sentence=True):
    """Where a word, or a run of neighbouring words, occurs.

    words: a string (مكافحة الإرهاب), cut as the text is, or a sequence of words; each means what `rows` says. Words
    that are one token, of a name or by the reader's lexicon, are found as that token; so is the token of a longer name
    that holds them.
    within_sentence: a run does not cross the end of a sentence (else of a document).
    Returns (start, end): int64 arrays of token numbers, sorted, start inclusive, end exclusive. Runs may overlap;
    both arrays are empty when the words occur but not in this order. Raises ArgumentError as `rows`.
    """
    pieces = cut(words if isinstance(words, str) else " ".join(map(str, words)))
    parts, problem = [], None
    for sizes in _cuts(len(pieces)):
        places = np.split(np.array(pieces, object), np.cumsum(sizes)[:-1])
        try:
            chosen = [_flag(tokens, rows(tokens, " ".join(place))) for place in places]
        except ArgumentError as error:
            problem = error if len(sizes) == len(pieces) else problem
            continue
        parts.append(runs(tokens, np.array(chosen), within_sentence))
    if not parts:
        raise problem
    return union(parts)


@takes(words=SEVERAL)
def found(tokens, words, *, within_sentence=True):
    """How often each word, or run of neighbouring words, of a list occurs; what does not occur has n 0 and a note.

    words: a list of what `occurrences` takes. Returns word (as asked for), n, ipm (per million tokens), n_docs, note:
    "" or a sentence that says why nothing is found, with the nearest spellings. Raises ArgumentError for what holds no
    word, or the signs of a search pattern.
    """
    lines = []
    for word in words:
        n, n_docs, note = 0, 0, ""
        try:
            start, _ = occurrences(tokens, word, within_sentence=within_sentence)
            n, n_docs = len(start), len(np.unique(tokens.doc[start]))
            note = "" if n else APART.format(word=word, where="a sentence" if within_sentence else "a document")
        except NotFound as error:
            note = str(error)
        shown = word if isinstance(word, str) else " ".join(word)
        lines.append((shown, n, n / max(len(tokens), 1) * 1e6, n_docs, note))
    table = pd.DataFrame(lines, columns=["word", "n", "ipm", "n_docs", "note"])
    return table.astype({"word": "str", "n": "int64", "ipm": "float64", "n_docs": "int64", "note": "str"})


def of_rows(tokens, chosen):
    """(start, end) of all tokens of the terms `chosen` (rows of `tokens.terms`), as `occurrences` returns them."""
    return runs(tokens, _flag(tokens, chosen)[None], True)


def union(parts):
    """Join several (start, end) into one, sorted by start, each run once."""
    if len(parts) == 1:
        return parts[0]
    start, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    if len(start) and (end - start).max() < _LONGEST:  # one number for both; sorting finds the parts sorted already
        together = np.sort(start * _LONGEST + (end - start), kind="stable")
        start, end = together // _LONGEST, together // _LONGEST + together % _LONGEST
    else:
        order = np.lexsort((end, start))
        start, end = start[order], end[order]
    new = np.ones(len(start), bool)
    new[1:] = (np.diff(start) != 0) | (np.diff(end) != 0)
    return start[new], end[new]


def cut(words):
    """The words of what a reader typed, as the tokenizer cuts them: a list.

    Raises ArgumentError when there is none, and for the signs of a search pattern.
    """
    signs = sorted(_PATTERN.intersection(str(words)))
    if signs:
        raise ArgumentError(f'"{words}" is no plain word: leave out {" ".join(signs)}, or give a list of words.')
    pieces = tokenization.words([str(words).strip()])[0] or emoji.found(str(words))
    if not pieces:
        raise ArgumentError(f'"{words}" holds no word; give a word of Arabic or Latin letters or a number.')
    return pieces


def _spelled(tokens, text, folded):
    """Rows of the terms that are spelled so, or whose forms are."""
    exact = _of_key(tokens, text, "term") if tokens.level == "lemma" else ()  # no two terms are shown alike
    exact = exact if len(exact) else _of_key(tokens, folded if tokens.level == "normalized" else text)
    if tokens.level == "normalized" or (tokens.level == "form" and len(exact)):
        return exact
    n, n_terms = tokens.uses, tokens.term_uses
    same, alike = tokens.rows_of("forms", "form", text), tokens.rows_of("forms", "normalized", folded)
    same, alike = same[n[same] > 0], alike[n[alike] > 0]
    elsewhere = same[~np.isin(tokens.form_term[same], exact)]
    if n_terms[exact].sum() >= max(n[elsewhere].sum(), 1):
        all_alike = n_terms[np.unique(tokens.form_term[alike])].sum()
        if text != folded or n_terms[exact].sum() >= _RARE * all_alike:
            return exact
    if text == folded and n[same].sum() < _RARE * n[alike].sum() or not len(same):
        same = alike
    found = np.union1d(exact, tokens.form_term[same]).astype(np.int64)
    if len(found):
        return found
    keyed = np.array(tokens.of_key.get(folded, []), np.int64)
    return keyed[n_terms[keyed] > 0]  # a term none of whose forms is its dictionary form


def _of_key(tokens, key, column="key"):
    found = tokens.rows_of("terms", column, key)
    return found[tokens.term_uses[found] > 0]


def _joined(tokens, folded):
    """Rows of the terms of several words, each one token by the reader's lexicon, that are written or shown so."""
    return np.unique(tokens.form_term[tokens.several.get(folded, [])]).astype(np.int64)


def _nearest(tokens, folded):
    """Propose the spellings most like the word, then those that begin with it, frequent ones first."""
    forms = tokens.forms[tokens.forms["n"] > 0]
    counted = forms.sort_values(["n", "form"], ascending=[False, True]).drop_duplicates("normalized")
    counted = counted.iloc[:_MOST_CHOICES]
    close = counted[(counted["normalized"].str.len() - len(folded)).abs() <= 2]
    shown = dict(zip(close["normalized"], close["form"], strict=True))
    like = [shown[key] for key in difflib.get_close_matches(folded, list(shown), n=_NEAREST, cutoff=0.6)]
    begin = counted.loc[counted["normalized"].str.startswith(folded), "form"][:_NEAREST] if len(folded) > 2 else []
    found = list(dict.fromkeys([*like, *begin]))[:_NEAREST]
    listed = ", ".join(f'"{form}"' for form in found)
    return f" Did you mean {listed}?" if found else " No spelling in the corpus comes near it."


def _cuts(n):
    """Ways to cut n words into neighbouring groups, as tuples of sizes; the single words come first."""
    for bits in itertools.product((True, False), repeat=n - 1):
        ends = [i + 1 for i, bit in enumerate(bits) if bit] + [n]
        yield tuple(np.diff([0, *ends]).tolist())


def _flag(tokens, chosen):
    """Which forms belong to the rows `chosen` of the terms: bool, one element a form."""
    wanted = np.zeros(len(tokens.terms), bool)
    wanted[chosen] = True
    return wanted[tokens.form_term]


def runs(tokens, flags, within_sentence):
    """Runs of tokens whose forms may stand at the places of a run: (start, end), int64, sorted, end exclusive.

    flags: bool array, places × forms. within_sentence: a run does not cross the end of a sentence (else of a document).
    A token of several words (الأمم المتحدة) is a run as well where its words, or some of them side by side, fit.
    """
    alone = _alone(tokens, flags, within_sentence)
    chosen = _holding(tokens, flags)
    if not chosen.any():
        return alone
    start = _where(tokens, chosen, tokens.forms["n"].to_numpy()[chosen].sum())
    return union([alone, (start, start + 1)])


def _holding(tokens, flags):
    """The forms of several words that hold a run whose words may stand at the places of `flags`: bool."""
    rows, words, bounds, texts, _ = tokens.inside
    chosen = np.zeros(len(texts), bool)
    n_starts = len(words) - len(flags) + 1
    if n_starts < 1:
        return chosen
    token = np.repeat(np.arange(len(rows)), np.diff(bounds))
    fits = token[:n_starts] == token[len(flags) - 1 :]  # a run within one token
    for place, flag in enumerate(flags):
        meant = np.zeros(len(texts) + 1, bool)  # the last one stands for a word that is no form, numbered -1
        meant[texts[flag]] = True
        fits &= meant[words[place : place + n_starts]]
    chosen[rows[token[:n_starts][fits]]] = True
    return chosen


def _alone(tokens, flags, within_sentence):
    """The runs of `runs` each of whose words is a token of its own."""
    sizes = flags @ tokens.forms["n"].to_numpy()
    if len(flags) == 1:  # nothing beside it to look at
        start = _where(tokens, flags[0], sizes[0])
        return start, start + 1
    rarest = int(np.argmin(sizes))
    places = _where(tokens, flags[rarest], sizes[rarest]) - rarest
    start = _scan(places, tokens.form, tokens.doc, tokens.sent, flags, within_sentence)
    return start, start + len(flags)


def _where(tokens, flag, n):
    """The tokens of the forms that are flagged, int64, sorted: gathered form by form when they are few."""
    forms = np.flatnonzero(flag)
    share = _GATHERED_KEPT if tokens.has_index else _GATHERED
    if n > share * len(tokens) or len(forms) > share * len(flag):
        return np.flatnonzero(flag[tokens.form])
    bounds, numbers = tokens.places
    found = [numbers[bounds[form] : bounds[form + 1]] for form in forms.tolist()]
    return np.sort(np.concatenate([np.empty(0, np.int32), *found])).astype(np.int64)


@numba.njit(nogil=True, cache=True)
def _scan(places, form, doc, sent, flags, within_sentence):
    """Of the starts `places` those of runs whose forms all fit."""
    length, n = flags.shape[0], 0
    found = np.empty(places.size, np.int64)
    for a in places:
        b = a + length - 1
        if a < 0 or b >= form.size:
            continue
        same = doc[a] == doc[b] and (sent[a] == sent[b] or not within_sentence)
        for place in range(length):
            same = same and flags[place, form[a + place]]
        if same:
            found[n] = a
            n += 1
    return found[:n]
