"""Corpus: what is read, what is set aside and why, and the choice of documents."""

import csv
import gzip
import hashlib
import json
import time

import numpy as np
import pandas as pd
import pytest
from made_files import xlsx
from shared_files import SHARED, needs_shared

from helpers.corpus import documents
from helpers.corpus.assembly import corpus_tables
from helpers.corpus.assembly.fields import COLUMNS
from helpers.errors import ArgumentError, InputError, NotFound

TEXT = "قال الوزير إن مكافحة الإرهاب من أولويات الدولة في هذا العام."


def write(folder, name, content, encoding="utf-8"):
    """Write text, or a list of dicts as JSON lines, to a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, list):
        content = "\n".join(json.dumps(item) for item in content)
    data = content if isinstance(content, bytes) else content.encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def item(n, **fields):
    return {"id": f"d{n}", "text": f"{TEXT} {n}", **fields}


@pytest.fixture
def corpus(tmp_path):
    dates = ["2017-12-31", "2018-01-01T08:00", "2018-03-31T23:30", "2018-04-01", None]
    sources = ["BBC", "CNN", "BBC", None, "CNN"]
    items = [
        item(n, date=date, source=source, desk="a")
        for n, (date, source) in enumerate(zip(dates, sources, strict=True))
    ]
    return documents.read(write(tmp_path, "articles.jsonl", items))


def test_columns_and_types_are_those_of_the_house(tmp_path):
    fields = {
        "title": " عنوان ",
        "date": "2018-03-31T10:00Z",
        "source": "BBC",
        "section": "سياسة",
        "url": "u",
    }
    c = documents.read(write(tmp_path, "a.jsonl", [item(1, **fields, tags=["a", "b"], views=3)]))
    frame = c.documents
    assert list(frame.columns) == [*COLUMNS, "tags", "views"]
    for name in ("doc_id", "title", "url", "text", "sha256"):
        assert isinstance(frame[name].dtype, pd.StringDtype)
    assert frame["date"].dtype == "datetime64[s]"
    assert frame["source"].dtype == "category"
    assert frame["category"].dtype == "category"
    assert frame["n_chars"].dtype == np.int32
    row = frame.iloc[0]
    assert row["title"] == "عنوان"
    assert row["date"] == pd.Timestamp("2018-03-31 10:00")
    assert (row["source"], row["category"], row["url"], row["views"]) == ("BBC", "سياسة", "u", "3")
    assert row["n_chars"] == len(row["text"])
    assert row["sha256"] == hashlib.sha256(row["text"].encode()).hexdigest()


def test_what_is_absent_has_its_own_value(tmp_path):
    row = documents.read(write(tmp_path, "أخبار اليوم.jsonl", [{"text": TEXT}])).documents.iloc[0]
    assert (row["doc_id"], row["title"], row["url"]) == ("أخبار اليوم-1", "", "")
    assert row["source"] == row["category"] == corpus_tables.UNKNOWN
    assert pd.isna(row["date"])


def test_an_empty_record_of_troubles_keeps_its_columns(tmp_path):
    c = documents.read(write(tmp_path, "a.txt", TEXT))
    assert list(c.set_aside.columns) == ["file", "row", "doc_id", "reason"]
    assert list(c.notes.columns) == ["file", "row", "doc_id", "note"]
    assert len(c.set_aside) == len(c.notes) == 0
    assert c.set_aside["row"].dtype == c.notes["row"].dtype == "Int64"


def test_the_mapping_shows_what_was_named_guessed_absent_and_kept(tmp_path):
    path = write(tmp_path, "a.csv", f"text,Body,pubdate,desk,url\nx,{TEXT},2018-03-31,a,u\n")
    c = documents.read(path, columns={"text": "Body", "url": None})
    found = {row.field: (row.column, row.how, row.n_files) for row in c.mapping.itertuples()}
    assert found == {
        "text": ("Body", "named", 1),
        "title": ("", "absent", 1),
        "date": ("pubdate", "guessed", 1),
        "source": ("", "absent", 1),
        "category": ("", "absent", 1),
        "url": ("", "absent", 1),
        "id": ("", "absent", 1),
        "text_2": ("text", "metadata", 1),
        "url_2": ("url", "metadata", 1),
        "desk": ("desk", "metadata", 1),
    }
    assert c.documents.loc[0, ["text", "text_2"]].tolist() == [TEXT, "x"]


def test_metadata_never_overwrites_a_column(tmp_path):
    c = documents.read(write(tmp_path, "a.jsonl", [item(1, sha256="x", sha256_2="y", n_chars=0, start=1)]))
    assert c.documents.loc[0, ["sha256_2_2", "sha256_2", "n_chars_2", "start_2"]].tolist() == [
        "x",
        "y",
        "0",
        "1",
    ]
    assert c.documents.loc[0, "n_chars"] == len(TEXT) + 2


def test_a_folder_of_every_format_and_encoding_is_one_corpus(tmp_path):
    folder = tmp_path / "مجلد الأخبار 1"
    write(folder, "أ/خبر أول.txt", TEXT)
    write(folder, "b.txt.gz", TEXT + "\r\n", "utf-16")
    write(folder, "c.csv", f"id,text\nc1,{TEXT}\n", "cp1256")
    write(folder, "d.tsv.gz", f"id\ttext\nd1\t{TEXT}\n", "utf-8-sig")
    write(folder, "e.json", json.dumps({"articles": [{"id": "e1", "text": TEXT}]}))
    write(folder, "f.jsonl.gz", [{"id": "f1", "text": TEXT}])
    write(folder, "g.ndjson", [{"id": "g1", "text": TEXT}])
    write(folder, "h.docx", b"PK")
    c = documents.read(folder, progress=True)
    assert c.documents["doc_id"].tolist() == ["b", "c1", "d1", "e1", "f1", "g1", "أ/خبر أول"]
    assert set(c.documents["text"].str.strip()) == {TEXT}
    assert c.files["format"].tolist() == ["txt", "csv", "tsv", "json", "jsonl", "jsonl", "txt"]
    assert c.files["encoding"].tolist()[:3] == ["utf-16-le", "windows-1256", "utf-8"]
    assert c.files["n_documents"].tolist() == [1] * 7
    raw = (folder / "b.txt.gz").read_bytes()
    assert c.files.loc[0, ["bytes", "sha256"]].tolist() == [len(raw), hashlib.sha256(raw).hexdigest()]
    assert c.set_aside["file"].tolist() == ["h.docx"]
    assert c.notes[["file", "note"]].values.tolist() == [["b.txt.gz", "1 CRLF line ends changed to LF"]]


def test_what_cannot_be_used_is_set_aside_with_file_row_and_reason(tmp_path):
    lines = [json.dumps(row) for row in (item(1), {"id": "d2"}, {"id": "d3", "text": " "}, item(1))]
    lines += ['{"id": "d4", "text": ', json.dumps({"id": "d5", "text": "no Arabic, 12"}), json.dumps(item(6))]
    write(tmp_path, "a.jsonl", "\n".join(lines))
    write(tmp_path, "b.txt", "")
    write(tmp_path, "c.txt", "Обычный русский текст о погоде", "cp1251")
    write(tmp_path, "d.csv", "author,year\nx,2018\n")
    write(tmp_path, "e.csv", "id,text\n")
    c = documents.read(tmp_path)
    assert c.documents["doc_id"].tolist() == ["d1", "d6"]
    found = {
        (row.file, 0 if pd.isna(row.row) else row.row): (row.doc_id, row.reason)
        for row in c.set_aside.itertuples()
    }
    assert found[("a.jsonl", 2)] == ("d2", "no text")
    assert found[("a.jsonl", 3)] == ("d3", "no text")
    assert found[("a.jsonl", 4)] == ("d1", "repeats an earlier document: same id, same text")
    assert found[("a.jsonl", 5)][1].startswith("broken JSON")
    assert found[("a.jsonl", 6)] == ("d5", "no Arabic word")
    assert found[("b.txt", 0)][1] == "an empty file"
    assert found[("c.txt", 0)][1].startswith("the bytes are neither UTF-8")
    assert "no column is known to hold the text" in found[("d.csv", 0)][1]
    assert "among: author, year (the first line must hold the columns' names)" in found[("d.csv", 0)][1]
    assert found[("e.csv", 0)][1] == "a table without rows"
    assert len(found) == 9


def test_an_id_used_twice_is_made_unique_and_noted(tmp_path):
    items = [{"id": "a", "text": TEXT + str(n)} for n in range(3)] + [{"id": "a-2", "text": TEXT}]
    c = documents.read(write(tmp_path, "a.jsonl", items))
    assert c.documents["doc_id"].tolist() == ["a", "a-2", "a-3", "a-2-2"]
    assert c.notes["doc_id"].tolist() == ["a-2", "a-3", "a-2-2"]
    assert c.notes["note"][0] == 'the id "a" belongs to an earlier document with another text; now "a-2"'


def test_remarks_on_texts_and_dates_say_where(tmp_path):
    items = [item(1, date="03/04/2018"), item(2, date="٣١/٠٣/٢٠١٨"), item(3, date="1439-07-14")]
    items += [{"id": "d4", "text": "نعم\ud800\0"}, {"id": 5, "text": ["نعم", "لا"]}]
    c = documents.read(write(tmp_path, "a.jsonl", items))
    assert c.documents["date"].isna().tolist() == [False, False, False, True, True]
    assert c.documents["text"].tolist()[3:] == ["نعم\ufffd\0", "نعم\nلا"]
    assert c.documents["doc_id"].tolist()[4] == "5"
    found = c.notes.groupby("doc_id")["note"].agg(" | ".join)
    assert found["d1"] == 'in the date "03/04/2018" the day is read first, as in other dates beside it'
    assert found["d3"] == "a Hijri date, converted by the Umm al-Qura calendar"
    assert "lone surrogates" in found["d4"]
    assert "1 NUL characters kept" in found["d4"]
    assert "list of 2 strings" in found["5"]
    assert c.notes.loc[c.notes["doc_id"] == "d3", ["file", "row"]].values.tolist() == [["a.jsonl", 3]]


def test_awkward_characters_do_not_break_storage(tmp_path):
    path = write(
        tmp_path, "a.jsonl", [item(1, title="ن\udfff", source="س\ud800", extra={"أ\ud800": "\udfff"})]
    )
    c = documents.read(path)
    c.documents.to_parquet(tmp_path / "a.parquet")
    assert pd.read_parquet(tmp_path / "a.parquet")["title"][0] == "ن\ufffd"


def test_the_text_is_untouched(tmp_path):
    text = "\n  قــالَ «نعم»\u00a0\u200f لا\u200c. ك ی  \n\n"
    for name, content in (("a.txt", text), ("b.jsonl", [{"text": text}]), ("c.csv", f'text\n"{text}"\n')):
        c = documents.read(write(tmp_path, name, content))
        assert c.documents["text"][0] == text
        assert list(c.repairs.columns) == ["file", "row", "doc_id", "field", "step", "n"]
        assert len(c.repairs) == 0


def test_repairs_are_counted_by_step_and_field_and_can_be_switched_off(tmp_path):
    items = [item(1, title="ﻣﻘﺘﻞ ﻃﺎﻟﺐ"), {"id": "b", "text": ["شكرا ً لكم ﻻ", "شكرا ً"], "source": "ﺻﺤﻴﻔﺔ"}]
    path = write(tmp_path, "a.jsonl", items)
    c = documents.read(path)
    assert c.documents["title"][0] == "مقتل طالب"
    assert c.documents["text"][1] == "شكراً لكم لا\nشكراً"
    assert c.documents["source"][1] == "صحيفة"
    assert c.documents["sha256"][1] == hashlib.sha256(c.documents["text"][1].encode()).hexdigest()
    assert c.repairs[["row", "doc_id", "field", "step", "n"]].values.tolist() == [
        [1, "d1", "title", "presentation_forms", 8],
        [2, "b", "text", "presentation_forms", 1],
        [2, "b", "text", "detached_tanwin", 2],
        [2, "b", "source", "presentation_forms", 5],
    ]
    assert c.files["sha256"][0] == hashlib.sha256(path.read_bytes()).hexdigest()
    untouched = documents.read(path, repairs=())
    assert untouched.documents["title"][0] == items[0]["title"]
    assert len(untouched.repairs) == 0
    with pytest.raises(ArgumentError, match='"tatwil" is no repair.*Did you mean "tatweel"'):
        documents.read(path, repairs=["tatwil"])


def test_a_text_in_the_wrong_encoding_is_repaired_before_it_is_judged(tmp_path):
    text = f"عنوان المقال في السلام\n{TEXT}"
    for number, (encoding, step) in enumerate([("utf-8", "utf8_twice"), ("cp1256", "windows_1256")]):
        damaged = text.encode(encoding).decode("latin-1")
        c = documents.read(write(tmp_path, f"{number}.txt", damaged))
        assert c.documents["text"][0] == text
        assert c.documents["title"][0] == "عنوان المقال في السلام"
        assert c.repairs[["step", "n"]].values.tolist() == [[step, 2]]
        c = documents.read(write(tmp_path, f"{number}.jsonl", [item(0, title=damaged)]))
        assert c.documents["title"][0] == text


def test_the_order_of_dates_can_be_told(tmp_path):
    path = write(tmp_path, "a.jsonl", [item(1, date="03/04/2018"), item(2, date="2018-03-31")])
    c = documents.read(path)
    assert c.documents["date"][0] == pd.Timestamp("2018-01-01")
    assert c.documents["date_precision"].tolist() == ["year", "day"]
    assert c.notes["note"][0].startswith('the date "03/04/2018" is kept as a year, 2018: ambiguous')
    assert documents.read(path, date_order="dmy").documents["date"][0] == pd.Timestamp("2018-04-03")
    with pytest.raises(ArgumentError, match='date_order is "dym"'):
        documents.read(path, date_order="dym")


def test_the_order_of_day_and_month_is_that_of_the_column_and_it_is_told(tmp_path):
    american = [item(1, date="03/04/2018"), item(2, date="03/31/2018")]
    arab = [item(3, date="03/04/2018"), item(4, date="31/03/2018")]
    both = [item(5, date="03/04/2018"), item(6, date="31/03/2018"), item(7, date="03/31/2018")]
    for name, items in (("a", american), ("b", arab), ("c", both), ("d", [item(8, date="05/06/2018")])):
        write(tmp_path, f"{name}.jsonl", items)
    c = documents.read(tmp_path)
    days = c.documents.set_index("doc_id")["date"].dt.strftime("%m-%d").to_dict()
    assert (days["d1"], days["d3"], days["d5"], days["d8"]) == ("03-04", "04-03", "01-01", "01-01")
    told = c.notes.set_index("doc_id")["note"]
    assert told["d1"] == 'in the date "03/04/2018" the month is read first, as in other dates beside it'
    assert told["d3"] == 'in the date "03/04/2018" the day is read first, as in other dates beside it'
    assert "ambiguous" in told["d5"] and "ambiguous" in told["d8"]  # the tables show both orders


def test_a_year_or_a_month_is_kept_with_its_precision(tmp_path):
    written = ["2019", "05/2020", "مايو 2019", "١٤٤٠هـ", "2019-2020", "2019-03-01", "31/03/19", ""]
    path = write(tmp_path, "a.jsonl", [item(n, date=date) for n, date in enumerate(written)])
    found = documents.read(path).documents
    days = found["date"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    assert days[:4] == ["2019-01-01", "2020-05-01", "2019-05-01", "2018-09-11"]
    assert days[4:] == ["2019-01-01", "2019-03-01", "", ""]
    assert found["date_precision"].tolist() == ["year", "month", "month", "years", "years", "day", "", ""]
    assert "date_precision" not in documents.read(write(tmp_path, "b.jsonl", [item(1, date="2019-03-01")])).documents


def test_numbers_that_count_something_are_no_years(tmp_path):
    counts = [item(n, time=str(n * 37 + 1400)) for n in range(40)]
    found = documents.read(write(tmp_path, "a.jsonl", [{**one, "date": one.pop("time")} for one in counts]))
    assert found.documents["date"].isna().all()
    years = [item(n, date=str(1990 + n)) for n in range(30)]
    assert documents.read(write(tmp_path, "b.jsonl", years)).documents["date"].notna().all()


def test_metadata_of_few_values_is_a_category(tmp_path):
    items = [item(n, desk="ab"[n % 2], author=f"a{n}") for n in range(10)]
    frame = documents.read(write(tmp_path, "a.jsonl", items)).documents
    assert frame["desk"].dtype == "category"
    assert frame["author"].dtype != "category"


def test_a_missing_named_column_is_an_error(tmp_path):
    path = write(tmp_path, "a.csv", f"body,date\n{TEXT},2018-03-31\n")
    with pytest.raises(
        InputError, match='a.csv has no column "bdy".*columns are body, date.*Did you mean "body"'
    ):
        documents.read(path, columns={"text": "bdy"})
    with pytest.raises(ArgumentError, match='The key in columns is "txt".*Did you mean "text"'):
        documents.read(path, columns={"txt": "body"})


def test_nothing_usable_is_an_error_with_the_first_reasons(tmp_path):
    write(tmp_path, "a.jsonl", [{"id": n, "text": "none"} for n in range(5)])
    with pytest.raises(
        InputError, match=r"holds no usable document; 5 set aside\. The first reasons: a\.jsonl, row 1: no"
    ):
        documents.read(tmp_path)
    with pytest.raises(
        InputError, match=r"1 set aside\. Reason: b\.csv: no column is known to hold the text"
    ):
        documents.read(write(tmp_path, "b.csv", "a,b\n1,2\n"))
    with pytest.raises(InputError, match="does not exist"):
        documents.read(tmp_path / "missing")


def test_an_encoding_can_be_named(tmp_path):
    path = write(tmp_path, "a.txt", "نعم", "mac_arabic")
    assert documents.read(path, encoding="mac_arabic").documents["text"][0] == "نعم"
    with pytest.raises(ArgumentError, match='Did you mean "utf-8"'):
        documents.read(path, encoding="utf-88")
    with pytest.raises(InputError, match="a.txt: not utf-8: byte 0 cannot be read"):
        documents.read(path, encoding="utf-8")


def test_where_chooses_by_value_list_and_date(corpus):
    def ids(c):
        return c.documents["doc_id"].tolist()

    assert ids(corpus.where(source="BBC")) == ["d0", "d2"]
    assert ids(corpus.where(source=["BBC", "unknown"], desk="a")) == ["d0", "d2", "d3"]
    assert ids(corpus.where(start="2018", end="2018-03")) == ["d1", "d2"]
    assert ids(corpus.where(end="2018-03-31")) == ["d0", "d1", "d2"]
    assert ids(corpus.where(start=pd.Timestamp("2018-03-31 23:30"))) == ["d2", "d3"]
    assert ids(corpus.where(start=2018, source="CNN")) == ["d1"]
    assert ids(corpus.where()) == ids(corpus)
    assert len(corpus.where(source="BBC").where(source="CNN")) == 0
    assert corpus.where(source="CNN").documents.index.tolist() == [0, 1]
    assert len(corpus) == 5


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"sorce": "BBC"}, 'no column "sorce"; they have doc_id, title.* Did you mean "source"'),
        ({"source": "BBB"}, 'No document has source "BBB". Did you mean "BBC"'),
        ({"source": ["BBC", "bbc"]}, 'No document has source "bbc"'),
        ({"start": "soon"}, 'start is "soon", but must be a date such as "2018-03-31"'),
        ({"end": "03/04/2018"}, 'end is "03/04/2018", but must be a date'),
        ({"end": "2018-31-31"}, 'end is "2018-31-31", but must be a date'),
    ],
)
def test_where_refuses_what_cannot_be_meant(corpus, conditions, message):
    with pytest.raises(ArgumentError, match=message):
        corpus.where(**conditions)


def test_a_corpus_cannot_be_reassigned_and_shows_itself_in_one_line(corpus):
    with pytest.raises(AttributeError):
        corpus.documents = None
    expected = "Corpus(5 documents, 3 sources, 2017-12-31 to 2018-04-01; 0 set aside, 0 notes)"
    assert repr(corpus) == expected
    assert repr(corpus.where(source="CNN")).startswith("Corpus(2 documents, 1 source, 2018-01-01 to")


def test_a_document_of_twenty_megabytes_is_read(tmp_path):
    path = write(tmp_path, "a.txt", TEXT * 200_000)
    begin = time.perf_counter()
    assert documents.read(path).documents["n_chars"][0] == 200_000 * len(TEXT)
    assert time.perf_counter() - begin < 10


@needs_shared
def test_the_real_articles_are_read_whole():
    path = SHARED / "corpora" / "counterterrorism.jsonl.gz"
    with gzip.open(path) as lines:
        raw = [json.loads(line) for line in lines]
    c = documents.read(path, repairs=())
    assert c.documents["text"].tolist() == [row["text"] for row in raw]
    assert c.documents["doc_id"].tolist() == [row["id"] for row in raw]
    assert c.documents["date"].isna().sum() == sum(not row["date"] for row in raw)
    assert (len(c), len(c.set_aside), len(c.notes), len(c.repairs)) == (10_412, 0, 0, 0)


@needs_shared
def test_the_repairs_of_the_real_articles_are_few_and_of_the_kinds_that_are_in_them():
    repaired = documents.read(SHARED / "corpora" / "counterterrorism.jsonl.gz").repairs
    texts = repaired[repaired["field"] == "text"]
    assert texts.groupby("step")["doc_id"].nunique().to_dict() == {
        "presentation_forms": 44, "detached_tanwin": 6, "lam_alef": 2, "composed": 1,
    }  # fmt: skip


@needs_shared
def test_the_real_articles_come_back_from_csv(tmp_path):
    c = documents.read(SHARED / "corpora" / "topics_labelled.jsonl.gz")
    c.documents.to_csv(tmp_path / "a.csv", index=False, quoting=csv.QUOTE_MINIMAL)
    again = documents.read(tmp_path / "a.csv")
    pd.testing.assert_frame_equal(again.documents[list(COLUMNS)], c.documents)


@needs_shared
def test_the_folder_of_awkward_files_loses_nothing_without_a_word():
    folder = SHARED / "ugly"
    c = documents.read(folder)
    told = set(c.set_aside["file"]) | set(c.files.loc[c.files["n_documents"] > 0, "file"])
    assert told == {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert "real/cp1256_wikipedia_maghreb" in set(c.documents["doc_id"])


def written(path, header, rows, kind):
    if kind == "xlsx":
        path.write_bytes(xlsx(one=[header, *rows]))
    else:
        path.write_text("\n".join(",".join(row) for row in [header, *rows]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("kind", "n"), [("csv", 3), ("csv", 40_000), ("xlsx", 3)])
def test_a_header_that_is_repeated_below_is_no_document(tmp_path, kind, n):
    rows = [[f"نص طويل رقم {k} عن المدينة", "الغد"] for k in range(n)]
    rows.insert(2, ["النص", " اسم الجريدة"])
    written(tmp_path / f"a.{kind}", ["النص", "اسم الجريدة"], rows, kind)
    c = documents.read(tmp_path)
    assert len(c) == n and set(c.documents["source"]) == {"الغد"}
    assert c.set_aside[["row", "reason"]].values.tolist() == [
        [4, "repeats the names of the columns, as tables do that were joined from several"]
    ]


@pytest.mark.parametrize("n", [3, 40_000])
def test_the_name_of_the_column_is_no_source(tmp_path, n):
    rows = [[f"نص طويل رقم {k} عن المدينة", "الغد"] for k in range(n)]
    rows[1][1], rows[2][1] = "اسم الجريدة", "الجريدة"
    written(tmp_path / "a.csv", ["النص", "اسم الجريدة"], rows, "csv")
    c = documents.read(tmp_path)
    assert c.documents["source"].head(3).tolist() == ["الغد", "unknown", "الجريدة"]
    assert c.notes["note"].tolist() == [
        'the source "اسم الجريدة" is the name of a column, not of a source, so it counts as unknown'
    ]


def test_a_file_that_gives_no_document_is_noted_with_none(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("قال الوزير إن السوق مغلق", encoding="utf-8")
    c = documents.read(tmp_path)
    assert c.files[["file", "n_documents"]].values.tolist() == [["a.csv", 0], ["b.txt", 1]]


@pytest.mark.parametrize(("n", "listed"), [(1, True), (20, True), (21, False)])
def test_values_that_there_are_are_listed_where_they_are_few(n, listed):
    made = documents.read([{"text": f"نص {i}", "source": f"صحيفة {chr(0x628 + i)}"} for i in range(n)])
    with pytest.raises(NotFound, match='No document has source "xyz"') as error:
        made.where(source="xyz")
    assert ("There are: " in str(error.value)) == listed
