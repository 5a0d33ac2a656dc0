"""Identities of the query language and of concordance lines, on generated texts."""

import re

from factory import tokens_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analyses import concordance
from helpers.corpus.search import query

WORDS = ["حرب", "الحرب", "إرهاب", "ارهاب", "دولة", "دولى", "سلام", "NATO", "2021"]
GAPS = [" ", " ", " ", "  ", ". ", "\n", "، ", " «", "؟ "]
words = st.sampled_from(WORDS)
texts = st.lists(st.tuples(words, st.sampled_from(GAPS)), min_size=1, max_size=25).map(
    lambda pairs: "حرب " + "".join(word + gap for word, gap in pairs)
)
corpora = st.lists(texts, min_size=1, max_size=3, unique=True)
SOME = settings(max_examples=30, deadline=None)


def there(made, *wanted):
    """Whether all the words occur: a query with another one is an error."""
    found = set(made.forms["form"])
    return all(word in found for word in wanted)


def hits(made, text, **options):
    return list(zip(*(column.tolist() for column in query.spans(made, text, **options)), strict=True))


def squeezed(text):
    return "".join(text.split())


@SOME
@given(corpora, words, st.integers(0, 6), st.sampled_from(concordance.SORTS))
def test_lines_are_pieces_of_the_text(texts, word, window, sort):
    made = tokens_of(texts)
    if not there(made, word):
        return
    table = concordance.lines(made, word, window=window, sort=sort)
    by_id = dict(zip(made.corpus.documents["doc_id"], made.corpus.documents["text"], strict=True))
    for line in table.itertuples():
        text = by_id[line.doc_id]
        assert text[line.start : line.end] == line.keyword
        whole = squeezed(line.pre + line.keyword + line.post)
        assert whole in squeezed(text)
        assert squeezed(text[: line.start]).endswith(squeezed(line.pre))
        assert squeezed(text[line.end :]).startswith(squeezed(line.post))
        assert len(re.findall(r"\w+", line.pre)) <= window and len(re.findall(r"\w+", line.post)) <= window
    in_order = concordance.lines(made, word, window=window)
    assert sorted(zip(table["doc_id"], table["start"], strict=True)) == list(
        zip(in_order["doc_id"], in_order["start"], strict=True)
    )


@SOME
@given(corpora, st.integers(0, 5), st.integers(0, 9), st.randoms())
def test_a_sample_does_not_know_the_order_or_the_names_of_the_documents(texts, size, seed, random):
    shuffled = random.sample(texts, len(texts))
    found = []
    for order in (texts, shuffled):
        made = tokens_of(order)
        tables = [concordance.lines(made, "حرب", sample=n, seed=seed) for n in (size + 1, size + 2)]
        lines = [{(order[int(line.doc_id[1:])], line.start) for line in table.itertuples()} for table in tables]
        assert lines[0] <= lines[1]
        found.append(lines[0])
    assert found[0] == found[1]


@SOME
@given(corpora, words, words, st.sampled_from(["{a}|{b}", "({a}|{b})", "{a} | {b}", "({b}|({a}))"]))
def test_alternatives_are_a_union(texts, one, other, form):
    made = tokens_of(texts)
    if there(made, one, other):
        both = hits(made, form.format(a=one, b=other))
        assert both == sorted(set(hits(made, one)) | set(hits(made, other)))


@SOME
@given(corpora, words, words)
def test_a_bracket_multiplies_out(texts, one, other):
    made = tokens_of(texts)
    if there(made, one, other):
        expected = set(hits(made, f"حرب {one}")) | set(hits(made, f"حرب {other} {one}"))
        assert hits(made, f"حرب ({one}|{other} {one})") == sorted(expected)


@SOME
@given(corpora, st.text("حربإهادول*?", min_size=1, max_size=5).filter(lambda text: set(text) - {"*"}))
def test_a_wildcard_is_a_regular_expression_over_the_forms(texts, pattern):
    made = tokens_of(texts)
    folded = pattern.replace("إ", "ا")
    expression = re.compile("".join({"*": ".*", "?": "."}.get(sign, sign) for sign in folded))
    if not set(pattern) & {"*", "?"}:
        return
    rows = [i for i, form in enumerate(made.forms["normalized"]) if expression.fullmatch(form)]
    expected = [(i, i + 1) for i, form in enumerate(made.form.tolist()) if form in rows]
    if expected:
        assert hits(made, pattern) == expected


@SOME
@given(corpora, words, words, st.integers(1, 6), st.booleans())
def test_nearness_is_symmetric_and_what_its_definition_says(texts, one, other, distance, within_sentence):
    made = tokens_of(texts)
    if not there(made, one, other):
        return
    options = {"within_sentence": within_sentence}
    found = hits(made, f"{one} ~{distance} {other}", **options)
    assert found == hits(made, f"{other} ~{distance} {one}", **options)
    places = [{first for first, _ in hits(made, word)} for word in (one, other)]
    pairs = set()
    for a in places[0]:
        for b in places[1]:
            same = made.doc[a] == made.doc[b] and (made.sent[a] == made.sent[b] or not within_sentence)
            if a != b and abs(a - b) <= distance and same:
                pairs.add((min(a, b), max(a, b) + 1))
    shortest = [p for p in pairs if not any(q != p and p[0] <= q[0] and q[1] <= p[1] for q in pairs)]
    assert found == sorted(shortest)


@SOME
@given(corpora, words, words, st.integers(0, 2))
def test_a_phrase_is_what_its_definition_says(texts, one, other, between):
    made = tokens_of(texts)
    if not there(made, one, other):
        return
    size = between + 2
    places = [{first for first, _ in hits(made, word)} for word in (one, other)]
    expected = [
        (a, a + size)
        for a in sorted(places[0])
        if a + size - 1 in places[1]
        and made.doc[a] == made.doc[a + size - 1]
        and made.sent[a] == made.sent[a + size - 1]
    ]
    assert hits(made, f"{one} {'* ' * between}{other}") == expected
