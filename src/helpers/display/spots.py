"""Where on the picture of a figure each row of its table is drawn, so that the picture can answer (`study.twins`)."""

import numpy as np

from . import style


def of(drawing, *, dpi=style.DPI):
    """Where each row of a Drawing is on its picture: a list of dicts, in the order in which they were drawn.

    at: [share of the width from the left, share of the height from the top]; reach: how far from there it still is, in
    the same shares, None for a point; row: the row of the table as a dict. What lies outside of the picture is left
    out. dpi: of the picture, on which the layout depends by a hair. A plot that does not tell (`drawings.place`): an
    empty list.
    """
    from .drawings import figure_of

    if not drawing.places:
        return []
    figure = figure_of(drawing.places[0][0])
    before = figure.dpi
    try:
        figure.set_dpi(dpi)
        with style.context():
            figure.draw_without_rendering()
        return [spot for place in drawing.places for spot in _spots(figure, *place)]
    finally:
        figure.set_dpi(before)


def _spots(figure, ax, x, y, rows, reach):
    x, y = np.asarray(ax.convert_xunits(x), float), np.asarray(ax.convert_yunits(y), float)
    at = _shares(figure, ax, x, y)
    far = _reach(figure, ax, x, y, reach) if reach is not None else [None] * len(at)
    found = zip(at, far, rows.to_dict("records"), strict=True)
    return [
        {"at": [round(float(v), 4) for v in place], "reach": around, "row": row}
        for place, around, row in found if np.isfinite(place).all() and (place >= 0).all() and (place <= 1).all()
    ]  # fmt: skip


def _shares(figure, ax, x, y):
    pixels = ax.transData.transform(np.column_stack([x, y]))
    share = pixels / [figure.bbox.width, figure.bbox.height]
    return np.column_stack([share[:, 0], 1 - share[:, 1]])


def _reach(figure, ax, x, y, reach):
    """Half the box in which each place answers; where it is as wide as the axes, from its far side."""
    dx, dy = reach
    here = _shares(figure, ax, x, y)
    there = _shares(figure, ax, x + (dx if np.isfinite(dx) else 0), y + (dy if np.isfinite(dy) else 0))
    half = np.abs(there - here)
    left, right = ax.bbox.x0 / figure.bbox.width, ax.bbox.x1 / figure.bbox.width
    if not np.isfinite(dx):
        half[:, 0] = np.maximum(here[:, 0] - left, right - here[:, 0])
    return [[round(float(v), 4) for v in pair] for pair in half]
