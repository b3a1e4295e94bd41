"""`python -m ocr_fix` is `ocrfix`."""

from ocr_fix.cli import main

main()
