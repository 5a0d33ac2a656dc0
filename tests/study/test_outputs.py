import hashlib
import json
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers.display import style
from helpers.errors import ArgumentError, InputError
from helpers.study import files, outputs, provenance

TEXTS = {"caption_ar": "شكل", "caption_en": "A figure", "alt_ar": "وصف", "alt_en": "In words"}


def draw():
    with style.context():
        _, ax = style.figure("single")
        ax.plot([1, 3, 2])
        ax.set_title("عنوان الشكل (2010–2023)")
    return ax


def table(**columns):
    return pd.DataFrame({"term": ["الإرهاب", "الدولة"], "n": [3, 2], **columns})


def text_of(frame):
    return outputs.csv_bytes(frame).decode("utf-8")


def test_a_csv_is_the_same_in_blocks_and_at_once(monkeypatch):
    rows = 7
    frames = [
        pd.DataFrame({
            "word": ["=1+1", "ب", None, "a,b", 'x"y', "", "سطر\nآخر"], "n": range(rows),
            "share": [1 / 3, np.nan] + [2.0] * 5,
            "kind": pd.Categorical(["ا", "=ب", None, "ا", "ا", "ا", "ا"]), "mixed": [1, 0.1, "-2", None, True, "ا", 2],
        }),
        pd.DataFrame({"day": pd.to_datetime(["2020-01-01 00:00"] * 6 + ["2020-01-02 10:00"]), "n": range(rows)}),
        pd.DataFrame({"n": range(rows)}, index=pd.Index(list("abcdefg"), name="who")), pd.DataFrame({"n": []}),
    ]  # fmt: skip
    whole = [outputs.csv_bytes(frame) for frame in frames]
    monkeypatch.setattr(outputs, "_BLOCK", 2)
    assert [outputs.csv_bytes(frame) for frame in frames] == whole
    assert whole[0].count(b"\xef\xbb\xbf") == 1 and b"'=1+1" in whole[0]


def test_a_large_table_is_read_in_blocks_as_it_is_at_once(study, monkeypatch):
    rows = 7
    frames = {
        "03_a": pd.DataFrame({"word": ["=1", "NA", None, "'ا", "1", "", "س"], "n": range(rows)}),
        "03_b": pd.DataFrame({"share": [1, 2, 3, np.nan, 0.5, 7, 8], "flag": [True] * rows, "year": ["2014"] * rows}),
        "03_c": pd.DataFrame({"mixed": [1, 2, 3, 4, "ا", 6, 7], "empty": [None, None, None, 1, 2, "س", 3]}),
        "03_d": pd.DataFrame({"n": []}),
    }  # fmt: skip
    for name, frame in frames.items():
        outputs.save_table(study, name, frame, caption_ar="جدول", caption_en="Table")
    whole = {name: outputs.read_table(study, name) for name in frames}
    monkeypatch.setattr(outputs, "_REMEMBERED", 1)
    monkeypatch.setattr(outputs, "_BLOCK", 2)
    for name, table in whole.items():
        pd.testing.assert_frame_equal(outputs.read_table(study, name), table, check_exact=True)
    assert whole["03_a"]["word"].iloc[[0, 1, 3]].tolist() == ["=1", "NA", "'ا"]


def test_all_files_are_written(study):
    saved = outputs.save(study, "06_keyness", draw(), table(), **TEXTS)
    names = [f"06_keyness.{kind}" for kind in ("png", "svg", "pdf", "csv", "json")]
    assert [path.name for path in saved.files] == names
    assert sorted(os.listdir(study.figures_folder)) == sorted(names)
    assert {path.read_bytes()[:4] for path in saved.files[:3]} == {b"\x89PNG", b"<?xm", b"%PDF"}
    assert "06_keyness.svg" in saved._repr_html_()
    assert str(study.folder.parent) not in saved._repr_html_()


def test_the_png_has_the_resolution_of_the_settings(make_study):
    from PIL import Image

    saved = outputs.save(make_study("[figures]\ndpi = 100\n"), "06_a", draw(), table(), **TEXTS)
    with Image.open(saved.files[0]) as image:
        assert image.size[0] == int(85 / 25.4 * 100)


def test_a_second_run_writes_the_same_bytes(study):
    def run():
        saved = outputs.save(study, "06_keyness", draw(), table(), parameters={"window": 5}, **TEXTS)
        plt.close("all")
        return {path.name: path.read_bytes() for path in saved.files}

    assert run() == run()


def test_only_the_formats_of_the_settings_and_no_older_ones(study, make_study):
    outputs.save(study, "06_keyness", draw(), table(), **TEXTS)
    outputs.save(make_study('[figures]\nformats = ["svg"]\n'), "06_keyness", draw(), table(), **TEXTS)
    assert sorted(os.listdir(study.figures_folder)) == ["06_keyness.csv", "06_keyness.json", "06_keyness.svg"]
    outputs.save_table(study, "06_keyness", table(), caption_ar="جدول", caption_en="A table")
    assert sorted(os.listdir(study.figures_folder)) == ["06_keyness.csv", "06_keyness.json"]


@pytest.mark.parametrize("wrap", [lambda ax: ax, lambda ax: ax.figure, lambda ax: np.array([[ax]])])
def test_a_figure_may_be_given_as_axes_or_array(study, wrap):
    assert outputs.save(study, "06_a", wrap(draw()), table(), **TEXTS).files[0].is_file()


@pytest.mark.parametrize("name", ["", "../x", "a/b", "شكل", ".hidden", "report", "a b"])
def test_a_name_that_is_no_file_name(study, name):
    with pytest.raises(ArgumentError, match="must be a file name of Latin letters"):
        outputs.save_table(study, name, table(), caption_ar="", caption_en="")


def test_something_that_is_no_figure(study):
    with pytest.raises(ArgumentError, match='figure is "figure", but must be a matplotlib Figure or Axes'):
        outputs.save(study, "06_a", "figure", table(), **TEXTS)


def test_the_sidecar_says_how_the_figure_was_made(make_study):
    study = make_study('title = "عنوان"\nseed = 7\n')
    study.derived.mkdir()
    (study.derived / "manifest.json").write_text('{"corpus_hash": "abc"}', encoding="utf-8")
    parameters = {
        "window": np.int64(5), "node": "الإرهاب", "range": (1, 2.5), "since": pd.Timestamp("2020-01-01"),
        "limit": float("inf"), "kinds": {"b", "a"}, "weights": np.array([0.5, 1]), "none": None, "flag": True,
    }  # fmt: skip
    saved = outputs.save(study, "06_keyness", draw(), table(), parameters=parameters, notebook="06_keyness", **TEXTS)
    sidecar = json.loads(saved.files[-1].read_text(encoding="utf-8"))
    assert sidecar["study"] == {"name": study.name, "title": "عنوان"}
    assert sidecar["caption"] == {"ar": "شكل", "en": "A figure"}
    assert sidecar["alt"] == {"ar": "وصف", "en": "In words"}
    digest = hashlib.sha256(saved.files[3].read_bytes()).hexdigest()
    assert sidecar["table"] == {"sha256": digest, "rows": 2, "texts": ["term"]}
    assert (sidecar["corpus_hash"], sidecar["seed"], sidecar["notebook"]) == ("abc", 7, "06_keyness.ipynb")
    assert sidecar["recipe"] == study.recipe
    assert sidecar["parameters"] == {
        "window": 5, "node": "الإرهاب", "range": [1, 2.5], "since": "2020-01-01 00:00:00",
        "limit": "inf", "kinds": ["a", "b"], "weights": [0.5, 1.0], "none": None, "flag": True,
    }  # fmt: skip
    assert set(sidecar["versions"]) == {"python", *provenance.PACKAGES}
    assert str(study.folder.parent) not in saved.files[-1].read_text(encoding="utf-8")


def test_a_damaged_manifest(study):
    study.derived.mkdir()
    (study.derived / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match='manifest.json is damaged; "khitab build'):
        provenance.corpus_hash(study)


def test_csv_opens_in_a_spreadsheet():
    data = outputs.csv_bytes(table(ipm=[1 / 3, 1e-20]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.decode("utf-8-sig") == "term,n,ipm\nالإرهاب,3,0.3333333333\nالدولة,2,1e-20\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_text_runs_as_a_formula(cell):
    for frame in (
        pd.DataFrame({"term": [cell, "أ"]}),
        pd.DataFrame({"term": pd.Categorical([cell, "أ"])}),
        pd.DataFrame({"term": pd.Series([cell, 1.5], dtype=object)}),
        pd.DataFrame({"n": [1, 2]}, index=pd.Index([cell, "أ"], name="term")),
    ):
        assert f"'{cell[:1]}" in text_of(frame)
    assert f"'{cell[:1]}" in text_of(pd.DataFrame({cell: [1]}))


@pytest.mark.parametrize("cell", ["أ=1", "a-b", "'=1", "(−0.35)", "", "−1"])
def test_other_texts_stay_as_they_are(cell):
    import csv
    import io

    rows = list(csv.reader(io.StringIO(outputs.csv_bytes(pd.DataFrame({"a": [cell, "x"]})).decode("utf-8-sig"))))
    assert rows == [["a"], [cell], ["x"]]


def test_numbers_dates_and_missing_values_are_not_guarded():
    frame = table(
        a=[-1.5, np.nan],
        b=pd.to_datetime(["2020-01-01", None]),
        c=[True, False],
        d=pd.Series([-0.1, None], dtype=object),
    )
    assert text_of(frame).splitlines()[1:] == ["الإرهاب,3,-1.5,2020-01-01,True,-0.1", "الدولة,2,,,False,"]


def test_the_table_itself_is_not_changed():
    frame = pd.DataFrame({"term": ["=1"]}, index=pd.Index(["-x"], name="k"))
    before = frame.copy(deep=True)
    outputs.csv_bytes(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_read_table_gives_back_what_was_saved(study):
    frame = pd.DataFrame({"term": ["=1", "NA", "null", "'س", None], "n": [1, 2, 3, 4, 5], "-x": [0.5, None, 1, 2, 3]})
    outputs.save_table(study, "04_terms", frame, caption_ar="", caption_en="")
    pd.testing.assert_frame_equal(outputs.read_table(study, "04_terms"), frame)


def test_years_and_ids_come_back_as_the_texts_they_were(study):
    frame = pd.DataFrame({"period": ["2019", "2020"], "doc_id": pd.Series(["007", "12"], dtype="str"), "n": [1, 2000]})
    frame["group"] = pd.Categorical(["1", "2"])
    outputs.save_table(study, "04_by_year", frame.astype({"period": "str"}), caption_ar="", caption_en="")
    back = outputs.read_table(study, "04_by_year")
    assert back["period"].tolist() == ["2019", "2020"] and back["doc_id"].tolist() == ["007", "12"]
    assert back["group"].tolist() == ["1", "2"] and back["n"].tolist() == [1, 2000]


def test_a_column_that_is_numbers_at_first_gives_no_warning(study, recwarn):
    mixed = pd.DataFrame({"note": ["1"] * 300_000 + ["نص"]})
    outputs.save_table(study, "04_long", mixed, caption_ar="", caption_en="")
    (study.figures_folder / "04_long.json").unlink()  # as if written by an earlier version, without types
    assert outputs.read_table(study, "04_long")["note"].iloc[-1] == "نص"
    assert not [warning for warning in recwarn if "Dtype" in str(warning.category)]


def test_read_table_before_its_notebook(study):
    with pytest.raises(InputError, match=r'04_terms.csv has not been written yet; "khitab run .* 04" does it'):
        outputs.read_table(study, "04_terms")


def test_listing(study):
    assert outputs.listing(study).empty
    outputs.save(study, "06_keyness", draw(), table(), notebook="06_keyness", **TEXTS)
    outputs.save_table(study, "01_corpus", table(), caption_ar="مدونة", caption_en="Corpus")
    listed = outputs.listing(study).set_index("name")
    assert list(listed.index) == ["01_corpus", "06_keyness"]
    assert listed.loc["06_keyness", "files"] == "png svg pdf csv"
    assert listed.loc["01_corpus", ["caption_ar", "caption_en", "files"]].tolist() == ["مدونة", "Corpus", "csv"]


@pytest.mark.parametrize("text", ["[]", "{", '{"caption": 3}', '{"parameters": "x"}', '"x"', '{"table": "x"}'])
def test_a_file_that_is_no_sidecar(study, text):
    study.figures_folder.mkdir()
    path = study.figures_folder / "06_a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="06_a.json is no sidecar of a figure"):
        outputs.read_sidecar(path)


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = files.write(tmp_path / "a" / "file.csv", "قديم")

    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(KeyboardInterrupt):
        files.write(path, "جديد")
    assert path.read_text(encoding="utf-8") == "قديم"
    assert os.listdir(path.parent) == ["file.csv"]


def test_a_file_that_cannot_be_replaced(tmp_path):
    (tmp_path / "file.csv" / "inside").mkdir(parents=True)
    with pytest.raises(InputError, match="file.csv cannot be written"):
        files.write(tmp_path / "file.csv", "x")
    assert os.listdir(tmp_path) == ["file.csv"]


def test_a_written_file_can_be_read_by_others(tmp_path):
    (tmp_path / "usual").touch()
    written = files.write(tmp_path / "ours", "x")
    assert written.stat().st_mode == (tmp_path / "usual").stat().st_mode
