"""The letters of Swedish."""

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
"""In its order."""
VOWELS = frozenset("aeiouyåäöéàü")
"""Those that are written twice where two parts of a compound meet in one; of three consonants alike one is left out."""
OWN = "åäö"
"""Those that English has not."""
ONE_LETTER_WORDS = frozenset("iåö")
