import pytest
from factory import tokens_of

from helpers.analyses import families, spelling
from helpers.errors import NotEnoughData


def test_lemmas_of_one_root_stand_side_by_side():
    stream = tokens_of(["الإرهاب إرهاب إرهابي", "الكتاب كتب مكتب"], level="lemma")
    if not (stream.forms["root"] != "").any():
        pytest.skip("no dictionary with roots is installed")
    table = families.table(stream).set_index("root")
    family = table.loc[stream.forms.loc[stream.forms["form"] == "الإرهاب", "root"].iloc[0]]
    assert family["lemmas"].startswith("إرهاب 2") and "إرهابي 1" in family["lemmas"]
    assert (family["n"], family["n_lemmas"]) == (3, 2)


def test_other_levels_have_no_families():
    with pytest.raises(NotEnoughData, match=r'set \[terms\] level = "lemma"'):
        families.table(tokens_of(["الإرهاب"], level="form"))


def test_unknown_forms_are_listed_most_frequent_first():
    stream = tokens_of(["قرقشبوش قرقشبوش زخرفطيط الإرهاب"], level="lemma")
    assert spelling.unknown(stream)["form"].to_list() == ["قرقشبوش", "زخرفطيط"]
    assert spelling.unknown(tokens_of(["قرقشبوش"], level="form")).empty


def test_the_members_of_a_family_and_the_families_stand_by_frequency():
    texts = ["الإرهاب إرهاب إرهابي إرهابي أرهب", "كتاب كتب كاتب مكتب مكتبة كتابة", "درس"]
    stream = tokens_of(texts, level="lemma")
    if not (stream.forms["root"] != "").any():
        pytest.skip("no dictionary with roots is installed")
    table = families.table(stream)
    assert table["n"].is_monotonic_decreasing and table.columns.tolist() == ["root", "n", "n_lemmas", "lemmas"]
    terror = table.set_index("root").loc["رهب"]
    assert terror["lemmas"] == "إرهاب 2 · إرهابي 2 · أرهب 1"  # equals in the alphabet
    two = families.table(stream, members=2).set_index("root").loc["رهب"]
    assert (two["lemmas"], two["n"], two["n_lemmas"]) == ("إرهاب 2 · إرهابي 2", 5, 3)
    assert families.table(stream, top=1)["root"].tolist() == table["root"].tolist()[:1]
