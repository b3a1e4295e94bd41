"""Marks of HTML around running text, as copying from a page of the web leaves them ("<p>Avgiften</p>")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_fix.document import Flow
from ocr_fix.notation.line_kinds import FIRST_ELEMENTS

# A piece of HTML has an element at the very beginning, and some end of one.
_NAMES = f"(?:{FIRST_ELEMENTS}|li|tr|td|th|br|a|u|sub|sup|tbody|hr)"
_BEGINS = re.compile(rf"<(?:{FIRST_ELEMENTS})(?:>|$)", re.I)
_TAG = re.compile(rf"</?{_NAMES}(?:\s[^<>]*)?/?>", re.I)
_OPEN = re.compile(rf"<{_NAMES}$", re.I)
_INLINE = re.compile(r"</?(?:span|b|i|em|strong|a|u|sub|sup)\b", re.I)


def without_marks(flow: Flow) -> Iterator[tuple[int, str]]:
    """The tokens of a piece of HTML that hold marks, by index, each without them: empty where nothing else is there.

    Nothing of a text that is none, or of a piece that has other marks than those of running text.

    Args:
        flow: the text.
    """
    words = flow.words
    if not words or not _BEGINS.match(words[0]) or not any("</" in word for word in flow.counts):
        return
    found: dict[int, str] = {}
    pending: list[int] = []  # the tokens of a mark that goes on
    for at, token in enumerate(words):
        word = token
        if pending:
            inside, closed, word = token.partition(">")
            if "<" in inside:
                return
            pending.append(at)
            if not closed:
                continue
            found.update((each, found.get(each, "")) for each in pending[:-1])
            found[at], pending = word, []
        if "<" not in word:
            continue
        text = _TAG.sub(_parted, word).strip()
        head, mark, tail = text.rpartition("<")
        if mark and _OPEN.fullmatch(mark + tail):
            text, pending = head, [at]
        if "<" in text or ">" in text:
            return
        found[at] = text
    if not pending:
        yield from found.items()


def _parted(match: re.Match[str]) -> str:
    """What stands for a mark between two words: a space, unless it is one inside a line."""
    return "" if _INLINE.match(match[0]) else " "
