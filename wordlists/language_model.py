"""Compiling the language model: word trigrams, a character model, and the shares that new words have."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from ocr_fix.language.compounds import Splitter
from ocr_fix.language.lexicon import Lexicon
from ocr_fix.language.models.characters import EDGE, FIRST_LETTER, ORDER, OTHER
from ocr_fix.language.symbols import BOUNDARY, NAME, UNKNOWN
from wordlists.kneser_ney import Keys, Level, Model, estimate, pack, prune
from wordlists.output import Output
from wordlists.sequences import LOST
from wordlists.tables import quantise_finely, quantise_weights, table_bytes

WORD_BITS = 21
"""Of a symbol in a key: three must fit into 64 bits, so the lexicon may have two million forms."""
WORD_LIMITS = {3: 2_400_000, 2: 1_000_000}
"""N-grams kept by order; what these need of shorter ones comes on top."""
_LETTER_BITS = 7
LETTER_LIMITS = {5: 110_000, 4: 80_000, 3: 30_000}
_ALPHABET = 100
_RARE = 5  # occurrences up to which a word counts as an example of the unknown

log = logging.getLogger(__name__)


def compile_words(
    symbols: npt.NDArray[np.int64], output: Output, limits: dict[int, int] = WORD_LIMITS
) -> dict[str, int]:
    """Estimate, prune and write the word model.

    Args:
        symbols: of all corpora, as `wordlists.sequences` gives them.
        output: the data folder.
        limits: n-grams kept by order.

    Returns:
        How many n-grams of each order there are.
    """
    lost = symbols == LOST
    keys = _predicted(pack(symbols, 3, WORD_BITS)[~(lost[2:] | lost[1:-1] | lost[:-2])])
    occurring = np.unique(symbols[~lost])
    model = prune(estimate(keys, 3, WORD_BITS, BOUNDARY, len(occurring)), limits)
    _write_unigrams(model, int(occurring[-1]) + 1, "words", output)
    output.write("words.2grams", table_bytes(model.levels[1], 2, WORD_BITS, backoffs=True))
    output.write("words.3grams", table_bytes(model.levels[2], 3, WORD_BITS, backoffs=False))
    sizes = {str(order): len(level) for order, level in enumerate(model.levels, start=1)}
    log.info("word n-grams by order: %s", sizes)
    return sizes


def compile_letters(words: Iterable[str], output: Output, limits: dict[int, int] = LETTER_LIMITS) -> str:
    """Estimate, prune and write the character model.

    Args:
        words: examples of rare words and names, as they are written.
        output: the data folder.
        limits: n-grams kept by order.

    Returns:
        The alphabet.
    """
    examples = sorted(set(words))
    counts = Counter("".join(examples))
    alphabet = "".join(sorted(sorted(counts, key=lambda letter: (-counts[letter], letter))[:_ALPHABET]))
    symbol = {letter: FIRST_LETTER + place for place, letter in enumerate(alphabet)}
    edge = [EDGE] * (ORDER - 1)
    symbols = np.array(
        [*edge, *(s for word in examples for s in (*(symbol.get(letter, OTHER) for letter in word), *edge))], np.int64
    )
    keys = pack(symbols, ORDER, _LETTER_BITS)
    mask = np.uint64((1 << _LETTER_BITS) - 1)
    keys = keys[((keys & mask) != EDGE) | ((keys >> np.uint64(_LETTER_BITS) & mask) != EDGE)]
    model = prune(estimate(keys, ORDER, _LETTER_BITS, EDGE, len(alphabet) + 2), limits)
    _write_unigrams(model, FIRST_LETTER + len(alphabet), "letters", output)
    for order in range(2, ORDER + 1):
        level = model.levels[order - 1]
        output.write(f"letters.{order}grams", table_bytes(level, order, _LETTER_BITS, backoffs=order < ORDER))
    log.info("letter n-grams by order: %s", [len(level) for level in model.levels])
    return alphabet


def rare_words(counts: dict[str, int], lexicon: Lexicon) -> list[str]:
    """Examples of unknown words: rare in the corpora, and not taken for errors; forms of the lexicon where none are."""
    rare = [
        surface
        for surface, count in counts.items()
        if 0 < count <= _RARE and surface[0].isalpha() and len(surface) > 2 and not lexicon.is_suspect(surface)
    ]
    return rare or sorted(lexicon)[::100]


def shares_of_unknown(
    counts: dict[str, int], symbols: dict[str, int], lexicon: Lexicon, splitter: Splitter
) -> dict[str, Any]:
    """What the words are that the model takes for unknown: forms of the lexicon, compounds, strings of letters.

    Args:
        counts: occurrences by token as it stands.
        symbols: symbol of each.
        lexicon: the known forms.
        splitter: takes compounds apart.
    """
    found: dict[str, Any] = {}
    rare_forms = sum(1 for form in lexicon if lexicon.count(form) < 2)
    for key, symbol in (("unknown_words", UNKNOWN), ("unknown_names", NAME)):
        kinds = Counter({"form": 1, "compound": 1, "letters": 1})
        for token, count in counts.items():
            if symbols[token] == symbol and token[0].isalpha():
                kind = "form" if lexicon.knows(token) else "compound" if splitter.split(token.lower()) else "letters"
                kinds[kind] += count
        total = sum(kinds.values())
        found[key] = [*(round(kinds[kind] / total, 4) for kind in ("form", "compound", "letters")), rare_forms]
    return found


def _predicted(keys: Keys) -> Keys:
    """Leave out the n-grams that end in the second boundary between sentences: nothing predicts it."""
    mask = np.uint64((1 << WORD_BITS) - 1)
    last, before = keys & mask, keys >> np.uint64(WORD_BITS) & mask
    predicted: Keys = keys[(last != BOUNDARY) | (before != BOUNDARY)]
    return predicted


def _write_unigrams(model: Model, size: int, name: str, output: Output) -> None:
    """Probabilities and weights of backing off by symbol; a symbol never seen gets the floor."""
    level: Level = model.levels[0]
    log_probs, weights = np.full(size, model.floor), np.zeros(size)
    places = level.keys.astype(np.int64)
    log_probs[places] = level.log_probs
    weights[places] = level.backoffs
    output.write(f"{name}.unigrams", quantise_finely(log_probs).tobytes())
    output.write(f"{name}.backoffs", quantise_weights(weights).tobytes())
