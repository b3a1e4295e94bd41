"""The types of `compounds.py` where it is compiled."""

cimport cython
from libc.stdint cimport uint32_t, uint64_t

from ocr_fix.language.automaton cimport Automaton, bit_count, bit_of

cdef int _MOST_LETTERS


@cython.final
cdef class Splitter:
    cdef object _firsts
    cdef object _first_costs
    cdef dict _kept
    cdef object _head_cost
    cdef double _per_letter
    cdef tuple _margins
    cdef Automaton _first_automaton
    cdef Automaton _form_automaton
    cdef object _vowels
    cdef int _most_parts, _min_head

    @cython.locals(length=Py_ssize_t, last=Py_ssize_t, start=Py_ssize_t, reached=uint64_t, letter=Py_UCS4)
    cpdef bint may_be_word(self, str small) except -1

    @cython.locals(word=str)
    cpdef bint may_be_words(self, list small) except -1

    @cython.locals(automaton=Automaton, node=uint32_t, start=Py_ssize_t, at=Py_ssize_t, bit=uint64_t, mask=uint64_t)
    @cython.locals(place=uint64_t, reached=uint64_t)
    cdef uint64_t _reached(self, str small, Py_ssize_t last) except 0

    @cython.locals(automaton=Automaton, node=uint32_t, at=Py_ssize_t, bit=uint64_t, mask=uint64_t)
    cdef bint _has_form(self, str small, Py_ssize_t start) except -1

    @cython.locals(length=Py_ssize_t, small=str, ways=list, heads=list)
    cpdef search(self, str word)

    @cython.locals(length=Py_ssize_t, last=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, letter=str)
    @cython.locals(ends=list, found=list, reached=list, heads=list, leads=list)
    cdef tuple _ways(self, str word, str small)

    @cython.locals(automaton=Automaton, ends=list, node=uint32_t, at=Py_ssize_t, bit=uint64_t, mask=uint64_t)
    cdef list _ends(self, str small, Py_ssize_t start, Py_ssize_t last)

    @cython.locals(best_cost=int, first_costs=dict, head_costs=dict, open_ends=dict, reached=dict)
    @cython.locals(start=Py_ssize_t, end=Py_ssize_t, cost=int, new_cost=int)
    cdef _cheapest(self, str word, str small, list ways, list heads)

    cdef bint _shares(self, str word, str small, Py_ssize_t start, Py_ssize_t end) except? True


cdef int _reach(dict reached, Py_ssize_t place, int cost, tuple starts) except -1
