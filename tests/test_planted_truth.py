"""The sample holds what its planted.toml says: each contrast is found, with its interval, and each equality is not.

Nothing is typed twice: words, outlets and years come from data/sample/planted.toml. The analyses have their default
cut-offs, and the recipe and the seed of the sample.
"""

import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from planted_prose import CELL, NOTEBOOKS, entries, text
from scipy import sparse

from helpers.analyses import collocations, frequency, keyness, lexicons, reported_speech, themes, trends
from helpers.corpus import counts, store
from helpers.corpus.cleaning import near_duplicates
from helpers.corpus.search import nodes
from helpers.measures import intervals
from helpers.study import settings

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
PLANTED = tomllib.loads((SAMPLE / "planted.toml").read_text("utf-8"))
DESIGN = PLANTED["design"]
OUTLETS, CATEGORIES = DESIGN["outlets"], DESIGN["categories"]
YEARS = range(DESIGN["first_year"], DESIGN["last_year"] + 1)


def planted(sort, *kinds):
    """The entries of the file of one kind, as parameters of a test."""
    found = [entry for entry in PLANTED[sort] if entry["kind"] in kinds]
    assert found, f"planted.toml has no [[{sort}]] of kind {kinds}"
    return found


def each(sort, kind, *keys):
    """One parameter a word: the values of `keys` beside each of `terms`, which may be {outlet: word}."""
    out = []
    for entry in planted(sort, kind):
        words = entry["terms"]
        pairs = words.items() if isinstance(words, dict) else [(None, word) for word in words]
        for outlet, word in pairs:
            values = ([outlet] if outlet else []) + [word] + [entry[key] for key in keys]
            out.append(pytest.param(*values, id=f"{entry['name']}: {word}"))
    return out


@pytest.fixture(scope="module")
def study():
    return settings.load(SAMPLE)


@pytest.fixture(scope="module")
def tokens(study, tmp_path_factory):
    return store.build(study.raw, tmp_path_factory.mktemp("derived") / "sample", recipe=study.recipe)


@pytest.fixture(scope="module")
def about(tokens):
    return tokens.corpus.documents.assign(year=tokens.corpus.documents["date"].dt.year)


def term_of(tokens, word):
    """The term that a word is counted as: itself where it is one, else that of its form.

    A formula of several words that the study counts word by word stands for its first, which is planted with it.
    """
    assert nodes.found(tokens, [word])["n"].iloc[0] > 0, word
    if (tokens.terms["term"] == word).any():
        return word
    return tokens.forms.loc[tokens.forms["form"] == word.split()[0], "lemma"].iloc[0]


def columns_of(tokens, words):
    """How often each word occurs in each document: sparse, documents x words."""
    rows = [int(np.flatnonzero(tokens.terms["term"] == term_of(tokens, word))[0]) for word in words]
    return counts.matrix(tokens)[:, rows]


def log_ratio(tokens, word, inside):
    """Bootstrap interval of the log ratio of a word, documents `inside` against the others."""
    counted, inside = columns_of(tokens, [word]), np.asarray(inside)
    sides = (inside, ~inside)
    low, high = intervals.bootstrap_log_ratio(
        [counted[side] for side in sides], [tokens.sizes[side] for side in sides], n=1000, seed=0
    )
    return low[0], high[0]


def others(outlet):
    return [name for name in OUTLETS if name != outlet]


@pytest.fixture(scope="module")
def by_outlet(tokens):
    """Outlet -> keyness against the other three, with the default cut-offs."""
    return {
        outlet: keyness.compare(tokens.where(source=outlet), tokens.where(source=others(outlet)), bootstrap=500)
        for outlet in OUTLETS
    }


# --- the design -------------------------------------------------------------------------------------------------------


def test_the_documents_are_spread_as_the_design_says(about):
    assert len(about) == DESIGN["documents"]
    years = pd.crosstab(about["source"], about["year"])
    assert sorted(years.columns) == list(YEARS)
    assert (years == DESIGN["documents_per_outlet_and_year"]).all(axis=None)
    kinds = pd.crosstab(about["source"], about["category"])
    assert sorted(kinds.columns) == sorted(CATEGORIES)
    assert (kinds == DESIGN["documents_per_outlet_and_category"]).all(axis=None)


def test_each_category_has_as_many_documents_before_as_after(about):
    first = planted("contrast", "rise")[0]["first_year"]
    later = pd.crosstab([about["source"], about["category"]], about["year"] >= first)
    assert (later[True] - later[False]).abs().max() <= 1
    in_all = pd.crosstab(about["category"], about["year"] >= first)
    assert (in_all[True] == in_all[False]).all()


def test_no_text_is_there_twice_but_the_two_pairs(tokens):
    found = near_duplicates.pairs(tokens.corpus)
    pairs = {frozenset(pair) for pair in zip(found["doc_id"], found["other_id"], strict=True)}
    assert pairs == {frozenset(pair) for pair in DESIGN["near_duplicates"]}


def test_articles_are_as_long_as_the_sources_say(about):
    words = about["text"].str.split().str.len()
    assert words.between(120, 350).all(), about.loc[~words.between(120, 350), "doc_id"].tolist()


# --- contrasts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("outlet", "word"), each("contrast", "keyness_by_outlet"))
def test_a_word_of_one_outlet_is_key_there_and_nowhere_else(tokens, study, by_outlet, outlet, word):
    term = term_of(tokens, word)
    row = by_outlet[outlet].set_index("term").loc[term]
    assert row["key"] and row["side"] == "target" and row["p_adjusted"] <= study.keyness["p"]
    assert row["log_ratio_low"] > 0 and row["boot_low"] > 0
    assert row["n_docs_target"] >= 30, "not a habit of the outlet"
    assert row["n_reference"] >= 2, "a caricature: the other outlets never say it"
    for other in others(outlet):
        row = by_outlet[other].set_index("term").loc[term]
        assert not (row["key"] and row["side"] == "target"), other


@pytest.fixture(scope="module")
def hits(tokens):
    """Name of a lexicon -> what it finds; looked for once."""
    names = {entry["lexicon"] for entry in planted("contrast", "lexicon_by_outlet", "rise", "fall")}
    return {name: lexicons.track(tokens, lexicons.read(name)) for name in sorted(names)}


@pytest.mark.parametrize(("outlet", "category", "name"), each("contrast", "lexicon_by_outlet", "lexicon"))
def test_a_category_of_a_lexicon_is_the_habit_of_one_outlet(tokens, hits, outlet, category, name):
    table = lexicons.table(hits[name], tokens, "source", lexicons=[lexicons.read(name)])
    table = table[table["category"] == category].set_index("group")
    highest = table.loc[others(outlet), "ci_high"].max()
    assert table.loc[outlet, "ci_low"] > highest


@pytest.mark.parametrize(
    ("word", "year"), [*each("contrast", "rise", "first_year"), *each("contrast", "fall", "first_year")]
)
def test_a_word_changes_its_level_in_the_year_that_is_planted(tokens, about, study, word, year):
    rises = any(word in entry["terms"] for entry in planted("contrast", "rise"))
    table = trends.table(tokens, [word], period="year", bootstrap=1000, seed=study.seed).set_index("period")
    before, after = (table[table.index.astype(int) < year], table[table.index.astype(int) >= year])
    low, high = (before, after) if rises else (after, before)
    assert low["high"].max() < high["low"].min()
    points = trends.change_points(table.reset_index(), trends.comparability(tokens.corpus, "year"))
    assert points["period"].tolist() == [str(year)]
    assert (points["log2_ratio"] > 0).tolist() == [rises] and points["warning"].tolist() == [""]
    later = (about["year"] >= year).to_numpy()
    assert 0 not in pd.Interval(*log_ratio(tokens, word, later))
    assert columns_of(tokens, [word])[~later if rises else later].sum() >= 2, "a caricature"


@pytest.mark.parametrize("entry", planted("contrast", "rise", "fall"), ids=lambda entry: entry["name"])
def test_every_outlet_changes_in_that_year(tokens, entry):
    for outlet in OUTLETS:
        mine = tokens.where(source=outlet)
        later = (mine.corpus.documents["date"].dt.year >= entry["first_year"]).to_numpy()
        low, high = log_ratio(mine, entry["terms"][0], later)
        assert low > 0 if entry["kind"] == "rise" else high < 0, outlet


@pytest.mark.parametrize("entry", planted("contrast", "rise", "fall"), ids=lambda entry: entry["name"])
def test_the_frame_of_the_shipped_lexicon_changes_too(tokens, hits, entry):
    found = hits[entry["lexicon"]]
    found = found[found["category"] == entry["category"]]
    table = trends.table(tokens, lexicons.positions(found), period="year").set_index("period")
    before, after = table[table.index < str(entry["first_year"])], table[table.index >= str(entry["first_year"])]
    low, high = (before, after) if entry["kind"] == "rise" else (after, before)
    assert low["high"].max() < high["low"].min()


@pytest.mark.parametrize(("word", "year"), each("contrast", "burst", "year"))
def test_an_event_is_key_in_its_year(tokens, word, year):
    rest = [other for other in YEARS if other != year]
    table = keyness.compare(tokens.where(date=year), tokens.where(date=rest), bootstrap=500).set_index("term")
    row = table.loc[term_of(tokens, word)]
    assert row["key"] and row["side"] == "target" and row["log_ratio_low"] > 0 and row["boot_low"] > 0


@pytest.fixture(scope="module")
def speakers(tokens):
    found = reported_speech.extract(tokens.corpus)
    return found[found["kind"].isin(("reported", "indirect")) & (found["resolved_speaker"] != "")]


@pytest.mark.parametrize("entry", planted("contrast", "speakers"), ids=lambda entry: entry["name"])
def test_office_holders_dominate_in_one_outlet(speakers, about, entry):
    names = speakers["resolved_speaker"]
    official = pd.Series(False, names.index)
    for office in entry["offices"]:
        official |= (names == office) | names.str.startswith(office + " ")
    counted = pd.DataFrame({"doc_id": speakers["doc_id"], "official": official.astype(int), "n": 1})
    counted = counted.groupby("doc_id")[["official", "n"]].sum()
    counted["source"] = about.set_index("doc_id")["source"].astype("str")
    for outlet, rows in counted.groupby("source"):
        matrix = sparse.csr_array(rows["official"].to_numpy()[:, None])
        low, high = (bound[0] / 1e6 for bound in intervals.bootstrap_ratio(matrix, rows["n"].to_numpy(), seed=0))
        assert low > entry["at_least"] if outlet == entry["outlet"] else high < entry["elsewhere_at_most"], outlet


@pytest.fixture(scope="module", params=planted("contrast", "themes_follow_categories")[0]["n_themes"])
def fitted(tokens, study, request):
    return themes.fit(tokens, n_themes=request.param, seed=study.seed, runs=0)


@pytest.mark.parametrize("category", planted("contrast", "themes_follow_categories")[0]["categories"])
def test_a_category_has_a_theme_of_its_own(fitted, about, category):
    _, documents = fitted
    shares = documents[[column for column in documents if column.isdigit()]].to_numpy()
    mine = (about.set_index("doc_id")["category"].astype("str").loc[documents["doc_id"]] == category).to_numpy()
    best = int(np.argmax(shares[mine].mean(axis=0) - shares[~mine].mean(axis=0)))
    generator = np.random.default_rng(0)
    drawn = [generator.choice(shares[side, best], (1000, side.sum())).mean(axis=1) for side in (mine, ~mine)]
    assert np.quantile(drawn[0] - drawn[1], 0.025) > 0.1
    strongest = np.argsort(-shares[:, best], kind="stable")[:10]
    assert mine[strongest].sum() >= 6, "most of the documents that show the theme best are of other categories"


@pytest.mark.parametrize("entry", planted("contrast", "dispersion"), ids=lambda entry: entry["term"])
def test_a_word_of_two_documents_is_told_by_its_dispersion(tokens, by_outlet, entry):
    table = frequency.table(tokens).set_index("term")
    row = table.loc[term_of(tokens, entry["term"])]
    column = columns_of(tokens, [entry["term"]]).toarray().ravel()
    assert tokens.corpus.documents["doc_id"][column > 0].tolist() == entry["documents"] and row["n_docs"] == 2
    assert row["dp_norm"] > 0.97 and row["ci_low"] == 0
    for word in entry["as_frequent_but_spread"]:
        spread = table.loc[term_of(tokens, word)]
        assert abs(spread["n"] - row["n"]) <= 3 and spread["n_docs"] >= 20
        assert spread["dp_norm"] < row["dp_norm"] - 0.04 and spread["ci_low"] > 0
    assert not any(table.set_index("term").loc[term_of(tokens, entry["term"]), "key"] for table in by_outlet.values())


@pytest.mark.parametrize("entry", planted("contrast", "collocation_by_outlet"), ids=lambda entry: entry["name"])
def test_a_collocation_is_the_habit_of_one_outlet(tokens, entry):
    def compared(outlet):
        table = collocations.compare(tokens.where(source=outlet), tokens.where(source=others(outlet)), entry["node"])
        return table[~table["is_stop"]].set_index("collocate")

    row = compared(entry["outlet"]).loc[entry["collocate"]]
    assert row["p_adjusted"] < 0.01 and row["lrc"] > 0
    assert row["n_docs_target"] >= 10 and row["O11_reference"] >= 2
    mine = collocations.table(tokens.where(source=entry["outlet"]), entry["node"])
    assert mine[~mine["is_stop"]]["collocate"].iloc[0] == entry["collocate"]
    for outlet in OUTLETS:
        strong = compared(outlet)
        strong = strong[(strong["p_adjusted"] < 0.01) & (strong["lrc"] > 0)]
        assert strong.index.tolist() == ([entry["collocate"]] if outlet == entry["outlet"] else []), outlet


# --- equalities -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", each("equality", "by_outlet"))
def test_a_word_that_all_outlets_share_is_key_in_none(tokens, by_outlet, about, word):
    for outlet, table in by_outlet.items():
        row = table.set_index("term").loc[term_of(tokens, word)]
        assert not row["key"], outlet
        assert row["log_ratio_low"] < 0 < row["log_ratio_high"], outlet
        low, high = log_ratio(tokens, word, about["source"] == outlet)
        assert low < 0 < high, outlet


@pytest.mark.parametrize("word", each("equality", "by_year"))
def test_a_word_without_a_history_has_no_change_point(tokens, about, study, word):
    table = trends.table(tokens, [word], period="year", seed=study.seed)
    assert trends.change_points(table, trends.comparability(tokens.corpus, "year")).empty
    for year in YEARS:
        low, high = log_ratio(tokens, word, about["year"] == year)
        assert low < 0 < high, year
    first = planted("contrast", "rise")[0]["first_year"]
    low, high = log_ratio(tokens, word, about["year"] >= first)
    assert low < 0 < high


@pytest.mark.parametrize("pair", planted("equality", "between_years")[0]["pairs"])
def test_years_without_change_have_no_key_term(tokens, pair):
    table = keyness.compare(*(tokens.where(date=year) for year in pair), bootstrap=0)
    assert table.loc[table["key"], "term"].tolist() == []


def test_no_year_has_a_key_term_that_was_not_planted(tokens):
    known = {term_of(tokens, word) for entry in planted("contrast", "rise", "fall", "burst") for word in entry["terms"]}
    for year in YEARS:
        rest = [other for other in YEARS if other != year]
        table = keyness.compare(tokens.where(date=year), tokens.where(date=rest), bootstrap=0)
        assert set(table.loc[table["key"], "term"]) <= known, year


@pytest.mark.parametrize("name", entries())
def test_the_notebook_tells_what_is_to_be_found_and_where(name):
    """`python tests/planted_prose.py` writes the paragraphs anew."""
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]
    assert ["".join(cell["source"]) for cell in cells if cell["id"] == CELL] == [text(entries()[name])]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for _, entry in entries()[name]:
        assert all(f'"{output}"' in code for output in entry["outputs"]), entry["name"]


def test_every_setting_that_a_paragraph_asks_for_can_be_set(tmp_path):
    asked = [entry["setting"] for told in entries().values() for _, entry in told if "setting" in entry]
    assert asked
    for line in asked:
        section, _, keys = line.partition("] ")
        pairs = "\n".join(re.split(r", (?=\w+ = )", keys))
        (tmp_path / "raw").mkdir(exist_ok=True)
        (tmp_path / "study.toml").write_text(f'title = "t"\n{section}]\n{pairs}\n', "utf-8")
        settings.load(tmp_path)
