"""What each notebook of a run was made from, and whether that still holds: one that does need not be run again.

Beside the executed copy of a notebook lies a note, executed/<notebook>.json, written when the notebook has ended well:
hashes of the notebook, of the code of Khitab and of the raw files, the versions of packages, the settings it read
(`noted`), the files it read and those it wrote. Where all of these are as they were, running it again would write the
same bytes. The commit of Khitab is not among them: its code is.

Nothing here loads a large library, so that "nothing has changed" is said within a second or two.
"""

import copy
import hashlib
import json
import os
import platform
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ..errors import KhitabError
from . import files, provenance, settings
from .settings import PROJECT

FORMAT = 1
_MOST = 3  # of a kind that a reason names
_PARTS = ("documents", "files", "mapping", "set_aside", "notes", "repairs", "tokens", "forms", "terms")
#: What a run writes beside its notebooks, from their outputs.
BOOK = "tables.xlsx"
_NO_OUTPUTS = (BOOK, "gallery.html", "report.html", "report.docx")
_PICTURE = re.compile(r"(.+)\.(?:ar|en)\.(?:png|svg|pdf)")


class Notes:
    """What the notebooks of a Study were made from, and what of it is no longer so.

    paths: all notebooks of the run. everywhere: of these, those that look at all outputs.
    """

    def __init__(self, study, paths, everywhere=()):
        self.study, self.paths, self.everywhere = settings_of(study), list(paths), set(everywhere)
        self._hashes = {}
        self.code, self.packages = code(), packages()

    def under(self, study):
        """These notes, asked with other settings of the same study; what is known of files is not read again."""
        made = copy.copy(self)
        made.study = settings_of(study)
        return made

    def why(self, path):
        """Why a notebook must be run: a list of clauses, empty where nothing has changed."""
        note = self._note(path)
        if note is None:
            return ["it has not been run to its end yet"]
        found = ["its notebook changed"] * (note["notebook"] != source(path))
        names = sorted(key for key in {*self.code, *note["code"]} if self.code.get(key) != note["code"].get(key))
        found += [f"the code of Khitab changed ({_listed(names)})"] * bool(names)
        names = [key for key in {**self.packages, **note["packages"]} if
                 self.packages.get(key) != note["packages"].get(key)]  # fmt: skip
        found += [f"versions changed ({_listed(sorted(names))})"] * bool(names)
        found += ["the raw files changed"] * (note["raw"] != self.raw())
        names = [_named(key) for key, value in note["settings"].items() if not _same(self.study, key, value)]
        found += [f"{_listed(names)} changed"] * bool(names)
        found += self._why_files(path, note)
        if path == self.paths[0] and note["derived"] != self._derived():
            found.append("derived/ is not as it was made")
        return found

    def _why_files(self, path, note):
        """What of the files that a notebook read and wrote is another one now."""
        found, before = [], []
        for name, known in note["read"].items():
            if self._known(name, whole=not isinstance(known, list)) != known:
                folder, _, inside = name.partition(":")
                before.append(Path(inside).name.split(".")[0] if folder == "figures" else inside or name)
        if path in self.everywhere:
            now, then = self._outputs(note["wrote"]), note["outputs"]
            moved = [name for name in sorted({*now, *then}) if now.get(name) != then.get(name)]
            before += [Path(name).name.split(".")[0] for name in moved]
        found += [f"{_listed(list(dict.fromkeys(before)))} changed before it"] * bool(before)
        edited = [Path(name.partition(":")[2]).name for name, known in note["wrote"].items()
                  if self._known(name) != known]  # fmt: skip
        found += [f"its output {_listed(edited)} is missing or was edited"] * bool(edited)
        return found

    def holds(self):
        """Whether the data in derived/ are those that the first notebook made, so that the others need not wait."""
        note = self._note(self.paths[0])
        decisive = ("corpus.", "terms.")
        return (
            note is not None and (note["raw"], note["code"], note["packages"], note["derived"])
            == (self.raw(), self.code, self.packages, self._derived())
            and all(_same(self.study, key, value) for key, value in note["settings"].items()
                    if key.startswith(decisive))
        )  # fmt: skip

    def begin(self, path):
        """Forget what a notebook was made from, for it is run now; return what `end` has to be given."""
        self._place(path).unlink(missing_ok=True)
        return {"notebook": source(path), "raw": self.raw()}

    def end(self, path, begun, told):
        """Note what a notebook was made from. told: what its kernel has noted (`noted.tell`), None if nothing.

        Nothing is noted of one that began no Study, or whose notebook or raw files were changed while it ran.
        """
        if told is None or begun != {"notebook": source(path), "raw": self.raw()}:
            return
        copy = place(self.study, self.study.figures_folder / "executed" / path.name)
        wrote = {name: self._known(name) for name in sorted({*told["wrote"], copy})}
        tables = {f"figures:{name}.json" for name in told["tables"]}
        names = {*told["read"], *tables, *(f"figures:{name}.csv" for name in told["tables"])} - set(wrote)
        note = {
            "format": FORMAT, **begun, "code": self.code, "packages": self.packages, "derived": self._derived(),
            "settings": told["settings"],
            "read": {name: self._known(name, whole=name not in tables) for name in sorted(names)},
            "wrote": wrote, "outputs": self._outputs(wrote) if path in self.everywhere else {},
        }  # fmt: skip
        files.write(self._place(path), json.dumps(note, ensure_ascii=False, indent=1) + "\n")

    def strange(self, path):
        """Pictures of a notebook's outputs that it did not write: those of another language (`khitab figures`)."""
        note = self._note(path) or {"wrote": {}}
        stems = {Path(name).stem for name in note["wrote"] if name.endswith(".json")}
        found = [(one, _PICTURE.fullmatch(one.name)) for one in self.study.figures_folder.glob("*.*.*")]
        mine = [one for one, match in found if match and match.group(1) in stems]
        return [one for one in mine if place(self.study, one) not in note["wrote"]]

    def raw(self):
        """One hash of the raw files and the study's table of metadata, by their names."""
        return raw_hash(self.study, self._hash)

    def book(self):
        """Whether tables.xlsx is the one of the tables that are there."""
        return self._read(self._folder / "tables.json") == self._book()

    def end_book(self):
        """Note of which tables tables.xlsx was made."""
        files.write(self._folder / "tables.json", json.dumps(self._book(), indent=1) + "\n")

    def _book(self):
        made = [(path.name, self._hash(path)) for kind in ("csv", "json")
                for path in sorted(self.study.figures_folder.glob(f"*.{kind}"))]  # fmt: skip
        seen = [made, self.code, self.packages, self._derived(), self._hash(self.study.file)]
        return {"made_of": _digest(seen), "book": self._hash(self.study.figures_folder / BOOK)}

    @property
    def _folder(self):
        return self.study.figures_folder / "executed"

    def _place(self, path):
        return self._folder / f"{path.stem}.json"

    def _note(self, path):
        found = self._read(self._place(path))
        kinds = {"notebook": str, "raw": str, "code": dict, "packages": dict, "settings": dict, "read": dict,
                 "wrote": dict, "outputs": dict}  # fmt: skip
        usable = found.get("format") == FORMAT and all(isinstance(found.get(key), kinds[key]) for key in kinds)
        return found | {"derived": found.get("derived")} if usable else None

    @staticmethod
    def _read(path):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _known(self, name, whole=True):
        """What a file is known by: its hash; of the sidecar of a table that was read, what decides how it is read."""
        path = found(self.study, name)
        if whole:
            return self._hash(path)
        about = self._read(path)
        return [(about.get("table") or {}).get("texts"), about.get("absent")]

    def _outputs(self, wrote):
        """{name: hash} of all in the folder of the figures but what a notebook that looks at them wrote itself."""
        folder, found = self.study.figures_folder, {}
        notes = {self._place(path) for path in self.paths} | {self._folder / "tables.json"}
        for path in sorted(folder.rglob("*")):
            name, inside = place(self.study, path), path.relative_to(folder)
            usual = not inside.name.startswith((".", "~")) and not inside.name.endswith(".error.txt")
            made = inside.parts[0] == "export" or inside.as_posix() in _NO_OUTPUTS or name in wrote or path in notes
            if usual and not made and path.is_file():
                found[inside.as_posix()] = self._hash(path)[:16]
        return found

    def _derived(self):
        """The hash of the manifest of derived/, None where that is not whole."""
        whole = all((self.study.derived / f"{part}.arrow").is_file() for part in _PARTS)
        return self._hash(self.study.derived / "manifest.json") if whole else None

    def _hash(self, path):
        """SHA-256 of a file, None where there is none; read once, as long as its size and time stay the same."""
        try:
            about = os.stat(path)
            key = (about.st_ino, about.st_size, about.st_mtime_ns)
            known = self._hashes.get(path)
            if known is None or known[0] != key:
                with open(path, "rb") as file:
                    known = self._hashes[path] = key, hashlib.file_digest(file, "sha256").hexdigest()
            return known[1]
        except OSError:
            return None


def due(study, paths, everywhere):
    """The notebooks for which something has changed (others may follow); None where a run of all would change nothing
    at all: report and workbook are there too.
    """
    notes = Notes(study, paths, everywhere)
    with ThreadPoolExecutor(4) as pool:  # hashing leaves Python's lock
        list(pool.map(notes._hash, (path for path in notes.study.figures_folder.rglob("*") if path.is_file())))
    found = [path for path in notes.paths if notes.why(path)]
    report = study.figures_folder / "report.html"
    return found if found or not report.is_file() or not notes.book() else None


def told(reasons):
    """What `Notes.why` has found as one sentence; "" for nothing."""
    return f"It is run again: {'; '.join(reasons)}." if reasons else ""


def settings_of(study):
    """The Study itself, without the notes of one that takes them."""
    from . import noted

    return noted.plain(study)


def identity(study, key):
    """What decides of a setting ("keyness.min_n"): its value, and the hashes of the files and corpora it names."""
    value = provenance.value(study, key)
    if key == "terms.lexicon":
        return [value, _hash_of(study.folder / value) if value else None]
    if key == "report.template":
        return [value, _hash_of(study.template) if value else None]
    if key == "keyness.reference":
        return [value, _other(study)]
    return value


def compared(study):
    """The other Study that [keyness] reference names; None where it names none. Raises SettingsError as `load`."""
    wanted = study.keyness["reference"]
    return None if wanted in ("", "general", "rest") or "=" in wanted else settings.beside(study, wanted)


def _other(study):
    """What decides of the other study that [keyness] reference names; None where it names none."""
    try:
        other = compared(study)
    except KhitabError:
        return "not there"
    return other and [_hash_of(other.file), raw_hash(other, _hash_of)]


def _same(study, key, before):
    if not provenance.is_key(key):
        return False
    return json.loads(json.dumps(identity(study, key))) == before


def _named(key):
    return provenance.name(*provenance.place_of(key))


def raw_hash(study, hash_of):
    """One hash of the raw files of a Study and of its table of metadata, by their names."""
    raw, made = study.raw, []
    beside = [path for path in study.folder.iterdir() if path.name.lower().startswith("metadata")]
    for path in [*beside, *([raw] if raw.is_file() else raw.rglob("*"))]:
        name = path.name if path in (raw, *beside) else path.relative_to(raw).as_posix()
        hidden = path != raw and (path.is_symlink() or any(part.startswith(".") for part in name.split("/")))
        if not hidden and path.is_file():
            made.append((name, path in beside, hash_of(path)))
    return _digest(sorted(made, key=str))


def source(path):
    """A hash of a notebook without what running it leaves in it; None where it cannot be read."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        for cell in given["cells"]:
            for key in ("outputs", "execution_count"):
                cell.pop(key, None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return _digest(given)


def code():
    """Hashes of the code and the data of Khitab, one for each folder of helpers: {"analyses": …}."""
    root, found = Path(__file__).parents[1], {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and "__pycache__" not in inside.parts and not inside.name.startswith("."):
            folder = inside.parts[0] if len(inside.parts) > 1 else inside.name
            found.setdefault(folder, hashlib.sha256()).update(f"{inside.as_posix()}\0{_hash_of(path)}\n".encode())
    return {folder: value.hexdigest()[:16] for folder, value in found.items()}


def packages():
    """The versions of Python, and of all packages that Khitab stands on: {name: version}."""
    found, left = {"python": platform.python_version()}, ["khitab", "camel-tools"]
    while left:
        name = re.sub(r"[-_.]+", "-", left.pop()).lower()
        if name in found:
            continue
        try:
            known = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = known.version
        wanted = [line.partition(";") for line in known.requires or ()]
        left += [re.match(r"[\w.-]+", line).group() for line, _, when in wanted if "extra" not in when]
    return dict(sorted(found.items()))


def place(study, path):
    """How the notes call a file: "figures:06_keyness.csv", "study:gloss.csv", "khitab:…", else its whole path."""
    for name, folder in _folders(study):
        if path.is_relative_to(folder):
            return f"{name}:{path.relative_to(folder).as_posix()}"
    return str(path)


def found(study, name):
    """The path of a file that `place` has named."""
    folder, _, inside = name.partition(":")
    return dict(_folders(study)).get(folder, Path()) / inside if folder in dict(_folders(study)) else Path(name)


def _folders(study):
    return (("figures", study.figures_folder), ("study", study.folder), ("khitab", PROJECT))


def _hash_of(path):
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _listed(names):
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")
