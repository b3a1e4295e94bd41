"""A long text in sections, so that what is kept of one is given back before the next, however long the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import regex

from ocr_fix.document import Change, Correction
from ocr_fix.document.language_codes import shares_of

# Characters of a section: some 150,000 words, each of them evidence enough of its own damage.
SIZE = 1_000_000
_BREAKS = (regex.compile(r"\f|\n\s*\n"), regex.compile(r"\n"), regex.compile(r"\s"))


def sections(text: str, size: int = SIZE) -> Iterator[str]:
    """A text in sections that together are the text; none parts a word.

    Args:
        text: the text.
        size: characters of a section, about; one without white space may be longer.
    """
    start = 0
    while len(text) - start > size:
        end = _end_of_section(text, start, start + size)
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def corrected_in_sections(text: str, correct: Callable[[str], Correction], size: int = SIZE) -> Correction:
    """A text corrected section by section.

    Args:
        text: the text.
        correct: corrects one section.
        size: characters of a section, about.
    """
    if len(text) <= size:
        return correct(text)
    texts: list[str] = []
    changes: list[Change] = []
    doubts: list[Change] = []
    languages: Counter[str] = Counter()
    start, pages, lines = 0, 0, 0
    for section in sections(text, size):
        correction = correct(section)
        for found, all_found in ((correction.changes, changes), (correction.doubts, doubts)):
            for change in found:
                line = change.line + lines if change.page == 1 else change.line
                all_found.append(replace(change, page=change.page + pages, line=line, start=change.start + start))
        texts.append(correction.text)
        words = len(section.split())
        languages.update({code: round(share * words) for code, share in correction.languages.items()})
        start += len(correction.text)
        _, feed, last = section.rpartition("\f")
        lines = last.count("\n") + (0 if feed else lines)
        pages += section.count("\f")
    return Correction("".join(texts), tuple(changes), tuple(doubts), shares_of(languages))


def _end_of_section(text: str, start: int, limit: int) -> int:
    """Where a section best ends: at a paragraph, else at a line, else at a space; after the limit if need be."""
    for pattern in _BREAKS:
        # Within its second half, so that sections are not many and short.
        found = None
        for match in pattern.finditer(text, max(start + 1, (start + limit) // 2), limit):
            found = match
        if found is not None:
            return found.start()
    after = _BREAKS[-1].search(text, limit)
    return after.start() if after else len(text)
