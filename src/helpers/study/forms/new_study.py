"""A new study by form: its files, how they begin, which column is what, what is wrong with them, what is compared."""

import sys
import tempfile
from pathlib import Path

from ... import schema
from ...errors import InputError, KhitabError, reason
from .. import files, settings, starter
from . import controls, state

_MOST_PARTS = 40  # sources and categories that are offered as parts to compare
_LONGEST = 90  # characters of a cell of the first rows


class Form:
    """The form of a new study.

    made: is called with the folder of a study that was made. Attributes for whoever drives it from Python: `path`,
    `files`, `look`, `columns` {"text": list}, `target`, `reference`, `title`, `name`, `make`, `message`, `seen`.
    """

    def __init__(self, made):
        import ipywidgets as w

        self.made, self.corpus, self._folder, self._quiet = made, None, None, False
        self.path = controls.text("ملف أو مجلد", "File or folder", code=True, placeholder="/home/me/texts")
        self.files = w.FileUpload(
            multiple=True, description="ملفات من هذا الحاسوب · Files from here", layout=w.Layout(width="auto")
        )
        self.look = controls.button("انظر فيها", "Look at them", self._look)
        self.title = controls.text("عنوان الدراسة", "Title")
        self.name = controls.text("اسم مجلدها", "Name of its folder", placeholder="data/…")
        self.target = controls.choice("المدروسة", "Target", [], None)
        self.reference = controls.choice("المرجع", "Reference", [], None)
        self.make = controls.button("أنشئ الدراسة", "Make the study", self._make, primary=True)
        self.columns, self.message, self.seen, self._rest = {}, controls.Place(), controls.Place(), w.VBox()
        self.control = w.VBox([
            self.path, controls.row(self.files, self.look), self.message.control, self._rest,
        ])  # fmt: skip

    def _source(self):
        """The path that is named, or else a folder with the files that were chosen."""
        if self.path.value.strip():
            return settings.expanded(self.path.value.strip())
        if not self.files.value:
            raise InputError("Name a file or folder of texts, or choose files from this computer.")
        self._forget()
        self._folder = tempfile.TemporaryDirectory(prefix="khitab-")
        for one in self.files.value:
            (Path(self._folder.name) / Path(one["name"].replace("\\", "/")).name).write_bytes(bytes(one["content"]))
        return Path(self._folder.name)

    def _look(self):
        """Read the files and show how they begin; nothing is written."""
        from ...corpus.reading import beginning

        self._rest.children, self.columns = (), {}
        self.message.clear()
        try:
            self.source = self._source()
            names, rows = beginning.of(self.source)
        except KhitabError as error:
            self.message.refuse(error)
            return
        except OSError as error:
            self.message.refuse(InputError(f"{error.filename or self.path.value}: cannot be read "
                                           f"({reason(error)})."))  # fmt: skip
            return
        self._begins, guessed = _first_rows(names, rows), [("بالتخمين · guessed", "")]
        roles = schema.value_lists()["field"]
        self.columns = {
            role: controls.choice(*roles[role], [*guessed, *((name, name) for name in names)], "")
            for role in ("text", "title", "date", "source", "category", "url", "id") if names
        }  # fmt: skip
        for choice in self.columns.values():
            choice.observe(lambda _: self._read(), names="value")
        self._read()
        self._rest.children = [  # when they are full: nothing moves away under a click
            self.seen.control, *self.columns.values(), self.target, self.reference, self.title, self.name,
            controls.row(self.make),
        ]  # fmt: skip

    @property
    def named(self):
        """The columns that are named and not guessed: {"text": "body"}."""
        return {role: choice.value for role, choice in self.columns.items() if choice.value}

    def _read(self):
        """Read with the columns as they are chosen; show what was understood and the check-up."""
        from ...analyses import checkup
        from ...corpus import documents
        from ...display import tables

        self.message.clear()
        try:
            self.corpus = documents.read(self.source, columns=self.named)
        except KhitabError as error:
            self.corpus, self.make.disabled = None, True
            self.message.refuse(error)
            self.seen.show(self._begins)
            self._offer_parts()
            return
        self.make.disabled = False
        mapping = self.corpus.mapping
        for role, choice in self.columns.items():
            found = mapping.loc[(mapping["field"] == role) & mapping["how"].isin(["guessed", "cells"]), "column"]
            if not choice.value:
                self._rename(choice, found)
        pages = (
            tables.rtl(mapping, caption="كيف فُهمت الأعمدة · How the columns were understood"),
            tables.rtl(_shortened(self.corpus.documents.head(3)), of="documents", caption="الوثائق · Documents",
                       columns=["doc_id", "title", "date", "source", "text"]),
            tables.rtl(checkup.table(self.corpus), caption="الفحص · Check-up"),
        )  # fmt: skip
        self.seen.show(self._begins + "".join(page.to_html() for page in pages))
        self._offer_parts()

    def _rename(self, choice, found):
        """Say in a list which column is guessed."""
        first = "بالتخمين · guessed" + (f": {found.iloc[0]}" if len(found) else ": –")
        options = [(first, ""), *choice.options[1:]]
        if tuple(options) != tuple(choice.options):
            choice.options = options  # the first one stays chosen

    def _offer_parts(self):
        """Offer the parts of the corpus, and what they can be compared with."""
        parts = [] if self.corpus is None else _parts(self.corpus)
        studies = [(f"{name} · {state.title(name)}", name) for name in state.names()]
        _offer(self.target, [("المدونة كلها · all of it", ""), *parts])
        _offer(self.reference, [
            ("قائمة عامة بالكلمات · a general word list", "general"), ("سائر المدونة · the rest of it", "rest"),
            *parts, *studies,
        ])  # fmt: skip

    def _make(self):
        """Make the study; what is at fault is told, and nothing of it is left."""
        given = {f"corpus.{role}": column for role, column in self.named.items()}
        compared = {"keyness.target": (self.target.value, ""), "keyness.reference": (self.reference.value, "general")}
        given |= {key: value for key, (value, usual) in compared.items() if value != usual}
        try:
            name = self._name()
            folder = settings.PROJECT / "data" / name
            largest = sys.maxsize if self._chosen() else None  # what was chosen lies nowhere else
            title = self.title.value.strip() or name
            for _ in starter.make(folder, title=title, source=self.source, largest_copy=largest, given=given):
                pass
        except KhitabError as error:
            self.message.refuse(error)
            return
        except OSError as error:  # while the files were copied
            self.message.refuse(InputError(f"{error.filename or folder} cannot be written ({reason(error)}); close it "
                                           "in other programs or allow writing there."))  # fmt: skip
            return
        self._tell_made(folder)
        self.made(folder)

    def _forget(self):
        """Remove the files that were chosen before."""
        if self._folder is not None:
            self._folder.cleanup()

    def _chosen(self):
        return self._folder is not None and self.source == Path(self._folder.name)

    def _name(self):
        name = files.visible(self.name.value).strip()  # pasted marks of direction would make a name nobody can type
        if not name:
            raise InputError("The study has no name yet; give it one, which becomes that of its folder.")
        if name.startswith(".") or any(sign in name for sign in "/\\:"):
            raise InputError(
                f'"{name}" cannot be the name of a folder under data/; leave out slashes, backslashes and a dot at the '
                "beginning."
            )
        return name

    def _tell_made(self, folder):
        place, table = controls.code(f"data/{folder.name}"), controls.code(starter.METADATA)
        arabic, english = f"أُنشئت الدراسة في {place}.", f"The study was made in {place}."
        if (folder / starter.METADATA).is_file():
            arabic += f" لبعض النصوص لا تاريخ أو لا مصدر: اكتبهما في {table} هناك."
            english += f" Some texts have no date or no source: fill them in in its {table}."
        self.message.tell(arabic, english)


def _offer(control, options):
    """Offer these in a list; what was chosen stays chosen if it is among them, else it is the first."""
    chosen = control.value
    control.options = options
    control.value = chosen if chosen in [value for _, value in options] else options[0][1]


def _first_rows(names, rows):
    """HTML of the first rows as they stand in the file; nothing for texts without columns."""
    import pandas as pd

    from ...display import tables

    if not names:
        return ""
    table = pd.DataFrame([{name: _short(cell) for name, cell in record.items()} for record in rows], dtype="str")
    shown = {name: name for name in table.columns}
    return tables.rtl(table, columns=shown, caption="أول الأسطر كما هي · The first rows as they stand").to_html()


def _shortened(documents):
    return documents.assign(text=documents["text"].map(_short))


def _short(cell):
    text = " ".join(str(cell).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _parts(corpus):
    """Parts of a corpus that can be named in [keyness]: [(what is shown, "source=الشرق")]."""
    found = []
    for column, arabic in (("source", "المصدر"), ("category", "الباب")):
        values = corpus.documents[column].astype("str")
        counts = values[values != "unknown"].value_counts()
        usable = [value for value in counts.index if not set(value) & set(";|") and value == value.strip()]
        if len(usable) > 1:
            found += [(f"{arabic} · {column} = {value}", f"{column}={value}") for value in usable[:_MOST_PARTS]]
    return found
