"""What became of a unit, and how it is written into the words of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, log1p

from ocr_fix.correction.decoder import Decision, Place
from ocr_fix.correction.reasons import reason
from ocr_fix.correction.units import Unit
from ocr_fix.document import ChangeKind, Edit, Word

# A word left alone is doubtful when one of its rivals is so probable.
DOUBT = 0.10
# Nothing is changed unless it is at least so probable that the word is damaged.
DAMAGED = 0.5
# A digit is taken for a letter or a sign only where it is so probable.
SURE_OF_DIGIT = 0.75
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
        changed: whether it is another than was read.
        confidence: probability, 0-1, that the text is right.
        doubtful: whether it may be another.
        reason: why it is another or doubtful.
        kind: what sort of change it is.
    """

    def __init__(self, places: Sequence[Place], decisions: Sequence[Decision], min_confidence: float) -> None:
        texts: list[str] = []
        reasons: list[str] = []
        sure, doubtful = 1.0, 0.0
        for place, decision in zip(places, decisions, strict=True):
            text = place[0].text
            if len(place) > 1:
                index = decision.chosen
                confidence = calibrated(decision.shares[index])
                if index and _is_sure(place[0].text, place[index].text, confidence, decision, min_confidence):
                    text = place[index].text
                    sure = min(sure, confidence)
                    reasons.append(reason(place, decision, index))
                else:
                    rival = max(range(1, len(place)), key=decision.shares.__getitem__)
                    if calibrated(decision.shares[rival]) > max(doubtful, DOUBT):
                        doubtful = calibrated(decision.shares[rival])
                        reasons.append(reason(place, decision, rival))
            texts.append(text)
        self.text = "".join(texts)
        read = "".join(place[0].text for place in places)
        self.changed = self.text != read
        self.confidence = sure if self.changed else 1.0 - doubtful
        self.doubtful = doubtful > 0
        self.reason = "; ".join(reasons)
        self.kind = _kind(read, self.text)


def _is_sure(read: str, text: str, confidence: float, decision: Decision, least: float) -> bool:
    """Whether to change. Which of two words stood there may be open when it is certain that this one did not."""
    if read.isdigit() and confidence < SURE_OF_DIGIT:
        return False
    return confidence >= least and calibrated(1.0 - decision.shares[0]) >= DAMAGED


def _kind(read: str, text: str) -> ChangeKind:
    if text.replace(" ", "") == read:
        return "split"
    lettered = [character for character in read if character.isalpha()]
    return "sign" if lettered == [character for character in text if character.isalpha()] else "word"


def write(corrected: list[Word], unit: Unit, outcome: Outcome) -> None:
    """Put what became of a unit into the words of its tokens."""
    word = corrected[unit.first]
    if unit.broken:
        kind: ChangeKind = outcome.kind if outcome.changed else unit.kind
        why = f"{unit.why}; {outcome.reason}" if outcome.reason else unit.why
        edit = Edit(kind, min(unit.confidence, outcome.confidence), why)
        corrected[unit.first] = word.edited(outcome.text, edit)
        for index in range(unit.first + 1, unit.last + 1):
            corrected[index] = corrected[index].edited("", edit)
    elif outcome.changed:
        corrected[unit.first] = word.edited(outcome.text, Edit(outcome.kind, outcome.confidence, outcome.reason))
    elif outcome.doubtful and word.edit is None:
        corrected[unit.first] = word.edited(word.text, Edit("doubtful", outcome.confidence, outcome.reason))
