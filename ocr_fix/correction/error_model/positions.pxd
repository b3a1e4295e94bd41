"""The types of `positions.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint64_t


@cython.final
cdef class Option:
    cdef readonly str true
    cdef readonly int width
    cdef readonly double cost
    cdef readonly object confusion
    cdef readonly str rest
    cdef readonly int length


@cython.final
cdef class Position:
    cdef readonly uint64_t itself
    cdef readonly str character
    cdef readonly list silent
    cdef readonly list by_number
    cdef readonly const double[::1] costs
    cdef readonly const uint64_t[::1] letters
    cdef readonly double skipped
    cdef readonly double cheapest
