def likeliest(
    evidence: list[tuple[float, ...]],
    prices: list[float],
    priors: list[float],
    first: list[float],
    home: int,
    leave: float,
) -> list[int]: ...
