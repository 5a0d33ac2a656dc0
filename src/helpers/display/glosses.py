"""What stands beside Arabic words in figures for those who do not read them: the reader's glosses, or Latin letters."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Glosses:
    """own: {term: gloss}, the reader's (`key` spells the terms); transcribed: others are written in Latin letters."""

    own: Mapping = field(default_factory=dict)
    transcribed: bool = False

    def __contains__(self, term):
        return bool(self.own) and key(term) in self.own

    def of(self, term):
        """The gloss of a term, "" where there is none; a text without an Arabic letter needs none."""
        text = str(term)
        if not (self.own or self.transcribed):
            return ""
        from ..arabic import letters

        if not letters.has_arabic(text):
            return ""
        found = self.own.get(key(text), "") if self.own else ""
        if found or not self.transcribed:
            return found
        from ..arabic import transcription  # other figures do without the dictionaries

        return transcription.transcribe(text)


def key(term):
    """A term as glosses are looked up: without vowel signs, tatweel and marks of direction, spaces single."""
    from ..arabic import normalization

    (found,) = normalization.normalize([" ".join(str(term).split())], normalization.CLEANING_FOLDS)
    return found


NONE = Glosses()
