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


def transcript(times, form="{time} {words}", more=()):
    return "\n".join([form.format(time=time, words=SAID[n % 5]) for n, time in enumerate(times)] + [*more])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (transcript(["0:01", "0:07", "0:13", "0:58"]), True), (transcript(["0:01", "0:07", "0:13"]), False),
        (transcript(["0:59", "1:01", "1:02", "1:04"]), True), (transcript(["1:00", "1:01", "1:02", "1:04"]), False),
        # all times of five seconds are of a programme
        (transcript(["0:05", "0:10", "0:15", "0:21"]), True), (transcript(["0:05", "0:10", "0:15", "0:20"]), False),
        # one step back in twenty, two that are alike are none
        (transcript([f"0:{n + 10}" for n in range(20)] + ["0:03"]), True), (transcript(["0:01"] + ["0:07"] * 5), True),
        (transcript([f"0:{n + 10}" for n in range(18)] + ["0:03"]), False),
        # times before the words of four lines in five; alone on one line in five
        (transcript(["0:01", "0:07", "0:13", "0:58"], more=SAID[:1]), True),
        (transcript(["0:01", "0:07", "0:13", "0:58"], more=SAID[:2]), False),
        (transcript(["0:01", "0:07", "0:13", "0:58"], "{time}", SAID * 3 + SAID[:1]), True),
        (transcript(["0:01", "0:07", "0:13", "0:58"], "{time}", SAID * 3 + SAID[:2]), False),
        # the first time stands in the first three lines, of five hundred characters
        ("\n".join([*SAID[:2], transcript(TIMES * 2, "{time}")]), False), (transcript(TIMES, "{time}"), False),
        ("\n".join([*SAID[:2], transcript(TIMES, "{time}\n{words}")]), True),
        ("\n".join([*SAID[:3], transcript(TIMES, "{time}\n{words}")]), False),
        (f"{'نص ' * 165}\n{transcript(TIMES, '{time}{sep}{words}'.replace('{sep}', chr(10)))}", True),
        (f"{'نص ' * 167}\n{transcript(TIMES, '{time}{sep}{words}'.replace('{sep}', chr(10)))}", False),
    ],
)  # fmt: skip
def test_what_is_a_transcript_and_what_is_nearly_one(text, is_one):
    assert (transcripts.recognised(text) is not None) == is_one


@pytest.mark.parametrize("time", ["0:01.5", "0:01,250", "0:00:01", "00:01"])
def test_times_of_all_makes_rise_from_below_a_minute(time):
    made = transcripts.recognised(transcript([time, "0:07", "0:13", "0:58"]))
    assert made.document == {"text": "\n".join(SAID[:4])}


def test_of_speakers_a_hundred_are_named():
    names = [f"{'بتثجحخدذرز'[n % 10]}{'بتثجحخدذرزسشص'[n // 10]}" for n in range(101)]
    text = "\n".join(f"{name} {n // 60}:{n % 60:02} {SAID[n % 5]}" for n, name in enumerate(names, 1))
    assert transcripts.recognised(text).document["speakers"].split(", ") == names[:100]
