"""Authors and posts sent on that stand beside the records of a JSON file, and records that refer to nobody there."""

import json

import pytest

from helpers.corpus import documents
from helpers.corpus.reading import json_joined

TEXT = "رست السفن في الميناء القديم صباح اليوم"
POSTS = [{"id": str(n), "created_at": f"2021-05-0{n}", "text": f"{TEXT} {n}"} for n in (1, 2, 3)]
PEOPLE = [{"id": "7", "name": "مرصد", "username": "marsad"}, {"id": "8", "name": "معهد", "username": "mahad"}]
WHOLE = f"{TEXT} وغادرت قبل غروب الشمس إلى الميناء الجديد"


def by(key, posts=POSTS, kind=str):
    return [{**post, key: kind(7 + n % 2)} for n, post in enumerate(posts)]


def keyed(records):
    return {record["id"]: record for record in records}


def read(folder, value, name="a.json"):
    lines = value if isinstance(value, str) else json.dumps(value)
    (folder / name).write_text(lines, encoding="utf-8")
    return documents.read(folder / name)


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"data": by("author_id"), "includes": {"users": PEOPLE}, "meta": {}}, "includes.users"),
        ({"posts": by("user_id", kind=int), "users": [{**one, "id": int(one["id"])} for one in PEOPLE]}, "users"),
        ({"posts": by("authorId"), "authors": keyed(PEOPLE)}, "authors"),
        ({"posts": by("user"), "accounts": PEOPLE}, "accounts"),
        ({"globalObjects": {"tweets": keyed(by("user_id_str")), "users": keyed(PEOPLE)}}, "globalObjects.users"),
        (
            {"response": {"items": by("from_id", kind=lambda n: 7 if n == 7 else -8), "profiles": [
                {"id": 7, "first_name": "مرصد", "last_name": ""}], "groups": [{"id": 8, "name": "معهد"}]}},
            "response.profiles",
        ),
    ],
    ids=["tweets", "numbers", "by their ids", "no _id", "tweets by their ids", "people and groups"],
)  # fmt: skip
def test_the_names_of_authors_are_joined(tmp_path, value, where):
    corpus = read(tmp_path, value)
    assert corpus.documents["text"].tolist() == [post["text"] for post in POSTS]
    assert corpus.documents["source"].astype(str).tolist() == ["مرصد", "معهد", "مرصد"]
    assert f'the names of the authors are taken from the list "{where}"' in corpus.notes["note"].tolist()


def test_authors_of_pages_one_a_line_are_joined_page_by_page(tmp_path):
    pages = [{"data": by("author_id", [post]), "includes": {"users": [{**PEOPLE[0], "name": name}]}}
             for post, name in zip(POSTS, ("أ", "ب", "ج"), strict=True)]  # fmt: skip
    corpus = read(tmp_path, "\n".join(map(json.dumps, pages)), "a.jsonl")
    assert corpus.documents["source"].astype(str).tolist() == ["أ", "ب", "ج"]


def test_an_author_with_a_handle_is_the_source_of_a_post(tmp_path):
    records = [{**post, "author": PEOPLE[n % 2]} for n, post in enumerate(POSTS)]
    corpus = read(tmp_path, "\n".join(map(json.dumps, records)), "a.jsonl")
    assert corpus.documents["source"].astype(str).tolist() == ["مرصد", "معهد", "مرصد"]
    article = [{**post, "author": {"name": "سعيد", "bio": "كاتب"}} for post in POSTS]
    assert set(read(tmp_path, article, "b.json").documents["source"]) == {"unknown"}


def test_a_tweet_sent_on_has_the_whole_text(tmp_path):
    sent_on = {"id": "4", "author_id": "7", "created_at": "2021-05-04", "text": f"RT @mahad: {TEXT} وغادرت…",
               "referenced_tweets": [{"type": "retweeted", "id": "99"}]}  # fmt: skip
    quoting = {**sent_on, "id": "5", "text": f"{TEXT} كما قيل", "referenced_tweets": [{"type": "quoted", "id": "99"}]}
    included = {"users": PEOPLE, "tweets": [{"id": "99", "author_id": "8", "text": WHOLE}]}
    corpus = read(tmp_path, {"data": [sent_on, quoting], "includes": included})
    assert corpus.documents["text"].tolist() == [f"RT @mahad: {WHOLE}", f"{TEXT} كما قيل"]


@pytest.mark.parametrize(
    "value",
    [
        {"posts": by("user_id"), "users": [{"id": "1", "name": "غيره"}]},
        {"posts": POSTS, "users": PEOPLE},
        {"posts": by("author_id"), "users": [{"id": "7"}, {"id": "8"}]},
        {"posts": by("author_id"), "users": ["7", "8"]},
    ],
    ids=["of others", "no reference", "without names", "no objects"],
)
def test_records_that_refer_to_nobody_there_stay(value):
    assert json_joined.joined(value, value["posts"]) == (value["posts"], [])


def test_people_alone_beside_a_list_that_lies_deeper_are_not_the_records(tmp_path):
    corpus = read(tmp_path, {"stream": {"posts": by("user_id")}, "users": PEOPLE})
    assert len(corpus) == 3
    assert len(read(tmp_path, {"users": [{"id": 1, "text": TEXT}], "count": 1}, "b.json")) == 1
