"""Leptonica's scaling, which Tesseract uses: what the network is trained on must be scaled as what it will read."""

import ctypes
import ctypes.util
import functools
import re

import numpy as np

_PNM = 11


def scaled_to(height: int, picture: np.ndarray) -> np.ndarray:
    """A grey picture (rows, columns; 0 to 255) scaled to this height, as Tesseract does it to a line.

    Raises:
        OSError: If Leptonica is not installed.
        ValueError: If it cannot scale the picture.
    """
    library = _library()
    rows, columns = picture.shape
    data = f"P5 {columns} {rows} 255\n".encode() + np.ascontiguousarray(picture, np.uint8).tobytes()
    image = ctypes.c_void_p(library.pixReadMem(data, len(data)))
    factor = height / rows
    scaled = ctypes.c_void_p(library.pixScale(image, factor, factor))
    out, size = ctypes.c_void_p(), ctypes.c_size_t()
    failed = not scaled.value or library.pixWriteMem(ctypes.byref(out), ctypes.byref(size), scaled, _PNM)
    try:
        if failed:
            raise ValueError(f"cannot scale a picture of {columns} x {rows}")
        return _grey(ctypes.string_at(out, size.value))
    finally:
        library.pixDestroy(ctypes.byref(image))
        library.pixDestroy(ctypes.byref(scaled))
        library.lept_free(out)


def _grey(pnm: bytes) -> np.ndarray:
    columns, rows = (int(number) for number in re.findall(rb"^\d+ \d+$", pnm[:80], re.MULTILINE)[0].split())
    return np.frombuffer(pnm[-rows * columns :], np.uint8).reshape(rows, columns)


@functools.cache
def _library() -> ctypes.CDLL:
    name = ctypes.util.find_library("lept") or ctypes.util.find_library("leptonica")
    if not name:
        raise OSError("Leptonica is not installed")
    library = ctypes.CDLL(name)
    library.pixReadMem.restype = library.pixScale.restype = ctypes.c_void_p
    library.pixReadMem.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
    library.pixScale.argtypes = [ctypes.c_void_p, ctypes.c_float, ctypes.c_float]
    library.pixWriteMem.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
    library.pixDestroy.argtypes = library.lept_free.argtypes = [ctypes.c_void_p]
    library.pixDestroy.restype = library.lept_free.restype = None
    return library
