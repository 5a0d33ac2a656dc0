"""The collocation network: every word, once, readable, and in the same place each time."""

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("networkx", reason="networkx is not in this environment")

from helpers.display import networks, rtl, style
from helpers.errors import ArgumentError, NotEnoughData


def edges(nodes=("إرهاب", "تطرف"), each=12, shared=3):
    rows = [(n, f"كلمة{i}{n[:2]}", 5 + i / 3) for n in nodes for i in range(each)]
    rows += [(n, f"مشتركة{i}", 9.0) for n in nodes for i in range(shared)]
    return pd.DataFrame(rows, columns=["node", "collocate", "weight"])


def words(ax):
    return [t for t in ax.texts if t.get_text()]


def test_every_word_is_a_point_and_has_its_name():
    ax = networks.draw(edges())
    assert len(ax.collections[1].get_offsets()) == 2 + 24 + 3
    assert len(words(ax)) == 2 + 24 + 3


def test_names_do_not_overlap():
    boxes = [t.get_window_extent() for t in words(networks.draw(edges(("إرهاب", "تطرف", "دولة"), 15, 5)))]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_the_heavier_the_wider():
    ax = networks.draw(edges())
    widths = ax.collections[0].get_linewidths()
    assert max(widths) > 2 * min(widths)


def test_nodes_are_larger_and_shared_words_have_their_colour():
    ax = networks.draw(edges())
    sizes = ax.collections[1].get_sizes()
    assert (sizes > 40).sum() == 2
    from matplotlib.colors import to_hex

    colours = [to_hex(c).upper() for c in ax.collections[1].get_facecolors()]
    assert colours.count(style.BLUE.upper()) == 2 and colours.count(style.RED.upper()) == 3


def test_the_same_seed_gives_the_same_places():
    one, two, other = (networks.draw(edges(), seed=s).collections[1].get_offsets() for s in (1, 1, 2))
    assert (one == two).all() and (one != other).any()


@pytest.mark.parametrize("n", [1, 2])
def test_a_small_network(n):
    assert len(words(networks.draw(edges().head(n)))) == n + 1


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(NotEnoughData, match="The table is empty"):
        networks.draw(edges().iloc[:0])
    with pytest.raises(ArgumentError, match="joins a word to itself"):
        networks.draw(pd.DataFrame({"node": ["أ"], "collocate": ["أ"], "weight": [1.0]}))
    with pytest.raises(ArgumentError, match="No row of the network has order 1"):
        networks.draw(edges().assign(order=2))


def test_links_between_collocates_make_no_nodes_and_are_grey():
    link = pd.DataFrame({"node": ["كلمة0إر"], "collocate": ["كلمة1إر"], "weight": [8.0], "order": [2]})
    ax = networks.draw(pd.concat([edges().assign(order=1), link]))
    assert (ax.collections[1].get_sizes() > 40).sum() == 2
    from matplotlib.colors import to_hex

    colours = [to_hex(c).upper() for c in ax.collections[0].get_colors()]
    assert colours.count(style.DOTS.upper()) == 1 and len(colours) == 31


def test_of_two_rows_of_a_pair_the_heavier_counts():
    rows = [("أ", "ب", 9.0), ("ب", "أ", 4.0), ("أ", "ج", 5.0)]
    for order in (rows, rows[::-1]):
        ax = networks.draw(pd.DataFrame(order, columns=["node", "collocate", "weight"]))
        assert sorted(ax.collections[0].get_linewidths()) == pytest.approx([0.4, 2.8])


def test_the_legend_names_the_measure_and_the_colours():
    ax = networks.draw(edges().rename(columns={"weight": "mi"}), weight="mi")
    texts = {t.get_text() for t in ax.get_legend().get_texts()}
    assert {rtl.prepare("MI 5.0"), rtl.prepare("MI 9.0")} <= texts
    assert {rtl.prepare(networks.HEAD[0]), rtl.prepare(networks.SHARED[0])} <= texts
    alone = networks.draw(edges(("إرهاب",))).get_legend()
    assert rtl.prepare(networks.SHARED[0]) not in {t.get_text() for t in alone.get_texts()}


def test_names_keep_off_the_lines_where_there_is_room():
    ax = networks.draw(edges(("إرهاب",), 12, 0))
    lines = [np.linspace(*ax.transData.transform(segment), 200) for segment in ax.collections[0].get_segments()]
    boxes = [t.get_window_extent() for t in words(ax) if t.get_color() == style.INK]
    crossed = sum(any(box.contains(*point) for line in lines for point in line) for box in boxes)
    assert len(boxes) == 12 and crossed <= 1


def test_names_without_room_are_counted_aloud():
    _, ax = style.figure(60, height=40)
    with pytest.warns(UserWarning, match=r"\d+ of 63 words of the network have no room for their name"):
        networks.draw(edges(("إرهاب", "تطرف", "دولة"), 20, 0), ax=ax)
