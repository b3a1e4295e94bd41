"""The commonest words where their neighbours ask for one: "com" for "som", "j" for "i", "alt" for "att".

Short words have little shape, and what is left of a damaged one is often another word; but the commonest are so common
that the words beside them tell which was meant. Each is a candidate for whatever is one letter away from it, has lost
one, or has two in place of one that some engine reads so ("dir" for "är"), in a damaged text, the longer ones for what
is two away ("ull" for "till"). Each is looked at where it is likelier there than what was read, however rare such a
misreading is. What has but a letter more may be two words ("fi" for "f i"), and is left to other sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.lexical.nearest import edits_between
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.tokens.sentences import BOUNDARY, STOPS, seen
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.language import Language

# Signs that are read where letters were printed, and stand in no word.
SIGNS = frozenset("€£&¢¥©®«»{}<>|")
# Short words of which it is remembered from text to text what is near to them, and pairs of words how they differ.
KEPT = 20_000


class CommonWordSource:
    """For a short word of a damaged text: the commonest words that are a letter or two away from it."""

    name = "common words"
    scope: Scope = "part"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """Where one of them is likelier than what was read, by its neighbours."""
        return state.once(_asked_for) if state.is_damaged else ()

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The commonest words that a short one may have been."""
        return state.once(_ShortWords).candidates(span.text, state) if span.veto is None else ()


class _ShortWords:
    """The short words of one text that stand alone in a token.

    They are found, and what they may have been, when it is asked for: in a text without damage that is hardly ever.

    Args:
        state: what is known of the text.
    """

    def __init__(self, state: TextState) -> None:
        self._text, self._longest = state.text, state.thresholds.common_letters + 1
        self._candidates: dict[str, tuple[Candidate, ...]] = {}

    @cached_property
    def of_tokens(self) -> Mapping[str, str]:
        """The tokens that hold one, each with it."""
        classes, longest = self._text.classes, self._longest
        found = {token: word for token, word in classes.plain.items() if len(word) <= longest}
        elsewhere = {self._text.words[at] for at in self._text.foreign}
        found.update((token, word) for token in (*classes.others, *elsewhere) if (word := self._alone_in(token)))
        return found

    def candidates(self, text: str, state: TextState) -> tuple[Candidate, ...]:
        """What common words one of these, given by itself or by a token with it, may have been."""
        word = text if self._is_one(text) else self._alone_in(text) if text in self._text.flow.counts else ""
        found = self._candidates.get(word)
        if found is None:
            found = self._candidates[word] = tuple(_candidates(word, state))
        return found

    def _is_one(self, word: str) -> bool:
        return len(word) <= self._longest and word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.of_tokens.values())

    def _alone_in(self, token: str) -> str:
        """The short word that stands alone in a token; nothing where there is none."""
        words = self._text.parts_of(token).words
        return words[0] if len(words) == 1 and len(words[0]) <= self._longest else ""


def _candidates(word: str, state: TextState) -> Iterator[Candidate]:
    """The common words that a word may have been, but for those that others propose."""
    if not _is_short_word(word) or (word.isupper() and len(word) > 1):
        return
    thresholds = state.thresholds
    languages = tuple([member.language for member in state.vocabulary.members])
    texts = _near_to(word, languages, thresholds.common_letters, thresholds.common_cost, thresholds.long_common)
    dearer = thresholds.common_for_known if state.knows(word) else 0.0
    others = {candidate.text for candidate in state.candidates(word)} if texts else ()
    for text in texts:
        if text not in others:
            edits = _edits(text, word)
            if len(text) < len(word) and not _is_known(edits[0], state):
                continue
            yield Candidate(text, state.cost(edits, word) + dearer, edits, CommonWordSource.name, (text,))


def _is_known(confusion: Confusion, state: TextState) -> bool:
    """Whether some engine reads what was printed so."""
    return bool(confusion.true) and any(confusion in channel.probabilities for channel, _ in state.knowledge.channels)


def _is_short_word(word: str) -> bool:
    """Whether it is of letters, or of letters and one sign that no word has ("f€" for få)."""
    signs = [character for character in word if not character.isalpha()]
    return word.isalpha() or (len(signs) == 1 and signs[0] in SIGNS and len(word) > 1)


@lru_cache(KEPT)
def _near_to(word: str, languages: Sequence[Language], longest: int, cost: float, long: int) -> tuple[str, ...]:
    """The common words of some registers that a short word may be a misreading of.

    Args:
        word: the word; what it may have been has its capital.
        languages: the registers.
        longest: letters of a common word, at most.
        cost: negative natural log of its share of running text, at most.
        long: letters from which one may be two away.
    """
    near = _near(languages, longest, cost)
    found = sorted({text for rest in _less(word.lower()) for text in near.get(rest, ())})
    if word[:1].isupper():
        found = [text.capitalize() for text in found]
    return tuple(
        [
            text
            for text in found
            if (len(text) >= len(word) and 0 < Levenshtein.distance(text, word) <= (1 if len(text) < long else 2))
            or _is_one_as_two(text, word)
        ]
    )


def _is_one_as_two(text: str, word: str) -> bool:
    """Whether one letter read as two others makes one word the other: "dir" for "är"."""
    return (
        len(text) > 1
        and len(word) == len(text) + 1
        and any(text[:at] == word[:at] and text[at + 1 :] == word[at + 2 :] for at in range(len(text)))
    )


_edits = lru_cache(KEPT)(edits_between)


@lru_cache(maxsize=8)
def _near(languages: Sequence[Language], longest: int, cost: float) -> Mapping[str, Sequence[str]]:
    """The commonest words of some registers by what each is, and is without one or two of its letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for text in sorted({form for language in languages for form in language.commonest(longest, cost)}):
        for rest in _less(text):
            found[rest].append(text)
    return found


def _less(word: str) -> set[str]:
    """A word, and what it is without any one or two letters: two words with so many edits between share some."""
    less_one = [word[:at] + word[at + 1 :] for at in range(len(word))]
    return {word, *less_one, *[rest[:at] + rest[at + 1 :] for rest in less_one for at in range(len(rest))]}


def _asked_for(state: TextState) -> frozenset[int]:
    """Where a common word is likelier than the short one that was read."""
    words, foreign, places = state.text.words, state.text.foreign, state.text.flow.places
    context, short = _Context(state), state.once(_ShortWords)
    found: set[int] = set()
    for token, word in short.of_tokens.items():
        candidates = short.candidates(word, state)
        if candidates:
            read, *ways = [context.way(each) for each in (state.candidates(word)[0], *candidates)]
            here = [at for at in places(token) if at not in foreign]
            found.update(context.asking(read, ways, words, here))
    return frozenset(found)


class _Way(NamedTuple):
    """A word that may stand at a place.

    Attributes:
        symbol: of it in the language model.
        cost: negative natural log of what does not depend on the context.
        emission: natural log of the probability of the word among those of its symbol.
    """

    symbol: int
    cost: float
    emission: float


def _spent(way: _Way, here: float, after: float) -> float:
    """Negative natural log of the probability of a way and of what follows it, given the same of both in context."""
    return way.cost - (here + after) - way.emission


# What two probabilities of the language model may come to in natural logs, at most: no more than 1, but for rounding.
_MOST_LIKELY = 1.0


class _Context:
    """What the neighbours of a token say of it, unknown ones taken for what they most likely were."""

    def __init__(self, state: TextState) -> None:
        model = state.vocabulary.sentence_model()
        self._state = state
        self._log_prob, self._log_probs = model.log_prob_ids, model.log_probs_ids
        self._symbol, self._emission = cache(model.word_id), cache(model.emission)
        self._boundary = self._symbol(BOUNDARY[0])
        self._neighbours: dict[str, int] = {}  # a cache of a method of its own would make a cycle

    def way(self, candidate: Candidate) -> _Way:
        """A candidate as the language model sees it."""
        return _Way(self._symbol(candidate.text), candidate.cost, self._emission(candidate.text))

    def asking(self, read: _Way, ways: Sequence[_Way], words: Sequence[str], places: Iterable[int]) -> Iterator[int]:
        """Those of some places where one of several ways is likelier between its neighbours than what was read."""
        least = min([cost - emission for _, cost, emission in ways]) - _MOST_LIKELY
        log_prob = self._log_prob
        for at in places:
            before, last = self._before(words, at)
            ends = words[at][-1:] in STOPS or at + 1 == len(words)
            after = self._boundary if ends else self._neighbour(words[at + 1])
            spent = _spent(read, log_prob(read.symbol, before, last), log_prob(after, last, read.symbol))
            if least < spent:  # else what was read is so likely here that nothing can be likelier
                firsts = self._log_probs([way.symbol for way in ways], before, last)
                for way, first in zip(ways, firsts, strict=True):
                    if (
                        _spent(way, first, _MOST_LIKELY) < spent
                        and _spent(way, first, log_prob(after, last, way.symbol)) < spent
                    ):
                        yield at
                        break

    def _before(self, words: Sequence[str], at: int) -> tuple[int, int]:
        """The symbols of the two words before a place in its sentence."""
        if at == 0 or words[at - 1][-1:] in STOPS:
            return self._boundary, self._boundary
        last = self._neighbour(words[at - 1])
        if at == 1 or words[at - 2][-1:] in STOPS:
            return self._boundary, last
        return self._neighbour(words[at - 2]), last

    def _neighbour(self, token: str) -> int:
        """The symbol of what the language model sees of a neighbour, remembered."""
        symbol = self._neighbours.get(token)
        if symbol is None:
            symbol = self._neighbours[token] = self._symbol(self._likeliest(token))
        return symbol

    def _likeliest(self, token: str) -> str:
        word = next(iter(seen(token)), "")
        if not word or self._state.knows(word):
            return word
        return next((each.text for each in self._state.candidates(word)[1:] if " " not in each.text), word)
