"""What the plots share: checks of a table's columns, prepared texts, right-to-left axes, headings, names of values."""

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .. import schema
from ..errors import ArgumentError, NotEnoughData, nearest
from . import language, rtl, style


def heading(table, column, of=None):
    """The heading of a column of `table`, or one that is drawn though it has no column, as in `schema.headings`."""
    header = [*table.columns, *([] if column in table else [column])]
    return schema.headings(header, language=style.language(), of=of)[str(column)]


def shown(table, column, text=None, *, of=None):
    """Return what is drawn for a column of `table`: `text` (or the one of two in the figure's language) if given, else
    its heading; prepared.
    """
    return said(language.either(text) if text is not None else heading(table, column, of))


def name(axis, text):
    """Give a name, as `shown` returns it, to an axis; it is broken into lines where the figure has not the room."""
    axis.set_label_text(text)
    axis.label._khitab_source = text.source


PITCH = 10.5  # points: height of a row with a name
ROW = 0.38  # of the width of a figure, which names of rows may take
PER_THOUSAND = ("التكرار لكل ألف كلمة", "per thousand words")


SHARE = "{:.0%}"  # how a share is written


def is_share(column):
    """Whether the values of a column are shares of a whole, which figures write as percentages."""
    return str(column) == "share"


def percents(axis):
    """Readable ticks on an axis of shares."""
    plain_numbers(axis)
    ticks = axis.get_majorticklocs()
    form = "{:.1%}" if len(ticks) > 1 and np.ptp(ticks) / (len(ticks) - 1) < 0.0095 else SHARE
    axis.set_major_formatter(FuncFormatter(lambda value, _: rtl.prepare(language.number(value, form))))


def rate(table, value, *ends):
    """Return `table` with the rate `value` (and the ends of its interval) as it is drawn, and the heading of the axis.

    Occurrences per million words are drawn per thousand where the corpus is small (`language.per`); anything else is as
    it is, and its heading None: that of the column.
    """
    if value != "ipm" or language.per() == language.MILLION:
        return table, None
    columns = [column for column in (value, *ends) if column is not None]
    return table.assign(**{column: table[column] * language.per() / 1e6 for column in columns}), PER_THOUSAND


def worded(table, *columns):
    """Return `table` with the values of these columns by their names in the language of the figure.

    A value without a name stays; so does a column in which two values would become one. In an English figure a column
    label has the texts of the column label_en, where the table has it.
    """
    for column in columns:
        names = _names(table, column)
        if len(set(names.values())) < len(names) or all(value == name for value, name in names.items()):
            continue
        if isinstance(table[column].dtype, pd.CategoricalDtype):
            table = table.assign(**{column: table[column].cat.remove_unused_categories().cat.rename_categories(names)})
        else:
            table = table.assign(**{column: table[column].map(names)})
    return table


def _names(table, column):
    """What the values of a column are called in the language of the figure: {value: name}."""
    english = f"{column}_en"
    if not language.from_right() and english in table.columns:
        return dict(zip(table[column].astype(object), table[english].astype(object), strict=True))
    about = schema.described(table.columns).get(str(column))
    if about is None or about.names in ("", schema.SENTENCE):
        return {}
    return {value: schema.value_name(value, about.names, language=style.language())
            for value in table[column].dropna().unique() if isinstance(value, str)}  # fmt: skip


def short(text, longest=42):
    """A name that leaves room for the figure: cut at a word, with …, where it is longer."""
    text = str(text)
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"


SEVERAL = " · "  # stands between the terms that a theme is named by


def term(text, longest=42, *, behind="", room=None, font=None):
    """A term as it is drawn, prepared: cut where it is long, its gloss beside it where the figure has glosses.

    A label of several terms (SEVERAL) has the glosses of all on a line of its own. longest: letters (None: never cut);
    room: points that it may take in `font`, without what stands behind (None: any); behind: what follows, as " (12)".
    """
    shown, parts = str(text) if longest is None else short(text, longest), str(text).split(SEVERAL)
    glosses = [language.gloss(part) for part in parts]
    if not any(glosses):
        shown = shown if room is None else cut(shown, room, font)
        return rtl.prepare(shown + behind, base="ltr" if behind and not language.from_right() else "rtl")
    if len(parts) > 1:
        both = short(SEVERAL.join(gloss or part for gloss, part in zip(glosses, parts, strict=True)), 52)
        if room is not None:
            shown, both = cut(shown, room, font), cut(both, room, font)
        return rtl.under(shown, both, behind)
    gloss = short(glosses[0])
    if room is not None:
        gloss = cut(gloss, max(room - wide(shown + SEVERAL, font), room / 2), font)
        shown = cut(shown, room - wide(SEVERAL + gloss, font), font)
    return rtl.beside(shown, gloss, behind=behind, base="rtl" if language.from_right() else "ltr")


def require(table, *columns):
    """Return `table` with a fresh index; raise ArgumentError if it is empty or a column is missing."""
    if not isinstance(table, pd.DataFrame):
        raise ArgumentError(f"A plot needs a DataFrame, but was given {type(table).__name__}.")
    for column in columns:
        if column is not None and column not in table.columns:
            listed = ", ".join(map(str, table.columns))
            hint = nearest(column, table.columns)
            raise ArgumentError(f'The table has no column "{column}"; it has {listed}.{hint}')
    if table.empty:
        raise NotEnoughData("The table is empty: there is nothing to draw.")
    return table.reset_index(drop=True)


def finite(table, *columns):
    """Return the rows of `table` whose `columns` are finite numbers; raise ArgumentError if none is left."""
    keep = pd.Series(True, index=table.index)
    for column in columns:
        numbers = pd.to_numeric(table[column], errors="coerce").astype(float)
        keep &= np.isfinite(numbers)
    if not keep.any():
        raise NotEnoughData(f"No row has a finite number in {', '.join(columns)}: there is nothing to draw.")
    return table[keep].reset_index(drop=True)


def axes(ax, *, width="single", height=None, narrow=True):
    """Return `ax`, or the Axes of a new figure of the given size in mm; width, narrow: as in `printed`."""
    return style.figure(printed(width, narrow=narrow), height=height)[1] if ax is None else ax


def printed(width, *, narrow=True):
    """The width a figure is drawn at, "single" or "double", as `language.width` says: `width` itself, or two columns,
    or one, unless it would be too narrow for what is drawn (narrow=False).
    """
    asked = language.width()
    return "double" if asked == "two" else "single" if asked == "one" and narrow else width


def said(text):
    """A sentence or heading, prepared: in an English figure one with Latin letters reads from the left."""
    text = str(text)
    latin = language.language() == "en" and any("a" <= letter <= "z" for letter in text.lower())
    return rtl.prepare(text, base="ltr" if latin else "rtl")


def row_names(ax, names, behind=None):
    """Names of rows as they are drawn, prepared; cut so that they leave most of the figure's width to what they name.

    behind: what follows each of them, as " (12)".
    """
    spec, font = ax.get_subplotspec(), style.font()
    width = ax.figure.get_figwidth() * 72 / (1 if spec is None else spec.get_gridspec().ncols)
    behind = [""] * len(names) if behind is None else behind
    return [term(one, behind=more, room=ROW * width, font=font) for one, more in zip(names, behind, strict=True)]


def cut(text, width, font):
    """`text`, or as many of its words, or letters of the first, as are not wider than `width` points in `font`."""
    text = str(text)
    if wide(text, font) <= width:
        return text
    words = text.split(" ")
    for end in range(len(words) - 1, 0, -1):
        shorter = " ".join(words[:end]) + " …"
        if wide(shorter, font) <= width:
            return shorter
    first = words[0]
    return next((f"{first[:end]}…" for end in range(len(first) - 1, 1, -1) if wide(first[:end], font) <= width), first)


def wide(text, font):
    """Width of a text in points."""
    return text_to_path.get_text_width_height_descent(rtl.prepare(text), font, ismath=False)[0]


def give_height(ax, rows, points=PITCH):
    """Make the figure of `ax` higher where what stands above and below leaves its rows less than `points` each."""
    figure = ax.figure
    figure.draw_without_rendering()
    lacking = rows * points - ax.bbox.height * 72 / figure.dpi
    if lacking > 0:
        panels = 1 if ax.get_subplotspec() is None else ax.get_subplotspec().get_gridspec().nrows
        figure.set_figheight(figure.get_figheight() + panels * lacking / 72)


def title(ax, text, above=0):
    """Set a title where reading begins, broken into lines that fit, and break the names of the axes that are longer
    than the figure. Call it last: it needs the layout.

    text: one, or a pair of which the one in the figure's language is written. above: points left free under it.
    """
    _fit_labels(ax)
    if text is None:
        return
    text = language.either(text)
    made = ax.set_title(said(text), loc=begin(), pad=style.title_pad() + above)
    ax.figure.draw_without_rendering()
    spec = ax.get_subplotspec()
    alone = spec is None or spec.get_gridspec().ncols == 1
    beside = ax.bbox.x1 if language.from_right() else ax.figure.bbox.width - ax.bbox.x0
    room = beside - 3 if alone else ax.bbox.width
    made.set_text(said(wrapped(text, room * 72 / ax.figure.dpi, made.get_fontproperties())))


def _fit_labels(ax):
    """Break the names of the axes into lines where they would leave the figure."""
    spec, figure = ax.get_subplotspec(), ax.figure
    parts = (1, 1) if spec is None else (spec.get_gridspec().ncols, spec.get_gridspec().nrows)
    sizes = [72 * 0.45 * side / part for side, part in zip(figure.get_size_inches(), parts, strict=True)]
    sources = [getattr(axis.label, "_khitab_source", "") for axis in (ax.xaxis, ax.yaxis)]
    fonts = [axis.label.get_fontproperties() for axis in (ax.xaxis, ax.yaxis)]
    if all(wide(source, font) < size for source, font, size in zip(sources, fonts, sizes, strict=True)):
        return  # a figure is slow to lay out
    figure.draw_without_rendering()
    sides = (ax.bbox.x0, ax.bbox.x1, ax.figure.bbox.width), (ax.bbox.y0, ax.bbox.y1, ax.figure.bbox.height)
    for axis, source, (low, high, whole) in zip((ax.xaxis, ax.yaxis), sources, sides, strict=True):
        room = 2 * min((low + high) / 2, whole - (low + high) / 2) - 4
        font = axis.label.get_fontproperties()
        if source and wide(source, font) > room * 72 / ax.figure.dpi:
            axis.label.set_text(said(wrapped(source, room * 72 / ax.figure.dpi, font)))


def wrapped(text, width, font):
    """Return `text` with line breaks between words so that each line is at most `width` points wide in
    `font`.

    Lines are measured as drawn but broken in logical order, before shaping: breaking shaped text would
    reverse lines.
    """
    lines = []
    for line in str(text).split("\n"):
        current = ""
        for word in line.split(" "):
            longer = f"{current} {word}" if current else word
            if current and wide(longer, font) > width:
                lines.append(current)
                current = word
            else:
                current = longer
        lines.append(current)
    return "\n".join(lines)


def begin(end=False):
    """The side at which reading begins (or ends), as matplotlib names it: "right" in Arabic, "left" in English."""
    return "right" if language.from_right() != end else "left"


def from_begin(ax):
    """Names of rows stand where reading begins, and values grow away from there."""
    side = begin()
    getattr(ax.yaxis, f"tick_{side}")()
    ax.yaxis.set_label_position(side)
    ax.spines[begin(end=True)].set_visible(False)
    ax.spines[side].set_visible(True)
    runs(ax)


def runs(ax):
    """The horizontal axis begins where reading does: time, ranks and values run from the right in Arabic."""
    ax.xaxis.set_inverted(language.from_right())


def figure_title(fig, text):
    """A title over all panels, where reading begins."""
    if text is not None:
        at = 0.995 if language.from_right() else 0.005
        look = {"ha": begin(), "fontsize": style.title_size(), "fontweight": "bold"}
        made = fig.suptitle(said(language.either(text)), x=at, **look)
        room = 0.98 * fig.get_figwidth() * 72
        made.set_text(said(wrapped(language.either(text), room, made.get_fontproperties())))


def in_order(panels):
    """A row-by-row grid of panels in reading order, the first one where reading begins."""
    panels = np.atleast_2d(panels)
    return (panels[:, ::-1] if language.from_right() else panels).ravel()


def legend(ax, *, heading=None, **where):
    """Legend in reading direction: key first, then text."""
    heading = None if heading is None else said(language.either(heading))
    from_right = language.from_right()
    made = ax.legend(markerfirst=not from_right, alignment=begin(), title=heading, handlelength=1.6, **where)
    for text in made.get_texts():
        text.set_ha(begin())
    return made


def number(value, _=None):
    """1234.5 -> "1,234.5", 2000.0 -> "2,000": thousands parted, no useless zeros, in the figure's digits."""
    return rtl.prepare(language.number(value))


def plain_numbers(axis, *, integer=False, bins=5):
    """Readable ticks on a linear axis."""
    axis.set_major_locator(
        MaxNLocator(bins, integer=integer, steps=[1, 2, 2.5, 5, 10] if not integer else None)
    )
    axis.set_major_formatter(FuncFormatter(number))


def dates(axis):
    """Ticks in numbers only (2021 or 2021-03): month names would follow the machine's language."""
    axis.set_major_locator(AutoDateLocator(minticks=4, maxticks=10))
    low, high = sorted(axis.get_view_interval())
    form = DateFormatter("%Y" if high - low > 365 * 4 else "%Y-%m" if high - low > 90 else "%Y-%m-%d")
    axis.set_major_formatter(FuncFormatter(lambda day, place: rtl.prepare(language.numerals(form(day, place)))))
