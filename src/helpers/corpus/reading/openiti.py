"""Texts of the OpenITI corpus: the header as metadata, the body without the marks of pages and structure."""

import re

from .result import Reading

MAGIC = "######OpenITI#"
_END = re.compile(r"^#META#[ \t]*Header[ \t]*#End#[ \t]*$", re.MULTILINE | re.IGNORECASE)
_META = re.compile(r"#META#[ \t]*(?:\d+\.)?([^:\n]{1,60}?)[ \t]*::?[ \t]*(.*)")
_NOTHING = frozenset(("NODATA", "NOTGIVEN", "NOCODE", "MNODATA", "NONE", ""))
#: What the headers call a title, an author and the like -> field or metadata of ours.
_NAMES = {
    "booktitle": "title", "title": "title", "bktitle": "title", "bk": "title", "الكتاب": "title",
    "booksubj": "category", "cat": "category", "genre": "category", "القسم": "category", "العنوان": "title",
    "authorname": "source", "author": "source", "authoraka": "author_known_as", "auth": "source", "المؤلف": "source",
    "authordied": "author_died", "died": "author_died", "liburi": "library_uri", "edpublisher": "publisher",
}  # fmt: skip
# Without the spaces before them: to try at each of a long run of spaces takes the square of its length.
_PAGE = re.compile(r"(?:Page(?:Beg|End)?V[^\s]{1,6}?P\d+[A-Za-z]?|PageV\d+P\d+[A-Z]?)[ \t]*")
_MILESTONE = re.compile(r"\b(?:ms[A-Z]?\d+|Milestone\d+)\b[ \t]*")
_HEADING = re.compile(r"^###[ \t]*(?:\|+|\$+|@\S*)?[ \t]*(?:[A-Z]+\||\$?[A-Z_]{3,}\$)?[ \t]*")
_PARAGRAPH = re.compile(r"^#+[ \t]?(?:\$[A-Z_]+\$[ \t]?|\|[ \t]?)?")
_TAGS = re.compile(
    r"(?<![\w@])@{1,2}[A-Z][\w@\d]{1,30}@?|\$[A-Z_]{2,}\$?|\|EDITOR\||!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)|%~%|"
    r"(?<= )[%*](?= |$)"
)
_URI = re.compile(r"(\d{4})([A-Z]\w+)\.([A-Z]\w+)\.")


def book(text, base=""):
    """Return the Reading of an OpenITI text, one document; None for another text.

    The header gives title, author (as the source), category and further metadata, empty entries aside; the name of
    the file (`base`), where it is a URI of OpenITI, the year in which the author died (AH). Lines that the format broke
    are joined again.
    """
    text = text.lstrip("\ufeff\n \t")
    if not text.startswith(MAGIC):
        return None
    end = _END.search(text)
    header, body = (text[: end.start()], text[end.end() :]) if end else _without_end(text)
    document, more = {}, {}
    for name, value in _META.findall(header):
        value = value.strip()
        if value.upper() in _NOTHING:
            continue
        known = _NAMES.get(re.sub(r"[\W_]", "", name).casefold())
        if known in ("title", "source", "category") and known not in document:
            document[known] = value
        else:
            more.setdefault(known or name.strip(), value)
    found = _URI.search(f"{base.rpartition('/')[2]}.") or _URI.search(header)
    if found and "author_died" not in more:
        more["author_died"] = f"{int(found[1])} هـ"
    document = {"text": _body(body), **document}
    told = [field for field in document if field != "text"]
    places = {"text": "the body of the OpenITI text"} | dict.fromkeys(told, "the header")
    n_pages = len(_PAGE.findall(body))
    remark = f"an OpenITI text: its header is metadata, {n_pages:,} marks of pages left out, and those of structure"
    return Reading(document=document | more, places=places, remarks=(remark,))


def _without_end(text):
    """Header and body of a text whose header is not closed: it ends with the last line #META#."""
    lines = text.split("\n")
    last = max((n for n, line in enumerate(lines[:500]) if line.startswith("#META#")), default=0)
    return "\n".join(lines[: last + 1]), "\n".join(lines[last + 1 :])


def _body(text):
    lines = []
    for line in text.split("\n"):
        goes_on = line.startswith("~~")
        line = line[2:] if goes_on else line
        if line.startswith("###"):
            line = _HEADING.sub("", line)
        elif line.startswith("#"):
            line = _PARAGRAPH.sub("", line)
        line = line.replace("~~", " ")
        if "Page" in line:
            line = _PAGE.sub(" ", line)
        if "ms" in line or "Milestone" in line:
            line = _MILESTONE.sub(" ", line)
        line = " ".join(_TAGS.sub(" ", line).split())
        if not line:
            continue
        if goes_on and lines:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)
