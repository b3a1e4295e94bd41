# cython: language_level=3, boundscheck=False, wraparound=False
"""The likeliest path of `languages.py`, compiled."""

from libc.stdlib cimport free, malloc


def likeliest(list evidence, list prices, list priors, list first, int home, double leave):
    """The likeliest languages of a row of words; see `languages.likeliest_in_python`."""
    cdef Py_ssize_t length = len(evidence), width = len(priors), at, state, top
    cdef double enter, score
    cdef double* scores = <double*>malloc(2 * width * sizeof(double))
    cdef double* entry = scores + width
    cdef short* came = <short*>malloc(length * width * sizeof(short))
    cdef tuple said
    cdef list path = [home] * length
    if scores is NULL or came is NULL:
        free(scores)
        free(came)
        raise MemoryError
    try:
        for state in range(width):
            scores[state] = first[state]
            entry[state] = priors[state]
        for at in range(length):
            said = evidence[at]
            if at:
                top = 0
                for state in range(1, width):
                    if scores[state] > scores[top]:
                        top = state
                enter = scores[top] - <double>prices[at]
            for state in range(width):
                score = scores[state]
                came[at * width + state] = <short>state
                if at and enter + entry[state] > score:
                    score = enter + entry[state]
                    came[at * width + state] = <short>top
                scores[state] = score + <double>said[state]
        top = home
        for state in range(width):
            if state != home:
                scores[state] -= leave
            if scores[state] > scores[top]:
                top = state
        for at in range(length - 1, -1, -1):
            path[at] = top
            top = came[at * width + top]
    finally:
        free(scores)
        free(came)
    return path
