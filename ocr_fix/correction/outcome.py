"""What became of a unit, and how it is written into the words of its tokens."""

from __future__ import annotations

from collections.abc import Sequence

from ocr_fix.correction.decoder import Decision
from ocr_fix.correction.pieces import Piece
from ocr_fix.correction.reading import Reading
from ocr_fix.correction.reasons import reason
from ocr_fix.correction.units import Unit
from ocr_fix.document import ChangeKind, Edit, Word

# A word left alone is doubtful when one of its rivals is so probable.
DOUBT = 0.20


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
                if index and decision.shares[index] >= min_confidence:
                    text = choices[index].text
                    sure = min(sure, decision.shares[index])
                    reasons.append(reason(reading, piece.text, decision))
                else:
                    rival = max(range(1, len(choices)), key=decision.shares.__getitem__)
                    if decision.shares[rival] > max(doubtful, DOUBT):
                        doubtful = decision.shares[rival]
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
