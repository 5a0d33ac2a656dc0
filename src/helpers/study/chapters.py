"""What a report of a study is made of: a chapter a notebook, and in it what that notebook wrote, in its order."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from ..arguments import takes
from . import files, outputs, provenance, questions
from .settings import PROJECT

_ENDS = re.compile(r"(?<=[.!؟:])\s")
_LONGEST = 120  # letters of a heading
_KINDS = ("png", "svg", "pdf", "html", "csv", "xlsx", "json")


@dataclass(frozen=True)
class Output:
    """A figure or table: its name, its sidecar, its heading {"ar", "en"}, and what has changed since it was made."""

    name: str
    sidecar: dict
    heading: dict
    changed: list
    links: list  # the files beside, and executed: the notebook as it ran
    executed: str | None
    rerun: str  # the command that makes it anew

    @property
    def caption(self):
        """The caption in each language, without what the heading says already."""
        return {one: "" if text.strip().rstrip(".:") == self.heading[one] else text.strip()
                for one, text in self.sidecar["caption"].items()}  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """A notebook: its name, and title, question, how to read it and what not to conclude, each {"ar", "en"}."""

    name: str
    title: dict
    question: dict
    reading: dict
    caution: dict
    outputs: list


@takes()
def of(study):
    """Return the chapters of a Study: a list of Chapter, in the order of the notebooks; what no notebook of the
    project makes comes last.

    Raises InputError for a sidecar that cannot be read.
    """
    sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
    changed, left, made = provenance.changed(study, sidecars), dict(sidecars), []
    for path in sorted((PROJECT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        about = questions.of(path)
        names = [name for name in about["outputs"] if name in left]
        names += [name for name, one in left.items() if one["notebook"] == path.name and name not in names]
        found = [_output(study, name, left.pop(name), changed[name]) for name in names]
        if found:
            said = {key: about[key] for key in ("title", "question", "reading", "caution")}
            said["title"] = {one: re.sub(r"^\d+ · ", "", text) for one, text in said["title"].items()}
            made.append(Chapter(path.stem, **said, outputs=found))
    if left:
        nothing = {"ar": "", "en": ""}
        title = {"ar": "من غير دفاتر المشروع", "en": "From other notebooks"}
        found = [_output(study, name, sidecar, changed[name]) for name, sidecar in left.items()]
        made.append(Chapter("others", title, nothing, nothing, nothing, found))
    return made


def _output(study, name, sidecar, changed):
    path = study.figures_folder / f"{name}.json"
    executed = path.parent / "executed" / Path(sidecar["notebook"]).name
    place = files.short(study.folder, PROJECT / "data", study.folder.parent)  # no path of this machine
    return Output(
        name=name, sidecar=sidecar, changed=changed,
        heading={one: _heading(sidecar["caption"][one], name) for one in ("ar", "en")},
        links=[file.name for kind in _KINDS if (file := path.with_suffix(f".{kind}")).is_file()],
        executed=f"executed/{executed.name}" if sidecar["notebook"] and executed.is_file() else None,
        rerun=f"khitab run {shlex.quote(place)} {name[:2]}",
    )  # fmt: skip


def _heading(caption, name):
    """The first sentence of a caption, cut at a word where it is long; the name where there is none."""
    heading = _ENDS.split(caption.strip(), maxsplit=1)[0].rstrip(".:") or name
    return heading if len(heading) <= _LONGEST else heading[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
