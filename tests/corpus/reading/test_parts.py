"""Files of several texts: chats, downloads of the press, subtitles, OpenITI, CoNLL-U, TEI, TMX; the key that parts."""

import gzip
import json
import time

import made_files
import made_parts
import pytest
from made_parts import NEAR_MISSES

from helpers.corpus import documents
from helpers.corpus.reading import chat_lines, division, splitting, subtitles, whatsapp
from helpers.display import sentences
from helpers.errors import ArgumentError, InputError

ARTICLES = [
    ("افتتاح مدرسة", "صحيفة الأفق", "2019-03-12", "افتتحت المدرسة في الحي الشمالي. وقال المدير إن العمل استمر عامين."),
    ("حملة نظافة", "جريدة المرفأ", "2019-03-14", "شارك متطوعون في حملة نظافة."),
]


def corpus(folder, name, content, **options):
    """The Corpus of one file."""
    return made_files.corpus_of_files(folder, {name: content}, **options)


def rows(made, *columns):
    """The documents as a list of tuples of these columns, dates as ISO."""
    table = made.documents.assign(date=made.documents["date"].dt.strftime("%Y-%m-%d %H:%M").fillna(""))
    return list(table[list(columns)].itertuples(index=False, name=None))


def aside(made):
    return list(made.set_aside[["row", "reason"]].itertuples(index=False, name=None))


# WhatsApp


def test_a_chat_of_an_arabic_telephone_is_dated_messages_with_senders(tmp_path):
    made = corpus(tmp_path, "chat.txt", made_parts.WHATSAPP_ARABIC)
    assert rows(made, "date", "source", "text") == [
        ("2023-03-12 21:16", "سالم", "وصل المهندس إلى الموقع"),
        ("2023-03-13 00:05", "سالم", "تأجل العمل\nإلى الأسبوع القادم: يوم الأحد\n\nبسبب المطر"),
        ("2023-03-13 12:30", "هند", "حسنا"),
    ]
    told = dict(aside(made))
    assert [row for row in told] == [1, 2, 4, 9]
    assert told[1] == told[2] == chat_lines.SERVICE and told[4] == told[9] == chat_lines.WITHOUT_TEXT
    assert "a WhatsApp chat, 3 messages, each a document" in made.notes["note"].iloc[0]
    assert "٩" not in " ".join(made.documents["text"]) and "\u200f" not in "".join(made.documents["source"])


def test_the_order_of_day_and_month_is_the_one_in_which_a_chat_runs_forward(tmp_path):
    made = corpus(tmp_path, "chat.txt", made_parts.WHATSAPP_ENGLISH)
    assert rows(made, "date", "source", "text") == [
        ("2023-03-12 21:16", "Salim", "وصل المهندس إلى الموقع"),
        ("2023-04-02 00:05", "Salim", "صورة الموقع"),
        ("2023-05-01 08:00", "هند", "شكرا"),
    ]
    assert "month before day, as only so the chat runs forward" in made.notes["note"].iloc[0]
    assert aside(made)[-1] == (
        6,
        chat_lines.SERVICE,
    )


def test_days_that_tell_no_order_stay_as_written_until_the_study_says_it(tmp_path):
    text = "3/4/2023, 9:15 AM - سالم: وصل المهندس\n3/4/2023, 9:16 AM - هند: شكرا\n"
    made = corpus(tmp_path, "chat.txt", text)
    assert "kept as a year, 2023: ambiguous" in made.notes["note"].iloc[-1]
    assert rows(corpus(tmp_path, "chat.txt", text, date_order="mdy"), "date")[0] == ("2023-03-04 09:15",)


def test_a_telephone_that_writes_03_writes_the_day_first(tmp_path):
    text = "04/03/2023, 21:15 - سالم: وصل المهندس\n04/03/2023, 21:16 - هند: شكرا\n"
    made = corpus(tmp_path, "chat.txt", text)
    assert rows(made, "date")[0] == ("2023-03-04 21:15",) and "write 03 for 3" in made.notes["note"].iloc[0]


def test_a_chat_of_an_iphone_marks_what_the_program_says(tmp_path):
    made = corpus(tmp_path, "chat.txt", made_parts.WHATSAPP_IPHONE)
    assert rows(made, "date", "source", "text") == [
        ("2023-03-12 21:17", "سالم", "وصل المهندس إلى الموقع"),
        ("2023-03-13 08:00", "هند", "تأجل العمل"),
    ]
    assert [reason.partition(":")[0] for _, reason in aside(made)] == [
        chat_lines.SERVICE,
        chat_lines.SERVICE,
        chat_lines.WITHOUT_TEXT,
    ]


@pytest.mark.parametrize(
    "head, date",
    [
        ("12.03.23, 09:15 - ", "2023-03-12 09:15"),
        ("2023-03-13, 9:15 p.m. - ", "2023-03-13 21:15"),
        ("[2023/3/13 09:15:10] ", "2023-03-13 09:15"),
        ("13/03/2023 à 09:15 - ", "2023-03-13 09:15"),
        ("[13\u200f/3\u200f/2023، 9:15:10 م] ", "2023-03-13 21:15"),
        ("٢٠/٨/١٤٤٤ هـ، ٩:١٥ م - ", "2023-03-12 21:15"),
        ("۱۳/۳/۲۰۲۳, ۰۹:۱۵ - ", "2023-03-13 09:15"),
        ("\u200e[13/03/23, 12:15:10 AM] ", "2023-03-13 00:15"),
    ],
)
def test_heads_of_messages_of_many_telephones_are_known(tmp_path, head, date):
    text = f"{head}سالم: وصل المهندس\n{head}هند: شكرا له\n{head}سالم: عفوا\n{head.replace('12.03', '13.03')}هند: نعم\n"
    made = corpus(tmp_path, "chat.txt", text)
    assert rows(made, "date", "source")[0] == (date, "سالم") and len(made) == 4


@pytest.mark.parametrize("kind, pattern, example, near_miss", chat_lines.rules())
def test_lines_of_the_program_are_known_and_words_of_writers_are_not(kind, pattern, example, near_miss):
    if kind == "suffix":
        assert chat_lines.without_media(example)[0] == "نعم" and chat_lines.without_media(near_miss)[1] == ""
        return
    assert pattern.fullmatch(chat_lines.folded(example)) and not pattern.fullmatch(chat_lines.folded(near_miss))
    sign = "\u200e" if kind == "service" else ""
    if kind == "event":
        assert chat_lines.is_service(example, "العمل") and not chat_lines.is_service(near_miss, "العمل")
        return
    assert chat_lines.is_media(example) if kind == "media" else chat_lines.is_service("لجنة", f"{sign}{example}")
    assert kind != "service" or not chat_lines.is_service("سالم", example)  # a writer may say so too


@pytest.mark.parametrize(
    "line, service",
    [
        ('غيّر سالم الموضوع إلى "لجنة: الحي"', True),
        ('غيّرت هند اسم المجموعة من "الحي: لجنة" إلى "لجنة الحي"', True),
        ("أنشأ سالم مجموعة «لجنة: الحي»", True),
        ('غيّر سالم وصف المجموعة إلى: "لجنة الحي"', True),
        ('سالم: غيّر المدير اسم المجموعة إلى "لجنة: الحي"', False),
        ('سالم: "غيّر المدير اسم المجموعة"', False),
        ('سالم "أبو علي": غيّر المدير رأيه', False),
        ("أضاف سالم هند: العمل", True), ("غادرت هند: العمل", True), ("Salim added هند: العمل", True),
        ("سالم: أضاف المدير هند: العمل", False), ("أضاف: نعم", False),
    ],
)
def test_a_line_of_the_program_with_a_colon_in_it_has_no_sender(tmp_path, line, service):
    text = f"12/3/2023, 21:16 - سالم: وصل المهندس\n13/3/2023, 21:17 - {line}\n14/3/2023, 21:18 - هند: نعم\n"
    made = corpus(tmp_path, "chat.txt", text)
    assert aside(made) == ([(2, chat_lines.SERVICE)] if service else [])
    assert len(made) == 2 + (not service)


@pytest.mark.parametrize(
    "day", ["05.01.2023 10:02", "05.01.2023, 10:02:33", "13/1/2023 10:02 AM", "2023-01-05 10:02", "٠٥/٠١/٢٠٢٣ ١٠:٠٢ ص"]
)
def test_messages_copied_out_of_telegram_are_dated_messages_with_senders(tmp_path, day):
    head = f", [{day}]\n"
    text = f"سالم{head}وصل المهندس\n\nهند، الحي{head}[Forwarded from قناة الحي]\nتأجل\nالعمل\n\nسالم{head}[ Photo ]\n"
    made = corpus(tmp_path, "a.txt", text)
    date = "2023-01-13 10:02" if day[:2] == "13" else "2023-01-05 10:02"
    assert rows(made, "date", "source", "text") == [
        (date, "سالم", "وصل المهندس"), (date, "هند، الحي", "تأجل\nالعمل"),
    ]  # fmt: skip
    assert aside(made) == [(9, chat_lines.WITHOUT_TEXT)]
    assert list(made.documents["forwarded_from"]) == ["", "قناة الحي"]
    assert "messages copied from Telegram, 2, each a document" in made.notes["note"].iloc[0]


@pytest.mark.parametrize(
    ("program", "form", "day"),
    [
        ("Telegram", "{who}, [{n} Jan 2023 at 10:02:11]:\n{words}\n\n", "2023-01-{n:02} 10:02"),
        ("Telegram", "{who}, [Jan {n}, 2023 at 10:02:11 PM]:\n{words}\n\n", "2023-01-{n:02} 22:02"),
        ("Telegram", "{who}, [{n} يناير 2023 في 10:02]:\n{words}\n\n", "2023-01-{n:02} 10:02"),
        ("a chat", "[10:02, 2{n}/1/2023] {who}: {words}\n", "2023-01-2{n} 10:02"),
        ("a chat", "[10:02 PM, 1/2{n}/2023] {who}: {words}\n", "2023-01-2{n} 22:02"),
        ("a chat", "[١٠:٠٢ م، 2{n}\u200f/1\u200f/٢٠٢٣] {who}: {words}\n", "2023-01-2{n} 22:02"),
        ("a chat", "[ {n} يناير 2023 10:02 ] {who}: {words}\n", "2023-01-{n:02} 10:02"),
        ("Discord", "[2{n}/01/2023 10:02] {who}\n{words}\n\n", "2023-01-2{n} 10:02"),
        ("Discord", "{who} — 2{n}/01/2023 10:02\n{words}\n", "2023-01-2{n} 10:02"),
        ("Zoom", "10:02:1{n} From {who} to Everyone:\n\t{words}\n", ""),
        ("Zoom", "10:02:1{n}\t من  {who} إلى الجميع : {words}\n", ""),
    ],
)
def test_messages_copied_out_of_any_chat_have_their_senders_and_dates(tmp_path, program, form, day):
    said = [("سالم", "وصل المهندس"), ("هند", "نعم: وصل\nمن ساعة"), ("سالم", "حسنا")]
    text = "".join(form.format(who=who, words=words, n=n) for n, (who, words) in enumerate(said, 1))
    made = corpus(tmp_path, "a.txt", text)
    assert rows(made, "date", "source", "text") == [
        (day.format(n=n), who, words) for n, (who, words) in enumerate(said, 1)
    ]
    note = made.notes["note"].iloc[0]
    assert f"messages copied from {program}, 3, each a document" in note and "منسوخة" in sentences.arabic(note)


@pytest.mark.parametrize(
    "text",
    [
        "[المجلس 12:30] سالم: قال إنه سيأتي\nثم ذهب\n[المجلس 12:40] هند: لن يأتي",
        "[5/1/2023 10:02] وصل المهندس إلى الحي\n[6/1/2023 10:02] بدأ العمل في الحي\n[7/1/2023 10:02] انتهى العمل",
        "القاهرة — سوق الخميس 10:02\nنص عن السوق\nدمشق — سوق الأحد 11:30\nنص آخر عن السوق",
        "سالم، [انظر الصفحة 12:30]\nنص\nهند، [انظر الصفحة 12:40]\nنص",
    ],
    ids=["no date", "no sender", "no day", "pages"],
)
def test_heads_that_tell_no_date_or_no_words_are_none(tmp_path, text):
    assert list(corpus(tmp_path, "a.txt", text).documents["text"]) == [text]


def test_a_text_with_many_copied_messages_below_its_beginning_is_flagged_with_a_key_that_parts_it(tmp_path):
    text = "مقدمة الباحث\n" + "\n".join(f"سالم, [0{n}.01.2023 10:02]\n{'قال كلاما طويلا ' * 5}" for n in range(1, 8))
    made = corpus(tmp_path, "a.txt", text)
    note = made.notes["note"].iloc[-1]
    assert len(made) == 1 and '7 times the beginning of a message, such as "سالم, [01.01.2023 10:02]"' in note
    key = note.partition("write split = '")[2].removesuffix("' under [corpus]")
    parted = corpus(tmp_path, "a.txt", text, split=key)
    assert set(parted.documents["source"][1:]) == {"سالم"} and parted.documents["date"].notna().sum() == 7


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_text_that_only_quotes_such_a_thing_stays_one_document(tmp_path, name):
    made = corpus(tmp_path, "a.txt", NEAR_MISSES[name])
    assert list(made.documents["text"]) == [NEAR_MISSES[name]]
    assert not len(made.notes) or name == "dated_list"


# Messages as JSON, JavaScript and HTML


def test_telegram_writes_a_text_in_pieces(tmp_path):
    made = corpus(tmp_path, "result.json", json.dumps(made_parts.TELEGRAM))
    assert rows(made, "date", "source", "chat", "message_id", "forwarded_from", "text") == [
        ("2023-05-01 23:30", "قناة الحي", "قناة الحي", "2", "", "افتتحت المدرسة اليوم هنا"),
        ("2023-05-02 10:00", "قناة الحي", "قناة الحي", "3", "وكالة", "أغلق الطريق"),
    ]
    assert aside(made) == [(1, chat_lines.SERVICE), (4, chat_lines.WITHOUT_TEXT)]


def test_all_chats_of_a_telegram_account_are_read(tmp_path):
    account = {
        "about": "x",
        "chats": {"about": "y", "list": [made_parts.TELEGRAM, {**made_parts.TELEGRAM, "name": "ثان"}]},
    }
    made = corpus(tmp_path, "result.json", json.dumps(account))
    assert list(made.documents["chat"]) == ["قناة الحي"] * 2 + ["ثان"] * 2


TWO = ["تعليق عن السفن", "تعليق عن القمح"]


def _twice(item):
    return [item(text, 1672912931 + n * 86400) for n, text in enumerate(TWO)]


@pytest.mark.parametrize(
    ("value", "senders"),
    [
        ({"comments_v2": _twice(lambda text, at: {"timestamp": at, "data": [
            {"comment": {"comment": text, "author": "سلمى"}}], "title": "علقت"})}, ["سلمى"] * 2),
        ({"group_posts_v2": _twice(lambda text, at: {"timestamp": at, "data": [{"post": text}]})}, None),
        ({"text_posts": _twice(lambda text, at: {"media": [{"title": text, "creation_timestamp": at}]})}, None),
        ({"Comment": {"Comments": {"CommentsList": _twice(lambda text, at: {
            "date": f"2023-01-0{5 + TWO.index(text)} 10:02:11", "comment": text})}}, "Likes": [{"a": "x"}] * 9}, None),
        ({"messages": _twice(lambda text, at: {"type": "message", "user": "U1", "text": text, "ts": f"{at}.0001"}),
          "users": [{"id": "U1", "name": "salma"}]}, ["salma"] * 2),
        ({"Direct Messages": {"Chat History": {"ChatHistory": {f"Chat History with {who}:": [
            {"Date": f"2023-01-0{day} 10:02:11", "From": who, "Content": text}] for who, day, text in
            zip("ab", (5, 6), TWO, strict=True)}}}}, ["a", "b"]),
    ],
    ids=["comments of Facebook", "groups of Facebook", "Threads", "comments of TikTok", "Slack", "chats of TikTok"],
)  # fmt: skip
def test_what_platforms_export_beside_chats_is_read_text_by_text(tmp_path, value, senders):
    made = corpus(tmp_path, "a.json", json.dumps(value))
    assert rows(made, "date", "text") == [
        ("2023-01-05 10:02", "تعليق عن السفن"), ("2023-01-06 10:02", "تعليق عن القمح"),
    ]  # fmt: skip
    assert list(made.documents["source"]) == (senders or ["unknown"] * 2)


def test_a_page_of_telegram_is_read_message_by_message(tmp_path):
    made = corpus(tmp_path, "messages.html", made_parts.TELEGRAM_PAGE)
    assert rows(made, "date", "source", "chat", "forwarded_from", "text") == [
        ("2023-05-02 23:30", "سالم", "قناة الحي", "", "وصل المهندس اليوم\nإلى الموقع"),
        ("2023-05-03 08:00", "سالم", "قناة الحي", "", "تأجل العمل"),
        ("2023-05-03 09:00", "هند", "قناة الحي", "وكالة", "أغلق الطريق"),
    ]
    assert aside(made) == [(1, chat_lines.SERVICE)]


@pytest.mark.parametrize("bare", [False, True])
def test_messenger_is_mended_and_dated(tmp_path, bare):
    value = made_parts.MESSENGER["messages"] if bare else made_parts.MESSENGER
    made = corpus(tmp_path, "message_1.json", json.dumps(value))
    assert rows(made, "date", "source", "text") == [
        ("2021-01-02 00:00", "هند", "تأجل “العمل” … 😀"),
        ("2020-12-31 23:58", "سالم", "وصل المهندس"),
    ]
    assert set(made.documents["chat"]) == {"" if bare else "لجنة الحي"}
    assert aside(made) == [(2, chat_lines.WITHOUT_TEXT)] and not len(made.repairs)
    assert any("stood there as bytes of UTF-8 mended" in note for note in made.notes["note"])


def test_newer_messenger_and_posts_and_other_platforms_are_known(tmp_path):
    new = {
        "participants": ["سالم", "هند"],
        "threadName": "لجنة",
        "messages": [
            {"isUnsent": False, "senderName": "سالم", "text": "وصل المهندس", "timestamp": 1609459200000, "type": "text"}
        ],
    }
    posts = [
        {"timestamp": 1609459200, "data": [{"post": made_parts.as_bytes("وصل المهندس")}], "title": "x"},
        {"timestamp": 1609459200, "data": [{"comment": {"comment": "نعم", "author": "هند"}}]},
    ]
    discord = {
        "guild": {"name": "g"},
        "channel": {"name": "عام"},
        "messages": [
            {
                "id": "1",
                "type": "Default",
                "timestamp": "2021-01-01T23:30:00+03:00",
                "content": "وصل المهندس",
                "author": {"id": "9", "name": "سالم"},
            }
        ],
    }
    made = made_files.corpus_of_files(
        tmp_path, {"a.json": json.dumps(new), "b.json": json.dumps(posts), "c.json": json.dumps(discord)}
    )
    assert rows(made, "date", "source", "chat", "text") == [
        ("2021-01-01 00:00", "سالم", "لجنة", "وصل المهندس"),
        ("2021-01-01 00:00", "unknown", "", "وصل المهندس"),
        ("2021-01-01 00:00", "هند", "", "نعم"),
        ("2021-01-01 23:30", "سالم", "عام", "وصل المهندس"),
    ]


def of_facebook(text):
    return text.encode().decode("latin-1")


def picture(n, title=""):
    return {"uri": f"media/{n}.jpg", "creation_timestamp": 1662379200 + n * 86400, "title": of_facebook(title)}


INSTAGRAM = [
    {"media": [picture(0, "صباح الحي")]},
    {"media": [picture(1), picture(2)], "title": of_facebook("أبواب السوق"), "creation_timestamp": 1662465600},
    {"media": [picture(3)]},
]
STORIES = {"ig_stories": [picture(0, "صباح الحي"), picture(1, "أبواب السوق"), picture(2)]}
COMMENTS = [
    {"string_map_data": {of_facebook(name): {"value": of_facebook(text)}, "Time": {"timestamp": seconds}}}
    for name, text, seconds in (
        ("Comment", "صباح الحي", 1662379200),
        ("تعليق", "أبواب السوق", 1662465600),
        ("Comment", "", 1662552000),
    )
]


@pytest.mark.parametrize(
    "value", [INSTAGRAM, {"ig_reels_media": INSTAGRAM}, STORIES, COMMENTS, {"comments_media_comments": COMMENTS}]
)
def test_captions_stories_and_comments_of_instagram_are_dated_texts(tmp_path, value):
    made = corpus(tmp_path, "posts_1.json", json.dumps(value))
    assert rows(made, "date", "text") == [("2022-09-05 12:00", "صباح الحي"), ("2022-09-06 12:00", "أبواب السوق")]
    assert aside(made) == [(3, chat_lines.WITHOUT_TEXT)]
    assert any("stood there as bytes of UTF-8" in note for note in made.notes["note"])


def test_articles_with_pictures_are_no_posts_of_instagram(tmp_path):
    value = [{"title": "خبر", "text": "وصل المهندس إلى الموقع", "media": [picture(0, "صورة")]}]
    made = corpus(tmp_path, "a.json", json.dumps(value))
    assert rows(made, "title", "text") == [("خبر", "وصل المهندس إلى الموقع")]


@pytest.mark.parametrize(
    "blocks",
    [
        '<section class="_a6-g"><h2>{who}</h2><div class="_a6-p">{words}</div><footer>6 يناير 2023 10:02 ص</footer>'
        "</section>",
        '<div class="message"><div class="message_header"><span class="user">{who}</span><span class="meta">Friday, '
        'January 6, 2023 at 10:02am UTC+02</span></div></div><p>{words}</p>',
        '<div class="chatlog__message"><span class="chatlog__author">{who}</span><span class=chatlog__timestamp>'
        '06-Jan-2023 10:02</span><div class="chatlog__content x">{words}</div></div>',
    ],
    ids=["a section", "of 2016", "Discord"],
)
def test_older_and_other_pages_of_messages_are_read(tmp_path, blocks):
    said = [("سالم", "وصل المهندس"), ("هند", "نعم")]
    body = "".join(blocks.format(who=who, words=words) for who, words in said)
    made = corpus(tmp_path, "a.html", f"<html><head><title>الحي</title></head><body>{body}</body></html>")
    assert rows(made, "date", "source", "text") == [("2023-01-06 10:02", who, words) for who, words in said]


def test_a_page_that_only_calls_a_part_so_stays_a_page(tmp_path):
    made = corpus(tmp_path, "a.html", '<html><body><div class="message_header"></div><p>نص عن القمح</p></body></html>')
    assert list(made.documents["text"]) == ["نص عن القمح"] and not len(made.notes)


def meta_page(*blocks, block="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"):
    inner = "".join(f'<div class="{block}">{parts}</div>' for parts in blocks)
    return f"<html><head><title>لجنة الحي</title></head><body><div role='main'>{inner}</div></body></html>"


@pytest.mark.parametrize("tag", ["div", "h2"])
@pytest.mark.parametrize("block", ["pam _3-95 _a6-g noborder", "pam _3-95 _2pi0 _2lej uiBoxWhite noborder"])
def test_a_page_of_messenger_is_read_message_by_message(tmp_path, tag, block):
    def message(sender, body, date):
        head = f'<{tag} class="_a6-h">{sender}</{tag}>'
        return f'{head}<div class="_a6-p"><div>{body}</div></div><div><div>{date}</div></div>'

    content = meta_page(
        message("سالم", "<div></div><div>وصل<br>المهندس</div><ul><li>❤هند</li></ul>", "Jan 06, 2023 10:02:11 pm"),
        message("هند", "<div>You sent an attachment.</div>", "Jan 05, 2023 9:02 am"),
        message("هند", "<div>نعم</div>", "٥ يناير ٢٠٢٣ ٩:٠٢ ص"),
        '<div class="_a6-h">سالم updated his status.</div><div>منشور في الحي</div><div>Jan 04, 2023 9:02 am</div>',
        "<div>المشاركون</div><div>سالم وهند</div>",
        block=block,
    )
    made = corpus(tmp_path, "message_1.html", content)
    assert rows(made, "date", "source", "text", "chat") == [
        ("2023-01-06 22:02", "سالم", "وصل\nالمهندس", "لجنة الحي"),
        ("2023-01-05 09:02", "هند", "نعم", "لجنة الحي"),
        ("2023-01-04 09:02", "unknown", "منشور في الحي", "لجنة الحي"),
    ]
    assert aside(made) == [(2, chat_lines.WITHOUT_TEXT), (5, "a block of the page without a date at its end, "
                                                              "taken for no message")]  # fmt: skip


def test_a_page_of_messenger_of_another_making_tells_to_export_as_json(tmp_path):
    made = corpus(tmp_path, "message_1.html", meta_page("<div>سالم</div><div>وصل المهندس</div>"))
    assert len(made) == 1 and "export as JSON" in made.notes["note"].iloc[-1]


def test_json_of_articles_is_no_chat(tmp_path):
    value = [{"title": "خبر", "date": "2021-01-01", "text": "وصل المهندس", "author": "سالم"}]
    made = corpus(tmp_path, "a.json", json.dumps(value))
    assert rows(made, "title", "text") == [("خبر", "وصل المهندس")] and "chat" not in made.documents


def test_an_archive_of_x_is_read_and_other_javascript_is_not(tmp_path):
    made = made_files.corpus_of_files(tmp_path, {"tweets.js": made_parts.TWEETS, "a.js": "let text = 'نص';"})
    assert rows(made, "doc_id", "date", "text") == [
        ("11", "2023-03-01 22:30", "وصل المهندس #الموقع"),
        ("12", "2023-03-02 10:00", "تأجل العمل إلى الغد"),
    ]
    assert set(made.documents["source"]) == {"unknown"}  # the program it was written with is no source
    assert made.set_aside["reason"].iloc[0].startswith("a program in JavaScript, no texts")


def test_what_others_wrote_in_an_archive_of_x_is_set_aside_and_can_be_had(tmp_path):
    liked = json.dumps([{"like": {"tweetId": "5", "fullText": "كلام كتبه غيري في الحي"}}])
    made = made_files.corpus_of_files(
        tmp_path, {"tweets.js": made_parts.TWEETS, "like.js": f"window.YTD.like.part0 = {liked}"}
    )
    assert len(made) == 2 and "غيري" not in " ".join(made.documents["text"])
    reason = made.set_aside["reason"].iloc[0]
    assert reason.startswith('the part "like" of an archive of X holds posts by others') and "as .json" in reason
    assert list(corpus(tmp_path / "b", "like.json", liked).documents["text"]) == ["كلام كتبه غيري في الحي"]


@pytest.mark.parametrize(
    "unit, texts",
    [
        ("day", ["وصل المهندس إلى الموقع", "تأجل العمل\nإلى الأسبوع القادم: يوم الأحد\n\nبسبب المطر\nحسنا"]),
        ("file", ["وصل المهندس إلى الموقع\nتأجل العمل\nإلى الأسبوع القادم: يوم الأحد\n\nبسبب المطر\nحسنا"]),
    ],
)
def test_messages_are_joined_where_the_study_wants_days_or_threads(tmp_path, unit, texts):
    made = corpus(tmp_path, "chat.txt", made_parts.WHATSAPP_ARABIC, unit=unit)
    assert list(made.documents["text"]) == texts
    assert list(made.documents["speakers"])[-1] == ("سالم, هند")
    assert f"3 parts joined into {len(texts)} documents" in made.notes["note"].iloc[-1]


def test_what_a_table_of_metadata_tells_of_a_chat_belongs_to_its_messages(tmp_path):
    table = "file,source,category\nchat.txt,لجنة,محلي\n"
    made = made_files.corpus_of_files(tmp_path, {"chat.txt": made_parts.WHATSAPP_ARABIC, "metadata.csv": table})
    assert set(rows(made, "category", "source_of_file")) == {("محلي", "لجنة")}
    assert set(made.documents["source"]) == {"سالم", "هند"}


# Downloads of the press


def _docx(text):
    return made_files.docx(*text.split("\n"), title="Nexis", author="LexisNexis")


def _html(text):
    return "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n")) + "</body></html>"


@pytest.mark.parametrize(
    "name, content",
    [
        ("nexis.txt", made_parts.NEXIS),
        ("old.txt", made_parts.NEXIS_OLD),
        ("factiva.txt", made_parts.FACTIVA),
        ("codes.txt", made_parts.FACTIVA_CODES),
        ("proquest.txt", made_parts.PROQUEST),
        ("a.docx", _docx(made_parts.NEXIS)),
        ("b.docx", _docx(made_parts.FACTIVA)),
        ("c.docx", _docx(made_parts.FACTIVA_CODES)),
        ("a.html", _html(made_parts.NEXIS)),
        ("b.html", _html(made_parts.FACTIVA)),
        ("c.html", _html(made_parts.NEXIS_OLD)),
        ("a.txt.gz", gzip.compress(made_parts.NEXIS.encode())),
        ("crlf.txt", made_parts.NEXIS.replace("\n", "\r\n")),
    ],
)
def test_a_download_is_parted_into_its_articles(tmp_path, name, content):
    made = corpus(tmp_path, name, content)
    table = made.documents
    found = [(row.title, row.source, f"{row.date:%Y-%m-%d}", " ".join(row.text.split())) for row in table.itertuples()]
    assert found == ARTICLES
    assert "a download of 2 articles, each a document" in " ".join(made.notes["note"])
    assert list(made.mapping.set_index("field").loc[["title", "date", "source"], "how"]) == ["file"] * 3


def test_what_stands_around_an_article_is_metadata_and_what_is_left_out_is_told(tmp_path):
    made = corpus(tmp_path, "a.txt", made_parts.NEXIS)
    first = made.documents.iloc[0]
    assert (first["author"], first["section"], first["length"]) == ("سالم", "محليات; Pg. 5", "45 words")
    assert (first["language"], first["load_date"]) == ("ARABIC", "March 15, 2019")
    assert first["download_lines"] == "Copyright 2019 Al-Ufuq All Rights Reserved"
    assert "10 lines before the first article left out" in made.notes["note"].iloc[0]
    made = corpus(tmp_path, "a.txt", made_parts.FACTIVA)
    assert aside(made) == [(28, "what follows the last article of the download is none: Search Summary Text مدرسة")]


def test_an_article_of_factiva_that_begins_with_rights_keeps_them(tmp_path):
    line = "حقوق الأطفال في التعليم موضوع الندوة."
    without = made_parts.FACTIVA.replace("Copyright 2019, Al-Ufuq. All rights reserved.\n", "")
    made = corpus(tmp_path, "a.txt", without.replace("افتتحت المدرسة", f"{line}\nافتتحت المدرسة"))
    assert made.documents["text"][0].startswith(f"{line}\nافتتحت المدرسة")
    assert made.documents["copyright"][0] == ""
    above = made_parts.FACTIVA.replace("العربية\n", "\nالعربية\n")  # a blank line within the head is none of the text
    assert corpus(tmp_path, "b.txt", above).documents["language"][0] == "العربية"


def test_a_download_of_one_article_is_one_document_called_by_its_file(tmp_path):
    one = made_parts.NEXIS.partition("End of Document")[0] + "End of Document\n"
    made = corpus(tmp_path, "a.txt", one)
    assert rows(made, "doc_id", "title", "source", "date") == [("a", "افتتاح مدرسة", "صحيفة الأفق", "2019-03-12 00:00")]


def test_a_download_that_breaks_off_keeps_its_last_article(tmp_path):
    made = corpus(tmp_path, "a.txt", made_parts.NEXIS[:-40])
    assert [title for title, *_ in rows(made, "title", "text")] == ["افتتاح مدرسة", "حملة نظافة"]


@pytest.mark.parametrize(
    "content, n", [(made_parts.WHATSAPP_ARABIC, 3), (made_parts.WHATSAPP_IPHONE, 2), (made_parts.SRT, 1)]
)
def test_a_chat_or_subtitles_put_into_word_are_known_too(tmp_path, content, n):
    made = corpus(tmp_path, "a.docx", made_files.docx(*content.split("\n")))
    plain = corpus(tmp_path, "b.txt", content)
    assert len(made) == n and set(made.documents["text"]) <= set(plain.documents["text"])


def test_a_text_with_many_messages_below_its_beginning_is_flagged(tmp_path):
    messages = "".join(f"{n}/3/2023, 9:16 PM - سالم: وصل المهندس رقم {n}\n" for n in range(13, 20))
    made = corpus(tmp_path, "a.txt", f"محادثة اللجنة كما نشرتها الصحيفة\n{messages}")
    assert len(made) == 1
    note = made.notes["note"].iloc[0]
    assert '7 times the beginning of a message, such as "13/3/2023, 9:16 PM -"' in note
    key = note.partition("write split = ")[2].removesuffix(" under [corpus]")[1:-1]
    assert len(corpus(tmp_path, "a.txt", f"محادثة\n{messages}", split=key)) == 8


# Subtitles


@pytest.mark.parametrize(
    "name, content, text, speakers",
    [
        ("a.srt", made_parts.SRT, "مرحبا بكم في نشرة الأخبار\n- نبدأ بالمدينة\n- نعم & المدينة أولا", ""),
        ("a.txt", made_parts.SRT, "مرحبا بكم في نشرة الأخبار\n- نبدأ بالمدينة\n- نعم & المدينة أولا", ""),
        ("a.vtt", made_parts.VTT, "مرحبا بكم\nأهلا", "سالم, هند"),
        ("vtt.txt", made_parts.VTT, "مرحبا بكم\nأهلا", "سالم, هند"),
        ("b.vtt", made_parts.VTT_ROLLING, "مرحبا بكم\nفي النشرة", ""),
        ("a.ass", made_parts.ASS, "مرحبا بكم, أهلا", "سالم"),
        ("ass.txt", made_parts.ASS, "مرحبا بكم, أهلا", "سالم"),
        (
            "a.srt",
            made_parts.SRT.encode("cp1256"),
            "مرحبا بكم في نشرة الأخبار\n- نبدأ بالمدينة\n- نعم & المدينة أولا",
            "",
        ),
    ],
)
def test_of_subtitles_only_speech_is_read(tmp_path, name, content, text, speakers):
    made = corpus(tmp_path, name, content)
    assert list(made.documents["text"]) == [text]
    assert made.documents.get("speakers", [""])[0] == speakers
    assert any(note.startswith("subtitles: the text of") for note in made.notes["note"])


@pytest.mark.parametrize("name", ["a.txt", "a.sub"])
@pytest.mark.parametrize(
    "text",
    [
        "{0}{50}أين ذهب القارب؟|لا أدري\n{60}{100}{y:i}عاد القارب\n{110}{}{c:$0000ff}ونام الصياد\n",
        "{1}{1}23.976\n{0}{50}أين ذهب القارب؟|لا أدري\n\n{60}{100}عاد القارب\n{110}{120}ونام الصياد\n",
        "[0][50]أين ذهب القارب؟|لا أدري\n[60][100]/عاد القارب\n[110][120]ونام الصياد\n",
    ],
)
def test_subtitles_that_are_a_line_each_are_read(tmp_path, name, text):
    made = corpus(tmp_path, name, text)
    assert list(made.documents["text"]) == ["أين ذهب القارب؟ لا أدري\nعاد القارب\nونام الصياد"]
    assert any(note.startswith("subtitles: the text of 3") for note in made.notes["note"])


CUE = "00:00:01,000 --> 00:00:02,000"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"{CUE}\nنعم", True), (f"1\n{CUE}\nنعم", True), (f"\ufeff\n 1 \n{CUE}\nنعم", True), (f"نص\n{CUE}\nنعم", False),
        ("1", False), ("1948\n", False), ("1\nنعم", False), ("", False),
        (f"WEBVTT\n\n{CUE}\nنعم".replace(",", "."), True), ("WEBVTT نص", False),
        ("{0}{50}نعم\n{60}{100}لا", True), ("{0}{50}نعم", False), ("{0}{50}نعم\nنص", False),  # two lines at least
        ("".join(f"{{{n}}}{{{n}}}نعم\n" for n in range(9)) + "نص", True),  # nine tenths of the lines
        ("".join(f"{{{n}}}{{{n}}}نعم\n" for n in range(8)) + "نص", False),
        ("".join(f"{{{n}}}{{{n}}}نعم\n" for n in range(60)) + "نص\n" * 60, False),  # more than its beginning
        ("{DEFAULT}{}{y:i}\n{0}{50}نعم\n{60}{100}لا", True), ("{default}\nنعم\nلا", False),
        ("[Script Info]\nنص", False), ("نص\n[Events]\nنص", False),
    ],
)  # fmt: skip
def test_a_text_is_one_of_subtitles_by_its_first_lines(text, is_one):
    assert (subtitles.recognised(text) is not None) == is_one


def test_a_line_without_its_time_belongs_to_the_one_before():
    cues = [f"{{{n}}}{{{n}}}سطر {n}" for n in range(10)]
    said = subtitles.recognised("\n".join([*cues[:5], "وتتمته", *cues[5:]])).document["text"]
    assert "سطر 4 وتتمته\nسطر 5" in said


def test_who_says_a_thing_twice_has_said_it_twice(tmp_path):
    cues = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{word}" for n, word in enumerate("نعم نعم لا كلا بلى".split(), 1)
    )
    assert list(corpus(tmp_path, "a.srt", cues).documents["text"]) == ["نعم\nنعم\nلا\nكلا\nبلى"]


@pytest.mark.parametrize(
    "name, text", [("a.srt", "نص بلا أوقات"), ("a.vtt", "WEBVTT\n\n"), ("a.ass", "[Script Info]\n")]
)
def test_subtitles_without_a_cue_are_refused(tmp_path, name, text):
    with pytest.raises(InputError, match="subtitles"):
        corpus(tmp_path, name, text)


# OpenITI, CoNLL-U, TEI, TMX


@pytest.mark.parametrize(
    "name",
    [
        "0500Katib.Kitab.Demo0001-ara1",
        "0500Katib.Kitab.Demo0001-ara1.mARkdown",
        "a.txt",
        "0500Katib.Kitab.Demo0001-ara1.completed",
        "0500Katib.Kitab.Demo0001-ara1.inProgress",
    ],
)
def test_of_an_openiti_text_the_body_is_read_and_the_header_is_metadata(tmp_path, name):
    made = corpus(tmp_path, name, made_parts.OPENITI)
    assert list(made.documents["text"]) == [
        "باب في الأسواق\nكانت الأسواق عامرة وكان التجار يأتون من كل بلد ومعهم البضائع\nترجمة تاجر\n"
        "سوق كبير ثم عمر السوق\nقال التاجر"
    ]
    assert rows(made, "title", "source", "author_died") == [("كتاب الأسواق", "ابن الكاتب", "500")]
    assert made.documents["doc_id"][0] in ("0500Katib.Kitab.Demo0001-ara1", "a")
    assert "3 marks of pages left out" in made.notes["note"].iloc[0]


@pytest.mark.parametrize("name", ["a.conllu", "a.txt"])
def test_of_conllu_each_word_is_read_once(tmp_path, name):
    made = corpus(tmp_path, name, made_parts.CONLLU)
    assert rows(made, "doc_id", "title", "text") == [("d1", "خبر", "كتب المحرر مقالا\nونشره."), ("d2", "", "خبر آخر")]


def test_a_file_named_conllu_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="no CoNLL-U: its first words do not have ten cells parted by tabs"):
        corpus(tmp_path, "a.conllu", "كتب المحرر مقالا")


def test_of_tei_the_reading_of_the_edition_is_read_with_its_metadata(tmp_path):
    made = corpus(tmp_path, "a.xml", made_parts.TEI)
    assert rows(made, "title", "source", "author") == [("مقال أول", "المجلة", "كاتب"), ("مقال ثان", "المجلة", "كاتب")]
    assert made.documents["text"][0] == (
        "مقال أول\nكانت المجلة تصدر كل شهر خطأ دكتور\nتتمة المقال هنا\nصدر البيت\nعجز البيت"
    )
    assert made.documents["notes"][0] == "حاشية المحقق" and f"{made.documents['date'][0]:%Y-%m-%d}" == "1912-05-01"
    assert "1 notes kept apart in the column notes" in made.notes["note"].iloc[0]


def test_tei_of_words_and_of_speakers(tmp_path):
    play = "<sp><speaker>سالم</speaker><p><w>وصل</w><w>المهندس</w><pc>.</pc></p></sp><u who='#هند'>شكرا</u>"
    made = corpus(tmp_path, "a.xml", f"<TEI><text><body>{play}</body></text></TEI>")
    assert rows(made, "text", "speakers") == [("سالم\nوصل المهندس.\nشكرا", "سالم, هند")]


def test_tei_that_breaks_off_is_read_up_to_there_and_without_a_text_refused(tmp_path):
    made = corpus(tmp_path, "a.xml", made_parts.TEI.replace("</text></TEI></teiCorpus>", ""))
    assert len(made) == 1 and made.set_aside["reason"].iloc[0].startswith("broken TEI: ")
    with pytest.raises(InputError, match="TEI without any text in its <text>"):
        corpus(tmp_path, "a.xml", "<TEI><teiHeader><title>نص</title></teiHeader><text/></TEI>")


@pytest.mark.parametrize("name", ["a.tmx", "a.xml", "a.txt"])
def test_of_a_parallel_corpus_the_arabic_side_is_read(tmp_path, name):
    made = corpus(tmp_path, name, made_parts.TMX)
    assert rows(made, "text", "segment", "text_en") == [
        ("اجتمعت اللجنة.", "a", "The committee met."),
        ("اعتمد التقرير.", "3", ""),
    ]
    assert aside(made) == [(2, "a segment without its Arabic side")]
    joined = corpus(tmp_path, name, made_parts.TMX, unit="file")
    assert list(joined.documents["text"]) == ["اجتمعت اللجنة.\nاعتمد التقرير."]


def test_xliff_is_read_and_a_corpus_without_arabic_is_refused(tmp_path):
    assert rows(corpus(tmp_path, "a.xliff", made_parts.XLIFF), "text", "text_en") == [
        ("اجتمعت اللجنة.", "The committee met.")
    ]
    with pytest.raises(InputError, match="a parallel corpus without an Arabic side; its languages are en"):
        corpus(tmp_path, "a.xliff", made_parts.XLIFF.replace('target-language="ar"', 'target-language="en"'))


# The key that parts, and the flag


def test_a_text_is_parted_at_a_line_that_is_named(tmp_path):
    made = corpus(
        tmp_path, "a.txt", "نص أول\n * * * \n\nعنوان\nنص ثان\n\u200f* * *\nنص فيه * * * ثالث\n", split="* * *"
    )
    assert rows(made, "doc_id", "title", "text") == [
        ("a-1", "نص أول", "نص أول"),
        ("a-2", "عنوان", "عنوان\nنص ثان"),
        ("a-6", "نص فيه * * * ثالث", "نص فيه * * * ثالث"),
    ]
    assert 'parted into 3 texts at 2 lines by [corpus] split = "* * *"' in made.notes["note"].iloc[0]


def test_a_text_is_parted_at_what_an_expression_finds_and_its_groups_are_fields(tmp_path):
    text = "مقدمة\nالأفق، 12 مارس 2019\nنص أول\nالمرفأ، 14 مارس 2019\nنص ثان\n"
    made = corpus(tmp_path, "a.txt", text, split=r"^(?P<source>\w+)، (?P<date>\d+ \w+ \d{4})$")
    assert rows(made, "source", "date", "text") == [
        ("unknown", "", "مقدمة"),
        ("الأفق", "2019-03-12 00:00", "نص أول"),
        ("المرفأ", "2019-03-14 00:00", "نص ثان"),
    ]
    messages = "(2019-03-12) سالم: وصل المهندس\nإلى الموقع\n(2019-03-13) هند: شكرا\n"
    made = corpus(tmp_path, "a.txt", messages, split=r"^\((?P<date>.*?)\) (?P<source>\w+): ")
    assert rows(made, "date", "source", "text") == [
        ("2019-03-12 00:00", "سالم", "وصل المهندس\nإلى الموقع"),
        ("2019-03-13 00:00", "هند", "شكرا"),
    ]
    made = corpus(tmp_path, "a.txt", text, split=r"/\w+، \d/")
    assert rows(made, "title", "date")[1] == ("الأفق، 12 مارس 2019", "2019-03-12 00:00")


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.pdf"])
def test_files_of_every_kind_are_parted(tmp_path, name):
    lines = ["نص أول في الحي", "=====", "نص ثان في الحي"]
    content = {"a.docx": made_files.docx(*lines), "a.html": _html("\n".join(lines)), "a.pdf": made_files.pdf(*lines)}[
        name
    ]
    made = corpus(tmp_path, name, content, split="=====")
    assert [text.strip() for text in made.documents["text"]] == [lines[0], lines[2]]


def test_a_line_that_is_nowhere_is_told_and_never_leaves_all_as_it_is(tmp_path):
    made = corpus(tmp_path, "a.txt", "نص أول\nنص ثان", split="****")
    assert len(made) == 1
    assert (
        made.notes["note"].iloc[0] == '[corpus] split: no line of it is "****", a regular expression is written as /…/'
    )
    made = corpus(tmp_path, "a.txt", made_parts.WHATSAPP_ARABIC, split="never")
    assert list(made.documents["text"]) == [made_parts.WHATSAPP_ARABIC]


@pytest.mark.parametrize(
    "options, message",
    [
        ({"split": "^(a"}, r'split is "\^\(a", which is no regular expression .*name the line itself, or mend'),
        ({"split": "/x*/"}, r'split is "/x\*/", which fits an empty line too; name a line that begins a text'),
        ({"unit": "thread"}, 'unit is "thread", but must be one of "part", "day", "file"'),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, options, message):
    with pytest.raises(ArgumentError, match=message):
        corpus(tmp_path, "a.txt", "نص", **options)


@pytest.mark.parametrize("line", ["***", "[نهاية]", "(1)", "...", "===== ", "a+b", "العدد 5"])
def test_signs_of_an_expression_in_a_line_do_not_make_it_one(line):
    assert division.pattern(line) is None


LONG = "كلمة في نص طويل عن المدينة وأسواقها وأهلها الذين يعملون فيها كل يوم من الصباح إلى المساء. " * 5


@pytest.mark.parametrize(
    "heads, told, split",
    [
        (
            [f"{n}/3/2019 - خبر" for n in (1, 2, 3)],
            '3 times a line with a date, such as "1/3/2019 - خبر"',
            "'^",
        ),
        (
            [f"صحيفة الأفق\n{n} مارس 2019" for n in (1, 2, 3)],
            '3 times the line "صحيفة الأفق" above a date',
            "'^(?P<source>صحيفة الأفق)$'",
        ),
        (
            [f"{name}\n{n} كانون الثاني 2019\nخبر {n}" for n, name in enumerate(("الأفق", "المرفأ", "الأفق"), 1)],
            '3 times the name of a source above a date, such as "الأفق"',
            "'^(?P<source>",
        ),
        (
            [f"{name}\n\n{n}/3/2019\nخبر {n}" for n, name in enumerate(("الأفق", "المرفأ", "الضحى"), 1)],
            '3 times the name of a source above a date, such as "الأفق"',
            "'^(?P<source>",
        ),
        (
            [f"خبر المدينة {name}\n{n} مارس 2019" for n, name in enumerate(("الأولى", "الثانية", "الثالثة"), 1)],
            '3 times a title above a date, such as "خبر المدينة الأولى"',
            "'^(?P<title>",
        ),
        ([f"الأفق | {n}/3/2019" for n in (1, 2, 3)], '3 times a line with a date, such as "الأفق | 1', "'^الأفق"),
        ([f"{n}/3/2019 " + "قال " * 20 for n in (1, 2, 3)], '3 times a line with a date, such as "1/3/2019 قال', "'^"),
        (["مقدمة", "=====", "====="], '2 times the line "====="', '"====="'),
        (["***"] * 3, '3 times the line "***"', '"***"'),
        (["صحيفة الأفق"] * 3, '3 times the line "صحيفة الأفق"', '"صحيفة الأفق"'),
        (
            [f"التاريخ: {n}/3/2019" for n in (1, 2, 3)],
            '3 times a line with a date, such as "التاريخ: 1/3/2019"',
            "'^التاريخ ?:'",
        ),
    ],
)
def test_a_text_that_looks_like_several_is_flagged_with_the_key_that_parts_it(tmp_path, heads, told, split):
    text = "\n".join(f"{head}\n{LONG}{n}" for n, head in enumerate(heads))
    made = corpus(tmp_path, "a.txt", text)
    note = made.notes["note"].iloc[-1]
    assert len(made) == 1 and f"looks like several texts in one file: {told}" in note and f"split = {split}" in note
    key = note.partition("write split = ")[2].removesuffix(" under [corpus]")[1:-1]
    assert len(corpus(tmp_path, "a.txt", text, split=key)) >= 3


def test_articles_of_several_newspapers_are_parted_with_source_and_date_by_the_key_that_is_told(tmp_path):
    text = "\n\n".join(
        f"{name}\nالأحد {n} كانون الثاني 2021\nخبر {n}\nزاد المحصول هذا العام."
        for n, name in ((3, "الأفق"), (10, "المرفأ"), (17, "الأفق"))
    )
    note = corpus(tmp_path, "a.txt", text).notes["note"].iloc[-1]
    key = note.partition("write split = '")[2].removesuffix("' under [corpus]")
    assert rows(corpus(tmp_path, "a.txt", text, split=key), "date", "source", "text") == [
        ("2021-01-03 00:00", "الأفق", "خبر 3\nزاد المحصول هذا العام."),
        ("2021-01-10 00:00", "المرفأ", "خبر 10\nزاد المحصول هذا العام."),
        ("2021-01-17 00:00", "الأفق", "خبر 17\nزاد المحصول هذا العام."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{name}\n{n} مارس 2019\n" for n, name in enumerate(("سالم", "هند", "سالم", "ليث"), 1)),
        f"{LONG}\nالولادة\n1 مارس 1950\nفي الحي\nالوفاة\n2 مارس 2010\nفي الحي",
        LONG * 5,
        "\n".join(f"{n}/3/2019 وصل" for n in range(1, 20)),
        f"{LONG}\n***\n{LONG}\n***\n{LONG}",
        f"2019\n{LONG}\n2020\n{LONG}\n2021\n{LONG}",
        "\n".join(f"المذيع:\nسؤال {n} {LONG}\nالضيف:\nجواب {LONG}" for n in range(4)),
        f"1\n{LONG}\n2\n{LONG}\n3\n{LONG}",
        "\n".join("صدر البيت\nعجز البيت\nلازمة القصيدة" for _ in range(9)),
        f"في 12/3/2019 وقع {LONG}\n" * 3,
    ],
)
def test_a_normal_text_is_not_flagged(text):
    assert splitting.heads(text) is None


# What a file is by its content


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("a.txt", made_files.docx("نص في الحي"), "read as a Word file"),
        ("a.txt", made_files.pdf("نص في الحي"), "read as a PDF"),
        ("مقال", made_files.docx("نص في الحي"), "though its name has no suffix"),
        ("a.csv", "<html><body><p>نص في الحي", "read as an HTML page"),
        ("a.txt", made_files.xlsx(a=[["text"], ["نص في الحي"]]), "read as an Excel file"),
    ],
)
def test_a_suffix_that_lies_is_told(tmp_path, name, content, said):
    made = corpus(tmp_path, name, content)
    assert "نص في الحي" in made.documents["text"][0] and said in made.notes["note"].iloc[0]


@pytest.mark.parametrize(
    "content, message",
    [
        (b"\x1f\x8bxx", "packed with gzip; put .gz at the end"),
        (made_files.archive_zip({"a.txt": "نص"}), "a zip archive; name it .zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word or Excel file; open it"),
    ],
)
def test_what_can_be_read_under_no_name_says_what_it_is(tmp_path, content, message):
    with pytest.raises(InputError, match=message):
        corpus(tmp_path, "a.txt", content)


def test_a_file_without_a_suffix_is_looked_into_and_called_by_its_whole_name(tmp_path):
    texts = {"مقال": "نص في الحي", "2019.03.01": "نص ثان في الحي", "1. مقدمة": "نص ثالث", "x.Demo-ara1": "نص رابع"}
    made = made_files.corpus_of_files(tmp_path, texts)
    assert set(made.documents["doc_id"]) == set(texts) and not len(made.set_aside)


def test_json_that_is_named_txt_is_read_as_json(tmp_path):
    made = corpus(tmp_path, "result.txt", json.dumps(made_parts.TELEGRAM))
    assert len(made) == 2


def test_every_kind_of_several_texts_in_one_folder_is_read(tmp_path):
    files = made_parts.of_every_format()
    files = {name: data for name, data in files.items() if name not in ("conllu.txt", "srt.txt", "book.completed")}
    made = made_files.corpus_of_files(tmp_path, files)  # without those that are the same once more
    assert (made.files["n_documents"] > 0).all() and set(made.files["file"]) == set(files)


@pytest.mark.parametrize("page", ["utf-8", "cp1256", "cp720", "cp864"])
def test_names_in_an_archive_are_arabic_whatever_code_page_they_are_in(tmp_path, page):
    inner = {"صحيفة/خبر.txt": "نص في الحي", "صحيفة/report.txt": "نص ثان"}
    data = made_files.archive_zip({f"name{n}.txt": text for n, text in enumerate(inner.values())})
    for n, name in enumerate(inner):
        made_name = _in_page(name, page)
        data = _renamed(data, f"name{n}.txt".encode(), made_name)
    made = corpus(tmp_path, "a.zip", data)
    assert sorted(made.documents["doc_id"]) == ["a.zip/صحيفة/report", "a.zip/صحيفة/خبر"]


def _in_page(name, page):
    """A name in a code page; in cp864 a letter is one of its shapes."""
    import unicodedata

    if page != "cp864":
        return name.encode(page)
    shapes = {}
    for byte in range(0x80, 0x100):
        try:
            shapes.setdefault(unicodedata.normalize("NFKC", bytes([byte]).decode(page)), byte)
        except UnicodeDecodeError:
            continue
    return bytes(shapes.get(sign, ord(sign) & 0xFF) for sign in name)


def _renamed(data, old, new):
    """A zip with a member renamed to these bytes, without the flag that says UTF-8."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            raw = info.filename.encode("cp437")
            name = new if raw == old else raw
            after.writestr(_Raw(name.decode("cp437")), before.read(info))
    return out.getvalue()


def _Raw(name):
    import zipfile

    class Info(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):
            return self.filename.encode("cp437"), self.flag_bits & ~0x800

    return Info(name)


def test_names_of_western_archives_stay(tmp_path):
    data = _renamed(made_files.archive_zip({"a.txt": "نص في الحي"}), b"a.txt", "résumé.txt".encode("cp437"))
    assert list(corpus(tmp_path, "a.zip", data).documents["doc_id"]) == ["a.zip/résumé"]


def test_a_truncated_archive_of_chats_is_told(tmp_path):
    data = made_files.archive_zip({"a.json": json.dumps(made_parts.TELEGRAM), "b.txt": made_parts.WHATSAPP_ARABIC})
    with pytest.raises(InputError, match="a damaged archive"):
        corpus(tmp_path, "a.zip", data[:-60])


def test_options_reach_the_files_of_an_archive(tmp_path):
    data = made_files.archive_zip({"a.txt": "نص أول\n***\nنص ثان"})
    assert len(corpus(tmp_path, "a.zip", data, split="***")) == 2


def test_documents_read_tells_of_split_and_unit():
    assert "split" in documents.read.__doc__ and "unit" in documents.read.__doc__


@pytest.mark.parametrize("line", ["\u200f" * 200_000, "12/3/2023" + "\u200f" * 200_000, "12/3/2023," + " " * 200_000])
def test_long_runs_of_invisible_signs_take_no_time(line):
    began = time.process_time()
    assert splitting.heads(f"{line}نص\n" * 2) is None and whatsapp.chat(f"{line}نص") is None
    assert time.process_time() - began < 5
