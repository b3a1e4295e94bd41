"""The version of the program, kept in one place; the packaging reads it from here."""

__version__ = "0.2.0"
