"""Dates: every way of writing one that is read, and every one that is refused, as a table."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.arabic import dates
from helpers.errors import ArgumentError

# written = date, optionally with a time. A line "# order=…" sets the order for the lines behind it.
READ = """
# order=None: ISO and its like
2018-03-31 = 2018-03-31
2018/03/31 = 2018-03-31
2018.03.31 = 2018-03-31
2018 03 31 = 2018-03-31
20180331 = 2018-03-31
2018-3-1 = 2018-03-01
2018 / 3 / 31 = 2018-03-31
2018-03-31T10:20:30 = 2018-03-31T10:20:30
2018-03-31 10:20:30 = 2018-03-31T10:20:30
2018-03-31 10:20 = 2018-03-31T10:20
2018-03-31T10:20:30.123Z = 2018-03-31T10:20:30
2018-03-31T10:20:30,123Z = 2018-03-31T10:20:30
2018-03-31T01:00:00+03:00 = 2018-03-31T01:00
2021-01-01T00:30+0300 = 2021-01-01T00:30
2018-03-31T10:20 AST = 2018-03-31T10:20
1 مارس 2018 10:20 بتوقيت مكة المكرمة = 2018-03-01T10:20
2019٫05٫13 = 2019-05-13
2018-03-31T01:00:00+0300 = 2018-03-31T01:00
2018-03-31T01:00:00+03 = 2018-03-31T01:00
2018-03-31T23:00:00-0230 = 2018-03-31T23:00
2018-03-31 10:20:30 UTC = 2018-03-31T10:20:30
2018-03-31 10:20 GMT = 2018-03-31T10:20
2018-03-31 10:20 GMT+3 = 2018-03-31T10:20
1875-08-05 = 1875-08-05
1900-01-01 = 1900-01-01
2100-12-31 = 2100-12-31
2016-02-29 = 2016-02-29
# order=None: the year last
31/03/2018 = 2018-03-31
31-3-2018 = 2018-03-31
31.03.2018 = 2018-03-31
31 03 2018 = 2018-03-31
31 / 3 / 2018 = 2018-03-31
03/31/2018 = 2018-03-31
05/05/2018 = 2018-05-05
31/03/2018 10:20 = 2018-03-31T10:20
31/03/2018 - 10:20 = 2018-03-31T10:20
31/03/2018, 10:20 = 2018-03-31T10:20
10:20 31/03/2018 = 2018-03-31T10:20
31/3/2018م = 2018-03-31
31/3/2018 م = 2018-03-31
# order=dmy
03/04/2018 = 2018-04-03
3-4-2018 = 2018-04-03
03.04.2018 10:20 = 2018-04-03T10:20
٠٣/٠٤/٢٠١٨ = 2018-04-03
31/03/2018 = 2018-03-31
2018-03-04 = 2018-03-04
# order=mdy
03/04/2018 = 2018-03-04
3/4/2018 10:20 PM = 2018-03-04T22:20
2018-03-04 = 2018-03-04
# order=None: digits and invisible signs
٢٠١٨-٠٣-٣١ = 2018-03-31
٣١/٠٣/٢٠١٨ = 2018-03-31
۲۰۱۸/۰۳/۳۱ = 2018-03-31
۳۱ مارس ۲۰۱۸ = 2018-03-31
٣١ مارس ٢٠١٨ = 2018-03-31
{rlm}2018-03-31 = 2018-03-31
{rlm}31{rlm}/{rlm}03{rlm}/{rlm}2018 = 2018-03-31
31{nbsp}مارس{nbsp}2018 = 2018-03-31
2018–03–31 = 2018-03-31
# order=None: the Levant and Iraq
13 كانون الثاني 2018 = 2018-01-13
13 شباط 2018 = 2018-02-13
13 آذار 2018 = 2018-03-13
13 اذار 2018 = 2018-03-13
13 نيسان 2018 = 2018-04-13
13 أيار 2018 = 2018-05-13
13 ايار 2018 = 2018-05-13
13 حزيران 2018 = 2018-06-13
13 تموز 2018 = 2018-07-13
13 تمّوز 2018 = 2018-07-13
13 آب 2018 = 2018-08-13
13 أيلول 2018 = 2018-09-13
13 ايلول 2018 = 2018-09-13
13 تشرين الأول 2018 = 2018-10-13
13 تشرين أول 2018 = 2018-10-13
13 تشرين الثاني 2018 = 2018-11-13
13 تشرين ثاني 2018 = 2018-11-13
13 كانون الأول 2018 = 2018-12-13
13 كانون اول 2018 = 2018-12-13
# order=None: Egypt and the Gulf
13 يناير 2018 = 2018-01-13
13 فبراير 2018 = 2018-02-13
13 مارس 2018 = 2018-03-13
13 أبريل 2018 = 2018-04-13
13 إبريل 2018 = 2018-04-13
13 ابريل 2018 = 2018-04-13
13 مايو 2018 = 2018-05-13
13 يونيو 2018 = 2018-06-13
13 يونيه 2018 = 2018-06-13
13 يوليو 2018 = 2018-07-13
13 يوليه 2018 = 2018-07-13
13 أغسطس 2018 = 2018-08-13
13 سبتمبر 2018 = 2018-09-13
13 أكتوبر 2018 = 2018-10-13
13 نوفمبر 2018 = 2018-11-13
13 ديسمبر 2018 = 2018-12-13
# order=None: Tunisia and Algeria
13 جانفي 2018 = 2018-01-13
13 فيفري 2018 = 2018-02-13
13 أفريل 2018 = 2018-04-13
13 ماي 2018 = 2018-05-13
13 جوان 2018 = 2018-06-13
13 جويلية 2018 = 2018-07-13
13 جويليه 2018 = 2018-07-13
13 أوت 2018 = 2018-08-13
# order=None: Morocco
13 يوليوز 2018 = 2018-07-13
13 غشت 2018 = 2018-08-13
13 شتنبر 2018 = 2018-09-13
13 نونبر 2018 = 2018-11-13
13 دجنبر 2018 = 2018-12-13
# order=None: two names of one month
13 كانون الثاني/يناير 2018 = 2018-01-13
13 كانون الثاني / يناير 2018 = 2018-01-13
13 يناير/كانون الثاني 2018 = 2018-01-13
13 يناير (كانون الثاني) 2018 = 2018-01-13
13 يناير كانون الثاني 2018 = 2018-01-13
13 آب/أغسطس 2018 = 2018-08-13
13 حزيران - يونيو 2018 = 2018-06-13
31 آذار/مارس 2018 10:20 = 2018-03-31T10:20
# order=None: weekdays, fillers, signs, other places of the parts
السبت 31 مارس 2018 = 2018-03-31
السبت، 31 مارس 2018 = 2018-03-31
يوم السبت 31 مارس 2018 = 2018-03-31
السبت 31 مارس، 2018 = 2018-03-31
الإثنين 12 مارس 2018 = 2018-03-12
الثلاثاء 13/3/2018 = 2018-03-13
الأربعاء 14 مارس 2018 = 2018-03-14
الأحد 1 نيسان 2018 = 2018-04-01
الجمعة 30 مارس 2018م = 2018-03-30
31 مارس 2018 م = 2018-03-31
31 مارس 2018 ميلادي = 2018-03-31
31 من مارس 2018 = 2018-03-31
31 من شهر مارس لعام 2018 = 2018-03-31
31 مارس عام 2018 = 2018-03-31
بتاريخ 31 مارس 2018 = 2018-03-31
مارس 31, 2018 = 2018-03-31
مارس 31، 2018 = 2018-03-31
2018 مارس 31 = 2018-03-31
31-مارس-2018 = 2018-03-31
31/مارس/2018 = 2018-03-31
الأول من مارس 2018 = 2018-03-01
الثاني من كانون الثاني 2018 = 2018-01-02
العاشر من أكتوبر 2018 = 2018-10-10
الحادي عشر من سبتمبر 2001 = 2001-09-11
الخامس عشر من آب 2018 = 2018-08-15
العشرين من شباط 2018 = 2018-02-20
الحادي والعشرين من مارس 2018 = 2018-03-21
الثامن والعشرون من مارس 2018 = 2018-03-28
الحادي والثلاثين من مارس 2018 = 2018-03-31
# order=None: times of day
31 مارس 2018 10:20 صباحا = 2018-03-31T10:20
31 مارس 2018 10:20 صباحاً = 2018-03-31T10:20
31 مارس 2018 10:20 ص = 2018-03-31T10:20
31 مارس 2018 10:20 مساء = 2018-03-31T22:20
31 مارس 2018 10:20 مساءً = 2018-03-31T22:20
31 مارس 2018 10:20 م = 2018-03-31T22:20
31 مارس 2018 م 10:20 م = 2018-03-31T22:20
31 مارس 2018 12:05 ص = 2018-03-31T00:05
31 مارس 2018 12:05 م = 2018-03-31T12:05
31 مارس 2018 الساعة 10:20 = 2018-03-31T10:20
31 مارس 2018 - 10:20 بتوقيت غرينتش = 2018-03-31T10:20
31 مارس 2018 في الساعة 10:20 = 2018-03-31T10:20
٣١ مارس ٢٠١٨ ١٠:٢٠ = 2018-03-31T10:20
31 مارس 2018 15:30 مساء = 2018-03-31T15:30
31 مارس 2018 12:00 ظهرا = 2018-03-31T12:00
31 مارس 2018 23:59:59 = 2018-03-31T23:59:59
31 مارس 2018 00:00 = 2018-03-31
# order=None: English, French, RFC 822
31 March 2018 = 2018-03-31
March 31, 2018 = 2018-03-31
Mar 31, 2018 = 2018-03-31
Mar. 31, 2018 = 2018-03-31
March 31st, 2018 = 2018-03-31
31st of March 2018 = 2018-03-31
31-Mar-2018 = 2018-03-31
1 Sept 2018 = 2018-09-01
May 1, 2018 = 2018-05-01
Saturday, March 31, 2018 = 2018-03-31
March 31, 2018 10:20 PM = 2018-03-31T22:20
March 31, 2018 at 10:20 a.m. = 2018-03-31T10:20
March 31, 2018 10:20 PM EST = 2018-03-31T22:20
31 mars 2018 = 2018-03-31
1er août 2018 = 2018-08-01
14 février 2018 = 2018-02-14
25 décembre 2018 = 2018-12-25
Sat, 31 Mar 2018 10:20:30 GMT = 2018-03-31T10:20:30
Sat, 31 Mar 2018 10:20:30 +0000 = 2018-03-31T10:20:30
Sat, 31 Mar 2018 10:20:30 +0300 = 2018-03-31T10:20:30
Sat, 31 Mar 2018 10:20:30 EDT = 2018-03-31T10:20:30
Sat Mar 31 10:20:30 2018 = 2018-03-31T10:20:30
Sat Mar 31 10:20:30 +0000 2018 = 2018-03-31T10:20:30
Sat, 31 Mar 2018 10:20:30 +0000 (UTC) = 2018-03-31T10:20:30
# order=None: zones
31 March 2018 12:00 EST = 2018-03-31T12:00
31 March 2018 12:00 EDT = 2018-03-31T12:00
31 March 2018 12:00 CST = 2018-03-31T12:00
31 March 2018 12:00 CDT = 2018-03-31T12:00
31 March 2018 12:00 MST = 2018-03-31T12:00
31 March 2018 12:00 MDT = 2018-03-31T12:00
31 March 2018 12:00 PST = 2018-03-31T12:00
31 March 2018 12:00 PDT = 2018-03-31T12:00
31 March 2018 12:00 CET = 2018-03-31T12:00
31 March 2018 12:00 CEST = 2018-03-31T12:00
31 March 2018 12:00 EET = 2018-03-31T12:00
31 March 2018 12:00 EEST = 2018-03-31T12:00
31 March 2018 12:00 UT = 2018-03-31T12:00
31 March 2018 12:00 Z = 2018-03-31T12:00
31 مارس 2018 12:00 جرينتش = 2018-03-31T12:00
31 March 2018 12:00 UTC-5 = 2018-03-31T12:00
20180331T102030Z = 2018-03-31T10:20:30
20180331102030 = 2018-03-31T10:20:30
2018-03-31T10:20:30+03:00[Asia/Baghdad] = 2018-03-31T10:20:30
"2018-03-31" = 2018-03-31
«31 مارس 2018» = 2018-03-31
تاريخ النشر: 31 مارس 2018 = 2018-03-31
Published on: 31 March 2018 = 2018-03-31
/Date(1522491630000)/ = 2018-03-31T10:20:30
# order=None: Unix time
1522491630.25 = 2018-03-31T10:20:30
1522454400 = 2018-03-31
1522491630 = 2018-03-31T10:20:30
1522491630.0 = 2018-03-31T10:20:30
1522491630123 = 2018-03-31T10:20:30
١٥٢٢٤٥٤٤٠٠ = 2018-03-31
# order=None: Hijri and Gregorian side by side: the Gregorian one
الجمعة 13 رجب 1439 هـ الموافق 30 مارس 2018 م = 2018-03-30
13 رجب 1439هـ الموافق 30 مارس 2018 = 2018-03-30
13 رجب 1439هـ الموافق ل 30 مارس 2018 = 2018-03-30
14/07/1439 الموافق 31/03/2018 = 2018-03-31
14 رجب 1439هـ - 31 مارس 2018م = 2018-03-31
31 مارس 2018 (14 رجب 1439هـ) = 2018-03-31
31/3/2018 (14/7/1439هـ) = 2018-03-31
السبت 14 رجب 1439 هـ = 31 مارس 2018 م = 2018-03-31
31 مارس 2018م، 14 رجب 1439هـ = 2018-03-31
13 رجب 1439 الموافق 28 مارس 2018 = 2018-03-28
13 رجب 1439 الموافق 1 أبريل 2018 = 2018-04-01
"""

# Computed with the tables of the Umm al-Qura calendar (R. H. van Gent, Utrecht).
HIJRI = """
14 رجب 1439 = 2018-03-31
14 رجب 1439 هـ = 2018-03-31
14 رجب 1439هـ = 2018-03-31
14 رجب 1439 ه = 2018-03-31
١٤ رجب ١٤٣٩هـ = 2018-03-31
السبت 14 رجب 1439 هـ = 2018-03-31
14/07/1439 = 2018-03-31
14/07/1439هـ = 2018-03-31
14-7-1439 هـ = 2018-03-31
1439/07/14 = 2018-03-31
1439-07-14 = 2018-03-31
1439/7/14 هـ = 2018-03-31
14390714 = 2018-03-31
03/04/1439 = 2017-12-21
1 محرم 1440 = 2018-09-11
1 المحرم 1440 هـ = 2018-09-11
1 صفر 1440 = 2018-10-10
12 ربيع الأول 1440 = 2018-11-20
1 ربيع الآخر 1440 = 2018-12-08
1 ربيع الثاني 1440 = 2018-12-08
1 جمادى الأولى 1440 = 2019-01-07
1 جمادى الأول 1440 = 2019-01-07
1 جمادى الآخرة 1440 = 2019-02-06
1 جمادى الثانية 1440 = 2019-02-06
1 شعبان 1440 = 2019-04-06
1 رمضان 1440 = 2019-05-06
الأول من رمضان 1440 هـ = 2019-05-06
1 من شهر رمضان 1440 هـ = 2019-05-06
1 شوال 1440 = 2019-06-04
1 ذو القعدة 1440 = 2019-07-04
1 ذي القعدة 1440 = 2019-07-04
10 ذو الحجة 1440 = 2019-08-11
10 ذي الحجة 1440 هـ = 2019-08-11
1 محرم 1343 = 1924-08-01
"""

REFUSED = """
# order=None
03/04/2018 = ambiguous: day and month could be exchanged
3-4-2018 = ambiguous
01.02.2018 10:20 = ambiguous
٠٣/٠٤/٢٠١٨ = ambiguous
الاثنين 12-3-2018 = ambiguous
31/31/2018 = no such day or time
13/13/2018 = no such day or time
2018-02-30 = no such day or time
2018-02-29 = no such day or time
2018-13-01 = no such day or time
2018-00-00 = no such day or time
2018-03-31T25:00 = no such day or time
2018-03-31T10:60 = no such day or time
2018-03-31T24:00 = no such day or time
2018-03-31T10:20:60 = no such day or time
31 نيسان 2018 = no such day or time
0 مارس 2018 = no such day or time
32 مارس 2018 = no such day or time
30 رمضان 1440 = no such day or time
1439-13-01 = no such day or time
00000000 = the year 0 lies outside 1800-2100
1799-12-31 = the year 1799 lies outside 1800-2100
2101-01-01 = the year 2101 lies outside 1800-2100
14/07/1439 م = the year 1439 lies outside 1800-2100
14 رجب 1300 = the Hijri year 1300 lies outside the Umm al-Qura calendar, 1343-1500
14 رجب 2018 = the Hijri year 2018 lies outside
14/07/2018 هـ = the Hijri year 2018 lies outside
2018 = a date without a day
2018-03 = a date without a day
03/2018 = a date without a day
مارس 2018 = a date without a day
ماي 2018 = a date without a day
رمضان 1439 = a date without a day
March 2018 = a date without a day
31 مارس = a date without a year
13 ماي = a date without a year
31/03/18 = the year has two digits
31-3-18 = the year has two digits
31 مارس 18 = a date without a year of four digits
13 مارس شباط 2018 = names two different months
13 رجب مارس 2018 = names two different months
13 رجب 1439 الموافق 13 مارس 2018 = names two dates that lie 17 days apart
13 رجب 1439 الموافق 27 مارس 2018 = names two dates that lie 3 days apart
13 رجب 1439 الموافق 2 أبريل 2018 = names two dates that lie 3 days apart
13 14 مارس 2018 = not a date: its numbers are not one day and one year
13 مارس 2018 2019 = not a date: its numbers are not one day and one year
تيريزا ماي 2018 = not a date: there are other words in it
تيريزا ماي 13 2018 = not a date: there are other words in it
قالت ماي في 13 ماي 2018 = not a date: there are other words in it
13 مارس 2018 في بغداد = not a date: there are other words in it
كانون 13 2018 = not a date
تشرين 13 2018 = not a date
الأحد = not a date
2018-03/31 = not a date
2018-03-311 = not a date
20181331102030 = no such day or time
20180331992030 = no such day or time
آخر تحديث: 31 مارس 2018 = not a date: there are other words in it
2018-03-31T10:20 QQT = not a date
123 = not a date
12345 = not a date
غير معروف = not a date
n/a = not a date
منذ 3 ساعات = a relative date
قبل يومين = a relative date
أمس = a relative date
اليوم = a relative date
3 hours ago = a relative date
yesterday = a relative date
# order=dmy
03/31/2018 = no such day or time in the order dmy
# order=mdy
31/03/2018 = no such day or time in the order mdy
"""


def table(text):
    rows, order = [], None
    for line in text.format(rlm="\u200f", nbsp="\u00a0").strip().split("\n"):
        if line.startswith("# order="):
            order = {"None": None}.get(name := line[8:].partition(":")[0], name)
        else:
            rows.append((*line.rsplit(" = ", 1), order))
    return rows


@pytest.mark.parametrize(("written", "expected", "order"), table(READ))
def test_gregorian_dates_are_read(written, expected, order):
    assert dates.parse(written, order=order) == (datetime.fromisoformat(expected), "", "gregorian")


@pytest.mark.parametrize(("written", "expected", "order"), table(HIJRI))
def test_hijri_dates_are_converted(written, expected, order):
    assert dates.parse(written, order=order) == (datetime.fromisoformat(expected), "", "hijri")


@pytest.mark.parametrize(("written", "reason", "order"), table(REFUSED))
def test_what_is_no_single_date_is_refused_with_the_reason(written, reason, order):
    found = dates.parse(written, order=order)
    assert found.date is None
    assert found.calendar == ""
    assert reason in found.reason


def test_the_table_is_long_enough():
    cases = [row for text in (READ, HIJRI, REFUSED) for row in table(text)]
    assert len(set(cases)) == len(cases) >= 200


def test_nothing_is_no_date_and_no_problem():
    assert dates.parse("") == dates.parse(" \u200f\n") == (None, "", "")


def test_a_date_has_a_hundred_and_twenty_characters_at_most():
    date = "31 مارس 2018"
    assert dates.parse("نشر " * 27 + date).date == datetime(2018, 3, 31)  # 4 * 27 + 12
    assert dates.parse("،" + date).date == datetime(2018, 3, 31)
    assert dates.parse("نشر " * 27 + "،" + date).reason == "not a date, but a longer text"


def test_a_long_text_is_no_date():
    assert dates.parse("13 مارس 2018 " * 10_000).reason == "not a date, but a longer text"


def test_an_unknown_order_is_an_error():
    with pytest.raises(ArgumentError, match='order is "dym".*Did you mean'):
        dates.parse("2018-03-31", order="dym")


def test_a_column_of_dates():
    values = ["2018-03-31", "", "03/04/2018", "14 رجب 1439", "2018-03-31"]
    found, problems, hijri = dates.parse_all(values)
    assert found.dtype == "datetime64[s]"
    day = "2018-03-31T00:00:00"
    assert found.astype(str).tolist() == [day, "NaT", "NaT", day, day]
    assert list(problems) == ["03/04/2018"]
    assert hijri == {"14 رجب 1439"}
    assert dates.parse_all(values, order="dmy")[0][2] == np.datetime64("2018-04-03")
    assert dates.parse_all([])[0].dtype == "datetime64[s]"


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2018", "31/03/2018"], "dmy"),
        (["03/04/2018", "03/31/2018 10:20"], "mdy"),
        (["03/04/2018", "31/03/2018", "03/31/2018"], None),
        (["03/04/2018"], None),
        (["2018-03-31", "31/03/18", "45/03/2018", "31 مارس 2018", ""], None),
        (["٣١/٠٣/٢٠١٨"], "dmy"),
        (["32/03/2018"], None),
        (["03/32/2018"], None),
        (["12/13/2018"], "mdy"),
        (["13/12/2018"], "dmy"),
        (["12/12/2018", "31/31/2018"], None),
    ],
)
def test_the_order_that_a_column_shows(values, order):
    assert dates.likely_order(values) == order


@given(st.text(alphabet="0123456789٠١٢/-.: TZ+هـممارسرجب،()", max_size=25), st.sampled_from([None, "dmy", "mdy"]))
def test_any_string_is_a_date_or_has_a_reason(text, order):
    found = dates.parse(text, order=order)
    assert (found.date is None) == (found.calendar == "")
    assert found.date is None or found.reason == ""


@given(st.dates(min_value=datetime(1925, 1, 1).date(), max_value=datetime(2070, 1, 1).date()))
def test_a_hijri_date_comes_back_as_the_day_it_was_made_from(day):
    from hijridate import Gregorian

    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    assert dates.parse(f"{hijri.day}/{hijri.month}/{hijri.year} هـ").date.date() == day


# Dates in the names of files and folders: name = what is found, parted by |; nothing for names that hold no date.
NAMES = """
2019-03-01 = 2019-03-01
تقرير 2019.3.1 = 2019-03-01
2019_03_01_title = 2019-03-01
2019 03 01 title = 2019-03-01
٢٠٢٣-١١-٠٥ = 2023-11-05
20190301 = 2019-03-01
20190301_123000 = 2019-03-01
20190301123000 = 2019-03-01
31122016 = 2016-12-31
2019-03-01T12-00-00 = 2019-03-01
2019-03-01-2 = 2019-03-01
0012_2019-03-01 = 2019-03-01
IMG-20190301-WA0001 = 2019-03-01
2-15-06-2020 = 2020-06-15
خبر (15.06.2020) = 2020-06-15
خبر%202019-03-01 = 2019-03-01
خبر+2019-03-01 = 2019-03-01
خبر 1 مارس 2019 = 2019-03-01
خبر_١_آذار_٢٠١٩ = 2019-03-01
خبر-1-مارس-2019 = 2019-03-01
1مارس2019 = 2019-03-01
الجمعة 1 آذار - مارس 2019 = 2019-03-01
13 كانون الثاني 2018 = 2018-01-13
1 من مارس عام 2019 = 2019-03-01
March 1st, 2019 = 2019-03-01
2019-Mar-01 = 2019-03-01
خبر مارس 15, 2019 = 2019-03-15
24 رجب 1440هـ = 2019-03-31
1440-07-24 = 2019-03-31
2019-03-01 1 مارس 2019 = 2019-03-01|2019-03-01
2019-03-01 إلى 2019-03-05 = 2019-03-01|2019-03-05
05-06-2020 = ambiguous
1234-56-78 =
2019-13-45 =
2019-02-30 =
2019 3 1 =
01-02-03 =
2019 =
2019-03 =
قرار 2019-03 =
قرار رقم 12 لسنة 2019 =
مارس 2019 =
العدد 5 مارس 2019 =
Issue 12 March 2019 =
1-5 مارس 2019 =
تيريزا ماي 2019 =
123456789 =
0501234567 =
201012312345 =
00966501234567 =
+966-50-123-4567 =
+20 10 2012 3456 =
978-2019-03-012 =
17654321 =
v2.0.1 =
"""


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_dates_are_found_in_names_and_other_numbers_are_not(line):
    name, _, expected = line.rpartition(" =")
    found = [dates.parse(text) for text in dates.find(name)]
    shown = [f"{one.date:%Y-%m-%d}" if one.date else one.reason.partition(":")[0] for one in found]
    assert shown == [part for part in expected.strip().split("|") if part]


@pytest.mark.parametrize(
    ("texts", "one"),
    [
        (["2019-03-01", "1 مارس 2019"], "2019-03-01"),
        (["05-06-2020", "2020-06-05"], "2020-06-05"),
        (["05-06-2020", "2020-05-06"], "2020-05-06"),
        (["05-06-2020", "2020-07-06"], None),
        (["05-06-2020", "06-05-2020"], None),
        (["05-06-2020", "05-06-2020"], "05-06-2020"),
        (["1440-07-24", "2019-04-01"], "2019-04-01"),
        (["1440-07-24", "2019-04-05"], None),
        (["2019-03-01", "2019-03-02"], None),
    ],
)
def test_two_written_dates_agree_when_they_can_be_one_day(texts, one):
    assert dates.agreed(texts) == one
    other = dates.agreed(texts[::-1])
    assert other == one or dates.parse(other).date == dates.parse(one).date


MONTHS = ["2019-03", "03.2019", "2019_3", "مارس 2019", "2019 آذار", "٢٠١٩-٠٣", "رجب 1440", "2019-01", "12/2019",
          "1800-01", "2100-12", "1201-01", "1500-12"]  # fmt: skip
NONE = ["2019", "2019-13", "2019-00", "1234-56", "12", "2019-03-01", "مارس", "", "1600-03", "1799-12", "2101-01",
        "1200-12", "1501-01"]  # fmt: skip


@pytest.mark.parametrize("text", MONTHS)
def test_a_month_is_known(text):
    assert dates.is_month(text)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_month_is_not(text):
    assert not dates.is_month(text)


PIECES = ["2019", "1440", "03", "1", "31", "45", "٠٣", "-", "-", "_", " ", "/", ".", "مارس", "رجب", "نص", "2019-03-01",
          "5-6-2020", " 1 مارس 2019 "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
@example("تقرير 2019-03-01 و 05.06.2020 و 1 مارس 2019")
def test_any_name_can_be_searched_and_what_is_found_is_a_date(name):
    if name.startswith("تقرير"):
        assert dates.find(name) == ["2019-03-01", "05-06-2020", "1 مارس 2019"]
    for found in dates.find(name):
        assert dates.parse(found).date or dates.parse(found).reason.startswith("ambiguous"), found


def test_a_date_whose_day_and_month_could_be_exchanged_is_found_in_a_name():
    assert dates.find("تقرير 03-04-2018 نهائي") == ["03-04-2018"]
    assert dates.parse("03-04-2018").reason.startswith("ambiguous")
