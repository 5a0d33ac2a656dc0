"""The desk, driven from Python: its fields and buttons as a reader would use them, and the files that come of it."""

import csv
import datetime
import html
import io
import os
import re

import nbclient
import nbformat
import pytest
from made_files import TEXT, docx
from small_notebooks import BEGIN, write

from helpers.display import widgets
from helpers.errors import InputError, SettingsError
from helpers.study import current, desk, kernels, keys, order, runner, settings, unchanged
from helpers.study.forms import edits, settings_form, state

TOML = """\
# دراستي: what I decided, and why
title = "عنوان"   # كما في الرسالة

[terms]
level = "lemma"       # the dictionary form
extra_stop_words = [  # mine
  "قال",  # in every line
  "أضاف",
]
# analyser = "auto"                         # where lemmas come from: auto, simplemma, camel

# what is compared
[keyness]
min_n = 5
"""
SAVE = ("outputs.save_table(study, '{}', pd.DataFrame({{'n': [{}]}}), of='settings', caption_ar='ج', "
        "caption_en='t')")  # fmt: skip


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of its own: no study yet; 00 reads nothing, 01 [keyness] min_n, 02 the table of 01."""
    folder = tmp_path / "project"
    (folder / "data").mkdir(parents=True)
    write(folder / "notebooks", "00_start", BEGIN)
    write(folder / "notebooks", "01_corpus", BEGIN, SAVE.format("01_a", "study.keyness['min_n']"))
    write(folder / "notebooks", "02_tokens", BEGIN, "outputs.read_table(study, '01_a')", SAVE.format("02_a", "1"))
    monkeypatch.setattr(settings, "PROJECT", folder)
    monkeypatch.setattr(current, "FILE", folder / "data" / ".current")
    monkeypatch.delenv(current.VARIABLE, raising=False)
    monkeypatch.setattr(kernels, "LIBRARIES", ("ipykernel.kernelapp", "pandas"))
    return folder


@pytest.fixture
def file(project):
    made = project / "data" / "mine" / "study.toml"
    made.parent.mkdir()
    made.write_text(TOML, encoding="utf-8")
    return made


@pytest.fixture
def open_desk(file):
    return desk.Desk("mine")


def fields(form, section):
    form.section.value = section
    return form.fields


def words(page):
    page = re.sub("</?bdi[^>]*>", "", page)  # it stands inside words: مقالات in مقالات.csv
    return re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", " ", page)))


def states(page):
    """What stands in the table of the desk: {notebook: (state, why)}."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.S)
    cells = [[words(cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)] for row in rows]
    return {row[0]: tuple(row[1:]) for row in cells if row}


# single keys of study.toml


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"terms.level": "form"}, 'level = "lemma"       # the dictionary', 'level = "form"       # the dictionary'),
        ({"title": "آخر"}, 'title = "عنوان"   # كما', 'title = "آخر"   # كما'),
        ({"keyness.min_n": 3}, "min_n = 5\n", "min_n = 3\n"),
        ({"keyness.p": 0.5}, "min_n = 5\n", "min_n = 5\np = 0.5\n"),
        ({"terms.numbers": True}, '  "أضاف",\n]\n', '  "أضاف",\n]\nnumbers = true\n'),
        ({"terms.analyser": "camel"}, '# analyser = "auto" ', 'analyser = "camel" '),
        ({"terms.extra_stop_words": ["قال"]}, '  "أضاف",\n', ""),
        ({"terms.extra_stop_words": ("قال", "أضاف", "ذكر")}, '  "أضاف",\n', '  "أضاف",\n  "ذكر",\n'),
        ({"figures.top": 9}, "min_n = 5\n", "min_n = 5\n\n[figures]\ntop = 9\n"),
        ({"seed": 4}, "كما في الرسالة\n", "كما في الرسالة\nseed = 4\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_change_leaves_all_else_as_it_is(change, before, after, ends):
    assert TOML.count(before) == 1
    made = edits.changed(TOML.replace("\n", ends).encode("utf-8-sig"), change)
    assert made == TOML.replace(before, after).replace("\n", ends).encode("utf-8-sig")


@pytest.mark.parametrize(
    "text", ["", "# only a word\n", 'title = "x"', "[keyness]", "keyness.p = 0.1\n", "keyness = {p = 0.1}\n",
             'description = """\n[keyness]\n# min_n = 5\n"""\n', "# [keyness]\n"],
)  # fmt: skip
def test_a_key_comes_into_any_file(tmp_path, text):
    made = edits.changed(text.encode(), {"keyness.min_n": 3, "seed": 4})
    study = settings.of_bytes(tmp_path / "study.toml", made)
    before = settings.of_bytes(tmp_path / "study.toml", text.encode())
    assert (study.keyness["min_n"], study.seed) == (3, 4)
    same = ("title", "description", "corpus", "terms")
    assert [getattr(study, name) for name in same] == [getattr(before, name) for name in same]
    assert study.keyness["p"] == before.keyness["p"]


def test_every_key_of_the_template_takes_its_own_place(tmp_path):
    text = settings.template("عنوان")
    for section, known in keys.KEYS.items():
        for word, key in known.items():
            value = "عنوان" if (section, word) == ("", "title") else keys.default(key)
            value = list(value) if isinstance(value, tuple) else value
            named = f"{section}.{word}" if section else word
            lines, made = text.split("\n"), edits.changed(text.encode(), {named: value}).decode().split("\n")
            moved = [(a, b) for a, b in zip(lines, made, strict=True) if a != b]
            assert [a.removeprefix("# ") for a, _ in moved] == [b for _, b in moved] and len(moved) <= 1, named


# the settings by form


def test_every_key_has_a_field_with_the_value_in_force_and_its_meaning_in_both_languages(open_desk):
    form = open_desk.form
    for section, known in keys.KEYS.items():
        shown = fields(form, section)
        for word, key in known.items():
            about = settings_form.explained(section, word)
            assert re.search("[ء-ي]{2}", about) and key.meaning[:12] in words(about)
            assert f"{section}.{word}" in shown if section else word in shown
    assert len(form.fields) == sum(map(len, keys.KEYS.values())) and form.changes == {}


def test_saving_changes_one_key_and_keeps_the_comments(open_desk, file):
    form = open_desk.form
    assert form.save.disabled
    fields(form, "keyness")["keyness.min_n"].control.value = "٧"
    fields(form, "terms")["terms.numbers"].control.value = True
    fields(form, "terms")["terms.stop_lists"].ticks["newspaper"].value = True
    fields(form, "terms")["terms.extra_stop_words"].control.value = " قال \n\nأضاف\nذكر"
    assert file.read_text("utf-8") == TOML and not form.save.disabled
    form.save.click()
    wanted = TOML.replace("min_n = 5", "min_n = 7").replace('  "أضاف",\n', '  "أضاف",\n  "ذكر",\n')
    live = 'stop_lists = ["newspaper"]\nnumbers = true\n'
    assert file.read_text("utf-8") == wanted.replace("]\n# analyser", f"]\n{live}# analyser")
    assert "Saved in study.toml" in words(form.message.shown) and form.changes == {} and form.save.disabled
    assert [path.name for path in file.parent.iterdir()] == ["study.toml"]


def test_a_value_that_is_not_allowed_is_refused_in_the_sentence_of_the_settings(open_desk, file):
    form = open_desk.form
    for section, key, written, told in (
        ("keyness", "min_n", "0", "[keyness] min_n is 0, but must be 1 or more."),
        ("keyness", "min_n", "many", '[keyness] min_n is "many", but must be a whole number.'),
        ("themes", "candidates", "4، 5 x", '[themes] candidates is "x", but must be a list of whole numbers.'),
        ("concordance", "queries", "(", 'queries: The query "(" cannot be read'),
        ("figures", "mask", "map.png", 'mask is "map.png", but there is no such file.'),
    ):
        field = fields(form, section)[f"{section}.{key}"].control
        before, field.value = field.value, written
        assert told in words(form.message.shown).replace(" :", ":"), key
        form.save.click()
        assert told in words(form.message.shown) and re.search("[ء-ي]{3}", form.message.shown)
        assert file.read_text("utf-8") == TOML and open_desk.candidate == form.study
        field.value = before
    assert form.changes == {}


def test_saving_is_refused_when_the_file_was_changed_meanwhile(open_desk, file):
    form = open_desk.form
    fields(form, "keyness")["keyness.min_n"].control.value = "7"
    other = TOML.replace("min_n = 5", "min_n = 6")
    file.write_text(other, encoding="utf-8")
    form.save.click()
    assert "was changed by another program while the form was open" in words(form.message.shown)
    assert "غُيّر" in form.message.shown and file.read_text("utf-8") == other
    form.anew.click()
    assert form.fields["keyness.min_n"].control.value == "6" and form.changes == {}
    form.fields["keyness.min_n"].control.value = "7"
    form.save.click()
    assert file.read_text("utf-8") == TOML.replace("min_n = 5", "min_n = 7")


def test_a_broken_file_is_told_in_a_sentence_and_can_be_loaded_when_it_is_mended(file):
    file.write_text('title = “عنوان”\n', encoding="utf-8")
    opened = desk.Desk("mine")
    form = opened.form
    assert "line 1: not valid TOML" in words(form.message.shown) and "السطر" in form.message.shown
    assert form.save.disabled and form.start.disabled and opened.page == "" and not form.fields
    file.write_text(TOML, encoding="utf-8")
    form.anew.click()
    assert not form.start.disabled and "title" in form.fields and opened.page


def test_a_study_that_is_not_there_is_a_sentence_and_a_new_one_can_be_made(project):
    opened = desk.Desk("nowhere")
    assert 'there is no study "nowhere"' in words(opened.message.shown) and opened.form is None
    opened.use.click()
    opened.part.value = "new"


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_study_that_is_closed_to_writing_is_a_sentence(open_desk, file, monkeypatch, closed):
    form = open_desk.form
    fields(form, "keyness")["keyness.min_n"].control.value = "7"
    if closed == "file":
        monkeypatch.setattr(edits.os, "access", lambda path, mode: path != file.resolve())
    else:
        def refuse(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "replace", refuse)
    form.save.click()
    assert "study.toml cannot be written (Permission denied)" in words(form.message.shown)
    assert "تعذرت كتابة" in form.message.shown and form.changes == {"keyness.min_n": 7}
    assert file.read_text("utf-8") == TOML and [path.name for path in file.parent.iterdir()] == ["study.toml"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_stays_a_link(file, tmp_path):
    real = tmp_path / "elsewhere.toml"
    file.rename(real)
    file.symlink_to(real)
    edits.save(edits.read(file), {"keyness.min_n": 7})
    assert file.is_symlink() and "min_n = 7" in real.read_text("utf-8")


def test_a_file_that_is_gone_is_a_sentence(file):
    sheet = edits.read(file)
    file.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        edits.save(sheet, {"seed": 1})
    assert not file.exists()


# what is run again


def test_a_change_shows_at_once_what_it_would_have_run_again(file, project):
    # Not under data/: the kernels know another project, and would write the figures elsewhere.
    (project / "mine" / "raw").mkdir(parents=True)
    file = file.rename(project / "mine" / "study.toml")
    open_desk = desk.Desk(str(file))
    assert {state for state, _ in states(open_desk.page).values()} == {"يُعاد تشغيله"}
    form = open_desk.form
    form.start.click()
    assert "The run has ended" in words(form.message.shown), form.message.shown
    report = project / "mine" / "figures" / "report.html"
    assert report.is_file() and (report.parent / "tables.xlsx").is_file()
    assert 'href="../mine/figures/report.html"' in open_desk.page
    assert set(states(open_desk.page).values()) == {("لم يتغير شيء", "")}
    paths = state.notebooks()
    assert unchanged.due(settings.load(file), paths, order.everywhere(paths)) is None
    field = fields(form, "keyness")["keyness.min_n"].control
    field.value = "7"
    found = states(open_desk.page)
    assert found["00_start"][0] == "لم يتغير شيء" and file.read_text("utf-8") == TOML
    assert found["01_corpus"][0] == "يُعاد تشغيله" and "[keyness] min_n" in found["01_corpus"][1]
    assert found["02_tokens"][0] == "قد يُعاد تشغيله" and "01_corpus" in found["02_tokens"][1]
    form.start.click()
    assert "changes that are not saved" in words(form.message.shown)
    field.value = "5"
    assert set(states(open_desk.page).values()) == {("لم يتغير شيء", "")}
    field.value = "7"
    form.save.click()
    assert states(open_desk.page)["01_corpus"][0] == "يُعاد تشغيله"
    form.start.click()
    table = list(csv.DictReader(io.StringIO((report.parent / "01_a.csv").read_text("utf-8-sig"))))
    assert table[0]["n"] == "7" and set(states(open_desk.page).values()) == {("لم يتغير شيء", "")}


def test_a_run_tells_how_far_it_is_and_can_be_stopped(open_desk, monkeypatch):
    form, seen = open_desk.form, []

    def run(study, progress, notebooks, tables):
        progress(3, 13, ["04_tfidf_themes"])
        seen.append(form.progress.shown)
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "run", run)
    form.start.click()
    assert 'max="13" value="3"' in seen[0] and "04_tfidf_themes" in seen[0]
    assert "The run was stopped" in words(form.message.shown) and "أُوقف" in form.message.shown
    assert form.progress.shown == "" and not form.start.disabled


def test_what_fails_in_a_run_is_a_sentence(open_desk, monkeypatch):
    def run(study, progress, notebooks, tables):
        raise InputError("The folder /x is empty: put the raw files there (txt).")

    monkeypatch.setattr(runner, "run", run)
    open_desk.form.start.click()
    assert "The folder /x is empty" in words(open_desk.form.message.shown)


# studies


def test_studies_are_offered_and_one_is_made_the_current_one(open_desk, file, monkeypatch):
    other = file.parent.with_name("ثانية")
    other.mkdir()
    (other / "study.toml").write_text('title = "دراسة ثانية"\n', encoding="utf-8")
    made = []
    form = settings_form.Form
    monkeypatch.setattr(settings_form, "Form", lambda *given: made.append(given[0]) or form(*given))
    opened = desk.Desk("mine")
    assert made == [file]  # none for a study that stands there only while the list is made
    shown = ["\u2066mine\u2069 · عنوان", "\u2067ثانية\u2069 · دراسة ثانية"]
    assert [name for name, _ in opened.study.options] == shown
    opened.part.value = "studies"
    opened.study.value = other / "study.toml"
    assert opened.form.study.title == "دراسة ثانية" and not current.FILE.exists()
    opened.use.click()
    assert current.load().folder == other and "دراسة ثانية" in opened.message.shown
    assert [name for name, _ in opened.study.options] == [shown[0], f"✓{shown[1]}"]
    assert opened.study.value == other / "study.toml"
    monkeypatch.setenv(current.VARIABLE, "mine")
    opened.use.click()
    assert "KHITAB_STUDY=mine wins here" in words(opened.message.shown)


@pytest.fixture
def other(file):
    """A second study."""
    made = file.parent.with_name("ثانية") / "study.toml"
    made.parent.mkdir()
    made.write_text('title = "دراسة ثانية"\n', encoding="utf-8")
    return made


def test_changes_that_are_not_saved_outlast_a_look_at_another_study(other, open_desk, file):
    fields(open_desk.form, "keyness")["keyness.min_n"].control.value = "7"
    open_desk.study.value = other
    assert open_desk.form.study.title == "دراسة ثانية" and open_desk.form.changes == {}
    assert "have changes that are not saved: mine" in words(open_desk.message.shown)
    assert "تغييرات لم تُحفظ" in open_desk.message.shown
    open_desk.study.value = file
    assert open_desk.form.changes == {"keyness.min_n": 7} and not open_desk.form.save.disabled
    assert open_desk.message.shown == "" and "Changes not saved yet" in words(open_desk.form.message.shown)
    assert open_desk.candidate.keyness["min_n"] == 7 and "01_corpus" in open_desk.page
    open_desk.form.save.click()
    assert "min_n = 7" in file.read_text("utf-8")
    open_desk.study.value = other
    assert open_desk.message.shown == ""
    file.write_text(TOML, encoding="utf-8")
    open_desk.study.value = file
    assert open_desk.form.study.keyness["min_n"] == 5  # without changes the file is read anew


def test_kept_changes_are_not_written_over_a_file_that_was_changed_meanwhile(other, open_desk, file):
    fields(open_desk.form, "keyness")["keyness.min_n"].control.value = "7"
    open_desk.study.value = other
    changed = TOML.replace("min_n = 5", "min_n = 6")
    file.write_text(changed, encoding="utf-8")
    open_desk.study.value = file
    open_desk.form.save.click()
    assert "was changed by another program" in words(open_desk.form.message.shown)
    assert file.read_text("utf-8") == changed


# a new study


@pytest.fixture
def articles(tmp_path):
    """A table with Arabic headings; of two columns of texts the shorter one is not meant."""
    path = tmp_path / "مقالات.csv"
    rows = [["رقم", "العنوان", "نص الخبر", "خلاصة", "الجريدة", "تاريخ النشر"]]
    for number in range(1, 7):
        source = "الشرق" if number % 2 else "الغد"
        text, short = f"{TEXT} وهذا الخبر رقمه {number} في الجريدة", f"خلاصة الخبر {number} قصيرة"
        rows.append([number, f"خبر {number}", text, short, source, f"2019-0{number}-01"])
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def test_a_new_study_of_a_table_with_arabic_headings(open_desk, project, articles):
    open_desk.part.value = "new"
    new = open_desk.new
    new.look.click()
    assert "Name a file or folder of texts" in words(new.message.shown) and "اكتب مسار" in new.message.shown
    new.path.value = str(articles)
    new.look.click()
    assert new.message.shown == "" and list((project / "data").iterdir()) == [project / "data" / "mine"]
    seen = words(new.seen.shown)
    assert "أول الأسطر كما هي" in seen and "الفحص" in seen and "خبر 3" in seen
    assert new.columns["text"].options[0] == ("بالتخمين · guessed: نص الخبر", "")
    assert new.columns["date"].options[0][0].endswith("تاريخ النشر")
    headings = ["رقم", "العنوان", "نص الخبر", "خلاصة", "الجريدة", "تاريخ النشر"]
    assert [name for name, _ in new.columns["text"].options[1:]] == headings
    new.columns["text"].value = "خلاصة"
    assert new.corpus.documents["text"][0] == "خلاصة الخبر 1 قصيرة"
    new.target.value, new.reference.value = "source=الشرق", "rest"
    new.make.click()
    assert "has no name yet" in words(new.message.shown)
    for name in ("../x", "a/b", ".hidden", "c:d"):
        new.name.value = name
        new.make.click()
        assert "cannot be the name of a folder" in words(new.message.shown)
    new.name.value, new.title.value = "صحيفتان", "صحيفتان ثم"
    new.make.click()
    folder = project / "data" / "صحيفتان"
    study = settings.load(folder)
    assert "أُنشئت الدراسة" in new.message.shown and (folder / "raw" / articles.name).is_file()
    assert (study.title, study.corpus["text"], study.corpus["date"]) == ("صحيفتان ثم", "خلاصة", "")
    assert (study.keyness["target"], study.keyness["reference"]) == ("source=الشرق", "rest")
    text = (folder / "study.toml").read_text("utf-8")
    assert re.search(r'\(empty: guessed\)\ntext = "خلاصة"$', text, re.M)
    assert '# date = "تاريخ النشر"' in text
    assert open_desk.form.file == folder / "study.toml" and open_desk.form.study == study
    new.make.click()
    assert "is there already and not empty" in words(new.message.shown)


def test_what_is_compared_stays_chosen_when_another_column_is(open_desk, articles):
    new = open_desk.new
    new.path.value = str(articles)
    new.look.click()
    new.target.value, new.reference.value = "source=الشرق", "source=الغد"
    new.columns["title"].value = "خلاصة"
    assert (new.target.value, new.reference.value) == ("source=الشرق", "source=الغد")
    new.columns["source"].value = "العنوان"  # these parts are no more
    assert (new.target.value, new.reference.value) == ("", "general")


def test_a_column_that_holds_no_text_is_told_and_another_can_be_chosen(open_desk, articles):
    new = open_desk.new
    new.path.value = str(articles)
    new.look.click()
    new.columns["text"].value = "رقم"
    assert re.search("[ء-ي]{3}", new.message.shown) and new.corpus is None and "خبر 3" in new.seen.shown
    new.columns["text"].value = "نص الخبر"
    assert new.message.shown == "" and len(new.corpus) == 6


def test_a_new_study_of_a_folder_of_word_files(open_desk, project, tmp_path):
    texts = tmp_path / "نصوص"
    (texts / "الغد").mkdir(parents=True)
    (texts / "2019-03-01 خبر.docx").write_bytes(docx("عنوان أول", TEXT))
    (texts / "الغد" / "ثان.docx").write_bytes(docx("عنوان ثان", f"{TEXT} ثان"))
    new = open_desk.new
    new.path.value = str(texts)
    new.look.click()
    assert new.columns == {} and len(new.corpus) == 2 and "أول الأسطر" not in new.seen.shown
    new.name.value = "مستندات"
    new.make.click()
    folder = project / "data" / "مستندات"
    assert settings.load(folder).title == "مستندات" and len(list((folder / "raw").rglob("*.docx"))) == 2
    assert (folder / "metadata.csv").is_file() and "metadata.csv" in new.message.shown


def test_a_new_study_of_files_from_this_computer(open_desk, project, articles):
    new = open_desk.new
    data = articles.read_bytes()
    new.files.value = [{"name": "..\\../مقالات.csv", "type": "text/csv", "size": len(data), "content": memoryview(data),
                        "last_modified": datetime.datetime(2020, 1, 1)}]  # fmt: skip
    new.look.click()
    assert new.message.shown == "" and len(new.corpus) == 6
    new.name.value = "مرفوعة"
    new.make.click()
    assert [path.name for path in (project / "data" / "مرفوعة" / "raw").iterdir()] == ["مقالات.csv"]


def test_what_cannot_be_made_leaves_nothing(open_desk, project, articles):
    new = open_desk.new
    new.path.value = str(articles)
    new.look.click()
    new.name.value, new.columns["text"].value, new.columns["title"].value = "x", "خلاصة", "خلاصة"
    new.make.click()
    assert re.search("[ء-ي]{3}", new.message.shown) and not (project / "data" / "x").exists()


# where nobody sits at the notebook


CODE = "from helpers.study import desk\ndesk.show({!r})"


def executed(*cells):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    nbclient.NotebookClient(notebook, timeout=120, record_timing=False).execute()
    return notebook


def test_a_run_shows_a_plain_table_the_same_in_every_run(file):
    made = [nbformat.writes(executed(CODE.format(str(file)))) for _ in range(2)]
    assert made[0] == made[1]
    (output,) = nbformat.reads(made[0], as_version=4).cells[0].outputs
    page = output["data"]["text/html"]
    assert "widget" not in str(output) and "widgets" not in nbformat.reads(made[0], as_version=4).metadata
    assert set(output["data"]) == {"text/html", "text/plain"} and str(file.parent) not in str(output)
    assert "ما ضبطته هذه الدراسة" in page and "[terms] extra_stop_words" in page and "[keyness] p" not in page


def test_where_a_reader_sits_the_desk_is_shown_and_says_what_its_notebook_keeps(open_desk, file, monkeypatch):
    monkeypatch.setattr(widgets, "interactive", lambda: True)
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *given, **how: shown.append(given[0]))
    opened = desk.show("mine")
    opened._ipython_display_()
    controls, page = shown
    data = controls._repr_mimebundle_()
    data = data[0] if isinstance(data, tuple) else data
    assert data[widgets.VIEW] and data["text/html"] == "" and "01_corpus" in page["text/html"]


def test_nobody_is_asked_outside_of_a_notebook(file):
    assert "khitab-table" in desk.show("mine")._repr_html_()


def test_a_broken_study_is_an_error_there(file):
    file.write_text("seed = x", encoding="utf-8")
    with pytest.raises(SettingsError, match="not valid TOML"):
        desk.show("mine")


def test_a_text_of_several_lines_is_no_change_and_is_not_torn(project):
    file = project / "data" / "mine" / "study.toml"
    file.parent.mkdir()
    file.write_text('title = " عنوان "\ndescription = """سطر\nثان"""\n', encoding="utf-8")
    seen = desk.Desk("mine")
    form = seen.form
    fields(form, "")
    assert form.changes == {} and form.save.disabled
    form.fields["seed"].value = 4
    assert form.changes == {"seed": 4}


def test_the_message_goes_when_a_change_is_taken_back(open_desk):
    form = open_desk.form
    field = fields(form, "keyness")["keyness.min_n"]
    field.value = 4
    assert "keyness.min_n" in form.changes and form.message.control.value
    field.value = 5
    assert form.changes == {} and not form.message.control.value


def test_the_home_of_a_user_who_is_not_known_is_told(project):
    file = project / "data" / "mine" / "study.toml"
    file.parent.mkdir()
    file.write_text('[corpus]\nraw = "~nobody-of-this-name/texts"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="home folder of a user who is not known here"):
        settings.load("mine")
    desk.Desk("mine")  # tells it, and stands


@pytest.mark.parametrize(("value", "lines"), [
    (["قال", "زاد"], ['  "قال",  # in every line', '  "زاد",']),  # one corrected
    (["روى", "قال", "أضاف"], ['  "روى",', '  "قال",  # in every line', '  "أضاف",']),  # one put first
    (["قال", "روى", "أضاف"], ['  "قال",  # in every line', '  "روى",', '  "أضاف",']),
    (["أضاف"], ['  "أضاف",']), ([], []),
])  # fmt: skip
def test_a_list_keeps_the_comments_of_the_items_that_stay(file, value, lines):
    made = edits.changed(file.read_bytes(), {"terms.extra_stop_words": value}).decode("utf-8")
    assert settings.of_bytes(file, made.encode()).terms["extra_stop_words"] == tuple(value)
    assert all(line in made.splitlines() for line in lines), made
    assert "# the dictionary form" in made and "# what is compared" in made


def test_a_study_with_an_invisible_mark_in_its_name_is_found_without_it(project):
    folder = project / "data" / "دراسة\u200f"
    folder.mkdir()
    (folder / "study.toml").write_text('title = "ط"\n', encoding="utf-8")
    assert settings.load("دراسة").folder == folder == settings.load("دراسة\u200f").folder
    (project / "data" / "\u200eدراسة").mkdir()
    (project / "data" / "\u200eدراسة" / "study.toml").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="there is no study"):
        settings.load("دراسة")  # it could be either


def test_a_new_study_has_no_invisible_marks_in_its_name(open_desk, project, articles):
    new = open_desk.new
    new.path.value = str(articles)
    new.look.click()
    new.name.value = " \u202bصحيفة\u200c‌ها\u202c\u200f "
    new.make.click()
    assert (project / "data" / "صحيفة\u200c‌ها" / "study.toml").is_file()  # joiners part words of Persian


def test_explanations_keep_a_value_that_is_set_in_one_piece():
    assert '<bdi dir="ltr">source=الشرق</bdi>' in settings_form.explained("keyness", "target")


def test_files_that_cannot_be_opened_are_a_sentence_and_no_study_is_made_of_them(open_desk, articles, monkeypatch):
    new = open_desk.new

    def refuse(path):
        raise OSError(5, "Input/output error", str(path))

    with monkeypatch.context() as broken:
        broken.setattr("helpers.corpus.reading.beginning.of", refuse)
        new.path.value = str(articles)
        new.look.click()
    assert f"{articles.name}: cannot be read (Input/output error)" in words(new.message.shown)
    new.look.click()
    new.columns["text"].value = "رقم"
    assert new.make.disabled
    new.columns["text"].value = "نص الخبر"
    assert not new.make.disabled


def test_a_disk_that_is_full_in_a_run_is_a_sentence(open_desk, monkeypatch):
    def run(study, progress, notebooks, tables):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(runner, "run", run)
    open_desk.form.start.click()
    told = words(open_desk.form.message.shown)
    assert "cannot be written (No space left on device)" in told and "None" not in told
    assert not open_desk.form.start.disabled
