"""Dates as Arabic sources write them: digits or words, Gregorian or Hijri. For date columns, never running text.

ماي is May in Tunis and Rabat and a surname in London: only a string that is a date as a whole is read. In the names
of files and folders dates stand among other words; there only those of day, month and year are looked for (`find`).
"""

import contextlib
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

import numpy as np

from ..errors import check_choice
from . import month_names
from .letters import ARABIC_INDIC_DIGITS, INVISIBLE, MARKS, PERSIAN_DIGITS, TATWEEL

ORDERS = ("dmy", "mdy")
FIRST_YEAR, LAST_YEAR = 1800, 2100
_HIJRI_YEARS = range(1201, 1501)  # without a sign such a year is Hijri: no Gregorian date so early is read
_LONGEST = 120  # characters of a date with its weekday, both calendars and the time
_HALVES_APART = 2  # days between the two dates of "Hijri الموافق Gregorian": sighting and table may differ


class Date(NamedTuple):
    """What `parse` finds: the date or None, why there is none, and the calendar it was written in."""

    date: datetime | None
    reason: str
    calendar: str


class _NoDate(ValueError):
    pass


_FOLDING = str.maketrans(
    {
        **dict.fromkeys(map(ord, INVISIBLE + MARKS + TATWEEL)),
        **{ord(digit): str(n % 10) for n, digit in enumerate(ARABIC_INDIC_DIGITS + PERSIAN_DIGITS)},
        **{ord(a): b for a, b in zip("أإآٱىیةکھہ\u00a0\u202f", "ااااييهكهه  ", strict=True)},
        **dict.fromkeys(map(ord, "–—‐‑−"), "-"),
        ord("٫"): ".",
    }
)
# Known so that they may stand behind a time; the day is the one that is written there, whatever the zone.
_ZONES = (
    "z|ut|utc|gmt|غرينتش|جرينتش|مكه المكرمه|مكه|القاهره|بغداد|دمشق|بيروت|"
    "ast|gst|msk|trt|bst|ist|wet|west|cet|cest|eet|eest|est|edt|cst|cdt|mst|mdt|pst|pdt"
)
_TIME = re.compile(
    r"(?:(?<=\d)t|(?:^|[\s,،-])(?:في )?(?:الساعه|at)?\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"([ap]\.?m\b\.?|صباحا|مساء|ظهرا|[صم](?!\w))?\s*(?:بتوقيت )?"
    rf"((?:utc|gmt)?\s*[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d)|(?:{_ZONES})(?!\w))?"
    r"(?:\s*\([a-z ]+\))?"
)
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d+)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t| )?(\d\d)(\d\d)(\d\d)(?:\.0+)?z?")  # 20230501T223000Z
#: What programs write around a date: quotation marks, /Date(…)/, a zone's name, a label before it.
_WRAPPED = (
    re.compile(r"^/date\((-?\d+)(?:[+-]\d{4})?\)/$"), re.compile(r"^[\"'«“]+(.*?)[\"'»”]+$"),
    re.compile(r"^(.*\d[^\[]*)\[[a-z]+(?:/[a-z_]+)+\]$"),
    re.compile(r"^(?:تاريخ النشر|تاريخ|نشر|published|posted|date)(?: في| بتاريخ| يوم| on)?\s*:\s*(.*)$"),
)
_SIGN = re.compile(r"(?<=[\d\s])(?:(هجريه?|ه|ah)|(ميلاديه?|م|ad|ce))(?!\w)\.?")
_PLAIN = re.compile(r"(?:1[89]|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})")
_RELATIVE = re.compile(
    r"(?:منذ|قبل|امس|اليوم|غدا|البارحه|الان|yesterday|today|now|just now)(?!\w)|.*\sago$|.*\s(?:ال)?(?:ماضيه?|فائته?)$"
    r"|last \w+$|\d+ ?(?:s|secs?|m|mins?|h|hrs?|d|w)$"
)
_FILLER = re.compile(r"(?<!\w)(?:يوم|من|شهر|عام|سنه|لعام|لسنه|في|بتاريخ|تاريخ|نشر|the|of|on)(?!\w)|[,،;؛|]")
_ENGLISH_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er)(?![^\W_])")
_WITHOUT_DAY = "a date without a day"
_BETWEEN_HALVES = (r"الموافق(?:ه)?(?: ل)?", r"[(=|]", r"\s[-/]\s", r"(?<=ه)\s*[-/،,]", r"(?<=م)\s*[-/،,]", r"[،,]")

# What `find` looks for in a name. Between the parts stands one sign, the same twice; a space only between two digits.
_MARK = r"(\s?[-._/]\s?| (?=\d\d))"
_IN_NAME = (
    re.compile(rf"(?<!\d)(?P<year>\d{{4}}){_MARK}(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d\d?){_MARK}(?P<month>\d\d?)\2(?P<year>\d{{4}})(?!\d)"),
    # Fourteen digits are a date with its time; twelve are more often the number of a telephone.
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:[0-2]\d[0-5]\d[0-5]\d)?(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)(?!\d)"),
)
_TELEPHONE = re.compile(r"\+\d{1,3}(?:[-._ ()]{1,2}\d+)+")
_SPAN = r"(?<!\d)\d\d?\s?-\s?\d\d?(?=[\W_]*(?:{month})(?!\w))"  # 1-5 March: no single day
_NUMBERED = r"(?<!\w)(?:ال)?(?:عدد|رقم|جزء|حلقه|صفحه|فصل|مجلد|no|nr|issue|number|vol|volume|part|page|chapter)"


def parse(text, *, order=None):
    """Read one date.

    text: the whole string must be a date: ISO, or day, month and year in digits with / - . or a space between;
    the month names of the Levant, Egypt and the Gulf, the Maghreb, of English, French and the Hijri
    year; two names of one month; weekdays, ordinals, م and هـ; a time of day and its zone; RFC 822; Unix time in
    seconds or milliseconds. order: "dmy" or "mdy", for digits with the year last; None: read if only one is possible.

    Returns Date(date, reason, calendar). date: datetime without a zone: day and time are those that are written, and a
    zone behind them moves nothing, since readers in Baghdad and London saw the same day on the page (Unix time is in
    UTC); reason: "" or why there is no date; calendar: "gregorian", "hijri" or "". Hijri dates are converted by the Umm
    al-Qura calendar (1343-1500 AH), their digits are day first, and a year from 1201 to 1500 is Hijri. Of a Hijri
    and a Gregorian date side by side the Gregorian one is taken. An empty string is no date and no problem. Raises
    ArgumentError for an unknown order.
    """
    if order is not None:
        check_choice("order", order, ORDERS)
    if _PLAIN.fullmatch(text):  # a chat has a million of them
        with contextlib.suppress(ValueError):
            return Date(datetime.fromisoformat(text), "", "gregorian")
    folded = fold(text)
    if not folded:
        return Date(None, "", "")
    if len(folded) > _LONGEST:
        return Date(None, "not a date, but a longer text", "")
    try:
        date, calendar = _read(folded, order)
    except _NoDate as problem:
        return Date(None, str(problem), "")
    except (ValueError, OverflowError, OSError):
        return Date(None, "no such day or time", "")
    return Date(date, "", calendar)


def fold(text):
    """Return a written date with plain digits and letters, small, without marks and with single spaces."""
    return " ".join(text.translate(_FOLDING).lower().split())


def parse_all(values, *, order=None):
    """Read many dates, each distinct value once.

    Returns (datetime64[s] array, dict value -> why it is no date, set of the values that were Hijri).
    """
    known = {value: parse(value, order=order) for value in dict.fromkeys(values)}
    problems = {value: found.reason for value, found in known.items() if found.reason}
    hijri = {value for value, found in known.items() if found.calendar == "hijri"}
    return np.array([known[value].date for value in values], dtype="datetime64[s]"), problems, hijri


def find(name):
    """Find the dates in the name of a file or folder, among other words: 2019-03-01, 15_06_2020, 1 مارس 2019 …

    Returns strings that `parse` reads, or calls ambiguous, in the order of the forms: digits, then words. Found are
    day, month and year in digits, the year first or last, with one sign between them or none (20190301), and with a
    month's name in any order in which the day stands beside it. No date are years of two digits, a month
    without a day, spans (1-5 March), the number of an issue before a month, numbers of telephones with +.
    """
    folded = fold(unquote(name))  # %20 in the name of a downloaded file
    folded = _TELEPHONE.sub(lambda run: " " if sum(map(str.isdigit, run[0])) > 9 else run[0], folded)
    found = []
    for pattern in _IN_NAME:
        for match in pattern.finditer(folded):
            first, last = ("year", "day") if match.start("year") < match.start("day") else ("day", "year")
            found.append(f"{match[first]}-{match['month']}-{match[last]}")
    words = _in_words()
    spaced = re.sub(r"[\W_]+", " ", words["span"].sub(" ", _ENGLISH_ORDINAL.sub("", folded)))
    spaced = re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", spaced)
    found += [match["date"] for match in words["date"].finditer(spaced) if match["number"] is None]
    read = {one: parse(one) for one in dict.fromkeys(found)}
    return [one for one, date in read.items() if date.date or _is_ambiguous(date)]


@cache
def _in_words():
    """The patterns of a date with a month's name, in a folded name whose words and numbers are parted by spaces."""
    names = [name for months in (month_names.GREGORIAN, month_names.HIJRI) for joined in months.values()
             for name in joined.split("|")]  # fmt: skip
    month = "|".join(sorted(names, key=len, reverse=True))
    day, year = r"\d\d?", r"\d{4}(?: (?:ه|هجريه?|م|ميلاديه?)(?!\w))?"
    months = rf"(?:{month})(?: (?:{month}))?"
    orders = (
        rf"{day} (?:(?:من|شهر|of) ){{0,2}}{months} (?:(?:عام|سنه|لعام|لسنه) )?{year}",
        rf"{months} {day} {year}",
        rf"{year} {months} {day}",
    )
    date = rf"(?<!\w)(?P<number>{_NUMBERED} )?(?P<date>{'|'.join(orders)})(?!\w)"
    return {"span": re.compile(_SPAN.format(month=month)), "date": re.compile(date)}


def agreed(texts):
    """Return the one of several written dates that stands for them all, or None where they name different days.

    A date in which day and month could be exchanged agrees with one that is one of its two days. Of a Hijri
    and a Gregorian date (see `parse`) the Gregorian one stands for both.
    """
    texts = list(dict.fromkeys(texts))
    read = [(text, parse(text)) for text in texts]
    sure = [(text, date) for text, date in read if date.date]
    if not sure:
        return texts[0] if len(texts) == 1 else None
    text, date = min(sure, key=lambda pair: pair[1].calendar)
    for other, found in read:
        days = [found.date] if found.date else [parse(other, order=order).date for order in ORDERS]
        apart = 0 if found.calendar == date.calendar or not found.date else _HALVES_APART
        if all(day is None or abs((day.date() - date.date.date()).days) > apart for day in days):
            return None
    return text


def _is_ambiguous(date):
    """Say whether day and month of a written date could be exchanged."""
    return date.reason.startswith("ambiguous")


def is_month(text):
    """Say whether a string is, as a whole, a month of a year without a day: 2019-03, 03.2019, مارس 2019."""
    text = " ".join(re.sub(r"[-_./]", " ", text.translate(_FOLDING)).split())
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if re.fullmatch(r"\d{4} \d\d?|\d\d? \d{4}", text):
        year = max(numbers)
        return 1 <= min(numbers) <= 12 and (FIRST_YEAR <= year <= LAST_YEAR or year in _HIJRI_YEARS)
    return len(numbers) == 1 and parse(text).reason == _WITHOUT_DAY and text != str(numbers[0])


def likely_order(values):
    """Return the order of day and month, "dmy" or "mdy", that the dates with a day above 12 show, else None.

    None also when the values show both. It is a hint for the reader's decision and is never applied by itself.
    """
    found = set()
    for value in dict.fromkeys(values):
        match = _YEAR_LAST.match(fold(value))
        if match and len(match[4]) == 4:
            first, second = int(match[1]), int(match[3])
            found |= {"dmy"} if second <= 12 < first <= 31 else {"mdy"} if first <= 12 < second <= 31 else set()
    return found.pop() if len(found) == 1 else None


def _read(text, order):
    """Return (datetime, calendar); raise _NoDate with the reason."""
    for wrapped in _WRAPPED:
        text = wrapped.sub(r"\1", text).strip()
    text = _COMPACT.sub(r"\1-\2-\3 \4:\5:\6", text) if _COMPACT.fullmatch(text) else text
    if _EPOCH.fullmatch(text):
        number = int(text.partition(".")[0])
        seconds = number // 1000 if number >= 10**11 else number
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None), "gregorian"
    if _RELATIVE.match(text) and not re.search(r"\d{4}", text):
        raise _NoDate("a relative date; write the date itself")
    for separator in _BETWEEN_HALVES:
        halves = [half.strip(" ()-/=,،:") for half in re.split(separator, text)]
        halves = [half for half in halves if half]
        if len(halves) == 2 and all(re.search(r"\d{4}", half) for half in halves):
            return _both([_day(half, order) for half in halves])
    return _day(text, order)


def _both(found):
    (one, calendar), (other, _) = found
    apart = abs((one.date() - other.date()).days)
    if apart > _HALVES_APART:
        raise _NoDate(f"names two dates that lie {apart:,} days apart")
    return found[0] if calendar == "gregorian" else found[1]


def _day(text, order):
    """One date, with or without a time."""
    moment, time = timedelta(), _TIME.search(text)
    if time:
        moment = _time(*time.groups()[:4])
        text = f"{text[: time.start()]} {text[time.end() :]}"
    text = month_names.WEEKDAY.sub(" ", text)
    signs = {"hijri" if hijri else "gregorian" for hijri, _ in _SIGN.findall(text)}
    text = " ".join(_FILLER.sub(" ", _SIGN.sub(" ", text)).split()).strip(" -/.()")
    text = re.sub(r"\s*([-/.])\s*", r"\1", text)
    digits = _digits(text)
    year, month, day, calendar = _words(text) if digits is None else (*digits[:3], "")
    calendar = calendar or (signs.pop() if len(signs) == 1 else "")
    calendar = calendar or ("hijri" if year in _HIJRI_YEARS else "gregorian")
    if digits and digits[3] and calendar == "gregorian":
        month, day = _month_and_day(day, month, order)
    return _made(year, month, day, calendar) + moment, calendar


def _time(hour, minute, second, half):
    """The time of day as it is written, as the distance from midnight."""
    hour, minute, second = int(hour), int(minute), int(second or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise _NoDate("no such day or time")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pمظ" else 0)
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _digits(text):
    """(year, month, day, whether the year stood last) of a date in digits, read day first; or None."""
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        year, _, month, day, *compact = found.groups()
        return (*map(int, compact if year is None else (year, month, day)), False)
    found = _YEAR_LAST.fullmatch(text)
    if found is None:
        return None
    if len(found[4]) == 2:
        raise _NoDate("the year has two digits; write YYYY-MM-DD")
    return int(found[4]), int(found[3]), int(found[1]), True


def _month_and_day(first, second, order):
    """Which of two numbers before the year is the month."""
    by_order = {"dmy": (second, first), "mdy": (first, second)}
    possible = {name: pair for name, pair in by_order.items() if pair[0] <= 12 and pair[1] <= 31}
    if order in possible or (not possible and order):
        return by_order[order]
    if not possible:
        raise _NoDate("no such day or time")
    if order:
        raise _NoDate(f"no such day or time in the order {order}")
    if len(possible) == 2 and first != second:
        raise _NoDate("ambiguous: day and month could be exchanged; write YYYY-MM-DD or name the order (date_order)")
    return next(iter(possible.values()))


def _words(text):
    """(year, month, day, calendar) of a date with a month's name."""
    months, rest = month_names.find(_ENGLISH_ORDINAL.sub("", text))
    if not months:
        short = re.fullmatch(r"\d{4}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}", text)
        raise _NoDate(_WITHOUT_DAY if short else "not a date, or written in a way that is not known")
    if len(months) > 1:
        raise _NoDate("names two different months")
    day, rest = month_names.ordinal(rest)
    if re.sub(r"[\d\s\-/.,()]", "", rest):
        raise _NoDate("not a date: there are other words in it")
    numbers = re.findall(r"\d+", rest)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3] + ([str(day)] if day else [])
    if not years:
        raise _NoDate("a date without a year of four digits")
    if not days:
        raise _NoDate(_WITHOUT_DAY)
    if len(years) + len(days) != 2 or len(numbers) + bool(day) != 2:
        raise _NoDate("not a date: its numbers are not one day and one year")
    calendar, month = months.pop()
    return int(years[0]), month, int(days[0]), calendar


def _made(year, month, day, calendar):
    if calendar == "gregorian":
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _NoDate(f"the year {year} lies outside {FIRST_YEAR}-{LAST_YEAR}")
        return datetime(year, month, day)
    from hijridate import Hijri

    if not 1343 <= year <= 1500:
        raise _NoDate(f"the Hijri year {year} lies outside the Umm al-Qura calendar, 1343-1500")
    found = Hijri(year, month, day).to_gregorian()
    return datetime(found.year, found.month, found.day)
