"""The sources of candidates that are asked unless a caller wants others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ocr_fix.correction.candidates.engine_choices import EngineSource
from ocr_fix.correction.candidates.figures import LetterInNumberSource, LoneFigureSource
from ocr_fix.correction.candidates.knowledge import Knowledge
from ocr_fix.correction.candidates.lexical.capitals import CapitalSource
from ocr_fix.correction.candidates.lexical.common import CommonWordSource
from ocr_fix.correction.candidates.lexical.lexicon import LexiconSource
from ocr_fix.correction.candidates.lexical.nearest import EchoSource, NearestSource
from ocr_fix.correction.candidates.lexical.typical import TypicalSource
from ocr_fix.correction.candidates.links.misread import MisreadAddressSource
from ocr_fix.correction.candidates.links.urls import UrlSource
from ocr_fix.correction.candidates.protocol import CandidateSource
from ocr_fix.correction.candidates.punctuation.abbreviations import (
    AbbreviationSource,
    FigureInAbbreviationSource,
    OrdinalSource,
)
from ocr_fix.correction.candidates.punctuation.comma_period import CommaPeriodSource, PeriodCommaSource
from ocr_fix.correction.candidates.punctuation.elisions import ElisionSource
from ocr_fix.correction.candidates.punctuation.noise import NoiseSource, SpeckSource
from ocr_fix.correction.candidates.punctuation.typographic import TypographicSource
from ocr_fix.correction.candidates.references import LawSource, NumeralSource, ReferenceSource
from ocr_fix.correction.candidates.section_signs import SectionSignSource
from ocr_fix.correction.candidates.spacing.boundaries import JoinSource, SplitSource
from ocr_fix.correction.candidates.spacing.hyphens import HyphenSource
from ocr_fix.correction.candidates.spacing.spaced import SpacedSource

SourceFactory = Callable[[Knowledge], Sequence[CandidateSource]]
"""Makes the sources of a corrector from what is known before any text."""


def default_sources(knowledge: Knowledge) -> tuple[CandidateSource, ...]:
    """All sources there are, in the order in which they are asked.

    What an earlier one proposes stands before what a later one does; tokens that an earlier one makes one are one for
    the later.
    """
    return (
        LexiconSource(),
        NearestSource(),
        SplitSource(),
        EchoSource(),
        TypicalSource(),
        TypographicSource(),
        ElisionSource(),
        NoiseSource(),
        LoneFigureSource(),
        LetterInNumberSource(),
        OrdinalSource(),
        FigureInAbbreviationSource(),
        AbbreviationSource(),
        SectionSignSource([channel for channel, _ in knowledge.channels]),
        CapitalSource(),
        CommaPeriodSource(),
        PeriodCommaSource(),
        EngineSource(),
        CommonWordSource(),
        NumeralSource(),
        LawSource(),
        MisreadAddressSource(),
        SpacedSource(),
        ReferenceSource(),
        HyphenSource(),
        UrlSource(),
        SpeckSource(),
        JoinSource(),
    )
