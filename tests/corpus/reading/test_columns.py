"""Which column holds what; cells as strings, texts and dates."""

import numpy as np
import pytest

from helpers.corpus.reading import columns
from helpers.errors import ArgumentError, InputError


@pytest.mark.parametrize(
    ("header", "field", "column"),
    [
        (["Body", "x"], "text", "Body"),
        (["article_text"], "text", "article_text"),
        (["النص"], "text", "النص"),
        (["متن"], "text", "متن"),
        (["Headline"], "title", "Headline"),
        (["العنوان"], "title", "العنوان"),
        (["pub-date"], "date", "pub-date"),
        (["تاريخ النشر"], "date", "تاريخ النشر"),
        (["Outlet"], "source", "Outlet"),
        (["الصحيفة"], "source", "الصحيفة"),
        (["section"], "category", "section"),
        (["التصنيف"], "category", "التصنيف"),
        (["Link"], "url", "Link"),
        (["رابط"], "url", "رابط"),
        (["Doc ID"], "id", "Doc ID"),
    ],
)
def test_common_names_are_known(header, field, column):
    assert columns.choose_columns(header, None, "a.csv")[field] == (column, "guessed")


@pytest.mark.parametrize(
    "name",
    ["اسم الجريدة", "اسم الصحيفة", "اسم_الجريدة", "اسم الجريدة:", "اسمالجريدة", "الجـريدة", "الصّحيفة", "جهة النشر",
     "جهة الإصدار", "المصدر الصحفي", "مصدر الخبر", "الموقع", "اسم الموقع الإلكتروني", "وكالة الأنباء", "اسم القناة",
     "الوسيلة الإعلامية", "المؤسسة الصحفية", "دار النشر", "Newspaper Name:", "newspaper_name", "newspaperName",
     "newspapername", "Name of the newspaper", "OUTLET", "news outlet", "media outlet", "Media", "source title",
     "Publication Title", "publisher name"],
)  # fmt: skip
def test_a_column_of_sources_is_known_by_the_words_of_its_name(name):
    chosen = columns.choose_columns([name, "x"], None, "a.csv")
    assert chosen.pop("source") == (name, "guessed")
    assert set(chosen.values()) == {(None, "absent")}


@pytest.mark.parametrize(
    "name",
    ["اسم الكاتب", "الكاتب", "الاسم", "اسم الملف", "اسم الصحفي", "رابط الموقع", "بلد المصدر", "نوع المصدر",
     "مصدر الصورة", "الموقع الجغرافي", "الجهة", "جهة العمل", "مكان النشر", "عدد الجريدة", "رئيس تحرير الصحيفة",
     "name", "author name", "source country", "source id", "media type", "source article", "channel", "username"],
)  # fmt: skip
def test_what_only_has_to_do_with_a_source_is_no_column_of_sources(name):
    assert columns.choose_columns([name, "x"], None, "a.csv")["source"] == (None, "absent")


def test_of_several_columns_of_sources_the_likeliest_is_taken():
    assert columns.choose_columns(["الموقع", "اسم الجريدة"], None, "a.csv")["source"] == ("اسم الجريدة", "guessed")
    assert columns.choose_columns(["media", "newspaper"], None, "a.csv")["source"] == ("newspaper", "guessed")


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("اسم الجريدة", True), ("[Newspaper name]", True), ("الجريدة", False), ("المصدر", False), ("اسم الكاتب", False),
     ("Source", False), ("جريدة الاسم الجديد", False), ("", False)],
)  # fmt: skip
def test_the_name_of_a_column_is_no_source(value, is_one):
    assert columns.names_a_source(value) == is_one


@pytest.mark.parametrize(
    "name", ["context", "texture", "subtitle", "update", "resource", "identity", "sectional"]
)
def test_names_that_only_contain_a_common_name_are_not_taken(name):
    assert set(columns.choose_columns([name], None, "a.csv").values()) == {(None, "absent")}


def test_the_likeliest_name_wins_and_a_named_column_is_not_guessed_again():
    header = ["content", "text", "title"]
    assert columns.choose_columns(header, None, "a.csv")["text"] == ("text", "guessed")
    chosen = columns.choose_columns(header, {"title": "text", "date": None}, "a.csv")
    assert chosen["title"] == ("text", "named")
    assert chosen["text"] == ("content", "guessed")
    assert chosen["date"] == (None, "absent")


def test_a_named_column_that_is_missing_is_an_error_with_the_nearest_one():
    message = 'a.csv has no column "bodi" for the text; its columns are body, date. Did you mean "body"'
    with pytest.raises(InputError, match=message):
        columns.choose_columns(["body", "date"], {"text": "bodi"}, "a.csv")
    with pytest.raises(ArgumentError, match='"txt".*Did you mean "text"'):
        columns.choose_columns(["body"], {"txt": "body"}, "a.csv")


def test_a_long_list_of_columns_is_cut_for_the_sentence():
    assert columns.listed(["x" * 50] * 25) == ", ".join(["x" * 40] * 20) + " and 5 more"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), (float("nan"), ""), (12, "12"), (12.0, "12"), (1.5, "1.5"), (True, "true"), ("نعم", "نعم"),
     (["أ", "ب"], "أ\nب"), ({"أ": 1}, '{"أ": 1}'), (float("inf"), "Infinity")],
)  # fmt: skip
def test_cells_become_strings(value, expected):
    assert columns.string(value) == expected


def test_lone_surrogates_are_replaced_and_pairs_joined():
    assert columns.whole("ن\ud800م") == "ن\ufffdم"
    assert columns.whole("\ud83d\ude00") == "😀"
    assert columns.whole("نعم") == "نعم"


@pytest.mark.parametrize(
    ("raw", "text", "remarks", "reason"),
    [
        ("نعم", "نعم", [], None),
        ("نعم\r\nلا\r", "نعم\nلا\n", ["CRLF or CR line ends changed to LF"], None),
        ("نعم\ud800", "نعم\ufffd", ["lone surrogates replaced by U+FFFD",
                                     "1 U+FFFD: characters that were lost in reading or before"], None),
        ("نعم\0\0", "نعم\0\0", ["2 NUL characters kept"], None),
        (["نعم", "لا"], "نعم\nلا", ["the text was a list of 2 strings, now one line each"], None),
        ([], "", ["the text was a list of 0 strings, now one line each"], "no text"),
        (None, "", [], "no text"),
        (" \n\u00a0", " \n\u00a0", [], "no text"),
        (12, "12", [], "no Arabic word"),
        ("١٢ ، ؟ ـ", "١٢ ، ؟ ـ", [], "no Arabic word"),
        ({"a": "نعم"}, "", [], "the text is a JSON object, not a string"),
        ([{"a": "نعم"}], "", [], "the text is a JSON list, not a string"),
        ("ﻧﻌﻢ", "ﻧﻌﻢ", [], None),
    ],
)  # fmt: skip
def test_a_cell_becomes_a_text_or_says_why_not(raw, text, remarks, reason):
    assert columns.readable(raw) == (text, remarks, reason)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2018-03-31", "2018-03-31"),
        (" 2018/3/1 ", "2018-03-01"),
        ("2018.03.31", "2018-03-31"),
        ("20180331", "2018-03-31"),
        ("٢٠١٨-٠٣-٣١", "2018-03-31"),
        ("۲۰۱۸/۰۳/۳۱", "2018-03-31"),
        ("\u200f2018-03-31", "2018-03-31"),
        ("31/03/2018", "2018-03-31"),
        ("31-3-2018", "2018-03-31"),
        ("03/31/2018", "2018-03-31"),
        ("05/05/2018", "2018-05-05"),
        ("2018-03-31T10:20:30", "2018-03-31T10:20:30"),
        ("2018-03-31 10:20", "2018-03-31T10:20"),
        ("2018-03-31T10:20:30.123Z", "2018-03-31T10:20:30"),
        ("2018-03-31T01:00:00+03:00", "2018-03-30T22:00"),
        ("2018-03-31T23:00:00-0230", "2018-04-01T01:30"),
        ("2018-03-31 10:20:30 UTC", "2018-03-31T10:20:30"),
        ("1900-01-01", "1900-01-01"),
    ],
)
def test_dates_are_read(value, date):
    found, problems = columns.dates([value])
    assert found.dtype == "datetime64[s]"
    assert found[0] == np.datetime64(date)
    assert problems == {}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("03/04/2018", "ambiguous: day and month could be exchanged"),
        ("31/31/2018", "no such day or time"),
        ("2018-02-30", "no such day or time"),
        ("2018-03-31T25:00", "no such day or time"),
        ("00000000", "the year 0000 lies outside 1900-2100"),
        ("1439-07-14", "the year 1439 lies outside 1900-2100"),
        ("2018", "not a date of the form YYYY-MM-DD"),
        ("2018-03", "not a date"),
        ("2018-03/31", "not a date"),
        ("13 مارس 2018", "not a date"),
        ("2018-03-311", "not a date"),
        ("31/03/18", "not a date"),
    ],
)
def test_what_is_no_date_is_left_empty_with_the_reason(value, problem):
    found, problems = columns.dates([value])
    assert np.isnat(found[0])
    assert problem in problems[value]


def test_an_absent_date_is_no_problem():
    found, problems = columns.dates(["", "2018-03-31", ""])
    assert np.isnat(found).tolist() == [True, False, True]
    assert problems == {}
