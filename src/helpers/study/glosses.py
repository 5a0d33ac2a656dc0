"""The reader's own glosses of a study: gloss.csv, what stands beside Arabic words in figures for other readers."""


from ..arabic.letters import has_arabic
from ..arguments import takes
from ..corpus.words import lexicon
from ..errors import InputError
from . import outputs


@takes()
def of(study, language):
    """The Glosses of a Study's figures in a language ("ar" or "en"), as its [figures] gloss and gloss_in say.

    Raises InputError as `read`.
    """
    from ..display.glosses import NONE, Glosses

    wanted = study.figures["gloss"]
    if wanted == "none" or (language == "ar" and study.figures["gloss_in"] != "both"):
        return NONE
    own = read(study.gloss_file) if study.gloss_file.is_file() else {}
    return Glosses(own, wanted == "transcription")


def read(path):
    """Read glosses: a CSV file (UTF-8) with the columns term and gloss.

    Returns {term: gloss}, the terms without vowel signs and tatweel, in the order of the file. Raises InputError,
    naming the line, for a missing column, a row without a term or without a gloss, a term without an Arabic letter, or
    a term that is given two different glosses.
    """
    from ..display.glosses import key

    found, lines = {}, {}
    for line, row in _rows(path):
        term, gloss = (" ".join((row[column] or "").split()) for column in ("term", "gloss"))
        if not term and not gloss:
            continue
        if not has_arabic(term):
            raise InputError(f'{path}, line {line}: the term "{term}" holds no Arabic letter; write the word there.')
        if not gloss:
            raise InputError(f'{path}, line {line}: "{term}" has no gloss; write one behind the comma, or take it out.')
        first, before = lines.setdefault(key(term), (line, gloss))
        if before != gloss:
            raise InputError(
                f'{path}, lines {first} and {line}: "{term}" is given two glosses, "{before}" and "{gloss}"; '
                "keep one of the lines."
            )
        found[key(term)] = gloss
    return found


@takes()
def without_effect(study):
    """Return the terms of gloss.csv that stand in no table of a figure, so that no figure can have their glosses.

    A list in the order of the file; empty without a file, or where [figures] gloss is "none". Tables show a term as it
    is counted: at the level lemma إرهاب, where the texts have الإرهاب.
    """
    from ..display import frames
    from ..display.glosses import key

    if study.figures["gloss"] == "none" or not study.gloss_file.is_file():
        return []
    words = set()
    for path in outputs.sidecars(study):
        if outputs.read_sidecar(path)["drawing"] and path.with_suffix(".csv").is_file():
            table = outputs.read_table(study, path.stem)
            for column in table.select_dtypes("str").columns:
                words.update(table[column].dropna().unique())
    found = {key(part) for word in words for part in word.split(frames.SEVERAL)}
    return [term for term in read(study.gloss_file) if term not in found]


def _rows(path):
    header, rows = lexicon.table_of(path)
    if header and not {"term", "gloss"} <= set(header):
        raise InputError(f'{path}: the first line must be "term,gloss", but is "{",".join(header)}".')
    for line, row in rows:
        if row.get(None):
            raise InputError(f"{path}, line {line}: a comma too many; put a gloss that holds a comma in quotes.")
    return rows
