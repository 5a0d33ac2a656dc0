"""The inverted index in files: it answers as the tokens themselves do, and never speaks of another store."""

import itertools
import shutil

import factory
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analyses import collocations, concordance
from helpers.arabic import kernel, tokenization
from helpers.corpus import index, store, tokens
from helpers.corpus.search import nodes, windows

QUERIES = (
    "الإرهاب", "في", "مكافحة الإرهاب", "مكافحة * في", "(مكافحة|محاربة) الإرهاب", "*رهاب", "form:والإرهاب",
    "lemma:إرهاب", "الإرهاب ~5 التطرف", "مجلس الأمن", "الأمن", "root:كفح", "الأمم المتحدة",
)  # fmt: skip
SENTENCES = (
    "قال مجلس الأمن الدولي إن مكافحة الإرهاب في العراق لا تكفي.", "والإرهاب والتطرف خطر على الأمم المتحدة!",
    "محاربة الإرهاب في مكافحة التطرف", "وصف مجلس الأمن الدولي الإرهاب بأنه تطرف.",
    "لا أمن في الأمن بلا مكافحة فى الارهاب",
)  # fmt: skip


@pytest.fixture(scope="module")
def made():
    texts = [" ".join(order) for order in itertools.permutations(SENTENCES, 3)]
    corpus = factory.corpus_of([f"{text} {number}" for number, text in enumerate(texts)])
    return tokens.tokenize(corpus, lexicon={"الأمم المتحدة": "الأمم المتحدة"})


@pytest.fixture
def kept(made, tmp_path, monkeypatch):
    """The same tokens out of a store that has an index."""
    monkeypatch.setattr(index, "LEAST", 1)
    store.save(made, tmp_path / "derived")
    return store.load(tmp_path / "derived")


def part_names(folder):
    return sorted(path.name for path in (folder / "index").iterdir())


def test_the_parts_are_what_is_made_in_memory(made, kept, tmp_path):
    for name in ("places", "inside"):
        for one, other in zip(getattr(kept, name), getattr(made, name), strict=True):
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(kept.alphabetical, made.alphabetical)
    assert part_names(tmp_path / "derived") == [
        "forms.arrow", "index.json", "inside.arrow", "positions.arrow", "terms.arrow",
    ]  # fmt: skip
    assert len(made.inside[0]) > 0


def test_the_positions_of_a_form_ascend_and_hold_it(kept):
    bounds, numbers = kept.places
    for row in range(len(kept.forms)):
        mine = numbers[bounds[row] : bounds[row + 1]]
        assert (np.diff(mine) > 0).all()
        np.testing.assert_array_equal(mine, np.flatnonzero(kept.form == row))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", ["document", "pre", "keyword", "random"])
def test_a_page_is_the_same(made, kept, query, sort):
    n, lines = concordance.page(kept, query, sort=sort)
    expected_n, expected = concordance.page(made, query, sort=sort)
    assert n == expected_n > 0
    pd.testing.assert_frame_equal(lines, expected)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_windows_and_collocates_are_the_same(made, kept, monkeypatch, share):
    expected = collocations.table(made, "الإرهاب", min_n=1, min_docs=1)
    monkeypatch.setattr(windows, "_SPARSE", share)
    monkeypatch.setattr(nodes, "_GATHERED_KEPT", share)
    pd.testing.assert_frame_equal(collocations.table(kept, "الإرهاب", min_n=1, min_docs=1), expected)


@given(st.data())
def test_gathered_windows_are_the_marked_ones(made, data):
    starts = sorted(data.draw(st.lists(st.integers(0, len(made) - 4), max_size=30)))
    ends = [start + data.draw(st.integers(1, 3)) for start in starts]
    run = np.array(starts, np.int64), np.array(ends, np.int64)
    options = {
        "window": data.draw(st.integers(1, 12)), "side": data.draw(st.sampled_from(windows.SIDES)),
        "within_sentence": data.draw(st.booleans()),
    }  # fmt: skip
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for share in (-1, 100):
            patch.setattr(windows, "_SPARSE", share)
            found.append(windows.around(made, *run, **options))
    for one, other in zip(*found, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_selection_does_not_use_it(kept):
    assert kept.has_index
    part = kept.where(doc_id=["d0", "d1"])
    assert not part.has_index
    assert (np.diff(part.places[0]) == part.forms["n"]).all()


def test_a_small_store_has_none(made, tmp_path):
    store.save(made, tmp_path / "derived")
    concordance.page(store.load(tmp_path / "derived"), "الإرهاب")
    assert not (tmp_path / "derived" / "index").exists()


def test_a_build_makes_it(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "LEAST", 1)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "نص.txt").write_text("مكافحة الإرهاب في العراق", encoding="utf-8")
    store.build(tmp_path / "raw", tmp_path / "derived")
    assert "positions.arrow" in part_names(tmp_path / "derived")
    assert not list((tmp_path / "derived").glob(".index-*"))


@pytest.mark.parametrize("name", ["positions.arrow", "forms.arrow", "inside.arrow", "terms.arrow", "index.json"])
@pytest.mark.parametrize("harm", ["cut short", "missing"])
def test_a_harmed_one_is_made_again(made, kept, tmp_path, name, harm):
    assert len(kept.places[1]) == len(kept)
    path = tmp_path / "derived" / "index" / name
    shutil.copy(path, tmp_path / "whole")
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = store.load(tmp_path / "derived")
    np.testing.assert_array_equal(again.places[1], made.places[1])
    assert path.read_bytes() == (tmp_path / "whole").read_bytes()


def test_that_of_another_store_is_not_believed(kept, tmp_path):
    assert kept.has_index
    assert len(kept.places[1])
    other = tokens.tokenize(factory.corpus_of(["الإرهاب في مكافحة الإرهاب"]))
    store.save(other, tmp_path / "other")
    shutil.copytree(tmp_path / "derived" / "index", tmp_path / "other" / "index")
    loaded = store.load(tmp_path / "other")
    np.testing.assert_array_equal(loaded.places[1], other.places[1])


def test_a_store_that_is_replaced_meanwhile_gets_none(kept, tmp_path):
    other = tokens.tokenize(factory.corpus_of(["الإرهاب في مكافحة الإرهاب"]))
    store.save(other, tmp_path / "derived")  # `kept` still looks at the files it was loaded from
    assert len(kept.places[1]) == len(kept)
    assert not (tmp_path / "derived" / "index").exists()


def test_where_nothing_can_be_written_it_is_made_in_memory(made, kept, monkeypatch):
    def full(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(index.tempfile, "mkdtemp", full)
    np.testing.assert_array_equal(kept.places[1], made.places[1])


@given(st.lists(st.text(alphabet="ابةتىئءؤ ـ.،٣aً", max_size=12), max_size=3))
def test_plain_words_are_cut_as_the_kernel_cuts_them(texts):
    with pytest.MonkeyPatch.context() as patch:
        calls = []
        scan = kernel.scan
        patch.setattr(tokenization.kernel, "scan", lambda *given: calls.append(1) or scan(*given))
        quick = tokenization.words(texts)
        patch.setattr(tokenization, "_PLAIN", tokenization.re.compile("(?!)"))
        assert quick == tokenization.words([*texts, "."])[:-1]
        assert calls
