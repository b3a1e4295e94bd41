"""What may have been printed: a candidate."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ocr_fix.correction.error_model.channel import Confusion

NOWHERE = -1
"""In place of the index of a token: wherever it stands."""

READ = "read"
"""The source of what was read."""


class Candidate(NamedTuple):
    """One thing that may have been printed.

    Attributes:
        text: what would be written.
        cost: negative natural log of the probabilities that do not depend on the context: of the channel and of what
            else the source weighs. Of a candidate that makes tokens one, that they are.
        edits: the confusions through which it would have been read as what stands there.
        source: the name of the source that proposes it.
        words: what the language model sees of it; mostly one word. Where it takes the place of a word and
            has none, those of its text are meant.
        last: the last of the tokens that it makes one, by index; `NOWHERE` where it takes the place of its span.
        why: what speaks for it, where the edits do not say it, for a person to read.
    """

    text: str
    cost: float
    edits: tuple[Confusion, ...] = ()
    source: str = READ
    words: tuple[str, ...] = ()
    last: int = NOWHERE
    why: str = ""


def made(text: str, cost: float, edits: tuple[Confusion, ...], source: str, words: tuple[str, ...] = ()) -> Candidate:
    """A candidate in the place of its span, in half of the time that its constructor takes: most there are."""
    return tuple.__new__(Candidate, (text, cost, edits, source, words, NOWHERE, ""))


def with_words(candidate: Candidate) -> Candidate:
    """The same candidate, the language model seeing the words of its text."""
    return candidate._replace(words=tuple(candidate.text.split()))


Scope = Literal["word", "part", "tokens", "neighbours"]
"""About what a source is asked.

"word": each different word of the text once, wherever it stands. "part": each part of the tokens at its anchors.
"tokens": the tokens at its anchors, whether they are one with those behind them. "neighbours": all tokens around the
anchors of whichever source, whether they are one word with the next.
"""
