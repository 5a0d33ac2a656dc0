"""The plain text that rules on speech read: what is folded, what is dropped, the way back to the text itself."""

import random

import pytest

from helpers.arabic import tokenization
from helpers.arabic.speech import reported
from helpers.arabic.speech.text.plain_text import plain

ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أَكَّدَ آخـــرون إ\u200fن", "اكد اخرون ان"),
        ("السوق\u200bالمركزي", "السوق المركزي"),
        ("السوقُ\u200b\u200fالمركزي\u200b", "السوق المركزي"),
        ("و\u200bقال نعم\u200bو ا\u200b\u200bلعمل", "وقال نعمو العمل"),
        ("نعم\n\u200bلا \u200b", "نعم\nلا "),
    ],
)
def test_what_is_folded_and_dropped(text, folded):
    found, offsets = plain(text)
    assert found == folded
    assert len(offsets) == len(folded) + 1 and offsets[-1] == len(text)
    assert all(text[place] == char for place, char in zip(offsets, found, strict=False) if char in "سقمن")


def test_zero_width_spaces_part_the_words_that_tokens_part():
    chosen = random.Random(1)
    for _ in range(3000):
        text = "".join(chosen.choice(["س", "لا", "قم", "ُ", " ", ZERO_WIDTH, "\u200f"]) for _ in range(12))
        (words,) = tokenization.words([text])
        assert plain(text)[0].split() == [plain(word.replace(ZERO_WIDTH, ""))[0] for word in words], repr(text)


def test_a_zero_width_space_hides_no_reporting_word():
    (row,) = reported.rows(f'وقال{ZERO_WIDTH}الوزير إن "الطريق آمن للجميع منذ الصباح".')
    assert (row.verb, row.speaker) == ("قال", "الوزير")
