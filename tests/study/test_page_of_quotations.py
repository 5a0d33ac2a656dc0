"""The page of quotations: who, how much, in which order, and that no text of a corpus becomes markup."""

import re

from factory import corpus_of

from helpers.analyses import reported_speech
from helpers.display import quotations

TEXTS = [
    'قال الوزير سامر الأحمد "نحن نعمل على حل هذه المسألة سريعا". وأضاف "لن ننتظر أحدا".',
    'قالت المديرة ليلى حسن "المدرسة مفتوحة اليوم وغدا". قال سامر الاحمد "انتهى الأمر بيننا".',
]


def page(corpus, n=5, **options):
    speech = reported_speech.extract(corpus)
    names = reported_speech.by_speaker(speech)["speaker"].head(n)
    return quotations.page(reported_speech.said_by(speech, names), corpus, title="من قال ماذا", **options)


def test_speakers_stand_in_the_order_of_their_words_with_every_spelling_of_their_name():
    made = page(corpus_of(TEXTS))
    heads = re.findall(r"<h2><bdi dir=\"rtl\">(.*?)</bdi> <span class='about'><bdi dir=\"ltr\">(\d+)", made)
    assert heads == [("سامر الأحمد", "3"), ("ليلى حسن", "1")]
    assert made.count("<blockquote>") == 4 and "انتهى الأمر بيننا" in made
    assert page(corpus_of(TEXTS), n=1).count("<blockquote>") == 3


def test_the_longest_quotations_are_shown_in_the_order_of_the_corpus():
    made = page(corpus_of(TEXTS), n=1, each=2)
    shown = re.findall(r"<blockquote><bdi dir=\"rtl\">&quot;(\w+)", made)
    assert shown == ["نحن", "لن"]  # انتهى الأمر بيننا has as many words as لن ننتظر أحدا, and stands behind it
    assert made.count("<blockquote>") == 2


def test_texts_and_addresses_are_escaped():
    hostile = 'قال الوزير سامر الأحمد "<script>alert(1)</script> نحن نعمل على <b>هذا</b>".'
    made = page(corpus_of([hostile], url=["javascript:alert(1)"]))
    assert "<script" not in made and "<b>" not in made and "javascript:" not in made
    made = page(corpus_of([TEXTS[0]], url=['https://example.org/?a="><script>']))
    assert "<script" not in made and 'href="https://example.org/?a=&quot;&gt;&lt;script&gt;"' in made
