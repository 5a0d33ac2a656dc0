"""What a methods section has to say of a corpus: counts before and after, and a paragraph ready to paste."""

import numpy as np
import pandas as pd

from .. import schema
from ..arguments import takes
from ..corpus import periods
from ..corpus.assembly import dating

#: How the reasons of `set_aside` begin -> what was left out, in English and Arabic; other reasons: not readable.
REASONS = {
    "no text left once": ("nothing but boilerplate", "نصوص ليس فيها سوى عبارات متكررة"),
    "no text": ("without a text", "بلا نص"),
    "no Arabic word": ("without an Arabic word", "بلا كلمة عربية"),
    "repeats an earlier": ("exact repetitions", "مكررة حرفياً"),
    "near-duplicate of": ("near-duplicates", "شبه مكررة"),
    "not Arabic": ("in other languages", "بلغات أخرى"),
    "": ("not readable", "تعذرت قراءتها"),
}
#: Step of `repair.STEPS`, or boilerplate -> what it mends, in Arabic.
STEPS = {
    "escapes": "حروف كُتبت برموزها",
    "utf8_twice": "ترميز UTF-8 قُرئ خطأ",
    "windows_1256": "ترميز windows-1256 قُرئ خطأ",
    "visual_order": "أسطر معكوسة",
    "presentation_forms": "أشكال الحروف",
    "lam_alef": "حروف متراكبة مقلوبة الترتيب",
    "composed": "همزات منفصلة",
    "markup": "علامات صفحات الوب", "detached_tanwin": "تنوين منفصل",
    "tatweel": "التطويل",
    "zero_width": "علامات غير مرئية",
    "persian_letters": "حروف فارسية",
    "boilerplate": "أسطر متكررة حُذفت",
    "hyphen": "كلمات مقسومة في آخر السطر وُصلت",
}
_TOKEN = (
    "A token is a maximal run of Arabic letters and their marks, of Latin letters or of digits; stop words count.",
    "والكلمة سلسلة متصلة من الحروف العربية وحركاتها أو من الحروف اللاتينية أو من الأرقام، وكلمات الوظيفة منها.",
)


@takes()
def counts(corpus):
    """Count the corpus before and after.

    Returns stage (str), n (int64): files found, files read, documents found in them, what was left out by
    reason, documents in the study.
    """
    aside = _aside(corpus)
    files, documents = aside[aside["whole"]], aside[~aside["whole"]]
    rows = [("files found", len(corpus.files) + len(files)), ("files not read", len(files))]
    rows += [("files read", len(corpus.files)), ("documents found", len(corpus) + len(documents))]
    rows += [(f"left out: {REASONS[key][0]}", n) for key, n in documents["key"].value_counts(sort=False).items()]
    rows += [("documents in the study", len(corpus))]
    return pd.DataFrame(rows, columns=["stage", "n"]).astype({"stage": "str", "n": "int64"})


@takes()
def table(tokens, *, title=""):
    """What a methods section has to say of the corpus, item by item: item, value (both str)."""
    corpus, documents = tokens.corpus, tokens.corpus.documents
    sources = documents["source"].astype("str").value_counts()
    used, sizes = tokens.terms["n"] > 0, tokens.sizes
    rows = {
        "corpus": title,
        "documents": f"{len(corpus):,}",
        "files": f"{len(corpus.files):,} ({', '.join(sorted(corpus.files['format'].astype('str').unique()))})",
        "sources": f"{len(sources):,}: {', '.join(sorted(sources.index, key=lambda s: (-sources[s], s))[:30])}",
        "period": "from {} to {}".format(*ends) if (ends := dating.ends(documents)) else "no dates",
        "documents without a date": f"{documents['date'].isna().sum():,}",
        "tokens": f"{len(tokens):,}",
        "tokens per document": f"median {np.median(sizes):,.0f}, {sizes.min():,} to {sizes.max():,}",
        "distinct written forms": f"{(tokens.forms['n'] > 0).sum():,}",
        f"distinct terms (level: {tokens.level})": f"{used.sum():,}",
        "folds": ", ".join(tokens.folds),
        "token": "maximal run of Arabic letters and marks, or of Latin letters, or of digits; stop words included",
        "set aside": f"{len(corpus.set_aside):,}",
        "taken with a note": f"{len(corpus.notes):,}",
    }
    return pd.DataFrame({"item": list(rows), "value": list(rows.values())})


@takes()
def paragraph(tokens, *, title="", population=""):
    """Return the description of a corpus, a paragraph in English and one in Arabic, parted by a blank line.

    tokens: the Tokens of the study. title: of the study; population: what the corpus stands for, in the study's
    own words (its `description`). Said are period, outlets, texts, tokens, types and what a token is, what was
    repaired, and what was left out and why.
    """
    return f"{_english(tokens, title, population)}\n\n{_arabic(tokens, title, population)}"


def _aside(corpus):
    aside = corpus.set_aside
    key = [next(start for start in REASONS if reason.startswith(start)) for reason in aside["reason"]]
    return aside.assign(key=key, whole=aside["row"].isna() & (aside["doc_id"] == ""))


def _facts(tokens):
    corpus, documents = tokens.corpus, tokens.corpus.documents
    sources = documents["source"].astype("str").value_counts()
    aside = _aside(corpus)
    return {
        "n": len(corpus), "tokens": len(tokens), "types": int((tokens.forms["n"] > 0).sum()),
        "terms": int((tokens.terms["n"] > 0).sum()), "sources": sources[sources.index != "unknown"],
        "span": dating.ends(documents) or None,
        "undated": int(documents["date"].isna().sum()), "coarse": int(periods.too_coarse(corpus, "day").sum()),
        "files": int(aside["whole"].sum()),
        "left_out": aside.loc[~aside["whole"], "key"].value_counts(sort=False),
        "repaired": corpus.repairs.groupby("step", sort=False)["doc_id"].nunique(),
    }  # fmt: skip


def _english(tokens, title, population):
    facts = _facts(tokens)
    sources = facts["sources"]
    named = ", ".join(f"{name} ({n:,})" for name, n in sources.head(10).items())
    more = f" and {len(sources) - 10:,} more" if len(sources) > 10 else ""
    span = f"dated {facts['span'][0]} to {facts['span'][1]}" if facts["span"] else "undated"
    undated = f" ({facts['undated']:,} without a date)" if facts["span"] and facts["undated"] else ""
    undated += f" (of {facts['coarse']:,} only the month or the year is known)" if facts["coarse"] else ""
    parts = [f'The corpus "{title}" holds {facts["n"]:,} documents, {span}{undated}.', population.strip()]
    parts += [f"Outlets: {named}{more}." if named else "Its outlets are not known."]
    parts += [f"It has {facts['tokens']:,} tokens of {facts['types']:,} types (distinct written forms), "
              f'{facts["terms"]:,} terms at the level "{tokens.level}".', _TOKEN[0]]  # fmt: skip
    parts += [f"Spelling differences levelled in counting: {', '.join(tokens.folds) or 'none'}."]
    repaired = [f"{step} ({n:,} {'document' if n == 1 else 'documents'})" for step, n in facts["repaired"].items()]
    parts += [f"Repaired after reading: {', '.join(repaired)}." if repaired else "No text was repaired."]
    left_out = [f"{n:,} {REASONS[key][0]}" for key, n in facts["left_out"].items()]
    left_out += [f"{facts['files']:,} files that could not be read"] if facts["files"] else []
    parts += [f"Left out: {', '.join(left_out)}." if left_out else "Nothing was left out."]
    return " ".join(part for part in parts if part)


def _arabic(tokens, title, population):
    facts = _facts(tokens)
    level = schema.value_name(tokens.level, "level")
    folds = "، ".join(schema.value_name(fold, "fold") for fold in tokens.folds)
    sources = facts["sources"]
    named = "، ".join(f"{name} ({n:,})" for name, n in sources.head(10).items())
    more = f"، وعدد غيرها {len(sources) - 10:,}" if len(sources) > 10 else ""
    span = f"بين {facts['span'][0]} و{facts['span'][1]}" if facts["span"] else "بلا تواريخ"
    undated = f" (منها بلا تاريخ: {facts['undated']:,})" if facts["span"] and facts["undated"] else ""
    undated += f" (ومنها ما لا يُعرف إلا شهره أو سنته: {facts['coarse']:,})" if facts["coarse"] else ""
    parts = [f"مدونة «{title}»: عدد وثائقها {facts['n']:,}، {span}{undated}.", population.strip()]
    parts += [f"مصادرها: {named}{more}." if named else "ومصادرها غير معروفة."]
    parts += [f"عدد كلماتها {facts['tokens']:,}، وعدد أشكالها المكتوبة المختلفة {facts['types']:,}، "
              f"وعدد ما يُعد منها كلمة واحدة في مستوى «{level}» {facts['terms']:,}.", _TOKEN[1]]  # fmt: skip
    parts += [f"ووُحّد في العد من فروق الرسم: {folds}." if folds else "ولم يُوحَّد شيء من فروق الرسم."]
    repaired = [f"{STEPS.get(step, step)} ({n:,})" for step, n in facts["repaired"].items()]
    parts += [f"أُصلح بعد القراءة (عدد الوثائق): {'، '.join(repaired)}." if repaired else "ولم يُصلح شيء من نصوصها."]
    left_out = [f"{REASONS[key][1]} ({n:,})" for key, n in facts["left_out"].items()]
    left_out += [f"ملفات تعذرت قراءتها ({facts['files']:,})"] if facts["files"] else []
    parts += [f"واستُبعد منها: {'، '.join(left_out)}." if left_out else "ولم يُستبعد منها شيء."]
    return " ".join(part for part in parts if part)
