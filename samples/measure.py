"""Measure what stock Tesseract makes of the samples, and how far the old readings are from their truths.

python -m samples.measure [NAME]...

Prints a Markdown table: for each sample the words of its truth, and WER and CER in percent of its pages read with `swe`
and with `eng`, or of the text as it was left. Both are Levenshtein distances, after NFC, over tokens between white
space and over characters without white space, divided by the length of the truth. Line-end hyphens and running heads
count as errors, since the truth has none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pypdfium2
from PIL import Image, ImageSequence
from rapidfuzz.distance import Levenshtein

from samples import old_engine, reader
from samples.recipes import SAMPLES, Left, Read, Sample, Scanned
from samples.typeset import POINTS_PER_INCH

FOLDER = Path(__file__).parent


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def main(names: tuple[str, ...]) -> None:
    """Print the table of the samples, or of those that are named."""
    click.echo("| sample | read with | words | WER % | CER % |")
    click.echo("|---|---|---|---|---|")
    for sample in SAMPLES:
        if names and sample.name not in names:
            continue
        truth = (FOLDER / f"{sample.name}.truth.txt").read_text(encoding="utf-8")
        for reader_name, text in readings(sample):
            figures = f"{wer(truth, text):.1f} | {cer(truth, text):.1f}"
            click.echo(f"| {sample.name}{sample.ending} | {reader_name} | {len(truth.split())} | {figures} |")


def readings(sample: Sample) -> Iterator[tuple[str, str]]:
    """Who read a sample, and what: a scan by `swe` and by `eng`, a text by whoever left it."""
    path = FOLDER / f"{sample.name}{sample.ending}"
    match sample:
        case Scanned():
            for language in ("swe", "eng"):
                yield language, "".join(reader.read(page, language) for page in pages(path, sample.dpi))
        case Read():
            yield "eng, as left", path.read_text(encoding="utf-8")
        case Left():
            yield "as left", path.read_text(encoding=old_engine.ENCODING)


def pages(path: Path, dpi: int) -> Iterator[Image.Image]:
    """The pages of a scan as they stand in the file, a PDF's at its own resolution."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                image = page.render(scale=dpi / POINTS_PER_INCH).to_pil()
                image.info["dpi"] = (dpi, dpi)
                yield image
        return
    with Image.open(path) as image:
        for frame in ImageSequence.Iterator(image):
            yield frame.copy()


def wer(truth: str, text: str) -> float:
    """Word error rate in percent."""
    return _rate(str.split, truth, text)


def cer(truth: str, text: str) -> float:
    """Character error rate in percent, white space aside."""
    return _rate(lambda line: "".join(line.split()), truth, text)


def _rate(cut: Callable[[str], list[str] | str], truth: str, text: str) -> float:
    wanted, got = (cut(unicodedata.normalize("NFC", side)) for side in (truth, text))
    return 100 * Levenshtein.distance(wanted, got) / len(wanted)


if __name__ == "__main__":
    main()
