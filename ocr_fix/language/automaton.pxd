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


cdef int _TABLE


cdef inline uint64_t bit_of(Automaton automaton, Py_UCS4 letter) except? 0xFFFFFFFFFFFFFFFF:
    return automaton._table[letter] if letter < 592 else automaton.bits.get(letter, 0)


@cython.final
cdef class Automaton:
    cdef uint64_t _table[592]
    cdef const uint64_t[::1] masks
    cdef const uint32_t[::1] targets
    cdef readonly dict bits
    cdef readonly str letters

    cdef _lay_out(self)

    @cython.locals(bit=uint64_t, mask=uint64_t)
    cpdef int64_t step(self, int64_t node, Py_UCS4 letter)

    @cython.locals(bit=uint64_t, mask=uint64_t, letter=Py_UCS4)
    cpdef int64_t walk(self, str text, int64_t node=*)

    @cython.locals(node=int64_t, end=Py_ssize_t, letter=str)
    cpdef list halves(self, str text)

    cpdef bint is_final(self, int64_t node)
