"""Word files: their paragraphs and tables in their order; nothing in them is run."""

import io
import re

from ...errors import InputError
from .limits import check_office_file
from .result import Reading, brief, library

SHARE = 1 / 20  # of the largest file: a Word file is read as a tree, which takes ten times its size


def document(data, *, largest):
    """Read a .docx: paragraphs and tables in their order, a row a line, cells parted by tabs."""
    docx = library("docx", "python-docx", ".docx files")
    check_office_file(data, largest, "Word", share=SHARE)
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
    made, places = {"text": text}, {"text": "paragraphs and tables"}
    if about["title"] and about["title"].strip():
        made["title"], places["title"] = about["title"], "the file's properties"
    # The date of the template that python-docx and others begin with says nothing.
    if about["author"] and about["author"] != "python-docx":
        made["author"] = about["author"]
    if created and created.year > 2013:
        made["created"] = created.isoformat()[:10]
    return Reading(document=made, places=places, programs=program)


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
