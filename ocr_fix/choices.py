"""The options that every command which cleans documents has, and the `Options` they stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict, TypeVar, get_args

import click

from ocr_fix.correction import MIN_CONFIDENCE
from ocr_fix.document import FurnitureChoice, LineChoice, TypographyChoice
from ocr_fix.errors import OptionError
from ocr_fix.options import DEFAULT_PAGE_SECONDS, Options, read_confusions, read_words
from ocr_fix.output import FORMATS, parse_formats
from ocr_fix.recognition import TextLayer

Command = TypeVar("Command", bound=Callable[..., Any])


class Formats(click.ParamType[tuple[str, ...]]):
    """One or several formats of output, with commas between."""

    name = "formats"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The formats, each once, in the order given."""
        if isinstance(value, tuple):
            return value
        try:
            return parse_formats(value)
        except OptionError as error:
            self.fail(str(error), param, ctx)


def format_option(command: Command) -> Command:
    """Give a command the option that says what to write."""
    return click.option(
        "--format",
        "forms",
        type=Formats(),
        default="text",
        show_default=True,
        metavar="FORMATS",
        help=f"What to write, several with commas between: {', '.join(FORMATS)}.",
    )(command)


class Choices(TypedDict):
    """What click hands a command for `cleaning_options`."""

    no_correct: bool
    words: Path | None
    never: Path | None
    confusions: Path | None
    min_confidence: float
    lines: LineChoice
    furniture: FurnitureChoice
    typography: TypographyChoice
    languages: str
    text_layer: TextLayer
    engine: str
    tessdata: Path | None


_OPTIONS = (
    click.option("--no-correct", is_flag=True, help="Read and lay out, but change no word."),
    click.option(
        "--words",
        type=click.Path(path_type=Path),
        help="Your own words, one a line (UTF-8): never changed, and used for repairs.",
    ),
    click.option(
        "--never",
        type=click.Path(path_type=Path),
        help="Words and tokens to leave as they stand, one a line (UTF-8); others are not repaired to them.",
    ),
    click.option(
        "--confusions",
        type=click.Path(path_type=Path),
        help="What you know to be misread, one a line (UTF-8): printed, read and how often (0-1), with tabs.",
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0.0, 1.0),
        default=MIN_CONFIDENCE,
        show_default=True,
        help="Change only what is so sure; what is less so is listed as doubtful.",
    ),
    click.option(
        "--lines",
        type=click.Choice(get_args(LineChoice)),
        default="reflow",
        show_default=True,
        help="Unwrap paragraphs, or keep the lines of the scan.",
    ),
    click.option(
        "--furniture",
        type=click.Choice(get_args(FurnitureChoice)),
        default="drop",
        show_default=True,
        help="Leave running heads, footers and page numbers out of the text, or keep them.",
    ),
    click.option(
        "--typography",
        type=click.Choice(get_args(TypographyChoice)),
        default="printed",
        show_default=True,
        help="Leave quotes and dashes as they are printed, or write ”…” and – as Swedish does.",
    ),
    click.option(
        "--languages",
        default="swe",
        show_default=True,
        metavar="CODES",
        help="Tesseract's languages, the most important first, as in swe+deu; swe reads English and Finnish, too.",
    ),
    click.option(
        "--text-layer",
        type=click.Choice(get_args(TextLayer)),
        default="auto",
        show_default=True,
        help="What to do with the text a PDF page has already: judge it, use it, or ignore it.",
    ),
    click.option(
        "--engine",
        default="tesseract",
        show_default=True,
        metavar="NAME",
        help="The system's tesseract, tesserocr (the one inside that package), or one that another package adds.",
    ),
    click.option("--tessdata", type=click.Path(path_type=Path), help="The folder with Tesseract's language data."),
)


def cleaning_options(command: Command) -> Command:
    """Give a command the options that say how a document is read and corrected."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen(
    choices: Choices, *, pages: str | None = None, jobs: int = 1, page_timeout: float = DEFAULT_PAGE_SECONDS
) -> Options:
    """What the user chose.

    Args:
        choices: as click hands them over.
        pages: which pages, None for all.
        jobs: pages that are read at the same time.
        page_timeout: seconds for one reading of a page; 0 for no limit.

    Raises:
        OptionError: a value is out of its range, or a file that is named cannot be read.
    """
    own, never = (() if path is None else read_words(path) for path in (choices["words"], choices["never"]))
    confusions = () if choices["confusions"] is None else read_confusions(choices["confusions"])
    return Options(
        pages=pages,
        correct=not choices["no_correct"],
        words=own,
        never=never,
        confusions=confusions,
        min_confidence=choices["min_confidence"],
        lines=choices["lines"],
        furniture=choices["furniture"],
        typography=choices["typography"],
        languages=tuple(choices["languages"].split("+")),
        text_layer=choices["text_layer"],
        engine=choices["engine"],
        tessdata=choices["tessdata"],
        page_timeout=page_timeout,
        jobs=jobs,
    )
