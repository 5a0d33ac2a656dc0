"""Tables that hold little or nothing: each plot draws them so that they can be read, or says what it lacks."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from display import legible, made

from helpers.display import clouds, drawings, effects, networks, panels, plots, series, style
from helpers.errors import ArgumentError, NotEnoughData

pytest.importorskip("networkx", reason="networkx is not in this environment")

FEW = made.terms(made.WORDS[:6])
TABLES = {"equal": FEW.assign(ipm=7.0), "zero": FEW.assign(ipm=0.0), "missing": FEW.assign(ipm=np.nan),
          "nothing key": FEW.assign(key=False), "two rows": FEW.head(2)}  # fmt: skip
PLOTS = {
    "bars": plots.bars,
    "heatmap": lambda t: plots.heatmap(t.assign(group="مصدر"), row="term", column="group", value="ipm"),
    "rank_frequency": lambda t: plots.rank_frequency(t, value="ipm"),
    "strips": lambda t: plots.dispersion_strips(t.assign(position=t["ipm"])),
    "lines": lambda t: series.lines(t.assign(period="2020"), x="period", y="ipm", group="term"),
    "panels of lines": lambda t: panels.lines(t.assign(period="2020"), x="period", y="ipm", panel="term"),
    "panels of bars": lambda t: panels.bars(t.assign(theme="واحد"), panel="theme", value="ipm"),
    "scores": lambda t: series.scores(t.assign(n_themes=range(2, 2 + len(t))), measures=["ipm"]),
    "ranks": lambda t: series.ranks(t.assign(rank_form=t["ipm"], rank_lemma=t["ipm"]), levels=["form", "lemma"]),
    "intervals": lambda t: effects.intervals(t.assign(log_ratio=t["ipm"]), low="low", high="high"),
    "scatter": lambda t: effects.scatter(t.assign(log_ratio=t["ipm"])),
    "network": lambda t: networks.draw(t.assign(node="عقدة", collocate=t["term"], weight=t["ipm"], order=1)),
    "cloud": clouds.draw,
    "clouds": lambda t: clouds.grid(t.assign(group="مصدر"), panel="group"),
    "clouds, two sides": lambda t: clouds.two_sided(t.assign(lrc=t["ipm"])),
}  # fmt: skip
LACKING = (
    "there is nothing to draw|a logarithmic axis has nothing|no effect to draw|no side to draw|"
    "weights above 0 only"
)


@pytest.mark.parametrize("plot", PLOTS)
@pytest.mark.parametrize("table", TABLES)
def test_a_plot_draws_what_can_be_read_or_says_what_it_lacks(plot, table):
    try:
        with style.context():
            figure = drawings.figure_of(PLOTS[plot](TABLES[table]))
    except (NotEnoughData, ArgumentError) as error:
        assert table in ("zero", "missing")
        assert re.search(LACKING, str(error)) and str(error).endswith(".")
    else:
        assert table != "missing" and legible.faults(figure) == []
        plt.close(figure)
