"""The lines above one of several texts of a file that tell of it: its date, its newspaper, "label: value", an issue."""

import re

from ...arabic import dates
from .columns import guess

_LOOKED_AT = 6  # lines at the beginning of a text
_LONGEST = 80  # characters of such a line; a longer one is text
_LABEL = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){0,2}) ?[:：][ \t]*(.*)")
_FIELDS = ("title", "date", "source", "url", "text")
_AUTHORS = frozenset(("بقلم", "الكاتب", "كتب", "كتبت", "author", "by", "byline"))
#: What a newspaper says of itself: "العدد 120", "السنة الثالثة، العدد 5", "الصفحة الأولى".
ISSUE = re.compile(
    r"(?:ال)?(?:عدد|سنة|صفحة|مجلد)(?: ?[:：]?(?: رقم)? ?[\d٠-٩۰-۹]+| ال\S+?)(?:\s*[،,|/–—-].{0,50})?"
)
#: A newspaper and, behind a sign, a date: "الأفق | 12/3/2019".
_BESIDE = re.compile(r"(?P<source>[^\W\d_][^\n\d|]{1,58}?)\s*[|،,•(/–—-]\s*(?P<date>[^|\n]*[\d٠-٩۰-۹]{4}[^|\n]*?)\)?")


def is_day(line):
    """Say whether a line is a date and nothing else, be it that day and month could be exchanged."""
    date = dates.parse(line)
    return date.date is not None or date.reason.startswith("ambiguous")


def sign_beside(line):
    """Return the sign between the name of a newspaper and a date that are a line, "" for another line."""
    found = _BESIDE.fullmatch(line)
    return line[found.end("source") :].lstrip()[0] if found and is_day(found["date"].strip()) else ""


def told(body, known=()):
    """Return ({field: what the first lines of a text tell}, the text without these lines).

    known: the fields that are told already.

    A date alone on its line, or behind the name of a newspaper, and "label: value" of a known field count before a
    title and behind it; an issue ("العدد 120") only above all else. A line of the text itself ends the head.
    """
    fields, kept, lines = {}, [], body.strip("\n").split("\n")
    for place, line in enumerate(lines):
        plain = line.strip()
        found = _one(plain, leading=not any(map(str.strip, kept))) if plain else {}
        if "issue" in found and ("date" in fields or "date" in known):
            found.pop("date", None)
        if len(plain) > _LONGEST and "text" not in found or place - len(fields) > _LOOKED_AT:
            break
        if any(field in fields or field in known for field in found if field not in ("issue", "text")):
            break
        if "text" in found:
            fields |= {field: value for field, value in found.items() if field != "text"}
            kept.append(found["text"])
            lines = lines[place + 1 :]
            return fields, "\n".join([*kept, *lines]).strip("\n")
        if not found:
            kept.append(line)
            continue
        issue = "، ".join(filter(None, (fields.get("issue"), found.get("issue"))))
        fields |= found | ({"issue": issue} if issue else {})
    else:
        place = len(lines)
    return fields, "\n".join([*kept, *lines[place:]]).strip("\n")


def _one(line, leading):
    """What one line tells, {} for a line of text."""
    line = line.strip("()[] ") if line[:1] in "([" else line
    label = _LABEL.fullmatch(line)
    if label:
        name, value = label[1].strip(), label[2].strip()
        field = next(iter(guess([name], _FIELDS)), "author" if name.casefold() in _AUTHORS else "")
        if field == "text" or (field and value and (field != "date" or is_day(value))):
            return {field: value}
        return {}
    if len(line) > _LONGEST:
        return {}
    if leading and ISSUE.fullmatch(line):
        day = dates.find(line)
        return {"issue": line} | ({"date": day[0]} if len(day) == 1 else {})
    if is_day(line):
        return {"date": line}
    beside = _BESIDE.fullmatch(line)
    if beside and is_day(beside["date"].strip()):
        return {"source": beside["source"].strip(" ("), "date": beside["date"].strip()}
    return {}
