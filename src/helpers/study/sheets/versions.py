"""The files of a coding sheet: a CSV file, a workbook, and what was in them when they were written last."""

import hashlib
import json
import warnings

import pandas as pd

from ...errors import ArgumentError, InputError, reason
from .. import files, outputs, spreadsheets
from . import cells

OWN = ["status", "reason", "formerly"]  # beside the text_hash, what is written about a line that was coded
DRAWN = {"query", "doc_id", "date", "source", "title", "entry", "sent", "start", "end", "pre", "keyword", "post",
         "position", "text_hash"}  # fmt: skip
MOST_ROWS = 20_000  # of a workbook; a longer sheet is a CSV file alone
_LINE = ["query", "text_hash", "start"]


def read(path):
    """What the reader has coded: (table of str cells and int start, names of the columns that are not the reader's).

    path: of the CSV file; the workbook lies beside it, and a .json file that notes what both were when they were
    written. What has been edited since counts; where both have been, cell by cell what was changed. Table: None when
    there is neither file. Warns of other files of this name, which are not read. Raises InputError for a file that
    cannot be read, for a line that is coded twice in one file, and where the two files contradict each other.
    """
    _tell_of_others(path)
    noted = _noted(path)
    found = {}
    for file in (path, path.with_suffix(".xlsx")):
        try:
            found[file.suffix[1:]] = file.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise InputError(f"{file} cannot be read ({reason(error)}); close it in other programs.") from None
    edited = [kind for kind, data in found.items() if _hash(data) != noted.get(kind)] or list(found)[:1]
    tables = [_table(path.with_suffix(f".{kind}"), found[kind], noted) for kind in edited]
    drawn = DRAWN | set(noted.get("columns", ()))
    if not tables:
        return None, drawn
    tables = [_once(table, drawn, path.with_suffix(f".{kind}")) for kind, table in zip(edited, tables, strict=True)]
    return (_merged(tables, drawn, noted, path) if len(tables) == 2 else tables[0]), drawn


def write(path, table, drawn, *, book=True):
    """Write a sheet as CSV, as a workbook and with the note of both; what is there already is not touched.

    drawn: the columns that are not the reader's. Of more than MOST_ROWS lines, or with a text too long for a cell of
    Excel, there is no workbook, and a warning says so. The codes are in the note too, to know later what was changed.
    book=False: a workbook that is as it was noted is left for now; the note says in which cells it is behind, so that
    what is edited in it meanwhile is known for that, and nothing else.
    """
    file, hand = path.with_suffix(".xlsx"), [column for column in table if column not in drawn]
    coded = table[(table[hand] != "").any(axis=1)]
    lines = coded[["doc_id", *_LINE, *hand]].astype({"start": "int64"}).to_dict("records")
    noted = {} if book else _noted(path)
    book = book or not file.is_file() or _hash(file.read_bytes()) != noted.get("xlsx")
    if book:
        _write_book(path, table)
    _replace(path, outputs.csv_bytes(table))
    note = {"about": "What Khitab wrote last into the CSV file and the workbook, to know what was changed."}
    note |= {one.suffix[1:]: _hash(one.read_bytes()) for one in (path, file) if one.is_file()}
    note |= {"columns": sorted(drawn), "queries": sorted(set(table["query"])), "lines": lines}
    if not book:
        note["behind"] = _behind(noted, lines)
    _replace(path.with_suffix(".json"), _json(note))


def _write_book(path, table):
    book = path.with_suffix(".xlsx")
    try:
        if len(table) > MOST_ROWS:
            raise ArgumentError(f"{len(table):,} lines are too many for one.")
        _replace(book, spreadsheets.to_bytes({path.stem: table}))
    except ArgumentError as error:
        book.unlink(missing_ok=True)  # what stood in it was taken up; left, it would be read for newer than it is
        warnings.warn(f"{book.name} is not written, only {path.name}: {error}", stacklevel=4)


def _json(note):
    """The note, a line a coded line: one that is indented takes ten times as long to write."""
    rows = {key: ",\n".join(json.dumps(one, ensure_ascii=False) for one in note[key]) for key in ("lines", "behind")
            if note.get(key)}  # fmt: skip
    text = json.dumps({**note, **dict.fromkeys(rows, [])}, ensure_ascii=False, indent=1)
    for key, written in rows.items():
        text = text.replace(f'"{key}": []', f'"{key}": [\n{written}]')
    return (text + "\n").encode("utf-8")


def _behind(noted, lines):
    """Where the workbook is behind the lines: [doc_id, query, text_hash, start, column, what stands in it]."""
    cells = [
        {(line["doc_id"], *_identity(line), column): str(value)
         for line in given for column, value in line.items() if column not in ("doc_id", *_LINE)}
        for given in (noted.get("lines", ()), lines)
    ]  # fmt: skip
    there, now = cells
    before = {tuple(cell[:-1]): cell[-1] for cell in noted.get("behind", ())}
    book = {key: before.get(key, there.get(key, "")) for key in {**there, **now, **before}}
    return sorted([*key, value] for key, value in book.items() if value != now.get(key, ""))


def _caught_up(table, noted):
    """The table of a workbook with the cells in which it was left behind as they were noted, but for those edited."""
    behind = noted.get("behind")
    if not behind or "text_hash" not in table:
        return table
    rows, now = {}, {}
    for row, line in enumerate(table.to_dict("records")):
        rows.setdefault(_identity(line), []).append((row, line["doc_id"]))
    for line in noted["lines"]:
        now[line["doc_id"], *_identity(line)] = line
    made = {column: table[column].tolist() for column in table}
    for name, *identity, column, value in behind:
        for row, known in rows.get(tuple(identity), ()):
            if column in made and (known == name or _same(name, known, None)) and made[column][row] == value:
                made[column][row] = now.get((name, *identity), {}).get(column, "")
    return pd.DataFrame({
        column: pd.Series(values, table.index, dtype=table[column].dtype) for column, values in made.items()
    })  # fmt: skip


def _replace(file, data):
    # A file that is as it should be may stay open in a program.
    if not file.is_file() or file.read_bytes() != data:
        files.write(file, data)


def _hash(data):
    return hashlib.sha256(data).hexdigest()


def _noted(path):
    """What the note says; without one, or when it is damaged, both files count as edited."""
    try:
        noted = json.loads(path.with_suffix(".json").read_text("utf-8"))
        noted["lines"] = [{key: str(value) for key, value in line.items()} for line in noted["lines"]]
        behind = [[str(part) for part in cell] for cell in noted.get("behind", ())]
        return noted | {"columns": list(noted["columns"]), "queries": list(noted["queries"]), "behind": behind}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _tell_of_others(path):
    read_or_written = {path.with_suffix(f".{kind}").name for kind in ("csv", "xlsx", "json")}
    for file in sorted(path.parent.glob("*")):
        named = file.name.casefold().startswith(f"{path.stem}.".casefold())
        if file.is_file() and named and file.name not in read_or_written:
            warnings.warn(
                f"{file} is not read: codes are read from {path.name} and {path.with_suffix('.xlsx').name} only. If "
                f"yours are in it, save it as {path.with_suffix('.xlsx').name}; then move it elsewhere.",
                stacklevel=4,
            )


def _table(file, data, noted):
    if file.suffix == ".xlsx":
        return _caught_up(_restored(cells.from_workbook(data, file), noted), noted)
    table, encoding = cells.from_csv(data, file)
    return _restored(table, noted, None if encoding.startswith("utf") else encoding)


def _restored(table, noted, encoding=None):
    """The table with what a spreadsheet has changed by itself as it was noted: signs that a code page does not hold,
    which become question marks, and texts taken for numbers, 007 for 7.
    """
    if encoding:
        lost = {query.encode(encoding, "replace").decode(encoding): query for query in noted.get("queries", ())}
        table["query"] = table["query"].map(lambda query: lost.get(query, query)).astype("str")
    if "text_hash" not in table or not noted.get("lines"):
        return table
    by_line = {_identity(line): line for line in noted["lines"]}
    lines = [by_line.get(_identity(line), {}) for line in table.to_dict("records")]
    for column in table.columns.difference(_LINE):
        olds = [line.get(column, "") for line in lines]
        values = [
            old if old and old != value and _same(old, value, encoding) else value
            for old, value in zip(olds, table[column], strict=True)
        ]
        table[column] = pd.Series(values, table.index, dtype="str")
    return table


def _same(old, value, encoding):
    """Whether a spreadsheet has made this value of the old one."""
    masked = encoding and "?" in value and old.encode(encoding, "replace").decode(encoding) == value
    return masked or cells.number(old) == cells.number(value)


def _identity(line):
    return tuple(str(line[column]) for column in _LINE)


def _keys(table, *, text="text_hash", by_name=()):
    """What tells the lines of a sheet apart: query, text and place, and for keys `by_name` the document's name too.

    A spreadsheet may have changed the name (007 to 7), so it is asked for only where the same text is there twice.
    """
    text = table[text] if text in table else table["doc_id"]
    short = zip(table["query"], text.where(text != "", table["doc_id"]), table["start"].astype(str), strict=True)
    return [(*key, name) if key in by_name else key for key, name in zip(short, table["doc_id"], strict=True)]


def _hand(table, drawn):
    """The columns that the reader fills in: code, note and those added."""
    return [column for column in table if column not in drawn and column not in OWN]


def _once(table, drawn, file):
    """Each line once: copies are laid together; two different codings are for the reader to settle."""
    names = pd.Series(_keys(table, by_name=set(_keys(table))), table.index)
    again = names.duplicated(keep=False)
    if not again.any():
        return table
    table = table.copy()
    for _, copies in table[again].groupby(names[again], sort=False):
        for column in _hand(table, drawn):
            given = copies.loc[copies[column] != "", column].drop_duplicates()
            if len(given) > 1:
                row, (one, other), (a, b) = copies.iloc[0], given.index[:2], given.iloc[:2]
                raise InputError(
                    f'{file}: the line of "{row["query"]}" in {row["doc_id"]} at {row["start"]} is coded twice, '
                    f'differently: {column} "{a}" in line {one} and "{b}" in line {other}; keep one of the two.'
                )
            table.loc[copies.index[0], column] = given.iloc[0] if len(given) else ""
    return table[~names.duplicated()]


def _merged(tables, drawn, noted, path):
    """One table of the CSV file and the workbook, both edited; see `read`."""
    text = "text_hash" if all("text_hash" in table for table in tables) else "doc_id"
    twice = set()
    for table in tables:
        short = pd.Series(_keys(table, text=text))
        twice |= set(short[short.duplicated()])
    names = [_keys(table, text=text, by_name=twice) for table in tables]
    csv, book = (dict(zip(of, table.to_dict("records"), strict=True)) for of, table in zip(names, tables, strict=True))
    line_of = [dict(zip(of, table.index, strict=True)) for of, table in zip(names, tables, strict=True)]
    before = None
    if noted:
        lines = pd.DataFrame(noted["lines"], columns=["doc_id", *_LINE]).fillna("")
        before = dict(zip(_keys(lines, text=text, by_name=twice), noted["lines"], strict=True))
    columns = list(dict.fromkeys([*tables[1], *tables[0]]))
    rows = []
    for key in dict.fromkeys([*book, *csv]):
        one, other = csv.get(key, {}), book.get(key, {})
        row = dict.fromkeys(columns, "") | one | other
        for column in columns if one and other else ():
            if column in drawn:
                continue
            told = None if before is None else before.get(key, {}).get(column, "")
            values = one.get(column, told or ""), other.get(column, told or "")
            row[column] = _settled(*values, told)
            if row[column] is None and column in OWN:
                row[column] = values[1]
            elif row[column] is None:
                raise InputError(
                    f'The line of "{row["query"]}" in {row["doc_id"]} at {row["start"]} has the {column} '
                    f'"{values[0]}" in {path} (line {line_of[0][key]}) and "{values[1]}" in '
                    f"{path.with_suffix('.xlsx').name} (line {line_of[1][key]}); make them the same."
                )
        rows.append(row)
    made = pd.DataFrame(rows, columns=columns)
    return made.astype({column: "str" for column in columns if column != "start"}).astype({"start": "int64"})


def _settled(one, other, before):
    """The value of a cell that two files give; None where they contradict each other. before: None if not known."""
    if one == other or other == before:
        return one
    if one == before:
        return other
    if before is None and "" in (one, other):
        return one or other
    return None
