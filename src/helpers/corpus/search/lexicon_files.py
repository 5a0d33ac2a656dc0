"""Lexicons of categories: TOML files, shipped with the project or a reader's own."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ...arguments import PATH, TEXT, any_of, takes
from ...errors import ArgumentError, InputError, nearest
from . import query

IGNORED = "ignored"  # a category of longer phrases that are found so that they are not counted
#: The lists of a category in its file, and the kind of their entries: who acts, what is done, what it takes, what is
#: thought.
KINDS = {"actors": "actor", "actions": "action", "things": "thing", "ideas": "idea", "terms": ""}
WITHIN = 30  # words between an entry and a word that must stand near it, where a file names no number
_KEYS = ("label_ar", "label_en", "about", "near", "within", *KINDS)


class Near(NamedTuple):
    """The queries of which one must be found at most `within` words from a hit, or often in its document."""

    terms: tuple
    within: int


class Lexicon(NamedTuple):
    """What a lexicon file says.

    name; titles in Arabic and English; labels, labels_en: category -> label in Arabic, in
    English; terms: category -> tuple of entries; kinds:
    entry -> kind, one of the values of `KINDS`; near: category -> `Near`, for those that ask for words beside them.
    """

    name: str
    title_ar: str
    title_en: str
    labels: dict
    terms: dict
    kinds: dict
    near: dict
    labels_en: dict


@takes()
def shipped():
    """Names of the lexicons that come with the project."""
    folder = files("helpers.resources") / "lexicons"
    return sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml"))


@takes(name=TEXT, folder=any_of(PATH, TEXT))
def read(name, folder=None):
    """Read a lexicon: a shipped one by name, or a TOML file, looked for in `folder` (that of the study) first.

    A file has [lexicon] with title_ar and title_en, and a section a category with label_ar, label_en and terms, a list
    of queries (`corpus.query`), of `clitic:نا` (words that end in this pronoun) or of `quoted:الدولة` (directly inside
    quotation marks). In the place of terms, or beside them, actors, actions, things and ideas may be listed apart.
    near = [...], in a section or for all of them in [lexicon], lists queries of the subject: a hit counts where one of
    them is found at most `within` words (30) from it, or in a document that holds two or more of them and one in 200
    words at least; near = [] in a section lifts what [lexicon] asks. A section [ignored] holds longer phrases that
    mean something else and are not counted. Raises ArgumentError for an unknown name, InputError for a file that is
    not TOML (with the line), lacks a category or its terms, holds an entry that is no query, an unknown key, or has
    one entry in two categories.
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
    terms, kinds, near, seen = {}, {}, {}, {}
    for category, part in given.items():
        _check_keys(part, file, category)
        terms[category] = ()
        for key, kind in KINDS.items():
            for term in _entries(part, key, file, category):
                other = seen.setdefault(" ".join(term.split()), category)
                if other != category:
                    raise InputError(f'{file}: "{term}" stands in [{other}] and in [{category}]; keep one of them.')
                if kinds.setdefault(term, kind) != kind:
                    raise InputError(f'{file}: [{category}] lists "{term}" twice, as {kinds[term]} and as {kind}.')
                terms[category] += (term,) * (term not in terms[category])
        if not terms[category]:
            raise InputError(f"{file}: [{category}] has no terms; write terms = [...] with a text for each.")
        beside = _near({**about, **part}, file, category)
        if beside and category != IGNORED:
            near[category] = beside
    labels = {category: str(part.get("label_ar") or category) for category, part in given.items()}
    english = {category: str(part.get("label_en") or labels[category]) for category, part in given.items()}
    titles = str(about.get("title_ar") or name), str(about.get("title_en") or name)
    return Lexicon(name, *titles, labels, terms, kinds, near, english)


def _check_keys(part, file, category):
    for key in part:
        if key not in _KEYS:
            raise InputError(f'{file}: [{category}] has no key "{key}".{nearest(key, _KEYS)}')


def _entries(part, key, file, category):
    """The texts of one list of a category, each a query."""
    found = part.get(key, [])
    if not isinstance(found, list) or not all(isinstance(term, str) for term in found):
        if key == "terms":
            raise InputError(f"{file}: [{category}] has no terms; write terms = [...] with a text for each.")
        raise InputError(f"{file}: [{category}] {key} must be a list of texts; write {key} = [...].")
    for term in found:
        _check(term, file, category)
    return found


def _near(part, file, category):
    terms, within = _entries(part, "near", file, category), part.get("within", WITHIN)
    if isinstance(within, bool) or not isinstance(within, int) or within < 1:
        raise InputError(f"{file}: [{category}] within must be a number of words from 1 on.")
    return Near(tuple(dict.fromkeys(terms)), within) if terms else None


def _check(term, file, category):
    try:
        query.parse(term)
    except ArgumentError as error:
        raise InputError(f"{file}: [{category}]: {error}") from None
