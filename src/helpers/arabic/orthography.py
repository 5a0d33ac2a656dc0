"""Spellings that only the words around them, or a dictionary, can turn into today's: strings in, strings out.

The Quran's spelling (ٱلصَّلَوٰةَ, ٱلْكِتَٰبُ), letters repeated for effect (جدااااا), letters put in for ornament (الہلہغہة).
Each function takes one word and gives it back as it is where nothing has to be done, vowel signs and all.
"""

import itertools
import re
import unicodedata
from functools import cache

from . import lexica, segmentation
from .letters import FOREIGN_MARKS, INVISIBLE, MARKS, TATWEEL

_DAGGER, _WASLA, _HAMZA = "\u0670", "\u0671", "\u0654\u0655"
_SMALL = {"\u06e5": "و", "\u06e6": "ي", "\u06e7": "ي", "\u06e8": "ن"}  # small letters that stand for written ones
_PLAIN = "".join(sorted(set(MARKS) - {_DAGGER} - set(_SMALL) - set(_HAMZA)))
_M = f"[{_PLAIN}]*"
_LETTERS = "\u0621-\u063a\u0641-\u064a\u0671-\u06d3"
_LETTER = re.compile(f"[{_LETTERS}]")
_TANWIN = "\u064b\u064c\u064d\u08f0\u08f1\u08f2"
_SIGNS = dict.fromkeys(map(ord, MARKS + TATWEEL + INVISIBLE + FOREIGN_MARKS))
#: Signs, one of which a word holds in which `modern` or `unadorned` may find something, if it is not `OPENING`.
DECISIVE = _DAGGER + _WASLA + "".join(_SMALL) + _HAMZA + "ہ"
OPENING = "ء", "\u064e"  # a hamza and a vowel sign of its own
#: What a word holds in which `modern` may find something.
OLD = re.compile(f"[{_DAGGER}{_WASLA}{''.join(_SMALL)}{_HAMZA}]|ء\u064e{_M}ا")
#: What a word holds in which `unrepeated`, `unadorned` may find something.
REPEATED = re.compile(r"([\u0621-\u063a\u0641-\u064a])\1\1")
ADORNED = re.compile("ہ.+ہ")
# A tatweel that only carries the superscript alef of the letter before it, as most digital texts of the Quran have it
# (هَـٰذَا), or one behind it. With a hamza on it, it is that letter itself; behind a hamza it parts two letters.
_STRETCH = f"[{TATWEEL}{INVISIBLE}]+"
_CARRIER = re.compile(
    f"(?<![{_HAMZA}]){_STRETCH}(?={_M}{_DAGGER}(?!{_M}[{_HAMZA}]))|(?<={_DAGGER}){_STRETCH}(?!{_M}{_DAGGER}?{_M}[{_HAMZA}])"
)
_HAMZA_FIRST = re.compile(f"({TATWEEL}{_M}){_DAGGER}({_M}[{_HAMZA}])")  # ـَٰٔ is ءَا: NFC has its signs in another order
_MOST = 64  # readings of one word that are weighed


def modern(word):
    """Write a word of the Quran's spelling as today: ٱلْكِتَٰبُ is الْكِتَابُ, ٱلصَّلَوٰةَ is الصَّلاةَ, هَٰذَا is هَذَا.

    The superscript alef is a written alef, but in the stems of `silent_alef.tsv`, above ى and ا, and before a final ى.
    Where the spelling leaves more than one way (the seat of a hamza, a small waw, ءَا for آ) the dictionary decides.
    Vocalised words of today that hold none of these signs stay as they are. A superscript alef without the short a
    before it that the Quran writes is believed only if that makes a word. A tatweel below it says nothing: هَـٰذَا is هَٰذَا.
    """
    if not OLD.search(word) or not _LETTER.search(word):
        return word
    word = _CARRIER.sub("", unicodedata.normalize("NFC", word))
    word = _HAMZA_FIRST.sub(rf"\1\2{_DAGGER}", word)
    today = _today(word)
    if _UNVOCALISED.search(word) and not known(bare(today)):  # such as مٰحيّاك, where the sign stands for a short a
        without = _today(word.replace(_DAGGER, ""))
        return without if known(bare(without)) else today
    return today


def _today(word):
    word = _alefs(word)
    parts = [part if isinstance(part, tuple) else (part,) for part in _choices(word)]
    return _likeliest([_INNER_YA.sub("ي", unicodedata.normalize("NFC", reading)) for reading in _readings(parts)])


def _readings(parts):
    return ["".join(chosen) for chosen in itertools.islice(itertools.product(*parts), _MOST)]


def _likeliest(readings):
    """The reading that the dictionary has most often, the first one where it has none."""
    if len(readings) == 1:
        return readings[0]
    weights = [weight(bare(reading)) for reading in readings]
    return readings[weights.index(max(weights))]


_WITH_ALEF = (
    # ى with the alef on it, inside a word: هُدَىٰهُمْ is هداهم. At its end the alef is left out: عَلَىٰ.
    (re.compile(f"ى{_DAGGER}(?={_M}{TATWEEL}*[{_LETTERS}])"), "ا"),
    (re.compile(f"(?<=ى){_DAGGER}|{_DAGGER}(?={_M}ى{_M}$)"), ""),
    # و that only carries the alef: ٱلصَّلَوٰة, ٱلرِّبَوٰا۟; with a vowel sign of its own it is a letter: سَمَٰوَٰت.
    (re.compile(f"و{_DAGGER}(?={_M}ة)|{_DAGGER}و(?=ة)|و{_DAGGER}{_M}ا(?={_M}$)"), "ا"),
    # اٰ is آ at the beginning (اٰمنوا); beside a written alef the sign says nothing new.
    (re.compile(f"^ا{_DAGGER}"), "آ"),
    (re.compile(f"(?<=ا){_DAGGER}|{_DAGGER}(?={_M}ا)"), ""),
)


def _alefs(word):
    """The word with each superscript alef written out or left out, and ٱ as ا."""
    if _DAGGER in word:
        for pattern, instead in _WITH_ALEF:
            word = pattern.sub(instead, word)
        word = _silent().sub(lambda match: match[0].replace(_DAGGER, ""), word)
        word = re.sub(f"{TATWEEL}*{_DAGGER}\u0653?", "ا", word)
    return word


@cache
def _silent():
    """A pattern of the stems in which the superscript alef is not written."""
    stems = {"begin": [], "any": []}
    for stem, where, _ in segmentation.resource("silent_alef.tsv"):
        letters = (f"[ا{_WASLA}]" if letter == "ا" else letter for letter in stem)
        stems[where].append("".join(letter + _M for letter in letters))
    clitics = f"^(?:[وفبكلتأس]{_M}){{0,2}}(?:[ا{_WASLA}]{_M}ل{_M})?"
    return re.compile(f"{clitics}(?:{'|'.join(stems['begin'])})|{'|'.join(stems['any'])}")


_CHOICE = re.compile(
    f"(?P<madda>(?:(?<=^)|(?<=^[وفبلكأس]{{1}}.)|(?<=^..[وفبلكس].))ء\u064e{_M}ا)|(?P<inner>ء\u064e{_M}ا)"
    f"|(?P<seat>{TATWEEL}?(?P<before>{_M})[{_HAMZA}](?P<behind>{_M})(?P<alef>ا?))"
    f"|(?P<small>[{''.join(_SMALL)}])|(?P<wasla>{_WASLA})(?P<lam>{_M}ل(?=\u064e?\u0651))?|."
)
_UNVOCALISED = re.compile(f"(?<=[{_LETTERS}]){_DAGGER}")
_INNER_YA = re.compile(f"ى(?={_M}[{_LETTERS}])")  # the ي of يُحْىِۦ, once a letter stands behind it
_FEW_SIGNS = re.compile(f"{_M}$")


def _choices(word):
    """The parts of a word, a string or the strings that it may stand for, likeliest first."""
    for match in _CHOICE.finditer(word):
        if match["madda"]:
            yield "آ"
        elif match["inner"]:
            yield match["inner"], "آ"
        elif match["seat"]:
            yield _seats(match)
        elif match["small"]:
            yield _small(word, match)
        elif match["wasla"]:
            yield ("ا" + match["lam"], "ا" + match["lam"] + "ل") if match["lam"] else "ا"
        else:
            yield ("آ", "ا") if match[0] == "آ" and match.start() else match[0]


def _seats(match):
    """A hamza on a tatweel or on the line between two letters: with the seat that today's spelling gives it."""
    signs, alef = match["before"] + match["behind"], match["alef"]
    if "\u0650" in signs:
        return ("ئ" + signs + alef,)
    seats = [seat + signs + alef for seat in "ئأؤء"]
    return ("آ", *seats) if alef and not set(signs) & set(_TANWIN) else tuple(seats)


def _small(word, match):
    """A small letter: at the end of a word, as behind the pronoun ه, it is a sound only."""
    letter, before = _SMALL[match[0]], bare(word[: match.start()])[-1:]
    if match[0] in "\u06e7\u06e8":
        return letter
    if _FEW_SIGNS.match(word, match.end()) and before not in ("ى", "ي"):
        return ""
    return letter, ""


def unrepeated(word):
    """Write a word without letters that are repeated for effect, or by a slip: جدااااا is جدا, الحوثييين is الحوثيين.

    A letter that stands three times or more in a row stands once or twice, as the dictionary knows the word; in a word
    that it does not know, once from four on. A word that is known with three (تتتبع) stays, one of a single letter
    (هههههه) becomes three of it.
    """
    runs = list(re.finditer(r"([\u0621-\u063a\u0641-\u064a])\1+", word))
    if not any(len(run[0]) > 2 for run in runs):
        return word
    if set(word) == {word[0]}:
        return 3 * word[0]
    slip = max(len(run[0]) for run in runs) == 3
    if slip and (listed(word) or (word[0] in "وف" and listed(word[1:]))):
        return word
    parts, place = [], 0
    for run in runs:
        if len(run[0]) > 2:
            short = (run[1] * 2, run[1]) if len(run[0]) == 3 else (run[1], run[1] * 2)
            parts += [(word[place : run.start()],), short]
            place = run.end()
    parts.append((word[place:],))
    readings = _readings(parts)
    if len(readings[0]) == len(word) - 1:  # one letter too many, as a slip leaves it: twice, if that is a word
        readings = [reading for reading in readings[:1] if known(reading)] or readings
    if any(map(known, readings)):
        return _likeliest(readings)
    if slip:
        return word.removesuffix("ييين") + "يين" if word.endswith("ييين") else word
    return "".join(min(part, key=len) for part in parts)


def unadorned(word):
    """Write a word without ہ where it is put between the letters for ornament: الہلہغہة is اللغة.

    In text typed on an Urdu keyboard ہ is ه: a word that is known so (ہذہ, هذه) stays as it is.
    """
    if not ADORNED.search(word):
        return word
    plain = bare(word)
    without = plain.replace("ہ", "")
    return word.replace("ہ", "") if known(without) and not known(plain.replace("ہ", "ه")) else word


def bare(word):
    """The letters of a word alone."""
    return word.translate(_SIGNS)


@cache
def _dictionary():
    """The dictionaries and the scores of their hosts."""
    tables = lexica.load()
    return tables, segmentation.Scores(tables.weights)


def listed(word):
    """Whether a dictionary lists a word, given without signs, as it is printed."""
    tables, _ = _dictionary()
    if word in tables.words or word in tables.listed:
        return True
    return word.endswith("ى") and listed(word[:-1] + "ي")


def known(word):
    """Whether a dictionary has a word, given without signs, or its host once the clitics are split off."""
    return weight(word) > 0


def weight(word):
    """How often the dictionaries have the host of a word, given without signs, with these clitics: 0 if never."""
    printed = listed(word)
    if len(word) < 3:
        return float(printed)
    tables, scores = _dictionary()
    before, _, host, after, found = segmentation.best(word, scores)
    if not printed and (not found or len(host) < 3):
        return 0.0
    return tables.weights.get(segmentation.fold(host), 0.0) / 10 ** len(before + after) + printed
