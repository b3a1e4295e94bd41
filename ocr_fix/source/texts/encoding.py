"""Which encoding a text has, for the texts that OCR engines have left since the 1980s."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ocr_fix.languages.sv.alphabet import OWN
from ocr_fix.notation.orthography import WINDOWS_SIGNS
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.wording import worded

_T = THRESHOLDS.encoding

# A UTF-32 mark begins with that of UTF-16, and so comes first.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Control characters that no text holds; the others are backspace to carriage return, and DOS's end of file.
_CONTROLS = bytes([*range(0x01, 0x08), *range(0x0E, 0x1A), *range(0x1B, 0x20), 0x7F])

# DOS programs wrote the paragraph and section signs of the screen's own character set, which are control codes.
_DOS_SIGNS = str.maketrans({"\x14": "¶", "\x15": "§"})


# Well-formed UTF-8 of two bytes or more (Unicode standard, table 3-7), or any single byte beyond ASCII.
_SEQUENCE = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_SEQUENCE_OR_BYTE = re.compile(_SEQUENCE + rb"|[\x80-\xff]")

# The sequences a Swedish text has: letters and signs of Latin-1, and dashes and quotation marks. In Windows-1252 they
# would read "Ã", "Â" or "â" and a sign, which no Swedish word does.
_SWEDISH_SEQUENCE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x80-\xbf]")


class NotTextError(ValueError):
    """The bytes are not text; the message says why."""


class _Codec(NamedTuple):
    """A single-byte encoding and the bytes that tell it: those of å ä ö Å Ä Ö where they stand in words."""

    name: str
    evidence: re.Pattern[bytes]
    letters: bytes


def _codec(name: str, weak: str = "") -> _Codec:
    """A single-byte encoding with its evidence.

    A small letter counts after a letter or before a small one; a capital counts before a letter. A byte that is a
    common sign in Windows-1252 (`weak` names its letter) counts only between two letters.
    """
    small = _class("".join(letter for letter in OWN if letter not in weak), name)
    capital = _class("ÅÄÖ", name)
    patterns = [
        rb"(?<=[A-Za-z])[" + small + rb"]|[" + small + rb"](?=[a-z])",
        rb"[" + capital + rb"](?=[A-Za-z])",
    ]
    if weak:
        patterns.append(rb"(?<=[A-Za-z])[" + _class(weak, name) + rb"](?=[a-z])")
    return _Codec(name, re.compile(b"|".join(patterns)), (OWN + OWN.upper()).encode(name))


def _class(letters: str, name: str) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in letters.encode(name))


_WINDOWS = _codec("cp1252")

# CP437 has the Swedish letters where CP850 has them. Of the signs they place differently, those of CP850 (§ at F5)
# are the likelier in Swedish text, so that CP850 stands for both. Its ö is the closing quotation mark of Windows-1252.
_OLDER: tuple[_Codec, ...] = (_codec("mac_roman"), _codec("cp850", weak="ö"))


def is_binary(head: bytes) -> bool:
    """Whether the first bytes of a file already tell that it is no text: a NUL, and no mark of a wider encoding."""
    return b"\0" in head and not any(head.startswith(mark) for mark, _ in _MARKS) and _unmarked(head) is None


def decode(data: bytes) -> str:
    """The characters of a text.

    In order: what a byte order mark says; UTF-8; UTF-8 with some bytes of Windows-1252 between (joined files);
    Mac OS Roman or CP850, where at least three of their Swedish letters stand in words, of two kinds, and four times
    as many as any rival's; else Windows-1252. That is told from Latin-1 byte by byte: 80-9F are signs in the one and
    control codes in the other, so that the 27 that Windows-1252 defines are its signs, and the five it does not
    define are left as Latin-1's control codes. A cut-off last character becomes U+FFFD.

    Args:
        data: the whole text.

    Raises:
        NotTextError: the bytes are not text, or in an encoding that Swedish never had.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name)
    wide = _unmarked(data)
    if wide is not None:
        return _marked(data, wide)
    data = data.rstrip(b"\x1a")  # the end of file of CP/M and DOS
    if is_binary(data):
        raise NotTextError(worded("it holds NUL bytes"))
    if len(data) - len(data.translate(None, _CONTROLS)) > max(_T.stray_controls, _T.most_controls * len(data)):
        raise NotTextError(worded("it holds too many control characters"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _damaged_utf8(data) or _single_byte(data)


def _unmarked(data: bytes) -> str | None:
    """The kind of UTF-16 of a text without a mark: every other byte of Latin letters is NUL; None for other texts."""
    low, high = data[0::2], data[1::2]
    for name, zeros, letters in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        if zeros.count(0) >= _T.wide * max(1, len(zeros)) and letters.count(0) == 0:
            return name
    return None


def _marked(data: bytes, name: str) -> str:
    """Text after a byte order mark, which is an explicit word: only the last character may be cut off."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError as error:
        if name == "utf-8":
            return _repaired(data)
        raise NotTextError(worded("it is marked as {encoding} and is not", encoding=name.upper())) from error
    if "\0" in text:
        raise NotTextError(worded("it holds NUL characters"))
    return text + ("\ufffd" if decoder.getstate()[0] else "")


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with some bytes that are not; None where the text is in a single-byte encoding."""
    found = _SEQUENCE_OR_BYTE.findall(data)
    strays = sum(len(piece) == 1 for piece in found)
    sequences = len(_SWEDISH_SEQUENCE.findall(data))
    if sequences == 0 or sequences < _T.least_sequences * (sequences + strays):
        return None
    return _repaired(data)


def _repaired(data: bytes) -> str:
    """UTF-8 with every stray byte taken for Windows-1252, and a cut-off last character marked."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return _SEQUENCE_OR_BYTE.sub(lambda match: _utf8(match[0]), data).decode("utf-8")
    return text + ("\ufffd" if decoder.getstate()[0] else "")


def _utf8(piece: bytes) -> bytes:
    return piece if len(piece) > 1 else _windows(piece).encode("utf-8")


def _single_byte(data: bytes) -> str:
    codec = _tell(data)
    foreign = data.translate(None, bytes(range(0x80)) + codec.letters)
    if len(foreign) > max(_T.always_allowed, _T.most_foreign * len(data)):
        raise NotTextError(worded("its encoding is not known; save it as UTF-8"))
    if codec is _WINDOWS:
        return _windows(data)
    text = data.decode(codec.name)
    return text.translate(_DOS_SIGNS) if codec.name == "cp850" else text


def _tell(data: bytes) -> _Codec:
    """Mac OS Roman or CP850 where the evidence for it is clear, else Windows-1252."""
    candidates = (_WINDOWS, *_OLDER)
    found = [codec.evidence.findall(data) for codec in candidates]
    best = max(range(len(candidates)), key=lambda index: len(found[index]))
    rival = max(len(evidence) for index, evidence in enumerate(found) if index != best)
    if len(found[best]) >= _T.least_odds * rival and len(set(found[best])) > 1:
        return candidates[best]
    return _WINDOWS


def _windows(data: bytes) -> str:
    """Windows-1252 as the WHATWG Encoding standard decodes it: the five undefined bytes are those of Latin-1."""
    return data.decode("latin-1").translate(WINDOWS_SIGNS)
