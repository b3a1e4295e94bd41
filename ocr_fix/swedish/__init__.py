"""What the program knows of Swedish. One door: `Swedish.load()`."""

from ocr_fix.swedish.compounds import Analysis
from ocr_fix.swedish.language import Swedish

__all__ = ["Analysis", "Swedish"]
