"""Names beside points, where they touch neither each other nor the edge of the axes."""

import numpy as np
from matplotlib.patheffects import withStroke

from . import rtl, style

# Where a name may stand beside its point, nearest first: (dx, dy) in points, then how it hangs there.
_NEAR = [(4, 0), (-4, 0), (0, 5), (0, -5), (4, 4), (-4, 4), (4, -4), (-4, -4)]
_PLACES = _NEAR + [(dx * far, dy * far) for far in (2.5, 4.5) for dx, dy in _NEAR if dy]


def write(ax, x, y, names, *, colour=style.INK, fontsize="small", taken=(), weight="normal", near=_PLACES):
    """Write each name beside its point, the first names first; return the texts, those that found a place.

    x, y: of the points, in data units. taken: boxes (in pixels) that must stay free. A name that was moved away gets a
    thin line to its point. A name without a free place is left out.
    """
    ax.figure.draw_without_rendering()
    boxes = [tuple(box.extents) for box in taken]
    boxes += [tuple(text.get_window_extent().extents) for text in ax.texts]
    dots = ax.transData.transform(np.column_stack([x, y]))
    boxes += [(a - 2, b - 2, a + 2, b + 2) for a, b in dots]
    edge = ax.bbox.extents
    written = []
    for i, (px, py, name) in enumerate(zip(x, y, names, strict=True)):
        own = len(boxes) - len(dots) - len(written) + i
        for dx, dy in near:
            text = ax.annotate(
                rtl.prepare(str(name)), (px, py), xytext=(dx, dy), textcoords="offset points", fontsize=fontsize,
                ha="left" if dx > 0 else "right" if dx < 0 else "center",
                va="bottom" if dy > 0 else "top" if dy < 0 else "center", color=colour, zorder=6, fontweight=weight,
                path_effects=[withStroke(linewidth=1.6, foreground="white")],
            )  # fmt: skip
            box = text.get_window_extent().padded(0.5).extents
            inside = edge[0] < box[0] and box[2] < edge[2] and edge[1] < box[1] and box[3] < edge[3]
            if inside and not _touches(box, boxes, own):
                if max(abs(dx), abs(dy)) > 6:
                    _line(ax, (px, py), (dx, dy))
                boxes.append(tuple(box))
                written.append(text)
                break
            text.remove()
    return written


def _touches(box, boxes, own):
    others = np.array([other for number, other in enumerate(boxes) if number != own]).reshape(-1, 4)
    apart = (others[:, 2] < box[0]) | (others[:, 0] > box[2]) | (others[:, 3] < box[1]) | (others[:, 1] > box[3])
    return not apart.all()


def _line(ax, point, offset):
    look = {"arrowstyle": "-", "color": style.FAINT, "linewidth": 0.4, "shrinkA": 0, "shrinkB": 1}
    ax.annotate("", point, xytext=offset, textcoords="offset points", zorder=2, arrowprops=look)
