# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The walk of `walk.py`, compiled: the same steps in the same order, so the same words at the same costs.

What a step of the Python walk keeps in strings and tuples is kept here as a trail: each confusion taken points to the
one before. Strings are made only for the words that are found.
"""

from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport free, malloc, realloc

from ocr_fix.language._graph cimport FINAL, POPCOUNT, Graph

cdef double INFINITY = float("inf")
cdef enum:
    LONGEST = 7  # letters of an option after its first; channels have three at most
    DROPPED = -1  # trail: a character that nothing was printed for
    EXCHANGED = -2  # trail: a letter read as another
    ADDED = -3  # trail: a letter that was not read


cdef struct Option:
    uint64_t bit  # of its first letter; 0 for an option without a letter
    uint64_t rest[LONGEST]  # bits of its other letters
    int length  # of that rest
    int width
    double cost
    int index  # in the lists of the place


cdef struct Trail:
    int before
    int at  # where it was taken
    int what  # index of the option, or how it is random
    int letter  # of a random one


cdef struct Step:
    uint32_t node
    int at
    int trail
    bint lost
    double cost


cdef struct Hit:
    int start
    int at
    int trail
    double cost


cdef class CompiledPlace:
    """The options at a place of a token, laid out for the compiled walk.

    Args:
        place: the place.
        bits: the letters of the automaton with their bits.
    """

    cdef Option* options
    cdef int silent  # so many options without a letter come first
    cdef int count
    cdef uint64_t itself
    cdef uint64_t letters
    cdef double cheapest
    cdef bint is_digit
    cdef str character
    cdef list trues
    cdef list confusions

    def __cinit__(self, place, dict bits):
        cdef list found = list(place.silent)
        cdef Option* option
        self.silent = len(found)
        for bit in sorted(place.by_letter):
            found += place.by_letter[bit]
        self.options = <Option*>malloc(max(1, len(found)) * sizeof(Option))
        if self.options == NULL:
            raise MemoryError
        self.count = 0
        self.trues, self.confusions = [], []
        for one in found:
            if len(one.rest) > LONGEST or any(letter not in bits for letter in one.rest):
                if self.count < self.silent:
                    raise ValueError("an option without a letter has letters")
                continue  # no word goes on so
            option = self.options + self.count
            option.bit = bits[one.true[0]] if one.true else 0
            option.length = len(one.rest)
            for index, letter in enumerate(one.rest):
                option.rest[index] = bits[letter]
            option.width = one.width
            option.cost = one.cost
            option.index = self.count
            self.trues.append(one.true)
            self.confusions.append(one.confusion)
            self.count += 1
        self.itself = place.itself
        self.letters = sum(place.by_letter)
        self.cheapest = place.cheapest
        self.character = place.character

    def __dealloc__(self):
        free(self.options)


cdef class CompiledWalk:
    """The words of an automaton that read a token, or a part of it; see `walk.Walk`.

    Args:
        graph: the words.
        places: of the token.
        random: the token in small letters, where one confusion that no table knows is wanted in each word; else empty.
        whole: whether only words that read on to the token's end are wanted.
        unknown_cost: of the confusion that no table knows.
        max_steps: after which a walk is given up.
        confusion: makes a confusion of what was printed and what was read.
    """

    cdef Graph graph
    cdef list places
    cdef str random
    cdef bint whole
    cdef double unknown_cost
    cdef int max_steps
    cdef object confusion
    cdef dict of_start  # by the place from which words were sought, the first of their hits and the one after the last
    cdef int end
    cdef double* least
    cdef uint64_t* exact
    cdef uint64_t* open
    cdef void** laid_out
    cdef Step* stack
    cdef int height
    cdef int stack_room
    cdef Trail* trails
    cdef int trail_count
    cdef int trail_room
    cdef Hit* hits
    cdef int hit_count
    cdef int hit_room

    def __cinit__(self, Graph graph, list places, str random, bint whole, double unknown_cost, int max_steps, confusion):
        cdef int at, end = len(places)
        cdef CompiledPlace place
        cdef uint64_t stop = 0 if whole else FINAL
        self.graph, self.places, self.random, self.whole = graph, places, random, whole
        self.unknown_cost, self.max_steps, self.confusion, self.end = unknown_cost, max_steps, confusion, end
        self.of_start = {}
        self.least = <double*>malloc((end + 1) * sizeof(double))
        self.exact = <uint64_t*>malloc((end + 1) * sizeof(uint64_t))
        self.open = <uint64_t*>malloc((end + 1) * sizeof(uint64_t))
        self.laid_out = <void**>malloc((end + 1) * sizeof(void*))
        self.stack_room = self.trail_room = self.hit_room = 256
        self.hits = <Hit*>malloc(self.hit_room * sizeof(Hit))
        self.stack = <Step*>malloc(self.stack_room * sizeof(Step))
        self.trails = <Trail*>malloc(self.trail_room * sizeof(Trail))
        if not (self.least and self.exact and self.open and self.laid_out and self.stack and self.trails and self.hits):
            raise MemoryError
        self.least[end] = INFINITY
        self.exact[end] = self.open[end] = FINAL
        for at in range(end - 1, -1, -1):
            place = places[at]
            self.laid_out[at] = <void*>place
            self.least[at] = min(self.least[at + 1], place.cheapest)
            self.exact[at] = place.itself | stop
            self.open[at] = ~<uint64_t>0 if place.silent else place.itself | place.letters | stop

    def __dealloc__(self):
        free(self.least)
        free(self.exact)
        free(self.open)
        free(self.laid_out)
        free(self.stack)
        free(self.trails)
        free(self.hits)

    def from_place(self, int start, double limit):
        """Every word that reads on from a place at no more than a cost: (where it ends, what, cost, confusions)."""
        self.trail_count = self.hit_count = 0
        self._walk(start, limit)
        return self._words(0, self.hit_count, None)

    def ends(self, int start, double limit, int shortest):
        """Where the words of so many letters end that read on from a place; see `walk.Walk.ends`."""
        cdef dict ends = {}
        cdef int first = self.hit_count, kept = first, index
        cdef Hit hit
        self._walk(start, limit)
        for index in range(first, self.hit_count):
            hit = self.hits[index]
            if self._length(hit) >= shortest:
                self.hits[kept] = hit
                kept += 1
                known = ends.get(hit.at)
                if known is None or hit.cost < <double>known:
                    ends[hit.at] = hit.cost
        self.hit_count = kept
        self.of_start[start] = (first, kept)
        return ends

    def parts(self, int start, ends):
        """Those of the words found from a place that end at some places; see `walk.Walk.parts`."""
        first, last = self.of_start[start]
        return self._words(first, last, ends)

    cdef list _words(self, int first, int last, ends):
        """The words that were hit: (where it ends, what, cost, confusions)."""
        cdef list found = []
        cdef int index
        for index in range(first, last):
            if ends is None or self.hits[index].at in ends:
                self._add(found, self.hits[index])
        return found

    cdef int _length(self, Hit hit) except -1:
        """The letters of a word that was hit."""
        cdef int length = hit.at - hit.start, trail = hit.trail
        cdef Trail* taken
        cdef Option* option
        while trail >= 0:
            taken = self.trails + trail
            if taken.what >= 0:
                option = (<CompiledPlace>self.laid_out[taken.at]).options + taken.what
                length += (option.length + 1 if option.bit else 0) - option.width
            elif taken.what == ADDED:
                length += 1
            elif taken.what == DROPPED:
                length -= 1
            trail = taken.before
        return length

    cdef int _walk(self, int start, double limit) except -1:
        """Hit the words that read on from a place at no more than a cost."""
        cdef Graph graph = self.graph
        cdef CompiledPlace place
        cdef Step step
        cdef int steps = 0
        cdef bint random = len(self.random) > 0, awaits
        cdef uint64_t mask
        cdef double most
        self.height = 0
        step.node, step.at, step.trail, step.lost, step.cost = 0, start, -1, False, 0.0
        self._push(step)
        while self.height and steps < self.max_steps:
            self.height -= 1
            step = self.stack[self.height]
            awaits = random and step.cost < self.unknown_cost
            most = limit - self.unknown_cost if awaits else limit
            while True:
                mask = graph.masks[step.node]
                if step.at == self.end:
                    if mask & FINAL and step.node and not awaits:
                        self._hit(start, step)
                    break
                if not self.whole and mask & FINAL and step.node:
                    self._hit(start, step)
                steps += 1
                place = <CompiledPlace>self.laid_out[step.at]
                if most - step.cost >= place.cheapest:
                    self._branch(place, &step, mask, most, awaits)
                if awaits:
                    self._branch_anywhere(&step, mask, limit)
                if not mask & place.itself:
                    break
                step.node = graph.targets[graph.first[step.node] + POPCOUNT(mask & (place.itself - 1))]
                step.at += 1
                step.lost = False
        return 0

    cdef int _branch(self, CompiledPlace place, Step* step, uint64_t mask, double limit, bint awaits) except -1:
        """Put on the stack where the confusions of a place lead."""
        cdef Graph graph = self.graph
        cdef Option* option
        cdef Step then
        cdef int index, letter, node
        cdef uint64_t bit, child_mask
        for index in range(place.silent):
            option = place.options + index
            then.cost = step.cost + option.cost
            if then.cost > limit:
                break
            then.node, then.at, then.lost = step.node, step.at + option.width, step.lost
            then.trail = self._trail(step.trail, step.at, option.index, 0)
            self._push(then)
        bit = 0
        for index in range(place.silent, place.count):
            option = place.options + index
            if option.bit == bit:  # too dear already, as those after it of the same letter
                continue
            if not mask & option.bit:
                continue
            then.cost = step.cost + option.cost
            if then.cost > limit:
                bit = option.bit
                continue
            if not option.width and step.lost:
                continue
            node = graph.targets[graph.first[step.node] + POPCOUNT(mask & (option.bit - 1))]
            for letter in range(option.length):
                child_mask = graph.masks[node]
                if not child_mask & option.rest[letter]:
                    node = -1
                    break
                node = graph.targets[graph.first[node] + POPCOUNT(child_mask & (option.rest[letter] - 1))]
            if node < 0:
                continue
            then.at = step.at + option.width
            if awaits or graph.masks[node] & (
                self.open[then.at] if limit - then.cost >= self.least[then.at] else self.exact[then.at]
            ):
                then.node, then.lost = node, not option.width
                then.trail = self._trail(step.trail, step.at, option.index, 0)
                self._push(then)
        return 0

    cdef int _branch_anywhere(self, Step* step, uint64_t mask, double limit) except -1:
        """Put on the stack where any letter leads: read as what stands here, lost before it, or none at all."""
        cdef Graph graph = self.graph
        cdef Step then
        cdef int at = step.at, letter
        cdef uint32_t edge = graph.first[step.node], target
        cdef uint64_t bits = mask & ~FINAL, bit, here, after
        cdef str read = self.random[at]
        then.cost = step.cost + self.unknown_cost
        if not read.isdigit():
            then.node, then.at, then.lost = step.node, at + 1, step.lost
            then.trail = self._trail(step.trail, at, DROPPED, 0)
            self._push(then)
        here = self.open[at] if limit - then.cost >= self.least[at] else self.exact[at]
        after = self.open[at + 1] if limit - then.cost >= self.least[at + 1] else self.exact[at + 1]
        while bits:
            bit = bits & -bits
            bits ^= bit
            letter = POPCOUNT(bit - 1)
            target = graph.targets[edge]
            edge += 1
            if graph.masks[target] & after and graph.letters[letter] != read:
                then.node, then.at, then.lost = target, at + 1, False
                then.trail = self._trail(step.trail, at, EXCHANGED, letter)
                self._push(then)
            if graph.masks[target] & here and not step.lost:
                then.node, then.at, then.lost = target, at, True
                then.trail = self._trail(step.trail, at, ADDED, letter)
                self._push(then)
        return 0

    cdef int _push(self, Step step) except -1:
        cdef Step* room
        if self.height == self.stack_room:
            room = <Step*>realloc(self.stack, 2 * self.stack_room * sizeof(Step))
            if room == NULL:
                raise MemoryError
            self.stack = room
            self.stack_room *= 2
        self.stack[self.height] = step
        self.height += 1
        return 0

    cdef int _trail(self, int before, int at, int what, int letter) except -1:
        cdef Trail* room
        if self.trail_count == self.trail_room:
            room = <Trail*>realloc(self.trails, 2 * self.trail_room * sizeof(Trail))
            if room == NULL:
                raise MemoryError
            self.trails = room
            self.trail_room *= 2
        self.trails[self.trail_count] = Trail(before, at, what, letter)
        self.trail_count += 1
        return self.trail_count - 1

    cdef int _hit(self, int start, Step step) except -1:
        cdef Hit* room
        if self.hit_count == self.hit_room:
            room = <Hit*>realloc(self.hits, 2 * self.hit_room * sizeof(Hit))
            if room == NULL:
                raise MemoryError
            self.hits = room
            self.hit_room *= 2
        self.hits[self.hit_count] = Hit(start, step.at, step.trail, step.cost)
        self.hit_count += 1
        return 0

    cdef int _add(self, list found, Hit hit) except -1:
        """Note a word: what was printed and through which confusions, from its trail."""
        cdef list parts = [], confusions = []
        cdef int trail = hit.trail, at, width, stop = hit.at
        cdef CompiledPlace place
        cdef Trail* taken
        while trail >= 0:
            taken = self.trails + trail
            place = <CompiledPlace>self.laid_out[taken.at]
            if taken.what >= 0:
                width = place.options[taken.what].width
                true, confusion = place.trues[taken.what], place.confusions[taken.what]
            else:
                read = self.random[taken.at] if taken.what != ADDED else ""
                true = self.graph.letters[taken.letter] if taken.what != DROPPED else ""
                width, confusion = len(read), self.confusion(true, read)
            for at in range(stop - 1, taken.at + width - 1, -1):
                parts.append((<CompiledPlace>self.laid_out[at]).character)
            parts.append(true)
            confusions.append(confusion)
            stop, trail = taken.at, taken.before
        for at in range(stop - 1, hit.start - 1, -1):
            parts.append((<CompiledPlace>self.laid_out[at]).character)
        parts.reverse()
        confusions.reverse()
        printed = "".join(parts)
        if printed:
            found.append((hit.at, printed, hit.cost, tuple(confusions)))
        return 0
