"""A text taken apart: tokens, their pieces and classes, sentences, and the sections of long texts."""
