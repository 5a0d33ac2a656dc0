"""A quotation in its place: what is in it, what stands around it, how it stands to the reporting words."""

from ..text.cached import cached_property
from ..text.signs import COMMA
from ..words import reporting, rules
from ..words.annotation import NOTHING, of

NAME_WORDS, TERM_WORDS = 5, 3  # the longest name, the longest term


class Place:
    """A quotation at an item of a sentence first .. end (half-open), with its words.

    repeats: how often the text quotes these words. report, owner: the Report that governs it and its number, None and
    -1 where none does. earlier: the verdict on the quotation before it in the sentence, or None. behind: the Report
    behind it that may say who speaks. head, second, last: of its words; before, following: the items around it; more:
    its sentence goes on. The attributes are the features that the rules of `quotation_rules.tsv` go by.
    """

    of_key = frozenset({"report", "report_takes", "report_lemma", "finite_clause", "saying"})

    def __init__(self, passage, sentence, item, words, repeats):
        self.passage, (self.first, self.end), self.item = passage, sentence, item
        self.words, self.repeats, self.n = words, repeats, len(words)
        self.report, self.owner, self.earlier, self.behind, self.behind_owner = None, -1, None, None, -1
        k, self.proclitic = item - 1, NOTHING
        if k >= self.first and passage.words[k].has("proclitic") and passage.quote[k] < 0:
            self.proclitic, k = passage.words[k], k - 1
        self.place_before = k
        self.before = passage.words[k] if k >= self.first else NOTHING
        self.head, self.second, self.last = words[0], words[1] if self.n > 1 else NOTHING, words[-1]
        self.more = item + 1 < self.end
        self.following = passage.words[item + 1] if self.more else NOTHING

    @property
    def key(self):
        """The Cue of the reporting word that governs it, or None."""
        return self.report.cue if self.report is not None else None

    def rule(self, question):
        """Name of the rule of a question that says yes of it, or ""."""
        rule = rules.first(question, self)
        return rule.name if rule is not None and rule.verdict == "yes" else ""

    @cached_property
    def occasion(self):
        """The rule by which it is whom one speaks to, what a text is about, or a person's full name, or ""."""
        return self.rule("occasion")

    @cached_property
    def context(self):
        """The rule that makes a name of it by the word before it, or ""."""
        return self.rule("context")

    @cached_property
    def itself(self):
        """The rule that makes a name of it by its own words, or ""."""
        return self.rule("itself")

    # Its words and its neighbours

    @property
    def quoted_next(self):
        """True right before another quotation."""
        return self.more and self.passage.quote[self.item + 1] >= 0

    @cached_property
    def stem(self):
        """The word before as a naming noun is listed."""
        return stem(self.before)

    @property
    def before_colon(self):
        """The naming noun before the colon before it."""
        k = self.place_before
        return stem(self.passage.words[k - 1]) if k > self.first else NOTHING

    @property
    def before_cut(self):
        """The word before without its first letter."""
        return self.before.cut(1)

    @property
    def before_without_by(self):
        """The word before without the preposition of means."""
        return self.before.without("begins_ba")

    @cached_property
    def stems_before(self):
        """The seven words before it with and without article and proclitic."""
        k = self.place_before
        before = self.passage.words[max(self.first, k - 7) : k]
        return _Classes(form.bare for word in before for form in (word, word.cut(1)))

    @cached_property
    def four_before(self):
        """The four items before it."""
        return _Classes(self.passage.words[max(self.first, self.item - 4) : self.item])

    @cached_property
    def titled(self):
        """True behind a word for a title or for what has one."""  # بعنوان "…", مؤلف كتاب "…"
        return self.stem.has("titled")

    @property
    def short(self):
        """True where it is no longer than a term, or a body no longer than a name."""
        return self.n <= TERM_WORDS or (self.n <= NAME_WORDS and self.head.sort == "body")

    @property
    def alone(self):
        """True for one word that is no adjective."""
        return self.n == 1 and not self.head.adjective

    @property
    def head_body(self):
        """True where its first word is an institution or a document without article."""
        return not self.head.definite and self.head.sort == "body"

    @property
    def document_without_article(self):
        """True for a document that has no name."""  # إجراء "تحقيق سريع"
        return self.head.has("document") and not self.last.definite

    @property
    def latin(self):
        """True where all of its words are in Latin letters."""
        return all(word[0].isascii() for word in self.words)

    @property
    def known(self):
        """True for a well-known name or a place."""
        return of(" ".join(self.words)).has_any("known", "place")

    @property
    def phrase(self):
        """True for three words or more with a preposition, in a report."""
        return self.n > 2 and self.report is not None and any(word.has("preposition_alone") for word in self.words)

    @property
    def every_word_definite(self):
        """True where each of its words begins with the article."""
        return all(word.shape("begins_al") for word in self.words)

    @property
    def adjective_of(self):
        """True where one word in marks is an adjective of the noun before."""  # منظمة "إرهابية", not شركة "فيوليا"
        word = self.head
        if word.shape("ends_ya") and len(word) > 4 and not word.definite and self.repeats == 1:
            return not self.before.shape("ends_fem") and not self.before.definite  # حزب "إرهابي"
        return word.adjective and not word.shape("ends_ya_accusative")

    @property
    def said_of_it(self):
        """True where the words are said of the noun before."""  # مؤسسات "دينية معتبرة", المعركة "أمرا مؤسفا"
        words = self.words
        if self.n < 2:
            return False
        accusative = all(word.shape("ends_alif") and len(word) > 3 for word in words[:2])
        adjectives = words[0].shape("ends_nisba_plural") and words[0].adjective and not self.before.definite
        adjectives = adjectives and not words[1].definite and not words[0].has("naming")
        indefinite = not any(word.definite for word in words)
        pair = self.report is not None and indefinite and words[0].shape("ends_fem") and self.n == 2
        pair = pair and words[1].shape("ends_fem")  # دولة "راعية للإرهاب"
        joined = indefinite and all(word.shape("begins_wa") for word in words[1:])
        return accusative or adjectives or pair or joined or words[0].shape("plural_verb")

    @property
    def no_noun(self):
        """True where it begins with a preposition, a conjunction or a verb: no name begins so."""
        head = self.head
        if self.n > 2 and head.shape("future_verb"):
            return True
        attached = head.shape("begins_ll") or head.shape("by")
        attached = attached or (head.shape("begins_la") and head.shape("owned") and len(head) > 4)
        return self.n > 1 and (attached or head.has("no_name_begins_so"))

    @property
    def said_adjective(self):
        """True where more words than one end in an adjective."""  # ضحية "حرب اقتصادية"
        return self.n > 1 and self.last.adjective and not self.head.definite

    @property
    def apposition(self):
        """True behind a whole noun phrase of what has a name."""  # موقع التواصل الاجتماعي "تويتر"
        words, k = self.passage.words, self.place_before
        if self.n == 1 and self.head.shape("ends_fem") and not self.head.definite:
            return False  # للتحالف العربي "معيبة"
        if self.n == 1 and self.head.shape("ends_iyya") and self.report is not None and self.repeats == 1:
            return False  # دول الخليج "الغنية"
        if self.n > 1 and (self.head.shape("verbal_noun_fem") or self.head.shape("event_in_marks")):
            return False  # طلب من إدارة السجون الإسرائيلية "ممارسة الضغط"
        start = k
        while k >= self.first and k > start - 3 and words[k].shape("begins_al") and self.passage.quote[k] < 0:
            k -= 1
        if k == start or k < self.first:
            return False
        head = words[k].without("ends_ha") if words[k].shape("ends_ba_ha") else words[k]
        if head.shape("begins_wa_fa_ba_la") and not head.has("naming") and not head.sort:
            head = head.cut(1)
        return head.has("naming") or head.sort == "body"

    @property
    def said_twice(self):
        """True where words that are quoted twice are likely no name."""  # اتهمه بـ"العنصرية", "أحلام الاستعمار"
        if self.report is None or self.report.cue.kind == reporting.PREPOSITION:
            return False
        called = self.report.cue.takes in ("topic", "label") and self.proclitic.shape("ends_ba")
        named = self.stem.sort or self.head.has("naming") or len(self.head) < 3
        return called or (self.n > 1 and not self.head.definite and not named)

    @property
    def object_before(self):
        """True behind a feminine noun or verb with a pronoun that is no label."""  # يقودها من سمته "…"
        cue = self.before.cue
        return self.before.shape("owned_in_ta") and not (cue is not None and cue.takes == "label")

    @property
    def construct(self):
        """True where a feminine noun without article governs it."""  # منطقة "جنين", not غارات جوية "مميتة"
        before = self.before
        if not before.shape("ends_fem") or before.shape("verbal_noun_fem"):
            return False
        if self.every_word_definite or self.proclitic:
            return False
        if before.definite or before.without("begins_wa").has("place"):
            return False
        return self.report is None or not self._said_of_noun

    @property
    def _said_of_noun(self):
        """True where the words are no name of the noun before."""  # غارات جوية "مميتة", بطريقة "أكثر جدية"
        before = self.before
        if (before.shape("ends_iyya") and len(before) > 4) or before.cut(1).shape("verbal_noun_fem"):
            return True
        if self.head.has("degree"):
            return True
        return self.n == 1 and self.head.shape("adjective_fem")

    # The reporting word that governs it

    @property
    def report_takes(self):
        """What the reporting word takes."""
        return self.report.cue.takes

    @property
    def report_lemma(self):
        """The verb of the reporting word."""
        return self.report.cue.lemma

    @property
    def from_report(self):
        """How many items behind the reporting word it stands."""
        return self.item - self.report.last

    @property
    def before_report(self):
        """The word before the reporting word."""
        return self.passage.words[self.report.first - 1]

    @property
    def repeated_request(self):
        """True where it is what somebody asks for, said again and again."""  # دعا فلان إلى "الحوار"
        return self.opens and self.before.has("to_on") and self.report.cue.stance == "directive"

    @property
    def opens(self):
        """True where it is what the reporting word opens."""
        return self.report.opens == self.item

    @property
    def opens_later(self):
        """True where the reporting word opens something behind it."""
        return self.report.opens > self.item

    @property
    def finite_clause(self):
        """True for a verb that takes a clause and is not shouted."""
        cue = self.report.cue
        finite = cue.kind in (reporting.PERFECT, reporting.IMPERFECT)
        return finite and cue.takes == "clause" and not cue.has("shout")

    @property
    def saying(self):
        """True for a verb or participle that takes a clause."""
        cue = self.report.cue
        return cue.takes == "clause" and cue.kind in (reporting.PERFECT, reporting.IMPERFECT, reporting.PARTICIPLE)

    @property
    def as_he_says(self):
        """True behind a source such as "as he said", where the quotation is who says so."""  # كما أفاد
        return self.report.first > self.first and self.before_report == "كما"

    @cached_property
    def direct(self):
        """True where only a complementiser, a colon or the subject stands between reporting word and quotation."""
        words, k, report = self.passage.words, self.item - 1, self.report
        behind = report.mention.stop - 1 if report.mention is not None else -1
        if self.proclitic:
            return False
        if report.cue.has("shout"):
            return report.opens in (k, self.item) or k in (report.last, behind)
        if words[k] == ":" or k == report.last:
            return True
        if words[k].has("complementiser"):
            return report.opens in (k, self.item)
        if words[k].sort == "body" and not words[k].definite and self.n <= NAME_WORDS:
            return False  # أشارت شركة "…"
        if behind > report.last and k == behind:
            return self.n > TERM_WORDS
        if words[k] == COMMA:
            if report.cue.kind == reporting.PREPOSITION and k != behind + 1:
                return False
            return report.opens == self.item and self.n > TERM_WORDS
        return report.opens == self.item and self.n > NAME_WORDS

    @property
    def beside_participle(self):
        """True right behind a participle of saying."""  # مؤكدا "رفضه"
        cue = self.report.cue
        return cue.kind == reporting.PARTICIPLE and cue.takes == "clause" and self.from_report == 1

    @property
    def listed(self):
        """True behind another quotation and a comma or a conjunction."""
        passage = self.passage
        k = self.item - 1 - bool(self.proclitic)
        if self.proclitic.shape("begins_wa") and k >= 0 and passage.quote[k] >= 0:
            return True
        return k > self.first and passage.words[k].has("and") and passage.quote[k - 1] >= 0

    @property
    def earlier_name(self):
        """True where the quotation before it is no speech, and this one may be another of its kind."""
        if self.earlier is None or self.earlier.kind == "reported":
            return False
        return self.n <= NAME_WORDS or self.earlier.rule == "charge"

    @property
    def in_mention(self):
        """True where it is a part of the mention of the speaker."""
        m = self.report.mention
        if m is None:
            return False
        beside = self.item == m.last + 1 and not self.opens and self.n <= TERM_WORDS
        if beside and self.passage.words[m.first].sort in ("body", "group"):  # not تعهدت النمسا "…"
            return True
        return m.first <= self.item <= m.last or m.role_first <= self.item <= m.role_last

    @property
    def labels(self):
        """True where the words are what somebody is called."""  # وصفه بـ"…", وصفتها بأنها "…", اعتبره "…"
        gap, opens = self.from_report, self.report.opens
        finite = self.report.cue.kind in (reporting.PERFECT, reporting.IMPERFECT) and opens > self.item
        predicate = finite and self._predicate
        if opens > self.item and not predicate:
            return False
        if gap <= 3 or opens == self.item:
            return True
        other = any(q >= 0 for q in self.passage.quote[self.report.last + 1 : self.item])
        return not other and (self.proclitic.shape("only_ba") or self.before.has("equation") or predicate or gap <= 6)

    @property
    def _predicate(self):
        """True where the words may say what something is."""  # اعتبر العقوبات "طعنة بالظهر"
        said = self.following.has_any("complementiser", "equation")
        ends = self.head.shape("ends_predicate")
        return not self.head.definite and ends and not said

    @property
    def in_report(self):
        """True where it lies in what the reporting word reports."""
        report, passage = self.report, self.passage
        opens, cue, mention = report.opens, report.cue, report.mention
        if cue.kind == reporting.PREPOSITION:
            quoted = 0 <= opens < self.item and passage.quote[opens] >= 0 and opens - report.last <= 8
            return report.first <= self.first + 2 or (quoted and passage.quoted_words(opens) > TERM_WORDS)
        if 0 <= opens <= self.item:
            return True
        # دعا إلى محاربة "كذا" و"كذا": both are what is asked for, though the second opens it
        part = passage.quote[opens] >= 0 and not self.proclitic.shape("ends_la")
        if opens >= 0 and not (part and (cue.takes == "topic" or self._listed_before(opens))):
            return False
        last = max(report.last, mention.stop - 1) if mention is not None and cue.takes == "topic" else report.last
        last = last if last < self.item else report.last
        return self.item - last <= (12 if self.n <= NAME_WORDS else 45)

    def _listed_before(self, opens):
        """True where item `opens` is a quotation listed with this one."""  # معلنا مقتل "كذا" و"كذا"
        between = self.passage.words[self.item + 1 : opens]
        return len(between) in (1, 2) and between[-1].has("and")

    # The reporting word behind it

    @cached_property
    def source_near(self):
        """True for a source right behind, also behind a comma."""  # … "…" بحسب فلان
        comma = self.following == COMMA
        if self.behind is None or self.behind.first - self.item != 1 + comma:
            return False
        if self.behind.cue.kind != reporting.PREPOSITION or (comma and not self.last.shape("ends_fem_ya")):
            return False
        said = self.n > 1  # لشن "عمل إرهابي"، وفق الوكالة
        return self.last.definite or said

    @property
    def pointed_at(self):
        """True where the words behind it point back at it."""  # "…" .. هكذا وصف فلان, بهذه الكلمات وصف فلان
        return self.behind is not None and self.points_at(self.behind)

    def points_at(self, report):
        """True where the words between it and a reporting word point back at it."""
        between = [word for word in self.passage.words[self.item + 1 : report.first] if word[0].isalpha()]
        said = len(between) > 1 and between[0].has("by_this") and between[1].has("wording")
        return len(between) <= 4 and (between[:1] == ["هكذا"] or said)

    @property
    def paragraph(self):
        """True for a quotation that is a whole paragraph behind others (an inner title), also behind a colon."""
        words, item = self.passage.words, self.item
        behind = words[item + 1] if item + 1 < len(words) else "\n"
        if behind not in ("\n", ".") or self.first == 0:
            return False
        return (item == self.first and words[item - 1] == "\n") or (words[item - 1] == ":" and item - self.first <= 8)

    @property
    def scope(self):
        """Full for a clause, partial for a phrase."""
        k = self.item - 1
        before = self.passage.words[k] if k >= self.first else NOTHING
        opened = not before or before.has("complementiser") or before in ":" + COMMA or self.passage.quote[k] >= 0
        if self.n > 3 and opened:
            return "full"
        return "full" if self.n > 8 and self.head.shape("begins_verb") and not self.proclitic else "partial"


class _Classes:
    """The classes of some words together."""

    def __init__(self, words):
        self.classes = frozenset().union(*(word.classes for word in words))


def stem(word):
    """A noun without article, proclitic and possessive pronoun, where a naming noun is left."""  # منصته -> منصة
    found = word.bare
    if found.shape("begins_wa_fa_ba_la_ka") and (found.cut(1).has("naming") or found.cut(1).sort):
        found = found.cut(1)
    bases = []
    if found.shape("owned_in_ta_any"):
        bases.append(found.without("owned").feminine)
    if found.shape("owned_by_one") and len(found) > 3:
        bases.append(found.without("owned_by_one"))
    return next((base for base in bases if base.has("naming")), found)
