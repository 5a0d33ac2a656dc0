"""A run executes the notebooks for which something changed, says why, and leaves the others."""

import dataclasses
import os
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from small_notebooks import BEGIN, write

from helpers.errors import InputError, KhitabError
from helpers.study import chosen, files, kernels, noted, order, outputs, runner, settings, unchanged

TABLE = "pd.DataFrame({{'n': [{}]}})"
SAVE = "outputs.save_table(study, '{}', {}, of='settings', caption_ar='ج', caption_en='t')"
RAN = "open('{}', 'a').write('.')"


@pytest.fixture
def notebooks(tmp_path, monkeypatch):
    """00 reads nothing, 01 [keyness] min_n, 02 the table of 01 cut at 10, 03 the table of 02, 04 the title.

    As the house has it, each says in a file of its own, which no Study knows, how often it ran.
    """
    monkeypatch.setattr(kernels, "LIBRARIES", ("ipykernel.kernelapp", "pandas"))
    folder = tmp_path / "notebooks"
    write(folder, "00_start", BEGIN, "1")
    write(folder, "01_corpus", BEGIN, SAVE.format("01_a", TABLE.format("study.keyness['min_n']")))
    cut = "n = min(10, int(outputs.read_table(study, '01_a')['n'][0]))"
    write(folder, "02_tokens", BEGIN, cut, SAVE.format("02_a", TABLE.format("n")))
    read = "n = int(outputs.read_table(study, '02_a')['n'][0])"
    write(folder, "03_frequency", BEGIN, read, SAVE.format("03_a", TABLE.format("n")))
    write(folder, "04_title", BEGIN, "print(study.description)")
    return folder


@pytest.fixture
def run(make_study, notebooks, capfd):
    """Runs with these settings; returns {notebook: why it was executed}."""

    def go(text="", **options):
        folder = make_study(text).folder
        (folder / "raw").mkdir(exist_ok=True)
        try:
            runner.run(settings.load(folder), notebooks=notebooks, **options)
        finally:
            said = capfd.readouterr().err.replace("\r", "\n").splitlines()
        lines = [line.strip() for line in said if "%|" not in line]
        found = dict(line.split(": ", 1) for line in lines if line[:2].isdigit() and ": " in line)
        common = [line.removeprefix("all notebooks: ") for line in lines if line.startswith("all notebooks: ")]
        assert len(common) < 2 and not set(common) & set(found.values())
        every = sorted(path.stem for path in notebooks.glob("*.ipynb"))
        return {**(dict.fromkeys(every, common[0]) if common else {}), **found}

    return go


def state(folder):
    made = [path for path in (folder / "figures").rglob("*") if path.is_file() and path.name != ".lock"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in made}


ALL = {f"{name}": "it has not been run to its end yet"
       for name in ("00_start", "01_corpus", "02_tokens", "03_frequency", "04_title")}  # fmt: skip


def test_only_what_changed_is_executed_and_why_is_said(run, notebooks, make_study):
    assert run() == ALL
    assert run() == {}
    assert run('description = "كتب"\n') == {"04_title": "description changed"}
    assert run("[keyness]\nmin_n = 4\n") == {
        "01_corpus": "[keyness] min_n changed", "02_tokens": "01_a changed before it",
        "03_frequency": "02_a changed before it", "04_title": "description changed",
    }  # fmt: skip
    # What comes out the same makes nothing old that stands on it.
    assert run("[keyness]\nmin_n = 20\n").keys() == {"01_corpus", "02_tokens", "03_frequency"}
    assert run("[keyness]\nmin_n = 30\n").keys() == {"01_corpus", "02_tokens"}
    stepwise = state(make_study("[keyness]\nmin_n = 30\n").folder)
    assert run("[keyness]\nmin_n = 30\n", everything=True) == {}  # nothing is asked when all are run
    assert state(make_study("[keyness]\nmin_n = 30\n").folder) == stepwise


def test_a_notebook_that_is_named_is_executed_changed_or_not(run, make_study):
    run()
    copy = make_study("").figures_folder / "executed" / "02_tokens.ipynb"
    before = copy.stat().st_mtime_ns
    run(only=["02"])
    assert copy.stat().st_mtime_ns > before
    assert run() == {}


def test_a_notebook_counts_as_it_is_written_not_as_it_was_run(run, notebooks):
    run()
    path = notebooks / "01_corpus.ipynb"
    book = nbformat.read(path, as_version=4)
    book.cells[1].update(execution_count=7, outputs=[nbformat.v4.new_output("stream", text="x")])
    nbformat.write(book, path)
    assert run() == {}
    book.cells[1].source += "\n2 + 2"
    nbformat.write(book, path)
    assert run() == {"01_corpus": "its notebook changed"}


@pytest.mark.parametrize("name", ["01_a.csv", "01_a.json", "executed/01_corpus.ipynb"])
def test_an_output_that_is_missing_or_was_edited_is_made_again(run, make_study, name):
    run()
    path = make_study("").figures_folder / name
    whole = path.read_bytes()
    path.unlink()
    assert run()["01_corpus"] == f"its output {path.name} is missing or was edited"
    path.write_bytes(whole + b" ")
    assert run()["01_corpus"] == f"its output {path.name} is missing or was edited"
    assert path.read_bytes() == whole and run() == {}


def test_other_raw_files_are_noticed(run, make_study):
    run()
    folder = make_study("").folder
    (folder / "raw" / "a.txt").write_text("نص", "utf-8")
    assert run() == dict.fromkeys(ALL, "the raw files changed")
    (folder / "raw" / ".hidden").write_text("نص", "utf-8")
    assert run() == {}
    (folder / "metadata.csv").write_text("file,date\na,2020\n", "utf-8")
    assert run() == dict.fromkeys(ALL, "the raw files changed")


def test_code_and_versions_are_noticed(run, monkeypatch):
    run()
    given = unchanged.code()
    monkeypatch.setattr(unchanged, "code", lambda: given | {"analyses": "0"})
    assert run() == dict.fromkeys(ALL, "the code of Khitab changed (analyses)")
    packages = unchanged.packages()
    monkeypatch.setattr(unchanged, "packages", lambda: packages | {"numpy": "1.0"})
    assert run() == dict.fromkeys(ALL, "versions changed (numpy)")


def test_the_files_that_a_notebook_reads_are_noticed(run, notebooks, make_study):
    write(notebooks, "05_own", BEGIN, "pd.read_csv(study.folder / 'mine.csv')", "len(open('beside.txt').read())")
    folder = make_study("").folder
    (folder / "mine.csv").write_text("n\n1\n", "utf-8")
    (notebooks / "beside.txt").write_text("x", "utf-8")
    run()
    (folder / "mine.csv").write_text("n\n2\n", "utf-8")
    assert run() == {"05_own": "mine.csv changed before it"}
    (notebooks / "beside.txt").write_text("yy", "utf-8")
    assert list(run()) == ["05_own"] and run() == {}


def test_a_notebook_of_which_nothing_is_known_is_executed_each_time(run, notebooks):
    write(notebooks, "05_own", "1")
    run()
    assert list(run()) == ["05_own"]


def test_a_fault_of_the_input_is_told_each_time(run, notebooks):
    fault = "from helpers.errors import SettingsError\ndef f(): raise SettingsError('No such column.')"
    write(notebooks, "05_own", BEGIN, fault, "f()")
    for _ in range(2):
        with pytest.raises(KhitabError, match="No such column"):
            run()


def test_what_looks_at_all_outputs_follows_each_change(run, notebooks):
    write(notebooks, "12_report", BEGIN, "len(outputs.listing(study))")
    run()
    assert run() == {}
    changed = run("[keyness]\nmin_n = 4\n")
    assert changed["12_report"].endswith("changed before it") and "00_start" not in changed


def test_an_interrupted_run_goes_on_where_it_was(run, notebooks, make_study):
    run()
    whole = state(make_study("").folder)
    for path in (make_study("").figures_folder / "executed").glob("*.json"):
        path.unlink()
    write(notebooks, "02_tokens", BEGIN, "'01_a'; import os; os.kill(os.getpid(), 9)")
    with pytest.raises(KhitabError):
        run(jobs=1)
    cut = "n = min(10, int(outputs.read_table(study, '01_a')['n'][0]))"
    write(notebooks, "02_tokens", BEGIN, cut, SAVE.format("02_a", TABLE.format("n")))
    assert list(run(jobs=1)) == ["02_tokens", "03_frequency", "04_title"]
    assert state(make_study("").folder) == whole


def test_a_second_run_of_a_study_is_refused(tmp_path):
    folder = tmp_path / "figures"
    with files.alone(folder), pytest.raises(InputError, match=f"Another run .* {os.getpid()}.* wait until"):
        with files.alone(folder):
            pass
    with files.alone(folder):
        pass


def test_the_lock_of_a_process_that_was_killed_blocks_nobody(tmp_path):
    code = "import sys, time; from helpers.study import files\n"
    code += "with files.alone(sys.argv[1]): print(1, flush=True); time.sleep(99)"
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(InputError, match=f"process {other.pid}"), files.alone(tmp_path):
            pass
        other.kill()
        other.wait()
    with files.alone(tmp_path):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"


def test_nothing_changed_is_told_without_loading_a_library(make_study):
    code = ("import sys; from helpers.study import settings, unchanged, order; s = settings.load(sys.argv[1], "
            "check_words=False); unchanged.due(s, [], set()); unchanged.Notes(s, []).raw(); "
            "print([m for m in ('pandas', 'numba', 'matplotlib', 'nbformat') if m in sys.modules])")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, make_study().folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_study_notes_what_is_read_of_it(make_study):
    study = noted.study(make_study('title = "أ"\n[keyness]\nmin_n = 4\n'))
    assert study.keyness["min_n"] == 4 and study.seed == 0 and study.noted == {"keyness.min_n", "seed"}
    study.noted.clear()
    dict(study.trends)
    assert study.noted == {f"trends.{key}" for key in settings.KEYS["trends"]}
    study.noted.clear()
    assert study.recipe and not study.noted & {"corpus.raw", "terms.min_length", "terms.numbers", "terms.latin"}
    assert noted.plain(study) == make_study('title = "أ"\n[keyness]\nmin_n = 4\n')


def test_what_could_not_be_computed_depends_on_no_name_of_a_place(make_study):
    study = noted.study(make_study('[keyness]\nreference = "general"\n'))
    outputs.save_absent(study, "04_themes", f"{study.folder}: too few documents.")
    assert "keyness.reference" not in study.noted
    absent = outputs.read_sidecar(study.figures_folder / "04_themes.json")["absent"]["en"]
    assert absent.endswith(": too few documents.") and str(study.folder) not in absent


def test_order_knows_which_notebook_names_the_words():
    assert chosen.KEYWORDS[:2] == order._KEYWORDS


def test_what_looks_at_the_key_terms_holds_as_long_as_these_are_the_same_words(make_study):
    study = make_study()

    def save(words, n):
        table = chosen.strongest(pd.DataFrame({"term": words, "n": n}))
        outputs.save_table(study, chosen.KEYWORDS, table, uses=["keyness"], caption_ar="ك", caption_en="k")
        return table

    many = [f"كلمة{number}" for number in range(30)]
    assert save(many, 1).shape == (chosen.MOST, 1)
    assert chosen.words(study, "collocations.nodes", n=3) == (many[:3], ["collocations.nodes", chosen.KEYWORDS])
    made = pd.DataFrame({"n": [1]})
    outputs.save_table(study, "07_nodes", made, uses=[chosen.KEYWORDS], caption_ar="ع", caption_en="n")
    study = dataclasses.replace(study, keyness={**study.keyness, "min_n": 9})
    save(many, 2)
    listed = outputs.listing(study).set_index("name")["changed_since"]
    assert listed["07_nodes"] == ""
    save(many[::-1], 2)
    listed = outputs.listing(study).set_index("name")["changed_since"]
    assert listed["07_nodes"] == chosen.KEYWORDS


@pytest.mark.parametrize(("key", "name"), [("terms.lexicon", "lexicon.csv"), ("figures.gloss", "gloss.csv")])
def test_the_file_that_a_setting_names_is_part_of_it(make_study, key, name):
    study = make_study('[figures]\ngloss = "file"\n' if key == "figures.gloss" else "")
    before = unchanged.identity(study, key)
    (study.folder / name).write_text("form,lemma\nأ,ب\n", "utf-8")
    assert unchanged.identity(study, key) != before


def test_a_clock_that_is_set_back_changes_nothing_and_hides_nothing(run, make_study):
    folder = make_study("").folder
    raw = folder / "raw" / "a.txt"
    raw.parent.mkdir(exist_ok=True)
    raw.write_text("نص", encoding="utf-8")
    run()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        os.utime(path, (4e9, 4e9))  # made in a year to come
    assert run() == {}
    raw.write_text("نس", encoding="utf-8")  # as long as before, and older
    os.utime(raw, (1, 1))
    assert run() == dict.fromkeys(ALL, "the raw files changed")
    assert run() == {}


def test_a_study_that_may_only_be_read_is_refused_in_a_sentence(tmp_path, monkeypatch):
    def refuse(*given, **how):
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as closed, pytest.raises(InputError, match=r"\.lock cannot be written \(Read-only"):
        closed.setattr("builtins.open", refuse)
        with files.alone(tmp_path):
            raise AssertionError("it was begun")
