"""From mentions to speakers: surname -> full name, description -> last speaker it fits, no subject -> last speaker."""

from typing import NamedTuple

from . import cues, full_names, identity, speakers, subjects, word_classes


class Speaker(NamedTuple):
    """A speaker of a text: words of name and role (folded, without article), span of the fullest mention in items."""

    name: tuple
    role: frozenset
    start: int
    end: int
    gender: str
    person: bool
    title: str = ""  # head of the role
    body: str = ""  # the institution of a role without a name, as the text calls it


class Resolver:
    """Resolves the mentions of one passage in reading order; keeps the speakers met so far."""

    def __init__(self, passage):
        self.passage = passage
        self.speakers = []
        self.last = None
        self.report = self.before = None
        self.sentence = -1  # of the report before
        self.names = {}  # Speaker without a name -> the Speaker whose name the text gives afterwards

    def resolve(self, report):
        """Return the Speaker of a report, or None where nobody has spoken so far; it becomes the last speaker."""
        self.report = report
        found = self._find(report)
        beside = report.cue.kind == cues.PREPOSITION and (
            report.sentence == self.sentence or _ends_sentence(self.passage, report))  # fmt: skip
        beside = beside and self.last is not None
        inner = report.how == "subject of the clause" or (
            report.cue.lemma == "نقل" and report.how != "quoted by another")
        inner = (inner or _in_relative(self.passage, report) or self._inside(report)) and self.last is not None
        beside = beside or (report.cue.kind == cues.PREPOSITION and not self._somebody(report.mention))
        inner = inner or (self.last is not None and found is not None and _thing(found))
        if found is not None and report.cue.takes not in ("name", "slogan") and not beside and not inner:
            self.last = found
        self.sentence, self.before = report.sentence, report
        return found

    def _inside(self, report):
        """True for a report inside what another one tells: قال فلان إن الوزير أعلن أن."""
        outer = self.before
        if outer is None or outer.sentence != report.sentence or not 0 <= outer.opens < report.first or report.skip:
            return False
        return self.passage.words[outer.opens] in cues.words("complementiser") and not any(
            word in "،,:;" for word in self.passage.words[outer.opens : report.first])

    def _somebody(self, mention):
        """False for what follows a preposition and is neither a name with a role nor known: استنادا إلى برنامج."""
        if mention is None or mention.sort != "name" or mention.role_first >= 0:
            return True
        if self.passage.words[mention.first] in cues.words("naming"):
            return False
        return self.passage.words.count(self.passage.words[mention.last]) > 1

    def fullest(self, speaker):
        """The Speaker with the name that a text gives after the role alone: قال وزير الدفاع … . وقال فلان الفلاني."""
        return self.names.get(speaker, speaker)

    def _find(self, report):
        mention = report.mention
        if mention is None:
            return None if report.how == subjects.NOBODY else self._continued(report)
        words = _without_proclitic(self.passage.words, mention)
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

    def _continued(self, report):
        """The last speaker whose gender agrees with the verb; the last one of all where none does.

        Where nobody has spoken so far, the person whom the text has introduced last with name and role.
        """
        cue = report.cue
        if self.last is None:
            return self._introduced_before(report.first)
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
            if full_names.same(name, words) and not (len(words) == 1 < len(name) and _of_his(earlier, name)):
                return earlier
        return None

    def _described(self, words, mention):
        """The speaker whom a description points back to (المتحدث, الوزير السعودي, المسؤول ذاته), or None."""
        last = self.last if self.last is not None and self.last.person else None
        if len(words) == 1 and words[0] in cues.words("honorific"):
            return last
        if len(words) == 1 and words[0] in cues.words("rank") and (found := self._ranked(words)):
            return found
        before = self.passage.words[mention.first - 1] if mention.first else ""
        if before in ("ذات", "نفس"):
            return self.last
        if any(word in cues.words("same") and words[k - 1] != "عن" for k, word in enumerate(words)):
            return self.last
        head, rest = _one_spelling(speakers.bare(words[0])), _role(words[1:])
        kin = [s for s in self.speakers if not (s.person and mention.sort == "body")]
        fitting = [s for s in reversed(kin) if _holds(s, head) or s.name == tuple(words)]
        exact = next((s for s in fitting if rest <= s.role or s.name == tuple(words)), None)
        if not speakers.definite(words[0]):
            one = len(rest) > 1 and (speakers.definite(words[1]) or words[1] in cues.words("place"))
            one = one and not (rest and exact) and head not in cues.words("nameless")
            found = self._titled(head, rest, mention.first) if one else None  # ولي العهد: as definite as الوزير
            return exact if rest and exact else found
        if exact or (len(fitting) == 1 and not (rest and mention.sort == "body")):
            return exact or (self._titled(head, rest, mention.first) if len(rest) > 1 else None) or fitting[0]
        for earlier in reversed(kin):
            bare = [speakers.bare(word) for word in earlier.name]
            if bare[:1] == [head] and rest <= set(bare):
                return earlier
        if found := self._titled(head, rest, mention.first):
            return found
        surname = (s for s in reversed(self.speakers) if s.name[-1] == words[0])
        if len(words) == 1 and words[0] not in cues.words("place") and (found := next(surname, None)):
            return found  # الحاج: title or surname
        speaks = head in ("متحدث", "متحدثة", "ناطق", "ناطقة", "سفير", "سفيرة")
        strange = last is not None and last.role and not rest & last.role if speaks else head in cues.words("office")
        strange = strange and rest
        return last if head in cues.words("generic") and not strange else None

    def _introduced_before(self, before):
        passage = self.passage
        for first, end in reversed(passage.sentences):
            for k in range(first, min(end, before)):
                if passage.quote[k] < 0 and speakers.sort_of(passage.words[k]) == "person":
                    mention = speakers.follows(passage, k, min(end, before))
                    if mention is not None and mention.sort == "name" and mention.role_first >= 0:
                        return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _ranked(self, words):
        """The person of whom a rank alone speaks (الملك, الأمير السعودي): named behind it elsewhere in the text."""
        passage = self.passage
        for earlier in reversed(self.speakers):
            if words[0] in earlier.name and len(earlier.name) > 1 or speakers.bare(words[0]) in earlier.role:
                return earlier
        for k, word in enumerate(passage.words):
            if word == words[0] and passage.quote[k] < 0:
                mention = speakers.follows(passage, k, min(len(passage.words), k + 12))
                if mention is not None and mention.sort == "name" and mention.last > k + 1:
                    return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _titled(self, head, rest, before):
        """A person whom the text has introduced with that role, without a report: وزير الدفاع فلان … الوزير."""
        passage = self.passage
        heads = (head, "ال" + head) if rest else (head,)
        places = [k for k, word in enumerate(passage.words) if word in heads and passage.quote[k] < 0]
        later = [k for k in places if k > before] if rest else []
        for k in [*reversed([k for k in places if k < before]), *later]:
            end = next(end for _, end in passage.sentences if end > k)
            mention = speakers.follows(passage, k, end)
            if mention is None:
                continue
            said = _role(passage.words[k : mention.last + 1])
            article = speakers.definite(passage.words[k]) and head not in cues.words("office")
            if mention.sort == "body" and mention.last > k and rest <= said and k < before and not article:
                return self._new(mention, passage.words[k : mention.last + 1], "")
            if mention.role_first >= 0 and rest <= _role(passage.words[mention.role_first : mention.role_last + 1]):
                return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _new(self, mention, words, gender):
        start, end = span(self.passage, mention)
        name = tuple(words)
        if mention.sort == "name":
            longer = full_names.longest(self.passage, words)
            if longer:
                name, start, end = longer
        described = words if mention.sort == "role" else ()
        if mention.role_first >= 0:
            described = self.passage.words[mention.role_first : mention.role_last + 1]
        title = next((_one_spelling(speakers.bare(word)) for word in described if word not in cues.words("rank")), "")
        person = mention.sort in ("name", "role")
        body = identity.institution(self.passage, mention)
        speaker = Speaker(name, _role(described), start, end, gender, person, title, body)
        if self._names_the_last(mention, words):
            speaker = speaker._replace(role=self.last.role, title=self.last.title)
            self.names[self.last] = speaker
        self.speakers.append(speaker)
        return speaker

    def _names_the_last(self, mention, words):
        """True for a new name of two words, without a role, the subject of قال at the beginning of a sentence, where
        the last to speak was a role without a name.
        """
        passage, report = self.passage, self.report
        if self.last is None or mention.sort != "name" or mention.role_first >= 0 or len(words) < 2:
            return False
        role = self.last.name
        if speakers.sort_of(role[0]) != "person" or speakers.bare(role[0]) in cues.words("nameless") or len(role) < 2:
            return False
        if any(word in cues.words("rank") for word in role) or report.sentence - self.sentence > 2:
            return False
        opens = report.first == passage.sentences[report.sentence][0]
        opens = opens and report.cue.certain and report.cue.takes == "clause"
        new = passage.words.index(words[-1]) >= mention.first
        bare = (k for k, word in enumerate(words, mention.first) if not speakers.definite(word))
        named = all(full_names.given_name(passage, k) for k in bare)
        return opens and new and named and not speakers.definite(words[0])


def span(passage, mention):
    """(start, end) of a mention in the untouched text, without و, ف or ل before its first word: لوزارة, فالحكومة.

    The article after ل is written as a second ل, so للوزير stays as it is.
    """
    first = mention.first
    word = passage.words[first]
    head = _without_proclitic(passage.words, mention)[0]
    skip = len(word) - len(head) if passage.quote[first] < 0 and word.endswith(head) else 0
    return passage.span_from(passage.starts[first] + skip, passage.ends[mention.last])


def _of_his(speaker, name):
    """True for what belongs to a person and is none: مستشارو فلان, مذكرات فلان, أوساط فلان; not for تنظيم داعش."""
    if not speaker.person:
        return not any(name[0] in cues.words(sort) for sort in ("naming", "organisation", "place"))
    return (len(name) > 2 and name[-2] in ("باسم", "بلسان")) or (len(name[0]) > 5 and name[0].endswith("ات"))


def _thing(speaker):
    """True for a speaker that is likely no person and no institution: إعداد النص, المحادثات, تماسك."""
    head = speaker.name[0]
    if speaker.role or not speaker.person or speakers.sort_of(head):
        return False
    if len(speaker.name) > 1 and speaker.name[-1].endswith("ي"):
        return False  # توفيق الجملي
    if speakers.definite(head):
        return speakers.event(speakers.bare(head)) or head.endswith("ات")
    return speakers.event(head) or head in cues.words("thing")


def _without_proclitic(words, mention):
    """The words of a mention, without the ل of the first: وفقا لصحيفة, في تغريدة لفلان, للمتحدث."""
    found = words[mention.first : mention.last + 1]
    head = found[0]
    if word_classes.conjunction(head):
        head = head[1:]  # فالحكومة تقول
    if head.startswith("لل") and len(head) > 4:
        head = "ال" + head[2:]
    elif head[0] == "ل" and (speakers.sort_of(head[1:]) or (len(head) > 3 and head[1:] in words)):
        head = head[1:]
    return [head, *found[1:]]


def _ends_sentence(passage, report):
    """True where a source closes the sentence: …، بحسب رويترز."""
    mention = report.mention
    end = passage.sentences[report.sentence][1]
    return mention is not None and max(mention.last, mention.role_last) >= end - 1


def _in_relative(passage, report):
    """True for a verb behind a relative pronoun: القانون الذي ينص على أن."""
    return report.first > 0 and passage.words[report.first - 1] in ("الذي", "التي", "الذين", "والذي", "والتي")


def _role(words):
    """Words of a role without article, one spelling for those that vary (أمريكي, حكومة for وزراء): frozenset."""
    return frozenset(_one_spelling(speakers.bare(word)) for word in words)


def _one_spelling(word):
    word = word.replace("امريك", "اميرك")
    word = word.removesuffix("ة") if word.endswith("ية") else word
    return "وزراء" if word == "حكومة" else word


def _holds(speaker, head):
    """True where a speaker has a role with that head: no رئيس in نائب رئيس الحكومة."""
    return head in speaker.role and (head not in cues.words("office") or speaker.title in ("", head))
