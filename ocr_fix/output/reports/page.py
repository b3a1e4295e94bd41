"""The report: one page of HTML for people who would rather look than read.

Beside each other, the changes with the crop of the scan each was made in, and the scans with the changed words marked.
The page loads nothing from anywhere: style, script and scans are in it, and its policy allows nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import NamedTuple

from ocr_fix.document import Block, Change, Document, Page, Token, in_order
from ocr_fix.document.language_codes import SWEDISH, named, tag_of, told
from ocr_fix.output.original import Original
from ocr_fix.output.reports.pictures import crop, data_uri, mark

_KIND_NAMES = {
    "word": "misread word",
    "hyphen": "line-end hyphen",
    "join": "joined",
    "split": "split",
    "sign": "sign",
    "normal-form": "normal form",
    "typography": "typography",
    "noise": "specks",
    "reviewed": "reviewed",
    "doubtful": "doubtful",
}
_CONTEXT = 45  # characters on either side
# What prints nothing, or turns the text around it.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class _Entry(NamedTuple):
    """A change or a doubt with the words concerned.

    Attributes:
        key: the identity of its element.
        change: what was changed or is doubtful.
        tokens: the word, then those that it has taken in.
        language: of the block that it stands in.
    """

    key: str
    change: Change
    tokens: Sequence[Token]
    language: str


def render_report(document: Document, original: Original | None = None) -> bytes:
    """The report on a document as HTML 5 in UTF-8.

    Args:
        document: what is reported on.
        original: the file it was read from, for the scans; without it, or where a page cannot be read any more, the
            changes stand alone with the words around them.
    """
    entries = list(_entries(document))
    scans = dict(_scans(document, original))
    pages = {page.number: page for page in document.pages}
    script, style = _resource("report.js"), _resource("report.css")
    title = f"{document.metadata.title or document.name} – what ocr_fix changed"
    parts = [
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{_text(title)}</title><style>{style}</style></head>\n<body>\n",
        _head(document, entries),
        f"<main{'' if scans else ' class=alone'}>\n",
        _list(document, entries, pages, scans),
        _pages(document, entries, scans) if scans else "",
        "</main>\n",
        _HELP,
        *(f'<style>.p{number}{{background-image:url("{uri}")}}</style>\n' for number, uri in scans.items()),
        f"<script>{script}</script>\n</body></html>\n",
    ]
    return "".join(parts).encode("utf-8")


def _entries(document: Document) -> Iterator[_Entry]:
    """The changes and doubts with their words, which are those that have an edit, in the order of the text."""
    groups: list[list[Token]] = []
    for token in document.flow.tokens:
        if groups and token.word.absorbed:
            groups[-1].append(token)
        else:
            groups.append([token])
    edited = [group for group in groups if any(token.word.edit is not None for token in group)]
    found = in_order(document.changes, document.doubts)
    languages = dict(_languages(document))
    for index, (change, group) in enumerate(zip(found, edited, strict=True), 1):
        yield _Entry(f"c{index}", change, group, languages[change.page, change.line] or SWEDISH)


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
        uri = data_uri(page, original, len(document.pages))
        if uri is not None:
            yield page.number, uri


def _head(document: Document, entries: Sequence[_Entry]) -> str:
    metadata = document.metadata
    found = [part for part in (metadata.diary_number, metadata.date) if part]
    file = [document.name] if metadata.title else []
    about = "".join(f'<span lang="sv">{_text(part)}</span>' for part in (*file, *found))
    faults = [(page.number, page.failure or page.note) for page in document.pages]
    failures = "".join(f"<p class=failure>Page {number}: {_text(what)}</p>" for number, what in faults if what)
    languages = f"<p class=about>Written in: {_text(told(document.languages))}</p>" if document.languages else ""
    numbers = (len(document.pages), len(document.text.split()), len(document.changes), len(document.doubts))
    names = ("page", "word", "change", "doubtful word")
    totals = "".join(
        f"<li><b>{_count(number)}</b> {name}{'' if number == 1 else 's'}</li>"
        for number, name in zip(numbers, names, strict=True)
    )
    return (
        f"<header><div class=title><h1 lang=sv>{_text(metadata.title or document.name)}</h1>"
        f"<p class=about>{about}</p>{languages}</div><ul class=totals>{totals}</ul>"
        f"{failures}\n{_filters(entries)}</header>\n"
    )


def _filters(entries: Sequence[_Entry]) -> str:
    """The form that says what is shown; the script makes it work, and without the script it is not there."""
    counts = Counter(entry.change.kind for entry in entries)
    kinds = "".join(
        f'<label class="chip {kind}"><input type=checkbox name=kind value="{kind}" checked>'
        f"{_KIND_NAMES.get(kind, kind)} <span class=count>{_count(number)}</span></label>"
        for kind, number in counts.most_common()
    )
    return (
        "<form hidden><fieldset><legend>Kinds</legend>" + kinds + "</fieldset>"
        "<label class=slider>No surer than <output>100 %</output>"
        "<input type=range name=sure min=0 max=100 value=100 step=1></label>"
        "<label>Find <input type=search name=find placeholder='word or reason' autocomplete=off spellcheck=false>"
        "</label>"
        "<label>Order <select name=order><option value=text>as in the text</option>"
        "<option value=sure>least sure first</option></select></label>"
        "<span class=shown role=status></span>"
        "<button type=button name=help title='Keys (?)'>?</button></form>"
    )


def _list(document: Document, entries: Sequence[_Entry], pages: dict[int, Page], scans: dict[int, str]) -> str:
    rows: list[str] = []
    counts = Counter(entry.change.page for entry in entries)
    last = 0
    for entry in entries:
        number = entry.change.page
        if number != last:
            rows.append(f'<li class=page data-page="{number}"><h2>Page {number}</h2> {_count(counts[number])}</li>\n')
            last = number
        rows.append(_row(document, entry, pages, scans))
    nothing = "" if entries else "<p class=nothing>Nothing was changed, and no word is doubtful.</p>"
    return (
        "<section class=changes aria-label=Changes>"
        f"{nothing}<p class=nothing hidden>Nothing fits these filters.</p><ol>\n{''.join(rows)}</ol></section>\n"
    )


def _row(document: Document, entry: _Entry, pages: dict[int, Page], scans: dict[int, str]) -> str:
    change = entry.change
    sure = round(100 * change.confidence)
    crops = "".join(
        f'<span class="crop p{token.page}" role=img aria-label="scan of the word" style="{window}">'
        f'<i style="{word}"></i></span>'
        for token in entry.tokens
        if token.word.box is not None and token.page in scans
        for window, word in [crop(pages[token.page], token.word.box)]
    )
    language = _text(tag_of(entry.language))
    elsewhere = "" if entry.language == SWEDISH else f", {_text(named(entry.language))}"
    left, right = _around(document.text, change.start, change.start + len(change.after))
    if change.kind == "doubtful":
        words = f"<ins>{_word(change.after)}</ins> <span class=left>left as it was read</span>"
    else:
        words = (
            f"<del>{_word(change.before)}</del> <span class=to aria-label=to>→</span> <ins>{_word(change.after)}</ins>"
        )
    return (
        f'<li class="change {change.kind}" id={entry.key} tabindex=-1 data-kind="{change.kind}" data-sure={sure}'
        f" data-page={change.page}>"
        f'<div class=crops>{crops}</div><div class=words lang="{language}">{words}</div>'
        f"<div class=what><span class=kind>{_KIND_NAMES.get(change.kind, change.kind)}</span>"
        f'<span class=sure title="probability that it is right"><meter min=0 max=100 value={sure}></meter>{sure} %'
        "</span>"
        f"<span class=place>page {change.page}, line {change.line}{elsewhere}</span></div>"
        f'<p class=context lang="{language}">'
        f"{_text(left)}<mark>{_word(change.after)}</mark>{_text(right)}</p>"
        f"<p class=reason>{_text(change.reason)}</p></li>\n"
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Some words of the text before and after a place, of its own paragraph."""
    left = text[max(0, start - _CONTEXT) : start].rpartition("\n\n")[2]
    right = text[end : end + _CONTEXT].partition("\n\n")[0]
    if start > len(left) and len(left) == _CONTEXT:
        left = "… " + left.partition(" ")[2]
    if len(right) == _CONTEXT:
        right = right.rpartition(" ")[0] + " …"
    return left, right


def _pages(document: Document, entries: Sequence[_Entry], scans: dict[int, str]) -> str:
    figures = "".join(_figure(page, entries) for page in document.pages if page.number in scans)
    return f"<section class=scans aria-label=Scans tabindex=0>{figures}</section>\n"


def _figure(page: Page, entries: Sequence[_Entry]) -> str:
    marks = "".join(
        f'<a class="mark {entry.change.kind}" href="#{entry.key}" tabindex=-1 style="{mark(page, token.word.box)}"'
        f' title="{_text(_tip(entry.change))}"></a>'
        for entry in entries
        for token in entry.tokens
        if token.page == page.number and token.word.box is not None
    )
    return (
        f"<figure id=p{page.number}><figcaption>Page {page.number}</figcaption>"
        f'<div class="scan p{page.number}" role=img aria-label="scan of page {page.number}"'
        f' style="aspect-ratio:{page.width}/{page.height}">{marks}</div></figure>\n'
    )


def _tip(change: Change) -> str:
    sure = f"{round(100 * change.confidence)} %"
    if change.kind == "doubtful":
        return f"{change.after} – doubtful, {sure}"
    return f"{change.before} → {change.after}, {sure}"


_HELP = (
    "<dialog aria-label=Keys><h2>Keys</h2><dl>"
    "<dt>j ↓</dt><dd>next change</dd><dt>k ↑</dt><dd>change before</dd>"
    "<dt>J K</dt><dd>next page, page before</dd>"
    "<dt>d</dt><dd>only doubtful words, and all again</dd>"
    "<dt>/</dt><dd>find</dd><dt>+ −</dt><dd>scans larger, smaller</dd>"
    "<dt>Esc</dt><dd>all filters off</dd><dt>?</dt><dd>this list</dd></dl>"
    "<form method=dialog><button>Close</button></form></dialog>\n"
)


def _policy(script: str) -> str:
    """What the page may do: run its own script, show pictures that are in it, and load nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _resource(name: str) -> str:
    return files("ocr_fix.output.reports").joinpath(name).read_text(encoding="utf-8")


def _count(number: int) -> str:
    """A number with thin spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def _word(word: str) -> str:
    """A word of a scan, kept apart from the direction of what stands around it."""
    return f"<bdi>{_text(word.strip())}</bdi>"


def _text(text: str) -> str:
    """Text as HTML: nothing is a mark, and what prints nothing is shown as �."""
    return escape("".join("\ufffd" if _is_unseen(each) else each for each in text))


def _is_unseen(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in _UNSEEN
