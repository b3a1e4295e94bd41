"""Specks of dirt read as signs: a mark alone between words that no Swedish text prints there, a low line at a word."""

from __future__ import annotations

from collections.abc import Iterable

from ocr_fix.correction.candidates.base import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText

# Signs that never stand alone between two words: of 6.4 million tokens of the corpora fewer than one in 10,000 is one.
ALONE = frozenset(":;.,_'’‘`´°^\\<>¬")
LOW_LINE = "_"
# The same for a stop without a space behind it and a small letter after.
GLUE = frozenset(".,:;")
WHY = "a sign that no text prints alone: a speck"


class SpeckSource:
    """Specks alone behind a word, in damaged text: they and the word are one."""

    name = "specks"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The specks and the words before them."""
        for at in _specks(text) if state.is_damaged else ():
            yield at - 1
            yield at

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """A word without the speck behind it."""
        words, then = state.text.words, span.last + 1
        if then < len(words) and words[then] in ALONE and state.is_damaged and _is_alphanumeric(span.text):
            yield Candidate(span.text, 0.0, (), self.name, last=then, why=WHY)


class NoiseSource:
    """Specks inside a token of damaged text: at a word, or in the place of the space between two."""

    name = "noise"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens with a low line, or of so many parts that one may be a speck."""
        if state.is_damaged:
            for token in text.others:
                if LOW_LINE in token or len(text.parts_of(token).parts) > 2:
                    yield from text.flow.places(token)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """What a part without letters beside a word was without the sign that a speck has put there."""
        read, before, after = span.text, span.before, span.after
        if span.is_word or not state.is_damaged or (before is None and after is None):
            return
        if read in GLUE and before and before.is_word and after and after.is_word and after.text[:1].islower():
            yield Candidate(" ", state.thresholds.speck_cost, (Confusion(" ", read),), self.name)
        elif read.count(LOW_LINE) == 1:
            text = read.replace(LOW_LINE, "")
            yield Candidate(text, state.thresholds.speck_cost, (Confusion("", LOW_LINE),), self.name)


def _specks(text: TokenisedText) -> Iterable[int]:
    """The specks that stand alone behind a word, by index."""
    for token in ALONE.intersection(text.others):
        yield from (at for at in text.flow.places(token) if at and _is_alphanumeric(text.words[at - 1]))


def _is_alphanumeric(token: str) -> bool:
    """Whether there is a letter or a digit in a token."""
    return any(character.isalnum() for character in token)
