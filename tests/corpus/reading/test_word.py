"""Word files: no visible word is lost, what is deleted or hidden is absent, and what is left out is told."""

import io
import random
import re

import made_word
import pytest
import records
from made_files import TEXT, archive_zip, docx
from made_word import file, p, r

from helpers import schema
from helpers.corpus import documents
from helpers.corpus.reading import left_out
from helpers.display import sentences
from helpers.errors import InputError


@pytest.mark.parametrize("about", made_word.CASES)
def test_every_visible_text_is_there_and_what_is_left_out_is_told(tmp_path, about):
    data, text, told = made_word.CASES[about]
    assert records.text_and_remarks(tmp_path, "a.docx", data) == (text, told)


@pytest.mark.parametrize("about", made_word.CASES)
def test_in_the_corpus_no_visible_word_is_lost_and_each_sentence_on_the_rest_is_a_note(tmp_path, about):
    data, text, told = made_word.CASES[about]
    (tmp_path / "a.docx").write_bytes(data)
    c = documents.read(tmp_path)
    assert c.documents["text"].tolist() == [text]
    assert [note for note in c.notes["note"] if note in told] == told


def test_what_is_told_has_its_arabic_in_notes_and_in_the_table_of_files():
    for kind in left_out.SENTENCES:
        one = left_out.LeftOut()
        silent = kind in ("symbols", "objects", "elsewhere", "unread", "locked", "numbers", "pictures")
        one.add(kind, "" if silent else "كلمة ثانية", shown="شيء" if kind in ("symbols", "unread") else None)
        (sentence,) = one.remarks()
        assert sentences.arabic(sentence) and schema.has_name(sentence, "reading"), sentence


def with_python_docx(make):
    import docx as library

    document = library.Document()
    make(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_file_of_python_docx_with_header_comment_link_list_and_merged_cells(tmp_path):
    def make(document):
        first = document.add_paragraph("فقرة ")
        bold = first.add_run("عريضة")
        bold.bold = True
        document.add_comment(bold, text="تعليق عليها", author="مراجع")
        document.add_paragraph("بند", style="List Bullet")
        document.add_heading("عنوان فرعي", level=2)
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "مدموجة"
        table.cell(0, 1).text, table.cell(1, 1).text = "أ", "ب"
        document.sections[0].header.paragraphs[0].text = "صحيفة الغد"
        document.sections[0].footer.paragraphs[0].text = "صفحة"
        document.add_page_break()
        document.add_paragraph("الأخيرة").add_run().add_break()

    text, told = records.text_and_remarks(tmp_path, "a.docx", with_python_docx(make))
    assert text == "فقرة عريضة\nبند\nعنوان فرعي\nمدموجة\tأ\n\tب\n\nالأخيرة\n"
    assert told == [
        "left out: comments (words: 2, places: 1)",
        'left out: headers and footers of the pages (words: 3, places: 2), the first is "صحيفة الغد"',
    ]


def test_sentences_stay_whole_around_a_footnote_and_a_box(tmp_path):
    data, _, _ = made_word.CASES["footnotes and endnotes"]
    text, _ = records.text_and_remarks(tmp_path, "a.docx", data)
    assert "أول ثم ثان." in text.split("\n") and text.index("حاشية ثانية") < text.index("بعده.")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old or password-protected Word file; open it"),
        (archive_zip({"word/document.xml": made_word.root("w:document", "")}), "a Word file without a body, so"),
        (archive_zip({"word/other.xml": "<a/>"}), r"not a whole Word file \(document.xml is missing\); open and save"),
        (file(p(TEXT)).replace(b"PK\x05\x06", b"PK\x05\x07"), "not a whole Word file"),
        (archive_zip({"word/document.xml": "<w:document"}), "not a whole Word file"),
        (file(p(made_word.GRAPHIC.format("<pic:pic/>") * 3)), "a Word file of 3 pictures without text: run a"),
        (file("<w:tbl><w:tr><w:tc>" * 900 + p(TEXT) + "</w:tc></w:tr></w:tbl>" * 900), "Word|too deep"),
    ],
    ids=["encrypted", "no body", "no document", "broken zip", "broken XML", "pictures", "deep"],
)  # fmt: skip
def test_a_file_that_gives_no_text_says_why(tmp_path, data, sentence):
    with pytest.raises(InputError, match=sentence) as told:
        records.text_and_remarks(tmp_path, "a.docx", data)
    assert sentences.arabic(str(told.value))


def test_a_large_file_is_read_if_its_text_is_small_and_refused_with_the_mend_if_not(tmp_path):
    films = {"word/media/a.mp4": bytes(3_000_000)}
    assert records.text_and_remarks(tmp_path, "a.docx", file(p(TEXT), also=films), largest=2_000_000)[0] == TEXT
    with pytest.raises(InputError, match="is larger when unpacked, where one file may have 0 MB; split it, or raise"):
        records.text_and_remarks(tmp_path, "b.docx", file(p(r(TEXT * 5_000))), largest=2_000_000)


def test_pictures_beside_few_words_are_told_as_they_may_be_scanned_pages(tmp_path):
    picture = made_word.GRAPHIC.format("<pic:pic/>")
    told = "left out: words in pictures, perhaps scanned pages, as there are few words beside them (places: 2)"
    assert records.text_and_remarks(tmp_path, "a.docx", file(p("عنوان", picture, picture)))[1] == [told]
    assert records.text_and_remarks(tmp_path, "b.docx", file(p(TEXT * 9, picture)))[1] == []


def test_a_footnote_that_refers_to_itself_ends(tmp_path):
    notes = made_word.notes("footnotes", p("حاشية", made_word.mark("footnote")))
    data = file(p("متن", made_word.mark("footnote")), footnotes=notes)
    assert records.text_and_remarks(tmp_path, "a.docx", data)[0] == "متن\nحاشية"


@pytest.mark.parametrize(
    ("name", "data", "form", "text"),
    [
        ("a.doc", file(p(TEXT)), "docx", TEXT), ("a.doc", made_word.RTF, "rtf", "تقرير مدمج"),
        ("a.doc", f"<html><body><p>{TEXT}</p></body></html>".encode(), "html", TEXT),
        ("a.doc", TEXT.encode("cp1256"), "txt", TEXT), ("a.docx", made_word.RTF, "rtf", "تقرير مدمج"),
        ("a.docx", f"\ufeff<!DOCTYPE html>\n<p>{TEXT}".encode(), "html", TEXT),
        ("a.rtf", file(p(TEXT)), "docx", TEXT), ("a.odt", docx(TEXT), "docx", TEXT),
        ("a.txt", made_word.RTF, "rtf", "تقرير مدمج"),
        ("a.txt", docx(TEXT), "docx", TEXT), ("a.rtf", TEXT.encode(), "txt", TEXT),
        ("a.xml", made_word.CASES["one file of XML"][0], "docx", "نص ملف مسطح\nحاشية"),
        ("a.doc", made_word.CASES["XML of Word 2003"][0], "docx", "نص قديم\nحاشية قديمة"),
    ],
)  # fmt: skip
def test_a_file_whose_suffix_lies_is_read_by_what_it_is_and_that_is_told(tmp_path, name, data, form, text):
    (tmp_path / name).write_bytes(data)
    c = documents.read(tmp_path)
    assert (c.documents["text"].tolist(), c.files["format"].tolist()) == ([text], [form])
    assert c.notes["note"].str.contains("its name says something else").any()


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.dotm"])
def test_files_with_macros_and_templates_are_word_files(tmp_path, name):
    assert records.text_and_remarks(tmp_path, name, file(p(TEXT), kind=made_word.MACROS))[0] == TEXT


def test_an_old_word_file_is_refused_with_the_mend(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(InputError, match=r"an old Word file \(\.doc\), which is not read; open it in Word or LibreOff"):
        documents.read(tmp_path)


class _Grown:
    """A Word file grown by chance: words v1, v2 … are seen, words x1, x2 … are not; each is one word of the text."""

    def __init__(self, seed):
        self.chance, self.n, self.notes = random.Random(seed), 0, []
        self.around = {
            "inserted": lambda inside: made_word.tracked("ins", inside),
            "moved": lambda inside: made_word.tracked("moveTo", inside),
            "deleted": lambda inside: inside + made_word.tracked("del", r(self.word("x"))),
            "hidden": lambda inside: r(self.word("x"), "<w:vanish/>") + inside,
            "control": made_word.control,
            "field": lambda inside: made_word.field(self.word("x"), inside),
            "nested": lambda inside: made_word.field(["IF ", made_word.field("A", r(self.word("x")))], inside),
            "simple": lambda inside: f'<w:fldSimple w:instr="x">{inside}</w:fldSimple>',
            "link": lambda inside: f"<w:hyperlink>{inside}</w:hyperlink>",
            "tag": lambda inside: f"<w:smartTag>{inside}</w:smartTag>",
            "direction": lambda inside: f'<w:bdo w:val="rtl">{inside}</w:bdo>',
            "either": lambda inside: made_word.either(inside, r(self.word("x"))),
            "formula": lambda inside: inside + made_word.formula(made_word.m(self.word("v"))),
            "note": lambda inside: inside + self.note(),
            "box": lambda inside: inside + self.box(),
        }  # fmt: skip
        self.body = "".join(self.block(0) for _ in range(5))

    def word(self, kind):
        self.n += 1
        return f"{kind}{self.n} "

    def inline(self, depth=0):
        """A piece of a line."""
        inside = r(self.word("v")) if depth > 3 else self.inline(depth + 1) + r(self.word("v"))
        return self.around[self.chance.choice(sorted(self.around))](inside)

    def note(self):
        self.notes.append(p(r(self.word("v")), made_word.tracked("del", r(self.word("x"))), r(self.word("v"))))
        return made_word.mark("footnote", len(self.notes))

    def box(self):
        blocks = p(r(self.word("v"))) + made_word.table([p(r(self.word("v")))])
        old = made_word.old_box(blocks)
        box = made_word.either(made_word.drawn_box(blocks), old) if self.chance.random() < 0.5 else old
        return f"<w:r>{box}</w:r>"

    def block(self, depth):
        """A paragraph, a table, or something around blocks."""
        kind = self.chance.choice(("p", "table", "control", "custom")) if depth < 3 else "p"
        if kind == "p":
            return p(self.inline(), r(self.word("v")))
        inside = "".join(self.block(depth + 1) for _ in range(2))
        if kind == "table":
            return made_word.table([inside, p(r(self.word("v")))], [p(r(self.word("v"))), p(r(self.word("v")))])
        return made_word.control(inside) if kind == "control" else f"<w:customXml>{inside}</w:customXml>"


@pytest.mark.parametrize("seed", range(100))
def test_in_files_grown_by_chance_each_visible_word_is_there_once_and_no_other(tmp_path, seed):
    grown = _Grown(seed)
    data = file(grown.body, footnotes=made_word.notes("footnotes", *grown.notes))
    text, _ = records.text_and_remarks(tmp_path, "a.docx", data)
    seen = set(re.findall(r"\bv\d+\b", grown.body + "".join(grown.notes)))
    assert sorted(re.findall(r"[a-z]+\d+", text)) == sorted(seen) and len(seen) > 10
