"""From the raw files to the Corpus that a study works on: read, repair, and leave out what the study leaves out."""

from dataclasses import replace

import pandas as pd
import pyarrow as pa

from ...errors import InputError, check_choice
from .. import documents
from ..assembly import repair
from ..reading.columns import FIELDS
from ..reading.limits import LARGEST
from ..words import social
from . import boilerplate, languages, near_duplicates

#: The keys of [corpus] that decide what is left out, with the values they may take; the first is the default.
CHOICES = {
    "date_order": ("", "dmy", "mdy"),
    "boilerplate": ("keep", "drop"),
    "near_duplicates": ("keep", "report", "drop"),
    "other_languages": ("keep", "drop"),
    "kind": social.KINDS,
}


def read(raw, settings, *, progress=False):
    """Return the Corpus of a raw file or folder.

    settings: the keys of [corpus] in study.toml; what is not named has its default: names of columns, encoding,
    largest_file_mb, split, unit, repair (steps), date_order, boilerplate and boilerplate_lines, near_duplicates,
    other_languages, kind (what is found of it by itself is noted).
    The order is: reading with the repairs, boilerplate, languages, near-duplicates; so texts are compared
    without what was removed from them, and all offsets count in the text that is left. Raises InputError when the
    files cannot be used or nothing is left, ArgumentError for a value that is not allowed.
    """
    chosen = {key: settings.get(key, values[0]) for key, values in CHOICES.items()}
    for key, value in chosen.items():
        check_choice(f"[corpus] {key}", value, CHOICES[key])
    encoding = settings.get("encoding", "auto")
    corpus = documents.read(
        raw, columns={key: settings[key] for key in FIELDS if settings.get(key)},
        encoding=None if encoding == "auto" else encoding, repairs=settings.get("repair", repair.DEFAULT_STEPS),
        date_order=chosen["date_order"] or None, progress=progress,
        largest=int(settings.get("largest_file_mb", LARGEST / 1e6) * 1e6), split=settings.get("split", ""),
        unit=settings.get("unit", "part"),
    )  # fmt: skip
    lines = settings.get("boilerplate_lines", ())
    if chosen["boilerplate"] == "drop" or lines:
        found = boilerplate.find(corpus)
        wanted = boilerplate.REMOVED_KINDS if chosen["boilerplate"] == "drop" else ()
        corpus = boilerplate.drop(corpus, found[found["kind"].isin(wanted)], lines=lines)
    if chosen["other_languages"] == "drop":
        corpus = languages.drop(corpus)
    if chosen["near_duplicates"] != "keep" and len(corpus):
        corpus = {"drop": near_duplicates.drop, "report": near_duplicates.report}[chosen["near_duplicates"]](corpus)
    corpus = _told(corpus, chosen["kind"])
    if not len(corpus):
        raise InputError(f"{raw} holds no document once [corpus] has left out boilerplate and other languages.")
    return corpus


def _told(corpus, kind):
    """The Corpus with a note where its texts were found to be social media, which decides on what a word is."""
    found, share = social.kind_of(pa.array(corpus.documents["text"], pa.large_string()), kind)
    if found == kind or found == "text":
        return corpus
    note = pd.DataFrame({"file": "", "row": pd.NA, "doc_id": "", "note": [social.NOTE.format(share=f"{share:.0%}")]})
    notes = pd.concat([corpus.notes, note.astype(corpus.notes.dtypes)], ignore_index=True)
    return replace(corpus, notes=notes)
