"""Which noun phrase is the subject of a reporting word: behind it, before it, or earlier in the sentence."""

from . import cues, speakers


def find_subject(passage, bounds, span, cue, skip, before):
    """Find who a reporting word lets speak -> (Mention or None, rule).

    bounds: (first item, item after the last) of the sentence; span: (first, last) item of the reporting word; skip:
    length of its proclitic; before: the reports found so far in the sentence. None: the subject is left out.
    """
    (first, end), (i, last), words = bounds, span, passage.words
    if cue.kind == cues.PREPOSITION:
        return _behind_preposition(passage, i, end)
    if cue.kind == cues.NOUN and (mention := _reported_by_another(passage, first, i)):
        return mention, "quoted by another"
    if cue.kind in (cues.NOUN, cues.PARTICIPLE):
        return _earlier(passage, first, i, before)
    if cue.lemma in ("جاء", "ورد") and last + 1 < end and words[last + 1] == "في":
        return speakers.follows(passage, last + 2, end), "document"
    mention = speakers.follows(passage, last + 1, end)
    behind = mention if mention and not _object(passage, mention, cue, end) else None
    if cue.pronoun and behind:
        return behind, "subject behind the verb"
    if subject := _in_relative_clause(passage, first, i, cue):
        return subject, "same sentence"
    if subject := _set_off(passage, first, i):
        return subject, "subject before the verb"
    if skip == 0 and last == i and (subject := subject_before(passage, first, i)):
        return subject, "subject before the verb"
    return (behind, "subject behind the verb") if behind else _earlier(passage, first, i, before)


def _in_relative_clause(passage, first, i, cue):
    """The subject of a verb that says what somebody calls another: القرار الذي اعتبروه, من وصفتهم."""
    if not subordinate(passage.words, first, i, cue):
        return None
    if cue.gender == "f" and (subject := _feminine(passage, first, i)):
        return subject
    if cue.pronoun and cue.takes == "label":
        return _subject_of_complement(passage, first, i) or _subject_of_clause(passage, first, i)
    return None


def _object(passage, mention, cue, end):
    """True where the noun phrase behind the verb is what is spoken of, not who speaks."""
    words = passage.words
    head = words[mention.first]
    if cue.pronoun and cue.takes == "label" and head[0] == "ب" and words.count(head) == 1:
        return True  # ما وصفه بقمع الإرهاب
    if mention.sort in ("body", "role") or speakers.sort_of(head) or mention.role_first >= 0:
        return False
    accusative = head.endswith("ا") and (mention.first == mention.last or words[mention.first + 1].endswith("ا"))
    if cue.pronoun or (head.startswith("م") and accusative and len(head) > 4 and words.count(head) == 1):
        return accusative  # وتصنفه تنظيما, كتب معرفا
    if cue.takes not in ("label", "topic"):
        return words[mention.last] in ("نفسه", "نفسها")
    behind = mention.last + 1
    if behind < end and words[behind] in ("ان", "بان"):
        return False
    verbal = head.endswith(("ة", "ات")) or speakers.definite(words[mention.last])
    if cue.takes == "topic" and head[0] == "ب" and verbal:  # طالب بمغادرة الحلف
        return mention.first < mention.last or head.endswith("ة")
    return speakers.definite(head) or accusative or head.endswith(("ه", "ها", "هم"))


def _behind_preposition(passage, i, end):
    """بحسب فلان, وفقا لفلان, نقلا عن فلان, بحسب ما قال فلان."""
    words = passage.words
    k = i + 1
    noun = cues.find(words[k]) if k < end else None
    if noun and noun[1].kind == cues.NOUN and noun[1].pronoun:
        return None, "continued"
    while k < end and (words[k] in ("ما", "لما", "عن", "الى", "ل", "في", "به") or cues.find(words[k])):
        k += 1
    if k >= end:
        return None, "preposition"
    if passage.quote[k] >= 0 and speakers.quoted_words(passage, k) <= 4:
        return speakers.Mention(k, k, -1, -1, "body"), "preposition"
    attached = words[k].startswith("لل") or (words[k][0] == "ل" and speakers.sort_of(words[k][1:]))
    find = speakers.noun_phrase if attached else speakers.follows
    return find(passage, k, end), "preposition"


def _reported_by_another(passage, first, i):
    """نقلت الوكالة عن فلان قوله: the mention behind عن or على لسان."""
    words = passage.words
    for k in range(i - 1, max(first, i - 25), -1):
        if words[k] == "عن" or (words[k] == "لسان" and words[k - 1] == "على"):
            return speakers.follows(passage, k + 1, i + 1)
    return None


def _earlier(passage, first, i, before):
    """The speaker of the reporting word before in the sentence, or the subject of its first clause."""
    for report in reversed(before):
        if report.mention is not None and report.cue.takes not in ("name", "slogan"):
            return report.mention, "same sentence"
        if report.mention is None and report.cue.kind != cues.PREPOSITION:
            return None, "continued"
    subject = (
        _subject_of_complement(passage, first, i) or subject_before(passage, first, i, strict=False)
        or _subject_of_clause(passage, first, i) or _titled(passage, first, i)
    )  # fmt: skip
    return (subject, "same sentence") if subject else (None, "continued")


def _open_clause(passage, first, i):
    """First item of the clause behind openers and adverbials set off by a comma (من جانبه، في سياق متصل،)."""
    words = passage.words
    k = _behind_dateline(words, first, i)
    while k < i and (words[k] in cues.words("opener") or words[k] in "-–—،*•" or passage.words[k].isdigit()):
        k += 1
    while k < i and _adverbial(words[k]):
        comma = next((c for c in range(k, min(i, k + 12)) if words[c] in "،,"), -1)
        if comma < 0:
            return k
        k = comma + 1
        while k < i and words[k] in cues.words("opener"):
            k += 1
    return k


def _behind_dateline(words, first, i):
    """First item behind a dateline such as دبي، الإمارات العربية المتحدة (CNN)--."""
    for k in range(first, min(i, first + 14)):
        if words[k] == ")" and k + 1 < i and words[k + 1] in "-–—":
            return k + 1
    return first


def _adverbial(word):
    stem = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    return stem in cues.words("boundary") or word in cues.words("boundary") or word in cues.words("time") or stem in (
        "بدوره", "بدورها", "بدورهم", "بالمقابل", "بالتزامن")


def _feminine(passage, first, i):
    """The nearest feminine noun before item i that can speak (على وزيرة الخارجية وحول من وصفتهم), or None."""
    words = passage.words
    for k in range(i - 2, first, -1):
        word = words[k]
        if passage.quote[k] < 0 and word.endswith("ة") and speakers.sort_of(word) in ("person", "body"):
            if not speakers.sort_of(words[k - 1]) == "body":
                return speakers.follows(passage, k, i)
    return None


def _subject_of_complement(passage, first, i):
    """The subject of the clause with أن / إن in which item i stands (أن الحرس الثوري شن … من وصفهم), or None."""
    words = passage.words
    for k in range(i - 1, first, -1):
        if words[k] in ("ان", "بان", "وان") and passage.quote[k] < 0 and not modal(words, first, k):
            mention = speakers.follows(passage, k + 1, i)
            return mention if mention and (speakers.sort_of(words[mention.first]) or _known(words, mention)) else None
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


def _titled(passage, first, i):
    """The first name with a role before item i, wherever it stands in the sentence, or None."""
    for k in range(first, i - 1):
        if passage.quote[k] < 0 and speakers.sort_of(passage.words[k]) == "person":
            mention = speakers.follows(passage, k, i)
            if mention is not None and mention.role_first >= 0:
                return mention
    return None


def subject_before(passage, first, i, strict=True):
    """The noun phrase that opens the clause before the verb at item i (الباحث فلان يعتبر), or None."""
    words = passage.words
    k = _open_clause(passage, first, i)
    if k >= i or _adverbial(words[k]):
        return None
    if i > first and words[i - 1] in ("التي", "الذي") and i - 2 >= first:
        return _before_relative(passage, first, i - 2)
    sort = speakers.sort_of(words[k])
    mention = speakers.follows(passage, k, i + 1)
    if mention is None:
        return None
    behind = max(mention.last, mention.role_last) + 1
    clean = behind == i or (behind < i and (words[behind] in ("الذي", "التي", "الذين", "قد", "لم", "لا", "ان")
                                            or (words[behind] == "،" and words[i - 1] in ("،", "قد"))))  # fmt: skip
    if sort == "place" and behind < i and words[behind] == "،":
        return None  # a dateline
    if sort in ("person", "body", "group", "rank", "place") and (clean or (not strict and sort != "place")):
        return mention
    looks_verbal = _verbal(words, k, i)
    return mention if clean and not looks_verbal else None


def _verbal(words, k, i):
    """True where the first word of a clause is likely a verb: a subject or a preposition stands behind it."""
    word = words[k]
    if speakers.definite(word):
        return False
    following = words[k + 1] if k + 1 < i else ""
    if word[0] in "يت" and len(word) > 3 or word.endswith("ت") and len(word) > 3:
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
    start = last
    while start > max(first, last - 3) and speakers.definite(words[start]):
        if not words[start - 1][0].isalpha() or words[start - 1] in cues.words("boundary"):
            break
        start -= 1
    return speakers.Mention(start, last, -1, -1, "name")


def _subject_of_clause(passage, first, i):
    """The subject behind the first verb of the sentence (بعث محافظ البنك … رسالة دعا فيها)."""
    words = passage.words
    k = _open_clause(passage, first, i)
    if k + 1 >= i or not words[k][0].isalpha() or speakers.definite(words[k]):
        return None
    mention = speakers.follows(passage, k + 1, i)
    if mention is None or not (mention.role_first >= 0 or mention.sort in ("body", "role") or _known(words, mention)):
        return None
    return mention


def _known(words, mention):
    """True where a name also stands elsewhere in the text: it is no object by chance."""
    return mention.sort == "name" and words.count(words[mention.last]) > 1 and not words[mention.first].endswith("ا")


def subordinate(words, first, i, cue):
    """True where the verb at item i stands in a relative clause (الذي أعلن, في بيان نشرته)."""
    if cue.kind not in (cues.PERFECT, cues.IMPERFECT):
        return False
    if cue.pronoun and cue.takes == "clause" and cue.lemma not in cues.lemmas("told"):
        return True
    return any(words[k] in cues.words("relative") for k in range(max(first, i - 2), i))


def modal(words, first, j):
    """True where أن at item j stands behind يجب, قبل, أجل and the like: no report."""
    before = words[j - 1] if j > first else ""
    return before in cues.words("modal") or (before[:1] in "وف" and before[1:] in cues.words("modal"))
