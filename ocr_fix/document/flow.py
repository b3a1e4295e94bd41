"""The text of pages: their words in reading order with the white space between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from ocr_fix.document.changes import Change, MovedBreak, Token, change_of, moved_break
from ocr_fix.document.page import LINE_BY_LINE, Block, FurnitureChoice, LineChoice, Page, Word


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


def flow_of(pages: Iterable[Page], *, lines: LineChoice = "reflow", furniture: FurnitureChoice = "drop") -> Flow:
    """The words of pages in reading order.

    A blank line stands between paragraphs, a line break between list items, rows of tables and lines of signatures, a
    tab between cells. Furniture that is kept and stands inside a paragraph comes after it.

    Args:
        pages: in their order.
        lines: "reflow" unwraps paragraphs, "keep" keeps the lines of the scan.
        furniture: "drop" leaves out running heads, footers and page numbers, "keep" has them as paragraphs.
    """
    tokens: list[Token] = []
    waiting: list[Token] = []
    last: Block | None = None
    for block, page, number in _numbered(pages):
        if block.is_furniture:
            if furniture == "keep":
                waiting += _spaced(block, page, number, "\n\n", lines)
            continue
        found = _spaced(block, page, number, _space_between(last, block, lines), lines)
        if waiting and not block.continues:
            taken = 0  # a word that began above the furniture is finished first
            while taken < len(found) and found[taken].word.absorbed:
                taken += 1
            tokens += [*found[:taken], *waiting]
            found, waiting = (
                [token._replace(space="\n\n") for token in found[taken : taken + 1]] + found[taken + 1 :],
                [],
            )
        tokens += found
        last = block
    tokens += waiting
    tokens[:1] = [token._replace(space="") for token in tokens[:1]]
    return Flow(tokens, "\n" if tokens else "")


def furniture_of(pages: Iterable[Page]) -> Flow:
    """The words of running heads, footers and page numbers in reading order, each of them a paragraph."""
    blocks = [
        _spaced(block, page, number, "\n\n", "reflow") for block, page, number in _numbered(pages) if block.is_furniture
    ]
    return Flow([token for block in blocks for token in block])


def replace_words(pages: Iterable[Page], words: Iterable[Word], furniture: Iterable[Word] = ()) -> tuple[Page, ...]:
    """The same pages with other words, taken in reading order.

    Args:
        pages: in their order.
        words: as `flow_of` gives them.
        furniture: as `furniture_of` gives them.

    Raises:
        ValueError: there are not as many words as the pages hold.
    """
    body, aside = iter(words), iter(furniture)

    def renewed(block: Block) -> Block:
        supply = aside if block.is_furniture else body
        lines = [replace(line, words=tuple([next(supply) for _ in line.words])) for line in block.lines]
        return replace(block, lines=tuple(lines))

    try:
        rebuilt = tuple([replace(page, blocks=tuple([renewed(block) for block in page.blocks])) for page in pages])
    except StopIteration as error:
        raise ValueError("fewer words than the pages hold") from error
    if next(body, None) is not None or next(aside, None) is not None:
        raise ValueError("more words than the pages hold")
    return rebuilt


def _numbered(pages: Iterable[Page]) -> Iterator[tuple[Block, int, int]]:
    """Each block with the number of its page and that of its first line on it."""
    for page in pages:
        number = 1
        for block in page.blocks:
            yield block, page.number, number
            number += len(block.lines)


def _spaced(block: Block, page: int, number: int, before: str, lines: LineChoice) -> list[Token]:
    """The words of a block, with the white space that stands before and between them in the text."""
    between = "\n" if lines == "keep" or block.kind in LINE_BY_LINE else " "
    tokens: list[Token] = []
    for at, line in enumerate(block.lines, number):
        start = len(tokens)
        tokens += [Token(" ", word, page, at) for word in line.words]
        if len(tokens) > start:
            tokens[start] = Token(between if start else before, line.words[0], page, at)
        for cell in line.cells:
            if 0 < cell < len(line.words):
                tokens[start + cell] = tokens[start + cell]._replace(space="\t")
    return tokens


def _space_between(last: Block | None, block: Block, lines: LineChoice) -> str:
    """What stands between two blocks of the text."""
    if last is not None and block.continues:
        return "\n" if lines == "keep" or block.kind in LINE_BY_LINE else " "
    return "\n" if last is not None and last.kind == block.kind == "list-item" else "\n\n"
