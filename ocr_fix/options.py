"""What a caller may choose. Every option has a default that serves a Swedish report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, cast, get_args

from ocr_fix.correction import MAX_WIDTH, MIN_CONFIDENCE, CandidateSource
from ocr_fix.document import FurnitureChoice, LineChoice, RegisterChoice, TypographyChoice
from ocr_fix.document.language_codes import BY_TESSERACT, NAMES
from ocr_fix.errors import OptionError
from ocr_fix.language import Language
from ocr_fix.recognition import ENGINES, Engine, EngineSettings, TextLayer
from ocr_fix.source.limits import DEFAULT_DPI, Limits, check_dpi
from ocr_fix.wording import worded

DEFAULT_PAGE_SECONDS = 300.0

QUESTION = "question"
"""The key in the metadata of a field under which the command line finds what to say of it."""

SPELT = "spelt"
"""The key under which the command line finds the name of an option that is not that of its field."""

ReadAs = Literal["auto", "text"]

UserConfusion = tuple[str, str, float]
"""What is printed, what is read for it, and how often, 0-1."""

AUTO = "auto"
"""What is found out for each text."""

USUAL_SHARE = 0.05
"""How often a confusion happens where the user does not say; see `benchmarks/sweep.md`."""


P = ParamSpec("P")
S = TypeVar("S")
R = TypeVar("R")


def _asks(question: str) -> Mapping[str, str]:
    """For a field that the command line has as well; `choices.py` makes its option of type, default and question."""
    return {QUESTION: question}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a document is read and corrected: the one place where an option is written down.

    Attributes:
        pages: which pages, as in "1-3,7" or "5-", or their numbers, from 1; None for all.
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
        languages: Tesseract's language codes, the most important first, or one string as in "swe+deu". After `swe`,
            `eng` and `fin` are read with its model, which has all their letters.
        language_of_text: what the text is written in, by ISO 639-1, where the caller knows: "sv" takes all of it for
            Swedish, any other leaves every word of it as it is. "auto" tells it place by place; but where `languages`
            are given without `swe`, it is the first of these.
        register: which Swedish: "modern", today's, "old", that of 1840-1920, or "auto", both, weighed for each text.
        read_as: "auto" tells by its content what the input is, "text" takes it for text.
        password: opens PDFs that are locked; None for none.
        dpi: dots per inch at which PDF pages are rendered, 50-1200.
        page_timeout: seconds the engine may take for one reading of a page; 0 for no limit.
        text_layer: what to do with the text that a PDF page has already: "auto" judges it, "use" trusts it, "ignore"
            reads the page as if it had none.
        engine: what reads: "tesseract", the system's program, "tesserocr", the engine inside the package of that name,
            one that another package adds (see `ENGINES`), or any object that does what the protocol asks.
        tessdata: the folder with Tesseract's language data; None for the engine's own.
        language: what is known of the language of the text; None for Swedish, which comes with the program.
        sources: who else has candidates to propose for what may be misread; asked after the program's own.
        jobs: pages that are read at the same time, each by one engine thread.
        upright: whether the pages of a PDF that is written are turned upright and straightened.
        limits: bounds against hostile files.
        confined: whether files are opened in a process of their own, inside walls (Linux only; elsewhere it changes
            nothing). It is forked, so open files before you start threads.

    Raises:
        OptionError: a value is out of its range.

    Examples:
        >>> options = Options(words=["Granfors"], languages="swe+deu", pages=[1, 3])
        >>> options.words, options.languages, options.pages
        (('Granfors',), ('swe', 'deu'), '1,3')
    """

    pages: str | int | Sequence[int] | None = None
    correct: bool = field(default=True, metadata=_asks("Read and lay out, but change no word."))
    words: Sequence[str] = field(
        default=(), metadata=_asks("Your own words, one a line (UTF-8): never changed, and used for repairs.")
    )
    never: Sequence[str] = field(
        default=(),
        metadata=_asks("Words and tokens to leave as they stand, one a line (UTF-8); others are not repaired to them."),
    )
    confusions: Sequence[UserConfusion] = field(
        default=(),
        metadata=_asks(
            "What you know to be misread, one a line (UTF-8): printed, read and how often (0-1), with tabs."
        ),
    )
    min_confidence: float = field(
        default=MIN_CONFIDENCE, metadata=_asks("Change only what is so sure; what is less so is listed as doubtful.")
    )
    lines: LineChoice = field(default="reflow", metadata=_asks("Unwrap paragraphs, or keep the lines of the scan."))
    furniture: FurnitureChoice = field(
        default="drop", metadata=_asks("Leave running heads, footers and page numbers out of the text, or keep them.")
    )
    typography: TypographyChoice = field(
        default="printed",
        metadata=_asks("Leave quotes and dashes as they are printed, or write ”…” and – as Swedish does."),
    )
    languages: Sequence[str] = field(
        default=("swe",),
        metadata=_asks(
            "Tesseract's languages, the most important first, as in swe+deu; swe reads English and Finnish, too."
        ),
    )
    language_of_text: str = field(
        default=AUTO,
        metadata=_asks("The language of the text, as in sv or da, where you know; words are changed in Swedish only."),
    )
    register: RegisterChoice = field(
        default="auto", metadata=_asks("Swedish of today, of 1840-1920, or as each text shows.")
    )
    read_as: ReadAs = field(
        default="auto",
        metadata={
            **_asks("Take the input for what its content shows, or for text, be it data, code or marked up."),
            SPELT: "--as",
        },
    )
    password: str | None = field(
        default=None,
        repr=False,
        metadata=_asks("Opens locked PDFs; others on this machine may see it, so rather use --password-file."),
    )
    dpi: int = DEFAULT_DPI
    page_timeout: float = DEFAULT_PAGE_SECONDS
    text_layer: TextLayer = field(
        default="auto",
        metadata=_asks("What to do with the text a PDF page has already: judge it, use it, or ignore it."),
    )
    engine: str | Engine = field(
        default="tesseract",
        metadata=_asks(
            "The system's tesseract, tesserocr (inside the package of that name), or one of another package."
        ),
    )
    tessdata: Path | None = field(default=None, metadata=_asks("The folder with Tesseract's language data."))
    language: Language | None = None
    sources: Sequence[CandidateSource] = ()
    jobs: int = 1
    upright: bool = field(
        default=False, metadata=_asks("Turn the pages of a PDF that is written upright, and straighten them.")
    )
    limits: Limits = field(default_factory=Limits)
    confined: bool = False

    @property
    def engine_settings(self) -> EngineSettings:
        """How the engine is to be run, where it is given by name."""
        name = self.engine if isinstance(self.engine, str) else type(self.engine).__name__
        return EngineSettings(name, self.tessdata, self.page_timeout, self.limits.max_engine_bytes)

    @property
    def declared_language(self) -> str | None:
        """The language that all text is taken for; None where it is told place by place."""
        if self.language_of_text != AUTO:
            return self.language_of_text
        if self.language is not None or "swe" in self.languages:
            return None
        return next((BY_TESSERACT[code] for code in self.languages if code in BY_TESSERACT), None)

    @property
    def given_engine(self) -> Engine | None:
        """The engine, where it is given as an object."""
        return None if isinstance(self.engine, str) else self.engine

    def __post_init__(self) -> None:
        self._take_as_given()
        check_dpi(self.dpi)
        if not self.languages:
            raise OptionError(worded("no language is given; name at least one, for example swe"))
        if not 0.0 <= self.min_confidence <= 1.0:
            raise OptionError(
                worded(
                    "the least confidence is {min_confidence}; it must be between 0 and 1",
                    min_confidence=self.min_confidence,
                )
            )
        for confusion in self.confusions:
            _check_confusion(*confusion)
        _check_choice("lines", self.lines, get_args(LineChoice))
        _check_choice("furniture", self.furniture, get_args(FurnitureChoice))
        _check_choice("typography", self.typography, get_args(TypographyChoice))
        _check_choice("language_of_text", self.language_of_text, (AUTO, *NAMES))
        _check_choice("register", self.register, get_args(RegisterChoice))
        if any(not language or set(language) & set("+ ") for language in self.languages):
            raise OptionError(
                worded(
                    "the languages {languages!r} cannot be used; name them as Tesseract does: swe, eng",
                    languages=self.languages,
                )
            )
        if self.jobs < 1:
            raise OptionError(worded("the number of jobs is {jobs}; it must be 1 or more", jobs=self.jobs))
        if isinstance(self.engine, str):
            _check_choice("engine", self.engine, ENGINES)
        elif not isinstance(self.engine, Engine):
            raise OptionError(
                worded(
                    "engine is {engine!r}; it must be a name or an object with the methods of Engine",
                    engine=self.engine,
                )
            )
        for source in self.sources:
            if not isinstance(source, CandidateSource):
                raise OptionError(
                    worded("{source!r} is no source of candidates; it lacks what CandidateSource has", source=source)
                )
        _check_choice("read_as", self.read_as, get_args(ReadAs))
        _check_choice("text_layer", self.text_layer, get_args(TextLayer))
        if self.page_timeout < 0:
            raise OptionError(worded("the time limit of a page cannot be negative; 0 means none"))

    def _take_as_given(self) -> None:
        """Bring what may be given in several ways into the one that can be compared and remembered."""
        if isinstance(self.languages, str):
            object.__setattr__(self, "languages", self.languages.split("+"))
        for name in ("words", "never", "confusions", "languages", "sources"):
            object.__setattr__(self, name, _as_tuple(name, getattr(self, name)))
        if not isinstance(self.pages, str | None):
            object.__setattr__(self, "pages", _as_ranges(self.pages))


def _as_tuple(name: str, given: Iterable[Any]) -> tuple[Any, ...]:
    """What was given as a tuple."""
    if isinstance(given, str):
        raise OptionError(
            worded(
                "{name} is the string {given!r}; it must be a list or a tuple, as in [{given!r}]",
                name=name,
                given=given,
            )
        )
    return tuple(given)


def _as_ranges(numbers: int | Iterable[int]) -> str:
    """The numbers of pages in one string."""
    given = [numbers] if isinstance(numbers, int) else list(numbers)
    if not given or any(isinstance(number, bool) or not isinstance(number, int) or number < 1 for number in given):
        raise OptionError(
            worded('the pages {given} cannot be used; give their numbers, from 1, or ranges as in "1-3,7"', given=given)
        )
    return ",".join(map(str, given))


def _check_confusion(printed: str, read: str, share: float) -> None:
    if not printed + read or max(len(printed), len(read)) > MAX_WIDTH or printed == read:
        raise OptionError(
            worded(
                "{printed!r} read as {read!r}: a confusion has one to {max_width} characters on either side",
                printed=printed,
                read=read,
                max_width=MAX_WIDTH,
            )
        )
    if not 0.0 < share < 1.0:
        raise OptionError(
            worded(
                "{printed!r} read as {read!r}: its share is {share}; it must be between 0 and 1",
                printed=printed,
                read=read,
                share=share,
            )
        )


def _check_choice(name: str, value: str, choices: Collection[str]) -> None:
    if value not in choices:
        raise OptionError(
            worded(
                "{name} is {value!r}; it must be one of {choices}", name=name, value=value, choices=", ".join(choices)
            )
        )


def takes_options(
    options: Callable[P, Options],
) -> Callable[[Callable[Concatenate[S, ...], R]], Callable[Concatenate[S, P], R]]:
    """Let a function that passes on its keywords have the fields of `Options` by name after its first argument.

    Args:
        options: the class itself, whose fields give names and types.
    """

    def typed(function: Callable[Concatenate[S, ...], R]) -> Callable[Concatenate[S, P], R]:
        first = list(signature(function).parameters.values())[:1]
        fields = signature(options).parameters.values()
        shown = signature(function).replace(parameters=[*first, *fields])
        vars(function)["__signature__"] = shown
        return cast("Callable[Concatenate[S, P], R]", function)

    return typed


def read_words(path: Path) -> tuple[str, ...]:
    """A list of words: UTF-8, one a line; blank lines and what follows a `#` are passed over.

    Raises:
        OptionError: the file cannot be read or is not UTF-8.
    """
    return tuple(dict.fromkeys(line.strip() for line in _lines(path)))


def read_password(path: Path) -> str:
    """A password: the first line of a file in UTF-8.

    Raises:
        OptionError: the file cannot be read, is not UTF-8 or begins with an empty line.
    """
    try:
        password = path.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise OptionError(worded("{path}: the password is not UTF-8; save it as UTF-8", path=path)) from error
    except OSError as error:
        raise OptionError(
            worded("{path}: the password cannot be read ({reason})", path=path, reason=error.strerror)
        ) from error
    if not password:
        raise OptionError(worded("{path}: has no password in its first line", path=path))
    return password


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
                worded(
                    "{path}: {line!r} is no confusion; write printed, read and how often, with tabs",
                    path=path,
                    line=line,
                )
            ) from error
        found.append((printed, read, share))
    return tuple(found)


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise OptionError(worded("{path}: the list is not UTF-8; save it as UTF-8", path=path)) from error
    except OSError as error:
        raise OptionError(
            worded("{path}: the list cannot be read ({reason})", path=path, reason=error.strerror)
        ) from error
    lines = (line.partition("#")[0].rstrip() for line in text.splitlines())
    return [line for line in lines if line.strip()]
