"""Transcripts lose the times of the recording; programmes and texts that tell times lose nothing."""

import pytest

from helpers.corpus import documents
from helpers.corpus.reading import transcripts

SAID = ["السلام عليكم ورحمة الله", "موضوع حلقتنا زراعة القمح", "نبدأ بتجهيز التربة", "ثم نختار البذور", "ونسقي الأرض"]
TIMES = ["0:01", "0:07", "0:13", "0:58", "1:02:11"]


@pytest.mark.parametrize(
    "form", ["{time}\n{words}", "{time} {words}", "[{time}] {words}", "({time})\n{words}", "{time} - {words}"]
)
def test_times_alone_or_before_the_words_are_left_out(tmp_path, form):
    text = "\n".join(form.format(time=time, words=words) for time, words in zip(TIMES, SAID, strict=True))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = documents.read(tmp_path / "a.txt")
    assert corpus.documents["text"].tolist() == ["\n".join(SAID)]
    assert corpus.documents["title"].tolist() == [SAID[0]]
    assert corpus.notes["note"].tolist() == ["a transcript: 5 times of the recording left out"]


def test_who_speaks_is_told_beside_the_text(tmp_path):
    who = ["سلمى", "زياد"] * 3
    text = "\n\n".join(f"{name}  {time}\n{words}" for name, time, words in zip(who, TIMES, SAID, strict=False))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    made = documents.read(tmp_path / "a.txt").documents
    assert made["text"].tolist() == ["\n".join(SAID)] and made["speakers"].tolist() == ["سلمى, زياد"]


@pytest.mark.parametrize(
    "times",
    [
        ["20:00", "20:31", "21:04", "22:17", "23:02"], ["0:00", "0:30", "1:00", "1:30", "2:00"],
        ["0:59", "0:41", "0:32", "0:17", "0:03"], ["0:01", "0:07", "0:13"],
    ],
    ids=["a programme", "every half hour", "falling", "few"],
)  # fmt: skip
def test_other_times_stay(times):
    text = "\n".join(f"{time} {words}" for time, words in zip(times, SAID, strict=False))
    assert transcripts.recognised(text) is None


def test_times_that_a_few_lines_of_a_text_begin_with_stay():
    lines = [line for time, words in zip(TIMES, SAID, strict=True) for line in (f"{time} {words}", *SAID)]
    assert transcripts.recognised("\n".join(lines)) is None
    assert transcripts.recognised("\n".join([*SAID, *lines])) is None
