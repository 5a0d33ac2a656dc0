"""The texts of `pdf_words` and the PDFs made of them: by LibreOffice, by Chromium, and as Word writes them.

Each is a Made: its file and the lines of its source in reading order. All texts were written for this benchmark.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from made_pdfs import word_like

FONTS = Path(__file__).parents[2] / "src" / "helpers" / "resources" / "fonts"
SECONDS = 240  # for one call of soffice or chromium


class Made(NamedTuple):
    """A PDF and what it was made of: name, what it is an example of, the file, the source as lines."""

    name: str
    about: str
    file: Path
    source: list


PROSE = [
    "أعلنت وزارة التعليم أمس أن العام الدراسي الجديد سيبدأ في الأسبوع الأول من أيلول، وأن الإدارات المحلية ستتسلم "
    "الكتب قبل ذلك بشهر على الأقل.",
    "وقال الوزير إن اللجنة التي شكلت لهذا الغرض انتهت إلى خلاصات واضحة، أولها أن الأبنية القديمة لا تلائم حاجات "
    "الأطفال، وثانيها أن الانتقال إلى المناهج الجديدة يحتاج إلى الإعداد والاختبار والاستشارة.",
    "ولاحظ الأهالي أن الإصلاحات الأخيرة لم تصل إلى القرى البعيدة، حيث لا يزال المعلمون يعملون في غرف بلا إنارة ولا "
    "ماء، وحيث يسلك التلاميذ طرقا طويلة كل صباح.",
    "وفي الاجتماع الأخير طالب الأعضاء بأن تنشر الأرقام على الملأ، وأن يكون الاطلاع عليها متاحا لكل من يهمه الأمر، لا "
    "للمسؤولين وحدهم.",
    "ورد مدير الإحصاء بأن الأعمال تسير على ما يرام، وأن الآلاف من الاستمارات فرزت، وأن النتائج الأولى ستظهر خلال "
    "الأسابيع المقبلة إن شاء الله.",
]
SECOND = [
    "تراجعت أسعار الحبوب في الأسواق العالمية خلال الأشهر الماضية، لكن أسعار الخبز في المدن الكبرى لم تتراجع، وهو ما "
    "فسره الخبراء بارتفاع كلفة النقل والتأمين.",
    "ويقول أصحاب الأفران إن هامش الأرباح ضئيل، وإنهم لا يستطيعون خفض الأسعار ما دامت الطاقة غالية، وإن الدعم الذي "
    "وعدت به الحكومة لم يصل إلا إلى القليل منهم.",
    "أما المستهلكون فيرون أن الرقابة غائبة، وأن بعض التجار يخزنون السلع لبيعها بأثمان أعلى، وهي ممارسات لا يعاقب "
    "عليها القانون الحالي إلا بغرامات صغيرة.",
    "وتدرس لجنة الاقتصاد في المجلس مشروعا جديدا يلزم الشركات بالإعلان عن مخزونها كل أسبوع، على أن تعلن الأسماء "
    "المخالفة في الجريدة الرسمية.",
]
MIXED = [
    "افتتحت شركة Orange Digital Center فرعها الثاني في المدينة يوم 14 آذار 2019 بحضور 350 ضيفا.",
    "يعمل النظام على Windows 11 وعلى Linux أيضا، ويكلف الاشتراك 12.5 دولارا في الشهر (أي 150 دولارا في السنة).",
    "قالت المديرة: «نستخدم برنامج LibreOffice منذ عام ٢٠١٥، ولم نجد فيه عيبا كبيرا»، ثم عرضت النتائج [انظر الجدول ٣].",
    "بلغت نسبة النجاح 87% في المدارس الحكومية و 92% في المدارس الخاصة، وفق تقرير (UNESCO) الأخير.",
    "للاتصال بالمركز: info@example.org أو الهاتف 0123456789 من الساعة 9:30 إلى الساعة 17:00.",
    "وصدر الحكم رقم ١٢٣/٢٠١٨ بتاريخ ٠٥/٠٤/٢٠١٨ عن المحكمة الإدارية العليا (الدائرة الأولى).",
    "الفصل الثاني (2): الأهداف والوسائل والآثار",
    "ويضم الفريق خبراء من The Open University ومن جامعة القاهرة، برئاسة Dr. Brown نفسه.",
]
VOCALISED = [
    "قَالَ المُعَلِّمُ لِتَلَامِيذِهِ: اِقْرَؤُوا النَّصَّ مَرَّةً ثَانِيَةً، ثُمَّ اكْتُبُوا مُلَخَّصًا لَهُ فِي دَفَاتِرِكُمْ.",
    "كَانَ الشَّيْخُ يَجْلِسُ كُلَّ مَسَاءٍ أَمَامَ بَيْتِهِ، وَيَحْكِي لِلْأَطْفَالِ عَنْ أَسْفَارِهِ إِلَى الْبِلَادِ الْبَعِيدَةِ.",
    "وَلَا يَزَالُ أَهْلُ الْقَرْيَةِ يَذْكُرُونَ ذٰلِكَ الْيَوْمَ الَّذِي عَادَ فِيهِ الْمُسَافِرُونَ إِلَى الْأَهْلِ سَالِمِينَ.",
    "ســـلام على الأهـــل جميعا، وعلى كل من حضر هذا الاحتفـال.",
]
TABLE = [
    ["المدينة", "عدد السكان", "الملاحظات"],
    ["الإسكندرية", "5,200,000", "ميناء كبير على البحر، وفيها مكتبة حديثة وجامعات كثيرة وأسواق قديمة"],
    ["الأقصر", "1,250,000", "آثار كثيرة"],
    ["الإسماعيلية", "1,300,000", "على القناة، وفيها الإدارة العامة للملاحة وحدائق واسعة ومتاحف صغيرة"],
    ["أسوان", "٣٥٠٬٠٠٠", "السد العالي"],
]
HEADLINE = "الأهالي يطالبون بإصلاح المدارس والخبز لا يزال غاليا"
NOTES = [
    ("ذكرت الصحف أن الاتفاق الأول وقع في العاصمة", "انظر جريدة الأخبار، العدد ٢١٤، الصفحة الأولى."),
    ("وأن الملاحق لم تنشر حتى الآن", "وثائق المؤتمر، المجلد الثاني، ص 45-47."),
]


def all_made(folder):
    """Make every PDF in a folder; yields a Made for each."""
    folder = Path(folder)
    yield from _by_libreoffice(folder)
    yield from _by_chromium(folder)
    yield from _as_word(folder)


# --- LibreOffice, from Word files


def _document(*, size=12, font="Amiri"):
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(size), font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font)
    return document


def _paragraph(place, text, *, bold=False, justified=True):
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    paragraph = place.add_paragraph()
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    if justified:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    run = paragraph.add_run(text)
    run.bold = bold
    run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    return paragraph


def _section(document, columns):
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    section = document.add_section(WD_SECTION.CONTINUOUS)
    found = section._sectPr.xpath("./w:cols")[0]
    found.set(qn("w:num"), str(columns))
    found.set(qn("w:space"), "500")
    section._sectPr.append(section._sectPr.makeelement(qn("w:bidi"), {}))
    return section


def _by_libreoffice(folder):
    documents, out = {}, folder / "libreoffice"
    document = _document()
    source = ["تقرير عن التعليم في الأرياف", *PROSE, *VOCALISED, *SECOND]
    for n, text in enumerate(source):
        _paragraph(document, text, bold=n == 0)
    documents["lo_prose"] = "LibreOffice, prose, vowel signs, Amiri", document, source

    document = _document(font="DejaVu Sans")
    _paragraph(document, HEADLINE, bold=True)
    _section(document, 2)
    for text in PROSE + SECOND:
        _paragraph(document, text)
    _section(document, 1)
    _paragraph(document, MIXED[6])
    documents["lo_columns"] = (
        "LibreOffice, a headline over two columns, DejaVu", document, [HEADLINE, *PROSE, *SECOND, MIXED[6]]
    )

    document = _document(font="IBM Plex Sans Arabic", size=11)
    for text in MIXED:
        _paragraph(document, text, justified=False)
    table = document.add_table(len(TABLE), 3)
    table.style = "Table Grid"
    from docx.oxml import OxmlElement

    table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell._tc.remove(cell.paragraphs[0]._p)
            _paragraph(cell, text, justified=False)
    _paragraph(document, PROSE[0])
    documents["lo_table"] = (
        "LibreOffice, Latin, digits, brackets and a table", document,
        [*MIXED, *(cell for row in TABLE for cell in row), PROSE[0]],
    )  # fmt: skip
    out.mkdir()
    for name, (_, document, _) in documents.items():
        document.save(out / f"{name}.docx")
    (out / "lo_footnotes.fodt").write_text(_with_footnotes(), "utf-8")
    _soffice(out)
    for name, (about, _, source) in documents.items():
        yield Made(name, about, out / f"{name}.pdf", source)
    numbers = ["1", "2"]
    source = [f"{NOTES[0][0]}{numbers[0]} {NOTES[1][0]}{numbers[1]} {PROSE[3]}", *PROSE]
    source += [f"{number} {note}" for number, (_, note) in zip(numbers, NOTES, strict=True)]
    yield Made("lo_footnotes", "LibreOffice, footnotes at the foot of the page", out / "lo_footnotes.pdf", source)


def _with_footnotes():
    def note(number, text):
        return (
            f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation>{number}'
            f'</text:note-citation><text:note-body><text:p text:style-name="P">{text}</text:p></text:note-body>'
            "</text:note>"
        )

    body = "".join(f"{text}{note(n, told)} " for n, (text, told) in enumerate(NOTES, 1)) + PROSE[3]
    rest = "".join(f'<text:p text:style-name="P">{text}</text:p>' for text in PROSE)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{value}:1.0"'
        for name, value in {"office": "office", "text": "text", "style": "style",
                            "fo": "xsl-fo-compatible"}.items()
    )  # fmt: skip
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb" '
        'fo:text-align="justify"/><style:text-properties style:font-name-complex="Amiri" '
        'style:font-family-complex="Amiri" style:font-size-complex="13pt"/></style:style></office:automatic-styles>'
        f'<office:body><office:text><text:p text:style-name="P">{body}</text:p>{rest}</office:text></office:body>'
        "</office:document>"
    )


def _soffice(folder):
    """Turn every file of a folder into a PDF; the project's fonts are lent to the program."""
    home = folder / "home"
    fonts = home / "share" / "fonts"
    fonts.mkdir(parents=True)
    for font in FONTS.glob("*.ttf"):
        shutil.copy(font, fonts)
    environment = os.environ | {"XDG_DATA_HOME": str(home / "share"), "HOME": str(home)}
    files = sorted(str(path) for path in folder.glob("*.*") if path.is_file())
    command = [os.environ.get("SOFFICE", "soffice"), "--headless", f"-env:UserInstallation={home.as_uri()}/lo"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, env=environment)
    if not list(folder.glob("*.pdf")):
        raise OSError("soffice made no PDF: LibreOffice Writer is needed, not Calc alone")


# --- Chromium, from pages


_FACES = "".join(
    f"@font-face {{font-family: '{name}'; src: url('{(FONTS / file).as_uri()}')}}"
    for name, file in {"A": "Amiri-Regular.ttf", "P": "IBMPlexSansArabic-Regular.ttf"}.items()
)


def _page(body, style):
    return (
        f'<!doctype html><html dir="rtl" lang="ar"><meta charset="utf-8"><style>{_FACES} @page {{size: A4; '
        f"margin: 20mm}} p {{margin: 0 0 .5em}} td, th {{border: 1px solid; padding: 3px}} {style}</style>{body}</html>"
    )


def _paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def _by_chromium(folder):
    out = folder / "chromium"
    out.mkdir()
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    cells = [cell for row in TABLE for cell in row]
    pages = {
        "ch_prose": (
            "Chromium, prose and brackets, Amiri", _paragraphs(PROSE + MIXED + SECOND), "body {font: 13pt A}",
            [*PROSE, *MIXED, *SECOND],
        ),
        "ch_columns": (
            "Chromium, a headline over three columns, justified",
            f"<h1>{HEADLINE}</h1><div>{_paragraphs((PROSE + SECOND) * 3)}</div>",
            "body {font: 11pt P} div {columns: 3; column-gap: 7mm; text-align: justify}",
            [HEADLINE, *(PROSE + SECOND) * 3],
        ),
        "ch_vocalised": (
            "Chromium, vowel signs and tatweel", _paragraphs(VOCALISED * 2), "body {font: 15pt A}", VOCALISED * 2
        ),
        "ch_table": (
            "Chromium, a table between two columns of text",
            f"<div>{_paragraphs(PROSE)}</div><table>{rows}</table><div>{_paragraphs(SECOND)}</div>",
            "body {font: 12pt 'DejaVu Sans'} div {columns: 2} table {border-collapse: collapse; width: 100%}",
            [*PROSE, *cells, *SECOND],
        ),
    }  # fmt: skip
    for name, (about, body, style, source) in pages.items():
        (out / f"{name}.html").write_text(_page(body, style), "utf-8")
        file = out / f"{name}.pdf"
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={out / 'profile'}"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={file}", (out / f"{name}.html").as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        yield Made(name, about, file, source)


# --- As Word writes them: words apart, glyphs from the left, letters or shapes for each glyph


def _as_word(folder):
    yield _word(folder, "word_letters", "as Word writes: each word by itself, glyphs named by letters", PROSE + MIXED)
    yield _word(
        folder, "word_columns", "as Word writes: two columns line by line, glyphs named by their shapes",
        PROSE + SECOND, columns=2, shapes=True,
    )  # fmt: skip


def _word(folder, name, about, texts, *, columns=1, shapes=False):
    file = folder / f"{name}.pdf"
    file.write_bytes(word_like([texts], columns=columns, shapes=shapes))
    return Made(name, about, file, list(texts))
