"""What a caller may choose. Every option has a default that serves a Swedish report."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict, get_args

from ocr_fix.correction import MAX_WIDTH, MIN_CONFIDENCE
from ocr_fix.document import FurnitureChoice, LineChoice, TypographyChoice
from ocr_fix.errors import OptionError
from ocr_fix.recognition import ENGINES, EngineSettings, TextLayer
from ocr_fix.source.limits import DEFAULT_DPI, Limits, check_dpi

DEFAULT_PAGE_SECONDS = 300.0

UserConfusion = tuple[str, str, float]
"""What is printed, what is read for it, and how often, 0-1."""

USUAL_SHARE = 0.05
"""How often a confusion happens where the user does not say."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a document is read and corrected.

    Attributes:
        pages: which pages, as in "1-3,7" or "5-"; None for all.
        correct: whether to correct at all; without, the reading is only laid out and brought into normal form.
        words: the caller's own words: never changed, and candidates for what is damaged.
        never: words and tokens that are to stay as they are; others are not repaired to them.
        confusions: what the caller knows to be misread: what is printed, what is read for it, and how often, 0-1; up to
            three characters on either side, one of them at least.
        min_confidence: the stated confidence from which a change is made, 0-1; what is likely, but less so, is listed
            as doubtful.
        lines: "reflow" unwraps paragraphs, "keep" keeps the lines of the scan.
        furniture: "drop" leaves running heads, footers and page numbers out of the text, "keep" keeps them.
        typography: "printed" leaves quotes and dashes as they are printed, "swedish" writes ”…” and – as Swedish does.
        languages: Tesseract's language codes, the most important first. After `swe`, `eng` and `fin` are read with its
            model, which has all their letters.
        dpi: dots per inch at which PDF pages are rendered, 50-1200.
        page_timeout: seconds the engine may take for one reading of a page; 0 for no limit.
        engine: "tesseract", the system's program, or "tesserocr", the engine inside the package of that name.
        tessdata: the folder with Tesseract's language data; None for the engine's own.
        text_layer: what to do with the text that a PDF page has already: "auto" judges it, "use" trusts it, "ignore"
            reads the page as if it had none.
        jobs: pages that are read at the same time, each by one engine thread.
        limits: bounds against hostile files.

    Raises:
        OptionError: a value is out of its range.
    """

    pages: str | None = None
    correct: bool = True
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    confusions: tuple[UserConfusion, ...] = ()
    min_confidence: float = MIN_CONFIDENCE
    lines: LineChoice = "reflow"
    furniture: FurnitureChoice = "drop"
    typography: TypographyChoice = "printed"
    languages: tuple[str, ...] = ("swe",)
    dpi: int = DEFAULT_DPI
    page_timeout: float = DEFAULT_PAGE_SECONDS
    engine: str = "tesseract"
    tessdata: Path | None = None
    text_layer: TextLayer = "auto"
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)

    @property
    def engine_settings(self) -> EngineSettings:
        """How the engine is to be run."""
        return EngineSettings(self.engine, self.tessdata, self.page_timeout, self.limits.max_engine_bytes)

    def __post_init__(self) -> None:
        check_dpi(self.dpi)
        if not self.languages:
            raise OptionError("no language is given; name at least one, for example swe")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise OptionError(f"the least confidence is {self.min_confidence}; it must be between 0 and 1")
        for confusion in self.confusions:
            _check_confusion(*confusion)
        _check_choice("lines", self.lines, get_args(LineChoice))
        _check_choice("furniture", self.furniture, get_args(FurnitureChoice))
        _check_choice("typography", self.typography, get_args(TypographyChoice))
        if any(not language or set(language) & set("+ ") for language in self.languages):
            raise OptionError(f"the languages {self.languages!r} cannot be used; name them as Tesseract does: swe, eng")
        if self.jobs < 1:
            raise OptionError(f"the number of jobs is {self.jobs}; it must be 1 or more")
        _check_choice("engine", self.engine, ENGINES)
        _check_choice("text_layer", self.text_layer, get_args(TextLayer))
        if self.page_timeout < 0:
            raise OptionError("the time limit of a page cannot be negative; 0 means none")


def _check_confusion(printed: str, read: str, share: float) -> None:
    if not printed + read or max(len(printed), len(read)) > MAX_WIDTH or printed == read:
        raise OptionError(f"{printed!r} read as {read!r}: a confusion has one to {MAX_WIDTH} characters on either side")
    if not 0.0 < share < 1.0:
        raise OptionError(f"{printed!r} read as {read!r}: its share is {share}; it must be between 0 and 1")


def _check_choice(name: str, value: str, choices: Collection[str]) -> None:
    if value not in choices:
        raise OptionError(f"{name} is {value!r}; it must be one of {', '.join(choices)}")


class OptionFields(TypedDict, total=False):
    """The fields of `Options` as keyword arguments, all optional."""

    pages: str | None
    correct: bool
    words: tuple[str, ...]
    never: tuple[str, ...]
    confusions: tuple[UserConfusion, ...]
    min_confidence: float
    lines: LineChoice
    furniture: FurnitureChoice
    typography: TypographyChoice
    languages: tuple[str, ...]
    dpi: int
    page_timeout: float
    engine: str
    tessdata: Path | None
    text_layer: TextLayer
    jobs: int
    limits: Limits


def read_words(path: Path) -> tuple[str, ...]:
    """A list of words: UTF-8, one a line; blank lines and what follows a `#` are passed over.

    Raises:
        OptionError: the file cannot be read or is not UTF-8.
    """
    return tuple(dict.fromkeys(line.strip() for line in _lines(path)))


def read_confusions(path: Path) -> tuple[UserConfusion, ...]:
    """A list of confusions: UTF-8, one a line: what is printed, what is read for it, and how often, parted by tabs.

    How often is a share of 0 to 1 and may be left out. Blank lines and what follows a `#` are passed over.

    Raises:
        OptionError: the file cannot be read, is not UTF-8, or a line is of another form.
    """
    found = []
    for line in _lines(path):
        printed, *rest = line.split("\t")
        try:
            read, share = rest[0], float(rest[1]) if len(rest) > 1 else USUAL_SHARE
        except (IndexError, ValueError) as error:
            raise OptionError(
                f"{path}: {line!r} is no confusion; write printed, read and how often, with tabs"
            ) from error
        found.append((printed, read, share))
    return tuple(found)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise OptionError(f"{path}: the list is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise OptionError(f"{path}: the list cannot be read ({error.strerror})") from error
    lines = (line.partition("#")[0].rstrip() for line in text.splitlines())
    return [line for line in lines if line.strip()]
