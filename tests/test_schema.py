"""The schema: what it holds, and what its check refuses."""

import re

import pandas as pd
import pytest

from helpers import schema
from helpers.analyses import description, reported_speech, word_steps
from helpers.arabic import normalization, signs
from helpers.corpus.cleaning import languages
from helpers.corpus.search import lexicon_files
from helpers.errors import ArgumentError
from helpers.study import coding, keys

ARABIC = re.compile("[\u0621-\u064a]")
#: headings that are the same in every language
SYMBOLS = {"DP", "DPnorm", "LogDice", "G²", "LL", "BIC", "p", "t", "z", "MI", "MI³", "MTLD", "TF-IDF", "IDF", "NPMI"}


def table():
    return pd.DataFrame({"group": pd.Categorical(["أ"]), "term": ["نعم"], "n": [1], "n_docs": [1]})


def test_every_column_has_a_dtype_and_a_meaning():
    known = {"str", "int32", "int64", "Int64", "float64", "bool", "category", "datetime64[s]"}
    for name, columns in schema.TABLES.items():
        assert columns, name
        for column, (dtype, meaning, *_) in schema.columns(name).items():
            assert dtype in known, (name, column)
            assert len(meaning) > 5, (name, column)


def test_every_column_has_a_heading_in_both_languages_and_no_table_has_one_twice():
    for name in schema.TABLES:
        columns = schema.columns(name)
        for language in schema.LANGUAGES:
            texts = [getattr(column, language) for column in columns.values()]
            assert all(text.strip() == text != "" for text in texts), name
            twice = {text for text in texts if texts.count(text) > 1}
            assert not twice, f'{name}: "{twice}" stands over two columns ({language})'
        for column, about in columns.items():
            assert not ARABIC.search(about.en), (name, column)
            assert ARABIC.search(about.ar) or about.ar in SYMBOLS, f"{name}.{column} has no Arabic heading: {about.ar}"


def test_every_meaning_has_its_arabic():
    meanings = {column.meaning for name in schema.TABLES for column in schema.columns(name).values()}
    meanings |= {column.meaning for column in schema._ANYWHERE.values()}
    lacking, spare = meanings - schema._meanings().keys(), schema._meanings().keys() - meanings
    assert not lacking, f"Add a line to resources/tables/meanings.tsv for each: {lacking}"
    assert not spare, f"No column means this; take it out of resources/tables/meanings.tsv: {spare}"
    assert all(ARABIC.search(text) for text in schema._meanings().values())
    about = schema.TABLES["frequency"]["ipm"]
    assert schema.meaning(about) == "مرات الورود لكل مليون كلمة"
    assert schema.meaning(about, language="en") == about.meaning


def test_columns_that_a_table_may_have_are_not_those_it_has():
    for name, columns in schema.ALSO.items():
        assert not columns.keys() & schema.TABLES[name].keys(), name


@pytest.mark.parametrize("name", schema.TABLES)
def test_a_table_is_known_by_its_columns(name):
    assert schema.table_of(schema.TABLES[name]) == name
    assert schema.table_of(["not a column", *schema.TABLES[name]]) == name
    assert schema.table_of(schema.columns(name)) == name


@pytest.mark.parametrize(
    ("header", "column", "ar", "en"),
    [
        (["first", "second", "n", "n_docs"], "first", "الكلمة الأولى", "first word"),
        (["group", "n_docs", "share", "n_tokens", "mean_tokens", "first", "last"], "first", "من", "from"),
        (["lexicon", "category", "label", "n"], "label", "الباب", "category"),
        (["label", "title", "source", "share", "sentence"], "label", "الموضوع", "theme"),
        (["doc_id", "category", "text"], "category", "الباب", "category"),
        (["quote", "speaker", "resolved_speaker"], "speaker", "القائل كما ذُكر", "speaker as mentioned"),
        (["quote", "speaker", "resolved_speaker"], "resolved_speaker", "القائل المقصود", "speaker who is meant"),
        (["speaker", "role", "n_words"], "speaker", "القائل", "speaker"),
        (["problem", "severity", "n"], "n", "العدد", "number"),
        (["key", "value", "changed", "meaning"], "key", "المفتاح", "key"),
        (["term", "key", "n"], "key", "الأصل الجامع", "common key"),
    ],
)
def test_the_same_name_has_the_heading_of_its_table(header, column, ar, en):
    assert schema.headings(header)[column] == ar
    assert schema.headings(header, language="en")[column] == en


def test_a_column_of_no_table_is_shown_by_its_name():
    assert schema.headings(["term", "n", "2019", "رأيي"]) == {
        "term": "الكلمة", "n": "عدد مرات الورود", "2019": "2019", "رأيي": "رأيي",
    }  # fmt: skip
    assert schema.table_of(["2019", "رأيي"]) is None


def test_two_columns_of_one_heading_are_told_apart():
    shown = schema.headings(["collocate", "node", "log_dice", "verb", "lemma", "stance", "forms", "share", "n_docs"])
    assert len(set(shown.values())) == len(shown)
    joined = schema.headings(["ci_low", "ci_high", "low", "high", "term", "ipm", "n"])
    assert joined["ci_low"] == "أدنى الفترة (ci_low)" and joined["low"] == "أدنى الفترة (low)"


def test_the_table_may_be_named():
    assert schema.headings(["n"], of="checkup")["n"] == "العدد"
    with pytest.raises(ArgumentError, match='There is no table "chekup" in the schema. Did you mean "checkup"'):
        schema.headings(["n"], of="chekup")
    with pytest.raises(ArgumentError, match='language is "fr", but must be'):
        schema.headings(["n"], language="fr")


def test_every_list_of_values_is_used_and_named_in_both_languages():
    used = {column.names for name in schema.TABLES for column in schema.columns(name).values()}
    levels = {"level"}  # used by display.series.ranks
    assert used - {"", schema.SENTENCE} | levels == set(schema.value_lists())
    for name, values in schema.value_lists().items():
        for value, (ar, en) in values.items():
            assert ARABIC.search(ar), (name, value)
            assert en and set(re.findall(r"\{\d\}", ar)) <= set(re.findall(r"\{\d\}", value)), (name, value)


@pytest.mark.parametrize(
    ("value", "names", "ar", "en"),
    [
        ("neutral", "stance", "محايد", "neutral"),
        ("محايد", "stance", "محايد", "neutral"),  # as the table of stances has it
        ("reported", "speech_kind", "قول بين علامتين", "speech in quotation marks"),
        ("", "stance", "", ""),
        ("something else", "stance", "something else", "something else"),
        ("inside another quotation (name)", "speech_rule", "داخل علامتين أخريين", "inside another quotation (name)"),
        ("only 3 of 10 documents", "warning", "وثائقها 3 فقط من 10", "only 3 of 10 documents"),
        ("valid UTF-8; 7 CRLF line ends changed to LF", "reading",
         "ترميز UTF-8 سليم؛ حُوّلت نهايات الأسطر من CRLF إلى LF: 7", "valid UTF-8; 7 CRLF line ends changed to LF"),
        ("no document; new", "warning", "لا وثيقة؛ new", "no document; new"),
        ("set aside: a; b", "problem", "وُضع جانبا: a; b", "set aside: a; b"),
    ],
)  # fmt: skip
def test_values_have_names(value, names, ar, en):
    assert schema.value_name(value, names) == ar
    assert schema.value_name(value, names, language="en") == en


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(ArgumentError, match='There is no list of values "stanc"'):
        schema.value_name("neutral", "stanc")


def of_code():
    """What the code can put into a table: (list of names, value)."""
    yield from (("speech_kind", kind) for kind in reported_speech.KINDS)
    yield from (("stance", stance) for stance in reported_speech.STANCES)
    yield from (("stance", name) for name in reported_speech.STANCES.values())
    yield from (("fold", fold) for fold in normalization.FOLDS)
    yield from (("fold_meaning", meaning) for meaning in normalization.FOLDS.values())
    yield from (("word_step", step) for step in word_steps.MEANINGS)
    yield from (("word_step_meaning", meaning) for meaning in word_steps.MEANINGS.values())
    yield from (("word_step_how", how) for how in ("cut", "no word", "words counted", "counted"))
    yield from (("outcome", outcome) for outcome in coding.OUTCOMES)
    yield from (("lexicon", name) for name in lexicon_files.shipped())
    yield from (("entry_kind", kind) for kind in lexicon_files.KINDS.values() if kind)
    yield from (("stage", f"left out: {english}") for english, _ in description.REASONS.values())
    yield from (("problem", f"{meaning[0]}; 1,234 places") for meaning in signs.SIGNS.values())
    yield from (("problem", f"not Arabic: {name}") for name in languages.NAMES.values())
    for section in keys.KEYS.values():
        yield from (("setting", key.meaning) for key in section.values())


@pytest.mark.parametrize(("names", "value"), sorted(set(of_code())))
def test_what_the_code_can_say_has_a_name(names, value):
    assert schema.has_name(value, names), f'Add a line to src/helpers/resources/tables/values.tsv: {names}, "{value}".'


def test_the_stances_have_the_names_that_their_table_has():
    assert {key: schema.value_name(key, "stance") for key in reported_speech.STANCES} == reported_speech.STANCES


@pytest.mark.parametrize("name", ["documents", "forms", "terms", "counts", "frequency", "themes"])
def test_the_tables_of_the_house_are_there(name):
    assert name in schema.TABLES


def test_a_column_means_the_same_in_every_table():
    for column in ("n", "ipm", "kind", "is_stop"):
        dtypes = {columns[column][0] for columns in schema.TABLES.values() if column in columns}
        assert len(dtypes) == 1, column


def test_a_table_that_conforms_is_handed_back():
    given = table().assign(more=1.5)
    assert schema.check(given, "counts") is given


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.rename(columns={"n_docs": "ndocs"}), 'counts table has no column "n_docs". Did you mean "ndocs"'),
        (lambda t: t.drop(columns="group"), 'The counts table has no column "group"'),
        (lambda t: t.assign(n=1.0), 'The counts table\'s column "n" is float64, but must be int64'),
        (lambda t: t.assign(n=pd.Series([1], dtype="int32")), 'column "n" is int32, but must be int64'),
        (lambda t: t.assign(group="أ"), 'column "group" is str, but must be category'),
        (lambda t: t.assign(term=pd.Series(["نعم"], dtype=object)), 'column "term" is object, but must be str'),
    ],
)
def test_what_does_not_conform_is_an_error_that_names_the_column(change, message):
    with pytest.raises(ArgumentError, match=message):
        schema.check(change(table()), "counts")


def test_an_unknown_table_is_an_error():
    with pytest.raises(ArgumentError, match='no table "frequencies" in the schema. Did you mean "frequency"'):
        schema.check(table(), "frequencies")
