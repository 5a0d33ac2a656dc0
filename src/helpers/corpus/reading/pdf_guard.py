"""What a PDF unpacks to, looked at before it is opened: streams that burst, forms that draw forms that draw forms.

PDFium is a library in C that cannot be stopped. What it would unpack or draw is counted here first, from the bytes.
"""

import re
import zlib
from collections import Counter

from ...errors import InputError
from .limits import FREE, OFFICE, RATIO, too_large

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/(?:FlateDecode|Fl)\b")
_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_LOOKED_AT = 2_000_000  # bytes of a stream in which drawing is counted
_DICTIONARY = 20_000  # bytes before a stream in which its dictionary is looked for
_MOST_FORMS = 200_000  # times that forms are drawn by each other on one page
_FACTOR = 1032  # so many times its size a stream can unpack to, at most


def check(data, largest):
    """Raise InputError where a stream of a PDF unpacks to more than a text does, or forms draw each other endlessly."""
    limit, forms = int(largest * OFFICE), {}
    for found in _STREAM.finditer(data):
        head = _head(data, found.start())
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        filters = len(_FILTER.findall(head))
        if filters:
            _measured(packed, filters, limit)
        if b"/Form" in head or b"/XObject" in head:
            number = _OBJECT.match(head)
            text = _unpacked(packed) if filters else packed[:_LOOKED_AT]
            drawn = Counter(_DRAWN.findall(text))
            if drawn and number:
                named = dict(_REFERENCE.findall(head))
                forms[number[1]] = {named[name]: n for name, n in drawn.items() if name in named}
    if forms and _times(forms) > _MOST_FORMS:
        raise InputError("a PDF whose parts draw each other more often than any page does; print it to a new PDF")


def _head(data, end):
    """The object that a stream belongs to, up to the stream."""
    before = data[max(end - _DICTIONARY, 0) : end]
    starts = [found.start() for found in _OBJECT.finditer(before)]
    return before[starts[-1] :] if starts else before[-1_000:]


def _measured(packed, filters, limit):
    """Raise InputError where a stream is too large when unpacked."""
    if filters == 1 and len(packed) * _FACTOR < FREE:
        return
    parts = [packed]
    for _ in range(min(filters, 3)):
        stream, size, parts = zlib.decompressobj(), 0, [*parts]
        source, parts = parts, []
        for part in source:
            while part:
                try:
                    made = stream.decompress(part, 1 << 20)
                except zlib.error:
                    return
                part = stream.unconsumed_tail
                size += len(made)
                if size > limit:
                    raise too_large(None, limit)
                if size > FREE and size > RATIO * len(packed):
                    raise InputError(
                        f"unpacks to more than {RATIO} times its size, as no text does; "
                        "if you trust the file, print it to a new PDF and put that here"
                    )
                if filters > 1:
                    parts.append(made)
                if not made:
                    break


def _unpacked(packed):
    try:
        return zlib.decompressobj().decompress(packed, _LOOKED_AT)
    except zlib.error:
        return b""


def _times(forms):
    """How often forms are drawn, when the one that draws most is drawn once; those in a circle count once."""
    known = {}

    def of(number, above):
        if number in above or number not in forms or len(above) > 50:
            return 1
        if number not in known:
            known[number] = 1 + sum(n * of(child, {*above, number}) for child, n in forms[number].items())
        return known[number]

    return max(of(number, frozenset()) for number in forms)
