"""Bytes in every encoding that Arabic files come in."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_files import SHARED, needs_shared

from helpers.arabic.script import plausibility
from helpers.corpus.reading import decoding
from helpers.errors import ArgumentError, InputError

TEXT = "قال الوزير في المؤتمر إن مكافحة الإرهاب من أولويات الدولة، على أن تعلن النتائج هذا العام.\nانتهى"


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("utf-32-be", b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(codec, mark, name):
    assert decoding.decode(mark + TEXT.encode(codec)) == (TEXT, name, "byte order mark")


@pytest.mark.parametrize(
    ("codec", "name", "how"),
    [
        ("utf-8", "utf-8", "valid UTF-8"),
        ("utf-16-le", "utf-16-le", "UTF-16 without a mark"),
        ("utf-16-be", "utf-16-be", "UTF-16 without a mark"),
        ("cp1256", "windows-1256", "judged by its letters (windows-1256)"),
        ("iso8859-6", "iso-8859-6", "judged by its letters (iso-8859-6)"),
    ],
)
def test_an_encoding_without_mark_is_found(codec, name, how):
    assert decoding.decode(TEXT.encode(codec)) == (TEXT, name, how)


def test_presentation_forms_in_utf16_without_a_mark_are_found():
    text = "ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﻓﻲ ﺍﻟﻤﺆﺗﻤﺮ"
    assert decoding.decode(text.encode("utf-16-le"))[:2] == (text, "utf-16-le")


def test_an_old_code_page_is_found_behind_a_long_english_beginning():
    text = "id,text\n" + "1,no Arabic here\n" * 20_000 + "2," + TEXT
    assert decoding.decode(text.encode("cp1256"))[:2] == (text, "windows-1256")


def test_line_ends_become_lf_and_this_is_told():
    text, _, how = decoding.decode("سطر\r\nسطر\r\nسطر\rسطر\nسطر".encode())
    assert text == "سطر\nسطر\nسطر\nسطر\nسطر"
    assert how == "valid UTF-8; 2 CRLF and 1 CR line ends changed to LF"


def test_a_file_cut_off_in_a_letter_keeps_its_text_and_says_where_it_is_broken():
    text, encoding, how = decoding.decode(TEXT.encode()[:-1])
    assert text == TEXT[:-1] + "\ufffd"
    assert encoding == "utf-8"
    assert how == "UTF-8 with broken bytes; 1 broken place replaced by U+FFFD, the first in line 2"


def test_a_file_of_two_encodings_is_not_made_mojibake():
    lines = [TEXT.encode("cp1256")] * 5 + [TEXT.encode()]
    with pytest.raises(
        InputError, match=r"broken places when read as utf-8, the first in line 1: .* mixes encodings"
    ):
        decoding.decode(b"\n".join(lines))


@pytest.mark.parametrize(
    "data",
    [
        "Été à la plage où l'élève français mangeait des crêpes très sucrées".encode("cp1252"),
        "Die Straße führt über größere Hügel und schöne Täler nach München".encode("cp1252"),
        "Привет, это обычный русский текст о погоде и политике в стране".encode("cp1251"),
        "Αυτό είναι ένα ελληνικό κείμενο για την πολιτική και τον καιρό".encode("cp1253"),
        "זה טקסט בעברית על הפוליטיקה ומזג האוויר היום בארץ".encode("cp1255"),
        "这是一个关于政治和天气的中文文本。".encode("gb18030"),
        gzip.compress(TEXT.encode() * 50, mtime=0),
        bytes(range(128, 256)) * 10,
    ],
    ids=["french", "german", "russian", "greek", "hebrew", "chinese", "gzip", "every byte"],
)
def test_what_is_no_arabic_is_not_read_as_arabic(data):
    with pytest.raises(InputError, match="neither UTF-8 or UTF-16 nor Arabic.*save the file as UTF-8"):
        decoding.decode(data)


def test_a_named_encoding_is_used_without_guessing():
    assert decoding.decode("نعم".encode("mac_arabic"), encoding="mac_arabic")[0] == "نعم"
    assert decoding.decode("نعم".encode("cp1256"), encoding="windows-1256") == (
        "نعم",
        "windows-1256",
        "named",
    )
    assert decoding.decode("\ufeffنعم".encode(), encoding="utf-8")[0] == "نعم"


@pytest.mark.parametrize(("broken", "read"), [(8, True), (10, True), (11, False), (50, False)])
def test_two_broken_places_in_a_hundred_letters_are_too_many_if_one_more_is_broken(broken, read):
    words = ["مجلس"] * 125  # 500 letters
    data = b" ".join([*(word.encode() + b" \xff" for word in words[:broken]), *map(str.encode, words[broken:])])
    if read:
        text, name, how = decoding.decode(data)
        assert (text.count("\ufffd"), name) == (broken, "utf-8")
        assert how == f"UTF-8 with broken bytes; {broken} broken places replaced by U+FFFD, the first in line 1"
    else:
        with pytest.raises(InputError, match=f"{broken} broken places when read as utf-8, the first in line 1"):
            decoding.decode(data)


def test_a_wrong_named_encoding_is_an_error():
    with pytest.raises(InputError, match="not utf-8: byte 0 cannot be read"):
        decoding.decode(TEXT.encode("cp1256"), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["windows1265", "rot13", "base64"])
def test_an_unknown_encoding_is_an_error(encoding):
    with pytest.raises(ArgumentError, match="no known text encoding"):
        decoding.decode(b"", encoding=encoding)


def test_an_unknown_encoding_gets_the_nearest_one():
    with pytest.raises(ArgumentError, match='Did you mean "windows-1256"'):
        decoding.check_encoding("windows-1265")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x06\xfe\ufeff")))
def test_utf8_of_any_text_comes_back(text):
    assert decoding.decode(text.encode())[0] == decoding.unix_newlines(text)


def test_plausibility_prefers_the_true_code_page():
    data = TEXT.encode("iso8859-6")
    assert plausibility(data.decode("iso8859-6")) > plausibility(data.decode("cp1256"))
    assert plausibility("plain English") == 0


@needs_shared
def test_a_real_windows_1256_file_equals_its_utf8_twin():
    real = SHARED / "ugly" / "real"
    text, encoding, _ = decoding.decode((real / "cp1256_wikipedia_maghreb.txt").read_bytes())
    assert encoding == "windows-1256"
    assert text == decoding.decode((real / "utf8_twin_of_cp1256.txt").read_bytes())[0]


@needs_shared
@pytest.mark.parametrize("name", ["seed_cp1256.txt", "seed_utf16le_bom.txt", "seed_utf8_bom_crlf.txt"])
def test_the_seed_in_other_encodings_equals_the_seed(name):
    seed = next((SHARED / "corpora" / "seed").glob("*.txt")).read_bytes().decode("utf-8")
    assert decoding.decode((SHARED / "ugly" / "derived" / name).read_bytes())[0] == seed


@needs_shared
@pytest.mark.parametrize(
    ("name", "encoding"),
    [("cp1256_no_charset.html", "windows-1256"), ("iso8859_6_no_charset.html", "iso-8859-6")],
)
def test_real_pages_without_a_declaration_are_told_apart(name, encoding):
    text, found, _ = decoding.decode((SHARED / "ugly" / "real" / name).read_bytes())
    assert found == encoding
    assert " في " in text
