"""Lines of exported chats that are no words of a writer: pictures left out, deleted messages, lines of the program."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from ...arabic.letters import INVISIBLE, MARKS, TATWEEL

_FOLDING = str.maketrans("أإآٱىةی", "اااايهي", INVISIBLE + MARKS + TATWEEL)
_SIGN = "\u200e"  # before what the program itself writes
_QUOTES = '"“”„«'  # around the name of a group
#: Why a line of a chat is set aside.
SERVICE = "a line of the program, not a message"
WITHOUT_TEXT = "a message without text, such as a picture, a file or a deleted one"
#: A line with none of these is no line of the program, which is told faster than by the patterns.
_CUES = (
    "< ( omitted deleted message call sent null encrypt creat add remov left join chang turn pin secur admin liked "
    "reacted شفر ستبع جاهل زال حذ كالم رس رفق مت فاعل عجب نش ضا ضف غادر نضم غي غيّ ثبت مان فات انتظار "
    "hinzugef entfernt ajout suppr"
).split(" ")
_LONGEST = 400  # characters of a line that may be one of the program


@cache
def rules():
    """Return the rows of resources/reading/chat_lines.tsv: (kind, compiled pattern, example, near miss)."""
    text = (files("helpers.resources") / "reading" / "chat_lines.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple((kind, re.compile(pattern, re.IGNORECASE), *examples) for kind, pattern, *examples in rows)


def folded(line):
    """Return a line without invisible signs, marks and hamza, as the patterns are written."""
    return " ".join(line.translate(_FOLDING).split())


def is_service(sender, words):
    """Say whether a line is one of the program, from what stands before and behind its first colon.

    A line of the program on the group ("قام محرر بتغيير صورة المجموعة") could be a sentence of a writer too. It counts
    where the name of the group stands for a sender and the program's invisible sign behind it, as an iPhone writes, and
    where its colon is one inside of it: changed the subject to "a: b", or to: "a".
    """
    if _tells_an_event(sender):
        return True
    line = words[:_LONGEST].partition("\n")[0]
    if len(line) == _LONGEST:
        return False
    if _fits("notice", line) or (line[:1] == _SIGN and _fits("service", line)):
        return True
    if any(quote in sender for quote in _QUOTES):
        return _fits("service", f"{sender}: {line}")
    return line[:1] in _QUOTES and line != "" and _fits("service", f"{sender}:")


@lru_cache(10_000)
def _tells_an_event(sender):
    """Whether what stands before a colon is no name but says what somebody did; asked for each message of a chat."""
    return " " in sender and _fits("event", sender)


def is_media(line):
    """Say whether a line only stands for a picture, a file, a call or a deleted message: <Media omitted>."""
    return len(line) < _LONGEST and _fits("media", line)


def without_media(text):
    """Return (the words of a message, what else stood in it): the lines for pictures and files, remarks of the program.

    The words are "" where nothing else is there.
    """
    if len(text) < _LONGEST and "\n" not in text:  # nearly all messages
        return ("", text) if is_media(text) else _without_suffix(text.strip())
    lines = text.strip("\n").split("\n")
    left = [line for line in lines if is_media(line)]
    if left:
        lines = [line for line in lines if line not in left]
    words, suffix = _without_suffix("\n".join(lines).strip())
    return words, " ".join(filter(None, (*left, suffix)))


@cache
def _pattern(kind):
    """All patterns of a kind as one."""
    return re.compile("|".join(pattern.pattern for known, pattern, *_ in rules() if known == kind), re.IGNORECASE)


def _fits(kind, line):
    # A line that holds no word of any of them is not folded: there may be a million.
    small = line.lower()
    return any(map(small.__contains__, _CUES)) and _pattern(kind).fullmatch(folded(line)) is not None


def _without_suffix(text):
    if not text.endswith(">"):
        return text, ""
    start = text.rfind("<")
    if start > 0 and _fits("suffix", text[start:]):
        return text[:start].rstrip().rstrip(INVISIBLE).rstrip(), text[start:]
    return text, ""
