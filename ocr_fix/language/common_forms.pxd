"""The types of `common_forms.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint64_t

cdef uint64_t _EMPTY, _ALL, _NUMBER, _SEED, _BY_LETTER, _AT_END
cdef int _BITS

@cython.locals(key=uint64_t, character=Py_UCS4)
cpdef uint64_t hash_of(str form) except? 0


@cython.final
cdef class CommonForms:
    cdef const uint64_t[::1] _slots
    cdef uint64_t _last
    cdef int _shift

    @cython.locals(key=uint64_t, at=uint64_t, check=uint64_t, slot=uint64_t)
    cpdef Py_ssize_t find(self, str form) except -2
