"""The types of `word_index.py` where it is compiled."""

cimport cython


@cython.final
cdef class WordIndex:
    cdef str _text
    cdef readonly list words
    cdef readonly dict counts
    cdef list _starts
    cdef dict _last
    cdef list _before

    cpdef Py_ssize_t start(self, Py_ssize_t index) except -1

    @cython.locals(starts=list, at=Py_ssize_t, letter=Py_UCS4, is_space=bint)
    cdef int _find(self) except -1

    @cython.locals(last=dict, before=list, counts=list, at=Py_ssize_t, word=str)
    cdef dict _chain(self)
