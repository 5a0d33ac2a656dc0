"""Messages and posts that Messenger, Facebook and Instagram export as HTML pages."""

import re

from ...arabic import dates
from . import chat_lines
from .result import Reading, table

#: What these exports call their parts, today and before 2021.
SIGN = re.compile(r'class="(?:[^"]* )?(?:_a6-g|_a72d|_a6-p|_2lej)(?: [^"]*)?"')
#: What is told of a page of theirs in which no message is found.
AS_JSON = (
    "looks like a page that Messenger, Facebook or Instagram exported, read as one text with names and times in it: "
    "export as JSON, of which each message is read with its sender and date"
)
UNDATED = "a block of the page without a date at its end, taken for no message"
_PLACES = {"text": "text", "date": "date", "source": "sender"}
_BLOCK = '//div[contains(concat(" ", @class, " "), " _a6-g ") or contains(concat(" ", @class, " "), " _2lej ")]'
_LONGEST_DATE = 60
_LINE_ENDS = frozenset(("div", "br", "p", "li", "tr", "h1", "h2", "h3"))
_SENTENCE_END = (".", "؟", "!")


def page(tree):
    """Return the Reading of a page of messages or posts, a record each; None where none is found.

    A block has a head (the sender, or what somebody did: "X updated his status."), a body and a date. Columns: text,
    date (as it is written), sender, heading, chat (the title of the page). Reactions are no text.
    """
    title = " ".join("".join(tree.xpath("string((//title)[1])")).split())
    names = ("text", "date", "sender", "heading", "chat")
    columns, rows, aside = {name: [] for name in names}, [], []
    for number, block in enumerate(tree.xpath(_BLOCK), 1):
        parts = _parts(block)
        if parts is None:
            if not block.xpath(f".{_BLOCK}") and _lines(block):
                aside.append((number, UNDATED))
            continue
        head, body, date = parts
        if chat_lines.is_service("", body):
            aside.append((number, chat_lines.SERVICE))
            continue
        words, _ = chat_lines.without_media(body)
        if not words:
            aside.append((number, chat_lines.WITHOUT_TEXT))
            continue
        rows.append(number)
        sentence = head.endswith(_SENTENCE_END)
        made = words, date, "" if sentence else head, head if sentence else "", title
        for name, value in zip(names, made, strict=True):
            columns[name].append(value)
    if not rows:
        return None
    columns = {name: cells for name, cells in columns.items() if name in ("text", "date", "chat") or any(cells)}
    places = {field: name for field, name in _PLACES.items() if name in columns}
    remark = f"exported messages, {len(rows):,}, each a document ([corpus] unit joins them)"
    return Reading(table(rows, columns), places=places, aside=aside, remarks=(remark,))


def _parts(block):
    """(head, body, date) of a block, None for one that has no date at its end."""
    children = [child for child in block if isinstance(child.tag, str)]
    if len(children) < 2:
        return None
    *others, last = children
    date = " ".join("".join(last.itertext()).split())
    if not date or len(date) > _LONGEST_DATE or not _is_date(date):
        return None
    head = " ".join("".join(others[0].itertext()).split()) if len(others) > 1 else ""
    return head, "\n".join(filter(None, map(_lines, others[1:] if len(others) > 1 else others))), date


def _is_date(text):
    found = dates.parse(text)
    return found.date is not None or found.reason.startswith("ambiguous")


def _lines(node):
    """The text of a node, a block a line, without lists, which are of reactions."""
    parts, stack = [], [(node, False)]
    while stack:
        one, left = stack.pop()
        ends = "\n" if one.tag in _LINE_ENDS else ""
        if left:
            parts += [ends, (one.tail or "") if one is not node else ""]
        elif one.tag == "ul" or not isinstance(one.tag, str):
            parts.append(one.tail or "")
        else:
            parts += [ends, one.text or ""]
            stack.append((one, True))
            stack += [(child, False) for child in reversed(one)]
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(parts).split("\n"))))
