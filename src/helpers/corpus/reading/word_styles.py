"""What the styles of a Word file say of its text: what is hidden, and the words before a paragraph that are counted."""

import re

from .list_labels import is_label, numeral
from .packages import attribute
from .word_elements import child_of, is_on, name_of


class Hiding:
    """What is hidden: by its own setting, or by a style, or by the style that this one is based on."""

    def __init__(self, source, told):
        self.by_paragraph, self._styles = False, {}
        for _, root in source.roots("styles", told, b"vanish"):  # reading all styles takes longer than a short text
            for node in root:
                if name_of(node) == "w:style":
                    based = child_of(node, "w:basedOn")
                    own = child_of(node, "w:rPr", "w:vanish")
                    based = attribute(based, "val") if based is not None else None
                    self._styles[attribute(node, "styleId")] = None if own is None else is_on(own), based

    def enter(self, paragraph):
        """From here on runs belong to this paragraph."""
        self.by_paragraph = self._of_style(child_of(paragraph, "w:pPr"), "w:pStyle")

    def hides(self, run):
        """Whether a run of the paragraph that is being read is hidden."""
        settings = child_of(run, "w:rPr")
        own = child_of(settings, "w:vanish") if settings is not None else None
        if own is not None:
            return is_on(own)
        # Two styles that both hide show: so the format has it.
        return self._of_style(settings, "w:rStyle") != self.by_paragraph

    def _of_style(self, settings, name):
        style = child_of(settings, name) if settings is not None and self._styles else None
        known, seen = attribute(style, "val") if style is not None else None, set()
        while known in self._styles and known not in seen:
            seen.add(known)
            hidden, based = self._styles[known]
            if hidden is not None:
                return hidden
            known = based
        return False


_LEVELS = 9


class Labels:
    """What the program puts before a paragraph of a list: "Article 3" is text, "3." and a bullet are none.

    A label with a word in it stands before its paragraph; numbers without one are told.
    """

    def __init__(self, source, told):
        self._source, self._told, self._lists = source, told, None  # looked up when a paragraph asks for it
        self._numbers, self._styles, self._counts = {}, {}, {}
        self._anew = {}  # number of a list -> level -> the first number, where it does not go on with that of another

    def _look_up(self):
        source, told, self._lists = self._source, self._told, {}
        for _, root in source.roots("numbering", told):
            for node in root:
                if name_of(node) == "w:abstractNum":
                    self._lists[attribute(node, "abstractNumId")] = _levels(node)
                elif name_of(node) == "w:num":
                    kind = child_of(node, "w:abstractNumId")
                    self._numbers[attribute(node, "numId")] = attribute(kind, "val") if kind is not None else None
                    self._anew[attribute(node, "numId")] = _first_numbers(node)
        for _, root in source.roots("styles", told, b"numPr") if self._lists else ():
            for node in root:
                if name_of(node) == "w:style":
                    based = child_of(node, "w:basedOn")
                    based = attribute(based, "val") if based is not None else None
                    self._styles[attribute(node, "styleId")] = _list_of(child_of(node, "w:pPr")), based

    def before(self, paragraph):
        """The words before a paragraph, "" for none."""
        settings = child_of(paragraph, "w:pPr")
        if settings is None or not any(name_of(node) in ("w:numPr", "w:pStyle") for node in settings):
            return ""
        if self._lists is None:
            self._look_up()
        number, level = self._of(settings)
        kind = self._numbers.get(number)
        levels = self._lists.get(kind, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(kind, [None] * _LEVELS)
        first = self._anew[number].pop(level, None)
        counts[level] = first or (levels[level][0] if counts[level] is None else counts[level] + 1)
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        _, form, pattern = levels[level]
        if is_label(re.sub(r"%\d", " ", pattern)):
            return re.sub(r"%([1-9])", lambda found: self._shown(levels, counts, int(found[1]) - 1), pattern) + " "
        if form not in ("bullet", "none") and "%" in pattern:
            self._told.add("numbers")
        return ""

    def _of(self, settings):
        """The number of the list of a paragraph and its level, by its own setting or by its style."""
        own = _list_of(settings)
        style = child_of(settings, "w:pStyle")
        known, seen = attribute(style, "val") if style is not None else None, set()
        while own[0] is None and known in self._styles and known not in seen:
            seen.add(known)
            found, known = self._styles[known]
            own = found[0], own[1] if own[1] is not None else found[1]
        return own[0], own[1] or 0

    def _shown(self, levels, counts, level):
        start, form, _ = levels.get(level, (1, "decimal", ""))
        return numeral(counts[level] if counts[level] is not None else start, form)


def _levels(node):
    """Level -> (first number, form of the numbers, pattern of the label) of a kind of list."""
    found = {}
    for level in node:
        number = attribute(level, "ilvl", "")
        if name_of(level) == "w:lvl" and number.isdecimal() and int(number) < _LEVELS:
            start, form, pattern = (_value(level, name) for name in ("w:start", "w:numFmt", "w:lvlText"))
            found[int(number)] = int(start) if start.isdecimal() else 1, form or "decimal", pattern
    return found


def _first_numbers(node):
    """Level -> first number that a list sets for itself."""
    found = {}
    for change in node:
        level, first = attribute(change, "ilvl", ""), _value(change, "w:startOverride")
        if name_of(change) == "w:lvlOverride" and level.isdecimal() and first.isdecimal():
            found[int(level)] = int(first)
    return found


def _value(node, name):
    found = child_of(node, name)
    return attribute(found, "val", "") if found is not None else ""


def _list_of(settings):
    """(number of the list, level) that the settings of a paragraph name, each None where they do not."""
    named = child_of(settings, "w:numPr") if settings is not None else None
    if named is None:
        return None, None
    level = _value(named, "w:ilvl")
    return _value(named, "w:numId") or None, min(int(level), _LEVELS - 1) if level.isdecimal() else None
