"""The types of `characters.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint64_t

from ocr_fix.language.models.hashing cimport Finder


@cython.final
cdef class Characters:
    cdef dict _symbols
    cdef list _unigrams
    cdef list _unigram_backoffs
    cdef list _finders
    cdef const uint64_t[::1] _weights
    cdef double _step
    cdef int _shift

    @cython.locals(order=int, symbols=list, end=int, total=double)
    cpdef double log_prob(self, str word) except? 1.0

    @cython.locals(weight=double, order=int, finder=Finder, place=Py_ssize_t)
    cdef double _log_prob_at(self, list symbols, int end) except? 1.0

    @cython.locals(finder=Finder, place=Py_ssize_t)
    cdef double _backoff(self, list symbols, int end, int order) except? 1e9

    @cython.locals(key=uint64_t, symbol=uint64_t, place=int)
    cdef uint64_t _key(self, list symbols, int end, int order) except? 0
