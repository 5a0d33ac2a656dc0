"""PDFs as Word writes them, for tests and benchmarks: words apart, glyphs from the left, letters or shapes for each."""

import functools
import io
import unicodedata
import zlib
from pathlib import Path

_MORE = range(0x2010, 0x2040)  # dashes and quotation marks

def word_like(pages, *, columns=1, shapes=False, unicode=True, rotate=0, size=12, drawn=(), letters=None, gutter=24):
    """Return the bytes of a PDF such as Word exports it, of pages, each a list of paragraphs.

    The glyphs of a line stand from left to right, each word in a piece of its own, the spaces between them. columns:
    of a page; they are written line by line, as they stand beside each other, `gutter` points apart. shapes: whether
    the file names its glyphs by presentation forms; else by letters, the ligature of lam and alef by two. unicode:
    whether it names them at all. rotate: degrees. drawn: on each page besides, for each page a list of (text, x of its
    right end, y) and of content of a page as it is. letters: shape -> its name in the file, where it is another than it
    should be.
    """
    pen = _Pen(size)
    width, margin = 595, 50
    column = (width - 2 * margin - gutter * (columns - 1)) / columns
    contents = []
    for texts in pages:
        lines = [line for text in texts for line in pen.lines(text, column)]
        height = -(-len(lines) // columns)
        written = []
        for row in range(height):
            for n in range(columns):
                if n * height + row < len(lines) and row < height:
                    right = width - margin - n * (column + gutter)
                    written.append(pen.draw(lines[n * height + row], right, 790 - row * 1.6 * size))
        contents.append("\n".join(written))
    for n, extra in enumerate(drawn):
        contents[n] += "\n" + "\n".join(one if isinstance(one, str) else pen.draw(*one) for one in extra)
    return _file(contents, pen, (lambda shape: shape) if shapes else letters or _letters, unicode, rotate)


@functools.cache
def _font():
    """Number and width of every glyph, by its shape, and the file of a font that has Latin and Arabic ones only."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    font = TTFont(Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    named, scale = font.getBestCmap(), 1000 / font["head"].unitsPerEm
    shapes = [chr(code) for code in named if code < 0x180 or 0x600 <= code < 0x700 or 0xFB50 <= code or code in _MORE]
    numbers = {shape: font.getGlyphID(named[ord(shape)]) for shape in shapes}
    widths = {shape: font["hmtx"][named[ord(shape)]][0] * scale for shape in shapes}
    options = subset.Options(retain_gids=True, layout_features=[], drop_tables=["FFTM", "GSUB", "GPOS", "GDEF", "kern"])
    cutter, out = subset.Subsetter(options), io.BytesIO()
    cutter.populate(gids=list(numbers.values()))
    cutter.subset(font)
    font.save(out)
    return numbers, widths, out.getvalue()


class _Pen:
    """Sets lines in one font: words to glyphs by the shapes that the font has for them."""

    def __init__(self, size):
        self.numbers, self.widths, _ = _font()
        self.size, self.used = size, {}

    def glyphs(self, text):
        """The glyphs of a line from left to right, as the shapes they stand for."""
        import arabic_reshaper
        from bidi.algorithm import get_display

        settings = {"delete_harakat": False, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False}
        return get_display(arabic_reshaper.ArabicReshaper(settings).reshape(text), base_dir="R")

    def width(self, shape):
        return self.widths[shape]

    def lines(self, text, column):
        """Break a paragraph into lines that fit."""
        lines, words, length = [], [], 0.0
        for word in text.split():
            width = sum(map(self.width, self.glyphs(word) + " ")) * self.size / 1000
            if words and length + width > column:
                lines.append(" ".join(words))
                words, length = [], 0.0
            words.append(word)
            length += width
        return [*lines, " ".join(words)]

    def draw(self, line, right, y):
        """Draw a line that ends at the right margin, each word by itself, a space as a piece too."""
        shown = self.glyphs(line)
        x, parts, word = right - sum(map(self.width, shown)) * self.size / 1000, [], ""
        for shape in [*shown, None]:
            if word and (shape is None or (shape == " ") != (word[0] == " ")):
                codes = "".join(f"{self.code(one):04x}" for one in word)
                parts.append(f"BT /F {self.size} Tf {x:.2f} {y:.2f} Td <{codes}> Tj ET")
                x += sum(map(self.width, word)) * self.size / 1000
                word = ""
            word += shape or ""
        return "\n".join(parts)

    def code(self, shape):
        """The number of a glyph in the file."""
        number = self.numbers[shape]
        self.used[number] = shape
        return number


def _letters(shape):
    made = unicodedata.normalize("NFKC", shape)
    return made.strip(" ") or " "


def _file(contents, pen, letters, unicode, rotate):
    named = {code: letters(shape) for code, shape in sorted(pen.used.items())}
    pairs = "\n".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in named.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange "
        f"<0000> <ffff> endcodespacerange\n{len(named)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    widths = " ".join(f"{code} [{pen.width(shape):.0f}]" for code, shape in sorted(pen.used.items()))
    kids = " ".join(f"{7 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /DejaVuSans /Encoding /Identity-H /DescendantFonts [4 0 R] "
        + (b"/ToUnicode 6 0 R >>" if unicode else b">>"),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /DejaVuSans /CIDToGIDMap /Identity "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R "
        b"/W [%b] >>" % widths.encode(),
        b"<< /Type /FontDescriptor /FontName /DejaVuSans /Flags 4 /Ascent 928 /Descent -236 /CapHeight 730 "
        b"/ItalicAngle 0 /StemV 80 /FontBBox [-1000 -400 1800 1200] /FontFile2 %d 0 R >>" % (7 + 2 * len(contents)),
        _stream(cmap.encode()),
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {8 + 2 * n} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(content.encode()))
    objects.append(_stream(_font()[2]))
    return _written(objects)


def _stream(data):
    packed = zlib.compress(data)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)


def _written(objects):
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    end = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, end))
    return out.getvalue()


def objects(*contents, forms=()):
    """A PDF of one page that draws `contents`, with forms X6, X7 … that it may draw."""
    names = b" ".join(b"/X%d %d 0 R" % (n, n) for n in range(6, 6 + len(forms)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
        b"/XObject << " + names + b" >> >> >>", contents[0],
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 5 0 R >> "
          b"/XObject << %b >> >> /Length %d >>\nstream\n%b\nendstream" % (names, len(form), form) for form in forms),
    ]  # fmt: skip
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start))
    return out.getvalue()


def stream(data, packed=False):
    if packed:
        data = zlib.compress(data, 9)
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (b"/Filter /FlateDecode" * packed, len(data), data)
