"""The files that are compared: which belong together, and the text of each."""
