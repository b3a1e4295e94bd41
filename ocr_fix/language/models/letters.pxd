"""The types of `letters.py` where it is compiled."""

cimport cython
from libc.stdint cimport int8_t, uint32_t

cdef int _LONGEST
cdef uint32_t _BASIS, _WHOLE, _PRIME, _MASK, _LAST


@cython.locals(text=str, length=Py_ssize_t, rows=list, start=Py_ssize_t, at=Py_ssize_t, key=uint32_t, letter=Py_UCS4)
cpdef list buckets(str word)


@cython.final
cdef class Letters:
    cdef readonly tuple languages
    cdef const int8_t[::1] _weights
    cdef double _most_against

    @cython.locals(width=Py_ssize_t, row=Py_ssize_t, column=Py_ssize_t, rows=list, said=list, scale=double, least=double)
    cpdef tuple evidence(self, str word)

    @cython.locals(row=Py_ssize_t, total=long)
    cdef long _sum(self, list rows, Py_ssize_t column) except? -1
