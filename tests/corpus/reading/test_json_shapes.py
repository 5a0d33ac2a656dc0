"""Where records stand in JSON: every shape that programs write, and objects that only look like one."""

import json

import pytest

from helpers.corpus import documents
from helpers.corpus.reading import json_shapes
from helpers.display import sentences

TEXT = "اجتمع المجلس لمناقشة الميزانية الجديدة"
ROWS = [{"id": f"a{n}", "date": f"2020-01-0{n + 1}", "text": f"{TEXT} {n}"} for n in range(3)]
NAMES = list(ROWS[0])
CELLS = [list(row.values()) for row in ROWS]


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (ROWS, ""), ({"articles": ROWS}, ""), ({"status": "ok", "total": 3, "articles": ROWS}, ""),
        ({"data": {"list": {"items": ROWS}}}, 'the list "data.list.items"'),
        ({"sources": [{"n": 1}] * 9, "articles": ROWS}, 'the list "articles"'),
        ({"hits": {"hits": [{"_source": row} for row in ROWS]}}, 'the list "hits.hits"'),
        ({"posts": {"edges": [{"node": row} for row in ROWS]}}, 'the list "posts.edges"'),
        ({name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in NAMES}, "columns of a table"),
        ({name: [row[name] for row in ROWS] for name in NAMES}, "columns of a table"),
        ({"columns": NAMES, "index": [0, 1, 2], "data": CELLS}, "columns of a table"),
        ([NAMES, *CELLS], "a row of names"), ({"range": "A1", "values": [NAMES, *CELLS]}, "a row of names"),
        ({row["id"]: {"date": row["date"], "text": row["text"]} for row in ROWS}, "objects by their id"),
        ([ROWS[:1], ROWS[1:]], "2 lists of objects"),
    ],
)
def test_records_are_found(tmp_path, value, where):
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
    corpus = documents.read(tmp_path / "a.json")
    assert corpus.documents["text"].tolist() == [row["text"] for row in ROWS]
    assert corpus.documents["doc_id"].tolist() == ["a0", "a1", "a2"]
    assert corpus.documents["date"].dt.day.tolist() == [1, 2, 3]
    notes = corpus.notes["note"].tolist()
    assert len(notes) == bool(where) and all(where in note for note in notes)


@pytest.mark.parametrize(
    "value",
    [
        {"id": 1, "text": TEXT, "comments": [{"text": "تعليق"}]}, {"text": [TEXT, "فقرة ثانية"], "title": "عنوان"},
        {"text": [TEXT, TEXT]}, {"id": 1, "text": TEXT, "tags": {"0": "أ", "1": "ب"}},
        {"text": {"ar": TEXT, "en": "text"}, "title": {"ar": "عنوان", "en": "title"}}, {"article": {"body": TEXT}},
        {"article": {"body": TEXT}, "comments": [{"x": 1}, {"x": 2}], "media": [{"y": 1}]},
    ],
)
def test_one_record_stays_one(value):
    assert json_shapes.records(value) == ([value], "")


def test_strings_are_texts_and_a_short_row_lacks_its_last_cells(tmp_path):
    for name, value in (("a", [TEXT, f"{TEXT} ب"]), ("b", [["id", "text", "date"], ["1", TEXT]])):
        (tmp_path / f"{name}.json").write_text(json.dumps(value), encoding="utf-8")
    found = documents.read(tmp_path).documents
    assert found["doc_id"].tolist() == ["a-1", "a-2", "1"] and found["date"].isna().all()


@pytest.mark.parametrize(
    "value", [[], {}, [[]], [[], []], {"a": []}, {"a": {}}, 7, None, "x", [1, 2], [["text"], [1, 2]]]
)
def test_anything_is_answered(value):
    items, where = json_shapes.records(value)
    assert isinstance(items, list) and isinstance(where, str)


PAGES = [{"page": n, "message": "OK", "articles": ROWS[2 * n : 2 * n + 2]} for n in range(2)]


def read_lines(folder, *values):
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
    return documents.read(folder / "a.jsonl")


@pytest.mark.parametrize(
    ("pages", "where"),
    [
        (PAGES, "articles"), ([{"response": {"docs": page["articles"]}} for page in PAGES], "response.docs"),
        ([{"d": {"edges": [{"node": row} for row in page["articles"]]}} for page in PAGES], "d.edges"),
        ([{"page": 0, "articles": []}, *PAGES], "articles"), ([{"a.b": page["articles"]} for page in PAGES], "a.b"),
    ],
)
def test_lines_that_are_pages_hold_many_records(tmp_path, pages, where):
    corpus = read_lines(tmp_path, *pages)
    assert corpus.documents["text"].tolist() == [row["text"] for row in ROWS]
    assert corpus.documents["date"].dt.day.tolist() == [1, 2, 3] and len(corpus.set_aside) == 0
    (note,) = corpus.notes["note"]
    assert f'each line is a page with a list of records, "{where}"' in note and sentences.arabic(note)


def test_what_is_no_record_among_pages_is_set_aside(tmp_path):
    corpus = read_lines(tmp_path, *PAGES, {"articles": [7]}, {"status": "error"})
    assert corpus.documents["text"].tolist() == [row["text"] for row in ROWS]
    assert sorted(corpus.set_aside["reason"]) == ["a JSON int where an object is needed", "no text"]


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "paragraphs": [{"n": 1, "text": TEXT}, {"n": 2, "text": TEXT}]},
        {"title": "خطبة الجمعة", "parts": [{"title": "أ", "text": TEXT}, {"title": "ب", "text": TEXT}]},
        {"id": 1, "post": TEXT, "comments": [{"text": "تعليق", "date": "2020-01-01"}]},
        {"id": 1, "text": TEXT, "related": [{"text": TEXT, "title": "آخر"}, {"text": TEXT, "title": "ثالث"}]},
        {"article": {"body": TEXT}, "more": [{"text": TEXT, "title": "آخر"}]},
    ],
)
def test_a_line_with_a_list_inside_stays_one_record(tmp_path, record):
    assert json_shapes.list_of_pages([record, record]) is None
    assert len(read_lines(tmp_path, record).documents) == 1


@pytest.mark.parametrize(
    "value", [{"2020": ROWS[:1], "2021": ROWS[1:]}, {"data": {"أ": ROWS[:2], "ب": ROWS[2:]}, "n": [{"x": 1}] * 9}]
)
def test_lists_of_one_kind_beside_each_other_are_read_all(tmp_path, value):
    (tmp_path / "a.json").write_text(json.dumps(value), encoding="utf-8")
    corpus = documents.read(tmp_path / "a.json")
    assert corpus.documents["doc_id"].tolist() == ["a0", "a1", "a2"]
    lists = value.get("data", value)
    assert corpus.documents["list"].tolist() == [name for name, rows in lists.items() for _ in rows]
    assert "the records are those of 2 lists, the first is" in corpus.notes["note"].iloc[0]


def test_a_list_of_another_kind_beside_the_records_is_not_read():
    value = {"articles": ROWS, "links": [{"href": "x", "text": TEXT, "rank": 1, "place": 2, "kind": 3}] * 2}
    assert json_shapes.records(value)[0] == ROWS
