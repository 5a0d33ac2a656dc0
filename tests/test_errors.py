"""How names and values stand in sentences."""

import numpy as np
import pandas as pd

from helpers import errors


def test_a_long_list_of_columns_is_cut_for_the_sentence():
    assert errors.listed(["x" * 50] * 25) == ", ".join(["x" * 40] * 20) + " and 5 more"


def test_a_name_breaks_no_sentence_and_orders_the_terminal_about_in_none():
    assert errors.shown("a\nb\x1b[2J\u2028") == "a\ufffdb\ufffd[2J\ufffd"
    assert errors.shown("ن\ud800م\ud83d\ude00") == "ن\ufffdم😀"


def test_a_value_is_told_without_its_insides():
    values = [None, "أ", 3, [], {}, pd.DataFrame({"x": [1]}), object(), np.float64(2.5), "x" * 999]
    told = [errors.told(value) for value in values]
    assert told[:8] == ["None", '"أ"', "3", "an empty list", "an empty dict", "a DataFrame", "an object", "2.5"]
    assert len(told[8]) < 210
