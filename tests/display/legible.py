"""What a reader would not be able to read in a figure: measured from the artists that were really drawn."""

import contextlib

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.display import style

SMALLEST = 6  # points, in print
TEXT, CELL = 3.0, 4.5  # contrast of names and points on the page; of numbers on a coloured cell
_SLACK = 0.8  # pixels at 110 dots an inch that two boxes may share: the height of a line has room for marks it lacks
_DPI = 110


def texts(fig):
    """[(Text, box in pixels)] of all texts that drawing `fig` puts on the page, in the order of drawing."""
    drawn, draw = [], Text.draw

    def recorded(self, renderer):
        if self.get_visible() and self.get_text().strip() and self.get_alpha() != 0:
            drawn.append(self)
        return draw(self, renderer)

    Text.draw = recorded
    try:
        fig.draw_without_rendering()
    finally:
        Text.draw = draw
    return [(text, text.get_window_extent()) for text in dict.fromkeys(drawn)]


def faults(fig):
    """Sentences: texts that overlap, that leave the canvas, that are too small or too faint, and faint points."""
    with _fine(fig):
        drawn = texts(fig)
        return [*_overlaps(drawn), *_outside(fig, drawn), *_small(drawn), *_words(fig, drawn), *_faint(fig, drawn),
                *_faint_points(fig)]  # fmt: skip


@contextlib.contextmanager
def _fine(fig):
    before, interactive = fig.dpi, fig.canvas
    fig.set_dpi(_DPI)
    FigureCanvasAgg(fig)
    try:
        yield
    finally:
        fig.set_dpi(before)
        fig.set_canvas(interactive)


def _overlaps(drawn):
    boxes = [box.padded(-_SLACK / 2) for _, box in drawn]
    for i, one in enumerate(boxes):
        for j in range(i):
            other = boxes[j]
            if min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.y1, other.y1) > max(one.y0, other.y0):
                yield f"{drawn[j][0].get_text()!r} and {drawn[i][0].get_text()!r} overlap"


def words(fig):
    """[(word, outline in pixels, patch)] of the words of clouds and of their legends, which are shapes and no texts."""
    patches = [patch for ax in fig.axes for patch in ax.patches if str(patch.get_gid()).startswith(("word-", "size"))]
    return [(str(patch.get_label()).removeprefix("_"), patch.get_transform().transform_path(patch.get_path()), patch)
            for patch in patches]  # fmt: skip


def _words(fig, drawn):
    """Words of clouds that cover each other or a text, that leave the page, are too small or too faint."""
    found = [(word, path, path.get_extents(), patch) for word, path, patch in words(fig)]
    boxes = np.array([box.extents for *_, box, _ in found]).reshape(-1, 4)
    width, height = fig.bbox.size
    for i, (word, path, box, patch) in enumerate(found):
        near = np.flatnonzero((boxes[:i, 0] < box.x1) & (boxes[:i, 2] > box.x0)
                              & (boxes[:i, 1] < box.y1) & (boxes[:i, 3] > box.y0))  # fmt: skip
        yield from (f"{word!r} and {found[j][0]!r} overlap" for j in near if _cover(path, found[j][1]))
        for text, other in drawn:
            inner = other.padded(-1)
            if box.overlaps(inner) and path.intersects_bbox(inner, filled=True):
                yield f"{word!r} and {text.get_text()!r} overlap"
        if box.x0 < -_SLACK or box.y0 < -_SLACK or box.x1 > width + _SLACK or box.y1 > height + _SLACK:
            yield f"{word!r} leaves the canvas"
        if style.contrast(to_rgb(patch.get_facecolor()), "white") < TEXT:
            yield f"{word!r} has a contrast of {style.contrast(to_rgb(patch.get_facecolor()), 'white'):.2f}"


def _cover(one, other):
    """Whether two outlines share ink: the edges of one of their polygons cross, or one lies inside of the other."""
    return any(a.intersects_path(b, filled=True) for a in _parts(one) for b in _parts(other))


def _parts(path):
    return [Path(polygon) for polygon in path.to_polygons() if len(polygon) > 2]


def _outside(fig, drawn):
    width, height = fig.bbox.size
    for text, box in drawn:
        if box.x0 < -_SLACK or box.y0 < -_SLACK or box.x1 > width + _SLACK or box.y1 > height + _SLACK:
            yield f"{text.get_text()!r} leaves the canvas"


def _small(drawn):
    for text, _ in drawn:
        if text.get_fontsize() < SMALLEST - 1e-6:
            yield f"{text.get_text()!r} has {text.get_fontsize():.2f} points"


def _faint(fig, drawn):
    """The colour of each text against the commonest colour under it, drawn without texts."""
    fig.set_layout_engine("none")  # without its texts the layout would move everything
    for text, _ in drawn:
        text.set_visible(False)
    fig.canvas.draw()
    page = np.asarray(fig.canvas.buffer_rgba())[::-1, :, :3]
    for text, box in drawn:
        text.set_visible(True)
        x0, y0, x1, y1 = (int(max(value, 0)) for value in box.extents)
        under = page[y0 : y1 + 1, x0 : x1 + 1].reshape(-1, 3)
        if not len(under):
            continue
        colours, counts = np.unique(under, axis=0, return_counts=True)
        ground = colours[counts.argmax()] / 255
        wanted = TEXT if style.contrast(ground, "white") < 1.1 else CELL
        found = style.contrast(text.get_color(), ground)
        if found < wanted:
            yield f"{text.get_text()!r} has a contrast of {found:.2f}"


def _faint_points(fig):
    for ax in fig.axes:
        for points in ax.collections:
            if isinstance(points, PathCollection) and points.get_visible():
                inks = [*map(tuple, points.get_facecolors()[:, :3]), *map(tuple, points.get_edgecolors()[:, :3])]
                if inks and max(style.contrast(ink, "white") for ink in set(inks)) < TEXT:
                    yield f"points of the colour {to_hex(inks[0])} are faint"
        for line in ax.get_lines():
            marked = line.get_marker() not in ("None", "", " ", None)
            if marked and style.contrast(to_rgb(line.get_color()), "white") < TEXT:
                yield f"markers of the colour {line.get_color()} are faint"
