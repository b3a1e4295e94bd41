"""UTF-8 that was read as a single-byte encoding: which strings its characters become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Encodings that texts were read in; of the two of DOS the second has what the first has for Swedish letters, but for Ö.
_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437")
# What a text in Latin letters holds beyond ASCII, and what its own mojibake holds, which may have been read so again.
_PRINTED = "åäöÅÄÖéÉèÈàÀáíóúüÜæøÆØñçÇêëôîïß§°½¼¾²³´·•–—…€£’‘“”„»«±×"
_AGAIN = "ÃÂâ√ƒ¬‚├┬¤¥¦¨©ªº¯µ¶¸¹®†‡ˆ‰Š‹ŒŽ˜™š›œžŸ"
# What a mended string may hold: a repair that gives something else is none.
_EXPECTED = re.compile(rf"[\x20-\x7e\u00a0\u00ad{_PRINTED}]*")


def _misread(characters: Iterable[str]) -> Iterator[tuple[str, str]]:
    for encoding in _READ_AS:
        for character in characters:
            try:
                yield character.encode().decode(encoding), character
            except UnicodeDecodeError:
                continue


_MENDED = {read: written for read, written in [*_misread(_AGAIN), *_misread(_PRINTED)] if not read.isascii()}
_SEQUENCE = re.compile("|".join(map(re.escape, sorted(_MENDED, key=len, reverse=True))))
# What such sequences begin with, and what stands behind that: none is of ASCII, but that spaces were made of others.
_LEAD = re.compile("[" + re.escape("".join({read[0] for read in _MENDED})) + "][^\x00-\x1f\x21-\x7f]")


def mended_encoding(text: str) -> str:
    """A string whose UTF-8 was read as another encoding, as it was written ("fÃ¶r", "f√∂r" -> "för"); else the string.

    Args:
        text: a word, or more.
    """
    if not _LEAD.search(text):
        return text
    import ftfy  # noqa: PLC0415 - it takes 30 ms to load, and few texts have what it mends

    mended = ftfy.fix_encoding(text)
    if mended == text or not _EXPECTED.fullmatch(mended):
        mended = text
        while (again := _SEQUENCE.sub(lambda match: _MENDED[match[0]], mended)) != mended:
            mended = again
    return mended if _EXPECTED.fullmatch(mended) else text
