"""All tables of a study in one workbook: what each holds, what its columns mean, how it was made."""

import pandas as pd

from ..arguments import TEXT, optional, takes
from ..errors import NotFound, check_choice
from . import figures, files, outputs, provenance, spreadsheets, unchanged

NAME = "tables.xlsx"
ROWS = 5_000  # of a table; the CSV file beside it holds all
LONGEST = 32_000  # characters of a cell
_CONTENTS = {
    "ar": ("المحتويات", ["الورقة", "التعليق", "الصفوف", "ملاحظة"]),
    "en": ("contents", ["sheet", "caption", "rows", "note"]),
}
_NOTES = {
    "cut": ("هنا أول {0:,} صف؛ والجدول كله في \u200e{1}.csv\u200e", "here the first {0:,}; all of them in {1}.csv"),
    "same": ("الجدول نفسه في الورقة \u200e{0}\u200e", "the same table as in the sheet {0}"),
    "long": ("قُصرت {0:,} من النصوص على {1:,} حرف", "{0:,} texts are cut at {1:,} characters"),
    "changed": ("تغيّر بعد صنعه: {0}", "changed since it was made: {0}"),
    "absent": ("لم يُحسب: {0}", "not computed: {0}"),
}


@takes(language=optional(TEXT))
def write(study, *, language=None):
    """Write figures/<study>/tables.xlsx with all tables of a Study; return its path.

    First a sheet of contents (caption, rows, notes), then a sheet a table, with headings and values in words; last one
    that explains every column, and one on how each table was made. language: "ar", where sheets run from the right, or
    "en" (None: of the figures). Of a table with more than ROWS rows the first are here, and the contents say so; a
    table that is that of another sheet is not repeated; a text too long for a cell is cut. The same tables give the
    same bytes. Raises NotFound when there is no table yet.
    """
    from ..display import rtl  # matplotlib takes a second to load

    language = check_choice("language", language or figures.own_language(study), ("ar", "en"))
    sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
    changed, at = provenance.changed(study, sidecars), language == "en"
    tables, contents, made, seen = {}, [], _of_all(study), {}
    for name, sidecar in sidecars.items():
        caption, notes, rows = sidecar["caption"][language], [], ""
        if sidecar["absent"]:
            notes.append(_NOTES["absent"][at].format(sidecar["absent"][language]))
        elif seen.get(sidecar["sha256"]):
            notes.append(_NOTES["same"][at].format(seen[sidecar["sha256"]]))
        elif (study.figures_folder / f"{name}.csv").is_file():
            table = outputs.read_table(study, name)
            seen[sidecar["sha256"]] = name if len(table) else None
            rows = f"{len(table):,}"
            tables[name], cut = _cut(table.head(ROWS))
            if len(table) > ROWS:
                notes.append(_NOTES["cut"][at].format(ROWS, name))
            if cut:
                notes.append(_NOTES["long"][at].format(cut, LONGEST))
        if changed[name]:
            notes.append(_NOTES["changed"][at].format(", ".join(changed[name])))
        if rtl.is_rtl(caption):
            caption = rtl.marked(caption, "rtl" if language == "ar" else "ltr")
        contents.append((name, caption, rows, "؛ ".join(notes) if language == "ar" else "; ".join(notes)))
        made += [(name, what, value) for what, value in _of_one(sidecar)]
    if not tables:
        raise NotFound(f'There is no table in {study.figures_folder} yet; "khitab run {study.folder}" makes them.')
    title, columns = _CONTENTS[language]
    first = {title: pd.DataFrame(contents, columns=columns, dtype="str")}
    book = spreadsheets.explained(tables, language=language, made=made, first=first)
    return files.write(study.figures_folder / NAME, book)


def renew(study):
    """Write the workbook as a run does, and note of which tables it was made; return its path, None without tables."""
    try:
        made = write(study)
    except NotFound:
        return None
    unchanged.Notes(study, ()).end_book()
    return made


def _cut(table):
    """A table whose texts fit a cell, and how many had to be cut."""
    cut, table = 0, table.copy()
    for column in table.select_dtypes("str").columns:
        long = table[column].str.len() > LONGEST
        if long.any():
            table[column] = table[column].where(~long, table[column].str.slice(0, LONGEST - 1) + "…")
            cut += int(long.sum())
    return table, cut


def _of_all(study):
    manifest, now = provenance.manifest(study), provenance.software()
    rows = [("study", study.title), ("documents", manifest.get("n_documents")), ("tokens", manifest.get("n_tokens")),
            ("corpus_hash", manifest.get("corpus_hash")), ("seed", study.seed), ("commit", now["commit"]),
            *now["versions"].items()]  # fmt: skip
    return [("", what, str(value)) for what, value in rows if value is not None]


def _of_one(sidecar):
    rows = [("notebook", sidecar["notebook"]), ("sha256", sidecar["sha256"]), ("commit", sidecar["commit"])]
    rows += [*sidecar["settings"].items(), *sidecar["parameters"].items()]
    return [(what, said) for what, value in rows if (said := outputs.said(value))]

