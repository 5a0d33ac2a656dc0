"""PDF files: the text layer, a blank line between pages; nothing in them is run."""

import io
import re

from ...errors import InputError
from .decoding import unix_newlines
from .limits import OFFICE, check_size, too_large
from .result import Reading, brief, library

NOTE = (
    "the text layer of a PDF: lines follow the page, letters may come in visual order or as shapes, "
    "so see what was repaired and read some of it"
)
_SIGN_FIRST = re.compile("^([.،؛:!؟…]{1,3})(?=[\u0621-\u064a])(.*[^.،؛:!؟…])$")


def document(data, *, largest):
    """Read the text layer of a PDF, a blank line between pages."""
    pypdf = library("pypdf", "pypdf", ".pdf files")
    check_size(len(data), largest, share=OFFICE)
    import logging

    logger = logging.getLogger("pypdf")
    level, pages, lost = logger.level, [], []
    logger.setLevel(logging.CRITICAL)  # what is lost is told in the notes
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("a PDF with a password; save it without one")
        n_pages, size = len(reader.pages), 0
        for number in range(n_pages):
            try:
                pages.append(_clean(reader.pages[number].extract_text()))
            except Exception:  # one damaged page does not cost the others
                pages.append("")
                lost.append(number + 1)
            size += len(pages[-1])
            if size > largest * OFFICE:
                raise too_large(None, int(largest * OFFICE))
        about = _properties(reader)
    except InputError:
        raise
    except Exception as error:  # pypdf answers damage with whatever it stumbles over
        raise InputError(f"not a whole PDF file ({brief(error)}); open and save it again") from None
    finally:
        logger.setLevel(level)
    return _pages(pages, lost, about)


def _pages(pages, lost, about):
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise InputError(
            f"a PDF without a text layer ({len(pages):,} pages of pictures): "
            "run a program for character recognition (OCR) over it and give its text"
        )
    remarks = [NOTE]
    empty = sum(1 for page in pages if not page) - len(lost)
    if lost:
        remarks.append(f"{len(lost):,} damaged pages not read, the first is page {lost[0]:,}")
    if empty:
        remarks.append(f"{empty:,} of {len(pages):,} pages hold no text")
    programs = tuple(about.pop(key) for key in ("creator", "producer") if key in about)
    places = {"text": "the text layer"} | ({"title": "the file's properties"} if "title" in about else {})
    return Reading(document={"text": text, **about}, places=places, programs=programs, remarks=tuple(remarks))


def _clean(text):
    # The sign at the left end of a line ends it; pypdf, which turns the letters round, leaves it at the beginning.
    lines = (_SIGN_FIRST.sub(r"\2\1", line.rstrip()) for line in unix_newlines(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _properties(reader):
    try:
        names = ("title", "author", "creator", "producer")
        found = {name: getattr(reader.metadata, name) for name in names} if reader.metadata else {}
    except Exception:  # the text is what counts
        return {}
    return {key: value.strip() for key, value in found.items() if isinstance(value, str) and value.strip()}
