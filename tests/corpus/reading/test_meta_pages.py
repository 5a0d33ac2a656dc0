"""Pages that Messenger, Facebook, Instagram and Discord export: what is a message, who sent it, and when."""

import lxml.html
import pytest

from helpers.corpus.reading import chat_lines, meta_pages

DATE = "12 مارس 2023 9:16 م"


def block(*parts, kind="_a6-g"):
    return f'<div class="pam {kind}">' + "".join(f"<div>{part}</div>" for part in parts) + "</div>"


def read(*blocks, title="سالم وهند"):
    return meta_pages.page(lxml.html.fromstring(f"<html><head><title>{title}</title></head><body>{''.join(blocks)}"))


def records(*blocks):
    """[(number, text, date, sender, heading)] of the messages of a page."""
    made = read(*blocks)
    return [] if made is None else [
        (row, one["text"], one["date"], one.get("sender", ""), one.get("heading", "")) for row, one in made.table
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["_a6-g", "_2lej"])
@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (("سالم", "وصل القطار", DATE), ("وصل القطار", DATE, "سالم", "")),
        (("وصل القطار", DATE), ("وصل القطار", DATE, "", "")),  # a post without a head
        (("سالم", "وصل", "القطار", DATE), ("وصل\nالقطار", DATE, "سالم", "")),
        # what somebody did is the heading, not who sent it
        (("حدّث سالم حالته.", "وصل القطار", DATE), ("وصل القطار", DATE, "", "حدّث سالم حالته.")),
        (("من كتب هذا؟", "وصل القطار", DATE), ("وصل القطار", DATE, "", "من كتب هذا؟")),
        (("سالم", "وصل<br>القطار <b>الآن</b> إلى<p>المدينة</p>", DATE),
         ("وصل\nالقطار الآن إلى\nالمدينة", DATE, "سالم", "")),
        (("سالم", "وصل <ul><li>أعجبني</li></ul>القطار", DATE), ("وصل القطار", DATE, "سالم", "")),  # reactions
        (("سالم", "وصل <!-- مخفي -->القطار", DATE), ("وصل القطار", DATE, "سالم", "")),
        ((" سالم \\n علي ", "وصل القطار", "12 مارس\\n2023"), ("وصل القطار", "12 مارس 2023", "سالم علي", "")),
        (("سالم", "وصل القطار", "03/04/2023"), ("وصل القطار", "03/04/2023", "سالم", "")),  # the order is told by others
    ],
)  # fmt: skip
def test_a_block_is_a_head_words_and_a_date(kind, parts, found):
    parts = [part.replace("\\n", "\n") for part in parts]
    assert records(block(*parts, kind=kind)) == [(1, *found)]


@pytest.mark.parametrize(
    "parts",
    [
        ("سالم", "وصل القطار"), ("سالم", "وصل القطار", "أمس قليلا"), (f"وصل {DATE}",), ("سالم", "وصل القطار", ""),
        ("سالم", "وصل القطار", "وكتب في مذكراته التي نشرها بعد ذلك بسنوات طويلة في بيروت يوم 12 مارس 2023"),
    ],
)  # fmt: skip
def test_a_block_without_a_date_at_its_end_is_set_aside(parts):
    made = read(block("سالم", "وصل القطار", DATE), block(*parts), block("هند", "شكرا", DATE))
    assert [row for row, _ in made.table] == [1, 3] and made.aside == [(2, meta_pages.UNDATED)]


def test_blocks_around_messages_and_empty_ones_are_nothing_that_was_lost():
    inner = block("سالم", "وصل القطار", DATE)
    made = read(f'<div class="_a6-g"><div>العنوان</div>{inner}</div>', '<div class="_2lej"></div>')
    assert [row for row, _ in made.table] == [2] and made.aside == []


def test_what_is_no_message_of_anybody_is_set_aside_with_the_reason():
    made = read(
        block("سالم", "وصل القطار", DATE), block("سالم", "<ul><li>أعجبني</li></ul>", DATE),
        block("سالم", "Messages and calls are end-to-end encrypted.", DATE), block("هند", "شكرا", DATE),
    )  # fmt: skip
    assert [row for row, _ in made.table] == [1, 4]
    assert made.aside == [(2, chat_lines.WITHOUT_TEXT), (3, chat_lines.SERVICE)]


def test_the_reading_says_what_the_columns_are():
    made = read(block("سالم", "وصل القطار", DATE), block("شكرا", DATE))
    assert made.places == {"text": "text", "date": "date", "source": "sender"}
    assert made.remarks == ("exported messages, 2, each a document ([corpus] unit joins them)",)
    assert [record for _, record in made.table] == [
        {"text": "وصل القطار", "date": DATE, "sender": "سالم", "chat": "سالم وهند"},
        {"text": "شكرا", "date": DATE, "sender": "", "chat": "سالم وهند"},
    ]
    assert read(block("شكرا", DATE)).places == {"text": "text", "date": "date"}  # nobody is named
    assert read("<p>نص</p>") is None and read(block("سالم", "شكرا")) is None


def test_pages_of_facebook_until_2018_have_a_head_and_a_paragraph_behind_it():
    def head(name):
        parts = f'<span class="user">{name}</span><span class="meta"> {DATE} </span>'
        return f'<div class="message"><div class="message_header">{parts}</div></div>'

    made = read(head("سالم"), "<p>وصل<br>القطار</p>", head("هند"), head("ليلى"), "<p>لا</p>")
    assert [(row, one["text"], one["date"], one["sender"]) for row, one in made.table] == [
        (1, "وصل\nالقطار", DATE, "سالم"), (3, "لا", DATE, "ليلى"),
    ]  # fmt: skip
    assert made.aside == [(2, chat_lines.WITHOUT_TEXT)]


def test_messages_of_discord_without_a_head_are_of_who_wrote_the_one_before():
    def message(words, author="", time=""):
        parts = [("author", author), ("timestamp", f" {time} "), *(("content", one) for one in words)]
        shown = "".join(f'<div class="chatlog__{kind}">{part}</div>' for kind, part in parts if part.strip())
        return f'<div class="chatlog__message">{shown}</div>'

    made = read(message(["وصل"], "سالم", DATE), message(["القطار", "الآن"]), message(["لا"], "هند", "13 مارس 2023"))
    assert [(row, one["text"], one["date"], one["sender"]) for row, one in made.table] == [
        (1, "وصل", DATE, "سالم"), (2, "القطار\nالآن", DATE, "سالم"), (3, "لا", "13 مارس 2023", "هند"),
    ]  # fmt: skip


def test_of_two_names_and_times_in_a_message_of_discord_the_first_count():
    def twice(kind, *told):
        return "".join(f'<span class="chatlog__{kind}">{one}</span>' for one in told)

    heads = twice("author", "سالم", "هند") + twice("timestamp", DATE, "13 مارس 2023")  # the second of what is answered
    made = read(f'<div class="chatlog__message">{heads}<div class="chatlog__content">نعم</div></div>')
    assert [(one["sender"], one["date"]) for _, one in made.table] == [("سالم", DATE)]
