"""Who says what, on a page: quotations by speaker, each with its source, its context and a link to the article."""

import html

import pandas as pd

from ..arguments import COUNT, ONE_OR_MORE, frame, takes
from ..corpus import periods
from . import rtl

_STYLE = (
    "body{font-family:'IBM Plex Sans Arabic','Noto Sans Arabic','Segoe UI',Tahoma,sans-serif;max-width:52em;"
    "margin:2em auto;padding:0 1em;line-height:1.7;color:#222}h1{font-size:1.5em}h2{font-size:1.15em;"
    "border-bottom:2px solid #0077BB;margin-top:2em}blockquote{margin:.8em 0;padding:.3em 1em;"
    "border-right:4px solid #9CCBE8;background:#F7FBFE}.about{color:#666;font-size:.85em}"
    "details{font-size:.9em;color:#444}mark{background:#FFF3B0}"
)
_COLUMNS = ["speaker", "n_quotes", "n_docs", "quote", "verb", "kind", "stance", "doc_id", "start", "end"]
_SAID = frame("reported_speech.said_by", "said_by", "doc_id", "start", "end")


@takes(said=_SAID, each=ONE_OR_MORE, context=COUNT)
def page(said, corpus, *, title, each=10, context=200):
    """Return a whole HTML page (right to left, no script, no request) of what some speakers say.

    said: of `reported_speech.said_by`; corpus: the one it was taken from. each: quotations of each speaker, the longest
    ones in the order of the corpus; context: characters around a quotation that unfold. The date, the source
    and the document stand under each quotation, linked where the document has a web address. Every text is escaped.
    """
    documents = corpus.documents.set_index("doc_id")
    parts = []
    for name, own in chosen(said, each=each).groupby("speaker", sort=False):
        n = own["n_quotes"].iloc[0]
        parts.append(f"<h2>{_text(name)} <span class='about'>{_text(f'{n:,}')}</span></h2>")
        parts += [_quotation(row, documents.loc[row["doc_id"]], context) for row in own.to_dict("records")]
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{_text(title)}</h1>{''.join(parts)}</body></html>\n"
    )


@takes(said=_SAID, each=ONE_OR_MORE)
def chosen(said, *, each=10):
    """Return a table with a row for each quotation that the page shows: the longest `each` of each speaker, in the
    order of the corpus, the speakers in that of `said`.

    said: of `reported_speech.said_by`. Columns: speaker, n_quotes and n_docs (of all that is reported of the speaker),
    quote, verb, kind, stance, doc_id, start, end. Length is counted in words; of equal ones the first are taken.
    """
    size = said["quote"].str.split().str.len()
    parts = [said.iloc[:0]]
    for name, own in said.groupby("said_by", observed=True):
        longest = size[own.index].sort_values(ascending=False, kind="stable").index[:each].sort_values()
        about = {"speaker": str(name), "n_quotes": len(own), "n_docs": own["doc_id"].nunique()}
        parts.append(own.loc[longest].drop(columns="speaker", errors="ignore").assign(**about))
    made = pd.concat(parts, ignore_index=True).reindex(columns=_COLUMNS)
    kept = {name: said[name].dtype for name in _COLUMNS if name in said and name != "speaker"}
    return made.astype({"speaker": "str", "n_quotes": "int64", "n_docs": "int64", **kept})


def _quotation(row, document, context):
    text, start, end = document["text"], row["start"], row["end"]
    about = [row["verb"], str(document["source"]) if str(document["source"]) != "unknown" else ""]
    about.append(periods.shown(document["date"], document.get(periods.PRECISION)))
    link = _text(row["doc_id"])
    if str(document["url"]).startswith(("http://", "https://")):
        link = f'<a rel="noreferrer" href="{html.escape(document["url"], quote=True)}">{link}</a>'
    before, after = text[max(start - context, 0) : start], text[end : end + context]
    told = " · ".join([_text(part) for part in about if part] + [link])
    return (
        f"<blockquote>{_text(row['quote'])}<div class='about'>{told}</div>"
        f"<details><summary>السياق</summary>… {html.escape(before)}<mark>{html.escape(row['quote'])}</mark>"
        f"{html.escape(after)} …</details></blockquote>"
    )


def _text(text):
    side = "rtl" if rtl.is_rtl(str(text)) else "ltr"
    return f'<bdi dir="{side}">{html.escape(str(text))}</bdi>'
