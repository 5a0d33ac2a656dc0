"""Markup in the cells of a table: <p>…</p> and &nbsp; of a web page become the text that a reader of the page saw."""

import html
import re

from ..reading.html import strip

_BLOCKS = "p|div|ul|ol|li|table|tr|td|th|h[1-6]|blockquote|section|article|figure|figcaption|pre|br|hr"
_INLINE = "a|b|i|u|s|em|strong|span|small|sub|sup|font|mark|q|cite|code|script|style|iframe|video|audio|img"
# One tag may be a sign or be spoken of; markup opens and closes, or is an element that needs no closing.
_PAIR = re.compile(rf"<({_BLOCKS}|{_INLINE})(?:\s[^<>]*)?>(?s:.*?)</\1\s*>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|hr|p)\s*/?>|<(?:img|iframe)\s[^<>]*>|<a\s[^<>]*href[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(rf"<(?:{_BLOCKS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY = re.compile(
    r"&(?:nbsp|quot|amp|lt|gt|apos|laquo|raquo|[lr][sd]quo|hellip|[nm]dash|zwnj|zwj|rlm|lrm|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_LAYERS = 3  # &amp;amp;quot; of an export that was exported again
SIGNS = r"<[/a-zA-Z!]|&[a-zA-Z#]"


def plain(text):
    """Return (text without markup, number of tags and signs written out): words apart where the page shows them apart.

    Tags go only where one opens and closes, or stands alone by its kind (<br>, <img …>); what a page does not show
    (scripts, comments) goes with them. A text that nothing would be left of, and one in which < is only spoken of,
    stays as it is.
    """
    n = 0
    if "<" in text and (_PAIR.search(text) or _VOID.search(text)):
        # In a text without blocks a line break is one; in a page it is a blank.
        given = text if _BLOCK.search(text) else text.replace("\n", "<br>")
        shown = strip(given)
        if shown.strip():
            n, text = len(_TAG.findall(text)), shown
    for _ in range(_LAYERS):
        text, found = _ENTITY.subn(lambda match: html.unescape(match[0]), text)
        n += found
        if not found:
            break
    return text, n
