"""The types of `walk.py` where it is compiled."""

cimport cython
from libc.stdint cimport int64_t, uint32_t, uint64_t

from ocr_fix.correction.error_model.positions cimport Option, Position
from ocr_fix.language.automaton cimport Automaton, bit_count


cdef inline uint64_t letters_within(Position place, double left) noexcept:
    cdef Py_ssize_t at = 0, end = place.costs.shape[0]
    while at < end and place.costs[at] <= left:
        at += 1
    return place.letters[at]

cdef uint64_t _ANY, _FINAL


@cython.final
@cython.no_gc
cdef class Step:
    cdef uint32_t node
    cdef int at
    cdef double cost
    cdef bint lost
    cdef Step before
    cdef object what


@cython.locals(step=Step)
cdef Step _step(uint32_t node, int at, double cost, bint lost, Step before, what)


@cython.final
cdef class Walk:
    cdef Automaton _automaton
    cdef int _end
    cdef list _places
    cdef str _read
    cdef str _random
    cdef dict _found
    cdef bint _whole
    cdef uint64_t _stop
    cdef double _unknown_cost
    cdef int _max_steps
    cdef readonly bint cut

    @cython.locals(at=int, step=Step)
    cpdef list from_place(self, int start, double limit)

    @cython.locals(step=Step)
    cpdef bint finds_other(self, double limit) except -1

    @cython.locals(found=list, ends=dict, hit=tuple, at=int, step=Step)
    cpdef dict ends(self, int start, double limit, int shortest)

    @cython.locals(at=int, step=Step)
    cpdef list parts(self, int start, ends)

    @cython.locals(places=list, end=int, whole=bint, automaton=Automaton, is_random=bint, found=list, stack=list)
    @cython.locals(steps=int, step=Step, node=uint32_t, at=int, lost=bint, awaits=bint, most=double, left=double)
    @cython.locals(mask=uint64_t, bit=uint64_t, bits=uint64_t, place=Position)
    cdef list _hits(self, int start, double limit)

    @cython.locals(automaton=Automaton, mask=uint64_t, edges=uint32_t, cost=double, option=Option, total=double)
    @cython.locals(bit=uint64_t, child=uint32_t, width=int, target=int64_t, options=list)
    cdef int _branch(
        self, list stack, Step step, Position place, uint32_t node, int at, bint lost, uint64_t bits, double limit, bint awaits
    ) except -1

    @cython.locals(automaton=Automaton, letters=str, read=str, letter=str, total=double)
    @cython.locals(here=uint64_t, after=uint64_t, edge=uint32_t, target=uint32_t, bits=uint64_t, bit=uint64_t)
    cdef int _branch_anywhere(self, list stack, Step step, uint32_t node, int at, bint lost, double limit) except -1

    @cython.locals(place=Position)
    cdef uint64_t _useful(self, int at, double left) except? 0

    @cython.locals(length=int, what=object, option=Option)
    cdef int _length(self, int start, int end, Step step) except -1

    @cython.locals(parts=list, confusions=list, cost=double, stop=int, option=Option, what=object)
    cdef tuple _part(self, int start, int end, Step step)
