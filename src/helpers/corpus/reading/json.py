"""JSON in the shapes people have it: lines, arrays, objects around an array, several values in a row."""

import json
import re
from dataclasses import replace
from itertools import chain, islice

from ...errors import InputError
from . import chats, decoding, json_joined, json_shapes
from .result import Reading, table_of

MANY = 1_000  # items that are set aside one by one
_LOOKED_AT = 20  # lines in which pages of records are sought
_BLOCK = 1 << 25  # bytes of a long file that are read at a time
_ONE_DOCUMENT = re.compile(r"\s*(\[|\{\s*\n)")
_NOT_SPACE = re.compile(r"\S")


def lines(text):
    """Read one JSON object a line; an array, or an object over several lines, is read as `document` does.

    Where the objects are pages of an interface, each with a list of articles, the articles are the records.
    """
    if _ONE_DOCUMENT.match(text):
        return document(text)
    aside = []
    found = _lines(text, aside)
    first = list(islice(found, _LOOKED_AT))
    path = json_shapes.list_of_pages([value for _, value in first])
    found = chain(first, found)
    if path is None:
        return Reading(table_of(found), aside=aside)
    shown = ".".join(path).replace(";", ",")
    remark = f'each line is a page with a list of records, "{shown}": they are numbered on from line to line'
    return Reading(table_of(enumerate(_of_pages(found, path, aside), 1)), aside=aside, remarks=(remark,))


def long_lines(data):
    """Read one JSON object a line out of a long file, of which little is in memory at a time.

    data: the bytes of the file, a memoryview. Returns the Reading as `lines` and `decoding.decode` would give it, or
    None where the file is no plain UTF-8, where its lines are no records, or where it takes all of it to tell.
    """
    head = bytes(data[: decoding.SAMPLE])
    if head.startswith(tuple(mark for mark, _ in decoding.MARKS)) or decoding.utf16_without_mark(head):
        return None
    aside, ends = [], [0, 0]
    found = _records(data, aside, ends)
    try:
        first = list(islice(found, _LOOKED_AT))
        if not first or json_shapes.list_of_pages([value for _, value in first]) is not None:
            return None
        table = table_of(chain(first, found))
    except (UnicodeDecodeError, _NoLines):
        return None
    return Reading(table, aside=aside, encoding="utf-8", how=decoding.with_line_ends("valid UTF-8", *ends))


class _NoLines(Exception):
    """A long file is one document."""


def _records(data, aside, ends):
    """Yield what `_lines` yields of all blocks of a long file; ends: its CRLF and CR, which are counted there."""
    begin, number = 0, 0
    while begin < len(data):
        block = b""
        while begin + len(block) < len(data) and b"\n" not in block[-_BLOCK:]:  # a line may be longer than a block
            block = bytes(data[begin : begin + len(block) + _BLOCK])
        if begin + len(block) < len(data):
            block = block[: block.rindex(b"\n") + 1]
        text = block.decode("utf-8")
        begin += len(block)
        text, *found = decoding.with_unix_newlines(text)
        ends[:] = [one + other for one, other in zip(ends, found, strict=True)]
        if number == 0 and _ONE_DOCUMENT.match(text):
            raise _NoLines
        yield from _lines(text, aside, number)
        number += text.count("\n")


def _of_pages(found, path, aside):
    """Yield the records in the lists of pages, and each other object as one; what is none is put into `aside`."""
    for line, page in found:
        items = json_shapes.inside(page, path)
        items = json_joined.joined(page, items)[0] if isinstance(items, list) else [page]
        for item in items:
            if isinstance(item, dict):
                yield item
            else:
                aside.append((line, f"a JSON {type(item).__name__} where an object is needed"))


def _lines(text, aside, number=0):
    """Yield (line, object) of a text with one JSON value a line; what is none is put into `aside`.

    number: of the lines before the text.
    """
    end, decode = -1, json.JSONDecoder().raw_decode
    while end < len(text):
        # Not splitlines(): U+2028 and its like may stand inside a JSON string.
        number, start, end = number + 1, end + 1, text.find("\n", end + 1)
        end = len(text) if end < 0 else end
        if start == end:
            continue
        try:
            value, stop = decode(text, start) if decode else (None, None)  # where it stands, without a copy of the line
        except (ValueError, RecursionError):
            stop = None
        if stop != end:
            decode = decode if stop is not None and stop < end else None  # not into the lines behind, over and over
            line = text[start:end]
            if line.isspace():
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError) as error:
                aside.append((number, f"broken JSON: {_short(error)}"))
                continue
        if isinstance(value, dict):
            yield number, value
        else:
            aside.append((number, f"a JSON {type(value).__name__} where an object is needed"))


def document(text):
    """Read one array, one object, an object around one array, or several of these one after the other."""
    values, problem = [], None
    decoder, position = chats.decoder(text), 0
    while (start := _NOT_SPACE.search(text, position)) is not None:
        try:
            value, position = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError) as error:
            line = text.count("\n", 0, getattr(error, "pos", start.start())) + 1
            problem = f"broken JSON in line {line:,}: {_short(error)}; what follows is not read"
            break
        values.append(value)
    if problem and not values:
        raise InputError(problem)
    if problem and all(isinstance(value, dict) for value in values):
        aside = []
        by_line = table_of(_lines(text, aside))
        if len(by_line):
            return Reading(by_line, aside=aside)
    messages = chats.of_values(values)
    if messages is not None:
        return replace(messages, aside=[*messages.aside, *([(None, problem)] if problem else [])])
    shaped = [json_shapes.records(value) for value in values]
    full = [json_joined.joined(value, found) for value, (found, _) in zip(values, shaped, strict=True)]
    items = [item for found, _ in full for item in found]
    records = [(number, item) for number, item in enumerate(items, 1) if isinstance(item, dict)]
    others = [(number, type(item).__name__) for number, item in enumerate(items, 1) if not isinstance(item, dict)]
    aside = [(number, f"a JSON {name} where an object is needed") for number, name in others[:MANY]]
    if len(others) > MANY:  # a list of a million numbers is one thing to say
        aside.append((others[MANY][0], f"from here on {len(others) - MANY:,} more items that are no objects"))
    aside += [(None, problem)] if problem else []
    remark = f"{len(values)} JSON values one after the other read as one list"
    remarks = [remark] * (len(values) > 1)
    remarks += dict.fromkeys(where.replace(";", ",") for _, where in shaped if where)
    remarks += dict.fromkeys(told.replace(";", ",") for _, told_of in full for told in told_of)
    return Reading(table_of(records), aside=aside, remarks=tuple(remarks))


def _short(error):
    return getattr(error, "msg", None) or str(error) or type(error).__name__
