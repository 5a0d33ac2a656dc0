"""Chats that WhatsApp exports as text: dated messages with their senders, lines of the service, media left out."""

import re
from itertools import islice

from . import chat_dates, chat_lines
from .chat_dates import DAY, MARK, MARKS, TIME
from .result import Growing, Reading

FEWEST = 2  # heads of messages in a chat
MOSTLY = 0.5  # of the lines of a short text must be such heads, or it is a text that quotes a chat
SURE = 6  # heads from where on messages may be of many lines
_PLACES = {"text": "text", "date": "date", "source": "sender"}
#: The beginning of a message: "12/3/2023, 9:15 PM - " of Android, "[12/3/2023, 9:15:33 PM] " of an iPhone.
HEAD = re.compile(
    rf"^{MARKS}(?P<open>\[)?{MARKS}{DAY}{MARKS}(?:[,،]|\s?à|\s?um|\s?at)?"
    rf"{MARKS}[ \u00a0\u202f]{MARKS}{TIME}"
    rf"{MARKS}(?(open)\]{MARKS}[ ]?| {MARKS}[-–] ){MARKS}",
    re.MULTILINE,
)
_SENDER = re.compile(r"(?P<sender>[^\n:]{1,100}?): (?P<text>.*)|(?P<alone>[^\n:]{1,100}?):$", re.DOTALL)
_ANY_MARK = re.compile(MARK)


def chat(text):
    """Return the Reading of a chat that WhatsApp exported, a record a message; None for another text.

    Columns: text, date (as in the chat, without a zone), sender, chat ("": the file). Lines of the service and
    messages of media only are set aside, each with its reason. The order of day and month is found by the dates
    themselves, since a chat runs forward; where they do not tell it they stay as they are written.
    """
    if not HEAD.match(text.lstrip("\ufeff\n \t")[:200]) or not _is_chat(text):
        return None
    order, how = chat_dates.order(HEAD.finditer(text))
    messages, aside = Growing(("text", "date", "sender", "chat")), []
    line, counted, days = 1, 0, {}
    for head, end in _heads(text):
        line += text.count("\n", counted, head.start())
        counted = head.start()
        body = text[head.end() : end].rstrip("\n")
        said = _SENDER.fullmatch(body)
        sender, words = _parted(said)
        if said is None or chat_lines.is_service(sender, words):
            aside.append((line, chat_lines.SERVICE))
            continue
        words, _ = chat_lines.without_media(words)
        if not words:
            aside.append((line, chat_lines.WITHOUT_TEXT))
            continue
        messages.add(line, words, chat_dates.date(head, order, days), sender, "")
    remark = f"a WhatsApp chat, {len(messages):,} messages, each a document ([corpus] unit joins them){how}"
    return Reading(messages.table(), places=_PLACES, aside=aside, remarks=(remark,))


def _heads(text):
    """Yield (head of a message, where the message ends); one at a time, for there may be a million."""
    last = None
    for head in HEAD.finditer(text):
        if last is not None:
            yield last, head.start()
        last = head
    if last is not None:
        yield last, len(text)


def _is_chat(text):
    """Whether a text that begins with the head of a message is a chat, and not one that quotes a message."""
    first = list(islice(_heads(text), SURE))
    if len(first) < FEWEST or not any(_SENDER.fullmatch(text[head.end() : end].rstrip("\n")) for head, end in first):
        return False
    if len(first) == SURE:
        return True
    return len(first) >= MOSTLY * sum(1 for line in text.split("\n") if line.strip())


def _parted(said):
    if said is None:
        return "", ""
    sender = _ANY_MARK.sub("", said["sender"] or said["alone"]).strip().removeprefix("~").strip()
    return sender, said["text"] or ""
