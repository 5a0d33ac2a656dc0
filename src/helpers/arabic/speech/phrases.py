"""Phrases that report speech beyond a plain verb (ألقى الضوء على, إعلان الوزارة), and verbs that nobody speaks."""

from . import clauses, cues, speakers

_SAYING = ("قائلا", "قائلة", "بالقول", "قائلين")


def light(passage, first, end, i, cue):
    """True for ألقى فلان الضوء على "…": a verb of little meaning with a noun of saying behind it and a quotation."""
    words, quote = passage.words, passage.quote
    reach = range(i + 1, min(end, i + 16))
    noun = next((k for k in reach if words[k] in cues.words("light_object") and quote[k] < 0), -1)
    if cue.pronoun or noun < 0 or clauses.subordinate(words, first, i, cue):
        return False
    said = any(word in cues.words("complementiser") for word in words[noun + 1 : noun + 3])
    return said or any(number >= 0 for number in quote[noun + 1 : min(end, noun + 7)])


def participle_behind_subject(form):
    """True for وتابع فلان الفلاني قائلا: verb, subject, participle of saying."""
    if form.cue.takes != "clause" or (not form.skip and form.i > form.first):
        return False
    words, end = form.passage.words, min(form.end, form.i + 12)
    if not any(words[k] in _SAYING for k in range(form.i + 2, end)):
        return False
    mention = speakers.follows(form.passage, form.i + 1, form.end)
    behind = max(mention.last, mention.role_last) + 1 if mention is not None else form.end
    return behind < form.end and words[behind] in _SAYING


def names_its_subject(form, subject):
    """True for ويرى فلان الفلاني في الهجوم "…": verb, name of two words at least, quotation."""
    if subject is None or form.cue.kind != cues.IMPERFECT or not form.skip or form.i != form.first:
        return False
    quotations = form.passage.quote[form.i + 1 : min(form.end, form.i + 16)]
    return subject.sort == "name" and subject.last > subject.first and any(number >= 0 for number in quotations)


def has_subject(form):
    """True for اتهامات فلان لآخر بدعم "…", إعلان الوزارة التوصل إلى "…"."""
    passage, mention = form.passage, speakers.follows(form.passage, form.i + 1, form.end)
    behind = max(mention.last, mention.role_last) if mention is not None and form.cue.lemma == "أعلن" else form.i
    said = any(number >= 0 for number in passage.quote[form.i + 1 : min(form.end, behind + 12)])
    head = passage.words[mention.first] if mention is not None else ""
    if form.cue.lemma != "اتهم":
        named = mention is not None and passage.quote[mention.first] >= 0
        return said and (named or speakers.sort_of(head) in ("person", "rank", "body", "group", "place"))
    return said and head != "" and (speakers.sort_of(head) != "" or passage.words.count(head) > 1)


def impersonal(form, how):
    """True where nobody speaks: التجربة أثبتت أن, ويعتقد أن (it is thought), كان متوقعا أن."""
    cue, before = form.cue, form.before
    if cue.kind == cues.PARTICIPLE:
        return before in cues.words("copula")
    fact = before in cues.words("fact") and cue.lemma in cues.lemmas("things_do")
    if not form.finite or (how.startswith("subject") and not fact):
        return False
    if cue.kind == cues.IMPERFECT and cue.lemma in cues.lemmas("thought") and (cue.gender, cue.number) == ("m", "s"):
        return True
    if cue.kind == cues.IMPERFECT and form.skip == 0 and how == "continued" and before == "،":
        return cue.lemma in cues.lemmas("things_do")
    if speakers.sort_of(before.removesuffix("ا")) == "body" or before in cues.words("pronoun_complementiser"):
        return False  # أصدرت الشرطة بيانا أكد أن
    if cue.lemma not in ("أظهر", "تبين") and clauses.adverbial(form.passage.words[form.first]):
        return False  # وعن قدرة الجيش على الأمر أكد أن
    if fact:
        return True  # الأمر أظهر أن
    plain = before[:1].isalpha() and before not in cues.words("opener") and before not in cues.words("relative")
    return form.skip == 0 and plain and cue.lemma in cues.lemmas("things_do") and how != "document"


def verbal_noun(form):
    """True where three letters behind an indefinite noun are a verbal noun: عدم ذكر اسمه."""
    before = form.before
    noun = speakers.sort_of(before) == "body" and not speakers.definite(before) or before in ("هو", "وهو", "هي", "وهي")
    if noun and form.gap > 1 and form.cue.kind == cues.PERFECT and not form.skip and not form.cue.certain:
        return len(form.passage.words[form.i]) <= 3  # قرار نقل السفارة, وهو أمر
    if form.cue.kind != cues.PERFECT or form.skip or not before or len(form.passage.words[form.i]) > 3:
        return False
    known = may_precede_verb(before) or before in cues.words("opener") or before in cues.words("place")
    known = known or (behind_adverbial(form) and before in cues.words("time") | cues.words("span"))  # وقبل أيام دعا
    known = known or before in cues.words("complementiser")  # سبق أن كشف
    known = known or (form.i - 2 >= form.first and form.passage.words[form.i - 2] in cues.words("opener"))
    return before[0].isalpha() and not known


def may_precede_verb(word):
    """True for a word behind which a verb can stand: with the article, a speaker, a relative pronoun."""
    return speakers.definite(word) or speakers.sort_of(word) != "" or word in cues.words("relative")


def behind_adverbial(form):
    """True where the verb stands behind an adverbial that opens the sentence: بدوره هاجم, وقبل ساعات دعا."""
    words, first, i = form.passage.words, form.first, form.i
    stem = words[first].removeprefix("و")
    begins = clauses.adverbial(words[first]) or stem in ("قبل", "بعد", "منذ", "خلال")
    if i - first == 1:  # not ومن أبرز
        begins = stem in cues.words("time") or stem in cues.words("adverb")
    return form.finite and 0 < i - first <= 3 and begins and not speakers.definite(words[first])
