"""The elements of a Word file: their names whatever the namespaces, and the text under them."""

import functools
import re

from .packages import attribute

_SPACES = (
    ("w", r"wordprocessingml(/2006)?/main$|/office/word/2003/wordml$"), ("a", r"drawingml(/2006)?/main$"),
    ("m", r"officeDocument(/2006)?/math$"), ("mc", r"/markup-compatibility/2006$"), ("v", r"-com:vml$"),
    ("o", r"-com:office:office$"), ("dgm", r"drawingml(/2006)?/diagram$"), ("c", r"drawingml(/2006)?/chart$|/chartex$"),
    ("pic", r"drawingml(/2006)?/picture$"), ("pkg", r"/office/2006/xmlPackage$"),
)  # fmt: skip
# Of these nothing is text: settings of what stands beside them, and instructions.
SETTINGS = frozenset(
    "w:pPr w:rPr w:sdtPr w:sdtEndPr w:tblPr w:tblPrEx w:tblGrid w:trPr w:tcPr w:sectPr w:smartTagPr w:customXmlPr "
    "w:fldData w:instrText w:delInstrText w:delText w:rubyPr w:footnotePr w:endnotePr w:binData w:ffData m:rPr m:ctrlPr"
    .split()
)  # fmt: skip
GONE = frozenset(("w:del", "w:moveFrom"))
# What refers to a part of its own: the name of the attribute with its id.
PARTS_APART = {"dgm:relIds": "dm", "c:chart": "id"}


@functools.lru_cache(maxsize=4096)
def _of_tag(tag):
    space, _, name = tag.rpartition("}")
    return next((f"{short}:{name}" for short, known in _SPACES if re.search(known, space)), f"?:{name}")


def name_of(node):
    """The name of an element with the usual prefix of its namespace, whether that is the strict one or not."""
    return _of_tag(node.tag) if isinstance(node.tag, str) else ""


def child_of(node, *path):
    """The first child of this name, its child and so on, or None."""
    for name in path:
        node = next((child for child in node if name_of(child) == name), None) if node is not None else None
    return node


def is_on(node):
    """Whether a setting that is there or not is on."""
    return node is not None and attribute(node, "val", "1").lower() not in ("0", "false", "off")


def holds_text(root):
    """Whether anything under an element is text, or refers to some."""
    for node in root.iter():
        name = name_of(node)
        if name in ("w:t", "a:t", "m:t") and (node.text or "").strip():
            return True
        if name in PARTS_APART or (name == "v:textpath" and attribute(node, "string")):
            return True
    return False


def all_text(root):
    """All text under an element, deleted text too: what is counted and not taken."""
    pieces = []
    for node in root.iter():
        name = name_of(node)
        if name in ("w:t", "w:delText", "m:t", "a:t"):
            pieces.append(node.text or "")
        elif name in ("w:p", "w:tab", "w:br", "w:cr", "w:tc"):
            pieces.append(" ")
    return "".join(pieces)


def drawn_text(paragraph):
    """The text of a paragraph of a drawing."""
    pieces = {"a:t": lambda node: node.text or "", "a:br": lambda node: "\n"}
    return "".join(pieces[name_of(node)](node) for node in paragraph.iter() if name_of(node) in pieces)


def part_lines(root):
    """The lines of a chart or a diagram, each text once: titles, names and what stands on the axes."""
    found = []
    for node in root.iter():
        if name_of(node) == "a:p":
            found.append(drawn_text(node).strip())
        elif name_of(node) in ("c:strCache", "c:strDim", "c:txData"):
            found += [(value.text or "").strip() for value in node.iter() if name_of(value) in ("c:v", "c:pt")]
    return [line for line in dict.fromkeys(found) if line]


_BETWEEN = {"m:f": "/", "m:sSup": "^", "m:sSub": "_", "m:sPre": " ", "m:sSubSup": " ", "m:d": ", ", "m:func": " "}
_ARGUMENTS = frozenset("m:num m:den m:e m:sub m:sup m:deg m:fName m:lim".split())


def formula(node):
    """A formula: its arguments in their order, a sign between those of a fraction or a power."""
    if name_of(node) == "m:t":
        return node.text or ""
    if name_of(node) in GONE or name_of(node) in SETTINGS or name_of(node).endswith("Pr"):
        return ""
    if name_of(node) == "w:t":
        return node.text or ""
    parts = [(name_of(child), formula(child)) for child in node]
    if any(name in _ARGUMENTS for name, _ in parts):
        joined = _BETWEEN.get(name_of(node), " ").join(text for name, text in parts if text)
        return f"({joined})" if name_of(node) == "m:d" else joined
    return (" " if name_of(node) in ("m:m", "m:eqArr", "m:mr") else "").join(text for _, text in parts)
