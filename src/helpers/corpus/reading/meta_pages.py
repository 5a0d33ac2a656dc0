"""Messages and posts that Messenger, Facebook, Instagram and Discord give as HTML pages."""

import re

from ...arabic import dates
from . import chat_lines
from .result import Reading, table

#: What these exports call their parts: today and before 2021; then also before 2018, and pages out of Discord.
OF_META = re.compile(r'class="(?:[^"]* )?(?:_a6-g|_a72d|_a6-p|_2lej)(?: [^"]*)?"')
SIGN = re.compile(rf'{OF_META.pattern}|class="?(?:[^">]* )?(?:message_header|chatlog__message)[ ">]')
#: What is told of a page of theirs in which no message is found.
AS_JSON = (
    "looks like a page that Messenger, Facebook or Instagram exported, read as one text with names and times in it: "
    "export as JSON, of which each message is read with its sender and date"
)
UNDATED = "a block of the page without a date at its end, taken for no message"
_PLACES = {"text": "text", "date": "date", "source": "sender"}
_BLOCK = '//*[contains(concat(" ", @class, " "), " _a6-g ") or contains(concat(" ", @class, " "), " _2lej ")]'
_LONGEST_DATE = 60
_LINE_ENDS = frozenset(("div", "br", "p", "li", "tr", "h1", "h2", "h3"))
_SENTENCE_END = (".", "؟", "!")


def page(tree):
    """Return the Reading of a page of messages or posts, a record each; None where none is found.

    A block has a head (the sender, or what somebody did: "X updated his status."), a body and a date. Columns: text,
    date (as it is written), sender, heading, chat (the title of the page). Reactions are no text.
    """
    title = " ".join("".join(tree.xpath("string((//title)[1])")).split())
    found = [(number, _parts(block), block) for number, block in enumerate(tree.xpath(_BLOCK), 1)]
    found = found or [(number, parts, None) for number, parts in enumerate((*_old(tree), *_of_discord(tree)), 1)]
    names = ("text", "date", "sender", "heading", "chat")
    columns, rows, aside = {name: [] for name in names}, [], []
    for number, parts, block in found:
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


def _of(kind):
    """The XPath of elements of a class."""
    return f'*[contains(concat(" ", @class, " "), " {kind} ")]'


def _old(tree):
    """(sender, text, date) of the messages that Facebook exported until 2018: a head, and a paragraph behind it."""
    for head in tree.xpath(f"//{_of('message_header')}"):
        sender, date = ("".join(head.xpath(f"string(.//{_of(kind)})")).strip() for kind in ("user", "meta"))
        words = head.getparent().getnext()
        yield sender, _lines(words) if words is not None and words.tag == "p" else "", date


def _of_discord(tree):
    """(sender, text, date) of the messages on a page out of Discord; one without a head goes with the one before."""
    sender = date = ""
    for block in tree.xpath(f"//{_of('chatlog__message')}"):
        for name in block.xpath(f".//{_of('chatlog__author')}")[:1]:
            sender = "".join(name.itertext()).strip()
        for time in block.xpath(f".//{_of('chatlog__timestamp')}")[:1]:
            date = "".join(time.itertext()).strip()
        words = block.xpath(f".//{_of('chatlog__content')}")
        yield sender, "\n".join(filter(None, map(_lines, words))), date


def _parts(block):
    """(head, body, date) of a block, None for one that has no date at its end."""
    children = [child for child in block if isinstance(child.tag, str)]
    if len(children) < 2:
        return None
    *others, last = children
    date = " ".join("".join(last.itertext()).split())
    if len(date) > _LONGEST_DATE or not _is_date(date):
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
