import dataclasses
import json
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers.display import plots, rtl, series, style
from helpers.errors import ArgumentError, NotFound
from helpers.measures import intervals
from helpers.study import figures, kept, outputs, settings


def words():
    ipm = [1 / 3 * 10**4, 2000.0, 1000.0]
    table = pd.DataFrame({"term": ["الإرهاب", "007", "الدولة"], "ipm": ipm, "n": [30, 20, 10]})
    table = table.assign(low=table["ipm"] * 0.9, high=table["ipm"] * 1.1)
    return intervals.noted(table, "low", "high", "documents", confidence=0.95, resamples=100)


def save(study, name="06_a", **options):
    table = words()
    ax = plots.bars(table, low="low", high="high", title=("كلمات", "words"), **options)
    return outputs.save(study, name, ax, table, caption_ar="كلمات المدونة", caption_en="Words of the corpus")


@pytest.fixture
def sized(make_study):
    def make(text="", n_tokens=200_000):
        study = make_study(f'{text}\n')
        study.derived.mkdir(exist_ok=True)
        manifest = {"corpus_hash": "abc", "n_documents": 12, "n_tokens": n_tokens}
        (study.derived / "manifest.json").write_text(json.dumps(manifest), "utf-8")
        return study

    return make


def test_the_caption_is_made_from_the_table(sized):
    study = sized()
    sidecar = outputs.read_sidecar(save(study).files[-1])
    assert sidecar["caption"]["en"] == (
        "Words of the corpus. Drawn: all 3, by “per million words”. n: “occurrences”. Interval: 95%, percentiles of "
        "100 resamples of the documents. Largest: الإرهاب: 3,333; 007: 2,000; الدولة: 1,000. "
        "Corpus: 12 documents, 200,000 tokens."
    )
    assert sidecar["alt"]["ar"].startswith("نقاط أفقية بفتراتها: كلمات المدونة.")


def test_drawn_again_it_is_the_same_figure(sized):
    """To the byte in PNG; the CSV keeps ten digits, of which vectors may show the last."""
    study = sized()
    before = {path.name: path.read_bytes() for path in save(study).files}
    done = figures.again(study)
    assert [(name, [path.name for path in files]) for name, files in done] == [
        ("06_a", ["06_a.png", "06_a.svg", "06_a.pdf"])
    ]
    again = {path.name: path.read_bytes() for path in done[0][1]}
    assert again["06_a.png"] == before["06_a.png"]
    assert {path.name: path.read_bytes() for path in figures.again(study)[0][1]} == again


def renders(monkeypatch):
    """The kinds of files that are rendered from now on, in their order."""
    done, own = [], style.to_bytes
    monkeypatch.setattr(style, "to_bytes", lambda fig, kind, **how: done.append(kind) or own(fig, kind, **how))
    return done


def test_of_the_same_drawing_png_and_pdf_stand_as_they_are(sized, monkeypatch):
    study, done = sized(), renders(monkeypatch)
    before = {path.name: path.read_bytes() for path in save(study).files}
    assert done == ["svg", "png", "pdf"]
    assert {path.name: path.read_bytes() for path in save(study).files} == before
    assert done[3:] == ["svg"]
    kept.forget(study)  # as khitab run --all
    save(study)
    assert done[4:] == ["svg", "png", "pdf"]


def test_another_drawing_and_a_file_that_was_changed_are_rendered(sized, monkeypatch):
    study, done = sized(), renders(monkeypatch)
    save(study)
    png, first = study.figures_folder / "06_a.png", (study.figures_folder / "06_a.png").read_bytes()
    table = words()
    ax = plots.bars(table, low="low", high="high", title=("كلمات", "words"))
    ax.axvline(1500)  # by the hand of a reader, after the plot
    outputs.save(study, "06_a", ax, table, caption_ar="كلمات المدونة", caption_en="Words of the corpus")
    assert done == ["svg", "png", "pdf"] * 2 and png.read_bytes() != first
    save(study)
    assert done == ["svg", "png", "pdf"] * 3 and png.read_bytes() == first
    png.write_bytes(first[:-9])
    save(study)
    assert done[9:] == ["svg", "png"] and png.read_bytes() == first
    save(dataclasses.replace(study, figures={**study.figures, "dpi": 100}))
    assert done[11:] == ["svg", "png", "pdf"] and png.read_bytes() != first


def test_without_svg_every_file_is_rendered(sized, monkeypatch):
    study, done = sized('[figures]\nformats = ["png"]'), renders(monkeypatch)
    assert [path.name for path in save(study).files] == [path.name for path in save(study).files]
    assert done == ["png", "png"]


def test_another_language_stands_beside_and_goes_with_the_next_run(sized):
    study = sized()
    save(study)
    ((_, written),) = figures.again(study, language="en")
    assert [path.name for path in written] == ["06_a.en.png", "06_a.en.svg", "06_a.en.pdf"]
    assert written[0].read_bytes() != (study.figures_folder / "06_a.png").read_bytes()
    save(study)
    assert not (study.figures_folder / "06_a.en.png").exists()


def test_both_languages_and_the_language_of_the_settings(sized):
    both = sized('[figures]\nlanguage = "both"\nformats = ["svg"]')
    names = [path.name for path in save(both).files]
    assert names == ["06_a.svg", "06_a.en.svg", "06_a.csv", "06_a.json"]
    beside = (both.figures_folder / "06_a.en.svg").read_bytes()
    english = sized('[figures]\nlanguage = "en"\nformats = ["svg"]')
    save(english)  # drawn in Arabic, for no notebook has begun: saved in English
    assert (english.figures_folder / "06_a.svg").read_bytes() == beside


def test_digits_and_small_corpora(sized):
    study = sized('[figures]\ndigits = "arabic"\nformats = ["svg"]', n_tokens=14_000)
    sidecar = outputs.read_sidecar(save(study).files[-1])
    assert "لكل ألف كلمة" in sidecar["caption"]["ar"] and "٣٫٣٣" in sidecar["caption"]["ar"]
    assert "3.33" in sidecar["caption"]["en"]


def test_rows_categories_dates_and_events_come_back(sized):
    study = sized('[figures]\nformats = ["svg"]')
    table = pd.DataFrame({"period": pd.Categorical(["b", "a", "c"] * 2, ["c", "b", "a"]), "ipm": [5.0, 4, 3, 9, 9, 9],
                          "n_docs": 9, "group": ["x"] * 3 + ["y"] * 3})  # fmt: skip
    events = pd.DataFrame({"period": ["a"], "label": ["حدث"]})
    ax = series.lines(table[table["group"] == "x"], x="period", y="ipm", few="n_docs", least=3, events=events)
    outputs.save(study, "11_a", ax, table, caption_ar="أ", caption_en="a")
    before = (study.figures_folder / "11_a.svg").read_bytes()
    sidecar = json.loads((study.figures_folder / "11_a.json").read_text("utf-8"))
    assert sidecar["drawing"]["rows"] == [0, 1, 2] and sidecar["drawing"]["categories"] == {"period": ["c", "b", "a"]}
    figures.again(study)
    assert (study.figures_folder / "11_a.svg").read_bytes() == before


def test_what_cannot_be_drawn_again_is_said(sized):
    study = sized()
    table = words()
    ax = plots.bars(table)
    other = table.assign(ipm=table["ipm"] + 1)
    outputs.save(study, "06_b", ax, other, caption_ar="أ", caption_en="a")
    assert figures.again(study) == [("06_b", [])]
    with pytest.raises(ArgumentError, match='language is "de", but must be one of'):
        figures.again(study, language="de")


def test_without_figures(sized):
    with pytest.raises(NotFound, match='There is no figure in .* yet; "khitab run'):
        figures.again(sized())


def test_the_settings_are_checked(make_study):
    message = r'\[figures\] language is "english", but must be one of "ar", "en", "both"'
    with pytest.raises(settings.KhitabError, match=message):
        make_study('[figures]\nlanguage = "english"\n')


def test_the_sidecar_says_for_which_width_a_figure_is_and_another_width_is_drawn_anew(sized):
    study = sized('[figures]\nwidth = "two"\nformats = ["pdf"]')
    sidecar = json.loads(save(study).files[-1].read_text("utf-8"))
    assert sidecar["print"] == {"width_mm": 180.0, "columns": "two", "smallest_points": 6.7}
    assert sidecar["settings"]["figures.width"] == "two"
    figures.again(study, width="one")
    path = study.figures_folder / "06_a.json"
    assert json.loads(path.read_text("utf-8"))["print"]["columns"] == "one"
    with pytest.raises(ArgumentError, match='width is "three", but must be one of "fit", "one", "two"'):
        figures.again(study, width="three")


def test_a_pdf_has_the_width_of_its_columns_small_text_of_6_points_and_its_fonts_inside(sized):
    """Read from the file that is printed, not from the figure."""
    pypdf = pytest.importorskip("pypdf")
    for width, millimetres in (("one", 85), ("two", 180)):
        study = sized(f'[figures]\nwidth = "{width}"\nformats = ["pdf"]')
        path = next(path for path in save(study).files if path.suffix == ".pdf")
        page, sizes = pypdf.PdfReader(path).pages[0], []
        page.extract_text(visitor_text=lambda _, __, tm, ___, size, into=sizes: into.append(size * abs(tm[3] or tm[1])))
        assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(millimetres, abs=0.1)
        assert min(size for size in sizes if size) >= 6
        fonts = page["/Resources"]["/Font"].values()
        for font in fonts:
            font = font.get_object()
            font = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            about = font["/FontDescriptor"].get_object()
            assert "/FontFile2" in about or font["/Subtype"] == "/Type3"


def test_an_svg_says_what_it_shows_and_may_hold_its_text(sized):
    svgs = {}
    for letters in ("outlines", "text"):
        study = sized(f'[figures]\nsvg = "{letters}"\nformats = ["svg"]')
        svgs[letters] = next(path for path in save(study).files if path.suffix == ".svg").read_text("utf-8")
        root = ElementTree.fromstring(svgs[letters])
        title, description = (root.find("{http://www.w3.org/2000/svg}" + tag) for tag in ("title", "desc"))
        assert title.text == "كلمات المدونة" and description.text.startswith("نقاط أفقية بفتراتها: كلمات المدونة.")
        assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
        assert root.get("role") == "img"
    assert "<text" not in svgs["outlines"]
    if rtl.mpl_shapes_natively():
        written = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert f"{rtl.RLI}الإرهاب{rtl.PDI}" in written and "007" in written  # logical order, each with its direction
        assert "@font-face{font-family:'IBM Plex Sans Arabic'" in svgs["text"]
