"""The text that a page of a PDF holds: its characters, what of them is seen, where they stand."""
