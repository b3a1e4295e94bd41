"""Numbers that decide are as they were written, or as they are given, and nobody changes them afterwards."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from ocr_fix.system.deciding import numbers


@numbers
class Inner:
    """Some."""

    width: float = 0.5


@numbers
class Outer:
    """More."""

    inner: Inner = Inner()
    fewest: int = 3
    between: tuple[float, float] = (0.1, 0.2)


def test_numbers_are_those_of_the_class_or_given_by_name() -> None:
    assert (Outer().inner.width, Outer().fewest, Outer().between) == (0.5, 3, (0.1, 0.2))
    other = Outer(inner=Inner(width=2.0), fewest=4)
    assert (other.inner.width, other.fewest, other.between) == (2.0, 4, (0.1, 0.2))
    assert Outer().fewest == 3


def test_what_a_class_does_not_name_cannot_be_given() -> None:
    with pytest.raises(TypeError, match="Outer has no most"):
        Outer(**{"most": 5})  # type: ignore[arg-type]


def test_nobody_changes_them() -> None:
    made = Outer()
    with pytest.raises(FrozenInstanceError):
        made.fewest = 5  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del made.fewest
    assert made.fewest == 3
