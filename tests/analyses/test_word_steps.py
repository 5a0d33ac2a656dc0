"""What was done to the words: counted per step, and the cut words listed as they stand and as they count."""

import factory

from helpers import schema
from helpers.analyses import word_steps
from helpers.corpus import tokens

POSTS = ["RT @user_one: #حديقة_المدينة جميلة 😍😍 https://t.co/A", "@user_two نعم &amp; لا #وسم", "هذا كلام"]


def test_each_step_says_what_it_found_and_what_became_of_it():
    table = word_steps.table(tokens.tokenize(factory.corpus_of(POSTS))).set_index("step")
    assert table["n"].to_dict() == {
        "glued": 0, "address": 1, "handle": 2, "repost": 1, "markup": 1, "hashtag": 2, "emoji": 2,
    }  # fmt: skip
    assert table.loc["handle", ["how", "n_docs"]].tolist() == ["no word", 2]
    assert table.loc["emoji", "how"] == "no word"
    plain = word_steps.table(tokens.tokenize(factory.corpus_of(POSTS), kind="text", emoji=True)).set_index("step")
    assert plain["how"].to_dict() == {
        "glued": "cut", "address": "words counted", "handle": "words counted", "repost": "words counted",
        "markup": "words counted", "hashtag": "words counted", "emoji": "counted",
    }  # fmt: skip


def test_cut_words_are_listed_as_they_stand_and_as_they_count():
    background = ["قال مراسل الميادين في دمشق إن مجلس الأمن الدولي يجتمع اليوم."] * 6
    texts = [*background, "قال مراسلالميادين أمس", "عاد مراسلالميادين من مجلسالأمنالدولي إلى هنا"]
    made = tokens.tokenize(factory.corpus_of(texts))
    table = word_steps.glued(made)
    assert table["form"].tolist() == ["مراسلالميادين", "مجلسالأمنالدولي"]
    assert table["parts"].tolist() == ["مراسل + الميادين", "مجلس + الأمن + الدولي"]
    assert table[["n", "n_docs"]].to_numpy().tolist() == [[2, 2], [1, 1]]
    assert table["doc_id"].tolist() == ["d6", "d7"]
    assert table["context"].tolist() == ["قال مراسلالميادين أمس", "اسلالميادين من مجلسالأمنالدولي إلى هنا"]
    assert word_steps.glued(made, top=1)["n"].tolist() == [2]
    assert word_steps.table(made).set_index("step").loc["glued", ["n", "n_docs"]].tolist() == [4, 2]
    assert list(table) == list(schema.TABLES["glued_words"])
    assert word_steps.glued(tokens.tokenize(factory.corpus_of(texts), glued="keep")).empty
