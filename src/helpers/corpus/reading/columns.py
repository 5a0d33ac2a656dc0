"""What the names of columns tell: which of them holds the text, the title, the date and the rest."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_FOLDING = str.maketrans("أإآةى", "اااهي", "ـ")
_MARKS = re.compile("[\u064b-\u0652\u0670]")
FIELDS = ("text", "title", "date", "source", "category", "url", "id")
# Names that a column is known by, the likeliest first; spelled as `folded` spells them.
NAMES = {
    "text": "text body content article fulltext articletext articlebody maintext bodytext contenttext story "
    "نص متن محتوي نصالمقال نصالخبر مقال خبر",
    "title": "title headline heading articletitle subject عنوان عنوانالمقال عنوانالخبر اسمالمقال",
    "date": "date published pubdate publishdate publisheddate publishedat publicationdate datepublished "
    "datetime createdat timestamp time تاريخ تاريخالنشر",
    "category": "category section topic label rubric class cat تصنيف قسم فئه باب موضوع",
    "url": "url link href articleurl sourceurl permalink رابط الرابط",
    "id": "id docid docno documentid articleid uid guid رقم معرف",
}
# A source is named in many ways: "اسم الجريدة", "Name of the newspaper", "المصدر الصحفي", "news_outlet:". The words of
# such a name, without the article, are one that names a source, the likeliest first, and some that say more of it.
_SOURCES = (
    "source src مصدر outlet publisher newspaper صحيفه جريده مجله magazine journal وكاله agency publication ناشر قناه "
    "channel اذاعه broadcaster portal media medium press وسيله جهه مؤسسه دار site website domain موقع منصه"
).split()
YEAR, NO_DATE_WORD = 5, 3
#: What columns of texts are called, of which one is filled in one row and another in the next; the likeliest first. A
#: story comes last: beside the message of a post it tells what was done, "changed the picture".
_TEXTS = [name for name in NAMES["text"].split() if name != "story"] + (
    "message msg messagetext postmessage post posttext tweet tweettext caption رساله نصالرساله نصالمنشور تغريده "
    "نصالتغريده story"
).split()
#: What columns are called that hold the whole of a text, objects that hold it, and those that say whether it is cut.
_WHOLE = frozenset("fulltext longtext completetext نصكامل نصالكامل".split())
_HOLDERS = frozenset("extendedtweet notetweet fulltweet legacy".split())
_OF_ANOTHER = "retweetedstatus"
_FLAGS = ("truncated", "istruncated")
_WORDS = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"\bاسم(?=ال)|(?<=\w)name\b")


@cache
def classes():
    """Return class -> words, a tuple, of resources/reading/column_words.tsv."""
    text = (files("helpers.resources") / "reading" / "column_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    return {name: tuple(words.split()) for name, _, words in rows}


class Whole(NamedTuple):
    """Where the whole of a text may stand that is cut off, by the names of the columns.

    plain: columns. holders: columns of objects. of_another: those of these with the message of somebody else, that was
    sent on. flags: columns that say whether a text is cut off.
    """

    plain: list
    holders: list
    of_another: list
    flags: list


def whole_texts(table):
    """Return the Whole of a `result.Table`."""
    names = {column: folded(column) for column in table.columns}
    by_name = {column: names.get(column) or folded(column) for column in table.raw}
    return Whole(
        plain=[column for column, name in names.items() if name in _WHOLE],
        holders=[column for column, name in by_name.items() if name in _HOLDERS or name == _OF_ANOTHER],
        of_another=[column for column, name in by_name.items() if name == _OF_ANOTHER],
        flags=[column for column, name in names.items() if name in _FLAGS],
    )


def is_whole_text(name):
    """Say whether a key inside an object is that of a whole text."""
    return folded(name) in _WHOLE


def texts(header, *, known_as=str):
    """Return the columns known by a name of a text, the likeliest first; text_2 is a second column called text.

    known_as: as of `guess`.
    """
    names = {column: folded(known_as(column)).rstrip("0123456789") for column in header}
    return sorted((column for column in header if names[column] in _TEXTS), key=lambda one: _TEXTS.index(names[one]))


def guess(header, fields=FIELDS, *, known_as=str):
    """Return field -> column, for those of the fields that one of the columns is known by; each column once.

    known_as: what a column is called, where that is not its name: the last part of a path. A plain name goes before.
    """
    free, found = {}, {}
    for column in sorted(header, key=lambda column: known_as(column) != column):
        free.setdefault(folded(known_as(column)), column)
    for field in fields if free else ():
        name = _likeliest(field, free, known_as)
        if name is not None:
            found[field] = free.pop(name)
    return found


def _likeliest(field, free, known_as):
    """Which of the folded names of the columns that are free is that of the field, None for none."""
    if field == "source":
        ranked = {name: rank for name, column in free.items() if (rank := _source_rank(known_as(column))) is not None}
        return min(ranked, key=ranked.get, default=None)
    return next((name for name in NAMES[field].split() if name in free), None)


def folded(column):
    """Return a column's name without case, spaces, signs, the article and hamza."""
    return re.sub(r"[\W_]+", "", str(column).casefold()).translate(_FOLDING).removeprefix("ال")


def names_a_source(value):
    """Say whether a value is the heading of a column of sources, "اسم الجريدة" or "Newspaper name", not a source.

    Only with a word for name: الجريدة alone is a newspaper.
    """
    words = _words(value)
    return bool(words) and not _class("naming").isdisjoint((words[0], words[-1])) and _source_rank(value) is not None


@cache
def _class(*names):
    """The words of classes of resources/reading/column_words.tsv, as a frozenset."""
    return frozenset(word for name in names for word in _ranked(name))


def _ranked(name):
    """The words of a class in their order."""
    return classes()[name]


@lru_cache(maxsize=1 << 14)
def _words(name):
    """The words of a column's name, folded, each without the article; aName, a_name and a-name are two words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _MARKS.sub("", str(name)))
    words = " ".join(_WORDS.findall(parted.casefold().translate(_FOLDING)))
    words = _GLUED.sub(r" \g<0> ", words).split()
    return tuple(word.removeprefix("ال") if len(word) > 4 else word for word in words)


def date_rank(column):
    """Place of a column's name among those of dates of publication, 0 the likeliest.

    0: published, 1: date, 2: time, created, NO_DATE_WORD: no word of either kind, 4: changed, or about somebody (when
    an account was made), YEAR: a year. None for a name that counts, numbers or names something else, and for dates of
    gathering (`is_of_gathering`).
    """
    words = set(_words(column))
    none = words & _class("no_date", "gathered")
    if none and not (words & _class("dated") and none <= _class("counting")):
        return None
    if words & _class("changed", "of_somebody"):
        return 4
    if words & _class("year"):
        return YEAR
    ranked = enumerate(("published", "dated", "timed"))
    return next((rank for rank, name in ranked if words & _class(name)), NO_DATE_WORD)


def parts_of_a_date(year, header):
    """Return [year, month, day], as far as there are such columns: named as that of the year is, but for this word.

    year: the name of a column of years: "pub_year" goes with "pub_month" and "pub_day".
    """
    made, beside = [year], set(_words(year)) - _class("year")
    words = {name: set(_words(name)) for name in header}
    for wanted in (_class("month"), _class("day")):
        found = next((name for name in header if words[name] & wanted and words[name] - wanted == beside), None)
        if found is None:
            break
        made.append(found)
    return made


def is_of_gathering(column):
    """Say whether a column's name speaks of when a text was gathered, crawled or looked up."""
    return bool(set(_words(column)) & _class("gathered"))


def speaks_of_a_text(column):
    """Say whether a column's name has a word for a text: "Abstract Note", "نص التغريدة"."""
    return bool(set(_words(column)) & _class("text", "beside_text"))


def is_beside_the_text(column):
    """Say whether a column's name is that of a text beside the text: a description, a summary, who somebody is."""
    words = set(_words(column))
    if words & _class("of_another_text") or may_be_a_title(column):
        return True
    return not words & _class("text") and bool(words & _class("beside_text", "of_somebody"))


def may_be_a_title(column):
    """Say whether a column's name is that of a title of documents in words: post_title, webTitle, المانشيت."""
    words = set(_words(column))
    return bool(words & _class("title")) and words <= _class("title", "document", "text", "more_of_title")


def may_be_an_address(column):
    """Say whether a column's name is that of the addresses of documents in words: post_url, رابط الخبر."""
    words, more = set(_words(column)), _class("document", "text", "more_of_title", "more_of_address")
    return bool(words & _class("address")) and words <= _class("address") | more


def id_rank(column, text):
    """Place of a column's name among those of the ids of documents, 0 the likeliest; None for a name of something else.

    text: the name of the column of texts. 0 for an id of what that names: tweet_id beside "Tweet text". A name that
    speaks of somebody or something else (user_id, parent_id; video_id beside "Comment") is none.
    """
    words, of_text = _words(column), set(_words(text))
    own = set(words) - _class("id", "more_of_id")
    if own and of_text & _class("below_text") and not own & of_text:
        return None
    bare = [word for word in words if word not in _class("more_of_id")]
    if not bare or not _class("id") & {bare[0], bare[-1]} or not own <= _class("document", "text"):
        return None
    return 0 if own & of_text else 1


def are_posts(text, header):
    """Say whether names of columns speak of posts: that of the texts, or one of likes, retweets or followers."""
    return bool(set(_words(text)) & _class("post")) or any(set(_words(name)) & _class("social") for name in header)


def account_rank(column, of_posts):
    """Place of a column's name among those of accounts and pages that publish, 0 the likeliest; None for another name.

    of_posts: whether the texts are posts; their author is the account too.
    """
    words = set(_words(column))
    words |= {"user"} if words >= {"screen", "name"} else set()
    heads = [*_ranked("account"), *(_ranked("author") if of_posts else ())]
    found = words & {*heads}
    if not found or not words <= {*heads} | _class("naming", "more_of_account"):
        return None
    if words & _class("title") and not found & _class("titled"):  # the title of a page, or of a user, is no name
        return None
    return min(map(heads.index, found))


def _source_rank(column):
    """Place of a column's name among the names of sources, 0 the likeliest; None for a name of something else."""
    given = _words(column)
    words = [word for word in given if word not in _class("naming")]
    heads = [word for word in words if word in _SOURCES]
    if not heads or not _class("more_of_source").issuperset({*words} - {*heads}) or words[-1] == "article":
        return None
    if len(given) == 1 and given[0] in _class("unsure_source"):
        return None
    return min(map(_SOURCES.index, heads))
