"""The corrector: repair what is broken, leave what is whole. Tokenise, estimate, propose, decode, decide.

For every word the most likely one printed is sought, `log P(word | context) + log P(read | word)`, what was read being
a candidate like any other. The text is gone through twice: first its words one by one, to learn how this text was
damaged; then its sentences, to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ocr_fix.correction.candidates.knowledge import Knowledge
from ocr_fix.correction.candidates.protocol import CandidateSource, EvidenceSource
from ocr_fix.correction.candidates.search.search import Search, Searcher, SearchOfAll
from ocr_fix.correction.candidates.sources import SourceFactory, default_sources
from ocr_fix.correction.candidates.state import TextState
from ocr_fix.correction.corrected import CorrectedPages, CorrectedText
from ocr_fix.correction.decision.outcome import edits
from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.decoding.lattice import LatticeBuilder
from ocr_fix.correction.error_model.channel import Confusion, channels_beforehand
from ocr_fix.correction.error_model.evidence import estimated, forms_of, unknown_tokens, words_of
from ocr_fix.correction.noise_lines import without_noise
from ocr_fix.correction.pages import corrected_pages
from ocr_fix.correction.registers.identification import ALL_AT_HOME, Identifier
from ocr_fix.correction.registers.mixture import MixedVocabulary, register_weights
from ocr_fix.correction.registers.spoken import spoken_places
from ocr_fix.correction.registers.vocabulary import Vocabulary
from ocr_fix.correction.restoration.restorer import Restorer
from ocr_fix.correction.thresholds import DEFAULT, Thresholds
from ocr_fix.correction.tokens.classifier import TokenClassifier
from ocr_fix.correction.tokens.sentences import BOUNDARY
from ocr_fix.correction.tokens.tokenised import TokenisedText
from ocr_fix.document import Flow, Page, Word
from ocr_fix.language import Language

# A change is made when it is at least so probable, unless the user asks for more. Where two words rival for one that is
# surely wrong, neither is likely, and either does no harm. 0 to 0.3 decide alike on texts (`benchmarks/sweep.md`).
MIN_CONFIDENCE = 0.20


class _Tools(NamedTuple):
    """What serves all texts in the same registers.

    Attributes:
        weights: of the registers, 0-1, together 1.
        knowledge: what is known before any text.
        sources: who has candidates to propose.
        evidence: those of them that count how something came through.
        classifier: takes tokens apart.
    """

    weights: Sequence[float]
    knowledge: Knowledge
    sources: Sequence[CandidateSource]
    evidence: Sequence[EvidenceSource]
    classifier: TokenClassifier


class Corrector:
    """Corrects texts; keeps nothing of any text but a memory of candidates, so several threads may share one.

    Args:
        registers: what is known of the language, in one register or several; the first is the usual one.
        own: the user's words: never changed, and candidates for what is damaged.
        never: tokens and words that are to stay as they are.
        confusions: what the user knows to be misread (printed, read), with its probability, 0-1.
        min_confidence: the probability, 0-1, from which a change is made.
        sources: makes those who have candidates to propose.
        thresholds: the numbers to go by.
        identifier: tells what is in other languages, which is left alone; None where all is in the language.
    """

    def __init__(
        self,
        registers: Language | Sequence[Language],
        own: Iterable[str] = (),
        never: Iterable[str] = (),
        confusions: Mapping[Confusion, float] = {},
        min_confidence: float = MIN_CONFIDENCE,
        sources: SourceFactory = default_sources,
        thresholds: Thresholds = DEFAULT,
        identifier: Identifier | None = None,
    ) -> None:
        self._registers = [registers] if isinstance(registers, Language) else [*registers]
        self._usual = (1.0, *[0.0] * (len(self._registers) - 1))
        self._channels = channels_beforehand(confusions, thresholds)
        self._make_sources = sources
        self._min_confidence = min_confidence
        self._thresholds = thresholds
        self._identifier = identifier
        own, never = tuple(own), tuple(never)
        self._vocabularies = [Vocabulary(language, own, never, thresholds) for language in self._registers]
        self._restorer = Restorer(self._vocabularies, thresholds)
        channels = [channel for channel, _ in self._channels]
        self._search = cache(lambda register: Search(self._vocabularies[register], channels, thresholds))
        self._tools = cache(self._make_tools)

    def correct(self, flow: Flow) -> Mapping[int, Word]:
        """The words of a text that were most likely printed otherwise, or may have been, by index of their token."""
        return self.corrected(flow).edits

    def corrected(self, flow: Flow) -> CorrectedText:
        """What correction finds of a text: words that were most likely printed otherwise, specks, other languages."""
        return without_noise(flow, self._found(flow), thresholds=self._thresholds)

    def _found(self, flow: Flow) -> CorrectedText:
        """The same but for lines of specks.

        Most words of most texts are what they are: only those that may be something else, and what stands around them,
        are looked at in their places.
        """
        restored, absorbing, tokenised, tools = self._restored(flow)
        state = self._estimated(tokenised, tools)
        proposed = LatticeBuilder(state, tools.sources)
        decoder = Decoder(state.vocabulary.sentence_model(), BOUNDARY, self._thresholds)
        decided = dict(restored)
        for lattice in proposed.lattices():
            path = decoder.best_path(lattice.places)
            decided.update(edits(lattice, path, state.knows, self._min_confidence, state.thresholds))
        decided.update(_apart(absorbing, decided, tokenised.foreign))
        return CorrectedText(decided, tokenised.languages.stretches, tools.weights)

    def _restored(self, flow: Flow) -> tuple[Mapping[int, Word], Mapping[int, Word], TokenisedText, _Tools]:
        """What machines did to a text undone, and the text taken into tokens with the tools for it."""
        text = self._tokenised(flow)
        edits, guessed, absorbing = self._restorer.restored(flow, text.others)
        if edits:
            text = self._tokenised(flow.with_edits(edits))
        text, tools = self._in_registers(text)
        elsewhere = guessed & text.foreign
        if elsewhere:  # what was taken for Swedish words stands in another language
            edits = {at: word for at, word in edits.items() if at not in elsewhere}
            text = self._tokenised(flow.with_edits(edits))
            text, tools = self._in_registers(text)
        return edits, absorbing, text, tools

    def correct_pages(self, pages: Sequence[Page]) -> CorrectedPages:
        """Arranged pages with their words corrected, running heads and other furniture among them, and their languages.

        Where a page's own text layer is used, only hyphens are undone.
        """
        return corrected_pages(pages, self._found, self._thresholds)

    def _tokenised(self, flow: Flow) -> TokenisedText:
        """A text taken into tokens by the usual register."""
        return TokenisedText(flow, self._tools(self._usual).classifier)

    def _in_registers(self, text: TokenisedText) -> tuple[TokenisedText, _Tools]:
        """A text with other languages aside, and the tools for the registers that it is written in."""
        tools, flow = self._tools(self._usual), text.flow
        unknown = unknown_tokens(text)
        of_none = self._unknown_to_all(text, unknown)
        languages = ALL_AT_HOME
        if self._identifier is not None:
            languages = self._identifier.identify(flow, of_none, text.others)
        spoken = spoken_places(flow, text.others, of_none, self._thresholds)
        if languages.stretches or spoken:
            text = text.in_languages(languages._replace(spoken=spoken))
            unknown = {token: count for token, count in text.others.items() if token in unknown}
            of_none = [token for token in of_none if token in unknown]
        of_nothing = sum([unknown[token] for token in of_none])
        of_others, size = sum(unknown.values()) - of_nothing, len(flow.words)
        limits = self._thresholds
        has_others = of_others > limits.enough_of_others * size
        if has_others or of_nothing > limits.enough_of_nothing * size:
            # A form that the usual register lacks may be a misreading of one that it has, and then tells nothing.
            telling = {word: count for word, count in words_of(text).items() if self._tells(word)}
            weights = register_weights(self._registers, telling, limits)
            # The words of the usual register alone tell little of how much of each there is.
            if weights != self._usual and (has_others or max(weights) > weights[0]):
                tools = self._tools(weights)
                text = TokenisedText(flow, tools.classifier, text.languages)
        return text, tools

    def _tells(self, word: str) -> bool:
        """Whether a word tells of registers: what may be a misreading of one of the usual register must be likelier."""
        usual, *others = self._vocabularies
        if usual.knows(word):
            return True
        found = self._search(0).near(word)
        if not found:
            return True
        misread = max(usual.log_prior(candidate.text) - candidate.cost for candidate in found)
        return any(other.knows(word) and other.log_prior(word) > misread for other in others)

    def _unknown_to_all(self, text: TokenisedText, unknown: Iterable[str]) -> list[str]:
        """Those of some tokens that hold a word which no register has."""
        others = self._vocabularies[1:]
        return [
            token
            for token in unknown
            if not others or not all(any(each.knows(word) for each in others) for word in text.parts_of(token).words)
        ]

    def _make_tools(self, weights: tuple[float, ...]) -> _Tools:
        on = [at for at, weight in enumerate(weights) if weight]
        vocabulary: Vocabulary = self._vocabularies[on[0]]
        search: Searcher = self._search(on[0])
        thresholds = self._thresholds
        if len(on) > 1:
            members = [self._vocabularies[at] for at in on]
            vocabulary = MixedVocabulary(members, [weights[at] for at in on], thresholds)
            search = SearchOfAll([self._search(at) for at in on])
        knowledge = Knowledge(vocabulary, self._channels, search, thresholds)
        sources = tuple(self._make_sources(knowledge))
        evidence = [source for source in sources if isinstance(source, EvidenceSource)]
        return _Tools(weights, knowledge, sources, evidence, TokenClassifier(vocabulary, thresholds))

    @staticmethod
    def _estimated(text: TokenisedText, tools: _Tools) -> TextState:
        """A text with the channel that it came through, estimated from its own words and signs."""
        vocabulary, channels, search, thresholds = tools.knowledge
        log_prior = cache(vocabulary.log_prior)
        forms = forms_of(text, vocabulary)
        signs: dict[Confusion, float] = {}
        for source in tools.evidence:
            signs.update(source.evidence(text))
        profile = estimated(forms, log_prior, search.near, channels, signs, thresholds, vocabulary.new_word_rates)
        return TextState(text, forms, profile, tools.knowledge, tools.sources, log_prior)


def _apart(
    absorbing: Mapping[int, Word], edits: Mapping[int, Word], foreign: frozenset[int]
) -> Iterator[tuple[int, Word]]:
    """Words that take in the next or are nothing, but for those of which others have taken in a part.

    Args:
        absorbing: the words, each with the one that it takes in, by index.
        edits: what correction has found.
        foreign: the tokens in other languages, in which no word takes in another.
    """
    taken = {at for at, word in edits.items() if word.absorbed}
    for at, word in absorbing.items():
        if word.absorbed and word.edit is not None and word.edit.kind == "noise":
            if taken.isdisjoint((at, at + 1)):
                yield at, word
        elif not word.absorbed and taken.isdisjoint(range(at, at + 3)) and foreign.isdisjoint((at, at + 1)):
            yield from ((at, word), (at + 1, absorbing[at + 1]))
