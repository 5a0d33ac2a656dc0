"""Lexicons of categories: TOML files, shipped with the project or a reader's own."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ...arguments import PATH, TEXT, any_of, takes
from ...errors import ArgumentError, InputError, nearest
from . import query

IGNORED = "ignored"  # a category of longer phrases that are found so that they are not counted


class Lexicon(NamedTuple):
    """name; titles in Arabic and English; labels: category -> Arabic label; terms: category -> tuple of entries."""

    name: str
    title_ar: str
    title_en: str
    labels: dict
    terms: dict


@takes()
def shipped():
    """Names of the lexicons that come with the project."""
    folder = files("helpers.resources") / "lexicons"
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))


@takes(name=TEXT, folder=any_of(PATH, TEXT))
def read(name, folder=None):
    """Read a lexicon: a shipped one by name, or a TOML file, looked for in `folder` (that of the study) first.

    A file has [lexicon] with title_ar and title_en, and a section a category with label_ar and terms, a list of queries
    (`corpus.query`), of `clitic:نا` (words that end in this pronoun) or of `quoted:الدولة` (directly inside quotation
    marks). A section [ignored] holds longer phrases that mean something else and are not counted. Raises
    ArgumentError for an unknown name, InputError for a file that is not TOML (with the line), lacks a category or its
    terms, holds an entry that is no query, or has one entry in two categories.
    """
    own = Path(folder or ".") / (name if str(name).endswith(".toml") else f"{name}.toml")
    if own.is_file() and (folder or str(name).endswith(".toml")):
        return _parse(own.read_bytes(), str(own), own.stem)
    if name not in shipped():
        raise ArgumentError(
            f'There is no lexicon "{name}": no file {own}, and shipped are {", ".join(shipped())}.'
            f"{nearest(name, shipped())}"
        )
    return _parse((files("helpers.resources") / "lexicons" / f"{name}.toml").read_bytes(), f"{name}.toml", name)


def _parse(data, file, name):
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{file}: the file is not UTF-8; save it again as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: not valid TOML: {error}.") from None
    return _made(given, file, name)


def of_dict(terms, name="lexicon"):
    """Return the Lexicon of a dict category -> entries, a list or one entry; errors as in `read`."""
    given = {}
    for category, found in terms.items():
        entries = [found] if isinstance(found, str) else found
        given[str(category)] = {"terms": list(entries) if isinstance(entries, list | tuple | set) else None}
    return _made(given, "The dict", name)


def _made(given, file, name):
    about = given.pop("lexicon", {})
    if not given or not all(isinstance(part, dict) for part in given.values()):
        raise InputError(f"{file}: there is no category; write [name] with label_ar and terms = [...] for each.")
    terms, seen = {}, {}
    for category, part in given.items():
        found = part.get("terms")
        if not isinstance(found, list) or not found or not all(isinstance(term, str) for term in found):
            raise InputError(f"{file}: [{category}] has no terms; write terms = [...] with a text for each.")
        for term in found:
            if seen.setdefault(" ".join(term.split()), category) != category:
                raise InputError(f'{file}: "{term}" stands in [{seen[term]}] and in [{category}]; keep one of them.')
            _check(term, file, category)
        terms[category] = tuple(dict.fromkeys(found))
    labels = {category: str(part.get("label_ar") or category) for category, part in given.items()}
    return Lexicon(name, str(about.get("title_ar") or name), str(about.get("title_en") or name), labels, terms)


def _check(term, file, category):
    try:
        query.parse(term)
    except ArgumentError as error:
        raise InputError(f"{file}: [{category}]: {error}") from None
