"""XML lists of documents: RSS, Atom, the items that Scrapy writes, <DOC> records and the like."""

import codecs
import html
import re
from dataclasses import replace

from ...errors import InputError
from . import parallel, tei
from .decoding import decode
from .html import strip
from .result import Reading, library, table_of

_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}>", re.IGNORECASE)
_NAMED = re.compile(r"&(\w{2,31});")
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z][\w.-]{0,40})")
_ITEMS = frozenset(("item", "entry", "doc", "document", "article", "record", "row", "page", "story", "news"))
_TEXTS = ("encoded", "content", "description", "summary")  # of a feed, the fullest first
_ANY = "{*}"


def items(data, *, encoding=None, largest):
    """Read the items of an XML file.

    TEI, TMX and XLIFF have readers of their own.

    Entities that the file defines itself are refused, and nothing outside of it is opened. A file that breaks
    off is read up to there. Raises InputError when it is no XML or holds no list of items.
    """
    text, name, how = decode(data, encoding=encoding or _declared(data))
    if _ENTITY.search(text):
        raise InputError(
            "defines entities of its own (<!ENTITY), which can open other files or fill the memory; "
            "remove that part, or save the data as CSV or JSON"
        )
    text = _DOCTYPE.sub("", _DECLARED.sub("", text), count=1)
    text = _NAMED.sub(_character, text).replace("\0", "")
    return replace(_known(text) or _read(text), encoding=name, how=how)


def _known(text):
    """The Reading of a format that has a reader of its own, by the name of its first element; None for others."""
    found = _ROOT.search(text)
    root = found[1] if found else ""
    if root in tei.ROOTS:
        return tei.corpus(text)
    return parallel.segments(text) if root in parallel.ROOTS else None


def _declared(data):
    """The encoding an XML file declares, if it is one of the old code pages."""
    found = re.match(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})["']""", data[:500])
    name = found[1].decode("ascii").lower() if found else ""
    try:
        return name if codecs.lookup(name).name in ("cp1256", "iso8859-6") else None
    except LookupError:
        return None


def _character(found):
    if found[1] in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    return html.unescape(found[0]) if f"{found[1]};" in html.entities.html5 else found[0]


def _read(text):
    etree = library("lxml.etree", "lxml", "XML")
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    state = {"depth": 0, "item": None, "feed": {}, "records": [], "shapes": []}
    problem = None
    try:
        for start in range(0, len(text), 1 << 16):
            parser.feed(text[start : start + (1 << 16)])
            for event, node in parser.read_events():
                _event(event, node, state)
        parser.close()
    except etree.XMLSyntaxError as error:
        try:
            for event, node in parser.read_events():
                _event(event, node, state)
        except etree.XMLSyntaxError:
            pass
        line = getattr(error, "lineno", None) or 1
        # Behind the first line stands a piece of the file.
        what = re.sub(r",? line \d+, column \d+.*", "", f"{error}\n".partition("\n")[0])[:100]
        what = re.sub(r", (try|use) XML_PARSE_HUGE.*", "", what).strip()
        problem = f"broken XML in line {line:,}: {what or 'not well-formed'}; what follows is not read"
    if not state["records"]:
        raise InputError(
            problem or "an XML file without a list of items; RSS, Atom and lists such as <items><item>… are read"
        )
    records = [(number, {**state["feed"], **record}) for number, record in enumerate(state["records"], 1)]
    return Reading(table_of(records), aside=[(None, problem)] if problem else [])


def _event(event, node, state):
    name = _local(node)
    if event == "start":
        state["depth"] += 1
        if state["item"] is None and name.lower() in _ITEMS and state["depth"] > 1:
            state["item"] = state["depth"]
        return
    if state["item"] == state["depth"]:
        state["records"].append(_record(node))
        state["item"] = None
        node.clear()
        while node.getprevious() is not None:  # else the items already read fill the memory
            del node.getparent()[0]
    elif state["item"] is None and name == "title" and state["depth"] == (3 if _inside_rss(node) else 2):
        title = _text(node)
        if title and not state["records"]:
            state["feed"]["source"] = title
    state["depth"] -= 1


def _inside_rss(node):
    parent = node.getparent()
    return parent is not None and _local(parent) == "channel"


def _local(node):
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _record(item):
    fields = {}
    for child in item:
        name = _local(child)
        if not name:
            continue
        values = [_text(value) for value in child.iter(f"{_ANY}value", "value")] if len(child) else []
        value = values or _text(child) or child.get("href") or child.get("term") or ""
        if name == "link" and child.get("rel", "alternate") != "alternate":
            continue
        fields.setdefault(name, []).append(value)
    for name, given in fields.items():
        texts = [value for value in given if isinstance(value, str)]
        fields[name] = ", ".join(filter(None, texts)) if len(texts) == len(given) else given[-1]
    for key, value in item.attrib.items():
        fields.setdefault(key.rpartition("}")[2], value)
    return _feed(fields)


def _text(node):
    return "".join(node.itertext()).strip()


def _feed(fields):
    """A feed's item with its fullest text, free of HTML, as `text`; other items as they are."""
    if "text" in fields or not ("link" in fields or "pubDate" in fields or "updated" in fields):
        return {key: [strip(v) for v in value] if isinstance(value, list) else value for key, value in fields.items()}
    given = [(name, strip(fields[name])) for name in _TEXTS if isinstance(fields.get(name), str)]
    made = {key: value for key, value in fields.items() if key not in _TEXTS}
    if isinstance(made.get("title"), str):
        made["title"] = strip(made["title"])
    best = max(given, key=lambda pair: len(pair[1]), default=("", ""))
    for old, new in (("guid", "id"), ("pubDate", "date"), ("published", "date"), ("updated", "date")):
        if old in made and new not in made:
            made[new] = made.pop(old)
    return {**made, "text": best[1]}
