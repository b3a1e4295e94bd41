"""Which of several words stood at a place, by what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.decoding.lattice import stretches
from ocr_fix.correction.restoration.thresholds import RestorationThresholds
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.sentences import BOUNDARY

MARKS = ".,:;!?()\"'”“»«’–-"
"""What may stand around a word."""
STOPS = (".", "!", "?")
"""What ends a sentence."""


class Reading(NamedTuple):
    """What may have stood at a place.

    Attributes:
        text: the token.
        cost: negative natural log of what speaks against it, the context aside.
    """

    text: str
    cost: float = 0.0


class RestoredPlace(NamedTuple):
    """What stood at a place.

    Attributes:
        at: the index of the token.
        text: the likeliest.
        share: its probability, 0-1.
        rivals: the others that are likely, the likeliest first.
    """

    at: int
    text: str
    share: float
    rivals: Sequence[str]


def choices(
    words: Sequence[str],
    options: Mapping[int, Sequence[Reading]],
    decoder: Decoder,
    ends: Callable[[int], bool] = lambda _: False,
    thresholds: RestorationThresholds = DEFAULT,
) -> Iterator[RestoredPlace]:
    """The likeliest words of some places of a text.

    Args:
        words: the tokens of the text.
        options: for some of them, by index, what may have stood there.
        decoder: knows what follows what.
        ends: whether a paragraph ends with the token of an index; the text does with its last.
        thresholds: the numbers to go by.
    """
    for stretch in stretches(sorted(options), len(words)):
        places = [
            _place(words, at, options.get(at) or (Reading(words[at]),), is_last=at + 1 == len(words) or ends(at))
            for at in stretch
        ]
        for at, decision in zip(stretch, decoder.best_path(places), strict=True):
            if at in options:
                likeliest, *rivals = sorted(range(len(options[at])), key=lambda each: -decision.shares[each])
                told = [
                    options[at][each].text
                    for each in rivals
                    if decision.shares[each] > thresholds.likely_enough_to_tell
                ]
                yield RestoredPlace(at, options[at][likeliest].text, decision.shares[likeliest], told)


def _place(words: Sequence[str], at: int, options: Sequence[Reading], *, is_last: bool) -> tuple[Candidate, ...]:
    after = "" if is_last else words[at + 1][:1]
    found = []
    for option in options:
        seen = (option.text.strip(MARKS),)
        ends = is_last or (option.text.rstrip(')"”»').endswith(STOPS) and not after.islower())
        found.append(Candidate(option.text, option.cost, words=(*seen, *BOUNDARY) if ends else seen))
    return tuple(found)
