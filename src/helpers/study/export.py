"""Single figures and tables of a study for a manuscript: Word, Excel, LaTeX, Markdown.

Nothing is computed: the table beside each sidecar is written anew, with headings in words and numbers as journals want
them. The CSV stays the full table.
"""

import re

from ..arguments import TEXT, TEXTS, optional, takes
from ..display import rtl, tables
from ..errors import ArgumentError, NotFound, check_choice, nearest
from . import figures, files, outputs, provenance, spreadsheets, word

KINDS = ("docx", "xlsx", "tex", "md")
FOLDER = "export"  # in the folder of the figures
COLUMNS = 8  # of a table in a manuscript, where the reader names none
ROWS = 30
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "\u2212": r"\ensuremath{-}",
}  # fmt: skip
_SHOWN = re.compile("[" + re.escape("".join(_TEX)) + "]")
_LETTERS = "[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+"
_ARABIC = re.compile(f"{_LETTERS}(?: {_LETTERS})*")


@takes(names=TEXTS, to=TEXT, language=optional(TEXT), columns=TEXTS, rows=None, template=None)
def export(study, names, *, to="docx", language=None, columns=(), rows=ROWS, template=None):
    """Write each of the outputs `names` of a Study as figures/<study>/export/<name>.<to>; return the paths.

    to: "docx" (figure with caption and alternative text, then its table), "xlsx" (all rows and columns; a sheet that
    explains the columns and one on how it was made), "tex" (booktabs) or "md". language: "ar" or "en" (None: of the
    figures). columns: of the table, by their names in the CSV file (none: those that the report shows first); rows: the
    first so many (None: all); what is left out is told below the table. template: of docx, a Word file whose styles are
    taken.
    Raises NotFound for an output that is not there (with the nearest), and for one that could not be computed when the
    others are written; ArgumentError for another kind of file or a
    column that the table lacks.
    """
    check_choice("to", to, KINDS)
    language = check_choice("language", language or figures.own_language(study), ("ar", "en"))
    known = [path.stem for path in outputs.sidecars(study)]
    for name in names:
        if name not in known:
            hint = nearest(name, known) or f' "khitab run {study.folder}" makes them.'
            raise NotFound(f'There is no output "{name}" in {study.figures_folder}.{hint}')
    write = {"docx": _docx, "xlsx": _xlsx, "tex": _tex, "md": _md}[to]
    written, absent = [], []
    for name in names:
        sidecar = outputs.read_sidecar(study.figures_folder / f"{name}.json")
        if sidecar["absent"]:
            absent.append((name, sidecar["absent"]["en"]))
            continue
        part = _Part(study, name, sidecar, language, tuple(columns), rows)
        path = study.figures_folder / FOLDER / f"{name}.{to}"
        written.append(files.write(path, write(part, template) if to == "docx" else write(part)))
    if absent:
        names, why = ", ".join(name for name, _ in absent), absent[0][1]
        if written:
            raise NotFound(f"{names} could not be computed: {why} The others are written.")
        raise NotFound(f"{names} could not be computed: {why}")
    return written


class _Part:
    """One output: its sidecar, its table and what of that is shown."""

    def __init__(self, study, name, sidecar, language, columns, rows):
        self.study, self.name, self.sidecar, self.language = study, name, sidecar, language
        self.caption = self.sidecar["caption"][language]
        self.image = figures.image(study, name, language=language, sidecar=self.sidecar)
        self.table = outputs.read_table(study, name)
        for column in columns:
            if column not in self.table.columns:
                raise ArgumentError(
                    f'The table {name} has no column "{column}".{nearest(column, self.table.columns)} '
                    f"It has {', '.join(self.table.columns)}."
                )
        self.columns = list(columns) or outputs.shown_at_first(name, self.table)
        self.rows = len(self.table) if rows is None else min(rows, len(self.table))
        self.texts = tables.texts(
            self.table, columns=self.columns, language=language, max_rows=max(self.rows, 1)
        )
        kinds = zip(self.columns, self.texts.columns, strict=True)
        self.numeric = [shown for column, shown in kinds if self.table[column].dtype.kind in "iuf"]

    @property
    def left_out(self):
        """A sentence on the rows and columns that are not shown, "" where all are."""
        rows, columns = len(self.table) - self.rows, len(self.table.columns) - len(self.columns)
        if not rows and not columns:
            return ""
        if self.language == "ar":
            return f"المعروض {self.rows:,} من {len(self.table):,} صفًا و{len(self.columns)} من " \
                   f"{len(self.table.columns)} عمودًا؛ والجدول كله في {self.name}.csv."  # fmt: skip
        return f"Shown are {self.rows:,} of {len(self.table):,} rows and {len(self.columns)} of " \
               f"{len(self.table.columns)} columns; the whole table is in {self.name}.csv."  # fmt: skip


def _docx(part, template):
    document = word.Word(language=part.language, template=template, title=part.study.title)
    if part.image is not None:
        document.figure(part.image, part.caption, part.sidecar["alt"][part.language])
    document.table(part.texts, "" if part.image is not None else part.caption, numeric=part.numeric)
    if part.left_out:
        document.paragraph(part.left_out)
    return document.to_bytes()


def _xlsx(part):
    made = [(part.name, what, value) for what, value in _made(part)]
    return spreadsheets.explained({part.name: part.table}, language=part.language, made=made)


def _made(part):
    """How an output was made: (what, value) each, for a sheet."""
    sidecar = part.sidecar
    rows = [("caption", part.caption), ("notebook", sidecar["notebook"]), ("study", part.study.title)]
    rows += [(name, str(sidecar[name])) for name in ("corpus_hash", "seed", "commit") if sidecar[name] is not None]
    rows += [(key, str(value)) for group in ("settings", "parameters", "versions") for key, value in
             sidecar[group].items()]  # fmt: skip
    changed = provenance.changed(part.study, {part.name: sidecar})[part.name]
    return rows + ([("changed since", ", ".join(changed))] if changed else [])


def _tex(part):
    """A table for booktabs: Arabic needs XeLaTeX or LuaLaTeX with polyglossia, which the first lines say."""
    columns = "".join("r" if heading in part.numeric else "l" for heading in part.texts.columns)
    lines = [
        "% Needs \\usepackage{booktabs}; Arabic words need XeLaTeX or LuaLaTeX with \\usepackage{polyglossia},",
        "% \\setotherlanguage{arabic} and \\newfontfamily\\arabicfont[Script=Arabic]{Amiri}.",
        "\\begin{table}", "  \\centering", f"  \\caption{{{_for_tex(part.caption)}}}", f"  \\label{{tab:{part.name}}}",
        f"  \\begin{{tabular}}{{{columns}}}", "    \\toprule",
    ]  # fmt: skip
    body = [list(part.texts.columns), *part.texts.values.tolist()]
    cells = [" & ".join(_for_tex(text) for text in row) + r" \\" for row in body]
    lines += [f"    {cells[0]}", "    \\midrule", *(f"    {row}" for row in cells[1:]), "    \\bottomrule"]
    lines += ["  \\end{tabular}", *([f"  \\par\\small {_for_tex(part.left_out)}"] if part.left_out else [])]
    return "\n".join([*lines, "\\end{table}", ""])


def _for_tex(text):
    """The text with the signs of TeX escaped; what begins with Arabic runs from the right, all of it."""
    text = _SHOWN.sub(lambda sign: _TEX[sign[0]], " ".join(text.split()))
    if rtl.is_rtl(next(filter(str.isalpha, text), "")):
        return f"\\textarabic{{{text}}}"
    return _ARABIC.sub(lambda run: f"\\textarabic{{{run[0]}}}", text)


def _md(part):
    """A table of pipes; a sign that would end a cell, or be markup, is escaped."""

    def cell(text):
        return re.sub(r"([\\|*_`<>\[\]])", r"\\\1", " ".join(str(text).split()))

    sides = ["---:" if heading in part.numeric else "---" for heading in part.texts.columns]
    rows = [list(part.texts.columns), *part.texts.values.tolist()]
    lines = ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join(sides) + " |")
    below = f"\n{part.left_out}\n" if part.left_out else ""
    image = f"![{cell(part.sidecar['alt'][part.language])}](../{part.name}.png)\n\n" if part.image is not None else ""
    return f"{image}{cell(part.caption)}\n\n" + "\n".join(lines) + f"\n{below}"
