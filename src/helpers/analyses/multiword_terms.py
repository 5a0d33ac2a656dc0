"""Terms of several words: those that count as one, those that might, and names that are spelled in several ways."""

import difflib
import itertools

import numpy as np
import pandas as pd

from ..arguments import takes
from ..corpus import counts
from ..corpus.words import compounds
from ..corpus.words.forms import forms_behind
from ..errors import NotEnoughData
from ..measures import association

SMALL = 5000  # words; a smaller corpus is looked at for whether it shows any name of several words
COLUMNS = ("term", "written", "n", "n_docs", "words", "log_dice", "g2", "npmi", "line")


@takes()
def propose(tokens, *, n_words=(2, 3), min_n=5, min_docs=3, npmi=0.3, top=50):
    """Runs of content words that occur together much more often than their parts would by chance.

    n_words: lengths looked at. min_n, min_docs: least occurrences and documents. npmi: least association (1 =
    never apart, 0 = chance). Runs hold Arabic words only, no stop words, and do not cross a sentence end; what counts
    as one term already is one word of theirs. A run of three is judged by its first two words and its last.
    Returns term (as counted: its words as tables show them, a + between), written (its most frequent spelling), n,
    n_docs, words, log_dice, g2, npmi, line (what to write into lexicon.csv); by g2, largest first. Association says
    that words go together, not that they are one concept: the reader decides. Source: Dunning 1993 (G2); Rychlý 2008
    (logDice); Bouma 2009 (NPMI).
    """
    terms = tokens.terms
    content = (~terms["is_stop"] & (terms["kind"] == "arabic")).to_numpy(bool)
    blocks = []
    for length in n_words:
        runs = counts.term_runs(tokens, length, min_n=min_n)
        kept = runs.only(content[runs.terms].all(axis=1) & (runs.n_docs >= min_docs))
        del runs  # of a large corpus many times as many
        if len(kept.n):
            blocks.append(_scored(tokens, kept, npmi).sort_values(["g2", "term"], ascending=[False, True]).head(top))
            rest = blocks[-1].pop("run").to_numpy()
            blocks[-1]["written"] = _written(tokens, kept, rest)
    if not blocks:
        raise NotEnoughData(f"No run of words occurs {min_n} times in {min_docs} documents; lower these limits.")
    whole = pd.concat(blocks, ignore_index=True)
    whole = whole.sort_values(["g2", "term"], ascending=[False, True]).head(top)
    lines = [f"{form},{form}" for form in whole["written"]]
    return whole.assign(line=lines).astype({"line": "str"})[list(COLUMNS)].reset_index(drop=True)


def _scored(tokens, runs, least):
    """The runs with an association of at least `least` of their beginning with their last word, `run` their rows."""
    n, length = tokens.terms["n"].to_numpy(), runs.terms.shape[1]
    joint, last = runs.n.astype(float), n[runs.terms[:, -1]].astype(float)
    if length == 2:
        first = n[runs.terms[:, 0]].astype(float)
    else:
        # A run is no more frequent than its beginning, so the same limit loses none.
        shorter = counts.term_runs(tokens, length - 1, min_n=int(runs.n.min()))
        place = _places(runs.terms[:, :-1], shorter.terms)
        first = np.append(shorter.n, 0)[place].astype(float)
    first, last = np.maximum(first, joint), np.maximum(last, joint)
    table = association.from_marginals(joint, first, last, float(len(tokens)))
    made = pd.DataFrame(
        {
            "run": np.arange(len(joint)), "n": runs.n, "n_docs": runs.n_docs, "words": length,
            "log_dice": association.log_dice(*table), "g2": association.g2(*table), "npmi": association.npmi(*table),
        }
    )  # fmt: skip
    made = made[made["npmi"] >= least]
    names = tokens.terms["term"].array
    columns = [names[runs.terms[made["run"], k]] for k in range(length)]
    joined = columns[0]
    for column in columns[1:]:
        joined = joined + " + " + column
    return made.assign(term=joined)


def _written(tokens, runs, rows):
    """How the runs of some rows are written, in the order of these."""
    keep = np.zeros(len(runs.n), bool)
    keep[rows] = True
    written = pd.Series(counts.as_written(tokens, runs.only(keep)), dtype="str")
    return written.array[(np.cumsum(keep) - 1)[rows]]


def _places(runs, among):
    """The row of each of `runs` among the distinct rows of another array of numbers; -1 where it is none of them."""
    ours, theirs = np.zeros(len(runs), np.int64), np.zeros(len(among), np.int64)
    most = int(max(runs.max(initial=0), among.max(initial=0))) + 1
    for k in range(runs.shape[1]):  # a number for each distinct beginning of k + 1 words
        codes = np.concatenate([theirs * most + among[:, k], ours * most + runs[:, k]])
        codes = np.unique(codes, return_inverse=True)[1]
        theirs, ours = codes[: len(among)], codes[len(among) :]
    place = np.full(int(max(theirs.max(initial=0), ours.max(initial=0))) + 1, -1)
    place[theirs] = np.arange(len(among))
    return place[ours]


@takes()
def evidence(tokens):
    """What a small corpus cannot show of its words: a sentence, "" if it is large enough or not at the level lemma.

    Names of several words are found by how often their words stand side by side, and which of its readings a word has
    as a rule by its other occurrences: in a few hundred words neither is seen, and shipped lists and the dictionary
    decide alone.
    """
    if tokens.level != "lemma" or not 0 < len(tokens) < SMALL or "origin" not in tokens.forms:
        return ""
    found = tokens.forms.loc[(tokens.forms["origin"] == "compound") & (tokens.forms["n"] > 0), "normalized"]
    if set(found) - set(compounds.known(tokens.folds)):
        return ""
    return (
        f"The corpus has {len(tokens):,} words, too few to show names of several words or what a word of several "
        "readings is in it as a rule: names are those of the shipped list of countries and bodies, readings those of "
        "the dictionary; lexicon.csv takes what is missing."
    )


@takes()
def applied(tokens):
    """The terms of several words that are counted as one: what was merged, and how often; most frequent first.

    Returns term, why ("name": found in the corpus or on the list of countries, places and bodies, see
    `corpus.words.compounds`; "lexicon": the reader's; "function": a stop word of several words, على الرغم من), n,
    n_docs, n_within (further places where its words stand together as a part of longer names, or across two of them:
    مجلس الأمن in مجلس الأمن القومي; a word is counted in one term only, so these are not in n; 0 for what is no name),
    forms (the spellings counted, with their n). [terms] compounds and not_compounds of a study decide on names.
    Caveat: names are found by rules, and some are none; read this table before you rely on the counts of their words.
    """
    forms = tokens.forms
    several = (forms["form"].str.contains(" ", regex=False) & (forms["n"] > 0)).to_numpy(bool)
    why = forms["origin"].replace({"compound": "name"}) if "origin" in forms else pd.Series("lexicon", forms.index)
    found = pd.DataFrame({"row": tokens.form_term[several], "why": why[several], "n": forms["n"][several]})
    found = found.sort_values("n", ascending=False, kind="stable").drop_duplicates("row")
    rows = found["row"].to_numpy()
    about = tokens.terms.iloc[rows]
    made = pd.DataFrame(
        {
            "term": about["term"].to_numpy(object), "why": found["why"].to_numpy(object), "n": about["n"].to_numpy(),
            "n_docs": about["n_docs"].to_numpy(), "n_within": _within(tokens, rows),
            "forms": forms_behind(tokens, rows).to_numpy(object),
        }
    )  # fmt: skip
    made = made.astype({name: "str" if name in ("term", "why", "forms") else "int64" for name in made})
    return made.sort_values(["n", "term"], ascending=[False, True], ignore_index=True)


def _within(tokens, rows):
    """For each of the terms `rows` the places of its words inside and across longer names."""
    columns = {name: getattr(tokens, name) for name in ("doc", "start", "end", "sent", "form")}
    found, words = compounds.within(columns, tokens.forms, folds=tokens.folds)
    spelled = {}
    for form, name in words.items():
        spelled.setdefault(int(tokens.form_term[form]), set()).add(name)
    return np.array([sum(found[name] for name in spelled.get(row, ())) for row in rows.tolist()], np.int64)


@takes()
def variants(tokens, *, min_n=5, top=100):
    """Names that might be one: spelled in several ways (نتنياهو, نتانياهو), or shortened (ترامب for دونالد ترامب).

    min_n: occurrences that both have at least. top: so many pairs.
    Returns term, n, variant, n_variant, how ("spelling": the two differ only in long vowels and in letters that stand
    for the same foreign sound; "short": the variant is the last word of the name, and of no other name of several
    words), together (n of both as one), line (what to write into lexicon.csv to count them as one); largest variants
    first. Nothing is merged: two persons may share a name, and تونسي is not تونس.
    """
    terms = tokens.terms
    names = _names(tokens, min_n)
    shown, n = terms["term"].to_numpy(object), terms["n"].to_numpy()
    keys = {}
    for row in names.tolist():
        keys.setdefault(_skeleton(shown[row]), []).append(row)
    rows = []
    for alike in keys.values():
        first, *others = sorted(alike, key=lambda row: (-n[row], shown[row]))
        near = [row for row in others if _similar(shown[first], shown[row])]
        rows += [(first, row, "spelling") for row in near]
    several = [row for row in names.tolist() if " " in shown[row] and not compounds.names_a_kind(shown[row])]
    last = pd.Series([shown[row].split()[-1] for row in several], dtype="object")
    whole = np.flatnonzero((terms["n"] >= min_n) & ~terms["is_stop"] & (terms["kind"] == "arabic"))
    place = dict(zip(shown[whole], whole.tolist(), strict=True))
    for row, word in zip(several, last, strict=True):
        if word in place and (last == word).sum() == 1:
            rows.append((row, place[word], "short"))
    made = pd.DataFrame(rows, columns=["row", "other", "how"])
    first, other = made["row"].to_numpy(int), made["other"].to_numpy(int)
    made = made.assign(term=shown[first], n=n[first], variant=shown[other], n_variant=n[other])
    made = made.assign(together=made["n"] + made["n_variant"], line=made["variant"] + "," + made["term"])
    made = made.sort_values(["n_variant", "variant"], ascending=[False, True]).head(top)
    made = made[["term", "n", "variant", "n_variant", "how", "together", "line"]].reset_index(drop=True)
    types = {name: "int64" if name in ("n", "n_variant", "together") else "str" for name in made}
    return made.astype(types)


def _names(tokens, min_n):
    """Rows of the terms that may be names: of several words, or of words without relatives in the corpus."""
    forms, terms = tokens.forms, tokens.terms
    candidate = terms["term"].str.contains(" ", regex=False).to_numpy(bool)
    if "pos" in forms:
        proper = (forms["pos"] == "PROPN").to_numpy(bool)
    elif "known" in forms:
        proper = ~forms["known"].to_numpy(bool) | forms["origin"].isin(["whole", "corpus", "new"]).to_numpy(bool)
    else:
        proper = np.zeros(len(forms), bool)
    weight = forms["n"].to_numpy()
    of_name = np.bincount(tokens.form_term, weight * proper, minlength=len(terms))
    candidate = candidate | (2 * of_name > terms["n"].to_numpy())
    return np.flatnonzero(candidate & (terms["n"] >= min_n).to_numpy() & ~terms["is_stop"].to_numpy(bool))


_ALIKE = str.maketrans("أإآٱطصثظضذغقةىچگڤپ", "ااااتسسزدزجكهيجكفب")


def _skeleton(name):
    """A name without the long vowels inside its words, and with one letter for those that stand for one sound."""
    words = []
    for word in name.split():
        # Between several words the article tells: النظام الرئاسي is not نظام الرئيس.
        article = "ال" if word.startswith("ال") and " " in name else ""
        word = word.removeprefix("ال").translate(_ALIKE)
        inner = "".join(letter for letter in word[1:] if letter not in "اويءؤئ")
        words.append(article + word[:1] + "".join(letter for letter, _ in itertools.groupby(inner)))
    return tuple(words)


def _similar(one, other):
    return len(one) > 4 and difflib.SequenceMatcher(None, one, other).ratio() >= 0.75
