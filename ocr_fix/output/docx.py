"""DOCX: the text for word processors, with its headings, lists and tables; python-docx writes it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from ocr_fix.document import LINE_BY_LINE, Document, Word
from ocr_fix.document.language_codes import NO_LANGUAGE, OTHER_LANGUAGE, SWEDISH
from ocr_fix.notation.orthography import is_bullet
from ocr_fix.output.markup.xml import allowed
from ocr_fix.output.original import Original
from ocr_fix.output.passages import BlockOf, cells_of, passages
from ocr_fix.version import __version__

_UNRANKED = 2  # the level of a heading that no scan tells the rank of
_LOWEST = 9  # the deepest level that the file has a style for
# The same input gives the same bytes, whenever it is read.
_TIME = datetime(1980, 1, 1)


def write(document: Document, original: Original | None = None) -> bytes:
    """A document as DOCX.

    It has the text alone: changes, boxes and pages are in other formats. Running heads, footers and page numbers are
    left out unless they are kept.
    """
    file = docx.Document()
    _describe(file, document)
    for passage in passages(document, furniture=document.furniture == "keep"):
        _passage(file, passage, keeps_lines=document.lines == "keep")
    out = BytesIO()
    file.save(out)
    return _at_rest(out.getvalue())


def _describe(file: WordFile, document: Document) -> None:
    about = file.core_properties
    about.title = allowed(document.metadata.title or document.name)
    about.author = f"ocr_fix {__version__}"
    about.comments = allowed("; ".join(_remarks(document)))
    about.created = about.modified = _TIME
    language = document.language or SWEDISH
    if language not in {NO_LANGUAGE, OTHER_LANGUAGE}:
        about.language = language
        for each in file.styles.element.iter(qn("w:lang")):
            each.set(qn("w:val"), "sv-SE" if language == SWEDISH else language)


def _remarks(document: Document) -> Iterator[str]:
    for page in document.pages:
        yield from filter(None, (page.failure, page.note))


def _passage(file: WordFile, passage: Sequence[BlockOf], *, keeps_lines: bool) -> None:
    block = passage[0].block
    lines = [text for each in passage for line in each.block.lines if (text := _text(line.words))]
    if not lines:
        return
    if block.kind == "table":
        _table(file, passage)
    elif block.kind == "heading":
        file.add_heading(" ".join(lines), min(block.level or _UNRANKED, _LOWEST))
    elif block.kind == "list-item" and is_bullet(lines[0].partition(" ")[0]):
        _fill(file.add_paragraph(style="List Bullet"), [lines[0].partition(" ")[2], *lines[1:]], keeps_lines)
    else:
        style = {"list-item": "List Paragraph", "margin-note": "Quote"}.get(block.kind)
        _fill(file.add_paragraph(style=style), lines, keeps_lines or block.kind in LINE_BY_LINE)


def _fill(paragraph: Paragraph, lines: Sequence[str], keeps_lines: bool) -> None:
    run = paragraph.add_run()
    for index, line in enumerate(lines):
        if index and keeps_lines:
            run.add_break()
        run.add_text(line if keeps_lines or not index else f" {line}")


def _table(file: WordFile, passage: Sequence[BlockOf]) -> None:
    rows = [[_text(cell) for cell in cells_of(line)] for each in passage for line in each.block.lines]
    table = file.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=False):
            cell.text = text


def _text(words: Iterable[Word]) -> str:
    return allowed(" ".join(word.text for word in words if word.text))


def _at_rest(content: bytes) -> bytes:
    """The same file without the time at which it was packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, _TIME.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            anew.writestr(entry, packed.read(name))
    return out.getvalue()
