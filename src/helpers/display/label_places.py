"""Names beside points, where they touch neither each other nor the edge of the axes, and hide little else."""

import numpy as np
from matplotlib.patches import ConnectionPatch
from matplotlib.patheffects import withStroke
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from . import language, rtl, style

# Where a name may stand beside its point: (dx, dy) in points, in the order in which equally free places are taken.
NEAR = [(4, 0), (-4, 0), (0, 5), (0, -5), (4, 4), (-4, 4), (4, -4), (-4, -4)]
_PLACES = NEAR + [(dx * far, dy * far) for far in (2.5, 4.5) for dx, dy in NEAR if dy]
_MOVED = 6  # points: from here on a name needs a line to its point
_FAR = 0.15  # share of the width of the axes: from here on the line to a name at its side is grey
_COVERED = 1.5  # points of distance that a name may go to hide one mark less
_GAP = np.array([1.5, 0.2])  # points kept free beside and above a name: two in a row must not read as a phrase


def write(ax, x, y, names, *, colour=style.INK, fontsize="small", taken=(), avoid=(), weight="normal", near=_PLACES):
    """Write each name beside its point, the first names first; return the texts, those that found a place.

    x, y: of the points, in data units. taken: boxes (in pixels) that must stay free. avoid: further points in data
    units (such as those along a line), of which a name hides as few as it can. A name that was moved away gets a thin
    line to its point, which crosses no other name or line. A name without a free place is left out.
    """
    ax.figure.draw_without_rendering()
    boxes = [tuple(box.extents) for box in taken]
    boxes += [tuple(text.get_window_extent().extents) for text in ax.texts if text.get_text()]
    dots = ax.transData.transform(np.column_stack([x, y]))
    marks = ax.transData.transform(np.asarray(avoid, float).reshape(-1, 2))
    around = np.column_stack([dots - 2, dots + 2])
    written = []
    for i, (px, py, name) in enumerate(zip(x, y, names, strict=True)):
        text = ax.annotate(
            rtl.prepare(name), (px, py), xytext=(0, 0), textcoords="offset points", fontsize=fontsize,
            ha="left", va="bottom", color=colour, zorder=6, fontweight=weight,
            path_effects=[withStroke(linewidth=1.6, foreground="white")],
        )  # fmt: skip
        others = np.array(boxes).reshape(-1, 4), np.delete(around, i, axis=0)
        found = _best(ax, dots[i], text.get_window_extent().size, near, others, marks)
        if found is None:
            text.remove()
            continue
        (dx, dy), box, line = found
        text.xyann = dx, dy
        text.set(ha=_side(dx, "left", "right"), va=_side(dy, "bottom", "top"))
        if line is not None:
            _line(ax, (px, py), (dx, dy))
            boxes += [(a - 1, b - 1, a + 1, b + 1) for a, b in line]
        boxes.append(box)
        written.append(text)
    return written


def at_ends(ax, x, y, names, colours, *, fontsize="small"):
    """Write a name where each line ends, beside the axes on the side where reading ends; return how many were written.

    x, y: of the ends, in data units. Names that would touch are moved up and down, as little as they can, in the order
    of their ends, and then joined to their ends by a thin line. The name of a line that ends far from there stands at
    its end, where it finds room. Names for which the axes is too low are left out.
    """
    at, step, side = (0, -1, "right") if language.from_right() else (1, 1, "left")
    unit = ax.figure.dpi / 72
    written = _at_early_ends(ax, x, y, names, colours, step, fontsize)
    left = [number for number in range(len(names)) if number not in written]
    x, y, names, colours = ([values[number] for number in left] for values in (x, y, names, colours))
    texts = [
        ax.annotate(
            rtl.prepare(name), (at, end), xycoords=("axes fraction", "data"), xytext=(9 * step, 0),
            textcoords="offset points", ha=side, va="center", fontsize=fontsize, color=colour,
        )
        for end, name, colour in zip(y, names, colours, strict=True)
    ]  # fmt: skip
    ax.figure.draw_without_rendering()
    height = max((text.get_window_extent().height for text in texts), default=0) / unit + 0.5
    room = max(int(ax.bbox.height / unit // height), 1)
    for text in texts[room:]:
        text.remove()
    texts = texts[:room]
    ends = ax.transData.transform(np.column_stack([np.arange(len(texts)), y[: len(texts)]]))[:, 1] / unit
    moved = _apart(ends, height, ax.bbox.y0 / unit + height / 2, ax.bbox.y1 / unit - height / 2)
    for text, end, place, last, colour in zip(texts, ends, moved, x, colours, strict=False):
        text.xyann = 9 * step, place - end
        beside = blended_transform_factory(ax.transAxes, ax.transData)
        beside += ScaledTranslation(7.5 * step / 72, (place - end) / 72, ax.figure.dpi_scale_trans)
        ends_at = (last, text.xy[1]), (at, text.xy[1])
        joined = ConnectionPatch(*ends_at, ax.transData, beside, linewidth=0.4, color=colour)
        if abs(ax.transData.transform((last, 0))[0] - (ax.bbox.x0 if step < 0 else ax.bbox.x1)) > _FAR * ax.bbox.width:
            joined.set(color=style.FAINT, linestyle=":", linewidth=0.6)  # in its colour it would look like more of it
        joined.set_in_layout(False)
        ax.add_artist(joined).set_zorder(1)
    return len(texts) + len(written)


def _at_early_ends(ax, x, y, names, colours, step, fontsize):
    """Write the names of lines that end far from the side of the axes beside their ends; return which found room."""
    ax.figure.draw_without_rendering()
    places = ax.transData.transform(np.column_stack([np.asarray(x, float), np.asarray(y, float)]))[:, 0]
    edge = ax.bbox.x0 if step < 0 else ax.bbox.x1
    early = [number for number, place in enumerate(places) if abs(place - edge) > _FAR * ax.bbox.width]
    if not early:
        return set()
    near = [(6 * step, 0), (6 * step, 5), (6 * step, -5), (0, 7), (0, -7)]
    drawn = _drawn(ax)
    return {
        number for number in early
        if write(ax, [x[number]], [y[number]], [names[number]], colour=colours[number], fontsize=fontsize,
                 avoid=drawn, near=near)
    }  # fmt: skip


def _drawn(ax):
    """Points along all lines of the axes, in data units."""
    lines = [line.get_xydata() for line in ax.lines if line.get_transform() == ax.transData]
    lines += [part for bars in ax.collections if hasattr(bars, "get_segments") for part in bars.get_segments()]
    steps = np.linspace(0, 1, 20)[:, None]
    parts = [a + steps * (b - a) for line in lines for a, b in zip(line, line[1:], strict=False)]
    points = np.vstack([np.empty((0, 2)), *parts])
    return points[np.isfinite(points).all(axis=1)]


def _apart(ends, height, low, high):
    """Places at least `height` from each other within bounds, as near to `ends` as their order allows.

    >>> _apart(np.array([10.0, 11.0, 50.0]), 4, 0, 100)
    array([ 8.5, 12.5, 50. ])
    """
    blocks = []  # names that would touch stand as one block where its members are least moved
    for i in np.argsort(ends, kind="stable"):
        members, middle = [i], np.clip(ends[i], low, high)
        while blocks and middle - blocks[-1][1] < height * (len(members) + len(blocks[-1][0])) / 2:
            members = blocks.pop()[0] + members
            half = height * (len(members) - 1) / 2
            middle = np.clip(np.mean(ends[members]), min(low + half, high), max(high - half, low))
        blocks.append((members, middle))
    places = np.empty(len(ends))
    for members, middle in blocks:
        places[members] = middle + height * (np.arange(len(members)) - (len(members) - 1) / 2)
    return places


def _side(offset, beyond, before):
    return beyond if offset > 0 else before if offset < 0 else "center"


def _best(ax, dot, size, near, others, marks):
    """(offset, box, points of its line or None) of the free place that hides the fewest marks; None if none is free."""
    names, points = others
    unit, edge, best, least = ax.figure.dpi / 72, ax.bbox.extents, None, np.inf
    for dx, dy in near:
        shift = np.array([dx, dy]) * unit
        low = dot + shift - size * np.where(shift > 0, 0, np.where(shift < 0, 1, 0.5))
        box = (*(low - _GAP * unit), *(low + size + _GAP * unit))
        inside = box[0] > edge[0] and box[1] > edge[1] and box[2] < edge[2] and box[3] < edge[3]
        if not inside or _touch(box, names).any() or _touch(box, points).any():
            continue
        line = None
        if max(abs(dx), abs(dy)) > _MOVED:
            line = dot + np.linspace(0.1, 1, 30)[:, None] * shift
            if any(_touch((a, b, a, b), names).any() for a, b in line):
                continue
        hidden = (marks[:, 0] > box[0]) & (marks[:, 0] < box[2]) & (marks[:, 1] > box[1]) & (marks[:, 1] < box[3])
        cost = _COVERED * hidden.sum() + np.hypot(dx, dy)
        if cost < least - 1e-9:
            best, least = ((dx, dy), box, line), cost
    return best


def _touch(box, others):
    apart = (others[:, 2] < box[0]) | (others[:, 0] > box[2]) | (others[:, 3] < box[1]) | (others[:, 1] > box[3])
    return ~apart


def _line(ax, point, offset):
    look = {"arrowstyle": "-", "color": style.FAINT, "linewidth": 0.4, "shrinkA": 0, "shrinkB": 1}
    ax.annotate("", point, xytext=offset, textcoords="offset points", zorder=2, arrowprops=look)
