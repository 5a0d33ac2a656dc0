"""The reader's lexicon: what is read from lexicon.csv, and what is refused with its line."""

import re

import pytest
from factory import corpus_of

from helpers.corpus import tokens
from helpers.corpus.words import lexicon
from helpers.errors import InputError


@pytest.fixture
def write(tmp_path):
    """A function that writes lexicon.csv and returns its path."""

    def write(text, encoding="utf-8"):
        path = tmp_path / "معجم 1" / "lexicon.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    return write


GOOD = "form,lemma\nالدواعش,داعش\nمكافحة الإرهاب,\nالأمم  المتحدة , أمم متحدة\n"
ENTRIES = {"الدواعش": "داعش", "مكافحة الإرهاب": "مكافحة الإرهاب", "الأمم المتحدة": "أمم متحدة"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_good_file_gives_its_entries_in_order(write, encoding, end):
    found = lexicon.read(write(GOOD.replace("\n", end), encoding))
    assert list(found.items()) == list(ENTRIES.items())


def test_the_path_may_be_a_string(write):
    assert lexicon.read(str(write(GOOD))) == ENTRIES


def test_columns_may_stand_in_another_order_beside_others(write):
    text = 'n,lemma,form,note\n1,داعش,الدواعش,"جمع, قليل"\n2,,مكافحة الإرهاب,\n3,أمم متحدة,"الأمم المتحدة",\n'
    assert lexicon.read(write(text)) == ENTRIES


@pytest.mark.parametrize("row", ["بوكو حرام", "بوكو حرام,", "بوكو حرام, ", 'بوكو حرام,""'])
def test_an_empty_lemma_is_the_form_itself(write, row):
    assert lexicon.read(write(f"form,lemma\n{row}\n")) == {"بوكو حرام": "بوكو حرام"}


@pytest.mark.parametrize("text", ["", "form,lemma", "form,lemma\n\n,\n , \n"])
def test_a_file_without_entries_is_empty(write, text):
    assert lexicon.read(write(text)) == {}


@pytest.mark.parametrize("again", ["الدواعش,داعش", "الدواعش , داعش"])
def test_the_same_line_twice_is_no_contradiction(write, again):
    assert lexicon.read(write(f"form,lemma\nالدواعش,داعش\n{again}\n")) == {"الدواعش": "داعش"}


def test_spellings_that_differ_in_hamza_are_two_entries(write):
    assert lexicon.read(write("form,lemma\nأعلام,علم\nإعلام,إعلام\n")) == {"أعلام": "علم", "إعلام": "إعلام"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "form,lemma\nقوات,قوة\nدواعش,داعش\nقوات,قوات\n",
            'lines 2 and 4: "قوات" is given two lemmas, "قوة" and "قوات"; keep one of the lines.',
        ),
        ("form,lemma\n\n\nقوات,قوة\n\nقوات,\n", 'lines 4 and 6: "قوات" is given two lemmas, "قوة" and "قوات";'),
        ("form,lemma\nقوات,قوة\nقوات,قوة\nقوات,قوي\n", 'lines 2 and 4: "قوات" is given two lemmas'),
        ("form,lemma\nقوات,قوة\nقـوات,قوي\n", 'lines 2 and 3: "قـوات" is given two lemmas, "قوة" and "قوي"'),
        ("form,lemma\nقُوّات,قوة\nقوات,قوي\n", 'lines 2 and 3: "قوات" is given two lemmas, "قوة" and "قوي"'),
        ("form,lemma\nبوكو حرام,\nبوكو  حرام,حرام\n", 'lines 2 and 3: "بوكو حرام" is given two lemmas'),
        ("form,lemma\nقوات,قوة\nNATO,ناتو\n", 'line 3: the form "NATO" holds no Arabic letter; write the word there.'),
        ("form,lemma\n\n,قوة\n", 'line 3: the form "" holds no Arabic letter'),
        ("form,lemma\n١٢,قوة\n", 'line 2: the form "١٢" holds no Arabic letter'),
        ("word,lemma\nقوات,قوة\n", 'the first line must be "form,lemma", but is "word,lemma".'),
        ("form\nقوات\n", 'the first line must be "form,lemma", but is "form".'),
        ("form;lemma\nقوات;قوة\n", 'the first line must be "form,lemma", but is "form;lemma".'),
        ("قوات,قوة\n", 'the first line must be "form,lemma", but is "قوات,قوة".'),
        ("lemma\n", 'the first line must be "form,lemma", but is "lemma".'),
        ('form,lemma\n"قوات,قوة\nدواعش,داعش\n', "not valid CSV (unexpected end of data); look at the quotes."),
    ],
)
def test_a_faulty_file_is_told_in_one_sentence(write, text, sentence):
    path = write(text)
    with pytest.raises(InputError, match=re.escape(sentence)) as caught:
        lexicon.read(path)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16"])
def test_a_file_that_is_not_utf_8_is_named(write, encoding):
    with pytest.raises(InputError, match="lexicon.csv: the file is not UTF-8; save it again as CSV UTF-8"):
        lexicon.read(write(GOOD, encoding))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="lexicon.csv cannot be read \\(No such file"):
        lexicon.read(tmp_path / "lexicon.csv")
    with pytest.raises(InputError, match="cannot be read \\(Is a directory"):
        lexicon.read(tmp_path)


def test_a_form_that_the_tokenizer_cuts_is_a_term_of_several_words(write):
    entries = lexicon.read(write("form,lemma\nكوفيد-19,كورونا\nأنصار/الشريعة,\n"))
    assert entries == {"كوفيد 19": "كورونا", "أنصار الشريعة": "أنصار/الشريعة"}
    counted = tokens.tokenize(corpus_of(["تفشي كوفيد-19 ثم كوفيد 19"]), lexicon=entries)
    assert counted.terms.set_index("term")["n"]["كورونا"] == 2
    assert "كوفيد-19" in set(counted.forms["form"])


def test_a_lemma_without_an_arabic_letter_is_named(write):
    with pytest.raises(InputError, match='lexicon.csv, line 3: the lemma "ISIS" holds no Arabic letter'):
        lexicon.read(write("form,lemma\nبوكو حرام,\nداعش,ISIS\n"))
