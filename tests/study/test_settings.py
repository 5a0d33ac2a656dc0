import re
import tomllib
from dataclasses import FrozenInstanceError

import pytest

from helpers import schema
from helpers.arabic.normalization import DEFAULT_FOLDS
from helpers.errors import InputError, SettingsError
from helpers.study import keys, settings


def test_defaults_are_filled_in(make_study):
    study = make_study("")
    assert (study.name, study.title, study.description, study.seed) == ("دراسة أولى", "دراسة أولى", "", 0)
    assert study.terms["level"] == "lemma"
    assert study.terms["folds"] == DEFAULT_FOLDS
    assert study.themes["candidates"] == (4, 5, 6, 7, 8, 9, 10)
    assert study.figures["formats"] == ("png", "svg", "pdf")
    for section in settings.KEYS:
        assert not section or list(getattr(study, section)) == list(settings.KEYS[section])


def test_given_values_are_taken(make_study):
    study = make_study(
        'seed = 7\n[terms]\nfolds = ["alef", "ya", "alef"]\nextra_stop_words = ["قال"]\n[themes]\nmax_share = 1\n'
    )
    assert study.seed == 7
    assert study.terms["folds"] == ("alef", "ya")
    assert study.terms["extra_stop_words"] == ("قال",)
    assert study.themes["max_share"] == 1.0
    assert study.terms["min_length"] == 2


def test_a_study_is_read_only(study):
    with pytest.raises(FrozenInstanceError):
        study.seed = 1
    with pytest.raises(TypeError):
        study.terms["level"] = "form"


def test_paths(study):
    assert study.raw == study.folder / "raw"
    assert study.derived == study.folder / "derived"
    assert study.figures_folder == study.folder / "figures"
    assert study.file == study.folder / "study.toml"
    assert study.mask is None


def test_a_study_of_the_project_writes_to_the_projects_figures(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    folder = tmp_path / "data" / "mine"
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text("", encoding="utf-8")
    study = settings.load("mine")
    assert study.folder == folder
    assert study.figures_folder == tmp_path / "figures" / "mine"


def test_the_project_is_found():
    assert (settings.PROJECT / "pyproject.toml").is_file()


def test_raw_may_lie_elsewhere_by_an_absolute_path(make_study, tmp_path):
    elsewhere = (tmp_path / "large corpus").as_posix()
    assert make_study(f"[corpus]\nraw = '{elsewhere}'\n").raw == tmp_path / "large corpus"


def test_folder_file_and_relative_path_name_the_same_study(study, monkeypatch):
    monkeypatch.chdir(study.folder.parent)
    assert settings.load(study.file) == settings.load(study.name) == settings.load(f"./{study.name}") == study
    monkeypatch.chdir(study.folder)
    assert settings.load(".") == settings.load("study.toml") == study


def test_a_byte_order_mark_is_no_hindrance(study):
    study.file.write_text('title = "س"', encoding="utf-8-sig")
    assert settings.load(study.folder).title == "س"


def test_the_recipe_is_what_decides_the_derived_data(make_study):
    recipe = make_study('[corpus]\nraw = "texts"\ntext = "body"\n').recipe
    assert recipe["corpus"]["text"] == "body"
    assert "raw" not in recipe["corpus"]
    assert recipe["terms"]["folds"] == list(DEFAULT_FOLDS)
    assert set(recipe) == {"corpus", "terms", "lexicon"}
    assert recipe["lexicon"] == {}
    assert "lexicon" not in recipe["terms"]


def write_lexicon(study, text, name="lexicon.csv"):
    (study.folder / name).write_text(text, encoding="utf-8")


def test_without_a_lexicon_file_there_are_no_entries(make_study):
    assert make_study("").lexicon == {}
    empty = make_study('[terms]\nlexicon = ""\n')
    write_lexicon(empty, "form,lemma\nبغداد,بغداد\n")
    assert empty.lexicon == {}


def test_the_lexicon_is_read_and_belongs_to_the_recipe(make_study):
    study = make_study("")
    write_lexicon(study, "form,lemma\nبوكو حرام,\n")
    write_lexicon(study, "form,lemma\nالناتو,حلف الناتو\n", "كلمات.csv")
    assert study.lexicon == study.recipe["lexicon"] == {"بوكو حرام": "بوكو حرام"}
    other = make_study('[terms]\nlexicon = "كلمات.csv"\n')
    assert other.lexicon == other.recipe["lexicon"] == {"الناتو": "حلف الناتو"}


def test_a_lexicon_that_is_named_must_be_there(make_study):
    study = make_study('[terms]\nlexicon = "كلمات.csv"\n')
    for ask in (lambda: study.lexicon, lambda: study.recipe):
        with pytest.raises(SettingsError, match='study.toml: \\[terms\\] lexicon is "كلمات.csv", but there is no such'):
            ask()


def test_a_faulty_lexicon_is_told_of_with_its_line(make_study):
    study = make_study("")
    write_lexicon(study, "form,lemma\nISIS,داعش\n")
    with pytest.raises(InputError, match='lexicon.csv, line 2: the form "ISIS" holds no Arabic letter'):
        _ = study.recipe


def test_arguments_for_the_analyses(study):
    assert study.kinds == {"numbers": False, "latin": False, "min_length": 2}
    limits = {key: study.themes[key] for key in ("min_docs", "max_share", "max_terms")}
    assert study.theme_options == limits | study.kinds


def test_settings_in_force(make_study):
    table = settings.in_force(make_study("seed = 3\n[terms]\nnumbers = true\n")).set_index("key")
    assert table.loc["seed", ["value", "changed"]].tolist() == ["3", True]
    assert table.loc["[terms] numbers", ["value", "changed"]].tolist() == ["true", True]
    assert table.loc["[themes] runs", ["value", "changed"]].tolist() == ["20", False]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sed = 1", 'unknown key "sed" at the top of the file. Did you mean "seed"?'),
        ("[term]", 'unknown section [term]. Did you mean "terms"?'),
        ("[xyz]", "The sections are [corpus], [terms], [frequency]"),
        ('[terms]\nlevl = "form"', 'unknown key "levl" in [terms]. Did you mean "level"?'),
        ("[terms]\nqqq = 1", "The keys there are level, analyser, lexicon, folds"),
        ('[frequency]\nlevel = "form"', 'the key "level" does not belong in [frequency], but there is [terms] level.'),
        ('level = "form"', "does not belong at the top of the file, but there is [terms] level."),
        ("terms = 1", "terms is a section; write [terms] on a line of its own."),
        ("[seed]\na = 1", "unknown section [seed]."),
        ('[terms]\nlevel = "fom"', 'must be one of "form", "normalized", "lemma". Did you mean "form"?'),
        ('[terms]\nlevel = "fom"', '[terms] level is "fom", but must be one of "form",'),
        ('[terms]\nfolds = ["alif"]', 'Did you mean "alef"?'),
        ('[terms]\nfolds = "alef"', '[terms] folds is "alef", but must be a list of texts, such as ['),
        ('[terms]\nnumbers = "yes"', '[terms] numbers is "yes", but must be true or false.'),
        ("seed = true", "seed is true, but must be a whole number."),
        ("seed = -1", "seed is -1, but must be between 0 and 4294967295."),
        ("[frequency]\ntop = 0", "[frequency] top is 0, but must be 1 or more."),
        ("[frequency]\nconfidence = nan", "confidence is nan, but must be between 0.5 and 0.999."),
        ("[themes]\ncandidates = [4, 1.5]", "candidates is 1.5, but must be a list of whole numbers."),
        ("[themes]\ncandidates = []", "candidates is an empty list, but must name at least one"),
        ("[themes]\nn_themes = 1", "n_themes is 1, but must be 0 (chosen) or 2 or more."),
        ('[engine]\nscheduler = "lokal"', '[engine] scheduler is "lokal", but must be "", "local", "slurm"'),
        ('[engine]\nshards = "shards"', '[engine] shards: "shards" is no address, such as "s3://bucket/folder"'),
        ('[corpus]\nraw = "s3://"', '[corpus] raw: "s3://" names no place; write what follows'),
        ('[corpus]\nraw = "https://example.org/a"', "is an address on the web, which is not opened"),
        ('[figures]\nformats = ["jpg"]', 'formats is "jpg", but must be one of "png", "svg", "pdf".'),
        ('[corpus]\nraw = "../other"', 'raw is "../other", which leads outside the study.'),
        ('[corpus]\nraw = "raw/../../x"', "which leads outside the study."),
        ('[corpus]\nraw = "."', "a folder that Khitab writes and removes."),
        ('[corpus]\nraw = "derived/x"', "a folder that Khitab writes and removes."),
        ('[terms]\nlexicon = "../lexicon.csv"', '[terms] lexicon is "../lexicon.csv", which leads outside the study.'),
        ('[terms]\nlexicon = "/etc/lexicon.csv"', "only [corpus] raw may be an absolute path. Put it into"),
        ('[terms]\nlexicon = "derived/lexicon.csv"', "a folder that Khitab writes and removes."),
        ("[terms]\nlexicon = 1", "[terms] lexicon is 1, but must be a path in quotes."),
        ('[figures]\nmask = "figures/mask.png"', "a folder that Khitab writes and removes."),
        ('[figures]\nmask = "/etc/mask.png"', "only [corpus] raw may be an absolute path."),
        ('[corpus]\ntext = "a"\ntitle = "a"', '[corpus] text and title both name the column "a"'),
        ('title = "a"\nseed = \n', "line 2: not valid TOML"),
        ('title = "a"\n[themes]\ncandidates = [4,\n', "line 3: not valid TOML: the file ends too early."),
        ("title = “عنوان”", "It holds the quotation marks “ ”, which a word processor makes; type the straight ones"),
        ("[terms]\nlevel = «lemma»", "line 2: not valid TOML: Invalid value. It holds the quotation marks « »"),
        ('[trends]\nterms = ["أ", ‘ب’]', "It holds the quotation marks ‘ ’"),
        ("title = عنوان الدراسة", 'Put the value of title in straight quotes: title = "…".'),
        ('[trends]\nevents = ["أمس شيء"]', '[trends] events: The event "أمس شيء" must be a date and what happened'),
        ('[trends]\nevents = ["2014-06-29"]', "must be a date and what happened, such as"),
        ('[concordance]\nqueries = ["(أ"]', "[concordance] queries: The query"),
        ('[lexicons]\nfiles = ["nameing"]', 'Did you mean "naming"?'),
        ('[figures]\nmask = "map.png"', '[figures] mask is "map.png", but there is no such file.'),
        ('[keyness]\ntarget = "الشرق"', '[keyness] target: "الشرق" names no part of a corpus'),
        ('[corpus]\nraw = "C:\\Users\\x"', "line 2: not valid TOML: Invalid hex value. Put a Windows path in single"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(make_study, text, sentence):
    with pytest.raises(SettingsError, match=re.escape(sentence)) as caught:
        make_study(text)
    assert "study.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf8(study):
    study.file.write_bytes('# تعليق\ntitle = "عنوان"'.encode("cp1256"))
    with pytest.raises(SettingsError, match=r"study\.toml, line 1: the file is not UTF-8"):
        settings.load(study.folder)


def test_studies_that_are_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    (tmp_path / "data" / "sample").mkdir(parents=True)
    (tmp_path / "data" / "sample" / "study.toml").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match='there is no study "sampel".* Did you mean "sample"'):
        settings.load("sampel")
    with pytest.raises(SettingsError, match="The studies under data/ are: sample"):
        settings.load("qqqq")
    with pytest.raises(SettingsError, match='has no study.toml; "khitab new'):
        settings.load(tmp_path)
    (tmp_path / "articles.csv").write_text("a", encoding="utf-8")
    with pytest.raises(SettingsError, match="named by its folder or its study.toml"):
        settings.load(tmp_path / "articles.csv")


def test_the_template_is_the_defaults(make_study):
    title = 'عنوان "بين" علامات \\ و\ttab'
    study = make_study(settings.template(title, columns={"text": "body", "date": 'a "b"'}))
    assert study.title == title
    assert study == make_study(f"title = {settings.toml(title)}")


def test_the_template_explains_every_key_in_arabic_above_it(make_study):
    lines, at = settings.template("عنوان").splitlines(), 0
    for section in keys.KEYS.values():
        for word, key in section.items():
            meaning = schema.value_name(key.meaning, "setting", language="ar")
            assert re.search("[\u0621-\u064a]{3}", meaning)
            above = lines.index(f"# {meaning}", at)
            at = next(i for i in range(above, len(lines)) if re.match(rf"(?:# )?{word} = ", lines[i]))
            assert at - above <= 4


def test_every_line_of_the_template_can_be_made_live(make_study):
    lines = settings.template("عنوان", columns={"text": "body", "date": 'a "b"'}).splitlines()
    live = "\n".join(line.removeprefix("# ") if re.match(r"# \w+ = ", line) else line for line in lines)
    given = tomllib.loads(live)
    for section, words in settings.KEYS.items():
        assert set(words) <= set(given[section] if section else given)
    study = make_study(live)
    assert (study.corpus["text"], study.corpus["date"]) == ("body", 'a "b"')
    assert study.themes == make_study("").themes


def test_the_template_can_name_a_corpus_elsewhere(make_study, tmp_path):
    assert make_study(settings.template("س", raw=str(tmp_path / "big"))).raw == tmp_path / "big"


@pytest.mark.parametrize(("text", "hint"), [
    ('[collocations]\nnodes = ["الفيلم"، "اللاعب"]\n', "It holds the Arabic comma ،"),
    ("[collocations]\nwindow = ٥\n", "Write numbers in Latin digits: window = 5."),
    ("[keyness]\np = ٠٫٠١\n", "Write numbers in Latin digits: p = 0.01."),
    ('[collocations]\nwindow = 5\n[collocations]\nmin_n = 3\n', "A section or a key may stand once only"),
    ('[collocations]\nnodes = ["الفيلم" "اللاعب"]\n', "Is a comma between two values missing"),
])  # fmt: skip
def test_what_an_arabic_keyboard_makes_of_toml_is_told_with_its_mend(tmp_path, text, hint):
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=hint):
        settings.load(tmp_path)
