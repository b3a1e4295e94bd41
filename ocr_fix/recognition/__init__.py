"""Page image -> words with boxes and confidences."""

from ocr_fix.recognition.engine import (
    Engine,
    EngineInfo,
    EngineSettings,
    TextLayer,
    check_languages,
)
from ocr_fix.recognition.engines import ENGINES, EngineFactory, make_engine
from ocr_fix.recognition.process import end_all

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
