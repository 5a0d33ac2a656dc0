"""The mark of a text that was cut off is no word; all else stays one, and the text stays as it is."""

import pytest

from helpers.corpus import documents, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("زار الوزير المصنع… [+123 chars]", ["زار", "الوزير", "المصنع"]),
        ("زار الوزير المصنع [+4,510 chars]", ["زار", "الوزير", "المصنع"]),
        ("زار الوزير [+ 12 حرفا]", ["زار", "الوزير"]),
        ("زار [+12 chars] الوزير", ["زار", "12", "chars", "الوزير"]),
        ("زار الوزير [انظر الصورة]", ["زار", "الوزير", "انظر", "الصورة"]),
        ("زار الوزير [12 chars]", ["زار", "الوزير", "12", "chars"]),
    ],
)
def test_the_mark_of_the_rest_is_not_counted(text, words):
    corpus = documents.read([text, "خبر آخر عن المصنع"])
    made = tokens.tokenize(corpus, level="form")
    first = made.doc == 0
    forms = made.forms["form"].tolist()
    assert [forms[form] for form in made.form[first]] == words
    assert corpus.documents["text"][0] == text
    assert [text[a:b] for a, b in zip(made.start[first], made.end[first], strict=True)] == words


def test_texts_without_a_mark_are_handed_on_as_they_are():
    import pyarrow as pa

    from helpers.corpus.words import rest_marks

    texts = pa.array(["زار الوزير", "قال [كذا]"], pa.large_string())
    assert rest_marks.masked(texts) is texts
