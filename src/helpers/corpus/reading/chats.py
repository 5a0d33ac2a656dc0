"""Messages that platforms export as JSON, JavaScript or HTML: Telegram, Messenger, Instagram, X and the like."""

import datetime
import itertools
import json
import re
import sys

from ...errors import InputError
from . import chat_lines, json_joined
from .cells import string
from .result import Reading, brief, table

_PLACES = {"text": "text", "date": "date", "source": "sender", "id": "id", "url": "url"}
#: What the platforms call the parts of a message, the likeliest first.
_KEYS = {
    "text": ("full_text", "fullText", "text", "content", "message", "body"),
    "date": ("timestamp_ms", "date", "created_at", "createdAt", "timestamp", "ts", "time", "sent_at"),
    "sender": ("sender_name", "senderName", "from", "sender", "author", "user", "username", "actor", "senderId"),
}
_SERVICE = frozenset(("service", "subscribe", "unsubscribe", "call", "event"))
_NAMES = ("name", "screen_name", "username", "display_name", "real_name", "title")  # of a sender who is an object
_TOLD = 20_000  # characters at the beginning of an export
_TELEGRAM = tuple("id type date from from_id actor action text forwarded_from reply_to_message_id".split())
_DEEPEST = 9  # pieces within pieces of a text
_FIRST = 200  # messages that are looked at to tell what a list is
_OLDEST = 1_000_000_000  # seconds: a number below is no time since 1970
_ARCHIVE = re.compile(r"\s*(?:window\.)?YTD\.(\w{1,60})\.part\d+\s*=\s*")
_OF_OTHERS = frozenset(("like", "likes", "bookmark", "bookmarks", "adimpressions", "adengagements"))
_COMMENT = ("comment", "تعليق", "التعليق")  # the names are in the language of the account
_OWNER = ("media owner", "مالك الوسائط", "صاحب الوسائط")
_TELEGRAM_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d(?::\d\d)?)")
TELEGRAM_PAGE = re.compile(r'class="message (?:default|service)')
_LINE = "\ue000"  # a line break of a page, while white space is levelled
_BROKEN = re.compile("[\u0080-\u00ff]")


def decoder(text):
    """Return the decoder of a JSON text: one that keeps of each message what is read, where Telegram exported it.

    Telegram writes each text twice and each sender with two names, and a chat may have a million messages.
    """
    telegram = all(sign in text[:_TOLD] for sign in ('"messages"', '"text_entities"', '"type"'))
    return json.JSONDecoder(object_hook=_slim) if telegram else json.JSONDecoder()


def _slim(value):
    if "text_entities" not in value:
        return value
    made = {key: value[key] for key in _TELEGRAM if key in value}
    text, sender = made.get("text"), made.get("from")
    made["text"] = _text(text) if isinstance(text, list) else text
    made["from"] = sys.intern(sender) if isinstance(sender, str) else sender
    return made


def of_values(values):
    """Return the Reading of a list of JSON values that are exported messages, None for other JSON.

    That is one object (or several) with a list `messages` of objects which have a text and a sender or a time, all
    chats of an account, or a list of such messages. A record a message: text, date, sender, chat (its title), and what
    else it tells. Text that Facebook wrote as bytes of UTF-8, one a letter, is mended.
    """
    chats = []
    for value in values:
        found = _chats(value)
        if found is None:
            return None
        chats += found
    return _reading(chats) if chats else None


def _chats(value):
    """(title of the chat, its messages) of a JSON value, several of an account; None for other JSON."""
    captions = _of_instagram(value)
    if captions is not None:
        return [("", captions)]
    tiktok = _of_tiktok(value)
    if tiktok:
        return tiktok
    if isinstance(value, dict):
        inner = value.get("chats")
        if isinstance(inner, dict) and isinstance(inner.get("list"), list):
            found = [_chats(one) for one in inner["list"] if isinstance(one, dict) and one.get("messages")]
            return [pair for chat in found for pair in chat or ()] or None
        messages = value.get("messages")
        if _are_messages(messages):
            return [(_title(value), json_joined.with_authors(value, messages)[0])]
        lists = [inner for inner in value.values() if isinstance(inner, list)]  # {"comments_v2": [{timestamp, data}]}
        own = _are_objects(lists[0]) and _are_posts(lists[0][:_FIRST]) if len(lists) == 1 else False
        return [("", lists[0])] if own else None
    return [("", value)] if _are_messages(value, bare=True) else None


def _of_instagram(value):
    """The posts, stories or comments that Instagram exports, as messages; None for other JSON.

    They are a list, or the only thing in an object: {media: [{uri, creation_timestamp, title: the caption}]}, with
    several pictures the caption beside the media; a story is such a picture itself; a comment has a string_map_data.
    """
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if not isinstance(value, list) or not value:
        return None
    found = (_caption(item) if isinstance(item, dict) else None for item in value)
    made = list(itertools.takewhile(lambda message: message is not None, found))
    return made if len(made) == len(value) else None


def _caption(item):
    """A post, story or comment of Instagram as a message, None for what is none."""
    strings = item.get("string_map_data")
    if isinstance(strings, dict):
        named = {_mended(name, [0]).casefold(): part for name, part in strings.items() if isinstance(part, dict)}
        said = next((named[name] for name in _COMMENT if name in named), None)
        if said is None:
            return None
        time = next((part["timestamp"] for part in named.values() if part.get("timestamp")), None)
        owner = next((named[name].get("value") for name in _OWNER if name in named), None)
        return {"text": said.get("value"), "timestamp": time, "reply_to_message_id": owner}
    pictures = item["media"] if isinstance(item.get("media"), list) else [item]
    known = all(isinstance(one, dict) and "creation_timestamp" in one and one.keys() & {"uri", "title"}
                for one in pictures)  # fmt: skip
    if not pictures or not known or any(name in item for name in _KEYS["text"]):
        return None
    titles = [one.get("title") for one in (item, *pictures)]
    text = "\n".join(dict.fromkeys(title for title in titles if isinstance(title, str) and title.strip()))
    return {"text": text, "timestamp": item.get("creation_timestamp") or pictures[0]["creation_timestamp"]}


def _of_tiktok(value):
    """The comments and chats of a TikTok account, as `_chats`; [] for other JSON.

    {"Comment": {…: [{date, comment}]}, "Direct Messages": {…: {"Chat History with x:": [{Date, From, Content}]}}}
    """
    found = []
    for part in ("Comment", "Comments", "Direct Messages", "Direct Message"):
        stack = [("", value.get(part))] if isinstance(value, dict) else []
        while stack:
            name, inner = stack.pop()
            if isinstance(inner, dict):
                stack += [(key, one) for key, one in reversed(inner.items())]
            elif _are_objects(inner):
                messages = [{str(key).casefold(): cell for key, cell in one.items()} for one in inner]
                if {"date", "comment"} <= messages[0].keys():
                    messages = [{"text": one.get("comment"), "date": one.get("date")} for one in messages]
                found += [(name.strip(": "), messages)] if {"date", "from", "content"} <= messages[0].keys() else []
                found += [("", messages)] if {"date", "text"} == messages[0].keys() else []
    return found


def _are_objects(given):
    return isinstance(given, list) and bool(given) and all(isinstance(one, dict) for one in given)


def _title(chat):
    names = ("title", "name", "threadName", "thread_name")
    title = next((chat[name] for name in names if isinstance(chat.get(name), str) and chat[name]), None)
    about = chat.get("channel")
    if title is None and isinstance(about, dict):
        title = about.get("name")
    if title is None and isinstance(chat.get("participants"), list):
        title = ", ".join(filter(None, (_sender(one) for one in chat["participants"][:20])))
    return title or ""


def _are_messages(given, *, bare=False):
    """Whether a list is one of messages; a list alone must have the keys of a platform, for any table has a text."""
    if not isinstance(given, list):
        return False
    objects = [item for item in given[:_FIRST] if isinstance(item, dict)]
    if not objects or len(objects) < len(given[:_FIRST]):
        return False
    keys = {key for item in objects for key in item}
    told = [any(name in keys for name in _KEYS[part]) for part in ("text", "date", "sender")]
    if bare:
        messenger = {"sender_name", "timestamp_ms"} <= keys or {"senderName", "timestamp"} <= keys
        telegram = {"type", "date", "text", "from_id"} <= keys
        return messenger or telegram or _are_posts(objects)
    return told[0] and (told[1] or told[2])


def _are_posts(objects):
    """Whether objects are what Facebook exports as posts and comments: {timestamp, data: [{post: …}]}."""
    data = [item["data"] for item in objects if isinstance(item.get("data"), list)]
    said = [part for one in data for part in one if isinstance(part, dict) and ("post" in part or "comment" in part)]
    return bool(said) and any("timestamp" in item for item in objects)


def _reading(chats):
    names = ("text", "date", "sender", "chat", "message_id", "url", "forwarded_from", "reply_to")
    columns, rows, aside = {name: [] for name in names}, [], []
    mended, number = [0], 0
    for title, messages in chats:
        title = _mended(title, mended)
        for place, message in enumerate(messages):
            number += 1
            messages[place] = None  # a million of them are large
            if not isinstance(message, dict):
                aside.append((number, f"a JSON {type(message).__name__} where an object is needed"))
                continue
            made = _message(message, mended)
            if isinstance(made, str):
                aside.append((number, made))
                continue
            rows.append(number)
            made["chat"] = title
            for name in names:
                columns[name].append(made.get(name) or "")
    return _table(rows, columns, aside, mended[0])


def _table(rows, columns, aside, mended=0):
    columns = {name: cells for name, cells in columns.items() if name in ("text", "chat") or any(cells)}
    places = {field: name for field, name in _PLACES.items() if name in columns}
    remarks = (f"exported messages, {len(rows):,}, each a document ([corpus] unit joins them)",)
    if mended:
        remarks += (f"{mended:,} texts and names that stood there as bytes of UTF-8 mended",)
    return Reading(table(rows, columns), places=places, aside=aside, remarks=remarks)


def _message(message, mended):
    """The fields of a message, or the reason why it is none."""
    posts = message.get("data")
    if isinstance(posts, list) and "content" not in message:
        message = _post(message, posts)
    text = _text(_first(message, "text"))
    kind = str(message.get("type", "")).casefold()
    if kind in _SERVICE or (kind == "message" and message.get("subtype")):
        return chat_lines.SERVICE
    if not text.strip():
        return chat_lines.WITHOUT_TEXT
    made = {"text": _mended(text, mended), "sender": _mended(_sender(_first(message, "sender")), mended)}
    made["date"] = _date(_first(message, "date"))
    given = message.get("id", message.get("id_str", ""))
    made["message_id"] = string(given) if isinstance(given, str | int) else ""
    share = message.get("share")
    made["url"] = string(share.get("link")) if isinstance(share, dict) else ""
    made["forwarded_from"] = _mended(_sender(message.get("forwarded_from")), mended)
    reply = message.get("reply_to_message_id")
    made["reply_to"] = string(reply) if isinstance(reply, str | int) else ""
    return made


def _post(message, data):
    """A post or comment of Facebook as a message."""
    said = [part for part in data if isinstance(part, dict)]
    comment = next((part["comment"] for part in said if isinstance(part.get("comment"), dict)), {})
    text = next((part["post"] for part in said if isinstance(part.get("post"), str)), None)
    author = comment.get("author")
    return {"timestamp": message.get("timestamp"), "text": text or comment.get("comment"), "sender_name": author}


def _first(message, part):
    return next((message[key] for key in _KEYS[part] if message.get(key) not in (None, "", [])), None)


def _text(value, depth=0):
    """The text of a message, which Telegram writes in pieces: strings, and objects for what is bold or a link."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "".join(_text(part, depth + 1) for part in value)
    if isinstance(value, dict):
        return _text(value.get("text") or value.get("content") or value.get("body"), depth + 1)
    return value if isinstance(value, str) else ""


def _sender(value):
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMES if isinstance(value.get(name), str) and value[name]), "")
    return value if isinstance(value, str) else string(value) if isinstance(value, int) else ""


def _date(value):
    """The date of a message: as it is written, or from the seconds, thousandths or millionths since 1970 (UTC)."""
    if isinstance(value, bool) or value is None:
        return ""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return value if isinstance(value, str) else ""
    while number >= 1e11:
        number /= 1000
    if not _OLDEST / 10 <= number < 1e11:
        return string(value)
    try:
        return datetime.datetime.fromtimestamp(int(number), datetime.UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return string(value)


def _mended(text, count):
    """A string of Facebook's, in which each letter stands for a byte of UTF-8; any other string as it is."""
    if not _BROKEN.search(text):
        return text
    try:
        made = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
    count[0] += 1
    return made


def archive(text):
    """Return the Reading of a .js file of an archive of X (Twitter): window.YTD.tweets.part0 = [ … ].

    Raises InputError for other JavaScript, which is a program, for a part of the archive without texts, and for one of
    texts that others wrote: posts that the account liked, advertisements that it was shown.
    """
    found = _ARCHIVE.match(text.lstrip("\ufeff"))
    if not found:
        raise InputError("a program in JavaScript, no texts; of these only the archives of X (window.YTD…) are read")
    if found[1].replace("_", "").casefold() in _OF_OTHERS:
        raise InputError(
            f'the part "{found[1]}" of an archive of X holds posts by others, not by the account, so it is no text of '
            "it; to study them, save a copy as .json, without what stands before the first ["
        )
    try:
        values = json.loads(text.lstrip("\ufeff")[found.end() :].rstrip().rstrip(";"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"a part of an archive of X that breaks off ({brief(error)}); download it again") from None
    messages, aside = [], []
    for number, value in enumerate(values if isinstance(values, list) else [values], 1):
        messages += [(number, one) for one in _of_archive(value)]
    made = [(number, _message(message, [0]), message) for number, message in messages if isinstance(message, dict)]
    texts = [(number, fields, message) for number, fields, message in made if not isinstance(fields, str)]
    if not texts:
        raise InputError(f'the part "{found[1]}" of an archive of X holds no texts')
    aside = [(number, fields) for number, fields, _ in made if isinstance(fields, str)]
    names = ("text", "date", "sender", "id", "chat")
    columns = {name: [fields.get(name) or "" for _, fields, _ in texts] for name in names}
    columns["id"] = [fields["message_id"] for _, fields, _ in texts]
    columns["chat"] = [found[1]] * len(texts)
    for name, key in (("language", "lang"), ("in_reply_to", "in_reply_to_screen_name"), ("likes", "favorite_count"),
                      ("retweets", "retweet_count")):  # fmt: skip
        columns[name] = [string(message.get(key)) for _, _, message in texts]
    return _table([number for number, *_ in texts], columns, aside)


def _of_archive(value):
    """The messages in one entry of an archive: a post, a note, a like, the messages of a conversation."""
    if not isinstance(value, dict):
        return []
    inner = next(iter(value.values())) if len(value) == 1 else value
    if not isinstance(inner, dict):
        return [value]
    if isinstance(inner.get("messages"), list):
        wrapped = [one for one in inner["messages"] if isinstance(one, dict)]
        return [next(iter(one.values())) if len(one) == 1 else one for one in wrapped]
    core = inner.get("core")
    text = _fullest(inner) or (core.get("text") if isinstance(core, dict) else None)
    own = {**inner, "full_text": text} if text else inner
    own.pop("source", None)  # the program it was written with
    return [{**own, "id": inner.get("id_str") or inner.get("id") or inner.get("noteTweetId") or inner.get("tweetId")}]


def _fullest(post):
    """The longest text of a post: one that is cut off has its whole deeper."""
    deeper = post.get("extended_tweet")
    found = [post.get("full_text"), post.get("text"), deeper.get("full_text") if isinstance(deeper, dict) else None]
    return max((text for text in found if isinstance(text, str)), key=len, default=None)


def page(tree):
    """Return the Reading of a page of messages that Telegram exported as HTML; None for another page."""
    messages = tree.xpath('//div[contains(concat(" ", @class, " "), " message ")]')
    if not messages:
        return None
    title = "".join(tree.xpath('string((//div[contains(@class, "page_header")]//div[contains(@class, "text")])[1])'))
    names = ("text", "date", "sender", "chat", "message_id", "forwarded_from")
    columns, rows, aside, sender, date = {name: [] for name in names}, [], [], "", ""
    for number, message in enumerate(messages, 1):
        body = next(iter(message.xpath('./div[contains(concat(" ", @class, " "), " body ")]')), None)
        if "service" in message.get("class", "").split() or body is None:
            aside.append((number, chat_lines.SERVICE))
            continue
        sender = _of_class(body, "from_name") or ("" if "joined" not in message.get("class", "") else sender)
        date = next(iter(body.xpath('./div[contains(@class, "date")]/@title')), "")
        forwarded = next(iter(body.xpath('./div[contains(@class, "forwarded")]')), None)
        inner = forwarded if forwarded is not None else body
        words = _of_class(inner, "text", lines=True)
        if not words:
            aside.append((number, chat_lines.WITHOUT_TEXT))
            continue
        rows.append(number)
        found = _TELEGRAM_DATE.match(date)
        made = {
            "text": words, "sender": sender, "chat": " ".join(title.split()),
            "date": f"{found[3]}-{found[2]}-{found[1]} {found[4]}" if found else date,
            "message_id": message.get("id", "").removeprefix("message"),
            "forwarded_from": _of_class(forwarded, "from_name") if forwarded is not None else "",
        }  # fmt: skip
        for name in names:
            columns[name].append(made[name])
    return _table(rows, columns, aside) if rows or aside else None


def _of_class(node, name, *, lines=False):
    """The text of the child of a class, with its line breaks if these are wanted; "" for none."""
    child = next(iter(node.xpath(f'./div[contains(concat(" ", @class, " "), " {name} ")]')), None)
    if child is None:
        return ""
    if not lines:
        return " ".join((child.text or "").split()) or " ".join("".join(child.itertext()).split())
    for line_break in child.iter("br"):
        line_break.tail = f"{_LINE}{line_break.tail or ''}"
    lines = "".join(child.itertext()).split(_LINE)
    return "\n".join(" ".join(line.split()) for line in lines).strip()
