"""The figures of a study in the reader's language: as its settings say, and drawn anew without computing anything.

Beside its texts the sidecar of a figure keeps how it was drawn (`kept`): the plot, its options, which rows of the table
beside it, and what reading that table back from a file would lose.
"""

import dataclasses
import hashlib
import json

from ..errors import NotFound, check_choice
from . import files, outputs, provenance, twins
from . import kept as results

#: Settings that change how a figure looks and nothing of what it says.
LOOKS = (
    "figures.language", "figures.digits", "figures.formats", "figures.dpi", "figures.gloss", "figures.gloss_in",
    "figures.width", "figures.svg",
)  # fmt: skip


def looks(study):
    """How the figures of a Study are drawn: {language: {language, digits, per, glosses, width}}, the first one the
    figures' own.

    Rates are per thousand words in a corpus of fewer than `language.SMALL` tokens. Raises InputError for a gloss.csv
    that cannot be read.
    """
    chosen = study.figures["language"]
    return {one: _look(study, one) for one in (("ar", "en") if chosen == "both" else (chosen,))}


def _look(study, one):
    from ..display import language
    from . import glosses

    n_tokens = provenance.manifest(study).get("n_tokens", language.SMALL)
    per = language.THOUSAND if n_tokens < language.SMALL else language.MILLION
    beside = glosses.of(study, one)
    asked = {key: study.figures[key] for key in ("digits", "width")}
    return {"language": one, "per": per, "glosses": beside, **asked}


def own_language(study):
    """The language of the figures of a Study that bear their names: "ar" or "en"."""
    return next(iter(looks(study)))


def drawn(study, name, drawing, figure, said):
    """The files of a figure in the languages and formats of a Study: {file name: bytes}, and how it is to be printed.

    drawing: its Drawing, or None for one that was drawn by hand, which has the language it was given. said: what
    `texts` returned; an SVG holds the subject and the alternative text. The second is what `printed` returns.
    """
    from ..display import drawings, style

    found, size, wanted = {}, None, looks(study)
    for place, (one, look) in enumerate(wanted.items()):
        if drawing is None and place:
            break
        made = figure if drawing is None or drawing.look == look else drawings.again(drawing, **look)
        stem = name if place == 0 else f"{name}.{one}"
        found |= _files(study, stem, drawings.figure_of(made), one, said)
        size = size or printed(drawings.figure_of(made))
        if made is not figure:
            _close(style, drawings.figure_of(made))
    return found, size


def printed(figure):
    """How a figure is to be printed, as its sidecar says: {"width_mm", "columns" ("one", "two" or None),
    "smallest_points"}, its smallest text at that width.
    """
    from matplotlib.text import Text

    from ..display import style

    width = round(figure.get_figwidth() * 25.4, 1)
    columns = {style.WIDTHS["single"]: "one", style.WIDTHS["double"]: "two"}.get(round(width))
    sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return {"width_mm": width, "columns": columns, "smallest_points": round(min(sizes), 1) if sizes else None}


def texts(study, drawing, table, *, subject, alt=None):
    """The captions and alternative texts of a figure in both languages, made from what was drawn.

    subject: what it shows, {"ar": …, "en": …}; alt: for a figure that was drawn by hand. Returns {"caption": {"ar",
    "en"}, "alt": {"ar", "en"}}.
    """
    if drawing is None:
        return {"caption": subject, "alt": alt}
    from ..display import captions, language

    found = {"caption": {}, "alt": {}}
    manifest = provenance.manifest(study)
    sizes = [manifest.get(key) for key in ("n_documents", "n_tokens")]
    pair = subject["ar"], subject["en"]
    for one in ("ar", "en"):
        with language.chosen(**_look(study, one)):
            corpus = None if None in sizes else sizes
            found["caption"][one] = captions.caption(drawing, table, subject=pair, corpus=corpus)
            found["alt"][one] = captions.alternative(drawing, table, subject=pair)
    return found


def kept(drawing, table):
    """What a sidecar keeps of a Drawing, so that it can be drawn anew from `table` as its CSV gives it; None if not.

    Returns plot, options, told, rows (places in the table, None for all), categories {column: its order}, dates
    [columns], intervals. A drawing of other rows than the table's, or with a function among its options, is not kept.
    """
    import pandas as pd

    rows = None if drawing is None else _rows(drawing.table, table)
    if rows is False or drawing is None:
        return None
    options = {key: _plain(value) for key, value in drawing.options.items()}
    if any(value is _LOST for value in options.values()):
        return None
    part = drawing.table
    categories = {column: list(part[column].cat.categories) for column in part.columns
                  if isinstance(part[column].dtype, pd.CategoricalDtype)}  # fmt: skip
    dates = [column for column in part.columns if pd.api.types.is_datetime64_any_dtype(part[column])]
    return {
        "plot": drawing.plot, "options": options, "told": drawing.told, "rows": rows, "categories": categories,
        "dates": dates, "intervals": part.attrs.get("intervals", []),
    }  # fmt: skip


def again(study, *, language=None, digits=None, width=None):
    """Draw the figures of a Study anew from the tables beside them, in another language, with other digits or for so
    many columns of a page.

    language, digits, width: as in [figures] (None: as there). A language that is not the study's own gives further
    files, 06_keyness.en.png beside 06_keyness.png. Returns [(name, files)], where files is empty for a figure that was
    not drawn by a plot of Khitab or could not be computed. Captions follow: they are of the digits and glosses that the
    figures have. Raises NotFound when there is no figure yet, ArgumentError for another word.
    """
    from ..display import drawings, style

    figures = dict(study.figures)
    own = "ar" if figures["language"] == "both" else figures["language"]
    if language is not None:
        figures["language"] = check_choice("language", language, ("ar", "en", "both"))
    if digits is not None:
        figures["digits"] = check_choice("digits", digits, ("latin", "arabic"))
    if width is not None:
        figures["width"] = check_choice("width", width, ("fit", "one", "two"))
    asked = dataclasses.replace(study, figures=figures)
    done = []
    for path in outputs.sidecars(study):
        sidecar = outputs.read_sidecar(path)
        if not any(path.with_suffix(f".{kind}").is_file() for kind in outputs.FIGURE_FORMATS):
            continue
        written = []
        if sidecar["drawing"]:
            drawing = _restored(study, path.stem, sidecar["drawing"])
            made = {one: drawings.figure_of(drawings.again(drawing, **look)) for one, look in looks(asked).items()}
            said = _tell_anew(asked, path, next(iter(made.values())))
            for one, figure in made.items():
                if one == own:
                    twins.renew(asked, path.stem, drawings.of(figure))
                stem = path.stem if one == own else f"{path.stem}.{one}"
                data = _files(asked, stem, figure, one, said)
                written += [files.write(path.parent / name, some) for name, some in data.items()]
                _close(style, figure)
        done.append((path.stem, written))
    if not done:
        raise NotFound(f'There is no figure in {study.figures_folder} yet; "khitab run {study.folder}" draws them.')
    return done


def complete(study, progress=False):
    """Draw those figures of a Study that are there in its own language only in the other one too, from their tables.

    progress: show a bar. Returns [(name, files)] of what was drawn: nothing where all is there already.
    """
    from tqdm.auto import tqdm

    from ..display import drawings, style

    (other,), done = {"ar", "en"} - {own_language(study)}, []
    for path in tqdm(outputs.sidecars(study), unit="figure", disable=not progress):
        kinds = [kind for kind in study.figures["formats"] if path.with_suffix(f".{kind}").is_file()]
        lacking = kinds and not path.with_name(f"{path.stem}.{other}.{kinds[0]}").is_file()
        kept = outputs.read_sidecar(path)["drawing"] if lacking else None
        if kept:
            figure = drawings.figure_of(drawings.again(_restored(study, path.stem, kept), **_look(study, other)))
            made = _files(study, f"{path.stem}.{other}", figure, other, json.loads(path.read_text(encoding="utf-8")))
            done.append((path.stem, [files.write(path.parent / name, data) for name, data in made.items()]))
            _close(style, figure)
    return done


def _tell_anew(study, path, figure):
    """What a sidecar says of its figure as it is now: captions, alternative texts, settings, its width in print."""
    from ..display import drawings

    sidecar, drawing = json.loads(path.read_text(encoding="utf-8")), drawings.of(figure)
    sidecar["print"], sidecar["drawing"]["told"] = printed(figure), outputs.plain(drawing.told)
    if sidecar.get("subject"):
        sidecar |= texts(study, drawing, drawing.table, subject=sidecar["subject"])
    for key in set(LOOKS) & set(sidecar.get("settings") or ()) - {"figures.language"}:
        sidecar["settings"][key] = provenance.value(study, key)
    files.write(path, json.dumps(sidecar, ensure_ascii=False, indent=1) + "\n")
    return sidecar


def image(study, name, *, language, sidecar=None):
    """The PNG of an output of a Study in a language: bytes; drawn anew where that is not the one of its file.

    None where the output has no figure. A figure that was drawn by hand is as it is.
    """
    from ..display import drawings, style

    path = study.figures_folder / f"{name}.png"
    own = language == own_language(study)
    given = path if own else path.with_name(f"{name}.{language}.png")
    if given.is_file():
        return given.read_bytes()
    kept_drawing = (sidecar or outputs.read_sidecar(path.with_suffix(".json")))["drawing"]
    if not kept_drawing:
        return path.read_bytes() if path.is_file() else None
    asked = dataclasses.replace(study, figures=dict(study.figures) | {"language": language, "formats": ("png",)})
    drawing = _restored(study, name, kept_drawing)
    figure = drawings.figure_of(drawings.again(drawing, **looks(asked)[language]))
    (data,) = _files(asked, name, figure, language, {}).values()
    _close(style, figure)
    return data


def _files(study, stem, figure, one, said):
    """The files of a figure in the formats of a Study; one: its language; said: its texts, as `texts` returns them."""
    from ..display import language, style, svg

    formats = [kind for kind in outputs.FIGURE_FORMATS if kind in study.figures["formats"]]
    dpi, subject = study.figures["dpi"], (said.get("subject") or said.get("caption") or {}).get(one) or ""
    letters, spoken = study.figures["svg"], (subject, (said.get("alt") or {}).get(one) or "")
    found = dict.fromkeys(f"{stem}.{kind}" for kind in formats)
    with style.laid_out(figure, dpi=dpi), language.chosen(language=one):
        drawn = None
        if "svg" in formats:  # it says all that is drawn, and is the quickest to be had
            drawn = style.to_bytes(figure, "svg", dpi=dpi, letters=letters)
            found[f"{stem}.svg"] = svg.described(drawn, *spoken, one)
        for kind in formats:
            if kind != "svg":
                found[f"{stem}.{kind}"] = _same_or_made(
                    study, f"{stem}.{kind}", drawn, lambda kind=kind: style.to_bytes(figure, kind, dpi=dpi)
                )
    return found


def _same_or_made(study, file, drawn, make):
    """The bytes of a PNG or PDF: those in the folder of figures, if they were made of this very drawing, an SVG, and
    nobody has changed them since; else made.
    """
    if drawn is None:
        return make()
    made, dpi, path = [], study.figures["dpi"], study.figures_folder / file

    def hashed():
        made.append(make())
        return hashlib.sha256(made[0]).digest()

    about = [hashlib.sha256(drawn).hexdigest(), dpi]
    known = results.data(study, f"figure.{file}", about, hashed)
    if not made and path.is_file() and hashlib.sha256(path.read_bytes()).digest() == known:
        return path.read_bytes()
    return made[0] if made else make()


def _close(style, figure):
    style.plt.close(figure)


def _rows(part, table):
    """The places of the drawn rows in the table that is saved: None for all of them, False where it is another
    table.
    """
    if part is table:
        return None
    missing = [column for column in part.columns if column not in table.columns]
    if missing or not table.index.is_unique or not part.index.isin(table.index).all():
        return False
    same = table.loc[part.index, list(part.columns)]
    if not all(_alike(same[column], part[column]) for column in part.columns):
        return False
    places = table.index.get_indexer(part.index).tolist()
    return None if places == list(range(len(table))) else places


def _alike(one, other):
    import pandas as pd

    if isinstance(one.dtype, pd.CategoricalDtype) or isinstance(other.dtype, pd.CategoricalDtype):
        one, other = one.astype(object), other.astype(object)
    return one.equals(other) or ((one == other) | (one.isna() & other.isna())).all()


_LOST = object()


def _plain(value):
    """An option in the types of JSON; a table as a list of rows; _LOST for a function."""
    if hasattr(value, "to_dict") and hasattr(value, "columns"):
        return {"table": value.astype(str).to_dict("records"), "columns": list(map(str, value.columns))}
    if isinstance(value, dict):
        items = {str(key): _plain(item) for key, item in value.items()}
        return _LOST if _LOST in items.values() else items
    if isinstance(value, list | tuple):
        items = [_plain(item) for item in value]
        return _LOST if _LOST in items else items
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if hasattr(value, "__fspath__"):
        return {"path": True}  # the mask of the settings: no path of this machine goes into a sidecar
    return _LOST if callable(value) else value


def _restored(study, name, kept):
    """The Drawing that a sidecar keeps, with its table as it was."""
    import pandas as pd

    from ..display.drawings import Drawing

    table = outputs.read_table(study, name)
    if kept["rows"] is not None:
        table = table.iloc[kept["rows"]]
    for column, order in kept["categories"].items():
        if column in table:
            values = table[column]
            texts = values.astype(str).where(values.notna()) if all(isinstance(one, str) for one in order) else values
            table = table.assign(**{column: pd.Categorical(texts, order)})
    for column in kept["dates"]:
        if column in table:
            table = table.assign(**{column: pd.to_datetime(table[column])})
    table.attrs["intervals"] = kept["intervals"]
    options = {key: _option(study, value) for key, value in kept["options"].items()}
    return Drawing(kept["plot"], table, options, kept["told"])


def _option(study, value):
    import pandas as pd

    if isinstance(value, dict) and set(value) == {"table", "columns"}:
        return pd.DataFrame(value["table"], columns=value["columns"])
    if value == {"path": True}:
        return study.mask
    return value
