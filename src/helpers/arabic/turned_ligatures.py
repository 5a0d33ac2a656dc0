"""Letters of one ligature in the wrong order, as text out of PDFs has them: عىل for على, املدينة for المدينة.

A font draws two or three letters as one sign, and a program that takes the sign apart again may give its letters
backwards. Which letters fonts join is what Unicode lists as ligatures. What was meant tells a list of words
(`known_words`): what no list knows is turned into what it knows; what it knows both ways (سالم, سلام) is turned where
the turned word is more common, and counted as doubtful unless it is far more common.
"""

import functools
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from .damage import HARAKAT, LETTER, order_lam_alef
from .known_words import frequency, is_impossible, plain

#: What shows that a text has the damage, for Python and RE2: no Arabic word is written so, or hardly any.
SIGNS = "ا[أإآ]ل|[عإا]ىل|(?:^|[^ء-ي])(?:يف(?:[^ء-ي]|$)|[وفبك]?امل[ء-ي]{3})"
#: The same, told in a tenth of the time: what no word has, and what a word may have within it.
_NEVER = ("األ", "اإل", "اآل", "عىل", "اىل", "إىل")
_ALONE = re.compile("يف(?<![ء-ي]..)(?![ء-ي])", re.DOTALL)
_AT_THE_BEGINNING = re.compile("امل(?=[ء-ي]{3})(?:(?<![ء-ي]...)|(?<=[وفبك]...)(?<![ء-ي]....))", re.DOTALL)
_STRONG = re.compile(
    f"(?<![{LETTER}{HARAKAT}])(?:[وف]?[عإا]ىل|[وف]?يف|[وف]?[بك]?ا[أإآ]ل[{LETTER}]{{2,}})(?![{LETTER}{HARAKAT}])"
)
_ARTICLE = re.compile(f"(?<![{LETTER}{HARAKAT}])[وفبك]?امل[{LETTER}]{{3,}}")  # of unknown words: امل for الم
_WORD = re.compile(f"[{LETTER}][{LETTER}{HARAKAT}]*")
_FEWEST, _SHARE = 2, 0.003  # strong signs, and their share of the words, that make a text a damaged one
_SHORT, _SHARE_OF_SHORT = 60, 0.02  # words of a text of which one sign tells enough, if it is this share
_COMMON = 1e-7  # of all words: one in ten million
# Times as frequent as what is written: where the text turns this pair always, turns it elsewhere, turns others.
_BETTER, _MUCH_BETTER, _FAR_BETTER = 5.0, 30.0, 300.0
_ALWAYS = 0.25  # of the words with a pair may write it the right way, where it counts as always turned
_MOST = 24  # readings of one word
_ALEF = str.maketrans("أإآ", "ااا")
_PARTED = 0.01  # the weight of a word whose first or last letters are taken for another word
_BEFORE = ("وال", "فال", "بال", "كال", "ولل", "ال", "لل", "وب", "ول", "و", "ف", "ب", "ك", "ل", "س")
_BEHIND = ("هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك", "ي")


class Repair(NamedTuple):
    """What `examine` found: the text, how many words were turned, and how many might have to be."""

    text: str
    n: int
    doubtful: int


@functools.cache
def _turned_pairs():
    """Letters as the damage writes them -> as they are meant: ىل -> لى, for all ligatures that Unicode lists."""
    pairs = {}
    for code in (*range(0xFBEA, 0xFD3E), *range(0xFD50, 0xFDC8), *range(0xFEF5, 0xFEFD)):
        letters = "".join(re.findall(f"[{LETTER}]", unicodedata.normalize("NFKC", chr(code))))
        if 2 <= len(letters) <= 3 and letters[::-1] != letters:
            pairs[letters[::-1]] = letters
    return pairs


@functools.cache
def _pattern():
    return re.compile("|".join(sorted(_turned_pairs(), key=len, reverse=True)))


def shows_signs(text):
    """Return whether `SIGNS` are found in a text."""
    return (
        any(sign in text for sign in _NEVER)
        or ("يف" in text and _ALONE.search(text) is not None)
        or ("امل" in text and _AT_THE_BEGINNING.search(text) is not None)
    )


def restore(text):
    """Put the letters of ligatures in order. Returns (text, number of words); see `examine`."""
    found = examine(text)
    return found.text, found.n


def examine(text):
    """Return the `Repair` of a text.

    The article whose lam stands behind the alef (األمن) is put right in any text. Other letters are turned only in a
    text that shows the damage several times over. A doubtful word is one that is known both ways.
    """
    if not shows_signs(text):
        return Repair(text, 0, 0)
    n_strong = len(_STRONG.findall(text)) + sum(1 for word in _ARTICLE.findall(text) if not frequency(word))
    if not n_strong:
        return Repair(text, 0, 0)
    forms = Counter(_WORD.findall(text))
    n_words = sum(forms.values())
    enough = n_strong >= max(_FEWEST, _SHARE * n_words)
    if not enough and not (n_words < _SHORT and n_strong >= _SHARE_OF_SHORT * n_words):
        return Repair(*order_lam_alef(text), 0)
    turned, doubtful = _decided(forms)
    n = sum(count for form, count in forms.items() if form in turned)
    text = _WORD.sub(lambda match: turned.get(match[0], match[0]), text)
    text, more = order_lam_alef(text)
    return Repair(text, n + more, sum(forms[form] for form in doubtful))


def _decided(forms):
    """(form -> what it is turned into, forms that stay doubtful)."""
    readings = {form: _readings(form) for form in forms}
    proven, right = Counter(), Counter()
    for form, count in forms.items():
        best = max(readings[form], key=lambda reading: reading[1], default=None)
        if _weight(form):
            right.update(dict.fromkeys(_pairs_in(plain(form)), count))
        elif best and best[1] >= _COMMON:
            proven.update(dict.fromkeys(best[2], count))
    always = {pair for pair, n in proven.items() if right[pair] <= _ALWAYS * n}
    turned, doubtful = {}, set()
    for form, others in readings.items():
        made, other, pairs = max(others, key=lambda reading: reading[1], default=("", 0.0, frozenset()))
        weight = _weight(form)
        times = _BETTER if pairs <= always else _MUCH_BETTER if pairs <= proven.keys() else _FAR_BETTER
        if other > times * weight and (weight or other >= _COMMON or pairs <= proven.keys()):
            turned[form] = made
        if pairs <= always and other * _BETTER > weight > 0 and other < _MUCH_BETTER * weight:
            doubtful.add(form)
    return turned, doubtful


def _readings(form):
    """What a word may be with some of its pairs turned: (form, weight, the pairs as they are meant)."""
    if len(plain(form)) != len(form):
        return []  # vowel signs stand between the letters: nobody can tell which were one sign
    places = list(_overlapping(form))[:4]
    made = {form: frozenset()}
    for start, pair in places:
        for other, pairs in list(made.items()):
            if other[start : start + len(pair)] == pair and len(made) < _MOST:
                meant = _turned_pairs()[pair]
                made.setdefault(other[:start] + meant + other[start + len(pair) :], pairs | {_kind(meant)})
    return [(other, weight, pairs) for other, pairs in made.items() if other != form and (weight := _weight(other))]


def _overlapping(form):
    start = 0
    while found := _pattern().search(form, start):
        yield found.start(), found[0]
        if len(found[0]) == 3 and found[0][:2] in _turned_pairs():
            yield found.start(), found[0][:2]
        start = found.start() + 1


def _pairs_in(form):
    """The ligatures that a word writes the right way."""
    pairs = {_kind(form[n : n + size]) for size in (2, 3) for n in range(len(form) - size + 1)}
    return pairs & _kinds()


def _kind(pair):
    """A ligature, without the hamza or madda of its alef: fonts join them all or none."""
    return pair.translate(_ALEF)


@functools.cache
def _kinds():
    return frozenset(map(_kind, _turned_pairs().values()))


@functools.lru_cache(100_000)
def _weight(form):
    """How common a word is; that of its parts where the list knows it with other clitics only."""
    word = plain(form)
    if is_impossible(word):
        return 0.0
    found = frequency(word)
    if found or len(word) < 5:
        return found
    hosts = [word[len(clitic) :] for clitic in _BEFORE if word.startswith(clitic)]
    hosts += [host[: -len(clitic)] for host in (word, *hosts) for clitic in _BEHIND if host.endswith(clitic)]
    return _PARTED * max((frequency(host) for host in hosts if len(host) > 3), default=0.0)
