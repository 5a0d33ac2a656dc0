"""Stop words are forms: what is one beside its look-alike that is none; and in which form a term is shown."""

import factory
import pytest

from helpers.arabic import stopwords
from helpers.corpus import tokens


def stops(text):
    """Form -> whether it is a stop word, of all its tokens."""
    forms = tokens.tokenize(factory.corpus_of([text])).forms
    forms = forms[forms["n"] > 0]
    return dict(zip(forms["form"], forms["is_stop"], strict=True))


@pytest.mark.parametrize(
    ("text", "stop", "content"),
    [
        ("كتب بحثا بشأنها ونشره بسببهم في شؤونها", ["بشأنها", "بسببهم"], ["شؤونها"]),  # with a pronoun
        ("أصدر حكما بحقهم وبحق المدينة بعد نيل حقهم", ["بحقهم", "وبحق"], ["حقهم"]),
        ("وضع الكتاب تحت الطاولة", ["تحت"], ["الطاولة"]),  # no verb, whatever its neighbours say
        ("قال إنّه رأى أنّه لأنّه عبّر عن رأيه", ["إنّه", "أنّه", "لأنّه"], ["عبّر"]),  # a shadda that makes no verb
        ("لاعب واحد وأحد زملائه في فريق واحد", ["وأحد"], ["واحد"]),  # "one" and "and one of"
        ("زار الـ 20 بلدا وكتب عن الـCNN", ["الـ"], ["بلدا"]),  # the article alone
        ("زار آل سعود الرياض", [], ["آل"]),
        ("وصل فعلا بحلول المساء لطرح حلول", ["فعلا", "بحلول"], ["حلول"]),
    ],
)
def test_stop_words_are_told_from_what_looks_like_them(text, stop, content):
    found = stops(text)
    assert {form: found[form] for form in stop} == dict.fromkeys(stop, True)
    assert {form: found[form] for form in content} == dict.fromkeys(content, False)


def test_a_list_of_ones_own_has_no_article_and_no_pronouns():
    made = tokens.tokenize(factory.corpus_of(["زار الـ 20 بلدا"]), words=["بلدا"])
    assert dict(zip(made.forms["form"], made.forms["is_stop"], strict=True))["الـ"] is False


def test_look_alikes_are_words_of_the_core_list_with_a_letter_before_them():
    listed = set(stopwords.core())
    for word in stopwords.lookalikes():
        assert word[0] in "وف" and word not in listed


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ({"هجمات": 150, "هجمة": 1}, "هجمة"),  # an inflected form leaves the dictionary form, however rare
        ({"مدارس": 150, "مدرسة": 1}, "مدارس"),  # another one does not, if that is hardly ever written
        ({"مدارس": 150, "مدرسة": 5}, "مدرسة"),
        ({"مشيرا": 60, "المشير": 3}, "مشيرا"),  # with the article only what has it as a rule
        ({"العراق": 60, "والعراق": 4}, "العراق"),
    ],
)
def test_a_term_is_shown_in_a_form_that_it_mostly_has(words, shown):
    text = ". ".join(f"كتب عن {word}" for word, n in words.items() for _ in range(n))
    assert shown in set(tokens.tokenize(factory.corpus_of([text])).terms["term"])


@pytest.mark.parametrize(
    "text",
    [
        "محمد أحمد علي حسن حسين عمر خالد يوسف إبراهيم سعيد",  # names alone
        "محمدرضا پهلوی و علی‌اکبر هاشمی رفسنجانی وگوشی چین",  # Persian ones
        "زار Elon Musk شركة Tesla مع الوزير Ben Gvir في تل أبيب",  # Latin ones inside
        "عبد عبد عبد الله بن بن أبو أبو", "بن", "عبد",
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 40])
def test_texts_of_names_are_counted_word_by_word_or_whole(text, times):
    corpus = factory.corpus_of([text] * times)
    whole, single = tokens.tokenize(corpus), tokens.tokenize(corpus, level="form")
    words = [word for row in whole.form for word in whole.forms["form"].iat[row].split()]
    assert words == [single.forms["form"].iat[row] for row in single.form]


def test_a_few_hundred_words_show_no_names_of_their_own():
    text = "زار الرئيس كريم العلوان مدينة الورد. " * 4 + "وصل وفد الأمم المتحدة إلى القرية."
    made = tokens.tokenize(factory.corpus_of([text]))
    assert {form for form in made.forms["form"][made.forms["n"] > 0] if " " in form} == {"الأمم المتحدة"}


def test_monday_is_a_day_and_no_number():
    text = "وصل يوم الاثنين اثنان من اللاعبين. وعاد الإثنين ثم سافر الاثنين المقبل مع اثنين. قسم الكتاب بالاثنين"
    made = tokens.tokenize(factory.corpus_of([text]))
    counted = dict(zip(made.terms["term"], made.terms["n"], strict=True))
    assert counted["الاثنين"] == 3 and counted["اثنان"] == 3
    assert not made.forms.loc[made.forms["form"] == "الاثنين", "is_stop"].any()
    kept = tokens.tokenize(factory.corpus_of([text]), lexicon={"الاثنين": "اثنان"})
    assert dict(zip(kept.terms["term"], kept.terms["n"], strict=True))["اثنان"] == 5  # the reader's word wins
