# cython: language_level=3, boundscheck=False, wraparound=False
"""The adding up of weights of `letters.py`, compiled."""

from libc.math cimport sqrt
from libc.stdint cimport int8_t, uint32_t

cdef enum:
    MOST = 64


cdef class Summer:
    """Adds up the weights of the strings in a word.

    Args:
        weights: rows of signed bytes, one for each language; their number is a power of two.
        width: how many languages there are, 64 at most.
        step: nats per unit of a weight.
        most_against: how much less than for its best language a word speaks for any other, at most, in nats.
    """

    cdef const int8_t[:] _weights
    cdef Py_ssize_t _width
    cdef uint32_t _last
    cdef double _step, _most_against

    def __init__(self, const int8_t[:] weights, Py_ssize_t width, double step, double most_against):
        self._step = step
        self._most_against = most_against
        self._weights = weights
        self._width = width
        self._last = <uint32_t>(weights.shape[0] // width - 1)

    def evidence(self, str word):
        """How much a word in small letters speaks for each language, in nats."""
        cdef int totals[MOST]
        cdef int top
        cdef double scale, least
        cdef Py_ssize_t start, at, column, count = 1, length = len(word) + 2
        cdef uint32_t key
        cdef str text = " " + word + " "
        for column in range(self._width):
            totals[column] = 0
        for start in range(length):
            key = 0x811C9DC5
            for at in range(start, min(start + 5, length)):
                key = (key ^ <uint32_t>text[at]) * <uint32_t>0x01000193
                self._add(key, totals)
                count += 1
        key = 0x2F0B4C47
        for at in range(1, length - 1):
            key = (key ^ <uint32_t>text[at]) * <uint32_t>0x01000193
        self._add(key, totals)
        top = totals[0]
        for column in range(1, self._width):
            top = max(top, totals[column])
        scale = self._step / sqrt(count)
        least = scale * top - self._most_against
        return tuple([max(least, scale * totals[column]) for column in range(self._width)])

    cdef inline void _add(self, uint32_t key, int* totals) noexcept:
        cdef Py_ssize_t column, row = <Py_ssize_t>((key ^ key >> 15) & self._last) * self._width
        for column in range(self._width):
            totals[column] += self._weights[row + column]
