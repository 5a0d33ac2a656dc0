"""Plain text files and what hides in them: front matter, <DOC> records, Python lists, tables with tabs."""

import ast
import re
from dataclasses import replace

from ...arabic.script import LETTER
from .columns import guess
from .result import Reading, table_of
from .tables import separated

HEADING = "the first heading"
ENOUGH = 0.95  # of the lines must be of one kind for the file to be read as a list of records
FEWEST = 5  # lines
LONGEST = 500_000  # characters of a line that is read as Python: it takes some hundred times as much memory
DEEPEST = 20  # brackets within brackets

_FENCE = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"(\w[\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|$)")
_DOC = re.compile(r"<(/?)DOC\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(\w{1,40})>")
_PYTHON = re.compile(r"(?:(\w{1,40})\s*[:=]\s*)?([\[{(].*[\]})])\s*,?$")


def plain(text):
    """Read a .txt: one document, unless all of it is <DOC> records, Python values or a table with tabs."""
    return _docs(text) or _python(text) or _tabs(text) or _document(text)


def markdown(text):
    """Read a .md as one document; its signs (#, *, []) are kept, the title is the first heading."""
    heading = re.search(r"^#{1,6}[ \t]+(\S.*)", text, re.MULTILINE)
    made = _document(text)
    if heading and "title" not in made.document:
        made.document["title"] = heading[1].rstrip(" \t#")[:120].strip()
        made.places["title"] = HEADING
    return made


def _document(text):
    fields, text = front_matter(text)
    document = {"text": text} | {f"{key}_2" if key == "text" else key: value for key, value in fields.items()}
    remarks = (f"front matter read as metadata: {', '.join(fields)[:200]}",) if fields else ()
    return Reading(document=document, places={"text": "the whole file"}, remarks=remarks)


def front_matter(text):
    """Part a text into its front matter, as a dict, and the rest.

    Front matter stands between two lines --- at the beginning: lines "key: value", lists with - or in [].
    What is not of this form is no front matter, and the text is returned whole.
    """
    found = _FENCE.match(text)
    if not found:
        return {}, text
    fields, key = {}, None
    for line in found[1].split("\n"):
        pair = _KEY.match(line)
        item = re.match(r"\s*-[ \t]+(.+)", line)
        if pair:
            key = pair[1].strip()
            fields[key] = _unquoted(pair[2] or "")
        elif key and (item or line[:1] in " \t"):
            more = _unquoted(item[1] if item else line)
            fields[key] = f"{fields[key]}, {more}" if fields[key] and more else fields[key] or more
        elif line.strip() and not line.startswith("#"):
            return {}, text
    return (fields, text[found.end() :].lstrip("\n")) if fields else ({}, text)


def _unquoted(value):
    """A value without quotation marks, a list in brackets as its members; lists in lists keep their brackets."""
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(map(_bare, filter(str.strip, value[1:-1].split(","))))
    return _bare(value)


def _bare(value):
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return value


def _docs(text):
    """The records of a TREC or ANT file: <DOC><DOCNO>…</DOCNO><TEXT>…</TEXT></DOC>."""
    if not re.match(r"(<\?xml[^>]{0,200}>)?\s{0,99}<DOC\b", text.lstrip()[:400], re.IGNORECASE):
        return None
    records, end = [], 0
    line, counted, start = 1, 0, None
    for found in _DOC.finditer(text):  # tag by tag: a pattern for the whole would take for ever where none is closed
        if not found[1]:
            start = start or found
        elif start:
            line += text.count("\n", counted, start.start())
            counted = start.start()
            records.append((line, _doc_fields(text[start.end() : found.start()])))
            start, end = None, found.end()
    if not any("text" in fields for _, fields in records):
        return None
    aside = []
    if text[end:].strip():
        line = text.count("\n", 0, end) + 2
        aside.append((line, "what follows the last </DOC> is no whole record and is not read"))
    remark = "records between <DOC> and </DOC>, each a document"
    return Reading(table_of(records), aside=aside, remarks=(remark,))


def _doc_fields(text):
    """The fields of one record, tags in lower case; a tag within a field (<P>) is left out of it."""
    fields, name, begin = {}, None, 0
    for found in _TAG.finditer(text):
        tag = found[2].lower()
        if name is None and not found[1]:
            name, begin = tag, found.end()
        elif name == tag and found[1]:
            value = _TAG.sub("", text[begin : found.start()]).strip()
            fields[name] = f"{fields[name]}\n{value}" if fields.get(name) else value
            name = None
    return fields


def _python(text):
    """One Python list or dict a line, as print() writes them; nothing is run."""
    if not _PYTHON.match(text.lstrip().partition("\n")[0].rstrip()):
        return None
    records, aside, lines = [], [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        lines += 1
        value = _value(line.strip())
        if value is None:
            aside.append((number, "no whole Python list or dict, as the lines before are"))
        elif isinstance(value, dict):
            records.append((number, value))
        else:
            aside.append((number, f"a Python {type(value).__name__} where a list of texts or a dict is needed"))
    if not records or len(records) < ENOUGH * lines - 1:
        return None
    return Reading(table_of(records), aside=aside, remarks=("Python values, one a line, each a document",))


def _value(line):
    found = _PYTHON.match(line)
    if not found or len(line) > LONGEST or _depth(found[2]) > DEEPEST:
        return None
    try:
        value = ast.literal_eval(found[2])
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None
    if isinstance(value, dict):
        return {str(key): item for key, item in value.items()} if not found[1] else {found[1]: [value]}
    if isinstance(value, list | tuple):
        return {found[1] or "text": [str(item) for item in value]}
    return value


def _depth(text):
    # Signs before a number nest as brackets do.
    depth = deepest = 0
    for sign in re.findall(r"[\[{(\]})]|[-+~]{20}", text):
        depth += 1 if sign in "[{(" else -1 if sign in "]})" else DEEPEST + 1
        deepest = max(deepest, depth)
    return deepest


def _tabs(text):
    """A table saved as .txt, Excel's "Unicode text": every line has as many tabs, and one column holds labels.

    Two halves of a verse with a tab between them are no table.
    """
    if "\t" not in text:
        return None
    counts = [line.count("\t") for line in text.split("\n") if line.strip()]
    if len(counts) < FEWEST or not counts[0] or counts.count(counts[0]) < ENOUGH * len(counts):
        return None
    made = separated(text)
    if not len(made.table):
        return None
    columns = made.table.columns
    if "text" not in guess(columns) and not any(_labels(cells.to_pylist()) for cells in columns.values()):
        return None
    return replace(made, remarks=("a table with tabs in a .txt file", *made.remarks))


def _labels(cells):
    """Whether the cells of a column are numbers, codes or a few labels rather than text."""
    arabic = sum(1 for cell in cells if LETTER.search(cell))
    return arabic < 0.1 * len(cells) or len(set(cells)) < 0.1 * len(cells)
