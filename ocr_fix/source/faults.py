"""What the libraries raise, said for the user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from ocr_fix.errors import InputError, LimitError, OcrFixError
from ocr_fix.wording import phrase, worded

CUT = phrase("is damaged or cut off")
AGAIN = phrase("scan or fetch it again")

_LONGEST_REASON = 120  # characters


def one_line(text: str) -> str:
    """The text fit for one line of a message: no line breaks or other control characters, no lone surrogates.

    A file name may hold all of them, and a surrogate (a byte that is not UTF-8) would break the message's own output.
    """
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    return character if character.isprintable() else " " if character.isspace() else "\ufffd"


def reason_of(error: BaseException) -> str:
    """The gist of a library's error, short and on one line; the name of its class where it says nothing."""
    number = error.errno if isinstance(error, OSError) else None
    text = str(error) if number is None else os.strerror(number)
    text = " ".join(one_line(text).split()) or type(error).__name__
    return text if len(text) <= _LONGEST_REASON else text[: _LONGEST_REASON - 1] + "…"


@contextmanager
def translated(where: str, problem: str = phrase("is damaged"), advice: str = AGAIN) -> Iterator[None]:
    """Turn whatever a decoder raises on a file into an error for the user.

    Decoders meet bytes that nobody checked, and Pillow alone answers them with OSError, SyntaxError, ValueError,
    TypeError, KeyError, IndexError, OverflowError, struct.error, zlib.error and more. Whatever it is, it says that
    this file cannot be decoded; so all of them are caught, and the original stays as the cause.

    Args:
        where: the file, and the page where there are several; opens the message.
        problem: what it means that the decoder failed.
        advice: what the user may do.

    Raises:
        InputError: the decoder failed.
        LimitError: the decoder ran out of memory or found the picture too large.
    """

    def complaint(error: Exception) -> str:
        return worded(
            "{where}: {problem} ({reason}); {advice}",
            where=where,
            problem=worded(problem),
            reason=reason_of(error),
            advice=worded(advice),
        )

    try:
        yield
    except OcrFixError:
        raise
    except MemoryError as error:
        raise LimitError(
            worded("{where}: needs more memory than there is; scale it down or split it", where=where)
        ) from error
    except OSError as error:
        if error.errno is None:  # a decoder's own complaint, not the system's
            raise InputError(complaint(error)) from error
        raise InputError(
            worded(
                "{where}: cannot be read ({reason}); check the disk or the network",
                where=where,
                reason=reason_of(error),
            )
        ) from error
    except Exception as error:
        from PIL import Image  # noqa: PLC0415 - texts are read without it

        if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
            raise LimitError(worded("{where}: the picture is far too large; scale it down", where=where)) from error
        raise InputError(complaint(error)) from error
