"""What may have been printed: a candidate, and the protocol of those who have some to propose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.tokens.span import NOWHERE, Span

if TYPE_CHECKING:
    from ocr_fix.correction.candidates.search.search import Search
    from ocr_fix.correction.candidates.state import TextState
    from ocr_fix.correction.registers.vocabulary import Vocabulary
    from ocr_fix.correction.tokens.tokenised import TokenisedText

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


Scope = Literal["word", "part", "tokens", "neighbours"]
"""About what a source is asked.

"word": each different word of the text once, wherever it stands. "part": each part of the tokens at its anchors.
"tokens": the tokens at its anchors, whether they are one with those behind them. "neighbours": all tokens around the
anchors of whichever source, whether they are one word with the next.
"""


class CandidateSource(Protocol):
    """Who has candidates to propose. One source serves many texts and threads: what it knows of a text is the state's.

    Attributes:
        name: says in a candidate where it is from.
        scope: about what it is asked.
    """

    @property
    def name(self) -> str:
        """Says in a candidate where it is from."""
        ...

    @property
    def scope(self) -> Scope:
        """About what it is asked."""
        ...

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """Where it has something to say: indices of tokens. Only stretches of text around anchors are looked at.

        Args:
            text: the text.
            state: what is known of it.
        """
        ...

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """What else than what was read may have been printed.

        Args:
            span: what was read.
            state: what is known of its text.
        """
        ...


@runtime_checkable
class EvidenceSource(Protocol):
    """A source that also counts how something came through in a text, before its channel is estimated."""

    def evidence(self, text: TokenisedText) -> Mapping[Confusion, float]:
        """How often confusions were seen; of what came through whole as confusions with itself."""
        ...


class Knowledge(NamedTuple):
    """What is known before any text.

    Attributes:
        vocabulary: the words of the language and the user's.
        channels: the channels that texts come through, each with its weight beforehand.
        search: what a word may have been that is none.
    """

    vocabulary: Vocabulary
    channels: Sequence[tuple[Channel, float]]
    search: Search
