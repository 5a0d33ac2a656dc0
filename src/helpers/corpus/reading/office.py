"""Word and PDF files: the text they hold, in its order; nothing in them is run."""

import io
import re

from ...errors import InputError
from .decoding import unix_newlines
from .limits import check_size, take, too_large
from .result import Read, brief, library, titled

SHARE = 1 / 5  # of the largest file: what an Excel or PDF file may hold unpacked
WORD_SHARE = 1 / 20  # a Word file is read as a tree, which takes ten times its size
PDF_NOTE = (
    "the text layer of a PDF: lines follow the page, letters may come in visual order or as shapes, "
    "so see what was repaired and read some of it"
)
_SIGN_FIRST = re.compile("^([.،؛:!؟…]{1,3})(?=[\u0621-\u064a])(.*[^.،؛:!؟…])$")


def unpacked(data, largest, kind, *, share=SHARE):
    """Raise InputError unless `data` is a zip whose parts are together not larger than a share of `largest`."""
    import zipfile
    import zlib

    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError(f"an old or password-protected {kind} file; open it and save it again without a password")
    limit, total = int(largest * share), 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for info in parts.infolist():
                # Counted, not believed: a header may say anything.
                with parts.open(info) as stream:
                    total += len(take(stream, largest=limit, packed=max(info.compress_size, 1)))
                if total > limit:
                    raise too_large(None, limit)
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(f"not a whole {kind} file ({brief(error)}); open and save it again") from None


def word(data, *, largest):
    """Read a .docx: paragraphs and tables in their order, a row a line, cells parted by tabs."""
    docx = library("docx", "python-docx", ".docx files")
    unpacked(data, largest, "Word", share=WORD_SHARE)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_blocks(document))
        properties = document.core_properties
        about = {"title": properties.title, "author": properties.author}
        created = properties.created
        program = _program(document)
    except RecursionError:
        raise InputError("tables within tables too deep to read; save the text as .txt") from None
    except Exception as error:  # python-docx answers damage with whatever it stumbles over
        raise InputError(f"not a whole Word file ({brief(error)}); open and save it again") from None
    text = "\n".join(lines)
    record, whole = {"text": text}, {"text": "paragraphs and tables"}
    record["title"], own, remarks = titled(about["title"], text, program)
    whole["title"] = "the file's properties" if own else "the first line"
    # The date of the template that python-docx and others begin with says nothing.
    if about["author"] and about["author"] != "python-docx":
        record["author"] = about["author"]
    if created and created.year > 2013:
        record["created"] = created.isoformat()[:10]
    return Read([(None, record)], [], remarks, whole=whole)


def _program(document):
    """The program that a Word file says it was made with, as a tuple of one name or none."""
    parts = (part.blob for part in document.part.package.iter_parts() if part.partname == "/docProps/app.xml")
    found = re.search(rb"<Application>([^<]{1,100})</Application>", next(parts, b""))
    return (found[1].decode("utf-8", "replace"),) if found else ()


def _blocks(part):
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells, seen = [], set()
                for cell in row.cells:
                    if id(cell._tc) not in seen:  # a merged cell is there once for each of its places
                        seen.add(id(cell._tc))
                        cells.append(" ".join(line for line in _blocks(cell) if line))
                yield "\t".join(cells)
        else:
            yield block.text.replace("\r", "\n")


def pdf(data, *, largest):
    """Read the text layer of a PDF, a blank line between pages."""
    pypdf = library("pypdf", "pypdf", ".pdf files")
    check_size(len(data), largest, share=SHARE)
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
            if size > largest * SHARE:
                raise too_large(None, int(largest * SHARE))
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
    remarks = [PDF_NOTE]
    empty = sum(1 for page in pages if not page) - len(lost)
    if lost:
        remarks.append(f"{len(lost):,} damaged pages not read, the first is page {lost[0]:,}")
    if empty:
        remarks.append(f"{empty:,} of {len(pages):,} pages hold no text")
    programs = [about.pop(key) for key in ("creator", "producer") if key in about]
    record, whole = {"text": text, **about}, {"text": "the text layer"}
    record["title"], own, more = titled(about.get("title"), text, programs)
    whole["title"] = "the file's properties" if own else "the first line"
    remarks += more
    return Read([(None, record)], [], tuple(remarks), whole=whole)


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
