"""Sources that are one, however they are written."""

import json

import pytest

from helpers.corpus import documents
from helpers.corpus.assembly import labels


@pytest.mark.parametrize(
    ("values", "taken"),
    [
        (["أ", "أ\u200f"], {"أ\u200f": "أ"}), (["الأفق", "الأفق", "الافق"], {"الافق": "الأفق"}),
        (["الافق", "الأفق", "الافق"], {"الأفق": "الافق"}), (["BBC", "bbc"], {"bbc": "BBC"}),
        (["الجزيرة", "الجزيره"], {"الجزيره": "الجزيرة"}), (["الغد", " الغد "], {" الغد ": "الغد"}),
        (["الأُفُق", "الأفـــق", "الأفق", "الأفق"], {"الأُفُق": "الأفق", "الأفـــق": "الأفق"}),
        # other sources stay apart
        (["الأفق", "الآفاق"], {}), (["الغد", "الغد الجديد"], {}), (["cnn", "bbc"], {}), (["", ""], {}),
        (["-", "—"], {}),
        (["الشرق", "شرق"], {}),
    ],
)  # fmt: skip
def test_spellings_of_one_label(values, taken):
    assert labels.agreed(values) == taken


def test_they_are_counted_as_one_over_all_files_and_told(tmp_path):
    for name, source in (("a", "الأفق"), ("b", "الافق"), ("c", "الأفق\u200f")):
        record = {"id": name, "text": f"خبر {name}", "source": source, "category": "سياسة"}
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    corpus = documents.read(tmp_path)
    assert corpus.documents["source"].tolist() == ["الأفق"] * 3
    signs = "in signs that cannot be seen"
    assert corpus.notes[["file", "doc_id", "note"]].values.tolist() == [
        ["b.json", "b", 'the source "الافق" differs from "الأفق" only in spelling: the two are one'],
        ["c.json", "c", f'the source "الأفق\u200f" differs from "الأفق" only {signs}: the two are one'],
    ]
