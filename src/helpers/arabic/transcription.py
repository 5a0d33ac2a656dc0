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
    if not re.match(f"[{_BEFORE}]{{0,2}}ا?ل..", bare) or bare.endswith("لله"):  # the name of God is not cut
        return [], word
    first = morphology.analyze([bare])["segments"].iloc[0].split("+")
    count = next((place for place, part in enumerate(first) if part in ("ال", "ل") and place == len(first) - 2), None)
    at = bare.find(first[-1]) if count is not None else -1
    if at < 1 or not bare[:at].endswith("ل") or at + len(first[-1]) != len(bare):
        return [], word
    if "ال" not in first and bare[:at] != "".join(first[:count]) + "ل":
        return [], word
    return [*(_LETTERS[part] for part in first[:count] if part in _LETTERS), "al"], _from(word, at)


def _from(word, place):
    """`word` from its letter number `place` on; marks of the letter before belong to that one."""
    letters = 0
    for i, sign in enumerate(word):
        if sign not in _MARKS:
            if letters == place:
                rest = word[i:]
                # الشَّمس: the doubling is that of the article's l, which al- has.
                return rest[0] + rest[1:].replace(_SHADDA, "", 1) if rest[1:2] and _SHADDA in rest[1:3] else rest
            letters += 1
    return ""


def _letters(word):
    pieces = re.findall(f"([^{''.join(_MARKS)}])([{''.join(_MARKS)}]*)", word)
    out = ""
    for place, (letter, marks) in enumerate(pieces):
        ends = place == len(pieces) - 1
        behind = "" if ends else pieces[place + 1][0]
        out = _joined(out, letter, marks, first=place == 0, ends=ends, behind=behind)
    return out


def _joined(out, letter, marks, *, first, ends, behind):
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
    if letter == "ا" and (out.endswith("an") and ends or out.endswith("w") and ends and len(out) > 2):
        return out  # the alef behind a tanwin, or behind the و of a plural, has no sound
    if long and not marks and out.endswith(short) and not (letter == "ي" and behind == "ا"):
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
