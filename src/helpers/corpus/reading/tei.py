"""TEI: the text of each document in its reading, and what the header tells of it."""

import re
from io import BytesIO

from ...errors import InputError
from .result import Reading, brief, library, table

ROOTS = frozenset(("TEI", "TEI.2", "teiCorpus", "teiCorpus.2"))
# Elements that begin and end a line, and those that are no text of the work, or another reading of what stands beside.
_BLOCKS = frozenset(
    "p head l lg ab div div1 div2 div3 div4 div5 div6 div7 item list row table figure opener closer salute signed "
    "speaker sp stage u quote q said byline dateline docTitle titlePart trailer argument epigraph body front back "
    "group text cb".split()
)  # fmt: skip
_INLINE_QUOTES = frozenset(("q", "said", "quote"))
_OUT = frozenset("teiHeader facsimile fw figDesc sourceDoc standOff certainty metamark".split())
_CHOSEN = ("corr", "reg", "expan")  # what is read of a choice, before any other; not what they stand beside
_LEFT = frozenset(("sic", "orig", "abbr"))
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PLACES = {"text": "text", "title": "title", "date": "date", "source": "source", "id": "id"}


def corpus(text):
    """Return the Reading of a TEI file: a document each <TEI>, or each text of a group in it.

    Read is what the edition reads: corrections, regular spellings and expansions before what they stand for; a word
    that a line or page breaks is joined (break="no"). Notes are kept beside the text, in the column `notes`; running
    titles and page numbers are left out. Metadata: title, author, date (of the original before that of the edition),
    source (the journal or newspaper, else the publisher), speakers. Raises InputError where there is no text in it.
    """
    etree = library("lxml.etree", "lxml", "TEI")
    records, problem = [], None
    try:
        stack = []
        for event, node in etree.iterparse(
            BytesIO(text.encode("utf-8", "replace")), events=("start", "end"), resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, recover=False,
        ):  # fmt: skip
            name = _local(node)
            if event == "start":
                stack.append(name)
                continue
            stack.pop()
            if name in ("TEI", "TEI.2") or (name == "text" and "TEI" not in stack and "TEI.2" not in stack):
                records += _documents(node)
                node.clear()
    except etree.XMLSyntaxError as error:
        problem = f"broken TEI: {brief(error)}; what follows is not read"
    records = [record for record in records if record["text"]]
    if not records:
        raise InputError(problem or "TEI without any text in its <text>")
    names = dict.fromkeys(name for record in records for name in record)
    columns = {name: [record.get(name, "") for record in records] for name in names}
    columns = {name: cells for name, cells in columns.items() if any(cells)}
    places = {field: name for field, name in _PLACES.items() if name in columns}
    n_notes = sum(record["n_notes"] for record in records)
    columns.pop("n_notes", None)
    remark = f"TEI: {len(records):,} documents, in the reading of the edition (corrections, no page furniture)"
    remark += f", {n_notes:,} notes kept apart in the column notes" if n_notes else ""
    aside = [(None, problem)] if problem else []
    return Reading(table(list(range(1, len(records) + 1)), columns), places=places, aside=aside, remarks=(remark,))


def _documents(node):
    about = _about(node)
    texts = [inner for inner in node.iter() if _local(inner) == "text"]
    leaves = [one for one in texts if not any(_local(inner) == "text" for inner in one.iterdescendants())]
    for one in leaves or [node]:
        reader = _Text()
        reader.add(one)
        own = one.get(_ID, "") if len(leaves) > 1 else ""
        title = next((_flat(head) for head in one.iter() if _local(head) == "head"), "") if len(leaves) > 1 else ""
        spoken = [node.get("who", "").lstrip("#") if _local(node) == "u" else _flat(node) for node in one.iter()
                  if _local(node) in ("u", "speaker")]  # fmt: skip
        about["speakers"] = ", ".join(list(dict.fromkeys(filter(None, spoken)))[:100])
        made = {**about, "text": reader.text(), "notes": "\n".join(reader.notes), "n_notes": len(reader.notes)}
        yield {**made, "title": title or about["title"], "id": own or about["id"]}


class _Text:
    """The text of an element while it is read, and its notes."""

    def __init__(self):
        self.parts, self.notes = [], []

    def add(self, root):
        """Read an element, without recursion: a file may nest as deep as it likes."""
        stack = [(root, False)]
        while stack:
            node, left = stack.pop()
            name = _local(node)
            if left:
                self._close(node, name)
                self.parts.append(_space(node.tail) if node is not root else "")
                continue
            if self._is_out(node, name):
                self.parts.append(_space(node.tail))
                continue
            self._open(node, name)
            self.parts.append(_space(node.text))
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))

    def _is_out(self, node, name):
        if name == "note":
            note = _Text()
            for child in [node]:
                note.parts.append(_space(child.text))
                for inner in child:
                    note.add(inner)
                    note.parts.append(_space(inner.tail))
            self.notes += [one for one in [note.text().replace("\n", " "), *note.notes] if one]
            return True
        parent = _local(node.getparent()) if node.getparent() is not None else ""
        if parent == "choice" and name in _LEFT:
            return any(_local(other) in _CHOSEN for other in node.getparent())
        return not name or name in _OUT or name == "del" or (name == "rdg" and parent == "app")

    def _open(self, node, name):
        if name in ("lb", "pb", "cb", "gb", "milestone"):
            self._break(node, name)
        elif self._is_block(node, name):
            self.parts.append("\n")

    def _close(self, node, name):
        if self._is_block(node, name):
            self.parts.append("\n")
        elif name == "cell":
            self.parts.append("\t")
        elif name == "w" and not (node.tail or "").strip() and node.get("join") not in ("right", "both"):
            follows = node.getnext()  # words that are marked one by one stand without a space between them
            self.parts.append("" if follows is None or _local(follows) == "pc" else " ")

    @staticmethod
    def _is_block(node, name):
        parent = _local(node.getparent()) if node.getparent() is not None else "p"
        return name in _BLOCKS and not (name in _INLINE_QUOTES and parent == "p")

    def _break(self, node, name):
        """A line or page that ends within a word joins its halves; else it is a space."""
        if node.get("break") == "no":
            self.parts.append("\ue000")
        else:
            self.parts.append(" ")

    def text(self):
        text = re.sub(r"[ \t]*-?[ \t]*\ue000\s*", "", "".join(self.parts))
        lines = (re.sub(r"[ ]+", " ", line).strip() for line in text.split("\n"))
        return "\n".join(line for line in lines if line)


def _about(node):
    header = next((child for child in node if _local(child) == "teiHeader"), None)
    about = {"id": node.get(_ID, ""), "title": "", "author": "", "date": "", "source": ""}
    if header is None:
        return about
    found = {}
    for one in header.iter():
        path = [_local(above) for above in one.iterancestors()]
        found.setdefault(_local(one), []).append((one, path))
    def within(name, parent):
        return [one for one, path in found.get(name, ()) if parent in path]

    titles = within("title", "titleStmt")
    titles = [one for one in titles if one.get("type", "main") == "main"] or titles
    about["title"] = _flat(titles[0]) if titles else ""
    authors = within("author", "titleStmt") or within("author", "sourceDesc")
    about["author"] = ", ".join(filter(None, map(_flat, authors)))
    dates = [*within("date", "creation"), *within("date", "sourceDesc"), *within("date", "publicationStmt"),
             *within("date", "editionStmt")]  # fmt: skip
    about["date"] = next(filter(None, map(_date, dates)), "")
    journals = [one for one in within("title", "sourceDesc") if one.get("level") in ("j", "s")]
    publishers = within("publisher", "sourceDesc") + within("publisher", "publicationStmt")
    about["source"] = next(filter(None, map(_flat, [*journals, *publishers])), "")
    languages = within("language", "langUsage")
    about["language"] = _flat(languages[0]) if languages else ""
    return about


def _date(node):
    return node.get("when") or node.get("when-iso") or node.get("notBefore") or node.get("from") or _flat(node)


def _flat(node):
    return " ".join("".join(node.itertext()).split())


def _space(text):
    return re.sub(r"\s+", " ", text) if text else ""


def _local(node):
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
