"""What a notebook says of itself: its title, its question, how it is read, what not to conclude from it."""

import html
import json
import re

from ..errors import InputError

_AR, _EN = "ar", "en"
_HEADING = re.compile(r"^#{1,3} (?P<en>.*?)(?:\s*<span[^>]*>(?P<ar>.*)</span>)?\s*$", re.MULTILINE)
#: What of the prose is asked for: how it begins in Arabic (in a paragraph of its own) and in English.
_PASSAGES = {
    "question": (r"<b>السؤال\.</b>\s*", r"\*\*Question\.\*\*\s*"),
    "reading": (r"<b>كيف يُقرأ هذا الدفتر\.</b>\s*", r"\*\*How to read this\.\*\*\s*"),
    "caution": (r"(?=<b>لا تستنتج</b>)", r"(?=\*\*Do not conclude\*\*)"),
}
_SAVED = re.compile(r"outputs\.(save(?:_table|_page)?)\(\s*study,\s*\"([\w.-]+)\"")


def of(path):
    """What the notebook at `path` says of itself: a dict.

    title, question, reading (how it is read), caution (what not to conclude): each {"ar", "en"}; outputs: {name of an
    output that it saves: the heading it stands under, {"ar", "en"}}, in the order of the cells; figures: those of them
    that are drawn. Names of columns and files in the texts stand between `backticks`; what a notebook does not say is
    "". Raises InputError for a file that is no notebook.
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"{path} cannot be read as a notebook; take it from the project again.") from None
    prose = "\n\n".join(text for kind, text in cells if kind == "markdown")
    said = {name: {_AR: _passage(prose, arabic + r"(.*?)</p>"), _EN: _passage(prose, english + r"(.*?)(?:\n\s*\n|\Z)")}
            for name, (arabic, english) in _PASSAGES.items()}  # fmt: skip
    said["question"] = {one: text.replace("`", "") for one, text in said["question"].items()}
    title, heading, saved, drawn = {_AR: "", _EN: ""}, {_AR: "", _EN: ""}, {}, set()
    for kind, text in cells:
        if kind == "markdown":
            for match in _HEADING.finditer(text):
                heading = {_AR: _plain(match["ar"] or match["en"]), _EN: _plain(match["en"])}
                title = title if title[_EN] else heading
        elif kind == "code":
            found = _SAVED.findall(text)
            saved |= {name: heading for _, name in found}
            drawn |= {name for how, name in found if how == "save"}
    figures = {name: heading for name, heading in saved.items() if name in drawn}
    return {"title": title, **said, "outputs": saved, "figures": figures}


def _passage(prose, sought):
    match = re.search(sought, prose, re.DOTALL)
    return _plain(re.sub(r"</?code[^>]*>", "`", match[1]), code=True) if match else ""


def _plain(text, code=False):
    """The words of a piece of Markdown or HTML, without their marks; code: but for the backticks."""
    text = re.sub(r"<[^>]*>", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(html.unescape(re.sub(r"[*]" if code else r"[*`]", "", text)).split())
