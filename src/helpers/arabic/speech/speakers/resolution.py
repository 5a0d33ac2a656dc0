"""From mentions to speakers of a text: whom a name, a role, a description or a missing subject stands for.

A surname stands for the fullest name that ends in it, a description (الوزير) for the last speaker whom it fits or for
a person whom the text has introduced so, no subject for the last speaker.
"""

from functools import cache
from typing import NamedTuple

from ..text.passages import NOWHERE
from ..text.quotation import spans
from ..text.signs import COMMA, PAUSES, STOPS
from ..words import annotation, reporting, tables
from ..words.annotation import NOTHING, of
from . import mentions, subjects

_REACH = 12  # items that the name of an institution can have


class Speaker(NamedTuple):
    """A speaker of a text: words of name and role (folded, without article), places in the plain text.

    start, end: of the fullest mention; title: head of the role; body: place of the name of the institution.
    """

    name: tuple
    role: frozenset
    start: int
    end: int
    gender: str
    person: bool
    title: str = ""
    body: tuple = NOWHERE


def speakers(passage, reports):
    """Return of each Report of a Passage the Speaker, who has spoken last behind it, and the place of its mention.

    Three lists, with None and NOWHERE; places in the plain text.
    """
    resolver = Resolver(passage)
    found, lasts, places = [], [], []
    for report in reports:
        found.append(resolver.resolve(report))
        lasts.append(resolver.last)
        places.append(_span(passage, report.mention) if report.mention is not None else NOWHERE)
    return *([resolver.fullest(speaker) for speaker in part] for part in (found, lasts)), places


class Resolver:
    """Resolves the mentions of one passage in reading order; keeps the speakers met so far."""

    def __init__(self, passage):
        self.passage = passage
        self.speakers = []
        self.last = None
        self.report = self.before = None
        self.sentence = -1  # of the report before
        self.in_full = set()  # names that a reporting word has governed as a whole
        self.names = {}  # Speaker without a name -> the Speaker whose name the text gives afterwards

    def resolve(self, report):
        """Return the Speaker of a report, or None where nobody has spoken so far; it becomes the last speaker."""
        self.report = report
        found = self._find(report)
        if report.cue.takes not in ("name", "slogan") and not self._beside(report) and not self._inner(report, found):
            self.last = found
        self.sentence, self.before = report.sentence, report
        return found

    def _beside(self, report):
        """True for a source that is named beside somebody who speaks, or is nobody."""
        if report.cue.kind != reporting.PREPOSITION:
            return False
        beside = report.sentence == self.sentence or _ends_sentence(self.passage, report)
        return (self.last is not None and beside) or not self._somebody(report.mention)

    def _inner(self, report, found):
        """True where a report is part of another one, or a thing speaks."""
        if self.last is None:
            return False
        handed_on = report.cue.has("hands_on") and report.how != "quoted by another"
        inner = report.how == "subject of the clause" or handed_on or self._inside(report)
        inner = inner or self.passage.words[report.first - 1].has("relative_pronoun")
        return inner or (found is not None and _thing(found))

    def fullest(self, speaker):
        """The Speaker with the name that a text gives after the role alone."""  # قال وزير الدفاع … . وقال فلان الفلاني
        return self.names.get(speaker, speaker)

    def _inside(self, report):
        """True for a report inside what another one tells."""  # قال فلان إن الوزير أعلن أن
        outer = self.before
        if outer is None or outer.sentence != report.sentence or outer.opens >= report.first or report.skip:
            return False
        return self.passage.words[outer.opens].has("complementiser") and not any(
            word in PAUSES for word in self.passage.words[outer.opens : report.first]
        )

    def _somebody(self, mention):
        """False for what follows a preposition and is neither a name with a role nor known."""  # استنادا إلى برنامج
        if mention is None or mention.sort != "name" or mention.role_first >= 0:
            return True
        if self.passage.words[mention.first].has("naming"):
            return False
        return self.passage.words.count(self.passage.words[mention.last]) > 1

    def _find(self, report):
        mention = report.mention
        if mention is None:
            return None if report.how == subjects.NOBODY else self._continued(report)
        return self._meant(mention, report.cue.gender if report.how.startswith("subject") else "")

    def _meant(self, mention, gender):
        """Whom a mention stands for; gender: of the verb that it is the subject of."""
        if mention.sort == "body" and (owner := _owner(self.passage, mention)) is not None:
            return self._meant(owner, "")
        words = _without_proclitic(self.passage.words, mention)
        if len(words) == 1 and words[0].has("the_latter") and (named := self._named_last(mention.first) or self.last):
            return named
        if mention.sort == "role" or (mention.sort == "body" and words[0].definite):
            if earlier := self._described(words, mention):
                return earlier
        elif mention.sort == "name":
            if earlier := self._named(words, gender):
                return earlier
        elif earlier := self._of_name(tuple(words), mention):
            return earlier
        return self._new(mention, words, gender)

    def _of_name(self, name, mention):
        """The last speaker of exactly that name, or None; marks around it hold the same name."""
        named = (speaker for speaker in reversed(self.speakers) if speaker.name == name)
        if '"' not in name:
            return next(named, None)
        held = _in_marks(self.passage.text[slice(*_span(self.passage, mention))])
        return next((s for s in named if held == _in_marks(self.passage.text[s.start : s.end])), None)

    def _continued(self, report):
        """The last speaker whose gender agrees with the verb; the last one of all where none does.

        Where nobody has spoken so far, the person whom the text has introduced last with name and role.
        """
        cue = report.cue
        if self.sentence < report.sentence - 1 and (told_of := subjects.opens_sentence(self.passage, report)):
            return self._meant(told_of, "")
        if self.last is None:
            return self._introduced_before(report.first)
        finite = cue.kind in (reporting.PERFECT, reporting.IMPERFECT)
        if finite and cue.gender and self.last.gender not in ("", cue.gender):
            for earlier in reversed(self.speakers[-4:]):
                if earlier.gender == cue.gender:
                    return earlier
        return self.last

    def _introduced_before(self, before):
        """The person whom the text has introduced last with name and role before an item, or None."""
        passage = self.passage
        for first, end in reversed(passage.sentences):
            for k in range(first, min(end, before)):
                if passage.quote[k] < 0 and passage.words[k].sort == "person":
                    mention = passage.phrase(k, min(end, before))
                    if mention is not None and mention.sort == "name" and mention.role_first >= 0:
                        return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _named(self, words, gender=""):
        """An earlier speaker of that name, or of a name that ends in it, whose gender is no other than the verb's."""
        words = _without_ranks(words)
        for earlier in reversed(self.speakers):
            name = _without_ranks(earlier.name)
            if len(words) == 1 and "" not in (gender, earlier.gender) and gender != earlier.gender:
                continue  # سمية الغنوشي … قال الغنوشي
            if _same_name(name, words) and not (len(words) == 1 < len(name) and _of_his(earlier, name)):
                return earlier
        return None

    def _described(self, words, mention):
        """The speaker whom a description points back to, or None."""  # المتحدث, الوزير السعودي, المسؤول ذاته
        last = self.last if self.last is not None and self.last.person else None
        if len(words) == 1 and words[0].has("honorific"):
            return last
        if len(words) == 1 and (found := self._alone(words, mention.first)):
            return found
        before = self.passage.words[mention.first - 1] if mention.first else NOTHING
        if before.has("the_same"):
            return self.last
        if any(word.has("same") and not _of_inner(words[1:k]) for k, word in enumerate(words)):
            return self.last
        head, rest, name = _one_spelling(words[0].bare), role_words(words[1:]), tuple(words)
        kin = [s for s in self.speakers if not (s.person and mention.sort == "body")]
        fitting = [s for s in reversed(kin) if _holds(s, head) or s.name == name]
        exact = next((s for s in fitting if rest <= s.role or s.name == name), None)
        if not words[0].definite:
            one = bool(rest) and (words[1].definite or words[1].has("place"))
            one = one and not (rest and exact) and not head.has("nameless")
            found = self._titled(head, rest, mention.first) if one else None  # ولي العهد: as definite as الوزير
            return exact if rest and exact else found or (self._varied(head, rest, mention) if one else None)
        if exact or (len(fitting) == 1 and not (rest and mention.sort == "body")):
            return exact or (self._titled(head, rest, mention.first) if len(rest) > 1 else None) or fitting[0]
        for earlier in reversed(kin):
            bare = [word.bare for word in earlier.name]
            if bare[:1] == [head] and rest <= set(bare):
                return earlier
        if found := self._titled(head, rest, mention.first):
            return found
        if found := self._held_by_nobody(words, mention, kin):
            return found
        speaks = head.has("spokesman")
        strange = last is not None and (last.role or len(rest) > 1) and not rest & last.role
        strange = strange if speaks else head.has("office")
        strange = strange and rest
        return last if head.has("generic") and not strange else None

    def _held_by_nobody(self, words, mention, kin):
        """Whom a description stands for that no speaker of those akin has as its role, or None."""
        head, rest = _one_spelling(words[0].bare), role_words(words[1:])
        if head.has("nameless") and (found := next((s for s in reversed(kin) if s.name[0].lemma == head), None)):
            return found  # مصادر أمنية … المصدر
        surname = (s for s in reversed(self.speakers) if s.name[-1] == words[0])
        if len(words) == 1 and not words[0].has("place") and (found := next(surname, None)):
            return found  # الحاج: title or surname
        if head.has("outlet") and not rest and self._outlet_goes_on(mention):
            return self.last  # جريدة "القمر" … الصحيفة
        return self._varied(head, rest, mention) if rest and mention.sort == "role" else None

    def _outlet_goes_on(self, mention):
        """True where the last to speak is a newspaper or the like, and the mention has no name of its own."""
        words, behind = self.passage.words, mention.stop
        own = behind < len(words) and (self.passage.quote[behind] >= 0 or words[behind].definite)
        own = own or (behind < len(words) and (words[behind].has("article_alone") or words[behind].isdigit()))
        return self.last is not None and _outlet(self.last) and not own  # not القناة الـ13

    def _varied(self, head, rest, mention):
        """The last speaker, a name without another role in the text, where a description goes on with it, or None."""
        # قال سيرغي لافروف … . ورأى وزير الخارجية الروسي
        last, report = self.last, self.report
        if last is None or not _full_name(last) or not last.role <= rest | {head}:
            return None
        opens = report.first == self.passage.sentences[report.sentence][0] and report.sentence - self.sentence <= 2
        opens = opens and mention is report.mention
        gender = "f" if head.shape("ends_fem_at") else "m"
        agrees = {last.gender or gender, report.cue.gender or gender} == {gender}
        return last if opens and agrees and head.has("person") and not head.has("nameless") else None

    def _alone(self, words, before):
        """Whom a rank or a statement without any more words stands for, or None."""
        if words[0].has("rank"):
            return self._ranked(words)
        statement = words[0].definite and words[0].bare.has("statement")
        return self._issuer(words[0].bare, before) if statement else None

    def _named_last(self, before):
        """The person whom the text names last before an item, also where nobody has let speak: الأخير."""
        passage = self.passage
        sentence = next(n for n, (_, end) in enumerate(passage.sentences) if end > before)
        for k in range(before - 1, passage.sentences[max(0, sentence - 1)][0] - 1, -1):
            if passage.quote[k] >= 0:
                continue
            if known := next((s for s in reversed(self.speakers) if s.person and s.name[-1] == passage.words[k]), None):
                return known
            mention = passage.phrase(k, before) if passage.words[k].sort in ("person", "rank") else None
            if mention is not None and mention.sort == "name":
                return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _issuer(self, kind, before):
        """Whose document speaks: whoever has spoken in it, or is told to have issued it; else the document itself."""
        # قالت الوزارة في بيان … وأضاف البيان; في بيان صادر عن الوزارة; أصدرت الوزارة بيانا
        passage, words = self.passage, self.passage.words
        holding = (k for k, word in enumerate(words[:before]) if kind in word)  # somewhere in its letters
        places = [k for k in holding if kind in words[k].nouns and passage.quote[k] < 0]
        for earlier in reversed(self.speakers):
            if earlier.name[0].bare == kind and len(earlier.name) > 1:
                return earlier
        for k in reversed(places):
            first, end = next((first, end) for first, end in passage.sentences if end > k)
            if mention := _issued(passage, first, k, end):
                name = _without_proclitic(words, mention)
                known = self._named(name) if mention.sort == "name" else None
                return known or self._of_name(tuple(name), mention) or self._new(mention, name, "")
        if not places and self.last is not None and not self.last.person and self.last.name[0].sort == "body":
            return self.last
        return next((s for s in reversed(self.speakers) if s.name[0].bare == kind), None)

    def _ranked(self, words):
        """The person of whom a rank alone speaks: named behind it elsewhere in the text."""  # الملك, الأمير السعودي
        passage = self.passage
        for earlier in reversed(self.speakers):
            if words[0] in earlier.name and len(earlier.name) > 1 or words[0].bare in earlier.role:
                return earlier
        for k in passage.words.places(words[0]):
            if passage.quote[k] < 0:
                mention = passage.phrase(k, min(len(passage.words), k + 12))
                if mention is not None and mention.sort == "name" and mention.last > k + 1:
                    return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _titled(self, head, rest, before):
        """A person whom the text has introduced with that role, without a report."""  # وزير الدفاع فلان … الوزير
        passage = self.passage
        heads = (head, head.with_article) if rest else (head,)
        written = [spelling for word in heads for spelling in word.spellings] if rest else heads
        places = [k for word in written for k in passage.words.places(word) if passage.quote[k] < 0]
        later = [k for k in places if k > before] if rest else []
        for k in [*sorted((k for k in places if k < before), reverse=True), *sorted(later)]:
            end = next(end for _, end in passage.sentences if end > k)
            mention = passage.phrase(k, end, anything=passage.words[k] not in heads)
            of_another = k and passage.words[k - 1].sort == "person" and not passage.words[k - 1].definite
            if mention is None or of_another:  # نائب رئيس الحكومة فلان
                continue
            said = role_words(passage.words[k : mention.last + 1])
            article = passage.words[k].definite and not head.has("office")
            if mention.sort == "body" and mention.last > k and rest <= said and k < before and not article:
                return self._new(mention, passage.words[k : mention.last + 1], "")
            role = passage.words[mention.role_first : mention.role_last + 1]
            if mention.role_first < 0 and (behind := self._name_before(k, end)):
                role, mention = passage.words[k : mention.last + 1], behind
            known = mention.last > mention.first or passage.words.count(passage.words[mention.last]) > 1
            if mention.role_first >= 0 and rest <= role_words(role) and (known or k < before):
                return self._new(mention, passage.words[mention.first : mention.last + 1], "")
        return None

    def _name_before(self, k, end):
        """The Mention of a name whose role begins at item k, or None."""  # فلان الفلاني، مبعوث الأمم المتحدة،
        if self.passage.words[k].sort != "person":
            return None
        for i in range(k - 1, max(-1, k - 6), -1):
            mention = self.passage.phrase(i, end) if self.passage.quote[i] < 0 else None
            if mention is not None and mention.sort == "name" and mention.role_first == k and mention.last > i:
                return mention
        return None

    def _new(self, mention, words, gender):
        """Add and return the Speaker of a mention that points back to nobody."""
        start, end = _span(self.passage, mention)
        name, items = tuple(words), []
        if mention.sort == "name":
            others = {s.name for s in self.speakers if "" not in (gender, s.gender) and gender != s.gender}
            others &= self.in_full
            if len(words) > 1:
                self.in_full.add(name)
            name, start, end, *items = _longest_name(self.passage, words, others) or (name, start, end)
        described = words if mention.sort == "role" else ()
        if mention.role_first >= 0:
            described = self.passage.words[mention.role_first : mention.role_last + 1]
        elif items and (told := _role_at(self.passage, items[0])):
            described = self.passage.words[told[0] : told[1] + 1]
        title = next((_one_spelling(word.bare) for word in described if not word.has("rank")), "")
        person = mention.sort in ("name", "role")
        body = _institution(self.passage, mention)
        speaker = Speaker(name, role_words(described), start, end, gender, person, title, body)
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
        if role[0].sort != "person" or role[0].bare.has("nameless") or len(role) < 2:
            return False
        if any(word.has("rank") for word in role) or report.sentence - self.sentence > 2:
            return False
        opens = report.first == passage.sentences[report.sentence][0]
        opens = opens and report.cue.certain and report.cue.takes == "clause"
        new = passage.words.index(words[-1]) >= mention.first
        bare = (k for k, word in enumerate(words, mention.first) if not word.definite)
        named = all(_given_name(passage, k) for k in bare)
        return opens and new and named and not words[0].definite


def _owner(passage, mention):
    """Whose statement speaks, where the mention says so: بيان لوزارة الداخلية, بيان الجيش; None for any other."""
    words, k = passage.words, mention.first + 1
    head = words[mention.first]
    if k >= len(words) or not (head.has("statement") or (head.shape("begins_la") and head.cut(1).has("statement"))):
        return None
    if words[k].shape("begins_la") and words[k].behind_la.sort == "body":
        end = next(end for _, end in passage.sentences if end > mention.first)
        return passage.phrase(k, end, anything=True) if k < end else None
    owned = k <= mention.last and words[k].definite and words[k].sort == "body"
    return passage.phrase(k, mention.stop, anything=True) if owned else None


def _full_name(speaker):
    """True for a person with a name of two words or more."""  # not المشروع الحكومي, مصدران عسكريان
    first = speaker.name[0]
    common = first.definite or first.sort or first.lemma.sort or first.abstract
    return speaker.person and len(speaker.name) > 1 and not common


def _outlet(speaker):
    """True for a newspaper, a channel, an agency."""
    return not speaker.person and any(word.bare.has("outlet") for word in speaker.name)


def _in_marks(name):
    """What stands in quotation marks in a name, "" where it has none."""  # صحيفة "القمر", not صحيفة "الشمس"
    marks = next(iter(spans(name)), None)
    held = name[marks.start : marks.end] if marks else ""
    return held.strip(held[:1] + held[-1:] + " ")


def _without_ranks(words):
    return tuple([word for word in words if not word.has("rank")])


def _issued(passage, first, k, end):
    """Who issues the document at item k in its sentence, or None."""
    words = passage.words
    for i in range(k + 1, min(end - 1, k + 4)):
        if words[i].has("about_it") and words[i - 1].has("issued"):
            return passage.phrase(i + 1, end)  # بيان صادر عن الوزارة
        if words[i].has("issues") and words[i].shape("owned"):
            author = _told_before(passage, first, k) if i + 1 < end and words[i + 1].has("outlet") else None
            return author or passage.phrase(i + 1, end)  # بيان أصدرته الوزارة; not نشرته الوكالة
    if k + 1 < end and words[k + 1].shape("begins_la") and words[k + 1].behind_la.sort == "body":
        return passage.phrase(k + 1, end, anything=True)  # بيان لوزارة الداخلية
    for i in range(k + 1, min(end - 1, k + 9)) if words[k - 1].without("begins_wa").has("in") else ():
        if words[i].cue and words[i].cue.takes == "clause" and words[i].cue.certain and not words[i].cue.pronoun:
            return passage.phrase(i + 1, end)  # وفي بيان رسمي، أكد الحزب
    return _told_before(passage, first, k)


def _told_before(passage, first, k):
    """Who is said before item k, where a document is named, to have issued or told something, or None."""
    words = passage.words
    for i in range(k - 1, max(first - 1, k - 13), -1):
        if words[i].has("issues") or (words[i].cue and words[i].cue.takes == "clause" and words[i].cue.certain):
            mention = passage.phrase(i + 1, k)
            return mention if mention is not None and mention.sort in ("body", "name") else None
    return None


def _ends_sentence(passage, report):
    """True where a source closes the sentence."""  # …، بحسب رويترز
    mention = report.mention
    end = passage.sentences[report.sentence][1]
    return mention is not None and max(mention.last, mention.role_last) >= end - 1


def _thing(speaker):
    """True for a speaker that is likely no person and no institution."""  # إعداد النص, المحادثات, تماسك
    head = speaker.name[0]
    if not speaker.person or speaker.role:
        return False
    if len(speaker.name) > 1 and speaker.name[-1].shape("ends_ya"):
        return False  # توفيق الجملي
    if head.definite:
        return head.bare.shape("event") or head.shape("ends_at")
    return head.shape("event")


def _of_his(speaker, name):
    """True for what belongs to a person and is none."""  # مستشارو فلان, مذكرات فلان, أوساط فلان; not for تنظيم داعش
    if not speaker.person:
        return not name[0].has_any("naming", "organisation", "place")
    return (len(name) > 2 and name[-2].has("in_the_name")) or (len(name[0]) > 5 and name[0].shape("ends_at"))


def _same_name(name, words):
    """True where words end a name, are among its words, or are its end written as one word."""  # لو دريان, لودريان
    if not words:
        return False
    if name[-len(words) :] == words:
        return True
    if name and len(words) > 1 and (words[0] == name[0] or words[-1] == name[-1]) and set(words) <= set(name):
        return True
    return len(name) > len(words) and "".join(name[-len(words) - 1 :]) == "".join(words)


def _holds(speaker, head):
    """True where a speaker has a role with that head."""  # no رئيس in نائب رئيس الحكومة
    return head in speaker.role and (not head.has("office") or speaker.title in ("", head))


def role_words(words):
    """Words of a role without article, one spelling for those that vary: frozenset."""  # أمريكي, حكومة for وزراء
    return frozenset(_one_spelling(word.bare) for word in words)


@cache
def _one_spelling(word):
    word = word.replace("امريك", "اميرك")
    word = of(word).without("fem_of_nisba")
    return of("وزراء" if word == "حكومة" else word)


def _span(passage, mention):
    """(start, end) of a mention in the plain text, without و, ف or ل before its first word: لوزارة, فالحكومة.

    The article after ل is written as a second ل, so للوزير stays as it is.
    """
    first = mention.first
    word = passage.words[first]
    head = _without_proclitic(passage.words, mention)[0]
    skip = len(word) - len(head) if passage.quote[first] < 0 and word.endswith(head) else 0
    return passage.starts[first] + skip, passage.ends[mention.last]


def _without_proclitic(words, mention):
    """The words of a mention, without the preposition of the first."""  # وفقا لصحيفة, في تغريدة لفلان, للمتحدث
    found = words[mention.first : mention.last + 1]
    head = found[0]
    if head.conjunction:
        head = head.cut(1)  # فالحكومة تقول
    if head.shape("begins_la"):
        noun = head.behind_la
        head = noun if head.shape("begins_ll") or noun.sort or (len(head) > 3 and noun in words) else head
    found[0] = head
    return found


def _longest_name(passage, words, others):
    """(words, start, end) of the longest earlier or later spelling of a name in the text, or None.

    others: names that are surely somebody else's.
    """
    core = [word for word in words if not word.has("rank")]
    if not core or len(core) > 2 or core[0].has("place"):
        return None
    size = len(core)
    found = {}  # words -> items of the name, in reading order
    for i in _places(passage.words, core):
        k = i
        while k > 0 and (step := _step(passage, k)):
            if i - k >= 3 and not (passage.words[k - 1].has("ibn") or passage.words[k].has("ibn")):
                break
            k -= step
        if k == i and _definite_given_name(passage.words, i, size):
            k = i - 1
        introduced = _introduced(passage, k) or _behind_first_verb(passage.words, k, i + size)
        introduced = introduced and not _two_people(passage.words, k, i)
        before = passage.words[k - 1 - (k > 1 and passage.words[k - 1] == COMMA)]
        if size > 1 and not (before.definite or before.sort or passage.words[k - 1].report is not None):
            continue  # رفع | فرانسوا هولاند
        somebody_else = tuple(passage.words[k : i + size]) in others
        if k < i and introduced and i - k + size > len(words) and not somebody_else:
            found.setdefault(tuple(passage.words[k : i + size]), []).append((k, i + size - 1))
    if not found:
        return None
    name, items = max(found.items(), key=lambda entry: (len(entry[1]) > 1, len(entry[0])))
    (begin, last), skip = items[0], 0
    if name[0].conjunction:
        name, skip = (name[0].cut(1), *name[1:]), 1  # وجهاد نصار
    return name, passage.starts[begin] + skip, passage.ends[last], begin


def _role_at(passage, begin):
    """Items of the role beside a name that begins at an item, where the text introduces it; None where it has none."""
    # أصدرت القاضية فلانة الفلانية حكما … وقالت الفلانية
    end = next(end for _, end in passage.sentences if end > begin)
    for k in range(begin, max(-1, begin - 12), -1):
        if passage.words[k].sort != "person" and k != begin:
            continue
        mention = passage.phrase(k, end, anything=True) if passage.quote[k] < 0 else None
        if mention is None or mention.first != begin or mention.role_first < 0:
            continue
        if mention.role_first < begin or passage.words[mention.role_first - 1] == COMMA:
            return mention.role_first, mention.role_last  # not زارت فلانة الفلانية القاضية
    return None


def _places(words, core):
    """Items at which the words `core` stand one behind the other."""
    return [k for k in words.places(core[0]) if words[k : k + len(core)] == core]


def _step(passage, k):
    """Number of items before item k that belong to a name, 0 to 2."""  # 1: فلان, بن; 2: عبد الرحمن, صلاح الدين
    words = passage.words
    if k > 1 and passage.quote[k - 1] < 0:
        servant = words[k - 2].has("servant")
        if servant or (words[k - 1].has("end_of_a_given_name") and _given_name(passage, k - 2)):
            return 2
    return int(_given_name(passage, k - 1))


def _definite_given_name(words, i, size):
    """True where a word with the article between a comma and a surname is a given name."""  # وزير العدل، الطيب فلان،
    set_off = i > 1 and words[i - 2] == COMMA
    return set_off and words[i - 1].definite and not words[i - 1].sort


def _introduced(passage, k):
    """True where what stands before a name is a role, a nisba adjective or the like: the name begins there."""
    if k == 0:
        return False
    words, before = passage.words, passage.words[k - 1]
    if before == COMMA:
        return not words[k].shape("ends_ta")
    if passage.quote[k - 1] >= 0 or before == ")" or before.has("adverb"):
        return True  # مدير «المصنع» فلان
    verb = before.shape("ends_ta") and words[k - 2] in "\n."
    if verb or before.shape("owned") or before.shape("verbal_noun"):
        return True  # فازت فلانة, وزير خارجيته فلان, انتخاب فلان
    return before.definite or before.sort != "" or before.report is not None


def _of_inner(words):
    """True where a word behind these belongs to a noun behind a preposition."""  # باحثة في المركز | نفسه
    return any(word.has_any("in", "about_it") or word.preposition for word in words)


def _two_people(words, k, i):
    """True where a name behind a verb is followed by another: its last word stands elsewhere without this."""
    # دعا سمير العطار | نصار إلى
    if k >= i or words[k - 1].report is None or words[k - 1].definite or words[k - 1].sort:
        return False
    return mentions.closes_a_name(words, i - 1, words[i])


def _behind_first_verb(words, k, behind):
    """True where a name with a role behind it is the second word of a paragraph."""  # وصل فلان وزير الدفاع
    opens = k == 1 or (k > 1 and words[k - 2] in "\n.")
    return opens and behind < len(words) and (words[behind] == COMMA or words[behind].sort == "person")


def _given_name(passage, k):
    """True where item k can be a given name: no verb, role, institution, function word, with or without a proclitic."""
    word = passage.words[k]
    bare = word.cut(1) if word.shape("begins_wa_fa_ba_la") else NOTHING
    if bare.has("thing") or word.has("thing") or word.shape("verbal_noun"):
        return False  # لمقتل فلان, انتخاب فلان
    noun = word.cut(1) if word.conjunction else word
    if word.verb or noun.abstract or word.accusative or noun.cut(1).abstract:
        return False  # يكرس الباب, زيادة الراتب, وإنهاء الهجوم, بتخويف الناس
    if len(word) > 4 and (word.shape("owned_by_him") or (word.listed is not None and word.listed.pronoun)):
        return False  # خلفه فلان, رئيسها فلان; not طه
    if noun.said_by_somebody:
        return False  # قول فلان
    opens = passage.words[k - 1] in STOPS or passage.quote[k - 1] >= 0
    if opens and (word.shape("begins_wa") or word.shape("ends_ta")) and passage.words.count(word) == 1:
        return False  # ويقود فلان, وعين فلان, فازت فلانة
    return (
        word[0].isalpha()
        and len(word) > 1
        and not word.definite
        and not word.shape("ends_at")
        and not word.sort
        and not word.has_any("boundary", "time", "naming")
        and word.report is None
        and not (bare.report or bare.sort or bare.has("boundary"))
    )


def _institution(passage, mention):
    """The institution whose kind alone closes a role, as the text names it: "وزارة الداخلية" for المتحدث باسم الوزارة.

    NOWHERE where the text has no such name, or several. Names before the mention come first.
    """
    kind = passage.words[mention.last].bare
    if mention.sort != "role" or not passage.words[mention.last].definite:
        return NOWHERE
    places = sorted(k for word in kind.spellings for k in passage.words.places(word))
    for part in ([k for k in places if k < mention.first], [k for k in places if k > mention.last]):
        found = {}
        for k in part:
            end = next(end for _, end in passage.sentences if end > k)
            if _named_at(passage, k, end):
                last = passage.phrase(k, min(end, k + _REACH), anything=True).last
                following = passage.words[k + 1] if k + 1 < len(passage.words) else NOTHING
                found.setdefault(following, (k, last))
        if found:
            return _as_written(passage, kind, *next(iter(found.values()))) if len(found) == 1 else NOWHERE
    return NOWHERE


def _several(head):
    """True for people without a name: a plural, who belongs to somebody."""  # المشاركون, نقيبهم
    if head.sort == "group":
        return True
    if head.owned_person:
        return True
    found = head.listed
    plural = found is not None and not found.verb and head.shape("ends_un_at") and found.stem != found.lemma
    return plural and not head.sort


def _named_at(passage, k, end):
    """True where an institution with its name begins at item k."""  # وزارة الداخلية, الأمم المتحدة
    words = passage.words
    word = words[k]
    word = word.behind_la if word.shape("begins_ll") else word  # للأمم المتحدة
    if word.bare.has("unique") or of(f"{word} {words[k + 1 : k + 2][0] if words[k + 1 : k + 2] else ''}").has("unique"):
        return True
    stem = word.cut(1) if word.shape("begins_ba_la_wa_ka") and word.cut(1).has("organisation") else word
    if not stem.bare.has("organisation") or k + 1 >= end:
        return False
    following = words[k + 1]
    if passage.quote[k + 1] >= 0:
        return True
    if word.definite:  # الجيش السوري, المحكمة الجنائية الدولية; not اللجنة المحلية
        more = k + 2 < end
        return following.definite and (more or of_place(following))
    kind = following.bare.has("organisation") and following.singular
    more = k + 2 < end and words[k + 2].shape("begins_al")
    return (following.shape("begins_al") and (more or not kind)) or following.has("place")


@cache
def of_place(word):
    """True for the adjective of a country or a capital."""  # السوري, الفرنسية, الألمانية, النمساوي; not الأمر
    nisba = word.bare.without("ends_fem")
    stem = nisba.without("ends_ya").without("waw_of_nisba")
    places = tables.members("place") if nisba.shape("ends_ya") and len(stem) > 2 else ()
    return any(place.startswith(stem) or of(place).bare.startswith(stem) for place in places)


def _as_written(passage, kind, first, last):
    """(start, end) of the name of an institution in the plain text, from its kind on, without a proclitic."""
    return passage.ends[first] - len(kind), passage.ends[last]


@cache
def only_role(name):
    """True where a mention names neither a person nor an institution: مدير المركز, ناشطون, الوزارة.

    name: the mention as written. False for whoever has a name, for an institution with what it is called by (وزارة
    الداخلية) and for the one who holds an office of it (المتحدث باسم وزارة الداخلية); not for one of many there
    (مسؤول في وزارة الداخلية).
    """
    passage = annotation.passage(name)
    words = passage.words
    if not words or any(number >= 0 for number in passage.quote):
        return False
    head = words[0]
    if head.bare.has("someone") or head.has("someone"):
        return True
    mention = mentions.noun_phrase(passage, 0, len(words))
    if mention is None or mention.role_first >= 0:
        return False
    if _several(head):
        return True
    if mention.sort == "name" or head.sort not in ("person", "rank", "group", "body"):
        return False
    if head.has("nameless") or (len(words) > 1 and words[1].has("among")):
        return True
    if head.definite and head.bare.has("sole") and any(word.definite and of_place(word) for word in words[1:]):
        return False  # الرئيس التونسي
    return not any(word.has("place") or _named_at(passage, k, len(words)) for k, word in enumerate(words))
