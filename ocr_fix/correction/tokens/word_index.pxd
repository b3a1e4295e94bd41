"""The types of `word_index.py` where it is compiled."""

cimport cython


@cython.final
cdef class WordIndex:
    cdef str _text
    cdef readonly list words
    cdef readonly dict counts
    cdef dict _numbers
    cdef object _kinds
    cdef object _starts
    cdef object _sorted
    cdef object _first
    cdef list _lines

    cpdef Py_ssize_t start(self, Py_ssize_t index) except -1

    @cython.locals(numbers=dict, kinds="int[::1]", counts="int[::1]", at=Py_ssize_t, word=str, number=Py_ssize_t)
    cdef dict _number(self)

    @cython.locals(at=Py_ssize_t, index=Py_ssize_t, letter=Py_UCS4, is_space=bint, is_break=bint)
    cdef int _find(self, int[::1] starts) except -1

    @cython.locals(kinds="int[::1]", free="int[::1]", at=Py_ssize_t, number=Py_ssize_t, total=int, count=int)
    cdef int _sort(self, int[::1] first, int[::1] places) except -1
