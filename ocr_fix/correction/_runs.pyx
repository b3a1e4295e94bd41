# cython: language_level=3, boundscheck=False, wraparound=False
"""The counting of `runs.py`, compiled: all runs in one pass through the word forms."""

from libc.math cimport log, rint
from libc.stdlib cimport free, malloc

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


def count_runs(dict forms, list runs, double full_witness):
    """How often runs of one to three letters stand in word forms, in lower case.

    Args:
        forms: the word forms with their counts, each less than 2**31.
        runs: to count.
        full_witness: up to how often a form counts in full; see `profile.py`.

    Returns:
        The count of each run, then the letters in all.
    """
    cdef int heads[HEADS]
    cdef double singles[PLACES]
    cdef Run* table = <Run*>malloc((len(runs) + 1) * sizeof(Run))
    cdef Run* run
    cdef int index, head
    cdef Py_ssize_t at, length, number = 0
    cdef double times, letters = 0.0
    cdef str form, text
    cdef Py_UCS4 first
    if table == NULL:
        raise MemoryError
    try:
        for index in range(HEADS):
            heads[index] = -1
        for index in range(PLACES):
            singles[index] = 0.0
        for index, text in enumerate(runs):
            run = table + index
            run.width, run.count, run.form, run.free_from = len(text), 0.0, -1, 0
            if not 0 < run.width <= WIDTH:
                raise ValueError(f"{text!r} has not one to three letters")
            for at in range(run.width):
                run.letters[at] = text[at]
            if run.width > 1 or run.letters[0] >= PLACES:
                head = min(<int>run.letters[0], HEADS - 1)
                run.following, heads[head] = heads[head], index
        for form, count in forms.items():
            text = form if form.islower() else form.lower()
            times = count
            if times > full_witness:
                times = full_witness * (1.0 + log(times / full_witness))
            times = rint(times)
            length = len(text)
            letters += times * length
            number += 1
            for at in range(length):
                first = text[at]
                if first < PLACES:
                    singles[first] += times
                index = heads[min(<int>first, HEADS - 1)]
                while index >= 0:
                    run = table + index
                    if run.width == 1 and first == run.letters[0]:
                        run.count += times
                    elif (
                        first == run.letters[0]
                        and at + run.width <= length
                        and text[at + 1] == run.letters[1]
                        and (run.width < 3 or text[at + 2] == run.letters[2])
                        and (run.form != number or at >= run.free_from)
                    ):
                        run.count += times
                        run.form, run.free_from = number, at + run.width
                    index = run.following
        for index in range(len(runs)):
            run = table + index
            if run.width == 1 and run.letters[0] < PLACES:
                run.count = singles[run.letters[0]]
        return [(table + index).count for index in range(len(runs))], letters
    finally:
        free(table)
