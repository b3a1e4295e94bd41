"""The types of `hashing.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t


cdef inline Py_ssize_t bisect_left(const uint16_t[::1] values, uint16_t value, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef Py_ssize_t middle
    while start < end:
        middle = (start + end) >> 1
        if values[middle] < value:
            start = middle + 1
        else:
            end = middle
    return start


@cython.final
cdef class Finder:
    cdef int _shift, _fingerprint_shift, _check_shift
    cdef uint64_t _bucket_mask
    cdef const uint32_t[::1] _buckets
    cdef const uint16_t[::1] _fingerprints
    cdef const uint8_t[::1] _checks
    cdef const uint8_t[::1] log_probs
    cdef const uint8_t[::1] backoffs

    @cython.locals(bucket=uint64_t, fingerprint=uint16_t, place=Py_ssize_t, end=Py_ssize_t)
    cpdef Py_ssize_t find(self, uint64_t key) noexcept
