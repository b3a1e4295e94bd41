"""Fit the weights by which the program tells languages apart, from lists of words with their frequencies.

    python -m wordlists.identification

Two minutes on one core; the same lists give the same bytes. Needs the dependency group "build" (numpy). Bags of a few
words are drawn by their frequencies from the lists in `languages/`, damaged as engines damage words (dots lost or put
where none belong, letters taken for others), and a linear model of their strings of letters is fitted to say which list
they are from. What it must tell apart is read badly in archives, so it learns that bad readings are no other language.
"""

from __future__ import annotations

import logging
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocr_fix.language.models.letters import BUCKETS, STEP, buckets
from wordlists.output import Output

LANGUAGES = ("sv", "da", "nb", "nn", "fi", "de", "en", "fr", "nl", "la", "pl", "und")
# Bags that are drawn, and how many more of the languages that are told apart with most trouble.
BAGS = 300_000
SHARES = {"sv": 4.0, "da": 2.0, "nb": 2.0, "nn": 1.5, "und": 2.0}
# Words in a bag.
FEWEST, MOST = 2, 15
# How often words are read by an engine that knows only English letters, or only Swedish ones.
ENGLISH_EYES, SWEDISH_EYES = 0.30, 0.15
# Shares of the words in a bag that have a slip, and that are strangers in it.
SLIPS = (0.0, 0.0, 0.0, 0.1, 0.3)
STRANGERS = (0.0, 0.0, 0.1)
# The fitting: learning rates of the rounds, bags in a step, how strongly weights are drawn to zero.
RATES = (0.12, 0.06, 0.03)
BATCH = 1024
SHRINKAGE = 2e-6
# What an engine makes of letters that it does not know.
_AS_ENGLISH = {
    "å": ("a", "a", "a", "4"),
    "ä": ("a", "a", "a", "i", "ii"),
    "ö": ("o", "o", "6", "é", "d", "g", "5"),
    "ø": ("o", "o", "6", "g", "e", "0"),
    "æ": ("ae", "e", "a", "z", "ze"),
    "ü": ("u", "ii", "i"),
    "ß": ("b", "ss"),
    "é": ("e",),
    "è": ("e",),
    "ê": ("e",),
    "à": ("a",),
    "ç": ("c",),
    "ą": ("a",),
    "ę": ("e",),
    "ó": ("o", "6"),
    "ł": ("l", "t"),
    "ś": ("s",),
    "ż": ("z",),
    "ź": ("z",),
    "ć": ("c",),
    "ń": ("n",),
}
_AS_SWEDISH = {
    "ø": ("ö", "ö", "o", "6"),
    "æ": ("ä", "ae", "e", "a", "x"),
    "ü": ("u", "ii", "ö"),
    "ß": ("b", "ss"),
    "ą": ("a",),
    "ę": ("e",),
    "ł": ("l", "t"),
    "ś": ("s",),
    "ż": ("z",),
    "å": ("å", "ä", "ä"),
    "ä": ("ä", "å"),
    "ö": ("ö", "ä"),
}
# What is taken for what in any language, whichever way round.
_ALIKE = (
    *(("rn", "m"), ("l", "i"), ("e", "c"), ("h", "b"), ("n", "u"), ("f", "t"), ("a", "o"), ("v", "y"), ("s", "a")),
    *(("ll", "u"), ("å", "ä"), ("g", "q"), ("d", "cl"), ("k", "lc"), ("e", "o"), ("r", "i"), ("l", "1"), ("o", "0")),
)
_ANY = "abcdefghijklmnopqrstuvwxyzåäöøæ1"
_FOLDER = Path(__file__).parent / "languages"
_TARGET = Path(__file__).parents[1] / "ocr_fix" / "languages" / "data"

log = logging.getLogger("wordlists.identification")


class WordList(NamedTuple):
    """The words of a language, and how often a word drawn from it is that one or one before it."""

    words: list[str]
    up_to: npt.NDArray[np.float64]


class Bags(NamedTuple):
    """What is learnt from.

    Attributes:
        rows: the rows of weights of all bags' strings, one bag after the other.
        values: what each counts.
        starts: where each bag begins in these, and where the last one ends.
        labels: the index of each bag's language.
    """

    rows: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    starts: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]


def read_words(path: Path) -> WordList:
    """A list of words with their frequencies, one a line."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    counts = np.array([float(count) for _, count in lines])
    return WordList([word for word, _ in lines], np.cumsum(counts) / counts.sum())


class Damage:
    """Damages words as engines do.

    Args:
        dice: decides.
    """

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def seen_by(self, word: str, letters: Mapping[str, Sequence[str]]) -> str:
        """A word as an engine reads it that does not know some letters."""
        return "".join([self._dice.choice(letters[letter]) if letter in letters else letter for letter in word])

    def slip(self, word: str) -> str:
        """A word with one slip: letters taken for such as look alike, or one that is another, missing or too much."""
        kind = self._dice.random()
        if kind < 0.5:
            printed, read = self._dice.choice(_ALIKE)[:: self._dice.choice((1, -1))]
            if printed in word:
                return word.replace(printed, read, 1)
        at = self._dice.randrange(len(word))
        if kind < 0.75:
            return word[:at] + self._dice.choice(_ANY) + word[at + 1 :]
        if kind < 0.87 and len(word) > 1:
            return word[:at] + word[at + 1 :]
        return word[:at] + self._dice.choice(_ANY) + word[at:]


def draw_bags(lists: Sequence[WordList], languages: Sequence[str], number: int, seed: int = 7) -> Bags:
    """Draw bags of words and damage some of them.

    Args:
        lists: the words of each language.
        languages: their codes.
        number: of bags.
        seed: of the dice.
    """
    dice, numbers = random.Random(seed), np.random.default_rng(seed)
    damage = Damage(dice)
    shares = np.array([SHARES.get(language, 1.0) for language in languages])
    labels = numbers.choice(len(languages), number, p=shares / shares.sum())
    strings: dict[str, npt.NDArray[np.int32]] = {}
    bags: list[list[str]] = []
    for label in labels:
        words = _drawn(lists[label], int(numbers.integers(FEWEST, MOST + 1)), numbers)
        eyes = dice.random()
        if eyes < ENGLISH_EYES:
            words = [damage.seen_by(word, _AS_ENGLISH) for word in words]
        elif eyes < ENGLISH_EYES + SWEDISH_EYES:
            words = [damage.seen_by(word, _AS_SWEDISH) for word in words]
        slips, strangers = dice.choice(SLIPS), dice.choice(STRANGERS)
        for at, word in enumerate(words):
            if dice.random() < strangers:
                words[at] = _drawn(dice.choice(lists), 1, numbers)[0]
            elif dice.random() < slips:
                words[at] = damage.slip(word)
            if words[at] not in strings:
                strings[words[at]] = np.fromiter(buckets(words[at]), dtype=np.int32)
        bags.append(words)
    rows = [strings[word] for words in bags for word in words]
    values = [np.full(len(row), len(row) ** -0.5, dtype=np.float32) for row in rows]
    lengths = [sum(len(strings[word]) for word in words) for words in bags]
    return Bags(np.concatenate(rows), np.concatenate(values), np.cumsum([0, *lengths]), labels)


def _drawn(words: WordList, number: int, numbers: np.random.Generator) -> list[str]:
    return [words.words[at] for at in np.searchsorted(words.up_to, numbers.random(number))]


def fit(bags: Bags, width: int, seed: int = 7) -> npt.NDArray[np.float32]:
    """The weights of a linear model, by stochastic gradient with a rate for each weight (AdaGrad).

    Args:
        bags: what to learn from.
        width: how many languages there are.
        seed: of the order in which the bags come.

    Returns:
        BUCKETS rows of a weight for each language, in nats; each row adds up to zero.
    """
    numbers = np.random.default_rng(seed)
    weights = np.zeros((BUCKETS, width), np.float32)
    squares = np.full_like(weights, 1e-6)
    for rate in RATES:
        loss, order = 0.0, numbers.permutation(len(bags.labels))
        for first in range(0, len(order), BATCH):
            chosen = order[first : first + BATCH]
            places = [np.arange(bags.starts[bag], bags.starts[bag + 1]) for bag in chosen]
            flat, lengths = np.concatenate(places), np.array([len(place) for place in places])
            rows, values = bags.rows[flat], bags.values[flat]
            scores = np.add.reduceat(weights[rows] * values[:, None], np.cumsum([0, *lengths[:-1]]), axis=0)
            odds = np.exp(scores - scores.max(1, keepdims=True))
            odds /= odds.sum(1, keepdims=True)
            at, labels = np.arange(len(chosen)), bags.labels[chosen]
            loss -= float(np.log(odds[at, labels] + 1e-9).sum())
            odds[at, labels] -= 1
            pulls = np.repeat(odds / len(chosen), lengths, axis=0) * values[:, None]
            slope = np.stack([np.bincount(rows, column, BUCKETS) for column in pulls.T], axis=1) + SHRINKAGE * weights
            squares += slope * slope
            weights -= rate * slope / np.sqrt(squares)
        log.info("rate %.2f: %.3f nats a bag", rate, loss / len(order))
    centred: npt.NDArray[np.float32] = weights - weights.mean(1, keepdims=True)
    return centred


def main() -> None:
    """Fit the weights and write them where the program finds them."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    lists = [read_words(_FOLDER / f"{language}.tsv") for language in LANGUAGES]
    weights = fit(draw_bags(lists, LANGUAGES, BAGS), len(LANGUAGES))
    output = Output(_TARGET)
    output.write("letters.weights", np.clip(np.round(weights / STEP), -127, 127).astype(np.int8).tobytes())
    sources = {
        language: (_FOLDER / f"{language}.tsv").read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
        for language in LANGUAGES
    }
    size = output.finish({"languages": list(LANGUAGES)}, {"sources": sources})
    log.info("%s: %d bytes", _TARGET, size)


if __name__ == "__main__":
    main()
