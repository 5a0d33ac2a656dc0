"""The words of a corpus, in which those of a coded line are found, as they are written or nearly so."""

from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from ...arabic import normalization
from ...corpus import tokens

ALIKE = 0.6  # share of the words that must be the same, in the same order, for a place to be proposed
_LIKE_KEYWORD = 0.7  # share of the letters: a keyword whose spelling was corrected
_SHIFT = 6  # words put in or left out between the line's words and those in the text
_FREQUENT = 20_000  # words that occur more often are no help in finding a place
_TRIED = 30  # places compared for each line


class Stream:
    """The words of a corpus, and where each of them stands."""

    def __init__(self, corpus):
        self.made = tokens.tokenize(corpus, level="form", kind="text", glued="keep")  # as a line is cut
        forms = self.made.forms
        self.forms = pd.Index(forms["form"])
        number, spellings = pd.factorize(forms["normalized"])
        self.spellings = pd.Index(spellings)
        self.spelling = number.astype(np.int32)[self.made.form]
        self.order = np.argsort(self.spelling, kind="stable")
        self.first = np.concatenate([[0], np.cumsum(np.bincount(self.spelling, minlength=len(self.spellings)))])
        self.bounds = np.concatenate([[0], np.cumsum(self.made.sizes)])

    def where(self, spelling):
        """The tokens of one spelling, in the order of the text."""
        return self.order[self.first[spelling] : self.first[spelling + 1]] if spelling >= 0 else self.order[:0]

    def exact(self, words, sizes):
        """The tokens at which the keyword of a line stands between the words of the line, all as written."""
        wanted = self.forms.get_indexer(words)
        if (wanted < 0).any():
            return []
        spellings = self.spellings.get_indexer(normalization.normalize(words))
        rarest = min(range(len(words)), key=lambda n: self.first[spellings[n] + 1] - self.first[spellings[n]])
        begin = self.where(spellings[rarest]) - rarest
        begin = begin[(begin >= 0) & (begin + len(words) <= len(self.made))]
        for number, form in enumerate(wanted):
            begin = begin[self.made.form[begin + number] == form]
        begin = begin[self.made.doc[begin] == self.made.doc[begin + len(words) - 1]]
        return [int(at) + sizes[0] for at in begin]

    def alike(self, words, sizes):
        """Places where the words of a line stand nearly so: (share of the words, token of the keyword, its words).

        The share is 2 m / (words of the line + words of the text there), m the words that both have in the same order
        (`difflib`, spellings folded). Places with a share below ALIKE are left out; most alike first.
        """
        spellings = self.spellings.get_indexer(normalization.normalize(words))
        found = {}
        for begin in self._candidates(spellings):
            for at in self._keywords(begin + sizes[0], words, spellings, sizes):
                row = self.made.doc[at]
                low, high = max(at - sizes[0], self.bounds[row]), at + sizes[1] + sizes[2]
                there = self.spelling[low : min(high, self.bounds[row + 1])].tolist()
                # A word that is nowhere in the corpus is like no other.
                line = [code if code >= 0 else -1 - number for number, code in enumerate(spellings.tolist())]
                found[at] = SequenceMatcher(None, line, there, autojunk=False).ratio()
        kept = [(share, at, sizes[1]) for at, share in found.items() if share >= ALIKE]
        return sorted(kept, key=lambda place: (-place[0], place[1]))

    def _candidates(self, spellings):
        """Tokens at which the first word of the line would stand, by how many of its words stand accordingly."""
        places = [(number, self.where(code)) for number, code in enumerate(spellings)]
        rare = [(number, at) for number, at in places if 0 < len(at) <= _FREQUENT]
        rare = rare or sorted((place for place in places if len(place[1])), key=lambda place: len(place[1]))[:1]
        if not rare:
            return []
        begin = np.sort(np.concatenate([at - number for number, at in rare]))
        votes = np.searchsorted(begin, begin + _SHIFT, "right") - np.arange(len(begin))
        # m words of n in common make a share of 2 m / (n + m) at most; the frequent ones may be among them.
        least = ALIKE / (2 - ALIKE) * len(spellings) - (len(spellings) - len(rare))
        promising = np.flatnonzero(votes >= least)
        chosen = []
        for row in promising[np.argsort(-votes[promising], kind="stable")]:
            if all(abs(begin[row] - other) > _SHIFT for other in chosen):
                chosen.append(int(begin[row]))
            if len(chosen) == _TRIED:
                break
        return chosen

    def _keywords(self, near, words, spellings, sizes):
        """Tokens near one where the keyword stands, or a word that is written nearly so."""
        size, keyword = sizes[1], spellings[sizes[0] : sizes[0] + sizes[1]]
        around = range(max(near - _SHIFT, 0), min(near + 2 * _SHIFT, len(self.made) - size) + 1)
        inside = [at for at in around if self.made.doc[at] == self.made.doc[at + size - 1]]
        same = [at for at in inside if (self.spelling[at : at + size] == keyword).all()]
        if same:
            return same
        wanted = " ".join(normalization.normalize(words[sizes[0] : sizes[0] + size]))
        return [
            at
            for at in inside
            if SequenceMatcher(None, wanted, " ".join(self.spellings[self.spelling[at : at + size]])).ratio()
            >= _LIKE_KEYWORD
        ]
