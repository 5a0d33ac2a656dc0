"""Folding spellings that count as the same word: named, switchable, applied to distinct forms only.

The text itself is never changed; a fold only decides which written forms share one normalized form.
"""

import functools
import re
import unicodedata

from ..errors import check_names
from . import orthography
from .letters import ARABIC_INDIC_DIGITS, FOREIGN_MARKS, INVISIBLE, MARKS, PERSIAN_DIGITS, TATWEEL

# name -> what it merges
FOLDS = {
    "presentation_forms": "letter shapes and ligatures of old encodings become letters: ﺍﻹﺭﻫﺎﺏ = الإرهاب",
    "zero_width": "invisible joiners and direction marks are dropped",
    "ornament": "marks of other scripts, and ہ between the letters, are dropped: ال͠ل͠غ͠ة = الہلہغہة = اللغة",
    "quranic": "the Quran's spelling becomes today's: ٱلْكِتَٰبُ = الكتاب, ٱلصَّلَوٰة = الصلاة; هٰذا = هذا",
    "tatweel": "the stretching sign is dropped: الإرهـــاب = الإرهاب",
    "tashkeel": "vowel signs, shadda, tanwin and superscript alef are dropped: يُعَدّ = يعد",
    "persian_letters": "Persian and Urdu code points of Arabic letters become Arabic ones: کی = كي",
    "loan_letters": "letters for foreign sounds become their Arabic neighbours: پ چ ڤ گ = ب ج ف ك",
    "digits": "Arabic-Indic and Persian digits become 0-9: ٢٠٢١ = 2021",
    "elongation": "letters repeated for effect stand once: جدااااا = جدا, هههههه = ههه",
    "alef": "أ إ آ ٱ become ا: الارهاب = الإرهاب, but also أعلام = إعلام",
    "ya": "final ى becomes ي: فى = في, but also على = علي",
    "ta_marbuta": "final ة becomes ه: المحكمه = المحكمة, but also مدرسة = مدرسه (his teacher)",
    "hamza_seats": "ؤ and ئ become ء: مسئول = مسؤول",
    "case": "Latin letters become lower case: NATO = Nato",
}
DEFAULT_FOLDS = (
    "presentation_forms", "zero_width", "ornament", "quranic", "tatweel", "tashkeel", "persian_letters", "digits",
    "elongation", "alef", "ya", "hamza_seats", "case",
)  # fmt: skip
# What hides a word from a reader's eye but is no spelling of its own: also dropped from the shown form.
CLEANING_FOLDS = (
    "presentation_forms", "zero_width", "ornament", "quranic", "tatweel", "tashkeel", "persian_letters", "elongation",
)

_TRANSLATIONS = {
    "zero_width": {ord(c): None for c in INVISIBLE},
    "ornament": {ord(c): None for c in FOREIGN_MARKS},
    "tatweel": {ord(TATWEEL): None},
    "tashkeel": {ord(c): None for c in MARKS},
    "persian_letters": str.maketrans("کیېےہھەۃۀ", "كيييهههةه"),
    "loan_letters": str.maketrans("پچژڤڨگڭ", "بجزفقكك"),
    "digits": str.maketrans(ARABIC_INDIC_DIGITS + PERSIAN_DIGITS, "0123456789" * 2),
    "alef": str.maketrans("أإآٱ", "اااا"),
    "hamza_seats": str.maketrans("ؤئ", "ءء"),
}
# Compatibility forms decompose to letters; an isolated mark decomposes to a space and the mark.
# What the folds that look at a whole word do: name -> (pattern of what it may find something in, function).
_OF_WORDS = {
    "ornament": (orthography.ADORNED, orthography.unadorned),
    "quranic": (orthography.OLD, orthography.modern),
}
_WORD = re.compile("[^ \n]+")
_PRESENTATION = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]")
_FINALS = {"ya": (re.compile("ى$", re.MULTILINE), "ي"), "ta_marbuta": (re.compile("ة$", re.MULTILINE), "ه")}


def check_folds(folds):
    """Return `folds` as a tuple in the order of `FOLDS`; ArgumentError names an unknown one."""
    return check_names(folds, FOLDS, "fold")


def normalize(forms, folds=DEFAULT_FOLDS):
    """Fold each of `forms`.

    forms: sequence of n words without line breaks. folds: names out of `FOLDS`.
    Returns a list of n strings. Letters and marks written apart (NFD) are composed first, always, since
    otherwise و + hamza would lose its hamza as if it were a vowel sign. A form that consists of dropped
    signs only stays as it is. Raises ArgumentError for an unknown fold.

    The folds `ornament`, `quranic` and `elongation` ask the dictionary where a spelling leaves more than one way.

    Folding is a decision of the analyst, not a correction: `alef` merges أعلام (flags) and إعلام (media),
    `ya` merges على (on) and علي (Ali). See Habash 2010, Introduction to Arabic NLP, pp. 21-23.
    """
    forms = list(forms)
    chosen = check_folds(folds)
    folded = unicodedata.normalize("NFC", "\n".join(forms))  # one long string: the work is done in C
    if "presentation_forms" in chosen:
        folded = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]).strip(" "), folded)
        folded = unicodedata.normalize("NFC", folded)
    for name in chosen:
        if name in _OF_WORDS and _OF_WORDS[name][0].search(folded):
            folded = _WORD.sub(lambda match, fold=_OF_WORDS[name][1]: fold(match[0]), folded)
    written, folded = folded, _replaced(folded, chosen)
    if "elongation" in chosen and orthography.REPEATED.search(folded):
        cleaned = _replaced(written, tuple(name for name in chosen if name in CLEANING_FOLDS))
        folded = _replaced(_WORD.sub(lambda match: orthography.unrepeated(match[0]), cleaned), chosen)
    while (composed := unicodedata.normalize("NFC", folded)) != folded:  # a letter and a hamza that now meet
        folded = _replaced(composed, chosen)
    for name in chosen:
        if name in _FINALS:
            folded = _FINALS[name][0].sub(_FINALS[name][1], folded)
    folded = folded.lower() if "case" in chosen else folded
    if "ornament" in chosen:
        folded = folded.replace("\u0307", "")  # what lower() makes of İ
    return [new or old for new, old in zip(folded.split("\n"), forms, strict=True)] if forms else []


def _replaced(text, folds):
    """The text with the single characters of the folds replaced: str.translate, which takes three times as long."""
    pattern, replacement = _replacements(folds)
    return pattern.sub(lambda match: replacement[match[0]], text) if replacement else text


@functools.lru_cache
def _replacements(folds):
    table = {}
    for name in folds:
        table |= _TRANSLATIONS.get(name, {})
    replacement = {chr(old): chr(new) if new else "" for old, new in table.items()}
    return re.compile(f"[{''.join(map(re.escape, replacement))}]" if replacement else "(?!)"), replacement
