"""HTML pages: the article, its title, date and address; nothing is fetched and nothing is run."""

import codecs
import email
import re
from dataclasses import replace

from ...arabic.script import LETTER
from ...errors import InputError
from . import chats, downloads, meta_pages
from .cells import strings
from .decoding import decode
from .limits import check_size
from .result import Reading, library

SHARE = 1 / 20  # of the largest file: the tree of a page takes thirty times its size
LARGEST_ARTICLE = 2_000_000  # characters of a page in which the article is looked for: it takes seconds
FEW_LINKS = 3  # a page with fewer is no page of a site: all of it is the text
_BELIEVED = ("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864")  # others can be slow to read on purpose
_SCRIPTS = ("script", "style", "template", "noscript", "iframe", "object", "svg", "head")
_AROUND = ("nav", "header", "footer", "aside", "form", "button", "select")
_BLOCKS = frozenset(
    "address article blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol option p pre section table tbody td tfoot th thead tr ul".split()
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_TROUBLE = (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, SyntaxError)


def page(data, *, encoding=None, largest):
    """Read an HTML page."""
    check_size(len(data), largest, share=SHARE)
    text, name, how = _decoded(data, encoding)
    return replace(_article(text), encoding=name, how=how)


def archive(data, *, encoding=None, largest):
    """Read a page saved with its pictures in one file (.mht, .mhtml)."""
    check_size(len(data), largest, share=SHARE)
    try:
        message = email.message_from_bytes(data)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        body = part.get_payload(decode=True) if part is not None else None
        charset = part.get_param("charset") if body else None
        address = message.get("Snapshot-Content-Location") or (part.get("Content-Location") if body else None)
    except _TROUBLE as error:
        raise InputError(f"not a whole web archive ({error}); save the page again as HTML") from None
    if not body:
        raise InputError("a web archive without an HTML page in it; save the page again as HTML")
    text, name, how = _decoded(body, encoding, declared=charset if isinstance(charset, str) else None)
    made = _article(text)
    if address and made.document is None:  # a page of several texts, each of which may have an address of its own
        made.table.columns["url_of_file"] = strings([str(address)] * len(made.table))[0]
    elif address and "url" not in made.places:
        made.document["url"] = str(address)
        made.places["url"] = "the archive's header"
    return replace(made, encoding=name, how=how)


def _decoded(data, encoding, declared=None):
    """Text of a page; what it declares is believed when it is no UTF-8 and the bytes fit."""
    if encoding is None:
        found = _CHARSET.search(data[:5000])
        declared = declared or (found and found[1].decode("ascii"))
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                if declared and codecs.lookup(declared).name in _BELIEVED and LETTER.search(data.decode(declared)):
                    text, name, _ = decode(data, encoding=declared)
                    return text, name, "declared by the page"
            except (LookupError, ValueError):
                pass
    return decode(data, encoding=encoding)


def _article(text):
    html = library("lxml.html", "lxml", "HTML")
    tree = _tree(html, text)
    messages = chats.page(tree) if chats.TELEGRAM_PAGE.search(text) else None
    if messages is None and meta_pages.SIGN.search(text):
        messages = meta_pages.page(tree)
    if messages is not None:
        return messages
    if downloads.may_be(text):
        whole = Reading(document={"text": readable(tree)}, places={"text": "the whole page"})
        articles = downloads.parted(whole)
        if articles is not None:
            return articles
    found = _extracted(text) if len(text) <= LARGEST_ARTICLE else None
    links = sum(1 for _ in tree.iter("a"))
    body = (found.text or "").strip() if found is not None else ""
    if links < FEW_LINKS or not LETTER.search(body):
        # A fragment has nothing around its article, and headings or lists would be lost.
        where, body = "the whole page", readable(tree, around=links < FEW_LINKS)
    else:
        where = "the article of the page"
    told = {field: str(value) for field, value in _about(tree, found).items() if value}
    places = {"text": where} | dict.fromkeys((field for field in told if field != "author"), "the page")
    remarks = (meta_pages.AS_JSON,) if meta_pages.OF_META.search(text) else ()
    return Reading(document={"text": body} | told, places=places, remarks=remarks)


def _extracted(text):
    """What trafilatura finds in a page, or None; it is given the text and fetches nothing."""
    trafilatura = library("trafilatura", "trafilatura", "HTML")
    try:
        # Dates in the running text are not looked for, and "not after today" would change from day to day.
        return trafilatura.bare_extraction(
            text, with_metadata=True, include_comments=False, deduplicate=False,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-12-31"},
        )  # fmt: skip
    except _TROUBLE:
        return None  # the readable text is still there


def _about(tree, found):
    title = next((" ".join(node.itertext()) for node in tree.iter("title")), "")
    about = {"title": getattr(found, "title", None) or " ".join(title.split())}
    for field, name in (("date", "date"), ("url", "url"), ("source", "sitename"), ("author", "author")):
        about[field] = getattr(found, name, None)
    return about


def _tree(html, text):
    # libxml2 takes no NUL, and no declaration of an encoding in a text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (*_TROUBLE, html.etree.LxmlError):
        raise InputError("an HTML page without any text") from None
    return tree


def readable(tree, *, around=True):
    """Return the text that an HTML tree shows, one block a line; without menus and footers if not `around`."""
    skip = {*_SCRIPTS, *(() if around else _AROUND)}
    parts, stack = [], [(tree, False)]
    while stack:
        node, left = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if left:
            parts.append("\n" if tag in _BLOCKS else "")
            parts.append(_flat(node.tail))
            continue
        if not tag or tag in skip:
            parts.append(_flat(node.tail))
            continue
        parts.append("\n" if tag in _BLOCKS else "")
        parts.append(_flat(node.text))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(text):
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""


def strip(fragment):
    """Return the readable text of a piece of HTML, such as the description of a feed; plain text as it is."""
    if not re.search(r"<[a-zA-Z/!]|&[#\w]{2,10};", fragment):
        return fragment
    html = library("lxml.html", "lxml", "HTML")
    try:
        return readable(_tree(html, fragment))
    except InputError:
        return ""
