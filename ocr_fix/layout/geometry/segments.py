"""What an engine found on a page as segments: lines parted where wide white space stands in them, laid straight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from ocr_fix.document import Box, Line, Page, Word
from ocr_fix.layout.forms.normal import normal_form
from ocr_fix.layout.geometry.alleys import Alley, Mark, alleys_of
from ocr_fix.layout.thresholds import THRESHOLDS
from ocr_fix.notation.type_size import LINE, height_of

_T = THRESHOLDS.segments

_THOUSANDS = regex.compile(r"[(+–-]?\d{1,3}")
_WORDLIKE = frozenset("%‰§±€£$&")
_HUNDREDS = regex.compile(r"\d{3}(?:,\d+)?[)]?")

# What engines read where the line between two cells is printed.
RULE = "|"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line that stand close together.

    Attributes:
        words: from left to right.
        left, right: of its words, in pixels, as if the page lay straight.
        base: where its letters stand, in pixels from the top, as if the page lay straight.
        height: of its letters, from the foot of a descender to the top of an ascender, in pixels.
    """

    words: tuple[Word, ...]
    left: float
    right: float
    base: float
    height: float

    @property
    def letters(self) -> int:
        """How many letters and digits it has, and signs that stand for words."""
        return sum(c.isalnum() or c in _WORDLIKE for word in self.words for c in word.text)


@dataclass(frozen=True, slots=True)
class Scale:
    """The measures of a page in pixels.

    Attributes:
        character: how wide a character is.
        pitch: how far lines of a paragraph are apart.
        height: how high letters are, from the foot of a descender to the top of an ascender.
        slope: how far a line sinks for each pixel to the right.
    """

    character: float
    pitch: float
    height: float
    slope: float


def segments_of(page: Page) -> tuple[list[Segment], Scale]:
    """The segments of a page, in the order of the engine, and its measures.

    Args:
        page: whose words all have boxes.
    """
    lines = [replace(line, words=tuple(map(normal_form, line.words))) for block in page.blocks for line in block.lines]
    lines = [line for line in lines if line.words]
    scale = _scale(lines)
    alleys = alleys_of([_marks(line.words, scale.slope) for line in lines], scale.character, scale.pitch)
    pieces = [list(_close(part, scale)) for line in lines for part in _between_columns(line, scale, alleys)]
    found = [_segment(words, scale.slope) for words in _with_whole_lines(pieces, scale)]
    return _with_whole_amounts(found, scale), scale


def has_boxes(page: Page) -> bool:
    """Whether every word of a page has a box."""
    return all(word.box is not None for block in page.blocks for line in block.lines for word in line.words)


def box_of(word: Word) -> Box:
    """The box of a word that has one."""
    if word.box is None:
        raise ValueError(f"{word.text!r} has no box")
    return word.box


def _scale(lines: Sequence[Line]) -> Scale:
    words = [(word, box_of(word)) for line in lines for word in line.words]
    widths = [box.width / len(word.text) for word, box in words if len(word.text) > 2]
    heights = [_size(word) for word, _ in words if len(word.text) > 2]
    height = float(median(heights)) if heights else 1.0
    slopes = [_slope(line) for line in lines if len(line.words) >= _T.long_line]
    slope = median(slopes) if slopes else 0.0
    bases = [_base(line.words, slope) for line in lines]
    steps = [
        low - high for high, low in pairwise(bases) if _T.least_pitch * height < low - high < _T.most_pitch * height
    ]
    pitch = float(median(steps)) if steps else _T.usual_pitch * height
    return Scale(float(median(widths)) if widths else _T.usual_width * height, pitch, height, slope)


def _slope(line: Line) -> float:
    """How a line slopes, from the feet of its words, those with descenders among them (Theil and Sen's median)."""
    feet = [((box.left + box.right) / 2, box.bottom) for box in map(box_of, line.words[: _T.many_words])]
    return (
        median(
            (low - high) / (right - left)
            for at, (left, high) in enumerate(feet)
            for right, low in feet[at + 1 :]
            if right != left
        )
        if any(right != feet[0][0] for right, _ in feet)
        else 0.0
    )


def _base(words: Sequence[Word], slope: float) -> float:
    feet = sorted(box.bottom - slope * (box.left + box.right) / 2 for box in map(box_of, words))
    return feet[(len(feet) - 1) // _T.feet]


def _size(word: Word) -> float:
    """How high the letters of a word would be had it ascenders and descenders, in pixels."""
    box = box_of(word)
    return box.height * LINE / height_of(word.text)


def _between_columns(line: Line, scale: Scale, alleys: Sequence[Alley]) -> Iterator[tuple[Word, ...]]:
    """The words of a line, parted where the space between them is that between two columns, or a rule stands there."""
    marks = _marks(line.words, scale.slope)
    # Between words of a heading in large letters an alley may go through by chance.
    is_large = median(map(_size, line.words)) >= THRESHOLDS.columns.heading * scale.height
    least = _T.beyond_large * median(_spaces(line.words, scale)) if is_large and len(line.words) > 1 else 0.0
    start = 0
    for at in range(1, len(line.words)):
        left, right = marks[at - 1], marks[at]
        if _is_ruled(line, marks, at, scale) or (
            any(alley.parts(left, right) for alley in alleys) and right.left - left.right > least
        ):
            yield line.words[start:at]
            start = at
    yield line.words[start:]


def _close(words: tuple[Word, ...], scale: Scale) -> Iterator[tuple[Word, ...]]:
    """Words of a line, parted where the space between them is wide."""
    start = 0
    for at, white in enumerate(_spaces(words, scale), 1):
        if white > _T.wide * scale.character:
            yield words[start:at]
            start = at
    yield words[start:]


def _spaces(words: Sequence[Word], scale: Scale) -> list[float]:
    """How wide the spaces between words are, in pixels."""
    return [right.left - left.right for left, right in pairwise(_marks(words, scale.slope))]


def _with_whole_lines(lines: Sequence[list[tuple[Word, ...]]], scale: Scale) -> Iterator[tuple[Word, ...]]:
    """The parts of each line; those together that a justified line of a narrow column has.

    Its spaces are all as wide, and other lines of its column, whose spaces are narrow, begin and end where it does.
    """
    whole = [_ends(parts[0], scale) for parts in lines if len(parts) == 1 and len(parts[0]) >= _T.of_text]
    for parts in lines:
        words = tuple(word for part in parts for word in part)
        if len(parts) > 1 and _is_even(words, scale) and _fits(words, whole, scale):
            yield words
        else:
            yield from parts


def _ends(words: Sequence[Word], scale: Scale) -> tuple[float, float]:
    """Where the first of some words begins and the last ends, in pixels."""
    return _sides(box_of(words[0]), scale.slope)[0], _sides(box_of(words[-1]), scale.slope)[1]


def _is_even(words: Sequence[Word], scale: Scale) -> bool:
    spaces = _spaces(words, scale)
    return max(spaces) < _T.even * min(spaces)


def _fits(words: Sequence[Word], others: Sequence[tuple[float, float]], scale: Scale) -> bool:
    """Whether others begin and end where words do that are no row of numbers, or are set in; more beside two words."""
    (left, right), near, indent = _ends(words, scale), _T.flush * scale.character, _T.indent * scale.character
    alike = sum(abs(end - right) < near and -near < begin - left < indent for begin, end in others)
    numbers = sum(any(map(str.isdigit, word.text)) for word in words)
    return 2 * numbers < len(words) and alike >= (_T.alike if len(words) > 2 else _T.alike_of_two)


def _with_whole_amounts(segments: Sequence[Segment], scale: Scale) -> list[Segment]:
    """Segments as they are, but those one that are parts of an amount, which the engine took for two columns."""
    found = list(segments)
    rest = [each for each in segments if _HUNDREDS.fullmatch(each.words[0].text)]
    for after in sorted(rest, key=lambda each: each.left):
        before = next((each for each in found if _is_before_in_amount(each, after, scale)), None)
        if before is not None:
            found[found.index(before)] = _segment(before.words + after.words, scale.slope)
            found.remove(after)
    return found


def _is_before_in_amount(before: Segment, after: Segment, scale: Scale) -> bool:
    """Whether one ends with the thousands of an amount and the other begins, close beside it, with what follows."""
    if not 0 < after.left - before.right < _T.in_amount * scale.character:
        return False
    is_beside = abs(before.base - after.base) < _T.same_line * scale.height
    return is_beside and _THOUSANDS.fullmatch(before.words[-1].text) is not None


def _is_ruled(line: Line, marks: Sequence[Mark], at: int, scale: Scale) -> bool:
    """Whether the line between two cells stands before or behind a place, and not an I among words."""
    for rule in (at - 1, at):
        if line.words[rule].text == RULE and 0 < rule < len(marks) - 1:
            white = marks[rule + 1].left - marks[rule - 1].right - (marks[rule].right - marks[rule].left)
            return white > _T.around_rule * scale.character
    return False


def _marks(words: Sequence[Word], slope: float) -> list[Mark]:
    """Where the words of a line stand as if the page lay straight."""
    base = _base(words, slope)
    return [Mark(*_sides(box_of(word), slope), base) for word in words]


def _sides(box: Box, slope: float) -> tuple[float, float]:
    """The left and the right side of a box as if the page lay straight."""
    aside = slope * box.bottom
    return box.left + aside, box.right + aside


def _segment(words: tuple[Word, ...], slope: float) -> Segment:
    sides = [_sides(box_of(word), slope) for word in words]
    return Segment(
        words,
        min(left for left, _ in sides),
        max(right for _, right in sides),
        _base(words, slope),
        median(_size(word) for word in words),
    )
