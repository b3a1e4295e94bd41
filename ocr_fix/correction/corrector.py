"""The corrector: repair what is broken, leave what is whole.

For every word the most likely one printed is sought, `log P(word | context) + log P(read | word)`, what was read being
a candidate like any other. The text is gone through twice: first its words one by one, to learn how this text was
damaged; then its sentences, to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ocr_fix.correction.candidates.comma_period import CommaPeriod
from ocr_fix.correction.candidates.engine import hesitates
from ocr_fix.correction.candidates.gathering import gathered
from ocr_fix.correction.candidates.hyphens import Hyphens
from ocr_fix.correction.candidates.search import Search
from ocr_fix.correction.candidates.section_signs import Signs, sign_reads
from ocr_fix.correction.candidates.typographic import Style
from ocr_fix.correction.decoding.candidate_scorer import CandidateScorer
from ocr_fix.correction.decoding.gate import doubtful_places
from ocr_fix.correction.decoding.lattice_builder import LatticeBuilder
from ocr_fix.correction.decoding.window_decoder import WindowDecoder
from ocr_fix.correction.error_model.channel import Confusion, channels_beforehand
from ocr_fix.correction.pages import corrected_pages
from ocr_fix.correction.registers.foreign import english, foreign
from ocr_fix.correction.registers.vocabulary import Language, Vocabulary
from ocr_fix.correction.tokens.classifier import Parted, TokenClassifier
from ocr_fix.document import Flow, Page, Word

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
    """

    def __init__(
        self,
        language: Language,
        own: Iterable[str] = (),
        never: Iterable[str] = (),
        confusions: Mapping[Confusion, float] = {},
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        self.vocabulary = Vocabulary(language, own, never)
        self.min_confidence = min_confidence
        self._channels = channels_beforehand(confusions)
        self._kinds = TokenClassifier(self.vocabulary)
        self._sign_reads = sign_reads([channel for channel, _ in self._channels])
        self._search = Search(self.vocabulary, [channel for channel, _ in self._channels])

    def correct(self, flow: Flow) -> dict[int, Word]:
        """The words of a text that were most likely printed otherwise, or may have been, by the index of their token.

        Most words of most texts are what they are: only those that may be something else, and what stands around them,
        are looked at in their places.
        """
        words, counts = flow.words, flow.counts
        parted = self._kinds.classify(counts)
        others = {**parted.others, **parted.wordless}
        strange = foreign(flow, english(parted))
        signs = Signs(self._sign_reads, flow, others)
        reading = self._reading(flow, parted, strange, signs)
        damaged = reading.is_damaged
        stops = CommaPeriod(words, counts if damaged else {}, self.vocabulary.log_prior)
        style = Style(others if damaged else {}, reading.profile)
        together = gathered(flow, others, damaged=damaged)
        places = doubtful_places(flow, parted, self._kinds, reading, style, together)
        witnessed = {at: word for at, word in flow.witnessed.items() if hesitates(word)}
        places.update(signs.places, stops.places, witnessed)
        hyphens = Hyphens(self.vocabulary, others, reading.is_misread, parted.words)
        laid_out = LatticeBuilder(reading, signs, stops, style, witnessed)
        decider = WindowDecoder(self.vocabulary, self._kinds, reading, laid_out, hyphens, self.min_confidence)
        return decider.edits(flow, sorted(places), strange, together)

    def correct_pages(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Arranged pages with their words corrected, running heads and other furniture among them.

        Where a page's own text layer is used, only hyphens are undone.
        """
        return corrected_pages(pages, self.correct)

    def _reading(self, flow: Flow, parted: Parted, strange: Iterable[range], signs: Signs) -> CandidateScorer:
        """What the words of a text may have been; text in other languages and codes bear no witness."""
        aside = Counter(word for stretch in strange for word in flow.words[stretch.start : stretch.stop])
        whole = dict(parted.words)
        for token, count in aside.items():
            if core := parted.plain.get(token):
                whole[core] -= count
                if not whole[core]:
                    del whole[core]
        others: dict[str, int] = {}
        for token, count in parted.others.items():
            if not aside or (count := count - aside[token]) > 0:
                for form in self._kinds.of(token).witnesses:
                    others[form] = others.get(form, 0) + count
        unknown: dict[str, int] = {}
        for form, count in others.items():
            forms = whole if form in whole or self.vocabulary.knows(form) else unknown
            forms[form] = forms.get(form, 0) + count
        return CandidateScorer(self.vocabulary, whole, unknown, self._channels, self._search, signs.witness)
