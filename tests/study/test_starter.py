"""The beginning of a study: what is said of texts without columns, and the table they are told in."""

import csv
import io
import shutil
import tomllib

import pandas as pd
import pytest
from made_files import TEXT, archive_zip, docx, pdf
from shared_files import SHARED, needs_shared

from helpers.analyses import checkup
from helpers.corpus import documents, store
from helpers.study import settings, starter

HEADER = ["file", "title", "date", "source", "category", "url"]


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "نصوص"
    (folder / "الغد").mkdir(parents=True)
    (folder / "2019-03-01 خبر.docx").write_bytes(docx("عنوان أول", TEXT, title="Word Document"))
    (folder / "b.pdf").write_bytes(pdf("عنوان ثان"))
    (folder / "c.txt").write_text(f"=عنوان\n{TEXT} ج", encoding="utf-8")
    (folder / "الغد" / "c.txt").write_text(f"عنوان، رابع\n{TEXT} د", encoding="utf-8")
    page = f"---\noutlet: اليوم\nurl: http://a.example/1\n---\n# هـ\n{TEXT}"
    (folder / "e.zip").write_bytes(archive_zip({"e.md": page}))
    return folder


@pytest.fixture
def made(texts, tmp_path):
    """The folder of a study of the texts, and the lines that were said when it was made."""
    folder = tmp_path / "دراسة"
    lines = list(starter.make(folder, title="عنوان", source=texts, largest_copy=10**9))
    return folder, lines


def table(folder):
    data = (folder / "metadata.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # or Excel takes it for another encoding
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def said(folder):
    corpus = documents.read(folder / "raw")
    return corpus, list(starter.metadata_table(folder, folder / "raw", corpus))


def test_a_new_study_of_texts_gets_a_table_with_what_is_known(made):
    folder, lines = made
    header, *rows = table(folder)
    assert header == HEADER
    assert sorted(rows) == sorted([
        ["2019-03-01 خبر.docx", "عنوان أول", "2019-03-01", "", "", ""],
        ["b.pdf", "عنوان ثان", "", "", "", ""],
        ["c.txt", "", "", "", "", ""],  # Excel would run its title
        ["الغد/c.txt", "عنوان، رابع", "", "الغد", "", ""],
        ["e.zip/e.md", "هـ", "", "اليوم", "", "http://a.example/1"],
    ])  # fmt: skip
    text = "\n".join(lines)
    assert "4 of 5 have no date and 3 of 5 have no source" in text
    assert f"Wrote {folder / 'metadata.csv'}: a row for each text. Fill it in" in text
    assert "An empty cell leaves all as it is" in text and "2019-03-01 title.docx" in text
    assert not (folder / "raw" / "metadata.csv").exists()


def test_the_table_as_it_is_changes_nothing(made, texts):
    folder, _ = made
    with_table, without = documents.read(folder / "raw"), documents.read(texts)
    pd.testing.assert_frame_equal(with_table.documents, without.documents)
    pd.testing.assert_frame_equal(with_table.mapping, without.mapping)
    assert with_table.notes["note"].tolist() == ["a table of metadata for 5 of 5 texts", *without.notes["note"]]


@needs_shared
def test_the_table_as_it_is_changes_nothing_in_awkward_files(tmp_path):
    shutil.copytree(SHARED / "ugly", tmp_path / "raw")
    (tmp_path / "study.toml").write_text("", encoding="utf-8")
    without, lines = said(tmp_path)
    assert any("Wrote" in line for line in lines)
    pd.testing.assert_frame_equal(documents.read(tmp_path / "raw").documents, without.documents)


def filled(folder, **cells):
    header, *rows = table(folder)
    for row in rows:
        row[HEADER.index("source")] = cells.get("source", "صحيفة الأفق")
        row[HEADER.index("date")] = row[HEADER.index("date")] or cells.get("date", "2020-01-02")
    return [header, *rows]


@pytest.mark.parametrize("program", ["excel", "semicolons in windows-1256", "workbook"])
def test_what_is_filled_in_is_read_whatever_program_saved_it(made, program):
    folder, _ = made
    rows = filled(folder)
    if program == "workbook":
        from made_files import xlsx

        (folder / "metadata.csv").unlink()
        (folder / "metadata.xlsx").write_bytes(xlsx(one=rows))
    else:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";" if "semicolons" in program else ",").writerows(rows)
        encoding = "cp1256" if "1256" in program else "utf-8-sig"
        (folder / "metadata.csv").write_bytes(out.getvalue().encode(encoding))
    corpus, lines = said(folder)
    found = corpus.documents.set_index("doc_id")
    assert set(found["source"]) == {"صحيفة الأفق"}
    assert found["date"].notna().all() and str(found.loc["c", "date"])[:10] == "2020-01-02"
    assert lines == []  # nothing is missing any more
    table_ = checkup.table(corpus)
    assert not table_["problem"].str.startswith(("no date", "no source")).any()


def test_a_table_that_is_there_is_not_written_to_and_is_named(made):
    folder, _ = made
    before = (folder / "metadata.csv").read_bytes()
    _, lines = said(folder)
    assert any(f"They are told in {folder / 'metadata.csv'}: fill in their rows" in line for line in lines)
    (folder / "metadata.csv").rename(folder / "raw" / "metadata.csv")
    _, lines = said(folder)
    assert any(f"They are told in {folder / 'raw' / 'metadata.csv'}" in line for line in lines)
    assert (folder / "raw" / "metadata.csv").read_bytes() == before and not (folder / "metadata.csv").exists()


def test_a_table_that_cannot_be_used_is_said(made):
    folder, _ = made
    (folder / "metadata.csv").write_text("title,date\nأ,2019-01-01\n", encoding="utf-8")
    corpus, _ = said(folder)
    assert corpus.notes["note"][0].startswith("the table of metadata is not used: it needs a column named file")
    found = checkup.table(corpus)
    assert found.loc[found["problem"].str.startswith("the table of metadata"), "severity"].tolist() == ["error"]
    (folder / "metadata.csv").write_bytes(b"")
    assert "not used: an empty file" in said(folder)[0].notes["note"][0]


def test_texts_that_lie_elsewhere_are_told_where_they_lie(texts, tmp_path):
    corpus = documents.read(texts)
    lines = list(starter.metadata_table(tmp_path / "study", texts, corpus))
    assert any(f"Tell them in {texts / 'metadata.csv'}, a table with the columns file, title" in line for line in lines)
    assert not (tmp_path / "study").exists() and not (texts / "metadata.csv").exists()


def test_tables_need_no_such_table(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text(f"text,source\n{TEXT},\n{TEXT} ب,\n", encoding="utf-8")
    lines = list(starter.make(tmp_path / "study", title="", source=source, largest_copy=10**9))
    assert not (tmp_path / "study" / "metadata.csv").exists()
    assert not any("metadata.csv" in line for line in lines)
    assert any(line.startswith("  date      not found; name its column") for line in lines)


def test_findings_say_where_the_dates_come_from_and_where_to_tell_the_rest(made):
    lines = list(starter.findings(said(made[0])[0]))
    assert "  date      from the file's name (1 file)" in lines
    assert "  source    from the folder's name (1 file)" in lines
    assert "  source    from column outlet (guessed by its name)" in lines
    assert "  category  not found; tell it in metadata.csv, since such files have no columns" in lines


def test_a_changed_table_makes_what_is_derived_stale(made):
    folder, _ = made
    study = settings.load(folder)
    recipe = study.recipe | {"terms": {"level": "form"}}
    store.build(study.raw, study.derived, recipe=recipe)
    assert store.why_stale(study.raw, study.derived, store._relevant(recipe)) is None
    out = io.StringIO(newline="")
    csv.writer(out).writerows(filled(folder))
    (folder / "metadata.csv").write_bytes(out.getvalue().encode("utf-8-sig"))
    assert store.why_stale(study.raw, study.derived, store._relevant(recipe)) == "the raw files have changed"
    assert set(store.build(study.raw, study.derived, recipe=recipe).corpus.documents["source"]) == {"صحيفة الأفق"}
    (folder / "metadata.csv").unlink()
    assert store.why_stale(study.raw, study.derived, store._relevant(recipe)) == "the raw files have changed"


def test_findings_show_examples_of_what_was_guessed_and_the_line_that_confirms_it(tmp_path):
    rows = ["id,published_time,source,what it says", f"1,2018-01-02,https://www.a.example/1,{TEXT} ثم انصرف"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    lines = list(starter.findings(documents.read(tmp_path)))
    assert "  date      from column published_time (found by its cells): 2018-01-02" in lines
    (text,) = [line for line in lines if line.startswith("  text ")]
    assert text.startswith(f"  text      from column what it says (found by its cells): {TEXT[:10]}")
    (confirm,) = [line for line in lines if "confirm" in line]
    at = lines.index(confirm)
    written = tomllib.loads("\n".join(lines[at + 1 : at + 5]))  # as it can be pasted
    assert written == {"text": "what it says", "date": "published_time", "source": "source", "id": "id"}
    named = documents.read(tmp_path, columns={"text": "what it says", "date": "published_time"})
    assert "  date      from column published_time (named)" in list(starter.findings(named))
