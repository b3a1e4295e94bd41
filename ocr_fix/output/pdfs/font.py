"""A font that prints nothing and has every character of Unicode, for text that is only searched.

A PDF names characters by what its font says they are (ToUnicode), whatever the glyph looks like; so one glyph without
ink, half an em wide, serves all, and each word is stretched to its box. Layout of the tables: OpenType 1.9; of the
dictionaries: ISO 32000-1:2008, 9.7 and 9.10.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

ADVANCE = 0.5
"""Width of every character, in ems."""
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
        data = true_type()
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


def true_type() -> bytes:
    """The font file: the tables that a PDF wants of an embedded TrueType font, with two glyphs that print nothing.

    The first is empty. The second is a line from corner to corner, which encloses nothing to be filled: readers that
    ask where a glyph reaches (PDFium, where text runs upward) take one without any extent for none.
    """
    ascent, descent, advance = round(ASCENT * _UNITS), round(-DESCENT * _UNITS), round(ADVANCE * _UNITS)
    glyphs = 2
    bounds = 0, descent, advance, ascent
    # One contour that ends with point 1, no instructions; from (0, descent), on the curve as both, to the far corner.
    glyph = struct.pack(">5h2H2Bh2h", 1, *bounds, 1, 0, 0x11, 0x01, advance, descent, ascent - descent)
    tables = {
        b"glyf": glyph,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0b11, _UNITS, 0, 0),
            *(*bounds, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, ascent, descent, 0, advance, *[0] * 11, glyphs),
        b"hmtx": struct.pack(">HhHh", advance, 0, advance, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(_padded(glyph)) // 2),
        b"maxp": struct.pack(">IH13H", 0x00010000, glyphs, 2, 1, 0, 0, 1, *[0] * 8),
    }
    return b"".join(_file(tables))


def _file(tables: dict[bytes, bytes]) -> Iterator[bytes]:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    yield struct.pack(">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    offset = 12 + 16 * count
    for tag, data in tables.items():
        yield struct.pack(">4sIII", tag, _checksum(data), offset, len(data))
        offset += len(_padded(data))
    yield from map(_padded, tables.values())


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _checksum(data: bytes) -> int:
    padded = _padded(data)
    words: Sequence[int] = struct.unpack(f">{len(padded) // 4}I", padded)
    return _wrapped(words)


def _wrapped(words: Iterable[int]) -> int:
    return sum(words) & 0xFFFFFFFF
