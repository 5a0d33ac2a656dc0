import html as markup
import re

import pandas as pd
import pytest

from helpers.display import rtl, style, tables
from helpers.errors import ArgumentError


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "term": ["الإرهاب", "<script>alert(1)</script>", "COVID-19 في 2020", None],
            "n": [1234567, 20, -3, 4],
            "log_ratio": [-0.35, 2.5, float("nan"), 0.00001],
            "date": pd.to_datetime(["2020-01-02 00:00", "2020-01-03 00:00", None, "2020-01-05 12:30"]),
            "is_stop": [True, False, True, True],
            "forms": [["أ", "ب"], [], ["x"], ["<i>"]],
        }
    )


def cells(html, column):
    return re.findall(rf'<td [^>]*class="data row\d+ col{column}[^>]*>(.*?)</td>', html, re.S)


def test_the_table_reads_from_the_right(table):
    html = tables.rtl(table)._repr_html_()
    assert '<table id="T_' in html and 'dir="rtl"' in html
    assert "direction: rtl" in html


def test_nothing_from_a_corpus_can_run(table):
    table = table.rename(columns={"term": '<img src=x onerror="alert(2)">'})
    html = tables.rtl(table, caption="<script>alert(3)</script>", columns=None)._repr_html_()
    assert "<script" not in html and "<img" not in html and "<i>" not in html
    assert html.count("&lt;script&gt;") == 2 and "&lt;img" in html
    shown = tables.rtl(table, columns={"n": "<b>عدد</b>"})._repr_html_()
    assert "<b>" not in shown and "&lt;b&gt;" in shown


def test_no_request_leaves_the_page(table):
    assert not re.search(r"https?:|//|url\(|@import|<link|<script|\bsrc=", tables.rtl(table)._repr_html_())


def test_numbers(table):
    html = tables.rtl(table)._repr_html_()
    assert cells(html, 1) == [f'<span dir="ltr">{n}</span>' for n in ("1,234,567", "20", "−3", "4")]
    assert cells(html, 2)[:3] == ['<span dir="ltr">−0.35</span>', '<span dir="ltr">2.50</span>', "–"]
    assert "1.0e−05" in cells(html, 2)[3]
    assert all("number" in tag for tag in re.findall(r'class="(data row\d+ col[12][^"]*)"', html))
    assert re.search(r"td\.number \{\s*direction: ltr", html)


def test_other_kinds_of_cells(table):
    html = tables.rtl(table)._repr_html_()
    assert cells(html, 0)[3] == "–"
    assert (
        "2020-01-02<" in cells(html, 3)[0]
        and cells(html, 3)[2] == "–"
        and "2020-01-05 12:30" in cells(html, 3)[3]
    )
    assert cells(html, 4)[:2] == ["نعم", "لا"]
    assert "أ، ب" in cells(html, 5)[0]


def test_direction_of_mixed_text():
    html = tables.rtl(pd.DataFrame({"a": ["COVID-19 في 2020", "WHO report", "الفرق -0.35"]}))._repr_html_()
    first, second, third = cells(html, 0)
    assert first == '<bdi dir="rtl">COVID-19 في 2020</bdi>'
    assert second == '<bdi dir="ltr">WHO report</bdi>'
    assert third == '<bdi dir="rtl">الفرق <bdi dir="ltr">-0.35</bdi></bdi>'


def test_columns_choose_order_and_name(table):
    html = tables.rtl(table, columns={"n": "العدد", "term": "اللفظ"})._repr_html_()
    assert re.findall(r'<th [^>]*><bdi dir="rtl">(.*?)</bdi>', html) == ["العدد", "اللفظ"]


def test_decimals_by_column(table):
    html = tables.rtl(table, columns={"log_ratio": "x"}, decimals={"log_ratio": 4})._repr_html_()
    assert "−0.3500" in html


def test_long_tables_say_that_they_are_cut():
    long = pd.DataFrame({"n": range(1500)})
    html = tables.rtl(long, caption="قائمة")._repr_html_()
    assert len(cells(html, 0)) == 50 and "<bdi>50</bdi> من <bdi>1,500</bdi>" in html
    assert "صفًا" not in tables.rtl(long.head(3))._repr_html_()
    assert len(cells(tables.rtl(long, max_rows=None)._repr_html_(), 0)) == 1500


def test_same_table_same_html(table):
    assert tables.rtl(table, caption="أ")._repr_html_() == tables.rtl(table, caption="أ")._repr_html_()


def test_the_table_given_is_not_changed(table):
    before = table.copy()
    tables.rtl(table.set_index("n", drop=False))._repr_html_()
    pd.testing.assert_frame_equal(table, before)


def test_empty_table_is_shown_with_its_headers():
    assert "الكلمة" in tables.rtl(pd.DataFrame({"term": []}))._repr_html_()


def heads(html):
    return re.findall(r'<th [^>]*><bdi dir="(?:rtl|ltr)">(.*?)</bdi>', html)


SPEECH = {
    "quote": ["«نعم»"], "kind": ["reported"], "stance": ["neutral"], "speaker": ["أ"], "resolved_speaker": ["أ ب"],
}  # fmt: skip


def test_headings_and_names_of_values_are_those_of_the_table():
    html = tables.rtl(pd.DataFrame(SPEECH))._repr_html_()
    assert heads(html) == ["القول", "النوع", "الموقف", "القائل كما ذُكر", "القائل المقصود"]
    assert "قول بين علامتين" in cells(html, 1)[0] and "محايد" in cells(html, 2)[0]
    pairs = tables.rtl(pd.DataFrame({"first": ["أ"], "second": ["ب"], "n": [1], "n_docs": [1]}))._repr_html_()
    assert heads(pairs)[:2] == ["الكلمة الأولى", "الكلمة الثانية"]


def test_a_value_that_a_reader_types_stands_beside_its_name():
    folds = pd.DataFrame({"fold": ["ta_marbuta", "mine"], "chosen": [True, True], "n_forms": [3, 1]})
    html = tables.rtl(folds)._repr_html_()
    assert re.sub("<[^>]+>", "", cells(html, 0)[0]) == "التاء المربوطة (ta_marbuta)"
    assert re.sub("<[^>]+>", "", cells(html, 0)[1]) == "mine"


def test_a_categorical_column_and_a_part_of_a_table_have_names_of_values_too():
    table = pd.DataFrame(SPEECH).assign(kind=pd.Categorical(["reported"], ["name", "reported"]))
    assert "قول بين علامتين" in tables.rtl(table)._repr_html_()
    chosen = tables.rtl(pd.DataFrame({"term": ["أ"], "side": ["target"], "lrc": [1.5]}))._repr_html_()
    assert "المدروسة" in chosen


def test_of_names_the_table_where_its_columns_do_not_tell():
    html = tables.rtl(pd.DataFrame({"n": [3]}), of="checkup")._repr_html_()
    assert heads(html) == ["العدد"]
    with pytest.raises(ArgumentError, match='no table "chekup" in the schema. Did you mean "checkup"'):
        tables.rtl(pd.DataFrame({"n": [3]}), of="chekup")


def test_sentences_are_in_the_language_of_the_table():
    note = 'No entry of these categories of the lexicon "naming" occurs: state.'
    found = {"setting": "[lexicons] files", "value": "naming", "n": 0, "unit": "hits", "note": note}
    table = pd.DataFrame([found])
    arabic, english = (tables.rtl(table, language=language)._repr_html_() for language in ("ar", "en"))
    assert "لا يرد مدخل" in cells(arabic, 4)[0] and "No entry" not in arabic
    assert "No entry of these categories" in cells(english, 4)[0]


def test_in_english_the_table_runs_from_the_left(table):
    with style.context(language="en"):
        html = tables.rtl(table, max_rows=2)._repr_html_()
    assert 'dir="ltr"' in html.split("<tbody>")[0] and "direction: rtl" not in html
    assert heads(html) == ["term", "occurrences", "log ratio (log₂)", "date", "stop word", "forms"]
    assert cells(html, 4) == ["yes", "no"] and "أ, ب" in cells(html, 5)[0]
    assert "first <bdi>2</bdi> of <bdi>4</bdi> rows" in html
    assert tables.rtl(table, max_rows=2, language="en")._repr_html_() == html
    assert "الكلمة" in tables.rtl(table)._repr_html_()  # behind the block it is Arabic again
    with pytest.raises(ArgumentError, match='language is "fr", but must be'):
        tables.rtl(table, language="fr")


def test_settings_and_arabic_in_one_cell_keep_their_directions():
    row = {"problem": "no title", "severity": "note", "n": 6, "mend": 'repair = ["tatweel"]; counting levels it anyway'}
    (cell,) = cells(tables.rtl(pd.DataFrame([row]))._repr_html_(), 3)
    code, arabic = cell.split("؛ ")
    assert code == '<bdi dir="ltr">repair = [&quot;tatweel&quot;]</bdi>'
    assert arabic == '<bdi dir="rtl">العدّ يوحّده على كل حال</bdi>'


def test_english_names_of_values_run_from_the_left_though_they_hold_arabic():
    row = {"problem": "stretched letters: الإرهـــاب; 6 places", "severity": "note", "n": 6, "unit": "documents"}
    html = tables.rtl(pd.DataFrame([row]), language="en")._repr_html_()
    assert cells(html, 0) == ['<bdi dir="ltr">stretched letters: <bdi dir="rtl">الإرهـــاب</bdi>; 6 places</bdi>']
    term = tables.rtl(pd.DataFrame({"term": ["الإرهاب a"]}), language="en")._repr_html_()
    assert '<bdi dir="rtl">' in cells(term, 0)[0]  # a word of the corpus keeps its own direction


def test_what_the_reader_names_wins_over_the_schema():
    html = tables.rtl(pd.DataFrame(SPEECH), columns={"kind": "نوعه", "quote": "نصه"}, language="en")._repr_html_()
    assert heads(html) == ["نوعه", "نصه"]


def test_errors(table):
    with pytest.raises(ArgumentError, match='The table has no column "trem". Did you mean "term"?'):
        tables.rtl(table, columns={"trem": "x"})
    with pytest.raises(ArgumentError, match="needs a DataFrame, but was given list"):
        tables.rtl([1])
    with pytest.raises(ArgumentError, match='The column "n" occurs twice'):
        tables.rtl(table[["n", "n"]])


@pytest.mark.parametrize(("text", "whole"), [
    ("قال عند BBC Arabic (9,657 لكل مليون) أكثر", ["BBC Arabic", "9,657"]),
    ("وعند Al Arabiya (40.8%) وعند Sky News (32.1%، p = 0.013).",
     ["Al Arabiya", "(40.8%)", "Sky News", "32.1%", "p = 0.013"]),
    ("(أقصى إحصاءة) (Westfall & Young 1993)، وقوائم wordfreq (Speer 2022)",
     ["(Westfall & Young 1993)", "wordfreq", "(Speer 2022)"]),
    ("الكلمات على 0.05 (Hardie 2014; Holm 1979)، وأوزان tf (ln[(1 + N) / 2] + 1) أيضا",
     ["0.05", "(Hardie 2014; Holm 1979)", "tf (ln[(1 + N) / 2] + 1)"]),
    ('«naming»: في [U+00A0] والإعداد [terms] glued = "keep")', ["naming", "[U+00A0]", '[terms] glued = "keep"']),
    ("عند CNN [a] ثم (b) c] نهاية", ["CNN [a]", "(b) c"]), ("بلا غيرها", []),
])  # fmt: skip
def test_other_letters_stand_whole_in_arabic_with_the_brackets_that_open_and_close_in_them(text, whole):
    made = tables.arabic(text)
    assert [markup.unescape(part) for part in re.findall('<bdi dir="ltr">(.*?)</bdi>', made)] == whole
    assert markup.unescape(re.sub("<.*?>", "", made)) == text  # nothing is lost or moved


def test_a_bare_number_behind_a_bracket_is_not_drawn_to_a_latin_word():
    assert rtl.logical("عند BBC (65 وثيقة)", base="auto") == "عند BBC (\u206665\u2069 وثيقة)"
    assert rtl.logical("عند Office 365 و(65 وثيقة)", base="auto") == "عند Office 365 و(65 وثيقة)"


def test_a_table_has_another_id_in_each_language_for_its_look_hangs_on_that():
    table = pd.DataFrame({"term": ["سلام"], "n": [1]})
    made = [tables.rtl(table, language=one).to_html() for one in ("ar", "en", "ar")]
    names = [re.search('id="(T_[0-9a-f]+)"', one)[1] for one in made]
    assert names[0] == names[2] != names[1]
