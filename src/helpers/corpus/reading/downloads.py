"""Downloads of press databases (Nexis, Factiva, ProQuest): many articles in one file, each with its source and date.

They come as .docx, .rtf, .html, .pdf or .txt; what is parted here are the lines of the text that a reader gave.
"""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ...arabic import dates
from ...arabic.letters import INVISIBLE, MARKS, TATWEEL
from .splitting import parts_of

FEWEST = 0.5  # of the parts must tell at least two of their fields, or the text only speaks of documents
_HEAD = 14  # lines above an article that may tell of it
_LONGEST = 300  # characters of such a line
_D = r"[\d٠-٩]"
_START = re.compile(
    rf"(?:document |doc(?:ument)? ?no\.? |المستند |الوثيقه |وثيقه |مستند )?{_D}{{1,5}} (?:of|من) {_D}{{1,5}}"
    "(?: documents?| وثائق| مستندات)?"
)
_END = re.compile(r"(?:end of document|نهايه (?:ال)?(?:مستند|وثيقه))\.?")
_ACCESSION = re.compile(
    r"(?:an[ \t]+)?(?:document|المستند|الوثيقه|وثيقه|مستند) ([A-Z][A-Z0-9]{2,11}\d{8}[A-Za-z0-9]{5,14})", re.IGNORECASE
)
_WORDS = re.compile(rf"{_D}[\d٠-٩,،]* (?:words?|كلمه|كلمات|mots)")
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_LANGUAGE = re.compile(r"(?:العربيه|اللغه العربيه|عربي|الانجليزيه|arabic|english|french|francais|الفرنسيه)")
_RIGHTS = re.compile(r"(?:\(c\)|©|copyright|حقوق|جميع الحقوق|all rights)", re.IGNORECASE)
_TAG = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN)(?:[ \t\u00a0]+(.*)|$)"
)
_TAGS = {
    "HD": "title", "BY": "author", "PD": "date", "SN": "source", "LP": "text", "TD": "text", "WC": "length",
    "SE": "section", "SC": "source_code", "ED": "edition", "PG": "pages", "LA": "language", "CY": "copyright",
    "CO": "company", "IN": "industry", "NS": "subject", "RE": "geographic", "AN": "accession", "PUB": "publisher",
    "CR": "credit", "ET": "time", "VOL": "volume", "ART": "graphic", "CT": "contact",
}  # fmt: skip
_COVER_END = re.compile(r"(?:\|? ?about lexisnexis.*|.*privacy policy.*|.*terms (?:&|and) conditions.*|-none-)")
_PAGE = re.compile(r"page \d+ of \d+")  # of a PDF
_RULE = re.compile(r"[_=*-]{10,}")
_FOLDING = str.maketrans("أإآٱىةی", "ااااي" "هي", INVISIBLE + MARKS + TATWEEL)
_ENGLISH = ("nd of document", "nd of Document", "ND OF DOCUMENT", "oad-Date", "OAD-DATE", "oad-date")
_COUNTED = re.compile(r"\d (?:of|OF) \d{1,5} (?:documents?|Documents?|DOCUMENTS?)\b")
_NAMED = re.compile(
    r"(?:ocument|OCUMENT|مستند|وثيقة) (?:[A-Z][A-Z0-9]{2,11}\d{8}|\d{1,5} (?:of|OF) \d|[\d٠-٩]{1,5} من)"
)


@cache
def fields():
    """Return name -> (field, place) of resources/reading/download_fields.tsv."""
    text = (files("helpers.resources") / "reading" / "download_fields.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {name: (field, place) for name, field, place in rows}


def may_be(text):
    """Say whether a text holds what every such download holds: asked before anything else, for it is quick."""
    if any(sign in text for sign in _ENGLISH):
        return True
    counted = any(sign in text for sign in (" of ", " OF ")) and _COUNTED.search(text)
    named = any(sign in text for sign in ("ocument ", "OCUMENT ", "مستند ", "وثيقة ")) and _NAMED.search(text)
    return bool(counted or named)


def parted(reading):
    """Return the Reading of a download with a record an article, None where the document is none.

    reading: of a file that is one document. Columns: text, title, date, source, and what else the download says of an
    article (author, section, length, load_date …); lines of its head and foot that are no known field stand in
    `download_lines`. The cover page, a list of the articles, is left out and told. An article is known by the
    marks of a database (1 of 3 DOCUMENTS, End of Document, Document AAWSAT0020190912…) and by at least two fields.
    """
    text = reading.document["text"]
    if not may_be(text):
        return None
    lines = text.split("\n")
    plain = [_folded(line) for line in lines]
    found = _parts(lines, plain)
    if not found:
        return None
    records, rows, aside, told = [], [], [], 0
    for first, last in found:
        record, n = _article(lines[first:last], plain[first:last])
        if record is None:
            continue
        if n == 0 and last == len(lines) and records:  # how the articles were looked for
            words = " ".join(record["text"].split())[:60]
            aside.append((first + 1, f"what follows the last article of the download is none: {words}"))
            continue
        told += n >= 2
        rows.append(first + 1)
        records.append(record)
    if not records or told < FEWEST * len(records):
        return None
    cover = sum(1 for line in lines[: found[0][0]] if line.strip())
    remark = f"a download of {len(records):,} articles, each a document, what stands above and below it as metadata"
    remark += f", {cover:,} lines before the first article left out" if cover > 1 else ""
    reading = _without_title(replace(reading, aside=[*reading.aside, *aside]))
    return _alone(reading, records[0]) if len(records) == 1 else parts_of(reading, rows, records, remark)


def _without_title(reading):
    """The Reading without the title and the like of the whole file, which are the database's."""
    kept = {key: value for key, value in reading.document.items() if key not in ("title", "author", "created", "date")}
    return replace(reading, document=kept)


def _alone(reading, record):
    """A download of one article: one document, called by its file."""
    told = [field for field in ("title", "date", "source", "url", "category") if record.get(field)]
    places = {**reading.places, "text": "the article"} | dict.fromkeys(told, "the head of the download")
    document = {key: value for key, value in (reading.document | record).items() if value or key == "text"}
    remark = "an article of a press database, with what stands above and below it as metadata"
    return replace(reading, document=document, places=places, remarks=(*reading.remarks, remark))


def _folded(line):
    return " ".join(line.translate(_FOLDING).lower().split()) if len(line) <= _LONGEST else ""


def _parts(lines, plain):
    """(first, last) of the lines of each article, where marks of a database stand; [] for none."""
    starts = [place for place, line in enumerate(plain) if line and _START.fullmatch(line)]
    ends = [place for place, line in enumerate(plain) if line and (_END.fullmatch(line) or _ACCESSION.fullmatch(line))]
    if ends and (not starts or len(ends) >= len(starts)):
        begins = [_cover(plain[: ends[0]]), *(end + 1 for end in ends)]
        bounds = list(zip(begins, [*(end + 1 for end in ends), len(lines)], strict=True))
        if not any(line.strip() for line in lines[bounds[-1][0] :]):
            bounds.pop()
        return bounds
    if not starts:
        return []
    return list(zip([place + 1 for place in starts], [*starts[1:], len(lines)], strict=True))


def _cover(plain):
    """Place of the first line behind the cover page of a download, 0 where there is none."""
    known = fields()
    last = 0
    for place, line in enumerate(plain):
        name = line.partition(":")[0].partition("(")[0].strip()
        if known.get(name, ("",))[0] == "cover" and (":" in line or "(" in line or line == name):
            last = place + 1
        elif _COVER_END.fullmatch(line):
            last = place + 1
        elif known.get(name, ("",))[0] in ("length", "text", "load_date") and ":" in line:
            break
    return last


def _article(lines, plain):
    """(record of an article, how many of its fields are told), (None, 0) for a part without any text."""
    given = [(line.strip(), flat) for line, flat in zip(lines, plain, strict=True)]
    given = [
        (line, flat) for line, flat in given
        if not (_START.fullmatch(flat) or _END.fullmatch(flat) or _RULE.fullmatch(line) or _PAGE.fullmatch(flat))
    ]  # fmt: skip
    if not any(line for line, _ in given):
        return None, 0
    accession = next((match[1] for line, _ in reversed(given) if (match := _ACCESSION.fullmatch(line))), "")
    given = [(line, flat) for line, flat in given if not _ACCESSION.fullmatch(line)]
    tags = [match[1] for line, _ in given if (match := _TAG.match(line))]
    if {"HD", "PD"} <= set(tags) or {"HD", "SN"} <= set(tags):
        record, n = _tagged(given)
    elif any(_WORDS.fullmatch(flat) for _, flat in given[:_HEAD]):
        record, n = _factiva(given)
    else:
        record, n = _fields(given)
    if accession:
        record.setdefault("accession", accession)
        n += 1
    return record, n


def _tagged(given):
    """An article of Factiva with codes before its parts: HD, PD, SN …"""
    record, name = {}, "text"
    for line, _ in given:
        found = _TAG.match(line)
        if found:
            name = _TAGS.get(found[1], "download_lines")
            line = (found[2] or "").strip()
        if line:
            glue = "\n" if name in ("text", "download_lines") else " "
            record[name] = f"{record[name]}{glue}{line}" if record.get(name) else line
    record.setdefault("text", "")
    return record, sum(1 for field in ("title", "date", "source", "length") if record.get(field))


def _factiva(given):
    """An article of Factiva without codes: title, author, number of words, date, source, code, language, rights."""
    place = next(n for n, (_, flat) in enumerate(given) if _WORDS.fullmatch(flat))
    above = [line for line, _ in given[:place] if line]
    record = {"length": given[place][0], "title": above[0] if above else ""}
    if len(above) > 1:
        record["author"] = " ".join(above[1:])
    n, end, told = 1, place + 1, []
    for number in range(place + 1, min(place + 1 + _HEAD, len(given))):
        line, flat = given[number]
        if not line:
            if "language" in record:
                break
            continue
        if not _of_the_head(line, flat, record, told):
            break
        end = number + 1
        if "copyright" in record:
            break
    n += sum(1 for field in ("date", "source", "language", "copyright") if record.get(field))
    if told:
        record["download_lines"] = "\n".join(told)
    record["text"] = "\n".join(line for line, _ in given[end:]).strip("\n")
    return record, n


def _of_the_head(line, flat, record, told):
    """Put one line under the number of words into the record; False for the first line of the text."""
    if "date" not in record:
        if dates.parse(line).date is None:
            return False
        record["date"] = line
    elif "source" not in record:
        if re.fullmatch(r"\d{1,2}:\d{2}.{0,12}", line):
            record["time"] = line
        else:
            record["source"] = line
    elif "source_code" not in record and _CODE.fullmatch(line):
        record["source_code"] = line
    elif _LANGUAGE.fullmatch(flat):
        record["language"] = line
    elif _RIGHTS.match(flat):
        record["copyright"] = line
    elif "language" in record or len(line) > 60:
        return False
    else:
        told.append(line)  # pages, edition
    return True


def _fields(given):
    """An article with names before its parts, Length: 45 words, as Nexis and ProQuest write."""
    named = [_field(line, flat) for line, flat in given]
    body = next((n for n, found in enumerate(named) if found and found[0] == "text"), None)
    head_end = body if body is not None else _end_of_head(given, named)
    tail = _begin_of_tail(named, head_end + 1)
    record, told = {}, []
    free = _head(given[:head_end], named[:head_end], record, told)
    text = [named[body][1]] if body is not None and named[body][1] else []
    text += [line for line, _ in given[head_end + (body is not None) : tail]]
    _tail(given[tail:], named[tail:], record, told)
    _unnamed(free, record, told)
    record["text"] = "\n".join(text).strip("\n")
    if told:
        record["download_lines"] = "\n".join(told)
    return record, sum(1 for found in {found[0] for found in named if found})


def _field(line, flat):
    """(field, value, place) of a line that begins with a known name, None for others; "Body" stands alone."""
    name, colon, _ = flat.partition(":")
    known = fields().get(name.strip())
    if known is None or known[0] == "cover" or not (colon or known[0] in ("text", "classification") or flat == "notes"):
        return None
    return known[0], line.partition(":")[2].strip() if colon else "", known[1]


def _end_of_head(given, named):
    """Place behind the last field above the text, where no line says that the text begins."""
    last = 0
    for place, found in enumerate(named[: 3 * _HEAD]):
        if found and found[2] == "tail":
            break
        if found:
            last = place + 1
        elif given[place][0] and len(given[place][0]) > _LONGEST / 2:
            break
    date = next((n for n, (line, _) in enumerate(given[:_HEAD]) if _is_date(line)), None)
    return max(last, date + 1 if date is not None else 0)


def _begin_of_tail(named, start):
    return next((n for n in range(start, len(named)) if named[n] and named[n][2] != "head"), len(named))


def _head(given, named, record, told):
    """Take the fields above the text; return the lines that have no name."""
    free, last = [], None
    for (line, flat), found in zip(given, named, strict=True):
        if found:
            last = found[0]
            record[last] = found[1]
        elif line and last is not None and not record[last] and last != "text":
            record[last] = line  # the value stands below its name
        elif line and _RIGHTS.match(flat):
            told.append(line)
        elif line:
            free.append(line)
    return free


def _tail(given, named, record, told):
    last = None
    for (line, _), found in zip(given, named, strict=True):
        if found and found[0] != "text":
            last = found[0]
            record.setdefault(last, found[1])
        elif line and last is not None and not record[last]:
            record[last] = line
        elif line:
            told.append(line)


def _unnamed(free, record, told):
    """Which of the lines without a name are the title, the source and the date: the source stands beside the date."""
    place = next((n for n, line in enumerate(free) if _is_date(line)), None)
    if place is None:
        if free and "title" not in record:
            record["title"], *free = free
        told += free
        return
    record.setdefault("date", free[place])
    above, below = free[:place], free[place + 1 :]
    if above and "source" not in record:
        record["source"] = above.pop()
    if "title" not in record:
        record["title"] = " ".join(above) if above else below.pop(-1) if below else ""
        above = []
    told += [line for line in (*above, *below) if line != record["title"]]


def _is_date(line):
    if len(line) > 80 or not re.search(_D, line):
        return False
    found = dates.parse(line)
    return found.date is not None or found.reason.startswith("ambiguous")
