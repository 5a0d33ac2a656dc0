"""Small multiples: one panel of bars a group, side by side from the right."""

import numpy as np

from ..errors import ArgumentError
from . import frames, plots, rtl, style


@style.styled
def bars(table, *, panel, value="weight", label="term", top=10, columns=3, title=None):
    """Draw the first `top` rows of each group of `table` as a panel of bars; return the array of Axes.

    `panel` names the column of the groups, drawn in order of appearance, the first at the top right; its
    values are the panels' titles. Each panel has its own scale, since weights of different groups do not
    compare, and therefore no numbers on it.
    """
    table = frames.worded(frames.require(table, panel, value, label), panel)
    groups = list(dict.fromkeys(table[panel]))
    if columns < 1:
        raise ArgumentError(f"columns is {columns}, but must be 1 or more.")
    columns = min(columns, len(groups))
    rows = -(-len(groups) // columns)
    fig, grid = style.figure("double", height=10 + rows * (11 + 3.6 * top), rows=rows, columns=columns)
    grid = np.atleast_2d(grid).reshape(rows, columns)[:, ::-1].ravel()
    for ax, group in zip(grid, groups, strict=False):
        plots.bars(table[table[panel] == group], value=value, label=label, top=top, xlabel="", ax=ax)
        ax.set_xticks([])
        ax.set_title(rtl.prepare(str(group)), loc="right", fontsize="medium")
    for ax in grid[len(groups) :]:
        ax.remove()
    if title is not None:
        fig.suptitle(rtl.prepare(title), x=0.995, ha="right", fontsize=style.title_size(), fontweight="bold")
    return grid[: len(groups)]
