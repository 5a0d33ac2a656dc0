import html
import html.parser
import re
import subprocess
import sys

import pytest

from helpers.corpus.assembly import repair
from helpers.display import sentences
from helpers.errors import ArgumentError, InputError, NotEnoughData, SettingsError


class Read(html.parser.HTMLParser):
    """What a browser makes of a block: its tags, its text, and the direction around each piece of text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.pieces = [], [], []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert {name for name, _ in attrs} <= {"dir", "style", "class"}
        self.tags.append(tag)
        self.open.append((tag, dict(attrs).get("dir")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        directions = [direction for _, direction in self.open if direction]
        self.pieces.append((directions[0], directions[-1], data))

    def paragraph(self, direction):
        return "".join(text for first, _, text in self.pieces if first == direction)

    def inside(self, paragraph, direction):
        """Pieces of a paragraph that stand in another direction than their surroundings or in one of their own."""
        return [text for first, last, text in self.pieces if (first, last) == (paragraph, direction)]


def test_a_sentence_without_places():
    assert sentences.arabic("There is no node; give a list of words.") == "لا محور هنا؛ أعطِ قائمة كلمات."


def test_values_are_kept_in_the_order_of_the_arabic():
    said = sentences.arabic('"الأمن" has weight -2: a cloud shows weights above 0 only.')
    assert said.index("weight") < said.index("الأمن") < said.index("-2")


def test_a_hint_is_in_arabic_too_and_may_be_absent():
    bare = sentences.arabic('there is no notebook "99".')
    assert bare == "لا يوجد دفتر اسمه «99»."
    assert sentences.arabic('there is no notebook "99". Did you mean "09"?') == f"{bare} أتقصد «09»؟"
    listed = sentences.arabic('there is no notebook "99". The notebooks are 01_corpus, 02_tokens.')
    assert listed == f"{bare} والدفاتر هي 01_corpus, 02_tokens."


@pytest.mark.parametrize(
    "hint, shown",
    [('"أ"', "«أ»"), ('"أ", "ب"', "«أ» أو «ب»"), ('"أ", "ب", "ج", "د"', "«أ» أو «ب» أو «ج» أو «د»")],
)
def test_several_proposals(hint, shown):
    assert sentences.arabic(f'"x" does not occur. Did you mean {hint}?').endswith(f"أتقصد {shown}؟")


def test_a_sentence_within_a_sentence_is_in_arabic_too():
    text = '/s/study.toml: [keyness] target: No document has source "الغد". Did you mean "الغد الجديد"?'
    said = sentences.arabic(text)
    assert said == "/s/study.toml: في [keyness] target: لا وثيقة قيمة source فيها «الغد». أتقصد «الغد الجديد»؟"


def test_what_holds_an_unknown_sentence_is_unknown():
    assert sentences.arabic("In the target: Something else.") == ""
    assert sentences.arabic("a.ipynb: Something else.") == ""
    assert sentences.arabic("") == "" and sentences.html("") and sentences.plain("") == ""


def test_several_sentences_one_after_the_other():
    one, other = "The table is empty: there is nothing to draw.", 'there is no notebook "v. 2". Did you mean "02"?'
    assert sentences.arabic(f"{one} {other}") == f"{sentences.arabic(one)} {sentences.arabic(other)}"
    assert sentences.arabic(f"{one} And something else.") == ""


def test_the_most_specific_template_wins():
    assert "ينتهي الملف قبل أوانه" in sentences.arabic("/s, line 3: not valid TOML: the file ends too early.")
    assert "Expected" in sentences.arabic("/s, line 3: not valid TOML: Expected '=' after a key.")
    key = sentences.arabic('The key in columns is "x", but must be one of "text".')
    assert "المفتاح في columns" in key and "The key" not in key


@pytest.mark.parametrize(
    "value",
    [
        'x" does not occur. Did you mean "y', "The table is empty: there is nothing to draw.", "{1}", "{hint}", "{}",
        'a "quoted" word', '"', "مكافحة الإرهاب", "<script>alert(1)</script>", "two\nlines", "a\tb", "", " ", "a: b: c",
        "\ue000\ue001", "C:\\Users\\عمر", "\u202eevil\u2069", "(", "50 %", ". ",
    ],
)  # fmt: skip
def test_a_value_may_hold_anything(value):
    for template in ('"{}" does not occur.', 'there is no notebook "{}". Did you mean "02"?', "{} cannot be read (x)."):
        said = sentences.arabic(template.format(value))
        assert value in said and re.search("[\u0621-\u064a]{3}", said)
        page = Read(sentences.html(template.format(value)))
        assert set(page.tags) <= {"div", "p", "bdi"}


def test_values_that_hold_a_sentence_are_no_sentence():
    said = sentences.arabic('there is no notebook "The table is empty: there is nothing to draw.".')
    assert said == "لا يوجد دفتر اسمه «The table is empty: there is nothing to draw.»."


def test_a_hostile_text_is_read_in_time(monkeypatch):
    looked = []
    monkeypatch.setattr(sentences, "_fits", lambda *a, fits=sentences._fits: looked.append(1) or fits(*a))
    monkeypatch.setattr(sentences, "_MOST_TRIES", 10_000)
    assert sentences.arabic("a: b: " * 300 + 'there is no notebook "x". ' * 50) == ""
    assert len(looked) <= 10_000


def test_a_block_is_arabic_from_the_right_then_english_from_the_left():
    text = 'there is no notebook "99". Did you mean "09"?'
    block = sentences.html(ArgumentError(text))
    first, second = re.findall('<p dir="(rtl|ltr)" style="[^"]*text-align: (right|left);">', block)
    assert (first, second) == (("rtl", "right"), ("ltr", "left"))
    page = Read(block)
    assert page.tags[0] == "div" and page.paragraph("rtl") == sentences.arabic(text)
    assert page.paragraph("ltr") == text
    assert "color" not in block and "background" not in block  # of a light and a dark page


def test_a_text_without_arabic_stands_alone():
    page = Read(sentences.html("Something <b>else</b>."))
    assert page.tags == ["div", "p"] and page.paragraph("ltr") == "Something <b>else</b>."


def test_paths_code_and_keys_keep_their_direction_in_arabic():
    page = Read(sentences.html(NotEnoughData(
        "No content word is left of 1,234 terms; add documents, or look at [terms] stop_words and min_length and "
        "[frequency] min_n in study.toml."
    )))  # fmt: skip
    apart = page.inside("rtl", "ltr")
    assert apart == ["1,234", "[terms] stop_words", "min_length", "[frequency] min_n", "study.toml"]
    text = '"clitic:نا" needs lemmas, but the level is "form"; set [terms] level = "lemma".'
    page = Read(sentences.html(SettingsError(text)))
    assert '[terms] level = "lemma"' in page.inside("rtl", "ltr")


def test_a_command_and_its_path_are_one_piece():
    text = '/s/الشرق/06.csv has not been written yet; "khitab run /s/الشرق 06" does it.'
    block = sentences.html(InputError(text))
    assert '<bdi dir="ltr">khitab run /s/<bdi dir="rtl">الشرق</bdi> 06</bdi>' in block
    assert Read(block).paragraph("rtl") == sentences.arabic(text)


def test_arabic_folders_of_a_path_stay_in_order():
    block = sentences.html("/home/عمر/دراسة/a.csv is neither a file nor a folder.")
    path = '/home/<bdi dir="rtl">عمر</bdi>/<bdi dir="rtl">دراسة</bdi>/a.csv'
    assert f'<bdi dir="ltr">{path}</bdi>' in block and f">{path} is neither" in block


def test_arabic_words_stay_in_place_in_english():
    page = Read(sentences.html('"س" does not occur. Did you mean "أ", "ب ج"?'))
    assert page.inside("ltr", "rtl") == ["س", "أ", "ب ج"]


def test_a_query_reads_from_the_right_in_both():
    block = sentences.html('The query "مكافحة (الإرهاب" cannot be read: a ( is not closed.')
    assert block.count('<bdi dir="rtl">مكافحة (الإرهاب</bdi>') == 2


def test_markup_cannot_run():
    block = sentences.html("there is no notebook \"<script>alert('x')</script>\".")
    assert "<script" not in block and block.count("&lt;script&gt;") == 2


def test_plain_is_a_line_in_each_language():
    error = ArgumentError("The table is empty: there is nothing to draw.")
    assert sentences.plain(error) == "الجدول فارغ: لا شيء يُرسم.\nThe table is empty: there is nothing to draw."
    assert sentences.plain("Something else.") == "Something else."


def test_a_terminal_needs_no_drawing_library():
    code = "import sys; from helpers.display import sentences; sentences.plain('no text'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "helpers.display.sentences" in loaded and "matplotlib" not in loaded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 CRLF line ends changed to LF", "نهايات الأسطر"),
        ("no category", "بلا باب"),
        ('the date "أمس" is left empty: a relative date; write the date itself', "تاريخ نسبي؛ اكتب التاريخ نفسه"),
        ("valid UTF-8; a transcript: 5 times of the recording left out", "ترميز UTF-8 سليم؛ تفريغ نصي"),
        ("valid UTF-8; nobody ever told this", ""),
    ],
)
def test_what_is_told_of_a_file_is_named_clause_by_clause(text, found):
    shown = sentences.of_problem(text)
    assert found in shown if found else shown == ""


@pytest.mark.parametrize("step", repair.STEPS)
def test_what_was_repaired_is_said_in_arabic(step):
    meaning, unit, _ = repair.STEPS[step]
    shown = sentences.of_problem(f"repaired: {meaning}; 1,234 {unit}")
    assert shown.startswith("أُصلح: ") and shown.endswith("1,234") and meaning not in shown


def test_the_reason_why_something_is_set_aside_is_said_in_arabic():
    assert sentences.of_problem("set aside: no Arabic word") == f"وُضع جانبا: {sentences.arabic('no Arabic word')}"
    assert sentences.of_problem("set aside: nobody ever told this") == ""
