"""The types of `automaton.py` where it is compiled."""

cimport cython
from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef extern from *:
    """
    #if defined(_MSC_VER)
    #include <intrin.h>
    #define bit_count(x) ((int)__popcnt64(x))
    #else
    #define bit_count(x) __builtin_popcountll(x)
    #endif
    """
    int bit_count(uint64_t x) nogil


@cython.final
cdef class Automaton:
    cdef const uint64_t[::1] masks
    cdef const uint32_t[::1] first
    cdef const uint32_t[::1] targets
    cdef readonly dict bits
    cdef readonly str letters

    @cython.locals(bit=uint64_t, mask=uint64_t)
    cpdef int64_t step(self, int64_t node, str letter)

    @cython.locals(bit=uint64_t, mask=uint64_t, letter=str)
    cpdef int64_t walk(self, str text, int64_t node=*)

    @cython.locals(node=int64_t, end=Py_ssize_t, letter=str)
    cpdef list halves(self, str text)

    cpdef bint is_final(self, int64_t node)
