"""Keyness in figures: effect sizes with their intervals, and effect against frequency.

The target's side is blue and at the left, where Arabic reads to; the reference's is red and at the right.
"""

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from ..errors import ArgumentError
from . import frames, label_places, rtl, style

NAMES = ("المدونة المدروسة", "المدونة المرجعية")


@style.styled
def intervals(
    table, *, value="log_ratio", label="term", low=None, high=None, inner_low=None, inner_high=None, mark=None,
    top=20, names=NAMES, title=None, xlabel=None, ax=None,
):  # fmt: skip
    """Draw a point and its intervals for the first `top` rows of either sign of `value`, in the table's order.

    low, high: columns of the interval drawn thin; inner_low, inner_high: of the one drawn thick (a document bootstrap);
    an interval that is not finite is left out. mark: a column drawn as a short line across (a conservative value).
    names: how the target and the reference are called over their halves.
    """
    table = frames.finite(frames.require(table, value, label, low, high, inner_low, inner_high, mark), value)
    values = table[value].to_numpy(float)
    picked = np.concatenate([np.flatnonzero(values > 0)[:top], np.flatnonzero(values < 0)[:top][::-1]])
    if not len(picked):
        raise ArgumentError(f"Every {value} is 0: there is no effect to draw.")
    table, values = table.iloc[picked].reset_index(drop=True), values[picked]
    ax = frames.axes(ax, width="double" if len(picked) > 30 else "single", height=24 + 3.7 * len(table))
    places, colours = np.arange(len(table)), np.where(values > 0, style.BLUE, style.RED)
    for pair, width in (((low, high), 0.8), ((inner_low, inner_high), 2.4)):
        if None not in pair:
            ends = table[list(pair)].to_numpy(float)
            there = np.isfinite(ends).all(axis=1)
            ax.hlines(places[there], *ends[there].T, color=colours[there], linewidth=width, alpha=0.45)
    ax.scatter(values, places, s=14, color=colours, zorder=3)
    if mark is not None:
        ax.plot(table[mark], places, linestyle="", marker="|", markersize=6, color=style.INK, zorder=4)
    ax.axvline(0, color=style.INK, linewidth=0.6)
    ax.set_yticks(places, [rtl.prepare(text) for text in table[label]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    frames.plain_numbers(ax.xaxis)
    ax.grid(axis="x")
    frames.labels_at_right(ax)
    ax.set_xlabel(frames.shown(value, xlabel))
    _name_sides(ax, values, names)
    frames.title(ax, title)
    return ax


def _name_sides(ax, values, names):
    """Write under the axis which half belongs to whom: only a half that holds a point."""
    for here, name, colour, at, anchor in (
        ((values > 0).any(), names[0], style.BLUE, 0.0, "left"), ((values < 0).any(), names[1], style.RED, 1.0, "right")
    ):  # fmt: skip
        if here:
            text = rtl.prepare(f"أكثر في: {name}")
            ax.annotate(text, (at, 0), xycoords="axes fraction", xytext=(0, -36), textcoords="offset points",
                        ha=anchor, va="top", color=colour, fontsize="small")  # fmt: skip


@style.styled
def scatter(
    table, *, frequency="ipm", value="log_ratio", label="term", key="key", labelled=30, names=NAMES, title=None,
    ax=None,
):  # fmt: skip
    """Draw `value` against the frequency of every term: key terms coloured, the strongest of them named.

    `table` has a row a term, the strongest key terms first; `frequency` (above 0, logarithmic axis) and `value` are
    columns, `key` one of true and false. So many terms as `labelled` says are named where a name touches no other name.
    """
    table = frames.finite(frames.require(table, frequency, value, label, key), frequency, value)
    table = table[table[frequency] > 0].reset_index(drop=True)
    if table.empty:
        raise ArgumentError(f"No {frequency} is above 0: a logarithmic axis has nothing to draw.")
    ax = frames.axes(ax, width="double", height=105)
    x, y = table[frequency].to_numpy(float), table[value].to_numpy(float)
    is_key = table[key].to_numpy(bool)
    ax.set_xscale("log")
    # A vector of a hundred thousand points is too heavy to open.
    ax.scatter(x[~is_key], y[~is_key], s=2, color=style.GREY, alpha=0.35, linewidth=0, rasterized=True)
    for side, colour in ((y > 0, style.BLUE), (y < 0, style.RED)):
        chosen = is_key & side
        ax.scatter(x[chosen], y[chosen], s=7, color=colour, alpha=0.7, linewidth=0, rasterized=chosen.sum() > 3000)
    ax.axhline(0, color=style.INK, linewidth=0.6)
    ax.xaxis.set_major_locator(LogLocator(numticks=8))
    ax.xaxis.set_major_formatter(FuncFormatter(frames.number))
    ax.xaxis.set_minor_formatter(NullFormatter())
    frames.plain_numbers(ax.yaxis)
    ax.grid(True)
    ax.set_xlabel(frames.shown(frequency))
    ax.set_ylabel(frames.shown(value))
    for at, name, colour, anchor in ((1, names[0], style.BLUE, "top"), (0, names[1], style.RED, "bottom")):
        ax.annotate(rtl.prepare(f"أكثر في: {name}"), (0, at), xycoords="axes fraction", xytext=(3, -3 if at else 3),
                    textcoords="offset points", ha="left", va=anchor, color=colour, fontsize="small")  # fmt: skip
    frames.title(ax, title)
    wanted = _spread(is_key, y, labelled)
    label_places.write(ax, x[wanted], y[wanted], table[label].iloc[wanted].tolist())
    return ax


def _spread(is_key, y, count):
    """Rows to be named: the first key terms of either side in turn, then the other terms of the table."""
    sides = [np.flatnonzero(is_key & (y > 0)), np.flatnonzero(is_key & (y < 0))]
    half = max(count - min(len(sides[1]), count // 2), count // 2)
    return np.concatenate([sides[0][:half], sides[1][: count - min(len(sides[0]), half)]]).astype(int)
