"""The gallery of a study: one HTML page with every figure, the question it answers, in Arabic and in English."""

import base64
import io
from importlib.resources import files as package_files

from .. import resources
from ..arguments import takes
from ..errors import NotFound
from . import figures, files, outputs, provenance, questions
from .settings import PROJECT

WIDTH = 720  # pixels of a picture on the page, shown at half of it; the file that it leads to is whole
LANGUAGES = ("ar", "en")


@takes()
def write(study, progress=False):
    """Write figures/<study>/gallery.html, with every figure of a Study, and return its path.

    A figure stands under the question of its notebook, taken from there, with its heading, its caption and alternative
    text, in the language that is chosen at the head of the page, and leads to its files. A figure that has not been
    drawn in one of the languages yet is drawn first, from its table (`figures.complete`); one that no plot of Khitab
    drew is shown as it is. progress: show a bar while that is done. The page is whole in itself: small pictures inside,
    no script, no outside request; every text is escaped. The same files give the same bytes. Raises NotFound when there
    is no figure yet, InputError for a sidecar that cannot be read.
    """
    import jinja2
    import markupsafe

    from ..display import tables

    figures.complete(study, progress)
    sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
    asked = {name: questions.of(PROJECT / "notebooks" / name)
             for name in dict.fromkeys(sidecar["notebook"] for sidecar in sidecars.values())
             if name and (PROJECT / "notebooks" / name).is_file()}  # fmt: skip
    changed, groups = provenance.changed(study, sidecars), {}
    for name, sidecar in sidecars.items():
        about = asked.get(sidecar["notebook"], _nothing(sidecar["notebook"]))
        picture = _pictures(study, name)
        if picture or (sidecar["absent"] and name in about["figures"]):
            groups.setdefault(sidecar["notebook"], []).append(_figure(name, sidecar, about, picture, changed[name]))
    if not any(figure["pictures"] for group in groups.values() for figure in group):
        raise NotFound(f'There is no figure in {study.figures_folder} yet; "khitab run {study.folder}" draws them.')
    loader = jinja2.FunctionLoader(lambda file: _resource(file).decode("utf-8"))
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["english"] = lambda text: markupsafe.Markup(tables.english(text))
    page = environment.get_template("gallery.html").render(
        study=study, first=figures.own_language(study),
        groups=[_group(study, notebook, asked, shown) for notebook, shown in groups.items()],
        report=(study.figures_folder / "report.html").is_file(),
    )  # fmt: skip
    return files.write(study.figures_folder / "gallery.html", page)


def _nothing(notebook):
    title = notebook.removesuffix(".ipynb") or "–"
    return {"title": dict.fromkeys(LANGUAGES, title), "question": dict.fromkeys(LANGUAGES, ""), "figures": {}}


def _group(study, notebook, asked, shown):
    about = asked.get(notebook, _nothing(notebook))
    executed = study.figures_folder / "executed" / notebook
    return {
        "notebook": notebook, "title": about["title"], "question": about["question"], "figures": shown,
        "executed": f"executed/{notebook}" if notebook and executed.is_file() else None,
    }  # fmt: skip


def _figure(name, sidecar, about, pictures, changed):
    heading = about["figures"].get(name, dict.fromkeys(LANGUAGES, ""))
    return {
        "name": name, "heading": {one: heading[one] or name for one in LANGUAGES}, "changed": changed,
        "absent": sidecar["absent"], "pictures": pictures,
        "caption": {one: sidecar["caption"][one] or _other(sidecar["caption"], one) for one in LANGUAGES},
        "alt": {one: sidecar["alt"][one] or _other(sidecar["alt"], one) or name for one in LANGUAGES},
    }  # fmt: skip


def _other(texts, one):
    return texts["en" if one == "ar" else "ar"]


def _pictures(study, name):
    """The small picture of a figure in each language and the files it leads to; {} where there is no figure."""
    own, found = figures.own_language(study), {}
    for one in (own, *(other for other in LANGUAGES if other != own)):
        stem = name if one == own else f"{name}.{one}"
        files_of = [f"{stem}.{kind}" for kind in ("png", "svg", "pdf")]
        made = [file for file in files_of if (study.figures_folder / file).is_file()]
        if made:
            found[one] = _small(study.figures_folder / made[0]) | {"file": made[0], "language": one, "links": made}
        elif own in found:
            found[one] = found[own]
    for one in found:
        beside = [f"{name}.csv"] if (study.figures_folder / f"{name}.csv").is_file() else []
        found[one] = found[one] | {"links": [*found[one]["links"], *beside]}
    return found


def _small(path):
    """A picture as a data URI with the size it is shown at: a PNG as a smaller WebP, an SVG as it is."""
    if path.suffix == ".svg":
        return {"uri": f"data:image/svg+xml;base64,{_base64(path.read_bytes())}", "width": WIDTH // 2, "height": "auto"}
    if path.suffix != ".png":
        return {"uri": "", "width": 0, "height": 0}
    from PIL import Image

    with Image.open(path) as image:
        shape = (WIDTH, max(1, round(image.height * WIDTH / image.width)))
        small = image.convert("RGB").resize(shape, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=60, method=6)
    size = {"width": shape[0] // 2, "height": shape[1] // 2}
    return {"uri": f"data:image/webp;base64,{_base64(buffer.getvalue())}", **size}


def _resource(name):
    return package_files(resources).joinpath("gallery", name).read_bytes()


def _base64(data):
    return base64.b64encode(data).decode("ascii")
