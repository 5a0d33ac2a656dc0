"""The formats beside plain text and tables: what each gives, what is refused and in which words."""

import gzip
import json
import sys

import made_parts
import pytest
import records
from made_files import ARTICLE, ATOM, RSS, TEXT, docx, of_every_format, parquet, pdf, xlsx

from helpers.corpus import documents
from helpers.corpus.reading import files
from helpers.errors import InputError


def read(folder, name, data):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return records.read(path)


def corpus(folder, **files):
    for name, data in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_bytes(data if isinstance(data, bytes) else data.encode())
    return documents.read(folder)


def mapping(found):
    return {row.field: (row.column, row.how) for row in found.mapping.itertuples()}


def test_a_word_file_gives_paragraphs_and_tables_in_order_and_its_title(tmp_path):
    data = docx("مقدمة", [["السنة", "العدد"], ["2018", "٣"]], TEXT, title=" تقرير ", author="وزارة")
    found, info, aside = read(tmp_path, "a.docx", data)
    record = {"text": f"مقدمة\nالسنة\tالعدد\n2018\t٣\n{TEXT}", "title": " تقرير ", "author": "وزارة"}
    assert (found, aside) == ([(None, record)], [])
    assert info.places == {"text": "paragraphs and tables", "title": "the file's properties"}
    c = documents.read(tmp_path)
    assert c.documents.loc[0, ["doc_id", "title", "author"]].tolist() == ["a", "تقرير", "وزارة"]
    assert mapping(c)["text"] == ("paragraphs and tables", "file")
    assert "title" not in read(tmp_path, "b.docx", docx(TEXT))[0][0][1]
    assert documents.read(tmp_path / "b.docx").documents["title"].tolist() == [TEXT]


def test_a_merged_cell_of_a_word_table_is_told_once(tmp_path):
    import io

    import docx as library

    document = library.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = TEXT
    table.cell(0, 2).text = "ب"
    out = io.BytesIO()
    document.save(out)
    assert read(tmp_path, "a.docx", out.getvalue())[0][0][1]["text"] == f"{TEXT}\tب"


def test_a_pdf_gives_its_text_layer_and_a_note(tmp_path):
    found, info, _ = read(tmp_path, "a.pdf", pdf(TEXT, "", "صفحة ثالثة", title="تقرير"))
    assert found[0][1]["text"] == f"{TEXT}\n\nصفحة ثالثة"
    assert found[0][1]["title"] == "تقرير"
    assert "the text layer of a PDF" in info.how
    assert info.how.endswith("; 1 of 3 pages hold no text")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf(TEXT, password="geheim"), "a PDF with a password; save it without one"),
        (pdf("", ""), r"a PDF without a text layer \(2 pages of pictures\): run a program for character recognition"),
        (b"%PDF-1.4\n" + TEXT.encode(), "not a whole PDF file"),
    ],
    ids=["password", "scanned", "broken"],
)
def test_a_pdf_that_gives_no_text_says_why(tmp_path, data, sentence):
    with pytest.raises(InputError, match=sentence):
        read(tmp_path, "a.pdf", data)


def test_an_old_word_file_under_a_new_name_says_so(tmp_path):
    with pytest.raises(InputError, match="an old or password-protected Word file; open it and save it again"):
        read(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(InputError, match="not a whole Word file"):
        read(tmp_path, "a.docx", docx(TEXT)[:-100])
    with pytest.raises(InputError, match="not a whole Excel file"):
        read(tmp_path, "a.xlsx", docx(TEXT))


def test_a_page_gives_its_article_title_date_address_and_site(tmp_path):
    c = corpus(tmp_path, a_html=ARTICLE)
    row = c.documents.iloc[0]
    assert row["text"].count(TEXT) == 4
    assert "القائمة" not in row["text"] and "hacked" not in row["text"] and "حقوق" not in row["text"]
    assert row[["title", "source", "url"]].tolist() == ["عنوان الصفحة", "صحيفة الغد", "http://site.example/a/1"]
    assert str(row["date"])[:10] == "2018-03-31"
    assert mapping(c)["date"] == ("the page", "file")


def test_a_page_without_an_article_gives_what_it_shows(tmp_path):
    page = f"<h1>عنوان</h1><ul><li>أول</li><li>{TEXT}</li></ul><style>p{{}}</style><table><tr><td>أ</td></tr></table>"
    found, info, _ = read(tmp_path, "a.htm", page)
    assert found[0][1]["text"].split("\n") == ["عنوان", "أول", TEXT, "أ"]
    assert info.places["text"] == "the whole page"


@pytest.mark.parametrize("declared", ['<meta charset="windows-1256">', "<meta name=x content='a; charset=CP1256'>"])
def test_the_encoding_a_page_declares_is_believed_when_it_fits(tmp_path, declared):
    found, info, _ = read(tmp_path, "a.html", f"{declared}<p>قال</p>".encode("cp1256"))
    assert found[0][1]["text"] == "قال"
    assert (info.encoding, info.how) == ("windows-1256", "declared by the page")
    found, info, _ = read(tmp_path, "a.html", f"{declared}<p>قال</p>".encode())
    assert info.encoding == "utf-8"


def test_a_web_archive_gives_its_page(tmp_path):
    c = corpus(tmp_path, a_mht=of_every_format()["h.mht"])
    assert TEXT in c.documents["text"][0]
    assert c.documents["url"][0] == "http://site.example/a/1"
    with pytest.raises(InputError, match="a web archive without an HTML page in it"):
        read(tmp_path, "b.mht", "Content-Type: text/plain\n\nنص")


def test_the_address_of_a_web_archive_of_several_texts_stands_with_each(tmp_path):
    page = of_every_format()["h.mht"].decode().replace(ARTICLE, made_parts.of_every_format()["telegram.html"].decode())
    c = corpus(tmp_path, a_mht=page.encode())
    assert len(c) > 1 and set(c.documents["url_of_file"]) == {"http://site.example/a"}


def test_a_workbook_gives_all_sheets_of_the_same_header(tmp_path):
    import datetime

    head = ["id", "date", "text", "n"]
    data = xlsx(
        أول=[head, [1, datetime.date(2018, 3, 31), TEXT, 2.0], [], ["b", "31/03/2018", TEXT + " ب", None]],
        ثان=[head, ["c", datetime.datetime(2018, 3, 31, 10, 5), TEXT + " ج", 2.5]],
        ملاحظات=[["ملاحظة"], ["لا شيء"]],
    )
    found, info, aside = read(tmp_path, "a.xlsx", data)
    assert [row for row, _ in found] == [2, 4, 6]
    assert found[0][1] == {"id": "1", "date": "2018-03-31", "text": TEXT, "n": "2"}
    assert found[1][1]["n"] == "" and found[2][1]["date"] == "2018-03-31 10:05:00"
    assert info.how == 'read by its format; rows after 4 are those of the sheet "ثان"'
    assert aside == [(None, 'the sheet "ملاحظات" has other columns than "أول"; save it as a file of its own')]


def test_a_formula_is_not_worked_out(tmp_path):
    rows = read(tmp_path, "a.xlsx", xlsx(a=[["text", "n"], [TEXT, "=1+1"], [TEXT, '=WEBSERVICE("http://x")']]))[0]
    assert [record["n"] for _, record in rows] == ["", ""]


def test_parquet_gives_rows_and_their_types(tmp_path):
    import datetime

    rows = [{"text": TEXT, "date": datetime.date(2018, 3, 31), "views": 3, "tags": ["a", "b"], "raw": b"x"}]
    c = corpus(tmp_path, a_parquet=parquet(rows))
    assert c.documents.loc[0, ["text", "views", "tags", "raw"]].tolist() == [TEXT, "3", "a\nb", "x"]
    assert str(c.documents["date"][0])[:10] == "2018-03-31"
    with pytest.raises(InputError, match="not a whole Parquet file"):
        read(tmp_path, "b.parquet", parquet(rows)[:-9])


def test_a_feed_gives_its_items_with_their_fullest_text_and_the_feed_as_source(tmp_path):
    c = corpus(tmp_path, a_xml=RSS, b_xml=ATOM)
    rows = c.documents.set_index("doc_id")
    first = rows.loc["n1"]
    assert first["text"] == f"{TEXT}\nفقرة ثانية."
    assert first[["title", "source", "category", "url"]].tolist() == [
        "خبر أول & ثان", "وكالة الأنباء", "سياسة, أمن", "http://a.example/1",
    ]  # fmt: skip
    assert str(first["date"]) == "2018-03-31 10:00:00"
    assert rows.loc["a-2", "text"] == TEXT
    atom = rows.loc["tag:1"]
    assert atom[["text", "source", "url", "author"]].tolist() == [TEXT, "مدونة", "http://b.example/1", "كاتب"]
    assert str(atom["date"])[:4] == "2018"


def test_items_of_an_xml_file_that_breaks_off_are_kept(tmp_path):
    text = f"<items><item><content><value>{TEXT}</value><value>ب</value></content></item><item><content>نص"
    found, _, aside = read(tmp_path, "a.xml", text)
    assert found == [(1, {"content": f"{TEXT}\nب"})]
    assert aside[0][1].startswith("broken XML in line 1: ") and aside[0][1].endswith("; what follows is not read")
    with pytest.raises(InputError, match="an XML file without a list of items; RSS, Atom and lists such as <items>"):
        read(tmp_path, "b.xml", f"<play><p>{TEXT}</p></play>")


def test_an_xml_file_in_an_old_code_page_is_read(tmp_path):
    text = f'<?xml version="1.0" encoding="windows-1256"?><items><item><text>{TEXT}</text></item></items>'
    assert read(tmp_path, "a.xml", text.encode("cp1256"))[0] == [(1, {"text": TEXT})]


def test_front_matter_is_metadata(tmp_path):
    text = '---\ntitle: "عنوان: فرعي"\ndate: 2018-03-31\n# remark\ntags: [أ, ب]\nauthors:\n  - زيد\n  - عمرو\n---\n'
    text += f"\n{TEXT}\n"
    c = corpus(tmp_path, a_txt=text)
    assert c.documents.loc[0, ["text", "title", "tags", "authors"]].tolist() == [
        f"{TEXT}\n", "عنوان: فرعي", "أ, ب", "زيد, عمرو",
    ]  # fmt: skip
    assert str(c.documents["date"][0])[:10] == "2018-03-31"
    assert mapping(c)["date"] == ("date", "guessed") and mapping(c)["tags"] == ("tags", "metadata")
    assert c.notes["note"].tolist() == ["front matter read as metadata: title, date, tags, authors"]


def test_lists_in_lists_of_front_matter_do_not_end_the_reading(tmp_path):
    text = f"---\ntitle: عنوان\ntags: {'[' * 3000}أ{']' * 3000}\n---\n{TEXT}\n"
    c = corpus(tmp_path, a_txt=text)
    assert c.documents.loc[0, "title"] == "عنوان" and c.documents.loc[0, "tags"].strip("[]") == "أ"


@pytest.mark.parametrize("text", ["---\nقال الوزير\n---\nنص", "---\nنص", "نص\n---\ntitle: أ\n---\n", "---\n---\nنص"])
def test_what_only_looks_like_front_matter_stays_text(tmp_path, text):
    assert read(tmp_path, "a.txt", text)[0][0][1]["text"] == text


def test_the_title_of_a_markdown_text_is_its_first_heading(tmp_path):
    found, info, _ = read(tmp_path, "a.md", f"مقدمة\n\n## عنوان *أول* ##\n{TEXT}")
    assert found[0][1]["title"] == "عنوان *أول*"
    assert info.places["title"] == "the first heading"


def test_python_lists_one_a_line_are_documents(tmp_path):
    lines = [f"content: ['{TEXT}', 'ب\\xa0ج']", "content: []", "", "content: ['broken", "content: ['د']"]
    lines += ["content: ['ه']"] * 30
    found, info, aside = read(tmp_path, "a.txt", "\n".join(lines))
    assert found[:2] == [(1, {"content": f"{TEXT}\nب\xa0ج"}), (2, {"content": ""})]
    assert info.table.raw["content"][0] == [TEXT, "ب\xa0ج"]
    assert aside == [(4, "no whole Python list or dict, as the lines before are")]
    assert "Python values, one a line" in info.how
    assert read(tmp_path, "b.txt", f"{{'text': '{TEXT}', 'id': 3}}\n" * 2)[0][1] == (2, {"text": TEXT, "id": "3"})


@pytest.mark.parametrize(
    "text",
    [
        f"[1] {TEXT}", f"({TEXT})\n{TEXT}", "[__import__('os').getcwd()]\n" * 6, "[" * 5000 + "]" * 5000,
        "(" + "-" * 9999 + "1)",
    ],
    ids=["reference", "bracket", "code", "deep", "signs"],
)
def test_what_is_no_python_value_stays_text_and_is_not_run(tmp_path, text):
    found, _, _ = read(tmp_path, "a.txt", text)
    assert found[0][1]["text"] == text


def test_records_between_doc_tags(tmp_path):
    text = f"<DOC>\n<DOCNO> n1 </DOCNO><TEXT>\n<P>أ</P>\n{TEXT}</TEXT></DOC>\n"
    text += "<DOC><DOCNO>n2</DOCNO><TEXT>ب</TEXT></DOC>\n<DOC>"
    found, _, aside = read(tmp_path, "a.txt", text)
    assert [(row, record["docno"]) for row, record in found] == [(1, "n1"), (5, "n2")]
    assert found[0][1]["text"] == f"أ\n{TEXT}"
    assert aside == [(6, "what follows the last </DOC> is no whole record and is not read")]


def test_a_table_with_tabs_in_a_text_file_is_a_table_and_a_poem_is_not(tmp_path):
    table = "".join(f"{'pos' if n % 2 else 'neg'}\t{TEXT} {n}\n" for n in range(20))
    found, info, _ = read(tmp_path, "a.txt", table)
    assert len(found) == 20 and info.guessed == {"text": "column_2"}
    poem = "".join(f"شطر أول {n}ا\tشطر ثان {n}ب\n" for n in range(20))
    assert len(read(tmp_path, "b.txt", poem)[0]) == 1


def test_a_table_without_a_header_gets_numbers_and_keeps_its_first_row(tmp_path):
    c = corpus(tmp_path, a_tsv="".join(f"{'pos' if n % 3 else 'neg'}\t{n} {TEXT}\n" for n in range(9)))
    assert len(c) == 9
    assert mapping(c)["text"] == ("column_2", "guessed") and mapping(c)["column_1"] == ("column_1", "metadata")
    assert c.notes["note"].tolist() == ["the first line holds no names of columns, so they are numbered"]


@pytest.mark.parametrize("header", ["تاريخ نشر الخبر\tنص الخبر المنشور", "label\ttweet", "id\ttext"])
def test_a_header_that_is_one_is_not_taken_for_a_row(tmp_path, header):
    found, info, _ = read(tmp_path, "a.tsv", f"{header}\n" + "".join(f"{n}\t{TEXT}\n" for n in range(9)))
    assert len(found) == 9 and info.guessed == {}


@pytest.mark.parametrize("name", of_every_format())
def test_every_format_may_be_gzipped_and_needs_no_more_than_its_name(tmp_path, name):
    (tmp_path / "raw").mkdir()
    path = tmp_path / "raw" / name
    path.write_bytes(of_every_format()[name])
    plain = documents.read(path)
    assert len(plain) and TEXT in plain.documents["text"].str.cat()
    if files.kind(path.name) != "archive":
        path.rename(path.with_name("kept"))
        (path.with_name(f"{name}.gz")).write_bytes(gzip.compress(of_every_format()[name]))
        path.with_name("kept").unlink()
        packed = documents.read(tmp_path / "raw")
        assert packed.documents["text"].tolist() == plain.documents["text"].tolist()


@pytest.mark.parametrize(
    ("name", "library", "package"),
    [
        ("n.docx", "lxml.etree", "lxml"), ("o.pdf", "pypdfium2", "pypdfium2"), ("g.html", "trafilatura", "trafilatura"),
        ("p.xlsx", "openpyxl", "openpyxl"), ("i.xml", "lxml.etree", "lxml"), ("q.parquet", "pyarrow", "pyarrow"),
        ("p.xlsx", "defusedxml", "defusedxml"),
    ],
)  # fmt: skip
def test_a_missing_library_is_named(tmp_path, monkeypatch, name, library, package):
    data = of_every_format()[name]
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError, match=rf"needs the package {package}.*; install .* pip install {package}"):
        read(tmp_path, name, data)


def test_several_json_documents_in_one_file_are_read(tmp_path):
    text = json.dumps({"text": TEXT}, indent=1) + json.dumps({"text": "ب"}) + "\n" + json.dumps([{"text": "ج"}])
    assert [record["text"] for _, record in read(tmp_path, "a.json", text)[0]] == [TEXT, "ب", "ج"]


def test_what_the_system_does_not_open_is_said_with_its_reason():
    assert files.closed_to_us(PermissionError(13, "Permission denied")) == "cannot be opened (Permission denied)"
