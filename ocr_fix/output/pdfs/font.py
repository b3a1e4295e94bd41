"""A font that prints nothing and has every character of Unicode, for text that is only searched.

A PDF names characters by what its font says they are (ToUnicode), whatever the glyph looks like; so one glyph without
ink, half an em wide, serves all, and each word is stretched to its box. Layout of the dictionaries: ISO 32000-1:2008,
9.7 and 9.10.

`invisible.ttf` (`ttx invisible.ttf` shows it) has the tables that a PDF wants of an embedded TrueType font and two
glyphs that print nothing. The first is empty. The second is a line from corner to corner, which encloses nothing to be
filled: readers that ask where a glyph reaches (PDFium, where text runs upward) take one without any extent for none.
"""

from __future__ import annotations

from importlib.resources import files

import pikepdf
from pikepdf import Array, Dictionary, Name

ADVANCE = 0.5
"""Width of every character, in ems, as the file has it."""
ASCENT, DESCENT = 0.8, 0.2
"""How far a line reaches above and below its baseline, in ems; what a viewer marks when text is selected."""

_UNITS = 1000  # in an em
_NAME = "/OcrFixInvisible"
_GLYPH = 1  # 0 is that of missing characters
_MOST_IN_A_BLOCK = 100  # entries of bfchar, by the standard of CMaps


class InvisibleFont:
    """Collects the characters that a document needs, then makes the font that has them."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> bytes:
        """The codes of a text, two bytes a character."""
        return b"".join(self._codes.setdefault(each, len(self._codes) + 1).to_bytes(2, "big") for each in text)

    def add_to(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font as an object of a file; to be called when all text is encoded."""
        data = font_file()
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(_NAME),
            Flags=5,  # fixed pitch, symbolic
            FontBBox=Array([0, round(-DESCENT * _UNITS), round(ADVANCE * _UNITS), round(ASCENT * _UNITS)]),
            ItalicAngle=0,
            Ascent=round(ASCENT * _UNITS),
            Descent=round(-DESCENT * _UNITS),
            CapHeight=round(ASCENT * _UNITS),
            StemV=80,
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
        glyphs = _GLYPH.to_bytes(2, "big") * (len(self._codes) + 1)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(_NAME),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=pdf.make_stream(glyphs),
            DW=round(ADVANCE * _UNITS),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name(_NAME),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode(self._codes)),
            )
        )


def font_file() -> bytes:
    """The font as it goes into every PDF."""
    return files("ocr_fix.output.pdfs").joinpath("invisible.ttf").read_bytes()


def _to_unicode(codes: dict[str, int]) -> bytes:
    """The map from codes to characters (Adobe technical note 5411)."""
    entries = [f"<{code:04X}> <{_utf16(each).hex().upper()}>" for each, code in codes.items()]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _MOST_IN_A_BLOCK):
        block = entries[start : start + _MOST_IN_A_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _utf16(character: str) -> bytes:
    return character.encode("utf-16-be", "replace")
