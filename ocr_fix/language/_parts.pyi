from collections.abc import Callable, Container

from ocr_fix.language._graph import Graph

class Parts:
    def __init__(
        self,
        firsts: Graph,
        forms: Graph,
        min_head: int,
        first_cost: Callable[[str], int],
        head_cost: Callable[[str], int],
    ) -> None: ...
    def search(
        self, word: str, most: int, vowels: Container[str], shared_cost: int
    ) -> tuple[int, tuple[tuple[int, int], ...]] | None: ...
