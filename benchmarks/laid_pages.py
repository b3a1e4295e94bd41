"""Documents as layout gets them, composed with their blocks known: words with boxes, as engines give them, and plain.

Prose in columns and without, headings, lists, contents, agendas, addresses, tables, receipts, code, notes in the
margin, heads and feet. Rows are set in characters and lines; `boxed` gives them as a scan's words, `plain` as the lines
of a file. Another seed sets other words, widths and noise.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from benchmarks.layout_pages import wrapped
from benchmarks.prepared_pages import words_of
from ocr_fix.document import Block, BlockKind, Box, Line, Page, PageText, Word
from samples.fonts import FILES, Family, font

_CHARACTER, _PITCH, _TYPE = 14.0, 39.0, 29.0
_WIDE, _HIGH, _TOP = 1654, 2339, 3.0


class Cell(NamedTuple):
    """Words that stand together: where they begin in characters, and, where they are justified, where they end."""

    text: str
    left: float
    right: float | None = None


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row: its cells, how many lines it is below the one before, and how large its letters are beside the text's."""

    cells: tuple[Cell, ...]
    down: float = 1.0
    size: float = 1.0


@dataclass(slots=True)
class Laid:
    """A document.

    Attributes:
        rng: chooses words, widths and noise.
        pages: the rows of each.
        blocks: what stands on them: kind and text, in reading order.
        facts: its title, date and diary number, where they are asked for.
        slope: by which its lines fall.
        whole: the share of its rows of which the engine read across what stands side by side.
        degrees: by which it lies, so that its lines run up or down.
        beside: whether rows of two texts stand beside each other, which the lines of a text file do not tell.
        name: of it.
    """

    rng: random.Random
    pages: list[list[SetRow]] = field(default_factory=lambda: [[]])
    blocks: list[tuple[BlockKind, str]] = field(default_factory=list)
    facts: tuple[str | None, str | None, str | None] | None = None
    slope: float = 0.0
    whole: float = 1.0
    degrees: int = 0
    beside: bool = False
    name: str = ""
    stream: Iterator[str] = field(default_factory=lambda: iter(()))

    def sentence(self, least: int = 6, most: int = 16) -> str:
        """A sentence of chance words."""
        words = [next(self.stream) for _ in range(self.rng.randint(least, most))]
        return " ".join(words).capitalize() + "."

    def paragraph(self, sentences: int = 4) -> str:
        """Sentences of chance words."""
        return " ".join(self.sentence() for _ in range(sentences))

    def title(self, words: int = 3) -> str:
        """Words such as headings have."""
        return " ".join(next(self.stream) for _ in range(words)).capitalize()

    def put(
        self, text: str, left: float = 8.0, *, down: float = 1.0, size: float = 1.0, right: float | None = None
    ) -> None:
        """A row of one cell."""
        self.pages[-1].append(SetRow((Cell(text, left, right),), down, size))

    def cells(self, *cells: tuple[str, float], down: float = 1.0) -> None:
        """A row of cells with their left edges."""
        self.pages[-1].append(SetRow(tuple(Cell(text, left) for text, left in cells), down))

    def say(self, kind: BlockKind, text: str) -> None:
        """What stands there."""
        self.blocks.append((kind, text))

    def lines(self, text: str, width: int) -> list[str]:
        """A paragraph in lines of so many characters."""
        return list(wrapped(text, width, []))

    def prose(
        self,
        text: str,
        *,
        left: float = 8.0,
        width: int = 66,
        indent: float = 0.0,
        down: float = 1.0,
        justified: bool = True,
        size: float = 1.0,
        kind: BlockKind | None = "paragraph",
    ) -> None:
        """A paragraph."""
        lines = self.lines(text, width - round(indent))
        for at, line in enumerate(lines):
            start = left + (indent if not at else 0.0)
            full = justified and at + 1 < len(lines) and " " in line
            self.put(line, start, down=down if not at else 1.0, size=size, right=left + width if full else None)
        if kind is not None:
            self.say(kind, _whole(lines))


def _whole(lines: Sequence[str]) -> str:
    """Lines one behind the other, as they stand there."""
    return " ".join(lines)


Document = Callable[[Laid], None]


def _prose(
    *, indent: float = 0.0, down: float = 1.0, justified: bool = True, pages: int = 1, width: int = 66
) -> Document:
    def lay(laid: Laid) -> None:
        for page in range(pages):
            if page:
                laid.pages.append([])
            for at in range(6):
                laid.prose(
                    laid.paragraph(laid.rng.randint(2, 5)),
                    indent=indent,
                    down=down if at else 1.0,
                    justified=justified,
                    width=width,
                )

    return lay


def _columns(count: int, gutter: float, *, title: bool = False, across: int = 0) -> Document:
    """Columns beside each other, with so many characters between."""

    def lay(laid: Laid) -> None:
        laid.beside = True
        if title:
            laid.put(laid.title(4), 20, size=1.8)
            laid.say("heading", laid.pages[-1][-1].cells[0].text)
        for _ in range(across):
            laid.put(f"Nummer {laid.rng.randint(2, 9)}", 60)
            laid.say("heading", laid.pages[-1][-1].cells[0].text)
        width = int((92 - (count - 1) * gutter) / count)
        sides: list[list[tuple[str, bool]]] = []
        for _ in range(count):
            rows: list[tuple[str, bool]] = []
            while len(rows) < 16:
                lines = laid.lines(laid.paragraph(3), width)
                rows += [(line, line is not lines[-1]) for line in lines]
                laid.say("paragraph", _whole(lines))
            sides.append(rows)
        for at in range(max(map(len, sides))):
            cells = []
            for number, rows in enumerate(sides):
                left = 6 + number * (width + gutter)
                if at < len(rows):
                    text, full = rows[at]
                    cells.append(Cell(text, left, left + width if full and " " in text else None))
            laid.pages[-1].append(SetRow(tuple(cells), 3.0 if not at and (title or across) else 1.0))

    return lay


def _zones(count: int) -> Document:
    """Articles in two columns each, one below the other."""

    def lay(laid: Laid) -> None:
        for _ in range(count):
            laid.put(laid.title(7), 10, down=2.5, size=1.4)
            laid.say("heading", laid.pages[-1][-1].cells[0].text)
            sides = [laid.lines(laid.paragraph(4), 42) for _ in range(2)]
            for at in range(max(map(len, sides))):
                cells = [
                    Cell(side[at], 6 + 46 * number, None if at + 1 == len(side) else 48 + 46 * number)
                    for number, side in enumerate(sides)
                    if at < len(side)
                ]
                laid.pages[-1].append(SetRow(tuple(cells), 2.0 if not at else 1.0))
            for side in sides:
                laid.say("paragraph", _whole(side))
        laid.beside = True

    return lay


def _notes(size: float, *, left: bool = False, off: float = 0.0, words: int = 6) -> Document:
    """Running text with notes beside it, in letters of another size or between its lines."""

    def lay(laid: Laid) -> None:
        laid.beside, start = True, 26.0 if left else 6.0
        for at in range(4):
            lines = laid.lines(laid.paragraph(4), 60)
            note = laid.lines(" ".join(next(laid.stream) for _ in range(words)), 15) if at % 2 else []
            rows = laid.pages[-1]
            for number, line in enumerate(lines):
                full = number + 1 < len(lines) and " " in line
                rows.append(SetRow((Cell(line, start, start + 60 if full else None),), 1.0 if number else 1.6))
                if number < len(note):
                    rows.append(SetRow((Cell(note[number], 4.0 if left else 70.0),), off, size))
                    rows.append(SetRow((), -off))
            laid.say("paragraph", _whole(lines))
            if note:
                laid.say("margin-note", _whole(note[: len(lines)]))

    return lay


def _headed(size: float, rows: int = 1, gap: float = 2.0, *, numbered: bool = False) -> Document:
    """Paragraphs under headings."""

    def lay(laid: Laid) -> None:
        for at in range(4):
            lines = [laid.title(5) for _ in range(rows)]
            lines = [lines[0], *(line.lower() for line in lines[1:])]
            if numbered:
                lines[0] = f"{at + 1} {lines[0]}"
            for number, line in enumerate(lines):
                laid.put(line, down=gap if not number else max(1.0, size), size=size)
            laid.say("heading", _whole(lines))
            for number in range(2):
                laid.prose(laid.paragraph(3), down=1.4 if not number else 1.0, indent=0 if not number else 2)

    return lay


def _contents(*, leaders: bool, entries: int = 7) -> Document:
    def lay(laid: Laid) -> None:
        laid.put("Innehåll", size=1.4)
        laid.say("heading", "Innehåll")
        page = 1
        for at in range(entries):
            page += laid.rng.randint(1, 9)
            text = f"{at + 1} {laid.title(laid.rng.randint(1, 4))}"
            led = f"{text} {'.' * (60 - len(text))} {page}" if leaders else f"{text} {page}"
            laid.put(led, down=2.0 if not at else 1.0)
            laid.say("list-item", led)
        laid.prose(laid.paragraph(3), down=2.2)

    return lay


def _points(style: str, count: int = 6) -> Document:
    """The points of an agenda."""

    def lay(laid: Laid) -> None:
        laid.prose(laid.paragraph(2))
        romans = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.")
        for at in range(count):
            mark = f"§ {at + 14}" if style == "§" else romans[at]
            text = f"{mark} {laid.title(laid.rng.randint(2, 7))}"
            laid.put(text, down=1.0 if at else 1.8)
            laid.say("list-item", text)
        laid.prose(laid.paragraph(3), down=2.0)

    return lay


_PLACES = ("Lindsjö", "Havsnäs", "Björkvik", "Norrsund", "Ängby")
_NAMES = (
    "Karin Lindqvist",
    "Erik Norrby",
    "Åsa Bergmark",
    "Olof Hedin",
    "Maria Ek",
    "Per Sundell",
    "Gun Wall",
    "Nils Öberg",
)


def _letter(laid: Laid) -> None:
    """A letter: head, label, date, address, heading, text, signature."""
    number, day = (
        f"{laid.rng.randint(12, 99)}-{laid.rng.randint(1, 9)}/2004",
        f"2004-0{laid.rng.randint(1, 9)}-1{laid.rng.randint(0, 9)}",
    )
    place = laid.rng.choice(_PLACES)
    laid.cells((f"{place} kommun", 8), ("Datum", 40), ("Dnr", 58))
    laid.cells(("Tekniska nämnden", 8), (day, 40), (number, 58))
    for text in (f"{place} kommun", "Datum", "Dnr", "Tekniska nämnden", day, number):
        laid.say("paragraph", text)
    address = [
        laid.rng.choice(_NAMES),
        f"Storgatan {laid.rng.randint(1, 90)}",
        f"123 4{laid.rng.randint(0, 9)} {place}",
    ]
    for at, line in enumerate(address):
        laid.put(line, 46, down=2.5 if not at else 1.0)
    laid.say("signature", _whole(address))
    heading = laid.title(4)
    laid.put(heading, down=3.0, size=1.25)
    laid.say("heading", heading)
    for at in range(3):
        laid.prose(laid.paragraph(3), down=1.8 if at else 2.0, justified=False)
    laid.put("Med vänlig hälsning", down=2.5)
    name = laid.rng.choice(_NAMES)
    laid.put(name, down=2.5)
    laid.put("kommunchef")
    laid.say("signature", f"Med vänlig hälsning {name} kommunchef")
    laid.facts = heading, day, number


def _names(laid: Laid) -> None:
    """Who was there."""
    laid.prose(laid.paragraph(2))
    laid.put("Närvarande", down=2.0)
    laid.say("heading", "Närvarande")
    names = [f"{name} ({laid.rng.choice(('s', 'm', 'c', 'v'))})" for name in laid.rng.sample(_NAMES, 6)]
    for at, name in enumerate(names):
        laid.put(name, down=1.0 if at else 1.5)
    laid.say("signature", _whole(names))
    laid.prose(laid.paragraph(3), down=2.0)


def _separate(lines: int, *, centred: bool = False) -> Document:
    """Lines by themselves between paragraphs."""

    def lay(laid: Laid) -> None:
        laid.prose(laid.paragraph(3))
        texts = [laid.title(laid.rng.randint(1, 5)) for _ in range(lines)]
        texts[0] = laid.title(6)
        for at, text in enumerate(texts):
            laid.put(text, 8 + (33 - len(text) / 2 if centred else 0.0), down=2.0 if not at else 1.0)
        laid.say("signature", _whole(texts))
        laid.prose(laid.paragraph(3), down=2.0)

    return lay


def _sources(laid: Laid) -> None:
    """Lines each of which is a sentence."""
    laid.prose(laid.paragraph(3))
    for at in range(6):
        text = laid.sentence(4, 7)
        laid.put(text, down=2.0 if not at else 1.0)
        laid.say("paragraph", text)
    laid.prose(laid.paragraph(3), down=2.0)


def _code(laid: Laid) -> None:
    laid.prose(laid.paragraph(3))
    lines = ["def summa(tal):", "    total = 0", "    for varje in tal:", "        total += varje", "    return total"]
    for at, line in enumerate(lines):
        laid.put(line.strip(), 12 + len(line) - len(line.lstrip()), down=2.0 if not at else 1.0)
    laid.say("signature", _whole([line.strip() for line in lines]))
    laid.prose(laid.paragraph(3), down=2.0)


def _table(columns: int, rows: int = 6, *, down: float = 1.0, words: bool = False, deep: bool = False) -> Document:
    """A table between paragraphs, of numbers or words, some cells of two lines."""

    def lay(laid: Laid) -> None:
        laid.prose(laid.paragraph(3))
        said = []
        for at in range(rows):
            first = laid.title(laid.rng.randint(1, 2))
            cells = [(first, 8.0)]
            for column in range(columns - 1):
                text = laid.title(1) if words else f"{laid.rng.randint(1, 9)} {laid.rng.randint(100, 999)}"
                left = 30.0 + 46.0 / (columns - 1) * column
                cells.append((text, left if words else left + 6 - len(text)))
            laid.cells(*cells, down=2.2 if not at else down)
            said += [text for text, _ in cells]
            if deep and at % 2:
                more = laid.title(1).lower()
                laid.put(more, cells[1][1])
                said.append(more)
        laid.say("table", _whole(said))
        laid.prose(laid.paragraph(3), down=2.2)

    return lay


def _receipt(laid: Laid) -> None:
    """The name of a shop, articles with prices, thanks."""
    head = ["Lindsjö Järnhandel", "Hamngatan 4", "123 45 Lindsjö"]
    for at, text in enumerate(head):
        laid.put(text, 8, down=1.0 if at else 2.0)
    laid.say("signature", _whole(head))
    said = []
    for at in range(7):
        name, price = laid.title(2), f"{laid.rng.randint(1, 900)},{laid.rng.randint(10, 99)}"
        laid.cells((name, 8), (price, 44 - len(price)), down=2.0 if not at else 1.0)
        said += [name, price]
    laid.say("table", _whole(said))
    laid.put("Tack för besöket", down=2.0)
    laid.say("heading", "Tack för besöket")


def _listed(marks: Sequence[str], indent: float = 0.0) -> Document:
    """A sentence that leads in, and items that it goes on in."""

    def lay(laid: Laid) -> None:
        laid.prose(laid.paragraph(3))
        lead = f"Nämnden beslutar att {laid.title(2).lower()}"
        laid.put(lead, down=1.8)
        laid.say("paragraph", lead)
        for at, mark in enumerate(marks):
            words = " ".join(next(laid.stream) for _ in range(laid.rng.randint(4, 18))).lower()
            text = f"{mark} {words}{'.' if at + 1 == len(marks) else ','}".strip()
            lines = laid.lines(text, 56)
            for number, line in enumerate(lines):
                laid.put(line, 8 + indent + (2 if number else 0))
            laid.say("list-item", _whole(lines))
        laid.prose(laid.paragraph(3), down=1.8)

    return lay


def _statutes(laid: Laid) -> None:
    for at in range(7):
        laid.prose(f"{at + 1} § {laid.paragraph(2)}", indent=2 if at % 2 else 0, down=1.0)


def _series(head: str, foot: str, *, pages: int = 5, bare: bool = False) -> Document:
    """Pages with heads, feet and numbers; on the last, where it is to be, nothing else."""

    def lay(laid: Laid) -> None:
        for page in range(1, pages + 1):
            laid.pages += [[]] if page > 1 else []
            if head and page > 1:
                laid.put(_hurt(head.format(page=page), laid.rng), 8)
                laid.say("header" if len(head) > 12 else "page-number", laid.pages[-1][-1].cells[0].text)
            if not (bare and page == pages):
                for at in range(4):
                    laid.prose(laid.paragraph(4), indent=2 if at else 0, down=1.0 if at else 2.5)
            if foot:
                laid.put(_hurt(foot.format(page=page), laid.rng), 34, down=2.5)
                laid.say("footer" if "{page}" not in foot else "page-number", laid.pages[-1][-1].cells[0].text)

    return lay


def _twice(laid: Laid) -> None:
    """Pages with heads and feet, and one with a few lines that stands twice."""
    lines = [laid.title(laid.rng.randint(2, 4)) for _ in range(9)]
    for page in range(1, 6):
        laid.pages += [[]] if page > 1 else []
        if page > 1:
            laid.put("Protokoll för tekniska nämnden", 8)
            laid.say("header", laid.pages[-1][-1].cells[0].text)
        if page in (3, 4):
            for at, line in enumerate(lines):
                laid.put(line, 8, down=2.5 if not at else 1.0)
            laid.say("signature", _whole(lines))
        else:
            for at in range(3):
                laid.prose(laid.paragraph(4), indent=2 if at else 0, down=1.0 if at else 2.5)
        laid.put("Lindsjö kommun, Box 17, 980 31 Lindsjö", 20, down=2.5)
        laid.say("footer", laid.pages[-1][-1].cells[0].text)


def _hurt(text: str, rng: random.Random) -> str:
    """A line of which a letter was misread now and then."""
    return "".join({"o": "0", "e": "c", "l": "1"}.get(c, c) if rng.random() < 0.12 else c for c in text)


def _spaced(laid: Laid) -> None:
    """Typescript with a line left free between its lines."""
    for at in range(4):
        lines = laid.lines(laid.paragraph(3), 60)
        for number, line in enumerate(lines):
            laid.put(line, 8 + (5 if not number and at else 0), down=2.0)
        laid.say("paragraph", _whole(lines))


def _phrases(laid: Laid) -> None:
    """A table whose cells are phrases of some words."""
    laid.prose(laid.paragraph(3))
    said = []
    for at in range(9):
        cells = [(laid.title(laid.rng.randint(1, 5)), 8.0), (laid.title(laid.rng.randint(2, 6)), 46.0)]
        laid.cells(*((text[:34], left) for text, left in cells), down=2.2 if not at else 1.0)
        said += [text[:34] for text, _ in cells]
    laid.say("table", _whole(said))
    laid.prose(laid.paragraph(3), down=2.2)


def _labelled(laid: Laid) -> None:
    """Paragraphs with labels before their first lines, on these."""
    laid.beside = True
    for _ in range(5):
        lines, label = laid.lines(laid.paragraph(2), 56), laid.title(1)
        for number, line in enumerate(lines):
            cells = [Cell(label, 4)] if not number else []
            laid.pages[-1].append(SetRow((*cells, Cell(line, 28)), 1.0 if number else 1.8))
        laid.say("paragraph", f"{label} {_whole(lines)}")


def _quotes(laid: Laid) -> None:
    """Paragraphs, some of them set in as a whole."""
    for at in range(6):
        laid.prose(laid.paragraph(3), left=13 if at % 2 else 8, width=52 if at % 2 else 66, down=1.0)


def _filled(laid: Laid) -> None:
    """Typescript whose lines are made of one length by more spaces."""
    for at in range(5):
        lines = laid.lines(laid.paragraph(4), 60)
        for number, line in enumerate(lines):
            words = line.split()
            lacking = 60 - len(line) if number + 1 < len(lines) else 0
            gaps = [" "] * (len(words) - 1)
            for place in laid.rng.sample(range(len(gaps)), min(lacking, len(gaps))):
                gaps[place] = "  "
            text = "".join(word + gap for word, gap in zip(words, [*gaps, ""], strict=True))
            laid.put(text, 8, down=1.0 if number or not at else 2.0)
        laid.say("paragraph", _whole(lines))


def _two_tables(laid: Laid) -> None:
    """Two tables with white space between."""
    _table(3, 4)(laid)
    laid.pages[-1] = [row for row in laid.pages[-1] if len(row.cells) > 1]
    laid.blocks = [block for block in laid.blocks if block[0] == "table"]
    said = []
    for at in range(4):
        cells = [(laid.title(1), 8.0), (str(laid.rng.randint(10, 99)), 40.0), (str(laid.rng.randint(10, 99)), 60.0)]
        laid.cells(*cells, down=4.5 if not at else 1.0)
        said += [text for text, _ in cells]
    laid.say("table", _whole(said))


def _cut_short(laid: Laid) -> None:
    """A name as a heading, and text that the end of the file cuts."""
    for _ in range(3):
        laid.prose(laid.paragraph(3), down=1.8)
    name = laid.rng.choice(_NAMES)
    laid.put(name, down=2.0)
    laid.say("heading", name)
    words = " ".join(next(laid.stream) for _ in range(50)).capitalize()
    laid.prose(words, down=1.5)


def _few_words(laid: Laid) -> None:
    """Short lines alone, of which many hang on the right."""
    for _ in range(8):
        text = f"{laid.rng.choice(('Anna', 'Karl', 'Sten'))} {laid.rng.choice(('Berg', 'Ek', 'Bygg', 'Haga'))}"
        laid.put(text, 8, down=1.4)
    laid.say("signature", _whole([row.cells[0].text for row in laid.pages[-1]]))


def _turned(laid: Laid) -> None:
    _table(3)(laid)
    laid.degrees = 90


def _newsletter(laid: Laid) -> None:
    """A title, an address across two columns, far from both."""
    _columns(2, 3.0, title=True, across=1)(laid)
    laid.put("Lindsjö kommun, Box 17, 123 45 Lindsjö", 24, down=3.0)
    laid.say("heading", laid.pages[-1][-1].cells[0].text)


def _speech(laid: Laid) -> None:
    """Short lines that each begin a sentence, with forms and figures between."""
    for at in range(5):
        laid.prose(laid.sentence(3, 8), justified=False)
        if at % 2:
            laid.put(f"Tel. 0{laid.rng.randint(10, 99)}-{laid.rng.randint(10000, 99999)}")
            laid.say("heading", laid.pages[-1][-1].cells[0].text)


DOCUMENTS: dict[str, Document] = {
    "prose": _prose(),
    "prose-indented": _prose(indent=2.0, pages=2),
    "prose-set-in": _prose(indent=5.0),
    "prose-hardly-set-in": _prose(indent=1.2),
    **{f"prose-apart-{down:g}": _prose(down=down) for down in (1.2, 1.35, 1.6, 2.0)},
    "prose-ragged": _prose(down=1.5, justified=False, pages=2),
    "prose-ragged-close": _prose(justified=False),
    "prose-narrow": _prose(width=34, indent=2),
    "prose-wide": _prose(width=92, down=1.5),
    **{f"columns-{gutter:g}": _columns(2, gutter) for gutter in (1.3, 1.8, 2.4, 3.0, 5.0)},
    **{f"columns-three-{gutter:g}": _columns(3, gutter, title=True) for gutter in (1.8, 3.0)},
    "columns-across": _columns(2, 4.0, title=True, across=2),
    "newsletter": _newsletter,
    **{f"notes-{size:g}": _notes(size) for size in (0.75, 0.85, 0.9)},
    "notes-left": _notes(0.8, left=True, words=12),
    "notes-between": _notes(1.0, off=0.5, words=8),
    "notes-short": _notes(0.8, words=2),
    **{f"headed-{size:g}": _headed(size) for size in (1.0, 1.08, 1.2, 1.5)},
    **{f"headed-{rows}-rows": _headed(1.5, rows) for rows in (2, 3, 5)},
    "headed-close": _headed(1.0, gap=1.0),
    "headed-numbered": _headed(1.0, numbered=True),
    "contents": _contents(leaders=True),
    "contents-bare": _contents(leaders=False),
    "contents-short": _contents(leaders=True, entries=2),
    "agenda": _points("§"),
    "agenda-short": _points("§", 3),
    "ranked": _points("I"),
    "letter": _letter,
    "names": _names,
    **{f"separate-{lines}": _separate(lines) for lines in (2, 3, 5)},
    **{f"centred-{lines}": _separate(lines, centred=True) for lines in (2, 4)},
    "sources": _sources,
    "code": _code,
    **{f"table-{columns}": _table(columns) for columns in (2, 3, 5)},
    "table-words": _table(3, words=True),
    "table-open": _table(4, down=1.7),
    "table-wide-open": _table(3, down=2.6),
    "table-short": _table(3, 2),
    "table-row": _table(3, 1),
    "table-deep": _table(4, words=True, deep=True),
    "receipt": _receipt,
    "bullets": _listed(["•", "•", "•", "•"]),
    "figures": _listed(["1.", "2.", "3.", "4.", "5."], 2),
    "lettered": _listed(["a)", "b)", "c)"]),
    "unmarked": _listed(["", "", "", ""], 3),
    "statutes": _statutes,
    "series": _series("Havsnäs kommun   Energiplan 1997", "{page}"),
    "series-numbers": _series("Lindsjö kommuns årsberättelse {page}", "Sida {page} av 5"),
    "series-feet": _series("", "Lindsjö kommun, Box 17, 980 31 Lindsjö"),
    "series-signs": _series("- {page} -", ""),
    "series-bare": _series("Protokoll för tekniska nämnden", "{page}", bare=True),
    "series-twice": _twice,
    "turned": _turned,
    "spaced": _spaced,
    "phrases": _phrases,
    "labelled": _labelled,
    "quotes": _quotes,
    "filled": _filled,
    "two-tables": _two_tables,
    "cut-short": _cut_short,
    "few-words": _few_words,
    **{f"columns-many-{count}": _zones(count) for count in (2, 6)},
    "speech": _speech,
}


def documents(seed: int, parts: Sequence[str] = ("",)) -> Iterator[Laid]:
    """All whose names have one of these parts, as they are set.

    Raises:
        MissingFontError: a font is not installed.
    """
    for at, (name, lay) in enumerate(DOCUMENTS.items()):
        if any(part in name for part in parts):
            rng = random.Random(f"{seed} {name}")
            slope = (0.0, 0.0, 0.004, -0.006)[(at + seed) % 4]
            laid = Laid(rng, slope=slope, whole=(0.0, 1.0, 0.5)[(at + seed) % 3], name=name)
            laid.stream = _stream(seed, rng)
            lay(laid)
            yield laid


def _stream(seed: int, rng: random.Random) -> Iterator[str]:
    words = sorted({word.lower() for word in words_of(seed) if word.isalpha() and len(word) > 1})
    while True:
        yield rng.choice(words)


def boxed(laid: Laid) -> list[Page]:
    """Its pages as an engine read them: words with boxes, some pixels off."""
    family: Family = [*FILES][laid.rng.randrange(len(FILES))]
    pages = []
    for number, rows in enumerate(laid.pages, 1):
        lines: list[Line] = []
        height, top = _HIGH, _TOP
        for row in rows:
            top += row.down
            parts = [_words(cell, top, row.size, family, laid) for cell in row.cells]
            if parts and laid.rng.random() < laid.whole:
                lines.append(Line(tuple(word for part in parts for word in part)))
            else:
                lines += [Line(tuple(part)) for part in parts]
        height = max(height, round((top + 3) * _PITCH))
        page = Page(number, (Block(tuple(line for line in lines if line.words)),), _WIDE, height, 200)
        pages.append(_lying(page) if laid.degrees else page)
    return pages


def _words(cell: Cell, top: float, size: float, family: Family, laid: Laid) -> Iterator[Word]:
    face = font(family, "roman", round(_TYPE * size))
    words = cell.text.split()
    widths = [face.getlength(word) for word in words]
    space = 0.28 * _TYPE * size
    if cell.right is not None and len(words) > 1:
        space = max(0.15 * _TYPE, ((cell.right - cell.left) * _CHARACTER - sum(widths)) / (len(words) - 1))
    left, base = cell.left * _CHARACTER, top * _PITCH
    for word, width in zip(words, widths, strict=True):
        _, high, _, low = face.getbbox(word, anchor="ls")
        foot = base + laid.slope * left
        off = [laid.rng.choice((-1, 0, 0, 0, 1)) for _ in range(4)]
        box = Box(
            max(0, round(left - laid.slope * top * _PITCH) + off[0]),
            max(0, round(foot + high) + off[1]),
            max(1, round(left - laid.slope * top * _PITCH + width) + off[2]),
            max(1, round(foot + low) + off[3]),
        )
        yield Word(word, box, 0.9)
        left += width + space


def _lying(page: Page) -> Page:
    """The page on its side, as a file states it."""
    blocks = tuple(
        replace(block, lines=tuple(replace(line, words=tuple(map(_on_side, line.words))) for line in block.lines))
        for block in page.blocks
    )
    return replace(page, blocks=blocks, width=page.height, height=page.width, origin="text")


def _on_side(word: Word) -> Word:
    box = word.box
    return word if box is None else replace(word, box=Box(box.top, _WIDE - box.right, box.bottom, _WIDE - box.left))


def plain(laid: Laid) -> list[PageText]:
    """Its pages as the lines of a text file: cells apart by spaces, blank lines where there is white space."""
    pages = []
    for number, rows in enumerate(laid.pages, 1):
        lines: list[str] = []
        for row in rows:
            if not row.cells:
                continue
            lines += [""] * (round(row.down) - 1 if row.down >= 1.5 else 0)
            line = ""
            for cell in row.cells:
                left = round(cell.left) - 4
                line = f"{line}{' ' * max(3 if line else 0, left - len(line))}{cell.text}"
            lines.append(line)
        pages.append(PageText(number, "\n".join(lines) + "\n"))
    return pages
