from collections.abc import Callable, Iterable

def part(
    tokens: Iterable[str],
    young: dict[str, str],
    old: dict[str, str],
    knows: Callable[[str], bool],
    stays: Callable[[str], bool],
    marks: str,
    shortest: int,
) -> tuple[dict[str, str], list[str]]: ...
