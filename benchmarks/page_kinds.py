"""Pages of the kinds that ask most of a reader, made anew the same way every time, with what is printed on them.

Contents and prices with leaders, forms with boxes, notes, columns, old print, typescript, tables with rules and none,
lists, receipts, statutes and references, each scanned in five ways. Another seed sets other numbers in other faces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples import damage
from samples.damage import Grey, Rng
from samples.scanners import OVERSAMPLING

_POINTS_PER_INCH = 72
_WIDTH, _HEIGHT, _MARGIN = 400, 290, 34  # points
_MODERN = (
    "LiberationSerif-Regular.ttf", "Carlito-Regular.ttf", "Caladea-Regular.ttf", "LiberationSans-Regular.ttf",
    "C059-Roman.otf", "P052-Roman.otf", "NimbusSans-Regular.otf", "NotoSerif-Regular.ttf",
)  # fmt: skip
_OLD = ("OldStandard-Regular.ttf", "Essays1743.ttf", "GFSDidot.otf", "BaskervaldADFStd.otf", "cmunrm.ttf")
_TYPED = ("GNUTypewriter.ttf", "Courier Prime.otf", "cmuntt.ttf", "FreeMono.ttf")

Scan = tuple[int, Callable[[Grey, Rng], Grey], bool]
"""Resolution, what happens to the page, and whether it has two tones."""


class MadePage(NamedTuple):
    """A page: its name, its picture and its text."""

    name: str
    image: Image.Image
    dpi: int
    truth: str


class _Sheet:
    """Draws lines on a sheet, and keeps what it drew. Places and sizes are in points."""

    def __init__(self, face: str, size: float, dpi: int, rng: Random) -> None:
        self.point = dpi * OVERSAMPLING / _POINTS_PER_INCH
        self.image = Image.new("L", (round(_WIDTH * self.point), round(_HEIGHT * self.point)), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.face, self.size, self.rng = face, size, rng
        self.y = _MARGIN + size
        self.lines: list[str] = []

    def put(self, text: str, x: float = _MARGIN, rise: float = 0.0, scale: float = 1.0, right: bool = False) -> float:
        """Draw a word or more on the line; gives where it ends."""
        font = ImageFont.truetype(self.face, round(self.size * scale * self.point))
        wide = font.getlength(text) / self.point
        left = x - wide if right else x
        place = left * self.point, (self.y - rise * self.size) * self.point
        self.draw.text(place, text, font=font, fill=0, anchor="ls")
        return left + wide

    def rule(self, left: float, top: float, right: float, bottom: float, thick: float = 0.6) -> None:
        """Draw a line."""
        ends = [edge * self.point for edge in (left, top, right, bottom)]
        self.draw.line(ends, fill=0, width=max(1, round(thick * self.point)))

    def end(self, truth: str, leading: float = 1.4) -> None:
        """Go on to the next line."""
        self.lines.append(truth)
        self.y += leading * self.size

    def paragraph(self, text: str, left: float = _MARGIN, right: float = _WIDTH - _MARGIN) -> None:
        """Words on as many lines as they take."""
        font, line = ImageFont.truetype(self.face, round(self.size * self.point)), ""
        for word in text.split():
            if line and font.getlength(f"{line} {word}") > (right - left) * self.point:
                self.put(line, left)
                self.end(line)
                line = ""
            line = f"{line} {word}".strip()
        self.put(line, left)
        self.end(line)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _contents(sheet: _Sheet) -> None:
    heads = ("Inledning", "Vattenverkets äldre ledningar", "Skolskjutsar", "Elnät och belysning", "Bilagor", "Hamnen",
             "Renhållning i tätorterna", "Förslag till avgifter", "Register över gator", "Källor")  # fmt: skip
    page = 0
    for number, head in enumerate(heads, 1):
        page += sheet.rng.randint(1, 17)
        _led(sheet, f"{number} {head}", str(page), 24)


def _led(sheet: _Sheet, entry: str, to: str, width: float) -> None:
    """An entry, dots, and what they lead to, which takes so much."""
    end = sheet.put(entry) + 4
    count = int((_WIDTH - _MARGIN - width - end) / (0.5 * sheet.size))
    for at in range(count):
        sheet.put(".", end + at * 0.5 * sheet.size)
    sheet.put(to, _WIDTH - _MARGIN, right=True)
    sheet.end(f"{entry} {'.' * count} {to}", 1.7)


def _prices(sheet: _Sheet) -> None:
    for entry in ("Kaffe med dopp", "Årskort för vuxna", "Årskort för barn", "Hyra av salen", "Kopior"):
        _led(sheet, entry, f"{_thousands(sheet.rng.randint(9, 4000))},{sheet.rng.randint(0, 1) * 50:02} kr", 74)
    for entry, name in (("Ordförande", "Karin Ek"), ("Sekreterare", "Nils Åberg"), ("Kassör", "Eva Holm")):
        _led(sheet, entry, name, 74)


def _form(sheet: _Sheet) -> None:
    sheet.paragraph("Ansökan om skolskjuts. Kryssa för det som gäller eleven.")
    for label in ("Avståndet är längre än 4 km", "Vägen saknar gångbana", "Eleven har växelvis boende",
                  "Ny ansökan", "Tidigare beslut bifogas", "Skolan har yttrat sig"):  # fmt: skip
        top, bottom, checked = sheet.y - 0.75 * sheet.size, sheet.y + 0.05 * sheet.size, sheet.rng.random() < 0.5
        left, right = _MARGIN, _MARGIN + 0.8 * sheet.size
        sides = [(left, at, right, at) for at in (top, bottom)] + [(at, top, at, bottom) for at in (left, right)]
        cross = [(left, top, right, bottom), (left, bottom, right, top)]
        for line in [*sides, *(cross if checked else ())]:
            sheet.rule(*line)
        sheet.put(label, right + 6)
        sheet.end(f"{'☒' if checked else '☐'} {label}", 1.7)


def _boxes(sheet: _Sheet) -> None:
    """Boxes of many sizes, empty, crossed, ticked and filled, before words and behind them."""
    sheet.paragraph("Besiktning av lekplats. Markera vad som stämmer.")
    size, thick = sheet.rng.uniform(0.7, 1.3) * sheet.size, sheet.rng.uniform(0.4, 1.0)
    is_behind = sheet.rng.random() < 0.3
    for label in ("Gungan är hel", "Sanden byttes i år", "Staketet är lågt", "Rutschbanan är rostig", "Skylten saknas",
                  "Ingen brist", "Brist, se bilaga 2", "Akut fara"):  # fmt: skip
        end = sheet.put(label, _MARGIN + (0 if is_behind else size + 7))
        left, bottom = (end + 7 if is_behind else _MARGIN), sheet.y + 0.1 * sheet.size
        right, top, state = left + size, bottom - size, sheet.rng.randint(0, 3)
        for at in (top, bottom):
            sheet.rule(left, at, right, at, thick)
        for at in (left, right):
            sheet.rule(at, top, at, bottom, thick)
        if state == 1:
            sheet.rule(left, top, right, bottom, thick)
            sheet.rule(left, bottom, right, top, thick)
        elif state == 2:
            sheet.rule(left + 0.2 * size, top + 0.5 * size, left + 0.45 * size, bottom - 0.2 * size, 1.2)
            sheet.rule(left + 0.45 * size, bottom - 0.2 * size, right + 0.1 * size, top - 0.1 * size, 1.2)
        elif state:
            sheet.rule(left + 0.2 * size, top + 0.5 * size, right - 0.2 * size, top + 0.5 * size, 0.6 * size)
        mark = "☒" if state else "☐"
        sheet.end(f"{label} {mark}" if is_behind else f"{mark} {label}", 1.8)


def _notes(sheet: _Sheet) -> None:
    at = sheet.rng.randint(1, 40)
    for words in ("Nämnden prövade frågan på nytt", "men avslog begäran om anstånd", "sedan platsen hade besiktigats",
                  "trots att grannarna hade invänt", "vilket länsstyrelsen godtog"):  # fmt: skip
        end = sheet.put(words)
        sheet.put(str(at), end + 0.4, rise=0.33, scale=0.6)
        sheet.end(f"{words}{at}")
        at += 1
    area = sheet.rng.randint(20, 900)
    end = sheet.put(f"Tomten är på {area} m")
    end = sheet.put("2", end, rise=0.33, scale=0.6)
    sheet.put(" enligt kartan.", end)
    sheet.end(f"Tomten är på {area} m² enligt kartan.", 2.2)
    for note in (at - 5, at - 4):
        end = sheet.put(str(note), rise=0.25, scale=0.5)
        sheet.put("Protokoll från sammanträdet, bilaga B.", end + 2, scale=0.8)
        sheet.end(f"{note} Protokoll från sammanträdet, bilaga B.")


def _columns(sheet: _Sheet) -> None:
    texts = (
        "Sjön fryser sällan före jul. Då går färjan i ränna, och den som bor på öarna får räkna med väntan. "
        "Från mars bär isen inte längre, och svävaren tar över turerna till dess att hamnen är fri.",
        "Bygdegården rustas i höst. Taket läggs om, köket får ny fläkt och scenen lampor som drar mindre ström. "
        "Den som vill hjälpa till är välkommen på lördag, och kaffe bjuds alla på som kommer.",
    )
    top, middle = sheet.y, _WIDTH / 2
    for text, left, right in zip(texts, (_MARGIN, middle + 8), (middle - 8, _WIDTH - _MARGIN), strict=True):
        sheet.y = top
        sheet.paragraph(text, left, right)


def _old(sheet: _Sheet) -> None:
    year = sheet.rng.randint(1805, 1889)
    sheet.paragraph(
        f"Qvarnen, hvilken uppfördes år {year}, hade trenne par stenar och drefs af elfvens vatten. Efter flodvågen, "
        "som bortförde dammen, blef den öfvergifven; men mjölnaren, en mycket gammal man, bodde qvar i sin stuga ännu "
        f"omkring {year + 30}. “Jag hafver,” plägade han säga, “icke annat att vänta än våren.” — Af kornet gafs det "
        "åttonde, af hafren det sjunde, och priset steg till 14 rdr 24 sk. tunnan."
    )


def _typed(sheet: _Sheet) -> None:
    day, room = sheet.rng.randint(1, 28), sheet.rng.randint(12, 99)
    for line in (f"Promemoria den {day} maj 1963", f"Kassan i rum {room} var låst. Vakten uppgav",
                 'att "ingen hade gått in" efter kl. 18.30.', "Nyckeln låg kvar i skåpet - orörd.",
                 f"Beloppet, {room},50 kr., återfanns {day}/5,", '"till allas lättnad", som han skrev.',
                 "Utredningen läggs ned. Åtgärd: ingen."):  # fmt: skip
        sheet.put(line)
        sheet.end(line, 1.5)


def _rows(sheet: _Sheet) -> list[list[str]]:
    names = ("Skolor", "Omsorg", "Vägar", "Bibliotek", "Räddning", "Parker", "Vatten")
    draw = sheet.rng.randint
    return [
        [name, _thousands(draw(200, 99_000)), f"{draw(0, 40)},{draw(0, 9)}", f"{'–' * (draw(0, 2) == 0)}{draw(1, 999)}"]
        for name in names
    ]


def _table(sheet: _Sheet, ruled: bool) -> None:
    columns = (_MARGIN + 6, 200.0, 270.0, 350.0)
    rows = [["Verksamhet", "Kostnad", "Andel", "Avvikelse"], *_rows(sheet)]
    step, top = 1.9, sheet.y - 1.25 * sheet.size
    for row in rows:
        sheet.put(row[0], columns[0])
        for cell, right in zip(row[1:], columns[1:], strict=True):
            sheet.put(cell, right, right=True)
        sheet.end(" ".join(row), step)
    if ruled:
        bottom = top + step * sheet.size * len(rows)
        for at in range(len(rows) + 1):
            sheet.rule(_MARGIN, top + at * step * sheet.size, columns[-1] + 3, top + at * step * sheet.size)
        for x in (_MARGIN, 140.0, *(right + 3 for right in columns[1:])):
            sheet.rule(x, top, x, bottom)


def _shares(sheet: _Sheet) -> None:
    """A table whose signs stand in a column of their own."""
    apart = sheet.rng.choice((280, 300, 320))
    for name in ("Skolan", "Vården", "Vägar", "Parker", "Hamnen", "Idrott", "Kultur", "Miljö"):
        share = sheet.rng.randint(2, 97)
        sheet.put(name)
        sheet.put(str(share), 250, right=True)
        sheet.put("%", apart)
        sheet.end(f"{name} {share} %", 1.6)


def _list(sheet: _Sheet) -> None:
    for numeral, item in zip(("I.", "II.", "III.", "IV.", "V.", "VI."), (
        "Stadgarna ändras enligt förslaget.", "Avgiften höjs från nyår.", "Styrelsen får ansvarsfrihet.",
        "Revisorer väljs på två år.", "Huset målas till våren.", "Mötet avslutas med sång."), strict=True):  # fmt: skip
        sheet.put(numeral, _MARGIN + 22, right=True)
        sheet.put(item, _MARGIN + 60)
        sheet.end(f"{numeral} {item}", 1.7)
    for number in (1, 2, 3):
        line = f"{number}. Punkten bordläggs till möte {sheet.rng.randint(2, 19)}."
        sheet.put(line)
        sheet.end(line)


def _receipt(sheet: _Sheet) -> None:
    total = 0
    for name in ("Spik 3 tum", "Färg, vit", "Pensel", "Tejp", "Skruv A2"):
        price = sheet.rng.randint(900, 49_900)
        total += price
        sheet.put(name)
        sheet.put(f"{price // 100},{price % 100:02}", 260, right=True)
        sheet.end(f"{name} {price // 100},{price % 100:02}", 1.6)
    sheet.put("Summa kr")
    sheet.put(f"{_thousands(total // 100)},{total % 100:02}", 260, right=True)
    sheet.end(f"Summa kr {_thousands(total // 100)},{total % 100:02}")


def _statute(sheet: _Sheet) -> None:
    draw = sheet.rng.randint
    first = draw(2, 8)
    for text in (
        f"{first} § Avgift enligt 3–5 §§ tas ut med {draw(1, 9)},{draw(0, 9)} % av värdet, dock lägst "
        f"{draw(2, 90) * 100} kronor. Lag ({draw(1976, 2020)}:{draw(10, 1400)}).",
        f"{first} a § Med ”anläggning” avses i {draw(9, 30)} § andra stycket 1 en byggnad – eller en del av den – som "
        f"rymmer {draw(20, 90)}–{draw(91, 400)} personer vid +{draw(15, 25)} °C.",
        f"{first + 1} § Vad som sägs i ”särskilda fall” gäller inte åren 19{draw(50, 70)}–{draw(71, 99)}; ytan är "
        f"{draw(100, 900)} m² ± {draw(2, 9)} %.",
    ):
        sheet.paragraph(text)


def _references(sheet: _Sheet) -> None:
    draw = sheet.rng.randint
    for line in (
        f"Dnr 2024/{draw(100, 9999):04}-{draw(1, 9)}, S2023/0{draw(1000, 9999)}",
        f"E-post: registrator@nordvik{draw(2, 9)}.se",
        f"https://www.nordvik.se/bygg/{draw(2010, 2025)}/beslut",
        f"Telefon 0{draw(11, 99)}-{draw(100, 999)} {draw(10, 99)} {draw(10, 99)}, 2024-0{draw(1, 9)}-{draw(10, 28)}",
        f"Bankgiro {draw(100, 999)}-{draw(1000, 9999)}, org.nr 556{draw(100, 999)}-{draw(1000, 9999)}",
        f"Prop. 20{draw(10, 23)}/{draw(24, 26)}:{draw(10, 199)} s. {draw(20, 90)} f., kr/m² och l/s",
    ):
        sheet.put(line)
        sheet.end(line, 1.6)


KINDS: dict[str, tuple[Callable[[_Sheet], None], Sequence[str]]] = {
    "contents": (_contents, _MODERN),
    "prices": (_prices, _MODERN),
    "form": (_form, _MODERN),
    "boxes": (_boxes, _MODERN),
    "notes": (_notes, _MODERN),
    "columns": (_columns, _MODERN),
    "old print": (_old, _OLD),
    "typescript": (_typed, _TYPED),
    "table": (lambda sheet: _table(sheet, ruled=False), _MODERN),
    "ruled table": (lambda sheet: _table(sheet, ruled=True), _MODERN),
    "list": (_list, _MODERN),
    "shares": (_shares, _TYPED),
    "receipt": (_receipt, _TYPED),
    "statute": (_statute, _MODERN),
    "references": (_references, _MODERN),
}
"""What draws each kind, and the faces that it may be set in."""


def _fax(page: Grey, rng: Rng) -> Grey:
    return damage.threshold(damage.noise(damage.blur(page, 0.8), rng, 16), 150)


def _copied(page: Grey, rng: Rng) -> Grey:
    page = damage.worn_ink(damage.rough_edges(page, rng, 60), rng, 0.3, 120)
    return damage.specks(damage.threshold(damage.noise(damage.blur(page, 1.0), rng, 18), 155), rng, 60, 3)


SCANS: dict[str, Scan] = {
    "300": (300, lambda page, rng: damage.noise(damage.blur(page, 0.7), rng, 2), False),
    "150": (150, lambda page, rng: damage.noise(damage.blur(page, 0.4), rng, 3), False),
    "grain": (200, lambda page, rng: damage.noise(damage.blur(page, 0.8), rng, 18), False),
    "fax": (200, _fax, True),
    "copy": (300, _copied, True),
}


def pages(seed: int, parts: Sequence[str] = ("",)) -> Iterator[MadePage]:
    """Each kind in each way whose name has one of these parts."""
    for at, (kind, (drawn, faces)) in enumerate(KINDS.items()):
        for way, (scan, (dpi, step, two_tones)) in enumerate(SCANS.items()):
            name = f"{kind}, {scan}"
            if not any(part in name for part in parts):
                continue
            sheet = _Sheet(faces[(at + 2 * way + 3 * seed) % len(faces)], 11, dpi, Random(f"{seed} {kind}"))
            drawn(sheet)
            rng = np.random.default_rng([seed, at, way])
            size = sheet.image.width // OVERSAMPLING, sheet.image.height // OVERSAMPLING
            image = damage.to_image(step(damage.lay_down(sheet.image, size, 0.3 * (way - 2)), rng))
            whole = image.convert("1", dither=Image.Dither.NONE) if two_tones else image
            yield MadePage(name, whole, dpi, "\n".join(sheet.lines))
