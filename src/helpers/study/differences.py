"""What differs between two studies, or two runs of one: settings, corpora, and what moved beyond its interval."""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arguments import takes
from ..errors import ArgumentError, KhitabError, NotWritten, check_choice
from ..measures import association, coherence, intervals
from . import archive, files, outputs, provenance, settings
from .keys import name

LEVEL = 0.05  # of p, adjusted for all that is compared of a part
SHOWN = 10  # of each list in the summary
_COLUMNS = ["part", "item", "a", "b", "change", "change_low", "change_high", "times", "p_adjusted", "moved", "key_in"]
_OF_WORDS = ("level", "analyser", "folds", "compounds", "not_compounds", "glued", "stop_words", "stop_lists",
             "extra_stop_words", "not_stop_words")  # fmt: skip


class Differences(NamedTuple):
    """What `compare` found.

    table: all that differs and all that was compared with an interval, see `schema`, table "differences". same: how
    many documents both have. cautions: pairs of sentences (Arabic, English) on what could not be compared, or only with
    care. studies: the two. compared: part -> how many things with an interval were compared.
    """

    table: pd.DataFrame
    same: int | None
    cautions: list
    studies: tuple
    compared: dict


@takes()
def compare(first, second):
    """Compare two Studies, or two runs of one, by what stands in their folders; return Differences.

    Nothing is computed of the texts.
    Settings: those in force. Corpora: counts, dates, sources, and each document by the hash of its text: the same text
    is the same document, whatever its name; of the others, those with one name have changed. Terms: occurrences per
    million; keywords (key in either study): log ratio; both with the interval of the difference
    (`measures.intervals.of_difference`) and p adjusted for all of its part (Holm). A change inside its interval is no
    move. Themes are paired by their terms (Jaccard); a pair that is as alike as refits of one study are (`stability`)
    has not moved. A term that one study does not list is taken at the most it may have there.
    What a study lacks, and levels or versions that are not the same, are told as cautions. Raises ArgumentError for a
    study compared with itself. Caveat: of the same documents, counted in two ways, the intervals are too wide.
    """
    if first.folder == second.folder:
        raise ArgumentError(f"A and B are the same study, {first.folder}; name two, such as a copy of an earlier run.")
    cautions, rows = _versions(first, second), _settings(first, second)
    corpus, same = _corpora(first, second, cautions)
    rows += corpus
    words = _comparable(first, second, cautions)
    compared = {}
    for part, made in (("terms", _terms), ("keywords", _keywords), ("themes", _themes)) if words else ():
        try:
            found = made(first, second, cautions)
        except KhitabError as error:
            cautions.append(_lacking(part, error))
            continue
        compared[part] = len(found)
        rows.append(found)
    tables = [part for part in rows if len(part)]
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=_COLUMNS)
    texts = ("part", "item", "a", "b", "moved", "key_in")
    kinds = {column: "str" if column in texts else "float64" for column in _COLUMNS}
    table = table.reindex(columns=_COLUMNS).astype(kinds)
    return Differences(table.fillna({"key_in": ""}), same, cautions, (first, second), compared)


def write(found, path):
    """Write the table of Differences as a CSV file and its sidecar .json beside it; return both paths.

    Raises ArgumentError for a path that does not end in .csv, InputError where it cannot be written.
    """
    path = Path(path).expanduser()
    if path.suffix != ".csv":
        raise ArgumentError(f'"{path}" must end in .csv; the sidecar .json is written beside it.')
    csv = outputs.csv_bytes(found.table)
    first, second = found.studies
    texts = {"ar": f"الفروق بين {first.title} و{second.title}",
             "en": f"Differences between {first.title} and {second.title}"}  # fmt: skip
    sidecar = {
        "name": path.stem, "caption": texts, "files": [path.name],
        "table": {"sha256": hashlib.sha256(csv).hexdigest(), "rows": len(found.table), "texts": ["item", "a", "b"]},
        "parameters": {"level": LEVEL, "adjust": "holm", "compared": found.compared, "same_documents": found.same,
                       "cautions": [english for _, english in found.cautions]},
        "studies": [
            {"name": study.name, "title": study.title, "corpus_hash": provenance.corpus_hash(study),
             "tables": {name: _sidecar(study, name)["sha256"] for name in _READ if _sidecar(study, name)}}
            for study in found.studies
        ],
        **provenance.software(),
    }  # fmt: skip
    text = json.dumps(outputs.plain(sidecar), ensure_ascii=False, indent=1) + "\n"
    return files.write(path, csv), files.write(path.with_suffix(".json"), text)


_READ = ("03_term_frequency", "06_keyness_all", "06_keywords", "04_theme_terms", "04_theme_overview")


def _row(part, item, a="", b="", moved="changed", **numbers):
    return {"part": part, "item": str(item), "a": str(a), "b": str(b), "moved": moved, **numbers}


def _frame(rows):
    return pd.DataFrame(rows, columns=_COLUMNS)


def _settings(first, second):
    before, now = (settings.in_force(study).set_index("key")["value"] for study in (first, second))
    rows = [_row("settings", key, before[key], now[key]) for key in before.index if before[key] != now[key]]
    if first.lexicon != second.lexicon:
        rows.append(_row("settings", "lexicon.csv", len(first.lexicon), len(second.lexicon)))
    return [_frame(rows)]


def _sidecar(study, name):
    path = study.figures_folder / f"{name}.json"
    return outputs.read_sidecar(path) if path.is_file() else None


def _versions(first, second):
    """Cautions on two studies that were not made by the same Khitab, or hold what is no longer so."""
    made, cautions = [], []
    for study in (first, second):
        sidecars = {path.stem: outputs.read_sidecar(path) for path in outputs.sidecars(study)}
        made.append({(s["versions"].get("khitab"), s["commit"]) for s in sidecars.values()})
        old = [name for name, names in provenance.changed(study, sidecars).items() if names]
        if old:
            named = f"{', '.join(old[:3])}{' …' if old[3:] else ''}"
            cautions.append((
                f"تغيّرت إعدادات {study.title} أو مدونتها بعد صنع {len(old)} من مخرجاتها ({named}): "
                "شغّل khitab run أولا.",
                f"Settings or corpus of {study.title} have changed since {len(old)} of its outputs were made "
                f"({named}): khitab run first.",
            ))  # fmt: skip
    if made[0] and made[1] and made[0] != made[1]:
        told = [", ".join(sorted(f"{khitab} ({(commit or '–')[:12]})" for khitab, commit in one)) for one in made]
        cautions.append((
            f"لم تصنعهما نسخة واحدة من Khitab: {told[0]}، ثم {told[1]}. فقد يكون الفرق من البرنامج.",
            f"They were not made by the same Khitab: {told[0]}, then {told[1]}. A change may be that of the program.",
        ))  # fmt: skip
    return cautions


def _corpora(first, second, cautions):
    """Counts and documents of both corpora that differ, as a list of tables; how many documents are the same."""
    counts, held = zip(*(archive.documents(study) for study in (first, second)), strict=True)
    rows = []
    for key, item in (("n_documents", "documents"), ("n_tokens", "tokens")):
        a, b = ((one or {}).get(key) for one in counts)
        if a != b and None not in (a, b):
            rows.append(_row("corpus", item, a, b, change=b - a))
    for study, documents in zip((first, second), held, strict=True):
        if documents is None:
            cautions.append((
                f"لم تُقارن الوثائق: ليس في {study.title} مجلد derived؛ والأمر khitab build يصنعه.",
                f"Documents are not compared: {study.title} has no derived/; khitab build makes it.",
            ))  # fmt: skip
    if any(documents is None for documents in held):
        return [_frame(rows)], None
    rows += _extent(*held)
    documents, same = _documents(*held)
    return [_frame(rows), _frame(documents)], same


def _extent(a, b):
    rows = []
    for item, told in (
        ("first date", lambda held: held["date"].min()), ("last date", lambda held: held["date"].max()),
    ):  # fmt: skip
        before, now = ("" if pd.isna(told(held)) else str(told(held).date()) for held in (a, b))
        rows += [_row("corpus", item, before, now)] * (before != now)
    before, now = (int(held["date"].isna().sum()) for held in (a, b))
    rows += [_row("corpus", "documents without a date", before, now, change=now - before)] * (before != now)
    before, now = (held["source"].astype("str").value_counts() for held in (a, b))
    for source in sorted({*before.index, *now.index}, key=str):
        n, m = int(before.get(source, 0)), int(now.get(source, 0))
        if n != m:
            moved = "added" if not n else "removed" if not m else "changed"
            rows.append(_row("corpus", f"source: {source}", n or "", m or "", moved, change=m - n))
    return rows


def _documents(a, b):
    """Rows of the documents that are not in both, by the hash of their texts; how many are."""
    # The same text may stand in a corpus twice: the second is matched with a second.
    copies = [held.assign(copy=held.groupby("sha256").cumcount()) for held in (a, b)]
    both = copies[0].merge(copies[1], on=["sha256", "copy"], how="outer", suffixes=("_a", "_b"), indicator=True)
    same = both["_merge"].eq("both")
    gone = both[both["_merge"].eq("left_only")].set_index("doc_id_a")
    new = both[both["_merge"].eq("right_only")].set_index("doc_id_b")
    rows = [_row("documents", name, gone.at[name, "sha256"][:12], new.at[name, "sha256"][:12])
            for name in gone.index if name in new.index]  # fmt: skip
    changed = {row["item"] for row in rows}
    rows += [_row("documents", name, hashed[:12], "", "removed")
             for name, hashed in gone["sha256"].items() if name not in changed]  # fmt: skip
    rows += [_row("documents", name, "", hashed[:12], "added")
             for name, hashed in new["sha256"].items() if name not in changed]  # fmt: skip
    return rows, int(same.sum())


def _comparable(first, second, cautions):
    """Whether both count the same kind of terms; a caution where they do not, or count them in another way."""
    recipes = []
    for study in (first, second):
        sidecar = _sidecar(study, "03_term_frequency") or _sidecar(study, "06_keywords")
        recipes.append((sidecar["recipe"].get("terms") if sidecar else None) or study.recipe["terms"])
    a, b = recipes
    if a.get("level") != b.get("level"):
        cautions.append((
            f"لا تُقارن الكلمات ولا الكلمات المفتاحية ولا الموضوعات: {first.title} تعدّ بالمستوى {a.get('level')} "
            f"و{second.title} بالمستوى {b.get('level')}. اضبط [terms] level فيهما سواء ثم شغّل khitab run.",
            f"Terms, keywords and themes are not compared: {first.title} counts at level {a.get('level')}, "
            f"{second.title} at level {b.get('level')}. Give both the same [terms] level, then khitab run.",
        ))  # fmt: skip
        return False
    other = [key for key in _OF_WORDS if a.get(key) != b.get(key)]
    if other or first.lexicon != second.lexicon:
        named = ", ".join([*other, *(["lexicon.csv"] if first.lexicon != second.lexicon else [])])
        cautions.append((
            f"لا تُعدّ الكلمات فيهما على وجه واحد (‏{named}‏): فقد يكون الفرق من طريقة العدّ لا من النصوص.",
            f"Words are not counted in the same way ({named}): a change may be that of counting, not of the texts.",
        ))  # fmt: skip
    return True


def _lacking(part, error):
    from ..display import sentences

    names = {"terms": "الكلمات", "keywords": "الكلمات المفتاحية", "themes": "الموضوعات"}
    return f"لم تُقارن {names[part]}: {sentences.arabic(str(error)) or error}", f"No {part} are compared: {error}"


def _read(study, name, needed):
    """A table of a Study with the columns `needed`, a row a term."""
    table = outputs.read_table(study, name)
    lacking = [column for column in needed if column not in table.columns]
    if lacking:
        raise NotWritten(
            f'The table {name} of {study.folder} has no column "{lacking[0]}", as another version of Khitab made it; '
            f"khitab run makes it again."
        )
    return table


def _terms(first, second, cautions):
    columns = ["term", "n", "ipm", "ci_low", "ci_high"]
    a, b = (_read(study, "03_term_frequency", columns)[columns].set_index("term").astype("float64")
            for study in (first, second))  # fmt: skip
    joined = a.add_suffix("_a").join(b.add_suffix("_b"), how="outer")
    for side, held in (("a", a), ("b", b)):
        absent = joined[f"n_{side}"].isna()
        fewest, size = held["n"].min(), (held["n"] / held["ipm"]).median()
        level = _confidence(first)
        most = {"ipm": (fewest - 1) / size, "ci_low": 0.0,
                "ci_high": float(intervals.upper_of_fewer(fewest, confidence=level)) / size}  # fmt: skip
        for column, value in most.items():
            joined.loc[absent, f"{column}_{side}"] = value
    values = [joined[[f"{column}_{side}" for column in columns[2:]]].to_numpy(float).T for side in "ab"]
    shown = [joined["ipm_" + side].where(joined[f"n_{side}"].notna()) for side in "ab"]
    _without_intervals(joined[["ci_low_a", "ci_low_b"]], cautions, "03_term_frequency", "[frequency] bootstrap")
    return _judged("terms", joined.index, values, shown, first, second, cautions)


def _keywords(first, second, cautions):
    tables = []
    for study in (first, second):
        table = _read(study, "06_keyness_all", ["term", "key", "log_ratio", "log_ratio_low", "log_ratio_high"])
        boot = {"boot_low", "boot_high"} <= {*table.columns} and table["boot_low"].notna().any()
        ends = ["boot_low", "boot_high"] if boot else ["log_ratio_low", "log_ratio_high"]
        table = table.drop_duplicates("term").set_index("term")
        tables.append(pd.DataFrame({"value": table["log_ratio"], "low": table[ends[0]], "high": table[ends[1]],
                                    "key": table["key"].astype(bool)}))  # fmt: skip
    chosen = [_sidecar(study, "06_keyness_all") for study in (first, second)]
    for key in ("keyness.target", "keyness.reference"):
        a, b = ((sidecar or {"settings": {}})["settings"].get(key) for sidecar in chosen)
        if a is not None and b is not None and settings.without_place(a) != settings.without_place(b):
            called = name(*key.split("."))
            cautions.append((
                f"تختلف المقارنة التي تقوم عليها الكلمات المفتاحية: {called} هي «{a}» ثم «{b}».",
                f'Keyness does not compare the same: {called} is "{a}", then "{b}".',
            ))  # fmt: skip
    joined = tables[0].add_suffix("_a").join(tables[1].add_suffix("_b"), how="outer")
    joined = joined[joined["key_a"].eq(True) | joined["key_b"].eq(True)]
    values = [joined[[f"{column}_{side}" for column in ("value", "low", "high")]].to_numpy(float).T for side in "ab"]
    shown = [joined[f"value_{side}"] for side in "ab"]
    found = _judged("keywords", joined.index, values, shown, first, second, cautions)
    key = np.select([joined["key_a"].eq(True) & joined["key_b"].eq(True), joined["key_a"].eq(True)], ["both", "first"],
                    default="second")  # fmt: skip
    return found.assign(key_in=found["item"].map(dict(zip(joined.index, key, strict=True))))


def _without_intervals(table, cautions, name, key):
    if table.isna().any(axis=None):
        cautions.append((
            f"في {name} كلمات بلا فترة ثقة ({key} = 0، أو وثيقة واحدة): يُذكر الفرق فيها ولا يُحكم عليه.",
            f"{name} has terms without an interval ({key} = 0, or one document): the change is told, not judged.",
        ))  # fmt: skip


def _confidence(study):
    return float(study.frequency["confidence"])


def _judged(part, names, values, shown, first, second, cautions):
    """A table of changes with their intervals; what moved comes first, the farthest from its interval."""
    level = _confidence(first)
    if level != _confidence(second):
        other = f"{_confidence(second):g}"
        told = (
            f"درجتا الثقة مختلفتان ({level:g} و{other}): تُقارن الفترات كما هي.",
            f"The intervals are of {level:g} and {other}: they are compared as they are.",
        )
        cautions += [told] * (told not in cautions)
    change, low, high, p = intervals.of_difference(*values, confidence=level)
    adjusted = association.adjust(p, method="holm")
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.where(change == 0, 0.0, np.abs(change) / np.where(change > 0, change - low, high - change))
    moved = np.select(
        [np.isnan(p), adjusted <= LEVEL, times <= 1], ["unknown", "moved", "inside"], default="by chance"
    )
    texts = [["" if pd.isna(value) else f"{value:.4g}" for value in side] for side in shown]
    moved = np.where((moved == "unknown") & (np.array(texts[0]) == ""), "added", moved)
    moved = np.where((moved == "unknown") & (np.array(texts[1]) == ""), "removed", moved)
    found = pd.DataFrame({
        "part": part, "item": names, "a": texts[0], "b": texts[1], "change": change, "change_low": low,
        "change_high": high, "times": times, "p_adjusted": adjusted, "moved": moved,
    })  # fmt: skip
    size = pd.concat([pd.Series(value).abs() for value in (values[0][0], values[1][0])], axis=1).max(axis=1).to_numpy()
    order = found.assign(first=found["moved"].ne("moved"), far=-found["times"].fillna(-1), size=-size)
    return found.loc[order.sort_values(["first", "far", "size", "item"], kind="stable").index].reset_index(drop=True)


def _themes(first, second, cautions):
    """Pairs of themes with how alike they are; change is likeness less what refits of one study give."""
    held, tops = [], []
    for study in (first, second):
        table = _read(study, "04_theme_terms", ["theme", "label", "term", "rank", "stability"])
        tops.append((_sidecar(study, "04_theme_terms") or {"settings": {}})["settings"].get("themes.top_terms", 10))
        held.append(table)
    first_, second_ = (
        table[table["rank"] <= min(tops)].groupby("theme").agg(
            label=("label", "first"), terms=("term", list), stability=("stability", "first"))
        for table in held
    )  # fmt: skip
    rows, columns, alike = coherence.partners(first_["terms"].tolist(), second_["terms"].tolist())
    made = []
    for i, j, likeness in zip(rows, columns, alike, strict=True):
        a, b = first_.iloc[i], second_.iloc[j]
        refits = min(a["stability"], b["stability"])
        known = "unknown" if pd.isna(refits) else "inside" if likeness >= refits else "moved"
        made.append(_row("themes", a["label"], a["label"], b["label"], known, change=likeness - refits))
    made += [_row("themes", label, label, "", "removed") for label in first_["label"].drop(first_.index[rows])]
    made += [_row("themes", label, "", label, "added") for label in second_["label"].drop(second_.index[columns])]
    return _frame(made)


#: How the summary calls what is told of a corpus in Arabic.
_ITEMS = {
    "documents": "الوثائق", "tokens": "كلمات النص", "first date": "أقدم تاريخ", "last date": "أحدث تاريخ",
    "documents without a date": "وثائق بلا تاريخ", "source": "المصدر",
}  # fmt: skip
#: What the summary says, in Arabic and in English.
_SAY = {
    "head": ("{letter}: {title} ({name})", "{letter}: {title} ({name})"),
    "none": ("لم يتحرّك شيء.", "Nothing moved."),
    "caution": ("تنبيه: {}", "Caution: {}"),
    "settings": ("الإعدادات: اختلف منها {n}", "Settings: {n} differ"),
    "corpus": ("المدونة: اختلف فيها {n}", "Corpus: {n} differ"),
    "documents": (
        "الوثائق: {same} كما هي، {changed} تغيّر نصها، {removed} في الأولى وحدها، {added} في الثانية وحدها",
        "Documents: {same} the same, {changed} with another text, {removed} in A only, {added} in B only",
    ),
    "terms": (
        "الكلمات (لكل مليون كلمة): قورن {n}، تحرّك {moved}",
        "Terms (per million words): {n} compared, {moved} moved",
    ),
    "keywords": (
        "الكلمات المفتاحية (لوغاريتم النسبة): قورن {n}، تحرّك {moved}",
        "Keywords (log ratio): {n} compared, {moved} moved",
    ),
    "chance": (
        "خرجت كلمات عن فترتها ولم تتحرّك، عددها {left}: فالمصادفة وحدها تُخرج نحو {chance} من كل هذه المقارنات.",
        "{left} left their interval and did not move: of so many comparisons chance alone makes about {chance} do so.",
    ),
    "unknown": ("بلا فترة: {}", "without an interval: {}"),
    "first": ("مفتاحية في الأولى وحدها: {}", "key in A only: {}"),
    "second": ("مفتاحية في الثانية وحدها: {}", "key in B only: {}"),
    "still": ("(ولم يتحرّك منها {})", "({} of them did not move)"),
    "themes": ("الموضوعات: قورن {n}، تحرّك {moved}", "Themes: {n} compared, {moved} moved"),
    "more": ("… وغيرها ({})", "… and {} more"),
    "times": ("الفرق {} من نصف فترته", "{} times half its interval"),
    "theme_inside": (
        "لم يتحرّك: كلماته متشابهة كما تتشابه عند إعادة التقدير ({})", "no move: as alike as refits of one study ({})",
    ),
    "theme_moved": (
        "تحرّك: كلماته أقل تشابها مما عند إعادة التقدير ({})", "moved: less alike than refits of one study ({})",
    ),
    "theme_unknown": ("لا يُعرف ثباته، فلا يُحكم عليه", "its stability is not known: not judged"),
    "theme_added": ("في الثانية وحدها", "in B only"),
    "theme_removed": ("في الأولى وحدها", "in A only"),
}


def summary(found, *, language="ar"):
    """Return Differences as lines for a reader, in Arabic ("ar") or English ("en"); of long lists the first ten."""
    check_choice("language", language, ("ar", "en"))
    say, lines = {key: texts[language == "en"] for key, texts in _SAY.items()}, []
    for letter, study in zip("AB", found.studies, strict=True):
        lines.append(say["head"].format(letter=letter, title=study.title, name=study.name))
    lines += [say["caution"].format(caution[language == "en"]) for caution in found.cautions]
    parts = {part: rows for part, rows in found.table.groupby("part", sort=False)}
    tell = {"settings": _counts, "corpus": _counts, "terms": _moves, "keywords": _moves, "themes": _pairs}
    tell |= {"documents": _counts} if found.same is not None else {}
    for part in ("settings", "corpus", "documents", "terms", "keywords", "themes"):
        if part in tell and (tell[part] is _counts or part in found.compared):
            lines += ["", *tell[part](found, part, parts.get(part, found.table[:0]), say)]
    if found.compared and set(found.table["moved"]) <= {"inside"}:
        lines += ["", say["none"]]
    return lines


def _counts(found, part, rows, say):
    kinds = rows["moved"].value_counts()
    counts = {kind: f"{int(kinds.get(kind, 0)):,}" for kind in ("changed", "removed", "added")}
    yield say[part].format(n=len(rows), same=f"{found.same or 0:,}", **counts)
    yield from _listed([f"{_called(row, say)}: {row.a or '–'} → {row.b or '–'}" for row in rows.itertuples()], say)


def _called(row, say):
    """The name of a setting, a document or what is told of a corpus."""
    if row.part != "corpus" or say["none"] == _SAY["none"][1]:
        return row.item
    what, colon, rest = row.item.partition(":")
    return f"{_ITEMS[what]}{colon}{rest}"


def _listed(lines, say):
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  {say['more'].format(f'{len(lines) - SHOWN:,}')}"


def _moves(found, part, rows, say):
    moved, left, unknown = (rows[rows["moved"] == kind] for kind in ("moved", "by chance", "unknown"))
    yield say[part].format(n=f"{len(rows):,}", moved=f"{len(moved):,}")
    yield from _listed([
        f"{row.item}: {row.a or '–'} → {row.b or '–'} ({_signed(row.change)} "
        f"[{_signed(row.change_low)}, {_signed(row.change_high)}], {say['times'].format(f'{row.times:.1f}')})"
        for row in moved.itertuples()
    ], say)  # fmt: skip
    if len(left):
        chance = (1 - _confidence(found.studies[0])) * rows["p_adjusted"].notna().sum()
        yield f"  {say['chance'].format(left=f'{len(left):,}', chance=f'{chance:,.0f}')}"
    if len(unknown):
        yield f"  {say['unknown'].format(f'{len(unknown):,}')}"
    for side in ("first", "second") if part == "keywords" else ():
        only = rows[rows["key_in"] == side]
        if len(only):
            names = ", ".join(only["item"].head(SHOWN)) + (" …" if len(only) > SHOWN else "")
            still = int(only["moved"].isin(["inside", "by chance"]).sum())
            told = f" {say['still'].format(f'{still:,}')}" if still else ""
            yield f"  {say[side].format(f'{len(only):,}')}: {names}{told}"


def _signed(number):
    """A change with its sign and three significant digits, never as a power of ten."""
    return f"{number:+,.0f}" if abs(number) >= 100 else f"{number:+.3g}"


def _pairs(found, part, rows, say):
    yield say[part].format(n=len(rows), moved=int((~rows["moved"].isin(["inside", "unknown"])).sum()))
    yield from _listed([f"{row.a or '–'} → {row.b or '–'}: {say[f'theme_{row.moved}'].format(f'{row.change:+.2f}')}"
                        for row in rows.itertuples()], say)  # fmt: skip
