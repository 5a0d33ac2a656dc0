"""The 46 awkward files of ../shared/ugly: what was found in each and what was done about it."""

import json
import re
from collections import Counter

import pandas as pd
import pytest
from shared_files import SHARED, needs_shared

from helpers.corpus import documents

pytestmark = needs_shared
UGLY = SHARED / "ugly"
DOC = "records between <DOC> and </DOC>, each a document"
PDF = "the text layer of a PDF, put in order by where the letters stand"
NO_NAMES = "the first line holds no names of columns, so they are numbered"
LOST = "2 U+FFFD: characters that were lost in reading or before"
ANT = ("txt", "utf-8", 1, [DOC], {}, [])

# file: format, encoding, documents, how each note begins (those on single rows are counted below), what was set
# aside and how often, steps that repaired a text
TABLE = {
    "real/cp1256_wikipedia_maghreb.txt": ("txt", "windows-1256", 1, [], {}, []),
    "real/utf8_twin_of_cp1256.txt": ("txt", "utf-8", 1, [], {}, []),
    "real/cp1256_no_charset.html": ("html", "windows-1256", 1, [], {}, []),
    "real/iso8859_6_no_charset.html": ("html", "iso-8859-6", 1, [], {}, []),
    "real/cnn_arabic_page_2013.html": ("html", "utf-8", 1, [], {}, []),
    "real/cnn_arabic_page_2013.expected.json": ("json", "utf-8", 1, [], {}, []),
    "real/habibi_rtl_order.pdf": ("pdf", "", 1, [PDF], {}, []),
    "real/rfp_misk_presentation_forms.pdf": ("pdf", "", 1, [PDF, LOST], {}, []),
    "real/rfp_misk_presentation_forms.pdftotext.txt": ("txt", "utf-8", 1, [LOST], {}, ["presentation_forms"]),
    "real/proposal_ar.docx": ("docx", "", 1, ["left out: numbers that the program puts before"], {}, []),
    "real/proposal_ar.html": ("html", "utf-8", 1, ['the id "real/proposal_ar" belongs to an earlier'], {}, []),
    "real/utf16le_tweets_tsv.txt": (
        "txt", "utf-16-le", 120,
        ["119 CRLF line ends changed to LF", "a table with tabs in a .txt file", NO_NAMES], {}, ["presentation_forms"],
    ),
    "real/tweets_emoji_zerowidth.tsv": ("tsv", "utf-8", 150, [NO_NAMES], {}, []),
    "real/readme_with_bom.md": ("md", "utf-8", 0, [], {"no Arabic word": 1}, []),
    "real/scrapy_two_arrays_in_one.json": (
        "json", "utf-8", 40, ["2 JSON values one after the other read as one list"], {"no text": 157}, [],
    ),
    "real/python_repr_lines.txt": (
        "txt", "utf-8", 68, ["Python values, one a line, each a document"],
        {"no text": 50, 'no text: the cell holds only "—", which stands for an empty one': 1, "no Arabic word": 1},
        ["presentation_forms"],
    ),
    "real/scrapy_items.xml": (
        "xml", "utf-8", 3, [],
        {"no text": 4, "broken XML in line 10: Premature end of data in tag items line 2; what follows is not read": 1},
        [],
    ),
    "real/ant_CN-internationalNews-723-20181017.txt": ANT,
    "real/ant_SK-middleEast-1876-20180523.txt": ANT,
    "real/ant_BB-middleEast-683-20180630.txt": ANT,
    "real/ant_FR-middleEast-750-20180709.txt": ANT,
    "real/ant_JA-internationalNews-760-20170423.txt": ANT,
    "real/ant_JA-localNews-2046-20150806.txt": (*ANT[:3], [DOC, 'in the date "06/08/2015" the day is'], {}, []),
    "real/ant_JA-localNews-173-31122016.txt": ANT,
    "real/ant_JA-localNews-167-00000000.txt": ANT,
    "real/presentation_forms.txt": ("txt", "utf-8", 1, [], {}, ["presentation_forms"]),
    **{
        f"real/{name}.txt": ("txt", "utf-8", 1, [], {}, [])
        for name in (
            "persian_letters", "bidi_controls", "zwnj_zero_width", "tatweel_elongation", "hijri_dates", "glued_words",
            "levantine_months", "maghreb_months", "moroccan_months", "theresa_may_trap", "detached_tanwin",
            "hamzaless", "orphan_closing_quotes", "mixed_quote_styles",
        )
    },
    "derived/seed_cp1256.txt": ("txt", "windows-1256", 1, [], {}, []),
    "derived/seed_utf16le_bom.txt": ("txt", "utf-16-le", 1, [], {}, []),
    "derived/seed_utf8_bom_crlf.txt": ("txt", "utf-8", 1, ["2 CRLF line ends changed to LF"], {}, []),
    "derived/seed_mojibake_utf8_as_latin1.txt": ("txt", "utf-8", 1, [], {}, ["utf8_twice"]),
    "derived/seed_mojibake_cp1256_as_latin1.txt": ("txt", "utf-8", 1, [], {}, ["windows_1256"]),
    "derived/seed_nfd.txt": ("txt", "utf-8", 1, [], {}, ["composed"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus():
    return documents.read(UGLY)


def texts(corpus, name):
    """Texts of the documents that came from a file; ids of a table begin with the file's name or are its own."""
    base = re.sub(r"\.\w+$", "", name)
    ids = corpus.documents["doc_id"]
    return corpus.documents.loc[(ids == base) | ids.str.startswith(f"{base}-"), "text"].tolist()


def test_the_table_holds_every_file():
    assert set(TABLE) == {entry["file"] for entry in json.loads((UGLY / "manifest.json").read_text("utf-8"))}
    assert len(TABLE) == 46


@pytest.mark.parametrize("name", TABLE)
def test_a_file_is_read_or_refused_as_the_table_says(corpus, name):
    form, encoding, n, notes, aside, steps = TABLE[name]
    (row,) = corpus.files[corpus.files["file"] == name].itertuples()
    assert (row.format, row.encoding, row.n_documents) == (form, encoding, n)
    assert row.sha256 and row.bytes == (UGLY / name).stat().st_size
    reasons = corpus.set_aside.loc[corpus.set_aside["file"] == name, "reason"]
    assert Counter(reasons) == aside
    found = corpus.notes.loc[corpus.notes["file"] == name, "note"].tolist()
    found = [note for note in found if not note.startswith("the text was a list of")]
    assert len(found) == len(notes) and all(a.startswith(b) for a, b in zip(found, notes, strict=True)), found
    repairs = corpus.repairs[(corpus.repairs["file"] == name) & (corpus.repairs["field"] == "text")]
    assert sorted(set(repairs["step"])) == steps


def test_the_windows_1256_file_equals_its_utf8_twin(corpus):
    first, second = (texts(corpus, f"real/{name}.txt") for name in ("cp1256_wikipedia_maghreb", "utf8_twin_of_cp1256"))
    assert first == second and len(first[0]) == 906


def f1(found, expected):
    """Harmonic mean of the shares of words of either text that are in the other."""
    found, expected = (Counter(re.findall(r"\w+", text)) for text in (found, expected))
    return 2 * sum((found & expected).values()) / (found.total() + expected.total())


def test_the_news_page_is_its_article(corpus):
    # What is expected is the beginning of the article: the two are compared over its length.
    expected = json.loads((UGLY / "real/cnn_arabic_page_2013.expected.json").read_text("utf-8"))["expected"]
    (text,) = texts(corpus, "real/cnn_arabic_page_2013.html")
    assert f1(text[: len(expected["cleaned_text"])], expected["cleaned_text"]) >= 0.95
    row = corpus.documents[corpus.documents["doc_id"] == "real/cnn_arabic_page_2013"].iloc[0]
    assert row["url"] == expected["final_url"]
    assert row["title"] == "معارضون يسيطرون على مخازن للصواريخ بريف دمشق"
    # Two paragraphs at its end are of the site, 28 % of the words; nothing of menus, links and scripts is left.
    article = text.partition("ترحب شبكة CNN")[0]
    assert len(article) / len(text) > 0.75
    for menu in ("الرئيسية", "function", "اقتصاد", "رياضة", "RSS"):
        assert menu not in text


def test_two_pages_of_the_same_text_in_two_code_pages_are_equal(corpus):
    (first,), (second,) = (
        texts(corpus, f"real/{name}.html") for name in ("cp1256_no_charset", "iso8859_6_no_charset")
    )
    assert first == second and first.startswith("أعلنت كتائب")


def test_the_word_file_and_the_page_made_of_it_hold_the_same_words(corpus):
    word, page = texts(corpus, "real/proposal_ar.docx")
    assert f1(word, page) > 0.98
    assert "\t" in word  # of its tables


def test_records_of_the_ant_corpus_bring_their_metadata(corpus):
    rows = corpus.documents.set_index("doc_id")
    row = rows.loc["CN-internationalNews-723-20181017"]
    assert (row["source"], row["category"], row["date"]) == (
        "CNN", "internationalNews", pd.Timestamp("2018-10-17 20:58:49"),
    )  # fmt: skip
    assert row["title"].startswith("دخان يتصاعد") and row["abstract"].startswith("اضطرت")
    assert "<" not in row["text"] and "اضطرت" not in row["text"][:10]
    assert rows.loc["JA-localNews-167-00000000", "date"] == pd.Timestamp("2016-09-29")


def test_no_byte_of_the_files_was_changed(corpus):
    import hashlib

    for row in corpus.files.itertuples():
        assert hashlib.sha256((UGLY / row.file).read_bytes()).hexdigest() == row.sha256
