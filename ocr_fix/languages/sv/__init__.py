"""Swedish: its compiled data (`data/`, made by `wordlists/`)."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
"""The folder of the compiled data."""
