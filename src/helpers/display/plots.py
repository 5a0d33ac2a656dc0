"""Bars, heat maps, rank-frequency curves and dispersion strips: a tidy table in, matplotlib Axes out.

No statistics are computed here. Every function draws on `ax` or on a new figure, takes texts in logical order, and
raises ArgumentError in one sentence when the table lacks a column or has nothing to draw. Names stand where reading
begins, and bars, columns, time and positions run from there: from the right in Arabic, from the left in English. A
plane of two numbers (rank and frequency, frequency and effect) runs from left to right in both. Titles are a text, or a
pair of texts in Arabic and in English. Series over periods and scores are in `series`, word clouds in `clouds`.
"""

import re

import numpy as np
import pandas as pd
from matplotlib.colors import CenteredNorm, Normalize, to_rgb
from matplotlib.dates import date2num
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ..errors import ArgumentError, NotEnoughData
from . import drawings, frames, language, rtl, style
from .series import lines, scores  # noqa: F401  (one import line serves every chart)

FAINT_INK = "#5F5F5F"  # of what stands back: 6.2 : 1 on white
BY_DATE = (
    "الموضع في المدونة، من أقدم الوثائق إلى أحدثها", "place in the corpus, from the oldest document to the newest",
)  # fmt: skip
BY_PLACE = ("الموضع في المدونة، بترتيب الوثائق فيها", "place in the corpus, in the order of its documents")
ZIPF = ("قانون زيف (الميل \u22121)", "Zipf's law (slope \u22121)")
SURE = 0.05  # a cell whose p, adjusted for all cells, is not above this is beyond chance
SMALLEST = 6  # points: print smaller than this is not read
COLUMN = 110  # points: the longest name of a column, which may stand upright
NARROW = 6  # columns of a heat map that a column of print has room for
ABSENT = "#E9E9E9"  # of a cell without a value, which is not 0
UNDATED, NO_DATE = "—", ("بلا تاريخ", "undated")  # what a document without a date stands under, and how it is drawn
NONE_SURE = ("لا خلية فيها تتجاوز المصادفة", "no cell is beyond chance")
_MANY_TICKS, _PLACES = 20_000, 10_000  # from so many ticks on those are one that lie in the same of so many places
_SOLID, _COLUMNS = 25_000, 400  # more occurrences in a strip are drawn as so many columns
YEARS = 25  # columns of years up to which those without data are drawn too


@style.styled
def bars(
    table, *, value="ipm", label="term", low=None, high=None, top=25, count="n", few=None, least=0, used=None,
    title=None, xlabel=None, ax=None,
):  # fmt: skip
    """Draw the first `top` rows of `table`, sorted by `value`, as horizontal bars that grow from where reading begins.

    `label` and `value` name columns. With `low` and `high`, the columns of an interval, each row is a dot with its
    interval and no bar. Negative values (log ratios) grow to the other side and in red. Rows are chosen by absolute
    size. `count` names a column of occurrences that is written at the end of each row, where the table has it; without
    one, whole numbers stand at the ends of their bars. `few` names a column of documents: a dot of fewer than `least`
    is hollow. `used` names a column of truth values: the bar of a row where it is false is hollow.
    """
    table = frames.worded(frames.finite(frames.require(table, value, label, low, high, few, used), value), label)
    order = table[value].abs().sort_values(ascending=False, kind="stable").index[:top]
    table = table.loc[order].sort_values(value, ascending=False, kind="stable").reset_index(drop=True)
    table, per = frames.rate(table, value, low, high)
    own, ax = ax is None, frames.axes(ax, height=max(18 + 4.3 * len(table), 32))
    places = np.arange(len(table))
    values = table[value].to_numpy(float)
    colours = np.where(values < 0, style.RED, style.BLUE)
    counted = count is not None and count in table and count != value
    if low is None or high is None:
        _draw_bars(ax, places, values, colours, table, used)
    else:
        limits = table[[low, high]].to_numpy(float)
        ax.hlines(places, limits[:, 0], limits[:, 1], color=colours, linewidth=1.4)
        thin = np.zeros(len(table), bool) if few is None else table[few].to_numpy(float) < least
        drawings.tell(thin=int(thin.sum()))
        faces = np.where(thin, "white", colours)
        ax.scatter(values, places, s=16, color=faces, edgecolors=colours, zorder=3, clip_on=False)
        ax.set_xlim(left=min(0, np.nanmin(limits)) if np.isfinite(limits).any() else 0)
    drawings.place(ax, values, places, table, reach=(np.inf, 0.5))
    ax.set_yticks(places, frames.row_names(ax, table[label]))
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    (frames.percents if frames.is_share(value) else frames.plain_numbers)(ax.xaxis)
    ax.grid(axis="x")
    ax.margins(x=0.04)
    frames.from_begin(ax)
    if (values < 0).any():
        ax.axvline(0, color=style.INK, linewidth=0.6)
    frames.name(ax.xaxis, frames.shown(table, value, xlabel if xlabel is not None else per))
    if counted:
        _write_counts(ax, places, table[count])
    elif count is not None and low is None and (values >= 0).all() and (values % 1 == 0).all():
        _write_values(ax, places, values)
    frames.title(ax, title)
    if own:
        frames.give_height(ax, len(table))
    return ax


def _draw_bars(ax, places, values, colours, table, used):
    """The bars; those of rows that are not used are hollow."""
    faces = colours if used is None else np.where(table[used].to_numpy(bool), colours, "white")
    ax.barh(places, values, height=0.72, color=faces, edgecolor=colours, linewidth=0 if used is None else 0.8)


def _write_counts(ax, places, counts):
    """The number of occurrences of each row, where its line ends."""
    at, shift, side = (0, -3, "right") if language.from_right() else (1, 3, "left")
    for place, count in zip(places, counts, strict=True):
        if np.isfinite(count):
            ax.annotate(
                rtl.prepare(f"n = {language.number(count)}"), (at, place), xycoords=("axes fraction", "data"),
                xytext=(shift, 0), textcoords="offset points", ha=side, va="center", fontsize="small", color=FAINT_INK,
            )  # fmt: skip


def _write_values(ax, places, values):
    """Each number at the end of its bar, so that 0 is told from 1, and room for the longest."""
    shift, side = (-2, "right") if language.from_right() else (2, "left")
    texts = [language.number(value) for value in values]
    room = frames.wide(max(texts, key=len), style.font("small")) + 5
    width = max(ax.bbox.width * 72 / ax.figure.dpi, 3 * room)
    ax.set_xlim(*sorted((0, values.max() / (1 - room / width) or 1), reverse=language.from_right()))
    for place, value, text in zip(places, values, texts, strict=True):
        ax.annotate(
            rtl.prepare(text), (value, place), xytext=(shift, 0), textcoords="offset points", ha=side, va="center",
            fontsize="small", color=FAINT_INK,
        )  # fmt: skip


@style.styled
def heatmap(
    table, *, row, column, value, fmt=None, column_n=None, chance=None, title=None, cbar_label=None, ax=None,
):  # fmt: skip
    """Draw `value` for each pair of `row` and `column` of a long table, the number written in each cell.

    Rows and columns keep their order of appearance (or that of a categorical), the first at the top where reading
    begins. Values of both signs take a diverging scale around 0. `fmt`: how a number is written, by default with one
    decimal, a share as a percentage. `column_n`: {name of a column: its documents}, written below the name. `chance`
    names a column of p values: a cell beyond chance (SURE) is bold and underlined, the others are not, and where no
    cell is, it is said below. A pair that occurs twice is an error; the cell of an absent pair is
    grey and holds a dash. Between columns of years (up to YEARS of them) those without data have their place.
    """
    table = frames.finite(frames.require(table, row, column, value, chance), value)
    table, per = frames.rate(table, value)
    fmt = fmt or (frames.SHARE if frames.is_share(value) else "{:,.1f}")
    fmt = "{:,.2f}" if per is not None and fmt == "{:,.0f}" else fmt  # 1,234 per million are 1.23 per thousand
    sizes = {str(name): size for name, size in (column_n or {}).items()}
    _one_a_pair(table, row, column, value)
    under = {str(name): sizes.get(str(name)) for name in _with_gaps(_order(table[column]))}
    table = frames.worded(table, row, column)
    wide = table.pivot(index=row, columns=column, values=value)
    wide = wide.reindex(index=_order(table[row]), columns=pd.Index(_with_gaps(_order(table[column])), name=column))
    drawings.tell(columns=wide.shape[1])
    cells = wide.to_numpy(float)
    own, ax = ax is None, _map_axes(ax, wide.shape)
    image = _coloured(ax, cells)
    sure = np.zeros(cells.shape, bool)
    if chance is not None:
        sure = table.pivot(index=row, columns=column, values=chance).reindex_like(wide).to_numpy(float) <= SURE
    written = _write_cells(ax, cells, image, _finer(fmt, cells), sure)
    at = [wide.columns.get_indexer(table[column]) + 0.5, wide.index.get_indexer(table[row]) + 0.5]
    drawings.place(ax, *at, table, reach=(0.5, 0.5))
    names = [_column(text, size, style.font()) for text, size in zip(wide.columns, under.values(), strict=True)]
    ax.set_xticks(np.arange(wide.shape[1]) + 0.5, [rtl.prepare(name) for name in names])
    ax.set_yticks(np.arange(wide.shape[0]) + 0.5, frames.row_names(ax, wide.index))
    ax.tick_params(length=0)
    ax.invert_yaxis()
    frames.from_begin(ax)
    ax.spines[:].set_visible(False)
    _colour_bar(ax, image, frames.shown(table, value, cbar_label if cbar_label is not None else per), fmt)
    _fit_names(ax, names, wide.columns, under.values())
    if chance is not None and not sure.any():
        ax.set_xlabel(frames.said(style.either(NONE_SURE)), fontsize="small", color=FAINT_INK)
    frames.title(ax, title)
    if own:
        frames.give_height(ax, len(wide))
    drawings.tell(numbers=_numbers_fit(ax, written, wide.shape))
    return ax


def _one_a_pair(table, row, column, value):
    twice = table[table.duplicated([row, column])]
    if len(twice):
        first, second = twice.iloc[0][[row, column]]
        raise ArgumentError(f'"{first}" and "{second}" occur twice: a heat map needs one {value} a pair.')


def _coloured(ax, cells):
    """The coloured cells: a diverging scale around 0 where values have both signs."""
    low, high = np.nanmin(cells), np.nanmax(cells)
    both_signs = low < 0 < high
    norm = CenteredNorm(halfrange=max(-low, high)) if both_signs else Normalize(min(0, low))
    ax.set_facecolor(ABSENT)
    colours = style.DIVERGING if both_signs else style.SEQUENTIAL
    return ax.pcolormesh(np.ma.masked_invalid(cells), norm=norm, edgecolor="white", linewidth=0.8, cmap=colours)


def _colour_bar(ax, image, text, fmt):
    """The scale of the colours, where reading ends."""
    bar = ax.figure.colorbar(image, ax=ax, location=frames.begin(end=True), shrink=0.9, aspect=25, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda cell, _: rtl.prepare(language.number(cell, fmt))))
    bar.set_label(text)


def _with_gaps(names):
    """The names of columns; where all are years, with the years between them, unless these are too many."""
    years = [str(name) for name in names if str(name) != UNDATED]
    if len(years) < 2 or not all(len(year) == 4 and year.isascii() and year.isdigit() for year in years):
        return names
    between = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    if len(between) > YEARS or not set(years) <= set(between):
        return names
    kind = type(next(name for name in names if str(name) != UNDATED))
    return [*map(kind, between), *(name for name in names if str(name) == UNDATED)]


def _finer(fmt, cells):
    """The format of the cells: percents get a decimal where one of them would be written as 0 and is not."""
    known = cells[np.isfinite(cells)]
    return "{:.1%}" if fmt == "{:.0%}" and ((known != 0) & (np.abs(known) < 0.005)).any() else fmt


def _map_axes(ax, shape):
    """`ax`, or the axes of a new figure for a map of so many rows and columns."""
    width = "double" if shape[1] > 4 else "single"
    return frames.axes(ax, width=width, height=max(26 + 7 * shape[0], 42), narrow=shape[1] <= NARROW)


def _numbers_fit(ax, written, shape):
    """Whether the numbers have room in their cells; without it none is written, for some alone would mislead."""
    ax.figure.draw_without_rendering()
    width, height = ax.bbox.width / shape[1], ax.bbox.height / shape[0]
    boxes = [text.get_window_extent() for text in written]
    fit = all(box.width <= width - 1 and box.height <= height + 1 for box in boxes)
    for text in () if fit else written:
        text.remove()
    return fit


def _column(name, size=None, font=None):
    """The name of a column, a year in the digits of the figure; below it its gloss and the number of its documents."""
    gloss, name = language.gloss(name), _period(name)
    if font is not None:
        gloss, name = (frames.cut(text, COLUMN, font) for text in (gloss, name))
    rows = [name, gloss, "" if size is None else f"n\u00a0=\u00a0{language.number(size)}"]
    return "\n".join(row for row in rows if row)


def _period(name):
    """A name, a period as it is read in the language of the figure."""
    return language.either(NO_DATE) if str(name) == UNDATED else language.period(name)


def _order(values):
    """Categories in their own order, other values in order of appearance."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [c for c in values.cat.categories if (values == c).any()]
    return list(dict.fromkeys(values))


def _write_cells(ax, cells, image, fmt, sure):
    """Write each number in black or white, whichever stands out from its cell, bold where it is beyond chance; a dash
    where there is none. Returns the texts.
    """
    written = []
    for (i, j), cell in np.ndenumerate(cells):
        known = np.isfinite(cell)
        text = ax.text(
            j + 0.5,
            i + 0.5,
            rtl.prepare(language.number(cell, fmt)) if known else "–",
            ha="center",
            va="center",
            fontsize="small",
            color=style.ink_on(image.to_rgba(cell) if known else ABSENT),
            fontweight="bold" if sure[i, j] else "normal",
        )
        written.append(text)
        if sure[i, j]:
            ax.plot([j + 0.3, j + 0.7], [i + 0.82] * 2, color=style.ink_on(image.to_rgba(cell)), linewidth=0.8)
    return written


def _fit_names(ax, names, whole, sizes):
    """Break the names of columns where they would touch each other, then make them smaller; upright if nothing
    helps.
    """
    texts = ax.get_xticklabels()
    if not _crowded(ax):
        return
    widest = ax.bbox.width / max(len(names), 1) * 72 / ax.figure.dpi - 3
    font = texts[0].get_fontproperties()
    broken = [_broken(name, widest, font) for name in names]
    ax.set_xticks(ax.get_xticks(), [rtl.prepare(name) for name in broken])
    if _crowded(ax):
        ax.tick_params(axis="x", labelsize=SMALLEST)
    if _crowded(ax):
        behind = ["" if size is None else f" n\u00a0=\u00a0{language.number(size)}" for size in sizes]
        look = {"room": COLUMN, "font": font}
        upright = [frames.term(_period(name), None, behind=n, **look) for name, n in zip(whole, behind, strict=True)]
        ax.set_xticks(ax.get_xticks(), upright)
        ax.tick_params(axis="x", rotation=90)


def _broken(name, width, font):
    """A name in lines: at its spaces, and where that is not enough behind the dots and strokes of an address."""
    broken = frames.wrapped(name, width, font)
    return broken if " " in name or len(name) < 9 else re.sub(r"(?<=[._/-])(?=\w{3})", "\n", broken)


def _crowded(ax):
    ax.figure.draw_without_rendering()
    boxes = sorted((t.get_window_extent() for t in ax.get_xticklabels()), key=lambda box: box.x0)
    return any(a.x1 + 2 > b.x0 for a, b in zip(boxes, boxes[1:], strict=False))


@style.styled
def rank_frequency(table, *, value="n", label="term", labelled=9, zipf=True, title=None, ax=None):
    """Draw `value` against its rank on logarithmic axes, and name some terms of spread ranks that do not
    overlap.

    `table` has a row a term; only values above 0 are drawn. `zipf` adds the line of slope −1 (Zipf 1949)
    with the same geometric mean of rank × frequency, as a thing to compare with and not a fit.
    """
    table = frames.finite(frames.require(table, value, label), value)
    table = table[table[value] > 0].sort_values(value, ascending=False, kind="stable").reset_index(drop=True)
    if table.empty:
        raise NotEnoughData(f"No {value} is above 0: a logarithmic axis has nothing to draw.")
    ranks = np.arange(1, len(table) + 1)
    values = table[value].to_numpy(float)
    ax = frames.axes(ax)
    ax.loglog(
        ranks, values, color=style.BLUE, linewidth=1.6, solid_capstyle="round",
        label=rtl.prepare(style.either(("المدونة", "the corpus"))),
    )  # fmt: skip
    if zipf:
        constant = np.exp(np.mean(np.log(ranks * values)))
        ends = np.array([1, len(table)])
        ax.loglog(
            ends,
            constant / ends,
            color=style.FAINT,
            linewidth=0.9,
            linestyle=(0, (4, 3)),
            zorder=1,
            label=frames.said(language.numerals(style.either(ZIPF))),
        )
        frames.legend(ax, loc="upper right")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LogLocator(numticks=8))
        axis.set_major_formatter(FuncFormatter(frames.number))
        axis.set_minor_formatter(NullFormatter())
    ax.grid(True)
    frames.name(ax.xaxis, frames.shown(table, "rank"))
    frames.name(ax.yaxis, frames.shown(table, value))
    frames.title(ax, title)
    _name_points(ax, ranks, values, table[label], labelled)
    return ax


def _name_points(ax, ranks, values, names, count):
    """Name up to `count` points spread evenly over the logarithm of rank, where no name touches a name or a
    line.
    """
    ax.figure.draw_without_rendering()
    taken = [ax.get_legend().get_window_extent()] if ax.get_legend() else []
    paths = [ax.transData.transform_path(line.get_path()) for line in ax.get_lines()]
    wanted = np.unique(np.round(np.geomspace(1, len(ranks), count * 2)).astype(int)) - 1
    named = 0
    for i in wanted:
        for dx, dy in ((-4, -3), (4, 3)):  # below the curve there is most often room
            text = ax.annotate(
                frames.term(names.iloc[i], None),
                (ranks[i], values[i]),
                xytext=(dx, dy),
                textcoords="offset points",
                fontsize="small",
                ha="right" if dx < 0 else "left",
                va="top" if dy < 0 else "bottom",
            )
            box = text.get_window_extent().padded(1)
            free = (
                ax.bbox.x0 < box.x0
                and box.x1 < ax.bbox.x1
                and ax.bbox.y0 < box.y0
                and box.y1 < ax.bbox.y1
                and not any(box.overlaps(other) for other in taken)
                and not any(path.intersects_bbox(box, filled=False) for path in paths)
            )
            if free and named < count:
                ax.plot(ranks[i], values[i], "o", markersize=3, color=style.RED, zorder=3)
                taken.append(box.padded(3))
                named += 1
                break
            text.remove()


@style.styled
def dispersion_strips(
    table, *, label="term", position="position", group=None, bounds=None, title=None, xlabel=None, ax=None
):
    """Draw one strip a term with one tick an occurrence.

    `table` has a row an occurrence; `position` is a share 0…1 of the way through the corpus, or a date.
    Terms keep their order of appearance from the top; `group` (a column) colours the ticks. The number of
    ticks is written beside the term. `bounds`: {name: share of the way}, where a year (or document) begins.
    Where a strip has more than 25,000 occurrences, ticks would make it one solid bar: all strips are parted into 400
    columns of the same width then, the darker the more occurrences there are, from none to the most of its strip.
    """
    table = (
        frames.require(table, label, position, group).dropna(subset=[label, position]).reset_index(drop=True)
    )
    if table.empty:
        raise NotEnoughData(f'The column "{position}" holds no value: there is nothing to draw.')
    terms, groups = _order(table[label]), [None] if group is None else _order(table[group])
    own, ax = ax is None, frames.axes(ax, width="double", height=20 + 6.5 * len(terms))
    counts = table[label].value_counts()
    members = {name: np.ones(len(table), bool) if group is None else table[group] == name for name in groups}
    draw = _draw_shades if counts.max() > _SOLID else _draw_ticks
    draw(ax, table[label], table[position], terms, list(zip(members.values(), style.colours(len(groups)), strict=True)))
    for name, colour in zip(groups, style.colours(len(groups)), strict=True):
        if name is not None:
            ax.plot([], [], color=colour, linewidth=3, label=rtl.prepare(name))
    behind = [f" ({language.number(counts[term])})" for term in terms]
    ax.set_yticks(range(len(terms)), frames.row_names(ax, terms, behind))
    ax.set_ylim(len(terms) - 0.45, -0.55)
    ax.tick_params(axis="y", length=0)
    frames.from_begin(ax)
    _position_axis(ax, table[position])
    share = not pd.api.types.is_datetime64_any_dtype(table[position]) and table[position].between(0, 1).all()
    order = (BY_DATE if bounds else BY_PLACE) if share else None
    frames.name(ax.xaxis, frames.shown(table, position, xlabel or order))
    _bounds(ax, bounds)
    if group is not None:
        _strip_legend(ax, len(groups))
    frames.title(ax, title, above=10 if bounds else 0)
    if own:
        frames.give_height(ax, len(terms))
    return ax


def _draw_ticks(ax, labels, positions, terms, groups):
    """A tick an occurrence. groups: (which rows are of it, its colour) of each."""
    # Many ticks lie on each other: the more there are, the fainter each, so that the dense parts stand out.
    faint = float(np.clip(700 / labels.value_counts().max(), 0.05, 0.75))
    many = len(labels) > _MANY_TICKS
    for member, colour in groups:
        strips = [_ticks(positions[member & (labels == term)], many) for term in terms]
        drawn = ax.eventplot(
            [places for places, _ in strips], lineoffsets=range(len(terms)), linelengths=0.74, colors=colour,
            linewidths=0.7, alpha=faint,
        )  # fmt: skip
        for strip, (_, n) in zip(drawn, strips, strict=True):
            if many:  # a vector of that many ticks is too heavy to open
                strip.set_rasterized(True)
                strip.set_alpha(1 - (1 - faint) ** n)


def _draw_shades(ax, labels, positions, terms, groups):
    """Columns of one width, the darker the more occurrences: from none to the most of their strip. As `_draw_ticks`."""
    if pd.api.types.is_datetime64_any_dtype(positions):
        ax.xaxis_date()
        positions = pd.Series(date2num(positions), positions.index)
    share = positions.between(0, 1).all()
    ends = (0.0, 1.0) if share else (float(positions.min()), float(positions.max()))
    for row, term in enumerate(terms):
        counted = [np.histogram(positions[member & (labels == term)], _COLUMNS, ends)[0] for member, _ in groups]
        most = max(1, np.sum(counted, axis=0).max())
        for n, (_, colour) in zip(counted, groups, strict=True):
            shades = np.empty((1, _COLUMNS, 4))
            shades[..., :3], shades[..., 3] = to_rgb(colour), n / most
            ax.imshow(shades, extent=(*ends, row + 0.37, row - 0.37), aspect="auto", interpolation="nearest")
    ax.set_xlim(ends)
    drawings.tell(columns=_COLUMNS)


def _ticks(positions, many):
    """(Where there are ticks, how many lie there); many: those that a page cannot show apart lie at one place."""
    positions = positions.to_numpy()
    if not many:
        return positions, np.ones(len(positions))
    if np.issubdtype(positions.dtype, np.number) and len(positions):
        first, width = positions.min(), max(np.ptp(positions), np.finfo(float).tiny) / _PLACES
        positions = first + np.round((positions - first) / width) * width
    return np.unique(positions, return_counts=True)


def _position_axis(ax, positions):
    """Position and time begin where reading does: shares of the corpus in percent, dates, or plain numbers."""
    if pd.api.types.is_datetime64_any_dtype(positions):
        frames.dates(ax.xaxis)
    elif positions.between(0, 1).all():
        ax.set_xlim(0, 1)
        frames.runs(ax)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: rtl.prepare(language.numerals(f"{100 * x:.0f}%"))))
    else:
        frames.plain_numbers(ax.xaxis)


def _bounds(ax, bounds):
    """A line where each part begins, its name over it: the longest parts first, the others where these leave room."""
    if not bounds:
        return
    step, taken = -1 if language.from_right() else 1, []
    for at in bounds.values():
        ax.axvline(at, color=style.INK, linewidth=0.5, alpha=0.7, zorder=4)
    ends = dict(zip(bounds, [*list(bounds.values())[1:], max([1, *bounds.values()])], strict=True))
    for name in sorted(bounds, key=lambda name: bounds[name] - ends[name]):
        text = ax.annotate(
            rtl.prepare(_column(name)), (bounds[name], 1), xycoords=("data", "axes fraction"), xytext=(2 * step, 1),
            textcoords="offset points", ha=frames.begin(), va="bottom", fontsize=SMALLEST,
        )  # fmt: skip
        box = text.get_window_extent()
        page = ax.figure.bbox
        free = all(box.x1 + 3 < a or box.x0 - 3 > b for a, b in taken) and page.x0 < box.x0 and box.x1 < page.x1
        if free:
            taken.append((box.x0, box.x1))
        else:
            text.remove()
    if taken:
        drawings.tell(undated=UNDATED in bounds, unnamed=len(bounds) - len(taken))


def _strip_legend(ax, count):
    """Few groups: a row above the strips, the first at its right. Many: a column at the left."""
    from_right = language.from_right()
    if count > 4:
        place = ("center right", (-0.01, 0.5)) if from_right else ("center left", (1.01, 0.5))
        frames.legend(ax, loc=place[0], bbox_to_anchor=place[1])
        return
    handles, names = ax.get_legend_handles_labels()
    step = -1 if from_right else 1
    place = {"loc": f"lower {frames.begin(end=True)}", "bbox_to_anchor": (0 if from_right else 1, 1)}
    frames.legend(ax, handles=handles[::step], labels=names[::step], ncols=count, borderaxespad=0, **place)
