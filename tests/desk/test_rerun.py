"""`khitab run` on the real notebooks after a change at the desk: which are run again, and why; the others stay.

A study of some articles of the sample, with a second study to compare it with.
"""

import subprocess
import sys

import pytest
from desk import studies

from helpers.study import desk, settings
from helpers.study.forms import state

ARTICLES = 66  # enough for every notebook
WORDS = {
    "collocations": {"nodes": ["الإرهاب"]}, "concordance": {"queries": ["الإرهاب"]},
    "trends": {**studies.FEWER["trends"], "terms": ["الإرهاب"]},
    "keyness": {**studies.FEWER["keyness"], "reference": "../other"},
}  # fmt: skip
NUMBERS = sorted(path.stem[:2] for path in (studies.ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def _run(study):
    """Run what changed; return {number of a notebook: why it was run}."""
    command = [sys.executable, "-m", "helpers", "run", str(study)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line.strip() for line in done.stderr.replace("\r", "\n").splitlines() if "%|" not in line]
    common = [line.removeprefix("all notebooks: ") for line in lines if line.startswith("all notebooks: ")]
    told = dict(line.split(": ", 1) for line in lines if line[:2].isdigit() and ": " in line)
    return {**dict.fromkeys(NUMBERS * bool(common), *common), **{name[:2]: why for name, why in told.items()}}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The folder of the study, all of whose notebooks have been run."""
    home = tmp_path_factory.mktemp("rerun") / "دراسات"
    articles = (studies.SAMPLE / "raw" / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    for name, rows in (("mine", articles[:ARTICLES]), ("other", articles[ARTICLES : ARTICLES + 40])):
        (home / name / "raw").mkdir(parents=True)
        (home / name / "raw" / "articles.jsonl").write_text("".join(rows), encoding="utf-8")
        (home / name / "study.toml").write_text(f'title = "{name}"\n', encoding="utf-8")
    studies.put(home / "mine" / "study.toml", {**studies.FEWER, **WORDS})
    assert _run(home / "mine") == dict.fromkeys(NUMBERS, "it has not been run to its end yet")
    return home / "mine"


def _states(study):
    found = state.table(state.notes(settings.load(study), state.notebooks()))
    return {row.notebook[:2]: (row.state, row.why) for row in found.itertuples()}


def _add(study):
    """Add an article to the raw files of a study."""
    articles = (studies.SAMPLE / "raw" / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    with (study / "raw" / "articles.jsonl").open("a", encoding="utf-8") as raw:
        raw.write(articles[-1])


def test_a_setting_changed_by_the_form_runs_the_notebooks_that_read_it(study):
    form = desk.Desk(str(study / "study.toml")).form
    form.section.value = "collocations"
    form.fields["collocations.window"].control.value = "3"
    form.save.click()
    others = [number for number in NUMBERS if number not in ("00", "07", "12")]
    before = {path: path.stat().st_mtime_ns for path in (study / "figures").iterdir() if path.name[:2] in others}
    ran, why = _run(study), "[collocations] window changed"
    assert ran.pop("12").startswith(f"{why}; 00_settings, 07_collocates")  # the report shows what these two wrote
    assert ran == {"00": why, "07": why}
    assert len(before) > 50 and {path: path.stat().st_mtime_ns for path in before} == before
    assert {told for told, _ in _states(study).values()} == {"up to date"}


def test_an_article_of_the_texts_compared_with_runs_the_comparison_and_no_more(study):
    _add(study.parent / "other")
    ran = _run(study)
    assert sorted(ran) == ["00", "06", "12"]
    assert ran["06"] == "[keyness] reference changed" and "06_keyness" in ran["12"]


def test_an_article_of_the_study_itself_makes_all_old_that_read_its_texts(study):
    _add(study)
    found = _states(study)
    assert list(found) == NUMBERS
    for number, (told, why) in found.items():
        assert told == "to be run" and "the raw files changed" in why, number
