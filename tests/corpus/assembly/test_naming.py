"""Which column of a table is which field, by its name or as the study says."""

import pytest

from helpers.corpus.assembly import naming
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
    assert naming.choose_columns(header, None, "a.csv")[field] == (column, "guessed")


@pytest.mark.parametrize(
    "name",
    ["اسم الجريدة", "اسم الصحيفة", "اسم_الجريدة", "اسم الجريدة:", "اسمالجريدة", "الجـريدة", "الصّحيفة", "جهة النشر",
     "جهة الإصدار", "المصدر الصحفي", "مصدر الخبر", "الموقع", "اسم الموقع الإلكتروني", "وكالة الأنباء", "اسم القناة",
     "الوسيلة الإعلامية", "المؤسسة الصحفية", "دار النشر", "Newspaper Name:", "newspaper_name", "newspaperName",
     "newspapername", "Name of the newspaper", "OUTLET", "news outlet", "media outlet", "Media", "source title",
     "Publication Title", "publisher name"],
)  # fmt: skip
def test_a_column_of_sources_is_known_by_the_words_of_its_name(name):
    chosen = naming.choose_columns([name, "x"], None, "a.csv")
    assert chosen.pop("source") == (name, "guessed")
    assert set(chosen.values()) == {(None, "absent")}


@pytest.mark.parametrize(
    "name",
    ["اسم الكاتب", "الكاتب", "الاسم", "اسم الملف", "اسم الصحفي", "رابط الموقع", "بلد المصدر", "نوع المصدر",
     "مصدر الصورة", "الموقع الجغرافي", "الجهة", "جهة العمل", "مكان النشر", "عدد الجريدة", "رئيس تحرير الصحيفة",
     "name", "author name", "source country", "source id", "media type", "source article", "channel", "username"],
)  # fmt: skip
def test_what_only_has_to_do_with_a_source_is_no_column_of_sources(name):
    assert naming.choose_columns([name, "x"], None, "a.csv")["source"] == (None, "absent")


def test_of_several_columns_of_sources_the_likeliest_is_taken():
    assert naming.choose_columns(["الموقع", "اسم الجريدة"], None, "a.csv")["source"] == ("اسم الجريدة", "guessed")
    assert naming.choose_columns(["media", "newspaper"], None, "a.csv")["source"] == ("newspaper", "guessed")


@pytest.mark.parametrize(
    "name", ["context", "texture", "subtitle", "update", "resource", "identity", "sectional"]
)
def test_names_that_only_contain_a_common_name_are_not_taken(name):
    assert set(naming.choose_columns([name], None, "a.csv").values()) == {(None, "absent")}


def test_the_likeliest_name_wins_and_a_named_column_is_not_guessed_again():
    header = ["content", "text", "title"]
    assert naming.choose_columns(header, None, "a.csv")["text"] == ("text", "guessed")
    chosen = naming.choose_columns(header, {"title": "text", "date": None}, "a.csv")
    assert chosen["title"] == ("text", "named")
    assert chosen["text"] == ("content", "guessed")
    assert chosen["date"] == (None, "absent")


def test_a_named_column_that_is_missing_is_an_error_with_the_nearest_one():
    message = 'a.csv has no column "bodi" for the text; its columns are body, date. Did you mean "body"'
    with pytest.raises(InputError, match=message):
        naming.choose_columns(["body", "date"], {"text": "bodi"}, "a.csv")
    with pytest.raises(ArgumentError, match='"txt".*Did you mean "text"'):
        naming.choose_columns(["body"], {"txt": "body"}, "a.csv")
