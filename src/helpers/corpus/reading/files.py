"""Which files a corpus has, and what their names tell: the kind of each, and how tables call it."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from ...errors import InputError, nearest, reason, shown

FORMATS = {
    "txt": "txt", "md": "md", "markdown": "md", "csv": "csv", "tsv": "tsv", "tab": "tsv", "json": "json",
    "jsonl": "jsonl", "ndjson": "jsonl", "html": "html", "htm": "html", "xhtml": "html", "mht": "mht", "mhtml": "mht",
    "xml": "xml", "rss": "xml", "atom": "xml", "docx": "docx", "docm": "docx", "dotx": "docx", "dotm": "docx",
    "doc": "doc", "dot": "doc", "rtf": "rtf", "odt": "odt", "ott": "odt", "fodt": "odt", "epub": "epub", "pdf": "pdf",
    "xlsx": "xlsx", "xlsm": "xlsx",
    "parquet": "parquet", "srt": "subtitles", "vtt": "subtitles", "ass": "subtitles", "ssa": "subtitles",
    "sub": "subtitles", "js": "js", "conllu": "conllu", "tei": "xml", "tmx": "xml", "xlf": "xml", "xliff": "xml",
    "completed": "txt", "inprogress": "txt",
}  # fmt: skip
READABLE = (
    ".txt, .md, .csv, .tsv, .json, .jsonl, .ndjson, .html, .mht, .xml, .docx, .rtf, .odt, .epub, .pdf, .xlsx, "
    ".parquet, .srt, .vtt, .ass, .conllu, .tmx and .xliff, each also as .gz, and .zip and .tar.gz archives of them"
)
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz")
# Formats of which a file is usually one document.
DOCUMENTS = ("txt", "bare", "subtitles", "md", "html", "mht", "docx", "doc", "rtf", "odt", "epub", "pdf")
# Kinds that people have and that are not read, and what to do with them.
MEND = {
    "pages": "export it as .docx", "wps": "open it and save it as .docx", "xls": "open it and save it as .xlsx",
    "ods": "open it and save it as .xlsx", "xlsb": "open it and save it as .xlsx", "rar": "unpack it here",
    "7z": "unpack it here", "db": "export its table as CSV", "sqlite": "export its table as CSV",
    "png": "run a program for character recognition (OCR) over it", "rds": "write the table as CSV",
    "jpg": "run a program for character recognition (OCR) over it", "pptx": "save its text as .docx or .txt",
}  # fmt: skip


#: What programs and systems leave beside the files: locks of Word and LibreOffice, their copies of before, lists of
#: pictures, the other half of a file from a Mac.
_LEFT_BEHIND = re.compile(
    r"~\$.+|\.~lock\..*#|~wr[a-z]\d+\.tmp|.+\.\w+~|(?:eh)?thumbs(?:_\w+)?\.db|desktop\.ini|icon\r|\.ds_store|\._.+",
    re.IGNORECASE,
)
LEFT_BEHIND = "left here by the system or by an open program, no text: it is passed over"
_SUFFIX = re.compile(r"(?!\d+$)[A-Za-z0-9_~]{1,10}")


class Found(NamedTuple):
    """A file, or one in an archive: its Path (the archive's), its name for the tables, its format or "archive".

    A name without a suffix has the format "bare".

    base: the name without suffixes, by which a document is called.
    """

    path: Path
    name: str
    kind: str | None
    base: str


def found(path, name):
    """Return the Found of a file, or of one in an archive behind the archive's name: "texts.zip/1998/a.txt"."""
    return Found(path, name, kind(name), stem(name))


def find(path):
    """List the files to read under `path`, a file or a folder (recursively, in sorted order).

    Returns (files, set_aside): `files` are a list of Found, archives among them; `set_aside` are (name, reason) of
    what is not read: unknown kinds, symbolic links inside the folder, things that are no file. Hidden names are
    skipped. Raises InputError when the path is missing, the folder empty or a single file of unknown kind.
    """
    path = Path(path)
    if path.is_file():
        if kind(path.name) is None:
            raise InputError(f"{path} cannot be read: {unknown(path.name)}.")
        return [found(path, relative(path, path))], []
    if not path.exists():
        here = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError(f"{path} does not exist; check the path.{nearest(path.name, here)}")
    if not path.is_dir():
        raise InputError(f"{path} is neither a file nor a folder.")
    files, aside = [], []

    def closed(error):
        aside.append((relative(Path(error.filename), path), closed_to_us(error)))

    for folder, folders, names in os.walk(path, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([name for name in names if not name.startswith(".")] + linked):
            file = Path(folder, name)
            reason = _why_not(file)
            if reason:
                aside.append((relative(file, path), reason))
            else:
                files.append(found(file, relative(file, path)))
    if not files and not aside:
        raise InputError(f"The folder {path} is empty: put the raw files there ({READABLE}).")
    return sorted(files, key=lambda file: file.name), aside


def find_all(paths):
    """List the files to read under several paths as `find` does, each file once.

    Returns (files, set_aside, root): names are relative to root, the folder that holds all of them. A file of a kind
    that is not read is set aside. Raises InputError as `find` does for one path.
    """
    if len(paths) == 1:
        return *find(paths[0]), Path(paths[0])
    whole = [Path(os.path.abspath(path)) for path in paths]
    root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in whole]))
    files, aside = {}, {}
    for path in whole:
        if path.is_file() and kind(path.name) is None:
            aside[relative(path, root)] = unknown(path.name)
            continue
        below, skipped = find(path)
        for file in below:
            name = relative(file.path, root)
            files[name] = found(file.path, name)
        folder = relative(path, root) if path != root else ""
        aside |= {f"{folder}/{name}".lstrip("/"): reason for name, reason in skipped}
    return [files[name] for name in sorted(files)], sorted(aside.items()), root


def closed_to_us(error):
    """Return the sentence on a file that the system does not open, from its OSError."""
    return f"cannot be opened ({reason(error)})"


def _why_not(file):
    if file.is_symlink():
        # A link to the inside would count its file twice; one to the outside escapes the study.
        return "a symbolic link, which is not followed; put the file itself into the folder"
    if not file.is_file():
        return "not a regular file"
    return unknown(file.name) if kind(file.name) is None else None


def unknown(name):
    """Return why a file of this name is not read, and what to do with it."""
    if is_left_behind(name):
        return LEFT_BEHIND
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    if ending in MEND:
        return f".{ending} is not read; {MEND[ending]}"
    return f"unknown kind of file; the kinds are {READABLE}"


def is_left_behind(name):
    """Say whether a file of this name is none of the user's, but was left by a system or a program."""
    return _LEFT_BEHIND.fullmatch(name.rpartition("/")[2]) is not None


def is_archive(name):
    """Say whether a file of this name is read as an archive."""
    return name.lower().endswith(ARCHIVES)


def relative(file, root):
    """Return the file's name for the tables: relative to the folder, with /, see `errors.shown`."""
    name = file.name if file == root else file.relative_to(root).as_posix()
    return shown(name.encode("utf-8", "replace").decode("utf-8"))


def kind(name):
    """Return the format of a file from its name, "archive", or None."""
    name = name.lower()
    if is_left_behind(name):
        return None
    if is_archive(name):
        return "archive"
    ending = suffix(name.removesuffix(".gz"))
    return FORMATS.get(ending) if ending else "bare"


def suffix(name):
    """Return what stands behind the last point of a file's name, "" where that is no suffix but Arabic or a number."""
    before, _, ending = name.rpartition("/")[2].rpartition(".")
    return ending.lower() if before and _SUFFIX.fullmatch(ending) else ""


def stem(name):
    """Return a file's name without its suffixes (.gz and the format's)."""
    if name.lower().endswith(".gz"):
        name = name[:-3]
    folder, slash, file = name.rpartition("/")
    return folder + slash + (file.rpartition(".")[0] if suffix(file) else file)
