"""Which script and language a text is in and how likely its letters are Arabic, as letters and common words tell."""

import re
from typing import NamedTuple

import numpy as np

LANGUAGES = ("arabic", "persian", "urdu", "kurdish", "pashto", "latin", "other")
MOST_LATIN = 0.5  # of the letters, from where on a text is no longer called Arabic
_SAMPLE = 3_000  # characters whose words are looked at
_SHARE = 0.02  # of the letters: letters of one language only
_SHARE_ARABIC = 0.15  # of the words: with the Arabic article or among the commonest; prose has 0.3 and more
_WORDS = 0.03  # of the words: function words of another language

# Letters that Arabic, also the Arabic of names and dialects, does not use. پ چ ژ گ ی ک are no sign: names have them.
_OWN_LETTERS = {"urdu": "ٹڈڑںےہ", "kurdish": "ێۆڕڵە", "pashto": "ټډړښځڅېۍ"}
_PERSIAN_LETTERS = "پچژگکی"  # the letters of Persian, and the two it writes with other code points than Arabic
_PERSIAN_WORDS = frozenset("است از كه را در براي هاي شده خود گفت هستند شود نيز".split())
_WORD = re.compile("[\u0621-\u06d5]+")
_ARABIC_WORD = re.compile(
    "(?<![\u0621-\u06d5])(?:(?:[وفبك]?ال|لل)[\u0621-\u0652]{2,}|"
    "و?(?:في|من|على|إلى|الى|عن|أن|إن|ان|ما|لا|هذا|هذه|التي|الذي|مع|لم|قد|كل)(?![\u0621-\u06d5]))"
)
_ARABIC_CODES = dict(zip("یکھہە", "يكههه", strict=True))

#: A letter of Arabic, of the languages written with it, or a shape of one; its pattern is also one of RE2.
LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06fc\ufb50-\ufdfb\ufe70-\ufefc]")
_ARABIC_RUN = re.compile("[\u0621-\u0652\u0670-\u06d3]+")
_COMMON_WORD = re.compile(
    "(?:[وفبكل]?ال|لل)[\u0621-\u0652]{2,}|(?:و?(?:في|من|على|إلى|عن|أن|إن|ما|لا|هذا|هذه|التي|الذي))$"
)
# ة and ى close a word, and some pairs do not occur: in the wrong code page they turn up.
_MISPLACED = re.compile("[ةى][\u0621-\u064a]|ءء|اا|[أإ][أإآ]")
_STRANGE = re.compile(
    "[\u0080-\u009f\ufffd×÷\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00be\u00c0-\u02ff]"
)
_GLUED = re.compile("[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]")
_LETTERS = np.zeros(0x10000, np.uint8)  # 1 Latin, 2 Arabic, 3 another alphabet
_ARABIC, _LATIN, _OTHER = 2, 1, 3


class Profile(NamedTuple):
    """Language (out of LANGUAGES), number of letters, shares of Latin and of Persian letters among them (0-1)."""

    language: str
    n_letters: int
    share_latin: float
    share_persian: float


def _classes():
    table = np.zeros(0x10000, np.uint8)
    codes = range(0x41, 0xFFFF)
    table[[code for code in codes if not 0xD800 <= code < 0xF900 and chr(code).isalpha()]] = _OTHER
    for ranges, value in (
        (((0x41, 0x250), (0x1E00, 0x1F00), (0xFF21, 0xFF5B)), _LATIN),
        (((0x620, 0x700), (0x750, 0x780), (0x870, 0x900), (0xFB50, 0xFDFE), (0xFE70, 0xFEFD)), _ARABIC),
    ):
        for first, last in ranges:
            part = table[first:last]
            part[part > 0] = value
    return table


def profile(text):
    """Return the Profile of a text.

    The language is "latin" from half of the letters on, "other" when most are of another alphabet or there are
    none. Persian is told by its function words, Urdu, Kurdish (Sorani) and Pashto by their own letters;
    Arabic text with Persian code points (ی ک) stays Arabic. Texts of less than about ten words are often too short
    to tell; they are called Arabic.
    """
    if not _LETTERS.any():
        _LETTERS[:] = _classes()
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    kinds = np.bincount(_LETTERS[codes], minlength=4)
    n_letters = int(kinds[1:].sum())
    if not n_letters:
        return Profile("other", 0, 0.0, 0.0)
    latin, persian = float(kinds[_LATIN] / n_letters), sum(map(text.count, _PERSIAN_LETTERS)) / n_letters
    if kinds[_OTHER] > n_letters / 2:
        return Profile("other", n_letters, latin, persian)
    if latin >= MOST_LATIN:
        return Profile("latin", n_letters, latin, persian)
    return Profile(_arabic_script(text[:_SAMPLE]), n_letters, latin, persian)


def plausibility(text):
    """Return how much a decoded text looks like Arabic, from 0 (not at all) to about 2.

    The share of Arabic letters among the non-ASCII characters, times the share of words without letters
    in impossible places, plus the share of words that begin with the article or are among the commonest.
    """
    words = _ARABIC_RUN.findall(text)
    letters = sum(map(len, words))
    strange = len(_STRANGE.findall(text))
    if not letters or letters < 2 * strange or len(_GLUED.findall(text)) > 0.3 * len(words):
        return 0.0
    misplaced = sum(1 for word in words if _MISPLACED.search(word)) / len(words)
    common = sum(1 for word in words if _COMMON_WORD.match(word)) / len(words)
    return letters / (letters + 3 * strange) * (1 - misplaced) + common


def language(text):
    """Return the language of a text, see `profile`."""
    return profile(text).language


def _arabic_script(sample):
    folded = sample
    for code, letter in _ARABIC_CODES.items():
        folded = folded.replace(code, letter)  # where there is none, a search of a few nanoseconds
    words = _WORD.findall(folded)
    if len(_ARABIC_WORD.findall(folded)) >= _SHARE_ARABIC * len(words):
        return "arabic"  # also when it was typed on an Urdu or Kurdish keyboard
    n_letters = sum(map(len, words))
    for name, letters in _OWN_LETTERS.items():
        if sum(map(sample.count, letters)) > max(_SHARE * n_letters, 3):
            return name
    persian = sum(1 for word in words if word in _PERSIAN_WORDS)
    return "persian" if persian >= max(2, _WORDS * len(words)) else "arabic"
