"""Pictures: one page in a file, or as many as a TIFF holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from typing import BinaryIO, cast

from PIL import (
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    ImageChops,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
    features,
)

from ocr_fix.document import PageImage
from ocr_fix.errors import InputError
from ocr_fix.source.base import Source
from ocr_fix.source.chatter import heard, with_told
from ocr_fix.source.faults import AGAIN, CUT, translated
from ocr_fix.source.kinds import HEAD_BYTES, FileFormat
from ocr_fix.source.limits import Limits, check_pages, check_picture, check_pixels
from ocr_fix.source.origin import InputFile
from ocr_fix.source.pictures.canvas import Size, gif_canvas, gif_canvases, webp_canvas
from ocr_fix.source.pictures.damage import (
    END_OF_JPEG,
    is_corrupt_jpeg,
    is_corrupt_tiff,
    is_little,
    lost_rows,
    missing_of_bmp,
    missing_of_jpeg,
    share_told,
    without_lost,
)
from ocr_fix.source.pictures.fax import GROUP_3, GROUP_4, RUNS, Strips
from ocr_fix.source.pictures.modes import packed, reduced
from ocr_fix.source.pictures.resolution import Resolution, readable_tag, resolution_of
from ocr_fix.source.pictures.tiff import Chain, read_chain
from ocr_fix.source.thresholds import THRESHOLDS
from ocr_fix.system.warned import warned
from ocr_fix.wording import phrase, worded

_T = THRESHOLDS.image

# The decoders are called by name, never through Image.open: that would try others on a damaged file, and weigh the
# picture against Image.MAX_IMAGE_PIXELS, which is the user's to set and lower than A0 at 300 dpi.
_DECODERS: dict[FileFormat, type[ImageFile.ImageFile]] = {
    FileFormat.PNG: PngImagePlugin.PngImageFile,
    FileFormat.JPEG: JpegImagePlugin.JpegImageFile,
    FileFormat.TIFF: TiffImagePlugin.TiffImageFile,
    FileFormat.WEBP: WebPImagePlugin.WebPImageFile,
    FileFormat.BMP: BmpImagePlugin.BmpImageFile,
    FileFormat.GIF: GifImagePlugin.GifImageFile,
    FileFormat.JPEG2000: Jpeg2KImagePlugin.Jpeg2KImageFile,
}

# Those that a build of Pillow may lack, or that another package brings.
_LATER = frozenset({FileFormat.AVIF, FileFormat.HEIC})

_LOSSY = frozenset({FileFormat.JPEG, FileFormat.JPEG2000, *_LATER})
_JP2_BOX = b"\0\0\0\x0c"  # the first of a JPEG 2000 file; a bare codestream has none

_CANVAS = {FileFormat.WEBP: webp_canvas, FileFormat.GIF: gif_canvas}

# What brings a picture of each EXIF orientation upright (EXIF 2.32, tag 0x0112); 1 stands upright already.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = frozenset({5, 6, 7, 8})
_MIRRORED = frozenset({2, 4, 5, 7})

_CENTIMETRE = 3  # EXIF's and TIFF's ResolutionUnit
_CM_PER_INCH = 2.54


_BMP_HEADER = 34  # bytes, as far as it is looked at

_DAMAGED = phrase("is damaged in part")
_DOUBTED = phrase("its picture is damaged; parts of it may be wrong")


class ImageSource(Source):
    """A picture file. A TIFF, and a GIF, PNG, WebP, AVIF or HEIC of several pictures, has as many pages.

    Raises:
        InputError: the file's header is damaged.
        LimitError: it has too many pages.
    """

    kind = "image"

    def __init__(self, origin: InputFile, limits: Limits, format_: FileFormat) -> None:
        super().__init__(origin)
        self._limits = limits
        self._format = format_
        self._image: ImageFile.ImageFile | None = None
        self._said: list[str] = []
        self._chain = Chain((0,), broken=False, more=False)
        if format_ is FileFormat.TIFF:
            with translated(origin.label, CUT):
                self._chain = read_chain(origin.file, 2 * limits.max_pages)  # a page may have a smaller copy
            # A broken link counts as a page, so that asking for all pages fails rather than leaving some out.
            count = len(self._chain.pages) + self._chain.broken
            check_pages(limits, origin.label, limits.max_pages + 1 if self._chain.more else count)
            if not self._chain.pages:
                raise InputError(
                    worded(
                        "{label}: {problem}, no page of it is left; scan or fetch it again",
                        label=origin.label,
                        problem=worded(CUT),
                    )
                )
            self.page_count = count
        else:
            with translated(origin.label, CUT), warned() as self._said:
                self.page_count = max(1, getattr(self._opened(), "n_frames", 1))
            check_pages(limits, origin.label, self.page_count)
            self._chain = Chain(tuple(range(self.page_count)), broken=False, more=False)

    def _make_page(self, number: int) -> PageImage:
        where = f"{self._origin.label}: page {number}" if self.page_count > 1 else self._origin.label
        if number > len(self._chain.pages):
            raise InputError(
                worded("{where} and all after it are missing, the file is cut off; scan or fetch it again", where=where)
            )
        try:
            with translated(where, CUT), warned() as said:
                page = self._read(self._opened(), number, where)
            return replace(page, note=with_told(page.note, [*self._said, *said] if number == 1 else said))
        except BaseException:
            self._image = None  # whatever state it is in
            raise
        finally:
            if self.page_count == 1:
                self._image = None  # its memory is not needed any more

    def stored(self, number: int) -> bytes:
        """One page as a picture file of its own, with all its colours.

        A JPEG, JPEG 2000 or PNG that other programs take as it is, is given as it is. Of the rest the picture is
        decoded, turned upright and packed: with loss where it was so, else without (see `packed`).

        Args:
            number: its place in the file, from 1.

        Raises:
            OptionError, InputError, LimitError, ValueError: as `page`.
        """
        self._check([number])
        with self._lock:
            read = self._make_page(number)  # it is within the limits, and decodes
        with self._lock, translated(self._origin.label, CUT), warned():
            self._image = None  # a picture is decoded once only
            image = self._opened()
            try:
                if isinstance(image, TiffImagePlugin.TiffImageFile):
                    self._turn_to(image, self._chain.pages[number - 1], self._origin.label)
                    with heard():  # and told of, when the page was read
                        image.load()
                    return packed(image, lossy=image.info.get("compression") == "jpeg")
                self._turn_to_frame(image, number, self._origin.label)
                orientation = _remarks(image)[1]
                plain = image.mode in {"1", "L", "P", "RGB"} and "transparency" not in image.info
                if self._format is FileFormat.JPEG and orientation not in _MIRRORED:
                    return self._origin.head(self._origin.size)
                if (
                    self._format is FileFormat.JPEG2000
                    and self._origin.head(4) == _JP2_BOX
                    and orientation not in _UPRIGHT
                ):
                    return self._origin.head(self._origin.size)
                if self._format is FileFormat.PNG and plain and orientation not in _UPRIGHT and self.page_count == 1:
                    return self._origin.head(self._origin.size)
                image.load()
                upright = image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image
                return packed(upright, lossy=self._is_lossy())
            except (KeyError, OSError, ValueError):  # a mode or a file that cannot be packed: as it was read
                return packed(read.image)
            finally:
                self._image = None

    def _is_lossy(self) -> bool:
        """Whether the file was packed with loss. Of WebP, what is without loss says so in its first chunks."""
        if self._format is FileFormat.WEBP:
            return b"VP8L" not in self._origin.head(HEAD_BYTES)
        return self._format in _LOSSY

    def _opened(self) -> ImageFile.ImageFile:
        """The decoder with the file's header read and no pixel decoded."""
        if self._image is None:
            file, label = self._origin.file, self._origin.label
            with translated(label, CUT):
                canvas = _CANVAS[self._format](file) if self._format in _CANVAS else None
                if canvas is not None:
                    check_picture(self._limits, label, *canvas)
                self._image = self._decoder()(self._mended(file))
        return self._image

    def _doubt(self) -> str | None:
        """What to say of a JPEG that was decoded, and may be wrong all the same."""
        if self._format is not FileFormat.JPEG or not is_corrupt_jpeg(self._origin.head(self._origin.size)):
            return None
        return worded(_DOUBTED)

    def _decoder(self) -> Callable[[BinaryIO], ImageFile.ImageFile]:
        """What reads the file.

        Raises:
            InputError: this installation has nothing that does.
        """
        if self._format not in _LATER:
            return _DECODERS[self._format]
        label, what = self._origin.label, self._format.value
        if self._format is FileFormat.AVIF:
            if features.check("avif"):
                from PIL.AvifImagePlugin import AvifImageFile  # noqa: PLC0415 - not every build of Pillow has it

                return AvifImageFile
            raise InputError(
                worded(
                    "{label}: is an {what} picture, which this Pillow cannot read; save it as PNG or JPEG",
                    label=label,
                    what=what,
                )
            )
        try:
            from pillow_heif.as_plugin import HeifImageFile  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise InputError(
                worded(
                    "{label}: is a {what} photo; install what reads it (pip install 'ocr-fix[heif]'), or save it as"
                    " JPEG",
                    label=label,
                    what=what,
                )
            ) from error
        return cast("Callable[[BinaryIO], ImageFile.ImageFile]", HeifImageFile)

    def _mended(self, file: BinaryIO) -> BinaryIO:
        """The file; a JPEG that lacks no more than its end marker gets one, a bitmap that lacks part of a row white."""
        if self._format is FileFormat.BMP:
            missing = missing_of_bmp(self._origin.head(_BMP_HEADER), self._origin.size)
            if missing:
                file.seek(0)
                check_picture(self._limits, self._origin.label, *BmpImagePlugin.BmpImageFile(file).size)
                return BytesIO(self._origin.head(self._origin.size) + b"\xff" * missing)
        if self._format is FileFormat.JPEG and END_OF_JPEG not in self._origin.tail(THRESHOLDS.damage.behind_end):
            file.seek(0)
            check_picture(self._limits, self._origin.label, *JpegImagePlugin.JpegImageFile(file).size)
            data = self._origin.head(self._origin.size)
            if not missing_of_jpeg(data):
                return BytesIO(data + END_OF_JPEG)
        file.seek(0)
        return file

    def _read(self, image: ImageFile.ImageFile, number: int, where: str) -> PageImage:
        damage = note = None
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            index = self._chain.pages[number - 1]
            tag, orientation = self._turn_to(image, index, where)
            strips = _strips_of_fax(image, self._origin)
            told = None if strips is None else strips.told()
            if told is not None:
                image = TiffImagePlugin.TiffImageFile(told)
                self._turn_to(image, index, where)
            picture, damage, note = _decoded(image, strips, orientation, where)
            if damage is None and is_corrupt_tiff(image.tag_v2, self._origin.file, self._origin.size):
                note = worded(_DOUBTED)
        else:
            self._turn_to_frame(image, number, where)
            image.load()
            note = self._doubt()
            tag, orientation = _remarks(image)
            picture = reduced(image)
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            if _is_negative(image):
                picture = ImageChops.invert(picture)
        elif orientation in _UPRIGHT:
            picture = picture.transpose(_UPRIGHT[orientation])
        if tag is not None and orientation in _LYING:
            tag = tag[1], tag[0]
        resolution = resolution_of(tag, *picture.size)
        return PageImage(
            number, self._squared(picture, resolution, where), round(max(resolution)), note=note, damage=damage
        )

    def _turn_to_frame(self, image: ImageFile.ImageFile, number: int, where: str) -> None:
        """Turn to a picture of a file that may have several, and check its size."""
        if self.page_count > 1:
            for canvas in self._canvases[:number][-1:]:  # Pillow makes room for all pictures up to it, on the way there
                check_picture(self._limits, where, *canvas)
            image.seek(number - 1)
        check_picture(self._limits, where, *image.size)

    @cached_property
    def _canvases(self) -> Sequence[Size]:
        """The sizes that the pictures of a GIF need, each with those before it; empty for other files."""
        return list(gif_canvases(self._origin.file)) if self._format is FileFormat.GIF else ()

    def _turn_to(self, image: TiffImagePlugin.TiffImageFile, index: int, where: str) -> tuple[Resolution | None, int]:
        """Turn to a picture of a TIFF, check its size and make room for it; gives its resolution and orientation."""
        image.seek(index)
        tags: Mapping[int, object] = image.tag_v2
        # Not image.size, which some versions of Pillow give as it will be when turned upright.
        width, height = tags[ExifTags.Base.ImageWidth], tags[ExifTags.Base.ImageLength]
        if not isinstance(width, int) or not isinstance(height, int):
            raise InputError(
                worded(
                    "{where}: {problem}, its size is not a number; scan or fetch it again",
                    where=where,
                    problem=worded(CUT),
                )
            )
        check_picture(self._limits, where, width, height)
        across, down = tags.get(TiffImagePlugin.TILEWIDTH), tags.get(TiffImagePlugin.TILELENGTH)
        if isinstance(across, int) and isinstance(down, int):
            check_pixels(self._limits, where, across, down)  # libtiff makes room for a whole tile
        orientation = tags.get(ExifTags.Base.Orientation, 1)
        # With the room made here Pillow does not weigh the picture against its own limit when it makes it.
        image.im = Image.new(image.mode, (width, height), None).im
        return _resolution_tag(tags), orientation if isinstance(orientation, int) else 1

    def _squared(self, picture: Image.Image, resolution: Resolution, where: str) -> Image.Image:
        """The picture with pixels as long as wide, as finely as the finer direction has it."""
        finest = max(resolution)
        if finest <= _T.square * min(resolution):
            return picture
        width = round(picture.width * finest / resolution[0])
        height = round(picture.height * finest / resolution[1])
        check_picture(self._limits, where, width, height)
        grey = picture.convert("L") if picture.mode == "1" else picture
        return grey.resize((width, height), Image.Resampling.BILINEAR)

    def _release(self) -> None:
        self._image = None


def _strips_of_fax(image: TiffImagePlugin.TiffImageFile, origin: InputFile) -> Strips | None:
    """The strips of a picture that is fax data; None where it is not."""
    tags = image.tag_v2
    if tags.get(ExifTags.Base.Compression) not in {RUNS, GROUP_3, GROUP_4}:
        return None
    return Strips(tags, origin.file, origin.size, tags[ExifTags.Base.ImageLength], _rows_per_strip(image))


def _rows_per_strip(image: TiffImagePlugin.TiffImageFile) -> int:
    height: int = image.tag_v2[ExifTags.Base.ImageLength]
    strip = image.tag_v2.get(ExifTags.Base.RowsPerStrip)
    return min(strip, height) if isinstance(strip, int) and strip > 0 else height


def _decoded(
    image: TiffImagePlugin.TiffImageFile, strips: Strips | None, orientation: int, where: str
) -> tuple[Image.Image, str | None, str | None]:
    """A picture of a TIFF, upright, with paper where it is lost; what is wrong with it, and what may be."""
    height = image.tag_v2[ExifTags.Base.ImageLength]
    with heard() as errors:
        image.load()  # turns the picture upright by itself
    picture = reduced(image)
    goes_on = strips is not None and strips.goes_on
    lost = lost_rows(errors, height, _rows_per_strip(image), goes_on=goes_on)
    lost += strips.rows_without() if strips is not None and goes_on else []
    if not lost:
        return (
            picture,
            f"{where}: {worded(_DAMAGED)} ({errors[0].rstrip('.')}); {worded(AGAIN)}" if errors else None,
            None,
        )
    if orientation not in _UPRIGHT:
        picture = without_lost(picture, lost)
    if goes_on and is_little(lost, height):
        return picture, None, worded(_DOUBTED)
    return picture, f"{where}: {share_told(lost, height)}; {worded(AGAIN)}", None


def _is_negative(image: TiffImagePlugin.TiffImageFile) -> bool:
    """Whether 0 is white and Pillow has not seen to it, as it does up to eight bits."""
    white_is_zero = image.tag_v2.get(ExifTags.Base.PhotometricInterpretation) == 0
    return white_is_zero and (image.mode == "F" or image.mode.startswith("I"))


def _remarks(image: ImageFile.ImageFile) -> tuple[Resolution | None, int]:
    """Resolution and orientation that a picture (not TIFF) claims; None and 1 where it claims nothing credible.

    EXIF data is often damaged where the picture is not, and then is no reason to refuse the picture.
    """
    tag = readable_tag(image.info.get("dpi"))
    try:
        exif = image.getexif()
        orientation = exif.get(ExifTags.Base.Orientation, 1)
        tag = tag or _resolution_tag(exif)
    except Exception:
        return tag, 1
    return tag, orientation if isinstance(orientation, int) else 1


def _resolution_tag(tags: Mapping[int, object]) -> Resolution | None:
    """Dots per inch from the tags that EXIF shares with TIFF; None where they are missing or have no unit."""
    tag = readable_tag((tags.get(ExifTags.Base.XResolution), tags.get(ExifTags.Base.YResolution)))
    unit = tags.get(ExifTags.Base.ResolutionUnit, 2)
    if tag is None or unit not in {2, _CENTIMETRE}:
        return None
    return (tag[0] * _CM_PER_INCH, tag[1] * _CM_PER_INCH) if unit == _CENTIMETRE else tag
