"""OpenDocument texts (.odt, .ott, .fodt): every visible text in the order in which it is read; nothing in them is run.

As in Word files a footnote and a text box follow the paragraph that they are fixed to, endnotes stand at the end, and
what is deleted, hidden, a comment, a header or a footer is told.
"""

import re

from ...errors import InputError
from .left_out import LeftOut, words
from .limits import check_size
from .list_labels import is_label, numeral
from .packages import SHARE, Package, attribute, damaged, local, parsed
from .result import Reading, library

KIND = "OpenDocument"
_TEXTS = frozenset(("p", "h"))
# Of these nothing is text of the body: settings, and what is drawn besides.
_SETTINGS = frozenset(
    "sequence-decls variable-decls user-field-decls dde-connection-decls forms automatic-styles styles master-styles "
    "font-face-decls scripts settings note-citation desc binary-data alphabetical-index-auto-mark-file "
    "table-of-content-source illustration-index-source table-index-source object-index-source user-index-source "
    "alphabetical-index-source bibliography-source event-listeners table-columns table-column soft-page-break "
    "tracked-changes annotation-end glue-point".split()
)
_OBJECTS = frozenset(("object", "object-ole", "plugin", "applet", "floating-frame"))
_FRAMES = frozenset(("frame", "custom-shape", "rect", "circle", "ellipse", "line", "g", "polygon", "polyline", "path",
                     "connector", "caption", "text-box", "measure", "control", "a"))  # fmt: skip
_SPACE = re.compile("[ \t\r\n]+")
_LOOSE, _MEANT = "\x01", "\x02"  # a space of the XML, of which several are one, and one that is meant: in no XML
_MOST_SPACES = 1000  # that one element may stand for


def document(data, *, largest):
    """Read an OpenDocument text, packed or as one file of XML."""
    library("lxml.etree", "lxml", "OpenDocument files")
    try:
        told = LeftOut()
        return _reading(_Source(data, largest, told), told)
    except RecursionError:
        raise InputError("tables within tables too deep to read; save the text as .txt") from None


def _reading(source, told):
    walk = _Walk(source, told)
    text = walk.text()
    told.pictures(walk.pictures, text)
    if not text.strip() and walk.pictures:
        raise InputError(
            f"an OpenDocument text of {walk.pictures:,} pictures without text: "
            "run a program for character recognition (OCR) over it and give its text"
        )
    made, places, about = {"text": text}, {"text": "paragraphs and tables"}, source.properties()
    if about.get("title"):
        made["title"], places["title"] = about["title"], "the file's properties"
    author = about.get("initial-creator") or about.get("creator")
    if author:
        made["author"] = author
    day = re.match(r"\d{4}-\d{2}-\d{2}", about.get("creation-date", ""))
    if day:
        made["created"] = day[0]
    # "LibreOffice/7.3$Linux_X86_64 LibreOffice_project/…"
    program = about.get("generator", "").partition("/")[0][:100]
    return Reading(document=made, places=places, programs=(program,) * bool(program), remarks=told.remarks())


class _Source:
    """The roots of an OpenDocument text."""

    def __init__(self, data, largest, told):
        self._package, self._told = None, told
        if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
            check_size(len(data), largest, share=SHARE)
            self.content = self.styles = self.meta = parsed(data, KIND)
        else:
            self._package = Package(data, largest=largest, kind=KIND)
            if self._is_locked():
                raise InputError(
                    f"an old or password-protected {KIND} file; open it and save it again without a password"
                )
            self.content = self._package.tree("content.xml")
            self.styles, self.meta = self.part("styles.xml"), self.part("meta.xml")
        body = _child(self.content, "body", "text")
        if body is None:
            raise damaged("it holds no text document", KIND)
        self.body = body

    def part(self, name):
        """The root of a part, None where it is damaged or not there."""
        return self._package.side(name, self._told) if self._package is not None else None

    def _is_locked(self):
        manifest = self.part("META-INF/manifest.xml")
        return manifest is not None and any(local(node) == "encryption-data" for node in manifest.iter())

    def properties(self):
        """What the file says of itself: name -> text."""
        meta = _child(self.meta, "meta")
        found = {local(node): " ".join("".join(node.itertext()).split()) for node in (meta if meta is not None else ())}
        return {name: text for name, text in found.items() if text}

    def hidden_styles(self):
        """The names of the styles that hide text, with those that are based on them."""
        own, parent = {}, {}
        for root in (self.styles, self.content):
            for group in root if root is not None else ():
                if local(group) in ("styles", "automatic-styles"):
                    for style in group:
                        name, settings = attribute(style, "name"), _child(style, "text-properties")
                        own[name] = attribute(settings, "display") if settings is not None else None
                        parent[name] = attribute(style, "parent-style-name")
        return frozenset(name for name in own if _hides(name, own, parent))

    def lists(self):
        """Style of a list -> level -> (first number, form, pattern of the label with %1% for the number)."""
        found = {}
        for root in (self.styles, self.content):
            for group in root if root is not None else ():
                for style in group if local(group) in ("styles", "automatic-styles") else ():
                    if local(style) == "list-style":
                        found[attribute(style, "name")] = _levels(style)
        return found

    def outline(self):
        """Level of a heading -> (first number, form, pattern of the label), of the headings that are counted."""
        for group in self.styles if self.styles is not None else ():
            for style in group if local(group) == "styles" else ():
                if local(style) == "outline-style":
                    return _levels(style)
        return {}

    def margins(self):
        """The headers and footers."""
        pages = _child(self.styles, "master-styles")
        for node in pages.iter() if pages is not None else ():
            if local(node).startswith(("header", "footer")):
                yield node


def _levels(style):
    found = {}
    for level in style:
        number, first = attribute(level, "level", ""), attribute(level, "start-value", "1")
        counted = local(level) in ("list-level-style-number", "outline-level-style") and number.isdecimal()
        if counted and attribute(level, "num-format", ""):
            pattern = attribute(level, "num-prefix", "") + f"%{number}%" + attribute(level, "num-suffix", "")
            pattern = attribute(level, "num-list-format") or pattern
            found[int(number)] = int(first) if first.isdecimal() else 1, attribute(level, "num-format"), pattern
    return found


def _hides(name, own, parent):
    seen = set()
    while name is not None and name not in seen:
        seen.add(name)
        if own.get(name) is not None:
            return own[name] == "none"
        name = parent.get(name)
    return False


def _child(node, *path):
    for name in path:
        node = next((child for child in node if local(child) == name), None) if node is not None else None
    return node


def _shows(node):
    """Whether what stands in an element is text; the title of a drawing is none, that of the text, a field, is."""
    name = local(node)
    title = name == "title" and "svg" in node.tag
    return bool(name) and not title and name not in _SETTINGS and attribute(node, "display") != "none"


class _Walk:
    """The way through a text: its lines, and what is left out."""

    def __init__(self, source, told):
        self.source, self.told, self.hiding = source, told, source.hidden_styles()
        self.pictures, self.at_the_end, self.inserted = 0, [], None
        self.lists, self.counts, self.label = source.lists(), [], ""  # counts: of the lists that are open
        self.outline, self.headings = source.outline(), {}  # headings: level -> the last number
        self.handlers = {
            "s": self.spaces, "tab": lambda *_: "\t", "line-break": lambda *_: "\n", "note": self.note,
            "annotation": self.comment, "span": self.span, "ruby": self.ruby, "hidden-text": self.maybe_hidden,
            "hidden-paragraph": self.maybe_hidden, "conditional-text": self.plain, "change-start": self.change,
            "change-end": self.change, "change": lambda *_: "", "image": self.picture, "script": lambda *_: "",
            **dict.fromkeys(_FRAMES - {"a"}, self.frame), **dict.fromkeys(_OBJECTS, self.embedded),
        }  # fmt: skip
        self.larger = {"table": self.table, "list": self.listed}
        self.new = self._changes()

    def text(self):
        """The text: its body, then the endnotes."""
        lines = self.blocks(self.source.body) + self.at_the_end
        seen = set()
        for node in self.source.margins():
            text = " ".join(line for line in self.of_margin(node) if line.strip())
            if words(text) and text not in seen:
                seen.add(text)
                self.told.add("margins", text)
        return "\n".join(lines)

    def of_margin(self, node):
        """The lines of a header or footer; what is left out of it is not told again."""
        told, self.told = self.told, LeftOut()
        lines = self.blocks(node)
        self.told = told
        return lines

    def _changes(self):
        """Tell of the deleted text, which stands in a list of its own; return the ids of what was inserted."""
        changes, new = _child(self.source.body, "tracked-changes"), set()
        for region in changes if changes is not None else ():
            for change in region:
                if local(change) == "deletion":
                    text = "\n".join(_paragraph_texts(change))
                    if text.strip():
                        self.told.add("deleted", text)
                elif local(change) == "insertion":
                    new.add(attribute(region, "id"))
        return new

    def change(self, node, later):
        """The beginning or the end of an insertion, whose text stays where it is."""
        which = attribute(node, "change-id")
        if which in self.new and local(node) == "change-start":
            self.inserted = []
        elif self.inserted is not None and local(node) == "change-end":
            text, self.inserted = "".join(self.inserted), None
            if text.strip():
                self.told.add("inserted", text)
        return ""

    def blocks(self, root, outer=None):
        """The lines of paragraphs and tables. outer: the list for notes and boxes, None: behind each paragraph."""
        lines, later = [], [] if outer is None else outer
        for node in root:
            name = local(node)
            if name in _TEXTS:
                lines += self.paragraph(node, later)
            elif name in self.larger:
                lines += self.larger[name](node, later)
            elif name in ("annotation", "change-start", "change-end", *_OBJECTS):
                self.handlers[name](node, later)
            elif name in _FRAMES:
                self.frame(node, later)
            elif name == "section" and attribute(node, "display") == "none":
                self.told.add("hidden", "\n".join(_paragraph_texts(node)))
            elif _shows(node):
                lines += self.blocks(node, later)
            if outer is None:
                lines += later
                later.clear()
        return lines

    def table(self, table, later):
        """A line for each row; what lies under a merged cell is not shown."""
        lines = []
        for row in self.rows(table):
            if attribute(row, "visibility", "visible") != "visible":
                self.told.add("hidden", "\n".join(_paragraph_texts(row)))
                continue
            cells = []
            for cell in row:
                if local(cell) == "table-cell":
                    cells.append(" ".join(line for line in self.blocks(cell, later) if line))
                elif local(cell) == "covered-table-cell" and (text := "\n".join(_paragraph_texts(cell))).strip():
                    self.told.add("hidden", text)
            lines.append("\t".join(cells))
        return lines

    def listed(self, node, later, style=None):
        """The lines of a list; a label with a word in it stands before its paragraph, numbers without one are told."""
        style = attribute(node, "style-name") or (self.counts[-1][0] if self.counts else None)
        level = len(self.counts) + 1
        first, _, pattern = self.lists.get(style, {}).get(level, (1, "", ""))
        self.counts.append((style, first - 1))
        lines = []
        for item in node:
            if local(item) not in ("list-item", "list-header"):
                continue
            if local(item) == "list-item" and pattern:
                self.counts[-1] = style, self.counts[-1][1] + 1
                self.label = self._label(pattern)
            lines += self.blocks(item, later)
            self.label = ""
        self.counts.pop()
        return lines

    def heading(self, node):
        """The number that the program puts before a heading, where it is text, as "Chapter 3" is."""
        level = attribute(node, "outline-level", "") if local(node) == "h" and self.outline else ""
        if not level.isdecimal() or attribute(node, "is-list-header") == "true" or not "".join(node.itertext()).strip():
            return ""
        level = int(level)
        first, _, pattern = self.outline.get(level, (1, "", ""))
        self.headings = {one: n for one, n in self.headings.items() if one <= level}
        self.headings[level] = self.headings.get(level, first - 1) + 1
        forms = [(self.headings.get(one, 1), self.outline.get(one, (1, "", ""))[1]) for one in range(1, level + 1)]
        return self._written(pattern, forms) if pattern else ""

    def _label(self, pattern):
        forms = [(count, self.lists.get(style, {}).get(level, (1, "", ""))[1])
                 for level, (style, count) in enumerate(self.counts, 1)]  # fmt: skip
        return self._written(pattern, forms)

    def _written(self, pattern, forms):
        """A label with its numbers, of which forms has (number, form) for each level; "" where it has no word."""
        if not is_label(re.sub("%[0-9]%", " ", pattern)):
            self.told.add("numbers")
            return ""
        numbers = [numeral(count, form) for count, form in forms]
        shown = re.sub("%([0-9])%", lambda found: (numbers + [""] * 10)[int(found[1]) - 1], pattern)
        return f"{shown.strip()} "

    def rows(self, table):
        """The rows of a table, out of groups and headings."""
        for node in table:
            if local(node) == "table-row":
                yield node
            elif local(node) in ("table-header-rows", "table-rows", "table-row-group"):
                yield from self.rows(node)

    def paragraph(self, node, later):
        """A paragraph as a list of one line, or of none when all of it is hidden."""
        if attribute(node, "style-name") in self.hiding:
            text = "\n".join(_paragraph_texts(node))
            if text.strip():
                self.told.add("hidden", text)
            return []
        label, self.label = self.label, ""
        text = (label or self.heading(node)) + self.inline(node, later)
        if self.inserted is not None:
            self.inserted.append("\n")
        # Spaces of the XML are one, and none at the edges; those that are meant stand as elements.
        return [re.sub(f"{_LOOSE}+", " ", text).strip(" ").replace(_MEANT, " ")]

    def inline(self, root, later):
        """The text of what stands in a line; spaces of the XML and those that are meant are told apart."""
        pieces = [self.plain_text(root.text)]
        for node in root:
            name = local(node)
            if name in self.handlers:
                pieces.append(self.handlers[name](node, later))
            elif name in _TEXTS:
                pieces.append(f"\n{self.inline(node, later)}")
            elif _shows(node):
                if attribute(node, "showing-place-holder") == "true":
                    self.told.add("prompts", "".join(node.itertext()))
                pieces.append(self.inline(node, later))
            pieces.append(self.plain_text(node.tail))
        return "".join(pieces)

    def plain_text(self, text):
        """Text as it stands in the XML."""
        made = _SPACE.sub(_LOOSE, text) if text else ""
        if made and self.inserted is not None:
            self.inserted.append(made.replace(_LOOSE, " "))
        return made

    def plain(self, node, later):
        """The text of a field."""
        return self.inline(node, later)

    def spaces(self, node, later):
        """Several spaces."""
        number = attribute(node, "c", "1")
        return _MEANT * min(int(number) if number.isdecimal() else 1, _MOST_SPACES)

    def span(self, node, later):
        """Text of one style, which may hide it."""
        if attribute(node, "style-name") not in self.hiding:
            return self.inline(node, later)
        text = "".join(node.itertext())
        if text.strip():
            self.told.add("hidden", text)
        return ""

    def maybe_hidden(self, node, later):
        """A field whose text is hidden when a condition holds."""
        if attribute(node, "is-hidden") != "true":
            return self.inline(node, later)
        self.told.add("hidden", "".join(node.itertext()))
        return ""

    def ruby(self, node, later):
        """A word with its reading above: the reading in brackets behind it."""
        base, above = (_child(node, name) for name in ("ruby-base", "ruby-text"))
        reading = self.inline(above, later) if above is not None else ""
        return (self.inline(base, later) if base is not None else "") + (f" ({reading})" if reading else "")

    def note(self, node, later):
        """A footnote goes behind the paragraph, an endnote to the end."""
        body = _child(node, "note-body")
        if body is not None:
            lines = [line.strip() for line in self.apart(body)]
            place = self.at_the_end if attribute(node, "note-class") == "endnote" else later
            place.extend(line for line in lines if line)
        return ""

    def apart(self, node):
        """The lines of a text of its own within an insertion or not."""
        inserted, self.inserted = self.inserted, None
        lines = self.blocks(node)
        self.inserted = inserted
        return lines

    def comment(self, node, later):
        """A comment."""
        self.told.add("comments", "\n".join(_paragraph_texts(node)))
        return ""

    def picture(self, node, later):
        """A picture, which holds no text."""
        self.pictures += 1
        return ""

    def embedded(self, node, later):
        """An object of another program: a formula is read, others are told."""
        math = next((child for child in node.iter() if local(child) == "math"), None)
        name = attribute(node, "href", "").removeprefix("./")
        if math is None and name:
            root = self.source.part(f"{name}/content.xml")
            math = root if root is not None and local(root) == "math" else None
        if math is None:
            self.told.add("objects")
            return ""
        return " ".join(node.text.strip() for node in math.iter() if local(node) in ("mi", "mn", "mo", "mtext", "ms")
                        and node.text and node.text.strip())  # fmt: skip

    def frame(self, node, later):
        """The texts in a drawing, each on lines of its own behind the paragraph; a formula stays in its line."""
        formulas = []
        alternatives = [child for child in node if local(child) in ("text-box", *_OBJECTS)]
        for child in alternatives[:1] or node:  # a frame holds the same in several ways, the first is the best
            name = local(child)
            if name in _OBJECTS:
                formulas.append(self.embedded(child, later))
            elif name == "image":
                self.pictures += 1
            elif name in _TEXTS or name == "list":
                later.extend(line for line in self.apart_of(child) if line.strip())
            elif name == "text-box":
                later.extend(line.strip() for line in self.apart(child) if line.strip())
            elif name in _FRAMES or name == "a":
                formulas.append(self.frame(child, later))
        return " ".join(filter(None, formulas))

    def apart_of(self, block):
        """The lines of one paragraph or list of a drawing."""
        inserted, self.inserted, later = self.inserted, None, []
        lines = self.paragraph(block, later) if local(block) in _TEXTS else self.blocks(block)
        self.inserted = inserted
        return lines + later


def _paragraph_texts(root):
    """The texts of the paragraphs under an element: what is counted and not taken."""
    return ["".join(node.itertext()) for node in root.iter() if local(node) in _TEXTS]
