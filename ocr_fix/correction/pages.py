"""The pages of a document corrected together: their text, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_fix.document import Flow, Page, Token, Word, flow_of, furniture_of, replace_words


def corrected_pages(pages: Sequence[Page], correct: Callable[[Flow], Mapping[int, Word]]) -> tuple[Page, ...]:
    """The pages corrected, whatever of them is to be written: the text as one stream, then what stands beside it.

    The same running head on many pages is one piece of evidence of how the text was damaged, and is shown once.

    Args:
        pages: arranged, in the order of the document.
        correct: gives the words of a text that are to be others, by the index of their token.
    """
    body, heads = flow_of(pages).tokens, _paragraphs(furniture_of(pages).tokens)
    distinct = {_read(head): head for head in heads}
    flow = Flow([*body, *(token for head in distinct.values() for token in head)])
    edits = _permitted(correct(flow), flow, pages)
    words = [token.word for token in flow.with_edits(edits).tokens]
    supply = iter(words[len(body) :])
    corrected = {read: [next(supply) for _ in read] for read in distinct}
    aside = [
        replace(word, box=token.word.box, confidence=token.word.confidence, choices=token.word.choices)
        for head in heads
        for token, word in zip(head, corrected[_read(head)], strict=True)
    ]
    return replace_words(pages, words[: len(body)], aside)


def _paragraphs(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Tokens parted where a paragraph begins."""
    starts = [index for index, token in enumerate(tokens) if token.space == "\n\n"]
    return [tokens[start:end] for start, end in pairwise([*starts, len(tokens)])]


def _read(tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """What was read in each word and what it is now."""
    return tuple((token.word.reading, token.word.text) for token in tokens)


def _permitted(edits: Mapping[int, Word], flow: Flow, pages: Sequence[Page]) -> Mapping[int, Word]:
    """The edits without those to words of pages whose own text layer is used: there only hyphens are undone."""
    own = {page.number for page in pages if page.origin == "text-layer"}
    if not own:
        return edits
    permitted: dict[int, Word] = {}
    head_stays = False
    for index in sorted(edits):
        word = edits[index]
        if not word.absorbed:  # what it takes in comes after it
            head_stays = flow.tokens[index].page in own and word.edit is not None and word.edit.kind != "hyphen"
        if not head_stays:
            permitted[index] = word
    return permitted
