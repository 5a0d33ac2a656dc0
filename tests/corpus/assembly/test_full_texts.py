"""Texts that are cut off: the whole one, or the word that it is not there."""

import json

import pytest

from helpers.corpus import documents
from helpers.display import sentences

WHOLE = "اجتمع المجلس صباح اليوم لمناقشة الميزانية الجديدة كلها"
CUT = "اجتمع المجلس صباح…"


def read(tmp_path, *records):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return documents.read(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"truncated": True, "extended_tweet": {"full_text": WHOLE}}, "extended_tweet.full_text"),
        ({"note_tweet": {"text": WHOLE}}, "note_tweet.text"),
        ({"note_tweet": {"results": {"result": {"text": WHOLE}}}}, "note_tweet.results.result.text"),
        ({"full_text": WHOLE}, "full_text"), ({"النص الكامل": WHOLE}, "النص الكامل"), ({"fullText": WHOLE}, "fullText"),
    ],
)
def test_the_whole_text_is_taken(tmp_path, more, where):
    corpus = read(tmp_path, {"id": 1, "text": CUT, **more}, {"id": 2, "text": "نص آخر"})
    assert corpus.documents["text"].tolist() == [WHOLE, "نص آخر"]
    note = corpus.notes.iloc[0]
    assert (note["row"], note["doc_id"]) == (1, "1")
    assert note["note"] == f'the text in "text" is cut off: the whole one in "{where}" is taken'


@pytest.mark.parametrize(
    "more",
    [
        {"quoted_status": {"full_text": f"{WHOLE} {WHOLE}"}}, {"user": {"description": f"{WHOLE} {WHOLE}"}},
        {"extended_tweet": {"full_text": "قصير"}}, {"retweeted_status": {"full_text": f"{WHOLE} {WHOLE}"}},
        {"full_text": f"{WHOLE} {WHOLE}"}, {"extended_tweet": None}, {"note_tweet": "x"}, {"truncated": False},
    ],
)
def test_a_text_that_is_not_cut_off_stays(tmp_path, more):
    corpus = read(tmp_path, {"id": 1, "text": WHOLE, **more})
    assert corpus.documents["text"].tolist() == [WHOLE] and len(corpus.notes) == 0


def test_a_message_that_is_passed_on_keeps_who_wrote_it(tmp_path):
    status = {"full_text": WHOLE, "user": {"description": WHOLE * 3}}
    record = {"text": f"RT @alofoq: {CUT}", "retweeted_status": status}
    assert read(tmp_path, record).documents["text"][0] == f"RT @alofoq: {WHOLE}"
    status["quoted_status"] = {"full_text": WHOLE * 5}  # of a third one
    status["user"]["text"] = WHOLE * 5
    assert read(tmp_path, record).documents["text"][0] == f"RT @alofoq: {WHOLE}"


@pytest.mark.parametrize(
    ("text", "more", "missing"),
    [
        (f"{CUT} [+1520 chars]", {}, "1520 characters"), (f"{CUT} [+1,520 chars]", {}, "1,520 characters"),
        (f"{CUT} […]", {}, "the rest"), (f"{CUT} [...]", {}, "the rest"), (CUT, {"truncated": True}, "the rest"),
    ],
)
def test_where_there_is_no_whole_text_that_is_told(tmp_path, text, more, missing):
    corpus = read(tmp_path, {"id": 1, "text": text, **more})
    assert corpus.documents["text"][0] == text
    assert corpus.notes["note"].tolist() == [f"the text is cut off: the file does not hold {missing} of it"]


def test_many_texts_that_end_with_dots_are_told_and_few_are_not(tmp_path):
    texts = [f"{WHOLE} {n}…" for n in range(6)] + [f"{WHOLE} {n}." for n in range(4)]
    corpus = read(tmp_path, *({"text": text} for text in texts))
    assert corpus.notes["note"].tolist() == ['6 of 10 texts in "text" end with dots: they may be cut off']
    assert len(read(tmp_path, *({"text": text} for text in texts[4:])).notes) == 0


@pytest.mark.parametrize("text", [f"{WHOLE} [المصدر: الأفق]", f"{WHOLE} [3]", f"{WHOLE} [+]"])
def test_brackets_at_the_end_are_no_mark_of_a_cut(tmp_path, text):
    assert len(read(tmp_path, {"text": text}).notes) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("text", "full_text"), ("message", "story"), ("body", "content"), ("النص", "محتوى"), ("تغريدة", "text")],
)
@pytest.mark.parametrize("empty", [{}, {"empty": None}, {"empty": " "}, {"empty": "N/A"}])
def test_of_several_columns_of_texts_the_one_that_is_filled_is_taken(tmp_path, one, other, empty):
    nothing = [{name: empty["empty"]} if empty else {} for name in (other, one)]
    corpus = read(tmp_path, {"id": 1, one: WHOLE, **nothing[0]}, {"id": 2, other: f"{WHOLE} ب", **nothing[1]})
    assert corpus.documents["text"].tolist() == [WHOLE, f"{WHOLE} ب"] and len(corpus.set_aside) == 0
    (note,) = corpus.notes["note"]
    assert '" is empty in 1 rows: their text is taken from "' in note and sentences.arabic(note)


def test_the_column_that_is_filled_most_often_goes_first_and_a_full_one_stays(tmp_path):
    posts = [{"story": "غيرت الصورة اليوم", **({"message": f"{WHOLE} {n}"} if n < 3 else {})} for n in range(4)]
    posts = [{"message": one["message"]} if "message" in one else one for one in posts]
    corpus = read(tmp_path, *posts)
    assert corpus.mapping.set_index("field")["column"]["text"] == "message"
    assert corpus.documents["text"].tolist() == [*(f"{WHOLE} {n}" for n in range(3)), "غيرت الصورة اليوم"]
    both = {"text": WHOLE, "content": f"{WHOLE} ب"}
    corpus = read(tmp_path, both, both | {"text": f"{WHOLE} ج"}, {"content": "آخر كل الكلام"})
    assert corpus.documents["text"].tolist() == [WHOLE, f"{WHOLE} ج", "آخر كل الكلام"]


@pytest.mark.parametrize("more", [{"title": WHOLE}, {"description": WHOLE}, {"content": "https://a.example/1"}])
def test_what_is_no_text_fills_no_empty_one(tmp_path, more):
    corpus = read(tmp_path, {"text": WHOLE}, {"text": WHOLE}, {"text": "", **more})
    assert corpus.set_aside["reason"].tolist() == ["no text"]


def test_a_text_that_the_study_names_is_filled_from_nowhere(tmp_path):
    read(tmp_path, {"text": WHOLE, "content": ""}, {"text": "", "content": WHOLE})
    corpus = documents.read(tmp_path / "a.jsonl", columns={"text": "text"})
    assert len(corpus.documents) == 1 and corpus.set_aside["reason"].tolist() == ["no text"]
