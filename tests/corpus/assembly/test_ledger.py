"""What is told of a reading: one book, whichever file is spoken of."""

from helpers.corpus.assembly.ledger import Ledger


def test_what_is_told_of_each_file_stands_in_one_book_in_order():
    book = Ledger()
    one, other = book.of("a.csv"), book.of("b.txt")
    one.put_aside("no text", 3, "a-3")
    other.put_aside("an empty file")
    one.note("look", 4, "a-4")
    one.repaired(4, "a-4", "title", {"tatweel": 2, "composed": 1})
    assert book.set_aside == [
        {"file": "a.csv", "row": 3, "doc_id": "a-3", "reason": "no text"},
        {"file": "b.txt", "row": None, "doc_id": "", "reason": "an empty file"},
    ]
    assert book.notes == [{"file": "a.csv", "row": 4, "doc_id": "a-4", "note": "look"}]
    place = {"file": "a.csv", "row": 4, "doc_id": "a-4", "field": "title"}
    assert book.repairs == [{**place, "step": "tatweel", "n": 2}, {**place, "step": "composed", "n": 1}]
    assert other.notes is book.notes and Ledger().notes == []
