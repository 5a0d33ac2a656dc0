"""CAMeL Tools as the analyser, where a reader has the package and its data (neither comes with Khitab).

CAMeL Tools reads a word with the morphology CALIMA and takes the analysis most frequent in the Penn Arabic
Treebank, without its context, as this project does. Obeid et al. 2020, CAMeL Tools: An Open Source Python Toolkit
for Arabic Natural Language Processing (LREC), pp. 7022-7032.
"""

import importlib.util
import os
from pathlib import Path

from ..errors import InputError
from .letters import FOREIGN_MARKS, INVISIBLE, MARKS, TATWEEL

_MEND = (
    'it comes with "pip install camel-tools" and then "camel_data -i light"; or set [terms] analyser = "auto" in '
    "study.toml, which needs neither."
)
_SIGNS = dict.fromkeys(map(ord, MARKS + INVISIBLE + TATWEEL + FOREIGN_MARKS))


class Reader:
    """Reads words with CAMeL Tools. lexicon: form or lemma -> lemma, which wins. Raises InputError where it is missing.

    roots: lemma -> root, filled while words are read.
    """

    def __init__(self, lexicon):
        self.lexicon, self.roots, self._model = lexicon, {}, _model()

    def read(self, word):
        """(segments, lemma, source) of one word; source is camel, lexicon, or whole for what CALIMA does not know."""
        analyses = self._model.disambiguate([word])[0].analyses
        analysis = dict(analyses[0].analysis) if analyses else {}
        if not analysis.get("lex") or analysis.get("source") in ("backoff", "foreign", "punc", "digit"):
            segments, lemma, source = word, word, "whole"
        else:
            lemma, source = _plain(analysis["lex"]), "camel"
            segments = _segments(word, analysis.get("d3tok") or "")
            root = _plain(analysis.get("root") or "").replace(".", "")
            if root and not root.isascii():  # NTWS and the like mark a word without a root
                self.roots.setdefault(lemma, root)
        for key in (word, lemma):
            if key in self.lexicon:
                return segments, self.lexicon[key], "lexicon"
        return segments, lemma, source


def _segments(word, tokens):
    """Cut `word` where CALIMA's tokens (وَ+_ال+_إِرْهاب_+هُم) are cut: clitics as long as they are written there.

    The host is what lies between, in the spelling of the word: before a pronoun it differs from the token (ة is ت).
    """
    parts = [_plain(part) for part in tokens.split("_") if part]
    before = [part[:-1] for part in parts if part.endswith("+")]
    after = [part[1:] for part in parts if part.startswith("+")]
    if before[-2:] == ["ل", "ال"]:
        before[-1] = "ل"  # the article loses its alif: للإرهاب
    start, end = "".join(before), "".join(after)
    host = word[len(start) : len(word) - len(end)]
    if not host or word != start + host + end:
        return word
    return "+".join([*before, host, *after])


def _plain(text):
    return text.translate(_SIGNS).replace("\u0671", "ا")


def _model():
    if importlib.util.find_spec("camel_tools") is None:
        raise InputError(f'The analyser "camel" needs the package camel-tools, which is not installed; {_MEND}')
    # Without its data the package asks the network at import, so the data are looked for first.
    folder = Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools").expanduser()
    if not any(folder.glob("catalogue*.json")) or not any(folder.rglob("model.json")):
        raise InputError(f'The analyser "camel" needs the data of camel-tools, but {folder} has none; {_MEND}')
    from camel_tools.disambig.mle import MLEDisambiguator

    return MLEDisambiguator.pretrained()
