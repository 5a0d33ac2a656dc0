"""Studies whose raw files lie at an address: where their copy is, when it is renewed, what archives make of it.

The address is that of a folder here (file://), which fsspec alone can read; for S3 see corpus/reading/test_remote.py.
"""

import json

import pytest
from typer.testing import CliRunner

from helpers.study import archive, cli, doctor, settings, unchanged

pytest.importorskip("fsspec", reason="fsspec (requirements-dev.txt) is not installed")
TEXT = "قال الوزير في مجلس الأمن إن القرار جديد وإن الاتفاق قديم."


@pytest.fixture
def far(tmp_path):
    (tmp_path / "far").mkdir()
    for i in range(3):
        (tmp_path / "far" / f"{i}.txt").write_text(f"{TEXT} {i}", encoding="utf-8")
    return tmp_path / "far"


@pytest.fixture
def study(tmp_path, far):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(f'[corpus]\nraw = "{far.as_uri()}"\n', encoding="utf-8")
    return settings.load(folder)


def khitab(*words):
    result = CliRunner().invoke(cli.app, list(map(str, words)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


def test_a_study_is_built_from_its_address_and_anew_when_that_changes(study, far):
    assert (study.source, study.raw) == (far.as_uri(), study.folder / "derived-raw")
    notes = [finding for finding in doctor.findings(study) if "has not been copied here yet" in finding.told]
    assert [finding.state for finding in notes] == ["note"]
    code, said = khitab("build", study.folder)
    assert code == 0 and f"Copying 3 of 3 files from {far.as_uri()}." in said and "3 documents" in said
    before = unchanged.raw_hash(study, lambda path: path.read_text("utf-8"))
    (far / "4.txt").write_text(f"{TEXT} 4", encoding="utf-8")
    code, said = khitab("build", study.folder)
    assert code == 0 and "Copying 1 of 4 files" in said and "4 documents" in said
    assert unchanged.raw_hash(study, lambda path: path.read_text("utf-8")) != before
    (far / "4.txt").unlink()
    assert settings.fetch(study) == study.raw and not (study.raw / "4.txt").exists()
    assert khitab("clean", study.folder)[0] == 0
    assert not study.raw.exists() and len(list(far.iterdir())) == 3


def test_an_address_that_is_not_there_ends_with_one_line(study, far):
    for path in far.iterdir():
        path.unlink()
    for verb in ("build", "check", "run"):  # run ends before a kernel is started
        code, said = khitab(verb, study.folder)
        assert code == 1 and f"There is no file at {far.as_uri()}; check bucket and folder" in said, verb


def test_before_a_run_what_has_changed_is_copied_of_both_studies(study, tmp_path, far, monkeypatch):
    folder = tmp_path / "mine"
    folder.mkdir()
    text = f'[corpus]\nraw = "{far.as_uri()}"\n[keyness]\nreference = "{study.folder}"\n'
    (folder / "study.toml").write_text(text, encoding="utf-8")
    seen = []

    def due(chosen, *of):
        seen.extend(len(list(one.raw.glob("*.txt"))) for one in (chosen, unchanged.compared(chosen)))

    monkeypatch.setattr(unchanged, "due", due)
    code, said = khitab("run", folder)
    assert code == 0 and "Nothing has changed" in said and seen == [3, 3]
    assert unchanged.compared(study) is None


def test_an_unpacked_archive_is_its_own_source(study):
    settings.fetch(study)
    assert archive._place(study, "0.txt") == "raw/derived-raw/0.txt"
    (study.folder / settings.ARCHIVED).write_text(json.dumps({}), encoding="utf-8")
    opened = settings.load(study.folder)
    assert opened.source == opened.raw == study.folder / "raw" / "derived-raw"
    assert archive._place(opened, "0.txt") == "raw/derived-raw/0.txt"
