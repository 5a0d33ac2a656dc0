"""Whatever the text: offsets are exact, spans lie in order, and one document does not depend on another."""

import random

from factory import corpus_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.analyses import reported_speech
from helpers.arabic.speech import reported
from helpers.arabic.speech.speakers.resolution import only_role
from helpers.arabic.speech.text import quotation
from helpers.arabic.speech.text.plain_text import plain

PIECES = (
    "قال", "وأضاف", "مؤكداً", "بحسب", "الوزير", "وزير", "الخارجية", "سمير", "العطار", "أن", "إنّ", "بـ", "في", "بيان",
    "،", ".", ":", "\n", " ", " ", " ", '"', '"', "«", "»", "“", "”", "‘", "’", "(", ")", "السـوق", "مغلقٌ",
    "\u200f", "\xa0",
    "المتحدث", "باسم", "الوزارة", "وزارة", "للوزارة", "وجود", "شارك", "٨٩", "فالوزارة",
    "CNN", "12.5", "وصفه", "الذي", "صحيفة", "اسم", "!", "؟", "…",
    "د", "ﻻ", "😀",
    "ت", "و", "ف", "ل", "ب", "ك", "س", "وا", "ال", "لل", "ها", "ه", "ون", "ات", "ة", "ي", "ا", "9", "م.",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=60
).map("".join)


@given(TEXTS)
@example("قال‘…قال‘»")  # a quotation inside what has only a closing mark
@settings(max_examples=300, deadline=None)
def test_offsets_are_exact(text):
    found = reported.rows(text)
    for row in found:
        assert 0 <= row.start < row.end <= len(text) and text[row.start : row.end] == row.quote
        assert (row.verb_start < 0) == (row.verb == "") and (row.speaker_start < 0) == (row.speaker == "")
        if row.verb:
            assert text[row.verb_start : row.verb_end] == row.verb
        if row.speaker:
            assert text[row.speaker_start : row.speaker_end] == row.speaker
        if row.resolved_speaker:
            assert text[row.resolved_start : row.resolved_end] == row.resolved_speaker
        assert row.role in text and row.resolved_body in text
    assert [(row.start, row.end) for row in found] == sorted((row.start, row.end) for row in found)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_are_nested_or_apart(text):
    found = quotation.spans(text)
    assert all(0 <= s.start <= s.inner_start <= s.inner_end <= s.end <= len(text) for s in found)
    pairs = [s for s in found if s.flag in ("", "paragraphs")]
    for one in pairs:
        for other in pairs:
            assert not one.start < other.start < one.end < other.end


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_plain_text_keeps_the_order_of_the_original(text):
    folded, offsets = plain(text)
    assert len(offsets) == len(folded) + 1 and (offsets[1:] > offsets[:-1]).all()
    assert all(plain(text[offset])[0] == char for char, offset in zip(folded, offsets[:-1], strict=True))


@given(st.lists(TEXTS.map("قال الوزير إن ".__add__), min_size=2, max_size=4, unique=True))
@settings(max_examples=25, deadline=None)
def test_documents_do_not_touch_each_other(texts):
    def found(order):
        corpus = corpus_of(order)
        table = reported_speech.extract(corpus)
        text = dict(zip(corpus.documents["doc_id"], corpus.documents["text"], strict=True))
        return sorted((text[row[0]], *row[1:]) for row in table.itertuples(index=False, name=None))

    assert found(texts) == found(texts[::-1])


ENDS = (
    "قال الوزير سمير العطار إن أن بأن لو جان و ، . : \" « » ل ب في بيان العام الماضي المتحدث باسم الوزارة من بن "
    "عبد الله نفسه لكن"
).split()


def test_texts_that_end_or_begin_anywhere_are_read():
    """A rule that looks at the word beside must know where the text ends: pieces of sentences, in any order."""
    generator = random.Random(0)
    for _ in range(4000):
        text = " ".join(generator.choices(ENDS, k=generator.randrange(1, 9)))
        for row in reported.rows(text):
            assert text[row.start : row.end] == row.quote
        only_role(text)
