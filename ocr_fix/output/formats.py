"""The formats by name: how their files end, and who writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import cast

from ocr_fix.document import Document, SourceKind
from ocr_fix.errors import OptionError
from ocr_fix.output.original import Original
from ocr_fix.plugins import Registry
from ocr_fix.system.libraries import complete
from ocr_fix.wording import worded

_SCANS: tuple[SourceKind, ...] = ("pdf", "image")


Writer = Callable[[Document, Original | None], bytes]
"""Writes a document as the bytes of a file; the file it was read from is None where it is not needed nor given."""

PageWriter = Callable[[Document], Mapping[int, bytes]]
"""Writes a document as the bytes of a file for each of its pages, by their numbers."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of output.

    Attributes:
        name: as the user gives it.
        ending: of its files, with the dot.
        writer: who writes it, or where that is found, as in "package.module:function": it is imported when it is asked
            for, since some stand on libraries that take a tenth of a second to load.
        needs_original: whether its writer must see the file that was read; such a format serves scans only.
        library: what its writer stands on that the plain installation has not: the extra of the same name brings it;
            None where there is nothing.
        page_writer: of a format whose files hold one page each, who writes a document as a file for each of its pages,
            by their numbers, or where that is found; None for others.
    """

    name: str
    ending: str
    writer: str | Writer
    needs_original: bool = False
    library: str | None = None
    page_writer: str | PageWriter | None = None

    def serves(self, kind: SourceKind) -> bool:
        """Whether documents read from files of a kind can be written in this format."""
        return not self.needs_original or kind in _SCANS

    def check_installed(self) -> None:
        """See that what the writer stands on is there.

        Raises:
            OptionError: it is not.
        """
        if self.library is not None and find_spec(self.library) is None:
            raise OptionError(
                worded(
                    "the format {name} needs a library that is not installed; pip install 'ocr-fix[{name}]'",
                    name=self.name,
                )
            )

    def write(self, document: Document, original: Original | None = None) -> bytes:
        """A document as the bytes of a file.

        Args:
            document: what to write.
            original: the file it was read from; used only where `needs_original`.

        Raises:
            OptionError: the format does not serve this document, or the original or a library is missing.
            InputError: the original cannot be read any more.
        """
        self.check_installed()
        if not self.serves(document.kind):
            raise OptionError(
                worded(
                    "{name}: a {kind} file has no scan to put into the format {form}; choose from {others}",
                    name=document.name,
                    kind=document.kind,
                    form=self.name,
                    others=", ".join(each.name for each in FORMATS.usable() if each.serves(document.kind)),
                )
            )
        if self.needs_original and original is None:
            raise OptionError(
                worded(
                    "{name}: the format {form} needs the file that was read; give it as well",
                    name=document.name,
                    form=self.name,
                )
            )
        with complete():
            writer = self.writer if callable(self.writer) else cast("Writer", resolve_name(self.writer))
        return writer(document, original)

    def write_pages(self, document: Document) -> Mapping[int, bytes] | None:
        """A file for each page of a document, by their numbers; None where one file holds the whole document."""
        if self.page_writer is None or len(document.pages) == 1:
            return None
        found = self.page_writer
        writer = found if callable(found) else cast("PageWriter", resolve_name(found))
        return writer(document)


def _format(value: object) -> Format | None:
    return value if isinstance(value, Format) else None


# Endings of what other programs write, which text must not be called.
_NOT_WRITTEN = frozenset(
    ".doc .odt .rtf .xlsx .xls .ods .pptx .epub .htm .html .tif .tiff .png .jpg .jpeg .webp .zip .djvu".split()
)

FORMATS = Registry(
    "ocr_fix.formats",
    {
        each.name: each
        for each in (
            Format("text", ".txt", "ocr_fix.output.text:write"),
            Format("markdown", ".md", "ocr_fix.output.markdown:write"),
            Format("json", ".json", "ocr_fix.output.json:write"),
            Format("hocr", ".hocr", "ocr_fix.output.markup.hocr:write"),
            Format("alto", ".xml", "ocr_fix.output.markup.alto:write"),
            Format(
                "page",
                ".page.xml",
                "ocr_fix.output.markup.page_xml:write",
                page_writer="ocr_fix.output.markup.page_xml:write_pages",
            ),
            Format("tei", ".tei.xml", "ocr_fix.output.tei:write"),
            Format("docx", ".docx", "ocr_fix.output.docx:write", library="docx"),
            Format("pdf", ".pdf", "ocr_fix.output.pdfs.writer:write", needs_original=True),
        )
    },
    _format,
)
"""All formats by their names; a package adds one by an entry point of the group `ocr_fix.formats` to a `Format`."""


def render(document: Document, form: str, original: Original | None = None) -> bytes:
    """A document in one of the `FORMATS`, as the bytes of a file.

    Args:
        document: what to write.
        form: the name of the format.
        original: the file the document was read from, for formats that need it.

    Raises:
        OptionError: there is no such format, it does not serve this document, or the original is missing.
        InputError: the original cannot be read any more.
    """
    return _known(form).write(document, original)


def parse_formats(names: str) -> tuple[str, ...]:
    """The formats that a user asks for, each once, in the order given.

    Args:
        names: with commas between, as in "text,json".

    Raises:
        OptionError: there is no such format, none is named, the files of two would have the same name, or a library
            is missing.
    """
    named = {name.strip(): _known(name.strip()).ending for name in names.split(",")}
    for name in named:
        FORMATS[name].check_installed()
    if len(set(named.values())) < len(named):
        endings = ", ".join(named.values())
        raise OptionError(
            worded(
                "the files of {names} end alike ({endings}); write them one after the other",
                names=names,
                endings=endings,
            )
        )
    return tuple(named)


def form_of(output: Path) -> str:
    """The format that a user means who names a file and no format: that of its ending, text where it tells none.

    Raises:
        OptionError: the ending is that of a format that cannot be written, or for which a library is missing.
    """
    ending = output.suffix.lower()
    fitting = _fitting(output, FORMATS.own)
    if fitting is None and ending in _NOT_WRITTEN:
        endings = ", ".join(FORMATS[form].ending for form in FORMATS.own)
        raise OptionError(
            worded(
                "{output}: {ending} cannot be written; name a file that ends in {endings}, or give --format",
                output=output,
                ending=ending,
                endings=endings,
            )
        )
    if fitting is not None:
        FORMATS[fitting].check_installed()
    return fitting or "text"


def targets(output: Path, forms: Sequence[str]) -> dict[str, Path]:
    """Which file each format is written to when the user names one.

    The name is that of the format whose ending it has, else of the first one; every other stands beside it with its
    own ending: `out.txt` and "text,json" give `out.txt` and `out.json`.

    Args:
        output: the file that the user names.
        forms: names of formats, at least one.

    Returns:
        The files by format, in the order of the formats; no two are the same.
    """
    fitting = _fitting(output, forms)
    named = fitting or forms[0]
    stem = output.with_name(output.name[: -len(FORMATS[named].ending)]) if fitting else output
    return {form: output if form == named else stem.with_name(stem.name + FORMATS[form].ending) for form in forms}


def name_of_page(name: str, ending: str, number: int) -> str:
    """What the file of one page is called, where the pages of a document are written apart.

    Args:
        name: of the file of the whole.
        ending: of the format; the number stands before it, where the name has it.
        number: of the page, from 1.
    """
    stem = name[: -len(ending)] if name.lower().endswith(ending) else name
    return f"{stem}.{number:04}{name[len(stem) :]}"


def _fitting(output: Path, forms: Iterable[str]) -> str | None:
    """Of some formats, that whose ending a file has: the longest, as in "sida.page.xml"; None where it has none."""
    fitting = [form for form in forms if output.name.lower().endswith(FORMATS[form].ending)]
    return max(fitting, key=lambda form: len(FORMATS[form].ending), default=None)


def _known(form: str) -> Format:
    if form not in FORMATS:
        raise OptionError(worded("unknown format {form!r}; choose from {known}", form=form, known=", ".join(FORMATS)))
    return FORMATS[form]
