"""Two studies, or two runs: what differs, and what moved beyond its interval."""

import json

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from helpers import schema
from helpers.corpus import store
from helpers.errors import ArgumentError
from helpers.study import cli, differences, outputs, settings

CAPTIONS = {"caption_ar": "ج", "caption_en": "t"}
TOPS = {"شرطة": ["شرطة", "قتل"], "نفط": ["نفط", "سعر"]}


def terms(**rates):
    """term -> (n in a million tokens, half of the interval)."""
    rows = [(term, n, float(n), max(n - half, 0.0), n + half) for term, (n, half) in rates.items()]
    return pd.DataFrame(rows, columns=["term", "n", "ipm", "ci_low", "ci_high"])


def keywords(**ratios):
    """term -> (log ratio, half of the interval, whether it is key)."""
    rows = [(term, ratio, ratio - half, ratio + half, key) for term, (ratio, half, key) in ratios.items()]
    return pd.DataFrame(rows, columns=["term", "log_ratio", "log_ratio_low", "log_ratio_high", "key"])


def themes(tops, stability=0.5):
    rows = [(number, label, term, rank, stability) for number, (label, found) in enumerate(tops.items(), 1)
            for rank, term in enumerate(found, 1)]  # fmt: skip
    return pd.DataFrame(rows, columns=["theme", "label", "term", "rank", "stability"])


def save(study, words, keys=None, tops=None):
    outputs.save_table(study, "03_term_frequency", words, **CAPTIONS)
    if keys is not None:
        outputs.save_table(study, "06_keyness_all", keys, uses=["keyness"], **CAPTIONS)
    if tops is not None:
        outputs.save_table(study, "04_theme_terms", tops, uses=["themes"], **CAPTIONS)
    return study


@pytest.fixture
def pair(make_study):
    """Two studies: حرب moved, سلام lies inside the intervals, نفط is not listed in the second."""
    first = make_study('title = "الأولى"\n', "a")
    second = make_study('title = "الثانية"\nseed = 3\n', "b")
    save(first, terms(حرب=(1000, 50), سلام=(100, 30), نفط=(40, 10)),
         keywords(حرب=(2.0, 0.2, True), سلام=(1.0, 0.5, True)), themes(TOPS))  # fmt: skip
    save(second, terms(حرب=(2000, 90), سلام=(120, 30)),
         keywords(حرب=(2.1, 0.2, True), سلام=(0.4, 0.5, False), بيت=(3.0, 0.1, True)),
         themes({"نفط": ["نفط", "سعر"], "ضحية": ["ضحية", "بيت"]}))  # fmt: skip
    return first, second


def rows(found, part):
    return found.table[found.table["part"] == part].set_index("item")


def test_a_move_inside_the_intervals_is_no_move(pair):
    found = rows(differences.compare(*pair), "terms")
    assert found["moved"].to_dict() == {"حرب": "moved", "نفط": "inside", "سلام": "inside"}
    war = found.loc["حرب"]
    assert (war["a"], war["b"], war["change"]) == ("1000", "2000", 1000)
    assert war["change_low"] == pytest.approx(1000 - np.hypot(50, 90))
    assert war["times"] == pytest.approx(1000 / 102.96, 1e-3)
    assert found.at["سلام", "times"] < 1


def test_a_term_that_is_not_listed_is_taken_at_the_most_it_may_be(pair):
    first, second = pair
    oil = rows(differences.compare(first, second), "terms").loc["نفط"]
    assert oil["b"] == "" and oil["change"] == pytest.approx(119 - 40), "fewer than the 120 of the rarest listed"
    save(second, terms(حرب=(2000, 90), قمر=(1, 0.5)))
    oil = rows(differences.compare(first, second), "terms").loc["نفط"]
    assert oil["change"] == -40 and oil["moved"] == "moved"
    assert oil["change_high"] == pytest.approx(-40 + np.hypot(3.689, 10), abs=1e-3)


def test_terms_alone_can_be_compared(make_study):
    first, second = (save(make_study('title = "t"\n', name), terms(حرب=(1000, 50))) for name in "ab")
    found = differences.compare(first, second)
    assert set(found.table["part"]) == {"terms"} and set(found.table["key_in"]) == {""}


def test_what_so_many_comparisons_explain_has_not_moved(make_study):
    many = {f"كلمة{n}": (100, 10) for n in range(200)}
    first = save(make_study("", "a"), terms(**many))
    second = save(make_study("", "b"), terms(**(many | {"كلمة7": (116, 10), "كلمة9": (160, 10)})))
    found = rows(differences.compare(first, second), "terms")
    assert found.at["كلمة7", "times"] > 1 and found.at["كلمة7", "moved"] == "by chance"
    assert found.at["كلمة9", "moved"] == "moved"
    told = "\n".join(differences.summary(differences.compare(first, second), language="en"))
    assert "Terms (per million words): 200 compared, 1 moved" in told
    assert "1 left their interval and did not move: of so many comparisons chance alone makes about 10 do so." in told


def test_keywords_say_where_they_are_key_and_whether_they_moved(pair):
    found = differences.compare(*pair)
    keys = rows(found, "keywords")
    assert keys["key_in"].to_dict() == {"حرب": "both", "سلام": "first", "بيت": "second"}
    assert keys["moved"].to_dict() == {"حرب": "inside", "سلام": "inside", "بيت": "added"}
    told = "\n".join(differences.summary(found, language="en"))
    assert "key in A only: 1: سلام (1 of them did not move)" in told
    assert "  key in B only: 1: بيت\n" in told


def test_themes_are_paired_by_their_terms_and_measured_by_refits(pair):
    found = rows(differences.compare(*pair), "themes")
    assert found["b"].to_dict() == {"نفط": "نفط", "شرطة": "ضحية"}
    assert found["moved"].to_dict() == {"نفط": "inside", "شرطة": "moved"}
    assert found["change"].to_dict() == {"نفط": 0.5, "شرطة": -0.5}
    save(pair[1], terms(حرب=(1, 1)), tops=themes({"نفط": ["نفط", "سعر"]}))
    assert rows(differences.compare(*pair), "themes")["moved"].to_dict() == {"نفط": "inside", "شرطة": "removed"}


def test_documents_are_known_by_their_texts(make_study):
    texts = {"same": "قال الوزير إن السلام ممكن.", "edited": "كتب الصحفي عن الحرب.", "gone": "لا أحد هنا اليوم."}
    first, second = make_study('title = "أ"\n', "a"), make_study('title = "ب"\n[terms]\nlevel = "form"\n', "b")
    later = {"renamed": texts["same"], "edited": "كتب الصحفي عن السلم.", "new": "نص جديد عن البيت."}
    for study, held in ((first, texts), (second, later)):
        (study.folder / "raw").mkdir()
        lines = [json.dumps({"id": name, "text": text, "source": name, "date": "2020-01-02"}, ensure_ascii=False)
                 for name, text in held.items()]  # fmt: skip
        (study.folder / "raw" / "a.jsonl").write_text("\n".join(lines), "utf-8")
        store.build(study.raw, study.derived, recipe=study.recipe)
    found = differences.compare(first, second)
    documents = rows(found, "documents")
    assert found.same == 1 and documents["moved"].to_dict() == {"edited": "changed", "gone": "removed", "new": "added"}
    told = "\n".join(differences.summary(found, language="en"))
    assert "Documents: 1 the same, 1 with another text, 1 in A only, 1 in B only" in told
    assert "  source: new: – → 1" in told and "  [terms] level: lemma → form" in told
    assert "First counts" not in told and "are not compared: أ counts at level lemma, ب at level form" in told
    arabic = "\n".join(differences.summary(found, language="ar"))
    assert "الوثائق: 1 كما هي، 1 تغيّر نصها" in arabic and "المصدر: new: – → 1" in arabic
    assert "لا تُقارن الكلمات" in arabic


def test_what_is_lacking_is_said(make_study, pair):
    empty = make_study('title = "فارغة"\n', "c")
    said = [english for _, english in differences.compare(pair[0], empty).cautions]
    assert any(text.startswith("No terms are compared: ") and "khitab run" in text and "03" in text for text in said)
    assert any("فارغة has no derived/; khitab build makes it" in text for text in said)
    old = keywords(حرب=(2.0, 0.2, True)).drop(columns="log_ratio_low")
    save(empty, terms(حرب=(5, 1)).assign(ci_low=np.nan, ci_high=np.nan), old)
    found = differences.compare(pair[0], empty)
    said = [english for _, english in found.cautions]
    assert any('06_keyness_all' in text and 'has no column "log_ratio_low"' in text for text in said)
    assert any("03_term_frequency has terms without an interval" in text for text in said)
    assert rows(found, "terms").at["حرب", "moved"] == "unknown"
    assert all(any("\u0621" <= sign <= "\u064a" for sign in arabic) for arabic, _ in found.cautions)
    path = pair[1].figures_folder / "03_term_frequency.json"
    path.write_text(path.read_text("utf-8").replace('"khitab": "', '"khitab": "9'), "utf-8")
    assert any("not made by the same Khitab" in text for _, text in differences.compare(*pair).cautions)
    with pytest.raises(ArgumentError, match="A and B are the same study"):
        differences.compare(empty, settings.load(empty.folder))


def test_the_table_is_written_with_its_sidecar(pair, tmp_path):
    target = tmp_path / "out" / "diff.csv"
    done = CliRunner().invoke(cli.app, ["diff", *(str(one.folder) for one in pair), "--language", "en", "--to", target])
    assert done.exit_code == 0 and "A: الأولى (a)" in done.output and "Settings: 2 differ" in done.output
    table, sidecar = pd.read_csv(target), json.loads(target.with_suffix(".json").read_text("utf-8"))
    assert list(table.columns) == list(schema.TABLES["differences"]) and sidecar["table"]["rows"] == len(table)
    assert sidecar["caption"]["en"] == "Differences between الأولى and الثانية" and sidecar["versions"]["khitab"]
    assert sidecar["studies"][0]["tables"]["03_term_frequency"]
    before = target.read_bytes()
    differences.write(differences.compare(*pair), target)
    assert target.read_bytes() == before
    with pytest.raises(ArgumentError, match=r'diff\.txt" must end in \.csv'):
        differences.write(differences.compare(*pair), tmp_path / "diff.txt")


def test_two_equal_runs_have_not_moved(make_study):
    first, second = (save(make_study("", name), terms(حرب=(5, 1)), keywords(حرب=(2, 0.2, True)), themes(TOPS, 0.9))
                     for name in "ab")  # fmt: skip
    found = differences.compare(first, second)
    assert set(found.table["moved"]) == {"inside", "changed"}, "the title, by the name of the folder"
    told = "\n".join(differences.summary(found, language="en"))
    assert "Terms (per million words): 1 compared, 0 moved" in told and "Themes: 2 compared, 0 moved" in told
