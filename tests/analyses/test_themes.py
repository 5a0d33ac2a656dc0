"""Themes: topics that are known beforehand are found; shares, seeds, limits."""

from pathlib import Path

import factory
import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer

from helpers import schema
from helpers.analyses import themes
from helpers.corpus import counts, documents, tokens
from helpers.errors import ArgumentError, NotEnoughData
from helpers.measures import tfidf

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "raw"
OIL = "نفط غاز أوبك برميل تصدير خام مصفاة أنابيب إنتاج أسعار".split()
SPORT = "مباراة هدف لاعب مدرب بطولة فريق ملعب كرة تدريب فوز".split()
HEALTH = "مستشفى طبيب علاج مريض دواء لقاح جراحة تمريض عيادة وباء".split()


def articles(*topics, each=20, seed=0):
    """Articles of ten words of one topic and a few of none, in turn; texts and the number of the topic."""
    generator = np.random.default_rng(seed)
    texts, labels = [], []
    for n in range(each):
        for label, topic in enumerate(topics):
            picked = generator.choice(topic, 12).tolist()
            other = generator.choice(["مدينة", "عام", "وقت", "يوم", "ناس"], 3).tolist()
            texts.append(f"{' '.join(picked[:6])}. في {' '.join(picked[6:] + other)} {'ب' * (n + 2)}.")
            labels.append(label)
    return texts, labels


@pytest.fixture(scope="module")
def two():
    texts, labels = articles(OIL, SPORT)
    sources = ["أ" if n < 20 else "ب" for n in range(len(texts))]
    dates = [f"{2018 + n // 20}-0{1 + n % 3}-15" if n else None for n in range(len(texts))]
    return factory.tokens_of(texts, source=sources, date=dates, title=texts), np.array(labels)


@pytest.fixture(scope="module")
def fitted(two):
    return themes.fit(two[0], n_themes=2, runs=5, max_share=0.7)


def topic_of(term_table, theme, top=8):
    terms = set(term_table[(term_table["theme"] == theme) & (term_table["rank"] <= top)]["term"])
    return [name for name, topic in (("oil", OIL), ("sport", SPORT), ("health", HEALTH)) if terms <= set(topic)]


def test_two_topics_are_found_and_every_document_is_put_to_its_own(two, fitted):
    table, shares = fitted
    found = [topic_of(table, theme) for theme in (1, 2)]
    assert sorted(found) == [["oil"], ["sport"]]
    theme_of = {0: 1 + found.index(["oil"]), 1: 1 + found.index(["sport"])}
    assert shares["theme"].tolist() == [theme_of[label] for label in two[1]]
    assert (table.groupby("theme")["stability"].first() > 0.6).all()
    assert (table.groupby("theme")["npmi"].first() > 0.1).all()


def test_three_topics_are_found():
    texts, labels = articles(OIL, SPORT, HEALTH, seed=1)
    table, shares = themes.fit(factory.tokens_of(texts), n_themes=3, runs=0)
    found = [topic_of(table, theme) for theme in (1, 2, 3)]
    assert sorted(found) == [["health"], ["oil"], ["sport"]]
    assert shares["theme"].nunique() == 3
    assert pd.crosstab(shares["theme"], labels).gt(0).sum(axis=1).tolist() == [1, 1, 1]
    assert table["stability"].isna().all()


def test_the_tables_conform_and_rank_the_terms(fitted):
    table, shares = fitted
    schema.check(table, "themes")
    for theme, block in table.groupby("theme"):
        assert block["rank"].tolist() == list(range(1, len(block) + 1))
        assert block["weight"].is_monotonic_decreasing
        assert (block["weight"] > 0).all()
        assert block["label"].unique().tolist() == [" · ".join(block["term"].head(3))]
        assert block["weight"].max() == pytest.approx(1)
        assert str(theme) in shares
    assert table["stability"].between(0, 1).all()
    assert shares["strength"].between(0, 1).all()


def test_shares_add_up_and_the_most_prevalent_theme_is_the_first(two, fitted):
    _, shares = fitted
    assert shares["doc_id"].tolist() == two[0].corpus.documents["doc_id"].tolist()
    assert shares.columns.tolist() == ["doc_id", "theme", "strength", "1", "2"]
    columns = shares[["1", "2"]]
    np.testing.assert_allclose(columns.sum(axis=1), 1)
    assert (columns >= 0).all(axis=None)
    assert columns["1"].sum() >= columns["2"].sum()
    assert (shares["theme"] == columns.to_numpy().argmax(axis=1) + 1).all()


def test_documents_and_themes_together_give_the_weights_back(two, fitted):
    t, _ = two
    table, shares = fitted
    rows, _ = themes.vocabulary(t, max_share=0.7)
    weights = tfidf.weights(counts.matrix(t)[:, rows], themes.VARIANT).toarray()
    names = t.terms["term"].to_numpy()[rows]
    of_terms = table.pivot(index="theme", columns="term", values="weight").reindex(columns=names).fillna(0).to_numpy()
    of_documents = shares[["1", "2"]].to_numpy()
    lengths = of_documents @ np.linalg.norm(of_terms, axis=1)  # strength counts in themes of length 1
    of_documents = of_documents * (shares["strength"].to_numpy() / lengths)[:, None]
    model = of_documents @ of_terms
    assert (weights * model).sum() / (model**2).sum() == pytest.approx(1, abs=0.02)  # neither too large nor too small
    assert np.linalg.norm(weights - model) < 0.8 * np.linalg.norm(weights)


def test_the_weights_are_ltc_recomputed_by_hand():
    """A word that a document has fifty times counts for 1 + ln 50, not for fifty; a term's weight has ln(N / df)."""
    texts, _ = articles(OIL, SPORT)
    t = factory.tokens_of([f"{texts[0]} {'برميل ' * 50}", *texts[1:]])
    rows, _ = themes.vocabulary(t, max_share=0.7)
    tf = counts.matrix(t)[:, rows].toarray().astype(float)
    logs = 1 + np.log(np.where(tf > 0, tf, 1))
    ltc = np.where(tf > 0, logs, 0) * np.log(len(tf) / (tf > 0).sum(axis=0))
    ltc /= np.linalg.norm(ltc, axis=1, keepdims=True)
    of_documents, of_terms = themes.factorise(sparse.csr_matrix(ltc), 2, seed=3)
    shares = of_documents / of_documents.sum(axis=1, keepdims=True)
    order = np.argsort(-shares.sum(axis=0))
    table, found = themes.fit(t, n_themes=2, seed=3, runs=0, max_share=0.7)
    np.testing.assert_allclose(found[["1", "2"]], shares[:, order], atol=1e-9)
    names = t.terms["term"].to_numpy()[rows]
    wide = table.pivot(index="theme", columns="term", values="weight").reindex(columns=names).fillna(0)
    np.testing.assert_allclose(wide, of_terms[order], atol=1e-9)


def test_a_document_without_a_term_of_the_model_has_no_theme():
    texts, _ = articles(OIL, SPORT)
    t = factory.tokens_of([*texts, "قصيدة قديمة"])
    table, shares = themes.fit(t, n_themes=2, runs=0, max_share=0.7)
    last = shares.iloc[-1]
    assert last[["theme", "strength", "1", "2"]].tolist() == [0, 0, 0, 0]
    assert themes.prevalence(t, table, shares, by="source")["n_docs"].tolist() == [40, 40]
    assert "d40" not in themes.representatives(t, table, shares, n=50)["doc_id"].tolist()


def test_the_seed_decides_and_nothing_else(two):
    options = {"n_themes": 2, "runs": 3, "restarts": 2, "max_share": 0.7}
    first, second = (themes.fit(two[0], seed=4, **options) for _ in range(2))
    for left, right in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(left, right)
    other, _ = themes.fit(two[0], seed=5, **options)
    assert not first[0].equals(other)


def test_representatives_are_documents_of_the_theme_with_a_sentence_of_theirs(two, fitted):
    t, _ = two
    table, shares = fitted
    found = themes.representatives(t, table, shares, n=3)
    columns = ["theme", "label", "rank", "doc_id", "date", "source", "title", "share", "sentence"]
    assert list(found.columns) == columns
    assert found["theme"].tolist() == [1, 1, 1, 2, 2, 2]
    assert found["rank"].tolist() == [1, 2, 3] * 2
    by_id = shares.set_index("doc_id")
    about = t.corpus.documents.set_index("doc_id")
    for row in found.itertuples():
        assert by_id.loc[row.doc_id, "theme"] == row.theme
        assert row.share == by_id.loc[row.doc_id, str(row.theme)]
        assert (row.source, row.title) == (about.loc[row.doc_id, "source"], about.loc[row.doc_id, "title"])
        assert row.sentence in about.loc[row.doc_id, "text"]
        assert row.sentence.endswith(".")
        assert row.sentence.count(".") == 1
    own = by_id.loc[by_id["theme"] == 1]
    fit_to = own["1"] * own["strength"]
    assert found.loc[0, "doc_id"] == fit_to.idxmax()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقدمة قصيرة. قال: «نفط غاز أوبك برميل خام». خاتمة قصيرة جدا هنا الآن.", "قال: «نفط غاز أوبك برميل خام»."),
        ("مقدمة قصيرة. «نفط غاز أوبك برميل خام». «خاتمة قصيرة جدا هنا الآن.»", "«نفط غاز أوبك برميل خام»."),
        ("مقدمة قصيرة.\nنفط غاز أوبك برميل خام\nخاتمة قصيرة", "نفط غاز أوبك برميل خام"),
        ("مقدمة قصيرة. نفط غاز أوبك برميل خام بسعر 3.5 دولار", "نفط غاز أوبك برميل خام بسعر 3.5 دولار"),
        ("مقدمة. نفط غاز أوبك برميل خام من www.opec.org اليوم", "نفط غاز أوبك برميل خام من www.opec.org اليوم"),
        ("مقدمة قصيرة. نفط غاز أوبك 3.5 برميل خام؟! خاتمة", "نفط غاز أوبك 3.5 برميل خام؟!"),
        ("نفط غاز. نفط غاز أوبك برميل خام", "نفط غاز أوبك برميل خام"),
        ("نفط. غاز", "نفط."),
        ("نفط نفط. مدينة أخرى فيها نفط وماء كثير. نفط غاز.", "مدينة أخرى فيها نفط وماء كثير."),
        (f"{'نفط غاز ' * 31}. مدينة أخرى فيها نفط وماء كثير.", "مدينة أخرى فيها نفط وماء كثير."),
    ],
)
def test_the_sentence_that_shows_a_theme_best_is_cited_as_written(text, expected):
    texts, _ = articles(OIL, SPORT)
    t = factory.tokens_of([*texts, text])
    table, shares = themes.fit(t, n_themes=2, runs=0, max_share=0.7)
    found = themes.representatives(t, table, shares, n=50).set_index("doc_id")
    assert found.loc["d40", "sentence"] == expected


def test_prevalence_of_groups_and_periods_adds_up_to_one(two, fitted):
    t, _ = two
    table, shares = fitted
    quarters = ["2018Q1", "2019Q1"]
    months = [f"{year}-0{month}" for year in (2018, 2019) for month in (1, 2, 3)]
    for by, groups in (("source", ["أ", "ب"]), ("year", ["2018", "2019"]), ("month", months), ("quarter", quarters)):
        found = themes.prevalence(t, table, shares, by=by)
        assert list(found.columns) == ["theme", "label", "group", "share", "n_docs"]
        np.testing.assert_allclose(found.groupby("group")["share"].sum(), 1)
        dated = 40 if by == "source" else 39  # the first has no date
        assert found.drop_duplicates("group")["n_docs"].sum() == dated
        assert found["group"].tolist() == groups * 2  # those of each theme, in their order
    half = themes.prevalence(t, table, shares, by="source")
    expected = shares[:20]["1"].mean()
    assert half.loc[(half["theme"] == 1) & (half["group"] == "أ"), "share"].item() == pytest.approx(expected)
    with pytest.raises(ArgumentError, match='by is "week", but must be "year", "quarter", "month" or a column'):
        themes.prevalence(t, table, shares, by="week")


def test_choose_finds_the_number_of_topics_and_marks_one():
    texts, _ = articles(OIL, SPORT, HEALTH, seed=2)
    table = themes.choose(factory.tokens_of(texts), candidates=(6, 3, 2, 4), runs=4)
    assert table["n_themes"].tolist() == [2, 3, 4, 6]
    assert table["chosen"].sum() == 1
    assert table.loc[table["chosen"], "n_themes"].item() == 3
    assert table["score"].between(0, 1).all()
    assert table.loc[table["chosen"], "score"].item() == table["score"].max()
    again = themes.choose(factory.tokens_of(texts), candidates=(6, 3, 2, 4), runs=4)
    pd.testing.assert_frame_equal(table, again)


def test_choose_leaves_out_numbers_too_large_for_the_corpus():
    texts, _ = articles(OIL, SPORT, each=6)
    t = factory.tokens_of(texts)
    assert themes.choose(t, candidates=(2, 3, 50), runs=2, max_share=0.9)["n_themes"].tolist() == [2, 3]
    with pytest.raises(NotEnoughData, match="12 documents are too few for 6 themes or more; lower"):
        themes.choose(t, candidates=(8, 6), runs=2, max_share=0.9)


def test_the_vocabulary_keeps_to_its_limits(two):
    t, _ = two
    rows, limits = themes.vocabulary(t)
    assert limits == {"min_docs": 3, "max_share": 0.5}
    n_docs = t.terms["n_docs"].to_numpy()
    assert ((n_docs[rows] >= 3) & (n_docs[rows] <= 20)).all()
    rows, limits = themes.vocabulary(t, min_docs=5, max_share=0.9, max_terms=12)
    assert limits == {"min_docs": 5, "max_share": 0.9}
    assert len(rows) == 12
    others = set(np.flatnonzero(counts.content(t, min_docs=5, max_share=0.9))) - set(rows)
    assert n_docs[rows].min() >= max(n_docs[list(others)])
    assert "في" not in t.terms["term"].to_numpy()[rows]
    assert (np.diff(rows) > 0).all()


@pytest.mark.parametrize(
    ("n_documents", "min_docs", "max_share"),
    [(100, 3, 0.5), (199, 3, 0.5), (200, 3, 0.2), (700, 4, 0.2), (1000, 5, 0.2), (3000, 10, 0.2)],
)
def test_limits_follow_the_size_of_the_corpus(n_documents, min_docs, max_share):
    words = [f"{letter}{other}" for letter in "بتثجح" for other in "خدذر"]  # each in a tenth of the documents
    texts = [f"{words[n % 20]} {words[(n + 7) % 20]} {'ز' * (n % 97 + 1)} {n}" for n in range(n_documents)]
    _, limits = themes.vocabulary(factory.tokens_of(texts))
    assert limits == {"min_docs": min_docs, "max_share": max_share}


def test_too_little_data_is_an_error_that_says_what_to_do(two):
    with pytest.raises(NotEnoughData, match="with one document there is nothing to compare. Use its term frequencies"):
        themes.fit(factory.tokens_of(["نفط غاز"]))
    with pytest.raises(NotEnoughData, match="Only 0 terms occur in at least 3 documents and in at most 50% of the 2;"):
        themes.fit(factory.tokens_of(["نفط غاز", "نفط خام"]))
    with pytest.raises(NotEnoughData, match=r"change \[themes\] min_docs and max_share"):
        themes.choose(two[0], min_docs=30)


@pytest.mark.parametrize("n_themes", [1, 0, 40, 1000])
def test_a_number_of_themes_out_of_range_is_an_error(two, n_themes):
    with pytest.raises(ArgumentError, match=rf"n_themes is {n_themes}, but must be at least 2 and less .*\(40\)"):
        themes.fit(two[0], n_themes=n_themes, max_share=0.7)


def test_weights_on_the_sample_are_those_of_scikit_learn():
    t = tokens.tokenize(documents.read(SAMPLE), level="form")
    pattern = factory.WORD
    for name in ("arabic", "latin", "number"):
        pattern = pattern.replace(f"?P<{name}>", "?:")
    vectorizer = TfidfVectorizer(token_pattern=pattern, lowercase=False, sublinear_tf=True)
    theirs = vectorizer.fit_transform(t.corpus.documents["text"])
    columns = [vectorizer.vocabulary_[term] for term in t.terms["term"]]
    ours = tfidf.weights(counts.matrix(t), "sublinear")
    assert ours.shape == theirs.shape
    assert abs(ours - theirs[:, columns]).max() < 1e-12
    rows, _ = themes.vocabulary(tokens.at_level(t, "normalized"))
    counted = counts.matrix(tokens.at_level(t, "normalized"))[:, rows]
    theirs = TfidfTransformer(sublinear_tf=True).fit_transform(counted)
    assert abs(tfidf.weights(counted, "sublinear") - theirs).max() < 1e-12


def labelled(*words, level="lemma"):
    """The label that a theme of these words, strongest first, gets."""
    t = factory.tokens_of([" ".join(words), "كلام آخر"], level=level)
    rows = [int(t.form_term[np.flatnonzero((t.forms["form"] == word).to_numpy(bool))[0]]) for word in words]
    return themes._label(np.arange(len(rows)), t, rows)


@pytest.mark.parametrize("level", ["lemma", "normalized"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("روسي أوكرانيا أوكراني حرب", ["روسي", "أوكرانيا", "حرب"]),
        ("سوريا سوري روسيا روسي تركيا", ["سوريا", "روسيا", "تركيا"]),
        ("فرنسي فرنسا إيران إيراني مصر", ["فرنسي", "إيران", "مصر"]), ("ألماني ألمانيا نفط", ["ألماني", "نفط"]),
        ("مباراة هدف ملعب", ["مباراة", "هدف", "ملعب"]),  # near-miss: three families
        ("سعر سوق سعودي", ["سعر", "سوق", "سعودي"]),
    ],
)  # fmt: skip
def test_a_label_has_one_place_for_a_name_and_its_adjective(level, words, expected):
    fold = str.maketrans("أإ", "اا") if level == "normalized" else {}
    assert labelled(*words.split(), level=level).translate(fold) == " · ".join(expected).translate(fold)


def test_a_label_has_one_place_for_a_root():
    assert labelled("لاعب", "ملعب", "هدف", "فريق") == "لاعب · هدف · فريق"


def test_a_theme_of_few_families_has_a_short_label():
    assert labelled("روسيا", "روسي") == "روسيا"


def test_the_words_of_a_name_count_for_the_themes():
    """Of documents that write الأمم المتحدة, one token, and such that write الأمم alone, the word links them."""
    texts, _ = articles(OIL, SPORT, seed=5)
    texts = [f"{text} {'الأمم المتحدة' if n % 4 == 0 else 'الأمم'}" for n, text in enumerate(texts)]
    t = factory.tokens_of(texts, level="lemma")
    names = t.terms["term"]
    (name,) = np.flatnonzero(names == "الأمم المتحدة")
    assert t.terms["n_docs"].iat[name] == 10
    counted, name_rows, word_rows = themes._with_parts(t)
    assert len(set(word_rows[name_rows == name])) == 2
    n_docs = np.bincount(counted.indices, minlength=counted.shape[1])
    nations = max(word_rows[name_rows == name], key=lambda row: n_docs[row])
    assert n_docs[nations] == 40 and t.terms["n_docs"].iat[nations] == 30
    rows, _ = themes.vocabulary(t, max_share=1)
    assert name not in rows  # without it متحد does not occur: it is left to its words
    more = factory.tokens_of([*texts, *["هي المتحدة وهذه الأمم"] * 30], level="lemma")
    (name,) = np.flatnonzero(more.terms["term"] == "الأمم المتحدة")
    assert name in themes.vocabulary(more, max_share=1)[0]


def test_without_names_of_several_words_the_counts_are_those_of_the_terms(two):
    counted, name, _ = themes._with_parts(two[0])
    assert (counted != counts.matrix(two[0])).nnz == 0 and not len(name)


def test_one_report_represents_a_theme_once():
    texts, _ = articles(OIL, SPORT, seed=6)
    best = " ".join(OIL) + ". " + " ".join(reversed(OIL)) + "."
    other = best.replace("نفط", "نفط خام", 1)
    t = factory.tokens_of([*texts, best, other, best], title=[*[f"خبر {n}" for n in range(40)], "أ", "ب", "ج"])
    table, shares = themes.fit(t, n_themes=2, runs=0, max_share=0.7)
    oil = 1 if topic_of(table, 1) == ["oil"] else 2
    found = themes.representatives(t, table, shares, n=3)
    mine = found.loc[found["theme"] == oil, "doc_id"].tolist()
    assert len(mine) == 3 and len({"d40", "d41", "d42"} & set(mine)) == 1
    assert found.loc[found["theme"] == oil, "rank"].tolist() == [1, 2, 3]


def test_two_documents_of_one_title_represent_a_theme_once():
    texts, _ = articles(OIL, SPORT, seed=7)
    t = factory.tokens_of(texts, title=["عنوان واحد"] * 40)
    table, shares = themes.fit(t, n_themes=2, runs=0, max_share=0.7)
    assert themes.representatives(t, table, shares, n=3)["theme"].tolist() == [1, 2]


def test_chance_is_what_shuffled_documents_give():
    """Documents on three subjects hold themes; documents without any have no more than chance."""
    texts, _ = articles(OIL, SPORT, HEALTH, seed=2)
    table = themes.choose(factory.tokens_of(texts), candidates=(2, 3), runs=4, shuffles=3)
    assert (table["stability"] > table["stability_chance"] + 0.2).all() and (table["npmi"] > table["npmi_chance"]).all()
    assert (table["stability_beyond"] >= table["stability_chance"]).all()
    terms, shares = themes.fit(factory.tokens_of(texts), n_themes=3, runs=4)
    assert themes.overview(terms, shares, compared=table)["beyond_chance"].all()
    assert "beyond_chance" not in themes.overview(terms, shares)
    words = [word for text in texts for word in text.split()]
    dealt = np.random.default_rng(0).permutation(words)
    ends = np.cumsum([len(text.split()) for text in texts])
    mixed = [" ".join(part) for part in np.split(dealt, ends[:-1])]
    nothing = themes.choose(factory.tokens_of(mixed), candidates=(3,), runs=4, shuffles=3, max_share=0.9).iloc[0]
    assert nothing["stability"] <= nothing["stability_beyond"] + 0.1


def test_shuffling_keeps_lengths_and_numbers():
    from scipy import sparse

    from helpers.measures import permutation

    counted = sparse.csr_matrix(np.random.default_rng(0).poisson(1.5, (9, 14)))
    dealt = permutation.shuffled(counted, np.random.default_rng(1))
    assert (dealt.sum(axis=0) == counted.sum(axis=0)).all() and (dealt.sum(axis=1) == counted.sum(axis=1)).all()
    assert (dealt != counted).nnz


def test_starts_on_a_sample_lead_to_a_model_that_is_as_good(monkeypatch):
    """The tolerance that `factorise` states: the error within 0.5 %, the same strongest terms but for one in five."""
    generator = np.random.default_rng(2)
    topics = generator.dirichlet(np.full(300, 0.05), 6)
    mixed = generator.dirichlet(np.full(6, 0.15), 4_000) @ topics
    counted = sparse.csr_matrix(np.array([generator.multinomial(120, row) for row in mixed]))
    weights = sparse.csr_matrix(tfidf.weights(counted, themes.VARIANT))
    whole = themes.factorise(weights, 6)
    monkeypatch.setattr(themes, "_MANY", 3_000)
    monkeypatch.setattr(themes, "_SAMPLE", 1_000)
    sampled = themes.factorise(weights, 6)
    assert not np.array_equal(sampled[1], whole[1])
    assert sampled[0].shape == whole[0].shape
    errors = [sparse.linalg.norm(weights - sparse.csr_matrix(w @ h)) for w, h in (sampled, whole)]
    assert errors[0] <= 1.005 * errors[1]
    tops = [[set(np.argsort(-row)[:10].tolist()) for row in h] for _, h in (sampled, whole)]
    assert all(max(len(one & other) for other in tops[1]) >= 8 for one in tops[0])
    again = themes.factorise(weights, 6)
    assert np.array_equal(again[0], sampled[0])
    assert np.array_equal(again[1], sampled[1])
