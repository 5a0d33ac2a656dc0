"""Whether the keywords that writers gave their articles are one term each, with the right count.

    python tests/benchmarks/keywords.py [corpus …] [--half tune|kept] [--misses] [--within]
    python tests/benchmarks/keywords.py [corpus …] --read [--within]     names that a reader noted instead of keywords

corpus: a file of records (counterterrorism and reference of ../shared/corpora without a name). Its keywords are what
stands in a field keywords or tags, and where it has none the hashtags of several words in its texts (#حزب_الله).

Whole   a keyword of several words is one term, and its count is within 5 % (at least a half) of the number of places
        where its words stand together, a conjunction or preposition before the first; only of keywords with 10 places.
        Vowel signs and the space in a name with عبد tell no two apart. A place in a longer name of something else
        counts as well, so that all cannot be right (مجلس الأمن القومي).
Within  with --within a place in or across longer names counts too, as 02_compounds tells it (n_within): a word belongs
        to one term only, so of two names of which one holds the other only one has all its places without.
names   people, places, bodies, fixed terms; kind: with the kind before a name that is one without it (تنظيم داعش);
        free: neither, and the figure says how many are one term all the same. Classes: keyword_classes.tsv
Half    by the hash of the keyword: rules were made with `tune` in view; of `kept` the figures were looked at only.
Read    names that were noted while articles of these corpora were read, by their hashes: keyword_read.tsv.
Intervals: Wilson, 95 %.
"""

import collections
import csv
import gzip
import hashlib
import itertools
import json
import math
import re
import sys
from pathlib import Path

from _results import record

from helpers.analyses import multiword_terms
from helpers.arabic import normalization
from helpers.corpus import documents, tokens

HERE = Path(__file__).parent
CORPORA = HERE.parents[1].parent / "shared" / "corpora"
MIN_PLACES, NEAR = 10, 0.05
_HASHTAG, _WORD = re.compile(r"#(\w*[^\W_]_\w+)"), re.compile(r"\w+|\s|[^\w\s]")
_SIGNS, _SERVANT = re.compile("[\u064b-\u0652\u0670\u0640]"), re.compile(r"(?<!\w)((?:[وف]?[بكل]?)عبد) (?=ال|ربه)")
_LETTERS, _OTHER = re.compile("[ء-ي ]+"), re.compile(r"[^\w\s\u064b-\u0652\u0670]|_")
_FIELDS = ("keywords", "tags")


def plain(text):
    """The text without vowel signs, and with the two spellings of a name with عبد as one: عبد الفتاح, عبدالفتاح."""
    return _SERVANT.sub(r"\1", _SIGNS.sub("", text))


def folded(text):
    """The text with its spellings folded, ة too."""
    words = normalization.normalize(plain(text).split(), normalization.DEFAULT_FOLDS)
    return " ".join(words).replace("ة", "ه")


def keywords(path):
    """The keywords of several words of a file of records, folded -> as written most often."""
    found = collections.Counter()
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            record = json.loads(line)
            given = next((record[name] for name in _FIELDS if record.get(name)), None)
            if given is None:
                text = f"{record.get('title') or ''}\n{record.get('text') or ''}"
                given = [tag.replace("_", " ") for tag in _HASHTAG.findall(text)]
            found.update(re.split("[,،;؛]", given) if isinstance(given, str) else given)
    named = {}
    for name, _ in found.most_common():
        key = folded(name)
        if 2 <= len(key.split()) <= 5 and _LETTERS.fullmatch(key):
            named.setdefault(key, " ".join(name.split()))
    return named


def places(names, texts):
    """How often the words of each name stand together, one space between: a Counter."""
    starts = collections.defaultdict(set)
    for name in names:
        first, *rest = name.split()
        for before in map("".join, itertools.product(("", "و", "ف"), ("", "ب", "ك", "ل", "س"))):
            article = before.endswith("ل") and first.startswith("ال") and len(first) > 3
            starts[before + (first[1:] if article else first)].add((name, tuple(rest)))
    counted = collections.Counter()
    for text in texts:
        words = _WORD.findall(plain(text))
        forms = normalization.normalize([word.replace("\n", " ") for word in words], normalization.DEFAULT_FOLDS)
        forms = [form.replace("ة", "ه") for form in forms]
        for i, form in enumerate(forms):
            for name, rest in starts.get(form, ()):
                behind = forms[i + 1 : i + 1 + 2 * len(rest)]
                if behind[1::2] == list(rest) and all(sign.isspace() for sign in words[i + 1 : i + 2 * len(rest) : 2]):
                    counted[name] += 1
    return counted


def counts(t, within=False):
    """The n of each term of several words, by its folded spelling; within: with its places in longer names."""
    several = t.terms[t.terms["term"].str.contains(" ", regex=False)]
    found = collections.Counter()
    for term, n in zip(several["term"], several["n"].tolist(), strict=True):
        found[folded(term)] += n
    if within:
        listed = multiword_terms.applied(t)
        for term, n in zip(listed["term"], listed["n_within"].tolist(), strict=True):
            found[folded(term)] += n
    return found


def read_names(texts):
    """The names of keyword_read.tsv that stand in the texts, folded -> seen or unseen."""
    with (HERE / "keyword_read.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    listed, beginnings = {name: group for name, _, group in rows}, {beginning for _, beginning, _ in rows}
    begins, found = {}, {}
    for text in texts:
        words = folded(_OTHER.sub(" ", text)).split()
        for i, pair in enumerate(itertools.pairwise(words)):
            if pair not in begins:
                begins[pair] = mark(" ".join(pair)) in beginnings
            if begins[pair]:
                runs = (" ".join(words[i : i + n]) for n in range(2, 6))
                found |= {run: group for run in runs if run not in found and (group := listed.get(mark(run)))}
    return found


def half(name):
    """Which half a keyword is in."""
    return ("tune", "kept")[hashlib.sha256(name.encode()).digest()[0] % 2]


def mark(name):
    """What stands for a folded keyword in keyword_classes.tsv: the corpora may not be copied."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def classes():
    """Mark of a keyword -> free or kind; what is not listed is a name."""
    with (HERE / "keyword_classes.tsv").open(encoding="utf-8") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return dict(rows)


def read(paths, within=False):
    """Print a line a corpus and set of the names that a reader noted."""
    for path in paths:
        corpus = documents.read(path)
        named = read_names(corpus.documents["text"])
        there, counted = places(named, corpus.documents["text"]), counts(tokens.tokenize(corpus), within)
        for group in ("seen", "unseen"):
            names = [name for name in named if named[name] == group and there[name] >= MIN_PLACES]
            rows = [(is_near(counted[name], there[name]),) for name in names]
            low, high = intervals_of(rows)
            share = sum(right for (right,) in rows) / len(rows)
            print(f"{path.name}  {group}: {share:.3f} ({low:.3f} to {high:.3f}), n = {len(rows)}")


def is_near(got, n):
    """Whether a count is that of the places."""
    return abs(got - n) <= max(NEAR * n, 0.5)


def main(paths, part, show, within=False):
    """Print a line a corpus and class."""
    listed = classes()
    for path in paths:
        corpus = documents.read(path)
        named = keywords(path)
        there = places(named, corpus.documents["text"])
        counted = counts(tokens.tokenize(corpus), within)
        judged = collections.defaultdict(list)
        for key, name in named.items():
            n, got = there[key], counted[key]
            if n >= MIN_PLACES and part in (None, half(key)):
                judged[listed.get(mark(key), "names")].append((is_near(got, n), name, n, got))
        for group, rows in sorted(judged.items(), reverse=True):
            right, low, high = sum(row[0] for row in rows), *intervals_of(rows)
            share = f"{right / len(rows):.3f} ({low:.3f} to {high:.3f}), n = {len(rows)}"
            print(f"{path.name}  {part or 'all'}  {group}: {share}")
            if part == "kept" and group == "names" and not within:
                name = path.name.partition(".")[0]
                about = {"en": f"{name}, hashtags that are names, the half that was never listed"}
                record("keywords", name, {"whole": (right / len(rows), low, high)}, n=len(rows), about=about)
            if show and part == "tune":
                for _, name, n, got in sorted((row for row in rows if not row[0]), key=lambda row: -row[2]):
                    print(f"    {name}  {n} places, counted {got}")


def intervals_of(rows):
    """Wilson's interval of the share that is right."""
    n, share, z = len(rows), sum(row[0] for row in rows) / len(rows), 1.96
    middle, width = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    part = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    named = [Path(one) for one in arguments if not one.startswith("--") and one != part]
    named = named or [CORPORA / f"{name}.jsonl.gz" for name in ("counterterrorism", "reference")]
    if all(path.is_file() for path in named):
        within = "--within" in arguments
        read(named, within) if "--read" in arguments else main(named, part, "--misses" in arguments, within)
    else:
        print(f"skipped: {', '.join(str(path) for path in named if not path.is_file())} not there")
