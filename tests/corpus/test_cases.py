"""Inputs that people reported: small files of one kind each, and what is right for them.

The files are not part of the project (they lie beside it, in ../shared/cases); where they are absent these tests
skip. Each has a like input of our own in the tests of the reader that it concerns.
"""

from pathlib import Path

import pytest

from helpers.corpus import documents, periods, tokens
from helpers.corpus.cleaning import boilerplate
from helpers.corpus.search import nodes

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"the reported cases are not here ({CASES})")


def read(name: str, **options: object) -> documents.Corpus:
    """The corpus of one case, as a reader would read it."""
    return documents.read(CASES / name, **options)


def days(corpus: documents.Corpus) -> list[str]:
    """The days of its documents."""
    return list(corpus.documents["date"].dt.strftime("%Y-%m-%d"))


def test_01_messenger_is_mended_dated_and_has_senders() -> None:
    """As a folder and as a bare list."""
    folder, alone = read("01_facebook").documents, read("01_facebook_list.json").documents
    assert folder["text"][0] == "وصلت لجنة الإصلاح إلى المدينة صباح اليوم 😀"
    assert list(folder["source"]) == ["محرر أول", "محرر ثان", "محرر أول"] and set(folder["chat"]) == {"مجموعة التحرير"}
    assert list(folder["date"].dt.strftime("%Y-%m-%d")) == ["2021-01-01", "2021-01-02", "2021-02-01"]
    assert alone["text"][2] == "أهلا… نلتقي “غدا” – إن شاء الله" and alone["date"].notna().all()


def test_02_a_whatsapp_chat_is_dated_messages() -> None:
    """Service lines and media are told; a message over two lines is one."""
    corpus = read("02_whatsapp.txt")
    assert list(corpus.documents["text"]) == ["اجتماع اللجنة غدا في القاعة", "تأجل الاجتماع\nإلى يوم الأحد"]
    assert list(corpus.documents["date"].dt.strftime("%Y-%m-%d %H:%M")) == ["2023-03-12 21:16", "2023-03-13 08:00"]
    assert set(corpus.documents["source"]) == {"محرر أول"} and list(corpus.set_aside["row"]) == [1, 3]


def test_03_telegram_keeps_all_pieces_of_a_text() -> None:
    """Strings and objects in their order."""
    assert list(read("03_telegram").documents["text"]) == [
        "افتتحت البلدية الحديقة العامة اليوم #حديقة_المدينة", "أغلقت البلدية الطريق بسبب الأمطار",
    ]  # fmt: skip


def test_04_of_posts_the_words_are_counted() -> None:
    """Addresses, handles, RT and markup are none; a hashtag is its words; letters repeated for effect are a fold."""
    made = tokens.tokenize(read("04_tweets.csv"), level="normalized")
    counted = made.terms.set_index("key")["n"].to_dict()
    assert counted == {"حديقة": 2, "المدينة": 2, "جميلة": 3, "جدا": 2, "الحديقة": 2, "هادءة": 2, "و": 1}


def test_05_a_nexis_download_is_its_articles() -> None:
    """Title, source and date of each are metadata, not text."""
    table = read("05_nexis.docx").documents
    assert list(table["title"]) == ["افتتاح مدرسة جديدة", "حملة لتنظيف الشاطئ", "معرض للكتاب"]
    assert list(table["source"]) == ["صحيفة الأفق", "صحيفة الأفق", "جريدة المرفأ"]
    assert list(table["date"].dt.strftime("%Y-%m-%d")) == ["2019-03-12", "2019-03-14", "2019-03-20"]
    assert table["text"][2] == "افتتح معرض الكتاب أبوابه. وزاره طلاب المدارس."


def test_06_of_subtitles_speech_is_read() -> None:
    """Under any suffix."""
    text = "مرحبا بكم في نشرة الأخبار\nنبدأ بأخبار المدينة\n- نعم، المدينة أولا\nافتتحت المدينة حديقتها"
    assert [read(name).documents["text"][0] for name in ("06_subtitles", "06_subtitles_as.txt")] == [text, text]
    assert read("06_subtitles_vtt.txt").documents["text"][0] == "مرحبا بكم في نشرة الأخبار"


def test_07_of_openiti_the_body_is_read_also_without_a_suffix() -> None:
    """The header is metadata."""
    table = read("07_openiti").documents
    assert list(table["text"]) == [
        "باب في الأسواق\nكانت الأسواق عامرة بالتجار وكان التجار يأتون من كل بلد ومعهم البضائع\n"
        "وكان في المدينة سوق كبير ثم عمر السوق",
        "نص آخر في الأسواق",
    ]
    assert (table["title"][0], table["source"][0]) == ("كتاب تجريبي", "كاتب تجريبي")


@pytest.mark.parametrize("level", ["normalized", "lemma"])
def test_08_the_spelling_of_the_quran_and_todays_are_one_word(level: str) -> None:
    """Also for a query, in either spelling."""
    made = tokens.tokenize(read("08_uthmani.txt"), level=level)
    for old, new in [("ٱلسَّمَٰوَٰتِ", "السماوات"), ("وَٱلْأَرْضِ", "والأرض"), ("ذَٰلِكَ", "ذلك"), ("ٱلْكِتَٰبُ", "الكتاب"),
                     ("ٱلْمَلَٰٓئِكَةَ", "الملائكة")]:  # fmt: skip
        assert len(nodes.occurrences(made, old)[0]) == len(nodes.occurrences(made, new)[0]) == 2, old


@pytest.mark.parametrize("level", ["normalized", "lemma"])
def test_10_decorated_letters_make_one_word(level: str) -> None:
    """Marks of other scripts, ہ between the letters, stretching."""
    made = tokens.tokenize(read("10_decorated.csv"), level=level)
    assert sorted(made.terms["n"]) == [4, 4, 4] and list(made.sizes) == [3] * 4


def test_11_shapes_become_letters_and_signs_of_a_font_are_told() -> None:
    """Words come back; the signs of a Quran font name no letters, so they stay and a note counts them."""
    corpus = read("11_presentation.txt")
    assert corpus.documents["text"][0].startswith("منصة واحدة لكل طالب Go-To-Market في السنة 2024")
    assert "x² H₂O" in corpus.documents["text"][0] and "ﱫ ﯰ" in corpus.documents["text"][0]
    assert corpus.notes["note"].str.startswith("8 letter shapes stand alone and were left").tolist() == [True]


def test_12_letters_of_ligatures_are_put_right() -> None:
    """The whole text, not only the article."""
    text = read("12_lamalef.txt").documents["text"][0]
    assert text.startswith("على شفتيه القبلة المشتهاة فإذا بالقطر. كان بدلا من ذلك بكلام فظيع موحش أعادني على الفور")
    assert text.rstrip().endswith("كان من الأعمال المهمة، وقد جاءت الاستقالة من الاجتماع الأول في الوزارة. ولا يزال "
                                  "الأطفال في المدارس.")  # fmt: skip


def test_15_day_numbers_of_excel_are_dates() -> None:
    """In a text file and in a sheet beside written dates; the note says from when they are counted."""
    csv, xlsx = read("15_serial.csv"), read("15_serial.xlsx")
    assert days(csv) == ["2021-01-01", "2021-02-01", "2021-03-01"]
    assert days(xlsx) == ["2021-01-01", "2021-02-01", "2021-03-15", "2021-03-16"]
    assert any("counted from 1900" in note for note in csv.notes["note"])


def test_16_the_day_is_the_day_as_written() -> None:
    """Whatever the zone behind it, and the same way in the whole column."""
    found = [f"2021-01-0{n}" for n in (1, 1, 1, 5, 6, 7)]
    assert days(read("16_iso.csv")) == found


def test_18_names_in_an_old_code_page_are_arabic() -> None:
    """All names of the archive together tell which it is."""
    names = list(read("18_names_cp1256.zip").files["file"])
    assert [name.partition("/")[2] for name in names] == ["صحيفة الأفق/خبر أول.txt", "صحيفة المرفأ/خبر ثان.txt"]


def test_20_annotated_and_parallel_corpora_are_their_text() -> None:
    """Each word once; of TEI also the metadata, of TMX the Arabic side."""
    assert list(read("20_conllu.txt").documents["text"]) == ["كتب المحرر مقالا\nونشره"]
    tei = read("20_tei.xml").documents
    assert list(tei["date"].dt.strftime("%Y-%m-%d")) == ["1912-05-01", "1913-06-01"]
    assert set(tei["source"]) == {"المجلة"}
    assert tei["text"][0].endswith("في الأدب خطأ\nتتمة المقال هنا") and tei["notes"][0] == "حاشية المحقق"
    assert list(read("20_parallel.tmx.xml").documents["text"]) == ["اجتمعت اللجنة.", "اعتمد التقرير.", "رفعت الجلسة."]


def test_21_ocr_halves_page_numbers_and_running_titles_are_proposed() -> None:
    """With counts, and joined or taken out where that is wanted."""
    corpus = read("21_ocr.txt")
    found = boilerplate.find(corpus)
    assert found["kind"].value_counts().to_dict() == {"hyphen": 3, "page_number": 2, "running": 1}
    text = boilerplate.drop(corpus, found).documents["text"][0]
    assert "قطاع الزراعة" in text and "الإنتاج الزراعي" in text and "١٢" not in text
    assert text.count("الاقتصاد الوطني") == 1


def test_25_an_object_gives_its_name_and_a_cut_text_is_told() -> None:
    """As of a news API."""
    corpus = read("25_newsapi.json")
    assert list(corpus.documents["source"]) == ["صحيفة الأفق", "المرفأ"]
    assert [note.startswith("the text is cut off") for note in corpus.notes["note"]] == [True, True]
    assert "1520 characters" in corpus.notes["note"][0]


def test_25_and_31_titles_above_a_table_are_none_of_its_rows() -> None:
    """In a text file and in a sheet; they are told."""
    for name, first in (("25_titlerows.csv", "الأفق"), ("31_titlerow.xlsx", "المرفأ")):
        corpus = read(name)
        assert corpus.documents["source"][0] == first and corpus.documents["date"].notna().all()
        assert len(corpus.set_aside) == 0 and "above the names of the columns" in corpus.notes["note"][0]


def test_30_a_footnote_follows_the_paragraph_that_refers_to_it() -> None:
    """The sentence of the body stays whole, and no word of the note is lost."""
    assert read("30_footnotes.docx").documents["text"].tolist() == [
        "نص المقال في المتن مع إحالة\nحاشية طويلة تشرح المصطلح وتذكر المرجع",
    ]  # fmt: skip


def test_31_merged_cells_are_filled_down() -> None:
    """And an error of the spreadsheet is no text."""
    corpus = read("31_quirks.xlsx")
    assert list(corpus.documents["source"])[-2:] == ["الساحل", "الساحل"]
    assert any('"#NAME?", which stands for an empty one' in reason for reason in corpus.set_aside["reason"])


def test_33_fields_inside_objects_are_found_or_named_by_a_path() -> None:
    """The body, the headline, the date and the outlet."""
    for corpus in (read("33_nested.jsonl"), read("33_nested.jsonl", columns={"text": "article.body"})):
        first = corpus.documents.iloc[0]
        assert (first["text"], first["title"], first["source"]) == ("نص المقال رقم 1 عن المدينة", "عنوان 1", "الأفق")
        assert days(corpus) == ["2023-01-01", "2023-01-02", "2023-01-03"]


def test_35_the_whole_text_is_taken_where_one_is_cut_off() -> None:
    """From deeper in the record."""
    corpus = read("35_tweets_v1.jsonl")
    assert set(corpus.documents["text"]) == {"نص كامل من التغريدة عن المدينة والسوق"}
    assert all("extended_tweet.full_text" in note for note in corpus.notes["note"])


def test_36_an_abstract_is_the_text_of_a_bibliography() -> None:
    """Years and months are dates."""
    corpus = read("36_zotero.csv")
    assert corpus.documents["text"][0] == "يتناول هذا البحث خطاب الصحافة في المدينة"
    assert list(corpus.documents["source"]) == ["مجلة الدراسات", "مجلة الآداب"]
    assert list(corpus.documents["date_precision"]) == ["year", "month"]
    assert list(periods.of(corpus, "year")) == ["2019", "2020"]


def test_37_years_and_months_are_kept_with_their_precision() -> None:
    """Usable for periods that are as long; no date is invented."""
    corpus = read("37_partial_dates.csv")
    kinds = [str(kind) for kind in corpus.documents["date_precision"]]
    assert kinds == [
        "year", "month", "month", "month", "year", "year", "years", "years", "year", "", "", "", "", "month", "day",
        "day", "year", "", "day",
    ]  # fmt: skip
    assert (corpus.documents["date"].isna() == [kind == "" for kind in kinds]).all()
    assert periods.of(corpus, "month").notna().sum() == 7 and (periods.of(corpus, "year") == "2019").sum() == 11


def test_38_one_source_is_not_two_and_null_is_no_text() -> None:
    """Signs that cannot be seen and spelling part no sources."""
    corpus = read("38_messy.csv")
    assert set(corpus.documents["source"]) == {"أ", "ب", "الأفق"}
    assert sum("the two are one" in note for note in corpus.notes["note"]) == 2
    assert {"NULL", "#REF!", "-", "NaN"}.isdisjoint(corpus.documents["text"].str.strip())


def test_39_duplicates_stay_as_they_are() -> None:
    """A table that was right before is right still."""
    assert len(read("39_duplicates.csv").documents) > 0


def test_60_columns_of_a_pdf_are_read_one_after_the_other() -> None:
    """The right column first, spaces where they are, lam before alef."""
    assert read("60_columns.pdf").documents["text"][0].split("\n") == [
        "افتتح الوزير مدرسة جديدة", "في الحي الشمالي صباح أمس", "بحضور عدد كبير من الأهالي",
        "وقال إن العمل استمر عامين", "وإن المدرسة تتسع لمئات", "من التلاميذ في كل عام",
    ]  # fmt: skip


@pytest.mark.parametrize("level", ["normalized", "lemma"])
def test_61_alef_wasla_and_superscript_alef_are_alefs(level: str) -> None:
    """The book is not the books."""
    made = tokens.tokenize(read("61_wasla.txt"), level=level)
    assert [len(nodes.occurrences(made, word)[0]) for word in ("والأرض", "وَٱلْأَرْضِ")] == [2, 2]
    apart = made.forms["normalized"].to_numpy()[made.form][[2, 5]]
    assert list(apart) == ["الكتاب", "الكتب"]


def test_62_a_zero_width_space_parts_words() -> None:
    """The market is there twice."""
    made = tokens.tokenize(read("62_zwsp.txt"), level="form")
    assert made.terms.set_index("key")["n"].loc[["السوق", "المركزي"]].tolist() == [2, 2]
