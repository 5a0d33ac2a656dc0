"""The report of a study as a Word document to write on in: findings, method, figures and tables."""

import json

from ..arguments import TEXT, optional, takes
from ..display import tables
from ..errors import check_choice
from . import chapters, figures, files, findings, kept, method, noted, outputs, provenance, report, word

ROWS = report.ROWS  # of a table; the whole one is in the CSV file
ENLARGED = 1.25  # a figure for one column of a journal, on a page of its own
COLUMNS = 6  # of a table on a page of A4
_SAID = {
    "findings": ("أهم النتائج", "Key findings"),
    "method": ("المنهج", "Method"),
    "works": ("المراجع", "References"),
    "draft": (
        "مسودة صيغت بقاعدة معلنة من الجداول؛ فاحذف وزد.",
        "A draft, made by a stated rule from the tables; strike out and add.",
    ),
    "absent": ("لم يُحسب هذا.", "Not computed."),
    "stale": ("صُنع هذا قبل أن يتغير:", "Made before these changed:"),
    "rows": (
        "أول {0:,} من {1:,} صفا؛ والجدول كله في {2}.csv.",
        "First {0:,} of {1:,} rows; the whole table is in {2}.csv.",
    ),
    "corpus": ("{0:,} وثيقة، {1:,} كلمة.", "{0:,} documents, {1:,} tokens."),
}  # fmt: skip


@takes(language=optional(TEXT))
def write(study, language=None):
    """Write figures/<study>/report.docx from what stands in that folder; return its path.

    language: "ar" or "en" (None: that of the figures); the document runs from its side. Title, author, date, corpus;
    key findings; method with references; then a chapter for each notebook with its question, figures (with alternative
    text) and tables (their first rows), and what not to conclude. Styles are those of [report] template, where one is
    given; a style that it lacks is left out. The same files give the same bytes. Raises InputError for a template that
    is no Word file and a sidecar that cannot be read.
    """
    language = check_choice("language", language or figures.own_language(study), ("ar", "en"))
    document = word.Word(language=language, template=study.template, title=study.title)
    _begin(document, study, language)
    made = chapters.of(study)
    if made:
        document.heading(_say("method", language), 1)
        document.paragraph(method.paragraph(study)[language])
    for chapter in made:
        document.heading(chapter.title[language] or chapter.title["en"], 1)
        if chapter.question[language]:
            document.paragraph(chapter.question[language])
        for output in chapter.outputs:
            _add(document, study, output, language)
        if chapter.caution[language]:
            document.paragraph(chapter.caution[language].replace("`", ""))
    works = method.references(study) if made else []
    if works:
        document.heading(_say("works", language), 1)
        for work in works:
            document.paragraph(work.full)
    return files.write(study.figures_folder / "report.docx", document.to_bytes())


def _begin(document, study, language):
    document.heading(study.title, 0)
    for line in filter(None, (study.report["author"], study.report["date"], study.description)):
        document.paragraph(line)
    size = provenance.manifest(study)
    if {"n_documents", "n_tokens"} <= set(size):
        document.paragraph(_say("corpus", language).format(size["n_documents"], size["n_tokens"]))
    found = findings.of(study)
    if found:
        document.heading(_say("findings", language), 1)
        document.paragraph(_say("draft", language))
        for finding in found:
            document.paragraph(getattr(finding, language), style="List Bullet")


def _add(document, study, output, language):
    sidecar = output.sidecar
    document.heading(output.heading[language], 2)
    if output.changed:
        document.paragraph(f"{_say('stale', language)} {', '.join(output.changed)}")
    if sidecar["absent"]:
        document.paragraph(f"{_say('absent', language)} {sidecar['absent'][language] or sidecar['absent']['en']}")
        return
    image = figures.image(study, output.name, language=language, sidecar=sidecar)
    if image is not None:
        width = int.from_bytes(image[16:20]) / study.figures["dpi"] * 2.54 * ENLARGED  # stands in the first chunk
        document.figure(image, sidecar["caption"][language], sidecar["alt"][language], width)
    _add_table(document, study, output, language, image is None)


def _add_table(document, study, output, language, alone):
    csv = study.figures_folder / f"{output.name}.csv"
    if not csv.is_file():
        return
    noted.table(study, output.name)  # whether or not what was drawn of it is kept
    template = study.template and files.digest(study.template)
    about = [files.digest(csv), output.sidecar["texts"], language, template]
    drawn = kept.data(study, f"word.{output.name}", about, lambda: _drawn(document, study, output.name, language))
    found = json.loads(drawn)
    if not found["rows"]:
        return
    document.drawn_table(found["table"], output.sidecar["caption"][language] if alone else "")
    if found["rows"] < found["of"]:
        document.paragraph(_say("rows", language).format(found["rows"], found["of"], output.name))


def _drawn(document, study, name, language):
    """The first rows of a table as the document shows them, as JSON: rows, of (how many there are), table."""
    table = outputs.read_table(study, name)
    rows = len(table) if name == report.CORPUS else min(ROWS, len(table))
    columns = outputs.shown_at_first(name, table)[:COLUMNS]
    texts = tables.texts(table, columns=columns, language=language, max_rows=rows or None)
    kinds = zip(columns, texts.columns, strict=True)
    numeric = [shown for column, shown in kinds if table[column].dtype.kind in "iuf"]
    drawing = document.drawing(texts, numeric).decode("utf-8") if rows else ""
    return json.dumps({"rows": rows, "of": len(table), "table": drawing}).encode()


def _say(key, language):
    return _SAID[key][language == "en"]
