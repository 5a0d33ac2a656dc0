"""By what texts and words were made: the versions of Khitab and of the dictionaries, and a hash of code and data."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

# The code and data that decide on texts and words, in helpers; of them these do not, for they come later.
_DECISIVE = ("arabic", "corpus", "resources/morphology", "resources/reading", "resources/stopwords")
_LATER = ("arabic/speech", "corpus/search", "corpus/agreement.py", "corpus/parts.py",
          "corpus/store.py")  # fmt: skip


def of_words():
    """Return {package: version} of Khitab and the dictionaries, and under "words" the hash of the code and data."""
    root = files("helpers")
    parts = dict(part for name in _DECISIVE for part in _below(root.joinpath(*name.split("/")), name))
    code = hashlib.sha256()
    for name in sorted(parts):
        code.update(f"{name}\0".encode() + hashlib.sha256(parts[name].read_bytes()).digest())
    found = {name: _installed(name) for name in ("khitab", "farahidi", "simplemma", "camel-tools")}
    return {**found, "words": code.hexdigest()}


def _below(folder, name):
    """Yield (name, file) of the code and tables in a folder, and in the folders in it, but for `_LATER`."""
    for part in folder.iterdir():
        inner = f"{name}/{part.name}"
        if inner in _LATER:
            continue
        if part.is_dir():
            yield from _below(part, inner)
        elif inner.endswith((".py", ".txt", ".tsv")):
            yield inner, part


def _installed(package):
    try:
        return version(package)
    except PackageNotFoundError:
        return None
