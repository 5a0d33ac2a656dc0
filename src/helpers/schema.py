"""Every table that passes between the floors: its columns, their dtypes and what they mean.

Column names are the interface: a module may add columns to its own tables, never rename these.
"""

import pandas as pd

from .errors import ArgumentError, nearest

_TERM = ("str", "the term as shown: the most frequent spelling of what is counted together")
_N = ("int64", "occurrences")
_N_DOCS = ("int64", "documents that hold the term")

#: table -> column -> (dtype, meaning)
TABLES = {
    "documents": {
        "doc_id": ("str", "unique name of the document"),
        "title": ("str", "title, empty where there is none"),
        "date": ("datetime64[s]", "date of publication, NaT where there is none"),
        "source": ("category", "outlet, 'unknown' where there is none"),
        "category": ("category", "section or topic given by the source"),
        "url": ("str", "address, empty where there is none"),
        "text": ("str", "the untouched text that all offsets refer to"),
        "n_chars": ("int32", "length of the text in code points"),
        "sha256": ("str", "hash of the text"),
    },
    "forms": {
        "form": ("str", "the word exactly as written"),
        "normalized": ("str", "the word with the chosen spelling differences folded"),
        "kind": ("category", "arabic, latin or number"),
        "is_stop": ("bool", "whether it is a stop word"),
        "n": _N,
    },
    # What the form table has beside these columns at the level lemma.
    "lemmas": {
        "segments": ("str", "clitics and host as written, joined by +"),
        "lemma": ("str", "dictionary form, without vowel signs and article"),
        "root": ("str", "its root, empty where the dictionary has none"),
        "known": ("bool", "whether a dictionary, the lexicon or the rest of the corpus explains the form"),
        "origin": ("str", "where the lemma comes from, see arabic.morphology"),
    },
    "terms": {
        "term": _TERM,
        "key": ("str", "what the forms of the term have in common"),
        "kind": ("category", "arabic, latin or number"),
        "is_stop": ("bool", "whether it is a stop word"),
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "counts": {
        "group": ("category", "part of the corpus, such as a source"),
        "term": _TERM,
        "n": _N,
        "n_docs": _N_DOCS,
    },
    "frequency": {
        "term": _TERM,
        "n": _N,
        "ipm": ("float64", "occurrences per million tokens"),
        "n_docs": _N_DOCS,
        "range": ("float64", "share of the documents that hold the term, 0-1"),
        "dp": ("float64", "deviation of proportions over documents, 0 = even (Gries 2008)"),
        "dp_norm": ("float64", "DP over its maximum (Lijffijt & Gries 2012)"),
        "juilland_d": ("float64", "Juilland's D over documents, 1 = even"),
        "ci_low": ("float64", "lower end of the document-bootstrap interval of ipm"),
        "ci_high": ("float64", "upper end of the document-bootstrap interval of ipm"),
        "forms": ("str", "the spellings counted, with their occurrences"),
    },
    "themes": {
        "theme": ("int64", "number of the theme, 1 = most prevalent"),
        "label": ("str", "its three strongest terms"),
        "term": _TERM,
        "weight": ("float64", "weight of the term in the theme"),
        "rank": ("int64", "rank of the term in the theme, from 1"),
        "stability": ("float64", "mean overlap of the theme's top terms with other runs, 0-1"),
        "npmi": ("float64", "coherence: mean NPMI of its top terms over documents, -1 to 1"),
    },
    "keyness": {
        "term": _TERM,
        "n_target": ("int64", "occurrences in the target"),
        "n_reference": ("int64", "occurrences in the reference"),
        "ipm_target": ("float64", "occurrences per million tokens of the target"),
        "ipm_reference": ("float64", "occurrences per million tokens of the reference"),
        "n_docs_target": ("Int64", "documents of the target that hold the term"),
        "n_docs_reference": ("Int64", "documents of the reference that hold the term, <NA> for a word list"),
        "log_ratio": ("float64", "log2 ratio of relative frequencies, above 0 = key in the target (Hardie 2014)"),
        "log_ratio_low": ("float64", "lower end of its interval (normal approximation)"),
        "log_ratio_high": ("float64", "upper end of its interval"),
        "boot_low": ("float64", "lower end of the document-bootstrap interval of the log ratio"),
        "boot_high": ("float64", "upper end of the document-bootstrap interval of the log ratio"),
        "lrc": ("float64", "conservative log ratio, 0 where the exact interval holds 0 (Evert 2022)"),
        "g2": ("float64", "log-likelihood over four cells (Dunning 1993)"),
        "ll2": ("float64", "log-likelihood over two cells (Rayson & Garside 2000)"),
        "percent_diff": ("float64", "%DIFF (Gabrielatos & Marchi 2011)"),
        "odds_ratio": ("float64", "odds ratio, inf where the reference has none"),
        "bic": ("float64", "Bayes factor of ll2 (Wilson 2013)"),
        "p_adjusted": ("float64", "p of g2, adjusted for all terms compared"),
        "dp_norm": ("float64", "DPnorm in the corpus where the term is key"),
        "forms": ("str", "the spellings counted, with their occurrences"),
    },
    "collocations": {
        "node": ("str", "the term whose windows are searched"),
        "collocate": ("str", "the term found in them"),
        "O11": ("int64", "occurrences of the collocate in the windows, each token once"),
        "E11": ("float64", "occurrences expected from the size of the windows"),
        "log_dice": ("float64", "14 + log2 Dice (Rychlý 2008)"),
        "mi": ("float64", "mutual information in bits"),
        "mi3": ("float64", "cubed mutual information"),
        "t": ("float64", "t score"),
        "z": ("float64", "z score"),
        "g2": ("float64", "log-likelihood over four cells"),
        "log_ratio": ("float64", "log ratio of the windows against all other tokens"),
        "delta_p_forward": ("float64", "Delta P of the collocate given the node"),
        "delta_p_backward": ("float64", "Delta P of the node given the collocate"),
        "n_docs": ("int64", "documents in which they co-occur"),
    },
    "concordance": {
        "doc_id": ("str", "unique name of the document"),
        "date": ("datetime64[s]", "date of the document"),
        "source": ("category", "outlet of the document"),
        "sent": ("int32", "sentence of the document, from 0"),
        "start": ("int32", "first character of the keyword in the document's text"),
        "end": ("int32", "character after the keyword"),
        "pre": ("str", "original text before the keyword (logical order)"),
        "keyword": ("str", "what was found, as written"),
        "post": ("str", "original text behind it"),
    },
    "reported_speech": {
        "doc_id": ("str", "unique name of the document"),
        "start": ("int32", "first character of the stretch in the document's text, quotation mark included"),
        "end": ("int32", "character after it"),
        "quote": ("str", "the stretch as written"),
        "kind": ("category", "reported, indirect, name, term or slogan"),
        "scope": ("str", "full (a clause) or partial (a phrase), empty where nothing is reported"),
        "verb": ("str", "the reporting word as written, without و and ف, empty where there is none"),
        "verb_start": ("int32", "its first character, -1 where there is none"),
        "verb_end": ("int32", "character after it, -1 where there is none"),
        "lemma": ("str", "its verb"),
        "stance": ("str", "neutral, assertive, doubting, directive, denying, evaluative, opinion or commissive"),
        "speaker": ("str", "the mention that it governs, empty where the subject is left out"),
        "speaker_start": ("int32", "first character of the mention, -1 where there is none"),
        "speaker_end": ("int32", "character after it, -1 where there is none"),
        "role": ("str", "office or description of the speaker as written"),
        "resolved_speaker": ("str", "fullest mention of the speaker in the text, empty where nobody has been named"),
        "resolved_start": ("int32", "first character of that mention, -1 where there is none"),
        "resolved_end": ("int32", "character after it, -1 where there is none"),
        "resolved_body": ("str", "the institution of a speaker known by the role alone, as the text names it"),
        "rule": ("str", "what decided on the kind"),
        "speaker_rule": ("str", "what decided on the speaker"),
        "flag": ("str", "unclosed, paragraphs, long or nested, else empty"),
    },
    "speakers": {
        "speaker": ("str", "the most frequent spelling of who is meant, empty where nobody is known"),
        "role": ("str", "most frequent office or description as written"),
        "n_words": ("int64", "words reported of the speaker"),
        "n_quotes": ("int64", "stretches of text reported of the speaker"),
        "n_docs": ("int64", "documents that report the speaker"),
        "share": ("float64", "share of all words counted, 0-1"),
        "unresolved": ("int64", "documents in which a role without a name stands here: 0 for a name"),
    },
    "trends": {
        "period": ("str", "year, quarter or month: 2016, 2016Q3, 2016-07"),
        "term": _TERM,
        "n": _N,
        "n_tokens": ("int64", "tokens of the period"),
        "n_docs": ("int64", "documents of the period"),
        "ipm": ("float64", "occurrences per million tokens, NaN for a period without documents"),
        "low": ("float64", "lower end of the document-bootstrap interval of ipm"),
        "high": ("float64", "upper end of it"),
    },
}


def check(table, name):
    """Return `table` if it has the columns and dtypes of TABLES[name]; else raise ArgumentError."""
    if name not in TABLES:
        raise ArgumentError(f'There is no table "{name}" in the schema.{nearest(name, TABLES)}')
    for column, (dtype, _) in TABLES[name].items():
        if column not in table:
            raise ArgumentError(f'The {name} table has no column "{column}".{nearest(column, table.columns)}')
        found = table[column].dtype
        if not (isinstance(found, pd.CategoricalDtype) if dtype == "category" else str(found) == dtype):
            raise ArgumentError(f'The {name} table\'s column "{column}" is {found}, but must be {dtype}.')
    return table
