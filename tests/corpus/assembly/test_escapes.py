r"""Letters that a program wrote as escapes become letters; what only speaks of escapes, and addresses, stay."""

import time
from urllib.parse import quote

import pandas as pd
import pytest

from helpers.corpus import documents
from helpers.corpus.assembly import escapes, repair

TEXT = 'مقال عن "الكرم"'
LETTERS = 11


def points(text, form="\\u{:04x}"):
    return "".join(form.format(ord(sign)) if ord(sign) > 127 else sign for sign in text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (points(TEXT), TEXT),
        (points(TEXT).replace("\\", "\\\\"), TEXT),
        (points(TEXT, "\\u{{{:x}}}"), TEXT),
        (points(TEXT, "\\U{:08X}"), TEXT),
        (points(TEXT, "<U+{:04X}>"), TEXT),
        (points(TEXT, "u{:04x}"), TEXT),
        (repr(TEXT.encode()), TEXT),
        (repr(TEXT.encode())[2:-1], TEXT),
        ('"' + points(TEXT).replace('"', '\\"') + '\\n\\u0627\\u0628"', f"{TEXT}\nاب"),
        (points(TEXT) + " \\ud83d\\ude00", f"{TEXT} 😀"),
        (quote(TEXT, safe=' "'), TEXT),
        (quote(TEXT, safe=' "').replace("%", "="), TEXT),
        (points(TEXT) + " https://example.org/%D9%85%D9%82", f"{TEXT} https://example.org/%D9%85%D9%82"),
    ],
)
def test_escapes_become_letters(written, text):
    made, n = escapes.written_out(written)
    assert made == text
    assert n >= LETTERS
    assert repair.signs(["escapes"]) and repair.apply(written, ["escapes"]) == (text, {"escapes": n})


@pytest.mark.parametrize(
    "text",
    [
        r"حرف الميم في يونيكود هو \u0645 والقاف هو \u0642 كما في الجدول",
        r"\u0645 is the letter meem",
        r"C:\users\xd9\u0641",
        "https://example.org/%D9%85%D9%82%D8%A7%D9%84",
        "50%D9 =D9",
        r"ملف C:\new\text في المجلد",
        "u0645 u0646 u0647",
        r"b'\xff\xfe\xd9'",
    ],
)
def test_what_speaks_of_escapes_and_addresses_stay(text):
    assert escapes.written_out(text) == (text, 0)


def test_it_is_a_named_step_that_is_counted_and_can_be_left_out():
    table = pd.DataFrame({"title": [points("عنوان"), "سوق"], "text": [points(TEXT), TEXT]})
    corpus = documents.read(table)
    assert corpus.documents["text"].tolist() == [TEXT, TEXT]
    assert corpus.documents["title"].tolist() == ["عنوان", "سوق"]
    assert corpus.repairs[["field", "step", "n"]].values.tolist() == [["text", "escapes", 11], ["title", "escapes", 5]]
    assert documents.read(table, repairs=["composed"]).set_aside["reason"].tolist() == ["no Arabic word"]


@pytest.mark.parametrize("run", ["a" * 100_000, "\\" * 100_000, "www." * 30_000, "a" * 50_000 + ":" + "a" * 50_000])
def test_a_long_run_without_a_break_takes_no_time(run):
    began = time.process_time()
    made, n = escapes.written_out(f"{run} %D9%85%D9%85 {run}")
    assert n == 2 and " مم " in made
    assert time.process_time() - began < 3
