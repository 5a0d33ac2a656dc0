"""Single keys of study.toml set anew: comments and order stay, and no other key is touched."""

import codecs
import difflib
import errno
import os
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from ...errors import InputError, SettingsError, reason
from .. import files, settings

_HEADING = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]+\s*(?:#.*)?")


class Sheet(NamedTuple):
    """A study.toml as it was when it was read: what is saved is this with changes, or nothing."""

    file: Path
    data: bytes


def read(file):
    """Return the Sheet of a study.toml as it is now. Raises SettingsError where it cannot be read."""
    try:
        return Sheet(Path(file), Path(file).read_bytes())
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({reason(error)}).") from None


def save(sheet, changes):
    """Write changes of a Sheet to its study.toml, which is replaced as a whole; return the new Sheet.

    changes: {"keyness.min_n": 3, "seed": 7}. Raises SettingsError, and nothing is written, where the file is another
    one than the Sheet by now, or a value is not allowed; InputError where the file cannot be written.
    """
    check_unchanged(sheet)
    data = changed(sheet.data, changes)
    settings.of_bytes(sheet.file, data)
    whole = sheet.file.resolve()  # a link stays one
    if not os.access(whole, os.W_OK):  # a file that is closed to writing could be replaced all the same
        raise InputError(
            f"{sheet.file} cannot be written ({os.strerror(errno.EACCES)}); close it in other programs or allow "
            "writing there."
        )
    files.write(whole, data)
    return Sheet(sheet.file, data)


def check_unchanged(sheet):
    """Raise SettingsError where the study.toml of a Sheet is another one by now."""
    if read(sheet.file).data != sheet.data:
        raise SettingsError(
            f"{sheet.file} was changed by another program while the form was open, so nothing is written; load it anew."
        )


def changed(data, changes):
    """Return the bytes of a study.toml with some of its keys set: a key that is there keeps its place and its comment.

    One that is not there takes the place of the line of the template that shows its default in a comment, or else
    stands last in its section. data: bytes. changes: {"keyness.min_n": 3}. Whether the values are allowed is not looked
    at.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.decode("utf-8-sig")
    windows = text.count("\r\n") == text.count("\n")
    text = text.replace("\r\n", "\n") if windows else text
    for key, value in changes.items():
        section, _, word = key.rpartition(".")
        text = _with(text, section, word, list(value) if isinstance(value, tuple) else value)
    return mark + (text.replace("\n", "\r\n") if windows else text).encode("utf-8")


def _with(text, section, word, value):
    given = tomllib.loads(text)
    wanted = {**given, section: {**given.get(section, {}), word: value}} if section else {**given, word: value}
    there = word in (given.get(section, {}) if section else given)
    ways = (_in_place, _replaced) if there else (_uncommented, _appended, _replaced)
    for way in ways:
        made = way(text, section, word, value)
        if made is not None and _is(made, wanted):
            return made
    raise SettingsError(f"{settings.name(section, word)} could not be set in study.toml; set it there with an editor.")


def _is(text, wanted):
    """Whether a text says just this. What was cut at another place than was meant is not taken."""
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _in_place(text, section, word, value):
    """A key that is there; of a list the items that stay keep their lines and comments."""
    import tomlkit

    document = tomlkit.parse(text)
    holder = document[section] if section else document
    old = holder[word]
    if not (isinstance(value, list) and isinstance(old, list)):
        holder[word] = value
        return tomlkit.dumps(document)
    moves = difflib.SequenceMatcher(None, [str(item) for item in old], list(map(str, value)), autojunk=False)
    for what, a, b, c, d in reversed(moves.get_opcodes()):  # from the end, so that places before stay true
        kept = min(b - a, d - c) if what == "replace" else 0
        for place in reversed(range(a + kept, b if what in ("replace", "delete") else a)):
            del old[place]
        for place in range(kept):
            old[a + place] = value[c + place]
        for place in range(kept, d - c if what in ("replace", "insert") else 0):
            old.insert(a + place, value[c + place])
    return tomlkit.dumps(document)


def _replaced(text, section, word, value):
    import tomlkit

    document = tomlkit.parse(text)
    if section and section not in document:
        document[section] = tomlkit.table()
    (document[section] if section else document)[word] = value
    return tomlkit.dumps(document)


def _uncommented(text, section, word, value):
    """The line of the template that shows the default of the key, with the value in its place."""
    import tomlkit

    lines = text.split("\n")
    first, end = _lines(lines, section)
    for place in range(first or 0, end or 0):
        shown = re.fullmatch(rf"#\s*({word}\s*=.*)", lines[place])
        if shown:
            try:
                line = tomlkit.parse(shown[1])
            except tomlkit.exceptions.ParseError:
                continue
            line[word] = value
            return "\n".join([*lines[:place], tomlkit.dumps(line), *lines[place + 1 :]])
    return None


def _appended(text, section, word, value):
    """A new line behind the last key of its section, and a new section at the end."""
    line, lines = f"{word} = {settings.toml(value)}", text.split("\n")
    first, end = _lines(lines, section)
    if first is None:
        end_of_line = "" if not text or text.endswith("\n") else "\n"
        return f"{text}{end_of_line}\n[{section}]\n{line}\n" if text else f"[{section}]\n{line}\n"
    keys = [place for place in range(first, end) if lines[place].strip() and lines[place].lstrip()[0] != "#"]
    place = keys[-1] + 1 if keys else first
    if not keys and not section:  # behind what the file says of itself
        place = next((at for at in range(first, end) if not lines[at].strip()), end)
    return "\n".join([*lines[:place], line, *lines[place:]])


def _lines(lines, section):
    """The lines of a section behind its heading, as (first, end); (None, None) where there is none."""
    headings = [(place, found[1].strip("\"' ")) for place, line in enumerate(lines)
                if (found := _HEADING.fullmatch(line))]  # fmt: skip
    ends = [*(place for place, _ in headings), len(lines)]
    if not section:
        return 0, ends[0]
    found = ((place + 1, end) for (place, name), end in zip(headings, ends[1:], strict=True) if name == section)
    return next(found, (None, None))
