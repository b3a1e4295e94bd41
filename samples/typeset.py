"""Manuscripts set as pages: letterhead, headings, justified columns, lists, running heads and feet.

Everything is drawn in black on white at a resolution above the scan's; samples.damage makes a scan of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw

from samples.fonts import Family, font
from samples.linebreak import break_lines
from samples.markup import Block, Cell, Face, Manuscript, Word

A4 = (210.0, 297.0)
WHITE, BLACK = 255, 0
POINTS_PER_INCH = 72

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Design:
    """How a document looks.

    Attributes:
        text: family of the running text.
        display: family of titles and headings.
        size: of the running text, in points; all other sizes are multiples of it.
        leading: distance between baselines, in sizes.
        gap: space between paragraphs, in sizes.
        title, heading, small: sizes of titles, headings, and running heads and feet, in sizes.
        paper: width and height in mm.
        margins: left, top, right, bottom in mm.
        columns: how many.
        gutter: space between columns in mm.
        justified: whether lines are filled out to the right margin.
        hyphenated: whether words are cut at line ends.
        centred: whether the title is.
    """

    text: Family
    display: Family
    size: float = 11.0
    leading: float = 1.28
    gap: float = 0.6
    title: float = 1.5
    heading: float = 1.15
    small: float = 0.8
    paper: tuple[float, float] = A4
    margins: tuple[float, float, float, float] = (27.0, 22.0, 25.0, 24.0)
    columns: int = 1
    gutter: float = 8.0
    justified: bool = False
    hyphenated: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the galley: words with their places from the left edge of the column, in pixels.

    Attributes:
        words: left edge, word, family, size in pixels of each.
        height: from the baseline above to its own.
        space: further space above it, dropped at the top of a column.
        tied: whether it must stand in the same column as the next.
        rule: whether a rule is drawn instead.
    """

    words: tuple[tuple[float, Word, Family, int], ...]
    height: float
    space: float = 0.0
    tied: bool = False
    rule: bool = False


@dataclass(slots=True)
class _Frame:
    """Room for lines on a page: left edge, where the next line begins, and where the room ends, in pixels."""

    page: int
    left: float
    top: float
    bottom: float
    used: float = field(default=0.0)


def typeset(manuscript: Manuscript, design: Design, dpi: int) -> list[Image.Image]:
    """Set a manuscript.

    Args:
        manuscript: what is set.
        design: how it is set.
        dpi: dots per inch of the pages; ask for twice the resolution of the scan or more.

    Returns:
        The pages, mode "L", black on white.

    Raises:
        MissingFontError: a font is not installed.
        ValueError: a line is higher than the page.
    """
    return _Compositor(design, dpi).pages(manuscript)


class _Compositor:
    def __init__(self, design: Design, dpi: int) -> None:
        self.design = design
        self.dpi = dpi
        self.em = design.size * dpi / POINTS_PER_INCH
        self.width, self.height = (round(self.mm(side)) for side in design.paper)
        left, top, right, bottom = (self.mm(margin) for margin in design.margins)
        self.left, self.top, self.right, self.bottom = left, top, self.width - right, self.height - bottom
        gutters = self.mm(design.gutter) * (design.columns - 1)
        self.column = (self.right - self.left - gutters) / design.columns

    def mm(self, length: float) -> float:
        """Millimetres in pixels."""
        return length * self.dpi / _MM_PER_INCH

    def pages(self, manuscript: Manuscript) -> list[Image.Image]:
        """All pages, with their heads and feet."""
        across, flowing = _parted(manuscript.blocks)
        placed: list[tuple[int, float, float, _Line]] = []
        banner = _Frame(1, self.left, self.top, self.bottom)
        for group in _groups(self.galley(across, self.right - self.left)):
            placed += self.place(group, banner)
        frames = self.frames(banner.top + banner.used)
        frame = next(frames)
        for group in _groups(self.galley(flowing, self.column)):
            needed = sum(line.height + line.space for line in group)
            if frame.top + frame.used + needed > frame.bottom:
                frame = next(frames)
            placed += self.place(group, frame)
        count = max(page for page, *_ in placed)
        images = [Image.new("L", (self.width, self.height), WHITE) for _ in range(count)]
        for page, x, y, line in placed:
            self.draw(images[page - 1], x, y, line)
        for number, image in enumerate(images, 1):
            self.draw_edges(image, manuscript, number, count)
        return images

    def frames(self, first_top: float) -> Iterator[_Frame]:
        """The columns in reading order, for ever; those of the first page begin lower."""
        page = 0
        while True:
            page += 1
            top = first_top if page == 1 else self.top
            for column in range(self.design.columns):
                left = self.left + column * (self.column + self.mm(self.design.gutter))
                yield _Frame(page, left, top, self.bottom)

    def place(self, lines: Sequence[_Line], frame: _Frame) -> Iterator[tuple[int, float, float, _Line]]:
        """Put lines into a frame: page, left edge and baseline of each."""
        for line in lines:
            frame.used += line.height + (line.space if frame.used else 0.0)
            if frame.top + frame.used > self.height:
                raise ValueError("a group of lines is higher than the page")
            yield frame.page, frame.left, frame.top + frame.used, line

    def galley(self, blocks: Sequence[Block], width: float) -> Iterator[_Line]:
        """The blocks as one long column."""
        for block in blocks:
            match block.kind:
                case "rule":
                    yield _Line((), self.em * 1.4, rule=True)
                case "row":
                    yield self.row(block, width)
                case "title" | "heading":
                    yield from self.heading(block, width)
                case _:
                    yield from self.paragraph(block, width)

    def row(self, block: Block, width: float) -> _Line:
        """Cells at the left margin, from the middle on, and against the right margin; more than three are spread."""
        words: list[tuple[float, Word, Family, int]] = []
        size = round(self.em)
        last = len(block.cells) - 1
        for number, cell in enumerate(block.cells):
            x = 0.0 if number == 0 else (0.46 + 0.54 * (number - 1) / max(last - 1, 2) * (last > 2)) * width
            if number == last > 1:
                x = width - self.cell_width(cell, size)
            words += self.set_words(cell, x, self.design.text, size)
        space = self.em * self.design.gap if block.apart else 0.0
        return _Line(tuple(words), self.em * self.design.leading, space, tied=True)

    def heading(self, block: Block, width: float) -> Iterator[_Line]:
        """A title or a heading, in bold, tied to what comes after it."""
        design = self.design
        scale = design.title if block.kind == "title" else design.heading
        size = round(self.em * scale)
        bold = tuple(Word(word.text, "bold") for word in block.words)
        lines = break_lines(
            bold, lambda word: self.length(word, design.display, size), self.space(design.display, size), width
        )
        space = self.em * (1.3 if block.kind == "title" else 0.95)
        for line in lines:
            x = 0.0
            if design.centred and block.kind == "title":
                x = (width - self.cell_width(line, size, design.display)) / 2
            yield _Line(tuple(self.set_words(line, x, design.display, size)), size * 1.2, space, tied=True)
            space = 0.0

    def paragraph(self, block: Block, width: float) -> Iterator[_Line]:
        """A paragraph, an item or a line; neither its first nor its last line stands alone in a column."""
        design, size = self.design, round(self.em)
        family = design.text
        indent = 0.0
        if block.kind == "item":
            indent = self.em * 1.6
        space = self.space(family, size)
        lines = break_lines(
            block.words, lambda w: self.length(w, family, size), space, width - indent, design.hyphenated
        )
        above = self.em * design.gap if block.apart else 0.0
        for number, line in enumerate(lines):
            filled = design.justified and number < len(lines) - 1
            gap = space
            if filled and len(line) > 1:
                gap += (width - indent - self.cell_width(line, size)) / (len(line) - 1)
            words = list(self.set_words(line, indent, family, size, gap))
            if number == 0 and block.label:
                words.insert(0, (self.em * 0.35, Word(block.label), design.display, size))
            tied = number == 0 < len(lines) - 1 or number == len(lines) - 2
            yield _Line(tuple(words), self.em * design.leading, above if number == 0 else 0.0, tied)

    def set_words(
        self, cell: Cell, x: float, family: Family, size: int, gap: float | None = None
    ) -> Iterator[tuple[float, Word, Family, int]]:
        """Words beside each other from x on."""
        for word in cell:
            yield x, word, family, size
            x += self.length(word, family, size) + (self.space(family, size) if gap is None else gap)

    def cell_width(self, cell: Cell, size: int, family: Family | None = None) -> float:
        """The width of words with plain spaces between."""
        family = family or self.design.text
        spaces = self.space(family, size) * max(len(cell) - 1, 0)
        return spaces + sum(self.length(word, family, size) for word in cell)

    @staticmethod
    def length(word: Word, family: Family, size: int) -> float:
        """The width of a word."""
        return font(family, word.face, size).getlength(word.text)

    @staticmethod
    def space(family: Family, size: int, face: Face = "roman") -> float:
        """The width of a space."""
        return font(family, face, size).getlength(" ")

    def draw(self, image: Image.Image, x: float, y: float, line: _Line) -> None:
        """Draw a line whose baseline is at y."""
        canvas = ImageDraw.Draw(image)
        if line.rule:
            middle = y - line.height * 0.7
            canvas.line((self.left, middle, self.right, middle), fill=BLACK, width=round(self.mm(0.25)))
        for offset, word, family, size in line.words:
            canvas.text((x + offset, y), word.text, BLACK, font(family, word.face, size), anchor="ls")

    def draw_edges(self, image: Image.Image, manuscript: Manuscript, page: int, pages: int) -> None:
        """Draw the running head and foot."""
        size = round(self.em * self.design.small)
        for cells, y in (
            (manuscript.head(page, pages), self.top * 0.62),
            (manuscript.tail(page, pages), self.height - (self.height - self.bottom) * 0.45),
        ):
            family = self.design.text
            words = tuple(Word(cell) for cell in cells)
            room = self.right - self.left - sum(self.length(word, family, size) for word in words)
            gap = room / max(len(words) - 1, 1)
            self.draw(image, self.left, y, _Line(tuple(self.set_words(words, 0.0, family, size, gap)), 0.0))


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The blocks up to and with the rule, which run across all columns, and the rest."""
    for number, block in enumerate(blocks, 1):
        if block.kind == "rule":
            return blocks[:number], blocks[number:]
    return (), blocks


def _groups(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Lines together with those that they are tied to."""
    group: list[_Line] = []
    for line in lines:
        group.append(line)
        if not line.tied:
            yield group
            group = []
    if group:
        yield group
