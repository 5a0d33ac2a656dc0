"""What stands under a figure, made from what was drawn: how much of the table, the measure, the interval, the largest.

A caption is a sentence of the notebook on the subject, and behind it what the `Drawing` and its table say. So no number
of a caption is typed, and none can differ from the figure. The same facts make the alternative text for readers who
hear the figure. The sentences stand in resources/tables/captions.tsv.
"""

import functools

import numpy as np
import pandas as pd

from .. import resources, schema
from . import effects, frames, language, networks
from .plots import SURE
from .series import within

LARGEST = 3  # values that a caption names
FEW = 10  # documents: a theme or group of fewer is said to be thin
_MEASURE = {  # the options of a plot that name its value, and the column where it names none
    "plots.bars": ("value", "ipm"), "plots.heatmap": ("value", None), "plots.rank_frequency": ("value", "n"),
    "series.lines": ("y", None), "panels.lines": ("y", None), "panels.bars": ("value", "weight"),
    "effects.intervals": ("value", "log_ratio"), "effects.scatter": ("value", "log_ratio"),
    "networks.draw": ("weight", "weight"), "clouds.draw": ("weight", "ipm"), "clouds.grid": ("weight", "ipm"),
    "clouds.two_sided": ("weight", "lrc"),
}  # fmt: skip
_NAMED_BY = {  # the options that name the columns a value is named by
    "plots.heatmap": ("row", "column"), "series.lines": ("group", "x"), "panels.lines": ("panel", "x"),
    "panels.bars": ("panel", "label"), "networks.draw": ("node", "collocate"), "clouds.grid": ("panel", "label"),
}  # fmt: skip
_COLUMNS = {"label": "term", "node": "node", "collocate": "collocate"}  # where an option was not given


def caption(drawing, table, *, subject, corpus=None):
    """What stands under a figure in the language and digits of here and now: one text of several sentences.

    drawing: the Drawing of the figure; table: the DataFrame it was drawn from; subject: what the figure shows, a pair
    of texts; corpus: (documents, tokens), of what.
    """
    said = [language.either(subject), *_facts(drawing, table), *_intervals(drawing, table), _largest(drawing, table)]
    said += _glossed(drawing)
    if corpus is not None:
        said.append(_say("corpus", *map(language.number, corpus)))
    return _sentences(said)


def alternative(drawing, table, *, subject):
    """What a reader hears in the place of a figure: how it looks, what it shows, the largest values; as `caption`."""
    looks = "dots" if drawing.plot == "plots.bars" and drawing.options.get("low") else drawing.plot
    looks = "shaded_strips" if looks == "plots.dispersion_strips" and drawing.told.get("columns") else looks
    said = [f"{_say(looks)}: {language.either(subject)}", *_facts(drawing, table), _largest(drawing, table)]
    return _sentences(said)


def _sentences(texts):
    texts = [text.strip() for text in texts if text and text.strip()]
    return " ".join(text if text[-1] in ".!؟?" else f"{text}." for text in texts)


def _say(key, *values):
    return language.either(_texts()[key]).format(*values)


@functools.cache
def _texts():
    return {row["key"]: (row["ar"], row["en"]) for row in resources.rows("tables", "captions.tsv")}


def _heading(table, column):
    """The heading of a column in quotation marks, as it is on the axis."""
    per = frames.rate(table, column)[1]
    text = frames.heading(table, column) if per is None else language.either(per)
    return language.either(("«{0}»", "“{0}”")).format(text)


def _join(parts):
    return language.either(("؛ ", "; ")).join(parts)


def _n(value):
    return language.number(value)


# --- what was drawn, a function a plot ------------------------------------------------------------------------------


def _facts(drawing, table):
    option, column = _MEASURE.get(drawing.plot, (None, None))
    options = drawing.options
    value = options.get(option, column) if option else None
    return _FACTS[drawing.plot](table, options, drawing.told, value)


def _bars(table, options, told, value):
    total = int(np.isfinite(pd.to_numeric(table[value], errors="coerce")).sum())
    drawn = min(total, options.get("top", 25))
    said = [_say("all", _n(total), _heading(table, value))]
    if drawn < total:
        said = [_say("highest", _n(drawn), _n(total), _heading(table, value))]
    count = options.get("count", "n")
    if count in table and count != value:
        said.append(_say("count", _heading(table, count)))
    unused = 0 if options.get("used") is None else int((~table[options["used"]].astype(bool)).sum())
    if unused:
        said.append(_say("not_used", _n(unused)))
    if told.get("thin"):
        said.append(_say("hollow_rows", _n(told["thin"]), _n(options.get("least", 0))))
    return said


def _heatmap(table, options, told, value):
    rows, columns = table[options["row"]].nunique(), table[options["column"]].nunique()
    sizes = options.get("column_n") or {}
    of_many = len(sizes) > columns
    said = [_say("shape_largest" if of_many else "shape", _n(rows), _n(told.get("columns", columns)),
                 _heading(table, value), _n(len(sizes)))]  # fmt: skip
    if sizes:
        said.append(_say("count", _heading(table, "n_docs")))
    known = table[value].notna()
    columns = told.get("columns", columns)
    if rows * columns > known.sum():
        grey = "grey_none" if value in ("n", "n_docs", "n_tokens") else "grey"
        said.append(_say(grey, _n(rows * columns - int(known.sum()))))
    chance = options.get("chance")
    if chance in table:
        known &= table[chance].notna()
        said.append(_say("chance", _n(int((table.loc[known, chance] <= SURE).sum())), _n(int(known.sum())), _n(SURE)))
    return said


def _rank_frequency(table, options, told, value):
    return [_say("curve", _n(int((table[value] > 0).sum())))]


def _strips(table, options, told, value):
    columns = told.get("columns")
    said = [_say("shades" if columns else "strips", _n(table[options.get("label", "term")].nunique()), _n(len(table)))]
    if columns:
        said.append(_say("shade_columns", _n(columns)))
    if options.get("bounds"):
        said.append(_say("strip_bounds"))
    if told.get("undated"):
        said.append(_say("strips_undated"))
    return said


def _lines(table, options, told, value):
    group = options.get("group") or options.get("panel")
    table = within(table, options["x"], options.get("few"), options.get("least", 0))
    periods = sorted(table[options["x"]].astype(str).unique())
    ends = (language.period(period) for period in (periods[0], periods[-1]))
    n_lines = 1 if group is None else table[group].nunique()
    said = [_say("lines", _n(n_lines), _n(len(periods)), *ends, _heading(table, value))]
    if options.get("panel"):
        said.append(_say("own_scale"))
    if told.get("outside"):
        said.append(_say("outside", _n(told["outside"]), _n(options.get("least", 0))))
    few, least = options.get("few"), options.get("least", 0)
    thin = 0 if few is None else int(((table[few] < least) & table[value].notna()).sum())
    if thin:
        said.append(_say("hollow", _n(thin), _n(least)))
    if told.get("beyond"):
        said.append(_say("beyond", _n(told["beyond"])))
    shaded = [period for period in options.get("confounded") or () if str(period) in periods]
    if shaded:
        said.append(_say("shaded", _n(len(shaded))))
    return said


def _scores(table, options, told, value):
    said = [_say("compared", _n(len(table)))]
    if options.get("chosen") is not None:
        said.append(_say("chosen", _n(options["chosen"])))
    for measure in options.get("measures") or ():
        best = table.loc[table[measure].astype(float).idxmax()]
        x = best[options.get("x", "n_themes")]
        said.append(_say("best", _heading(table, measure), language.number(best[measure], "{:.2f}"), _n(x)))
    at = table[table[options.get("x", "n_themes")] == options.get("chosen")]
    chance = {
        measure: (at if len(at) else table)[f"{measure}_chance"].astype(float).max()
        for measure in options.get("measures") or () if f"{measure}_chance" in table
    }  # fmt: skip
    if chance:
        found = [f"{_heading(table, measure)} {language.number(value, '{:.2f}')}" for measure, value in chance.items()]
        said.append(_say("shuffled", _join(found)))
    return said


def _ranks(table, options, told, value):
    verdict, levels = options.get("verdict", "verdict"), options["levels"]
    said = []
    if verdict in table and set(table[verdict]) <= {"stable", "depends"}:
        said = [_say("stable", _n(int((table[verdict] == "stable").sum())), _n(len(table)), _n(2 * len(table)))]
    elif verdict in table:
        said = [_say("rises", *(_n(int((table[verdict] == side).sum())) for side in ("rises", "falls")))]
    ends = table[[f"rank_{level}" for level in (levels[0], levels[-1])]].apply(pd.to_numeric, errors="coerce").dropna()
    far = np.log(ends.iloc[:, 0].astype(float) / ends.iloc[:, 1].astype(float)).abs()
    names = table[options.get("label", "term")].astype(str)
    moves = [
        _say("moved", names[row], *(_n(int(rank)) for rank in ends.loc[row]))
        for row in far.sort_values(ascending=False, kind="stable").index[:LARGEST] if far[row]
    ]  # fmt: skip
    shown = [schema.value_name(str(level), "level", language=language.language()) for level in (levels[0], levels[-1])]
    return [*said, _say("moves", *shown, _join(moves))] if moves else said


def _panels(table, options, told, value):
    empty = told.get("empty", ())
    n_panels = table[options["panel"]].nunique() + len(empty)
    said = [_say("panels", _n(n_panels), _n(options.get("top", 10)), _heading(table, value))]
    if options.get("panel_n"):
        said.append(_say("count", _heading(table, "n_docs")))
    thin = [f"{group} ({_n(n)})" for group, n in (options.get("panel_n") or {}).items() if n < FEW]
    if thin:
        said.append(_say("thin_panels", _n(FEW), _join(thin)))
    if empty:
        said.append(_say("empty", _join(empty)))
    return said


def _effects(table, options, told, value):
    drawn = effects.picked(table[np.isfinite(table[value].astype(float))], value, options.get("top", 20))
    up, down = (int(n) for n in ((drawn[value] > 0).sum(), (drawn[value] < 0).sum()))
    by = options.get("by")
    said = [_say("sides", _n(up), _n(down)) if by is None else _say("sides_by", _n(up), _n(down), _heading(table, by))]
    if options.get("mark") == "lrc":
        said.append(_say("lrc"))
    if told.get("lacking"):
        said.append(_say("lacking", _n(told["lacking"])))
    return said + _sizes(options)


def _scatter(table, options, told, value):
    said = [_say("dots_key", _n(len(table)), _n(int(table[options.get("key", "key")].sum())))]
    if told.get("lacking"):
        said.append(_say("lacking_dots", _n(told["lacking"])))
    return said + _sizes(options)


def _sizes(options):
    """How large both sides of a comparison are."""
    sizes, said = options.get("sizes") or {}, []
    for side in [side for side in ("target", "reference") if side in sizes]:
        n_docs, n_tokens = sizes[side]
        said.append(_say("reference_list", _n(n_tokens)) if n_docs is None else _say(side, _n(n_docs), _n(n_tokens)))
    return said


def _network(table, options, told, value):
    name = language.either(("«{0}»", "“{0}”")).format(networks.measured_by(table, value, options.get("measure")))
    said = [_say("network", _n(told["words"]), _n(told["edges"]), name)]
    if told.get("empty"):
        said.append(_say("empty", _join(told["empty"])))
    return said


def _cloud(table, options, told, value):
    said = [_say("cloud", _n(told["drawn"]), _heading(table, value))]
    if options.get("panel_n"):
        said.append(_say("count", _heading(table, "n_docs")))
    if told.get("left_out"):
        said.append(_say("no_room", _n(told["left_out"])))
    if told.get("zero"):
        said.append(_say("zero", _n(told["zero"]), _join(told["zero_terms"])))
    if told.get("no_room_for"):
        said.append(_say("blank_panels", _join(told["no_room_for"])))
    return said + _sizes(options)


_FACTS = {
    "plots.bars": _bars, "plots.heatmap": _heatmap, "plots.rank_frequency": _rank_frequency,
    "plots.dispersion_strips": _strips, "series.lines": _lines, "panels.lines": _lines, "series.scores": _scores,
    "series.ranks": _ranks, "panels.bars": _panels, "effects.intervals": _effects, "effects.scatter": _scatter,
    "networks.draw": _network, "clouds.draw": _cloud, "clouds.grid": _cloud, "clouds.two_sided": _cloud,
}  # fmt: skip


def _glossed(drawing):
    """Whose the glosses beside words are, where the figure has any in the language of here and now."""
    glosses, options = language.look()["glosses"], drawing.options
    columns = {"term", "collocate", "node", "label", *(value for value in options.values() if isinstance(value, str))}
    words = {str(word) for column in columns & set(drawing.table.columns) for word in drawing.table[column].unique()}
    words = {part for word in words for part in word.split(frames.SEVERAL)}
    own = glosses.own and any(word in glosses for word in words)
    letters = glosses.transcribed and any(word not in glosses and glosses.of(word) for word in words)
    return [_say(key) for key, here in (("gloss", own), ("letters", letters)) if here]


# --- intervals and the largest values -------------------------------------------------------------------------------


def _intervals(drawing, table):
    """What each drawn interval is, as the analysis noted it on the table (`measures.intervals.noted`)."""
    drawn = {drawing.options.get(end) for end in ("low", "inner_low")}
    said = []
    for one in table.attrs.get("intervals", ()):
        if one["low"] in drawn:
            share = f"{100 * one['confidence']:.6g}%"
            said.append(_say(one["method"], language.numerals(share), _n(one["resamples"] or 0)))
    return list(dict.fromkeys(said))


def _largest(drawing, table):
    """The largest values that the figure shows, with their names; of points of few documents none."""
    if drawing.plot not in _MEASURE:
        return ""
    option, column = _MEASURE[drawing.plot]
    value = drawing.options.get(option, column)
    names = [drawing.options.get(name) or _COLUMNS.get(name) for name in _NAMED_BY.get(drawing.plot, ("label",))]
    names = [name for name in names if name in table]
    table, _ = frames.rate(_nameable(drawing, table, value), value)
    numbers = pd.to_numeric(table[value], errors="coerce").astype(float)
    best = numbers[np.isfinite(numbers)]
    shared = int((best == best.max()).sum())
    if 1 < shared == table[names[0]].nunique() and drawing.plot in ("panels.bars", "clouds.grid"):
        return ""  # each group has it, by the scale of the weights
    if shared > LARGEST:
        key = "all_equal" if shared == len(best) else "largest_shared"
        return _say(key, language.number(best.max(), _form(best.head(1), value)), _n(shared))
    order = numbers[np.isfinite(numbers)].sort_values(ascending=False, kind="stable").index[:LARGEST]
    shown, form = frames.worded(table.loc[order], *names), _form(numbers.loc[order], value)
    between = language.either(("، ", ", "))
    found = [
        f"{between.join(_name(row[name]) for name in names)}: {language.number(row[value], form)}"
        for _, row in shown.iterrows()
    ]
    return _say("largest", _join(found)) if found else ""


def _nameable(drawing, table, value):
    """The rows that a figure draws and that rest on enough: these may be called the largest."""
    options = drawing.options
    few, least = options.get("few"), options.get("least", 0)
    if drawing.plot in ("series.lines", "panels.lines"):
        table = within(table, options["x"], few, least)
    if drawing.plot == "plots.bars":
        table = table.loc[table[value].astype(float).abs().sort_values(ascending=False).index[: options.get("top", 25)]]
    if drawing.plot == "effects.intervals":
        known = table[np.isfinite(table[value].astype(float))]
        table = effects.picked(known, value, options.get("top", 20), options.get("by"))
    if drawing.plot in ("effects.intervals", "effects.scatter"):
        some = ~effects.lacks(table, options.get("counts", ("n_target", "n_reference")))
        if drawing.plot == "effects.scatter":
            some &= table[options.get("key", "key")].to_numpy(bool)
        table = table[some] if some.any() else table
    if few is not None and (table[few] >= least).any():
        table = table[table[few] >= least]
    return table


def _form(numbers, column=""):
    """Whole numbers, or numbers of a hundred and more, without decimals; else three significant digits or so; shares as
    percentages.
    """
    if frames.is_share(column):
        return "{:.1%}"
    largest = numbers.abs().max()
    if (numbers % 1 == 0).all() or largest >= 100:
        return "{:,.0f}"
    return "{:,.1f}" if largest >= 10 else "{:,.2f}" if largest >= 0.1 else "{:,.4f}"


def _name(value):
    """A name; a year or period as it is read in the language of the figure."""
    text = str(value)
    said = language.period(text)
    return language.numerals(text) if said == text and text[:4].isdigit() else said
