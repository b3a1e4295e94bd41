"""The types of `automaton.py` where it is compiled."""

cimport cython
from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef extern from *:
    """
    #include <stdint.h>
    /* In words of two, four and eight bits at once: most compilers call a function for __builtin_popcountll. */
    static inline int bit_count(uint64_t x) {
        x -= x >> 1 & 0x5555555555555555ULL;
        x = (x & 0x3333333333333333ULL) + (x >> 2 & 0x3333333333333333ULL);
        return (int)(((x + (x >> 4)) & 0x0F0F0F0F0F0F0F0FULL) * 0x0101010101010101ULL >> 56);
    }
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
