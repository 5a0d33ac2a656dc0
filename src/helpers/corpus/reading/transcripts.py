"""Transcripts with the times of the recording: alone on lines (YouTube), before each line, or behind who speaks."""

import re
from itertools import pairwise

from .result import Reading

FEWEST = 4  # times
_MOSTLY = 0.95  # of the times are later than the one before
_AT_LINES = 0.8  # of the lines begin with a time, where it stands before the words
_EVERY = 0.2  # of the lines are times, where these stand alone
_TIME = r"[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?"
_LINE = re.compile(rf"(?:(?P<who>[^\d\W][^\n:]{{0,40}}?)[ \t]+)?{_TIME}(?:[ \t]*[-–:]?[ \t]+(?P<words>\S.*))?")
_BEGINS = 500  # characters in which the first time stands
_ROUND = 5  # seconds: times that are all a multiple of it are of a programme or timetable


def recognised(text):
    """Return the Reading of a transcript with times, one document without them; None for another text.

    The times begin below a minute and rise. Who speaks, where that stands before the time, is told as `speakers`. A
    programme ("20:00 الأخبار") and a text that only tells some times are none.
    """
    if not re.search(r"\d:\d\d", text[:_BEGINS]):
        return None
    lines = [line.strip() for line in text.lstrip("\ufeff").split("\n") if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    times = [_seconds(match["time"]) for match in found if match]
    if len(times) < FEWEST or times[0] >= 60 or not any(found[:3]) or all(time % _ROUND == 0 for time in times):
        return None
    if sum(one <= other for one, other in pairwise(times)) < _MOSTLY * (len(times) - 1):
        return None
    before = sum(1 for match in found if match and match["words"])
    if before < _AT_LINES * len(lines) and (before or len(times) < _EVERY * len(lines)):
        return None
    said = [match["words"] if match else line for line, match in zip(lines, found, strict=True)]
    document = {"text": "\n".join(filter(None, said))}
    voices = dict.fromkeys(match["who"].strip() for match in found if match and match["who"])
    if voices:
        document["speakers"] = ", ".join(list(voices)[:100])
    if not document["text"]:
        return None
    remark = f"a transcript: {len(times):,} times of the recording left out"
    return Reading(document=document, places={"text": "what is said"}, remarks=(remark,))


def _seconds(time):
    parts = [float(part) for part in time.replace(",", ".").split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))
