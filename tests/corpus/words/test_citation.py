"""Every term that a table shows occurs in the corpus in that spelling."""

import re
from pathlib import Path

import pytest
from written import Texts, unwritten

from helpers.analyses import collocations, frequency, keyness, multiword_terms
from helpers.arabic.normalization import CLEANING_FOLDS, normalize
from helpers.corpus import counts, documents, tokens
from helpers.corpus.words import word_list

DATA = Path(__file__).parents[3] / "data"
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670\u0640\u200c\u200d])*|\d+")
SHARED = Path(__file__).parents[4] / "shared" / "corpora"


def _sample(name):
    return DATA / name / "raw"


def _shared(name):
    path = SHARED / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return path


@pytest.fixture(scope="module")
def sides():
    return [tokens.tokenize(documents.read(_sample(name))) for name in ("sample", "sample_reference")]


def spellings(*sides):
    """The words of the texts, and their runs of up to six, with vowel signs, tatweel and the like left out."""
    found = set()
    for side in sides:
        for text in side.corpus.documents["text"]:
            clean = normalize(_WORD.findall(text), CLEANING_FOLDS)
            for size in range(1, 7):
                found.update(" ".join(clean[i : i + size]) for i in range(len(clean) - size + 1))
    return found


def shown(target, reference):
    """(table, what it shows) of the tables of a study."""
    yield "terms", target.terms.loc[(target.terms["n"] > 0) & (target.terms["kind"] == "arabic"), "term"]
    yield "frequency", frequency.content(frequency.table(target, bootstrap=0))["term"]
    for size in (2, 3):
        yield f"ngrams {size}", counts.ngrams(target, size)["term"]
    pairs = counts.skipgrams(target, gap=3, min_n=3)
    yield "skipgrams", [*pairs["first"], *pairs["second"]]
    yield "collocations", collocations.content(collocations.table(target, "الإرهاب", min_n=3))["collocate"]
    yield "clusters", collocations.clusters(target, "الإرهاب", n=3, min_n=2)["cluster"]
    found = keyness.compare(target, reference, bootstrap=0)
    yield "keyness", found.loc[(found["kind"] == "arabic") & (found["n_target"] + found["n_reference"] > 0), "term"]
    yield "compounds", multiword_terms.applied(target)["term"]
    yield "proposals", multiword_terms.propose(target, min_n=3)["written"]


def test_of_the_sample(sides):
    written = spellings(*sides)
    for name, terms in shown(*sides):
        lacking = sorted(set(terms) - written)
        assert not lacking, f"{name}: {lacking[:10]}"
    for side in sides:
        terms = side.terms.loc[side.terms["n"] > 0, "term"]
        assert terms.is_unique


def test_a_list_shows_what_the_corpus_shows(sides):
    table = word_list.general("lemma", like=sides[0]).set_index("key")
    terms = sides[0].terms.set_index("key")["term"]
    both = table.index.intersection(terms.index)
    assert len(both) > 500 and (table.loc[both, "term"] == terms[both]).all()


@pytest.mark.parametrize("name", ["counterterrorism", "reference"])
def test_of_the_shared_corpora(name):
    made = tokens.tokenize(documents.read(_shared(name)))
    terms = made.terms[(made.terms["n"] > 0) & (made.terms["kind"] == "arabic")]
    forms = set(normalize(made.forms.loc[made.forms["n"] > 0, "form"], CLEANING_FOLDS))
    forms |= {" ".join(form.split()) for form in forms}
    assert not sorted(set(terms["term"]) - forms)[:10]
    assert terms["term"].is_unique
    texts, node = Texts(made), str(frequency.content(frequency.table(made, bootstrap=0))["term"].iloc[0])
    tables = [
        multiword_terms.applied(made), multiword_terms.propose(made, top=200), multiword_terms.variants(made),
        collocations.table(made, node, min_n=20), collocations.clusters(made, node, n=3, min_n=20),
        counts.ngrams(made, 3)[:2000],
    ]  # fmt: skip
    assert unwritten([(str(number), table, None) for number, table in enumerate(tables)], texts) == []
