"""The numbers by which damage that machines have done to a whole text is undone.

Costs are negative natural logs. Where nothing is said of its source a number was chosen by hand on development texts;
what half and twice of it do stands in `benchmarks/sweep.md`; of what is "not swept" it is said why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RestorationThresholds:
    """When machines are thought to have damaged a text (`restoration/`)."""

    words_misread: int = 3
    """Different words that are words only if the text was misread as another encoding, at least; one fewer where none
    speaks against it, and one alone where no print has what stands in it. None of 5.0 million words of clean text and
    of old OCR, in pieces of a million and of some hundred characters, is taken for misread."""
    share_explained: float = 0.6
    """The share of the words with such letters that must be words then, 0-1: the others are names or what else no list
    has."""
    share_explained_elsewhere: float = 0.9
    """The same of signs inside words that must be letters then, where nothing is known of the language's words."""
    language_odds: float = 5.0
    """How much more the other words of such a text must speak for a language than for any that is written otherwise, in
    nats."""
    words_with_holes: int = 2
    """Different words with a question mark for a lost letter, at least; U+FFFD is a lost letter wherever it stands."""
    share_filled: float = 0.5
    """The share of these that must be words with a letter in its place, 0-1."""
    most_holes: int = 4
    """Lost letters of a word that are sought, at most: there are three ways to fill each."""
    ligature_words: int = 3
    """Different words that are words only with a ligature that was lost, at least; one fewer where all are long."""
    long_ligature_word: int = 8
    """Letters of a long one, with its ligature, at least."""
    ligature_word_alone: int = 9
    """Letters of one of the lexicon that tells alone, where it is all that is unknown and the text has no ligature."""
    shortest_ligature_word: int = 6
    """Letters of any, at least."""
    least_ligature_word: int = 4
    """The same in a text that shows that it has lost them."""
    longest_without: int = 6
    """Letters of a word, with its marks, that may have been another with one in a text that has lost them all."""
    share_lost_ligatures: float = 0.5
    """The share of unknown words in small letters that lost ligatures must explain, 0-1."""
    looked_at_for_ligatures: int = 3000
    """Different words of a text, its first, in which ligatures are counted at first; it spares time."""
    most_kept_ligatures: int = 9
    """Ligatures in these, up to which a text is looked at for lost ones: a fifth of those that such words have, 45."""
    kept_ligatures: float = 0.2
    """Words that have kept theirs for each that has not, at most: fonts lose them all, and a text may have two."""
    words_heard: int = 1000
    """Different words that tell the language of a text, at most; it spares time, and changes no text of ours."""
    surely_restored: float = 0.99
    """How sure is what the whole text bears out, 0-1; not swept, it is only said: of 10,386 words of the clean texts of
    the benchmark, whose letters were read by another encoding, all stated so are right."""
    most_by_context: float = 0.97
    """The same of what was chosen by context, at most; not swept, it is only said: of 16,646 words whose å, ä and ö
    were lost 99.1 % that are stated so are right, of 313 whose ligatures were 99.0 %."""
    right_with_holes: float = 0.05
    """The same of what stands where letters were lost and nothing tells which; not swept, it is only said: none of 294
    such words is right."""
    likely_enough_to_tell: float = 0.01
    """The probability from which a rival is named, 0-1; not swept, it is only said."""
