"""How names stand in sentences."""

from helpers import errors


def test_a_long_list_of_columns_is_cut_for_the_sentence():
    assert errors.listed(["x" * 50] * 25) == ", ".join(["x" * 40] * 20) + " and 5 more"


def test_a_name_breaks_no_sentence_and_orders_the_terminal_about_in_none():
    assert errors.shown("a\nb\x1b[2J\u2028") == "a\ufffdb\ufffd[2J\ufffd"
    assert errors.shown("ن\ud800م\ud83d\ude00") == "ن\ufffdم😀"
