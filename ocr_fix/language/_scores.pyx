# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""The scores of `ngrams.py` and `characters.py`, compiled: the same numbers."""

from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t


cdef class Finder:
    """Finds n-grams in a table by their hash.

    Args:
        table: the table.
        fingerprint_bits: of a hash, those that stand in the table after those that choose the bucket.
        check_bits: and those after them.
    """

    cdef int shift, fingerprint_shift, check_shift
    cdef const uint32_t[::1] buckets
    cdef const uint16_t[::1] fingerprints
    cdef const uint8_t[::1] checks
    cdef const uint8_t[::1] log_probs
    cdef const uint8_t[::1] backoffs

    def __init__(self, table, int fingerprint_bits, int check_bits):
        self.shift = table.shift
        self.fingerprint_shift = self.shift - fingerprint_bits
        self.check_shift = self.fingerprint_shift - check_bits
        self.buckets, self.fingerprints, self.checks = table.buckets, table.fingerprints, table.checks
        self.log_probs, self.backoffs = table.log_probs, table.backoffs

    cdef inline Py_ssize_t find(self, uint64_t key) noexcept:
        """The place of an n-gram, or -1."""
        cdef uint64_t bucket = key >> self.shift
        cdef uint16_t fingerprint = <uint16_t>(key >> self.fingerprint_shift)
        cdef uint8_t check = <uint8_t>(key >> self.check_shift)
        cdef uint32_t place
        for place in range(self.buckets[bucket], self.buckets[bucket + 1]):
            if self.fingerprints[place] >= fingerprint:
                if self.fingerprints[place] > fingerprint:
                    return -1
                if self.checks[place] == check:
                    return place
        return -1


cdef class WordScorer:
    """Scores symbols after two others; see `ngrams.build_scorers`.

    Args:
        unigrams: quantised log-probability by symbol.
        unigram_backoffs: quantised weight of backing off by symbol.
        bigrams: with weights of backing off.
        trigrams: without.
        hash_weights: of the symbols of an n-gram, from the last.
        steps: nats per unit of n-grams and of single symbols.
        shift: added to quantised weights of backing off.
    """

    cdef const uint16_t[::1] unigrams
    cdef const uint8_t[::1] unigram_backoffs
    cdef Finder bigrams
    cdef Finder trigrams
    cdef uint64_t first, second, third
    cdef double step, fine_step
    cdef int shift

    def __init__(self, unigrams, unigram_backoffs, Finder bigrams, Finder trigrams, hash_weights, steps, int shift):
        self.unigrams, self.unigram_backoffs = unigrams, unigram_backoffs
        self.bigrams, self.trigrams = bigrams, trigrams
        self.first, self.second, self.third = hash_weights[:3]
        self.step, self.fine_step = steps
        self.shift = shift

    cdef double _score(self, uint64_t w, uint64_t u, uint64_t v, bint is_context, double weight) noexcept:
        cdef Py_ssize_t place
        cdef uint64_t hashed = w * self.first + v * self.second
        if is_context:
            place = self.trigrams.find(hashed + u * self.third)
            if place >= 0:
                return -self.step * self.trigrams.log_probs[place]
        place = self.bigrams.find(hashed)
        if place >= 0:
            return weight - self.step * self.bigrams.log_probs[place]
        return weight + self.step * (self.shift - self.unigram_backoffs[v]) - self.fine_step * self.unigrams[w]

    def score(self, uint64_t w, uint64_t u, uint64_t v):
        """Natural logarithm of the probability of a symbol after two others."""
        cdef uint64_t size = self.unigrams.shape[0]
        cdef Py_ssize_t context
        if w >= size or v >= size:
            raise IndexError("no such symbol")
        context = self.bigrams.find(v * self.first + u * self.second)
        return self._score(w, u, v, context >= 0, self._weight(context))

    cdef inline double _weight(self, Py_ssize_t context) noexcept:
        """Log-weight of backing off from a context, by its place among the bigrams."""
        return self.step * (self.shift - self.bigrams.backoffs[context]) if context >= 0 else 0.0

    def score_all(self, ws, uint64_t u, uint64_t v):
        """The same for many symbols after the same two."""
        cdef uint64_t size = self.unigrams.shape[0], w
        cdef Py_ssize_t context
        cdef double weight
        cdef list scores = []
        if v >= size:
            raise IndexError("no such symbol")
        context = self.bigrams.find(v * self.first + u * self.second)
        weight = self._weight(context)
        for w in ws:
            if w >= size:
                raise IndexError("no such symbol")
            scores.append(self._score(w, u, v, context >= 0, weight))
        return scores


cdef class LetterScorer:
    """Scores words by their letters; see `characters.Characters`.

    Args:
        symbols: of letters; from 1 on.
        unigrams: natural logarithm of the probability by symbol.
        unigram_backoffs: of the weight of backing off by symbol.
        finders: of n-grams of two symbols and more.
        hash_weights: of the symbols of an n-gram, from the last.
        step: nats per unit of n-grams.
        shift: added to quantised weights of backing off.
    """

    cdef dict symbols
    cdef list unigrams
    cdef list unigram_backoffs
    cdef list finders
    cdef int order
    cdef uint64_t weights[8]
    cdef double step
    cdef int shift

    def __init__(
        self, dict symbols, list unigrams, list unigram_backoffs, list finders, hash_weights, double step, int shift
    ):
        self.symbols = symbols
        self.unigrams, self.unigram_backoffs, self.finders = unigrams, unigram_backoffs, finders
        self.order = len(finders) + 1
        for place in range(self.order):
            self.weights[place] = hash_weights[place]
        self.step, self.shift = step, shift

    def log_prob(self, str word, int edge, int other):
        """Natural logarithm of the probability of a word.

        Args:
            word: the word.
            edge: the symbol before and after it.
            other: the symbol of letters that have none.
        """
        cdef list symbols = [edge] * (self.order - 1)
        cdef double total = 0.0
        cdef int end
        for letter in word:
            symbols.append(self.symbols.get(letter, other))
        symbols.append(edge)
        for end in range(self.order - 1, len(symbols)):
            total += self._score(symbols, end)
        return total

    cdef double _score(self, list symbols, int end) except 1.0:
        cdef uint64_t keys[8]
        cdef uint64_t symbol = symbols[end]
        cdef double weight = 0.0
        cdef Py_ssize_t found
        cdef int place, order
        cdef Finder finder
        keys[0] = symbol * self.weights[0]
        for place in range(1, self.order):
            symbol = symbols[end - place]
            keys[place] = keys[place - 1] + symbol * self.weights[place]
        for order in range(self.order, 1, -1):
            finder = self.finders[order - 2]
            found = finder.find(keys[order - 1])
            if found >= 0:
                return weight - self.step * finder.log_probs[found]
            weight += self._backoff(symbols, end, order - 1)
        return weight + <double>self.unigrams[symbols[end]]

    cdef double _backoff(self, list symbols, int end, int order) except? 1e9:
        cdef uint64_t key = 0, symbol
        cdef Finder finder
        cdef Py_ssize_t found
        cdef int place
        if order == 1:
            return self.unigram_backoffs[symbols[end - 1]]
        for place in range(order):
            symbol = symbols[end - 1 - place]
            key += symbol * self.weights[place]
        finder = self.finders[order - 2]
        found = finder.find(key)
        return self.step * (self.shift - finder.backoffs[found]) if found >= 0 else 0.0
