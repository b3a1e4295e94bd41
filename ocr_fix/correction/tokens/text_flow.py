"""From a string to the stream of its words and back, every space in its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import overload

from ocr_fix.correction.tokens.word_index import WordIndex
from ocr_fix.document import Change, Flow, MovedBreak, Token, Word, change_of, moved_break

# Words that are remembered as they stand in a flow.
KEPT = 10_000
_LINE_FEED = re.compile(r"\n")
_FORM_FEED = re.compile(r"\f")


def tokenise(text: str) -> Flow:
    """The words of a text with the white space between them; `tokenise(text).raw == text`.

    Pages are counted by form feeds and lines by line feeds, both from 1.
    """
    return _TextFlow(_Tokens(_Source(text), {}))


class _Source:
    """A string and where its words stand.

    Args:
        text: the string.

    Attributes:
        index: its words.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.index = WordIndex(text)

    @cached_property
    def _lines(self) -> list[int]:
        return [match.start() for match in _LINE_FEED.finditer(self.text)]

    @cached_property
    def _pages(self) -> list[int]:
        return [match.start() for match in _FORM_FEED.finditer(self.text)]

    def place(self, position: int) -> tuple[int, int]:
        """The page and the line on it of a position."""
        page = bisect_right(self._pages, position)
        above = bisect_right(self._lines, self._pages[page - 1]) if page else 0
        return page + 1, bisect_right(self._lines, position) - above + 1

    def end(self, index: int) -> int:
        """Where a word ends."""
        return self.index.start(index) + len(self.index.words[index])


class _Tokens(Sequence[Token]):
    """The tokens of a string, each made when somebody asks for it: most words of most texts need no second look.

    Args:
        source: the string.
        edits: by index, the words that are no longer as they were read.
    """

    def __init__(self, source: _Source, edits: Mapping[int, Word]) -> None:
        self.source = source
        self.edits = edits

    def __len__(self) -> int:
        return len(self.source.index.words)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | Sequence[Token]:
        if isinstance(index, slice):
            return list(self._made(range(*index.indices(len(self)))))
        return next(self._made((index + len(self) if index < 0 else index,)))

    def __iter__(self) -> Iterator[Token]:
        return self._made(range(len(self)))

    def _made(self, indices: Iterable[int]) -> Iterator[Token]:
        source, words = self.source, self.source.index.words
        page, line, known, end = 0, 0, -1, 0
        for at in indices:
            start = source.index.start(at)
            if known != at - 1:
                end = source.end(at - 1)
            space, end = source.text[end:start], start + len(words[at])
            if known < 0 or known != at - 1 or "\n" in space or "\f" in space:
                page, line = source.place(start)
            known = at
            # Half of the time that its constructor takes.
            yield tuple.__new__(Token, (space, self.edits.get(at) or _word(words[at]), page, line))


@lru_cache(KEPT)
def _word(text: str) -> Word:
    """A word as it was read; it never changes, so all that are alike may be one."""
    return Word(text)


class _TextFlow(Flow):
    """The words of a string; only those that were edited are ever made into tokens."""

    tokens: _Tokens

    def __init__(self, tokens: _Tokens) -> None:
        super().__init__(tokens, "")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        if not self._shifted:
            return self.tokens.source.index.counts
        counts = {**self.tokens.source.index.counts, **{word: len(places) for word, places in self._shifted.items()}}
        return {word: count for word, count in counts.items() if count}

    def places(self, word: str) -> Sequence[int]:
        moved = self._shifted.get(word)
        return self.tokens.source.index.places(word) if moved is None else moved

    def ends_line(self, index: int) -> bool:
        source = self.tokens.source
        if index + 1 >= len(self.tokens):
            return False
        space = source.text[source.end(index) : source.index.start(index + 1)]
        return "\n" in space or "\f" in space

    @cached_property
    def line_starts(self) -> list[int]:
        return self.tokens.source.index.line_starts()

    def excerpt(self, places: range) -> str:
        source = self.tokens.source
        if self.tokens.edits or not places:
            return super().excerpt(places)
        return source.text[source.end(places.start - 1) if places.start else 0 : source.end(places.stop - 1)]

    def spaces(self, places: range) -> list[str]:
        source = self.tokens.source
        end = source.end(places.start - 1) if places.start else 0
        found: list[str] = []
        for at in places:
            found.append(source.text[end : source.index.start(at)])
            end = source.end(at)
        return found

    def parts_paragraphs(self, places: range) -> bool:
        if not places:
            return False
        source = self.tokens.source
        start, stop = source.end(places.start - 1) if places.start else 0, source.index.start(places.stop - 1)
        return source.text.count("\n", start, stop) > 1 and super().parts_paragraphs(places)

    @cached_property
    def _shifted(self) -> Mapping[str, Sequence[int]]:
        """Where those words stand that edits have taken away or put."""
        edits, read = self.tokens.edits, self.tokens.source.index
        concerned = {read.words[at] for at in edits}.union([word.text for word in edits.values()])
        moved = {word: [at for at in read.places(word) if at not in edits] for word in concerned}
        for at, word in edits.items():
            moved[word.text].append(at)
        return {word: sorted(places) for word, places in moved.items()}

    @cached_property
    def words(self) -> list[str]:
        edits, read = self.tokens.edits, self.tokens.source.index.words
        if not edits:
            return read
        words = list(read)
        for index, word in edits.items():
            words[index] = word.text
        return words

    @cached_property
    def text(self) -> str:
        parts: list[str] = []
        position = 0
        source = self.tokens.source
        for group, first, last, moved in self._groups():
            parts += [source.text[position : source.index.start(first)], group[0].word.text]
            position = source.end(last)
            if moved is not None:
                parts.append(moved.to)
                position += len(moved.read)
        parts.append(source.text[position:])
        return "".join(parts)

    @cached_property
    def raw(self) -> str:
        return self.tokens.source.text

    @property
    def edited(self) -> Mapping[int, Word]:
        return self.tokens.edits

    @property
    def engine_evidence(self) -> dict[int, Word]:
        return {}

    def with_edits(self, edits: Mapping[int, Word]) -> Flow:
        return _TextFlow(_Tokens(self.tokens.source, {**self.tokens.edits, **edits})) if edits else self

    def _groups(self) -> Iterator[tuple[Sequence[Token], int, int, MovedBreak | None]]:
        """Each edited word and those that it has absorbed, the index of the first and the last, the break it moved."""
        edits = self.tokens.edits
        end = 0
        for index in sorted(edits):
            if index >= end:
                absorbed = edits[index].absorbed
                first, end = (max(0, index - 1) if absorbed else index), index + 1
                while end in edits and edits[end].absorbed:
                    end += 1
                group = self.tokens[first:end]
                yield group, first, end - 1, self._moved(group, end) if absorbed or len(group) > 1 else None

    def _moved(self, group: Sequence[Token], end: int) -> MovedBreak | None:
        return moved_break(group, self.tokens[end].space if end < len(self.tokens) else None)

    def _found_edits(self) -> Iterator[Change]:
        source = self.tokens.source
        grown = 0  # by how much the text before is longer than its source
        for group, first, last, moved in self._groups():
            if (change := change_of(group, source.index.start(first) + grown, moved)) is not None:
                yield change
            grown += len(group[0].word.text) - (source.end(last) - source.index.start(first))
            grown += len(moved.to) - len(moved.read) if moved is not None else 0
