"""A part of a corpus in one line of text."""

import pytest

from helpers.corpus import parts
from helpers.errors import ArgumentError


@pytest.mark.parametrize(
    "text, expected",
    [
        ("source=الشرق", {"source": "الشرق"}),
        (" source = الشرق | الغد ", {"source": ["الشرق", "الغد"]}),
        ("date=2015", {"start": "2015", "end": "2015"}),
        ("date=2015..2016-06", {"start": "2015", "end": "2016-06"}),
        ("date=2015..", {"start": "2015"}),
        ("date=..2016", {"end": "2016"}),
        ("source=أ; date=2015;", {"source": "أ", "start": "2015", "end": "2015"}),
    ],
)
def test_reads(text, expected):
    assert parts.conditions(text) == expected


@pytest.mark.parametrize("text", ["الشرق", "source=", "=الشرق", ";", ""])
def test_what_names_no_part_is_refused(text):
    with pytest.raises(ArgumentError, match="names no part of a corpus; write column=value, as in source=الشرق"):
        parts.conditions(text)
