"""The corrector: repair what is broken, leave what is whole. Tokenise, estimate, propose, decode, decide.

For every word the most likely one printed is sought, `log P(word | context) + log P(read | word)`, what was read being
a candidate like any other. The text is gone through twice: first its words one by one, to learn how this text was
damaged; then its sentences, to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ocr_fix.correction.candidates.knowledge import Knowledge
from ocr_fix.correction.candidates.protocol import EvidenceSource
from ocr_fix.correction.candidates.search.search import Search
from ocr_fix.correction.candidates.sources import SourceFactory, default_sources
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.decision.outcome import edits
from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.decoding.lattice import LatticeBuilder
from ocr_fix.correction.error_model.channel import Confusion, channels_beforehand
from ocr_fix.correction.error_model.evidence import estimated, forms_of
from ocr_fix.correction.pages import corrected_pages
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.thresholds import DEFAULT, Thresholds
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.sentences import BOUNDARY
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.document import Flow, Page, Word
from ocr_fix.language import Language

# A change is made when it is at least so probable, unless the user asks for more. Where two words rival for one that is
# surely wrong, neither is likely, and either does no harm.
MIN_CONFIDENCE = 0.20


class Corrector:
    """Corrects texts; keeps nothing of any text but a memory of candidates, so several threads may share one.

    Args:
        language: what is known of the language.
        own: the user's words: never changed, and candidates for what is damaged.
        never: tokens and words that are to stay as they are.
        confusions: what the user knows to be misread (printed, read), with its probability, 0-1.
        min_confidence: the probability, 0-1, from which a change is made.
        sources: makes those who have candidates to propose.
        thresholds: the numbers to go by.
    """

    def __init__(
        self,
        language: Language,
        own: Iterable[str] = (),
        never: Iterable[str] = (),
        confusions: Mapping[Confusion, float] = {},
        min_confidence: float = MIN_CONFIDENCE,
        sources: SourceFactory = default_sources,
        thresholds: Thresholds = DEFAULT,
    ) -> None:
        vocabulary = Vocabulary(language, own, never, thresholds)
        channels = channels_beforehand(confusions, thresholds)
        search = Search(vocabulary, [channel for channel, _ in channels], thresholds)
        self._known = Knowledge(vocabulary, channels, search, thresholds)
        self._sources = tuple(sources(self._known))
        self._classifier = TokenClassifier(vocabulary, thresholds)
        self._min_confidence = min_confidence

    def correct(self, flow: Flow) -> dict[int, Word]:
        """The words of a text that were most likely printed otherwise, or may have been, by the index of their token.

        Most words of most texts are what they are: only those that may be something else, and what stands around them,
        are looked at in their places.
        """
        tokenised = TokenisedText(flow, self._classifier)
        state = self._estimated(tokenised)
        proposed = LatticeBuilder(state, self._sources)
        decoder = Decoder(self._known.vocabulary, BOUNDARY, self._known.thresholds)
        decided: dict[int, Word] = {}
        for lattice in proposed.lattices():
            path = decoder.best_path(lattice.places)
            decided.update(edits(lattice, path, state.knows, self._min_confidence, state.thresholds))
        return decided

    def correct_pages(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Arranged pages with their words corrected, running heads and other furniture among them.

        Where a page's own text layer is used, only hyphens are undone.
        """
        return corrected_pages(pages, self.correct)

    def _estimated(self, text: TokenisedText) -> TextState:
        """A text with the channel that it came through, estimated from its own words and signs."""
        vocabulary, channels, search, thresholds = self._known
        log_prior = cache(vocabulary.log_prior)
        forms = forms_of(text, vocabulary)
        signs: dict[Confusion, float] = {}
        for source in self._sources:
            if isinstance(source, EvidenceSource):
                signs.update(source.evidence(text))
        profile = estimated(forms, log_prior, search.near, channels, signs, thresholds)
        return TextState(text, forms, profile, self._known, self._sources, log_prior)
