from collections.abc import Callable, Mapping

def part(
    counts: Mapping[str, int],
    young: dict[str, str],
    old: dict[str, str],
    knows: Callable[[str], bool],
    stays: Callable[[str], bool],
    any_own: bool,
    marks: str,
    shortest: int,
) -> tuple[dict[str, str], dict[str, int], dict[str, int], dict[str, int]]: ...
