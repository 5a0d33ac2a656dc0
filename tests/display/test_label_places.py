"""Names beside points: none touches another, moved ones keep a line, crowded marks are kept free."""

import numpy as np
import pytest
from matplotlib.patches import ConnectionPatch

from helpers.display import frames, label_places, rtl, style
from helpers.display import language as reading

WORD = "الإرهاب"


def axes():
    _, ax = style.figure(85, height=60)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return ax


def boxes_of(texts):
    return [text.get_window_extent() for text in texts]


@pytest.mark.parametrize("seed", range(5))
def test_no_name_touches_another_a_point_or_the_edge(seed):
    ax, (x, y) = axes(), np.random.default_rng(seed).uniform(0, 1, (2, 40))
    boxes = boxes_of(label_places.write(ax, x, y, [WORD] * 40))
    assert len(boxes) > 8
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    dots = ax.transData.transform(np.column_stack([x, y]))
    assert not any(box.contains(*dot) for box in boxes for dot in dots)
    for box in boxes:
        assert ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1 and ax.bbox.y0 <= box.y0 and box.y1 <= ax.bbox.y1


def test_a_name_alone_stands_at_its_point_without_a_line():
    ax = axes()
    (text,) = label_places.write(ax, [0.5], [0.5], [WORD])
    assert text.get_text() == rtl.prepare(WORD) and text.xyann == (4, 0) and len(ax.texts) == 1


def test_a_moved_name_has_a_line_that_crosses_no_name():
    ax = axes()
    texts = label_places.write(ax, np.linspace(0.45, 0.55, 5), [0.5] * 5, [WORD] * 5)
    arrows = [t for t in ax.texts if t.arrow_patch is not None]
    moved = [t for t in texts if max(map(abs, t.xyann)) > 6]
    assert len(arrows) == len(moved) > 0
    for arrow, owner in zip(arrows, moved, strict=True):
        start = ax.transData.transform(arrow.xy)
        along = start + np.linspace(0, 1, 50)[:, None] * np.array(arrow.xyann) * ax.figure.dpi / 72
        others = [t.get_window_extent() for t in texts if t is not owner]
        assert not any(box.contains(*point) for box in others for point in along)


def test_a_name_goes_where_it_hides_least():
    crowd = np.column_stack([np.linspace(0.52, 0.8, 60), np.full(60, 0.5)])
    (text,) = label_places.write(axes(), [0.5], [0.5], [WORD], avoid=crowd)
    assert text.xyann == (-4, 0)


def test_taken_room_stays_free_and_a_name_without_room_is_left_out():
    ax = axes()
    assert label_places.write(ax, [0.5], [0.5], [WORD], taken=[ax.bbox]) == []
    assert not ax.texts


def test_nothing_to_name_is_nothing_drawn():
    assert label_places.write(axes(), [], [], []) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_line_that_ends_early_has_its_name_at_its_end_and_no_line_across_the_axes(language):
    with reading.chosen(language=language):
        step = -1 if language == "ar" else 1
        ax = axes()
        frames.runs(ax)
        ax.plot([0, 0.4], [0.5, 0.5])
        ax.plot([0, 1], [0.2, 0.2])
        assert label_places.at_ends(ax, [0.4, 1.0], [0.5, 0.2], [WORD, WORD], ["k", "k"]) == 2
        early = next(text for text in ax.texts if getattr(text.xy[1], "real", 0) == 0.5)
        assert early.xyann[0] == 6 * step and max(map(abs, early.xyann)) <= 7
        assert len([one for one in ax.artists if isinstance(one, ConnectionPatch)]) <= 1


def test_the_name_of_an_early_end_without_room_stands_beside_the_axes():
    ax = axes()
    crowd = [ax.text(x / 10, y / 20, WORD) for x in range(10) for y in range(20)]
    assert label_places.at_ends(ax, [0.4], [0.5], [WORD], ["k"]) == 1
    (name,) = [text for text in ax.texts if text not in crowd]
    assert name.xy[0] == 0  # of the axes, whose end reading reaches
