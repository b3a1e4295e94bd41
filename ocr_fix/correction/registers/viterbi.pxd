"""The types of `viterbi.py` where it is compiled."""

cimport cython


@cython.locals(states=list, totals=list, came=list, before=list, said=tuple, path=list)
@cython.locals(at=Py_ssize_t, state=Py_ssize_t, top=Py_ssize_t, most=double, enter=double, total=double, old=double)
cpdef list likeliest(list evidence, list prices, list priors, list first, Py_ssize_t home, double leave)
