"""What an output was made from, and whether that still holds: corpus, settings, the tables of other notebooks."""

import json
import platform
import subprocess
from importlib.metadata import version

from ..errors import ArgumentError, InputError, check_choice, nearest
from . import files
from .keys import KEYS, name
from .settings import OPTIONS, OUTSIDE, PROJECT, without_place

PACKAGES = (
    "numpy", "pandas", "scipy", "matplotlib", "scikit-learn", "wordcloud", "simplemma", "farahidi", "khitab",
)  # fmt: skip
#: In `uses`: the texts of the study that [keyness] reference names.
REFERENCE = "reference"
#: What of the recipe an output can stand on: the words and so the corpus, the texts alone, or neither of the two.
BASES = {"tokens": ("corpus", "terms", "lexicon"), "corpus": ("corpus",), "settings": ()}


def record(study, uses=(), of="tokens"):
    """Return what an output of a Study is made from, as a dict that goes into its sidecar.

    uses: what it depends on beside `of`: a key of study.toml ("keyness.target", "seed"), a section ("keyness"), a group
    of keys that `Study` hands to an analysis ("kinds", "keyness_options"), all of them ("study"), the table of another
    notebook ("06_keywords"), or "reference", the texts of the study that [keyness] reference names. of: "tokens" (how
    words are counted decides), "corpus" (only what is read), "settings" (neither). Returns of, corpus_hash, recipe,
    settings {key: value}, tables {name: SHA-256 of its CSV}, seed, commit, versions. Raises ArgumentError for what is
    neither a key nor the name of a table.
    """
    check_choice("of", of, BASES)
    keys, tables = _resolved(uses)
    recipe = study.recipe
    return {
        "of": of,
        "corpus_hash": corpus_hash(study) if BASES[of] else None,
        "recipe": {part: recipe[part] for part in BASES[of]},
        "settings": {key: value(study, key) for key in keys},
        "tables": {table: _table_hash(study, table) for table in tables},
        "reference_hash": _reference_hash(study) if REFERENCE in uses else None,
        "seed": study.seed,
        **software(),
    }


def software():
    """Return what computes: commit (of Khitab; None where it is not under version control) and versions."""
    return {"commit": _commit(), "versions": {"python": platform.python_version()} | {p: version(p) for p in PACKAGES}}


def changed(study, sidecars):
    """Say of each output what has changed since it was made: {name: list of names, empty when it still holds}.

    sidecars: {name: what `outputs.read_sidecar` returns}. Named are "corpus" (its texts), "lexicon", settings as
    "[keyness] target", and tables of other notebooks that were made anew, or no longer hold themselves.
    """
    now, recipe, found = corpus_hash(study), study.recipe, {}
    for output in sidecars:
        _changed(study, output, sidecars, (now, recipe), found)
    return found


def _changed(study, output, sidecars, state, found):
    if output in found:
        return found[output]
    found[output] = []  # two tables that name each other would never end
    (now, recipe), sidecar = state, sidecars[output]
    # Without derived/, as in an unpacked archive, it is not known whether the corpus has changed.
    names = ["corpus"] * (bool(BASES.get(sidecar["of"], True)) and now not in (None, sidecar["corpus_hash"]))
    for part in BASES.get(sidecar["of"], BASES["tokens"]):
        names += _differences(part, sidecar["recipe"].get(part), recipe[part])
    for key, before in sidecar["settings"].items():
        before = without_place(before) if key in OUTSIDE and isinstance(before, str) else before
        if not is_key(key) or json.dumps(value(study, key)) != json.dumps(before):
            names.append(name(*place_of(key)))
    reference = _reference_hash(study)
    if None not in (reference, sidecar["reference_hash"]) and reference != sidecar["reference_hash"]:
        names.append(name("keyness", "reference"))
    for table, before in sidecar["tables"].items():
        there = table in sidecars and not _changed(study, table, sidecars, state, found)
        if not there or _table_hash(study, table) != before:
            names.append(table)
    found[output] = list(dict.fromkeys(names))
    return found[output]


def _differences(part, before, now):
    if part == "lexicon":
        return ["lexicon"] * (before != now)
    before = before if isinstance(before, dict) else {}
    return [name(part, key) for key in now if before.get(key, _UNSET) != now[key]]


def value(study, key):
    """The value of a key ("keyness.target") in plain types, with the hash of a file or corpus that it names."""
    section, word = place_of(key)
    given = getattr(study, section)[word] if section else getattr(study, word)
    given = list(given) if isinstance(given, tuple) else given
    if key in OUTSIDE:
        return without_place(given)  # what it holds is told by its hash; where it lies is this machine's affair
    if key == "figures.mask" and study.mask is not None:
        return [given, _file_hash(study.mask)]
    if key == "figures.gloss" and given != "none":
        return [given, _file_hash(study.gloss_file)]
    if key == "lexicons.files":
        return [[lexicon, _file_hash(path)] for lexicon, path in zip(given, study.lexicon_files, strict=True)]
    return given


def corpus_hash(study):
    """Return the hash of the corpus that `khitab build` noted in derived/manifest.json, or None."""
    return manifest(study).get("corpus_hash")


def manifest(study, folder="derived"):
    """Return what `khitab build` noted in the manifest of a Study's derived/ as a dict, {} when there is none."""
    path = study.derived.with_name(folder) / "manifest.json"
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        mend = f'"khitab build {study.folder}" makes it again' if folder == "derived" else "remove its folder"
        raise InputError(f"{path} is damaged; {mend}.") from None


_UNSET = object()


def _reference_hash(study):
    return manifest(study, "derived-reference").get("corpus_hash")


def _resolved(uses):
    keys, tables = [], []
    for word in uses:
        if word == REFERENCE:
            continue
        if word[:2].isdigit():
            tables.append(word)
        elif word == "study":
            keys += [f"{section}.{key}" if section else key for section in KEYS for key in KEYS[section]]
        elif word in OPTIONS:
            keys += OPTIONS[word]
        elif word in KEYS and word:
            keys += [f"{word}.{key}" for key in KEYS[word]]
        elif is_key(word):
            keys.append(word)
        else:
            known = [*KEYS[""], *OPTIONS, *(s for s in KEYS if s), *(f"{s}.{k}" for s in KEYS if s for k in KEYS[s])]
            raise ArgumentError(
                f'uses names "{word}", which is no key of study.toml, no section and no table.{nearest(word, known)}'
            )
    return list(dict.fromkeys(keys)), list(dict.fromkeys(tables))


def is_key(key):
    """Whether a key that a sidecar names, as "keyness.min_n" or "seed", is one of study.toml."""
    section, word = place_of(key)
    return word in KEYS.get(section, ())


def place_of(key):
    """The section and the word of a key: ("keyness", "min_n"); ("", "seed")."""
    section, dot, word = str(key).partition(".")
    return (section, word) if dot else ("", section)


def _table_hash(study, table):
    path = study.figures_folder / f"{table}.csv"
    return _file_hash(path)


def _file_hash(path):
    return files.digest(path) if path and path.is_file() else None


def _commit():
    if not (PROJECT / ".git").exists():
        return None
    try:
        # "-dirty" is added when files under version control differ from that commit.
        command = ["git", "-C", str(PROJECT), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
        asked = subprocess.run(command, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.strip() or None if asked.returncode == 0 else None
