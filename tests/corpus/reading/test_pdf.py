"""PDF: letters, words, lines and columns in the order in which a page is read, and what stays bad is told."""

import functools

import pypdfium2
import pytest
from made_pdfs import objects, stream, word_like

from helpers.arabic import visual_order
from helpers.corpus.reading import limits, pdf, pdf_layout, pdf_tables
from helpers.corpus.reading.pdf_glyphs import LOST, STRETCH, Glyph, Page, Rule
from helpers.errors import InputError

PROSE = [
    "أعلنت الوزارة أن العام الدراسي سيبدأ في الأسبوع الأول من الشهر، وأن الإدارات المحلية ستتسلم الكتب.",
    "وقال الوزير إن الأبنية القديمة لا تلائم حاجات الأطفال، وإن الانتقال يحتاج إلى الإعداد والاستشارة.",
    "ولاحظ الأهالي أن الإصلاحات الأخيرة لم تصل إلى القرى البعيدة، حيث لا يزال المعلمون بلا ماء.",
]
LINE = "بلغت نسبة النجاح 87% في عام ٢٠١٨ (أي 12.5 نقطة) وفق تقرير The Open University، ص 45: «جيد جدا» [انظر ٣]."


def read(data):
    return pdf.document(data, largest=limits.LARGEST)


def text(data):
    return read(data).document["text"]


def joined(data):
    return " ".join(text(data).split())


@functools.cache
def made(*paragraphs, **options):
    return word_like([list(paragraphs)], **options)


@pytest.mark.parametrize("shapes", [False, True], ids=["letters", "shapes"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_prose_comes_back_whatever_its_columns_and_the_names_of_its_glyphs(columns, shapes):
    assert joined(made(*PROSE, columns=columns, shapes=shapes)) == " ".join(PROSE)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_all_the_same(rotate):
    assert joined(made(*PROSE, columns=2, rotate=rotate)) == " ".join(PROSE)


def test_digits_brackets_and_latin_words_stand_where_they_belong():
    assert joined(made(LINE)) == LINE


def test_a_headline_over_two_columns_and_what_stands_below_are_read_before_and_after():
    data = word_like(
        [PROSE], columns=2, drawn=[[("عنوان كبير يمتد فوق العمودين معا في أعلى الصفحة الأولى", 480, 820),
                                   ("1 حاشية طويلة في أسفل الصفحة تمتد تحت العمودين معا ولا تقف في أحد", 545, 600)]]
    )  # fmt: skip
    lines = text(data).split("\n")
    assert lines[0].startswith("عنوان كبير") and lines[-1].startswith("1 حاشية طويلة")
    assert " ".join(" ".join(lines[1:-1]).split()) == " ".join(PROSE)


CELLS = [["المدينة", "السكان", "الملاحظات"], ["الأقصر", "1,250,000", "آثار كثيرة"], ["أسوان", "٣٥٠٬٠٠٠", "السد العالي"]]


@pytest.mark.parametrize("gutter", [7, 9, 12])
def test_columns_that_stand_close_together_are_apart_where_they_are_long(gutter):
    """A strip of white hardly wider than a blank, 0.58 to 1 size of the font, beside a dozen lines of prose."""
    texts = [f"{text} {n}" for n in range(3) for text in PROSE]
    assert joined(made(*texts, columns=2, gutter=gutter)) == " ".join(texts)


def test_the_letters_of_a_list_close_before_its_lines_are_no_column():
    lines = [f"{PROSE[n % 3][:60]}" for n in range(8)]
    drawn = [("." + "أبجدهوزح"[n], 540, 790 - 20 * n) for n in range(8)]
    drawn += [(line, 522, 790 - 20 * n) for n, line in enumerate(lines)]
    found = text(word_like([[]], drawn=[drawn])).split("\n")
    assert all(row.endswith(line) for line, row in zip(lines, found, strict=True))


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_is_read_row_by_row_with_tabs_between_cells(ruled):
    drawn = [(cell, 540 - 150 * column, 500 - 25 * row) for row, cells in enumerate(CELLS)
             for column, cell in enumerate(cells)]  # fmt: skip
    if ruled:
        drawn += [f"{95 + 150 * n} {490 - 25 * row} 150 25 re S" for n in range(3) for row in range(3)]
    lines = text(word_like([PROSE[:1]], drawn=[drawn])).split("\n")
    assert lines[-3:] == ["\t".join(row) for row in CELLS]


def test_a_cell_of_several_lines_stays_one_cell():
    drawn = [("المدينة", 540, 500), ("الملاحظات", 340, 500), ("الأقصر", 540, 467), ("آثار كثيرة في", 340, 475),
             ("غرب المدينة", 340, 459)]  # fmt: skip
    drawn += [f"{x} {y} 200 {height} re S" for x in (150, 350) for y, height in ((452, 38), (490, 25))]
    assert text(word_like([PROSE[:1]], drawn=[drawn])).split("\n")[-2:] == [
        "المدينة\tالملاحظات", "الأقصر\tآثار كثيرة في غرب المدينة",
    ]  # fmt: skip


def test_the_halves_of_verses_are_read_row_by_row():
    halves = [
        "قال الفتى للصبح أين المورد", "والليل في عينيه ليل أسود", "يمشي على درب طويل خطوه", "والنجم فوق رؤوسنا يتوقد",
        "ما زال يسأل عن بلاد مثلها", "حتى أتاه من البعيد الموعد",
    ]  # fmt: skip
    drawn = [(half, 540 - 250 * (n % 2), 500 - 25 * (n // 2)) for n, half in enumerate(halves)]
    assert joined(word_like([[]], drawn=[drawn])) == " ".join(halves)


def test_a_file_that_names_no_letters_says_so():
    with pytest.raises(InputError, match=r"a PDF whose fonts do not name their letters \(\d+ of them\): .* \(OCR\)"):
        read(made(*PROSE, unicode=False))


def test_pages_that_stay_bad_are_told_with_their_share():
    wrong = dict(zip("ﻟﻤﻨﺘﺒﻴﺳﺮﺩﻋ", "قضطشغذثجزح", strict=True))
    data = word_like([PROSE], letters=lambda shape: wrong.get(shape, shape))
    _, told = read(data).remarks
    assert told.startswith("1 of 1 pages hold many words that no list of words knows, their letters may be wrong or")
    assert told.endswith("%)") and "page 1 (" in told
    assert read(made(*PROSE)).remarks == (pdf.NOTE,)


def test_a_page_that_was_drawn_from_the_left_is_turned_round():
    lines = ["وقال الوزير إن الأبنية القديمة لا تلائم حاجات الأطفال", "أعلنت الوزارة في السنة الجديدة"]
    backwards = [(line[::-1], 540, 700 - 20 * n) for n, line in enumerate(lines)]
    assert text(word_like([[]], drawn=[backwards])).split("\n") == lines


@pytest.mark.parametrize("name", ["'", "A", "7", "\x1d", "§", "\uf0a7"])
def test_strokes_that_stretch_a_word_are_told_by_what_they_draw_whatever_they_are_called(name):
    data = word_like([["الكتـــاب الأول في المديـنة"]], letters=lambda shape: name if shape == "ـ" else shape)
    assert text(data) == "الكتاب الأول في المدينة"
    assert text(word_like([["الكتـــاب"]])) == "الكتـــاب"  # one that is named stays, as it does in other formats


def test_pages_are_parted_by_blank_lines_and_empty_ones_told():
    found = read(word_like([PROSE[:1], [], PROSE[1:2]]))
    assert [" ".join(page.split()) for page in found.document["text"].split("\n\n")] == PROSE[:2]
    assert found.remarks[1:] == ("1 of 3 pages hold no text",)


def test_a_damaged_file_gives_what_is_left_or_a_sentence():
    data = made(*PROSE)
    for end in range(0, len(data), len(data) // 25):
        for cut in (data[:end], data[:end] + data[end + 200 :], data[:end] + b"\xff" * 40 + data[end + 40 :]):
            try:
                assert read(cut).document["text"]
            except InputError as error:
                assert len(str(error)) < 300 and "\n" not in str(error)


HELLO = b"BT /F 12 Tf 50 700 Td (hello) Tj ET"


def test_text_in_a_form_is_read():
    assert text(objects(stream(b"/X6 Do"), forms=[b"/X7 Do", HELLO])) == "hello"


@pytest.mark.parametrize("turn", [b"1 0 0 1 0 0", b"0 1 -1 0 600 0"], ids=["level", "on its side"])
@pytest.mark.parametrize("moved", [-1.5, 4])
def test_a_letter_stays_in_its_word_where_its_signs_are_drawn_higher_than_it(turn, moved):
    """As browsers draw سُّ: the small letter, the high signs moved from the line, and a span that tells both."""
    spans = [("ا", [(b"H", 64, 700)]), ("ل", [(b"H", 57, 700)]), ("سُّ", [(b"W", 48, 700 + moved), (b"o", 51, 700)]),
             ("و", [(b"o", 43, 700)]), ("قِ", [(b"o", 38, 700), (b"-", 39, 697)])]  # fmt: skip
    drawn = b"".join(
        b"/Span << /ActualText <feff%b> >> BDC %b EMC\n" % (told.encode("utf-16-be").hex().encode(), b" ".join(
            b"BT /F 10 Tf %d %.1f Td (%b) Tj ET" % (x, y, shape) for shape, x, y in parts))
        for told, parts in spans
    )  # fmt: skip
    assert text(objects(stream(b"%b cm\n%b" % (turn, drawn)))) == "السُّوقِ"


def test_forms_that_draw_each_other_endlessly_are_refused():
    forms = [b"/X%d Do " % (n + 1) * 10 for n in range(6, 14)] + [HELLO]
    with pytest.raises(InputError, match="whose parts draw each other more often than any page does; print it"):
        read(objects(stream(b"/X6 Do"), forms=forms))
    with pytest.raises(InputError, match="without a text layer"):  # PDFium leaves out what draws itself
        read(objects(stream(b"/X6 Do"), forms=[b"/X6 Do /X7 Do", HELLO]))


def test_a_stream_that_bursts_is_refused():
    data = objects(stream(HELLO + b" " * 110_000_000, packed=True))
    with pytest.raises(InputError, match="unpacks to more than 250 times its size, as no text does; .* print it to a"):
        read(data)
    with pytest.raises(InputError, match="is larger when unpacked, where one file may have 20 MB"):
        pdf.document(data, largest=100_000_000)


# --- pages whose text is given: what is turned round, told or refused

KNOWN, UNKNOWN, IMPOSSIBLE = "المدينة", "قضطشغ", "األمن"


def of_pages(monkeypatch, *texts, largest=limits.LARGEST):
    """The Reading of a PDF with these texts on its pages."""
    given = iter(texts)
    monkeypatch.setattr(pdf_layout, "text_of", lambda pages, letters: next(given))
    return pdf.document(word_like([[]] * len(texts)), largest=largest)


def words(known, unknown=0, impossible=0):
    return " ".join([KNOWN] * known + [UNKNOWN] * unknown + [IMPOSSIBLE] * impossible)


@pytest.mark.parametrize(
    ("page", "share"),
    [
        (words(12, 4), "25%"), (words(13, 4), None),  # from a quarter of the words on
        (words(11, 4), "27%"), (words(10, 4), None), (words(0, 14), None),  # of fifteen words at least
        (words(38, 0, 2), "5%"), (words(39, 0, 1), None), (words(98, 0, 2), "2%"), (words(99, 0, 2), None),
        (words(11, 3, 1), "27%"), (words(100), None), ("", None),
    ],
)  # fmt: skip
def test_a_page_is_bad_by_its_unknown_words_and_by_those_that_cannot_be(monkeypatch, page, share):
    told = of_pages(monkeypatch, words(20), page).remarks
    bad = [one for one in told if "no list of words knows" in one]
    assert [one.rpartition(": ")[2] for one in bad] == ([f"page 2 ({share})"] if share else [])


def test_of_the_bad_pages_the_worst_five_are_named(monkeypatch):
    told = of_pages(monkeypatch, *(words(20 - n, n) for n in (5, 9, 0, 6, 10, 7, 8))).remarks[1]
    assert told.startswith("6 of 7 pages hold many words")
    assert told.endswith(": page 5 (50%), page 2 (45%), page 7 (40%), page 6 (35%), page 4 (30%)")


@pytest.mark.parametrize(
    ("shown", "turned"),
    [
        (" ".join(word[::-1] for word in ("القاهرة", "المدينة", "الرئيس", "الحكومة")), True),
        (" ".join(word[::-1] for word in ("القاهرة", "المدينة", "الرئيس")), False),  # four words at least
        ("القاهرة المدينة الرئيس الحكومة", False), ("قضطشغ ثضصقف شسيبل ذذرؤء", False),  # turned round it is no better
        ("ةرهاقلا ةنيدملا باب توت", True), ("ةنيدملا باب توت باب", False),  # half of them, some are words either way
        ("ةرهاقلا ةنيدملا قضطشغ ثضصقف", False), ("ةرهاقلا ةنيدملا سيئرلا قضطشغ ثضصقف", True),  # less than half stay
    ],
)  # fmt: skip
def test_a_page_is_turned_round_where_that_makes_words_of_most(monkeypatch, shown, turned):
    assert (of_pages(monkeypatch, shown).document["text"] != shown) == turned


def of_tied(monkeypatch, *pages, tied=True):
    """The texts of pages, each of some glyphs of several letters that share one place."""
    made = iter([Page([Glyph(text, 100 - 30 * n, 125 - 30 * n, 100 - 30 * n, 700.0, 10.0, True, tied)
                       for n, text in enumerate(page.split())], [], []) for page in pages])  # fmt: skip
    monkeypatch.setattr(pdf.pdf_glyphs, "pages_of", lambda page: ([next(made)], True))
    return read(word_like([[]] * len(pages))).document["text"].split("\n\n")


@pytest.mark.parametrize(
    ("pages", "texts"),
    [
        (["سم"], ["مس"]), (["لا"], ["لا"]), (["ال"], ["لا"]),  # nobody draws alef and lam as one
        (["لا", "سم"], ["لا", "سم"]), (["ال", "سم"], ["لا", "مس"]), (["أل", "سم"], ["لأ", "مس"]),
        (["لا سم"], ["لا سم"]), (["ال سم"], ["لا مس"]),  # also on the page that tells
        (["لا ال لا سم"], ["لا لا لا سم"]), (["لا ال ال سم"], ["لا لا لا مس"]), (["لا ال سم"], ["لا لا سم"]),
        (["لا", "ال", "سم"], ["لا", "لا", "مس"]), (["لا", "سم", "سم"], ["لا", "سم", "سم"]),  # the last that told it
        (["fi"], ["fi"]), (["12"], ["12"]), (["\u064eم"], ["مَ"]), (["م\u064e"], ["مَ"]),
        (["\u0651\u064eم"], ["م\u064e\u0651"]),
    ],
)  # fmt: skip
def test_letters_that_share_a_place_are_in_the_order_that_lam_and_alef_tell(monkeypatch, pages, texts):
    assert of_tied(monkeypatch, *pages) == texts


def test_letters_whose_order_is_sure_stay(monkeypatch):
    assert of_tied(monkeypatch, "ال سم", tied=False) == ["ال سم"]


def test_what_the_pages_lack_is_told(monkeypatch):
    made = of_pages(monkeypatch, "أول", "", "ثان", "")
    assert made.document["text"] == "أول\n\nثان" and made.remarks == (pdf.NOTE, "2 of 4 pages hold no text")
    with pytest.raises(InputError, match=r"without a text layer \(3 pages of pictures\): .* \(OCR\)"):
        of_pages(monkeypatch, "", "", "")
    for lost, refused in ((3, False), (4, True)):  # more letters that nobody names than others
        if refused:
            with pytest.raises(InputError, match=r"do not name their letters \(4 of them\)"):
                of_pages(monkeypatch, f"أول 12 {LOST * lost}")
        else:
            assert of_pages(monkeypatch, f"أول 12 {LOST * lost}").remarks == (pdf.NOTE,)


def test_the_text_of_all_pages_together_may_be_a_fifth_of_the_largest_file(monkeypatch):
    size = len(word_like([[]] * 3)) * 2
    assert of_pages(monkeypatch, *["أ" * size] * 3, largest=3 * size / limits.OFFICE).document["text"]
    with pytest.raises(InputError, match="is larger when unpacked, where one file may have"):
        of_pages(monkeypatch, *["أ" * size] * 3, largest=(3 * size - 1) / limits.OFFICE)


def test_a_damaged_page_does_not_cost_the_others(monkeypatch):
    data = word_like([PROSE[:1], PROSE[1:2], PROSE[2:]])
    opened = pypdfium2.PdfDocument.__getitem__

    def damaged(source, number):
        if number == 1:
            raise pypdfium2.PdfiumError("damaged")
        return opened(source, number)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", damaged)
    made = read(data)
    assert [" ".join(page.split()) for page in made.document["text"].split("\n\n")] == [PROSE[0], PROSE[2]]
    assert made.remarks == (pdf.NOTE, "1 damaged pages not read, the first is page 2")


# --- the layout by itself


def word(letters, left, base=700.0, size=10.0, width=5.0):
    """Glyphs of a word that begins (on the left) at a place; letters from left to right."""
    return [Glyph(char, left + width * n, left + width * (n + 1), left + width * n, base, size)
            for n, char in enumerate(letters)]  # fmt: skip


def laid(glyphs, blanks=(), rules=()):
    return pdf_layout.text_of([Page(list(glyphs), list(blanks), list(rules))], lambda glyph: glyph.text)


def test_gaps_are_spaces_and_blanks_that_are_drawn_are_too():
    assert laid([*word("لاق", 100), *word("مث", 87)]) == "قال ثم"
    assert laid([*word("لاق", 100), *word("مث", 90)]) == "قالثم"
    blank = Glyph(" ", 100, 100, 99.9, 700.0, 10.0)
    assert laid([*word("لاق", 100), *word("مث", 90)], [blank]) == "قال ثم"


@pytest.mark.parametrize(("gutter", "apart"), [(4, False), (8, True), (12, True), (20, True)])
def test_columns_whose_lines_stand_between_each_others_are_read_one_after_the_other(gutter, apart):
    """No row of one is one of the other: the white between them is told by where the lines begin."""
    right = [part for n in range(8) for part in word("دجبأ" * 10, 300 + gutter, 700 - 20 * n)]
    left = [part for n in range(8) for part in word("نملك" * 10, 100, 690 - 20 * n)]
    lines = laid([*right, *left]).split("\n")
    assert (lines == ["أبجد" * 10] * 8 + ["كلمن" * 10] * 8) == apart


def test_a_blank_under_a_letter_stands_on_the_side_to_which_it_is_nearer():
    blank = Glyph(" ", 100.2, 103, 100.2, 700.0, 10.0)
    assert laid([*word("رابخ", 100), *word("مث", 90)], [blank]) == "خبار ثم"


def test_a_letter_that_reaches_over_the_blank_of_the_next_run_stays_in_its_word():
    """As the last letter before the sign of a note does, where the paragraph runs from the left."""
    reaching = Glyph("ل", 91, 100.2, 91.1, 700.0, 10.0)
    blank = Glyph(" ", 95, 99, 95.0, 700.0, 10.0)
    assert laid([*word("بجلا", 100), reaching, *word("نمو", 80)], [blank]) == "الجبل ومن"


def test_vowel_signs_drawn_by_themselves_go_behind_their_letter():
    sign = Glyph("\u064e", 111, 113, 111.0, 706.0, 10.0)
    assert laid([*word("لاق", 100), sign]) == "قَال"


def test_the_number_of_a_footnote_stays_on_its_line():
    number = Glyph("1", 92, 95, 92.0, 705.0, 6.0)
    assert laid([*word("لاق", 100), number, *word("مث", 80)]) == "قال 1 ثم"


def test_strokes_that_stretch_a_word_are_left_out_and_signs_of_symbol_fonts_are_bullets():
    assert laid(word(f"ل{STRETCH}{STRETCH}اق", 100)) == "قال"
    assert laid([*word("لاق", 100), *word("\uf0a7", 120)]) == "• قال"
    assert laid(word("ل\uf0a7ق", 100)) == f"ق{LOST}ل"


def test_a_frame_is_no_table_and_lines_that_do_not_meet_are_none():
    assert pdf_tables.grids([Rule(0, 0, 100, 100)]) == []
    assert pdf_tables.grids([Rule(0, y, 100, y) for y in range(0, 300, 50)]) == []
    boxes = [Rule(50 * x, 20 * y, 50 * x + 50, 20 * y + 20) for x in range(3) for y in range(3)]
    (grid,) = pdf_tables.grids(boxes)
    assert (grid.heights, grid.edges) == ([40, 20], [50, 100])


@pytest.mark.parametrize(
    ("shown", "text", "rtl"),
    [
        ("Windows 11 ىلع", "على Windows 11", True), ("12.5 غلبملا", "المبلغ 12.5", True),
        ("%87 ةبسن", "نسبة 87%", True), ("45-47 ص", "ص 47-45", True), ("٢٠١٨/١٢٣ مقر", "رقم ٢٠١٨/١٢٣", True),
        ("The law is ٢٠١٨ ةنسل ١٢ مقر نوناقلا as amended", "The law is القانون رقم ١٢ لسنة ٢٠١٨ as amended", False),
        ("info@example.org ربع", "عبر info@example.org", True), (")ةيناث( ةرقف", "فقرة (ثانية)", True),
        ("(ةيناث) ةرقف", "فقرة (ثانية)", True), ("«ديج» لاق", "قال «جيد»", True), ("»ديج« لاق", "قال «جيد»", True),
        ("(1) دنب", "بند (1)", True), ("f(x) is a function", "f(x) is a function", False), (".لاق", "قال.", True),
    ],
)  # fmt: skip
def test_a_line_as_it_stands_is_put_in_reading_order(shown, text, rtl):
    assert visual_order.logical(list(shown), right_to_left=rtl) == text


@pytest.mark.parametrize("text", ["1) أول", "(نص (في نص) هنا)", "[١] و {٢}", "لا قوس", "نص («مقتبس») نص"])
def test_brackets_that_stand_right_stay(text):
    assert visual_order.turn_brackets(text) == text
