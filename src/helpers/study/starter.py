"""The beginning of a study: its folder, and a first look at what was read."""

import csv
import io
import json
import shutil
from pathlib import Path

from ..errors import InputError
from . import files, settings
from .forms import edits

SOURCES = """\
# مصادر المدوّنة · Sources of the corpus

Fill this in before you publish: a reader judges the results by what the corpus is.

- What it is (ما هي):
- Where the texts come from (المصدر):
- Who collected them, and when (من جمعها ومتى):
- How they were chosen; what is left out (معيار الاختيار وما استُبعد):
- Licence, and what it allows (الرخصة):
- What was changed before it came into raw/ (ما غُيّر قبل وضعها هنا):
- Known gaps: years, newspapers, double texts (ثغرات معروفة):
"""
METADATA = "metadata.csv"
HOW_TO_FILL_IN = (
    "  date: 2019-03-01 (or 1 مارس 2019); source: the newspaper or site; category and url, if you have them",
    "  An empty cell leaves all as it is; what is filled in goes before what the file tells. No raw file is changed",
    "  A date is also read from the name of a file or folder: 2019-03-01 title.docx, 2019/03/01/title.docx",
)
_COLUMNS = tuple(f"corpus.{field}" for field in ("text", "title", "date", "source", "category", "url", "id"))
_GUESSED = {"guessed": "guessed by its name", "cells": "found by its cells"}
FEW = 10  # rows shown of what was set aside
LARGE = 500_000_000  # bytes; a corpus larger than this is read where it lies


def place(path):
    """Return the folder that a new study is made in: a bare name is one under data/ (without invisible
    marks), all else a path.
    """
    bare = Path(path).name == str(path)
    return (settings.PROJECT / "data" / files.visible(path) if bare else Path(path).expanduser()).absolute()


def make(folder, *, title, source=None, largest_copy=None, given=None):
    """Make a study in `folder` and yield lines that tell what was done.

    `source` is a file or folder of texts; it is copied into raw/, or, above `largest_copy` bytes (None: LARGE),
    read where it lies. given: settings that study.toml is to have, {"corpus.text": "body"}. Raises InputError when the
    folder is not empty or the source is not there, SettingsError for a setting that is not allowed. What was begun is
    removed when it cannot be ended.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is there already and not empty; choose another name or empty it first.")
    source = _source(source, folder)
    existed = folder.exists()
    try:
        (folder / "raw").mkdir(parents=True)
        raw = yield from _bring(source, folder, LARGE if largest_copy is None else largest_copy)
        named = {key.removeprefix("corpus."): value for key, value in (given or {}).items() if key in _COLUMNS}
        columns, corpus = yield from _guess(source if raw == "raw" else None, named)
        text = settings.template(title, raw=raw, columns=columns).encode("utf-8")
        files.write(folder / "study.toml", edits.changed(text, given or {}))
        files.write(folder / "SOURCES.md", SOURCES)
        settings.load(folder)
        if corpus is not None:
            yield from metadata_table(folder, folder / "raw", corpus)
    except BaseException:
        shutil.rmtree(folder / "raw" if existed else folder, ignore_errors=True)
        raise
    yield f"Made {folder}: study.toml, SOURCES.md, raw/"


def _source(source, folder):
    if source is None:
        return None
    source = Path(source).expanduser().absolute()
    if not source.exists():
        raise InputError(f"{source} is not there; --raw names a file or folder of texts.")
    if folder.resolve().is_relative_to(source.resolve()):
        raise InputError(f"{folder} lies in {source}, which would be copied into itself; make the study elsewhere.")
    return source


def _bring(source, folder, largest_copy):
    """Copy `source` into raw/; return what [corpus] raw is to be."""
    if source is None:
        yield f"Put the texts (txt, csv, xlsx, json, html, docx, pdf …, also zipped) into {folder / 'raw'}"
        yield f"For texts without columns, khitab check then writes {METADATA} to be filled in: dates, sources …"
        return "raw"
    parts = [source] if source.is_file() else [p for p in source.rglob("*") if p.is_file()]
    size = sum(part.stat().st_size for part in parts)
    if size > largest_copy:
        yield f"{source} holds {size / 1e6:,.0f} MB: not copied; [corpus] raw in study.toml names it where it lies"
        return str(source)
    if source.is_file():
        shutil.copy2(source, folder / "raw")
    else:
        # Links stay links: the reader of raw/ does not follow them, and a loop of them would never end.
        shutil.copytree(source, folder / "raw", symlinks=True, dirs_exist_ok=True)
    yield f"Copied {source} into raw/ ({size / 1e6:,.1f} MB)"
    return "raw"


def _guess(source, named):
    """Return field -> column as guessed from the texts, and the Corpus; one that cannot be read is no hindrance.

    named: field -> column of those that need no guess.
    """
    from ..corpus import documents

    if source is None:
        return {}, None
    try:
        corpus = documents.read(source, columns=named)
    except InputError as error:
        yield f"The columns could not be guessed: {error}"
        return {}, None
    yield from findings(corpus)
    guessed = corpus.mapping[corpus.mapping["how"].isin(_GUESSED)].drop_duplicates("field").drop_duplicates("column")
    return dict(zip(guessed["field"], guessed["column"], strict=True)), corpus


def metadata_table(folder, raw, corpus):
    """Yield lines on how the dates, sources … of texts without columns are told: in metadata.csv, a row a file.

    Where texts have no date or no source and no such table is there, it is written into `folder`, the study's, filled
    with what is known; left as it is, it changes nothing. One that is there is never written to, nor is `raw`.
    """
    from ..corpus.assembly import metadata

    texts = metadata.whole_files(corpus)
    known = corpus.documents.set_index("doc_id").loc[texts["doc_id"], ["date", "source"]]
    lacking = (known["date"].isna() | (known["source"] == "unknown")).to_numpy()
    if not lacking.any():
        return
    first = texts["file"][lacking].iloc[0]
    tables = [str(path) for path in metadata.of_the_study(raw)]
    told = corpus.notes[corpus.notes["note"].str.startswith("a table of metadata for")]
    tables += [str(raw / name) for name in told["file"] if not name.startswith("..")]
    path = folder / METADATA
    yield "\nTexts without columns"
    n = {"date": int(known["date"].isna().sum()), "source": int((known["source"] == "unknown").sum())}
    told_of = " and ".join(f"{count:,} of {len(texts):,} have no {what}" for what, count in n.items() if count)
    yield f"  {told_of}, the first is {first}"
    if tables:
        yield f"  They are told in {' and '.join(tables)}: fill in their rows there, and add one for a file without"
    elif raw.is_relative_to(folder):
        files.write(path, _csv(metadata.sheet(corpus)))
        yield f"  Wrote {path}: a row for each text. Fill it in, with Excel or any editor, and save it there as CSV"
    else:
        path = (raw if raw.is_dir() else raw.parent) / METADATA
        yield f"  Tell them in {path}, a table with the columns {', '.join(metadata.SHEET)} and a row for each text"
    yield from HOW_TO_FILL_IN


def _csv(table):
    """A table as Excel opens it: UTF-8 with a mark at its beginning."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([table.columns, *table.itertuples(index=False)])
    return out.getvalue().encode("utf-8-sig")


def findings(corpus):
    """Yield lines on a Corpus: what was read, which column is what, what was set aside or noted."""
    yield repr(corpus)
    for field, rows in corpus.mapping.groupby("field", sort=False):
        for row in rows[rows["how"].isin(["named", *_GUESSED])].itertuples():
            shown = f": {row.examples}" if row.examples and row.how in _GUESSED else ""
            yield f"  {field:<9} from column {row.column} ({_GUESSED.get(row.how, row.how)}){shown}"
        # The text and the id of a file without columns can only be itself and its path.
        for row in rows[rows["how"].isin(["file", "file name", "folder"])].itertuples():
            if field not in ("text", "id"):
                yield f"  {field:<9} from {row.column} ({row.n_files:,} file{'s' * (row.n_files > 1)})"
        if (rows["how"] == "absent").all():
            yield f"  {field:<9} not found; {_where_to_tell(field, corpus)}"
    guessed = corpus.mapping[corpus.mapping["how"].isin(_GUESSED)].drop_duplicates("field").drop_duplicates("column")
    if len(guessed):
        yield "  If the examples are right, confirm the columns: write these lines under [corpus] of study.toml"
        yield from (f"    {row.field} = {json.dumps(row.column, ensure_ascii=False)}" for row in guessed.itertuples())
    for title, table, what in (
        ("Set aside", corpus.set_aside, "reason"),
        ("Notes", corpus.notes, "note"),
    ):
        if len(table):
            yield f"{title}: {len(table):,}"
        for reason, rows in list(table.groupby(what, sort=False))[:FEW]:
            yield f"  {len(rows):,} x {reason} ({_first(rows.iloc[0])})"
        kinds = table[what].nunique()
        if kinds > FEW:
            yield f"  and {kinds - FEW:,} other kinds"


def _where_to_tell(field, corpus):
    from ..corpus.assembly import metadata

    n_texts = len(metadata.whole_files(corpus))
    column = "name its column in [corpus] of study.toml if there is one"
    if not n_texts:
        return column
    also = " or the files' names" if field == "date" else " or folders" if field == "source" else ""
    table = f"tell it in {METADATA}{also}, since such files have no columns"
    return table if n_texts == len(corpus) else f"{table}; for tables, {column}"


def checkup(corpus, problems):
    """Yield lines on what is wrong with a Corpus: severity, problem, how many, examples, and how to mend it.

    problems: of `checkup.table`.
    """
    from ..analyses import description

    yield "\nCheck-up"
    for row in problems.to_dict("records"):
        yield f"  {row['severity']}: {row['problem']} ({row['n']:,} {row['unit']})"
        for name, key in (("such as", "examples"), ("mend:", "mend")):
            if row[key]:
                yield f"      {name} {row[key]}"
    yield "\nCounts"
    for row in description.counts(corpus).to_dict("records"):
        yield f"  {row['n']:>12,}  {row['stage']}"


def _first(row):
    import pandas as pd

    place = row["file"] or row["doc_id"]  # what is left out after reading is known by its document
    return f"first in {place}" + ("" if pd.isna(row["row"]) else f", row {row['row']}")
