"""Reading the corpora into one long array of token numbers."""

from __future__ import annotations

import lzma
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wordlists.tokens import END_OF_PARAGRAPH, tokenize

_SWEDISH = ("och", "att", "i", "av", "för", "som", "en", "på", "är", "den", "det", "med", "till", "om", "ett")
_FOREIGN = ("the", "of", "and", "to", "with", "by", "this", "that", "for", "und", "der", "des", "les", "et", "del")


@dataclass(frozen=True)
class TokenStream:
    """All paragraphs one after the other.

    Attributes:
        surfaces: the distinct tokens as they stood; a token's number is its place here.
        tokens: int32, shape (n,): the numbers of all tokens; every paragraph ends with END_OF_PARAGRAPH.
        source: int8, shape (n,): which corpus, or part of one, each token came from.
    """

    surfaces: list[str]
    tokens: npt.NDArray[np.int32]
    source: npt.NDArray[np.int8]


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of an xz corpus, in Unicode normal form C."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield unicodedata.normalize("NFC", line)


def read_stream(corpora: Iterable[Iterable[str]]) -> TokenStream:
    """Tokenise corpora in the order given.

    Args:
        corpora: the paragraphs of each; no more than 63 of them, as `wordlists.usage` keeps them as bits.

    Returns:
        Their tokens, without the paragraphs that are not Swedish.
    """
    numbers: dict[str, int] = {END_OF_PARAGRAPH: 0}
    tokens = array("i")
    source = array("b")
    for index, corpus in enumerate(corpora):
        before = len(tokens)
        for paragraph in corpus:
            found = tokenize(paragraph)
            tokens.extend([numbers.setdefault(token, len(numbers)) for token in found])
            tokens.append(0)
        source.frombytes(bytes([index]) * (len(tokens) - before))
    stream = TokenStream(list(numbers), np.frombuffer(tokens, np.int32).copy(), np.frombuffer(source, np.int8).copy())
    return _swedish_only(stream)


def _swedish_only(stream: TokenStream) -> TokenStream:
    """Leave out paragraphs in which foreign function words outnumber Swedish ones."""
    weight = np.zeros(len(stream.surfaces), np.int8)
    number = {surface: i for i, surface in enumerate(stream.surfaces)}
    for words, sign in ((_SWEDISH, 1), (_FOREIGN, -1)):
        for word in words:
            if word in number:
                weight[number[word]] = sign
    ends = np.flatnonzero(stream.tokens == 0)
    starts = np.concatenate(([0], ends[:-1] + 1))
    balance = np.add.reduceat(weight[stream.tokens].astype(np.int32), starts)
    keep = np.repeat(balance >= 0, ends - starts + 1)
    return TokenStream(stream.surfaces, stream.tokens[keep], stream.source[keep])


def chain(first: TokenStream, second: TokenStream) -> TokenStream:
    """One stream after another; the sources of the second are numbered after those of the first."""
    number = {surface: i for i, surface in enumerate(first.surfaces)}
    renumbered = np.array([number.setdefault(surface, len(number)) for surface in second.surfaces], np.int32)
    return TokenStream(
        list(number),
        np.concatenate((first.tokens, renumbered[second.tokens])),
        np.concatenate((first.source, second.source + first.source.max() + 1)).astype(np.int8),
    )
