"""A notebook as its reader sees it: sentences instead of tracebacks; only what depends on an error is passed over."""

import json
import threading

import pytest

from helpers.display import live_tables, widgets
from helpers.errors import NotEnoughData
from helpers.study import notebook, outputs

WHY = "No speaker was found: the texts have no quotations, or no reporting verb."
SHORT = f"from helpers.errors import NotEnoughData\ndef short(*_): raise NotEnoughData({WHY!r})"
CAPTIONS = 'caption_ar="جدول", caption_en="A table"'


@pytest.fixture
def shell(study, monkeypatch):
    """A running IPython in which a notebook of the study has begun; calling it runs a cell and gives what it shows."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    monkeypatch.setenv("KHITAB_STUDY", str(study.folder))
    InteractiveShell.clear_instance()
    running = InteractiveShell.instance(colors="nocolor")
    running.history_manager.enabled = False

    def run(code):
        with capture_output() as shown:
            result = running.run_cell(code)
        run.shown, run.text = shown.outputs, shown.stdout + shown.stderr
        return result

    run.shell = running
    yield run
    InteractiveShell.clear_instance()


@pytest.fixture
def begun(shell):
    shell("from helpers.study import notebook, outputs\nimport pandas as pd\n" + SHORT)
    assert shell("study = notebook.begin()").success
    return shell


def boxes(run):
    return [output for output in run.shown if "khitab" in (output.metadata or {})]


def test_the_current_study_is_taken_and_another_can_be_named(begun, make_study):
    assert begun("study.title").result == "عنوان الدراسة"
    other = make_study('title = "ثانية"\n', name="ثانية")
    begun(f"study = notebook.begin({str(other.folder)!r})")
    assert begun("study.title").result == "ثانية"


def test_an_error_is_one_sentence_in_both_languages(begun):
    result = begun("themes = short()")
    (box,) = boxes(begun)
    assert result.success  # so that the notebook runs on
    assert box.metadata["khitab"] == {"kind": "NotEnoughData", "sentence": WHY}
    assert 'dir="rtl"' in box.data["text/html"] and "قائل" in box.data["text/html"] and WHY in box.data["text/html"]
    assert "Traceback" not in begun.text + str(box.data)


def test_what_depends_on_it_is_passed_over_and_all_else_runs(begun):
    begun("themes = short()\nn = 3")
    assert begun.shell.user_ns["n"] == 3
    result = begun("top = themes.head(3)\nm = n + 1")
    assert result.success and not boxes(begun)
    assert "needs what could not be computed" in begun.shown[0].data["text/html"] and len(begun.shown) == 1
    assert begun.shell.user_ns["m"] == 4
    begun("k = len(top); [theme for theme in range(2)]")  # passed over again, told once
    assert len(begun.shown) == 1
    assert repr(begun.shell.user_ns["k"]) == f"Not computed. {WHY}"


def test_what_an_earlier_run_of_the_cell_gave_is_not_taken_for_new(begun):
    begun("table = 'of the first run'")
    begun("table = short(table)")
    assert isinstance(begun.shell.user_ns["table"], notebook.Absent)
    assert begun("table = 'again'\ntable").result == "again"


def test_the_last_value_of_a_cell_is_still_shown(begun):
    assert begun("x = 1\nx + 1").result == 2
    assert begun("x + 1;").success
    assert begun("import math\nmath.pi").result == pytest.approx(3.14159, abs=1e-4)
    assert begun("for i in range(3):\n    x += i").result is None
    assert begun.shell.user_ns["x"] == 4


def test_names_inside_a_comprehension_are_not_names_of_the_notebook(begun):
    begun("part = short()")
    assert begun("[part for part in (1, 2)]").result == [1, 2]


def test_other_errors_keep_their_traceback(begun):
    assert not begun("{}['key']").success
    assert "KeyError" in begun.text and not boxes(begun)


def test_an_error_before_the_study_is_there_stops_the_notebook_with_a_sentence(begun):
    result = begun("study = notebook.begin('nowhere')")
    assert not result.success and len(boxes(begun)) == 1
    assert 'there is no study "nowhere"' in boxes(begun)[0].metadata["khitab"]["sentence"]
    assert "Traceback" not in begun.text


def test_what_could_not_be_saved_is_noted_in_its_place(begun, study):
    save = f"outputs.save_table(study, '04_terms', table, uses=['seed'], {CAPTIONS})"
    begun(f"table = pd.DataFrame({{'n': [1]}})\n{save}")
    assert (study.figures_folder / "04_terms.csv").is_file()
    begun("table = short()")
    begun(f"{save}\ndone = True")
    assert begun.shell.user_ns["done"]
    assert [path.name for path in study.figures_folder.iterdir()] == ["04_terms.json"]
    sidecar = json.loads((study.figures_folder / "04_terms.json").read_text("utf-8"))
    assert sidecar["absent"]["en"] == WHY and sidecar["caption"]["ar"] == "جدول"
    assert sidecar["settings"] == {"seed": 0}
    with pytest.raises(NotEnoughData, match="needs the table 04_terms, which could not be computed. No speaker"):
        outputs.read_table(study, "04_terms")


def test_what_is_known_of_its_settings_is_noted_all_the_same(begun, study):
    begun(f"named_in = short()\noutputs.save_table(study, '07_a', named_in, uses=[*named_in, 'seed'], {CAPTIONS})")
    assert outputs.read_sidecar(study.figures_folder / "07_a.json")["settings"] == {"seed": 0}


def test_a_file_that_cannot_be_written_is_no_lack_of_data(begun, study):
    (study.figures_folder / "04_terms.csv" / "in the way").mkdir(parents=True)
    begun(f"outputs.save_table(study, '04_terms', pd.DataFrame({{'n': [1]}}), {CAPTIONS})")
    assert boxes(begun)[0].metadata["khitab"]["kind"] == "InputError"
    assert not (study.figures_folder / "04_terms.json").exists()


def test_a_figure_that_was_begun_is_closed(begun):
    import matplotlib.pyplot as plt

    begun("import matplotlib.pyplot as plt\nfirst = plt.figure()\nplt.figure(), short()")
    assert plt.get_fignums() == [begun.shell.user_ns["first"].number]


def test_outside_of_a_notebook_errors_are_raised_as_always(study, monkeypatch):
    from helpers.errors import SettingsError

    monkeypatch.setenv("KHITAB_STUDY", str(study.folder))
    assert notebook.begin().title == "عنوان الدراسة"
    with pytest.raises(SettingsError):
        notebook.begin("nowhere")


def test_the_banner_says_which_study_this_is(make_study):
    from factory import tokens_of

    study = make_study('title = "<b>عنوان</b>"\n')
    banner = notebook.banner(study, tokens_of(["نص قصير", "نص آخر هنا"]))
    assert repr(banner) == "Study: <b>عنوان</b> (دراسة أولى): 2 documents, 5 tokens"
    page = banner._repr_html_()
    assert "&lt;b&gt;عنوان" in page and "<b>عنوان" not in page
    assert 'style="text-align:right"' in page and str(study.folder.parent) not in page


def test_absent_values_are_shown_as_what_they_are():
    assert repr(notebook.Absent(NotEnoughData("No date."))) == "Not computed. No date."


@pytest.fixture
def open_notebook(shell, monkeypatch):
    """A notebook that a reader has open."""
    monkeypatch.setattr(widgets, "interactive", lambda: True)
    monkeypatch.setattr(live_tables, "switch_on", lambda shell: None)
    shell("from helpers.study import notebook, outputs\nstudy = notebook.begin()")
    return shell


def test_a_cell_run_before_those_above_it_is_told_in_a_sentence(open_notebook):
    open_notebook("table = words.head(3)")
    (box,) = boxes(open_notebook)
    assert box.metadata["khitab"]["sentence"].startswith('There is no "words" yet: run the cells above this one first')
    assert "لا وجود" in box.data["text/html"]
    assert "Traceback" not in open_notebook.text
    open_notebook("words = [1]\nlen(words)")
    assert boxes(open_notebook) == []


def test_a_name_that_other_code_lacks_keeps_its_traceback(open_notebook, tmp_path, monkeypatch):
    (tmp_path / "lacking.py").write_text("def go():\n    return nowhere\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    open_notebook("import lacking\nlacking.go()")
    assert boxes(open_notebook) == [] and "return nowhere" in open_notebook.text


def test_in_a_run_a_missing_name_is_an_error_as_always(begun):
    assert not begun("words").success
    assert boxes(begun) == [] and "NameError" in begun.text


def test_what_is_done_behind_a_cell_is_not_done_by_a_thread_that_answers_a_widget(open_notebook):
    done, events = [], open_notebook.shell.events

    def note():
        done.append(threading.current_thread().name)

    events.register("post_execute", note)
    answering = threading.Thread(target=events.trigger, args=("post_execute",), name="answering")
    answering.start()
    answering.join()
    assert done == []
    events.trigger("post_execute")
    assert done == [threading.current_thread().name]
    events.unregister("post_execute", note)
