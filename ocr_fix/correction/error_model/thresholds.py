"""The numbers by which it is estimated how a text was damaged.

Costs are negative natural logs. Where nothing is said of its source a number was chosen by hand on development texts;
what half and twice of it do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorModelThresholds:
    """How the channel of a text is estimated (`error_model/`)."""

    clean_weight: float = 0.97
    """How likely a text is to be clean before anything of it is known; the learned channels share the rest alike. From
    0.25 to 0.85 the harm to texts of 40 words falls by a third, from there to 0.97 by a third again; the repairs of
    damaged ones, long and short, stay. 0.99 decided like 0.97."""
    longest_short: int = 4
    """Letters of a word that may be an abbreviation without a stop, at most."""
    short_log_prior: float = -8.0
    """Natural log of the share of such abbreviations of each length among all words that a text may have."""
    letter_of_short: float = 3.3
    """What each letter of one costs: the natural log of about as many letters as there are."""
    misread_long: float = 0.3
    """Longer words of a text that are likely misread, up to which nothing but its short ones speaks for damage."""
    novelty_gain: float = 3.0
    """How many times its log odds a word counts for itself where the text has more new words than the language: what
    speaks for a change is overcounted by about as much, see `slope`. At 2 harm to clean old texts is half as great
    again, at 4 a little less, and real damage of the wide kind is repaired a little less."""
    novelty_wrecks: float = 1.0
    """For each misread word that is explained, so many that are beyond explaining; 0.3 to 1 decided alike."""
    novelty_smoothing: float = 2.0
    """New words that the share counted on other texts weighs as much as."""
    channel_smoothing: float = 20.0
    """Added to how often a character stands in the texts that a channel was learned from, so that a rare character's
    few confusions make no certainty."""
    full_evidence: float = 3.0
    """A form that stands often is evidence so many times in full, then only with the logarithm of its count: a word
    that is always read alike is one piece of evidence and not many."""
    stem: int = 6
    """Letters that forms of one stem begin with: a name that the text inflects is one piece of evidence and not many.
    4 to 7 decided alike, at 3 two fewer of 2,300 wrong words of old print were repaired; with every form for itself 46
    words of 47,000 of a clean book were changed, 27 now."""
    misprinted: float = 0.1
    """How frequent misspellings are, as a share of those counted in clean text: that a word was printed so explains it
    as well as that it was misread. With none 56 words of 390,000 of clean books and helps are changed, 44 at 0.1."""
    clean_share: float = 0.02
    """The share of a fresh reading's damage that a clean text has."""
    prior_weight: float = 4.0
    """Occurrences of a character that the learned channels weigh against those of the document."""
    random_share: float = 2e-3
    """Probability of a confusion that no channel knows, as a share of the text's confusions a character."""
    least_probability: float = 1e-8
    """The least probability of any confusion."""
    most_probability: float = 0.98
    """The greatest."""
    crossed: float = 0.3
    """The share of the misreadings of a first letter that give a capital for a small one: there is room above the head
    of a word. 0.2 to 0.5 decided alike on the development texts."""
    unheard: float = 3e-5
    """Probability of a confusion that a channel does not know, when channels are compared."""
    rounds: int = 2
    """Rounds of expectation-maximisation. A third changed two more words of clean old texts and repaired one less."""
    least_share: float = 0.01
    """The share of a damaged word from which a candidate counts as evidence."""
    max_explanations: int = 12
    """Candidates of a damaged word that are weighed as evidence, at most."""
    typical_share: float = 0.8
    """The share of the occurrences of a character that were another, 0-1, from which words that nobody knows are taken
    to have had that one. At 0.9 ten more of 734 wrong words of old print were left, at 0.7 as many as at 0.8."""
    typical_times: float = 3.0
    """How often it must have been, at least."""
