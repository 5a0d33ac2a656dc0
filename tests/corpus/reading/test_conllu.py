"""CoNLL-U: what is a sentence, a word, a document and its metadata; and what is none of these."""

import pytest

from helpers.corpus.reading import conllu


def word(place, form, misc="_"):
    return "\t".join([place, form, *["_"] * 7, misc])


def sentence(*words):
    """The lines of a sentence whose words are numbered from 1."""
    return "\n".join(word(str(n), form) for n, form in enumerate(words, 1))


def records(*blocks):
    """The documents of a file of these blocks, which blank lines part: list of (line, {column: cell, if any})."""
    made = conllu.corpus("\n\n".join(blocks))
    return [(row, {name: cell for name, cell in record.items() if cell}) for row, record in made.table]


def texts(*blocks):
    return [record["text"] for _, record in records(*blocks)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([word("1", "كتب"), word("2", "خبرا")], "كتب خبرا"),
        ([word("1", "كتب", "SpaceAfter=No"), word("2", ".")], "كتب."),
        ([word("1", "كتب", "Ref=1|SpaceAfter=No"), word("2", "."), word("3", "ثم")], "كتب. ثم"),
        # a token of several words is written once, what follows it is a word again
        ([word("1-2", "ونشره"), word("1", "و"), word("2", "نشره"), word("3", "أمس")], "ونشره أمس"),
        ([word("1", "قد"), word("2-4", "وسينشر"), word("2", "و"), word("3", "س"), word("4", "ينشر"), word("5", "غدا")],
         "قد وسينشر غدا"),
        # an empty node is not written, also where it stands first
        ([word("0.1", "هو"), word("1", "كتب"), word("1.1", "هو"), word("2", "خبرا")], "كتب خبرا"),
        # the comment wins over the words, and an empty one does not
        (["# text = كتب  خبرا", sentence("كتب", "خبرا")], "كتب  خبرا"),
        (["# text =", sentence("كتب", "خبرا")], "كتب خبرا"),
        (["#text=كتب خبرا", sentence("كتب")], "كتب خبرا"),
        (["# text_en = He wrote", sentence("كتب")], "كتب"),
    ],
)  # fmt: skip
def test_a_sentence_is_its_comment_or_its_words_as_they_are_written(lines, text):
    assert texts("\n".join(lines)) == [text]


def test_each_sentence_numbers_its_words_anew():
    lines = [word("1-3", "وسينشر"), word("1", "و"), word("2", "س"), word("3", "ينشر")]
    assert texts("\n".join(lines), sentence("خبرا", "جديدا")) == ["وسينشر\nخبرا جديدا"]


def test_a_paragraph_begins_behind_a_blank_line_but_for_the_first():
    first, second, third = (sentence(one) for one in ("أول", "ثان", "ثالث"))
    assert texts(f"# newpar\n{first}", second, f"# newpar id = p2\n{third}") == ["أول\nثان\n\nثالث"]


def test_documents_begin_where_newdoc_says_so_named_or_not():
    first, second = sentence("أول"), sentence("ثان")
    assert records(f"# newdoc id = a\n{first}", f"# newdoc\n{second}") == [
        (1, {"text": "أول", "newdoc": "a"}), (4, {"text": "ثان"}),
    ]  # fmt: skip
    # words before the first newdoc are a document; no blank line is needed before a newdoc
    assert records(f"{first}\n# newdoc id = b\n{second}") == [(1, {"text": "أول"}), (2, {"text": "ثان", "newdoc": "b"})]
    # one newdoc above another is no document, and its title is not that of the next
    above = "# newdoc id = a\n# title = أول\n"
    assert records(f"{above}# newdoc id = b\n{second}") == [(3, {"text": "ثان", "newdoc": "b"})]


@pytest.mark.parametrize(
    ("comment", "about"),
    [
        ("# title = خبر", {"title": "خبر"}),
        ("# author = سالم", {"author": "سالم"}),
        ("# meta::section = محليات", {"section": "محليات"}),
        ("# meta section = محليات", {"section": "محليات"}),
        ("# title =", {}),  # says nothing
        ("# sent_id = 5", {}),  # is of the sentence
        ("# global.columns = ID FORM", {}),
        ("# خبر", {}),
    ],
)
def test_of_the_comments_those_on_the_document_are_metadata(comment, about):
    assert records(f"{comment}\n{sentence('كتب')}") == [(1, {"text": "كتب"} | about)]
    assert records(sentence("كتب"), f"{comment}\n{sentence('ثان')}") == [(1, {"text": "كتب\nثان"})]  # too late


def test_of_metadata_that_are_told_twice_the_first_count_and_none_takes_the_place_of_the_text():
    lines = ["# title = أول", "# meta::title = ثان", "# meta::text = ثالث", sentence("كتب")]
    assert records("\n".join(lines)) == [(1, {"text": "كتب", "title": "أول"})]


def test_the_reading_says_how_many_sentences_and_what_is_no_word():
    bad = "3\tبلا خلايا"
    made = conllu.corpus("\n\n".join([sentence("أول", "ثان"), f"{sentence('ثالث', 'رابع')}\n{bad}", "# newpar"]))
    assert made.aside == [(6, "no word of CoNLL-U: ten cells parted by tabs are needed")]
    assert made.remarks == ("a CoNLL-U file: the text of 2 sentences in 1 documents, without the analyses",)
    assert made.places == {"text": "text"}
    many = conllu.corpus("\n".join([sentence("أول", "ثان", "ثالث"), *[bad] * 1500]))
    assert len(many.aside) == 1000  # a list of all lines of a file that is none would be no help


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (sentence("كتب"), True),
        ("\ufeff" + sentence("كتب"), True),
        ("\n\n# newdoc\n" + sentence("كتب"), True),
        (word("0.1", "هو"), True),
        (word("1-2", "ونشره"), True),
        ("# تعليق\n" * 59 + sentence("كتب"), True),
        ("# تعليق\n" * 60 + sentence("كتب"), False),  # a long text with a table at its end
        (word("2", "كتب"), False),  # begins in the middle: the rows of another table
        (word("2019", "كتب"), False),
        ("\t".join(["1", "كتب", *["_"] * 7]), False),  # nine cells
        (word("1", "كتب") + "\t_", False),  # eleven
        (sentence("كتب", "هو") + "\nسطر بلا خلايا", False),
        (sentence("كتب", "هو", "خبرا") + "\nسطر بلا خلايا", True),  # it is set aside
        ("# تعليق\tثان", False),
        ("كتب خبرا", False),
    ],
)
def test_a_file_of_conllu_is_known_by_its_first_words(text, is_one):
    assert (conllu.corpus(text) is not None) == is_one
