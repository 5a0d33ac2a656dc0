"""Lines over periods, and the scores one chooses a number of themes by. Time and numbers run from left to
right.
"""

import numpy as np
import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .. import schema
from ..arguments import DICT, takes
from ..errors import ArgumentError
from . import frames, rtl, style


@style.styled
def lines(table, *, x, y, group=None, low=None, high=None, title=None, xlabel=None, ylabel=None, events=None, ax=None):
    """Draw `y` against `x`, one line with its own colour and marker a `group`.

    `table` has a row a point. `x` is a year, another number, a date, a pandas Period, or text such as
    "2021-03" (kept in order of appearance). `low` and `high` name the columns of an interval drawn as a
    band. A missing `y` leaves a gap in its line. `events`: a table with the columns `x` and label, a dashed line each.
    """
    table = frames.require(table, x, y, group, low, high)
    frames.finite(table, y)
    table = table if group is None else frames.worded(table, group)
    table, kind = _axis_values(table, x)
    ax = frames.axes(ax, width="double", height=75)
    groups = [None] if group is None else list(dict.fromkeys(table[group]))
    for name, colour, marker in zip(
        groups, style.colours(len(groups)), style.markers(len(groups)), strict=True
    ):
        part = (table if group is None else table[table[group] == name]).sort_values("_x", kind="stable")
        if low is not None and high is not None:
            ax.fill_between(
                part["_x"],
                part[low].astype(float),
                part[high].astype(float),
                color=colour,
                alpha=0.16,
                linewidth=0,
            )
        ax.plot(
            part["_x"],
            part[y].astype(float),
            color=colour,
            marker=marker,
            markeredgecolor="white",
            markeredgewidth=0.4,
            label=None if name is None else rtl.prepare(name),
        )
    _x_ticks(ax, table, x, kind)
    frames.plain_numbers(ax.yaxis)
    if table[y].min() >= 0:
        ax.set_ylim(bottom=0)
    ax.grid(axis="y")
    ax.set_xlabel(frames.shown(table, x, xlabel))
    ax.set_ylabel(frames.shown(table, y, ylabel))
    if group is not None:
        frames.legend(ax, loc="center left", bbox_to_anchor=(1.01, 0.5))
    _events(ax, table, events, x)
    frames.title(ax, title)
    if kind == "text":
        _thin_ticks(ax)
    return ax


def _thin_ticks(ax):
    """Leave out every second name of a place on the axis until none touches the next."""
    while len(ax.get_xticks()) > 2:
        ax.figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in ax.get_xticklabels()]
        if not any(a.x1 + 3 > b.x0 for a, b in zip(boxes, boxes[1:], strict=False)):
            return
        ax.set_xticks(ax.get_xticks()[::2], [text.get_text() for text in ax.get_xticklabels()][::2])


def _events(ax, table, events, x):
    """A dashed line with its name at each event that falls on a drawn place."""
    if events is None or events.empty:
        return
    frames.require(events, x, "label")
    places = table.drop_duplicates(x).assign(_key=lambda t: t[x].astype(str)).set_index("_key")["_x"]
    for event in events.to_dict("records"):
        if str(event[x]) in places.index:
            place = places[str(event[x])]
            ax.axvline(place, color=style.FAINT, linestyle=(0, (4, 3)), linewidth=0.8, zorder=1)
            ax.annotate(rtl.prepare(event["label"]), (place, 1), xycoords=("data", "axes fraction"), rotation=90,
                        xytext=(-2, -3), textcoords="offset points", ha="right", va="top", fontsize="small",
                        color=style.FAINT)  # fmt: skip


def _axis_values(table, x):
    """`table` with a drawable column `_x`, and what it holds: "date", "number" or "text"."""
    values = table[x]
    if isinstance(values.dtype, pd.PeriodDtype):
        return table.assign(_x=values.dt.to_timestamp()), "date"
    if pd.api.types.is_datetime64_any_dtype(values):
        return table.assign(_x=values), "date"
    if pd.api.types.is_numeric_dtype(values):
        return table.assign(_x=values), "number"
    places = {text: i for i, text in enumerate(dict.fromkeys(values.astype(str)))}
    return table.assign(_x=values.astype(str).map(places)), "text"


def _x_ticks(ax, table, x, kind):
    if kind == "date":
        frames.dates(ax.xaxis)
    elif kind == "text":
        names = list(dict.fromkeys(table[x].astype(str)))
        step = max(1, -(-len(names) // 12))
        ax.set_xticks(range(0, len(names), step), [rtl.prepare(name) for name in names[::step]])
    elif (table[x] % 1 == 0).all():
        ax.xaxis.set_major_locator(MaxNLocator(10, integer=True))
        ax.xaxis.set_major_formatter(
            FuncFormatter(lambda v, _: f"{v:.0f}")
        )  # a year has no thousands separator
    else:
        frames.plain_numbers(ax.xaxis)


@takes(names=DICT)
@style.styled
def scores(table, *, x="n_themes", measures=None, chosen=None, names=None, title=None):
    """Draw each measure of `table` in its own panel against `x`, the `chosen` number marked in all of them.

    `table` has a row a number of themes; `measures` are columns (default: every numeric column but `x`);
    `names` maps them to shown names. Panels have their own scales: the measures have different units.
    Returns the array of Axes.
    """
    table = frames.require(table, x, *(measures or ())).sort_values(x, kind="stable")
    measures = list(measures or (c for c in table.select_dtypes("number").columns if c != x))
    if not measures:
        raise ArgumentError(f'The table has no numeric column beside "{x}": there is no score to draw.')
    if chosen is not None and chosen not in set(table[x]):
        raise ArgumentError(f'chosen is {chosen}, but "{x}" holds {", ".join(f"{v:g}" for v in table[x])}.')
    fig, panels = style.figure(
        "single" if len(measures) < 3 else 110,
        height=18 + 32 * len(measures),
        rows=len(measures),
        sharex=True,
    )
    panels = np.atleast_1d(panels)
    looks = zip(panels, measures, style.colours(len(measures)), style.markers(len(measures)), strict=True)
    for ax, measure, colour, marker in looks:
        ax.plot(table[x], table[measure].astype(float), color=colour, marker=marker)
        ax.set_ylabel(frames.shown(table, measure, (names or {}).get(measure)))
        frames.plain_numbers(ax.yaxis, bins=4)
        ax.grid(axis="y")
        ax.margins(y=0.15)
        if chosen is not None:
            _mark(ax, chosen, table.loc[table[x] == chosen, measure].iloc[0])
    if chosen is not None:
        panels[0].annotate(
            rtl.prepare(f"{style.either(('المختار', 'chosen'))}: {chosen:g}"),
            (chosen, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2),  # above the panel, where no point can be
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize="small",
        )
    panels[-1].xaxis.set_major_locator(MaxNLocator(10, integer=True))
    panels[-1].set_xlabel(frames.shown(table, x, (names or {}).get(x)))
    frames.title(panels[0], title)
    return panels


def _mark(ax, x, y):
    """A dashed line at `x` and a ring around its point."""
    ax.axvline(x, color=style.INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    ax.plot(x, y, marker="o", markersize=9, color=style.INK, fillstyle="none")


@style.styled
def ranks(table, *, levels, label="term", verdict="verdict", title=None, ax=None):
    """Join the ranks of each term at several `levels` by a line: what moves and what stays.

    `table` has a row a term and columns rank_<level>; the first level stands at the right, rank 1 on top, and the
    terms are named at both ends. Ranks beyond twice the number of terms are drawn at the lower edge. Terms whose
    `verdict` is not "stable" are drawn in red. A term without a rank at a level has a gap there.
    """
    if not levels:
        raise ArgumentError("There is no level; name two or more, such as form and lemma.")
    columns = [f"rank_{level}" for level in levels]
    table = frames.require(table, label, *columns)
    ax = frames.axes(ax, width="double", height=30 + 5.2 * len(table))
    lowest = 2 * len(table) + 1
    places = table[columns].apply(pd.to_numeric, errors="coerce").astype(float).clip(upper=lowest)
    stable = table[verdict] == "stable" if verdict in table else pd.Series(True, index=table.index)
    for i, name in enumerate(table[label]):
        colour = style.BLUE if stable[i] else style.RED
        ax.plot(range(len(levels)), places.loc[i], color=colour, marker="o", markersize=3, linewidth=1)
        if np.isfinite(places.iloc[i, -1]):
            text = rtl.prepare(name)
            ax.annotate(text, (len(levels) - 1, places.iloc[i, -1]), xytext=(-5, 0), textcoords="offset points",
                        ha="right", va="center", color=colour, fontsize="small")  # fmt: skip
    ax.set_ylim(lowest + 1, 0)
    ax.set_xlim(len(levels) - 1 + 0.35, -0.1)
    shown = [schema.value_name(str(level), "level", language=style.language()) for level in levels]
    ax.set_xticks(range(len(levels)), [rtl.prepare(text) for text in shown])
    frames.labels_at_right(ax)
    ax.set_xlim(len(levels) - 1 + 0.35, -0.1)
    ticks = [1, *range(10, lowest, 10)]
    ax.set_yticks([*ticks, lowest], [*map(str, ticks), f"> {lowest - 1}"])
    ax.set_ylabel(frames.shown(table, "rank"))
    frames.title(ax, title)
    return ax
