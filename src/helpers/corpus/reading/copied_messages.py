"""Messages that somebody copied out of a chat and pasted into a text: each under, or behind, its sender and time."""

import re

from ...arabic import dates
from . import chat_dates, chat_lines
from .chat_dates import DAY, MARK, MARKS, TIME
from .result import Reading, table

FEWEST = 2  # heads of messages
_SURELY = 0.9  # of the heads have a date, and words behind them
_PLACES = {"text": "text", "date": "date", "source": "sender"}
_NAME = r"(?P<sender>[^\n\[\]:]{1,60}?)"
_WHEN = r"(?P<when>[^\n\[\]]{8,50}?)"
#: The line above a message that is copied out of Telegram Desktop: "name, [05.01.2023 10:02]".
TELEGRAM = re.compile(
    rf"^{MARKS}(?P<sender>[^\n\[\]]{{1,100}}?){MARKS}[,،]{MARKS} {MARKS}\[{MARKS}{_WHEN}{MARKS}\]{MARKS}:?[ \t]*$",
    re.MULTILINE,
)
_TO = r"(?: +(?:to|To|إلى) +[^\n:]{1,80})?"
#: (the program out of which a message was copied, what stands before it or on the line above).
_FORMS = (
    ("Telegram", TELEGRAM),
    # WhatsApp on the computer, Viber, Skype: "[10:02 AM, 1/5/2023] name: words"
    ("a chat", re.compile(rf"^{MARKS}\[{MARKS} ?{_WHEN} ?{MARKS}\]{MARKS} {MARKS}{_NAME}{MARKS}: ", re.MULTILINE)),
    ("Discord", re.compile(rf"^{MARKS}\[{_WHEN}\]{MARKS} {MARKS}{_NAME}[ \t]*$", re.MULTILINE)),
    ("Discord", re.compile(rf"^{MARKS}{_NAME} ?[—–] ?{_WHEN}[ \t]*$", re.MULTILINE)),
    # Times without days.
    ("Zoom", re.compile(rf"^(?P<when>\d\d:\d\d:\d\d)\s+(?:From|من) +{_NAME}{_TO} ?: *\n?\t?", re.MULTILINE)),
)
_TIMED = re.compile(r"[\d٠-٩][:.][\d٠-٩]{2}")
_NUMBERS = tuple(
    re.compile(rf"{MARKS}{form}{MARKS}")
    for form in (rf"{DAY}{MARKS}[,،]?[ \u00a0\u202f]{MARKS}{TIME}", rf"{TIME}{MARKS}[,،]?[ \u00a0\u202f]{MARKS}{DAY}")
)
_FORWARDED = re.compile(
    r"\[(?:Forwarded from|معاد توجيه[هاة]* من|محول[هة]? من|أعيد توجيهها من) (?P<who>[^\n]{1,100})\]$", re.MULTILINE
)
_PLACEHOLDER = re.compile(r"^\[ [^\[\]\n]{1,40} \]$", re.MULTILINE)  # [ Photo ]
_ANY_MARK = re.compile(MARK)


def chat(text):
    """Return the Reading of messages copied out of a chat, a record a message; None for another text.

    Known are the heads of `_FORMS`; the text begins with one, and nearly all of them tell a date and a time. Columns:
    text, date, sender, chat ("": the file), and forwarded_from where it is told.
    """
    start = len(text) - len(text.lstrip("\ufeff\n \t"))
    program, form = next((pair for pair in _FORMS if pair[1].match(text, start)), ("", None))
    if form is None:
        return None
    heads = list(form.finditer(text))
    times, how = _times(heads) if program != "Zoom" else ([""] * len(heads), "")
    heads = [head for head, time in zip(heads, times, strict=True) if time is not None]
    if len(heads) < _SURELY * len(times):
        return None
    times = [time for time in times if time is not None]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    bodies = [text[head.end() : end].strip("\n") for head, end in zip(heads, ends, strict=True)]
    if len(heads) < FEWEST or sum(map(bool, map(str.strip, bodies))) < _SURELY * len(bodies):
        return None
    return _reading(text, list(zip(heads, times, bodies, strict=True)), program, how)


def _times(heads):
    """([the date and time of each head as ISO, None where it tells none], what to say of their order)."""
    written = [head["when"].strip() for head in heads]
    numbers = [next(filter(None, (form.fullmatch(when) for form in _NUMBERS)), None) for when in written]
    order, how = chat_dates.order([found for found in numbers if found]) if any(numbers) else ("", "")
    known = {}
    return [
        chat_dates.date(found, order, known) if found else _in_words(when)
        for when, found in zip(written, numbers, strict=True)
    ], how


def _in_words(when):
    """A date with the name of a month and a time, as ISO; None for anything else."""
    found = dates.parse(when).date if _TIMED.search(when) else None
    return found.strftime("%Y-%m-%d %H:%M:%S") if found else None


def _reading(text, messages, program, how):
    names = ("text", "date", "sender", "forwarded_from", "chat")
    rows, columns, aside, line, counted = [], {name: [] for name in names}, [], 1, 0
    for head, time, body in messages:
        line += text.count("\n", counted, head.start())
        counted = head.start()
        forwarded = _FORWARDED.match(body)
        words = _PLACEHOLDER.sub("", body[forwarded.end() :] if forwarded else body).strip("\n")
        words, _ = chat_lines.without_media(words)
        if not words.strip():
            aside.append((line, chat_lines.WITHOUT_TEXT))
            continue
        rows.append(line)
        sender = _ANY_MARK.sub("", head["sender"]).strip()
        for name, value in zip(names, (words, time, sender, forwarded["who"] if forwarded else "", ""), strict=True):
            columns[name].append(value)
    columns = {name: cells for name, cells in columns.items() if name in ("text", "chat") or any(cells)}
    places = {field: name for field, name in _PLACES.items() if name in columns}
    remark = f"messages copied from {program}, {len(rows):,}, each a document ([corpus] unit joins them){how}"
    return Reading(table(rows, columns), places=places, aside=aside, remarks=(remark,)) if rows else None
