"""The numbers that tell what a text is written in and what is left alone.

Costs are negative natural logs. Where nothing is said of its source a number was chosen by hand on development texts;
what half and twice of it do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr_fix.notation.line_kinds import LineThresholds


@dataclass(frozen=True)
class RegisterThresholds(LineThresholds):
    """What counts as a word, and what is left alone (`registers/`, `protection/`): lines of code and records, too."""

    own_log_prior: float = -10.0
    """Natural log of the probability of a word that the user has named, as of one of ordinary frequency; the
    texts of the sweep have none."""
    fewest_spoken: int = 3
    """Forms of speech near each other, not all the same, at least, where speech is printed as it is spoken."""
    spoken_reach: int = 30
    """Words between the first and the last of them, at most, and to what is left as it stands with them."""
    abbreviation_log_prior: float = -14.0
    """Natural log of the probability of an abbreviation that is printed without a stop, "mkt", at least."""
    inflection_cost: float = 7.0
    """Of an inflected form that the lexicon lacks of a word that it has."""
    min_stem: int = 4
    """Letters of such a word, at least."""
    acronym_length: int = 5
    """Capitals in a row up to this many are an acronym, unless the words beside them are in capitals too."""
    table_rule_distance: int = 8
    """Tokens between the bars of a table, at most; of three such bars each is a rule."""

    name_odds: float = 1.0
    """Natural log odds of the letters from which an unknown word with a capital may be a name: 85 % of surnames that
    were held out have them, and 6 % of real misreadings with a capital."""
    enough_of_others: float = 0.002
    """The share of words that only other registers than the usual one have, up to which a text is taken to be in that
    one and nothing is estimated."""
    enough_of_nothing: float = 0.03
    """The share of words that no register has, from which the registers are estimated all the same: there is much to
    decide by context then, and a novel in the spelling of today has its context in another register though its words
    are in the usual one."""
    most_told: float = 1.0
    """Natural log of the odds between registers that one word may give, at most: a misreading may happen to be a word
    of another register. At 2 and 3 damaged texts of today take up to three times the weight of the historical one."""
    most_times: int = 3
    """Occurrences of a word that tell, at most: what a text speaks of is not how it is spelled."""
    register_rounds: int = 30
    """Rounds of expectation-maximisation for the weights of registers."""
    register_levels: int = 8
    """Weights are multiples of one in so many, so that what is remembered of words serves many texts."""
    least_level: float = 0.5
    """The least weight of the usual register, in such steps."""
    odds_steps: int = 8
    """What words tell of registers is gathered to so many steps a nat: finer ones change no weight by a hundredth."""

    code_evidence: float = 4.0
    """What a word that looks like code counts for no language at all, in nats."""
    no_code_evidence: float = -1.0
    """What any other counts for it, in nats."""
    paragraph_price: float = 0.0
    """What a change of language costs before a paragraph, in nats."""
    sentence_price: float = 0.5
    """The same before a sentence or a quotation."""
    line_price: float = 2.0
    """The same before a line."""
    inside_price: float = 4.0
    """The same before any other word: one strange word makes no stretch, a sentence does."""
    unknown_elsewhere: float = 0.5
    """The share of the words in small letters of another language that Swedish does not have, 0-1."""
    strangeness: float = 0.3
    """How much of what an unknown word says for other languages counts beside its letters, 0-1."""
    words_beforehand: int = 100
    """Words that every text is given when the share of its unknown ones is told."""
    unknown_beforehand: int = 10
    """How many of these are unknown."""
    home_share: float = 0.2
    """How much of a text is thought to be Swedish beforehand, 0-1."""
    language_readings: int = 2
    """How often a text is read for its languages, each time with those in mind that it had before."""
    rarest_language: float = -6.0
    """How rare a language may be thought to be that a text has not shown yet: natural log of its share of the words."""
    language_beforehand: float = 2.0
    """Words that every language is given beforehand."""
    language_reach: int = 12
    """Words in a row whose evidence is taken together to tell whether a place is read for its language."""
    enough_elsewhere: float = 4.0
    """How much the unknown ones of these must speak for other languages for that, in nats."""
    language_around: int = 25
    """Words on either side of such a place that are read with it."""
    short_text: int = 50
    """Words of a text, at most, that is read for its languages in any case."""

    code_length: int = 80
    """Characters of a token, at most, that is asked for the shapes of codes; longer ones may be addresses only. It
    spares time."""
    letters_beside: int = 9
    """Letters of a unit, a label, an acronym or an abbreviation before a number, at most."""
    plain_length: int = 3
    """Letters of a word that needs no second look, at least: a shorter one may be a sign or a label."""
