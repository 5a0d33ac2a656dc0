import pytest

from helpers.errors import SettingsError
from helpers.study import current


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.delenv(current.VARIABLE, raising=False)
    monkeypatch.setattr(current, "FILE", tmp_path / ".current")
    return current.FILE


def test_without_a_choice_it_is_the_sample(file):
    assert current.load().name == "sample"


def test_the_study_that_was_chosen(file, study):
    assert current.use(study.folder).title == study.title
    assert current.load().folder == study.folder
    assert current.load("sample").name == "sample"


def test_the_environment_wins(file, study, make_study, monkeypatch):
    current.use(study.folder)
    other = make_study(name="ثانية")
    monkeypatch.setenv(current.VARIABLE, str(other.folder))
    assert current.load().folder == other.folder


def test_a_study_that_is_not_there_is_not_chosen(file, study):
    current.use(study.folder)
    with pytest.raises(SettingsError, match='there is no study "nowhere"'):
        current.use("nowhere")
    assert current.load().folder == study.folder


def test_a_current_study_that_is_gone(file, study):
    current.use(study.folder)
    study.file.unlink()
    with pytest.raises(SettingsError, match='The current study cannot be opened; "khitab use STUDY" chooses another'):
        current.load()


@pytest.mark.parametrize("data", ["دراسة".encode("windows-1256"), "/دراسة".encode("utf-16")])
def test_a_note_of_it_that_is_no_utf_8_is_told(file, study, data):
    file.write_bytes(data)
    with pytest.raises(SettingsError, match="cannot be read as a text in UTF-8; delete it, or choose the study anew"):
        current.load()
    assert current.use(study.folder) and current.load().folder == study.folder
    file.write_bytes(f"\ufeff{study.folder}\r\n".encode())  # as an editor of Windows saves it
    assert current.load().folder == study.folder
