"""Page image -> words with boxes and confidences."""

from ocr_fix.recognition.engine import Engine, EngineInfo, EngineName, EngineSettings, check_languages
from ocr_fix.recognition.process import end_all
from ocr_fix.recognition.reader import Reader, make_engine
from ocr_fix.recognition.tesseract import Tesseract
from ocr_fix.recognition.text_layer import TextLayer

__all__ = [
    "Engine",
    "EngineInfo",
    "EngineName",
    "EngineSettings",
    "Reader",
    "Tesseract",
    "TextLayer",
    "check_languages",
    "end_all",
    "make_engine",
]
