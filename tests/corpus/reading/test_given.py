"""What is a path and what is a text, of that which is given in memory."""

import os
from pathlib import Path

import pytest

from helpers.corpus import documents
from helpers.corpus.reading import given
from helpers.errors import ArgumentError, InputError


@pytest.mark.parametrize(
    ("source", "is_path"),
    [
        ("ثلاث كلمات فقط", True), ("هذه أربع كلمات هنا", False),  # the sentence on a missing file, or that on a text
        ("هذه أربع كلمات هنا.txt", True), ("/ أربع كلمات هنا", True), ("./هذه أربع كلمات هنا", True),
        ("~ هذه أربع كلمات", True), ("../هذه أربع كلمات هنا.x", True), ("كلمة\nأخرى", False), ("كلمة\rأخرى", False),
        ("كلمة\0أخرى", False), ("a" * 4096, True), ("a" * 4097, False), ("أ b c " * 82 + "d.txt", True),
        ("أ b c " * 90 + "d.txt", False),
    ],
)  # fmt: skip
def test_a_string_is_a_path_or_a_text(source, is_path):
    if is_path:
        assert given.paths(source) == [Path(source)]
    else:
        with pytest.raises(InputError, match="is no path of a file or folder; if it is a text, give it in a list"):
            given.paths(source)


def test_a_path_of_many_words_is_one_where_it_is_there_or_is_given_as_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "هذه أربع كلمات هنا"
    assert given.paths(Path(name)) == [Path(name)]
    (tmp_path / name).touch()
    assert given.paths(name) == given.paths(os.fsencode(name).decode()) == [Path(name)]
    monkeypatch.setenv("HOME", str(tmp_path))
    assert given.paths(f"~/{name}") == [tmp_path / name]
    (tmp_path / f"~{name}").touch()
    assert given.paths(f"~{name}") == [Path(f"~{name}")]


@pytest.mark.parametrize("source", ["", " ", "\t"])
def test_an_empty_path_is_said(source):
    with pytest.raises(InputError, match="The path is empty"):
        given.paths(source)


@pytest.mark.parametrize("source", ["http://example.org/a.txt", "HTTPS://example.org"])
def test_an_address_on_the_web_is_said(source):
    with pytest.raises(InputError, match="is an address on the web, which is not opened"):
        given.paths(source)


@pytest.mark.parametrize(("size", "shown"), [(60, 60), (61, 60), (900, 60)])
def test_a_text_that_is_no_path_is_shown_up_to_sixty_letters(size, shown):
    text = "كتب " * 5 + "x" * (size - 20)
    with pytest.raises(InputError) as error:
        given.paths(text)
    told = str(error.value).partition('" is no path')[0].removeprefix('"')
    assert told == (text if size == shown else text[: shown - 1] + "…") and len(told) == shown


def test_a_list_is_one_of_paths_where_all_are_there_or_look_so(tmp_path):
    there, text = tmp_path / "a", "هذه أربع كلمات هنا"
    there.touch()
    assert given.paths([str(there)]) == [there] and given.paths([there, Path(text)]) == [there, Path(text)]
    assert given.paths([str(there), there]) == [there, there]
    assert given.paths(["a.txt", "b.csv"]) == [Path("a.txt"), Path("b.csv")]
    assert given.paths([text, "a.txt"]) is None and given.paths(["كلمة"]) is None and given.paths([]) is None
    assert given.paths([text, 3]) is None and given.paths({"a.txt"}) is None
    with pytest.raises(InputError, match=f'"{text}" in the list is not there, though other paths of it are'):
        given.paths([str(there), text])


def test_a_dict_of_texts_has_their_names_for_ids():
    corpus = documents.read({"أول": "نص عن القرية.", "ثان": "نص عن المدينة."})
    assert corpus.documents[["doc_id", "text"]].values.tolist() == [["أول", "نص عن القرية."], ["ثان", "نص عن المدينة."]]
    with pytest.raises(ArgumentError, match='The value of "ثان" is 3, but must be a text; give a path'):
        documents.read({"أول": "نص عن القرية.", "ثان": 3})
