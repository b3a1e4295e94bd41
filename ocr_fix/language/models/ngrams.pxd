"""The types of `ngrams.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint64_t

from ocr_fix.language.models.hashing cimport Finder


@cython.final
cdef class WordModel:
    cdef const uint16_t[::1] _unigrams
    cdef const uint8_t[::1] _unigram_backoffs
    cdef Finder _bigrams
    cdef Finder _trigrams
    cdef uint64_t _size, _weight_w, _weight_v, _weight_u
    cdef double _step, _fine_step
    cdef int _shift

    cpdef double log_prob(self, uint64_t w, uint64_t u, uint64_t v) except? 1.0

    @cython.locals(w=uint64_t, context=Py_ssize_t)
    cpdef list log_probs(self, ws, uint64_t u, uint64_t v)

    cdef Py_ssize_t _context(self, uint64_t u, uint64_t v) noexcept

    @cython.locals(hashed=uint64_t, place=Py_ssize_t, weight=double)
    cdef double _log_prob(self, uint64_t w, uint64_t u, uint64_t v, Py_ssize_t context) except? 1.0
