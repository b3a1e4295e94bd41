"""Page image -> words with boxes and confidences."""

from ocr_fix.recognition.engine import Engine, EngineInfo
from ocr_fix.recognition.reader import Reader
from ocr_fix.recognition.tesseract import Tesseract

__all__ = ["Engine", "EngineInfo", "Reader", "Tesseract"]
