"""What the cells of columns tell, and what they must not be taken for."""

import json

import pytest

from helpers.corpus import documents
from helpers.display import sentences

TEXT = "اجتمع المجلس لمناقشة الميزانية الجديدة"


def read(tmp_path, *rows, name="a.csv", **options):
    """The Corpus of a table: names of columns and rows in one string each, parted by |."""
    path = tmp_path / name
    path.write_text("\n".join(row.replace("|", ",").replace("TEXT", TEXT) for row in rows) + "\n", encoding="utf-8")
    return documents.read(path, **options)


def columns(corpus):
    found = corpus.mapping[corpus.mapping["how"].isin(["guessed", "cells", "named"])]
    return dict(zip(found["field"], zip(found["column"], found["how"], strict=True), strict=True))


@pytest.mark.parametrize("name", ["published_time", "تاريخ نشر الخبر", "Posted on", "when", "webPublicationDate", "x"])
def test_a_column_of_dates_is_found_by_its_cells(tmp_path, name):
    corpus = read(tmp_path, f"id|{name}|text", "1|2018-01-02 10:20|TEXT", "2|2018-01-03T10:20:00Z|TEXT ب")
    assert columns(corpus)["date"] == (name, "cells")
    assert corpus.documents["date"].dt.day.tolist() == [2, 3]
    (examples,) = corpus.mapping.loc[corpus.mapping["field"] == "date", "examples"]
    assert examples == "2018-01-02 10:20 | 2018-01-03T10:20:00Z"


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("code", ["20190503", "20190504"]), ("views", ["2019", "1987"]), ("x", ["2019", "2020"]),
        ("x", ["20190503", "20190504"]), ("x", ["1546300800", "1546387200"]), ("number_published", ["2019", "2018"]),
        ("phone", ["2019-05-03", "2019-05-04"]), ("birth date", ["2019-05-03", "2019-05-04"]),
        ("x", ["44197", "44228"]), ("version", ["1.2.2019", "2.2.2019x"]), ("x", ["2019-05-03", "قديم"]),
    ],
)  # fmt: skip
def test_numbers_that_look_like_dates_are_none(tmp_path, name, cells):
    corpus = read(tmp_path, f"{name}|text", *(f"{cell}|TEXT {n}" for n, cell in enumerate(cells)))
    assert "date" not in columns(corpus) and corpus.documents["date"].isna().all()


def test_dates_of_publication_go_before_those_of_change_and_those_of_gathering_are_only_told(tmp_path):
    row = "TEXT|2019-05-01|2018-01-01|2020-01-01"
    corpus = read(tmp_path, "text|updated|published_time|scraped_at", row, row.replace("TEXT", "TEXT ب"))
    assert columns(corpus)["date"] == ("published_time", "cells") and len(corpus.notes) == 0
    corpus = read(tmp_path, "text|scraped_at", "TEXT|2019-05-01", "TEXT ب|2019-05-02")
    assert "date" not in columns(corpus)
    assert corpus.notes["note"].tolist() == [
        'the column "scraped_at" holds dates, but by its name not those of publication, so it is not taken; '
        "name it in [corpus] date if it is what you want"
    ]
    corpus = read(tmp_path, "text|scraped_at", "TEXT|2019-05-01", columns={"date": "scraped_at"})
    assert columns(corpus)["date"] == ("scraped_at", "named")


def test_a_column_called_date_that_holds_none_gives_way_to_one_that_does(tmp_path):
    corpus = read(tmp_path, "date|text|published_on", "أمس مساء|TEXT|2019-05-01", "قبل يومين|TEXT ب|2019-05-02")
    assert columns(corpus)["date"] == ("published_on", "cells")
    assert corpus.documents["date_2"].tolist() == ["أمس مساء", "قبل يومين"]
    assert corpus.notes["note"][0] == 'the column "date" holds few dates, so "published_on" is taken for the date'
    corpus = read(tmp_path, "date|text", "أمس مساء|TEXT", "قبل يومين|TEXT ب")
    assert columns(corpus)["date"] == ("date", "guessed") and len(corpus.notes) == 2


def test_what_the_study_says_is_never_overruled(tmp_path):
    rows = ("date|text|published_on", "أمس مساء|TEXT|2019-05-01")
    assert columns(read(tmp_path, *rows, columns={"date": "date"}))["date"] == ("date", "named")
    assert "date" not in columns(read(tmp_path, *rows, columns={"date": None}))


def test_year_month_and_day_in_columns_of_their_own_make_a_date_and_stay(tmp_path):
    rows = ("text|year|month|day", "TEXT|2019|5|3", "TEXT ب|2018|6|", "TEXT ج|2017||")
    corpus = read(tmp_path, *rows)
    assert corpus.documents["date"].dt.strftime("%Y-%m-%d").tolist() == ["2019-05-03", "2018-06-01", "2017-01-01"]
    assert corpus.documents["date_precision"].tolist() == ["day", "month", "year"]
    assert corpus.documents["year"].tolist() == ["2019", "2018", "2017"]
    named = read(tmp_path, "text|السنة|الشهر", "TEXT|2019|مايو", "TEXT ب|2018|يونيو")
    assert named.documents["date"].dt.month.tolist() == [5, 6]


@pytest.mark.parametrize("name", ["المنشور", "Post Message", "التغريدة", "column x", "Abstract Note"])
def test_a_column_of_texts_is_found_by_its_cells(tmp_path, name):
    corpus = read(tmp_path, f"م|{name}|كاتب", "1|TEXT|محمد علي", "2|TEXT ب|سالم عمر")
    assert columns(corpus)["text"] == (name, "cells")


@pytest.mark.parametrize("beside", ["user_description", "Description", "نبذة المستخدم", "bio", "author summary"])
@pytest.mark.parametrize("name", ["tweet", "Message", "نص التغريدة", "column x"])
def test_what_stands_beside_a_text_is_not_taken_for_it_though_it_is_longer(tmp_path, name, beside):
    corpus = read(tmp_path, f"م|{beside}|{name}", "1|TEXT TEXT ج|TEXT", "2|TEXT TEXT د|TEXT ب")
    assert columns(corpus)["text"] == (name, "cells")


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("user_created_at|tweet_created", "tweet_created"),
        ("joined|sent", "sent"),
        ("تاريخ التسجيل|وقت الإرسال", "وقت الإرسال"),
        ("date|published_on", "published_on"),
        ("x|تاريخ العدد", "تاريخ العدد"),
        ("x|issue no date", "issue no date"),
    ],
)
def test_the_date_of_a_document_is_that_of_nobody_and_of_no_empty_column(tmp_path, header, date):
    first = "" if header.startswith("date|") else "2009-01-01" if date[0] != "ت" and date[0] != "i" else "7"
    corpus = read(tmp_path, f"id|{header}|text", f"1|{first}|2021-03-01|TEXT", f"2|{first}|2021-03-02|TEXT ب")
    assert columns(corpus)["date"] == (date, "cells")
    assert corpus.documents["date"].dt.year.tolist() == [2021, 2021]


def test_a_table_of_names_has_no_text(tmp_path):
    with pytest.raises(documents.InputError, match="no column is known to hold the text"):
        read(tmp_path, "name|city", "محمد علي حسن|بغداد", "سالم عمر خالد|دمشق")


def test_a_column_called_article_that_holds_numbers_gives_way(tmp_path):
    corpus = read(tmp_path, "article|what was written", "12|TEXT", "13|TEXT ب")
    assert columns(corpus)["text"] == ("what was written", "cells")
    assert 'the column "article" holds few Arabic texts' in corpus.notes["note"][0]


def test_a_text_that_must_be_repaired_first_is_still_a_text(tmp_path):
    broken = "ÇáÅÑåÇÈ Ýí ÇáÏæáÉ"
    corpus = read(tmp_path, "text|كلام آخر", f"{broken}|TEXT", f"{broken} {broken}|TEXT ب")
    assert columns(corpus)["text"] == ("text", "guessed") and corpus.documents["text"][0] == "الإرهاب في الدولة"


def test_a_column_of_newspapers_is_found_by_its_cells(tmp_path):
    rows = [f"TEXT {n}|{('صحيفة الأفق', 'قناة المرفأ')[n % 2]}|{('محمد', 'سالم')[n % 2]}" for n in range(6)]
    corpus = read(tmp_path, "text|where|who", *rows)
    assert columns(corpus)["source"] == ("where", "cells")
    rows = [f"TEXT {n}|قال {n} إن صحيفة الأفق نشرت الخبر كاملا في صفحتها الأولى أمس مع صور كثيرة" for n in range(6)]
    assert "source" not in columns(read(tmp_path, "text|remark", *rows))


def test_the_site_of_an_address_is_the_source(tmp_path):
    rows = ("text|source", "TEXT|https://www.aljazeera.net/a/1", "TEXT ب|http://arabic.cnn.com/b?x=1")
    corpus = read(tmp_path, *rows)
    assert corpus.documents["source"].tolist() == ["aljazeera.net", "arabic.cnn.com"]
    assert corpus.documents["url"].tolist() == ["https://www.aljazeera.net/a/1", "http://arabic.cnn.com/b?x=1"]
    assert "holds addresses" in corpus.notes["note"][0]
    corpus = read(tmp_path, "text|source", "TEXT|الجزيرة نت", "TEXT ب|سي إن إن")
    assert corpus.documents["source"].tolist() == ["الجزيرة نت", "سي إن إن"] and len(corpus.notes) == 0


@pytest.mark.parametrize("nothing", ["NULL", "#REF!", "-", "N/A", "nan", "None", "#N/A", " null ", "غير معروف"])
def test_what_stands_for_an_empty_cell_is_no_source_and_no_date(tmp_path, nothing):
    corpus = read(tmp_path, "text|source|date", f"TEXT|{nothing}|{nothing}", "TEXT ب|الأفق|2019-05-03")
    assert corpus.documents["source"].tolist() == ["unknown", "الأفق"]
    assert corpus.documents["date"].isna().tolist() == [True, False]
    assert [note.startswith("1 cells of the ") for note in corpus.notes["note"]] == [True, True]


@pytest.mark.parametrize("nothing", ["NULL", "#REF!", "-", "N/A", "nan", "—"])
def test_what_stands_for_an_empty_cell_is_no_text(tmp_path, nothing):
    corpus = read(tmp_path, "text|n", f"{nothing}|1", "TEXT|2", "لا يوجد|3")
    assert corpus.set_aside["reason"].tolist() == [
        f'no text: the cell holds only "{nothing}", which stands for an empty one'
    ]
    assert corpus.notes["note"].tolist() == ['the whole text is "لا يوجد", which may stand for an empty cell']


@pytest.mark.parametrize(
    "nothing", ["غير متوفر", "غير متاح.", "(غير متوفرة)", "النص غير متوفر", "لا يوجد  نص", "Not available", "لا ينطبق"]
)
def test_words_for_what_is_not_there_are_no_text(tmp_path, nothing):
    corpus = read(tmp_path, "text|n", "TEXT|1", f"{nothing}|2", "هذا الخبر غير متوفر|3", "غير متوفر في السوق|4")
    assert len(corpus) == 3 and len(corpus.notes) == 0
    assert corpus.set_aside["reason"].tolist() == [
        f'no text: the cell holds only "{nothing}", which stands for an empty one'
    ]


def test_the_site_of_an_address_is_the_source_where_nothing_else_tells_it(tmp_path):
    rows = ("TEXT|https://www.example.com/1", "TEXT ب|http://ar.example.org/a?b=1", "TEXT ج|")
    corpus = read(tmp_path, "text|link", *rows)
    assert corpus.documents["source"].tolist() == ["example.com", "ar.example.org", "unknown"]
    assert corpus.documents["url"].tolist()[0] == "https://www.example.com/1"
    assert columns(corpus)["source"] == ("link", "cells")
    (note,) = corpus.notes["note"]
    assert note == 'nothing tells the sources: the sites of the addresses in "link" are taken for them'
    assert sentences.arabic(note)


@pytest.mark.parametrize(
    ("header", "rows", "sources"),
    [
        ("text|link", ("TEXT|https://example.com/1", "TEXT ب|", "TEXT ج|"), ["unknown"] * 3),
        ("text|link", ("TEXT|/news/1", "TEXT ب|/news/2"), ["unknown"] * 2),
        ("text|link|الصحيفة", ("TEXT|https://example.com/1|الأفق", "TEXT ب|https://b.example|"), ["الأفق", "unknown"]),
    ],
)
def test_few_addresses_or_a_column_of_sources_are_left(tmp_path, header, rows, sources):
    corpus = read(tmp_path, header, *rows)
    assert corpus.documents["source"].tolist() == sources and len(corpus.notes) == 0


def test_folders_and_the_study_go_before_the_site_of_an_address(tmp_path):
    for folder in ("الأفق", "المرفأ"):
        (tmp_path / folder).mkdir()
        read(tmp_path / folder, "text|link", f"TEXT {folder}|https://example.com/1")
    assert documents.read(tmp_path).documents["source"].tolist() == ["الأفق", "المرفأ"]
    left_out = documents.read(tmp_path / "الأفق", columns={"source": None})
    assert left_out.documents["source"].tolist() == ["unknown"]


def test_a_table_of_many_columns_and_one_without_cells(tmp_path):
    header = "|".join(f"c{n}" for n in range(5000))
    with pytest.raises(documents.InputError, match="no column is known to hold the text"):
        read(tmp_path, header, "|" * 4999, "|" * 4999)
    corpus = read(tmp_path, f"{header}|x|y", *(f"{'7|' * 5000}TEXT {n}|2019-05-0{n + 1}" for n in range(3)))
    assert columns(corpus) == {"text": ("x", "cells"), "date": ("y", "cells")}


def test_every_note_on_tables_and_dates_has_its_arabic(tmp_path):
    record = {"id": 1, "text": "نص مقطوع…", "full_text": TEXT, "date": "2019", "source": "https://a.example/1"}
    (tmp_path / "a.json").write_text(json.dumps({"x": {"y": [record, {**record, "id": 2, "date": "1440هـ"}]}}), "utf-8")
    read(tmp_path, "text|scraped_at|source", "TEXT|2019-05-01|الأفق", "TEXT ب|2019-05-02|الافق", "TEXT ج|x|-", "NULL||")
    rows = ("03/04/2018|TEXT", "44197|لا يوجد", "مايو 2019|TEXT ب", "14 رجب 1439|TEXT ج")
    read(tmp_path, "تقرير", "date|text", *rows, name="b.csv")
    read(tmp_path, "date|text|sent", "أمس|TEXT [+12 chars]|31/03/2018", "أمس|TEXT […]|03/04/2018", name="c.csv")
    corpus = documents.read(tmp_path)
    said = [*corpus.notes["note"], *corpus.set_aside["reason"]]
    assert len(set(said)) > 15
    assert [sentence for sentence in dict.fromkeys(said) if not sentences.arabic(sentence)] == []


def test_a_message_that_says_what_is_not_there_stays(tmp_path):
    lines = ("[05.01.2023, 10:02:11] سلمى: هل الكتاب عندكم", "[05.01.2023, 10:03:11] سعيد: غير متوفر")
    (tmp_path / "_chat.txt").write_text("\n".join(lines), encoding="utf-8")
    assert documents.read(tmp_path / "_chat.txt").documents["text"].tolist() == ["هل الكتاب عندكم", "غير متوفر"]


def test_a_hijri_month_in_two_others_is_a_year_and_the_note_says_why(tmp_path):
    rows = ("رمضان 1444|TEXT", "1444-09|TEXT ب", "مايو - يونيو 2019|TEXT ج", "2019|TEXT د", "خريف 2019|TEXT ه")
    corpus = read(tmp_path, "date|text", *rows)
    assert corpus.documents["date_precision"].tolist() == ["year"] * 5
    assert corpus.documents["date"].astype(str).tolist()[:2] == ["2023-03-23"] * 2
    notes = corpus.notes["note"].tolist()
    days = ("2023-03-23 to 2023-04-20", "2023-03-23 to 2023-04-20", "2019-05-01 to 2019-06-30")
    for one, note in zip(days, notes, strict=False):
        assert f"lies in more than one month ({one}): it is kept as a year" in note
    assert [note.endswith("it tells no month") for note in notes] == [False, False, False, True, True]
    assert all(map(sentences.arabic, notes))


@pytest.mark.parametrize(
    ("name", "cells", "found"),
    [
        ("d", [f"202103{n}" for n in range(10, 20)], True),
        ("captured", [f"202103{n}223000" for n in range(10, 20)], True),
        ("tweet id", [f"202103{n}223000" for n in range(10, 20)], False),
        ("captured", [f"202103{n}993000" for n in range(10, 20)], False),
        ("d", [f"202103{n}" for n in range(10, 16)], False),  # too few
        ("d", [f"202103{n}" for n in range(10, 20)] + ["20231399"], False),
        ("d", ["20210310"] * 12, False),
        ("رقم", [f"202103{n}" for n in range(10, 20)], False),
    ],
)
def test_days_in_eight_digits_are_dates_where_all_are_and_they_are_several(tmp_path, name, cells, found):
    corpus = read(tmp_path, f"{name}|text", *(f"{cell}|TEXT {n}" for n, cell in enumerate(cells)))
    assert corpus.documents["date"].notna().all() == found
    assert not found or columns(corpus)["date"] == (name, "cells")


def days(corpus):
    return corpus.documents["date"].dt.strftime("%Y-%m-%d").fillna("").tolist()


def test_years_of_two_digits_are_read_where_one_order_is_possible_and_told(tmp_path):
    corpus = read(tmp_path, "date|text", "3/25/21 0:00|TEXT", "3/5/21 13:05|TEXT ب")
    assert days(corpus) == ["2021-03-25", "2021-03-05"]
    (note, _) = corpus.notes["note"]
    assert note == (
        'a year of two digits: the date "3/25/21 0:00" is read as 2021-03-25, as all such dates here must be'
    )
    assert sentences.arabic(note)
    left = read(tmp_path, "date|text", "5/3/21|TEXT", "6/3/21|TEXT ب")
    assert days(left) == ["", ""] and "the year has two digits" in left.notes["note"][0]
    assert days(documents.read(tmp_path / "a.csv", date_order="dmy")) == ["2021-03-05", "2021-03-06"]
    found = read(tmp_path, "وقت الإرسال|text", "25/03/98|TEXT", "26/03/98|TEXT ب")
    assert columns(found)["date"] == ("وقت الإرسال", "cells") and days(found) == ["1998-03-25", "1998-03-26"]


def test_relative_dates_of_a_column_with_a_word_for_time_are_told(tmp_path):
    rows = ("منذ 3 ساعات|TEXT", "أمس|TEXT ب", "5 مارس 2023|TEXT ج", "الأسبوع الماضي|TEXT د", "3h|TEXT ه")
    corpus = read(tmp_path, "وقت النشر|text", *rows)
    assert columns(corpus)["date"] == ("وقت النشر", "cells")
    assert days(corpus) == ["", "", "2023-03-05", "", ""]
    assert corpus.notes["note"].str.contains("a relative date").sum() == 4
    assert "date" not in columns(read(tmp_path, "حدث|text", "أمس|TEXT", "منذ ساعة|TEXT ب"))
    other = read(tmp_path, "posted|sent|text", "أمس|2023-03-05|TEXT", "منذ ساعة|2023-03-06|TEXT ب")
    assert columns(other)["date"] == ("sent", "cells")


def test_day_numbers_beside_written_dates_make_a_column_of_dates(tmp_path):
    corpus = read(tmp_path, "وقع في|text", "44197|TEXT", "44228|TEXT ب", "15/03/2021|TEXT ج")
    assert days(corpus) == ["2021-01-01", "2021-02-01", "2021-03-15"]
    assert "day numbers of a spreadsheet" in corpus.notes["note"][0]
    assert "date" not in columns(read(tmp_path, "ref|text", "44197|TEXT", "44228|TEXT ب", "x|TEXT ج"))


def test_the_gregorian_one_of_two_columns_with_the_same_days_is_taken(tmp_path):
    rows = ("14 رجب 1439|2018-03-31|TEXT", "15 رجب 1439|2018-04-01|TEXT ب")
    for header in ("التاريخ الهجري|التاريخ الميلادي|text", "date|في يوم|text"):
        corpus = read(tmp_path, header, *rows)
        hijri, gregorian, _ = header.split("|")
        assert columns(corpus)["date"] == (gregorian, "cells") and days(corpus) == ["2018-03-31", "2018-04-01"]
        (note,) = corpus.notes["note"]
        assert note == f'"{hijri}" and "{gregorian}" hold the same days by two calendars: the Gregorian ones are taken'
        assert sentences.arabic(note)
    corpus = read(tmp_path, "date|updated|text", *(row.replace("2018", "2020") for row in rows))
    assert columns(corpus)["date"] == ("date", "guessed") and days(corpus) == ["2018-03-31", "2018-04-01"]


@pytest.mark.parametrize(
    "header", ["اليوم|الشهر|السنة", "pub_day|pub_month|pub_year", "DD|MM|YYYY", "يوم النشر|شهر النشر|سنة النشر"]
)
def test_the_parts_of_a_date_are_known_by_what_their_names_share(tmp_path, header):
    corpus = read(tmp_path, f"{header}|text", "5|3|2021|TEXT", "6|12|2021|TEXT ب")
    assert days(corpus) == ["2021-03-05", "2021-12-06"]
    assert days(read(tmp_path, "birth day|شهر|السنة|text", "5|3|2021|TEXT", "6|12|2021|TEXT ب")) == [
        "2021-03-01", "2021-12-01"
    ]  # fmt: skip


def table(tmp_path, **cells):
    """The Corpus of a table of four rows: column -> its four cells, or one that each row has."""
    rows = [[value if isinstance(value, str) else value[n] for value in cells.values()] for n in range(4)]
    return read(tmp_path, "|".join(cells), *("|".join(row) for row in rows))


TEXTS, NAMES, NUMBERS = [f"TEXT {n}" for n in range(4)], ["بلدية الساحل", "بلدية الجبل"] * 2, ["11", "12", "13", "14"]
TITLES = ["زيارة السوق", "افتتاح المدرسة", "موسم القمح", "سباق الخيل"]
LONG = [f"TEXT TEXT TEXT {n}" for n in range(4)]


@pytest.mark.parametrize(
    "name", ["post_title", "webTitle", "المانشيت", "عنوان المنشور", "Article Headline", "page title", "Video title"]
)
def test_a_column_of_titles_is_known_by_the_words_of_its_name_and_by_its_cells(tmp_path, name):
    corpus = table(tmp_path, **{name: TITLES, "text": TEXTS})
    assert columns(corpus)["title"] == (name, "cells") and corpus.documents["title"].tolist() == TITLES
    for cells in (NUMBERS, ["حلقة المزارع"] * 4):  # a count, and what many rows have
        assert "title" not in columns(table(tmp_path, **{name: cells, "text": TEXTS}))


@pytest.mark.parametrize("name", ["job_title", "subtitle", "user title", "parent_title", "title_count", "عنوان السكن"])
def test_the_title_of_something_else_is_none(tmp_path, name):
    assert "title" not in columns(table(tmp_path, **{name: TITLES, "text": TEXTS}))


@pytest.mark.parametrize(
    "name", ["tweet_id", "message_id", "postId", "status_id", "uuid", "id_str", "رقم المنشور", "معرف التغريدة",
             "review_id", "رقم الفتوى"],
)  # fmt: skip
def test_a_column_of_ids_is_known_by_the_words_of_its_name_and_by_its_cells(tmp_path, name):
    corpus = table(tmp_path, **{name: NUMBERS, "tweet": TEXTS})
    assert columns(corpus)["id"] == (name, "cells") and corpus.documents["doc_id"].tolist() == NUMBERS
    for cells in (["11", "11", "12", "13"], ["11", "12", "13", ""]):  # that of another row, and of none
        assert "id" not in columns(table(tmp_path, **{name: cells, "tweet": TEXTS}))


@pytest.mark.parametrize(
    "name", ["user_id", "parent_id", "in_reply_to_status_id", "conversation_id", "رقم العدد", "likes", "no", "retweets"]
)
def test_the_id_of_something_else_is_none(tmp_path, name):
    assert "id" not in columns(table(tmp_path, **{name: NUMBERS, "tweet": TEXTS}))


def test_of_several_ids_that_of_what_the_texts_are_is_taken(tmp_path):
    corpus = table(tmp_path, post_id=NUMBERS, comment_id=NUMBERS[::-1], comment=TEXTS)
    assert columns(corpus)["id"] == ("comment_id", "cells")
    for other in ("video_id", "رقم الخبر"):  # what a comment stands below
        assert "id" not in columns(table(tmp_path, **{other: NUMBERS, "comment": TEXTS}))


@pytest.mark.parametrize(
    "name",
    ["Page Name", "channel", "الصفحة", "sender", "username", "المنصة", "الجهة", "اسم الحساب", "screen_name", "author"],
)
def test_who_publishes_stands_for_the_source(tmp_path, name):
    link = [f"https://www.example.com/{n}" for n in range(4)]
    corpus = table(tmp_path, **{name: NAMES, "tweet": TEXTS, "link": link})
    assert columns(corpus)["source"] == (name, "cells") and corpus.documents["source"].tolist() == NAMES
    for cells in (NUMBERS, link, ["الأولى", "الأخيرة"] * 2, LONG):
        assert columns(table(tmp_path, **{name: cells, "tweet": TEXTS})).get("source", ("",))[0] != name


@pytest.mark.parametrize("name", ["user_location", "page_category", "channel_description", "user title", "screen"])
def test_what_is_told_of_an_account_is_no_source(tmp_path, name):
    assert "source" not in columns(table(tmp_path, **{name: NAMES, "tweet": TEXTS}))


def test_the_author_of_an_article_is_no_source_and_a_source_goes_before_an_account(tmp_path):
    assert "source" not in columns(table(tmp_path, **{"author": NAMES, "from": NAMES, "article_text": TEXTS}))
    corpus = table(tmp_path, username=NAMES, newspaper=TITLES, tweet=TEXTS)
    assert columns(corpus)["source"] == ("newspaper", "guessed")


@pytest.mark.parametrize(
    "beside",
    ["quoted_text", "parent_comment", "reply", "reply_text", "translation", "about", "ملاحظات", "ترجمة النص",
     "النص المقتبس", "post_title", "any other words"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["tweet", "message", "التغريدة"])
def test_a_text_of_another_is_not_taken_though_it_is_longer(tmp_path, name, beside):
    corpus = table(tmp_path, **{beside: LONG, name: TEXTS})
    assert columns(corpus)["text"] == (name, "cells")


def test_a_text_of_another_is_the_text_where_there_is_no_other(tmp_path):
    corpus = table(tmp_path, **{"n": NUMBERS, "reply": TEXTS})
    assert columns(corpus)["text"] == ("reply", "cells")


@pytest.mark.parametrize("name", ["post_url", "رابط الخبر", "webUrl", "Article Link", "permalink_url"])
def test_a_column_of_addresses_is_known_by_the_words_of_its_name_and_by_its_cells(tmp_path, name):
    links = [f"https://www.example.com/{n}" for n in range(4)]
    corpus = table(tmp_path, **{name: links, "text": TEXTS, "الصحيفة": NAMES})
    assert columns(corpus)["url"] == (name, "cells") and corpus.documents["url"].tolist() == links
    for cells in (links[:1] * 4, NUMBERS):
        assert "url" not in columns(table(tmp_path, **{name: cells, "text": TEXTS, "الصحيفة": NAMES}))
    for other in ("image_url", "user_link", "thumbnail url"):
        assert "url" not in columns(table(tmp_path, **{other: links, "text": TEXTS, "الصحيفة": NAMES}))
    assert "id" not in columns(table(tmp_path, **{"document identifier": links, "text": TEXTS}))


def test_the_author_is_the_account_where_likes_are_counted(tmp_path):
    corpus = table(tmp_path, authorDisplayName=NAMES, likeCount=NUMBERS, article_text=TEXTS)
    assert columns(corpus)["source"] == ("authorDisplayName", "cells")
