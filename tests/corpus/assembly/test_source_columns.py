"""Which cells are those of newspapers and of accounts that publish, each with its near miss."""

import pytest

from helpers.corpus.assembly import source_columns
from helpers.corpus.assembly.samples import Samples
from helpers.corpus.reading.result import table

LINK = '<a href="https://example.org">Twitter for iPhone</a>'
PAPERS = ["صحيفة الأفق", "قناة المرفأ", "وكالة السهل", "إذاعة الجبل", "the hill press", "sahl.example"]


def samples(**columns):
    return Samples(table([*range(max(map(len, columns.values())))], columns))


def judged(**columns):
    """The column of sources among these, of which none is known by its name."""
    return source_columns.judged(None, [*columns], samples(**columns))[0]


@pytest.mark.parametrize(
    ("cells", "are_sources"),
    [
        (PAPERS[:1], True), (PAPERS[:3], True), (["الأفق", "المرفأ"], False),
        # names of papers come again, but for the first rows of a table; what differs in each row is a text
        (PAPERS[:4], False), (PAPERS[:5], False), (PAPERS, False),
        (PAPERS[:2] * 2, True), ([*PAPERS[:3], PAPERS[0]], False), ([*PAPERS[:2] * 2, PAPERS[0]], True),
        (PAPERS[:3] * 2, True), ([*PAPERS[:4], *PAPERS[:2]], False), (PAPERS * 3, True),
        # half of them say what they are
        (["صحيفة الأفق", "المرفأ"] * 3, True), (["صحيفة الأفق", "المرفأ", "السهل"], False),
        # a site is one, what only holds a point is none
        (["www.sahl.example", "ar.sahl.example"], True), (["sahl.example "], True), (["سنة 2.5 مليون"], False),
        (["نقل عن sahl.example أمس"], False), (["موقعة الجبل"], False), (["Timesheet"], False), (["DAILY Hill"], True),
        # a sentence that names a paper is not its name
        (["قالت صحيفة الأفق إن المجلس اجتمع أمس في المدينة الجديدة بحضور"], False),
        (["صحيفة الأفق اليومية الصادرة عن دار السهل للطباعة والنشر"], True),
        (["صحيفة الأفق", "قالت صحيفة الأفق إن المجلس اجتمع أمس في المدينة الجديدة بحضور الوزير والمحافظ"], True),
        ([], False), (["", "-"], False),
    ],
)  # fmt: skip
def test_a_column_of_newspapers_is_known_by_its_cells(cells, are_sources):
    assert (judged(x=cells or [""]) == "x") == are_sources


def test_names_of_sixty_letters_are_the_longest_on_average():
    assert judged(x=["صحيفة " + "ا" * 54]) == "x" and judged(x=["صحيفة " + "ا" * 55]) is None
    assert judged(x=["صحيفة " + "ا" * 44, "صحيفة " + "ب" * 64]) == "x"


def test_columns_that_cannot_be_sources_are_passed_over_for_one_that_is():
    free = {"empty": ["", ""], "nothing": ["-", "-"], "text": PAPERS[:2], "long": [PAPERS[0] * 9] * 2, "x": PAPERS[:2]}
    assert judged(**free) == "x"
    assert judged(text=PAPERS[:2]) is None  # its name says that it is a text


def test_a_column_known_by_its_name_stays_but_for_one_of_links():
    cells = samples(source=["الأفق", "المرفأ"], via=[LINK, "  " + LINK], x=PAPERS[:2])
    assert source_columns.judged("source", ["x"], cells) == ("source", "")
    assert source_columns.judged("via", ["via", "x"], cells) == ("x", "")
    cells["via"] = ["<a صحيفة>"]
    assert source_columns.judged("via", ["via"], cells) == (None, "")  # not itself in its own place


@pytest.mark.parametrize(
    ("cells", "links"),
    [([LINK], True), ([LINK, "الأفق"], True), ([LINK, "الأفق", "المرفأ"], False), ([], False), (["<abbr>"], False)],
)
def test_links_are_half_of_the_cells(cells, links):
    assert source_columns.are_links(cells) == links


def account(text="tweet", **columns):
    return source_columns.account({name: name for name in columns}, samples(**columns), text)


@pytest.mark.parametrize(
    ("cells", "are_names"),
    [
        (["سالم", "هند"], True), (["سالم", "هند", "ليلى", "عمر", "17"], True), (["سالم", "هند", "ليلى", "17"], False),
        (["سالم", "", "", ""], False), (["سالم", "هند", "", ""], True), (["", ""], False),  # of half of the rows
        (["س", "ه"], False), (["a1", "b2"], False), (["ab", "cd"], True),
        (["https://example.org/salim"], False), (["www.example.org"], False), (["example.org"], True),
        (["واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية"], True),
        (["واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة"], False),
        (["ا" * 60], True), (["ا" * 61], False),
        (["الأولى"], False), (["اخيرة"], False), ([" first "], False), (["القناة الأولى"], True), (["Firsthand"], True),
    ],
)  # fmt: skip
def test_names_of_accounts_are_names(cells, are_names):
    assert (account(username=cells) == "username") == are_names


def test_the_likeliest_account_is_taken_and_the_next_where_it_holds_no_names():
    assert account(channel=["الأفق"], username=["سالم"]) == account(username=["سالم"], channel=["الأفق"])
    first = account(channel=["الأفق"], username=["سالم"])
    other = {"channel": "username", "username": "channel"}[first]
    assert account(**{first: ["17"], other: ["سالم"]}) == other
    assert account(username=["سالم"], user=["هند"], remark=["المرفأ"]) in ("username", "user")
    assert account(remark=["المرفأ"]) is None
    assert account(user_name=["سالم"], name_user=["هند"]) == "user_name"  # of two alike the one that stands first


def test_the_author_of_posts_is_an_account_that_of_articles_is_none():
    assert account(text="tweet", author=["سالم"]) == account(text="x", author=["سالم"], likes=["3"]) == "author"
    assert account(text="article", author=["سالم"]) is None
