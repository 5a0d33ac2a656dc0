"""Small multiples: one panel a group, of bars side by side or of lines under each other."""

import numpy as np

from ..errors import ArgumentError
from . import drawings, frames, language, plots, rtl, series, style

FEW = 5  # panels under each other that a page has room for
NOTHING = ("لا شيء يبلغ العتبة", "nothing reaches the threshold")


@style.styled
def bars(table, *, panel, value="weight", label="term", top=10, columns=3, groups=None, panel_n=None, title=None):
    """Draw the first `top` rows of each group of `table` as a panel of bars; return the array of Axes.

    `panel` names the column of the groups, drawn in order of appearance, the first at the top where reading begins; its
    values are the panels' titles. `groups`: all groups that are asked for, in order: one without a row has an empty
    panel that says so. Each panel has its own scale, since weights of different groups do not compare; all name the
    measure. `panel_n`: {group: its documents}, written behind the name.
    """
    table = frames.worded(frames.require(table, panel, value, label), panel)
    sizes = {str(group): n for group, n in (panel_n or {}).items()}
    found, longest = list(dict.fromkeys(table[panel])), int(table[panel].value_counts().max())
    groups = list(dict.fromkeys([*(groups or ()), *found]))
    if columns < 1:
        raise ArgumentError(f"columns is {columns}, but must be 1 or more.")
    columns = min(columns, len(groups))
    rows = -(-len(groups) // columns)
    height = 10 + rows * (19 + 4.1 * min(top, longest))
    width = frames.printed("double", narrow=False)
    fig, grid = style.figure(width, height=height, rows=rows, columns=columns)
    grid = frames.in_order(np.reshape(grid, (rows, columns)))
    for ax, group in zip(grid, groups, strict=False):
        if group in found:
            plots.bars(table[table[panel] == group], value=value, label=label, top=top, count=None, ax=ax)
            frames.plain_numbers(ax.xaxis, bins=3)
            ax.set_ylim(min(top, longest) - 0.4, -0.6)  # bars of one thickness in all panels
        else:
            _say_nothing(ax)
    for ax in grid[len(groups) :]:
        ax.remove()
    frames.figure_title(fig, title)
    _heads(grid, groups, columns, sizes)
    frames.give_height(grid[0], min(top, longest))
    drawings.tell(empty=[str(group) for group in groups if group not in found])
    return grid[: len(groups)]


@style.styled
def lines(
    table, *, x, y, panel, low=None, high=None, few=None, least=0, confounded=None, events=None, columns=2, title=None,
):  # fmt: skip
    """Draw one line with its band a panel, on a common axis of time; arguments as in `series.lines`.

    `panel` names the column of the groups. Each panel begins at 0 and has its own scale: one asks here when a term
    changes, not which is the most frequent. Returns the array of Axes.
    """
    table = frames.worded(frames.require(table, x, y, panel, low, high, few), panel)
    table = series.within(table, x, few, least)
    groups = list(dict.fromkeys(table[panel]))
    if columns < 1:
        raise ArgumentError(f"columns is {columns}, but must be 1 or more.")
    width = frames.printed("double", narrow=len(groups) <= FEW)
    columns = 1 if width == "single" else min(columns, len(groups))
    rows = -(-len(groups) // columns)
    fig, grid = style.figure(width, height=14 + rows * 38, rows=rows, columns=columns)
    grid = frames.in_order(np.reshape(grid, (rows, columns)))
    for place, (ax, group) in enumerate(zip(grid, groups, strict=False)):
        lowest = place + columns >= len(groups)
        series.lines(
            table[table[panel] == group], x=x, y=y, low=low, high=high, few=few, least=least, confounded=confounded,
            events=events, xlabel=None if lowest else "", ylabel=None if place % columns == 0 else "", ax=ax,
        )  # fmt: skip
    for ax in grid[len(groups) :]:
        ax.remove()
    if len({tuple(part.astype(str)) for _, part in table.groupby(panel, observed=True)[x]}) == 1:
        _one_axis(grid[: len(groups)])
    frames.figure_title(fig, title)
    _heads(grid, groups, columns)
    return grid[: len(groups)]


def _one_axis(panels):
    """The same ticks and ends on the axes of time of all panels: those of the panel that has room for the fewest."""
    shown = {tuple(text.get_text() for text in ax.get_xticklabels()) for ax in panels}
    if len(shown) > 1 and all(map(any, shown)):
        fewest = min(panels, key=lambda ax: len(ax.get_xticks()))
        ticks, names = fewest.get_xticks(), [text.get_text() for text in fewest.get_xticklabels()]
        for ax in panels:
            ax.set_xticks(ticks, names)
    ends = [sorted(ax.get_xlim()) for ax in panels]
    low, high = min(low for low, _ in ends), max(high for _, high in ends)
    for ax in panels:
        ax.set_xlim((high, low) if language.from_right() else (low, high))


def _heads(grid, groups, columns, sizes=None):
    """The names of the panels with the numbers of their documents, cut where the head of the next one begins."""
    fig = grid[0].figure
    fig.draw_without_rendering()  # only then it is known where each panel begins
    unit, from_right = fig.dpi / 72, language.from_right()
    starts = [(fig.bbox.width - ax.bbox.x1 if from_right else ax.bbox.x0) / unit for ax in grid[:columns]]
    starts.append(fig.bbox.width / unit)
    for place, (ax, group) in enumerate(zip(grid, groups, strict=False)):
        made = ax.set_title("", loc=frames.begin(), fontsize="medium")
        n = (sizes or {}).get(str(group))
        behind, font = "" if n is None else f" (n = {language.number(n)})", made.get_fontproperties()
        room = starts[place % columns + 1] - starts[place % columns] - frames.wide(behind, font) - 6
        made.set_text(frames.term(group, None, behind=behind, room=room, font=font))


def _say_nothing(ax):
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.text(0.5, 0.5, rtl.prepare(style.either(NOTHING)), ha="center", va="center", transform=ax.transAxes,
            fontsize="small", color=plots.FAINT_INK)  # fmt: skip
