"""Which column of a table holds the text, the date and the rest, and its cells as strings and dates."""

import json
import math
import re
from datetime import datetime, timedelta

import numpy as np

from ...errors import InputError, check_choice, nearest
from .decoding import LETTER, LOST, unix_newlines

_FOLDING = str.maketrans("أإآةى", "اااهي", "ـ")
_MARKS = re.compile("[\u064b-\u0652\u0670]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
FIELDS = ("text", "title", "date", "source", "category", "url", "id")
# Names that a column is known by, the likeliest first; spelled as `folded` spells them.
NAMES = {
    "text": "text body content article fulltext articletext articlebody maintext bodytext contenttext story "
    "نص متن محتوي نصالمقال نصالخبر مقال خبر",
    "title": "title headline heading articletitle subject عنوان عنوانالمقال عنوانالخبر اسمالمقال",
    "date": "date published pubdate publishdate publisheddate publishedat publicationdate datepublished "
    "datetime createdat timestamp time تاريخ تاريخالنشر",
    "category": "category section topic label rubric class cat تصنيف قسم فئه باب موضوع",
    "url": "url link href articleurl sourceurl permalink رابط الرابط",
    "id": "id docid docno documentid articleid uid guid رقم معرف",
}
# A source is named in many ways: "اسم الجريدة", "Name of the newspaper", "المصدر الصحفي", "news_outlet:". The words of
# such a name, without the article, are one that names a source, the likeliest first, and some that say more of it.
_SOURCES = (
    "source src مصدر outlet publisher newspaper صحيفه جريده مجله magazine journal وكاله agency publication ناشر قناه "
    "channel اذاعه broadcaster portal media medium press وسيله جهه مؤسسه دار site website domain موقع منصه"
).split()
_MORE = {
    *"news web original online article the of a خبر مقال نص ماده اخبار انباء صحفي صحفيه صحافه اخباري اخباريه اعلامي "
    "اعلاميه اعلام الكتروني الكترونيه نشر ناشره اصدار اصلي".split()
}
_NEEDS_MORE = {*"channel medium press وسيله جهه مؤسسه دار منصه".split()}  # alone these are too many other things
_NAMING = {*"name names title اسم اسماء".split()}
_WORDS = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"\bاسم(?=ال)|(?<=\w)name\b")


def choose_columns(header, columns, file, *, guessed=None):
    """Decide which column holds which field.

    `columns` maps fields (text, title, date, source, category, url, id) to names of columns, or to None for
    "leave it out"; the others are guessed from common English and Arabic names, or are as in `guessed`, a dict
    field -> column of what the cells told. Returns a dict field -> (column or None, "named" | "guessed" |
    "absent"). Raises InputError when a named column is missing.
    """
    chosen = {}
    for field, column in (columns or {}).items():
        check_choice("The key in columns", field, FIELDS)
        if column is not None and column not in header:
            raise InputError(
                f'{file} has no column "{column}" for the {field}; its columns are '
                f"{listed(header)}.{nearest(column, header)}"
            )
        chosen[field] = (column, "absent" if column is None else "named")
    free = {}
    # What a document is known by may be something else of it too, such as its address.
    taken = {column for field, (column, _) in chosen.items() if field != "id"}
    for column in header:
        if column not in taken:
            free.setdefault(folded(column), column)
    for field in FIELDS:
        if field not in chosen:
            name = _likeliest(field, free)
            chosen[field] = (free.pop(name), "guessed") if name else (None, "absent")
    for field, column in (guessed or {}).items():
        if chosen[field][0] is None and field not in (columns or {}) and column not in taken:
            chosen[field] = (column, "guessed")
    return {field: chosen[field] for field in FIELDS}


def _likeliest(field, free):
    """Which of the folded names of the columns that are free is that of the field, None for none."""
    if field == "source":
        ranked = {name: rank for name, column in free.items() if (rank := _source_rank(column)) is not None}
        return min(ranked, key=ranked.get, default=None)
    return next((name for name in NAMES[field].split() if name in free), None)


def listed(names):
    """Return the names of columns for a sentence: not more than twenty, each cut at forty characters."""
    names = [shown(str(name)[:40]) for name in names]
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")


def shown(name):
    """Return a name for tables and sentences: writable as UTF-8, each control character replaced by U+FFFD.

    A line end would break the sentence, an escape sequence would be obeyed by the terminal.
    """
    return _CONTROL.sub(LOST, whole(name))


def folded(column):
    """Return a column's name without case, spaces, signs, the article and hamza."""
    return re.sub(r"[\W_]+", "", str(column).casefold()).translate(_FOLDING).removeprefix("ال")


def names_a_source(value):
    """Say whether a value is the heading of a column of sources, "اسم الجريدة" or "Newspaper name", not a source.

    Only with a word for name: الجريدة alone is a newspaper.
    """
    words = _words(value)
    return bool(words) and not _NAMING.isdisjoint((words[0], words[-1])) and _source_rank(value) is not None


def _words(name):
    """The words of a column's name, folded, each without the article; aName, a_name and a-name are two words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _MARKS.sub("", str(name)))
    words = " ".join(_WORDS.findall(parted.casefold().translate(_FOLDING)))
    words = _GLUED.sub(r" \g<0> ", words).split()
    return [word.removeprefix("ال") if len(word) > 4 else word for word in words]


def _source_rank(column):
    """Place of a column's name among the names of sources, 0 the likeliest; None for a name of something else."""
    given = _words(column)
    words = [word for word in given if word not in _NAMING]
    heads = [word for word in words if word in _SOURCES]
    if not heads or any(word not in _MORE and word not in _SOURCES for word in words) or words[-1] == "article":
        return None
    if len(given) == 1 and given[0] in _NEEDS_MORE:
        return None
    return min(map(_SOURCES.index, heads))


def string(value):
    """Return a cell as str: "" for None and NaN, "12" for 12.0, lists of strings as lines, else JSON."""
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False)


def whole(value):
    """Return the string with each lone surrogate replaced by U+FFFD, so that it can be written as UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        # A pair that was escaped in two halves becomes its character, a half without its other U+FFFD.
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def readable(raw):
    """Make a cell of the text column a text.

    Returns (text, remarks, reason): remarks are a list of what was changed or calls for a look, reason is why
    the document cannot be used, or None.
    """
    if isinstance(raw, dict) or (isinstance(raw, list) and not all(isinstance(part, str) for part in raw)):
        return "", [], f"the text is a JSON {'object' if isinstance(raw, dict) else 'list'}, not a string"
    given, remarks = string(raw), []
    if isinstance(raw, list):
        remarks.append(f"the text was a list of {len(raw)} strings, now one line each")
    text = whole(given)
    if text != given:
        remarks.append("lone surrogates replaced by U+FFFD")
    if "\r" in text:
        text = unix_newlines(text)
        remarks.append("CRLF or CR line ends changed to LF")
    if LOST in text:
        remarks.append(f"{text.count(LOST):,} U+FFFD: characters that were lost in reading or before")
    if "\0" in text:
        remarks.append(f"{text.count(chr(0)):,} NUL characters kept")
    if not text or text.isspace():
        return text, remarks, "no text"
    if LETTER.search(text) is None:
        return text, remarks, "no Arabic word"
    return text, remarks, None


_TIME = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})()(\d{2})(\d{2})" + _TIME, re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _TIME, re.IGNORECASE)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def dates(values):
    """Read dates from strings.

    Returns (array of datetime64[s], dict value -> why it is no date). Read are ISO dates with or without a
    time, also with / or . between, YYYYMMDD, and day, month and year when only one order is possible;
    Arabic-Indic digits too. A time zone is applied: the result is UTC. An empty string is NaT without a word.
    Dates in words and other calendars are not read.
    """
    known, problems = {"": None}, {}
    for value in dict.fromkeys(values):
        if value not in known:
            try:
                known[value] = _date(_INVISIBLE.sub("", value).strip().translate(_DIGITS))
            except ValueError as error:
                known[value] = None
                problems[value] = str(error)
    return np.array([known[value] for value in values], dtype="datetime64[s]"), problems


def _date(value):
    found = _YEAR_FIRST.match(value) or _COMPACT.match(value)
    if found:
        year, _, month, day, *time = found.groups()
    else:
        found = _YEAR_LAST.match(value)
        if not found:
            raise ValueError("not a date of the form YYYY-MM-DD")
        day, _, month, year, *time = found.groups()
        if int(month) > 12 >= int(day):
            day, month = month, day
        elif int(day) <= 12 and int(day) != int(month):
            raise ValueError("ambiguous: day and month could be exchanged; write YYYY-MM-DD")
    if not 1900 <= int(year) <= 2100:
        raise ValueError(f"the year {year} lies outside 1900-2100")
    hour, minute, second, zone = time
    try:
        moment = datetime(*(int(part or 0) for part in (year, month, day, hour, minute, second)))
    except ValueError:
        raise ValueError("no such day or time") from None
    if zone and zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].strip(":") or 0))
        moment += -offset if zone[0] == "+" else offset
    return moment
