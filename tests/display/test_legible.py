"""All that stands in a figure can be read: nothing overlaps, leaves the page, is too small for print or too faint."""

import warnings

import matplotlib.pyplot as plt
import pytest
from display import legible, made

from helpers.display import drawings, glosses, language, rtl, style

pytest.importorskip("networkx", reason="networkx is not in this environment")

LOOKS = {
    "Arabic": {"language": "ar", "digits": "arabic"},
    "English, one column": {"language": "en", "width": "one"},
}


def draw(name, **look):
    with language.chosen(**look), style.context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*(no room for|left out of the cloud)")  # said in the caption too
        warnings.filterwarnings("ignore", message="Glyph 128512")  # no font of the project has the emoji
        figure = drawings.figure_of(made.FIGURES[name]())
        return figure, legible.faults(figure)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", made.FIGURES)
def test_every_text_can_be_read_in_print(name, look):
    figure, faults = draw(name, **LOOKS[look])
    assert faults == []
    assert round(figure.get_figwidth() * 25.4) in style.WIDTHS.values()


@pytest.mark.parametrize("name", "bars heatmap strips lines ranks scatter network".split() + ["panels of bars"])
def test_with_glosses_too(name):
    assert draw(name, language="en", width="one", glosses=glosses.Glosses(transcribed=True))[1] == []


def test_every_plot_is_among_the_made_figures():
    called = {".".join(draw.__code__.co_names[:2]) for draw in made.FIGURES.values()}
    assert called >= set(drawings.PLOTS)


@pytest.mark.parametrize("width", language.WIDTHS)
def test_figures_are_as_wide_as_is_asked_for(width):
    for name, columns in (("bars, one", "single"), ("lines", "double"), ("network", "double")):
        with language.chosen(width=width):
            figure = drawings.figure_of(made.FIGURES[name]())
        asked = {"one": "single", "two": "double"}.get(width, columns)
        asked = "double" if name == "network" else asked  # has no room in one column
        assert figure.get_figwidth() * 25.4 == pytest.approx(style.WIDTHS[asked])


def test_what_cannot_be_read_is_seen():
    figure, ax = plt.subplots(figsize=(3, 2))
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.text(0.1, 0.5, "one", fontsize=12)
    ax.text(0.12, 0.52, "two", fontsize=12)
    ax.text(0.98, 0.1, "far outside", fontsize=12)
    ax.text(0.1, 0.1, "small", fontsize=5)
    ax.text(0.5, 0.8, "pale", fontsize=12, color="#AAAAAA")
    ax.text(0.5, 0.2, "", fontsize=1)
    ax.text(0.1, 0.52, "unseen", fontsize=12).set_visible(False)
    ax.axvspan(0.3, 0.45, ymin=0, ymax=0.3, color=style.BLUE)
    ax.text(0.32, 0.1, "cell", fontsize=7, color="#9CCBE8")
    ax.scatter([0.8], [0.5], color="#DDDDDD")
    found = legible.faults(figure)
    assert [fault.split(" has a contrast")[0] for fault in found] == [
        "'one' and 'two' overlap", "'far outside' leaves the canvas", "'small' has 5.00 points", "'pale'", "'cell'",
        "points of the colour #dddddd are faint",
    ]  # fmt: skip


def test_words_of_clouds_are_judged_too():
    figure = drawings.figure_of(made.FIGURES["cloud"]())
    first, second, third, *_ = (patch for _, _, patch in legible.words(figure))
    assert not legible.faults(figure)
    second.set_path(first.get_path())
    third.set_facecolor("#FFEEAA")
    found = legible.faults(figure)
    assert len(found) == 2 and "overlap" in found[0] and "has a contrast of 1.16" in found[1]


def test_numbers_are_left_out_where_cells_have_no_room_and_a_name_that_is_cut_ends_in_dots():
    figure, _ = draw("heatmap, 40 sources", language="ar")
    assert drawings.of(figure).told["numbers"] is False and not list(figure.axes[0].texts)
    figure, _ = draw("bars, odd", language="ar")
    names = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert names[-1] == rtl.prepare("الاتفاقية الإقليمية المشتركة …") and rtl.prepare("كوفيد-19") in names
