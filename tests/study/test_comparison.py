"""The two sides of a study's keyness: another study, a part, the rest, or general Arabic."""

import json

import pytest

from helpers.analyses import keyness
from helpers.corpus import store
from helpers.errors import NotEnoughData, SettingsError
from helpers.study import comparison, settings

TEXTS = {"أ": "داعش في المدينة", "ب": "مباراة كرة في المدينة"}


@pytest.fixture
def make(tmp_path):
    """A function that makes a study of two sources with these [keyness] settings, and its tokens."""

    def make(**keyness):
        folder = tmp_path / "دراسة أولى"
        (folder / "raw").mkdir(parents=True, exist_ok=True)
        rows = [{"text": text, "source": name, "date": "2015-01-02"} for name, text in TEXTS.items()]
        lines = "\n".join(json.dumps(row) for row in rows)
        (folder / "raw" / "a.jsonl").write_text(lines, "utf-8")
        values = "\n".join(f'{key} = "{value}"' for key, value in keyness.items())
        (folder / "study.toml").write_text(f'title = "الأولى"\n[keyness]\n{values}\n', "utf-8")
        study = settings.load(folder)
        return study, store.build(study.raw, study.derived, recipe=study.recipe)

    return make


def test_general_arabic_is_the_default(make):
    study, tokens = make()
    target, reference, names = comparison.sides(study, tokens)
    assert target is tokens and reference is None and names == ("الأولى", ("العربية العامة", "general Arabic"))


def test_the_sizes_of_both_sides_are_those_of_the_corpora(make):
    target, reference, _ = comparison.sides(*make(target="source=أ", reference="source=ب"))
    table = keyness.compare(target, reference, bootstrap=0, min_n=1, min_docs=1)
    assert keyness.sizes(table) == {"target": [1, 3], "reference": [1, 4]}
    assert keyness.sizes(keyness.compare(target, bootstrap=0, min_n=1, min_docs=1))["reference"][0] is None


def test_a_part_against_another(make):
    target, reference, names = comparison.sides(*make(target="source=أ", reference="source=ب"))
    assert (len(target), len(reference)) == (3, 4)
    assert names == (("المصدر: أ", "source: أ"), ("المصدر: ب", "source: ب"))


def test_a_part_against_the_rest(make):
    target, reference, names = comparison.sides(*make(target="source=ب", reference="rest"))
    assert (len(target), len(reference)) == (4, 3)
    assert names[0] == ("المصدر: ب", "source: ب") and names[1] == ("بقية المدونة", "the rest of the corpus")


def test_another_study_is_counted_as_this_one_and_kept_beside_it(make, tmp_path):
    other = tmp_path / "other"
    (other / "raw").mkdir(parents=True)
    (other / "raw" / "b.txt").write_text("والكرة للكرة", "utf-8")
    (other / "study.toml").write_text('title = "الثانية"\n[terms]\nlevel = "form"\n', "utf-8")
    study, tokens = make(reference=str(other))
    _, reference, names = comparison.sides(study, tokens)
    assert reference.level == "lemma" and reference.terms["key"].tolist() == ["كرة"]
    assert names[1] == "الثانية"
    assert (study.folder / "derived-reference" / "manifest.json").is_file()
    assert not (other / "derived").exists()


@pytest.mark.parametrize(
    "keyness, error, message",
    [
        ({"reference": ""}, SettingsError, r'\[keyness\] reference is empty; "general"'),
        ({"reference": "rest"}, SettingsError, r'reference is "rest", but target is empty'),
        ({"reference": "source=ج"}, NotEnoughData, r'reference is "source=ج", .* No document has source "ج"'),
        ({"target": "sorce=أ"}, SettingsError, r'\[keyness\] target: .*no column "sorce".*Did you mean "source"'),
        ({"target": "date=2020"}, NotEnoughData, r'\[keyness\] target is "date=2020", but no document is such'),
        ({"target": "date=2015", "reference": "rest"}, NotEnoughData, "the target is the whole study"),
        ({"reference": "nowhere"}, SettingsError, r'\[keyness\] reference: there is no study "nowhere"'),
    ],
)
def test_what_cannot_be_compared_names_the_key(make, keyness, error, message):
    study, tokens = make(**keyness)
    with pytest.raises(error, match=message):
        comparison.sides(study, tokens)
