"""What the names of columns tell."""

import re
from pathlib import Path

import pytest

from helpers.corpus.reading import columns


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("اسم الجريدة", True), ("[Newspaper name]", True), ("الجريدة", False), ("المصدر", False), ("اسم الكاتب", False),
     ("Source", False), ("جريدة الاسم الجديد", False), ("", False)],
)  # fmt: skip
def test_the_name_of_a_column_is_no_source(value, is_one):
    assert columns.names_a_source(value) == is_one


def test_each_column_is_guessed_once_and_the_fields_asked_for_alone():
    assert columns.guess(["content", "text", "العنوان"]) == {"text": "text", "title": "العنوان"}
    assert columns.guess(["x", "y"]) == {}
    assert columns.guess(["text", "title"], ["title"]) == {"title": "title"}


def test_the_classes_of_words_are_asked_for_and_spelled_as_names_are_folded():
    source = Path(columns.__file__).read_text("utf-8")
    asked = set(re.findall(r'"(\w+)"', " ".join(re.findall(r"_(?:class|ranked)\(([^)]*)\)", source))))
    asked |= {"published", "dated", "timed"}  # in their order
    assert set(columns.classes()) == asked
    for name, words in columns.classes().items():
        assert words and len(set(words)) == len(words), name
        assert [word for word in words if columns.folded(f"x{word}") != f"x{word}"] == [], name
