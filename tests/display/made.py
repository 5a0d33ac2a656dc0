"""Figures of made tables: each plot on a usual table and on hard ones (long names, many groups, odd characters)."""

import numpy as np
import pandas as pd

from helpers.display import clouds, effects, networks, panels, plots, series

WORDS = (
    "الإرهاب مكافحة_التطرف الأمن المجتمع الشباب القانون الدولة الحكومة الوزير المحكمة المدرسة التعاون السلام الحوار "
    "الدين الإعلام الحدود الجيش الشرطة المواطن الحرية العدالة الإدماج الوقاية التمويل الأسرة الجامعة الخطاب العنف "
    "الضحايا القرية الطريق السوق الميناء المطار الجسر الحقل الماء الكهرباء الصحة"
).split()
WORDS = [word.replace("_", " ") for word in WORDS]
LONG = "الاتفاقية الإقليمية المشتركة لمكافحة تمويل الجماعات المسلحة العابرة"  # 67 characters
ODD = ["$الدولار$", "snake_case_الكلمة", "<b>غامق</b>", "لا أعرف 😀", "كوفيد-19", "COVID-19", "50%", "@user_1", LONG]
SOURCES = ["صحيفة الشرق الأوسط الدولية", "العربي الجديد", "almayadeen.net", "ar.yabiladi.com", "وكالة الأنباء", "س"]
YEARS = [str(year) for year in range(2010, 2025)]


def terms(names=WORDS, **more):
    n = len(names)
    ipm = 9000 / np.arange(1, n + 1) ** 0.7
    table = pd.DataFrame({"term": names, "ipm": ipm, "n": np.round(ipm / 10).astype(int), "n_docs": range(n, 0, -1)})
    table["ci_low"], table["ci_high"] = ipm * 0.8, ipm * 1.25
    table["log_ratio"] = np.linspace(4, -4, n) if n > 1 else 2.0
    table["low"], table["high"] = table["log_ratio"] - 1, table["log_ratio"] + 1
    table["boot_low"], table["boot_high"] = table["log_ratio"] - 0.6, table["log_ratio"] + 0.8
    table["n_target"], table["n_reference"] = 5, np.where(np.arange(n) % 5 == 0, 0, 7)
    table["key"], table["lrc"] = np.abs(table["log_ratio"]) > 1, table["log_ratio"] / 2
    return table.assign(**more)


def crossed(rows, columns, scale=1.0, **more):
    """A value for each pair of a row and a column."""
    pairs = [(row, column) for row in rows for column in columns]
    table = pd.DataFrame(pairs, columns=["term", "group"])
    place = np.arange(len(table))
    chance = np.where(place % 7, 0.5, 0.01)
    return table.assign(ipm=scale * (200 + 190 * np.sin(place)), p_chance=chance, n_docs=place % 40, **more)


def periods(names, years=YEARS):
    table = crossed(names, years).rename(columns={"group": "period"})
    return table.assign(low=table["ipm"] * 0.7, high=table["ipm"] * 1.3)


def placed(names):
    generator = np.random.default_rng(0)
    return pd.DataFrame({"term": np.repeat(names, 30), "position": generator.random(30 * len(names))})


def edges(nodes, each):
    others = [word for word in WORDS if word not in nodes]
    rows = [(node, others[(3 * i + j) % len(others)], 12 - j / 3) for i, node in enumerate(nodes) for j in range(each)]
    return pd.DataFrame(rows, columns=["node", "collocate", "weight"]).assign(order=1)


def ranked(n):
    order = np.random.default_rng(1).permutation(n) + 1
    verdict = ["stable" if i % 3 else "depends" for i in range(n)]
    ranks = {"rank_form": order * 3, "rank_normalized": order * 2, "rank_lemma": np.arange(1, n + 1)}
    return pd.DataFrame({"term": WORDS[:n], **ranks, "verdict": verdict})


def numbers():
    k = np.arange(4, 12)
    return pd.DataFrame({"n_themes": k, "stability": 0.9 - k / 20, "npmi": k / 30})


TITLE = ("أكثر الكلمات ورودا في المدونة بحسب المصدر والسنة", "The most frequent words of the corpus by source and year")
BOUNDS = {year: i / len(YEARS) for i, year in enumerate(YEARS)}
THEMES = [" · ".join(WORDS[3 * i : 3 * i + 3]) for i in range(8)]
HEAT = {"row": "term", "column": "group", "value": "ipm", "chance": "p_chance", "title": TITLE}
LINE = {"x": "period", "y": "ipm", "low": "low", "high": "high", "few": "n_docs", "least": 12, "title": TITLE}
SIDES = ("وكالة العينة", "the agency of the sample"), ("سائر المصادر كلها", "all the other sources")
EFFECT = {"low": "low", "high": "high", "inner_low": "boot_low", "inner_high": "boot_high", "names": SIDES,
          "title": TITLE}  # fmt: skip

#: name -> draws it
FIGURES = {
    "bars": lambda: plots.bars(terms(), low="ci_low", high="ci_high", title=TITLE),
    "bars, both signs": lambda: plots.bars(terms(), value="log_ratio", top=40, title=TITLE),
    "bars, odd": lambda: plots.bars(terms(ODD), title=TITLE),
    "bars, one": lambda: plots.bars(terms(["كلمة"]), low="ci_low", high="ci_high", title=TITLE),
    "bars, 40 sources": lambda: plots.bars(
        terms([f"{SOURCES[i % 6]} {i}" for i in range(40)]), top=40, value="n", title=TITLE
    ),
    "heatmap": lambda: plots.heatmap(crossed(WORDS[:12], SOURCES), column_n=dict.fromkeys(SOURCES, 1234), **HEAT),
    "heatmap, large": lambda: plots.heatmap(crossed(WORDS[:8], SOURCES[:3], scale=1e3), **HEAT),
    "heatmap, 40 sources": lambda: plots.heatmap(
        crossed(WORDS[:6], [f"{SOURCES[i % 6]} {i}" for i in range(40)]), **HEAT
    ),
    "heatmap, odd": lambda: plots.heatmap(crossed(ODD, ODD[:4]), fmt="{:,.0f}", **HEAT),
    "heatmap, one": lambda: plots.heatmap(crossed(["كلمة"], ["مصدر"]), **HEAT),
    "heatmap, two signs": lambda: plots.heatmap(
        crossed(WORDS[:9], YEARS[:9]).assign(ipm=lambda t: t["ipm"] - 200), **HEAT
    ),
    "rank_frequency": lambda: plots.rank_frequency(terms(), title=TITLE),
    "rank_frequency, odd": lambda: plots.rank_frequency(terms(ODD), title=TITLE),
    "strips": lambda: plots.dispersion_strips(placed(WORDS[:10]), bounds=BOUNDS, title=TITLE),
    "strips, odd": lambda: plots.dispersion_strips(placed(ODD), title=TITLE),
    "strips, groups": lambda: plots.dispersion_strips(
        placed(WORDS[:5]).assign(source=np.resize(SOURCES, 150)), group="source", title=TITLE
    ),
    "lines": lambda: series.lines(periods(WORDS[:4]), group="term", **LINE),
    "lines, many": lambda: series.lines(periods(WORDS[:14]), group="term", **LINE),
    "lines, one point": lambda: series.lines(periods(WORDS[:2], ["2020"]), group="term", **LINE),
    "lines, months": lambda: series.lines(
        periods(SOURCES[:3], [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]), group="term", **LINE
    ),
    "lines, events": lambda: series.lines(
        periods(WORDS[:1]), events=pd.DataFrame({"period": ["2014", "2015"], "label": ["سقوط الموصل", LONG]}), **LINE
    ),
    "panels of lines": lambda: panels.lines(
        periods([*WORDS[:3], LONG]), panel="term", confounded=["2014", "2019"], **LINE
    ),
    "panels of lines, many": lambda: panels.lines(periods(WORDS[:6]), panel="term", **LINE),
    "panels of bars": lambda: panels.bars(
        terms(WORDS[:40]).assign(label=np.repeat(THEMES, 5), weight=1.0), panel="label",
        groups=[*THEMES, "لا أحد"], panel_n=dict.fromkeys(THEMES, 1234), title=TITLE,
    ),
    "panels of bars, odd": lambda: panels.bars(terms([*ODD, *WORDS[:3]]).assign(
        label=np.repeat([LONG, "$x$"], 6)), panel="label", value="ipm", title=TITLE),
    "scores": lambda: series.scores(numbers(), chosen=8, title=TITLE),
    "ranks": lambda: series.ranks(ranked(30), levels=["form", "normalized", "lemma"], title=TITLE),
    "intervals": lambda: effects.intervals(terms(), **EFFECT),
    "intervals, odd": lambda: effects.intervals(terms(ODD), **EFFECT),
    "scatter": lambda: effects.scatter(terms(), title=TITLE, names=EFFECT["names"]),
    "scatter, odd": lambda: effects.scatter(terms(ODD), title=TITLE),
    "network": lambda: networks.draw(edges(WORDS[:4], 8), title=TITLE),
    "network, odd": lambda: networks.draw(edges([LONG, "$x$"], 6), title=TITLE),
    "cloud": lambda: clouds.draw(terms(), title=TITLE),
    "cloud, odd": lambda: clouds.draw(terms(ODD), title=TITLE),
    "clouds": lambda: clouds.grid(
        terms([*WORDS, *ODD]).assign(group=np.resize(SOURCES[:4], 49)), panel="group", top=12, title=TITLE
    ),
    "clouds, two sides": lambda: clouds.two_sided(terms(), names=EFFECT["names"], title=TITLE),
}  # fmt: skip
