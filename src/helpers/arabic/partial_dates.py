"""Dates that tell less, or more, than a day: 2019, مايو 2019, 05/2020, 1440هـ, 2019-2020, خريف 2019.

What is known is the first and the last day that such a date may mean; its precision is the smallest of day, month and
year that holds both. A Hijri year, like a span over New Year, is held by none of them: its precision is "years".
"""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from . import month_names
from .dates import FIRST_YEAR, LAST_YEAR, ORDERS, fold, parse

PRECISIONS = ("day", "month", "year", "years")
_HIJRI_YEARS = (1343, 1500)  # of the Umm al-Qura calendar
_HIJRI_WITHOUT_SIGN = (1201, 1500)
#: Parts of a year that are neither months nor days of one year everywhere: only the year of them is taken.
_PART_OF_YEAR = (
    "ربيع|صيف|خريف|شتاء|spring|summer|autumn|fall|winter|"
    "(?:ال)?ربع (?:ال)?(?:اول|ثاني|ثالث|رابع)|(?:ال)?نصف (?:ال)?(?:اول|ثاني)|"
    "مطلع|اوائل|بدايه|منتصف|اواسط|اواخر|نهايه|early|mid|late|(?:q|ر)[1-4]|[1-4]q|"
    "(?:first|second|third|fourth|1st|2nd|3rd|4th) (?:quarter|half)"
)
_ABOUT = r"(?:c|ca|circa|about|around|approx|حوالي|نحو|قرابه|تقريبا)(?!\w)\.?|©"
_FILLER = r"(?:من|شهر|عام|سنه|لعام|لسنه|في|بتاريخ|تاريخ|نشر|the|of|in|year|published)(?!\w)"
_HIJRI, _GREGORIAN = r"(?:هجريه?|ه|ah)", r"(?:ميلاديه?|م|ad|ce)"
_DROPPED = re.compile(rf"(?<!\w)(?:{_ABOUT}|{_FILLER})|[()\[\]?؟]")
_PART = re.compile(rf"(?<!\w)(?:{_PART_OF_YEAR})(?!\w)")
_SIGN = re.compile(rf"(?<=[\d\s])(?:(?P<hijri>{_HIJRI})|{_GREGORIAN})(?!\w)\.?")
_NO_DAY = r"(?:00?|\?{1,2}|x{1,2}|--?)"
_YEAR = re.compile(r"(\d{4})(?:\.0)?")
_YEAR_MONTH = re.compile(rf"(\d{{4}})(?:[-/. ]?(0[1-9]|1[0-2])|[-/. ]([1-9]))(?:[-/.]{_NO_DAY})?(?:\.0)?")
_YEAR_NO_MONTH = re.compile(rf"(\d{{4}})[-/.]{_NO_DAY}[-/.]{_NO_DAY}|{_NO_DAY}[-/.]{_NO_DAY}[-/.](\d{{4}})")
_MONTH_YEAR = re.compile(rf"(?:{_NO_DAY}[-/.])?(0?[1-9]|1[0-2])[-/. ](\d{{4}})")
_BETWEEN = re.compile(r"\s+(?:الي|حتي|to|until|till|and|و|/|-)\s+(?:و(?=\d))?|(?<=\d)/(?=\d{4}(?!\d))|-|(?<=\s)و(?=\d)")
_SHORT_YEAR = re.compile(r"(\d{4})[-/](\d\d)")


class Span(NamedTuple):
    """The days that a written date may mean: the first and the last of them, and the calendar it was written in."""

    first: datetime
    last: datetime
    calendar: str

    @property
    def precision(self):
        """The smallest of "day", "month" and "year" that holds the span, "years" where none does."""
        if (self.first.year, self.first.month) == (self.last.year, self.last.month):
            return "day" if self.first.day == self.last.day else "month"
        return "year" if self.first.year == self.last.year else "years"


def read(text):
    """Read a date that names a month, a year or a span of time, as a whole: no word beside it.

    Read are a year, with or without its sign (2019, 2019م, 1440هـ, c. 1912); a month of it in digits, year first or
    last, or by its name in any calendar that `dates.parse` knows; a season, quarter or half of it, of which only
    the year is taken; a day that is unknown (2019-05-00); two dates or years with a sign or a word between them
    (2019-2020, مايو - يونيو 2019, 1-5 مارس 2019); and of a date whose day and month could be exchanged the year.
    Returns a Span or None.
    """
    folded = fold(text)
    if len(folded) > 60 or not re.search(r"\d", folded):
        return None
    try:
        return _one(folded) or _exchanged(folded) or _both(folded)
    except (ValueError, OverflowError):  # no such month, or a year outside of the calendar
        return None


def _one(text):
    """The span of one year or month."""
    signs = {"hijri" if match["hijri"] else "gregorian" for match in _SIGN.finditer(text)}
    text = " ".join(_DROPPED.sub(" ", _SIGN.sub(" ", text)).split())
    parts = 0
    if not month_names.find(text)[0]:  # ربيع is spring, ربيع الأول a month
        text, parts = _PART.subn(" ", re.sub(r"(?<=\d)(?=q[1-4]$)", " ", text))
    text = " ".join(re.sub(r"[,،.]+(?=\s|$)", " ", text).split()).strip(" -/")
    calendar = signs.pop() if len(signs) == 1 else ""
    found = _YEAR.fullmatch(text)
    if found:
        return _year(int(found[1]), calendar)
    found = _YEAR_NO_MONTH.fullmatch(text)
    if found:
        return _year(int(found[1] or found[2]), calendar)
    found = _YEAR_MONTH.fullmatch(text)
    year, month = (int(found[1]), int(found[2] or found[3])) if found else (None, None)
    if not found and (found := _MONTH_YEAR.fullmatch(text)):
        year, month = int(found[2]), int(found[1])
    if year is None:
        months, rest = month_names.find(re.sub(r"[-/_]", " ", text))
        numbers = re.findall(r"\d+", rest)
        if len(months) != 1 or len(numbers) != 1 or len(numbers[0]) != 4 or re.sub(r"[\d\s.,،]", "", rest):
            return None
        own, month = months.pop()
        year, calendar = int(numbers[0]), "hijri" if own == "hijri" else calendar or own
    return _year(year, calendar) if parts else _month(year, month, calendar)


def _calendar(year, calendar):
    if calendar:
        return calendar
    return "hijri" if _HIJRI_WITHOUT_SIGN[0] <= year <= _HIJRI_WITHOUT_SIGN[1] else "gregorian"


def _year(year, calendar):
    if _calendar(year, calendar) == "hijri":
        return _hijri(year, 1, year + 1, 1)
    return Span(datetime(_known(year), 1, 1), datetime(year, 12, 31), "gregorian")


def _month(year, month, calendar):
    after = (year + month // 12, month % 12 + 1)
    if _calendar(year, calendar) == "hijri":
        return _hijri(year, month, *after)
    return Span(datetime(_known(year), month, 1), datetime(*after, 1) - timedelta(days=1), "gregorian")


def _known(year):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError
    return year


def _hijri(year, month, year_after, month_after):
    from hijridate import Hijri

    if not _HIJRI_YEARS[0] <= year < _HIJRI_YEARS[1]:
        raise ValueError
    first, after = (Hijri(*one, 1).to_gregorian() for one in ((year, month), (year_after, month_after)))
    first, after = (datetime(day.year, day.month, day.day) for day in (first, after))
    return Span(first, after - timedelta(days=1), "hijri")


def _both(text):
    """The span from the first of two dates to the second; what the first lacks, the second tells."""
    short = _SHORT_YEAR.fullmatch(text)
    if short and int(short[2]) == (int(short[1]) + 1) % 100:  # 2019/20
        return _joined(_year(int(short[1]), ""), _year(int(short[1]) + 1, ""))
    text = re.sub(r"^(?:من|بين|from|between)\s+", "", text)
    for match in _BETWEEN.finditer(text):
        first, last = text[: match.start()].strip(), text[match.end() :].strip()
        end = _whole(last)
        if end is None:
            continue
        if re.fullmatch(r"\d\d?", first) and re.match(r"\d\d?\D", last):  # 1-5 March 2019
            begin = _whole(re.sub(r"^\d+", first, last))
        else:
            begin = _whole(first) or _whole(f"{first} {end.last.year}")
        found = _joined(begin, end) if begin else None
        if found:
            return found
    return None


def _whole(text):
    """The span of one date, also of a day."""
    day = parse(text)
    if day.date is not None:
        return Span(day.date, day.date, day.calendar) if re.search(r"\D", text) else None
    return _one(text) or _exchanged(text)


def _joined(begin, end):
    if begin.calendar != end.calendar or begin.first > end.last or end.last.year - begin.first.year > 200:
        return None
    return Span(begin.first, end.last, end.calendar)


def _exchanged(text):
    """The span of a date whose day and month could be exchanged: that of its year."""
    if not parse(text).reason.startswith("ambiguous"):
        return None
    days = [parse(text, order=order).date for order in ORDERS]
    return _year(days[0].year, "gregorian") if all(days) else None
