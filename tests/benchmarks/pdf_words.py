"""PDF: are the words of the source in the text, and in their order? Khitab against pypdf, in the same run.

Ten PDFs are made from known texts by LibreOffice, by Chromium and as Word writes them (see `_pdf_sources`). What a
word is says Khitab's own tokenizer, without vowel signs, so a word that lost its letters' order is another word.
F1 in order: of the longest sequence of words that text and source share. It needs soffice (with Writer; another one is
named by the environment variable SOFFICE) and chromium; --keep FOLDER leaves the PDFs there.
"""

import argparse
import re
import tempfile
import time
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pypdf
from _pdf_sources import all_made
from _results import record

from helpers.arabic import damage, letters
from helpers.corpus import documents
from helpers.corpus.reading import limits, pdf

WORD = re.compile(f"[{damage.LETTER}]+|[A-Za-z]+|[0-9٠-٩]+")
SIGNS = dict.fromkeys(map(ord, letters.MARKS + letters.TATWEEL + letters.INVISIBLE))


def words(text):
    """The words of a text, without vowel signs and shapes."""
    return WORD.findall(unicodedata.normalize("NFKC", text).translate(SIGNS))


def f1(shared, found, source):
    """F1 of words that are shared."""
    return 2 * shared / (found + source) if found + source else 0.0


def scores(text, source):
    """F1 of the words, and of the words in order."""
    found, wanted = words(text), words("\n".join(source))
    bag = sum((Counter(found) & Counter(wanted)).values())
    blocks = SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
    return f1(bag, len(found), len(wanted)), f1(sum(block.size for block in blocks), len(found), len(wanted))


def khitab(file):
    """The text of a PDF as Khitab reads it."""
    return documents.read(file).documents["text"][0]


def by_pypdf(file):
    """The text of a PDF as pypdf reads it."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def measured(made):
    """Print a row for each PDF; returns the scores of both sides."""
    rows = []
    print(f"{'':16}{'words':>6}{'Khitab':>9}{'in order':>9}{'pypdf':>9}{'in order':>9}")
    for one in made:
        mine, theirs = scores(khitab(one.file), one.source), scores(by_pypdf(one.file), one.source)
        rows.append((*mine, *theirs))
        n = len(words("\n".join(one.source)))
        print(f"{one.name:16}{n:6}" + "".join(f"{value:9.3f}" for value in rows[-1]) + f"  {one.about}")
    return rows


def speed(file, times=3):
    """Seconds a page, of Khitab and of pypdf."""
    data, pages = Path(file).read_bytes(), len(pypdf.PdfReader(file).pages)
    made = []
    for read in (lambda: pdf.document(data, largest=limits.LARGEST), lambda: by_pypdf(file)):
        seconds = []
        for _ in range(times):
            began = time.perf_counter()
            read()
            seconds.append(time.perf_counter() - began)
        made.append(min(seconds) / pages)
    return made


def main():
    """Make the PDFs, measure, record."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--keep", type=Path, help="an empty folder in which the PDFs stay")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            made = list(all_made(chosen.keep or folder))
        except OSError as error:
            print(f"not measured: {error}")
            return
        rows = measured(made)
        longest = max(made, key=lambda one: one.file.stat().st_size)
        mine, theirs = speed(longest.file)
    lowest, lowest_in_order = (min(row[n] for row in rows) for n in (0, 1))
    print(f"lowest: {lowest:.3f}, in order {lowest_in_order:.3f}; seconds a page: {mine:.3f}, pypdf {theirs:.3f}")
    figures = {
        "word_f1": sum(row[0] for row in rows) / len(rows), "word_f1_lowest": lowest,
        "word_f1_in_order": sum(row[1] for row in rows) / len(rows),
        "word_f1_pypdf": sum(row[2] for row in rows) / len(rows),
        "word_f1_lowest_pypdf": min(row[2] for row in rows),
        "word_f1_in_order_pypdf": sum(row[3] for row in rows) / len(rows),
    }  # fmt: skip
    about = {
        "en": "ten PDFs made by LibreOffice, by Chromium and as Word writes them: words of the source in the text",
        "ar": "عشرة ملفات PDF صُنعت ببرنامجي LibreOffice وChromium وعلى طريقة Word: كلمات الأصل في النص",
    }
    record("reading", "pdf_words", figures, n=len(rows), about=about)


if __name__ == "__main__":
    main()
