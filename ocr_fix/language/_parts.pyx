# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""The search for the cheapest split of a compound, as `compounds.py` has it, compiled.

The automata say first which first parts lead to a head at all, so that only these are asked for what they cost.
"""

from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc

from ocr_fix.language._graph cimport FINAL, POPCOUNT, Graph

cdef enum:
    MAX_FIRSTS = 15  # first parts of a compound; the search asks for three


cdef struct Edge:  # a first part
    int start
    int end
    int cost
    bint is_shared  # whether its last letter may be the next part's first as well
    bint leads  # whether a head may follow


cdef struct State:  # what stands before a part, at the least cost
    int cost
    int ended  # where the part before ends
    int start  # where that begins


cdef class Parts:
    """The first parts and the heads of compounds.

    Args:
        firsts: the first parts in small letters.
        forms: all forms in small letters, the heads among them.
        min_head: letters of a head, at least.
        first_cost: of a first part, at least 0; -1 where it is none.
        head_cost: of a head, likewise.
    """

    cdef Graph firsts
    cdef Graph forms
    cdef int min_head
    cdef object first_cost
    cdef object head_cost

    def __init__(self, Graph firsts, Graph forms, int min_head, first_cost, head_cost):
        self.firsts, self.forms, self.min_head = firsts, forms, min_head
        self.first_cost, self.head_cost = first_cost, head_cost

    def search(self, str word, int most, vowels, int shared_cost):
        """The cheapest split.

        Args:
            word: in small letters but for a name as first part.
            most: first parts, at most.
            vowels: the letters that parts which meet do not share.
            shared_cost: of a letter that they share.

        Returns:
            Its cost and, for each part, (end of the part before, own start); None where there is no split.
        """
        cdef Search search = Search(word, self, vowels)
        if search.length - self.min_head < 2 or most > MAX_FIRSTS:
            return None
        return search.cheapest(most, shared_cost) if search.find_ways() else None


cdef class Search:
    """The search in one word."""

    cdef str word
    cdef Parts parts
    cdef int length
    cdef int last
    cdef uint64_t* firsts  # the bits of its letters in the two automata
    cdef uint64_t* forms
    cdef bint* doubles  # whether a letter is a consonant like the one before
    cdef bint* reached  # whether a part may begin there
    cdef bint* leads  # whether a head does, or a part that leads to one
    cdef int* heads  # the cost of a head that begins there; -1 where none does, -2 where that is not known
    cdef Edge* edges  # in the order of their starts, then of their ends
    cdef int* first_edge  # of each start; one more than there are letters
    cdef int count
    cdef int room
    cdef State* states  # by round and place
    cdef int* order  # by round, the places in the order in which they were reached

    def __cinit__(self, str word, Parts parts, vowels):
        cdef int at, size
        cdef str small = word.lower()
        self.word, self.parts, self.length = word, parts, len(word)
        self.last = self.length - parts.min_head
        size = self.length + 1
        self.room = 32
        self.firsts = <uint64_t*>malloc(size * sizeof(uint64_t))
        self.forms = <uint64_t*>malloc(size * sizeof(uint64_t))
        self.doubles = <bint*>calloc(size, sizeof(bint))
        self.reached = <bint*>calloc(size, sizeof(bint))
        self.leads = <bint*>calloc(size, sizeof(bint))
        self.heads = <int*>malloc(size * sizeof(int))
        self.first_edge = <int*>calloc(size + 1, sizeof(int))
        self.edges = <Edge*>malloc(self.room * sizeof(Edge))
        if not (self.firsts and self.forms and self.doubles and self.reached and self.leads and self.heads):
            raise MemoryError
        if not (self.first_edge and self.edges):
            raise MemoryError
        if len(small) != self.length:
            small = word
        for at in range(self.length):
            letter = small[at]
            self.firsts[at] = parts.firsts.bits.get(letter, 0)
            self.forms[at] = parts.forms.bits.get(letter, 0)
            self.heads[at] = -2
            self.doubles[at] = at and word[at] == word[at - 1] and letter not in vowels

    def __dealloc__(self):
        free(self.firsts)
        free(self.forms)
        free(self.doubles)
        free(self.reached)
        free(self.leads)
        free(self.heads)
        free(self.first_edge)
        free(self.edges)
        free(self.states)
        free(self.order)

    cdef bint find_ways(self) except -1:
        """Find the first parts that lead to a head; whether there are any."""
        cdef int start, number
        cdef Edge* edge
        self.reached[0] = True
        for start in range(self.last):
            self.first_edge[start] = self.count
            if self.reached[start]:
                self._add_edges(start)
        for start in range(self.last, self.length + 2):
            self.first_edge[start] = self.count
        number = self.count
        for start in range(self.last, -1, -1):
            self.leads[start] = start and self.reached[start] and self._is_form(start)
            while number and self.edges[number - 1].start == start:
                number -= 1
                edge = self.edges + number
                edge.leads = self.leads[edge.end] or (edge.is_shared and self.leads[edge.end - 1])
                if edge.leads:
                    self.leads[start] = True
        return self.leads[0]

    cdef int _add_edges(self, int start) except -1:
        """Note the first parts that begin at a place."""
        cdef Graph graph = self.parts.firsts
        cdef Edge* edge
        cdef uint32_t node = 0
        cdef int at
        for at in range(start, self.last):
            if not graph.masks[node] & self.firsts[at]:
                break
            node = graph.targets[graph.first[node] + POPCOUNT(graph.masks[node] & (self.firsts[at] - 1))]
            if not graph.masks[node] & FINAL:
                continue
            if self.count == self.room:
                edge = <Edge*>realloc(self.edges, 2 * self.room * sizeof(Edge))
                if edge == NULL:
                    raise MemoryError
                self.edges = edge
                self.room *= 2
            self.edges[self.count] = Edge(start, at + 1, -2, self.doubles[at] and at > start + 1, False)
            self.reached[at + 1] = True
            if self.edges[self.count].is_shared:
                self.reached[at] = True
            self.count += 1
        return 0

    cdef bint _is_form(self, int start):
        """Whether the word from a place on is a form."""
        cdef Graph graph = self.parts.forms
        cdef uint32_t node = 0
        cdef int at
        for at in range(start, self.length):
            if not graph.masks[node] & self.forms[at]:
                return False
            node = graph.targets[graph.first[node] + POPCOUNT(graph.masks[node] & (self.forms[at] - 1))]
        return (graph.masks[node] & FINAL) != 0

    cdef object cheapest(self, int most, int shared_cost):
        """The cheapest split into no more first parts than so many, and a head; see `Parts.search`."""
        cdef int size = self.length + 1, step, index, number, start, cost, place, head
        cdef int best = 1 << 30, best_step = -1, best_place = 0
        cdef int counts[MAX_FIRSTS + 1]
        cdef State* before
        cdef State* after
        cdef Edge* edge
        self.states = <State*>malloc((most + 1) * size * sizeof(State))
        self.order = <int*>malloc((most + 1) * size * sizeof(int))
        if self.states == NULL or self.order == NULL:
            raise MemoryError
        self.states[0] = State(0, 0, 0)
        self.order[0] = 0
        counts[0] = 1
        for step in range(1, most + 1):
            before, after = self.states + (step - 1) * size, self.states + step * size
            for place in range(size):
                after[place].cost = -1
            counts[step] = 0
            for index in range(counts[step - 1]):
                start = self.order[(step - 1) * size + index]
                for number in range(self.first_edge[start], self.first_edge[start + 1]):
                    edge = self.edges + number
                    if not edge.leads:
                        continue
                    if edge.cost == -2:
                        edge.cost = self.parts.first_cost(self.word[start : edge.end])
                    cost = before[start].cost + edge.cost
                    if edge.cost < 0 or cost >= best:
                        continue
                    self._reach(step, counts, edge.end, State(cost, edge.end, start))
                    if edge.is_shared:
                        self._reach(step, counts, edge.end - 1, State(cost + shared_cost, edge.end, start))
            for index in range(counts[step]):
                place = self.order[step * size + index]
                head = self._head(place)
                if head >= 0 and after[place].cost + head < best:
                    best, best_step, best_place = after[place].cost + head, step, place
        return None if best_step < 0 else (best, self._starts(best_step, best_place))

    cdef void _reach(self, int step, int* counts, int place, State state):
        """Note that a place was reached, if it was not at less."""
        cdef int size = self.length + 1
        cdef State* known = self.states + step * size + place
        if known.cost < 0:
            self.order[step * size + counts[step]] = place
            counts[step] += 1
        elif state.cost >= known.cost:
            return
        known[0] = state

    cdef int _head(self, int place) except -3:
        """The cost of the head that begins at a place; -1 where none does."""
        if self.heads[place] == -2:
            self.heads[place] = self.parts.head_cost(self.word[place:]) if self._is_form(place) else -1
        return self.heads[place]

    cdef tuple _starts(self, int step, int place):
        """For each part of a split, (end of the part before, own start)."""
        cdef list starts = []
        cdef State state
        while step:
            state = self.states[step * (self.length + 1) + place]
            starts.append((state.ended, place))
            place = state.start
            step -= 1
        starts.append((0, 0))
        starts.reverse()
        return tuple(starts)
