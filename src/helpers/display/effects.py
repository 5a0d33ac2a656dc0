"""Keyness in figures: effect sizes with their intervals, and effect against frequency.

The target's side is blue and stands where reading leads to, at the left in Arabic; the reference's is red.
"""

import warnings

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from matplotlib.transforms import ScaledTranslation

from ..arguments import BOTH, SIDES, TEXT, optional, takes
from ..errors import NotEnoughData
from . import drawings, frames, label_places, language, rtl, style

#: of the two sides, in Arabic and in English
NAMES = (("المدونة المدروسة", "the target"), ("المدونة المرجعية", "the reference"))
MORE = ("أكثر في", "more in")
# The bootstrap interval is often the wider one: the thin line lies on top of the thick one.
THIN = {"linewidth": 0.8, "alpha": 1, "zorder": 2.5}
THICK = {"linewidth": 3, "alpha": 0.35, "zorder": 2}
LACKING = ("لا ترد في أحد الطرفين", "absent on one side")
LINES = (("فترة الثقة التقريبية", "approximate interval"),
         ("فترة الثقة بإعادة معاينة الوثائق", "interval of resampled documents"))  # fmt: skip


@takes(names=SIDES, title=optional(BOTH), by=optional(TEXT))
@style.styled
def intervals(
    table, *, value="log_ratio", label="term", low=None, high=None, inner_low=None, inner_high=None, mark=None,
    counts=("n_target", "n_reference"), by=None, top=20, names=None, sizes=None, title=None, xlabel=None, ax=None,
):  # fmt: skip
    """Draw a point and its intervals for the first `top` rows of either sign of `value`, in the table's order.

    by: a column that the rows are ranked by instead, the largest sizes first.
    low, high: columns of the interval drawn thin; inner_low, inner_high: of the one drawn thick (a document bootstrap);
    an infinite end is drawn to the edge with an arrow head, an interval with a missing end is left out.
    mark: a column drawn as a short line across (a conservative value). counts: the columns of occurrences on the two
    sides, where the table has them: a term that one side lacks is a hollow point without the thick line, for no
    resample of documents can vary what is not there.
    names: how the target and the reference are called over their halves (NAMES by default).
    sizes: {"target": (documents, tokens), "reference": likewise}, for the caption; documents None for a word list.
    """
    table = _drawable(frames.require(table, value, label, low, high, inner_low, inner_high, mark, by), value)
    table = picked(table, value, top, by)
    if table.empty:
        raise NotEnoughData(f"Every {value} is 0: there is no effect to draw.")
    values = table[value].to_numpy(float)
    own = ax is None
    ax = frames.axes(ax, width="double" if len(table) > 30 else "single", height=38 + 4.3 * len(table))
    places, colours = np.arange(len(table)), np.where(values > 0, style.BLUE, style.RED)
    lacking = lacks(table, counts)
    drawings.tell(drawn=len(table), lacking=int(lacking.sum()))
    if inner_low is not None and inner_high is not None:
        table = table.assign(**{end: table[end].where(~lacking) for end in (inner_low, inner_high)})
    ax.axvline(0, color=style.INK, linewidth=0.6)
    if mark is not None:
        ax.plot(table[mark], places, linestyle="", marker="|", markersize=6, color=style.INK, zorder=4)
    spans = [(low, high, THIN), (inner_low, inner_high, THICK)]
    _draw_spans(ax, table, places, colours, [span for span in spans if None not in span])
    drawings.place(ax, values, places, table, reach=(np.inf, 0.5))
    ax.scatter(values, places, s=14, color=np.where(lacking, "white", colours), edgecolors=colours, zorder=3)
    ax.set_yticks(places, frames.row_names(ax, table[label]))
    ax.set_ylim(len(table) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    frames.plain_numbers(ax.xaxis)
    ax.grid(axis="x")
    frames.from_begin(ax)
    frames.name(ax.xaxis, frames.shown(table, value, xlabel))
    frames.title(ax, title)
    names = names or [style.either(name) for name in NAMES]
    _explain(ax, values, [style.either(name) for name in names], [look for *span, look in spans if None not in span],
             None if mark is None else frames.shown(table, mark), lacking.any())  # fmt: skip
    if own:
        frames.give_height(ax, len(table))
    return ax


def picked(table, value, top, by=None):
    """The rows that `intervals` draws: the first `top` of either sign of `value`, as the table or `by` ranks them."""
    if by is not None:
        table = table.loc[table[by].abs().sort_values(ascending=False, kind="stable").index]
    values = table[value].to_numpy(float)
    rows = np.concatenate([np.flatnonzero(values > 0)[:top], np.flatnonzero(values < 0)[:top][::-1]])
    return table.iloc[rows].reset_index(drop=True)


def lacks(table, counts):
    """Whether one of the two sides has no occurrence of the term."""
    given = [column for column in counts or () if column in table]
    return (table[given] == 0).any(axis=1).to_numpy() if given else np.zeros(len(table), bool)


def _drawable(table, *columns):
    """The rows with finite numbers; says aloud how many are left out because they are infinite."""
    endless = int(np.isinf(table[list(columns)].to_numpy(float)).any(axis=1).sum())
    table = frames.finite(table, *columns)
    if endless:
        warnings.warn(f"{endless} terms are not drawn: their {' or '.join(columns)} is infinite.", stacklevel=4)
    return table


def _draw_spans(ax, table, places, colours, spans):
    """The intervals; one without an end runs to the edge and ends in an arrow head, one with a NaN is left out."""
    ends = [table[[low, high]].to_numpy(float) for low, high, _ in spans]
    limits = [pair[np.isfinite(pair)] for pair in ends]
    for pair, (*_, look) in zip(ends, spans, strict=True):
        known = ~np.isnan(pair).any(axis=1)
        seen = np.concatenate([*limits, [0.0], *(line.get_xdata() for line in ax.get_lines())])
        seen = seen[np.isfinite(seen)]
        edge = np.nanmin(seen) - 1, np.nanmax(seen) + 1
        shown = np.where(np.isinf(pair), np.where(pair > 0, edge[1], edge[0]), pair)
        ax.hlines(places[known], *shown[known].T, color=colours[known], **look)
        for row, end in np.argwhere(np.isinf(pair) & known[:, None]):
            head = "<" if (pair[row, end] > 0) == language.from_right() else ">"
            ax.plot(shown[row, end], places[row], marker=head, markersize=3, color=colours[row])


def _explain(ax, values, names, looks, mark, lacking):
    """Write under the axis which half belongs to whom (a half that holds a point), and what the lines are."""
    width = ax.bbox.width * 72 / ax.figure.dpi
    ends = ((0.0, "left"), (1.0, "right")) if language.from_right() else ((1.0, "right"), (0.0, "left"))
    sides = [(names[0], style.BLUE, *ends[0], (values > 0).any()), (names[1], style.RED, *ends[1], (values < 0).any())]
    font = FontProperties(family=[style.FAMILY, style.FALLBACK], size=ax.xaxis.label.get_size() - 1)
    room = width * (0.48 if all(side[-1] for side in sides) else 1)
    notes = []
    for name, colour, at, anchor, here in sides:
        if here:
            text = frames.said(frames.wrapped(f"{style.either(MORE)}: {name}", room, font))
            notes.append(
                ax.annotate(text, (at, 0), xycoords=("axes fraction", ax.xaxis.label), xytext=(0, -4), ha=anchor,
                            textcoords="offset points", va="top", color=colour, fontproperties=font)
            )  # fmt: skip
    handles = [Line2D([], [], color=style.INK, label=rtl.prepare(style.either(look_name)), **look)
               for look, look_name in zip((THIN, THICK), LINES, strict=True) if look in looks]  # fmt: skip
    if mark is not None:
        handles.append(Line2D([], [], linestyle="", marker="|", markersize=6, color=style.INK, label=mark))
    if lacking:
        handles.append(Line2D([], [], linestyle="", marker="o", markersize=4, markerfacecolor="white", color=style.INK,
                              label=rtl.prepare(style.either(LACKING))))  # fmt: skip
    if handles:
        _legend_below(ax, notes, handles)


def _legend_below(ax, notes, handles):
    """A legend under the `notes`, in one row where the axes is wide enough."""
    columns = min(len(handles), 3) if ax.bbox.width > 300 * ax.figure.dpi / 72 else 1
    ax.figure.draw_without_rendering()
    below = (ax.bbox.y0 - min(note.get_window_extent().y0 for note in notes)) / ax.figure.dpi + 2 / 72  # inches
    at = ax.transAxes + ScaledTranslation(0, -below, ax.figure.dpi_scale_trans)
    turned = columns > 1 and language.from_right()
    frames.legend(ax, handles=handles[::-1] if turned else handles, loc=f"upper {frames.begin()}", ncols=columns,
                  bbox_to_anchor=(1 if language.from_right() else 0, 0), bbox_transform=at, borderaxespad=0,
                  borderpad=0.2)  # fmt: skip


@takes(names=SIDES, title=optional(BOTH))
@style.styled
def scatter(
    table, *, frequency="ipm", value="log_ratio", label="term", key="key", counts=("n_target", "n_reference"),
    labelled=30, names=None, sizes=None, title=None, ax=None,
):  # fmt: skip
    """Draw `value` against the frequency of every term: key terms coloured, the strongest of them named.

    `table` has a row a term, the strongest key terms first; `frequency` (above 0, logarithmic axis) and `value` are
    columns, `key` one of true and false. So many terms as `labelled` says are named where a name touches no other name.
    counts, sizes: as in `intervals`; a key term that one side lacks is hollow.
    """
    table = _drawable(frames.require(table, frequency, value, label, key), frequency, value)
    table = table[table[frequency] > 0].reset_index(drop=True)
    if table.empty:
        raise NotEnoughData(f"No {frequency} is above 0: a logarithmic axis has nothing to draw.")
    ax = frames.axes(ax, width="double", height=105)
    table, per = frames.rate(table, frequency)
    x, y = table[frequency].to_numpy(float), table[value].to_numpy(float)
    is_key = table[key].to_numpy(bool)
    ax.set_xscale("log")
    # A vector of a hundred thousand points is too heavy to open.
    ax.scatter(x[~is_key], y[~is_key], s=2, color=style.DOTS, linewidth=0, rasterized=True)
    lacking = lacks(table, counts) & is_key
    for side, colour in ((y > 0, style.BLUE), (y < 0, style.RED)):
        chosen, hollow = is_key & side & ~lacking, lacking & side
        ax.scatter(x[chosen], y[chosen], s=7, color=colour, alpha=0.7, linewidth=0, rasterized=chosen.sum() > 3000)
        if hollow.any():
            ax.scatter(x[hollow], y[hollow], s=6, facecolor="white", edgecolors=colour, linewidth=0.6,
                       rasterized=hollow.sum() > 3000)  # fmt: skip
    drawings.tell(lacking=int(lacking.sum()))
    drawings.place(ax, x, y, table)
    ax.axhline(0, color=style.INK, linewidth=0.6)
    ax.xaxis.set_major_locator(LogLocator(numticks=8))
    ax.xaxis.set_major_formatter(FuncFormatter(frames.number))
    ax.xaxis.set_minor_formatter(NullFormatter())
    frames.plain_numbers(ax.yaxis)
    ax.grid(True)
    frames.name(ax.xaxis, frames.shown(table, frequency, per))
    frames.name(ax.yaxis, frames.shown(table, value))
    ax.margins(y=0.09)  # the names of the sides stand above and below all points
    names = names or [style.either(name) for name in NAMES]
    for at, name, colour, anchor in ((1, names[0], style.BLUE, "top"), (0, names[1], style.RED, "bottom")):
        if (y > 0).any() if at else (y < 0).any():
            text = frames.said(f"{style.either(MORE)}: {style.either(name)}")
            ax.annotate(text, (0, at), xycoords="axes fraction", xytext=(3, -1 if at else 1),
                        textcoords="offset points", ha="left", va=anchor, color=colour, fontsize="small")  # fmt: skip
    frames.title(ax, title)
    wanted = _spread(is_key, y, labelled)
    avoid = np.column_stack([x[is_key], y[is_key]])
    label_places.write(ax, x[wanted], y[wanted], [frames.term(text) for text in table[label].iloc[wanted]], avoid=avoid)
    return ax


def _spread(is_key, y, count):
    """Rows to be named: the first key terms of either side in turn, as many of one side as the other leaves free."""
    sides = [np.flatnonzero(is_key & (y > 0)), np.flatnonzero(is_key & (y < 0))]
    half = max(count - min(len(sides[1]), count // 2), count // 2)
    return np.concatenate([sides[0][:half], sides[1][: count - min(len(sides[0]), half)]]).astype(int)
