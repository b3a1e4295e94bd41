"""Parts of pages with what recognition mends, made anew the same way every time, with what is printed on them.

Contents whose dots lead to numbers, notes, tables of amounts, forms, numbered lists, typescript, type that engines
miss, and pages that have a text already, as PDFs do: a good one, a bad one, or one that lacks what is stamped beside
it. Each is a strip of 110 x 55 mm as those of `prepared_pages` are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from typing import NamedTuple

import numpy as np
import regex
from PIL import Image, ImageDraw

from benchmarks.prepared_pages import (
    HEIGHT,
    MM_PER_INCH,
    POINTS_PER_INCH,
    WIDTH,
    Step,
    Strip,
    blurred,
    fading,
    faxed,
    noisy,
    two_tones,
    words_of,
)
from ocr_fix.document import Block, Box, Line, Page, Word
from samples import damage
from samples.damage import Grey, Rng
from samples.fonts import FILES, Family, font
from samples.markup import Face
from samples.scanners import OVERSAMPLING

_PIECE = regex.compile(r"\{(?P<side>[<>]?)(?P<place>[\d.]+)\}")
_RAISED = regex.compile(r"\^(\d+)")
_BOXES = {"☐": False, "☒": True}
_SURE = 0.95


class Placed(NamedTuple):
    """A word, where it stands on the sheet, and the number of its row."""

    text: str
    box: tuple[int, int, int, int]
    row: int


@dataclass(slots=True)
class Pen:
    """Sets rows of words on a sheet.

    A row is text in which `{30}` goes to so many millimetres from the left and `{>95}` ends there what follows, `^1` is
    a small figure above the line, and ☐ and ☒ are drawn.

    Attributes:
        sheet: what is drawn on.
        point: pixels of it that make a point.
        family: of the type.
        rng: chooses words and numbers.
        stream: words of running text.
        placed: what was set, as it will be compared.
    """

    sheet: Image.Image
    point: float
    family: Family
    rng: Rng
    stream: Iterator[str]
    placed: list[Placed] = field(default_factory=list)
    top: float = 8.0
    size: float = 11.0
    leading: float = 1.35
    face: Face = "roman"
    ink: int = 0
    pitch: float = 0.0

    def words(self, count: int) -> str:
        """So many words of running text."""
        return " ".join(islice(self.stream, count))

    def name(self) -> str:
        """A word of running text that may begin an entry."""
        return next(word for word in self.stream if word.isalpha() and len(word) > 4).capitalize()

    def number(self, least: int, most: int) -> int:
        """A number by chance."""
        return int(self.rng.integers(least, most + 1))

    def row(self, text: str, down: float = 1.0) -> None:
        """Set a row below the last one, by so many lines."""
        self.top += down * self.leading * self.size * MM_PER_INCH / POINTS_PER_INCH
        baseline = round(self._pixels(self.top))
        row = len(self.placed)
        parts = _PIECE.split(text)
        if parts[0]:
            self._set(parts[0], self._pixels(8.0), baseline, row)
        for side, place, words in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            left = self._pixels(float(place))
            self._set(words, left - self._width(words) if side == ">" else left, baseline, row)

    def _pixels(self, millimetres: float) -> float:
        return millimetres * self.sheet.width / WIDTH

    def width(self, text: str) -> float:
        """How many millimetres words take."""
        return self._width(text) * WIDTH / self.sheet.width

    def _width(self, text: str) -> float:
        words = text.split()
        return sum(self._advance(word) for word in words) + self._space() * (len(words) - 1)

    def _space(self) -> float:
        return self.pitch * self.size * self.point or 0.28 * self.size * self.point

    def _advance(self, word: str) -> float:
        if word in _BOXES:
            return 0.95 * self.size * self.point
        if self.pitch:
            return len(_RAISED.sub("", word)) * self.pitch * self.size * self.point
        plain, *raised = _RAISED.split(word)
        return font(self.family, self.face, round(self.size * self.point)).getlength(plain) + sum(
            font(self.family, self.face, round(0.6 * self.size * self.point)).getlength(each) for each in raised
        )

    def _set(self, text: str, left: float, baseline: int, row: int) -> None:
        for word in text.split():
            right = left + self._advance(word)
            if right > self.sheet.width:
                return
            self._draw(word, left, baseline)
            size = self.size * self.point
            box = round(left), round(baseline - 0.72 * size), round(right), round(baseline + 0.2 * size)
            self.placed.append(Placed(word.replace("^", ""), box, row))
            left = right + self._space()

    def _draw(self, word: str, left: float, baseline: int) -> None:
        draw, size = ImageDraw.Draw(self.sheet), self.size * self.point
        if word in _BOXES:
            right, top = left + 0.85 * size, baseline - 0.8 * size
            draw.rectangle((left, top, right, baseline), outline=self.ink, width=max(2, round(0.06 * size)))
            if _BOXES[word]:
                for ends in ((left, top, right, baseline), (left, baseline, right, top)):
                    draw.line(ends, fill=self.ink, width=max(2, round(0.07 * size)))
            return
        face = font(self.family, self.face, round(size))
        if self.pitch:
            for at, character in enumerate(word):
                middle = left + (at + 0.5) * self.pitch * size
                draw.text((middle, baseline), character, font=face, fill=self.ink, anchor="ms")
            return
        plain, *raised = _RAISED.split(word)
        draw.text((left, baseline), plain, font=face, fill=self.ink, anchor="ls")
        left += face.getlength(plain)
        for at, each in enumerate(raised):
            small = not at % 2
            other = font(self.family, self.face, round(0.6 * size)) if small else face
            draw.text((left, baseline - (0.33 * size if small else 0)), each, font=other, fill=self.ink, anchor="ls")
            left += other.getlength(each)


Content = Callable[[Pen], None]
"""Sets what stands on a sheet."""


def _contents(white: float, *, most: int = 480, indent: float = 0.0, gap: float = 2.0, dot: str = ".") -> Content:
    """Entries that dots lead to their numbers, with so many ems of white from one to the next."""

    def set_rows(pen: Pen) -> None:
        page = most // 10
        for at in range(8):
            page += pen.number(1, most // 9)
            left = 8 + indent * (at % 3)
            words = f"{pen.name()} {pen.words(1 + at % 3)}"
            em = pen.size * MM_PER_INCH / POINTS_PER_INCH
            begins, ends = left + pen.width(words) + gap, 100 - pen.width(str(page)) - gap
            step = pen.width(dot) + white * em
            dots = "".join(
                f"{{{begins + step * each:.2f}}}{dot}" for each in range(max(2, int((ends - begins) / step)))
            )
            pen.row(f"{{{left}}}{words}{dots}{{>100}}{page}")

    return set_rows


def _prices(pen: Pen) -> None:
    """A few prices, and prose below."""
    for _ in range(3):
        pen.row(f"{pen.name()}{{45}}{'.' * 40}{{>100}}{pen.number(10, 900)},{pen.number(0, 9)}0")
    for _ in range(4):
        pen.row(pen.words(7))


def _notes(pen: Pen) -> None:
    """Prose with the figures of notes, and the notes."""
    for at in range(1, 5):
        pen.row(f"{pen.words(3)} {pen.name().lower()}^{at} {pen.words(2)} {pen.name().lower()}.^{at + 10}")
    pen.size = 9.0
    for at in range(1, 4):
        pen.row(f"^{at} {pen.words(6)}")


def _aside(pen: Pen) -> None:
    """Numbers far before their lines, and single figures far behind."""
    for at in range(7):
        pen.row(f"{{4}}{at + 1}{{24}}{pen.words(4)}{{>104}}{pen.number(1, 9)}")


def _columns(pen: Pen) -> None:
    """A table of whole numbers, some of one figure."""
    for at in range(8):
        cells = "".join(f"{{>{right}}}{pen.number(0, 9 if (at + right) % 3 else 900)}" for right in (56, 72, 88, 104))
        pen.row(f"{pen.name()}{cells}")


def _amounts(minus: str, mark: str = ",") -> Content:
    """A table of amounts, some below nought, with these marks before their hundredths, one row each."""

    def set_rows(pen: Pen) -> None:
        for at in range(8):
            cells = ""
            for right in (52, 76, 100):
                sign = minus if pen.number(0, 2) == 0 else ""
                whole = pen.number(0, 40) if at % 2 else pen.number(100, 99_999)
                shown = f"{whole // 1000}{chr(160)}{whole % 1000:03}" if whole >= 1000 else str(whole)
                cells += f"{{>{right}}}{sign}{shown}{mark[at % len(mark)]}{pen.number(0, 99):02}"
            pen.row(f"{pen.name()[:9]}{cells}")

    return set_rows


def _rates(pen: Pen) -> None:
    """Numbers with tenths, shares, tolerances and ranges."""
    for at in range(8):
        first = pen.number(1, 60)
        pen.row(
            f"{pen.name()[:9]}{{34}}{first}–{first + 7}{{52}}{pen.number(1, 99)},{pen.number(0, 9)} %"
            f"{{72}}±{pen.number(1, 9)},{pen.number(0, 9)}{{>104}}{'+-–'[at % 3]}{pen.number(1, 99)},{pen.number(0, 9)}"
        )


def _years(pen: Pen) -> None:
    """Prose with ranges, dates, dashes, sections and units."""
    for _ in range(7):
        year = pen.number(1890, 1998)
        pen.row(
            f"{pen.words(2)} {year}–{year + 4}, {pen.number(1, 40)} § {pen.words(1)} – {pen.number(4, 60)} m²,"
            f" {year}-0{pen.number(1, 9)}-1{pen.number(0, 9)}"
        )


def _form(pen: Pen) -> None:
    """Boxes to be marked, before and behind words."""
    for at in range(7):
        marks = "☐☒☐" if at % 2 else "☒☐☐"
        pen.row(f"{marks[0]} {pen.name()}{{44}}{marks[1]} {pen.name()}{{80}}{pen.words(1)} {marks[2]}")


def _numbered(marks: Sequence[str], left: float = 8.0, right: float = 16.0) -> Content:
    """A list."""

    def set_rows(pen: Pen) -> None:
        for mark in islice(cycle(marks), 8):
            pen.row(f"{{{left}}}{mark}{{{right}}}{pen.words(5)}")

    return set_rows


def _references(pen: Pen) -> None:
    """Numbers of documents, addresses of the web, laws."""
    for _ in range(7):
        year = pen.number(1980, 2020)
        pen.row(
            f"{pen.words(2)} {year}/{pen.number(10, 99)}:SoU{pen.number(1, 30)} ({year}:{pen.number(100, 999)})"
            f" www.{pen.name().lower()}.example/{pen.number(1, 99)}"
        )


def _quoted(pen: Pen) -> None:
    """Quotations in two kinds of marks."""
    for at in range(8):
        mark = '"' if at % 4 else "”"
        pen.row(f"{pen.words(1)} {mark}{pen.name()} {pen.name().lower()}{mark} {pen.words(2)}")


def _typed(content: Content) -> Content:
    """The same in type of one width."""

    def set_rows(pen: Pen) -> None:
        pen.pitch, pen.size = 0.6, 10.0
        content(pen)

    return set_rows


def _prose(pen: Pen, rows: int = 9, words: int = 7) -> None:
    for _ in range(rows):
        pen.row(pen.words(words))


def _sized(content: Content, size: float, face: Face = "roman") -> Content:
    """The same in letters of another size and cut."""

    def set_rows(pen: Pen) -> None:
        pen.size, pen.face = size, face
        content(pen)

    return set_rows


def _faint(ink: int, first: int = 3, size: float = 11.0, face: Face = "roman") -> Content:
    """Prose, of which some rows are hardly darker than paper."""

    def set_rows(pen: Pen) -> None:
        _prose(pen, first)
        pen.ink, pen.size, pen.face = ink, size, face
        for _ in range(3):
            pen.row(pen.words(7 if size < 14 else 4))
        pen.ink, pen.size, pen.face = 0, 11.0, "roman"
        _prose(pen, 2)

    return set_rows


def _tight(pen: Pen) -> None:
    """Rows so close that what hangs touches what rises, hardly darker than paper."""
    _prose(pen, 3)
    pen.ink, pen.leading, pen.face = 224, 0.78, "bold"
    _prose(pen, 6)


def _half_faint(pen: Pen) -> None:
    """Rows of which the second half, or a word or two of it, is hardly darker than paper."""
    for at in range(8):
        pen.row(pen.words(3))
        pen.ink = 226 if at % 2 else 0
        pen.row(f"{{{56 + 6 * (at % 3)}}}{pen.words(4 - at % 4)}", 0.0)
        pen.ink = 0


def _worn_row(share: float) -> Content:
    """Prose with two rows of which most was worn off."""

    def set_rows(pen: Pen) -> None:
        _prose(pen, 6)
        draw, step = ImageDraw.Draw(pen.sheet), max(2, round(0.8 * pen.point))
        worn = {sorted({each.row for each in pen.placed})[2], pen.placed[-1].row}
        for left, top, right, bottom in (each.box for each in pen.placed if each.row in worn):
            for y in range(top, bottom, step):
                for x in range(left, right, step):
                    if pen.rng.random() < share:
                        draw.rectangle((x, y, x + step - 1, y + step - 1), fill=255)

    return set_rows


def _pictured(pen: Pen) -> None:
    """Rows beside and below a picture, short lines upon it."""
    width, height = pen.sheet.size
    draw = ImageDraw.Draw(pen.sheet)
    for x in range(0, width // 2, 4):
        for y in range(height // 4, 3 * height // 4, 4):
            shade = int(128 + 110 * np.sin(x / 70) * np.cos(y / 50)) + pen.number(-20, 20)
            draw.rectangle((x, y, x + 3, y + 3), fill=max(0, min(255, shade)))
    for _ in range(7):
        pen.row(f"{{58}}{pen.words(4)}")
    pen.row(f"{pen.words(7)}", 1.5)


def _drawn(pen: Pen) -> None:
    """Prose with ornaments, strokes, hatching and a scrawl."""
    _prose(pen, 4)
    width, height = pen.sheet.size
    draw, unit = ImageDraw.Draw(pen.sheet), pen.point
    top = height * 0.62
    for at in range(30):
        left = (20 + 8 * at) * unit
        draw.arc((left, top, left + 8 * unit, top + 7 * unit), 0, 180, fill=0, width=round(unit))
        draw.line((left, top + 14 * unit, left + 3 * unit, top + 22 * unit), fill=0, width=max(1, round(0.8 * unit)))
        draw.rectangle((left, top + (28 + at * 5 % 7) * unit, left + 4 * unit, top + 38 * unit), fill=0)
    points = [
        (20 * unit + x, top + 50 * unit + 6 * unit * np.sin(x / 17) * np.sin(x / 91)) for x in range(0, width // 2, 3)
    ]
    draw.line(points, fill=0, width=round(unit))


def _art(kind: str) -> Content:
    """Prose, and below it what is drawn: rows of it as high as type, or all over the place."""

    def draw_art(pen: Pen) -> None:
        _prose(pen, 3)
        draw, unit, rng = ImageDraw.Draw(pen.sheet), pen.point, pen.rng
        width, height = pen.sheet.size
        top = pen._pixels(pen.top + 5)
        for row in range(4):
            y, left = top + 22 * unit * row, 20.0 * unit
            while left < 0.85 * width:
                left += _ART[kind](draw, left, y, unit, rng)
        if kind == "map":
            for _ in range(9):
                points = [(rng.uniform(0, width), rng.uniform(top, height)) for _ in range(4)]
                draw.line(points, fill=0, width=max(1, round(0.6 * unit)))

    return draw_art


Drawn = Callable[[ImageDraw.ImageDraw, float, float, float, Rng], float]
"""Draws a shape at a place, given the pixels of a point, and says how far it is to the next."""


def _code(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    wide = unit * rng.integers(1, 4)
    draw.rectangle((left, top, left + wide, top + 18 * unit), fill=0)
    return float(wide + unit * rng.integers(1, 4))


def _note(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    y = top + unit * rng.integers(0, 12)
    for line in range(5):
        draw.line(
            (left, top + 3 * unit * line, left + 14 * unit, top + 3 * unit * line),
            fill=0,
            width=max(1, round(unit / 3)),
        )
    draw.ellipse((left, y, left + 4 * unit, y + 3 * unit), fill=0)
    draw.line((left + 4 * unit, y + unit, left + 4 * unit, y - 9 * unit), fill=0, width=max(1, round(unit / 2)))
    return float(14 * unit)


def _hand(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    ends = [(left + unit * rng.uniform(0, 9), top + unit * rng.uniform(0, 11)) for _ in range(5)]
    draw.line(
        [(left, top + 8 * unit), *ends, (left + 10 * unit, top + 8 * unit)], fill=0, width=max(1, round(0.7 * unit))
    )
    return float(unit * (10 if rng.random() < 0.8 else 16))


def _stone(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    wide, high = unit * rng.uniform(3, 9), unit * rng.uniform(3, 12)
    points = [(left + wide * rng.random(), top + 12 * unit - high * rng.random()) for _ in range(5)]
    draw.polygon(points, fill=int(rng.integers(0, 120)))
    return float(wide + unit)


def _sign(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    """A stem, a bow or a bar, some of which rise or hang, as letters of no script do."""
    high, hang = unit * rng.choice((6, 6, 9)), unit * rng.choice((0, 0, 3))
    foot = top + 10 * unit
    pen = max(1, round(unit))
    draw.line((left, foot - high, left, foot + hang), fill=0, width=pen)
    if rng.random() < 0.6:
        draw.arc((left, foot - 6 * unit, left + 5 * unit, foot), 180, 400, fill=0, width=pen)
    if rng.random() < 0.4:
        draw.line((left, foot - 3 * unit, left + 5 * unit, foot - unit * rng.integers(0, 6)), fill=0, width=pen)
    return float(unit * (7 if rng.random() < 0.8 else 12))


def _leaf(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    draw.pieslice((left, top, left + 9 * unit, top + 9 * unit), 20, 200, fill=0)
    draw.arc(
        (left + 4 * unit, top - 2 * unit, left + 12 * unit, top + 10 * unit), 60, 240, fill=0, width=max(1, round(unit))
    )
    return float(13 * unit)


def _tone(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    for step in range(9):
        size = unit * (0.4 + abs(np.sin(left / 90 + step)))
        draw.ellipse((left, top + 2.4 * unit * step, left + size, top + 2.4 * unit * step + size), fill=0)
    return float(2.4 * unit)


def _bar(draw: ImageDraw.ImageDraw, left: float, top: float, unit: float, rng: Rng) -> float:
    draw.rectangle(
        (left, top + unit * rng.uniform(0, 14), left + 7 * unit, top + 18 * unit),
        outline=0,
        width=max(1, round(unit / 2)),
    )
    return float(10 * unit)


_ART: dict[str, Drawn] = {
    "code": _code,
    "notes": _note,
    "hand": _hand,
    "stones": _stone,
    "signs": _sign,
    "leaves": _leaf,
    "halftone": _tone,
    "bars": _bar,
    "map": lambda draw, left, top, unit, rng: float(30 * unit),
}


def _behind(strength: float) -> Step:
    """What stands on the sheet's other side shows through, as rows of their own between those of this side."""

    def shown(page: Grey, rng: Rng) -> Grey:
        back = np.roll(page, page.shape[0] // 2, axis=0)
        return damage.show_through(page, back, strength, 0.6)

    return shown


def _half(pen: Pen) -> None:
    """Prose on the upper half alone."""
    _prose(pen, 4)


def _stamped(content: Content, stamp: str, size: float = 14.0) -> Content:
    """What no text of the file has: a stamp below, and a rule."""

    def set_rows(pen: Pen) -> None:
        content(pen)
        pen.row("", 0.6)
        pen.size, pen.face = size, "bold"
        pen.row(f"{{40}}{stamp}")
        y = pen._pixels(pen.top + 3)
        ImageDraw.Draw(pen.sheet).line((pen._pixels(8), y, pen._pixels(100), y), fill=0, width=round(pen.point))

    return set_rows


Layer = Callable[[str, Rng], str]
"""What stands in the text of the file for a word; nothing for none."""

_MISREAD = str.maketrans("lrnöce", "1mn6oc")
_DOTLESS = str.maketrans("åäöÅÄÖ", "aaoAAO")
_OTHER_LETTERS = str.maketrans("abcdefghijklmnoprstuvåäö", "qzwxjkvgyqhbwfnxzkpgjqwz")
_ENGLISH = ("the", "council", "shall", "within", "each", "year", "report", "of", "and", "measures", "taken", "during")


def _as_it_is(word: str, _: Rng) -> str:
    return word


def _misread(share: float) -> Layer:
    return lambda word, rng: word.translate(_MISREAD) if rng.random() < share else word


def _dotless(word: str, _: Rng) -> str:
    return word.translate(_DOTLESS)


def _garbled(word: str, _: Rng) -> str:
    return word.lower().translate(_OTHER_LETTERS)


def _broken(share: float) -> Layer:
    return lambda word, rng: f"{word[:1]}�{word[2:]}" if rng.random() < share else word


def _english(word: str, _: Rng) -> str:
    return _ENGLISH[len(word) % len(_ENGLISH)]


def _other_numbers(word: str, rng: Rng) -> str:
    return regex.sub(r"\d", lambda _: str(rng.integers(10)), word) if rng.random() < 0.3 else word


def _lacking(share: float) -> Layer:
    return lambda word, rng: "" if rng.random() < share else word


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """How a strip is made.

    Attributes:
        content: what stands on it.
        dpi: of the scan.
        steps: what happens to it, in this order.
        last: what is done to the scan.
        layer: the text that the file has for it; None where it has none.
        unsaid: words at the end that this lacks.
        is_scan: whether it is the picture of a sheet.
    """

    content: Content
    dpi: int = 200
    steps: tuple[Step, ...] = (blurred(0.7), noisy(2))
    last: Callable[[Image.Image], Image.Image] = lambda image: image
    layer: Layer | None = None
    unsaid: int = 0
    is_scan: bool = True

    def make(self, name: str, seed: int, at: int) -> Strip:
        """The strip; see `prepared_pages.Recipe.make`."""
        rng = np.random.default_rng([seed, at, 1])
        pixels = self.dpi * OVERSAMPLING / MM_PER_INCH
        sheet = Image.new("L", (round(WIDTH * pixels), round(HEIGHT * pixels)), 255)
        words = words_of(seed)
        stream = islice(cycle(words), 67 * at % len(words), None)
        family: Family = [*FILES][(at + 4 * seed) % len(FILES)]
        pen = Pen(sheet, self.dpi * OVERSAMPLING / POINTS_PER_INCH, family, rng, stream)
        self.content(pen)
        scan = damage.lay_down(sheet, (sheet.width // OVERSAMPLING, sheet.height // OVERSAMPLING), 0.0)
        for step in self.steps:
            scan = step(scan, rng)
        image = self.last(damage.to_image(scan))
        layer = self._layer(pen.placed, image, rng) if self.layer is not None else None
        return Strip(
            name, image, self.dpi, [each.text for each in pen.placed if each.text.strip(".·")], layer, self.is_scan
        )

    def _layer(self, placed: Sequence[Placed], image: Image.Image, rng: Rng) -> Page:
        lines: dict[int, list[Word]] = {}
        for text, box, row in placed[: len(placed) - self.unsaid]:
            said = self.layer(text, rng) if self.layer is not None else text
            if said:
                place = Box(*(max(0, round(side / OVERSAMPLING)) for side in box))
                lines.setdefault(row, []).append(Word(said, place, _SURE))
        block = Block(tuple(Line(tuple(words)) for words in lines.values()))
        return Page(1, (block,), *image.size, self.dpi)


_GRAIN: tuple[Step, ...] = (blurred(0.5), noisy(14))
_POOR: tuple[Step, ...] = (blurred(2.4), noisy(10))
_FAX = faxed(150, 18, 20)
_DOTS = {"close": 0.0, "apart": 0.25, "wide": 0.7, "too-wide": 1.6}
_LISTS = {
    "roman": ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII."),
    "figures": ("1.", "2.", "3.", "4.", "1.", "2.", "1.", "2."),
    "letters": ("a)", "b)", "c)", "d)", "e)", "f)", "g)", "h)"),
    "sections": ("1 §", "2 §", "3 §", "4 a §", "5 §", "6 §", "7 §", "8 §"),
}
RECIPES: dict[str, Mended] = {
    **{f"led-{name}": Mended(content=_contents(white)) for name, white in _DOTS.items()},
    **{f"led-{name}-300": Mended(content=_contents(white, indent=5), dpi=300) for name, white in _DOTS.items()},
    "led-fax": Mended(content=_contents(0.0), steps=_FAX, last=two_tones),
    "led-150": Mended(content=_contents(0.0, most=3000), dpi=150),
    "led-small": Mended(content=_sized(_contents(0.0, gap=4), 8), dpi=300),
    "led-large": Mended(content=_sized(_contents(0.2, gap=1), 14)),
    "led-typed": Mended(content=_typed(_contents(0.0, gap=4))),
    "led-middle": Mended(content=_contents(0.1, dot="·")),
    "led-together": Mended(content=_contents(-0.08), steps=(blurred(1.2), noisy(14))),
    "led-together-fax": Mended(content=_contents(-0.05), steps=faxed(185, 22, 0), last=two_tones),
    "led-together-150": Mended(content=_contents(-0.08), dpi=150, steps=(blurred(1.0), noisy(6))),
    "led-blurred": Mended(content=_contents(0.0), steps=(blurred(1.6), noisy(4))),
    "prices": Mended(content=_prices),
    **{f"notes-{dpi}": Mended(content=_notes, dpi=dpi) for dpi in (150, 200, 300)},
    "notes-fax": Mended(content=_notes, steps=_FAX, last=two_tones),
    "notes-grain": Mended(content=_notes, steps=_GRAIN),
    **{f"aside-{dpi}": Mended(content=_aside, dpi=dpi) for dpi in (150, 200, 300)},
    **{f"columns-{dpi}": Mended(content=_columns, dpi=dpi) for dpi in (150, 200, 300)},
    "columns-fax": Mended(content=_columns, steps=_FAX, last=two_tones),
    "columns-grain": Mended(content=_columns, steps=_GRAIN),
    **{f"amounts-{dpi}": Mended(content=_amounts("–"), dpi=dpi) for dpi in (150, 200, 300)},
    "amounts-hyphen": Mended(content=_amounts("-")),
    "amounts-stop": Mended(content=_amounts("-", "."), steps=_GRAIN),
    "amounts-fax": Mended(content=_amounts("–"), steps=_FAX, last=two_tones),
    "amounts-grain": Mended(content=_amounts("–"), steps=_GRAIN),
    "amounts-typed": Mended(content=_typed(_amounts("-"))),
    "amounts-poor": Mended(content=_amounts("-"), steps=(blurred(1.5), noisy(12))),
    **{f"rates-{dpi}": Mended(content=_rates, dpi=dpi) for dpi in (150, 200, 300)},
    "rates-grain": Mended(content=_rates, steps=_GRAIN),
    "rates-fax": Mended(content=_rates, steps=_FAX, last=two_tones),
    "rates-typed": Mended(content=_typed(_rates)),
    **{f"years-{dpi}": Mended(content=_years, dpi=dpi) for dpi in (150, 200, 300)},
    "years-grain": Mended(content=_years, steps=_GRAIN),
    "years-typed": Mended(content=_typed(_years)),
    **{f"form-{dpi}": Mended(content=_form, dpi=dpi) for dpi in (150, 200, 300)},
    "form-fax": Mended(content=_form, steps=_FAX, last=two_tones),
    **{f"list-{name}": Mended(content=_numbered(marks)) for name, marks in _LISTS.items()},
    **{f"list-{name}-far": Mended(content=_numbered(marks, 6, 26), dpi=300) for name, marks in _LISTS.items()},
    "list-roman-fax": Mended(content=_numbered(_LISTS["roman"], 6, 22), steps=_FAX, last=two_tones),
    "references": Mended(content=_references),
    "references-grain": Mended(content=_references, steps=_GRAIN),
    "quoted": Mended(content=_quoted),
    "quoted-typed": Mended(content=_typed(_quoted)),
    "typed": Mended(content=_typed(_prose)),
    "faint": Mended(content=_faint(228)),
    "faint-large": Mended(content=_faint(222, 2, 20), dpi=150),
    "faint-small": Mended(content=_faint(215, 3, 7), dpi=300),
    "faint-bold": Mended(content=_faint(232, 3, 12, "bold")),
    "faint-grain": Mended(content=_faint(200), steps=_GRAIN),
    "faint-half": Mended(content=_half_faint),
    "faint-half-300": Mended(content=_half_faint, dpi=300),
    "faint-tight": Mended(content=_tight),
    "faint-tight-300": Mended(content=_tight, dpi=300),
    "faint-all": Mended(content=_faint(236, 0)),
    "worn": Mended(content=_worn_row(0.55)),
    "worn-more": Mended(content=_worn_row(0.72), dpi=300),
    "pictured": Mended(content=_pictured),
    "pictured-300": Mended(content=_pictured, dpi=300),
    "drawn": Mended(content=_drawn),
    "drawn-fax": Mended(content=_drawn, steps=_FAX, last=two_tones),
    **{f"art-{kind}": Mended(content=_art(kind)) for kind in _ART},
    **{f"art-{kind}-300": Mended(content=_art(kind), dpi=300, steps=(blurred(0.7), noisy(8))) for kind in _ART},
    "art-signs-faint": Mended(content=_art("signs"), steps=(fading(150, 240), noisy(3))),
    "amounts-mixed": Mended(content=_amounts("-", ".,"), steps=_GRAIN),
    "amounts-mixed-300": Mended(content=_amounts("–", ",,,."), dpi=300),
    "behind": Mended(content=_half, steps=(_behind(0.3), noisy(2))),
    "behind-strong": Mended(content=_half, steps=(_behind(0.5), noisy(3))),
    "illegible": Mended(content=_prose, steps=(blurred(3.2), noisy(14))),
    "poor": Mended(content=_prose, steps=_POOR),
    "few": Mended(content=partial(_prose, rows=1, words=2), steps=(blurred(1.8), noisy(10))),
    "layer": Mended(content=_prose, layer=_as_it_is),
    "layer-misread": Mended(content=_prose, layer=_misread(0.25)),
    "layer-few-misread": Mended(content=_prose, layer=_misread(0.06)),
    "layer-dotless": Mended(content=_prose, layer=_dotless),
    "layer-garbled": Mended(content=_prose, layer=_garbled),
    "layer-garbled-drawn": Mended(content=_prose, layer=_garbled, is_scan=False),
    "layer-misread-drawn": Mended(content=_prose, layer=_misread(0.5), is_scan=False),
    "layer-english": Mended(content=_prose, layer=_english),
    "layer-broken": Mended(content=_prose, layer=_broken(0.2)),
    "layer-hardly-broken": Mended(content=_prose, layer=_broken(0.04)),
    "layer-lacking": Mended(content=_prose, layer=_lacking(0.3)),
    "layer-lacking-most": Mended(content=_prose, layer=_lacking(0.6)),
    "layer-short": Mended(content=_half, layer=_misread(0.2)),
    "layer-numbers": Mended(content=_amounts("–"), layer=_other_numbers, steps=_GRAIN),
    "layer-poor": Mended(content=_prose, layer=_misread(0.1), steps=_POOR),
    "layer-poor-misread": Mended(content=_prose, layer=_misread(0.7), steps=_POOR),
    "layer-illegible": Mended(content=_prose, layer=_misread(0.15), steps=(blurred(3.2), noisy(14))),
    "layer-stamp": Mended(content=_stamped(_half, "INKOM 1987-04-12"), layer=_as_it_is, unsaid=2),
    "layer-stamp-grain": Mended(content=_stamped(_half, "Dnr 14"), layer=_as_it_is, unsaid=2, steps=_GRAIN),
    "layer-stamp-drawn": Mended(content=_stamped(_half, "KOPIA"), layer=_as_it_is, unsaid=1, is_scan=False),
    "layer-dotless-drawn": Mended(content=_prose, layer=_dotless, is_scan=False),
    "layer-short-drawn": Mended(content=_half, layer=_misread(0.5), is_scan=False),
    "layer-hardly-broken-drawn": Mended(content=_prose, layer=_broken(0.02), is_scan=False),
    "layer-initials": Mended(content=_stamped(_half, "Ekb", 8), layer=_as_it_is, unsaid=1),
    "layer-word": Mended(content=_stamped(_half, "Inkom", 9), layer=_as_it_is, unsaid=1, steps=_GRAIN),
    "layer-scrawl": Mended(content=_drawn, layer=_as_it_is),
    "layer-picture": Mended(content=_pictured, layer=_as_it_is, unsaid=7),
}


def strips(seed: int, parts: Sequence[str] = ("",)) -> Iterator[Strip]:
    """All whose names have one of these parts; see `prepared_pages.strips`.

    Raises:
        MissingFontError: a font is not installed.
    """
    for at, (name, recipe) in enumerate(RECIPES.items()):
        if any(part in name for part in parts):
            yield recipe.make(name, seed, at)
