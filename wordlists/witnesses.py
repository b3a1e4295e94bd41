"""Text as an OCR engine left it: only the words are counted that another witness knows.

Never is a form taken for a word on the evidence of such a text alone. A ring read as dots, the damage it is full of, is
undone where that gives a known word; a form that may be either of two words, and every other one that nobody knows, is
lost: it counts as nothing and no n-gram goes across it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from ocr_fix.language import Language
from ocr_fix.language.respelling import Respeller
from wordlists.corpora import TokenStream
from wordlists.suspicion import one_edit
from wordlists.tokens import LOST_WORD
from wordlists.usage import Usage

_MIN_COMPOUND_COUNT = 3
"""Occurrences in damaged text of a compound that no other text has."""
_MISREAD_RATIO = 20
"""A compound this much rarer than a form one slip away is taken for its misreading."""
_RING_LOSS = 0.54
"""Rings read as dots for each that is read right, as `pä` is to `på` in these texts."""
_MIXED_SHARES = (0.1, 0.7)
"""Of a form's occurrences, the share that is misread for it: below the first it is kept, above the second restored."""
_MAX_DOTS = 4


class Witnesses:
    """Says which forms are words of old text.

    Args:
        usage: of the proofread corpora, by the form in small letters.
        today: the language of today.
        respeller: leads from old spelling to today's.
    """

    def __init__(self, usage: dict[str, Usage], today: Language, respeller: Respeller) -> None:
        self._usage = usage
        self._today = today
        self._respeller = respeller

    def is_of_today(self, form: str) -> bool:
        """Whether today's language has a form as it stands."""
        return self._today.knows(form)

    def knows_today(self, form: str) -> bool:
        """Whether today's language has a form in small letters, as it stands or by the rules of spelling."""
        today = self._today
        return today.knows(form) or self._respeller.explains(form, today.knows, today.automaton)

    def is_compound(self, form: str) -> bool:
        """Whether a form in small letters is a compound, as it stands or by the rules of spelling."""
        return self._is_compound(form) or self._respeller.explains(form, self._is_compound)

    def knows(self, surface: str) -> bool:
        """Whether proofread texts or today's language have a form as it stands."""
        used = self._usage.get(surface.lower())
        if used is not None:
            small = used.lower + used.initial
            if (small if surface == surface.lower() else small + used.name + used.upper) > 1 or surface in used.mixed:
                return True
        return self._today.knows(surface) or self.knows_today(surface.lower())

    def is_unread(self, surface: str) -> bool:
        """Whether a form, known or not, is not in the proofread texts."""
        return surface.lower() not in self._usage

    def _is_compound(self, form: str) -> bool:
        return form.isalpha() and self._today.is_compound(form)


def mend(stream: TokenStream, witnesses: Witnesses) -> TokenStream:
    """Replace what no witness knows.

    Args:
        stream: damaged text.
        witnesses: of its words.
    """
    totals = np.bincount(stream.tokens, minlength=len(stream.surfaces)).tolist()
    counts = Counter(dict(zip(stream.surfaces, totals, strict=True)))
    mended = [_mended(surface, counts, witnesses) if surface[0].isalpha() else surface for surface in stream.surfaces]
    numbers: dict[str, int] = {}
    renumbered = np.array([numbers.setdefault(surface, len(numbers)) for surface in mended], np.int32)
    return TokenStream(list(numbers), renumbered[stream.tokens], stream.source)


def _mended(surface: str, counts: Counter[str], witnesses: Witnesses) -> str:
    is_known = witnesses.knows(surface)
    ringed = max(_known_ringed(surface, witnesses.knows), key=counts.__getitem__, default=None)
    if ringed is not None:
        misread = _RING_LOSS * counts[ringed] / counts[surface]
        if not is_known or misread >= _MIXED_SHARES[1]:
            return ringed
        return surface if misread <= _MIXED_SHARES[0] else LOST_WORD
    if is_known:
        return LOST_WORD if witnesses.is_unread(surface) and _has_rival(surface, counts) else surface
    small = surface.lower()
    if counts[small] >= _MIN_COMPOUND_COUNT and witnesses.is_compound(small) and not _has_rival(small, counts):
        return surface
    return LOST_WORD


def _has_rival(form: str, counts: Counter[str]) -> bool:
    least = _MISREAD_RATIO * counts[form]
    return any(counts[other] >= least for other in one_edit(form))


def _known_ringed(surface: str, knows: Callable[[str], bool]) -> Iterator[str]:
    """The known forms that a form with dots over a may be a misreading of."""
    dots = surface.count("ä") + surface.count("Ä")
    if 0 < dots <= _MAX_DOTS:
        choices = [(letter, "åÅ"[letter == "Ä"]) if letter in "äÄ" else (letter,) for letter in surface]
        for letters in product(*choices):
            other = "".join(letters)
            if other != surface and knows(other):
                yield other
