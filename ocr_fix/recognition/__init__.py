"""Page image -> words with boxes and confidences."""

from ocr_fix.recognition.engines.engine import (
    Engine,
    EngineInfo,
    EngineSettings,
    TextLayer,
    check_languages,
)
from ocr_fix.recognition.engines.process import end_all
from ocr_fix.recognition.engines.registry import ENGINES, EngineFactory, make_engine

__all__ = [
    "ENGINES",
    "Engine",
    "EngineFactory",
    "EngineInfo",
    "EngineSettings",
    "TextLayer",
    "check_languages",
    "end_all",
    "make_engine",
]
