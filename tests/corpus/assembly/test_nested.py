"""Objects in the cells of JSON: what is opened, what stays whole, and paths that the study names."""

import json

import pytest

from helpers.corpus import documents
from helpers.corpus.assembly import nested

TEXT = "اجتمع المجلس لمناقشة الميزانية الجديدة"


def read(tmp_path, *records, **options):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return documents.read(tmp_path / "a.jsonl", **options)


def used(corpus):
    found = corpus.mapping[corpus.mapping["how"].isin(["guessed", "cells", "named"])]
    return dict(zip(found["field"], found["column"], strict=True))


@pytest.mark.parametrize(
    ("path", "known_as"),
    [
        ("text", "text"), ("article.body", "body"), ("data.article.body", "body"), ("meta.published", "published"),
        ("source.name", "source"), ("title.rendered", "title"), ("date.$date", "date"), ("_id.$oid", "_id"),
        ("date.$date.$numberLong", "date"), ("text.ar", "text"), ("_source.body", "body"), ("node.id", "id"),
        # parts of somebody else, or of a field, are known by the whole path only
        ("source.id", "source.id"), ("user.description", "user.description"), ("author.name", "author.name"),
        ("quoted_status.text", "quoted_status.text"), ("image.url", "image.url"), ("e.g", "g"), ("a.", "a."),
    ],
)  # fmt: skip
def test_what_a_path_is_known_by(path, known_as):
    assert nested.alias(path) == known_as


def test_fields_inside_objects_are_found_and_the_rest_of_them_is_metadata(tmp_path):
    record = {"id": 1, "meta": {"published": "2023-01-01", "outlet": "الأفق", "n": 3},
              "article": {"headline": "عنوان", "body": TEXT}}  # fmt: skip
    corpus = read(tmp_path, record)
    assert used(corpus) == {
        "text": "article.body", "title": "article.headline", "date": "meta.published", "source": "meta.outlet",
        "id": "id",
    }  # fmt: skip
    first = corpus.documents.iloc[0]
    assert (first["text"], first["title"], first["source"], first["meta.n"]) == (TEXT, "عنوان", "الأفق", "3")


def test_a_path_is_named_in_the_settings_as_a_column_is(tmp_path):
    record = {"id": 1, "text": "موجز", "article": {"parts": [{"p": TEXT}, {"p": "تتمة"}], "long": {"er": "نص"}}}
    corpus = read(tmp_path, record, columns={"text": "article.parts.p"})
    assert corpus.documents["text"][0] == f"{TEXT}\nتتمة" and corpus.documents["article.long.er"][0] == "نص"
    with pytest.raises(documents.InputError, match='no column "article.boddy" for the text'):
        read(tmp_path, record, columns={"text": "article.boddy"})


def test_objects_that_hold_no_field_stay_whole(tmp_path):
    author = {"name": "كاتب", "url": "http://a"}
    record = {"id": 1, "text": TEXT, "date": "2023-01-01", "source": "الأفق", "author": author}
    assert read(tmp_path, record).documents["author"][0] == '{"name": "كاتب", "url": "http://a"}'


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ({"id": None, "name": "الأفق"}, "الأفق"), ({"name": "الأفق", "title": "x"}, "الأفق"), ("الأفق", "الأفق"),
        ({"label": {"ar": "الأفق"}}, "الأفق"),
    ],
)
def test_an_object_gives_its_name(tmp_path, source, name):
    record = {"text": TEXT, "source": source}
    assert read(tmp_path, record, {"text": TEXT + " ب", "source": {"name": "المرفأ"}}).documents["source"][0] == name


def test_who_speaks_is_the_source_of_a_post_but_an_author_of_an_article_is_not(tmp_path):
    sent_with = '<a href="http://twitter.com">Twitter for iPhone</a>'
    record = {"text": TEXT, "source": sent_with, "user": {"screen_name": "salem", "description": "وصف"}}
    corpus = read(tmp_path, record)
    assert corpus.documents["source"][0] == "salem" and corpus.documents["source_2"][0] == sent_with
    assert read(tmp_path, {"text": TEXT, "author": {"name": "كاتب"}}).documents["source"][0] == "unknown"


def test_deep_wide_and_mixed_objects_are_no_danger(tmp_path):
    deep = {"a": TEXT}
    for _ in range(60):
        deep = {"a": deep}
    wide = {f"k{n}": n for n in range(5_000)}
    corpus = read(tmp_path, {"text": TEXT, "deep": deep, "wide": wide, "meta": {"date": [1, {"x": 2}], "when": None}})
    assert corpus.documents["text"][0] == TEXT
    with pytest.raises(documents.InputError):
        read(tmp_path, {"deep": deep, "wide": wide})


@pytest.mark.parametrize("written", ['{"id": null, "name": "الأفق"}', "{'id': None, 'name': 'الأفق'}"])
def test_objects_that_a_text_file_holds_as_strings_give_their_name_too(tmp_path, written):
    cell = written.replace('"', '""')
    (tmp_path / "a.csv").write_text(f'text,source,tags\n{TEXT},"{cell}","{{1: 2}}"\n{TEXT} ب,"{cell}",x\n', "utf-8")
    corpus = documents.read(tmp_path / "a.csv")
    assert corpus.documents["source"].tolist() == ["الأفق", "الأفق"] and corpus.documents["tags"][0] == "{1: 2}"


@pytest.mark.parametrize("source", ["{الأفق}", "{" * 3000 + "}" * 3000, "{'a': __import__('os')}", "{1, 2}", "{}}"])
def test_braces_are_no_objects(tmp_path, source):
    (tmp_path / "a.csv").write_text(f'text,source\n{TEXT},"{source}"\n', "utf-8")
    assert documents.read(tmp_path / "a.csv").documents["source"][0] == source


def test_numbers_that_a_database_wraps_are_plain_ones(tmp_path):
    dates = ({"$date": "2021-05-06T21:30:00Z"}, {"$date": {"$numberLong": "1620423000000"}})
    corpus = read(tmp_path, *({"_id": {"$oid": f"5{n}f"}, "date": one, "text": f"{TEXT} {n}"}
                              for n, one in enumerate(dates)))  # fmt: skip
    assert corpus.documents["date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-05-06", "2021-05-07"]
    assert corpus.documents["doc_id"].tolist() == ["50f", "51f"] and len(corpus.notes) == 0


def test_titles_and_ids_inside_objects_are_known_by_the_words_of_their_names(tmp_path):
    records = [{"article": {"article_id": f"a{n}", "webTitle": f"عنوان {n}", "body": f"{TEXT} {n}"},
                "author": {"author_id": f"b{n}"}} for n in range(3)]  # fmt: skip
    corpus = read(tmp_path, *records)
    assert used(corpus) == {"text": "article.body", "title": "article.webTitle", "id": "article.article_id"}
