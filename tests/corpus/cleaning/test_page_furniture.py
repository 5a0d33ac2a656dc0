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
