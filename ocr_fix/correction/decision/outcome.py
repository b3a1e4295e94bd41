"""What became of a unit, and how it is written into the words of its tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log, log1p

from ocr_fix.correction.decision.explanation import reason
from ocr_fix.correction.decoding.decoder import Decision, Place
from ocr_fix.correction.tokens.units import Unit
from ocr_fix.document import ChangeKind, Edit, Word

# A word left alone is doubtful when one of its rivals is so probable.
DOUBT = 0.10
# Nothing is changed unless the decoder gives so much to the word's being damaged.
DAMAGED = 0.73
# A digit is taken for a letter or a sign only where it is so probable.
SURE_OF_DIGIT = 0.75
# The decoder is too sure of itself: what speaks for a change is counted as if it were independent, and the truth may be
# a word it has not thought of, most of all where what was read is no word. Its log odds are scaled so that of changes
# stated with 0.9 nine in ten are right; fitted to 6,000 decisions on readings of rendered and of real pages, other
# pages' reliability table is printed by the benchmark.
SLOPE = 0.45
SHIFT_OF_WORD = 0.6
SHIFT_OF_NONE = -0.9
MAX_LOG_ODDS = 10.0


def calibrated(share: float, *, was_word: bool) -> float:
    """The probability that a choice is right.

    Args:
        share: what the decoder gives to it, 0-1.
        was_word: whether what was read is a word of the language.
    """
    log_odds = MAX_LOG_ODDS if share >= 1.0 else min(MAX_LOG_ODDS, log(max(share, 1e-12)) - log1p(-share))
    return 1.0 / (1.0 + exp(-(SLOPE * log_odds + (SHIFT_OF_WORD if was_word else SHIFT_OF_NONE))))


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

    def __init__(
        self,
        places: Sequence[Place],
        decisions: Sequence[Decision],
        is_word: Callable[[str], bool],
        min_confidence: float,
    ) -> None:
        texts: list[str] = []
        reasons: list[str] = []
        sure, doubtful = 1.0, 0.0
        for place, decision in zip(places, decisions, strict=True):
            text = place[0].text
            if len(place) > 1:
                index, was_word = decision.chosen, is_word(text)
                confidence = calibrated(decision.shares[index], was_word=was_word)
                if index and _is_sure(place[0].text, place[index].text, confidence, decision, min_confidence):
                    text = place[index].text
                    sure = min(sure, confidence)
                    reasons.append(reason(place, decision, index))
                else:
                    rival = max(range(1, len(place)), key=decision.shares.__getitem__)
                    probable = calibrated(decision.shares[rival], was_word=was_word)
                    if probable > max(doubtful, DOUBT):
                        doubtful = probable
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
    return confidence >= least and 1.0 - decision.shares[0] >= DAMAGED


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
