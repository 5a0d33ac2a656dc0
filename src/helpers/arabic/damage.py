"""Damage that Arabic text takes on its way into a file, and its repair: strings in, (string, number of repairs) out.

Every function returns its argument itself when there is nothing to repair.
"""

import re
import unicodedata

from .letters import INVISIBLE, TATWEEL, ZERO_WIDTH_SPACE

# Ranges for character classes.
LETTER = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3"
HARAKAT = "\u064b-\u0652\u0670"
FORM = "\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc"  # not ﴾ ﴿ and not the signs ﷺ ﷻ ﷼ ﷽

FORMS = re.compile(f"[{FORM}]")
# A shape beside a letter, or the ligatures of several letters: ﻻ and words such as ﷲ.
_FORM_IN_WORD = re.compile(f"[{FORM}](?:(?<=[\ufdf0-\ufdf9\ufef5-\ufefc])|(?=[{FORM}{LETTER}])|(?<=[{LETTER}].))")
# Ligatures and foreign letters, several in a row and each between spaces.
_SHAPE = "[\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufdc7]"
_LONE_SHAPES = re.compile(f"{_SHAPE}(?<!\\S.)(?:\\s+{_SHAPE})+(?!\\S)")
_LONE_OR_FORM = re.compile(f"[{FORM}](?:(?<={_SHAPE})(?<!\\S.)((?:\\s+{_SHAPE})+)(?!\\S))?")
_TANWIN = "\u064b\u064c\u064d"
# Not behind من, عن, في, which take no tanwin: there it is a stray sign of another word.
_DETACHED = re.compile(f"(?<=[{LETTER}])(?<!\\b[مع]ن)(?<!\\bفي)([ \u00a0]+)([{_TANWIN}])(?![{HARAKAT}])")
_DECOMPOSED = re.compile(f"[{LETTER}][{HARAKAT}]*[\u0653-\u0655][{HARAKAT}\u0653-\u0655]*")


def join_presentation_forms(text):
    """Replace the letter shapes of old encodings and PDF by letters: ﺍﻹﺭﻫﺎﺏ -> الإرهاب, ﷲ -> الله.

    A text in which no such shape stands beside another letter shows them as shapes and is left alone. So are shapes of
    ligatures and foreign letters that stand each by itself in a row (ﱫ ﯰ): fonts of the Quran use them as numbers of
    words. Ornate brackets and the signs ﷺ ﷻ ﷼ ﷽ are no damage.
    """
    if not FORMS.search(text) or not _FORM_IN_WORD.search(text):
        return text, 0
    n = 0

    def lettered(match):
        nonlocal n
        if match[1]:
            return match[0]
        n += 1
        return letters_of(match[0])

    return _LONE_OR_FORM.sub(lettered, text), n


def lone_shapes(text):
    """Return how many shapes of ligatures or foreign letters stand each by itself in a row: ﱫ ﯰ."""
    return sum(len(run.split()) for run in _LONE_SHAPES.findall(text))


def letters_of(form):
    """Return the letters of one presentation form; of a form that is a mark, the mark."""
    plain = unicodedata.normalize("NFKC", form)
    is_mark = "\ufe70" <= form <= "\ufe7f" or "\ufc5e" <= form <= "\ufc63" or "\ufcf2" <= form <= "\ufcf4"
    return plain.strip(" " + TATWEEL) if is_mark else plain.strip(" ")  # a mark alone decomposes to a space and it


def compose(text):
    """Join a letter and a hamza or madda that is written apart from it (NFD): ا + ٔ -> أ. Latin is left alone."""
    if not any(sign in text for sign in "\u0653\u0654\u0655"):
        return text, 0
    n = 0

    def joined(match):
        nonlocal n
        made = unicodedata.normalize("NFC", match[0])
        n += made != match[0]
        return made

    found = _DECOMPOSED.sub(joined, text)
    return (found, n) if n else (text, 0)


def attach_tanwin(text):
    """Put a tanwin that stands behind a space back on its letter: شكرا ً جزيلا -> شكراً جزيلا.

    Other signs behind a space (تم ّالانتقال but ُعليا) may belong to either word and are left alone.
    """
    if not any(f"{space}{sign}" in text for space in " \u00a0" for sign in _TANWIN):
        return text, 0

    def moved(match):
        behind = text[match.end() : match.end() + 1]
        return match[2] + (match[1] if behind.isalnum() else "")

    return _DETACHED.subn(moved, text)


_SWAPPED = re.compile(f"(?<![{LETTER}])([وف]?[بك]?)ا([أإآ])ل(?=[{LETTER}]{{2}})")
_SWAPPED_ALEF = re.compile(f"(?<![{LETTER}])([وف]?[بك]?)ا(ا)ل(?=[{LETTER}]{{2}})")


def order_lam_alef(text):
    """Put the lam of the article before the alef it was written with: األمن -> الأمن, اإلرهاب -> الإرهاب.

    The ligature ﻷ, taken apart in the wrong order by PDF extraction. اال may be a slip for ال as well, and becomes الا
    only in a text that shows the damage otherwise. Within a word (سالم for سلام) the damage cannot be told.
    """
    if not any(pair in text for pair in ("األ", "اإل", "اآل")):
        return text, 0
    text, n = _SWAPPED.subn(r"\1ال\2", text)
    text, more = _SWAPPED_ALEF.subn(r"\1ال\2", text) if n else (text, 0)
    return text, n + more


# What the folds of the terms level without touching the text; switched on where the text itself must be clean.
_NARROW = re.compile(f"(?<=\\w\\w)[{INVISIBLE}]*{ZERO_WIDTH_SPACE}[{INVISIBLE}]*(?=\\w\\w)")
_DROPPED = {"tatweel": TATWEEL, "zero_width": INVISIBLE}
PERSIAN = "کیېےہھەۃۀ"
_PERSIAN = str.maketrans(PERSIAN, "كيييهههةه")


def drop(text, what):
    """Drop the stretching sign ("tatweel") or invisible joiners and direction marks ("zero_width").

    A zero-width space between two words becomes a space, else they would be one.
    """
    n = sum(map(text.count, _DROPPED[what]))
    if what == "zero_width" and ZERO_WIDTH_SPACE in text:
        text = _NARROW.sub(" ", text)
    return (text.translate(dict.fromkeys(map(ord, _DROPPED[what]))), n) if n else (text, 0)


def arabic_letters(text):
    """Replace Persian and Urdu code points of Arabic letters (ک ی ہ) by the Arabic ones."""
    n = sum(text.count(chr(code)) for code in _PERSIAN)
    return (text.translate(_PERSIAN), n) if n else (text, 0)
