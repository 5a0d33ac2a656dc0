"""The report of a study: one HTML file with every figure and table and how each was made."""

import base64
import json
import re
import shlex
from importlib.resources import files as package_files
from pathlib import Path

from .. import resources
from ..arguments import takes
from . import files, outputs, provenance, twins
from .settings import PROJECT

ROWS = 10  # of each table; the whole one is in the CSV file beside the report
CORPUS = "01_corpus"  # the description of the corpus: it comes first, and whole
ENLARGED = 1.5  # the 7-point type of a printed figure is too small for a screen
LARGEST_SVG = 600_000  # bytes; a drawing of many thousand points is lighter, and quicker to show, as PNG
_FONTS = {"400": "IBMPlexSansArabic-Regular.ttf", "700": "IBMPlexSansArabic-Bold.ttf"}


@takes()
def write(study):
    """Write figures/<study>/report.html from what stands in that folder; return its path.

    The file is whole in itself (figures and fonts inside, no outside request, no script but the one of the interactive
    twins, where there are any, which the page's policy names by its hash) and holds every
    figure and table that has a sidecar, in the order of their names; what could not be computed has its reason there,
    and what was made with other settings, or of another corpus, than now in force says so (`provenance.changed`). Texts
    of the corpus are escaped. The same files give the same bytes. Raises InputError for a sidecar that cannot be read.
    """
    import jinja2
    import markupsafe

    from ..display import tables

    folder = study.figures_folder
    sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
    changed = provenance.changed(study, sidecars)
    entries = [_entry(study, name, sidecar, changed[name]) for name, sidecar in sidecars.items()]
    loader = jinja2.FunctionLoader(lambda name: _resource(name).decode("utf-8"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["plain"] = _plain
    environment.filters["english"] = lambda text: markupsafe.Markup(tables.english(text))
    environment.globals["twin"] = lambda data, image: markupsafe.Markup(twins.page(data, image))
    page = environment.get_template("report.html").render(
        study=study,
        script=markupsafe.Markup(twins.script()) if any(entry["twin"] for entry in entries) else "",
        script_hash=twins.script_hash(), twin_look=markupsafe.Markup(twins.look()),
        entries=sorted(entries, key=lambda entry: entry["name"] != CORPUS),
        facts=_facts(study),
        fonts={weight: _base64(_resource(name, "fonts")) for weight, name in _FONTS.items()},
    )
    return files.write(folder / "report.html", page)


def _entry(study, name, sidecar, changed):
    path = study.figures_folder / f"{name}.json"
    beside = [path.with_suffix(f".{kind}") for kind in ("png", "svg", "pdf", "html", "csv", "xlsx", "json")]
    executed = path.parent / "executed" / Path(sidecar["notebook"]).name
    caption = sidecar["caption"]["ar"].strip()
    heading = re.split(r"(?<=[.!؟:])\s", caption, maxsplit=1)[0].rstrip(".:") or path.stem
    return {
        **sidecar,
        "name": path.stem,
        "heading": heading if len(heading) <= 120 else heading[:119].rsplit(" ", 1)[0] + " …",
        "repeats": caption.rstrip(".:") == heading,
        "image": _image(path, study.figures["dpi"]),
        "twin": twins.kept(study, path.stem),
        "table": _table(study, path.stem),
        "links": [file.name for file in beside if file.is_file()],
        "executed": f"executed/{executed.name}" if executed.is_file() else None,
        "parameters": sidecar["settings"] | sidecar["parameters"],
        "changed": changed,
        "rerun": f"khitab run {shlex.quote(_place(study))} {name[:2]}",
    }


def _place(study):
    """How a command names a Study: no path of this machine, which a reader of the page has not."""
    return files.short(study.folder, PROJECT / "data", study.folder.parent)


def _image(path, dpi):
    """The drawing as a data URI and its width on the screen, or None."""
    svg, png = path.with_suffix(".svg"), path.with_suffix(".png")
    if svg.is_file() and (svg.stat().st_size <= LARGEST_SVG or not png.is_file()):
        kind, data = "svg+xml", svg.read_bytes()
        points = re.search(rb'<svg[^>]* width="([0-9.]+)pt"', data)
        inches = float(points.group(1)) / 72 if points else 0
    elif png.is_file():
        kind, data = "png", png.read_bytes()
        inches = int.from_bytes(data[16:20]) / dpi  # the width stands in the file's first chunk
    else:
        return None
    return {"uri": f"data:image/{kind};base64,{_base64(data)}", "width": round(inches * 96 * ENLARGED) or "100%"}


def _table(study, name):
    import markupsafe

    from ..display import tables

    if not (study.figures_folder / f"{name}.csv").is_file():
        return None
    rows = None if name == CORPUS else ROWS
    return markupsafe.Markup(tables.rtl(outputs.read_table(study, name), max_rows=rows).to_html())


def _facts(study):
    """What derived/manifest.json tells of the corpus: (Arabic, English, value) each."""
    manifest = provenance.manifest(study)
    names = {
        "n_documents": ("عدد الوثائق", "documents"),
        "n_tokens": ("عدد الكلمات", "tokens"),
        "corpus_hash": ("بصمة المدوّنة", "corpus hash"),
    }
    found = [(*names[key], manifest[key]) for key in names if key in manifest]
    return [(ar, en, f"{value:,}" if isinstance(value, int) else value) for ar, en, value in found]


def _plain(value):
    """A value of a sidecar as a reader wants it: no braces, nothing that is empty."""
    if isinstance(value, dict):
        return " · ".join(f"{key}: {_plain(item)}" for key, item in value.items() if item not in ("", [], {}))
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return value if isinstance(value, str) else json.dumps(value)


def _resource(name, folder="report"):
    return package_files(resources).joinpath(folder, name).read_bytes()


def _base64(data):
    return base64.b64encode(data).decode("ascii")
