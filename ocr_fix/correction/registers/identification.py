"""What language each stretch of a text is written in.

Every word speaks for some languages and against others by its letters (`language.letters`). The stretches are the
likeliest way to read the whole row of them: each change of language has a price, lowest between paragraphs, so that one
strange word never makes a stretch and a sentence does. A word that Swedish does not have speaks for other languages
beside, the more the fewer such words the text has: in a clean text they are no damage. The text is gone through twice:
what languages it has in the first reading makes them likelier in the second, so that the neighbours and the document
decide where a paragraph of few words is in doubt.

Most of most texts is plainly Swedish, and nobody asks: only what stands near enough words that speak for another
language is read this way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import log
from operator import add, itemgetter
from typing import NamedTuple, Protocol

from ocr_fix.correction.registers.records import unwritten
from ocr_fix.correction.registers.thresholds import RegisterThresholds
from ocr_fix.correction.registers.viterbi import likeliest
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.document import Flow
from ocr_fix.document.language_codes import NO_LANGUAGE, SWEDISH
from ocr_fix.language.models.letters import Letters

HOME = SWEDISH
"""The language whose texts are repaired."""
NONE = NO_LANGUAGE
# Different words that are remembered from text to text.
KEPT = 200_000
_PIECE = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
_CODE = re.compile(r"[={}\\_^~`]|://|\w@\w|\w\(|->|\$\w|[^\W\d_]{3,}\.[^\W\d_]{3,}|(?=.*[^\W\d_])\w+(?:[;,|]\w*){3,}")
_BREAK = re.compile(r"\n\s*\n|\f")
# What ends sentences and may stand behind that, and what may stand before one.
_ENDS, _CLOSES = frozenset(".!?:;"), ')"”’»'
_OPENS = frozenset('"”“»«’‘(–—')


class Stretch(NamedTuple):
    """A stretch of a text in one language.

    Attributes:
        places: the indices of its tokens.
        language: its code by ISO 639-1, OTHER_LANGUAGE or NONE.
    """

    places: range
    language: str


class Languages(NamedTuple):
    """What a text is written in.

    Attributes:
        stretches: those that are not in Swedish, in order and apart; all else is.
        shares: of each language the share of the text's words, 0-1, the largest first.
        spoken: the places of what is Swedish as it is spoken, which no spelling has.
    """

    stretches: list[Stretch]
    shares: Mapping[str, float]
    spoken: frozenset[int] = frozenset()


ALL_AT_HOME = Languages([], {})


class _ReadAtOnce(NamedTuple):
    """What is read at once: some places, what each of their words says, and what a change costs before each."""

    places: range
    evidence: list[tuple[float, ...]]
    prices: list[float]


class Identifier(Protocol):
    """Tells the language of the stretches of a text."""

    def identify(self, flow: Flow, unknown: Iterable[str], others: Iterable[str] = ()) -> Languages:
        """As `LanguageIdentifier.identify`."""
        ...


class Declared:
    """Takes every text for one language, on the word of one who knows.

    Args:
        language: its code.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def identify(self, flow: Flow, unknown: Iterable[str], others: Iterable[str] = ()) -> Languages:
        """The whole text as one stretch, unless it is Swedish."""
        whole = range(len(flow.words))
        stretches = [Stretch(whole, self._language)] if whole and self._language != HOME else []
        return Languages(stretches, {self._language: 1.0} if whole else {})


class LanguageIdentifier:
    """Tells the language of stretches; keeps nothing of any text but what words say, so several threads may share one.

    Args:
        letters: what letters say of languages.
    """

    def __init__(self, letters: Letters) -> None:
        self._letters = letters
        self._thresholds: RegisterThresholds = DEFAULT
        self._names = (*letters.languages, NONE)
        self._home = self._names.index(HOME)
        self._kept: dict[str, tuple[float, ...]] = {}

    def identify(self, flow: Flow, unknown: Iterable[str], others: Iterable[str] = ()) -> Languages:
        """The stretches of a text that are not in Swedish.

        Args:
            flow: the text.
            unknown: those of its different tokens with a word that Swedish does not have.
            others: those that are no plain words: only where they stand may be code or records.
        """
        languages = self._identified(flow, frozenset(unknown))
        return _with_none(languages, list(unwritten(flow, others, self._thresholds)))

    def _identified(self, flow: Flow, unknown: frozenset[str]) -> Languages:
        """The same by its words alone."""
        words, thresholds = flow.words, self._thresholds
        strange = self._strangeness(flow, unknown)
        asked = self._asked(flow, unknown)
        if not asked:
            return Languages([], {HOME: 1.0} if words else {})
        rows = [self._row(flow, places, unknown, strange) for places in asked]
        share = thresholds.home_share
        elsewhere = (1 - share) / (len(self._names) - 1)
        priors = [log(share if name == HOME else elsewhere) for name in self._names]
        stretches: list[Stretch] = []
        shares: Mapping[str, float] = {}
        for _ in range(thresholds.language_readings):
            stretches = [stretch for row in rows for stretch in self._stretches(row, priors, len(words))]
            shares = _shares(stretches, len(words))
            if shares.get(HOME) == 1.0:
                break
            given, least = thresholds.language_beforehand / len(words), thresholds.rarest_language
            priors = [max(least, log((shares.get(name, 0.0) + given) / (1 + given))) for name in self._names]
        return Languages([stretch for stretch in stretches if stretch.language != HOME], shares)

    def _asked(self, flow: Flow, unknown: Iterable[str]) -> list[range]:
        """The places of a text that may be in another language, in order and apart."""
        length, thresholds = len(flow.words), self._thresholds
        if length <= thresholds.short_text:
            return [range(length)] if length else []
        found: list[tuple[int, float]] = []
        for token in unknown:
            against = self._against_home(token)
            if against > 0:
                found += [(place, against) for place in flow.places(token)]
        found.sort()
        asked: list[range] = []
        first, weight = 0, 0.0
        for place, against in found:
            weight += against
            while found[first][0] <= place - thresholds.language_reach:
                weight -= found[first][1]
                first += 1
            if weight >= thresholds.enough_elsewhere:
                beside = thresholds.language_around
                around = range(max(0, found[first][0] - beside), min(length, place + beside + 1))
                if asked and around.start <= asked[-1].stop:
                    around = range(asked.pop().start, around.stop)
                asked.append(around)
        return asked

    def _strangeness(self, flow: Flow, unknown: Collection[str]) -> list[float]:
        """How much it speaks for each language that a word is unknown, in nats: less where many are."""
        counts, thresholds = flow.counts, self._thresholds
        number = thresholds.unknown_beforehand + sum([counts[token] for token in unknown if token.islower()])
        share = number / (thresholds.words_beforehand + len(flow.words))
        strange = max(0.0, thresholds.strangeness * log(thresholds.unknown_elsewhere / share))
        return [0.0 if name in (HOME, NONE) else strange for name in self._names]

    def _row(self, flow: Flow, places: range, unknown: Collection[str], strange: Sequence[float]) -> _ReadAtOnce:
        """What is to be read of some places."""
        words, evidence, prices = flow.words, [], []
        before = words[places.start - 1] if places.start else ""
        for space, word in zip(flow.spaces(places), words[places.start : places.stop], strict=True):
            said = self._evidence(word)
            if word in unknown and word.islower() and any(map(str.isalpha, word[1:])):  # a single letter is no word
                said = tuple(map(add, said, strange))
            evidence.append(said)
            prices.append(_price(space, before, word, self._thresholds))
            before = word
        return _ReadAtOnce(places, evidence, prices)

    def _stretches(self, row: _ReadAtOnce, priors: list[float], length: int) -> Iterator[Stretch]:
        """The likeliest stretches of some places; what stands before and behind is Swedish, but at the text's ends."""
        first, start = priors, row.places.start
        if start:
            first = [prior - row.prices[0] for prior in priors]
            first[self._home] = 0.0
        leave = self._thresholds.inside_price if row.places.stop < length else 0.0
        path = likeliest(row.evidence, row.prices, priors, first, self._home, leave)
        for state, places in groupby(zip(path, row.places, strict=True), itemgetter(0)):
            inside = [at for _, at in places]
            yield Stretch(range(inside[0], inside[-1] + 1), self._names[state])

    def _against_home(self, token: str) -> float:
        """How much more a token speaks for the language it speaks for most than for Swedish."""
        evidence = self._evidence(token)
        return max(evidence) - evidence[self._home]

    def _evidence(self, token: str) -> tuple[float, ...]:
        """What a token says of each language."""
        evidence = self._kept.get(token)
        if evidence is None:
            if len(self._kept) > KEPT:
                self._kept.clear()
            evidence = self._kept[token] = self._weighed(token)
        return evidence

    def _weighed(self, token: str) -> tuple[float, ...]:
        nothing = (0.0,) * len(self._letters.languages)
        if token.isalpha():
            pieces = [token]
        elif _CODE.search(token):
            return (*nothing, self._thresholds.code_evidence)
        else:
            pieces = _PIECE.findall(token)
        # An acronym has no language; nor has a single letter, of a spaced word or a label.
        longest = self._thresholds.acronym_length
        telling = [piece for piece in pieces if len(piece) > (longest if piece.isupper() else 1)]
        said = [self._letters.evidence(piece.lower()) for piece in telling]
        none = self._thresholds.no_code_evidence
        return (*map(sum, zip(*said, strict=True)), none) if said else (*nothing, 0.0)


def _with_none(languages: Languages, places: Sequence[range]) -> Languages:
    """What a text is written in, with some places in no language that were in Swedish."""
    if not places:
        return languages
    taken = {at for stretch in languages.stretches for at in stretch.places}
    added = [
        Stretch(range(inside[0], inside[-1] + 1), NONE)
        for line in places
        for is_free, group in groupby(line, lambda at: at not in taken)
        if is_free and (inside := list(group))
    ]
    return Languages(sorted([*languages.stretches, *added], key=lambda stretch: stretch.places.start), languages.shares)


def _shares(stretches: Sequence[Stretch], length: int) -> dict[str, float]:
    """What share of a text's words each language has."""
    counts = Counter({HOME: length})
    for stretch in stretches:
        counts[HOME] -= len(stretch.places)
        counts[stretch.language] += len(stretch.places)
    return {name: count / length for name, count in counts.most_common() if count}


def _price(space: str, before: str, word: str, thresholds: RegisterThresholds) -> float:
    """What a change of language costs before a word, by the space and the word before it; "" before the first."""
    ends_line = "\n" in space or "\f" in space
    if not before or (ends_line and _BREAK.search(space)):
        return thresholds.paragraph_price
    if word[:1] in _OPENS or before.rstrip(_CLOSES)[-1:] in _ENDS:
        return thresholds.sentence_price
    return thresholds.line_price if ends_line else thresholds.inside_price
