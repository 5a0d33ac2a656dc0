"""Dates that are no single day: what span each names, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.arabic import partial_dates

READ = """
2019 = 2019-01-01 2019-12-31 year
٢٠١٩ = 2019-01-01 2019-12-31 year
2019.0 = 2019-01-01 2019-12-31 year
2019م = 2019-01-01 2019-12-31 year
عام 2019 = 2019-01-01 2019-12-31 year
c. 1912 = 1912-01-01 1912-12-31 year
[1912] = 1912-01-01 1912-12-31 year
حوالي 1912 = 1912-01-01 1912-12-31 year
خريف 2019 = 2019-01-01 2019-12-31 year
ربيع 2019 = 2019-01-01 2019-12-31 year
Summer 2019 = 2019-01-01 2019-12-31 year
الربع الثاني 2019 = 2019-01-01 2019-12-31 year
2019Q2 = 2019-01-01 2019-12-31 year
2019-00-00 = 2019-01-01 2019-12-31 year
03/04/2018 = 2018-01-01 2018-12-31 year
05-06-2020 = 2020-01-01 2020-12-31 year
2019-05 = 2019-05-01 2019-05-31 month
201905 = 2019-05-01 2019-05-31 month
05/2020 = 2020-05-01 2020-05-31 month
5.2020 = 2020-05-01 2020-05-31 month
مايو 2019 = 2019-05-01 2019-05-31 month
أيار/مايو 2019 = 2019-05-01 2019-05-31 month
شتنبر 2019 = 2019-09-01 2019-09-30 month
2019 جانفي = 2019-01-01 2019-01-31 month
May 2019 = 2019-05-01 2019-05-31 month
May-2019 = 2019-05-01 2019-05-31 month
في مايو من عام 2019 = 2019-05-01 2019-05-31 month
2019-05-00 = 2019-05-01 2019-05-31 month
00/05/2019 = 2019-05-01 2019-05-31 month
1-5 مارس 2019 = 2019-03-01 2019-03-05 month
2019-05-01 - 2019-05-09 = 2019-05-01 2019-05-09 month
مايو - يونيو 2019 = 2019-05-01 2019-06-30 year
2019-05-01/2019-06-09 = 2019-05-01 2019-06-09 year
رمضان 1440 = 2019-05-06 2019-06-03 year
ربيع الأول 1440 = 2018-11-09 2018-12-07 year
1440هـ = 2018-09-11 2019-08-30 years
١٤٤٠ = 2018-09-11 2019-08-30 years
2019-2020 = 2019-01-01 2020-12-31 years
2019/2020 = 2019-01-01 2020-12-31 years
2019/20 = 2019-01-01 2020-12-31 years
من 2019 إلى 2020 = 2019-01-01 2020-12-31 years
بين 2019 و2020 = 2019-01-01 2020-12-31 years
29 ديسمبر 2019 - 3 يناير 2020 = 2019-12-29 2020-01-03 years
""".strip().split("\n")
NONE = """0|-1|123|12345|9999|1799|2101|1600|0512|201913|2019-13|2019-05-32|nan|NaT|خريف|مايو|مايو 19|13-May-19
2020-2019|تيريزا ماي 2018|قالت ماي في 2018|كتاب عام 2019 جديد|2019 صفحة|2018-03-31|20190503|1300هـ|1501هـ|الفصل 2019
2019 2020|0555-123-4567|10.1000/182|v2.2019.1""".replace("\n", "|").split("|")


@pytest.mark.parametrize("line", READ)
def test_a_span_is_read(line):
    written, expected = line.rsplit(" = ", 1)
    first, last, precision = expected.split()
    span = partial_dates.read(written)
    assert (f"{span.first:%Y-%m-%d}", f"{span.last:%Y-%m-%d}", span.precision) == (first, last, precision)


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_span_is_none(written):
    assert partial_dates.read(written) is None


@given(st.text(alphabet="0123456789٠١٢/-.: هـممايورجبخفالى،()Qq", max_size=25))
def test_any_string_is_a_span_or_none(text):
    span = partial_dates.read(text)
    assert span is None or (span.first <= span.last and span.precision in partial_dates.PRECISIONS)
