# cython: language_level=3
"""An automaton for compiled parts to walk."""

from libc.stdint cimport int64_t, uint32_t, uint64_t

cdef extern from *:
    """
    #if defined(_MSC_VER)
    #include <intrin.h>
    #define POPCOUNT(x) ((int)__popcnt64(x))
    #else
    #define POPCOUNT(x) __builtin_popcountll(x)
    #endif
    #define FINAL (1ULL << 63)
    """
    int POPCOUNT(uint64_t x) nogil
    const uint64_t FINAL  # the bit of a node's mask that says that a form ends there


cdef class Graph:
    cdef const uint64_t[::1] masks
    cdef const uint32_t[::1] first
    cdef const uint32_t[::1] targets
    cdef readonly dict bits
    cdef str letters
    cdef int64_t step(self, int64_t node, str letter) except -2
