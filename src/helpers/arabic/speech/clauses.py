"""What surrounds a reporting word in its sentence: relative clauses, adverbials, أن of other words."""

from . import cues


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


def adverbial(word):
    """True where a word that begins a clause begins an adverbial: في, بدوره, أمس."""
    stem = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    return any(w in cues.words(sort) for w in (stem, word) for sort in ("boundary", "time")) or stem in (
        "بدوره", "بدورها", "بدورهم", "بالمقابل", "بالتزامن")


def open_clause(passage, first, i):
    """First item of the clause behind openers and adverbials set off by a comma (من جانبه، في سياق متصل،)."""
    words = passage.words
    k = _behind_dateline(words, first, i)
    while k < i and (words[k] in cues.words("opener") or words[k] in "-–—،*•" or passage.words[k].isdigit()):
        k += 1
    while k < i and adverbial(words[k]):
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


def relative_to_another(words, first, i, cue):
    """True where the relative pronoun is not the subject of the verb behind it: المدينة التي أعلن فلان."""
    before = words[i - 1] if i > first else ""
    return (before, cue.gender) in (("التي", "m"), ("الذي", "f"))


def takes_preposition(word, cue):
    """True for ندد فلان بـ, أشاد فلان بـ: verbs whose preposition stands behind the subject."""
    return cue.lemma in cues.lemmas("intransitive") and (word[0] == "ب" or word in ("الى", "عن", "على", "في"))
