"""What the plots share: checks of a table's columns, prepared texts, right-to-left axes, and shown names of
columns.
"""

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, DateFormatter
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ..errors import ArgumentError, NotEnoughData, nearest
from . import rtl, style

NAMES = {
    "term": "الكلمة",
    "forms": "الصيغ",
    "label": "الموضوع",
    "keyword": "الكلمة",
    "title": "العنوان",
    "collocate": "المصاحب",
    "node": "الكلمة المحورية",
    "quote": "القول",
    "speaker": "القائل",
    "verb": "الفعل",
    "ipm": "التكرار لكل مليون كلمة",
    "n": "عدد مرات الورود",
    "n_docs": "عدد الوثائق",
    "rank": "الرتبة",
    "log_ratio": "لوغاريتم النسبة (log₂)",
    "log_dice": "LogDice",
    "g2": "G²",
    "weight": "الوزن",
    "tfidf": "TF-IDF",
    "year": "السنة",
    "period": "المدة",
    "date": "التاريخ",
    "position": "الموضع في المدونة",
    "n_themes": "عدد الموضوعات",
    "stability": "الثبات",
    "coherence": "التماسك",
    "share": "الحصة",
    "dp_norm": "DPnorm",
    "range": "نسبة الوثائق",
    "source": "المصدر",
    "group": "المجموعة",
    "form": "الصيغة كما كُتبت",
    "normalized": "الرسم الموحد",
    "segments": "الأجزاء",
    "root": "الجذر",
    "lemmas": "المداخل",
    "n_lemmas": "عدد المداخل",
    "written": "كما تُكتب",
    "origin": "الأصل",
    "verdict": "الحكم",
    "overlap_form": "التطابق مع الصيغ",
    "overlap_normalized": "التطابق مع الرسم الموحد",
    "overlap_lemma": "التطابق مع المداخل",
    "terms": "الكلمات",
    "sentence": "الجملة",
    "doc_id": "الوثيقة",
    "category": "الباب",
    "npmi": "التماسك (NPMI)",
    "item": "البند",
    "value": "القيمة",
    "key": "المفتاح",
    "changed": "مضبوط",
    "changed_since": "ما تغيّر بعد صنعه",
    "unit": "الوحدة",
    "word": "الكلمة",
    "unresolved": "وثائق بلا اسم",
    "resolved_body": "المؤسسة",
    "text_hash": "بصمة النص",
    "status": "حال السطر",
    "formerly": "موضعه السابق",
    "outcome": "المآل",
    "meaning_ar": "المعنى",
    "meaning_en": "المعنى بالإنجليزية",
    "meaning": "المعنى",
    "fold": "التوحيد",
    "chosen": "مختار",
    "n_forms": "عدد الصيغ",
    "n_merged": "المجموع مع غيره",
    "n_tokens": "عدد الكلمات",
    "n_types": "عدد الكلمات المختلفة",
    "examples": "أمثلة",
    "mean_tokens": "متوسط طول الوثيقة",
    "first": "من",
    "last": "إلى",
    "file": "الملف",
    "row": "السطر",
    "reason": "السبب",
    "note": "الملاحظة",
    "ci_low": "أدنى الفترة",
    "ci_high": "أعلى الفترة",
    "idf": "IDF",
    "words": "عدد الكلمات",
    "theme": "الموضوع",
    "n_target": "الورود في المدروسة",
    "n_reference": "الورود في المرجعية",
    "ipm_target": "لكل مليون في المدروسة",
    "ipm_reference": "لكل مليون في المرجعية",
    "n_docs_target": "وثائق المدروسة",
    "n_docs_reference": "وثائق المرجعية",
    "log_ratio_low": "أدنى الفترة",
    "log_ratio_high": "أعلى الفترة",
    "boot_low": "أدنى فترة الوثائق",
    "boot_high": "أعلى فترة الوثائق",
    "lrc": "لوغاريتم النسبة المتحفظ (LRC)",
    "ll2": "LL",
    "percent_diff": "الفرق %",
    "odds_ratio": "نسبة الأرجحية",
    "bic": "BIC",
    "p_adjusted": "p المصححة",
    "p": "p",
    "side": "الطرف",
    "in_reference": "في المرجعية",
    "is_stop": "كلمة وظيفية",
    "doc_g2": "G² للوثائق",
    "R1": "كلمات النوافذ",
    "C1": "تواتر المصاحب",
    "N": "كلمات المدونة",
    "doc_log_ratio": "لوغاريتم نسبة الوثائق",
    "O11": "الورود معا",
    "E11": "المتوقع",
    "mi": "MI",
    "mi3": "MI³",
    "t": "t",
    "z": "z",
    "delta_p_forward": "ΔP من المحور",
    "delta_p_backward": "ΔP إلى المحور",
    "setting": "الإعداد",
    "pre": "قبلها",
    "post": "بعدها",
    "query": "البحث",
    "code": "الترميز",
    "stance": "الموقف",
    "role": "الصفة",
    "kind": "النوع",
    "lemma": "المدخل",
    "n_words": "عدد الكلمات",
    "n_quotes": "عدد الأقوال",
    "n_quoted": "الكلمات المنقولة",
    "resolved_speaker": "القائل",
    "docs_with": "نسبة الوثائق التي فيها قول",
    "low": "أدنى الفترة",
    "high": "أعلى الفترة",
    "turnover": "تغير المصادر",
    "n_sources": "عدد المصادر",
    "largest_source": "أكبر مصدر",
    "largest_share": "حصته",
    "enough": "وثائق كافية",
    "confounded": "اختلطت بالمصادر",
    "warning": "تنبيه",
    "ipm_before": "قبل التحول",
    "ipm_after": "بعد التحول",
    "similarity": "التشابه",
    "entry": "المدخل",
}


def shown(column, text=None):
    """Return what is drawn for `column`: `text` if given, else its Arabic name, else itself; prepared."""
    return rtl.prepare(text if text is not None else NAMES.get(str(column), str(column)))


def short(text, longest=42):
    """A name that leaves room for the figure: cut at a word, with …, where it is longer."""
    text = str(text)
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"


def require(table, *columns):
    """Return `table` with a fresh index; raise ArgumentError if it is empty or a column is missing."""
    if not isinstance(table, pd.DataFrame):
        raise ArgumentError(f"A plot needs a DataFrame, but was given {type(table).__name__}.")
    for column in columns:
        if column is not None and column not in table.columns:
            listed = ", ".join(map(str, table.columns))
            hint = nearest(column, table.columns)
            raise ArgumentError(f'The table has no column "{column}"; it has {listed}.{hint}')
    if table.empty:
        raise NotEnoughData("The table is empty: there is nothing to draw.")
    return table.reset_index(drop=True)


def finite(table, *columns):
    """Return the rows of `table` whose `columns` are finite numbers; raise ArgumentError if none is left."""
    keep = pd.Series(True, index=table.index)
    for column in columns:
        numbers = pd.to_numeric(table[column], errors="coerce").astype(float)
        keep &= np.isfinite(numbers)
    if not keep.any():
        raise NotEnoughData(f"No row has a finite number in {', '.join(columns)}: there is nothing to draw.")
    return table[keep].reset_index(drop=True)


def axes(ax, *, width="single", height=None):
    """Return `ax`, or the Axes of a new figure of the given size in mm."""
    return style.figure(width, height=height)[1] if ax is None else ax


def title(ax, text):
    """Set a title at the right, where reading begins, broken into lines that fit. Call it last: it needs the
    layout.
    """
    if text is None:
        return
    made = ax.set_title(rtl.prepare(text), loc="right")
    ax.figure.draw_without_rendering()
    spec = ax.get_subplotspec()
    alone = spec is None or spec.get_gridspec().ncols == 1
    room = ax.bbox.x1 - 3 if alone else ax.bbox.width
    made.set_text(rtl.prepare(wrapped(text, room * 72 / ax.figure.dpi, made.get_fontproperties())))


def wrapped(text, width, font):
    """Return `text` with line breaks between words so that each line is at most `width` points wide in
    `font`.

    Lines are measured as drawn but broken in logical order, before shaping: breaking shaped text would
    reverse lines.
    """
    lines = []
    for line in str(text).split("\n"):
        current = ""
        for word in line.split(" "):
            longer = f"{current} {word}" if current else word
            size = text_to_path.get_text_width_height_descent(rtl.prepare(longer), font, ismath=False)[0]
            if current and size > width:
                lines.append(current)
                current = word
            else:
                current = longer
        lines.append(current)
    return "\n".join(lines)


def labels_at_right(ax):
    """Move the vertical axis to the right and let values grow leftwards."""
    ax.yaxis.tick_right()
    ax.yaxis.set_label_position("right")
    ax.spines["left"].set_visible(False)
    ax.spines["right"].set_visible(True)
    if not ax.xaxis_inverted():
        ax.invert_xaxis()


def legend(ax, *, heading=None, **where):
    """Legend that reads from the right: key first, then text."""
    heading = None if heading is None else rtl.prepare(heading)
    made = ax.legend(markerfirst=False, alignment="right", title=heading, handlelength=1.6, **where)
    for text in made.get_texts():
        text.set_ha("right")
    return made


def number(value, _=None):
    """1234.5 -> "1,234.5", 2000.0 -> "2,000": thousands separated, no useless zeros, a true minus sign."""
    text = f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return text.replace("-", "\u2212")


def plain_numbers(axis, *, integer=False, bins=5):
    """Readable ticks on a linear axis."""
    axis.set_major_locator(
        MaxNLocator(bins, integer=integer, steps=[1, 2, 2.5, 5, 10] if not integer else None)
    )
    axis.set_major_formatter(FuncFormatter(number))


def dates(axis):
    """Ticks in numbers only (2021 or 2021-03): month names would follow the machine's language."""
    axis.set_major_locator(AutoDateLocator(minticks=4, maxticks=10))
    low, high = axis.get_view_interval()
    axis.set_major_formatter(
        DateFormatter("%Y" if high - low > 365 * 4 else "%Y-%m" if high - low > 90 else "%Y-%m-%d")
    )
