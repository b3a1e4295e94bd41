"""The report: one page of HTML for people who look at changes and doubts, and decide.

Beside each other, the changes with the crop of the scan each was made in, and the scans with the changed words phrase;
every word can be decided on. The page loads nothing from anywhere: style, script, scans and words are in it, and its
policy allows nothing else.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ocr_fix.document import Block, Change, Document, in_order, with_absorbed
from ocr_fix.document.language_codes import SWEDISH, named, tag_of
from ocr_fix.notation.web_pages import page_of, policy_of, resource
from ocr_fix.output.original import Original
from ocr_fix.output.reports.page_pictures import Crop, crop, mark, scan_of
from ocr_fix.output.reports.reasons import reason_told
from ocr_fix.review.places import Place, places
from ocr_fix.wording import phrase, worded

_PACKAGE = "ocr_fix.output.reports"
_KIND_NAMES = {
    "word": phrase("misread word"),
    "hyphen": phrase("line-end hyphen"),
    "join": phrase("joined"),
    "split": phrase("split"),
    "sign": phrase("sign"),
    "normal-form": phrase("normal form"),
    "typography": phrase("typography"),
    "noise": phrase("specks"),
    "reviewed": phrase("reviewed"),
    "doubtful": phrase("doubtful"),
}
_SAID = re.compile(r'\bworded\((".*?")[,)]')  # a message in the script
_CONTEXT = 45  # characters on either side


class _Entry(NamedTuple):
    """A change or a doubt as the page shows it.

    Attributes:
        key: the identity of its element.
        change: what was changed or is doubtful.
        word: number of the word concerned, as in `Place`.
        sure: its probability in percent.
        tag: of the language that it stands in, as HTML has it.
        elsewhere: that language for people, where it is not Swedish.
        left, right: the words around.
        crops: number of the page and the part of it, for each word that has been taken together.
        marks: number of the page and the place on it, likewise.
        tip: all in one line.
        label: what is said of it to those who do not see it.
        reason: why, in the language of the page.
    """

    key: str
    change: Change
    word: int
    sure: int
    tag: str
    elsewhere: str
    left: str
    right: str
    crops: Sequence[tuple[int, Crop]]
    marks: Sequence[tuple[int, str]]
    tip: str
    label: str
    reason: str


def render_report(document: Document, original: Original | None = None) -> bytes:
    """The report on a document as HTML 5 in UTF-8.

    Args:
        document: what is reported on.
        original: the file it was read from, for the scans; without it, or where a page cannot be read any more, the
            changes stand alone with the words around them.
    """
    return report_page(document, dict(_scans(document, original)))


def report_page(document: Document, scans: Mapping[int, str], *, served: bool = False) -> bytes:
    """The report with the pictures of its pages told.

    Args:
        document: what is reported on.
        scans: the address of the scan of each page that has one, by its number.
        served: whether decisions are kept by the server that the page comes from, else by the browser.
    """
    found = list(places(document))
    rows = list(_entries(document, found, scans))
    metadata = document.metadata
    script = _script()
    about = (document.name if metadata.title else None, metadata.diary_number, metadata.date)
    return page_of(
        _PACKAGE,
        "report.html.j2",
        about=[part for part in about if part],
        data=_data(document, found, served=served),
        document=document,
        kinds=Counter(row.change.kind for row in rows).most_common(),
        marks=_marks(rows),
        names=_KIND_NAMES,
        on_page=Counter(row.change.page for row in rows),
        policy=policy_of(script, served=served),
        rows=rows,
        scans=scans,
        script=script,
        served=served,
        style=resource(_PACKAGE, "report.css"),
        title=metadata.title or document.name,
        words=len(document.text.split()),
    ).encode("utf-8")


def served_policy() -> str:
    """The content security policy of a report that a server gives."""
    return policy_of(_script(), served=True)


def _script() -> str:
    return resource(_PACKAGE, "decisions.js", "report.js")


@cache
def _messages() -> Sequence[str]:
    """What the script says, in English."""
    return [json.loads(message) for message in _SAID.findall(_script())]


def _marks(rows: Iterable[_Entry]) -> Mapping[int, Sequence[tuple[_Entry, str]]]:
    """What is phrase on each page, by its number: the entry and the place."""
    found: defaultdict[int, list[tuple[_Entry, str]]] = defaultdict(list)
    for row in rows:
        for number, place in row.marks:
            found[number].append((row, place))
    return found


def _data(document: Document, found: Sequence[Place], *, served: bool) -> dict[str, Any]:
    """What the script must know to decide on any word: number, page, start, box, reading, and text if it is another."""
    words = [
        [
            place.word,
            place.page,
            place.start,
            None if place.box is None else place.box.to_list(),
            place.read,
            *([] if place.text == place.read else [place.text]),
        ]
        for place in found
    ]
    return {
        "document": {"name": document.name, "sha256": document.fingerprint},
        "served": served,
        "texts": {message: worded(message) for message in _messages() if worded(message) != message},
        "words": words,
    }


def _entries(document: Document, found: Sequence[Place], scans: Mapping[int, str]) -> Iterator[_Entry]:
    """The changes and doubts with their words, which are those that have an edit, in the order of the text."""
    groups = zip(with_absorbed(document.flow.tokens, lambda token: token.word), found, strict=False)
    edited = [(group, place) for group, place in groups if any(token.word.edit is not None for token in group)]
    languages = dict(_languages(document))
    pages = {page.number: page for page in document.pages}
    told = in_order(document.changes, document.doubts)
    for index, (change, (group, place)) in enumerate(zip(told, edited, strict=True), 1):
        boxes = [(pages[each.page], each.word.box) for each in group if each.word.box and each.page in scans]
        language = languages[change.page, change.line] or SWEDISH
        left, right = _around(document.text, change.start, change.start + len(change.after))
        yield _Entry(
            key=f"c{index}",
            change=change,
            word=place.word,
            sure=round(100 * change.confidence),
            tag=tag_of(language),
            elsewhere="" if language == SWEDISH else f", {named(language)}",
            left=left,
            right=right,
            crops=[(page.number, crop(page, box)) for page, box in boxes],
            marks=[(page.number, mark(page, box)) for page, box in boxes],
            tip=_tip(change),
            label=_label(change),
            reason=reason_told(change.reason),
        )


def _languages(document: Document) -> Iterator[tuple[tuple[int, int], str | None]]:
    """The language of each line, by the numbers of its page and itself."""
    for page in document.pages:
        blocks: Iterator[Block] = (block for block in page.blocks for _ in block.lines)
        for line, block in enumerate(blocks, 1):
            yield (page.number, line), block.language


def _scans(document: Document, original: Original | None) -> Iterator[tuple[int, str]]:
    if original is None:
        return
    for page in document.pages:
        scan = scan_of(page, original, len(document.pages))
        if scan is not None:
            yield page.number, scan.uri


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Some words of the text before and after a place, of its own paragraph."""
    left = text[max(0, start - _CONTEXT) : start].rpartition("\n\n")[2]
    right = text[end : end + _CONTEXT].partition("\n\n")[0]
    if start > len(left) and len(left) == _CONTEXT:
        left = "… " + left.partition(" ")[2]
    if len(right) == _CONTEXT:
        right = right.rpartition(" ")[0] + " …"
    return left, right


def _tip(change: Change) -> str:
    sure = f"{round(100 * change.confidence)} %"
    if change.kind == "doubtful":
        return f"{change.after} – {worded('doubtful')}, {sure}"
    return f"{change.before} → {change.after}, {sure}"


def _label(change: Change) -> str:
    """What is said of a change to those who do not see it; rows out of sight have nothing else to be told by."""
    was = (
        f"{change.after}, {worded('left as it was read')}"
        if change.kind == "doubtful"
        else f"{change.before} {worded('to')} {change.after}"
    )
    place = worded("page {page}, line {line}", page=change.page, line=change.line)
    return f"{was}, {worded(_KIND_NAMES.get(change.kind, change.kind))}, {round(100 * change.confidence)} %, {place}"
