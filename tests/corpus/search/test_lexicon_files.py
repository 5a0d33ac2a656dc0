"""The two kinds of entry that lexicons add to queries, and lexicon files that say what is wrong with them."""

import pytest
from factory import tokens_of

from helpers.analyses import lexicons
from helpers.corpus.search import lexicon_files, query
from helpers.errors import ArgumentError, InputError

TEXT = (
    "حكومتنا ضد «الدولة» وضد \"الدولة الإسلامية\" وتنظيم الدولة. "
    "قال إن بـ'الدولة' وحكومتهم لنا. “الدولة الإسلامية في العراق”"
)


@pytest.fixture(scope="module")
def lemmas():
    return tokens_of([TEXT, "الدولة", "«غارة جوية"], level="lemma")


def written(made, text, **options):
    texts = made.corpus.documents["text"].tolist()
    pairs = zip(*query.spans(made, text, **options), strict=True)
    return [texts[made.doc[a]][made.start[a] : made.end[b - 1]] for a, b in pairs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("clitic:نا", ["حكومتنا", "لنا"]),
        ("ضمير:هم", ["وحكومتهم"]),
        ("clitic:نا ضد", ["حكومتنا ضد"]),
        ("quoted:الدولة", ["الدولة", "الدولة"]),
        ("منصص:الدولة", ["الدولة", "الدولة"]),
        ("quoted:الدولة الإسلامية", ["الدولة الإسلامية"]),
        ("quoted:الدولة|الدولة الإسلامية", ["الدولة", "الدولة الإسلامية", "الدولة"]),
        ("quoted:غارة جوية", []),
    ],
)
def test_pronouns_and_quotation_marks_can_be_asked_for(lemmas, text, found):
    assert written(lemmas, text) == found


def test_a_hit_at_the_edge_of_a_text_is_in_no_quotation_marks(lemmas):
    first, _ = query.spans(lemmas, "الدولة")
    assert 1 in lemmas.doc[first]
    assert 1 not in lemmas.doc[query.spans(lemmas, "quoted:الدولة")[0]]


def test_what_the_two_prefixes_need_is_said(lemmas):
    with pytest.raises(ArgumentError, match='"clitic:نا" needs lemmas, but the level is "normalized"'):
        query.spans(tokens_of([TEXT]), "clitic:نا")
    with pytest.raises(ArgumentError, match='No word ends in the attached pronoun "كن"'):
        query.spans(lemmas, "clitic:كن")
    with pytest.raises(ArgumentError, match='"quoted:" must stand at the head of the whole query'):
        query.parse("ضد quoted:الدولة")


def test_a_word_that_is_absent_costs_only_its_own_alternative(lemmas):
    with pytest.raises(ArgumentError, match="does not occur"):
        query.spans(lemmas, "غارة (جوية|صاروخية)")
    assert written(lemmas, "غارة (جوية|صاروخية)", strict=False) == ["غارة جوية"]
    assert written(lemmas, "غارة صاروخية", strict=False) == []


def test_an_entry_that_needs_lemmas_is_not_counted_as_absent(tmp_path):
    (tmp_path / "we.toml").write_text('[we]\nlabel_ar = "نحن"\nterms = ["داعش", "clitic:نا"]\n', "utf-8")
    with pytest.raises(ArgumentError, match='"clitic:نا" needs lemmas'):
        lexicons.track(tokens_of(["حكومتنا ضد داعش"]), lexicons.read("we", tmp_path))


def test_brackets_in_an_entry_find_what_there_is(lemmas, tmp_path):
    (tmp_path / "air.toml").write_text('[air]\nlabel_ar = "جو"\nterms = ["غارة (جوية|صاروخية)"]\n', "utf-8")
    assert lexicons.track(lemmas, lexicons.read("air", tmp_path))["keyword"].tolist() == ["غارة جوية"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\nterms = ['quoted:']\n", r"\[a\]: The query .* cannot be read: there is no word in it"),
        ("[a]\nterms = ['clitic:']\n", r"\[a\]: The query .* must stand directly before each word"),
        ("[a]\nterms = ['clitc:نا']\n", r'\[a\]: There is no "clitc:" in queries. Did you mean "clitic"\?'),
        ("[a]\nterms = ['داعش']\nx = [1 2]\n", r"not valid TOML: .*line 3"),
    ],
)
def test_an_entry_that_cannot_be_read_is_named(tmp_path, text, message):
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        lexicon_files.read("own.toml", tmp_path)
