"""The reader's own lexicon of a study: lexicon.csv, which wins over every dictionary."""

import csv
from pathlib import Path

from ...arabic import tokenization
from ...arabic.letters import has_arabic
from ...arabic.normalization import CLEANING_FOLDS, normalize
from ...errors import InputError, reason


def read(path):
    """Read a lexicon: a CSV file (UTF-8) with the columns form and lemma.

    A form of several words is a multi-word term; so is one that the tokenizer cuts, such as كوفيد-19. An empty lemma
    means the form itself: the word is kept whole.
    Returns {form, its words separated by single spaces: lemma} in the order of the file. Raises InputError, naming
    the row, for a missing column, a row without a form, a form or lemma without an Arabic letter, or a form (vowel
    signs and tatweel aside) that is given two different lemmas.
    """
    path = Path(path)
    header, rows = table_of(path)
    if header and not {"form", "lemma"} <= set(header):
        raise InputError(f'{path}: the first line must be "form,lemma", but is "{",".join(header)}".')
    found, lines = {}, {}
    for line, row in rows:
        form, lemma = (" ".join((row[key] or "").split()) for key in ("form", "lemma"))
        if not form and not lemma:
            continue
        if not has_arabic(form):
            raise InputError(f'{path}, line {line}: the form "{form}" holds no Arabic letter; write the word there.')
        lemma = lemma or form
        if not has_arabic(lemma):
            raise InputError(f'{path}, line {line}: the lemma "{lemma}" holds no Arabic letter; write an Arabic one.')
        form = " ".join(tokenization.words([form])[0])
        (same,) = normalize([form], CLEANING_FOLDS)
        first, before = lines.setdefault(same, (line, lemma))
        if before != lemma:
            raise InputError(
                f'{path}, lines {first} and {line}: "{form}" is given two lemmas, "{before}" and "{lemma}"; '
                "keep one of the lines."
            )
        found[form] = lemma
    return found


def table_of(path):
    """The rows of a CSV file that a reader has written: (its header, [(line, row as a dict)]).

    Raises InputError for a file that is not UTF-8, cannot be read, or is no CSV (with the line).
    """
    try:
        reader = csv.DictReader(path.read_text("utf-8-sig").splitlines(), skipinitialspace=True, strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError:
        raise InputError(f"{path}: the file is not UTF-8; save it again as CSV UTF-8.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({reason(error)}).") from None
    except csv.Error as error:
        line = reader.reader.line_num
        raise InputError(f"{path}, line {line}: not valid CSV ({error}); look at the quotes.") from None
    return reader.fieldnames or (), rows
