"""Parallel corpora in TMX and XLIFF: the Arabic side, segment by segment, with the other side beside it."""

from io import BytesIO

from ...errors import InputError
from .result import Reading, brief, library, table

ROOTS = frozenset(("tmx", "xliff"))
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset("it ph x bpt ept sub ut hi bx ex".split())  # marks of a layout in a segment: what is in them is code
_KEPT = frozenset(("it", "hi", "x"))


def segments(text):
    """Return the Reading of a TMX or XLIFF file: a document each segment, its text the Arabic one.

    Columns: text, segment (its id or number), and one for each other language (`text_en`). [corpus] unit = "file" joins
    the segments of a file. Raises InputError where no segment is Arabic.
    """
    etree = library("lxml.etree", "lxml", "TMX and XLIFF")
    records, problem, n, target = [], None, 0, ["", ""]
    try:
        for event, node in etree.iterparse(
            BytesIO(text.encode("utf-8", "replace")), events=("start", "end"), resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        ):  # fmt: skip
            name = _local(node)
            if event == "start":
                if name in ("file", "xliff"):
                    target = [node.get(key) or node.get(short) or old for (key, short), old in zip(
                        (("source-language", "srcLang"), ("target-language", "trgLang")), target, strict=True)]
                continue
            if name not in ("tu", "trans-unit", "unit"):
                continue
            n += 1
            texts = _tu(node) if name == "tu" else _unit(node, target)
            own = node.get("tuid") or node.get("id") or str(n)
            records.append((n, own, texts))
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        problem = f"broken XML: {brief(error)}; what follows is not read"
    languages = dict.fromkeys(language for _, _, texts in records for language in texts)
    arabic = [language for language in languages if language.split("-")[0] in ("ar", "ara", "arb", "arabic")]
    if not arabic:
        there = ", ".join(languages) or "none"
        raise InputError(problem or f"a parallel corpus without an Arabic side; its languages are {there}")
    aside = [(number, "a segment without its Arabic side") for number, _, texts in records
             if not any(texts.get(language) for language in arabic)]  # fmt: skip
    kept = [(number, own, texts) for number, own, texts in records if any(texts.get(one) for one in arabic)]
    columns = {"text": [next(filter(None, map(texts.get, arabic))) for _, _, texts in kept]}
    columns["segment"] = [own for _, own, _ in kept]
    for language in languages:
        if language not in arabic:
            columns[f"text_{language}"] = [texts.get(language, "") for _, _, texts in kept]
    others = ", ".join(language for language in languages if language not in arabic) or "none"
    remark = (
        f"a parallel corpus: the Arabic of {len(kept):,} segments, each a document ([corpus] unit joins them), "
        f"other languages as metadata: {others}"
    )
    aside += [(None, problem)] if problem else []
    return Reading(table([row for row, *_ in kept], columns), places={"text": "text"}, aside=aside, remarks=(remark,))


def _tu(node):
    """Language -> text of a translation unit of TMX."""
    made = {}
    for version in node:
        if _local(version) == "tuv":
            language = (version.get(_LANGUAGE) or version.get("lang") or "").lower()
            segment = next((one for one in version if _local(one) == "seg"), None)
            if segment is not None:
                made.setdefault(language, _plain(segment))
    return made


def _unit(node, languages):
    """Language -> text of a unit of XLIFF, whose file names the two languages."""
    made = {}
    for part, language in zip(("source", "target"), languages, strict=True):
        found = [_plain(one) for one in node.iter() if _local(one) == part]
        if found and language:
            made[language.lower()] = " ".join(filter(None, found))
    return made


def _plain(segment):
    """The words of a segment without the code in it."""
    parts = [segment.text or ""]
    for child in segment:
        name = _local(child)
        if name not in _CODES or name in _KEPT:
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _local(node):
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
