"""Signs of damage that are counted and shown, never repaired: only a reader can say what was meant."""

import re

from .damage import HARAKAT, LETTER
from .letters import INVISIBLE, TATWEEL

#: name -> (what it is, pattern of the place itself)
SIGNS = {
    "glued_words": (
        "words without a space between them, such as المملكةالعربية or عام2018م",
        re.compile(f"ة[{LETTER}]{{2}}|[A-Za-z0-9](?<=[{LETTER}]{{3}}.)[A-Za-z0-9]{{2}}"),
    ),
    "no_space_after_comma": ("no space behind the comma: قال،إن", re.compile(f"،[{LETTER}]")),
    "tatweel": ("stretched letters: الإرهـــاب", re.compile(f"{TATWEEL}+[{LETTER}]")),
    "zero_width": ("invisible joiners and direction marks", re.compile(f"[{INVISIBLE}]+")),
    "persian_letters": ("Persian or Urdu code points: علی for علي", re.compile("[کیېےہھەۃۀ]")),
    "stray_marks": ("vowel signs that stand apart from their letter: ُعليا", re.compile(f"[{HARAKAT}](?<!\\S.)")),
    "no_break_space": ("no-break spaces", re.compile("\u00a0+")),
    "lost_letters": ("letters that were lost: ???? or U+FFFD", re.compile("\ufffd+|\\?{3,}")),
    "markup": (
        "HTML in the text",
        re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});"),
    ),
}
_WIDTH = 12  # characters shown on each side of a place


def places(text, name):
    """Return the (start, end) of each place in a text that shows the sign `name` of SIGNS."""
    return [match.span() for match in SIGNS[name][1].finditer(text)]


def example(text, place):
    """Return a place of a text with what stands beside it, on one line, invisible signs as their code points."""
    start, end = place
    shown = text[max(start - _WIDTH, 0) : end + _WIDTH]
    shown = re.sub(f"[{INVISIBLE}\u00a0\ufffd]", lambda match: f"[U+{ord(match[0]):04X}]", shown)
    return " ".join(shown.split())
