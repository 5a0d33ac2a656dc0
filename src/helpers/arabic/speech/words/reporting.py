"""Words that report speech: the verbs of `resources/speech/reporting_verbs.tsv` in all their forms."""

import re
from dataclasses import dataclass
from functools import cache

from ..text.plain_text import plain
from . import tables

PERFECT, IMPERFECT, PARTICIPLE, NOUN, PREPOSITION = "perfect", "imperfect", "participle", "noun", "preposition"
_CERTAIN_PERFECT = "certain perfect"  # أكدا; of other verbs it looks like a noun (نقلا, وعدا)
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


@dataclass(slots=True, eq=False)
class Cue:
    """What a form says: see the header of the resource. gender: m, f or "" ; number: s, p or ""; classes: of lemma."""

    lemma: str
    kind: str
    stance: str
    takes: str
    certain: bool
    gender: str
    number: str
    pronoun: bool
    classes: frozenset = frozenset()

    def has(self, name):
        """True where its verb is of that class."""
        return name in self.classes


COLON = Cue("", "colon", "", "clause", True, "", "", False)  # no word: فلان: "…"


def find(word):
    """Return (letters of the proclitic, Cue) of a folded word, or None."""  # وأضاف -> (1, Cue of أضاف)
    known = forms()
    if word in known:
        return 0, known[word]
    if word[1:] not in known and word[2:] not in known:
        return None
    behind_and = tables.shape("begins_wa_fa").match(word) and known.get(word[1:])
    if behind_and and word not in tables.members("one_word"):
        if len(word) > 3 or (len(word) == 3 and behind_and.certain):
            return 1, behind_and
    if tables.shape("begins_ma").match(word) and (cue := known.get(word[2:])) and cue.takes == "label" and cue.pronoun:
        return 2, cue  # written together: ماوصفه
    proclitic = tables.shape("proclitic_of_report").match(word)
    cue = known.get(word[proclitic.end() :]) if proclitic else None
    if cue and cue.kind in (IMPERFECT, NOUN):
        before = proclitic[0][-1]
        by = tables.shape("begins_ba").match(before) is not None
        if by == (cue.kind == NOUN):
            return proclitic.end() - by, cue
    return None


@cache
def forms():
    """Return every form, folded -> Cue; where two verbs share a form, the first in the resource wins."""
    found, one, classes = {}, cache(Cue), cache(tables.classes_of_lemma)  # one Cue of all forms that it fits
    for form, lemma, kind, stance, takes, certain in tables.rows("reporting_verbs.tsv"):
        for inflected, gender, number, pronoun in _inflected(plain(form)[0], kind, certain == "yes"):
            sort = PARTICIPLE if kind == "accusative" else kind
            cue = one(lemma, sort, stance, takes, certain == "yes", gender, number, pronoun, classes(lemma))
            found.setdefault(inflected, cue)
    return found


def _inflected(form, kind, certain):
    """Rows (form, gender, number, has a pronoun) of a listed form, by the paradigms of its kind."""
    kinds = (kind, _CERTAIN_PERFECT) if kind == PERFECT and certain else (kind,)
    rows = [row for name in kinds for row in _paradigms().get(name, ())]
    if not rows:
        return [(form, "", "", False)]
    found = []
    for pattern, template, gender, number, pronoun in rows:
        if match := pattern.fullmatch(form):
            ends = _PRONOUNS if pronoun == "yes" else ("",)
            found += [(match.expand(template) + end, gender, number, pronoun != "no") for end in ends]
    return found


@cache
def _paradigms():
    """Rows of each kind in `resources/speech/paradigms.tsv`, patterns compiled."""
    found = {}
    for kind, pattern, *row in tables.rows("paradigms.tsv"):
        found.setdefault(kind, []).append((re.compile(pattern), *row))
    return found
