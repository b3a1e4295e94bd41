"""The numbers of decoding, the search for the likeliest path.

Costs are negative natural logs. Where nothing is said of its source a number was chosen by hand on development texts;
what half and twice of it do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DecodingThresholds:
    """How the likeliest path is found (`decoding/`)."""

    beam: int = 8
    """Hypotheses kept at each place. Twice as many changed no decision on the development texts."""
    max_behind: float = 10.0
    """A hypothesis that costs so much more than the best is given up: no word to come makes up for it."""
    around: int = 4
    """Tokens on either side of an anchor that are looked at with it: two words before and after are its context in the
    language model, and not every token is a word to it."""
    least_strange: float = 0.1
    """The share of words that are none, from which a text is damaged so throughout that a stretch without is sound."""
    strange_by_chance: float = 0.02
    """The share of words that are none in a sound stretch."""
    stretch_length: float = 200.0
    """Words of a stretch that is sound or damaged, on the average."""
    wordless: float = 0.3
    """The share of the tokens around one that hold no word, from which it may be a code or an abbreviation as well."""
    wordless_weight: float = 12.0
    """How much likelier (natural log) each hundredth more than that makes it, times a hundred."""
    case_cost: float = 6.0
    """Of a capital inside a sentence, and of a small letter where one begins."""
    open_case_cost: float = 3.5
    """The same beside another capital or after a colon, where names go on and sentences may begin."""
