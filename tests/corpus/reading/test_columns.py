"""What the names of columns tell."""

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
