"""What a document says of itself at its head: title, date, diary number, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ocr_fix.document import Block, Metadata, Page
from ocr_fix.languages.sv.dates import MONTHS
from ocr_fix.languages.sv.papers import DIARY_LABELS, IMPRINT, KINDS_OF_PAPER, SENDERS, TOPIC_WORDS
from ocr_fix.layout.lines.cues import ends_sentence, looks_like_name
from ocr_fix.layout.thresholds import THRESHOLDS

_T = THRESHOLDS.metadata


_DATE = regex.compile(
    rf"\b(?:(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d\s(?:{'|'.join(MONTHS)})\s(?:19|20)\d\d|[0-3]?\d[./][01]?\d[./](?:19|20)\d\d)\b",
    regex.IGNORECASE,
)
_LABEL = regex.compile(rf"\b(?:{DIARY_LABELS})\b[.:]*", regex.IGNORECASE)
_NUMBER = regex.compile(
    r"\s*((?:[\p{Lu}\p{Nd}][\p{Lu}\p{Nd}/:.\-–]*)(?:\s(?:[\p{Lu}\p{Nd}/][\p{Lu}\p{Nd}/:.\-–]*)){0,4})(?!\S)"
)
# What a letterhead says above the title: who writes, and what kind of paper it is.
_SENDER = regex.compile(rf"(?:{SENDERS})$", regex.IGNORECASE)
_TOPIC = regex.compile(rf"\s(?:{TOPIC_WORDS})\s")
_KIND_OF_PAPER = regex.compile(rf"^(?:{KINDS_OF_PAPER})$", regex.IGNORECASE)
_IMPRINT = regex.compile(rf"^(?:{IMPRINT})\b", regex.IGNORECASE)


def metadata_of(pages: Sequence[Page]) -> Metadata:
    """What the head of a document's first page says.

    The title is the highest heading that names neither sender nor kind of paper, else what names the kind; date and
    diary number are looked for above and beside it, and before the text begins.
    """
    if not pages:
        return Metadata()
    blocks = [block for block in pages[0].blocks if block.kind not in ("footer", "page-number")]
    head = blocks[: _begin_of_text(blocks)]
    texts = [text_of(block) for block in head]
    return Metadata(_title(head), _first(_DATE, texts), _diary_number(texts))


def text_of(block: Block) -> str:
    """The words of a block with one space between."""
    return " ".join(word.text for line in block.lines for word in line.words if word.text)


def is_letterhead(block: Block) -> bool:
    """Whether a block names the sender, a person or the kind of paper, as lines above a title do."""
    text = text_of(block)
    return bool(
        not any(character.isalpha() for character in text)
        or (_SENDER.search(text) and len(text.split()) <= _T.sender_words and not _TOPIC.search(text))
        or _KIND_OF_PAPER.match(text)
        or _IMPRINT.match(text)
        or _LABEL.search(text)
        or _DATE.fullmatch(text)
        or (len(block.lines) == 1 and looks_like_name(block.lines[0]))
    )


def _begin_of_text(blocks: Sequence[Block]) -> int:
    """Where the head ends: after the first paragraph of running text, which may still name the date."""
    for at, block in enumerate(blocks):
        words = sum(len(line.words) for line in block.lines)
        if block.kind == "paragraph" and words > THRESHOLDS.kept_lines.most_words and ends_sentence(block.lines[-1]):
            return at
    return len(blocks)


def _title(blocks: Sequence[Block]) -> str | None:
    headings = [block for block in blocks if block.kind == "heading"]
    named = [block for block in headings if not is_letterhead(block)]
    kinds = [block for block in blocks if _KIND_OF_PAPER.match(text_of(block))]
    best = min(named, key=lambda block: block.level, default=next(iter(kinds), None))
    return None if best is None else text_of(best)


def _first(pattern: regex.Pattern[str], texts: Sequence[str]) -> str | None:
    """What a pattern finds first, preferably standing by itself."""
    found = [match[0] for text in texts for match in (pattern.fullmatch(text) or pattern.search(text),) if match]
    alone = [text for text in texts if pattern.fullmatch(text)]
    return next(iter([*alone, *found]), None)


def _diary_number(texts: Sequence[str]) -> str | None:
    """What follows the label, in its block or alone in one of the next."""
    for at, text in enumerate(texts):
        for label in _LABEL.finditer(text):
            rest = text[label.end() :].strip()
            for place, value in enumerate([rest] if rest else texts[at + 1 :]):
                number = _NUMBER.match(value)
                if number is not None and _may_be_diary_number(number[1], value, near=not place):
                    return number[1].rstrip(".,:")
    return None


def _may_be_diary_number(number: str, text: str, *, near: bool) -> bool:
    """Whether a number follows the label, and not a date; what stands farther off must look like a diary number."""
    if sum(c.isdigit() for c in number) < 2 or _DATE.fullmatch(number):
        return False
    return near or (number == text and any(sign in number for sign in "/-:–"))
