"""The report as a Word document: headings to navigate by, directions, texts of figures, a template's styles."""

import io
import zipfile

import docx
import pandas as pd
import pytest
import word_check
from docx.oxml.ns import qn

from helpers.display import plots
from helpers.errors import InputError, SettingsError
from helpers.study import manuscript, outputs, word

MARKS = dict.fromkeys([0x200E, 0x200F])  # of direction
TEXT = {"caption_ar": "أكثر الكلمات ورودا", "caption_en": "Most frequent words"}
TERMS = [f"كلمة{n}" for n in range(30)]
TABLE = pd.DataFrame({"term": TERMS, "n": range(30, 0, -1), "ipm": [n / 3 for n in range(30)]})


def fill(study):
    ax = plots.bars(TABLE.head(4), value="ipm", label="term", title=("العنوان", "The title"))
    outputs.save(study, "03_term_frequency", ax, TABLE, of="settings", **TEXT)
    outputs.save_absent(study, "11_trends", "No document has a date.", caption_ar="التغير", caption_en="Change")
    return study


@pytest.mark.parametrize("language", ["ar", "en"])
def test_its_elements_stand_in_the_order_of_the_standard_and_every_reference_leads_somewhere(study, language):
    assert word_check.faults(manuscript.write(fill(study), language).read_bytes()) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong", "fault"),
    [
        ("word/document.xml", b'<w:bidi/><w:jc w:val="center"/>', b'<w:jc w:val="center"/><w:bidi/>', "in this order"),
        ("word/document.xml", b"<w:bidi/>", b"<w:bidi/><w:bidi/>", "more than once"),
        ("word/document.xml", b"<w:bidiVisual/>", b"<w:bidiLook/>", "tblPr holds bidiLook"),
        ("word/document.xml", b'w:val="center"', b'w:val="middle"', "jc is middle"),
        ("word/document.xml", b'r:embed="', b'r:embed="x', "no relation x"),
        ("word/document.xml", b"<w:gridCol ", b"<w:gridRow ", "columns"),
        ("word/document.xml", b'<w:pStyle w:val="Heading1"', b'<w:pStyle w:val="Heading0"', "no style Heading0"),
        ("word/styles.xml", b"<w:basedOn ", b"<w:qFormat/><w:basedOn ", "style holds"),
        ("word/_rels/document.xml.rels", b"media/", b"medium/", "is not there"),
        ("[Content_Types].xml", b'Extension="png"', b'Extension="gif"', "no such content type"),
    ],
)
def test_the_check_of_word_files_sees_a_wrong_one(study, part, right, wrong, fault):
    data = word_check_source(fill(study))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert right in parts[part]
    parts[part] = parts[part].replace(right, wrong)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    assert any(fault in one for one in word_check.faults(made.getvalue()))


def word_check_source(study):
    """A report in which a line runs from the right and is centred."""
    document = word.Word(title="x")
    document.heading("عنوان", 1)
    document.paragraph("سطر")
    document.document.paragraphs[-1].alignment = 1
    document.figure((study.figures_folder / "03_term_frequency.png").read_bytes(), "شكل")
    document.table(pd.DataFrame({"أ": ["ب"], "ج": ["د"]}))
    return document.to_bytes()


def document(path):
    return docx.Document(io.BytesIO(path.read_bytes()))


def headings(made, level):
    return [p for p in made.paragraphs if p.style.name == f"Heading {level}"]


def test_it_runs_from_the_right_with_headings_figures_and_tables(make_study):
    study = fill(make_study('title = "دراسة <b> & $x"\n[report]\nauthor = "ليلى"\ndate = "2024"\n'))
    path = manuscript.write(study)
    assert path == study.figures_folder / "report.docx"
    made = document(path)
    title = made.paragraphs[0]
    assert title.text.translate(MARKS) == "دراسة <b> & $x" and title.style.name == "Title"
    assert [p.text for p in made.paragraphs[1:3]] == ["ليلى", "2024"]
    assert [p.text for p in headings(made, 1)] == ["المنهج", "تواتر الكلمات", "التغير عبر الزمن", "المراجع"]
    assert all(p._p.pPr.find(qn("w:bidi")) is not None for p in headings(made, 1))
    (shape,) = made.inline_shapes
    sidecar = outputs.read_sidecar(path.with_name("03_term_frequency.json"))
    assert shape._inline.docPr.get("descr") == sidecar["alt"]["ar"]
    (table,) = made.tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None and len(table.rows) == 1 + manuscript.ROWS
    assert [cell.text for cell in table.rows[1].cells] == ["كلمة0", "30", "0"]
    texts = [p.text.translate(MARKS) for p in made.paragraphs]
    assert "أول 10 من 30 صفا؛ والجدول كله في 03_term_frequency.csv." in texts
    assert any(text.startswith("لم يُحسب هذا.") for text in texts)
    assert path.read_bytes() == manuscript.write(study).read_bytes()


def test_in_english_it_runs_from_the_left_and_its_figures_are_english(study):
    made = document(manuscript.write(fill(study), "en"))
    assert [p.text for p in headings(made, 1)] == ["Method", "Term frequency", "Change over time", "References"]
    assert made.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is None
    assert any(p.text == "Not computed. No document has a date." for p in made.paragraphs)


def test_a_template_gives_the_styles_and_lacks_some(make_study):
    study = make_study()
    template = docx.Document()
    template.add_paragraph("Text of the journal that goes")
    template.styles["Heading 1"].font.name = "Georgia"
    template.styles.element.remove(template.styles["Caption"].element)
    template.save(study.folder / "journal.docx")
    study = fill(make_study('[report]\ntemplate = "journal.docx"\n'))
    made = document(manuscript.write(study))
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert not any("of the journal" in p.text for p in made.paragraphs)
    assert headings(made, 1) and not [p for p in made.paragraphs if p.style.name == "Caption"]


def test_a_template_that_is_not_there_or_no_word_file(make_study):
    with pytest.raises(SettingsError, match=r'\[report\] template is "no.docx", but there is no such file'):
        make_study('[report]\ntemplate = "no.docx"\n')
    study = make_study()
    (study.folder / "bad.docx").write_text("no Word file", encoding="utf-8")
    with pytest.raises(InputError, match="bad.docx: cannot be read as a Word file"):
        manuscript.write(make_study('[report]\ntemplate = "bad.docx"\n'))


def test_tables_that_are_kept_give_the_same_bytes_and_changed_ones_others(make_study, monkeypatch):
    study = fill(make_study())
    without = manuscript.write(study).read_bytes()
    study.derived.mkdir()
    (study.derived / "manifest.json").write_text("{}", "utf-8")  # now results are kept
    drawn, own = [], word.Word.drawing
    monkeypatch.setattr(word.Word, "drawing", lambda *given: drawn.append(1) or own(*given))
    assert [manuscript.write(study).read_bytes() for _ in range(2)] == [without, without] and drawn == [1]
    assert manuscript.write(study, "en").read_bytes() != without and drawn == [1, 1]
    ax = plots.bars(TABLE.head(4), value="ipm", label="term", title=("العنوان", "The title"))
    outputs.save(study, "03_term_frequency", ax, TABLE.assign(n=7), of="settings", **TEXT)
    cells = docx.Document(io.BytesIO(manuscript.write(study).read_bytes())).tables[0].column_cells(1)
    assert [cell.text for cell in cells][1:] == ["7"] * manuscript.ROWS and drawn == [1, 1, 1]


def test_before_there_is_anything(study):
    assert [p.text for p in document(manuscript.write(study)).paragraphs] == ["عنوان الدراسة"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_letters_of_a_table_that_is_too_wide_become_smaller_and_no_word_breaks(language):
    made, wide = word.Word(language=language), pd.DataFrame([["documentation", "12,345", "الإرهابيين"] * 3])
    wide.columns = [f"documents{n}" for n in range(9)]
    narrow = made.table(wide.iloc[:, :3])
    assert not narrow._tbl.xpath(".//w:sz")
    table = made.table(wide)
    sizes = {int(one.get(qn("w:val"))) / 2 for one in table._tbl.xpath(".//w:sz | .//w:szCs")}
    assert len(sizes) == 1 and 6 <= sizes.copy().pop() < 10.5
    (size,) = sizes
    for column, longest in zip(table.columns, ["documentation", "documents1", "الإرهابيين"] * 3, strict=True):
        letter = 0.2 * size / 10.5
        assert column.width.cm >= letter * len(longest) + 0.2  # a little beside the word
    document = io.BytesIO(made.to_bytes())
    assert word_check.faults(document.getvalue()) == []


def test_in_an_english_line_each_arabic_word_runs_from_the_right_by_itself():
    made = word.Word(language="en")
    made.paragraph("Largest: سعر: 5.91; سوق النفط: 5.63 (Iraq)")
    (paragraph,) = docx.Document(io.BytesIO(made.to_bytes())).paragraphs
    rightward = [run.text for run in paragraph.runs if run._r.xpath("./w:rPr/w:rtl")]
    assert rightward == ["سعر\u200e", "سوق النفط\u200e"]  # the mark keeps the number behind it where it stands
    assert paragraph._p.pPr is None or paragraph._p.pPr.find(qn("w:bidi")) is None


def test_behind_latin_words_an_arabic_line_goes_on_from_the_right():
    made = word.Word(language="ar")
    made.paragraph("قال عند BBC Arabic (9,657 لكل مليون) أكثر")
    (paragraph,) = docx.Document(io.BytesIO(made.to_bytes())).paragraphs
    assert paragraph.text == "قال عند \u200eBBC Arabic\u200e\u200f (\u200e9,657\u200e\u200f لكل مليون) أكثر"
