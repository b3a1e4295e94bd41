"""The letters of Swedish."""

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
"""In its order."""
OWN = "åäö"
"""Those that English has not."""
ONE_LETTER_WORDS = frozenset("iåö")
