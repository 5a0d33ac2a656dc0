"""What was measured: one file, from which notebooks and the page of evidence are filled in."""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from helpers.errors import ArgumentError
from helpers.study import measured

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "tests" / "benchmarks"
ARABIC = re.compile("[\u0621-\u064a]")


def module(name):
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def results(tmp_path, monkeypatch):
    """The helper of the benchmarks, writing elsewhere, in the name of a command."""
    made = module("_results")
    monkeypatch.setattr(made, "FILE", tmp_path / "measured" / "results.json")
    monkeypatch.setattr(sys, "argv", [str(BENCHMARKS / "themes.py"), "/somewhere/else/gold set.jsonl", "--only", "a b"])
    monkeypatch.setattr(made, "busy", lambda: 0.1)
    return made


def written(results):
    return json.loads(results.FILE.read_text("utf-8"))


def test_every_figure_says_when_of_what_and_by_which_command():
    for section, rows in measured.results().items():
        for name, row in rows.items():
            assert row.figures, (section, name)
            for figure in row.figures.values():
                where = section, name, figure
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", figure.date), where
                assert re.fullmatch(r"[0-9a-f]{7,}\+?", figure.commit) and figure.command, where
                assert (figure.low is None) == (figure.high is None), where
                assert figure.value is not None or figure.low is not None, where
                assert figure.low is None or figure.value is None or figure.low <= figure.value <= figure.high, where


def test_accuracies_of_speech_have_an_interval_and_an_n():
    for name, row in measured.results()["reported_speech"].items():
        for measure in ("kind_f1", "verb", "speaker", "resolved"):
            figure = row.figures.get(measure)
            assert figure is None or (figure.n == row.figures["reports"].value and figure.low is not None), name


def test_the_page_says_what_was_measured():
    evidence = module("_evidence")
    old = evidence.out_of_date(evidence.PAGE.read_text("utf-8"))
    assert not old, "Run python tests/benchmarks/_evidence.py; the page is out of date:\n" + "\n".join(old)


def test_a_line_of_the_page_that_is_out_of_date_is_named():
    evidence = module("_evidence")
    text = evidence.PAGE.read_text("utf-8")
    changed = text.replace("| Khitab, one thread | ", "| Khitab, one thread | 1", 1)
    assert changed != text
    named = [line[:23] for line in evidence.out_of_date(changed)]
    assert named == ["-| Khitab, one thread |", "+| Khitab, one thread |"]
    with pytest.raises(ValueError, match="must hold <!-- measured"):
        evidence.filled(text.replace(evidence.END, ""))


def test_nothing_that_was_measured_is_typed_elsewhere():
    """The README and the pages of docs quote no accuracy outside of what is filled in."""
    evidence = module("_evidence")
    text = evidence.PAGE.read_text("utf-8")
    written = {evidence.PAGE: text.split(evidence.BEGIN)[0] + text.split(evidence.END)[1]}
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = written.get(path) or path.read_text("utf-8")
        assert not re.findall(r"\[\.\d\d \.\d\d\]|\bF1\b", text), path


def test_a_sentence_in_both_languages_from_the_file():
    lines = measured.sentence("reported_speech").text.split("\n")
    assert len(lines) % 2 == 0 and lines
    complete = [row for row in measured.results()["reported_speech"].values() if "resolved" in row.figures]
    assert len(lines) == 2 * len(complete)
    for row, arabic, english in zip(complete, lines[::2], lines[1::2], strict=True):
        assert ARABIC.match(arabic) and not ARABIC.match(english)
        for text in (arabic, english):
            assert f"{row.figures['kind_f1'].value:.2f} [" in text
            assert f"{100 * row.figures['verb'].value:.0f} [" in text
            assert str(row.figures["articles"].value) in text and row.figures["verb"].date in text
    with pytest.raises(ArgumentError, match='no sentence on what was measured of "reported_spech". Did you mean'):
        measured.sentence("reported_spech")


def test_no_notebook_types_a_figure_that_was_measured():
    """Notebook 09 shows the sentence by one visible call; no prose holds an F1 or an interval."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        assert not re.search(r"\bF1\b|in \d+ of (?:100|a hundred)|من كل مئة", prose), path.name
        if path.stem == "09_reported_speech":
            assert ['measured.sentence("reported_speech")'] in [cell["source"] for cell in cells]


def test_a_benchmark_writes_its_figures(results):
    results.record("speech", "new", {"f1": (0.93456, 0.9, 0.96), "articles": 40}, n=168, about={"ar": "أ", "en": "a"})
    row = written(results)["speech"]["new"]
    figure = row["figures"]["f1"]
    assert (figure["value"], figure["low"], figure["high"], figure["n"]) == (0.9346, 0.9, 0.96, 168)
    assert figure["command"] == 'python tests/benchmarks/themes.py "gold set.jsonl" --only "a b"'
    assert re.fullmatch(r"[0-9a-f]{7,}\+?|no repository", figure["commit"])
    assert row["figures"]["articles"]["value"] == 40 and row["about"] == {"ar": "أ", "en": "a"}


def test_what_is_not_measured_again_stays(results):
    results.record("speech", "new", {"f1": 0.9, "verb": 0.8}, note={"en": "old"}, about={"en": "a"})
    results.record("other", "row", {"f1": 0.5})
    results.record("speech", "new", {"f1": 0.95})
    found = written(results)
    assert found["speech"]["new"]["figures"]["f1"]["value"] == 0.95
    assert found["speech"]["new"]["figures"]["verb"]["value"] == 0.8 and found["speech"]["new"]["note"] == {"en": "old"}
    assert list(found) == ["speech", "other"]
    results.record("speech", "new", {}, note={})
    assert "note" not in written(results)["speech"]["new"]


def test_a_figure_that_was_taken_over_loses_its_mark_when_it_is_measured(results):
    results.record("speech", "new", {"f1": 0.9})
    found = written(results)
    found["speech"]["new"]["figures"]["f1"]["source"] = "taken over"
    results.FILE.write_text(json.dumps(found), "utf-8")
    results.record("speech", "new", {"f1": 0.9})
    assert "source" not in written(results)["speech"]["new"]["figures"]["f1"]


def test_a_speed_is_not_written_on_a_busy_machine(results, monkeypatch, capsys):
    results.record("speed", "khitab", {"seconds": 1.0, "tokens": 7}, speed=["seconds"])
    monkeypatch.setattr(results, "busy", lambda: 2.5)
    results.record("speed", "khitab", {"seconds": 9.0, "tokens": 8}, speed=["seconds"])
    figures = written(results)["speed"]["khitab"]["figures"]
    assert figures["seconds"]["value"] == 1.0 and figures["tokens"]["value"] == 8
    assert "not recorded: speed, khitab: seconds; the machine is busy (load 2.5 a processor)" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCHMARKS.glob("[a-z]*.py")))
def test_every_benchmark_writes_into_the_file(name):
    assert "record(" in (BENCHMARKS / f"{name}.py").read_text("utf-8")
