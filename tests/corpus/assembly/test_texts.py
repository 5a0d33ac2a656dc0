"""The cell that holds a text: what it becomes, and when it is of no use."""

import pytest

from helpers.corpus.assembly import texts


@pytest.mark.parametrize(
    ("raw", "text", "remarks", "reason"),
    [
        ("نعم", "نعم", [], None),
        ("نعم\r\nلا\r", "نعم\nلا\n", ["CRLF or CR line ends changed to LF"], None),
        ("نعم\ud800", "نعم\ufffd", ["lone surrogates replaced by U+FFFD",
                                     "1 U+FFFD: characters that were lost in reading or before"], None),
        ("نعم\0\0", "نعم\0\0", ["2 NUL characters kept"], None),
        (["نعم", "لا"], "نعم\nلا", ["the text was a list of 2 strings, now one line each"], None),
        ([], "", ["the text was a list of 0 strings, now one line each"], "no text"),
        (None, "", [], "no text"),
        (" \n\u00a0", " \n\u00a0", [], "no text"),
        (12, "12", [], "no Arabic word"),
        ("١٢ ، ؟ ـ", "١٢ ، ؟ ـ", [], "no Arabic word"),
        ({"a": "نعم"}, "", [], "the text is a JSON object, not a string"),
        ([{"a": "نعم"}], "", [], "the text is a JSON list, not a string"),
        ("ﻧﻌﻢ", "ﻧﻌﻢ", [], None),
    ],
)  # fmt: skip
def test_a_cell_becomes_a_text_or_says_why_not(raw, text, remarks, reason):
    assert texts.readable(raw) == (text, remarks, reason)
