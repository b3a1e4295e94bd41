# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""An automaton for compiled parts to walk."""


from libc.stdint cimport int64_t, uint64_t


cdef class Graph:
    """The arrays of an automaton where compiled parts can take them.

    Args:
        automaton: the words; see `automaton.Automaton`.
    """

    def __init__(self, automaton):
        self.masks = automaton.masks
        self.first = automaton.first
        self.targets = automaton.targets
        self.bits = automaton.bits
        self.letters = automaton.letters

    def halves(self, str text):
        """Where a string may be parted in two forms, or in its first character and a form; see `automaton.py`."""
        cdef list found = []
        cdef Py_ssize_t length = len(text), end, at
        cdef int64_t node = 0, rest
        for end in range(1, length):
            if node >= 0:
                node = self.step(node, text[end - 1])
            if end > 1 and node < 0:
                break
            if end == 1 or self.masks[node] & FINAL:
                rest = 0
                for at in range(end, length):
                    rest = self.step(rest, text[at])
                    if rest < 0:
                        break
                if rest >= 0 and self.masks[rest] & FINAL:
                    found.append(end)
        return found

    cdef int64_t step(self, int64_t node, str letter) except -2:
        """The node that a letter leads to; -1 where no form goes on so."""
        cdef uint64_t bit = self.bits.get(letter, 0), mask = self.masks[node]
        if not mask & bit:
            return -1
        return self.targets[self.first[node] + POPCOUNT(mask & (bit - 1))]
