"""Lines over periods, the scores one chooses a number of themes by, and ranks at several levels.

Time begins where reading does: at the right in Arabic. A plane of numbers runs from left to right.
"""

import numpy as np
import pandas as pd
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from .. import schema
from ..arguments import BOTH, DICT, optional, takes
from ..errors import ArgumentError
from . import drawings, frames, label_places, language, rtl, style

CHANCE, SHUFFLED = "_chance", ("وثائق خُلطت كلماتها", "documents with their words shuffled")
CONFOUNDED = "#EFEFEF"  # behind periods that do not compare with the one before


@style.styled
def lines(
    table, *, x, y, group=None, low=None, high=None, few=None, least=0, confounded=None, title=None, xlabel=None,
    ylabel=None, events=None, ax=None,
):  # fmt: skip
    """Draw `y` against `x`, one line with its own colour and marker a `group`, its name where the line ends.

    `table` has a row a point. `x` is a year, another number, a date, a pandas Period, or text such as
    "2021-03" (kept in order of appearance). `low` and `high` name the columns of an interval, drawn as a band, or as a
    bar at each point where there are more than two lines. A missing `y` leaves a gap in its line. `few` names a column
    of documents: a point of fewer than `least` is hollow and the line to it dotted; such points do not stretch the axis
    (one above it is a triangle at its edge), and without `ax` the values of `x` before the first and behind the last
    with documents enough are not drawn. `confounded`: values of `x` that do not compare with the one before, shaded.
    `events`: a table with the columns `x` and label, a dashed line each.
    """
    table = frames.require(table, x, y, group, low, high, few)
    frames.finite(table, y)
    table = within(table, x, few, least) if ax is None else table  # what belongs to a larger figure is cut by it
    table = table if group is None else frames.worded(table, group)
    table, per = frames.rate(table, y, low, high)
    table, kind = _axis_values(table, x)
    ax = frames.axes(ax, width="double", height=75)
    groups = [None] if group is None else list(dict.fromkeys(table[group]))
    looks = list(zip(groups, style.colours(len(groups), faint=False), style.markers(len(groups)), strict=True))
    top = _top(table, y, high, few, least)
    beyond, ends = 0, []
    for number, (name, colour, marker) in enumerate(looks):
        part = (table if group is None else table[table[group] == name]).sort_values("_x", kind="stable")
        thin = np.zeros(len(part), bool) if few is None else part[few].to_numpy(float) < least
        if low is not None and high is not None:
            if len(groups) > 2 and kind == "text":  # a point stays on its bar
                part = part.assign(_x=part["_x"] + 0.06 * (number - (len(groups) - 1) / 2))
            _interval(ax, part[["_x", low, high]], colour, bars=len(groups) > 2)
        beyond += _line(ax, part, y, thin, colour, marker, top)
        known = part[part[y].notna()]
        if group is not None and len(known):
            ends.append((known["_x"].iloc[-1], float(known[y].iloc[-1]), *frames.row_names(ax, [name]), colour))
        drawings.place(ax, known["_x"], known[y], known.drop(columns="_x"))
    _x_ticks(ax, table, x, kind)
    frames.runs(ax)
    frames.plain_numbers(ax.yaxis)
    if top is not None:
        ax.set_ylim(top=top)
    if table[y].min() >= 0:
        ax.set_ylim(bottom=0)
    if beyond:
        drawings.add(beyond=beyond)
    ax.grid(axis="y")
    frames.name(ax.xaxis, frames.shown(table, x, xlabel))
    frames.name(ax.yaxis, frames.shown(table, y, ylabel if ylabel is not None else per))
    _values_where_reading_ends(ax)
    _shade(ax, table, x, kind, confounded)
    frames.title(ax, title)
    _events(ax, table, events, x)
    if group is not None:
        drawings.tell(named=label_places.at_ends(ax, *zip(*ends, strict=True)))
    if kind == "text":
        _thin_ticks(ax)
    return ax


def within(table, x, few, least):
    """The rows from the first to the last value of `x` that has `least` documents, where there are two of them.

    What stands before and behind them has too few documents to be read; how many values of `x` these are is told.
    """
    if few is None:
        return table
    most = table.groupby(table[x].astype(str), sort=False)[few].max()
    order = pd.Series(np.arange(len(most)), index=most.index)
    if pd.api.types.is_numeric_dtype(table[x]) or pd.api.types.is_datetime64_any_dtype(table[x]):
        order = table[x].groupby(table[x].astype(str), sort=False).first().rank()
    enough = order[most >= least]
    if len(enough) < 2:
        return table
    inside = order.between(enough.min(), enough.max())
    left = int((most[~inside] > 0).sum())
    if left:
        drawings.tell(outside=left)
    return table[table[x].astype(str).map(inside)].reset_index(drop=True)


def _top(table, y, high, few, least):
    """Where the axis of values ends: above the points of documents enough and their intervals; None: above all."""
    if few is None:
        return None
    enough = table[table[few] >= least]
    values = enough[[column for column in (y, high) if column is not None]].astype(float).max(axis=None)
    return None if not np.isfinite(values) or values <= 0 or len(enough) == len(table) else 1.06 * float(values)


def _line(ax, part, y, thin, colour, marker, top=None):
    """One line: whole between points of documents enough, dotted to a point of few, which is hollow.

    Returns how many hollow points are above `top`, and stand as a triangle at its height.
    """
    places, values = part["_x"].to_numpy(), part[y].to_numpy(float)
    look = {"color": colour, "marker": marker, "markeredgecolor": colour, "markeredgewidth": 0.8}
    ax.plot(places, np.where(thin, np.nan, values), clip_on=False, **look)
    above = np.zeros(len(values), bool) if top is None else thin & (values > top)
    hollow = thin & ~above
    if thin.any():
        ax.plot(places, values, color=colour, linestyle=":", linewidth=0.9, zorder=1.9)
    if hollow.any():
        ax.plot(places[hollow], values[hollow], linestyle="", clip_on=False, **look, markerfacecolor="white", zorder=3)
    if above.any():
        edge = {**look, "marker": "^", "markerfacecolor": "white", "linestyle": "", "clip_on": False, "zorder": 3}
        ax.plot(places[above], np.full(int(above.sum()), top), **edge)
    return int(above.sum())


def _interval(ax, spans, colour, *, bars):
    """The interval of each point: a band, or bars side by side where bands would cover each other."""
    places, low, high = (spans[column].to_numpy() for column in spans)
    if not bars:
        ax.fill_between(places, low.astype(float), high.astype(float), color=colour, alpha=0.16, linewidth=0)
        return
    known = spans.notna().all(axis=1).to_numpy()
    places = places[known]
    ax.vlines(places, low[known], high[known], color=colour, linewidth=0.7, alpha=0.8)


def _values_where_reading_ends(ax):
    """The axis of values stands where time begins, so that the names of the lines have the other side."""
    side = frames.begin()
    getattr(ax.yaxis, f"tick_{side}")()
    ax.yaxis.set_label_position(side)
    ax.spines[side].set_visible(True)
    ax.spines[frames.begin(end=True)].set_visible(False)


def _shade(ax, table, x, kind, confounded):
    """Grey behind each period that does not compare with the one before it."""
    if not confounded or kind != "text":
        return
    places = table.drop_duplicates(x).set_index(table.drop_duplicates(x)[x].astype(str))["_x"]
    for period in confounded:
        if str(period) in places.index:
            ax.axvspan(places[str(period)] - 0.5, places[str(period)] + 0.5, color=CONFOUNDED, linewidth=0, zorder=0)


def _thin_ticks(ax):
    """Leave out every second name of a place on the axis until none touches the next."""
    while len(ax.get_xticks()) > 2:
        ax.figure.draw_without_rendering()
        boxes = sorted((text.get_window_extent() for text in ax.get_xticklabels()), key=lambda box: box.x0)
        if not any(a.x1 + 3 > b.x0 for a, b in zip(boxes, boxes[1:], strict=False)):
            return
        ax.set_xticks(ax.get_xticks()[::2], [text.get_text() for text in ax.get_xticklabels()][::2])


def _events(ax, table, events, x):
    """A dashed line with its name at each event that falls on a drawn place."""
    if events is None or events.empty:
        return
    frames.require(events, x, "label")
    places = table.drop_duplicates(x).assign(_key=lambda t: t[x].astype(str)).set_index("_key")["_x"]
    ax.figure.draw_without_rendering()
    room, font = ax.bbox.height * 72 / ax.figure.dpi - 8, style.font("small")
    for event in events.to_dict("records"):
        if str(event[x]) in places.index:
            place = places[str(event[x])]
            ax.axvline(place, color=style.FAINT, linestyle=(0, (4, 3)), linewidth=0.8, zorder=1)
            ax.annotate(
                rtl.prepare(frames.cut(event["label"], room, font)), (place, 1), xycoords=("data", "axes fraction"),
                rotation=90, xytext=(-2, -3), textcoords="offset points", ha="right", va="top", fontsize="small",
                color=style.FAINT,
            )  # fmt: skip


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
        ax.set_xticks(range(0, len(names), step), [rtl.prepare(language.period(name)) for name in names[::step]])
    elif (table[x] % 1 == 0).all():
        ax.xaxis.set_major_locator(MaxNLocator(10, integer=True))
        # a year has no thousands separator
        ax.xaxis.set_major_formatter(FuncFormatter(lambda v, _: rtl.prepare(language.numerals(f"{v:.0f}"))))
    else:
        frames.plain_numbers(ax.xaxis)


@takes(names=DICT, title=optional(BOTH))
@style.styled
def scores(table, *, x="n_themes", measures=None, chosen=None, names=None, title=None):
    """Draw each measure of `table` in its own panel against `x`, the `chosen` number marked in all of them.

    `table` has a row a number of themes; `measures` are columns (default: every numeric column but `x`);
    `names` maps them to shown names. Panels have their own scales: the measures have different units. A column
    <measure>_chance is drawn beside its measure, grey and dashed: what shuffled documents give. Returns the array of
    Axes.
    """
    table = frames.require(table, x, *(measures or ())).sort_values(x, kind="stable")
    numbers = [column for column in table.select_dtypes("number").columns if column != x]
    measures = list(measures or (column for column in numbers if not str(column).endswith(CHANCE)))
    if not measures:
        raise ArgumentError(f'The table has no numeric column beside "{x}": there is no score to draw.')
    if chosen is not None and chosen not in set(table[x]):
        raise ArgumentError(f'chosen is {chosen}, but "{x}" holds {", ".join(f"{v:g}" for v in table[x])}.')
    if table[measures].isna().all(axis=None):
        frames.finite(table, *measures)  # which says that there is nothing to draw
    fig, panels = style.figure(
        frames.printed("single"),
        height=18 + 32 * len(measures),
        rows=len(measures),
        sharex=True,
    )
    panels = np.atleast_1d(panels)
    looks = zip(panels, measures, style.colours(len(measures), faint=False), style.markers(len(measures)), strict=True)
    for ax, measure, colour, marker in looks:
        ax.plot(table[x], table[measure].astype(float), color=colour, marker=marker)
        if f"{measure}{CHANCE}" in table:
            _chance(ax, table[x], table[f"{measure}{CHANCE}"], chosen)
        frames.name(ax.yaxis, frames.shown(table, measure, (names or {}).get(measure)))
        frames.plain_numbers(ax.yaxis, bins=4)
        ax.grid(axis="y")
        ax.margins(y=0.15)
        if chosen is not None:
            _mark(ax, chosen, table.loc[table[x] == chosen, measure].iloc[0])
    if chosen is not None:
        panels[0].annotate(
            rtl.prepare(f"{style.either(('المختار', 'chosen'))}: {language.number(chosen)}"),
            (chosen, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 2),  # above the panel, where no point can be
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize="small",
        )
    panels[-1].xaxis.set_major_locator(MaxNLocator(10, integer=True))
    panels[-1].xaxis.set_major_formatter(FuncFormatter(frames.number))
    frames.name(panels[-1].xaxis, frames.shown(table, x, (names or {}).get(x)))
    frames.title(panels[0], title, above=10 if chosen is not None else 0)
    return panels


def _chance(ax, x, values, chosen=None):
    """What chance gives, and a name over it where the line begins or ends, away from what is marked as chosen."""
    ax.plot(x, values.astype(float), color=style.FAINT, linestyle=(0, (4, 3)), linewidth=1, zorder=1.5)
    last = chosen is not None and chosen < (x.iloc[0] + x.iloc[-1]) / 2
    at, shift, side = (-1, -2, "right") if last else (0, 2, "left")
    ax.annotate(
        frames.said(style.either(SHUFFLED)), (x.iloc[at], float(values.iloc[at])), xytext=(shift, 3), ha=side,
        va="bottom", textcoords="offset points", fontsize="small", color=style.FAINT,
        path_effects=[withStroke(linewidth=2.5, foreground="white")],  # the line of what is chosen goes behind it
    )  # fmt: skip


def _mark(ax, x, y):
    """A dashed line at `x` and a ring around its point."""
    ax.axvline(x, color=style.INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    ax.plot(x, y, marker="o", markersize=9, color=style.INK, fillstyle="none")


RISES, FALLS = ("ترفعها الأوزان", "raised by the weights"), ("تخفضها الأوزان", "lowered by the weights")
MOVES, STAYS = ("تتحرك رتبتها بتغير المستوى", "its rank depends on the level"), ("ثابتة", "stable")


@style.styled
def ranks(table, *, levels, label="term", verdict="verdict", title=None, ax=None):
    """Join the ranks of each term at several `levels` by a line: what moves and what stays.

    `table` has a row a term and columns rank_<level>; the first level stands where reading begins, rank 1 on top, and
    the terms are named where reading ends. Where there are ranks beyond three times the number of terms, those beyond
    twice that number are drawn at the lower edge. Terms
    whose `verdict` is neither "stable" nor "rises" are drawn in red and dashed. A term without a rank at a level has a
    gap there.
    """
    if not levels:
        raise ArgumentError("There is no level; name two or more, such as form and lemma.")
    columns = [f"rank_{level}" for level in levels]
    table = frames.require(table, label, *columns)
    ax = frames.axes(ax, width="double", height=36 + 5.2 * len(table))
    places, last = table[columns].apply(pd.to_numeric, errors="coerce").astype(float), len(levels) - 1
    if places.isna().all(axis=None):
        frames.finite(places, *columns)  # which says that there is nothing to draw
    deepest = 2 * len(table) if places.max(axis=None) > 3 * len(table) else int(max(places.max(axis=None), 2))
    lowest = deepest + max(2, 0.07 * deepest)  # apart from the last rank that has its own place
    places = places.where((places <= deepest) | places.isna(), lowest)
    stable = table[verdict].isin(["stable", "rises"]) if verdict in table else pd.Series(True, index=table.index)
    weights = verdict in table and not set(table[verdict]) & {"stable", "depends"}
    for i in range(len(table)):
        colour, dashes = (style.BLUE, "-") if stable[i] else (style.RED, (0, (5, 1.5)))
        look = {"color": colour, "linestyle": dashes, "marker": "o", "markersize": 3, "linewidth": 1}
        ax.plot(range(len(levels)), places.loc[i], **look)
    ax.set_ylim(lowest + 1, 0)
    shown = [schema.value_name(str(level), "level", language=style.language()) for level in levels]
    room = 0.4 * ax.figure.get_figwidth() * 72 / len(levels)
    ax.set_xticks(range(len(levels)), [rtl.prepare(frames.wrapped(text, room, style.font())) for text in shown])
    ax.set_xlim(-0.1, last + 0.1)
    frames.from_begin(ax)
    ticks = [1, *range(10, deepest + 1, 10)]
    beyond = {lowest: f"> {deepest}"} if (places == lowest).any(axis=None) else {}
    shown = {tick: str(tick) for tick in ticks} | beyond
    ax.set_yticks(list(shown), [rtl.prepare(language.numerals(text)) for text in shown.values()])
    frames.name(ax.yaxis, frames.shown(table, "rank"))
    good, bad = (RISES, FALLS) if weights else (STAYS, MOVES)
    for colour, dashes, text, here in ((style.BLUE, "-", good, stable), (style.RED, (0, (5, 1.5)), bad, ~stable)):
        if here.any():
            ax.plot([], [], color=colour, linestyle=dashes, label=rtl.prepare(style.either(text)))
    below = 8 + 11 * (1 + max(text.get_text().count("\n") for text in ax.get_xticklabels()))
    under = ax.transAxes + ScaledTranslation(0, -below / 72, ax.figure.dpi_scale_trans)
    frames.legend(ax, loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=under, ncols=2, borderaxespad=0)
    frames.title(ax, title)
    ends = [(last, place, *frames.row_names(ax, [name]), style.BLUE if good else style.RED)
            for name, place, good in zip(table[label], places.iloc[:, -1], stable, strict=True) if np.isfinite(place)]
    if ends:
        label_places.at_ends(ax, *zip(*ends, strict=True))
    return ax
