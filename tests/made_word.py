"""Word files written by hand, each with another element that holds visible text, or text that nobody sees.

`CASES` is a table: what the file is about -> (bytes, the text that a reader must get, the sentences that must be told).
"""

import re

import made_files
from made_files import TEXT

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = {
    "w": W, "r": RELATIONS, "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006", "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office", "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
}  # fmt: skip
_STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    _SPACES["m"]: "http://purl.oclc.org/ooxml/officeDocument/math",
    _SPACES["a"]: "http://purl.oclc.org/ooxml/drawingml/main",
}
CHARTEX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def root(name, inside):
    """An XML part with this root, all namespaces declared."""
    spaces = " ".join(f'xmlns:{short}="{space}"' for short, space in _SPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{name} {spaces}>{inside}</{name}>'


def r(text, settings=""):
    """A run."""
    return f'<w:r>{f"<w:rPr>{settings}</w:rPr>" if settings else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside, settings=""):
    """A paragraph of runs in XML, or of texts."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inside)
    return f'<w:p>{f"<w:pPr>{settings}</w:pPr>" if settings else ""}{runs}</w:p>'


def table(*rows):
    """A table; a cell is a text, or the XML of its blocks."""
    cells = [["<w:tc><w:tcPr/>" + (one if one.startswith("<") else p(one)) + "</w:tc>" for one in row] for row in rows]
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


def related(*relations):
    """The XML of relations, each (id, kind, target) or with "External" behind."""
    made = "".join(
        f'<Relationship Id="{one}" Type="{RELATIONS}/{kind}" Target="{target}"'
        f"{''.join(f' TargetMode={chr(34)}{mode}{chr(34)}' for mode in more)}/>"
        for one, kind, target, *more in relations
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{made}</Relationships>'


def parts(*body, kind=MAIN, relations=(), **more):
    """Name -> XML of the parts of a Word file; more: name (footnotes, styles …) -> XML of a part beside it."""
    known = [(f"k{name}", re.sub(r"\d+$", "", name), f"{name}.xml") for name in more]
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": related(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": root("w:document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": related(*known, *relations),
        **{f"word/{name}.xml": text for name, text in more.items()},
    }


def file(*body, also=None, **options):
    """The bytes of a Word file with this body; also: name -> content of further parts."""
    return made_files.archive_zip(parts(*body, **options) | (also or {}))


def strict(data):
    """The parts of a file in the strict namespaces of ISO 29500."""
    for usual, other in _STRICT.items():
        data = {name: text.replace(f'"{usual}', f'"{other}') for name, text in data.items()}
    return data


def notes(name, *texts):
    """The part of footnotes, endnotes or comments; ids from 1, behind the line that Word draws above them."""
    one = name.removesuffix("s")
    line = f'<w:{one} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{one}>'
    texts = [text if text.startswith("<w:p") else p(f"<w:r><w:{one}Ref/></w:r>", f" {text}") for text in texts]
    made = "".join(f'<w:{one} w:id="{n}">{text}</w:{one}>' for n, text in enumerate(texts, 1))
    return root(f"w:{name}", (line if name != "comments" else "") + made)


def mark(kind, number=1):
    """The reference to a footnote or endnote."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def field(instruction, *result):
    """A field in its long form; instruction: a text, or a list of texts and of XML, such as another field."""
    pieces = [instruction] if isinstance(instruction, str) else instruction
    instruction = "".join(one if one.startswith("<") else f"<w:r><w:instrText>{one}</w:instrText></w:r>"
                          for one in pieces)  # fmt: skip
    runs = "".join(one if one.startswith("<") else r(one) for one in result)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{instruction}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(*inside, settings=""):
    """A content control around blocks or runs."""
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{''.join(inside)}</w:sdtContent></w:sdt>"


def tracked(kind, *inside):
    """A tracked change around runs."""
    runs = "".join(one if one.startswith("<") else r(one) for one in inside)
    if kind in ("del", "moveFrom"):
        runs = runs.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f'<w:{kind} w:id="9" w:author="محرر" w:date="2020-01-01T00:00:00Z">{runs}</w:{kind}>'


def drawn_box(*blocks):
    """A text box as Word writes it today."""
    return (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{''.join(blocks)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        "</w:drawing>"
    )


def old_box(*blocks):
    """A text box as Word wrote it once."""
    box = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"


def either(new, old):
    """Two ways to write the same; the first is for programs that know it."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent>"
    )


def formula(inside):
    """A formula in a line."""
    return f"<m:oMath>{inside}</m:oMath>"


def m(text):
    """A run of a formula."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


HIDING = root(
    "w:styles",
    '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Hid"/></w:style>'
    '<w:style w:type="character" w:styleId="Seen"><w:basedOn w:val="Hid"/>'
    '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>',
)
LISTS = root(
    "w:numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="المادة (%1):"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="arabicAbjad"/>'
    '<w:lvlText w:val="%1-"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="الباب %1"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="arabicAlpha"/>'
    '<w:lvlText w:val="فصل %1.%2"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num>",
)
LISTED = root(
    "w:styles",
    '<w:style w:type="paragraph" w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Chapter"><w:basedOn w:val="Part"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>',
)


def listed(text, number, level=0):
    """A paragraph of a list."""
    return p(text, settings=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


CHART = root(
    "c:chartSpace",
    "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>عنوان الرسم</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    "<c:plotArea><c:ser><c:cat><c:strRef><c:strCache><c:pt><c:v>فئة أولى</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:plotArea>"
    "</c:chart>",
)
DIAGRAM = root(
    "dgm:dataModel",
    "<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>مرحلة</a:t></a:r><a:r><a:t> أولى</a:t></a:r></a:p></dgm:t></dgm:pt>"
    "<dgm:pt><dgm:t><a:p><a:r><a:t>مرحلة ثانية</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>",
)
GRAPHIC = (
    "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
RTF = rb"{\rtf1\ansi\ansicpg1256{\fonttbl{\f0\fcharset178 Arial;}}\f0 \'ca\'de\'d1\'ed\'d1 \'e3\'cf\'e3\'cc\par}"


def _flat():
    """A Word file as one file of XML."""
    made = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{re.sub(r"^<.xml[^>]*>", "", text)}</pkg:xmlData></pkg:part>'
        for name, text in parts(p("نص ملف مسطح", mark("footnote")), footnotes=notes("footnotes", "حاشية")).items()
        if name != "[Content_Types].xml"
    )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">{made}</pkg:package>'.encode()


_OLD_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>'
    "<w:p><w:r><w:t>نص قديم</w:t></w:r>"
    "<w:r><w:footnote><w:p><w:r><w:t>حاشية قديمة</w:t></w:r></w:p></w:footnote></w:r></w:p>"
    "<w:sectPr/></wx:sect></w:body></w:wordDocument>"
).encode()
_BACKSLASHES = {name.replace("/", "\\"): text for name, text in parts(p("مسارات بشرطة معكوسة")).items()}
_NOT_REFERRED = parts(p("نص", mark("footnote"))) | {"word/footnotes.xml": notes("footnotes", "حاشية بلا صلة")}
_NO_RELATIONS = {"word/document.xml": root("w:document", f"<w:body>{p('بلا صلات')}</w:body>")}
_MOVED = '<w:moveFromRangeStart w:id="1" w:name="m"/>{}<w:moveFromRangeEnd w:id="1"/>'
_DELETED_MARK = '<w:rPr><w:del w:id="3" w:author="م"/></w:rPr>'
_LIST = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="لا"/>'
    '<w:listEntry w:val="نعم"/></w:ddList></w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BUTTON = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MACROBUTTON NoMacro اكتب اسمك </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)

_BOXED = p("في الصندوق"), p("سطر ثان")

CASES = {
    "inserted and deleted": (
        file(p("قبل ", tracked("ins", "المضاف "), tracked("del", "المحذوف كله "), "بعد")),
        "قبل المضاف بعد",
        ["inserted text of tracked changes is taken, as if accepted (words: 1, places: 1)",
         "left out: deleted text of tracked changes (words: 2, places: 1)"],
    ),
    "inserted, then deleted": (
        file(p("باق", tracked("ins", tracked("del", " ذاهب")))), "باق",
        ["left out: deleted text of tracked changes (words: 1, places: 1)"],
    ),
    "moved": (
        file(p(tracked("moveTo", "المنقول"), settings="<w:rPr/>"), p("وسط"),
             _MOVED.format(p(tracked("moveFrom", "المنقول"), settings="<w:rPr><w:moveFrom/></w:rPr>"))),
        "المنقول\nوسط", [],
    ),
    "a deleted end of a paragraph": (file(p("أول ", settings=_DELETED_MARK), p("ثان"), p("ثالث")), "أول ثان\nثالث", []),
    "a deleted row and cell": (
        file(table(["أ", "ب"], ["ج", "د"]).replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1"/></w:trPr>', 1)
             .replace("<w:tcPr/>" + p("د"), '<w:tcPr><w:cellDel w:id="2"/></w:tcPr>' + p("د"))),
        "ج", ["left out: deleted text of tracked changes (words: 3, places: 2)"],
    ),
    "content controls": (
        file(control(p("فقرة في إطار"), control(p("إطار في إطار"))),
             p("قبل ", control(r("داخل السطر"), settings='<w:comboBox><w:listItem w:value="آخر"/></w:comboBox>'),
               " بعد"),
             table(["أ", "ب"]).replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace(
                 "</w:tr>", "</w:tr></w:sdtContent></w:sdt>"),
             table(["ج", "د"]).replace("<w:tc>", "<w:sdt><w:sdtContent><w:tc>", 1).replace(
                 "</w:tc>", "</w:tc></w:sdtContent></w:sdt>", 1)),
        "فقرة في إطار\nإطار في إطار\nقبل داخل السطر بعد\nأ\tب\nج\tد", [],
    ),
    "a prompt": (
        file(p("الاسم: ", control(r("انقر هنا للكتابة"), settings="<w:showingPlcHdr/>"))), "الاسم: انقر هنا للكتابة",
        ["prompts of content controls that nobody filled in are among the text (words: 3, places: 1)"],
    ),
    "a text box, told twice in the file": (
        file(p("قبل ", f"<w:r>{either(drawn_box(*_BOXED), old_box(*_BOXED))}</w:r>", "بعد"), p("الفقرة التالية")),
        "قبل بعد\nفي الصندوق\nسطر ثان\nالفقرة التالية", [],
    ),
    "an old text box and a word as a picture": (
        file(p("متن", f"<w:r>{old_box(p('صندوق قديم'), table(['خ', 'ل']))}</w:r>"),
             p('<w:r><w:pict><v:shape><v:textpath string="خط مزخرف"/></v:shape></w:pict></w:r>')),
        "متن\nصندوق قديم\nخ\tل\n\nخط مزخرف", [],
    ),
    "a box of which only the old way holds text": (
        file(p("متن", f"<w:r>{either('<w:drawing/>', old_box(p('البديل')))}</w:r>",
               "<w:r>" + either('<w16se:symEx w16se:char="1F600"/>', "<w:t>☺</w:t>") + "</w:r>")),
        "متن☺\nالبديل", [],
    ),
    "a box in a group in a table": (
        file(table([p("خلية", f"<w:r><w:drawing><wpg:wgp>{drawn_box(p('في المجموعة'))}</wpg:wgp></w:drawing></w:r>"),
                    "ب"], ["ج", "د"])),
        "خلية\tب\nج\tد\nفي المجموعة", [],
    ),
    "tags and directions": (
        file('<w:customXml w:element="x">' + p("مخصص") + "</w:customXml>",
             p('<w:smartTag w:element="y"><w:smartTagPr/>', "وسم", "</w:smartTag>", '<w:bdo w:val="rtl">', r(" اتجاه"),
               "</w:bdo>", '<w:dir w:val="rtl">', r(" آخر"), "</w:dir>").replace(r("</w:smartTag>"), "</w:smartTag>")),
        "مخصص\nوسم اتجاه آخر", [],
    ),
    "fields": (
        file(p("انظر ", field(" REF x \\h ", "الفصل الأول"), " و", '<w:fldSimple w:instr=" DATE ">', r("يوم كذا"),
               "</w:fldSimple>"),
             p("شرط ", field([" IF ", field("MERGEFIELD a", "خفي"), " = 1 "], "ظاهر ", field(" PAGE ", "٧")), "."),
             p("اختر ", _LIST, " ثم ", _BUTTON)),
        "انظر الفصل الأول ويوم كذا\nشرط ظاهر ٧.\nاختر نعم ثم اكتب اسمك", [],
    ),
    "an equation field, as old files write a word with its reading": (
        file(p("قبل ", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
               '<w:r><w:instrText> EQ \\* jc2 \\* "Font:Arial" \\* hps10 </w:instrText></w:r>',
               r"<w:r><w:instrText>\o\ad(\s\up 9(قراءة),كلمة)</w:instrText></w:r>",
               '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " بعد")),
        "قبل قراءة كلمة بعد", [],
    ),
    "a field over paragraphs and one without an end": (
        file(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>',
               '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "باب أول", "<w:r><w:tab/></w:r>", "٣"),
             p("باب ثان", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
             p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>', "لا يضيع"),
             p("ولا هذا")),
        "باب أول\t٣\nباب ثان\nلا يضيع\nولا هذا", [],
    ),
    "links": (
        file(p("قبل ", '<w:hyperlink r:id="x"><w:r><w:t>رابط</w:t></w:r>' + tracked("ins", " مضاف") + "</w:hyperlink>",
               " بعد")),
        "قبل رابط مضاف بعد", ["inserted text of tracked changes is taken, as if accepted (words: 1, places: 1)"],
    ),
    "footnotes and endnotes": (
        file(p("أول", mark("footnote", 1), " ثم ثان", mark("footnote", 2), "."), p("بعده", mark("endnote"), "."),
             table([p("خلية", mark("footnote", 3)), "ب"]), p("الأخيرة"),
             footnotes=notes("footnotes", "حاشية أولى", p("حاشية ثانية") + p("سطرها الثاني"), "حاشية خلية",
                             "حاشية يتيمة"),
             endnotes=notes("endnotes", "تعليق ختامي")),
        "أول ثم ثان.\nحاشية أولى\nحاشية ثانية\nسطرها الثاني\nبعده.\nخلية\tب\nحاشية خلية\nالأخيرة\nتعليق ختامي",
        ["left out: notes that nothing in the text refers to (words: 2, places: 1)"],
    ),
    "a deleted footnote": (
        file(p("باق", tracked("del", mark("footnote"))), footnotes=notes("footnotes", "حاشية محذوفة")), "باق",
        ["left out: deleted text of tracked changes (words: 2, places: 1)"],
    ),
    "footnotes that nothing leads to": (made_files.archive_zip(_NOT_REFERRED), "نص\nحاشية بلا صلة", []),
    "tables in tables": (
        file(table(["أ", table(["ب", "ج"], ["د", "ه"]) + p("بعدها")],
                   ["مدموجة", "و"]).replace("<w:tcPr/>", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', 1),
             p("")),
        "أ\tب\tج د\tه بعدها\nمدموجة\tو\n", [],
    ),
    "headers and footers": (
        file(p("متن"), header1=root("w:hdr", p("صحيفة; الغد") + f"<w:p><w:r>{old_box(p('سري'))}</w:r></w:p>"),
             footer1=root("w:ftr", p(field("PAGE", "3"))), header2=root("w:hdr", p("صحيفة; الغد"))),
        "متن", ['left out: headers and footers of the pages (words: 5, places: 2), the first is "صحيفة, الغد سري"'],
    ),
    "comments": (
        file(p('<w:commentRangeStart w:id="1"/>', "متن",
               '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
             comments=notes("comments", "تعليق المراجع", "آخر")),
        "متن", ["left out: comments (words: 3, places: 2)"],
    ),
    "signs, tabs and breaks": (
        file(p("أ", "<w:r><w:tab/></w:r>", "ب", '<w:r><w:br/></w:r>', "ج", '<w:r><w:br w:type="page"/></w:r>', "د",
               "<w:r><w:cr/></w:r>", "ه", '<w:r><w:ptab w:alignment="left"/></w:r>', "و",
               "<w:r><w:noBreakHyphen/></w:r>", "ز", "<w:r><w:softHyphen/></w:r>", "ح",
               '<w:r><w:sym w:font="Arial" w:char="FDFA"/></w:r>',
               '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', '<w:r><w:lastRenderedPageBreak/></w:r>'),
             p('<w:r><w:br w:type="page"/></w:r>'), p('<w:r><w:br w:type="column"/></w:r>', "ط\n   ي")),
        "أ\tب\nج\nد\nه\tو-زح\ufdfa\uf0fc\n\nط    ي",
        ['symbols of the font "Wingdings" stand for no letters and are kept as signs (places: 1)'],
    ),
    "hidden text": (
        file(p("ظاهر ", r("خفي", "<w:vanish/>"), r("خفي بنمط", '<w:rStyle w:val="Hid"/>'),
               r("بنمط فرعي", '<w:rStyle w:val="Child"/>'), r("ظاهر ثان ", '<w:rStyle w:val="Seen"/>'),
               r("ثالث", '<w:vanish w:val="false"/>'), r(" رابع", '<w:rStyle w:val="Loop"/><w:webHidden/>')),
             p("فقرة خفية كلها", settings='<w:pStyle w:val="Note"/>'), styles=HIDING),
        "ظاهر ظاهر ثان ثالث رابع\n", ["left out: hidden text (words: 8, places: 4)"],
    ),
    "a word with its reading": (
        file(p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('قراءة')}</w:rt><w:rubyBase>{r('كلمة')}</w:rubyBase></w:ruby></w:r>",
               " بعدها")),
        "كلمة (قراءة) بعدها", [],
    ),
    "formulas": (
        file(p("المعادلة ",
               formula(f"{m('س')}{m('=')}<m:f><m:fPr><m:ctrlPr/></m:fPr><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den>"
                       f"</m:f><m:sSup><m:e>{m('ع')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"),
               " صحيحة"),
             p(f"<m:oMathPara>{formula(m('السرعة'))}</m:oMathPara>")),
        "المعادلة س=1/2ع^2 صحيحة\nالسرعة", [],
    ),
    "files of other formats within": (
        file(p("قبل"), *(f'<w:altChunk r:id="{one}"/>' for one in "htdf"), p("بعد"),
             relations=[("h", "aFChunk", "a.html"), ("t", "aFChunk", "/word/b.txt"), ("d", "aFChunk", "c.docx"),
                        ("f", "aFChunk", "d.rtf")],
             also={"word/a.html": "<html><body><p>من صفحة</p><p>سطر</p></body></html>", "word/b.txt": "من نص",
                   "word/c.docx": file(p("من ملف وورد")), "word/d.rtf": RTF}),
        "قبل\nمن صفحة\nسطر\nمن نص\nمن ملف وورد\nتقرير مدمج\nبعد", [],
    ),
    "parts elsewhere": (
        file(p("هنا"), '<w:subDoc r:id="s"/>', relations=[("s", "subDocument", "file:///b.docx", "External")]), "هنا",
        ["left out: parts that lie in other files (places: 1)"],
    ),
    "building blocks": (
        file(p("متن"), relations=[("g", "glossaryDocument", "glossary/document.xml")],
             also={"word/glossary/document.xml": root("w:glossaryDocument", p("لبنة جاهزة"))}),
        "متن", ["left out: building blocks that are not in the text (words: 2, places: 1)"],
    ),
    "charts and diagrams": (
        file(p("متن", GRAPHIC.format('<c:chart r:id="c"/>'), GRAPHIC.format('<dgm:relIds r:dm="d"/>')), p("بعد"),
             relations=[("c", "chart", "charts/chart1.xml"), ("d", "diagramData", "diagrams/data1.xml")],
             also={"word/charts/chart1.xml": CHART, "word/diagrams/data1.xml": DIAGRAM}),
        "متن\nعنوان الرسم\nفئة أولى\nمرحلة أولى\nمرحلة ثانية\nبعد", [],
    ),
    "words that are counted before paragraphs": (
        file(listed("أولى", 1), listed("فرع", 1, 1), listed("ثانية", 1), listed("نقطة", 3), listed("سابعة", 4),
             listed("بلا قائمة", 0), p("أول", settings='<w:pStyle w:val="Part"/>'),
             *[p(text, settings='<w:pStyle w:val="Chapter"/>') for text in ("مدخل", "خاتمة")], listed("غريبة", 9, 99),
             numbering=LISTS, styles=LISTED),
        "المادة (1): أولى\nفرع\nالمادة (2): ثانية\nنقطة\nالمادة (7): سابعة\nبلا قائمة\nالباب III أول\n"
        "فصل III.أ مدخل\nفصل III.ب خاتمة\nغريبة",
        ["left out: numbers that the program puts before paragraphs of lists (places: 1)"],
    ),
    "a chart of today with a sentence for older programs": (
        file(p("متن", "<w:r>" + either('<w:drawing><c:chart r:id="c"/></w:drawing>', old_box(p("المخطط غير متاح")))
               .replace("<c:chart", f'<c:chart xmlns:c="{CHARTEX}"') + "</w:r>"),
             relations=[("c", "chartEx", "charts/chartEx1.xml")],
             also={"word/charts/chartEx1.xml":
                   f'<c:chartSpace xmlns:c="{CHARTEX}"><c:strDim><c:lvl><c:pt idx="0">فئة</c:pt></c:lvl></c:strDim>'
                   "<c:tx><c:txData><c:v>سلسلة</c:v></c:txData></c:tx></c:chartSpace>"}),
        "متن\nفئة\nسلسلة", [],
    ),
    "an embedded object": (
        file(p("متن", '<w:r><w:object><v:shape/><o:OLEObject Type="Embed"/></w:object></w:r>')), "متن",
        ["left out: embedded objects (places: 1)"],
    ),
    "the strict format": (
        made_files.archive_zip(strict(parts(p("صارم", mark("footnote"), " ", formula(m("س"))),
                                            footnotes=notes("footnotes", "حاشية")))),
        "صارم س\nحاشية", [],
    ),
    "with macros": (file(p("فيه أوامر"), kind=MACROS), "فيه أوامر", []),
    "a template": (file(p("قالب"), kind=TEMPLATE), "قالب", []),
    "one file of XML": (_flat(), "نص ملف مسطح\nحاشية", []),
    "XML of Word 2003": (_OLD_XML, "نص قديم\nحاشية قديمة", []),
    "paths of Windows": (made_files.archive_zip(_BACKSLASHES), "مسارات بشرطة معكوسة", []),
    "no relations": (made_files.archive_zip(_NO_RELATIONS), "بلا صلات", []),
    "runs without a paragraph": (file(r("أول"), r(" السطر"), p("ثان"), control(r("ثالث"))), "أول السطر\nثان\nثالث", []),
    "damaged notes": (
        file(p(TEXT, mark("footnote")), footnotes="<w:footnotes"), TEXT,
        ['left out: damaged parts of the file (places: 1), the first is "word/footnotes.xml"'],
    ),
}  # fmt: skip
