"""A text taken apart: tokens, their parts and classes, sentences, and the sections of long texts."""
