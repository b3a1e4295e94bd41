"""Specks of dirt read as signs: a mark alone between words that no Swedish text prints there, a low line at a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.notation.orthography import stays_open

# Signs that never stand alone between two words: of 6.4 million tokens of the corpora fewer than one in 10,000 is one.
SPECKS = frozenset(":._'’‘`´°^\\<>¬")
OF_NUMBERS = frozenset("<>°")
# But these are printed behind a bracket or a quotation mark, and old print has room before a semicolon.
PRINTED = frozenset(":;,.")
CLOSING = frozenset(')]"”»')
LOW_LINE = "_"
STOP = "."
# The same for a stop without a space behind it and a small letter after.
GLUE = frozenset(".,:;")
# A mark that opens what is closed by another behind a letter.
OPENER = "‘"
_CLOSING = re.compile("(?<!^)[’']")
WHY_PRINTED = "a mark that belongs to the word before it"
WHY = "a sign that no text prints alone: a speck"


class SpeckSource:
    """Marks alone behind a word: in damaged text specks, which and the word are one; or a mark that was set apart."""

    name = "specks"
    scope: Scope = "tokens"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The marks and the words before them."""
        marks = _alone(text, state.once(_marks_of_words))
        places = [at for at in marks if _is_set_apart(text.words, at, is_damaged=state.is_damaged)]
        for at in [*places, *(_alone(text, SPECKS) if state.is_damaged else ())]:
            yield at - 1
            yield at

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """A word with the mark behind it, or without the speck."""
        words, then = state.text.words, span.last + 1
        if then >= len(words) or not _is_alphanumeric(span.text):
            return
        if words[then] in PRINTED and _is_set_apart(words, then, is_damaged=state.is_damaged):
            if words[then] in state.once(_marks_of_words):
                yield Candidate(span.text + words[then], 0.0, (), self.name, last=then, why=WHY_PRINTED)
        elif words[then] in SPECKS and state.is_damaged and not _is_of_number(words, then):
            yield Candidate(span.text, 0.0, (), NoiseSource.name, last=then, why=WHY)


def _is_of_number(words: Sequence[str], at: int) -> bool:
    """Whether a sign belongs to the number beside it: "p < 0,05", "20 °"."""
    beside = (words[at - 1][-1:], *[word[:1] for word in words[at + 1 : at + 2]])
    return words[at] in OF_NUMBERS and any(map(str.isdigit, beside))


class NoiseSource:
    """Specks inside a token of damaged text: at a word, or in the place of the space between two."""

    name = "noise"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens with a low line, or an opening mark, or of so many parts that one may be a speck."""
        if state.is_damaged:
            yield from state.once(_unclosed)
            for token in text.others:
                if LOW_LINE in token or len(text.parts_of(token).parts) > 2:
                    yield from text.flow.places(token)

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """What a part without letters beside a word was without the sign that a speck has put there."""
        read, before, after = span.text, span.before, span.after
        if span.is_word or not state.is_damaged or (before is None and after is None):
            return
        if read in GLUE and before and after and _is_glue(span, before, after, state):
            yield Candidate(" ", state.thresholds.speck_cost, (Confusion(" ", read),), self.name)
        elif read == OPENER and before is None and span.first in state.once(_unclosed):
            yield Candidate("", state.thresholds.speck_cost, (Confusion("", OPENER),), self.name)
        elif read.count(LOW_LINE) == 1:
            text = read.replace(LOW_LINE, "")
            yield Candidate(text, state.thresholds.speck_cost, (Confusion("", LOW_LINE),), self.name)


def _unclosed(state: TextState) -> frozenset[int]:
    """The tokens that begin with an opening mark which nothing closes."""
    words = state.text.words
    return frozenset(
        [
            at
            for token in state.text.others
            if token[0] == OPENER
            for at in state.text.flow.places(token)
            if stays_open(words, at, OPENER, _CLOSING)
        ]
    )


def _is_glue(span: Span, before: Span, after: Span, state: TextState) -> bool:
    """Whether a speck may stand in the place of the space between two parts.

    Behind it a sentence goes on, in words or with a number; no stop stands before that which is one: "den.5 maj".
    """
    if span.text == STOP and before.is_word and after.text.isdigit():
        follower = state.text.words[span.last + 1 : span.last + 2]
        return bool(follower) and follower[0][:1].islower() and state.is_word(before.text)
    if span.text == STOP and state.is_abbreviated(before.text):  # "tel.tid"
        return False
    return after.text[:1].islower() and _are_words(before, after, state)


def _are_words(before: Span, after: Span, state: TextState) -> bool:
    """Whether one of two parts is a word of the language and the other one, too, or a misreading of one.

    Otherwise they may be the name of something ("user.email").
    """
    parts = (before, after)
    if not all(part.is_word for part in parts) or not any(state.is_word(part.text) for part in parts):
        return False
    return all(state.is_word(part.text) or state.is_misread(part.text) for part in parts)


def _marks_of_words(state: TextState) -> frozenset[str]:
    """The marks that belong to the word before them where they stand apart.

    None where the text has them apart behind what closes more often than not: then it was written so.
    """
    words = state.text.words
    apart = sum(words[at - 1][-1] in CLOSING for at in _alone(state.text, PRINTED))
    if apart < state.thresholds.manner:
        return PRINTED
    tokens = state.text.others.items()
    beside = sum(count for token, count in tokens if token[-1] in PRINTED and token[-2:-1] in CLOSING)
    return PRINTED if apart <= beside else frozenset()


def _alone(text: TokenisedText, marks: frozenset[str]) -> Iterable[int]:
    """The marks that stand alone behind a word, by index."""
    for token in marks.intersection(text.others):
        yield from (at for at in text.flow.places(token) if at and _is_alphanumeric(text.words[at - 1]))


def _is_set_apart(words: Sequence[str], at: int, *, is_damaged: bool) -> bool:
    """Whether a mark alone belongs to the word before it: behind what closes, and a semicolon in damaged text."""
    return words[at - 1][-1] in CLOSING or (words[at] == ";" and is_damaged)


def _is_alphanumeric(token: str) -> bool:
    """Whether there is a letter or a digit in a token."""
    return any(character.isalnum() for character in token)
