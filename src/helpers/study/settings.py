"""A study's settings: study.toml -> Study."""

import os
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import MappingProxyType

from ..arguments import FLAG, PATH, STUDY, any_of, takes
from ..corpus.assembly import cluster
from ..corpus.reading import remote
from ..errors import ArgumentError, KhitabError, SettingsError, nearest, reason
from . import files
from .keys import KEYS, check_section, default, name, template, toml

__all__ = ["KEYS", "OPTIONS", "PROJECT", "Study", "in_force", "load", "of_bytes", "template", "toml"]

#: The folder that holds notebooks/, data/ and figures/; found because the package is installed editable.
PROJECT = Path(__file__).parents[3]

#: The file by which an unpacked archive is known (`archive`), and the folder of the study that its keyness names.
ARCHIVED, REFERENCES = "archive.json", "reference"
#: Keys that may name a place outside of the study.
OUTSIDE = ("corpus.raw", "keyness.reference")
_CURLY = "“”„‟‘’‚‛«»‹›″′＂"
_COPY = "derived-raw"  # what `store.build` calls the copy of raw files beside derived/
_KINDS = ("terms.numbers", "terms.latin", "terms.min_length")
#: What the properties of a Study that hand settings to an analysis are made of: property -> keys.
OPTIONS = {
    "kinds": _KINDS,
    "theme_options": ("themes.min_docs", "themes.max_share", "themes.max_terms", *_KINDS),
    "keyness_options": (
        *(f"keyness.{key}" for key in KEYS["keyness"] if key not in ("target", "reference")),
        "frequency.confidence", "seed",
    ),
    "collocation_options": tuple(f"collocations.{key}" for key in KEYS["collocations"] if key not in ("nodes", "top")),
}  # fmt: skip


@dataclass(frozen=True)
class Study:
    """One study: where it lies and what was decided in its study.toml (all defaults filled in).

    Sections are read-only mappings, e.g. `study.terms["level"]`; lists are tuples. Made by `load`.
    """

    folder: Path
    title: str
    description: str
    seed: int
    corpus: Mapping
    terms: Mapping
    frequency: Mapping
    themes: Mapping
    keyness: Mapping
    collocations: Mapping
    concordance: Mapping
    reported_speech: Mapping
    lexicons: Mapping
    trends: Mapping
    report: Mapping
    figures: Mapping
    engine: Mapping

    @property
    def name(self):
        """Name of the study's folder."""
        return self.folder.name

    @property
    def file(self):
        """Path of study.toml."""
        return self.folder / "study.toml"

    @property
    def raw(self):
        """Path of the raw corpus, a file or a folder, never written to.

        In an unpacked archive, what lay outside of the study lies in raw/. Of a corpus at an address (s3://…), the
        folder of its copy, see `source`.
        """
        if remote.is_address(self.corpus["raw"]):
            return self.folder.joinpath(*(("raw", _COPY) if _from_archive(self.folder) else (_COPY,)))
        path = _inside(self.folder, self.corpus["raw"])
        if _from_archive(self.folder) and not path.is_relative_to(self.folder):
            return self.folder / "raw" / without_place(self.corpus["raw"])
        return path

    @property
    def source(self):
        """Where the raw corpus comes from: its address (s3://…) if [corpus] raw is one, else the path `raw`.

        An unpacked archive is its own source.
        """
        wanted = self.corpus["raw"]
        return wanted if remote.is_address(wanted) and not _from_archive(self.folder) else self.raw

    @property
    def derived(self):
        """Folder of what `build` makes."""
        return self.folder / "derived"

    @property
    def mask(self):
        """Path of the image whose shape a word cloud takes, or None."""
        return _inside(self.folder, self.figures["mask"]) if self.figures["mask"] else None

    @property
    def template(self):
        """Path of the Word file whose styles report.docx takes, or None."""
        return _inside(self.folder, self.report["template"]) if self.report["template"] else None

    @property
    def figures_folder(self):
        """Folder of figures, tables and report: figures/<name> for a study of the project, else its own."""
        if self.folder.parent == PROJECT / "data":
            return PROJECT / "figures" / self.name
        return self.folder / "figures"

    @property
    def kinds(self):
        """Which terms count as content: the keyword arguments numbers, latin and min_length of the analyses."""
        return self._options("kinds")

    @property
    def theme_options(self):
        """Which terms a theme model sees: the keyword arguments of `themes.fit` and `themes.choose`."""
        return self._options("theme_options")

    @property
    def keyness_options(self):
        """Cut-offs, order and intervals: the keyword arguments of `keyness.compare`."""
        return self._options("keyness_options")

    @property
    def collocation_options(self):
        """Window and cut-offs: the keyword arguments of `collocations.table`."""
        return self._options("collocation_options")

    def _options(self, group):
        places = [key.rpartition(".") for key in OPTIONS[group]]
        return {word: getattr(self, section)[word] if section else getattr(self, word) for section, _, word in places}

    @property
    def lexicon_files(self):
        """The study's own file of each of [lexicons] files, None for one that is shipped."""
        names = self.lexicons["files"]
        own = [self.folder / (name if name.endswith(".toml") else f"{name}.toml") for name in names]
        return tuple(path if path.is_file() else None for path in own)

    @property
    def gloss_file(self):
        """Path of gloss.csv, the reader's glosses, whether it is there or not."""
        return self.folder / "gloss.csv"

    @property
    def lexicon(self):
        """The reader's own lemmas and multi-word terms, {form: lemma}; empty without a lexicon file."""
        from ..corpus.words import lexicon

        if not self.terms["lexicon"]:
            return {}
        path = _inside(self.folder, self.terms["lexicon"])
        if path.is_file():
            return lexicon.read(path)
        name = self.terms["lexicon"]
        if name != KEYS["terms"]["lexicon"].default:
            raise SettingsError(f'{self.file}: [terms] lexicon is "{name}", but there is no such file.')
        return {}

    @property
    def recipe(self):
        """What decides the derived data beside the raw files, as a plain dict that goes into JSON."""
        corpus = {key: _plain(self.corpus[key]) for key in self.corpus if key != "raw"}
        shown_only = ("lexicon", "numbers", "latin", "min_length")  # which terms are listed, not what a word is
        terms = {key: _plain(self.terms[key]) for key in self.terms if key not in shown_only}
        return {"corpus": corpus, "terms": terms, "lexicon": self.lexicon}


@takes(path=any_of(PATH, STUDY), check_words=FLAG)
def load(path, *, check_words=True):
    """Return the Study of a study folder, a study.toml, or a name under the project's data/; a Study is handed back.

    Raises SettingsError for a study that is not there, broken TOML (with the line), an unknown section or
    key (with the nearest valid one), a value that is not allowed, words and queries that cannot be read, a lexicon or
    mask that is not there. The raw files are not looked at: `matches` tells what the words find in them. check_words:
    look at words and queries too, for which large libraries are loaded.
    """
    if isinstance(path, Study):
        return path
    file = file_of(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({reason(error)}).") from None
    return of_bytes(file, data, check_words=check_words)


@takes(file=PATH, data=None, check_words=FLAG)
def of_bytes(file, data, *, check_words=True):
    """Return the Study that the bytes `data` are as the study.toml at `file`, whatever stands there now.

    Raises SettingsError as `load`.
    """
    file = Path(file)
    given = _parse(file, data)
    sections = {key: value for key, value in given.items() if isinstance(value, dict)}
    for section in sections:
        if section not in KEYS:
            known = [s for s in KEYS if s]
            hint = nearest(section, known) or f" The sections are {', '.join(f'[{s}]' for s in known)}."
            raise SettingsError(f"{file}: unknown section [{section}].{hint}")
    for section in KEYS:
        if section in given and section not in sections:
            raise SettingsError(f"{file}: {section} is a section; write [{section}] on a line of its own.")
    top = check_section("", {k: v for k, v in given.items() if k not in sections}, file)
    rest = {s: MappingProxyType(check_section(s, sections.get(s, {}), file)) for s in KEYS if s}
    top["title"] = top["title"] or file.parent.name
    study = Study(folder=file.parent, **top, **rest)
    _check_paths(study)
    _check_together(study)
    if check_words:
        _check_words(study)
    return study


@takes()
def fetch(study, *, progress=False):
    """Return the path of the raw files of a Study; those at an address are copied there, as far as they have changed.

    Raises InputError for an address that cannot be reached or read, see `corpus.reading.remote.fetch`.
    """
    return remote.fetch(study.source, study.raw, progress=progress) if study.source != study.raw else study.raw


@takes(wanted=None, check_words=FLAG)
def beside(study, wanted, *, check_words=False):
    """Return the other Study that the settings of a Study name, by name or folder; SettingsError as `load`."""
    place = study.folder / wanted
    if (study.folder / ARCHIVED).is_file():  # it came along with the archive
        brought = list((study.folder / REFERENCES).glob("*/study.toml"))
        place = brought[0].parent if len(brought) == 1 else place
    return load(place if (place / "study.toml").is_file() else wanted, check_words=check_words)


@takes()
def in_force(study):
    """Return the settings of a Study, a row each: key, value, changed (against the default), meaning."""
    import pandas as pd

    rows = []
    for section, keys in KEYS.items():
        given = getattr(study, section) if section else {word: getattr(study, word) for word in keys}
        for word, key in keys.items():
            value, usual = given[word], default(key)
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            shown = without_place(shown) if f"{section}.{word}" in OUTSIDE else shown
            shown = str(shown).lower() if isinstance(shown, bool) else str(shown)  # as TOML spells it
            rows.append((name(section, word), shown, value != usual, key.meaning))
    return pd.DataFrame(rows, columns=["key", "value", "changed", "meaning"])


def without_place(text):
    """Return what an absolute path is called, its last part; any other text as it is.

    Where a corpus lies is this machine's affair: in what is handed on, its name and its hash tell which it is.
    """
    absolute = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute() or text.startswith("~")
    return (PureWindowsPath(text).name or text) if absolute else text


def file_of(path):
    """Return the study.toml that a path or a name under data/ names (see `load`); SettingsError where there is none."""
    path = expanded(path)
    if path.name == "study.toml" and path.is_file():
        return _absolute(path)
    places = [path]
    if path.name == str(path):
        places.append(PROJECT / "data" / path)
    for place in places:
        if (place / "study.toml").is_file():
            return _absolute(place / "study.toml")
    if alike := _alike(path):
        return _absolute(alike)
    if path.is_dir():
        raise SettingsError(f'{path}: the folder has no study.toml; "khitab new {path}" writes one.')
    if path.is_file():
        raise SettingsError(f"{path}: a study is named by its folder or its study.toml, not by another file.")
    data = PROJECT / "data"
    names = [f.parent.name for f in data.glob("*/study.toml")]
    listed = f" The studies under data/ are: {', '.join(sorted(names))}." if names else ""
    hint = nearest(path.name, names) or listed
    raise SettingsError(f'there is no study "{path}", neither as a path nor under {data}.{hint}')


def _alike(path):
    """The study.toml of the one study under data/ whose name differs from this by invisible marks only."""
    wanted = files.visible(path.name)
    found = [file for file in (PROJECT / "data").glob("*/study.toml") if files.visible(file.parent.name) == wanted]
    return found[0] if path.name == str(path) and len(found) == 1 else None


def _absolute(file):
    # Not resolve(): a study that was linked into data/ keeps the name it has there.
    return Path(os.path.abspath(file))


def _parse(file, data):
    try:
        text = data.decode("utf-8-sig")  # Windows Notepad may begin the file with a BOM
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{file}, line {line}: the file is not UTF-8; save it again as UTF-8.") from None
    text = text.replace("\r\n", "\n")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"(.*) \(at line (\d+), column \d+\)", str(error), re.DOTALL)
        what, line = found.groups() if found else ("the file ends too early", text.rstrip().count("\n") + 1)
        hint = _hint(text.split("\n")[int(line) - 1])
        if what.startswith(("Cannot declare", "Cannot overwrite")):
            hint = " A section or a key may stand once only: put its lines together."
        if not hint and "array" in what:
            hint = " Is a comma between two values missing, or the bracket that closes the list?"
        raise SettingsError(f"{file}, line {line}: not valid TOML: {what}.{hint}") from None


def _hint(line):
    """How to mend a line that is no TOML, where its cause can be seen."""
    curly = [sign for sign in _CURLY if sign in line]
    if curly:
        found = " ".join(dict.fromkeys(curly))
        return f" It holds the quotation marks {found}, which a word processor makes; type the straight ones: \"…\"."
    if "\u060c" in line.split("#")[0]:
        return " It holds the Arabic comma \u060c: part values by the Latin one (,)."
    if "\\" in line:
        return " Put a Windows path in single quotes, where a backslash is itself."
    key, equals, value = (part.strip() for part in line.partition("="))
    bare = value.split("#")[0].strip()
    if equals and re.fullmatch("[\u0660-\u0669\u06f0-\u06f9.\u066b-]+", bare):
        return f" Write numbers in Latin digits: {key} = {''.join(_digit(sign) for sign in bare)}."
    if equals and bare and bare[0] not in "\"'[{0123456789+-" and bare not in ("true", "false"):
        return f' Put the value of {key} in straight quotes: {key} = "…".'
    return ""


def _digit(sign):
    return "." if sign == "\u066b" else str(unicodedata.digit(sign, sign))


def _from_archive(folder):
    """Whether a study was unpacked from an archive, or came with one as its reference."""
    above = [folder.parents[1]] if folder.parent.name == REFERENCES and len(folder.parents) > 1 else []
    return any((place / ARCHIVED).is_file() for place in (folder, *above))


def expanded(path):
    """A path with the home folder in the place of ~; SettingsError for that of a user who is not known here."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise SettingsError(
            f"{path}: this names the home folder of a user who is not known here; write the whole path."
        ) from None


def _inside(folder, path):
    return Path(os.path.normpath(folder / expanded(path)))


def _check_paths(study):
    for section, key in (("corpus", "raw"), ("figures", "mask"), ("terms", "lexicon"), ("report", "template")):
        value = getattr(study, section)[key]
        if key == "raw" and remote.is_address(value):
            continue
        path = _inside(study.folder, value)
        absolute = expanded(value).is_absolute()
        if not path.is_relative_to(study.folder) and not (absolute and key == "raw"):
            also = "; only [corpus] raw may be an absolute path" if absolute else ""
            mend = ", or give its absolute path" if key == "raw" else ""
            raise SettingsError(
                f'{study.file}: [{section}] {key} is "{value}", which leads outside the study{also}. '
                f"Put it into {study.folder}{mend}."
            )
    # `khitab clean` removes these two, so nothing that is read may have to do with them.
    for made in (study.derived, study.figures_folder):
        lexicon = _inside(study.folder, study.terms["lexicon"]) if study.terms["lexicon"] else None
        read = (
            ("[corpus] raw", study.raw), ("[figures] mask", study.mask), ("[terms] lexicon", lexicon),
            ("[report] template", study.template),
        )  # fmt: skip
        for key, path in read:
            if path and (path.is_relative_to(made) or made.is_relative_to(path)):
                raise SettingsError(
                    f"{study.file}: {key} is {path}, which holds or lies in {made}, a folder that Khitab "
                    "writes and removes. Put it into another folder of the study, such as raw/."
                )


def _check_words(study):
    """What can be told of the words of the settings without the corpus: can they be read, and is the file there?"""
    from ..analyses import trends
    from ..corpus import parts
    from ..corpus.reading import division
    from ..corpus.search import lexicon_files, nodes, query

    for section, key, read in (
        ("terms", "extra_stop_words", nodes.cut), ("terms", "not_stop_words", nodes.cut),
        ("terms", "not_compounds", nodes.cut),
        ("collocations", "nodes", nodes.cut), ("concordance", "queries", query.parse), ("trends", "terms", nodes.cut),
        ("trends", "events", lambda event: trends.events([event])),
        ("lexicons", "files", lambda name: lexicon_files.read(name, study.folder)),
    ):  # fmt: skip
        for word in getattr(study, section)[key]:
            _read(study, section, key, word, read)
    _read(study, "corpus", "split", study.corpus["split"], division.pattern)
    for key in ("target", "reference"):
        named = study.keyness[key]
        if named and (key == "target" or "=" in named):
            _read(study, "keyness", key, named, parts.conditions)


def _read(study, section, key, word, read):
    try:
        read(word)
    except KhitabError as error:
        raise SettingsError(f"{study.file}: [{section}] {key}: {error}") from None


def _check_together(study):
    if study.mask is not None and not study.mask.is_file():
        raise SettingsError(f'{study.file}: [figures] mask is "{study.figures["mask"]}", but there is no such file.')
    if study.template is not None and not study.template.is_file():
        raise SettingsError(
            f'{study.file}: [report] template is "{study.report["template"]}", but there is no such file.'
        )
    if study.themes["n_themes"] == 1:
        raise SettingsError(f"{study.file}: [themes] n_themes is 1, but must be 0 (chosen) or 2 or more.")
    _check_addresses(study)
    columns = {}
    for role in ("text", "title", "date", "source", "category", "url", "id"):
        column = study.corpus[role]
        if column and columns.setdefault(column, role) != role:
            raise SettingsError(
                f'{study.file}: [corpus] {columns[column]} and {role} both name the column "{column}"; '
                "name another one or leave one of them empty."
            )


def _check_addresses(study):
    try:
        cluster.check(study.engine["scheduler"])
    except ArgumentError as error:
        raise SettingsError(f"{study.file}: {error}") from None
    raw, shards = study.corpus["raw"], study.engine["shards"]
    try:
        _ = shards and remote.check(shards)
    except ArgumentError as error:
        raise SettingsError(f"{study.file}: [engine] shards: {error}") from None
    try:
        _ = remote.is_address(raw) and remote.check(raw)
    except ArgumentError as error:
        raise SettingsError(f"{study.file}: [corpus] raw: {error}") from None


def _plain(value):
    return list(value) if isinstance(value, tuple) else value
