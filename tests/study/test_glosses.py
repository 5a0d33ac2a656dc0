"""Glosses beside Arabic words: in English figures, nowhere else, and in no table."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from typer.testing import CliRunner

from helpers.display import effects, frames, language, networks, panels, plots, rtl
from helpers.display.glosses import NONE, Glosses
from helpers.errors import InputError
from helpers.study import cli, figures, glosses, outputs

OWN = "term,gloss\nالإرهـاب,terrorism\nالدولة,\"state, the\"\n"


def words():
    return pd.DataFrame({"term": ["الإرهاب", "الدولة", "كتب"], "ipm": [3000.0, 2000.0, 1000.0], "n": [30, 20, 10]})


def saved(study):
    ax = plots.bars(words(), title=("كلمات", "words"))
    return outputs.save(study, "06_a", ax, words(), caption_ar="كلمات", caption_en="Words")


def written(figure):
    """The texts of a figure without marks of direction, as a reader sees which letters stand there."""
    texts = [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]
    return [rtl.INVISIBLE.sub("", text) for text in texts]


def test_english_figures_have_the_readers_glosses_and_arabic_ones_none(make_study):
    study = make_study('[figures]\nlanguage = "both"\nformats = ["svg"]\n')
    plain = saved(study)
    table = (study.figures_folder / "06_a.csv").read_bytes()
    before = {path.name: path.read_bytes() for path in plain.files}
    study.gloss_file.write_text(OWN, encoding="utf-8")
    figures.again(study)
    after = {path.name: path.read_bytes() for path in plain.files}
    assert after["06_a.svg"] == before["06_a.svg"] and after["06_a.en.svg"] != before["06_a.en.svg"]
    assert (study.figures_folder / "06_a.csv").read_bytes() == table
    captions = outputs.read_sidecar(study.figures_folder / "06_a.json")["caption"]
    assert captions["en"].endswith("In the English figure words have glosses, the reader's own (gloss.csv).")
    assert "gloss.csv" not in captions["ar"]
    saved(study)  # drawn anew by its notebook it is the same
    assert {path.name: path.read_bytes() for path in plain.files} == after


def test_what_is_drawn_and_how_it_runs(make_study):
    study = make_study('[figures]\nlanguage = "en"\n')
    study.gloss_file.write_text(OWN, encoding="utf-8")
    with language.chosen(**figures.looks(study)["en"]):
        texts = written(plots.bars(words()).figure)
        shown = frames.term("الإرهاب", behind=" (12)")
    if rtl.mpl_shapes_natively():
        assert shown == "\u200eالإرهاب · terrorism (12)"  # the mark lets the line run from the left
        assert {"الإرهاب · terrorism", "الدولة · state, the", "كتب"} <= set(texts)
    else:
        assert shown == f"{rtl.visual('الإرهاب')} · terrorism (12)"
    assert frames.term("الإرهاب") == rtl.prepare("الإرهاب")  # behind the block nothing is left of it


def test_letters_where_they_are_asked_for_and_the_readers_own_win(make_study):
    study = make_study('[figures]\nlanguage = "en"\ngloss = "transcription"\nformats = ["svg"]\n')
    study.gloss_file.write_text(OWN, encoding="utf-8")
    with language.chosen(**figures.looks(study)["en"]):
        assert [language.gloss(word) for word in ("الإرهاب", "كتب", "مجلس الأمن", "NATO", "2019")] == [
            "terrorism", "ktb", "mǧls al-ʾmn", "", "",
        ]  # fmt: skip
    sidecar = json.loads(saved(study).files[-1].read_text(encoding="utf-8"))
    assert "reader's own" in sidecar["caption"]["en"]
    assert "with no vowel that the text does not write" in sidecar["caption"]["en"]


def test_in_arabic_where_it_is_asked_for_and_nowhere_with_none(make_study):
    study = make_study('[figures]\ngloss_in = "both"\n')
    study.gloss_file.write_text(OWN, encoding="utf-8")
    assert figures.looks(study)["ar"]["glosses"].of("الإرهاب") == "terrorism"
    with language.chosen(**figures.looks(study)["ar"]):
        assert rtl.INVISIBLE.sub("", frames.term("الإرهاب")) in ("الإرهاب · terrorism", rtl.visual("الإرهاب"))
    assert figures.looks(make_study(""))["ar"]["glosses"] == NONE
    assert glosses.of(make_study('[figures]\ngloss = "none"\n'), "en") == NONE
    assert glosses.of(make_study(""), "en").own["الإرهاب"] == "terrorism"


def test_a_change_of_the_file_is_a_change_of_the_figures(make_study):
    study = make_study('[figures]\nlanguage = "en"\nformats = ["svg"]\n')
    saved(study)
    assert outputs.listing(study)["changed_since"].tolist() == [""]
    study.gloss_file.write_text(OWN, encoding="utf-8")
    assert outputs.listing(study)["changed_since"].tolist() == ["[figures] gloss"]
    figures.again(study)
    assert outputs.listing(study)["changed_since"].tolist() == [""]


def test_an_engine_that_does_not_shape_is_given_each_part_as_it_is_seen(monkeypatch):
    monkeypatch.setattr(rtl, "mpl_shapes_natively", lambda: False)
    shown = rtl.visual("والي")
    assert rtl.beside("والي", "wālī (والي)", behind=" (12)") == f"{shown} · wālī ({shown}) (12)"
    assert rtl.beside("والي", "wali", behind=" (12)", base="rtl") == f"(12) wali · {shown}"
    assert rtl.under("والي", "wali", " (12)") == f"{shown}\nwali (12)"


def test_themes_have_their_glosses_on_a_line_below(make_study):
    table = pd.DataFrame({"label": "الإرهاب · كتب", "term": ["الإرهاب", "كتب"], "weight": [2.0, 1.0]})
    with language.chosen(language="en", glosses=Glosses({"الإرهاب": "terrorism"})):
        (ax,) = panels.bars(table, panel="label")
        network = networks.draw(pd.DataFrame({"node": ["الإرهاب"], "collocate": ["كتب"], "weight": [2.0]}))
        scatter = effects.scatter(pd.DataFrame({"term": ["الإرهاب"], "ipm": [9.0], "log_ratio": [2.0], "key": [True]}))
    assert any("terrorism · " in text and "\n" in text for text in written(ax.figure))
    assert any("terrorism" in text for text in written(network.figure))
    assert any("terrorism" in text for text in written(scatter.figure))


def test_glosses_of_words_that_no_figure_shows_are_told(make_study):
    study = make_study('[figures]\nformats = ["svg"]\n')
    assert glosses.without_effect(study) == []
    saved(study)
    study.gloss_file.write_text(f"{OWN}الإرهابي,terrorist\n", encoding="utf-8")
    assert glosses.without_effect(study) == ["الإرهابي"]
    told = CliRunner().invoke(cli.app, ["figures", str(study.folder)])
    assert told.exit_code == 0 and "1 glosses of gloss.csv stand beside no word of a figure" in told.output
    assert "الإرهابي" in told.output


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form,gloss\nأ,a\n", 'gloss.csv: the first line must be "term,gloss", but is "form,gloss".'),
        ("term,gloss\nabc,a\n", 'gloss.csv, line 2: the term "abc" holds no Arabic letter'),
        ("term,gloss\nكتاب,book\n\nكتاب,books\n", 'lines 2 and 4: "كتاب" is given two glosses, "book" and "books"'),
        ("term,gloss\nكتاب,\n", 'gloss.csv, line 2: "كتاب" has no gloss'),
        ("term,gloss\nكتاب,state, the\n", "gloss.csv, line 2: a comma too many"),
        ('term,gloss\nكتاب,"book\n', "gloss.csv, line 2: not valid CSV"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_with_its_line(make_study, text, message):
    study = make_study("")
    study.gloss_file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        glosses.of(study, "en")
    assert message in str(told.value)


def test_another_encoding_is_said(make_study):
    study = make_study("")
    study.gloss_file.write_bytes("term,gloss\nكتاب,book\n".encode("cp1256"))
    with pytest.raises(InputError, match="not UTF-8; save it again"):
        glosses.of(study, "en")


def test_figures_without_glosses_load_no_dictionary():
    """The drawing tests run where there is none (`make old`)."""
    code = "import sys, helpers.display.frames as f; f.term('أ'); sys.exit('helpers.arabic.morphology' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
