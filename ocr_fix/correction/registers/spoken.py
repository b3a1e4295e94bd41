"""Where a text prints speech as it is spoken: "Ja ä inte rädd för dä", "ho vet’nte".

Spoken forms look like damaged ones ("dä" for då, "geck" for gick), and no spelling has them all. Several different ones
that stand near each other are no damage: damage does not hit upon the forms of speech again and again. There they are
left as they stand, and what else no spelling explains with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import regex

from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.document import Flow
from ocr_fix.languages.sv import SPOKEN
from ocr_fix.languages.sv.contractions import GROWN

# Different tokens that are remembered from text to text.
KEPT = 50_000
_GROWN = regex.compile(rf"\p{{L}}+’(?:{GROWN})")
# A word without what stands around it. (What ends a token is not looked for from each of its characters on.)
_WITHIN = regex.compile(r"(?s)\p{L}(?:.*[\p{L}’'])?")


def _word(token: str) -> str:
    if token.isalpha():
        return token.lower()
    found = _WITHIN.search(token)
    return found[0].lower().replace("'", "’") if found else ""


@cache
def spoken_forms() -> frozenset[str]:
    """The forms of speech, in small letters, with ’ where letters are left out."""
    lines = SPOKEN.read_text(encoding="utf-8").splitlines()
    return frozenset([line.replace("'", "’") for line in lines if not line.startswith("#")])


@lru_cache(KEPT)
def is_spoken(token: str) -> bool:
    """Whether a token is a form of speech, whatever stands around it."""
    word = _word(token)
    if word in spoken_forms():
        return True
    return "’" in word and (word.rstrip("’") in spoken_forms() or _GROWN.fullmatch(word) is not None)


def spoken_places(
    flow: Flow, others: Iterable[str], unknown: Iterable[str], thresholds: RegisterThresholds
) -> frozenset[int]:
    """The places of what is to be left as it stands for it is speech.

    Args:
        flow: the text.
        others: those of its different tokens that are no plain words.
        unknown: those of them that no spelling explains.
        thresholds: the numbers to go by.
    """
    spoken = [token for token in others if is_spoken(token)]
    if len(spoken) < 2:  # different tokens, as in most texts
        return frozenset()
    said = {at for token in spoken for at in flow.places(token)}
    stretches = list(_dense([(at, flow.words[at]) for at in sorted(said)], thresholds))
    strange = {at for token in unknown for at in flow.places(token)} - said if stretches else set()
    left: set[int] = set()
    for stretch in stretches:
        here, beside = said.intersection(stretch), strange.intersection(stretch)
        if len(here) > len(beside):  # else it is damaged besides, and so may be what looks like speech
            left |= here | beside
    return frozenset(left)


def _dense(spoken: Sequence[tuple[int, str]], thresholds: RegisterThresholds) -> Iterator[range]:
    """The stretches, from the first form of speech to the last, in which there are enough, and not one alone."""
    reach, fewest = thresholds.spoken_reach, thresholds.fewest_spoken
    for first, (start, _) in enumerate(spoken):
        near = [place for place in spoken[first : first + reach + 1] if place[0] - start <= reach]
        if len(near) >= fewest and len({_word(token) for _, token in near}) > 1:
            yield range(max(0, start - reach), near[-1][0] + reach + 1)
