"""Which pages of a file: "1-3,7", "5-"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocr_fix.errors import OptionError
from ocr_fix.wording import phrase, worded, worded_count

if TYPE_CHECKING:
    from ocr_fix.source.base import Source

# One part: a page, a range, or an open range. The dash may be the en dash that Swedish puts in ranges. Nine digits
# are more than any file has pages, and few enough for int() to stay cheap.
_PART = re.compile(r"\s*([0-9]{1,9})\s*(?:([-–])\s*([0-9]{1,9})?\s*)?")

_ADVICE = phrase('write pages as in "1-3,7" or "5-"')


@dataclass(frozen=True, slots=True)
class PageSelection:
    """A choice of pages that has not met its file yet.

    Attributes:
        ranges: first and last page, both inclusive and counted from 1; None as last page means to the end.
    """

    ranges: tuple[tuple[int, int | None], ...]

    def numbers(self, page_count: int, *, where: str = "the file") -> list[int]:
        """The chosen pages of a file, each once, in the order of the file.

        Args:
            page_count: how many pages the file has.
            where: what to call the file in a message.

        Raises:
            OptionError: a chosen page is not in the file.
        """
        for first, last in self.ranges:
            highest = first if last is None else last
            if highest > page_count:
                there = worded_count("{count} page", "{count} pages", page_count)
                pages = _written(first, last)
                asked = worded("page {page}", page=first) if last == first else worded("pages {pages}", pages=pages)
                raise OptionError(
                    worded(
                        "{where}: has {there} and cannot give {asked}; choose from 1-{page_count}",
                        where=where,
                        there=there,
                        asked=asked,
                        page_count=page_count,
                    )
                )
        chosen: set[int] = set()
        for first, last in self.ranges:
            chosen.update(range(first, (page_count if last is None else last) + 1))
        return sorted(chosen)

    def of(self, source: Source) -> list[int]:
        """The chosen pages of an open file, each once, in the order of the file.

        Raises:
            OptionError: a chosen page is not in the file.
        """
        return self.numbers(source.page_count, where=source.name)

    def __str__(self) -> str:
        return ",".join(_written(first, last) for first, last in self.ranges)


def parse_pages(text: str) -> PageSelection:
    """Read a choice of pages.

    Args:
        text: pages and ranges with commas between: "1-3,7"; "5-" means from page 5 to the end. Spaces do not matter.

    Raises:
        OptionError: the text is not such a choice, a page is 0, or a range runs backwards.
    """
    return PageSelection(tuple(_ranges(text)))


def _ranges(text: str) -> Iterable[tuple[int, int | None]]:
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise OptionError(
                worded(
                    "the pages {text!r} cannot be understood at {part!r}; {advice}",
                    text=text,
                    part=part.strip(),
                    advice=worded(_ADVICE),
                )
            )
        first = int(match[1])
        last = first if match[2] is None else int(match[3]) if match[3] else None
        if first == 0 or last == 0:
            raise OptionError(worded("the pages {text!r} name a page 0; pages count from 1", text=text))
        if last is not None and last < first:
            raise OptionError(
                worded(
                    "the pages {text!r} run backwards at {part!r}; {advice}",
                    text=text,
                    part=part.strip(),
                    advice=worded(_ADVICE),
                )
            )
        yield first, last


def _written(first: int, last: int | None) -> str:
    return str(first) if last == first else f"{first}-" if last is None else f"{first}-{last}"
