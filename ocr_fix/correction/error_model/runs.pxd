"""The types of `runs.py` where it is compiled."""

cimport cython


@cython.locals(letter=Py_UCS4, here=Py_ssize_t, before=Py_ssize_t, room=Py_ssize_t)
cpdef int count(str text, int weight, const unsigned char[::1] places, int[::1] singles, int[::1] pairs) except -1
