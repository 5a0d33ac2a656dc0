"""The switch to CAMeL Tools: what is said where it is missing, and how its analyses become segments and lemmas.

The package cannot be installed with its data from PyPI, so a stand-in with the two names that are used takes its
place; the real one is asked where a reader has it.
"""

import importlib.util
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest
from factory import corpus_of

from helpers.arabic import camel, morphology
from helpers.corpus import tokens
from helpers.errors import ArgumentError, InputError

INSTALLED = importlib.util.find_spec("camel_tools") is not None
# As CALIMA writes them: vocalised, tokens separated by _, + at the side of the host.
ANALYSES = {
    "والإرهاب": {"lex": "إِرْهاب", "d3tok": "وَ+_ال+_إِرْهاب", "root": "ر.ه.ب", "source": "lex"},
    "للإرهاب": {"lex": "إِرْهاب", "d3tok": "لِ+_ال+_إِرْهاب", "root": "ر.ه.ب", "source": "lex"},
    "بحكومتهم": {"lex": "حُكُومَة", "d3tok": "بِ+_حُكُومَة_+هُم", "root": "ح.ك.م", "source": "lex"},
    "واشنطن": {"lex": "واشِنْطُن", "d3tok": "واشِنْطُن", "root": "NTWS", "source": "lex"},
    "لاندبيرغ": {"lex": "لاندبيرغ", "d3tok": "لاندبيرغ", "root": "", "source": "backoff"},
}


@pytest.fixture
def stand_in(monkeypatch, tmp_path):
    word = namedtuple("DisambiguatedWord", "word analyses")
    scored = namedtuple("ScoredAnalysis", "score analysis")

    class MLEDisambiguator:
        @staticmethod
        def pretrained():
            return MLEDisambiguator()

        def disambiguate(self, sentence):
            return [word(w, [scored(1.0, ANALYSES[w])] if w in ANALYSES else []) for w in sentence]

    for name in ("camel_tools", "camel_tools.disambig", "camel_tools.disambig.mle"):
        module = ModuleType(name)
        module.__spec__ = importlib.util.spec_from_loader(name, None)
        monkeypatch.setitem(sys.modules, name, module)
    sys.modules["camel_tools.disambig.mle"].MLEDisambiguator = MLEDisambiguator
    (tmp_path / "data" / "disambig_mle").mkdir(parents=True)
    (tmp_path / "catalogue.json").write_text("{}")
    (tmp_path / "data" / "disambig_mle" / "model.json").write_text("{}")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(INSTALLED, reason="camel-tools is installed here")
def test_without_the_package_one_sentence_says_how_to_mend_it():
    with pytest.raises(InputError, match=r"needs the package camel-tools, which is not installed; .*pip install camel"):
        morphology.analyze(["والإرهاب"], source="camel")


def test_without_its_data_one_sentence_says_how_to_mend_it(stand_in):
    (stand_in / "catalogue.json").unlink()
    with pytest.raises(InputError, match=r"needs the data of camel-tools, but .* has none; .*camel_data -i light"):
        morphology.analyze(["والإرهاب"], source="camel")


def test_its_analyses_become_segments_lemma_and_root(stand_in):
    table = morphology.analyze(list(ANALYSES), source="camel").set_index("form")
    assert table["segments"].to_dict() == {
        "والإرهاب": "و+ال+إرهاب", "للإرهاب": "ل+ل+إرهاب", "بحكومتهم": "ب+حكومت+هم", "واشنطن": "واشنطن",
        "لاندبيرغ": "لاندبيرغ",
    }  # fmt: skip
    assert table["lemma"].tolist() == ["إرهاب", "إرهاب", "حكومة", "واشنطن", "لاندبيرغ"]
    assert table["root"].tolist() == ["رهب", "رهب", "حكم", "", ""]
    assert table["source"].tolist() == ["camel"] * 4 + ["whole"]
    assert table["known"].tolist() == [True] * 4 + [False]


def test_the_segments_put_together_are_the_word(stand_in):
    for form, segments in zip(ANALYSES, morphology.analyze(list(ANALYSES), source="camel")["segments"], strict=True):
        assert segments.replace("+", "") == form


def test_the_readers_lexicon_wins(stand_in):
    table = morphology.analyze(["والإرهاب", "غريب"], source="camel", lexicon={"إرهاب": "عنف", "غريب": "غرباء"})
    assert table["lemma"].tolist() == ["عنف", "غرباء"]
    assert set(table["source"]) == {"lexicon"}


def test_tokens_are_counted_by_its_lemmas(stand_in):
    counted = tokens.tokenize(corpus_of(["والإرهاب للإرهاب بحكومتهم", "واشنطن"]), analyser="camel")
    assert counted.terms.set_index("key")["n"].to_dict() == {"إرهاب": 2, "حكومة": 1, "واشنطن": 1}


def test_families_have_no_third_dictionary():
    with pytest.raises(ArgumentError, match='source is "camel", but must be one of "auto", "simplemma"'):
        morphology.family(["إرهاب"], source="camel")


def test_importing_the_module_does_not_import_the_package():
    code = "import sys, helpers.arabic.camel; print('camel_tools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.skipif(not INSTALLED, reason="camel-tools is not installed")
def test_the_real_package_reads_a_word(monkeypatch):
    if not any((Path.home() / ".camel_tools").rglob("model.json")):
        pytest.skip("camel-tools has no data here")
    assert camel.Reader({}).read("والإرهاب")[:2] == ("و+ال+إرهاب", "إرهاب")
