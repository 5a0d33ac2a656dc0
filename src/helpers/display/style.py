"""One look for every figure: fonts by path, print sizes, colours that colour-blind readers can tell apart.

Widths and heights are in millimetres, font sizes in points. Everything is set inside `context()`; nothing
outside it.
"""

import contextlib
import functools
import io
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, is_color_like
from matplotlib.font_manager import FontProperties, findfont, fontManager
from matplotlib.layout_engine import PlaceHolderLayoutEngine

from .. import resources
from ..arguments import (
    BOTH,
    COLUMN,
    DICT,
    FLAG,
    INTEGER,
    NOT_NEGATIVE,
    NUMBER,
    SIDES,
    TABLE,
    TEXT,
    TEXTS,
    UNFIT,
    Kind,
    any_of,
    optional,
    takes,
)
from ..errors import ArgumentError, check_choice
from . import drawings, rtl
from . import language as reading
from .language import either  # noqa: F401  (what a plot asks of its look stands in one place)

FONTS = Path(resources.__file__).parent / "fonts"
FAMILY = "IBM Plex Sans Arabic"
BODY_FAMILY = "Amiri"
FALLBACK = "DejaVu Sans"
REGULAR = FONTS / "IBMPlexSansArabic-Regular.ttf"
BOLD = FONTS / "IBMPlexSansArabic-Bold.ttf"

WIDTHS = {"single": 85, "double": 180}  # one and two columns of a journal page, mm
DPI = 300

# Paul Tol's "vibrant" scheme (personal.sron.nl/~pault), in an order whose first colours differ most.
BLUE, RED, TEAL, ORANGE, CYAN, MAGENTA, GREY = (
    "#0077BB",
    "#CC3311",
    "#009988",
    "#EE7733",
    "#33BBEE",
    "#EE3377",
    "#BBBBBB",
)
PALETTE = (BLUE, ORANGE, TEAL, RED, CYAN, MAGENTA, GREY)
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK, FAINT = "#222222", "#767676"  # the faint one has 4.5 : 1 on white
DOTS = "#8E8E8E"  # of points and lines that stand back: 3.3 : 1 on white
SEQUENTIAL = LinearSegmentedColormap.from_list("khitab", ["#F7FBFE", "#9CCBE8", "#0077BB", "#003355"])
DIVERGING = "PuOr"

# Given to savefig, these make a second run write the same bytes: no dates, no version numbers.
SAVE_METADATA = {
    "png": {"Software": "Khitab"},
    "svg": {"Date": None, "Creator": "Khitab"},
    "pdf": {"CreationDate": None, "Creator": "Khitab", "Producer": "Khitab"},
}
_SALT = "khitab"


def register_fonts():
    """Make matplotlib find the bundled fonts, before any of the same name the system has; safe to repeat."""
    known = {entry.fname for entry in fontManager.ttflist}
    for path in sorted(FONTS.glob("*.ttf")):
        if str(path) not in known:
            fontManager.addfont(str(path))
            fontManager.ttflist.insert(0, fontManager.ttflist.pop())  # of equals, the first is taken
    for family, weight, path in ((FAMILY, "normal", REGULAR), (FAMILY, "bold", BOLD)):
        found = findfont(FontProperties(family=family, weight=weight))
        if Path(found) != path:
            raise ArgumentError(
                f'matplotlib takes {found} for "{family}" {weight}; the bundled font is {path}.'
            )


def settings(*, size=8):
    """Return the rcParams of a figure whose text is `size` points (ticks one less, titles one more and
    bold).
    """
    return {
        "font.family": [FAMILY, FALLBACK],
        "font.size": size,
        "axes.titlesize": size + 1,
        "axes.titleweight": "bold",
        "axes.titlelocation": "right" if reading.from_right() else "left",
        "axes.titlepad": 6,
        "axes.labelpad": 2,
        "ytick.alignment": "center",
        "axes.labelsize": size,
        "xtick.labelsize": size - 1,
        "ytick.labelsize": size - 1,
        "legend.fontsize": size - 1,
        "legend.title_fontsize": size - 1,
        "legend.frameon": False,
        "axes.prop_cycle": mpl.cycler(color=PALETTE),
        "axes.edgecolor": "#666666",
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "axes.formatter.use_mathtext": False,
        "axes.formatter.useoffset": False,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "xtick.minor.width": 0.4,
        "ytick.minor.width": 0.4,
        "xtick.major.size": 3,
        "ytick.major.size": 3,
        "grid.color": "#E4E4E4",
        "grid.linewidth": 0.5,
        "lines.linewidth": 1.4,
        "lines.markersize": 4,
        "text.parse_math": False,  # two $ in a headline are no formula, and mathtext is never shaped
        "figure.constrained_layout.use": True,
        "figure.dpi": 110,
        "savefig.dpi": DPI,
        "savefig.bbox": None,  # "tight" would change the printed width
        "svg.fonttype": "path",  # <text> takes a left-to-right base in most viewers
        "svg.hashsalt": _SALT,
        "pdf.fonttype": 42,
    }


@contextlib.contextmanager
def context(*, size=8, language=None, digits=None):
    """Within the block, figures have Khitab's look; `size` is the text size in points.

    language: "ar" or "en" for headings and names of values in figures and tables, and the side at which reading begins;
    digits: "latin" or "arabic" (None: as around the block). Raises ArgumentError for another word.

    What a drawing library switches on by itself stays on behind the block: a notebook's backend, which comes in with
    the first figure, sets `interactive`, and without it no later figure would be shown.
    """
    with reading.chosen(language, digits):
        register_fonts()
        with mpl.rc_context(settings(size=size)):
            try:
                yield
            finally:
                interactive = mpl.rcParams["interactive"]
    mpl.rcParams["interactive"] = interactive


def language():
    """The language of headings and names of values, here and now: "ar" or "en"."""
    return reading.language()


def contrast(one, other):
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast("black", "white"), 2)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour):
    """Black or white, whichever is read better on `colour`: the better of the two is never below 4.5 : 1."""
    return max(("white", "black"), key=lambda ink: contrast(ink, colour))


def _luminance(colour):
    parts = np.array(mpl.colors.to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def title_pad():
    """Room under titles in points, here and now."""
    return mpl.rcParams["axes.titlepad"]


def title_size():
    """Size of titles in points, here and now."""
    return mpl.rcParams["axes.titlesize"]


def font(size=None):
    """The font of a figure, by default in the size of the names and numbers along its axes."""
    return FontProperties(family=[FAMILY, FALLBACK], size=mpl.rcParams["ytick.labelsize"] if size is None else size)


def active():
    """Return whether the code runs inside `context()`."""
    return mpl.rcParams["svg.hashsalt"] == _SALT


def styled(plot):
    """Decorator: the arguments of a plot are checked, one called outside `context()` brings its own, and the figure
    remembers what it was drawn from (`drawings`).
    """
    checked = drawings.remembered(takes(**_TAKEN)(plot))

    @functools.wraps(plot)
    def drawn(*args, **kwargs):
        with contextlib.nullcontext() if active() else context():
            return checked(*args, **kwargs)

    return drawn


def _is_shade(value):
    return callable(value) or (isinstance(value, str | tuple) and is_color_like(value))


def _are_colours(values):
    return isinstance(values, list | tuple) and all(value is None or _is_shade(value) for value in values)


#: What the arguments of plots may be; `frames.require` looks at the table.
_COLUMNS = (
    "value label low high inner_low inner_high mark group x y panel row column position frequency key node "
    "collocate few chance weight measure verdict used"
)
_TAKEN = {
    **dict.fromkeys(_COLUMNS.split(), COLUMN),
    **dict.fromkeys(("title", "xlabel", "ylabel", "cbar_label"), optional(BOTH)), "fmt": optional(TEXT),
    **dict.fromkeys(("zipf", "common_scale"), FLAG),
    "top": INTEGER, "columns": INTEGER, "names": any_of(DICT, TEXTS, SIDES), "levels": any_of(DICT, TEXTS),
    **dict.fromkeys(("column_n", "panel_n", "bounds"), optional(DICT)), "count": optional(COLUMN),
    "sizes": optional(DICT),
    **dict.fromkeys(("groups", "confounded", "measures", "counts"), optional(TEXTS)),
    "chosen": optional(NUMBER), "largest": optional(NOT_NEGATIVE),
    "colour": Kind("a colour, or a function of a term", lambda value: value if _is_shade(value) else UNFIT),
    "colours": Kind("a list of colours", lambda value: value if _are_colours(value) else UNFIT),
    "size_legend": any_of(FLAG, TEXT), "events": optional(TABLE),
    "ax": Kind("Axes of matplotlib", lambda value: value if hasattr(value, "get_figure") else UNFIT),
}  # fmt: skip


def figure(width="single", *, height=None, rows=1, columns=1, sharex=False, sharey=False):
    """Return `(fig, ax)` of a printed width: "single" (85 mm), "double" (180 mm) or a number of mm.

    `height` in mm defaults to 0.7 of a single and 0.5 of a double width. With several `rows` or `columns`,
    `ax` is an array of Axes.
    """
    if isinstance(width, str):
        width = WIDTHS[check_choice("width", width, tuple(WIDTHS))]
    height = height or width * (0.7 if width < 120 else 0.5)
    if width <= 0 or height <= 0:
        raise ArgumentError(f"A figure of {width} x {height} mm cannot be drawn; both must be above 0.")
    size = (width / 25.4, height / 25.4)
    with contextlib.nullcontext() if active() else context():
        return plt.subplots(rows, columns, figsize=size, sharex=sharex, sharey=sharey)


def to_bytes(fig, kind, *, dpi=DPI, title="", description="", letters="outlines"):
    """The bytes of `fig` as "png", "svg" or "pdf", so that Arabic is right and a second run gives the same.

    title, description: what stands in an SVG for readers who hear it. letters: of an SVG, "outlines" or "text" (`svg`);
    they are outlines wherever matplotlib does not join Arabic letters itself.
    """
    from . import svg

    check_choice("the file's ending", kind, tuple(SAVE_METADATA))
    check_choice("letters", letters, svg.LETTERS)
    text = kind == "svg" and letters == "text" and rtl.mpl_shapes_natively()
    buffer = io.BytesIO()
    safe = svg.as_text(fig) if text else contextlib.nullcontext()
    if kind == "pdf":
        safe = rtl.pdf_safe(fig, drawn=isinstance(fig.get_layout_engine(), PlaceHolderLayoutEngine))
    with contextlib.nullcontext() if active() else context(), safe, _bare_fonts(), _as_laid_out(fig):
        fig.savefig(buffer, dpi=dpi, format=kind, metadata=SAVE_METADATA[kind])
    data = svg.with_fonts(buffer.getvalue()) if text else buffer.getvalue()
    return svg.described(svg.numbered(data), title, description, reading.language()) if kind == "svg" else data


@contextlib.contextmanager
def _as_laid_out(fig):
    """Within this, a figure whose layout stands is drawn once for a file, not a first time to lay it out."""
    engine = fig.get_layout_engine()
    if not isinstance(engine, PlaceHolderLayoutEngine):
        yield
        return
    with mpl.rc_context({"figure.autolayout": False, "figure.constrained_layout.use": False}):
        fig.set_layout_engine(None)
        try:
            yield
        finally:
            fig.set_layout_engine(engine)


@contextlib.contextmanager
def _bare_fonts():
    """Within this, fonts go into a PDF without their rules for joining letters.

    Its text names glyphs, so that nobody reads the rules; cutting them to measure took most of the time of a PDF.
    """
    from fontTools.subset import Options

    name = "_drop_tables_default"  # matplotlib makes the Options itself
    before = getattr(Options, name, None)
    if before is None:  # another fontTools: larger files, the same pages
        yield
        return
    setattr(Options, name, [*before, "GSUB", "GPOS", "GDEF"])
    try:
        yield
    finally:
        setattr(Options, name, before)


@contextlib.contextmanager
def laid_out(fig, *, dpi=DPI):
    """Within this, the layout of `fig` is that of `dpi`, found once; else each file that is saved lays it out anew."""
    engine, before = fig.get_layout_engine(), fig.dpi
    if engine is None:
        yield
        return
    with contextlib.nullcontext() if active() else context():
        fig.set_dpi(dpi)
        fig.draw_without_rendering()
        fig.set_dpi(before)
    fig.set_layout_engine("none")
    try:
        yield
    finally:
        fig.set_layout_engine(engine)


def save(fig, path, *, dpi=DPI):
    """Write `fig` to `path` (.png, .svg or .pdf) as `to_bytes` gives it; returns the path."""
    path = Path(path)
    path.write_bytes(to_bytes(fig, path.suffix.lower().lstrip("."), dpi=dpi))
    return path


def colours(n, *, faint=True):
    """Return `n` colours: the palette, repeated where it runs out (markers tell those apart).

    faint: with those that have less than 3 : 1 on white, which are enough for bars but not for words and lines.
    """
    palette = PALETTE if faint else [colour for colour in PALETTE if contrast(colour, "white") >= 3]
    return [palette[i % len(palette)] for i in range(n)]


def markers(n):
    """Return `n` marker shapes; shape and colour together repeat only after 49."""
    return [MARKERS[(i + i // len(PALETTE)) % len(MARKERS)] for i in range(n)]
