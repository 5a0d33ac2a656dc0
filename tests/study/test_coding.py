"""Codes given by hand stay with their lines: in a corpus that changes, in files that spreadsheets save."""

import datetime
import io
import json
import re
import warnings

import openpyxl
import pandas as pd
import pytest

from helpers.analyses import concordance, lexicons
from helpers.corpus import documents, tokens
from helpers.errors import ArgumentError, InputError
from helpers.study import coding
from helpers.study.sheets import cells, places, versions

NAME = "08_sample"
QUERIES = ["الإرهاب", "الأمن"]
QUALITIES = ["سريعة", "بطيئة", "قوية", "ضعيفة", "جادة", "عاجلة", "ناجحة"]


def article(n, *, date=None, title=None, text=None):
    """A row of the raw file. Each article has words of its own around the keywords."""
    quality, other = QUALITIES[n % 7], QUALITIES[(3 * n + 1) % 7]
    told = (
        f"قال المراسل رقم {n} اليوم إن مكافحة الإرهاب {quality} في المدينة {n} كلها. وأضاف مصدر {other} أن مجلس الأمن "
        f"سيجتمع {n} مرات قبل نهاية العام لبحث ملف الإرهاب، في جلسة {other} {quality} تعقد بالعاصمة {n}."
    )
    made = {"date": f"2019-{n % 12 + 1:02d}-0{n % 9 + 1}", "title": f"عنوان رقم {n}", "text": told}
    return made | {key: value for key, value in (("date", date), ("title", title), ("text", text)) if value is not None}


ROWS = [article(n) for n in range(20)]
TEXTS = [row["text"] for row in ROWS]


@pytest.fixture
def work(study):
    """A function that writes the raw file, reads it, draws, and lays out the sheet of the study."""
    study.raw.mkdir(exist_ok=True)

    def run(rows=ROWS, *, file="news.csv", size=12, queries=QUERIES, seed=3, **options):
        for old in study.raw.iterdir():
            old.unlink()
        pd.DataFrame(rows).to_csv(study.raw / file, index=False, encoding="utf-8")
        made = tokens.tokenize(documents.read(study.raw), level="normalized")
        drawn = concordance.several(made, queries, window=8, sample=size, seed=seed, **options)
        return coding.sheet(study, NAME, drawn, made.corpus)

    run.study, run.csv = study, coding.path(study, NAME)
    run.xlsx = run.csv.with_suffix(".xlsx")
    return run


def fill(table):
    """A code for each line, that depends on what the line says."""
    meant = table["keyword"].str.len() + table["post"].str.len() + table["start"]
    return table.assign(code=[["خطر", "أمن", "-1"][n % 3] for n in meant], note=[f"قرأت «{k}»، {n}" for k, n in
                        zip(table["keyword"], meant, strict=True)])  # fmt: skip


def by_hand(work, table=None, *, encoding="utf-8-sig", **options):
    """Save the sheet as the reader leaves it."""
    table = fill(coding.read(work.study, NAME)) if table is None else table
    work.csv.write_bytes(table.to_csv(index=False, **options).encode(encoding))
    return table


def coded(table):
    """What was coded, told by the words, so that names and places of documents do not matter."""
    kept = table[table["code"] != ""]
    return {(line.query, line.pre, line.keyword, line.post): (line.code, line.note) for line in kept.itertuples()}


def outcomes(table):
    return {outcome: n for outcome, n in coding.changes(table)[["outcome", "n"]].values.tolist() if n}


def same_summary(one, other, *columns):
    columns = list(columns) or ["query", "code", "n", "n_read", "share", "low", "high"]
    pd.testing.assert_frame_equal(coding.summary(one)[columns], coding.summary(other)[columns])


@pytest.fixture
def read(work):
    """The sheet of 24 lines, all of them coded: (work, the sheet)."""
    work()
    by_hand(work)
    return work, work()


def assert_there(table, rows):
    """Each line that has a place stands there: the text of its document holds the keyword from start to end."""
    of_title = {row["title"]: row["text"] for row in rows}
    for line in table[~table["status"].isin(["lost", "confirmed"])].itertuples():
        assert of_title[line.title][line.start : line.end] == line.keyword
        assert line.keyword in ("الإرهاب", "الأمن") or line.status == "unsure"


# The corpus changes.


def test_a_first_sample_is_laid_out_in_the_folder_of_the_study(work):
    laid = work()
    drawn = ["query", "doc_id", "date", "source", "title", "sent", "start", "end", "pre", "keyword", "post", "position"]
    assert list(laid.columns) == [*drawn, "text_hash", "code", "note", "status", "reason", "formerly"]
    assert work.csv == work.study.folder / "coding" / "08_sample.csv"
    assert work.csv.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (laid[["code", "note", "status", "reason", "formerly"]] == "").all(axis=None)
    assert len(laid) == 24 and outcomes(laid) == {}
    assert laid["text_hash"].str.fullmatch("[a-p]{16}").all()  # nothing that a spreadsheet takes for a number
    sheet = openpyxl.load_workbook(work.xlsx).active
    assert sheet.sheet_view.rightToLeft and sheet.max_row == 25


def test_a_second_run_writes_the_same_bytes(read):
    work, table = read
    files = [work.csv, work.xlsx, work.csv.with_suffix(".json")]
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    pd.testing.assert_frame_equal(work(), table)
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before  # not even touched


@pytest.mark.parametrize("place", [0, 7, 20])
def test_a_row_put_into_the_raw_file(read, place):
    work, before = read
    rows = [*ROWS[:place], article(77), *ROWS[place:]]
    after = work(rows)
    assert coded(after) == coded(before) and outcomes(after) == {"kept": 24}
    same_summary(before, after)
    assert len(after) <= 24 + 3
    if place == 0:
        assert set(before["doc_id"]) != set(after["doc_id"])
    names = documents.read(work.study.raw).documents.set_index("title")["doc_id"]
    assert after["doc_id"].tolist() == names[after["title"]].tolist()
    assert_there(after, rows)
    assert coded(work()) == coded(before)  # and taken out again


def test_a_row_taken_out_of_the_raw_file(read):
    work, before = read
    gone = before["title"].iloc[0]
    rows = [row for row in ROWS if row["title"] != gone]
    after = work(rows)
    n = int((before["title"] == gone).sum())
    assert outcomes(after) == {"kept": 24 - n, "lost": n}
    assert coded(after) == coded(before)  # the codes of the lost lines are still in the sheet
    lost = after.tail(n)
    assert lost["status"].tolist() == ["lost"] * n and set(lost["title"]) == {gone}
    assert set(lost["reason"]) == {"its words are not in the corpus"}
    # Lost lines do not count.
    assert coding.summary(after)[["n"]].sum().item() == 24 - n
    assert coding.summary(after).groupby("query")["n_lines"].first().sum() == (after["status"] != "lost").sum()
    assert_there(after, rows)
    again = work(rows)
    assert outcomes(again) == outcomes(after) and coded(again) == coded(before)
    back = work()
    assert outcomes(back) == {"kept": 24} and coded(back) == coded(before)
    same_summary(before, back)


def test_a_text_that_is_corrected_elsewhere(read):
    work, before = read
    rows = [row | {"text": row["text"].replace("قال المراسل رقم", "ذكر المراسل رقم")} for row in ROWS]
    rows = [row | {"text": "خبر عاجل\n" + row["text"] + " انتهى."} for row in rows]
    after = work(rows)
    # The words of the lines near the beginning have changed, those of the others have not.
    near = before["pre"].str.contains("قال المراسل")
    assert outcomes(after) == {"moved": int((~near).sum()), "unsure": int(near.sum())}
    assert sorted(after.loc[after["code"] != "", "code"]) == sorted(before["code"])
    assert_there(after, rows)
    unsure = after[after["status"] == "unsure"]
    assert unsure["reason"].str.fullmatch(r"9\d% of the words are the same").all()
    assert unsure["formerly"].str.contains(" || قال المراسل", regex=False).all()
    # The place proposed is that of the same article, at the keyword it stood at.
    assert unsure["title"].tolist() == [former.split(" || ")[2] for former in unsure["formerly"]]
    assert coding.summary(after)["n"].sum() == (~near).sum()
    assert outcomes(work(rows)) == outcomes(after)


def test_the_reader_confirms_or_rejects_what_is_unsure(read):
    work, before = read
    rows = [row | {"text": row["text"].replace("قال المراسل رقم", "ذكر المراسل رقم")} for row in ROWS]
    unsure = work(rows)
    table = coding.read(work.study, NAME)
    chosen = table.index[table["status"] == "unsure"]
    assert len(chosen) > 3
    table.loc[chosen[:-1], "status"] = ""
    table.loc[chosen[-1], ["code", "note"]] = ""
    by_hand(work, table)
    after = work(rows)
    assert outcomes(after) == {"kept": len(chosen) - 1, "moved": 24 - len(chosen)}
    assert (after.loc[after["status"] == "", ["reason", "formerly"]] == "").all(axis=None)
    assert coding.summary(after)["n"].sum() == 23
    assert len(after) <= len(unsure)
    assert outcomes(work(rows)) == outcomes(after)


def test_an_unsure_line_is_found_again_when_its_text_is_back(read):
    work, before = read
    rows = [row | {"text": row["text"].replace("قال المراسل رقم", "ذكر المراسل رقم")} for row in ROWS]
    assert "unsure" in outcomes(work(rows))
    back = work()
    assert "unsure" not in outcomes(back) and coded(back) == coded(before)
    same_summary(before, back)


def test_a_moved_line_is_where_it_stood_when_its_text_is_back(read):
    work, before = read
    rows = [row | {"text": "خبر عاجل جدا.\n" + row["text"]} for row in ROWS]
    there = work(rows)
    assert outcomes(there)["moved"] > 10
    moved = there[there["status"] == "moved"]
    assert set(moved["reason"]) == {"found by its words in another text"}
    assert outcomes(work(rows)) == outcomes(there)  # the reader may see it later too
    assert outcomes(work()) == {"kept": 24}
    work(rows)
    by_hand(work, coding.read(work.study, NAME).assign(status=""))
    assert outcomes(work(rows)) == {"kept": 24}


def test_boilerplate_that_is_removed_behind_the_lines(work):
    notice = " جميع الحقوق محفوظة للوكالة ولا يجوز النشر إلا بإذن منها."
    rows = [row | {"text": "وكالة الأنباء العامة تقدم لكم الخبر التالي.\n" + row["text"] + notice} for row in ROWS]
    work(rows)
    by_hand(work)
    before = work(rows)
    after = work(ROWS)
    assert sum(outcomes(after).values()) == 24 and "lost" not in outcomes(after) and outcomes(after)["moved"] >= 5
    assert sorted(after.loc[after["code"] != "", "note"]) == sorted(before["note"])
    assert_there(after, ROWS)


def test_a_file_that_is_renamed(read):
    work, before = read
    after = work(file="archive_2019.csv")
    assert after["doc_id"].str.startswith("archive_2019").all()
    assert coded(after) == coded(before) and outcomes(after) == {"kept": 24}
    same_summary(before, after, *coding.summary(before).columns)


def test_everything_at_once(read):
    work, before = read
    rows = [article(50), *ROWS[::-1]]
    rows[3] = rows[3] | {"text": rows[3]["text"] + " وانتهى الخبر هنا."}
    after = work(rows, file="new.csv")
    moved = int((before["title"] == rows[3]["title"]).sum())
    assert outcomes(after) == {"kept": 24 - moved} | ({"moved": moved} if moved else {})
    # Behind the last word of the article there is now another one.
    assert {(*line[:3], *codes) for line, codes in coded(after).items()} == {
        (*line[:3], *codes) for line, codes in coded(before).items()
    }
    assert_there(after, rows)


def test_a_corrected_keyword_is_unsure(work):
    rows = [article(1, text="ألف باء تاء ثاء جيم حاء الارهاب خاء دال ذال راء زاي سين"), article(2)]
    work(rows, queries=["الارهاب"])
    by_hand(work)
    work(rows, queries=["الارهاب"])
    rows[0] = article(1, text=rows[0]["text"].replace("الارهاب", "الإرهاب"))
    after = work(rows, queries=["الارهاب"])
    line = after[after["status"] == "unsure"].iloc[0]
    assert line["keyword"] == "الإرهاب" and line["reason"] == "100% of the words are the same, in another spelling"
    rows[0] = article(1, text=rows[0]["text"].replace("الإرهاب", "البحر"))
    after = work(rows, queries=["الارهاب"])
    assert after["status"].tolist().count("lost") == 1


def test_equal_texts_are_told_apart_by_name_then_by_date_and_title(work):
    same = "ألف باء تاء ثاء جيم حاء الإرهاب خاء دال ذال راء زاي سين"
    rows = [article(n, text=same, date=f"2020-01-0{n}") for n in (1, 2, 3)]
    work(rows, queries=["الإرهاب"])
    table = coding.read(work.study, NAME).assign(code=["أول", "ثان", "ثالث"])
    by_hand(work, table)
    wanted = dict(zip(["2020-01-01", "2020-01-02", "2020-01-03"], ["أول", "ثان", "ثالث"], strict=True))
    for order in (rows, [article(9), *rows], rows[::-1], [*rows[1:], rows[0]]):
        after = work(order, queries=["الإرهاب"])
        found = after[after["code"] != ""]
        assert dict(zip(found["date"].dt.strftime("%Y-%m-%d"), found["code"], strict=True)) == wanted
        assert outcomes(after) == {"kept": 3}
    work(rows, queries=["الإرهاب"])
    after = work(rows[1:], queries=["الإرهاب"])
    lost = after[after["status"] == "lost"]
    assert lost["code"].tolist() == ["أول"]
    assert lost["reason"].tolist() == ["its place is that of another coded line"]


def test_several_places_with_the_same_words_are_unsure(work):
    line = "ألف باء تاء ثاء جيم حاء خاء دال الإرهاب ذال راء زاي سين شين صاد ضاد طاء"
    rows = [article(1, text=line, title="", date=""), article(2)]
    work(rows, queries=["الإرهاب"])
    table = coding.read(work.study, NAME)
    table.loc[table["pre"].str.contains("ثاء"), "code"] = "خطر"
    by_hand(work, table)
    copies = [article(n, text=f"خبر {n}: {line}", title="", date="") for n in (3, 4)]
    after = work([article(2), article(5), *copies], queries=["الإرهاب"])
    assert outcomes(after) == {"unsure": 1}
    unsure = after[after["status"] == "unsure"].iloc[0]
    assert unsure["reason"] == "100% of the words are the same; all of them stand at 2 places"
    assert unsure["code"] == "خطر" and unsure["pre"].endswith("خاء دال")


def test_words_that_stand_in_two_articles_are_no_place(work):
    work([article(1, text="ألف باء تاء ثاء الإرهاب خاء دال ذال راء", title="", date=""), article(2)])
    table = coding.read(work.study, NAME)
    table.loc[table["pre"].str.contains("ثاء"), "code"] = "خطر"
    by_hand(work, table)
    texts = ["خبر: ألف باء تاء ثاء", "الإرهاب خاء دال ذال راء"]
    after = work([article(2), *(article(3, text=text, title="", date="") for text in texts)])
    unsure = after[after["code"] != ""].iloc[0]
    assert (unsure["status"], unsure["reason"]) == ("unsure", "71% of the words are the same")


def test_the_copy_of_an_agency_does_not_take_the_line_of_a_corrected_article(work):
    line = "ألف باء تاء ثاء جيم حاء خاء دال الإرهاب ذال راء زاي سين شين صاد ضاد طاء"
    rows = [article(1, text=line), article(2)]
    work(rows, queries=["الإرهاب"])
    table = coding.read(work.study, NAME)
    table.loc[table["pre"].str.contains("ثاء"), "code"] = "خطر"
    by_hand(work, table)
    copy = article(3, text=f"عن الوكالة: {line}")
    after = work([article(1, text=line.replace("جيم", "جيما")), article(2), copy], queries=["الإرهاب"])
    unsure = after[after["code"] != ""].iloc[0]
    assert (unsure["status"], unsure["title"]) == ("unsure", "عنوان رقم 1")
    assert re.fullmatch(r"94% of the words are the same; all of them stand in news\S+", unsure["reason"])
    # Nor when its article is gone: date and title say that the copy is another one.
    after = work([article(2), copy], queries=["الإرهاب"])
    assert after.loc[after["code"] != "", ["status", "title"]].values.tolist() == [["unsure", "عنوان رقم 3"]]
    assert "date or title are those of another article" in after.loc[after["code"] != "", "reason"].item()
    again = work([article(2), copy], queries=["الإرهاب"])
    assert outcomes(again) == {"unsure": 1}
    # Nor a copy of which date and title are not known, as long as the article itself is there.
    rows = [article(1, text=line.replace("جيم", "جيما")), article(2), copy | {"date": "", "title": ""}]
    after = work(rows, queries=["الإرهاب"])
    assert after.loc[after["code"] != "", ["status", "title"]].values.tolist() == [["unsure", "عنوان رقم 1"]]


def test_few_words_around_are_not_enough_to_be_sure(work):
    rows = [article(1, text="مكافحة الإرهاب اليوم"), article(2)]
    work(rows, queries=["الإرهاب"])
    table = coding.read(work.study, NAME)
    table.loc[table["pre"] == "مكافحة", "code"] = "خطر"
    by_hand(work, table)
    after = work([article(1, text="اليوم مكافحة الإرهاب اليوم"), article(2)], queries=["الإرهاب"])
    assert after.loc[after["code"] != "", "reason"].item().endswith("too few words around the keyword to be sure")


def test_the_reader_may_count_a_lost_line(read):
    work, before = read
    gone = before["title"].iloc[0]
    rows = [row for row in ROWS if row["title"] != gone]
    n = outcomes(work(rows))["lost"]
    by_hand(work, coding.read(work.study, NAME).assign(status=""))
    after = work(rows)
    assert outcomes(after) == {"kept": 24 - n, "confirmed": n}
    assert set(after.loc[after["status"] == "confirmed", "reason"]) == {
        "its words are not in the corpus, but you count it"
    }
    same_summary(before, after)
    assert outcomes(work(rows)) == outcomes(after)
    assert outcomes(work()) == {"kept": 24}


def test_a_lost_line_that_is_counted_is_not_made_unsure_by_a_place_that_is_alike(work):
    line = "ألف باء تاء ثاء جيم حاء خاء دال الإرهاب ذال راء زاي سين شين صاد ضاد طاء"
    work([article(1, text=line), article(2)], queries=["الإرهاب"])
    table = coding.read(work.study, NAME)
    table.loc[table["pre"].str.contains("ثاء"), "code"] = "خطر"
    by_hand(work, table)
    assert outcomes(work([article(2)], queries=["الإرهاب"])) == {"lost": 1}
    by_hand(work, coding.read(work.study, NAME).assign(status=""))
    alike = article(3, text=line.replace("جيم", "جيما"), title="", date="")
    for _ in range(2):
        assert outcomes(work([article(2), alike], queries=["الإرهاب"])) == {"confirmed": 1}
    exact = alike | {"text": f"خبر: {line}"}
    assert outcomes(work([article(2), exact], queries=["الإرهاب"])) == {"moved": 1}


def test_a_coded_line_that_is_no_longer_drawn_is_kept_and_an_empty_one_goes(read):
    work, before = read
    after = work(size=3)
    assert len(after) == 24 and coded(after) == coded(before) and outcomes(after) == {"kept": 24}
    assert after.dtypes.to_dict() == before.dtypes.to_dict()
    table = coding.read(work.study, NAME)
    table.loc[5:, ["code", "note"]] = ""
    by_hand(work, table)
    assert len(work(size=3)) == 6
    assert len(work(queries=["الأمن"], size=2)) >= 5  # those of a query that is no longer asked, too


def test_a_larger_sample_takes_the_codes_with_it(read):
    work, before = read
    after = work(size=18)
    assert coded(after) == coded(before) and len(after) == 36
    assert coding.summary(after)["n"].sum() == 24


def test_categories_of_lines_that_are_kept_are_not_lost(work):
    rows = [row | {"source": ["الشرق", "الغد"][n % 2]} for n, row in enumerate(ROWS)]
    work(rows)
    by_hand(work)
    before = work(rows)
    after = work([row for row in rows if row["source"] == "الشرق"])
    assert coded(after) == coded(before) and set(after["source"]) == {"الشرق", "الغد"}
    assert isinstance(after["source"].dtype, pd.CategoricalDtype)


def test_hits_of_lexicons_are_coded_likewise(work, tmp_path):
    (tmp_path / "one.toml").write_text('[danger]\nlabel_ar = "خطر"\nterms = ["الإرهاب"]\n', "utf-8")
    lexicon = lexicons.read("one", tmp_path)

    def sheet(rows):
        work(rows)
        made = tokens.tokenize(documents.read(work.study.raw), level="normalized")
        drawn = lexicons.sample(lexicons.track(made, lexicon), made, n=15, seed=1)
        return coding.sheet(work.study, "10_sample", drawn, made.corpus)

    sheet(ROWS)
    file = coding.path(work.study, "10_sample")
    table = fill(coding.read(work.study, "10_sample"))
    table.to_csv(file, index=False, encoding="utf-8-sig")
    before = sheet(ROWS)
    after = sheet([article(33), *[row | {"text": row["text"] + " انتهى."} for row in ROWS]])
    assert outcomes(before) == {"kept": 15} and outcomes(after) == {"moved": 15}
    same_summary(before, after)
    assert sheet(ROWS[:3])["entry"].ne("").all()


# Sheets of an earlier version, without hashes.


def without_hashes(work):
    old = fill(coding.read(work.study, NAME)).drop(columns=["text_hash", "status", "reason", "formerly"])
    by_hand(work, old)
    work.xlsx.unlink()
    work.csv.with_suffix(".json").unlink()


def test_a_sheet_without_hashes_in_the_same_corpus(work):
    before = fill(work())
    without_hashes(work)
    after = work()
    assert coded(after) == coded(before) and outcomes(after) == {"kept": 24}
    assert after["text_hash"].ne("").all()


def test_a_sheet_without_hashes_whose_names_now_mean_other_articles(work):
    before = fill(work())
    without_hashes(work)
    after = work([article(77), *ROWS])
    assert coded(after) == coded(before) and outcomes(after) == {"moved": 24}
    assert_there(after, [article(77), *ROWS])
    same_summary(before, after)


@pytest.mark.parametrize(("word", "other"), [("ثاء", "ظاء"), ("راء", "لام"), ("الإرهاب", "الارهاب")])
def test_a_sheet_without_hashes_whose_words_are_no_longer_the_same(work, word, other):
    text = "ألف باء تاء ثاء جيم حاء الإرهاب خاء دال ذال راء زاي سين"
    work([article(1, text=text), article(2)], queries=["الإرهاب"])
    without_hashes(work)
    rows = [article(1, text=text.replace(word, other)), article(2)]
    after = work(rows, queries=["الإرهاب"])
    unsure = after[after["status"] == "unsure"]
    # The spelling of the keyword alone is no other word.
    assert len(unsure) == (word != "الإرهاب") and (unsure["title"] == "عنوان رقم 1").all()
    assert_there(after[after["keyword"] != other], rows)


# The sheet is saved by a spreadsheet.


def rows_of(table):
    return [list(table.columns), *table.astype(str).values.tolist()]


def day_first(table):
    return table.assign(date=pd.to_datetime(table["date"]).dt.strftime("%d/%m/%Y"))


def excel_csv(table, encoding, between):
    return day_first(table).to_csv(index=False, sep=between, lineterminator="\r\n").encode(encoding)


def thousands(table):
    return table.assign(start=[f"{start:,}" for start in table["start"]], end=[f"{end}.0" for end in table["end"]])


def arabic_digits(table):
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    return table.assign(start=table["start"].astype(str).str.translate(digits))


def moved_columns(table):
    return table[["note", "code", *table.columns.drop(["note", "code"])[::-1]]]


def apostrophes(table):
    return table.assign(code=[f"'{code}" if code.startswith("-") else code for code in table["code"]])


SAVED = {
    "utf-8 with a mark": lambda t: excel_csv(t, "utf-8-sig", ","),
    "utf-8 without": lambda t: excel_csv(t, "utf-8", ","),
    "utf-8 with semicolons": lambda t: excel_csv(t, "utf-8-sig", ";"),
    "Unicode text of Excel": lambda t: excel_csv(t, "utf-16", "\t"),
    "utf-16 big endian": lambda t: b"\xfe\xff" + excel_csv(t, "utf-16-be", "\t"),
    "windows-1256": lambda t: excel_csv(t, "cp1256", ";"),
    "windows-1256 with commas": lambda t: excel_csv(t, "cp1256", ","),
    "all cells quoted": lambda t: t.to_csv(index=False, quoting=1, lineterminator="\r\n").encode("utf-8-sig"),
    "the separator named": lambda t: b"sep=;\r\n" + excel_csv(t, "utf-8", ";"),
    "LibreOffice": lambda t: t.to_csv(index=False).encode("utf-8"),
    "thousands": lambda t: thousands(t).to_csv(index=False).encode("utf-8-sig"),
    "digits of the Mashriq": lambda t: arabic_digits(t).to_csv(index=False).encode("utf-8-sig"),
    "columns moved": lambda t: moved_columns(t).to_csv(index=False).encode("utf-8-sig"),
    "apostrophes": lambda t: apostrophes(t).to_csv(index=False).encode("utf-8-sig"),
    "a title above": lambda t: ("عينتي\r\n\r\n" + t.to_csv(index=False)).encode("utf-8-sig"),
    "separators at the end": lambda t: t.to_csv(index=False).replace("\n", ",,\n").encode("utf-8-sig"),
    "empty ends left out": lambda t: re.sub(",+\n", "\n", t.to_csv(index=False)).encode("utf-8-sig"),
    "sorted": lambda t: t.sort_values("post").to_csv(index=False).encode("utf-8-sig"),
    "names become numbers": lambda t: t.assign(doc_id=t["doc_id"].str[-1]).to_csv(index=False).encode("utf-8-sig"),
}


@pytest.mark.parametrize("way", SAVED)
@pytest.mark.parametrize("rows", [ROWS, [article(77), *ROWS]], ids=["the corpus as it was", "a row put in"])
def test_a_csv_file_as_programs_save_it(work, way, rows):
    before = fill(work())
    work.csv.write_bytes(SAVED[way](fill(coding.read(work.study, NAME))))
    after = work(rows)
    assert coded(after) == coded(before) and outcomes(after) == {"kept": 24}
    same_summary(before, after)
    assert coding.read(work.study, NAME)["start"].dtype == "int64"
    assert work.csv.read_bytes().startswith(b"\xef\xbb\xbf")  # written anew as Khitab writes it


def workbook(rows, *, before=(), **dimensions):
    book = openpyxl.Workbook()
    for title, more in before:
        book.create_sheet(title, 0).append(more)
    sheet = book["Sheet"]
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed(table):
    """Rows as Excel holds them after a CSV file was opened: numbers, dates, codes that look like numbers."""
    rows = [list(table.columns)]
    for line in table.to_dict("records"):
        line["start"], line["position"] = int(line["start"]), float(line["position"])
        line["date"] = datetime.datetime.fromisoformat(line["date"])
        line["code"] = int(line["code"]) if line["code"] == "-1" else line["code"]
        rows.append([None if value == "" else value for value in line.values()])
    return rows


WORKBOOKS = {
    "Excel": lambda t: workbook(typed(t)),
    "LibreOffice without types": lambda t: workbook(rows_of(t)),
    "columns moved": lambda t: workbook(rows_of(moved_columns(t))),
    "another sheet in front": lambda t: workbook(typed(t), before=[("شرح", ["معنى الرموز", "code"])]),
}


@pytest.mark.parametrize("way", WORKBOOKS)
@pytest.mark.parametrize("rows", [ROWS, [article(77), *ROWS]], ids=["the corpus as it was", "a row put in"])
def test_a_workbook_as_programs_save_it(work, way, rows):
    before = fill(work())
    work.xlsx.write_bytes(WORKBOOKS[way](fill(coding.read(work.study, NAME))))
    after = work(rows)
    assert coded(after) == coded(before) and outcomes(after) == {"kept": 24}
    same_summary(before, after)


def test_the_workbook_that_is_written_can_be_filled_in(work):
    before = fill(work())
    book = openpyxl.load_workbook(work.xlsx)
    sheet = book.active
    header = [cell.value for cell in sheet[1]]
    for row, (code, note) in enumerate(zip(before["code"], before["note"], strict=True), start=2):
        sheet.cell(row, header.index("code") + 1).value = code
        sheet.cell(row, header.index("note") + 1).value = note
    book.save(work.xlsx)
    after = work([article(77), *ROWS])
    assert coded(after) == coded(before) and outcomes(after) == {"kept": 24}


def test_columns_that_the_reader_adds_are_kept_and_move_with_their_lines(work):
    work()
    table = fill(coding.read(work.study, NAME))
    by_hand(work, table.assign(code="", note="").assign(second=table["code"], الثالث=table["keyword"]))
    after = work([article(77), *ROWS])
    filled = after[after["second"] != ""]
    assert len(filled) == 24 and (filled["الثالث"] == filled["keyword"]).all()
    assert list(after.columns)[-2:] == ["second", "الثالث"]


def test_dates_that_a_spreadsheet_rewrote_are_those_of_a_lost_line_too(work):
    before = work()
    for style in ("%d/%m/%Y", "%m/%d/%Y"):
        table = fill(coding.read(work.study, NAME))
        table = table.assign(date=pd.to_datetime(table["date"]).dt.strftime(style))
        by_hand(work, table)
        # A day and a month that could be exchanged.
        gone = before.loc[before["date"].dt.day != before["date"].dt.month, "title"].iloc[0]
        after = work([row for row in ROWS if row["title"] != gone])
        lost = after[after["status"] == "lost"]
        assert len(lost) and lost["date"].tolist() == before.loc[before["title"] == gone, "date"].tolist()
        work()


def test_signs_that_a_code_page_does_not_hold_are_put_back(work):
    work()
    table = fill(coding.read(work.study, NAME)).assign(note="ملاحظة ☺")
    by_hand(work, table)
    work()
    table = coding.read(work.study, NAME)
    table.loc[0, "code"] = "جديد"
    work.csv.write_bytes(table.to_csv(index=False, sep=";").encode("cp1256", "replace"))
    assert "ملاحظة ?".encode("cp1256") in work.csv.read_bytes()
    after = work()
    assert set(after["note"]) == {"ملاحظة ☺"} and after["code"].iloc[0] == "جديد"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_codes_that_a_spreadsheet_takes_for_numbers_stay_as_they_are(work, kind):
    work()
    codes = ["007", "1.50", "٣", "خطر"] * 6
    by_hand(work, coding.read(work.study, NAME).assign(code=codes))
    work()
    table = coding.read(work.study, NAME).assign(code=["7", "1.5", "3", "خطر"] * 5 + ["8", "1.5", "", "خطر"])
    file = work.csv.with_suffix(f".{kind}")
    file.write_bytes(workbook(rows_of(table)) if kind == "xlsx" else table.to_csv(index=False).encode())
    assert work()["code"].tolist() == codes[:20] + ["8", "1.50", "", "خطر"]


def test_a_file_saved_without_arabic_letters_is_refused(work):
    work()
    by_hand(work)
    work()
    data = coding.read(work.study, NAME).to_csv(index=False).encode("cp1252", "replace")
    work.csv.write_bytes(data)
    with pytest.raises(InputError, match="saved without its Arabic letters, question marks .* 08_sample.xlsx or"):
        work()
    assert work.csv.read_bytes() == data
    work.csv.unlink()
    assert outcomes(work()) == {"kept": 24}  # the workbook has the codes of the last run


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12", 12), ("1,234", 1234), ("1.234", 1234), ("1٬234", 1234), ("1 234", 1234), ("1\u00a0234", 1234),
     ("1'234", 1234), ("1234.0", 1234), ("1234,00", 1234), ("1,234.00", 1234), ("١٢٣٤", 1234), ("۱۲۳۴", 1234),
     ("'12", 12), ("\u200f12", 12), ("1.2E+03", 1200), ("12,345,678", 12345678), ("0", 0),
     ("", None), ("1.5", None), ("-3", None), ("12a", None), ("1,23", None), ("1.25E+01", None)],
)  # fmt: skip
def test_whole_numbers_as_spreadsheets_write_them(cell, number):
    assert cells.whole_number(cell) == number


# Two files.


def changed(work, file, **codes):
    """Give lines of one of the two files another code; l0="خطر" codes the first line."""
    table = coding.read(work.study, NAME) if file == work.csv else cells.from_workbook(file.read_bytes(), file)
    table = table.reset_index(drop=True)
    for line, code in codes.items():
        table.loc[int(line[1:]), "code"] = code
    data = table.to_csv(index=False).encode("utf-8-sig") if file == work.csv else workbook(rows_of(table))
    file.write_bytes(data)


def test_what_was_edited_counts(work):
    work()
    changed(work, work.csv, l0="خطر")
    assert work()["code"].iloc[:2].tolist() == ["خطر", ""]
    changed(work, work.xlsx, l0="", l1="أمن")
    assert work()["code"].iloc[:2].tolist() == ["", "أمن"]
    changed(work, work.csv, l1="")
    assert work()["code"].iloc[:2].tolist() == ["", ""]


def test_what_was_edited_in_both_files_is_laid_together(work):
    work()
    changed(work, work.csv, l0="خطر", l1="أمن")
    work()
    table = cells.from_csv(work.csv.read_bytes(), work.csv)[0].reset_index(drop=True)
    changed(work, work.xlsx, l0="خطر جدا", l2="من المصنف", l5="معا")
    table.loc[[1, 3, 5], "code"] = ["أمن آخر", "من الملف", "معا"]
    by_hand(work, table)
    assert work()["code"].iloc[:6].tolist() == ["خطر جدا", "أمن آخر", "من المصنف", "من الملف", "", "معا"]


def test_files_that_contradict_each_other(work):
    work()
    changed(work, work.xlsx, l1="أمن")
    by_hand(work, cells.from_csv(work.csv.read_bytes(), work.csv)[0].assign(code=["", "خطر", *[""] * 22]))
    data = work.csv.read_bytes(), work.xlsx.read_bytes()
    problem = r'has the code "خطر" in .*08_sample.csv \(line 3\) and "أمن" in 08_sample.xlsx \(line 3\); make them the'
    with pytest.raises(InputError, match=problem):
        work()
    assert (work.csv.read_bytes(), work.xlsx.read_bytes()) == data
    changed_book = cells.from_workbook(work.xlsx.read_bytes(), work.xlsx).assign(code="")
    work.xlsx.write_bytes(workbook(rows_of(changed_book)))
    assert work()["code"].iloc[1] == "خطر"


@pytest.mark.parametrize("note", [None, b"{", b"[]", b'{"csv": 1}'])
def test_without_the_note_nothing_is_lost_that_stands_in_either_file(work, note):
    work()
    changed(work, work.xlsx, l0="أمن", l2="أمن")
    by_hand(work, cells.from_csv(work.csv.read_bytes(), work.csv)[0].assign(code=["أمن", "خطر", *[""] * 22]))
    sidecar = work.csv.with_suffix(".json")
    sidecar.unlink() if note is None else sidecar.write_bytes(note)
    assert work()["code"].iloc[:4].tolist() == ["أمن", "خطر", "أمن", ""]
    sidecar.unlink()
    changed(work, work.xlsx, l0="خطر")
    with pytest.raises(InputError, match='has the code "أمن" in .* and "خطر" in 08_sample.xlsx'):
        work()


def test_a_line_that_is_in_one_file_only_is_kept(work):
    work()
    by_hand(work)
    before = work()
    changed(work, work.xlsx, l0="آخر")
    by_hand(work, cells.from_csv(work.csv.read_bytes(), work.csv)[0].iloc[:20])
    after = work()
    assert len(after) == 24 and after["code"].iloc[0] == "آخر"
    assert after["note"].tolist() == before["note"].tolist()


def test_a_code_that_one_file_clears_and_the_other_changes_is_for_the_reader_to_settle(work):
    work()
    changed(work, work.csv, l0="أمن")
    work()
    changed(work, work.xlsx, l0="خطر")
    by_hand(work, cells.from_csv(work.csv.read_bytes(), work.csv)[0].assign(code=""))
    with pytest.raises(InputError, match='has the code "" in .* and "خطر" in 08_sample.xlsx'):
        work()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_line_that_the_reader_takes_out_is_empty_again(read, kind):
    work, before = read
    table = coding.read(work.study, NAME).iloc[1:]
    file = work.csv.with_suffix(f".{kind}")
    file.write_bytes(table.to_csv(index=False).encode() if kind == "csv" else workbook(rows_of(table)))
    after = work()
    assert after["code"].tolist() == ["", *before["code"].iloc[1:]] and len(after) == 24


def test_an_unsure_line_is_confirmed_in_one_file_while_the_other_is_edited(read):
    work, _ = read
    rows = [row | {"text": row["text"].replace("قال المراسل رقم", "ذكر المراسل رقم")} for row in ROWS]
    unsure = work(rows)
    first = int((unsure["status"] == "unsure").to_numpy().argmax())
    other = int((unsure["status"] == "moved").to_numpy().argmax())
    changed(work, work.xlsx, **{f"l{other}": "آخر"})
    table = cells.from_csv(work.csv.read_bytes(), work.csv)[0].reset_index(drop=True)
    table.loc[first, "status"] = ""
    by_hand(work, table)
    after = work(rows)
    assert after["status"].iloc[first] == "" and after["code"].iloc[other] == "آخر"


@pytest.mark.parametrize("kind", ["ods", "xls", "numbers", "txt", "csv.bak"])
def test_another_file_of_this_name_is_told_of(work, kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        work()
    other = work.csv.with_name(f"08_sample.{kind}")
    other.write_bytes(b"x")
    with pytest.warns(UserWarning, match=rf"08_sample\.{kind} is not read: codes are read from 08_sample.csv and 08_"):
        work()
    assert other.read_bytes() == b"x"
    other.rename(work.csv.with_name(f"09_sample.{kind}"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        work()


def test_what_no_workbook_holds_is_written_as_csv_alone(work):
    text = "ألف " * 9_000 + "الإرهاب"
    work.study.raw.mkdir(exist_ok=True)
    pd.DataFrame([article(1, text=text)]).to_csv(work.study.raw / "news.csv", index=False)
    made = tokens.tokenize(documents.read(work.study.raw), level="normalized")
    drawn = concordance.several(made, ["الإرهاب"], window=9_000)
    with pytest.warns(UserWarning, match="08_sample.xlsx is not written, only 08_sample.csv: .* a cell holds 32,767"):
        coding.sheet(work.study, NAME, drawn, made.corpus)
    assert not work.xlsx.exists() and json.loads(work.csv.with_suffix(".json").read_text("utf-8"))["csv"]


def test_a_workbook_that_can_no_longer_be_written_is_not_left_for_newer_than_it_is(work):
    work()
    assert work.xlsx.exists()
    table = coding.read(work.study, NAME)
    long = table.assign(post=["س" * 40_000, *table["post"].iloc[1:]])
    with pytest.warns(UserWarning, match="xlsx is not written"):
        versions.write(work.csv, long, set(table.columns) - {"code", "note"})
    assert not work.xlsx.exists() and work.csv.exists()


# Files and samples that cannot be used.


def test_a_line_that_was_doubled(work):
    work()
    table = coding.read(work.study, NAME)
    by_hand(work, pd.concat([table, table.head(1).assign(code="خطر"), table.head(1).assign(note="نعم")]))
    first = coding.read(work.study, NAME).iloc[0]
    assert (first["code"], first["note"], len(coding.read(work.study, NAME))) == ("خطر", "نعم", 24)
    by_hand(work, pd.concat([table, table.head(1).assign(code="خطر"), table.head(1).assign(code="أمن")]))
    problem = 'at .* is coded twice, differently: code "خطر" in line 26 and "أمن" in line 27; keep one of the two'
    with pytest.raises(InputError, match=problem):
        coding.read(work.study, NAME)


HEADER = "query,doc_id,start,code,note\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"\xef\xbb\xbfquery,doc_id,start,code\nq,d,1,x\n", 'the column "note" is gone; put it back'),
        (HEADER.encode() + b"q,d,x,a,b\n", 'line 2: the column "start" must hold whole numbers, but there is "x"'),
        (HEADER.encode() + b"q,d,1,a,b\n\nq,d,1.5,a,b\n", 'line 4: the column "start" must hold .* there is "1.5"'),
        (HEADER.encode() + b"q,d,1,a,b,c\n", r"line 2: there are more cells than the header has columns \(5\)"),
        (b"", r"cannot be read \(it is empty\)"),
        (HEADER.encode() + b'q,d,1,"a,b\n', r"cannot be read \(the row that begins in line 2: .*\); save it again as"),
        (HEADER.encode() + b"q,d,1,caf\xe9,\xe9\n", "cannot be read: the bytes are neither UTF-8 or UTF-16 nor Arabic"),
        (b"query,doc_id,start,text_hash,code,note\nq,d,1,a,b,\n", 'the column "status" is gone'),
    ],
)
def test_a_file_that_cannot_be_used_is_left_as_it_is(work, text, problem):
    work()
    work.csv.write_bytes(text)
    with pytest.raises(InputError, match=problem):
        work()
    assert work.csv.read_bytes() == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "08_sample.xlsx cannot be read .* without a password"),
        (b"PK\x03\x04 broken", "08_sample.xlsx cannot be read"),
        (workbook([["a", "b"], ["c", "d"]]), "no sheet has the columns query, doc_id, start, code, note"),
        (workbook([HEADER.strip().split(",")[:4]]), 'the column "note" is gone'),
        (workbook([HEADER.strip().split(",")], before=[("نسخة", HEADER.strip().split(","))]), "holds two sheets of"),
    ],
)
def test_a_workbook_that_cannot_be_used(work, data, problem):
    work()
    work.xlsx.write_bytes(data)
    with pytest.raises(InputError, match=problem):
        work()
    assert work.xlsx.read_bytes() == data


def test_reading_before_there_is_a_sample(study):
    with pytest.raises(InputError, match="08_sample.csv is not there; run the notebook that draws the sample first"):
        coding.read(study, "08_sample")


def test_a_sample_that_cannot_be_coded(work):
    work.study.raw.mkdir(exist_ok=True)
    pd.DataFrame(ROWS).to_csv(work.study.raw / "news.csv", index=False)
    corpus = documents.read(work.study.raw)
    sample = pd.DataFrame({"query": ["a"], "doc_id": corpus.documents["doc_id"].head(1), "start": [5]})
    with pytest.raises(ArgumentError, match='no column "query", so it is not the one that concordance.several'):
        coding.sheet(work.study, NAME, sample.drop(columns="query"), corpus)
    with pytest.raises(ArgumentError, match='holds the line of "a" in news.* at 5 twice'):
        coding.sheet(work.study, NAME, pd.concat([sample, sample]), corpus)
    with pytest.raises(ArgumentError, match='The corpus has no document "d"; give coding.sheet the corpus'):
        coding.sheet(work.study, NAME, sample.assign(doc_id="d"), corpus)
    with pytest.raises(ArgumentError, match="must be a file name"):
        coding.sheet(work.study, "../raw/x", sample, corpus)
    assert not (work.study.folder / "coding").exists()
    # The three columns are enough.
    laid = coding.sheet(work.study, NAME, sample, corpus)
    by_hand(work, coding.read(work.study, NAME).assign(code="x"))
    assert coding.sheet(work.study, NAME, laid, corpus)["code"].tolist() == ["x"]


def test_the_hash_of_a_text_is_no_number():
    table = pd.DataFrame({"sha256": ["12e4567890123456" + "0" * 48, "ff" * 32]})
    assert places.text_hash(table).tolist() == ["bcoefghijabcdefg", "p" * 16]


# What has been read.


def frame(*codes, query="الإرهاب", **columns):
    return pd.DataFrame({"query": query, "code": pd.Series(codes, dtype="str"), **columns})


def test_the_share_of_each_code_has_wilsons_interval():
    # Newcombe 1998, Statistics in Medicine 17: 857-872, table I: 81 of 263, Wilson's score method without
    # continuity correction: 0.2553 to 0.3662.
    table = coding.summary(frame(*["خطر"] * 81, *["أمن"] * 182, *[""] * 37)).set_index("code")
    assert table.index.tolist() == ["أمن", "خطر"]
    assert table.loc["خطر", ["n", "n_read", "n_lines"]].tolist() == [81, 263, 300]
    assert table.loc["خطر", ["share", "low", "high"]].tolist() == pytest.approx([81 / 263, 0.2553, 0.3662], abs=5e-5)


def test_a_query_of_which_nothing_is_read():
    table = coding.summary(pd.concat([frame("", ""), frame("خطر", query="أمن")]))
    assert table[["query", "code", "n", "n_read", "n_lines"]].values.tolist() == [
        ["الإرهاب", "", 0, 0, 2], ["أمن", "خطر", 1, 1, 1]
    ]  # fmt: skip
    assert table["share"].isna().tolist() == [True, False]
    with pytest.raises(ArgumentError, match="confidence is 95, but must be a number between 0 and 1"):
        coding.summary(frame("a"), confidence=95)


def test_unsure_and_lost_lines_do_not_count():
    given = frame("أ", "أ", "ب", "ب", "ب", "", status=["", "moved", "unsure", "lost", "confirmed", ""])
    table = coding.summary(given)
    assert table[["code", "n", "n_read", "n_lines"]].values.tolist() == [["أ", 2, 3, 5], ["ب", 1, 3, 5]]
    told = coding.changes(given)
    assert told[["outcome", "n"]].values.tolist() == [
        ["kept", 1], ["moved", 1], ["unsure", 1], ["lost", 1], ["confirmed", 1]
    ]  # fmt: skip
    assert told["meaning_en"].str.len().min() > 40 and told["meaning_ar"].str.contains("أسطر").all()
    assert "clear the cell status" in told.set_index("outcome").loc["unsure", "meaning_en"]
