"""Every key of study.toml × matches nothing, misspelt, of another type: sentence, exit status, what is written."""

import json
import re
import shutil
from pathlib import Path

import pytest
from test_notebooks import declared
from typer.testing import CliRunner

from helpers.study import cli, outputs, runner, settings
from helpers.study.keys import KEYS, choices

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample" / "raw"
SETTINGS = [(section, word) for section in KEYS for word in KEYS[section]]
FEW = 66  # articles: enough for every notebook, and read often here
ABSENT = "زقزوقات"  # no word of any corpus

#: Key -> a value that means nothing here, exit status, a part of the sentence ("" where silence is right). What is no
#: word, source, column or file, such as a length or a level, is given a value outside of what it may be.
NOTHING = {
    "title": ('""', 0, ""), "description": ('""', 0, ""), "seed": ("-1", 1, "must be between 0 and 4294967295"),
    "corpus.raw": ('"nowhere"', 1, "nowhere"), "corpus.encoding": ('"utf-99"', 1, "utf-99"),
    **{f"corpus.{role}": ('"لا عمود"', 1, 'no column "لا عمود"')
       for role in ("text", "title", "date", "source", "category", "url", "id")},
    "corpus.largest_file_mb": ("0", 1, "must be between 1 and 100000"),
    "corpus.split": (f'"{ABSENT}"', 0, f'No text file has a line "{ABSENT}", so none is parted there'),
    "corpus.boilerplate_lines": (f'["{ABSENT}"]', 0, f'No text holds the line "{ABSENT}"'),
    "terms.lexicon": ('"nowhere.csv"', 1, "there is no such file"),
    "terms.extra_stop_words": (f'["{ABSENT}"]', 0, f'"{ABSENT}" does not occur'),
    "terms.not_stop_words": (f'["{ABSENT}"]', 0, f'"{ABSENT}" does not occur'),
    "terms.not_compounds": (f'["{ABSENT}"]', 0, f'"{ABSENT}" does not occur'),
    "keyness.target": (f'"source={ABSENT}"', 0, f'No document has source "{ABSENT}"'),
    "keyness.reference": (f'"source={ABSENT}"', 0, f'No document has source "{ABSENT}"'),
    "collocations.nodes": (f'["{ABSENT}"]', 0, f'"{ABSENT}" does not occur'),
    "concordance.queries": (f'["{ABSENT}"]', 0, f'"{ABSENT}" does not occur'),
    "trends.terms": (f'["{ABSENT}"]', 0, f'"{ABSENT}" does not occur'),
    "trends.events": ('["1950-01-01 حدث"]', 0, "lies outside the corpus"),
    "lexicons.files": ('["own"]', 0, 'No entry of these categories of the lexicon "own" occurs: a.'),
    "figures.mask": ('"nowhere.png"', 1, "there is no such file"),
    "report.author": ('""', 0, ""), "report.date": ('""', 0, ""),
    "report.template": ('"nowhere.docx"', 1, "there is no such file"),
    "engine.scheduler": ('"lokal"', 1, 'must be "", "local", "slurm" or the address of a Dask scheduler'),
    "engine.shards": ('"nowhere"', 1, '"nowhere" is no address, such as "s3://bucket/folder"'),
}  # fmt: skip
#: Words that cannot be read at all are told when the settings are, so that nothing is begun.
UNREADABLE = {
    "corpus.split": ('"^(a"', "which is no regular expression"),
    "terms.extra_stop_words": ('["!"]', "holds no word"),
    "terms.not_stop_words": ('["؟"]', "holds no word"), "terms.not_compounds": ('["!"]', "holds no word"),
    "collocations.nodes": ('["إرهاب*"]', "no plain word"),
    "concordance.queries": ('["(إرهاب"]', "a ( is not closed"),
    "trends.terms": ('["a|b"]', "no plain word"),
    "trends.events": ('["أمس حدث شيء"]', "must be a date and what happened"),
    "lexicons.files": ('["namig"]', 'Did you mean "naming"'),
    "keyness.target": ('"الشرق"', "names no part of a corpus"),
    "keyness.reference": ('"source="', "names no part of a corpus"),
}  # fmt: skip


def beyond(key):
    """A number outside the bounds of a key, or a text outside its choices, and the sentence."""
    if choices(key):
        several = isinstance(key.default, tuple) or callable(key.default)
        return ('["nonsense"]' if several else '"nonsense"'), "must be one of"
    if key.low is None:
        return None
    value = f"{key.low - 1}"
    return (f"[{value}]" if key.kind.startswith("a list") else value), "must be "


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A study on some articles of the sample, in a folder with a space and Arabic letters, built."""
    made = tmp_path_factory.mktemp("كل الإعدادات") / "my study"
    (made / "raw").mkdir(parents=True)
    articles = (SAMPLE / "articles.jsonl").read_text("utf-8").splitlines(keepends=True)
    (made / "raw" / "articles.jsonl").write_text("".join(articles[:FEW]), "utf-8")
    (made / "own.toml").write_text(f'[a]\nterms = ["{ABSENT}"]\n', "utf-8")
    write(made, "")
    assert khitab("build", made)[0] == 0
    return made


def write(folder, text):
    (folder / "study.toml").write_text(text, "utf-8")


def line(section, word, value):
    return f"[{section}]\n{word} = {value}\n" if section else f"{word} = {value}\n"


def khitab(*words):
    result = CliRunner().invoke(cli.app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, " ".join(result.output.split())


def refused(folder, text, verb="run"):
    """The sentence of a command that is refused, that nothing was written and what there was stayed."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != "study.toml"}
    write(folder, text)
    code, said = khitab(verb, folder)
    said = said[said.find("khitab: ") :] if verb == "build" else said  # building says before that it begins
    assert code == 1 and said.startswith("khitab: "), said
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.name != "study.toml"}
    assert {path.name for path in after if path not in before} <= {"figures"} and before.items() <= after.items()
    return said


@pytest.mark.parametrize(("section", "word"), SETTINGS)
def test_a_value_of_another_type(folder, section, word):
    kind = KEYS[section][word].kind
    value = "5" if "text" in kind or "path" in kind or "true" in kind else '"text"'
    said = refused(folder, line(section, word, value))
    named = f"[{section}] {word}" if section else word
    assert f"{folder / 'study.toml'}: {named} is {value}, but must be {kind}" in said


@pytest.mark.parametrize(("section", "word"), SETTINGS)
def test_a_key_that_is_misspelt(folder, section, word):
    wrong = word[:-1] + word[-1] * 2
    said = refused(folder, line(section, wrong, "1"))
    assert f'unknown key "{wrong}"' in said and f'Did you mean "{word}"?' in said


@pytest.mark.parametrize(("section", "word"), SETTINGS)
def test_a_value_that_matches_nothing(folder, section, word):
    key = KEYS[section][word]
    name = f"{section}.{word}" if section else word
    if name not in NOTHING:
        if key.kind == "true or false":
            assert name not in NOTHING  # nothing can be matched or not
            return
        value, sentence = beyond(key)
        assert sentence in refused(folder, line(section, word, value))
        return
    value, status, sentence = NOTHING[name]
    if status:
        assert sentence in refused(folder, line(section, word, value), verb="build")
        return
    write(folder, line(section, word, value))
    code, said = khitab("check", folder)
    assert code == 0
    if sentence:
        effects = said.partition("Settings without effect: ")[2]
        assert sentence in effects and (f"[{section}] {word}" in effects)
    else:
        assert khitab("build", folder)[0] == 0


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_word_that_cannot_be_read(folder, name):
    value, sentence = UNREADABLE[name]
    section, _, word = name.partition(".")
    said = refused(folder, line(section, word, value))
    assert sentence in said and f"[{section}] {word}: " in said


def test_a_setting_that_works_is_not_called_silent(folder):
    write(folder, '[collocations]\nnodes = ["الإرهاب"]\n[concordance]\nqueries = ["مكافحة الإرهاب"]\n'
          '[terms]\nextra_stop_words = ["إرهاب"]\nnot_stop_words = ["كان"]\n[lexicons]\nfiles = ["frames"]\n'
          '[keyness]\ntarget = "date=2018.."\nreference = "rest"\n')  # fmt: skip
    assert "Settings without effect: 0" in khitab("check", folder)[1]


EVERYWHERE = f"""
[figures]
formats = ["png"]
dpi = 60
cloud_terms = 30
[corpus]
boilerplate_lines = ["{ABSENT}"]
[terms]
extra_stop_words = ["{ABSENT}"]
not_stop_words = ["{ABSENT}"]
[keyness]
target = "source={ABSENT}"
[collocations]
nodes = ["{ABSENT}", "{ABSENT} الإرهاب"]
[concordance]
queries = ["{ABSENT}", "الإرهاب {ABSENT}|{ABSENT}"]
[lexicons]
files = ["own"]
[trends]
terms = ["{ABSENT}"]
events = ["1950-01-01 حدث"]
bootstrap = 20
[frequency]
bootstrap = 20
[themes]
candidates = [4]
runs = 2
"""
NO_KEYWORDS = f"""
[figures]
formats = ["png"]
dpi = 60
cloud_terms = 30
[keyness]
target = "source={ABSENT}"
[trends]
period = "month"
min_docs = 100000
bootstrap = 20
[themes]
min_docs = 100000
[frequency]
min_n = 100000
bootstrap = 20
[collocations]
min_n = 100000
"""
SOMEWHERE = f"""
[figures]
formats = ["png"]
dpi = 60
cloud_terms = 30
[collocations]
nodes = ["الإرهاب", "{ABSENT}"]
min_n = 2
[concordance]
queries = ["{ABSENT}", "الإرهاب"]
[lexicons]
files = ["own", "frames"]
[trends]
terms = ["{ABSENT}", "الإرهاب"]
period = "year"
bootstrap = 20
"""


def every_output(folder, names=None):
    """What each declared output became: its table's rows, or why there is none."""
    study, found = settings.load(folder), {}
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        for name, _ in declared(path):
            if names is None or name[:2] in names:
                sidecar = outputs.read_sidecar(study.figures_folder / f"{name}.json")
                found[name] = sidecar["absent"]["en"] if sidecar["absent"] else outputs.read_table(study, name)
    return found


def run_to_its_end(folder, tmp_path, text, *notebooks):
    """Run notebooks with these settings; return what became of their outputs."""
    study = tmp_path / "دراسة"
    shutil.copytree(folder, study, ignore=shutil.ignore_patterns("figures", "derived*"))
    write(study, text)
    code, said = khitab("run", study, *notebooks)
    assert code == 0, said
    report = (study / "figures" / "report.html").read_text("utf-8")
    assert "What was not computed" in report
    copy = json.loads((study / "figures" / "executed" / "07_collocations.ipynb").read_text("utf-8"))
    kinds = {output["output_type"] for cell in copy["cells"] for output in cell.get("outputs", ())}
    assert "error" not in kinds and "stream" not in kinds
    return every_output(study, notebooks or None)


def test_a_run_in_which_every_word_is_absent_goes_to_its_end(folder, tmp_path):
    found = run_to_its_end(folder, tmp_path, EVERYWHERE)
    for name in ("00_settings", "01_documents", "02_folds", "03_rank_frequency", "09_speakers", "11_comparability"):
        assert not isinstance(found[name], str), f"{name}: {found[name]}"
    assert f'No document has source "{ABSENT}"' in found["06_keywords"]
    assert found["07_nodes"]["n"].tolist() == found["11_terms"]["n"].tolist() * 2 == [0, 0]
    assert found["08_counts"]["n"].tolist() == [0, 0] and found["11_trends"]["n"].sum() == 0
    assert 'None of the nodes "' in found["07_collocates"] and "has a hit" in found["08_dispersion"]
    assert found["00_matches"].set_index("setting").loc["[trends] terms", "n"] == 0


def test_a_run_in_which_nothing_passes_the_cut_offs_goes_to_its_end(folder, tmp_path):
    found = run_to_its_end(folder, tmp_path, NO_KEYWORDS, "03", "04", "06", "07", "08", "11")
    assert all("needs the table 06_strongest" in found[name] for name in ("07_nodes", "08_counts", "11_terms"))
    assert "06_strongest" in found["11_change_points"] and "themes need 10" in found["04_themes"]
    assert not isinstance(found["03_rank_frequency"], str) and not isinstance(found["11_comparability"], str)


def test_one_word_of_several_that_matches_nothing(folder, tmp_path):
    study = tmp_path / "دراسة"
    shutil.copytree(folder, study, ignore=shutil.ignore_patterns("figures", "derived*"))
    write(study, SOMEWHERE)
    runner.run(settings.load(study), only=["07", "08", "10", "11"], progress=False)
    found = every_output(study, ("07", "08", "10", "11"))
    for name, column in (("07_nodes", "word"), ("08_counts", "query"), ("11_terms", "word")):
        counted = found[name].set_index(column)
        assert counted.loc[ABSENT, "n"] == 0 and "does not occur" in counted.loc[ABSENT, "note"]
        assert counted.loc["الإرهاب", "n"] > 0
    assert found["07_collocates"]["node"].unique().tolist() == ["الإرهاب"]
    assert found["08_concordance"]["query"].unique().tolist() == ["الإرهاب"]
    assert set(found["11_trends"]["term"]) == {ABSENT, "الإرهاب"}
    assert found["10_categories"].set_index("category").loc["a", "n"] == 0
    assert not re.search(r"Not computed", (study / "figures" / "executed" / "08_concordance.ipynb").read_text("utf-8"))
