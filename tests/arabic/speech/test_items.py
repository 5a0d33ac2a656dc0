"""Items of a plain text: the compiled pass against the regular expression that says the same."""

import random
import re

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


def test_the_compiled_pass_finds_what_the_expression_finds():
    chosen = random.Random(0)
    for _ in range(4000):
        text = "".join(chosen.choices(LETTERS, k=chosen.randrange(50)))
        ends = sorted(chosen.sample(range(len(text)), min(len(text), 2 * chosen.randrange(3)) // 2 * 2))
        quotes = list(zip(ends[::2], ends[1::2], strict=True))
        starts, ends, words, quoted, titles = items.cut(text, quotes)
        assert (starts, ends, quoted) == by_expression(text, quotes), (text, quotes)
        written = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        whole = {*range(len(words))} - {*quoted, *titles}
        assert [words[k] for k in whole] == [written[k] for k in whole]
        assert all(words[k] == '"' for k in quoted) and all(words[k] == written[k][0] for k in titles)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("قال د. سمير", [1]), ("د.سمير و م. نادر", [0, 3]),
        ("أد. سمير", []), ("قال د.", []), ("ن. سمير", []), ("1د. س", []),
    ],
)  # fmt: skip
def test_a_letter_for_a_title_is_one_item_with_its_point(text, titles):
    starts, ends, _, _, found = items.cut(text, [])
    assert found == titles
    assert all(text[ends[k] - 1] == "." for k in found)
