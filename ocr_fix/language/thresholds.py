"""The numbers that the mechanisms of a language go by; what is counted of a language stands in its data.

A language reads them when it is loaded. Costs are negative natural logs. What half and twice of a number do stands in
`benchmarks/sweep.md`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LanguageThresholds:
    """Those of all mechanisms."""

    most_parts: int = 4
    """Parts of a compound: three and a head, the dictionary's own limit (COMPOUNDWORDMAX)."""
    min_head: int = 3
    """Letters of the last part of a compound, at least."""
    min_suspended: int = 2
    """Letters of a part before a hyphen with nothing behind it ("kansli-"), at least."""
    unseen_count: float = 0.1
    """Occurrences that a known form never seen in the corpora is taken to have."""
    unknown_count: float = 0.001
    """Occurrences that an unknown word is taken to have."""
    most_respellings: int = 24
    """Respellings of one form that are looked at; a form with more places that rules apply to is hardly a word."""
    most_against: float = 3.0
    """How much less than for its best language a word speaks for any other, at most, in nats: one word is often a
    name."""
    signs_in_numbers: int = 12
    """What may follow in a number: ten digits, a separator, the end."""
    letters_in_numbers: int = 30
    """Letters that may stand in a token with digits and letters."""
    numbers_to_one_mixed: int = 6000
    """Numbers to one that has a digit with a small letter behind it, counted in the corpora: "4r", "S6der"; labels as
    "12a" are none."""


DEFAULT = LanguageThresholds()
