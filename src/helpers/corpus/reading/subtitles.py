"""Subtitles (.srt, .vtt, .ass, .sub, or named .txt): what is said, without times, numbers and marks of the screen."""

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
#: How a subtitle begins that is a line: {0}{50} of MicroDVD, counted in pictures; [0][50] of MPL2, in tenths.
_NUMBERED = {
    "microdvd": re.compile(r"\{(\d{1,9})\}\{(\d{0,9})\}(.*)", re.ASCII),
    "mpl2": re.compile(r"\[(\d{1,9})\]\[(\d{0,9})\](.*)", re.ASCII),
}
_SPEED = re.compile(r"\{1\}\{1\}[\d.]+", re.ASCII)  # pictures a second, in the first line
_SETTINGS = re.compile(r"\{DEFAULT\}.*", re.IGNORECASE)
MOSTLY = 0.9  # of the lines must begin so, or it is a text that quotes some
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
    first, second = [line.strip() for line in f"{start}\n".split("\n")][:2]
    begins = _CUE.fullmatch(first) or (first.isdecimal() and _CUE.fullmatch(second))
    return spoken(text) if begins or _numbered(start) and _numbered(text) else None


def _numbered(text):
    """(the format, the text as the library wants it) of subtitles that are a line each, None for others."""
    lines = [line.strip() for line in text.lstrip("\ufeff").split("\n") if line.strip()]
    form = next((form for form, begin in _NUMBERED.items() if lines and begin.match(lines[0])), None)
    if form is None and lines and _SETTINGS.fullmatch(lines[0]):
        form = "microdvd"
    if form is None:
        return None
    lines = [line for line in lines if not (_SPEED.fullmatch(line) or _SETTINGS.fullmatch(line))]
    found = [_NUMBERED[form].fullmatch(line) for line in lines]
    if sum(map(bool, found)) < max(2, MOSTLY * len(lines)):
        return None
    one, two = "{}" if form == "microdvd" else "[]"
    made = []
    for line, cue in zip(lines, found, strict=True):
        if cue:  # the library passes over one without an end
            made.append(f"{one}{cue[1]}{two}{one}{cue[2] or cue[1]}{two}{cue[3]}")
        elif made:
            made[-1] += f"|{line}"
    return form, "\n".join(made)


def spoken(text):
    """Return the Reading of a file of subtitles: one document, a line a subtitle.

    Speakers that the format names are told as `speakers`. Lines that captions which roll up the
    screen show again are taken once. Raises InputError where there is no subtitle in the file.
    """
    library_ = library("pysubs2", "pysubs2", "subtitles")
    voices = Counter(name.strip() for name in _VOICE.findall(text))
    try:
        numbered = _numbered(text)
        if numbered:
            # How many pictures a second is of no weight: times are left out.
            found = library_.SSAFile.from_string(_ready(numbered[1]), format_=numbered[0], fps=25)
        else:
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
