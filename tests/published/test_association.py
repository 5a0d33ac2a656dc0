"""Association and keyness measures against numbers printed in the literature or by the reference packages."""

import math

import numpy as np
import pytest

from helpers.measures import alternatives as alt
from helpers.measures import association as am


def table(o11, o12, o21, o22):
    """The four cells of a 2 x 2 table -> a, b, c, d."""
    return o11, o21, o11 + o12, o21 + o22


marginals = am.from_marginals
LN10 = math.log(10)
TO_LOG10 = math.log10(2)  # UCS prints logarithms to base 10

DUNNING = marginals(110, 2552, 221, 31777)
NEW_COMPANIES = marginals(8, 15828, 4675, 14307668)
APPRECIATED = marginals(1, 15334, 2, 191998)
CERTAIN = marginals(7, 15334, 120, 191998)
CORPORA = (7, 2, 1000, 1000)
QUANTEDA = table(7, 3, 2, 7)

# source, measure, arguments, value, tolerance (half a unit of the last printed digit)
PRINTED = [
    ("Dunning 1993", am.g2(*table(10, 0, 3, 31764)), 167.23, 5e-3),
    ("Dunning 1993", am.g2(*DUNNING), 270.72, 5e-3),
    ("Dunning 1993", am.g2(*marginals(8, 13, 32, 31777)), 95.29, 5e-3),
    ("Dunning 1993: chi2", am.chi_square(*table(3, 0, 0, 31774)), 31777, 1e-6),
    ("Manning & Schuetze, nltk: t", am.t_score(*NEW_COMPANIES), 0.999932, 5e-7),
    ("Manning & Schuetze, nltk: chi2", am.chi_square(*NEW_COMPANIES), 1.55, 5e-3),
    ("Manning & Schuetze, nltk: G2", am.g2(*NEW_COMPANIES), 1.325389, 5e-7),
    ("Manning & Schuetze: simple-LL", am.simple_ll(*NEW_COMPANIES), 1.323170, 5e-7),
    ("Manning & Schuetze, nltk: t 20", am.t_score(*marginals(20, 42, 20, 14307668)), 4.4721, 5e-5),
    ("Manning & Schuetze, nltk: MI 20", am.mi(*marginals(20, 42, 20, 14307668)), 18.38, 5e-3),
    ("Manning & Schuetze, nltk: MI", am.mi(*marginals(20, 15019, 15629, 14307668)), 0.29, 5e-3),
    ("Manning & Schuetze, nltk: chi2 cow", am.chi_square(*table(59, 8, 6, 570934)), 456400, 0.5),
    ("Manning & Schuetze: log ratio, .001", alt.log_ratio_walter(*NEW_COMPANIES, added=0.001), 0.630397, 5e-7),
    ("UCS appreciated: Dice", am.dice(*APPRECIATED), 0.000130412102243088, 1e-16),
    ("UCS appreciated: MI", am.mi(*APPRECIATED) * TO_LOG10, 0.796611250194937, 1e-12),
    ("UCS appreciated: chi2", am.chi_square(*APPRECIATED), 4.80398096104896, 1e-11),
    ("UCS appreciated: Yates", am.chi_square(*APPRECIATED, yates=True), 0.78778847254683, 1e-11),
    ("UCS appreciated: G2", am.g2(*APPRECIATED), 2.4487567246743, 1e-9),
    ("UCS appreciated: simple-LL", am.simple_ll(*APPRECIATED), 1.9879920402794, 1e-11),
    ("UCS appreciated: t", am.t_score(*APPRECIATED), 0.840269169470515, 1e-12),
    ("UCS appreciated: z", am.z_score(*APPRECIATED), 2.10244214695804, 1e-12),
    ("UCS appreciated: OR", np.log10(am.odds_ratio(*APPRECIATED)), 1.06151846545363, 1e-12),
    # UCS prints 0.814308473; exactly it is -log10[1 - (176664 * 176663) / (191998 * 191997)].
    ("UCS appreciated: Fisher", -np.log10(am.fisher(*APPRECIATED)), 0.814308473, 5e-8),
    ("UCS appreciated: Fisher, exact", -np.log10(am.fisher(*APPRECIATED)), 0.8143084918729304, 1e-10),
    ("UCS certain: MI", am.mi(*CERTAIN) * TO_LOG10, -0.136441960174449, 1e-12),
    ("UCS certain: MI3", am.mi3(*CERTAIN) * TO_LOG10, 1.55375411985406, 1e-12),
    # UCS gives chi2 and G2 the sign of O - E; ours have none.
    ("UCS certain: chi2", am.chi_square(*CERTAIN), 0.757555937349874, 1e-11),
    ("UCS certain: G2", am.g2(*CERTAIN), 0.829802488929075, 1e-9),
    ("UCS certain: t", am.t_score(*CERTAIN), -0.976603439999581, 1e-12),
    ("UCS certain: z", am.z_score(*CERTAIN), -0.834636300973578, 1e-12),
    ("Gabrielatos & Marchi 2011 p. 18", am.percent_diff(206523, 178174, 959641, 1562358), 88.7, 0.05),
    ("Pojanapunya & Todd 2018 p. 154", am.odds_ratio(16217, 735, 2796938, 2087946), 16.5612, 5e-5),
    ("Gries 2013 p. 144, of course", am.delta_p_forward(*table(5610, 168938, 2257, 10233063)), 0.032, 5e-4),
    ("Gries 2013 p. 144, of course", am.delta_p_backward(*table(5610, 168938, 2257, 10233063)), 0.697, 5e-4),
    ("Bouma 2009: always", am.npmi(*table(10, 0, 0, 90)), 1, 1e-12),
    ("Bouma 2009: independent", am.npmi(*table(1, 9, 9, 81)), 0, 1e-12),
    ("Bouma 2009: never", am.npmi(*table(0, 10, 10, 80)), -1, 0),
    ("Smadja 1996", am.dice(*marginals(130, 3121, 143, 10**6)), 0.08, 5e-3),
    ("Pedersen 1996: two-sided", am.fisher(*table(1, 3, 3, 1), alternative="two-sided"), 0.486, 5e-4),
    ("Pedersen 1996: left", am.fisher(*table(1, 3, 3, 1), alternative="less"), 0.243, 5e-4),
    ("Pedersen 1996: right", am.fisher(*table(1, 3, 3, 1), alternative="greater"), 0.986, 5e-4),
    ("Pedersen 1996: Yates", am.chi_square(*table(1, 3, 3, 1), yates=True), 0.5, 1e-12),
    ("corpora keyness: G2", am.g2(*CORPORA), 2.954494, 5e-7),
    ("corpora keyness: LL2", am.ll2(*CORPORA), 2.941938, 5e-7),
    ("corpora keyness: LRC", am.lrc(*CORPORA), 0, 0),
    ("corpora keyness: log ratio", am.log_ratio(*CORPORA), 1.807355, 5e-7),
    ("corpora keyness: low", am.log_ratio_interval(*CORPORA)[0], -0.4563, 5e-5),
    ("corpora keyness: high", am.log_ratio_interval(*CORPORA)[1], 4.0710, 5e-5),
    ("corpora keyness: %DIFF", am.percent_diff(*CORPORA), 250, 1e-9),
    ("corpora keyness: OR", am.odds_ratio(*CORPORA), 3.5176, 5e-5),
    ("corpora keyness: BIC", am.bic(*CORPORA), -4.6590, 5e-5),
    ("quanteda: chi2", am.chi_square(*QUANTEDA), 4.337160, 5e-7),
    ("quanteda: Yates", am.chi_square(*QUANTEDA, yates=True), 2.632438, 5e-7),
    ("quanteda: p of Yates", am.p_value(am.chi_square(*QUANTEDA, yates=True)), 0.104701, 5e-7),
    ("quanteda: G2", am.g2(*QUANTEDA), 4.534939, 5e-7),
    ("quanteda: p of G2", am.p_value(am.g2(*QUANTEDA)), 0.033210, 5e-7),
    ("quanteda: Fisher", am.fisher(*QUANTEDA, alternative="two-sided"), 0.069779, 5e-7),
    ("10 v 0: LL2", am.ll2(10, 0, 10_000, 20_000), 21.9722, 5e-5),
    ("10 v 0: G2", am.g2(10, 0, 10_000, 20_000), 21.9789, 5e-5),
    ("10 v 0: log ratio", am.log_ratio(10, 0, 10_000, 20_000), 5.3219, 5e-5),
    ("0 v 10: LL2", am.ll2(0, 10, 10_000, 20_000), 8.1093, 5e-5),
    ("0 v 10: log ratio", am.log_ratio(0, 10, 10_000, 20_000), -3.3219, 5e-5),
    ("0 v 10: %DIFF", am.percent_diff(0, 10, 10_000, 20_000), -100, 1e-9),
    ("quanteda: Williams", alt.g2_williams(*QUANTEDA), 4.200833, 5e-7),
    ("quanteda: q of Williams", am.g2(*QUANTEDA) / alt.g2_williams(*QUANTEDA), 1.0795332, 5e-8),
    ("quanteda: p of Williams", am.p_value(alt.g2_williams(*QUANTEDA)), 0.040404, 5e-7),
    ("quanteda: conditional OR", alt.conditional_odds_ratio(*QUANTEDA), 7.166306, 5e-7),
    ("corpora keyness: log ratio with 1/2", alt.log_ratio_walter(*CORPORA), 1.584963, 5e-7),
    ("corpora keyness: simple maths", alt.simple_maths(*CORPORA), 3.498751, 5e-7),
    ("Kilgarriff 2009", alt.simple_maths(35, 263, 112_289_811, 1_559_717_242), 1.1224, 5e-5),
    ("Hofland & Johansson 1982 p. 471", alt.difference_coefficient(18, 35, 10**6, 10**6), -0.32, 5e-3),
    ("Kilgarriff 2001", alt.rank_sum([12, 15, 18, 24, 88], [3, 3, 13, 27, 33])[0], 31, 1e-12),
    ("UCS appreciated: MS", alt.minimum_sensitivity(*APPRECIATED), 0.0000652145558888744, 1e-16),
    ("Rychly 2008: 10 of 20 and 20", am.log_dice(*marginals(10, 20, 20, 10**6)), 13, 1e-12),
    ("Rychly 2008: always together is 14", am.log_dice(*marginals(20, 20, 20, 10**6)), 14, 1e-12),
    ("logDice of 20, 42, 20", am.log_dice(*marginals(20, 42, 20, 14307668)), 13.3677, 5e-5),
]


@pytest.mark.parametrize("result, value, tolerance", [row[1:] for row in PRINTED], ids=[row[0] for row in PRINTED])
def test_printed_number(result, value, tolerance):
    assert result == pytest.approx(value, abs=tolerance, rel=0)


# quanteda.textstats tests: "a a a b b c c c c c c d e f g h h" against "a a b c c d d d d e f h"
@pytest.mark.parametrize(
    "word, a, b, chi2, g2, ll2, mi",
    [
        ("a", 3, 2, 0.004739, 0.004751, 0.003935, 0.023257),
        ("c", 6, 2, 1.221872, 1.274238, 0.941184, 0.246400),
        ("d", 1, 4, 3.715033, 3.779441, 3.123254, -1.075355),
        ("g", 1, 0, 0.731092, 1.093291, 1.068165, 0.534082),
        ("e", 1, 1, 0.065813, 0.064900, 0.060355, -0.159065),
        ("b", 2, 1, 0.089304, 0.091242, 0.082023, 0.128617),
        ("h", 2, 1, 0.089304, 0.091242, 0.082023, 0.128617),
    ],
)
def test_quanteda_words(word, a, b, chi2, g2, ll2, mi):
    words = a, b, 17, 12
    assert am.chi_square(*words) == pytest.approx(chi2, abs=5e-7)
    assert am.g2(*words) == pytest.approx(g2, abs=5e-7)
    assert am.ll2(*words) == pytest.approx(ll2, abs=5e-7)
    assert am.mi(*words) * math.log(2) == pytest.approx(mi, abs=5e-7)  # quanteda's pmi is natural


def test_quanteda_order_of_words():
    words, a, b = "abcdefgh", np.array([3, 2, 6, 1, 1, 1, 1, 2]), np.array([2, 1, 2, 4, 1, 1, 0, 1])
    signed = am.g2(a, b, 17, 12) * np.sign(am.log_ratio(a, b, 17, 12))
    # Its order by chi2 with Yates' correction is another, since it takes N/2 off smaller differences as well.
    assert "".join(words[i] for i in np.argsort(-signed, kind="stable")) == "cgbhaefd"


# pandas-association-measures, log-ratio-gold.tsv (made by S. Evert's R code from CQPweb output, 599 rows).
# lr log ratio; clr conservative at 99 %; lrc exact at 95 %, two-sided, one-sided, by normal approximation.
@pytest.mark.parametrize(
    "f, f2, lr, clr, lrc, lrc_positive, lrc_normal",
    [
        (
            1189,
            2157,
            7.156575955874566,
            6.888131619986817,
            6.910068549501856,
            6.920629978390886,
            6.911256137366681,
        ),
        (49, 88, 7.189213818656465, 5.856503097986011, 5.941562136184079, None, None),
        (150, 349, 6.452100263355738, 5.7806986388180706, 5.821970068053486, None, None),
    ],
    ids=["eingebracht", "unionsgeführt", "Befragung"],
)
def test_cqpweb_log_ratio_gold(f, f2, lr, clr, lrc, lrc_positive, lrc_normal):
    words, rows = marginals(f, 168329, f2, 19720567), 599
    assert am.log_ratio(*words) == pytest.approx(lr, rel=1e-13)
    assert am.log_ratio_interval(*words, confidence=1 - 0.01 / rows)[0] == pytest.approx(clr, rel=1e-11)
    assert am.lrc(*words, family=rows) == pytest.approx(lrc, rel=1e-12)
    if lrc_positive:
        assert am.lrc(*words, confidence=0.9, family=rows) == pytest.approx(lrc_positive, rel=1e-12)
        low, _ = am.log_ratio_interval(*words, confidence=1 - 0.05 / rows)
        assert low == pytest.approx(lrc_normal, rel=1e-11)
