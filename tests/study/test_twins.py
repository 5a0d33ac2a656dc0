"""Twins: a picture that answers, with nothing in it that could run or ask, and a picture still where no script runs."""

import base64
import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest
from elements import Elements
from factory import tokens_of

from helpers.display import drawings, effects, language, networks, panels, plots, spots
from helpers.display.glosses import NONE, Glosses
from helpers.errors import ArgumentError
from helpers.study import figures, outputs, report, twins

EVIL = "</script><img src=x onerror=alert(1)>"
SAID = {"caption_ar": "شكل", "caption_en": "A figure"}


@pytest.fixture(autouse=True)
def reading():
    """The language of here and now, whatever a notebook of another test has set."""
    with language.chosen(language="ar", digits="latin", per=language.MILLION, glosses=NONE):
        yield


@pytest.fixture(scope="module")
def tokens():
    texts = [f"قال الوزير رقم {n} إن مكافحة الإرهاب واجب في عام 2019-2021." for n in range(8)] + ["بلا شيء <b>هنا</b>."]
    return tokens_of(texts, source=["أ", "ب"] * 4 + ["أ"], date=[f"20{19 + n % 3}-02-01" for n in range(9)])


def words():
    return pd.DataFrame({"term": ["الإرهاب", "الوزير", "غائب"], "ipm": [900.0, 500.0, 100.0], "n": [8, 8, 2],
                         "log_ratio": [2.0, 1.0, -3.0], "key": [True, False, True]})  # fmt: skip


def scatter(study, table=None):
    table = words() if table is None else table
    ax = effects.scatter(table)
    outputs.save(study, "06_a", ax, table, **SAID)
    return ax


def test_each_point_is_where_it_was_drawn():
    ax = effects.scatter(words())
    found = spots.of(drawings.of(ax), dpi=100)
    assert [one["row"]["term"] for one in found] == ["الإرهاب", "الوزير", "غائب"]
    figure = ax.figure
    figure.set_dpi(100)
    figure.draw_without_rendering()
    pixels = ax.transData.transform(words()[["ipm", "log_ratio"]].to_numpy())
    shares = np.column_stack([pixels[:, 0] / figure.bbox.width, 1 - pixels[:, 1] / figure.bbox.height])
    assert np.abs(shares - [one["at"] for one in found]).max() < 1e-3


@pytest.mark.parametrize(("reads", "first"), [("ar", 1), ("en", -1)])
def test_cells_bars_lines_and_edges_tell_where_they_are_in_both_directions(reads, first):
    table = pd.DataFrame({"label": ["أ", "أ"], "group": ["س", "ص"], "share": [0.2, 0.4], "term": ["ك", "ل"],
                          "period": ["2019", "2020"], "ipm": [1.0, 2.0], "weight": [2.0, 1.0]})  # fmt: skip
    with language.chosen(language=reads):
        cells = spots.of(drawings.of(plots.heatmap(table, row="label", column="group", value="share")))
        bars = spots.of(drawings.of(panels.bars(table, panel="label")))
        lines = spots.of(drawings.of(panels.lines(table, x="period", y="ipm", panel="label")))
        edges = pd.DataFrame({"node": ["م", "م"], "collocate": ["ك", "ل"], "weight": [2.0, 1.0]})
        network = spots.of(drawings.of(networks.draw(edges)))
    assert np.sign(cells[0]["at"][0] - cells[1]["at"][0]) == first  # what comes first is where reading begins
    assert np.sign(lines[0]["at"][0] - lines[1]["at"][0]) == first
    assert lines[0]["at"][1] > lines[1]["at"][1]  # the larger value stands higher
    assert bars[0]["at"][1] < bars[1]["at"][1] and [one["row"]["term"] for one in bars] == ["ك", "ل"]
    assert len(network) == 2 and cells[0]["reach"][0] > 0 and lines[0]["reach"] is None


def test_a_twin_says_counts_spellings_and_lists_lines(study, tokens):
    twin = twins.show(study, "06_a", scatter(study), tokens, reference=tokens, lines=3)
    data = json.loads(twins.path(study, "06_a").read_text(encoding="utf-8"))
    assert data == json.loads(json.dumps(twin.data)) and (data["lang"], data["dir"]) == ("ar", "rtl")
    first, _, absent = data["spots"]
    assert first["name"] == "الإرهاب" and first["facts"][0] == "8" and first["forms"] == "الإرهاب 8"
    assert [line[1] for line in first["lines"]] == ["الإرهاب"] * 3
    assert len({line[3][-1] for line in first["lines"]}) == 3  # of different documents
    assert "lines" not in absent and absent["forms"] == ""
    assert data["told"] == "النقاط التي تجيب: 3 من 3؛ ولأهم 2 منها أسطر، 3 على الأكثر لكل نقطة."
    again = twins.path(study, "06_a").read_bytes()
    twins.show(study, "06_a", scatter(study), tokens, reference=tokens, lines=3)
    assert twins.path(study, "06_a").read_bytes() == again


def test_lines_are_of_the_period_the_source_and_the_node(study, tokens):
    over_time = pd.DataFrame({"term": "الإرهاب", "period": ["2019", "2020", "2021"], "ipm": [1.0, 2.0, 3.0], "n": 3})
    ax = panels.lines(over_time, x="period", y="ipm", panel="term")
    study = study.__class__(**vars(study) | {"trends": {**study.trends, "period": "year"}})
    data = twins.show(study, "11_a", ax, tokens).data
    assert [{line[3][-2][:4] for line in spot["lines"]} for spot in data["spots"]] == [{"2019"}, {"2020"}, {"2021"}]
    cells = pd.DataFrame({"label": "موضوع", "group": ["أ", "ب"], "share": [0.2, 0.4]})
    ax = plots.heatmap(cells, row="label", column="group", value="share")
    data = twins.show(study, "04_a", ax, tokens, words={"موضوع": ["الإرهاب", "مكافحة"]}).data
    assert [{line[3][0] for line in spot["lines"]} for spot in data["spots"]] == [{"أ"}, {"ب"}]
    assert data["spots"][0]["of"] == "أسطر من كلماته: الإرهاب، مكافحة"
    edges = pd.DataFrame({"node": ["مكافحة"] * 2, "collocate": ["الإرهاب", "هنا"], "weight": [2.0, 1.0], "n": [8, 0]})
    data = twins.show(study, "07_a", networks.draw(edges), tokens).data
    assert ["lines" in spot for spot in data["spots"]] == [True, False]  # "هنا" stands nowhere near it


def test_english_has_english_words_and_glosses(make_study, tokens):
    study = make_study('[figures]\nlanguage = "en"\nformats = ["svg"]\n')
    with language.chosen(language="en", glosses=Glosses({"الإرهاب": "terrorism"})):
        data = twins.show(study, "06_a", scatter(study), tokens).data
    assert (data["lang"], data["dir"], data["spots"][0]["gloss"]) == ("en", "ltr", "terrorism")
    assert data["ui"]["word"] == "Word or point:" and "log ratio" in " ".join(data["heads"]).lower()
    assert "lines" not in data["spots"][2]  # without texts of the other side there are none


def test_drawn_anew_it_follows_and_saved_anew_it_is_gone(study, tokens):
    ax = scatter(study)
    before = twins.show(study, "06_a", ax, tokens).data
    figures.again(study, digits="arabic")
    after = twins.kept(study, "06_a")
    assert after["spots"][0]["facts"][0] == "٨" and before["spots"][0]["facts"][0] == "8"
    assert [spot.get("lines") for spot in after["spots"]] == [spot.get("lines") for spot in before["spots"]]
    scatter(study)
    assert twins.kept(study, "06_a") is None


def test_hostile_words_are_inert_and_the_report_allows_this_script_only(study, tokens):
    table = words().assign(term=[EVIL, "<!--", "الوزير"])
    twin = twins.show(study, "06_a", scatter(study, table), tokens, reference=tokens)
    for page, scripts in ((twin._repr_html_(), 1), (report.write(study).read_text(encoding="utf-8"), 2)):
        elements = Elements(page)
        kinds = [attributes.get("type") for tag, attributes in elements.found if tag == "script"]
        assert kinds == ["application/json"] + [None] * scripts  # the data, and the scripts of the page
        assert sum(tag == "img" for tag, _ in elements.found) == 1
        assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)
        assert json.loads(elements.scripts[0])["spots"][0]["name"] == EVIL
    policy = next(a["content"] for tag, a in elements.found if tag == "meta" and "http-equiv" in a)
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in elements.scripts[1:]]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert f"script-src {allowed};" in policy and policy.startswith("default-src 'none'")
    assert "unsafe-eval" not in policy and "'unsafe-inline'; base-uri" not in policy.split("script-src")[1]
    (image,) = [attributes for tag, attributes in elements.found if tag == "img"]
    assert image["src"].startswith("data:image/")  # where no script runs, this is what stays


def test_the_script_evaluates_nothing_and_asks_for_nothing():
    assert not re.search(r"eval\(|Function\(|innerHTML|document\.write|fetch|XMLHttp|import|https?:", twins.script())
    assert len(twins.script()) < 10_000


def test_what_has_no_points_is_said(study, tokens):
    import matplotlib.pyplot as plt

    _, by_hand = plt.subplots()
    with pytest.raises(ArgumentError, match='"06_a" has no points that could answer'):
        twins.show(study, "06_a", by_hand, tokens)
