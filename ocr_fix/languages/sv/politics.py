"""Swedish politics as it stands in print."""

PARTIES = ("S", "M", "SD", "V", "C", "KD", "L", "MP", "FP")
"""The letters of the parties of the Riksdag since 1970, as they stand after names."""
