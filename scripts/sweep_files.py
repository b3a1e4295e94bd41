"""Clean files that were damaged at random, and count what must never be: tracebacks, hangs, much memory, silence.

    nice python scripts/sweep_files.py [--files 600] [--seed 1] [--keep FOLDER] [--read]

The head of a sample is packed in every format that is read, as pictures and in PDFs, with text of its own, locked, as
hOCR, ALTO, PAGE and JSON. Each is cut off, changed in some bytes or blocks, joined with another, lengthened. Every file
must give its text, or say what is missing (an error, a failure or note of a page, an exit code). A file that gives less
than half of what its whole gives and says nothing is counted as silent; or as unseen, where the data are of a kind
without a checksum, so that no reader can tell. Those that fail are kept where `--keep` says.
What a file gives is the ink that its pages show, or their words where it has these; with `--read` it is read with
Tesseract and gives words alone, which takes ten times as long.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image

import ocr_fix
from ocr_fix.document import Page, PageImage
from ocr_fix.errors import OcrFixError
from ocr_fix.original import OriginalFile
from ocr_fix.output import render
from ocr_fix.source import Limits, open_source

SAMPLES = Path(__file__).parents[1] / "samples"
MOST_SECONDS = 60.0
MOST_BYTES = 1.5e9
LEAST = 0.5  # of what the whole file gives
INK = 128  # grey levels; what is darker
LIMITS = Limits(max_pixels=20_000_000, max_page_seconds=20)

Measure = Callable[[bytes], tuple[int, bool]]
"""How much a file gives, and whether something is said of what it does not."""

# Data without a checksum, by what the names of their seeds begin with; the typeset sample is a JPEG in a PDF.
UNCHECKED = (
    "jpg",
    "progressive",
    "webp",
    "bmp",
    "gif",
    "jp2",
    "raw",
    "packbits",
    "tiff_lzw",
    "typeset",
    "packed",
    "locked",
)

Seed = tuple[str, bytes]


def seeds() -> Iterator[Seed]:
    """A sound file of each kind, by the ending of its name."""
    with Image.open(SAMPLES / "kallelse.png") as whole:
        head = whole.convert("L").crop((0, 0, whole.width, whole.height // 4))
    black = head.convert("1")
    packed = {
        "png": _encoded(head, "PNG"),
        "jpg": _encoded(head, "JPEG", quality=85),
        "progressive.jpg": _encoded(head, "JPEG", progressive=True),
        "webp": _encoded(head, "WEBP"),
        "bmp": _encoded(head, "BMP"),
        "gif": _encoded(head, "GIF"),
        "jp2": _encoded(head, "JPEG2000"),
        "raw.tif": _encoded(head, "TIFF"),
        **{f"{way}.tif": _encoded(head, "TIFF", compression=way) for way in ("tiff_lzw", "tiff_deflate", "packbits")},
        **{f"{way}.tif": _encoded(black, "TIFF", compression=way) for way in ("group3", "group4")},
    }
    yield from packed.items()
    for name in ("jpg", "png", "group4.tif"):
        yield f"{name}.pdf", img2pdf.convert(packed[name])
    typeset = _first_page(SAMPLES / "rapport-2024.pdf")
    yield "typeset.pdf", _saved(typeset)
    yield "packed.pdf", _saved(typeset, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "locked.pdf", _saved(typeset, encryption=pikepdf.Encryption(owner="x", user=""))
    data = packed["png"]
    document = ocr_fix.clean(data)
    yield "layer.pdf", render(document, "pdf", OriginalFile(data))
    for form in ("hocr", "alto", "page", "json"):
        yield f"{form}.{form}", render(document, form)


def _encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, dpi=(200, 200), **options)
    return out.getvalue()


def _first_page(path: Path) -> pikepdf.Pdf:
    pdf = pikepdf.open(path)
    del pdf.pages[1:]
    return pdf


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def damaged(data: bytes, others: list[bytes], draw: random.Random) -> tuple[str, bytes]:
    """The bytes with one kind of damage, and its name."""
    changed = bytearray(data)
    at = draw.randrange(len(data))
    kind = draw.choice(["cut", "flip", "flips", "zeros", "splice", "delete", "repeat", "lengthen"])
    match kind:
        case "cut":
            return kind, data[: max(1, at)]
        case "flip" | "flips":
            for _ in range(1 if kind == "flip" else draw.choice([8, 64])):
                changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
        case "zeros":
            size = draw.choice([8, 64, 1024])
            changed[at : at + size] = bytes(len(changed[at : at + size]))
        case "splice":
            other = draw.choice(others)
            return kind, data[:at] + other[draw.randrange(len(other)) :]
        case "delete":
            del changed[at : at + draw.choice([1, 16, 256])]
        case "repeat":
            changed[at:at] = data[at : at + draw.choice([16, 256, 4096])]
        case _:
            before, behind = draw.choice([0, 4, 3000]), draw.choice([1, 100, 70_000])
            return kind, draw.randbytes(before) + data + draw.randbytes(behind)
    return kind, bytes(changed)


def shown(data: bytes) -> tuple[int, bool]:
    """The ink that a file's pages show, in pixels, or their words."""
    amount, said = 0, False
    with open_source(data, limits=LIMITS, confined=True) as source:
        for page in source.pages():
            if isinstance(page, PageImage):
                amount += sum(page.image.convert("L").histogram()[:INK])
                said = said or bool(page.damage or page.note)
            elif isinstance(page, Page):
                amount += sum(len(line.words) for block in page.blocks for line in block.lines)
                said = said or bool(page.failure or page.note)
            else:
                amount += len(page.text.split())
    return amount, said


def read(data: bytes) -> tuple[int, bool]:
    """The words that are read of a file."""
    document = CLEANER.clean(data)
    return len(document.text.split()), any(page.failure or page.note for page in document.pages)


CLEANER = ocr_fix.Cleaner(correct=False, confined=True, limits=LIMITS, page_timeout=60)


def outcome(data: bytes, whole: int, measure: Measure) -> str:
    """What came of a file: "whole", "told", or what must not be."""
    begun = time.monotonic()
    try:
        amount, said = measure(data)
    except OcrFixError:
        found = "told"
    except Exception:
        traceback.print_exc()
        return "TRACEBACK"
    else:
        found = "whole" if amount >= LEAST * whole else "told" if said else "SILENT"
    if time.monotonic() - begun > MOST_SECONDS:
        return "HANG"
    return found


def main() -> None:
    """Sweep, and print how often each outcome was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--read", action="store_true")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    measure = read if arguments.read else shown
    sound = list(seeds())
    whole = {name: measure(data)[0] for name, data in sound}
    counts: Counter[str] = Counter()
    for number in range(arguments.files):
        name, data = sound[number % len(sound)]
        kind, bad = damaged(data, [other for _, other in sound], draw)
        found = outcome(bad, whole[name], measure)
        if found == "SILENT" and name.startswith(UNCHECKED):
            found = "unseen"
        if _peak() > MOST_BYTES:
            found = "MEMORY"
        counts[found] += 1
        if found.isupper():
            print(f"{number} {name} {kind}: {found}", flush=True)
            if arguments.keep is not None:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{number}-{kind}-{name}").write_bytes(bad)
    print(f"{arguments.files} files:", ", ".join(f"{count} {found}" for found, count in counts.most_common()))
    print(f"at most {_peak() / 1e6:.0f} MB in a process")


def _peak() -> float:
    """Bytes that this process or one that it started has taken at most."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * 1024.0


if __name__ == "__main__":
    main()
