"""The types of `mixed_model.py` where it is compiled."""

cimport cython
from libc.math cimport exp, log


@cython.final
cdef class _Member:
    cdef double weight
    cdef object vocabulary, log_prob, log_probs
    cdef list symbols, emissions


@cython.final
cdef class MixedModel:
    cdef list _members
    cdef dict _numbers

    @cython.locals(member=_Member)
    cpdef word_id(self, str word)

    cpdef double emission(self, str word)

    @cython.locals(logs=list, member=_Member, symbols=list, log_prob=double, emission=double)
    cpdef double log_prob_ids(self, Py_ssize_t symbol, Py_ssize_t before, Py_ssize_t last) except? 1.0

    @cython.locals(logs=list, member=_Member, of_member=list, found=list, of_symbol=list, symbol=Py_ssize_t, at=Py_ssize_t)
    @cython.locals(value=double, emission=double)
    cpdef list log_probs_ids(self, symbols, Py_ssize_t before, Py_ssize_t last)


@cython.locals(low=double, top=double, total=double, value=double)
cpdef double log_sum(list logs) except? 1.0
