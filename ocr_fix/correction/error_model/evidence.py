"""Which words of a text tell how it was damaged, and what they tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.error_model.channel import Channel, Confusion
from ocr_fix.correction.error_model.novelty import NO_RATES, Rates
from ocr_fix.correction.error_model.profile import Damaged, Profile
from ocr_fix.correction.error_model.thresholds import ErrorModelThresholds
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT
from ocr_fix.correction.tokens.tokenised import TokenisedText


class Forms(NamedTuple):
    """The different words of a text outside what is protected.

    Attributes:
        whole: those that are forms of the language or the user's, with their counts.
        unknown: those that are not.
        compounds: those of the unknown that are compounds of forms.
    """

    whole: Mapping[str, int]
    unknown: Mapping[str, int]
    compounds: Collection[str]


def forms_of(text: TokenisedText, vocabulary: Vocabulary) -> Forms:
    """The words that tell how a text was damaged; those in other languages and codes do not.

    Args:
        text: the text.
        vocabulary: the words of the language and the user's.
    """
    classes = text.classes
    whole = dict(classes.words)
    others: dict[str, int] = {}
    for token, times in classes.others.items():
        parts = text.parts_of(token)
        count = times if parts.known else times - text.codes_at(token)
        for form in parts.evidence if count > 0 else ():
            others[form] = others.get(form, 0) + count
    unknown: dict[str, int] = {}
    for form, count in others.items():
        forms = whole if form in whole or vocabulary.knows(form) else unknown
        forms[form] = forms.get(form, 0) + count
    return Forms(whole, unknown, {form for form in unknown if vocabulary.is_compound(form)})


def words_of(text: TokenisedText) -> Mapping[str, int]:
    """The words of a text outside what is protected, with their counts; of a token with several none."""
    words = dict(text.classes.words)
    for token, count in text.classes.others.items():
        of_token = text.parts_of(token).words
        if len(of_token) == 1 and of_token[0].isalpha():
            words[of_token[0]] = words.get(of_token[0], 0) + count
    return words


def unknown_tokens(text: TokenisedText) -> dict[str, int]:
    """The different tokens that hold what is no word of the language, with their counts."""
    parts_of = text.parts_of
    return {token: count for token, count in text.classes.others.items() if parts_of(token).strange}


def estimated(
    forms: Forms,
    log_prior: Callable[[str], float],
    near: Callable[[str], Sequence[Candidate]],
    channels: Sequence[tuple[Channel, float]],
    signs: Mapping[Confusion, float],
    thresholds: ErrorModelThresholds = DEFAULT,
    rates: Rates = NO_RATES,
) -> Profile:
    """The channel of a text.

    Args:
        forms: the words that tell how it was damaged.
        log_prior: natural log of the probability of a word without context.
        near: what a word may have been that is none.
        channels: the channels the text may have come through, with their weights beforehand.
        signs: how often signs came through, whole or as something else.
        thresholds: the numbers to go by.
        rates: the shares of new words that the language counts on.
    """
    damaged = []
    for form, count in forms.unknown.items():
        if form not in forms.compounds:
            rivals = [(candidate, log_prior(candidate.text)) for candidate in near(form)[: thresholds.max_explanations]]
            damaged.append(Damaged(form, count, log_prior(form) if rivals else 0.0, rivals))
    return Profile(channels, forms.whole, damaged, signs, thresholds, rates)
