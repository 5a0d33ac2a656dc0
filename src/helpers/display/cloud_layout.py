"""Where the words of a cloud go: exact sizes, no word shrunk on its own, everything inside a mask.

Places are found by `wordcloud` on a raster of PIXELS a point; lengths given and returned are in points.
"""

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageFont
from wordcloud import WordCloud

from ..errors import ArgumentError
from . import rtl, style

PIXELS = 2  # layout pixels a point: words are placed on this raster, and drawn exactly
SMALLEST = 6.0  # points: below this, print is not readable
LARGEST = 44.0  # points: above this a cloud of few words shouts
_MARGIN = 8  # layout pixels; half of it on each side of a word
_ROUNDS = 60
_STEP, _USUAL = 0.95, 6  # each try is so much smaller than the one before; most clouds fit at this one


def mask_room(mask, box):
    """Boolean array (True: words may stand here) of the layout's size, the image centred and kept in
    proportion.
    """
    if mask is None:
        return None
    if isinstance(mask, (str, Path)):
        try:
            with Image.open(mask) as image:
                flat = Image.new("RGBA", image.size, "white")
                flat.alpha_composite(image.convert("RGBA"))
                mask = np.asarray(flat.convert("L"))
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise ArgumentError(
                f"The mask {mask} cannot be read as an image ({error}); give a PNG file."
            ) from error
    mask = np.asarray(mask)
    if mask.ndim == 3:
        mask = mask[..., :3].mean(axis=2)
    if mask.ndim != 2 or not mask.size or mask.dtype.kind not in "biuf":
        raise ArgumentError(
            f"The mask is an array of shape {mask.shape} and {mask.dtype}, but must be 2-D numbers."
        )
    dark = mask < 128 if mask.max() > 1 else mask < 0.5
    if not dark.any():
        raise ArgumentError(
            "The mask has no dark part: words are placed where it is black, and it is all white."
        )
    width, height = (round(side * PIXELS) for side in box[2:])
    factor = min(width / dark.shape[1], height / dark.shape[0])
    small = Image.fromarray(dark).resize(
        (max(1, int(dark.shape[1] * factor)), max(1, int(dark.shape[0] * factor)))
    )
    room = np.zeros((height, width), dtype=bool)
    y, x = (height - small.height) // 2, (width - small.width) // 2
    room[y : y + small.height, x : x + small.width] = np.asarray(small)
    return room


def fit(clouds, boxes, room, seed, largest):
    """Lay all `clouds` (lists of words) out at one scale, as large as they go without shrinking any word.

    Returns one list of (term, weight, size, x, y, width, height) a cloud, and the scale in points per square
    root of weight. Where there is no room at SMALLEST points, the lightest words are dropped with a warning; so is a
    whole cloud beside others whose heaviest word would be smaller than that when theirs just fit: its list is empty.
    """
    shown = list(range(len(clouds)))
    while True:
        found = _fit([clouds[i] for i in shown], [boxes[i] for i in shown], room, seed, largest)
        if found is not None:
            layouts, scale = found
            placed = dict(zip(shown, layouts, strict=True))
            _say_what_is_left_out(sum(map(len, clouds)), sum(map(len, layouts)))
            return [placed.get(i, []) for i in range(len(clouds))], scale
        if len(shown) == 1:
            raise ArgumentError(
                f'The words do not fit, not even "{clouds[shown[0]][0][0]}". Take a larger figure or mask, or a '
                "smaller `largest`."
            )
        shown.remove(min(shown, key=lambda i: clouds[i][0][1]))


def _fit(clouds, boxes, room, seed, largest):
    """The layouts of `fit` with a word of every cloud, and their scale; None where that cannot be."""
    roots = [np.sqrt([weight for _, weight in words]) for words in clouds]
    if len(clouds) > 1 and LARGEST * min(r[0] for r in roots) / max(r[0] for r in roots) < SMALLEST:
        return None  # the heaviest word of one would be too small beside the largest there may be
    kept, scale = _start(clouds, roots, [_area(box, room) for box in boxes], largest)
    full = [0]  # the cloud that did not fit the last time
    for _ in range(_ROUNDS):

        def laid(scale, kept=kept):
            parts = zip(clouds, roots, kept, boxes, strict=True)
            found = []
            for number, (words, r, k, box) in enumerate(parts):
                found.append(_lay(words[:k], scale * r[:k], box, room, seed))
                if found[-1] is None:
                    full[:] = [number]
                    return None
            return found

        steps = 0 if largest is not None else _steps(scale * _lightest(roots, kept))
        step, layouts = _first(lambda step, scale=scale, laid=laid: laid(scale * _STEP**step), steps)
        if layouts is not None:
            return layouts, scale * _STEP**step
        if max(kept) == 1:
            break
        # Only the cloud that is full loses words; where it is down to one, all do.
        fewer = [max(1, int(0.9 * k)) for k in kept]
        kept = [less if number in full or kept[full[0]] == 1 else k
                for number, (k, less) in enumerate(zip(kept, fewer, strict=True))]  # fmt: skip
        if largest is None:
            scale = min(scale * _STEP**steps, SMALLEST / _lightest(roots, kept))
    return None


def _steps(smallest):
    """How many steps down a scale may go until the smallest word, now of `smallest` points, is as small as it may."""
    return max(0, int(np.log(SMALLEST / smallest) / np.log(_STEP) + 1e-9))


def _first(laid, steps):
    """The first of the steps 0, 1, … that gives a layout, and that; sought from where most clouds end."""
    step = min(_USUAL, steps)
    layouts = laid(step)
    if layouts is not None:
        while step and (larger := laid(step - 1)) is not None:
            step, layouts = step - 1, larger
        return step, layouts
    while layouts is None and step < steps:
        step += 1
        layouts = laid(step)
    return step, layouts


def _start(clouds, roots, areas, largest):
    """Numbers of words and a scale that should about fill the areas."""
    heaviest = max(r[0] for r in roots)
    if largest is not None:
        if not largest >= SMALLEST:
            raise ArgumentError(f"largest is {largest} points, but must be at least {SMALLEST:g}.")
        scale = largest / heaviest
        return [max(1, int((scale * r >= SMALLEST).sum())) for r in roots], scale
    inks = [_ink(words, r) for words, r in zip(clouds, roots, strict=True)]
    kept = [len(words) for words in clouds]
    while True:
        fills = [0.7 * area / ink[k - 1] for area, ink, k in zip(areas, inks, kept, strict=True)]
        scale = min(np.sqrt(min(fills)), LARGEST / heaviest)
        if scale * _lightest(roots, kept) >= SMALLEST or max(kept) == 1:
            return kept, max(scale, SMALLEST / _lightest(roots, kept))
        tight = int(np.argmin(fills)) if kept[int(np.argmin(fills))] > 1 else None
        kept = [max(1, int(0.9 * k)) if tight in (None, number) else k for number, k in enumerate(kept)]


def _lightest(roots, kept):
    return min(r[k - 1] for r, k in zip(roots, kept, strict=True))


def _say_what_is_left_out(total, kept):
    if kept < total:
        warnings.warn(
            f"{total - kept} of {total} terms are left out of the cloud: there is no room for them at "
            f"{SMALLEST:g} points or more. Take a larger figure or a smaller `top`.",
            stacklevel=5,
        )


def _area(box, room):
    """Square points words may cover."""
    return box[2] * box[3] if room is None else room.sum() / PIXELS**2


def _ink(words, roots):
    """Square points the boxes of the first 1, 2, … words cover at scale 1."""
    covered = []
    for (word, _), root in zip(words, roots, strict=True):
        left, top, right, bottom = _box(rtl.measured(word), 100)
        covered.append(max(1, (right - left) * (bottom - top)) / 1e4 * root**2)
    return np.cumsum(covered)


def _lay(words, sizes, box, room, seed):
    """[(term, weight, size, x, y, width, height)] in points from the lower left of the box; None if one does
    not fit.

    Places are found at the next whole layout pixel above the exact size, so the word drawn is never the
    larger one.
    """
    whole = np.ceil(np.asarray(sizes) * PIXELS).astype(int)
    shaped = _distinct(str(rtl.measured(word)) for word, _ in words)
    found = _places(shaped, whole, box, room, seed)
    layout = []
    for text, (word, weight), size, pixels in zip(shaped, words, sizes, whole, strict=True):
        if text not in found or found[text][0] != pixels:
            return None
        row, column = (place / PIXELS for place in found[text][1])
        left, top, right, bottom = (side / PIXELS for side in _box(text, int(pixels)))
        width, height = right - left, bottom - top
        layout.append((word, weight, size, column, box[3] - row - height, width, height))
    return layout


def _places(texts, sizes, box, room, seed):
    """What `wordcloud` found: {text: (size, (row, column))} in layout pixels, maybe not for every text."""
    width, height = (round(side * PIXELS) for side in box[2:])
    cloud = WordCloud(
        font_path=str(style.BOLD),
        width=width,
        height=height,
        margin=_MARGIN,
        prefer_horizontal=1.0,
        relative_scaling=1.0,  # a size is the one before times the ratio of the "frequencies": here, of sizes
        min_font_size=int(SMALLEST * PIXELS),
        max_words=len(texts),
        font_step=10**6,  # a word that does not fit ends the layout instead of shrinking
        random_state=seed,
        mask=None if room is None else np.where(room, 0, 255).astype(np.uint8),
    )
    wanted = dict(zip(texts, map(float, sizes), strict=True))
    try:
        cloud.generate_from_frequencies(wanted, max_font_size=int(sizes[0]))
    except ValueError:
        return {}
    return {text: (size, place) for (text, _), size, place, *_ in cloud.layout_}


def _distinct(texts):
    """Texts that came out alike (an old engine drops kasra) get spaces: `wordcloud` takes a dict."""
    seen = {}
    for text in texts:
        while text in seen:
            text += " "
        seen[text] = None
    return list(seen)


def _box(text, pixels):
    return ImageFont.truetype(str(style.BOLD), pixels).getbbox(text)
