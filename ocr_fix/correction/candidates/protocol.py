"""Who has candidates to propose: the protocol that each source follows, ours and those of callers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText


@runtime_checkable
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


class EveryWordSource:
    """What those have alike that are asked about every word that may be another, once."""

    scope: Scope = "word"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """Where words may be others."""
        return state.word_anchors


@runtime_checkable
class EvidenceSource(Protocol):
    """A source that also counts how something came through in a text, before its channel is estimated."""

    def evidence(self, text: TokenisedText) -> Mapping[Confusion, float]:
        """How often confusions were seen; of what came through whole as confusions with itself."""
        ...
