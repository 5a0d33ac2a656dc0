"""Word clouds that say what their sizes mean: the height of a word's letters grows with the square root of
its weight.

`wordcloud` finds the places; the words are drawn as outlines on the Axes, so PNG, SVG and PDF show the same
and no text is shaped twice. The sizes are exact: if a word does not fit, the whole cloud is made smaller and
laid out anew (wordcloud alone would shrink just that word, and all after it).
"""

import numpy as np
from matplotlib.bezier import BezierSegment
from matplotlib.colors import is_color_like
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox

from ..arguments import BOTH, SIDES, optional, takes
from ..errors import ArgumentError, NotEnoughData, told
from . import cloud_layout, drawings, frames, language, rtl, style

LEGEND_ROW = 32.0  # points: height of the legend under a cloud
TOO_SMALL = ("كلماتها أصغر من أن تقرأ بهذا المقياس", "its words are too small to read on this scale")
_LARGEST_SAMPLE = 36.0  # points: the largest word that row can hold


@style.styled
def draw(
    table,
    *,
    weight="ipm",
    label="term",
    top=120,
    mask=None,
    seed=0,
    colour=None,
    title=None,
    size_legend=True,
    largest=None,
    ax=None,
):
    """Draw the `top` rows of `table` by `weight` as a word cloud and return its Axes.

    `table` has a row a term: `label` (text in logical order) and `weight` (a number; rows of 0 or less are
    an error). `mask`: path of an image or a 2-D array; words fill its dark part. `seed` fixes the places.
    `colour`: one colour, or a function term -> colour. `largest` fixes the size of the heaviest word in
    points (else as large as fits, at most 44). `size_legend` draws up to three sizes with their weights
    below the cloud, after a text of yours or, if True, the weight's name. Terms that would be smaller than
    6 points are left out with a warning. All words have one colour where none is given: a colour that says nothing
    would be read as saying something.
    """
    table, per = frames.rate(frames.require(table, weight, label), weight)
    words = _words(table, weight, label, top)
    ax = frames.axes(ax, width="double", height=98 if size_legend else 85)
    ax.set_axis_off()
    frames.title(ax, title)
    ax.figure.draw_without_rendering()  # constrained layout settles only in a draw
    box = _room(ax, size_legend)
    (layout,), scale = cloud_layout.fit([words], [box], cloud_layout.mask_room(mask, box), seed, largest)
    _draw_words(ax, layout, box, colour)
    if size_legend:
        text = size_legend if isinstance(size_legend, str) else _size(table, weight, per)
        _legend(ax, [layout], scale, text)
    drawings.tell(drawn=len(layout), left_out=len(words) - len(layout))
    return ax


@style.styled
def grid(
    tables, *, panel=None, weight="ipm", label="term", top=60, seed=0, columns=2, common_scale=True, colours=None,
    panel_n=None, sizes=None, title=None,
):  # fmt: skip
    """Draw one cloud a group, side by side from where reading begins, and return the array of Axes in their order.

    `tables` is one table, of which the column `panel` names the group of each row (in order of appearance, or that of a
    categorical), or a dict: the title of each panel and its table. Each cloud has a colour of its own, while there are
    colours enough; otherwise all have one. With
    `common_scale` a weight has the same size in every panel, and one legend serves all; otherwise each panel fills its
    room and has its own legend. `colours`: one a panel. `panel_n`: {group: its documents}, written behind the name.
    `sizes`: of the two sides of a comparison, as `two_sided` has them. A group whose words would all be too small to be
    read beside the others says so instead.
    """
    if panel is not None:
        tables = frames.require(tables, panel, weight, label)
        groups = tables[panel]
        names = groups.cat.categories if hasattr(groups, "cat") else groups.unique()
        tables = {str(name): tables[groups == name] for name in names if (groups == name).any()}
    if not isinstance(tables, dict):
        raise ArgumentError(f"tables is {told(tables)}, but must be a dict: the title of each panel and its table.")
    scaled = {name: frames.rate(frames.require(table, weight, label), weight) for name, table in tables.items()}
    tables, per = {name: table for name, (table, _) in scaled.items()}, next((p for _, p in scaled.values()), None)
    if not tables:
        raise NotEnoughData("There is no table: a grid of clouds needs at least one group.")
    if columns < 1:
        raise ArgumentError(f"columns is {columns}, but must be 1 or more.")
    words = [_words(table, weight, label, top) for table in tables.values()]
    meaning = _size(next(iter(tables.values())), weight, per)
    columns = min(columns, len(words))
    fig, panels = _panels(len(words), columns)
    frames.figure_title(fig, title)
    for ax, head in zip(panels, _heads(tables, panel_n), strict=True):
        frames.title(ax, head)
    last_row = columns * (-(-len(words) // columns) - 1)
    fig.draw_without_rendering()  # constrained layout settles only in a draw
    boxes = [_room(ax, not common_scale or i >= last_row) for i, ax in enumerate(panels)]
    if common_scale:
        layouts, scale = cloud_layout.fit(words, boxes, None, seed, None)
        fitted = [(layout, scale) for layout in layouts]
    else:
        alone = [cloud_layout.fit([w], [box], None, seed, None) for w, box in zip(words, boxes, strict=True)]
        fitted = [(layout, scale) for (layout,), scale in alone]
    shades = _shades(len(panels)) if colours is None else colours
    if len(shades) != len(panels):
        raise ArgumentError(f"There are {len(shades)} colours for {len(panels)} clouds; give each its own.")
    for ax, box, (layout, scale), shade in zip(panels, boxes, fitted, shades, strict=True):
        _draw_words(ax, layout, box, shade)
        if not common_scale:
            _legend(ax, [layout], scale, meaning)
    if common_scale:
        ax = panels[last_row]  # the legend may run under its neighbours, whose rows are free
        _legend(ax, layouts, scale, meaning, left=-ax.bbox.x0 * 72 / fig.dpi)
    blank = {name: ax for name, ax, (layout, _) in zip(tables, panels, fitted, strict=True) if not layout}
    _say_too_small(blank.values())
    drawn = sum(len(layout) for layout, _ in fitted)
    drawings.tell(drawn=drawn, left_out=sum(map(len, words)) - drawn, no_room_for=list(blank))
    return panels


def _panels(count, columns):
    """A figure of so many empty panels, and these in reading order."""
    rows = -(-count // columns)
    width, height = frames.printed("double", narrow=False), 12 + rows * (66 if columns > 1 else 85)
    fig, panels = style.figure(width, height=height, rows=rows, columns=columns)
    panels = frames.in_order(np.reshape(panels, (rows, columns)))
    for ax in panels:
        ax.set_axis_off()
    return fig, panels[:count]


def _heads(groups, panel_n):
    """The names of the panels, with the numbers of their documents where these are known."""
    counts = {str(group): n for group, n in (panel_n or {}).items()}
    return [f"{name} (n = {language.number(counts[name])})" if name in counts else name for name in groups]


def _say_too_small(panels):
    for ax in panels:
        ax.text(0.5, 0.5, frames.said(style.either(TOO_SMALL)), ha="center", va="center", transform=ax.transAxes,
                fontsize="small", color=style.INK)  # fmt: skip


def _shades(count):
    """A colour a cloud; where two would have the same, which says that they belong together, all have one."""
    shades = style.colours(count, faint=False)
    return shades if len(set(map(str, shades))) == count else [style.BLUE] * count


@takes(names=SIDES, title=optional(BOTH))
@style.styled
def two_sided(table, *, weight="lrc", label="term", top=60, seed=0, names=("", ""), sizes=None, title=None):
    """Draw two clouds on one scale: the terms whose `weight` is above 0 where reading begins, beside them those below.

    The size is the absolute weight, of a keyness table say; names: titles of the two clouds. sizes: {"target":
    (documents, tokens), "reference": likewise}, for the caption. A side without terms is
    left out; a term whose weight is 0 has no size and is not drawn (the Drawing tells how many). Returns the array of
    Axes.
    """
    names = [style.either(name) for name in names]
    table = frames.finite(frames.require(table, weight, label), weight)
    if names[0] and names[0] == names[1]:
        raise ArgumentError(f'Both sides are named "{names[0]}"; give each its own name.')
    sides = {}
    for name, sign, colour in ((names[0] or " ", 1, style.BLUE), (names[1] or "  ", -1, style.RED)):
        part = table[sign * table[weight] > 0]
        if len(part):
            sides[name] = part.assign(**{weight: part[weight].abs()}), colour
    if not sides:
        raise NotEnoughData(f"Every {weight} is 0: there is no side to draw.")
    tables = {name: part for name, (part, _) in sides.items()}
    shades = [colour for _, colour in sides.values()]
    zero = table.loc[table[weight] == 0, label].astype(str).tolist()
    drawings.tell(zero=len(zero), zero_terms=zero[:10])
    return grid(tables, weight=weight, label=label, top=top, seed=seed, colours=shades, sizes=sizes, title=title)


def _words(table, weight, label, top):
    """[(term, weight)] of the heaviest rows, heaviest first; equal weights in alphabetical order."""
    table = frames.finite(frames.require(table, weight, label), weight)
    if (table[weight] <= 0).any():
        bad = table.loc[table[weight] <= 0].iloc[0]
        raise ArgumentError(
            f'"{bad[label]}" has {weight} {bad[weight]:g}: a cloud shows weights above 0 only.'
        )
    if table[label].isna().any() or (table[label].astype(str).str.strip() == "").any():
        raise ArgumentError(f'The column "{label}" holds an empty term; a cloud cannot show it.')
    if table[label].duplicated().any():
        twice = table.loc[table[label].duplicated(), label].iloc[0]
        raise ArgumentError(
            f'"{twice}" occurs twice in "{label}": a cloud needs one row a term, so sum them first.'
        )
    if top < 1:
        raise ArgumentError(f"top is {top}, but a cloud needs at least one term.")
    table = table.assign(_shown=table[label].astype(str)).sort_values(
        [weight, "_shown"], ascending=[False, True]
    )
    glosses = [language.gloss(term) for term in table["_shown"][:top]]
    words = zip(table["_shown"], glosses, strict=False)
    words = [f"{term}{rtl.GLOSSED}{gloss}" if gloss else term for term, gloss in words]
    return list(zip(words, table[weight][:top].astype(float), strict=True))


def _room(ax, with_legend):
    """The box words may fill, in points from the lower left corner of `ax`, once laid out: x, y, width, height."""
    width, height = (side * 72 / ax.figure.dpi for side in ax.bbox.size)
    below = LEGEND_ROW if with_legend else 0
    if width < 60 or height - below < 40:
        raise ArgumentError(
            f"The Axes is {width:.0f} x {height:.0f} points, too small for a cloud; take a larger figure."
        )
    return 0, below, width, height - below


def _outline(text, size):
    """Path of `text` at `size` points in the cloud's font, its ink starting at (0, 0), with width and height."""
    path = Outline(*text_to_path.get_text_path(_font(), rtl.prepare(text), ismath=False))
    ink, scale = _extents(path), size / text_to_path.FONT_SCALE
    at_zero = Affine2D().translate(-ink.x0, -ink.y0).scale(scale)
    return path.transformed(at_zero), ink.width * scale, ink.height * scale


def _extents(path):
    """`path.get_extents()`, which asks every curve: here those that may reach beyond the points on the outline."""
    controls = np.flatnonzero(path.codes == Outline.CURVE3)[::2]
    if not len(path.codes) or (path.codes == Outline.CURVE4).any():
        return path.get_extents()
    ends = np.isin(path.codes, (Outline.MOVETO, Outline.LINETO, Outline.CURVE3))
    ends[controls] = False
    points = path.vertices[ends]
    low, high = points.min(axis=0), points.max(axis=0)
    bent = path.vertices[controls]
    for place in controls[((bent < low) | (bent > high)).any(axis=1)]:
        curve = BezierSegment(path.vertices[place - 1 : place + 2])
        points = np.concatenate([points, curve([0, *curve.axis_aligned_extrema()[1], 1])])
    return Bbox([points.min(axis=0), points.max(axis=0)])


def _font():
    return FontProperties(family=[style.FAMILY, style.FALLBACK], weight="bold")


def _draw_words(ax, layout, box, colour):
    """Draw each word's outline in the middle of the place it was given; units of the Axes become points."""
    ax.set(
        xlim=(0, box[2]), ylim=(0, box[1] + box[3]), aspect="equal"
    )  # never squeezed, whatever comes later
    for i, (term, _, size, x, y, width, height) in enumerate(layout):
        path, drawn_width, drawn_height = _outline(term, size)
        moved = Affine2D().translate(x + (width - drawn_width) / 2, box[1] + y + (height - drawn_height) / 2)
        shade = style.BLUE if colour is None else colour(term.partition(rtl.GLOSSED)[0]) if callable(colour) else colour
        if not is_color_like(shade):
            raise ArgumentError(f'The colour of "{term}" is {told(shade)}, which is none; give a name or #rrggbb.')
        _fill(ax, path.transformed(moved), shade, gid=f"word-{i}", label=f"_{term}")


def _fill(ax, path, colour, **names):
    """Add `path` as a filled shape; unlike `add_patch`, this does not search for limits that are known."""
    patch = ax.add_artist(PathPatch(path, facecolor=colour, edgecolor="none", linewidth=0, **names))
    patch.set_in_layout(False)
    return patch


def _size(table, weight, per=None):
    """What the size of a word means."""
    named = frames.heading(table, weight) if per is None else style.either(per)
    return f"{style.either(('حجم الكلمة', 'size of a word'))}: {named}"


def _legend(ax, layouts, scale, heading, *, left=0.0):
    """Sample words with their weights, and what the size means, in a row under the cloud.

    Up to three sizes, as many as fit between the right edge of `ax` and `left` points; none if none does.
    """
    weights = [word[1] for layout in layouts for word in layout]
    low, high = min(weights), min(max(weights), (_LARGEST_SAMPLE / scale) ** 2)
    several = sorted({_round(w) for w in (low, np.sqrt(low * high), high)}) if high > low else [_round(low)]
    tries = [(heading, several), (heading, several[::2]), (heading, several[:1]), ("", several[:1])]
    for words, samples in tries:
        drawn, end = _legend_row(ax, words, samples, scale)
        if end >= left:
            return
        for artist in drawn:
            artist.remove()


def _legend_row(ax, heading, samples, scale):
    """Draw the row from the right; return its artists and where it ends, in points."""
    middle, gap, drawn = LEGEND_ROW / 2 - 1, 12, []

    def write(x, text):
        made = ax.text(x, middle, frames.said(text), ha="right", va="center_baseline", fontsize="small")
        made.set_in_layout(False)  # a layout that makes room for it would squeeze the words
        drawn.append(made)
        return x - made.get_window_extent().width * 72 / ax.figure.dpi

    x = write(ax.get_xlim()[1] - 2, heading) - gap
    for sample in samples:
        path, width, height = _outline("كلمة", scale * np.sqrt(sample))
        moved = Affine2D().translate(x - width, middle - height / 2)
        drawn.append(_fill(ax, path.transformed(moved), style.INK, gid="size", clip_on=False))
        x = write(x - width - 3, frames.number(sample)) - gap
    return drawn, x + gap


def _round(value):
    """`value` to two significant digits, as one reads a legend."""
    digits = 1 - int(np.floor(np.log10(value)))
    return float(round(value, digits))
