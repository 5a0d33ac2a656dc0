"""From mentions to speakers: surname -> full name, description -> last speaker it fits, no subject -> last speaker."""

import re
from typing import NamedTuple

from . import cues, speakers

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Speaker(NamedTuple):
    """A speaker of a text: words of name and role (folded, without article), span of the fullest mention in items."""

    name: tuple
    role: frozenset
    start: int
    end: int
    gender: str
    person: bool


class Resolver:
    """Resolves the mentions of one passage in reading order; keeps the speakers met so far."""

    def __init__(self, passage):
        self.passage = passage
        self.speakers = []
        self.last = None
        self.sentence = -1  # of the report before

    def resolve(self, report):
        """Return the Speaker of a report, or None where nobody has spoken so far; it becomes the last speaker."""
        found = self._find(report)
        beside = report.cue.kind == cues.PREPOSITION and report.sentence == self.sentence
        inner = report.how == "subject of the clause" or (
            report.cue.lemma == "نقل" and report.how != "quoted by another")
        inner = inner and self.last is not None
        if found is not None and report.cue.takes not in ("name", "slogan") and not beside and not inner:
            self.last = found
        self.sentence = report.sentence
        return found

    def _find(self, report):
        mention = report.mention
        if mention is None:
            return self._continued(report.cue)
        words = self.passage.words[mention.first : mention.last + 1]
        gender = report.cue.gender if report.how.startswith("subject") else ""
        if mention.sort in ("role",) or (mention.sort == "body" and speakers.definite(words[0])):
            if earlier := self._described(words, mention):
                return earlier
        elif mention.sort == "name":
            if earlier := self._named(words, mention):
                return earlier
        elif earlier := next((s for s in reversed(self.speakers) if s.name == tuple(words)), None):
            return earlier
        return self._new(mention, words, gender)

    def _continued(self, cue):
        """The last speaker whose gender agrees with the verb; the last one of all where none does."""
        if self.last is None:
            return None
        if cue.kind in (cues.PERFECT, cues.IMPERFECT) and cue.gender and self.last.gender not in ("", cue.gender):
            for earlier in reversed(self.speakers[-4:]):
                if earlier.gender == cue.gender:
                    return earlier
        return self.last

    def _named(self, words, mention):
        """An earlier speaker of that name, or of a name that ends in it."""
        words = tuple(word for word in words if word not in cues.words("rank"))
        for earlier in reversed(self.speakers):
            name = tuple(word for word in earlier.name if word not in cues.words("rank"))
            if words and (name[-len(words) :] == words or (len(words) > 1 and set(words) <= set(name))):
                return earlier
        return None

    def _described(self, words, mention):
        """The speaker whom a description points back to (المتحدث, الوزير السعودي, المسؤول ذاته), or None."""
        last = self.last if self.last is not None and self.last.person else None
        if len(words) == 1 and words[0] in cues.words("honorific"):
            return last
        if any(word in cues.words("same") and words[k - 1] != "عن" for k, word in enumerate(words)):
            return self.last
        head, rest = speakers.bare(words[0]), _role(words[1:])
        kin = [s for s in self.speakers if not (s.person and mention.sort == "body")]
        fitting = [s for s in reversed(kin) if head in s.role or s.name == tuple(words)]
        exact = next((s for s in fitting if rest <= s.role or s.name == tuple(words)), None)
        if not speakers.definite(words[0]):
            return exact if rest else None
        if exact or (len(fitting) == 1 and not (rest and mention.sort == "body")):
            return exact or fitting[0]
        for earlier in reversed(kin):
            bare = [speakers.bare(word) for word in earlier.name]
            if bare[:1] == [head] and rest <= set(bare):
                return earlier
        if found := self._titled(head, rest, mention.first):
            return found
        if len(words) == 1 and (found := next((s for s in reversed(self.speakers) if s.name[-1] == words[0]), None)):
            return found  # الحاج: title or surname
        return last if head in cues.words("generic") else None

    def _titled(self, head, rest, before):
        """A person whom the text has introduced with that role, without a report: وزير الدفاع فلان … الوزير."""
        passage = self.passage
        for sentence_first, end in reversed(passage.sentences):
            for k in range(min(end, before) - 1, sentence_first - 1, -1):
                if passage.quote[k] < 0 and passage.words[k] == head:
                    mention = speakers.follows(passage, k, end)
                    if mention is not None and mention.sort == "body" and mention.last > k:
                        return self._new(mention, passage.words[k : mention.last + 1], "")
                    if mention is not None and mention.role_first >= 0:
                        role = _role(passage.words[mention.role_first : mention.role_last + 1])
                        if rest <= role:
                            return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _new(self, mention, words, gender):
        start, end = self.passage.span(mention.first, mention.last)
        name = tuple(words)
        if mention.sort == "name":
            longer = self._fullest(words, mention)
            if longer:
                name, start, end = longer
        role = frozenset()
        if mention.role_first >= 0:
            role = _role(self.passage.words[mention.role_first : mention.role_last + 1])
        elif mention.sort == "role":
            role = _role(words)
        speaker = Speaker(name, role, start, end, gender, mention.sort in ("name", "role"))
        self.speakers.append(speaker)
        return speaker

    def _fullest(self, words, mention):
        """(words, start, end) of the longest earlier or later spelling of a name in the text, or None."""
        passage = self.passage
        core = [word for word in words if word not in cues.words("rank")]
        if not core or len(core) > 2:
            return None
        size = len(core)
        best = None
        for i in _places(passage.words, core):
            k = i
            while k > 0 and i - k < 3 and _given_name(passage, k - 1):
                k -= 1
            introduced = _introduced(passage.words, k) or _behind_first_verb(passage.words, k, i + size)
            if k < i and introduced and (best is None or i - k > best[0]):
                best = (i - k, k, i + size - 1)
        if best is None or best[0] + size <= len(words):
            return None
        return tuple(passage.words[best[1] : best[2] + 1]), *passage.span(best[1], best[2])


def _role(words):
    """Words of a role without article, with one spelling of أمريكي: frozenset."""
    return frozenset(speakers.bare(word).replace("امريك", "اميرك") for word in words)


def _places(words, core):
    """Items at which the words `core` stand one behind the other."""
    size = len(core)
    place = -1
    try:
        while True:
            place = words.index(core[0], place + 1)
            if words[place : place + size] == core:
                yield place
    except ValueError:
        return


def _given_name(passage, k):
    """True where item k can be a given name: no verb, role, institution, function word, also not behind و ف ب ل."""
    word = passage.words[k]
    bare = word[1:] if word[0] in "وفبل" else ""
    return (
        passage.quote[k] < 0 and word[0].isalpha() and len(word) > 1 and not speakers.definite(word)
        and not word.endswith("ات") and not speakers.sort_of(word) and word not in cues.words("adverb")
        and word not in cues.words("boundary") and word not in cues.words("time")
        and word not in cues.words("naming") and cues.find(word) is None
        and not (bare and (cues.find(bare) or speakers.sort_of(bare) or bare in cues.words("boundary")))
    )  # fmt: skip


def _behind_first_verb(words, k, behind):
    """True where a name with a role behind it is the second word of a paragraph: وصل فلان وزير الدفاع."""
    opens = k == 1 or (k > 1 and words[k - 2] in "\n.")
    return opens and behind < len(words) and (words[behind] == "،" or speakers.sort_of(words[behind]) == "person")


def _introduced(words, k):
    """True where what stands before a name is a role, a nisba adjective or the like: the name begins there."""
    if k == 0:
        return False
    before = words[k - 1]
    if before == "،":
        return not words[k].endswith("ت")
    return speakers.definite(before) or speakers.sort_of(before) != "" or cues.find(before) is not None
