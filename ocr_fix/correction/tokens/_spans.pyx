# cython: language_level=3, boundscheck=False, wraparound=False
"""Where words stand in a text, as `spans.py` finds it, compiled: one pass, and each different word is made once."""

from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_KIND,
    PyUnicode_Substring,
    Py_UNICODE_ISSPACE,
)
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp

ctypedef fused Character:
    uint8_t
    uint16_t
    uint32_t

cdef enum:
    ROOM = 4096  # words there is room for at first; a power of two


# The constants of the hash FNV-1a (Fowler, Noll and Vo), here over characters.
cdef uint64_t BASIS = 0xCBF29CE484222325
cdef uint64_t PRIME = 0x100000001B3

cdef struct Kind:
    uint64_t hash
    Py_ssize_t start  # where it stands first
    Py_ssize_t length
    Py_ssize_t count


cdef class CompiledSpans:
    """The words of a text and where they stand; see `spans.Spans`.

    Args:
        text: the text.
    """

    cdef readonly list words
    cdef readonly dict counts
    cdef list different  # the different words in the order in which they come: by the numbers of their kinds
    cdef str text
    cdef int unit  # bytes of a character
    cdef char* data
    cdef Kind* kinds
    cdef Py_ssize_t kind_count
    cdef Py_ssize_t kind_room
    cdef Py_ssize_t* table  # numbers of kinds by their hashes, plus one; twice as many as there is room for
    cdef Py_ssize_t* starts
    cdef Py_ssize_t* kind_of
    cdef Py_ssize_t count
    cdef Py_ssize_t room
    cdef Py_ssize_t* standing  # the indices of all words, sorted by kind
    cdef Py_ssize_t* first_standing

    def __cinit__(self, str text):
        cdef Py_ssize_t number
        self.text = text
        self.unit, self.data = PyUnicode_KIND(text), <char*>PyUnicode_DATA(text)
        self.room = self.kind_room = ROOM
        self.kinds = <Kind*>malloc(self.kind_room * sizeof(Kind))
        self.table = <Py_ssize_t*>calloc(2 * self.kind_room, sizeof(Py_ssize_t))
        self.starts = <Py_ssize_t*>malloc(self.room * sizeof(Py_ssize_t))
        self.kind_of = <Py_ssize_t*>malloc(self.room * sizeof(Py_ssize_t))
        if not (self.kinds and self.table and self.starts and self.kind_of):
            raise MemoryError
        self.words, self.different = [], []
        if self.unit == 1:
            self._find(<const uint8_t*>self.data, len(text))
        elif self.unit == 2:
            self._find(<const uint16_t*>self.data, len(text))
        else:
            self._find(<const uint32_t*>self.data, len(text))
        self.counts = {}
        for number in range(self.kind_count):
            self.counts[self.different[number]] = self.kinds[number].count

    def __dealloc__(self):
        free(self.kinds)
        free(self.table)
        free(self.starts)
        free(self.kind_of)
        free(self.standing)
        free(self.first_standing)

    def start(self, Py_ssize_t index):
        """Where a word begins."""
        if not 0 <= index < self.count:
            raise IndexError(index)
        return self.starts[index]

    def places(self, str word):
        """The indices at which a word stands, in order."""
        cdef Py_ssize_t number = self._known(word), at
        if number < 0:
            return []
        if self.standing == NULL:
            self._sort()
        return [self.standing[at] for at in range(self.first_standing[number], self.first_standing[number + 1])]

    cdef Py_ssize_t _known(self, str word) except -2:
        """The number of a word; -1 where it does not stand there."""
        cdef Py_ssize_t mask = 2 * self.kind_room - 1, at
        cdef uint64_t hash_ = BASIS
        cdef Py_UCS4 character
        for character in word:
            hash_ = (hash_ ^ <uint64_t>character) * PRIME
        hash_ ^= hash_ >> 32
        at = <Py_ssize_t>(hash_ & <uint64_t>mask)
        while self.table[at]:
            if self.kinds[self.table[at] - 1].hash == hash_ and self.different[self.table[at] - 1] == word:
                return self.table[at] - 1
            at = (at + 1) & mask
        return -1

    cdef int _find(self, const Character* text, Py_ssize_t length) except -1:
        """Find the words: what stands between white space, as `str.split` has it."""
        cdef Py_ssize_t at, start = 0
        cdef uint64_t hash_ = 0
        cdef Character character
        cdef bint inside = False
        for at in range(length):
            character = text[at]
            if Py_UNICODE_ISSPACE(character):
                if inside:
                    self._add(start, at, hash_)
                    inside = False
            elif inside:
                hash_ = (hash_ ^ <uint64_t>character) * PRIME
            else:
                inside, start = True, at
                hash_ = (BASIS ^ <uint64_t>character) * PRIME
        if inside:
            self._add(start, length, hash_)
        return 0

    cdef int _add(self, Py_ssize_t start, Py_ssize_t end, uint64_t hash_) except -1:
        """Note a word."""
        cdef Py_ssize_t number = self._number(start, end - start, hash_ ^ (hash_ >> 32))
        cdef Py_ssize_t* room
        if self.count == self.room:
            room = <Py_ssize_t*>realloc(self.starts, 2 * self.room * sizeof(Py_ssize_t))
            if room == NULL:
                raise MemoryError
            self.starts = room
            room = <Py_ssize_t*>realloc(self.kind_of, 2 * self.room * sizeof(Py_ssize_t))
            if room == NULL:
                raise MemoryError
            self.kind_of = room
            self.room *= 2
        self.starts[self.count], self.kind_of[self.count] = start, number
        self.kinds[number].count += 1
        self.words.append(self.different[number])
        self.count += 1
        return 0

    cdef Py_ssize_t _number(self, Py_ssize_t start, Py_ssize_t length, uint64_t hash_) except -1:
        """The number of a word, a new one where it has not stood before."""
        cdef Py_ssize_t mask = 2 * self.kind_room - 1, at = <Py_ssize_t>(hash_ & <uint64_t>mask)
        cdef Kind* kind
        cdef void* room
        while self.table[at]:
            kind = self.kinds + self.table[at] - 1
            if kind.hash == hash_ and kind.length == length and not memcmp(
                self.data + kind.start * self.unit, self.data + start * self.unit, length * self.unit
            ):
                return self.table[at] - 1
            at = (at + 1) & mask
        if self.kind_count == self.kind_room:
            room = realloc(self.kinds, 2 * self.kind_room * sizeof(Kind))
            if room == NULL:
                raise MemoryError
            self.kinds = <Kind*>room
            room = calloc(4 * self.kind_room, sizeof(Py_ssize_t))
            if room == NULL:
                raise MemoryError
            free(self.table)
            self.table = <Py_ssize_t*>room
            self.kind_room *= 2
            for at in range(self.kind_count):
                self._put(at)
            at = -1
        self.kinds[self.kind_count] = Kind(hash_, start, length, 0)
        self._put(self.kind_count)
        self.different.append(PyUnicode_Substring(self.text, start, start + length))
        self.kind_count += 1
        return self.kind_count - 1

    cdef void _put(self, Py_ssize_t number):
        """Put the number of a kind into the table."""
        cdef Py_ssize_t mask = 2 * self.kind_room - 1, at = <Py_ssize_t>(self.kinds[number].hash & <uint64_t>mask)
        while self.table[at]:
            at = (at + 1) & mask
        self.table[at] = number + 1

    cdef int _sort(self) except -1:
        """Sort the indices of all words by kind."""
        cdef Py_ssize_t number, at
        cdef Py_ssize_t* after
        self.first_standing = <Py_ssize_t*>calloc(self.kind_count + 2, sizeof(Py_ssize_t))
        self.standing = <Py_ssize_t*>malloc((self.count + 1) * sizeof(Py_ssize_t))
        if self.first_standing == NULL or self.standing == NULL:
            raise MemoryError
        after = self.first_standing + 1
        for number in range(self.kind_count):  # now where each kind begins, then where it ends
            after[number + 1] = after[number] + self.kinds[number].count
        for at in range(self.count):
            number = self.kind_of[at]
            self.standing[after[number]] = at
            after[number] += 1
        return 0
