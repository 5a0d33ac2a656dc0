"""A study's settings: study.toml -> Study."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..errors import SettingsError, nearest
from .keys import KEYS, check_section, default, name, template, toml

__all__ = ["KEYS", "PROJECT", "Study", "in_force", "load", "template", "toml"]

#: The folder that holds notebooks/, data/ and figures/; found because the package is installed editable.
PROJECT = Path(__file__).parents[3]


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
    figures: Mapping

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
        """Path of the raw corpus, a file or a folder, never written to."""
        return _inside(self.folder, self.corpus["raw"])

    @property
    def derived(self):
        """Folder of what `build` makes."""
        return self.folder / "derived"

    @property
    def mask(self):
        """Path of the image whose shape a word cloud takes, or None."""
        return _inside(self.folder, self.figures["mask"]) if self.figures["mask"] else None

    @property
    def figures_folder(self):
        """Folder of figures, tables and report: figures/<name> for a study of the project, else its own."""
        if self.folder.parent == PROJECT / "data":
            return PROJECT / "figures" / self.name
        return self.folder / "figures"

    @property
    def kinds(self):
        """Which terms count as content: the keyword arguments numbers, latin and min_length of the analyses."""
        return {key: self.terms[key] for key in ("numbers", "latin", "min_length")}

    @property
    def theme_options(self):
        """Which terms a theme model sees: the keyword arguments of `themes.fit` and `themes.choose`."""
        return {key: self.themes[key] for key in ("min_docs", "max_share", "max_terms")} | self.kinds

    @property
    def keyness_options(self):
        """Cut-offs, order and intervals: the keyword arguments of `keyness.compare`."""
        chosen = {key: value for key, value in self.keyness.items() if key not in ("target", "reference")}
        return chosen | {"confidence": self.frequency["confidence"], "seed": self.seed}

    @property
    def collocation_options(self):
        """Window and cut-offs: the keyword arguments of `collocations.table`."""
        return {key: value for key, value in self.collocations.items() if key not in ("nodes", "top")}

    @property
    def lexicon(self):
        """The reader's own lemmas and multi-word terms, {form: lemma}; empty without a lexicon file."""
        from ..corpus import lexicon

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
        corpus = {key: _plain(value) for key, value in self.corpus.items() if key != "raw"}
        terms = {k: _plain(v) for k, v in self.terms.items() if k != "lexicon"}
        return {"corpus": corpus, "terms": terms, "lexicon": self.lexicon}


def load(path):
    """Return the Study of a study folder, a study.toml, or a name under the project's data/.

    Raises SettingsError for a study that is not there, broken TOML (with the line), an unknown section or
    key (with the nearest valid one), and a value that is not allowed. The raw files are not looked at.
    """
    file = _find(path)
    given = _parse(file)
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
    return study


def in_force(study):
    """Return the settings of a Study, a row each: key, value, changed (against the default), meaning."""
    import pandas as pd

    rows = []
    for section, keys in KEYS.items():
        given = getattr(study, section) if section else vars(study)
        for word, key in keys.items():
            value, usual = given[word], default(key)
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else value
            shown = str(shown).lower() if isinstance(shown, bool) else str(shown)  # as TOML spells it
            rows.append((name(section, word), shown, value != usual, key.meaning))
    return pd.DataFrame(rows, columns=["key", "value", "changed", "meaning"])


def _find(path):
    path = Path(path).expanduser()
    if path.name == "study.toml" and path.is_file():
        return _absolute(path)
    places = [path]
    if path.name == str(path):
        places.append(PROJECT / "data" / path)
    for place in places:
        if (place / "study.toml").is_file():
            return _absolute(place / "study.toml")
    if path.is_dir():
        raise SettingsError(f'{path}: the folder has no study.toml; "khitab new {path}" writes one.')
    if path.is_file():
        raise SettingsError(f"{path}: a study is named by its folder or its study.toml, not by another file.")
    data = PROJECT / "data"
    names = [f.parent.name for f in data.glob("*/study.toml")]
    listed = f" The studies under data/ are: {', '.join(sorted(names))}." if names else ""
    hint = nearest(path.name, names) or listed
    raise SettingsError(f'there is no study "{path}", neither as a path nor under {data}.{hint}')


def _absolute(file):
    # Not resolve(): a study that was linked into data/ keeps the name it has there.
    return Path(os.path.abspath(file))


def _parse(file):
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows Notepad may begin the file with a BOM
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{file}, line {line}: the file is not UTF-8; save it again as UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror}).") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"(.*) \(at line (\d+), column \d+\)", str(error), re.DOTALL)
        what, line = found.groups() if found else ("the file ends too early", text.rstrip().count("\n") + 1)
        backslash = "\\" in text.split("\n")[int(line) - 1]
        hint = " Put a Windows path in single quotes, where a backslash is itself." if backslash else ""
        raise SettingsError(f"{file}, line {line}: not valid TOML: {what}.{hint}") from None


def _inside(folder, path):
    return Path(os.path.normpath(folder / Path(path).expanduser()))


def _check_paths(study):
    for section, key in (("corpus", "raw"), ("figures", "mask"), ("terms", "lexicon")):
        value = getattr(study, section)[key]
        path = _inside(study.folder, value)
        absolute = Path(value).expanduser().is_absolute()
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
        for key, path in (("[corpus] raw", study.raw), ("[figures] mask", study.mask), ("[terms] lexicon", lexicon)):
            if path and (path.is_relative_to(made) or made.is_relative_to(path)):
                raise SettingsError(
                    f"{study.file}: {key} is {path}, which holds or lies in {made}, a folder that Khitab "
                    "writes and removes. Put it into another folder of the study, such as raw/."
                )


def _check_together(study):
    if study.themes["n_themes"] == 1:
        raise SettingsError(f"{study.file}: [themes] n_themes is 1, but must be 0 (chosen) or 2 or more.")
    columns = {}
    for role in ("text", "title", "date", "source", "category", "url", "id"):
        column = study.corpus[role]
        if column and columns.setdefault(column, role) != role:
            raise SettingsError(
                f'{study.file}: [corpus] {columns[column]} and {role} both name the column "{column}"; '
                "name another one or leave one of them empty."
            )


def _plain(value):
    return list(value) if isinstance(value, tuple) else value
