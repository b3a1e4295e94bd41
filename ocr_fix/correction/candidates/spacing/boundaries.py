"""Where words begin and end.

Words that have run together ("pågrund", "täcker-i"), and words that a stray space or a lost hyphen keeps apart
("komm un").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import exp, log

from ocr_fix.correction.candidates.candidate import Candidate, Scope
from ocr_fix.correction.candidates.protocol import EveryWordSource
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.span import Span
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.languages.sv.alphabet import ALPHABET, ONE_LETTER_WORDS

SPACE_LOST = Confusion(" ", "")
# Letters that number the points of a list or an article ("3 f i avtalet").
LABELS = frozenset(ALPHABET[:8])
# Signs that specks between words are read as.
JOINERS = "-‐"
GLUE = frozenset(JOINERS + ".,:;'’‘_·~*^")
SPACE_READ = Confusion("", " ")
WHY = "the parts make one word"


class SplitSource(EveryWordSource):
    """Words that have run together, or that a speck in the space between them has glued."""

    name = "splits"
    of_unknown = True

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The ways to read a word that is none as two."""
        word, vocabulary = span.text, state.vocabulary
        if state.knows(word):
            return ()
        found: list[tuple[str, tuple[Confusion, ...]]] = []
        if state.is_damaged:
            found += [(text, (space,)) for text, space in unglued(vocabulary, word, state.thresholds)]
            found += _misread_halves(word, state) if not found else ()
        if not vocabulary.is_compound(word):
            found += [(text, (space,)) for text, space in splits(vocabulary, word, state.thresholds)]
        elif state.is_damaged:
            found += [(text, (SPACE_LOST,)) for text in _off_compound(vocabulary, word, state.thresholds)]
        return [Candidate(text, _cost(edits, word, text, state), edits, self.name) for text, edits in found]


def _cost(edits: tuple[Confusion, ...], word: str, text: str, state: TextState) -> float:
    """What confusions cost; a lost space by itself as often as the text has lost some."""
    cost = state.cost(edits, word)
    if edits != (SPACE_LOST,) or not state.is_damaged or not _has_common(text, state):
        return cost
    lost = state.once(_lost_spaces) - {word}
    weight, words = state.thresholds.prior_weight, len(state.text.words)
    beforehand = exp(-state.profile.cost(SPACE_LOST))
    return min(cost, -log((len(lost) + weight * beforehand) / (words + weight)))


def _lost_spaces(state: TextState) -> frozenset[str]:
    """The words of a text that can be nothing but two that have run together."""
    near, vocabulary, thresholds = state.knowledge.search.near, state.vocabulary, state.thresholds
    return frozenset(
        [
            form
            for form in state.unknown
            if not near(form) and any(_has_common(text, state) for text, _ in splits(vocabulary, form, thresholds))
        ]
    )


def _has_common(text: str, state: TextState) -> bool:
    """Whether one of two words is one of the commonest, which are no parts of compounds."""
    return any(-state.log_prior(word) <= state.thresholds.common_half for word in text.split())


class JoinSource:
    """Words that a stray space or a lost hyphen keeps apart."""

    name = "joins"
    scope: Scope = "neighbours"

    def anchors(self, text: TokenisedText, state: TextState) -> Iterable[int]:
        """Where a word that is none may be one with the token before it or the one after."""
        flow, others = text.flow, state.doubtful_tokens
        for token in text.classes.others:
            if token not in others and text.parts_of(token).strange:
                yield from (at for at in flow.places(token) if _has_other_half(at, text, state))

    def propose(self, span: Span, state: TextState) -> Iterable[Candidate]:
        """The word that the last part of a token makes with the first of the next, if it is so much likelier."""
        text, at = state.text, span.last
        head = span.parts[-1]
        if head.veto is not None or at + 1 >= len(text.words):
            return ()
        plain = text.classes.plain
        if text.words[at + 1] in plain and text.words[at] in plain:  # as most: both are words
            return ()
        rest = text.begins_with(at + 1)
        if not may_be_one(head, rest, state):
            return ()
        whole = state.best_cost(head.text + rest.text, must_be_word=True)
        gain = state.best_cost(head.text) - whole + state.best_cost(rest.text)
        gain -= state.profile.cost(SPACE_READ)
        if text.flow.ends_line(at):
            gain += state.thresholds.line_end_gain
        if not gain >= state.thresholds.join_gain:  # nor where there is nothing to gain from
            return ()
        return (Candidate(span.text + text.words[at + 1], 0.0, (SPACE_READ,), self.name, last=at + 1, why=WHY),)


def splits(
    vocabulary: Vocabulary, observed: str, thresholds: CandidateThresholds = DEFAULT
) -> list[tuple[str, Confusion]]:
    """The ways to read a word as two that have run together.

    Args:
        vocabulary: the words.
        observed: a word that is none; with capitals inside it is none of two either.
        thresholds: the numbers to go by.
    """
    if not observed[1:].islower():
        return []
    found = []
    for at in _halves(vocabulary, observed):
        before, after = observed[:at], observed[at:]
        if (before in LABELS or _may_stand(vocabulary, before, thresholds)) and _may_stand(
            vocabulary, after, thresholds
        ):
            found.append((f"{before} {after}", SPACE_LOST))
    return found


def unglued(
    vocabulary: Vocabulary, observed: str, thresholds: CandidateThresholds = DEFAULT
) -> list[tuple[str, Confusion]]:
    """Two words that a sign in the place of the space has made one; of hyphens only those that no compound has.

    Args:
        vocabulary: the words.
        observed: a word that is none, or a compound with hyphens.
        thresholds: the numbers to go by.
    """
    found = []
    for at, mark in _glued(observed):
        before, after = observed[:at], observed[at + 1 :]
        if before.isdigit() != after.isdigit():
            word = after if before.isdigit() else before
            # With a hyphen it is a word of its own ("70-talet"), and so is what has a stop of its own.
            is_other = mark in JOINERS or _is_abbreviation(vocabulary, word)
            if not is_other and word.islower() and vocabulary.knows(word):
                found.append((f"{before} {after}", Confusion(" ", mark)))
        elif _is_long(before) and _is_long(after) and vocabulary.knows(before) and vocabulary.knows(after):
            commoner = max(vocabulary.log_prior(before), vocabulary.log_prior(after))
            # The parts of compounds are no such common words as "i" and "att".
            if mark not in JOINERS or -commoner <= thresholds.common_half:
                found.append((f"{before} {after}", Confusion(" ", mark)))
    return found


def _is_abbreviation(vocabulary: Vocabulary, word: str) -> bool:
    return vocabulary.language.is_abbreviation(f"{word}.")


def _off_compound(vocabulary: Vocabulary, observed: str, thresholds: CandidateThresholds) -> Iterator[str]:
    """The ways to read what may be a compound as another compound beside one of the commonest words."""
    if not observed[1:].islower():
        return
    for at in range(1, len(observed)):
        before, after = observed[:at], observed[at:]
        for common, other in ((before, after), (after, before)):
            if (
                len(other) >= thresholds.min_half
                and vocabulary.knows(common)
                and -vocabulary.log_prior(common) <= thresholds.common_half
                and vocabulary.is_word(other)
            ):
                yield f"{before} {after}"
                break


def _misread_halves(word: str, state: TextState) -> Iterator[tuple[str, tuple[Confusion, ...]]]:
    """The ways to read a word as two that a sign has made one, of which at least one was misread besides."""
    for at, mark in _glued(word):
        if _is_long(word[:at]) and _is_long(word[at + 1 :]):
            before, after = _likeliest(word[:at], state), _likeliest(word[at + 1 :], state)
            if before is None or after is None:
                continue
            commoner = max(state.log_prior(before.text), state.log_prior(after.text))
            if mark not in JOINERS or -commoner <= state.thresholds.common_half:
                edits = (*before.edits, Confusion(" ", mark), *after.edits)
                yield f"{before.text} {after.text}", edits


def _glued(word: str) -> Iterable[tuple[int, str]]:
    """Where signs stand inside a word that may be there for a space, and which."""
    return () if word.isalpha() else [(at, mark) for at, mark in enumerate(word[:-1]) if at and mark in GLUE]


def _likeliest(half: str, state: TextState) -> Candidate | None:
    """What a half most likely was: itself if it is a word, or the likeliest word."""
    if not half.isalpha():
        return None
    found = state.candidates(half)
    if state.knows(half):
        return found[0]
    return next((each for each in found[1:] if state.knows(each.text)), None)


def _halves(vocabulary: Vocabulary, observed: str) -> Iterable[int]:
    """Where two words, or a label and a word, may meet."""
    small = observed.lower()
    if vocabulary.has_own or len(small) != len(observed):
        return range(1, len(observed))
    return sorted({at for member in vocabulary.members for at in member.automaton.halves(small)})


def _is_long(part: str) -> bool:
    """Whether it is more than a letter of an abbreviation: two letters, or one of the words of one letter."""
    return len(part) > 1 or part in ONE_LETTER_WORDS


def _may_stand(vocabulary: Vocabulary, part: str, thresholds: CandidateThresholds) -> bool:
    """Whether it may be one of the words."""
    is_long = len(part) >= thresholds.min_half
    return vocabulary.knows(part) and (is_long or -vocabulary.log_prior(part) <= thresholds.common_half)


def may_be_one(head: Span, rest: Span, state: TextState) -> bool:
    """Whether two parts side by side may be one word: not both are words, and together they are.

    Args:
        head: the last part of a token.
        rest: the first part of the next.
        state: what is known of the text.
    """
    begin, end = head.text, rest.text
    if head.veto is not None or rest.veto is not None:
        return False
    if not end[0].islower() or state.are_whole(begin, end):
        return False
    return state.is_word(begin + end) or _are_halves_of_a_wreck(begin, end, state)


def _are_halves_of_a_wreck(begin: str, end: str, state: TextState) -> bool:
    """Whether two parts of a damaged text, neither of them a word, are together what one may have been read as."""
    if not state.is_damaged or state.is_word(begin) or state.is_word(end):
        return False
    return any(" " not in candidate.text for candidate in state.knowledge.search.near(begin + end))


def _has_other_half(at: int, text: TokenisedText, state: TextState) -> bool:
    """Whether a token may be one word with the one before it or the one after."""
    words = text.words
    return any(
        # What follows a mark is another word, and so is what has a capital.
        words[first][-1].isalnum()
        and words[first + 1][0].islower()
        and may_be_one(text.ends_with(first), text.begins_with(first + 1), state)
        for first in range(max(0, at - 1), min(len(words) - 1, at + 1))
    )
