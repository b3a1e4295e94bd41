"""The document's own channel: which confusions this text has suffered, estimated from itself.

Whether "for" was printed "för" cannot be told from the word. But a text whose other ö were read o half of the time
surely has lost this one too, and a text that shows no such trace has not. So the words that are certainly damaged are
counted first, each with its candidates by their probability, and the confusions found are weighed against how often
the same characters came through whole (expectation-maximisation; the idea of document profiles is Reffle and
Ringlstetter's, Pattern Recognition 46, 2013).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import exp, log
from typing import NamedTuple

from ocr_fix.correction.candidates.candidate import Candidate
from ocr_fix.correction.error_model.channel import MAX_WIDTH, Channel, Confusion
from ocr_fix.correction.error_model.misspelling import misspelling_cost
from ocr_fix.correction.error_model.novelty import NO_RATES, NewWord, Novelty, Rates
from ocr_fix.correction.error_model.runs import Runs, evidence_of
from ocr_fix.correction.error_model.thresholds import ErrorModelThresholds
from ocr_fix.correction.thresholds import DEFAULT

# What is no letter has channels of its own kind: an engine may lack these signs and read all letters.
SIGNS = frozenset("§%")


class Damaged(NamedTuple):
    """A word form of the document that may be damaged.

    Attributes:
        text: as it was read.
        times: how often.
        stays: natural log of the probability that it was printed so.
        candidates: what else may have been printed, each with its log probability in the language.
    """

    text: str
    times: int
    stays: float
    candidates: Sequence[tuple[Candidate, float]]


class Profile:
    """The channel of one document.

    Args:
        channels: the channels it may have come through, each with its weight beforehand.
        intact: word forms that came through whole, with their counts.
        damaged: word forms that may not have.
        signs: how often signs came through, whole (read as themselves) or not.
        thresholds: the numbers to go by.
        rates: the shares of new words that the language counts on.

    Attributes:
        novelty: how much likelier the text makes unknown words.
    """

    def __init__(
        self,
        channels: Sequence[tuple[Channel, float]],
        intact: Mapping[str, int] = {},
        damaged: Iterable[Damaged] = (),
        signs: Mapping[Confusion, float] = {},
        thresholds: ErrorModelThresholds = DEFAULT,
        rates: Rates = NO_RATES,
    ) -> None:
        self._thresholds = thresholds
        self._channels = channels
        self._every = tuple([channel for channel, _ in channels])
        self._tables = [channel.probabilities for channel, _ in channels]
        self._found: Mapping[Confusion, float] = {}
        self._added: Mapping[str, float] = {}
        self.weights = [weight for _, weight in channels]
        self._sign_weights = self._weighed_by_signs(signs)
        self._costs: dict[Confusion, float] = {}
        self._priors: dict[Confusion, float] = {}  # by the channels, as these are weighed now
        self._damage = 0.0
        self._own: dict[str, dict[Confusion, float]] = {}
        unknown = list(damaged)
        words = sum(intact.values()) + sum(form.times for form in unknown)
        self.novelty = Novelty(rates)
        full = thresholds.full_evidence
        beyond = [NewWord(form.text, evidence_of(form.times, full), 0.0) for form in unknown if not form.candidates]
        forms = [form for form in unknown if form.candidates]
        self._of_stem: Counter[str] = Counter()
        for form in forms:
            self._of_stem[self._stem_of(form.text)] += form.times
        asked = {*_printed(self._every)}
        asked.update(c.true for form in forms for candidate, _ in form.candidates for c in candidate.edits)
        self._whole = Runs(intact, full)
        times = self._whole.times
        self._came_through = [
            sum([times(true) * kept for true, kept in _kept(channel, thresholds.unheard)]) for channel in self._every
        ]
        runs_of = cache(lambda text: _runs(text, asked))
        misspelt = [_misspelt(form, thresholds.misprinted) for form in forms]
        for _ in range(thresholds.rounds if forms or intact else 0):
            fates = self._estimate(forms, misspelt, runs_of)
            self.novelty = Novelty(rates, words, [*beyond, *fates], thresholds)

    def cost(self, confusion: Confusion) -> float:
        """Negative natural log of the probability that this was read where that was printed."""
        cost = self._costs.get(confusion)
        if cost is None:
            cost = self._costs[confusion] = -log(self._probability(confusion))
        return cost

    def cost_of(self, confusions: Iterable[Confusion], form: str | None = None) -> float:
        """The cost of several confusions in one word.

        Args:
            confusions: the confusions.
            form: the word form as it was read; neither it nor another of its stem is evidence of its own damage.
        """
        own = self._own.get(self._stem_of(form)) if form is not None else None
        return sum(map(self.cost, confusions)) if own is None else self._cost_without(confusions, own)

    def _cost_without(self, confusions: Iterable[Confusion], own: Mapping[Confusion, float]) -> float:
        """The cost of several confusions in a word whose own evidence is withheld."""
        return sum([-log(self._probability(c, own[c])) if c in own else self.cost(c) for c in confusions])

    def _stem_of(self, form: str) -> str:
        """What a form begins with, as others of its stem do; all of a short one."""
        return form[: self._thresholds.stem].lower()

    def likely(self, limit: float) -> dict[Confusion, float]:
        """The confusions that cost no more than a limit, with their costs."""
        thresholds, asked = self._thresholds, exp(-limit)
        known = [confusion for confusion in self._found if " " not in confusion.true + confusion.read]
        # What no channel makes nearly so likely is so only where it was found; what came through often, more seldom.
        for true, ranked in _ranked(self._every, thresholds.crossed).items():
            weight = 1.0 + self._printed_times(true) / thresholds.prior_weight
            least = 0.0 if true in SIGNS else _ROUNDED * weight * (asked - self._random)
            for share, confusion in ranked:
                if share < least:
                    break
                known.append(confusion)
        costs = {confusion: self.cost(confusion) for confusion in known}
        return {confusion: cost for confusion, cost in costs.items() if cost <= limit}

    def typical(self) -> dict[str, str]:
        """What a character of the text nearly always was when it was printed, by what it is now."""
        thresholds = self._thresholds
        of_read: dict[str, float] = defaultdict(float)
        for confusion, times in self._found.items():
            of_read[confusion.read] += times
        return {
            read: true
            for (true, read), times in self._found.items()
            if len(read) == len(true) == 1
            and true.isalpha()
            and times >= thresholds.typical_times
            and times >= thresholds.typical_share * (of_read[read] + self._whole.times(read.lower()))
        }

    @property
    def damage(self) -> float:
        """Confusions for each character of the text, 0 and up."""
        return self._damage

    def _probability(self, confusion: Confusion, withheld: float = 0.0) -> float:
        thresholds = self._thresholds
        if confusion.true in SIGNS:
            return max(thresholds.least_probability, self._prior(confusion, self._sign_weights))
        prior = self._priors.get(confusion)
        if prior is None:
            prior = self._prior(confusion, self.weights)
            small = _in_small_letters(confusion)
            if small is not None:
                prior = max(prior, thresholds.crossed * self._prior(small, self.weights))
            self._priors[confusion] = prior
        found = max(0.0, self._found.get(confusion, 0.0) - withheld)
        total = self._printed_times(confusion.true)
        estimate = (found + thresholds.prior_weight * prior) / (total + thresholds.prior_weight)
        return min(thresholds.most_probability, estimate + self._random)

    def _printed_times(self, true: str) -> float:
        """How often something was printed, whether it came through or not."""
        return self._whole.times(true) + self._added.get(true, 0.0)

    @property
    def _random(self) -> float:
        """The probability of a confusion that nobody knows."""
        return max(self._thresholds.least_probability, self._thresholds.random_share * self._damage)

    def _prior(self, confusion: Confusion, weights: Sequence[float]) -> float:
        """The probability of a confusion by the channels alone."""
        prior = 0.0
        for weight, probabilities in zip(weights, self._tables, strict=True):  # asked too often for a sum()
            share = probabilities.get(confusion)
            if share is not None:
                prior += weight * share
        return prior

    def _estimate(
        self,
        damaged: Sequence[Damaged],
        misspelt: Sequence[Sequence[float]],
        runs_of: Callable[[str], Mapping[str, float]],
    ) -> list[NewWord]:
        """One round: the confusions found, by the shares of the round before, and what became of each word.

        Args:
            damaged: the forms with candidates.
            misspelt: of each what it costs that its candidates were misspelt so.
            runs_of: how often runs of letters stand in a word.
        """
        fates: list[NewWord] = []
        found: dict[Confusion, float] = defaultdict(float)
        added: dict[str, float] = defaultdict(float)
        own: dict[str, dict[Confusion, float]] = {}
        for form, innocent in zip(damaged, misspelt, strict=True):
            stem = self._stem_of(form.text)
            together = self._of_stem[stem]
            weight = evidence_of(together, self._thresholds.full_evidence) * form.times / together
            mine: dict[Confusion, float] = defaultdict(float)
            shares = self._shares(form, innocent)
            explained = weight * sum([share for _, share in shares])
            fates.append(NewWord(form.text, weight - explained, explained))
            for candidate, share in shares:
                for confusion in candidate.edits:
                    mine[confusion] += share * weight
                for run, count in runs_of(candidate.text).items():
                    added[run] += share * weight * count
            of_stem = own.setdefault(stem, defaultdict(float))
            for confusion, share in mine.items():
                found[confusion] += share
                of_stem[confusion] += share
        self._found, self._added, self._own, self._costs = found, added, own, {}
        self._damage = sum(found.values()) / max(1.0, self._whole.times("") + added[""])
        self._weigh()
        return fates

    def _shares(self, form: Damaged, misspelt: Sequence[float]) -> list[tuple[Candidate, float]]:
        """The candidates of a form with the probability of each; what is missing from 1 is that it stays."""
        own = self._own.get(self._stem_of(form.text), {})
        costs = [self._cost_without(candidate.edits, own) - log_prior for candidate, log_prior in form.candidates]
        # A new word, or a known one that was printed so.
        innocent = [-form.stays - self.novelty.bonus(form.text, form.stays), *misspelt]
        least = min(innocent + costs)
        weights = [exp(least - cost) for cost in costs]
        whole = sum(weights) + sum([exp(least - cost) for cost in innocent])
        return [
            (candidate, weight / whole)
            for (candidate, _), weight in zip(form.candidates, weights, strict=True)
            if weight > self._thresholds.least_share * whole
        ]

    def _weighed_by_signs(self, signs: Mapping[Confusion, float]) -> list[float]:
        """How likely each channel is by what it does to signs: an engine that reads letters well may lack them all."""
        logs = []
        for channel, weight in self._channels:
            log_prob = log(weight)
            for confusion, count in signs.items():
                whole = 1.0 - channel.lost.get(confusion.true, 0.0)
                share = whole if confusion.true == confusion.read else channel.probabilities.get(confusion, 0.0)
                log_prob += count * log(max(share, self._thresholds.unheard))
            logs.append(log_prob)
        return _shares_of(logs)

    def _weigh(self) -> None:
        """How likely each channel is to have made this document (Bayes, over all confusions and their absence)."""
        logs = []
        for (channel, weight), came_through in zip(self._channels, self._came_through, strict=True):
            log_prob = log(weight) + came_through
            for confusion, count in self._found.items():
                log_prob += count * log(max(channel.probabilities.get(confusion, 0.0), self._thresholds.unheard))
            logs.append(log_prob)
        self.weights = _shares_of(logs)
        self._priors = {}


def _misspelt(form: Damaged, share: float) -> list[float]:
    """What it costs that each candidate of a form was misspelt so; the text does not change that."""
    return [misspelling_cost(candidate.edits, share) - log_prior for candidate, log_prior in form.candidates]


@lru_cache(maxsize=8)
def _ranked(channels: tuple[Channel, ...], crossing: float) -> Mapping[str, Sequence[tuple[float, Confusion]]]:
    """The confusions inside words that any of some channels knows, in either case.

    Returns:
        By what was printed, the likeliest first, each with the most probability that any gives it.
    """
    most: dict[Confusion, float] = {}
    for channel in channels:
        for confusion, share in channel.probabilities.items():
            most[confusion] = max(share, most.get(confusion, 0.0))
    found: dict[str, list[tuple[float, Confusion]]] = defaultdict(list)
    for confusion, share in most.items():
        small = Confusion(confusion.true, confusion.read.lower())
        either = max(share, crossing * most.get(small, 0.0))
        if " " not in confusion.true + confusion.read:
            found[confusion.true].append((either, confusion))
    return {true: sorted(ranked, reverse=True) for true, ranked in found.items()}


# Less than 1 by more than what rounding makes of probabilities.
_ROUNDED = 1 - 1e-9


@lru_cache(maxsize=8)
def _printed(channels: tuple[Channel, ...]) -> frozenset[str]:
    """What any of some channels may misread."""
    return frozenset([confusion.true for channel in channels for confusion in channel.probabilities])


@lru_cache(maxsize=32)
def _kept(channel: Channel, unheard: float) -> Sequence[tuple[str, float]]:
    """For each run that a channel may misread, natural log of the probability that it does not."""
    return [(true, log(max(1.0 - share, unheard))) for true, share in channel.lost.items()]


@lru_cache(maxsize=10_000)
def _in_small_letters(confusion: Confusion) -> Confusion | None:
    """The confusion that reads the same in small letters; None where it does."""
    small = Confusion(confusion.true, confusion.read.lower())
    return small if small != confusion else None


def _shares_of(logs: Sequence[float]) -> list[float]:
    """Probabilities that add up to one from logs of what they are in proportion to."""
    top = max(logs)
    weights = [exp(log_prob - top) for log_prob in logs]
    return [weight / sum(weights) for weight in weights]


def _runs(form: str, asked: Collection[str]) -> dict[str, float]:
    """How often runs of one to three letters stand in a word form, in lower case; "" counts the letters.

    Args:
        form: the word form.
        asked: the runs that matter.
    """
    small = form.lower()
    runs: dict[str, float] = defaultdict(float)
    runs[""] = len(small)
    for width in range(1, MAX_WIDTH + 1):
        for at in range(len(small) - width + 1):
            run = small[at : at + width]
            if run in asked:
                runs[run] += 1.0
    return runs
