"""PDF files: the text layer in reading order, a blank line between pages; nothing in them is run.

`pdf_glyphs` tells what stands where, `pdf_layout` puts it in order. A page whose words no list of words knows is told.
"""

import re

from ...arabic import known_words, visual_order
from ...errors import InputError
from . import pdf_glyphs, pdf_guard, pdf_layout
from .limits import OFFICE, check_size, too_large
from .result import Reading, brief, library

NOTE = "the text layer of a PDF, put in order by where the letters stand: read some of it beside the pages"
LOST = "\ufffd"
_FEWEST = 15  # Arabic words of a page that is judged
_UNKNOWN, _IMPOSSIBLE = 0.25, 0.02  # of them, from where on a page is called bad
_FEW, _BACKWARDS = 4, 0.5  # words of a page, and the share of unknown ones, from where on it may be drawn backwards
_PASSWORD = 4  # PDFium's number of the error
_LAM_ALEF = re.compile("ل[اأإآ]")
_ALEF_LAM = re.compile("[اأإآ]ل")


def document(data, *, largest):
    """Read the text layer of a PDF, a blank line between pages.

    The remarks tell of pages without text, of letters that the file does not name, and of pages that hold many words
    which no list of words knows. Raises InputError for a file with a password, one of pictures, one whose fonts name no
    letters, and one that is damaged.
    """
    pdfium = library("pypdfium2", "pypdfium2", ".pdf files")
    check_size(len(data), largest, share=OFFICE)
    pdf_guard.check(data, largest)
    try:
        source = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if pdfium.raw.FPDF_GetLastError() == _PASSWORD or "password" in str(error).lower():
            raise InputError("a PDF with a password; save it without one") from None
        raise _damaged(error) from None
    try:
        return _reading(source, pdfium, largest)
    finally:
        source.close()


def _damaged(error):
    return InputError(f"not a whole PDF file ({brief(error)}); open and save it again")


def _reading(source, pdfium, largest):
    pages, lost, cut, order, size = [], [], [], _Order(), 0
    for number in range(len(source)):
        try:
            page = source[number]
        except pdfium.PdfiumError:  # one damaged page does not cost the others
            pages.append("")
            lost.append(number + 1)
            continue
        try:
            made, is_all = pdf_glyphs.pages_of(page)
        finally:
            page.close()
        cut += [] if is_all else [number + 1]
        order.see(made)
        pages.append(_forwards(pdf_layout.text_of(made, order.letters)))
        size += len(pages[-1])
        if size > largest * OFFICE:
            raise too_large(None, int(largest * OFFICE))
    if not pages:
        raise _damaged("it has no pages")
    return _made(pages, lost, cut, _properties(source))


def _forwards(page):
    """A page, its lines turned round where that makes words of them: some programs draw Arabic from the left."""
    n, unknown, _ = known_words.unknown(page)
    if n < _FEW or unknown < _BACKWARDS * n:
        return page
    turned = "\n".join(visual_order.logical(list(line)) for line in page.split("\n"))
    n, others, _ = known_words.unknown(turned)
    return turned if 2 * others < unknown else page


class _Order:
    """The order of letters that share one place, such as those of a ligature.

    PDFium gives them now as they are read and now the other way round. The ligature of lam and alef, which every page
    of Arabic has, tells which: nobody draws alef and lam as one.
    """

    def __init__(self):
        self._backwards = True

    def see(self, pages):
        """Learn from the ligatures of a page."""
        texts = [_letters(glyph.text) for page in pages for glyph in page.glyphs if glyph.tied]
        backward, forward = (sum(1 for text in texts if form.fullmatch(text)) for form in (_ALEF_LAM, _LAM_ALEF))
        if backward or forward:
            self._backwards = backward > forward

    def letters(self, glyph):
        """The letters of a glyph in reading order."""
        text = glyph.text
        if not glyph.tied or not known_words.WORD.search(text):
            return text
        bare = _letters(text)
        turned = _ALEF_LAM.fullmatch(bare) or (self._backwards and not _LAM_ALEF.fullmatch(bare))
        return _signs_behind(text[::-1] if turned else text)


def _letters(text):
    return known_words.plain(text)


def _signs_behind(text):
    """A vowel sign that stands before its letter goes behind it."""
    letters = text.lstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")
    signs = text[: len(text) - len(letters)]
    return letters[:1] + signs + letters[1:]


def _made(pages, lost, cut, about):
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise InputError(
            f"a PDF without a text layer ({len(pages):,} pages of pictures): "
            "run a program for character recognition (OCR) over it and give its text"
        )
    n_lost, n_letters = text.count(LOST), sum(1 for char in text if char.isalpha())
    if n_lost > n_letters:
        raise InputError(
            f"a PDF whose fonts do not name their letters ({n_lost:,} of them): nobody can copy its text; "
            "run a program for character recognition (OCR) over it and give its text"
        )
    remarks = [NOTE]
    empty = sum(1 for page in pages if not page) - len(lost)
    if lost:
        remarks.append(f"{len(lost):,} damaged pages not read, the first is page {lost[0]:,}")
    if empty:
        remarks.append(f"{empty:,} of {len(pages):,} pages hold no text")
    if cut:
        told = "pages hold more than any page does and are not read whole, the first is page"
        remarks.append(f"{len(cut):,} {told} {cut[0]:,}")
    remarks += _bad(pages)
    programs = tuple(about.pop(key) for key in ("creator", "producer") if key in about)
    places = {"text": "the text layer"} | ({"title": "the file's properties"} if "title" in about else {})
    return Reading(document={"text": text, **about}, places=places, programs=programs, remarks=tuple(remarks))


def _bad(pages):
    """A sentence on the pages that stay bad."""
    found = []
    for number, page in enumerate(pages, 1):
        words, unknown, impossible = known_words.unknown(page)
        if words >= _FEWEST and (unknown >= _UNKNOWN * words or impossible >= max(_IMPOSSIBLE * words, 2)):
            found.append((max(unknown, impossible) / words, number))
    if not found:
        return []
    shown = ", ".join(f"page {number:,} ({share:.0%})" for share, number in sorted(found, reverse=True)[:5])
    return [
        f"{len(found):,} of {len(pages):,} pages hold many words that no list of words knows, their letters may be "
        f"wrong or out of order: {shown}"
    ]


def _properties(source):
    """The title, author and programs of a file, as far as it tells them."""
    try:
        found = source.get_metadata_dict(skip_empty=True)
    except (ValueError, UnicodeError):  # the text is what counts
        return {}
    names = ("Title", "Author", "Creator", "Producer")
    return {name.lower(): value for name in names if (value := found.get(name, "").strip())}
