"""What stands in the figures is shaped and ordered as an independent engine does it: titles, ticks, legends, names."""

import re
import unicodedata
import warnings

import pytest
from bidi import get_display
from display import legible, made
from display.oracle import harfbuzz, overlap, pixels
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

from helpers.display import drawings, language, rtl, style

pytest.importorskip("networkx", reason="networkx is not in this environment")

ENOUGH = 0.95
SIDES = {"R": "rtl", "AL": "rtl", "NSM": "rtl", "L": "ltr", "EN": "ltr", "AN": "ltr"}
LOOKS = {
    "Arabic": {"language": "ar", "digits": "latin"},
    "Arabic digits": {"language": "ar", "digits": "arabic"},
    "English": {"language": "en"},
}
DRAWN = ("bars, odd", "heatmap", "strips", "panels of bars", "intervals", "ranks")


def runs(line):
    """[(text, direction)] of a line as a reader sees it from left to right, by the rules of Unicode.

    What the engine is not told otherwise has the direction of its first letter; numbers stand from left to right.
    """
    base = "rtl" if line.startswith(rtl.RLI) or rtl.reads_from_right(line) else "ltr"
    seen = rtl.INVISIBLE.sub("", get_display(line, base_dir=base[0].upper()))
    sides = [SIDES.get(unicodedata.bidirectional(character)) for character in seen]
    known = [side or next(filter(None, sides[place:]), base) for place, side in enumerate(sides)]
    before, found = base, []
    for character, side, after in zip(seen, sides, known, strict=True):
        side = side or (after if after == before else base)  # a sign between two letters is of their side
        before = side
        if found and side == found[-1][1]:
            found[-1][0].append(character)
        else:
            found.append([[character], side])
    return [("".join(text[::-1] if side == "rtl" else text), side) for text, side in found]


def lines_of(figure):
    """(line as it was given to matplotlib, weight) of all texts of a figure that hold an Arabic letter, each once."""
    found = {}
    for text, _ in legible.texts(figure):
        for line in text.get_text().split("\n"):
            if re.search("[\u0621-\u064a]", line):
                found[line, text.get_fontweight()] = text
    return list(found)


@pytest.mark.skipif(not rtl.mpl_shapes_natively(), reason="presentation forms are judged in test_rtl")
@pytest.mark.parametrize("look", LOOKS)
def test_all_texts_of_the_figures_are_what_harfbuzz_draws(look):
    """The letters of each line, and their order."""
    seen, wrong = set(), []
    for name in DRAWN:
        with language.chosen(**LOOKS[look]), style.context(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            figure = drawings.figure_of(made.FIGURES[name]())
            for line, weight in lines_of(figure):
                if (line, weight) in seen or not plain(line):
                    continue
                seen.add((line, weight))
                font = style.font().copy()
                font.set_weight(weight)
                drawn = pixels(Outline(*text_to_path.get_text_path(font, line, ismath=False)))
                expected = pixels(harfbuzz(runs(line), style.BOLD if weight == "bold" else style.REGULAR))
                if overlap(drawn, expected) < ENOUGH:
                    wrong.append((name, line, round(overlap(drawn, expected), 2)))
            style.plt.close(figure)
    assert not wrong and len(seen) > 50


def plain(line):
    """Whether the one font of the judge has all letters of a line."""
    return not re.search("[…\U0001f000-\U0001ffff]", line)
