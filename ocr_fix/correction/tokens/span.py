"""A stretch of the text that is looked at as one: tokens, or a part of one."""

from __future__ import annotations

from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import NOWHERE, Candidate
from ocr_fix.correction.protection.veto import Veto


class Span(NamedTuple):
    """Tokens that are one, mostly one token; or a part of them: a word, or what stands around words.

    Attributes:
        text: what was read; of tokens that are one, without what keeps them apart.
        veto: why it is no word to be corrected; None for a word, and for whole tokens.
        first, last: its tokens by their index in the text; `NOWHERE` for what is looked at wherever it stands.
        offset: where a part begins in its tokens, in characters.
        parts: all parts of its tokens, wherever they stand; joined they are the tokens.
        made: what made several tokens one.
    """

    text: str
    veto: Veto | None = None
    first: int = NOWHERE
    last: int = NOWHERE
    offset: int = 0
    parts: tuple[Span, ...] = ()
    made: Candidate | None = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word that may be corrected."""
        return self.veto is None

    @property
    def before(self) -> Span | None:
        """The part before this one in the same tokens."""
        return next((part for part in self.parts if part.offset + len(part.text) == self.offset), None)

    @property
    def after(self) -> Span | None:
        """The part after this one in the same tokens."""
        end = self.offset + len(self.text)
        return next((part for part in self.parts if part.offset == end), None)


def part_of_token(text: str, veto: Veto | None = None, offset: int = 0) -> Span:
    """A part of a token wherever that stands, in a fraction of the time that the constructor takes."""
    return tuple.__new__(Span, (text, veto, NOWHERE, NOWHERE, offset, (), None))


def placed(text: str, veto: Veto | None, first: int, last: int, offset: int, parts: tuple[Span, ...]) -> Span:
    """A token or a part of one where it stands, likewise."""
    return tuple.__new__(Span, (text, veto, first, last, offset, parts, None))
