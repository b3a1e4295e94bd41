"""Numbers that the engine is not sure of, read again in two other ways."""
