"""The keys of study.toml: one table for the defaults, the checks and the commented template."""

import json
import textwrap
from typing import Any, NamedTuple

from ..errors import SettingsError, nearest


class Key(NamedTuple):
    """One key: its kind, default and meaning, the values it may take and its bounds (inclusive)."""

    kind: str
    default: Any
    meaning: str
    choices: Any = ()
    low: float | None = None
    high: float | None = None


def _default_folds():
    from ..arabic.normalization import DEFAULT_FOLDS

    return tuple(DEFAULT_FOLDS)


def _folds():
    from ..arabic.normalization import FOLDS

    return tuple(FOLDS)


def _repairs(default=True):
    from ..corpus.assembly import repair

    return repair.DEFAULT_STEPS if default else tuple(repair.STEPS)


TEXT, PATH, INTEGER, NUMBER, FLAG, TEXTS, INTEGERS = (
    "a text in quotes", "a path in quotes", "a whole number", "a number", "true or false",
    "a list of texts", "a list of whole numbers",
)  # fmt: skip

#: section ("" for the top of the file) -> key -> Key. Defaults and choices may be functions, called at need.
KEYS = {
    "": {
        "title": Key(TEXT, "", "the title of the study, shown on the report"),
        "description": Key(TEXT, "", "a sentence or two on the corpus and the question"),
        "seed": Key(INTEGER, 0, "every random step starts from this number", low=0, high=2**32 - 1),
    },
    "corpus": {
        "raw": Key(
            PATH, "raw", "file or folder of the corpus, in the study; or an absolute path; or an address "
            "(s3://bucket/folder), from which what has changed is copied into derived-raw/ when the study is built",
        ),
        "encoding": Key(TEXT, "auto", "encoding of the raw files: auto, utf-8, cp1256 …"),
        "text": Key(TEXT, "", "column that holds the text, or its path in JSON: article.body (empty: guessed)"),
        "title": Key(TEXT, "", "column that holds the title (empty: guessed)"),
        "date": Key(TEXT, "", "column that holds the date (empty: guessed)"),
        "source": Key(TEXT, "", "column that holds the newspaper, site or author (empty: guessed)"),
        "category": Key(TEXT, "", "column that holds the category (empty: guessed)"),
        "url": Key(TEXT, "", "column that holds the address (empty: guessed)"),
        "id": Key(TEXT, "", "column that identifies the document (empty: guessed)"),
        "largest_file_mb": Key(INTEGER, 1000, "size a raw file may have, unpacked, in MB", low=1, high=100_000),
        "split": Key(
            TEXT, "", "line at which a text file is parted into several texts: the whole line, or a regular "
            "expression as /…/ (empty: where its format says so; never: not even there)",
        ),
        "unit": Key(
            TEXT, "part", "what is one document of a chat, or of segments: each part, all of one day, all of the file",
            choices=("part", "day", "file"),
        ),
        "kind": Key(
            TEXT, "auto", "what the texts are; in social media addresses, handles, RT and markup are no words (auto: "
            "found out)", choices=("auto", "text", "social"),
        ),
        "date_order": Key(TEXT, "", "order in dates such as 03/04/2018 (empty: not read)", choices=("", "dmy", "mdy")),
        "repair": Key(TEXTS, _repairs, "damage that is repaired after reading", choices=lambda: _repairs(False)),
        "boilerplate": Key(TEXT, "keep", "lines that belong to the page", choices=("keep", "drop")),
        "boilerplate_lines": Key(TEXTS, (), "lines of your own choice that are removed from all texts"),
        "near_duplicates": Key(TEXT, "keep", "texts that are almost the same", choices=("keep", "report", "drop")),
        "other_languages": Key(TEXT, "keep", "documents that are not Arabic", choices=("keep", "drop")),
    },
    "terms": {
        "level": Key(TEXT, "lemma", "what is counted as one term", choices=("form", "normalized", "lemma")),
        "analyser": Key(TEXT, "auto", "where lemmas come from", choices=("auto", "simplemma", "camel")),
        "lexicon": Key(PATH, "lexicon.csv", "your own lemmas and multi-word terms (form,lemma), if there"),
        "folds": Key(TEXTS, _default_folds, "spelling differences that are levelled", choices=_folds),
        "compounds": Key(
            TEXT, "names", "which terms of several words are one term: names and fixed terms that the corpus shows, "
            "all that is associated, only those of your lexicon, none", choices=("names", "all", "lexicon", "none"),
        ),
        "not_compounds": Key(TEXTS, (), "names of several words that are to be counted word by word"),
        "glued": Key(TEXT, "split", "words that lost the space between them", choices=("split", "keep")),
        "emoji": Key(FLAG, False, "count emoji as terms"),
        "stop_words": Key(TEXT, "core", "list of stop words", choices=("core", "none")),
        "stop_lists": Key(
            TEXTS, (), "further lists of words that are passed over: newspaper (قال, أضاف, اليوم …)",
            choices=("newspaper",),
        ),
        "extra_stop_words": Key(TEXTS, (), "stop words of this study, in addition to the list"),
        "not_stop_words": Key(TEXTS, (), "words of the list that this study keeps"),
        "min_length": Key(INTEGER, 2, "shortest term, in letters", low=1),
        "numbers": Key(FLAG, False, "count numbers as terms"),
        "latin": Key(FLAG, False, "count words in Latin letters as terms"),
    },
    "frequency": {
        "top": Key(INTEGER, 30, "terms in the printed table", low=1),
        "bootstrap": Key(INTEGER, 1000, "resamples of the documents for the intervals (0: none)", low=0),
        "confidence": Key(NUMBER, 0.95, "level of the intervals", low=0.5, high=0.999),
        "min_n": Key(INTEGER, 0, "least number of occurrences (0: 5 from 100,000 tokens on, else 1)", low=0),
    },
    "themes": {
        "n_themes": Key(INTEGER, 0, "number of themes (0: chosen from the candidates)", low=0),
        "candidates": Key(INTEGERS, (4, 5, 6, 7, 8, 9, 10), "numbers of themes that are compared", low=2),
        "min_docs": Key(INTEGER, 0, "a term must occur in so many documents (0: 0.5 % of them, 3 to 10)", low=0),
        "max_share": Key(NUMBER, 0.0, "largest share of the documents that hold a term (0: 0.2 or 0.5)", low=0, high=1),
        "max_terms": Key(INTEGER, 10000, "most terms in the model", low=10),
        "top_terms": Key(INTEGER, 10, "terms shown for each theme", low=1),
        "runs": Key(INTEGER, 20, "repeated fits that measure the stability", low=1),
    },
    "keyness": {
        "target": Key(TEXT, "", "part of the study that is compared, such as source=الشرق (empty: all of it)"),
        "reference": Key(TEXT, "general", "another study, a part such as source=الغد, rest, or general (a word list)"),
        "min_n": Key(INTEGER, 5, "a key term occurs so often in the corpus where it is key", low=1),
        "min_docs": Key(INTEGER, 3, "and in so many of its documents", low=1),
        "p": Key(NUMBER, 0.01, "largest adjusted p of a key term", low=0, high=1),
        "adjust": Key(TEXT, "holm", "adjustment of p for many tests", choices=("holm", "benjamini-hochberg")),
        "evidence": Key(
            TEXT, "documents", "what p is asked of: documents and tokens both, or tokens alone as other tools do",
            choices=("documents", "tokens"),
        ),
        "min_log_ratio": Key(NUMBER, 0.5, "smallest log ratio of a key term, up or down", low=0),
        "sort": Key(TEXT, "lrc", "what key terms are ranked by", choices=("lrc", "log_ratio", "g2", "ll2")),
        "bootstrap": Key(INTEGER, 1000, "resamples of the documents for the intervals (0: none)", low=0),
    },
    "collocations": {
        "nodes": Key(TEXTS, (), "terms whose collocates are sought (empty: the strongest key terms)"),
        "window": Key(INTEGER, 5, "words on each side of the node", low=1, high=50),
        "side": Key(TEXT, "both", "side of the node", choices=("both", "pre", "post")),
        "within_sentence": Key(FLAG, True, "the window ends where the sentence ends"),
        "min_n": Key(INTEGER, 5, "a collocate co-occurs so often", low=1),
        "min_docs": Key(INTEGER, 3, "and in so many documents", low=1),
        "sort": Key(TEXT, "g2", "what collocates are ranked by", choices=("log_dice", "g2", "log_ratio", "mi3")),
        "top": Key(INTEGER, 20, "collocates of a node in figures", low=1),
    },
    "concordance": {
        "queries": Key(TEXTS, (), "what is looked up (empty: the nodes of [collocations])"),
        "window": Key(INTEGER, 10, "words of context on each side", low=1, high=100),
        "sort": Key(TEXT, "document", "order of the lines", choices=("document", "pre", "post", "random")),
        "lines": Key(INTEGER, 50, "lines of each query that are printed", low=1),
        "sample": Key(INTEGER, 100, "lines drawn at random for close reading (0: all)", low=0),
    },
    "reported_speech": {
        "indirect": Key(FLAG, True, "count speech with أن and without quotation marks too"),
        "top": Key(INTEGER, 20, "speakers in figures", low=1),
    },
    "lexicons": {
        "files": Key(TEXTS, ("naming", "frames", "us_them", "modality"), "shipped lexicons, or the study's TOML files"),
        "sample": Key(INTEGER, 50, "hits of each category drawn at random to judge it by", low=1),
    },
    "trends": {
        "period": Key(TEXT, "quarter", "length of a period", choices=("year", "quarter", "month")),
        "terms": Key(TEXTS, (), "terms that are followed (empty: the strongest key terms)"),
        "events": Key(TEXTS, (), 'events marked in figures, each "2014-06-29 what happened"'),
        "min_docs": Key(INTEGER, 20, "documents below which a period says little", low=2),
        "bootstrap": Key(INTEGER, 1000, "resamples of the documents for the intervals (0: none)", low=0),
    },
    "report": {
        "author": Key(TEXT, "", "who has made the study, shown on the title page"),
        "date": Key(TEXT, "", "date of the report as it is to be shown (empty: none)"),
        "texts": Key(
            TEXT, "articles", "what of the texts the report holds: whole articles behind each line, lines alone, none",
            choices=("articles", "lines", "none"),
        ),
        "template": Key(PATH, "", "Word file in the study whose styles report.docx takes (empty: plain ones)"),
    },
    "figures": {
        "language": Key(TEXT, "ar", "language of the figures; both: each figure twice", choices=("ar", "en", "both")),
        "digits": Key(TEXT, "latin", "digits of the figures in Arabic: 2019 or ٢٠١٩", choices=("latin", "arabic")),
        "gloss": Key(
            TEXT, "file", "what stands beside Arabic words in English figures: what gloss.csv of the study gives "
            "(term,gloss), if it is there; their letters in Latin, without vowels that are not written; nothing",
            choices=("file", "transcription", "none"),
        ),
        "gloss_in": Key(TEXT, "en", "the figures that have it: the English ones, or all", choices=("en", "both")),
        "width": Key(
            TEXT, "fit", "columns of a printed page: as each figure needs, one (85 mm) where it can, two (180 mm)",
            choices=("fit", "one", "two"),
        ),
        "svg": Key(TEXT, "outlines", "letters in SVG files: outlines, or text one can select and edit",
                   choices=("outlines", "text")),
        "top": Key(INTEGER, 25, "terms in a bar chart", low=1),
        "cloud_terms": Key(INTEGER, 120, "terms in a word cloud", low=1),
        "mask": Key(PATH, "", "image in the study whose dark part the cloud fills (empty: none)"),
        "formats": Key(TEXTS, ("png", "svg", "pdf"), "kinds of figure files", choices=("png", "svg", "pdf")),
        "dpi": Key(INTEGER, 300, "dots per inch of the PNG files", low=50, high=1200),
    },
    "engine": {
        "memory": Key(
            NUMBER, 2.0, "memory in GB that building derived/ may take; a corpus that takes more is worked on piece by "
            "piece, its large columns in files of the study's folder meanwhile; the result is the same",
            low=0.1, high=10_000,
        ),
        "jobs": Key(
            INTEGER, 1, "processes that read the raw files of such a corpus at a time, each with memory of its own",
            low=1, high=64,
        ),
        "scheduler": Key(
            TEXT, "", "who reads the raw files of such a corpus: processes of this machine (empty), Dask workers "
            "started here (local) or by SLURM (slurm), as many as jobs says, or those of the Dask scheduler at an "
            "address (tcp://10.0.0.5:8786)",
        ),
        "shards": Key(
            TEXT, "", "address from which what was read of such a corpus is taken and where it is left, for machines "
            "that share no folder (s3://bucket/folder; empty: none)",
        ),
    },
}  # fmt: skip


#: section -> what it is called, in English and in Arabic
TITLES = {
    "": ("The study", "الدراسة"), "corpus": ("The corpus", "المدونة"), "terms": ("Words", "الكلمات"),
    "frequency": ("Frequency", "التواتر"), "themes": ("Themes", "الموضوعات"), "keyness": ("Keyness", "المفتاحية"),
    "collocations": ("Collocations", "المصاحبات"), "concordance": ("Concordance", "الكشاف السياقي"),
    "reported_speech": ("Reported speech", "القول المنقول"), "lexicons": ("Lexicons", "المعاجم"),
    "trends": ("Change over time", "التغير عبر الزمن"), "figures": ("Figures", "الأشكال"),
    "report": ("The report", "التقرير"), "engine": ("The machine", "الجهاز"),
}  # fmt: skip


def default(key):
    """Return the default of a Key."""
    return key.default() if callable(key.default) else key.default


def choices(key):
    """Return the values a Key may take, () if any."""
    return key.choices() if callable(key.choices) else key.choices


def name(section, key):
    """Return how a key is named in a message: `[terms] level`, or `seed` at the top of the file."""
    return f"[{section}] {key}" if section else key


def check_section(section, given, file):
    """Return a dict of all keys of a section, `given` values checked, the rest by default.

    Lists become tuples. Raises SettingsError that names the file, the key, the value and what is allowed.
    """
    for unknown in given:
        if unknown not in KEYS[section]:
            raise SettingsError(f"{file}: {_unknown(section, unknown)}")
    return {
        word: _check(f"{file}: {name(section, word)}", key, given[word]) if word in given else default(key)
        for word, key in KEYS[section].items()
    }


def _unknown(section, word):
    where = f"in [{section}]" if section else "at the top of the file"
    elsewhere = [name(s, word) for s in KEYS if word in KEYS[s]]
    if elsewhere:
        return f'the key "{word}" does not belong {where}, but there is {" and ".join(elsewhere)}.'
    known = list(KEYS[section]) + ([s for s in KEYS if s] if not section else [])
    hint = nearest(word, known) or f" The keys there are {', '.join(known)}."
    return f'unknown key "{word}" {where}.{hint}'


def _check(where, key, value):
    many = key.kind in (TEXTS, INTEGERS)
    if many and not isinstance(value, list):
        example = toml(default(key) or ["…"])
        raise SettingsError(f"{where} is {toml(value)}, but must be {key.kind}, such as {example}.")
    for item in value if many else [value]:
        _check_item(where, key, item)
    if not many:
        return float(value) if key.kind == NUMBER else value
    if not value and default(key) and not callable(key.default):
        raise SettingsError(f"{where} is an empty list, but must name at least one of {toml(default(key))}.")
    return tuple(dict.fromkeys(value))


def _check_item(where, key, item):
    types = {TEXT: str, PATH: str, TEXTS: str, FLAG: bool, NUMBER: (int, float), INTEGER: int, INTEGERS: int}
    wrong_bool = isinstance(item, bool) and key.kind != FLAG  # True is an int for Python, not for a reader
    if wrong_bool or not isinstance(item, types[key.kind]):
        raise SettingsError(f"{where} is {toml(item)}, but must be {key.kind}.")
    allowed = choices(key)
    if allowed and item not in allowed:
        listed = ", ".join(toml(c) for c in allowed)
        raise SettingsError(f"{where} is {toml(item)}, but must be one of {listed}.{nearest(item, allowed)}")
    too_low = key.low is not None and not item >= key.low  # `not >=` also catches nan
    if too_low or (key.high is not None and item > key.high):
        bound = f"{key.low} or more" if key.high is None else f"between {key.low} and {key.high}"
        raise SettingsError(f"{where} is {toml(item)}, but must be {bound}.")


def toml(value):
    """Return `value` as it is written in a TOML file (texts, numbers, flags and lists of them)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(v) for v in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{toml(k)} = {toml(v)}' for k, v in value.items())}}}"
    return str(value)


def template(title, *, description="", raw="raw", columns=None):
    """Return the text of a new study.toml: every key with its meaning (in Arabic above it), the defaults commented out.

    `columns` maps a role (text, date …) to the column guessed for it; these stand in comments too, since a
    guess that is right needs no setting and a wrong one is mended where it is seen.
    """
    given = {"title": title, "description": description, "seed": 0}
    if raw != "raw":
        given["raw"] = raw
    lines = [
        "# إعدادات دراسة واحدة. السطر الذي يبدأ بالعلامة # قيمة تلقائية؛ احذف العلامة لتضبط غيرها.",
        "# The settings of one study. A line that begins with # shows a default;",
        "# take the # away to set another value. `khitab check` says what was understood.",
    ]
    for section, keys in KEYS.items():
        lines += [f"\n[{section}]"] if section else [""]
        for word, key in keys.items():
            live = word in given and (not section or section == "corpus" and word == "raw")
            guess = (columns or {}).get(word) if section == "corpus" else None
            value = given[word] if live else guess or default(key)
            setting = f"{'' if live else '# '}{word} = {toml(value)}"
            lines += _with_meaning(setting, key, guess)
    return "\n".join(lines) + "\n"


def _with_meaning(setting, key, guess):
    from .. import schema  # loads pandas, for which who only asks a setting need not wait

    arabic = f"# {schema.value_name(key.meaning, 'setting', language='ar')}" + "؛ وهذا مخمَّن هنا" * bool(guess)
    meaning = f"{key.meaning}: {', '.join(choices(key))}" if choices(key) else key.meaning
    meaning += "; guessed here" if guess else ""
    line = f"{setting:<42}  # {meaning}"
    if len(line) <= 120:
        return [arabic, line]
    return [arabic, *textwrap.wrap(meaning, 110, initial_indent="# ", subsequent_indent="#   "), setting]
