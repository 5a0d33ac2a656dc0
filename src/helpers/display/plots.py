"""Bars, heat maps, rank-frequency curves and dispersion strips: a tidy table in, matplotlib Axes out.

No statistics are computed here. Every function draws on `ax` or on a new figure, takes texts in logical
order, and raises ArgumentError in one sentence when the table lacks a column or has nothing to draw. Bars
and heat maps read from right to left; axes of time, rank and position run from left to right, as in Arabic
science publishing. Series over periods and scores are in `series`, word clouds in `clouds`.
"""

import numpy as np
import pandas as pd
from matplotlib.colors import CenteredNorm, Normalize
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ..errors import ArgumentError, NotEnoughData
from . import frames, rtl, style
from .series import lines, scores  # noqa: F401  (one import line serves every chart)


@style.styled
def bars(table, *, value="ipm", label="term", low=None, high=None, top=25, title=None, xlabel=None, ax=None):
    """Draw the first `top` rows of `table`, sorted by `value`, as horizontal bars that grow from the right.

    `label` and `value` name columns; `low` and `high`, if given, name the columns of an interval drawn as a
    whisker. Negative values (log ratios) grow to the right and in red. Rows are chosen by absolute size.
    """
    table = frames.worded(frames.finite(frames.require(table, value, label, low, high), value), label)
    order = table[value].abs().sort_values(ascending=False, kind="stable").index[:top]
    table = table.loc[order].sort_values(value, ascending=False, kind="stable").reset_index(drop=True)
    ax = frames.axes(ax, height=18 + 4.3 * len(table))
    places = np.arange(len(table))
    values = table[value].to_numpy(float)
    ax.barh(places, values, height=0.72, color=np.where(values < 0, style.RED, style.BLUE))
    if low is not None and high is not None:
        limits = table[[low, high]].to_numpy(float)
        ax.hlines(places, limits[:, 0], limits[:, 1], color=style.INK, linewidth=0.8)
        ax.plot(limits.ravel(), places.repeat(2), linestyle="", marker="|", markersize=3, color=style.INK)
    ax.set_yticks(places, [rtl.prepare(frames.short(text)) for text in table[label]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    frames.plain_numbers(ax.xaxis)
    ax.grid(axis="x")
    ax.margins(x=0.04)
    frames.labels_at_right(ax)
    if (values < 0).any():
        ax.axvline(0, color=style.INK, linewidth=0.6)
    ax.set_xlabel(frames.shown(table, value, xlabel))
    frames.title(ax, title)
    return ax


@style.styled
def heatmap(table, *, row, column, value, fmt="{:,.1f}", title=None, cbar_label=None, ax=None):
    """Draw `value` for each pair of `row` and `column` of a long table, the number written in each cell.

    Rows and columns keep their order of appearance (or that of a categorical), the first at the top right.
    Values of both signs take a diverging scale around 0. A pair that occurs twice is an error; an absent
    pair stays white.
    """
    table = frames.finite(frames.require(table, row, column, value), value)
    if table.duplicated([row, column]).any():
        twice = table[table.duplicated([row, column])].iloc[0]
        raise ArgumentError(
            f'"{twice[row]}" and "{twice[column]}" occur twice: a heat map needs one {value} a pair.'
        )
    table = frames.worded(table, row, column)
    wide = table.pivot(index=row, columns=column, values=value)
    wide = wide.reindex(index=_order(table[row]), columns=_order(table[column]))
    cells = wide.to_numpy(float)
    ax = frames.axes(ax, width="double" if wide.shape[1] > 4 else "single", height=26 + 7 * wide.shape[0])
    both_signs = np.nanmin(cells) < 0 < np.nanmax(cells)
    norm = (
        CenteredNorm(halfrange=np.nanmax(np.abs(cells)))
        if both_signs
        else Normalize(min(0, np.nanmin(cells)))
    )
    image = ax.pcolormesh(
        np.ma.masked_invalid(cells),
        norm=norm,
        edgecolor="white",
        linewidth=0.8,
        cmap=style.DIVERGING if both_signs else style.SEQUENTIAL,
    )
    _write_cells(ax, cells, image, fmt)
    ax.set_xticks(np.arange(wide.shape[1]) + 0.5, [rtl.prepare(text) for text in wide.columns])
    ax.set_yticks(np.arange(wide.shape[0]) + 0.5, [rtl.prepare(text) for text in wide.index])
    ax.tick_params(length=0)
    ax.invert_yaxis()
    frames.labels_at_right(ax)
    ax.spines[:].set_visible(False)
    bar = ax.figure.colorbar(image, ax=ax, location="left", shrink=0.9, aspect=25, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.yaxis.set_major_formatter(FuncFormatter(frames.number))
    bar.set_label(frames.shown(table, value, cbar_label))
    _turn_if_crowded(ax)
    frames.title(ax, title)
    return ax


def _order(values):
    """Categories in their own order, other values in order of appearance."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [c for c in values.cat.categories if (values == c).any()]
    return list(dict.fromkeys(values))


def _write_cells(ax, cells, image, fmt):
    """Write each number in black or white, whichever stands out from its cell."""
    for (i, j), cell in np.ndenumerate(cells):
        if np.isfinite(cell):
            red, green, blue, _ = image.to_rgba(cell)
            dark = 0.299 * red + 0.587 * green + 0.114 * blue < 0.55
            ax.text(
                j + 0.5,
                i + 0.5,
                rtl.prepare(fmt.format(cell).replace("-", "\u2212")),
                ha="center",
                va="center",
                fontsize="small",
                color="white" if dark else style.INK,
            )


def _turn_if_crowded(ax):
    """Slant the column names when they would touch each other."""
    ax.figure.draw_without_rendering()
    boxes = sorted((t.get_window_extent() for t in ax.get_xticklabels()), key=lambda box: box.x0)
    if any(a.x1 + 2 > b.x0 for a, b in zip(boxes, boxes[1:], strict=False)):
        ax.tick_params(axis="x", rotation=35)
        for text in ax.get_xticklabels():
            text.set(ha="right", rotation_mode="anchor")


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
            label=rtl.prepare(style.either(("قانون زيف (الميل \u22121)", "Zipf's law (slope \u22121)"))),
        )
        frames.legend(ax, loc="upper right")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(LogLocator(numticks=8))
        axis.set_major_formatter(FuncFormatter(frames.number))
        axis.set_minor_formatter(NullFormatter())
    ax.grid(True)
    ax.set_xlabel(frames.shown(table, "rank"))
    ax.set_ylabel(frames.shown(table, value))
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
                rtl.prepare(names.iloc[i]),
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
    table, *, label="term", position="position", group=None, title=None, xlabel=None, ax=None
):
    """Draw one strip a term with one tick an occurrence.

    `table` has a row an occurrence; `position` is a share 0…1 of the way through the corpus, or a date.
    Terms keep their order of appearance from the top; `group` (a column) colours the ticks. The number of
    ticks is written beside the term.
    """
    table = (
        frames.require(table, label, position, group).dropna(subset=[label, position]).reset_index(drop=True)
    )
    if table.empty:
        raise NotEnoughData(f'The column "{position}" holds no value: there is nothing to draw.')
    terms, groups = _order(table[label]), [None] if group is None else _order(table[group])
    ax = frames.axes(ax, width="double", height=20 + 6.5 * len(terms))
    # Many ticks lie on each other: the more there are, the fainter each, so that the dense parts stand out.
    faint = float(np.clip(700 / table[label].value_counts().max(), 0.05, 0.75))
    for colour, name in zip(style.colours(len(groups)), groups, strict=True):
        part = table if group is None else table[table[group] == name]
        strips = [part.loc[part[label] == term, position].to_numpy() for term in terms]
        drawn = ax.eventplot(
            strips, lineoffsets=range(len(terms)), linelengths=0.74, colors=colour, linewidths=0.7, alpha=faint
        )
        for strip in drawn:
            strip.set_rasterized(len(table) > 20_000)  # a vector of that many ticks is too heavy to open
        if name is not None:
            ax.plot([], [], color=colour, linewidth=3, label=rtl.prepare(name))
    counts = table[label].value_counts()
    ax.set_yticks(range(len(terms)), [rtl.prepare(f"{term} ({counts[term]:,})") for term in terms])
    ax.set_ylim(len(terms) - 0.45, -0.55)
    ax.tick_params(axis="y", length=0)
    frames.labels_at_right(ax)
    _position_axis(ax, table[position])
    ax.set_xlabel(frames.shown(table, position, xlabel))
    if group is not None:
        _strip_legend(ax, len(groups))
    frames.title(ax, title)
    return ax


def _position_axis(ax, positions):
    """Position and time run from left to right: shares of the corpus in percent, dates, or plain numbers."""
    ax.xaxis.set_inverted(False)
    if pd.api.types.is_datetime64_any_dtype(positions):
        frames.dates(ax.xaxis)
    elif positions.between(0, 1).all():
        ax.set_xlim(0, 1)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{100 * x:.0f}%"))
    else:
        frames.plain_numbers(ax.xaxis)


def _strip_legend(ax, count):
    """Few groups: a row above the strips, the first at its right. Many: a column at the left."""
    if count > 4:
        frames.legend(ax, loc="center right", bbox_to_anchor=(-0.01, 0.5))
        return
    handles, names = ax.get_legend_handles_labels()
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    frames.legend(ax, handles=handles[::-1], labels=names[::-1], ncols=count, **place)
