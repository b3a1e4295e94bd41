"""What the formats in XML share."""

from __future__ import annotations

import re

from lxml import etree

from ocr_fix.document import Box

NOWHERE = Box(0, 0, 0, 0)
"""Stands for the box of what has none."""

# All that XML 1.0 allows is Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]; white
# space other than the space would not come through an attribute.
_NOT_IN_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text with each character that XML cannot hold replaced by U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)


def allowed_lines(text: str) -> str:
    """The same of a text of several lines, whose ends stay."""
    return "\n".join(map(allowed, text.split("\n")))


def add(
    parent: etree._Element, tag: str, text: str | None = None, /, **attributes: str | int | float | None
) -> etree._Element:
    """A new last child.

    Args:
        parent: gets it.
        tag: its name, in the parent's namespace.
        text: its content.
        attributes: those that are None are left out; a name may end in "_" where Python reserves it.
    """
    namespace = etree.QName(parent).namespace
    child = etree.SubElement(parent, tag if namespace is None else f"{{{namespace}}}{tag}")
    for name, value in attributes.items():
        if value is not None:
            child.set(name.rstrip("_").replace("__", "-"), allowed(str(value)))
    if text is not None:
        child.text = allowed(text)
    return child


def sides(box: Box | None) -> dict[str, int]:
    """A box as the attributes of ALTO; nothing where there is none."""
    if box is None:
        return {}
    return {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}
