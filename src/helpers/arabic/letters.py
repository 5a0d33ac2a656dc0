"""Code points of Arabic writing and the character classes that tokenization rests on."""

import unicodedata

import numpy as np

TATWEEL = "\u0640"
# Harakat, Quranic annotation signs and superscript alef: written on a letter, never alone.
MARKS = "".join(
    chr(c)
    for c in [
        *range(0x0610, 0x061B),
        *range(0x064B, 0x0660),
        0x0670,
        *range(0x06D6, 0x06DD),
        *range(0x06DF, 0x06E9),
        *range(0x06EA, 0x06EE),
        *range(0x0898, 0x08A0),
        *range(0x08C9, 0x08E2),
        *range(0x08E3, 0x0900),
    ]
)
# ZWNJ, ZWJ, bidirectional marks and isolates, soft hyphen, word joiner, byte order mark inside a text.
INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
# A space that takes no room: it parts words of two letters and more, unlike the other invisible signs.
ZERO_WIDTH_SPACE = "\u200b"
# Marks of other scripts, with which letters are decorated (ال͠ل͠غ͠ة) or emoji are shaped: part of the word they stand on.
FOREIGN_MARKS = "".join(
    chr(code)
    for first, last in (
        (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x0730, 0x074A), (0x07A6, 0x07B0), (0x1AB0, 0x1AFF),
        (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    )
    for code in range(first, last + 1)
)  # fmt: skip
SENTENCE_ENDS = ".!?؟…۔\n\u2029\u2028"
NUMBER_SEPARATORS = ".,:/٫٬"
ARABIC_INDIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"

# Classes of the tokenizer kernel. A word starts at a letter; marks and joiners continue it.
OTHER, ARABIC, MARK, INVISIBLE_SIGN, LATIN, DIGIT, TERMINAL, FOREIGN_MARK, NARROW = range(9)


def _is_arabic_letter(code):
    blocks = (0x0620, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08C9), (0xFB50, 0xFDFB), (0xFE70, 0xFEFC)
    return any(a <= code <= b for a, b in blocks) and unicodedata.category(chr(code)) == "Lo"


def _is_latin_letter(code):
    char = chr(code)
    return code < 0x0250 and char.isalpha() and char not in "ªº"


def character_classes():
    """Class of every code point of the Basic Multilingual Plane: uint8 array of length 65,536."""
    table = np.zeros(0x10000, np.uint8)
    for code in [*range(0x0250), *range(0x0600, 0x0900), *range(0xFB50, 0xFF00)]:
        if _is_arabic_letter(code):
            table[code] = ARABIC
        elif _is_latin_letter(code):
            table[code] = LATIN
    for chars, value in (
        (MARKS + TATWEEL, MARK),
        (INVISIBLE, INVISIBLE_SIGN),
        (ZERO_WIDTH_SPACE, NARROW),
        (FOREIGN_MARKS, FOREIGN_MARK),
        (SENTENCE_ENDS, TERMINAL),
        ("0123456789" + ARABIC_INDIC_DIGITS + PERSIAN_DIGITS, DIGIT),
    ):
        for char in chars:
            table[ord(char)] = value
    # Presentation forms of the marks (ﹰ … ﹿ) are letters to Unicode and marks to a reader; they also
    # stand before the letter in damaged text, where they still belong to the word.
    table[0xFE70:0xFE80] = table[0xFC5E:0xFC64] = table[0xFCF2:0xFCF5] = MARK
    return table


def has_arabic(text):
    """True where `text` holds one Arabic letter at least."""
    return any(_is_arabic_letter(ord(char)) for char in text)
