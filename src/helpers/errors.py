"""The few exceptions of Khitab and the way their sentences are made.

Every message is one clear sentence or two: what is wrong, where (file, row, key), how to mend it.
"""

import difflib
import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class KhitabError(Exception):
    """The input is at fault; the message says what, where and how to mend it."""


class InputError(KhitabError):
    """A file, row or text that cannot be used."""


class SettingsError(KhitabError):
    """A study.toml that cannot be used."""


class ArgumentError(KhitabError, ValueError):
    """A function was given a value outside its choices."""


class NotFound(ArgumentError):
    """What was asked for (a word, a phrase, a source …) does not occur in the corpus; the message names the nearest.

    Where a list of such things is looked up this is no error but a finding: it has no hit, and a note says so.
    """


class NotWritten(InputError):
    """A table that an earlier notebook should have written is not there."""


class NotEnoughData(KhitabError):
    """The measure has no meaning for so few documents, terms or periods."""


def nearest(word, choices):
    """Return ' Did you mean "…"?' for the choice that is spelled most like `word`, or ''."""
    found = difflib.get_close_matches(str(word), [str(c) for c in choices], n=1, cutoff=0.6)
    return f' Did you mean "{found[0]}"?' if found else ""


def told(value):
    """Return a value that was given for a sentence: a text in quotation marks, of an object only what it is."""
    if isinstance(value, str):
        value = value if len(value) <= 200 else f"{value[:199]}…"
        return f'"{shown(value)}"'
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # a number of numpy
        value = value.item()
    if value is None or isinstance(value, bool | int | float | complex):
        return repr(value)
    if isinstance(value, list | tuple | dict | set) and not value:
        return f"an empty {type(value).__name__}"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIO' else 'a'} {name}"


def reason(error):
    """Return why a file cannot be read or written, for a sentence: what the system says, or else the error."""
    return getattr(error, "strerror", None) or shown(str(error)) or type(error).__name__


def check_choice(name, value, choices):
    """Raise ArgumentError unless `value` is one of `choices`."""
    plain = value is None or isinstance(value, str | int | float)
    if not plain or value not in choices:
        listed = ", ".join(f'"{c}"' for c in choices)
        hint = nearest(value, choices) if plain else ""
        raise ArgumentError(f"{name} is {told(value)}, but must be one of {listed}.{hint}")
    return value


def check_names(names, known, what):
    """Return `names` as a tuple in the order of `known`; ArgumentError names one that is no `what`, such as "fold".

    One name may stand alone, without a list.
    """
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list | tuple | set | frozenset | dict):
        raise ArgumentError(f"{told(names)} is no {what}; there are {', '.join(known)}.")
    for name in names:
        if not isinstance(name, str):
            raise ArgumentError(f"{told(name)} is no {what}; there are {', '.join(known)}.")
        if name not in known:
            raise ArgumentError(f'"{name}" is no {what}; there are {", ".join(known)}.{nearest(name, known)}')
    return tuple(name for name in known if name in set(names))


def shown(name):
    """Return a name for tables and sentences: writable as UTF-8, each control character replaced by U+FFFD.

    A line end would break the sentence, an escape sequence would be obeyed by the terminal.
    """
    name = str(name).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("\ufffd", name)


def listed(names):
    """Return the names of columns for a sentence: not more than twenty, each cut at forty characters."""
    names = [shown(str(name)[:40]) for name in names]
    return ", ".join(names[:20]) + (f" and {len(names) - 20} more" if len(names) > 20 else "")
