"""The desk of close reading: the lines of a sample one by one, and a code for each by a single key."""

import re

from ..arguments import ONE_OR_MORE, UNFIT, Kind, takes
from ..errors import InputError
from . import concordances, sentences, viewer, widgets

_OWN = {
    "coder": "المرمِّز · Coder", "codes": "الرموز · Codes", "query": "البحث · Query",
    "open": "ما لم يُرمَّز فقط · Only what is not coded", "note": "ملاحظة · Note",
}  # fmt: skip
LABELS = {**viewer.LABELS, **_OWN}
KEYS = [
    ["1–9", "ترمّز السطر وتنتقل إلى ما بعده", "code the line and go on to the next"],
    ["0 Delete", "تمحو الرمز", "take the code away"],
    *(line for line in viewer.KEYS if line[0] not in ("Space", "s", "/")), ["n", "الملاحظة", "the note"],
]  # fmt: skip
_ALL = "كل الأبحاث · all queries"
_STATE = ("coder", "codes", "query", "open")
_BETWEEN = ",،؛;\n"
_CODE = re.compile(rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{_BETWEEN}]|$)|([^{_BETWEEN}]*))(?:[{_BETWEEN}]|$)')


_DESK = Kind("a Desk, which coders.desk(study, name, sample, corpus) returns",
             lambda value: value if all(hasattr(value, name) for name in ("give", "keep_codes", "corpus")) else UNFIT)


@takes(desk=_DESK, lines=ONE_OR_MORE)
def lines(desk, *, lines=15):
    """Return the desk of close reading: the lines of a sample, `lines` a page, and keys that give them codes.

    desk: what `coders.desk` of a study returns: it opens the sheet of a coder, writes a code or note of a line at once,
    and keeps the list of codes. The reader writes a name (or none) and the codes once, parted by commas, a code with a
    comma of its own in quotation marks; then 1 to 9 give the line its code and go on to the next, and the count says
    how many of how many are coded. A sheet edited meanwhile in another program is taken up first; a line that was coded
    otherwise there is shown, not overwritten.
    The cell run again in the same kernel shows the coder and the line that were there. Where no kernel runs the page
    stands there as a plain table. Errors as `coding.sheet`.
    """
    study = str(desk.study.folder)  # two studies may have a sample of one name
    return _Desk(desk, widgets.kept(("reading", study, desk.name)), lines)


class _Desk(viewer.Live):
    """The sheet of one coder; `keys`: (query, doc_id, start, text_hash) of the lines that are shown, in order; `of`: of
    all lines of the query; place["row"]: which of `keys` is looked at.
    """

    def __init__(self, desk, place, lines):
        super().__init__(place)
        self.desk, self.lines = desk, lines
        self.place.update({"coder": "", "query": "", "open": False, "row": 0, **place})
        self.codes = desk.codes()
        self.of, self.keys = [], []
        self._take(desk.open(self.place["coder"]))
        self._choose()
        self.codes = self.codes or sorted({" ".join(code.split()) for code in self.sheet["code"]} - {""})
        queries = [[_ALL, ""], *([query, query] for query in dict.fromkeys(self.sheet["query"]))]
        options = {"queries": queries, "keys": KEYS}
        self.widget = widgets.made("viewer", self.hear, kind="reading", labels=LABELS, options=options)
        self.show()

    def _take(self, sheet):
        """Take a sheet for the one that is shown; lines that it does not hold any more go."""
        self.sheet = sheet
        # A line that stood in another text may have the name and place that a drawn one has now.
        keys = zip(*(sheet[name].tolist() for name in ("query", "doc_id", "start", "text_hash")), strict=True)
        lost = sheet["status"].eq("lost").tolist()
        self.row_of = {
            (query, name, int(start), text): row for row, (query, name, start, text) in enumerate(keys) if not lost[row]
        }
        self.of, self.keys = ([key for key in keys if key in self.row_of] for keys in (self.of, self.keys))

    def _choose(self):
        """Set which lines are shown; a line stays among them when it is coded, until others are chosen."""
        sheet, place = self.sheet, self.place
        keep = sheet["status"] != "lost"
        if place["query"]:
            keep &= sheet["query"] == place["query"]
        self.of = [key for key, row in self.row_of.items() if keep.iat[row]]
        if place["open"]:
            keep &= (sheet["code"] == "") | (sheet["status"] == "unsure")
        self.keys = [key for key, row in self.row_of.items() if keep.iat[row]]
        place["row"] = min(place["row"], max(len(self.keys) - 1, 0))

    def on_choose(self, message):
        """Another coder, query or list of codes, or only what is not coded."""
        codes = _codes(str(message["codes"]))
        if codes != self.codes:
            self.codes = self.desk.keep_codes(codes)
        coder, place = str(message["coder"]).strip(), self.place
        chosen = {"query": str(message["query"]), "open": bool(message["open"])}
        if coder != place["coder"]:
            self._take(self.desk.open(coder))  # refused with a sentence, the coder stays who it was
            chosen["row"] = 0
        elif any(place[key] != value for key, value in chosen.items()):
            chosen["row"] = 0
        else:
            return
        self.text = None
        place.update(chosen, coder=coder)
        self._choose()

    def on_turn(self, message):
        """The next page or the one before."""
        first = self._first() + self.lines * (1 if message["by"] > 0 else -1)
        if 0 <= first < len(self.keys):
            self.text = None
            self.place["row"] = min(first + (self.lines - 1 if message.get("last") else 0), len(self.keys) - 1)

    def on_at(self, message):
        """The line that is looked at; the page shows it already."""
        self.place["row"] = min(self._first() + int(message["at"]), max(len(self.keys) - 1, 0))
        return False

    def on_code(self, message):
        """Give a line its code, and go on to the next, or write its note."""
        key, coder = self._key(message["line"]), self.place["coder"]
        column = "code" if "code" in message else "note"
        self.place["row"] = row = self.keys.index(key)
        try:
            self._take(self.desk.give(coder, key, str(message["was"]), **{column: str(message[column])}))
        except InputError:
            self._take(self.desk.open(coder))
            raise
        if column == "code" and message["code"] and row + 1 < len(self.keys):
            self.place["row"] = row + 1
            if self.text:  # who reads the paragraphs wants the next one, too
                self._read(self.keys[row + 1])

    def on_read(self, message):
        """Show the paragraph of a line, or its whole text."""
        key = self._key(message["line"])
        self.place["row"] = self.keys.index(key)
        self._read(key, whole=bool(message.get("whole")))

    def _read(self, key, whole=False):
        """Show the text of a line; of one that is counted although it is nowhere in the corpus there is none."""
        self.text, line = None, self._line(key)
        if line["status"] == "confirmed":
            raise InputError(viewer.NO_TEXT)
        self.text = viewer.text(self.desk.corpus, line, whole=whole)

    def _key(self, given):
        """What the page calls a line, as the sheet has it."""
        key = (str(given[0]), str(given[1]), int(given[2]), *map(str, given[3:]))
        if key not in self.keys:
            raise InputError("This line is no longer on the page; choose it again.")
        return key

    def _line(self, key):
        return self.sheet.iloc[self.row_of[key]].to_dict()

    def _first(self):
        return self.place["row"] // self.lines * self.lines

    def show(self):
        """Draw the page of the line that is looked at."""
        first, place = self._first(), self.place
        keys = self.keys[first : first + self.lines]
        page = self.sheet.iloc[[self.row_of[key] for key in keys]]
        caption = f"{self.desk.name} · {min(first + 1, len(self.keys)):,}–{first + len(page):,}/{len(self.keys):,}"
        self.page = str(concordances.page(page, caption=caption, start=first, whole=True)) if len(page) else ""
        self.draw(
            state={**{key: place[key] for key in _STATE if key != "codes"}, "codes": _listed(self.codes)},
            at=place["row"] - first, codes=self.codes, count=f"{self._coded():,} / {len(self.of):,}",
            file=self.desk.file(place["coder"]), before=first > 0, behind=first + self.lines < len(self.keys),
            lines=[
                viewer.shown(line, number) | {"key": list(key), "code": str(line["code"]), "note": str(line["note"])}
                for number, (key, line) in enumerate(zip(keys, page.to_dict("records"), strict=True), start=first + 1)
            ],
        )  # fmt: skip

    def told(self):
        """What a terminal shows: how many lines are coded."""
        if self.said:
            return sentences.plain(self.said)
        return f"المرمَّز {self._coded():,} من {len(self.of):,} · {self._coded():,} of {len(self.of):,} coded"

    def _coded(self):
        """How many of the lines of the query are coded, without those whose code does not count."""
        counts = ((self.sheet["code"] != "") & ~self.sheet["status"].isin(["unsure", "lost"])).tolist()
        return sum(counts[self.row_of[key]] for key in self.of)


def _codes(written):
    """The codes that a reader has written in one line, parted by commas; quotation marks keep a code in one piece."""
    found = ((quoted.replace('""', '"') or plain).strip() for quoted, plain in _CODE.findall(written))
    return [code for code in found if code]


def _listed(codes):
    """Codes in one line, such that `_codes` reads these very ones."""
    apart = (code.startswith('"') or any(sign in code for sign in _BETWEEN) for code in codes)
    return "، ".join('"{}"'.format(code.replace('"', '""')) if quoted else code
                    for code, quoted in zip(codes, apart, strict=True))  # fmt: skip
