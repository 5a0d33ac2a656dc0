"""Chats that WhatsApp exports as text: dated messages with their senders, lines of the service, media left out."""

import re
from collections import Counter
from datetime import datetime
from itertools import islice

from ...arabic.letters import ARABIC_INDIC_DIGITS, INVISIBLE, PERSIAN_DIGITS
from . import chat_lines
from .result import Reading, table

FEWEST = 2  # heads of messages in a chat
MOSTLY = 0.5  # of the lines of a short text must be such heads, or it is a text that quotes a chat
SURE = 6  # heads from where on messages may be of many lines
_PLACES = {"text": "text", "date": "date", "source": "sender"}
_DIGITS = str.maketrans(ARABIC_INDIC_DIGITS + PERSIAN_DIGITS, "01234567890123456789")
_MARK = f"[{INVISIBLE}]"
_MARKS = f"{_MARK}{{0,4}}"  # not more: to try each parting of a long run of them takes for ever
_D = r"[\d٠-٩۰-۹]"
_SIGN = rf"{_MARKS}[/.\-]{_MARKS}"
_DAY = rf"(?P<a>{_D}{{1,4}}){_SIGN}(?P<b>{_D}{{1,2}}){_SIGN}(?P<c>{_D}{{1,4}})(?P<hijri> ?هـ?)?"
_TIME = (
    rf"(?P<hour>{_D}{{1,2}})[:.](?P<minute>{_D}{{2}})(?:[:.](?P<second>{_D}{{2}}))?"
    r"(?:[ \u00a0\u202f]?(?P<half>[apAP]\.?[ \u00a0\u202f]?[mM]\.?|[صم]|صباحًا|صباحا|مساءً|مساء))?"
)
#: The beginning of a message: "12/3/2023, 9:15 PM - " of Android, "[12/3/2023, 9:15:33 PM] " of an iPhone.
HEAD = re.compile(
    rf"^{_MARKS}(?P<open>\[)?{_MARKS}{_DAY}{_MARKS}(?:[,،]|\s?à|\s?um|\s?at)?"
    rf"{_MARKS}[ \u00a0\u202f]{_MARKS}{_TIME}"
    rf"{_MARKS}(?(open)\]{_MARKS}[ ]?| {_MARKS}[-–] ){_MARKS}",
    re.MULTILINE,
)
#: The line above a message that is copied out of Telegram Desktop: "name, [05.01.2023 10:02]".
COPIED = re.compile(
    rf"^{_MARKS}(?P<sender>[^\n\[\]]{{1,100}}?){_MARKS}[,،]{_MARKS} {_MARKS}\[{_MARKS}{_DAY}{_MARKS}[,،]?"
    rf"[ \u00a0\u202f]{_MARKS}{_TIME}{_MARKS}\]{_MARKS}[ \t]*$",
    re.MULTILINE,
)
_FORWARDED = re.compile(
    r"\[(?:Forwarded from|معاد توجيه[هاة]* من|محول[هة]? من|أعيد توجيهها من) (?P<who>[^\n]{1,100})\]$", re.MULTILINE
)
_PLACEHOLDER = re.compile(r"^\[ [^\[\]\n]{1,40} \]$", re.MULTILINE)  # [ Photo ]
_SENDER = re.compile(r"(?P<sender>[^\n:]{1,100}?): (?P<text>.*)|(?P<alone>[^\n:]{1,100}?):$", re.DOTALL)
_ANY_MARK = re.compile(_MARK)


def chat(text):
    """Return the Reading of a chat that WhatsApp exported, a record a message; None for another text.

    Columns: text, date (as in the chat, without a zone), sender, chat ("": the file). Lines of the service and
    messages of media only are set aside, each with its reason. The order of day and month is found by the dates
    themselves, since a chat runs forward; where they do not tell it they stay as they are written.
    """
    if not HEAD.match(text.lstrip("\ufeff\n \t")[:200]) or not _is_chat(text):
        return None
    order, how = _order(HEAD.finditer(text))
    rows, columns, aside = [], {"text": [], "date": [], "sender": []}, []
    line, counted, days = 1, 0, {}
    for head, end in _heads(text):
        line += text.count("\n", counted, head.start())
        counted = head.start()
        body = text[head.end() : end].rstrip("\n")
        said = _SENDER.fullmatch(body)
        sender, words = _parted(said)
        if said is None or chat_lines.is_service(sender, words):
            aside.append((line, chat_lines.SERVICE))
            continue
        words, _ = chat_lines.without_media(words)
        if not words:
            aside.append((line, chat_lines.WITHOUT_TEXT))
            continue
        rows.append(line)
        columns["text"].append(words)
        columns["date"].append(_date(head, order, days))
        columns["sender"].append(sender)
    columns["chat"] = [""] * len(rows)
    remark = f"a WhatsApp chat, {len(rows):,} messages, each a document ([corpus] unit joins them){how}"
    return Reading(table(rows, columns), places=_PLACES, aside=aside, remarks=(remark,))


def copied(text):
    """Return the Reading of messages copied out of Telegram Desktop, a record a message; None for another text.

    Above each stands "sender, [05.01.2023 10:02]". Columns as of `chat`, and forwarded_from where it is told.
    """
    start = text.lstrip("\ufeff\n \t")
    if not COPIED.match(start[:300]) or len(list(islice(COPIED.finditer(text), FEWEST))) < FEWEST:
        return None
    order, how = _order(COPIED.finditer(text))
    names = ("text", "date", "sender", "forwarded_from", "chat")
    rows, columns, aside, line, counted, days = [], {name: [] for name in names}, [], 1, 0, {}
    for head, end in _heads(text, COPIED):
        line += text.count("\n", counted, head.start())
        counted = head.start()
        body = text[head.end() : end].strip("\n")
        forwarded = _FORWARDED.match(body)
        words = _PLACEHOLDER.sub("", body[forwarded.end() :] if forwarded else body).strip("\n")
        if not words.strip():
            aside.append((line, chat_lines.WITHOUT_TEXT))
            continue
        rows.append(line)
        sender = _ANY_MARK.sub("", head["sender"]).strip()
        made = words, _date(head, order, days), sender, forwarded["who"] if forwarded else "", ""
        for name, value in zip(names, made, strict=True):
            columns[name].append(value)
    if not any(columns["forwarded_from"]):
        del columns["forwarded_from"]
    remark = f"messages copied from Telegram, {len(rows):,}, each a document ([corpus] unit joins them){how}"
    return Reading(table(rows, columns), places=_PLACES, aside=aside, remarks=(remark,)) if rows else None


def _heads(text, form=HEAD):
    """Yield (head of a message, where the message ends); one at a time, for there may be a million."""
    last = None
    for head in form.finditer(text):
        if last is not None:
            yield last, head.start()
        last = head
    if last is not None:
        yield last, len(text)


def _is_chat(text):
    """Whether a text that begins with the head of a message is a chat, and not one that quotes a message."""
    first = list(islice(_heads(text), SURE))
    if len(first) < FEWEST or not any(_SENDER.fullmatch(text[head.end() : end].rstrip("\n")) for head, end in first):
        return False
    if len(first) == SURE:
        return True
    return len(first) >= MOSTLY * sum(1 for line in text.split("\n") if line.strip())


def _parted(said):
    if said is None:
        return "", ""
    sender = _ANY_MARK.sub("", said["sender"] or said["alone"]).strip().removeprefix("~").strip()
    return sender, said["text"] or ""


def _order(heads):
    """(how the three numbers of the dates are to be read: "dmy", "mdy", "ymd" or "", what to say of it)."""
    seen, arabic = {}, False
    for head in heads:
        seen[head["a"], head["b"], head["c"]] = None
        arabic = arabic or (head["half"] or " ")[0] in "صم"
    days = [tuple(part.translate(_DIGITS) for part in day) for day in seen]
    if all(len(a) == 4 for a, _, _ in days):
        return "ymd", ""
    possible = [order for order in ("dmy", "mdy") if all(_day(day, order) for day in days)]
    if len(possible) == 1:
        return possible[0], ""
    if len(possible) > 1:
        back = Counter({order: _steps_back([_day(day, order) for day in days]) for order in possible})
        (best, few), (_, many) = sorted(back.items(), key=lambda pair: pair[1])
        if few < many:
            first, second = ("day", "month") if best == "dmy" else ("month", "day")
            return best, f", {first} before {second}, as only so the chat runs forward"
    # The telephones that write the month first write 3 and not 03. An Arabic clock is of an Arabic one: day first.
    if possible and any(part[:1] == "0" for day in days for part in day[:2]):
        return "dmy", ", day before month, as telephones write that write 03 for 3"
    return ("dmy", ", day before month, as an Arabic telephone writes") if arabic else ("", "")


def _steps_back(days):
    return sum(1 for one, other in zip(days, days[1:], strict=False) if other < one)


def _day(parts, order):
    """(year, month, day) of three strings of digits, None where there is no such day."""
    given = dict(zip(order, map(int, parts), strict=True))
    year = given["y"] + (2000 if given["y"] < 100 else 0)
    if not (1 <= given["m"] <= 12 and 1 <= given["d"] <= 31):
        return None
    return year, given["m"], given["d"]


def _date(head, order, known):
    """The date and time of a head as ISO; as it is written where the order of day and month is not known.

    known: the days that were met already, written -> made, for a chat has many messages a day.
    """
    written = head["a"], head["b"], head["c"]
    if written not in known:
        known[written] = _iso(tuple(part.translate(_DIGITS) for part in written), order)
    hour, minute, second = (int(head[part] or 0) for part in ("hour", "minute", "second"))  # of any digits
    half = head["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pPم" else 0)
    return f"{known[written]} {hour:02}:{minute:02}:{second:02}"


def _iso(parts, order):
    day = _day(parts, order) if order else None
    if day is None:
        year = parts[2] if len(parts[2]) != 2 else f"20{parts[2]}"
        return f"{parts[0]}/{parts[1]}/{year}"
    year, month, day = day
    if not _is_hijri(year):
        try:
            datetime(year, month, day)
        except ValueError:
            return "/".join(parts)
    return f"{year:04}-{month:02}-{day:02}"


def _is_hijri(year):
    return 1300 <= year <= 1500
