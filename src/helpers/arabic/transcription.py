"""Arabic in Latin letters by DIN 31635, and nothing that is not written.

A text without vowel signs says no short vowel, so neither does its transcription: كتب is ktb, and only كَتَبَ is kataba.
Two things are certain without a sign and are given: the i of إ, and the a before ة. The article is al- throughout,
without assimilation.
"""

import functools
import re
import unicodedata

from ..arguments import TEXT, takes
from . import morphology

_LETTERS = dict(
    zip("بتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ", "b t ṯ ǧ ḥ ḫ d ḏ r z s š ṣ ḍ ṭ ẓ ʿ ġ f q k l m n h w y p č ž g v".split(),
        strict=True)
)  # fmt: skip
_LETTERS |= dict.fromkeys("ءأؤئ", "ʾ") | {"ک": "k", "ی": "y"}
_VOWELS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u064b": "an", "\u064c": "un", "\u064d": "in", "\u0652": ""}
_SHADDA, _DAGGER = "\u0651", "\u0670"
_MARKS = frozenset(_VOWELS) | {_SHADDA, _DAGGER}
_LETTER = re.compile(f"([^{''.join(sorted(_MARKS))}])([{''.join(sorted(_MARKS))}]*)")
_WORD = re.compile("[\u0621-\u063a\u0641-\u0655\u0670-\u06d3]+")
_PASSED = re.compile("[\u0640\u0653-\u0655\u200b-\u200f\u061c]")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬٪؟،؛", "0123456789.,%?,;")
_BEFORE = "وفبكل"  # one letter written together with the article behind it
_LONG = {"ا": ("a", "ā"), "ى": ("a", "ā"), "و": ("u", "ū"), "ي": ("i", "ī")}


@takes(text=TEXT)
def transcribe(text):
    """Return `text` with its Arabic in Latin letters; all else stays as it is.

    Letters by DIN 31635 (ṯ ǧ ḥ ḫ ḏ š ṣ ḍ ṭ ẓ ʿ ġ, hamza ʾ); vowels stand only where the text writes them. The article,
    where the word has one (`morphology`), is al-, and what is written together with it stands before a hyphen.
    Source: DIN 31635:2011; of unvocalised text it is a transliteration of the letters.

    >>> transcribe("كتب"), transcribe("كَتَبَ"), transcribe("الإرهاب"), transcribe("مجلس الأمن")
    ('ktb', 'kataba', 'al-irhāb', 'mǧls al-ʾmn')
    """
    text = unicodedata.normalize("NFC", _PASSED.sub("", text))
    return _WORD.sub(lambda match: _word(match[0]), text).translate(_DIGITS)


@functools.lru_cache(maxsize=10_000)
def _word(word):
    before, rest = _split(word)
    return "".join(f"{part}-" for part in before) + _letters(rest)


def _split(word):
    """What stands before the stem, with a hyphen each (w, al), and the rest: only where there is an article."""
    bare = "".join(letter for letter in word if letter not in _MARKS)
    if not re.match(f"[{_BEFORE}]{{0,2}}ا?ل..", bare):
        return [], word
    pieces = morphology.analyze([bare])["segments"].iloc[0].split("+")
    article = pieces[-2:-1] == ["ال"] or pieces[-3:-1] == ["ل", "ل"]  # للدولة, not لدولة
    if not article or "".join(pieces) != bare:
        return [], word
    return [*map(_letters, pieces[:-2]), "al"], _from(word, len(bare) - len(pieces[-1]))


def _from(word, place):
    """`word` from its letter number `place` on. الشَّمس: the doubling is that of the article's l, which al- has."""
    (letter, marks), *others = _LETTER.findall(word)[place:]
    return letter + marks.replace(_SHADDA, "") + "".join(map("".join, others))


def _letters(word):
    pieces = _LETTER.findall(word)
    out = ""
    for place, (letter, marks) in enumerate(pieces):
        behind = "".join(other for other, _ in pieces[place + 1 :])
        out = _joined(out, letter, marks, first=place == 0, behind=behind)
    return out


def _joined(out, letter, marks, *, first, behind):
    """`out` with one letter more, and the vowel that is written with it."""
    vowel = "".join(_VOWELS.get(mark, "") for mark in marks)
    vowel = "ā" if _DAGGER in marks else vowel
    short, long = _LONG.get(letter, ("", ""))
    if first:
        return _begun(letter, marks, vowel)
    if letter == "آ":
        return f"{out}ʾā"
    if letter == "ة":
        return (out if out.endswith("a") else f"{out}a") + (f"t{vowel}" if vowel else "")
    if letter == "ا" and not behind and (out.endswith("an") or out.endswith(("w", "ū")) and len(out) > 2):
        return out  # the alef behind a tanwin, or behind the و of a plural, has no sound
    glides = behind[:1] == "ا" and (letter == "ي" or len(behind) > 1)  # قِيام, دُوار, but not كَتَبُوا
    if long and not marks and out.endswith(short) and not glides:
        return out[:-1] + long
    if letter in "اىٱ":
        return out + (vowel or "ā")
    sound = _LETTERS.get(letter, "i" if letter == "إ" else letter)
    return out + sound * (2 if _SHADDA in marks else 1) + vowel


def _begun(letter, marks, vowel):
    if letter == "آ":
        return "ā"
    if letter == "إ":
        return vowel or "i"
    if letter in "اأٱ":
        return vowel or "ʾ"
    return _LETTERS.get(letter, letter) * (2 if _SHADDA in marks else 1) + vowel
