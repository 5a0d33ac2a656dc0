"""The method paragraph of a study in Arabic and English, and its references: from the settings of what was made.

What is said stands in resources/method/sentences.tsv, a sentence for each decision; the works in references.tsv. A
sentence is said where its output was made (a sidecar is there, and it was not absent), with the settings that the
sidecar recorded, so that it tells how the numbers came about, whatever study.toml says by now.
"""

import functools
import html
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from .. import resources
from ..arguments import TOKENS, optional, takes
from . import files, outputs, provenance

TEXT, REFERENCES = "methods.md", "references.bib"
_SOFTWARE = ("khitab", "pandas", "numpy", "scipy", "scikit-learn", "simplemma", "farahidi")
_COMPARED = re.compile(r"([a-z_.]+?)([=!>])(.*)")
_PLACE = re.compile(r"\{([\w.]+)(?::(\w+))?\}")
_FIELDS = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}


class Reference(NamedTuple):
    """A work that is cited: a line of references.tsv, as BibTeX has it; `within` is the journal or the book."""

    key: str
    type: str
    author: str
    year: str
    title: str
    within: str
    volume: str
    number: str
    pages: str
    publisher: str
    doi: str
    url: str

    @property
    def short(self):
        """Authors and year as a text cites them: "Lijffijt & Gries 2012", "Killick et al. 2012"."""
        names = [name.split(",")[0] for name in self.author.split(" and ")]
        if len(names) > 2 or "others" in names:
            return f"{names[0]} et al. {self.year}"
        return f"{' & '.join(names)} {self.year}"

    @property
    def full(self):
        """The line of a list of references."""
        number = f"({self.number})" if self.number else ""
        where = ", ".join(filter(None, (f"{self.within} {self.volume}{number}".strip(), self.pages, self.publisher)))
        link = f"https://doi.org/{self.doi}" if self.doi else self.url
        authors = self.author.replace(" and others", " et al.").replace(" and ", "; ")
        return " ".join(f"{part.rstrip('.')}." for part in (f"{authors} ({self.year})", self.title, where) if part) + (
            f" {link}" if link else ""
        )

    @property
    def bibtex(self):
        """The entry of a BibTeX file."""
        names = {"within": _FIELDS.get(self.type, "howpublished")}
        fields = {names.get(name, name): value for name, value in self._asdict().items() if value}
        fields["pages"] = fields.get("pages", "").replace("-", "--")
        body = "".join(
            f"  {name} = {{{value}}},\n" for name, value in fields.items() if value and name not in ("key", "type")
        )
        return f"@{self.type}{{{self.key},\n{body}}}\n"


@takes()
def paragraph(study):
    """The method paragraph of a Study: {"ar": text, "en": text}, each sentence with the works that it rests on.

    Only what was made is told, with the settings it was made with; before that, what is counted as a word.
    """
    return {language: " ".join(said) for language, said in _told(study)[0].items()}


@takes()
def references(study):
    """The works that `paragraph` cites: list of Reference, in the order of their authors."""
    return sorted({one: None for one in _told(study)[1]}, key=lambda one: (one.short.casefold(), one.title))


@takes(tokens=optional(TOKENS))
def write(study, tokens=None):
    """Write figures/<study>/methods.md and references.bib; return their paths.

    tokens: the Tokens of the study, for the paragraph on its corpus (`analyses.description`), which then stands first.
    """
    from ..analyses import description

    said, works = paragraph(study), references(study)
    parts = {"en": [said["en"]], "ar": [said["ar"]]}
    if tokens is not None:
        about = description.paragraph(tokens, title=study.title, population=study.description)
        for language, text in zip(("en", "ar"), about.split("\n\n"), strict=True):
            parts[language].insert(0, text)
    arabic = "\n".join(f'<p dir="rtl">{html.escape(text, quote=False)}</p>' for text in parts["ar"])
    listed = "\n".join(f"- {work.full}" for work in works)
    english = "\n\n".join(parts["en"])
    page = f"# Method · المنهج\n\n{arabic}\n\n{english}\n\n## References · المراجع\n\n{listed}\n"
    folder = study.figures_folder
    bibliography = "\n".join(work.bibtex for work in works)
    return [files.write(folder / TEXT, page), files.write(folder / REFERENCES, bibliography)]


def _told(study):
    """({"ar": sentences, "en": sentences}, works in the order in which they are cited)."""
    sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
    said, cited = {"ar": [], "en": []}, []
    for row in resources.rows("method", "sentences.tsv"):
        sidecar = sidecars.get(row["output"]) if row["output"] else {}
        if sidecar is None or sidecar.get("absent"):
            continue
        value = functools.partial(_value, study, sidecar, sidecars=sidecars.values())
        if not all(_holds(condition, value) for condition in row["when"].split()):
            continue
        works = [_works()[key] for key in row["cites"].split()]
        cited += works
        behind = f" ({'; '.join(work.short for work in works)})" if works else ""
        for language in ("ar", "en"):
            shown = functools.partial(_shown, value=value, sidecars=sidecars, language=language)
            said[language].append(f"{_PLACE.sub(shown, row[language])}{behind}.")
    return said, cited


def _value(study, sidecar, key, sidecars=()):
    """The value of a key of study.toml as the output recorded it, else as it is in force; or something counted."""
    if key == "software":
        return _software([sidecar["versions"] for sidecar in sidecars])
    section, _, word = key.rpartition(".")
    if key == "terms.lexicon_lines":
        return len(study.lexicon)
    if key in sidecar.get("settings", {}):
        return sidecar["settings"][key]
    recipe = sidecar.get("recipe", {}).get(section)
    if isinstance(recipe, dict) and word in recipe:
        return recipe[word]
    return provenance.value(study, key)


def _software(recorded):
    """What the outputs were computed with, by their sidecars; several versions where a run took up an older one's."""
    now = {"Python": platform.python_version()} | {name: version(name) for name in _SOFTWARE}
    named = {name: {made.get(name.casefold()) or of for made in recorded} or {of} for name, of in now.items()}
    return ", ".join(f"{name} {' + '.join(sorted(versions))}" for name, versions in named.items())


def _holds(condition, value):
    key, sign, wanted = _COMPARED.fullmatch(condition).groups()
    found = value(key)
    if sign == ">":
        return (len(found) if isinstance(found, str | list | tuple) else found) > float(wanted)
    found = str(found).lower() if isinstance(found, bool | int | float) else str(found)
    return (found == wanted) == (sign == "=")


def _shown(place, value, sidecars, language):
    """What stands in a sentence for {key}, {key:100} or {output:parameter}."""
    key, form = place.groups()
    found = sidecars[key]["parameters"][form] if key in sidecars else value(key)
    if key in ("keyness.target", "keyness.reference") and "=" in found:
        from . import comparison  # loads the analyses

        return comparison.called(found)[language == "en"]
    if key == "keyness.reference":
        return Path(found).name  # of another study: no path of this machine
    if isinstance(found, list | tuple):
        return {"ar": "، ", "en": ", "}[language].join(str(one[0] if isinstance(one, list) else one) for one in found)
    if form == "100":
        return f"{100 * found:g}"
    if isinstance(found, int):
        return f"{found:,}"
    return f"{found:g}" if isinstance(found, float) else str(found)


@functools.cache
def _works():
    return {row["key"]: Reference(**{"within" if k == "in" else k: v for k, v in row.items()})
            for row in resources.rows("method", "references.tsv")}  # fmt: skip
