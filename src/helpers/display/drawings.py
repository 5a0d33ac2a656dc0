"""What a figure was drawn from: the plot, its table and its options, so that it can be described and drawn anew.

A figure that a plot of this folder made by itself (no `ax` was given to it) carries a `Drawing`. With it a caption is
made from what was drawn (`captions`), and the same figure can be had in another language without computing anything.
"""

import contextvars
import functools
import importlib
from dataclasses import dataclass, field

from ..errors import check_choice
from . import language

#: The plots that can be drawn anew, by the module and name that a sidecar keeps.
PLOTS = (
    "plots.bars", "plots.heatmap", "plots.rank_frequency", "plots.dispersion_strips", "series.lines", "series.scores",
    "series.ranks", "panels.bars", "panels.lines", "effects.intervals", "effects.scatter", "networks.draw",
    "clouds.draw", "clouds.grid", "clouds.two_sided",
)  # fmt: skip
DIGITS = "%.10g"  # of a number in a CSV file
_ATTRIBUTE = "_khitab_drawing"
_OPEN = contextvars.ContextVar("the drawing that is being made", default=None)


@dataclass(frozen=True)
class Drawing:
    """plot: one of PLOTS; table: the DataFrame; options: the other arguments; told: what the plot said of itself.

    look: the language, digits, rates and width it was drawn with (`language.look`); places: where its rows are
    (`place`).
    """

    plot: str
    table: object
    options: dict
    told: dict = field(default_factory=dict)
    look: dict = field(default_factory=language.look)
    places: tuple = ()


def remembered(plot):
    """Decorator of a plot: the figure that it makes remembers its Drawing; a plot within a plot leaves no trace."""
    name = f"{plot.__module__.rpartition('.')[2]}.{plot.__name__}"

    @functools.wraps(plot)
    def drawn(*args, **kwargs):
        if _OPEN.get() is not None:
            return plot(*args, **kwargs)
        told, places = {}, []
        token = _OPEN.set((told, places))
        try:
            made = plot(*(_as_saved(one) for one in args), **kwargs)
        finally:
            _OPEN.reset(token)
        if kwargs.get("ax") is None and len(args) == 1:
            options = {key: value for key, value in kwargs.items() if value is not None}
            setattr(figure_of(made), _ATTRIBUTE, Drawing(name, args[0], options, told, places=tuple(places)))
        return made

    return drawn


def _as_saved(table):
    """A table with as many digits as its CSV file will have, so that a figure drawn anew from that is the same."""
    if not hasattr(table, "columns") or not hasattr(table, "attrs"):
        return table
    made = table.copy()
    for place, kind in enumerate(table.dtypes):
        if getattr(kind, "kind", "") == "f" and not hasattr(kind, "na_value"):
            made.isetitem(place, [float(DIGITS % value) for value in table.iloc[:, place]])
    return made


def tell(**facts):
    """Called in a plot: what only drawing shows, such as how many words found room, goes into the Drawing."""
    if _OPEN.get() is not None:
        _OPEN.get()[0].update(facts)


def add(**counts):
    """As `tell`, but what is told several times, once a panel, is summed."""
    if _OPEN.get() is not None:
        told = _OPEN.get()[0]
        told.update({name: told.get(name, 0) + count for name, count in counts.items()})


def place(ax, x, y, rows, *, reach=None):
    """Called in a plot: where on `ax`, in data units, each of the `rows` of a table is drawn (see `spots.of`).

    reach: how far from there it still is, (dx, dy) in data units; None: it is a point. inf: as far as the axes is.
    """
    if _OPEN.get() is not None:
        _OPEN.get()[1].append((ax, list(x), list(y), rows, reach))


def figure_of(given):
    """The Figure of a Figure, an Axes or an array of Axes; None for anything else."""
    import numpy as np

    first = next(iter(np.ravel(np.asarray(given, dtype=object))), None)
    return first.get_figure(root=True) if hasattr(first, "get_figure") else None


def of(given):
    """The Drawing of a Figure, an Axes or an array of Axes; None where it was drawn by hand."""
    return getattr(figure_of(given), _ATTRIBUTE, None)


def again(drawing, **look):
    """Draw a Drawing anew; look: language, digits, per, width (as `language.chosen`). Returns what the plot returns.

    Raises ArgumentError for a plot that is not one of PLOTS.
    """
    module, _, name = check_choice("plot", drawing.plot, PLOTS).rpartition(".")
    plot = getattr(importlib.import_module(f"{__package__}.{module}"), name)
    with language.chosen(**look):
        return plot(drawing.table, **drawing.options)
