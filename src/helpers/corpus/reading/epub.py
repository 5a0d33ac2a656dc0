"""E-books (.epub): their chapters in the order in which they are read; nothing in them is run or fetched.

A library for this format that may be used here is not kept up; the format itself is a zip of XHTML pages.
"""

import re

from ...errors import InputError
from .decoding import decode
from .html import strip
from .left_out import LeftOut
from .packages import Package, attribute, beside, damaged, local
from .result import Reading, library

KIND = "EPUB"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def document(data, *, largest):
    """Read an e-book: its chapters one below the other, parted by a blank line."""
    library("lxml.html", "lxml", "EPUB files")
    package, told = Package(data, largest=largest, kind=KIND), LeftOut()
    name = _root_file(package)
    book = package.tree(name)
    items = {attribute(node, "id"): node for node in book.iter() if local(node) == "item"}
    locked, chapters = _locked(package, told), []
    for chapter in _spine(book):
        item = items.get(attribute(chapter, "idref"))
        if item is None:
            told.add("unread", shown=attribute(chapter, "idref", ""))
            continue
        where = beside(name, attribute(item, "href", ""))
        if attribute(item, "media-type", "").lower() not in _PAGES:
            told.add("objects")  # a picture that fills a page, for example
            continue
        if where.lower() in locked:
            told.add("locked")
            continue
        chapters.append(_chapter(package, where, told))
    if not any(chapters) and locked:
        raise InputError("an e-book that is locked by copy protection; get a copy without it")
    made, places = {"text": "\n\n".join(filter(None, chapters))}, {"text": "the chapters in their order"}
    about = _about(book)
    if about.get("title"):
        made["title"], places["title"] = about["title"], "the file's properties"
    made |= {field: about[told_as] for field, told_as in _FIELDS.items() if about.get(told_as)}
    if about.get("date"):
        made["date"], places["date"] = about["date"], "the file's properties"
    return Reading(document=made, places=places, remarks=told.remarks())


_FIELDS = {"author": "creator", "publisher": "publisher", "language": "language"}


def _root_file(package):
    """The name of the part that lists the others."""
    if "META-INF/container.xml" in package:
        for node in package.tree("META-INF/container.xml").iter():
            if local(node) == "rootfile" and attribute(node, "full-path"):
                return attribute(node, "full-path")
    found = next((name for name in package.names if name.endswith(".opf")), None)
    if found is None:
        raise damaged("the list of its chapters is missing", KIND)
    return found


def _spine(book):
    """The chapters in their order; those beside the book, such as notes, stand in it too."""
    return [node for node in book.iter() if local(node) == "itemref"]


def _locked(package, told):
    """The names of the parts that are encrypted."""
    root = package.side("META-INF/encryption.xml", told)
    nodes = [node for node in root.iter() if local(node) == "CipherReference"] if root is not None else []
    return frozenset(attribute(node, "URI", "").lstrip("/").lower() for node in nodes)


def _chapter(package, name, told):
    try:
        data = package.read(name) if name in package else None
    except InputError:
        if package.spent:
            raise
        data = None
    if data is None:
        told.add("unread", shown=name)
        return ""
    try:
        return strip(decode(data)[0]).strip() if data.strip() else ""
    except InputError:  # a page of pictures
        return ""


def _about(book):
    """What the book says of itself: name -> text, several of one kind parted by commas."""
    found = {}
    for node in book.iter():
        if "purl.org/dc/" in (node.tag if isinstance(node.tag, str) else ""):
            text = " ".join("".join(node.itertext()).split())
            if text and text not in found.setdefault(local(node), []):
                found[local(node)].append(text)
    about = {name: ", ".join(texts) for name, texts in found.items()}
    day = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", about.get("date", ""))
    about["title"], about["date"] = found.get("title", [""])[0], day[0] if day else ""
    return about
