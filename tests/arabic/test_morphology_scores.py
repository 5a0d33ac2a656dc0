"""The scorer of tests/benchmarks/morphology.py, against values worked out by hand."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

PATH = Path(__file__).parents[1] / "benchmarks" / "morphology.py"
SPEC = importlib.util.spec_from_file_location("benchmark_morphology", PATH)
scorer = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(scorer)


def table(*rows):
    """A gold table of rows surface, segs, segs_art, lemma_undiac, cls."""
    return pd.DataFrame(rows, columns=list(scorer.COLUMNS))


# 8 tokens of 5 types, 7 of them content; the gold has three clitic boundaries with the article on its noun.
GOLD = table(
    ("والكتاب", "و+الكتاب", "و+ال+كتاب", "كتاب", "NOUN"),
    ("والكتاب", "و+الكتاب", "و+ال+كتاب", "كتاب", "NOUN"),
    ("كتب", "كتب", "كتب", "كتاب", "NOUN"),
    ("كتب", "كتب", "كتب", "كتاب", "NOUN"),
    ("كتب", "كتب", "كتب", "كتب", "VERB"),
    ("كتبه", "كتب+ه", "كتب+ه", "كتب", "VERB"),
    ("أمن", "أمن", "أمن", "أمن", "NOUN"),
    ("في", "في", "في", "في", "FUNC"),
)
ANSWERS = pd.DataFrame(
    [
        ("والكتاب", "و+ال+كتاب", "كتاب", True),
        ("كتب", "ك+تب", "كتب", True),
        ("كتبه", "كتب+ه", "كتب", True),
        ("أمن", "أمن", "امن", False),
        ("في", "في", "في", True),
    ],
    columns=["form", "segments", "lemma", "known"],
)


def test_word_exact_segmentation_counts_tokens_under_both_views_of_the_article():
    scores = scorer.score(ANSWERS, GOLD)
    assert scores["Seg"] == 5 / 8  # the three tokens كتب are cut wrongly
    assert scores["SegArt"] == 5 / 8
    kept = ANSWERS.assign(segments=["و+الكتاب", "كتب", "كتب+ه", "أمن", "في"])
    assert scorer.score(kept, GOLD)["Seg"] == 1
    assert scorer.score(kept, GOLD)["SegArt"] == 6 / 8


def test_boundary_f1_counts_each_boundary_once_a_token():
    # the gold has 3 boundaries, the system 3 + 3 wrong ones, 3 in common: 2 * 3 / (6 + 3)
    assert scorer.score(ANSWERS, GOLD)["SegF"] == pytest.approx(6 / 9)
    untouched = ANSWERS.assign(segments=ANSWERS["form"])
    assert scorer.score(untouched, GOLD)["SegF"] == 0
    assert scorer.score(untouched, GOLD)["Seg"] == 5 / 8


def test_lemma_accuracy_is_of_content_tokens_and_strict_about_hamza_unless_folded():
    scores = scorer.score(ANSWERS, GOLD)
    assert scores["Lemma"] == pytest.approx(4 / 7)  # والكتاب twice, كتب once, كتبه
    assert scores["LemmaF"] == pytest.approx(5 / 7)  # and أمن


def test_bcubed_gives_each_type_one_lemma_and_the_weight_of_its_content_tokens():
    # the gold by majority: {والكتاب 2, كتب 3}, {كتبه 1}, {أمن 1}
    # the system:           {والكتاب 2}, {كتب 3, كتبه 1}, {أمن 1}
    scores = scorer.score(ANSWERS, GOLD)
    precision = (2 * 1 + 3 * 3 / 4 + 1 * 1 / 4 + 1) / 7
    recall = (2 * 2 / 5 + 3 * 3 / 5 + 1 + 1) / 7
    assert scores["B3 P"] == pytest.approx(precision)
    assert scores["B3 R"] == pytest.approx(recall)
    assert scores["B3 F"] == pytest.approx(2 * precision * recall / (precision + recall))


def test_bcubed_reproduces_the_example_of_bagga_and_baldwin():
    # Bagga & Baldwin 1998: entities of 5, 2 and 5 mentions; the response joins the last two, or the two large ones
    truth = ["a"] * 5 + ["b"] * 2 + ["c"] * 5
    joins_last_two = ["a"] * 5 + ["x"] * 7
    joins_large = ["x"] * 5 + ["b"] * 2 + ["x"] * 5
    assert scorer.bcubed(joins_last_two, truth, [1] * 12)[:2] == pytest.approx((16 / 21, 1))
    assert scorer.bcubed(joins_large, truth, [1] * 12)[:2] == pytest.approx((7 / 12, 1))


def test_a_weight_counts_like_that_many_items():
    found, truth, weights = ["x", "x", "y", "y"], ["a", "b", "b", "c"], [3, 1, 2, 4]
    items = [i for i, weight in enumerate(weights) for _ in range(weight)]
    expected = scorer.bcubed([found[i] for i in items], [truth[i] for i in items], [1] * 10)
    assert scorer.bcubed(found, truth, weights) == pytest.approx(expected)


def test_known_is_a_share_of_distinct_forms():
    assert scorer.score(ANSWERS, GOLD)["known"] == 4 / 5


def test_measures_without_their_column_are_left_out():
    scores = scorer.score(ANSWERS[["form", "lemma"]], GOLD)
    assert {name for name, value in scores.items() if value != value} == {"Seg", "SegArt", "SegF", "known"}


def test_the_gold_as_a_system_loses_only_what_needs_context():
    scores = scorer.score(scorer.one_reading(GOLD), GOLD)
    assert (scores["Seg"], scores["SegArt"], scores["SegF"], scores["B3 F"]) == (1, 1, 1, 1)
    assert scores["Lemma"] == pytest.approx(6 / 7)


@pytest.mark.parametrize(
    ("split", "kept"),
    [
        ("و+ال+كتاب", "و+الكتاب"),
        ("ل+ل+كتاب", "ل+لكتاب"),
        ("و+ل+ل+كتاب", "و+ل+لكتاب"),
        ("ل+كتاب+هم", "ل+كتاب+هم"),
        ("ال", "ال"),
        ("و+ال", "و+ال"),
        ("كتاب", "كتاب"),
    ],
)
def test_the_article_goes_back_on_its_noun(split, kept):
    assert scorer.article_on_noun(split) == kept


def test_a_form_without_an_answer_is_named_an_error():
    with pytest.raises(ValueError, match="every distinct form once"):
        scorer.score(ANSWERS.iloc[1:], GOLD)
    with pytest.raises(ValueError, match="every distinct form once"):
        scorer.score(pd.concat([ANSWERS, ANSWERS]), GOLD)


def test_vocalised_and_stretched_words_are_scored_as_the_bare_ones(tmp_path):
    path = tmp_path / "gold.tsv"
    lines = ["\t".join(scorer.COLUMNS), "وَكِتَاب\tوَ+كِتَاب\tوَ+كِتَاب\tكتاب\tNOUN", "كتـــاب\tكتـــاب\tكتـــاب\tكتاب\tNOUN"]
    path.write_text("\n".join(lines), encoding="utf-8")
    gold = scorer.read_gold(path)
    answers = pd.DataFrame({"form": ["وكتاب", "كتاب"], "segments": ["و+كتاب", "كتاب"], "lemma": ["كتاب", "كتاب"]})
    scores = scorer.score(answers, gold)
    assert (scores["Seg"], scores["SegF"], scores["Lemma"]) == (1, 1, 1)


def test_a_gold_table_without_a_column_is_refused_by_name(tmp_path):
    path = tmp_path / "gold.tsv"
    path.write_text("surface\tsegs\n", encoding="utf-8")
    with pytest.raises(ValueError, match="segs_art, lemma_undiac, cls"):
        scorer.read_gold(path)


def test_an_absent_gold_table_is_skipped_with_a_message(tmp_path, capsys):
    scorer.main(tmp_path / "none.tsv")
    assert "skipped: the gold table none.tsv is absent" in capsys.readouterr().out
