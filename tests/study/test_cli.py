import json
import os
import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from helpers.study import cli, provenance, settings, starter

ARTICLES = [
    {"title": "خبر", "body": "قالت الوزارة إن الأمن مستتب في البلاد.", "date": "2020-01-02", "source": "صحيفة"},
    {"title": "خبر آخر", "body": "وأضافت الوزارة أن الحدود آمنة.", "date": "2021-03-04", "source": "موقع"},
]


@pytest.fixture
def khitab(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "PROJECT", tmp_path / "project")

    def call(*words):
        return CliRunner().invoke(cli.app, [str(word) for word in words])

    return call


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "مقالات أصلية.jsonl"
    path.write_text("\n".join(json.dumps(article) for article in ARTICLES), encoding="utf-8")
    return path


def error_of(result):
    """The line on stderr of a run whose input was at fault; behind it its Arabic, where that has words of its own."""
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("khitab: ")
    assert "Traceback" not in result.output
    line, *arabic = result.stderr.splitlines()
    assert len(arabic) < 2 and all(re.search("[\u0621-\u064a]{2}", one) for one in arabic)
    return f"{line}\n"


def test_new_copies_the_texts_and_guesses_the_columns(khitab, articles, tmp_path):
    result = khitab("new", "./دراسة أولى", "--raw", articles, "--title", "عنوان")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "دراسة أولى"
    assert sorted(path.name for path in folder.iterdir()) == ["SOURCES.md", "raw", "study.toml"]
    assert (folder / "raw" / articles.name).read_bytes() == articles.read_bytes()
    assert settings.load(folder).title == "عنوان"
    assert '# text = "body"' in (folder / "study.toml").read_text(encoding="utf-8")
    assert "text      from column body (guessed by its name)" in result.stdout


def test_new_with_a_bare_name_goes_under_data(khitab, tmp_path):
    assert khitab("new", "دراسة").exit_code == 0
    study = settings.load("دراسة")
    assert study.folder == tmp_path / "project" / "data" / "دراسة"
    assert study.raw.is_dir()
    assert study.figures_folder == tmp_path / "project" / "figures" / "دراسة"


def test_new_copies_a_folder_with_its_folders(khitab, articles, tmp_path):
    (tmp_path / "texts" / "2020").mkdir(parents=True)
    articles.rename(tmp_path / "texts" / "2020" / "a.jsonl")
    assert khitab("new", "./s", "--raw", "texts").exit_code == 0
    assert (tmp_path / "s" / "raw" / "2020" / "a.jsonl").is_file()


def test_new_leaves_a_large_corpus_where_it_is(khitab, articles, tmp_path, monkeypatch):
    monkeypatch.setattr(starter, "LARGE", 10)
    result = khitab("new", "./s", "--raw", articles)
    assert "not copied" in result.stdout
    assert settings.load(tmp_path / "s").raw == articles
    assert list((tmp_path / "s" / "raw").iterdir()) == []


def test_new_does_not_touch_what_is_there(khitab, articles, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "mine").write_text("x", encoding="utf-8")
    assert "is there already and not empty" in error_of(khitab("new", "./s", "--raw", articles))
    assert [path.name for path in (tmp_path / "s").iterdir()] == ["mine"]


def test_new_with_texts_that_are_not_there_or_hold_the_study(khitab, articles, tmp_path):
    assert "nosuch is not there" in error_of(khitab("new", "./s", "--raw", "nosuch"))
    assert "copied into itself" in error_of(khitab("new", "./texts/s", "--raw", tmp_path))
    assert not (tmp_path / "s").exists()


def test_new_with_texts_it_cannot_read_yet(khitab, tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    result = khitab("new", "./s", "--raw", "a.csv")
    assert result.exit_code == 0
    assert "The columns could not be guessed" in result.stdout


def test_new_removes_what_it_began_when_it_fails(khitab, articles, tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(28, "No space left on device", "raw/a.jsonl")

    monkeypatch.setattr(starter.shutil, "copy2", fail)
    assert "raw/a.jsonl: No space left on device." in error_of(khitab("new", "./s", "--raw", articles))
    assert not (tmp_path / "s").exists()


def test_check_build_report_clean(khitab, articles, tmp_path):
    khitab("new", "./دراسة أولى", "--raw", articles)
    study = settings.load("دراسة أولى")
    before = {path: path.read_bytes() for path in study.folder.rglob("*") if path.is_file()}
    checked = khitab("check", "دراسة أولى")
    assert checked.exit_code == 0
    assert "2 documents" in checked.stdout
    assert not study.derived.exists()

    built = khitab("build", "دراسة أولى/study.toml")
    assert (built.exit_code, study.derived.is_dir()) == (0, True)
    assert "Building derived/: there is none yet" in built.stdout
    assert "Building" not in khitab("build", "دراسة أولى").stdout
    assert provenance.corpus_hash(study)

    reported = khitab("report", study.folder)
    assert str(study.figures_folder / "report.html") in reported.stdout
    study.derived.with_name("derived-shards").mkdir()  # of a large corpus
    cleaned = khitab("clean", "دراسة أولى")
    assert cleaned.stdout.count("Removed") == 3
    assert {path: path.read_bytes() for path in study.folder.rglob("*") if path.is_file()} == before
    assert khitab("clean", "دراسة أولى").stdout == ""


def test_check_tells_what_was_set_aside(khitab, articles, tmp_path):
    (tmp_path / "texts").mkdir()
    articles.rename(tmp_path / "texts" / "a.jsonl")
    (tmp_path / "texts" / "b.pdf").write_bytes(b"%PDF")
    khitab("new", "./s", "--raw", "texts")
    shown = khitab("check", "s").stdout
    assert "Set aside: 1" in shown
    assert "first in b.pdf" in shown


def test_clean_leaves_a_link_alone(khitab, articles, tmp_path):
    khitab("new", "./s", "--raw", articles)
    (tmp_path / "mine").mkdir()
    try:
        (tmp_path / "s" / "derived").symlink_to(tmp_path / "mine", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert "is a link to another place" in error_of(khitab("clean", "s"))
    assert (tmp_path / "mine").is_dir()


def test_run_takes_numbers_and_tells_where_the_report_is(khitab, articles, monkeypatch):
    from helpers.study import runner

    khitab("new", "./s", "--raw", articles)
    asked = []
    monkeypatch.setattr(runner, "run", lambda study, only, **_: asked.append((study.name, list(only))) or "report.html")
    assert khitab("run", "s", "03", "04").stdout == "Report: report.html, report.docx\n"
    khitab("run", "s")
    assert asked == [("s", ["03", "04"]), ("s", [])]


@pytest.mark.parametrize("command", ["check", "build", "run", "report", "clean"])
def test_a_study_that_is_not_there_is_one_line(khitab, command):
    assert 'there is no study "nosuch"' in error_of(khitab(command, "nosuch"))


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_study_without_texts_is_one_line(khitab, command):
    khitab("new", "./s")
    error_of(khitab(command, "s"))
    (settings.load("s").raw).rmdir()
    error_of(khitab(command, "s"))


def test_a_wrong_setting_is_one_line(khitab, articles, tmp_path):
    khitab("new", "./s", "--raw", articles)
    (tmp_path / "s" / "study.toml").write_text("[terms]\nlevl = 1\n", encoding="utf-8")
    assert 'Did you mean "level"?' in error_of(khitab("run", "s"))


@pytest.mark.parametrize("words", [["nosuch"], ["run"], ["build", "a", "b"], ["new", "--nosuch", "x"], []])
def test_wrong_usage_is_exit_code_2(khitab, words):
    assert khitab(*words).exit_code == 2


def test_help_and_version_are_quick_and_load_nothing_heavy():
    program = (
        "import sys; from helpers.study import cli\nprint(sorted({'pandas', 'numpy', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    for words in (["--help"], ["--version"], ["new", "--help"]):
        assert CliRunner().invoke(cli.app, words).exit_code == 0


def test_the_command_and_the_module_are_the_same(tmp_path):
    command = [sys.executable, "-m", "helpers", "check", "لا شيء"]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith('khitab: there is no study "لا شيء"')


def test_use_chooses_the_study_of_the_notebooks(khitab, articles, tmp_path, monkeypatch):
    from helpers.study import current

    monkeypatch.delenv(current.VARIABLE, raising=False)
    monkeypatch.setattr(current, "FILE", tmp_path / ".current")
    made = khitab("new", "./دراسة أولى", "--raw", articles, "--title", "عنوان")
    assert "khitab run './دراسة أولى'" in made.stdout  # a name with spaces is one word of the command
    assert "The current study is عنوان" in khitab("use", "./دراسة أولى").stdout
    assert current.load().name == "دراسة أولى"
    assert "The current study is عنوان" in khitab("use").stdout
    assert 'there is no study "nowhere"' in error_of(khitab("use", "nowhere"))
    monkeypatch.setenv(current.VARIABLE, "elsewhere")
    assert "KHITAB_STUDY is set here to elsewhere, which wins" in khitab("use", "./دراسة أولى").stderr


def test_report_names_what_was_made_before_a_change(khitab, articles, tmp_path):
    import pandas as pd

    from helpers.study import outputs

    khitab("new", "./s", "--raw", articles)
    study = settings.load("s")
    one = pd.DataFrame({"n": [1]})
    outputs.save_table(study, "06_keywords", one, uses=["keyness"], caption_ar="ج", caption_en="t")
    assert khitab("report", "s").stderr == ""
    file = study.folder / "study.toml"
    file.write_text(file.read_text("utf-8").replace('# target = ""', 'target = "source=موقع"'), "utf-8")
    said = khitab("report", "s").stderr
    assert said.startswith("Made before [keyness] target changed: 06_keywords. Again: khitab run ")
    assert said.endswith(" 06\n")


def test_a_warning_is_one_line_without_the_place_in_the_code(capsys):
    cli._warn("3 of 9 terms are\nleft out.", UserWarning, "/home/x/helpers/clouds.py", 48)
    cli._warn("soon gone", FutureWarning, "/home/x/pandas/core.py", 3)
    assert capsys.readouterr().err == "khitab: 3 of 9 terms are left out.\nkhitab: FutureWarning: soon gone\n"
