"""The longest spelling of a person's name in a text: surname -> full name."""

from . import cues, nouns, speakers, word_classes


def longest(passage, words):
    """(words, start, end) of the longest earlier or later spelling of a name in the text, or None."""
    core = [word for word in words if word not in cues.words("rank")]
    if not core or len(core) > 2:
        return None
    if core[0] in cues.words("place"):
        return None
    size = len(core)
    found = {}  # words -> items of the name, in reading order
    for i in _places(passage.words, core):
        k = i
        while k > 0 and (step := _step(passage, k)) and (i - k < 3 or step > 1 or "بن" in passage.words[k - 1 : k + 1]):
            k -= step
        if k == i and _definite_given_name(passage.words, i, size):
            k = i - 1
        introduced = _introduced(passage, k) or _behind_first_verb(passage.words, k, i + size)
        if k < i and introduced and i - k + size > len(words):
            found.setdefault(tuple(passage.words[k : i + size]), []).append((k, i + size - 1))
    if not found:
        return None
    name, items = max(found.items(), key=lambda entry: (len(entry[1]) > 1, len(entry[0])))
    (begin, last), skip = items[0], 0
    if word_classes.conjunction(name[0]):
        name, skip = (name[0][1:], *name[1:]), 1  # وجهاد نصار
    return name, *passage.span_from(passage.starts[begin] + skip, passage.ends[last])


def same(name, words):
    """True where words end a name, are among its words, or are its end written as one word (لو دريان, لودريان)."""
    if not words:
        return False
    written = "".join(words)
    joined = len(written) > 5 and len(name) > len(words) and "".join(name[-len(words) - 1 :]) == written
    return name[-len(words) :] == words or (len(words) > 1 and set(words) <= set(name)) or joined


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


def given_name(passage, k):
    """True where item k can be a given name: no verb, role, institution, function word, also not behind و ف ب ل."""
    word = passage.words[k]
    bare = word[1:] if word[0] in "وفبل" else ""
    opens = k == 0 or passage.words[k - 1] in "\n.؟!" or passage.quote[k - 1] >= 0
    if bare in cues.words("thing") or word in cues.words("thing") or nouns.verbal_noun(word):
        return False  # لمقتل فلان, انتخاب فلان
    following = passage.words[k + 1] if k + 1 < len(passage.words) else ""
    noun = word[1:] if word_classes.conjunction(word) else word
    if word_classes.verb(word, following) or word_classes.abstract(noun) or word_classes.accusative(word):
        return False  # يكرس الباب, زيادة الراتب, وإنهاء الهجوم
    if word_classes.attached(noun) and word_classes.abstract(noun[1:]):
        return False  # بتخويف الناس
    if len(word) > 4 and word.endswith("ه") and not word.endswith(("يه", "الله")):
        return False  # خلفه فلان
    if opens and (word[0] == "و" or word.endswith("ت")) and passage.words.count(word) == 1:
        return False  # ويقود فلان, وعين فلان, فازت فلانة
    return (
        passage.quote[k] < 0 and word[0].isalpha() and len(word) > 1 and not speakers.definite(word)
        and not word.endswith("ات") and not speakers.sort_of(word) and word not in cues.words("adverb")
        and word not in cues.words("boundary") and word not in cues.words("time")
        and word not in cues.words("naming") and cues.find(word) is None
        and not (bare and (cues.find(bare) or speakers.sort_of(bare) or bare in cues.words("boundary")))
    )  # fmt: skip


def _step(passage, k):
    """Number of items before item k that belong to a name: 1 for فلان and بن, 2 for عبد الرحمن and صلاح الدين, or 0."""
    words = passage.words
    if k > 1 and passage.quote[k - 1] < 0 and passage.quote[k - 2] < 0:
        servant = words[k - 2].lstrip("و") == "عبد" and speakers.definite(words[k - 1])
        if servant or (words[k - 1] in ("الدين", "الله") and given_name(passage, k - 2)):
            return 2
    return int(given_name(passage, k - 1))


def _definite_given_name(words, i, size):
    """True where a word with the article between a comma and a surname is a given name: وزير العدل، الطيب فلان،."""
    set_off = i > 1 and words[i - 2] == "،" and words[i + size : i + size + 1] == ["،"]
    return set_off and speakers.definite(words[i - 1]) and not speakers.sort_of(words[i - 1])


def _behind_first_verb(words, k, behind):
    """True where a name with a role behind it is the second word of a paragraph: وصل فلان وزير الدفاع."""
    opens = k == 1 or (k > 1 and words[k - 2] in "\n.")
    return opens and behind < len(words) and (words[behind] == "،" or speakers.sort_of(words[behind]) == "person")


def _introduced(passage, k):
    """True where what stands before a name is a role, a nisba adjective or the like: the name begins there."""
    if k == 0:
        return False
    words, before = passage.words, passage.words[k - 1]
    if before == "،":
        return not words[k].endswith("ت")
    if passage.quote[k - 1] >= 0 or before == ")" or before in cues.words("adverb"):
        return True  # مدير «المصنع» فلان
    verb = before.endswith("ت") and (k == 1 or words[k - 2] in "\n.")
    if verb or before.endswith(("ه", "ها", "هم")) or nouns.verbal_noun(before) or before in cues.words("thing"):
        return True  # فازت فلانة, وزير خارجيته فلان, انتخاب فلان
    return speakers.definite(before) or speakers.sort_of(before) != "" or cues.find(before) is not None
