"""Who says what, on a page: quotations by speaker, each with its source, its context and a link to the article."""

import html

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
    for name, n, longest in chosen(said, each=each):
        parts.append(f"<h2>{_text(name)} <span class='about'>{_text(f'{n:,}')}</span></h2>")
        parts += [_quotation(row, documents.loc[row["doc_id"]], context) for row in longest.to_dict("records")]
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{_text(title)}</h1>{''.join(parts)}</body></html>\n"
    )


@takes(said=_SAID, each=ONE_OR_MORE)
def chosen(said, *, each=10):
    """Return (speaker, number of quotations, rows of the longest `each` in the order of the corpus) of each speaker.

    said: of `reported_speech.said_by`, whose order of speakers is kept. Length is counted in words; of quotations of
    one length the first ones are taken.
    """
    size = said["quote"].str.split().str.len()
    found = []
    for name, own in said.groupby("said_by", observed=True):
        longest = size[own.index].sort_values(ascending=False, kind="stable").index[:each].sort_values()
        found.append((str(name), len(own), own.loc[longest]))
    return found


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
