"""The text of a file that is compared: a text file, or one in which a program has left words with their boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ocr_fix.document import Document, Page
from ocr_fix.errors import InputError
from ocr_fix.notation.orthography import SOFT_HYPHEN
from ocr_fix.source.kinds import HEAD_BYTES, OCR_FORMATS, FileFormat, identify
from ocr_fix.source.limits import DEFAULT_LIMITS, check_text_bytes
from ocr_fix.source.sandbox.confined import can_confine, made_apart
from ocr_fix.wording import worded

# A word that goes on in the next line, by what the file says.
_PARTED = re.compile(rf"{SOFT_HYPHEN}\s*\n\s*")
_OF_WORDS = OCR_FORMATS | {FileFormat.DOCUMENT}


def read_text(path: Path) -> str:
    """The text of a file.

    Of hOCR, ALTO and PAGE it is the words in the lines and the order of the file, without the marks; words that the
    file says to be one over a line end are one. Of our JSON it is the text of the document.

    Raises:
        InputError: the file is missing, not readable, damaged, or text that is not UTF-8.
        LimitError: it is larger than files of words may be.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise InputError(worded("{path}: is a folder; give a text file", path=path)) from error
    except OSError as error:
        raise InputError(
            worded("{path}: cannot be read ({reason})", path=path, reason=error.strerror or error)
        ) from error
    format_ = identify(data[:HEAD_BYTES])
    if format_ in _OF_WORDS:
        return _text_of_words(data, format_, str(path))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            worded(
                "{path}: is not UTF-8 text (byte {position}); give text in UTF-8, hOCR, ALTO, PAGE or our JSON",
                path=path,
                position=error.start + 1,
            )
        ) from error


def has_words(path: Path) -> bool:
    """Whether a file is one of words, told by its first bytes."""
    with path.open("rb") as file:
        return identify(file.read(HEAD_BYTES)) in _OF_WORDS


def _text_of_words(data: bytes, format_: FileFormat, label: str) -> str:
    check_text_bytes(DEFAULT_LIMITS, label, len(data))

    def extract() -> bytes:
        if format_ is FileFormat.DOCUMENT:
            text = Document.from_json(data, label).text
        else:
            text = _PARTED.sub("", "\n".join(_lines(data, label)))
        return text.encode("utf-8", "replace")

    found = made_apart(extract, label, DEFAULT_LIMITS) if can_confine() else extract()
    return found.decode("utf-8")


def _lines(data: bytes, label: str) -> Iterator[str]:
    """The lines of a file of words; the last word ends in a soft hyphen where the file says that it goes on."""
    from ocr_fix.source import open_source  # noqa: PLC0415 - these stand on lxml
    from ocr_fix.source.texts.ocr_files.ocr_file import marked_pages  # noqa: PLC0415

    with open_source(data, name=label) as source:
        pages = [page for page in source.pages() if isinstance(page, Page)]
    if failures := [page.failure for page in pages if page.failure is not None]:
        raise InputError(failures[0])
    for page, marked in zip(pages, marked_pages(data, label) or (), strict=True):
        for block in page.blocks:
            for line in block.lines:
                words = [word.text for word in line.words]
                last = line.words[-1].source
                element = None if last is None else marked.words[last.element]
                if element is not None and element.get("SUBS_TYPE") == "HypPart1":
                    words[-1] = (element.get("CONTENT") or "") + SOFT_HYPHEN
                yield " ".join(words)
