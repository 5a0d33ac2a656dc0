"""Damaged inputs and inputs made to take long: a short run of tests/fuzz.py, and the shapes that once hung."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import fuzz
import made_files
import made_parts
import made_word
import made_written
import pytest
from made_files import TEXT

from helpers.corpus import documents
from helpers.corpus.reading import files
from helpers.errors import KhitabError


def test_three_hundred_damaged_inputs_end_in_a_corpus_or_in_a_sentence():
    assert fuzz.run(range(900_000, 900_300), workers=1) == []


def test_an_input_follows_from_its_number_and_all_formats_have_their_turn():
    good = fuzz.seeds()
    assert fuzz.mutated(7, good) == fuzz.mutated(7, good)
    endings = {fuzz.mutated(number, good)[0].rpartition(".")[2] for number in range(300)}
    assert endings >= {
        "txt", "csv", "json", "html", "xml", "docx", "rtf", "odt", "epub", "pdf", "xlsx", "parquet", "zip", "tar", "gz",
    }  # fmt: skip


def sheet(rows):
    """An Excel file with these rows as XML."""
    with zipfile.ZipFile(io.BytesIO(made_files.xlsx(a=[["text"], [TEXT]]))) as parts:
        contents = {info.filename: parts.read(info) for info in parts.infolist()}
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    contents["xl/worksheets/sheet1.xml"] = f"{head}{rows}</sheetData></worksheet>".encode()
    return made_files.archive_zip(contents)


def word(*body, **options):
    """A Word file with this XML as its body."""
    return made_word.file(*body, **options)


def cell(place, text="x"):
    return f'<c r="{place}" t="str"><v>{text}</v></c>'


# A process that has loaded the readers; each file is read in a copy of it, which begins at once. (Only loaded: with
# threads of a library at work it could not be copied.)
READ = """
import importlib, json, os, resource, sys, time
sys.path.insert(0, sys.argv[1])
import fuzz
from helpers.corpus import documents
from helpers.errors import KhitabError
for name in ("trafilatura", "lxml.html", "openpyxl", "pyarrow.csv", "pyarrow.json", "pandas"):
    importlib.import_module(name)
for path in sys.stdin:
    if (copy := os.fork()):
        print("end", os.waitpid(copy, 0)[1], flush=True)
        continue
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # of its own work: others may keep the machine busy
    began, sentence = time.process_time(), ""
    try:
        documents.read(path.rstrip())
    except KhitabError as error:
        sentence = str(error)
    print(json.dumps([time.process_time() - began, fuzz.peak_memory(), sentence]), flush=True)
    os._exit(0)
"""


@pytest.fixture(scope="module")
def reader():
    command = [sys.executable, "-c", READ, Path(fuzz.__file__).parent]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def read(path):
            """Seconds of work, memory and sentence of the reading of a file; AssertionError if it was ended."""
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            said = []
            while not said or not said[-1].startswith("end "):
                said.append(process.stdout.readline())
                assert said[-1], "the process that reads has ended"
            assert said[-1] == "end 0\n", said
            return json.loads(said[-2])

        yield read
        process.stdin.close()


# Each of these takes longer than its size says, when read carelessly.
SLOW = {
    "open.txt": "<DOC>\n" * 300_000, "tags.txt": "<DOC>" + "<A>" * 300_000 + "</DOC>",
    "space.txt": " " * 999_999 + TEXT, "lines.txt": "\n" * 2_000_000 + TEXT, "front.txt": "---\n" + "- أ\n" * 200_000,
    "tabs.txt": ("\t" * 2000 + "\n") * 999,
    "python.txt": "[" + ",".join("1" * 999_999) + "]", "heading.md": "# a" + " #" * 300_000 + "b",
    "quotes.csv": "id,text\n" + '1,"نص\n' * 50_000,
    "columns.csv": ",".join(["text"] * 9000) + "\n" + ",".join(["أ"] * 9000),
    "deep.json": "[" * 2_000_000, "numbers.json": "1 " * 500_000, "gap.xlsx": sheet(
        f'<row r="1">{cell("A1", "text")}</row><row r="1048576">{cell("XFD1048576")}</row>'),
    "gaps.xlsx": sheet("".join(f'<row r="{n}00">{cell(f"A{n}00")}</row>' for n in range(1, 9999))),
    "far.xlsx": sheet(f'<row r="999999999999">{cell("A1")}</row>'),
    "wide.xlsx": sheet("".join(f'<row r="{n}">{cell(f"XFD{n}")}</row>' for n in range(1, 4000))),
    "deep.html": "<div>" * 300_000 + TEXT,
    "links.html": "".join(f'<a href="/{n}">رابط</a> ' for n in range(60_000)),
    "tables.html": "<table>" * 30_000 + TEXT, "deep.xml": "<items>" + "<item>" * 100_000,
    "fields.xml": "<items><item>" + "<b>x</b>" * 200_000 + "</item></items>",
    "long.xml": f"<items><item>{TEXT * 200_000}",
    "deep.docx": word("<w:tbl><w:tr><w:tc>" * 5_000), "fields.docx": word(
        made_word.p(*['<w:r><w:fldChar w:fldCharType="begin"/></w:r>'] * 60_000)),
    "marks.docx": word(*[made_word.p(made_word.mark("footnote"))] * 60_000,
                       footnotes=made_word.notes("footnotes", made_word.p(made_word.mark("footnote")) * 9_000)),
    "runs.docx": word(made_word.p(made_word.r("ن") * 200_000)),
    "choices.docx": word(made_word.p("<w:r>" + "<mc:AlternateContent><mc:Choice>" * 80
                                     + "</mc:Choice></mc:AlternateContent>" * 80 + "</w:r>")),
    "open.rtf": made_written.rtf(r"{\b " * 90_000), "signs.rtf": made_written.rtf(r"\'c7" * 900_000),
    "notes.rtf": made_written.rtf(r"{\footnote " * 90_000), "rows.rtf": made_written.rtf(r"\intbl x\cell " * 300_000),
    "brackets.rtf": b"{\\rtf1" + b"{}" * 900_000,
    "spaces.odt": made_written.odt(made_written.p('<text:s text:c="99999999"/>' * 30_000)),
    "deep.odt": made_written.odt("<text:section>" * 5_000), "comments.doc": b"<!---->" * 300_000,
    "chapters.epub": made_written.epub(*["<div>" * 3_000] * 300),
    "parts.mht": 'Content-Type: multipart/mixed; boundary="B"\n\n--B\n' * 3000,
    "empty.txt.gz": gzip.compress(b"") * 100_000,
    "blank.srt": "1\n00:00:01,000 --> 00:00:02,000\n" + "\n" * 200_000 + "نص",
    "tags.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v a" * 200_000,
    "chat.txt": "1/1/2020, 9:00 AM - أ: ب\n" * 50_000, "colons.txt": "1/1/2020, 9:00 AM - " + "أ: " * 300_000,
    "ends.txt": "End of Document\n" * 200_000, "tei.xml": "<TEI>" + "<note>" * 100_000,
    "codes.txt": "HD\tأ\nPD\tب\nDocument AAAA020190312ef9c0000x\n" * 30_000,
    "notes.xml": "<TEI><text>" + "<note>أ</note>" * 50_000 + "</text></TEI>",
    "lines.conllu": ("1\tأ" + "\t_" * 8 + "\n") * 100_000, "dates.txt": "1/1/2020\nنص\n" * 200_000,
    "pages.txt": "######OpenITI#\n# ms1 Page" + " " * 300_000 + "نص",
    "openiti.txt": "######OpenITI#\n" + "### | ~~ms001 PageV01P001 " * 50_000,
    "many.csv": ",".join(["text", *(f"c{n}" for n in range(5000))]) + ("\n" + ",".join([TEXT, *["قيمة"] * 5000])) * 40,
    "many.jsonl": "\n".join('{"text": "نص", ' + ", ".join(f'"c{n}": "x"' for n in range(5000)) + "}" for _ in range(9)),
    "keys.jsonl": "\n".join('{"text": "نص", ' + ", ".join(f'"{k}_{n}": 1' for n in range(5000)) + "}"
                            for k in range(40)),
    "many.xlsx": made_files.xlsx(a=[["text", *(f"c{n}" for n in range(5000))], *[[TEXT, *["x"] * 5000]] * 9]),
    "messages.json": '{"messages": [{"text": ' + "[" * 900 + "]" * 900 + ', "from": "a", "date": "b"}]}',
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_a_shape_that_once_took_long_does_not(tmp_path, reader, name):
    data = SLOW[name]
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    seconds, memory, sentence = reader(tmp_path / name)
    # Some times what they take: a machine may be slow. What is careless takes minutes, or gigabytes.
    assert seconds < 30 and memory < fuzz.LARGEST and len(sentence) < 5000


def test_every_format_has_a_good_file_that_is_damaged():
    kinds = {files.kind(name) for name in fuzz.seeds()}
    assert set(files.FORMATS.values()) - kinds == set()


def told(folder):
    """What is told of the files of a folder: name -> "" if it was read, or why it was not."""
    try:
        corpus = documents.read(folder)
    except KhitabError as error:
        return {str(error): str(error)}
    aside = corpus.set_aside[corpus.set_aside["row"].isna()]
    return dict.fromkeys(corpus.files["file"], "") | dict(zip(aside["file"], aside["reason"], strict=True))


def test_files_of_all_formats_lie_in_one_folder_and_each_is_told(tmp_path):
    good = {name: data for name, data in fuzz.seeds().items() if files.kind(name) != "archive"}
    for number, (name, data) in enumerate(good.items()):
        (tmp_path / f"{number}-{name}").write_bytes(data)
    found = told(tmp_path)
    assert {f"{number}-{name}" for number, name in enumerate(good)} <= set(found)


@pytest.mark.parametrize("ending", sorted(set(files.FORMATS) | {"zip", "tar.gz", "png", "", "doc.pdf"}))
def test_a_suffix_that_lies_ends_in_a_text_or_in_a_sentence(tmp_path, ending):
    good = made_files.of_every_format() | made_parts.of_every_format()
    for number, data in enumerate(good.values()):
        (tmp_path / f"{number}.{ending}".rstrip(".")).write_bytes(data)
    found = told(tmp_path)
    assert found and all(len(reason) < 5000 and "\n" not in reason.strip() for reason in found.values())


@pytest.mark.parametrize("name", ["r.zip", "n.docx", "p.xlsx", "x.odt", "y.epub", "s.tar.gz", "q.parquet", "o.pdf"])
def test_a_file_that_is_cut_off_anywhere_ends_in_a_text_or_in_a_sentence(tmp_path, name):
    data = made_files.of_every_format()[name]
    for part in range(1, 40):
        path = tmp_path / name
        path.write_bytes(data[: len(data) * part // 40])
        found = told(tmp_path)
        assert found and all(len(reason) < 5000 and "\n" not in reason.strip() for reason in found.values())


def test_findings_are_counted_by_format_and_by_what_went_wrong():
    found = [(1, "a.txt: Traceback\n  File x\nKeyError: 'a'"), (5, "b.txt: Traceback\n  File y\nKeyError: 'b'"),
             (7, "c.pdf: 12.3 s"), (8, "d.pdf: 1,200 MB"), (9, "the process ended with -9: ")]  # fmt: skip
    assert fuzz.by_kind(found) == {
        ("txt", "KeyError"): [1, 5], ("pdf", "too long"): [7], ("pdf", "too much memory"): [8],
        ("?", "the process ended"): [9],
    }  # fmt: skip


def test_the_harness_sees_what_it_is_there_for(tmp_path, monkeypatch):
    good = fuzz.seeds()
    monkeypatch.setattr(documents, "read", lambda folder: 1 / 0)
    assert "ZeroDivisionError" in fuzz.attempt(1, good, tmp_path)

    def long(folder):
        raise KhitabError("a sentence\nof two lines")

    monkeypatch.setattr(documents, "read", long)
    assert "an error of" in fuzz.attempt(1, good, tmp_path)
    assert list(Path(tmp_path).iterdir()) == []


def test_memory_is_that_of_the_process_and_not_of_the_one_that_started_it():
    held = bytearray(400_000_000)
    code = "import sys; sys.path.insert(0, sys.argv[1]); import fuzz; print(fuzz.peak_memory());"
    code += "held = bytearray(300_000_000); print(fuzz.peak_memory())"
    command = [sys.executable, "-c", code, Path(fuzz.__file__).parent]
    before, after = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert before < 350_000 and after > before + 250_000 and len(held) > 0
