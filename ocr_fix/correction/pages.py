"""The pages of a document corrected together: their text, and what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr_fix.correction.candidates.thresholds import CandidateThresholds
from ocr_fix.correction.corrected import CorrectedPages, CorrectedText
from ocr_fix.correction.noise_lines import without_noise
from ocr_fix.correction.registers.identification import HOME
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.document import Block, Flow, Page, Token, Word, flow_of, furniture_of, replace_words

# What is mended in a page's own text as well.
_OF_ANY_SOURCE = frozenset({"hyphen", "normal-form"})


def corrected_pages(
    pages: Sequence[Page],
    correct: Callable[[Flow], CorrectedText],
    thresholds: CandidateThresholds = DEFAULT,
) -> CorrectedPages:
    """The pages corrected, whatever of them is to be written: the text as one stream, then what stands beside it.

    The same running head on many pages is one piece of evidence of how the text was damaged, and is shown once.

    Args:
        pages: arranged, in the order of the document.
        correct: tells what is to be corrected in a text, and its languages.
        thresholds: the numbers to go by.
    """
    body, heads = flow_of(pages).tokens, _paragraphs(furniture_of(pages).tokens)
    distinct = {_read(head): head for head in heads}
    flow = Flow([*body, *(token for head in distinct.values() for token in head)])
    found = correct(flow)
    found = found._replace(edits=_permitted(found.edits, flow, pages))
    # What stands beside the text has no word before it that might take specks in.
    edits = without_noise(Flow(body), found, _own(body, pages), thresholds).edits
    words = [token.word for token in flow.with_edits(edits).tokens]
    languages = found.languages(len(words))
    supply = iter(zip(words[len(body) :], languages[len(body) :], strict=True))
    corrected = {read: [next(supply) for _ in read] for read in distinct}
    aside = [
        replace(
            word,
            box=token.word.box,
            confidence=token.word.confidence,
            choices=token.word.choices,
            source=token.word.source,
        )
        for head in heads
        for token, (word, _) in zip(head, corrected[_read(head)], strict=True)
    ]
    aside_languages = [language for head in heads for _, language in corrected[_read(head)]]
    told = _told(replace_words(pages, words[: len(body)], aside), languages[: len(body)], aside_languages)
    return CorrectedPages(told, found.registers if HOME in languages else ())


def _own(tokens: Iterable[Token], pages: Iterable[Page]) -> frozenset[int]:
    """The tokens, by index, that stand on pages whose own text layer is used."""
    own = {page.number for page in pages if page.origin in {"text-layer", "both"}}
    return frozenset([at for at, token in enumerate(tokens) if token.page in own]) if own else frozenset()


def _told(pages: Iterable[Page], body: Iterable[str], aside: Iterable[str]) -> tuple[Page, ...]:
    """The pages with the language of each block, that of most of its words.

    Args:
        pages: as they are.
        body: the language of each word of the text.
        aside: the same of what stands beside it.
    """
    of_body, of_aside = iter(body), iter(aside)
    return tuple(
        replace(
            page,
            blocks=tuple([_with_language(each, of_aside if each.is_furniture else of_body) for each in page.blocks]),
        )
        for page in pages
    )


def _with_language(block: Block, languages: Iterator[str]) -> Block:
    counts = Counter([next(languages) for line in block.lines for _ in line.words])
    return replace(block, language=counts.most_common(1)[0][0]) if counts else block


def _paragraphs(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Tokens parted where a paragraph begins."""
    starts = [index for index, token in enumerate(tokens) if token.space == "\n\n"]
    return [tokens[start:end] for start, end in pairwise([*starts, len(tokens)])]


def _read(tokens: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    """What was read in each word and what it is now."""
    return tuple((token.word.reading, token.word.text) for token in tokens)


def _permitted(edits: Mapping[int, Word], flow: Flow, pages: Sequence[Page]) -> Mapping[int, Word]:
    """The edits without those to words of a page's own text layer that is used: there hyphens and encodings are mended.

    Where a page has both, what an engine has read has a confidence, and what its own text says has none.
    """
    origins = {page.number: page.origin for page in pages if page.origin in {"text-layer", "both"}}
    if not origins:
        return edits
    permitted: dict[int, Word] = {}
    head_stays = False
    for index in sorted(edits):
        word, read = edits[index], flow.tokens[index]
        if not word.absorbed:  # what it takes in comes after it
            origin = origins.get(read.page)
            is_own = origin == "text-layer" or (origin == "both" and read.word.confidence is None)
            head_stays = is_own and word.edit is not None and word.edit.kind not in _OF_ANY_SOURCE
        if not head_stays:
            permitted[index] = word
    return permitted
