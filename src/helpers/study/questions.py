"""What a notebook asks, read from the notebook itself: its title, its question, the heading over each figure."""

import html
import json
import re

from ..errors import InputError

_AR, _EN = "ar", "en"
_HEADING = re.compile(r"^#{1,3} (?P<en>.*?)(?:\s*<span[^>]*>(?P<ar>.*)</span>)?\s*$", re.MULTILINE)
_ARABIC = re.compile(r"<b>السؤال\.</b>\s*(.*?)</p>", re.DOTALL)
_ENGLISH = re.compile(r"\*\*Question\.\*\*\s*(.*?)(?:\n\s*\n|\Z)", re.DOTALL)
_SAVED = re.compile(r"outputs\.save\(\s*study,\s*\"([\w.-]+)\"")


def of(path):
    """What the notebook at `path` asks: a dict of title and question, each {"ar", "en"}, and figures.

    figures: {name of an output that it draws: the heading it stands under, {"ar", "en"}}, in the order of the cells.
    What a notebook does not say is "". Raises InputError for a file that is no notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{path} cannot be read as a notebook; take it from the project again.") from None
    prose = "\n\n".join(text for kind, text in cells if kind == "markdown")
    question = {one: _plain(match[1]) if (match := sought.search(prose)) else ""
                for one, sought in ((_AR, _ARABIC), (_EN, _ENGLISH))}  # fmt: skip
    title, heading, figures = {_AR: "", _EN: ""}, {_AR: "", _EN: ""}, {}
    for kind, text in cells:
        if kind == "markdown":
            for match in _HEADING.finditer(text):
                heading = {_AR: _plain(match["ar"] or match["en"]), _EN: _plain(match["en"])}
                title = title if title[_EN] else heading
        elif kind == "code":
            figures |= dict.fromkeys(_SAVED.findall(text), heading)
    return {"title": title, "question": question, "figures": figures}


def _plain(text):
    """The words of a piece of Markdown or HTML, without their marks."""
    text = re.sub(r"<[^>]*>", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(html.unescape(re.sub(r"[*`]", "", text)).split())
