"""Words and sentences of Arabic text, with exact offsets.

A word is a maximal run of Arabic letters and the marks on them (harakat, tatweel, superscript alef, marks of other
scripts; joiners and direction marks only between letters), or of Latin letters, or of digits with single separators
inside. Digits are apart from Arabic letters (عام1966 is two words), but not from Latin ones: F16, COVID19, and 5G,
where a capital stands behind the digits, are names. A zero-width space parts words.
A sentence ends at . ! ؟ ? … or a line break, but not at a point inside a number or between Latin letters.
Offsets count code points, so `text[start:end]` in Python is the word exactly as written.
"""

import itertools
import re
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from .. import room
from . import joining, kernel
from .letters import NUMBER_SEPARATORS, character_classes

KINDS = ("arabic", "latin", "number")
_BYTES = 10  # of a token with what stands behind it
_SEPARATOR = np.zeros(0x10000, np.bool_)
_SEPARATOR[[ord(c) for c in NUMBER_SEPARATORS]] = True
_CLASSES = character_classes()
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a ]*")


class Spans(NamedTuple):
    """What the kernel found: columns of length n_tokens, and the distinct forms in order of first use."""

    token_counts: np.ndarray  # int64 a document
    start: np.ndarray  # int32, code points into the document
    end: np.ndarray
    sent: np.ndarray  # int32, sentence number within the document
    form: np.ndarray  # int32, index of the distinct form
    form_bytes: np.ndarray  # uint8: the distinct forms one behind the other
    form_offsets: np.ndarray  # int64, n_forms + 1
    form_kind: np.ndarray  # int8, index into KINDS


def _scan_part(data, offsets):
    expected = int(offsets[-1] - offsets[0]) // 6 + kernel.BLOCK
    # An array that may be written to is of another type, for which the kernel would be compiled once more (seconds).
    data, offsets = data.view(), offsets.view()
    data.flags.writeable = offsets.flags.writeable = False
    counts, *columns, arena, form_offsets, kinds = kernel.scan(data, offsets, _CLASSES, _SEPARATOR, expected)
    return counts, columns, arena, form_offsets, kinds


def scan(data, offsets, *, threads=1):
    """Tokenize documents that lie one behind the other in one UTF-8 buffer.

    data: uint8 array of valid UTF-8. offsets: int64 array of n_documents + 1 byte positions (an Arrow string
    column's own buffers serve). threads: parts worked on at the same time; the result does not depend on it.
    Returns `Spans`. The first call compiles the kernel (seconds, kept on disk).
    """
    offsets = np.ascontiguousarray(offsets, np.int64)
    runs = room.of_documents((offsets[1:] - offsets[0]) // _BYTES)
    if len(runs) > 1:
        return _one_after_the_other(data, offsets, runs, threads)
    return _scan_run(data, offsets, threads)


def _scan_run(data, offsets, threads):
    n_documents = offsets.size - 1
    cuts = np.searchsorted(offsets, np.linspace(offsets[0], offsets[-1], max(threads, 1) + 1)[1:-1])
    cuts = np.unique([0, *cuts, n_documents])
    parts = [offsets[a : b + 1] for a, b in zip(cuts[:-1], cuts[1:], strict=True)]
    if len(parts) < 2:
        counts, columns, arena, form_offsets, kinds = _scan_part(data, offsets)
        return Spans(counts, *columns, arena, form_offsets, kinds)
    with ThreadPoolExecutor(len(parts)) as pool:
        return _joined(list(pool.map(lambda part: _scan_part(data, part), parts)), pool)


def _one_after_the_other(data, offsets, runs, threads):
    """The Spans of documents of which some at a time are scanned; forms are numbered by first use all the same."""
    columns, parts = [room.Growing(np.int32) for _ in range(4)], []
    for first, behind in runs:
        found = _scan_run(data, offsets[first : behind + 1], threads)
        for column, values in zip(columns, (found.start, found.end, found.sent, found.form), strict=True):
            column.append(values)
        parts.append((len(found.form), found.token_counts, found.form_bytes, found.form_offsets, found.form_kind))
    number, form_bytes, form_offsets, kinds = _distinct([part[2:] for part in parts])
    start, end, sent, form = (column.array() for column in columns)
    token = first_form = 0
    for n_tokens, *_, kind in parts:
        form[token : token + n_tokens] = number[first_form :][form[token : token + n_tokens]]
        token, first_form = token + n_tokens, first_form + kind.size
    counts = np.concatenate([part[1] for part in parts])
    return Spans(counts, start, end, sent, form, form_bytes, form_offsets, kinds)


def words(texts):
    """The words of a few short texts, as `scan` cuts them: a list of strings for each text."""
    if all(map(_PLAIN.fullmatch, texts)):  # plain letters need no kernel, which takes a second to be loaded
        return [text.split() for text in texts]
    encoded = [text.encode("utf-8") for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)])
    spans = scan(np.frombuffer(b"".join(encoded), np.uint8), offsets)
    cuts = zip(spans.start.tolist(), spans.end.tolist(), strict=True)
    counts = spans.token_counts.tolist()
    return [[text[a:b] for a, b in itertools.islice(cuts, n)] for text, n in zip(texts, counts, strict=True)]


def _joined(parts, pool):
    """Join the parts of several threads; forms are numbered by first use, as one thread would do."""
    number, form_bytes, form_offsets, kinds = _distinct([part[2:] for part in parts])
    first_token = np.cumsum([0, *(part[1][0].size for part in parts)])
    first_form = np.cumsum([0, *(part[4].size for part in parts)])
    columns = np.empty((4, first_token[-1]), np.int32)

    def place(i):
        numbers = number[first_form[i] : first_form[i + 1]]
        joining.place(*parts[i][1], numbers, columns[:, first_token[i] : first_token[i + 1]])

    list(pool.map(place, range(len(parts))))
    return Spans(np.concatenate([part[0] for part in parts]), *columns, form_bytes, form_offsets, kinds)


def _distinct(parts):
    """(The number of each form of all parts, the distinct ones as `Spans` has them); parts: bytes, offsets, kinds."""
    arena = np.concatenate([part[0] for part in parts])
    shifts = np.cumsum([0, *(part[0].size for part in parts)])
    starts = np.concatenate([part[1][:-1] + shift for part, shift in zip(parts, shifts[:-1], strict=True)])
    ends = np.concatenate([part[1][1:] + shift for part, shift in zip(parts, shifts[:-1], strict=True)])
    number, keep = joining.distinct(arena, starts, ends)
    form_offsets = np.concatenate([[0], np.cumsum((ends - starts)[keep])])
    form_bytes = joining.gather(arena, starts[keep], form_offsets)
    return number, form_bytes, form_offsets, np.concatenate([part[2] for part in parts])[keep]
