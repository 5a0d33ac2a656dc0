"""What stands under a figure, made from what was drawn: how much of the table, the measure, the interval, the largest.

A caption is a sentence of the notebook on the subject, and behind it what the `Drawing` and its table say. So no number
of a caption is typed, and none can differ from the figure. The same facts make the alternative text for readers who
hear the figure. The sentences stand in resources/tables/captions.tsv.
"""

import csv
import functools
from importlib.resources import files

import numpy as np
import pandas as pd

from .. import schema
from . import frames, language
from .plots import SURE

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
    said = [f"{_say(looks)}: {language.either(subject)}", *_facts(drawing, table), _largest(drawing, table)]
    return _sentences(said)


def _sentences(texts):
    texts = [text.strip() for text in texts if text and text.strip()]
    return " ".join(text if text[-1] in ".!؟?" else f"{text}." for text in texts)


def _say(key, *values):
    return language.either(_texts()[key]).format(*values)


@functools.cache
def _texts():
    text = (files("helpers.resources") / "tables" / "captions.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {row["key"]: (row["ar"], row["en"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


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
    if drawn == total:
        return [_say("all", _n(total), _heading(table, value))]
    return [_say("highest", _n(drawn), _n(total), _heading(table, value))]


def _heatmap(table, options, told, value):
    rows, columns = table[options["row"]].nunique(), table[options["column"]].nunique()
    said = [_say("shape", _n(rows), _n(columns), _heading(table, value))]
    known = table[value].notna()
    if rows * columns > known.sum():
        said.append(_say("grey", _n(rows * columns - int(known.sum()))))
    chance = options.get("chance")
    if chance in table:
        known &= table[chance].notna()
        said.append(_say("chance", _n(int((table.loc[known, chance] <= SURE).sum())), _n(int(known.sum())), _n(SURE)))
    return said


def _rank_frequency(table, options, told, value):
    return [_say("curve", _n(int((table[value] > 0).sum())))]


def _strips(table, options, told, value):
    return [_say("strips", _n(table[options.get("label", "term")].nunique()), _n(len(table)))]


def _lines(table, options, told, value):
    group = options.get("group") or options.get("panel")
    periods = sorted(table[options["x"]].astype(str).unique())
    ends = (language.numerals(period) for period in (periods[0], periods[-1]))
    n_lines = 1 if group is None else table[group].nunique()
    said = [_say("lines", _n(n_lines), _n(len(periods)), *ends, _heading(table, value))]
    few, least = options.get("few"), options.get("least", 0)
    thin = 0 if few is None else int(((table[few] < least) & table[value].notna()).sum())
    if thin:
        said.append(_say("hollow", _n(thin), _n(least)))
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
    thin = [f"{group} ({_n(n)})" for group, n in (options.get("panel_n") or {}).items() if n < FEW]
    if thin:
        said.append(_say("thin_panels", _n(FEW), _join(thin)))
    if empty:
        said.append(_say("empty", _join(empty)))
    return said


def _effects(table, options, told, value):
    up, down = (min(int(n), options.get("top", 20)) for n in ((table[value] > 0).sum(), (table[value] < 0).sum()))
    said = [_say("sides", _n(up), _n(down), _heading(table, value))]
    if told.get("lacking"):
        said.append(_say("lacking", _n(told["lacking"])))
    return said


def _scatter(table, options, told, value):
    return [_say("dots_key", _n(len(table)), _n(int(table[options.get("key", "key")].sum())))]


def _network(table, options, told, value):
    return [_say("network", _n(told["words"]), _n(told["edges"]), _heading(table, value))]


def _cloud(table, options, told, value):
    said = [_say("cloud", _n(told["drawn"]), _heading(table, value))]
    if told.get("left_out"):
        said.append(_say("no_room", _n(told["left_out"])))
    if told.get("zero"):
        said.append(_say("zero", _n(told["zero"]), _join(told["zero_terms"])))
    return said


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
    """The largest values that the figure shows, with their names."""
    if drawing.plot not in _MEASURE:
        return ""
    option, column = _MEASURE[drawing.plot]
    value = drawing.options.get(option, column)
    names = [drawing.options.get(name) or _COLUMNS.get(name) for name in _NAMED_BY.get(drawing.plot, ("label",))]
    names = [name for name in names if name in table]
    table, _ = frames.rate(table, value)
    numbers = pd.to_numeric(table[value], errors="coerce").astype(float)
    order = numbers[np.isfinite(numbers)].sort_values(ascending=False, kind="stable").index[:LARGEST]
    shown, form = frames.worded(table.loc[order], *names), _form(numbers.loc[order])
    between = language.either(("، ", ", "))
    found = [
        f"{between.join(_name(row[name]) for name in names)}: {language.number(row[value], form)}"
        for _, row in shown.iterrows()
    ]
    return _say("largest", _join(found)) if found else ""


def _form(numbers):
    """Whole numbers, or numbers of a hundred and more, without decimals; else three significant digits or so."""
    largest = numbers.abs().max()
    if (numbers % 1 == 0).all() or largest >= 100:
        return "{:,.0f}"
    return "{:,.1f}" if largest >= 10 else "{:,.2f}" if largest >= 0.1 else "{:,.4f}"


def _name(value):
    """A name; a year or period in the digits of the figure."""
    text = str(value)
    return language.numerals(text) if text[:4].isdigit() else text
