"""Does every number of the method paragraph stand where it comes from? Read back from methods.md and from the files.

What is looked up: the tables of the study (CSV), the list of its settings (00_settings.csv), its sidecars (versions),
the record of the reading (derived/), references.tsv, and the defaults of functions where the number is one of theirs.
The paragraph is not made again. By hand: `python tests/method_check.py STUDY…` on studies that have been run.
"""

import functools
import html
import inspect
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from findings_check import agrees

from helpers import resources
from helpers.analyses import frequency, trends
from helpers.corpus import store

DATE, NUMBER = r"\d{4}-\d\d-\d\d", r"\d+(?:,\d{3})*(?:\.\d+)?"
#: (English, Arabic, what to ask of the Sources): each # is a number, @ a date, § a list of them.
TIES = [
    ("holds # documents", "عدد وثائقها #", lambda at: [at.item("documents")]),
    ("dated @ to @", "بين @ و@", lambda at: at.span),
    ("(# without a date)", "(منها بلا تاريخ: #)", lambda at: [at.item("documents without a date")]),
    ("(of # only the month or the year is known)", "(ومنها ما لا يُعرف إلا شهره أو سنته: #)", lambda at: [at.coarse]),
    (" and # more.", "، وعدد غيرها #.", lambda at: [len(at.outlets) - 10]),
    ("It has # tokens of # types", "عدد كلماتها #، وعدد أشكالها المكتوبة المختلفة #",
     lambda at: [at.item("tokens"), at.item("distinct written forms")]),
    (", # terms at the level", "في مستوى «[^»]*» #", lambda at: [at.item("distinct terms (level: ")]),
    ("own lexicon of # lines", "عدد أسطره #", lambda at: [at.lexicon_lines]),
    ("A content word has # letters", "ولكلمة المضمون # من الحروف", lambda at: [at.set("[terms] min_length")]),
    ("Intervals (#%) are percentiles of # resamples", "وفترات الثقة (#%) مئينات #",
     lambda at: [100 * at.set("[frequency] confidence"), at.set("[frequency] bootstrap")]),
    ("ratio of windows of # tokens", "في نوافذ من # كلمة", lambda at: [default(frequency.lexical_diversity, "window")]),
    ("tf (ln[(# + N) / (# + df)] + #), each document scaled to length #", "tf (ln[(# + N) / (# + df)] + #)",
     lambda at: [1] * 4),  # the formula: tests/measures/test_tfidf.py compares its values
    ("The # themes are", "والموضوعات، وعددها #،", lambda at: [len(at.table("04_theme_overview"))]),
    ("number was chosen from § by", "واختير عددها من § بثبات",
     lambda at: list(at.table("04_number_of_themes")["n_themes"])),
    ("over # fits", "في # من تحليلات", lambda at: [at.set("[themes] runs")]),
    ("a term is key when it occurs # times or more in # documents or more, its log ratio is # or more",
     "لم يقل ورودها عن # ولا وثائقها عن #، وبلغ لوغاريتم نسبتها #",
     lambda at: [at.set("[keyness] min_n"), at.set("[keyness] min_docs"), at.set("[keyness] min_log_ratio")]),
    (r"adjusted for all terms compared (\D*), is # or less", r"بعد تعديل \D* لكل الكلمات المقارنة على #",
     lambda at: [at.set("[keyness] p")]),
    ("Key terms have intervals from # resamples", "وللكلمات المفتاحية فترات من #",
     lambda at: [at.set("[keyness] bootstrap")]),
    ("stands within # words of the node", "في نافذة حول الكلمة (# من كل جانب)",
     lambda at: [at.set("[collocations] window")]),
    ("fewer than # times or in fewer than # documents is not listed", "ما قل وروده فيها عن # أو وثائقه عن #",
     lambda at: [at.set("[collocations] min_n"), at.set("[collocations] min_docs")]),
    ("For close reading # concordance lines", "وسُحبت للقراءة الفاحصة #", lambda at: [at.set("[concordance] sample")]),
    ("accuracy is given in notebook #", "مذكورة في الدفتر #", lambda at: [9]),  # 09_reported_speech
    ("counted; # hits of each", "وسُحب من كل باب #", lambda at: [at.set("[lexicons] sample")]),
    ("Intervals (#%) are from # resamples of the documents of a period",
     "وفترات الثقة (#%) من # من المعاينات الجديدة لوثائق المدة",
     lambda at: [100 * default(trends.table, "confidence"), at.set("[trends] bootstrap")]),
    ("periods of fewer than # documents", "المدد التي تقل وثائقها عن #", lambda at: [at.set("[trends] min_docs")]),
    ("starts from the seed #", "يبدأ من البذرة #", lambda at: [at.set("seed")]),
]  # fmt: skip


class Sources:
    """Where the numbers of a study come from; nothing of it is made by `method`."""

    def __init__(self, study):
        self.study, self.folder = study, study.figures_folder

    @functools.cache  # noqa: B019 - as long as the study is checked
    def table(self, name):
        return pd.read_csv(self.folder / f"{name}.csv", encoding="utf-8-sig", dtype={"value": str})

    def item(self, name):
        """A value of 01_corpus by its name, or the one whose name begins so."""
        found = [row.value for row in self.table("01_corpus").itertuples() if row.item.startswith(name)]
        return float(found[0].replace(",", ""))

    def set(self, key):
        values = self.table("00_settings").set_index("key")["value"]
        return float(values[key])

    @functools.cached_property
    def tokens(self):
        return store.load(self.study.derived)

    @property
    def corpus(self):
        return self.tokens.corpus

    @property
    def outlets(self):
        counted = self.table("01_documents").set_index("group")["n_docs"]
        return counted[counted.index != "unknown"]

    @property
    def span(self):
        listed = self.table("01_documents")
        return [min(listed["first"].dropna()), max(listed["last"].dropna())]

    @property
    def coarse(self):
        return int(self.corpus.documents["date_precision"].isin(["year", "month"]).sum())

    @property
    def lexicon_lines(self):
        text = (self.study.folder / "lexicon.csv").read_text("utf-8-sig")
        return len([line for line in text.splitlines() if line.strip() and not line.startswith("#")]) - 1

    @functools.cached_property
    def versions(self):
        made = [json.loads(path.read_text("utf-8"))["versions"] for path in self.folder.glob("[0-9][0-9]_*.json")]
        return {name: sorted({of[name] for of in made if name in of}) for name in set().union(*made)}


def default(function, name):
    return inspect.signature(function).parameters[name].default


def pattern(text):
    """The regular expression of a tie: parts that are no expression of their own are taken literally."""
    own = re.split(r"(\\D\*|\[\^»\]\*|[#@§])", text)
    means = {"#": f"({NUMBER})", "@": f"({DATE})", "§": rf"({NUMBER}(?:[,،] {NUMBER})*)"}
    return "".join(means.get(part) or (part if part in (r"\D*", "[^»]*") else re.escape(part)) for part in own)


def check(study):
    """Assert it for methods.md of a Study; return how many numbers were compared in {"ar": n, "en": n}."""
    at, page = Sources(study), (study.figures_folder / "methods.md").read_text("utf-8")
    paragraphs = page.partition("\n## ")[0].split("\n\n")
    arabic = html.unescape(re.sub("<[^>]*>", "\n", paragraphs[1]))
    return {"ar": _compared(at, arabic, "ar"), "en": _compared(at, "\n".join(paragraphs[2:]), "en")}


def _compared(at, text, language):
    left, compared = text, 0
    for said in (at.study.title, at.study.description.strip()):
        left = left.replace(said, "", 1) if said else left
    left, count = _outlets(at, left)
    compared += count
    left, count = _works(at, left)
    compared += count
    left, count = _versions(at, left)
    compared += count
    for english, arabic, wanted in TIES:
        for match in re.finditer(pattern(english if language == "en" else arabic), left):
            told = [one for group in match.groups() for one in re.split("[,،] ", group)]
            _same(told, list(wanted(at)), match[0])
            compared += len(told)
            left = left.replace(match[0], re.sub(r"\d", "", match[0]), 1)
    left_out = _counts(left, "Left out: (.*?)\\.|واستُبعد منها: (.*?)\\.")
    repaired = _counts(left, "Repaired after reading: (.*?)\\.|\\(عدد الوثائق\\): (.*?)\\.")
    for told, wanted in ((left_out, _left_out(at)), (repaired, _repaired(at))):
        assert sorted(told) == sorted(wanted), f"{told} in the paragraph, {wanted} in the tables"
        compared += len(told)
    left = re.sub(r"(Left out|Repaired after reading|واستُبعد منها|\(عدد الوثائق\)): .*?\.(?= |\n|$)", "", left)
    for name in sorted(_names(at), key=len, reverse=True):
        left = left.replace(name, "")
    rest = re.findall(rf".{{0,40}}{NUMBER}.{{0,20}}", left)
    assert not rest, f"no source is known for: {rest}"
    return compared


def _same(told, wanted, where):
    for one, of in zip(told, wanted[: len(told)], strict=True):
        if isinstance(of, str):
            assert one == of, f"{where}: {of} in its table"
        else:
            assert agrees(one, of) and float(one.replace(",", "")) == float(of), f"{where}: {of} in its source"


def _outlets(at, text):
    """Without the outlets and their numbers of documents, which are those of 01_documents, the largest ten of them."""
    compared = 0
    for name, n in at.outlets.sort_values(ascending=False, kind="stable").head(10).items():
        assert f"{name} ({n:,})" in text, f"{name} has {n} documents in 01_documents"
        text, compared = text.replace(f"{name} ({n:,})", "", 1), compared + 1
    return text, compared


def _works(at, text):
    """Without the citations, whose years are those of references.tsv, each in references.bib too."""
    known = {}
    for row in resources.rows("method", "references.tsv"):
        surname = row["author"].split(",")[0]
        known.setdefault((surname, row["year"]), []).append(row["key"])
    bibliography = (at.folder / "references.bib").read_text("utf-8")
    cited = re.findall(r"(?<=[(;])\s?([^\d(;)]+?)(?: & [^\d(;)]+?| et al\.)? (\d{4})(?=[;)])", text)
    assert cited, "no work is cited"
    for surname, year in cited:
        (key,) = known.get((surname, year)) or [f"no line of references.tsv: {surname} {year}"]
        entry = re.search(rf"@\w+{{{key},\n(.*?)\n}}", bibliography, re.DOTALL)
        assert entry and f"year = {{{year}}}" in entry[1], key
    return re.sub(r"\((?:[^\d()]+ \d{4}(?:; )?)+\)", "", text), len(cited)


def _versions(at, text):
    told = re.search(r"(?:Software|والبرامج): (.*?)\.?\s*$", text)
    assert told, "the software is not named"
    compared = 0
    for name, versions in (one.split(" ", 1) for one in told[1].strip().split(", ")):
        recorded = at.versions.get(name.casefold()) or [version(name)]  # sidecars of older runs name fewer packages
        assert versions.split(" + ") == recorded, f"{name}: {versions}, {recorded} in the sidecars"
        compared += 1
    return text.replace(told[0], ""), compared


def _counts(text, where):
    found = re.search(where, text)
    listed = next(filter(None, found.groups())) if found else ""
    return [int(one.replace(",", "")) for one in re.findall(NUMBER, listed)]


def _left_out(at):
    stages = at.table("01_stages").set_index("stage")["n"]
    files = [stages["files not read"]] if stages["files not read"] else []
    return [int(n) for stage, n in stages.items() if stage.startswith("left out: ")] + [int(n) for n in files]


def _repaired(at):
    return list(at.corpus.repairs.groupby("step")["doc_id"].nunique())


def _names(at):
    """What has a digit in its own name: targets and references of keyness, words and lexicons of the study."""
    settings = at.table("00_settings").set_index("key")["value"].fillna("")
    given = [settings["[keyness] target"], Path(settings["[keyness] reference"]).name]
    given += settings["[lexicons] files"].split(", ") + settings["[terms] extra_stop_words"].split(", ")
    given += settings["[terms] not_stop_words"].split(", ")
    return [one for one in given if re.search(r"\d", one)]


if __name__ == "__main__":
    from helpers.study import settings as of

    for folder in sys.argv[1:]:
        print(folder, check(of.load(folder)))
