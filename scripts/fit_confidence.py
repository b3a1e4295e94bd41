"""Fit the confidence of changes: the probability that the likeliest of a word's candidates is what was printed.

    python scripts/fit_confidence.py --fit PAIRS... [--test PAIRS...]

PAIRS are folders that hold `NAME.truth.txt` and readings `NAME.*.txt`. Each reading is corrected, and each place where
something else may have been printed is held against the truth. A logistic regression (Platt 1999) from the decoder's
log odds for its likeliest candidate, apart for what is a word and what is none, is fitted by maximum likelihood to the
places of --fit; printed are its four numbers, what it loses on each tenth of the documents when fitted to the others,
and on --test of the changes stated with about so much how many are right, by register.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log, log1p
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ocr_fix.correction import Corrector, tokenise
from ocr_fix.correction.decision.outcome import Outcome
from ocr_fix.correction.decoding.decoder import Decoder
from ocr_fix.correction.decoding.lattice import LatticeBuilder
from ocr_fix.correction.tokens.sentences import BOUNDARY
from ocr_fix.evaluation.alignment.edits import align
from ocr_fix.languages import load_language

FOLDS = 10
EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.87, 0.93, 0.97, 1.01)
# Where a larger share of words is wrong even so, what stands in whose place is a guess.
MOST_WRONG = 0.25
# Newton's steps; it converges in fewer.
STEPS = 30

Floats = NDArray[np.float64]


class Place(NamedTuple):
    """A place where something else may have been printed.

    Attributes:
        document: of which it is one.
        log_odds: the decoder's, natural, for its likeliest candidate.
        was_word: whether what was read is a word of the language.
        is_old: whether the text is mostly in another register than the usual one.
        changed: whether the candidate was written.
        right: whether it was printed.
    """

    document: str
    log_odds: float
    was_word: bool
    is_old: bool
    changed: bool
    right: bool


def places(folders: Iterable[Path]) -> Iterator[Place]:
    """The places of all readings of some folders."""
    corrector = Corrector([load_language("sv"), load_language("sv-historical")])
    for folder in folders:
        for truth in sorted(folder.glob("*.truth.txt")):
            name = truth.name.removesuffix(".truth.txt")
            for reading in sorted(folder.glob(f"{name}.*.txt")):
                if reading != truth:
                    read, printed = reading.read_text(encoding="utf-8"), truth.read_text(encoding="utf-8").split()
                    yield from _of_text(corrector, name, read, printed)


def _of_text(corrector: Corrector, name: str, read: str, printed: Sequence[str]) -> Iterator[Place]:
    flow = tokenise(read)
    found = corrector.corrected(flow)
    written = flow.with_edits(found.edits).words
    partners = _partners(written, printed)
    if sum(word != partner for word, partner in zip(written, partners, strict=True)) > MOST_WRONG * len(printed):
        return
    is_old = bool(found.registers) and found.registers[0] < 1 / len(found.registers)
    _, _, text, tools = corrector._restored(flow)
    state = corrector._estimated(text, tools)
    decoder = Decoder(state.vocabulary.sentence_model(), BOUNDARY, state.thresholds)
    most = state.thresholds.max_log_odds
    for lattice in LatticeBuilder(state, tools.sources).lattices():
        decisions = iter(decoder.best_path(lattice.places))
        for span, of_span in zip(lattice.spans, lattice.of_spans, strict=True):
            decided = [next(decisions) for _ in of_span]
            is_open = [len(place) > 1 for place in of_span]
            partner = partners[span.first]
            if span.made or sum(is_open) != 1 or partner is None:
                continue
            at = is_open.index(True)
            place, decision = of_span[at], decided[at]
            shares = dict.fromkeys([candidate.text for candidate in place], 0.0)
            for candidate, share in zip(place, decision.shares, strict=True):
                shares[candidate.text] += share
            as_read = place[0].text
            best = max((each for each in shares if each != as_read), key=shares.__getitem__, default=None)
            if best is not None:
                share = min(max(shares[best], 1e-12), 1 - 1e-12)
                whole = "".join([best if index == at else other[0].text for index, other in enumerate(of_span)])
                outcome = Outcome(of_span, decided, state.knows, 0.2, state.thresholds)
                log_odds = max(-most, min(most, log(share) - log1p(-share)))
                yield Place(name, log_odds, state.knows(as_read), is_old, outcome.changed, whole == partner)


def _partners(words: Sequence[str], truth: Sequence[str]) -> list[str | None]:
    """For each word the one of the truth that stands in its place, whether it is equal or not."""
    numbers: dict[str, int] = {}
    ours, theirs = ([numbers.setdefault(word, len(numbers)) for word in side] for side in (words, truth))
    equal = align(ours, theirs).partners()
    found = [truth[at] if at >= 0 else None for at in equal]
    anchors = [(-1, -1), *[(index, at) for index, at in enumerate(equal) if at >= 0], (len(words), len(truth))]
    for (first, there), (last, then) in pairwise(anchors):
        if last - first == then - there:  # as many words on either side stand in each other's place
            found[first + 1 : last] = truth[there + 1 : then]
    return found


def features(rows: Sequence[Place]) -> Floats:
    """Of each place the log odds and a one, apart for words and for what is none: (places, 4)."""
    table = [
        (row.log_odds * row.was_word, row.log_odds * (not row.was_word), row.was_word, not row.was_word) for row in rows
    ]
    return np.array(table, dtype=np.float64)


def fitted(rows: Sequence[Place]) -> Floats:
    """The four numbers that make what was printed most likely, by Newton's method."""
    table, right = features(rows), np.array([row.right for row in rows], dtype=np.float64)
    numbers = np.zeros(table.shape[1])
    for _ in range(STEPS):
        stated = _stated(table, numbers)
        slope = table.T @ (right - stated)
        curve = (table * (stated * (1 - stated))[:, None]).T @ table + 1e-6 * np.eye(len(numbers))
        numbers = numbers + np.linalg.solve(curve, slope)
    return numbers


def _stated(table: Floats, numbers: Floats) -> Floats:
    stated: Floats = 1.0 / (1.0 + np.exp(-(table @ numbers)))
    return stated


def loss(rows: Sequence[Place], numbers: Floats) -> float:
    """The mean negative natural log of the probability of what is so."""
    stated = np.clip(_stated(features(rows), numbers), 1e-9, 1 - 1e-9)
    right = np.array([row.right for row in rows])
    return float(-np.mean(np.log(np.where(right, stated, 1 - stated))))


def cross_validated(rows: Sequence[Place]) -> float:
    """The loss on each tenth of the documents when fitted to the others."""
    documents = sorted({row.document for row in rows})
    losses = []
    for fold in range(FOLDS):
        aside = set(documents[fold::FOLDS])
        inside = [row for row in rows if row.document in aside]
        if inside:
            numbers = fitted([row for row in rows if row.document not in aside])
            losses.append((loss(inside, numbers), len(inside)))
    return sum(value * count for value, count in losses) / sum(count for _, count in losses)


def reliability(rows: Sequence[Place], numbers: Floats) -> Iterator[str]:
    """Lines of a table: of the changes stated with so much the share that is right, and how many there are."""
    stated = _stated(features(rows), numbers)
    for name, chosen in (("all", (False, True)), ("of today", (False,)), ("old", (True,))):
        cells = []
        for low, high in pairwise(EDGES):
            inside = [
                (row.right, value)
                for row, value in zip(rows, stated, strict=True)
                if row.changed and row.is_old in chosen and low <= value < high
            ]
            mean = sum(value for _, value in inside) / len(inside) if inside else 0.0
            share = sum(right for right, _ in inside) / len(inside) if inside else 0.0
            cells.append(f"{mean:.2f}: {share:.2f} ({len(inside)})" if inside else "-")
        yield f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    """Fit, and say how good it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", type=Path, nargs="+", required=True, help="folders of pairs to fit to")
    parser.add_argument("--test", type=Path, nargs="*", default=[], help="folders of other pairs")
    arguments = parser.parse_args()
    rows = list(places(arguments.fit))
    numbers = fitted(rows)
    names = ("slope_of_word", "slope_of_none", "shift_of_word", "shift_of_none")
    print(f"{len(rows)} places of {len({row.document for row in rows})} documents")
    for name, number in zip(names, numbers, strict=True):
        print(f"{name} = {number:.2f}")
    print(f"loss {loss(rows, numbers):.4f}, cross-validated {cross_validated(rows):.4f}")
    if arguments.test:
        others = list(places(arguments.test))
        print(f"loss on {len(others)} other places {loss(others, numbers):.4f}")
        print("\n".join(reliability(others, numbers)))


if __name__ == "__main__":
    main()
