"""What the arguments of public functions may be.

`takes` checks what was given to a function before anything is computed, so that a mistake never ends in a traceback of
pandas or numpy.
"""

import functools
import inspect
import math
import os
from collections.abc import Callable
from typing import NamedTuple

from .errors import ArgumentError, nearest, told


class Kind(NamedTuple):
    """What an argument may be.

    meaning: what the sentence says it must be. take: a function of what was given, which returns it as the function
    wants it, or UNFIT.
    """

    meaning: str
    take: Callable


UNFIT = object()
_MADE_BY = {"Tokens": "tokens.tokenize(corpus)", "Corpus": "documents.read(path)", "Study": "settings.load(name)"}


def _is_a(value, name):
    return any(kind.__name__ == name and kind.__module__.startswith("helpers.") for kind in type(value).__mro__)


def _object(name):
    """A Kind for Tokens, Corpus or Study; what holds a Corpus gives it."""

    def take(value):
        if name == "Corpus" and _is_a(value, "Tokens"):
            return value.corpus
        return value if _is_a(value, name) else UNFIT

    return Kind(f"{'Tokens' if name == 'Tokens' else f'a {name}'}, which {_MADE_BY[name]} returns", take)


def _number(value):
    """A number of Python or numpy as one of Python, None for anything else, also for NaN."""
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain and not math.isnan(value) else None


def whole(least, meaning=None):
    """A Kind for whole numbers from `least` on; meaning: in other words."""

    def take(value):
        number = _number(value)
        if number is None or math.isinf(number) or number != int(number) or number < least:
            return UNFIT
        return int(number)

    return Kind(meaning or f"a whole number from {least} on", take)


def _real(meaning, fits):
    def take(value):
        number = _number(value)
        return UNFIT if number is None or not fits(number) else number

    return Kind(meaning, take)


def _flag(value):
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    return value if isinstance(value, bool) else UNFIT


def _text(value):
    number = _number(value)
    return value if isinstance(value, str) else str(number) if isinstance(number, int) else UNFIT


def _texts(value):
    """A list of texts, of one that stands alone too; a whole number is a text."""
    if isinstance(value, dict) or getattr(value, "ndim", 1) != 1:
        return UNFIT
    if _text(value) is not UNFIT:
        return [_text(value)]
    if not hasattr(value, "__iter__") or isinstance(value, bytes):
        return UNFIT
    found = [_text(item) for item in value]
    return UNFIT if any(item is UNFIT for item in found) else found


def _text_or_texts(value):
    return _texts(value) if _text(value) is UNFIT else _text(value)


def _pair(value):
    found = _texts(value)
    return found if found is not UNFIT and len(found) == 2 else UNFIT


def _several(value):
    """A list whose items are texts or lists of texts, of one text that stands alone too."""
    if _text(value) is not UNFIT or isinstance(value, dict | bytes) or not hasattr(value, "__iter__"):
        return _texts(value)
    found = UNFIT if getattr(value, "ndim", 1) != 1 else [_text_or_texts(item) for item in value]
    return UNFIT if found is UNFIT or any(item is UNFIT for item in found) else found


def optional(kind):
    """The Kind of what may also be None."""
    return Kind(f"{kind.meaning}, or None", lambda value: None if value is None else kind.take(value))


def any_of(*kinds):
    """A Kind of what is of one of these Kinds, the first that fits."""

    def take(value):
        return next((found for kind in kinds if (found := kind.take(value)) is not UNFIT), UNFIT)

    return Kind(" or ".join(kind.meaning for kind in kinds), take)


def _numbers(value):
    """A list of whole numbers, of one that stands alone too."""
    one = whole(1).take
    found = [one(item) for item in (value if isinstance(value, list | tuple | set | range) else [value])]
    return found if found and all(item is not UNFIT for item in found) else UNFIT


def _path(value):
    return value if isinstance(value, str | os.PathLike) and str(value).strip() else UNFIT


def _is_a_table(value):
    return all(hasattr(value, name) for name in ("columns", "iloc", "groupby", "to_csv"))


def _dict(value):
    return value if isinstance(value, dict) else UNFIT


def frame(maker, *columns):
    """A Kind for the table that `maker` returns (a name as in "keyness.compare"), of which these columns are needed."""

    def take(value):
        if not _is_a_table(value):
            return UNFIT
        for column in columns:
            if column not in value.columns:
                raise ArgumentError(
                    f'The table has no column "{column}", so it is not the one that {maker} returns.'
                    f"{nearest(column, value.columns)}"
                )
        return value

    return Kind(f"the table that {maker} returns", take)


TOKENS, CORPUS, STUDY = (_object(name) for name in ("Tokens", "Corpus", "Study"))
FLAG, TEXT, TEXTS = Kind("True or False", _flag), Kind("a text", _text), Kind("a list of texts", _texts)
TEXT_OR_TEXTS = Kind("a text or a list of texts", _text_or_texts)
COLUMN = Kind("the name of a column", lambda value: value if isinstance(value, str | int) else UNFIT)
SEVERAL = Kind("a list of texts", _several)
NUMBERS = Kind("a whole number, or a list of them", _numbers)
DICT, PATH = Kind("a dict", _dict), Kind("a path", _path)
PAIR = Kind("a pair of texts", _pair)
BOTH = any_of(TEXT, PAIR)._replace(meaning="a text, or a pair of texts in Arabic and in English")
TABLE = Kind("a DataFrame", lambda value: value if _is_a_table(value) else UNFIT)
SIDES = Kind(
    "a pair of names, each a text or a pair of texts in Arabic and in English",
    lambda value: UNFIT if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != 2
    or any(BOTH.take(name) is UNFIT for name in value) else list(value),
)  # fmt: skip
COUNT, ONE_OR_MORE = whole(0), whole(1)
# Of these the function itself knows the bounds.
WORDS_AROUND = whole(-math.inf, "a whole number of words from 1 on (usually 5)")
WORDS = whole(-math.inf, "a whole number of words")
WORDS_BETWEEN = whole(-math.inf, "a whole number of words from 0 on")
INTEGER = whole(-math.inf, "a whole number")
SHARE = _real("a number from 0 to 1", lambda number: 0 <= number <= 1)
CONFIDENCE = _real("a number between 0 and 1, such as 0.95", lambda number: 0 < number < 1)
NUMBER = _real("a number", lambda number: True)
NOT_NEGATIVE = _real("a number from 0 on", lambda number: number >= 0)

#: What an argument of this name may be in every function that does not say otherwise.
BY_NAME = {
    "tokens": TOKENS, "target": TOKENS, "corpus": CORPUS, "study": STUDY, "query": TEXT_OR_TEXTS, "word": TEXT,
    "node": TEXT_OR_TEXTS, "wanted": SEVERAL, "words": TEXTS, "names": TEXTS, "texts": TEXTS, "speaker": TEXT,
    "text": TEXT, "title": TEXT, "population": TEXT, "window": WORDS_AROUND, "confidence": CONFIDENCE, "p": SHARE,
    "max_share": SHARE,
    "n_words": NUMBERS, "candidates": NUMBERS, "min_log_ratio": NOT_NEGATIVE, "penalty": NOT_NEGATIVE, "npmi": NUMBER,
    "n_themes": INTEGER,
    **dict.fromkeys(("min_n", "min_docs", "skip", "sample", "seed", "bootstrap", "min_length", "few", "runs",
                     "restarts", "labelled", "shuffles"), COUNT),
    **dict.fromkeys(("top", "members", "examples", "top_terms", "max_terms", "limit", "sentences", "threads",
                     "max_rows"), ONE_OR_MORE),
    **dict.fromkeys(("within_sentence", "stop_words", "numbers", "latin", "links", "indirect", "progress", "strict",
                     "ordered", "stop_edges", "keep"), FLAG),
}  # fmt: skip


def takes(**kinds):
    """Decorator: what is given to the function is checked, and turned into what it wants, before it is called.

    kinds: argument -> Kind, where it is another than that of its name in `BY_NAME`; None: any. An argument that was not
    given, or is given as its default, is as it is. Raises ArgumentError that names the function and the argument: for
    an argument that is missing, one too many or unknown, and for what is not of its Kind.
    """

    def decorate(function):
        parameters = inspect.signature(function)
        known = {name: kinds.get(name, BY_NAME.get(name)) for name in parameters.parameters}
        known = {name: kind for name, kind in {**known, **kinds}.items() if kind is not None}

        @functools.wraps(function)
        def checked(*positional, **named):
            try:
                given = parameters.bind(*positional, **named)
            except TypeError:
                raise ArgumentError(_unbound(function, parameters, positional, named)) from None
            for name, value in given.arguments.items():
                kind, default = known.get(name), parameters.parameters[name].default
                if kind is not None and value is not default:
                    given.arguments[name] = taken(name, value, kind)
            return function(*given.args, **given.kwargs)

        return checked

    return decorate


def taken(name, value, kind):
    """Return an argument as its Kind takes it; raise ArgumentError where it is none of that Kind."""
    found = kind.take(value)
    if found is UNFIT:
        raise ArgumentError(f"{name} is {told(value)}, but must be {kind.meaning}.")
    return found


def _unbound(function, signature, positional, named):
    """Why a function cannot be called with these arguments."""
    called = f"{function.__module__.rpartition('.')[2]}.{function.__name__.lstrip('_')}"
    names = [name for name in signature.parameters if name != "self"]
    free = [name for name, one in signature.parameters.items() if one.kind is one.POSITIONAL_OR_KEYWORD]
    required = [name for name in free if signature.parameters[name].default is inspect.Parameter.empty]
    required += [name for name, one in signature.parameters.items()
                 if one.kind is one.KEYWORD_ONLY and one.default is inspect.Parameter.empty]  # fmt: skip
    unknown = [name for name in named if name not in signature.parameters]
    if unknown:
        return f'{called} has no argument "{unknown[0]}"; it has {", ".join(names)}.{nearest(unknown[0], names)}'
    if len(positional) > len(free):
        some = next((name for name in names if name not in free), "")
        return f"{called} was given too many arguments; name those behind the first {len(free)}, as in {some or '…'}=…."
    twice = [name for name in free[: len(positional)] if name in named]
    if twice:
        return f'{called} was given the argument "{twice[0]}" twice; give it once.'
    missing = [name for name in required if name not in named and name not in free[: len(positional)]]
    return f'{called} needs the argument "{missing[0]}".'
