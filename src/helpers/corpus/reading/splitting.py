"""Files of several texts: parted at a line that the study names, or flagged where they look like several.

Formats that say themselves where a text ends (chats, downloads of the press, …) have readers of their own.
"""

import itertools
import json
import re
from collections import Counter
from dataclasses import replace

from ...arabic import dates
from ...arabic.letters import INVISIBLE
from ...arabic.script import LETTER
from . import copied_messages, part_heads, whatsapp
from .cells import whole
from .columns import guess
from .division import NEVER, UNITS, pattern
from .result import table

PARTED = "parted into"  # how the remark on a file that was parted begins
NOWHERE = 'No text file has a line "{split}", so none is parted there ([corpus] split).'
SMALL = frozenset(("chat", "segment"))  # columns of files whose parts are no whole texts
FEWEST = 3  # times that a line stands in a text before it may be the head of several
LEAST_TEXT = 40  # characters behind a line that may be the head of a text
LONGEST_HEAD = 60  # characters of such a line
_LONGEST_FLAGGED = 20_000_000  # characters; a text above is not looked through for heads
_TITLE = 120  # characters of a title
_ONE_DAY = 0.75  # of the lines with a date are the same one
_ABOVE = 4  # lines above a date in which a text may begin
_MOSTLY = 0.8  # of the dates have a line of one kind there
_NO_SPLIT = 'Put a line such as *** between the texts and write split = "***" under [corpus]'
_RULE = re.compile(r"([*=_~#•+-])(?: ?\1){2,}")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_MESSAGE = r"^\[?[\d٠-٩۰-۹]{1,4}[-/.][\d٠-٩۰-۹]{1,2}[-/.][\d٠-٩۰-۹]{1,4}.{0,12}[\d٠-٩۰-۹]{1,2}:"
_COPIED = r"^(?P<source>[^\n\[\]]{1,100}?)[,،] \[(?P<date>[\d٠-٩][^\n\[\]]{10,30})\]"
_BEHIND_A_NAME = "a name and "  # the form of lines with a name, this sign and a date
_BESIDE = ("|", "-", "–", "—", "،", ",", ":", "(", "/", "•")  # between a masthead and its date
_DIGIT = re.compile(r"[\d٠-٩۰-۹]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_ALONE = re.compile(r"[-–—. ]*\d{1,4}[-–—. ]*")
_DIGITS = r"[\d٠-٩۰-۹]"


def divided(reading, division):
    """Return the Reading of a file, divided as the study wants: a document into parts, parts into days or one."""
    if reading.document is not None:
        if division.split not in ("", NEVER):
            reading = _split(reading, division.split)
        elif division.split == "":
            reading = _flagged(reading)
    small = reading.table is not None and not SMALL.isdisjoint(reading.table.columns)
    return _joined(reading, division.unit) if small and division.unit != UNITS[0] else reading


def _split(reading, split):
    text, expression = reading.document["text"], pattern(split)
    heads = list(_lines_of(text, split) if expression is None else _matches(text, expression))
    if not heads:
        hint = "" if expression else ", a regular expression is written as /…/"
        return replace(reading, remarks=(*reading.remarks, f'[corpus] split: no line of it is "{split}"{hint}'))
    parts = [(({}, ""), 0, heads[0][1])]
    parts += [(_told(head), start, stop) for (head, _, start), stop in zip(
        heads, [*(first for _, first, _ in heads[1:]), len(text)], strict=True)]  # fmt: skip
    records, rows, line, counted, empty = [], [], 1, 0, 0
    for (fields, rest), start, stop in parts:
        body = f"{rest}{text[start:stop]}".strip("\n")
        if not body.strip() and not LETTER.search(fields.get("title", "")):
            empty += start > 0
            continue
        line += text.count("\n", counted, start)
        counted = start
        rows.append(line)
        more, rest = part_heads.told(body, fields)
        if rest.strip():
            fields, body = more | fields, rest
        records.append({**fields, "text": body, "title": fields.get("title") or _first_line(body)})
    remark = f'{PARTED} {len(records):,} texts at {len(heads):,} lines by [corpus] split = "{split}"'
    if expression is None:
        remark += ", the lines themselves are left out"
    remark += f", {empty:,} parts without any text" if empty else ""
    return parts_of(reading, rows, records, remark.replace(";", ","))


def _lines_of(text, line):
    """Yield (None, start, end) of each line that is as named, but for spaces and invisible signs around it."""
    wanted = _bare(line)
    for found in re.finditer(re.escape(wanted), text):
        start = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if _bare(text[start:end]) == wanted:
            yield None, start, end


def _matches(text, expression):
    """Yield (match, start, end) of the lines that begin with what the expression finds, spaces before it aside.

    One that holds a line end is looked for in the whole text.
    """
    if "\n" in expression.pattern or "\\n" in expression.pattern:
        for found in expression.finditer(text):
            yield found, found.start(), found.end()
        return
    start = 0
    for line in text.split("\n"):
        found = expression.match(_bare(line))
        if found:
            yield found, start, start + len(line)
        start += len(line) + 1


def _told(found):
    """(fields of a text, what of the line at which it begins is text), from the match of the expression or None.

    Named groups are fields, and what stands behind the match is text. Without groups a line that the expression fits
    from end to end is the title, or the date where it is one; of any other line nothing is taken away.
    """
    if found is None:
        return {}, ""
    groups = {name: (value or "").strip() for name, value in found.groupdict().items() if name != "text"}
    line = found.string if "\n" not in found.string else " ".join(found[0].split())
    days = [line] if part_heads.is_day(line) else dates.find(found[0]) or dates.find(line)
    fields = {"date": days[0]} if len(days) == 1 else {}
    if groups:
        return fields | groups, "" if "\n" in found.string else line[found.end() :]
    if found.end() < len(line) and "\n" not in found.string:
        return fields, line
    return fields if line in days or not LETTER.search(line) else fields | {"title": line[:_TITLE]}, ""


def parts_of(reading, rows, records, remark):
    """Return the Reading of a file of several texts, from that of the file as one document.

    records: dicts with text, and title, date, source, url … of each. What the file tells of itself (its author, its
    address) belongs to each of them where they do not tell it.
    """
    names = dict.fromkeys(name for record in records for name in record)
    columns = {whole(name): [whole(record.get(name) or "") for record in records] for name in names}
    columns = {name: values for name, values in columns.items() if name == "text" or any(values)}
    of_file = {key: value for key, value in (reading.document or {}).items() if key != "text" and value}
    for key, value in of_file.items():
        own = columns.get(key, [""] * len(records))
        columns[key] = [one or whole(str(value)) for one in own] if key != "title" or key not in columns else own
    places = {field: field for field in ("text", "title", "date", "source", "url", "category") if field in columns}
    return replace(
        reading, document=None, table=table(rows, columns), places=places, remarks=(*reading.remarks, remark)
    )


def _bare(line):
    return " ".join(_INVISIBLE.sub("", line).split())


def _first_line(text):
    found = re.search(r"\S[^\n]*", text)
    return found[0].strip()[:_TITLE].rstrip() if found else ""


def _joined(reading, unit):
    """All parts of one day, or of the file, as one document each; who speaks in it stands in `speakers`."""
    given = {name: cells.to_pylist() for name, cells in reading.table.columns.items()}
    text, date, source = (reading.places.get(field) for field in ("text", "date", "source"))
    groups = {}
    for place in range(len(reading.table)):
        day = _day(given[date][place]) if unit == "day" and date else ""
        groups.setdefault((given["chat"][place] if "chat" in given else "", day), []).append(place)
    columns = {name: [] for name in given}
    speakers = []
    for places in groups.values():
        for name, values in given.items():
            if name == text:
                columns[name].append("\n".join(values[place] for place in places if values[place]))
                continue
            if name == date:
                columns[name].append(next((values[place] for place in places if values[place]), ""))
                continue
            same = {values[place] for place in places}
            columns[name].append(same.pop() if len(same) == 1 else "")
        if source:
            speakers.append(", ".join(dict.fromkeys(given[source][place] for place in places if given[source][place])))
    if source:
        columns["speakers"] = speakers
    rows = [reading.table.rows[places[0]] for places in groups.values()]
    what = "of one day each" if unit == "day" else "of the file as one"
    remark = f"{len(reading.table):,} parts joined into {len(rows):,} documents, {what} ([corpus] unit)"
    return replace(reading, table=table(rows, columns), remarks=(*reading.remarks, remark))


def _day(written):
    found = dates.parse(written).date
    return found.date().isoformat() if found else written


def _flagged(reading):
    """The Reading, with a remark where the text looks like several, each with a line of one kind above it."""
    text = reading.document["text"]
    told = heads(text) if len(text) <= _LONGEST_FLAGGED else None
    if told is None:
        return reading
    what, n, split = told
    remark = f"looks like several texts in one file: {n:,} times {what}. "
    remark += f"To part it there, write {split} under [corpus]" if split else _NO_SPLIT
    return replace(reading, remarks=(*reading.remarks, remark.replace(";", ",")))


def heads(text):
    """Return (what, how often, the key that would part it there) where a text looks like several, else None.

    Looked for are lines that are a date, or begin with one and a sign, of different days; a rule such as *** between
    paragraphs; and a short line that stands over and over right beside such a date (a masthead).
    """
    lines = text.split("\n")
    short = [place for place, line in enumerate(lines) if 0 < len(line) <= 2 * LONGEST_HEAD]  # spaces may stand around
    if len(short) < FEWEST - 1:
        return _dated_paragraphs(lines)
    for place in short:
        lines[place] = _bare(lines[place])
    found = _under_names(lines, short) or _dated(lines, short) or _messages(text) or _ruled(lines, short)
    return found or _first_again(lines) or _dated_paragraphs(lines)


def _dated_paragraphs(lines):
    """What `heads` says of paragraphs that begin with a date in digits, of different days."""
    long = [line for line in lines if len(line) > LONGEST_HEAD and _DIGIT.match(line)]
    for form, _ in _DATE_AT_START if len(long) >= FEWEST else ():
        found = [(line, match[0]) for line in long if (match := re.match(form, line))]
        if len(found) >= FEWEST and len({day for _, day in found}) > 1:
            line = found[0][0][:LONGEST_HEAD]
            return f'a line with a date, such as "{line}"', len(found), f"split = '{form}'"
    return None


def _messages(text):
    """What `heads` says of a text with messages of a chat in it, which does not begin with one."""
    forms = [(whatsapp.HEAD, _MESSAGE)]
    forms += [(copied_messages.TELEGRAM, _COPIED)] * ("[" in text)  # which is rare in articles
    for form, split in forms:
        first = form.search(text)
        n = sum(1 for _ in form.finditer(text)) if first else 0
        if n >= whatsapp.SURE:
            return f'the beginning of a message, such as "{_bare(first[0])}"', n, f"split = '{split}'"
    return None


def _under_names(lines, short):
    """What `heads` says of articles that begin with a name and below it a line that is only their date.

    The text begins so too. A name that comes again is one of a newspaper, as is one with a title below the date; else
    it is the title of the article. One name above all dates is left to `_dated`.
    """
    if sum(1 for place in short if _DIGIT.search(lines[place])) < FEWEST:
        return None
    forms = {}
    for name, place in itertools.pairwise(short):
        line = lines[place]
        if len(line) > LONGEST_HEAD or not _DIGIT.search(line) or any(lines[name + 1 : place]):
            continue
        named = _may_be_name(lines[name]) and part_heads.is_day(line) and not part_heads.is_day(lines[name])
        form = _date_form(line) if named else ""
        if form:
            forms.setdefault(form, []).append((name, place))
    form, found = max(forms.items(), key=lambda pair: len(pair[1]), default=("", []))
    names, places = [lines[name] for name, _ in found], [place for _, place in found]
    if len(found) < FEWEST or len(set(names)) == 1 or any(lines[: found[0][0]]):
        return None
    again = len(set(names)) < len(names)
    apart = _apart(places, lines) or (again and _texts_behind(places, lines))
    if not apart or len({lines[place] for place in places}) == 1:
        return None
    titled = all(map(_may_be_name, (next(filter(None, lines[place + 1 :]), "") for place in places)))
    field, what = ("source", "the name of a source") if again or titled else ("title", "a title")
    split = rf"^(?P<{field}>[^\n]{{2,{LONGEST_HEAD}}})\n\s*(?P<date>{form[1:]}[^\n]*)$"
    return f'{what} above a date, such as "{names[0]}"', len(found), f"split = '{split}'"


def _texts_behind(places, lines):
    """Whether a text, however short, stands behind each of the lines: more than one that is head of the next."""
    ends = [*places[1:], len(lines)]
    return min(sum(map(len, lines[start + 1 : end])) for start, end in zip(places, ends, strict=True)) > LEAST_TEXT / 2


def _may_be_name(line):
    return 2 < len(line) <= LONGEST_HEAD and LETTER.search(line) is not None and line[-1] not in ".:؟!،؛?,;"


def _dated(lines, short):
    """What `heads` says of lines with a date."""
    days = {}
    for place in short:
        line = lines[place]
        form = _date_form(line) if 5 < len(line) <= LONGEST_HEAD and _DIGIT.search(line) else ""
        if form:
            days.setdefault(form, []).append(place)
    for form, places in sorted(days.items(), key=lambda pair: -len(pair[1])):
        if len(places) >= FEWEST and _apart(places, lines):
            what = f'a line with a date, such as "{lines[places[0]]}"'
            ruled = _ruled(lines, short)
            if ruled and ruled[1] >= len(places) - 1:  # else a title above the date would end the text before
                return ruled
            if _are_below(places, lines):
                return f"{what}, at the end of a text", len(places), ""
            head, key = _head_above(places, lines)
            if key:
                return f'the line "{head}" above a date', len(places), f"split = '{key}'"
            mast = _masthead(places, lines)
            if mast:
                return f'the line "{mast}" beside a date', lines.count(mast), _key(mast)
            title = _titles_above(places, lines)
            return what, len(places), f"split = '{_under(title, _expression(form, places, lines))}'"
    return None


def _titles_above(places, lines):
    """The expressions of the lines above each date with which texts begin: a title, an address below it; () for none.

    So much stands above the first date, and the lines above the others look alike.
    """
    above = [line for line in lines[: places[0]] if line]
    if not 1 <= len(above) <= 2:
        return ()
    heads = [[line for line in lines[max(place - 4, 0) : place] if line][-len(above) :] for place in places]
    heads = [head for head in heads if len(head) == len(above)]
    titles = [head[0] for head in heads if len(head[0]) <= _TITLE and head[0][-1] not in ".!؟"]
    addresses = len(above) == 1 or all(_ADDRESS.fullmatch(head[1]) for head in heads)
    if len(titles) < max(FEWEST, _MOSTLY * len(places)) or len(set(titles)) < len(titles) or not addresses:
        return ()
    return (rf"(?P<title>[^\n]{{2,{_TITLE}}})", *[r"(?P<url>https?://[^\n]+)"] * (len(above) - 1))


def _under(above, expression):
    """The expression of a line, with those of the lines above it."""
    if not above:
        return expression
    date = expression.removeprefix("^").removesuffix("$")
    return "^" + r"\n\s*".join([*above, date if "(?P<date>" in date else rf"(?P<date>{date}[^\n]*)"]) + "$"


def _are_below(places, lines):
    """Whether dates stand each at the end of its text: one before the first, and none behind the last."""
    before, behind = lines[: places[0]], lines[places[-1] + 1 :]
    return sum(map(len, before)) > LEAST_TEXT > sum(map(len, behind))


def _head_above(places, lines):
    """(the first, the expression) of lines of one kind that stand some lines above each date: they begin the texts."""
    for step in range(_ABOVE, 0, -1):
        if places[0] < step or not all(all(lines[place - step : place]) for place in places if place >= step):
            continue
        above = [lines[place - step] for place in places if place >= step]
        kind, n = Counter(map(_kind_of_head, above)).most_common(1)[0]
        if kind and n >= max(FEWEST, _MOSTLY * len(places)):
            return above[0], kind
    return "", ""


def _kind_of_head(line):
    """The expression of a line as it comes again: a label with any value, a word with any number, the same name."""
    label, colon, _ = line.partition(":")
    if colon and not _ADDRESS.fullmatch(line) and re.fullmatch(r"[^\W\d]+(?: [^\W\d]+)?", label.strip()):
        return f"^{label.strip()} ?:"
    if not 2 < len(line) <= LONGEST_HEAD or not LETTER.search(line):
        return ""
    if _DIGIT.search(line):
        return "^" + re.sub(f"{_DIGITS}+", lambda _: f"{_DIGITS}+", re.escape(line)).replace("\\ ", " ")
    return f"^(?P<source>{re.escape(line)})$".replace("\\ ", " ")


def _expression(form, places, lines):
    """The regular expression of lines with a date of one form."""
    if not form.startswith(_BEHIND_A_NAME):
        return form
    before = {_DIGIT.split(lines[place], maxsplit=1)[0] for place in places}
    if len(before) == 1:
        return f"^{re.escape(before.pop())}".replace("\\ ", " ")
    sign = re.escape(form[-1])
    issue = r"(?:(?P<issue>[^\n|]+?) ?\| ?)?" if form[-1] == "|" else ""
    return rf"^\(?(?P<source>[^\n\d{sign}]{{2,{LONGEST_HEAD}}}?) ?{sign} ?{issue}(?P<date>[^\n|]*{_DIGITS}{{4}}[^\n|]*)"


def _ruled(lines, short):
    """What `heads` says of lines such as ***."""
    rules = {}
    for place in short:
        if _RULE.fullmatch(lines[place]):
            rules.setdefault(lines[place], []).append(place)
    for line, places in rules.items():
        # Stars also stand between the parts of one text; where there is more than one line across the page, less often.
        if len(places) >= (FEWEST - 1 if line[0] in "=_-" else FEWEST) and _apart(places, lines):
            return f'the line "{line[:20]}"', len(places), _key(line)
    return None


def _first_again(lines):
    """What `heads` says of a text whose first or second line is the head of more texts below: a masthead alone."""
    beginning = [line for line in lines[:40] if line][:2]
    for head in beginning:
        if not _may_be_name(head):
            continue
        places = [place for place, line in enumerate(lines) if line == head]
        ends = [*places[1:], len(lines)]
        sizes = [sum(map(len, lines[start + 1 : end])) for start, end in zip(places, ends, strict=True)]
        if len(places) >= FEWEST and min(sizes) >= LEAST_TEXT and not _on_numbered_pages(places, lines):
            return f'the line "{head}"', len(places), _key(head)
    return None


def _on_numbered_pages(places, lines):
    """Whether a number stands alone on a line in each part between the heads, one more each time: they are pages."""
    ends = [*places[1:], len(lines)]
    parts = [
        {int(line.strip("-–—. ")) for line in lines[start + 1 : end] if len(line) < 10 and _ALONE.fullmatch(line)}
        for start, end in zip(places, ends, strict=True)
    ]
    return any(all(first + n in numbers for n, numbers in enumerate(parts)) for first in parts[0])


_DATE_AT_START = (
    (rf"^{_DIGITS}{{1,2}}/{_DIGITS}{{1,2}}/{_DIGITS}{{2,4}}", "/"),
    (rf"^{_DIGITS}{{1,2}}-{_DIGITS}{{1,2}}-{_DIGITS}{{4}}", "-"),
    (rf"^{_DIGITS}{{1,2}}\.{_DIGITS}{{1,2}}\.{_DIGITS}{{4}}", "."),
    (rf"^{_DIGITS}{{4}}[-/.]{_DIGITS}{{1,2}}[-/.]{_DIGITS}{{1,2}}", ""),
)
_WITH_MONTH = rf"^(?:\S+ ){{0,2}}{_DIGITS}{{1,2}} \S+(?: \S+)?(?: ?/ ?\S+)? {_DIGITS}{{4}}"


def _date_form(line):
    """The regular expression of a line that is a date, or begins with one and a sign; "" for other lines."""
    for form, _ in _DATE_AT_START:
        found = re.match(form, line)
        if found:
            rest = line[found.end() :].strip()
            return form if not rest or re.match(r"[^\w\s]|هـ|م\b|" + _DIGITS, rest) else ""
    if re.match(_WITH_MONTH, line) and part_heads.is_day(line):
        return _WITH_MONTH
    label, colon, date = line.partition(":")
    named = colon and 1 < len(label.strip()) <= 20 and re.fullmatch(r"[^\W\d]+(?: [^\W\d]+)?", label.strip())
    if named and part_heads.is_day(date):
        return f"^{label.strip()} ?:" if guess([label.strip()], ("date",)) else _BEHIND_A_NAME + ":"
    if len(dates.find(line)) == 1 and part_heads.ISSUE.fullmatch(line):  # "العدد 120 - 12/3/2019"
        return f"^{line.split()[0]} ?:? ?{_DIGITS}"
    if line[0] == "(" and line[-1] == ")" and len(dates.find(line)) == 1:
        return rf"^\((?P<source>[^\n\d]{{2,{LONGEST_HEAD}}}?)[ ،,–-]*(?P<date>{_DIGITS}[^\n]*{_DIGITS}{{4}}[^\n]*)\)$"
    sign = part_heads.sign_beside(line)
    if sign:  # "الأفق، الأحد 12 آذار 2019"
        return _BEHIND_A_NAME + sign
    before = _DIGIT.split(line, maxsplit=1)[0]  # "الأفق | 12/3/2019 | العدد 5", "الأفق | العدد 5 | 12/3/2019"
    sign = "|" if "|" in before else before.rstrip()[-1:]
    beside = LETTER.search(before) and sign in _BESIDE and len(dates.find(line)) == 1
    return _BEHIND_A_NAME + sign if beside else ""


def _apart(places, lines):
    """Whether a text stands behind most of the lines, and not one more of them: a table or a list has no texts."""
    ends = [*places[1:], len(lines)]
    texts = sum(
        1 for start, end in zip(places, ends, strict=True)
        if sum(len(line) for line in lines[start + 1 : end]) > LEAST_TEXT
    )  # fmt: skip
    line, n = Counter(lines[place] for place in places).most_common(1)[0]
    printed = n > _ONE_DAY * len(places) and _DIGIT.search(line)  # the same date on top of all pages
    return texts >= max(FEWEST - 1, 0.6 * len(places)) and not printed


def _key(line):
    """The key of study.toml that names a line, whatever quotation marks are in it."""
    return f"split = {json.dumps(line, ensure_ascii=False)}"


def _masthead(places, lines):
    """The short line that stands right above or below most of the dates, "" for none."""
    beside = {}
    for place in places:
        for near in (place - 1, place - 2, place + 1):
            if 0 <= near < len(lines) and 2 < len(lines[near]) <= LONGEST_HEAD and LETTER.search(lines[near]):
                beside.setdefault(lines[near], set()).add(place)
    line = max(beside, key=lambda one: len(beside[one]), default="")
    return line if line and len(beside[line]) >= max(FEWEST, 0.8 * len(places)) else ""
