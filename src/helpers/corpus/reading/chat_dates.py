"""Dates and times of the messages of a chat: which of three numbers is the day, and the date as ISO."""

from collections import Counter
from datetime import datetime

from ...arabic.letters import ARABIC_INDIC_DIGITS, INVISIBLE, PERSIAN_DIGITS

_DIGITS = str.maketrans(ARABIC_INDIC_DIGITS + PERSIAN_DIGITS, "01234567890123456789")
MARK = f"[{INVISIBLE}]"
MARKS = f"{MARK}{{0,4}}"  # not more: to try each parting of a long run of them takes for ever
_D = r"[\d٠-٩۰-۹]"
_SIGN = rf"{MARKS}[/.\-]{MARKS}"
#: A date of three numbers, and a time, with the groups that `order` and `date` take.
DAY = rf"(?P<a>{_D}{{1,4}}){_SIGN}(?P<b>{_D}{{1,2}}){_SIGN}(?P<c>{_D}{{1,4}})(?P<hijri> ?هـ?)?"
TIME = (
    rf"(?P<hour>{_D}{{1,2}})[:.](?P<minute>{_D}{{2}})(?:[:.](?P<second>{_D}{{2}}))?"
    r"(?:[ \u00a0\u202f]?(?P<half>[apAP]\.?[ \u00a0\u202f]?[mM]\.?|[صم]|صباحًا|صباحا|مساءً|مساء))?"
)


def order(heads):
    """Return (how the three numbers of the dates are to be read: "dmy", "mdy", "ymd" or "", what to say of it).

    heads: matches of `DAY` and `TIME`, one after the other as the messages stand.
    """
    seen, arabic = {}, False
    for head in heads:
        seen[head["a"], head["b"], head["c"]] = None
        arabic = arabic or (head["half"] or " ")[0] in "صم"
    days = [tuple(part.translate(_DIGITS) for part in day) for day in seen]
    if all(len(a) == 4 for a, _, _ in days):
        return "ymd", ""
    possible = [one for one in ("dmy", "mdy") if all(_day(day, one) for day in days)]
    if len(possible) == 1:
        return possible[0], ""
    if len(possible) > 1:
        back = Counter({one: _steps_back([_day(day, one) for day in days]) for one in possible})
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


def date(head, order, known):
    """Return the date and time of a head as ISO; as it is written where the order of day and month is not known.

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
