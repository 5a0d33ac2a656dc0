"""Close reading by one or several coders: the sheet of each, the codes they choose from, and a code written at once.

The sheets are those of `coding`: <study>/coding/<name>.csv of who gives no name, <name>-<coder>.csv of one who does,
all with the same lines. The codes stand in <name>-codes.txt, one a line, and may be changed there with any editor.
"""

import contextlib
import re
import threading
import unicodedata
import warnings

from ..arabic import letters
from ..arguments import TEXT, TEXTS, frame, takes
from ..errors import ArgumentError, InputError
from . import coding, files

MOST_CODES = 60
AT_ONCE = 1_000  # lines of a sheet whose workbook is written with each code; it takes a second for 9,000
PAUSE = 2.0  # seconds without a code, after which a longer one is


def _is_sign(sign):
    """Whether a character is no letter but a sign on one, or invisible."""
    return sign == letters.TATWEEL or unicodedata.category(sign) in ("Mn", "Cf")


@takes(coder=TEXT)
def of(name, coder):
    """The name of a coder's sheet: "08_sample" of who gives no name, else "08_sample-ahmad".

    Spaces become _, capitals small letters, vowel signs, tatweel and invisible marks go, so that Ahmad and ahmad, محمّد
    and محمد are one on every system. Raises ArgumentError for a name of other than letters, digits, _ and -, and for
    "codes".
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFC", coder) if not _is_sign(sign))
    made = re.sub(r"\s+", "_", plain.strip()).casefold()
    if made == "codes":
        raise ArgumentError('The coder is called "codes", but that is the name of the list of codes; take another one.')
    if made and not coding.CODER.fullmatch(made):
        raise ArgumentError(
            f'The coder is called "{coder}", but the name must be letters, digits, _ and - only, at most 20 of them.'
        )
    return f"{name}-{made}" if made else name


@takes(name=TEXT)
def names(study, name):
    """The coders who have a sheet of this name, in alphabetical order; "" for the one without a name."""
    plain = coding.path(study, name)
    found = sorted(plain.parent.glob(f"{plain.stem}-*.csv"))
    return [""] * plain.is_file() + [path.stem.removeprefix(f"{plain.stem}-") for path in found]


def _codes_file(study, name):
    return coding.path(study, name).with_name(f"{name}-codes.txt")


@takes(name=TEXT)
def codes(study, name):
    """The codes to choose from, as they were typed; [] where none were. Raises InputError where they cannot be read."""
    path = _codes_file(study, name)
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise InputError(f"{path} cannot be read; save it again as a text in UTF-8, one code a line.") from None
    return _clean(text.splitlines())


@takes(name=TEXT, chosen=TEXTS)
def keep_codes(study, name, chosen):
    """Write the codes to choose from, one a line; return them, without spaces around and none of them twice.

    Raises ArgumentError for more than MOST_CODES.
    """
    chosen = _clean(chosen)
    if len(chosen) > MOST_CODES:
        raise ArgumentError(f"There are {len(chosen)} codes, but there can be at most {MOST_CODES}.")
    files.write(_codes_file(study, name), "".join(f"{code}\n" for code in chosen))
    return chosen


def _clean(given):
    return list(dict.fromkeys(filter(None, (" ".join(code.split()) for code in given))))


@takes(name=TEXT, sample=frame("concordance.several", "query", "doc_id", "start"))
def desk(study, name, sample, corpus):
    """Return the Desk at which a sample is coded line by line: what `viewer.reading` needs of a study.

    study, name, sample, corpus: as in `coding.sheet`.
    """
    return Desk(study, name, sample, corpus)


class Desk:
    """A sample at which coders sit: it hands out their sheets and writes each code at once.

    What was changed in the files meanwhile, in Excel say, is taken up by the rules of `coding.sheet` before a code is
    written. The CSV file holds each code at once; so does the workbook, of a sheet of more than AT_ONCE lines when no
    code was given for PAUSE seconds.
    """

    def __init__(self, study, name, sample, corpus):
        self.study, self.name, self.sample, self.corpus = study, name, sample, corpus
        self._sheets = {}  # name of a coder's sheet -> (the sheet, what its files were when it was written)
        self._behind, self._timer, self._lock = set(), None, threading.RLock()

    def open(self, coder=""):
        """Return the sheet of a coder as `coding.sheet` does; who has none gets one. Errors as there."""
        name = of(self.name, coder)
        with self._lock:
            sheet = coding.sheet(self.study, name, self.sample, self.corpus)
            self._sheets[name] = sheet, self._state(name)
            self._behind.discard(name)
        return sheet

    def give(self, coder, line, was, **values):
        """Write code=… or note=… of a line and return the coder's sheet.

        line: (query, doc_id, start) as the sheet has them, and text_hash where lines of two texts have the same place.
        was: what stood there when the line was shown. Raises InputError, and writes nothing, when something else stands
        there now, when the line is not in the sheet any more, and as `coding.sheet`.
        """
        with self._lock:
            return self._give(coder, line, was, values)

    def _give(self, coder, line, was, values):
        name = of(self.name, coder)
        sheet, state = self._sheets.get(name, (None, None))
        if sheet is None or state != self._state(name):
            sheet = self.open(coder)
        rows = (sheet["query"] == line[0]) & (sheet["doc_id"] == line[1]) & (sheet["start"] == line[2])
        rows &= sheet["status"] != "lost"  # its place may be that of another line now
        if len(line) > 3:
            rows &= sheet["text_hash"] == line[3]
        if not rows.any():
            raise InputError("This line is not in the sheet any more; run the notebook again from its first cell.")
        for column in values:
            there = sheet.loc[rows, column].iloc[0]
            if there != was:
                raise InputError(
                    f'The {column} of this line was changed in the file meanwhile, to "{there}"; nothing was written. '
                    "It is shown now: give yours again to replace it."
                )
        sheet = sheet.copy()
        for column, value in values.items():
            sheet.loc[rows, column] = " ".join(value.split())
        if "code" in values:  # given with the line before the reader's eyes: it is this line
            # One that stands nowhere stays counted by what its status says.
            sheet.loc[rows & (sheet["status"] != "confirmed"), ["status", "reason", "formerly"]] = ""
        late = len(sheet) > AT_ONCE
        coding.write(self.study, name, sheet, self.sample, book=not late)
        self._sheets[name] = sheet, self._state(name)
        if late:
            self._behind.add(name)
            self._write_later()
        return sheet

    def catch_up(self):
        """Write the workbooks that are behind; one that cannot be written now is written with the next code."""
        with self._lock, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they were given when the sheet was opened
            for name in sorted(self._behind):
                sheet, state = self._sheets[name]
                if state != self._state(name):
                    continue  # edited meanwhile: it is taken up before the next code is written
                with contextlib.suppress(InputError):
                    coding.write(self.study, name, sheet, self.sample)
                    self._behind.discard(name)
                self._sheets[name] = sheet, self._state(name)

    def _write_later(self):
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(PAUSE, self.catch_up)
        self._timer.daemon = True
        self._timer.start()

    def codes(self):
        """The codes to choose from, see `codes`."""
        return codes(self.study, self.name)

    def keep_codes(self, chosen):
        """Write the codes to choose from, see `keep_codes`."""
        return keep_codes(self.study, self.name, chosen)

    def file(self, coder=""):
        """The name of the file that holds a coder's sheet."""
        return coding.path(self.study, of(self.name, coder)).name

    def _state(self, name):
        """What tells whether the files of a sheet were written to."""
        path = coding.path(self.study, name)
        found = []
        for file in (path, path.with_suffix(".xlsx")):
            try:
                about = file.stat()
                found.append((about.st_mtime_ns, about.st_size, about.st_ino))
            except OSError:
                found.append(None)
        return tuple(found)
