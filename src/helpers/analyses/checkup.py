"""The corpus check-up: every problem with examples, its severity and the line of study.toml that mends it."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from ..arabic import script, signs
from ..arguments import takes
from ..corpus import periods
from ..corpus.assembly import metadata, repair
from ..corpus.cleaning import boilerplate, languages, near_duplicates
from ..corpus.reading import chat_lines, files
from ..corpus.words import social

SEVERITIES = ("error", "warning", "note")
#: Sign of damage -> severity, and the line of study.toml that mends it ("" where only the raw file can).
_SIGNS = {
    "lost_letters": ("warning", ""),
    "markup": ("warning", ""),
    "glued_words": ("note", ""),
    "no_space_after_comma": ("note", ""),
    "stray_marks": ("note", ""),
    "no_break_space": ("note", ""),
    "tatweel": ("note", "tatweel"),
    "zero_width": ("note", "zero_width"),
    "persian_letters": ("note", "persian_letters"),
}
_GLUED = '(counted apart where both halves are words here; off with [terms] glued = "keep")'
_SHORT = 20  # words; below this a text is mostly a caption or a cut-off beginning
_LONG = 12  # letters; of 618 unknown words so long in 10,412 articles about 19 in 20 were glued from several
_MUCH_LATIN = 0.2  # of the letters
_FEWEST_COUNTED = 3  # ids in a row that count the rows
_LONGEST_ID = 500  # characters; an address may be long
_EXAMPLES, _LENGTH = 3, 60  # examples of a problem, characters of each
_COLUMNS = ["problem", "severity", "n", "unit", "examples", "mend"]


@takes()
def table(corpus, tokens=None):
    """List every problem of a corpus.

    corpus: a Corpus. tokens: its Tokens, if there are, which saves the search for near-duplicates a tokenization; at
    the level lemma, long words that no dictionary knows are listed too.
    Returns problem (str), severity (error: not read; warning: changes results, or will when the files change; note:
    harmless or mended), n (int64),
    unit (files, documents, lines), examples (str, parted by " | "), mend (the line under [corpus] in study.toml, or
    what to do, "" where nothing has to be); errors first, then by n. Near-duplicates and boilerplate are
    searched anew, so they are listed until the study leaves them out.
    """
    rows = [*_set_aside(corpus), *_notes(corpus), *_repairs(corpus), *_metadata(corpus), *_ids(corpus)]
    seen = _as_seen(corpus, tokens)
    rows += [*_signs(seen), *_languages(seen), *_lengths(seen, tokens, corpus), *_unknown_words(tokens)]
    rows += [*_near_duplicates(corpus, tokens), *_boilerplate(corpus)]
    made = pd.DataFrame(rows, columns=_COLUMNS).astype(
        {name: "int64" if name == "n" else "str" for name in _COLUMNS}
    )
    made["severity"] = pd.Categorical(made["severity"], SEVERITIES, ordered=True)
    return made.sort_values(["severity", "n"], ascending=[True, False], kind="stable", ignore_index=True)


def _as_seen(corpus, tokens):
    """The Corpus as it is counted: of posts without addresses, handles and markup."""
    texts = pa.array(corpus.documents["text"], pa.large_string())
    if (social.kind_of(texts)[0] if tokens is None else tokens.kind) != "social":
        return corpus
    masked = social.masked(texts).to_pandas().astype("str")
    return replace(corpus, documents=corpus.documents.assign(text=masked.array))


def _row(problem, severity, n, unit, examples, mend=""):
    shown = [" ".join(str(example).split()) for example in list(examples)[:_EXAMPLES]]
    shown = [text if len(text) <= _LENGTH else f"{text[: _LENGTH - 1]}…" for text in shown]
    return problem, severity, int(n), unit, " | ".join(text for text in shown if text), mend


def _kind(sentence):
    """A sentence without the names and numbers that differ from case to case."""
    return re.sub(r"\d+(?:[.,]\d+)*", "N", re.sub(r'"[^"]*"', '"…"', sentence))


def _places(rows):
    return [
        row.doc_id or (row.file if pd.isna(row.row) else f"{row.file}, row {row.row}") for row in rows.itertuples()
    ]


def _grouped(records, column):
    """(first sentence of its kind, rows) for the kinds of sentences in a column; one of a kind keeps its words."""
    kinds = records[column].map(_kind)
    for _, rows in records.groupby(kinds.to_numpy(), sort=False):
        same = rows[column].nunique() == 1
        yield (rows[column].iloc[0] if same else _kind(rows[column].iloc[0])), rows


_MEND_ASIDE = (
    ("encod", 'encoding = "…"'),
    ("bytes are neither", 'encoding = "…"'),
    ("no column is known", 'text = "…"'),
)
#: What tells a field of files without columns.
_IN_THE_SHEET = {
    "date": "metadata.csv, a row a file with its date; or the file's name: 2019-03-01 title.docx",
    "source": "metadata.csv, a row a file with its source; or a folder for each source",
    "category": "metadata.csv, a row a file with its category",
    "title": "metadata.csv, a row a file with its title",
}
_NO_DATE_IN_THE_NAME = re.compile("name tells different dates")
_KEPT = re.compile(r'^the date ".*" (?:is kept as a|is read as one|lies in more)')
_AS_THE_STUDY_SAYS = (
    "near-duplicate of", "not Arabic:", "no text left once", "repeats an earlier document", chat_lines.SERVICE,
    chat_lines.WITHOUT_TEXT,
)  # fmt: skip

#: How a file was read that is an export of messages; what is said of its parts that hold none.
_EXPORT = re.compile("exported messages|WhatsApp chat|copied from")
_NO_TEXTS = re.compile(r'^the part ".*" of an archive of X holds|^a program in JavaScript, no texts')
#: Endings of files that never hold a text, and of those that hold none beside the texts of an export.
_OF_PAGES = {"css", "woff", "woff2", "ttf", "otf", "eot", "svg", "ico", "map"}
_MEDIA = {
    "jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "tgs", "mp4", "mov", "avi", "webm", "3gp", "mkv", "mp3", "m4a",
    "aac", "ogg", "oga", "opus", "wav", "amr", "vcf",
}  # fmt: skip


def _set_aside(corpus):
    textless = _textless(corpus)
    for reason, rows in _grouped(corpus.set_aside, "reason"):
        whole = rows["row"].isna() & (rows["doc_id"] == "")
        mend = next((line for word, line in _MEND_ASIDE if word in reason), "")
        by_study = "note" if reason.startswith(_AS_THE_STUDY_SAYS) else "warning"
        none_lost = textless[rows.index]
        for part, unit, severity in (
            (rows[whole & ~none_lost], "files", "error"),
            (rows[whole & none_lost], "files", "note"),
            (rows[~whole], "documents", by_study),
        ):
            if len(part):
                yield _row(f"set aside: {reason}", severity, len(part), unit, _places(part), mend)


def _textless(corpus):
    """Which of what was set aside are files without texts: left by programs, or parts of an export beside its texts."""
    exports = corpus.files.loc[corpus.files["how"].str.contains(_EXPORT), "file"]
    folders = {name.rpartition("/")[0] for name in exports}
    pages = {files.stem(name) for name in corpus.files.loc[corpus.files["format"] == "html", "file"]}

    def is_one(file, reason):
        if reason == files.LEFT_BEHIND or _NO_TEXTS.search(reason):
            return True
        ending, above = files.suffix(file), file.split("/")[:-1]
        of = ["/".join(above[:n]) for n in range(len(above) + 1)]
        # The folder of a saved page is called after the page: "page_files", in Arabic "page_ملفات".
        beside = not folders.isdisjoint(of) or not pages.isdisjoint(re.sub("[_-][^_-]+$", "", one) for one in of if one)
        return reason == files.unknown(file) and (ending in _OF_PAGES or (ending in _MEDIA and beside))

    aside = corpus.set_aside
    made = [is_one(file, reason) for file, reason in zip(aside["file"], aside["reason"], strict=True)]
    return pd.Series(made, index=aside.index, dtype=bool)


def _notes(corpus):
    for note, rows in _grouped(corpus.notes, "note"):
        severity, mend = "note", ""
        if note.startswith("the date"):
            severity, of_tables = "warning", rows["row"].notna().any()
            mend = 'date = "…", or mend the raw dates' if of_tables else _IN_THE_SHEET["date"]
            mend = 'date_order = "dmy" (or "mdy")' if "ambiguous" in note else mend
        if _KEPT.search(note) and "ambiguous" not in note:
            severity, mend = "note", ""
        if "is read first" in note:
            mend = 'date_order = "dmy"' if "the day is read first" in note else 'date_order = "mdy"'
        if _NO_DATE_IN_THE_NAME.search(note):
            severity, mend = "warning", _IN_THE_SHEET["date"]
        if note.startswith("the table of metadata is not used"):
            severity = "error"
        if note.startswith("near-duplicate"):
            mend = 'near_duplicates = "drop"'
        examples = [f"{place}: {given}" for place, given in zip(_places(rows), rows["note"], strict=True)]
        yield _row(note, severity, len(rows), "documents", examples if "…" in note else _places(rows), mend)


def _repairs(corpus):
    for step, rows in corpus.repairs.groupby("step", sort=False):
        others = [name for name in repair.DEFAULT_STEPS if name != step]
        off = f"(mended; off with repair = {_toml(others)})" if step in repair.STEPS else '(boilerplate = "keep")'
        meaning = repair.STEPS[step][0] if step in repair.STEPS else "lines of the page removed"
        unit = repair.STEPS[step][1] if step in repair.STEPS else "lines"
        problem = f"repaired: {meaning}; {rows['n'].sum():,} {unit}"
        yield _row(problem, "note", rows["doc_id"].nunique(), "documents", rows["doc_id"].unique(), off)


def _toml(names):
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def _metadata(corpus):
    documents = corpus.documents
    unknown = {column: (documents[column].astype("str") == "unknown").to_numpy() for column in ("source", "category")}
    lacking = {"date": documents["date"].isna().to_numpy(), **unknown, "title": (documents["title"] == "").to_numpy()}
    texts = _without_columns(corpus)
    for column, where in lacking.items():
        severity = "warning" if column in ("date", "source") else "note"
        problem = "no date: not in any figure over time" if column == "date" else f"no {column}"
        # A name of a column mends nothing for a file that has no columns.
        for part, mend in ((where & ~texts, f'{column} = "…"'), (where & texts, _IN_THE_SHEET[column])):
            if part.any():
                of_texts = " (files without columns)" if (part & texts).any() and (where & ~texts).any() else ""
                yield _row(f"{problem}{of_texts}", severity, part.sum(), "documents", documents["doc_id"][part], mend)
    coarse, several = (periods.too_coarse(corpus, period).to_numpy() for period in ("month", "year"))
    for part, problem in (
        (coarse & ~several, "the date is only a year: in figures by year, in none by quarter or month"),
        (several, "the date spans several years: not in any figure over time"),
    ):
        if part.any():
            yield _row(problem, "warning", part.sum(), "documents", documents["doc_id"][part], "")


def _without_columns(corpus):
    """Which documents are a file each, such as a Word file, and no rows of a table."""
    if corpus.files["format"].isin(files.DOCUMENTS).all() and (corpus.files["n_documents"] <= 1).all():
        return np.ones(len(corpus), bool)
    return corpus.documents["doc_id"].isin(metadata.whole_files(corpus)["doc_id"]).to_numpy()


def _ids(corpus):
    """Ids that are the numbers of rows: a row put in or taken out renumbers all that follow."""
    ids = corpus.documents["doc_id"]
    mapped = corpus.mapping[corpus.mapping["field"] == "id"]
    if (mapped["how"] == "absent").any():
        stems = corpus.files.loc[corpus.files["n_documents"] > 0, "file"].map(files.stem)
        found = ids.str.extract(r"^(.*)-\d+$", expand=False)
        made = (found.isin(stems) & ~_without_columns(corpus)).to_numpy()
        if made.any():
            problem = "no id of their own: named after file and row, so a row put in renumbers all that follow"
            yield _row(problem, "warning", made.sum(), "documents", ids[made], _id_column(corpus, made))
    columns = mapped.loc[mapped["how"].isin(["named", "guessed", "cells"]), "column"].unique()
    counted = _counted(ids, set(corpus.set_aside["doc_id"])) if len(columns) else np.zeros(len(ids), bool)
    if counted.any():
        named = " and ".join(f'"{column}"' for column in columns)
        problem = f"the ids in {named} only count the rows, 1, 2, 3 …: counted anew, they name other documents"
        yield _row(problem, "note", counted.sum(), "documents", ids[counted], _id_column(corpus, counted))


def _counted(ids, aside):
    """Which ids only count the rows of their file: each is one more than the id before, but for those set aside."""
    numbers = pd.to_numeric(ids.where(ids.str.fullmatch(r"[0-9]{1,9}")), errors="coerce").to_numpy()
    aside = {int(one) for one in aside if re.fullmatch("[0-9]{1,9}", one)}
    found, run = np.zeros(len(ids), bool), []
    for place, number in enumerate([*numbers, np.nan]):
        last = numbers[run[-1]] if run else np.nan
        goes_on = run and number > last and all(n in aside for n in range(int(last) + 1, int(number)))
        if not goes_on:
            if len(run) >= _FEWEST_COUNTED:
                found[run] = True
            begins = number in (0, 1, 2) or (number < 20 and all(n in aside for n in range(1, int(number))))
            run = [place] if begins else []
        else:
            run.append(place)
    return found


def _id_column(corpus, rows):
    """The line that names a column whose values are all there and all different, for these rows."""
    documents = corpus.documents.drop(columns="text")[rows]
    told = corpus.mapping["how"].isin(["named", "guessed", "cells"])
    names = corpus.mapping[(corpus.mapping["field"] == "url") & told]
    columns = [("url", name) for name in names["column"]]
    metadata_columns = corpus.mapping[corpus.mapping["how"] == "metadata"]
    columns += sorted(zip(metadata_columns["field"], metadata_columns["column"], strict=True), key=_least_like_an_id)
    of_tables = (corpus.mapping["field"] == "id") & (corpus.mapping["how"] != "file")
    n_tables = corpus.mapping.loc[of_tables, "n_files"].sum()
    for field, name in columns:
        values = documents[field].astype("str")
        short = values.str.len().max() <= _LONGEST_ID and not values.str.contains(r"\s").any()
        everywhere = corpus.mapping.loc[corpus.mapping["column"] == name, "n_files"].sum() >= n_tables
        stays = values.ne("").all() and values.is_unique and not _counted(values, set()).any()
        if short and everywhere and stays:
            return f'id = "{name}"'
    return 'add a column of ids that stay with their texts to the table, then id = "…"'


def _least_like_an_id(pair):
    return not re.search(r"(?i)id$|uid|key|code|link|url|رقم|معرف|رابط|رمز", pair[1])


def _signs(corpus):
    ids = corpus.documents["doc_id"].to_numpy(object)
    for name, (severity, step) in _SIGNS.items():
        n, n_docs, examples = 0, 0, []
        for row, text in enumerate(corpus.documents["text"]):
            if places := signs.places(text, name):
                n, n_docs = n + len(places), n_docs + 1
                examples += [f"{signs.example(text, places[0])} ({ids[row]})"] * (n_docs <= _EXAMPLES)
        if not n:
            continue
        mend = f"repair = {_toml([*repair.DEFAULT_STEPS, step])}; counting levels it anyway" if step else ""
        mend = _GLUED if name == "glued_words" else mend
        yield _row(f"{signs.SIGNS[name][0]}; {n:,} places", severity, n_docs, "documents", examples, mend)


def _languages(corpus):
    judged = languages.table(corpus)
    for language, rows in judged[judged["language"] != "arabic"].groupby("language"):
        name = languages.NAMES.get(language, f"in {language.title()}")
        yield _row(f"not Arabic: {name}", "warning", len(rows), "documents", rows["doc_id"], 'other_languages = "drop"')
    mixed = judged[(judged["language"] == "arabic") & (judged["share_latin"] >= _MUCH_LATIN)]
    if len(mixed):
        examples = [f"{row.doc_id}: {row.share_latin:.0%}" for row in mixed.itertuples()]
        problem = f"{_MUCH_LATIN:.0%} to {script.MOST_LATIN:.0%} of the letters are Latin"
        yield _row(problem, "note", len(mixed), "documents", examples)


def _lengths(seen, tokens, corpus):
    if seen is not corpus:
        return  # a post is short
    sizes = corpus.documents["text"].str.split().str.len() if tokens is None else tokens.sizes
    short = np.flatnonzero(np.asarray(sizes) < _SHORT)
    if len(short):
        examples = [f"{row.doc_id}: {row.text}" for row in corpus.documents.iloc[short[:_EXAMPLES]].itertuples()]
        yield _row(f"fewer than {_SHORT} words", "note", len(short), "documents", examples)


def _unknown_words(tokens):
    if tokens is None or "known" not in tokens.forms:
        return
    forms = tokens.forms
    letters = forms["form"].str.count("[\u0621-\u063a\u0641-\u064a]")
    long = ((forms["kind"] == "arabic") & ~forms["known"] & (letters >= _LONG) & (forms["n"] > 0)).to_numpy()
    if long.any():
        n = np.unique(tokens.doc[long[tokens.form]]).size
        examples = forms[long].sort_values("n", ascending=False, kind="stable")["form"]
        problem = f"words of {_LONG} letters and more that no dictionary knows: {long.sum():,}, most of them glued"
        yield _row(problem, "note", n, "documents", examples)


def _near_duplicates(corpus, tokens):
    found = near_duplicates.clusters(near_duplicates.pairs(corpus if tokens is None else tokens), corpus)
    if len(found):
        others = found[~found["kept"]]
        examples = [f"{row.doc_id} = {row.kept_id}" for row in others.itertuples()]
        problem = f"near-duplicates of another document, in {found['cluster'].nunique():,} clusters"
        yield _row(problem, "warning", len(others), "documents", examples, 'near_duplicates = "drop"')


def _boilerplate(corpus):
    found = boilerplate.find(corpus)
    for kind, meaning in boilerplate.KINDS.items():
        rows = found[found["kind"] == kind]
        if len(rows):
            drop = kind in boilerplate.REMOVED_KINDS
            mend = 'boilerplate = "drop"' if drop else f"if it is none of the text: boilerplate_lines = {_toml(['…'])}"
            examples = [f"{row.n:,} x {row.line}" for row in rows.itertuples()]
            severity = "warning" if drop else "note"
            yield _row(f"line that {meaning}; {rows['n'].sum():,} times", severity, len(rows), "lines", examples, mend)
