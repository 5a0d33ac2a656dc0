"""Which mentions in several texts are one speaker: full names, names without title or middle name, surnames.

Two names are one person's where one is the other with less of it (حسن نصر الله, السيد نصر الله, نصرالله). What could be
two persons' stays apart: different full names of one family, a surname that several people of these texts have.
"""

from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from ..words import annotation, tables
from ..words.annotation import of
from . import mentions, resolution

# How many times as many documents as all others of the surname somebody has who is called by it alone.
_FAR_MORE = 5
_BESIDE = 5  # how many times as often a name stands without the word that a mention has taken in behind it
_MARKS = str.maketrans(dict.fromkeys("\"«»“”„‟'‘’()[]", " "))
_HASHTAG = str.maketrans("_", " ", "#")
_FATHER, _FAMILY = "بن", "ال"  # beginnings of joined words: son of, family of (آل, folded)


class Name(NamedTuple):
    """A mention taken apart, its words folded.

    words: of the name, what belongs together as one word (عبدالله, بنسلمان, نصرالله); ranks: the titles before it;
    role: the words of the role beside it; outlet: the kind of a newspaper, an agency or the like, of_place: the
    countries behind its name; person: False for what is surely none.
    """

    words: tuple
    ranks: frozenset = frozenset()
    role: frozenset = frozenset()
    outlet: str = ""
    of_place: frozenset = frozenset()
    person: bool = True


class _Group:
    """Names that are one speaker's: how they are written, with the rows of each, and what is known of the speaker."""

    def __init__(self):
        self.words, self.spellings, self.docs = set(), Counter(), set()
        self.roles, self.ranks, self.person = Counter(), set(), False

    def add(self, name, read, role, docs):
        """Add the rows of a name with a role."""
        self.words.add(read.words)
        self.spellings[name] += len(docs)
        self.docs.update(docs)
        self.ranks |= read.ranks
        self.person |= read.person
        for words in (read.role, role):
            self.roles[words] += len(docs) if words else 0

    def take(self, other):
        """Take over what another group has; it is left empty."""
        self.words |= other.words
        self.spellings.update(other.spellings)
        self.docs |= other.docs
        self.ranks |= other.ranks
        self.roles.update(other.roles)
        other.words, other.spellings, other.docs = set(), Counter(), set()

    def agrees(self, other, least=1):
        """True where a role of one is a role of the other, with less or more of it, or shares two words with it."""
        pairs = ((a, b) for a, _ in self.roles.most_common(20) for b, _ in other.roles.most_common(20))
        return any((a and b and (a <= b or b <= a) and len(a | b) >= least) or len(a & b) >= 2 for a, b in pairs)

    @property
    def with_role(self):
        """True where it has a role."""
        return any(self.roles)


@cache
def read(name):
    """Take a mention as it is written apart: Name."""
    passage = annotation.passage(name.translate(_HASHTAG))
    words = passage.words
    if not words:
        return Name((), person=False)
    if any(number >= 0 for number in passage.quote) or words[0].has("outlet"):
        return _without_kind(annotation.passage(name.translate(_MARKS)).words)
    mention = mentions.noun_phrase(mentions.with_phrases(passage), 0, len(words))
    if mention is None or mention.sort != "name":
        return Name(_joined(words), person=False)
    role = range(mention.role_first, mention.role_last + 1) if mention.role_first >= 0 else range(0)
    if len(role) == 1 == mention.last - mention.first + 1 and mention.first < role[0]:
        role = range(0)  # يوسف الشاهد
    first = mention.first if role and role[0] < mention.first else 0
    last = mention.last if role and role[0] > mention.first else len(words) - 1
    ranks, rest = _titles(words[first : last + 1])
    said = resolution.role_words(words[k] for k in role if words[k][0].isalpha())
    return Name(_joined(_alone(rest)), frozenset(ranks), said)


def _alone(words):
    """The words of a name without a verb or a verbal noun behind it that a mention has taken in."""  # فلان أصبح
    last = len(words)
    while last > 2 and not words[last - 1].has("given") and _taken_in(words[last - 1]):
        last -= 1
    return words[:last]


def _taken_in(word):
    """True for a verb, an accusative, a verbal noun."""
    return word.verb or word.accusative or (word.abstract and not word.listed.pronoun)


def _without_kind(words):
    """The Name of a newspaper, an agency or of what stands in marks: without its kind and its country."""
    kinds = [word for word in words if word.has("outlet")]
    inner = [word for word in words if not word.has("outlet")]
    last = len(inner)
    while last > 1 and resolution.of_place(inner[last - 1]):
        last -= 1
    if not inner or not kinds or resolution.of_place(inner[0]):
        return Name(_joined(words), person=False)  # وكالة الأنباء السورية
    places = resolution.role_words(inner[last:])
    return Name(_joined(inner[:last]), outlet=str(kinds[0]), of_place=places, person=False)


def _titles(words):
    """(titles, name) of the words of a mention."""  # صاحب السمو الملكي الأمير محمد, العقيد الركن تركي
    last = 0
    for k, word in enumerate(words[:-1]):
        ranked = word.has("rank") or word.bare.has("honorific")
        beside = last == k > 0 and word.definite and any(not other.definite for other in words[k + 1 :])
        if not ranked and not beside:
            break
        last = k + 1
    return words[:last], words[last:]


def _joined(words):
    """The words of a name, compounds as one word: عبد الله, بن سلمان, أبو بكر, صلاح الدين, نصر الله."""
    found, begun = [], ""
    for word in words:
        if not word[0].isalnum():
            continue
        if word.has("end_of_a_given_name") and found and not begun:
            found[-1] += word
            continue
        begun += _one_kin(word)
        if not (word.has("kin") or word.has("servant")):
            found.append(begun.translate(_letters("fold")))
            begun = ""
    return tuple([*found, begun.translate(_letters("fold"))] if begun else found)


@cache
def _letters(use):
    """What each letter stands for in the spelling of names, for `str.translate`; use: fold or sound."""
    return str.maketrans({letter: to for letter, to, use_of in tables.rows("name_letters.tsv") if use_of == use})


def _sound(word):
    """A word of a name without what the spellings of a foreign name differ in."""
    return word.translate(_letters("sound"))


def _one_kin(word):
    """One spelling of son and father."""
    return {"ابن": _FATHER, "ابي": "ابو"}.get(word, str(word))


def together(rows):
    """Return of each name the name of the speaker: dict, name -> the most frequent spelling of the full name.

    rows: (name, role, document) of each mention, as written. Joined are names that differ in spelling, in titles, in
    the father's name or the family's behind it; with the same role those that lack another part of the name or differ
    in long vowels; surnames, where the rows have one person of it alone (by role, or by far the most documents), and
    kings and the like by the first name. Names of outlets are joined with and without kind and country, where these are
    one.
    """
    groups = _by_words(rows)
    for join in (_join_outlets, _join_wider, _join_parts, _join_spellings, _join_alone):
        join(groups)
        groups = [group for group in groups if group.words]
    found = {}
    for group in groups:
        fullest = max(min(len(read(name).words), 2) for name in group.spellings)
        full = [(-n, name) for name, n in group.spellings.items() if min(len(read(name).words), 2) == fullest]
        found.update(dict.fromkeys(group.spellings, min(full)[1]))
    return found


def _by_words(rows):
    """The groups of mentions that differ in titles and in spelling only."""
    groups, counted = defaultdict(_Group), defaultdict(list)
    for name, role, doc in rows:
        counted[name, role].append(doc)
    for (name, role), docs in counted.items():
        apart = read(name)
        key = (apart.words, apart.outlet, apart.of_place) if apart.words else name
        groups[key].add(name, apart, _role(role), docs)
    return list(groups.values())


@cache
def _role(role):
    return resolution.role_words(word for word in annotation.passage(role).words if word[0].isalpha())


def _join_outlets(groups):
    """رويترز, وكالة رويترز; not صحيفة الوطن السورية with صحيفة الوطن القطرية, nor with قناة الوطن."""
    by_name = defaultdict(list)
    for group in groups:
        for words in group.words:
            by_name[words].append(group)
    for words, same in by_name.items():
        about = [read(name) for group in same for name in group.spellings]
        kinds = {name.outlet for name in about if name.outlet}
        places = {name.of_place for name in about if name.of_place}
        alone = [group for group in same if not (group.person and (group.with_role or group.ranks))]
        alone = [group for group in alone if not _kind_of_body(group)]
        if words and len(kinds) == 1 and len(places) <= 1:
            for group in alone[1:]:
                alone[0].take(group)


def _kind_of_body(group):
    """True for an institution that is no outlet."""  # الشرطة beside وكالة الشرطة الأوروبية
    return any(not read(name).outlet and resolution.only_role(name) for name in group.spellings)


def _join_wider(groups):
    """Mentions that have taken in a word behind a name, with this name."""  # أنغيلا ميركل | المحافظ
    last = Counter(words[-1] for words in {words for group in groups for words in group.words if words})
    by_words = {words: group for group in groups if group.person for words in group.words}
    for group in groups:
        words = max(group.words, default=(), key=len)
        if not group.person or len(words) < 3 or last[words[-1]] > 1 or words[-1].startswith(_FATHER):
            continue
        other = by_words.get(words[:-1])
        if other is not None and len(other.docs) >= _BESIDE * len(group.docs):
            if not group.with_role or group.agrees(other):
                other.take(group)
                other.words.discard(words)


def _join_parts(groups):
    """Full names of which one is the other with less of it, where only one fuller name has it."""
    people = [group for group in groups if group.person and max(map(len, group.words)) > 1]
    by_word = defaultdict(set)
    for number, group in enumerate(people):
        for word in set().union(*group.words):
            by_word[word].add(number)
    shorter = [group for group in groups if min(map(len, group.words)) > 1]
    shorter.sort(key=lambda group: (min(map(len, group.words)), min(group.words)))
    for group in shorter:
        words = min(group.words, key=len)
        numbers = set.intersection(*(by_word.get(word, set()) for word in words))
        fuller = [people[k] for k in sorted(numbers)]
        fuller = [other for other in fuller if other is not group and any(_within(words, w) for w in other.words)]
        kept = [other for other in fuller if _one_person(group, words, other)]
        if kept and len(kept) == len(fuller) and _one_chain(kept):
            max(kept, key=lambda other: len(other.docs)).take(group)


def _within(words, fuller):
    """True where a name is another with less of it; they have the first or the last word in common."""
    rest = iter(fuller)
    ends = words[0] == fuller[0] or words[-1] == fuller[-1]
    return len(words) < len(fuller) and ends and all(word in rest for word in words)


def _one_person(group, words, other):
    """True where the fuller name can only be the same person's."""
    fuller = next(w for w in other.words if _within(words, w))
    more = [word for word in fuller if word not in words]
    # السعود of آل سعود is not told from السعود, which does no harm
    lineage = words[0] == fuller[0] and all(word.startswith((_FATHER, _FAMILY)) for word in more)
    return lineage or not group.person or group.agrees(other)


def _one_chain(groups):
    """True where each of some groups has a name that is another's with less of it: one person's."""
    names = sorted((max(group.words, key=len) for group in groups), key=len)
    return all(_within(a, b) or set(a) <= set(b) for a, b in zip(names, names[1:], strict=False))


def _join_spellings(groups):
    """Names of two and more words, of the same role, that differ in long vowels."""  # دونالد ترامب, دونالد ترمب
    by_letters = defaultdict(list)
    for group in groups:
        if group.person:
            for words in {tuple(_sound(word) for word in words) for words in group.words if len(words) > 1}:
                by_letters[words].append(group)
    for same in by_letters.values():
        same = sorted({id(g): g for g in same if g.words}.values(), key=lambda g: (-len(g.docs), min(g.words)))
        for other in same[1:]:
            if other is not same[0] and same[0].agrees(other, least=2) and not _listed_apart(same[0], other):
                same[0].take(other)


def _listed_apart(a, b):
    """True where names differ in words that the dictionary has both, or has one of and they are short: عائض, عوض."""
    whole = (zip(left, right, strict=True) for left in a.words for right in b.words if len(left) == len(right))
    pairs = ((x, y) for pair in whole for x, y in pair if x != y and _sound(x) == _sound(y))
    listed = ((bool(of(x).listed) + bool(of(y).listed), len(_sound(x))) for x, y in pairs)
    return any(n == 2 or (n and letters < 3) for n, letters in listed)


def _join_alone(groups):
    """Surnames, and the first names of those with a title, with the one person whose they are."""
    by_last, by_first = defaultdict(dict), defaultdict(dict)
    for group in groups:
        for words in group.words:
            if group.person and len(words) > 1:
                by_last[words[-1]][id(group)] = group
                by_first[words[0]][id(group)] = group
    for group in groups:
        if group.person and max(map(len, group.words)) == 1:
            (word,) = min(group.words)
            found = None
            if group.with_role or group.ranks or not (word in by_first or _common(word)):
                found = _owner(group, list(by_last[word].values()), ranked=False)
            found = found or _owner(group, list(by_first[word].values()), ranked=True)
            if found is not None:
                found.take(group)


def _common(word):
    """True for a noun with the article."""  # الأمر, الخطة; not الأسد, since it has an owner in several texts
    return of(word).definite and of(word).listed is not None and of(word).bare.deed


def _owner(group, people, ranked):
    """The one of some people whom a group of one word names, or None."""
    if ranked:  # الملك سلمان: سلمان بن عبدالعزيز
        people = [other for other in people if group.ranks & other.ranks and _has_father(other)]
    agreeing = [other for other in people if group.agrees(other)]
    if agreeing or group.with_role:
        people = agreeing
    elif group.ranks:
        people = [other for other in people if group.ranks & other.ranks] or people
    if len(people) < 2:
        return people[0] if people else None
    *rest, most = sorted(people, key=lambda other: len(other.docs))
    return most if len(most.docs) >= _FAR_MORE * len(set().union(*(other.docs for other in rest))) else None


def _has_father(group):
    return any(len(words) > 1 and words[1].startswith(_FATHER) for words in group.words)


@cache
def unnamed(name):
    """What stands for somebody else in every text: "office" (مدير المركز), "source" (مصادر), "body" (الوزارة, بيان).

    "" for a name, and for an institution of which more is said (النيابة العامة).
    """
    if not resolution.only_role(name):
        return ""
    words = annotation.passage(name).words
    head = words[0].cut(1) if words[0].conjunction else words[0]
    if head.sort == "body":
        return "body" if len(words) == 1 or head.bare.has("document") else ""
    known = head.sort in ("person", "rank") and not head.has_any("someone", "one_of")
    return "office" if known and not head.bare.has_any("nameless", "someone") else "source"
