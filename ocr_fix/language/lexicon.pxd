"""The types of `lexicon.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t

from ocr_fix.language.automaton cimport Automaton, bit_count, bit_of
from ocr_fix.language.common_forms cimport CommonForms


@cython.final
cdef class Lexicon:
    cdef Automaton _automaton
    cdef CommonForms _common
    cdef object _counts
    cdef const uint8_t[::1] _flags
    cdef object _get
    cdef const uint16_t[::1] _ranks
    cdef object _trie
    cdef tuple _last
    cdef double _log_total, _log_unknown, _unseen
    cdef readonly double log_unseen

    @cython.locals(last=tuple, before=str)
    cpdef Py_ssize_t number(self, str word) except -2

    @cython.locals(lower=str)
    cdef Py_ssize_t _folded(self, str word) except -2

    @cython.locals(number=Py_ssize_t)
    cpdef Py_ssize_t find(self, str form) except -2

    cdef Py_ssize_t _rank(self, Py_ssize_t number) except -1

    @cython.locals(automaton=Automaton, node=uint32_t, bit=uint64_t, mask=uint64_t, letter=Py_UCS4, is_lost=bint)
    cdef bint _is_none(self, str word) except -1

    @cython.locals(number=Py_ssize_t)
    cpdef bint knows(self, str word) except -1

    @cython.locals(number=Py_ssize_t)
    cpdef count(self, str word)

    @cython.locals(number=Py_ssize_t)
    cpdef rank(self, str word, least)

    @cython.locals(ranks="const uint16_t[::1]", last=Py_ssize_t, first=int, low=int, near=list, number=Py_ssize_t)
    cpdef list commonest(self, double cost)

    @cython.locals(number=Py_ssize_t)
    cpdef bint is_suspect(self, str word) except -1

    @cython.locals(number=Py_ssize_t)
    cpdef double log_frequency(self, str word) except? 1.0

    @cython.locals(number=Py_ssize_t)
    cpdef str case_of(self, str word)
