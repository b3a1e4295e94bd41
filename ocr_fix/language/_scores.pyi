from collections.abc import Iterable, Sequence

from ocr_fix.language.hashing import Table

class Finder:
    def __init__(self, table: Table, fingerprint_bits: int, check_bits: int) -> None: ...

class WordScorer:
    def __init__(
        self,
        unigrams: Sequence[int],
        unigram_backoffs: Sequence[int],
        bigrams: Finder,
        trigrams: Finder,
        hash_weights: Sequence[int],
        steps: tuple[float, float],
        shift: int,
    ) -> None: ...
    def score(self, w: int, u: int, v: int) -> float: ...
    def score_all(self, ws: Iterable[int], u: int, v: int) -> list[float]: ...

class LetterScorer:
    def __init__(
        self,
        symbols: dict[str, int],
        unigrams: list[float],
        unigram_backoffs: list[float],
        finders: list[Finder],
        hash_weights: Sequence[int],
        step: float,
        shift: int,
    ) -> None: ...
    def log_prob(self, word: str, edge: int, other: int) -> float: ...
