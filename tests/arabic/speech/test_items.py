"""Items of a plain text: the compiled pass against the regular expression that says the same."""

import random
import re
from itertools import pairwise

import pytest

from helpers.arabic.speech.text import items

ITEM = re.compile(r"(?<!\w)[داأم]\.(?=\s?[^\W\d_])|\d+(?:[.,:/٫٬]\d+)*|[^\W\d_]+(?:[-/][^\W\d_]+)*|[^\w\s#]|\n")
LETTERS = 'دام .-/1٢,:#_\n\t"اب x½é😀𝐀٫َ\u2028'


def by_expression(text, quotes):
    """(starts, ends, items that are quotations) by the regular expression."""
    spans, quoted, place = [], [], 0
    for start, end in [*quotes, (len(text), len(text))]:
        spans += [match.span() for match in ITEM.finditer(text, place, start)]
        if start < len(text):
            quoted.append(len(spans))
            spans.append((start, end))
        place = end
    return [start for start, _ in spans], [end for _, end in spans], quoted


def cut(texts, quotes):
    """(starts, ends, words, items that are quotations, that are titles) of each text by the compiled pass."""
    found = items.cut(texts, [[(start, end, start, end) for start, end in spans] for spans in quotes])
    assert len(set(found.words)) == len(found.words)
    for first, last in pairwise(found.bounds):
        kinds, forms = found.kinds[first:last], found.forms[first:last].tolist()
        quoted, titled = ((kinds == kind).nonzero()[0].tolist() for kind in (items.QUOTATION, items.TITLE))
        starts, ends = found.starts[first:last].tolist(), found.ends[first:last].tolist()
        yield starts, ends, [found.words[form] for form in forms], quoted, titled


def test_the_compiled_pass_finds_what_the_expression_finds():
    chosen = random.Random(0)
    made = []
    for _ in range(4000):
        text = "".join(chosen.choices(LETTERS, k=chosen.randrange(50)))
        ends = sorted(chosen.sample(range(len(text)), min(len(text), 2 * chosen.randrange(3)) // 2 * 2))
        made.append((text, list(zip(ends[::2], ends[1::2], strict=True))))
    together = list(cut(*zip(*made, strict=True)))
    assert together == [next(cut([text], [quotes])) for text, quotes in made]
    for (text, quotes), (starts, ends, words, quoted, titles) in zip(made, together, strict=True):
        assert (starts, ends, quoted) == by_expression(text, quotes), (text, quotes)
        written = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        whole = {*range(len(words))} - {*quoted, *titles}
        assert [words[k] for k in whole] == [written[k] for k in whole]
        assert all(words[k] == '"' for k in quoted) and all(words[k] == written[k][0] for k in titles)


def test_words_in_quotations_are_letters_and_digits():
    chosen = random.Random(1)
    texts = ["".join(chosen.choices(LETTERS, k=20)) for _ in range(500)]
    quotes = [[(1, 9, 2, 8), (9, 18, 9, 17)] if number % 3 else [] for number in range(len(texts))]
    found = items.cut(texts, quotes)
    inner = [text[begin:end] for text, spans in zip(texts, quotes, strict=True) for *_, begin, end in spans]
    words = [[found.words[form] for form in found.inside[a:b].tolist()] for a, b in pairwise(found.firsts)]
    assert words == [re.findall(r"[^\W_]+", text) for text in inner]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("قال د. سمير", [1]), ("د.سمير و م. نادر", [0, 3]),
        ("أد. سمير", []), ("قال د.", []), ("ن. سمير", []), ("1د. س", []),
    ],
)  # fmt: skip
def test_a_letter_for_a_title_is_one_item_with_its_point(text, titles):
    starts, ends, _, _, found = next(cut([text], [[]]))
    assert found == titles
    assert all(text[ends[k] - 1] == "." for k in found)
