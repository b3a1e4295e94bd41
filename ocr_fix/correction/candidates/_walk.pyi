from collections.abc import Callable, Container, Mapping, Sequence

from ocr_fix.correction.error_model.channel import Confusion
from ocr_fix.language._graph import Graph

class CompiledPlace:
    def __init__(self, place: object, bits: Mapping[str, int]) -> None: ...

class CompiledWalk:
    def __init__(
        self,
        graph: Graph,
        places: Sequence[CompiledPlace],
        random: str,
        whole: bool,
        unknown_cost: float,
        max_steps: int,
        confusion: Callable[[str, str], Confusion],
    ) -> None: ...
    def from_place(self, start: int, limit: float) -> list[tuple[int, str, float, tuple[Confusion, ...]]]: ...
    def ends(self, start: int, limit: float, shortest: int) -> dict[int, float]: ...
    def parts(self, start: int, ends: Container[int]) -> list[tuple[int, str, float, tuple[Confusion, ...]]]: ...
