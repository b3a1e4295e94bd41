"""What people have decided of words, as the file says, held to while the words around them are corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ocr_fix.document import Flow, Page, Word, flow_of, furniture_of, replace_words, with_absorbed


def with_decided(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with words as somebody has decided that they are, for those around them to be corrected by.

    What shall be nothing, or several words, is shown as it was read: correction takes neither.
    """
    if not _speaks(pages):
        return tuple(pages)
    body, aside = flow_of(pages).tokens, furniture_of(pages).tokens
    return replace_words(pages, (_shown(t.word) for t in body), (_shown(t.word) for t in aside))


def as_decided(read: Sequence[Page], corrected: Sequence[Page]) -> tuple[Page, ...]:
    """Corrected pages with what was decided of their words, as changes like all others.

    Args:
        read: the pages before `with_decided`.
        corrected: the same pages after it, corrected.
    """
    if not _speaks(read):
        return tuple(corrected)
    body, aside = _held(flow_of(read), flow_of(corrected)), _held(furniture_of(read), furniture_of(corrected))
    return replace_words(corrected, body, aside)


def _speaks(pages: Iterable[Page]) -> bool:
    """Whether anything was decided of the words of pages."""
    words = (word for page in pages for block in page.blocks for line in block.lines for word in line.words)
    return any(_is_decided(word) for word in words)


def _is_decided(word: Word) -> bool:
    return word.source is not None and word.source.decided is not None


def _shown(word: Word) -> Word:
    if word.source is None or word.source.decided is None:
        return word
    text = word.source.decided[0]
    return word if len(text.split()) != 1 else replace(word, text=text, raw=text, edit=None, choices=())


def _held(read: Flow, corrected: Flow) -> Iterator[Word]:
    """The words of a text as they were decided; the others corrected, but for what would be made one with these."""
    before = iter(token.word for token in read.tokens)
    for group in with_absorbed(corrected.tokens, lambda token: token.word):
        words = [next(before) for _ in group]
        pairs = [(word, token.word) for word, token in zip(words, group, strict=True)]
        harmed = any(_harms(word, after) for word, after in pairs) or (
            _is_decided(words[0]) and any(after.absorbed and not after.struck_out for _, after in pairs)
        )
        for word, after in pairs:
            if word.source is not None and word.source.decided is not None:
                yield replace(word.edited(*word.source.decided), source=None)
            else:
                yield word if harmed else after


def _harms(word: Word, corrected: Word) -> bool:
    """Whether a word would be taken from the decided one beside it."""
    if word.source is None or word.source.decided is None or not word.source.decided[0]:
        return False
    return corrected.text != _shown(word).text and not corrected.struck_out
