"""Swedish: its compiled data, a folder a register (made by `wordlists/`), and what the program says of it in words."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
"""The folder of the compiled data of today's official text."""
HISTORICAL = Path(__file__).parent / "historical"
"""The same of text of 1840-1920."""

CODES = Path(__file__).parent / "codes.tsv"
"""Abbreviations, units, labels and forms with signs inside, counted by `wordlists.codes`."""
NAMES = Path(__file__).parent / "names"
"""The folder of the names, compiled by `wordlists.names`; apart from the lexicon."""
QUOTATIONS = Path(__file__).parent / "quotations.tsv"
"""Words behind closed quotations, counted by `wordlists.quotations`."""
SPOKEN = Path(__file__).parent / "spoken.txt"
"""Forms of speech as it is spoken, by hand."""
