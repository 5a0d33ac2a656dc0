"""The derived/ folder: what was read and tokenized, kept on disk and made again only when needed.

documents.arrow, files.arrow, mapping.arrow, set_aside.arrow, notes.arrow, repairs.arrow
                the Corpus
tokens.arrow    int32 columns doc, start, end, sent, form
forms.arrow     one row a distinct form; form_term is its row in the terms
terms.arrow     one row a term, counted
manifest.json   hashes of the raw files, recipe, versions, corpus_hash
index/          of a large corpus: where each form stands (see `index`)

The tables are Arrow IPC files (Feather 2), not compressed, so that loading maps them into memory and copies nothing:
pandas, R and polars read them too.
"""

import contextlib
import errno
import hashlib
import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from .. import locks, room, versions
from ..arabic import normalization
from ..arguments import DICT, NUMBER, PATH, TEXT, takes
from ..errors import InputError
from . import documents, index, tokens
from .assembly import cluster, metadata
from .cleaning import preparation
from .reading import remote

FORMAT = 3
SHARDS = "shards"  # derived-shards is the folder of what was read of a large corpus
RAW = "raw"  # derived-raw is the folder of what was copied from an address
MEMORY = 2  # GB that a build may take for itself
_TIMES = 12  # times the size of the raw files that a build takes when everything is in memory
_PACKED = 4  # times their size that packed files have
_PARTS = ("documents", "files", "mapping", "set_aside", "notes", "repairs")
_COLUMNS = ("doc", "start", "end", "sent", "form")


@takes(raw=PATH, derived=PATH, recipe=DICT, memory=NUMBER, jobs=NUMBER, scheduler=TEXT, shards=TEXT)
def build(raw, derived, *, recipe=None, progress=False, keep=True, memory=MEMORY, jobs=1, scheduler="", shards=""):
    """Return the Tokens of a raw file or folder, from `derived` if it is still true, else made anew.

    raw: also an address that fsspec knows, such as "s3://bucket/folder"; what has changed there is copied into a folder
    beside `derived` first, see `reading.remote.fetch` (`derived-raw`).
    recipe: {"corpus": the keys of [corpus] but raw, "terms": level, folds, stop words, "lexicon": {form: lemma}}
    (as `Study.recipe`).
    progress: say what is done and why. keep: write what had to be made anew; `derived` is replaced as a whole at the
    end, so an interrupted build leaves the old one. memory: GB that the build may take for itself; a corpus that takes
    more is worked on piece by piece, with large arrays in files beside `derived`, which is slower and gives the
    same; what was read of it stands in shards (`assembly.shards`) beside `derived`, of which a later build reads only
    the new ones. jobs: processes that read shards at a time. scheduler: the Dask workers that read them instead:
    "local", "slurm", or the address of a scheduler (see `assembly.cluster`). shards: an address that fsspec knows, from
    which shards are taken and where new ones are left, by workers too.
    A second build of the same folder waits until the first has ended. Raises InputError for raw files that cannot be
    used, where the disk is full, for a scheduler or workers that cannot be used, and for an address that cannot be
    reached or read; ArgumentError for a scheduler or an address that is none.
    """
    derived, recipe = Path(derived), _relevant(recipe or {})
    cluster.check(scheduler)
    place = remote.check(shards) if shards else ""
    source = remote.check(raw) if remote.is_address(raw) else ""
    raw = remote.fetch(raw, derived.with_name(f"{derived.name}-{RAW}"), progress=progress) if source else Path(raw)
    reason = why_stale(raw, derived, recipe)
    if reason is None:
        _sweep(derived)
        return load(derived)
    if not keep:
        if progress:
            print(f"Building {derived.name}/: {reason}.", flush=True)
        with _room(raw, derived, memory):
            return _made(raw, recipe, progress)
    derived.parent.mkdir(parents=True, exist_ok=True)
    with locks.alone(_lock(derived)):
        _settle(derived)
        reason = why_stale(raw, derived, recipe)  # another build may have made it in the meantime
        if reason is None:
            return load(derived)
        if progress:
            print(f"Building {derived.name}/: {reason}.", flush=True)
        kept = derived.with_name(f"{derived.name}-{SHARDS}")
        with _room(raw, derived, memory, kept=kept, jobs=jobs, scheduler=scheduler, place=place, source=source):
            return _build(raw, derived, recipe, progress)


def _lock(derived):
    return derived.with_name(f".{derived.name}.lock")


def _work(derived):
    return derived.with_name(f".{derived.name}.work")


def _sweep(derived):
    """Take away what a build has left that was killed when `derived` was there already."""
    left = [_work(derived), *derived.parent.glob(f".{derived.name}-*")]
    if not any(path.exists() for path in (_lock(derived), *left)):
        return
    # Where nothing can be written, nothing is taken away; another build may be at its end.
    with contextlib.suppress(OSError), locks.alone(_lock(derived), wait=False) as is_alone:
        if is_alone:
            for path in left:
                shutil.rmtree(path, ignore_errors=True)


def _settle(derived):
    """Put back what a build has left that was killed between its two last steps."""
    kept = derived.with_name(f".{derived.name}-old")
    if kept.exists() and not derived.exists():
        kept.rename(derived)


@contextlib.contextmanager
def _room(raw, derived, memory, **options):
    """Let large arrays lie in files beside `derived` where the raw files call for more GB than `memory`."""
    need = sum(_size(path) for _, path in raw_files(raw)) * _TIMES
    folder = derived.with_name(f".{derived.name}.work")
    try:
        if need <= memory * 1e9:
            yield
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        with room.within(room.Room(folder, _piece(memory), stamp=json.dumps(_versions()), **options)):
            yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise
        raise InputError(
            f"The disk that holds {derived} is full; make room there. What was built before is as it was."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _piece(memory):
    """How many tokens are worked on at a time, of GB that may be taken."""
    return int(min(max(memory / MEMORY, 0.1), 8) * room.PIECE)


def _size(path):
    try:
        return path.stat().st_size * (_PACKED if path.suffix.lower() in (".gz", ".zip", ".bz2", ".xz", ".tgz") else 1)
    except OSError:
        return 0


def _made(raw, recipe, progress):
    """The Tokens of a raw file or folder."""
    corpus = preparation.read(raw, recipe.get("corpus", {}), progress=progress)
    options = term_options(recipe.get("terms", {})) | {"kind": recipe.get("corpus", {}).get("kind", "auto")}
    return tokens.tokenize(corpus, **options, lexicon=recipe.get("lexicon"))


def _build(raw, derived, recipe, progress):
    made = _made(raw, recipe, progress)
    corpus = made.corpus
    # The hashes of what was read: a file that has been changed since then makes `derived` stale.
    hashes = _raw_hashes(raw, dict(zip(corpus.files["file"], corpus.files["sha256"], strict=True)))
    save(made, derived, raw_hashes=hashes, recipe=recipe)
    del made, corpus  # what follows needs room of its own
    made = load(derived)
    index.part(made, "places", lambda: None)  # so that the first question need not wait for it
    return made


def term_options(terms):
    """The arguments of `tokens.tokenize` in the [terms] section of a study."""
    return {
        "level": terms.get("level", "lemma"),
        "analyser": terms.get("analyser", "auto"),
        "folds": tuple(terms.get("folds", normalization.DEFAULT_FOLDS)),
        "words": () if terms.get("stop_words", "core") == "none" else None,
        "extra": terms.get("extra_stop_words", ()),
        "without": terms.get("not_stop_words", ()),
        "glued": terms.get("glued", "split"),
        "emoji": terms.get("emoji", False),
        "compounds": terms.get("compounds", "names"),
        "apart": terms.get("not_compounds", ()),
        "lists": terms.get("stop_lists", ()),
    }


def _relevant(recipe):
    """The part of a recipe that decides what is in `derived`; what is shown of it may change freely."""
    decisive = (
        "level", "analyser", "folds", "glued", "emoji", "compounds", "not_compounds", "stop_words", "stop_lists",
        "extra_stop_words", "not_stop_words",
    )  # fmt: skip
    terms = {key: value for key, value in recipe.get("terms", {}).items() if key in decisive}
    return {**recipe, "terms": terms} if "terms" in recipe else recipe


def why_stale(raw, derived, recipe):
    """Why `derived` must be made again, as a short clause; None when it is up to date."""
    if not (derived / "manifest.json").is_file():
        return "there is none yet"
    try:
        manifest = json.loads((derived / "manifest.json").read_text("utf-8"))
    except ValueError:
        return "its manifest cannot be read"
    if not isinstance(manifest, dict):
        return "its manifest cannot be read"
    if manifest.get("versions") != _versions():
        return "it was made by another version"
    old, new = manifest.get("recipe", {}), json.loads(json.dumps(recipe))
    if old != new:
        changed = [s for s in dict.fromkeys([*new, *old]) if new.get(s) != old.get(s)]
        if changed == ["lexicon"]:
            return "the lexicon has changed"
        named = ", ".join("the lexicon" if s == "lexicon" else f"[{s}]" for s in changed)
        return f"the settings in {named} have changed"
    if manifest.get("raw") != _raw_hashes(raw):
        return "the raw files have changed"
    if any(
        not (derived / name).is_file()
        for name in (f"{part}.arrow" for part in (*_PARTS, "tokens", "forms", "terms"))
    ):
        return "a file of it is missing"
    return None


def save(made, derived, *, raw_hashes=None, recipe=None):
    """Write Tokens and their Corpus to the folder `derived`, replacing it in one step."""
    derived = Path(derived)
    derived.parent.mkdir(parents=True, exist_ok=True)
    for left_over in derived.parent.glob(f".{derived.name}-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{derived.name}-", dir=derived.parent))
    try:
        tables = {part: getattr(made.corpus, part) for part in _PARTS}
        tables |= {"forms": made.forms.assign(form_term=made.form_term), "terms": made.terms}
        tables["tokens"] = {name: pa.array(getattr(made, name)) for name in _COLUMNS}
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(_write, tables.values(), [folder / f"{name}.arrow" for name in tables]))
        manifest = {
            "format": FORMAT, "corpus_hash": corpus_hash(made.corpus), "n_documents": len(made.corpus),
            "n_tokens": len(made), "level": made.level, "folds": list(made.folds), "kind": made.kind,
            "recipe": recipe or {}, "raw": raw_hashes or {}, "versions": _versions(),
        }  # fmt: skip
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (folder / "manifest.json").write_text(text, encoding="utf-8")
        folder.chmod(0o755)
        _swap(folder, derived)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@takes(derived=PATH)
def load(derived):
    """Return the Tokens kept in the folder `derived`; texts, tables and token columns stay on disk (memory-mapped).

    Raises InputError for a folder that `build` has not made.
    """
    derived = Path(derived)
    if not (derived / "manifest.json").is_file():
        raise InputError(f"{derived} holds no tokens that were built; khitab build STUDY makes them.")
    manifest = json.loads((derived / "manifest.json").read_text("utf-8"))
    corpus = documents.Corpus(**{part: _read(derived / f"{part}.arrow").to_pandas() for part in _PARTS})
    columns = _read(derived / "tokens.arrow")
    forms = _read(derived / "forms.arrow").to_pandas()
    made = tokens.Tokens(
        corpus=corpus, forms=forms.drop(columns="form_term"), form_term=forms["form_term"].to_numpy(),
        terms=_read(derived / "terms.arrow").to_pandas(), level=manifest["level"], folds=tuple(manifest["folds"]),
        kind=manifest.get("kind", "text"),
        **{name: _numbers(columns[name]) for name in _COLUMNS},
    )  # fmt: skip
    made.kept["index"] = index.Kept(derived)
    return made


def described(derived):
    """Return doc_id, date, source and sha256 of the documents kept in the folder `derived`, without their texts."""
    return _read(Path(derived) / "documents.arrow").select(["doc_id", "date", "source", "sha256"]).to_pandas()


def _write(table, path):
    """One batch, so that each column is one piece of the mapped file."""
    made = pa.Table.from_pandas(table, preserve_index=False) if isinstance(table, pd.DataFrame) else pa.table(table)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, made.schema) as writer:
        writer.write_table(made)


def _read(path):
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _numbers(column):
    return column.chunk(0).to_numpy() if len(column) else np.empty(0, np.int32)


def corpus_hash(corpus):
    """One SHA-256 over ids and texts, in order: says whether two runs saw the same corpus."""
    rows = corpus.documents["doc_id"] + "\t" + corpus.documents["sha256"] + "\n"
    return hashlib.sha256("".join(rows).encode("utf-8")).hexdigest()


def _swap(new, old):
    aside = old.with_name(f".{old.name}-old")
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        if aside.exists():
            aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _versions():
    return {"format": FORMAT, **versions.of_words()}


def _raw_hashes(raw, known=None):
    """SHA-256 of each raw file by its path in the folder, as `known` has it, and of the study's table of metadata.

    Links and hidden files are not read.
    """
    return {name: (known or {}).get(name) or _hash(path) for name, path in raw_files(raw)}


def raw_files(raw):
    """Yield (name, path) of each raw file, by its path in the folder, and of the study's table of metadata.

    Links and hidden files are not read.
    """
    for path in metadata.of_the_study(raw):
        yield f"../{path.name}", path
    for path in [raw] if raw.is_file() else sorted(raw.rglob("*")):
        name = path.name if path == raw else path.relative_to(raw).as_posix()
        hidden = path != raw and (path.is_symlink() or any(part.startswith(".") for part in name.split("/")))
        if hidden or not path.is_file():
            continue
        yield name.encode("utf-8", "backslashreplace").decode("utf-8"), path  # a name may be in an old encoding


def _hash(path):
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "cannot be opened"
