"""What became of a unit, and how it is written into the words of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, log1p

from ocr_fix.correction.decoder import Decision
from ocr_fix.correction.pieces import Piece
from ocr_fix.correction.reading import Reading
from ocr_fix.correction.reasons import reason
from ocr_fix.correction.units import Unit
from ocr_fix.document import ChangeKind, Edit, Word

# A word left alone is doubtful when one of its rivals is so probable.
DOUBT = 0.10
# Nothing is changed unless it is at least so probable that the word is damaged.
DAMAGED = 0.5
# The decoder is too sure of itself: what speaks for a change is counted as if it were independent, and the truth may be
# a word it has not thought of. Its log odds are scaled so that of changes stated with 0.9 nine in ten are right; chosen
# by hand on readings of rendered and of real pages, whose reliability table the benchmark prints.
SLOPE = 0.58
SHIFT = -1.3
MAX_LOG_ODDS = 10.0


def calibrated(share: float) -> float:
    """The probability that a choice is right to which the decoder gives a share, both 0-1."""
    log_odds = MAX_LOG_ODDS if share >= 1.0 else min(MAX_LOG_ODDS, log(max(share, 1e-12)) - log1p(-share))
    return 1.0 / (1.0 + exp(-(SLOPE * log_odds + SHIFT)))


class Outcome:
    """What became of a unit.

    Attributes:
        text: the unit's text now.
        edit: why it is another, or doubtful; None where nothing is to be said.
    """

    def __init__(
        self, reading: Reading, parts: Sequence[Piece], decisions: Sequence[Decision], min_confidence: float
    ) -> None:
        texts: list[str] = []
        reasons: list[str] = []
        sure, doubtful = 1.0, 0.0
        for piece, decision in zip(parts, decisions, strict=True):
            text = piece.text
            if len(decision.shares) > 1:
                choices = reading.choices(piece.text)
                index = decision.chosen
                confidence = calibrated(decision.shares[index])
                # Which of two words stood here may be open when it is certain that this one did not.
                if index and confidence >= min_confidence and calibrated(1.0 - decision.shares[0]) >= DAMAGED:
                    text = choices[index].text
                    sure = min(sure, confidence)
                    reasons.append(reason(reading, piece.text, decision))
                else:
                    rival = max(range(1, len(choices)), key=decision.shares.__getitem__)
                    if calibrated(decision.shares[rival]) > max(doubtful, DOUBT):
                        doubtful = calibrated(decision.shares[rival])
                        reasons.append(reason(reading, piece.text, decision, rival))
            texts.append(text)
        self.text = "".join(texts)
        self.changed = self.text != "".join(piece.text for piece in parts)
        self.confidence = sure if self.changed else 1.0 - doubtful
        self.doubtful = doubtful > 0
        self.reason = "; ".join(reasons)


def write(corrected: list[Word], unit: Unit, outcome: Outcome) -> None:
    """Put what became of a unit into the words of its tokens."""
    word = corrected[unit.first]
    if unit.broken:
        rest = corrected[unit.last]
        kind: ChangeKind = "word" if outcome.changed else "hyphen" if unit.hyphen else "join"
        why = "hyphen at the line end undone" if unit.hyphen else "the parts make one word"
        why += f"; {outcome.reason}" if outcome.reason else ""
        edit = Edit(kind, outcome.confidence, why)
        corrected[unit.first] = word.edited(outcome.text, edit)
        corrected[unit.last] = rest.edited("", edit)
    elif outcome.changed:
        corrected[unit.first] = word.edited(outcome.text, Edit("word", outcome.confidence, outcome.reason))
    elif outcome.doubtful and word.edit is None:
        corrected[unit.first] = word.edited(word.text, Edit("doubtful", outcome.confidence, outcome.reason))
