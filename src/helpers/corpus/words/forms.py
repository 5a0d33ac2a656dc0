"""The tables of distinct forms and of terms: everything that is said of a word without its context."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ... import room
from ...arabic import folding, morphology, normalization, stopwords, tokenization
from ...arabic.letters import has_arabic
from ...arabic.segmentation import resource
from . import in_context

# A verb with its middle letter doubled, which the marks tell from a particle: عبّر, وبيّنت; not حتّى, إلّا.
_DOUBLED = "[وف]?[َ]?[ء-ي][َُِ]?[ء-ي](?:ّ[َُِ]?|[َُِ]ّ)[بتثجحخدذرزسشصضطظعغفقكلمنه][َُِْ]?(?:ت|وا)?[َُِْ]?"
# The article alone, before figures, Latin letters or a bracket: الـ, بالـ; not آل.
_ARTICLE = "[وف]?(?:[بك]?[اأإ]ل|لل)ـ*"
_PRONOUN = "([^+]{2,})[+](?:ه|ها|هم|هما|هن|نا|كم)$"
_YIELDS = 0.1  # a term leaves its citation form to another that has no other and is at least so frequent beside it
_INFLECTIONS = ("", "ا", "ة", "ه", "ات", "ين", "ون", "ان", "تين", "تان", "تي", "ي", "و")
_CITED = 0.01  # a term is not shown as its dictionary form if less of its tokens are in that (شب for الشباب)
_ARTICLE_SHARE = 0.1  # with the article, not with an ending (القتل, not قتلا): if so many of its tokens are
_INDEFINITE = 0.05  # a name is written without the article less often, against all with it (العراق)


def table(spans, folds, stop_options):
    """One row a distinct form: form, normalized, kind, is_stop, n.

    spans: what `tokenization.scan` found. stop_options: words, extra, without, as in `stopwords.flags`.
    """
    offsets, data = pa.py_buffer(spans.form_offsets.astype(np.int64)), pa.py_buffer(spans.form_bytes)
    strings = pa.LargeStringArray.from_buffers(len(spans.form_kind), offsets, data)
    normalized = folding.fold(strings, folds)
    stop = pa.array(sorted(stopwords.listed(folds=folds, **stop_options)), pa.large_string())
    return pd.DataFrame(
        {
            "form": strings.to_pandas().astype("str"),
            "normalized": normalized.to_pandas().astype("str"),
            "kind": pd.Categorical.from_codes(spans.form_kind, tokenization.KINDS),
            "is_stop": pc.is_in(normalized, value_set=stop).to_numpy(zero_copy_only=False),
            "n": room.counts(spans.form, len(strings)),
        }
    )


def with_lemmas(table, *, lexicon=None, analyser="auto"):
    """Add segments, lemma, root, known, origin to a form table; Latin words and numbers are their own lemma."""
    arabic = (table["kind"] == "arabic").to_numpy()
    words = {form: lemma for form, lemma in (lexicon or {}).items() if " " not in form}
    found = morphology.analyze(
        table.loc[arabic, "form"].to_list(), counts=table.loc[arabic, "n"].to_list(), lexicon=words, source=analyser
    )
    result = table.assign(segments=table["form"], lemma=table["normalized"], root="", known=True, origin="other")
    for column, name in (("segments", "segments"), ("lemma", "lemma"), ("root", "root"), ("origin", "source")):
        if name in found:
            values = result[column].to_numpy(object, copy=True)
            values[arabic] = found[name].to_numpy(object)
            result[column] = pd.Series(values, dtype="str")
    result["known"] = np.where(arabic, False, True)
    result.loc[arabic, "known"] = found["known"].to_numpy(bool)
    return result


def with_function_words(table, folds, stop_options):
    """Decide for each form of a table at the level lemma whether it is a stop word; part stop words from content words.

    stop_options: as in `table`. A listed form is one, save where its reading says that it is a name, a number, or a
    verb that is none of the list's (عبر, "he expressed"), and where a shadda says so (عبّر); so is any form of a listed
    verb (سنكون), and one that is but a listed word with clitics (لبعضهم). Where a lemma has forms of both kinds, they
    become two terms: of a content word (شأن) the stop words leave it, each under its own spelling (بشأن); of a function
    word (مثل) the content words leave it, under their most frequent form (يمثل).
    """
    table = _with_days(table)
    stop = table["is_stop"].to_numpy(bool).copy()
    if not stop.any():
        return table
    listed = stopwords.listed(folds=folds, **stop_options)
    verbs = frozenset(normalization.normalize(sorted(stopwords.verbs(stop_options.get("lists", ()))), folds))
    number, lemmas = pd.factorize(table["lemma"])
    lemmas = _folded(lemmas, folds).tolist()  # of the distinct ones
    function = np.fromiter((lemma in listed for lemma in lemmas), bool, len(lemmas))[number]
    of_verb = np.fromiter((lemma in verbs and lemma in listed for lemma in lemmas), bool, len(lemmas))[number]
    arabic = (table["kind"] == "arabic").to_numpy(bool)
    stop |= of_verb & arabic
    rows = np.flatnonzero(function & arabic & ~stop)
    hosts = _hosts(table["segments"].to_numpy(object)[rows], folds)
    stop[rows] = [host == lemmas[row] for host, row in zip(hosts, number[rows].tolist(), strict=True)]
    if stop_options.get("words") is None:
        stop |= table["form"].str.fullmatch(_ARTICLE).to_numpy(bool) & arabic
    stop |= _with_pronoun(table, listed, folds, arabic & ~stop)
    particle = (table["pos"] == "FUNC").to_numpy(bool) if "pos" in table else np.zeros(len(table), bool)
    rows = np.flatnonzero(stop & ~of_verb & ~table["segments"].str.endswith("+ه").to_numpy(bool))  # not أنّه
    stop[rows] = ~table["form"].iloc[rows].str.fullmatch(_DOUBLED).to_numpy(bool)
    stop &= ~_namesakes(table, folds)
    stop |= _spelled_apart(table, listed, folds)
    if "pos" in table:
        pos, verb = table["pos"], of_verb | table["normalized"].isin(verbs).to_numpy(bool)
        # A form of which no token is read as a particle is a verb for want of another reading (تحت).
        either = table["form"].isin(table["form"][particle]).to_numpy(bool)
        verb |= ~either & table["normalized"].isin(listed).to_numpy(bool) & (table["segments"] == table["form"])
        stop &= ~(pos.isin(["PROPN", "NUM"]).to_numpy(bool) | ((pos == "VERB").to_numpy(bool) & ~verb))
    return _apart(table.assign(is_stop=stop), function, listed)


def _with_days(table):
    """The days of the week that are numbers without the article (الاثنين) as names of their own: `days.tsv`."""
    if "pos" not in table:
        return table
    days = {prefix + form: day for form, day in resource("days.tsv") for prefix in ("", "و", "ف")}
    rows = table.index[(table["form"].isin(days) & (table["pos"] != "") & (table["origin"] != "lexicon"))]
    if not len(rows):
        return table
    made, day = table.copy(), [days[form] for form in table["form"][rows]]
    made.loc[rows, "lemma"], made.loc[rows, "pos"] = day, "PROPN"
    made.loc[rows, "lexeme"] = [f"{day} PROPN" for day in day]
    return made


def _folded(words, folds):
    return folding.fold(strings(pd.Series(words, dtype="str")), folds).to_pandas().to_numpy(object)


def _namesakes(table, folds):
    """Names that a fold makes stop words, where the corpus mostly spells the stop word otherwise (على, not علي)."""
    found = np.zeros(len(table), bool)
    forms, normalized, n = table["form"], table["normalized"], table["n"].to_numpy()
    for name, folded in zip(stopwords.namesakes(), normalization.normalize(stopwords.namesakes(), folds), strict=True):
        own = forms.isin([name, f"و{name}", f"ف{name}", f"ل{name}", f"ب{name}"]).to_numpy(bool)
        twin = (normalized == folded).to_numpy(bool) & ~own
        if n[twin].sum() > 2 * n[own].sum():
            found |= own
    return found


def _with_pronoun(table, listed, folds, asked):
    """Which of the forms `asked` are a listed word with a pronoun behind it (بشأنها, بسببه)."""
    found = np.zeros(len(table), bool)
    segments = strings(table["segments"])
    rows = np.flatnonzero(asked & pc.match_substring_regex(segments, _PRONOUN).to_numpy(zero_copy_only=False))
    bare = pc.replace_substring_regex(segments.take(pa.array(rows)), _PRONOUN, r"\1")
    bare = folding.fold(pc.replace_substring(bare, "+", ""), folds)
    found[rows] = pc.is_in(bare, value_set=pa.array(sorted(listed), pa.large_string())).to_numpy(zero_copy_only=False)
    return found


def _spelled_apart(table, listed, folds):
    """Forms folded to a word that only looks like و + stop word, but spelled as that (وأحد, not واحد)."""
    found = np.zeros(len(table), bool)
    alike = dict(zip(normalization.normalize(stopwords.lookalikes(), folds), stopwords.lookalikes(), strict=True))
    rows = np.flatnonzero(table["normalized"].isin(alike).to_numpy(bool))
    for row in rows.tolist():
        form = table["form"].iat[row]
        (rest,) = normalization.normalize([form[1:]], folds)
        found[row] = form[1:2] in ("أ", "إ") and alike[table["normalized"].iat[row]] != form and rest in listed
    return found


def _hosts(segments, folds):
    """The longest part of each word, folded."""
    return normalization.normalize([max(parts.split("+"), key=len) for parts in segments], folds)


def _apart(table, function, listed):
    """Give stop words and content words that share a lemma two; function: whether the lemma itself is a stop word."""
    stop, lemma, n = table["is_stop"].to_numpy(bool), table["lemma"].to_numpy(object).copy(), table["n"].to_numpy()
    leaves = np.flatnonzero(stop & ~function)
    words = table["normalized"].to_numpy(object)[leaves]
    without = [word[1:] if word[:1] in ("و", "ف") and word[1:] in listed else word for word in words]
    lemma[leaves] = without
    word = "lexeme" if "lexeme" in table else "lemma"
    number, _ = pd.factorize(table[word])
    mixed = np.bincount(number, stop) > 0
    leaves = np.flatnonzero(~stop & function & mixed[number] & (table["kind"] == "arabic").to_numpy(bool))
    if len(leaves):
        written = table["form"].to_numpy(object)[leaves]
        spelled = pd.DataFrame({"lemma": number[leaves], "form": written, "n": n[leaves]})
        spelled["plain"] = [part in listed for part in table["normalized"].to_numpy(object)[leaves]]
        spelled["clitics"] = table["segments"].str.count(r"\+").to_numpy()[leaves]
        best = spelled.sort_values(["plain", "clitics", "n", "form"], ascending=[True, True, False, True])
        best = best.drop_duplicates("lemma").set_index("lemma")["form"]
        lemma[leaves] = normalization.normalize(best.reindex(number[leaves]), normalization.CLEANING_FOLDS)
    made = table.assign(lemma=pd.Series(lemma, dtype="str"))
    if word == "lexeme":  # a word that has left its lemma is one of its own
        made["lexeme"] = made["lexeme"].where(made["lemma"] == table["lemma"], made["lemma"])
    return made


def with_reader_stop_words(table, level, folds, *, extra=(), without=()):
    """Flag the words that a reader adds to the stop words, and clear those that are taken out of them.

    At the level lemma a word means its whole term, whether it is named as figures show it (قال) or by one of its forms
    (قالت, also one that the corpus lacks): all forms of the term are flagged, since none of them would be left out
    otherwise. At the other levels, and for terms of several words, forms that are spelled so. `without` wins over
    `extra`.
    """
    if not len(table) or not (extra or without):
        return table
    stop = table["is_stop"].to_numpy(bool) | _meant(table, extra, level, folds)
    return table.assign(is_stop=stop & ~_meant(table, without, level, folds))


def _meant(table, words, level, folds):
    """Which forms a reader means by some words: bool, one element a row."""
    chosen = np.zeros(len(table), bool)
    written = [" ".join(str(word).split()) for word in words]
    words = dict(zip(normalization.normalize(written, folds), written, strict=True))
    number, names = pd.factorize(table["lemma" if level == "lemma" else "normalized"])
    folded = np.array(normalization.normalize(list(names), folds), object) if words and level == "lemma" else names
    for word, given in words.items():
        named = folded == word
        spelled = (table["normalized"] == word).to_numpy(bool)
        if level == "lemma" and not named.any() and spelled.any():
            n = np.bincount(number[spelled], table["n"].to_numpy()[spelled], minlength=len(names))
            named = np.arange(len(names)) == n.argmax()
        elif level == "lemma" and not named.any() and has_arabic(given) and " " not in given:
            named = np.array(names, object) == morphology.analyze([given])["lemma"].iloc[0]
        chosen |= named[number] | spelled
    return chosen


def terms(table, level, folds):
    """The row in the term table of each form (int32), and that table: term, key, kind, is_stop."""
    if level == "form":
        numbers, keys = pd.factorize(table["form"])
        first = table[~table["form"].duplicated()].reset_index(drop=True)
        made = pd.DataFrame({"term": first["form"], "key": first["form"]})
        return numbers.astype(np.int32), made.assign(kind=first["kind"], is_stop=first["is_stop"])
    numbers, keys = pd.factorize(table[_key(table, level)])
    # A term is shown as its most frequent spelling, less what is no spelling (vowel signs, tatweel, …).
    clean = folding.fold(strings(table["form"]), [f for f in folds if f in normalization.CLEANING_FOLDS])
    clean = clean.to_pandas().astype("str")
    first = _most_frequent(numbers, clean, table["n"].to_numpy(), len(keys))
    picked = table.iloc[first]
    made = pd.DataFrame({"term": clean.iloc[first].array, "key": pd.Series(keys, dtype="str")})
    made = made.assign(kind=picked["kind"].array, is_stop=picked["is_stop"].array)
    if level == "lemma":
        arabic = (made["kind"] == "arabic").to_numpy()
        shown, holder = _cited(numbers, keys, table, clean, arabic, folds)
        made["term"] = made["term"].where(~arabic, pd.Series(shown))
        numbers, kept = _put_together(numbers, holder)
        made = made.iloc[kept].reset_index(drop=True)
        made["is_stop"] = _mostly_stop(numbers, table, len(made))
    return numbers.astype(np.int32), made


def _put_together(numbers, holder):
    """The numbers of the terms with each put to its `holder`, and the terms that are left: both arrays."""
    kept = np.flatnonzero(holder == np.arange(len(holder)))
    new = np.zeros(len(holder), np.int64)
    new[kept] = np.arange(len(kept))
    return new[holder[numbers]], kept


def _key(table, level):
    """The column that forms of one term share."""
    return "normalized" if level != "lemma" else "lexeme" if "lexeme" in table else "lemma"


def _cited(numbers, keys, table, clean, arabic, folds):
    """What each term at the level lemma is shown as: its citation form, as the corpus spells it most often.

    That is its dictionary form, or this with the article where it is hardly ever without (العراق), if either occurs;
    else its most frequent form without clitics, else the most frequent one at all; of the reader's own terms the lemma
    that the lexicon gives. Two terms are never shown alike: of these the rarer one is shown in another of its forms (in
    the order of these rules), or the other one is, if that has one to spare; if neither has, so that the corpus never
    spells the two apart, the rarer is put to the other.
    Returns what is shown, and for each term the one it is put to (itself as a rule).
    """
    n, n_terms = table["n"].to_numpy(), len(keys)
    segments = strings(table["segments"] if "segments" in table else table["form"])
    whole = pc.invert(pc.match_substring(segments, "+")).to_numpy(zero_copy_only=False)
    article = pc.match_substring_regex(segments, r"^ال\pM*\+[^+]+$").to_numpy(zero_copy_only=False)
    lemmas = [in_context.plain(key) for key in keys]
    folded = _folded(lemmas, folds)[numbers]
    normalized = table["normalized"].to_numpy(object)
    lemma, with_article = whole & (normalized == folded), article & (normalized == "ال" + folded)
    bare, definite = (np.bincount(numbers, n * found, minlength=n_terms) for found in (lemma, with_article))
    total = np.bincount(numbers, n, minlength=n_terms)
    with_any = pc.match_substring_regex(segments, r"^(?:[وف]\pM*\+)?(?:[بكل]\pM*\+)?ا?ل\pM*\+[^+]").to_numpy(
        zero_copy_only=False
    )
    always = 2 * np.bincount(numbers, n * with_any, minlength=n_terms) > total
    definite = ((bare < _INDEFINITE * definite) & always)[numbers]
    rare = (bare < _CITED * total) & (bare > 0)
    rare[rare] = ~_inflects(np.flatnonzero(rare), numbers, lemmas, table, whole, folds)
    rare = rare[numbers]
    # Of a name with the article the lemma without it comes second, of any other word the other way round.
    always = always[numbers]
    often = (np.bincount(numbers, n * with_article, minlength=n_terms) >= _ARTICLE_SHARE * total)[numbers]
    orders = [with_article & definite, lemma & ~rare, with_article & (always | often), whole, article]
    rank = np.select(orders, [0, 1, 2, 3, 4], 5) + 6 * (n == 0)  # what stands in names of several words only comes last
    spelling, spellings = pd.factorize(clean)
    cells = pd.DataFrame({"term": numbers, "form": spelling, "rank": rank, "n": n})[arabic[numbers]]
    cells = cells.groupby(["term", "form"], sort=False).agg(rank=("rank", "min"), n=("n", "sum")).reset_index()
    same = pd.factorize(normalized)[0]
    of_spelling = np.zeros(len(spellings), np.int64)
    of_spelling[spelling] = same
    cells["folded"] = of_spelling[cells["form"].to_numpy()]
    alphabet = pc.rank(strings(pd.Series(spellings, dtype="str")), tiebreaker="first").to_numpy()
    order = np.lexsort((alphabet[cells["form"]], -cells["n"], cells["rank"], cells["term"]))
    cells = cells.iloc[order].assign(form=np.asarray(spellings, object)[cells["form"].to_numpy()[order]])
    shown = np.array(lemmas, object)
    decided = (table["origin"] == "lexicon").to_numpy(bool) if "origin" in table else np.zeros(len(table), bool)
    own = np.unique(numbers[decided])
    return _distinct(cells[~cells["term"].isin(own)], shown, total, arabic, keys)


def _inflects(asked, numbers, lemmas, table, whole, folds):
    """Which of the terms `asked` have an inflection of the lemma, or a verb, for their most frequent plain form.

    هجمات of هجمة and مشيرا of مشير are; شباب of شب is not.
    """
    wanted = np.zeros(len(lemmas), bool)
    wanted[asked] = True
    n = table["n"].to_numpy()
    rows = np.flatnonzero(whole & wanted[numbers] & (n > 0))
    best = pd.DataFrame({"term": numbers[rows], "row": rows, "n": n[rows]})
    best = best.sort_values(["term", "n", "row"], ascending=[True, False, True]).drop_duplicates("term")
    row = best.set_index("term")["row"].reindex(asked).to_numpy()
    stems = _folded([lemmas[term].removesuffix("ة") for term in asked], folds)
    forms = table["normalized"].to_numpy(object)[row]
    pairs = zip(stems, forms, strict=True)
    inflected = [form[: len(stem)] == stem and form[len(stem) :] in _INFLECTIONS for stem, form in pairs]
    verb = (table["pos"] == "VERB").to_numpy(bool)[row] if "pos" in table else False
    return np.array(inflected, bool) | verb


def _distinct(cells, shown, n, arabic, keys):
    """Give each term its first cell, another to each that would be shown like a more frequent one; changes `shown`.

    A name that is spelled as the more frequent word in all its tokens is put to that (الماضي).
    """
    first = cells.drop_duplicates("term")
    shown[first["term"]] = first["form"].to_numpy(object)
    taken = pd.Series(np.where(arabic, shown, ""))
    order = np.lexsort((shown.astype(str), -n)) if len(shown) else np.empty(0, int)
    again = taken.iloc[order].duplicated().to_numpy()
    doubtful = [row for row in order[again].tolist() if arabic[row]]
    used, holder = dict(zip(taken.iloc[order[~again]], order[~again].tolist(), strict=True)), np.arange(len(shown))
    asked = {*doubtful, *(used[shown[row]] for row in doubtful)}
    others = {}
    some = cells[cells["term"].isin(asked)]
    for row, *cell in zip(*(some[name].tolist() for name in ("term", "form", "n", "folded")), strict=True):
        others.setdefault(row, []).append(cell)

    def free(row):
        return next((form for form, *_ in others.get(row, []) if form not in used), None)

    def spare(row):
        """A form that a term has often enough to leave its own, and that is no mere spelling of that (الماضى)."""
        own = {same for form, _, same in others[row] if form == shown[row]}
        cells = ((form, same) for form, times, same in others[row] if times >= _YIELDS * n[row])
        return next((form for form, same in cells if form not in used and same not in own), None)

    for row in doubtful:
        form, first = free(row), used[shown[row]]
        mere = keys[row].endswith(" PROPN") and n[row] < n[first] / 2
        if form is None and not mere and n[row] >= _YIELDS * n[first] and (other := spare(first)) is not None:
            # This one has no other form, the more frequent one has: عام, the year, beside العام, general.
            form, used[shown[row]], row = other, row, first
        if form is None:
            holder[row] = first
        else:
            shown[row], used[form] = form, row
    return shown, holder


def _most_frequent(numbers, clean, n, n_terms):
    """For each term the first row with its most frequent spelling; of equals the first in the alphabet."""
    first = np.empty(n_terms, np.int64)
    first[numbers] = np.arange(len(numbers))
    rows = np.flatnonzero(np.bincount(numbers, minlength=n_terms)[numbers] > 1)
    numbers = numbers[rows]
    spelling, spellings = pd.factorize(clean.iloc[rows])
    often = np.bincount(spelling, n[rows], minlength=len(spellings))[spelling]
    most = np.zeros(n_terms)
    np.maximum.at(most, numbers, often)
    tied = np.flatnonzero(often == most[numbers])
    rank = pd.Series(spellings[spelling[tied]]).rank(method="dense").to_numpy()
    tied = tied[np.lexsort((rank, numbers[tied]))]
    tied = tied[np.diff(numbers[tied], prepend=-1) > 0]
    first[numbers[tied]] = rows[tied]
    return first


def _mostly_stop(numbers, table, n_terms):
    """A lemma is a stop word when most of its tokens are."""
    n = table["n"].to_numpy()
    stop = np.bincount(numbers, n * table["is_stop"].to_numpy(), minlength=n_terms)
    return 2 * stop > np.bincount(numbers, n, minlength=n_terms)


def forms_behind(tokens, terms=None, *, top=6):
    """The spellings that each term counts, most frequent first: "الإرهاب 120 · الارهاب 3".

    terms: rows of `tokens.terms` (all if None). top: so many are written out, the rest is counted.
    Returns a Series of strings, one a term asked for, indexed by its row in `tokens.terms`.
    """
    rows = np.arange(len(tokens.terms)) if terms is None else np.asarray(terms)
    n = tokens.forms["n"].to_numpy()
    asked = np.zeros(len(tokens.terms), bool)
    asked[rows] = True
    wanted = np.flatnonzero((n > 0) & asked[tokens.form_term])
    wanted = wanted[_by_term(tokens, wanted, n[wanted])]
    term = tokens.form_term[wanted]
    starts = np.flatnonzero(np.diff(term, prepend=-1))
    size = np.diff(starts, append=len(term))
    place = np.arange(len(term)) - np.repeat(starts, size)
    shown = place <= top  # the one behind the last stands for the rest
    wanted, rest = wanted[shown], pa.array((place == top)[shown])
    spellings = strings(tokens.forms["form"]).take(pa.array(wanted))
    written = pc.binary_join_element_wise(spellings, _digits(n[wanted]), _text(" "))
    more = pc.binary_join_element_wise(_text("+"), _digits(np.repeat(size, size)[shown] - top), _text(""))
    ends = np.concatenate([[0], np.cumsum(np.minimum(size, top + 1))]).astype(np.int32)
    lists = pa.ListArray.from_arrays(ends, pc.if_else(rest, more, written))
    behind = np.full(len(tokens.terms), len(starts))
    behind[term[starts]] = np.arange(len(starts))
    joined = pa.concat_arrays([pc.binary_join(lists, _text(" · ")), pa.array([""], pa.large_string())])
    return pd.Series(joined.take(pa.array(behind[rows])).to_pandas().array, index=rows, dtype="str")


def _by_term(tokens, wanted, n):
    """The order of the forms `wanted` by term, then the most frequent first, then in the alphabet."""
    term = tokens.form_term[wanted]
    several = np.flatnonzero(np.bincount(term, minlength=len(tokens.terms))[term] > 1)
    rank = np.zeros(len(wanted), np.int64)
    if len(several):
        forms = strings(tokens.forms["form"]).take(pa.array(wanted[several]))
        order = np.lexsort((pc.rank(forms, tiebreaker="first").to_numpy(), -n[several]))
        rank[several[order]] = np.arange(len(several))
    return np.lexsort((rank, term))


def strings(column):
    """A column of texts as an Arrow array of one piece."""
    made = pa.array(column, pa.large_string())
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def _digits(numbers):
    return pc.cast(pa.array(numbers), pa.large_string())


def _text(value):
    return pa.scalar(value, pa.large_string())
