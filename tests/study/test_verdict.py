"""The verdict of `khitab check`: what to do first, in both languages, in the order of the harm."""

import csv
import random
import re
import shutil

import pandas as pd
import pytest
from factory import corpus_of
from typer.testing import CliRunner

from helpers.analyses import checkup
from helpers.corpus import documents
from helpers.corpus.reading import files
from helpers.errors import InputError
from helpers.study import cli, verdict

ARABIC = re.compile("[\u0621-\u064a]{2}")
TEXT = "قال الوزير إن مكافحة الإرهاب من أولويات الدولة في هذا العام وإن الحكومة تعمل مع المجتمع في كل مدينة وقرية"
WORDS = "الحكومة المدينة الشعب الاقتصاد الرياضة التعليم الصحة البيئة الثقافة السلام الزراعة الصناعة التجارة القانون"
WORDS = WORDS.split()


def texts(n):
    chance = random.Random(1)
    return [f"{' '.join(chance.choice(WORDS) for _ in range(60))}." for _ in range(n)]


@pytest.fixture
def study(tmp_path):
    def make(**files):
        folder = tmp_path / "دراسة"
        (folder / "raw").mkdir(parents=True)
        (folder / "study.toml").write_text('title = "دراسة"\n', "utf-8")
        for name, content in files.items():
            path = folder / "raw" / name.replace("__", ".")
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                with path.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows(content)
        return folder

    return make


def checked(folder):
    done = CliRunner().invoke(cli.app, ["check", str(folder)])
    return done.exit_code, done.output.partition("Verdict")[2]


def table(n, *, date="date"):
    header = ["id", "title", "text", date, "source", "category"]
    rows = [
        [f"k{i * 7}x", f"عنوان {WORDS[i % 14]} {i}", text, f"2021-{i % 12 + 1:02}-03", ("الشرق", "الغد")[i % 2], "س"]
        for i, text in enumerate(texts(n))
    ]
    return [header, *rows]


def test_a_corpus_without_fault_is_ready_and_the_next_command_is_told(study):
    folder = study(a__csv=table(40))
    code, said = checked(folder)
    assert code == 0
    assert "جاهزة: لا شيء يحتاج إلى إصلاح" in said and "Ready: nothing has to be mended" in said
    assert re.search(r"Next: khitab run '?\S+", said) and "1." not in said


def test_the_greatest_harm_comes_first_in_both_languages_with_what_mends_it(study):
    rows = [*table(40), ["k9999x", "ب", "", "2021-01-01", "الشرق", "س"]]
    code, said = checked(study(a__csv=rows, b__pdf=b"%PDF-1.4 broken"))
    assert code == 0
    files = said.index("1 of 2 files were not read: nothing of them is counted.")
    assert said.index("ملفات لم تُقرأ، فلا يُحسب منها شيء: 1 من 2.") < files
    assert files < said.index("1 of 41 texts were set aside") and "Mend this first, in this order" in said
    assert "Then: khitab check" in said


def test_a_column_of_dates_that_is_not_taken_is_named():
    made = [f"2021-03-{n + 1:02} 10:00" for n in range(12)]
    corpus = documents.read({"text": texts(12), "q_made": made}, columns={"date": None})
    (step,) = [step for step in verdict.steps(problems(), corpus) if "looks like dates" in step.what[0]]
    assert step.level == "first" and step.mend == 'date = "q_made"'
    assert "2021-03-01 10:00" in step.details[0]


def problems(*rows):
    """A table of the check-up: (problem, severity, n, unit, mend)."""
    names = ("problem", "severity", "n", "unit", "mend")
    made = [dict(zip(names, row, strict=True)) | {"examples": "a"} for row in rows]
    return pd.DataFrame(made, columns=["problem", "severity", "n", "unit", "examples", "mend"])


@pytest.fixture(scope="module")
def corpus():
    return corpus_of(texts(40), date=["2021-01-01"] * 40, source=["أ"] * 40)


@pytest.mark.parametrize(
    ("problem", "severity", "level", "said", "mend"),
    [
        ("looks like several texts in one file: a line stands in it 9 times. To part it there, write split = '^x$' "
         "under [corpus]", "note", "first", "several texts each", "split = '^x$'"),
        ("the text is truncated: it ends in [+1520 chars]", "note", "first", "cut off", ""),
        ('the text in "text" is cut off: the whole one in "full_text" is taken', "note", None, "", ""),
        ("the text is cut off: the file does not hold 1,520 characters of it", "note", "first", "cut off", ""),
        ("not all could be mended: the letters of 25.0% of the words may still be out of order", "note", "first",
         "letters out of order", ""),
        ("the date is only a year: in figures by year, in none by quarter or month", "warning", "look",
         "usable where periods are years", ""),
        ("the date spans several years: not in any figure over time", "warning", "look", "in no figure over time", ""),
        ('the date "…" is left empty: a date without a year', "warning", "look", "could not be read", ""),
        ('the date "…" is kept as a month: it tells no day', "note", None, "", ""),
        ('the date "…" is kept as a year: it tells no month', "note", None, "", ""),
        ("left out: headers and footers of the pages (words: 3, places: 1)", "note", "look", "not taken as text", ""),
        ("3 damaged pages not read, the first is page 2", "note", "first", "damaged", ""),
        ("something that nobody has foreseen", "warning", "look", "something that nobody has foreseen", ""),
        ("something worse that nobody has foreseen", "error", "first", "something worse", ""),
        ("a Hijri date, converted by the Umm al-Qura calendar", "note", None, "", ""),
        ("valid UTF-8", "note", None, "", ""),
    ],
)  # fmt: skip
def test_any_note_of_the_reading_belongs_to_a_harm_or_is_harmless(corpus, problem, severity, level, said, mend):
    found = verdict.steps(problems((problem, severity, 3, "documents", "")), corpus)
    if level is None:
        assert found == []
    else:
        (step,) = found
        assert (step.level, step.mend) == (level, mend) and said in step.what[0] and ARABIC.search(step.do[1])


def test_years_and_months_by_nature_are_not_told_as_dates_that_could_not_be_read(study):
    dates = ["1911", "1912", "1913", "آذار 1920", "1920-04", *["1921-01-01"] * 20]
    rows = [(f"ن{n}", day, "أ", text) for n, (day, text) in enumerate(zip(dates, texts(25), strict=True))]
    folder = study(a__csv=[("id", "date", "source", "text"), *rows])
    said = checked(folder)[1]
    assert "3 dates are only years: usable where periods are years" in said
    assert "could not be read" not in said
    (folder / "study.toml").write_text('title = "دراسة"\n[trends]\nperiod = "year"\n', "utf-8")
    code, said = checked(folder)
    assert code == 0 and "Ready: nothing has to be mended" in said


def test_what_concerns_few_texts_is_to_be_looked_at_and_what_concerns_many_mended_first(corpus):
    (few,) = verdict.steps(problems(("not Arabic: x", "warning", 1, "documents", 'other_languages = "drop"')), corpus)
    (many,) = verdict.steps(problems(("not Arabic: x", "warning", 9, "documents", 'other_languages = "drop"')), corpus)
    assert (few.level, many.level) == ("look", "first")
    assert "9 of 40 texts are not Arabic" in many.what[0] and many.mend == 'other_languages = "drop"'


def test_few_documents_and_idle_settings_are_told():
    small = corpus_of(texts(5), date=["2021"] * 5, source=["أ"] * 5)
    told = verdict.steps(problems(), small, silent=2)
    assert "themes, intervals, change over time" in told[0].details[0]
    assert "settings without effect: 2" in told[1].what[0]


def test_a_side_of_keyness_that_is_not_there_is_to_be_mended_first():
    corpus = corpus_of(texts(30), date=["2021"] * 30, source=["أ"] * 30)
    said = '[keyness] target: No document has source "ب". There are: أ.'
    (step,) = verdict.steps(problems(), corpus, sides=[said])
    assert step.level == "first" and said in step.details[0] and "المفتاحية" in step.what[1]


def test_a_study_of_which_nothing_is_read_has_a_verdict_too(study):
    code, said = checked(study(a__txt=b"only English"))
    assert code == 1
    assert "لا كلمة عربية" in said and "Mend this first" in said and "Then: khitab check" in said


LEFT = ("~$راسة.docx", "~WRL0003.tmp", "Thumbs.db", "desktop.ini", ".DS_Store", ".~lock.x.odt#", "a.txt~")


@pytest.mark.parametrize("packed", [False, True])
def test_what_systems_and_open_programs_leave_is_passed_over_and_harmless(tmp_path, packed):
    (tmp_path / "in" / "__MACOSX").mkdir(parents=True)
    for name in (*LEFT, "__MACOSX/x.txt"):
        (tmp_path / "in" / name).write_bytes("أثر نص".encode() + b"\0" * 150)
    for number in range(2):
        (tmp_path / "in" / f"{number}.txt").write_text(TEXT, "utf-8")
    read = documents.read(shutil.make_archive(tmp_path / "z", "zip", tmp_path / "in") if packed else tmp_path / "in")
    assert len(read) == 2
    assert set(read.set_aside["reason"]) == {files.LEFT_BEHIND} and len(read.set_aside) == 5
    problems_found = checkup.table(read)
    (row,) = problems_found[problems_found["problem"].str.startswith("set aside")].to_dict("records")
    assert (row["severity"], row["n"], row["unit"]) == ("note", 5, "files")
    assert not any("were not read" in step.what[0] for step in verdict.steps(problems_found, read))


def test_a_file_of_this_kind_that_is_named_itself_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "~$x.docx").write_bytes(b"\0" * 162)
    with pytest.raises(InputError, match="left here by the system or by an open program"):
        documents.read(tmp_path / "~$x.docx")


CHAT = "".join(f"[0{n}/03/2021, 10:0{n}:00] {name}: {TEXT}\n" for n, name in enumerate("سصسص", 1))


def test_parts_of_an_export_that_hold_no_texts_are_harmless_beside_it(tmp_path):
    for folder in ("css", "photos", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_chat.txt").write_text(CHAT, "utf-8")
    (tmp_path / "data" / "account.js").write_text('window.YTD.account.part0 = [{"account": {"name": "x"}}]', "utf-8")
    (tmp_path / "data" / "manifest.js").write_text('window.__THAR_CONFIG = {"userInfo": {}}', "utf-8")
    for name in ("css/style.css", "photos/1.jpg", "00001-AUDIO.opus"):
        (tmp_path / name).write_bytes(b"\x89\0\1")
    read = documents.read(tmp_path)
    assert len(read.set_aside) == 5
    assert not any("were not read" in step.what[0] for step in verdict.steps(checkup.table(read), read))


def test_a_picture_is_no_harmless_part_where_no_export_is_beside_it(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "page1.jpg").write_bytes(b"\x89\0\1")
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "_chat.txt").write_text(CHAT, "utf-8")
    (tmp_path / "chat" / "b.rar").write_bytes(b"Rar!")
    read = documents.read(tmp_path)
    first = verdict.steps(checkup.table(read), read)[0]
    assert "2 of 4 files were not read" in first.what[0]


def test_the_check_up_is_the_source_of_the_verdict(corpus):
    found = verdict.steps(checkup.table(corpus), corpus)
    assert all(step.what[0] and ARABIC.search(step.what[1]) and step.do[0] for step in found)


def test_every_line_of_the_table_is_whole_and_can_be_reached():
    harms = verdict.harms()
    assert [harm.order for harm in harms] == sorted({harm.order for harm in harms})
    for harm in harms:
        assert harm.level in ("first", "often", "look")
        assert ARABIC.search(harm.do_arabic) and not ARABIC.search(harm.english)
        places = {"{n}", "{all}", "{unit}", "{problem}", "{unit_ar}", "{problem_ar}"}
        assert set(re.findall(r"\{\w+\}", harm.english + harm.arabic)) <= places
        for place in ("{n}", "{all}"):
            assert (place in harm.english) == (place in harm.arabic)
