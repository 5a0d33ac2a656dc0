"""Whether the noun phrase behind a reporting verb is its object: what is spoken of, not who speaks."""

from . import clauses, cues, nouns, speakers, word_classes


def is_object(passage, mention, cue, end):
    """True where the noun phrase behind the verb is what is spoken of, not who speaks."""
    head = passage.words[mention.first]
    if head.endswith("ين") and nouns.sort_of(head[:-2] + "ون") == "group":
        return True  # اتهم المسؤولين
    return _spoken_of(passage, mention, cue, end)


def _spoken_of(passage, mention, cue, end):
    words = passage.words
    head = words[mention.first]
    if cue.pronoun and cue.takes == "label" and head[0] == "ب" and words.count(head) == 1:
        return True  # ما وصفه بقمع الإرهاب
    if cue.lemma == "اتهم" and not cue.pronoun and speakers.definite(head):
        behind = words[mention.first + 1 : min(end, mention.last + 2)]
        if any(nouns.attached(word) or word == "ب" for word in behind):
            return True  # واتهمت اللجنة بالتزوير: somebody accused it
    if mention.sort in ("body", "role") or speakers.sort_of(head) or mention.role_first >= 0:
        return False
    accusative = head.endswith("ا") and (mention.first == mention.last or words[mention.first + 1].endswith("ا"))
    if cue.pronoun or (head.startswith("م") and accusative and len(head) > 4 and words.count(head) == 1):
        return accusative  # وتصنفه تنظيما, كتب معرفا
    if cue.takes not in ("label", "topic"):
        return words[mention.last] in ("نفسه", "نفسها")
    behind = mention.last + 1
    if behind < end and passage.quote[behind] >= 0 and speakers.quoted_words(passage, behind) > 3:
        return False  # واعتبر فلان "إن …"
    if behind < end and (words[behind] in ("ان", "بان") or clauses.takes_preposition(words[behind], cue)):
        return False
    verbal = head.endswith(("ة", "ات")) or speakers.definite(words[mention.last])
    if cue.takes == "topic" and head[0] == "ب" and verbal:  # طالب بمغادرة الحلف
        return mention.first < mention.last or head.endswith("ة")
    following = words[behind] if behind < end else ""
    another = speakers.definite(following) and not speakers.definite(words[mention.last])
    if following in cues.words("place") or another:
        return False  # هددت الحركة سوريا, وصف فلان الضربة
    if following in ("في", "خلال", "عبر", "امام", "،") and "ان" in words[behind : min(end, behind + 12)]:
        return False  # واعتبر السراج في رسالته أن
    return speakers.definite(head) or accusative or (head.endswith(("ه", "ها", "هم")) and not head.endswith("الله"))


def without_object(words, mention, cue, end):
    """The mention without the head of the object behind it: وصف فلان | خطوة الإدارة."""
    if mention is None or cue.takes != "label":
        return mention
    for k in range(mention.first + 1, mention.last + 1):
        if words[k].startswith("بال") and word_classes.attached(words[k]) and not speakers.sort_of(words[k][1:]):
            return mention._replace(last=k - 1)  # وصفه حقوقيون | بالتاريخي
    if mention.sort != "name" or mention.role_first >= 0:
        return mention
    last, behind = mention.last, mention.last + 1
    if last == mention.first or behind >= end or not speakers.definite(words[behind]):
        return mention
    common = not speakers.definite(words[last]) and words.count(words[last]) == 1
    return mention._replace(last=last - 1) if common else mention
