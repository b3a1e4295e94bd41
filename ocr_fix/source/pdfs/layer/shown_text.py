"""The text that a page of a PDF has already: of a typeset page its own, of a scan what another engine laid over it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from ocr_fix.document import Block, Line, Page, Word
from ocr_fix.notation.spots import box_within
from ocr_fix.source.pdfs.fields import Field, FieldPlace, filled_in
from ocr_fix.source.pdfs.layer.drawn_characters import Character, characters_of
from ocr_fix.source.pdfs.layer.drawn_words import LaidLine, LaidWord, around
from ocr_fix.source.pdfs.layer.lost_spaces import behind_lost_spaces, goes_on, taken_back
from ocr_fix.source.pdfs.layer.rectangles import Drawing, DrawingSize, Rectangle, turned_size
from ocr_fix.source.thresholds import THRESHOLDS

_T = THRESHOLDS.pdf_text

# Columns that are filled from top to bottom, but for a little noise.
_FILLED = re.compile(rb"[\xf0-\xff]+")

# Bidirectional classes of what is written from right to left.
_LEFTWARD = frozenset({"R", "AL", "AN"})


class ShownText(NamedTuple):
    """The text of a page.

    Attributes:
        page: what is seen of it, or may be seen on its scan; None where that is nothing. Boxes, width and height are
            those of the drawing, turned by `rotation` so that most of the text stands upright; text of another
            direction stands in blocks of its own, in the order in which it is read, at the end.
        left_out: how many words nobody sees.
        laid: whether most words are not drawn but laid over or under a picture that shows them.
    """

    page: Page | None
    left_out: int = 0
    laid: bool = False


def text_layer(
    page: pdfium.PdfPage, number: int, image: Image.Image, dpi: int, fields: Sequence[Field] = ()
) -> ShownText:
    """The text of a page with boxes in the pixels of its drawing.

    Args:
        page: the page, open, and of no further use for drawing; the caller holds the lock of PDFium.
        number: its place in the file, from 1.
        image: its drawing, in grey.
        dpi: of the drawing.
        fields: those of a form that are filled in, by now a part of the page.

    Raises:
        pypdfium2.PdfiumError: PDFium gave up.
    """
    content = page.get_textpage()
    try:
        if not 0 < raw.FPDFText_CountChars(content) <= _T.most_characters:
            return ShownText(None)
        characters = _settled(list(characters_of(page, content, image.size)))
    finally:
        content.close()
    counts = Counter(each.turn for each in characters if each.ink is not None)
    turns = [turn for turn, _ in counts.most_common()]
    drawing = Drawing(page, image.size)
    groups = []
    for turn in turns:
        places = [FieldPlace(drawing.place(*each.sides).turned(turn, image.size), each.comb) for each in fields]
        lines = filled_in(list(_lines(characters, turn, image.size)), places)
        groups.append((turn, _in_order(lines, turn)))
    sheet = _InkOfWords(
        image, [_on_drawing(word, turn, image.size) for turn, word in _words(groups) if word.shown == "seen"]
    )
    left_out = laid = kept = 0
    blocks: list[Block] = []
    for turn, lines in groups:
        shown: list[LaidLine] = []
        for line in lines:
            found = [(word, sheet.shows(word, _on_drawing(word, turn, image.size), turn)) for word in line]
            left_out += sum(shows is False for _, shows in found)
            shown.append([word for word, shows in found if shows])
            kept += len(shown[-1])
            laid += sum(word.shown == "layer" for word in shown[-1])
        for block in _blocks([line for line in shown if line]):
            made = (Line(tuple(_made(word, turn, turns[0], image.size) for word in line)) for line in block)
            blocks.append(Block(tuple(made)))
    if not blocks:
        return ShownText(None, left_out)
    size = turned_size(turns[0], image.size)
    return ShownText(Page(number, tuple(blocks), *size, dpi, turns[0], "text-layer"), left_out, 2 * laid > kept)


def _settled(characters: list[Character]) -> list[Character]:
    """The characters, none of them believed where too many are guessed; single ones are shown as their neighbours."""
    inked = [each for each in characters if each.ink is not None]
    if sum(each.guessed for each in inked) > _T.most_guessed * len(inked):
        characters = [each._replace(text="\ufffd") if each.guessed else each for each in characters]
    # A stop or an accent may be too small to be seen to be seen.
    return [
        each._replace(shown=characters[at - 1].shown)
        if each.shown == "hidden" and 0 < at < len(characters) - 1 and _is_shown(*characters[at - 1 : at + 2 : 2])
        else each
        for at, each in enumerate(characters)
    ]


def _is_shown(before: Character, behind: Character) -> bool:
    inked = before.ink is not None and behind.ink is not None
    return inked and before.shown == behind.shown != "hidden"


def _lines(characters: Iterable[Character], turn: int, size: DrawingSize) -> Iterator[LaidLine]:
    """The lines of those characters that stand upright when the drawing is turned so."""
    line: LaidLine = []
    word: LaidWord | None = None
    last: tuple[Rectangle, str] | None = None
    standing = [each for each in characters if each.turn == turn]
    standing = _with_seen_spaces(standing, turn, size)
    frames = [_upright(each, turn, size) for each in standing]
    begin = behind_lost_spaces(frames)
    for at, (each, frame) in enumerate(zip(standing, frames, strict=True)):
        step = "ends" if last and frame and _breaks(*last, frame, each.text) else ""
        space = each.text.isspace() or each.text == "\0"
        apart = last is not None and frame is not None and frame.left - last[0].right > _T.widest_gap * frame.height
        if word is not None and (step or space or apart or at in begin or word.shown != each.shown):
            line.append(word)
            word = None
        if (step or each.text in "\r\n") and line:
            yield line
            line = []
        if space:
            last = None if each.text in "\r\n" else last
            continue
        ink = None if each.ink is None else each.ink.turned(turn, size)
        if word is None:
            word = LaidWord(each.text, ink, each.shown)
        else:
            place = word.place if ink is None else ink if word.place is None else word.place.around(ink)
            word = LaidWord(word.text + each.text, place, word.shown)
        last = last if frame is None else (frame, each.text)
    if word is not None:
        line.append(word)
    if line:
        yield line


def _with_seen_spaces(standing: Sequence[Character], turn: int, size: DrawingSize) -> list[Character]:
    """Characters that stand upright, without spaces and line ends between seen letters where nobody sees them."""
    kept: list[Character] = []
    for each in standing:
        frame = _upright(each, turn, size)
        if frame is not None and each.shown == "seen":
            _take_back(kept, frame, turn, size)
        kept.append(each)
    return kept


def _take_back(kept: list[Character], behind: Rectangle, turn: int, size: DrawingSize) -> None:
    """Take the space or line end at the end back where the letter behind it shows that it is none."""
    if not kept:
        return
    last = kept[-1]
    if last.text == " ":
        before = _upright(kept[-2], turn, size) if len(kept) > 1 else None
        if taken_back(None if last.frame is None else last.frame.turned(turn, size), behind, before):
            kept.pop()
    elif last.text == "\n" and len(kept) > 2 and kept[-2].text == "\r":
        before = _upright(kept[-3], turn, size)
        between = None if before is None else goes_on(before, behind)
        if between is not None:
            kept[-2:] = [last._replace(text=between)] if between else []


def _upright(each: Character, turn: int, size: DrawingSize) -> Rectangle | None:
    """Around a letter when the drawing is turned so; None for spaces and line ends."""
    return None if each.frame is None or each.ink is None else each.frame.turned(turn, size)


def _in_order(lines: list[LaidLine], turn: int) -> list[LaidLine]:
    """The lines in the file's order, or from top to bottom where PDFium, which thinks of upright pages, mixes them."""
    return sorted(lines, key=_top) if turn else lines


def _top(line: LaidLine) -> float:
    place = around(line)
    return 0.0 if place is None else place.top


def _breaks(last: Rectangle, before: str, this: Rectangle, text: str) -> bool:
    """Whether a character stands on another line than the one before, where no line end says so."""
    least = min(last.height, this.height)
    if min(last.bottom, this.bottom) - max(last.top, this.top) < _T.shared_height * least:
        middle = (this.left + this.right) / 2
        below = _is_wide(before) and _is_wide(text) and last.left <= middle <= last.right
        return not (below and -least < this.top - last.bottom < least)  # what is written downward goes on
    return unicodedata.bidirectional(text[0]) not in _LEFTWARD and this.left < last.left - _T.farthest_back * least


def _is_wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[-1]) in "WF"


def _words(groups: Iterable[tuple[int, Sequence[LaidLine]]]) -> Iterator[tuple[int, LaidWord]]:
    for turn, lines in groups:
        for line in lines:
            for word in line:
                yield turn, word


def _on_drawing(word: LaidWord, turn: int, size: DrawingSize) -> Rectangle | None:
    return None if word.place is None else word.place.turned(-turn % 360, turned_size(turn, size))


class _InkOfWords:
    """What the drawing shows of words.

    Args:
        image: the drawing.
        seen: where words are that are seen themselves.
    """

    def __init__(self, image: Image.Image, seen: Sequence[Rectangle | None]) -> None:
        self._image = image
        self._paper = max(enumerate(image.histogram()), key=lambda level: level[1])[0]
        self._seen = [place for place in seen if place is not None]

    def shows(self, word: LaidWord, place: Rectangle | None, turn: int) -> bool | None:
        """Whether somebody sees a word; None where it is seen by itself, and this is the same word once more.

        Args:
            word: as it stands when the drawing is turned.
            place: on the drawing.
            turn: by which the drawing must be turned for it to stand upright.
        """
        if word.shown != "layer":
            return word.shown == "seen"
        if place is None:
            return True
        if any(_share(place, other) >= _T.doubled for other in self._seen):
            return None
        around = 0.0 if len(word.text) > _T.thin else _T.around_thin * place.height
        return not self._is_bare(place, around) and not self._is_blackened(place, turn)

    def _is_bare(self, place: Rectangle, around: float) -> bool:
        """Whether the drawing has one and the same shade all over a place, paper or a box that was laid over it."""
        box = box_within(
            place.left - around, place.top - around, place.right + around, place.bottom + around, *self._image.size
        )
        if box is None:
            return True
        counts = self._image.crop((box.left, box.top, box.right, box.bottom)).histogram()
        middle = max(range(256), key=counts.__getitem__)
        near = sum(counts[max(0, middle - _T.ink_contrast) : middle + _T.ink_contrast + 1])
        return sum(counts) - near < _T.least_ink * sum(counts)

    def _other_shade(self, crop: Image.Image) -> int:
        """The commonest shade that is not that of the paper; far from all where there is none."""
        counts = crop.histogram()
        others = [level for level in range(256) if abs(level - self._paper) > _T.ink_contrast and counts[level]]
        return max(others, key=counts.__getitem__, default=-256)

    def _is_blackened(self, place: Rectangle, turn: int) -> bool:
        """Whether a box in a shade of its own is laid over a good part of a word."""
        lying = bool(turn % 180)
        width, height = (place.height, place.width) if lying else (place.width, place.height)
        aside = (1 - THRESHOLDS.pdf_seen.rows_covered) / 2 * height
        across, down = (aside, 0.0) if lying else (0.0, aside)
        box = box_within(
            place.left + across, place.top + down, place.right - across, place.bottom - down, *self._image.size
        )
        if box is None:
            return False
        crop = self._image.crop((box.left, box.top, box.right, box.bottom))
        shade = self._other_shade(crop)
        other = crop.point([255 * (abs(level - shade) <= _T.ink_contrast) for level in range(256)])
        along = (1, other.height) if lying else (other.width, 1)
        columns = other.resize(along, Image.Resampling.BOX).tobytes()
        longest = max((len(run) for run in _FILLED.findall(columns)), default=0)
        return longest >= max(THRESHOLDS.pdf_seen.covered * width, _T.covered_height * height)


def _share(place: Rectangle, other: Rectangle) -> float:
    """How much of a place another covers, 0-1."""
    across = min(place.right, other.right) - max(place.left, other.left)
    down = min(place.bottom, other.bottom) - max(place.top, other.top)
    area = place.width * place.height
    return max(0.0, across) * max(0.0, down) / area if area > 0 else 0.0


def _made(word: LaidWord, turn: int, main: int, size: DrawingSize) -> Word:
    """The word with its box on the drawing, turned so that the most of the page stands upright."""
    place = _on_drawing(word, turn, size)
    if place is None:
        return Word(word.text)
    return Word(word.text, box_within(*place.turned(main, size), *turned_size(main, size)))


def _blocks(lines: Sequence[LaidLine]) -> Iterator[list[LaidLine]]:
    """Lines below each other with no more than their usual distance are a block."""
    block: list[LaidLine] = []
    for line in lines:
        if block and not _follows(around(block[-1]), around(line)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _follows(above: Rectangle | None, below: Rectangle | None) -> bool:
    if above is None or below is None:
        return True
    height = max(above.height, below.height)
    overlap = min(above.right, below.right) - max(above.left, below.left)
    return overlap > 0 and -height < below.top - above.bottom <= (_T.block_gap - 1) * height
