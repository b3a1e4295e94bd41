"""The types of `beam.py` where it is compiled."""

cimport cython
from libc.math cimport exp
from libc.stdint cimport int64_t

cdef int64_t _MOST_SYMBOLS


@cython.final
@cython.no_gc
cdef class Seen:
    cdef tuple symbols
    cdef double cost


@cython.locals(seen=Seen)
cdef Seen _seen(tuple symbols, double cost)


@cython.final
cdef class Scorer:
    cdef object _symbol, _emission, _log_prob, _log_probs
    cdef dict _certain

    cpdef tuple symbols_of(self, tuple words)

    @cython.locals(words=tuple, certain=list, found=list, symbols=tuple)
    cpdef list seen(self, place)

    @cython.locals(firsts=list, costs=list, seen=Seen, rest=double, log_probs=list, at=Py_ssize_t)
    cdef list costs(self, list place, int64_t before, int64_t last, tuple following)

    @cython.locals(total=double, at=Py_ssize_t, symbol=int64_t)
    cdef double _after(self, int64_t before, int64_t last, tuple symbols, Py_ssize_t skipped, tuple following) except? 1.0


@cython.locals(befores=list, lasts=list, spent=list, came=list, chose=list, place=list, froms=list, indices=list)
@cython.locals(totals=list, now_before=list, now_last=list, certain=bint, known=dict, path=Py_ssize_t, costs=list)
@cython.locals(index=Py_ssize_t, seen=Seen, width=Py_ssize_t, before=int64_t, last=int64_t, total=double)
@cython.locals(context=int64_t, there=Py_ssize_t, order=list, most=double, found=list, at=Py_ssize_t)
cpdef list best_indices(list places, Scorer scorer, tuple start, Py_ssize_t beam, double max_behind)


@cython.locals(before=int64_t, last=int64_t, found=list, at=Py_ssize_t, place=list, following=list, then=Py_ssize_t)
@cython.locals(seen=Seen, costs=list, least=double, weights=list, whole=double, width=Py_ssize_t)
cpdef list shares(list places, list indices, Scorer scorer, tuple start, Py_ssize_t reach)
