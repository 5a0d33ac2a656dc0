"""Page numbers, running titles, words cut at line ends: proposed with counts, gone only where that is wanted."""

import pytest
from factory import corpus_of

from helpers.corpus.cleaning import boilerplate, page_furniture

TITLE = "تاريخ المدن القديمة"
PROSE = [
    "كانت المدينة الأولى تقع على ضفة النهر وتحيط بها الأسوار", "وقد بنى أهلها بيوتهم من الطين والحجر منذ زمن بعيد",
    "ثم جاء التجار من الشمال وفتحوا أسواقا كبيرة في وسطها", "وصارت القوافل تمر بها في طريقها إلى البحر كل عام",
]  # fmt: skip


def page(number, form, n=0):
    return "\n".join([form.format(number), TITLE, *(f"{line} {'ابتثج'[n]}" for line in PROSE)])


@pytest.mark.parametrize("form", ["— {} —", "{}", "- {} -", "صفحة {} من 90", "[{}]", "ص {}", "Page {}"])
@pytest.mark.parametrize("numbers", [(12, 13), (1, 2, 3), ("١٢", "١٣", "١٥"), (99, 100)])
def test_page_numbers_and_running_titles_are_found(form, numbers):
    text = "\n".join(page(number, form, n) for n, number in enumerate(numbers))
    found = page_furniture.lines(text)
    assert [place for place, kind in found.items() if kind == "page_number"] == [6 * n for n in range(len(numbers))]
    assert [place for place, kind in found.items() if kind == "running"] == [6 * n + 1 for n in range(len(numbers))]


def test_a_title_above_and_a_number_below_are_found_on_two_pages():
    pages = ([TITLE, *(f"{line} {letter}" for line in PROSE), f"- {n} -"] for n, letter in ((12, "ا"), (13, "ب")))
    text = "\n\n".join(map("\n".join, pages))
    assert page_furniture.lines(text) == {0: "running", 5: "page_number", 7: "running", 12: "page_number"}


def test_a_title_that_holds_the_number_is_a_running_title():
    text = "\n\n".join("\n".join([f"{TITLE} {n}", *(f"{line} {'ابتثج'[n]}" for line in PROSE)]) for n in range(4))
    assert set(page_furniture.lines(text).values()) == {"running"} and len(page_furniture.lines(text)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PROSE), "\n".join(["2018", *PROSE, "1995", *PROSE]), "\n".join(["12", *PROSE]),
        "\n".join([*PROSE, TITLE, *PROSE[:2], TITLE]), "1\n2\n3\n4", TITLE,
    ],
    ids=["prose", "years", "one number", "a refrain", "a column of numbers", "one line"],
)  # fmt: skip
def test_what_belongs_to_the_text_is_not_found(text):
    assert page_furniture.lines(text) == {}


REFRAIN, VERSES = "يا نهر احملني إلى البعيد", ["مشيت مع الغيم", "وقفت عند الباب", "سألت عنك الطير", "ناديت في الوادي"]
STANZAS = [f"{REFRAIN}\n{verse}\n{verse} وحدي\n{REFRAIN}" for verse in VERSES]
ENTRIES = ["فيها وقع الغلاء في البلاد وعم الجوع.", "فيها بني الجسر الكبير.", "فيها فاض النهر.", "فيها مات القاضي."]
LONG = " ".join(PROSE) + "."
AS_LONG_AS_PAGES = ["\n".join(f"{line} {letter}" for line in PROSE) for letter in "ابتث"]


def numbered(parts, first=1, form="{}", between="\n"):
    return between.join(f"{form.format(first + n)}\n{part}" for n, part in enumerate(parts))


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("form", ["{}", "({})", "- {} -"])
@pytest.mark.parametrize(
    ("parts", "first"),
    [
        (STANZAS, 1), ([stanza.replace(f"{REFRAIN}\n", "", 1) for stanza in STANZAS], 1), (ENTRIES, 1), (ENTRIES, 1911),
        (ENTRIES, 450), (AS_LONG_AS_PAGES, 1911), (AS_LONG_AS_PAGES, 1340), ([LONG] * 4, 1),
    ],
    ids=["a refrain twice", "a refrain once", "items", "years", "early years", "long years", "years AH", "sections"],
)  # fmt: skip
def test_numbers_of_stanzas_entries_and_sections_and_their_refrains_are_not_found(parts, first, form, between):
    assert page_furniture.lines(numbered(parts, first, form, between)) == {}


def test_the_refrain_of_stanzas_without_numbers_is_not_found():
    assert page_furniture.lines("\n\n".join(STANZAS)) == {}


@pytest.mark.parametrize("numbers", [(3, 6, 9, 12), (2, 4, 6)])
def test_numbers_that_do_not_rise_by_one_are_not_found(numbers):
    text = "\n".join("\n".join([str(number), *PROSE]) for number in numbers)
    assert page_furniture.lines(text) == {}


def test_a_line_that_stands_twice_a_page_is_no_running_title():
    pages = ([TITLE, *(f"{line} {letter}" for line in PROSE), TITLE] for letter in "ابت")
    text = "\n".join("\n".join([*lines, str(n)]) for n, lines in enumerate(pages, 12))
    assert set(page_furniture.lines(text).values()) == {"page_number"}


@pytest.mark.parametrize("sign", ["في الزرا-\nعة", "\f", "صفحة"], ids=["a cut word", "a form feed", "the word page"])
def test_short_pages_are_found_where_the_text_tells_that_they_are_pages(sign):
    parts = [f"{TITLE}\nكلام قصير في سطر {letter}\nوسطر آخر {letter}" for letter in "ابت"]
    plain = numbered(parts, 12)
    if sign == "\f":
        text = numbered(parts, 12, between="\n\f")
    else:
        text = numbered(parts, 12, "صفحة {}") if sign == "صفحة" else f"{plain}\n{sign}"
    assert page_furniture.lines(plain) == {}
    assert sorted(page_furniture.lines(text).values()) == ["page_number"] * 3 + ["running"] * 3


def test_numbers_as_high_as_years_are_found_where_the_text_says_that_they_are_pages():
    assert list(page_furniture.lines(numbered(AS_LONG_AS_PAGES, 1340, "ص {}")).values()) == ["page_number"] * 4


def test_narrow_and_unbroken_pages_are_found():
    narrow = ["\n".join(f"سطر قصير من عمود {word} {letter}" for letter in "ابتثجحخدذرزسشصضطظعغفقكل")
              for word in ("ضيق", "طويل")]  # fmt: skip
    assert list(page_furniture.lines(numbered(narrow, 7)).values()) == ["page_number"] * 2
    unbroken = [f"{LONG} وكان {word}" for word in ("الملك", "الوزير", "القاضي")]
    assert list(page_furniture.lines(numbered(unbroken, 7)).values()) == ["page_number"] * 3


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("في قطاع الزرا-\nعة خلال", ["الزراعة"]), ("الإنتا\u2010\n  ج الزراعي", ["الإنتاج"]),
        ("وفي المـ\nـدينة الكبيرة", ["المـدينة"]), ("الاقتصا\u00ad\nد", ["الاقتصاد"]),
        ("the infor-\nmation", ["information"]), ("في شمال-\nشرق البلاد", []), ("قال -\nوهو يضحك", []),
        ("الزرا-عة", []), ("نص\nنص", []),
    ],
)  # fmt: skip
def test_words_cut_at_the_end_of_a_line_are_found(text, joined):
    assert [cut.joined for cut in page_furniture.cuts(text)] == joined


OCR = "\n".join(
    ["— ١٢ —", TITLE, "شهدت البلاد نموا في قطاع الزرا-", "عة خلال السنوات وارتفع الإنتا\u2010", "— ١٣ —", TITLE,
     "ج الزراعي في البلاد"]
)  # fmt: skip


def test_they_are_proposed_with_counts_and_removed_when_wanted():
    corpus = corpus_of([OCR, "مقال آخر من سطر واحد"])
    found = boilerplate.find(corpus)
    assert dict(zip(found["line"], zip(found["kind"], found["n"], strict=True), strict=True)) == {
        "— ١٢ —": ("page_number", 1), "— ١٣ —": ("page_number", 1), TITLE: ("running", 2), "الزرا- عة": ("hyphen", 1),
        "الإنتا\u2010 ج": ("hyphen", 1),
    }  # fmt: skip
    left = boilerplate.drop(corpus, found)
    assert left.documents["text"][0] == (
        f"{TITLE}\nشهدت البلاد نموا في قطاع الزراعة خلال السنوات وارتفع الإنتاج الزراعي في البلاد"
    )
    assert left.repairs[["step", "n"]].to_numpy().tolist() == [["boilerplate", 3], ["hyphen", 2]]
    assert left.documents["n_chars"][0] == len(left.documents["text"][0])
    only = boilerplate.drop(corpus, found[found["kind"] == "page_number"])
    assert only.documents["text"][0] == "\n".join(line for line in OCR.split("\n") if "—" not in line)


def test_a_number_that_is_no_page_stays_in_another_document():
    list_of_years = "\n".join(["— ١٢ —", "كان عدد الحضور في اليوم الأول"])
    corpus = corpus_of([OCR, list_of_years])
    left = boilerplate.drop(corpus, boilerplate.find(corpus))
    assert left.documents["text"][1] == list_of_years


@pytest.mark.parametrize("printed", ["11/28/26, 1:02 PM", "28.11.2026 13:02", "2026-11-28 13:02 م"])
def test_when_a_page_was_printed_is_a_running_title(printed):
    pages = ["\n".join([printed, *(f"{line} {letter}" for line in PROSE)]) for letter in "ابتث"]
    text = "\n\n".join(pages)
    found = page_furniture.lines(text)
    assert {text.split("\n")[place] for place in found} == {printed} and len(found) == 4


def test_a_date_alone_and_signs_are_no_running_titles():
    for line in ("28/11/2026", "* * *", "1 : 2"):
        text = "\n\n".join("\n".join([line, *(f"{row} {letter}" for row in PROSE)]) for letter in "ابتث")
        assert page_furniture.lines(text) == {}
