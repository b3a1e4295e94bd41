# cython: language_level=3, boundscheck=False, wraparound=False
"""Where words stand in a text, as `tokens.py` finds it, compiled."""

from cpython.unicode cimport Py_UNICODE_ISSPACE


def word_starts(str text):
    """Where each word begins: what stands between white space, as `str.split` has it."""
    cdef list starts = []
    cdef Py_ssize_t at = 0
    cdef bint inside = False
    cdef Py_UCS4 character
    for character in text:
        if Py_UNICODE_ISSPACE(character):
            inside = False
        elif not inside:
            inside = True
            starts.append(at)
        at += 1
    return starts
