"""What becomes of a span by the way through the lattice: the edits of its words, each with its confidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, log, log1p

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.candidates.punctuation.noise import NoiseSource, SpeckSource
from ocr_fix.correction.candidates.spacing.hyphens import HyphenSource
from ocr_fix.correction.decision.explanation import reason
from ocr_fix.correction.decision.thresholds import DecisionThresholds
from ocr_fix.correction.decoding.decoder import Decoded, Path
from ocr_fix.correction.decoding.lattice import Lattice
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.document import ChangeKind, Edit, Word

# What sort of change it is where a source makes several tokens one; that of the others is a join.
_KINDS: Mapping[str, ChangeKind] = {
    HyphenSource.name: "hyphen",
    SpeckSource.name: "sign",
    NoiseSource.name: "noise",
}


def calibrated(share: float, *, was_word: bool, thresholds: DecisionThresholds = DEFAULT) -> float:
    """The probability that what was chosen is right.

    Args:
        share: what the decoder gives to it, 0-1.
        was_word: whether what was read is a word of the language.
        thresholds: the numbers to go by.
    """
    most = thresholds.max_log_odds
    log_odds = most if share >= 1.0 else min(most, log(max(share, 1e-12)) - log1p(-share))
    if was_word:
        scaled = thresholds.slope_of_word * log_odds + thresholds.shift_of_word
    else:
        scaled = thresholds.slope_of_none * log_odds + thresholds.shift_of_none
    return 1.0 / (1.0 + exp(-scaled))


class Outcome:
    """What became of a span.

    Attributes:
        text: the span's text now.
        changed: whether it is another than was read.
        confidence: probability, 0-1, that the text is right.
        doubtful: whether it may be another.
        reason: why it is another or doubtful.
        kind: what sort of change it is.
    """

    def __init__(
        self,
        places: Sequence[Sequence[Candidate]],
        decisions: Sequence[Decoded],
        is_word: Callable[[str], bool],
        min_confidence: float,
        thresholds: DecisionThresholds = DEFAULT,
    ) -> None:
        texts: list[str] = []
        reasons: list[str] = []
        sure, doubtful = 1.0, 0.0
        for place, decision in map(_by_text, places, decisions):
            text = place[0].text
            if len(place) > 1:
                index, was_word = decision.chosen, is_word(text)
                confidence = calibrated(decision.shares[index], was_word=was_word, thresholds=thresholds)
                if index and _is_sure(text, confidence, decision, min_confidence, thresholds):
                    text = place[index].text
                    sure = min(sure, confidence)
                    reasons.append(reason(place, decision, index, thresholds))
                else:
                    rival = max(range(1, len(place)), key=decision.shares.__getitem__)
                    probable = calibrated(decision.shares[rival], was_word=was_word, thresholds=thresholds)
                    if probable > max(doubtful, thresholds.doubt):
                        doubtful = probable
                        reasons.append(reason(place, decision, rival, thresholds))
            texts.append(text)
        self.text = "".join(texts)
        read = "".join(place[0].text for place in places)
        self.changed = self.text != read
        self.confidence = sure if self.changed else 1.0 - doubtful
        self.doubtful = doubtful > 0
        self.reason = "; ".join(reasons)
        self.kind: ChangeKind = _kind(read, self.text)


def _by_text(place: Sequence[Candidate], decision: Decoded) -> tuple[Sequence[Candidate], Decoded]:
    """A place and its decision, what is written alike as one: a word printed so by mistake is what was read."""
    shares: dict[str, float] = {}
    for candidate, share in zip(place, decision.shares, strict=True):
        shares[candidate.text] = shares.get(candidate.text, 0.0) + share
    if len(shares) == len(place):
        return place, decision
    kept = [next(each for each in place if each.text == text) for text in shares]
    return kept, Decoded([*shares].index(place[decision.chosen].text), tuple(shares.values()))


def _is_sure(read: str, confidence: float, decision: Decoded, least: float, thresholds: DecisionThresholds) -> bool:
    """Whether to change. Which of two words stood there may be open when it is certain that this one did not."""
    if read.isdigit() and confidence < thresholds.sure_of_digit:
        return False
    return confidence >= least and 1.0 - decision.shares[0] >= thresholds.damaged


def _kind(read: str, text: str) -> ChangeKind:
    if text.replace(" ", "") == read:
        return "split"
    lettered = [character for character in read if character.isalpha()]
    return "sign" if lettered == [character for character in text if character.isalpha()] else "word"


def edits(
    lattice: Lattice, path: Path, is_word: Callable[[str], bool], min_confidence: float, thresholds: DecisionThresholds
) -> Iterator[tuple[int, Word]]:
    """The words that were most likely printed otherwise, or may have been, with the index of their token.

    Args:
        lattice: what may stand there.
        path: the way through it.
        is_word: whether something is a word of the language.
        min_confidence: the probability, 0-1, from which a change is made.
        thresholds: the numbers to go by.
    """
    decisions = iter(path)
    start = lattice.spans[0].first if lattice.spans else 0
    for span, places in zip(lattice.spans, lattice.of_spans, strict=True):
        decided = [next(decisions) for _ in places]
        if span.made or any(len(place) > 1 for place in places):
            words = [token.word for token in lattice.tokens[span.first - start : span.last + 1 - start]]
            yield from _edited(span, words, Outcome(places, decided, is_word, min_confidence, thresholds))


def _edited(span: Span, words: Sequence[Word], outcome: Outcome) -> Iterator[tuple[int, Word]]:
    """The words of a span by what became of it."""
    head, *rest = words
    if span.made is not None:
        kind: ChangeKind = outcome.kind if outcome.changed else _KINDS.get(span.made.source, "join")
        why = f"{span.made.why}; {outcome.reason}" if outcome.reason else span.made.why
        edit = Edit(kind, min(exp(-span.made.cost), outcome.confidence), why)
        yield span.first, head.edited(outcome.text, edit)
        for index, word in enumerate(rest, span.first + 1):
            yield index, word.edited("", edit)
    elif outcome.changed:
        yield span.first, head.edited(outcome.text, Edit(outcome.kind, outcome.confidence, outcome.reason))
    elif outcome.doubtful and head.edit is None:
        yield span.first, head.edited(head.text, Edit("doubtful", outcome.confidence, outcome.reason))
