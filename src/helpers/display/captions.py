"""What stands under a figure, made from what was drawn: how much of the table, the measure, the interval, the largest.

A caption is a sentence of the notebook on the subject, and behind it what the `Drawing` and its table say. So no number
of a caption is typed, and none can differ from the figure. The same facts make the alternative text for readers who
hear the figure.
"""

import numpy as np
import pandas as pd

from . import frames, language

LARGEST = 3  # values that a caption names
#: how a figure looks, for those who cannot see it
_LOOKS = {
    "plots.bars": ("أعمدة أفقية", "Horizontal bars"), "plots.heatmap": ("خريطة حرارية", "Heat map"),
    "plots.rank_frequency": ("منحنى على محورين لوغاريتميين", "A curve on logarithmic axes"),
    "plots.dispersion_strips": ("شريط لكل صف وعلامة لكل ورود", "A strip for each row, a tick for each occurrence"),
    "series.lines": ("خطوط عبر الزمن", "Lines over time"), "panels.lines": ("لوحة خط لكل كلمة", "A panel with a line for each"),
    "series.scores": ("لوحة خط لكل مقياس", "A panel with a line for each measure"),
    "series.ranks": ("خطوط تصل رتب الكلمة الواحدة", "Lines that join the ranks of each term"),
    "panels.bars": ("لوحة أعمدة لكل مجموعة", "A panel of bars for each group"),
    "effects.intervals": ("نقاط وفترات على جانبي الصفر", "Dots and intervals on both sides of zero"),
    "effects.scatter": ("سحابة نقاط", "A cloud of dots"), "networks.draw": ("شبكة كلمات تصلها خطوط", "Words joined by lines"),
    "clouds.draw": ("سحابة كلمات", "A cloud of words"), "clouds.grid": ("سحابة كلمات لكل مجموعة", "A cloud of words for each group"),
    "clouds.two_sided": ("سحابتا كلمات", "Two clouds of words"),
}  # fmt: skip
_DOTS = ("نقاط أفقية بفتراتها", "Dots with their intervals")
_METHODS = {
    "documents": (
        "الفترة: {confidence} بإعادة معاينة الوثائق {resamples} مرة (المئينات)",
        "Interval: {confidence}, percentiles of {resamples} resamples of the documents",
    ),
    "approximate": (
        "الفترة التقريبية: {confidence} (تقريب طبيعي، والكلمات فيها مستقل بعضها عن بعض)",
        "Approximate interval: {confidence} (normal approximation, words taken as independent)",
    ),
}


def caption(drawing, table, *, subject, corpus=None):
    """What stands under a figure in the language and digits of here and now.

    drawing: the Drawing of the figure; table: the DataFrame it was drawn from; subject: what the figure shows, a pair of
    texts; corpus: (documents, tokens), of what. Returns one text of several sentences.
    """
    said = [_end(language.either(subject))]
    said += [_end(text) for text in (*_facts(drawing, table), *_intervals(drawing, table), _largest(drawing, table))]
    if corpus is not None:
        said.append(_end(_say("المدونة: {0} وثيقة، {1} كلمة", "Corpus: {0} documents, {1} tokens", *map(_n, corpus))))
    return " ".join(text for text in said if text)


def alternative(drawing, table, *, subject):
    """What a reader hears in the place of a figure: how it looks, what it shows, the largest values; as `caption`."""
    looks = _DOTS if drawing.plot == "plots.bars" and drawing.options.get("low") else _LOOKS[drawing.plot]
    said = [f"{language.either(looks)}: {_end(language.either(subject))}", *map(_end, _facts(drawing, table))]
    return " ".join(text for text in [*said, _end(_largest(drawing, table))] if text)


def _say(arabic, english, *values):
    return language.either((arabic, english)).format(*values)


def _n(value):
    return language.number(value)


def _name(table, column):
    """The heading of a column in quotation marks, as it is on the axis."""
    per = frames.rate(table, column)[1]
    return language.either(("«{0}»", "“{0}”")).format(frames.heading(table, column) if per is None else language.either(per))


def _end(text):
    text = text.strip()
    return text if not text or text[-1] in ".!؟?" else f"{text}."


def _join(parts):
    return language.either(("؛ ", "; ")).join(parts)


# --- what was drawn, a function a plot ------------------------------------------------------------------------------


def _facts(drawing, table):
    made = _FACTS[drawing.plot](table, dict(drawing.options), drawing.told)
    return [text for text in made if text]


def _of(drawn, total, table, value):
    if drawn == total:
        return _say("المرسوم: {0}، بحسب {1}", "Drawn: all {0}, by {1}", _n(total), _name(table, value))
    return _say("المرسوم: أعلى {0} من {1}، بحسب {2}", "Drawn: the highest {0} of {1}, by {2}", _n(drawn), _n(total), _name(table, value))


def _bars(table, options, told):
    value = options.get("value", "ipm")
    total = int(np.isfinite(pd.to_numeric(table[value], errors="coerce")).sum())
    return [_of(min(total, options.get("top", 25)), total, table, value)]


def _heatmap(table, options, told):
    rows, columns = table[options["row"]].nunique(), table[options["column"]].nunique()
    absent = rows * columns - int(table[options["value"]].notna().sum())
    shape = _say("الصفوف: {0}، والأعمدة: {1}، والقيمة: {2}", "Rows: {0}, columns: {1}, value: {2}", _n(rows), _n(columns),
                 _name(table, options["value"]))  # fmt: skip
    grey = _say("الخلايا الرمادية بلا بيانات: {0}", "Grey cells hold no data: {0}", _n(absent)) if absent else ""
    return [shape, grey]


def _rank_frequency(table, options, told):
    value = options.get("value", "n")
    drawn = int((table[value] > 0).sum())
    return [_say("الكلمات: {0}؛ والخط المتقطع للمقارنة وليس مطابقا للبيانات بحساب",
                 "Terms: {0}; the dashed line is there to compare with and is not fitted", _n(drawn))]  # fmt: skip


def _strips(table, options, told):
    label = options.get("label", "term")
    return [_say("الشرائط: {0}، والعلامات: {1}", "Strips: {0}, ticks: {1}", _n(table[label].nunique()), _n(len(table)))]


def _lines(table, options, told):
    x, y, group = options["x"], options["y"], options.get("group") or options.get("panel")
    periods, lines = list(dict.fromkeys(table[x].astype(str))), 1 if group is None else table[group].nunique()
    said = [_say("الخطوط: {0}، والمدد: {1} (من {2} إلى {3})، والقيمة: {4}", "Lines: {0}, periods: {1} ({2} to {3}), value: {4}",
                 _n(lines), _n(len(periods)), *(language.numerals(p) for p in (min(periods), max(periods))), _name(table, y))]  # fmt: skip
    if options.get("few"):
        thin = int(((table[options["few"]] < options.get("least", 0)) & table[y].notna()).sum())
        if thin:
            said.append(_say("النقاط المفرغة ({1}): مدد فيها أقل من {0} وثيقة", "Hollow points ({1}): fewer than {0} documents",
                             _n(options["least"]), _n(thin)))  # fmt: skip
    shaded = [p for p in options.get("confounded") or () if str(p) in periods]
    if shaded:
        said.append(_say("المظلل ({0}): مدد تغيرت فيها المصادر فلا تقارن بما قبلها",
                         "Shaded ({0}): periods whose sources changed, which do not compare with the one before", _n(len(shaded))))  # fmt: skip
    return said


def _scores(table, options, told):
    x = options.get("x", "n_themes")
    said = [_say("القيم المقارنة: {0}", "Values compared: {0}", _n(len(table)))]
    if options.get("chosen") is not None:
        said.append(_say("المختار: {0}", "Chosen: {0}", _n(options["chosen"])))
    for measure in options.get("measures") or ():
        best = table.loc[table[measure].astype(float).idxmax()]
        said.append(_say("الأعلى في {0}: {1} عند {2}", "Highest {0}: {1} at {2}", _name(table, measure),
                         language.number(best[measure], "{:.2f}"), _n(best[x])))  # fmt: skip
    return said


def _ranks(table, options, told):
    verdict = options.get("verdict", "verdict")
    if verdict not in table:
        return []
    stable = int((table[verdict] == "stable").sum())
    return [_say("الكلمات الثابتة: {0} من {1}؛ وما عداها مرسوم بالأحمر المتقطع", "Stable terms: {0} of {1}; the others are dashed and red",
                 _n(stable), _n(len(table)))]  # fmt: skip


def _panels(table, options, told):
    said = [_say("اللوحات: {0}، في كل منها أعلى {1} بحسب {2}، ولكل لوحة مقياسها", "Panels: {0}, in each the highest {1} by {2}, on a scale of its own",
                 _n(table[options["panel"]].nunique() + len(told.get("empty", ()))), _n(options.get("top", 10)),
                 _name(table, options.get("value", "weight")))]  # fmt: skip
    if told.get("empty"):
        said.append(_say("بلا نتيجة تبلغ العتبة: {0}", "Without a result that reaches the threshold: {0}", _join(told["empty"])))
    return said


def _effects(table, options, told):
    value, top = options.get("value", "log_ratio"), options.get("top", 20)
    up, down = (min(int(n), top) for n in ((table[value] > 0).sum(), (table[value] < 0).sum()))
    said = [_say("المرسوم: {0} فوق الصفر و{1} تحته، بحسب {2}", "Drawn: {0} above zero and {1} below, by {2}", _n(up), _n(down),
                 _name(table, value))]  # fmt: skip
    if told.get("lacking"):
        said.append(_say("الدوائر المفرغة ({0}) لا ترد في أحد الطرفين، ولا تصح لها فترة بإعادة المعاينة",
                         "Hollow circles ({0}) are absent on one side and have no interval by resampling", _n(told["lacking"])))  # fmt: skip
    return said


def _scatter(table, options, told):
    key = options.get("key", "key")
    return [_say("الكلمات: {0}، والمفتاحية منها ملونة: {1}", "Terms: {0}, key terms in colour: {1}", _n(len(table)), _n(int(table[key].sum())))]


def _network(table, options, told):
    return [_say("الكلمات: {0}، والروابط: {1}، وعرض الخط بحسب {2}", "Words: {0}, links: {1}, width of a line by {2}", _n(told["words"]),
                 _n(told["edges"]), _name(table, options.get("weight", "weight")))]  # fmt: skip


def _cloud(table, options, told):
    said = [_say("الكلمات المرسومة: {0}، والحجم بحسب {1}", "Words drawn: {0}, size by {1}", _n(told["drawn"]),
                 _name(table, options.get("weight", "ipm")))]  # fmt: skip
    if told.get("left_out"):
        said.append(_say("لم تتسع السحابة لكلمات عددها {0}", "Words without room: {0}", _n(told["left_out"])))
    if told.get("zero"):
        said.append(_say("قيمتها صفر فلم تُرسم: {0} ({1})", "Not drawn, for their value is 0: {0} ({1})", _n(told["zero"]), _join(told["zero_terms"])))
    return said


_FACTS = {
    "plots.bars": _bars, "plots.heatmap": _heatmap, "plots.rank_frequency": _rank_frequency,
    "plots.dispersion_strips": _strips, "series.lines": _lines, "panels.lines": _lines, "series.scores": _scores,
    "series.ranks": _ranks, "panels.bars": _panels, "effects.intervals": _effects, "effects.scatter": _scatter,
    "networks.draw": _network, "clouds.draw": _cloud, "clouds.grid": _cloud,
    "clouds.two_sided": lambda table, options, told: _cloud(table, {"weight": "lrc"} | options, told),
}  # fmt: skip


# --- intervals and the largest values -------------------------------------------------------------------------------


def _intervals(drawing, table):
    """What each drawn interval is, as the analysis noted it on the table (`measures.intervals.noted`)."""
    drawn = {drawing.options.get(end) for end in ("low", "inner_low")}
    said = []
    for one in table.attrs.get("intervals", ()):
        if one["low"] in drawn and one["method"] in _METHODS:
            share = language.numerals(f"{one['confidence']:.0%}" if one["confidence"] * 100 % 1 == 0 else f"{one['confidence']:.1%}")
            text = language.either(_METHODS[one["method"]])
            said.append(text.format(confidence=share, resamples=_n(one["resamples"] or 0)))
    return list(dict.fromkeys(said))


#: plot -> the columns that name a value, and the column of the values; None: an option of the plot
_VALUES = {
    "plots.bars": (("label",), "value"), "plots.heatmap": (("row", "column"), "value"), "plots.rank_frequency": (("label",), "value"),
    "series.lines": (("group", "x"), "y"), "panels.lines": (("panel", "x"), "y"), "panels.bars": (("panel", "label"), "value"),
    "effects.intervals": (("label",), "value"), "effects.scatter": (("label",), "value"), "networks.draw": (("node", "collocate"), "weight"),
    "clouds.draw": (("label",), "weight"), "clouds.grid": (("panel", "label"), "weight"), "clouds.two_sided": (("label",), "weight"),
}  # fmt: skip
_USUAL = {"label": "term", "node": "node", "collocate": "collocate", "weight": "weight"}
_USUAL_VALUE = {
    "plots.bars": "ipm", "plots.rank_frequency": "n", "panels.bars": "weight", "effects.intervals": "log_ratio",
    "effects.scatter": "log_ratio", "networks.draw": "weight", "clouds.draw": "ipm", "clouds.grid": "ipm",
    "clouds.two_sided": "lrc",
}  # fmt: skip


def _largest(drawing, table):
    """The largest values that the figure shows, with their names."""
    if drawing.plot not in _VALUES:
        return ""
    names, value = _VALUES[drawing.plot]
    options = drawing.options
    value = options.get(value) or _USUAL_VALUE.get(drawing.plot)
    columns = [column for column in (options.get(name) or _USUAL.get(name) for name in names) if column in table]
    table, _ = frames.rate(table, value)
    numbers = pd.to_numeric(table[value], errors="coerce").astype(float)
    order = numbers[np.isfinite(numbers)].sort_values(ascending=False, kind="stable").index[:LARGEST]
    shown = frames.worded(table.loc[order], *columns)
    form = _form(numbers.loc[order])
    found = [f"{language.either(('، ', ', ')).join(_text(row[c]) for c in columns)}: {language.number(row[value], form)}"
             for _, row in shown.iterrows()]  # fmt: skip
    return _say("الأكبر: {0}", "Largest: {0}", _join(found)) if found else ""


def _form(numbers):
    """Whole numbers, or numbers of a hundred and more, without decimals; else three significant digits or so."""
    largest = numbers.abs().max()
    if (numbers % 1 == 0).all() or largest >= 100:
        return "{:,.0f}"
    return "{:,.1f}" if largest >= 10 else "{:,.2f}" if largest >= 0.1 else "{:,.4f}"


def _text(value):
    text = str(value)
    return language.numerals(text) if text[:4].isdigit() else text
