"""Several articles in one text: the key that is proposed parts them where they begin, and what stands above is told."""

import re
import tomllib

import pytest

from helpers.corpus import documents
from helpers.corpus.reading import part_heads
from helpers.display import sentences

TITLES = ["افتتاح المكتبة", "موسم الحصاد", "سباق الزوارق", "معرض اللوحات"]
BODIES = [f"وصل الناس إلى المكان رقم {n} منذ الصباح، وبقوا فيه حتى غابت الشمس خلف الجبل." for n in "أبجد"]
NAMES = ["الواحة", "صدى الجنوب", "الواحة", "المنارة"]
DAYS = ["12 آذار 2023", "13 آذار 2023", "15 آذار 2023", "18 آذار 2023"]
LABELS = "العنوان: {title}\nالصحيفة: {name}\nتاريخ النشر: {day}\nالنص: {body}\n"


def written(form):
    rows = zip(TITLES, BODIES, NAMES, DAYS, strict=True)
    parts = [form.format(title=title, body=body, name=name, day=day, n=n) for n, (title, body, name, day) in
             enumerate(rows, 1)]  # fmt: skip
    return "\n".join(parts)


def noted(folder, text):
    (folder / "a.txt").write_text(text, encoding="utf-8")
    found = documents.read(folder / "a.txt").notes["note"]
    return next((note for note in found if "looks like several" in note), "")


def proposed(folder, text):
    key = re.search(r"write (split = .*) under \[corpus\]", noted(folder, text))[1]
    return documents.read(folder / "a.txt", split=tomllib.loads(key)["split"]).documents


@pytest.mark.parametrize(
    ("form", "source"),
    [
        ("جريدة الضحى\nالعدد {n}\n{day}\n{title}\n{body}\n", "جريدة الضحى"),
        ("جريدة الضحى\nالصفحة الأولى\nالسنة الثالثة، العدد 4{n}\n{day}\n{title}\n{body}\n", "جريدة الضحى"),
        ("جريدة الضحى\n{title}\nبقلم: سعيد\n{day}\n{body}\n", "جريدة الضحى"),
        (LABELS, None),
        ("المقال {n}\nالمصدر: {name}\nالتاريخ: {day}\n{title}\n{body}\n", None),
        ("{name} | {day}\n{title}\n{body}\n", None),
        ("{name}، {day}\n{title}\n{body}\n", None),
        ("{title}\n{name} - {day}\n{body}\n--------------------", None),
        ("العدد 12{n} - {day}\n{title}\n{body}\n", "unknown"), ("{name} | العدد 1{n} | {day}\n{title}\n{body}\n", None),
        ("{title}\n{name}، {day}\n{body}\n", None), ("{title}\n({name} {day})\n{body}\n", None),
        ("{title}\n{name}: {day}\n{body}\n", None), ("{title}\nhttps://a.example/{n}\n{day}\n{body}\n", "unknown"),
    ],
    ids=["issue", "page", "byline", "labels", "number and labels", "bar", "comma", "rules", "no name", "issue between",
         "below a title", "in brackets", "colon", "address"],
)  # fmt: skip
def test_the_key_that_is_told_parts_articles_with_their_dates_and_sources(tmp_path, form, source):
    made = proposed(tmp_path, written(form))
    assert made["date"].dt.strftime("%Y-%m-%d").tolist() == ["2023-03-12", "2023-03-13", "2023-03-15", "2023-03-18"]
    assert made["source"].astype(str).tolist() == ([source] * 4 if source else NAMES)
    assert [text.split("\n")[-1] for text in made["text"]] == BODIES
    assert all(day not in text for day in DAYS for text in made["text"])
    titles = made["title"].tolist()
    assert titles == TITLES or form.startswith("المقال")


@pytest.mark.parametrize("form", ["{title}\n{body}\n{name}، {day}\n", "{title}\n{body}\n({name}، العدد {n}، {day})\n"])
def test_dates_at_the_end_of_texts_are_told_and_not_proposed_as_their_beginning(tmp_path, form):
    note = noted(tmp_path, written(form))
    assert "at the end of a text. Put a line such as *** between the texts" in note
    assert "ضع بين النصوص سطرا" in sentences.arabic(note)


@pytest.mark.parametrize(
    ("body", "fields", "text"),
    [
        ("عدد سكان المدينة كبير\nنص", {}, "عدد سكان المدينة كبير\nنص"),
        ("سؤال: كيف؟\nجواب: هكذا", {}, "سؤال: كيف؟\nجواب: هكذا"),
        ("2019\nنص", {}, "2019\nنص"),
        ("التاريخ: علم قديم\nنص", {}, "التاريخ: علم قديم\nنص"),
        (f"{BODIES[0]}\n12 آذار 2023\nنص", {"date": "12 آذار 2023"}, f"{BODIES[0]}\nنص"),
        (f"{BODIES[0]} {BODIES[1]}\n12 آذار 2023\nنص", {}, f"{BODIES[0]} {BODIES[1]}\n12 آذار 2023\nنص"),
        ("12 آذار 2023\nنص\n13 آذار 2023\nنص", {"date": "12 آذار 2023"}, "نص\n13 آذار 2023\nنص"),
        ("(الواحة، 12 آذار 2023)\nنص", {"source": "الواحة", "date": "12 آذار 2023"}, "نص"),
        ("النص: أول\nثان", {}, "أول\nثان"),
    ],
)
def test_what_the_first_lines_tell(body, fields, text):
    assert part_heads.told(body) == (fields, text)


def test_what_is_known_already_stays_in_the_text():
    assert part_heads.told("12 آذار 2023\nنص", {"date": "2023"}) == ({}, "12 آذار 2023\nنص")


PAGE = [f"سطر طويل من كتاب عن البحر والسفن التي تعبره كل يوم {letter}" for letter in "ابتثج"]


@pytest.mark.parametrize(
    ("top", "numbers"),
    [
        ("مجلة العمران", ["١٢", "١٣", "١٤"]), ("مجلة العمران", ["- 7 -", "- 8 -", "- 9 -"]),
        ("28/11/2026 13:02", [""] * 4),
    ],
)  # fmt: skip
def test_what_stands_on_top_of_all_pages_is_no_head_of_texts(tmp_path, top, numbers):
    pages = ["\n".join([top, *(f"{line} {n}" for line in PAGE), number]) for n, number in enumerate(numbers)]
    body = "\n\n".join(pages) + ("\n31/12/2030 تنتهي المدة." if not numbers[0] else "")
    assert noted(tmp_path, body) == ""


def test_a_masthead_without_numbers_of_pages_is_told(tmp_path):
    text = "\n\n".join("\n".join(["مجلة العمران", *(f"{line} {n}" for line in PAGE)]) for n in range(4))
    assert 'the line "مجلة العمران"' in noted(tmp_path, text)
