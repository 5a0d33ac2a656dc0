"""Subtitles (.srt, .vtt, .ass, .ssa, or named .txt): what is said, without times, numbers and marks of the screen."""

import html
import re
from collections import Counter

from ...errors import InputError
from .result import Reading, brief, library

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_CUE = re.compile(rf"{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*", re.ASCII)
_ASS = re.compile(r"\[Script Info\]", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s>]+)?[ \t]+([^>\n]{1,100})>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>\n]{0,200}|[\d:.]+)>")
_OVERRIDE = re.compile(r"\{\\[^{}\n]{0,200}\}")
ROLLING = 0.3  # of the subtitles must begin as the one before ended
_BLANK = re.compile(r"\n{3,}")
_LESS = "\ue000"  # stands for < while the library reads
_SPACE = re.compile(r"[ \t\u00a0]+")


def recognised(text):
    """Return the Reading of subtitles that are named .txt, None for another text: times stand in its first lines."""
    start = text.lstrip("\ufeff\n \t")[:500]
    if start.startswith("WEBVTT") and _CUE.search(text):
        return spoken(text)
    if _ASS.match(start) and "\n[Events]" in text:
        return spoken(text)
    first = start.split("\n", 2)
    begins = _CUE.fullmatch(first[0].strip()) or (
        len(first) > 1 and first[0].strip().isdecimal() and _CUE.fullmatch(first[1].strip())
    )
    return spoken(text) if begins else None


def spoken(text):
    """Return the Reading of a file of subtitles: one document, a line a subtitle.

    Speakers that the format names are told as `speakers`. Lines that captions which roll up the
    screen show again are taken once. Raises InputError where there is no subtitle in the file.
    """
    library_ = library("pysubs2", "pysubs2", "subtitles")
    voices = Counter(name.strip() for name in _VOICE.findall(text))
    try:
        found = library_.SSAFile.from_string(_ready(text))
        events = [event for event in found if not event.is_comment and not event.is_drawing]
        lines = [event.plaintext for event in events]
    except Exception as error:  # the library answers damage with whatever it stumbles over
        raise InputError(f"no subtitles that can be read ({brief(error)}); save it as .srt again") from None
    voices.update(event.name.strip() for event in events if event.name.strip())
    cues, repeated = _rolled([_lines(line) for line in lines])
    said = [line for cue in cues for line in _joined(cue)]
    if not said:
        raise InputError("subtitles without any text")
    document = {"text": "\n".join(said)}
    if voices:
        document["speakers"] = ", ".join(list(voices)[:100])
    remark = f"subtitles: the text of {len(events):,}, without times and marks of the screen"
    remark += f", {repeated:,} lines that only rolled up the screen left out" if repeated else ""
    return Reading(document=document, places={"text": "what is said"}, remarks=(remark,))


def _ready(text):
    """The text without signs of tags and many blank lines, over which the library can take minutes."""
    return _BLANK.sub("\n\n", text.lstrip("\ufeff\n \t")).replace("<", _LESS)


def _lines(text):
    """The lines of one subtitle as they stand on the screen, without its marks."""
    text = html.unescape(_TAG.sub("", _OVERRIDE.sub("", text).replace(_LESS, "<")))
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def _rolled(cues):
    """(cues without the lines that the cue before showed already, number of these), where captions roll up the screen.

    Where few cues begin as the one before ended, somebody says a thing twice, and all stays.
    """
    fresh, repeated, before = [], 0, []
    for lines in cues:
        shared = next((n for n in range(min(len(lines), len(before)), 0, -1) if before[-n:] == lines[:n]), 0)
        fresh.append(lines[shared:])
        repeated += shared > 0
        before = lines or before
    if repeated < ROLLING * len(cues):
        return cues, 0
    return fresh, sum(map(len, cues)) - sum(map(len, fresh))


def _joined(lines):
    """The lines of one subtitle as one, but for those of a dialogue, which begin with a dash."""
    parts = []
    for line in lines:
        if parts and line[0] not in "-–—":
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return parts
