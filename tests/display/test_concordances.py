import html.parser
import re

import pandas as pd
import pytest

from helpers.display import concordances
from helpers.errors import ArgumentError


def lines(**columns):
    table = pd.DataFrame(
        {
            "doc_id": ["d1", "d2"], "date": pd.to_datetime(["2021-05-01", None]).astype("datetime64[s]"),
            "source": pd.Categorical(["الشرق", "unknown"]), "pre": ["قال إن", ""],
            "keyword": ["مكافحة   الإرهاب", "الإرهاب"], "post": ["واجبة.", "خطر"],
        }
    )  # fmt: skip
    return table.assign(**columns)


class Cells(html.parser.HTMLParser):
    """What a browser makes of a page: the cells of each row as (class, text, style), and the tags used."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.tags = [], set()
        self.feed(str(page))

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            attrs = dict(attrs)
            self.rows[-1].append([attrs["class"], "", attrs["style"]])

    def handle_data(self, data):
        if self.rows:
            self.rows[-1][-1][1] += data


def test_a_line_reads_from_the_right_and_cites_its_document():
    page = concordances.page(lines(), start=1200)
    first, second = Cells(page).rows
    assert [cell[:2] for cell in first] == [
        ["about", "1,201"], ["pre", "قال إن"], ["keyword", "مكافحة الإرهاب"], ["post", "واجبة."],
        ["about", "الشرق · 2021-05-01 · d1"],
    ]  # fmt: skip
    assert second[-1][1] == "d2"
    assert page.startswith('<table dir="rtl"')
    assert page._repr_html_() == page
    assert "مكافحة" not in repr(page)


def test_the_context_adjoins_the_keyword_and_is_cut_at_its_far_side():
    styles = {kind: style for kind, _, style in Cells(concordances.page(lines())).rows[0]}
    # A cell that runs from the left and is aligned to it overflows at its right: away from the keyword.
    assert "direction: ltr; text-align: left" in styles["pre"]
    assert "direction: rtl; text-align: right" in styles["post"]
    assert all("overflow: hidden" in style and "nowrap" in style for style in (styles["pre"], styles["post"]))


def test_the_whole_context_is_shown_on_several_lines_where_it_is_long():
    context = " ".join(["كلمة"] * 60)
    page = concordances.page(lines(pre=[context, ""]), whole=True)
    for _, _, style in Cells(page).rows[0]:
        assert re.findall("white-space: ([a-z]+)", style)[-1] == "normal"  # the last rule wins
        assert "overflow-wrap: anywhere" in style
    assert Cells(page).rows[0][1][1] == context and "title=" not in page


@pytest.mark.parametrize("column", ["pre", "keyword", "post", "doc_id"])
def test_markup_in_a_corpus_cannot_run(column):
    hostile = "<script>alert('x')</script>\" onclick=\"y قال & <b>"
    cells = Cells(concordances.page(lines(**{column: [hostile, ""]}), caption=hostile))
    assert cells.tags == {"table", "caption", "colgroup", "col", "tbody", "tr", "td", "bdi"}
    assert any(hostile in text for _, text, _ in cells.rows[0])
    source = lines(source=pd.Categorical([hostile, "unknown"]))
    assert "script" not in Cells(concordances.page(source)).tags


def test_numbers_with_signs_stay_whole():
    page = concordances.page(lines(pre=["بين 2010-2014", "+5 %"]))
    assert '<bdi dir="ltr">2010-2014</bdi>' in page


def test_the_column_of_the_keyword_fits_it_within_bounds():
    def width(keyword):
        return re.findall(r'<col style="width: ([^;]+);">', concordances.page(lines(keyword=[keyword, "أ"])))[2]

    assert [width("أ"), width("أ" * 20), width("أ" * 500)] == ["8em", "12em", "18em"]


def test_a_page_without_lines():
    assert Cells(concordances.page(lines().head(0), caption="لا شيء")).rows == []


def test_a_table_that_is_no_concordance():
    with pytest.raises(ArgumentError, match='The table has no column "post"'):
        concordances.page(lines().drop(columns="post"))
