"""What a file of words says of them, held to while they are corrected.

The number of a note is no letter of its word: words are corrected without it. A paragraph that the file says is in
another language stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ocr_fix.document import Block, Flow, Page, Word, flow_of, furniture_of, replace_words, with_absorbed


def without_raised(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with words as they are without the characters at their end that stand above or below the line."""
    if not _speaks(pages):
        return tuple(pages)
    body, aside = flow_of(pages).tokens, furniture_of(pages).tokens
    return replace_words(pages, (_bare(t.word) for t in body), (_bare(t.word) for t in aside))


def as_stated(read: Sequence[Page], corrected: Sequence[Page], *, languages: bool) -> tuple[Page, ...]:
    """Corrected pages with what was taken off their words, and what is in another language as it was.

    Args:
        read: the pages before `without_raised`.
        corrected: the same pages after it, corrected.
        languages: whether the file is believed what it says of languages.
    """
    if not _speaks(read):
        return tuple(corrected)
    body = _held(flow_of(read), flow_of(corrected), languages=languages)
    aside = _held(furniture_of(read), furniture_of(corrected), languages=languages)
    pages = replace_words(corrected, body, aside)
    if not languages:
        return pages
    return tuple(replace(page, blocks=tuple(map(_told, page.blocks))) for page in pages)


def _speaks(pages: Iterable[Page]) -> bool:
    """Whether the pages are from a file that says anything of its words."""
    words = (word for page in pages for block in page.blocks for line in block.lines for word in line.words)
    return any(word.source is not None and (word.source.raised > 0 or word.source.language) for word in words)


def _bare(word: Word) -> Word:
    raised = _raised(word)
    if not raised or raised == len(word.text):
        return word
    return replace(word, text=word.text[:-raised], raw=word.reading[:-raised], choices=())


def _raised(word: Word) -> int:
    """How many characters at the end of a word are taken off; none where it was read otherwise there than it is."""
    count = 0 if word.source is None else word.source.raised
    return count if count > 0 and word.text[-count:] == word.reading[-count:] else 0


def _held(read: Flow, corrected: Flow, *, languages: bool) -> Iterator[Word]:
    """The words of a text, corrected where the file says nothing else."""
    before = iter(token.word for token in read.tokens)
    for group in with_absorbed(corrected.tokens, lambda token: token.word):
        words = [next(before) for _ in group]
        if any(_stays(word, languages=languages) for word in words) or (len(words) > 1 and any(map(_raised, words))):
            yield from words
        else:
            for word, token in zip(words, group, strict=True):
                yield _with_raised(token.word, word)


def _stays(word: Word, *, languages: bool) -> bool:
    source = word.source
    if source is None:
        return False
    return source.raised >= len(word.text) > 0 or (languages and source.language is not None)


def _with_raised(word: Word, read: Word) -> Word:
    count = _raised(read)
    return replace(word, text=word.text + read.text[-count:], raw=read.reading, choices=read.choices) if count else word


def _told(block: Block) -> Block:
    """The block with the language that the file says of most of its words."""
    sources = [word.source for line in block.lines for word in line.words]
    counts = Counter(None if source is None else source.language for source in sources)
    language = counts.most_common(1)[0][0] if counts else None
    return block if language is None else replace(block, language=language)
