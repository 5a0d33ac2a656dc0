"""The title of a file that is one document: its own, unless a program put that there, or else its first line."""

import itertools
import re
import unicodedata
from dataclasses import replace

from ..reading.text import HEADING

FIRST_LINE = "the first line"
_ABOVE, _FEWEST = 5, 3  # lines in which a title is looked for; letters of one
_FILLED = re.compile(r"\S[^\n]*")
_LETTERS = re.compile(r"[^\W\d_]")

# What such a title is made of, as `_words` spells it; a title of nothing else tells nothing of the text.
_DOCUMENT = (
    "document doc presentation slide slides worksheet workbook spreadsheet sheet publication file page drawing "
    "dokument prasentation documento presentacion diapositive classeur fichier "
    "مستند المستند تقديمي"
)
_WITHOUT = "untitled unnamed unknown anonymous title placeholder normal blank template sans titre بدون بلا عنوان"
_PROGRAM = (
    "microsoft ms office word powerpoint excel publisher wordpad notepad onenote libreoffice openoffice writer impress "
    "calc wordperfect wps google docs adobe acrobat distiller pdfmaker indesign illustrator photoshop pagemaker "
    "framemaker quarkxpress quark xpress latex tex pdftex pdflatex xetex luatex hyperref ghostscript pdfcreator "
    "dreamweaver frontpage مايكروسوفت ميكروسوفت اوفيس وورد باوربوينت اكسل"
)
_BESIDE = "new with for of in copy nouveau nouvelle neues nuevo جديد جديده نسخه من في وثيقه عرض مصنف ملف صفحه شريحه"
_SAYING = frozenset(f"{_DOCUMENT} {_WITHOUT} {_PROGRAM}".split())
_ALL = _SAYING | frozenset(_BESIDE.split())
_FOLDING = str.maketrans("أإآةى", "اااهي", "ـ")
# "Microsoft Word - report.doc", "PowerPoint - x": the printer's driver puts the program before the file's name.
_PRINTED = re.compile(
    r"(?:microsoft |ms )?(?:office )?(?:word|powerpoint|excel|publisher|outlook)\s+-\s", re.IGNORECASE
)
_FILE = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|dotm|rtf|odt|ott|pages|wpd|pdf|ps|eps|indd|qxd|qxp|pmd|p65|pub|fm|pptx?|ppsx?|odp|key|"
    r"xlsx?|xlsm|ods|csv|tex|dvi|txt|md|html?|mht|php|aspx?|jsp|ai|cdr|psd|jpe?g|png|tiff?)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:[a-z]:[\\/]|\\\\|/|file:|https?:|about:)\S.*", re.IGNORECASE)


def settled(reading):
    """Return the Reading of a file that is one document, with the place of its title; that of a table as it is.

    A file without a title, and one with a title that a program put there ("Word Document"), has "the first line" as
    the place, and a title of None: the line is cut once the text is repaired. The latter is said in `how`.
    """
    if reading.document is None or ("title" in reading.document and "title" not in reading.places):
        return reading  # of front matter, which is read as metadata
    title = (reading.document.get("title") or "").strip()
    written = reading.places.get("title") == HEADING  # in the text itself, where no program writes
    if title and (written or not is_from_a_program(title, reading.programs)):
        return replace(reading, document={**reading.document, "title": title})
    shown = " ".join(title.split())[:60].replace(";", ",")
    remark = f'; the title "{shown}" is a program\'s: the first line of the text is taken' if title else ""
    document, places = {**reading.document, "title": None}, {**reading.places, "title": FIRST_LINE}
    return replace(reading, document=document, places=places, how=reading.how + remark)


def first_line(text):
    """Return the first line that is not blank, cut at 120 characters.

    Above the title may stand what is none: the number of a page, a rule, when it was printed ("11/28/26, 1:02 PM").
    """
    lines = [match[0].strip() for match in itertools.islice(_FILLED.finditer(text), _ABOVE)]
    first = next((line for line in lines if len(_LETTERS.findall(line[:120])) >= _FEWEST), lines[0] if lines else "")
    return first[:120].rstrip()


def is_from_a_program(title, programs=()):
    """Say whether a title in a file's properties was put there by a program rather than by a person.

    Such are "Word Document", "Document1", "Untitled", "مستند1", "PowerPoint Presentation", the name of a program,
    a file's name or path, and the program before the file's name. programs: what the file says it was made with.
    """
    title = " ".join(title.split())
    if _PRINTED.match(title) or _FILE.fullmatch(title) or _PLACE.fullmatch(title):
        return True
    words = _words(title)
    if any(words and words == _words(program) for program in programs):
        return True
    return not words or (all(word in _ALL for word in words) and any(word in _SAYING for word in words))


def _words(title):
    """The words of a title without case, accents, marks, numbers and signs; one letter is no word: (R), (c)."""
    plain = unicodedata.normalize("NFC", title).casefold().translate(_FOLDING)
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return re.findall(r"[^\W\d_]{2,}", plain)
