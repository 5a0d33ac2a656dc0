"""Names and fixed terms of several words, found in the corpus itself: الأمم المتحدة, حزب الله, حقوق الإنسان.

A run is looked at only where its words are neighbours, in one spelling (a conjunction or preposition before the first
word apart), in several documents. It is a name by one of these rules:

known    the shipped list of countries, places and world bodies has it
person   a title often stands before it or before its first word elsewhere, or بن and the like join it
         (الرئيس بشار الأسد -> بشار الأسد)
foreign  words that no dictionary has and that hardly occur apart (سكاي نيوز)
body     its head says what kind of body, place or event it is (مجلس الأمن, الضفة الغربية, الحرب الباردة), also with
         a word behind ل or و (المرصد السوري لحقوق الإنسان); or one word names the body (الخارجية الروسية)
fixed    definite words that are hardly ever inflected in another way and seldom occur apart (حقوق الإنسان), and others
         that hardly occur apart at all (عبوة ناسفة)
weighed  none of these, but all its signs together say so (`weighing`: الغلاف الجوي)

Of a name inside a longer one that mostly occurs without it the shorter one counts (الولايات المتحدة, also before
الأميركية), so that its number is that of all its occurrences; of a part that hardly occurs alone the longer one
(محكمة العدل الدولية); a body that many countries have is named with its country (وزارة الدفاع الروسية). Spellings of
one name count as one (عبدالفتاح, عبد الفتاح), and what is named behind بن is the father.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numba
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ... import room
from ...arabic import folding, normalization
from ...arabic.segmentation import resource
from . import multiword, weighing

CHOICES = ("names", "all", "lexicon", "none")
RULES = ("known", "person", "foreign", "body", "fixed", "weighed", "association")
_CLEAN = normalization.CLEANING_FOLDS
MIN_N, MIN_DOCS, MOST_WORDS = 5, 3, 5
_BUCKETS = 1 << 20  # of pairs of words that are counted together at first
_FLAGS = ("before", "behind", "headed", "country", "loose", "given")  # what `_outer_or_inner` asks besides
_ASSOCIATED = 0.3  # NPMI of what is associated, and of what is weighed
LONGER = 0.65  # share of a name's occurrences in a longer one, from which on only the longer one is a name
_FOLDS = ("alef", "ya", "hamza_seats")  # the spellings of compound_words.tsv
_COUNTRY = re.compile("ال(.{2,}?)ي[ةه]?")  # ة is folded in some recipes
_VOWELS = re.compile("[اويى]")
_SERVANT, _JOINED = re.compile(r"(?<!\S)عبد (?=ال|ربه)"), re.compile(r"(?<!\S)عبد(?=ال..|ربه)")
_PREPOSITIONS = ("في", "إلى", "على", "عن", "مع", "بين", "لدى", "ضد", "عند", "نحو", "قبل", "بعد", "خلال")



@cache
def _classes():
    """Class -> the folded words of compound_words.tsv."""
    rows = resource("compound_words.tsv")
    return {name: frozenset(normalization.normalize(words.split(), _FOLDS)) for name, words in rows}


def names_a_kind(name):
    """Whether the first word of a name says what kind of body, place or event it is (قطاع غزة)."""
    (word,) = normalization.normalize([name.split()[0].removeprefix("ال")], _FOLDS)
    return any(word in _classes()[group] for group in ("body", "state", "place", "event", "kind"))


def known(folds=normalization.DEFAULT_FOLDS):
    """The names of the shipped list, {folded: as written}."""
    names = [row[0] for row in resource("known_names.tsv")]
    folded = [" ".join(normalization.normalize(name.split(), folds)) for name in names]
    return dict(zip(folded, names, strict=True))


@dataclass(frozen=True)
class _Words:
    """What the forms are compared by.

    names: the distinct spellings, folded (a large string array). first, inner: for each form its row in `names` at the
    beginning of a run (without conjunction and preposition) and inside (as it stands); usable, bare: whether it may
    begin a run, and continue one; behind: whether it has a preposition in it; suffixed: whether it has a pronoun;
    linked: with ل or و, so that it may continue a name behind a definite word (المرصد السوري لحقوق الإنسان).
    """

    names: pa.Array
    first: np.ndarray
    inner: np.ndarray
    usable: np.ndarray
    bare: np.ndarray
    behind: np.ndarray
    suffixed: np.ndarray
    linked: np.ndarray


def words(table, folds):
    """The `_Words` of a form table at the level lemma."""
    form, normalized, segments = (_strings(table[name]) for name in ("form", "normalized", "segments"))
    before = _matches(segments, r"^(?:[وف]\pM*\+)?(?:[بكلس]\pM*\+)?.")
    arabic = (table["kind"] == "arabic").to_numpy(bool) & ~_matches(form, " ")
    function = table["is_stop"].to_numpy(bool)
    changed = np.flatnonzero(arabic & before & ~function & _matches(segments, r"^[وفبكلس]\pM*\+"))
    # The article after ل is written as a second ل.
    stripped = pc.replace_substring_regex(segments.take(pa.array(changed)), r"^(?:[وف]\pM*\+)?ل\pM*\+ل\+", "ال+")
    stripped = pc.replace_substring_regex(stripped, r"^(?:[وف]\pM*\+)?(?:[بكلس]\pM*\+)?", "")
    stripped = folding.fold(pc.replace_substring(stripped, "+", ""), folds)
    together = pa.concat_arrays([normalized, _one(stripped)]).dictionary_encode()
    ids = together.indices.to_numpy()
    inner, first = ids[: len(table)], ids[: len(table)].copy()
    # What never occurs without its supposed preposition has none (بوركينا), unless an article stands behind it.
    there = _matches(together.dictionary, "^ال..")
    there[inner] = True
    begins = ids[len(table) :]
    first[changed] = np.where(there[begins], begins, first[changed])
    content = arabic & ~function & (pc.utf8_length(normalized).to_numpy() > 1)
    content &= ~_matches(segments, r"\+(?:ها|هم|هما|هن|كم|نا)$")
    behind = _matches(segments, r"^(?:[وف]\pM*\+)?[بكل]\pM*\+")
    suffixed = _matches(segments, r"[^+]\+(?:ه|ك|كما)$")
    linked = content & (first != inner) & _matches(segments, r"^(?:ل\+|و\+ال\+)") & ~suffixed
    return _Words(together.dictionary, first, inner, content, content & (first == inner), behind, suffixed, linked)


def _strings(column):
    return _one(pa.array(column, pa.large_string()))


def _one(strings):
    return strings.combine_chunks() if isinstance(strings, pa.ChunkedArray) else strings


def _matches(strings, pattern):
    return pc.match_substring_regex(strings, pattern).to_numpy(zero_copy_only=False)


@dataclass(frozen=True)
class _Runs:
    """Runs of one length that occur often enough: row i is made of the words `ids[i]` (rows of `_Words.names`).

    n, n_docs: occurrences and documents. forward, backward: share of the occurrences of its beginning that its last
    word follows, and of its end that its first word precedes. at: the first tokens of all occurrences, run by run;
    which: the run of each. start, end: the runs of one word less that it begins with and ends in, -1 if there is none.
    """

    ids: np.ndarray
    n: np.ndarray
    n_docs: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    at: np.ndarray
    which: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @property
    def size(self):
        return self.ids.shape[1]

    def share(self, chosen, test):
        """Share of the occurrences of each run that pass a test of their first tokens, 0 where it is not `chosen`."""
        found = np.zeros(len(self.n), np.int64)
        for a, b in room.pieces(len(self.at)):
            which = self.which[a:b]
            keep = chosen[which]
            found += np.bincount(which[keep], test(self.at[a:b][keep]), minlength=len(self.n)).astype(np.int64)
        return found / self.n

    def one(self):
        """The first token of an occurrence of each run: the last that there is."""
        found = np.zeros(len(self.n), np.int64)
        for a, b in room.pieces(len(self.at)):
            found[self.which[a:b]] = self.at[a:b]
        return found


def find(columns, table, *, folds=normalization.DEFAULT_FOLDS, choice="names"):
    """The names and fixed terms of several words of a corpus at the level lemma, most frequent first.

    columns (doc, start, end, sent, form), table: the parts of Tokens. choice: "names", or "all", which adds what is
    only associated.
    Returns name (folded), rule (see the head of this module; association: none of them), n, n_docs, words, forward,
    backward (see `_Runs`), npmi (of the last word and those before it). Source of NPMI: Bouma 2009.
    """
    return _found(columns, table, words(table, folds), folds, choice)[0]


def _every(columns, table, own):
    """(The `_Runs` of each length, the `_Facts`, which of the runs are fragments, as `_fragments`)."""
    form = columns["form"]
    follows, definite = near(columns), _matches(own.names, "^ال..")[own.inner]
    for a, b in room.pieces(max(len(form) - 1, 0)):
        here, there = form[a:b], form[a + 1 : b + 1]
        follows[a:b] &= own.bare[there] | (own.linked[there] & definite[here])
    uses = np.bincount(own.first, table["n"], minlength=len(own.names)).astype(np.int64)
    linked = own.inner[own.linked]
    uses[linked] = np.bincount(own.inner, table["n"], minlength=len(own.names))[linked]
    every = [_pairs(columns, own, follows, uses)]
    while every[-1].size < MOST_WORDS and len(every[-1].n):
        every.append(_longer(columns, own, follows, every[-1], uses))
    facts = _Facts(columns, table, own, uses)
    return every, facts, _fragments(every, facts)


def _found(columns, table, own, folds, choice):
    """The table of `find`, and for each row its words (rows of `own.names`)."""
    every, facts, fragments = _every(columns, table, own)
    parts = [_judged(facts, runs, fragment, choice) for runs, fragment in zip(every, fragments, strict=True)]
    whole = pd.concat([part for part, _ in parts], ignore_index=True)
    ids = [tuple(row) for _, rows in parts for row in rows.tolist()]
    whole, ids = _with_known(whole, ids, every, own, folds)
    rule = _outer_or_inner(whole, ids)
    order = np.lexsort((whole["name"], -whole["n"]))
    order = order[(rule != "")[order]]
    whole = whole.assign(rule=pd.Series(rule, dtype="str")).drop(columns=list(_FLAGS))
    return whole.iloc[order].reset_index(drop=True), [ids[i] for i in order]


def _pairs(columns, own, follows, uses):
    form, size = columns["form"], len(own.names)
    often = uses >= MIN_N
    begins, goes_on = own.usable & often[own.first], (own.bare | own.linked) & often[own.inner]

    def found(a, b):
        here, there = form[a:b], form[a + 1 : b + 1]
        at = np.flatnonzero(follows[a:b] & begins[here] & goes_on[there])
        return own.first[here[at]].astype(np.int64) * size + own.inner[there[at]], at + a

    pieces = room.pieces(max(len(form) - 1, 0))
    ids, n, n_docs, at, which = _counted(lambda: (found(a, b) for a, b in pieces), columns["doc"], size)
    ids = np.stack([ids // size, ids % size], axis=1)
    backward = n / np.maximum(uses[ids[:, 1]], n)
    return _Runs(ids, n, n_docs, n / np.maximum(uses[ids[:, 0]], n), backward, at, which, *np.full((2, len(n)), -1))


def _counted(source, doc, size):
    """Count codes: (code, n, n_docs, at, which) of those that occur often enough, as in `_Runs`.

    source: called twice, gives (codes, their tokens) piece by piece, the tokens in order. size: codes are parted by
    what they are divided by it, so that no more is sorted at a time than is worked on at a time.
    """
    n_of, firsts = np.zeros(_BUCKETS, np.int64), np.zeros(1, np.int64)
    for code, _ in source():
        n_of += np.bincount(_bucket(code), minlength=_BUCKETS)
        first = np.bincount(code // size, minlength=len(firsts))
        first[: len(firsts)] += firsts
        firsts = first
    limits = size * np.array([first for first, _ in room.of_documents(np.cumsum(firsts))][1:], np.int64)
    parts = [(room.Growing(np.int64), room.Growing(np.int64)) for _ in range(len(limits) + 1)]
    for code, at in source():
        often = n_of[_bucket(code)] >= MIN_N  # what is rare need not be sorted
        code, at = code[often], at[often]
        if len(parts) > 1:
            part = np.searchsorted(limits, code, side="right").astype(np.int16)
            order = np.argsort(part, kind="stable")
            code, at = code[order], at[order]
            ends = np.cumsum(np.bincount(part, minlength=len(parts))).tolist()
        else:
            ends = [len(code)]
        for (codes, tokens), a, b in zip(parts, [0, *ends[:-1]], ends, strict=True):
            codes.append(code[a:b])
            tokens.append(at[a:b])
    kept, at, which, n_runs = [], room.Growing(np.int64), room.Growing(np.int64), 0
    for codes, tokens in parts:
        code, n, n_docs, tokens, numbers = _counted_part(codes.array(), doc, tokens.array())
        kept.append((code, n, n_docs))
        at.append(tokens)
        which.append(numbers + n_runs)
        n_runs += len(n)
    return *map(np.concatenate, zip(*kept, strict=True)), at.array(), which.array()


def _bucket(code):
    return code * 2654435761 >> 12 & _BUCKETS - 1


def _counted_part(code, doc, at):
    order = np.argsort(code, kind="stable")
    code, at = code[order], at[order]
    new = np.diff(code, prepend=-1) != 0
    starts = np.flatnonzero(new)
    n = np.diff(starts, append=len(code))
    changes = new | (np.diff(doc[at], prepend=-1) != 0)
    n_docs = np.add.reduceat(changes, starts, dtype=np.int64) if len(starts) else n
    keep = (n >= MIN_N) & (n_docs >= MIN_DOCS)
    return code[starts[keep]], n[keep], n_docs[keep], at[np.repeat(keep, n)], np.repeat(np.arange(keep.sum()), n[keep])


def _longer(columns, own, follows, runs, uses):
    """Runs of one word more than `runs`, where one of the two ends foretells the other."""
    form, size = columns["form"], len(own.names)
    linked = np.zeros(size, bool)
    linked[own.inner[own.linked]] = True
    there = room.full(len(form) + 1, -1, np.int32)  # the run that begins at each token
    pieces = room.pieces(len(runs.at))
    for a, b in pieces:
        there[runs.at[a:b]] = runs.which[a:b]

    def found(a, b):
        at, which = runs.at[a:b], runs.which[a:b]
        goes_on = follows[at + runs.size - 1]
        at, which = at[goes_on], which[goes_on].astype(np.int64)
        return which * size + own.inner[form[at + runs.size]], at

    # A piece lies in the order of its runs, not of its tokens, which is the order within each code all the same.
    code, n, n_docs, at, which = _counted(lambda: (found(a, b) for a, b in pieces), columns["doc"], size)
    begin, last = code // size, code % size
    longer = _Runs(None, n, n_docs, None, None, at, which, None, None)
    # Any of the occurrences tells which run it ends in: all of them begin with its first word but one.
    end = there[longer.one() + 1]
    n_end = np.where(end >= 0, np.append(runs.n, 0)[end], n)
    n_end = np.where(linked[last], np.maximum(uses[last], n), n_end)
    forward, backward = n / runs.n[begin], n / np.maximum(n_end, n)
    keep = np.maximum(forward, backward) >= 0.3
    ids = np.concatenate([runs.ids[begin], last[:, None]], axis=1)
    return _Runs(
        ids[keep], n[keep], n_docs[keep], forward[keep], backward[keep], *_of_the_kept(keep, at, which), begin[keep],
        end[keep],
    )


def _of_the_kept(keep, at, which):
    """(at, which) of the runs that are kept, which are numbered anew."""
    number, made = np.cumsum(keep) - 1, (room.Growing(np.int64), room.Growing(np.int64))
    for a, b in room.pieces(len(at)):
        inside = keep[which[a:b]]
        made[0].append(at[a:b][inside])
        made[1].append(number[which[a:b][inside]])
    return [one.array() for one in made]


class _Facts:
    """What is known of the single words of a corpus, by their row in `_Words.names`."""

    def __init__(self, columns, table, own, uses):
        self.form, self.sent, self.doc = (columns[name] for name in ("form", "sent", "doc"))
        self.own, self.uses, self.near, self.n_tokens = own, uses, near(columns), len(columns["form"])
        size, n = len(own.names), table["n"].to_numpy()
        frequent = np.flatnonzero(uses >= MIN_N)
        names = own.names.take(pa.array(frequent))
        definite = _matches(names, "^ال..")
        plain = pc.if_else(pa.array(definite), pc.utf8_slice_codeunits(names, 2), names)
        plain = _one(folding.fold(plain, _FOLDS))

        def of(values):
            found = np.zeros(size, bool)
            found[frequent] = values
            return found

        self.definite = of(definite)
        self.of = {group: of(_is_in(plain, members)) for group, members in _classes().items()}
        article = pc.index_in(pc.binary_join_element_wise(_text("ال"), names, _text("")), value_set=names)
        article = article.fill_null(-1).to_numpy(zero_copy_only=False)
        n_article = np.append(uses[frequent], 0)[article]
        bare = pc.if_else(pa.array(definite), pc.utf8_slice_codeunits(names, 2), _text(""))
        bare = pc.index_in(bare, value_set=names).fill_null(-1).to_numpy(zero_copy_only=False)
        # Also a common noun (القاعدة), not a name with the article (القدس).
        self.linked = np.zeros(size, bool)
        self.linked[own.inner[own.linked]] = True
        self.to_the, self.and_the = of(_matches(names, "^لل..")), of(_matches(names, "^وال.."))
        self.accusative, self.feminine = of(_matches(names, "ا$")), of(_matches(names, "[ةه]$"))
        self.relational = of(_matches(names, "^ال.{2,}ي[ةه]?$"))  # also of what no dictionary has: الحوثية
        self.suffixed = 2 * np.bincount(own.inner, n * own.suffixed, minlength=size) > uses
        self.ordinary = of((bare >= 0) & (uses[frequent[bare]] >= 0.1 * uses[frequent]))
        self.bare = of(~definite & (n_article < 0.1 * uses[frequent]))  # hardly ever with the article
        self.lemma = pd.factorize(table["lemma"])[0]
        # A name has no inflected relatives: nearly all tokens of its lemma are this very word.
        of_lemma = np.bincount(self.lemma, n)
        lemma = np.zeros(size, np.int64)
        lemma[own.first] = self.lemma
        self.single = self.bare & (uses >= 0.9 * of_lemma[lemma])
        self.title = self.of["title"][own.first]
        self.definite_here = self.definite[own.inner]
        self.tagged = "pos" in table and bool((table["pos"] != "").any())
        if "pos" in table:
            pos = table["pos"].to_numpy(object)
            parts = ("VERB", "PROPN", "ADJ")
            share = {name: np.bincount(own.first, n * (pos == name), minlength=size) for name in parts}
            self.verb = 2 * share["VERB"] > uses
            self.proper = (2 * share["PROPN"] > uses) & ~self.definite
            self.country = of(_countries(names, 2 * share["PROPN"][frequent] > uses[frequent]))
            self.adjective = (2 * share["ADJ"] > uses) & self.ordinary
            self.single |= self.proper
        else:
            self.verb = self.bare & self._conjugated(table, n)
            self.proper, self.adjective = self.single, np.zeros(size, bool)
            self.country = self.adjective
        self.given = self._given()
        self.preposition = table["normalized"].isin(("في", "الي", "من")).to_numpy(bool)
        self.place = self._places()

    def _conjugated(self, table, n):
        """Words that are mostly forms of a lemma with an imperfect (يقول), and hardly ever behind a preposition."""
        size = len(self.own.names)
        imperfect = table["normalized"].str.startswith("ي").to_numpy(bool)
        of_lemma = np.bincount(self.lemma, n)
        verbal = np.bincount(self.lemma, n * imperfect) > 0.02 * of_lemma
        of_verb = np.bincount(self.own.first, n * verbal[self.lemma], minlength=size)
        prepositions = [*_PREPOSITIONS, *normalization.normalize(_PREPOSITIONS, _FOLDS)]
        preposition = table["normalized"].isin(prepositions).to_numpy(bool)
        as_noun = np.zeros(size, np.int64)
        for a, b in room.pieces(self.n_tokens):
            behind = self.own.behind[self.form[a:b]]
            before = slice(max(a, 1) - 1, b - 1)
            behind[max(1 - a, 0) :] |= preposition[self.form[before]] & self.near[before]
            as_noun += np.bincount(self.own.first[self.form[a:b][behind]], minlength=size)
        return (as_noun < 0.1 * self.uses) & (2 * of_verb > self.uses)

    def titled(self, runs, chosen):
        """Share of the occurrences of the runs `chosen` with a title before them, or before an adjective there."""
        return runs.share(chosen, self._behind_title)

    def _behind_title(self, at):
        """Whether a title stands before the tokens `at`, or before a definite word there."""
        found = np.zeros(len(at), bool)
        for steps in (1, 2):
            there = np.maximum(at - steps, 0)
            same = (self.doc[there] == self.doc[at]) & (self.sent[there] == self.sent[at]) & (at >= steps)
            same &= self.title[self.form[there]]
            found |= same & (self.definite_here[self.form[np.maximum(at - 1, 0)]] if steps == 2 else True)
        return found

    def _given(self):
        """Words that often stand behind a title with the article, or with a definite word behind it: given names."""
        found = np.zeros(len(self.uses), np.int64)
        for a, b in room.pieces(max(self.n_tokens - 1, 0)):
            definite, there = self.definite_here[self.form[a : b + 1]], self.form[a + 1 : b + 1]
            at = np.flatnonzero(definite[:-1] & self.own.bare[there] & ~definite[1:]) + a + 1
            at = at[self._behind_title(at)]
            found += np.bincount(self.own.inner[self.form[at]], minlength=len(self.uses))
        other = self.verb | self.accusative | self.definite | self.of["time"] | self.of["title"] | self.of["quantity"]
        return (found >= 3) & (found >= 0.1 * self.uses) & ~other

    def _places(self):
        """Names that often stand behind a word for "in" or "to" or one of a place: في بيروت, مدينة حلب."""
        before, found = self.own.behind | self.of["place"][self.own.first] | self.preposition, 0 * self.uses
        for a, b in room.pieces(max(self.n_tokens - 1, 0)):
            here, there = self.form[a:b], self.form[a + 1 : b + 1]
            there = there[self.near[a:b] & before[here] & self.own.bare[there]]
            found += np.bincount(self.own.inner[there], minlength=len(self.uses))
        return found >= 0.2 * self.uses

    def agrees(self, runs):
        """Whether pairs of two definite words agree, as their first word as a rule does with an adjective."""
        feminine = self.feminine[runs.ids[:, 1]]
        pairs = self.adjective[runs.ids[:, 1]] | self.country[runs.ids[:, 1]]
        first = runs.ids[:, 0]
        every, those = (
            np.bincount(first, runs.n * one, minlength=len(self.uses)) for one in (pairs, pairs & feminine)
        )
        share = (those / np.maximum(every, 1))[first]
        return ~pairs | np.where(feminine, share >= 0.2, share <= 0.8)

    def led(self, runs, chosen):
        """Share of the occurrences of the runs `chosen` with a word before them that hardly ever has the article."""
        def test(at):
            there = np.maximum(at - 1, 0)
            return self.near[there] & self.bare[self.own.first[self.form[there]]] & (at > 0)

        return runs.share(chosen, test)

    def fixed(self, runs, chosen):
        """Share of the occurrences of two lemmas side by side that are in this form; 1 where not `chosen`."""
        result = np.ones(len(runs.n))
        rows = np.flatnonzero(chosen)
        if runs.size > 2 or not len(rows):
            return result
        lemma, one = self.lemma, runs.one()[rows]
        size = int(lemma.max()) + 1
        code = lemma[self.form[one]].astype(np.int64) * size + lemma[self.form[one + 1]]
        wanted = np.unique(code)
        begins, ends = np.zeros(size, bool), np.zeros(size, bool)
        begins[wanted // size], ends[wanted % size] = True, True
        begins, ends = begins[lemma], ends[lemma]
        n = np.zeros(len(wanted), np.int64)
        for a, b in room.pieces(self.n_tokens - 1):
            here, there = self.form[a:b], self.form[a + 1 : b + 1]
            at = np.flatnonzero(self.near[a:b] & begins[here] & ends[there])
            every = lemma[here[at]].astype(np.int64) * size + lemma[there[at]]
            place = np.minimum(np.searchsorted(wanted, every), len(wanted) - 1)
            n += np.bincount(place[wanted[place] == every], minlength=len(wanted))
        result[rows] = runs.n[rows] / np.maximum(n[np.searchsorted(wanted, code)], runs.n[rows])
        return result


def _countries(names, proper):
    """Which words are adjectives of a place that is named too (الإيراني, السورية); proper: which are names."""
    written = names.to_pylist()
    places = {name for name, is_name in zip(written, proper.tolist(), strict=True) if is_name}

    def is_one(name):
        stem = _COUNTRY.fullmatch(name)
        return stem is not None and not places.isdisjoint((stem[1], stem[1] + "ا", stem[1] + "يا", "ال" + stem[1]))

    return np.fromiter(map(is_one, written), bool, len(written))


def _rows_of(words, names):
    """The row of each of some words in `names`, None where it is not there; the few are hashed, not the many."""
    found = pc.index_in(names, value_set=pa.array(words, pa.large_string())).fill_null(-1).to_numpy()
    rows = np.flatnonzero(found >= 0)
    there = dict(zip(found[rows].tolist(), rows.tolist(), strict=True))
    return [there.get(number) for number in range(len(words))]


def _is_in(strings, members):
    return pc.is_in(strings, value_set=pa.array(sorted(members), pa.large_string())).to_numpy(zero_copy_only=False)


def _text(value):
    return pa.scalar(value, pa.large_string())


def signs(columns, table, *, folds=normalization.DEFAULT_FOLDS):
    """What `weighing` is fitted on: the runs that it decides on, as in `find`, and all their signs.

    Returns name (folded), n, rule ("" where none takes it), and a column for each sign.
    """
    every, facts, fragments = _every(columns, table, words(table, folds))
    parts = []
    for runs, fragment in zip(every, fragments, strict=True):
        found = _signs(facts, runs)
        plain = _is_plain(facts, runs, found, fragment)
        rule = _rules(facts, runs, found, plain, fragment)
        rows = np.flatnonzero(_weighable(facts, runs, found, fragment))
        made = weighing.signs(facts, runs, found, plain, rows) | weighing.sides(facts, runs, rows)
        name = pd.Series(_spelled(facts.own.names, runs.ids[rows]), dtype="str")
        parts.append(pd.DataFrame({"name": name, "n": runs.n[rows], "rule": rule[rows]} | made))
    return pd.concat(parts, ignore_index=True)


class _Signs(NamedTuple):
    """What the rules ask of each run: its ends, how it holds together, and what its first word is."""

    first: np.ndarray
    last: np.ndarray
    n: np.ndarray
    of: dict
    link: np.ndarray
    npmi: np.ndarray
    either: np.ndarray
    both: np.ndarray
    head: np.ndarray
    kind: np.ndarray
    close: np.ndarray
    given: np.ndarray
    titled: np.ndarray
    named: np.ndarray
    king: np.ndarray


def _signs(facts, runs):
    first, last, n, of = runs.ids[:, 0], runs.ids[:, -1], runs.n, facts.of
    link = of["link"] | of["half"]
    begin = n / runs.forward
    npmi = np.log(n * facts.n_tokens / (begin * facts.uses[last])) / -np.log(n / max(facts.n_tokens, 2))
    either, both = np.maximum(runs.forward, runs.backward), np.minimum(runs.forward, runs.backward)
    head = of["body"][first] | of["place"][first] | of["event"][first] | (of["state"][first] & facts.definite[first])
    # A body that one word names, before an adjective: الخارجية الروسية, المعارضة السورية.
    short = of["short"][first] & facts.definite[first] & facts.definite[last] & (runs.size == 2)
    head |= short & (facts.adjective | facts.country | facts.relational)[last]
    close = (both >= 0.25) & (npmi >= 0.8)
    kind = of["kind"][first] & (facts.single[last] | ~head) & ~(close & (runs.size == 2))
    kind &= ~(facts.ordinary[last] & (either >= 0.3) & (npmi >= 0.5) & ~facts.proper[runs.ids[:, 1]])
    kind &= ~((runs.backward >= 0.5) & (runs.size == 2) & (n >= 4 * MIN_N) & ~of["settled"][first])  # سوق عكاظ
    described = kind & facts.definite[first] & facts.definite[last] & ~head  # السجن المؤبد
    kind &= ~described
    head |= of["kind"][first] & ~kind & ~described
    # What stands behind a name without the article is no adjective of it (إبراهيم رئيسي), nor is a king's number.
    given = facts.given[first]
    titled = facts.titled(runs, given | ~(facts.definite[first] | head))
    named = (given | (facts.bare & facts.proper)[first]) & ~facts.definite[last] & ~facts.accusative[last]
    king = given & facts.definite[last] & of["relative"][last] & (titled >= 0.5) & (runs.size == 2)
    return _Signs(first, last, n, of, link, npmi, either, both, head, kind, close, given, titled, named, king)


def _is_region(facts, runs, signs):
    """Whether it is a direction before a continent: غرب أفريقيا."""
    direction = signs.of["direction"][signs.first] & ~facts.definite[signs.first]
    return direction & signs.of["place"][signs.last] & facts.proper[signs.last] & (runs.size == 2)


def _is_plain(facts, runs, signs, fragment):
    """Whether no word of the run speaks against a name."""
    first, last, of, both = signs.first, signs.last, signs.of, signs.both
    head, kind, given, named, king = signs.head, signs.kind, signs.given, signs.named, signs.king
    # A verb is a name behind a title and before a name that hardly stands apart from it: أشرف غني.
    by_title = (signs.titled >= 0.6) & (signs.both >= 0.2) & (signs.npmi >= 0.6) & ~facts.definite[last]
    verb = facts.verb[runs.ids[:, 1:]].any(1) | (facts.verb[first] & ~by_title)
    plain = ~verb & ~of["quantity"][first] & ~fragment
    plain &= ~of["time"][first] | (facts.definite[first] & ~of["time"][last])  # القرن الأفريقي
    plain &= ~(of["link"][last] & ~facts.definite[last]) & (~of["quantity"][last] | king)
    plain &= ~of["relative"][last] | (of["event"][first] & (runs.size > 2)) | named | king
    plain &= ~of["title"][first] & ((facts.definite | ~of["direction"])[first] | _is_region(facts, runs, signs))
    plain &= facts.definite[first] | ~of["empty"][first]
    plain &= ~of["role"][first] & (~of["role"][runs.ids[:, 1:-1]].any(1) | (both >= 0.6))
    # A title may be a family's name: الباجي قائد السبسي.
    whole = (both >= 0.6) & (runs.size == 3) & facts.definite[first] & facts.definite[last]
    plain &= (head | ~of["title"][runs.ids[:, 1:]].any(1) | (given & (both >= 0.5)) | whole) & ~kind
    return plain


def _is_person(facts, runs, signs, plain):
    first, last, of, link, npmi = signs.first, signs.last, signs.of, signs.link, signs.npmi
    either, head, given, titled, king = signs.either, signs.head, signs.given, signs.titled, signs.king
    person = plain & ~facts.definite[first] & ~head & (npmi >= 0.3) & (either >= 0.08)
    # Or a given name that is a noun as well: حسن, تركي.
    sure = given | (facts.bare & (facts.proper | facts.single | link))[first] | (titled >= 0.3)
    person &= sure | (facts.bare[first] & facts.single[last] & (titled >= 0.15))
    person &= ~facts.adjective[last] | link[first] | (given & (titled >= 0.5))
    person &= ~facts.suffixed[first]
    known = facts.single[last] | facts.single[first] | given
    tied = given & (npmi >= 0.6) & (either >= 0.15)
    # Two names that are neither of a place nor of what is called after one: كارلوس سانشيز.
    names = (facts.single & facts.bare & ~facts.place)[runs.ids].all(1) & facts.proper[first]
    tied |= names & (runs.size == 2) & (npmi >= 0.6) & (either >= 0.08)
    # A given name before one of a family, or before what hardly stands elsewhere: أحمد حسن, عهد التميمي.
    family = facts.proper[first] & (facts.given | facts.proper)[last] & ~facts.place[last]
    tied |= (given | facts.given[first]) & family & (runs.size == 2) & (npmi >= 0.3)
    person &= link[runs.ids[:, :-1]].any(1) | (titled >= 0.15) | ((titled >= 0.05) & known) | tied
    person |= plain & king
    person &= ~(of["relative"] | of["time"])[runs.ids[:, 1:-1]].any(1)
    person &= (~facts.suffixed[last] | facts.proper[last]) & ~of["kind"][last]
    return person


def _is_foreign(facts, runs, signs, plain, fragment):
    """Whether it is a name of foreign words, or of words that are names alone."""
    first, last, n, of = signs.first, signs.last, signs.n, signs.of
    npmi, either, both, head = signs.npmi, signs.either, signs.both, signs.head
    name_like = plain & facts.bare[first] & ~head
    foreign = name_like & facts.bare[runs.ids].all(1) & facts.single[runs.ids].any(1) & (either >= 0.3)
    foreign |= name_like & facts.single[first] & ~facts.definite[last] & (both >= 0.8)
    other = facts.proper[last] & ~(facts.definite[first] | head)  # صدام حسين: the first is a noun as well
    foreign |= plain & other & (runs.size == 2) & (both >= 0.15) & (npmi >= 0.75)
    # An amount only by its looks: ريال مدريد.
    amount = of["quantity"][first] & ~of["quantity"][last] & facts.proper[last] & ~fragment
    foreign |= amount & (runs.size == 2) & (runs.backward >= 0.25) & (both >= 0.05) & (npmi >= 0.6)
    foreign &= ~of["kind"][last] & (n >= 2 * MIN_N)
    return foreign


def _is_body(facts, runs, signs, plain):
    first, last, n, of, npmi, head = signs.first, signs.last, signs.n, signs.of, signs.npmi, signs.head
    head = head | _is_region(facts, runs, signs)
    body = plain & head & (facts.definite[last] | facts.single[last]) & (n >= 1.5 * MIN_N)
    # Of one country: الحكومة الفرنسية. In news of many countries the two hardly foretell each other.
    national = facts.country[last] & facts.definite[first] & (runs.size == 2)
    if runs.size == 2:
        body &= ~facts.definite[first] | facts.agrees(runs) | of["short"][first]  # not قوات + الأمن الإسرائيلية
    body &= npmi >= np.where(national, 0.15, 0.3)
    cut = (of["title"][last] & (runs.backward < 0.1)) | (of["time"] & ~facts.definite)[last]
    body &= ~cut | of["event"][first]  # جامعة الملك, قصر الحكم أمس
    return body


def _is_described(facts, runs, signs, plain):
    """Whether it is a noun with an adjective that are a term though each stands apart as well: القضية الفلسطينية."""
    first, last, n = signs.first, signs.last, signs.n
    noun = facts.definite[first] & ~(facts.adjective | facts.country)[first]
    described = plain & noun & facts.adjective[last] & (n >= 2 * MIN_N) & (runs.size == 2)
    often = (n >= 4 * MIN_N) & (signs.npmi >= 0.57) & (signs.either >= 0.13) & (signs.both >= 0.03)
    # Or the adjective stands behind little else: الخدمات اللوجستية, الأسلحة الكيمياوية.
    return described & facts.agrees(runs) & (often | ((runs.backward >= 0.3) & (signs.npmi >= 0.5)))


def _is_fixed(facts, runs, signs, plain, fragment, other):
    """Whether it is a fixed term; other: the runs that are something else already."""
    first, last, n, of = signs.first, signs.last, signs.n, signs.of
    npmi, either, both, close = signs.npmi, signs.either, signs.both, signs.close
    fixed = plain & facts.definite[last] & (npmi >= 0.55) & (both >= 0.03) & (n >= 2 * MIN_N)
    # Less is asked of two definite words: القانون الدولي.
    fixed &= (either >= 0.3) | ((either >= 0.2) & ((npmi >= 0.65) | facts.definite[first]))
    fixed |= _is_described(facts, runs, signs, plain)
    fixed &= ~facts.accusative[first] | facts.proper[first]
    fixed &= ~((of["body"] & ~facts.definite)[runs.ids[:, 1]] & (n < 0.2 * facts.uses[first]))  # دول مجلس التعاون
    fixed &= (n >= 0.15 * facts.uses[first]) | (runs.size == 2) | ((both >= 0.5) & (npmi >= 0.85))
    doubtful = fixed & ~other & (both < 0.2)
    fixed &= facts.fixed(runs, doubtful) >= np.where(npmi >= 0.7, 0.45, 0.6)
    # Without the article, or an office, only what hardly occurs apart: عبوة ناسفة, ولي العهد.
    office = of["role"][first] & facts.definite[last] & ~fragment & (npmi >= 0.85)
    close = close & (n >= 2 * MIN_N) & (runs.size == 2)
    fixed |= close & ((plain & ~facts.accusative[runs.ids].any(1) & ~facts.suffixed[last]) | office)
    return fixed


def _is_joined(facts, runs, signs, plain):
    """Whether a word stands behind ل or و inside, and whether the run is a name all the same."""
    first, last, n = signs.first, signs.last, signs.n
    npmi, either, both, head = signs.npmi, signs.either, signs.both, signs.head
    # With a word behind ل or و inside: only bodies (الهيئة العليا للانتخابات), and pairs that hardly occur apart.
    linked = facts.linked[runs.ids].any(1)
    tied = (((both >= 0.5) & (npmi >= 0.7)) | ((both >= 0.8) & (npmi >= 0.5))) & (runs.size < MOST_WORDS)
    joined = plain & ((head & (facts.definite[first] | (runs.size > 2))) | tied) & (npmi >= 0.3)
    joined &= either >= np.where(npmi >= 0.6, 0.3, 0.5)
    conjoined = facts.and_the[last] & (tied | (head & (runs.forward >= 0.8)))
    joined &= (facts.definite[last] | facts.to_the[last] | conjoined) & (n >= 2 * MIN_N)
    return linked, joined


def _weighable(facts, runs, signs, fragment):
    """Which runs `weighing` decides on: frequent, associated, not a part of another one, with no word behind ل or و.

    Nor one that begins with a verb or as an adverb does (سائلا المولى), or that has a title inside or before what is no
    adjective of it (جامعة الملك, الرئيس بشار). Without parts of speech the weights say nothing.
    """
    first, title = runs.ids[:, 0], facts.of["title"]
    cut = title[runs.ids[:, 1:]].any(1) | (title[first] & ~facts.definite[runs.ids[:, -1]])
    cut |= facts.verb[first] | (facts.accusative & ~facts.proper)[first] | facts.linked[runs.ids].any(1)
    return facts.tagged & (runs.n >= weighing.LEAST) & (signs.npmi >= _ASSOCIATED) & ~fragment & ~cut


def _rules(facts, runs, signs, plain, fragment):
    """The rule that takes each run for a name, "" for none."""
    person, foreign = _is_person(facts, runs, signs, plain), _is_foreign(facts, runs, signs, plain, fragment)
    body = _is_body(facts, runs, signs, plain)
    fixed = _is_fixed(facts, runs, signs, plain, fragment, body | person | foreign)
    linked, joined = _is_joined(facts, runs, signs, plain)
    body, person, foreign = np.where(linked, joined, body), person & ~linked, foreign & ~linked
    fixed &= ~linked
    return np.select([person, foreign, body, fixed], ["person", "foreign", "body", "fixed"], "").astype(object)


def _judged(facts, runs, fragment, choice):
    """The rows of `find` for the runs that one of the rules takes for a name, and their words."""
    signs = _signs(facts, runs)
    first, last, n, of, link, npmi = signs.first, signs.last, signs.n, signs.of, signs.link, signs.npmi
    plain = _is_plain(facts, runs, signs, fragment)
    rule = _rules(facts, runs, signs, plain, fragment)
    score = weighing.scores(facts, runs, signs, plain, _weighable(facts, runs, signs, fragment))
    rule[(rule == "") & (score >= 0)] = "weighed"
    if choice == "all":
        linked = facts.linked[runs.ids].any(1)
        rule[(rule == "") & ~linked & (npmi >= _ASSOCIATED) & ~facts.verb[first] & ~fragment] = "association"
    rows = np.flatnonzero(rule != "")
    columns = {"n": n, "n_docs": runs.n_docs, "forward": runs.forward, "backward": runs.backward, "npmi": npmi}
    # Its first or its last word stands mostly in it: وقف إطلاق النار is no إطلاق النار.
    columns["before"], columns["behind"] = n >= 0.15 * facts.uses[first], n >= 0.3 * facts.uses[last]
    columns["headed"] = of["body"][first] & ~of["kind"][first]
    columns["country"] = facts.country[last]
    strong = (signs.npmi >= 0.65) | (signs.either >= 0.3)
    columns["loose"] = (rule == "fixed") & _is_described(facts, runs, signs, plain) & ~strong
    columns["given"] = link[first] & (runs.size == 2)  # أبو بكر, a part of أبو بكر البغدادي
    table = pd.DataFrame({name: values[rows] for name, values in columns.items()})
    table.insert(0, "name", pd.Series(_spelled(facts.own.names, runs.ids[rows]), dtype="str"))
    table.insert(1, "rule", pd.Series(rule[rows], dtype="str"))
    table.insert(4, "words", runs.size)
    return table, runs.ids[rows]


def join(corpus, columns, table, choice, *, folds=normalization.DEFAULT_FOLDS, without=(), texts=None):
    """Make one token of each occurrence of the names that `find` finds, and of the shipped ones.

    corpus, columns, table: the parts of Tokens, at the level lemma. choice: one of `CHOICES`; "lexicon" and "none"
    change nothing here. without: names that stay apart. texts: as `multiword.texts_of` gives them.
    Returns the columns and the form table, as `multiword.join`; the new forms have the origin "compound", and for
    their lemma the name as it is most often written without conjunction and preposition.
    """
    if choice not in ("names", "all") or not len(columns["form"]):
        return columns, table
    own = words(table, folds)
    found, ids = _found(columns, table, own, folds, choice)
    apart = {" ".join(normalization.normalize(name.split(), folds)) for name in without}
    chosen = {name: row for name, row in zip(found["name"], ids, strict=True) if name not in apart}
    rules = dict(zip(found["name"], found["rule"], strict=True))
    # Of two that overlap the first word of one is but the head of the other (مجلس + الأمن القومي), save of persons.
    late = {name for name in chosen if rules[name] != "person"}
    same = _respelled(chosen, own)
    same |= _uncut(chosen, own)
    late |= {name for name, kept in same.items() if kept in late}
    return _joined(
        corpus, columns, table, own, chosen, folds, late=late, same=same, after=_fathers(own, folds), texts=texts,
        origin="compound",
    )  # fmt: skip


def also(corpus, columns, table, names, *, folds=normalization.DEFAULT_FOLDS, texts=None):
    """Make one token of each occurrence of names that another corpus has: {name, folded: its lemma there}.

    The rest as in `join`. Where no such name occurs, `table` itself is returned.
    """
    own = words(table, folds)
    every = sorted({word for name in names for word in name.split()})
    place = dict(zip(every, _rows_of(every, own.names), strict=True))
    rows = {name: tuple(place[word] for word in name.split()) for name in names}
    chosen = {name: row for name, row in rows.items() if None not in row and len(row) > 1}
    return _joined(
        corpus, columns, table, own, chosen, folds, after=_fathers(own, folds), texts=texts, called=names,
        origin="compound",
    )  # fmt: skip


def _fathers(own, folds):
    """The row of the word for "son of" in `own`, -1 where it does not occur."""
    (son,) = normalization.normalize(["بن"], folds)
    (row,) = _rows_of([son], own.names)
    return -1 if row is None else row


def _respelled(chosen, own):
    """Add each name with عبد in its other spelling (عبد الفتاح, عبدالفتاح), if its words occur; changes `chosen`.

    Returns the names that count as another one, name -> that one.
    """
    servants = {name: key for name in chosen if (key := _SERVANT.sub("عبد", name)) != name or _JOINED.search(name)}
    spelled = {key: (key.split(), _JOINED.sub("عبد ", key).split()) for key in servants.values()}
    flat = sorted({word for both in spelled.values() for one in both for word in one})
    place = dict(zip(flat, _rows_of(flat, own.names), strict=True))
    same = {}
    for name, key in servants.items():
        kept = same.setdefault(key, name)
        for words in spelled[key]:
            row = tuple(place[word] for word in words)
            if None not in row and len(row) > 1:
                chosen.setdefault(" ".join(words), row)
                same[" ".join(words)] = kept
    return {name: kept for name, kept in same.items() if name in chosen and kept != name}


def join_units(corpus, columns, table, units, *, folds=normalization.DEFAULT_FOLDS, texts=None):
    """Make one token, a stop word, of each occurrence of stop words of several words, as `stopwords.units` lists them.

    texts: as `multiword.texts_of` gives them.
    Returns the columns and the form table, as `join`; the origin of the new forms is "function".
    """
    normalized = _strings(table["normalized"])
    distinct = normalized.dictionary_encode()
    inner = distinct.indices.to_numpy()
    names = distinct.dictionary
    before = _matches(names, "^[وف].")
    folded = [tuple(normalization.normalize(unit, folds)) for unit in units]
    begins = pa.array(sorted({unit[0] for unit in folded}), pa.large_string())
    begins = pc.is_in(names, value_set=begins).to_numpy(zero_copy_only=False)
    first, rows = np.arange(len(names)), np.flatnonzero(before)
    starts = names.filter(pa.array(begins))
    without = pc.utf8_slice_codeunits(names.take(pa.array(rows)), 1)
    host = pc.index_in(without, value_set=starts).fill_null(-1).to_numpy()
    first[rows[host >= 0]] = np.flatnonzero(begins)[host[host >= 0]]
    own = _Words(names, first[inner], inner, *[before[inner]] * 5)
    every = sorted({word for unit in folded for word in unit})
    place = dict(zip(every, _rows_of(every, names), strict=True))
    there = [unit for unit in folded if None not in map(place.get, unit)]
    chosen = {" ".join(unit): tuple(place[word] for word in unit) for unit in there}
    return _joined(corpus, columns, table, own, chosen, folds, texts=texts, origin="function", stop=True)


def _uncut(chosen, own):
    """Add each name behind a one-letter word that the reading of its first word did not cut off (لبي بي سي).

    Changes `chosen`, and returns what counts as another name, as `_respelled`.
    """
    names = list(chosen)
    firsts = sorted({letter + name.split(" ", 1)[0] for name in names for letter in "وبل"})
    place = dict(zip(firsts, _rows_of(firsts, own.names), strict=True))
    same = {}
    for letter in "وبل":
        for name in names:
            row = place[letter + name.split(" ", 1)[0]]
            if row is not None:
                chosen.setdefault(letter + name, (row, *chosen[name][1:]))
                same[letter + name] = name
    return same


def _joined(
    corpus, columns, table, own, chosen, folds, *, late=(), same=(), after=-1, texts=None, called=None, **what
):  # fmt: skip
    """Join the runs `chosen`, name -> its words in `own`; what: origin and stop of `multiword.merged`.

    late: as in `multiword.longest`. same: name -> the one it counts as. after: the word for "son of", behind which no
    person is named (محمد بن سلمان بن عبدالعزيز is not سلمان بن عبدالعزيز).
    called: name -> its lemma, found here if None.
    """
    if not chosen:
        return columns, table
    sizes = {name: len(row) for name, row in chosen.items()}
    places = _occurrences(columns["form"], near(columns), own, chosen)
    if after >= 0:
        son, fathers, form = room.full(len(columns["form"]) + 1, False, bool), own.inner == after, columns["form"]
        at = room.places(len(form), lambda a, b: fathers[form[a:b]])
        son[at + 1] = near(columns)[at]
        places = {name: at if name in late else at[~son[at]] for name, at in places.items()}
    first, behind, names = multiword.longest(places, sizes, len(columns["form"]), late=late)
    texts, spellings = multiword.spelled(columns, first, behind, multiword.texts_of(corpus) if texts is None else texts)
    # What stands between the words must be white space.
    words_in = np.fromiter((len(text.split()) for text in spellings), np.int64, len(spellings))
    keep = np.flatnonzero(words_in[texts] == behind - first)
    if not len(keep):
        return columns, table
    first, behind, names, texts = first[keep], behind[keep], names[keep], texts[keep]
    place, same = {name: number for number, name in enumerate(places)}, dict(same)
    names = np.array([place[same.get(name, name)] for name in places])[names]
    begins = columns["form"][first]
    if called is None:
        lemma = _lemmas(names, texts, spellings, (own.first == own.inner)[begins])
    else:
        lemma = np.array([called[name] for name in places], object)[names]
    one = np.zeros(len(spellings), np.int64)
    one[texts] = begins
    segments = table["segments"].to_numpy(object)[one]
    size = table["form"].str.len().to_numpy()[one]
    parts = [part + text[n:] for part, text, n in zip(segments, spellings, size.tolist(), strict=True)]
    texts, used = pd.factorize(texts)
    return multiword.merged(
        columns, table, first, behind, lemma, (texts, spellings[used]), folds=folds,
        segments=np.array(parts, object)[used[texts]], **what,
    )  # fmt: skip


def within(columns, table, *, folds=normalization.DEFAULT_FOLDS):
    """How often the words of each joined name stand together inside a longer name, or across the border of one.

    columns, table: the parts of Tokens. Not counted is what stands behind the word for "son of".
    Returns {words of a name: n}, and {row of the form table: these words} for the forms that `join` made.
    """
    own, forms = words(table, folds), table["form"].to_numpy(object)
    made = (table["origin"] == "compound").to_numpy(bool) if "origin" in table else np.zeros(len(table), bool)
    one = {form: row for row, form in zip(range(len(forms) - 1, -1, -1), forms[::-1], strict=True)}
    parts = {row: [one.get(word) for word in forms[row].split()] for row in np.flatnonzero(made).tolist()}
    parts = {row: rows for row, rows in parts.items() if None not in rows and len(rows) > 1}
    names = {row: (int(own.first[rows[0]]), *own.inner[rows[1:]].tolist()) for row, rows in parts.items()}
    chosen, n = {name: name for name in names.values()}, dict.fromkeys(names.values(), 0)
    size = np.ones(len(table), np.int64)
    size[list(parts)] = [len(rows) for rows in parts.values()]
    begins = np.cumsum(size) - size
    flat = np.repeat(np.arange(len(table)), size)
    for row, rows in parts.items():
        flat[begins[row] : begins[row] + len(rows)] = rows
    next_to, fathers = near(columns), own.inner == _fathers(own, folds)
    for a, b in room.blocks(len(columns["form"]) if names else 0, room.PIECE):
        form = columns["form"][a : b + MOST_WORDS]  # what begins in a block may end behind it
        n_words = size[form]
        ends = np.cumsum(n_words)
        stream = flat[np.repeat(begins[form] - ends + n_words, n_words) + np.arange(ends[-1])]
        beside = np.ones(len(stream), bool)
        beside[ends - 1] = next_to[a : b + MOST_WORDS]
        beside[-1] = False
        before = columns["form"][a - 1]
        is_son = a > 0 and next_to[a - 1] and fathers[flat[begins[before] + size[before] - 1]]
        son = np.append(is_son, (fathers[stream] & beside)[:-1])
        whole = np.repeat(n_words, n_words)  # words of the token that each word is of
        joined = np.append(0, np.cumsum(whole > 1))
        first = np.repeat(ends - n_words, n_words)
        for name, at in _occurrences(stream, beside, own, chosen).items():
            itself = (whole[at] == len(name)) & (first[at] == at)
            touches = joined[at + len(name)] > joined[at]
            n[name] += int((touches & ~itself & ~son[at] & (at < ends[b - a - 1])).sum())
    return n, names


def _occurrences(form, next_to, own, chosen):
    """Name -> first tokens of its occurrences, in reading order; chosen: name -> its words; next_to: as `near`."""
    size = len(own.names)
    pairs = {row[0] * size + row[1] for row in chosen.values()}
    wanted = np.array(sorted(pairs), np.int64)
    begins, follows = np.zeros(size, bool), np.zeros(size, bool)
    begins[wanted // size], follows[wanted % size] = True, True
    begins, follows = begins[own.first], follows[own.inner]
    at = room.places(
        max(len(form) - 1, 0), lambda a, b: begins[form[a:b]] & follows[form[a + 1 : b + 1]] & next_to[a:b]
    )
    code = own.first[form[at]].astype(np.int64) * size + own.inner[form[at + 1]]
    place = np.minimum(np.searchsorted(wanted, code), max(len(wanted) - 1, 0))
    there = wanted[place] == code if len(wanted) else np.zeros(0, bool)
    at, place = at[there], place[there]
    order = np.argsort(place, kind="stable")
    at, bounds = at[order], np.searchsorted(place[order], np.arange(len(wanted) + 1))
    found = {}
    numbers = np.searchsorted(wanted, [row[0] * size + row[1] for row in chosen.values()])
    bounds = bounds.tolist()
    for (name, row), number in zip(chosen.items(), numbers.tolist(), strict=True):
        starts = at[bounds[number] : bounds[number + 1]]
        for step, word in enumerate(row[2:], start=2):
            starts = starts[next_to[starts + step - 1]]  # the last token has no neighbour behind it
            starts = starts[own.inner[form[starts + step]] == word]
        found[name] = starts
    return found


def near(columns):
    """Whether the next token is a neighbour of each: in the same sentence, one sign between."""
    found = room.full(len(columns["doc"]), False, bool)
    _near(*(columns[name] for name in ("doc", "sent", "start", "end")), found)
    return found


@numba.njit(nogil=True, cache=True)
def _near(doc, sent, start, end, found):
    for i in range(doc.size - 1):
        found[i] = end[i] + 1 == start[i + 1] and doc[i] == doc[i + 1] and sent[i] == sent[i + 1]


def _lemmas(names, texts, spellings, bare):
    """For each run the spelling of its name: the most frequent one without conjunction and preposition, if any."""
    cleaned = normalization.normalize(spellings, _CLEAN)
    number, clean = pd.factorize(np.array([" ".join(text.split()) for text in cleaned], object))
    table = pd.DataFrame({"name": names, "bare": bare, "clean": number[texts]})
    counted = table.groupby(["name", "bare", "clean"], sort=False).size().rename("n").reset_index()
    counted["spelled"] = clean[counted["clean"].to_numpy()]
    counted = counted.sort_values(["bare", "n", "spelled"], ascending=[False, False, True]).drop_duplicates("name")
    lemma = np.empty(names.max() + 1, object)
    lemma[counted["name"].to_numpy()] = counted["spelled"].to_numpy(object)
    return lemma[names]


def _spelled(names, ids):
    taken = [names.take(pa.array(column)).to_pylist() for column in ids.T]
    return [" ".join(run) for run in zip(*taken, strict=True)]


def _fragments(every, facts):
    """Which runs hardly ever occur but before or behind one and the same word: a bool array for each length."""
    found = []
    for runs in every:
        son = facts.of["son"][runs.ids[:, 0]]
        found.append(son & (facts.led(runs, son) >= 0.5))
    for runs, longer, fragment in zip(every, every[1:], found, strict=False):
        often = (longer.end >= 0) & (longer.backward >= LONGER)
        # A word that stands before much else besides is no part of a body: دول مجلس التعاون.
        head = (facts.of["body"] & ~facts.definite)[longer.ids[:, 1]]
        often &= ~(head & (longer.n < 0.2 * facts.uses[longer.ids[:, 0]]))
        # What stands before a person says who it is: الأمريكي دونالد ترامب.
        of_person = facts.bare[longer.ids[:, 1]] & (facts.definite | facts.of["title"])[longer.ids[:, 0]]
        fragment[longer.end[often & ~of_person]] = True
        # Or before several spellings of one: باريس سان, before جيرمان and جرمان.
        last = longer.ids[:, -1]
        named = (facts.single[last] | (longer.backward >= 0.5)) & ~facts.definite[last] & (longer.start >= 0)
        named &= ~np.any([facts.of[group][last] for group in ("link", "son", "title", "role")], axis=0)
        before_name = np.bincount(longer.start[named], longer.n[named], minlength=len(fragment)) / runs.n
        fragment |= (before_name >= LONGER) & (facts.single & facts.bare)[runs.ids].all(1)
        free = facts.country[longer.ids[:, -1]] & (longer.forward < 0.75)
        fragment[longer.start[(longer.forward >= LONGER) & ~free]] = True
    return found


def _with_known(whole, ids, every, own, folds):
    """Add the names of the shipped list whose words occur; those that were found already have it for their rule."""
    wanted = [name.split() for name in known(folds)]
    distinct = sorted({word for name in wanted for word in name})
    place = dict(zip(distinct, _rows_of(distinct, own.names), strict=True))
    there, more = {row: number for number, row in enumerate(ids)}, []
    rule = whole["rule"].to_numpy(object).copy()
    for name in wanted:
        row = tuple(place[word] for word in name)
        if row in there:
            rule[there[row]] = "known"
        elif None not in row:
            runs = every[len(name) - 2] if len(name) - 2 < len(every) else every[-1]
            same = np.flatnonzero((runs.ids == row).all(axis=1)) if runs.size == len(name) else []
            n, n_docs = (int(runs.n[same[0]]), int(runs.n_docs[same[0]])) if len(same) else (0, 0)
            flags = (True, True, False, False, False, False)
            more.append((" ".join(name), "known", n, n_docs, len(name), np.nan, np.nan, np.nan, *flags))
            ids = [*ids, row]
    added = pd.DataFrame(more, columns=whole.columns).astype(whole.dtypes.to_dict())
    return pd.concat([whole.assign(rule=rule), added], ignore_index=True), ids


def _general(whole, ids, place):
    """The names that are one of many until a country is named: وزارة الخارجية, before الأميركية, الإيرانية, التركية.

    place: row of words -> its place in `ids`. Returns a set of places.
    """
    rows = np.flatnonzero(whole["country"] & (whole["rule"] == "body") & (whole["n"] >= 1.5 * MIN_N))
    starts = np.array([place.get(ids[row][:-1], -1) for row in rows.tolist()], np.int64)
    rows, starts = rows[starts >= 0], starts[starts >= 0]
    n, names = whole["n"].to_numpy(), whole["name"].to_numpy(object)
    # Two spellings of a country are one: الأميركية, الأمريكية.
    apart = {(start, _VOWELS.sub("", name)) for start, name in zip(starts.tolist(), names[rows], strict=True)}
    behind = np.bincount(np.array([start for start, _ in apart], np.int64), minlength=len(ids))
    share = np.bincount(starts, n[rows], minlength=len(ids))
    several = (behind >= 3) & (share >= 0.25 * n) & (whole["rule"] == "body").to_numpy(bool)
    return set(np.flatnonzero(several).tolist())


def _rivals(rule, number, inner):
    """(The parts of a name that may speak against it, whether one does: a rule speaks before what is weighed).

    الدول العربية, which is weighed, takes nothing from جامعة الدول العربية.
    """
    by_rule = [part for part in inner if rule[part] != "weighed"]
    weighed = rule[number] == "weighed"
    return inner if weighed else by_rule, weighed and bool(by_rule)


def _outer_or_inner(whole, ids):
    """The rules, "" for the shorter or the longer of two names, one of which holds the other."""
    rule, n = whole["rule"].to_numpy(object).copy(), whole["n"].to_numpy()
    before, behind, headed, country, loose, given = (whole[name].to_numpy(bool) for name in _FLAGS)
    place = {row: number for number, row in enumerate(ids)}
    general = _general(whole, ids, place)
    for number in np.argsort(-whole["words"].to_numpy(), kind="stable"):
        row = ids[number]
        if len(row) < 3:
            break
        parts = [row[a:b] for a in range(len(row)) for b in range(a + 2, len(row) + 1) if b - a < len(row)]
        inner = [place[part] for part in parts if part in place and n[place[part]] and rule[place[part]]]
        if not inner or not n[number]:
            continue
        rivals, overruled = _rivals(rule, number, inner)
        # The full name of a person is one beside the apart alone (حسن نصر الله), with the father's it is not.
        apart = {place.get(row[a:]) for a in range(1, len(row))} if rule[number] == "person" else set()
        if rule[number] == "person":
            apart |= {part for part in inner if given[part]}
        if rule[number] == "body":
            apart |= {part for part in inner if loose[part]}  # الوحدة الوطنية, in حكومة الوحدة الوطنية
        rest = place.get(row[1:])
        if before[number] and rest is not None:
            if headed[number] or (rule[rest] == "fixed" and n[number] >= 0.3 * n[rest]):
                apart = {*apart, rest}
        short = place.get((row[0], row[-1]))  # الجيش الحر beside الجيش السوري الحر
        if behind[number] and short is not None and n[short] >= 0.3 * n[number]:
            apart = {*apart, place.get(row[:-1]), short}
        start = place.get(row[:-1])  # الحرس الثوري, also before الإيراني
        of_country = country[number] and rule[number] != "person" and start in rivals and n[number] < 0.75 * n[start]
        if country[number] and start in general:  # وزارة الخارجية, which many a country has
            apart, of_country = {*apart, start}, False
        larger = any(n[number] < LONGER * n[part] for part in rivals if part not in apart)
        if overruled or of_country or larger:
            rule[number] = ""
        else:
            rule[[part for part in inner if n[number] >= 0.8 * n[part]]] = ""
    return rule
