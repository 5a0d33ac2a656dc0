"""Every table that passes between the floors: its columns, their dtypes, what they mean and how a reader sees them.

Column names are the interface: a module may add columns to its own tables, never rename these. Files hold the names and
values as they are here; `display` shows the headings, and the names of values, in Arabic or English.
"""

import functools
import re
from typing import NamedTuple

import pandas as pd

from . import resources
from .errors import ArgumentError, check_choice, nearest

LANGUAGES = ("ar", "en")
SENTENCE = "sentence"  # `names` of a column that holds Khitab's own sentences: their Arabic is in display.sentences
TYPED = ("fold", "lexicon")  # lists of values that a reader writes into study.toml: a table shows them beside the names


class Column(NamedTuple):
    """One column: its dtype, what it means, its heading in both languages.

    names: the list of resources/tables/values.tsv that names its values; SENTENCE for sentences; "" where the values
    are words of the corpus, numbers, or what somebody has typed.
    """

    dtype: str
    meaning: str
    ar: str
    en: str
    names: str = ""


_TERM = Column("str", "the term as shown: the most frequent spelling of what is counted together", "الكلمة", "term")
_N = Column("int64", "occurrences", "عدد مرات الورود", "occurrences")
_N_DOCS = Column("int64", "documents that hold the term", "عدد الوثائق", "documents")
_IPM = Column("float64", "occurrences per million tokens", "التكرار لكل مليون كلمة", "per million words")
_DOC_ID = Column("str", "unique name of the document", "الوثيقة", "document")
_KIND = Column("category", "arabic, latin or number", "النوع", "kind", "word_kind")
_IS_STOP = Column("bool", "whether it is a stop word", "كلمة وظيفية", "stop word")
_ORIGIN = Column("str", "where the lemma comes from, see arabic.morphology", "الأصل", "origin", "origin")
_GROUP = Column("category", "part of the corpus, such as a source", "المجموعة", "group", "unknown")
_POS = Column(
    "str", "part of speech as Universal Dependencies calls it; FUNC: a function word", "قسم الكلام", "part of speech",
)
_LEXEME = Column(
    "str", "the lemma, with its part of speech where the same letters are as a rule another word", "المفردة", "lexeme",
)
_FORMS = Column("str", "the spellings counted, with their occurrences", "الصيغ", "forms")
_LABEL = Column("str", "its strongest terms, of three families of words", "الموضوع", "theme")
_HOLDING = Column("int64", "documents that hold one", "عدد الوثائق", "documents")
_GROUP_NAME = Column("str", "part of the corpus, such as a source", "المجموعة", "group", "unknown")
_ITS_DOCS = Column("int64", "its documents", "عدد الوثائق", "documents")
_THEME = Column("int64", "number of the theme", "رقم الموضوع", "theme no.")
_LEXICON = Column("str", "name of the lexicon", "المعجم", "lexicon", "lexicon")
_ENTRY_KIND = Column(
    "str", "actor, action, thing or idea; empty where the lexicon does not tell", "نوع المدخل", "kind of entry",
    "entry_kind",
)
_PRECISION = Column("category", "day, month, year or years", "دقة التاريخ", "precision", "precision")

#: table -> column -> Column; what a table of this name has in any case, in this order
TABLES = {
    "documents": {
        "doc_id": _DOC_ID,
        "title": Column("str", "title, empty where there is none", "العنوان", "title"),
        "date": Column("datetime64[s]", "date of publication, NaT where there is none", "التاريخ", "date"),
        "source": Column("category", "outlet, 'unknown' where there is none", "المصدر", "source", "unknown"),
        "category": Column("category", "section or topic given by the source", "الباب", "category", "unknown"),
        "url": Column("str", "address, empty where there is none", "الرابط", "address"),
        "text": Column("str", "the untouched text that all offsets refer to", "النص", "text"),
        "n_chars": Column("int32", "length of the text in code points", "عدد الحروف", "characters"),
        "sha256": Column("str", "hash of the text", "بصمة النص", "hash of the text"),
    },
    "forms": {
        "form": Column("str", "the word exactly as written", "الصيغة كما كُتبت", "form as written"),
        "normalized": Column(
            "str", "the word with the chosen spelling differences folded", "الرسم الموحد", "normalized form",
        ),
        "kind": _KIND,
        "is_stop": _IS_STOP,
        "n": _N,
    },
    "lemmas": {
        "segments": Column("str", "clitics and host as written, joined by +", "الأجزاء", "segments"),
        "lemma": Column("str", "dictionary form, without vowel signs and article", "المدخل", "lemma"),
        "root": Column("str", "its root, empty where the dictionary has none", "الجذر", "root"),
        "known": Column(
            "bool", "whether a dictionary, the lexicon or the rest of the corpus explains the form", "معروفة",
            "known",
        ),
        "origin": _ORIGIN,
        "pos": _POS,
        "lexeme": _LEXEME,
    },
    "terms": {
        "term": _TERM,
        "key": Column("str", "what the forms of the term have in common", "الأصل الجامع", "common key"),
        "kind": _KIND,
        "is_stop": _IS_STOP,
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "counts": {
        "group": _GROUP,
        "term": _TERM,
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "frequency": {
        "term": _TERM,
        "n": _N,
        "ipm": _IPM,
        "n_docs": _N_DOCS,
        "range": Column(
            "float64", "share of the documents that hold the term, 0-1", "نسبة الوثائق", "share of documents",
        ),
        "dp": Column("float64", "deviation of proportions over documents, 0 = even (Gries 2008)", "DP", "DP"),
        "dp_norm": Column("float64", "DP over its maximum (Lijffijt & Gries 2012)", "DPnorm", "DPnorm"),
        "juilland_d": Column("float64", "Juilland's D over documents, 1 = even", "معامل جويان D", "Juilland's D"),
        "ci_low": Column(
            "float64", "lower end of the document-bootstrap interval of ipm", "أدنى الفترة", "interval, low",
        ),
        "ci_high": Column(
            "float64", "upper end of the document-bootstrap interval of ipm", "أعلى الفترة", "interval, high",
        ),
        "forms": _FORMS,
    },
    "themes": {
        "theme": Column("int64", "number of the theme, 1 = most prevalent", "رقم الموضوع", "theme no."),
        "label": _LABEL,
        "term": _TERM,
        "weight": Column("float64", "weight of the term in the theme", "الوزن", "weight"),
        "rank": Column("int64", "rank of the term in the theme, from 1", "الرتبة", "rank"),
        "stability": Column(
            "float64", "mean overlap of the theme's top terms with other runs, 0-1", "الثبات", "stability",
        ),
        "npmi": Column(
            "float64", "coherence: mean NPMI of its top terms over documents, -1 to 1", "التماسك (NPMI)",
            "coherence (NPMI)",
        ),
    },
    "keyness": {
        "term": _TERM,
        "n_target": Column("int64", "occurrences in the target", "الورود في المدروسة", "occurrences, target"),
        "n_reference": Column("int64", "occurrences in the reference", "الورود في المرجعية", "occurrences, reference"),
        "ipm_target": Column(
            "float64", "occurrences per million tokens of the target", "لكل مليون في المدروسة", "per million, target",
        ),
        "ipm_reference": Column(
            "float64", "occurrences per million tokens of the reference", "لكل مليون في المرجعية",
            "per million, reference",
        ),
        "n_docs_target": Column(
            "Int64", "documents of the target that hold the term", "وثائق المدروسة", "documents, target",
        ),
        "n_docs_reference": Column(
            "Int64", "documents of the reference that hold the term, <NA> for a word list", "وثائق المرجعية",
            "documents, reference",
        ),
        "log_ratio": Column(
            "float64", "log2 ratio of relative frequencies, above 0 = key in the target (Hardie 2014)",
            "لوغاريتم النسبة (log₂)", "log ratio (log₂)",
        ),
        "log_ratio_low": Column(
            "float64", "lower end of its interval (normal approximation)", "أدنى الفترة", "interval, low",
        ),
        "log_ratio_high": Column("float64", "upper end of its interval", "أعلى الفترة", "interval, high"),
        "boot_low": Column(
            "float64", "lower end of the document-bootstrap interval of the log ratio", "أدنى فترة الوثائق",
            "document interval, low",
        ),
        "boot_high": Column(
            "float64", "upper end of the document-bootstrap interval of the log ratio", "أعلى فترة الوثائق",
            "document interval, high",
        ),
        "lrc": Column(
            "float64", "conservative log ratio, 0 where the exact interval holds 0 (Evert 2022)",
            "لوغاريتم النسبة المتحفظ (LRC)", "conservative log ratio (LRC)",
        ),
        "g2": Column("float64", "log-likelihood over four cells (Dunning 1993)", "G²", "G²"),
        "ll2": Column("float64", "log-likelihood over two cells (Rayson & Garside 2000)", "LL", "LL"),
        "percent_diff": Column("float64", "%DIFF (Gabrielatos & Marchi 2011)", "الفرق %", "difference %"),
        "odds_ratio": Column("float64", "odds ratio, inf where the reference has none", "نسبة الأرجحية", "odds ratio"),
        "bic": Column("float64", "Bayes factor of ll2 (Wilson 2013)", "BIC", "BIC"),
        "p_adjusted": Column("float64", "p of g2, adjusted for all terms compared", "p المصححة", "adjusted p"),
        "dp_norm": Column("float64", "DPnorm in the corpus where the term is key", "DPnorm", "DPnorm"),
        "forms": _FORMS,
    },
    "key_settings": {
        "setting": Column("str", "what the comparison was asked for", "الإعداد", "setting", "keyness_setting"),
        "value": Column("str", "as set, or as found", "القيمة", "value"),
    },
    "collocations": {
        "node": Column("str", "the term whose windows are searched", "الكلمة المحورية", "node"),
        "collocate": Column("str", "the term found in them", "المصاحب", "collocate"),
        "O11": Column(
            "int64", "occurrences of the collocate in the windows, each token once", "الورود معا", "co-occurrences",
        ),
        "E11": Column("float64", "occurrences expected from the size of the windows", "المتوقع", "expected"),
        "log_dice": Column("float64", "14 + log2 Dice (Rychlý 2008)", "LogDice", "LogDice"),
        "mi": Column("float64", "mutual information in bits", "MI", "MI"),
        "mi3": Column("float64", "cubed mutual information", "MI³", "MI³"),
        "t": Column("float64", "t score", "t", "t"),
        "z": Column("float64", "z score", "z", "z"),
        "g2": Column("float64", "log-likelihood over four cells", "G²", "G²"),
        "log_ratio": Column(
            "float64", "log ratio of the windows against all other tokens", "لوغاريتم النسبة (log₂)",
            "log ratio (log₂)",
        ),
        "delta_p_forward": Column(
            "float64", "Delta P of the collocate given the node", "ΔP من المحور", "ΔP from the node",
        ),
        "delta_p_backward": Column(
            "float64", "Delta P of the node given the collocate", "ΔP إلى المحور", "ΔP to the node",
        ),
        "n_docs": Column("int64", "documents in which they co-occur", "عدد الوثائق", "documents"),
    },
    "network": {
        "node": Column("str", "term whose windows were searched", "الكلمة المحورية", "node"),
        "collocate": Column("str", "the term found in them", "المصاحب", "collocate"),
        "weight": Column(
            "float64", "association of both, LogDice where nothing else was asked for", "قوة الاقتران",
            "strength of association",
        ),
        "n": Column("int64", "co-occurrences", "الورود معا", "co-occurrences"),
        "n_docs": Column("int64", "documents in which they co-occur", "عدد الوثائق", "documents"),
        "order": Column("int64", "1 for a collocate of a node, 2 for a link between two collocates", "الدرجة", "order"),
    },
    "clusters": {
        "node": Column("str", "term that the run of words holds", "الكلمة المحورية", "node"),
        "cluster": Column("str", "the run of words as written", "العبارة", "cluster"),
        "n": _N,
        "n_docs": Column("int64", "documents that hold the run", "عدد الوثائق", "documents"),
        "range": Column(
            "float64", "share of the documents that hold the run, 0-1", "نسبة الوثائق", "share of documents",
        ),
    },
    "skipgrams": {
        "first": Column("str", "the first of the two words", "الكلمة الأولى", "first word"),
        "second": Column("str", "the second, with others between", "الكلمة الثانية", "second word"),
        "n": Column("int64", "how often they stand in this order", "عدد مرات الورود", "occurrences"),
        "n_docs": Column("int64", "documents in which they do", "عدد الوثائق", "documents"),
    },
    "phrases": {
        "term": Column("str", "the words of the phrase", "العبارة", "phrase"),
        "n": _N,
        "n_docs": Column("int64", "documents that hold the phrase", "عدد الوثائق", "documents"),
        "words": Column("int64", "how many words the phrase has", "عدد الكلمات", "words"),
    },
    "nodes": {
        "word": Column("str", "the word or run of words, as asked for", "الكلمة", "word"),
        "n": _N,
        "ipm": _IPM,
        "n_docs": _N_DOCS,
        "note": Column(
            "str", "why it is not found, with the nearest spellings; empty where it is", "الملاحظة", "note",
            "sentence",
        ),
    },
    "queries": {
        "query": Column("str", "what was looked up", "البحث", "query"),
        "n": Column("int64", "places found", "عدد مرات الورود", "occurrences"),
        "ipm": _IPM,
        "n_docs": _HOLDING,
        "range": Column("float64", "share of the documents that hold one, 0-1", "نسبة الوثائق", "share of documents"),
        "note": Column(
            "str", "why nothing is found, with the nearest spellings; empty where something is", "الملاحظة", "note",
            "sentence",
        ),
    },
    "concordance": {
        "doc_id": _DOC_ID,
        "date": Column("datetime64[s]", "date of the document", "التاريخ", "date"),
        "source": Column("category", "outlet of the document", "المصدر", "source", "unknown"),
        "sent": Column("int32", "sentence of the document, from 0", "رقم الجملة", "sentence no."),
        "start": Column("int32", "first character of the keyword in the document's text", "البداية", "start"),
        "end": Column("int32", "character after the keyword", "النهاية", "end"),
        "pre": Column("str", "original text before the keyword (logical order)", "قبلها", "before"),
        "keyword": Column("str", "what was found, as written", "الكلمة", "keyword"),
        "post": Column("str", "original text behind it", "بعدها", "after"),
    },
    "positions": {
        "term": Column("category", "what occurs: a term or a query", "الكلمة", "term"),
        "doc_id": Column("str", "document of the occurrence", "الوثيقة", "document"),
        "date": Column("datetime64[s]", "date of the document", "التاريخ", "date"),
        "source": Column("category", "outlet of the document", "المصدر", "source", "unknown"),
        "position": Column(
            "float64", "place in the corpus, 0 = first token, 1 = last", "الموضع في المدونة",
            "position in the corpus",
        ),
    },
    "coding_changes": {
        "outcome": Column(
            "str", "what has become of coded lines: kept, moved, unsure, lost or confirmed", "المآل", "outcome",
            "outcome",
        ),
        "n": Column("int64", "coded lines of which this is so", "عدد الأسطر", "lines"),
        "meaning_en": Column("str", "what it means, in English", "المعنى بالإنجليزية", "meaning"),
        "meaning_ar": Column("str", "what it means, in Arabic", "المعنى", "meaning in Arabic"),
    },
    "coding_summary": {
        "query": Column("str", "query or category whose lines were drawn", "البحث", "query"),
        "code": Column("str", "code that the reader gave, empty where nothing is read", "الترميز", "code"),
        "n": Column("int64", "lines with this code", "عدد الأسطر", "lines"),
        "n_read": Column("int64", "lines with a code that counts", "الأسطر المقروءة", "lines read"),
        "n_lines": Column("int64", "lines in the sample", "أسطر العينة", "lines in the sample"),
        "share": Column("float64", "lines with this code of those read, 0-1", "الحصة", "share"),
        "low": Column("float64", "lower end of the Wilson interval of the share", "أدنى الفترة", "interval, low"),
        "high": Column("float64", "upper end of it", "أعلى الفترة", "interval, high"),
    },
    "reported_speech": {
        "doc_id": _DOC_ID,
        "start": Column(
            "int32", "first character of the stretch in the document's text, quotation mark included", "بداية القول",
            "start",
        ),
        "end": Column("int32", "character after it", "نهاية القول", "end"),
        "quote": Column("str", "the stretch as written", "القول", "words quoted"),
        "kind": Column("category", "reported, indirect, name, term or slogan", "النوع", "kind", "speech_kind"),
        "scope": Column(
            "str", "full (a clause) or partial (a phrase), empty where nothing is reported", "تمام القول", "scope",
            "scope",
        ),
        "verb": Column(
            "str", "the reporting word as written, without و and ف, empty where there is none", "الفعل",
            "reporting word",
        ),
        "verb_start": Column(
            "int32", "its first character, -1 where there is none", "بداية الفعل", "reporting word, start",
        ),
        "verb_end": Column("int32", "character after it, -1 where there is none", "نهاية الفعل", "reporting word, end"),
        "lemma": Column("str", "its verb", "مدخل الفعل", "verb"),
        "stance": Column(
            "str", "neutral, assertive, doubting, directive, denying, evaluative, opinion or commissive", "الموقف",
            "stance", "stance",
        ),
        "speaker": Column(
            "str", "the mention that it governs, empty where the subject is left out", "القائل كما ذُكر",
            "speaker as mentioned",
        ),
        "speaker_start": Column(
            "int32", "first character of the mention, -1 where there is none", "بداية ذكر القائل", "mention, start",
        ),
        "speaker_end": Column(
            "int32", "character after it, -1 where there is none", "نهاية ذكر القائل", "mention, end",
        ),
        "role": Column("str", "office or description of the speaker as written", "الصفة", "role"),
        "resolved_speaker": Column(
            "str", "fullest mention of the speaker in the text, empty where nobody has been named", "القائل المقصود",
            "speaker who is meant",
        ),
        "resolved_start": Column(
            "int32", "first character of that mention, -1 where there is none", "بداية أكمل ذكر",
            "fullest mention, start",
        ),
        "resolved_end": Column(
            "int32", "character after it, -1 where there is none", "نهاية أكمل ذكر", "fullest mention, end",
        ),
        "resolved_body": Column(
            "str", "the institution of a speaker known by the role alone, as the text names it", "المؤسسة",
            "institution",
        ),
        "rule": Column("str", "what decided on the kind", "ما حدّد النوع", "what decided the kind", "speech_rule"),
        "speaker_rule": Column(
            "str", "what decided on the speaker", "ما حدّد القائل", "what decided the speaker", "speaker_rule",
        ),
        "flag": Column("str", "unclosed, paragraphs, long or nested, else empty", "تنبيه", "caution", "flag"),
    },
    "speech_kinds": {
        "kind": Column("category", "reported, indirect, name, term or slogan", "النوع", "kind", "speech_kind"),
        "n": Column("int64", "stretches of text of the kind", "عدد المواضع", "stretches"),
        "n_docs": _HOLDING,
    },
    "speakers": {
        "speaker": Column(
            "str", "the most frequent spelling of the full name of who is meant, empty where nobody is known", "القائل",
            "speaker",
        ),
        "role": Column("str", "most frequent office or description as written", "الصفة", "role"),
        "n_words": Column("int64", "words reported of the speaker", "عدد الكلمات", "words"),
        "n_quotes": Column("int64", "stretches of text reported of the speaker", "عدد الأقوال", "reports"),
        "n_docs": Column("int64", "documents that report the speaker", "عدد الوثائق", "documents"),
        "share": Column("float64", "share of all words counted, 0-1", "الحصة", "share of the words"),
        "unresolved": Column(
            "int64", "documents in which a role without a name stands here: 0 for a name", "وثائق بلا اسم",
            "documents without a name",
        ),
        "n_spellings": Column(
            "int64", "spellings and mentions that are counted as this speaker", "عدد الصيغ المجموعة",
            "spellings joined",
        ),
        "spellings": Column(
            "str", "these spellings, with their reports, most frequent first", "الصيغ المجموعة", "what was joined",
        ),
    },
    "quotations": {
        "speaker": Column("str", "the speaker, as in the table of speakers", "القائل", "speaker"),
        "n_quotes": Column("int64", "stretches of text reported of the speaker", "عدد الأقوال", "reports"),
        "n_docs": Column("int64", "documents that report the speaker", "عدد الوثائق", "documents"),
        "quote": Column("str", "the text within the marks, or the clause", "النص", "text"),
        "verb": Column("str", "the reporting verb as written, else empty", "الفعل", "verb"),
        "kind": Column("category", "reported or indirect", "النوع", "kind", "speech_kind"),
        "stance": Column("str", "how the writer stands to what is said", "الموقف", "stance", "stance"),
        "doc_id": _DOC_ID,
        "start": Column("int32", "first character of the quotation", "البداية", "start"),
        "end": Column("int32", "character after it", "النهاية", "end"),
    },
    "verbs": {
        "lemma": Column("str", "the reporting verb", "الفعل", "verb"),
        "stance": Column("str", "how the writer stands to what is said", "الموقف", "stance", "stance"),
        "n": Column("int64", "reports with the verb", "عدد الأقوال", "reports"),
        "n_docs": _HOLDING,
        "share": Column("float64", "of the reports of the group, 0-1", "الحصة", "share"),
        "forms": Column("str", "the verb as written, with its occurrences", "الصيغ", "forms"),
    },
    "stances": {
        "group": _GROUP_NAME,
        "stance": Column("str", "how the writer stands to what is said", "الموقف", "stance", "stance"),
        "share": Column("float64", "of the reports of the group, 0-1", "الحصة", "share"),
    },
    "quoted": {
        "group": _GROUP_NAME,
        "n_docs": Column("int64", "documents of the group", "عدد الوثائق", "documents"),
        "n_words": Column("int64", "words of its texts", "عدد الكلمات", "words"),
        "n_quoted": Column("int64", "of these, words in reported quotations", "الكلمات المنقولة", "words quoted"),
        "share": Column("float64", "words quoted of all words, 0-1", "الحصة", "share of the words"),
        "docs_with": Column(
            "float64", "share of the documents that hold a reported quotation, 0-1", "نسبة الوثائق التي فيها قول",
            "share of documents with a quotation",
        ),
        "ci_low": Column(
            "float64", "lower end of the document-bootstrap interval of the share", "أدنى الفترة", "interval, low",
        ),
        "ci_high": Column("float64", "upper end of it", "أعلى الفترة", "interval, high"),
    },
    "composition": {
        "group": _GROUP_NAME,
        "n_docs": _ITS_DOCS,
        "share": Column("float64", "of all documents, 0-1", "الحصة", "share"),
        "n_tokens": Column("int64", "its tokens", "عدد الكلمات", "words"),
        "mean_tokens": Column("float64", "tokens of a document on average", "متوسط طول الوثيقة", "words per document"),
        "first": Column("datetime64[s]", "date of its first document", "من", "from"),
        "last": Column("datetime64[s]", "date of its last document", "إلى", "to"),
    },
    "over_time": {
        "group": _GROUP,
        "period": Column("category", "year, quarter or month", "المدة", "period"),
        "n_docs": Column("int64", "documents of the group in the period", "عدد الوثائق", "documents"),
        "n_tokens": Column("int64", "their tokens", "عدد الكلمات", "words"),
    },
    "diversity": {
        "group": _GROUP_NAME,
        "n_docs": _ITS_DOCS,
        "n_tokens": Column("int64", "its tokens", "عدد الكلمات", "words"),
        "n_types": Column("int64", "its different words", "عدد الكلمات المختلفة", "different words"),
        "ttr": Column("float64", "types / tokens", "نسبة الأنواع إلى الكلمات (TTR)", "type-token ratio (TTR)"),
        "sttr": Column("float64", "mean of the ratio over windows of equal size", "TTR المعيارية", "standardised TTR"),
        "mtld": Column("float64", "mean length of runs that keep the ratio above 0.72", "MTLD", "MTLD"),
        "hapaxes": Column("int64", "words that occur once", "الكلمات المفردة الورود", "words that occur once"),
        "hapax_share": Column(
            "float64", "their share of the types, 0-1", "نسبة المفردة الورود", "share of words that occur once",
        ),
        "yules_k": Column("float64", "Yule's K, higher = words repeat more", "K (يول)", "Yule's K"),
    },
    "folds": {
        "fold": Column("str", "name of the fold, as in [terms] folds", "التوحيد", "fold", "fold"),
        "chosen": Column("bool", "whether the study levels it", "مختار", "chosen"),
        "n_forms": Column("int64", "forms that it changes", "عدد الصيغ", "forms changed"),
        "n_tokens": Column("int64", "their occurrences", "عدد الكلمات", "words"),
        "n_merged": Column("int64", "forms that it makes equal to another", "المجموع مع غيره", "merged with another"),
        "examples": Column("str", "the most frequent of these", "أمثلة", "examples"),
        "meaning": Column("str", "what it does", "المعنى", "meaning", "fold_meaning"),
    },
    "word_steps": {
        "step": Column("str", "what is found in the texts", "الخطوة", "step", "word_step"),
        "how": Column("str", "what became of it", "ما صُنع به", "what is done", "word_step_how"),
        "n": Column("int64", "places", "عدد المواضع", "places"),
        "n_docs": _HOLDING,
        "meaning": Column("str", "what it is", "المعنى", "meaning", "word_step_meaning"),
    },
    "glued_words": {
        "form": Column("str", "the word as it stands in the text", "كما في النص", "as in the text"),
        "parts": Column("str", "the words that it is counted as", "ما عُدّ به", "counted as"),
        "n": _N,
        "n_docs": _HOLDING,
        "doc_id": _DOC_ID,
        "context": Column("str", "what stands around it", "السياق", "context"),
    },
    "merges": {
        "term": _TERM,
        "n": _N,
        "n_forms": Column("int64", "spellings counted under the term", "عدد الصيغ", "forms"),
        "n_merged": Column(
            "int64", "occurrences of all but the most frequent", "المجموع مع غيره", "occurrences merged",
        ),
        "forms": Column("str", "the spellings, with their occurrences", "الصيغ", "spellings"),
    },
    "unknown_forms": {
        "form": Column("str", "the word exactly as written", "الصيغة كما كُتبت", "form as written"),
        "segments": Column("str", "how it was split", "الأجزاء", "segments"),
        "lemma": Column("str", "what it is counted as", "المدخل", "lemma"),
        "n": _N,
        "origin": _ORIGIN,
    },
    "sensitivity": {
        "term": _TERM,
        "n": _N,
        "rank_form": Column("int64", "its rank when forms are counted", "الرتبة بعدّ الصيغ", "rank by form"),
        "share_form": Column(
            "float64", "occurrences that both levels have in common, forms", "المشترك مع الصيغ", "shared with forms",
        ),
        "rank_normalized": Column(
            "int64", "its rank when normalized forms are counted", "الرتبة بعدّ الرسم الموحد",
            "rank by normalized form",
        ),
        "share_normalized": Column(
            "float64", "occurrences that both levels have in common, normalized forms", "المشترك مع الرسم الموحد",
            "shared with normalized forms",
        ),
        "rank_lemma": Column("int64", "its rank when lemmas are counted", "الرتبة بعدّ المداخل", "rank by lemma"),
        "share_lemma": Column(
            "float64", "occurrences that both levels have in common, lemmas", "المشترك مع المداخل",
            "shared with lemmas",
        ),
        "verdict": Column("str", "stable, or depends on what is counted", "الحكم", "verdict", "verdict"),
    },
    "proposals": {
        "term": Column("str", "the words as counted, + between them", "الكلمات", "words"),
        "written": Column("str", "how they are written most often", "كما تُكتب", "as written"),
        "n": _N,
        "n_docs": Column("int64", "documents that hold the phrase", "عدد الوثائق", "documents"),
        "words": Column("int64", "how many words it has", "عدد الكلمات", "number of words"),
        "log_dice": Column("float64", "14 + log2 Dice (Rychlý 2008)", "LogDice", "LogDice"),
        "g2": Column("float64", "log-likelihood", "G²", "G²"),
        "npmi": Column("float64", "normalised pointwise mutual information, -1 to 1", "NPMI", "NPMI"),
    },
    "compounds": {
        "term": Column("str", "the words that count as one", "العبارة", "term"),
        "why": Column("str", "what made one term of them", "السبب", "why", "joined"),
        "n": _N,
        "n_docs": _N_DOCS,
        "n_within": Column(
            "int64", "further places of its words inside and across longer names, counted there", "في أسماء أطول",
            "in longer names",
        ),
        "forms": _FORMS,
    },
    "variants": {
        "term": Column("str", "the more frequent spelling, or the full name", "الاسم", "name"),
        "n": _N,
        "variant": Column("str", "what may be the same name", "ما قد يكون الاسم نفسه", "may be the same"),
        "n_variant": Column("int64", "its occurrences", "تواتره", "its occurrences"),
        "how": Column("str", "how the two differ", "الفرق", "difference", "variant"),
        "together": Column("int64", "occurrences of both as one", "مجموعهما", "both together"),
        "line": Column("str", "the line to put into lexicon.csv", "سطر المعجم", "line for the lexicon"),
    },
    "families": {
        "root": Column("str", "the root", "الجذر", "root"),
        "n": Column("int64", "occurrences of all its lemmas", "عدد مرات الورود", "occurrences"),
        "n_lemmas": Column("int64", "its lemmas that occur", "عدد المداخل", "lemmas counted"),
        "lemmas": Column("str", "these, with their occurrences", "المداخل", "lemmas"),
    },
    "weights": {
        "term": _TERM,
        "tfidf": Column("float64", "mean TF-IDF weight over the documents", "TF-IDF", "TF-IDF"),
        "idf": Column("float64", "inverse document frequency", "IDF", "IDF"),
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "weight_ranks": {
        "term": _TERM,
        "tfidf": Column("float64", "mean TF-IDF weight over the documents", "TF-IDF", "TF-IDF"),
        "idf": Column("float64", "inverse document frequency", "IDF", "IDF"),
        "n": _N,
        "n_docs": _N_DOCS,
        "rank_frequency": Column("int64", "its rank by occurrences", "الرتبة بالتواتر", "rank by frequency"),
        "rank_tfidf": Column("int64", "its rank by TF-IDF", "الرتبة بوزن TF-IDF", "rank by TF-IDF"),
        "verdict": Column("str", "whether TF-IDF raises or lowers it", "الحكم", "verdict", "verdict"),
    },
    "theme_numbers": {
        "n_themes": Column("int64", "number of themes tried", "عدد الموضوعات", "number of themes"),
        "stability": Column("float64", "mean stability of the themes, 0-1", "الثبات", "stability"),
        "npmi": Column("float64", "mean coherence of the themes, -1 to 1", "التماسك (NPMI)", "coherence (NPMI)"),
        "stability_chance": Column(
            "float64", "mean stability of the themes of shuffled documents, where they were asked", "الثبات بالمصادفة",
            "stability by chance",
        ),
        "npmi_chance": Column(
            "float64", "mean coherence of the themes of shuffled documents, where they were asked",
            "التماسك بالمصادفة", "coherence by chance",
        ),
        "stability_beyond": Column(
            "float64", "largest stability of any theme of shuffled documents, where they were asked",
            "أعلى ثبات بالمصادفة", "highest stability by chance",
        ),
        "score": Column("float64", "both together, by which the number is chosen", "الدرجة", "score"),
        "chosen": Column("bool", "whether this number was taken", "مختار", "chosen"),
    },
    "theme_overview": {
        "theme": Column("int64", "number of the theme, 1 = most prevalent", "رقم الموضوع", "theme no."),
        "label": _LABEL,
        "terms": Column("str", "its strongest terms", "الكلمات", "terms"),
        "n_docs": Column("int64", "documents in which it is the strongest", "عدد الوثائق", "documents"),
        "share": Column("float64", "mean share in the documents, 0-1", "الحصة", "share"),
        "stability": Column("float64", "mean overlap of its top terms with other runs, 0-1", "الثبات", "stability"),
        "npmi": Column("float64", "coherence of its top terms, -1 to 1", "التماسك (NPMI)", "coherence (NPMI)"),
        "beyond_chance": Column(
            "bool", "whether it is more stable than every theme of shuffled documents, where these were asked",
            "فوق المصادفة", "beyond chance",
        ),
    },
    "representatives": {
        "theme": _THEME,
        "label": _LABEL,
        "rank": Column("int64", "rank of the document in the theme, from 1", "الرتبة", "rank"),
        "doc_id": Column("str", "the document", "الوثيقة", "document"),
        "date": Column("datetime64[s]", "its date", "التاريخ", "date"),
        "source": Column("str", "its outlet", "المصدر", "source", "unknown"),
        "title": Column("str", "its title", "العنوان", "title"),
        "share": Column("float64", "share of the theme in it, 0-1", "الحصة", "share"),
        "sentence": Column("str", "the sentence that shows the theme best", "الجملة", "sentence"),
    },
    "theme_sensitivity": {
        "theme": _THEME,
        "n_docs": Column("int64", "documents in which it is the strongest", "عدد الوثائق", "documents"),
        "overlap_form": Column(
            "float64", "largest Jaccard overlap with a theme of forms", "التطابق مع الصيغ", "overlap with forms",
        ),
        "overlap_normalized": Column(
            "float64", "the same with normalized forms", "التطابق مع الرسم الموحد", "overlap with normalized forms",
        ),
        "overlap_lemma": Column("float64", "the same with lemmas", "التطابق مع المداخل", "overlap with lemmas"),
        "verdict": Column("str", "stable, or depends on what is counted", "الحكم", "verdict", "verdict"),
    },
    "prevalence": {
        "theme": _THEME,
        "label": _LABEL,
        "group": Column("str", "part of the corpus, such as a source or year", "المجموعة", "group", "unknown"),
        "share": Column("float64", "mean share of the theme in the documents of the group, 0-1", "الحصة", "share"),
        "n_docs": Column("int64", "documents of the group", "عدد الوثائق", "documents"),
    },
    "categories": {
        "lexicon": _LEXICON,
        "category": Column("str", "name of the category in the lexicon's file", "رمز الباب", "category id"),
        "label": Column("str", "its name for readers", "الباب", "category"),
        "n": Column("int64", "places of the category", "عدد مرات الورود", "occurrences"),
        "ipm": _IPM,
        "n_docs": _HOLDING,
        "range": Column("float64", "share of the documents that hold one, 0-1", "نسبة الوثائق", "share of documents"),
        "ci_low": Column(
            "float64", "lower end of the document-bootstrap interval of ipm", "أدنى الفترة", "interval, low",
        ),
        "ci_high": Column("float64", "upper end of it", "أعلى الفترة", "interval, high"),
    },
    "coverage": {
        "lexicon": _LEXICON,
        "category": Column("str", "name of the category in the lexicon's file", "رمز الباب", "category id"),
        "label": Column("str", "its name for readers", "الباب", "category"),
        "entry_kind": _ENTRY_KIND,
        "entry": Column("str", "entry of the category", "المدخل", "entry"),
        "n": Column("int64", "places of the entry", "عدد مرات الورود", "occurrences"),
        "n_docs": _HOLDING,
        "share": Column("float64", "of the places of the category, 0-1", "الحصة", "share of the category"),
    },
    "cautions": {
        "lexicon": _LEXICON,
        "category": Column("str", "name of the category in the lexicon's file", "رمز الباب", "category id"),
        "label": Column("str", "its name for readers", "الباب", "category"),
        "caution": Column("str", "what to mind", "التنبيه", "caution", "caution"),
        "entry": Column("str", "the entry it is about, if it is about one", "المدخل", "entry"),
        "value": Column("float64", "what is measured: a share, or places per million words", "القيمة", "value"),
        "standard": Column("float64", "what it is held against", "المعيار", "standard"),
        "n": Column("int64", "places it is measured on", "عدد مرات الورود", "occurrences"),
    },
    "together": {
        "lexicon": _LEXICON,
        "a": Column("str", "one category", "الباب الأول", "first category"),
        "b": Column("str", "the other", "الباب الثاني", "second category"),
        "n_docs": Column("int64", "documents that hold both", "عدد الوثائق", "documents"),
        "expected": Column("float64", "documents that would, were they independent", "المتوقع", "expected"),
        "log_ratio": Column("float64", "log2 of the two shares' ratio", "لوغاريتم النسبة (log₂)", "log ratio (log₂)"),
        "g2": Column("float64", "log-likelihood", "G²", "G²"),
    },
    "trends": {
        "period": Column("str", "year, quarter or month: 2016, 2016Q3, 2016-07", "المدة", "period"),
        "term": Column("str", "the term, query or category that is followed", "الكلمة", "term"),
        "n": _N,
        "n_tokens": Column("int64", "tokens of the period", "عدد الكلمات", "words"),
        "n_docs": Column("int64", "documents of the period", "عدد الوثائق", "documents"),
        "ipm": Column(
            "float64", "occurrences per million tokens, NaN for a period without documents", "التكرار لكل مليون كلمة",
            "per million words",
        ),
        "low": Column("float64", "lower end of the document-bootstrap interval of ipm", "أدنى الفترة", "interval, low"),
        "high": Column("float64", "upper end of it", "أعلى الفترة", "interval, high"),
    },
    "comparability": {
        "period": Column("str", "year, quarter or month", "المدة", "period"),
        "n_docs": _ITS_DOCS,
        "n_sources": Column("int64", "sources they come from", "عدد المصادر", "sources"),
        "largest_source": Column("str", "the source with most of them", "أكبر مصدر", "largest source", "unknown"),
        "largest_share": Column("float64", "its share of them, 0-1", "حصته", "share of the largest source"),
        "turnover": Column(
            "float64", "share of the documents from other sources than in the period before, 0-1", "تغير المصادر",
            "turnover of sources",
        ),
        "enough": Column("bool", "whether there are enough documents", "وثائق كافية", "enough documents"),
        "confounded": Column(
            "bool", "whether the sources have changed too much", "اختلطت بالمصادر", "confounded with sources",
        ),
        "warning": Column("str", "what to beware of, empty where nothing", "تنبيه", "caution", "warning"),
    },
    "change_points": {
        "term": Column("str", "the term", "الكلمة", "term"),
        "period": Column("str", "first period of the new level", "المدة", "period"),
        "ipm_before": Column(
            "float64", "mean occurrences per million tokens before", "قبل التحول", "before the change",
        ),
        "ipm_after": Column("float64", "and after", "بعد التحول", "after the change"),
        "log2_ratio": Column("float64", "log2 of after / before", "لوغاريتم النسبة (log₂)", "log ratio (log₂)"),
        "n_periods": Column("int64", "periods used", "عدد المدد", "periods"),
        "warning": Column("str", "what to beware of, empty where nothing", "تنبيه", "caution", "warning"),
    },
    "similarity": {
        "a": Column("str", "one period", "المدة الأولى", "first period"),
        "b": Column("str", "the other", "المدة الثانية", "second period"),
        "similarity": Column("float64", "Spearman's rho of the most frequent words", "التشابه", "similarity"),
        "n_terms": Column("int64", "words compared", "عدد الكلمات", "words"),
    },
    "files": {
        "file": Column("str", "name of the raw file", "الملف", "file"),
        "format": Column("str", "its format", "الصيغة", "format"),
        "encoding": Column(
            "str", "its encoding, empty where the format has one of its own", "الترميز الحرفي", "encoding",
        ),
        "how": Column(
            "str", "how the encoding was found, and what was changed in reading", "كيف قُرئ", "how it was read",
            "reading",
        ),
        "bytes": Column("int64", "its size", "الحجم (بايت)", "bytes"),
        "sha256": Column("str", "hash of the file", "بصمة الملف", "hash of the file"),
        "n_documents": Column("int64", "documents taken from it", "عدد الوثائق", "documents"),
    },
    "mapping": {
        "field": Column("str", "column of the corpus", "الحقل", "field", "field"),
        "column": Column("str", "column of the raw file that fills it", "العمود", "column"),
        "how": Column("str", "how that is known", "كيف عُرف", "how it is known", "mapped"),
        "n_files": Column("int64", "files of which this is so", "عدد الملفات", "files"),
        "examples": Column("str", "three of its cells, parted by |", "أمثلة", "examples"),
    },
    "set_aside": {
        "file": Column("str", "raw file", "الملف", "file"),
        "row": Column("Int64", "row of the file, <NA> for a whole file", "السطر", "row"),
        "doc_id": Column("str", "document, empty where it has no name", "الوثيقة", "document"),
        "reason": Column("str", "why it was set aside", "السبب", "reason", "sentence"),
    },
    "notes": {
        "file": Column("str", "raw file", "الملف", "file"),
        "row": Column("Int64", "row of the file", "السطر", "row"),
        "doc_id": Column("str", "document", "الوثيقة", "document"),
        "note": Column("str", "what was noted of it", "الملاحظة", "note", "sentence"),
    },
    "checkup": {
        "problem": Column("str", "what is wrong", "المشكلة", "problem", "problem"),
        "severity": Column("category", "error, warning or note", "الخطورة", "severity", "severity"),
        "n": Column("int64", "how many are concerned", "العدد", "number"),
        "unit": Column("str", "of what", "الوحدة", "unit", "unit"),
        "examples": Column("str", "some of them", "أمثلة", "examples"),
        "mend": Column("str", "the setting that mends it", "ما يصلحها", "what mends it", "mend"),
    },
    "stages": {
        "stage": Column("str", "stage between the raw files and the study", "المرحلة", "stage", "stage"),
        "n": Column("int64", "files or documents", "العدد", "number"),
    },
    "description": {
        "item": Column("str", "what is said of the corpus", "البند", "item", "item"),
        "value": Column("str", "what is to be said of it", "القيمة", "value", "described"),
    },
    "differences": {
        "part": Column("str", "settings, corpus, documents, terms, keywords or themes", "القسم", "part", "part"),
        "item": Column("str", "what is compared: a setting, a count, a document, a term, a theme", "البند", "item"),
        "a": Column("str", "as it is in the first study, empty where it has none", "الأولى", "first study"),
        "b": Column("str", "as it is in the second study, empty where it has none", "الثانية", "second study"),
        "change": Column("float64", "second less first, missing for texts", "الفرق", "change"),
        "change_low": Column(
            "float64", "lower end of the interval of the change", "أدنى فترة الفرق", "interval of the change, low",
        ),
        "change_high": Column(
            "float64", "upper end of the interval of the change", "أعلى فترة الفرق", "interval of the change, high",
        ),
        "times": Column(
            "float64", "change over the half of its interval that faces zero: above 1 it leaves the interval",
            "الفرق إلى نصف الفترة", "change / half interval",
        ),
        "p_adjusted": Column(
            "float64", "p of the change, adjusted (Holm) for all of its part", "p المصححة", "adjusted p",
        ),
        "moved": Column("str", "what the intervals say of it", "الحكم", "verdict", "moved"),
        "key_in": Column(
            "str", "in which of the two studies a keyword is key: first, second or both", "مفتاحية في", "key in",
            "key_in",
        ),
    },
    "settings": {
        "key": Column("str", "the setting", "المفتاح", "key"),
        "value": Column("str", "as in force", "القيمة", "value"),
        "changed": Column("bool", "whether study.toml sets another value than the default", "مضبوط", "set"),
        "meaning": Column("str", "what it is", "المعنى", "meaning", "setting"),
    },
    "notebook_states": {
        "notebook": Column("str", "the notebook", "الدفتر", "notebook"),
        "state": Column("str", "whether running it would write the same", "الحال", "state", "notebook_state"),
        "why": Column("str", "what has changed since it was run", "السبب", "why", "sentence"),
    },
    "matches": {
        "setting": Column("str", "where it is named", "الإعداد", "setting"),
        "value": Column("str", "what is named", "القيمة", "value"),
        "n": Column("int64", "what it finds", "العدد", "number found"),
        "unit": Column("str", "of what", "الوحدة", "unit", "unit"),
        "note": Column("str", "why it has no effect, empty where it has one", "الملاحظة", "note", "sentence"),
    },
    "listing": {
        "name": Column("str", "name of the output", "الاسم", "name"),
        "notebook": Column("str", "notebook that made it", "الدفتر", "notebook"),
        "caption_ar": Column("str", "caption in Arabic", "التعليق", "caption in Arabic"),
        "caption_en": Column("str", "caption in English", "التعليق بالإنجليزية", "caption"),
        "files": Column("str", "kinds of its files", "الملفات", "files"),
        "changed_since": Column(
            "str", "what is no longer as it was when it was made", "ما تغيّر بعد صنعه", "changed since",
        ),
    },
}

#: table -> column -> Column; what it may have beside these
ALSO = {
    "documents": {
        "date_precision": _PRECISION,
    },
    "forms": {
        "segments": Column("str", "clitics and host as written, joined by +", "الأجزاء", "segments"),
        "lemma": Column("str", "dictionary form, without vowel signs and article", "المدخل", "lemma"),
        "root": Column("str", "its root, empty where the dictionary has none", "الجذر", "root"),
        "known": Column(
            "bool", "whether a dictionary, the lexicon or the rest of the corpus explains the form", "معروفة",
            "known",
        ),
        "origin": _ORIGIN,
        "pos": _POS,
        "lexeme": _LEXEME,
    },
    "frequency": {
        "group": _GROUP,
        "kind": _KIND,
        "is_stop": _IS_STOP,
    },
    "keyness": {
        "side": Column("category", "where the term is more frequent: target or reference", "الطرف", "side", "side"),
        "key": Column("bool", "whether it passes every cut-off", "مفتاحية", "key term"),
        "in_reference": Column(
            "bool", "whether the reference holds the term at all", "في المرجعية", "in the reference",
        ),
        "kind": _KIND,
        "is_stop": _IS_STOP,
        "p": Column("float64", "p of g2, not adjusted", "p", "p"),
        "doc_log_ratio": Column(
            "float64", "log2 ratio of the shares of documents that hold the term", "لوغاريتم نسبة الوثائق",
            "log ratio of documents",
        ),
        "doc_g2": Column(
            "float64", "log-likelihood over documents (Egbert & Biber 2019)", "G² للوثائق", "G² of documents",
        ),
        "p_documents": Column(
            "float64", "adjusted p of the difference between the documents of the two sides", "p المصححة للوثائق",
            "adjusted p, documents",
        ),
        "ipm": Column(
            "float64", "occurrences per million tokens of both corpora together", "التكرار لكل مليون كلمة",
            "per million words",
        ),
    },
    "collocations": {
        "R1": Column("int64", "tokens in the windows", "كلمات النوافذ", "tokens in the windows"),
        "C1": Column(
            "int64", "occurrences of the collocate outside the node", "تواتر المصاحب", "frequency of the collocate",
        ),
        "N": Column("int64", "tokens that could stand in a window", "كلمات المدونة", "tokens of the corpus"),
        "n": Column("int64", "occurrences of the collocate in the corpus", "عدد مرات الورود", "occurrences"),
        "p_adjusted": Column("float64", "p of g2, adjusted for all collocates of the node", "p المصححة", "adjusted p"),
        "kind": _KIND,
        "is_stop": _IS_STOP,
        "forms": _FORMS,
    },
    "concordance": {
        "query": Column("str", "what was looked up", "البحث", "query"),
        "entry_kind": _ENTRY_KIND,
        "entry": Column("str", "entry of the lexicon that was found", "المدخل", "entry"),
        "title": Column("str", "title of the document", "العنوان", "title"),
        "position": Column(
            "float64", "place of the keyword in the corpus, 0-1", "الموضع في المدونة", "position in the corpus",
        ),
        "date_precision": _PRECISION,
        "text_hash": Column("str", "hash of the document's text", "بصمة النص", "hash of the text"),
        "code": Column("str", "what the reader has made of the line", "الترميز", "code"),
        "note": Column("str", "the reader's note", "الملاحظة", "note"),
        "status": Column(
            "str", "what has become of a coded line since the corpus changed", "حال السطر", "state of the line",
            "outcome",
        ),
        "reason": Column("str", "why the line has this status", "السبب", "reason"),
        "formerly": Column("str", "where the line stood before, with which words", "موضعه السابق", "former place"),
    },
    "verbs": {
        "group": _GROUP_NAME,
    },
    "composition": {
        "first_precision": _PRECISION._replace(ar="دقة أقدم تاريخ", en="precision of the first date"),
        "last_precision": _PRECISION._replace(ar="دقة أحدث تاريخ", en="precision of the last date"),
    },
    "representatives": {
        "date_precision": _PRECISION,
    },
    "proposals": {
        "line": Column("str", "the line to put into lexicon.csv", "سطر المعجم", "line for the lexicon"),
    },
    "weights": {
        "group": _GROUP,
    },
    "theme_sensitivity": {
        "label": _LABEL,
    },
    "categories": {
        "group": _GROUP,
        "entry_kind": _ENTRY_KIND,
    },
    "trends": {
        "group": _GROUP,
    },
}

# A table that was cut out of another and saved has the number of each row there.
_ANYWHERE = {
    "label_en": Column("str", "its name in figures in English", "الاسم بالإنجليزية", "name in English"),
    "term_en": Column("str", "the term in figures in English", "الكلمة بالإنجليزية", "term in English"),
    "p_chance": Column(
        "float64", "share of shuffles of the documents that give a cell as far off, adjusted for all cells",
        "p بخلط الوثائق", "p, documents shuffled",
    ),
    "index": Column("int64", "number of the row in the table that this one was cut from", "رقم السطر", "row no."),
}


def columns(name):
    """Every column that the table `name` may have: dict column -> Column. Raises ArgumentError for an unknown table."""
    _known(name)
    return TABLES[name] | ALSO.get(name, {}) | _ANYWHERE


def table_of(header, *, of=None):
    """Which table these columns are of: the one that has most of them, and of several the one that lacks fewest.

    header: names of columns. of: the name of the table, where it is known. Returns the name, None where no table has
    any of the columns. Caveat: a part of a table that two tables could be a part of is taken for one of the smaller.
    """
    if of is not None:
        return _known(of)
    ranked = _ranked(tuple(map(str, header)))
    return ranked[0] if ranked else None


def described(header, *, of=None):
    """The Column of each of these columns, None for one that is in no table: dict column -> Column.

    header, of: as in `table_of`. A column that the table lacks (a reader has joined two tables) is described as in the
    next table that fits.
    """
    header = tuple(map(str, header))
    ranked = [_known(of)] if of is not None else []
    ranked += [name for name in _ranked(header) if name not in ranked]
    return {column: next((columns(name)[column] for name in ranked if column in columns(name)), None)
            for column in header}  # fmt: skip


def headings(header, *, language="ar", of=None):
    """What is shown over each of these columns: dict column -> text, the same text never twice.

    header, of: as in `table_of`. language: "ar" or "en". A column that is in no table, such as metadata of the
    reader's own, is shown by its name. Raises ArgumentError for an unknown language or table.
    """
    check_choice("language", language, LANGUAGES)
    shown = {name: name if column is None else getattr(column, language)
             for name, column in described(header, of=of).items()}  # fmt: skip
    texts = list(shown.values())
    return {name: text if text == name or texts.count(text) == 1 else f"{text} ({name})"
            for name, text in shown.items()}  # fmt: skip


def meaning(column, *, language="ar"):
    """What a Column means, in Arabic ("ar") or English ("en"): Arabic from resources/tables/meanings.tsv."""
    check_choice("language", language, LANGUAGES)
    return _meanings().get(column.meaning, column.meaning) if language == "ar" else column.meaning


@functools.cache
def _meanings():
    """resources/tables/meanings.tsv: English meaning -> Arabic."""
    return {row["en"]: row["ar"] for row in resources.rows("tables", "meanings.tsv")}


def value_name(value, names, *, language="ar"):
    """What is shown for a value, such as "neutral": its name in the list `names`, itself where it has none.

    names: a list of resources/tables/values.tsv. language: "ar" or "en". A value that is several, parted by "; ", is
    shown part by part. A value may also be given by its Arabic name. Raises ArgumentError for an unknown list or
    language.
    """
    check_choice("language", language, LANGUAGES)
    if names not in value_lists():
        raise ArgumentError(f'There is no list of values "{names}" in resources/tables/values.tsv.')
    whole = _named(value, names, language)
    if whole is not None:
        return whole
    parts = value.split("; ")
    named = [_named(part, names, language) for part in parts]
    if None in named and (whole := _named(value, names, language, across=True)) is not None:
        return whole
    shown = [part if name is None else name for part, name in zip(parts, named, strict=True)]
    return ("؛ " if language == "ar" else "; ").join(shown)


def has_name(value, names):
    """Whether a value, or each of its parts, has a name in the list `names`; the empty value needs none."""
    if value == "" or _named(value, names, "ar", across=True) is not None:
        return True
    return all(_named(part, names, "ar") is not None for part in value.split("; "))


@functools.cache
def value_lists():
    """resources/tables/values.tsv: list -> value -> (Arabic, English). {1}, {2} in a value stand for what changes."""
    found = {}
    for row in resources.rows("tables", "values.tsv"):
        found.setdefault(row["list"], {})[row["value"]] = (row["ar"], row["en"] or row["value"])
    return found


def _named(value, names, language, *, across=False):
    """The name of a value, None where it has none; across: what stands in a place may hold a "; "."""
    listed, at = value_lists()[names], LANGUAGES.index(language)
    if value in listed:
        return listed[value][at]
    for pattern, texts in _patterns(names, across):
        if found := pattern.fullmatch(value):
            return re.sub(r"\{(\d)\}", lambda place, found=found: found[f"p{place[1]}"], texts[at])
    return next((texts[at] for texts in listed.values() if texts[0] == value), None)


@functools.cache
def _patterns(names, across):
    """The values of a list that have places, as patterns, the one with most written letters first."""
    with_places = [(value, texts) for value, texts in value_lists()[names].items() if "{1}" in value]
    with_places.sort(key=lambda pair: -len(re.sub(r"\{\d\}", "", pair[0])))
    place = r"(?P<p\1>.+)" if across else r"(?P<p\1>(?:(?!; ).)+)"
    return [(re.compile(re.sub(r"\\\{(\d)\\\}", place, re.escape(value)), re.S), texts)
            for value, texts in with_places]  # fmt: skip


@functools.lru_cache(maxsize=1024)
def _ranked(header):
    """The tables that have any of these columns, the likeliest first."""
    given, found = set(header), []
    for place, name in enumerate(TABLES):
        every = columns(name).keys()
        if common := len(given & every):
            found.append((-common, len(TABLES[name].keys() - given), place, name))
    return [name for *_, name in sorted(found)]


def _known(name):
    if name not in TABLES:
        raise ArgumentError(f'There is no table "{name}" in the schema.{nearest(name, TABLES)}')
    return name


def check(table, name):
    """Return `table` if it has the columns and dtypes of TABLES[name]; else raise ArgumentError."""
    _known(name)
    for column, (dtype, *_) in TABLES[name].items():
        if column not in table:
            raise ArgumentError(f'The {name} table has no column "{column}".{nearest(column, table.columns)}')
        found = table[column].dtype
        if not (isinstance(found, pd.CategoricalDtype) if dtype == "category" else str(found) == dtype):
            raise ArgumentError(f'The {name} table\'s column "{column}" is {found}, but must be {dtype}.')
    return table
