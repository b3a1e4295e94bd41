"""The letters of Swedish."""

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
"""In its order."""
OWN = "åäö"
"""Those that English has not."""
VOWELS = frozenset("aeiouyåäöéàü")
"""With those of loan words."""
