# cython: language_level=3, boundscheck=False, wraparound=False
"""The parting of tokens of `kinds.py`, compiled: most tokens of most texts are told by their letters and one look-up."""

from cpython.unicode cimport Py_UNICODE_ISALPHA, Py_UNICODE_ISLOWER, Py_UNICODE_ISTITLE, Py_UNICODE_ISUPPER


def part(counts, dict young, dict old, knows, stays, bint any_own, str marks, int shortest):
    """The different tokens of a text by what they are; see `kinds.Parted`.

    Args:
        counts: the different tokens of a text with their counts.
        young: what is remembered of them; what is new is added.
        old: what is remembered of earlier ones.
        knows: whether a word is a known form.
        stays: whether a token stays as it is, whatever its parts are.
        any_own: whether the user has named any words.
        marks: what may stand behind a plain word.
        shortest: letters of a plain word, at least.
    """
    cdef dict plain = {}, words = {}, others = {}, wordless = {}
    cdef str token
    cdef long count
    for token, count in counts.items():
        core = young.get(token)
        if core is None:
            core = old.get(token)
            if core is None:
                core = _core(token, young, knows, stays, any_own, marks, shortest)
            young[token] = core
        if core:
            plain[token] = core
            words[core] = count + <long>words.get(core, 0)
        elif _may_hold_word(token):
            others[token] = count
        else:
            wordless[token] = count
    return plain, words, others, wordless


cdef bint _may_hold_word(str token):
    """Whether there is a letter in a token, or what may be one."""
    cdef Py_UCS4 character
    for character in token:
        if Py_UNICODE_ISALPHA(character) or character == u"|":
            return True
    return False


cdef str _core(str token, dict young, knows, stays, bint any_own, str marks, int shortest):
    """The word of a plain token; nothing for another."""
    cdef Py_ssize_t end = len(token), at
    cdef Py_UCS4 letter
    cdef bint is_small = False
    cdef str core = token
    while end and not Py_UNICODE_ISALPHA(token[end - 1]) and token[end - 1] in marks:
        end -= 1
    if end < shortest:
        return ""
    for at in range(end):
        letter = token[at]
        if not Py_UNICODE_ISALPHA(letter):
            return ""
        if at:
            if Py_UNICODE_ISUPPER(letter) or Py_UNICODE_ISTITLE(letter):
                return ""
            is_small = is_small or Py_UNICODE_ISLOWER(letter)
    if not is_small:
        return ""
    if end < len(token):
        core = token[:end]
        if young.get(core) is not None and young[core] == core:  # known without its marks
            return "" if stays(token) else core
    if not knows(core):
        return ""
    # What is small throughout and nothing but letters is left as it stands for nobody but the user.
    if end == len(token) and Py_UNICODE_ISLOWER(token[0]) and not any_own:
        return core
    return "" if stays(token) else core
