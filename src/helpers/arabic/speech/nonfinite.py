"""Participles, nouns and prepositions that report speech (قائلا, قوله, بحسب), alone or behind a verb (تابع قائلا).

`form`: a `validity.Seen`.
"""

import re

from . import cues, phrases, sources, speakers

_FORM_III = re.compile("^.[اآ]..$")
_STOPS = '،,"؛-'


def is_participle(word):
    """True for قائلا, موضحا … that continue a verb: تابع قائلا."""
    hit = cues.find(word)
    if not hit or word in cues.words("noun_too"):
        return False
    return hit[1].kind == cues.PARTICIPLE and hit[0] == 0 and hit[1].certain and hit[1].lemma != "خاطب"


def with_manner(form):
    """True before a word of saying that makes one reporting word with the form: تابع قائلا, أجاب بالقول."""
    if form.after in ("بالقول", "بقوله", "بقولها", "بقولهم"):
        return form.finite or form.cue.kind == cues.PARTICIPLE
    if not is_participle(form.after) or not _agrees(form):
        return form.finite and form.cue.lemma in ("مضى", "تابع", "كتب") and form.after in ("يقول", "تقول", "يقولون")
    alone = not form.cue.pronoun or form.cue.lemma in cues.lemmas("told")  # سأله قائلا
    return form.finite and alone


def _agrees(form):
    """True for the accusative in the gender of the verb: not يشكك متابعون, هاجموا ناقلة."""
    return form.after.endswith(("ا", "ين")) or (form.after.endswith("ة") and form.cue.gender == "f")


def in_phrase(words, first, i, cue):
    """True where a noun is part of a phrase behind another reporting word: قال في بيان, أعرب عن أمله."""
    if cue.kind != cues.NOUN:
        return False
    return not cue.pronoun or cue.lemma in cues.lemmas("occasion") or (i > first and words[i - 1] == "عن")


def participle(form):
    """Whether a participle reports (مؤكدا) or is a noun, an adjective or a verbal noun; None for other forms."""
    if form.cue.kind != cues.PARTICIPLE:
        return None
    word = form.passage.words[form.i]
    free = form.before == "" or form.before not in _STOPS
    if word[form.skip :] in cues.words("noun_too") and free:
        return False
    if word.endswith("ة") and _FORM_III.match(form.cue.lemma) and (free or speakers.definite(form.after)):
        return False  # مهاجمة الحوثيين: the verbal noun
    if word.endswith("ة") and free and form.gap > 3 and not speakers.definite(form.before):
        return False  # إجراءات مشددة في المطار: the adjective
    return form.cue.certain or form.gap <= 6


def motto(form):
    """Whether a word for a slogan or a name has its quotation beside it; None for other forms."""
    if form.cue.takes in ("slogan", "name"):
        return form.gap <= 4 and form.opens_quotation
    return None


def preposition(form):
    """Whether what follows بحسب can be somebody; None for other forms."""
    if form.cue.kind != cues.PREPOSITION:
        return None
    return form.i + 1 < form.end and sources.possible(form.passage, form.i + 1)


def noun(form):
    """Whether a noun reports (قوله, إعلان فلان) or is part of a phrase; None for other forms."""
    cue = form.cue
    if cue.kind != cues.NOUN:
        return None
    words = form.passage.words
    if not cue.pronoun and cue.lemma in cues.lemmas("with_subject"):
        return phrases.has_subject(form)
    if not cue.pronoun:
        return (form.gap <= 3 and words[form.opens] == ":") or (form.gap == 1 and form.opens_quotation)
    view = form.before in ("في", "حسب", "بحسب", "وفق", "وجهة") or words[form.i].startswith("ب")
    if cue.lemma in ("نظر", "رأى") and not view:
        return False
    if not in_phrase(words, form.first, form.i, cue) and form.gap <= 10:
        return True
    return form.before in ("حد", "وفق", "حسب", "بحسب")
