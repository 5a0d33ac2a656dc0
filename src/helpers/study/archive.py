"""An archive of a study for a repository such as Zenodo: one zip, with all that it takes to run it again."""

import hashlib
import json
import os
import re
import zipfile
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..arguments import FLAG, takes
from ..corpus import store
from ..corpus.assembly import metadata
from ..errors import InputError, KhitabError, NotFound, reason
from . import comparison, files, outputs, provenance
from .settings import ARCHIVED, PROJECT, REFERENCES, without_place

SUMS, README, DOCUMENTS = "SHA256SUMS", "README.md", "documents.csv"
LISTED = 5  # files that a sentence names
_MADE = (1980, 1, 1, 0, 0, 0)  # the date of everything in the zip: the same files give the same bytes
_PIECE = 1 << 20


class Archive(NamedTuple):
    """What `write` has made. path: of the zip; files: how many it holds; notes: what its maker should know."""

    path: Path
    files: int
    notes: list


class _Entry(NamedTuple):
    """One file of the archive: its name there, and where it comes from, a path or bytes."""

    name: str
    data: Path | bytes


@takes(raw=FLAG, to=None)
def write(study, *, raw=False, to=None):
    """Write a Study with its outputs as a zip; return an Archive.

    It holds study.toml and what it names (lexicons, mask, gloss.csv), SOURCES.md, the table of metadata, coding/, all
    outputs that Khitab made (tables, figures, sidecars, executed notebooks, report …), requirements.txt, a README in
    Arabic and English, SHA256SUMS, archive.json (versions, counts, each raw file with its size and SHA-256) and
    documents.csv (name, date, source and hash of the text of each document). The other study that [keyness] reference
    names comes along under reference/. raw: put the raw texts of both in too; without them, `check` says which file
    belongs where, and a report.html that holds whole articles is left out. to: the zip (None: <study>.zip in the
    current folder). The same files give the same bytes.
    Raises NotFound when nothing has been made yet, InputError for raw files that are not those of the outputs.
    Caveat: tables such as concordances hold lines of the texts, with raw or without.
    """
    made, others = outputs.made(study), outputs.others(study)
    if not any(path.suffix == ".json" for path in made):
        raise NotFound(f'{study.figures_folder} holds no outputs yet; "khitab run {study.folder}" makes them.')
    notes = [f"Left out, as no run of Khitab made it: {_names(others)}."] if others else []
    page = study.figures_folder / "report.html"
    if not raw and page in made and study.report["texts"] == "articles":
        made.remove(page)
        notes.append('Left out, as it holds whole articles: report.html. To put it in, set [report] texts = "lines" or '
                     '"none", then khitab report.')  # fmt: skip
    told = _unread(study)
    notes += [f"Left out, as no setting names it: {_names(told)}."] if told else []
    outside = [place for place in (study.corpus["raw"], study.keyness["reference"]) if without_place(place) != place]
    notes += [f"study.toml names {place}, a place on this computer, and goes into the archive as it is."
              for place in outside]  # fmt: skip
    texts, beside = [_raw(study, "", provenance.manifest(study))], _reference(study, notes)
    entries = _settings(study, "")
    entries += [_Entry(f"figures/{path.relative_to(study.figures_folder).as_posix()}", path) for path in made]
    if beside is not None:
        place, noted = f"{REFERENCES}/{beside.name}/", provenance.manifest(study, "derived-reference")
        entries += _settings(beside, place)
        texts.append(_raw(beside, place, noted))
    if (PROJECT / "requirements.txt").is_file():
        entries.append(_Entry("requirements.txt", PROJECT / "requirements.txt"))
    if (study.derived / "documents.arrow").is_file():
        entries.append(_Entry(DOCUMENTS, outputs.csv_bytes(store.described(study.derived))))
    elif (study.folder / DOCUMENTS).is_file():
        entries.append(_Entry(DOCUMENTS, study.folder / DOCUMENTS))
    if raw:
        entries += [_Entry(file["path"], path) for corpus in texts for file, path in corpus["sources"]]
    about = _about(study, texts, raw)
    entries.append(_Entry(README, _readme(study, about).encode("utf-8")))
    about["files"] = [_described(entry) for entry in sorted(entries)]
    entries.append(_Entry(ARCHIVED, (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode("utf-8")))
    sums = [f"{file['sha256']}  {file['path']}\n" for file in [*about["files"], _described(entries[-1])]]
    entries.append(_Entry(SUMS, "".join(sums).encode("utf-8")))
    target = Path(to) if to else Path(f"{study.name}.zip")
    return Archive(_zip(target, study.name, sorted(entries)), len(entries), notes)


def check(study):
    """Check the raw files of a Study that was unpacked from an archive; return what its user should know.

    Nothing is done in a study that is none. Raises InputError that names the raw files that are not there, or are not
    those of the archive, each with its place and SHA-256.
    """
    path = study.folder / ARCHIVED
    if not path.is_file():
        return []
    about = _read(path)
    wanted = [file for corpus in about["corpora"] for file in corpus["raw"]]
    missing = [file for file in wanted if not (study.folder / file["path"]).is_file()]
    if missing:
        listed = "; ".join(f"{file['path']} (SHA-256 {file['sha256']}, {file['bytes']:,} bytes)"
                           for file in missing[:LISTED])  # fmt: skip
        more = f" and {len(missing) - LISTED:,} more, which {path} lists" if len(missing) > LISTED else ""
        raise InputError(
            f"{study.folder} comes from an archive without these raw files; put each where it belongs in this folder, "
            f"then run again: {listed}{more}."
        )
    for file in wanted:
        if _hash(study.folder / file["path"]) != file["sha256"]:
            raise InputError(
                f"{study.folder / file['path']} is not the file that the archive was made from (its SHA-256 is not "
                f"{file['sha256']}); put that one there. To go on with other texts, remove {path}."
            )
    now, then = provenance.software(), about["made_with"][0]
    if (now["commit"] or "").removesuffix("-dirty") == (then["commit"] or "").removesuffix("-dirty"):
        return []
    return [
        f"The archive was made with Khitab {then['versions'].get('khitab')} (commit {then['commit']}), this is "
        f"{now['versions']['khitab']} (commit {now['commit']}): numbers and figures may differ."
    ]  # fmt: skip


def documents(study):
    """Return (counts, documents) of the corpus of a Study: of derived/, else as an archive tells; (None, None) without.

    counts: a dict with n_documents and n_tokens. documents: a DataFrame of doc_id, date, source and sha256.
    """
    noted = provenance.manifest(study)
    if noted:
        return noted, store.described(study.derived)
    path = study.folder / DOCUMENTS
    if not (study.folder / ARCHIVED).is_file() or not path.is_file():
        return None, None
    texts = dict.fromkeys(("doc_id", "source", "sha256"), "str")
    table = pd.read_csv(path, encoding="utf-8-sig", dtype=texts, parse_dates=["date"], keep_default_na=False)
    for column in texts:
        table[column] = table[column].map(outputs.unguarded).astype("str")
    return _read(study.folder / ARCHIVED)["corpora"][0], table.assign(date=pd.to_datetime(table["date"]))


def _read(path):
    try:
        about = json.loads(path.read_text("utf-8"))
        for corpus in about["corpora"]:
            for file in corpus["raw"]:
                file["path"], file["sha256"] = str(file["path"]), str(file["sha256"])
                file["bytes"] = int(file["bytes"])
        about["made_with"][0]["versions"].get("khitab")
        return about
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise InputError(f"{path} is damaged; unpack the archive again.") from None


def _settings(study, place):
    """study.toml and the files that belong to it, where they lie in the study."""
    found = [study.file, study.folder / "SOURCES.md", study.gloss_file, study.mask, study.template]
    found += study.lexicon_files
    found += metadata.of_the_study(study.raw)
    if study.terms["lexicon"]:
        found.append(study.folder / study.terms["lexicon"])
    coding = study.folder / "coding"
    found += [path for path in coding.rglob("*") if coding.is_dir() and not path.name.startswith((".", "~"))]
    kept = dict.fromkeys(Path(os.path.normpath(path)) for path in found if path is not None and path.is_file())
    # A table of metadata may lie in a folder above, where the raw files of the study lie too.
    return [
        _Entry(f"{place}{path.relative_to(study.folder).as_posix()}", path)
        for path in kept if path.is_relative_to(study.folder)
    ]  # fmt: skip


def _unread(study):
    """Files beside study.toml that belong to no setting."""
    known = {entry.data for entry in _settings(study, "")}
    known |= {study.folder / name for name in (ARCHIVED, SUMS, README, DOCUMENTS, "requirements.txt")} | {study.raw}
    return [
        path for path in sorted(study.folder.iterdir())
        if path.is_file() and not path.name.startswith((".", "~")) and path not in known
    ]  # fmt: skip


def _raw(study, place, noted):
    """The raw files of a Study: {"study", "title", counts, "raw": [{path, bytes, sha256}], "sources": pairs}.

    noted: the manifest of what was read of them, {} where there is none.
    """
    listed = list(store.raw_files(study.raw)) if study.raw.exists() else []
    if not listed:
        raise InputError(
            f"{study.raw}: there are no raw files, so an archive could not say what the study was made from; put them "
            "there first."
        )
    hashes = {name: _hash(path) for name, path in listed}
    before = noted.get("raw") or hashes
    for name in sorted({*hashes, *before}):
        if hashes.get(name) != before.get(name):
            raise InputError(
                f"{study.raw}: {name} is not as it was when the outputs were made; khitab run makes them again, so "
                "that the archive holds what they were made from."
            )
    sources = [
        ({"path": f"{place}{_place(study, name)}", "bytes": path.stat().st_size, "sha256": hashes[name]}, path)
        for name, path in listed if not name.startswith("../")
    ]  # fmt: skip
    counts = {key: noted.get(key) for key in ("n_documents", "n_tokens", "corpus_hash")}
    return {"study": study.name, "title": study.title, **counts, "raw": [f for f, _ in sources], "sources": sources}


def _place(study, name):
    """Where a raw file lies in the archive; what lies outside of the study is put into raw/ (see `Study.raw`)."""
    inside = study.raw.is_relative_to(study.folder) and study.source == study.raw
    place = study.raw.relative_to(study.folder) if inside else Path("raw") / study.raw.name
    return (place if study.raw.is_file() else place / name).as_posix()


def _reference(study, notes):
    """The other study that [keyness] reference names; None where it names none, or one that is not there."""
    wanted = study.keyness["reference"]
    if wanted in (comparison.GENERAL, comparison.REST, "") or "=" in wanted:
        return None
    try:
        return comparison.other(study, wanted)
    except KhitabError as error:
        known = provenance.manifest(study, "derived-reference").get("corpus_hash")
        notes.append(f"The reference does not come along (corpus hash {known}): {error}")
        return None


def _about(study, texts, raw):
    """What archive.json says, but for its list of files."""
    made = {}
    for path in outputs.sidecars(study):
        sidecar = outputs.read_sidecar(path)
        how = {"commit": sidecar["commit"], "versions": sidecar["versions"]}
        made.setdefault(json.dumps(how, sort_keys=True), {**how, "outputs": 0})["outputs"] += 1
    wanted = study.keyness["reference"]
    named = wanted not in (comparison.GENERAL, comparison.REST, "") and "=" not in wanted
    return {
        "about": "An archive of a study of Khitab; see README.md.",
        "khitab": version("khitab"),
        "study": {"name": study.name, "title": study.title, "seed": study.seed},
        "made_with": sorted(made.values(), key=lambda how: -how["outputs"]),
        "raw_included": raw,
        "corpora": [{key: value for key, value in corpus.items() if key != "sources"} for corpus in texts],
        "reference_hash": provenance.manifest(study, "derived-reference").get("corpus_hash") if named else None,
    }


def _described(entry):
    if isinstance(entry.data, bytes):
        return {"path": entry.name, "bytes": len(entry.data), "sha256": hashlib.sha256(entry.data).hexdigest()}
    return {"path": entry.name, "bytes": entry.data.stat().st_size, "sha256": _hash(entry.data)}


def _hash(path):
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({reason(error)}).") from None


def _names(paths):
    names = [path.name for path in paths]
    return ", ".join(names[:LISTED]) + (f" and {len(names) - LISTED:,} more" if len(names) > LISTED else "")


def _zip(target, folder, entries):
    """Write the zip whole or not at all; files of gigabytes go through in pieces."""
    target = target.expanduser().absolute()
    with files.replacing(target) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for entry in entries:
            about = zipfile.ZipInfo(f"{folder}/{entry.name}", _MADE)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            with archive.open(about, "w", force_zip64=True) as into:
                _copy(entry.data, into)
    return target


def _copy(data, into):
    if isinstance(data, bytes):
        into.write(data)
        return
    with data.open("rb") as file:
        while piece := file.read(_PIECE):
            into.write(piece)


def _readme(study, about):
    """How to check and how to run again, in Arabic and English."""
    made, corpora = about["made_with"][0], about["corpora"]
    texts = (package_files("helpers.resources") / "archive" / "README.md").read_text("utf-8")
    texts = texts.partition("-->\n")[2].replace("{raw_ar}", _RAW[about["raw_included"]][0])
    values = {
        "title": re.sub(r"([\\`*_<>\[\]#|])", r"\\\1", " ".join(study.title.split())),
        "name": study.name,
        "commit": (made["commit"] or "").removesuffix("-dirty") or "–",
        "dirty_ar": _DIRTY[0] if (made["commit"] or "").endswith("-dirty") else "",
        "dirty_en": _DIRTY[1] if (made["commit"] or "").endswith("-dirty") else "",
        "khitab": made["versions"].get("khitab", "–"), "python": made["versions"].get("python", "–"),
        "raw_en": _RAW[about["raw_included"]][1],
        "corpora": "\n".join(_line(corpus) for corpus in corpora),
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), texts)


_RAW = {
    True: ("النصوص الخام موجودة في هذا الأرشيف.", "The raw texts are in this archive."),
    False: (
        "النصوص الخام ليست في هذا الأرشيف. ضع كل ملف في موضعه المذكور أدناه؛ والأمر khitab run يتحقق من بصماتها.",
        "The raw texts are not in this archive. Put each file where the list below says; khitab run checks their "
        "hashes.",
    ),
}
_DIRTY = (
    " (وكانت في الشيفرة تعديلات لم تُودَع)",
    " (with changes that were not committed)",
)


def _line(corpus):
    counts = [f"{corpus[key]:,} {word}" for key, word in (("n_documents", "documents"), ("n_tokens", "tokens"))
              if corpus[key] is not None]  # fmt: skip
    head = f"**{corpus['study']}**" + (f" ({', '.join(counts)})" if counts else "")
    shown = [f"  - `{file['path']}`, {file['bytes']:,} B, SHA-256 `{file['sha256']}`"
             for file in corpus["raw"][:50]]  # fmt: skip
    more = [f"  - … {len(corpus['raw']) - 50:,} more in archive.json"] if len(corpus["raw"]) > 50 else []
    return "\n".join([f"- {head}", *shown, *more])
