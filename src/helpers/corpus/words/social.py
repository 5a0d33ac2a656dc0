"""Social media: what stands in a post and is no word of it, such as addresses, handles, RT and markup.

The tokenizer sees these places as spaces, so that the text stays as it is and all offsets count in it. The words of a
hashtag are words: #حديقة_المدينة is two.
"""

import re

import numba
import numpy as np
import pyarrow as pa

from ... import room

KINDS = ("auto", "text", "social")
_ARABIC = "\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff"
_HOST = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
# Arabic letters belong to an address behind a sign of it (…/wiki/العراق), and not behind its last letter.
_PATH = rf"(?:[!#-;=?-~]|(?<=[/=_%-])[{_ARABIC}]+)*"
_ENDS = "com|net|org|info|edu|gov|tv|me|io|ly|be"  # of hosts without a path
#: name -> (what it is, pattern)
SIGNS = {
    "address": (
        "addresses of pages and of mail: https://t.co/AbC1",
        rf"(?:https?|ftp)://{_PATH}|(?<![A-Za-z0-9@.-]){_HOST}(?:\.{_HOST})*\.[A-Za-z]{{2,12}}/{_PATH}"
        rf"|(?<![A-Za-z0-9@.-])(?:www\.{_HOST}(?:\.{_HOST})+|{_HOST}(?:\.{_HOST})*\.(?:{_ENDS})(?![A-Za-z0-9-]))"
        rf"|(?<![\w.+-])[A-Za-z0-9][\w.+-]*@{_HOST}(?:\.{_HOST})+",
    ),
    "handle": (
        "handles: @user_one",
        rf"(?<![A-Za-z0-9_])[@\uff20](?:[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*|[{_ARABIC}0-9_]+)",
    ),
    "repost": (
        "RT, QT, MT or via before a handle",
        r"(?<![A-Za-z0-9_])(?:RT|QT|MT|via)(?=[ :]{1,3}[@\uff20])|(?m:^RT(?= ))",
    ),
    "markup": (
        "HTML tags and signs written as names: <br>, &amp;",
        r"</?[A-Za-z][^<>\n]{0,500}>|&(?:amp;)*lt;/?[A-Za-z][^<>\n&]{0,100}&(?:amp;)*gt;"
        r"|&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});",
    ),
}  # fmt: skip
_SIGN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, (_, pattern) in SIGNS.items()))
_HASHTAG = re.compile(rf"(?<![\w&])#[A-Za-z_{_ARABIC}][\w]*")
_FEW_TEXTS = 10_000  # of an array, as strings of Python at a time
_FEW = 0.01  # @, # and addresses a word, so roughly counted: more call for a closer look
_BYTES = 9  # of an Arabic word with its space, on the average
_SHARE = 0.3  # of the texts hold one of the signs
_DENSITY = 0.03  # of the words are such signs
_LEAST = 3  # of them all
NOTE = (
    "read as social media: {share} of the texts hold addresses, handles, hashtags or RT; of these only the words of "
    'hashtags count; kind = "text" counts all'
)


def kind_of(texts, kind="auto"):
    """Return "social" or "text" for the texts of a corpus, and the share of them that show the signs (0-1).

    texts: large string array. kind: "auto" looks at them: social media are texts of which three in ten hold an address,
    a handle, a hashtag or RT, and three in a hundred words are such; another kind is returned as it is, its share is 0.
    """
    if kind != "auto" or not _is_suspicious(texts):
        return ("text" if kind == "auto" else kind), 0.0
    n_texts = n_signs = n_words = 0
    for text in _each(texts):
        n = len(_HASHTAG.findall(text)) + sum(match.lastgroup != "markup" for match in _SIGN.finditer(text))
        n_texts, n_signs, n_words = n_texts + (n > 0), n_signs + n, n_words + text.count(" ") + 1
    share = n_texts / max(len(texts), 1)
    dense = n_signs >= max(_DENSITY * n_words, _LEAST)
    return ("social" if share >= _SHARE and dense else "text"), share


def _each(texts):
    """The texts of an array, of which few are strings of Python at a time."""
    for first in range(0, len(texts), _FEW_TEXTS):
        yield from texts.slice(first, _FEW_TEXTS).to_pylist()


def _is_suspicious(texts):
    """Whether the signs are frequent enough for a look at each text: a few milliseconds for a corpus of news."""
    _, offsets, data = texts.buffers()
    if data is None or not len(texts):
        return False
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    codes = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]]
    n = _rough_count(codes)
    return n > _FEW * len(codes) / _BYTES


@numba.njit(nogil=True, cache=True)
def _rough_count(codes):
    """How many @, # and :// there are."""
    n, p = 0, codes.size
    for i in range(codes.size):
        n += codes[i] == 64 or codes[i] == 35 or (codes[i] == 58 and i + 2 < p and codes[i + 1] == codes[i + 2] == 47)
    return n


def masked(texts):
    """The texts with spaces where a sign of `SIGNS` stands, as many as it has characters: large string array."""
    made = room.Strings()
    for first in range(0, max(len(texts), 1), _FEW_TEXTS):
        given = texts.slice(first, _FEW_TEXTS).to_pylist()
        masked = [_SIGN.sub(lambda match: " " * len(match[0]), text) for text in given]
        made.append(pa.array(masked, pa.large_string()))
    return made.array()


def counts(texts):
    """How often each sign of `SIGNS`, and a hashtag, occurs in `texts`: {name: (n, number of texts)}."""
    found = {name: [0, 0] for name in (*SIGNS, "hashtag")}
    for text in texts:
        n = dict.fromkeys(found, 0)
        for match in _SIGN.finditer(text):
            n[match.lastgroup] += 1
        n["hashtag"] = len(_HASHTAG.findall(text))
        for name, times in n.items():
            found[name][0] += times
            found[name][1] += times > 0
    return {name: tuple(pair) for name, pair in found.items()}
