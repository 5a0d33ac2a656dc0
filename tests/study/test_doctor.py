"""What `khitab doctor` says of an installation that is whole, and of each that is not."""

import importlib.metadata
import shutil
import sys
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from helpers.display import rtl, style
from helpers.study import cli, doctor, settings


def told(state, study=None):
    return [f"{one.what}: {one.told}" for one in doctor.findings(study) if one.state == state]


@pytest.fixture
def requirements(tmp_path, monkeypatch):
    """A function that writes requirements.txt of a project."""
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    return lambda *lines: (tmp_path / "requirements.txt").write_text("\n".join(lines), "utf-8")


def test_this_installation_has_no_fault():
    assert told("fault") == []
    result = CliRunner().invoke(cli.app, ["doctor"])
    assert result.exit_code == 0 and result.stdout.endswith("Nothing stands in the way.\n")
    assert {line[:6].strip() for line in result.stdout.splitlines()[:-1]} <= {"ok", "note"}


def test_a_package_that_is_missing_is_a_fault_and_another_version_a_note(requirements):
    numpy = f"numpy=={importlib.metadata.version('numpy')}"
    requirements("# pinned", numpy, "pandas==0.0.1", "no-such-thing==1.0", "-e .")
    assert any("Missing: no-such-thing; install them" in one for one in told("fault"))
    assert any("pandas" in one and "tested with 0.0.1" in one and "numpy" not in one for one in told("note"))
    result = CliRunner().invoke(cli.app, ["doctor"])
    assert result.exit_code == 1 and "khitab: Faults of the installation: 1; each is" in result.stderr


def test_an_old_python_a_lost_font_and_a_broken_library_are_faults(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert any("Python is 3.9.1, but Khitab needs 3.11" in one for one in told("fault"))
    monkeypatch.setattr(style, "BOLD", tmp_path / "bold.ttf")
    assert any("bold.ttf is not in src/helpers/resources" in one for one in told("fault"))
    (tmp_path / "bold.ttf").write_text("version https://git-lfs.github.com/spec/v1\n", "utf-8")
    assert any("bold.ttf in src/helpers/resources is no font" in one for one in told("fault"))
    monkeypatch.undo()

    def broken(text):
        raise ImportError("no bidi")

    monkeypatch.setattr(rtl, "visual", broken)
    assert any("Figures cannot be drawn (ImportError: no bidi)" in one for one in told("fault"))


def test_little_disk_and_memory_are_notes(monkeypatch):
    import psutil

    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=3e8))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=1e9))
    notes = told("note")
    assert any("disk: 0.3 GB are free" in one and "free some" in one for one in notes)
    assert any("memory: 1.0 GB are free" in one and "close programs" in one for one in notes)


def test_a_study_that_cannot_be_written_to_is_a_fault(tmp_path, monkeypatch):
    (tmp_path / "study.toml").write_text('title = "دراسة"\n', "utf-8")
    study = settings.load(tmp_path)
    assert any("raw is not there" in one for one in told("fault", study))
    study.raw.mkdir()
    assert told("fault", study) == []
    monkeypatch.setattr(doctor, "_writable", lambda folder: folder != study.derived)
    assert any(f"{study.derived} cannot be written to" in one for one in told("fault", study))
    monkeypatch.setattr(doctor, "_writable", lambda folder: False)
    assert any("made anew on every start" in one for one in told("note"))


def test_a_kernel_that_cannot_be_started_is_a_fault(monkeypatch):
    from ipykernel import kernelspec

    def broken():
        raise OSError("no kernel")

    monkeypatch.setattr(kernelspec, "get_kernel_dict", broken)
    assert any("No kernel can be started (OSError: no kernel)" in one for one in told("fault"))
