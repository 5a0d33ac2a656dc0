"""What is no word of a post: the same number of characters, and what only looks like it stays."""

import factory
import pyarrow as pa
import pytest

from helpers.corpus import counts, tokens
from helpers.corpus.search import nodes
from helpers.corpus.words import emoji, social

POSTS = [
    "RT @user_one: #حديقة_المدينة جميلة جدااااا 😍😍 https://t.co/AbC1 ",
    "@user_two الحديقة جميييلة &amp; هادئة #حديقة_المدينة",
    "الحديقة جميلة جداً و هادئة 🌳",
]


def strings(texts):
    """A large string array."""
    return pa.array(texts, pa.large_string())


def words(texts, **options):
    """The words of the texts, and their offsets looked at."""
    made = tokens.tokenize(factory.corpus_of(texts), level="form", **options)
    written = made.corpus.documents["text"]
    forms = made.forms["form"].to_numpy()[made.form].tolist()
    assert [written[d][a:b] for d, a, b in zip(made.doc, made.start, made.end, strict=True)] == forms
    return forms


def test_posts_are_found_to_be_posts_and_only_their_words_are_words():
    made = tokens.tokenize(factory.corpus_of(POSTS), level="normalized")
    assert made.kind == "social"
    assert "social media" in repr(made)
    assert set(made.terms["key"]) == {"حديقة", "المدينة", "جميلة", "جدا", "الحديقة", "هادءة", "و"}
    assert made.terms.set_index("key").loc["جدا", "n"] == 2


def test_a_kind_that_is_named_wins():
    found = words(POSTS, kind="text")
    assert {"RT", "user", "https", "amp"} <= set(found)
    news = ["قال @someone إن الأمر انتهى ثم عاد إلى بيته"]
    assert "someone" in words(news)
    assert "someone" not in words(news, kind="social")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("انظر https://t.co/AbC1، نعم", "انظر ، نعم"),
        ("https://t.co/AbC1وقال", "وقال"),
        ("https://ar.wikipedia.org/wiki/العراق_الحديث ثم", "ثم"),
        ("bit.ly/3aB4 www.site.com site.com a.b@c.org x", "x"),
        ("@user_one: @محمد_علي و＠me لا", ": و لا"),
        ("كتب@user نعم", "كتب نعم"),
        ("RT @x: RT نعم", ": RT نعم"),
        ("RT نعم", "نعم"),
        ("<br/>نعم <a href='x'>هنا</a>", "نعم هنا"),
        ("نعم&nbsp;لا &amp;amp; &#1234; &quot;قال&quot;", "نعم لا قال"),
        ("&lt;b&gt;عاجل&lt;/b&gt; &amp;lt;br&amp;gt; 3 &lt; 5", "عاجل 3 5"),
        ("#وسم_مركب @x", "#وسم_مركب"),
    ],
)
def test_what_is_no_word(text, left):
    (made,) = social.masked(strings([text])).to_pylist()
    assert len(made) == len(text)
    assert made.split() == left.split()


@pytest.mark.parametrize(
    "text",
    ["3<5 و 7>2", "Q&A و AT&T", "10/2020 و/أو", "ART و RTS", "U.S./UK و أ.د", "#وسم", "ما @ ما", "5@ نعم", "e.g. it"],
)
def test_what_only_looks_like_it_stays(text):
    assert social.masked(strings([text])).to_pylist() == [text]


def test_a_corpus_of_news_with_some_hashtags_is_none_of_posts():
    article = "قال الوزير في بيان له أمس إن الحكومة ستنظر في الأمر، وكتب في حسابه #قرار_جديد. " + "وتابع كلامه. " * 40
    assert social.kind_of(strings([article] * 20)) == ("text", 0.0)
    share = social.kind_of(strings(POSTS * 10 + ["هذا نص بلا علامات"] * 10))
    assert share == ("social", 0.5)
    assert social.kind_of(strings(POSTS[:1] + ["هذا نص بلا علامات من كلمات قليلة"] * 9))[0] == "text"
    assert social.kind_of(strings([])) == ("text", 0.0)


def test_signs_are_counted():
    found = social.counts(POSTS)
    assert found == {"address": (1, 1), "handle": (2, 2), "repost": (1, 1), "markup": (1, 1), "hashtag": (2, 2)}


def test_long_runs_of_signs_take_no_long_time():
    for piece in ("a-", "a.", "@a.", "<a", "&a", "http://", "a@a.", "/ا", "RT "):
        social.masked(strings([piece * 20_000]))


def test_emoji_are_tokens_where_they_are_asked_for():
    texts = ["نعم 😍😍. لا 👩\u200d👩\u200d👧 🇸🇦", "❤\ufe0f قلب ❤ 👍🏽 1\ufe0f\u20e3 ©"]
    found = words(texts, emoji=True)
    assert found == ["نعم", "😍", "😍", "لا", "👩\u200d👩\u200d👧", "🇸🇦", "❤\ufe0f", "قلب", "❤", "👍🏽", "1"]
    made = tokens.tokenize(factory.corpus_of(texts), emoji=True)
    assert made.sent.tolist()[:6] == [0, 0, 0, 1, 1, 1]
    table = made.terms.set_index("key")
    assert (table.loc["😍", "n"], table.loc["❤", "n"], table.loc["👍", "kind"]) == (2, 2, "emoji")
    assert counts.content(made)[made.terms["key"].to_list().index("😍")]
    assert len(nodes.occurrences(made, "😍")[0]) == 2
    assert "emoji" not in set(tokens.tokenize(factory.corpus_of(texts)).terms["kind"])


def test_print_signs_are_no_emoji():
    assert emoji.found("© ® ™ نعم") == []
