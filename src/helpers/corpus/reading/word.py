"""Word files: every visible text in the order in which it is read; nothing in them is run.

What stands where it stands: paragraphs, tables (a row a line, cells parted by tabs), inserted and moved text, content
controls, results of fields, links, formulas. So that sentences stay whole, a footnote and a text box follow the
paragraph that they are fixed to (in a table: the table), each on lines of its own; endnotes stand at the end. What is
deleted, hidden, a comment, a header or a footer is no part of the text: it is counted and told, see `left_out`.

The text is read off the XML itself: python-docx and the like know paragraphs and runs, and pass over the rest.
"""

import re
from typing import NamedTuple

from ...errors import InputError
from .left_out import LeftOut, words
from .packages import attribute
from .result import Reading, library
from .word_elements import (
    GONE,
    PARTS_APART,
    SETTINGS,
    all_text,
    child_of,
    drawn_text,
    formula,
    holds_text,
    is_on,
    name_of,
    part_lines,
)  # fmt: skip
from .word_fields import of_instruction
from .word_source import Source
from .word_styles import Hiding, Labels

FIRST_YEAR = 2014  # the date of the template that python-docx and others begin with says nothing

_BLOCKS = frozenset(("w:p", "w:tbl", "w:altChunk", "w:subDoc"))
_GRAPHICS = frozenset(("w:drawing", "w:pict", "w:object"))
_PAGE = "\f"  # a break of the page or column, until it is known whether there is text on both sides
_EDGES, _INSIDE = re.compile(f"^{_PAGE}+|{_PAGE}+$"), re.compile(f"{_PAGE}+")
_SIGNS = re.compile("[\ue000-\uf8ff]")
_DAY = re.compile(r"\s*(\d{4})-\d{2}-\d{2}")


def document(data, *, largest, embedded=None):
    """Read a Word file (.docx, .docm, .dotx, also one saved as a single XML file).

    embedded: reads a file of another format that is shown within the text, (bytes, name) -> text; without it such a
    file is told as unread.
    """
    library("lxml.etree", "lxml", "Word files")
    try:
        return _reading(Source(data, largest), embedded)
    except RecursionError:
        raise InputError("tables within tables too deep to read; save the text as .txt") from None


def _reading(source, embedded):
    told = LeftOut()
    hiding = Hiding(source, told)
    text = _Walk(source, told, hiding, labels=Labels(source, told), embedded=embedded).text()
    told.pictures(source.pictures, text)
    _tell_of_margins(source, told, hiding)
    _tell_of_comments(source, told)
    if not text.strip() and source.pictures:
        raise InputError(
            f"a Word file of {source.pictures:,} pictures without text: "
            "run a program for character recognition (OCR) over it and give its text"
        )
    made, places, programs = {"text": text}, {"text": "paragraphs and tables"}, source.programs(told)
    about = source.properties(told)
    if about.get("title", "").strip():
        made["title"], places["title"] = about["title"], "the file's properties"
    if about.get("creator") and about["creator"] != "python-docx":
        made["author"] = about["creator"]
    day = _DAY.match(about.get("created", ""))
    if day and int(day[1]) >= FIRST_YEAR:
        made["created"] = day[0].strip()
    return Reading(document=made, places=places, programs=programs, remarks=told.remarks())


class _Field(NamedTuple):
    """A field that is being read: its instruction so far, and whether its result has begun."""

    instruction: list
    shown: list


class _Walk:
    """The way through a file: its lines, what is left out, the fields and notes that are open."""

    def __init__(self, source, told, hiding, *, labels=None, part=None, embedded=None):
        self.source, self.told, self.hiding, self.labels, self.embedded = source, told, hiding, labels, embedded
        self.part = source.main if part is None else part
        self.fields, self.whole, self.notes, self.at_the_end = [], set(), {}, []
        self.in_change, self.prompts = False, set()
        self.handlers = {
            "w:t": self.plain, "w:tab": lambda *_: "\t", "w:ptab": lambda *_: "\t", "w:cr": lambda *_: "\n",
            "w:br": self.line_break, "w:noBreakHyphen": lambda *_: "-", "w:sym": self.symbol, "w:r": self.run,
            "w:ruby": self.ruby, "w:ins": self.inserted, "w:moveTo": self.inserted, "w:del": self.deleted,
            "w:moveFrom": self.deleted, "w:footnoteReference": self.note, "w:endnoteReference": self.note,
            "w:footnote": self.note_here, "w:endnote": self.note_here, "w:fldChar": self.field, "w:sdt": self.control,
            "mc:AlternateContent": lambda node, later: self.inline(self.chosen(node), later),
            "m:oMath": self.formula, "m:oMathPara": self.formula,
            **dict.fromkeys(_GRAPHICS, self.graphic),
        }  # fmt: skip
        self.larger = {"w:tbl": self.table, "w:altChunk": self.chunk, "w:subDoc": self.elsewhere}

    def text(self):
        """The text of the file: its body, then the endnotes."""
        for kind in ("footnotes", "endnotes"):
            for name, root in self.source.roots(kind, self.told):
                for node in root:
                    if attribute(node, "type", "normal") == "normal":
                        self.notes[kind[:-1], attribute(node, "id")] = node, name
        lines = self.story(self.source.body) + self.at_the_end
        for node, _ in self.notes.values():
            text = all_text(node)
            if text.strip():
                self.told.add("unreferred", text)
        for _, root in self.source.roots("glossaryDocument", self.told):
            if words(all_text(root)):
                self.told.add("glossary", all_text(root))
        return "\n".join(lines)

    def story(self, root):
        """The lines of a text of its own: the body, a note, a text box."""
        fields, whole = self.fields, self.whole
        self.fields, self.whole = [], _whole_fields(root)
        lines = self.blocks(root)
        self.fields, self.whole = fields, whole
        return lines

    def blocks(self, root, outer=None):
        """The lines of paragraphs and tables. outer: the list for notes and boxes, None: behind each paragraph."""
        lines, later, carried, loose = [], [] if outer is None else outer, "", ""
        for node in self.unwrapped(root, _BLOCKS):
            if name_of(node) not in _BLOCKS:
                loose += self.handlers[name_of(node)](node, later)
                continue
            lines += [loose] if loose else []
            loose = ""
            if name_of(node) != "w:p":
                lines += self.larger[name_of(node)](node, later)
            else:
                carried += self.paragraph(node, later)
                if _goes_on(node):
                    continue
                lines.append(carried)
                carried = ""
            if outer is None:
                lines += later
                later.clear()
        lines += [line for line in (loose, carried) if line]
        return lines + (later if outer is None else [])

    def unwrapped(self, root, wanted):
        """The elements wanted, out of content controls, tags and the like; runs without a paragraph are one by one."""
        for node in root:
            name = name_of(node)
            if name in wanted:
                yield node
            elif name == "mc:AlternateContent":
                yield from self.unwrapped(self.chosen(node), wanted)
            elif name in GONE:
                self.deleted(node, [])
            elif name in self.handlers and name not in ("w:sdt", "w:ins", "w:moveTo"):
                if wanted is _BLOCKS:
                    yield node
            elif name and name not in SETTINGS:
                if name == "w:sdt":
                    self._tell_of_prompt(node)
                yield from self.unwrapped(node, wanted)

    def table(self, table, later):
        """A line for each row."""
        lines = []
        for row in self.unwrapped(table, frozenset(("w:tr",))):
            settings = child_of(row, "w:trPr")
            if settings is not None and any(name_of(child) == "w:del" for child in settings):
                self.told.add("deleted", all_text(row))
                continue
            if settings is not None and is_on(child_of(settings, "w:hidden")):
                self.told.add("hidden", all_text(row))
                continue
            cells = []
            for cell in self.unwrapped(row, frozenset(("w:tc",))):
                if child_of(cell, "w:tcPr", "w:cellDel") is not None:
                    self.told.add("deleted", all_text(cell))
                    continue
                cells.append(" ".join(line for line in self.blocks(cell, later) if line))
            lines.append("\t".join(cells))
        return lines

    def chunk(self, node, later):
        """The lines of a file of another format that is shown in this place."""
        _, name = self.source.relations(self.part).get(attribute(node, "id"), (None, None))
        if not name or name not in self.source:
            return self.elsewhere(node, later)
        data = self.source.read(name)
        try:
            if self.embedded is not None:
                return self.embedded(data, name).split("\n")
        except InputError:
            pass
        self.told.add("unread", shown=name)
        return []

    def elsewhere(self, node, later):
        """A part of the text that another file holds."""
        self.told.add("elsewhere")
        return []

    def paragraph(self, node, later):
        """The text of a paragraph; what is fixed to it goes to `later`."""
        self.hiding.enter(node)
        label = self.labels.before(node) if self.labels is not None else ""
        text = label + self.inline(node, later)
        return _INSIDE.sub("\n", _EDGES.sub("", text)) if _PAGE in text else text

    def inline(self, root, later):
        """The text of what stands in a line."""
        pieces = []
        for node in root:
            name = name_of(node)
            handler = self.handlers.get(name)
            if handler is not None:
                pieces.append(handler(node, later))
            elif name == "w:p":  # a paragraph within a line, as in a control that holds several
                pieces.append(f"\n{self.inline(node, later)}")
            elif name and name not in SETTINGS:
                pieces.append(self.inline(node, later))
        return "".join(pieces)

    def shown(self):
        """Whether this is no instruction of a field."""
        return all(field.shown for field in self.fields)

    def run(self, node, later):
        """A run: nothing when it is hidden or belongs to the instruction of a field."""
        if not self.hiding.hides(node):
            return self.inline(node, later)
        for mark in node.iter():
            if name_of(mark) == "w:fldChar":
                self.field(mark, later)
        text = all_text(node)
        if text.strip() and self.shown():
            self.told.add("hidden", text)
        return ""

    def plain(self, node, later):
        """Text; a line end in the XML is a space."""
        return re.sub(r"[\r\n]+", " ", node.text or "") if self.shown() else ""

    def line_break(self, node, later):
        """The end of a line, or of a page or column."""
        return "\n" if attribute(node, "type", "textWrapping") == "textWrapping" else _PAGE

    def symbol(self, node, later):
        """A sign by its number in a font."""
        if not self.shown():
            return ""
        try:
            sign = chr(int(attribute(node, "char", ""), 16))
        except (ValueError, OverflowError):
            return " "
        if "\ud800" <= sign <= "\udfff" or sign < " ":
            return " "
        if _SIGNS.match(sign):
            self.told.add("symbols", shown=attribute(node, "font", ""))
        return sign

    def ruby(self, node, later):
        """A word with its reading above: the reading in brackets behind it."""
        base, above = (child_of(node, name) for name in ("w:rubyBase", "w:rt"))
        reading = self.inline(above, later) if above is not None else ""
        return (self.inline(base, later) if base is not None else "") + (f" ({reading})" if reading else "")

    def inserted(self, node, later):
        """Text that a tracked change put in, or moved here: taken and told."""
        if name_of(node) != "w:ins" or self.in_change:
            return self.inline(node, later)
        self.in_change = True
        text = self.inline(node, later)
        self.in_change = False
        if text.strip():
            self.told.add("inserted", text)
        return text

    def deleted(self, node, later):
        """Text that a tracked change took out, or moved away."""
        for mark in node.iter():
            if name_of(mark) == "w:fldChar":
                self.field(mark, later)
            elif name_of(mark) in ("w:footnoteReference", "w:endnoteReference"):
                self._tell_of_note(mark)
        if name_of(node) == "w:del" and all_text(node).strip():
            self.told.add("deleted", all_text(node))
        return ""

    def _tell_of_note(self, mark):
        found = self.notes.pop((name_of(mark)[2:].removesuffix("Reference"), attribute(mark, "id")), None)
        if found is not None:
            self.told.add("deleted", all_text(found[0]))

    def note(self, node, later):
        """A footnote goes behind the paragraph, an endnote to the end; the text is as it is."""
        found = self.notes.pop((name_of(node)[2:].removesuffix("Reference"), attribute(node, "id")), None)
        if found is not None:
            self._set_down(*found, later if name_of(node) == "w:footnoteReference" else self.at_the_end)
        return ""

    def note_here(self, node, later):
        """A note within the line, as Word 2003 writes it."""
        self._set_down(node, self.part, later if name_of(node) == "w:footnote" else self.at_the_end)
        return ""

    def _set_down(self, node, part, where):
        paragraph, own, self.part = self.hiding.by_paragraph, self.part, part
        lines = [line.strip() for line in self.story(node)]
        self.hiding.by_paragraph, self.part = paragraph, own
        where.extend(line for line in lines if line)

    def field(self, node, later):
        """Where a field begins, its result begins, and it ends."""
        if node not in self.whole:
            return ""
        kind = attribute(node, "fldCharType")
        if kind == "begin":
            entry = _chosen_entry(node) if self.shown() else ""
            self.fields.append(_Field([_instruction(node)], []))
            return entry
        if kind == "separate" and self.fields:
            self.fields[-1].shown.append(True)
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            return of_instruction("".join(field.instruction)) if not field.shown and self.shown() else ""
        return ""

    def control(self, node, later):
        """A content control in a line."""
        self._tell_of_prompt(node)
        content = child_of(node, "w:sdtContent")
        return self.inline(content, later).lstrip("\n") if content is not None else ""

    def _tell_of_prompt(self, node):
        if is_on(child_of(node, "w:sdtPr", "w:showingPlcHdr")):
            if self.prompts.isdisjoint(node.iterancestors()):  # else it is counted with the one around it
                self.told.add("prompts", all_text(node))
            self.prompts.add(node)

    def formula(self, node, later):
        """A formula as a line of signs."""
        return formula(node) if self.shown() else ""

    def chosen(self, node):
        """The one alternative that is shown: the first that holds text, or else the first."""
        options = [child for child in node if name_of(child) in ("mc:Choice", "mc:Fallback")]
        return next((option for option in options if holds_text(option)), options[0] if options else ())

    def graphic(self, node, later):
        """The texts in a drawing, each on lines of its own, behind the paragraph."""
        if self.shown():
            for child in node:
                self._drawn(child, later)
        return ""

    def _drawn(self, node, later):
        name = name_of(node)
        if name == "w:txbxContent":
            self._set_down(node, self.part, later)
        elif name == "a:p":
            later.extend(line for line in [drawn_text(node)] if line.strip())
        elif name == "mc:AlternateContent":
            for child in self.chosen(node):
                self._drawn(child, later)
        elif name in PARTS_APART:
            later.extend(self._other_part(attribute(node, PARTS_APART[name])))
        elif name == "o:OLEObject":
            self.told.add("objects")
        else:
            if name == "v:textpath" and attribute(node, "string", "").strip():
                later.append(attribute(node, "string").strip())
            self.source.pictures += name in ("pic:pic", "v:imagedata")
            for child in node:
                self._drawn(child, later)

    def _other_part(self, relation):
        """The lines of a chart or a diagram, which is a part of its own."""
        _, name = self.source.relations(self.part).get(relation, (None, None))
        if not name or name not in self.source:
            return []
        root = self.source.side(name, self.told)
        return part_lines(root) if root is not None else []


def _goes_on(paragraph):
    """Whether the end of a paragraph is deleted: the next one goes on in the same line."""
    mark = child_of(paragraph, "w:pPr", "w:rPr")
    return mark is not None and any(name_of(child) in GONE for child in mark)


def _whole_fields(root):
    """The marks of fields that begin and end; a beginning without an end would swallow the rest of the text."""
    stack, whole = [], set()
    for node in root.iter():
        if name_of(node) == "w:fldChar":
            kind = attribute(node, "fldCharType")
            if kind == "begin":
                stack.append([node])
            elif stack:
                stack[-1].append(node)
                if kind == "end":
                    whole.update(stack.pop())
    return whole


def _instruction(begin):
    """The instruction of a field, for those whose text stands in it."""
    pieces, run = [], begin.getparent()
    for sibling in run.itersiblings() if run is not None else ():
        marks = {attribute(node, "fldCharType") for node in sibling if name_of(node) == "w:fldChar"}
        if marks or len(pieces) > 100:
            break
        pieces += [node.text or "" for node in sibling if name_of(node) == "w:instrText"]
    return "".join(pieces)


def _chosen_entry(begin):
    """What a list to choose from shows, "" for any other field."""
    choices = child_of(begin, "w:ffData", "w:ddList")
    if choices is None:
        return ""
    entries = [attribute(node, "val", "") for node in choices if name_of(node) == "w:listEntry"]
    chosen = next((node for name in ("w:result", "w:default") if (node := child_of(choices, name)) is not None), None)
    number = attribute(chosen, "val", "0") if chosen is not None else "0"
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else (entries or [""])[0]


def _tell_of_margins(source, told, hiding):
    """Count the headers and footers, each text once."""
    seen = set()
    for kind in ("header", "footer"):
        for name in source.related(source.main, kind):
            root = source.side(name, told)
            if root is None:
                continue
            walk = _Walk(source, LeftOut(), hiding, part=name)
            text = " ".join(line for line in walk.story(root) if line.strip())
            if words(text) and text not in seen:
                seen.add(text)
                told.add("margins", text)


def _tell_of_comments(source, told):
    for _, root in source.roots("comments", told):
        for node in root:
            if name_of(node) == "w:comment":
                told.add("comments", all_text(node))
