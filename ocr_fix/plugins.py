"""What other packages add by the entry points of their distribution: formats of output and OCR engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ocr_fix.errors import OptionError
from ocr_fix.wording import worded

if TYPE_CHECKING:
    from importlib import metadata

T = TypeVar("T")


class Registry(Mapping[str, T]):
    """What is known by name: what the program has, then what installed packages add, which cannot take those names.

    The packages are looked through when a name is asked for that the program has not, or all are, and one of them is
    loaded when its own name is asked for.

    Args:
        group: the group of entry points that packages name.
        own: what the program has.
        check: gives back what an entry point has loaded, where that can be used.

    Raises:
        OptionError: what a package adds cannot be loaded or is not what it should be (raised when it is asked for).
    """

    def __init__(self, group: str, own: Mapping[str, T], check: Callable[[object], T | None]) -> None:
        self.group = group
        self.own = own
        self._check = check
        self._loaded: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name in self.own:
            return self.own[name]
        if name not in self._loaded:
            self._loaded[name] = self._load(self._entries[name])
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter([*self.own, *self._entries])

    def __len__(self) -> int:
        return len(self.own) + len(self._entries)

    def usable(self) -> list[T]:
        """All that can be loaded."""
        return [self[name] for name in self if name in self.own or self.added[name] is None]

    @cached_property
    def added(self) -> Mapping[str, str | None]:
        """What packages add by name, and why it cannot be used; None where it can."""
        told: dict[str, str | None] = {}
        for name in self._entries:
            try:
                self[name]
                told[name] = None
            except OptionError as error:
                told[name] = str(error)
        return told

    @cached_property
    def _entries(self) -> dict[str, metadata.EntryPoint]:
        from importlib import metadata  # noqa: PLC0415 - it takes 20 ms to load, and most runs ask for nothing added

        found = metadata.entry_points(group=self.group)
        return {entry.name: entry for entry in sorted(found) if entry.name not in self.own}

    def _load(self, entry: metadata.EntryPoint) -> T:
        try:
            value = self._check(entry.load())
        except Exception as error:  # it is code of others
            raise OptionError(
                worded(
                    "{name}: {value} cannot be loaded ({error}); update or remove its package",
                    name=entry.name,
                    value=entry.value,
                    error=error,
                )
            ) from error
        if value is None:
            raise OptionError(
                worded(
                    "{name}: {value} is not what {group} asks for; update its package",
                    name=entry.name,
                    value=entry.value,
                    group=self.group,
                )
            )
        return value
