"""The text of pages: their words in reading order with the white space between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from ocr_fix.document.changes import Change, MovedBreak, Token, change_of, moved_break
from ocr_fix.document.words import Word


@dataclass(frozen=True)
class Flow:
    """The words of a text in reading order, with the white space that keeps them apart.

    A word that has absorbed the one after a line break has the break behind it, so that lines stay lines.

    Attributes:
        tokens: the words.
        tail: white space after the last word.
    """

    tokens: Sequence[Token]
    tail: str = ""

    @cached_property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self._written) + self.tail

    @cached_property
    def raw(self) -> str:
        """The text as it was read."""
        return "".join([t.space + t.word.reading for t in self.tokens]) + self.tail

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was changed, in the order of the text."""
        return tuple([change for change in self._edits if change.kind != "doubtful"])

    @cached_property
    def doubts(self) -> tuple[Change, ...]:
        """What may be another word and was left as it was read, in the order of the text."""
        return tuple([change for change in self._edits if change.kind == "doubtful"])

    @property
    def engine_evidence(self) -> dict[int, Word]:
        """By the index of their token the words of whose characters the engine has said how else it could read them."""
        return {index: token.word for index, token in enumerate(self.tokens) if token.word.choices}

    @cached_property
    def words(self) -> list[str]:
        """The words as they are now, one for each token; empty for one that the word before has absorbed."""
        return [token.word.text for token in self.tokens]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each different word stands there."""
        return Counter(self.words)

    @property
    def edited(self) -> Mapping[int, Word]:
        """The words that have an edit, by the index of their token."""
        return {index: token.word for index, token in enumerate(self.tokens) if token.word.edit is not None}

    @cached_property
    def starts(self) -> list[int]:
        """Where the word of each token begins in the text, in characters from 0."""
        ends = accumulate(map(len, self._written))
        return [end - len(token.word.text) for end, token in zip(ends, self.tokens, strict=True)]

    def places(self, word: str) -> Sequence[int]:
        """The indices of the tokens where a word stands, in order."""
        return self._standing.get(word, ())

    def ends_line(self, index: int) -> bool:
        """Whether what comes after a token stands on another line."""
        if index + 1 >= len(self.tokens):
            return False
        token, after = self.tokens[index], self.tokens[index + 1]
        return (token.page, token.line) != (after.page, after.line)

    @cached_property
    def line_starts(self) -> list[int]:
        """The indices of the tokens that begin a line, in order."""
        return [at for at in range(len(self.tokens)) if not at or self.ends_line(at - 1)]

    def excerpt(self, places: range) -> str:
        """Some tokens as they are now, each with the white space before it."""
        return "".join([token.space + token.word.text for token in self.tokens[places.start : places.stop]])

    def spaces(self, places: range) -> list[str]:
        """The white space before some tokens."""
        return [token.space for token in self.tokens[places.start : places.stop]]

    def parts_paragraphs(self, places: range) -> bool:
        """Whether a blank line stands before any of some tokens."""
        return any(space.count("\n") > 1 for space in self.spaces(places))

    @cached_property
    def _standing(self) -> Mapping[str, Sequence[int]]:
        return standing(self.words)

    @cached_property
    def _written(self) -> list[str]:
        """What each token adds to the text: its white space and its word; nothing for one that is absorbed."""
        tokens = self.tokens
        written = [token.space + token.word.text for token in tokens]
        for group in self._absorptions():
            for index in group[1:]:
                written[index] = ""
            moved = self._break_of(group)
            if moved is not None:
                written[group[-1] + 1] = moved.to + tokens[group[-1] + 1].word.text
        return written

    def _absorptions(self) -> Iterator[range]:
        """The words that have absorbed others, each with those, by their indices."""
        tokens, head, end = self.tokens, 0, 0
        for index in [at for at, word in enumerate(self.words) if not word and tokens[at].word.absorbed]:
            if index != end or not index:
                if end:
                    yield range(head, end)
                head = max(0, index - 1)
            end = index + 1
        if end:
            yield range(head, end)

    def _break_of(self, group: range) -> MovedBreak | None:
        """The line break inside a word and those that it has absorbed, where it goes behind it."""
        after = self.tokens[group.stop].space if group.stop < len(self.tokens) else None
        return moved_break([self.tokens[index] for index in group], after)

    @cached_property
    def _edits(self) -> list[Change]:
        """The changes and the doubts."""
        return list(self._found_edits())

    def _found_edits(self) -> Iterator[Change]:
        tokens = self.tokens
        groups = {group.start: group for group in self._absorptions()}
        for index, token in enumerate(tokens):
            group = groups.get(index)
            if group is None and (token.word.edit is None or token.word.absorbed):
                continue
            group = group or range(index, index + 1)
            whole = [tokens[at] for at in group]
            moved = self._break_of(group)
            if (change := change_of(whole, self.starts[index], moved)) is not None:
                yield change

    def with_edits(self, edits: Mapping[int, Word]) -> Flow:
        """The same flow with other words in some places.

        Args:
            edits: the words by the index of their token.
        """
        if not edits:
            return self
        tokens = list(self.tokens)
        for index, word in edits.items():
            tokens[index] = tokens[index]._replace(word=word)
        return Flow(tokens, self.tail)


def standing(words: Iterable[str]) -> dict[str, list[int]]:
    """Where each different word of a text stands: the indices, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        found[word].append(index)
    return found
