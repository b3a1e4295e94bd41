"""A piece of HTML, as copying from a page of the web leaves it: its text without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol table blockquote article section header footer dl figure pre".split()
)
_LINES = frozenset({"br", "li", "tr", "dt", "dd"})
_UNSEEN = frozenset({"script", "style", "template", "head"})
_CELLS = frozenset({"td", "th"})


def text_of_fragment(text: str) -> str | None:
    """The text of a piece of HTML: paragraphs with blank lines between, cells with tabs, named characters as they are.

    Nothing outside it is read. None where it is nested so deeply that a part of it would be lost.
    """
    parser = etree.HTMLParser(no_network=True, huge_tree=False)
    tree = etree.fromstring(text, parser)
    if tree is None:
        return text
    if gave_up(tree):
        return None
    joined = "".join(_pieces(tree))
    lines = [" ".join(re.split(r"[ \r\f\v]+", line)).strip(" ") for line in joined.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def gave_up(tree: etree._Element) -> bool:
    """Whether libxml2 has left out a part of some HTML, which is nested too deeply or too long at one place."""
    parser = tree.getroottree().parser
    return isinstance(parser, etree.HTMLParser) and any(
        entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log
    )


def _pieces(element: etree._Element) -> Iterator[str]:
    name = element.tag if isinstance(element.tag, str) else ""
    if name and name not in _UNSEEN:
        before = "\n\n" if name in _BLOCKS else "\n" if name in _LINES else ""
        yield before
        yield (element.text or "").replace("\n", " ")
        first = True
        for child in element:
            if child.tag in _CELLS and not first:
                yield "\t"
            first = first and child.tag not in _CELLS
            yield from _pieces(child)
        yield before if name in _BLOCKS else ""
    yield (element.tail or "").replace("\n", " ")
