"""Every output is checked against what it was made from: of each setting that changes exactly its outputs are named."""

import ast
import json
import re
import tomllib
from pathlib import Path

import dependence
import nbformat
import pandas as pd
import pytest

from helpers.errors import ArgumentError
from helpers.study import figures, outputs, provenance, report, settings
from helpers.study.keys import KEYS, choices, default

ROOT = Path(__file__).parents[2]
WORDS = pd.DataFrame({"term": ["أ"], "n": [1]})

#: Setting -> the outputs of the thirteen notebooks that depend on it, on the sample (which names its nodes, queries and
#: terms itself), 00_settings aside, which lists them all. `python tests/study/dependence.py` puts this to the test: it
#: changes each setting, runs the notebooks and compares the files.
DEPENDENT = json.loads((Path(__file__).parent / "dependent_outputs.json").read_text("utf-8"))


def saved_by_notebooks():
    """What each `outputs.save…` of the notebooks declares: {name: (verb, notebook, of, uses)}, as parts of its code."""
    found = {}
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            for node in ast.walk(ast.parse(cell.source)):
                function = getattr(node, "func", None)
                if isinstance(function, ast.Attribute) and function.attr in ("save", "save_table", "save_page"):
                    given = {keyword.arg: keyword.value for keyword in node.keywords}
                    found[node.args[1].value] = (function.attr, path.stem, given.get("of"), given.get("uses"))
    return found


SAVED = saved_by_notebooks()
NAMED_IN = {
    "07_collocations": ["collocations.nodes"], "08_concordance": ["concordance.queries"], "11_trends": ["trends.terms"],
}  # fmt: skip


def save_all(study):
    """Save every output of the notebooks, with a small table, as the notebooks declare them."""
    from helpers.study import matches

    for name, (verb, notebook, of, uses) in SAVED.items():
        names = {"named_in": NAMED_IN.get(notebook), "matches": matches}
        how = {"uses": eval(compile(ast.Expression(uses), "uses", "eval"), names) if uses else []}
        how |= {"of": of.value} if of else {}
        how["uses"] = [*how["uses"], *(figures.LOOKS if verb == "save" else [])]
        outputs.save_table(study, name, WORDS, caption_ar="ج", caption_en="t", **how)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study of which every output is saved, as the sample sets its words."""
    folder = tmp_path_factory.mktemp("provenance") / "دراسة"
    folder.mkdir()
    text = (ROOT / "data" / "sample" / "study.toml").read_text("utf-8")
    text = re.sub(r"(?m)^(target|reference) = .*\n", "", text)  # the whole study, against the general list
    (folder / "study.toml").write_text(text, "utf-8")
    (folder / "derived").mkdir()
    (folder / "derived" / "manifest.json").write_text('{"corpus_hash": "abc"}', "utf-8")
    save_all(settings.load(folder))
    return folder, text


def changed(folder, text):
    (folder / "study.toml").write_text(text, "utf-8")
    listing = outputs.listing(settings.load(folder)).set_index("name")["changed_since"]
    return {name: names for name, names in listing.items() if names}


SPECIAL = {
    "concordance.queries": ["الإرهاب|التطرف"], "trends.events": ["2019-01-01 حدث"], "lexicons.files": ["frames"],
    "keyness.reference": "rest", "keyness.target": "source=أ", "figures.mask": "mask.png", "terms.lexicon": "other.csv",
    "terms.folds": ["alef"], "corpus.repair": ["tatweel"], "figures.formats": ["png"], "corpus.encoding": "utf-8",
    "themes.candidates": [3, 4], "report.template": "mine.docx", "engine.scheduler": "local",
    "engine.shards": "file:///shards",
}  # fmt: skip


def another(name, key, now):
    """Another value of a key than `now`."""
    if name in SPECIAL:
        return SPECIAL[name]
    if isinstance(now, bool):
        return not now
    if key.kind.startswith("a list"):
        return list(choices(key)[:1]) or ["كلمة"]
    if choices(key):
        return next(choice for choice in choices(key) if choice != now)
    return "كلمة" if isinstance(now, str) else 0.77 if isinstance(now, float) else int(now) + 3


SETTINGS = [(section, word) for section in KEYS for word in KEYS[section] if (section, word) != ("corpus", "raw")]


@pytest.mark.parametrize(("section", "word"), SETTINGS)
def test_exactly_the_outputs_that_depend_on_a_setting_are_named(made, section, word):
    folder, text = made
    (folder / "mask.png").write_bytes(b"x")
    (folder / "mine.docx").write_bytes(b"x")
    (folder / "other.csv").write_text("form,lemma\nالإرهاب,إرهاب\n", "utf-8")
    given, key = tomllib.loads(text), KEYS[section][word]
    inside = given.setdefault(section, {}) if section else given
    name = f"{section}.{word}" if section else word
    inside[word] = another(name, key, inside.get(word, default(key)))
    found = changed(folder, dependence.toml(given))
    assert changed(folder, text) == {}
    assert sorted(found) == expected(name)
    told = "lexicon" if name == "terms.lexicon" else f"[{section}] {word}" if section else word
    assert all(told in names or re.match(r"\d\d_", names) for names in found.values()), found


def expected(key):
    section, _, _ = key.partition(".")
    names = DEPENDENT.get(key, [])
    if section == "corpus":  # decides what is read: everything but the table of the settings themselves, which lists it
        names = [*SAVED]
    elif section == "terms" and key not in DEPENDENT:
        names = [name for name in SAVED if DEPENDENT["words"].get(name, True)]
    return sorted({*names, "00_settings"})


def test_a_table_that_was_made_anew_makes_what_read_it_old(study):
    outputs.save_table(study, "06_keywords", WORDS, uses=["seed"], caption_ar="", caption_en="")
    outputs.save_table(study, "07_nodes", WORDS, uses=["06_keywords"], caption_ar="", caption_en="")
    assert not outputs.listing(study)["changed_since"].any()
    outputs.save_table(study, "06_keywords", WORDS.assign(n=2), uses=["seed"], caption_ar="", caption_en="")
    listed = outputs.listing(study).set_index("name")["changed_since"].to_dict()
    assert listed == {"06_keywords": "", "07_nodes": "06_keywords"}


def test_what_reads_an_old_table_is_old_itself(make_study):
    study = make_study("seed = 0\n")
    outputs.save_table(study, "06_keywords", WORDS, uses=["seed"], caption_ar="", caption_en="")
    outputs.save_table(study, "07_nodes", WORDS, uses=["06_keywords"], caption_ar="", caption_en="")
    changed_now = outputs.listing(make_study("seed = 1\n")).set_index("name")["changed_since"].to_dict()
    assert changed_now == {"06_keywords": "seed", "07_nodes": "06_keywords"}


def test_an_own_lexicon_and_a_mask_count_by_what_they_hold(make_study):
    text = '[lexicons]\nfiles = ["own"]\n[figures]\nmask = "mask.png"\n'
    folder = make_study().folder
    (folder / "own.toml").write_text('[a]\nterms = ["نص"]\n', "utf-8")
    (folder / "mask.png").write_bytes(b"1")
    study = make_study(text)
    outputs.save_table(study, "10_a", WORDS, uses=["lexicons.files"], caption_ar="", caption_en="")
    outputs.save_table(study, "05_a", WORDS, uses=["figures.mask"], caption_ar="", caption_en="")
    (folder / "own.toml").write_text('[a]\nterms = ["نص", "كلمة"]\n', "utf-8")
    (folder / "mask.png").write_bytes(b"2")
    listed = outputs.listing(make_study(text)).set_index("name")["changed_since"].to_dict()
    assert listed == {"05_a": "[figures] mask", "10_a": "[lexicons] files"}


def test_another_corpus_of_the_reference_is_noticed(study):
    def reference(text):
        folder = study.folder / "derived-reference"
        folder.mkdir(exist_ok=True)
        (folder / "manifest.json").write_text(json.dumps({"corpus_hash": text}), "utf-8")

    outputs.save_table(study, "00_settings", WORDS, uses=["study"], of="settings", caption_ar="", caption_en="")
    reference("abc")
    outputs.save_table(study, "06_keywords", WORDS, uses=["keyness", "reference"], caption_ar="", caption_en="")
    assert not outputs.listing(study)["changed_since"].any()  # the settings were the same before it was there
    reference("def")
    listed = outputs.listing(study).set_index("name")["changed_since"].to_dict()
    assert listed == {"00_settings": "", "06_keywords": "[keyness] reference"}


def test_the_report_names_what_changed_and_how_to_make_it_again(make_study):
    study = make_study('[keyness]\ntarget = "source=أ"\n')
    outputs.save_table(study, "06_keywords", WORDS, uses=["keyness"], caption_ar="ج", caption_en="t")
    assert 'class="stale"' not in report.write(study).read_text("utf-8")
    text = report.write(make_study('[keyness]\ntarget = "source=ب"\n')).read_text("utf-8")
    assert "[keyness] target" in text.partition('class="stale"')[2][:400]
    assert "khitab run &#39;دراسة أولى&#39; 06" in text


def test_a_name_that_is_no_setting(study):
    with pytest.raises(ArgumentError, match='uses names "keynes", which is no key .* Did you mean "keyness"'):
        provenance.record(study, ["keynes"])
    with pytest.raises(ArgumentError, match='of is "token", but must be one of "tokens", "corpus", "settings"'):
        provenance.record(study, of="token")
