"""Find the files of a corpus and read each one's records: .txt, .csv, .tsv, .json, .jsonl, also as .gz."""

import csv
import gzip
import hashlib
import io
import json
import os
import re
import zlib
from itertools import islice
from pathlib import Path

from ..errors import InputError, nearest
from .columns import choose_columns
from .decoding import decode

FORMATS = {"txt": "txt", "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl", "ndjson": "jsonl"}
READABLE = ".txt, .csv, .tsv, .json, .jsonl and .ndjson, each also as .gz"
DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"  # for a table of one column
BIGGEST_CELL = 2**31 - 1


def find(path):
    """List the files to read under `path`, a file or a folder (recursively, in sorted order).

    Returns (files, set_aside): `files` are Paths; `set_aside` are dicts file, reason for what is not read:
    unknown kinds, symbolic links inside the folder, things that are no file. Hidden names are skipped.
    Raises InputError when the path is missing, the folder empty or a single file of unknown kind.
    """
    path = Path(path)
    if path.is_file():
        if kind(path) is None:
            raise InputError(f"{path} cannot be read: the kinds of file are {READABLE}.")
        return [path], []
    if not path.exists():
        here = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError(f"{path} does not exist; check the path.{nearest(path.name, here)}")
    if not path.is_dir():
        raise InputError(f"{path} is neither a file nor a folder.")
    files, aside = [], []

    def closed(error):
        aside.append({"file": relative(Path(error.filename), path), "reason": _closed(error)})

    for folder, folders, names in os.walk(path, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([name for name in names if not name.startswith(".")] + linked):
            file = Path(folder, name)
            reason = _why_not(file)
            if reason:
                aside.append({"file": relative(file, path), "reason": reason})
            else:
                files.append(file)
    if not files and not aside:
        raise InputError(f"The folder {path} is empty: put the raw files there ({READABLE}).")
    return sorted(files, key=lambda file: relative(file, path)), aside


def _closed(error):
    return f"cannot be opened ({error.strerror})"


def _why_not(file):
    if file.is_symlink():
        # A link to the inside would count its file twice; one to the outside escapes the study.
        return "a symbolic link, which is not followed; put the file itself into the folder"
    if not file.is_file():
        return "not a regular file"
    if kind(file) is None:
        return f"unknown kind of file; the kinds are {READABLE}"
    return None


def relative(file, root):
    """Return the file's name for the tables: relative to the folder, with /, writable as UTF-8."""
    name = file.name if file == root else file.relative_to(root).as_posix()
    return name.encode("utf-8", "replace").decode("utf-8")


def kind(path):
    """Return "txt", "csv", "tsv", "json" or "jsonl" from the file's name, or None."""
    name = path.name.lower().removesuffix(".gz")
    return FORMATS.get(name.rpartition(".")[2]) if "." in name else None


def stem(name):
    """Return a file's name without its suffixes (.gz and the format's)."""
    if name.lower().endswith(".gz"):
        name = name[:-3]
    return name.rpartition(".")[0] or name


def read(path, *, encoding=None):
    """Read one file.

    Returns (records, info, set_aside). `records` is a list of (row, dict): row is the line (csv, tsv, jsonl)
    or the number of the item (json), None for a .txt, whose dict holds `text`, the whole file, and `title`,
    its first line that is not blank, cut at 120 characters. `info` is a dict format, encoding, how, bytes,
    sha256 (of the file as it lies on disk). `set_aside` is a list of (row, reason).

    Raises InputError when nothing of the file can be read. The file is only ever opened for reading.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_closed(error)) from None
    form = kind(path)
    info = {
        "format": form,
        "encoding": "",
        "how": "",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    if path.name.lower().endswith(".gz"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"not a whole gzip file ({error}); copy or download it again") from None
    text, info["encoding"], info["how"] = decode(data, encoding=encoding)
    del data
    if not text or text.isspace():
        raise InputError("an empty file")
    records, aside, remark = {"txt": _txt, "csv": _csv, "tsv": _csv, "json": _json, "jsonl": _jsonl}[form](
        text
    )
    if remark:
        info["how"] += f"; {remark}"
    return records, info, aside


def _txt(text):
    first = re.search(r"\S[^\n]*", text)
    return [(None, {"text": text, "title": first.group().strip()[:120].rstrip() if first else ""})], [], ""


def _csv(text):
    lines = io.StringIO(text, newline="\n").readlines()
    first = 0
    limit = csv.field_size_limit(BIGGEST_CELL)  # the module's own limit is 128 KB, less than a long article
    try:
        told = re.match(r"sep=(.)$", lines[0], re.IGNORECASE)  # Excel's own way to name the delimiter
        first = 1 if told else 0
        delimiter = told.group(1) if told else _delimiter(lines)
        records, aside = _rows(lines, first, delimiter, csv.QUOTE_MINIMAL)
        if aside and delimiter != NO_DELIMITER:
            plain = _rows(lines, first, delimiter, csv.QUOTE_NONE)
            if len(plain[1]) < len(aside) and not _quoted(plain[0]):
                return *plain, "quotation marks read as part of the text, since they do not enclose cells"
    finally:
        csv.field_size_limit(limit)
    return records, aside, ""


def _delimiter(lines):
    """The delimiter under which most of the first records are as wide as the header."""
    best, chosen = (0, 0), NO_DELIMITER
    for delimiter in DELIMITERS:
        widths = [len(cells) for cells in islice(csv.reader(lines, delimiter=delimiter), 50) if cells]
        if widths and widths[0] > 1:
            score = (widths.count(widths[0]) / len(widths), widths[0])
            if score > best:
                best, chosen = score, delimiter
    return chosen


def _rows(lines, first, delimiter, quoting):
    """Records and rows set aside; the first record is the header."""
    header, records, aside = None, [], []
    for line, cells, problem in _parsed(lines, first, delimiter, quoting):
        if header is None and problem:
            raise InputError(f"the header in line {line:,} {problem}")
        if header is None:
            header = _header(cells or [])
            continue
        while cells and len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if not problem and len(cells) != len(header):
            problem = (
                f"has {len(cells)} cells where the header has {len(header)}; put cells in quotation marks"
            )
        if problem:
            aside.append((line, problem))
        else:
            records.append((line, dict(zip(header, cells, strict=True))))
    return records, aside


def _parsed(lines, first, delimiter, quoting):
    """Yield (line where the record begins, cells, problem)."""
    reader = csv.reader(lines[first:], delimiter=delimiter, quoting=quoting, strict=True)
    done, last = first, len(lines)
    while True:
        begin, problem = done + 1, None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells, problem = None, str(error)
        done = first + reader.line_num
        if problem and "end of data" in problem and begin < last:
            # An unclosed quote swallows the file, so go on one line later; in a table of one column the
            # lines of a text cut off at the end would pass for documents.
            problem = "a quotation mark that is opened here is never closed"
            if delimiter == NO_DELIMITER:
                problem += f"; the lines up to {last:,} are not read"
            else:
                reader = csv.reader(lines[begin:], delimiter=delimiter, quoting=quoting, strict=True)
                first = done = begin
        elif problem:
            span = f"does not parse up to line {done:,}" if done > begin else "does not parse"
            problem = f"{span} ({problem}); double the quotation marks inside cells"
        if problem or (cells and (len(cells) > 1 or cells[0].strip())):
            yield begin, cells, problem


def _header(cells):
    """Column names, stripped, never empty and never twice the same."""
    names = []
    for number, cell in enumerate(cells, 1):
        name = base = cell.strip() or f"column_{number}"
        copy = 2
        while name in names:
            name, copy = f"{base}_{copy}", copy + 1
        names.append(name)
    return names


def _quoted(records):
    """Whether most cells that begin with a quotation mark also end with one."""
    cells = [cell.strip() for _, record in records for cell in record.values() if cell.lstrip()[:1] == '"']
    return 2 * sum(1 for cell in cells if len(cell) > 1 and cell[-1] == '"') > len(cells)


def _jsonl(text):
    # An array, or an object written over several lines, is JSON under another name.
    return _json(text) if re.match(r"\s*(\[|\{\s*\n)", text) else _json_lines(text)


def _json_lines(text):
    records, aside = [], []
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            aside.append((number, f"broken JSON: {_short(error)}"))
            continue
        if isinstance(value, dict):
            records.append((number, value))
        else:
            aside.append((number, f"a JSON {type(value).__name__} where an object is needed"))
    return records, aside, ""


def _json(text):
    """One array, one object, an object around one array, or several of these one after the other."""
    values, problem = [], None
    decoder, position = json.JSONDecoder(), 0
    while (start := re.compile(r"\S").search(text, position)) is not None:
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
        by_line = _json_lines(text)
        if by_line[0]:
            return by_line
    items = [item for value in values for item in _items(value)]
    records = [(number, item) for number, item in enumerate(items, 1) if isinstance(item, dict)]
    aside = [
        (number, f"a JSON {type(item).__name__} where an object is needed")
        for number, item in enumerate(items, 1)
        if not isinstance(item, dict)
    ]
    remark = f"{len(values)} JSON values one after the other read as one list" if len(values) > 1 else ""
    return records, aside + ([(None, problem)] if problem else []), remark


def _items(value):
    if isinstance(value, dict):
        arrays = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        has_text = choose_columns(value, None, "")["text"][0] is not None
        return arrays[0] if len(arrays) == 1 and not has_text else [value]
    return value if isinstance(value, list) else [value]


def _short(error):
    return getattr(error, "msg", None) or str(error) or type(error).__name__
