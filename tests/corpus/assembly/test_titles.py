"""Titles that a program put into a file, and titles that only look like one."""

import io
import json
import re
import zipfile

import pytest
from made_files import TEXT, docx, pdf

from helpers.corpus import documents
from helpers.corpus.assembly import titles


@pytest.mark.parametrize(
    "title",
    ["Word Document", "Document1", "DOCUMENT 12", "Untitled", "untitled-1", "Untitled Document", "Copy of Document1",
     "Microsoft Word - x.doc", "Microsoft Word - تقرير", "PowerPoint - عرض", "PowerPoint Presentation",
     "Présentation PowerPoint", "Document Microsoft Word", "New Microsoft Word Document", "Sans titre 1",
     "مستند1", "مستند ١", "مستند Microsoft Word جديد", "عرض تقديمي1", "عرض تقديمي في PowerPoint", "بدون عنوان",
     "[عنوان المستند]", "[Document title]", "(anonymous)", "QuarkXPress(R) 9.5", "LaTeX with hyperref", "Slide 1",
     "Normal.dotm", "report.docx", "صفحة 3.indd", "C:\\Users\\a\\x", "file:///a/b", "about:blank", "1", "---"],
)  # fmt: skip
def test_a_programs_title_is_known(title):
    assert titles.is_from_a_program(title)


@pytest.mark.parametrize(
    "title",
    ["تقرير", "وثيقة", "وثيقة كامب ديفيد", "عنوان الصفحة", "ملف خاص", "ملف الإرهاب", "صفحة من التاريخ", "عرض الكتاب",
     "كلمة الرئيس", "رواية 1984", "The Word", "Word and World", "Office politics", "Arabic Proposal", "من نحن",
     "نسخة جديدة من الدستور", "الدستور 2.0", "قراءة في سورة ص"],
)  # fmt: skip
def test_a_persons_title_stays(title):
    assert not titles.is_from_a_program(title)


def test_the_name_of_the_program_that_made_the_file_is_no_title():
    assert titles.is_from_a_program("Zebra Writer 3", ["zebra writer 4"])
    assert not titles.is_from_a_program("Zebra Writer 3")


def without_properties(data):
    """A Word file as simple programs write it, which says nothing of itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = re.sub(rb"<Relationship [^>]*core-properties[^>]*/>", b"", old.read(name))
            if name != "docProps/core.xml":
                new.writestr(name, part)
    return out.getvalue()


def made_with_zebra():
    import pypdf

    writer, out = pypdf.PdfWriter(io.BytesIO(pdf("عنوان أول"))), io.BytesIO()
    writer.add_metadata({"/Title": "Zebra 3", "/Producer": "Zebra 4"})
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "given"),
    [("a.docx", docx("عنوان أول", TEXT, title="Word Document"), "Word Document"),
     ("a.docx", docx("عنوان أول", TEXT, title="Microsoft Word - x; y.doc"), "Microsoft Word - x, y.doc"),
     ("a.docx", docx("عنوان أول", TEXT, title="Microsoft Macintosh Word"), "Microsoft Macintosh Word"),
     ("a.pdf", pdf("عنوان أول", TEXT, title="مستند1"), "مستند1"), ("a.pdf", made_with_zebra(), "Zebra 3"),
     ("a.html", f"<title>Untitled Document</title><p>عنوان أول</p><p>{TEXT}</p>".encode(), "Untitled Document")],
)  # fmt: skip
def test_the_first_line_stands_in_for_a_programs_title_and_that_is_said(tmp_path, name, data, given):
    (tmp_path / name).write_bytes(data)
    c = documents.read(tmp_path)
    assert c.documents["title"].tolist() == ["عنوان أول"]
    assert f'the title "{given}" is a program\'s: the first line of the text is taken' in c.notes["note"].tolist()
    assert c.mapping.set_index("field").loc["title", "column"] == "the first line"


def test_a_word_file_that_says_nothing_of_itself_has_no_title_and_no_date_made_up(tmp_path):
    (tmp_path / "a.docx").write_bytes(without_properties(docx("عنوان أول", TEXT)))
    c = documents.read(tmp_path)
    assert c.documents["title"].tolist() == ["عنوان أول"]
    assert len(c.notes) == 0 and "created" not in c.documents and "author" not in c.documents


def test_a_title_that_a_person_wrote_is_kept(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx("عنوان أول", TEXT, title="تقرير"))
    (tmp_path / "b.pdf").write_bytes(pdf("عنوان أول", title="ملف خاص"))
    c = documents.read(tmp_path)
    assert c.documents["title"].tolist() == ["تقرير", "ملف خاص"]
    assert not c.notes["note"].str.contains("program").any()


def test_a_heading_in_a_text_is_no_programs_title_whatever_it_says(tmp_path):
    (tmp_path / "a.md").write_text(f"# Slide 1\n\n{TEXT}\n", encoding="utf-8")
    c = documents.read(tmp_path)
    assert c.documents["title"].tolist() == ["Slide 1"]
    assert c.mapping.set_index("field").loc["title", "column"] == "the first heading"


def test_a_title_of_several_lines_has_unix_line_ends(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"title": " عنوان\r\nأول\rثان ", "text": TEXT}]))
    assert documents.read(tmp_path).documents["title"].tolist() == ["عنوان\nأول\nثان"]


def test_front_matter_names_the_title_and_an_empty_one_none(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: من الرأس\n---\n# عنوان\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"---\ntitle:\nauthor: كاتب\n---\n{TEXT}\n", encoding="utf-8")
    assert documents.read(tmp_path).documents["title"].tolist() == ["من الرأس", ""]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("11/28/26, 1:02 PM\nافتتاح المحطة\nنص", "افتتاح المحطة"), ("١\n\nيا بحر خذني", "يا بحر خذني"),
        ("* * *\nBBC\nنص", "BBC"), ("نعم\nنص طويل", "نعم"), ("1\n2\n3\n4\n5\nنص", "1"), ("", ""),
    ],
)  # fmt: skip
def test_a_number_or_a_time_above_the_title_is_none(text, title):
    assert titles.first_line(text) == title
