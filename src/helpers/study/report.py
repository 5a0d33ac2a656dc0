"""The report of a study: one HTML file with its findings, its method, and a chapter for each notebook."""

import base64
import collections
import contextlib
import functools
import hashlib
import html
import io
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files as package_files

from .. import resources
from ..arguments import takes
from ..errors import ArgumentError, KhitabError
from . import chapters, embedded, figures, files, findings, kept, method, outputs, provenance, twins

ROWS = 10  # of each table that stand in the page itself, for print and where no script runs
CORPUS = "01_corpus"  # the description of the corpus: whole
QUOTATIONS = "09_quotations"  # shown by speaker
FEW = 5, 2  # speakers, and quotations of each, that stand in the page itself, for print and where no script runs
ENLARGED = 1.5  # the 7-point type of a printed figure is too small for a screen
LARGEST_SVG = 60_000  # bytes; a drawing of more is lighter, and quicker to show, as a picture of points
_FONTS = {"400": "IBMPlexSansArabic-Regular.woff2", "700": "IBMPlexSansArabic-Bold.woff2"}
_CODE, _AS_CODE = re.compile("`([^`]+)`"), r'<code dir="ltr">\1</code>'


@takes()
def write(study):
    """Write figures/<study>/report.html from what stands in that folder; return its path.

    The file is whole in itself: figures, fonts and tables inside, no outside request; its two scripts, which hold
    nothing of a corpus, are allowed by their hashes and nothing else can run. A title page, key findings
    (`findings.of`), the method (`method.paragraph`), then a chapter for each notebook (`chapters.of`) with its
    question, how to read it, what not to conclude, its figures and tables; as an appendix how each was made. Tables
    are sorted, searched and leafed through; a word leads to lines of the texts and to the article ([report] texts); a
    switch changes the language of all but the texts. What could not be computed has its reason there, and what was
    made with other settings, or of another corpus, than now in force says so (`provenance.changed`). Texts of the
    corpus are escaped. The same files give the same bytes. Raises InputError for a sidecar that cannot be read.
    """
    import jinja2
    import markupsafe

    from ..display import rtl, tables

    made = chapters.of(study)
    pictures = _pictures(study, [output.name for chapter in made for output in chapter.outputs])
    blocks, entries = {}, {}
    for chapter in made:
        for output in chapter.outputs:
            entries[output.name] = _entry(study, output, blocks, pictures[output.name])
    common = _common(entries.values())
    unread, quoted = _add_texts(study, [entry["data"] for entry in entries.values() if entry["data"]], blocks)
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: _resource(name).decode("utf-8")), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["plain"] = outputs.said
    environment.filters["arabic"] = lambda text: markupsafe.Markup(tables.arabic(text))
    environment.filters["english"] = lambda text: markupsafe.Markup(tables.english(text))
    environment.filters["english_coded"] = lambda text: markupsafe.Markup(_CODE.sub(_AS_CODE, tables.english(text)))
    environment.filters["arabic_coded"] = lambda text: markupsafe.Markup(_coded(text))
    environment.filters["side"] = lambda text: "rtl" if rtl.is_rtl(text) else "ltr"
    environment.globals["twin"] = lambda data, image: markupsafe.Markup(twins.page(data, image))
    with_twins = any(entry["twin"] for entry in entries.values())
    scripts = [_resource("report.js").decode("utf-8"), *([twins.script()] if with_twins else [])]
    page = environment.get_template("report.html").render(
        study=study, chapters=made, entries=entries, common=common, facts=_facts(study), findings=findings.of(study),
        headings={output.name: output.heading for chapter in made for output in chapter.outputs},
        quoted={QUOTATIONS: quoted} if quoted else {}, unread=unread,
        method=_method(study) if made else None, strangers=_strangers(study),
        language=figures.own_language(study), blocks={key: block["packed"] for key, block in blocks.items()},
        scripts=[markupsafe.Markup(script) for script in scripts],
        hashes=[twins.hash_of(script) for script in scripts],
        twin_look=markupsafe.Markup(twins.look()) if with_twins else "",
        fonts={weight: _base64(_resource(name, "fonts")) for weight, name in _FONTS.items()},
    )  # fmt: skip
    return files.write(study.figures_folder / "report.html", page)


def prepare(study, number):
    """Make what `write` shows of the outputs of a notebook ("06") and keep it (`kept`), while other notebooks work.

    What cannot be made is left to `write`, which says why.
    """
    for path in outputs.sidecars(study):
        if path.stem.startswith(f"{number}_"):
            with contextlib.suppress(KhitabError, OSError):
                _kept_table(study, path.stem, outputs.read_sidecar(path))
                _pictures(study, [path.stem])


def _pictures(study, names):
    """The pictures of outputs, {name: {language: picture}}; made side by side, for Pillow lets others work."""
    own = figures.own_language(study)
    places = [(name, language) for name in names for language in ("ar", "en")]

    def made(place):
        name, language = place
        stem = name if language == own else f"{name}.{language}"
        return _image(study, stem, study.figures["dpi"])

    found = {name: {} for name in names}
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for (name, language), image in zip(places, pool.map(made, places), strict=True):
            if image:
                found[name][language] = image
    return found


def _entry(study, output, blocks, pictures):
    """What the page shows of an output beside its texts: its picture, its table and where that lies."""
    import markupsafe

    made = _kept_table(study, output.name, output.sidecar)
    found = json.loads(made)
    block = found.pop("block")
    if block:
        blocks.setdefault(block["key"], {"packed": block["packed"], "words": block["words"]})
    static = found.pop("static")
    return {
        "pictures": pictures, "twin": twins.kept(study, output.name), "how": _how(output.sidecar),
        "static": static and {language: markupsafe.Markup(table) for language, table in static.items()},
        "data": block and block["key"], **found,
    }  # fmt: skip


def _kept_table(study, name, sidecar):
    csv, own = study.figures_folder / f"{name}.csv", figures.own_language(study)
    about = [files.digest(csv) if csv.is_file() else None, sidecar, own]
    return kept.data(study, f"report.{name}", about, lambda: _shown(study, name, sidecar, own))


def _shown(study, name, sidecar, own):
    """What the page shows of the table of an output, as JSON: static, block, empty, kwic."""
    table = _table(study, name)
    block = _block(name, table, sidecar)
    shown = {
        "static": _static(name, table, (own,) if block else ("ar", "en")), "block": block,
        "empty": table is not None and not len(table),
        "kwic": table is not None and {"pre", "keyword", "post"} <= set(table.columns),
    }  # fmt: skip
    return json.dumps(shown).encode()


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def _strangers(study):
    """Names of the files in the folder of the figures that are a reader's own: kept, not shown."""
    return [path.relative_to(study.figures_folder).as_posix() for path in outputs.others(study)]


def _how(sidecar):
    """How an output was made: (Arabic, English, value) each; what has no words of its own is named as in study.toml."""
    settings = sidecar["settings"] | sidecar["parameters"]
    told = [("الدفتر", "notebook", sidecar["notebook"])] if sidecar["notebook"] else []
    told += [("", key, value) for key, value in settings.items()]
    told += [("", f"[{section}]", keys) for section, keys in sidecar["recipe"].items()]
    named = [("seed", "بذرة العشوائية", "seed"), ("corpus_hash", "بصمة المدوّنة", "corpus hash"),
             ("sha256", "بصمة الجدول", "SHA-256 of the CSV"), ("commit", "نسخة المشروع", "commit"),
             ("versions", "الإصدارات", "versions")]  # fmt: skip
    told += [(ar, en, sidecar[key]) for key, ar, en in named if sidecar[key] not in (None, "", {})]
    return [(ar, en, outputs.said(value)) for ar, en, value in told]


def _common(entries):
    """What most outputs were made with alike, so that it is said once."""
    count = collections.Counter(row for entry in entries for row in entry["how"])
    return [row for row, n in count.items() if n > max(1, len(entries) / 2)]


def _image(study, stem, dpi):
    """The drawing as a data URI and its width on the screen, or None: as it is if that is light, else as WebP."""
    svg, png = (study.figures_folder / f"{stem}.{kind}" for kind in ("svg", "png"))
    if svg.is_file() and (svg.stat().st_size <= LARGEST_SVG or not png.is_file()):
        kind, data = "svg+xml", svg.read_bytes()
        points = re.search(rb'<svg[^>]* width="([0-9.]+)pt"', data)
        inches = float(points.group(1)) / 72 if points else 0
    elif png.is_file():
        kind, data = "webp", png.read_bytes()
        inches = int.from_bytes(data[16:20]) / dpi  # the width stands in the file's first chunk
        given, points = data, round(inches * 96 * ENLARGED * 1.5)
        data = kept.data(study, f"picture.{stem}", [_digest(given), points], lambda: _light(given, points))
        kind = "png" if data == given else "webp"
    else:
        return None
    return {"uri": f"data:image/{kind};base64,{_base64(data)}", "width": round(inches * 96 * ENLARGED) or "100%"}


def _light(data, width):
    """A PNG as a lighter WebP of so many points; itself where Pillow cannot read it or that is no gain."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as given:
            image = given.convert("RGB")
    except (OSError, ValueError):
        return data
    if image.width > width > 0:
        shape = width, max(1, round(image.height * width / image.width))
        image = image.resize(shape, Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=80, method=4)
    return buffer.getvalue() if buffer.tell() < len(data) else data


def _table(study, name):
    return outputs.read_table(study, name) if (study.figures_folder / f"{name}.csv").is_file() else None


def _static(name, table, languages):
    """The first rows and columns of a table as HTML, {language: table}: for print, and where no script runs."""
    from ..display import tables

    if table is None:
        return None
    columns = outputs.shown_at_first(name, table)
    rows = None if name == CORPUS else ROWS
    made = {}
    for language in languages:
        styler = tables.rtl(table, columns=columns, max_rows=rows, language=language)
        # Of its own: the look of a table hangs on its id, and equal tables stand under several names.
        styler.set_uuid(hashlib.sha256(f"{name} {language}".encode()).hexdigest()[:8])
        made[language] = styler.to_html()
    return made


def _block(name, table, sidecar):
    """The block of data with a table {"key", "packed", "words"}, None for a short one; equal tables share a key."""
    if table is None or (len(table) <= ROWS and len(table.columns) <= 8) or not table.columns.is_unique:
        return None
    key = f"table-{(sidecar['sha256'] or name)[:16]}"
    if not re.fullmatch(r"table-\w+", key, re.ASCII):  # a sidecar that somebody has written
        key = f"table-{name}"
    data = embedded.table(table, outputs.shown_at_first(name, table))
    words = [place for place, column in enumerate(data["columns"]) if column[0] in embedded.WORD_COLUMNS]
    asked = dict.fromkeys(str(cell) for place in words for cell in data["cells"][place][:400] if cell is not None)
    return {"key": key, "packed": embedded.packed(data), "words": list(asked)}


def _add_texts(study, keys, blocks):
    """Add blocks of what stands in the texts: lines and articles of the words in the tables, and quotations.

    Returns why there are none ("" where there are, or where none are wanted), and the first quotations (`_first`).
    """
    from ..corpus import store

    words, none = list(dict.fromkeys(word for key in dict.fromkeys(keys) for word in blocks[key]["words"])), {}
    spoken = (study.figures_folder / f"{QUOTATIONS}.csv").is_file()
    if not (words or spoken) or study.report["texts"] == "none" or not provenance.manifest(study):
        return "", none
    try:
        # Else the texts are not those that the tables were made of.
        if why := store.why_stale(study.raw, study.derived, study.recipe):
            return why, none
        tokens = store.load(study.derived)
    except KhitabError as error:
        return str(error), none
    found = embedded.lines(tokens, words, articles=study.report["texts"] == "articles")
    quoted, n_speakers = _quoted(study, tokens.corpus, found) if spoken else ([], 0)
    blocks["lines"] = {"packed": embedded.packed(found), "words": []}
    if quoted:
        blocks["quotations"] = {"packed": embedded.packed(quoted), "words": []}
    return "", _first(quoted, found["documents"], n_speakers)


def _quoted(study, corpus, carried):
    """Quotations by speaker (`embedded.quotations`), none where the table is one of another version, and the number of
    speakers in the table.
    """
    table = _table(study, QUOTATIONS)
    try:
        return embedded.quotations(table, corpus, carried), table["speaker"].nunique()
    except ArgumentError:  # it has other columns
        return [], 0


def _first(quoted, documents, n_speakers):
    """What stands in the page itself: `said`, of the first speakers the first quotations, each (quote, what stands
    under it); `n` speakers of `of` where the page holds no more of them, else `of` is "".
    """
    speakers, each = FEW
    told = []
    for name, n, n_docs, rows in quoted[:speakers]:
        said = [(row[4], [part for part in (row[3], *documents[row[0]][2:0:-1], documents[row[0]][3]) if part])
                for row in rows[:each]]  # fmt: skip
        told.append({"name": name, "n": f"{n:,}", "n_docs": f"{n_docs:,}", "said": said})
    cut = n_speakers if n_speakers > embedded.SPEAKERS else 0
    return {"said": told, "n": f"{len(quoted):,}", "of": f"{cut:,}" if cut else ""} if told else {}


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


def _method(study):
    """The method paragraph {"ar", "en"} and the works it cites."""
    return {**method.paragraph(study), "works": [work.full for work in method.references(study)]}


def _coded(text):
    """Arabic as HTML in which what stands between backticks is code, from left to right."""
    from ..display import tables

    parts = _CODE.split(text)
    parts[::2] = [tables.arabic(part) if part.strip() else part for part in parts[::2]]
    parts[1::2] = [f'<code dir="ltr">{html.escape(part)}</code>' for part in parts[1::2]]
    return "".join(parts)


@functools.cache
def _resource(name, folder="report"):
    return package_files(resources).joinpath(folder, name).read_bytes()


def _base64(data):
    return base64.b64encode(data).decode("ascii")
