"""A code is written at once, into the sheet of its coder, and nothing that was written meanwhile is lost."""

import os
import time
import warnings

import openpyxl
import pandas as pd
import pytest
from factory import tokens_of

from helpers.analyses import concordance
from helpers.errors import ArgumentError, InputError
from helpers.study import coders, coding, excerpts, files

NAME = "08_sample"
TEXTS = [f"قال المراسل {n} إن مكافحة الإرهاب في المدينة {n} كلها واجبة" for n in range(6)]


@pytest.fixture
def desk(study):
    tokens = tokens_of(TEXTS)
    drawn = concordance.several(tokens, ["الإرهاب"], window=4, sample=5, seed=1)
    return coders.desk(study, NAME, drawn, tokens.corpus)


def keys(sheet):
    return list(zip(sheet["query"], sheet["doc_id"], sheet["start"], strict=True))


def codes_of(study, name=NAME):
    return coding.read(study, name)["code"].tolist()


def edit(path, row, value, column="code"):
    """Write a cell as a spreadsheet does, and make the file newer."""
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table.loc[row, column] = value
    path.write_bytes(table.to_csv(index=False).encode("utf-8-sig"))
    about = path.stat()
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns + 10_000_000))


def test_a_code_is_in_both_files_at_once(study, desk):
    first = keys(desk.open())[0]
    sheet = desk.give("", first, "", code="  مع   شرط ")
    assert sheet["code"].tolist() == ["مع شرط", "", "", "", ""] == codes_of(study)
    path = coding.path(study, NAME)
    book = openpyxl.load_workbook(path.with_suffix(".xlsx")).active
    assert "مع شرط" in [cell.value for row in book.iter_rows() for cell in row]
    assert [file.name for file in path.parent.iterdir() if file.suffix == ".tmp"] == []
    desk.give("", first, "", note="للمراجعة")
    desk.give("", first, "مع شرط", code="")
    assert coding.read(study, NAME)["note"].iloc[0] == "للمراجعة" and codes_of(study) == [""] * 5


def test_what_is_written_is_what_the_notebook_lays_out(study, desk):
    """The sheet of `coding.sheet` in another cell is the same, byte for byte."""
    for line in keys(desk.open())[:3]:
        desk.give("", line, "", code="7")
    path = coding.path(study, NAME)
    before = [path.with_suffix(f".{kind}").read_bytes() for kind in ("csv", "xlsx", "json")]
    again = coding.sheet(study, NAME, desk.sample, desk.corpus)
    assert [path.with_suffix(f".{kind}").read_bytes() for kind in ("csv", "xlsx", "json")] == before
    assert again["code"].tolist() == ["7", "7", "7", "", ""]


def test_what_was_edited_meanwhile_is_taken_up(study, desk):
    lines = keys(desk.open())
    desk.give("", lines[0], "", code="مع")
    edit(coding.path(study, NAME), 3, "ضد")
    sheet = desk.give("", lines[1], "", code="مع")
    assert sheet["code"].tolist() == ["مع", "مع", "", "ضد", ""] == codes_of(study)


def test_a_column_of_the_reader_stays(study, desk):
    lines = keys(desk.open())
    path = coding.path(study, NAME)
    desk.give("", lines[0], "", code="مع")
    edit(path, 0, "نعم", column="للنقاش")
    desk.give("", lines[1], "", code="ضد")
    assert coding.read(study, NAME)["للنقاش"].fillna("").tolist()[:2] == ["نعم", ""]


def test_a_line_coded_otherwise_meanwhile_is_not_overwritten(study, desk):
    line = keys(desk.open())[0]
    edit(coding.path(study, NAME), 0, "ضد")
    with pytest.raises(InputError, match='to "ضد"; nothing was written'):
        desk.give("", line, "", code="مع")
    assert codes_of(study)[0] == "ضد"
    desk.give("", line, "ضد", code="مع")
    assert codes_of(study)[0] == "مع"


def test_files_that_contradict_each_other_are_refused(study, desk):
    line = keys(desk.open())[0]
    path = coding.path(study, NAME)
    desk.give("", line, "", code="مع")
    edit(path, 0, "ضد")
    book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
    (place,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == "مع"]
    place.value = "محايد"
    book.save(path.with_suffix(".xlsx"))
    before = path.read_bytes()
    with pytest.raises(InputError, match="make them the same"):
        desk.give("", keys(desk.sample)[1], "", code="مع")
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_written_is_said_and_the_code_not_kept(study, desk, monkeypatch):
    line = keys(desk.open())[0]
    with monkeypatch.context() as closed:
        closed.setattr(files.os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        with pytest.raises(InputError, match="close it in other programs"):
            desk.give("", line, "", code="مع")
    assert codes_of(study)[0] == ""
    assert desk.give("", line, "", code="مع")["code"].iloc[0] == "مع"


def test_a_sheet_that_was_removed_is_laid_out_again(study, desk):
    lines = keys(desk.open())
    path = coding.path(study, NAME)
    for kind in ("csv", "xlsx", "json"):
        path.with_suffix(f".{kind}").unlink()
    assert desk.give("", lines[0], "", code="مع")["code"].tolist() == ["مع", "", "", "", ""]


def test_each_coder_has_a_sheet_of_the_same_lines(study, desk):
    for coder, code in (("أحمد علي", "مع"), ("Mona", "ضد"), ("", "محايد")):
        desk.give(coder, keys(desk.sample)[0], "", code=code)
    assert coders.names(study, NAME) == ["", "mona", "أحمد_علي"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # no sheet takes that of another for a stray file of its own
        sheets = {coder: desk.open(coder) for coder in coders.names(study, NAME)}
    assert [sheet["code"].iloc[0] for sheet in sheets.values()] == ["محايد", "ضد", "مع"]
    assert len({tuple(keys(sheet)) for sheet in sheets.values()}) == 1
    assert coders.of(NAME, " MONA ") == f"{NAME}-mona" and desk.file("Mona") == "08_sample-mona.csv"


@pytest.mark.parametrize("coder", ["../x", "a/b", "a.b", "-a", "_", "a" * 21, "CON:", "codes", "Codes"])
def test_a_name_that_is_none_is_refused(study, desk, coder):
    with pytest.raises(ArgumentError, match="letters, digits|name of the list of codes"):
        desk.open(coder)
    assert not (study.folder / "coding").exists()


@pytest.mark.parametrize("name", ["08-../x", "../08-a", "08-", "-a"])
def test_no_sheet_lies_elsewhere(study, name):
    if name == "08-":
        assert coding.path(study, name).parent == study.folder / "coding"
    else:
        with pytest.raises(ArgumentError):
            coding.path(study, name)


def test_the_codes_are_kept_and_may_be_edited(study, desk):
    assert desk.codes() == []
    assert desk.keep_codes([" مع ", "ضد", "مع", "", "مع  شرط"]) == ["مع", "ضد", "مع شرط"]
    path = study.folder / "coding" / "08_sample-codes.txt"
    assert path.read_text("utf-8") == "مع\nضد\nمع شرط\n" and desk.codes() == ["مع", "ضد", "مع شرط"]
    path.write_bytes("\ufeffأول\r\n\r\nثان\r\n".encode())
    assert desk.codes() == ["أول", "ثان"] and coders.names(study, NAME) == []
    path.write_bytes("مع".encode("utf-16"))
    with pytest.raises(InputError, match="one code a line"):
        desk.codes()
    with pytest.raises(ArgumentError, match="at most 60"):
        desk.keep_codes([str(n) for n in range(61)])


def test_a_line_that_is_not_in_the_sheet(desk):
    desk.open()
    with pytest.raises(InputError, match="not in the sheet any more"):
        desk.give("", ("الإرهاب", "nowhere", 3), "", code="مع")


def test_chosen_lines_lie_in_the_study(study):
    table = pd.DataFrame({"query": ["=1+1"], "pre": ["قبل"]})
    assert excerpts.save(study, 'مكافحة (الإرهاب|"التطرف")/..', table) == "lines/مكافحة_الإرهاب_التطرف.csv"
    path = study.folder / "lines" / "مكافحة_الإرهاب_التطرف.csv"
    assert path.read_bytes() == "\ufeffquery,pre\n'=1+1,قبل\n".encode()
    save = excerpts.into(study)
    assert save(table, "***") == "lines/lines.csv" == save(table, "")  # the same lines, the same file
    assert save(table.assign(pre="بعد"), "") == "lines/lines_2.csv" == save(table.assign(pre="بعد"), "")
    assert save(table.assign(pre="خلف"), "") == "lines/lines_3.csv"
    assert len(save(table, "ك" * 500)) < 80


def test_a_lost_line_does_not_stand_in_the_way_of_a_drawn_one_at_its_place(study, desk):
    line = keys(desk.open())[0]
    desk.give("", line, "", code="مع")
    sheet, state = desk._sheets[NAME]
    lost = sheet.iloc[[0]].assign(status="lost", code="قديم")
    desk._sheets[NAME] = pd.concat([sheet, lost], ignore_index=True), state
    made = desk.give("", line, "مع", code="ضد")
    assert made["code"].tolist()[0] == "ضد" and made["code"].tolist()[-1] == "قديم"


def test_a_code_given_by_hand_confirms_a_line_that_was_unsure(study, desk):
    line = keys(desk.open())[0]
    sheet = desk.give("", line, "", code="مع")
    sheet.loc[0, ["status", "reason", "formerly"]] = ["unsure", "alike", "كان هنا"]
    coding.write(study, NAME, sheet, desk.sample)
    desk._sheets[NAME] = sheet, desk._state(NAME)
    made = desk.give("", line, "", note="تمهل")
    assert made["status"].iloc[0] == "unsure"
    made = desk.give("", line, "مع", code="ضد")
    assert made[["status", "reason", "formerly"]].iloc[0].tolist() == ["", "", ""]


@pytest.mark.parametrize("coder", ["محمّد", "مُحَمَّد", "محمـــد", "\u200fمحمد\u200e", "م\u202eحمد", " محمد\u200b "])
def test_signs_on_a_name_make_no_other_coder(coder):
    assert coders.of(NAME, coder) == f"{NAME}-محمد"


def test_another_letter_is_another_coder():
    assert len({coders.of(NAME, name) for name in ("محمد", "محمود", "أحمد", "José", "Jose")}) == 5


@pytest.fixture
def long(desk, monkeypatch):
    """The desk, as if its sheet were a long one: its workbook is written when `catch_up` is called."""
    monkeypatch.setattr(coders, "AT_ONCE", 2)
    monkeypatch.setattr(coders, "PAUSE", 3600)
    desk.open()
    return desk


def book_codes(study):
    book = openpyxl.load_workbook(coding.path(study, NAME).with_suffix(".xlsx")).active
    rows = list(book.iter_rows(values_only=True))
    return [row[rows[0].index("code")] or "" for row in rows[1:]]


def edit_book(study, row, value):
    path = coding.path(study, NAME).with_suffix(".xlsx")
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book.active[1]]
    book.active.cell(row + 2, heads.index("code") + 1).value = value
    book.save(path)


def test_of_a_long_sheet_the_workbook_comes_behind(study, long):
    lines = keys(long.sample)
    long.give("", lines[0], "", code="مع")
    long.give("", lines[1], "", code="ضد")
    long.give("", lines[0], "مع", code="")
    assert codes_of(study) == ["", "ضد", "", "", ""] and book_codes(study) == [""] * 5
    long.catch_up()
    assert book_codes(study) == ["", "ضد", "", "", ""] and long._behind == set()
    path = coding.path(study, NAME)
    before = [path.with_suffix(f".{kind}").read_bytes() for kind in ("csv", "xlsx", "json")]
    coding.sheet(study, NAME, long.sample, long.corpus)
    assert [path.with_suffix(f".{kind}").read_bytes() for kind in ("csv", "xlsx", "json")] == before


def test_a_workbook_that_is_behind_and_was_edited_loses_nothing(study, long):
    lines = keys(long.sample)
    for number, code in enumerate(("مع", "ضد", "07")):
        long.give("", lines[number], "", code=code)
    long.catch_up()
    long.give("", lines[1], "ضد", code="")
    long.give("", lines[2], "07", code="8")
    long.give("", lines[3], "", code="مع")
    assert book_codes(study) == ["مع", "ضد", "07", "", ""]
    edit_book(study, 4, "من إكسل")
    edit_book(study, 0, "غيره")
    long.catch_up()  # leaves a file that was edited alone
    assert book_codes(study)[4] == "من إكسل"
    made = long.give("", lines[3], "", note="تمهل")
    assert made["code"].tolist() == ["غيره", "", "8", "مع", "من إكسل"] == codes_of(study) == book_codes(study)


def test_a_workbook_alone_that_is_behind_still_has_all_codes(study, long):
    long.give("", keys(long.sample)[0], "", code="مع")
    coding.path(study, NAME).unlink()
    assert codes_of(study) == ["مع", "", "", "", ""]


def test_what_the_workbook_and_a_code_say_of_one_line_otherwise_is_refused(study, long):
    line = keys(long.sample)[0]
    long.give("", line, "", code="مع")
    edit_book(study, 0, "ضد")
    made = coding.read(study, NAME)  # the CSV file is as it was written: what was edited counts
    assert made["code"].iloc[0] == "ضد"
    with pytest.raises(InputError, match='to "ضد"; nothing was written'):
        long.give("", line, "مع", code="محايد")


def test_after_a_pause_the_workbook_is_written_by_itself(study, long, monkeypatch):
    monkeypatch.setattr(coders, "PAUSE", 0.05)
    long.give("", keys(long.sample)[0], "", code="مع")
    long._timer.join(20)
    assert book_codes(study)[0] == "مع"


def test_a_key_is_quick_in_a_long_sheet(study):
    tokens = tokens_of(["الإرهاب " * 3000] * 3)
    drawn = concordance.several(tokens, ["الإرهاب"], window=4)
    desk = coders.desk(study, NAME, drawn, tokens.corpus)
    lines = keys(desk.open())
    assert len(lines) == 9000
    desk.give("", lines[0], "", code="مع")
    began = time.process_time()
    for line in lines[1:4]:
        desk.give("", line, "", code="مع")
    assert time.process_time() - began < 3 * 0.4  # 0.1 s each; 1.1 s with the workbook
    desk._timer.cancel()
