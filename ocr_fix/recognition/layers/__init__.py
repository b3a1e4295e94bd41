"""The text that a file has for a page already: judged, and what it leaves out."""
