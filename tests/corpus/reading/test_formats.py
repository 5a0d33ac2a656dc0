"""Finding files and reading their records."""

import csv
import gzip
import io
import json
import os

import pytest
import records
from hypothesis import given
from hypothesis import strategies as st
from shared_files import SHARED, needs_shared

from helpers.corpus import documents
from helpers.corpus.reading import files, tables
from helpers.errors import InputError

TEXT = "قال الوزير إن مكافحة الإرهاب من أولويات الدولة."


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text if isinstance(text, bytes) else text.encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def rows(path):
    return records.read(path)[0]


def test_a_folder_is_searched_to_the_bottom_in_sorted_order(tmp_path):
    for name in ("b.txt", "a/ملف عربي.txt", "a/c.jsonl.gz", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name, TEXT)
    found, aside = files.find(tmp_path)
    assert [file.name for file in found] == ["a/c.jsonl.gz", "a/ملف عربي.txt", "b.txt"]
    assert aside == []


def test_unknown_kinds_of_file_are_listed(tmp_path):
    for name in ("a.txt", "b.xyz", "Makefile", "c.xyz.gz"):
        write(tmp_path, name, TEXT)
    found, aside = files.find(tmp_path)
    assert [(file.name, file.kind) for file in found] == [("Makefile", "bare"), ("a.txt", "txt")]
    assert [name for name, _ in aside] == ["b.xyz", "c.xyz.gz"]
    assert all(reason.startswith("unknown kind of file; the kinds are .txt") for _, reason in aside)


def test_symbolic_links_in_a_folder_are_not_followed(tmp_path):
    write(tmp_path, "outside/secret.txt", TEXT)
    write(tmp_path, "raw/a.txt", TEXT)
    os.symlink(tmp_path / "outside" / "secret.txt", tmp_path / "raw" / "link.txt")
    os.symlink(tmp_path / "outside", tmp_path / "raw" / "folder")
    found, aside = files.find(tmp_path / "raw")
    assert [file.name for file in found] == ["a.txt"]
    assert [name for name, _ in aside] == ["folder", "link.txt"]
    assert all("symbolic link" in reason for _, reason in aside)


def test_a_path_that_is_a_link_itself_is_read(tmp_path):
    write(tmp_path, "raw/a.txt", TEXT)
    os.symlink(tmp_path / "raw", tmp_path / "link")
    assert [file.name for file in files.find(tmp_path / "link")[0]] == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_stop_the_reading(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert files.find(tmp_path) == ([], [("a.txt", "not a regular file")])


def test_missing_empty_and_unknown_paths_are_errors(tmp_path):
    write(tmp_path, "articles.jsonl", "{}")
    with pytest.raises(InputError, match='articels.jsonl does not exist.* Did you mean "articles.jsonl"'):
        files.find(tmp_path / "articels.jsonl")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="empty is empty: put the raw files there"):
        files.find(tmp_path / "empty")
    with pytest.raises(InputError, match=r"a\.xyz cannot be read: unknown kind of file; the kinds are \.txt"):
        files.find(write(tmp_path, "a.xyz", TEXT))
    with pytest.raises(InputError, match=r"a\.pages cannot be read: \.pages is not read; export it as \.docx"):
        files.find(write(tmp_path, "a.pages", TEXT))


def test_names_in_sentences_hold_no_line_end_and_no_escape_sequence(tmp_path):
    write(tmp_path, "a\x1b]0;hacked\x07.csv", '"a\nb",c\n1,2\n')
    with pytest.raises(InputError) as caught:
        documents.read(tmp_path)
    assert "among: a\ufffdb, c" in str(caught.value) and "a\ufffd]0;hacked\ufffd.csv" in str(caught.value)


def test_a_column_with_half_a_character_in_its_name_is_read_and_shown(tmp_path):
    write(tmp_path, "a.jsonl", json.dumps({"text": TEXT, "\ud800date": "2018-03-31", "id\ud800": "n1"}))
    c = documents.read(tmp_path)
    assert c.mapping["column"].tolist()[2::4] == ["\ufffddate", "id\ufffd"]
    assert str(c.documents["date"][0])[:10] == "2018-03-31"


@pytest.mark.parametrize("name", ["خبر أول.txt", "خبر أول.txt.gz"])
def test_a_text_file_is_one_document_with_its_first_line_as_title(tmp_path, name):
    text = f"\n  عنوان الخبر  \n\n{TEXT}\n"
    path = write(tmp_path, name, text)
    found, info, aside = records.read(path)
    assert found == [(None, {"text": text})]
    assert documents.read(path).documents["title"].tolist() == ["عنوان الخبر"]
    assert aside == []
    assert info.format == "txt"
    assert info.n_bytes == path.stat().st_size


def test_a_title_is_cut_at_120_characters(tmp_path):
    c = documents.read(write(tmp_path, "a.txt", "كلمة " * 100))
    assert c.documents["title"].str.len().tolist() == [119]


@pytest.mark.parametrize("data", [b"", b"  \n ", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json", "a.jsonl"])
def test_an_empty_file_is_an_error(tmp_path, name, data):
    with pytest.raises(InputError, match="an empty file"):
        records.read(write(tmp_path, name, data))


def test_a_broken_gzip_file_is_an_error(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode() * 100)[:-20])
    with pytest.raises(InputError, match="not a whole gzip file"):
        records.read(path)
    path.write_bytes(TEXT.encode())
    with pytest.raises(InputError, match="not a whole gzip file"):
        records.read(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.csv.gz"])
def test_delimiters_are_found_and_quoted_line_ends_kept(tmp_path, name, delimiter):
    cells = [["id", "title", "text"], ["1", "عنوان، أول", 'قال: "نعم"\nثم, مضى; | و\tعاد'], ["2", "", TEXT]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(cells)
    found = rows(write(tmp_path, name, out.getvalue()))
    assert [list(record.values()) for _, record in found] == cells[1:]
    assert [row for row, _ in found] == [2, 4]


def test_a_table_of_one_column_may_contain_commas(tmp_path):
    assert rows(write(tmp_path, "a.csv", "text\nقال, نعم\nلا; شيء\n")) == [
        (2, {"text": "قال, نعم"}),
        (3, {"text": "لا; شيء"}),
    ]


def test_the_delimiter_that_excel_names_is_used(tmp_path):
    assert rows(write(tmp_path, "a.csv", "sep=;\nid;text\n1;نعم, لا\n")) == [
        (3, {"id": "1", "text": "نعم, لا"})
    ]


def test_rows_that_do_not_fit_are_set_aside_with_their_line(tmp_path):
    lines = ["id,text,url", f'"1",{TEXT},u', '"2",قال, نعم, ثم,u', f'"3",{TEXT}', "", f'"4",{TEXT},u,,']
    lines += ['"5","قال" نعم,u', f'"6",{TEXT},u']
    found, _, aside = records.read(write(tmp_path, "a.csv", "\n".join(lines)))
    assert [record["id"] for _, record in found] == ["1", "4", "6"]
    assert [row for row, _ in aside] == [3, 4, 7]
    assert aside[0][1] == "has 5 cells where the header has 3; put cells in quotation marks"
    assert aside[1][1].startswith("has 2 cells")
    assert aside[2][1].startswith("does not parse (")
    assert aside[2][1].endswith("double the quotation marks inside cells")


def test_an_unclosed_quotation_mark_says_how_far_it_reaches(tmp_path):
    lines = ["id,text"] + [f'{n},"نص {n}, وفاصلة"' for n in range(1, 9)]
    lines[3] = '3,"نص 3'
    found, _, aside = records.read(write(tmp_path, "a.csv", "\n".join(lines)))
    assert [record["id"] for _, record in found] == ["1", "2", "5", "6", "7", "8"]
    assert [row for row, _ in aside] == [4]
    assert aside[0][1].startswith("does not parse up to line 5 (")


def test_a_quotation_mark_that_is_never_closed_costs_one_row_only(tmp_path):
    lines = ["id,text", '1,"نص 1, وفاصلة"', '2,"نص 2', "3,نص 3", '4,"نص 4, وفاصلة', "5,نص 5"]
    found, _, aside = records.read(write(tmp_path, "a.csv", "\n".join(lines[:4])))
    assert [record["id"] for _, record in found] == ["1", "3"]
    assert aside == [(3, "a quotation mark that is opened here is never closed")]
    assert records.read(write(tmp_path, "b.csv", "\n".join(lines[:3])))[2][0][0] == 3


def test_the_end_of_a_text_cut_off_in_a_table_of_one_column_is_no_document(tmp_path):
    found, _, aside = records.read(write(tmp_path, "a.csv", 'text\n"نص, أول"\n"نص ثان\nمقطوع\nهنا'))
    assert [record["text"] for _, record in found] == ["نص, أول"]
    assert aside == [
        (3, "a quotation mark that is opened here is never closed; the lines up to 5 are not read")
    ]


def test_a_tab_table_without_quoting_keeps_its_quotation_marks(tmp_path):
    text = 'id\ttext\n1\t"قال" نعم\n2\t"لا\n3\tنعم\n'
    found, info, aside = records.read(write(tmp_path, "a.tsv", text))
    assert [record["text"] for _, record in found] == ['"قال" نعم', '"لا', "نعم"]
    assert aside == []
    assert "quotation marks read as part of the text" in info.how


def test_a_cell_longer_than_the_csv_module_allows_is_read_and_the_limit_put_back(tmp_path):
    before = csv.field_size_limit()
    found = rows(write(tmp_path, "a.csv", "id,text\n1," + "نص " * 100_000 + "\n"))
    assert len(found[0][1]["text"]) == 300_000
    assert csv.field_size_limit() == before


def test_column_names_are_made_whole_and_unique(tmp_path):
    found = rows(write(tmp_path, "a.csv", f",text, text ,\n1,{TEXT},ب,ج\n"))
    assert list(found[0][1]) == ["column_1", "text", "text_2", "column_4"]


JSON_SHAPES = {
    "array": lambda items: json.dumps(items),
    "object around one array": lambda items: json.dumps({"count": 2, "articles": items}),
    "arrays one after the other": lambda items: json.dumps(items[:1]) + "\n" + json.dumps(items[1:]),
    "one object a line": lambda items: "\n".join(json.dumps(item) for item in items),
}


@pytest.mark.parametrize("shape", JSON_SHAPES)
def test_json_in_every_shape(tmp_path, shape):
    items = [{"text": TEXT}, {"text": TEXT + " نعم", "n": 3}]
    found = rows(write(tmp_path, "a.json", JSON_SHAPES[shape](items)))
    assert found == [(1, {"text": TEXT, "n": ""}), (2, {"text": TEXT + " نعم", "n": "3"})]


def test_one_json_object_is_one_document_even_with_an_array_inside(tmp_path):
    item = {"text": TEXT, "links": [{"url": "a"}]}
    assert rows(write(tmp_path, "a.json", json.dumps(item))) == [(1, {"text": TEXT, "links": '[{"url": "a"}]'})]


def test_several_arrays_in_a_json_file_are_told(tmp_path):
    _, info, _ = records.read(write(tmp_path, "a.json", '[{"text": "نعم"}]\n[{"text": "لا"}]'))
    assert info.how.endswith("; 2 JSON values one after the other read as one list")


def test_broken_json_is_named_with_its_line(tmp_path):
    with pytest.raises(InputError, match="broken JSON in line 2: "):
        records.read(write(tmp_path, "a.json", '[{"text": "نعم"},\n{"text": ]'))
    found, _, aside = records.read(write(tmp_path, "b.json", '[{"text": "نعم"}]\n[{"text": '))
    assert len(found) == 1
    assert aside[0][1].startswith("broken JSON in line 2")


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.json"])
def test_broken_json_lines_are_set_aside_with_their_number(tmp_path, name):
    lines = ['{"text": "نعم"}', "", '{"text": "لا"', "[1]", '{"text": "بلى"}']
    found, _, aside = records.read(write(tmp_path, name, "\n".join(lines)))
    assert [row for row, _ in found] == [1, 5]
    assert aside[0] == (3, "broken JSON: Expecting ',' delimiter")
    assert aside[1] == (4, "a JSON list where an object is needed")


def test_json_nested_too_deep_is_set_aside(tmp_path):
    _, _, aside = records.read(write(tmp_path, "a.jsonl", '{"text": "نعم"}\n' + "[" * 200_000 + "\n"))
    assert aside[0][0] == 2


def test_a_line_separator_inside_a_json_string_does_not_end_the_line(tmp_path):
    assert rows(write(tmp_path, "a.jsonl", '{"text": "نعم\u2028لا\x85"}\n')) == [
        (1, {"text": "نعم\u2028لا\x85"})
    ]


def test_a_json_array_in_a_jsonl_file_is_read(tmp_path):
    assert len(rows(write(tmp_path, "a.jsonl", '[{"text": "نعم"},\n {"text": "لا"}]'))) == 2


def test_json_objects_over_several_lines_in_a_jsonl_file_are_read(tmp_path):
    text = json.dumps({"text": "نعم"}, indent=1) + "\n" + json.dumps({"text": "لا"}, indent=1)
    assert [record["text"] for _, record in rows(write(tmp_path, "a.jsonl", text))] == ["نعم", "لا"]


def test_a_header_that_does_not_parse_is_an_error(tmp_path):
    with pytest.raises(InputError, match="the header in line 1 does not parse"):
        records.read(write(tmp_path, "a.csv", 'id,"te"xt,url\n1,"نعم",u\n2,"لا",u\n'))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=5))
def test_cells_come_back_from_csv_as_they_were_written(cells):
    cells = [cell + "ن" for cell in cells]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[f"c{n}" for n in range(len(cells))], cells])
    found = tables.separated(out.getvalue())
    assert [list(record.values()) for _, record in found.table] == [cells]
    assert found.aside == []


def test_reading_does_not_change_the_file(tmp_path):
    path = write(tmp_path, "a.csv", "id,text\r\n1,نعم\r\n")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    records.read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@needs_shared
def test_a_real_file_of_two_arrays_is_read_whole():
    found, info, aside = records.read(SHARED / "ugly" / "real" / "scrapy_two_arrays_in_one.json")
    assert (len(found), len(aside)) == (197, 0)
    assert "2 JSON values" in info.how


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["a,b;c", "1,2;3"], ","), (["a;b,c", "1;2,3"], ","),  # as many cells either way: the comma is more usual
        (["a;b|c", "1;2|3"], ";"), (["a;b;c,d", "1;2;3,4"], ";"), (["a,b;c", "1;2", "3;4"], ";"),
        (["a", "1,5", "2,5"], tables.NO_DELIMITER),
    ],
)  # fmt: skip
def test_the_delimiter_is_the_one_that_cuts_most_lines_as_the_header_then_the_most_cells(lines, delimiter):
    assert tables.delimiter_of(lines) == delimiter
