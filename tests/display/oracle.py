"""An independent shaper: what HarfBuzz draws for a text whose runs are given by hand in visual order."""

import re

import numpy as np
import uharfbuzz as hb
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D
from PIL import Image, ImageDraw, ImageFont

# (logical text, its runs from left to right as a reader must see them: text and direction)
PLAIN = [
    "الإرهاب",
    "مكافحة التطرف",
    "داعش",
    "لله",
    "الله",
    "والمسلمين",
    "بيروت",
    "القاعدة في العراق",
    "لا سلام",
    "تحالف دولي، وحرب",
]
# The font draws Farsi yeh otherwise as a presentation form, so only an engine that shapes can agree here.
PERSIAN = ["پیشگیری"]
VOCALISED = ["مُكافَحَة", "كِتابٌ", "الأمّة"]
MIXED = [
    ("COVID-19 في 2020", [("2020", "ltr"), (" في ", "rtl"), ("COVID-19", "ltr")]),
    ("الفرق -0.35 نقطة", [(" نقطة", "rtl"), ("-0.35", "ltr"), ("الفرق ", "rtl")]),
    ("من 2010–2023 م", [(" م", "rtl"), ("2010–2023", "ltr"), ("من ", "rtl")]),
    ("نسبة 35% منهم", [(" منهم", "rtl"), ("35%", "ltr"), ("نسبة ", "rtl")]),
    ("كوفيد-19 عاد", [(" عاد", "rtl"), ("19", "ltr"), ("كوفيد-", "rtl")]),
    ("تنظيم (داعش) هنا", [("تنظيم (داعش) هنا", "rtl")]),
    ("منظمة (WHO) قالت", [(") قالت", "rtl"), ("WHO", "ltr"), ("منظمة (", "rtl")]),
    ("قال @user أمس", [(" أمس", "rtl"), ("@user", "ltr"), ("قال ", "rtl")]),
]


def _plainer(text):
    """Features for what presentation forms can show: no kerning, and of the ligatures only lam with alef."""
    lam_alef = [(m.start(), m.end(), True) for m in re.finditer("ل[اأإآ]", text)]
    off = {tag: False for tag in ("kern", "liga", "calt", "locl")}
    return off | {"rlig": [(0, len(text), False), *lam_alef]}


def harfbuzz(runs, font_path, size=100, *, plain=False):
    """Outline of `runs` drawn by HarfBuzz from left to right; `plain`: without what only shaping gives."""
    if isinstance(runs, str):
        runs = [(runs, "rtl")]
    face = hb.Face(hb.Blob.from_file_path(str(font_path)))
    font = hb.Font(face)
    vertices, codes, x = [], [], 0
    pen = hb.DrawFuncs()

    def add(code, *points):
        for point in points:
            vertices.append(point)
            codes.append(code)

    pen.set_move_to_func(lambda px, py, d: add(Outline.MOVETO, (px + d[0], py + d[1])))
    pen.set_line_to_func(lambda px, py, d: add(Outline.LINETO, (px + d[0], py + d[1])))
    pen.set_quadratic_to_func(
        lambda cx, cy, px, py, d: add(Outline.CURVE3, (cx + d[0], cy + d[1]), (px + d[0], py + d[1]))
    )
    pen.set_close_path_func(lambda d: add(Outline.CLOSEPOLY, (0, 0)))
    for text, direction in runs:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = direction
        if not plain and not any(c.isalpha() for c in text):
            buffer.script = "Arab"  # numbers take the script of the words around them
        hb.shape(font, buffer, _plainer(text) if plain else None)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            font.draw_glyph(info.codepoint, pen, (x + position.x_offset, position.y_offset))
            x += position.x_advance
    scale = size / face.upem
    return Outline(np.array(vertices) * scale, codes)


def pixels(outline, size=100):
    """Boolean image of `outline`, its ink moved to the corner; one unit is one pixel."""
    box = outline.get_extents()
    width, height = int(box.width) + 8, int(box.height) + 8
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    moved = outline.transformed(Affine2D().translate(4 - box.x0, 4 - box.y0))
    figure.add_artist(PathPatch(moved, facecolor="black", edgecolor="none", transform=None))
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[::-1, :, 0] < 128


def pillow_pixels(text, font_path, size=100):
    """Boolean image of `text` drawn by Pillow, cut to its ink, bottom row first."""
    font = ImageFont.truetype(str(font_path), size)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("L", (int(right - left) + 20, int(bottom - top) + 20))
    ImageDraw.Draw(image).text((10 - left, 10 - top), text, fill=255, font=font)
    return np.asarray(image)[::-1] > 127


def overlap(a, b):
    """Intersection over union of two boolean images, ink cut out and aligned at its lower left corner."""
    a, b = _cut(a), _cut(b)
    shape = np.maximum(a.shape, b.shape)
    canvas = np.zeros((2, *shape), dtype=bool)
    canvas[0, : a.shape[0], : a.shape[1]] = a
    canvas[1, : b.shape[0], : b.shape[1]] = b
    return (canvas[0] & canvas[1]).sum() / (canvas[0] | canvas[1]).sum()


def _cut(image):
    rows, columns = np.flatnonzero(image.any(1)), np.flatnonzero(image.any(0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
