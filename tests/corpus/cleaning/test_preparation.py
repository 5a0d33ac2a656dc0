"""From raw files to the Corpus of a study, as [corpus] says; and documents in other languages."""

import json

import pytest

from helpers.corpus import store
from helpers.corpus.assembly import repair
from helpers.corpus.cleaning import languages, preparation
from helpers.errors import ArgumentError, InputError
from helpers.study import keys

ADVERT = "حملوا تطبيقنا الجديد على هاتفكم المحمول"
PERSIAN = "این کتاب را از کتابخانه گرفتم و در خانه خواندم که بسیار خوب است و برای شما هم خوب است"


def prose(n):
    return "\n".join(f"هذه هي الجملة رقم {n}{k} من المقال وفيها كلمات {n}{k} أخرى" for k in range(8))


@pytest.fixture
def raw(tmp_path):
    texts = [f"{prose(n)}\n{ADVERT}" for n in range(6)] + [prose(0), f"شكرا ً ﻻ شيء\n{prose(7)}", PERSIAN]
    rows = [{"id": f"d{n}", "text": text, "date": f"0{n + 1}/10/2018"} for n, text in enumerate(texts)]
    path = tmp_path / "raw" / "a.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_by_default_texts_are_repaired_and_nothing_is_left_out(raw):
    corpus = preparation.read(raw, {})
    assert len(corpus) == 9
    assert corpus.documents["text"][7].startswith("شكراً لا شيء")
    assert sorted(corpus.repairs["step"]) == ["detached_tanwin", "presentation_forms"]
    assert corpus.documents["date"].eq("2018-01-01").all()  # 09/10 or 10/09: the year is sure
    assert corpus.documents["text"][0].endswith(ADVERT)


def test_each_key_does_what_it_says(raw):
    settings = {"date_order": "dmy", "repair": ["detached_tanwin"], "boilerplate": "drop", "other_languages": "drop",
                "near_duplicates": "drop", "encoding": "auto", "text": "text", "title": ""}  # fmt: skip
    corpus = preparation.read(raw, settings)
    assert corpus.documents["date"].dt.strftime("%Y-%m-%d").tolist()[:2] == ["2018-10-01", "2018-10-02"]
    assert corpus.documents["text"].tolist()[:6] == [prose(n) for n in range(6)]
    assert corpus.documents["text"][6].startswith("شكراً ﻻ شيء")
    assert corpus.documents["doc_id"].tolist() == ["d0", "d1", "d2", "d3", "d4", "d5", "d7"]
    assert dict(zip(corpus.set_aside["doc_id"], corpus.set_aside["reason"], strict=True)) == {
        "d8": "not Arabic: Persian",
        "d6": 'near-duplicate of "d0", which stays',  # only once the advert is gone
    }
    assert corpus.repairs.groupby("step")["n"].sum().to_dict() == {"boilerplate": 6, "detached_tanwin": 1}


def test_lines_of_ones_own_go_without_the_others(raw):
    corpus = preparation.read(raw, {"boilerplate_lines": [prose(1).split("\n")[0]], "near_duplicates": "report"})
    assert corpus.repairs.query("step == 'boilerplate'")["doc_id"].tolist() == ["d1"]
    assert corpus.documents["text"][0].endswith(ADVERT)
    assert corpus.notes["note"].str.startswith("near-duplicate of").sum() == 1


def test_values_are_checked(raw):
    with pytest.raises(ArgumentError, match=r'\[corpus\] near_duplicates is "remove", but must be one of "keep"'):
        preparation.read(raw, {"near_duplicates": "remove"})
    with pytest.raises(InputError, match="holds no document once"):
        path = raw.with_name("persian.txt")
        path.write_text(PERSIAN, encoding="utf-8")
        preparation.read(path, {"other_languages": "drop"})


def test_the_keys_of_a_study_and_their_values_are_those_of_the_preparation():
    section = keys.KEYS["corpus"]
    for key, values in preparation.CHOICES.items():
        assert tuple(keys.choices(section[key])) == values
        assert keys.default(section[key]) == values[0]
    assert keys.default(section["repair"]) == repair.DEFAULT_STEPS
    assert keys.choices(section["repair"]) == tuple(repair.STEPS)


@pytest.mark.parametrize(
    ("key", "value"),
    [("repair", []), ("boilerplate", "drop"), ("boilerplate_lines", [ADVERT]), ("date_order", "dmy"),
     ("near_duplicates", "drop"), ("other_languages", "drop")],
)  # fmt: skip
def test_another_setting_makes_the_derived_data_anew(raw, key, value):
    derived = raw.parent.parent / "derived"
    store.build(raw, derived, recipe={"corpus": {}})
    assert store.why_stale(raw, derived, {"corpus": {}}) is None
    recipe = {"corpus": {key: value}}
    assert store.why_stale(raw, derived, recipe) == "the settings in [corpus] have changed"
    made = store.build(raw, derived, recipe=recipe)
    assert made.corpus.repairs.equals(store.load(derived).corpus.repairs)
    assert store.why_stale(raw, derived, recipe) is None


def test_the_table_of_languages(raw):
    table = languages.table(preparation.read(raw, {}))
    assert table.dtypes.astype(str).to_dict() == {
        "doc_id": "str", "language": "str", "share_latin": "float64", "share_persian": "float64", "n_letters": "int64",
    }  # fmt: skip
    assert table["language"].tolist() == ["arabic"] * 8 + ["persian"]
