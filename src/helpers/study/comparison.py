"""Which two corpora the keyness of a study compares."""

from .. import schema
from ..arguments import SIDES, takes
from ..corpus import parts, store
from ..errors import ArgumentError, NotEnoughData, NotFound, SettingsError
from . import settings

GENERAL, REST = "general", "rest"


@takes()
def sides(study, tokens, *, progress=False):
    """Return (target, reference, names) as [keyness] target and reference of study.toml say.

    tokens: the Tokens of the study. target is a part of the study (`corpus.parts`), or all of it. reference is another
    part; "rest", the documents that the target leaves; "general", for which None is returned (see `keyness.compare`);
    or another study, by name or folder, counted with this study's [terms] and lexicon and kept in a folder
    derived-reference beside this study's derived. names: how the two sides are called in figures, each a
    text or a pair of texts in Arabic and in English.
    Raises SettingsError that names the key of study.toml, NotEnoughData for a part without documents.
    """
    target, wanted = study.keyness["target"], study.keyness["reference"]
    chosen = part(study, tokens, "target", target) if target else tokens
    name = called(target) if target else study.title
    if wanted == GENERAL:
        return chosen, None, (name, ("العربية العامة", "general Arabic"))
    if wanted == REST:
        if not target:
            raise SettingsError(f'{study.file}: [keyness] reference is "rest", but target is empty; name a part there.')
        rest = _without(tokens, chosen)
        return chosen, rest, (name, ("بقية المدونة", "the rest of the corpus"))
    if "=" in wanted:
        return chosen, part(study, tokens, "reference", wanted), (name, called(wanted))
    beside = other(study, wanted)
    options = {**beside.recipe, "terms": study.recipe["terms"], "lexicon": study.recipe["lexicon"]}
    raw, derived = settings.fetch(beside, progress=progress), study.derived.with_name("derived-reference")
    reference = store.build(raw, derived, recipe=options, progress=progress, **study.engine)
    return chosen, reference, (name, beside.title)


def called(text):
    """How a part of a study is called in words, (Arabic, English): what it is a part by, and its value."""
    pieces = [piece.partition("=") for piece in filter(str.strip, text.split(";"))]
    named = schema.TABLES["documents"]
    return tuple(
        "; ".join(f"{_by(named, column.strip(), language)}: {value.strip()}" for column, _, value in pieces)
        for language in schema.LANGUAGES
    )


def _by(named, column, language):
    return getattr(named[column], language) if column in named else column


@takes(names=SIDES)
def heading(names):
    """The names of both sides in one line, as they are called in Arabic."""
    return " / ".join(name if isinstance(name, str) else name[0] for name in names)


def other(study, wanted):
    """Return the other Study that [keyness] reference names, by name or folder; SettingsError when it is not there."""
    if not wanted:
        raise SettingsError(f'{study.file}: [keyness] reference is empty; "general" is the list of general Arabic.')
    try:
        return settings.beside(study, wanted, check_words=True)
    except SettingsError as error:
        known = " A part of this study is named column=value, as in source=الشرق."
        hint = known if str(error).startswith("there is no study") else ""
        raise SettingsError(f"{study.file}: [keyness] reference: {error}{hint}") from None


def part(study, tokens, key, text):
    """Return the part of the Tokens that `text`, the value of [keyness] `key`, names (see `corpus.parts`).

    Raises NotEnoughData when no document is such, which is a finding; SettingsError for a column that is not there.
    """
    try:
        found = tokens.where(**parts.conditions(text))
    except NotFound as error:
        raise NotEnoughData(f'[keyness] {key} is "{text}", but no document is such. {error}') from None
    except ArgumentError as error:
        raise SettingsError(f"{study.file}: [keyness] {key}: {error}") from None
    if not len(found):
        raise NotEnoughData(f'[keyness] {key} is "{text}", but no document is such.')
    return found


def _without(tokens, chosen):
    ids = tokens.corpus.documents["doc_id"]
    left = ids[~ids.isin(chosen.corpus.documents["doc_id"])]
    if not len(left):
        raise NotEnoughData('[keyness] reference is "rest", but the target is the whole study; name a smaller part.')
    return tokens.where(doc_id=left.tolist())
