# cython: language_level=3, boundscheck=False, wraparound=False
"""The counting of `runs.py`, compiled: all runs in one pass through the word forms."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND
from libc.math cimport log, rint
from libc.stdint cimport uint8_t, uint16_t, uint32_t
from libc.stdlib cimport free, malloc

ctypedef fused Letter:
    uint8_t
    uint16_t
    uint32_t

cdef enum:
    HEADS = 256  # lists of runs by their first letter; the last has all letters from there on
    PLACES = 1024  # letters that are counted each for itself
    WIDTH = 3


cdef struct Run:
    Py_UCS4 letters[WIDTH]
    int width
    int following  # the next run of the same list; -1 at its end
    Py_ssize_t free_from  # where the next occurrence in the same form may begin
    Py_ssize_t form  # in which form that was
    double count


cdef struct Counts:
    Run* runs
    int heads[HEADS]
    double singles[PLACES]
    Py_ssize_t form  # the number of the form that is gone through, from 1
    double times  # how often it counts


def count_runs(dict forms, list runs, double full_witness):
    """How often runs of one to three letters stand in word forms, in lower case.

    Args:
        forms: the word forms with their counts, each less than 2**31.
        runs: to count.
        full_witness: up to how often a form counts in full; see `runs.py`.

    Returns:
        The count of each run, then the letters in all.
    """
    cdef Counts counts
    cdef Run* table = <Run*>malloc((len(runs) + 1) * sizeof(Run))
    cdef Run* run
    cdef int index, head
    cdef Py_ssize_t at, length
    cdef double times, letters = 0.0
    cdef str form, text
    if table == NULL:
        raise MemoryError
    try:
        counts.runs, counts.form = table, 0
        for index in range(HEADS):
            counts.heads[index] = -1
        for index in range(PLACES):
            counts.singles[index] = 0.0
        for index, text in enumerate(runs):
            run = table + index
            run.width, run.count, run.form, run.free_from = len(text), 0.0, 0, 0
            if not 0 < run.width <= WIDTH:
                raise ValueError(f"{text!r} has not one to three letters")
            for at in range(run.width):
                run.letters[at] = text[at]
            if run.width > 1 or run.letters[0] >= PLACES:
                head = min(<int>run.letters[0], HEADS - 1)
                run.following, counts.heads[head] = counts.heads[head], index
        for form, times in forms.items():
            text = form if form.islower() else form.lower()
            if times > full_witness:
                times = full_witness * (1.0 + log(times / full_witness))
            times = rint(times)
            length = len(text)
            letters += times * length
            counts.times, counts.form = times, counts.form + 1
            if PyUnicode_KIND(text) == 1:
                _count(&counts, <const uint8_t*>PyUnicode_DATA(text), length)
            elif PyUnicode_KIND(text) == 2:
                _count(&counts, <const uint16_t*>PyUnicode_DATA(text), length)
            else:
                _count(&counts, <const uint32_t*>PyUnicode_DATA(text), length)
        for index in range(len(runs)):
            run = table + index
            if run.width == 1 and run.letters[0] < PLACES:
                run.count = counts.singles[run.letters[0]]
        return [(table + index).count for index in range(len(runs))], letters
    finally:
        free(table)


cdef void _count(Counts* counts, const Letter* text, Py_ssize_t length):
    """Count the runs in a word form."""
    cdef Py_ssize_t at
    cdef Py_UCS4 first
    cdef int index
    cdef Run* run
    for at in range(length):
        first = <Py_UCS4>text[at]
        if first < PLACES:
            counts.singles[first] += counts.times
        index = counts.heads[min(<int>first, HEADS - 1)]
        while index >= 0:
            run = counts.runs + index
            index = run.following
            if first != run.letters[0] or at + run.width > length:
                continue
            if run.width > 1 and <Py_UCS4>text[at + 1] != run.letters[1]:
                continue
            if run.width > 2 and <Py_UCS4>text[at + 2] != run.letters[2]:
                continue
            if run.form != counts.form or at >= run.free_from:
                run.count += counts.times
                run.form, run.free_from = counts.form, at + run.width
