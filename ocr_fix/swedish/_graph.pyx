# cython: language_level=3
"""An automaton for compiled parts to walk."""


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
