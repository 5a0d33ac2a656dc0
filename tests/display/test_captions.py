import csv
import dataclasses
import re
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

from helpers.display import captions, clouds, drawings, effects, language, networks, panels, plots, series, style

pytest.importorskip("networkx", reason="networkx is not in this environment")

SUBJECT = ("ما يظهر", "What it shows")


def rows(n=40):
    ipm = np.linspace(5000, 100, n)
    table = pd.DataFrame({"term": [f"كلمة{i}ت" for i in range(n)], "ipm": ipm, "n": range(n, 0, -1), "n_docs": 3})
    table = table.assign(ci_low=ipm * 0.9, ci_high=ipm * 1.1, group=["أ", "ب"] * (n // 2), log_ratio=ipm - 2000)
    table = table.assign(period=["2019", "2020"] * (n // 2), key=table["n"] > 30)
    table = table.assign(n_target=5, n_reference=[0, 7] * (n // 2))
    note = {"low": "ci_low", "high": "ci_high", "method": "documents", "confidence": 0.95, "resamples": 1000}
    table.attrs["intervals"] = [note]  # as measures.intervals.noted writes it
    return table


EDGES = pd.DataFrame({"node": ["أ", "أ", "ب"], "collocate": ["ج", "د", "ج"], "weight": [9.0, 8, 7], "order": 1})
LONG = pd.DataFrame([(t, g, i + 1.0, 0.01) for i, t in enumerate("ابت") for g in ("س", "ش")],
                    columns=["term", "group", "ipm", "p_chance"])  # fmt: skip
RANKS = pd.DataFrame({"term": ["أ", "ب"], "rank_form": [1, 2], "rank_lemma": [2, 1], "verdict": ["stable", "depends"]})
PLOTS = {
    "plots.bars": lambda: plots.bars(rows(), low="ci_low", high="ci_high", top=25),
    "plots.heatmap": lambda: plots.heatmap(LONG.head(5), row="term", column="group", value="ipm", chance="p_chance"),
    "plots.rank_frequency": lambda: plots.rank_frequency(rows()),
    "plots.dispersion_strips": lambda: plots.dispersion_strips(rows().assign(position=0.5)),
    "series.lines": lambda: series.lines(
        rows().head(2), x="period", y="ipm", few="n_docs", least=5, confounded=["2020"]
    ),
    "panels.lines": lambda: panels.lines(rows(), x="period", y="ipm", panel="group"),
    "series.scores": lambda: series.scores(rows().head(3), x="n", measures=["ipm"], chosen=39),
    "series.ranks": lambda: series.ranks(RANKS, levels=["form", "lemma"]),
    "panels.bars": lambda: panels.bars(
        rows(), panel="group", value="ipm", groups=["أ", "لا أحد"], panel_n={"أ": 4, "ب": 40}
    ),
    "effects.intervals": lambda: effects.intervals(rows(), low="ci_low", high="ci_high", top=5),
    "effects.scatter": lambda: effects.scatter(rows()),
    "networks.draw": lambda: networks.draw(EDGES),
    "clouds.draw": lambda: clouds.draw(rows(), top=9),
    "clouds.grid": lambda: clouds.grid(rows(), panel="group", top=5),
    "clouds.two_sided": lambda: clouds.two_sided(rows().assign(lrc=[0.0, *range(1, 40)]), names=("هنا", "هناك")),
}  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return {name: drawings.of(draw()) for name, draw in PLOTS.items()}


def said(drawing, verb=captions.caption, **look):
    with language.chosen(**look):
        return verb(drawing, drawing.table, subject=SUBJECT)


def test_every_plot_that_can_be_drawn_anew_has_a_caption():
    assert set(PLOTS) == set(drawings.PLOTS)


@pytest.mark.parametrize("name", PLOTS)
def test_a_caption_says_the_subject_and_is_whole_in_both_languages(made, name):
    arabic, english = (said(made[name], language=one) for one in ("ar", "en"))
    assert arabic.startswith("ما يظهر. ") and english.startswith("What it shows. ")
    assert "{" not in arabic + english and ".." not in arabic + english and "nan" not in arabic + english
    assert re.findall(r"[\d,.]*\d", arabic) == re.findall(r"[\d,.]*\d", english)  # the same numbers
    heard = said(made[name], captions.alternative, language="en")
    assert heard.split(": ")[0] == captions._texts()["dots" if name == "plots.bars" else name][1]


def test_the_numbers_of_bars_are_those_of_the_table(made):
    text = said(made["plots.bars"], language="en")
    top = rows().nlargest(3, "ipm")
    assert "Drawn: the highest 25 of 40, by “per million words”." in text
    assert "Interval: 95%, percentiles of 1,000 resamples of the documents." in text
    assert f"Largest: {'; '.join(f'{t}: {v:,.0f}' for t, v in zip(top['term'], top['ipm'], strict=True))}." in text


def test_a_small_corpus_has_the_same_unit_in_figure_and_caption():
    with language.chosen(per=1000, language="en"):
        drawing = drawings.of(plots.bars(rows()))
        text = captions.caption(drawing, drawing.table, subject=SUBJECT, corpus=(66, 14_012))
    assert "per thousand words" in text and "كلمة0ت: 5.00" in text
    assert text.endswith("Corpus: 66 documents, 14,012 tokens.")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("plots.heatmap", "Rows: 3, columns: 2, value: “per million words”. Grey cells hold no data: 1."),
        ("plots.heatmap", "Beyond chance, bold and underlined: 5 of 5 cells"),
        ("series.lines", "Lines: 1, periods: 2 (2019 to 2020), value: “per million words”."),
        ("series.lines", "Hollow points (2): fewer than 5 documents. Shaded (1): periods whose sources changed"),
        ("panels.bars", "Panels: 3, in each the highest 10"),
        ("panels.bars", "rest on fewer than 10 documents: أ (4)."),
        ("panels.bars", "Without a result that reaches the threshold: لا أحد."),
        ("effects.intervals", "Drawn: 5 above zero and 5 below"),
        ("effects.intervals", "Hollow circles (6) are absent"),
        ("effects.scatter", "Terms: 40, key terms in colour: 10."), ("networks.draw", "Words: 4, links: 3"),
        ("clouds.draw", "Words drawn: 9"), ("clouds.two_sided", "Not drawn, for their value is 0: 1 (كلمة0ت)."),
        ("series.ranks", "Stable terms: 1 of 2"), ("series.scores", "Chosen: 39."),
    ],
)  # fmt: skip
def test_what_is_thin_absent_or_left_out_is_said(made, name, sentence):
    assert sentence in said(made[name], language="en")


def test_the_sizes_of_both_sides_of_a_comparison_are_said(made):
    drawing = made["effects.scatter"]
    sized = {"target": [60, 7955], "reference": [None, 1_000_000]}
    text = said(dataclasses.replace(drawing, options={**drawing.options, "sizes": sized}), language="en")
    assert "Target: 60 documents, 7,955 tokens. Reference: a word list of 1,000,000 tokens." in text
    sized["reference"][0] = 180
    text = said(dataclasses.replace(drawing, options={**drawing.options, "sizes": sized}), language="ar")
    assert "المرجعية: 180 وثيقة، 1,000,000 كلمة." in text


def test_a_quarter_is_read_in_the_language_of_the_figure(made):
    table = pd.DataFrame({"period": ["2018Q1", "2018Q2"], "ipm": [1.0, 2.0]})
    drawing = drawings.of(series.lines(table, x="period", y="ipm"))
    assert "(من ر1 2018 إلى ر2 2018)" in said(drawing, language="ar")
    assert "(2018 Q1 to 2018 Q2)" in said(drawing, language="en")


def test_arabic_digits_reach_the_caption(made):
    text = said(made["plots.bars"], language="ar", digits="arabic")
    assert "أعلى ٢٥ من ٤٠" in text and "٩٥٪" in text and not re.search("[0-9]", re.sub("كلمة[0-9]+ت", "", text))


def test_every_sentence_is_used_and_has_both_languages():
    text = (files("helpers.resources") / "tables" / "captions.tsv").read_text("utf-8")
    table = list(csv.DictReader([line for line in text.splitlines() if not line.startswith("#")], delimiter="\t"))
    code = (files("helpers.display") / "captions.py").read_text("utf-8")
    for row in table:
        assert row["ar"] and row["en"], row["key"]
        assert sorted(re.findall(r"\{\d\}", row["ar"])) == sorted(re.findall(r"\{\d\}", row["en"])), row["key"]
        assert f'"{row["key"]}"' in code or row["key"] in ("documents", "approximate")  # methods of measures.intervals


def test_a_figure_remembers_only_what_a_plot_made_by_itself():
    with style.context():
        _, ax = style.figure()
        plots.bars(rows(), ax=ax)
    assert drawings.of(ax) is None
    assert drawings.of(PLOTS["panels.bars"]()).plot == "panels.bars"  # not the plots within it
