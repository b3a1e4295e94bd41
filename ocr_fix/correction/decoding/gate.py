"""Which tokens of a text may be something else than what was read: only these are looked at in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ocr_fix.correction.candidates.gathering import Gathered
from ocr_fix.correction.candidates.hyphens import HYPHENS, LOOKALIKES
from ocr_fix.correction.candidates.joins import may_be_one
from ocr_fix.correction.candidates.noise import LOW_LINE
from ocr_fix.correction.candidates.typographic import Style
from ocr_fix.correction.decoding.candidate_scorer import CandidateScorer
from ocr_fix.correction.tokens.classifier import Kind, Parted, TokenClassifier
from ocr_fix.correction.tokens.pieces import Piece
from ocr_fix.document import Flow

_BREAKS = frozenset(HYPHENS + LOOKALIKES)


def doubtful_places(
    flow: Flow,
    parted: Parted,
    kinds: TokenClassifier,
    reading: CandidateScorer,
    style: Style,
    together: Iterable[Gathered],
) -> set[int]:
    """The indices of the tokens whose words may be others, that may be one with a neighbour, or are of another style.

    Args:
        flow: the text.
        parted: its different tokens by whether they are plain.
        kinds: takes tokens apart.
        reading: what its words may have been.
        style: its dashes and quotation marks.
        together: the tokens that are one whatever the language says.
    """
    words = flow.words
    places: set[int] = set()
    # A token without words is only another sign, or many pieces in a damaged text.
    wordless = parted.wordless if reading.is_damaged or style.is_mixed else ()
    for token in (*parted.others, *wordless):
        kind = kinds.of(token)
        if style.is_open(token) or _may_be_other(token, kind, reading):
            places.update(flow.places(token))
        elif not all(map(reading.is_word, kind.words)):
            places.update(at for at in flow.places(token) if _may_be_one(at, words, parted.plain, kinds, reading))
    if reading.doubtful:
        doubtful = {token for token, core in parted.plain.items() if core in reading.doubtful}
        places.update(at for token in doubtful for at in flow.places(token))
    places.update(
        _broken(flow, (*parted.others, *parted.wordless)), *(range(one.first, one.last + 1) for one in together)
    )
    return places


def _may_be_other(token: str, kind: Kind, reading: CandidateScorer) -> bool:
    """Whether a token may be something else than what it is."""
    if (LOW_LINE in token or len(kind.pieces) > 2) and reading.is_damaged:
        return True
    return any(map(reading.may_be_other, kind.words))


def _may_be_one(
    at: int, words: Sequence[str], plain: Mapping[str, str], kinds: TokenClassifier, reading: CandidateScorer
) -> bool:
    """Whether a token may be one word with the one before it or the one after."""
    for first in range(max(0, at - 1), min(len(words) - 1, at + 1)):
        begin, end = words[first], words[first + 1]
        # What follows a mark is another word, and so is what has a capital.
        if begin[-1].isalnum() and end[0].islower():
            head = Piece(plain[begin], True) if begin in plain else kinds.pieces(begin)[-1]
            rest = Piece(plain[end], True) if end in plain else kinds.pieces(end)[0]
            if may_be_one(head, rest, reading):
                return True
    return False


def _broken(flow: Flow, kinds: Iterable[str]) -> Iterator[int]:
    """The indices of the tokens that end in a hyphen, or what may be one, at the end of their line."""
    for token in kinds:
        if token[-1:] in _BREAKS and len(token) > 1:
            yield from filter(flow.ends_line, flow.places(token))
