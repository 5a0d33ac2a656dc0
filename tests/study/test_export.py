"""Single figures and tables for a manuscript: direction, numbers, what is left out, markup that stays text."""

import io
import re
import zipfile

import docx
import openpyxl
import pandas as pd
import pytest
import word_check
from docx.oxml.ns import qn

from helpers.display import plots, tables
from helpers.errors import ArgumentError, InputError, NotFound
from helpers.study import export, outputs, word

MARKS = dict.fromkeys([0x200E, 0x200F])  # of direction
TEXT = {"caption_ar": "أكثر الكلمات ورودا", "caption_en": "Most frequent words"}


def frequencies(n=4):
    terms = ["سلام", "=حرب", "a_b & $x", "نفط <b>|"][:n]
    return pd.DataFrame(
        {"term": terms, "n": [1234, 30, 2, 1][:n], "ipm": [1234.5678, 0.000321, 2.0, 1.25][:n],
         "n_docs": [3, 2, 1, 1][:n], "is_stop": [False, True, False, False][:n]}
    )  # fmt: skip


@pytest.fixture
def written(study):
    outputs.save_table(study, "03_words", frequencies(), of="settings", **TEXT)
    ax = plots.bars(frequencies(2), value="ipm", label="term", title=("العنوان", "The title"))
    outputs.save(study, "03_bars", ax, frequencies(2), of="settings", **TEXT)
    return study


def document(path):
    return docx.Document(io.BytesIO(path.read_bytes()))


def test_texts_of_a_table_are_as_a_journal_wants_them():
    table = pd.DataFrame({"year": [2019, 2020], "p": [0.0001, 0.0312], "x": [-12.345, None], "n": [12345, -3]})
    found = tables.texts(table, language="en")
    assert found.iloc[0].tolist() == ["2019", "< .001", "\u221212.3", "12,345"]
    assert found.iloc[1].tolist() == ["2020", "0.031", "–", "\u22123"]
    assert tables.texts(pd.DataFrame({"x": [0.00012345, 0.0, 98765.4]}))["x"].tolist() == ["0.000123", "0", "98,765"]


def test_a_word_file_has_the_figure_with_its_texts_and_the_table_from_the_right(written):
    (path,) = export.export(written, ["03_bars"], to="docx", language="ar")
    assert word_check.faults(path.read_bytes()) == []
    assert path == written.figures_folder / "export" / "03_bars.docx"
    made = document(path)
    (shape,) = made.inline_shapes
    sidecar = outputs.read_sidecar(written.figures_folder / "03_bars.json")
    assert shape._inline.docPr.get("descr") == sidecar["alt"]["ar"]
    captions = [p for p in made.paragraphs if p.style.name == "Caption"]
    assert [p.text.translate(MARKS) for p in captions] == [sidecar["caption"]["ar"]]
    assert captions[0]._p.pPr.find(qn("w:bidi")) is not None
    (table,) = made.tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:2] == ["الكلمة", "عدد مرات الورود"] and rows[1][:3] == ["سلام", "1,234", "1,235"]
    number, word_ = table.cell(1, 1).paragraphs[0], table.cell(1, 0).paragraphs[0]
    assert number._p.pPr.find(qn("w:bidi")) is None and number.alignment == 2, "−5.62 would be read as 5.62−"
    assert word_._p.pPr.find(qn("w:bidi")) is not None and word_.runs[0]._r.rPr.find(qn("w:rtl")) is not None


def test_in_english_the_figure_is_drawn_in_english_and_the_table_runs_from_the_left(written):
    (path,) = export.export(written, ["03_bars"], to="docx", language="en")
    assert word_check.faults(path.read_bytes()) == []
    made = document(path)
    (table,) = made.tables
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is None and table.cell(0, 0).text == "term"
    with zipfile.ZipFile(path) as archive:
        (image,) = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert image[:4] == b"\x89PNG" and image != (written.figures_folder / "03_bars.png").read_bytes()
    assert not (written.figures_folder / "03_bars.en.png").exists(), "nothing but the file itself is written"


def test_the_elements_of_word_stand_in_the_order_of_its_schema(written):
    (path,) = export.export(written, ["03_bars"], to="docx")
    root = document(path).element.body
    for name, order in word._ORDER.items():
        for element in root.iter(qn(f"w:{name}")):
            names = [child.tag.split("}")[1] for child in element]
            known = [order.index(child) for child in names if child in order]
            assert known == sorted(known) and set(names) <= set(order) | {"tblW"}, names


def test_a_template_gives_its_styles_and_one_without_them_does(written, tmp_path):
    template = docx.Document()
    template.styles["Caption"].font.name = "Amiri"
    template.add_paragraph("words of the template")
    template.save(tmp_path / "template.docx")
    (path,) = export.export(written, ["03_words"], to="docx", template=tmp_path / "template.docx")
    made = document(path)
    assert made.styles["Caption"].font.name == "Amiri"
    assert all(p.text != "words of the template" for p in made.paragraphs)
    styles = template.styles.element
    for style in list(styles):
        name = style.find(qn("w:name"))
        if name is not None and name.get(qn("w:val")).casefold() in ("caption", "table grid"):
            styles.remove(style)
    template.save(tmp_path / "bare.docx")
    (path,) = export.export(written, ["03_words"], to="docx", template=tmp_path / "bare.docx")
    assert len(document(path).tables) == 1
    (tmp_path / "no.docx").write_text("no Word file")
    with pytest.raises(InputError, match=r"no\.docx: cannot be read as a Word file \(.*\); give a \.docx file\."):
        export.export(written, ["03_words"], to="docx", template=tmp_path / "no.docx")


def test_a_workbook_explains_its_columns_and_how_it_was_made(written):
    (path,) = export.export(written, ["03_words"], to="xlsx", language="en", columns=["term"], rows=1)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["03_words", "columns", "provenance"]
    assert not any(book[name].sheet_view.rightToLeft for name in book.sheetnames), "English runs from the left"
    words = list(book["03_words"].values)
    assert words[0][:3] == ("term", "occurrences", "per million words") and len(words) == 5, "a workbook holds all rows"
    assert words[2][0] == "=حرب" and book["03_words"]["A3"].data_type == "s"
    explained = {row[2]: row[3] for row in book["columns"].values}
    assert explained["ipm"] == "occurrences per million tokens"
    made = {item: value for _, item, value in book["provenance"].values}
    assert made["notebook"] == "03_term_frequency.ipynb" and made["seed"] == "0"


def test_latex_escapes_what_it_would_obey_and_marks_arabic(written):
    (path,) = export.export(written, ["03_words"], to="tex", language="en")
    text = path.read_text("utf-8")
    assert r"\textarabic{سلام} & 1,234 & 1,235 & 3 & no \\" in text
    assert r"a\_b \& \$x &" in text and r"\textless{}b\textgreater{}" in text
    assert r"\begin{tabular}{lrrrl}" in text and r"\caption{Most frequent words}" in text
    assert text.index(r"\toprule") < text.index(r"\midrule") < text.index(r"\bottomrule")
    (path,) = export.export(written, ["03_words"], to="tex", language="ar")
    assert r"\caption{\textarabic{أكثر الكلمات ورودا}}" in path.read_text("utf-8")


def test_markdown_keeps_its_cells(written):
    (path,) = export.export(written, ["03_words"], to="md", language="en")
    lines = path.read_text("utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert table[1] == "| --- | ---: | ---: | ---: | --- |" and table[2].startswith("| سلام | 1,234 |")
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 6 for line in table)
    assert r"نفط \<b\>\|" in table[5]


def test_what_is_left_out_is_told(written):
    (path,) = export.export(written, ["03_words"], to="md", language="en", columns=["term", "n"], rows=2)
    text = path.read_text("utf-8")
    assert "Shown are 2 of 4 rows and 2 of 5 columns; the whole table is in 03_words.csv." in text
    (path,) = export.export(written, ["03_words"], to="md", language="ar", columns=["term"], rows=None)
    assert "المعروض 4 من 4 صفًا و1 من 5 عمودًا" in path.read_text("utf-8")


def test_what_is_not_there_is_told_with_the_nearest(written):
    with pytest.raises(NotFound, match=r'There is no output "03_word" in .*\. Did you mean "03_words"\?'):
        export.export(written, ["03_word"])
    with pytest.raises(ArgumentError, match=r'The table 03_words has no column "trem"\. Did you mean "term"\?'):
        export.export(written, ["03_words"], columns=["trem"])
    with pytest.raises(ArgumentError, match="to is"):
        export.export(written, ["03_words"], to="pdf")
    outputs.save_absent(written, "04_x", "There is only one document.", caption_ar="", caption_en="", of="settings")
    with pytest.raises(NotFound, match=r"04_x could not be computed: There is only one document\."):
        export.export(written, ["04_x"])


@pytest.mark.parametrize("kind", export.KINDS)
def test_a_second_time_gives_the_same_bytes(written, kind):
    (path,) = export.export(written, ["03_bars"], to=kind)
    before = path.read_bytes()
    path.unlink()
    export.export(written, ["03_bars"], to=kind)
    assert path.read_bytes() == before


def test_what_could_not_be_computed_does_not_keep_the_others_back(written):
    outputs.save_absent(written, "06_keyness", "No document has a date.", caption_ar="مفتاحية", caption_en="Keyness")
    with pytest.raises(NotFound, match="^06_keyness could not be computed: No document has a date. The others are"):
        export.export(written, ["06_keyness", "03_words"], to="md")
    assert (written.figures_folder / "export" / "03_words.md").is_file()
