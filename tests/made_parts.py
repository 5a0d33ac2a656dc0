"""Small files of several texts, and of formats that are saved as text, made by hand for the tests of their readers."""

import json

WHATSAPP_ARABIC = """\
\u200f١٢/٣/٢٠٢٣، ٩:١٥ م - الرسائل والمكالمات مشفرة تمامًا بين الطرفين. لا يمكن لأحد خارج الدردشة قراءتها.
\u200f١٢/٣/٢٠٢٣، ٩:١٥ م - أنشأ سالم المجموعة "لجنة الحي"
\u200f١٢/٣/٢٠٢٣، ٩:١٦ م - سالم: وصل المهندس إلى الموقع
\u200f١٢/٣/٢٠٢٣، ٩:١٧ م - هند: <تم استبعاد الوسائط>
\u200f١٣/٣/٢٠٢٣، ١٢:٠٥ ص - سالم: تأجل العمل
إلى الأسبوع القادم: يوم الأحد

بسبب المطر
\u200f١٣/٣/٢٠٢٣، ١٢:١٠ م - هند: تم حذف هذه الرسالة
\u200f١٣/٣/٢٠٢٣، ١٢:٣٠ م - هند: حسنا <تم تعديل هذه الرسالة>
"""
WHATSAPP_ENGLISH = """\
3/12/23, 9:15\u202fPM - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.
3/12/23, 9:16\u202fPM - Salim: وصل المهندس إلى الموقع
3/12/23, 9:17\u202fPM - هند: <Media omitted>
4/2/23, 12:05\u202fAM - Salim: IMG-20230402-WA0001.jpg (file attached)
صورة الموقع
4/2/23, 8:00\u202fAM - Salim changed the subject from "أ" to "لجنة: الحي"
5/1/23, 8:00\u202fAM - هند: شكرا
"""
WHATSAPP_IPHONE = """\
[12/03/2023, 21:15:01] لجنة الحي: \u200eMessages and calls are end-to-end encrypted. No one can read them.
[12/03/2023, 21:15:02] لجنة الحي: \u200eSalim created this group
\u200e[12/03/2023, 21:16:00] سالم: \u200eimage omitted
[12/03/2023, 21:17:00] سالم: وصل المهندس إلى الموقع
[13/03/2023, 08:00:00] ~ هند: تأجل العمل
"""
#: Normal texts that quote a message or speak of such files: none of them is a chat, a download or subtitles.
NEAR_MISSES = {
    "quotes_a_message": "نشر الصحفي صورة من المحادثة:\n12/3/2023, 9:16 PM - سالم: وصل المهندس\n"
    "وقال إن الرسالة حقيقية.\n"
    "وأضاف أن التحقيق يستمر في المدينة.\n",
    "begins_with_a_message": "12/3/2023, 9:16 PM - سالم: وصل المهندس\nبهذه الرسالة بدأت القصة في المدينة.\nثم تتابعت.\n"
    "وقال الوزير إن اللجنة ستجتمع.\n12/3/2023, 9:17 PM - هند: تأجل\nوهكذا انتهت القصة في آخر اليوم.\nوعاد الجميع.\n",
    "quotes_copied_messages": "كتب الباحث أن الرسالة هي:\nسالم, [05.01.2023 10:02]\nوصل المهندس\n\n"
    "هند, [05.01.2023 10:03]\nتأجل العمل\n",
    "cites_with_brackets": "سالم, [2023]\nكتاب الحي\nهند, [2024]\nكتاب المدينة\n",
    "dated_list": "12/3/2023 - وصل المهندس\n13/3/2023 - تأجل العمل\n14/3/2023 - بدأ العمل في الموقع الجديد\n",
    "quotes_subtitles": "في الترجمة نقرأ:\n00:00:01,000 --> 00:00:04,200\nمرحبا بكم\nوهذا خطأ في الترجمة.\n",
    "quotes_subtitles_of_a_line": "{0}{50}مرحبا بكم\n{60}{90}إلى اللقاء\nهكذا تكتب الترجمة.\nوهذا مثال من الدرس.\n",
    "cites_by_numbers": "[1][2] يذهب الباحث إلى أن المدينة تغيرت.\nثم عاد إلى الموضوع.\n[3][4] وخالفه غيره.\n",
    "speaks_of_documents": "وصل الملف وفيه 1 of 3 documents فقط.\nEnd of Document\n"
    "وقال الوزير إن المستند 5 من الملف ضاع.\n",
    "speaks_of_openiti": "يبدأ كل نص بعلامة ######OpenITI# ثم يأتي النص.\n# هكذا تكتب الفقرة\n",
    "table_of_words": "1\tكتاب\tاسم\n2\tقرأ\tفعل\nوهذه أمثلة من الدرس في اللغة.\n",
}
TELEGRAM = {
    "name": "قناة الحي",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {
            "id": 1,
            "type": "service",
            "date": "2023-05-01T09:00:00",
            "actor": "قناة الحي",
            "action": "create_channel",
            "text": "",
        },
        {
            "id": 2,
            "type": "message",
            "date": "2023-05-01T23:30:00",
            "date_unixtime": "1682973000",
            "from": "قناة الحي",
            "from_id": "channel1",
            "text": [
                "افتتحت ",
                {"type": "bold", "text": "المدرسة"},
                " اليوم ",
                {"type": "text_link", "text": "هنا", "href": "http://a.example"},
            ],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2023-05-02T10:00:00",
            "from": "قناة الحي",
            "from_id": "channel1",
            "forwarded_from": "وكالة",
            "text": "أغلق الطريق",
        },
        {
            "id": 4,
            "type": "message",
            "date": "2023-05-03T10:00:00",
            "from": "قناة الحي",
            "from_id": "channel1",
            "photo": "a.jpg",
            "text": "",
        },
    ],
}
TELEGRAM_PAGE = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">
قناة الحي
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">1 May 2023</div></div>
<div class="message default clearfix" id="message2">
<div class="pull_left userpic_wrap"><div class="initials">ق</div></div>
<div class="body"><div class="pull_right date details" title="02.05.2023 23:30:00 UTC+03:00">23:30</div>
<div class="from_name">
سالم
</div><div class="text">
وصل <strong>المهندس</strong> اليوم<br>إلى <a href="">الموقع</a>
</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="03.05.2023 08:00:00 UTC+03:00">08:00</div><div class="text">
تأجل العمل
</div></div></div>
<div class="message default clearfix" id="message4"><div class="body">
<div class="pull_right date details" title="03.05.2023 09:00:00 UTC+03:00">09:00</div>
<div class="from_name">هند</div><div class="forwarded body"><div class="from_name">وكالة</div><div class="text">
أغلق الطريق
</div></div></div></div>
</div></div></div></body></html>"""


def as_bytes(text):
    """A text as Facebook writes it into JSON: each byte of its UTF-8 as a letter."""
    return text.encode("utf-8").decode("latin-1")


MESSENGER = {
    "participants": [{"name": as_bytes("سالم")}, {"name": as_bytes("هند")}],
    "messages": [
        {
            "sender_name": as_bytes("هند"),
            "timestamp_ms": 1609545600000,
            "content": as_bytes("تأجل “العمل” … 😀"),
            "type": "Generic",
            "reactions": [{"reaction": "x", "actor": "y"}],
        },
        {"sender_name": as_bytes("سالم"), "timestamp_ms": 1609459200000, "photos": [{"uri": "a.jpg"}]},
        {"sender_name": as_bytes("سالم"), "timestamp_ms": 1609459100000, "content": as_bytes("وصل المهندس")},
    ],
    "title": as_bytes("لجنة الحي"),
    "thread_path": "inbox/x",
}
TWEETS = "window.YTD.tweets.part0 = " + json.dumps(
    [
        {
            "tweet": {
                "id_str": "11",
                "created_at": "Wed Mar 01 22:30:00 +0000 2023",
                "full_text": "وصل المهندس #الموقع",
                "lang": "ar",
                "source": '<a href="http://t.example">Twitter</a>',
                "favorite_count": "3",
            }
        },
        {
            "tweet": {
                "id_str": "12",
                "created_at": "Thu Mar 02 10:00:00 +0000 2023",
                "full_text": "تأجل الع…",
                "truncated": True,
                "extended_tweet": {"full_text": "تأجل العمل إلى الغد"},
                "lang": "ar",
            }
        },
    ]
)
NEXIS = """\
User Name: = Reader
Date and Time: Tuesday, May 5, 2020 10:00:00 AM EST
Job Number: 1
Documents (2)
1. افتتاح مدرسة
Client/Matter: -None-
Search Terms: مدرسة
2. حملة نظافة
Client/Matter: -None-
| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2020 LexisNexis
افتتاح مدرسة

صحيفة الأفق
١٢ مارس ٢٠١٩ الثلاثاء

Copyright 2019 Al-Ufuq All Rights Reserved
Section: محليات; Pg. 5
Length: 45 words
Byline: سالم

Body

افتتحت المدرسة في الحي الشمالي.

وقال المدير إن العمل استمر عامين.

Classification

Language: ARABIC
Load-Date: March 15, 2019

End of Document

حملة نظافة
جريدة المرفأ
March 14, 2019 Thursday
Length: 40 words
Body
شارك متطوعون في حملة نظافة.
Load-Date: March 15, 2019
End of Document
"""
NEXIS_OLD = """\


                               1 of 2 DOCUMENTS

                                 صحيفة الأفق

                            March 12, 2019 Tuesday
                               Late Edition - Final

افتتاح مدرسة

BYLINE: سالم

LENGTH: 45 words

 افتتحت المدرسة في الحي الشمالي.

وقال المدير إن العمل استمر عامين.

LOAD-DATE: March 13, 2019

                         Copyright 2019 Al-Ufuq

                               2 of 2 DOCUMENTS

                                 جريدة المرفأ

                            March 14, 2019 Thursday

HEADLINE: حملة نظافة

LENGTH: 40 words

شارك متطوعون في حملة نظافة.

LOAD-DATE: March 15, 2019
"""
FACTIVA = """\
افتتاح مدرسة
سالم
45 كلمة
12 مارس 2019
صحيفة الأفق
UFUQ
5
العربية
Copyright 2019, Al-Ufuq. All rights reserved.

افتتحت المدرسة في الحي الشمالي.
وقال المدير إن العمل استمر عامين.

Document UFUQ000020190312ef9c0000x

حملة نظافة
40 words
14 March 2019
10:35
جريدة المرفأ
MARFA
Arabic
(c) 2019 Al-Marfa

شارك متطوعون في حملة نظافة.

Document MARFA00020190314ef9e00001

Search Summary
Text مدرسة
"""
FACTIVA_CODES = """\
HD\tافتتاح مدرسة
BY\tسالم
WC\t45 words
PD\t12 March 2019
SN\tصحيفة الأفق
LP\tافتتحت المدرسة في الحي الشمالي.
TD\tوقال المدير إن العمل استمر عامين.
AN\tDocument UFUQ000020190312ef9c0000x

HD
حملة نظافة
WC
40 words
PD
14 March 2019
SN
جريدة المرفأ
TD
شارك متطوعون في حملة نظافة.
AN
Document MARFA00020190314ef9e00001
"""
PROQUEST = """\
____________________________________________________________

Document 1 of 2

افتتاح مدرسة

Author: سالم

Full text: افتتحت المدرسة في الحي الشمالي.
وقال المدير إن العمل استمر عامين.

Subject: مدارس

Title: افتتاح مدرسة

Publication title: صحيفة الأفق

Publication date: Mar 12, 2019

____________________________________________________________

Document 2 of 2

حملة نظافة

Full text: شارك متطوعون في حملة نظافة.

Title: حملة نظافة

Publication title: جريدة المرفأ

Publication date: Mar 14, 2019
"""
SRT = """\
1
00:00:01,000 --> 00:00:04,200
مرحبا بكم في <i>نشرة</i>
الأخبار

2
00:00:04,500 --> 00:00:08,000
{\\an8}- نبدأ بالمدينة
- نعم &amp; المدينة أولا
"""
VTT = """\
WEBVTT - عنوان

STYLE
::cue { color: red }

NOTE ملاحظة لا تُقرأ

intro
00:01.000 --> 00:04.000 align:start
<v.loud سالم>مرحبا <c.yellow>بكم</c></v>

00:05.000 --> 00:06.000
<v هند>أهلا
"""
VTT_ROLLING = """\
WEBVTT
Kind: captions
Language: ar

00:00:00.000 --> 00:00:02.000 align:start position:0%
مرحبا<00:00:00.500><c> بكم</c>

00:00:02.000 --> 00:00:02.010
مرحبا بكم

00:00:02.010 --> 00:00:04.000
مرحبا بكم
في<00:00:02.500><c> النشرة</c>
"""
ASS = """\
[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname
Style: Default,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,سالم,0,0,0,,{\\b1}مرحبا{\\b0}\\Nبكم, أهلا
Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,ملاحظة
"""
OPENITI = """\
######OpenITI#

#META# 000.SortField\t:: Demo
#META# 010.AuthorNAME\t:: ابن الكاتب
#META# 011.AuthorDIED\t:: 500
#META# 020.BookTITLE\t:: كتاب الأسواق
#META# 029.BookTITLEalt\t:: NODATA
#META# 022.BookVOLS\t:: 2
#META#Header#End#

### | باب في الأسواق PageV01P011
# كانت الأسواق عامرة وكان التجار PageV01P012
~~يأتون من كل بلد ms001 ومعهم البضائع
### $ ترجمة تاجر
# سوق كبير % ثم عمر السوق PageV01P013 Milestone300
# @MATN@ قال التاجر
"""
CONLLU = """\
# newdoc id = d1
# meta::title = خبر
# sent_id = s1
# text = كتب المحرر مقالا
1\tكتب\tكتب\tVERB\tV\t_\t0\troot\t_\t_
2\tالمحرر\tمحرر\tNOUN\tN\t_\t1\tnsubj\t_\t_
3\tمقالا\tمقال\tNOUN\tN\t_\t1\tobj\t_\t_

# sent_id = s2
1-2\tونشره\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
1\tو\tو\tCCONJ\tC\t_\t2\tcc\t_\t_
2\tنشره\tنشر\tVERB\tV\t_\t0\troot\t_\t_
3\t.\t.\tPUNCT\tP\t_\t2\tpunct\t_\t_

# newdoc id = d2
# text = خبر آخر
1\tخبر\tخبر\tNOUN\tN\t_\t0\troot\t_\t_
1.1\tمحذوف\t_\t_\t_\t_\t_\t_\t_\t_
2\tآخر\tآخر\tADJ\tA\t_\t1\tamod\t_\t_
"""
_HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{0}</title><author>كاتب</author></titleStmt><publicationStmt><publisher>دار"
    '</publisher><date when="2015-01-01"/></publicationStmt><sourceDesc><bibl><title level="j">المجلة</title>'
    '<date when="{1}"/></bibl><p>وصف المصدر</p></sourceDesc></fileDesc></teiHeader>'
)
TEI = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><TEI>'
    + _HEADER.format("مقال أول", "1912-05-01")
    + '<text><body><div><head>مقال أول</head><p>كانت المجلة تصدر'
    '<note place="bottom">حاشية <hi>المحقق</hi></note> كل شهر '
    "<choice><sic>خطا</sic><corr>خطأ</corr></choice> <choice><abbr>د.</abbr><expan>دكتور</expan></choice></p>"
    '<fw type="header">عنوان الصفحة</fw><pb n="2"/><p>تتمة المقا<lb break="no"/>ل هنا <del>محذوف</del></p>'
    "<lg><l>صدر البيت</l><l>عجز البيت</l></lg></div></body></text></TEI><TEI>"
    + _HEADER.format("مقال ثان", "1913-06")
    + "<text><body><p>كتب المحرر عن الزراعة</p></body></text></TEI></teiCorpus>"
)
TMX = (
    '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en"/><body>'
    '<tu tuid="a"><tuv xml:lang="en"><seg>The committee met.</seg></tuv>'
    '<tuv xml:lang="ar-SA"><seg>اجتمعت <bpt i="1">&lt;b&gt;</bpt>اللجنة<ept i="1">&lt;/b&gt;</ept>.</seg></tuv></tu>'
    '<tu><tuv xml:lang="en"><seg>No Arabic.</seg></tuv></tu>'
    '<tu><tuv xml:lang="ar"><seg>اعتمد <hi>التقرير</hi>.</seg></tuv></tu></body></tmx>'
)
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" '
    'target-language="ar">'
    '<body><trans-unit id="1"><source>The committee met.</source><target>اجتمعت اللجنة.</target></trans-unit></body>'
    "</file></xliff>"
)


def of_every_format():
    """Name -> bytes of one good file of each of these formats."""
    made = {
        "chat_ar.txt": WHATSAPP_ARABIC,
        "chat_en.txt": WHATSAPP_ENGLISH,
        "chat_iphone.txt": WHATSAPP_IPHONE,
        "telegram.json": json.dumps(TELEGRAM, ensure_ascii=False),
        "telegram.html": TELEGRAM_PAGE,
        "messenger.json": json.dumps(MESSENGER),
        "tweets.js": TWEETS,
        "nexis.txt": NEXIS,
        "nexis_old.txt": NEXIS_OLD,
        "factiva.txt": FACTIVA,
        "factiva_codes.txt": FACTIVA_CODES,
        "proquest.txt": PROQUEST,
        "a.srt": SRT,
        "a.vtt": VTT,
        "b.vtt": VTT_ROLLING,
        "a.ass": ASS,
        "srt.txt": SRT,
        "0500Katib.Kitab.Demo0001-ara1": OPENITI,
        "book.completed": OPENITI,
        "a.conllu": CONLLU,
        "conllu.txt": CONLLU,
        "a.tei": TEI,
        "a.tmx": TMX,
        "b.xliff": XLIFF,
    }
    return {name: text.encode() for name, text in made.items()}
