"""The engines by name: those that the program has, and those that installed packages add."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from ocr_fix.plugins import Registry
from ocr_fix.recognition.engines.engine import Engine, EngineSettings

EngineFactory = Callable[[EngineSettings], Engine]
"""Makes an engine of its settings.

Raises:
    EngineError: it is not installed.
"""


def _tesseract(settings: EngineSettings) -> Engine:
    from ocr_fix.recognition.engines.tesseract import Tesseract  # noqa: PLC0415 - only what is asked for is loaded

    return Tesseract(settings)


def _tesserocr(settings: EngineSettings) -> Engine:
    from ocr_fix.recognition.engines.embedded import Embedded  # noqa: PLC0415 - its library is an extra

    return Embedded(settings)


def _factory(value: object) -> EngineFactory | None:
    return cast("EngineFactory", value) if callable(value) else None


ENGINES = Registry[EngineFactory]("ocr_fix.engines", {"tesseract": _tesseract, "tesserocr": _tesserocr}, _factory)
"""Makers of engines by name; a package adds one by an entry point of the group `ocr_fix.engines`."""


def make_engine(settings: EngineSettings) -> Engine:
    """The engine that was chosen.

    Raises:
        EngineError: it is not installed.
        OptionError: it is one of another package that cannot be loaded.
        KeyError: there is none of that name.
    """
    return ENGINES[settings.name](settings)
