"""Entries that dots lead to their numbers: read with the number close behind, and put back where they stand."""
