"""Words that report speech: the verbs of `resources/speech/reporting_verbs.tsv` in all their forms."""

from functools import cache, lru_cache
from typing import NamedTuple

from ..text.plain_text import plain
from . import tables

PERFECT, IMPERFECT, PARTICIPLE, NOUN, PREPOSITION = "perfect", "imperfect", "participle", "noun", "preposition"
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
_PREFIXES = "يتنا"


class Cue(NamedTuple):
    """What a form says: see the header of the resource. gender: m, f or "" ; number: s, p or ""."""

    lemma: str
    kind: str
    stance: str
    takes: str
    certain: bool
    gender: str
    number: str
    pronoun: bool


COLON = Cue("", "colon", "", "clause", True, "", "", False)  # no word: فلان: "…"


@cache
def forms():
    """Return every form, folded -> Cue; where two verbs share a form, the first in the resource wins."""
    found = {}
    for form, lemma, kind, stance, takes, certain in tables.rows("reporting_verbs.tsv"):
        form = plain(form)[0]
        rows = _INFLECT.get(kind, _as_it_stands)(form)
        if kind == PERFECT and certain == "yes" and form[-1] not in "اى":
            rows = [*rows, (form + "ا", "m", "p", False)]  # أكدا; of other verbs it looks like a noun (نقلا, وعدا)
        for inflected, gender, number, pronoun in rows:
            sort = PARTICIPLE if kind == "accusative" else kind
            cue = Cue(lemma, sort, stance, takes, certain == "yes", gender, number, pronoun)
            found.setdefault(inflected, cue)
    return found


@lru_cache(2**17)
def find(word):
    """Return (letters of the proclitic, Cue) of a folded word, or None: وأضاف -> (1, Cue of أضاف)."""
    known = forms()
    if word in known:
        return 0, known[word]
    split = word[:1] in ("و", "ف") and word[1:] in known and word not in _NOT_SPLIT
    if split and (len(word) > 3 or (len(word) == 3 and known[word[1:]].certain)):
        return 1, known[word[1:]]
    if word.startswith("ما") and (cue := known.get(word[2:])) and cue.takes == "label" and cue.pronoun:
        return 2, cue  # written together: ماوصفه
    rest = word.lstrip("وف")
    skip = len(word) - len(rest)
    if skip <= 1 and (len(rest) > 4 or rest[:2] in ("لي", "سي") and len(rest) > 3) and rest[0] in "لسب":
        cue = known.get(rest[1:])
        if cue and (cue.kind == IMPERFECT and rest[0] in "لس" or cue.kind == NOUN and rest[0] == "ب"):
            return skip + (cue.kind == IMPERFECT), cue
    return None


_NOT_SPLIT = frozenset({"وصف", "وفق", "وعد", "فسر", "فصل", "فند", "وصفت", "وعدت", "وفقا", "وجدت"})


def _perfect(form):
    if form.endswith("ى") or (form.endswith("ا") and len(form) <= 4):
        stem = form[:-1]
        middle = "ي" if form.endswith("ى") else "و"
        joined = stem + "ا"
        rows = [(form, "m", "s"), (stem + "ت", "f", "s"), (stem + "وا", "m", "p"), (stem + middle + "ا", "m", "p")]
    else:
        joined = form
        rows = [(form, "m", "s"), (form + "ت", "f", "s"), (form + "وا", "m", "p"), (form + "تا", "f", "p")]
    with_object = [(joined + p, "m", "s") for p in _PRONOUNS] + [(rows[1][0] + p, "f", "s") for p in _PRONOUNS]
    with_object += [(rows[2][0][:-1] + p, "m", "p") for p in _PRONOUNS]
    return [(*row, False) for row in rows] + [(*row, True) for row in with_object]


def _imperfect(form):
    stem = form[1:]
    short = stem[:-1] if stem[-1] in "ىيو" else stem
    rows = [("ي" + stem, "m", "s"), ("ت" + stem, "f", "s"), ("ي" + short + "ون", "m", "p")]
    dual = (stem if stem[-1] == "و" else short) + "ان"  # يدعوان
    rows += [("ي" + short + "وا", "m", "p"), ("ي" + dual, "m", "p"), ("ت" + dual, "f", "p")]
    joined = short + "ا" if stem[-1] == "ى" else stem
    with_object = [("ي" + joined + p, "m", "s") for p in _PRONOUNS] + [("ت" + joined + p, "f", "s") for p in _PRONOUNS]
    with_object += [("ي" + short + "ون" + p, "m", "p") for p in _PRONOUNS]
    return [(*row, False) for row in rows] + [(*row, True) for row in with_object]


def _participle(form):
    rows = [(form + "ا", "m", "s"), (form + "ة", "f", "s"), (form + "ين", "m", "p")]
    return [(*row, False) for row in [*rows, (form + "تين", "f", "p")]]


def _noun(form):
    bare = form[:-1] + "ت" if form.endswith("ة") else form
    rows = [(bare + "ه", "m", "s"), (bare + "ها", "f", "s"), (bare + "هم", "m", "p"), (bare + "هما", "m", "p")]
    return [(form, "", "", False)] + [(*row, True) for row in rows]


def _as_it_stands(form):
    return [(form, "", "", False)]


_INFLECT = {PERFECT: _perfect, IMPERFECT: _imperfect, PARTICIPLE: _participle, NOUN: _noun}
