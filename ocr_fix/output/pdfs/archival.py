"""PDF/A-2b (ISO 19005-2:2011): a PDF that carries all it needs to look the same in times to come, and says so.

What we write of pictures has that but for two things: what its colours mean, and the mark that says so.
"""

from __future__ import annotations

from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

_PROFILE_NAME = "sRGB IEC61966-2.1"
# Where a profile has the time at which it was made and its own checksum (ICC.1:2010, 7.2), which are left out.
_TIME, _CHECKSUM = slice(24, 36), slice(84, 100)
_SPACES = (Name.DeviceGray, Name.DeviceRGB)


def make_archival(pdf: pikepdf.Pdf) -> None:
    """Make a PDF of pictures PDF/A-2b; one with a picture in CMYK or JPEG 2000 stays as it is.

    Args:
        pdf: made of picture files, with text in our own font alone.
    """
    if not all(_is_allowed(each) for each in pdf.objects if _is_picture(each)):
        return
    profile = pdf.make_stream(_profile(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name("/GTS_PDFA1"),
                OutputConditionIdentifier=_PROFILE_NAME,
                Info=_PROFILE_NAME,
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"


def _is_picture(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image


def _is_allowed(picture: pikepdf.Object) -> bool:
    """Whether the colours of a picture are told by the profile."""
    space = picture.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and space[0] == Name.Indexed:
        space = space[1]
    filters = picture.get("/Filter", Array())
    names = [filters] if isinstance(filters, pikepdf.Name) else [*filters.as_list()]
    return Name.JPXDecode not in names and space in _SPACES


@cache
def _profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for part in (_TIME, _CHECKSUM):
        profile[part] = bytes(part.stop - part.start)
    profile[24:30] = b"\x07\xea\0\x01\0\x01"  # the first of January 2026: a time is asked for
    return bytes(profile)
