"""What a notebook leaves behind: figure, plotted table, and a sidecar that says how both were made."""

import functools
import hashlib
import html
import io
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from .. import resources
from ..arguments import FLAG, TABLE, TEXT, TEXTS, takes
from ..errors import ArgumentError, InputError, NotEnoughData, NotWritten, told
from . import files, noted, places, provenance, spreadsheets
from .settings import PROJECT

FIGURE_FORMATS = ("png", "svg", "pdf")
_OTHER = tuple(f"{language}.{kind}" for language in ("ar", "en") for kind in FIGURE_FORMATS)
# A spreadsheet runs a cell that begins so; the last four are their full-width twins.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_BLOCK = 50_000  # rows that are written at a time
_REMEMBERED = 40_000_000  # bytes of a CSV file whose table is kept in memory


@dataclass(frozen=True)
class Saved:
    """The files one call wrote; a notebook shows their names."""

    folder: Path
    files: tuple

    def __repr__(self):
        return f"{_place(self.folder)}: {', '.join(path.name for path in self.files)}"

    def _repr_html_(self):
        names = ", ".join(f"<code>{html.escape(path.name)}</code>" for path in self.files)
        return f'<p dir="ltr">Written to <code>{html.escape(_place(self.folder))}</code>: {names}</p>'


@takes(name=TEXT, table=TABLE, uses=TEXTS, caption_ar=TEXT, caption_en=TEXT, alt_ar=TEXT, alt_en=TEXT)
def save(study, name, figure, table, *, caption_ar, caption_en, alt_ar="", alt_en="", uses=(), **how):
    """Write figures/<study>/<name>.png, .svg, .pdf, the plotted `table` as .csv and the sidecar as .json.

    `figure` is a Figure, an Axes or an array of Axes; `table` the DataFrame that was drawn, or one that it was cut out
    of. caption_ar, caption_en: what the figure shows; what was drawn of how many, the measure, the interval and the
    largest values are added from the table, and so is the alternative text (`display.captions`), where a plot of Khitab
    drew it; alt_ar, alt_en are for a figure drawn by hand. The sidecar says for which
    width on paper it was made. With [figures] language = "both" the English figure stands
    in <name>.en.png and so on. uses: the settings and
    tables that it depends on, and `of` (in `how`) what it stands on, as in `provenance.record`: the report compares
    them with those in force. how: parameters, a dict of what else was chosen, and notebook, the name of the one that
    makes it, where the number at the head of `name` does not tell. Returns the paths as Saved. Raises ArgumentError for
    a name that is no file name. The same input gives the same bytes. In the CSV a text that a spreadsheet would run as
    a formula begins with an apostrophe.
    """
    from ..display import drawings  # matplotlib takes a second to load
    from . import figures

    name, root, drawing = check_name(name), _figure(figure), drawings.of(figure)
    texts = figures.texts(
        study, drawing, None if drawing is None else drawing.table, subject={"ar": caption_ar, "en": caption_en},
        alt={"ar": alt_ar, "en": alt_en},
    )  # fmt: skip
    texts["subject"] = {"ar": caption_ar, "en": caption_en}
    drawn, texts["print"] = figures.drawn(study, name, drawing, root, texts)
    texts["drawing"] = figures.kept(drawing, table)
    return _write(study, name, drawn, table, texts, uses=[*uses, *figures.LOOKS], **how)


@takes(name=TEXT, table=TABLE, uses=TEXTS, xlsx=FLAG)
def save_table(study, name, table, *, caption_ar, caption_en, xlsx=False, **how):
    """Write `table` as figures/<study>/<name>.csv with its sidecar .json, as `save` does without a figure.

    xlsx: write it as an Excel workbook too (`spreadsheets`).
    """
    texts = {"caption": {"ar": caption_ar, "en": caption_en}}
    books = {f"{check_name(name)}.xlsx": spreadsheets.to_bytes({name: table})} if xlsx else {}
    return _write(study, check_name(name), books, table, texts, **how)


@takes(name=TEXT, page=TEXT, table=TABLE, uses=TEXTS)
def save_page(study, name, page, table, *, caption_ar, caption_en, **how):
    """Write an HTML page as figures/<study>/<name>.html with its table and sidecar, as `save_table` does."""
    texts = {"caption": {"ar": caption_ar, "en": caption_en}}
    drawn = {f"{check_name(name)}.html": page}
    return _write(study, name, drawn, table, texts, **how)


def save_absent(study, name, reason, *, caption_ar="", caption_en="", alt_ar="", alt_en="", **how):
    """Note in the sidecar that `name` could not be computed, and why; what an earlier run made of it is removed.

    reason: a KhitabError, or its sentence. Other arguments: as in `save`. Returns the path as Saved.
    """
    from ..display import sentences

    told = places.impersonal(str(reason), noted.plain(study))  # which places have names decides nothing here
    absent = {"ar": sentences.arabic(told), "en": told}
    texts = {"caption": {"ar": caption_ar, "en": caption_en}, "alt": {"ar": alt_ar, "en": alt_en}, "absent": absent}
    return _write(study, check_name(name), {}, None, texts, **how)


def csv_bytes(table):
    """Return a DataFrame as CSV bytes: UTF-8 with BOM, LF line ends, floats to ten digits, no formulas.

    The index is written when it is more than a row number.
    """
    import pandas as pd

    if not isinstance(table.index, pd.RangeIndex) or table.index.name:
        table = table.reset_index()
    table = table.set_axis([_no_formula(str(column)) for column in table.columns], axis=1)
    dates = any(pd.api.types.is_datetime64_any_dtype(dtype) for dtype in table.dtypes)
    # The texts of a block at a time are held as Python has them; how a date is written rests on all of its column.
    size, made = max(len(table), 1) if dates else _BLOCK, io.BytesIO()
    for first in range(0, max(len(table), 1), size):
        block = table.iloc[first : first + size]
        for position, dtype in enumerate(block.dtypes):
            if not (pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype)):
                block.isetitem(position, _without_formulas(block.iloc[:, position]))
        text = block.to_csv(index=False, header=first == 0, float_format="%.10g", lineterminator="\n")
        made.write(text.encode("utf-8" if first else "utf-8-sig", errors="backslashreplace"))
    return made.getvalue()


def _without_formulas(column):
    import pandas as pd

    if isinstance(column.dtype, pd.StringDtype) and not column.str.startswith(_FORMULA).any():
        return column.astype(object)
    return column.astype(object).map(_no_formula, na_action="ignore")


def _no_formula(value):
    if isinstance(value, float):
        return f"{value:.10g}"  # to_csv formats floats in float columns only
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def unguarded(text):
    """Return a text of a CSV file without the apostrophe that `csv_bytes` put before a formula."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def check_name(name):
    """Return `name` if it can name the files of an output; raise ArgumentError otherwise."""
    if not re.fullmatch(r"\w[\w.-]*", name, re.ASCII) or name in ("report", "executed"):
        raise ArgumentError(
            f'name is "{name}", but must be a file name of Latin letters, digits and _, such as "06_keyness".'
        )
    return name


def _figure(given):
    from ..display import drawings

    figure = drawings.figure_of(given)
    if figure is None:
        raise ArgumentError(f"figure is {told(given)}, but must be a matplotlib Figure or Axes.")
    return figure


@takes(name=TEXT, table=None, texts=None, drawn=None)
def _write(study, name, drawn, table, texts, *, uses=(), of="tokens", parameters=None, notebook=None):
    folder, contents, about = study.figures_folder, dict(drawn), None
    if table is not None:
        csv = contents[f"{name}.csv"] = csv_bytes(table)
        about = {"sha256": hashlib.sha256(csv).hexdigest(), "rows": len(table), "texts": _texts(table)}
    sidecar = {
        "name": name,
        "study": {"name": study.name, "title": study.title},
        **texts,
        "files": list(contents),
        "table": about,
        "parameters": parameters or {},
        "notebook": _notebook(name, notebook),
        **provenance.record(study, uses, of),
    }
    contents[f"{name}.json"] = json.dumps(plain(sidecar), ensure_ascii=False, indent=1) + "\n"
    written = tuple(files.write(folder / file, data) for file, data in contents.items())
    # What an earlier run made and this one does not would be taken for new.
    (folder / "twins" / f"{name}.json").unlink(missing_ok=True)
    for kind in (*FIGURE_FORMATS, *_OTHER, "csv", "xlsx", "html"):
        if f"{name}.{kind}" not in contents:
            (folder / f"{name}.{kind}").unlink(missing_ok=True)
    return Saved(folder, written)


def _texts(table):
    """The columns that hold texts: a year, an id or a word of digits must not come back from the CSV as a quantity."""
    import pandas as pd

    kinds = {str(column): table.iloc[:, place].dtype for place, column in enumerate(table.columns)}
    kinds = {n: k.categories.dtype if isinstance(k, pd.CategoricalDtype) else k for n, k in kinds.items()}
    return [column for column, kind in kinds.items() if isinstance(kind, pd.StringDtype)]


@takes(name=TEXT)
def read_table(study, name):
    """Return the table that an earlier notebook saved as `name`; dates come back as texts.

    Raises NotWritten when it is not there yet, NotEnoughData when its notebook could not compute it, InputError when it
    cannot be read.
    """
    path = study.figures_folder / f"{name}.csv"
    noted.table(study, name)
    sidecar = read_sidecar(path.with_suffix(".json")) if path.with_suffix(".json").is_file() else {}
    if not path.is_file():
        if sidecar.get("absent"):
            raise NotEnoughData(f"This needs the table {name}, which could not be computed. {sidecar['absent']['en']}")
        raise NotWritten(f'{path} has not been written yet; "khitab run {study.folder} {name[:2]}" does it.')
    texts = tuple(map(_no_formula, sidecar.get("texts", ())))
    about = os.stat(path)
    read = _remembered if about.st_size <= _REMEMBERED else _remembered.__wrapped__
    try:
        return read(path, texts, (about.st_ino, about.st_size, about.st_mtime_ns)).copy(deep=False)
    except ValueError as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path} cannot be read ({reason}); run its notebook again.") from None


@functools.lru_cache(128)  # report, findings and manuscript ask for the same tables
def _remembered(path, texts, state):
    import pandas as pd

    # A term may be spelled "NA" or "null"; only an empty cell is a missing value here. Read at once (low_memory):
    # in pieces, a column that holds numbers only in some of them would get two types, and a warning.
    read = functools.partial(
        pd.read_csv, path, encoding="utf-8-sig", keep_default_na=False, na_values=[""], low_memory=False,
        dtype=dict.fromkeys(texts, "str"),
    )  # fmt: skip
    table = _in_blocks(read) if os.stat(path).st_size > _REMEMBERED else read()
    table = table.rename(columns=unguarded)
    for column in table.select_dtypes("str").columns:
        guarded = table[column].str.startswith("'", na=False).to_numpy(bool)
        if guarded.any():
            table.loc[guarded, column] = table.loc[guarded, column].map(unguarded).astype("str")
    return table


def _in_blocks(read):
    """A large table, read some rows at a time, which takes a third of the memory; at once where these differ in type.

    read: `pd.read_csv` with all that it is to know.
    """
    import pandas as pd

    blocks = list(read(chunksize=_BLOCK))
    kinds = [{block.dtypes.iloc[place] for block in blocks} for place in range(blocks[0].shape[1])]
    # Whole numbers are numbers with a point where one of the column is.
    if any(len(found) > 1 and {str(kind) for kind in found} != {"int64", "float64"} for found in kinds):
        return read()
    return pd.concat(blocks, ignore_index=True)


def shown_at_first(name, table):
    """Names of the columns shown at first: those of resources/report/columns.tsv, else the first eight."""
    wanted = {row["output"]: row["columns"].split() for row in resources.rows("report", "columns.tsv")}.get(name, ())
    found = [column for column in wanted if column in table.columns]
    return found or [column for column in table.columns if column != "index"][:8]


@takes()
def listing(study):
    """Return what has been written for a Study, a row each.

    name, notebook, caption_ar, caption_en, files (their kinds, "" for what could not be computed), changed_since
    (what is no longer as it was when this was made, "" when it still holds).
    """
    import pandas as pd

    found, all_of_them = [], {path.stem: read_sidecar(path) for path in sidecars(study)}
    changed = provenance.changed(study, all_of_them)
    for path in sidecars(study):
        sidecar = all_of_them[path.stem]
        kinds = [kind for kind in (*FIGURE_FORMATS, "csv", "xlsx", "html") if path.with_suffix(f".{kind}").is_file()]
        captions = {f"caption_{language}": text for language, text in sidecar["caption"].items()}
        row = {"name": path.stem, "notebook": sidecar["notebook"], **captions, "files": " ".join(kinds)}
        found.append({**row, "changed_since": ", ".join(changed[path.stem])})
    return pd.DataFrame(found, columns=["name", "notebook", "caption_ar", "caption_en", "files", "changed_since"])


#: What a run writes beside the outputs of its notebooks.
WHOLE = ("report.html", "report.docx", "tables.xlsx", "gallery.html", "methods.md", "references.bib")


@takes()
def made(study):
    """Return the paths of all that Khitab has made in the folder of figures of a Study, sorted."""
    folder, found = study.figures_folder, set()
    kinds = (*FIGURE_FORMATS, *_OTHER, "csv", "xlsx", "html", "json")
    for path in sidecars(study):
        found |= {folder / f"{path.stem}.{kind}" for kind in kinds}
        found |= {folder / "twins" / path.name, *(folder / "export").glob(f"{path.stem}.*")}
    found |= {folder / name for name in WHOLE} | set((folder / "executed").glob("[0-9][0-9]_*.ipynb"))
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


@takes()
def others(study):
    """Return the paths of the files in the folder of figures of a Study that no run of Khitab wrote, sorted.

    They are kept, and shown nowhere.
    """
    known, folder = set(made(study)), study.figures_folder
    known |= set((folder / "executed").glob("[0-9][0-9]_*.json")) | {folder / "executed" / "tables.json"}  # `unchanged`
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path not in known)
    return [path for path in found if not path.name.startswith((".", "~")) and not path.name.endswith(".error.txt")]


def sidecars(study):
    """Return the paths of a Study's sidecars in the order of their names."""
    return sorted(study.figures_folder.glob("*.json"))


def read_sidecar(path):
    """Return a sidecar as a dict, with nothing in the place of what a hand may have taken out of it.

    Raises InputError when the file is no sidecar.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        dicts = ("parameters", "recipe", "versions", "settings", "tables")
        sidecar = {key: dict(given.get(key) or {}) for key in dicts}
        for key in ("caption", "alt"):
            texts = given.get(key) or {}
            sidecar[key] = {language: str(texts.get(language) or "") for language in ("ar", "en")}
        sidecar["sha256"] = (given.get("table") or {}).get("sha256")
        sidecar["texts"] = list((given.get("table") or {}).get("texts") or ())
        absent = given.get("absent") or {}
        sidecar["absent"] = {"ar": str(absent.get("ar") or ""), "en": str(absent.get("en") or "")} if absent else None
    except (ValueError, TypeError, AttributeError):
        raise InputError(f"{path} is no sidecar of a figure; remove it, or run its notebook again.") from None
    drawing = given.get("drawing")
    sidecar["drawing"] = drawing if isinstance(drawing, dict) else None
    sidecar |= {key: given.get(key) for key in ("seed", "commit", "corpus_hash", "reference_hash", "of")}
    return sidecar | {"notebook": str(given.get("notebook") or "")}


def said(value):
    """A value of a sidecar as a reader wants it: no brackets, nothing that is empty, flags as TOML spells them."""
    if isinstance(value, dict):
        return " · ".join(f"{key}: {text}" for key, item in value.items() if (text := said(item)))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(said, value)))
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def plain(value):
    """Return `value` in the types of JSON: numpy scalars, tuples, sets, dates and paths included."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not abs(value) < float("inf"):
        return str(value)
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _notebook(name, given):
    if given:
        return f"{given.removesuffix('.ipynb')}.ipynb"
    # The house numbers outputs as it numbers notebooks: 06_keyness_sources is made by 06_keyness.ipynb.
    found = sorted((PROJECT / "notebooks").glob(f"{name[:2]}_*.ipynb")) if name[:2].isdigit() else []
    return found[0].name if found else None


def _place(folder):
    return files.short(folder, PROJECT, folder.parents[1])
