"""Which documents are taken: ids that come again, texts that come again, in one file and in several."""

import pytest

from helpers.corpus import documents
from helpers.corpus.assembly.collecting import Seen

ROWS = "id,text\n"


def ids(tmp_path, *tables):
    for number, rows in enumerate(tables):
        (tmp_path / f"{number}.csv").write_text(ROWS + "\n".join(rows), "utf-8")
    c = documents.read(tmp_path)
    assert c.documents["doc_id"].is_unique
    return c.documents["doc_id"].tolist(), c.set_aside["reason"].tolist(), c.notes["note"].tolist()


AGAIN = "repeats an earlier document: same id, same text"


@pytest.mark.parametrize(
    ("tables", "kept", "aside"),
    [
        ([["a,نص", "b,نص"], ["c,نص", "d,نص"]], ["a", "b", "c", "d"], 0),
        ([["a,نص", "a,نص"]], ["a"], 1),
        ([["a,نص", "a,آخر", "a,آخر", "a,ثالث", "a,نص"]], ["a", "a-2", "a-3"], 2),
        ([["a,نص", "b,نص"], ["b,آخر", "a,نص"], ["a,ثالث", "b,آخر"]], ["a", "b", "b-2", "a-2"], 2),
        ([["a,نص", "a,آخر"], ["a-2,نص", "c,نص"], ["a-2,نص", "a-2,آخر"]], ["a", "a-2", "a-2-2", "c", "a-2-3"], 1),
        ([["a-2,نص"], ["a,نص", "a,آخر"]], ["a-2", "a", "a-3"], 0),
    ],
)  # fmt: skip
def test_an_id_that_comes_again_gets_a_number_and_a_document_that_does_is_set_aside(tmp_path, tables, kept, aside):
    found, reasons, notes = ids(tmp_path, *tables)
    assert (found, reasons) == (kept, [AGAIN] * aside)
    assert sum("belongs to an earlier document with another text" in note for note in notes) == len(
        [one for one in kept if one.count("-") and one != "a-2"]
    ) + (kept.count("a-2") if tables[0][0] != "a-2,نص" else 0)


def test_ids_are_taken_at_once_only_where_all_are_new():
    seen = Seen()
    assert seen.take_all(["a", "b"], ["1", "2"]) and not seen.take_all(["c", "c"], ["3", "3"])
    assert not seen.has("c", "3") and seen.has("a", "1") and not seen.has("a", "2")
    assert seen.take("a", "2") == "a-2"
    assert not seen.take_all(["a-2"], ["4"]) and not seen.take_all(["d", "b"], ["4", "4"])
    assert not seen.has("d", "4") and seen.take_all(["d"], ["4"]) and seen.take("d", "5") == "d-2"
