"""Word documents that run from right to left: paragraphs, tables, figures with their texts, styles of a template.

python-docx makes the file; what it has no word for (direction of a paragraph, a run, a table, alternative text) is set
here. The same input gives the same bytes.
"""

import datetime
import io
import re
import zipfile

from ..display import rtl
from ..errors import InputError

_SIZE, _SMALLEST = 10.5, 6  # points of letters, and of the smallest in a table
_LETTER = 0.22  # cm of such a letter of a table, roughly
_WIDTH = 16.0  # cm of a page of A4 between its margins
_ARABIC_FONT, _LATIN_FONT = "Arial", "Arial"  # on every machine, with Arabic letters
_RUNS = re.compile("([\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefe][^A-Za-z]*)")
_WORDS = re.compile(f"({rtl.ARABIC_WORDS.pattern}\u200e?)")  # in a line that runs from the left, marked
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Word:
    """A document that is being written.

    language: "ar" (paragraphs and tables run from right to left) or "en". template: path of a .docx whose styles and
    page are taken; a style that it lacks is passed over. Raises InputError for a template that is no Word file.
    """

    def __init__(self, *, language="ar", template=None, title=""):
        import docx
        from docx.opc.exceptions import PackageNotFoundError

        try:
            self.document = docx.Document(None if template is None else str(template))
        except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise InputError(f"{template}: cannot be read as a Word file ({error}); give a .docx file.") from None
        self.language, self.missing = language, []
        if template is None:
            self._plain_styles()
        else:
            self._emptied()
        about = self.document.core_properties
        about.title, about.author, about.comments = _clean(title), "Khitab", ""
        about.created = about.modified = datetime.datetime(2000, 1, 1)
        about.last_modified_by, about.revision = "Khitab", 1

    def heading(self, text, level=1):
        """A heading that the navigation pane lists; level 0 is the title."""
        return self.paragraph(text, style="Title" if level == 0 else f"Heading {level}")

    def paragraph(self, text="", style=None, keep=False):
        """A paragraph of the direction of its own first strong letters; keep: on one page with the next."""
        paragraph = self.document.add_paragraph(style=self._style(style))
        self._fill(paragraph, text)
        paragraph.paragraph_format.keep_with_next = keep or None
        return paragraph

    def figure(self, image, caption, alt="", width=None):
        """An image (bytes of a PNG) with its caption below it, and its text for readers who hear it; width in cm."""
        from docx.shared import Cm

        paragraph = self.document.add_paragraph(style=self._style(None))
        paragraph.paragraph_format.keep_with_next = True
        paragraph.alignment = 1
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Cm(min(width or _WIDTH, _WIDTH)))
        shape._inline.docPr.set("descr", _clean(alt))
        shape._inline.docPr.set("title", _clean(caption)[:200])
        self.paragraph(caption, style="Caption")

    def table(self, texts, caption="", numeric=()):
        """A table of texts (a DataFrame of str) under its caption; its first column stands where reading begins.

        numeric: headings of the columns of numbers, which run from left to right.
        """
        return self.drawn_table(self.drawing(texts, numeric), caption)

    def drawn_table(self, drawing, caption=""):
        """A table that `drawing` has drawn, of this document or of another with the same styles and language."""
        from docx.oxml import parse_xml
        from docx.table import Table

        if caption:
            self.paragraph(caption, style="Caption", keep=True)
        made = parse_xml(drawing)
        self.document.element.body.sectPr.addprevious(made)
        return Table(made, self.document)

    def drawing(self, texts, numeric=()):
        """A table as `table` draws it, as XML in bytes."""
        from lxml import etree

        table = self.document.add_table(rows=1, cols=len(texts.columns))
        table.style = self._style("Table Grid", kind="table")
        if self.language == "ar":
            _set(table._tbl.tblPr, "bidiVisual")
        for cell, heading in zip(table.rows[0].cells, texts.columns, strict=True):
            self._fill(cell.paragraphs[0], heading, bold=True, cell=True)
        _set(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for row in texts.itertuples(index=False):
            cells = table.add_row()
            _set(cells._tr.get_or_add_trPr(), "cantSplit")
            for cell, heading, text in zip(cells.cells, texts.columns, row, strict=True):
                self._fill(cell.paragraphs[0], text, number=heading in numeric, cell=True)
        self._widen(table, texts)
        table._tbl.getparent().remove(table._tbl)
        return etree.tostring(table._tbl, with_tail=False)

    def _widen(self, table, texts):
        """Give each column of a table room by its texts, and at least that of its longest word, so that none breaks;
        where the page has not that room, the letters become smaller.
        """
        from docx.shared import Cm

        section = self.document.sections[-1]
        room = (section.page_width - section.left_margin - section.right_margin) / Cm(1)
        least, more = [], []
        for heading in texts.columns:
            cells = [str(heading), *map(str, texts[heading])]
            word = max((len(part) for cell in cells for part in cell.split()), default=1)
            least.append(min(word, 20) + 3)  # with the margins of a cell
            more.append(max(0.1, sum(map(len, cells)) / len(cells) - least[-1]))
        letters = room / _LETTER
        if sum(least) > letters:
            self._shrink(table, letters / sum(least))
        left = max(0, letters - sum(least))
        wanted = [first + left * rest / sum(more) for first, rest in zip(least, more, strict=True)]
        table.autofit = False
        for place, share in enumerate(wanted):
            table.columns[place].width = Cm(room * share / sum(wanted))
            for cell in table.columns[place].cells:
                cell.width = Cm(room * share / sum(wanted))

    def _shrink(self, table, share):
        """Letters of this share of their size, and not below what is read in print."""
        from docx.oxml.ns import qn

        normal = next((style.font.size for style in self.document.styles if style.name == "Normal"), None)
        halves = max(2 * _SMALLEST, round(2 * share * (normal.pt if normal else _SIZE)))  # half points, as Word counts
        for run in table._tbl.iter(qn("w:r")):
            for name in ("sz", "szCs"):  # of Latin and of Arabic letters
                _set(run.get_or_add_rPr(), name).set(qn("w:val"), str(halves))

    def to_bytes(self):
        """The file as bytes, the same for the same contents."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        made = io.BytesIO()
        with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in given.namelist():  # python-docx stamps each part with the time of day
                packed = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED  # a PNG is packed itself
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), given.read(name), packed)
        return made.getvalue()

    def _runs_from_the_right(self, text, cell):
        if self.language != "ar":
            return rtl.is_rtl(next(filter(str.isalpha, text), ""))
        return not text or cell or rtl.is_rtl(text)  # a work in the references runs from the left

    def _fill(self, paragraph, text, *, bold=False, number=False, cell=False):
        """The runs of a paragraph: each in the direction of its letters, and with their font."""
        text, runs = _clean(text), _RUNS
        if number:  # from left to right, and ending where numbers end
            paragraph.alignment = 2
        elif self._runs_from_the_right(text, cell):
            _set(paragraph._p.get_or_add_pPr(), "bidi")
            text = rtl.marked(text, "rtl")
        elif rtl.is_rtl(text):
            text, runs = rtl.marked(text, "ltr"), _WORDS
        for place, piece in enumerate(runs.split(text)):
            if not piece:
                continue
            run = paragraph.add_run(piece)
            if bold:
                run.bold = True
                _set(run._r.get_or_add_rPr(), "bCs")
            if place % 2:
                _set(run._r.get_or_add_rPr(), "rtl")

    def _style(self, name, kind="paragraph"):
        """The style of this name in the document, None where a template has none."""
        if name is None:
            return None
        found = next((style for style in self.document.styles if style.name == name), None)
        if found is None and name not in self.missing:
            self.missing.append(name)
        return found

    def _plain_styles(self):
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        section = self.document.sections[0]
        section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        for style in self.document.styles:
            if style.type is None or not hasattr(style, "font"):
                continue
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind, font in (("ascii", _LATIN_FONT), ("hAnsi", _LATIN_FONT), ("cs", _ARABIC_FONT)):
                fonts.set(qn(f"w:{kind}"), font)
            for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for apart in style.element.rPr.findall(qn("w:spacing")):  # room between letters that Arabic joins
                style.element.rPr.remove(apart)
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(_SIZE)
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Caption"):
            self.document.styles[name].font.color.rgb = RGBColor(0x22, 0x22, 0x22)

    def _emptied(self):
        """The template without its text: its last section, with page and margins, stays."""
        body = self.document.element.body
        for child in list(body):
            if not child.tag.endswith("}sectPr"):
                body.remove(child)


def _set(properties, name):
    """Put an empty element such as <w:bidi/> where the schema of Word wants it; return it, or the one that is there."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    there = properties.find(qn(f"w:{name}"))
    if there is not None:
        return there
    order = _ORDER[properties.tag.split("}")[1]]
    made = OxmlElement(f"w:{name}")
    behind = set(order[order.index(name) + 1 :])
    for child in properties:
        if child.tag.split("}")[1] in behind:
            child.addprevious(made)
            return made
    properties.append(made)
    return made


# The order of the children that these elements may have (ECMA-376, part 1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.82), cut
# to what is written here or by python-docx.
_ORDER = {
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
            "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"],
    "rPr": ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "u", "rtl", "cs", "lang"],
    "tblPr": ["tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblW", "jc", "tblLayout",
              "tblLook"],
    "trPr": ["cantSplit", "trHeight", "tblHeader", "jc"],
}  # fmt: skip


def _clean(text):
    return _ILLEGAL.sub("\ufffd", str(text))

