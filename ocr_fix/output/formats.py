"""The formats by name: how their files end, and who writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ocr_fix.document import Document, SourceKind
from ocr_fix.errors import OptionError
from ocr_fix.output.original import Original

_SCANS: tuple[SourceKind, ...] = ("pdf", "image")


class _Writer(Protocol):
    """What the module of a format has."""

    def write(self, document: Document, original: Original | None) -> bytes:
        """The document as the bytes of a file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of output.

    Attributes:
        name: as the user gives it.
        ending: of its files, with the dot.
        needs_original: whether its writer must see the file that was read; such a format serves scans only.
    """

    name: str
    ending: str
    needs_original: bool = False

    def serves(self, kind: SourceKind) -> bool:
        """Whether documents read from files of a kind can be written in this format."""
        return not self.needs_original or kind in _SCANS

    def write(self, document: Document, original: Original | None = None) -> bytes:
        """A document as the bytes of a file.

        Args:
            document: what to write.
            original: the file it was read from; used only where `needs_original`.

        Raises:
            OptionError: the format does not serve this document, or the original is missing.
            InputError: the original cannot be read any more.
        """
        if not self.serves(document.kind):
            raise OptionError(
                f"{document.name}: a {document.kind} file has no scan to put into the format {self.name};"
                f" choose from {', '.join(each.name for each in FORMATS.values() if each.serves(document.kind))}"
            )
        if self.needs_original and original is None:
            raise OptionError(f"{document.name}: the format {self.name} needs the file that was read; give it as well")
        # Imported when asked for, since some stand on libraries that take a tenth of a second to load.
        writer = cast("_Writer", import_module(f"ocr_fix.output.{self.name}"))
        return writer.write(document, original)


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("text", ".txt"),
        Format("markdown", ".md"),
        Format("json", ".json"),
        Format("hocr", ".hocr"),
        Format("alto", ".xml"),
        Format("pdf", ".pdf", needs_original=True),
    )
}
"""All formats by their names."""


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
        OptionError: there is no such format, or none is named.
    """
    return tuple(dict.fromkeys(_known(name.strip()).name for name in names.split(",")))


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
    fitting = [form for form in forms if output.name.lower().endswith(FORMATS[form].ending)]
    named = fitting[0] if fitting else forms[0]
    stem = output.with_name(output.name[: -len(FORMATS[named].ending)]) if fitting else output
    return {form: output if form == named else stem.with_name(stem.name + FORMATS[form].ending) for form in forms}


def _known(form: str) -> Format:
    if form not in FORMATS:
        raise OptionError(f"unknown format {form!r}; choose from {', '.join(FORMATS)}")
    return FORMATS[form]
