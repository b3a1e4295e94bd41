"""Files in which other engines have left words with their boxes: hOCR, ALTO, PAGE and the XML of FineReader."""
