"""What programs put before the paragraphs of lists: when it is text, and how its numbers are written."""

import re

_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SIGNS = {"i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter", "أ, ب, ت, ...": "arabicAlpha",
          "أ, ب, ج, ...": "arabicAbjad"}  # fmt: skip
_OF_ROME = re.compile(r"\b[ivxlcdm]+\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_label(text):
    """Whether what a program puts before a paragraph of a list is text: it holds a word, as "Article 3:" does."""
    return bool(_WORD.search(_OF_ROME.sub("", text)))


def numeral(number, form):
    """Return a number as lists write it; form: the name that Word has for it, or the sign that OpenDocument has."""
    letters = {"arabicAbjad": _ABJAD, "arabicAlpha": _ALPHABET, "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
               "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}.get(_SIGNS.get(form, form))  # fmt: skip
    if letters and number > 0:
        return letters[(number - 1) % len(letters)] * min((number - 1) // len(letters) + 1, 9)
    form = _SIGNS.get(form, form)
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        text, left = "", number
        for value, sign in _ROMAN:
            text, left = text + sign * (left // value), left % value
        return text.upper() if form == "upperRoman" else text
    return str(number)
