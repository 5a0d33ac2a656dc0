"""What Word asks of a file beyond being read: order of elements, references that lead somewhere, tables that are whole.

The schema itself is no part of this project and is not asked; the orders are those of ECMA-376 part 1, typed here. Not
looked at: values of attributes but for the ones named, and parts of other namespaces, such as drawings.
By hand: `python tests/study/word_check.py FILE.docx…`.
"""

import collections
import io
import sys
import zipfile
from pathlib import Path, PurePosixPath

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
           "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
           "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
           "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
           "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
           "em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
             "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
              "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
             "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride", "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "styles": "docDefaults latentStyles style", "docDefaults": "rPrDefault pPrDefault",
    "tbl": "tblPr tblGrid tr", "tr": "tblPrEx trPr tc", "tc": "tcPr p", "p": "pPr r", "r": "rPr",
}  # fmt: skip
MANY = {"headerReference", "footerReference", "style", "tblStylePr", "lvl", "abstractNum", "num", "lvlOverride", "tr",
        "tc", "p", "r", "numPicBullet"}  # fmt: skip
JUSTIFIED = {"left", "right", "center", "both", "distribute", "start", "end"}


def faults(data):
    """What is wrong with a .docx file, given as bytes: a list of sentences, empty where nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    roots = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    found = [f"{name}: no such content type" for name in parts if not _typed(name, roots["[Content_Types].xml"])]
    for name, root in roots.items():
        if name.endswith(".rels"):
            found += _broken(name, root, parts)
        elif name.startswith("word/"):
            found += [f"{name}: {fault}" for fault in _ordered(root)]
    document = roots["word/document.xml"]
    return [*found, *_references(document, roots), *_tables(document), *_body(document)]


def _typed(name, types):
    stem, suffix = f"/{name}", PurePosixPath(name).suffix[1:].casefold()
    return name == "[Content_Types].xml" or any(
        one.get("PartName") == stem or (one.get("Extension") or "").casefold() == suffix for one in types
    )


def _broken(name, root, parts):
    folder = PurePosixPath(name).parent.parent
    inside = [one.get("Target") for one in root if one.get("TargetMode") != "External"]
    paths = [target.removeprefix("/") if target.startswith("/") else str(folder / target) for target in inside]
    return [f"{name}: {path} is not there" for path in paths if _normal(path) not in parts]


def _normal(path):
    kept = []
    for part in path.split("/"):
        if part == "..":
            kept.pop()
        elif part != ".":
            kept.append(part)
    return "/".join(kept)


def _name(element):
    tag = etree.QName(element)
    return tag.localname if tag.namespace == W else None


def _ordered(root):
    for element in root.iter(etree.Element):
        order = ORDERS.get(_name(element) or "", "").split()
        names = [_name(child) for child in element if isinstance(child.tag, str) and _name(child)]
        if not order:
            continue
        places = [order.index(name) for name in names if name in order]
        if places != sorted(places):
            yield f"{_name(element)} holds {' '.join(names)}, in this order"
        if _name(element) not in ("p", "r", "tc", "tr", "tbl"):
            yield from (f"{_name(element)} holds {name}" for name in names if name not in order)
        twice = [name for name, n in collections.Counter(names).items() if n > 1 and name not in MANY and name in order]
        yield from (f"{_name(element)} holds {name} more than once" for name in twice)


def _references(document, roots):
    def values(root, name, attribute="val"):
        return [one.get(f"{{{W}}}{attribute}") for one in root.iter(f"{{{W}}}{name}")]

    styles = set(values(roots["word/styles.xml"], "style", "styleId"))
    used = {one for name in ("pStyle", "rStyle", "tblStyle") for one in values(document, name)}
    used |= {one for name in ("basedOn", "next", "link") for one in values(roots["word/styles.xml"], name)}
    found = [f"there is no style {name}" for name in sorted(used - styles)]
    found += [f"jc is {one}" for one in values(document, "jc") if one not in JUSTIFIED]
    numbering = roots.get("word/numbering.xml")
    numbers = set() if numbering is None else set(values(numbering, "num", "numId"))
    listed = {one for root in (document, roots["word/styles.xml"]) for one in values(root, "numId")}
    found += [f"there is no list {one}" for one in sorted(listed - numbers - {"0"})]
    named = {one.get("Id") for one in roots["word/_rels/document.xml.rels"]}
    attributes = (pair for one in document.iter(etree.Element) for pair in one.attrib.items())
    asked = {value for key, value in attributes if key.startswith(f"{{{R}}}")}
    found += [f"there is no relation {one}" for one in sorted(asked - named)]
    drawn = [one.get("id") for one in document.iter("{*}docPr")]
    return found + [f"{n} drawings have the number {one}" for one, n in collections.Counter(drawn).items() if n > 1]


def _tables(document):
    for table in document.iter(f"{{{W}}}tbl"):
        columns = len(table.findall(f"{{{W}}}tblGrid/{{{W}}}gridCol"))
        for row in table.findall(f"{{{W}}}tr"):
            cells = row.findall(f"{{{W}}}tc")
            if len(cells) != columns:
                yield f"a row of {len(cells)} cells in a table of {columns} columns"
            yield from ("a cell does not end in a paragraph" for cell in cells if _name(cell[-1]) != "p")


def _body(document):
    names = [_name(one) for one in document[0]]
    if names.count("sectPr") != 1 or names[-1] != "sectPr":
        yield "the body does not end in its one section"


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(path, *faults(Path(path).read_bytes()) or ["no fault"], sep="\n  ")
