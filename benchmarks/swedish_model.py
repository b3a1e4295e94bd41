"""How well the language model predicts: perplexity, words chosen in context, Swedish letters against garbage."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ocr_fix.language import Language
from ocr_fix.language.symbols import CLASSES, NAME, NUMBER, UNKNOWN
from wordlists.sequences import split_sentences
from wordlists.tokens import tokenize

CONFUSABLE = [
    tuple(words.split("/"))
    for words in (
        "för/for/fór är/ar/år på/pa bör/bor få/fa/far når/när hår/här måste/maste än/an där/dar våra/vara säga/saga "
        "lag/låg/läg"
    ).split()
]
_PUNCTUATION = ".,;:!?()[]\"”“»«'’–—*…•"
_STRANGER = (1 << 21) - 1
"""A symbol that stands in no n-gram: as the first word of a context it leaves the second one alone."""


class Perplexity(NamedTuple):
    """Perplexity per word and sentence end.

    Attributes:
        words: words and sentence ends asked of.
        unigram: relative frequencies, unknown words with the cost of their letters (digits cost nothing).
        bigram: the model with one word of context.
        trigram: the model.
        trigram_known: the model, over the words that are symbols of their own.
    """

    words: int
    unigram: float
    bigram: float
    trigram: float
    trigram_known: float


class Choice(NamedTuple):
    """Share of the words of a confusable set for which the right one scores best."""

    words: int
    from_left: float
    from_both_sides: float
    by_set: dict[str, tuple[int, int]]


def sentences(folder: Path, sv: Language) -> Iterator[list[str]]:
    """The sentences of all texts in a folder, word by word."""
    for path in sorted(folder.glob("*.txt")):
        for paragraph in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines():
            yield from split_sentences(tokenize(paragraph), sv.marks)


def perplexity(sv: Language, text: Sequence[Sequence[str]], classes: dict[str, int], words: int) -> Perplexity:
    """Perplexity of the model and of what it would be with less context.

    Args:
        sv: the language.
        text: sentences.
        classes: occurrences of sentence ends, numbers, names and unknown words in the corpora.
        words: occurrences of words there.
    """
    total = words + classes["sentences"] + classes["numbers"]
    by_symbol = dict(enumerate((classes["sentences"], classes["numbers"], classes["names"], classes["unknown"])))
    sums = [0.0, 0.0, 0.0, 0.0]
    count = known = 0
    for sentence in text:
        before, last = sv.boundary, sv.boundary
        for word in [*sentence, ""]:
            symbol, emission = sv.word_id(word), sv.emission(word)
            if symbol == NUMBER:
                emission = 0.0
            frequency = sv.count(word) if symbol > CLASSES else by_symbol.get(symbol, 1)
            trigram = sv.log_prob_ids(symbol, before, last)
            sums[0] += math.log(max(frequency, 1) / total) + emission
            sums[1] += sv.log_prob_ids(symbol, _STRANGER, last) + emission
            sums[2] += trigram + emission
            count += 1
            if symbol not in (UNKNOWN, NAME):
                sums[3] += trigram
                known += 1
            before, last = last, symbol
    unigram, bigram, full = (math.exp(-value / count) for value in sums[:3])
    return Perplexity(count, unigram, bigram, full, math.exp(-sums[3] / known))


def choose(sv: Language, text: Sequence[Sequence[str]]) -> Choice:
    """Mask every word of a confusable set and choose it again."""
    right = [0, 0]
    by_set: dict[str, list[int]] = {"/".join(words): [0, 0] for words in CONFUSABLE}
    asked = 0
    for sentence in text:
        padded = ["", "", *sentence, "", ""]
        for place in range(2, len(padded) - 2):
            for words in CONFUSABLE:
                if padded[place].lower() not in words:
                    continue
                asked += 1
                chosen = [_best(sv, words, padded, place, after) for after in (0, 2)]
                hits = [word == padded[place].lower() for word in chosen]
                right = [count + hit for count, hit in zip(right, hits, strict=True)]
                tally = by_set["/".join(words)]
                tally[0] += hits[1]
                tally[1] += 1
    return Choice(asked, right[0] / asked, right[1] / asked, {name: (hit, n) for name, (hit, n) in by_set.items() if n})


def unexplained(sv: Language, folder: Path) -> float:
    """Share of the tokens of clean texts that are neither known, nor compounds, nor left alone."""
    asked = missed = 0
    for path in sorted(folder.glob("*.txt")):
        for token in unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).split():
            word = token.strip(_PUNCTUATION)
            asked += 1
            if word and not sv.never_correct(token) and not sv.never_correct(word):
                missed += not sv.knows(word) and sv.analyse(word) is None
    return missed / asked


def _best(sv: Language, words: Sequence[str], padded: list[str], place: int, after: int) -> str:
    def score(word: str) -> float:
        filled = [*padded[:place], word, *padded[place + 1 :]]
        end = min(place + after, filled.index("", place))
        return sum(sv.log_prob(filled[i], (filled[i - 2], filled[i - 1])) for i in range(place, end + 1))

    return max(words, key=score)
