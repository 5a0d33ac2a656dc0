"""Word clouds that say what their sizes mean: the height of a word's letters grows with the square root of its weight.

`wordcloud` finds the places; the words are drawn as outlines on the Axes, so PNG, SVG and PDF show the same and no
text is shaped twice. The sizes are exact: if a word does not fit, the whole cloud is made smaller and laid out anew
(wordcloud alone would shrink just that word, and all after it).
"""

import warnings
from pathlib import Path

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from PIL import Image, ImageFont
from wordcloud import WordCloud

from ..errors import ArgumentError
from . import frames, rtl, style

PIXELS = 4  # layout pixels a point
SMALLEST = 5.0  # points: below this, print is not readable
_ROUNDS = 40


@style.styled
def draw(table, *, weight="ipm", label="term", top=120, mask=None, seed=0, colour=None, title=None, size_legend=True,
         largest=None, ax=None):
    """Draw the `top` rows of `table` by `weight` as a word cloud and return its Axes.

    `table` has a row a term: `label` (text in logical order) and `weight` (a number; rows of 0 or less are an error).
    `mask`: path of an image or a 2-D array; words fill its dark part. `seed` fixes the places. `colour`: one colour,
    or a function term -> colour. `largest` fixes the size of the heaviest word in points (else as large as fits).
    `size_legend` draws three sizes with their weights below the cloud. Terms that would be smaller than 5 pt are left
    out with a warning.
    """
    words = _words(table, weight, label, top)
    ax = frames.axes(ax, width="double", height=95 if size_legend else 85)
    frames.title(ax, title)
    ax.set_axis_off()
    box = _room(ax, size_legend)
    shape = _mask(mask, box)
    layout, scale = _fit(words, box, shape, seed, largest)
    _draw_words(ax, layout, box, colour)
    if size_legend:
        _legend(ax, layout, scale, weight, box)
    return ax


@style.styled
def grid(tables, *, weight="ipm", label="term", top=60, seed=0, columns=2, common_scale=True, title=None):
    """Draw one cloud a group, side by side from the right, and return the array of Axes in the order of `tables`.

    `tables` maps a panel's title to its table. With `common_scale` a weight has the same size in every panel, and one
    legend serves all; otherwise each panel fills its room and has its own legend.
    """
    if not tables:
        raise ArgumentError("There is no table: a grid of clouds needs at least one group.")
    words = {name: _words(table, weight, label, top) for name, table in tables.items()}
    columns = min(columns, len(words))
    rows = -(-len(words) // columns)
    fig, panels = style.figure("double", height=12 + rows * (66 if columns > 1 else 85), rows=rows, columns=columns)
    panels = np.atleast_2d(panels).reshape(rows, columns)[:, ::-1].ravel()  # the first group at the right
    for ax in panels:
        ax.set_axis_off()
    for ax, name in zip(panels, words, strict=False):
        frames.title(ax, name)
    if title is not None:
        fig.suptitle(rtl.prepare(title), x=0.99, ha="right", fontsize="large", fontweight="bold")
    with_legend = [not common_scale or i == len(words) - 1 for i in range(len(words))]
    boxes = [_room(ax, True) for ax in panels[: len(words)]]
    fitted = [_fit(w, box, None, seed, None) for w, box in zip(words.values(), boxes, strict=True)]
    scale = min(s for _, s in fitted)
    for ax, w, box, (layout, own), legend in zip(panels, words.values(), boxes, fitted, with_legend, strict=False):
        if common_scale and own != scale:
            layout, own = _fit(w, box, None, seed, scale * np.sqrt(w[0][1]))
        _draw_words(ax, layout, box, None)
        if legend:
            _legend(ax, layout, own, weight, box)
    return panels[: len(words)]


def _words(table, weight, label, top):
    """[(term, weight)] of the heaviest rows, heaviest first; equal weights in alphabetical order."""
    table = frames.finite(frames.require(table, weight, label), weight)
    if (table[weight] <= 0).any():
        bad = table.loc[table[weight] <= 0].iloc[0]
        raise ArgumentError(
            f'"{bad[label]}" has {weight} {bad[weight]:g}: a cloud shows weights above 0 only, so keep those rows out.'
        )
    if table[label].duplicated().any():
        twice = table.loc[table[label].duplicated(), label].iloc[0]
        raise ArgumentError(f'"{twice}" occurs twice in "{label}": a cloud needs one row a term, so sum them first.')
    if top < 1:
        raise ArgumentError(f"top is {top}, but a cloud needs at least one term.")
    table = table.assign(_shown=table[label].astype(str)).sort_values([weight, "_shown"], ascending=[False, True])
    return list(zip(table["_shown"][:top], table[weight][:top].astype(float), strict=True))


def _mask(mask, box):
    """Boolean array (True: words may stand here) of the layout's size, the image centred and kept in proportion."""
    if mask is None:
        return None
    if isinstance(mask, (str, Path)):
        try:
            with Image.open(mask) as image:
                flat = Image.new("RGBA", image.size, "white")
                flat.alpha_composite(image.convert("RGBA"))
                mask = np.asarray(flat.convert("L"))
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise ArgumentError(f"The mask {mask} cannot be read as an image ({error}); give a PNG file.") from error
    mask = np.asarray(mask)
    if mask.ndim == 3:
        mask = mask[..., :3].mean(axis=2)
    if mask.ndim != 2 or not mask.size or mask.dtype.kind not in "biuf":
        raise ArgumentError(f"The mask is an array of shape {mask.shape} and {mask.dtype}, but must be 2-D numbers.")
    dark = mask < 128 if mask.max() > 1 else mask < 0.5
    if not dark.any():
        raise ArgumentError("The mask has no dark part: words are placed where it is black, and it is all white.")
    width, height = (round(side * PIXELS) for side in box[2:])
    factor = min(width / dark.shape[1], height / dark.shape[0])
    small = Image.fromarray(dark).resize((max(1, int(dark.shape[1] * factor)), max(1, int(dark.shape[0] * factor))))
    room = np.zeros((height, width), dtype=bool)
    y, x = (height - small.height) // 2, (width - small.width) // 2
    room[y : y + small.height, x : x + small.width] = np.asarray(small)
    return room


def _room(ax, with_legend):
    """The box words may fill, in points from the lower left corner of `ax`: x, y, width, height."""
    ax.figure.draw_without_rendering()  # constrained layout settles only in a draw
    width, height = (side * 72 / ax.figure.dpi for side in ax.bbox.size)
    below = 24 if with_legend else 0
    if width < 60 or height - below < 40:
        raise ArgumentError(f"The Axes is {width:.0f} x {height:.0f} points, too small for a cloud; take a larger figure.")
    return 0, below, width, height - below


def _fit(words, box, room, seed, largest):
    """Lay the words out as large as they go without shrinking any; return [(term, weight, size, x, y, w, h)], scale.

    `scale` is points per square root of weight. Lightest words are dropped when they would be below SMALLEST.
    """
    area = box[2] * box[3] if room is None else room.sum() / PIXELS**2
    roots = np.sqrt([weight for _, weight in words])
    unit = _measure(words, roots)
    scale = largest / roots[0] if largest else np.sqrt(0.78 * area / unit)
    kept = len(words)
    for _ in range(_ROUNDS):
        sizes = np.round(scale * roots * PIXELS).astype(int)
        kept = min(kept, int((sizes >= SMALLEST * PIXELS).sum()))
        if kept == 0:
            break
        places = _places(words[:kept], sizes[:kept], box, room, seed)
        if places is not None:
            if kept < len(words):
                warnings.warn(f"{len(words) - kept} of {len(words)} terms are left out of the cloud: they would be "
                              f"smaller than {SMALLEST:g} pt.", stacklevel=4)
            return [(*word, *place) for word, place in zip(words, places, strict=False)], scale
        smaller = scale * 0.95
        if largest or smaller * roots[kept - 1] < SMALLEST:
            kept = int(kept * 0.9)
        else:
            scale = smaller
    raise ArgumentError(f'The words do not fit; even "{words[0][0]}" is too long. Take a larger figure or mask.')


def _measure(words, roots):
    """Area the words cover at scale 1, in square points."""
    font = ImageFont.truetype(str(style.BOLD), 100)
    total = 0
    for (word, _), root in zip(words, roots, strict=True):
        left, top, right, bottom = font.getbbox(rtl.prepare(word, "pillow"))
        total += (right - left) * (bottom - top) / 1e4 * root**2
    return max(total, 1e-12)


def _places(words, sizes, box, room, seed):
    """[(size, x, y, width, height)] in points from the lower left of the box, or None when a word does not fit."""
    width, height = (round(side * PIXELS) for side in box[2:])
    cloud = WordCloud(
        font_path=str(style.BOLD), width=width, height=height, margin=2 * int(PIXELS), prefer_horizontal=1.0,
        relative_scaling=1.0, max_font_size=int(sizes[0]), min_font_size=int(SMALLEST * PIXELS),
        font_step=10**6,  # a word that does not fit ends the layout; see the module's docstring
        max_words=len(words), random_state=seed,
        mask=None if room is None else np.where(room, 0, 255).astype(np.uint8),
    )
    shaped = [rtl.prepare(word, "pillow") for word, _ in words]
    # With relative_scaling 1, the font size of a word is the size before times the ratio of the two "frequencies".
    ordered = {str(text): float(size) for text, size in zip(shaped, sizes, strict=True)}
    try:
        cloud.generate_from_frequencies(ordered, max_font_size=int(sizes[0]))
    except ValueError:
        return None
    found = {text: (size, place) for (text, _), size, place, *_ in cloud.layout_}
    if len(found) < len(ordered) or any(found[text][0] != size for text, size in ordered.items()):
        return None
    places = []
    for text in map(str, shaped):
        size, (row, column) = found[text]
        left, top, right, bottom = ImageFont.truetype(str(style.BOLD), size).getbbox(text)
        w, h = (right - left) / PIXELS, (bottom - top) / PIXELS
        places.append((size / PIXELS, column / PIXELS, box[3] - row / PIXELS - h, w, h))
    return places


def _outline(text, size):
    """Path of `text` at `size` points in the cloud's font, its ink starting at (0, 0)."""
    vertices, codes = text_to_path.get_text_path(_font(), rtl.prepare(text), ismath=False)
    path = Outline(vertices, codes)
    if not len(path.vertices):
        return path
    ink = path.get_extents()
    return path.transformed(Affine2D().translate(-ink.x0, -ink.y0).scale(size / text_to_path.FONT_SCALE))


def _font():
    return FontProperties(family=[style.FAMILY, style.FALLBACK], weight="bold")


def _draw_words(ax, layout, box, colour):
    """Draw each word's outline in the middle of the place it was given; units of the Axes become points."""
    ax.set(xlim=(0, box[2]), ylim=(0, box[1] + box[3]))
    palette = (style.BLUE, style.TEAL, style.RED, style.ORANGE, "#33557A")
    for i, (term, _, size, x, y, width, height) in enumerate(layout):
        path = _outline(term, size)
        ink = path.get_extents()
        moved = Affine2D().translate(x + (width - ink.width) / 2, box[1] + y + (height - ink.height) / 2)
        shade = palette[i % len(palette)] if colour is None else colour(term) if callable(colour) else colour
        patch = PathPatch(path.transformed(moved), facecolor=shade, edgecolor="none", linewidth=0)
        patch.set_gid(f"word-{i}")
        patch.set_label(f"_{term}")
        ax.add_patch(patch)


def _legend(ax, layout, scale, weight, box):
    """Three sample sizes with their weights, and what the size means, in a row under the cloud."""
    high, low = layout[0][1], layout[-1][1]
    samples = sorted({_round(w) for w in (low, np.sqrt(low * high), high)})
    x = box[2] - 4
    words = rtl.prepare(f"حجم الكلمة: {frames.NAMES.get(weight, weight)}")
    text = ax.text(x, 8, words, ha="right", va="center", fontsize="small")
    x = ax.transData.inverted().transform(text.get_window_extent().corners())[:, 0].min() - 14
    for sample in samples:
        size = scale * np.sqrt(sample)
        path = _outline("كلمة", min(size, 22))
        if size > 22:
            continue
        ink = path.get_extents()
        patch = PathPatch(path.transformed(Affine2D().translate(x - ink.width, 8 - ink.height / 2)),
                          facecolor=style.INK, edgecolor="none")
        patch.set_gid("size")
        ax.add_patch(patch)
        x -= ink.width + 3
        text = ax.text(x, 8, rtl.prepare(frames.number(sample)), ha="right", va="center", fontsize="small")
        x = ax.transData.inverted().transform(text.get_window_extent().corners())[:, 0].min() - 14


def _round(value):
    """`value` to two significant digits, as one reads a legend."""
    digits = 1 - int(np.floor(np.log10(value)))
    return float(round(value, digits))
