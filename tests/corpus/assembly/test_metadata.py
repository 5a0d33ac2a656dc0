"""Metadata beside the texts: sidecar files, a table of the files, folders."""

import json
import unicodedata

import pytest
from made_files import TEXT, archive_tar, archive_zip, docx, xlsx
from made_files import corpus_of_files as corpus

from helpers.corpus import documents
from helpers.corpus.assembly import metadata
from helpers.errors import InputError


def row(found, doc_id):
    return found.documents.set_index("doc_id").loc[doc_id]


SIDECAR = json.dumps({"title": "عنوان", "published": "2018-03-31", "outlet": "الغد", "tags": ["أ", "ب"], "n": 3})


@pytest.mark.parametrize("name", ["article.json", "article.txt.json"])
def test_a_json_beside_a_text_is_its_metadata(tmp_path, name):
    c = corpus(tmp_path, {"article.txt": TEXT, name: SIDECAR, "other.txt": TEXT})
    assert sorted(c.documents["doc_id"]) == ["article", "other"]
    found = row(c, "article")
    assert found[["title", "source", "tags", "n"]].tolist() == ["عنوان", "الغد", "أ\nب", "3"]
    assert str(found["date"])[:10] == "2018-03-31"
    assert ("date", "published", "guessed", 1, "") in set(c.mapping.itertuples(index=False, name=None))
    assert row(c, "other")["title"] == TEXT and len(c.set_aside) == 0


@pytest.mark.parametrize("data", ["[1, 2]", f'{{"text": "{TEXT} ب"}}', "{broken", "[[[["])
def test_a_json_that_is_no_metadata_is_read_for_itself(tmp_path, data):
    c = corpus(tmp_path, {"article.txt": TEXT, "article.json": data})
    told = set(c.set_aside["file"]) | set(c.files.loc[c.files["n_documents"] > 0, "file"])
    assert told == {"article.txt", "article.json"}
    assert row(c, "article")["title"] == TEXT


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_a_table_of_metadata_belongs_to_the_texts_it_names(tmp_path, kind):
    rows = [["filename", "date", "صحيفة", "desk"], ["a.txt", "2018-03-31", "الغد", "x"]]
    rows += [["./sub/b", "2018-04-01", "", "y"], ["c.txt", "", "اليوم", ""], ["none.txt", "", "", ""]]
    data = {
        "csv": "\n".join(map(",".join, rows)), "xlsx": xlsx(a=rows),
        "jsonl": "\n".join(json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:]),
    }[kind]  # fmt: skip
    c = corpus(tmp_path, {f"metadata.{kind}": data, "a.txt": TEXT, "sub/b.txt": TEXT + "ب", "sub/c.docx": docx(TEXT)})
    assert row(c, "a")[["source", "desk"]].tolist() == ["الغد", "x"]
    assert str(row(c, "sub/b")["date"])[:10] == "2018-04-01" and row(c, "sub/b")["source"] == "unknown"
    assert row(c, "sub/c")["source"] == "unknown"  # c.txt is not c.docx
    assert c.notes["note"].tolist()[:2] == [
        "a table of metadata for 2 of 3 texts",
        f'2 rows fit no single text, the first in row {3 if kind == "jsonl" else 4}: "c.txt" names no text',
    ]
    assert f"metadata.{kind}" not in set(c.files["file"]) | set(c.set_aside["file"])


def test_a_table_goes_before_a_file_beside_and_that_before_the_text(tmp_path):
    text = f"---\ntitle: من النص\nsource: النص\nlang: ar\n---\n{TEXT}"
    files = {"a.txt": text, "a.json": '{"title": "من الملف", "source": "الملف"}'}
    found = row(corpus(tmp_path, {**files, "metadata.csv": "file,title\na,من الجدول\n"}), "a")
    assert found[["title", "source", "lang"]].tolist() == ["من الجدول", "الملف", "ar"]


def test_a_table_with_texts_is_a_corpus_and_one_without_file_names_is_set_aside(tmp_path):
    c = corpus(tmp_path, {"metadata.csv": f"file,text\na.txt,{TEXT} ج\n", "a.txt": TEXT, "index.csv": "x,y\n1,2\n"})
    assert len(c) == 2
    assert c.set_aside["file"].tolist() == ["index.csv"]


def test_folders_give_the_source_when_they_tell_texts_apart(tmp_path):
    files = {"الغد/2017/a.txt": TEXT, "الغد/2018/b.txt": TEXT + "ب", "2018/اليوم/03/c.csv": f"id,text\n1,{TEXT}\n"}
    files["اليوم/d.jsonl"] = json.dumps({"id": "d", "text": TEXT, "source": "مسمى", "date": "2019-01-01"})
    c = corpus(tmp_path, files)
    assert row(c, "الغد/2017/a")[["source", "year"]].tolist() == ["الغد", "2017"]
    assert row(c, "1")[["source", "year"]].tolist() == ["اليوم", "2018"]
    assert row(c, "d")[["source", "year"]].tolist() == ["مسمى", ""]
    rows = c.mapping[c.mapping["how"] == "folder"]
    assert rows.set_index("field")["column"].to_dict() == {"source": "the folder's name", "year": "the folder's name"}
    assert rows.set_index("field")["n_files"].to_dict() == {"source": 3, "year": 3}
    c = documents.read(tmp_path, columns={"source": None})
    assert set(c.documents["source"]) == {"unknown"}


def test_one_folder_alone_tells_nothing(tmp_path):
    c = corpus(tmp_path, {"texts/a.txt": TEXT, "b.txt": TEXT + "ب"})
    assert set(c.documents["source"]) == {"unknown"}
    assert "folder" not in set(c.mapping["how"])


@pytest.mark.parametrize("pack", [archive_zip, archive_tar])
def test_the_rules_hold_inside_archives_and_an_archive_is_a_folder(tmp_path, pack):
    ending = "zip" if pack is archive_zip else "tar.gz"
    inside = {"2018/a.txt": TEXT, "2018/a.json": SIDECAR, "b.txt": TEXT + "ب", "metadata.csv": "file,desk\nb.txt,x\n"}
    c = corpus(tmp_path, {f"الغد.{ending}": pack(inside), f"اليوم.{ending}": pack({"c.txt": TEXT})})
    base = f"الغد.{ending}"
    assert row(c, f"{base}/2018/a")["title"] == "عنوان"
    assert row(c, f"{base}/b")["desk"] == "x"
    assert row(c, f"اليوم.{ending}/c")["source"] == "اليوم"
    assert len(c) == 3 and len(c.set_aside) == 0


def test_named_columns_need_not_be_known_to_texts(tmp_path):
    files = {"a.txt": TEXT, "b.csv": f"body,when\n{TEXT} ب,2018-03-31\n"}
    c = corpus(tmp_path, files, columns={"text": "body", "date": "when"})
    assert len(c) == 2
    with pytest.raises(InputError, match='no column "bdy"'):
        documents.read(tmp_path, columns={"text": "bdy"})


def test_the_path_of_a_file_goes_before_the_name_of_another(tmp_path):
    files = {"a.txt": TEXT, "sub/a.txt": TEXT + "ب", "metadata.csv": "file,desk\na.txt,x\nsub/a.txt,y\n"}
    c = corpus(tmp_path, files)
    assert row(c, "a")["desk"] == "x" and row(c, "sub/a")["desk"] == "y"
    assert c.notes["note"].tolist() == ["a table of metadata for 2 of 2 texts"]


def test_letters_of_a_name_may_be_written_in_parts(tmp_path):
    parts = unicodedata.normalize("NFD", "أخبار")
    c = corpus(tmp_path, {f"{parts}.txt": TEXT, "metadata.csv": "file,desk\nأخبار.txt,x\n"})
    assert c.documents["desk"].tolist() == ["x"]


def test_a_table_goes_before_the_text_whatever_their_columns_are_called(tmp_path):
    text = f"---\nsource: النص\nlang: ar\n---\n{TEXT}"
    c = corpus(tmp_path, {"a.txt": text, "metadata.csv": "file,الصحيفة\na.txt,الجدول\n"})
    assert c.documents[["source", "lang"]].values.tolist() == [["الجدول", "ar"]]
    assert list(c.documents.columns)[-1] == "lang"  # neither of the two is there a second time


def test_the_table_in_a_studys_folder_goes_before_that_in_raw(tmp_path):
    (tmp_path / "metadata.csv").write_text("file,source,desk\na.txt,الدراسة,\n", encoding="utf-8")
    files = {"a.txt": TEXT, "metadata.csv": "file,source,desk\na.txt,الخام,x\n"}
    c = corpus(tmp_path / "raw", files)
    assert row(c, "a")["source"] == "الخام"  # no study, so the folder above is none of its business
    (tmp_path / "study.toml").touch()
    c = documents.read(tmp_path / "raw")
    assert row(c, "a")[["source", "desk"]].tolist() == ["الدراسة", "x"]
    assert c.notes["file"].tolist() == ["metadata.csv", "../metadata.csv"]
    assert row(documents.read(tmp_path / "raw" / "a.txt"), "a")["source"] == "الدراسة"


def test_a_studys_table_has_its_own_encoding(tmp_path):
    (tmp_path / "study.toml").touch()
    (tmp_path / "metadata.csv").write_text("file,source\na.txt,الغد\n", encoding="utf-8-sig")
    c = corpus(tmp_path / "raw", {"a.txt": TEXT.encode("cp1256")}, encoding="cp1256")
    assert row(c, "a")["source"] == "الغد"


def test_the_sheet_to_be_filled_in_holds_what_is_known_and_a_spreadsheet_leaves_alone(tmp_path):
    titles = {"a": "عنوان", "b": "=1+1", "c": "12", "d": "2019-03-01", "e": "-نعم", "f": "@نعم", "g": "31 مارس 2018",
              "h": "نعم 12", "i": "Title", "j": "+نعم"}  # fmt: skip
    rows = [f"{name}.txt,{title},2018-03-31{' 10:20' if name == 'h' else ''}" for name, title in titles.items()]
    files = {f"{name}.txt": f"{TEXT} {n * 'ب'}" for n, name in enumerate(titles)}
    made = metadata.sheet(corpus(tmp_path, files | {"metadata.csv": "\n".join(["file,title,date", *rows])}))
    assert made.columns.tolist() == ["file", "title", "date", "source", "category", "url"]
    told = dict(zip(made["file"].str[0], made["title"], strict=True))
    assert told == {name: title if name in "ahi" else "" for name, title in titles.items()}
    days = dict(zip(made["file"].str[0], made["date"], strict=True))
    assert days == {name: "2018-03-31 10:20:00" if name == "h" else "2018-03-31" for name in titles}
    assert (made[["source", "category", "url"]] == "").all(axis=None)


def test_of_files_that_share_a_name_the_sheet_says_nothing(tmp_path):
    files = {"a.txt": TEXT, "a.html": f"<p>{TEXT} ب</p>", "b.txt": f"{TEXT} ت"}
    made = metadata.sheet(corpus(tmp_path, files | {"metadata.csv": "file,source\nb.txt,الغد\n"}))
    assert made[["file", "source"]].values.tolist() == [["a.html", ""], ["a.txt", ""], ["b.txt", "الغد"]]
    assert made["title"].ne("").tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("written", "told"),
    [("'الغد'", "الغد"), ('"الغد"', "الغد"), ("'", "'"), ("'الغد\"", "'الغد\""), ("الغد'", "الغد'")],
)
def test_marks_around_a_value_before_the_text_are_none_of_it(tmp_path, written, told):
    c = corpus(tmp_path, {"a.txt": f"---\nsource: {written}\nlang: ar\n---\n{TEXT}"})
    assert row(c, "a")["source"] == told


@pytest.mark.parametrize(
    ("content", "why"),
    [("", "an empty file"),
     ("desk,source\nب,الغد\n", "it needs a column named file with the names of the files, and none with texts"),
     (f"file,text\na.txt,{TEXT}\n", "it needs a column named file with the names of the files, and none with texts")],
)  # fmt: skip
def test_a_studys_table_that_cannot_be_used_is_told(tmp_path, content, why):
    (tmp_path / "study.toml").touch()
    (tmp_path / "metadata.csv").write_text(content, encoding="utf-8")
    c = corpus(tmp_path / "raw", {"a.txt": TEXT})
    assert c.notes[["file", "note"]].values.tolist() == [
        ["../metadata.csv", f"the table of metadata is not used: {why}"]
    ]
