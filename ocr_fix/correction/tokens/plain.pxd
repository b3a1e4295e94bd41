"""The types of `plain.py` where it is compiled."""

cimport cython


@cython.locals(plain=dict, words=dict, others=dict, wordless=dict, token=str, core=str, is_known=bint)
cpdef tuple part(counts, dict young, dict old, knows, stays, bint any_own, int shortest)

@cython.locals(core=str)
cdef str _word(str token, int shortest)

@cython.locals(letter=Py_UCS4)
cdef bint _may_hold_word(str token) except -1
