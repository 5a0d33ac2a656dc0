"""The text and code of a notebook, and the names that its text sets in code font."""

import html
import json
import re


def cells(path, kind):
    found = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == kind]


def prose(path):
    return "\n\n".join(cells(path, "markdown"))


def in_code_font(text):
    """Every name in code font, in Arabic and English paragraphs."""
    found = re.findall(r"<code[^>]*>(.*?)</code>|`([^`]*)`", text, re.S)
    return [html.unescape(re.sub("<[^>]+>", "", tag or ticks)) for tag, ticks in found]
