"""RTF, OpenDocument and EPUB files written by hand, each with another element that holds visible text or hides it.

`RTF`, `ODT`, `EPUB`: what the file is about -> (bytes, the text a reader must get, the sentences that must be told).
"""

import made_files

# ---- RTF


def rtf(inside, head=r"\ansi\ansicpg1256\deff0{\fonttbl{\f0\fcharset178 Arial;}{\f1\fcharset0 Times;}}"):
    """The bytes of an RTF file; Arabic letters become bytes of the Arabic code page."""
    written = "".join(c if c.isascii() else f"\\'{c.encode('cp1256')[0]:02x}" for c in inside)
    return f"{{\\rtf1{head}{written}}}".encode("ascii")


def numbered(text):
    """Letters by their number, with a sign that stands for each."""
    return "".join(f"\\u{ord(c)}?" if ord(c) < 0x8000 else f"\\u{ord(c) - 0x10000}?" for c in text)


_WORD = (
    r"\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02}Times;}"
    r"{\f37\fbidi \fswiss\fcharset178\fprq2 Arial (Arabic);}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\ql \snext0 Normal;}}{\*\listtable{\list\listtemplateid1}}{\info{\title \'ca\'de\'d1\'ed\'d1}"
    r"{\author Writer}{\creatim\yr2019\mo3\dy1\hr10}}{\*\generator Riched20 10.0;}{\*\themedata 504b0304}"
)
RTF = {
    "code page": (rtf(r"\f0 قال الوزير\par وأضاف\par"), "قال الوزير\nوأضاف", []),
    "letters by their number": (
        rtf(numbered("مكافحة ") + r"{\uc0\u1575 \u1604 }" + r"{\uc2\u1571\'c3\'c3}!"), "مكافحة الأ!", [],
    ),
    "letters beyond 16 bits": (rtf(r"\u-10179?\u-8704? \u-1030?"), "\U0001f600 \ufbfa", []),
    "the font tells the code page": (rtf(r"{\f37\'dd\'ed}{\f0\'e9}\par", _WORD), "فيé", []),
    "a run from right to left": (rtf(r"{\ltrch\fcs1 \af37 \rtlch\fcs0 \f0 \'dd\'ed}\par", _WORD), "فيé"[:2], []),
    "UTF-8 against the rules": ("{\\rtf1\\ansi نص بلا رموز\\par}".encode(), "نص بلا رموز", []),
    "signs": (
        rtf(r"أ\tab ب\line ج\emdash د\~ه\_و\-ز\{ح\}\\ط\zwnj ي\page ك\par\bullet\'a1"),
        "أ\tب\nج—د\u00a0ه-وز{ح}\\ط\u200cي\nك\n•،", [],
    ),
    "footnotes and endnotes": (
        rtf(r"أول{\super\chftn}{\footnote \pard {\super\chftn} حاشية\par ثانية} ثم.{\*\footnote\ftnalt ختامية}\par "
            r"بعده\par"),
        "أول ثم.\nحاشية\nثانية\nبعده\nختامية", [],
    ),
    "tracked changes": (
        rtf(r"قبل {\revised\revauth1 مضاف }{\deleted\revauthdel1\revdttmdel1736509440 محذوف كله }بعد{\deleted\par}"
            r"{\mvf منقول}؟\par"),
        "قبل مضاف بعد؟",
        ["inserted text of tracked changes is taken, as if accepted (words: 1, places: 1)",
         "left out: deleted text of tracked changes (words: 2, places: 1)"],
    ),
    "hidden text": (rtf(r"ظاهر{\v  خفي}{\v0  ثان}\v  خفي\plain  ثالث\par"), "ظاهر ثان ثالث",
                    ["left out: hidden text (words: 2, places: 2)"]),
    "fields": (
        rtf(r'رابط {\field{\*\fldinst{HYPERLINK "http://a.example"}}{\fldrslt{إلى صفحة}}} و'
            r"{\field{\*\fldinst IF {\field{\*\fldinst A}{\fldrslt خفي}}}{\fldrslt ظاهر}}.{\xe فهرس}\par"),
        "رابط إلى صفحة وظاهر.", [],
    ),
    "readings above words": (
        rtf(r'قبل {\field{\*\fldinst {EQ \\* jc2 \\* "Font:F" \\* hps9 \\o\\ad(\\s\\up 9(قراءة),كلمة)}}{\fldrslt }}'
            r" و{\field{\*\fldinst EQ \\f(أ,ب)}{\fldrslt نصف}}.{\field{\*\fldinst PAGE}{\fldrslt}}\par"),
        "قبل قراءة كلمة ونصف.", [],
    ),
    "tables": (
        rtf(r"\trowd\cellx1\cellx2\pard\intbl أ\par ب\cell ج\cell\row\pard\intbl د\cell{\footnote حاشية} ه\cell\row"
            r"\pard بعده\par"),
        "أ ب\tج\nد\tه\nحاشية\nبعده", [],
    ),
    "a table in a table": (
        rtf(r"\pard\intbl أ\par\itap2 ب\nestcell ج\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
            r"\pard\intbl د\cell ه\cell\row\pard"),
        "أ ب\tج د\tه", [],
    ),
    "text boxes": (
        rtf(r"متن{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard في الصندوق\par}}"
            r"{\shprslt{\*\do{\dptxbxtext في الصندوق\par}}}} بعده\par{\*\do\dobxpage{\dptxbxtext صندوق قديم}}"
            r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv خط مزخرف}}}}\par"),
        "متن بعده\nفي الصندوق\n\nصندوق قديم\nخط مزخرف", [],
    ),
    "headers and comments": (
        rtf(r"{\header\pard صحيفة الغد\par}{\footerf \chpgn}{\headerl صحيفة الغد}متن{\*\atnid م}{\*\atnauthor مح}\chatn"
            r"{\*\annotation{\*\atndate 1}\pard تعليق جانبي}\par"),
        "متن",
        ["left out: comments (words: 2, places: 1)",
         'left out: headers and footers of the pages (words: 2, places: 1), the first is "صحيفة الغد"'],
    ),
    "two ways to write the same": (rtf(r"{\upr{???}{\*\ud{" + numbered("نص") + r"}}} بعده\par"), "نص بعده", []),
    "lists": (
        rtf(r"{\listtext\tab}عنوان\par{\pntext 1.\tab}بند\par{\listtext\u8226?\tab}آخر\par"
            r"{\listtext المادة 2:\tab}حكم\par"),
        "عنوان\nبند\nآخر\nالمادة 2: حكم",
        ["left out: numbers that the program puts before paragraphs of lists (places: 1)"],
    ),
    "pictures and raw bytes": (rtf(r"قبل {\*\shppict{\pict\pngblip 89504e47}}{\pict\bin4 {}}\}بعد\par"), "قبل بعد", []),
    "a file of Word": (
        rtf(r"\pard\plain {\rtlch\fcs1 \af37 \ltrch\fcs0 \f37\insrsid1 نص}\par}{\*\datastore 0105", _WORD), "نص", [],
    ),
    "broken off": (rtf(r"نص {\b عريض{\footnote حاشية")[:-1], "نص عريض\nحاشية", []),
    "unknown groups": (rtf(r"أ{\*\unknown لا}{\newthing نعم}\par"), "أنعم", []),
}  # fmt: skip

# ---- OpenDocument

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("meta", "meta"), ("manifest", "manifest"), ("svg", "svg-compatible"),
    )
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:math="http://www.w3.org/1998/Math/MathML"'
)  # fmt: skip
STYLES = (
    '<style:style style:name="Hid"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Child" style:parent-style-name="Hid"/>'
    '<text:list-style style:name="Law"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-prefix="المادة (" style:num-suffix="):"/><text:list-level-style-number text:level="2" '
    'style:num-format="i" style:num-suffix="."/></text:list-style>'
)


def odt_parts(body, *, margins="", also=None, meta="", styles=""):
    """Name -> content of the parts of an OpenDocument text with this body."""

    def part(name, inside):
        return f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {_SPACES}>{inside}</office:{name}>'

    content = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": part("document-content", content),
        "styles.xml": part(
            "document-styles",
            f"{styles}<office:master-styles><style:master-page>{margins}</style:master-page></office:master-styles>",
        ),
        "meta.xml": part("document-meta", f"<office:meta>{meta}</office:meta>"),
        **(also or {}),
    }  # fmt: skip


def odt(body, **options):
    """The bytes of an OpenDocument text with this body."""
    return made_files.archive_zip(odt_parts(body, **options))


def p(inside):
    return f"<text:p>{inside}</text:p>"


def note(kind, inside):
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p(inside)}</text:note-body></text:note>"
    )


def row(*cells):
    made = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{made}</table:table-row>"


_FORMULA = (
    "<math:math><math:mi>س</math:mi><math:mo>=</math:mo><math:mn>2</math:mn><math:annotation>x</math:annotation>"
    "</math:math>"
)
_CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p>محذوف كله</text:p></text:deletion>'
    '</text:changed-region><text:changed-region text:id="i"><text:insertion/></text:changed-region>'
    "</text:tracked-changes>"
)
ODT = {
    "headings, lists and sections": (
        odt("<text:h>عنوان</text:h><text:list><text:list-item>" + p("بند") + "<text:list><text:list-item>" + p("فرعي")
            + "</text:list-item></text:list></text:list-item></text:list>"
            + "<text:section>" + p("في قسم") + "</text:section>"
            + '<text:section text:display="none">' + p("قسم خفي") + "</text:section>"),
        "عنوان\nبند\nفرعي\nفي قسم", ["left out: hidden text (words: 2, places: 1)"],
    ),
    "headings that are counted": (
        odt('<text:h text:outline-level="1">المدخل</text:h>' + p("متن")
            + '<text:h text:outline-level="2">فرع</text:h><text:h text:outline-level="1">الخاتمة</text:h>'
            '<text:h text:outline-level="1" text:is-list-header="true">ملحق</text:h>',
            styles="<office:styles><text:outline-style>"
            '<text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="الفصل " '
            'style:num-suffix=":"/><text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/>'
            "</text:outline-style></office:styles>"),
        "الفصل 1: المدخل\nمتن\nفرع\nالفصل 2: الخاتمة\nملحق",
        ["left out: numbers that the program puts before paragraphs of lists (places: 1)"],
    ),
    "spaces": (
        odt(p('  أ\n   ب <text:span> ج</text:span><text:s text:c="2"/>د<text:tab/>ه<text:line-break/>و'
              "<text:soft-page-break/>ز ")),
        "أ ب ج  د\tه\nوز", [],
    ),
    "notes": (
        odt(p("أول" + note("footnote", "حاشية") + " ثم." + note("endnote", "ختامية")) + p("بعده")),
        "أول ثم.\nحاشية\nبعده\nختامية", [],
    ),
    "tracked changes": (
        odt(_CHANGES + p('قبل <text:change text:change-id="d"/><text:change-start text:change-id="i"/>مضاف'
                         '<text:change-end text:change-id="i"/> بعد')),
        "قبل مضاف بعد",
        ["inserted text of tracked changes is taken, as if accepted (words: 1, places: 1)",
         "left out: deleted text of tracked changes (words: 2, places: 1)"],
    ),
    "hidden text": (
        odt(p('ظاهر<text:span text:style-name="Hid"> خفي</text:span>')
            + '<text:p text:style-name="Child">فقرة خفية</text:p>'
            + p('<text:hidden-text text:is-hidden="true">شرط</text:hidden-text>'
                "<text:hidden-text>بان</text:hidden-text>")),
        "ظاهر\nبان", ["left out: hidden text (words: 4, places: 3)"],
    ),
    "comments, headers and footers": (
        odt(p("متن<office:annotation><dc:creator>م</dc:creator>" + p("تعليق جانبي") + "</office:annotation>"),
            margins=f"<style:header>{p('صحيفة الغد')}</style:header><style:footer>{p('١')}</style:footer>"),
        "متن",
        ["left out: comments (words: 2, places: 1)",
         'left out: headers and footers of the pages (words: 2, places: 1), the first is "صحيفة الغد"'],
    ),
    "text boxes and shapes": (
        odt(p("قبل <draw:frame><draw:text-box>" + p("في الصندوق") + "</draw:text-box></draw:frame>بعد")
            + p("<draw:g><draw:custom-shape><svg:title>وصف</svg:title>" + p("في الشكل")
                + "</draw:custom-shape></draw:g>متن")),
        "قبل بعد\nفي الصندوق\nمتن\nفي الشكل", [],
    ),
    "tables": (
        odt("<table:table><table:table-header-rows>" + row(p("أ"), p("ب") + p("ج")) + "</table:table-header-rows>"
            + row(p("د" + note("footnote", "حاشية")), "<table:table>" + row(p("ه")) + "</table:table>")
            + "<table:table-row><table:table-cell>" + p("و") + "</table:table-cell><table:covered-table-cell/>"
            + "</table:table-row></table:table>" + p("بعده")),
        "أ\tب ج\nد\tه\nو\nحاشية\nبعده", [],
    ),
    "words that are counted before paragraphs": (
        odt('<text:list text:style-name="Law"><text:list-item>' + p("أولى") + p("تتمة")
            + "<text:list><text:list-item>" + p("فرع") + "</text:list-item></text:list></text:list-item>"
            + "<text:list-item>" + p("ثانية") + "</text:list-item><text:list-item/></text:list>" + p("بعدها")),
        "المادة (1): أولى\nتتمة\nفرع\nالمادة (2): ثانية\nبعدها",
        ["left out: numbers that the program puts before paragraphs of lists (places: 1)"],
    ),
    "fields, links and readings": (
        odt(p("<text:a>رابط</text:a> <text:title>عنوان</text:title> <text:placeholder>اكتب</text:placeholder> "
              "<text:ruby><text:ruby-base>كلمة</text:ruby-base><text:ruby-text>قراءة</text:ruby-text></text:ruby>")),
        "رابط عنوان اكتب كلمة (قراءة)", [],
    ),
    "contents": (
        odt("<text:table-of-content><text:table-of-content-source><text:index-title-template>قالب"
            "</text:index-title-template></text:table-of-content-source><text:index-body>"
            "<text:index-title>" + p("المحتويات") + "</text:index-title>"
            + p("باب") + "</text:index-body></text:table-of-content>"),
        "المحتويات\nباب", [],
    ),
    "formulas and objects": (
        odt(p('معادلة <draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame> و'
              f"<draw:frame><draw:object>{_FORMULA}</draw:object></draw:frame>"
              '<draw:frame><draw:object xlink:href="./Object 2"/></draw:frame>'),
            also={"Object 1/content.xml": _FORMULA.replace("<math:math>", f"<math:math {_SPACES}>")}),
        "معادلة س = 2 وس = 2", ["left out: embedded objects (places: 1)"],
    ),
}  # fmt: skip

# ---- EPUB

_PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>لا</title></head><body>{}</body></html>'
META = (
    "<dc:title>كتاب</dc:title><dc:creator>كاتب</dc:creator><dc:creator>ثان</dc:creator>"
    "<dc:date>2019-03-01T00:00:00Z</dc:date><dc:publisher>دار</dc:publisher><dc:language>ar</dc:language>"
)


def epub(*chapters, meta=META, also=None, spine=""):
    """The bytes of an e-book; a chapter is the XHTML of its body."""
    numbers = range(len(chapters))
    items = "".join(f'<item id="c{n}" href="t%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers)
    refs = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    return made_files.archive_zip({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<metadata>{meta}</metadata><manifest>{items}<item id="n" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/><item id="i" href="i.png" media-type="image/png"/></manifest>'
        f"<spine>{spine}{refs}</spine></package>",
        "OEBPS/nav.xhtml": _PAGE.format("<p>الفهرس</p>"), "OEBPS/i.png": b"\x89PNG",
        **{f"OEBPS/t {n}.xhtml": _PAGE.format(chapter) for n, chapter in enumerate(chapters)},
        **(also or {}),
    })  # fmt: skip


EPUB = {
    "chapters": (
        epub("<h1>باب أول</h1><p>نص<a epub:type='noteref'>*</a>.</p><aside><p>حاشية</p></aside>", "<p>باب ثان</p>"),
        "باب أول\nنص*.\nحاشية\n\nباب ثان", [],
    ),
    "a table of contents, a picture and a chapter that is not there": (
        epub("<p>باب</p>", spine='<itemref idref="n"/><itemref idref="i"/><itemref idref="gone"/>'), "الفهرس\n\nباب",
        ["left out: embedded objects (places: 1)",
         'left out: damaged parts of the file (places: 1), the first is "gone"'],
    ),
    "a damaged chapter": (
        epub("<p>أول</p>", "<p>ثان</p>").replace(b"t 1.xhtml", b"t 9.xhtml"), "أول",
        ['left out: damaged parts of the file (places: 1), the first is "OEBPS/t 1.xhtml"'],
    ),
    "a locked chapter": (
        epub("<p>أول</p>", "<p>مقفل</p>", also={"META-INF/encryption.xml":
             '<a><CipherReference URI="OEBPS/t 1.xhtml"/><CipherReference URI="OEBPS/font.ttf"/></a>'}),
        "أول", ["left out: chapters that are locked by copy protection (places: 1)"],
    ),
}  # fmt: skip
