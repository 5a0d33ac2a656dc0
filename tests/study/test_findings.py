"""Key findings: every number is that of its table, nothing thin is drafted, nothing of an older run is told as new."""

import pandas as pd
import pytest
from findings_check import agrees, check

from helpers.study import findings, outputs

TEXT = {"caption_ar": "جدول", "caption_en": "A table"}
FREQUENCY = pd.DataFrame({
    "term": ["في", "الإرهاب", "سلام", "نادر"], "n": [900, 1234, 150, 40], "ipm": [9000.0, 4321.9, 1500.4, 400.0],
    "n_docs": [90, 80, 50, 3], "ci_low": [8800.0, 4000.25, 1400.0, 0.0], "ci_high": [9100.0, 4600.0, 1600.5, 900.0],
    "is_stop": [True, False, False, False],
})  # fmt: skip


@pytest.fixture
def written(study):
    outputs.save_table(study, "03_term_frequency", FREQUENCY, uses=["frequency"], **TEXT)
    return study


def test_each_number_is_that_of_the_table(written):
    (finding,) = check(written)
    assert finding.output == "03_term_frequency"
    assert finding.en == (
        "The most frequent content words are الإرهاب (4,322 per million words, interval 4,000 to 4,600; 1,234 times in "
        "80 documents); سلام (1,500 per million words, interval 1,400 to 1,600; 150 times in 50 documents)."
    )
    assert "الإرهاب (4,322 لكل مليون كلمة، الفترة 4,000 إلى 4,600؛ 1,234 مرة في 80 وثيقة)" in finding.ar
    assert (1, "n", "1,234") in finding.numbers


def test_the_check_of_numbers_sees_a_wrong_one(written, monkeypatch):
    right = findings.of(written)
    wrong = [findings.Finding(f.output, f.ar, f.en.replace("1,234", "1,243"), f.numbers) for f in right]
    monkeypatch.setattr(findings, "of", lambda study: wrong)
    with pytest.raises(AssertionError):
        check(written)
    assert agrees("26.7%", 0.2669) and not agrees("26.8%", 0.2669) and not agrees("4,321", 4321.9)


def test_what_is_thin_or_by_chance_is_not_drafted(study):
    outputs.save_table(study, "03_term_frequency", FREQUENCY.tail(1), **TEXT)
    by_source = pd.DataFrame({"group": ["أ", "ب"], "term": ["سلام", "سلام"], "n": [90, 60], "ipm": [1900.0, 1200.0],
                              "n_docs": [30, 20], "p_chance": [0.2, 0.04], "is_stop": [False, False]})  # fmt: skip
    outputs.save_table(study, "03_by_source", by_source, **TEXT)
    assert findings.of(study) == []  # few documents; p of chance; and below the corpus, not above


def test_an_outlet_above_the_corpus_has_the_value_of_the_corpus_beside_it(written):
    by_source = pd.DataFrame({"group": ["أ", "ب"], "term": ["سلام", "سلام"], "n": [90, 60], "ipm": [1900.0, 1200.0],
                              "n_docs": [30, 20], "p_chance": [0.0002, 0.04], "is_stop": [False, False]})  # fmt: skip
    outputs.save_table(written, "03_by_source", by_source, **TEXT)
    assert check(written)[1].en == (
        "More frequent in one outlet than chance gives: سلام in أ (1,900 per million words, 1,500 in the whole corpus; "
        "30 documents, p < .001)."
    )


def test_a_change_over_time_needs_a_change_point_periods_that_compare_and_intervals_that_are_apart(study):
    periods = ["2019", "2020", "2021"]
    series = pd.DataFrame({"period": periods, "term": "سلام", "n": [10, 40, 90], "n_tokens": 1000, "n_docs": 30,
                           "ipm": [10.0, 40, 90], "low": [5.0, 30, 70], "high": [15.0, 50, 99]})  # fmt: skip
    points = pd.DataFrame({"term": ["سلام"], "period": ["2020"], "warning": [""]})
    compared = pd.DataFrame({"period": periods, "enough": True, "warning": ["", "", "other outlets"]})

    def written(points=points, series=series):
        for name, table in (("11_trends", series), ("11_change_points", points), ("11_comparability", compared)):
            outputs.save_table(study, name, table, **TEXT)
        return check(study)

    (finding,) = written()
    assert "سلام, lowest in 2019 (10 per million words, interval 5 to 15; 30 documents)" in finding.en
    assert "highest in 2020 (40, 30 to 50; 30 documents)" in finding.en  # 2021 has other outlets
    assert written(points=points.assign(warning="source and time are confounded")) == []
    assert written(series=series.assign(high=[35.0, 50.0, 99.0])) == []


def test_of_many_groups_the_largest_and_smallest_are_apart_by_chance(study):
    def quoted(n, low, high):
        groups = pd.DataFrame({"group": [f"م{i}" for i in range(n)], "n_docs": 30, "share": 0.20, "ci_low": 0.16,
                               "ci_high": 0.24})  # fmt: skip
        groups.loc[0, ["share", "ci_low", "ci_high"]] = [low, low - 0.04, low + 0.04]
        groups.loc[1, ["share", "ci_low", "ci_high"]] = [high, high - 0.04, high + 0.04]
        outputs.save_table(study, "09_quoted", groups, **TEXT)
        return check(study)

    assert len(quoted(2, 0.15, 0.24)) == 1  # intervals apart, p of the difference is .002
    assert quoted(12, 0.15, 0.24) == []  # of 66 pairs one is so by chance
    (finding,) = quoted(12, 0.10, 0.30)
    assert "largest in م1 (30.0%, interval 26.0% to 34.0%; 30 documents) and smallest in م0 (10.0%" in finding.en


def test_what_was_made_before_the_settings_changed_is_not_told(written, make_study):
    assert findings.of(make_study("[frequency]\nbootstrap = 7\n")) == []


def test_a_table_of_another_version_or_by_hand_tells_nothing(study):
    outputs.save_table(study, "03_term_frequency", FREQUENCY[["term", "n"]], **TEXT)
    outputs.save_table(study, "09_quoted", pd.DataFrame({"group": [], "share": []}), **TEXT)
    assert findings.of(study) == []
