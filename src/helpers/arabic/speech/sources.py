"""Who is named as the source: behind بحسب and علم من, behind عن and على لسان, behind another verb."""

from . import cues, speakers


def behind_preposition(passage, i, end):
    """بحسب فلان, وفقا لفلان, نقلا عن فلان, بحسب ما قال فلان."""
    words = passage.words
    k = i + 1
    noun = cues.find(words[k]) if k < end else None
    if noun and noun[1].kind == cues.NOUN and noun[1].pronoun:
        return None, "continued"
    if k + 1 < end and _document(words, k):
        return speakers.Mention(k, k, -1, -1, "body"), "preposition"
    while k < end and (words[k] in ("ما", "لما", "عن", "الى", "ل", "في", "به") or cues.find(words[k])):
        k += 1
    if k >= end or len(words[k]) == 1 < len(words[k - 1]) and passage.quote[k] < 0:
        return None, "preposition"
    if passage.quote[k] >= 0 and speakers.quoted_words(passage, k) <= 4:
        return speakers.Mention(k, k, -1, -1, "body"), "preposition"
    attached = words[k].startswith("لل") or (words[k][0] == "ل" and speakers.sort_of(words[k][1:]))
    find = speakers.noun_phrase if attached else speakers.follows
    return find(passage, k, end), "preposition"


def _document(words, k):
    """True for a document without its author, before a verb: بحسب بيان نقله المتحدث."""
    following = words[k + 1]
    if speakers.sort_of(words[k]) != "body" or speakers.definite(words[k]) or cues.find(words[k]) is None:
        return False
    found = cues.find(following)
    return found is not None and found[1].kind in (cues.PERFECT, cues.IMPERFECT) and found[1].pronoun


def passed_on(passage, first, i):
    """نقلت الوكالة عن فلان قوله, جاء على لسان فلان حيث قال: the mention behind عن or على لسان."""
    words = passage.words
    for k in range(i - 1, max(first, i - 25), -1):
        if words[k] in ("عنه", "عنها", "عنهم"):
            return None
        carried = words[k] == "عن" and any(_passes_on(word) for word in words[first:k])
        if carried or (words[k] == "لسان" and words[k - 1] == "على"):
            return speakers.follows(passage, k + 1, i + 1)
    return None


def _passes_on(word):
    found = cues.find(word)
    return found is not None and found[1].lemma in ("نقل", "نشر")


def behind_from(passage, last, end):
    """علمت "الصحيفة" من مصدر أمني: who stands behind من, or None."""
    for k in range(last + 1, min(end - 1, last + 8)):
        if passage.words[k] == "من":
            return speakers.follows(passage, k + 1, end)
    return None


def of_another_verb(passage, first, i, cue):
    """كتب فلان يقول: what stands between the two verbs; جاء على لسان فلان حيث قال; في بيان أصدره فلان وجاء فيه."""
    words = passage.words
    if words[i - 1] == "حيث" and "لسان" in words[first:i]:
        return passed_on(passage, first, i)
    for k in range(i - 2, max(first - 1, i - 16), -1):
        if passage.quote[k] >= 0 or not (found := cues.find(words[k])) or found[1].kind != cues.PERFECT:
            continue
        mention = speakers.follows(passage, k + 1, i)
        if cue.kind == cues.IMPERFECT:
            return mention if mention and max(mention.last, mention.role_last) in (i - 1, i - 2) else None
        if cue.lemma == "جاء" and found[1].pronoun:
            return mention
    return None


def handed_on(passage, last, end):
    """نقلت الوكالة عن مسؤول أن: who stands behind عن, or None."""
    words = passage.words
    for k in range(last + 1, min(end - 1, last + 9)):
        if passage.quote[k] >= 0 and k > last + 3 or words[k] in cues.words("complementiser"):
            break
        if words[k] == "عن":
            return speakers.follows(passage, k + 1, end)
    return None


def possible(passage, k):
    """True where what follows بحسب or وفقا can be somebody: not وفق القانون, not بحسب قدراتها."""
    word = passage.words[k]
    stem = speakers.bare("ال" + word[2:] if word.startswith("لل") else word[1:] if word[0] == "ل" else word)
    if stem in cues.words("standard") or (not word[0].isalnum() and passage.quote[k] < 0):
        return False
    if word.endswith(("ها", "هم", "ه")) and not speakers.sort_of(word[:-2]) and not speakers.sort_of(word):
        return cues.find(word) is not None
    return True
