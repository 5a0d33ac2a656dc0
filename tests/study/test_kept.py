"""Results that are kept: taken again for the same texts, settings and code, computed for any others."""

import json

import numpy as np
import pandas as pd
import pytest

from helpers.analyses import reported_speech, themes
from helpers.corpus import store
from helpers.study import kept, outputs, report

TEXTS = ['قال الوزير سامي النجار إن الطريق مفتوح أمام الجميع منذ الصباح.',
         'وقالت المديرة ليلى نصار: "السوق مغلق اليوم".', 'أضاف محمد عادل أن القاعة جاهزة للحفل الكبير.']


@pytest.fixture
def study(make_study):
    made = make_study()
    made.raw.mkdir()
    pd.DataFrame({"id": ["a", "b", "c"], "text": TEXTS}).to_csv(made.raw / "texts.csv", index=False)
    store.build(made.raw, made.derived, recipe=made.recipe)
    return made


class Counted:
    """A function that counts how often it is called, under the name of the one that it calls."""

    def __init__(self, function):
        self.function, self.n = function, 0
        self.__module__, self.__name__ = function.__module__, function.__name__
        self.__qualname__ = function.__qualname__

    def __call__(self, *args, **options):
        self.n += 1
        return self.function(*args, **options)


def tokens_of(study):
    return store.load(study.derived)


def test_the_same_is_computed_once(study):
    extract = Counted(reported_speech.extract)
    one, two = (kept.result(study, extract, tokens_of(study).corpus) for _ in range(2))
    assert extract.n == 1 and len(one) == 3
    pd.testing.assert_frame_equal(one, two, check_exact=True)
    assert one.attrs == two.attrs and outputs.csv_bytes(one) == outputs.csv_bytes(two)
    two.loc[0, "quote"] = "another"  # what was kept may be changed, as what was computed
    assert kept.result(study, extract, tokens_of(study).corpus).loc[0, "quote"] == one.loc[0, "quote"]


def test_other_texts_options_and_code_are_computed(study, monkeypatch):
    corpus, extract = tokens_of(study).corpus, Counted(reported_speech.extract)
    kept.result(study, extract, corpus)
    assert len(kept.result(study, extract, corpus.where(doc_id=["a", "b"]))) == 2 and extract.n == 2
    speech, by = kept.result(study, extract, corpus), Counted(reported_speech.by_speaker)
    assert [len(kept.result(study, by, speech, indirect=chosen)) for chosen in (True, False, True)] == [3, 1, 3]
    assert (extract.n, by.n) == (2, 2)
    less = speech.assign(resolved_speaker=speech["resolved_speaker"].mask(speech["doc_id"] == "b", "ليلى"))
    assert kept.result(study, by, less)["speaker"].tolist() == ["ليلى"]
    monkeypatch.setattr(kept, "_CODE", {"analyses": "another"})
    kept.result(study, extract, corpus)
    assert extract.n == 3


def test_tokens_of_another_level_are_others(study):
    tokens, count = tokens_of(study), Counted(lambda tokens: tokens.terms[["term"]])
    count.__name__ = count.__qualname__ = "terms"
    one = kept.result(study, count, tokens)
    part = kept.result(study, count, tokens.select(np.arange(len(tokens)) < 5))
    assert count.n == 2 and len(one) >= len(part)


@pytest.mark.parametrize("value", [
    (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"b": pd.Categorical(["x", None])}, index=["p", "q"])),
    {"form": np.array([1, 2], np.int32), "lemma": np.array([0.5, np.nan])},
    pd.DataFrame({"day": pd.to_datetime(["2020-01-01", None]), "n": pd.array([1, None], "Int64"), "t": ["ا", "ب"]}),
])  # fmt: skip
def test_all_kinds_of_results_come_back_as_they_were(study, value):
    made = Counted(lambda: value)
    made.__name__ = made.__qualname__ = "made"
    kept.result(study, made)
    back = kept.result(study, made)
    assert made.n == 1 and type(back) is type(value)
    if isinstance(value, dict):
        assert list(back) == list(value)
        for name in value:
            np.testing.assert_array_equal(back[name], value[name])
            assert back[name].dtype == value[name].dtype and back[name].flags.writeable
    else:
        for one, other in zip(*(x if isinstance(x, tuple) else (x,) for x in (back, value)), strict=True):
            pd.testing.assert_frame_equal(one, other, check_exact=True, check_index_type=True)
            assert outputs.csv_bytes(one) == outputs.csv_bytes(other)


def test_a_large_table_comes_from_its_file_at_once_and_is_compared_to_its_end(study, monkeypatch):
    monkeypatch.setattr(kept, "_BLOCK", 2)
    value = pd.DataFrame({"n": [1, 2, 3, 4, 5], "word": ["ا", "ب", "ا", "", "ج"]})
    value.attrs["of"] = "three"
    made = Counted(lambda: value)
    made.__name__ = made.__qualname__ = "made"
    one, two = kept.result(study, made), kept.result(study, made)
    assert made.n == 1 and one is not value and one.attrs == two.attrs == value.attrs
    for found in (one, two):
        pd.testing.assert_frame_equal(found, value, check_exact=True, check_index_type=True)
        found.loc[4, ["n", "word"]] = [9, "د"]
    assert kept.result(study, made)["word"].tolist() == value["word"].tolist()
    other = value.assign(n=[1, 2, 3, 4, 6])
    assert kept._same(value, value.copy()) and not kept._same(value, other) and not kept._same(value, value.head(4))


def test_what_would_not_come_back_as_it_was_is_computed_each_time(study):
    made = Counted(lambda: pd.DataFrame({"places": [[1, 2], [3]], "who": [("a",), ("b",)]}))
    made.__name__ = made.__qualname__ = "made"
    assert kept.result(study, made)["who"].tolist() == kept.result(study, made)["who"].tolist() == [("a",), ("b",)]
    assert made.n == 2


def test_a_damaged_result_is_computed_anew(study):
    corpus, extract = tokens_of(study).corpus, Counted(reported_speech.extract)
    whole = kept.result(study, extract, corpus)
    for path in (study.derived / kept.FOLDER).iterdir():
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
    pd.testing.assert_frame_equal(kept.result(study, extract, corpus), whole)
    assert extract.n == 2


def test_a_folder_that_cannot_be_written_to_is_no_fault(study):
    (study.derived / kept.FOLDER).write_text("a file in its place")
    corpus = tokens_of(study).corpus
    pd.testing.assert_frame_equal(
        kept.result(study, reported_speech.extract, corpus), reported_speech.extract(corpus))  # fmt: skip


def test_few_results_of_a_function_are_kept_and_all_forgotten(study):
    corpus = tokens_of(study).corpus
    speech = reported_speech.extract(corpus)
    for n in range(kept.MOST + 3):
        kept.result(study, reported_speech.by_speaker, speech.assign(rule=str(n)))
    left = sorted(path.name for path in (study.derived / kept.FOLDER).iterdir())
    assert len(left) == 2 * kept.MOST and all(name.startswith("reported_speech.by_speaker-") for name in left)
    kept.forget(study)
    assert not (study.derived / kept.FOLDER).exists()


def test_an_error_is_not_kept(study):
    tokens = tokens_of(study)
    for _ in range(2):
        with pytest.raises(Exception, match="themes"):
            kept.result(study, themes.fit, tokens, n_themes=50)
    assert not list((study.derived / kept.FOLDER).glob("*"))


def test_derived_with_results_is_still_what_was_built(study):
    before = json.loads((study.derived / "manifest.json").read_text("utf-8"))
    kept.result(study, reported_speech.extract, tokens_of(study).corpus)
    assert store.why_stale(study.raw, study.derived, study.recipe) is None
    assert json.loads((study.derived / "manifest.json").read_text("utf-8")) == before


def test_bytes_are_made_once_of_the_same(study):
    made = []

    def make(text):
        made.append(text)
        return text.encode()

    assert [kept.data(study, "part", ["a", n], lambda n=n: make(f"x{n}")) for n in (1, 2, 1)] == [b"x1", b"x2", b"x1"]
    assert made == ["x1", "x2"]
    for path in (study.derived / kept.FOLDER).glob("part-*"):
        path.write_bytes(path.read_bytes()[:-1])  # cut short: not what was made
    assert kept.data(study, "part", ["a", 1], lambda: make("x3")) == b"x3"
    for n in range(kept.MOST + 2):
        kept.data(study, "part", ["b", n], lambda: b"y")
    kept.data(study, "part-other", [], lambda: b"z")
    assert len(list((study.derived / kept.FOLDER).glob("part-*"))) == kept.MOST + 1


def test_what_the_report_shows_is_made_beforehand(study, monkeypatch):
    table = pd.DataFrame({"term": [f"كلمة{n}" for n in range(30)], "n": range(30)})
    for name in ("03_some", "04_other"):
        outputs.save_table(study, name, table, caption_ar="كلمات", caption_en="Words")
    plain = report.write(study).read_bytes()
    kept.forget(study)
    report.prepare(study, "03")
    asked, made = [], report._shown
    monkeypatch.setattr(report, "_shown", lambda study, name, *rest: asked.append(name) or made(study, name, *rest))
    assert report.write(study).read_bytes() == plain and asked == ["04_other"]
    (study.figures_folder / "03_some.json").write_text("no sidecar", encoding="utf-8")
    report.prepare(study, "03")  # what is wrong with it, the report says
