"""Pictures that a program has in memory already: those of Pillow, and arrays as numpy and OpenCV have them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from ocr_fix.errors import InputError
from ocr_fix.wording import worded

if TYPE_CHECKING:
    from PIL import Image

_DEPTHS = frozenset({"b1", "u1", "u2"})  # truth values, bytes and pairs of bytes
_CHANNELS = frozenset({1, 3, 4})
# What TIFF has no name for.
_ODD_MODES = frozenset({"HSV", "La", "RGBa"})


class Array(Protocol):
    """An array by numpy's protocol: height x width, or height x width x 1, 3 (RGB) or 4 (RGBA), of uint8."""

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """Shape, type and place of its values."""
        ...


def as_file(given: object) -> tuple[bytes, str | None] | None:
    """A picture in memory as a file of one page, and the name that it has.

    Of a picture of several pages, the one at which it stands; it has the resolution that the picture says, if any.

    Returns:
        None where it is no picture.

    Raises:
        InputError: it is an array that is no picture.
    """
    if _is_image(given):
        return _packed(given), getattr(given, "filename", None) or None  # type: ignore[arg-type]
    # Asked of the type, since some make their values first.
    if hasattr(type(given), "__array_interface__"):
        return _packed(_image_of(given)), None
    return None


def _is_image(given: object) -> bool:
    loaded = sys.modules.get("PIL.Image")  # who has a picture of Pillow has Pillow
    return loaded is not None and isinstance(given, loaded.Image)


def _image_of(array: Any) -> Image.Image:  # noqa: ANN401 - of a type that we need not know
    from PIL import Image  # noqa: PLC0415 - it takes long to load

    interface: Mapping[str, Any] = array.__array_interface__
    shape, kind = tuple(interface["shape"]), str(interface["typestr"])
    flat = len(shape) == 2
    if not all(shape) or kind[1:] not in _DEPTHS or not (flat or (len(shape) == 3 and shape[2] in _CHANNELS)):
        raise InputError(
            worded(
                "an array of the shape {shape} and the type {kind} is no picture that is read; give height x width,"
                " or height x width x 3 in the order RGB, of uint8",
                shape=shape,
                kind=kind,
            )
        )
    try:
        return Image.fromarray(array if flat or shape[2] > 1 else array[:, :, 0])
    except TypeError as error:  # two bytes a colour
        raise InputError(worded("an array of coloured pixels must be of uint8; divide it by 256 first")) from error


def _packed(image: Image.Image) -> bytes:
    """The picture as an uncompressed TIFF, which costs the least time."""
    from PIL import ImageOps  # noqa: PLC0415

    upright = ImageOps.exif_transpose(image)
    if upright.mode in _ODD_MODES:
        upright = upright.convert("RGBA" if upright.mode.endswith("a") else "RGB")
    dpi = image.info.get("dpi")
    content = BytesIO()
    try:
        upright.save(content, "TIFF", compression="raw", save_all=False, **({} if dpi is None else {"dpi": dpi}))
    except (OSError, ValueError, TypeError) as error:
        raise InputError(
            worded(
                "a picture of the mode {mode} cannot be taken ({error}); convert it to RGB",
                mode=image.mode,
                error=error,
            )
        ) from error
    return content.getvalue()
