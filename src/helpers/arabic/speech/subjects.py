"""Which noun phrase is the subject of a reporting word: behind it, before it, or earlier in the sentence."""

from . import agents, clauses, cues, nouns, objects, sources, speakers

NOBODY = "no speaker"  # the verb has a subject, and it is none who speaks
_PASSIVE = ("يذكر", "يشار")


def find_subject(passage, bounds, span, cue, skip, before):
    """Find who a reporting word lets speak -> (Mention or None, rule).

    bounds: (first item, item after the last) of the sentence; span: (first, last) item of the reporting word; skip:
    length of its proclitic; before: the reports found so far in the sentence. None: the subject is left out.
    """
    (first, end), (i, last), words = bounds, span, passage.words
    if cue.kind == cues.PREPOSITION:
        return sources.behind_preposition(passage, i, end)
    if cue.kind == cues.NOUN and (mention := sources.passed_on(passage, first, i)):
        return mention, "quoted by another"
    if cue.lemma in cues.lemmas("with_subject") and cue.kind == cues.NOUN and not cue.pronoun:
        return speakers.follows(passage, last + 1, end), "subject behind the verb"
    if cue.kind == cues.NOUN and any(word in ("عنه", "عنها", "عنهم") for word in words[max(first, i - 3) : i]):
        return None, "continued"  # نقلت الصحيفة عنه قوله
    if cue.kind in (cues.NOUN, cues.PARTICIPLE):
        return _earlier(passage, first, i, cue, before)
    if cue.lemma in ("جاء", "ورد") and last + 1 < end and words[last + 1] == "في":
        return speakers.follows(passage, last + 2, end), "document"
    if cue.lemma == "علم":
        return sources.behind_from(passage, last, end), "source"
    if not cue.pronoun and speakers.number(words, last + 1, end):
        return None, NOBODY  # أجاب ٨٩ في المئة
    return _of_verb(passage, bounds, span, cue, skip) or _earlier(passage, first, i, cue, before)


def person_behind_verb(words, candidate, others):
    """True where a form is the noun behind a verb of saying: وقال طالب جامعي (a student, not he demanded)."""
    i, skip, cue = candidate
    if skip or cue.kind != cues.PERFECT or nouns.sort_of(words[i]) != "person":
        return False
    return any(c[0] == i - 1 and c[2].kind in (cues.PERFECT, cues.IMPERFECT) and not c[2].pronoun for c in others)


def _of_verb(passage, bounds, span, cue, skip):
    """The subject of a finite verb with the rule that found it, or None where it is left out."""
    (first, end), (i, last), words = bounds, span, passage.words
    if cue.lemma == "نقل" and any(w in ("عنه", "عنها", "عنهم") for w in words[last + 1 : min(end, last + 8)]):
        return None, "continued"
    if cue.lemma == "نقل" and (mention := sources.handed_on(passage, last, end)):
        return mention, "quoted by another"
    if i > first and passage.words[i - 1] in cues.words("pronoun_subject"):
        return None  # لكنه اتهم الحكومة
    mention = speakers.follows(passage, last + 1, end) if cue.number != "p" or cue.pronoun else None
    mention = objects.without_object(passage.words, mention, cue, end)
    behind = mention if mention and not objects.is_object(passage, mention, cue, end) else None
    if behind and (cue.lemma in cues.lemmas("told") or not cue.pronoun) and (
            subject := _beside(passage, first, i, skip)):  # fmt: skip
        return subject, "subject of the clause"  # إن الملك أبلغ فلانا
    if cue.pronoun and behind:
        return behind, "subject behind the verb"
    if subject := _in_relative_clause(passage, first, i, cue):
        return subject, "same sentence"
    if subject := _topic(passage, first, i, skip) or _set_off(passage, first, i):
        return subject, "subject before the verb"
    beside = skip == 0 and last == i and not clauses.relative_to_another(passage.words, first, i, cue)
    if beside and (subject := subject_before(passage, first, i)):
        return subject, "subject before the verb"
    if beside and (behind is None or _doubtful(words, behind)) and (subject := agents.between(passage, first, i, cue)):
        return subject, "subject before the verb"
    if behind:
        return behind, "subject behind the verb"
    if subject := _beside(passage, first, i, skip):
        return subject, "subject of the clause"
    subject = sources.of_another_verb(passage, first, i, cue)
    return (subject, "same sentence") if subject else None


def _topic(passage, first, i, skip):
    """The noun phrase behind أما where the verb behind it has ف: أما الوزارة، فقد أكدت."""
    words = passage.words
    if words[first] not in ("اما", "واما") or not (words[i - 1] == "فقد" or (skip and words[i][0] == "ف")):
        return None
    return speakers.follows(passage, first + 1, i)


def _doubtful(words, mention):
    """True for a noun phrase behind a verb that may be its object: no role, no class, once in the text."""
    common = mention.sort == "name" and mention.role_first < 0 and not speakers.sort_of(words[mention.first])
    return common and words.count(words[mention.last]) == 1


def _in_relative_clause(passage, first, i, cue):
    """The subject of a verb that says what somebody calls another: القرار الذي اعتبروه, من وصفتهم."""
    if not clauses.subordinate(passage.words, first, i, cue):
        return None
    if cue.gender == "f" and (subject := agents.feminine(passage, first, i)):
        return subject
    if cue.pronoun and cue.takes == "label":
        subject = _subject_of_complement(passage, first, i) or _subject_of_clause(passage, first, i)
        described = subject is not None and passage.words[subject.last + 1] in ("الذي", "التي")
        return None if described else subject  # أن الأمر الذي وصفه: said of it, not by it
    return None


def _beside(passage, first, i, skip):
    """The subject between إن and the verb: قال إن الحركة تعتبرها, or None."""
    words = passage.words
    while i - 2 > first and words[i - 1] in ("كان", "كانت", "كانوا", "قد", "لا", "لم", "لن", "سوف"):
        i -= 1  # أن الرجل كان يصرخ
    for k in range(i - 2, max(first, i - 9), -1) if not skip else ():
        if words[k] in ("ان", "بان", "وان") and passage.quote[k] < 0 and not _governed(words, first, k):
            mention = speakers.follows(passage, k + 1, i)
            return mention if mention and max(mention.last, mention.role_last) == i - 1 else None
    return None


def _governed(words, first, k):
    """True where أن at item k has no subject of its own: يجب أن; not رغم أن الوزير."""
    free = k > first and words[k - 1].lstrip("و") in ("لو", "الا", "رغم", "مع", "غير", *_PASSIVE)
    return clauses.modal(words, first, k) and not free


def _earlier(passage, first, i, cue, before):
    """The speaker of the reporting word before in the sentence, or the subject of its first clause."""
    before = [report for report in before if not _passive(passage, first, report)]
    outer = [report for report in before if report.how != "subject of the clause"]
    # وتابع فلان، وفقا للوكالة …، لافتا
    said = [report for report in outer if report.cue.kind != cues.PREPOSITION and not _aside(report)]
    finite = cue.kind in (cues.PERFECT, cues.IMPERFECT) and cue.number == "s"
    for report in reversed(said or outer or before):
        other_gender = "" not in (report.cue.gender, cue.gender) and report.cue.gender != cue.gender
        if finite and (other_gender or report.cue.number == "p") and report.cue.takes not in ("name", "slogan"):
            if other := _subject_of_complement(passage, first, i):  # قالت الصحيفة إن فلانا … وقال
                return other, "same sentence"
        if report.mention is not None and report.cue.takes not in ("name", "slogan"):
            return report.mention, "same sentence"
        if report.mention is None and report.cue.kind != cues.PREPOSITION:
            return None, "continued"
    subject = (
        _subject_of_complement(passage, first, i) or subject_before(passage, first, i, strict=False)
        or _subject_of_clause(passage, first, i)
    )  # fmt: skip
    if owner := _owner_of_occasion(passage, first, i):
        subject = owner
    if subject is None and not _begins_without_subject(passage, first, i):
        subject = agents.find(passage, first, i, cue) or agents.titled(passage, first, i)
    return (subject, "same sentence") if subject else (None, "continued")


def _passive(passage, first, report):
    """True for ويذكر أن and ويشار إلى أن, which nobody says."""
    return report.mention is None and report.first == first and passage.words[first][report.skip :] in _PASSIVE


def _aside(report):
    """True for ما وصفه بـ: a label on the way, not the verb of the sentence."""
    return report.cue.pronoun and report.cue.takes == "label" and report.how != "subject behind the verb"


def _owner_of_occasion(passage, first, i):
    """Whose occasion of speech a sentence tells of: جاء ذلك في تغريدة لفلان …، حيث قال; None where nobody's."""
    words = passage.words
    if i - first < 4 or words[first].removeprefix("و") not in ("جاء", "جاءت", "ياتي", "تاتي"):
        return None
    if not any(word in ("ذلك", "هذا", "هذه") or cues.find(word) for word in words[first + 1 : first + 3]):
        return None
    for k in range(first + 3, min(i, first + 14)):
        word = words[k]
        name = "ال" + word[2:] if word[:2] == "لل" else word[1:]
        owned = nouns.sort_of(name) in ("person", "rank") or (len(word) > 3 and name in words)
        if passage.quote[k] < 0 and word[0] == "ل" and owned and words[k - 1] not in cues.words("boundary"):
            return speakers.noun_phrase(passage, k, i)
    return None


def _begins_without_subject(passage, first, i):
    """True where the sentence begins with a verb that has only an object: ورفض المقارنة …، قائلا."""
    hit = cues.find(passage.words[first])
    if hit is None or not hit[0] or hit[1].kind not in (cues.PERFECT, cues.IMPERFECT):
        return False
    mention = speakers.follows(passage, first + 1, i)
    return mention is None or objects.is_object(passage, mention, hit[1], i)


def _subject_of_complement(passage, first, i):
    """The subject of the clause with أن / إن in which item i stands (أن الحرس الثوري شن … من وصفهم), or None."""
    words = passage.words
    for k in range(i - 1, first, -1):
        if words[k] in ("ان", "بان", "وان") and passage.quote[k] < 0 and not _governed(words, first, k):
            mention = speakers.follows(passage, k + 1, i)
            if mention is None or _known(words, mention) or speakers.sort_of(words[mention.first]):
                return mention
            verb = mention.role_first == mention.role_last == mention.first - 1  # أن الوزير | زار القرية
            return mention if mention.role_first >= 0 and not verb else None
    return None


def _set_off(passage, first, i):
    """The name set off by commas before قد: رئيس الحزب، فلان، قد دعا."""
    words = passage.words
    if i - 2 <= first or words[i - 1] != "قد" or words[i - 2] != "،":
        return None
    k = i - 3
    while k > first and words[k] != "،":
        k -= 1
    mention = speakers.follows(passage, k + 1, i - 2) if k > first else None
    return mention if mention is not None and mention.last == i - 3 else None


def subject_before(passage, first, i, strict=True):
    """The noun phrase that opens the clause before the verb at item i (الباحث فلان يعتبر), or None."""
    words = passage.words
    if i - 2 >= first and words[i - 1] in ("التي", "الذي"):
        if words[i + 1 : i + 2] and words[i + 1] in agents.BACK:
            return None  # الطريق الذي قال عنه فلان
        return _before_relative(passage, first, i - 2)
    k = clauses.open_clause(passage, first, i)
    if k >= i or clauses.adverbial(words[k]):
        return None
    sort = speakers.sort_of(words[k])
    mention = speakers.follows(passage, k, i + 1)
    if mention is not None and mention.last >= i:
        mention = speakers.follows(passage, k, i)
    if mention is None:
        return None
    behind = max(mention.last, mention.role_last) + 1
    clean = behind == i or (behind < i and (words[behind] in ("الذي", "التي", "الذين", "قد", "لم", "لا", "ان")
                                            or (words[behind] == "،" and words[i - 1] in ("،", "قد"))))  # fmt: skip
    if sort == "place" and behind < i and words[behind] == "،":
        return None  # a dateline
    if sort in ("person", "body", "group", "rank", "place") and (clean or (not strict and sort != "place")):
        return mention
    hit = cues.find(words[k])
    looks_verbal = _verbal(words, k, i) or (hit is not None and hit[1].kind == cues.PERFECT and not sort)
    return mention if clean and not looks_verbal else None


def _verbal(words, k, i):
    """True where the first word of a clause is likely a verb: a subject or a preposition stands behind it."""
    word = words[k]
    if speakers.definite(word) or (k and words[k - 1] in ("كان", "وكان", "كانت", "وكانت") and "قد" in words[k : i + 1]):
        return False
    if k + 1 == i and words.count(word) > 1:
        return False  # وكان ترامب صرح
    if k + 1 == i and word[0] in "وف" and not speakers.sort_of(word):
        return True  # واكتفى بالقول
    following = words[k + 1] if k + 1 < i else ""
    stem = word[1:] if word[0] in "وف" and len(word) > 4 else word
    if stem[0] in "يت" and len(word) > 3 or word.endswith("ت") and len(word) > 3:
        return True
    if following in cues.words("relative"):
        return False
    return bool(speakers.sort_of(following)) or speakers.definite(following) or following in cues.words("boundary")


def _before_relative(passage, first, last):
    """The word or two that a relative pronoun refers to (أنقرة التي ترى), None where there is no word."""
    words = passage.words
    if words[last] in "،," and last > first:
        last -= 1
    if not words[last][0].isalpha():
        return None
    for k in range(last - 1, max(first - 1, last - 10), -1):
        if passage.quote[k] < 0 and speakers.sort_of(words[k]) == "person":
            mention = speakers.follows(passage, k, last + 1)
            if mention is not None and mention.sort in ("name", "role") and mention.last == last:
                return mention  # ولي العهد فلان، الذي قال; مسؤول أمني، الذي قال
    start = _name_start(passage, first, last) if not speakers.definite(words[last]) else last
    while start > max(first, last - 3) and speakers.definite(words[start]):
        before = words[start - 1]
        if not before[0].isalpha() or clauses.adverbial(before) or cues.find(before) is not None:
            break
        start -= 1
    if words[start] == "الله" and start > first and words[start - 1][-3:] in ("عبد", "نصر", "فضل", "ضيف"):
        start -= 1
    if nouns.attached(words[start]) or speakers.no_head(passage, start, last + 1):
        return None  # مرتبط بالهجوم الذي قال إن
    return speakers.Mention(start, last, -1, -1, "name")


def _name_start(passage, first, last):
    """First item of the name that ends at item `last`: back to a word with the article, a role or a function word."""
    words, start = passage.words, last
    while start > max(first, last - 4):
        word = words[start - 1]
        if passage.quote[start - 1] >= 0 or not word[0].isalpha() or speakers.definite(word) or speakers.sort_of(word):
            break
        if word in cues.words("boundary") or word in cues.words("inside_role") or cues.find(word) is not None:
            break
        if (word[0] in "وبل" and word != "بن") or word.endswith("ة"):
            break
        start -= 1
    return start


def _subject_of_clause(passage, first, i):
    """The subject behind the first verb of the sentence (بعث محافظ البنك … رسالة دعا فيها)."""
    words = passage.words
    k = clauses.open_clause(passage, first, i)
    while k + 1 < i and words[k] in cues.words("negation"):
        k += 1  # ولا يرى فلان
    if k + 1 >= i or not words[k][0].isalpha() or speakers.definite(words[k]) or clauses.adverbial(words[k]):
        return None
    mention = speakers.follows(passage, k + 1, i)
    if mention is not None and words[mention.first][0] == "ب" and words.count(words[mention.first]) == 1:
        return None
    if mention is None or not (mention.role_first >= 0 or mention.sort in ("body", "role") or _known(words, mention)):
        return None
    return mention


def _known(words, mention):
    """True where a name also stands elsewhere in the text: it is no object by chance."""
    return mention.sort == "name" and words.count(words[mention.last]) > 1 and not words[mention.first].endswith("ا")
