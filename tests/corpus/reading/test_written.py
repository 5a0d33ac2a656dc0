"""RTF, OpenDocument and EPUB files: no visible word is lost, and what is left out is told."""

import shutil
import subprocess

import made_written
import pytest
import records
from made_files import TEXT, archive_zip
from made_written import epub, odt, odt_parts, p, rtf

from helpers.corpus import documents
from helpers.display import sentences
from helpers.errors import InputError


@pytest.mark.parametrize("about", made_written.RTF)
def test_an_rtf_file_gives_every_visible_text(tmp_path, about):
    data, text, told = made_written.RTF[about]
    assert records.text_and_remarks(tmp_path, "a.rtf", data) == (text, told)


@pytest.mark.parametrize("about", made_written.ODT)
def test_an_opendocument_text_gives_every_visible_text(tmp_path, about):
    data, text, told = made_written.ODT[about]
    assert records.text_and_remarks(tmp_path, "a.odt", data) == (text, told)


@pytest.mark.parametrize("about", made_written.EPUB)
def test_an_e_book_gives_its_chapters(tmp_path, about):
    data, text, told = made_written.EPUB[about]
    assert records.text_and_remarks(tmp_path, "a.epub", data) == (text, told)


def test_what_a_file_says_of_itself_becomes_metadata(tmp_path):
    meta = (
        "<meta:generator>LibreOffice/7.4</meta:generator><dc:title>تقرير</dc:title><dc:creator>آخر</dc:creator>"
        "<meta:initial-creator>وزارة</meta:initial-creator><meta:creation-date>2019-03-01T10:00:00</meta:creation-date>"
    )
    (tmp_path / "a.odt").write_bytes(odt(p(TEXT), meta=meta))
    (tmp_path / "b.rtf").write_bytes(made_written.RTF["a file of Word"][0])
    (tmp_path / "c.epub").write_bytes(epub(f"<p>{TEXT} ج</p>"))
    found = documents.read(tmp_path).documents.set_index("doc_id")
    assert found["title"].tolist() == ["تقرير", "تقرير", "كتاب"]
    assert found["author"].tolist() == ["وزارة", "Writer", "كاتب, ثان"]
    assert found["created"].tolist() == ["2019-03-01", "2019-03-01", ""]
    assert str(found.loc["c", "date"])[:10] == "2019-03-01"
    assert found.loc["c", ["source", "language"]].tolist() == ["دار", "ar"]  # a publisher is a source


def test_a_title_that_the_program_put_there_is_none(tmp_path):
    meta = "<meta:generator>LibreOffice/7.4</meta:generator><dc:title>LibreOffice</dc:title>"
    (tmp_path / "a.odt").write_bytes(odt(p(TEXT), meta=meta))
    assert documents.read(tmp_path).documents["title"].tolist() == [TEXT]


def test_an_opendocument_text_that_is_one_file_of_xml_is_read(tmp_path):
    parts = odt_parts(p(TEXT), margins=f"<style:header>{p('ترويسة')}</style:header>")
    inside = "".join(parts[f"{name}.xml"].partition("?>")[2].partition(">")[2].rpartition("<")[0]
                     for name in ("meta", "styles", "content"))  # fmt: skip
    start = parts["content.xml"].partition("document-content")[2].partition(">")[0]
    flat = f'<?xml version="1.0"?><office:document{start}>{inside}</office:document>'.encode()
    told = ['left out: headers and footers of the pages (words: 1, places: 1), the first is "ترويسة"']
    for name in ("a.fodt", "a.xml", "a.txt"):
        assert records.text_and_remarks(tmp_path, name, flat)[0] == TEXT
    assert records.text_and_remarks(tmp_path, "b.fodt", flat)[1] == told


_CIPHER = '<a><CipherReference URI="OEBPS/t 0.xhtml"/></a>'
_LOCKED = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.odt", odt(p(TEXT), also={"META-INF/manifest.xml": _LOCKED}), "an old or password-protected OpenDocument"),
        ("a.odt", odt(p(TEXT))[:-60], "not a whole OpenDocument file"),
        ("a.odt", archive_zip({"content.xml": "<a/>"}), r"not a whole OpenDocument file \(it holds no text"),
        ("a.odt", odt(p("<draw:frame><draw:image/></draw:frame>")), "an OpenDocument text of 1 pictures without"),
        ("a.epub", archive_zip({"META-INF/container.xml": "<a/>"}), r"not a whole EPUB file \(the list of its"),
        ("a.epub", epub("<p>ن</p>", also={"META-INF/encryption.xml": _CIPHER}),
         "an e-book that is locked by copy protection"),
        ("a.rtf", b"\x00\x01\x02" * 9, "not an RTF file; open and save it again"),
        ("a.rtf", b"{\\rtf1" + b"{" * 200_000, "groups within groups too deep to read"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, data, sentence):
    with pytest.raises(InputError, match=sentence) as told:
        records.text_and_remarks(tmp_path, name, data)
    assert sentences.arabic(str(told.value))


def test_a_large_part_is_refused_before_it_fills_the_memory(tmp_path):
    with pytest.raises(InputError, match="larger when unpacked, where one file may have 0 MB"):
        records.text_and_remarks(tmp_path, "a.odt", odt(p(TEXT * 5_000)), largest=2_000_000)
    with pytest.raises(InputError, match="larger when unpacked, where one file may have 0 MB"):
        records.text_and_remarks(tmp_path, "a.epub", epub(f"<p>{TEXT * 5_000}</p>"), largest=2_000_000)
    with pytest.raises(InputError, match="where one file may have 0 MB"):
        records.text_and_remarks(tmp_path, "a.rtf", rtf(TEXT * 5_000), largest=2_000_000)


_PARAGRAPHS = (
    "<text:h>عنوان رئيس</text:h>"
    + p("جملة فيها حاشية" + made_written.note("footnote", "نص الحاشية") + " ثم تتمتها.")
    + p("وأخرى" + made_written.note("endnote", "نص الختامية") + ".")
    + p("قبل <draw:frame text:anchor-type=\"paragraph\" svg:width=\"5cm\" svg:height=\"2cm\"><draw:text-box>"
        + p("نص الصندوق") + "</draw:text-box></draw:frame>بعد.")
    + p("ظاهر<text:span text:style-name=\"Hid\"> خفي</text:span>.")
    + p("متن<office:annotation><dc:creator>م</dc:creator>" + p("تعليق") + "</office:annotation>.")
    + "<table:table><table:table-column table:number-columns-repeated=\"2\"/>"
    + made_written.row(p("خلية أ"), p("خلية ب")) + made_written.row(p("خلية ج"), p("خلية د")) + "</table:table>"
    + p("<text:a xlink:href=\"http://a.example/\">رابط</text:a><text:tab/>وراءه<text:line-break/>سطر")
)  # fmt: skip
_EXPECTED = (
    "عنوان رئيس\nجملة فيها حاشية ثم تتمتها.\nنص الحاشية\nوأخرى.\nقبل بعد.\nنص الصندوق\nظاهر.\nمتن.\n"
    "خلية أ\tخلية ب\nخلية ج\tخلية د\nرابط\tوراءه\nسطر\nنص الختامية"
)


@pytest.fixture(scope="module")
def of_libreoffice(tmp_path_factory):
    """One text saved by LibreOffice Writer in each of its formats; skips where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("libreoffice")
    data = odt_parts(_PARAGRAPHS)
    data["content.xml"] = data["content.xml"].replace('style:name="Hid"', 'style:name="Hid" style:family="text"')
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    data["META-INF/manifest.xml"] = (
        f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" m:media-type="{data["mimetype"]}"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    (folder / "source.odt").write_bytes(archive_zip(data))
    for form in ("docx", "rtf", "odt"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", form, "--outdir", folder / form]
        command.append(folder / "source.odt")
        subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not (folder / "docx" / "source.docx").exists():
        pytest.skip("LibreOffice Writer is not installed")
    return folder


@pytest.mark.parametrize("form", ["docx", "odt", "rtf"])
def test_what_libreoffice_writes_is_read_whole(of_libreoffice, form):
    c = documents.read(of_libreoffice / form)
    (text,) = c.documents["text"]
    if form == "rtf":  # its export forgets that text is hidden, and puts a space before the mark of a note
        text = text.replace(" خفي", "").replace("  ", " ").replace(" .", ".")
    assert text == _EXPECTED
    assert "left out: comments (words: 1, places: 1)" in c.notes["note"].tolist()
