"""Signs that engines read as something else: § and % after numbers ("33 $ Avgiften", "12 8 och 3 kap.").

Tesseract's Swedish model cannot print them at all, others mistake them. The channel says what they are read as, the
language model whether one stands here; a digit is taken for one only on strong evidence, and a number never becomes
another number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.spacing.boundaries import SPACE_LOST
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.error_model.profile import Profile
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.document import Flow
from ocr_fix.languages.sv.conjunctions import JOINING_NUMBERS

SECTION, SECTIONS, PERCENT = "§", "§§", "%"
NAME = "section signs"

# What a section sign stands after: "12", "12 a" (its letter alone), "4–6"; what a percent sign: "35", "3,5".
_NUMBER = re.compile(r"\(?\d{1,3}[a-z]?(?:[-–]\d{1,3}[a-z]?)?")
_SHARE = re.compile(r"\(?\d{1,3}(?:[.,]\d{1,2})?(?:[-–]\d{1,3})?")
_SEVERAL = re.compile(r"\(?\d+[a-z]?[-–]\d+[a-z]?")
_LABEL = re.compile(r"[a-z]")
_GLUED = re.compile(r"(?P<number>\d+[a-z]?)(?P<sign>[^\w\s.,;:)(]{1,2})")

Reads = Mapping[str, Iterable[tuple[Confusion, ...]]]
"""By what is read, the signs that it may be, each as its confusions; a whole sign is one with itself."""


class SignReads(NamedTuple):
    """What signs are read as.

    Attributes:
        sections: one section sign.
        pairs: two of them.
        percents: a percent sign.
    """

    sections: Reads
    pairs: Reads
    percents: Reads


class SectionSignSource:
    """Section and percent signs that were read as something else.

    Args:
        channels: whose confusions to try.
    """

    name = NAME
    scope: Scope = "part"

    def __init__(self, channels: Sequence[Channel]) -> None:
        self._reads = sign_reads(channels)

    def evidence(self, text: TokenisedText) -> Mapping[Confusion, float]:
        """How often section signs came through."""
        return text.once(self._signs).evidence

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """The tokens that may be or hold a misread sign."""
        return text.once(self._signs).places

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The signs that a part of a token may be."""
        return state.text.once(self._signs).candidates(
            span.text, span.first, state.profile, state.thresholds.wrong_number_cost
        )

    def _signs(self, text: TokenisedText) -> Signs:
        return Signs(self._reads, text.flow, text.others)


class Signs:
    """What may be a misread sign in one text.

    Args:
        reads: what signs are read as.
        flow: the text.
        kinds: the different tokens of it that are no plain words.

    Attributes:
        places: the indices of the tokens that may be or hold a misread sign.
        evidence: how often a section sign came through whole, and how often as what is neither word nor number.
    """

    def __init__(self, reads: SignReads, flow: Flow, kinds: Iterable[str]) -> None:
        self._sections, self._pairs, self._percents = reads
        self._flow = flow
        self.places = frozenset(self._places(kinds))
        self.evidence = self._evidence(kinds)

    def candidates(self, read: str, at: int, profile: Profile, wrong_number: float) -> Iterator[Candidate]:
        """The signs that a part of a token may be.

        Args:
            read: the part.
            at: the index of its token.
            profile: the channel of the text.
            wrong_number: what one sign costs after several numbers, or two after one.
        """
        if at not in self.places:
            return
        if glued := _GLUED.fullmatch(read):
            number, sign = glued["number"], glued["sign"]
            for confusions in self._sections.get(sign, ()):
                text, changed = _printed(confusions)
                cost = profile.cost_of((SPACE_LOST, *changed))
                yield Candidate(f"{number} {text}", cost, (SPACE_LOST, *changed), NAME, (number, text))
            return
        for reads, extra in self._allowed(at, wrong_number):
            for confusions in reads.get(read, ()):
                text, changed = _printed(confusions)
                yield Candidate(text, profile.cost_of(changed) + extra, changed, NAME, (text,))

    def _allowed(self, at: int, wrong_number: float) -> Iterator[tuple[Reads, float]]:
        """Which signs may stand at a token by its neighbours, and what that costs beyond the confusion."""
        words = self._flow.words
        if _is_number(words[at - 1]) or _LABEL.fullmatch(words[at - 1]):
            several = _are_several(words[max(0, at - 3) : at])
            yield self._sections, wrong_number if several else 0.0
            yield self._pairs, 0.0 if several else wrong_number
        # A row of a table has numbers side by side too; the percentages of running text are followed by a word.
        follows = words[at + 1 : at + 2]
        if follows and follows[0][:1].islower() and _SHARE.fullmatch(words[at - 1]):
            yield self._percents, 0.0

    def _places(self, kinds: Iterable[str]) -> Iterator[int]:
        sections, pairs, percents = self._sections, self._pairs, self._percents
        reads = (*sections, *pairs, *percents)
        longest, first = max(map(len, reads), default=0), {"(", *(read[0] for read in reads)}
        for kind in kinds:
            if kind[:1] not in first and not kind[:1].isdigit():
                continue
            core = "" if kind.isalpha() and len(kind) > longest else _core(kind)
            if core in sections or core in pairs or core in percents:
                yield from (at for at in self._flow.places(kind) if at and self._follows_number(at))
            if (kind[:1] == "(" or kind[:1].isdigit()) and not kind.isalnum():
                glued = _GLUED.fullmatch(_core(kind))
                if glued and glued["sign"] in self._sections:
                    yield from self._flow.places(kind)

    def _follows_number(self, at: int) -> bool:
        """Whether the token before is a number, or a number and a letter, and this one may be a sign after it."""
        words = self._flow.words
        before = words[at - 1]
        if len(before) > 1 and not (before[0] == "(" or before[0].isdigit()):
            return False  # as most are
        if not (
            _is_number(before)
            or _SHARE.fullmatch(before)
            or (_LABEL.fullmatch(before) and at > 1 and _is_number(words[at - 2]))
        ):
            return False
        if not words[at][0].isalnum():  # a letter in parentheses is a party
            if self._joins_numbers(at):
                return False
            return not any(character.isalnum() for character in words[at])
        return not words[at][0].isdigit() or self._is_in_running_text(at)

    def _joins_numbers(self, at: int) -> bool:
        """Whether numbers stand on both sides of a token that share a section sign: "41 & 42 §§", "§ 1 & 2"."""
        words = self._flow.words
        if at + 1 >= len(words) or not _is_number(_core(words[at + 1])):
            return False
        behind = words[at + 2 : at + 3]
        return bool(behind and behind[0].startswith(SECTION)) or (at > 1 and words[at - 2] in {SECTION, SECTIONS})

    def _is_in_running_text(self, at: int) -> bool:
        """Whether a digit stands within a line between words and not in a row of a table.

        What the engine has read on a picture was read for signs already: digits are digits there.
        """
        words, tokens = self._flow.words, self._flow.tokens
        if at + 1 >= len(words) or words[at + 1][:1].isdigit() or tokens[at].word.box is not None:
            return False
        if at > 1 and words[at - 2][-1:].isdigit():
            return False
        return len({(token.page, token.line) for token in tokens[at - 1 : at + 2]}) == 1

    def _evidence(self, kinds: Iterable[str]) -> dict[Confusion, float]:
        found: defaultdict[Confusion, float] = defaultdict(float)
        for kind in kinds:
            if SECTION in kind:
                found[Confusion(SECTION, SECTION)] += self._flow.counts[kind] * kind.count(SECTION)
        for at in self.places:
            core = _core(self._flow.words[at])
            if not any(character.isalnum() for character in core):
                for confusions in self._allowed_at_first(core):
                    for confusion in confusions:
                        found[confusion] += 1.0
        return dict(found)

    def _allowed_at_first(self, core: str) -> Iterator[tuple[Confusion, ...]]:
        """The first way to read section signs in what is certainly one."""
        for reads in (self._sections, self._pairs):
            for confusions in reads.get(core, ()):
                yield confusions
                return


def sign_reads(channels: Sequence[Channel]) -> SignReads:
    """What signs are read as in texts that came through one of some channels."""
    known = sorted({confusion for channel in channels for confusion in channel.probabilities if confusion.read})
    of_section = [confusion for confusion in known if confusion.true == SECTION]
    percents = {confusion.read: [(confusion,)] for confusion in known if confusion.true == PERCENT}
    pairs: dict[str, list[tuple[Confusion, ...]]] = {}
    sections: dict[str, list[tuple[Confusion, ...]]] = {c.read: [(c,)] for c in of_section}
    whole = Confusion(SECTION, SECTION)
    for pair in product([whole, *(c for c in of_section if len(c.read) == 1)], repeat=2):
        read = pair[0].read + pair[1].read
        if read != SECTIONS:
            pairs.setdefault(read, []).append(pair)
            # One sign may have been read as two, one of them being the usual one.
            sections.setdefault(read, []).append((pair[1], Confusion("", pair[0].read)))
    return SignReads(sections, pairs, percents)


def _printed(confusions: Sequence[Confusion]) -> tuple[str, tuple[Confusion, ...]]:
    """What was printed, and the confusions without those signs that came through whole."""
    return "".join(c.true for c in confusions), tuple(c for c in confusions if c.true != c.read)


def _core(token: str) -> str:
    """A token without a parenthesis before it and marks behind; a token of nothing else as it is."""
    core = token[1:] if token[0] == "(" and len(token) > 1 else token
    return core.rstrip(".,;:)") or core[:1]


def _is_number(token: str) -> bool:
    return _NUMBER.fullmatch(token) is not None


def _are_several(before: Sequence[str]) -> bool:
    """Whether the numbers of several sections stand before, as in "4 och 6" or "4–6"."""
    if before and _SEVERAL.fullmatch(before[-1]):
        return True
    return len(before) > 2 and before[-2] in JOINING_NUMBERS and _is_number(before[-3])
