"""TEI: the text for editions and corpora, with its headings, lists, tables and pages, and what was read beside changes.

TEI P5, https://tei-c.org/guidelines/p5/, of which it takes what TEI Simple has as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from ocr_fix.document import LINE_BY_LINE, Block, Document, Page, Word, with_absorbed
from ocr_fix.document.language_codes import SWEDISH, named, tag_of
from ocr_fix.output.markup.xml import add, allowed
from ocr_fix.output.original import Original
from ocr_fix.output.passages import BlockOf, cells_of, passages
from ocr_fix.version import __version__

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PROGRAM = "ocr_fix"
_UNRANKED = 2  # the level of a heading that no scan tells the rank of
# What stands anywhere and is no text by itself.
_ANYWHERE = frozenset({"pb", "fw", "note"})
# From which probability on a change is said to be of a certainty; words for readers, not swept.
_CERTAINTIES = (("high", 0.95), ("medium", 0.8), ("low", 0.0))
_FURNITURE = {"header": "header", "footer": "footer", "page-number": "pageNum"}


def write(document: Document, original: Original | None = None) -> bytes:
    """A document as TEI in UTF-8.

    Headings begin divisions, by their levels; where a word was changed, what was read stands beside it, and a doubtful
    one is said to be unclear. Running heads, footers and page numbers are there, marked as such.
    """
    root = etree.Element(f"{{{_NAMESPACE}}}TEI", nsmap={None: _NAMESPACE})
    _header(root, document)
    text = add(root, "text")
    text.set(_LANGUAGE, tag_of(document.language or SWEDISH))
    _Body(add(text, "body"), document).write()
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _header(root: etree._Element, document: Document) -> None:
    header = add(root, "teiHeader")
    description = add(header, "fileDesc")
    titles = add(description, "titleStmt")
    add(titles, "title", document.metadata.title or document.name)
    responsible = add(titles, "respStmt")
    responsible.set(_ID, _PROGRAM)
    add(responsible, "resp", "read and corrected by a program")
    add(responsible, "name", f"ocr_fix {__version__}")
    add(add(description, "publicationStmt"), "p", "Not published.")
    source = add(add(description, "sourceDesc"), "p", f"Made from the file {document.name}.")
    told = (("diary number", document.metadata.diary_number), ("date", document.metadata.date))
    source.text += "".join(f" Its {what}, as printed: {allowed(value)}." for what, value in told if value is not None)
    if document.languages:
        usage = add(add(header, "profileDesc"), "langUsage")
        for code, share in document.languages.items():
            add(usage, "language", named(code), ident=tag_of(code), usage=round(100 * share))


class _Body:
    """Writes the text.

    Args:
        body: of the text.
        document: what to write.
    """

    def __init__(self, body: etree._Element, document: Document) -> None:
        self._document = document
        self._divisions = [(0, body)]
        self._pages = list(document.pages)

    def write(self) -> None:
        found = (each for each in passages(self._document, furniture=True) if _has_words(each))
        listed = groupby(found, key=lambda passage: passage[0].block.kind)
        for kind, alike in listed:
            if kind == "list-item":
                self._list(alike)
            else:
                for passage in alike:
                    self._passage(passage)
        self._begin_pages(self._inside, None)
        body = self._divisions[0][1]
        if all(etree.QName(each).localname in _ANYWHERE for each in body):
            add(body, "p")  # a text without any is none

    @property
    def _inside(self) -> etree._Element:
        """The division that is written into."""
        return self._divisions[-1][1]

    def _begin_pages(self, parent: etree._Element, number: int | None) -> None:
        """Say where pages begin, up to one, or all that are left, and what is to be said of them."""
        while self._pages and (number is None or self._pages[0].number <= number):
            _begin(parent, self._pages.pop(0))

    def _list(self, found: Iterable[Sequence[BlockOf]]) -> None:
        items = [*found]
        self._begin_pages(self._inside, items[0][0].page)
        element = add(self._inside, "list")
        for passage in items:
            self._begin_pages(element, passage[0].page)
            self._fill(add(element, "item"), passage)

    def _passage(self, passage: Sequence[BlockOf]) -> None:
        block = passage[0].block
        if block.kind == "heading":
            self._divide(block.level or _UNRANKED)
        self._begin_pages(self._inside, passage[0].page)
        if block.kind == "table":
            self._table(passage)
        elif block.is_furniture:
            self._fill(add(self._inside, "fw", type=_FURNITURE[block.kind]), passage)
        elif block.kind == "heading":
            self._fill(add(self._inside, "head"), passage)
        elif block.kind == "margin-note":
            self._fill(add(self._inside, "note", place="margin"), passage)
        elif block.kind == "signature":
            self._fill(add(self._inside, "ab", type="signature"), passage)
        else:
            self._fill(add(self._inside, "p"), passage)

    def _divide(self, level: int) -> None:
        while self._divisions[-1][0] >= level:
            self._divisions.pop()
        self._divisions.append((level, add(self._inside, "div")))

    def _table(self, passage: Sequence[BlockOf]) -> None:
        table = add(self._inside, "table")
        for placed in passage:
            self._begin_pages(table, placed.page)
            for line in placed.block.lines:
                row = add(table, "row")
                for cell in cells_of(line):
                    _words(add(row, "cell"), cell)

    def _fill(self, element: etree._Element, passage: Sequence[BlockOf]) -> None:
        """Write the words of a passage into an element; lines are kept where they are the writer's, or asked for."""
        language = passage[0].block.language
        if language is not None and language != (self._document.language or SWEDISH):
            element.set(_LANGUAGE, tag_of(language))
        kept = self._document.lines == "keep"
        lines = [
            (placed.page, placed.block, words)
            for placed in passage
            for words in _lines_of(placed.block, keeps_lines=kept)
        ]
        for index, (page, _, words) in enumerate(lines):
            if index:
                _append(element, " ")
                if page == lines[index - 1][0] and (kept or lines[index][1].kind in LINE_BY_LINE):
                    add(element, "lb")
            self._begin_pages(element, page)
            _words(element, words)


def _lines_of(block: Block, *, keeps_lines: bool) -> Iterator[Sequence[Word]]:
    if keeps_lines or block.kind in LINE_BY_LINE:
        yield from (line.words for line in block.lines)
    else:
        yield [word for line in block.lines for word in line.words]


def _has_words(passage: Iterable[BlockOf]) -> bool:
    return any(word.text for each in passage for line in each.block.lines for word in line.words)


def _begin(parent: etree._Element, page: Page) -> None:
    add(parent, "pb", n=page.number)
    for remark in filter(None, (page.failure, page.note)):
        add(parent, "note", remark, type="reading", resp=f"#{_PROGRAM}")


def _words(element: etree._Element, words: Iterable[Word]) -> None:
    first = True
    for group in with_absorbed(words, lambda word: word):
        head = group[0]
        if not head.text:
            continue  # the end of a word that stands in full before
        if not first:
            _append(element, " ")
        first = False
        _word(element, head, " ".join(word.reading for word in group))


def _word(element: etree._Element, head: Word, read: str) -> None:
    edit = head.edit
    if head.text != read:
        choice = add(element, "choice")
        add(choice, "sic", read)
        told = {} if edit is None else {"type": edit.kind, "cert": _certainty(edit.confidence)}
        add(choice, "corr", head.text, resp=f"#{_PROGRAM}", **told)
    elif edit is not None and edit.kind == "doubtful":
        add(element, "unclear", head.text)
    else:
        _append(element, head.text)


def _certainty(confidence: float) -> str:
    """A probability in the words that all versions of the standard have."""
    return next(word for word, least in _CERTAINTIES if confidence >= least)


def _append(element: etree._Element, text: str) -> None:
    """Text behind what stands in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + allowed(text)
    else:
        element.text = (element.text or "") + allowed(text)
