"""Which parts of one text stand for which of another."""
