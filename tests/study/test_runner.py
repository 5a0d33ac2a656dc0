import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from jupyter_core.utils import run_sync

from helpers.errors import ArgumentError, InputError, KhitabError
from helpers.study import kernels, places, runner

SAVE = """\
import pandas as pd
from helpers.study import outputs, settings
study = settings.load(STUDY)
outputs.save_table(study, "01_corpus", pd.DataFrame({"n": [1]}), caption_ar="مدونة", caption_en="Corpus")"""
PRINT = "import sys, os; print(sys.executable, os.environ['PYTHONHASHSEED'], os.getcwd())"


def write(folder, name, *cells, parameters=True):
    tags = {"tags": ["parameters"]} if parameters else {}
    code = [nbformat.v4.new_code_cell('STUDY = "sample"', metadata=tags), *map(nbformat.v4.new_code_cell, cells)]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# سؤال"), *code])
    folder.mkdir(exist_ok=True)
    nbformat.write(book, folder / name)


@pytest.fixture
def notebooks(tmp_path):
    return tmp_path / "دفاتر notebooks"


@pytest.fixture
def light(monkeypatch):
    """Kernels that load nothing beforehand: throwaway notebooks need no library."""
    monkeypatch.setattr(kernels, "LIBRARIES", ("ipykernel.kernelapp",))


def failure(study, notebooks, *cells):
    write(notebooks, "06_keyness.ipynb", *cells)
    write(notebooks, "07_never.ipynb", "open('ran', 'w')")
    with pytest.raises(KhitabError) as caught:
        runner.run(study, notebooks=notebooks, progress=False)
    assert not (notebooks / "ran").exists()
    assert not (study.figures_folder / "executed" / "06_keyness.ipynb").exists()
    assert not (study.figures_folder / "report.html").exists()
    return str(caught.value)


def test_notebooks_are_run_in_order_and_reported(study, notebooks, light):
    write(
        notebooks,
        "02_tokens.ipynb",
        "import os; os.path.isfile(os.path.dirname(STUDY) + '/figures/01_corpus.csv')",
        "object()",
    )
    write(notebooks, "01_corpus.ipynb", SAVE)
    write(notebooks, "draft.ipynb", "1/0")
    report = runner.run(study, notebooks=notebooks, progress=False)

    executed = study.figures_folder / "executed"
    assert report == study.figures_folder / "report.html"
    assert "executed/01_corpus.ipynb" in report.read_text(encoding="utf-8")
    assert sorted(os.listdir(executed)) == ["01_corpus.ipynb", "02_tokens.ipynb"]
    assert '"True"' in (executed / "02_tokens.ipynb").read_text(encoding="utf-8")
    # The notebooks themselves stay as they are, and the same run writes the same copies.
    assert "injected" not in (notebooks / "01_corpus.ipynb").read_text(encoding="utf-8")
    before = {path.name: path.read_bytes() for path in executed.iterdir()}
    runner.run(study, only=["2"], notebooks=notebooks, progress=False)
    assert {path.name: path.read_bytes() for path in executed.iterdir()} == before


def test_figures_are_kept_in_the_executed_copy(study, notebooks):
    write(notebooks, "03_figure.ipynb", "import matplotlib.pyplot as plt\nplt.plot([1, 2]);", PRINT)
    runner.run(study, notebooks=notebooks, progress=False)
    copy = nbformat.read(study.figures_folder / "executed" / "03_figure.ipynb", as_version=4)
    assert "image/png" in copy.cells[-2].outputs[0].data
    python, seed, folder = copy.cells[-1].outputs[0].text.split(maxsplit=2)
    assert python.endswith(Path(sys.executable).name) and seed == "0"
    assert folder == f"{notebooks}\n"
    assert not any("papermill" in part.metadata for part in [copy, *copy.cells])


def test_a_khitab_error_is_told_by_its_own_sentence(study, notebooks, light):
    raised = "x = 1\nfrom helpers.errors import InputError\nraise InputError('الوثائق قليلة: 3 documents.')"
    sentence = failure(study, notebooks, "1 + 1", raised)
    assert sentence == "06_keyness.ipynb, cell 4 (x = 1 …): الوثائق قليلة: 3 documents."
    assert list((study.figures_folder).rglob("*.error.txt")) == []


BEGIN = "from helpers.study import notebook, outputs\nimport pandas as pd\nstudy = notebook.begin(STUDY)"
SAVE_TERMS = "outputs.save_table(study, '04_terms', terms, caption_ar='كلمات', caption_en='Terms')"
SAVE_CLOUD = "outputs.save_table(study, '05_cloud', cloud, uses=['04_terms'], caption_ar='سحابة', caption_en='Cloud')"


def test_what_cannot_be_computed_ends_only_what_depends_on_it(study, notebooks, light):
    short = "from helpers.errors import NotEnoughData\ndef f(): raise NotEnoughData('Themes need <two> documents.')"
    write(notebooks, "04_themes.ipynb", BEGIN, short, "terms = f()", SAVE_TERMS, "'gone on'")
    write(notebooks, "05_reads.ipynb", BEGIN, "cloud = outputs.read_table(study, '04_terms')", SAVE_CLOUD, "'too'")
    report = runner.run(study, notebooks=notebooks, progress=False).read_text("utf-8")

    for name, last in (("04_themes", "'gone on'"), ("05_reads", "'too'")):
        copy = nbformat.read(study.figures_folder / "executed" / f"{name}.ipynb", as_version=4)
        assert copy.cells[-1].outputs[0].data["text/plain"] == last
        shown = [output for cell in copy.cells for output in cell.get("outputs", ())]
        assert not any(output.output_type == "error" for output in shown)
        assert "Themes need &lt;two&gt; documents." in str(shown)
    assert "What was not computed" in report and "Themes need &lt;two&gt; documents." in report
    assert 'id="04_terms"' in report and 'id="05_cloud"' in report
    assert str(study.folder.parent) not in (study.figures_folder / "executed" / "04_themes.ipynb").read_text("utf-8")

    write(notebooks, "04_themes.ipynb", BEGIN, "terms = pd.DataFrame({'n': [1]})", SAVE_TERMS)
    report = runner.run(study, only=["04"], notebooks=notebooks, progress=False).read_text("utf-8")
    assert "Not computed. Themes need" not in report.partition('id="05_cloud"')[0]
    assert "Made before these changed" in report.partition('id="05_cloud"')[2]


def test_a_fault_of_the_input_behind_the_set_up_is_told_when_all_else_is_done(study, notebooks, light):
    fault = "from helpers.errors import SettingsError\n"
    fault += "def f(): raise SettingsError('[keyness] target: no such column.')"
    write(notebooks, "06_keyness.ipynb", BEGIN, fault, "terms = f()", SAVE_TERMS)
    write(notebooks, "07_goes_on.ipynb", BEGIN, "cloud = pd.DataFrame({'n': [1]})", SAVE_CLOUD)
    with pytest.raises(KhitabError) as caught:
        runner.run(study, notebooks=notebooks, progress=False)
    assert str(caught.value).startswith("06_keyness.ipynb, cell 5 (terms = f()): [keyness] target: no such column.")
    assert str(caught.value).endswith(f"(The rest was computed: {study.figures_folder / 'report.html'})")
    assert (study.figures_folder / "05_cloud.csv").is_file()
    assert "no such column" in (study.figures_folder / "report.html").read_text("utf-8")


def test_a_table_that_is_missing_for_another_reason_is_a_failure(study, notebooks, light):
    read = "from helpers.study import outputs, settings\noutputs.read_table(settings.load(STUDY), '04_terms')"
    assert "04_terms.csv has not been written yet" in failure(study, notebooks, read)


def test_another_error_is_told_by_type_and_its_traceback_kept(study, notebooks, light):
    sentence = failure(study, notebooks, "{}['مفتاح']")
    kept = study.figures_folder / "executed" / "06_keyness.error.txt"
    assert sentence == (f"06_keyness.ipynb, cell 3 ({{}}['مفتاح']): KeyError: 'مفتاح' (the traceback is in {kept})")
    text = kept.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "\x1b" not in text
    write(notebooks, "06_keyness.ipynb", "1")
    runner.run(study, only=["06"], notebooks=notebooks, progress=False)
    assert not kept.exists()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes in another way")
def test_a_kernel_that_is_killed(study, notebooks, light):
    sentence = failure(study, notebooks, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert "cell 3" in sentence
    assert sentence.endswith("Python was ended from outside, most often for lack of memory.")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT between processes")
def test_ctrl_c_ends_the_kernels_too(study, notebooks, tmp_path):
    write(
        notebooks,
        "01_long.ipynb",
        "open('pid', 'w').write(str(__import__('os').getpid())); import time; time.sleep(60)",
    )
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from helpers.study import kernels, runner, settings\n"
        "runner.run(settings.load(sys.argv[1]), notebooks=sys.argv[2], progress=False)"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program, str(study.folder), str(notebooks)], stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(900):
            if (notebooks / "pid").exists() and (notebooks / "pid").read_text():
                break
            try:
                running.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        running.send_signal(signal.SIGINT)
        _, error = running.communicate(timeout=20)
    finally:
        running.kill()
    # The process ended by the interrupt itself; a task of nbclient may still complain behind the traceback.
    assert running.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in error.splitlines()
    with pytest.raises(ProcessLookupError):
        os.kill(int((notebooks / "pid").read_text()), 0)


SIGN = "open({0!r}, 'w').close()\nimport os, time\nwhile not os.path.exists({1!r}): time.sleep(0.05)"


def test_notebooks_that_do_not_wait_for_each_other_are_run_side_by_side(study, notebooks, light):
    write(notebooks, "00_first.ipynb", "1")
    write(notebooks, "01_a.ipynb", SIGN.format("a", "b"))
    write(notebooks, "02_b.ipynb", SIGN.format("b", "a"))
    runner.run(study, notebooks=notebooks, progress=False, jobs=2)
    assert len(os.listdir(study.figures_folder / "executed")) == 3


def test_one_that_fails_ends_those_beside_it(study, notebooks, light):
    write(notebooks, "00_first.ipynb", "1")
    write(notebooks, "01_a.ipynb", "import os; open('pid', 'w').write(str(os.getpid()))\nimport time; time.sleep(900)")
    write(notebooks, "02_b.ipynb", "import os, time\nwhile not os.path.exists('pid'): time.sleep(0.05)\n1/0")
    write(notebooks, "03_c.ipynb", "open('ran', 'w')")
    with pytest.raises(KhitabError, match="02_b.ipynb, cell 3 .*ZeroDivisionError"):
        runner.run(study, notebooks=notebooks, progress=False, jobs=2)
    with pytest.raises(ProcessLookupError):
        os.kill(int((notebooks / "pid").read_text()), 0)
    assert not (notebooks / "ran").exists()


LOADED = "import sys; 'helpers.study.measured' in sys.modules"


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_a_forked_kernel_has_loaded_what_the_notebook_imports(study, notebooks, light):
    write(notebooks, "01_a.ipynb", LOADED, "from helpers.study import measured")
    runner.run(study, notebooks=notebooks, progress=False)
    assert "'True'" in (study.figures_folder / "executed" / "01_a.ipynb").read_text("utf-8").replace('"', "'")


def test_where_no_kernel_can_be_forked_a_fresh_one_is_started(study, notebooks, monkeypatch):
    monkeypatch.setattr(kernels, "_WARM", "import sys; sys.exit()")
    write(notebooks, "01_a.ipynb", LOADED, "import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    runner.run(study, notebooks=notebooks, progress=False)
    copy = nbformat.read(study.figures_folder / "executed" / "01_a.ipynb", as_version=4)
    assert "'False'" in str(copy.cells) and "image/png" in copy.cells[-1].outputs[0].data


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_forked_kernels_end_with_the_process_they_come_from(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "LIBRARIES", ())
    source = kernels.Source()
    kernel = source.start(tmp_path)
    process = kernel.provisioner.process
    assert process.poll() is None
    source.close()
    assert process.wait() and source.fork([], tmp_path) is None
    kernels.stop(kernel)


def test_a_kernel_that_has_died_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(kernels, "LIBRARIES", ())
    source = kernels.Source()
    try:
        kernel = source.start(tmp_path)
        client = run_sync(kernels.connected)(kernel)
        assert run_sync(client.is_alive)()
        client.stop_channels()
        kernels.kill(kernel)
        began = time.perf_counter()
        with pytest.raises(RuntimeError, match="no answer"):
            run_sync(kernels.connected)(kernel)
        assert time.perf_counter() - began < kernels._PATIENCE / 2
        kernels.stop(kernel)
    finally:
        source.close()


def test_a_notebook_without_parameters(study, notebooks, light):
    write(notebooks, "01_a.ipynb", "1", parameters=False)
    with pytest.raises(InputError, match='01_a.ipynb: no cell has the tag "parameters"'):
        runner.run(study, notebooks=notebooks, progress=False)


def test_a_file_that_is_no_notebook(study, notebooks, light):
    notebooks.mkdir()
    (notebooks / "01_a.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="01_a.ipynb: cannot be read as a notebook"):
        runner.run(study, notebooks=notebooks, progress=False)


def test_only_some_notebooks(notebooks):
    for name in ("01_corpus.ipynb", "03_term_frequency.ipynb", "12_report.ipynb", "notes.ipynb"):
        write(notebooks, name)
    chosen = [path.name for path in runner._choose(notebooks, ["12", "3", "03_term_frequency.ipynb"])]
    assert chosen == ["03_term_frequency.ipynb", "12_report.ipynb"]
    assert len(runner._choose(notebooks, ())) == 3
    with pytest.raises(ArgumentError, match='no notebook "03_term_frequeny".* Did you mean "03_term_frequency"'):
        runner._choose(notebooks, ["03_term_frequeny"])
    with pytest.raises(ArgumentError, match='no notebook "99". The notebooks are 01_corpus, 03_term_frequency'):
        runner._choose(notebooks, ["99"])


def test_a_folder_without_notebooks(study, tmp_path):
    with pytest.raises(InputError, match="there are no notebooks named NN_"):
        runner.run(study, notebooks=tmp_path, progress=False)


def test_a_kernel_that_does_not_answer_is_replaced_once(study, notebooks, light, monkeypatch):
    write(notebooks, "01_corpus.ipynb", SAVE)
    started, execute = [], runner._execute

    def fails_first(*given):
        started.append(given[-1])
        if len(started) == 1:
            raise runner._NotStarted("01_corpus.ipynb: the Jupyter kernel did not start (no answer).")
        return execute(*given)

    monkeypatch.setattr(runner, "_execute", fails_first)
    runner.run(study, notebooks=notebooks, progress=False)
    assert len(set(map(id, started))) == 2 and (study.figures_folder / "01_corpus.csv").is_file()

    monkeypatch.setattr(runner, "_execute", lambda *_: fails_first.missing())
    fails_first.missing = lambda: (_ for _ in ()).throw(runner._NotStarted("01: the Jupyter kernel did not start."))
    with pytest.raises(KhitabError, match="did not start"):
        runner.run(study, notebooks=notebooks, progress=False)


SHOWN = """\
import json, sys, warnings
from pathlib import Path
from IPython.display import HTML, display
from helpers.errors import InputError
from helpers.study import notebook
study = notebook.begin(STUDY)"""
LEAKS = """\
print("Building derived/: there is none yet.")
print(study.file, Path.home() / "notes", json.dumps(str(study.folder)))
display(HTML(f"<b>{study.figures_folder}/a.csv</b>"))
display({"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/plain": "50%"}, raw=True)
warnings.warn("3 terms are not drawn: their n is infinite.")
warnings.warn("of another library", FutureWarning)
study.derived"""
SAVES = """\
def f(): raise InputError(f"{study.file}: is at fault.")
terms = f()"""


def test_a_copy_tells_nothing_of_the_machine_nor_of_progress(make_study, notebooks, light, monkeypatch, tmp_path):
    home = tmp_path / "home" / "somebody"
    outer = home / "corpora" / "الأخرى"
    outer.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    study = make_study(f'title = "عنوان"\n[corpus]\nraw = {json.dumps(str(outer))}\n')
    write(notebooks, "01_corpus.ipynb", SHOWN, LEAKS, "study.raw", SAVES)
    with pytest.raises(KhitabError, match="is at fault"):
        runner.run(study, notebooks=notebooks, progress=False)
    copy = nbformat.read(study.figures_folder / "executed" / "01_corpus.ipynb", as_version=4)
    copy = json.dumps([cell.get("outputs") for cell in copy.cells], ensure_ascii=False)
    assert str(study.folder.parent) not in copy and "somebody" not in copy and "Building" not in copy
    assert "دراسة أولى/study.toml ~/notes" in copy and "<b>دراسة أولى/figures/a.csv</b>" in copy
    assert "widget" not in copy and "50%" not in copy
    assert ".py:" not in copy and "FutureWarning: of another library" in copy
    assert "3 terms are not drawn: their n is infinite." in copy and "قيمة n فيها لا نهائية" in copy


def test_a_path_is_found_as_a_whole_only(make_study):
    study = make_study()
    folder = str(study.folder)
    assert places.impersonal(f"{folder}2/a {folder}/a file://{folder}/b /mnt{folder}", study) == (
        f"{folder}2/a دراسة أولى/a file://دراسة أولى/b /mnt{folder}"
    )
